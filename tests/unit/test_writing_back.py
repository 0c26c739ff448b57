"""Lists written back: every sheet and cell as the file had it, and only what was changed of people is another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dangbo.base.errors import InvalidInputError
from dangbo.base.terms import PoliticalTheory, Sex
from dangbo.base.text import PartialDate
from dangbo.io.grids import Grid, Raw, Span, Unread, Workbook, apart
from dangbo.io.imports import Import
from dangbo.io.reading import read_table
from dangbo.io.sources import open_workbook
from dangbo.io.writing_back import write_back
from dangbo.life.profiles import Profile, Profiles
from tests.workbooks import (
    NOTE,
    SIGNATURES,
    Formula,
    Page,
    Person,
    State,
    Styled,
    flat_list,
    flat_page,
    hidden,
    national_list,
    people,
    roll_book,
    statistics_form,
    total,
    workbook,
)

DAY = dt.date(1961, 2, 3)
MOMENT = dt.datetime(2025, 9, 1, 8, 30)  # noqa: DTZ001 - a cell knows no zone


def read_back(source: bytes, path: Path) -> tuple[Import, Workbook]:
    """A list as it was read, and the file it was written to as it is opened."""
    read = read_table(source, "profiles", on_problem="take-good-rows")
    read.write_back(path)
    return read, open_workbook(path)


def typed(grid: Grid) -> list[list[tuple[type, Raw]]]:
    return [[(type(raw), raw) for raw in row] for row in grid.rows]


def assert_same(old: Iterable[Grid], new: Iterable[Grid]) -> None:
    """Sheets in order, names, who sees them, merged cells, every cell with its type, zeros, fonts."""
    for one, other in zip(old, new, strict=True):
        assert (one.sheet, one.visible, [*one.merged]) == (other.sheet, other.visible, [*other.merged])
        assert typed(one) == typed(other)
        assert (one.fonts, one.number_formats, one.epoch) == (other.fonts, other.number_formats, other.epoch)


def changed_cells(old: Grid, new: Grid) -> dict[tuple[int, int], Raw]:
    return {
        (row, column): raw
        for row, (before, after) in enumerate(zip(old.rows, new.rows, strict=True))
        for column, (was, raw) in enumerate(zip(before, after, strict=True))
        if (type(was), was) != (type(raw), raw)
    }


def members(count: int = 4) -> list[dict[str, object]]:
    """People with all that a cell may hold: zeros in front, real days, days known in part, blanks, a formula's text."""
    rows = people(count)
    rows[0] |= {"born": DAY, "admitted": dt.date(1990, 5, 19), "recognized": dt.date(1991, 5, 19), "Ký hiệu": "=1+1"}
    rows[1] |= {"born": "5/1968", "old_id": "012345678", "Ký hiệu": 0.1 + 0.2, "old_card_number": "00123456"}
    rows[2] |= {"born": 1947, "sex": "NỮ", "Ký hiệu": MOMENT, "other_name": "  Tư\n(Bốn) "}
    rows[3] |= {"recognized": None, "state": None, "Ký hiệu": Styled(7, number_format="0000"), "old_id": None}
    return rows


@pytest.mark.parametrize("state", ["2025-two-lines", "2025-flat"])
def test_the_national_list_comes_back_cell_by_cell(state: State, tmp_path: Path) -> None:
    source = national_list(members(), state=state, more=("Ký hiệu",))
    path = tmp_path / "lại.xlsx"
    read, written = read_back(source, path)
    assert_same(read.workbook.grids, written.grids)
    again = read_table(path, "profiles", on_problem="take-good-rows")
    assert [dict(row) for row in again.rows] == [dict(row) for row in read.rows]
    assert (again.records, again.numbers, again.kept.columns) == (read.records, read.numbers, read.kept.columns)
    assert [one.sheet for one in again.kept.sheets] == [one.sheet for one in read.kept.sheets]
    if state == "2025-two-lines":
        assert [grid.visible for grid in written.grids] == [True, False, False, False, False]


