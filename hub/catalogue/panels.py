"""How an entry is edited: one list of panels per tab, in the order in which an editor thinks."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from hub.catalogue.entry_panels import EntryStatePanel, LockedFieldsPanel, NotedPanel
from hub.catalogue.widgets import ModelPicker, TermCheckboxes, TermSelect

identity = [
    TitleFieldPanel(
        "title",
        classname="",
        placeholder=False,
        help_text=_("Says what is done, not what it is called: “Reading at home in two languages”."),
    ),
    FieldPanel(
        "summary",
        help_text=_("Two sentences for somebody who decides whether to read on. At most 300 characters."),
    ),
    FieldPanel(
        "plain_summary",
        help_text=_("For readers who are new to the language: short sentences, everyday words."),
    ),
    FieldRowPanel([FieldPanel("language", widget=TermSelect("language")), FieldPanel("cover")]),
]


def terms(field: str, kind: str, **kwargs) -> FieldPanel:
    """The terms of one vocabulary. A draft may be saved without any; publishing checks what is required."""
    return FieldPanel(field, widget=TermCheckboxes(kind), required_on_save=False, **kwargs)


classification = [
    MultiFieldPanel(
        [
            terms("sectors", "sector", help_text=_("The field of work it belongs to.")),
            terms("target_groups", "target-group"),
            FieldRowPanel([FieldPanel("age_from"), FieldPanel("age_to")]),
            terms("audiences", "audience"),
        ],
        _("For whom"),
    ),
    MultiFieldPanel(
        [
            terms(
                "themes",
                "theme",
                help_text=_("One to four. The narrower theme is enough; it counts for the wider one."),
            ),
            terms("subjects", "subject"),
            terms("education_levels", "education-level"),
        ],
        _("About what"),
    ),
    MultiFieldPanel(
        [
            terms("countries", "country", help_text=_("Where it happens or happened.")),
            FieldPanel("region"),
            FieldRowPanel(
                [
                    FieldPanel("latitude", help_text=_("Only for one place, such as 50.8503.")),
                    FieldPanel("longitude", help_text=_("Such as 4.3517.")),
                ]
            ),
            FieldRowPanel([FieldPanel("usable_elsewhere"), FieldPanel("usable_elsewhere_note")]),
        ],
        _("Where"),
    ),
    MultiFieldPanel([terms("content_languages", "language")], _("In which languages")),
    MultiFieldPanel(
        [
            FieldPanel("tags", help_text=_("What no list above offers. Commas part them; words in use are suggested.")),
            FieldPanel("search_keywords"),
        ],
        _("Words"),
    ),
]

actors = [
    MultiFieldPanel(
        [
            FieldPanel("organisation", help_text=_("Who runs it and answers for it.")),
            FieldPanel("partners", widget=ModelPicker("organisations:suggest"), required_on_save=False),
        ],
        _("Who"),
    ),
    MultiFieldPanel([FieldRowPanel([FieldPanel("start"), FieldPanel("end"), FieldPanel("lifecycle")])], _("When")),
    MultiFieldPanel([terms("funding_programmes", "funding-programme"), FieldPanel("grant_number")], _("Funding")),
]

evidence = [
    MultiFieldPanel([FieldPanel("results"), FieldPanel("people_reached")], _("What came of it")),
    MultiFieldPanel(
        [
            FieldPanel("evaluation"),
            FieldPanel(
                "evaluation_method",
                help_text=_("Who asked whom what. An evaluation counts only with this or with a link to it."),
            ),
        ],
        _("How it was evaluated"),
    ),
]

reuse = [
    MultiFieldPanel(
        [
            FieldPanel("licence", widget=TermSelect("licence"), help_text=_("What others may do with it.")),
            FieldRowPanel([FieldPanel("free_of_charge"), FieldPanel("login_required")]),
            FieldPanel("accessibility_notes", help_text=_("Subtitles, large print, screen readers, easy language …")),
        ],
        _("Conditions"),
    ),
    InlinePanel("links", heading=_("Links"), label=_("Link"), icon="link"),
    InlinePanel("files", heading=_("Files"), label=_("File"), icon="doc-full-inverse"),
    InlinePanel(
        "relations",
        heading=_("Relations to other entries"),
        label=_("Relation"),
        icon="redirect",
        help_text=_("One end is enough: the other entry shows the relation too."),
    ),
]

trust = [
    MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    NotedPanel("last_verified_at"),
                    NotedPanel("verified_by"),
                    FieldPanel("verify_due_at"),
                ]
            ),
        ],
        _("Verification"),
        help_text=_("“Mark as verified” in the menu beside the title notes today and your name."),
    ),
    MultiFieldPanel([FieldRowPanel([FieldPanel("featured"), FieldPanel("is_example")])], _("How it is shown")),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("source"), FieldPanel("source_id")]), FieldPanel("source_url"), LockedFieldsPanel()],
        _("Where the record comes from"),
        classname="collapsed",
    ),
]

promotion = [
    MultiFieldPanel(
        [
            FieldPanel("slug", help_text=_("The last part of the address. A change leaves a redirect.")),
            FieldPanel("seo_title", help_text=_("Only where the title is too long for a list of search results.")),
            FieldPanel("search_description", help_text=_("Only where the summary does not do.")),
        ],
        _("Address"),
        classname="collapsed",
    ),
]

publishing = [PublishingPanel(), CommentPanel()]


def edit_tabs(content: list) -> TabbedInterface:
    """The edit form of an entry type; `content` is what the type adds to the first tab."""
    return TabbedInterface(
        [
            ObjectList([EntryStatePanel(), *identity, *content], heading=_("Content")),
            ObjectList(classification, heading=_("Classification")),
            ObjectList(actors, heading=_("Who and when")),
            ObjectList(evidence, heading=_("Evidence")),
            ObjectList(reuse, heading=_("Reuse, links and files")),
            ObjectList([*trust, *promotion, *publishing], heading=_("Trust and address")),
        ]
    )
