"""The demo accounts. The password is public, so production refuses to start while they exist."""

from django.contrib.auth.models import Group

from community.members.models import User

PASSWORD = "demo-hub-2026"
ACCOUNTS = {
    "admin@example.org": ("Ada, administrator", None),
    "editor@example.org": ("Emil, editor", "Editors"),
    "reviewer@example.org": ("Rosa, reviewer", "Reviewers"),
    "moderator@example.org": ("Mika, moderator", "Moderators"),
    "ngo@example.org": ("Nadia, NGO", None),
    "member@example.org": ("Milo, member", None),
}


def create_accounts() -> dict[str, User]:
    """Every demo account by its e-mail address, made when missing. The groups must exist."""
    return {email: _account(email, name, group) for email, (name, group) in ACCOUNTS.items()}


def _account(email: str, name: str, group: str | None) -> User:
    user = User.objects.filter(email=email).first()
    if not user:
        admin = email.startswith("admin@")
        user = User.objects.create_user(email, PASSWORD, display_name=name, is_superuser=admin, is_staff=admin)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user