def test_only_the_cells_of_what_was_changed_are_others(tmp_path: Path) -> None:
    source = national_list(members(), more=("Ký hiệu",))
    read = read_table(source, "profiles", on_problem="take-good-rows")
    assert isinstance(read.records, Profiles)
    ids = read.records.ids
    profiles = read.records.changed(
        [{"member": ids[0], "born": "09/08/1962"}, {"member": ids[1], "personal_id": "001061000009"}]
    )
    told = read.write_back(tmp_path / "a.xlsx", profiles=profiles)
    written = open_workbook(tmp_path / "a.xlsx")
    columns = {one.field: one.column for one in read.columns}
    row, next_row = (number - 1 for number in read.numbers[:2])
    expected = {(row, columns["born"]): dt.date(1962, 8, 9), (next_row, columns["personal_id"]): "001061000009"}
    assert changed_cells(read.layout.grid, written.grids[0]) == expected
    assert_same(read.kept.sheets, written.grids[1:])
    assert {(one.row - 1, one.column): one.after for one in told.cells} == expected
    assert [one.how for one in told.cells] == ["changed", "changed"]
    assert not told.problems
    assert read_table(written, "profiles", on_problem="take-good-rows").records == profiles


CHANGES: list[tuple[str, object, dict[str, object], Raw]] = [
    ("a day among days of the workbook", "born", {"born": "12/05/1963"}, dt.date(1963, 5, 12)),
    ("a month among days of the workbook", "born", {"born": "5/1963"}, "05/1963"),
    ("a year among days of the workbook", "born", {"born": "1963"}, "1963"),
    ("a day before workbooks count right", "born", {"born": "12/01/1900"}, "12/01/1900"),
    ("a day among days in text", "admitted", {"admitted": "2/9/1985"}, "02/09/1985"),
    ("a day among days that begin with the year", "recognized", {"recognized": "2/9/1986"}, "1986-09-02"),
    ("a label as the column spells it", "sex", {"sex": Sex.FEMALE}, "NỮ"),
    (
        "a label the column does not have",
        "political_theory",
        {"political_theory": "cao cấp"},
        PoliticalTheory.ADVANCED.label,
    ),
    ("a text", "religion", {"religion": "=Phật giáo"}, "=Phật giáo"),
    ("a number that was a number is text", "card_number", {"card_number": "190600012399"}, "190600012399"),
    ("a blank cell", "file_number", {"file_number": "001"}, "001"),
]


@pytest.mark.parametrize(("field", "change", "expected"), [one[1:] for one in CHANGES], ids=[one[0] for one in CHANGES])
def test_a_value_is_written_as_its_column_writes_such_values(
    field: str, change: dict[str, object], expected: Raw, tmp_path: Path
) -> None:
    source = _mixed()
    read = read_table(source, "profiles", on_problem="take-good-rows")
    assert isinstance(read.records, Profiles)
    told = read.write_back(
        tmp_path / "a.xlsx", profiles=read.records.changed([{"member": read.records.ids[0], **change}])
    )
    column = next(one.column for one in read.columns if one.field == field)
    after = changed_cells(read.layout.grid, open_workbook(tmp_path / "a.xlsx").grids[0])
    assert after == {(read.numbers[0] - 1, column): expected}
    assert (type(told.cells[0].after), told.cells[0].after) == (type(expected), expected)


def _mixed() -> bytes:
    """A flat list whose columns write their values in different ways."""
    rows = people(4, card_number=190600012345, file_number=None, political_theory="Sơ cấp", born=DAY)
    for row, sex in zip(rows, ("Nam", "NỮ", "NỮ", "nữ"), strict=True):
        row |= {"recognized": "1991-05-19", "sex": sex}
    return flat_list(24, rows)


