"""Lists as strangers bring them: nothing of a sheet is lost, doubled or made up, and what is wrong with a file is said.

`python -m tests.unit.test_bad_tables 10000` walks as many random sheets; the tests walk 150.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, get_args
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from dangbo import Form, Import, Level, Organization, build, read_table
from dangbo.base.errors import HierarchyError, InvalidInputError, TableError, TermError
from dangbo.base.findings import Lang
from dangbo.base.terms import MemberStatus, Sex
from dangbo.base.text import PartialDate, nfc
from dangbo.io.grids import Grid, Raw, Span, Unread, Workbook, column_name
from dangbo.io.headings import Kind
from dangbo.life.profiles import Profiles
from tests.mutations import lists, mutated, outcomes
from tests.workbooks import Formula, Page, workbook

HEAD = ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Ngày kết nạp", "Ngày chính thức"]
SHORT = ["STT", "Họ và tên", "Ngày sinh", "Ngày chính thức"]


def person(number: int | None = 1, name: str = "Lê Văn Thử", cell: str = "Chi bộ 1") -> list[object]:
    return [number, name, "12/05/1960", cell, "19/05/1990", "19/05/1991"]


def read(*rows: Sequence[object], kind: Any = "profiles", **options: Any) -> Import:  # noqa: ANN401 - as read_table takes them
    return read_table(workbook(Page("S", rows)), kind, on_problem="take-good-rows", **options)


def codes(found: Any) -> set[str]:  # noqa: ANN401 - an import or an error
    return {one.code for one in (found.problems if isinstance(found, Import) else found.findings)}


def refusal(source: Any, kind: Any = "profiles", **options: Any) -> InvalidInputError | TermError:  # noqa: ANN401 - anything may be given
    try:
        read_table(source, kind, **options)
    except (InvalidInputError, TermError) as error:
        return error
    pytest.fail("it was read")


# --- rows -------------------------------------------------------------------------------------------------------------


def test_a_table_above_or_below_the_list_is_told() -> None:
    poorer: list[list[object]] = [[*SHORT[:3]], [1, "Lê Văn Trên", "1960"], []]
    assert "table/table-above" in codes(refusal(workbook(Page("S", [*poorer, HEAD, person()]))))
    summary: list[list[object]] = [["Chi bộ", "Số đảng viên"], ["Chi bộ 1", 28]]
    assert "table/table-above" in codes(refusal(workbook(Page("S", [*summary, [], HEAD, person()]))))
    below = workbook(Page("S", [HEAD, person(), [], *summary]))
    for on_problem in ("refuse", "take-good-rows"):  # half of what stands there is no list
        error = refusal(below, on_problem=on_problem)
        assert "table/second-table" in codes(error)
        assert isinstance(error, TableError)
        with pytest.raises(HierarchyError):
            build([error.read], as_of="2026-01-01", root=ROOT)
    with pytest.raises(HierarchyError):
        build([text(head="Họ và tên\n")], as_of="2026-01-01")


def test_rows_of_formulas_without_a_result_are_no_blank_rows() -> None:
    formula = Formula("=A1")
    found = read(HEAD, person(), [3, formula, formula], [formula] * 6)
    assert (found.numbers, found.refused) == ((2,), (3, 4))
    assert sum(one.code == "table/formula-without-result" for one in found.problems) == 8
    assert read(HEAD, [formula] * 6).refused == (2,)


@pytest.mark.parametrize("day", [None, "  ", "-", "\u200b", "…"], ids=repr)
def test_whoever_has_no_day_of_recognition_is_on_probation(day: str | None) -> None:
    found = read(HEAD, [*person()[:-1], day], person(2))
    assert [row["status"] for row in found.rows] == [MemberStatus.PROBATIONARY, MemberStatus.FULL]
    assert "table/taken-probationary" in codes(found)


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        (["I. Đảng bộ A", "1. Chi bộ 1", 1, "2. Chi bộ 2", 1, "II. Đảng bộ B", "1. Chi bộ 1", 1], "A / 1;A / 2;B / 1"),
        (["Đảng bộ A", "Chi bộ 1", 1, "Chi bộ 2", 1, "Đảng bộ B", "Chi bộ 1", 1], "A / 1;A / 2;B / 1"),
        (
            ["1. Đảng bộ A", "1.1. Chi bộ 1", 1, "1.2. Chi bộ 2", 1, "2. Đảng bộ B", "2.1. Chi bộ 1", 1],
            "A / 1;A / 2;B / 1",
        ),
        (["I. Đảng bộ A", "1. Chi bộ 1", "2. Chi bộ 2", 1, "II. Chi bộ 3", 1], "A / 2;3"),
        (["I. Khối nông thôn", "1. Chi bộ 1", 1, "II. Khối cơ quan", "1. Chi bộ 2", 1], "1;2"),
        (["1. Chi bộ 1", 1, "2. Chi bộ 2", 1], "1;2"),
        (["I Chi bộ 1", 1, "a) Chi bộ 2", 1, "- Chi bộ 3", 1, "* Chi bộ 4 (01 đồng chí; 1 nữ)", 1], "1;2;3;4"),
    ],
)
def test_a_section_within_a_section_keeps_what_is_above_it(rows: list[object], cells: str) -> None:
    found = read(
        SHORT, *([one] if isinstance(one, str) else [1, f"Lê Văn {at}", "1960", "1991"] for at, one in enumerate(rows))
    )
    named = [row["organization"].replace("Đảng bộ ", "").replace("Chi bộ ", "") for row in found.rows]
    assert ";".join(named) == cells
    assert not codes(found) & {"table/section-count", "tree/blank-name"}


def test_a_row_that_names_no_cell_is_of_the_section_it_stands_in() -> None:
    found = read(HEAD, ["I. Chi bộ thôn 3"], person(), [2, "Lê Văn Hai", "12/05/1960"])
    assert [row["organization"] for row in found.rows] == ["Chi bộ 1", "Chi bộ thôn 3"]
    assert "table/cell-of-section" in codes(found)
    head = ["STT", "Mã đảng viên", "Ngày dự"]
    visits = read(head, ["Chi bộ thôn 3"], [1, "m-1", "01/02/2025"], kind="visits", columns={"Mã đảng viên": "member"})
    assert [row["cell"] for row in visits.rows] == ["Chi bộ thôn 3"]
    assert len(visits.records) == 1


def test_rows_below_signatures_are_told_where_they_may_be_of_the_list() -> None:
    found = read(["Họ và tên", "Chi bộ"], ["Lê Văn A", "CB1"], ["Ký tên"], ["Lê Văn B", "CB2"])
    assert (found.numbers, "table/below-signatures" in codes(found)) == ((2,), True)
    assert "table/below-signatures" in codes(read(["Họ và tên", "Chi bộ"], ["Ký tên"], ["Lê Văn A", "CB1"]))
    assert "table/below-signatures" not in codes(
        read(HEAD, person(), ["NGƯỜI LẬP BIỂU"], ["Hoàng Văn Y", None, None, "Z"])
    )
    assert read(HEAD, [1, "Nam"], person(2)).numbers == (2, 3)  # a person, and not the men


def test_which_rows_are_no_data_is_listed_in_the_report() -> None:
    below: list[list[object]] = [["Cộng: 2"], [], ["NGƯỜI LẬP BIỂU"], ["Hoàng Văn Y", None, None, "Trần Z"]]
    rows = [person(), person(2), *below]
    found = read(["DANH SÁCH"], [], HEAD, [*range(1, 7)], ["I. Chi bộ 1"], *rows, ["Ghi chú: x"])
    assert found.numbers == (6, 7)
    listed = "above the header 1; numbers of columns 4; sections 5; totals 8; signatures 10-11; notes 12"
    assert f"rows that are no data: {listed}" in str(found)
    assert "dòng không phải dữ liệu: trên tiêu đề 1; số thứ tự cột 4" in found.text()


# --- columns ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        (["1. STT", "2. Họ và tên", "3) Ngày sinh", "4/ Chi bộ"], "no name born organization"),
        (["STT", "Hä vµ tªn", "Ngµy sinh", "Chi bé"], "no name born organization"),
        (["STT", "Hoï vaø teân", "Ngaøy sinh", "Chi boä"], "no name born organization"),
        (["STT", "Mã đảng viên", "Ngày sinh", "Chi bộ"], "no member born organization"),
        (["STT", "Họ và tên", None, "Chi bộ"], "no name None organization"),
    ],
)
def test_headings_as_they_are_written(head: list[str | None], fields: str) -> None:
    found = read(head, [1, "m-1", "1960", "Chi bộ 1"], [2, "m-2", "1961", "Chi bộ 1"])
    assert " ".join(str(one.field) for one in found.columns) == fields
    assert ("table/columns-without-heading" in codes(found)) is (None in head)


def test_columns_of_men_and_of_women_are_one_answer() -> None:
    marks = read(["STT", "Họ và tên", "Nam", "Nữ"], [1, "A", "x"], [2, "B", None, "X"], [3, "C", "x", "x"], [4, "D"])
    assert [row["sex"] for row in marks.rows if row["name"] != "D"] == ["Nam", "Nữ"]
    assert (marks.refused, "table/several-marked" in codes(marks)) == ((4,), True)
    head: list[list[object]] = [["STT", "Họ và tên", "Năm sinh", None, "Chi bộ"], [None, None, "Nam", "Nữ", None]]
    years: list[tuple[object, object]] = [(1960, None), (None, "5/1961"), (1960, 1961), (None, None)]
    rows = [[at, f"Lê Văn {at}", *pair, "Chi bộ 1"] for at, pair in enumerate(years, 1)]
    data = workbook(Page("S", [*head, *rows], (Span(0, 2, 0, 3), *(Span(0, at, 1, at) for at in (0, 1, 4)))))
    found = read_table(data, "profiles", on_problem="take-good-rows")
    read_as = [(PartialDate(1960), "Nam"), (PartialDate(1961, 5), "Nữ"), (None, None)]
    assert [(row["born"], row["sex"]) for row in found.rows] == read_as
    assert (found.refused, "table/several-marked" in codes(found)) == ((5,), True)
    assert isinstance(found.records, Profiles)
    assert [found.records[one].sex for one in found.records.ids] == [Sex.MALE, Sex.FEMALE, None]


def test_a_formula_that_is_text_is_told() -> None:
    found = text('m-1;Lê A;;;="2000"')
    assert codes(found) == {"table/formula-without-result"}
    assert [*found.proposals.values()] == ["2000"]


# --- a naive look at random sheets ------------------------------------------------------------------------------------

NAMES = ["Nguyễn Văn An", "Lê Công", "Tống Văn Cộng", "Y Blô Niê", "Hồ Thị Ký", "Bàn Văn Bản", "Khu Văn Xã", "Đỗ Tổng"]
COLUMNS = {
    "no": ("STT", [1, 2, 30]),
    "name": ("Họ và tên", NAMES),
    "born": ("Ngày sinh *", ["12/05/1960", "01/02/1971"]),
    "recognized": ("Ngày chính thức", ["03/02/2001", "19/05/1999"]),
    "sex": ("Giới tính", ["Nam", "Nữ"]),
    "personal_id": ("Số CCCD", ["019060001234", "001071009876"]),
    "organization": ("CHI BỘ", ["Chi bộ 1", "Chi bộ thôn 3"]),
    "note": ("Ghi chú", ["Ghi chú", "Bí thư", "x"]),
    "origin": ("Quê quán", ["Xã A", "Thôn B"]),
    "own": ("Cột riêng", [None, 7, "abc"]),
}
OTHERS = ["I. Chi bộ thôn 3", "Chi bộ 2 (3 đồng chí)", "Cộng: 3", "Tổng cộng", "NGƯỜI LẬP BIỂU", "Ghi chú: x", None]


def random_sheet(seed: int) -> tuple[Grid, set[int]]:
    """A sheet, and its rows that are people."""
    chance = random.Random(seed)  # noqa: S311 - the same sheets every time
    columns = [*dict.fromkeys(["name", "born", *chance.sample([*COLUMNS], chance.randrange(9))])]
    chance.shuffle(columns)
    head: list[Raw] = [COLUMNS[one][0] for one in columns]
    rows: list[list[Raw]] = [["DANH SÁCH"], *([[]] * chance.randrange(3)), head]
    there: set[int] = set()
    for _ in range(chance.randrange(2, 14)):
        if chance.random() < 0.75:
            there.add(len(rows))
            filled = {one: one == "name" or chance.random() < 0.8 for one in columns}
            rows.append([chance.choice(COLUMNS[one][1]) if filled[one] else None for one in columns])  # type: ignore[arg-type]
        else:
            rows.append([*head] if chance.random() < 0.2 else [chance.choice(OTHERS)])
    rows = [[*row, *[None] * (len(columns) - len(row))] for row in rows]
    unread = {}
    if there and chance.random() < 0.2:
        at, column = chance.choice(sorted(there)), chance.randrange(len(columns))
        rows[at][column] = None
        unread[at, column] = Unread.FORMULA
    return Grid("m.xlsx", "S", rows, unread=unread), there


def faults(seed: int) -> Iterator[str]:
    """What the reader of a random sheet lost, doubled, changed or made up."""
    grid, there = random_sheet(seed)
    book = Workbook("m.xlsx", f"{seed:064}", "xlsx", (grid,))
    found = read_table(book, "profiles", on_problem="take-good-rows")
    kinds = found.layout.kinds
    taken, refused = {number - 1 for number in found.numbers}, {number - 1 for number in found.refused}
    if sorted([*taken, *refused, *kinds]) != [*range(len(grid.rows))]:
        yield "a row is nowhere, or twice"
    told = {dict(one.facts).get(what) for one in found.problems for what in ("cell", "row")}
    left = there - taken - refused
    if left and "table/below-signatures" not in codes(found):
        yield f"rows {left} were left out as {[kinds[at] for at in left]}"
    if taken - there:
        yield f"rows {taken - there} are nobody"
    if not {at + 1 for at in refused} <= told:
        yield "a row was refused without a word"
    kept = {one.column: one.cells for one in found.kept.columns}
    fields = {one.column: one.field for one in found.columns if one.field}
    for at, (number, row) in enumerate(zip(found.numbers, found.rows, strict=True)):
        for column, raw in enumerate(grid.rows[number - 1]):
            cell, value = f"{column_name(column)}{number}", row.get(fields.get(column, ""))
            if column in kept:
                sound = kept[column][at] == raw
            elif raw is None or value is None:
                said = found.layout.sections.get(number - 1) if fields.get(column) == "organization" else None
                sound = value in {None, said} and (raw is None or cell in told)
            else:
                sound = nfc(str(raw)) == (value.strftime("%d/%m/%Y") if isinstance(value, dt.date) else value)
            if not sound:
                yield f"{cell} was changed, lost or made up"


def test_every_cell_of_a_random_sheet_is_found_again() -> None:
    assert {seed: found for seed in range(100) if (found := [*faults(seed)])} == {}


def test_files_changed_at_random_are_read_or_refused() -> None:
    for seed in range(15):
        assert all([*outcomes(mutated(seed, lists()))])


# --- files ------------------------------------------------------------------------------------------------------------


def repacked(data: bytes, name: str, change: Any) -> bytes:  # noqa: ANN401 - a function of bytes
    out = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for part in before.namelist():
            after.writestr(part, change(before.read(part)) if part.endswith(name) else before.read(part))
    return out.getvalue()


def test_a_list_of_few_words_used_often_is_no_damaged_file() -> None:
    rows = [[at, "Lê Văn Thử", "12/05/1960", "Chi bộ 1", "19/05/1990", "19/05/1991"] for at in range(1, 400)]
    assert len(read(HEAD, *rows).rows) == 399
    false = repacked(
        workbook(Page("S", [HEAD, person()])),
        "sharedStrings.xml",
        lambda part: part.replace(b'uniqueCount="', b'uniqueCount="9999'),
    )
    assert codes(refusal(false)) == {"table/damaged-file"}


TABLE = "<table><tr><th>Họ và tên</th></tr></table>"
PAGES = [f"<html><body>{TABLE}", f"<!-- x --> {TABLE}", f"<meta charset=utf-8>{TABLE}", f"<style>a</style>{TABLE}"]
NO_LISTS = [
    *((page.encode(codec), "table/web-page") for page in PAGES for codec in ("utf-8", "utf-8-sig", "utf-16")),
    (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x", "table/web-page"),
    (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "table/unknown-format"),
    ("<?xml version='1.0'?><Workbook/>".encode("utf-16"), "table/unknown-format"),
    (f"{';'.join(HEAD)}{';x' * 20_000}\n1;A".encode(), "table/too-many-columns"),
]


@pytest.mark.parametrize(("data", "code"), NO_LISTS)
def test_a_file_that_is_no_list_says_what_it_is(data: bytes, code: str) -> None:
    assert codes(refusal(data)) == {code}


def test_a_package_that_is_encrypted_asks_for_its_password() -> None:
    manifest = b'<manifest:manifest><manifest:encryption-data manifest:checksum-type="SHA1"/></manifest:manifest>'
    out = BytesIO()
    with ZipFile(out, "w") as package:
        package.writestr("content.xml", b"\x8a\x11" * 99)
        package.writestr("META-INF/manifest.xml", manifest)
    assert codes(refusal(out.getvalue())) == {"table/password"}


WRONG: list[dict[str, Any]] = [
    *({"sheet": one} for one in (0, b"S")),
    {"columns": 5},
    {"columns": ["a"]},
    {"columns": {5: "name"}},
    {"columns": {"STT": None}},
    *({name: None} for name in ("on_problem", "encoding", "kind")),
    *({name: []} for name in ("on_problem", "encoding", "kind")),
]


@pytest.mark.parametrize("options", WRONG, ids=str)
def test_an_argument_of_another_kind_is_told(options: dict[str, Any]) -> None:
    assert refusal(workbook(Page("S", [HEAD, person()])), **{"kind": "profiles", **options}).findings


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_list_without_any_column_of_its_records_is_told(kind: Kind) -> None:
    table = workbook(Page("S", [["STT", "Cột riêng", "Ghi chú"], [1, "x", "y"], [2, "x", "y"]]))
    if kind == "profiles":
        assert "table/no-names" in codes(read_table(table, kind))
    else:
        assert codes(refusal(table, kind)) == {"input/missing-column"}


# --- one tree ---------------------------------------------------------------------------------------------------------

TREE = (
    "Mã;Tên tổ chức;Hình thức;Cấp;Trực thuộc\nT;Đảng ủy xã;đảng bộ;cơ sở;\nA;Đảng bộ bộ phận A;đảng bộ;dưới cơ sở;T\n"
    "B;Đảng bộ bộ phận B;đảng bộ;dưới cơ sở;T\na1;Chi bộ 1;chi bộ;dưới cơ sở;A\nb1;Chi bộ 1;chi bộ;dưới cơ sở;B\n"
    "b2;Chi bộ 2, 3;chi bộ;dưới cơ sở;B\n"
)
ROOT = Organization("T", "Đảng ủy xã", Form.DANG_BO, Level.GRASSROOTS)
LIST = "Mã đảng viên;Họ và tên;Đảng bộ;Chi bộ;Ngày chính thức\n"


def text(*rows: str, kind: Any = "profiles", head: str = LIST) -> Import:  # noqa: ANN401 - a kind
    return read_table((head + "\n".join(rows)).encode(), kind, on_problem="take-good-rows")


A, B = "Đảng bộ bộ phận A", "Đảng bộ bộ phận B"


def test_the_parent_tells_two_cells_of_one_name_apart() -> None:
    tree = text(kind="organizations", head=TREE)
    rows = [f"m1;Lê A;{A};Chi bộ 1;2000", f"m2;Lê B;{B};Chi bộ 1;2000", f"m3;Lê C;;{B} / Chi bộ 2, 3;2000"]
    built = build([tree, text(*rows)], as_of="2026-01-01").hierarchy
    assert [getattr(built.home(one), "id", None) for one in ("m1", "m2", "m3")] == ["a1", "b1", "b2"]
    for cells, problem in (
        (";Chi bộ 1", "ambiguous"),
        ("Nơi khác;Chi bộ 1", "ambiguous"),
        (f"{A};Chi bộ 2, 3", "unknown"),
    ):
        with pytest.raises(HierarchyError) as caught:
            build([tree, text(f"m1;Lê A;{cells};2000")], as_of="2026-01-01")
        assert caught.value.findings[0].code == f"table/{problem}-organization"


def test_cells_that_only_members_name_are_not_thrown_together() -> None:
    rows = ["m1;Lê A;Đảng bộ A;Chi bộ 1;2000", "m2;Lê B;Đảng bộ A;Chi bộ 1;2000"]
    assert len(build([text(*rows)], as_of="2026-01-01", root=ROOT).hierarchy) == 2
    parts: list[list[object]] = [
        ["I. Đảng bộ A"],
        ["1. Chi bộ 1"],
        [1, "Lê A"],
        ["II. Đảng bộ B"],
        ["1. Chi bộ 1"],
        [1, "Lê B"],
    ]
    for table in (text(*rows, "m3;Lê C;Đảng bộ B;Chi bộ 1;2000"), read(SHORT, *parts)):
        with pytest.raises(HierarchyError) as caught:
            build([table], as_of="2026-01-01", root=ROOT)
        assert caught.value.findings[0].code == "table/ambiguous-organization"
    tree = text(kind="organizations", head=TREE.partition("T;")[0] + "A;" + TREE.partition("A;")[2].partition("a1;")[0])
    both = text(f"m1;Lê A;{A};Chi bộ 1;2000", f"m2;Lê B;{B};Chi bộ 1;2000")
    built = build([tree, both], as_of="2026-01-01", root=ROOT).hierarchy
    assert [getattr(built.home(one), "parent", None) for one in ("m1", "m2")] == ["A", "B"]


def test_a_list_without_ids_that_was_saved_anew_doubles_nobody() -> None:
    tree = text(kind="organizations", head=TREE)
    rows = [person(at, f"Lê Văn {at}", "Chi bộ 2, 3") for at in (1, 2)]
    first, more = read(HEAD, *rows), read([], HEAD, *rows, person(3, "Lê Văn 3", "Chi bộ 2, 3"))
    lines = [";".join(HEAD), *(";".join(str(cell) for cell in row) for row in rows)]
    again = read_table("\n".join(lines).encode(), "profiles")
    for table, members, code, times in ((again, 2, "table/same-file", 1), (more, 3, "table/same-row", 2)):
        built = build([tree, first, table], as_of="2026-01-01")
        assert (len(built.profiles), len(built.hierarchy.members)) == (members, members)
        assert sum(one.code == code for one in built.findings) == times
    bare = [text("Lê A;b2", head="Họ và tên;Chi bộ\n"), text("Lê A;b2", "", head="Họ và tên;Chi bộ\n\n")]
    assert len(build([tree, *bare], as_of="2026-01-01").profiles) == 2  # a name alone may be of two people
    cells = "Tên tổ chức;Hình thức;Cấp;Trực thuộc\nĐảng ủy xã;đảng bộ;cơ sở;\nChi bộ 1;chi bộ;dưới cơ sở;Đảng ủy xã\n"
    twice = [text(line, kind="organizations", head=cells) for line in ("", "\n")]
    assert len(build(twice, as_of="2026-01-01").hierarchy) == 2
    with pytest.raises(InvalidInputError):
        build(twice, as_of="2026-01-01", root="T")  # type: ignore[arg-type]


if __name__ == "__main__":
    for number in range(int(sys.argv[1])):
        for fault in faults(number):
            sys.stdout.write(f"{number}: {fault}\n")


@pytest.mark.parametrize(("lang", "often"), [("vi", "thường ghi là"), ("en", "often head it")])
def test_every_column_a_list_must_have_is_asked_for_by_what_lists_call_it(lang: Lang, often: str) -> None:
    text = "Mã;Tên tổ chức đảng;Cấp trên\n1;Đảng bộ xã Hoa Sen;\n2;Chi bộ thôn 1;1\n"
    with pytest.raises(TableError) as refused:
        read_table(text.encode(), "organizations")
    lines = refused.value.read.text(lang=lang).splitlines()
    said = {field: next(line for line in lines if f"'{field}'" in line) for field in ("form", "level")}
    assert f"{often} 'Hình thức' / 'Hình thức tổ chức'" in said["form"]
    assert f"{often} 'Cấp' / 'Cấp tổ chức'" in said["level"]
    assert all("'Mã', 'Tên tổ chức đảng', 'Cấp trên'" in line for line in said.values())
