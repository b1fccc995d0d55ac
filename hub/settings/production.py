"""Production. Starts only with every secret set; `manage.py check --deploy` is clean with it."""

from .base import *

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
DEMO_ACCOUNTS = False
STAFF_MFA_REQUIRED = env.bool("STAFF_MFA_REQUIRED", default=True)

# ---------------------------------------------------------------- Transport

BEHIND_PROXY = env.bool("BEHIND_PROXY", default=True)
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1) if BEHIND_PROXY else 0
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    MIDDLEWARE.insert(0, "hub.middleware.ForwardedAddressMiddleware")
SECURE_SSL_REDIRECT = True
# Wagtail shows its previews in a frame of the same origin; the content security policy keeps others out.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# ---------------------------------------------------------------- Files

STORAGES["staticfiles"] = {"BACKEND": "hub.staticfiles.HubStaticFilesStorage"}
