from wagtail import hooks

from hub.catalogue.listings import EntryListing
from resources.models import MoocPage, ResourcePage


@hooks.register("register_admin_viewset")
def register_listings() -> list[EntryListing]:
    return [
        EntryListing("moocs", model=MoocPage, icon="desktop", url_prefix="catalogue/moocs", menu_order=130),
        EntryListing(
            "resources", model=ResourcePage, icon="doc-full", url_prefix="catalogue/resources", menu_order=140
        ),
    ]
