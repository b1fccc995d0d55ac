"""Plain text of a record and the HTML of a page."""

import re
from html import escape

import nh3
from django.utils.translation import gettext as _

from hub.catalogue.imports.errors import BadValue

# The sanitiser's cost is quadratic on nested tags, so the size is checked before anything is parsed.
MAX_TEXT = 50_000
# A line end and a tab may stay; the rest breaks XML feeds, and the database refuses a NUL.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_EDITOR_KEYS = re.compile(r' data-block-key="[^"]*"')
_TAGS = {"p", "ul", "li", "br"}


def clean_text(value: object) -> str:
    """A string without control characters and outer space. Raises `BadValue`."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadValue(_("This must be text."), value)
    text = str(value)
    if len(text) > MAX_TEXT:
        raise BadValue(_("This text has more than {count} characters.").format(count=MAX_TEXT), text)
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def text_to_html(text: str) -> str:
    """Paragraphs and lists of a plain text: an empty line ends a paragraph, “- ” starts a list item."""
    parts = (part.strip("\n") for part in re.split(r"\n[ \t]*\n", text.strip()))
    html = "".join(_block(lines) for part in parts if part.strip() for lines in _runs(part.split("\n")))
    return nh3.clean(html, tags=_TAGS, attributes={})


def _runs(lines: list[str]) -> list[list[str]]:
    """Lines in runs of list items and of other lines."""
    runs: list[list[str]] = []
    for line in lines:
        if runs and _is_item(runs[-1][0]) == _is_item(line):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _is_item(line: str) -> bool:
    return line.startswith("- ")


def _block(lines: list[str]) -> str:
    if _is_item(lines[0]):
        return "<ul>" + "".join(f"<li>{escape(line[2:].strip(), quote=False)}</li>" for line in lines) + "</ul>"
    return "<p>" + "<br>".join(escape(line.strip(), quote=False) for line in lines) + "</p>"


def without_editor_keys(html: str) -> str:
    """HTML as it was before the rich-text editor numbered its blocks, to compare two versions."""
    return _EDITOR_KEYS.sub("", html or "").replace("<br/>", "<br>")
