"""The project's settings with what tests need otherwise."""

import os
import tempfile

os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="renstra-tests-"))
os.environ.setdefault("SECRET_KEY", "tests-only")
os.environ.setdefault("INSECURE_HTTP", "1")

from renstra.settings import *  # noqa: F403
from renstra.settings import DATABASES, INSTALLED_APPS, STORAGES

# SQLite in a file, as in an office: in memory, all threads would share one connection and lock each other's tables.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": f"{os.environ['VAR_DIR']}/test.sqlite3"}
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
