"""Accounts in the admin: e-mail address and display name instead of Wagtail's user name, first and last name."""

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, BulkActionsCheckboxColumn, Column, DateColumn
from wagtail.users import forms as wagtail_forms
from wagtail.users.views import users as wagtail_users

from community.members.models import User

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
        return super().get_base_queryset().prefetch_related("groups")


def groups_of(user: User) -> str:
    names = [group.name for group in user.groups.all()]
    return ", ".join([str(_("Administrator")), *names] if user.is_superuser else names)


class UserViewSet(wagtail_users.UserViewSet):
    index_view_class = IndexView

    def get_form_class(self, for_update: bool = False):
        return UserEditForm if for_update else UserCreationForm