def test_a_list_with_sections_totals_and_signatures_keeps_every_row(tmp_path: Path) -> None:
    rows: list[Person | str] = ["I. Chi bộ thôn 3 (2 đồng chí)", *people(2), "II. Chi bộ thôn 4", *people(5)[2:]]
    below = [total(5), *SIGNATURES, *NOTE]
    codes = ("STT", "HO_TEN", "NGAY_SINH", "SO_THE")
    page = flat_page(4, rows, title=["DANH SÁCH", "Tháng 9"], codes=codes, numbers="bracketed", below=below)
    other = Page(
        "Biểu", [["x", None, True], [None, 1.5, dt.time(8, 30)], [dt.timedelta(hours=30)]], (Span(0, 0, 1, 0),)
    )
    read, written = read_back(workbook(hidden(other), page, hidden(Page("trống", []))), tmp_path / "a.xlsx")
    assert_same(read.workbook.grids, written.grids)


def test_one_of_several_values_in_a_cell_takes_its_place_among_them(tmp_path: Path) -> None:
    rows = people(4)
    rows[1] |= {"recognized": None, "card_number": None}
    rows[2] |= {"admitted": None, "sex": "Nữ"}
    read, written = read_back(roll_book(rows), tmp_path / "a.xlsx")
    assert_same(read.workbook.grids, written.grids)
    assert isinstance(read.records, Profiles)
    one, two, three, four = read.records.ids
    changes: list[Profile | dict[str, Any]] = [
        {"member": one, "recognized": "20/05/1991", "political_theory": PoliticalTheory.ADVANCED},
        {"member": two, "recognized": "02/09/1992", "card_number": "190600019999"},
        {"member": three, "sex": "nam", "admitted": "3/1990"},
        replace(read.records[four], recognized=None, religion=None),
    ]
    profiles = read.records.changed(changes)
    told = read.write_back(tmp_path / "b.xlsx", profiles=profiles)
    first = read.numbers[0]
    texts = {(one.row - first, one.heading.split(",")[0]): one.after for one in told.cells}
    assert texts == {
        (0, "Văn hóa"): f"12/12\n{PoliticalTheory.ADVANCED.label}\nTrung cấp",
        (0, "Ngày vào Đảng"): "19/05/1990\n20/05/1991",
        (1, "Ngày vào Đảng"): "19/05/1990\n02/09/1992",
        (1, "Số thẻ đảng viên"): "190600019999\n190002\n30",
        (2, "Nam"): "Nam\nKinh\nKhông",
        (2, "Ngày vào Đảng"): "03/1990\n19/05/1991",
        (3, "Nam"): "Nam\nKinh",
        (3, "Ngày vào Đảng"): "19/05/1990",
    }
    again = read_table(tmp_path / "b.xlsx", "profiles", on_problem="take-good-rows")
    assert isinstance(again.records, Profiles)
    assert [[*again.records.column(name)] for name in ("admitted", "recognized", "sex", "religion", "card_number")] == [
        [*profiles.column(name)] for name in ("admitted", "recognized", "sex", "religion", "card_number")
    ]


CSV = (
    "Mã đảng viên;Họ và tên;Ngày sinh;Giới tính;Số CCCD;Ghi chú riêng\n"
    'm-1;Người Thứ Nhất;19/05/1960;Nam;019060001234;-\nm-2;Người Thứ Hai;1947;Nữ;;"hai\ndòng; ""x"""\n'
)


@pytest.mark.parametrize("name", ["a.csv", "a.XLSX"])
def test_what_was_read_from_csv_goes_back_into_csv_or_a_workbook(name: str, tmp_path: Path) -> None:
    read, written = read_back(CSV.encode(), tmp_path / name)
    assert typed(read.layout.grid) == typed(written.grids[0])
    assert isinstance(read.records, Profiles)
    profiles = read.records.changed([{"member": "m-2", "personal_id": "001047000002", "born": "01/02/1947"}])
    read.write_back(tmp_path / name, profiles=profiles)
    written = open_workbook(tmp_path / name)
    assert changed_cells(read.layout.grid, written.grids[0]) == {(2, 2): "01/02/1947", (2, 4): "001047000002"}
    assert read_table(written, "profiles").records == profiles


