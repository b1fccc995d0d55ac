"""Accounts in the admin: e-mail address and display name instead of Wagtail's user name, first and last name.

Nobody is deleted: histories would lose their authors. An account is erased, as by its owner.
"""

from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, BulkActionsCheckboxColumn, Column, DateColumn
from wagtail.log_actions import log
from wagtail.users import forms as wagtail_forms
from wagtail.users.views import users as wagtail_users
from wagtail.users.views.bulk_actions import DeleteBulkAction

from community.members.models import User
from community.members.services.accounts import OwnsOrganisations, erase_account

FIELDS = ("email", "display_name", "language", "is_superuser", "groups")


class PersonForm(forms.ModelForm):
    """What the forms for new and for known people share. Mixed into Wagtail's."""

    first_name = None
    last_name = None
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("In which mails to this person are written.")
    )
    error_messages = wagtail_forms.UserForm.error_messages | {
        "duplicate_username": _("There is an account with this address already.")
    }

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()


class UserCreationForm(PersonForm, wagtail_forms.UserCreationForm):
    class Meta(wagtail_forms.UserCreationForm.Meta):
        fields = FIELDS


class UserEditForm(PersonForm, wagtail_forms.UserEditForm):
    class Meta(wagtail_forms.UserEditForm.Meta):
        fields = (*FIELDS, "is_active")


class IndexView(wagtail_users.IndexView):
    search_fields = ("email", "display_name")

    @cached_property
    def columns(self) -> list[Column]:
        name = self._get_title_column_class(wagtail_users.UserColumn)
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="user"),
            name("name", accessor=str, label=_("Name"), sort_key="display_name", get_url=self.get_edit_url),
            Column("email", label=_("E-mail address"), sort_key="email"),
            Column("groups", label=_("Groups"), accessor=groups_of),
            BooleanColumn("is_active", label=_("Active"), sort_key="is_active"),
            DateColumn("last_login", label=_("Last login"), sort_key="last_login"),
        ]

    def get_base_queryset(self):
        return super().get_base_queryset().filter(erased_at=None).prefetch_related("groups")


def groups_of(user: User) -> str:
    names = [group.name for group in user.groups.all()]
    return ", ".join([str(_("Administrator")), *names] if user.is_superuser else names)


def erase_by(administrator: User, person: User) -> None:
    """Raises `OwnsOrganisations`."""
    log(instance=erase_account(person), action="members.erase_account", user=administrator)


class EraseView(wagtail_users.DeleteView):
    page_title = _("Erase account")
    success_message = _("The account “%(object)s” was erased.")
    confirmation_message = _(
        "Name, address, password, profile, memberships and sessions go for good. What was published stays with its "
        "organisation, and histories keep a former member. This cannot be undone."
    )

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except OwnsOrganisations as error:
            messages.error(self.request, owns(error))
            return self.render_to_response(self.get_context_data(form=form), status=409)

    def delete_action(self) -> None:
        erase_by(self.request.user, self.object)


class EraseBulkAction(DeleteBulkAction):
    """Erases those it can; who alone owns an organisation stays."""

    display_name = _("Erase")
    aria_label = _("Erase selected accounts")
    template_name = "wagtailusers/bulk_actions/confirm_bulk_erase.html"

    def get_execution_context(self) -> dict:
        return super().get_execution_context() | {"administrator": self.request.user}

    @classmethod
    def execute_action(cls, objects: Iterable[User], administrator=None, **kwargs) -> tuple[int, int]:
        outcomes = [_is_erased(administrator, person) for person in objects]
        return sum(outcomes), len(outcomes) - sum(outcomes)

    def get_success_message(self, erased: int, kept: int) -> str:
        told = ngettext("%(count)s account was erased.", "%(count)s accounts were erased.", erased) % {"count": erased}
        if not kept:
            return told
        stayed = ngettext(
            "%(count)s stays: it alone owns an organisation that others belong to.",
            "%(count)s stay: each alone owns an organisation that others belong to.",
            kept,
        )
        return f"{told} {stayed % {'count': kept}}"


def _is_erased(administrator: User, person: User) -> bool:
    try:
        erase_by(administrator, person)
    except OwnsOrganisations:
        return False
    return True


def owns(error: OwnsOrganisations) -> str:
    return _t("This person alone owns %(names)s, which others belong to: hand over first.") % {"names": error}


class UserViewSet(wagtail_users.UserViewSet):
    index_view_class = IndexView
    delete_view_class = EraseView

    def get_form_class(self, for_update: bool = False):
        return UserEditForm if for_update else UserCreationForm
