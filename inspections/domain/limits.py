"""Sets of time limits as data. There is no national default: the sets of two cities, and this city's trial set."""

from dataclasses import dataclass

from core.choices import Clock

HOUR, URGENT, DAY = Clock.WORK_HOUR, Clock.URGENT_HOUR, Clock.WORK_DAY
NATURAL = Clock.NATURAL_DAY


@dataclass(frozen=True)
class Limits:
    """A set of rows: category, 立案条件, 结案条件, amount, clock.

    A category is named; a main one stands for all of its own, "" for everything. A name is an event's
    unless it begins with ``部件:``.
    """

    name: str
    source: str
    rows: tuple[tuple[str, str, str, int, Clock], ...]


CITY_A = Limits(
    "城市甲（样例）",
    "某市数字化城市管理立案、处置、结案标准（renrendoc.com/paper/191493937），样例，不作本市依据",
    (
        ("私搭乱建", "正在搭建", "停工", 4, HOUR),
        ("私搭乱建", "已建成，需处罚", "处罚", 7, DAY),
        ("私搭乱建", "已建成，需拆除", "拆除", 20, DAY),
        ("暴露垃圾", "", "彻底清理", 4, HOUR),
        ("积存垃圾渣土", "建筑垃圾", "彻底清理", 4, HOUR),
        ("积存垃圾渣土", "渣土", "彻底清理", 2, DAY),
        ("道路不洁", "", "保洁到位", 2, HOUR),
        ("道路积水", "", "排除积水", 4, HOUR),
        ("绿地脏乱", "", "保洁到位", 4, HOUR),
        ("部件:绿地", "缺株、塌陷", "补植、修复", 5, DAY),
    ),
)
JIYUAN = Limits(
    "济源（样例）",
    "济源市数字化城市管理部件、事件处置时限（ishare.iask.com/f/2gaIATvprR5），样例，不作本市依据",
    (
        ("私搭乱建", "", "拆除", 15, DAY),
        ("暴露垃圾", "", "清除", 1, DAY),
        ("积存垃圾渣土", "", "清除", 4, DAY),
        ("道路不洁", "", "保洁到位", 5, HOUR),
        ("水域不洁", "", "清除", 15, DAY),
    ),
)
TRIAL = "（试行）"
TRIAL_SOURCE = "参照济源等市处置时限和本市创城工作要求拟定，试行，由创城办公室在后台修订"
TRIAL_ROWS: tuple[tuple[str, str, str, int, Clock], ...] = (
    ("", "", "整改到位", 3, DAY),
    ("市容环境", "", "清理到位", 1, DAY),
    ("宣传广告", "", "清除或修复", 2, DAY),
    ("施工管理", "", "整改到位", 1, DAY),
    ("突发事件", "", "排除险情", 4, URGENT),
    ("街面秩序", "", "秩序恢复", 4, HOUR),
    ("扩展事件", "", "整改到位", 3, DAY),
    ("部件:公用设施", "", "修复", 3, DAY),
    ("部件:道路交通", "", "修复", 3, DAY),
    ("部件:市容环境", "", "修复、清洁", 2, DAY),
    ("部件:园林绿化", "", "修复、补植", 5, DAY),
    ("部件:房屋土地", "", "整改到位", 15, DAY),
    ("部件:其他设施", "", "修复", 5, DAY),
    ("部件:扩展部件", "", "修复", 5, DAY),
    ("私搭乱建", "正在搭建", "停工", 4, HOUR),
    ("私搭乱建", "已建成", "拆除", 15, DAY),
    ("暴露垃圾", "主次干道、重点点位", "清除", 4, HOUR),
    ("暴露垃圾", "其他区域", "清除", 1, DAY),
    ("积存垃圾渣土", "5立方米以下", "清除", 1, DAY),
    ("积存垃圾渣土", "5立方米以上", "清除", 4, DAY),
    ("道路不洁", "", "保洁到位", 5, HOUR),
    ("水域不洁", "", "清除", 15, DAY),
    ("废弃车辆", "", "清走", 7, NATURAL),
    ("道路破损", "影响通行安全", "围挡警示并修复", 24, URGENT),
    ("道路破损", "不影响通行", "修复", 5, DAY),
    ("动物尸体清理", "", "清理消毒", 4, HOUR),
    ("非法小广告", "", "清除", 1, DAY),
    ("广告招牌破损", "有坠落危险", "拆除或加固", 4, URGENT),
    ("广告招牌破损", "无坠落危险", "修复", 3, DAY),
    ("路面塌陷", "", "围挡警示，排除险情", 2, URGENT),
    ("燃气管道破裂", "", "排除险情", 1, URGENT),
    ("群发性事件", "", "现场处置", 1, URGENT),
    ("道路积雪结冰", "", "清除", 12, URGENT),
    ("无照经营游商", "", "劝离、规范", 2, HOUR),
    ("露天烧烤", "", "取缔、规范", 4, HOUR),
    ("部件:上水井盖", "缺失、破损", "围挡警示并补装", 4, URGENT),
    ("部件:污水井盖", "缺失、破损", "围挡警示并补装", 4, URGENT),
    ("部件:雨水井盖", "缺失、破损", "围挡警示并补装", 4, URGENT),
    ("部件:雨水箅子", "缺失、破损", "补装", 8, URGENT),
    ("部件:电力井盖", "缺失、破损", "围挡警示并补装", 4, URGENT),
    ("部件:无主井盖", "缺失、破损", "围挡警示并补装", 4, URGENT),
    ("部件:路灯", "不亮", "修复", 2, DAY),
    ("部件:垃圾箱", "满溢", "清运", 4, HOUR),
    ("部件:垃圾箱", "破损", "更换", 3, DAY),
    ("部件:古树名木", "", "抢救保护", 1, DAY),
)