def test_what_cannot_be_written_refuses_and_nothing_is_written(tmp_path: Path) -> None:
    read = read_table(CSV.encode(), "profiles")
    assert isinstance(read.records, Profiles)
    changed = read.records.changed(
        [{"member": "m-9"}, {"member": "m-2", "file_number": "12"}, {"member": "m-2", "ethnic_group": "Kinh"}][:2],
        without=["m-1"],
    )
    path = tmp_path / "a.csv"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(InvalidInputError) as refused:
        read.write_back(path, profiles=changed)
    assert path.read_text(encoding="utf-8") == "before"
    assert [one.code for one in refused.value.findings] == [
        "table/people-without-row",
        "table/rows-without-profile",
        "table/field-without-column",
    ]
    told = read.write_back(path, profiles=changed, on_problem="write-the-rest")
    assert [one.code for one in told.problems] == [one.code for one in refused.value.findings]
    assert not told.cells
    assert typed(open_workbook(path).grids[0]) == typed(read.layout.grid)
    assert "m-9" in str(told)


def test_what_would_be_read_as_something_else_leaves_its_cell_as_it_was(tmp_path: Path) -> None:
    rows = people(3, born="05/05/1960")
    rows[1] |= {"born": "12/31/1961"}  # the month first: a new day of this column may be either of two days
    read = read_table(flat_list(4, rows), "profiles", on_problem="take-good-rows")
    assert isinstance(read.records, Profiles)
    [*ids] = read.records.ids
    profiles = read.records.changed([{"member": ids[0], "born": "05/06/1961", "card_number": "190600099999"}])
    with pytest.raises(InvalidInputError) as refused:
        read.write_back(tmp_path / "a.xlsx", profiles=profiles)
    assert {one.code for one in refused.value.findings} >= {"table/rows-as-they-were", "table/read-otherwise"}
    told = read.write_back(tmp_path / "a.xlsx", profiles=profiles, on_problem="write-the-rest")
    assert [one.after for one in told.cells] == ["190600099999"]


def test_what_of_a_file_no_workbook_can_hold_again_is_told(tmp_path: Path) -> None:
    page = flat_page(4, people(2), below=[[None, None, None, Formula("=1+1")]])
    read = read_table(
        workbook(page, Page("x", [[Formula("=1/0", "#DIV/0!")]])), "profiles", on_problem="take-good-rows"
    )
    spans = (Span(0, 0, 1, 1), Span(1, 1, 2, 2), Span(5, 0, 1_048_575, 16_383))
    days: list[list[Raw]] = [[dt.date(1850, 1, 2), dt.timedelta(hours=-1)]]
    more = (Grid("a", "History", days, merged=spans), Grid("a", "y", [[None]], unread={(0, 0): Unread.ERROR}))
    one = replace(read, workbook=replace(read.workbook, grids=(*read.workbook.grids, *more)))
    with pytest.raises(InvalidInputError) as refused:
        write_back(one, tmp_path / "a.xlsx")
    told = write_back(one, tmp_path / "a.xlsx", on_problem="write-the-rest")
    assert [found.text() for found in told.problems] == [found.text() for found in refused.value.findings]
    assert {found.code for found in told.problems} == {"table/not-written-back"}
    texts = [found.text() for found in told.problems]
    assert [sum(word in text for text in texts) for word in ("D4", "(A1)", "1900", "chồng")] == [1, 2, 1, 1]
    grids = open_workbook(tmp_path / "a.xlsx").grids
    assert [grid.sheet for grid in grids] == ["Sheet1", "x", "History (2)", "y"]
    assert [*grids[2].merged] == [spans[0], spans[2]]
    rows = [Span(0, 0, 0, 3), Span(0, 3, 0, 4), Span(1, 0, 2, 0), Span(2, 0, 3, 5), Span(3, 0, 4, 0)]
    assert apart(rows) == [rows[0], rows[2], rows[4]]


