from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from practices.submissions.desk.queues import waiting_for
from practices.submissions.rules import is_desk


class BoardItem(MenuItem):
    """The way to the board, with the number of submissions that wait for this person."""

    def is_shown(self, request) -> bool:
        return is_desk(request.user)

    def render_component(self, request):
        count = waiting_for(request.user).count()
        label = f"{self.label} ({count})" if count else self.label
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name)


class DeskItem(MenuItem):
    def is_shown(self, request) -> bool:
        return is_desk(request.user)


def audit_item() -> MenuItem:
    url = reverse_lazy("submissions_desk:audit")
    return DeskItem(_("Audit log of submissions"), url, name="submission-log", icon_name="history", order=1300)


def turn_around_item() -> MenuItem:
    url = reverse_lazy("submissions_desk:turn_around")
    return DeskItem(_("Turn-around"), url, name="turn-around", icon_name="calendar-check", order=1310)


def board_item() -> MenuItem:
    url = reverse_lazy("submissions_desk:board")
    return BoardItem(_("Submissions"), url, name="submissions", icon_name="clipboard-list", order=95)
