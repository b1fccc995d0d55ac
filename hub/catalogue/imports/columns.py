"""From the cells of a row to the value of one field: what a column of a mapping can say."""

import hashlib
import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from hub.catalogue.imports.errors import BadValue
from hub.catalogue.imports.texts import MAX_TEXT
from hub.catalogue.vocabulary import vocabulary_of

Cells = Mapping[str, Any]
_SENTENCE_END = re.compile(r"(?<!\b\w)(?<=[.!?…؟。])\s+(?=[^a-zäöüß\s])")
_MARKDOWN = re.compile(r"\*\*|(?<!\w)_+|_+(?!\w)|^#{1,6}\s+", re.M)
_BLOCK = re.compile(r"<(?:/?p|br|/?div|/?ul|/?ol|/?h\d)\b[^>]*>", re.I)
_ITEM = re.compile(r"<li\b[^>]*>", re.I)
_TAG = re.compile(r"</?[a-z][^<>]*>|<!--.*?-->", re.I | re.S)
_NO_TEXT = re.compile(r"<(script|style)\b.*?(</\1>|$)", re.I | re.S)


@dataclass(frozen=True)
class Column:
    """Where a value comes from and what happens to it, in the order of these attributes."""

    columns: tuple[str, ...] = ()
    join: str = " "
    template: str = ""
    constant: Any = None
    hash: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    clean: tuple[str, ...] = ()
    pattern: re.Pattern | None = None
    part: str = ""
    max: int = 0
    shorten: int = 0
    split: str = ""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    match: str = ""
    default: Any = None
    dates: tuple[str, ...] = ()
    decimal: str = ""
    otherwise: "Column | None" = None
    vocabulary: str = ""

    def value(self, cells: Cells) -> Any:
        """The value for the record; nothing is None. Raises `BadValue`."""
        found = self._value(cells)
        if found in (None, "", []) and self.otherwise:
            return self.otherwise.value(cells)
        return found

    def _value(self, cells: Cells) -> Any:
        raw = self._raw(cells)
        if isinstance(raw, str):
            raw = self._text(raw)
        if self.words:
            return self._tagged(str(raw or "")) or as_list(self.default)
        if self.split and isinstance(raw, str):
            raw = [part.strip() for part in re.split(self.split, raw) if part.strip()]
        if self.values or self.match or self.default is not None:
            raw = self._coded(raw)
        if self.dates and raw:
            raw = read_date(raw, self.dates)
        return read_number(raw, self.decimal) if self.decimal and raw else raw

    def _raw(self, cells: Cells) -> Any:
        if self.constant is not None:
            return self.constant
        if self.hash:
            text = "\x1f".join(str(cells.get(name) or "").strip() for name in self.hash)
            return hashlib.sha256(text.encode()).hexdigest()[:20]
        if self.template:
            return self._filled(cells)
        found = [self._cell(cells, name) for name in self.columns]
        if len(found) == 1:
            return found[0]
        return self.join.join(str(cell) for cell in found if cell not in (None, "")) or None

    def _filled(self, cells: Cells) -> str | None:
        """The template with its columns; nothing when one of them is empty."""
        values = {name: self._cell(cells, name) for name in template_columns(self.template)}
        if any(value in (None, "", []) for value in values.values()):
            return None
        return re.sub(r"\{([^{}]+)\}", lambda found: str(values[found[1]]), self.template)

    def _cell(self, cells: Cells, name: str) -> Any:
        cell = cells.get(name)
        return None if cell is None or (isinstance(cell, str) and cell.strip() in ("", *self.empty)) else cell

    def _text(self, text: str) -> str | None:
        text = text[:MAX_TEXT].strip()
        for name in self.clean:
            text = CLEANERS[name](text)
        if self.pattern:
            found = self.pattern.search(text)
            text = (found[1] if found.re.groups else found[0]).strip() if found else ""
        if self.part:
            text = PARTS[self.part](text, self.max)
        return (shortened(text, self.shorten) if self.shorten else text) or None

    # ------------------------------------------------------------ Codes

    def _tagged(self, text: str) -> list[str]:
        return [code for code, found in self._patterns.items() if found.search(text)]

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern]:
        """A word of the mapping fits the beginning of a word of the text; with a star before it, any part."""
        return {code: re.compile("|".join(map(_beginning, words)), re.I) for code, words in self.words.items()}

    def _coded(self, raw: Any) -> Any:
        if isinstance(raw, list):
            coded = [code for item in raw for code in as_list(self._code(item))]
            return coded or as_list(self.default)
        return self._code(raw) if raw not in (None, "") else self.default

    def _code(self, item: Any) -> Any:
        key = " ".join(str(item).split())
        if key.casefold() in self._codes:
            return self._codes[key.casefold()]
        if self.match == "label" and key.casefold() in self._labels:
            return self._labels[key.casefold()]
        return self.default if self.default is not None else item

    @cached_property
    def _codes(self) -> dict[str, Any]:
        return {" ".join(key.split()).casefold(): code for key, code in self.values.items()}

    @cached_property
    def _labels(self) -> dict[str, str]:
        return labels_of(self.vocabulary)

    @property
    def sources(self) -> set[str]:
        """Every column of the file this one reads."""
        found = {*self.columns, *self.hash, *template_columns(self.template)}
        return found | (self.otherwise.sources if self.otherwise else set())