def test_a_cell_of_a_csv_that_begins_as_a_formula_does_is_told_before_it_is_made_harmless(tmp_path: Path) -> None:
    read = read_table(CSV.replace(";-\n", ";=1+1\n").encode(), "profiles")
    with pytest.raises(InvalidInputError) as refused:
        read.write_back(tmp_path / "a.csv")
    assert "F2" in refused.value.findings[0].text()
    read.write_back(tmp_path / "a.csv", on_problem="write-the-rest")
    assert open_workbook(tmp_path / "a.csv").grids[0].rows[1][5] == "'=1+1"


@pytest.mark.parametrize("held", ["a,b,c,d,e", 'x";"y";"z";"', "1\n2,3,4,5,6\t7", "\r\t", '"', " "])
def test_cells_of_a_csv_stay_apart_whatever_is_in_them(held: str, tmp_path: Path) -> None:
    grid = Grid("a.csv", "", [["Họ và tên", "Ngày sinh", "Riêng"], ["Lê Văn A", None, held], [held, None, "x"]])
    read = read_table(Workbook("a.csv", "0" * 64, "csv", (grid,)), "profiles", on_problem="take-good-rows")
    read.write_back(tmp_path / "a.csv")
    assert typed(open_workbook(tmp_path / "a.csv").grids[0]) == typed(grid)


@pytest.mark.parametrize("name", ["a.xls", "a", "a.csv"])
def test_only_files_that_can_hold_the_list_are_written(name: str, tmp_path: Path) -> None:
    read = read_table(national_list(people(1)), "profiles")
    with pytest.raises(InvalidInputError) as refused:
        read.write_back(tmp_path / name)
    assert refused.value.findings[0].code == "table/cannot-be-written"
    assert not [*tmp_path.iterdir()]


def test_profiles_change_no_other_kind_of_table(tmp_path: Path) -> None:
    table = flat_page({"id": "Mã", "name": "Tên tổ chức", "form": "Hình thức", "level": "Cấp"}, [])
    rows = [*table.rows, ["cb-1", "Chi bộ 1", "chi bộ", "cơ sở"]]
    read = read_table(workbook(Page("x", rows)), "organizations")
    read.write_back(tmp_path / "a.xlsx")
    assert_same(read.workbook.grids, open_workbook(tmp_path / "a.xlsx").grids)
    with pytest.raises(InvalidInputError, match="no list of members"):
        read.write_back(tmp_path / "b.xlsx", profiles=Profiles())


def test_what_was_corrected_in_a_workbook_of_problems_goes_back_into_the_whole_list(tmp_path: Path) -> None:
    rows = members()
    rows[0] |= {"born": "31/02/1960"}
    read = read_table(national_list(rows, more=("Ký hiệu",)), "profiles", on_problem="take-good-rows")
    read.to_xlsx(tmp_path / "problems.xlsx")
    corrected = read.corrections(tmp_path / "problems.xlsx").read
    assert [one.sheet for one in corrected.kept.sheets] == [one.sheet for one in read.kept.sheets]
    corrected.write_back(tmp_path / "a.xlsx")
    assert_same(read.workbook.grids, open_workbook(tmp_path / "a.xlsx").grids)
    half = read_table(tmp_path / "problems.xlsx", "profiles", on_problem="take-good-rows")
    with pytest.raises(InvalidInputError, match="none of the other sheets"):
        half.write_back(tmp_path / "half.xlsx")
    secret = workbook(Page("x", [["a"]]), hidden(flat_page(4, people(2), name="Danh sách")))
    read = read_table(secret, "profiles", sheet="Danh sách")
    read.to_xlsx(tmp_path / "problems.xlsx")
    read.corrections(tmp_path / "problems.xlsx").read.write_back(tmp_path / "a.xlsx")
    assert_same(read.workbook.grids, open_workbook(tmp_path / "a.xlsx").grids)


