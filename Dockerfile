# One image for web, worker, beat and migrations; docker-compose.yml says which one a container is.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app

COPY requirements.txt .
RUN pip install -r requirements.txt

COPY . .
# Messages and assets are made once, here: containers only read them. The secret serves this step alone.
RUN VAR_DIR=/tmp/build SECRET_KEY=build python -m tools.messages compile \
    && VAR_DIR=/tmp/build SECRET_KEY=build python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf /tmp/build \
    && useradd --create-home --uid 10001 portal \
    && install -d -o portal -g portal /srv/portal /srv/portal/media

USER portal
ENV PRODUCTION=1 VAR_DIR=/srv/portal MEDIA_ROOT=/srv/portal/media
VOLUME ["/srv/portal/media"]
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "4", "--no-ws", "campaign_portal.wsgi:application"]
