"""A small office list of points, and files that hold it."""

import io

import xlsxwriter

HEADER = [
    "序号", "点位编号", "点位名称", "点位类型", "街道（乡镇）", "社区（村）", "详细地址",
    "经度", "纬度", "包保市领导", "包保单位", "责任人", "联系电话", "备注",
]  # fmt: skip
ROW = [
    1, "DZ10001", "兴定路农贸市场1号", "农贸市场", "北城区街道", "东街社区", "中山路1号",
    115.01, 38.51, "朱娜英", "市交通运输局", "黄国", "13800008134", "",
]  # fmt: skip


def row(number: int, **changes) -> list:
    """Return a good row with its number in code and name; ``changes`` are by header."""
    cells = dict(zip(HEADER, ROW, strict=True))
    cells |= {"序号": number, "点位编号": f"DZ1{number:04d}", "点位名称": f"兴定路农贸市场{number}号", **changes}
    return [cells[header] for header in HEADER]


def csv_text(*rows: list) -> str:
    """Return rows under the header as csv."""
    return "\n".join(",".join(str(cell) for cell in cells) for cells in (HEADER, *rows)) + "\n"


def workbook(*rows: list) -> bytes:
    """Return a workbook with title, two merged header rows, the rows and a note."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("点位清单")
        sheet.write(0, 0, "点位清单")
        upper = [*HEADER[:4], "所属区域", "", "详细地址", "坐标", "", "包保责任", "", "", "", "备注"]
        sheet.write_row(2, 0, upper)
        for column in (4, 5, 7, 8, 9, 10, 11, 12):
            sheet.write(3, column, HEADER[column])
        for number, cells in enumerate(rows, 4):
            sheet.write_row(number, 0, cells)
        sheet.write(len(rows) + 5, 0, "注：坐标为WGS-84。")
    return out.getvalue()
