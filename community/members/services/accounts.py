"""Accounts: confirmed addresses, profiles, and leaving for good."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from community.members.models import Invitation, JoinRequest, User
from community.members.queries import organisations_owned, sole_ownerships
from community.members.signals import account_erased
from hub.catalogue.models import ProblemReport

#: What Wagtail keeps for those who worked in the administration.
WAGTAILS_OWN = (
    "wagtailusers.UserProfile",
    "wagtailadmin.EditingSession",
    "wagtailadmin.FormState",
    "wagtailcore.APIToken",
    "wagtailcore.PageSubscription",
)


class OwnsOrganisations(Exception):
    """Others depend on this person: hand over first. `names` are the organisations."""

    def __init__(self, names: list[str]):
        super().__init__(", ".join(names))
        self.names = names


def confirm_address(user: User) -> EmailAddress:
    """Take the address of an account as confirmed, without a mail."""
    address, _created = EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return address


def edit_profile(user: User, **values) -> User:
    for name, value in values.items():
        setattr(user, name, value)
    user.save(update_fields=list(values))
    return user


@transaction.atomic
def erase_account(user: User, *, abandon: bool = False) -> User:
    """Make the account nobody's. What was published stays with its organisation.

    The row stays, so that history keeps an author; name, address, password, memberships, sessions and all that rooms
    keep about the person go. Raises `OwnsOrganisations` unless the account was `abandon`ed.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.erased_at:
        return user
    # Two owners who leave at the same moment would each count on the other.
    list(organisations_owned(user).select_for_update().order_by("pk"))
    owned = sole_ownerships(user)
    if owned and not abandon:
        raise OwnsOrganisations(sorted(organisation.name for organisation in owned))
    account_erased.send(User, user=user)
    _forget_belongings(user)
    user.email = f"erased-{user.pk}@invalid.invalid"
    user.display_name = user.first_name = user.last_name = user.about = ""
    user.language, user.idle_notice_at, user.last_login = "en", None, None
    user.is_active = user.is_staff = user.is_superuser = False
    user.erased_at = timezone.now()
    user.set_unusable_password()
    user.save()
    return user


def _forget_belongings(user: User) -> None:
    Invitation.objects.filter(email__iexact=user.email).delete()
    JoinRequest.objects.filter(user=user).delete()
    user.memberships.all().delete()
    user.groups.clear()
    user.user_permissions.clear()
    for session in UserSession.objects.filter(user=user):
        session.end()
    for model in (EmailAddress, Authenticator, UserSession, *map(apps.get_model, WAGTAILS_OWN)):
        model.objects.filter(user=user).delete()
    # Wagtail's log of changes to accounts repeats their names.
    about_user = {"content_type": ContentType.objects.get_for_model(User), "object_id": str(user.pk)}
    ModelLogEntry.objects.filter(**about_user).update(label="", data={})
    ProblemReport.objects.filter(email__iexact=user.email).update(email="")
