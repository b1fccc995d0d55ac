"""Pages of every type, with as little and with as much as they can have."""

from django.apps import apps
from django.utils import timezone
from wagtail.blocks import Block, StructBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from hub.catalogue.models import Entry, EntryFile, EntryLink
from hub.pages.models import InfoPage
from resources.models import MoocSession
from search.models import FinderPage
from tests.factories import Hub, organisation, term
from tests.guards.canaries import document, picture

OURS = ("hub", "search", "practices", "resources", "community")


def our_pages() -> list[type[Page]]:
    """Those that can be made; no page is just an entry."""
    found = [model for model in apps.get_models() if issubclass(model, Page) and model.__module__.startswith(OURS)]
    return [model for model in found if model is not Entry]


def minimal(hub: Hub, model: type[Page]) -> Page:
    if issubclass(model, Entry):
        return hub.entry(model.kind, title="Small")
    if model is FinderPage:
        return hub.home.add_child(instance=FinderPage(title="Small", slug="small"))
    if model is InfoPage:
        return hub.home.add_child(instance=InfoPage(title="Small", slug="small"))
    return hub.home


def full(hub: Hub, model: type[Page]) -> Page:
    """With a value in every field, and several of everything that hangs on it."""
    page = minimal(hub, model)
    other = hub.entry("project", title="Other", slug="other")
    for field in model._meta.concrete_fields:
        if field.name in FILLED:
            setattr(page, field.name, FILLED[field.name])
        elif field.model.__module__.startswith(OURS) and field.editable and not getattr(page, field.name, None):
            fill(page, field)
    if isinstance(page, Entry):
        fill_rows(page, other)
    page.save_revision().publish()
    return Page.objects.get(pk=page.pk).specific


#: Values that fit to one another.
FILLED = {
    "go_live_at": None,
    "expire_at": None,
    "age_from": 6,
    "age_to": 12,
    "latitude": 50.8,
    "longitude": 4.3,
    "evaluation": "independent",
    "lifecycle": "archived",
    "source_url": "https://example.org/source",
    "locked_fields": ["title"],
    "title": "Everything & <more>",
}


def fill(page: Page, field) -> None:
    kind = field.get_internal_type()
    if field.name == "facets":
        page.facets = [("facet", "country"), ("facet", "theme")]
    elif isinstance(field, StreamField):
        setattr(page, field.name, stream_of(field))
    elif field.choices:
        setattr(page, field.name, field.choices[0][0])
    elif kind in ("CharField", "TextField"):
        setattr(page, field.name, f"<p>Text of {field.name}</p>\n\n- one\n- two"[: field.max_length or None])
    elif kind in ("PositiveIntegerField", "PositiveSmallIntegerField", "IntegerField", "DecimalField", "FloatField"):
        setattr(page, field.name, 3)
    elif kind == "DateField":
        setattr(page, field.name, timezone.localdate())
    elif kind == "BooleanField":
        setattr(page, field.name, True)
    elif field.is_relation:
        setattr(page, field.name, related(field))


def related(field):
    kinds = {"Licence": "licence", "ResourceType": "resource-type", "Language": "language"}
    name = field.related_model.__name__
    if name in kinds:
        return term(kinds[name], "nl", "Dutch")
    makers = {"Organisation": lambda: organisation("A school", website="https://school.example/"), "HubImage": image}
    return makers[name]() if name in makers else None


def image():
    return picture("full")


def stream_of(field: StreamField) -> list[tuple[str, object]]:
    """Every block of a field, with its preview value."""
    return [(name, value_of(block)) for name, block in field.stream_block.child_blocks.items()]


def value_of(block: Block):
    if isinstance(block, StructBlock) and "image" in block.child_blocks:
        found = image()
        found.contextual_alt_text, found.decorative = "What it shows", False
        return {"image": found, "caption": "A caption"}
    return block.get_preview_value()


def fill_rows(entry: Entry, other: Entry) -> None:
    for role in ("website", "material", "evaluation", "video", "news", "source"):
        entry.links.add(EntryLink(url=f"https://example.org/{role}", label="", role=role))
    entry.files.add(EntryFile(document=document("full")))
    entry.relations.create(kind="part-of", target=other)
    entry.tags.add("one keyword", "another")
    entry.partners.add(organisation("Partner one"), organisation("Partner two"))
    entry.countries = [term("country", code, code, parent="europe-west") for code in ("be", "nl", "fr", "de")]
    entry.themes = [term("theme", "trauma", parent="wellbeing")]
    entry.audiences, entry.subjects = [term("audience", "teachers")], [term("subject", "mathematics")]
    entry.education_levels = [term("education-level", "isced-1")]
    entry.content_languages = [term("language", code, code) for code in ("en", "nl", "ar")]
    entry.funding_programmes = [term("funding-programme", "esf")]
    if entry.kind == "mooc":
        entry.purposes = ["school", "other"]
        entry.sessions.add(MoocSession(start="2020-01-01", end="2020-02-01"), MoocSession(start="2099-01-01"))
