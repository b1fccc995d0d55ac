"""What the hub can see by itself about a round, so that an editor need not look for it."""

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from wagtail.fields import RichTextField

from hub.catalogue.models import Entry
from hub.catalogue.rules import missing_to_publish
from hub.catalogue.traces import Remark
from practices.submissions.models import Submission, Upload
from practices.submissions.quality import advice_for
from practices.submissions.states import People

_valid = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Check:
    """Something looked at: `problems` is empty when nothing was found."""

    label: str
    problems: list[str]
    blocking: bool = False


def checks_of(case: Submission, page: Entry) -> list[Check]:
    return [
        Check(_("Required fields"), missing_to_publish(page), blocking=True),
        Check(_("What would make it better"), [advice.words for advice in advice_for(page)]),
        Check(_("Links, by how they are written"), list(odd_links(page))),
        Check(_("Rights in pictures and files"), list(rights_missing(case, page)), blocking=True),
        Check(_("What files show besides their text"), list(shown_besides(case))),
    ]


def odd_links(page: Entry) -> Iterator[str]:
    """Links that cannot be right. Nothing is opened."""
    for url in dict.fromkeys(urls_of(page)):
        reason = odd(url)
        if reason:
            yield f"{url} ({reason})"


def urls_of(page: Entry) -> Iterator[str]:
    yield from (link.url for link in page.links.all())
    for field in page._meta.get_fields():
        if isinstance(field, RichTextField):
            soup = BeautifulSoup(getattr(page, field.name) or "", "html.parser")
            yield from (
                link["href"] for link in soup.find_all("a", href=True) if not link["href"].startswith("mailto:")
            )


def odd(url: str) -> str:
    """Why an address cannot be right; empty when nothing is wrong with how it is written."""
    try:
        _valid(url)
        host = urlsplit(url).hostname or ""
    except (ValidationError, ValueError):
        return _("not a web address")
    if "@" in urlsplit(url).netloc:
        return _("holds a user name")
    try:
        return "" if ipaddress.ip_address(host).is_global else _("an address nobody else can reach")
    except ValueError:
        return _("an address nobody else can reach") if _is_local(host) else ""


def _is_local(host: str) -> bool:
    return "." not in host or host.endswith((".local", ".localhost", ".test", ".example", ".invalid", ".internal"))


def shown_besides(case: Submission) -> Iterator[str]:
    """Files of the case with notes in them that their readers find. Whoever sent them was told."""
    words = {
        Remark.NAMES: _("names that could not be taken out"),
        Remark.COMMENTS: _("comments"),
        Remark.CHANGES: _("tracked changes"),
    }
    for upload in case.uploads.select_related("document").exclude(remarks=[]):
        yield f"{upload}: {', '.join(words[Remark(remark)] for remark in upload.remarks)}"


def rights_missing(case: Submission, page: Entry) -> Iterator[str]:
    """Pictures and files of the case that lack what publishing takes."""
    for upload in case.uploads.select_related("image__licence", "document__licence"):
        missing = list(_lacks(upload))
        if missing:
            yield f"{upload}: {', '.join(missing)}"


def _lacks(upload: Upload) -> Iterator[str]:
    thing = upload.image or upload.document
    if not thing.licence_id:
        yield _("no licence")
    if upload.image:
        if not upload.image.alt_text.strip():
            yield _("no text alternative")
        if not upload.image.credit.strip():
            yield _("no credit")
        if upload.people != People.NONE and not upload.consent:
            yield _("no consent of the people shown")
