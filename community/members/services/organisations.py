"""Organisations and who belongs to them. Each service is one transaction that locks the organisation first."""

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from community.members import mail, rules
from community.members.models import Membership, Organisation, Role, User
from community.members.queries import owners_of
from hub.catalogue.limits import A_DAY, times
from hub.catalogue.models import Country

RESERVED_SLUGS = {"new"}
#: Each may invite people by mail, so adding them must not be a way to write to everybody.
NEW_A_DAY = 5


class NotAllowed(Exception):
    """The person may not do this here."""


class OrganisationExists(Exception):
    """There is one of this name in this country; `organisation` is it."""

    def __init__(self, organisation: Organisation):
        super().__init__(str(organisation))
        self.organisation = organisation


class TooManyOrganisations(Exception):
    """More in one day than a person would found."""


class LastOwner(Exception):
    """An organisation with people needs an owner: hand it over first."""


class NotAMember(Exception):
    """The person does not belong to the organisation, perhaps since a moment ago."""


def lock(organisation: Organisation) -> Organisation:
    """The row itself, held until the transaction ends. Every change of people starts here."""
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


@transaction.atomic
def create_organisation(
    user: User, *, name: str, country: Country | None, website: str = "", about: str = ""
) -> Organisation:
    """A new organisation, owned by whoever adds it.

    Raises `NotAllowed`, `OrganisationExists`, `TooManyOrganisations`.
    """
    if not rules.can_create_organisation(user):
        raise NotAllowed
    name = " ".join(name.split())
    existing = Organisation.objects.filter(name__iexact=name, country=country).first()
    if existing:
        raise OrganisationExists(existing)
    # Memberships do not tell: whoever leaves again has none.
    if times("organisations", str(user.pk), A_DAY) > NEW_A_DAY:
        raise TooManyOrganisations
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                name=name, slug=free_slug(name), country=country, website=website, about=about
            )
    except IntegrityError as error:  # The second of two who press the button at once.
        raise OrganisationExists(Organisation.objects.get(name=name, country=country)) from error
    Membership.objects.create(user=user, organisation=organisation, role=Role.OWNER)
    rules.forget_roles(user)
    return organisation


def free_slug(name: str) -> str:
    """An address nobody has yet."""
    base = slugify(name)[:70] or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED_SLUGS
    candidates = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(candidate for candidate in candidates if candidate not in taken)


@transaction.atomic
def edit_organisation(user: User, organisation: Organisation, **values) -> Organisation:
    """Change what it says about itself. Its address stays. Raises `NotAllowed`, `OrganisationExists`."""
    if not rules.can_edit_organisation(user, organisation):
        raise NotAllowed
    row = lock(organisation)
    for name, value in values.items():
        setattr(row, name, value)
    same = Organisation.objects.filter(name__iexact=row.name, country=row.country).exclude(pk=row.pk).first()
    if same:
        raise OrganisationExists(same)
    row.save(update_fields=list(values))
    return row


@transaction.atomic
def set_verified(user: User, organisation: Organisation, verified: bool) -> Organisation:
    """Editors vouch for an organisation, or take it back. Raises `NotAllowed`."""
    if not rules.can_verify(user, organisation):
        raise NotAllowed
    row = lock(organisation)
    if row.verified != verified:
        row.verified = verified
        row.save(update_fields=["verified"])
        if verified:
            tell_owners(row, "organisation-verified", key=f"{row.pk}:{timezone.now():%Y%m%d}")
    return row


@transaction.atomic
def change_role(user: User, membership: Membership, role: str) -> Membership:
    """Raises `NotAllowed`, `LastOwner`, `NotAMember`."""
    organisation = lock(membership.organisation)
    row = _current(membership)
    if not rules.can_manage_people(user, organisation):
        raise NotAllowed
    if role != Role.OWNER and rules.is_last_owner(row):
        raise LastOwner
    if row.role != role:
        row.role = role
        row.save(update_fields=["role"])
        _tell_of_role(row)
    return row


@transaction.atomic
def hand_over(user: User, membership: Membership) -> Membership:
    """Make somebody else of the organisation owner and become an editor. Raises `NotAllowed`, `NotAMember`."""
    organisation = lock(membership.organisation)
    row = _current(membership)
    rules.forget_roles(user)
    if not rules.can_hand_over(user, row):
        raise NotAllowed
    Membership.objects.filter(user=user, organisation=organisation).update(role=Role.EDITOR)
    rules.forget_roles(user)
    if row.role != Role.OWNER:
        row.role = Role.OWNER
        row.save(update_fields=["role"])
        _tell_of_role(row)
    return row


@transaction.atomic
def remove_member(user: User, membership: Membership) -> None:
    """Remove somebody, or leave. Raises `NotAllowed`, `LastOwner`, `NotAMember`."""
    organisation = lock(membership.organisation)
    row = _current(membership)
    if not rules.can_remove(user, row):
        raise NotAllowed
    alone = not organisation.memberships.exclude(pk=row.pk).exists()
    if rules.is_last_owner(row) and not alone:
        raise LastOwner
    key = str(row.pk)
    row.delete()
    rules.forget_roles(user)
    if row.user_id != user.pk:
        mail.notify(
            row.user,
            "member-removed",
            context={"organisation": organisation.name},
            url=page_of(organisation),
            dedupe_key=key,
        )


def tell_owners(organisation: Organisation, kind: str, *, key: str, url: str = "", **context) -> None:
    """Every owner, once per key."""
    for owner in owners_of(organisation):
        mail.notify(
            owner,
            kind,
            context={"organisation": organisation.name, **context},
            url=url or page_of(organisation),
            dedupe_key=key,
        )


def page_of(organisation: Organisation) -> str:
    return reverse("organisation", args=[organisation.slug])


def _current(membership: Membership) -> Membership:
    """The membership as it is now that nobody else can change it."""
    row = Membership.objects.select_related("user", "organisation").filter(pk=membership.pk).first()
    if row is None:
        raise NotAMember
    return row


def _tell_of_role(membership: Membership) -> None:
    mail.notify(
        membership.user,
        "role-changed",
        context={"organisation": membership.organisation.name, "role": membership.role},
        url=page_of(membership.organisation),
        dedupe_key=f"{membership.pk}:{membership.role}:{timezone.now():%Y%m%d%H%M}",
    )
