"""Mails of a developer's machine: kept as files, read at /dev/mail/. Never part of a production site."""

import time
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path

SHOWN = 200


class FolderBackend(BaseEmailBackend):
    """Writes every mail into `DEV_MAIL_FOLDER`."""

    def send_messages(self, email_messages) -> int:
        folder().mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            (folder() / f"{time.time_ns()}.eml").write_bytes(message.message().as_bytes())
        return len(email_messages)


@dataclass(frozen=True)
class Letter:
    """A mail read back. `name` is that of its file."""

    name: str
    message: EmailMessage

    def __getattr__(self, header: str) -> str:
        return self.message[header.replace("_", "-")] or ""

    @property
    def text(self) -> str:
        return self.message.get_body(("plain",)).get_content()

    @property
    def html(self) -> str:
        body = self.message.get_body(("html",))
        return body.get_content() if body else ""


def folder() -> Path:
    return Path(settings.DEV_MAIL_FOLDER)


def read(name: str) -> Letter:
    """Raises `Http404`; names that are not ours are refused."""
    file = folder() / f"{name}.eml"
    if not name.isdigit() or not file.exists():
        raise Http404
    return Letter(name, message_from_bytes(file.read_bytes(), policy=policy.default))


def letters() -> list[Letter]:
    """The latest first."""
    names = sorted((file.stem for file in folder().glob("*.eml")), reverse=True)
    return [read(name) for name in names[:SHOWN]]


def mail_list(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "dev/mails.html", {"letters": letters()})


def mail(request: HttpRequest, name: str) -> HttpResponse:
    return TemplateResponse(request, "dev/mail.html", {"letter": read(name)})


@csp_replace({"default-src": [NONE], "style-src": [SELF, UNSAFE_INLINE]})
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """As a mail program shows it. Links of a mail are followed in another page."""
    return HttpResponse(read(name).html)


urlpatterns = [
    path("", mail_list, name="dev_mails"),
    path("<str:name>/", mail, name="dev_mail"),
    path("<str:name>/html/", mail_html, name="dev_mail_html"),
]
