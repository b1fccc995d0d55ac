"""Free keywords in the admin: how often each is used; rename, merge and delete."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from hub.catalogue.menu import MENU
from hub.catalogue.models import Keyword, TaggedEntry
from hub.catalogue.services.keywords import merge_keywords

#: So many names are proposed while an editor types one.
PROPOSED = 300


def merge_button(view, keyword: Keyword) -> list[Button]:
    if not view.user_has_permission("change"):
        return []
    url = reverse(view.merge_url_name, args=[keyword.pk])
    return [Button(_("Merge"), url=url, icon_name="resubmit", priority=40)]


class KeywordIndexView(generic.IndexView):
    default_ordering = "name"
    merge_url_name = ""

    def get_base_queryset(self):
        return super().get_base_queryset().annotate(uses=Count("tagged_entries"))

    def get_add_url(self) -> None:
        """A keyword comes into being where an entry is tagged with it."""

    def get_list_more_buttons(self, instance):
        return super().get_list_more_buttons(instance) + merge_button(self, instance)

    @cached_property
    def columns(self) -> list[Column]:
        title = self._get_title_column_class(TitleColumn)
        return [
            title("name", label=_("Keyword"), get_url=self.get_edit_url, sort_key="name"),
            Column("uses", label=_("Entries"), sort_key="uses"),
        ]


class KeywordEditView(generic.EditView):
    merge_url_name = ""

    @cached_property
    def header_more_buttons(self):
        return [*super().header_more_buttons, *merge_button(self, self.object)]


class MergeForm(forms.Form):
    """Into which keyword another one is merged, by its name."""

    target = forms.CharField(label=_("Merge into"), max_length=100, widget=forms.TextInput(attrs={"list": "keywords"}))

    def __init__(self, source: Keyword, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.others = Keyword.objects.exclude(pk=source.pk)

    def proposed(self) -> list[str]:
        """The names used most."""
        counted = self.others.annotate(uses=Count("tagged_entries")).order_by("-uses", "name")
        return list(counted.values_list("name", flat=True)[:PROPOSED])

    def clean_target(self) -> Keyword:
        name = self.cleaned_data["target"].strip()
        found = self.others.filter(name=name).first() or self.others.filter(name__iexact=name).first()
        if not found:
            raise ValidationError(_t("There is no other keyword “%(name)s”.") % {"name": name})
        return found


class MergeView(PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin, View):
    """Choose a target (GET), see how many entries move (GET with the target), confirm (POST)."""

    model = Keyword
    permission_required = "change"
    page_title = _("Merge")
    template_name = "catalogue/admin/keyword_merge.html"
    index_url_name = ""

    def get(self, request, *args, **kwargs):
        return self.show(MergeForm(self.object, request.GET if "target" in request.GET else None))

    def post(self, request, *args, **kwargs):
        form = MergeForm(self.object, request.POST)
        if not form.is_valid():
            return self.show(form)
        target, name = form.cleaned_data["target"], self.object.name
        moved = merge_keywords(source=self.object, target=target, user=request.user)
        messages.success(request, _merged_message(name, target.name, moved))
        return redirect(self.index_url_name)

    def show(self, form: MergeForm) -> HttpResponse:
        context = self.get_context_data(form=form, object=self.object, index_url=reverse(self.index_url_name))
        if form.is_bound and form.is_valid():
            moving = TaggedEntry.objects.filter(tag=self.object).count()
            context |= {"target": form.cleaned_data["target"], "moving": moving}
        return self.render_to_response(context)

    def get_page_subtitle(self):
        return str(self.object)

    def get_breadcrumbs_items(self):
        keywords = {"url": reverse(self.index_url_name), "label": capfirst(Keyword._meta.verbose_name_plural)}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, keywords, here]


def _merged_message(source: str, target: str, moved: int) -> str:
    text = ngettext(
        "“{source}” was merged into “{target}”; {count} entry moved.",
        "“{source}” was merged into “{target}”; {count} entries moved.",
        moved,
    )
    return text.format(source=source, target=target, count=moved)


class KeywordViewSet(ModelViewSet):
    model = Keyword
    icon = "tag"
    menu_label = _("Keywords")
    menu_hook = MENU
    menu_order = 600
    list_per_page = 100
    index_view_class = KeywordIndexView
    edit_view_class = KeywordEditView
    search_fields = ("name",)
    copy_view_enabled = False
    add_to_reference_index = False
    panels = (FieldPanel("name"),)

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(merge_url_name=self.get_url_name("merge"), **kwargs)

    def get_urlpatterns(self):
        merge = path("merge/<int:pk>/", self.construct_view(MergeView), name="merge")
        return [*super().get_urlpatterns(), merge]


keywords = KeywordViewSet("keywords", url_prefix="catalogue/keywords")
