"""The project's settings with what tests need otherwise."""

import os
import tempfile

os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="renstra-tests-"))
os.environ.setdefault("SECRET_KEY", "tests-only")
os.environ.setdefault("INSECURE_HTTP", "1")

from renstra.settings import *  # noqa: F403
from renstra.settings import INSTALLED_APPS, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "django_linear_migrations"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# Only the tests of waiting after wrong passwords switch it on.
AXES_ENABLED = False
