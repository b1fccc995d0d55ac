"""Rules of vocabularies, for forms, files and services alike."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hub.catalogue.models import Term


def check_term(term: Term) -> None:
    """Raises `ValidationError` on the field to mend. A vocabulary has two levels at most."""
    errors = {}
    if term.parent and (reason := _parent_problem(term, term.parent)):
        errors["parent"] = reason
    if not term.active and term.pk and (narrower := term.children.filter(active=True).count()):
        errors["active"] = _("It has {count} narrower terms in use. Retire or move them first.").format(count=narrower)
    if term.active and term.replaced_by_id:
        errors["active"] = _("It was merged into another term, which is used instead.")
    if errors:
        raise ValidationError(errors)


def _parent_problem(term: Term, parent: Term) -> str:
    if parent.pk == term.pk:
        return _("A term cannot be its own broader term.")
    if parent.parent_id:
        return _("This term has a broader term itself; a vocabulary has two levels.")
    if parent.replaced_by_id:
        return _("This term was merged into another one.")
    if term.pk and term.children.exists():
        return _("The term has narrower terms; a vocabulary has two levels.")
    return ""