def test_other_layouts_and_old_macs_come_back_too(tmp_path: Path) -> None:
    import xlsxwriter

    rows = [("Chi bộ 1", 1, 3), ("Chi bộ 2", 2, 7)]
    form = open_workbook(statistics_form(rows))
    read = read_table(national_list(people(1)), "profiles")
    with xlsxwriter.Workbook(tmp_path / "1904.xlsx", {"date_1904": True}) as book:
        sheet, looks = book.add_worksheet("a"), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ["Họ và tên", "Ngày sinh"])
        sheet.write(1, 0, "Người Thứ Nhất")
        sheet.write_datetime(1, 1, dt.datetime(1961, 2, 3), looks)  # noqa: DTZ001 - a day without a place
    old = read_table(tmp_path / "1904.xlsx", "profiles")
    whole = replace(read, workbook=replace(read.workbook, grids=(*read.workbook.grids, *form.grids)))
    for one in (whole, old):
        write_back(one, tmp_path / "a.xlsx")
        assert_same(one.workbook.grids, open_workbook(tmp_path / "a.xlsx").grids)


def test_answers_and_years_are_written_as_their_columns_write_them(tmp_path: Path) -> None:
    headings = {"name": "Họ và tên", "born": "Năm sinh", "retired": "Đã nghỉ hưu", "works_in_system": "works_in_system"}
    headings |= {"private_owner": "private_owner"}
    rows: list[Person | str] = [
        {"name": "Lê Văn A", "born": 1950, "retired": "x", "works_in_system": True, "private_owner": 1},
        {"name": "Lê Văn B", "born": 1951, "retired": "x", "works_in_system": True, "private_owner": 1},
        {"name": "Lê Văn C", "born": None},
        {"name": "Lê Văn D", "born": "1953"},
    ]
    read = read_table(workbook(flat_page(headings, rows)), "profiles")
    assert isinstance(read.records, Profiles)
    one, two, three, four = read.records.ids
    no: dict[str, Any] = dict.fromkeys(("retired", "works_in_system", "private_owner"), False)
    changes = [
        {"member": one, **no, "born": "1949"},
        {"member": two, "born": "12/3/1951"},
        {"member": three, "born": "1952", "retired": True},
        {"member": four, "born": "1954"},
    ]
    told = read.write_back(tmp_path / "a.xlsx", profiles=read.records.changed(changes))
    assert [(cell.cell, cell.how, cell.after) for cell in told.cells] == [
        ("B2", "changed", 1949),
        ("C2", "changed", "Không"),
        ("D2", "changed", False),
        ("E2", "changed", 0),
        ("B3", "changed", "12/03/1951"),
        ("B4", "filled", 1952),
        ("C4", "filled", "x"),
        ("B5", "changed", "1954"),  # text before, text again
    ]


def test_a_csv_corrected_in_excel_goes_back_into_csv(tmp_path: Path) -> None:
    """A spreadsheet leaves days and numbers where a CSV has text: they are written as people write them."""
    read = read_table(CSV.encode(), "profiles")
    cells: list[Raw] = [dt.date(1960, 5, 19), MOMENT, True, 1.5, 7, dt.time(8, 30)]
    grid = replace(read.layout.grid, rows=[*read.layout.grid.rows, cells])
    assert read.reread is not None
    anew = replace(read.workbook, grids=(grid,), format="xlsx")
    write_back(replace(read.reread(anew, grid, ()), origin=read), tmp_path / "a.csv")
    written = open_workbook(tmp_path / "a.csv").grids[0].rows
    assert written[:-1] == [*read.layout.grid.rows]
    assert written[-1] == ("19/05/1960", "01/09/2025 08:30:00", "Có", "1,5", "7", "08:30:00")


