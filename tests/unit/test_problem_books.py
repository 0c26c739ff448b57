"""The workbook of problems: each at its cell, sums on the first sheet, and what was corrected told cell by cell."""

from __future__ import annotations

import datetime as dt
import hashlib
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO

import pytest

from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Finding, Lang
from dangbo.io.corrected_books import Corrections, corrections
from dangbo.io.grids import Grid, Place, Raw, Span, Unread, Workbook, cell_finding
from dangbo.io.headings import Taken
from dangbo.io.layouts import Layout
from dangbo.io.problem_books import in_book, problem_book, problem_table
from dangbo.io.sources import open_workbook
from dangbo.render.findings import Findings

HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Số định danh cá nhân", "Chi bộ")
FIELDS = ("no", "name", "born", "personal_id", "organization")
SECRETS = ("Nguyễn Văn Kín", "31/02/1960", "19060001234", "019060001234")
ROWS: list[list[Raw]] = [
    ["DANH SÁCH ĐẢNG VIÊN", None, None, None, None],
    [*HEADINGS],
    [1, "Nguyễn Văn Kín", "31/02/1960", 19060001234.0, "Chi bộ 1"],
    [2, "Trần Thị B\nTrần B", dt.date(1962, 5, 7), "019060001234", "Chi bộ 2"],
    [3, "=1+1", None, "000000000001", "Chi bộ 2"],
    [4, "-cmd|' /C calc'!A0", dt.datetime.fromisoformat("1970-01-02 08:30"), None, None],
]


@dataclass
class Read:
    """A table as far as the workbook of its problems asks."""

    workbook: Workbook
    layout: Layout
    problems: Findings
    numbers: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()
    proposals: Mapping[tuple[int, int], str] = field(default_factory=dict)


def sheet(rows: Sequence[Sequence[Raw]] = ROWS, **more: object) -> Grid:
    return Grid("chi bo.xlsx", "Danh sách", [[*row] for row in rows], **more)  # type: ignore[arg-type] # of a grid


def read_of(grid: Grid, told: Sequence[Finding] = (), **more: object) -> Read:
    taken = [Taken(at, heading, FIELDS[at], "alias", (FIELDS[at],)) for at, heading in enumerate(HEADINGS)]
    data = tuple(range(2, len(grid.rows)))
    layout = Layout(grid, (1,), HEADINGS, data, taken=tuple(taken), sections={5: "Chi bộ 9"})
    digest = hashlib.sha256(repr(grid.rows).encode()).hexdigest()
    book = Workbook(grid.file, digest, "xlsx", (grid,))
    numbers = tuple(row + 1 for row in data)
    return Read(book, layout, Findings(told), numbers=numbers, **more)  # type: ignore[arg-type] # of a `Read`


def bad_cell(row: int, column: int, *, code: str = "table/no-such-day") -> Finding:
    place = Place("chi bo.xlsx", "Danh sách", row + 1, column, HEADINGS[column])
    return cell_finding(code, place)  # type: ignore[arg-type] # a code


def opened(data: bytes) -> Workbook:
    return open_workbook(data)


def again() -> Callable[[Workbook, Grid, tuple[Finding, ...]], Read]:
    return lambda book, grid, told: Read(book, Layout(grid, (1,), HEADINGS), Findings(told))


def leave(rows: list[list[Raw]]) -> None:
    """Change nothing."""
    assert rows


def corrected(
    read: Read, change: Callable[[list[list[Raw]]], object], *, book: bytes | None = None
) -> Corrections[Read]:
    """The workbook of a table, written, changed on its third sheet, and read back."""
    whole = opened(problem_book(read) if book is None else book)
    grids = []
    for grid in whole.grids:
        rows = [[*row] for row in grid.rows]
        if grid.sheet == "Dữ liệu":
            change(rows)
        width = max(map(len, rows))
        grids.append(Grid(grid.file, grid.sheet, [[*row, *[None] * (width - len(row))] for row in rows], grid.visible))
    return corrections(read, Workbook(whole.file, whole.digest, "xlsx", tuple(grids)), reread=again())


# --- the table --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_table_of_problems_tells_places_and_no_value(lang: Lang) -> None:
    read = read_of(sheet(), [bad_cell(2, 2), bad_cell(2, 3)], proposals={(2, 3): "019060001234"})
    table = problem_table(read, lang=lang)
    assert [row[0] for row in table.rows] == ["C3", "D3"]
    assert [row[2] for row in table.rows] == ["Ngày sinh", "Số định danh cá nhân"]
    told = table.show(limit=None, lang=lang).text + table.title
    assert [secret for secret in SECRETS if secret in told] == []


def test_values_and_proposals_are_shown_where_somebody_asks_for_them() -> None:
    read = read_of(sheet(), [bad_cell(2, 2), bad_cell(3, 2), bad_cell(2, 3)], proposals={(2, 3): "019060001234"})
    rows = [row[-2:] for row in problem_table(read, values="shown").values]
    assert rows == [("31/02/1960", ""), (dt.date(1962, 5, 7), ""), (19060001234.0, "019060001234")]


