"""How an entry is edited: one list of panels per tab, in the order in which an editor thinks."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

from hub.catalogue.widgets import TermCheckboxes, TermSelect

identity = [
    FieldPanel("title", help_text=_("Says what is done, not what it is called: “Reading at home in two languages”.")),
    FieldPanel("summary"),
    FieldPanel("plain_summary"),
    FieldRowPanel([FieldPanel("language", widget=TermSelect("language")), FieldPanel("cover")]),
]

classification = [
    MultiFieldPanel(
        [
            FieldPanel("sectors", widget=TermCheckboxes("sector")),
            FieldPanel("target_groups", widget=TermCheckboxes("target-group")),
            FieldPanel("audiences", widget=TermCheckboxes("audience")),
            FieldRowPanel([FieldPanel("age_from"), FieldPanel("age_to")]),
        ],
        _("For whom"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("themes", widget=TermCheckboxes("theme")),
            FieldPanel("subjects", widget=TermCheckboxes("subject")),
            FieldPanel("education_levels", widget=TermCheckboxes("education-level")),
        ],
        _("About what"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("countries", widget=TermCheckboxes("country")),
            FieldPanel("region"),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            FieldPanel("usable_elsewhere"),
            FieldPanel("usable_elsewhere_note"),
        ],
        _("Where"),
    ),
    MultiFieldPanel([FieldPanel("content_languages", widget=TermCheckboxes("language"))], _("In which languages")),
    MultiFieldPanel([FieldPanel("tags"), FieldPanel("search_keywords")], _("Words")),
]

actors = [
    MultiFieldPanel([FieldPanel("organisation"), FieldPanel("partners")], _("Who")),
    MultiFieldPanel([FieldRowPanel([FieldPanel("start"), FieldPanel("end")]), FieldPanel("lifecycle")], _("When")),
    MultiFieldPanel(
        [
            FieldPanel("funding_programmes", widget=TermCheckboxes("funding-programme")),
            FieldPanel("grant_number"),
        ],
        _("Funding"),
    ),
]

evidence = [
    MultiFieldPanel(
        [
            FieldPanel("results"),
            FieldPanel("people_reached"),
            FieldPanel("evaluation"),
            FieldPanel("evaluation_method"),
        ],
        _("What is known"),
    ),
]

reuse = [
    MultiFieldPanel(
        [
            FieldPanel("licence", widget=TermSelect("licence")),
            FieldRowPanel([FieldPanel("free_of_charge"), FieldPanel("login_required")]),
            FieldPanel("accessibility_notes"),
        ],
        _("Conditions"),
    ),
    InlinePanel("links", heading=_("Links"), label=_("Link")),
    InlinePanel("files", heading=_("Files"), label=_("File")),
    InlinePanel("relations", heading=_("Relations to other entries"), label=_("Relation")),
]

trust = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("last_verified_at"), FieldPanel("verify_due_at")]),
            FieldPanel("verified_by"),
            FieldPanel("is_example"),
            FieldPanel("featured"),
        ],
        _("Verification"),
    ),
    MultiFieldPanel(
        [FieldPanel("source"), FieldPanel("source_id"), FieldPanel("source_url"), FieldPanel("locked_fields")],
        _("Where the record comes from"),
        classname="collapsed",
    ),
]

promotion = [
    MultiFieldPanel([FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")], _("Address")),
]

publishing = [PublishingPanel()]


def edit_tabs(content: list) -> TabbedInterface:
    """The edit form of an entry type; `content` is what the type adds to the first tab."""
    return TabbedInterface(
        [
            ObjectList([*identity, *content], heading=_("Content")),
            ObjectList(classification, heading=_("Classification")),
            ObjectList(actors, heading=_("Who and when")),
            ObjectList(evidence, heading=_("Evidence")),
            ObjectList(reuse, heading=_("Reuse, links and files")),
            ObjectList([*trust, *promotion, *publishing], heading=_("Trust and address")),
        ]
    )
