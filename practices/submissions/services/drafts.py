"""Beginning, saving and discarding a draft."""

import json
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from community.members.models import Organisation, User
from community.members.rules import can_write_for
from hub.catalogue.models import Entry
from hub.catalogue.publication import changing
from hub.catalogue.types import entry_types, finder_for
from practices.submissions.drafting import data_of
from practices.submissions.errors import HasOpenCase, NotAllowed, NotNow, StaleDraft, TooLarge
from practices.submissions.models import DraftBuffer, Submission, Upload
from practices.submissions.queries import last_round, open_case_of
from practices.submissions.services.moving import check, locked, moving, note, settle
from practices.submissions.states import Act, Kind

#: Characters of a draft as JSON: more than every field filled to its limit.
MAX_DRAFT = 200_000
MAX_TITLE = 200
#: How often a save is tried again when somebody else saves other fields at the same moment.
ATTEMPTS = 5

Data = dict[str, Any]


def start_submission(
    organisation: Organisation, *, entry_kind: str, title: str, by: User, language: str | None = None
) -> Submission:
    """Open a case for a new entry. Its page exists from now on, empty and not public. Raises `NotAllowed`.

    `language` is the code of the one in which the author probably writes.
    """
    if not can_write_for(by, organisation):
        raise NotAllowed
    with changing():
        model = entry_types()[entry_kind]
        page = model(title=title.strip()[:MAX_TITLE] or _("Untitled"), live=False, owner=by, organisation=organisation)
        page.slug = f"draft-{timezone.now():%Y%m%d%H%M%S%f}"
        finder_for(entry_kind).add_child(instance=page)
        case = Submission.objects.create(
            entry=page, kind=Kind.NEW, entry_kind=entry_kind, organisation=organisation, contact=by
        )
        _open_buffer(case, {**data_of(page), "title": title.strip(), "language": language}, by)
        note(case, "begun", by=by)
    return case


def start_update(entry: Entry, *, by: User) -> Submission:
    """Open a case to change a published entry, which stays as it is meanwhile.

    Raises `NotAllowed`, `HasOpenCase` with the case that is open.
    """
    with changing():
        page = Entry.objects.select_for_update().get(pk=entry.pk).specific
        if not page.organisation or not can_write_for(by, page.organisation) or not page.live:
            raise NotAllowed
        case = open_case_of(page)
        if case:
            raise HasOpenCase(case)
        case = Submission.objects.create(
            entry=page, kind=Kind.UPDATE, entry_kind=page.kind, organisation=page.organisation, contact=by
        )
        live = data_of(page)
        _open_buffer(case, live, by, base=live)
        note(case, "begun", by=by)
    return case


def draft_of(submission: Submission, *, by: User) -> DraftBuffer:
    """The draft to work on. After changes were requested it begins as what was submitted last."""
    buffer = _known_draft(submission)
    if buffer:
        return buffer
    with changing():
        case = locked(submission)
        check(by, Act.WRITE, case)
        buffer = DraftBuffer.objects.filter(submission=case).first()
        return buffer or _reopen_buffer(case, by)


def _known_draft(submission: Submission) -> DraftBuffer | None:
    """The draft that was read together with its case, if it was."""
    if "draft" in submission._state.fields_cache:
        return submission._state.fields_cache["draft"]
    return DraftBuffer.objects.filter(submission=submission).first()


def save_draft(submission: Submission, *, data: Data, version: int, by: User, window: str = "") -> DraftBuffer:
    """Save the fields in `data` over those of the draft.

    `version` is what the person looked at, `window` the page they write on: a field that somebody changed since in
    another window is not overwritten. Takes one query beside the check and the draft, so that a form may call it every
    few seconds. Raises `StaleDraft` with what somebody else saved, `TooLarge`, `NotAllowed`, `NotNow`.
    """
    check(by, Act.WRITE, submission)
    buffer = draft_of(submission, by=by)
    for _attempt in range(ATTEMPTS):
        clashes = _clashes(buffer, data, version, window)
        if clashes:
            raise StaleDraft(buffer, clashes)
        news = {name: value for name, value in data.items() if name not in buffer.data or buffer.data[name] != value}
        # Saving without a change keeps a draft that was going to be removed.
        if (not news and not buffer.warned_at) or _stored(buffer, news, by, window):
            return buffer
        buffer = _present_draft(submission)
    raise StaleDraft(buffer, list(data))


