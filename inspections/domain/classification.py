"""The editioned classification of problems as data (never as code): main categories, and what is under them."""

from dataclasses import dataclass

from inspections.choices import CategoryKind


@dataclass(frozen=True)
class Main:
    """A main category (大类) and the codes and names of its categories (小类), as ``code name`` words."""

    kind: CategoryKind
    code: str
    name: str
    children: str = ""

    def pairs(self) -> list[tuple[str, str]]:
        """Return code and name of each category."""
        words = self.children.split()
        return list(zip(words[::2], words[1::2], strict=True))


@dataclass(frozen=True)
class Edition:
    """A classification: its name, edition, where it was read, and what it holds."""

    name: str
    edition: str
    source: str
    mains: tuple[Main, ...]


EVENT, COMPONENT = CategoryKind.EVENT, CategoryKind.COMPONENT

CJT_214 = Edition(
    "CJ/T 214",
    "2007",
    "《城市市政综合监管信息系统 管理部件和事件分类、编码及数据要求》CJ/T 214-2007。事件编码与公开实现逐条一致；"
    "部件大类名称见常熟市2011年文件，部件小类仅收录已知编码，其余由市创城办增补；大类21为本市扩展。",
    (
        Main(
            EVENT,
            "01",
            "市容环境",
            "0101 私搭乱建 0102 暴露垃圾 0103 积存垃圾渣土 0104 道路不洁 0105 水域不洁 0106 绿地脏乱 0107 废弃车辆 "
            "0108 废弃家具设备 0109 非装饰性树挂 0110 道路破损 0111 河堤破损 0112 道路遗撒 0113 建筑物外立面不洁 "
            "0114 水域秩序问题 0115 焚烧垃圾、树叶 0116 油烟污染 0117 动物尸体清理 0118 擅自饲养家禽家畜 "
            "0199 其他市容环境问题",
        ),
        Main(
            EVENT,
            "02",
            "宣传广告",
            "0201 非法小广告 0202 违章张贴悬挂广告牌匾 0203 占道广告牌 0204 街头散发广告 0205 广告招牌破损 "
            "0299 其他宣传广告问题",
        ),
        Main(
            EVENT,
            "03",
            "施工管理",
            "0301 施工扰民 0302 工地扬尘 0303 施工废弃料 0304 施工占道 0305 无证掘路 0399 其他施工管理问题",
        ),
        Main(
            EVENT,
            "04",
            "突发事件",
            "0401 路面塌陷 0402 自来水管破裂 0403 燃气管道破裂 0404 下水道堵塞或破损 0405 热力管道破裂 0406 道路积水 "
            "0407 道路积雪结冰 0408 架空线缆损坏 0409 群发性事件 0499 其他突发事件",
        ),
        Main(
            EVENT,
            "05",
            "街面秩序",
            "0501 无照经营游商 0502 流浪乞讨 0503 占道废品收购 0504 店外经营 0505 机动车乱停放 0506 非机动车乱停放 "
            "0507 乱堆物堆料 0508 商业噪音 0509 黑车拉客 0510 露天烧烤 0511 沿街晾挂 0512 非法出版物销售 "
            "0513 空调室外机低挂 0599 其他街面秩序问题",
        ),
        Main(EVENT, "21", "扩展事件"),
        Main(
            COMPONENT,
            "01",
            "公用设施",
            "0101 上水井盖 0102 污水井盖 0103 雨水井盖 0104 雨水箅子 0105 电力井盖 0106 路灯井盖 0107 通讯井盖 "
            "0108 电视井盖 0109 网络井盖 0110 热力井盖 0111 燃气井盖 0112 公安井盖 0113 消防设施 0114 无主井盖 "
            "0115 通讯交接箱 0116 电力设施 0117 立杆 0118 路灯 0119 地灯 0120 景观灯",
        ),
        Main(COMPONENT, "02", "道路交通", "0201 停车场 0202 停车咪表 0203 公交站亭"),
        Main(
            COMPONENT,
            "03",
            "市容环境",
            "0301 公共厕所 0302 化粪池 0303 公厕指示牌 0304 垃圾间（楼） 0305 垃圾箱 0306 灯箱霓虹灯 0307 广告牌匾",
        ),
        Main(
            COMPONENT,
            "04",
            "园林绿化",
            "0401 古树名木 0402 行道树 0403 护树设施 0404 花架花钵 0405 绿地 0406 雕塑 0407 街头座椅 0408 绿地护栏",
        ),
        Main(COMPONENT, "05", "房屋土地"),
        Main(COMPONENT, "06", "其他设施"),
        Main(COMPONENT, "21", "扩展部件"),
    ),
)

GBT_30428_2 = Edition(
    "GB/T 30428.2",
    "2013（编码待核）",
    "《数字化城市管理信息系统 第2部分：管理部件和事件》GB/T 30428.2-2013。名称见公开实现和扶沟县2019年文件，"
    "编码未经标准原文核对：大类编码为通行顺序，小类暂用本市扩展编码2101起，启用前请对照标准原文。",
    (
        Main(EVENT, "01", "市容环境"),
        Main(EVENT, "02", "宣传广告"),
        Main(EVENT, "03", "施工管理"),
        Main(EVENT, "04", "突发事件"),
        Main(EVENT, "05", "街面秩序"),
        Main(
            EVENT,
            "21",
            "扩展事件",
            "2101 违规户外广告 2102 违规牌匾标识 2103 违规标语宣传品 2104 擅自架设管线、杆线设施 2105 违章接坡 "
            "2106 临街屠宰 2107 占道促销宣传 2108 工地物料乱堆放 2109 绿化弃料 2110 供水管道破裂 2111 排水管道堵塞 "
            "2112 乱倒乱排污水、废水 2113 动物尸体 2114 河道污染",
        ),
        Main(COMPONENT, "01", "公用设施"),
        Main(COMPONENT, "02", "交通设施"),
        Main(COMPONENT, "03", "市容环境设施"),
        Main(COMPONENT, "04", "园林绿化设施"),
        Main(COMPONENT, "05", "其他设施"),
        Main(
            COMPONENT,
            "21",
            "扩展部件",
            "2101 园林井盖 2102 化粪池井盖 2103 不明井盖 2104 地下通道 2105 过街天桥 2106 高架立交桥 2107 跨河桥 "
            "2108 独立树 2109 绿地附属设施 2110 喷泉",
        ),
    ),
)

CURRENT, OTHERS = CJT_214, (GBT_30428_2,)
