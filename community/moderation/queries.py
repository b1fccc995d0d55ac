"""Reads of moderation."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from community.members.models import User
from community.members.moderation_port import scope_of
from community.moderation.models import Appeal, Case, Notice, Sanction, TermsVersion
from community.moderation.rules import is_moderator

CLAIM_HOURS = 24


def cases_for(user: User) -> QuerySet[Case]:
    """The cases somebody may work on."""
    if is_moderator(user):
        return Case.objects.all()
    return Case.objects.filter(scope__in=scope_of(user))


def open_cases(user: User) -> QuerySet[Case]:
    """The queue: urgent first, then the oldest."""
    noticed = Exists(Notice.objects.filter(case=OuterRef("pk")))
    cases = cases_for(user).filter(state=Case.State.OPEN).select_related("claimed_by").annotate(noticed=noticed)
    return cases.order_by("-urgent", "opened_at", "pk")


def open_appeals() -> QuerySet[Appeal]:
    return (
        Appeal.objects.filter(state=Appeal.State.OPEN)
        .select_related("decision__case", "decision__statement")
        .order_by("filed_at")
    )


def active_sanctions(user: User) -> QuerySet[Sanction]:
    now = timezone.now()
    current = Q(ends_at__isnull=True) | Q(ends_at__gt=now)
    return Sanction.objects.filter(current, user=user, lifted_at__isnull=True).select_related("statement")


def current_terms() -> TermsVersion | None:
    return TermsVersion.objects.filter(valid_from__lte=timezone.now()).first()


def has_accepted(user: User, terms: TermsVersion) -> bool:
    return terms.acceptances.filter(user=user).exists()


def moderators() -> QuerySet[User]:
    """Those whose work it is: members of a group that may moderate."""
    permission = Q(groups__permissions__codename="moderate", groups__permissions__content_type__app_label="moderation")
    return User.objects.filter(permission, is_active=True).distinct()
