from django_tasks import task


# Somebody waits for the mail with the link; nobody waits for an index.
@task(priority=50)
def deliver(keys: list[str]) -> None:
    from community.notifications.delivery import deliver_mails

    deliver_mails(keys)
