"""What waits for a moderator, in their list on the hub."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.members.moderation_port import scope_of
from community.members.todo import Todo
from community.moderation.models import Case
from community.moderation.queries import cases_for, open_appeals
from community.moderation.rules import is_moderator


def waiting(user) -> list[Todo]:
    """The queue and the appeals this person may judge."""
    everything = is_moderator(user)
    if not everything and not scope_of(user):
        return []
    found = []
    number = cases_for(user).filter(state=Case.State.OPEN).count()
    if number:
        text = ngettext("{number} case of moderation waits", "{number} cases of moderation wait", number)
        found.append(Todo(text.format(number=number), reverse("moderation:queue")))
    appeals = open_appeals().exclude(first_judge_id=user.pk) if everything else ()
    for appeal in appeals[:5]:
        url = reverse("moderation:appeal_case", args=[appeal.pk])
        found.append(Todo(_("An appeal waits for a judgement"), url))
    return found
