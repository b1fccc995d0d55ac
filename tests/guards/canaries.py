"""Entries that nobody may see, full of words that stand nowhere else, and eyes that look for these words."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.http import HttpResponseBase
from django.utils import timezone
from PIL import Image
from wagtail.models import PageViewRestriction

from hub.catalogue.models import Entry, EntryFile, EntryLink, EntryRelation, HubDocument, HubImage
from hub.catalogue.services.entries import withdraw_entry
from hub.pages.models import InfoPage
from search.models import FinderPage
from tests.factories import MODELS, Hub, organisation, superuser, term

#: A secret word, or the address of a hidden page.
SECRET = re.compile(r"\b(?:zq[a-z]+|hidden-[a-z]+)\b")
BODY = {"practice": "approach", "project": "objectives", "mooc": "description", "resource": "description"}
KINDS = tuple(MODELS)


def word(state: str, field: str) -> str:
    return f"zq{state}{field}"


def seen_in(response: HttpResponseBase) -> set[str]:
    """The secret words of an answer. Those of the address asked for say nothing new."""
    asked = response.request["PATH_INFO"] + "?" + response.request["QUERY_STRING"]
    headers = " ".join(value for name, value in response.items() if name != "Location")
    return set(SECRET.findall(f"{text_of(response)} {headers}")) - set(SECRET.findall(asked))


def text_of(response: HttpResponseBase) -> str:
    """All that a reader gets, also of what is packed."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return content.decode("utf-8", errors="replace")


# ---------------------------------------------------------------- Entries full of words


def published(hub: Hub, state: str, *, live: bool = True, finder: FinderPage | None = None, **fields) -> Entry:
    """An entry with secret words in every place, published unless told otherwise."""
    kind = finder.entry_type if finder else KINDS[sum(map(ord, state)) % len(KINDS)]
    entry = MODELS[kind](live=False, slug=f"hidden-{state}", **texts(kind, state), **fields)
    for name, found in terms().items():
        setattr(entry, name, found)
    (finder or hub.finders[kind]).add_child(instance=entry)
    add_rows(entry, state)
    entry.save_revision()
    if live:
        publish(entry)
    return entry


def texts(kind: str, state: str) -> dict:
    """Values for the fields of an entry of this kind."""
    steps = json.dumps([{"type": "step", "value": {"title": word(state, "step"), "text": word(state, "steptext")}}])
    values = {
        "title": f"{word(state, 'title')} practice",
        "summary": f"{word(state, 'summary')}.",
        "plain_summary": word(state, "plain"),
        "region": word(state, "region"),
        "search_keywords": word(state, "keywords"),
        "grant_number": word(state, "grant"),
        "evaluation_method": word(state, "method"),
        "results": f"<p>{word(state, 'results')}</p>",
        "source": word(state, "source"),
        "source_id": state,
        "source_url": f"https://source.example/{word(state, 'sourceurl')}",
        "language": term("language", "en"),
        "organisation": the_organisation(),
        "featured": True,
        "cover": picture(state),
        BODY[kind]: f"<p>{word(state, 'body')}</p>",
    }
    own = {
        "practice": {"context": f"<p>{word(state, 'context')}</p>", "steps": steps},
        "mooc": {"provider": word(state, "provider")},
        "resource": {"resource_type": term("resource-type", "worksheet")},
    }
    return values | own.get(kind, {})


def terms() -> dict:
    """The terms of every entry here. Malta is what only hidden ones have, see `visible_entry`."""
    return {
        "sectors": [term("sector", "schools")],
        "target_groups": [term("target-group", "newly-arrived-pupils")],
        "countries": [term("country", "mt", "Malta", parent="europe-south")],
        "themes": [term("theme", "trauma", parent="wellbeing")],
    }


def the_organisation():
    from community.members.models import Organisation

    return Organisation.objects.filter(slug="a-school").first() or organisation("A school")


def picture(state: str) -> HubImage:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(file, "PNG")
    return HubImage.objects.create(
        title=word(state, "picture"),
        alt_text=word(state, "alt"),
        credit=word(state, "credit"),
        file=ContentFile(file.getvalue(), name=f"{state}.png"),
        width=8,
        height=8,
    )


def add_rows(entry: Entry, state: str) -> None:
    """Links, a file and keywords."""
    url = f"https://link.example/{word(state, 'linkurl')}"
    entry.links.add(EntryLink(url=url, label=word(state, "link")))
    entry.files.add(EntryFile(document=document(state)))
    entry.tags.add(word(state, "tag"))
    entry.save()


