"""“I used this”: told, checked, shown, counted."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model

from community.forum.choices import Followed, Level, PostState
from community.forum.models import AdaptationReport, Follow
from community.members.models import User
from community.members.moderation_port import review_needed
from community.notifications.services import notify_many
from hub.catalogue.models import Entry


def report_use(entry: Entry, *, author: User, key: UUID | None = None, **fields) -> AdaptationReport:
    """Keep a report; it shows after a moderator has read it. The same `key` twice gives the same report."""
    before = AdaptationReport.objects.filter(key=key, author=author).first() if key else None
    if before:
        return before
    try:
        with transaction.atomic():
            report = AdaptationReport.objects.create(entry=entry, author=author, key=key, **fields)
            review_needed.send(AdaptationReport, kind="adaptation", pk=report.pk, reason="approval")
    except IntegrityError:
        if key is None:
            raise
        return AdaptationReport.objects.get(key=key, author=author)
    return report


@transaction.atomic
def publish_report(report: AdaptationReport) -> AdaptationReport:
    report = AdaptationReport.objects.select_for_update().get(pk=report.pk)
    report.state, report.statement = PostState.VISIBLE, None
    report.save(update_fields=["state", "statement"])
    followers = Follow.objects.filter(kind=Followed.ENTRY, target_id=report.entry_id, level=Level.WATCHED)
    people = User.objects.filter(pk__in=followers.values("user_id"), is_active=True).exclude(pk=report.author_id)
    author = (report.author.display_name if report.author else "") or "–"
    context = {"title": report.entry.title, "author": author, "excerpt": report.changed[:280]}
    url = report.get_absolute_url()
    notify_many(people, "forum-adaptation", context=context, url=url, dedupe_key=f"adaptation-{report.pk}")
    return report


@transaction.atomic
def remove_report(report: AdaptationReport, *, statement: Model) -> AdaptationReport:
    report = AdaptationReport.objects.select_for_update().get(pk=report.pk)
    report.state, report.statement = PostState.REMOVED, statement
    report.save(update_fields=["state", "statement"])
    return report
