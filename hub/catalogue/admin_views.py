from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.page_privacy import SetPrivacyView

from hub.catalogue.publication import changing


class AtomicSetPrivacyView(SetPrivacyView):
    """Wagtail saves the restriction, its groups and the log row by row; what may be found must follow in one step."""

    def form_valid(self, form):
        with changing():
            return super().form_valid(form)


set_privacy = require_admin_access(AtomicSetPrivacyView.as_view())
