"""One list, saved by an office program in each of its formats: what is read of it is the same."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from dangbo.io.grids import Grid
from dangbo.io.reading import read_table
from dangbo.io.sources import open_workbook
from tests.office_files import office_list

DATA = Path(__file__).parents[1] / "data"
SHEET, ODS_CELLS = "xl/worksheets/sheet2.xml", "content.xml"


def saved(ending: str) -> bytes:
    return (DATA / f"office.{ending}").read_bytes()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A package with one part otherwise than it was."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(stream, "w") as after:
        for name in before.namelist():
            body = before.read(name)
            new = change(body) if name == part else body
            assert name != part or new != body
            after.writestr(name, new)
    return stream.getvalue()


def spelled_otherwise(body: bytes) -> bytes:
    """Sound XML which no program spells so: it is read element by element."""
    body = body.replace(b"</sheetData>", b"</sheetData><!-- -->")
    return re.sub(rb'hidden="(1|true)"', rb"hidden = '\1'", body)


def rows_without_numbers(body: bytes) -> bytes:
    return re.sub(rb'<row r="[0-9]+"', b"<row", body)


FILES: dict[str, Callable[[], bytes]] = {
    "xlsxwriter": office_list,
    "LibreOffice .xlsx": lambda: saved("xlsx"),
    "LibreOffice .xls": lambda: saved("xls"),
    "LibreOffice .ods": lambda: saved("ods"),
    "another spelling": lambda: changed(office_list(), SHEET, spelled_otherwise),
    "LibreOffice, another spelling": lambda: changed(saved("xlsx"), SHEET, spelled_otherwise),
    "rows without numbers": lambda: changed(saved("xlsx"), SHEET, rows_without_numbers),
}


def told(data: bytes) -> list[Any]:
    """All that is read of the list and said of it, but for ids made of the file."""
    read = read_table(data, "profiles", on_problem="take-good-rows")
    problems = [(one.code, *(dict(one.facts).get(name) for name in ("cell", "rows", "names"))) for one in read.problems]
    rows = [{name: value for name, value in row.items() if name != "member"} for row in read.rows]
    grid = read.layout.grid
    marks = (grid.fonts, grid.unread, grid.number_formats, grid.hidden_rows, grid.hidden_columns, {*grid.merged})
    sheets = [(one.sheet, one.visible) for one in read.kept.sheets]
    return [problems, rows, read.numbers, read.proposals, marks, sheets, [one.cells for one in read.kept.columns]]


@pytest.mark.parametrize("name", FILES)
def test_a_list_says_the_same_in_every_format(name: str) -> None:
    problems, rows, numbers, proposals, *_, columns = told(FILES[name]())
    assert problems == [
        ("table/made-ids", None, "4, 5, 7, 11, 12, 13, 14, 15", None),
        ("table/hidden-rows", None, "5, 7, 9, 11, 13, 15", None),
        ("table/hidden-columns", None, None, "F"),
        ("table/number-zero-lost", "E6", None, None),
        ("table/other-encoding", "B8", None, None),
        ("table/other-encoding", "B9", None, None),
        ("table/error-value", "J10", None, None),
        ("table/day-from-number", "C11", None, None),
        ("table/tidied", "J12", None, None),
    ]
    assert (len(rows), numbers) == (8, (4, 5, 7, 11, 12, 13, 14, 15))
    assert proposals[10, 2] == "25/03/1960"
    assert columns[1] == (True, False, *(dt.timedelta(days=1, hours=18),) * 6)
    assert told(FILES[name]()) == told(office_list())


def test_a_document_that_counts_days_from_1904_says_so() -> None:
    def from_1904(body: bytes) -> bytes:
        settings = rb'\g<0><table:null-date table:date-value="1904-01-01"/>'
        return re.sub(rb"<table:calculation-settings[^>]*>", settings, body)

    read = read_table(changed(saved("ods"), ODS_CELLS, from_1904), "profiles", on_problem="take-good-rows")
    assert (read.layout.grid.epoch, read.proposals[10, 2]) == (1904, "26/03/1964")
    assert read.rows[0]["born"] == dt.date(1960, 1, 12)  # a day itself is written out


def test_tabs_and_ends_of_lines_stay_in_a_text_of_a_document() -> None:
    def broken(body: bytes) -> bytes:
        comment = "<office:annotation><text:p>x<text:tab/>y</text:p></office:annotation>"
        parts = "<text:p>Nguyễn<text:tab/>Văn<text:line-break/>A<text:s text:c='2'/>B</text:p><text:p>C</text:p>"
        return body.replace("<text:p>Nguyễn Văn A</text:p>".encode(), (comment + parts).encode())

    grid = open_workbook(changed(saved("ods"), ODS_CELLS, broken)).grids[1]
    assert grid.rows[3][:2] == (1, "Nguyễn\tVăn\nA  B\nC")
    assert grid.rows[4:] == open_workbook(saved("ods")).grids[1].rows[4:]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("PT08H05M30S", dt.time(8, 5, 30)),
        ("PT8H5M", dt.time(8, 5)),
        ("PT23H59M59.5S", dt.time(23, 59, 59, 500_000)),
        ("P1DT6H", dt.timedelta(days=1, hours=6)),
        ("PT30H0M0.25S", dt.timedelta(hours=30, milliseconds=250)),
        ("P1Y", "P1Y"),
    ],
)
def test_a_length_of_time_is_read_however_a_document_writes_it(written: str, meant: object) -> None:
    written_so = changed(saved("ods"), ODS_CELLS, lambda body: body.replace(b"PT42H00M00S", written.encode()))
    assert open_workbook(written_so).grids[1].rows[5][8] == meant


def test_no_more_is_hidden_than_there_is() -> None:
    def far(body: bytes) -> bytes:
        return body.replace(
            b'table:number-rows-repeated="', b'table:visibility="collapse" table:number-rows-repeated="'
        )

    def grids(data: bytes) -> tuple[Grid, ...]:
        return open_workbook(data).grids

    (_, grid, *others) = grids(changed(saved("ods"), ODS_CELLS, far))
    assert (len(grid.rows), grid.hidden_rows) == (16, grids(saved("ods"))[1].hidden_rows)
    assert not any(one.hidden_rows or one.hidden_columns for one in others)


def test_what_is_hidden_is_read_and_said_without_a_value() -> None:
    read = read_table(saved("ods"), "profiles", on_problem="take-good-rows")
    assert "columns that the sheet hides were read like the others: 1 (F)" in read.text(lang="en")
    assert "6 dòng đang ẩn (do lọc hoặc do ẩn dòng) vẫn được đọc" in read.text(lang="vi")
    assert {row["sex"] for row in read.rows} == {"Nam", "Nữ"}
