"""What editors do with an entry in one step: verify, withdraw, restore. Pages, buttons and the bulk action."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from hub.catalogue.admin_forms import RestoreForm, VerifyForm, WithdrawForm
from hub.catalogue.models import Entry
from hub.catalogue.rules import missing_to_publish
from hub.catalogue.services.entries import EntryActionRefused, restore_entry, verify_entry, withdraw_entry


class EntryActionView(WagtailAdminTemplateMixin, FormView):
    """A page that says what will happen, asks what it needs and does it."""

    template_name = "catalogue/admin/entry_action.html"
    permission = ""
    explanation: str | Promise = ""
    done: str | Promise = ""

    def dispatch(self, request, *args, **kwargs):
        if not getattr(self.entry.permissions_for_user(request.user), self.permission)():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def entry(self) -> Entry:
        return get_object_or_404(Entry, pk=self.kwargs["pk"]).specific

    def perform(self, form) -> None:
        raise NotImplementedError

    def form_valid(self, form):
        try:
            self.perform(form)
        except EntryActionRefused:
            messages.error(self.request, _("Nothing was done: somebody else has just changed this entry."))
            return redirect(self.next_url)
        edit = messages.button(reverse("wagtailadmin_pages:edit", args=[self.entry.pk]), _("Edit"))
        messages.success(
            self.request, str(self.done).format(title=self.entry.get_admin_display_title()), buttons=[edit]
        )
        return redirect(self.next_url)

    @cached_property
    def next_url(self) -> str:
        return get_valid_next_url_from_request(self.request) or reverse("wagtailadmin_pages:edit", args=[self.entry.pk])

    def get_page_subtitle(self) -> str:
        return self.entry.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict]:
        listing = {"url": reverse("entries:index"), "label": _("All entries")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.page_title, "sublabel": self.entry.title}]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"entry": self.entry, "next_url": self.next_url, "media": context["form"].media}


class VerifyView(EntryActionView):
    page_title = _("Mark as verified")
    header_icon = "circle-check"
    permission = "can_verify"
    form_class = VerifyForm
    explanation = _("Do this when you have checked that what the entry says is still true and its links work.")
    done = _("“{title}” is marked as verified.")

    def perform(self, form) -> None:
        verify_entry(self.entry, user=self.request.user, day=form.cleaned_data["day"])


class WithdrawView(EntryActionView):
    page_title = _("Withdraw")
    header_icon = "no-view"
    permission = "can_withdraw"
    form_class = WithdrawForm
    explanation = _(
        "The entry leaves the hub and its search at once. Its address stays and tells readers why it is gone. "
        "You can restore it later."
    )
    done = _("“{title}” is withdrawn.")

    def perform(self, form) -> None:
        withdraw_entry(self.entry, reason=form.cleaned_data["reason"], user=self.request.user)


class RestoreView(EntryActionView):
    page_title = _("Restore")
    header_icon = "resubmit"
    permission = "can_restore"
    form_class = RestoreForm
    explanation = _("The entry becomes a draft again. Look at it, then publish it.")
    done = _("“{title}” is a draft again.")

    def perform(self, form) -> None:
        restore_entry(self.entry, user=self.request.user)


urlpatterns = [
    path("catalogue/entries/<int:pk>/verify/", VerifyView.as_view(), name="verify_entry"),
    path("catalogue/entries/<int:pk>/withdraw/", WithdrawView.as_view(), name="withdraw_entry"),
    path("catalogue/entries/<int:pk>/restore/", RestoreView.as_view(), name="restore_entry"),
]


class EntryActionButton(PageMenuItem):
    """A button for an action the person may take."""

    view: type[EntryActionView]

    def is_shown(self, user) -> bool:
        return getattr(self.page.permissions_for_user(user), self.view.permission)()


class VerifyButton(EntryActionButton):
    view, url_name, label, icon_name, priority = VerifyView, "verify_entry", _("Mark as verified"), "circle-check", 32


class WithdrawButton(EntryActionButton):
    view, url_name, label, icon_name, priority = WithdrawView, "withdraw_entry", _("Withdraw"), "no-view", 34


class RestoreButton(EntryActionButton):
    view, url_name, label, icon_name, priority = RestoreView, "restore_entry", _("Restore"), "resubmit", 36


def entry_buttons(page: Page, user, next_url: str | None = None, **kwargs):
    """For the “more” menus of listings and of the edit view."""
    if isinstance(page, Entry):
        for button in (VerifyButton, WithdrawButton, RestoreButton):
            yield button(page=page, next_url=next_url)


class VerifyBulkAction(PageBulkAction):
    """Marks the chosen entries as verified today."""

    display_name = _("Mark as verified")
    action_type = "verify"
    aria_label = _("Mark the chosen entries as verified")
    template_name = "catalogue/admin/bulk_verify.html"
    action_priority = 35

    @classmethod
    def get_queryset(cls, model, object_ids):
        return list(Page.objects.filter(pk__in=object_ids).specific())

    def check_perm(self, page) -> bool:
        return isinstance(page, Entry) and page.permissions_for_user(self.request.user).can_verify()

    @classmethod
    def execute_action(cls, objects, user=None, **kwargs):
        for entry in objects:
            verify_entry(entry, user=user)
        return len(objects), 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        text = ngettext(
            "{count} entry is marked as verified.", "{count} entries are marked as verified.", num_parent_objects
        )
        return text.format(count=num_parent_objects)


def refuse_incomplete(request, action_type: str, objects: list[Page], action) -> HttpResponse | None:
    """Wagtail publishes many pages at once without asking for required fields; the edit form asks."""
    if action_type != "publish":
        return None
    lines = []
    for page in objects:
        if isinstance(entry := page.specific, Entry) and (missing := _missing_in_draft(entry)):
            lines.append(f"{entry.get_admin_display_title()}: {', '.join(missing)}")
    if not lines:
        return None
    messages.error(request, _("Nothing was published. Still missing: {lines}.").format(lines="; ".join(lines)))
    return redirect(action.next_url)


def _missing_in_draft(entry: Entry) -> list[str]:
    return missing_to_publish(entry.get_latest_revision_as_object())
