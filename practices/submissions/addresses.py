"""Where the pages of a case are."""

from django.urls import NoReverseMatch, reverse

from practices.submissions.models import Submission


def case_url(case: Submission, anchor: str = "") -> str:
    url = reverse("submissions:case", args=[case.reference])
    return f"{url}#{anchor}" if anchor else url


def edit_url(case: Submission, field: str = "") -> str:
    """The step of the form with this field; without one, the first step."""
    return page_url("edit", case.reference, "")


def page_url(name: str, *args: str) -> str:
    """The address of a page of submissions; empty when the hub does not offer it."""
    try:
        return reverse(f"submissions:{name}", args=args)
    except NoReverseMatch:
        return ""
