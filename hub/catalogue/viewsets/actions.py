"""What an editor can do with a term besides editing it. Each page says what will happen before it does."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseListingView, BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from hub.catalogue.exchange.files import WRITERS
from hub.catalogue.models import Term
from hub.catalogue.services.vocabularies import (
    MergeRefused,
    TermInUse,
    delete_term,
    merge_terms,
    reorder_terms,
    restore_term,
    retire_term,
)
from hub.catalogue.term_usage import entries_with, entry_ids_with, usage_of
from hub.catalogue.viewsets.forms import MergeForm
from hub.catalogue.vocabulary import vocabulary_of


class VocabularyView(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """What every page of a vocabulary has."""

    model: Any = None  # a `Term` class, given by the viewset
    kind = ""
    index_url_name = ""
    edit_url_name = ""
    permission_required = "change"

    def get_breadcrumbs_items(self):
        vocabulary = {"url": reverse(self.index_url_name), "label": capfirst(self.model._meta.verbose_name_plural)}
        return [*self.breadcrumbs_items, vocabulary, *self.get_last_breadcrumbs()]

    def get_last_breadcrumbs(self) -> list[dict]:
        return [{"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}]


class TermView(BaseObjectMixin, VocabularyView):
    """What every page of one term has."""

    def get_page_subtitle(self):
        return str(self.object)

    def get_last_breadcrumbs(self):
        term = {"url": reverse(self.edit_url_name, args=[self.object.pk]), "label": str(self.object)}
        return [term, *super().get_last_breadcrumbs()]

    def get_context_data(self, **kwargs):
        return super().get_context_data(object=self.object, **kwargs)

    def done(self, message: str) -> HttpResponse:
        messages.success(self.request, message)
        return redirect(self.index_url_name)


class MergeView(TermView, View):
    """Choose a target (GET), see how many entries move (GET with the target), confirm (POST)."""

    page_title = _("Merge")
    template_name = "catalogue/admin/term_merge.html"

    def get(self, request, *args, **kwargs):
        return self.show(MergeForm(self.object, request.GET if "target" in request.GET else None))

    def post(self, request, *args, **kwargs):
        form = MergeForm(self.object, request.POST)
        if not form.is_valid():
            return self.show(form)
        target = form.cleaned_data["target"]
        try:
            moved = merge_terms(source=self.object, target=target, user=request.user)
        except MergeRefused as error:
            form.add_error("target", str(error))
            return self.show(form)
        return self.done(_merged_message(self.object, target, moved))

    def show(self, form: MergeForm) -> HttpResponse:
        context = self.get_context_data(form=form)
        if form.is_bound and form.is_valid():
            context |= self.preview(form.cleaned_data["target"])
        return self.render_to_response(context)

    def preview(self, target: Term) -> dict:
        usage = usage_of(self.object)
        return {"target": target, "usage": usage, "both": len(usage.entry_ids & entry_ids_with(target))}


def _merged_message(source: Term, target: Term, moved: int) -> str:
    text = ngettext(
        "“{source}” was merged into “{target}”; {count} entry moved.",
        "“{source}” was merged into “{target}”; {count} entries moved.",
        moved,
    )
    return text.format(source=source, target=target, count=moved)


class ActiveView(TermView, View):
    """Retire a term in use, or restore a retired one."""

    template_name = "catalogue/admin/term_active.html"

    def get_page_title(self):
        return _("Retire") if self.object.active else _("Restore")

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(usage=usage_of(self.object)))

    def post(self, request, *args, **kwargs):
        retiring = self.object.active
        try:
            (retire_term if retiring else restore_term)(self.object, user=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(self.edit_url_name, self.object.pk)
        text = _("“{term}” was retired.") if retiring else _("“{term}” is offered again.")
        return self.done(text.format(term=self.object))


class OrderView(VocabularyView, View):
    """Move terms of one level up and down, or sort them by name."""

    page_title = _("Change the order")
    template_name = "catalogue/admin/term_order.html"

    @cached_property
    def parent(self) -> Term | None:
        parent = self.request.GET.get("parent", "")
        if parent and not parent.isdecimal():
            raise Http404
        return get_object_or_404(self.model, pk=parent) if parent else None

    def get_page_subtitle(self):
        return str(self.parent) if self.parent else capfirst(self.model._meta.verbose_name_plural)

    @property
    def terms(self) -> list[Term]:
        return list(self.model.objects.filter(parent=self.parent, replaced_by=None))

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(terms=self.terms))

    def post(self, request, *args, **kwargs):
        terms = self.terms
        reorder_terms(self.reordered(terms))
        return redirect(f"{request.get_full_path()}#{request.POST.get('up') or request.POST.get('down') or ''}")

    def reordered(self, terms: list[Term]) -> list[Term]:
        if "alphabet" in self.request.POST:
            order = [info.pk for info in vocabulary_of(self.kind).alphabetical(get_language())]
            return sorted(terms, key=lambda term: order.index(term.pk))
        return moved(terms, self.request.POST.get("up"), -1) or moved(terms, self.request.POST.get("down"), 1) or terms


def moved(terms: list[Term], pk: str | None, step: int) -> list[Term]:
    """The terms with one of them a step further; empty when there is none of this key."""
    places = [place for place, term in enumerate(terms) if str(term.pk) == pk]
    if not places:
        return []
    result = list(terms)
    term = result.pop(places[0])
    result.insert(max(0, places[0] + step), term)
    return result


class TermDeleteView(generic.DeleteView):
    """Says what uses the term instead of deleting it."""

    template_name = "catalogue/admin/term_delete.html"
    merge_url_name = ""
    active_url_name = ""

    def get_usage_url(self):
        return None

    def get_context_data(self, **kwargs):
        return super().get_context_data(usage=usage_of(self.object), **kwargs)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except TermInUse:
            return self.render_to_response(self.get_context_data(), status=409)

    def delete_action(self):
        delete_term(self.object, user=self.request.user)


class UsesView(TermView, BaseListingView):
    """The entries that have a term."""

    page_title = _("Entries with this term")
    paginate_by = 50
    uses_url_name = ""

    def get_index_url(self):
        return reverse(self.uses_url_name, args=[self.object.pk])

    def get_base_queryset(self):
        return entries_with(self.object).select_related("content_type").order_by("title", "pk")

    @cached_property
    def columns(self):
        return [
            TitleColumn("title", label=_("Title"), url_name="wagtailadmin_pages:edit", sort_key="title"),
            Column("reference", label=_("Reference"), sort_key="reference"),
            Column("type", label=_("Type"), accessor="page_type_display_name"),
            BooleanColumn("live", label=_("Published"), sort_key="live"),
        ]


class ExportView(PermissionCheckedMixin, View):
    """A vocabulary as a file."""

    model: Any = None  # a `Term` class, given by the viewset
    kind = ""
    any_permission_required = ("add", "change", "delete", "view")

    def get(self, request, *args, format, **kwargs):
        if format not in WRITERS:
            raise Http404
        write, ending, media_type = WRITERS[format]
        response = HttpResponse(write(self.kind), content_type=f"{media_type}; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.kind}.{ending}"'
        return response
