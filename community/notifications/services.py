"""Telling people. Everything here writes rows in the caller's transaction; mails leave after it commits."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from community.members.models import User
from community.notifications.addresses import canonical
from community.notifications.kinds import Kind, UnknownKind, kind_of
from community.notifications.models import Notification, Outbox, Preference, Rhythm, Scope
from community.notifications.queries import preferences_of
from community.notifications.rules import may_follow, wants_mail

DIGEST_HOUR = 7


class AdminLinkForNonStaff(Exception):
    """A link into the administration would go to somebody who cannot open it."""


def notify(
    recipient: User,
    kind: str,
    *,
    context: dict,
    url: str,
    dedupe_key: str,
    reply_to: str = "",
    send_after: datetime | None = None,
) -> Notification:
    """Tell one person, in the list of notices and by mail if they want it. Returns the notice.

    `context` must be JSON; its text is escaped where it is shown. `url` leads to what it is about. The same
    `dedupe_key` for the same person and kind tells once, however often it is called. Raises `UnknownKind`,
    `AdminLinkForNonStaff`.
    """
    notify_many(
        [recipient], kind, context=context, url=url, dedupe_key=dedupe_key, reply_to=reply_to, send_after=send_after
    )
    return Notification.objects.get(dedupe_key=key_for(recipient, kind, dedupe_key))


@transaction.atomic
def notify_many(
    recipients: Iterable[User],
    kind: str,
    *,
    context: dict,
    url: str,
    dedupe_key: str,
    reply_to: str = "",
    send_after: datetime | None = None,
) -> None:
    """`notify` for many people with a fixed number of queries."""
    people, about, link = list(recipients), kind_of(kind), canonical(url)
    refused = [person for person in people if not may_follow(person, link)]
    if refused:
        raise AdminLinkForNonStaff(f"{kind}: {link}")
    keys = {person.pk: key_for(person, kind, dedupe_key) for person in people}
    known = set(Notification.objects.filter(dedupe_key__in=keys.values()).values_list("dedupe_key", flat=True))
    new = [person for person in people if keys[person.pk] not in known]
    Notification.objects.bulk_create(
        [
            Notification(recipient=person, kind=kind, context=context, url=link, dedupe_key=keys[person.pk])
            for person in new
        ],
        ignore_conflicts=True,
    )
    wishes = preferences_of(new)
    mails = [
        _mail(
            person, about, wishes.get(person.pk), context=context, url=link, dedupe_key=keys[person.pk],
            reply_to=reply_to, send_after=send_after or timezone.now(),
        )
        for person in new
        if wants_mail(person, about, wishes.get(person.pk))
    ]  # fmt: skip
    Outbox.objects.bulk_create(mails, ignore_conflicts=True)
    _deliver_on_commit([mail.dedupe_key for mail in mails if not mail.bundled])


def mail_address(
    address: str,
    kind: str,
    *,
    language: str,
    context: dict,
    dedupe_key: str,
    url: str = "",
    reply_to: str = "",
    recipient: User | None = None,
) -> None:
    """Write to an address, with or without an account: invitations, sign-up, passwords. No notice on the site.

    Only for essential kinds. Raises `UnknownKind`.
    """
    about = kind_of(kind)
    assert about.essential, f"{kind} must respect preferences: use notify()"
    about_whom = salted_hmac("notifications.address", address.lower()).hexdigest()[:16]
    key = f"{kind}:{about_whom}:{dedupe_key}"
    row = Outbox(
        recipient=recipient,
        address=address,
        kind=kind,
        language=known_language(language),
        context=context,
        url=canonical(url) if url else "",
        reply_to=reply_to,
        dedupe_key=key,
        send_after=timezone.now(),
    )
    with transaction.atomic():
        Outbox.objects.bulk_create([row], ignore_conflicts=True)
        _deliver_on_commit([key])


def key_for(recipient: User, kind: str, dedupe_key: str) -> str:
    return f"{kind}:{recipient.pk}:{dedupe_key}"


def known_language(code: str) -> str:
    """The language if the interface has it, else the default one."""
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def next_digest(now: datetime) -> datetime:
    """The next morning, in the time zone of the site."""
    morning = timezone.localtime(now).replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return morning if morning > now else morning + timedelta(days=1)


def _mail(person: User, about: Kind, wish: Preference | None, *, send_after: datetime, **fields) -> Outbox:
    bundled = wish is not None and wish.rhythm == Rhythm.DIGEST and not about.essential
    return Outbox(
        recipient=person,
        kind=about.name,
        language=known_language(person.language),
        bundled=bundled,
        send_after=next_digest(send_after) if bundled else send_after,
        **fields,
    )


def _deliver_on_commit(keys: list[str]) -> None:
    """Mails of which a crash loses the task are found by the regular `deliver_mail`."""
    from community.notifications.tasks import deliver

    if keys:
        transaction.on_commit(lambda: deliver.enqueue(keys))


def set_preference(user: User, *, scope: str, rhythm: str) -> Preference:
    return Preference.objects.update_or_create(user=user, defaults={"scope": scope, "rhythm": rhythm})[0]


def scope_without(user: User, kind: str) -> Scope:
    """What a person still gets after unsubscribing from a mail of this kind: one step less."""
    try:
        must_act = kind_of(kind).must_act
    except UnknownKind:
        must_act = False
    wish = preferences_of([user]).get(user.pk)
    silent = must_act or (wish is not None and wish.scope == Scope.NONE)
    return Scope.NONE if silent else Scope.MUST_ACT


def unsubscribe(user: User, kind: str) -> Scope:
    """No more mails like this one. Twice is the same as once. Returns what is left."""
    left = scope_without(user, kind)
    Preference.objects.update_or_create(user=user, defaults={"scope": left})
    return left


def mark_read(user: User, *, pk: int | None = None) -> int:
    """Mark one notice of a person, or all of them, as read. Returns how many were unread."""
    unread = user.notices.filter(read_at=None)
    return (unread.filter(pk=pk) if pk else unread).update(read_at=timezone.now())
