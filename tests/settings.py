"""Settings of the tests: the portal's own, without what would only slow a test down."""

import os

# Each of xdist's workers has a database of Redis of its own: no worker takes another one's messages.
os.environ["REDIS_URL"] = (
    f"{os.environ['REDIS_URL'].rpartition('/')[0]}/{os.environ.get('PYTEST_XDIST_WORKER', 'gw0')[2:]}"
)

from campaign_portal.settings import *  # noqa: F403
from tests import template

DATABASES["default"]["TEST"] = {"TEMPLATE": template.NAME}  # noqa: F405
STATIC_ROOT = VAR_DIR / "static"  # noqa: F405
STATIC_ROOT.mkdir(exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False
