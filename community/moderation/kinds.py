"""What moderation writes to people about."""

from django.utils.translation import gettext_lazy as _

from community.notifications.kinds import Kind, register

EXAMPLE = {
    "title": "Welcome in March",
    "reference": "N-000001",
    "address": "https://example.org/community/p/1/",
    "explanation": "",
    "answer": "We looked again.",
    "action": "remove",
}
KINDS = (
    Kind("moderation-case", _("you moderate this hub"), must_act=True),
    Kind("moderation-appeal", _("you moderate this hub"), must_act=True),
    Kind("moderation-statement", _("a decision about what you wrote"), must_act=True, essential=True),
    Kind("moderation-taken-back", _("a decision about what you wrote"), essential=True),
    Kind("moderation-approved", _("your first post was checked")),
    Kind("moderation-flag", _("you reported something")),
    Kind("moderation-receipt", _("you sent a notice to the hub"), essential=True),
    Kind("moderation-outcome", _("you sent a notice to the hub"), essential=True),
    Kind("moderation-appeal-outcome", _("a decision was appealed"), essential=True),
)


def register_all() -> None:
    for kind in KINDS:
        base = f"moderation/mails/{kind.name.removeprefix('moderation-')}"
        register(Kind(kind.name, kind.label, kind.must_act, base, kind.essential, EXAMPLE))
