"""A workbook with one of each kind of error, as offices have them: exactly what is expected is found, cell by cell."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final, Literal, NamedTuple, TypeAlias, cast

import pytest

from dangbo.base.errors import TableError
from dangbo.base.findings import Finding
from dangbo.base.terms import Occupation
from dangbo.io.building import build
from dangbo.io.grids import Span
from dangbo.io.imports import Import
from dangbo.io.reading import read_table
from dangbo.io.sources import open_workbook
from dangbo.tree.records import Organization
from tests.workbooks import (
    NATIONAL,
    NOTE,
    SIGNATURES,
    Formula,
    Page,
    Person,
    Styled,
    flat_list,
    flat_page,
    national_list,
    national_pages,
    people,
    roll_book,
    roll_page,
    total,
    workbook,
)

BLOCK: Final = "block"
WARN: Final = "warn"
SPELT: Final = "Trần Thị Thường"

Expected: TypeAlias = tuple[str, str, str, str | None]
"""Cell (or row, or column), code without its area, severity, proposal."""


class Plant(NamedTuple):
    """One line of the list with something wrong: the field, what stands there, and what is to be said of it."""

    field: str
    value: object
    code: str = ""
    severity: str = ""
    proposal: str | None = None


# One line each, in the order of the list: the first stands in row 8. No code: nothing is wrong with it.
PLANTS: Final = (
    Plant("born", "12/31/1958", "month-first", BLOCK, "31/12/1958"),
    Plant("born", "19-5-58", "day-without-century", BLOCK),
    Plant("born", "22055", "day-as-number", BLOCK, "19/05/1960"),
    Plant("born", 22056, "day-from-number", WARN, "20/05/1960"),
    Plant("born", "30/02/1957", "no-such-day", BLOCK),
    Plant("born", "29/02/1957", "no-such-day", BLOCK),
    Plant("born", "19/05/0000", "no-such-day", BLOCK),
    Plant("born", "01/01/1990", "day-filled-in", WARN),
    Plant("born", "19/05/1857", "day-odd-year", WARN),
    Plant("born", "23/05/1957 08:35", "day-with-time", WARN, "23/05/1957"),
    Plant("born", "khoảng mùa thu", "no-day", BLOCK),
    Plant("born", "19571123", "no-day", BLOCK, "23/11/1957"),
    Plant("born", "5/1957"),
    Plant("born", "1957"),
    Plant("born", "—", "mark-of-nothing", WARN),
    Plant("born", Formula("=DATE(1957,5,19)"), "formula-without-result", BLOCK),
    Plant("admitted", Formula("=VLOOKUP(A1,B1,1)", "#N/A"), "error-value", BLOCK),
    Plant("admitted", "#REF!", "error-value", BLOCK),
    Plant("admitted", "19/05/1950", "days-order", WARN),
    Plant("recognized", "18/05/1989", "days-order", WARN),
    Plant("personal_id", "19060001234.0", "number-as-decimal", BLOCK, "19060001234"),
    Plant("personal_id", "1.906E+10", "number-as-power", BLOCK, "1906???????"),
    Plant("personal_id", "'019060771234", "apostrophe", BLOCK, "019060771234"),
    Plant("personal_id", "000000000000", "number-of-zeros", BLOCK),
    Plant("personal_id", 19060661234, "number-zero-lost", BLOCK, "019060661234"),
    Plant("personal_id", Styled(19060551234, number_format="000000000000"), "number-zero-lost", BLOCK, "019060551234"),
    Plant("personal_id", "190443456", "number-shape", WARN),
    Plant("personal_id", "19060331234", "number-shape", WARN, "019060331234"),
    Plant("personal_id", "01906022I234", "number-shape", WARN),
    Plant("old_id", "000190123888", "number-padded", WARN, "190123888"),
    Plant("name", Styled("Vò Hoa", font=".VnTime"), "other-encoding", BLOCK, "Vũ Hoa"),
    Plant("name", "NguyÔn V¨n B¸ch", "other-encoding", BLOCK, "Nguyễn Văn Bách"),
    Plant("name", "Nguyeãn Vaên Caûnh", "other-encoding", BLOCK, "Nguyễn Văn Cảnh"),
    Plant("name", "Nguyá»…n VÄƒn Dáº§n", "other-encoding", BLOCK, "Nguyễn Văn Dần"),
    Plant("name", "\u00d0oàn Văn Êm", "tidied", WARN),
    Plant("name", "Phùng   Văn   Giỏi", "tidied", WARN),
    Plant("name", unicodedata.normalize("NFD", "Nguyễn Thị Hiếu"), "tidied", WARN),
    Plant("name", "Nguyễn\u200b Thị Ích", "tidied", WARN),
    Plant("name", "Nguyễn\x07 Thị Kiều", "tidied", WARN),
    Plant("name", "<script>alert(7)</script>", "odd-text", WARN),
    Plant("other_name", '=HYPERLINK("http://xau.vn","Lan")', "odd-text", WARN),
    Plant("sex", "nửa nọ", "input/bad-value", BLOCK),
    Plant("ethnic_group", "Kinhh", "not-listed", WARN),
    Plant("religion", "Đạo Trăng", "not-listed", WARN),
    Plant("state", "Đi vắng xa", "unknown-state", WARN),
    Plant("delete", "maybe", "neither-yes-nor-no", BLOCK),
    Plant("delete", "có"),
    Plant("Đã nghỉ hưu", "có lẽ", "neither-yes-nor-no", BLOCK),
    Plant("card_issued", "17/02/2031"),  # nobody can tell without a day of asking: `build` does
)
FIRST: Final = 8
COLUMNS: Final = (*NATIONAL, "Đã nghỉ hưu", "Nơi cấp thẻ Đảngg", "Kết quả kiểm tra")
LETTERS: Final = (*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "AA", "AB", "AC", "AD", "AE", "AF")


def cell(field: str, row: int) -> str:
    return f"{LETTERS[COLUMNS.index(field)]}{row}"


def line(number: int, **own: object) -> dict[str, object]:
    """Somebody with whom nothing is wrong, told apart from everybody else by number."""
    return {**people(number)[-1], "born": "19/05/1960", **own}


def national() -> tuple[tuple[Page, ...], set[Expected]]:
    """The national list with its errors, and what is to be said of it."""
    rows = [line(at, **{plant.field: plant.value}) for at, plant in enumerate(PLANTS, 1)]
    expected = {
        (cell(one.field, row), one.code if "/" in one.code else f"table/{one.code}", one.severity, one.proposal)
        for row, one in enumerate(PLANTS, FIRST)
        if one.code
    }
    at = len(rows)

    def put(*some: dict[str, object]) -> list[int]:
        rows.extend(some)
        return [FIRST + len(rows) - len(some) + number for number in range(len(some))]

    # what is wrong between rows, or between columns
    _, again = put(line(at + 1, no=1), line(at + 1, no=1))
    expected.add((f"B{again}", "table/same-row", BLOCK, None))
    one, other = put(line(at + 3), line(at + 3, name="Lương Văn Khác"))
    expected |= {(f"B{row}", "table/other-content", BLOCK, None) for row in (one, other)}
    one, other = put(line(at + 5, personal_id="019060999999"), line(at + 6, personal_id="019060999999"))
    expected |= {(f"I{row}", "table/shared-number", WARN, None) for row in (one, other)}
    one, other = put(line(at + 7, name="Lý Trùng Tên"), line(at + 8, name="LÝ TRÙNG TÊN"))
    expected |= {(f"C{row}", "table/same-person", WARN, None) for row in (one, other)}
    (row,) = put(line(at + 9, state="Từ trần"))
    expected.add((f"AB{row}", "table/state-without-date", WARN, None))
    (row,) = put(line(at + 10, state_date="11/11/2024"))
    expected.add((f"AB{row}", "table/date-without-state", WARN, None))
    put(line(at + 11, recognized=None, card_number=None))
    expected |= {
        ("X", "table/asked-column", WARN, None),  # "Ngày vào Đảng": the decision, or the ceremony
        ("Y", "table/taken-probationary", WARN, None),
        ("AE", "table/unknown-column", WARN, None),
    }
    return national_pages(rows, more=COLUMNS[len(NATIONAL) :]), expected


def roll() -> tuple[Page, set[Expected]]:
    """The roll 7-HSĐV: header in row 3, numbers in row 4, people from row 5."""
    same: dict[str, object] = {"occupation": "Công nhân", "former_occupation": "Nông dân", "language": "Anh A"}
    rows = [
        line(1, **same),
        line(2, **same, admitted="19/05/1990\n19/05/1991", recognized="20/06/1992"),
        line(3, **same, recognized=None),
        line(4, **same, birth_name="Lê Thị Cũ"),
    ]
    return roll_page(rows), {
        ("G6", "table/more-values", BLOCK, None),
        ("G7", "table/fewer-values", WARN, None),
        ("G", "table/asked-column", WARN, None),
        ("G", "table/taken-probationary", WARN, None),
        ("F", "table/own-words", WARN, None),
        ("", "table/made-ids", WARN, None),
    }


def flat() -> tuple[Page, set[Expected]]:
    """A flat list of 24 columns with sections, a total, signatures; header in row 2."""
    rows: list[Person | str] = [
        "I. Chi bộ thôn 3 (28 đồng chí)",  # row 3
        line(1),
        line(2, status="Đang thử lửa"),
        "II. Chi bộ thôn 4 (2 đồng chí)",
        line(3),
        line(4, schooling=Styled(dt.date(2026, 12, 10))),
        {"no": 5},  # row 9
    ]
    page = flat_page(24, rows, title=["DANH SÁCH ĐẢNG VIÊN"], below=[total(30), *SIGNATURES, *NOTE], name="Danh sách")
    return page, {
        ("3", "table/section-count", WARN, None),
        ("10", "table/total-count", WARN, None),
        ("", "table/only-numbered", WARN, None),
        ("I", "table/asked-column", WARN, None),
        ("X5", "input/bad-value", BLOCK, None),
        ("O8", "table/day-for-text", BLOCK, "10/12"),
        ("", "table/made-ids", WARN, None),
        ("L", "table/own-words", WARN, None),
    }


def organizations() -> tuple[Page, set[Expected]]:
    """Organizations: header in row 1."""
    headings = {
        "id": "Mã",
        "name": "Tên tổ chức",
        "form": "Loại tổ chức",
        "parent": "Trực thuộc",
        "full": "Số đảng viên chính thức",
        "probationary": "Số đảng viên dự bị",
        "members": "Tổng số đảng viên",
    }
    cell_of: dict[str, object] = {
        "form": "chi bộ trực thuộc",
        "parent": "db",
        "full": 20,
        "probationary": 5,
        "members": 25,
    }
    rows: list[Person] = [
        {"id": "db", "name": "Đảng bộ phường", "form": "đảng bộ cơ sở"},
        {"id": "c1", "name": "Chi bộ 1", **cell_of, "full": "1.234,5"},
        {"id": "c2", "name": "Chi bộ 2", **cell_of, "members": 31},
        {"id": "c3", "name": "Chi bộ 3", **cell_of, "full": "20.0", "members": "25"},
        {"id": "c4", "name": "Chi bộ 4", **cell_of},
        {"id": "c4", "name": "Chi bộ 4 cũ", **cell_of},
    ]
    return flat_page(headings, rows, name="Chi bộ"), {
        ("E3", "table/no-count", BLOCK, None),
        ("G4", "table/members-sum", WARN, None),
        ("A6", "table/other-content", BLOCK, None),
        ("A7", "table/other-content", BLOCK, None),
    }


def visits() -> tuple[Page, set[Expected]]:
    """Visits, where a day is needed and not a month."""
    headings = {"member": "Mã đảng viên", "cell": "Chi bộ", "on": "Ngày dự"}
    rows = [
        {"member": "m-1", "cell": "c1", "on": "17/11/2025"},
        {"member": "m-1", "cell": "c1", "on": "10/2025"},
    ]
    return flat_page(headings, rows, name="Dự sinh hoạt"), {("C3", "input/bad-value", BLOCK, None)}


def below() -> tuple[Page, set[Expected]]:
    """A header in row 25."""
    rows = [[f"Dòng giới thiệu {at}"] for at in range(24)]
    return Page("Tiêu đề thấp", [*rows, ["STT", "Họ và tên", "Ngày sinh"], [1, SPELT, "19/05/1960"]]), {
        ("25", "table/header-below", BLOCK, None)
    }


Kind: TypeAlias = Literal["profiles", "organizations", "visits"]
SHEETS: Final[dict[str, Kind]] = {
    "DANH SÁCH ĐẢNG VIÊN": "profiles",
    "Sổ danh sách": "profiles",
    "Danh sách": "profiles",
    "Chi bộ": "organizations",
    "Dự sinh hoạt": "visits",
    "Tiêu đề thấp": "profiles",
}


@cache
def messy() -> dict[str, tuple[Import, set[Expected], TableError | None]]:
    """Every sheet as it was read, what is expected of it, and what reading it raises."""
    pages, first = national()
    others = [roll(), flat(), organizations(), visits(), below()]
    book = open_workbook(workbook(*pages, *(page for page, _ in others)))
    expected = dict(zip(SHEETS, [first, *(some for _, some in others)], strict=True))
    found = {}
    for sheet, kind in SHEETS.items():
        error = None
        try:
            read = read_table(book, kind, sheet=sheet)
        except TableError as raised:
            error = raised
            read = cast("Import", raised.read)
        found[sheet] = read, expected[sheet], error
    return found


def where(found: Finding) -> str:
    """The cell, row or column a finding names."""
    facts = dict(found.facts)
    if "cell" in facts:
        return str(facts["cell"])
    if "row" in facts:
        return str(facts["row"])
    column = re.search(r", column ([A-Z]+)", f", {found.subject}")
    return column[1] if column else ""


def told(read: Import) -> list[Expected]:
    out: list[Expected] = []
    for one in read.problems:
        at = where(one)
        place = re.fullmatch(r"([A-Z]+)([0-9]+)", at)
        proposal = None
        if place is not None:
            proposal = read.proposals.get((int(place[2]) - 1, LETTERS.index(place[1])))
        out.append((at, one.code, one.severity.value, proposal))
    return out


@pytest.mark.parametrize("sheet", SHEETS)
def test_exactly_what_is_wrong_is_told_at_its_cell(sheet: str) -> None:
    read, expected, error = messy()[sheet]
    found = told(read)

    assert len(found) == len(set(found))
    assert set(found) == expected
    blocks = {one for one in expected if one[2] == BLOCK}
    assert (error is not None) == bool(blocks)
    if error is not None:
        assert {(where(one), one.code) for one in error.findings} == {one[:2] for one in blocks}
    assert read.refused == tuple(sorted({int(re.sub("[A-Z]", "", at)) for at, *_ in blocks if at[:1].isalpha()}))


def test_there_are_forty_kinds_of_error_and_more() -> None:
    kinds = {(one.code, str(one.value)[:6]) for one in PLANTS if one.code}
    between = {(sheet, code) for sheet, (_, expected, _) in messy().items() for _, code, *_ in expected}
    codes = {code for _, code in between}
    assert len(kinds) >= 40
    assert len(codes) >= 40


# --- no value ---------------------------------------------------------------------------------------------------------


def planted() -> set[str]:
    """What was planted, as text, and what it may have meant; not what stands in each line as it should."""
    values = [one.value.value if isinstance(one.value, Styled) else one.value for one in PLANTS if one.code]
    texts = {str(one) for one in values if not isinstance(one, Formula)} - {"—"}
    texts |= {one.proposal for one in PLANTS if one.proposal}
    texts |= {
        "19060661234",
        "19060551234",
        "Lương Văn Khác",
        "019060999999",
        "Lý Trùng Tên",
        "LÝ TRÙNG TÊN",
        "11/11/2024",
    }
    texts |= {"Đang thử lửa", "1.234,5", "10/2025", "20/06/1992", "Chi bộ 4 cũ", SPELT, "2026-12-10", "10/12"}
    return texts | {unicodedata.normalize("NFC", one) for one in texts}


def every_text(read: Import, error: TableError | None) -> Iterable[str]:
    yield from (str(read), repr(read), repr(read.problems), str(read.problems), repr(read.kept), repr(read.layout))
    yield from (repr(read.records), repr(read.columns), repr(read.workbook))
    for lang in ("vi", "en"):
        yield read.text(lang=lang)
        yield read.table(values="hidden", lang=lang).show(limit=None, lang=lang).text
        yield from (one.text(lang=lang) for one in read.problems)
        yield read.problems.table(lang=lang).show(limit=None, lang=lang).text
    yield from (repr(one) + str(one.as_dict()) for one in read.problems)
    if error is not None:
        yield from (
            str(error),
            repr(error),
            error.text(lang="vi"),
            str(error.__notes__ if hasattr(error, "__notes__") else ""),
        )


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_text_holds_what_was_planted(sheet: str) -> None:
    read, _, error = messy()[sheet]
    secrets = planted()
    for text in every_text(read, error):
        assert not [secret for secret in secrets if secret in text]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("sheet", SHEETS)
def test_the_table_shows_them_where_that_is_asked_for(sheet: str, lang: Literal["vi", "en"]) -> None:
    read, expected, _ = messy()[sheet]
    hidden, shown = read.table(lang=lang), read.table(values="shown", lang=lang)
    assert len(hidden.rows) == len(shown.rows) == len(expected)
    assert all(row[3].strip() and row[4].strip() for row in hidden.rows)  # what is wrong, and what to do
    assert {(row[0], row[5], row[-1] or None) for row in shown.rows} == {
        (at, code, meant) for at, code, _, meant in expected
    }
    assert [row[:6] for row in shown.rows] == list(hidden.rows)


def test_both_languages_say_it_in_words_of_their_own() -> None:
    read, _, _ = messy()["DANH SÁCH ĐẢNG VIÊN"]
    for one in read.problems:
        vi, en = one.text(lang="vi"), one.text(lang="en")
        assert vi != en
        assert "{" not in vi + en
        assert f"ô {where(one)}" in vi or not where(one)[-1:].isdigit() or not where(one)[:1].isalpha()


def test_of_a_row_with_a_cell_that_cannot_be_read_the_rest_is_told_too() -> None:
    rows = [line(1, born="31/02/1960", admitted="19/05/1992"), line(2, born="31/02/1961", personal_id="019060000001")]
    read = read_table(national_list(rows), "profiles", on_problem="take-good-rows")

    assert {one[:2] for one in told(read)} == {
        ("X", "table/asked-column"),
        ("F8", "table/no-such-day"),
        ("F9", "table/no-such-day"),
        ("Y8", "table/days-order"),
        ("I8", "table/shared-number"),
        ("I9", "table/shared-number"),
    }


def test_days_that_have_not_come_yet_are_told_when_the_day_is_known() -> None:
    today = "31/12/2025"
    rows = [line(1, card_issued=today), line(2, card_issued="17/02/2031"), line(3, recognized="9/2025")]
    read = read_table(national_list(rows), "profiles")
    root = Organization("db", "Đảng bộ phường", "đảng bộ", "cơ sở")  # type: ignore[arg-type]
    built = build([read], as_of="2025-12-31", root=root)

    assert [where(one) for one in built.findings if one.code == "table/day-ahead"] == ["L9"]
    assert "2031" not in str(built.findings)


def test_members_in_all_are_held_against_those_who_are_known() -> None:
    text = "Mã;Tên tổ chức;Loại tổ chức;Trực thuộc;Số đảng viên\ndb;Đảng bộ phường;đảng bộ cơ sở;;3\n"
    text += "c1;Chi bộ 1;chi bộ trực thuộc;db;2\nc2;Chi bộ 2;chi bộ trực thuộc;db;9\n"
    members = "Mã đảng viên;Họ và tên;Chi bộ;Ngày chính thức\nm-1;A Một;c1;1/2/1990\nm-2;A Hai;c1;1/2/1990\n"
    tables = [read_table(text.encode(), "organizations"), read_table(members.encode(), "profiles")]
    built = build(tables, as_of="2025-12-31")

    assert {(where(one), one.code) for one in built.findings} == {
        ("E2", "table/members-differ"),
        ("", "table/members-unheld"),
    }


def test_a_name_of_a_megabyte_is_told_by_its_size_and_refused() -> None:
    text = f"Mã đảng viên;Họ và tên;Ngày chính thức\nm-1;{'Nguyễn ' * 150_000};1/2/1990\nm-2;{'x' * 32_767};1/2/1990\n"
    read = read_table(text.encode(), "profiles", on_problem="take-good-rows")

    assert told(read) == [("B2", "table/too-long", BLOCK, None)]
    assert read.refused == (2,)
    assert len(str(read)) < 1_000
    assert len(read.rows[0]["name"]) == 32_767


# --- the four layouts, with nothing wrong -----------------------------------------------------------------------------


ASKED: Final = "table/asked-column"
JOB: Final = Occupation.parse("OCC.05").label


def fine(count: int = 3) -> list[dict[str, object]]:
    return [line(at, occupation=JOB, former_occupation=JOB, language="Anh A") for at in range(1, count + 1)]


MADE: Final = ("", "table/made-ids")
CLEAN: Final = {
    "national, two lines": (national_list(fine()), {("X", ASKED)}),
    "national, flat, 28 columns": (national_list(fine(), state="2025-flat", fields=28), {("X", ASKED)}),
    "roll": (roll_book(fine()), {MADE, ("G", ASKED)}),
    "flat, 4": (flat_list(4, fine()), {MADE, ("", "table/status-unknown")}),
    **{f"flat, {count}": (flat_list(count, fine()), {MADE, ("I", ASKED)}) for count in (14, 21, 24)},
    "flat, section, total, signed": (
        flat_list(
            24, ["I. Chi bộ thôn 3 (3 đồng chí)", *fine()], numbers="plain", below=[total(3), *SIGNATURES, *NOTE]
        ),
        {MADE, ("I", ASKED)},
    ),
}
"""Lists with nothing wrong in them: that an id was made is told, and what "Ngày vào Đảng" was taken for."""


@pytest.mark.parametrize("name", CLEAN)
def test_of_lists_that_are_in_order_only_what_was_decided_is_told(name: str) -> None:
    data, expected = CLEAN[name]
    read = read_table(data, "profiles")
    found = [(where(one), one.code) for one in read.problems]

    assert sorted(found) == sorted(expected)
    assert read.refused == ()
    assert [row["name"] for row in read.rows] == [row["name"] for row in fine()]


@pytest.mark.parametrize("merged", ["merged", "two headings"])
def test_a_name_in_two_columns_is_one_name(merged: str) -> None:
    header: list[object] = ["STT", "Họ và tên", None, "Ngày sinh", "Ngày chính thức"]
    spans: tuple[Span, ...] = (Span(0, 1, 0, 2),)
    if merged != "merged":
        header[1:3], spans = ["Họ và tên đệm", "Tên"], ()
    rows: list[list[object]] = [
        header,
        [1, "Nguyễn Văn", "An", "19/05/1960", "1/2/1990"],
        [2, "Trần", None, "20/05/1960", "1/2/1990"],
    ]
    read = read_table(workbook(Page("DS", rows, spans)), "profiles", on_problem="take-good-rows")

    assert [row["name"] for row in read.rows] == ["Nguyễn Văn An"]
    assert [(where(one), one.code) for one in read.problems if one.severity.value == BLOCK] == [
        ("C3", "table/half-a-name")
    ]


def test_two_cells_of_an_old_encoding_among_a_thousand_right_ones_are_told() -> None:
    names = [f"{family} {middle} {given}" for family in FAMILIES for middle in MIDDLES for given in GIVEN]
    rows = [[f"m-{at}", name, f"{at % 28 + 1}/{at // 28 % 12 + 1}/1{900 + at // 336}"] for at, name in enumerate(names)]
    rows[317][1], rows[842][1] = "NguyÔn ThÞ Hoa", "Lª Hång"
    text = "Mã đảng viên;Họ và tên;Ngày sinh\n" + "".join(";".join(row) + "\n" for row in rows)
    read = read_table(text.encode(), "profiles", on_problem="take-good-rows")
    found = [(where(one), one.code) for one in read.problems if "encoding" in one.code]

    assert len(rows) >= 1_000
    assert found == [("B", "table/encoding-doubts"), ("B319", "table/other-encoding"), ("B844", "table/other-encoding")]
    assert read.refused == (319, 844)


def test_a_cell_that_reads_either_way_is_told_where_its_row_is_of_an_old_encoding() -> None:
    text = "Mã đảng viên;Họ và tên;Quê quán;Ngày chính thức\n"
    text += "m-1;Vò Hoa;Tæ 3, ph­êng B¶n;1/2/1990\nm-2;Vò Hoa;Tổ 3, phường Bản;1/2/1990\n"
    read = read_table(text.encode(), "profiles", on_problem="take-good-rows")

    assert told(read) == [
        ("B2", "table/encoding-in-doubt", WARN, "Vũ Hoa"),
        ("C2", "table/other-encoding", BLOCK, "Tổ 3, phường Bản"),
    ]


FAMILIES: Final = ("Nguyễn", "Lê", "Tô", "Hà", "Võ", "Lý", "Đỗ", "Cù", "La", "Hồ")
MIDDLES: Final = ("Văn", "Thị", "Công", "Đình", "Như", "Hoài", "Tú", "Quý", "An", "Nhã")
GIVEN: Final = ("Hoa", "Hà", "Lý", "Bé", "Sáu", "Vân", "Tý", "Cần", "Thể", "Út")
