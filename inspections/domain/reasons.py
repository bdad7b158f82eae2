"""Reasons that units give again and again, offered to be chosen instead of typed. They are data, in Chinese."""

RETURNING = (
    "不属于本单位职责范围",
    "点位不在本单位辖区",
    "同一问题已派遣，属重复派单",
    "需多部门联合处置，请明确牵头单位",
    "位置或情况描述不清，无法查找",
)
EXTENDING = (
    "需采购材料或设备，尚未到货",
    "涉及施工，需按工期完成",
    "需履行法定程序，期限未满",
    "天气原因，不具备施工条件",
    "涉及产权单位，正在协调",
)