def document(state: str) -> HubDocument:
    file = ContentFile(word(state, "content").encode(), name=f"{word(state, 'filename')}.txt")
    return HubDocument.objects.create(title=word(state, "file"), file=file)


def publish(entry: Entry, **fields) -> None:
    for name, value in fields.items():
        setattr(entry, name, value)
    entry.save_revision().publish()


# ---------------------------------------------------------------- Ways not to be seen


def draft(hub: Hub) -> Entry:
    return published(hub, "draft", live=False)


def scheduled(hub: Hub) -> Entry:
    entry = published(hub, "scheduled", live=False)
    publish(entry, go_live_at=timezone.now() + timedelta(days=1))
    return entry


def login(hub: Hub) -> Entry:
    return restricted(published(hub, "login"), "login")


def password(hub: Hub) -> Entry:
    return restricted(published(hub, "password"), "password", password="open sesame")


def groups(hub: Hub) -> Entry:
    return restricted(published(hub, "groups"), "groups")


def below(hub: Hub) -> Entry:
    """Below a finder that only a group may see."""
    finder = FinderPage(title=word("below", "finder"), slug="hidden-finder", entry_type="practice")
    hub.home.add_child(instance=finder)
    entry = published(hub, "below", finder=finder)
    restricted(finder, "groups")
    return entry


def lapsed(hub: Hub) -> Entry:
    """Past its expiry, and no job has noticed yet."""
    entry = published(hub, "lapsed")
    Entry.objects.filter(pk=entry.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    return entry


def expired(hub: Hub) -> Entry:
    entry = published(hub, "expired")
    Entry.objects.filter(pk=entry.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    return entry


def unpublished(hub: Hub) -> Entry:
    entry = published(hub, "unpublished")
    Entry.objects.get(pk=entry.pk).specific.unpublish()
    return entry


def withdrawn(hub: Hub) -> Entry:
    entry = published(hub, "withdrawn")
    return withdraw_entry(entry, reason="They asked for it.", user=superuser("withdrawer@example.org"))


def deleted(hub: Hub) -> Entry:
    entry = published(hub, "deleted")
    type(entry).objects.get(pk=entry.pk).delete()
    return entry


def copied(hub: Hub) -> Entry:
    """A copy that is not live, of an entry that is."""
    original = visible_entry(hub, "original")
    changes = {"title": f"{word('copied', 'title')} practice", "slug": "hidden-copied", "source_id": "copied"}
    return original.copy(keep_live=False, update_attrs=changes)


HIDDEN: dict[str, Callable[[Hub], Entry]] = {
    make.__name__: make
    for make in (
        draft,
        scheduled,
        login,
        password,
        groups,
        below,
        expired,
        unpublished,
        withdrawn,
        deleted,
        copied,
        # Last, because the job that makes another one expire takes this one off too.
        lapsed,
    )
}


def restricted(page, kind: str, **fields):
    PageViewRestriction.objects.create(page=page, restriction_type=kind, **fields)
    return page


# ---------------------------------------------------------------- What stands beside them


def visible_entry(hub: Hub, state: str = "visible") -> Entry:
    """One that everybody may see, like the hidden ones in all but its country."""
    entry = published(hub, state, live=False)
    entry.slug = state
    entry.countries = [term("country", "be", "Belgium", parent="europe-west")]
    publish(entry)
    return type(entry).objects.get(pk=entry.pk)


def newer_draft(hub: Hub, entry: Entry) -> None:
    """What an editor changed and did not publish."""
    page = type(entry).objects.get(pk=entry.pk)
    for name, value in texts(page.kind, "revised").items():
        if name not in ("language", "organisation", "resource_type", "source_id"):
            setattr(page, name, value)
    page.links.add(EntryLink(url="https://link.example/zqrevisedlinkurl", label=word("revised", "link")))
    page.save_revision()


def relate(entry: Entry, others: list[Entry]) -> None:
    """From both ends: an entry names hidden ones, and they name it."""
    rows = []
    for other in others:
        rows.append(EntryRelation(entry=entry, kind="based-on", target=other))
        rows.append(EntryRelation(entry=other, kind="documents", target=entry))
    EntryRelation.objects.bulk_create(rows)


def hidden_pages(hub: Hub) -> list[InfoPage]:
    """Pages of text that are not for everybody."""
    body = json.dumps([{"type": "text", "value": "<p>zqinfobody</p>"}])
    pages = [
        InfoPage(title=word("info", name), slug=f"hidden-info{name}", body=body, live=name != "draft")
        for name in ("draft", "login")
    ]
    for page in pages:
        hub.home.add_child(instance=page)
    restricted(pages[1], "groups")
    return pages
