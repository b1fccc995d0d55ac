"""The rules of the front end that a reader of a diff would miss."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(ROOT.joinpath("templates").rglob("*.html"))
# The admin has tokens of its own.
STYLESHEETS = sorted(path for path in ROOT.joinpath("static/css").rglob("*.css") if not path.name.startswith("admin"))
SCRIPTS = sorted(ROOT.joinpath("static/js").rglob("*.js"))

COLOUR = re.compile(r"#[0-9a-f]{3,8}\b(?![^{]*\{)|\b(?:rgb|hsl|oklch|lab|color-mix)a?\(", re.IGNORECASE)
ONE_SIDED = re.compile(
    r"(?:^|[\s;{])((?:margin|padding|border|inset)-(?:left|right)\b|(?:left|right)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b)"
)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_has_nothing_inline(path):
    text = path.read_text()

    assert re.findall(r"\sstyle\s*=", text) == []
    assert re.findall(r"<style", text) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", text) == []
    assert re.findall(r"\son[a-z]+\s*=\s*[\"']", text) == []
    assert re.findall(r"javascript:", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_calls_no_other_origin(path):
    assert re.findall(r"(?:src|srcset)=\"(?:https?:)?//", path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_has_no_dead_link(path):
    assert re.findall(r'href="#?"', path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_leaves_the_form_of_dates_to_the_language(path):
    """`c` is for machines. All others are names of the formats in `hub/formats/`."""
    forms = re.findall(r"\|(?:date|time):[\"']([^\"']*)", path.read_text())

    assert [form for form in forms if form != "c" and not form.endswith("_FORMAT")] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_is_short(path):
    assert len(path.read_text().splitlines()) <= 120


@pytest.mark.parametrize("path", sorted(ROOT.joinpath("templates/components").rglob("*.html")), ids=name)
def test_component_names_its_inputs_on_line_one(path):
    assert re.match(r"\{# .+ #\}$", path.read_text().splitlines()[0])


@pytest.mark.parametrize("path", STYLESHEETS, ids=name)
def test_stylesheet_is_short(path):
    assert len(path.read_text().splitlines()) <= 250


@pytest.mark.parametrize("path", [path for path in STYLESHEETS if path.name != "tokens.css"], ids=name)
def test_only_the_tokens_name_colours(path):
    assert COLOUR.findall(without_comments(path.read_text())) == []


@pytest.mark.parametrize("path", STYLESHEETS, ids=name)
def test_stylesheet_knows_start_and_end_only(path):
    assert ONE_SIDED.findall(without_comments(path.read_text())) == []


@pytest.mark.parametrize("path", STYLESHEETS, ids=name)
def test_stylesheet_needs_no_force(path):
    css = without_comments(path.read_text())

    assert "!important" not in css
    assert re.findall(r"(?:^|[},\s])#[a-z][\w-]*[\s,{]", css) == []


@pytest.mark.parametrize("path", [path for path in STYLESHEETS if path.name != "tokens.css"], ids=name)
def test_stylesheet_uses_tokens_that_exist(path):
    tokens = set(re.findall(r"(--[\w-]+)\s*:", "".join(sheet.read_text() for sheet in STYLESHEETS)))

    assert set(re.findall(r"var\((--[\w-]+)", path.read_text())) <= tokens


def test_every_part_is_imported():
    imported = re.findall(r'"(components/[^"]+)"', ROOT.joinpath("static/css/hub.css").read_text())

    assert sorted(imported) == [
        path.relative_to(ROOT / "static/css").as_posix() for path in STYLESHEETS if path.parent.name == "components"
    ]


def test_templates_use_icons_that_exist():
    sprite = re.findall(r'<symbol id="([\w-]+)"', ROOT.joinpath("static/icons.svg").read_text())
    used = re.findall(r'\{% icon "([\w-]+)"', "".join(path.read_text() for path in TEMPLATES))

    assert set(used) - set(sprite) == set()


#: Keeps what somebody signed in has written while the hub cannot be reached, and drops it once it is saved.
KEEPS = {"static/js/draft.js": {"localStorage"}}


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_script_writes_no_html_and_keeps_nothing(path):
    text = path.read_text()

    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", text) == []
    kept = set(re.findall(r"localStorage|sessionStorage|document\.cookie", text))
    assert kept == KEEPS.get(path.relative_to(ROOT).as_posix(), set())
