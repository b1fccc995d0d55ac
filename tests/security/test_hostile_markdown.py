"""Whatever somebody sends, what comes out is a short list of tags and addresses, and it comes out in time."""

import re
import time
from contextlib import suppress
from html.parser import HTMLParser

import pytest
from django.core.exceptions import ValidationError

from community.forum import markup
from community.forum.presentation import localised
from tests.security.vectors import VECTORS

ALLOWED = {tag: {"href", "title", "rel"} if tag == "a" else {"start"} if tag == "ol" else set() for tag in markup.TAGS}
SAFE_ADDRESS = re.compile(r"^(?:https?://|mailto:|/(?!/)|$)", re.IGNORECASE)
SECONDS = 2.0


class Reader(HTMLParser):
    """Reads HTML as a browser would, and writes down everything that is not on the list."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.trouble: list[str] = []
        self.links: list[dict] = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.trouble += [tag] if tag not in ALLOWED else [f"{tag} {name}" for name in given if name not in ALLOWED[tag]]
        if tag == "a":
            self.links.append(given)
            address = re.sub(r"[\x00-\x20\u200b-\u200f\u202a-\u202e\ufeff\u00ad]", "", given.get("href") or "")
            self.trouble += [] if SAFE_ADDRESS.match(address) else [address]

    def handle_comment(self, data):
        self.trouble.append(f"comment {data}")

    def handle_decl(self, decl):
        self.trouble.append(f"declaration {decl}")

    def handle_pi(self, data):
        self.trouble.append(f"instruction {data}")


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def test_there_are_enough_vectors():
    assert len(set(VECTORS)) >= 220


@pytest.mark.parametrize("text", VECTORS)
def test_vector_is_harmless(text):
    html = markup.render(text, lambda handles: dict.fromkeys(handles, '<b>"Maria"</b>')).html

    reader = read(localised(html))

    assert reader.trouble == []
    assert [link for link in reader.links if link.get("rel") != "nofollow ugc noopener"] == []


@pytest.mark.parametrize("text", VECTORS)
def test_vector_is_harmless_below_a_quotation_and_a_list(text):
    nested = "\n".join(f"> - {line}" for line in text.splitlines())

    assert read(markup.render(nested).html).trouble == []


FLOODS = {
    "quotations": ">" * 32_000,
    "lists": "".join(" " * (2 * depth) + "- a\n" for depth in range(170)),
    "brackets": "[" * 32_000,
    "open links": "[a](" * 8_000,
    "stars": "*a_ " * 8_000,
    "strong": "**a " * 8_000,
    "backticks": "".join("`" * length + " " for length in range(250)),
    "pictures": "![" * 16_000,
    "less than": "<" * 32_000,
    "ampersands": "&" * 32_000,
    "entities": "&#x41;" * 5_000,
    "references": "[a]: b\n" * 4_000,
    "table": "|a\n|-\n" + "|a\n" * 10_000,
    "wide table": "|" * 16_000 + "\n" + "|-" * 8_000,
    "names": "@a" * 16_000,
    "addresses": "https://" * 4_000,
    "accents": "a" + "\u0301" * 15_000,
    "titles": '[a](b "' * 4_000,
    "mixed": "> - " * 8_000,
    "balanced": "[" * 8_000 + "]" * 8_000,
    "autolinks": "<a:" * 10_000,
    "lines": "a\n" * 16_000,
}


@pytest.mark.parametrize("text", FLOODS.values(), ids=FLOODS)
def test_flood_ends_in_time(text):
    started = time.process_time()
    with suppress(ValidationError):
        markup.render(text)

    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a" * (32 * 1024 + 1), "too-long"),
        ("ß" * (16 * 1024 + 1), "too-long"),
        ("> " * 11 + "deep", "too-deep"),
        ("".join(" " * (2 * depth) + "- a\n" for depth in range(12)), "too-deep"),
        (" ".join(f"https://example.org/{number}" for number in range(31)), "too-many-links"),
        ("[a](b) " * 31, "too-many-links"),
    ],
)
def test_too_much_is_refused_and_said(text, code):
    with pytest.raises(ValidationError) as refused:
        markup.render(text)

    assert refused.value.code == code


def test_longest_text_that_fits():
    assert len(markup.render("a" * 32 * 1024).html) > 32 * 1024


def test_headings_have_one_level():
    assert re.findall(r"<h\d>", markup.render("# a\n\n### b\n\n###### c").html) == ["<h2>"] * 3


def test_name_of_a_member_becomes_a_link():
    html = markup.render("Thank you @maria-k and @nobody", lambda handles: {"maria-k": "Maria K"}).html

    assert re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)', html) == [("/community/people/maria-k/", "@Maria K")]


def test_names_in_code_and_addresses_stay_text():
    found = markup.render("`@maria` and maria@maria.example", lambda handles: dict.fromkeys(handles, "Maria"))

    assert found.handles == set()


def test_quotation_with_a_link_back_is_known():
    found = markup.render("> Ann in [post 4](/nl/community/p/812/):\n> Yes\n\nSee [this](/community/p/9/), GP-000042")

    assert (found.quoted, found.entries, found.links) == ({812}, {"GP-000042"}, 0)


def test_stored_links_stay_in_the_language_of_the_reader():
    from django.utils.translation import override

    with override("nl"):
        html = localised(markup.render("GP-000042").html)

    assert 'href="/nl/e/GP-000042/"' in html


def test_table_of_many_cells_is_refused():
    """A few letters a line would become as many cells as the first line has."""
    text = "a|" * 100 + "\n" + "-|" * 100 + "\n" + "a\n" * 3_000

    with pytest.raises(ValidationError, match="too large"):
        markup.render(text)


def test_table_of_a_usual_size_is_a_table():
    text = "a|" * 8 + "\n" + "-|" * 8 + "\n" + "a|b\n" * 40

    assert markup.render(text).html.count("<tr>") == 41
