"""Rich text as organisations write it, and as the page keeps it."""

import re

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
_INTERNAL = re.compile(r'<a href="hub:(page|document):(\d{1,9})">')
_HEADING = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}

_parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["image", "code", "fence", "backticks", "blockquote", "hr", "reference", "html_block", "html_inline", "entity"]
)
_parser.validateLink = lambda url: re.match(r"(?:https?://|mailto:|hub:(?:page|document):\d)", url) is not None


def to_html(text: str) -> str:
    """HTML of a text in Markdown: paragraphs, lists, bold, small headings, links. Anything else stays text."""
    html = _parser.render(text[:MAX_TEXT].replace("\x00", "")).replace("<strong>", "<b>").replace("</strong>", "</b>")
    html = re.sub(r"<(/?)(h[1-6])>", lambda found: f"<{found[1]}{_HEADING[found[2]]}>", html)
    html = _INTERNAL.sub(r'<a linktype="\1" id="\2">', html)
    html = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    return re.sub(r">\n+<", "><", html).replace("<br>\n", "<br>").strip()


def to_markdown(html: str) -> str:
    """The text of which `to_html` makes this HTML."""
    soup = BeautifulSoup(html or "", "html.parser")
    for link in soup.find_all("a", linktype=True):
        link["href"] = f"hub:{link['linktype']}:{link.get('id', '')}"
    return _Converter(heading_style="atx", bullets="-", escape_misc=True).convert_soup(soup).strip()


class _Converter(MarkdownConverter):
    def convert_br(self, el, text, parent_tags):
        return "\n"
