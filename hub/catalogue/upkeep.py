"""The states of entries that editors care about. The dashboard counts and the listings filter by them."""

from datetime import timedelta

from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from hub.catalogue.models import Entry

SOON = timedelta(days=30)


class Status(TextChoices):
    LIVE = "live", _("Live")
    CHANGED = "changed", _("Live, with changes not yet published")
    DRAFT = "draft", _("Draft")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Verification(TextChoices):
    DUE = "due", _("Due again")
    SOON = "soon", _("Due within 30 days")
    DONE = "done", _("Verified and not due")
    NEVER = "never", _("Never verified")


class Completeness(TextChoices):
    LOW = "low", _("Under 60 %")
    MIDDLE = "middle", _("60 to 84 %")
    HIGH = "high", _("85 % and more")


def in_status(status: str) -> Q:
    return {
        Status.LIVE: Q(live=True),
        Status.CHANGED: Q(live=True, has_unpublished_changes=True),
        Status.DRAFT: Q(live=False, withdrawn_at__isnull=True),
        Status.WITHDRAWN: Q(withdrawn_at__isnull=False),
    }[Status(status)]


def in_verification(state: str) -> Q:
    today = timezone.localdate()
    return {
        Verification.DUE: Q(verify_due_at__lte=today),
        Verification.SOON: Q(verify_due_at__gt=today, verify_due_at__lte=today + SOON),
        Verification.DONE: Q(last_verified_at__isnull=False) & ~Q(verify_due_at__lte=today),
        Verification.NEVER: Q(last_verified_at__isnull=True),
    }[Verification(state)]


def in_completeness(band: str) -> Q:
    return {
        Completeness.LOW: Q(completeness__lt=60),
        Completeness.MIDDLE: Q(completeness__gte=60, completeness__lt=85),
        Completeness.HIGH: Q(completeness__gte=85),
    }[Completeness(band)]


def entries_for_editor(user) -> QuerySet[Entry]:
    """The entries this person finds in the admin."""
    return Entry.objects.filter(pk__in=policy_registry.get_by_type(Page).explorable_instances(user).values("pk"))
