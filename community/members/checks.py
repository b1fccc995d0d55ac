"""A production site must not keep the demo accounts: their password is in the README."""

from django.conf import settings
from django.core.checks import Critical, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from community.members.queries import demo_accounts

MESSAGE = "Demo accounts exist ({emails}). Remove them with `manage.py remove_demo_accounts`."


@register(Tags.security, deploy=True)
def check_demo_accounts(app_configs, **kwargs) -> list[Critical]:
    emails = _found()
    return [Critical(MESSAGE.format(emails=", ".join(emails)), id="members.C001")] if emails else []


def refuse_demo_accounts() -> None:
    """Raise `ImproperlyConfigured` where demo accounts exist but are not allowed."""
    emails = _found()
    if emails:
        raise ImproperlyConfigured(MESSAGE.format(emails=", ".join(emails)))


def _found() -> list[str]:
    if settings.DEMO_ACCOUNTS:
        return []
    try:
        return sorted(demo_accounts().values_list("email", flat=True))
    except DatabaseError:  # Not migrated yet: there is nobody.
        return []
