from django.db.models import QuerySet

from community.members.models import User

DEMO_EMAILS = tuple(f"{name}@example.org" for name in ("admin", "editor", "reviewer", "moderator", "ngo", "member"))


def demo_accounts() -> QuerySet[User]:
    """The accounts `make run` creates; their password is public."""
    return User.objects.filter(email__in=DEMO_EMAILS)
