"""Reference data of inspections: point types, classification, time limits, the ladder of escalation,
template sentences.

Seeded after migration, only where a table is empty: what the office changed or removed stays so.
"""

from django.conf import settings
from django.db import transaction

from core.choices import Clock
from core.domain.pinyin import initials
from inspections.choices import CategoryKind, RungKind
from inspections.domain import classification, limits, sentences
from inspections.domain.classification import Edition, Main
from inspections.models import Category, CategorySet, EscalationRung, LimitSet, PointType, Sentence, TimeLimit

# The types of the office's own list, then what the handbook visits and is no place (field: 公交车、出租车).
PLACES = (
    "政务大厅 医院 宾馆饭店 商场超市 长途汽车站 火车站 公交站台 影剧院 营业厅 银行营业厅 中小学校 校园周边 网吧 "
    "未成年人心理健康辅导站 主次干道 商业大街 背街小巷 交通路口 公共广场 公园 农贸市场 餐饮店 药店 社区 居民小区 "
    "公共厕所 建筑工地 城乡结合部 文化场馆 体育场馆 爱国主义教育基地 景区景点 新时代文明实践站 行政村 乡镇政府驻地 "
    "晨晚练点 河道沿岸 加油站 物流快递点"
)
NO_PLACES = "公交车 出租车"
COMPONENT_MARK = "部件:"


def seed() -> None:
    """Fill what is empty."""
    if not PointType.objects.exists():
        _point_types()
    if not CategorySet.objects.exists():
        _classifications()
    if not LimitSet.objects.exists():
        _limits()
    if not EscalationRung.objects.exists():
        _rungs()
    if not Sentence.objects.exists():
        _sentences()


def _point_types() -> None:
    names = [(name, True) for name in PLACES.split()] + [(name, False) for name in NO_PLACES.split()]
    PointType.objects.bulk_create(
        PointType(name=name, is_place=is_place, sort=sort) for sort, (name, is_place) in enumerate(names, 1)
    )


@transaction.atomic
def _classifications() -> None:
    for edition in (classification.CURRENT, *classification.OTHERS):
        _classification(edition, is_current=edition is classification.CURRENT)


def _classification(edition: Edition, *, is_current: bool) -> None:
    owner = CategorySet.objects.create(
        name=edition.name, edition=edition.edition, source=edition.source, is_current=is_current
    )
    mains = [_category(owner, main, main.code, main.name) for main in edition.mains]
    Category.objects.bulk_create(mains)
    Category.objects.bulk_create(
        _category(owner, main, code, name, parent)
        for main, parent in zip(edition.mains, mains, strict=True)
        for code, name in main.pairs()
    )


def _category(owner: CategorySet, main: Main, code: str, name: str, parent: Category | None = None) -> Category:
    return Category(set=owner, parent=parent, code=code, name=name, kind=main.kind, pinyin=initials(name))


@transaction.atomic
def _limits() -> None:
    own = limits.Limits(f"{settings.CITY_NAME}{limits.TRIAL}", limits.TRIAL_SOURCE, limits.TRIAL_ROWS)
    categories = Category.objects.filter(set__is_current=True)
    known = {(category.kind, category.name): category for category in categories}
    for preset in (own, limits.JIYUAN, limits.CITY_A):
        owner = LimitSet.objects.create(name=preset.name, source=preset.source, is_current=preset is own)
        TimeLimit.objects.bulk_create(
            TimeLimit(set=owner, category=_named(known, name), condition=when, result=done, amount=n, clock=clock)
            for name, when, done, n, clock in preset.rows
        )


def _named(known: dict[tuple[str, str], Category], name: str) -> Category | None:
    """Return the category of a preset's row; a classification without it would be a ``KeyError``."""
    if not name:
        return None
    kind = CategoryKind.COMPONENT if name.startswith(COMPONENT_MARK) else CategoryKind.EVENT
    return known[kind, name.removeprefix(COMPONENT_MARK)]


def _sentences() -> None:
    known = {category.name: category for category in Category.objects.current()}
    rows = [
        (None, sentences.FOR_ALL),
        *((known[name], texts) for name, texts in sentences.BY_CATEGORY.items() if name in known),
    ]
    Sentence.objects.bulk_create(
        Sentence(category=category, text=text, pinyin=initials(text), sort=sort)
        for category, texts in rows
        for sort, text in enumerate(texts, 1)
    )


def _rungs() -> None:
    rung, kinds = EscalationRung, RungKind
    EscalationRung.objects.bulk_create(
        [
            rung(name="到期前催办", kind=kinds.REMIND, offset=-2, clock=Clock.WORK_HOUR),
            rung(name="到期催办", kind=kinds.REMIND, offset=0, clock=Clock.WORK_HOUR),
            rung(name="督办（草案）", kind=kinds.SUPERVISE, offset=1, clock=Clock.WORK_DAY, tell_office=True),
            rung(
                name="通报（候选）",
                kind=kinds.BULLETIN,
                offset=3,
                clock=Clock.WORK_DAY,
                tell_office=True,
                tell_officials=True,
            ),
        ]
    )
