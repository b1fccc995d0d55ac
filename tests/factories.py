"""Small, dull makers of the things tests need."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.utils.text import slugify
from wagtail.models import Collection, Locale, Page, Site

from community.members.models import Organisation, User
from hub.catalogue.models import VOCABULARIES, Entry, Term, TermLabel
from hub.catalogue.publication import changing
from hub.catalogue.queries import TERM_FIELDS
from hub.pages.models import HomePage
from practices.models import PracticePage, ProjectPage
from resources.models import MoocPage, ResourcePage
from search.models import FinderPage

MODELS = {"practice": PracticePage, "project": ProjectPage, "mooc": MoocPage, "resource": ResourcePage}
KINDS = {**TERM_FIELDS, "language": "language", "licence": "licence", "resource_type": "resource-type"}
REQUIRED = {
    "practice": {"context": "<p>Need</p>", "approach": "<p>Approach</p>"},
    "project": {"objectives": "<p>Objectives</p>"},
    "mooc": {"provider": "A university"},
    "resource": {"resource_type": "worksheet"},
}


@dataclass
class Hub:
    """The page tree: home with one finder per kind."""

    home: HomePage
    finders: dict[str, FinderPage]

    @classmethod
    def ready(cls) -> "Hub":
        """The tree the test database came with; made again where a transactional test has wiped it away."""
        finders = {finder.entry_type: finder for finder in FinderPage.objects.all()}
        home = HomePage.objects.first()
        return cls(home, finders) if home and len(finders) == len(MODELS) else cls.build()

    @classmethod
    def build(cls) -> "Hub":
        plant_root()
        root = Page.get_first_root_node()
        for page in root.get_children():
            page.specific.delete()
        root = Page.get_first_root_node()
        home = root.add_child(instance=HomePage(title="Good Practice Hub", slug="home"))
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "root_page": home, "site_name": "Hub"}
        )
        titles = {"practice": "Practices", "project": "Projects", "mooc": "MOOCs", "resource": "Resources"}
        finders = {
            kind: home.add_child(instance=FinderPage(title=title, slug=title.lower(), entry_type=kind))
            for kind, title in titles.items()
        }
        return cls(home, finders)

    def entry(self, kind: str = "practice", *, live: bool = True, **fields) -> Entry:
        """An entry below its finder; terms by code: `sectors=["schools"]`, `language="nl"`."""
        values = {"title": f"A {kind}", "summary": "A summary.", "language": "en", **REQUIRED[kind], **fields}
        values.setdefault("sectors", ["schools"])
        values.setdefault("target_groups", ["newly-arrived-pupils"])
        many = {name: values.pop(name) for name in list(values) if isinstance(values[name], list) and name in KINDS}
        for name in ("language", "licence", "resource_type"):
            if isinstance(values.get(name), str):
                values[name] = term(KINDS[name], values[name])
        page = MODELS[kind](live=live, **values)
        for name, codes in many.items():
            setattr(page, name, [term(KINDS[name], code) for code in codes])
        with changing():
            self.finders[kind].add_child(instance=page)
            page.save_revision()
        return page


def plant_root() -> None:
    """What a migration made and the end of an earlier transactional test has wiped away."""
    Locale.objects.get_or_create(language_code="en")
    if not Page.get_first_root_node():
        Page.add_root(instance=Page(title="Root", slug="root", content_type=ContentType.objects.get_for_model(Page)))
    if not Collection.get_first_root_node():
        Collection.add_root(name="Root")


def term(kind: str, code: str, label: str = "", *, parent: str = "", **labels: str) -> Term:
    """The term of this code, made when missing; its English label is the code in words unless given."""
    model = VOCABULARIES[kind]
    above = term(kind, parent) if parent else None
    found, created = model.objects.get_or_create(code=code, defaults={"parent": above})
    if created:
        labels = {"en": label or code.replace("-", " ").capitalize(), **labels}
        for language, text in labels.items():
            TermLabel.objects.create(
                content_type=ContentType.objects.get_for_model(model),
                object_id=found.pk,
                language=language,
                label=text,
            )
    return found


def organisation(name: str = "A school", **fields) -> Organisation:
    return Organisation.objects.create(name=name, slug=slugify(name), **fields)


def user(email: str = "editor@example.org", password: str = "demo-hub-2026", **fields) -> User:
    return User.objects.create_user(email, password, **fields)


def superuser(email: str = "admin@example.org", password: str = "demo-hub-2026") -> User:
    return User.objects.create_superuser(email, password)
