"""Blocks editors compose pages from."""

from types import SimpleNamespace

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock


class QuestionBlock(blocks.StructBlock):
    """A question that opens to its answer."""

    question = blocks.CharBlock(max_length=160, label=_("Question"))
    answer = blocks.RichTextBlock(features=["bold", "ol", "ul", "link"], label=_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question and answer")
        template = "blocks/question.html"
        description = _("Opens on a click; good for long lists of questions.")
        preview_value = {"question": _("Who may submit a practice?"), "answer": _("Any organisation that runs one.")}


class NoticeBlock(blocks.StructBlock):
    """A box readers must not miss."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.RichTextBlock(features=["bold", "link"], label=_("Text"))

    class Meta:
        icon = "warning"
        label = _("Notice")
        template = "blocks/notice.html"
        description = _("A box for something readers must not miss.")
        preview_value = {"title": _("Submissions open in spring"), "text": _("Until then, write to the editors.")}


class LinkCardBlock(blocks.StructBlock):
    """A link with a sentence that says where it leads. Nothing is embedded."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    url = blocks.URLBlock(label=_("Address"))
    text = blocks.CharBlock(max_length=240, required=False, label=_("Text"))

    class Meta:
        icon = "link"
        label = _("Link card")
        template = "blocks/link_card.html"
        description = _("A link to another site with a sentence about it.")
        preview_value = {"title": "EU Vocabularies", "url": "https://op.europa.eu/", "text": _("Codes we use.")}


class PictureBlock(blocks.StructBlock):
    """A picture with its caption."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(max_length=240, required=False, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"
        description = _("A picture with caption and credit.")


def information_blocks() -> list[tuple[str, blocks.Block]]:
    """The blocks of home and information pages."""
    return [
        (
            "heading",
            blocks.CharBlock(
                max_length=120,
                icon="title",
                label=_("Heading"),
                template="blocks/heading.html",
                preview_value=_("What the hub is"),
                description=_("A heading between texts."),
            ),
        ),
        (
            "text",
            blocks.RichTextBlock(
                features=["h3", "bold", "ol", "ul", "link", "document-link"],
                label=_("Text"),
                icon="pilcrow",
                template="blocks/text.html",
                preview_value=_("Text with links and lists."),
                description=_("Running text."),
            ),
        ),
        ("question", QuestionBlock()),
        ("notice", NoticeBlock()),
        ("link_card", LinkCardBlock()),
        ("picture", PictureBlock()),
    ]


# ---------------------------------------------------------------- The words of a page in other languages


def other_languages() -> list[tuple[str, str]]:
    """The languages of the interface beside the one pages are written in."""
    return [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


NOUN_LENGTH = 160
NOUN_HELP = _(
    "What is counted, for one and for several: “course | courses”. A language with more forms has them all, in their "
    "order. Empty: the name of the kind."
)


def words_in(page, language: str | None) -> SimpleNamespace:
    """What a page says in a language; what nobody translated, in the one it was written in.

    `language` of the words says which that is. What the page tells search engines goes with its own words.
    """
    found = next((block.value for block in page.translations if block.value["language"] == language), None)
    if found is None:
        own = {name: getattr(page, name) for name in (*page.translated_fields, "seo_title", "search_description")}
        return SimpleNamespace(**own, language=settings.LANGUAGE_CODE)
    return SimpleNamespace(**{name: found.get(name, "") for name in page.translated_fields}, language=language)


class TranslationBlock(blocks.StructBlock):
    """The words of a page in another language. Its parts are named as the fields of the page."""

    language = blocks.ChoiceBlock(choices=other_languages, label=_("Language"))
    title = blocks.CharBlock(max_length=255, label=_("Title"))

    class Meta:
        icon = "globe"
        label = _("Translation")
        label_format = "{language}: {title}"
        template = "blocks/translation.html"
        description = _("What readers in this language see instead.")
        preview_value = {"language": "nl", "title": "Over de hub"}


class HomeTranslationBlock(TranslationBlock):
    lead = blocks.TextBlock(max_length=300, required=False, label=_("One sentence below the title"))
    picks_note = blocks.CharBlock(max_length=120, required=False, label=_("Note beside the editors’ picks"))
    body = blocks.StreamBlock(information_blocks(), required=False, label=_("What the hub is"))


class InfoTranslationBlock(TranslationBlock):
    introduction = blocks.TextBlock(max_length=400, required=False, label=_("Introduction"))
    body = blocks.StreamBlock(information_blocks(), required=False, label=_("Text"))


class FinderTranslationBlock(TranslationBlock):
    introduction = blocks.RichTextBlock(features=["bold", "link"], required=False, label=_("Introduction"))
    noun = blocks.CharBlock(max_length=NOUN_LENGTH, required=False, label=_("Noun"), help_text=NOUN_HELP)
