"""Sessions of people, made as a log-in makes them, without the pause that a password costs."""

import time

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore

from command.models import User


def log_in(username: str) -> str:
    """Return the cookie of a session."""
    user = User.objects.get(username=username)
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session["seen"] = int(time.time())
    session.save()
    return f"sessionid={session.session_key}"
