"""Forms of the statistics that somebody filled in: read to figures, and held against what they say of themselves."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import pytest

import dangbo as db
from dangbo.base.errors import InvalidInputError, TermError
from dangbo.io.filled_forms import FilledForm, is_form, read_form, reckons
from tests.workbooks import NOTE, SIGNATURES, Formula, Page, statistics_form, statistics_page, workbook

ROWS: Final = [("Chi bộ thôn 1", 1, 15), ("Chi bộ thôn 2", 0, 28), ("Chi bộ thôn 3", 3, 7)]


def told(form: FilledForm) -> set[tuple[str, str]]:
    """Cell, row or sheet of each finding, with its code."""
    facts = [(dict(one.facts), one.code) for one in form.problems]
    return {(str(one.get("cell") or one.get("row") or ""), code.removeprefix("table/")) for one, code in facts}


def csv(*lines: str) -> FilledForm:
    return read_form("\n".join(lines).encode() + b"\n")


@pytest.mark.parametrize("signed", [SIGNATURES, (*NOTE, *SIGNATURES), ()])
def test_a_form_that_is_in_order_is_read_without_a_finding(signed: tuple[list[object], ...]) -> None:
    form = read_form(statistics_form(ROWS, signed=signed))

    assert told(form) == set()
    assert [(one.number, one.heading, one.formula) for one in form.columns] == [
        ("2", "Số đảng viên / Dự bị", ""),
        ("3", "Số đảng viên / Tổng số", ""),
        ("4", "Tỷ lệ (%)", "2*100/3"),
    ]
    assert form.words.heading == "Tên tổ chức đảng"
    assert [one.label for one in form.lines] == ["Chi bộ thôn 1", "Chi bộ thôn 2", "Chi bộ thôn 3", "Tổng cộng"]
    assert [[*map(str, one.values[:2])] for one in form.lines] == [["1", "15"], ["0", "28"], ["3", "7"], ["4", "50"]]
    assert form.value("CHI BO THON 3", "3") == Decimal(7)
    assert form.value("Tổng cộng", "4") is None
    assert "BÁO CÁO SỐ LƯỢNG ĐẢNG VIÊN" in form.title


def test_what_a_form_says_of_itself_is_reckoned_exactly_cell_by_cell() -> None:
    page = statistics_page(ROWS)
    rows = [list(row) for row in page.rows]
    first = next(at for at, row in enumerate(rows) if row[:1] == ["Chi bộ thôn 1"])
    rows[first][3] = 6.6  # 6,66...: one decimal would be 6,7
    rows[first + 1][3] = "0,1"
    rows[first + 2][2] = "7.351,x"
    rows[first + 3][1] = 5
    form = read_form(workbook(Page(page.name, rows, page.merged)))

    number = first + 1
    assert told(form) == {
        (f"D{number}", "column-formula"),
        (f"D{number + 1}", "column-formula"),
        (f"C{number + 2}", "no-figure"),
        (f"B{number + 3}", "rows-sum"),
    }
    for text in (
        str(form),
        repr(form),
        form.text(lang="vi"),
        repr(form.lines),
        str([one.as_dict() for one in form.problems]),
    ):
        assert "6.6" not in text
        assert "7.351" not in text
        assert "0,1" not in text
    assert "4" not in [one.number for one in form.columns if not one.formula]


@pytest.mark.parametrize(
    ("formula", "value", "is_right"),
    [
        ("4(=2*100/3)", "33,3", True),
        ("4(=2*100/3)", "33", True),
        ("4(=2*100/3)", "33,4", False),
        ("4 = 2:3", "0,333", True),
        ("4=2:3 (%)", "33,33", True),
        ("4 = 2 + 3", "4", True),
        ("4 = 2 + 3", "5", False),
        ("4 = 2 + 3", "400", False),
        ("4=3-2", "2", True),
        ("4=(2+3)*100/3", "133,3", True),
        ("4=2x100:3", "33,3", True),
    ],
)
def test_formulas_of_columns_are_reckoned_as_forms_write_them(formula: str, value: str, is_right: bool) -> None:
    heading = "Tỷ lệ (%)" if "100" in formula or ":" in formula else "Cộng lại"
    form = csv(f"Tiêu chí;Kỳ này;Kỳ trước;{heading}", f"1;2;3;{formula}", f"Kết nạp;1;3;{value}")

    assert told(form) == (set() if is_right else {("D3", "column-formula")})


def test_a_figure_where_the_form_divides_by_nothing_is_told_and_a_blank_one_is_not() -> None:
    form = csv("Tiêu chí;Kỳ này;Kỳ trước;%", "1;2;3;4(=2*100/3)", "Kết nạp;1;0;0", "Chuyển đến;1;0;", "Từ trần;;0;")
    assert told(form) == {("D3", "column-formula")}
    assert form.value("Từ trần", "2") is None  # unknown, and not 0


@pytest.mark.parametrize(
    "formula", ["4(=2*100/)", "4(=2**3)", "4(=tổng)", "4(=" + "(" * 90 + "2)", "4(=2+" + "3+" * 200 + "1)"]
)
def test_a_formula_that_cannot_be_read_is_told_once(formula: str) -> None:
    form = csv("Tiêu chí;Kỳ này;Kỳ trước;%", f"1;2;3;{formula}", "Kết nạp;1;3;99", "Chuyển đến;1;3;98")
    assert told(form) == {("", "formula-unread")}


def test_a_total_counts_no_row_twice() -> None:
    head = ("Tiêu chí;Kỳ này;Kỳ trước", "1;2;3")
    assert told(csv(*head, "I. Nam;2;2", "- Trong đó trẻ;1;1", "II. Nữ;3;3", "Tổng cộng;5;5")) == set()
    assert told(csv(*head, "Nam;2;2", "Nữ;3;3", "Tổng cộng;5;6")) == {("C5", "rows-sum")}
    assert told(csv(*head, "Nam;2;", "Nữ;3;3", "Tổng cộng;5;6")) == set()
    assert told(csv(*head, "Tổng số;9;9", "Nam;2;2", "Nữ;3;3")) == set()  # of one above, the form does not say of what
    assert told(csv(*head, "Nam;2;2", "Nữ;3;3", "Tổng số;5;6")) == {("C5", "rows-sum")}
    assert told(csv(*head)) == {("", "no-rows")}


def test_a_form_is_no_list_although_its_headings_are_those_of_one() -> None:
    grid = statistics_page(ROWS).grid()
    assert reckons(grid)
    lines: list[list[object]] = [["STT", "Họ và tên", "Ngày sinh"], [1, 2, 3], [1, "Trần Thị B", "1960"]]
    assert not is_form(Page("Danh sách", lines).grid())
    assert not reckons(Page("Danh sách", lines).grid())


def test_what_a_form_has_not_is_refused_with_its_place() -> None:
    with pytest.raises(InvalidInputError, match="no-column-numbers"):
        csv("Họ và tên;Ngày sinh", "Trần Thị B;1960")
    with pytest.raises(InvalidInputError, match="no-such-sheet"):
        read_form(statistics_form(ROWS), sheet="Khác")
    with pytest.raises(InvalidInputError, match="several-sheets"):
        read_form(workbook(statistics_page(ROWS), Page("Biểu 2", statistics_page(ROWS).rows)))
    form = read_form(workbook(statistics_page(ROWS), Page("Biểu 2", statistics_page(ROWS).rows)), sheet="Biểu 2")
    with pytest.raises(TermError):
        form.value("Chi bộ thôn 9", "2")
    with pytest.raises(TermError):
        form.value("Chi bộ thôn 1", "9")


def test_cells_without_a_figure_are_told() -> None:
    rows: list[list[object]] = [
        ["Tiêu chí", "Kỳ này", "Kỳ trước"],
        [1, 2, 3],
        ["Nam", Formula("=1+1"), "—"],
        [None, 4, 5],
    ]
    form = read_form(workbook(Page("B", rows)))
    assert told(form) == {("B3", "formula-without-result"), ("C3", "mark-of-nothing"), ("4", "row-without-words")}


def test_a_form_of_last_year_is_held_against_what_the_register_makes() -> None:
    made = db.History(db.datasets.thai_nguyen()).movements("2024-01-01", "2024-12-31").form_1()
    table = made.table(lang="vi")
    rows: list[list[object]] = [[column.title for column in table.columns], ["1", "2", "3", "4(=2*100/3)"]]
    rows += [[str(row[0]).strip(), getattr(row[1], "value", None), None, None] for row in table.rows]
    same = read_form(workbook(Page("Biểu 1", rows))).against(made)

    assert (same.differing, same.only_read, same.only_made) == ((), (), ())
    assert same.same == sum(row.now is not None for row in made.rows)

    changed = next(at for at, row in enumerate(rows) if "Chuyển đi tỉnh khác" in str(row[0]))
    rows[changed][1] = 12
    del rows[-1]
    rows.insert(changed, ["z. Dòng riêng", 3, None, None])
    other = read_form(workbook(Page("Biểu 1", rows))).against(made, columns={"2": 2})

    assert [(one.row, one.number, one.read) for one in other.differing] == [(changed + 2, "2", Decimal(12))]
    assert [one.label for one in other.only_read] == ["z. Dòng riêng"]
    assert len(other.only_made) == 1
    assert len(other.table(lang="en").rows) == 1
    assert "12" not in repr(other) + repr(other.differing[0])
    with pytest.raises(InvalidInputError, match="no-form-column"):
        read_form(workbook(Page("Biểu 1", rows))).against(made, columns={"9": 2})
