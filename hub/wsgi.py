import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.production")
application = get_wsgi_application()

from community.members.checks import refuse_demo_accounts  # noqa: E402  (needs the loaded apps)
from hub import checkpoints  # noqa: E402
from search.engines import prepare  # noqa: E402

checkpoints.leave_to_others()
refuse_demo_accounts()
prepare()
