"""What people write, as HTML. Bounded before it is parsed: length, then nesting, then links."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile

import nh3
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

MAX_BYTES = 32 * 1024
MAX_NESTING = 10
MAX_LINKS = 30
#: A table of few words can have so many cells that it fills a page of its own.
MAX_CELLS = 2_000

TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "s",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "a",
    "h2",
    "hr",
    "table",
    "thead",
}
TAGS |= {"tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}

# Changes of reading direction, invisible joiners between letters of one script, and control characters disguise text.
_DISGUISES = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\U000e0000-\U000e0fff]"
)
_MARKS = re.compile(r"(\w)((?:[\u0300-\u036f\u0483-\u0489\u20d0-\u20f0\ufe20-\ufe2f]){5,})")
_WORDS = re.compile(r"(?P<url>https?://[^\s<>\"'`]+)|(?<![\w@/.])@(?P<handle>\w[\w-]{1,58}\w)|\b(?P<entry>GP-\d{6})\b")
_POST_LINK = re.compile(r"^(?:/[a-z]{2})?/community/p/(\d{1,15})/$")
_ENTRY_LINK = re.compile(r"^(?:/[a-z]{2})?/e/(GP-\d{6})/?$")
# Addresses out of the hub name their scheme, those into it begin at its root; nothing else is a link.
_ADDRESS = re.compile(r"(?:https?://|mailto:|/(?![/\\]))", re.IGNORECASE)
_TRAILING = ".,;:!?…»”’"

#: Finds display names: handles to names, of those that exist.
Names = Callable[[set[str]], Mapping[str, str]]


@dataclass
class Rendered:
    """The HTML of a text, and what it refers to."""

    html: str
    links: int = 0
    handles: set[str] = field(default_factory=set)
    quoted: set[int] = field(default_factory=set)  # primary keys of posts linked from a quotation
    entries: set[str] = field(default_factory=set)  # references


def check_length(text: str) -> None:
    """Raises `ValidationError` for more than `MAX_BYTES`; asked before anything reads the text."""
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise ValidationError(_("The text is too long: 32 kB at most."), code="too-long")


def clean_text(text: str) -> str:
    """The text without what only disguises it: line ends of one kind, no controls, no towers of accents."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _DISGUISES.sub("", unicodedata.normalize("NFC", text))
    return _MARKS.sub(lambda found: found[1] + found[2][:3], text).strip("\n")


def render(text: str, names: Names = lambda handles: {}) -> Rendered:
    """Safe HTML. Raises `ValidationError` when the text is too long or holds too many links."""
    check_length(text)
    text = clean_text(text)
    _check_tables(text)
    env: dict = {"found": Rendered(""), "names": names}
    html = _parser().render(text, env)
    found: Rendered = env["found"]
    if found.links > MAX_LINKS:
        raise ValidationError(_("The text has too many links: 30 at most."), code="too-many-links")
    found.html = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes=SCHEMES,
        link_rel="nofollow ugc noopener",
    )
    return found


def _check_tables(text: str) -> None:
    """Counted as a parser would fill them: the columns of the line below the head, times the lines that follow."""
    cells, lines = 0, text.split("\n")
    for place, line in enumerate(lines):
        if "|" in line and "-" in line and not line.strip(" \t>|:-"):
            rows = takewhile(str.strip, lines[place:])
            cells += (line.count("|") + 1) * sum(1 for _row in rows)
        if cells > MAX_CELLS:
            raise ValidationError(_("The tables are too large: 2,000 cells at most."), code="too-large")


def _kept(tag: str, attribute: str, value: str) -> str | None:
    return None if attribute == "href" and not _ADDRESS.match(value) else value


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt(
        "js-default", {"html": False, "linkify": False, "typographer": False, "maxNesting": 2 * MAX_NESTING}
    )
    parser.disable(["image", "html_block", "html_inline", "lheading"])
    parser.core.ruler.push("forum", _refine)
    return parser


def _refine(state: StateCore) -> None:
    """Headings of one level; addresses, names and references in running text become links."""
    if any(token.level > MAX_NESTING for token in state.tokens):
        raise ValidationError(_("Lists and quotations are nested too deeply: five levels at most."), code="too-deep")
    texts = [token for token in state.tokens if token.type == "inline"]
    names = state.env["names"](_handles_in(texts))
    depth = 0
    for token in state.tokens:
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h2"
        elif token.type == "inline":
            token.children = _linked(token.children or [], names, state.env["found"], quoted=depth > 0)


def _handles_in(tokens: list[Token]) -> set[str]:
    texts = [child.content for token in tokens for child in token.children or [] if child.type == "text"]
    return {found["handle"].lower() for text in texts for found in _WORDS.finditer(text) if found["handle"]}


def _linked(children: list[Token], names: Mapping[str, str], found: Rendered, *, quoted: bool) -> list[Token]:
    tokens: list[Token] = []
    inside = 0
    for child in children:
        if child.type == "link_open":
            inside += 1
            _note_link(str(child.attrs.get("href", "")), found, quoted=quoted)
        elif child.type == "link_close":
            inside -= 1
        if child.type == "text" and not inside:
            tokens += _split_text(child, names, found, quoted=quoted)
        else:
            tokens.append(child)
    return tokens


def _note_link(href: str, found: Rendered, *, quoted: bool) -> None:
    # What lies elsewhere is a link that counts, however much its address looks like one of ours.
    path = href.removeprefix(settings.WAGTAILADMIN_BASE_URL.rstrip("/"))
    post, entry = _POST_LINK.match(path), _ENTRY_LINK.match(path)
    if post and quoted:
        found.quoted.add(int(post[1]))
    if entry:
        found.entries.add(entry[1])
    if not post and not entry:
        found.links += 1


def _split_text(token: Token, names: Mapping[str, str], found: Rendered, *, quoted: bool) -> list[Token]:
    pieces: list[Token] = []
    start = 0
    for match in _WORDS.finditer(token.content):
        shown, href = _target(match, names)
        if not href:
            continue
        pieces += [_text(token.content[start : match.start()]), *_link(shown, href)]
        start = match.start() + (len(shown) if match["url"] else len(match[0]))
        if match["handle"]:
            found.handles |= set() if quoted else {match["handle"].lower()}
        else:
            _note_link(href, found, quoted=quoted)
    return [*pieces, _text(token.content[start:])]


def _target(match: re.Match, names: Mapping[str, str]) -> tuple[str, str]:
    """What a word becomes: text and address; no address when it stays as it is."""
    if match["url"]:
        url = match["url"].rstrip(_TRAILING)
        url = url[:-1] if url.endswith(")") and "(" not in url else url
        valid = MarkdownIt().validateLink(url)
        return url, url if valid else ""
    if match["entry"]:
        return match["entry"], f"/e/{match['entry']}/"
    handle = match["handle"].lower()
    return (f"@{names[handle]}", f"/community/people/{handle}/") if handle in names else ("", "")


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link(shown: str, href: str) -> list[Token]:
    return [Token("link_open", "a", 1, attrs={"href": href}), _text(shown), Token("link_close", "a", -1)]
