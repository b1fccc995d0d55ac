"""The page tree of the demo: home, one finder per type, information pages."""

from collections import defaultdict
from pathlib import Path

import yaml
from wagtail.blocks import StreamValue
from wagtail.models import Page, Revision, Site

from hub.blocks import other_languages
from hub.pages.models import HomePage, InfoPage
from search.models import FinderPage

HERE = Path(__file__).parent
PAGES = HERE / "pages.yaml"


def create_tree() -> HomePage:
    """Home and what is directly below it, made when missing. Wagtail's welcome page goes."""
    (_home, fields), *below = demo_pages()
    home = HomePage.objects.first() or _create_home(fields)
    for model, fields in below:
        if not _find(model, fields):
            _publish(home, model(**fields))
    return home


def renew_tree() -> list[Page]:
    """Give the pages of an older demo the words of this one, where nobody but the demo wrote them.

    A page that somebody changed, took back or deleted stays as it is.
    """
    found = [(_find(model, fields), fields) for model, fields in demo_pages()]
    untouched = [(page, fields) for page, fields in found if page and page.live and not _was_edited(page)]
    renewed = [page for page, fields in untouched if _fill(page, fields)]
    for page in renewed:
        page.save_revision().publish()
    return renewed


def demo_pages() -> list[tuple[type[Page], dict]]:
    """The kind and the fields of each page, home first."""
    content, words = _read(PAGES), translations()
    home = content["home"]
    found = [(HomePage, home | {"body": _blocks(home["body"]), "translations": words["home"]})]
    for fields in content["finders"]:
        facets = [("facet", name) for name in fields["facets"]]
        also = {"facets": facets, "translations": words[fields["slug"]], "show_in_menus": True}
        found.append((FinderPage, {"noun": ""} | fields | also))
    for fields in content["information"]:
        also = {"body": _blocks(fields["body"]), "translations": words[fields["slug"]]}
        found.append((InfoPage, fields | also))
    return found


def translations() -> dict[str, list[tuple[str, dict]]]:
    """The words of each page in the other languages of the interface, by its slug."""
    found: dict[str, list[tuple[str, dict]]] = defaultdict(list)
    for language, _name in other_languages():
        for slug, words in _read(HERE / f"pages.{language}.yaml").items():
            body = {"body": _blocks(words["body"])} if "body" in words else {}
            found[slug].append(("words", words | body | {"language": language}))
    return found


def _find(model: type[Page], fields: dict) -> Page | None:
    """The page that the hub has in this place. Editors may have given a finder another address."""
    known_by = {HomePage: {}, FinderPage: {"entry_type": fields.get("entry_type")}}
    return model.objects.filter(**known_by.get(model, {"slug": fields["slug"]})).first()


def _was_edited(page: Page) -> bool:
    """Whether a person has saved it. What the demo saves has no author."""
    return Revision.objects.for_instance(page).filter(user__isnull=False).exists()


def _fill(page: Page, fields: dict) -> bool:
    """Set the fields; whether that changed anything."""
    before = {name: _plain(getattr(page, name)) for name in fields}
    for name, value in fields.items():
        setattr(page, name, value)
    return before != {name: _plain(getattr(page, name)) for name in fields}


def _plain(value: object) -> object:
    """A value to compare: blocks without the numbers they get each time they are written."""
    if isinstance(value, StreamValue):
        value = value.get_prep_value()
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items() if name != "id"}
    return [_plain(part) for part in value] if isinstance(value, list) else value


def _read(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}


def _create_home(fields: dict) -> HomePage:
    root = Page.get_first_root_node()
    for page in root.get_children():
        page.specific.delete()
    home = _publish(Page.get_first_root_node(), HomePage(**fields))
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
