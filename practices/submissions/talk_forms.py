"""What people write about a case: messages, and comments on fields."""

from django import forms
from django.utils.translation import gettext_lazy as _

from practices.submissions.drafting import field_names
from practices.submissions.models import FieldComment, Message
from practices.submissions.values import label_of


def _text(model: type, rows: int, label) -> forms.CharField:
    """A text as long as its column, and no longer."""
    longest = model._meta.get_field("text").max_length
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto", "maxlength": longest})
    return forms.CharField(label=label, max_length=longest, widget=widget)


class MessageForm(forms.Form):
    text = _text(Message, 4, _("Your message"))


class ReplyForm(forms.Form):
    """An answer to a comment. Each has a name of its own, since a page shows many."""

    text = _text(FieldComment, 3, _("Your answer"))

    def __init__(self, *args, comment: FieldComment, **kwargs):
        super().__init__(*args, prefix=f"c{comment.pk}", **kwargs)
        self.comment = comment


class CommentForm(forms.Form):
    """A comment on one field of an entry of this kind."""

    field = forms.ChoiceField(label=_("Field"))
    text = _text(FieldComment, 4, _("Your comment"))

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, prefix="comment", **kwargs)
        names = [("", _("Choose a field"))] + [(name, label_of(kind, name)) for name in field_names(kind)]
        self.fields["field"].choices = names
