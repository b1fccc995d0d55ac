"""Entries and profiles as moderation sees them; they lie below, so moderation may know them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.members.models import User
from community.members.moderation_port import Card
from community.moderation.targets import entry_at
from hub.catalogue.models import Entry
from hub.catalogue.rules import was_public
from hub.catalogue.services.entries import EntryActionRefused, give_back_entry, withdraw_entry


class EntryHandler:
    kind = "entry"
    label = _("Entry")

    def find(self, pk: int) -> Entry | None:
        """What was never public is nothing to moderate, and its draft is not for moderators."""
        entry = Entry.objects.filter(pk=pk).first()
        return entry if entry and (was_public(entry) or entry.is_withdrawn) else None

    def is_visible(self, entry: Entry, user) -> bool:
        return Entry.objects.visible().filter(pk=entry.pk).exists()

    def at_address(self, match, path: str, fragment: str) -> int | None:
        pk = entry_at(path)
        return pk if pk and self.find(pk) else None

    def card(self, entry: Entry) -> Card:
        return Card(
            kind_label=str(self.label),
            title=entry.title,
            text=entry.summary,
            url=reverse("permalink", args=[entry.reference]),
            author=entry.owner,
            state=str(entry.status_string),
            actions=("restore",) if entry.is_withdrawn else ("remove",) if entry.live else (),
        )

    def remove(self, entry: Entry, *, by, statement) -> None:
        withdraw_entry(entry.specific, reason=f"{statement.rule} ({statement.reference})"[:300], user=by)

    def unlist(self, entry: Entry, *, by, statement) -> None:
        """Entries are listed or withdrawn."""

    def restore(self, entry: Entry, *, by) -> None:
        try:
            give_back_entry(entry.specific, user=by)
        except EntryActionRefused:  # An editor restored it before.
            return

    def approve(self, entry: Entry, *, by) -> None:
        """Entries have a review of their own."""


class ProfileHandler:
    """The public name of a member. Removing it leaves the account."""

    kind = "profile"
    label = _("Profile")

    def find(self, pk: int) -> User | None:
        return User.objects.filter(pk=pk).first()

    def is_visible(self, user: User, viewer) -> bool:
        return user.is_active

    def at_address(self, match, path: str, fragment: str) -> int | None:
        if match is None or match.view_name != "forum:person":
            return None
        return User.objects.filter(forum_member__handle=match.kwargs["handle"]).values_list("pk", flat=True).first()

    def card(self, user: User) -> Card:
        member = getattr(user, "forum_member", None)
        url = reverse("forum:person", args=[member.handle]) if member and member.handle else ""
        actions = ("remove",) if user.display_name else ()
        name = user.display_name or "–"
        return Card(kind_label=str(self.label), title=name, text=name, url=url, author=user, actions=actions)

    def remove(self, user: User, *, by, statement) -> None:
        User.objects.filter(pk=user.pk).update(display_name="")

    def unlist(self, user: User, *, by, statement) -> None:
        """Profiles are in no list."""

    def restore(self, user: User, *, by) -> None:
        """The member chooses a name again."""

    def approve(self, user: User, *, by) -> None:
        """Profiles do not wait."""


ALL = (EntryHandler(), ProfileHandler())
