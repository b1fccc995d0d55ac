"""What can be followed, by kind: found for the person who asks, and named in their list."""

from dataclasses import dataclass

from django.urls import reverse

from community.forum.choices import Followed, Level
from community.forum.models import Category, Follow
from community.forum.queries import follows_of
from community.forum.rules import may_see
from community.members.models import Organisation
from hub.catalogue.models import Country, Entry, Theme

_VOCABULARIES = {Followed.THEME: Theme, Followed.COUNTRY: Country}


@dataclass(frozen=True)
class Line:
    """One thing somebody follows."""

    kind: str
    kind_label: str
    target_id: int
    label: str
    url: str
    level: int


def find_followed(user, kind: str, target_id: int):
    """The thing, if this person may know of it."""
    if kind == Followed.CATEGORY:
        category = Category.objects.select_related("parent").filter(pk=target_id).first()
        return category if category and may_see(user, category) else None
    if kind == Followed.ENTRY:
        return Entry.objects.visible().filter(pk=target_id).first()
    if kind == Followed.ORGANISATION:
        return Organisation.objects.filter(pk=target_id).first()
    return _VOCABULARIES[Followed(kind)].objects.filter(pk=target_id, active=True).first()


def lines_of(user) -> list[Line]:
    return [line for rows in follows_of(user).values() for row in rows if (line := _line(user, row))]


def _line(user, row: Follow) -> Line | None:
    thing = find_followed(user, row.kind, row.target_id)
    if thing is None:
        return None
    label = Followed(row.kind).label
    return Line(row.kind, str(label), row.target_id, str(thing), _url(row.kind, thing), Level(row.level))


def _url(kind: str, thing) -> str:
    if kind == Followed.CATEGORY:
        return reverse("forum:category", args=[thing.slug])
    if kind == Followed.ENTRY:
        return reverse("permalink", args=[thing.reference])
    if kind == Followed.COUNTRY:
        return reverse("country", args=[thing.code])
    return f"{reverse('search')}?theme={thing.code}" if kind == Followed.THEME else ""


def around_entry(user, entry: Entry) -> list[Line]:
    """What can be followed on the page of an entry: itself, its organisation, its themes and countries."""
    things = [(Followed.ENTRY, entry)]
    if entry.organisation_id:
        things.append((Followed.ORGANISATION, entry.organisation))
    things += [(Followed.THEME, theme) for theme in entry.themes.all()]
    things += [(Followed.COUNTRY, country) for country in entry.countries.all()]
    levels = {(row.kind, row.target_id): row.level for rows in follows_of(user).values() for row in rows}
    return [
        Line(kind, str(kind.label), thing.pk, str(thing), "", levels.get((kind, thing.pk), Level.NORMAL))
        for kind, thing in things
    ]
