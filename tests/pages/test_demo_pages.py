"""The pages of the demo speak every language of the interface."""

import pytest
import yaml

from hub.blocks import other_languages
from hub.pages.demo.tree import PAGES, translations

CONTENT = yaml.safe_load(PAGES.read_text(encoding="utf-8"))
PARTS = [CONTENT["home"], *CONTENT["finders"], *CONTENT["information"]]


def kinds(body: list) -> list[str]:
    return [next(iter(row)) for row in body]


@pytest.mark.parametrize("page", PARTS, ids=lambda page: page["slug"])
def test_page_is_translated_whole(page):
    words = [block for _name, block in translations()[page["slug"]]]

    assert [block["language"] for block in words] == [code for code, _name in other_languages()]
    for block in words:
        assert {"slug", *block} - {"language"} == set(page) & {
            "title",
            "slug",
            "lead",
            "picks_note",
            "introduction",
            "noun",
            "body",
        }
        assert [kind for kind, _value in block.get("body", [])] == kinds(page.get("body", []))
