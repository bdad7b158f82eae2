"""What an article says beside what the records come to, and the command that prints it."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.domain.figures import EVERYTHING, Scope, all_figures, get, measure
from reports.demo.load import Request, load
from reports.domain.article import Claim, Verdict, hold, in_prose
from tests.reports.rows import NOW

HEAD = "key,system,what the article says,value,unit,counted from\n"


def claim(key, sentence, value):
    return Claim(key, sentence, Decimal(value), "个")


@pytest.fixture
def article(tmp_path):
    """Return a function that writes a list and returns its path."""

    def write(*rows, head=HEAD, encoding="utf-8"):
        path = tmp_path / "figures.csv"
        path.write_text(head + "\n".join(rows) + "\n", encoding=encoding)
        return path

    return write


def run(*options):
    out = StringIO()
    call_command("figures", *map(str, options), stdout=out)
    return out.getvalue()


def test_each_claim_gets_its_verdict(city, ticket):
    for _ in range(12):
        ticket()
    claims = [
        claim("open", "挂账12件", "12"),
        claim("new", "新增10多件", "10"),
        claim("closed", "销号3件", "3"),
        claim("on_time_rate", "按期结案率100%", "100"),
        claim("print.manuals", "印制宣传手册6万册", "60000"),
    ]
    assert [each.verdict for each in hold(claims, at=NOW)] == [
        Verdict.EXACT,
        Verdict.WORDING,
        Verdict.DIFFERS,
        Verdict.DIFFERS,
        Verdict.UNKNOWN,
    ]


def test_a_whole_list_is_held_in_two_queries(city, ticket, django_assert_num_queries):
    ticket()
    with django_assert_num_queries(2):
        hold([claim(figure.key, "", "1") for figure in all_figures()], at=NOW)


@pytest.mark.parametrize(
    ("key", "number", "prose"),
    [("on_time_rate", 0.99999, "99.99%"), ("closure_rate", 1.0, "100%"), ("new", 3227, "3220多")],
)
def test_prose_never_says_more_than_the_number(key, number, prose):
    assert in_prose(get(key), number) == prose


def test_the_command_fails_on_a_difference_and_says_where(city, article):
    with pytest.raises(CommandError, match="1 个指标与文中数字不符"):
        run("--check", article("hq.office,,创城办公室,1,个,", "hq.departments,,14个创建工作部,14,个,"))


def test_a_figure_that_is_not_there_yet_is_no_difference(city, article):
    printed = run("--check", article("hq.office,,创城办公室,1,个,", "print.manuals,,宣传手册6万册,60000,册,"))
    assert printed.splitlines()[-1] == "一致 1  与表述相符 0  不符 0  尚无此指标 1"


def test_only_some_keys_can_be_checked(city, article):
    path = article("hq.office,,创城办公室,1,个,", "hq.departments,,14个创建工作部,14,个,")
    assert "hq.departments" not in run("--check", path, "--only", "hq.o")


@pytest.mark.parametrize(
    ("rows", "options", "told"),
    [
        (["hq.office,,创城办公室,一,个,"], {}, "第 2 行：“一”不是数字"),
        (["hq.office,1"], {"head": "key,value\n"}, "文件缺少列：what the article says, unit"),
        (["hq.office,,创城办公室,1,个,"], {"encoding": "gb18030"}, "无法按 UTF-8"),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence(article, rows, options, told):
    with pytest.raises(CommandError, match=told):
        run("--check", article(*rows, **options))


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="无法按 UTF-8"):
        run("--check", tmp_path / "none.csv")


def test_without_options_the_command_lists_the_registry(db):
    lines = run().splitlines()
    assert [line.split()[0] for line in lines] == [figure.key for figure in all_figures()]


def test_the_small_demonstration_city_counts_as_the_article_where_its_size_is_the_same(db):
    load(Request("small", seed=3, today=date(2026, 11, 23), problems=40))
    keys = (
        "hq.departments",
        "hq.office",
        "supervision.groups_before",
        "supervision.groups",
        "city.urban_offices",
        "city.townships",
        "volunteers.sunset_age",
        "volunteers.teams",
        "minors.aid_teams",
        "media.channels",
    )
    scope = Scope.until(NOW)
    found = [in_prose(value.figure, value.number) for value in measure([(get(k), scope) for k in keys], EVERYTHING)]
    assert found == ["14", "1", "3", "10", "3", "22", "约65", "44", "4", "34"]
