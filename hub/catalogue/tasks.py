from django_tasks import task


@task
def send_report(report_pk: int) -> None:
    from hub.catalogue.models import ProblemReport
    from hub.catalogue.services.reports import mail_report

    mail_report(ProblemReport.objects.select_related("entry").get(pk=report_pk))


@task(queue_name="modelsearch")
def index_entries(entry_ids: list[int]) -> None:
    from hub.catalogue.services.indexing import update_admin_index

    update_admin_index(entry_ids)


@task(queue_name="modelsearch")
def index_references(entry_ids: list[int]) -> None:
    from hub.catalogue.services.indexing import update_reference_index

    update_reference_index(entry_ids)
