from django_tasks import task


@task
def deliver(keys: list[str]) -> None:
    from community.notifications.delivery import deliver_mails

    deliver_mails(keys)