def test_another_way_to_show_values_is_refused() -> None:
    with pytest.raises(InvalidInputError):
        problem_table(read_of(sheet()), values="all")  # type: ignore[arg-type] # that is the point


def test_a_problem_of_another_sheet_marks_no_cell() -> None:
    other = cell_finding("table/no-such-day", Place("chi bo.xlsx", "Khác", 3, 2))
    assert [row[0] for row in problem_table(read_of(sheet(), [other])).rows] == [""]


def test_one_finding_about_many_cells_is_told_at_each() -> None:
    one, other = bad_cell(2, 2), bad_cell(4, 2)
    joined = Finding(one.code, one.severity, one.subject, (), None, (other.subject,))
    assert [row[0] for row in problem_table(read_of(sheet(), [joined])).rows] == ["C3", "C5"]


# --- the workbook -----------------------------------------------------------------------------------------------------


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(data)) as whole:
        return {name: whole.read(name).decode("utf-8", "replace") for name in whole.namelist()}


def test_every_cell_stands_where_it_stands_in_the_file_and_none_is_a_formula() -> None:
    written = problem_book(read_of(sheet(), [bad_cell(2, 2)]))
    data = opened(written).grids[2]
    assert data.sheet == "Dữ liệu"
    assert [[*row[:5]] for row in data.rows] == ROWS
    assert [name for name, text in parts(written).items() if "<f>" in text or "<f " in text] == []


def test_reason_repair_and_proposal_stand_in_a_comment_at_the_cell() -> None:
    read = read_of(sheet(), [bad_cell(2, 2), bad_cell(2, 3)], proposals={(2, 3): "019060001234"})
    comments = next(text for name, text in parts(problem_book(read, lang="en")).items() if "comments" in name)
    assert 'ref="C3"' in comments
    assert 'ref="D3"' in comments
    assert read.problems[0].fix.split(",")[0] in comments
    assert "Proposed value: 019060001234" in comments


def test_the_first_sheet_sums_up_by_code_and_by_organization() -> None:
    read = read_of(sheet(), [bad_cell(2, 2), bad_cell(4, 2), bad_cell(4, 3), bad_cell(5, 2)], refused=(3,))
    first = opened(problem_book(read)).grids[0]
    rows = [[value for value in row if value is not None] for row in first.rows]
    assert ["Dòng không đọc được", 1] in [row[:2] for row in rows]
    assert [row[:4] for row in rows if row and row[0] == "table/no-such-day"] == [
        ["table/no-such-day", "✖ phải xử lý", 4, "C3"]
    ]
    assert [row for row in rows if str(row[:1])[2:].startswith("Chi bộ")] == [
        ["Chi bộ 1", 1, 1, 1],
        ["Chi bộ 2", 2, 1, 2],
        ["Chi bộ 9", 1, 1, 1],
    ]


def test_old_fonts_zeros_in_front_and_merged_cells_are_written_as_they_were() -> None:
    rows: list[list[Raw]] = [*ROWS[:2], [1, "§¶ng", None, 1234, "x"]]
    grid = sheet(rows, merged=(Span(0, 0, 0, 4),), fonts={(2, 1): ".VnTime"}, number_formats={(2, 3): "000000000000"})
    written = problem_book(read_of(grid))
    styles = parts(written)["xl/styles.xml"]
    assert ".VnTime" in styles
    assert "000000000000" in styles
    assert opened(written).grids[2].merged == (Span(0, 0, 0, 4),)


def test_a_workbook_says_nothing_of_the_day_it_was_made_on() -> None:
    assert ">1980-01-01T00:00:00Z<" in parts(problem_book(read_of(sheet())))["docProps/core.xml"]


# --- the way back -----------------------------------------------------------------------------------------------------


def test_what_nobody_changed_comes_back_as_it_lies_in_the_file() -> None:
    rows: list[list[Raw]] = [
        *ROWS,
        [5, "x" * 40_000, dt.date(1899, 5, 1), 0.1 + 0.2, "a\r\nb"],
        [6, "_x0041_ \x01", True, 12345678901234567890, dt.datetime.fromisoformat("2000-02-29 01:02:03.0004")],
    ]
    told = {(2, 1): ".VnTime"}
    grid = sheet(rows, fonts=told, unread={(4, 2): Unread.ERROR}, number_formats={(2, 3): "000000000000"})
    done = corrected(read_of(grid), leave)
    assert (done.cells, done.added, done.removed, done.problems) == ((), (), (), ())
    back = done.read.layout.grid
    assert [[*row] for row in back.rows] == rows
    assert (back.fonts, back.unread, back.number_formats) == (told, grid.unread, grid.number_formats)


def test_changed_cells_are_told_with_both_places_and_values_only_on_request() -> None:
    def change(rows: list[list[Raw]]) -> None:
        rows[2][2] = "28/02/1960"
        rows[4][2] = "1/1/1980"
        rows[5][1] = None

    done = corrected(read_of(sheet(), [bad_cell(2, 2)]), change)
    assert [(one.cell, one.place.cell, one.how) for one in done.cells] == [
        ("C3", "C3", "changed"),
        ("C5", "C5", "filled"),
        ("B6", "B6", "emptied"),
    ]
    assert done.read.layout.grid.rows[2][2] == "28/02/1960"
    assert (done.before, done.after) == (1, 0)
    hidden = done.table(lang="en").show(limit=None).text + repr(done) + str(done) + repr(done.cells)
    assert [secret for secret in (*SECRETS, "28/02/1960", "1/1/1980") if secret in hidden] == []
    assert done.table(values="shown").values[0][-2:] == ("31/02/1960", "28/02/1960")


