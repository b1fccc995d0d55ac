"""From a row and its kind to words: the subject, the text and the HTML of a mail, the line of a notice."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template.backends.django import DjangoTemplates
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from community.notifications.addresses import absolute, canonical_path
from community.notifications.kinds import DIGEST, UnknownKind, kind_of
from community.notifications.models import Notification, Outbox
from community.notifications.tokens import unsubscribe_token

STYLE = Path(__file__).parent / "mail.css"


@dataclass(frozen=True)
class Message:
    subject: str
    text: str
    html: str
    unsubscribe_url: str


def render_mail(mail: Outbox) -> Message:
    """The words of a mail, in its language."""
    kind = kind_of(mail.kind)
    with override(mail.language):
        context = _surroundings(mail) | mail.context
        context["subject"] = one_line(plain(f"{kind.template}.subject.txt", context))
        return Message(
            subject=context["subject"],
            text=plain(f"{kind.template}.txt", context).strip() + "\n",
            html=render_to_string(f"{kind.template}.html", context),
            unsubscribe_url=context["unsubscribe_url"],
        )


def render_line(notice: Notification | Outbox) -> str:
    """What happened, in one line, in the language in use. Empty for a kind whose room has gone."""
    try:
        kind = kind_of(notice.kind)
    except UnknownKind:
        return ""
    return one_line(plain(f"{kind.template}.subject.txt", {"site_name": settings.WAGTAIL_SITE_NAME} | notice.context))


def plain(template: str, context: dict) -> str:
    """Text is not HTML: nothing in it is escaped."""
    return _plain_engine().get_template(template).render(context)


def one_line(text: str) -> str:
    return " ".join(text.split())


def _surroundings(mail: Outbox) -> dict:
    kind, person = kind_of(mail.kind), mail.recipient
    unsubscribe = ""
    if person and not kind.essential:
        unsubscribe = absolute(canonical_path("unsubscribe", unsubscribe_token(person, kind.name)), mail.language)
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "site_url": absolute("/", mail.language),
        "recipient_name": person.display_name if person else "",
        "language": mail.language,
        "url": absolute(mail.url, mail.language) if mail.url else "",
        "why": kind.label,
        "unsubscribe_url": unsubscribe,
        "settings_url": absolute(canonical_path("mail_settings"), mail.language) if person else "",
        "lines": _lines(mail) if kind == DIGEST else [],
        "style": _style(),
    }


def _lines(mail: Outbox) -> list[dict]:
    """What a bundle says: a line and a link for each notice."""
    return [{"text": render_line(row), "url": absolute(row.url, mail.language)} for row in mail.items.order_by("pk")]


@cache
def _style() -> SafeString:
    """Mail programs read a style element, not a linked file."""
    return mark_safe(f"<style>{STYLE.read_text()}</style>")


@cache
def _plain_engine() -> DjangoTemplates:
    """The site's templates without escaping, so that no text template can forget to turn it off."""
    site = settings.TEMPLATES[0]
    options = {"context_processors": [], "autoescape": False}
    return DjangoTemplates({"NAME": "plain", "DIRS": site["DIRS"], "APP_DIRS": True, "OPTIONS": options})
