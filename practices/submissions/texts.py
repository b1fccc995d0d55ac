"""Rich text as organisations write it, and as the page keeps it."""

import re
from collections.abc import Collection

import nh3
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from markdownify import MarkdownConverter

#: Longer texts are refused before they are parsed: the sanitiser is slow on deeply nested ones.
MAX_TEXT = 20_000
TAGS = {"p", "br", "ul", "ol", "li", "b", "h3", "h4", "a"}
ATTRIBUTES = {"a": {"href", "linktype", "id"}}
SCHEMES = {"http", "https", "mailto"}
#: Links to pages and files of the hub, which Wagtail keeps by number.
_INTERNAL = re.compile(r'<a href="hub:(page|document):(\d{1,9})">(.*?)</a>', re.DOTALL)
#: The kind and number of such a link.
Link = tuple[str, str]
_EMPTY = re.compile(r"<(p|li|ul|ol|h3|h4|b|a)(?: [^<>]*)?>\s*</\1>")
_HEADING = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}

_parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["image", "code", "fence", "backticks", "blockquote", "hr", "reference", "html_block", "html_inline", "entity"]
)
_parser.validateLink = lambda url: re.match(r"(?:https?://|mailto:|hub:(?:page|document):\d)", url) is not None


def to_html(text: str, links: Collection[Link] | None = None) -> str:
    """HTML of a text in Markdown: paragraphs, lists, bold, small headings, links. Anything else stays text.

    Of links by number only those in `links` stay, if it is given: whoever may write any could try out all numbers, and
    be told the addresses of what is not public.
    """
    html = _parser.render(text[:MAX_TEXT].replace("\x00", "")).replace("<strong>", "<b>").replace("</strong>", "</b>")
    html = re.sub(r"<(/?)(h[1-6])>", lambda found: f"<{found[1]}{_HEADING[found[2]]}>", html)
    html = _INTERNAL.sub(lambda found: _kept_link(*found.groups(), links=links), html)
    html = nh3.clean(_tidied(html), tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    return html.strip()


def _kept_link(kind: str, number: str, words: str, *, links: Collection[Link] | None) -> str:
    kept = links is None or (kind, number) in links
    return f'<a linktype="{kind}" id="{number}">{words}</a>' if kept else words


def links_in(html: str) -> set[Link]:
    """The links by number in what a page keeps."""
    found = BeautifulSoup(html or "", "html.parser").find_all("a", linktype=True, id=True)
    return {(link["linktype"], link["id"]) for link in found}


def _tidied(html: str) -> str:
    """In the shape Wagtail's editor gives it: items without paragraphs, one list where two of a kind meet."""
    soup = BeautifulSoup(
        re.sub(r">\n+<", "><", html).replace("<br>\n", "<br>").replace("<br />\n", "<br>"), "html.parser"
    )
    for paragraph in soup.select("li > p"):
        if paragraph.previous_sibling and paragraph.previous_sibling.name not in ("ul", "ol"):
            paragraph.insert_before(soup.new_tag("br"))
        paragraph.unwrap()
    for later in soup.select("ul + ul, ol + ol"):
        later.find_previous_sibling(later.name).extend(list(later.contents))
        later.decompose()
    return _without_empty(re.sub(r"[ \t]+", " ", str(soup)))


def _without_empty(html: str) -> str:
    """Without list items and headings that say nothing."""
    while (shorter := _EMPTY.sub("", html)) != html:
        html = shorter
    return html


def to_markdown(html: str) -> str:
    """The text of which `to_html` makes this HTML."""
    soup = BeautifulSoup(html or "", "html.parser")
    for link in soup.find_all("a", linktype=True):
        link["href"] = f"hub:{link['linktype']}:{link.get('id', '')}"
    return _Converter(heading_style="atx", bullets="-").convert_soup(soup).strip()


#: What begins a heading, a list or an underline when it stands at the start of a line.
_LINE_START = re.compile(r"(#{1,6}|[-+*]|-{2,}|=+)(?=\s|$)|(\d{1,9})([.)])(?=\s|$)")
_BLOCKS = {"p", "li", "h3", "h4", "ul", "ol", "br", "[document]"}
#: Brackets of a link, an address in angle brackets, a backslash that hides the sign behind it.
_ELSE = r"<(?=[a-zA-Z][a-zA-Z0-9+.-]{1,31}:|[^\s<>]+@)|\\(?=[!-/:-@\[-`{-~]|$)"
_SPECIAL = re.compile(rf"\](?=\()|{_ELSE}")
_SPECIAL_IN_LINK = re.compile(rf"[\[\]]|{_ELSE}")
#: An asterisk that touches a word; an underscore that does not stand within one.
_EMPHASIS = re.compile(r"(?<!\s)\*|\*(?!\s)|(?<!\w)_|_(?!\w)")

_SIGNS_AROUND = re.compile(r"((?:\\?[^\w\s\\<>])*)(.*?)((?:\\?[^\w\s\\<>])*)", re.DOTALL)


class _Converter(MarkdownConverter):
    """Puts a backslash only before what would otherwise be read as a sign, so that people see what they wrote."""

    def convert_br(self, el, text, parent_tags):
        return "\n"

    def convert_b(self, el, text, parent_tags):
        """Markdown cannot begin bold with a sign right after a word, nor end it with one right before."""
        if not el.contents:
            return ""
        begin, core, end = _SIGNS_AROUND.fullmatch(text).groups()
        if el.contents[0].name or not _touches_word(el.previous_sibling, -1):
            begin, core = "", begin + core
        if el.contents[-1].name or not _touches_word(el.next_sibling, 0):
            core, end = core + end, ""
        return begin + (super().convert_b(el, core, parent_tags) if core else "") + end

    def process_text(self, el, parent_tags=None):
        text = super().process_text(el, parent_tags=parent_tags)
        if _starts_line(el):
            blank = len(text) - len(text.lstrip())
            text = text[:blank] + _without_sign(text[blank:])
        return text

    def escape(self, text, parent_tags):
        special = _SPECIAL_IN_LINK if "a" in parent_tags else _SPECIAL
        text = _EMPHASIS.sub(_hide, special.sub(_hide, text))
        return text.replace("#", "\\#") if parent_tags & {"h3", "h4"} else text


def _starts_line(node) -> bool:
    before = node.previous_sibling
    return node.parent.name in _BLOCKS if before is None else before.name in _BLOCKS


def _touches_word(node, place: int) -> bool:
    text = node.get_text() if node else ""
    return bool(text) and text[place].isalnum()


def _hide(found: re.Match) -> str:
    return f"\\{found[0]}"


def _without_sign(line: str) -> str:
    found = _LINE_START.match(line)
    if not found:
        return line
    sign = f"{found[2]}\\{found[3]}" if found[2] else f"\\{found[0]}"
    return sign + line[found.end() :]
