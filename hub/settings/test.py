"""Tests: fast hashing, tasks at once, mail in memory, everything under a temporary folder."""

import os
import tempfile

from .base import *

DEBUG = False
SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["*"]
DEMO_ACCOUNTS = True
DATABASES["default"].setdefault("TEST", {})
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that threads and other processes see the same database.
    DATABASES["default"]["TEST"]["NAME"] = str(Path(tempfile.gettempdir()) / f"hub-test-{os.getpid()}.sqlite3")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="hub-test-media-"))
STORAGES["private"]["OPTIONS"] = {"location": Path(tempfile.mkdtemp(prefix="hub-test-private-"))}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}}
LOGGING["root"]["level"] = "WARNING"
# Written by a thread of its own, outside of the tests' transactions.
SEARCH_LOG = False
# Tests search more often than a crawler.
SEARCH_LIMIT = 0
