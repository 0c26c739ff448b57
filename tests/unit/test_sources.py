"""Files as they are opened: what they are, the cells as they lie there, and one clear error for what cannot be read."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from dangbo.base.errors import InvalidInputError
from dangbo.io.grids import Span, Unread
from dangbo.io.sources import open_workbook


class Book:
    """A workbook made in memory."""

    def __init__(self, **options: object) -> None:
        self.stream = BytesIO()
        self.book = xlsxwriter.Workbook(self.stream, {"in_memory": True, **options})

    def format(self, **options: object) -> object:
        return self.book.add_format(options)

    def data(self) -> bytes:
        self.book.close()
        return self.stream.getvalue()


def code_of(source: object) -> str:
    with pytest.raises(InvalidInputError) as caught:
        open_workbook(source)  # type: ignore[arg-type]
    return caught.value.findings[0].code


def repacked(data: bytes, part: str, change: object) -> bytes:
    """A package with one part changed."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(stream, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            body = before.read(name)
            after.writestr(name, change(body) if name == part else body)  # type: ignore[operator]
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def rich() -> bytes:
    """Cells of every kind."""
    made = Book()
    sheet = made.book.add_worksheet("Danh sách")
    day = made.format(num_format="dd/mm/yyyy")
    sheet.write_row(0, 0, ["Họ và tên", "Số", "Ngày"])
    sheet.write_row(1, 0, ["Phạm Thị Ví Dụ", 12, None])
    sheet.write_datetime(1, 2, dt.date(1980, 2, 1), day)
    sheet.write_number(2, 1, 19060001234, made.format(num_format="000000000000"))
    sheet.write_formula(3, 1, "=NA()", value="#N/A")
    sheet.write_string(4, 0, "Ph¹m V¨n A", made.format(font_name=".VnTime"))
    sheet.write_string(5, 0, "Phaïm", made.format(font_name="VNI-Times"))
    sheet.write_number(6, 2, 0.5, made.format(num_format="hh:mm"))
    sheet.write_number(7, 2, 60, day)
    sheet.write_number(8, 2, -3, day)
    sheet.merge_range(9, 0, 10, 2, "Cộng: 28")
    sheet.write_number(11, 1, 2.5)
    sheet.write(12, 1, True)  # noqa: FBT003 - a cell that says yes
    sheet.write_blank(40, 20, None, day)
    made.book.add_worksheet("QUOCGIA").hide()
    made.book.add_chartsheet("Biểu đồ")
    return made.data()


def test_cells_of_a_workbook_are_what_lies_in_the_file(rich: bytes) -> None:
    book = open_workbook(rich)
    first, hidden = book.grids
    assert (book.format, first.sheet, first.visible, hidden.sheet, hidden.visible) == (
        "xlsx",
        "Danh sách",
        True,
        "QUOCGIA",
        False,
    )
    assert [note.code for note in book.notes] == ["table/no-cells"]
    assert first.rows == [
        ["Họ và tên", "Số", "Ngày"],
        ["Phạm Thị Ví Dụ", 12, dt.date(1980, 2, 1)],
        [None, 19060001234, None],
        [None, None, None],
        ["Ph¹m V¨n A", None, None],
        ["Phaïm", None, None],
        [None, None, dt.time(12, 0)],
        [None, None, 60],
        [None, None, -3],
        ["Cộng: 28", None, None],
        [None, None, None],
        [None, 2.5, None],
        [None, True, None],
    ]
    assert type(first.rows[1][1]) is int
    assert first.fonts == {(4, 0): ".VnTime", (5, 0): "VNI-Times"}
    assert first.unread == {(3, 1): Unread.ERROR}
    assert first.number_formats == {(2, 1): "000000000000"}
    assert first.merged == (Span(9, 0, 10, 2),)
