import pytest

from hub.catalogue.imports.errors import BadValue
from hub.catalogue.imports.texts import MAX_TEXT, clean_text, text_to_html, without_editor_keys


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("One.", "<p>One.</p>"),
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One\nline", "<p>One<br>line</p>"),
        ("Needs:\n- paper\n- time", "<p>Needs:</p><ul><li>paper</li><li>time</li></ul>"),
        ("- a\n\n- b", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
        ("a < b & <script>alert(1)</script>", "<p>a &lt; b &amp; &lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("\n\n \n\nx\n\n", "<p>x</p>"),
    ],
)
def test_text_becomes_paragraphs_and_lists(text, html):
    assert text_to_html(text) == html


def test_text_loses_what_breaks_feeds_and_databases():
    assert clean_text(" a\x00b\x0bc\r\nd\ud800 ") == "abc\nd"


def test_text_that_is_too_long_is_refused_before_it_is_parsed():
    with pytest.raises(BadValue):
        clean_text("x" * (MAX_TEXT + 1))


@pytest.mark.parametrize("value", [["a"], {"a": 1}, True])
def test_text_of_another_kind_is_refused(value):
    with pytest.raises(BadValue):
        clean_text(value)


def test_html_of_the_editor_equals_imported_html():
    assert without_editor_keys('<p data-block-key="x1">One<br/>two</p>') == text_to_html("One\ntwo")
