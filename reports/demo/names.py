"""Names of people, villages and departments that the lists do not give."""

from collections.abc import Iterator
from random import Random

SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉文建国志红海波宁博晨雨佳欣浩宇梅兰"

WORK_DEPARTMENTS = (
    "综合协调部", "宣传动员部", "环境卫生整治部", "市容秩序整治部", "交通秩序整治部", "市场秩序整治部",
    "小区环境整治部", "城乡结合部整治部", "窗口行业提升部", "公益广告建设部", "未成年人工作部", "志愿服务部",
    "材料申报部", "督查问责部",
)  # fmt: skip
GROUPS = tuple(f"督导{number}组" for number in "一二三四五六七八九十")
GROUPS_AT_FIRST = 3

_SIDES = "东西南北中前后上下大小"
_KINDS = ("庄", "营", "屯", "街", "关", "辛庄", "家庄", "桥", "店", "堡", "坊", "杨村", "王村", "李庄", "赵庄")


def person(rng: Random) -> str:
    """Return a name of two or three characters."""
    return rng.choice(SURNAMES) + "".join(rng.choice(GIVEN) for _ in range(rng.choice((1, 2, 2))))


def villages(suffix: str) -> Iterator[str]:
    """Yield names of villages or communities in a fixed order, each once."""
    for kind in _KINDS:
        for side in _SIDES:
            yield f"{side}{kind}{suffix}"
