from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry

from hub.catalogue.models import Entry, ProblemReport
from hub.catalogue.services.entries import (
    AlreadyWithdrawn,
    NeverPublic,
    NotWithdrawn,
    ReasonMissing,
    StillWithdrawn,
    give_back_entry,
    handle_report,
    open_reports,
    restore_entry,
    verify_entry,
    withdraw_entry,
)
from practices.models import PracticePage
from tests.factories import superuser


@pytest.fixture
def editor(db):
    return superuser()


def published(hub, **fields) -> PracticePage:
    entry = hub.entry(**fields)
    entry.save_revision().publish()
    return PracticePage.objects.get(pk=entry.pk)


def saved(entry) -> PracticePage:
    return PracticePage.objects.get(pk=entry.pk)


def test_withdraw_takes_the_entry_off_and_keeps_the_reason(hub, editor):
    entry = published(hub)

    withdraw_entry(entry, reason=" The organisation asked for it. ", user=editor)

    after = saved(entry)
    assert (after.live, after.is_withdrawn, after.withdrawn_by, after.status_string) == (
        False,
        True,
        editor,
        "withdrawn",
    )
    assert after.withdrawn_reason == "The organisation asked for it."
    assert PageLogEntry.objects.filter(page=entry.pk, action="catalogue.withdraw", user=editor).count() == 1


def test_withdraw_stops_a_scheduled_publication(hub, editor):
    entry = published(hub)
    entry.go_live_at = timezone.now() + timedelta(days=1)
    entry.save_revision().publish()

    withdraw_entry(entry, reason="Wrong.", user=editor)

    assert not saved(entry).revisions.filter(approved_go_live_at__isnull=False).exists()


def test_withdraw_refuses(hub, editor):
    entry, draft = published(hub), hub.entry(live=False)
    with pytest.raises(ReasonMissing):
        withdraw_entry(entry, reason="  ", user=editor)
    with pytest.raises(NeverPublic):
        withdraw_entry(draft, reason="Wrong.", user=editor)
    withdraw_entry(entry, reason="Wrong.", user=editor)
    with pytest.raises(AlreadyWithdrawn):
        withdraw_entry(entry, reason="Wrong again.", user=editor)

    assert saved(entry).withdrawn_reason == "Wrong."


def test_old_version_does_not_undo_a_withdrawal(hub, editor):
    entry = published(hub)
    withdraw_entry(entry, reason="Wrong.", user=editor)

    draft = saved(entry).get_latest_revision_as_object()
    draft.title = "Another title"
    draft.save_revision()
    draft.save()
    draft.get_latest_revision().publish()

    assert saved(entry).withdrawn_reason == "Wrong."
    assert list(Entry.objects.visible()) == []


def test_restore_gives_a_draft(hub, editor):
    entry = published(hub)
    withdraw_entry(entry, reason="Wrong.", user=editor)

    restore_entry(entry, user=editor)

    after = saved(entry)
    assert (after.live, after.is_withdrawn, after.withdrawn_by, after.withdrawn_reason) == (False, False, None, "")
    with pytest.raises(NotWithdrawn):
        restore_entry(entry, user=editor)


def test_given_back_entry_reads_as_before(hub, editor):
    entry = published(hub)
    withdraw_entry(entry, reason="Wrong.", user=editor)

    give_back_entry(entry, user=editor)

    after = saved(entry)
    assert (after.live, after.is_withdrawn, after.title, after.has_unpublished_changes) == (
        True,
        False,
        "A practice",
        False,
    )
    assert list(Entry.objects.visible()) == [after.entry_ptr]


def test_given_back_entry_keeps_the_draft_that_waited(hub, editor):
    entry = published(hub)
    entry.title = "Not yet"
    entry.save_revision()
    withdraw_entry(entry, reason="Wrong.", user=editor)

    give_back_entry(entry, user=editor)

    after = saved(entry)
    assert (after.live, after.title, after.get_latest_revision_as_object().title) == (True, "A practice", "Not yet")
    assert after.has_unpublished_changes


def test_verify_publishes_the_note_of_a_live_entry(hub, editor):
    entry = published(hub)

    verify_entry(entry, user=editor, day=date(2026, 3, 1))

    after = saved(entry)
    assert (after.last_verified_at, after.verify_due_at, after.verified_by) == (
        date(2026, 3, 1),
        date(2027, 3, 1),
        editor,
    )
    assert (after.live, after.has_unpublished_changes) == (True, False)
    assert after.get_latest_revision_as_object().last_verified_at == date(2026, 3, 1)
    assert after.completeness == after.get_latest_revision_as_object().completeness


def test_verify_does_not_publish_what_waits(hub, editor):
    entry = published(hub)
    entry.title = "Not yet"
    entry.save_revision()

    verify_entry(entry, user=editor, day=date(2026, 3, 1))

    after = saved(entry)
    draft = after.get_latest_revision_as_object()
    assert (after.title, after.last_verified_at) == ("A practice", date(2026, 3, 1))
    assert (draft.title, draft.last_verified_at) == ("Not yet", date(2026, 3, 1))
    assert after.has_unpublished_changes


def test_verify_leaves_a_draft_a_draft(hub, editor):
    entry = hub.entry(live=False)

    verify_entry(entry, user=editor)

    assert (saved(entry).live, saved(entry).last_verified_at) == (False, timezone.localdate())


def test_verify_on_29_february_is_due_on_28(hub, editor):
    assert verify_entry(hub.entry(), user=editor, day=date(2028, 2, 29)).verify_due_at == date(2029, 2, 28)


def test_verify_refuses_a_withdrawn_entry(hub, editor):
    entry = published(hub)
    withdraw_entry(entry, reason="Wrong.", user=editor)
    with pytest.raises(StillWithdrawn):
        verify_entry(entry, user=editor)


def test_handled_report_keeps_who_was_first(hub, editor):
    report = ProblemReport.objects.create(entry=hub.entry(), kind="wrong", text="No")
    other = superuser("other@example.org")

    handle_report(report, user=editor)
    handle_report(report, user=other)

    report.refresh_from_db()
    assert report.handled_by == editor
    assert list(open_reports()) == []


def test_title_without_latin_letters_gets_the_reference_as_address(hub):
    entry = hub.entry(title="حقائب القصص")
    assert entry.slug == entry.reference.lower()
