"""The product's settings, with what makes tests quick and repeatable."""

import os
import tempfile

os.environ.setdefault("LYHORT_DATA", tempfile.mkdtemp(prefix="lyhort-tests-"))
os.environ.setdefault("LYHORT_HTTPS", "0")
os.environ.setdefault("SECRET_KEY", "tests")
os.environ.setdefault("DEBUG", "0")

from project.settings import *  # noqa: F403
from project.settings import DATABASES, MIDDLEWARE, STORAGES

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Static files are served by the live server itself.
MIDDLEWARE = [m for m in MIDDLEWARE if "whitenoise" not in m]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES["default"].get("OPTIONS", {}).pop("pool", None)
LOGGING = {"version": 1, "disable_existing_loggers": True, "root": {"handlers": [], "level": "CRITICAL"}}
