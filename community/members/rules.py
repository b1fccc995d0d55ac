"""Who may do what for an organisation. Each question takes the object; `None` for a person is a visitor."""

from django.contrib.auth.models import AnonymousUser

from community.members.models import Invitation, JoinRequest, Membership, Organisation, Role, User

Person = User | AnonymousUser
WRITERS = (Role.OWNER, Role.EDITOR)


def role_in(user: Person, organisation: Organisation) -> str | None:
    """The role of a person, asked for once per person and organisation in a request."""
    if not user.is_authenticated:
        return None
    known = user.__dict__.setdefault("_roles", {})
    if organisation.pk not in known:
        row = Membership.objects.filter(user=user, organisation=organisation).values_list("role", flat=True).first()
        known[organisation.pk] = row
    return known[organisation.pk]


def remember_role(user: User, organisation_pk: int, role: str | None) -> None:
    """Spare a question whose answer came with something else."""
    user.__dict__.setdefault("_roles", {})[organisation_pk] = role


def forget_roles(user: Person) -> None:
    """After a membership of this person has changed."""
    user.__dict__.pop("_roles", None)


def is_steward(user: Person) -> bool:
    """Whether this is one of the hub's editors, who look after every organisation."""
    return user.is_authenticated and user.is_active and user.has_perm("members.change_organisation")


def is_member(user: Person, organisation: Organisation) -> bool:
    return role_in(user, organisation) is not None


def can_create_organisation(user: Person) -> bool:
    return user.is_authenticated and user.is_active


def can_write_for(user: Person, organisation: Organisation) -> bool:
    """Draft and submit in the name of the organisation."""
    return role_in(user, organisation) in WRITERS


def can_edit_organisation(user: Person, organisation: Organisation) -> bool:
    return role_in(user, organisation) == Role.OWNER or is_steward(user)


def can_see_people(user: Person, organisation: Organisation) -> bool:
    return is_member(user, organisation) or is_steward(user)


def can_manage_people(user: Person, organisation: Organisation) -> bool:
    """Invite, withdraw invitations, decide requests, change roles, remove."""
    return role_in(user, organisation) == Role.OWNER or is_steward(user)


def can_verify(user: Person, organisation: Organisation) -> bool:
    return is_steward(user)


def can_ask_to_join(user: Person, organisation: Organisation) -> bool:
    return user.is_authenticated and user.is_active and not is_member(user, organisation)


def can_hand_over(user: Person, membership: Membership) -> bool:
    """Owners hand their own place to somebody else of the organisation."""
    return role_in(user, membership.organisation) == Role.OWNER and membership.user_id != user.pk


def can_remove(user: Person, membership: Membership) -> bool:
    """Owners remove others; everybody may leave."""
    return membership.user_id == user.pk or can_manage_people(user, membership.organisation)


def can_accept(user: Person, invitation: Invitation) -> bool:
    """An invitation is for the address it was sent to, and that address must be confirmed."""
    return user.is_authenticated and user.is_active and user.email.lower() == invitation.email.lower()


def can_decide_request(user: Person, request: JoinRequest) -> bool:
    return request.user_id != user.pk and can_manage_people(user, request.organisation)


def is_last_owner(membership: Membership) -> bool:
    others = membership.organisation.memberships.filter(role=Role.OWNER).exclude(pk=membership.pk)
    return membership.role == Role.OWNER and not others.exists()
