import re

from django.db import transaction
from django.db.models import F

PATTERN = re.compile(r"GP-\d{6,9}")
# Never given.
UNSAVED_REFERENCE = "GP-000000"


def next_reference() -> str:
    """A reference never given before, such as `GP-000123`. Locks the counter until the transaction ends."""
    return reserve_references(1)[0]


def reserve_references(count: int) -> list[str]:
    """`count` references in rising order, for writing in bulk."""
    from hub.catalogue.models import ReferenceCounter

    with transaction.atomic():
        if not ReferenceCounter.objects.filter(pk=1).update(last=F("last") + count):
            ReferenceCounter.objects.get_or_create(pk=1)
            ReferenceCounter.objects.filter(pk=1).update(last=F("last") + count)
        last = ReferenceCounter.objects.values_list("last", flat=True).get(pk=1)
    return [format_reference(number) for number in range(last - count + 1, last + 1)]


def format_reference(number: int) -> str:
    return f"GP-{number:06d}"


def was_given(reference: str) -> bool:
    """Whether some entry has or had this reference."""
    from hub.catalogue.models import ReferenceCounter

    last = ReferenceCounter.objects.values_list("last", flat=True).filter(pk=1).first() or 0
    return bool(PATTERN.fullmatch(reference)) and 0 < int(reference[3:]) <= last