def test_rows_may_be_sorted_added_and_taken_out() -> None:
    def change(rows: list[list[Raw]]) -> None:
        rows[2], rows[3] = rows[3], rows[2]
        del rows[5]
        rows.insert(5, [9, "Lê Văn C", "1/1/1990", "001090000001", "Chi bộ 3", None])

    done = corrected(read_of(sheet()), change)
    assert (done.cells, done.added, done.removed) == ((), (6,), (6,))
    assert [row[0] for row in done.read.layout.grid.rows[2:]] == [2, 1, 3, 9]


def test_what_is_known_of_a_cell_moves_with_its_row() -> None:
    def change(rows: list[list[Raw]]) -> None:
        rows[2], rows[3] = rows[3], rows[2]

    grid = sheet(fonts={(2, 1): ".VnTime"}, number_formats={(2, 3): "000000000000"})
    back = corrected(read_of(grid), change).read.layout.grid
    assert (back.fonts, back.number_formats) == ({(3, 1): ".VnTime"}, {(3, 3): "000000000000"})


def test_a_row_that_was_copied_is_a_new_one_and_told() -> None:
    def change(rows: list[list[Raw]]) -> None:
        rows.append([*rows[2]])
        rows[-1][1] = "Người Mới"

    done = corrected(read_of(sheet()), change)
    assert [(one.code, dict(one.facts)["row"]) for one in done.problems] == [("table/book-row-copied", 7)]
    assert (done.cells, done.added, done.removed) == ((), (7,), ())


def test_notes_beside_the_table_are_kept_as_columns_of_it() -> None:
    def change(rows: list[list[Raw]]) -> None:
        rows[1].append("Ghi chú của tôi")
        rows[2].append("đã gọi điện")

    done = corrected(read_of(sheet()), change)
    assert [row[5] for row in done.read.layout.grid.rows[1:3]] == ["Ghi chú của tôi", "đã gọi điện"]
    assert done.cells == ()


def test_what_is_known_of_notes_beside_the_table_is_kept_where_they_stand_without_the_numbers() -> None:
    read = read_of(sheet())
    whole = opened(problem_book(read))
    grids = [
        replace(
            grid,
            rows=[[*row, "§¶ng"] for row in grid.rows],
            fonts={(2, 6): ".VnTime"},
            unread={(3, 6): Unread.ERROR},
            merged=(Span(0, 0, 0, 4), Span(4, 6, 5, 6)),
        )
        if grid.sheet == "Dữ liệu"
        else grid
        for grid in whole.grids
    ]
    back = corrections(read, replace(whole, grids=tuple(grids)), reread=again()).read.layout.grid
    assert (back.fonts, back.unread) == ({(2, 5): ".VnTime"}, {(3, 5): Unread.ERROR})
    assert back.merged == (Span(0, 0, 0, 4), Span(4, 5, 5, 5))


@pytest.mark.parametrize("at", [0, 3, 5])
def test_a_column_that_was_put_in_is_refused(at: int) -> None:
    def change(rows: list[list[Raw]]) -> None:
        for row in rows:
            row.insert(at, None)

    with pytest.raises(InvalidInputError) as error:
        corrected(read_of(sheet()), change)
    assert [one.code for one in error.value.findings] == ["table/book-columns-moved"]


def test_the_workbook_of_another_file_is_refused() -> None:
    other = problem_book(read_of(sheet(ROWS[:3])))
    with pytest.raises(InvalidInputError) as error:
        corrected(read_of(sheet()), leave, book=other)
    assert [one.code for one in error.value.findings] == ["table/book-of-another-file"]


def test_a_workbook_without_the_sheet_of_rows_is_refused() -> None:
    read = read_of(sheet())
    whole = opened(problem_book(read))
    left = Workbook(whole.file, whole.digest, "xlsx", tuple(one for one in whole.grids if one.sheet != "Dữ liệu"))
    with pytest.raises(InvalidInputError) as error:
        corrections(read, left, reread=again())
    assert [one.code for one in error.value.findings] == ["table/book-without-data"]


def test_days_of_old_macs_stay_the_same_days() -> None:
    rows: list[list[Raw]] = [*ROWS[:2], [1, "x", dt.date(1903, 12, 31), 100, dt.date(1975, 4, 30)]]
    written = problem_book(read_of(sheet(rows, epoch=1904)))
    assert opened(written).grids[2].rows[2][2:5] == ("31/12/1903", 100, dt.date(1975, 4, 30))


@pytest.mark.parametrize("raw", [float("nan"), float("inf")])
def test_what_is_no_number_is_written_as_text(raw: float) -> None:
    assert in_book(raw) == str(raw)
