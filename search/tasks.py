from django_tasks import task


@task
def tend_search() -> None:
    """Every night: repair what differs from the content, and forget old searches."""
    from search import log, reconciling

    reconciling.repair(reconciling.verify())
    log.forget_old()
