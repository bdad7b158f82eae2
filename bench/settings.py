"""The portal's own settings, with an empty page and a count of queries in a header."""

from campaign_portal.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
MIDDLEWARE = ["bench.counting.CountQueries", *MIDDLEWARE]  # noqa: F405
# The client is not to be held up by how often it asks.
API_READ_RATE = API_WRITE_RATE = "100000/s"
