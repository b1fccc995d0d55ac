"""Who hears of an entry that becomes public: those who follow its themes, countries or organisation."""

from datetime import timedelta

from django.utils import timezone

from community.forum.choices import Followed, Level
from community.forum.models import Follow
from community.members.models import User
from community.notifications.services import notify_many
from hub.catalogue.models import Entry
from hub.catalogue.queries import term_pks

#: Only what was just published is news; an import of old entries or a correction is not.
NEWS = timedelta(days=1)


def announce_entries(entry_ids: list[int]) -> None:
    """Tell the followers of each entry, once ever."""
    fresh = Entry.objects.visible().filter(pk__in=entry_ids, first_published_at__gt=timezone.now() - NEWS)
    for entry in fresh.select_related("organisation"):
        people = User.objects.filter(pk__in=followers_of(entry), is_active=True).exclude(pk=entry.owner_id)
        context = {"title": entry.title, "author": str(entry.organisation or "–"), "excerpt": entry.summary}
        url = f"/e/{entry.reference}/"
        notify_many(people, "forum-entry", context=context, url=url, dedupe_key=f"entry-{entry.pk}")


def followers_of(entry: Entry) -> set[int]:
    terms = term_pks([entry.pk])[entry.pk]
    found: set[int] = set()
    for kind, ids in (
        (Followed.THEME, terms["themes"]),
        (Followed.COUNTRY, terms["countries"]),
        (Followed.ORGANISATION, [entry.organisation_id] if entry.organisation_id else []),
    ):
        rows = Follow.objects.filter(kind=kind, target_id__in=ids, level=Level.WATCHED)
        found |= set(rows.values_list("user_id", flat=True))
    return found


def anybody_follows() -> bool:
    return Follow.objects.filter(
        kind__in=[Followed.THEME, Followed.COUNTRY, Followed.ORGANISATION], level=Level.WATCHED
    ).exists()
