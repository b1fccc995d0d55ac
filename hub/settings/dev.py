"""A developer's machine: demo accounts, mail on the console, SQLite unless told otherwise."""

from .base import *

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env("SECRET_KEY", default="development-only-never-in-production")
ALLOWED_HOSTS = ["*"]
MIDDLEWARE = [*MIDDLEWARE, "hub.middleware.NotFoundPageMiddleware"]
INTERNAL_IPS = ["127.0.0.1"]
# The password of the demo accounts is public; hub.checks stops a production site that still has them.
DEMO_ACCOUNTS = True
# A benchmark searches more often than a crawler.
SEARCH_LIMIT = env.int("SEARCH_LIMIT", default=0)
VAR.mkdir(exist_ok=True)
# Mails are read at /dev/mail/, unless EMAIL_URL says where else they go.
DEV_MAIL_FOLDER = VAR / "mail"
if "EMAIL_URL" not in env.ENVIRON:
    EMAIL_BACKEND = "community.notifications.dev_mail.FolderBackend"
