"""Whether the hub has the entry already."""

from hub.catalogue.models import Entry
from practices.submissions.likeness import likely_duplicates
from practices.submissions.models import DuplicateLink, Submission
from practices.submissions.services.moving import moving, note
from practices.submissions.states import Act, Audience


def note_duplicates(case: Submission, page: Entry) -> None:
    """Remember what looks the same; a verdict that was given stays."""
    found = likely_duplicates(title=page.title, organisation=case.organisation, urls=_urls(page), leave_out=page.pk)
    known = set(case.duplicates.values_list("entry_id", flat=True))
    DuplicateLink.objects.bulk_create(
        DuplicateLink(submission=case, entry=entry, likeness=likeness)
        for entry, likeness in found
        if entry.pk not in known
    )


def judge_duplicate(link: DuplicateLink, *, verdict: str, by) -> DuplicateLink:
    """Say whether it is the same."""
    with moving(link.submission, Act.ASSIGN, by=by) as case:
        link.verdict, link.judged_by = DuplicateLink.Verdict(verdict), by
        link.save()
        note(case, "duplicate_judged", by=by, audience=Audience.DESK, entry=link.entry_id, verdict=verdict)
    return link


def _urls(page: Entry) -> list[str]:
    return [link.url for link in page.links.all()]
