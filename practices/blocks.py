from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class StepBlock(blocks.StructBlock):
    """One step of doing it, numbered by its place."""

    title = blocks.CharBlock(max_length=120, label=_("What to do"))
    text = blocks.TextBlock(required=False, max_length=1500, label=_("How"))

    class Meta:
        icon = "list-ol"
        label = _("Step")
        template = "blocks/step.html"
        preview_value = {"title": _("Ask families which languages they read in"), "text": _("A form with pictures.")}
        description = _("A numbered step, so that others can do the same.")
