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


def board_item() -> MenuItem:
    url = reverse_lazy("submissions_desk:board")
    return BoardItem(_("Submissions"), url, name="submissions", icon_name="clipboard-list", order=95)
