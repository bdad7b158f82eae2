"""Numbers as officials write them, and when what an article says is right about a number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.wording import Said, about, official, said

numbers = st.integers(min_value=0, max_value=10**11)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (26, "26"),
        (999, "999"),
        (163, "163"),
        (329.9, "329.9"),
        (3227, "3220多"),
        (3220, "3220"),
        (4860, "4860"),
        (9999, "9990多"),
        (10_000, "1万"),
        (18429.75, "1.8万余"),
        (27_000, "2.7万"),
        (27_004, "2.7万余"),
        (48_312, "4.8万余"),
        (99_999, "9.9万余"),
        (100_000, "10万"),
        (124_500, "12万余"),
        (170_000, "17万"),
        (200_481, "20余万"),
        (1_032_000, "103万余"),
        (5_804_211, "580余万"),
        (5_800_000, "580万"),
        (99_999_999, "9999万余"),
        (220_000_000, "2.2亿"),
        (225_000_001, "2.2亿余"),
    ],
)
def test_a_number_is_written_as_an_official_would(value, written):
    assert official(value) == written


@pytest.mark.parametrize(("value", "written"), [(65.4, "约65"), (64.5, "约65"), (64.49, "约64")])
def test_a_mean_is_about_the_nearest(value, written):
    assert about(value) == written


@pytest.mark.parametrize(
    ("sentence", "value", "step"),
    [
        ("督导组出动3220多人次", 3220, 10),
        ("行程4.8万公里", 48_000, 1000),
        ("检查点位2.7万次", 27_000, 1000),
        ("阅读量达580万人（次）", 5_800_000, 10_000),
        ("160多家自媒体、公众号", 160, 10),
        ("刊播创城稿件5000余篇", 5000, 1000),
        ("社会主义核心价值观、公益广告6万多条（次）", 60_000, 10_000),
        ("走访群众20余万户次", 200_000, 100_000),
        ("征求意见12万多条", 120_000, 10_000),
        ("市民、学生参与创建活动180多万人次", 1_800_000, 100_000),
        ("整治占道经营2.9万余处", 29_000, 1000),
        ("取缔红三轮5200多辆", 5200, 100),
        ("督导组由3个扩充为10个组", 10, 0),
        ("印发督查通报26期", 26, 0),
        ("5月22日两位创建工作部部长作自我批评", 2, 0),
        ("造林18429.75亩", 18429.75, 0),
        ("累计投入资金2.2亿元", 2.2, 0),
        ("培养了100多家", 100, 100),
    ],
)
def test_what_a_sentence_leaves_open(sentence, value, step):
    assert said(sentence, value) == Said(Decimal(str(value)), Decimal(step))


def test_about_holds_on_both_sides():
    told = said("平均年龄约65岁", 65)
    assert [told.holds_for(age) for age in (64.4, 64.5, 65, 65.49, 65.5)] == [False, True, True, True, False]


@pytest.mark.parametrize(
    ("number", "holds"), [(3219, False), (3220, True), (3227, True), (3229.9, True), (3230, False)]
)
def test_a_hedge_holds_from_its_value_up_to_its_step(number, holds):
    assert said("出动3220多人次", 3220).holds_for(number) is holds


def test_a_number_said_exactly_holds_for_itself_alone():
    assert [said("督办卡292张", 292).holds_for(number) for number in (291, 292, 293)] == [False, True, False]


@given(numbers)
def test_what_is_written_holds_for_the_number_and_never_says_more(number):
    told = said(official(number), _value(official(number)))
    assert told.value <= number
    assert told.holds_for(number)


@given(numbers)
def test_what_is_written_is_within_a_tenth_of_the_number(number):
    assert number - _value(official(number)) <= number / 10


@given(numbers, numbers)
def test_more_is_never_written_as_less(one, other):
    less, more = sorted((one, other))
    assert _value(official(less)) <= _value(official(more))


def _value(written: str) -> Decimal:
    digits = written.replace("多", "").replace("余", "")
    for unit, size in (("万", 10_000), ("亿", 100_000_000)):
        if unit in digits:
            return Decimal(digits.replace(unit, "")) * size
    return Decimal(digits)
