from command.domain import naming
from command.models import Area, AreaLevel, DepartmentAlias


def test_a_village_name_that_two_towns_have_goes_with_its_town(city):
    village = AreaLevel.objects.get(key="village")
    other = Area.objects.create(code="130682002X02", name="西庄村", level=village, parent=city.north, is_official=False)
    names, nicknames = naming.area_names()
    assert (names["北城区街道西庄村"], names["东亭镇西庄村"]) == (other.pk, city.east_village.pk)
    assert "西庄村" not in names
    assert nicknames["130682002X02"] == "北城区街道西庄村"


def test_a_name_of_its_own_needs_no_town(city):
    names, nicknames = naming.area_names()
    assert (names["东街社区"], nicknames["北城区街道东街社区"]) == (city.north_street.pk, "东街社区")


def test_nicknames_stand_for_departments(city):
    DepartmentAlias.objects.create(department=city.city_management, name="城管局")
    assert naming.unit_nicknames() == {"城管局": city.city_management.name}
    assert naming.unit_names()[city.city_management.name] == city.city_management.pk
