"""From the outbox to the mail server.

A worker claims a row before it sends. Two workers, or one task run twice, send once. When a worker dies after the
server took the mail and before the row says so, the claim runs out and the mail is sent again under the same
Message-ID, by which mail servers and programs recognise the copy: a rare double is better than a lost decision.
"""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from community.notifications.kinds import UnknownKind, kind_of
from community.notifications.models import Outbox
from community.notifications.queries import due_mails, failed_mails, preferences_of
from community.notifications.rendering import render_mail
from community.notifications.rules import wants_mail

logger = logging.getLogger(__name__)

#: Minutes to the next attempt; after the last one the mail has failed and shows in the administration.
WAITS = (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60)


def deliver_mails(keys: Iterable[str]) -> int:
    """Send these mails, if they are due and nobody else has them. Returns how many left."""
    due = due_mails(timezone.now()).filter(dedupe_key__in=list(keys))
    return sum(deliver_mail(pk) for pk in list(due.values_list("pk", flat=True)))


def deliver_due_mails() -> int:
    """Send all that is due: what a crash forgot, what failed before, what was to wait. Returns how many left."""
    due = due_mails(timezone.now()).filter(bundled=False)
    return sum(deliver_mail(pk) for pk in list(due.values_list("pk", flat=True)))


def revive_failed_mails() -> int:
    """Begin anew with mails that were given up, once what was wrong is mended. Returns how many."""
    return failed_mails().update(status=Outbox.Status.WAITING, attempts=0, send_after=timezone.now())


def deliver_mail(pk: int) -> bool:
    """Claim one mail and send it. False when it is not due, not wanted, in other hands, or the server refused."""
    if not due_mails(timezone.now()).filter(pk=pk).update(claimed_at=timezone.now(), attempts=F("attempts") + 1):
        return False
    mail = Outbox.objects.select_related("recipient").get(pk=pk)
    if not _still_wanted(mail):
        return not finish(mail, Outbox.Status.SKIPPED)
    try:
        compose(mail).send()
    except Exception as error:  # Whatever a mail server or a template does must not stop the other mails.
        _postpone(mail, error)
        return False
    return finish(mail, Outbox.Status.SENT)


def compose(mail: Outbox) -> EmailMultiAlternatives:
    message = render_mail(mail)
    headers = {"Message-ID": message_id(mail), "Auto-Submitted": "auto-generated", "Content-Language": mail.language}
    if message.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    email = EmailMultiAlternatives(
        message.subject,
        message.text,
        to=[mail.address or mail.recipient.email],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers=headers,
    )
    email.attach_alternative(message.html, "text/html")
    return email


def message_id(mail: Outbox) -> str:
    """The same for every attempt at one mail."""
    domain = settings.WAGTAILADMIN_BASE_URL.split("//")[-1].split("/")[0].split(":")[0]
    return f"<{salted_hmac('notifications.message', f'{mail.pk}:{mail.dedupe_key}').hexdigest()}@{domain}>"


def finish(mail: Outbox, status: str) -> bool:
    """The mail, and what it bundles, is done with; what it said is forgotten."""
    sent_at = timezone.now() if status == Outbox.Status.SENT else None
    done = {"status": status, "sent_at": sent_at, "context": {}, "claimed_at": None}
    mail.items.update(**done)
    Outbox.objects.filter(pk=mail.pk).update(**done, last_error="")
    return True


def _still_wanted(mail: Outbox) -> bool:
    """People leave and unsubscribe between writing and sending."""
    if mail.recipient is None:
        return True
    try:
        kind = kind_of(mail.kind)
    except UnknownKind:
        return False
    return wants_mail(mail.recipient, kind, preferences_of([mail.recipient]).get(mail.recipient_id))


def _postpone(mail: Outbox, error: Exception) -> None:
    text = f"{type(error).__name__}: {error}"[:500]
    logger.warning("Mail %s was not sent (attempt %s): %s", mail.pk, mail.attempts, type(error).__name__)
    if mail.attempts > len(WAITS):
        Outbox.objects.filter(pk=mail.pk).update(status=Outbox.Status.FAILED, last_error=text, claimed_at=None)
        return
    again = timezone.now() + timedelta(minutes=WAITS[mail.attempts - 1])
    Outbox.objects.filter(pk=mail.pk).update(send_after=again, last_error=text, claimed_at=None)
