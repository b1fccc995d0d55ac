"""The page tree of the demo: home, one finder per type, information pages."""

from collections import defaultdict
from pathlib import Path

import yaml
from wagtail.models import Page, Site

from hub.blocks import other_languages
from hub.pages.models import HomePage, InfoPage
from search.models import FinderPage

HERE = Path(__file__).parent
PAGES = HERE / "pages.yaml"


def create_tree() -> HomePage:
    """Home and what is directly below it, made when missing. Wagtail's welcome page goes."""
    content = _read(PAGES)
    words = translations()
    home = HomePage.objects.first() or _create_home(content["home"] | {"translations": words["home"]})
    for fields in content["finders"]:
        if not FinderPage.objects.filter(entry_type=fields["entry_type"]).exists():
            facets = [("facet", name) for name in fields.pop("facets")]
            _publish(home, FinderPage(**fields, facets=facets, translations=words[fields["slug"]], show_in_menus=True))
    for fields in content["information"]:
        if not InfoPage.objects.filter(slug=fields["slug"]).exists():
            _publish(
                home, InfoPage(**fields | {"body": _blocks(fields["body"]), "translations": words[fields["slug"]]})
            )
    return home


def translations() -> dict[str, list[tuple[str, dict]]]:
    """The words of each page in the other languages of the interface, by its slug."""
    found: dict[str, list[tuple[str, dict]]] = defaultdict(list)
    for language, _name in other_languages():
        for slug, words in _read(HERE / f"pages.{language}.yaml").items():
            body = {"body": _blocks(words["body"])} if "body" in words else {}
            found[slug].append(("words", words | body | {"language": language}))
    return found


def _read(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}


def _create_home(fields: dict) -> HomePage:
    root = Page.get_first_root_node()
    for page in root.get_children():
        page.specific.delete()
    home = _publish(Page.get_first_root_node(), HomePage(**fields | {"body": _blocks(fields["body"])}))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 80, "root_page": home, "site_name": "Good Practice Hub"},
    )
    return home


def _publish(parent: Page, page: Page) -> Page:
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _blocks(rows: list[dict]) -> list[tuple[str, object]]:
    return [next(iter(row.items())) for row in rows]
