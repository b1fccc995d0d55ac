"""Receipts, statements of reasons and answers, written in the transaction of what they tell."""

from django.urls import reverse
from django.utils import timezone

from community.members.models import User
from community.members.moderation_port import handler_of
from community.moderation.models import Appeal, Case, Decision, Notice
from community.moderation.queries import moderators
from community.notifications.services import mail_address, notify, notify_many


def tell_of_case(case: Case) -> None:
    """Moderators hear of urgent cases one by one, of others once a day."""
    key = f"case-{case.pk}" if case.urgent else f"queue-{timezone.localdate()}"
    url = reverse("moderation:queue")
    notify_many(moderators(), "moderation-case", context={"urgent": case.urgent}, url=url, dedupe_key=key)


def send_receipt(notice: Notice) -> None:
    if notice.email:
        _mail(notice, "moderation-receipt", f"receipt-{notice.pk}")


def tell_decision(decision: Decision) -> None:
    """The person restricted, those who gave notice, those who flagged."""
    statement = decision.statement
    if statement and statement.recipient:
        context = {"title": statement.target_title, "action": statement.action, "reference": statement.reference}
        url = reverse("moderation:statement", args=[statement.token])
        notify(statement.recipient, "moderation-statement", context=context, url=url, dedupe_key=statement.token)
    elif decision.action == "approve":
        _tell_approval(decision)
    for notice in decision.case.notices.all():
        if notice.email:
            _mail(notice, "moderation-outcome", f"outcome-{decision.pk}-{notice.pk}", decision=decision)
    decision.case.notices.update(told_at=timezone.now())
    reporters = User.objects.filter(pk__in=decision.case.flags.values("reporter_id"), is_active=True)
    context = _outcome(decision)
    url = reverse("forum:index")
    notify_many(reporters, "moderation-flag", context=context, url=url, dedupe_key=f"decision-{decision.pk}")


def tell_taken_back(decision: Decision, answer: str) -> None:
    """The person restricted learns that it was a mistake."""
    statement = decision.statement
    if statement and statement.recipient:
        url = reverse("moderation:statement", args=[statement.token])
        context = {"title": statement.target_title, "answer": answer}
        key = f"taken-back-{decision.pk}"
        notify(statement.recipient, "moderation-taken-back", context=context, url=url, dedupe_key=key)


def _outcome(decision: Decision) -> dict:
    """What those who reported it are told."""
    restricted = decision.statement is not None
    return {"removed": restricted, "unlisted": decision.action == "unlist", "explanation": decision.explanation}


def _tell_approval(decision: Decision) -> None:
    handler = handler_of(decision.case.kind)
    thing = handler.find(decision.case.target_id) if handler else None
    card = handler.card(thing) if handler and thing else None
    if card and card.author:
        context = {"title": card.title}
        notify(card.author, "moderation-approved", context=context, url=card.url, dedupe_key=f"approved-{decision.pk}")


def tell_moderators(appeal: Appeal) -> None:
    url = reverse("moderation:appeal_case", args=[appeal.pk])
    judges = moderators().exclude(pk=appeal.first_judge_id)
    context = {"reference": f"A-{appeal.pk:06d}"}
    notify_many(judges, "moderation-appeal", context=context, url=url, dedupe_key=f"appeal-{appeal.pk}")


def tell_appeal(appeal: Appeal) -> None:
    """Both sides learn how an appeal ended."""
    statement = appeal.decision.statement
    context = {"reversed": appeal.state == Appeal.State.REVERSED, "answer": appeal.answer}
    if statement and statement.recipient:
        url = reverse("moderation:statement", args=[statement.token])
        key = f"appeal-outcome-{appeal.pk}"
        notify(statement.recipient, "moderation-appeal-outcome", context=context, url=url, dedupe_key=key)
    for notice in appeal.decision.case.notices.exclude(email=""):
        _mail(notice, "moderation-appeal-outcome", f"appeal-outcome-{appeal.pk}-{notice.pk}", **context)


def _mail(notice: Notice, kind: str, key: str, decision: Decision | None = None, **context) -> None:
    context |= {"reference": notice.reference, "address": notice.url}
    if decision:
        context |= _outcome(decision)
    url = reverse("moderation:notice_status", args=[notice.token])
    mail_address(notice.email, kind, language=notice.language, context=context, dedupe_key=key, url=url)
