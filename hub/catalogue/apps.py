from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "hub.catalogue"
    verbose_name = _("Catalogue")

    def ready(self):
        from hub.catalogue import receivers  # noqa: F401  (connects the signals)
        from hub.catalogue.publication import make_actions_atomic

        make_actions_atomic()
