"""Draft data straight from a frozen version.

Making the page of a version first asks the database a dozen times, for every version a page of a case talks about.
"""

import json
from typing import Any

from django.db import models
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail.models import Revision

from community.members.models import Organisation
from hub.catalogue.models import VOCABULARIES, Entry, Keyword
from hub.catalogue.types import entry_types
from hub.catalogue.vocabulary import vocabulary_of
from practices.submissions.drafting import field_names
from practices.submissions.texts import to_markdown

MEDIA = ("cover", "files")
_KIND_OF = {model: kind for kind, model in VOCABULARIES.items()}
_DAYS = ("start", "end", "enrolment_until")


def data_of_revision(revision: Revision, kind: str) -> dict[str, Any]:
    """What `drafting.data_of` says of this version. Asks the database for names only."""
    return {name: _read(revision.content, name, kind) for name in [*field_names(kind), *MEDIA]}


def value_in(revision: Revision, kind: str, name: str) -> Any:
    """One field of a version, as draft data."""
    return _read(revision.content, name, kind)


def _read(content: dict[str, Any], name: str, kind: str) -> Any:
    if name in _ROWS:
        return _ROWS[name](content)
    field = entry_types()[kind]._meta.get_field(name)
    value = content.get(name)
    if isinstance(field, ParentalManyToManyField):
        return _codes(field.related_model, value or [])
    if isinstance(field, models.ForeignKey) and field.related_model in _KIND_OF:
        return next(iter(_codes(field.related_model, [value])), None)
    return to_markdown(value or "") if isinstance(field, RichTextField) else value


def _codes(model: type[models.Model], pks: list[int]) -> list[str]:
    terms = vocabulary_of(_KIND_OF[model]).by_pk
    return sorted(terms[pk].code for pk in pks if pk in terms)


def _links(content: dict[str, Any]) -> list[dict]:
    return [{key: row[key] for key in ("url", "label", "role")} for row in content.get("links", [])]


def _steps(content: dict[str, Any]) -> list[dict]:
    stream = content.get("steps") or []
    rows = json.loads(stream) if isinstance(stream, str) else stream
    return [{"title": row["value"]["title"], "text": row["value"]["text"]} for row in rows]


def _sessions(content: dict[str, Any]) -> list[dict]:
    return [{key: row[key] or "" for key in _DAYS} for row in content.get("sessions", [])]


def _tags(content: dict[str, Any]) -> list[str]:
    pks = [row["tag"] for row in content.get("tagged_items", [])]
    names = dict(Keyword.objects.filter(pk__in=pks).values_list("pk", "name")) if pks else {}
    return [names[pk] for pk in pks if pk in names]


def _files(content: dict[str, Any]) -> list[dict]:
    return [{key: row[key] for key in ("document", "role")} for row in content.get("files", [])]


def _partners(content: dict[str, Any]) -> list[str]:
    pks = content.get("partners") or []
    names = dict(Organisation.objects.filter(pk__in=pks).values_list("pk", "name")) if pks else {}
    return [names[pk] for pk in pks if pk in names]


def _relations(content: dict[str, Any]) -> list[dict]:
    rows = content.get("relations", [])
    pks = [row["target"] for row in rows]
    references = dict(Entry.objects.filter(pk__in=pks).values_list("pk", "reference")) if pks else {}
    return [{"kind": row["kind"], "target": references[row["target"]]} for row in rows if row["target"] in references]


_ROWS = {
    "links": _links,
    "steps": _steps,
    "sessions": _sessions,
    "tags": _tags,
    "files": _files,
    "partners": _partners,
    "relations": _relations,
}
