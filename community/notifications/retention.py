from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from community.members.retention import Rule, register
from community.notifications.models import Notification, Outbox

#: Long enough to answer “I got no mail”.
MAILS = timedelta(days=90)
NOTICES = timedelta(days=365)
TASKS = timedelta(days=14)


def delete_old_mails(now: datetime) -> int:
    """Mails that are done with. What they said was forgotten when they left."""
    return Outbox.objects.exclude(status=Outbox.Status.WAITING).filter(created_at__lt=now - MAILS).delete()[0]


def delete_old_notices(now: datetime) -> int:
    return Notification.objects.filter(created_at__lt=now - NOTICES).delete()[0]


def delete_finished_tasks(now: datetime) -> int:
    """What the worker has done."""
    done = DBTaskResult.objects.filter(status__in=["SUCCESSFUL", "FAILED"], finished_at__lt=now - TASKS)
    return done.delete()[0]


def connect() -> None:
    register(Rule("old-mails", _("Records of mails go."), delete_old_mails))
    register(Rule("old-notices", _("Notices go."), delete_old_notices))
    register(Rule("finished-tasks", _("Records of finished tasks go."), delete_finished_tasks))
