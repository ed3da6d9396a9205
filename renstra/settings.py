"""Settings of the project; every variable is listed in .env.example."""

import secrets
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from renstra import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))


def _secret_key() -> str:
    """Return SECRET_KEY, or one made once for this installation and kept in var/."""
    if given := env.text("SECRET_KEY", ""):
        return given
    path = VAR_DIR / "secret_key"
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64), encoding="utf-8")
    return path.read_text(encoding="utf-8")


DEBUG = env.flag("DEBUG", False)
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.text("ALLOWED_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = [
    origin for origin in env.text("CSRF_TRUSTED_ORIGINS", "").split(",") if origin
]

INSTALLED_APPS = [
    "renstra.apps.SiteAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_tasks",
    "django_tasks_db",
    "import_export",
    "simple_history",
    "accounts",
    "indicators",
    "budgets",
    "documents",
    "reports",
    "workbook",
]
if DEBUG:
    # Only a developer who adds migrations needs it.
    INSTALLED_APPS.append("django_linear_migrations")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.passwords.FirstPasswordMiddleware",
    "accounts.second_factor.required.RequiredSecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "renstra.urls"
WSGI_APPLICATION = "renstra.wsgi.application"
ASGI_APPLICATION = "renstra.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", "") or f"sqlite:///{VAR_DIR / 'renstra.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL lets people read while one writes; IMMEDIATE makes a second writer wait instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    # Refuses those who must wait; knows no rights.
    "axes.backends.AxesStandaloneBackend",
    "accounts.backends.RoleBackend",
]
# By name and address together: nobody can lock a colleague out from another place.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
# The waiting time that was shown stays true, whatever is tried meanwhile.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "accounts.lockout.locked_out"
AXES_CLIENT_IP_CALLABLE = "accounts.client_address.client_address"
# Codes that were wrong may be right a moment later.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "proof"]
# accounts.SignIn is the log, with units and in our words.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# How an authenticator on a phone names the site.
OTP_TOTP_ISSUER = "Kinerja"
# Roles, separated by commas, whose people must turn the second step on before anything else.
REQUIRE_SECOND_FACTOR_ROLES = [
    role.strip()
    for role in env.text("REQUIRE_SECOND_FACTOR_ROLES", "").split(",")
    if role.strip()
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "id"
TIME_ZONE = env.text("TIME_ZONE", "Asia/Makassar")
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True


def _evidence_storage() -> dict[str, object]:
    """Return where evidence is kept: VAR_DIR/evidence, or the storage that EVIDENCE_STORAGE names."""
    if backend := env.text("EVIDENCE_STORAGE", ""):
        options = env.json_object("EVIDENCE_STORAGE_OPTIONS")
        return {"BACKEND": backend, "OPTIONS": options}
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": VAR_DIR / "evidence",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    }


STATIC_URL = "static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
    # Documents that were made here, as private as evidence.
    "documents": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": VAR_DIR / "documents",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    # Files that prove figures: never below static or media, which a web server may hand out unasked.
    "evidence": _evidence_storage(),
}
EVIDENCE_MAX_MB = env.number("EVIDENCE_MAX_MB", 10)

# Long documents are made beside the pages: the database is the queue, db_worker works it off.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Security: strict unless DEBUG. INSECURE_HTTP lets an office run on http:// in its own network.
HTTPS = not DEBUG and not env.flag("INSECURE_HTTP", False)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000) if HTTPS else 0
BEHIND_PROXY = env.flag("BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = env.number("SESSION_SECONDS", 12 * 60 * 60)
# Office PCs are shared: closing the browser signs out as well.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin" if HTTPS else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Data checks: an achievement above this many percent asks to look at the target.
ACHIEVEMENT_LIMIT = env.number("ACHIEVEMENT_LIMIT", 200)

# Without a mail server the mails are written to the log.
EMAIL_HOST = env.text("EMAIL_HOST", "")
EMAIL_BACKEND = "django.core.mail.backends.{}.EmailBackend".format(
    "smtp" if EMAIL_HOST else "console"
)
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL = env.flag("EMAIL_USE_SSL", False)
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", not EMAIL_USE_SSL)
# Somebody waits for the answer of the page meanwhile.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "kinerja@localhost")
# https://kinerja.kantor.go.id, for links in mails and files and for QR codes on issued reports; without it there are none.
PUBLIC_BASE_URL = env.text("PUBLIC_BASE_URL", "")
REMIND_DAYS_BEFORE = env.number("REMIND_DAYS_BEFORE", 7)

IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    # It would write typed names, which may be passwords, into the server's log.
    "loggers": {"axes": {"level": "ERROR"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
}
