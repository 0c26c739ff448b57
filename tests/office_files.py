"""A list with everything an office program may do to one, as bytes of .xlsx.

`tests/data/office.xls`, `.ods` and `.xlsx` are this list, opened and saved by LibreOffice 7.4. After a change here:

```
python -m tests.office_files > office.xlsx
soffice --headless --convert-to xls:"MS Excel 97" --outdir tests/data office.xlsx      (and ods, xlsx)
```
"""

from __future__ import annotations

import datetime as dt
import sys
from io import BytesIO


def office_list() -> bytes:
    """Twelve people, some of them not seen, and what is wrong with a few cells."""
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    look = {
        code: book.add_format({"num_format": code}) for code in ("dd/mm/yyyy", "m/d/yyyy", "0" * 12, "0.0%", "[h]:mm")
    }
    old = [book.add_format({"font_name": name}) for name in (".VnTime", "VNI-Times")]
    book.add_worksheet("Bìa").write("A1", "Danh sách kèm theo")
    sheet = book.add_worksheet("Đảng viên")
    book.add_worksheet("ẨN").hide()
    book.add_worksheet("RẤT ẨN").very_hidden()
    sheet.merge_range("A1:J1", "DANH SÁCH ĐẢNG VIÊN")
    heads = ["STT", "Họ và tên", None, None, "Số CCCD", "Giới tính"]
    heads += ["Ngày chính thức", "Tỷ lệ dự họp", "Giờ công", "Ghi chú"]
    for column, head in enumerate(heads):
        if head is not None:
            sheet.merge_range(1, column, 2, column, head)
    sheet.merge_range("C2:D2", "Thông tin ngày")
    sheet.write_row("C3", ["Ngày sinh", "Ngày cấp thẻ Đảng"])
    for at in range(12):
        row = at + 3
        day = dt.date(1960 + at, 1 + at, 12 + at)
        sheet.write_row(row, 0, [at + 1, f"Nguyễn Văn {'ABCDEGHIKLMN'[at]}"])
        if at % 3 == 1:
            sheet.write_string(row, 2, f"{day:%d/%m/%Y}")
        else:
            sheet.write_datetime(row, 2, day, look["m/d/yyyy" if at % 3 else "dd/mm/yyyy"])
        sheet.write_datetime(row, 3, dt.date(1990, 2, 3), look["dd/mm/yyyy"])
        sheet.write_string(row, 4, f"0190600012{at:02}")
        sheet.write_string(row, 5, "Nữ" if at % 2 else "Nam")
        sheet.write_formula(row, 6, "=DATE(1991,5,19)", look["dd/mm/yyyy"], 33377)
        sheet.write_number(row, 7, 0.5 + at / 32, look["0.0%"])
        sheet.write_number(row, 8, 1.75, look["[h]:mm"])
    for row, answer in ((3, True), (4, False)):
        sheet.write_boolean(row, 8, answer)
    sheet.write_number("E6", 19060001202, look["0" * 12])
    sheet.write_string("B8", "NguyÔn V¨n §", old[0])
    sheet.write_string("B9", "Phaïm", old[1])
    sheet.write_formula("J10", "=NA()", None, "#N/A")
    sheet.write_number("C11", 22000)
    sheet.write_string("J12", "dòng một\ndòng hai")
    sheet.write_comment("B4", "ai đó ghi")
    sheet.write("A16", "Cộng: 12")
    sheet.autofilter("A3:J15")
    sheet.filter_column(5, "x == Nam")
    for at in range(1, 12, 2):
        sheet.set_row(at + 3, None, None, {"hidden": True})
    sheet.set_column("F:F", None, None, {"hidden": True})
    sheet.set_column("H:I", None, None, {"hidden": True})
    sheet.freeze_panes(3, 2)
    book.close()
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(office_list())
