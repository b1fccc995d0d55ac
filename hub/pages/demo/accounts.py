"""The demo accounts. The password is public, so production refuses to start while they exist."""

from django.contrib.auth.models import Group

from community.members.models import Membership, Organisation, Role, User
from community.members.services.accounts import confirm_address
from community.members.services.joining import ask_to_join, invite

PASSWORD = "demo-hub-2026"
ACCOUNTS = {
    "admin@example.org": ("Ada, administrator", None),
    "editor@example.org": ("Emil, editor", "Editors"),
    "reviewer@example.org": ("Rosa, reviewer", "Reviewers"),
    "moderator@example.org": ("Mika, moderator", "Moderators"),
    "ngo@example.org": ("Nadia, NGO", None),
    "member@example.org": ("Milo, member", None),
}
# Of the demo's own entries: the first has an owner, the second waits for one.
ORGANISATIONS = ("Voorbeeldbasisschool De Linde", "Example school Vale da Ribeira")
ABOUT = "An invented primary school that stands for many: 240 pupils, 31 languages, and a reception class since 2015."


def create_accounts() -> dict[str, User]:
    """Every demo account by its e-mail address, made when missing. The groups must exist."""
    return {email: _account(email, name, group) for email, (name, group) in ACCOUNTS.items()}


def _account(email: str, name: str, group: str | None) -> User:
    user = User.objects.filter(email=email).first()
    if not user:
        admin = email.startswith("admin@")
        user = User.objects.create_user(email, PASSWORD, display_name=name, is_superuser=admin, is_staff=admin)
        confirm_address(user)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def settle_people(accounts: dict[str, User]) -> None:
    """Who belongs where: an owner, somebody invited, and somebody who asks for an organisation without owner."""
    own, other = (Organisation.objects.filter(name=name).first() for name in ORGANISATIONS)
    if not own or not other or own.memberships.exists():
        return
    nadia = accounts["ngo@example.org"]
    Membership.objects.create(user=nadia, organisation=own, role=Role.OWNER)
    Organisation.objects.filter(pk=own.pk).update(verified=True, about=ABOUT)
    invite(nadia, own, email="member@example.org", role=Role.EDITOR)
    ask_to_join(accounts["reviewer@example.org"], other, message="I teach there and look after the science lessons.")
