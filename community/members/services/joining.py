"""Two ways into an organisation: an invitation of its owners, or a request of one's own."""

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import get_language

from community.members import mail, rules
from community.members.models import Invitation, JoinRequest, Membership, Organisation, Role, User
from community.members.queries import owners_of
from community.members.services.organisations import NotAllowed, lock, page_of, tell_owners

VALID_FOR = timedelta(days=14)
OPEN_AT_MOST = 50
#: What was withdrawn counts too: else inviting anew would be a way to fill a mailbox.
SENT_A_DAY, SENT_A_DAY_TO_ONE = 50, 3
ASKED_AT_MOST = 10
SALT = "members.invitation"


class AlreadyMember(Exception):
    """The person belongs to the organisation already."""


class TooManyInvitations(Exception):
    """More open invitations than an organisation needs."""


class InvitedTooOften(Exception):
    """More mails in one day than an organisation, or an address, has use for."""


class TooManyRequests(Exception):
    """More organisations asked than a person works for."""


class InvitationClosed(Exception):
    """Expired, withdrawn, declined or used."""


class ForeignInvitation(Exception):
    """It was sent to another address."""


class BadInvitation(Exception):
    """Not a link of ours."""


class AlreadyDecided(Exception):
    """Somebody else has answered the request."""


@transaction.atomic
def invite(user: User, organisation: Organisation, *, email: str, role: str) -> Invitation:
    """Invite an address; a second time sends again and starts the fourteen days anew.

    Raises `NotAllowed`, `AlreadyMember`, `TooManyInvitations`, `InvitedTooOften`.
    """
    organisation = lock(organisation)
    if not rules.can_manage_people(user, organisation):
        raise NotAllowed
    email = email.strip().lower()
    if organisation.memberships.filter(user__email__iexact=email).exists():
        raise AlreadyMember
    waiting = organisation.invitations.filter(closed_at=None)
    if waiting.exclude(email__iexact=email).count() >= OPEN_AT_MOST:
        raise TooManyInvitations
    values = {"role": role, "invited_by": user, "expires_at": timezone.now() + VALID_FOR}
    invitation = waiting.filter(email__iexact=email).first() or _new_invitation(organisation, email)
    for name, value in values.items():
        setattr(invitation, name, value)
    invitation.save()
    _send(invitation, user)
    return invitation


def _new_invitation(organisation: Organisation, email: str) -> Invitation:
    today = organisation.invitations.filter(created_at__gt=timezone.now() - timedelta(days=1))
    if today.count() >= SENT_A_DAY or today.filter(email__iexact=email).count() >= SENT_A_DAY_TO_ONE:
        raise InvitedTooOften
    return Invitation(organisation=organisation, email=email)


def _send(invitation: Invitation, inviter: User) -> None:
    """In the language of the account of this address, or of whoever invites. Once an hour at most."""
    person = User.objects.filter(email__iexact=invitation.email, is_active=True).first()
    mail.mail_address(
        invitation.email,
        "invitation",
        language=person.language if person else get_language() or inviter.language,
        context={
            "organisation": invitation.organisation.name,
            "inviter": inviter.public_name,
            "role": invitation.role,
            "expires": invitation.expires_at.date().isoformat(),
        },
        url=reverse("invitation", args=[token_of(invitation)]),
        dedupe_key=f"{invitation.pk}:{timezone.now():%Y%m%d%H}",
        recipient=person,
    )


def token_of(invitation: Invitation) -> str:
    return signing.dumps([invitation.pk, invitation.email.lower()], salt=SALT)


def invitation_of(token: str) -> Invitation:
    """Raises `BadInvitation`; whether it is still open, `is_open` says."""
    try:
        pk, email = signing.loads(token, salt=SALT)
        return Invitation.objects.select_related("organisation", "invited_by").get(pk=pk, email__iexact=email)
    except (signing.BadSignature, ValueError, TypeError, Invitation.DoesNotExist):
        raise BadInvitation from None


def invited_address(path: str) -> str | None:
    """The address an open invitation was mailed to, by the path of its page.

    Who has that path has read the mail, so the address needs no second one.
    """
    try:
        found = resolve(path)
        offer = invitation_of(found.kwargs["token"]) if found.url_name == "invitation" else None
    except (Resolver404, BadInvitation):
        return None
    return offer.email if offer and offer.is_open else None


