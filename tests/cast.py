"""The cast of the tests: who they are, and the small city in which they act."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group

from command.choices import DepartmentKind, Role
from command.models import Area, AreaLevel, Department, User
from inspections.models import Category, Point, PointType

PASSWORD = "wenming-chengshi-2026"


def person(username: str, name: str, role: str, *, department=None, area=None) -> User:
    """Create an account with one role."""
    user = User.objects.create_user(
        username, f"{username}@example.test", PASSWORD, name=name, department=department, area=area
    )
    user.groups.add(Group.objects.get(name=role))
    return user


def build_city() -> SimpleNamespace:
    """Two towns with a community each, an office, two groups, two units, three points."""
    root = Area.objects.get(code="130682")
    levels = {level.key: level for level in AreaLevel.objects.all()}
    north = Area.objects.create(code="130682002", name="北城区街道", level=levels["subdistrict"], parent=root)
    east = Area.objects.create(code="130682106", name="东亭镇", level=levels["town"], parent=root)
    north_street = Area.objects.create(
        code="130682002X01", name="东街社区", level=levels["community"], parent=north, is_official=False
    )
    east_village = Area.objects.create(
        code="130682106X01", name="西庄村", level=levels["village"], parent=east, is_official=False
    )
    kinds = DepartmentKind

    def department(name: str, kind: str, area=None) -> Department:
        return Department.objects.create(name=name, kind=kind, area=area)

    market = PointType.objects.get_or_create(name="农贸市场")[0]
    road = PointType.objects.get_or_create(name="主次干道")[0]
    city_management = department("市城市管理综合行政执法局", kinds.MEMBER_UNIT)
    transport = department("市交通运输局", kinds.MEMBER_UNIT)

    def point(code: str, name: str, kind: PointType, area: Area, unit: Department) -> Point:
        return Point.objects.create(
            code=code, name=name, type=kind, area=area, department=unit, longitude=115.0, latitude=38.5
        )

    return SimpleNamespace(
        root=root,
        north=north,
        east=east,
        north_street=north_street,
        east_village=east_village,
        office=department("创城办公室", kinds.OFFICE),
        headquarters=department("创城指挥部", kinds.HEADQUARTERS),
        group_one=department("督导一组", kinds.SUPERVISION_GROUP),
        group_two=department("督导二组", kinds.SUPERVISION_GROUP),
        city_management=city_management,
        transport=transport,
        east_town=department("东亭镇党委", kinds.TOWNSHIP, east),
        market=point("DZ00001", "北街农贸市场", market, north_street, city_management),
        road=point("DZ00002", "中山路", road, north_street, transport),
        village_market=point("DZ00003", "西庄集市", market, east_village, city_management),
    )


def build_cast(city: SimpleNamespace) -> SimpleNamespace:
    """An official, a clerk, two inspectors, two handlers, area staff, an administrator, an auditor, an outsider."""
    return SimpleNamespace(
        city=city,
        official=person("official", "郭志刚", Role.OFFICIAL, department=city.headquarters),
        clerk=person("clerk", "李文兰", Role.OFFICE, department=city.office),
        inspector=person("inspector", "王国强", Role.INSPECTOR, department=city.group_one),
        other_inspector=person("inspector2", "赵建军", Role.INSPECTOR, department=city.group_two),
        handler=person("handler", "孙伟", Role.HANDLER, department=city.city_management),
        other_handler=person("handler2", "周涛", Role.HANDLER, department=city.transport),
        area_staff=person("area", "徐静", Role.AREA_STAFF, department=city.east_town, area=city.east),
        administrator=person("admin", "系统管理员", Role.ADMINISTRATOR, department=city.office),
        auditor=person("auditor", "审计员", Role.AUDITOR),
        outsider=person("outsider", "局外人", Role.EDITOR),
    )


@pytest.fixture
def city(db) -> SimpleNamespace:
    return build_city()


@pytest.fixture
def cast(city) -> SimpleNamespace:
    return build_cast(city)


@pytest.fixture
def category(db) -> Category:
    """暴露垃圾, of the classification in use."""
    return Category.objects.current().get(name="暴露垃圾")
