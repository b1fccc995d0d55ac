from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower
from django.utils import timezone

from community.members.models import Invitation, JoinRequest, Membership, Organisation, Role, User
from hub.catalogue.models import Entry

DEMO_EMAILS = tuple(f"{name}@example.org" for name in ("admin", "editor", "reviewer", "moderator", "ngo", "member"))


def demo_accounts() -> QuerySet[User]:
    """The accounts `make run` creates; their password is public."""
    return User.objects.filter(email__in=DEMO_EMAILS)


def organisations_named(text: str) -> QuerySet[Organisation]:
    """Those whose name holds every word, by name."""
    words = [Q(name__icontains=word) for word in text.split()[:10]]
    return Organisation.objects.filter(*words).order_by(Lower("name"), "pk")


def memberships_of(user: User) -> QuerySet[Membership]:
    """With their organisations, by name."""
    return Membership.objects.filter(user=user).select_related("organisation").order_by("organisation__name")


def organisations_written_for(user: User) -> QuerySet[Organisation]:
    """Those a person may draft and submit for."""
    roles = [Role.OWNER, Role.EDITOR]
    return Organisation.objects.filter(memberships__user=user, memberships__role__in=roles).order_by("name")


def people_of(organisation: Organisation) -> QuerySet[Membership]:
    return organisation.memberships.select_related("user").order_by("joined_at", "pk")


def owners_of(organisation: Organisation) -> QuerySet[User]:
    return User.objects.filter(memberships__organisation=organisation, memberships__role=Role.OWNER, is_active=True)


def visible_entries_of(organisation: Organisation) -> QuerySet[Entry]:
    """What the organisation has published, newest first."""
    entries = Entry.objects.visible().filter(organisation=organisation)
    return entries.select_related("language").order_by("-first_published_at", "-pk")


def organisations_with_entries() -> QuerySet[Organisation]:
    """Those that have published what anybody may see; `published_at` is when they last did."""
    own = Entry.objects.visible().filter(organisation=OuterRef("pk"), is_example=False)
    latest = own.order_by(F("last_published_at").desc(nulls_last=True)).values("last_published_at")[:1]
    return Organisation.objects.filter(Exists(own)).annotate(published_at=Subquery(latest))


def open_invitations() -> QuerySet[Invitation]:
    return Invitation.objects.filter(closed_at=None, expires_at__gt=timezone.now())


def invitations_to(user: User) -> QuerySet[Invitation]:
    """Open invitations to the address of a person."""
    return open_invitations().filter(email__iexact=user.email).select_related("organisation", "invited_by")


def open_requests() -> QuerySet[JoinRequest]:
    return JoinRequest.objects.filter(decided_at=None).select_related("organisation", "user")


def requests_for(user: User, *, steward: bool) -> QuerySet[JoinRequest]:
    """Requests that wait for this person: of organisations they own; for stewards also of those without owner."""
    owns = Exists(Membership.objects.filter(organisation=OuterRef("organisation"), user=user, role=Role.OWNER))
    if not steward:
        return open_requests().filter(owns)
    owned = Exists(Membership.objects.filter(organisation=OuterRef("organisation"), role=Role.OWNER))
    return open_requests().filter(owns | ~owned).exclude(user=user)


def organisations_owned(user: User) -> QuerySet[Organisation]:
    return Organisation.objects.filter(
        Exists(Membership.objects.filter(organisation=OuterRef("pk"), user=user, role=Role.OWNER))
    )


def sole_ownerships(user: User) -> QuerySet[Organisation]:
    """Organisations that others belong to and only this person owns."""
    owners = Count("memberships", filter=Q(memberships__role=Role.OWNER))
    return (
        organisations_owned(user).annotate(owners=owners, members=Count("memberships")).filter(owners=1, members__gt=1)
    )


def idle_accounts(since: datetime) -> QuerySet[User]:
    """Accounts nobody has signed in to since then. Those with rights in the administration are left out."""
    seen = Q(last_login__lt=since) | Q(last_login=None, date_joined__lt=since)
    return User.objects.filter(seen, is_active=True, erased_at=None, is_superuser=False, groups=None)
