from wagtail import hooks

from hub.catalogue.listings import EntryListing
from practices.models import PracticePage, ProjectPage


@hooks.register("register_admin_viewset")
def register_listings() -> list[EntryListing]:
    return [
        EntryListing("practices", model=PracticePage, icon="pick", url_prefix="catalogue/practices", menu_order=110),
        EntryListing("projects", model=ProjectPage, icon="calendar", url_prefix="catalogue/projects", menu_order=120),
    ]
