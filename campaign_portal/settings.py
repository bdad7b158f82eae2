"""Settings of the portal, steered by environment variables alone.

Every variable is listed with its meaning and default in ``docs/settings.md``.
Without any variable the portal runs embedded: SQLite and an embedded Redis under ``var/``.
``PRODUCTION=1`` turns on what a city needs, and then names what is missing in one sentence.
"""

from datetime import time
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from campaign_portal.env import production_problems, secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- Where things are kept -----------------------------------------------------------------

PRODUCTION = env.bool("PRODUCTION", default=False)
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = secret_key(env, VAR_DIR, production=PRODUCTION)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["*"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")

for problem in production_problems(env) if PRODUCTION else ():
    raise SystemExit(problem)

# --- Apps ----------------------------------------------------------------------------------

DJANGO_APPS = [
    "command.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]
LIBRARY_APPS = ["rest_framework", "drf_spectacular", "django_filters", "axes"]
# From the bottom of the import order to its top (docs/architecture.md).
CAMPAIGN_APPS = [
    "core.apps.CoreConfig",
    "command.apps.CommandConfig",
    "inspections.apps.InspectionsConfig",
    "volunteers.apps.VolunteersConfig",
    "publicity.apps.PublicityConfig",
    "reports.apps.ReportsConfig",
]
INSTALLED_APPS = DJANGO_APPS + LIBRARY_APPS + CAMPAIGN_APPS

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.ContentSecurityPolicyMiddleware",
    "core.middleware.NoNullCookieMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.middleware.IdleTimeoutMiddleware",
    "core.middleware.NoNullMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "campaign_portal.urls"
# Widgets of our own live beside the pages, in templates/.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
WSGI_APPLICATION = "campaign_portal.wsgi.application"
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
                "core.context.portal",
            ],
        },
    },
]

# --- Database, cache, broker ---------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=300)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;",
    }
# SQLite cannot hold that two limits without a category are the same; the model's validation says so there.
SILENCED_SYSTEM_CHECKS = ["models.W047"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default=f"redis+socket://{VAR_DIR / 'redis.sock'}")
CACHES = {
    "default": {
        "BACKEND": "core.cache.PatientRedisCache",
        "LOCATION": REDIS_URL.replace("redis+socket://", "unix://"),
        "KEY_PREFIX": "portal",
    },
}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = env.str("BEAT_SCHEDULE_FILE", default=str(VAR_DIR / "beat-schedule"))
# A broker that is away must not hold up who asks for work (seconds).
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 3}

# Seconds without a sign of life after which another worker takes a job over.
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=60)
# Days for which a finished job stays in the list.
JOB_DAYS = env.int("JOB_DAYS", default=90)
# Seconds after which /readyz calls the worker silent.
HEARTBEAT_SECONDS = env.int("HEARTBEAT_SECONDS", default=30)

# --- People and sessions (GB/T 22239-2019, 7.1.4.1) -----------------------------------------

AUTH_USER_MODEL = "command.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "command.backends.AccountBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = env.int("SESSION_IDLE_SECONDS", default=4 * 3600)
# The age is an idle time-out: core.middleware.IdleTimeoutMiddleware renews the session while it is used.
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("HTTPS", default=PRODUCTION)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_HSTS_SECONDS = 31536000 if SESSION_COOKIE_SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Per account and address: a whole office behind one address is never locked out together.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
# Its admin pages speak English only; a lock ends by itself, or with `manage.py axes_reset`.
AXES_ENABLE_ADMIN = False

CSRF_FAILURE_VIEW = "core.views.errors.csrf_failure"

