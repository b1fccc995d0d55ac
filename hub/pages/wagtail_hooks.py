"""The admin as a whole: what of Wagtail's own furniture editors do not need."""

from wagtail import hooks

NOISE = "whats-new-in-wagtail"


@hooks.register("construct_help_menu")
def hide_news_of_the_software(request, items: list) -> None:
    """Editors did not choose Wagtail; its releases are the operator's to read."""
    items[:] = [item for item in items if not item.name.startswith(NOISE)]
