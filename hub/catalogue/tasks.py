from django_tasks import task


@task
def send_report(report_pk: int) -> None:
    from hub.catalogue.models import ProblemReport
    from hub.catalogue.services.reports import mail_report

    mail_report(ProblemReport.objects.select_related("entry").get(pk=report_pk))
