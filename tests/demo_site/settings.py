"""As in production: one stylesheet, hashed names. As in tests: no mail server, no worker, quick passwords."""
# ruff: noqa: F403, F405  (settings share their base with a star)

import os

from hub.settings.test import *

FOLDER = Path(os.environ["HUB_DEMO_FOLDER"])
DATABASES["default"]["NAME"] = str(FOLDER / "hub.sqlite3")
MEDIA_ROOT = FOLDER / "media"
STORAGES["private"]["OPTIONS"] = {"location": FOLDER / "private"}
STORAGES["staticfiles"] = {"BACKEND": "hub.staticfiles.HubStaticFilesStorage"}
STATIC_ROOT = FOLDER / "static"
ROOT_URLCONF = "tests.demo_site.urls"
# Browsers that test sign in more often than people do.
ACCOUNT_RATE_LIMITS = False
