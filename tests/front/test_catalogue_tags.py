import re

import pytest
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template import Context, Template
from django.utils import translation

from hub.catalogue.templatetags.catalogue import (
    as_input,
    direction,
    lang_attributes,
    marked,
    number,
    paragraphs,
    quoted,
)


def render(source: str, **context) -> str:
    return Template("{% load catalogue %}" + source).render(Context(context))


def test_icon_points_into_the_sprite():
    assert render('{% icon "search" %}') == (
        '<svg class="icon" aria-hidden="true"><use href="/static/icons.svg#search"/></svg>'
    )


def test_icon_that_turns_has_a_class():
    assert 'class="icon icon--turn"' in render('{% icon "next" turn=True %}')


def test_cover_tag_draws_the_cover():
    html = render('{% cover "GP-000001" "mooc" "families" "square" %}')

    assert html.startswith('<svg class="cover cover--square cover--family"')


@pytest.mark.parametrize(
    ("code", "expected"),
    [("ar", "rtl"), ("fa", "rtl"), ("prs", "rtl"), ("ckb", "rtl"), ("de", "ltr"), ("so", "ltr"), ("xx", "ltr")],
)
def test_direction_of_languages(code, expected):
    assert direction(code) == expected


def test_text_in_the_language_of_the_interface_needs_no_attributes():
    with translation.override("nl"):
        assert lang_attributes("nl") == ""


def test_text_in_another_language_says_so():
    with translation.override("nl"):
        assert lang_attributes("ar") == ' lang="ar" dir="rtl"'


@pytest.mark.parametrize("code", ["", None])
def test_text_in_an_unknown_language_needs_no_attributes(code):
    assert lang_attributes(code) == ""


def test_marked_marks_found_words_and_escapes_all():
    assert marked([("<b> ", False), ("x&y", True)]) == "&lt;b&gt; <mark>x&amp;y</mark>"


def test_paragraphs_turns_blank_lines_into_paragraphs():
    assert paragraphs("One\ntwo\n\n\nThree") == "<p>One<br>two</p><p>Three</p>"


def test_paragraphs_turns_dashes_into_a_list():
    assert paragraphs("Take:\n- a bag\n- a book\n\nThen") == (
        "<p>Take:</p><ul><li>a bag</li><li>a book</li></ul><p>Then</p>"
    )


def test_paragraphs_escapes():
    assert paragraphs("<script>\n- <b>") == "<p>&lt;script&gt;</p><ul><li>&lt;b&gt;</li></ul>"


@pytest.mark.parametrize("text", ["", None, "  \n \n"])
def test_paragraphs_of_nothing_are_nothing(text):
    assert paragraphs(text) == ""


def test_number_has_separators_of_the_language():
    with translation.override("en"):
        assert [number(7), number(1234567), number(None)] == ["7", "1,234,567", ""]
    with translation.override("nl"):
        assert number(1234) == "1.234"


def test_input_does_not_repeat_its_label():
    class Form(forms.Form):
        email = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "Email address"}))

    assert "placeholder" not in as_input(Form()["email"])


def test_list_with_nothing_chosen_says_what_to_do():
    class Form(forms.Form):
        country = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("be", "Belgium")])
        sort = forms.ChoiceField(choices=[("", "Newest"), ("title", "Title")])

    options = [re.findall(r">([^<]+)</option>", as_input(field)) for field in Form()]
    assert options == [["Choose one", "Belgium"], ["Newest", "Title"]]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "“<bdi>a&amp;b</bdi>”, “<bdi>c</bdi>”"),
        ("nl", "‘<bdi>a&amp;b</bdi>’, ‘<bdi>c</bdi>’"),
        ("ar", "«<bdi>a&amp;b</bdi>»، «<bdi>c</bdi>»"),
    ],
)
def test_each_word_stands_between_the_marks_of_the_language(language, expected):
    with translation.override(language):
        assert quoted(["a&b", "c"]) == expected
