"""A city with very many tickets, written by the database itself: plausible states, units, towns, times and words."""

from django.db import connection

from inspections.models import Category, Point, Ticket, TicketText

DAYS = 1000
# What is where: some words stand in every eighth text, some pairs of them in every fiftieth, a number only once.
THINGS = [
    "杂物",
    "生活垃圾",
    "共享单车",
    "建筑垃圾",
    "非机动车",
    "小广告",
    "积水",
    "落叶",
    "广告牌",
    "菜叶",
    "油污",
    "枯枝",
    "井盖",
    "护栏",
    "路灯",
    "横幅",
    "烟头",
    "装修废料",
    "泡沫箱",
    "货架",
]
PLACES = ["门口", "小区东侧", "路口", "人行道", "绿化带", "市场内", "公交站旁", "学校门前", "河道边", "楼道"]
WORDS = ["堆放", "散落", "破损", "占道", "未清理", "倾斜", "影响通行", "存在隐患"]
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
    p.id, p.area_id, '', c.id, {description} || '第' || n || '号', g.user_id, g.department_id, g.department_id,
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
# What search reads: nothing in it needs folding but the letter of the number.
TEXTS = """
INSERT INTO inspections_tickettext (ticket_id, point_id, is_open, body)
SELECT id, point_id, state NOT IN ('closed', 'rejected', 'voided'), lower(number) || E'\\n' || description
FROM inspections_ticket t
WHERE number LIKE 'B%' AND NOT EXISTS (SELECT FROM inspections_tickettext x WHERE x.ticket_id = t.id)
"""


def drawn(words: list[str], step: int) -> str:
    """Return SQL that draws one of the words by the number of the ticket."""
    return f"(ARRAY{words})[1 + (n * {step}::bigint) % {len(words)}]"


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
        description = f"{drawn(PLACES, 7907)} || {drawn(THINGS, 104723)} || {drawn(WORDS, 15485867)} || '，'"
        statement = INSERT.format(days=DAYS, first=first, last=last, description=description, **counts)
        cursor.execute(statement)
        cursor.execute(TEXTS)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute(f"VACUUM ANALYZE {Ticket._meta.db_table}, {TicketText._meta.db_table}")


def _count(cursor, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {table}")
    return cursor.fetchone()[0]