# --- Language and time ---------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- Files ---------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# An uploaded list or photo above this is refused with a sentence (bytes).
LIST_MAX_BYTES = env.int("LIST_MAX_BYTES", default=50 * 1024 * 1024)
# What reading a list may cost: memory (bytes), processor time (seconds), unpacked size (bytes), rows, cells.
LIST_LIMITS = {
    "memory": env.int("LIST_MAX_MEMORY", default=512 * 1024 * 1024),
    "seconds": env.int("LIST_MAX_SECONDS", default=120),
    "unpacked": env.int("LIST_MAX_UNPACKED", default=400 * 1024 * 1024),
    "rows": env.int("LIST_MAX_ROWS", default=300_000),
    "cells": 20_000_000,
}
PHOTO_MAX_BYTES = env.int("PHOTO_MAX_BYTES", default=25 * 1024 * 1024)
PHOTO_MAX_PIXELS = env.int("PHOTO_MAX_PIXELS", default=120_000_000)

# --- Mail ----------------------------------------------------------------------------------

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")
EMAIL_TIMEOUT = 20
# Hosts inside the network that work-chat messages may be sent to, over plain HTTP too: a city's own gateway.
WEBHOOK_ALLOWED_HOSTS = env.list("WEBHOOK_ALLOWED_HOSTS", default=[])
# Days after which a message that a work chat has not taken is given up, and a line of its log is removed.
WEBHOOK_GIVE_UP_DAYS = env.int("WEBHOOK_GIVE_UP_DAYS", default=3)
WEBHOOK_LOG_DAYS = env.int("WEBHOOK_LOG_DAYS", default=30)
# When the daily digest goes out on working days (hours and minutes, the city's time).
DIGEST_AT = time.fromisoformat(env.str("DIGEST_AT", default="08:20"))
# Days after which sent e-mails and digests, and notices that were read, are removed.
NOTICE_DAYS = env.int("NOTICE_DAYS", default=180)

# --- The city ------------------------------------------------------------------------------

CITY_NAME = env.str("CITY_NAME", default="定州市")
CITY_CODE = env.str("CITY_CODE", default="130682")
# West, south, east, north in WGS-84 degrees: a point outside is refused with a sentence.
CITY_BOUNDS = tuple(env.list("CITY_BOUNDS", cast=float, default=[114.6, 38.1, 115.5, 38.8]))
# Tiles beneath the map, such as https://tiles.example/{z}/{x}/{y}.png; without them it stands on outlines alone.
MAP_TILE_URL = env.str("MAP_TILE_URL", default="")
MAP_TILE_ATTRIBUTION = env.str("MAP_TILE_ATTRIBUTION", default="")
# "gcj02" where the tiles are those of a Chinese web map: everything on them is then moved likewise.
MAP_TILE_DATUM = env.str("MAP_TILE_DATUM", default="wgs84")
# Days after closing within which the same problem at the same point counts as a relapse.
RELAPSE_DAYS = env.int("RELAPSE_DAYS", default=30)
# Days for which a certificate of service stands published after its day of issue (民发〔2015〕149号: at least seven).
CERTIFICATE_PUBLICATION_DAYS = env.int("CERTIFICATE_PUBLICATION_DAYS", default=7)

# What a filter shows where nothing is chosen.
FILTERS_EMPTY_CHOICE_LABEL = _("all")

# --- The API (docs/api.md) -----------------------------------------------------------------

API_READ_RATE = env.str("API_READ_RATE", default="600/min")
API_WRITE_RATE = env.str("API_WRITE_RATE", default="120/min")
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "command.api.auth.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "core.api.permissions.TokenMayWrite",
    ],
    "DEFAULT_THROTTLE_CLASSES": ["core.api.throttles.CallerThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["core.api.rendering.FastJSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser", "rest_framework.parsers.MultiPartParser"],
    # The schema describes the API; no view describes itself.
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "core.api.errors.answer",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Campaign portal",
    "VERSION": "1",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "TicketState": "inspections.choices.TicketState",
        "Verb": "inspections.choices.Verb",
        "Clock": "core.choices.Clock",
        "PhotoState": "core.choices.PhotoState",
        "ParticipantGroup": "volunteers.choices.Category",
    },
    "SCHEMA_PATH_PREFIX": "/api/v1/",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {"campaign": {"level": env.str("LOG_LEVEL", default="INFO")}},
}
