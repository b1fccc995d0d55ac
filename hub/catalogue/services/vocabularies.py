"""What editors do with terms. Entries point to rows, so every change here moves or keeps the rows."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from hub.catalogue import vocabulary
from hub.catalogue.exchange.rows import in_tree_order
from hub.catalogue.models import Term
from hub.catalogue.publication import changing, note_change
from hub.catalogue.term_rules import check_term
from hub.catalogue.term_usage import TermReference, TermUsage, entry_ids_with, references_to, usage_of


class MergeRefused(Exception):
    """These two terms cannot become one; the message says why."""


class TermInUse(Exception):
    """A term that something uses cannot be deleted. `usage` says what."""

    def __init__(self, term: Term, usage: TermUsage):
        self.term, self.usage = term, usage
        super().__init__(_("“{term}” is in use and cannot be deleted.").format(term=term))


# ---------------------------------------------------------------- Edit


def save_term(term: Term, *, labels: Mapping[str, str], also: Mapping[str, str] = MappingProxyType({})) -> Term:
    """Save a term with the labels an editor wrote; an empty one falls back to English. A new term comes last.

    `also` holds, for a language, what else the term is called: “one; another”.

    Raises `ValidationError`.
    """
    check_term(term)
    model = type(term)
    with changing():
        if not term.pk:
            term.sort_order = (model.objects.aggregate(last=Max("sort_order"))["last"] or 0) + 1
        elif not model.objects.filter(pk=term.pk, parent=term.parent_id).exists():
            # Entries are found under the broader terms of their terms too.
            note_change(entry_ids_with(term))
        term.save()
        for language in dict.fromkeys((*labels, *also)):
            texts = {"label": labels[language].strip()} if language in labels else {}
            texts |= {"also": vocabulary.tidy_names(also[language])} if language in also else {}
            _write_label(term, language, texts)
        number_terms(list(model.objects.all()))
    term.refresh_from_db(fields=["sort_order"])
    return term


def _write_label(term: Term, language: str, texts: Mapping[str, str]) -> None:
    label = term.labels.filter(language=language).first() or term.labels.model(term=term, language=language)
    if all(getattr(label, name) == text for name, text in texts.items()):
        return
    for name, text in texts.items():
        setattr(label, name, text)
    label.edited = True
    label.save()


# ---------------------------------------------------------------- Retire


def retire_term(term: Term, *, user: AbstractBaseUser | None = None) -> Term:
    """Offer a term no longer. Entries that have it keep it. Raises `ValidationError`."""
    return _set_active(term, False, user, "catalogue.retire_term")


def restore_term(term: Term, *, user: AbstractBaseUser | None = None) -> Term:
    """Offer a retired term again. Raises `ValidationError` for a merged one."""
    return _set_active(term, True, user, "catalogue.restore_term")


def _set_active(term: Term, active: bool, user: AbstractBaseUser | None, action: str) -> Term:
    term.active = active
    check_term(term)
    with changing():
        term.save(update_fields=["active"])
        log(instance=term, action=action, user=user)
    return term


# ---------------------------------------------------------------- Merge


def merge_terms(*, source: Term, target: Term, user: AbstractBaseUser | None = None) -> int:
    """Move all that uses `source` to `target`; the code of `source` becomes an alias. Returns how many entries moved.

    Drafts still name the old term; they are put right when they are saved or published.
    Raises `MergeRefused`.
    """
    check_merge(source, target)
    try:
        with changing():
            moved = set().union(*(_move(reference, source, target) for reference in references_to(type(source))))
            # Narrower terms move along, and their entries are found under another broader term.
            moved_below = entry_ids_with(*source.children.all())
            source.children.update(parent=target)
            _make_alias(source, target)
            note_change(moved | moved_below)
            log(
                instance=source,
                action="catalogue.merge_term",
                user=user,
                data={"into": target.code, "moved": len(moved)},
            )
    except IntegrityError as error:
        raise MergeRefused(_("Two records would become the same: {error}").format(error=error)) from error
    return len(moved)


def check_merge(source: Term, target: Term) -> None:
    """Raises `MergeRefused` when two terms cannot become one."""
    reason = ""
    if type(source) is not type(target):
        reason = _("The two terms belong to different vocabularies.")
    elif source.pk == target.pk:
        reason = _("A term cannot be merged into itself.")
    elif source.replaced_by_id:
        reason = _("This term was merged already.")
    elif target.replaced_by_id or not target.active:
        reason = _("The other term is not in use.")
    elif source.children.exists() and target.parent_id:
        reason = _("This term has narrower terms, so it can only be merged into a term of the first level.")
    if reason:
        raise MergeRefused(reason)


def _move(reference: TermReference, source: Term, target: Term) -> set[int]:
    """Point one field's rows to the target. Returns the entries touched."""
    column = reference.term_column
    touched = reference.owner_ids(source)
    if reference.field.many_to_many:
        both = {column: source.pk, f"{reference.owner_column}__in": reference.owners(target)}
        reference.rows.filter(**both).delete()
    reference.rows.filter(**{column: source.pk}).update(**{column: target.pk})
    return touched if reference.is_of_entries else set()


def _make_alias(source: Term, target: Term) -> None:
    type(source).objects.filter(replaced_by=source).update(replaced_by=target)
    source.replaced_by, source.active, source.parent = target, False, None
    source.save()


# ---------------------------------------------------------------- Order


def reorder_terms(siblings: Sequence[Term]) -> None:
    """Put the terms below one broader term in this order, and number the whole vocabulary anew."""
    if not siblings:
        return
    for place, term in enumerate(siblings):
        term.sort_order = place
    others = type(siblings[0]).objects.exclude(pk__in=[term.pk for term in siblings])
    number_terms([*siblings, *others])


def number_terms(terms: Sequence[Term]) -> None:
    """Give all terms of a vocabulary numbers in steps of ten, in the order of the tree."""
    model = type(terms[0])
    stored = dict(model.objects.values_list("pk", "sort_order"))
    for place, term in enumerate(in_tree_order(terms), start=1):
        term.sort_order = place * 10
    changed = [term for term in terms if stored[term.pk] != term.sort_order]
    if changed:
        with changing():
            model.objects.bulk_update(changed, ["sort_order"])
            vocabulary.touch()


# ---------------------------------------------------------------- Delete


def delete_term(term: Term, *, user: AbstractBaseUser | None = None) -> None:
    """Delete a term that nothing uses, with its labels. Raises `TermInUse`."""
    usage = usage_of(term)
    if usage:
        raise TermInUse(term, usage)
    try:
        with changing():
            log(instance=term, action="wagtail.delete", user=user, deleted=True)
            term.delete()
    except ProtectedError as error:
        raise TermInUse(term, usage) from error