def as_list(value: Any) -> list:
    if value in (None, ""):
        return []
    return value if isinstance(value, list) else [value]


def template_columns(template: str) -> list[str]:
    return re.findall(r"\{([^{}]+)\}", template)


def _beginning(word: str) -> str:
    return re.escape(word[1:]) if word.startswith("*") else r"(?<!\w)" + re.escape(word)


def labels_of(kind: str) -> dict[str, str]:
    """Code by code and by label in any language, without case; a label of two terms is left out."""
    codes: dict[str, str] = {}
    twice: set[str] = set()
    vocabulary = vocabulary_of(kind)
    for term in vocabulary.terms:
        for label in {text.casefold() for text in term.labels.values()}:
            if codes.setdefault(label, term.code) != term.code:
                twice.add(label)
    return {label: code for label, code in codes.items() if label not in twice} | {
        term.code: term.code for term in vocabulary.terms
    }


# ---------------------------------------------------------------- Dates and numbers


def read_date(raw: Any, formats: tuple[str, ...]) -> str:
    text = str(raw).strip()
    for pattern in ("%Y-%m-%d", *formats):
        try:
            return datetime.strptime(text, pattern).date().isoformat()
        except ValueError:
            continue
    raise BadValue(_("This date has none of the forms {forms}.").format(forms=", ".join(formats)), raw)


def read_number(raw: Any, decimal: str) -> str:
    """Digits with a point, whatever groups, currency or per-cent sign stand around them."""
    if isinstance(raw, int | float):
        return str(raw)
    other = "." if decimal == "," else ","
    bare = re.sub(r"[\s'’\u00a0€$£%]|EUR", "", str(raw))
    text = bare.replace(other, "").replace(decimal, ".")
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        raise BadValue(_("This is no number with “{sign}” before its decimals.").format(sign=decimal), raw)
    return text


# ---------------------------------------------------------------- Texts


def without_html(text: str) -> str:
    """The text of some HTML, with its paragraphs and list items."""
    text = _BLOCK.sub("\n\n", _ITEM.sub("\n- ", _NO_TEXT.sub(" ", text)))
    text = html.unescape(_TAG.sub("", text))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]*\n[ \t]*", "\n", text.replace("\xa0", " "))).strip()


def without_markdown(text: str) -> str:
    return _MARKDOWN.sub("", text).strip()


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def whole_sentences(text: str, limit: int) -> str:
    """As many sentences from the beginning as fit, or the beginning of the first one."""
    sentences = _SENTENCE_END.split(on_one_line(text))
    found = sentences[0]
    for sentence in sentences[1:]:
        if limit and len(found) + 1 + len(sentence) > limit:
            break
        found = f"{found} {sentence}"
    return shortened(found, limit) if limit else found


def shortened(text: str, limit: int) -> str:
    """Cut at a word, with an ellipsis that says so."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(None, 1)[0] if " " in cut else cut).rstrip(" ,;:–-") + "…"


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def first_paragraph(text: str, limit: int) -> str:
    return _paragraphs(text)[0] if text else ""


def later_paragraphs(text: str, limit: int) -> str:
    return "\n\n".join(_paragraphs(text)[1:])


def first_sentence(text: str, limit: int) -> str:
    return _SENTENCE_END.split(on_one_line(text))[0]


CLEANERS: dict[str, Callable[[str], str]] = {
    "html": without_html,
    "markdown": without_markdown,
    "spaces": on_one_line,
}
PARTS: dict[str, Callable[[str, int], str]] = {
    "sentences": whole_sentences,
    "first_sentence": first_sentence,
    "first_paragraph": first_paragraph,
    "later_paragraphs": later_paragraphs,
}
