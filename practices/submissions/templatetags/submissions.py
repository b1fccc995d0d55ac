"""Filters of the pages and mails about submissions."""

from django import template

from practices.submissions import addresses, values
from practices.submissions.case_page import TONES, CasePage
from practices.submissions.models import Submission
from practices.submissions.next_act import next_act
from practices.submissions.states import Status

register = template.Library()


@register.filter
def field_label(name: str, kind: str) -> str:
    """What a field of this kind of entry is called."""
    return values.label_of(kind, name)


@register.filter
def case_tone(case: Submission) -> str:
    """The tone of the state of a case."""
    return TONES[Status(case.status)]


@register.simple_tag
def edit_url(case: Submission, field: str) -> str:
    """Where this field of the draft is edited."""
    return addresses.edit_url(case, field)


@register.simple_tag
def main_act(shown: CasePage) -> dict[str, str] | None:
    """The one thing to do next: its words and its address."""
    return next_act(shown)