def _present_draft(submission: Submission) -> DraftBuffer:
    """The draft as it is now. It is gone when somebody submitted or discarded it a moment ago."""
    buffer = DraftBuffer.objects.filter(pk=submission.pk).first()
    if not buffer:
        raise NotNow
    return buffer


def _clashes(buffer: DraftBuffer, data: Data, version: int, window: str) -> list[str]:
    """The fields that somebody else changed to something else since. A version from the future is of another draft."""
    differing = [name for name, value in data.items() if name in buffer.data and buffer.data[name] != value]
    if version > buffer.version:
        return differing
    changed = {name: buffer.changed.get(name, [0, ""]) for name in differing}
    return [name for name, (when, where) in changed.items() if when > version and not (window and where == window)]


def _stored(buffer: DraftBuffer, news: Data, by: User, window: str) -> bool:
    """Whether nobody was quicker."""
    version, now = buffer.version + 1, timezone.now()
    values = {
        "data": {**buffer.data, **news},
        "changed": {**buffer.changed, **{name: [version, window] for name in news}},
        "version": version,
        "saved_at": now,
        "saved_by": by,
        "warned_at": None,
    }
    if len(json.dumps(values["data"], ensure_ascii=False)) > MAX_DRAFT:
        raise TooLarge
    if not DraftBuffer.objects.filter(pk=buffer.pk, version=buffer.version).update(**values):
        return False
    for name, value in values.items():
        setattr(buffer, name, value)
    return True


def discard_draft(submission: Submission, *, by: User) -> None:
    """Throw away a draft. One that was never submitted leaves nothing; an update leaves the published entry."""
    with changing():
        case = locked(submission)
        check(by, Act.DISCARD, case)
        remove_draft(case, by=by)


def remove_draft(case: Submission, *, by: User | None = None) -> None:
    """Remove a case that was never submitted, with its uploads and, for a new entry, its page.

    The case must be locked. What was submitted once is kept: then only what was written since goes, and the case is
    withdrawn as it was before somebody took it up again.
    """
    DraftBuffer.objects.filter(submission=case).delete()
    last = last_round(case)
    if last:
        case.withdrawn_at = timezone.now()
        note(case, "withdrawn", by=by, round=last.number)
        settle(case)
        return
    for upload in case.uploads.select_related("image", "document"):
        remove_upload(upload)
    page = case.entry
    case.delete()
    if not page.live and not page.first_published_at:
        page.specific.delete()


def remove_upload(upload: Upload) -> None:
    """Remove an upload and its file."""
    for thing in (upload.image, upload.document):
        if thing:
            thing.delete()


def take_up(submission: Submission, *, by: User) -> Submission:
    """Go on with a case that was withdrawn."""
    with moving(submission, Act.TAKE_UP, by=by) as case:
        if open_case_of(case.entry):
            raise HasOpenCase(open_case_of(case.entry))
        case.withdrawn_at = None
        note(case, "taken_up", by=by)
    return case


def _open_buffer(case: Submission, data: Data, by: User, base: Data | None = None) -> DraftBuffer:
    return DraftBuffer.objects.create(submission=case, data=data, base=base or {}, saved_at=timezone.now(), saved_by=by)


def _reopen_buffer(case: Submission, by: User) -> DraftBuffer:
    """The draft of the next round: what was submitted last. An update begins with what is published now."""
    submitted = data_of(_last_version(case))
    if case.kind != Kind.UPDATE:
        return _open_buffer(case, submitted, by)
    live = data_of(case.entry.specific)
    own = fields_changed_before(case)
    return _open_buffer(case, {**live, **{name: submitted[name] for name in own}}, by, base=live)


def fields_changed_before(case: Submission) -> set[str]:
    """The fields that an update has changed in the rounds so far."""
    events = case.events.filter(kind__in=["submitted", "resubmitted"]).values_list("data", flat=True)
    return {name for data in events for name in data.get("changed", [])}


def _last_version(case: Submission) -> Entry:
    last = last_round(case)
    return last.revision.as_object() if last else case.entry.specific
