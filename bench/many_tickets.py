"""A city with very many tickets, written by the database itself: plausible states, units, towns and times."""

from django.db import connection

from inspections.models import Category, Point, Ticket

DAYS = 1000
# One ticket in so many is still open; of those most are in a unit's hands and some of them late.
INSERT = """
INSERT INTO inspections_ticket (
    number, state, version, source, point_id, area_id, place, category_id, description, finder_id,
    finder_department_id, followed_by_id, department_id, handler_id, reported_at, registered_at, dispatched_at,
    rectified_at, closed_at, limit_amount, limit_clock, due_at, calendar_version, on_the_spot, rework_count,
    return_count
)
SELECT
    'B' || lpad(n::text, 9, '0'), state, 5, (ARRAY['patrol','patrol','patrol','citizen','hotline','video'])[1 + n % 6],
    p.id, p.area_id, '', c.id, '门口堆放杂物，影响通行。第' || n || '号', g.user_id, g.department_id, g.department_id,
    CASE WHEN state IN ('reported', 'registered', 'rejected') THEN NULL ELSE p.department_id END, NULL,
    at, at, at + interval '1 hour',
    CASE WHEN state IN ('closed', 'rectified') THEN at + took END,
    CASE WHEN state = 'closed' THEN at + took + interval '3 hours' END,
    3, 'work_day', CASE WHEN state IN ('reported', 'registered', 'rejected') THEN NULL ELSE at + interval '3 days' END,
    'bench', false, (n % 17 = 0)::int, (n % 29 = 0)::int
FROM (
    SELECT n, now() - interval '1 minute' * ((n * 7919::bigint) % ({days} * 1440)) AS at,
        interval '1 hour' * (2 + (n * 31) % 84) AS took,
        (n * 104729::bigint) % 1188 AS point, (n * 15485863::bigint) % {categories} AS category,
        (n * 611953::bigint) % {finders} AS finder,
        CASE
            WHEN n % 50 = 0
            THEN (ARRAY['dispatched','handling','handling','rectified','registered','reported'])[1 + n / 50 % 6]
            WHEN n % 97 = 0 THEN 'rejected'
            WHEN n % 101 = 0 THEN 'voided'
            ELSE 'closed'
        END AS state
    FROM generate_series({first}, {last}) AS n
) AS drawn
JOIN bench_point p ON p.place = drawn.point
JOIN bench_category c ON c.place = drawn.category
JOIN bench_finder g ON g.place = drawn.finder
"""


def write(first: int, last: int) -> None:
    """Write tickets ``first`` to ``last`` (numbers), spread over 1,000 days, and let the planner look at them."""
    finders = "SELECT u.id AS user_id, u.department_id FROM command_user u WHERE u.username LIKE 'group%'"
    with connection.cursor() as cursor:
        for name, rows in (
            ("point", Point.objects.order_by("pk").values("id", "area_id", "department_id").query),
            ("category", Category.objects.current().order_by("pk").values("id").query),
            ("finder", finders),
        ):
            cursor.execute(f"DROP TABLE IF EXISTS bench_{name}")
            cursor.execute(
                f"CREATE TABLE bench_{name} AS SELECT row_number() OVER () - 1 AS place, r.* FROM ({rows}) r"
            )
        # The rows are right by construction: foreign keys need not be looked up one by one.
        cursor.execute("SET session_replication_role = replica")
        counts = {"categories": Category.objects.current().count(), "finders": _count(cursor, "bench_finder")}
        statement = INSERT.format(days=DAYS, first=first, last=last, **counts)
        cursor.execute(statement)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute(f"VACUUM ANALYZE {Ticket._meta.db_table}")


def _count(cursor, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {table}")
    return cursor.fetchone()[0]
