"""The signed word in an unsubscribe link. It never expires: a mail may be read years later."""

from django.core import signing

from community.members.models import User

SALT = "notifications.unsubscribe"


class BadToken(Exception):
    """Not a link of ours, or of somebody who is no longer here."""


def unsubscribe_token(user: User, kind: str) -> str:
    return signing.dumps([user.pk, kind], salt=SALT)


def read_unsubscribe_token(token: str) -> tuple[User, str]:
    """The person and the kind of mail. Raises `BadToken`."""
    try:
        pk, kind = signing.loads(token, salt=SALT)
        return User.objects.get(pk=pk, is_active=True), kind
    except (signing.BadSignature, ValueError, TypeError, User.DoesNotExist):
        raise BadToken from None
