from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from hub.catalogue.limits import A_DAY, times_by_network
from hub.catalogue.models import Entry, ProblemReport
from hub.catalogue.tasks import send_report

REPORTS_A_DAY = 20


class TooManyReports(Exception):
    """More reports from one address today than a person would write."""


def receive_report(entry: Entry, *, kind: str, text: str, email: str, address: str) -> ProblemReport:
    """Keep a report and mail it to the editors.

    `address` is counted in memory for a day and never stored. Raises `TooManyReports`.
    """
    if times_by_network("reports", address, A_DAY) > REPORTS_A_DAY:
        raise TooManyReports
    with transaction.atomic():
        report = ProblemReport.objects.create(entry=entry, kind=kind, text=text, email=email)
        transaction.on_commit(lambda: send_report.enqueue(report.pk))
    return report


def mail_report(report: ProblemReport) -> None:
    """Write to the editors, in the language of the site."""
    with override(settings.LANGUAGE_CODE):
        link = settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[report.entry_id])
        lines = [
            report.get_kind_display(),
            report.text,
            _("Entry: {title} ({reference})").format(title=report.entry.title, reference=report.entry.reference),
            _("Edit it: {link}").format(link=link),
        ]
        subject = _("Problem reported: {title}").format(title=" ".join(report.entry.title.split()))
    headers = {"Reply-To": report.email} if report.email else {}
    EmailMessage(subject, "\n\n".join(lines), to=[settings.EDITORS_EMAIL], headers=headers).send()
