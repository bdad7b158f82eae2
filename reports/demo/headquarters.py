"""The headquarters: departments, supervision groups and the accounts of everybody in them."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from command.choices import DepartmentKind, Role
from command.models import Area, Department, User
from reports.demo.accounts import ACCOUNTS, HEADQUARTERS, OFFICE, PASSWORD, Account
from reports.demo.names import GROUPS, GROUPS_AT_FIRST, WORK_DEPARTMENTS, person

CAMPAIGN_DAYS = 400
# The groups went from 3 to 10 (article, 强化组织领导, 三); in the demonstration, two months ago.
EXPANDED_DAYS = 62
MEMBERS_OF_A_GROUP = 4
CLERKS = 3


@dataclass
class Staff:
    """Who acts in the story: by department the people who handle its problems, the groups, the office."""

    handlers: dict[int, User]
    inspectors: dict[int, list[User]]
    clerks: list[User]
    groups: list[Department]


def found(today: date) -> None:
    """Create headquarters, office, the 14 work departments and the 10 supervision groups."""
    start, expanded = today - timedelta(days=CAMPAIGN_DAYS), today - timedelta(days=EXPANDED_DAYS)
    kinds = DepartmentKind
    top = Department.objects.create(name=HEADQUARTERS, kind=kinds.HEADQUARTERS, active_from=start)
    office = Department.objects.create(name=OFFICE, kind=kinds.OFFICE, parent=top, active_from=start)
    rows = [
        Department(name=name, kind=kinds.WORK_DEPARTMENT, parent=top, active_from=start) for name in WORK_DEPARTMENTS
    ]
    for number, name in enumerate(GROUPS):
        since = start if number < GROUPS_AT_FIRST else expanded
        rows.append(Department(name=name, kind=kinds.SUPERVISION_GROUP, parent=office, active_from=since))
    Department.objects.bulk_create(rows)


def staff(rng: Random) -> Staff:
    """Create the documented accounts, one handler for each unit and town, members for each group, and clerks."""
    departments = list(Department.objects.select_related("area").order_by("pk"))
    known = {department.name: department for department in departments}
    people = [_documented(account, known) for account in ACCOUNTS]
    people += _others(departments, people, rng)
    hashed = make_password(PASSWORD, salt="demonstration")
    for user, _role in people:
        user.password = hashed
    User.objects.bulk_create(user for user, _role in people)
    _grant(people)
    return _cast(people, departments)


Person = tuple[User, Role]


def _documented(account: Account, known: dict[str, Department]) -> Person:
    area = Area.objects.get(name=account.area) if account.area else None
    user = User(username=account.username, name=account.name, department=known.get(account.department), area=area)
    user.email = f"{account.username}@demo.invalid"
    user.is_staff = account.role == Role.ADMINISTRATOR
    return user, account.role


def _others(departments: list[Department], people: list[Person], rng: Random) -> list[Person]:
    served = {user.department_id for user, role in people if role in (Role.HANDLER, Role.AREA_STAFF)}
    others: list[Person] = []
    units = 0
    for department in departments:
        if department.kind == DepartmentKind.SUPERVISION_GROUP:
            others += [_member(department, n, rng) for n in range(1, MEMBERS_OF_A_GROUP + 1)]
        elif department.kind == DepartmentKind.OFFICE:
            others += [(_user(f"office{n}", department, rng), Role.OFFICE) for n in range(2, CLERKS + 1)]
        elif department.kind in HANDLING_ROLES and department.pk not in served:
            units += 1
            others.append((_user(f"unit{units}", department, rng), HANDLING_ROLES[department.kind]))
    return others


HANDLING_ROLES: dict[str, Role] = {
    DepartmentKind.MEMBER_UNIT: Role.HANDLER,
    DepartmentKind.SUBDISTRICT: Role.AREA_STAFF,
    DepartmentKind.TOWNSHIP: Role.AREA_STAFF,
}


def _member(group: Department, number: int, rng: Random) -> Person:
    return _user(f"group{GROUPS.index(group.name) + 1}-{number}", group, rng), Role.INSPECTOR


def _user(username: str, department: Department, rng: Random) -> User:
    return User(username=username, name=person(rng), department=department, area=department.area)


def _grant(people: list[Person]) -> None:
    groups = {group.name: group.pk for group in Group.objects.all()}
    through = User.groups.through
    through.objects.bulk_create(through(user_id=user.pk, group_id=groups[role]) for user, role in people)


def _cast(people: list[Person], departments: list[Department]) -> Staff:
    groups = [department for department in departments if department.kind == DepartmentKind.SUPERVISION_GROUP]
    inspectors: dict[int, list[User]] = {group.pk: [] for group in groups}
    handlers: dict[int, User] = {}
    for user, role in people:
        if role == Role.INSPECTOR and user.department_id:
            inspectors[user.department_id].append(user)
        elif role in (Role.HANDLER, Role.AREA_STAFF) and user.department_id:
            # The first of a unit tells the story; others are there to be handed something.
            handlers.setdefault(user.department_id, user)
    clerks = [user for user, role in people if role == Role.OFFICE]
    return Staff(handlers, inspectors, clerks, groups)
