"""What would make an entry better, in words. Authors and editors are told the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.fields import RichTextField

from hub.catalogue.choices import Evaluation
from hub.catalogue.completeness import completeness_of, unmet
from hub.catalogue.models import Entry
from practices.submissions.fields import field_of

#: Shorter summaries leave out either what happens or for whom.
SHORT_SUMMARY = 80
#: Words in a sentence, on average, from which on readers lose the thread.
LONG_SENTENCE = 25
#: Fewer words than this are no text to judge.
FEW_WORDS = 40
_END = re.compile(r"[.!?…。؟]+(?:\s|$)|\n+")
#: What the author cannot do anything about.
_NOT_THEIRS = {"last_verified_at", "organisation"}


@dataclass(frozen=True)
class Advice:
    """`field` is where to mend it."""

    words: str
    field: str = ""


def advice_for(entry: Entry) -> list[Advice]:
    """What to improve, the weightiest first. The entry may be one in memory."""
    return [*_missing(entry), *_about_summary(entry), *_about_texts(entry), *_about_evidence(entry)]


def percent_of(entry: Entry) -> int:
    return completeness_of(entry)


def _missing(entry: Entry) -> Iterator[Advice]:
    for criterion in unmet(entry):
        names = set(criterion.names)
        if not names & _NOT_THEIRS:
            first = next((name for name in criterion.names if field_of(entry.kind, name)), "" if names else "links")
            yield Advice(_("Add {what}.").format(what=criterion.missing), first)


def _about_summary(entry: Entry) -> Iterator[Advice]:
    if 0 < len(entry.summary) < SHORT_SUMMARY:
        yield Advice(_("The summary is very short: say what happens and for whom."), "summary")
    if entry.title and entry.title.upper() == entry.title and len(entry.title) > 8:
        yield Advice(_("Write the title in small letters."), "title")
    if entry.summary and not entry.plain_summary:
        yield Advice(_("A summary in easy words helps people who are still learning the language."), "plain_summary")


def _about_texts(entry: Entry) -> Iterator[Advice]:
    for name in entry.body_fields:
        average = _words_per_sentence(entry, name)
        if average > LONG_SENTENCE:
            words = _("“{field}” has long sentences, {number} words on average. Shorter ones are easier to follow.")
            label = getattr(field_of(entry.kind, name), "label", name)
            yield Advice(words.format(field=label, number=average), name)
    if getattr(entry, "steps", None) and len(entry.steps) < 3:
        yield Advice(_("Are these all the steps? Somebody else should be able to follow them."), "steps")


def _about_evidence(entry: Entry) -> Iterator[Advice]:
    if entry.evaluation != Evaluation.NONE and not entry.evaluation_method:
        yield Advice(_("Say how it was evaluated, so that readers can trust it."), "evaluation_method")
    if entry.results and not entry.people_reached:
        yield Advice(_("Say how many people it reached, even roughly."), "people_reached")
    if entry.end and entry.lifecycle == "running":
        yield Advice(_("It has an end, but its stage says that it runs."), "lifecycle")
    if not entry.cover_id:
        yield Advice(_("A picture of what people do makes the entry livelier."), "cover")


def _words_per_sentence(entry: Entry, name: str) -> int:
    field = entry._meta.get_field(name)
    text = getattr(entry, name) or ""
    if not isinstance(text, str):
        return 0
    plain = strip_tags(re.sub(r"</(?:p|li|h\d)>|<br>", "\n", text)) if isinstance(field, RichTextField) else text
    sentences = [len(part.split()) for part in _END.split(plain) if part.split()]
    words = sum(sentences)
    return round(words / len(sentences)) if words >= FEW_WORDS else 0
