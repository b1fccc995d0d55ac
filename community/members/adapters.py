"""How allauth writes mails and keeps secrets here."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from community.members import mail
from community.members.models import User
from community.members.services.joining import invited_address

#: Mails of allauth that lead somewhere: our kind, and the value of the context that holds the link.
LETTERS = {
    "account/email/email_confirmation_signup": ("confirm-address", "activate_url"),
    "account/email/email_confirmation": ("confirm-address", "activate_url"),
    "account/email/password_reset_key": ("reset-password", "password_reset_url"),
    "account/email/unknown_account": ("no-account", "signup_url"),
    "account/email/account_already_exists": ("account-exists", "password_reset_url"),
}


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Into the outbox, in the language of the person, instead of straight to the mail server."""
        kind, link = LETTERS.get(template_prefix, ("account-changed", ""))
        if kind == "account-exists":
            # Making an account hashes a password, which takes long enough to tell who has one already.
            make_password(uuid4().hex)
        user = context.get("user") or User.objects.filter(email__iexact=email).first()
        mail.mail_address(
            email,
            kind,
            language=user.language if user else get_language() or settings.LANGUAGE_CODE,
            context={"event": template_prefix.rsplit("/", 1)[-1], "email": email, "name": str(user or "")},
            url=_path(context.get(link, "")) if link else reverse("account_security"),
            dedupe_key=uuid4().hex,
            recipient=user,
        )

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        """Whoever signs up from an invitation has read the mail it came with. Nothing is kept in a session for it."""
        invited = invited_address(request.POST.get("next", ""))
        return super().is_email_verified(request, email) or bool(invited and invited.lower() == email.lower())

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("wagtail_serve", args=[""])


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are useless to somebody who has only the database."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _path(url: str) -> str:
    """Without the host, which came with the request and is not to be believed."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(f"second-factor:{key}".encode()).digest())) for key in keys])
