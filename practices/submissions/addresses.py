"""Where the pages of a case are."""

from django.urls import NoReverseMatch, reverse

from practices.submissions.fields import field_of, fields_of
from practices.submissions.models import Submission

#: What has a page of its own.
MEDIA = ("cover", "files")


def case_url(case: Submission, anchor: str = "") -> str:
    url = reverse("submissions:case", args=[case.reference])
    return f"{url}#{anchor}" if anchor else url


def edit_url(case: Submission, name: str = "") -> str:
    """Where this field of the draft is edited; without one, the first step of the form."""
    if name in MEDIA:
        return page_url("files", case.reference)
    field = field_of(case.entry_kind, name) if name else None
    step = (field or fields_of(case.entry_kind)[0]).step
    url = page_url("edit", case.reference, step)
    return f"{url}#id_{name}" if url and field else url


def page_url(name: str, *args: str) -> str:
    """The address of a page of submissions; empty when the hub does not offer it."""
    try:
        return reverse(f"submissions:{name}", args=args)
    except NoReverseMatch:
        return ""
