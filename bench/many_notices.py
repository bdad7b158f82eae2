"""Very many notices of one person, written by the database itself: one in ten unread, of every topic."""

from django.db import connection

from command.models import User
from core.models import Notice

DAYS = 1000
INSERT = """
INSERT INTO core_notice (recipient_id, kind, topic, subject, body, link, created_at, read_at)
SELECT {reader}, 'ticket.rectify', (ARRAY['decide', 'outcome', 'remind', 'supervise'])[1 + n % 4],
    'B' || lpad(n::text, 9, '0') || ' 已反馈整改，待核查：暴露垃圾', '已清运，附整改后照片。',
    '/tickets/B' || lpad((n / 3)::text, 9, '0') || '/', at, CASE WHEN n % 10 = 0 THEN NULL ELSE at END
FROM (
    SELECT n, now() - interval '1 minute' * ((n * 7919::bigint) % ({days} * 1440)) AS at
    FROM generate_series({first}, {last}) AS n
) AS drawn
"""


def write(reader: User, first: int, last: int) -> None:
    """Write notices ``first`` to ``last`` (numbers) for ``reader``, and let the planner look at them."""
    with connection.cursor() as cursor:
        cursor.execute(INSERT.format(reader=reader.pk, days=DAYS, first=first, last=last))
        cursor.execute(f"VACUUM ANALYZE {Notice._meta.db_table}")