@transaction.atomic
def accept_invitation(user: User, invitation: Invitation) -> Membership:
    """Join. Accepting twice joins once. Raises `ForeignInvitation`, `InvitationClosed`."""
    organisation, row = lock(invitation.organisation), Invitation.objects.get(pk=invitation.pk)
    if not rules.can_accept(user, row):
        raise ForeignInvitation
    existing = Membership.objects.filter(user=user, organisation=organisation).first()
    if existing and row.accepted_by_id == user.pk:
        return existing
    if not row.is_open:
        raise InvitationClosed
    _close(row, accepted_by=user)
    membership = existing or _add(user, organisation, row.role)
    tell_owners(
        organisation, "member-joined", key=f"invitation:{row.pk}", url=_people_url(organisation), name=user.public_name
    )
    return membership


@transaction.atomic
def decline_invitation(user: User, invitation: Invitation) -> None:
    """Raises `ForeignInvitation`."""
    lock(invitation.organisation)
    row = Invitation.objects.get(pk=invitation.pk)
    if not rules.can_accept(user, row):
        raise ForeignInvitation
    if row.closed_at is None:
        _close(row)


@transaction.atomic
def withdraw_invitation(user: User, invitation: Invitation) -> None:
    """Raises `NotAllowed`."""
    organisation = lock(invitation.organisation)
    if not rules.can_manage_people(user, organisation):
        raise NotAllowed
    row = Invitation.objects.get(pk=invitation.pk)
    if row.closed_at is None:
        _close(row)


@transaction.atomic
def ask_to_join(user: User, organisation: Organisation, *, message: str) -> JoinRequest:
    """Ask the owners, or the hub's editors where there are none. Asking twice asks once.

    Raises `AlreadyMember`, `TooManyRequests`.
    """
    organisation = lock(organisation)
    rules.forget_roles(user)
    if not rules.can_ask_to_join(user, organisation):
        raise AlreadyMember
    if user.join_requests.filter(decided_at=None).exclude(organisation=organisation).count() >= ASKED_AT_MOST:
        raise TooManyRequests
    request, created = JoinRequest.objects.get_or_create(
        user=user, organisation=organisation, decided_at=None, defaults={"message": message}
    )
    if created:
        key, url = str(request.pk), _people_url(organisation)
        tell_owners(organisation, "join-requested", key=key, url=url, name=user.public_name, message=message)
    return request


@transaction.atomic
def decide_request(user: User, request: JoinRequest, *, accept: bool) -> JoinRequest:
    """Answer. Who claims an organisation without owner becomes its owner. Raises `NotAllowed`, `AlreadyDecided`."""
    organisation = lock(request.organisation)
    row = JoinRequest.objects.select_related("user", "organisation").get(pk=request.pk)
    if not rules.can_decide_request(user, row):
        raise NotAllowed
    if row.decided_at:
        raise AlreadyDecided
    row.decided_at, row.decided_by, row.accepted = timezone.now(), user, accept
    row.save(update_fields=["decided_at", "decided_by", "accepted"])
    member = organisation.memberships.filter(user=row.user).exists()
    if accept and not member:
        _add(row.user, organisation, Role.EDITOR if owners_of(organisation).exists() else Role.OWNER)
    mail.notify(
        row.user,
        "join-decided",
        context={"organisation": organisation.name, "accepted": accept},
        url=page_of(organisation),
        dedupe_key=str(row.pk),
    )
    return row


def _add(user: User, organisation: Organisation, role: str) -> Membership:
    rules.forget_roles(user)
    JoinRequest.objects.filter(user=user, organisation=organisation, decided_at=None).update(
        decided_at=timezone.now(), accepted=True
    )
    return Membership.objects.create(user=user, organisation=organisation, role=role)


def _close(invitation: Invitation, accepted_by: User | None = None) -> None:
    invitation.closed_at, invitation.accepted_by = timezone.now(), accepted_by
    invitation.save(update_fields=["closed_at", "accepted_by"])


def _people_url(organisation: Organisation) -> str:
    return reverse("organisation_people", args=[organisation.slug])
