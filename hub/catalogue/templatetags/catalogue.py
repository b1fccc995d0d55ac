"""Tags and filters of entries: icons, covers, text in another language, plain text as HTML."""

import json
from collections.abc import Iterable
from itertools import groupby

from django import template
from django.conf import settings
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import Select
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from hub.catalogue import covers
from hub.catalogue import tilemap as tiles_of
from hub.catalogue.presentation import EntryLine, Presentation, present, words
from hub.catalogue.presentation.linked_data import breadcrumbs

#: What Django writes for nothing chosen yet.
DASHES = BLANK_CHOICE_DASH[0][1]

register = template.Library()
register.simple_tag(covers.cover, name="cover")
register.simple_tag(present, name="present")
register.filter("day", words.day)
register.filter("short_day", words.short_day)
register.filter("moment", words.moment)

#: Languages written from right to left that are not among Django's own.
RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "prs", "ps", "sd", "ug", "ur", "yi"}


@register.simple_tag
def icon(name: str, turn: bool = False) -> SafeString:
    """A line icon of the sprite; `turn` for arrows that follow the reading direction."""
    classes = "icon icon--turn" if turn else "icon"
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', classes, static("icons.svg"), name
    )


@register.simple_tag
def entry_line(entry, reason: str = "") -> EntryLine:
    """Another entry as a line beside the text, with the reason why it is there."""
    return Presentation(entry).line(str(reason))


#: As text of a script element, none of these can end it.
_IN_SCRIPT = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&\u2028\u2029"}


@register.simple_tag(takes_context=True)
def linked_data(context, shown: Presentation, trail: Iterable, permalink: str) -> SafeString:
    """An entry and the way to it for search engines: data, which no browser runs. Nothing of what is no public page."""
    request = context["request"]
    if shown.entry.is_example or getattr(request, "is_preview", False) or not shown.entry.live:
        return SafeString("")
    address = request.build_absolute_uri
    here = breadcrumbs(trail, shown.entry.title, address(shown.entry.url), address)
    graph = {"@context": "https://schema.org", "@graph": [shown.linked_data(permalink, address), here]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


@register.simple_tag
def lang_attributes(code: str | None) -> SafeString:
    """` lang="…" dir="…"` for text that is not in the language of the interface, else nothing."""
    if not code or code == (get_language() or settings.LANGUAGE_CODE):
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', code, direction(code))


@register.filter
def number(value: int | None) -> str:
    """A number with the separators of the interface language."""
    if value is None:
        return ""
    return str(value) if -1000 < value < 1000 else number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def direction(code: str) -> str:
    """`rtl` or `ltr` for a language code."""
    base = code.split("-")[0].lower()
    if base in RIGHT_TO_LEFT:
        return "rtl"
    try:
        return "rtl" if get_language_info(base)["bidi"] else "ltr"
    except KeyError:
        return "ltr"


@register.simple_tag
def tilemap(countries: Iterable[tiles_of.Counted]) -> dict:
    """The squares of the map and the lines of its key."""
    countries = list(countries)
    highest = max((country.count for country in countries if country.code in tiles_of.TILES), default=0)
    return {"tiles": tiles_of.tiles(countries), "tints": tiles_of.key(highest)}


@register.filter
def as_input(field) -> SafeString:
    """A form field with the look of an input. Its label stands above it, so nothing repeats that inside."""
    widget = field.field.widget
    widget.attrs.pop("placeholder", None)
    if isinstance(widget, Select):
        widget.choices = [(value, _("Choose one") if label == DASHES else label) for value, label in widget.choices]
    return field.as_widget(attrs={"class": "input"})


@register.filter
def marked(parts: Iterable[tuple[str, bool]]) -> SafeString:
    """Text in pieces, of which some are found words, with `<mark>` around those."""
    return mark_safe("".join(f"<mark>{escape(text)}</mark>" if found else escape(text) for text, found in parts))


@register.filter
def quoted(found: Iterable[str]) -> SafeString:
    """Words in a row, each between the quotation marks of the language of the interface."""
    # Translators: a word that somebody searched for, in quotation marks
    one = _("“%(word)s”")
    return mark_safe(words.listed(one % {"word": format_html("<bdi>{}</bdi>", word)} for word in found))


@register.filter
def paragraphs(text: str | None) -> SafeString:
    """Plain text as HTML: a blank line starts a paragraph, lines that start with “- ” are a list."""
    lines = [line.strip() for line in (text or "").splitlines()]
    return mark_safe("".join(_block(kind, list(block)) for kind, block in groupby(lines, _line_kind)))


def _line_kind(line: str) -> str:
    if not line:
        return "blank"
    return "item" if line.startswith(("- ", "• ")) else "text"


def _block(kind: str, lines: list[str]) -> str:
    if kind == "blank":
        return ""
    if kind == "item":
        items = format_html_join("", "<li>{}</li>", ((line[2:].strip(),) for line in lines))
        return format_html("<ul>{}</ul>", items)
    return format_html("<p>{}</p>", format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines)))
