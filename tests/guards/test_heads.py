"""What every public page of the demo says of itself to search engines and to screen readers."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from tests.guards.routes import plain_addresses

LANGUAGES = [code for code, _name in settings.LANGUAGES]
#: Of what the site map lists, so many pages are left out between two, for the languages after the first.
STEP = 12
LONGEST = 160


def listed(demo, language: str) -> list[str]:
    """The addresses that the site map has in a language."""
    sections = re.findall(r"<loc>([^<]+)</loc>", demo.get("/sitemap.xml").text)
    paths = [
        urlsplit(found).path
        for section in sections
        for found in re.findall(r"<loc>([^<]+)</loc>", demo.get(urlsplit(section).path).text)
    ]
    others = tuple(f"/{code}/" for code in LANGUAGES[1:])
    if language == LANGUAGES[0]:
        return [path for path in paths if not path.startswith(others)]
    return [path for path in paths if path.startswith(f"/{language}/")][::STEP]


def pages(demo, language: str) -> Iterator[tuple[str, str]]:
    """Address and text of every page that anybody may read. Parts of pages and files have no head."""
    prefix = "" if language == LANGUAGES[0] else f"/{language}"
    plain = [f"{prefix}{address}" for address in plain_addresses()]
    for address in dict.fromkeys([*listed(demo, language), *plain]):
        answer = demo.get(address)
        if answer.status == 200 and answer.text.lstrip().startswith("<!doctype html>"):
            yield address, answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page_says_what_it_is(demo, language):
    wrong, titles = {}, Counter()
    for address, text in pages(demo, language):
        head, _, body = text.partition("</head>")
        head = BeautifulSoup(head, "html.parser")
        may_be_listed = not head.select('meta[name="robots"][content*="noindex"]')
        faults = [*faults_of_all(head, body, language), *(faults_of_listed(head, address) if may_be_listed else ())]
        if faults:
            wrong[address] = faults
        titles.update([head.title.get_text()] * may_be_listed)

    assert wrong == {}
    assert {title: number for title, number in titles.items() if number > 1} == {}
    assert len(titles) > 40


def faults_of_all(head: BeautifulSoup, body: str, language: str) -> Iterator[str]:
    """Language, title, and the parts that people jump between."""
    if head.html["lang"] != language:
        yield "language"
    if len(head.select("title")) != 1 or not head.title.get_text().strip(" –"):
        yield "title"
    for part in ("h1", "main"):
        if len(re.findall(rf"<{part}[\s>]", body)) != 1:
            yield part
    if not re.search(
        r'<a class="skip" href="#content">.*<header.*<main id="content".*</main>.*<footer', body, re.DOTALL
    ):
        yield "order of the landmarks"
    if re.findall(r"<nav(?![^>]*\saria-label(?:ledby)?=\"[^\"]+\")[^>]*>", body):
        yield "navigation without a name"


def faults_of_listed(head: BeautifulSoup, address: str) -> Iterator[str]:
    """What search engines need of a page they may list."""
    if [urlsplit(link["href"]).path for link in head.select('link[rel="canonical"]')] != [address]:
        yield "canonical"
    described = [meta["content"] for meta in head.select('meta[name="description"]')]
    if len(described) != 1 or not 10 < len(described[0]) <= LONGEST:
        yield f"description: {described}"
    if [link["hreflang"] for link in head.select("link[hreflang]")] != [LANGUAGES[0], "x-default", *LANGUAGES[1:]]:
        yield "other languages"