def test_a_workbook_that_shows_nothing_shows_its_list_and_charts_are_told(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet, chart = book.add_worksheet("a"), book.add_chart({"type": "line"})
        sheet.write_row(0, 0, ["Họ và tên", "Năm sinh"])
        sheet.write_row(1, 0, ["Lê Văn A", 1950])
        chart.add_series({"values": "=a!$B$2"})
        shown = book.add_chartsheet("đồ thị")
        shown.set_chart(chart)
        shown.activate()
        sheet.hide()
    read = read_table(tmp_path / "a.xlsx", "profiles", sheet="a")
    told = read.write_back(tmp_path / "b.xlsx", on_problem="write-the-rest")
    assert [one.code for one in told.problems] == ["table/not-written-back"] * 2
    assert "đồ thị" in str(told)
    assert [grid.visible for grid in open_workbook(tmp_path / "b.xlsx").grids] == [True]


def test_merged_cells_wider_than_the_list_lose_no_row_in_the_workbook_of_problems(tmp_path: Path) -> None:
    spans = (Span(0, 0, 0, 9), Span(2, 1, 3, 1), Span(6, 0, 1_048_000, 16_000))
    page = Page("a", [["DANH SÁCH"], ["Họ và tên", "Ngày sinh"], ["Lê Văn A", DAY], ["Lê Văn B"]])
    read = read_table(workbook(page), "profiles")
    grid = replace(read.layout.grid, merged=spans)
    assert read.reread is not None
    wide = read.reread(replace(read.workbook, grids=(grid,)), grid, ())
    wide.to_xlsx(tmp_path / "a.xlsx")
    found = wide.corrections(tmp_path / "a.xlsx")
    assert (found.cells, found.added, found.removed) == ((), (), ())
    assert found.read.layout.grid.merged == spans


_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=6)
_CELLS = st.one_of(
    st.none(),
    _TEXTS,
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.floats(-1e300, 1e300),
    st.booleans(),
    st.dates(min_value=dt.date(1900, 1, 1)),
)

_ROWS = st.tuples(_CELLS, _CELLS, st.dates(dt.date(1900, 3, 1), dt.date(2100, 1, 1)), st.booleans())


@settings(max_examples=15, deadline=None)
@given(st.lists(_ROWS, min_size=1, max_size=5))
def test_any_list_comes_back_as_it_was(rows: list[tuple[Raw, Raw, dt.date, bool]]) -> None:
    from tempfile import TemporaryDirectory

    headings = {"name": "Họ và tên", "personal_id": "Số CCCD", "born": "Ngày sinh", "A": "Riêng A", "B": "Riêng B"}
    listed = [
        {
            "name": "Người Ví Dụ",
            "personal_id": f"0010{at:08}",
            "born": day if real else f"{day.day}/{day.month}/{day.year}",
            "A": one,
            "B": two,
        }
        for at, (one, two, day, real) in enumerate(rows)
    ]
    read = read_table(workbook(flat_page(headings, listed)), "profiles", on_problem="take-good-rows")
    assert isinstance(read.records, Profiles)
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.xlsx")
        read.write_back(path)
        assert_same(read.workbook.grids, open_workbook(path).grids)
        days = [
            {"member": key, "born": PartialDate(1950) if at % 2 else dt.date(1950, 1, 2)}
            for at, key in enumerate(read.records.ids)
        ]
        profiles = read.records.changed(days)
        told = read.write_back(path, profiles=profiles)
        written = open_workbook(path)
        assert len(changed_cells(read.layout.grid, written.grids[0])) == len(told.cells) == len(read.numbers)
        again = read_table(written, "profiles", on_problem="take-good-rows")
        assert isinstance(again.records, Profiles)
        assert [*again.records.column("born")] == [*profiles.column("born")]
