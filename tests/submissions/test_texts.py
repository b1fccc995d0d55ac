import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.submissions.texts import to_html, to_markdown

SIGNS = (
    "* _ [ ] ( ) # - 1. + ** a http://x.y <http://x.y> ](http://x.y) \\ = == -- --- &amp; & é ! 1) | ~ ` > <b> a@b.c"
)
TEXTS = st.lists(st.sampled_from([*SIGNS.split(), " ", "\n", "\n\n", "# ", "- ", "a b"]), max_size=12).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_text_survives_the_page(text):
    html = to_html(text)
    again = to_html(to_markdown(html))
    assert letters(again) == letters(html)
    assert to_html(to_markdown(again)) == again


@pytest.mark.parametrize(
    "text",
    [
        "We read (in two languages): 20–30 minutes; it’s 5.5 % & more. Is it? Yes! #1 - nice",
        "A file_name, 3 * 4 - 2 + 1, he said [sic] <at home>.",
        "**Bold** and [a link](https://example.org/a_b?c=1).",
        "1. one\n2. two\n\n- a\n- b",
        "### A heading\n\nA text\nin two lines.",
    ],
)
def test_text_comes_back_as_it_was_written(text):
    assert to_markdown(to_html(text)) == text


def test_links_of_editors_to_pages_survive():
    html = '<p>See <a id="12" linktype="page">that</a>.</p>'
    assert letters(to_html(to_markdown(html))) == "Seethat."
    assert 'linktype="page"' in to_html(to_markdown(html))


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "<a href='x' onclick='y'>z</a>",
        "[x](data:text/html,x)",
    ],
)
def test_hostile_text_stays_text(hostile):
    html = to_html(hostile)
    assert BeautifulSoup(html, "html.parser").find_all(["script", "img", "a"]) == []


def letters(html: str) -> str:
    return "".join(BeautifulSoup(html, "html.parser").get_text("").split())
