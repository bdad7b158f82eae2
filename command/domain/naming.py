"""The names by which lists call units and areas."""

from collections import Counter

from command.choices import AreaRank
from command.models import Area, Department, DepartmentAlias


def unit_names() -> dict[str, int]:
    """Return every department's id by its name."""
    return dict(Department.objects.values_list("name", "pk"))


def unit_nicknames() -> dict[str, str]:
    """Return every nickname with the name that it stands for."""
    return dict(DepartmentAlias.objects.values_list("name", "department__name"))


def area_names() -> tuple[dict[str, int], dict[str, str]]:
    """Return the areas in force by name, and what else they may be called.

    A village whose name is not its own alone is called with its town, such as 东亭镇西庄村; so may every other
    village, and every area may be called by its code.
    """
    areas = list(Area.objects.filter(active_to=None).select_related("parent", "level").order_by("code"))
    often = Counter(area.name for area in areas)
    names: dict[str, int] = {}
    nicknames: dict[str, str] = {}
    for area in areas:
        town = area.parent.name if area.parent and area.level.rank >= AreaRank.VILLAGE else ""
        name = area.name if often[area.name] == 1 else f"{town}{area.name}"
        names[name] = area.pk
        nicknames |= {f"{town}{area.name}": name, area.code: name}
    return names, nicknames
