"""The accounts of the demonstration, as ``make run`` prints them. For demonstrations only: one password for all."""

from dataclasses import dataclass

from command.choices import Role

PASSWORD = "dingzhou-2026-demo"  # noqa: S105 - printed on purpose


@dataclass(frozen=True)
class Account:
    """Somebody to log in as. ``department`` and ``area`` are names."""

    username: str
    name: str
    role: Role
    department: str = ""
    area: str = ""


HEADQUARTERS, OFFICE = "创城指挥部", "创城办公室"
ACCOUNTS = (
    Account("official", "郭志刚", Role.OFFICIAL, HEADQUARTERS),
    Account("office", "李文兰", Role.OFFICE, OFFICE),
    Account("inspector", "王国强", Role.INSPECTOR, "督导一组"),
    Account("inspector2", "赵建军", Role.INSPECTOR, "督导二组"),
    Account("handler", "孙伟", Role.HANDLER, "市城市管理综合行政执法局"),
    Account("handler2", "周涛", Role.HANDLER, "市环境卫生服务中心"),
    Account("handler3", "李娜", Role.HANDLER, "市城市管理综合行政执法局"),
    Account("area", "徐静", Role.AREA_STAFF, "南城区街道党工委", "南城区街道"),
    Account("editor", "何雨", Role.EDITOR, "市委宣传部"),
    Account("leader", "高敏", Role.TEAM_LEADER, "团市委"),
    Account("admin", "系统管理员", Role.ADMINISTRATOR, OFFICE),
    Account("auditor", "审计员", Role.AUDITOR, "市审计局"),
)
