"""The one main button of a case."""

from django.utils.translation import gettext as _

from practices.submissions.addresses import edit_url, page_url
from practices.submissions.case_page import CasePage
from practices.submissions.states import Status


def next_act(shown: CasePage) -> dict[str, str] | None:
    """What this person can do to bring the case on: its words and its address. None when it is not their turn."""
    case, status = shown.case, Status(shown.case.status)
    if "write" in shown.acts:
        words = _("Make the changes") if status == Status.CHANGES else _("Continue the draft")
        return _act(words, edit_url(case))
    if "take_up" in shown.acts:
        return _act(_("Take it up again"), page_url("take_up", case.reference))
    if status == Status.PUBLISHED and case.entry.live:
        return _act(_("See the published entry"), case.entry.get_url() or "")
    if status == Status.DECLINED and "talk" in shown.acts:
        return _act(_("Write to the editors"), "#messages")
    return None


def _act(words: str, url: str) -> dict[str, str] | None:
    return {"label": words, "url": url} if url else None
