from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


def interface_languages() -> list[tuple[str, str]]:
    return list(settings.LANGUAGES)


class TermsTranslationBlock(blocks.StructBlock):
    """The terms in another language, for reading: they bind in the language of their version."""

    language = blocks.ChoiceBlock(choices=interface_languages, label=_("Language"))
    text = blocks.TextBlock(label=_("Text"))
    changes = blocks.TextBlock(max_length=2000, required=False, label=_("What changed"))

    class Meta:
        icon = "globe"
        label = _("Translation")
        label_format = "{language}"
        template = "moderation/_terms.html"
        description = _("For reading. The text of the version itself is the one that binds.")
        preview_value = {"language": "nl", "text": "Wat je schrijft, blijft van jou."}
