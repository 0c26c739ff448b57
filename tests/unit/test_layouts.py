"""Where a list lies in its sheet: header, columns, sections, totals, signatures; what is told and what is not read."""

from __future__ import annotations

import unicodedata
from typing import get_args

import pytest

from dangbo.base.findings import Lang, Severity
from dangbo.base.words import Words
from dangbo.io.grids import Grid, Raw, Span
from dangbo.io.headings import KINDS, fields_of, hit
from dangbo.io.layouts import Layout, kind_of, layout_of
from dangbo.io.row_kinds import RowKind
from tests.workbooks import (
    FLAT,
    NATIONAL,
    NOTE,
    PERSON,
    ROLL,
    SIGNATURES,
    Page,
    Person,
    State,
    flat_page,
    national_pages,
    people,
    roll_page,
    statistics_page,
    total,
)


def kinds(layout: Layout) -> dict[RowKind, list[int]]:
    """The rows by kind, as people count them."""
    found: dict[RowKind, list[int]] = {}
    for row, kind in sorted(layout.kinds.items()):
        found.setdefault(kind, []).append(row + 1)
    return found


def codes(layout: Layout) -> list[str]:
    return [one.code for one in layout.problems]


def grid(*rows: list[object], merged: tuple[Span, ...] = ()) -> Grid:
    return Page("Sheet1", rows, merged).grid()


# --- the four layouts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["2025-two-lines", "2025-flat"])
@pytest.mark.parametrize("fields", [28, 29])
def test_every_column_of_the_national_list_is_understood(state: State, fields: int) -> None:
    first, *hidden = national_pages(people(3), state=state, more=["Kết quả kiểm tra"], fields=fields)
    layout = layout_of(first.grid(), "profiles")

    assert [one.field for one in layout.taken] == [*[*NATIONAL][:fields], None]
    assert {one.how for one in layout.taken[:-1]} == {"alias", "asked"}
    assert layout.header == ((5, 6) if state == "2025-two-lines" else (0,))
    assert layout.data == ((7, 8, 9) if state == "2025-two-lines" else (1, 2, 3))
    assert codes(layout) == ["table/asked-column"]
    assert layout.problems[0].subject.endswith(f"column X ('{NATIONAL['admitted'][state == '2025-flat']}')")
    assert [page.hidden for page in hidden] == [True] * (4 if state == "2025-two-lines" else 0)


def test_a_heading_on_two_lines_is_joined_with_what_is_merged_above_it() -> None:
    layout = layout_of(national_pages(people(1))[0].grid(), "profiles")

    assert layout.headings[14:18] == (
        "Nơi đăng ký khai sinh / Quốc gia",
        "Nơi đăng ký khai sinh / Tỉnh/Thành",
        "Nơi đăng ký khai sinh / Chi tiết",
        "Quê quán / Quốc gia",
    )
    assert kinds(layout) == {RowKind.TITLE: [1, 2, 3], RowKind.BLANK: [4, 5], RowKind.HEADER: [6, 7]}


def test_the_two_lines_are_joined_in_a_file_that_does_not_say_what_is_merged() -> None:
    page = national_pages(people(2))[0]
    layout = layout_of(Page(page.name, page.rows).grid(), "profiles")

    assert [one.field for one in layout.taken] == [*NATIONAL]
    assert layout.header == (5, 6)


def test_the_roll_says_which_fields_share_a_cell() -> None:
    layout = layout_of(roll_page(people(2)).grid(), "profiles")

    assert [one.fields for one in layout.taken] == [fields for _, fields in ROLL]
    assert {one.column for one in layout.taken if one.how == "joined"} == {1, 2, 4, 5, 6, 7, 9, 10, 11, 12}
    assert kinds(layout) == {
        RowKind.TITLE: [1],
        RowKind.BLANK: [2],
        RowKind.HEADER: [3],
        RowKind.NUMBERS: [4],
    }
    assert layout.data == (4, 5)


@pytest.mark.parametrize("columns", [4, 14, 21, 24])
def test_flat_lists_with_all_that_stands_around_them(columns: int) -> None:
    rows: list[Person | str] = [
        "I. Chi bộ thôn 3 (3 đồng chí)",
        *people(3),
        "II. Chi bộ thôn 4 (2 đồng chí)",
        *people(2),
    ]
    page = flat_page(
        columns,
        rows,
        title=["ĐẢNG BỘ XÃ", "DANH SÁCH ĐẢNG VIÊN"],
        codes=[field.upper() for field in FLAT[columns]],
        numbers="bracketed",
        below=[total(5), *SIGNATURES, [], *NOTE],
    )
    layout = layout_of(page.grid(), "profiles")

    assert [one.field for one in layout.taken] == [*FLAT[columns]]
    assert kinds(layout) == {
        RowKind.TITLE: [1, 2],
        RowKind.HEADER: [3],
        RowKind.CODES: [4],
        RowKind.NUMBERS: [5],
        RowKind.SECTION: [6, 10],
        RowKind.TOTAL: [13],
        RowKind.BLANK: [14, 18, 20],
        RowKind.SIGNATURE: [15, 16, 17, 19],
        RowKind.NOTE: [21],
    }
    assert layout.sections == dict.fromkeys((6, 7, 8), "Chi bộ thôn 3") | dict.fromkeys((10, 11), "Chi bộ thôn 4")
    assert [code for code in codes(layout) if code != "table/asked-column"] == []


def test_a_form_of_statistics_is_a_list_of_organizations() -> None:
    layout = layout_of(statistics_page([("Chi bộ 1", 2, 30), ("Chi bộ 2", 0, 28)]).grid(), "organizations")

    assert [one.field for one in layout.taken] == ["name", "probationary", "members", None]
    assert layout.header == (5, 6)
    assert layout.data == (8, 9)
    assert kinds(layout)[RowKind.NUMBERS] == [8]
    assert kinds(layout)[RowKind.TOTAL] == [11]
    assert codes(layout) == []


def test_each_kind_is_recognized_by_its_columns() -> None:
    assert [kind_of(page.grid()) for page in national_pages(people(1))] == ["profiles", None, None, None, None]
    assert kind_of(roll_page(people(1)).grid()) == "profiles"
    assert kind_of(flat_page(4, people(1)).grid()) == "profiles"
    assert kind_of(statistics_page([("Chi bộ 1", 2, 30)]).grid()) == "organizations"
    for kind in KINDS:
        header = grid([*sorted(fields_of(kind))], ["x"] * len(fields_of(kind)))
        assert kind_of(header) == kind
        assert {one.how for one in layout_of(header, kind).taken} == {"field"}


# --- headings ---------------------------------------------------------------------------------------------------------


def taken(*headings: str) -> list[tuple[str | None, str]]:
    """What columns are taken for beside a name and a birth date."""
    layout = layout_of(grid(["Họ và tên", "Ngày sinh", *headings], ["x"] * (len(headings) + 2)), "profiles")
    return [(one.field, one.how) for one in layout.taken[2:]]


@pytest.mark.parametrize(
    ("heading", "field", "how"),
    [
        ("SỐ CCCD (12 số) *", "personal_id", "alias"),
        ("so the dang vien", "card_number", "alias"),
        ("Số thẻ Ðảng", "card_number", "alias"),
        ("Ngày  kết nạp\n(dd/mm/yyyy)", "admitted", "alias"),
        ("Ngày vào Đảng (dự bị)", "admitted", "alias"),
        ("Ngày vào Đảng (chính thức)", "recognized", "alias"),
        ("Ngày vào Đảng CSVN", "admitted", "asked"),
        ("Nghề nghiệp trước khi vào Đảng", "former_occupation", "alias"),
        ("Hoà giải", None, "unknown"),
        ("Số thẻ đảng vieen", None, "nearest"),
        ("Chức vụ", None, "asked"),
        ("Tên", None, "unknown"),
        ("Sè thÎ ®¶ng viªn", "card_number", "alias"),
    ],
)
def test_a_heading_is_understood_however_it_is_written(heading: str, field: str | None, how: str) -> None:
    assert taken(heading) == [(field, how)]
    assert taken(unicodedata.normalize("NFD", heading)) == [(field, how)]


def test_the_day_of_issue_is_that_of_the_number_on_its_left() -> None:
    assert taken("Số CCCD", "Ngày cấp", "Nơi cấp", "Số thẻ Đảng", "Ngày cấp", "Nơi cấp") == [
        ("personal_id", "alias"),
        ("id_issued", "alias"),
        ("id_place", "alias"),
        ("card_number", "alias"),
        ("card_issued", "alias"),
        ("card_place", "alias"),
    ]
    assert taken("Dân tộc", "Ngày cấp") == [("ethnic_group", "alias"), (None, "asked")]


def test_a_surer_heading_goes_before_a_doubtful_one_and_two_equally_sure_ones_stop() -> None:
    assert taken("Số thẻ", "Số thẻ Đảng") == [(None, "asked"), ("card_number", "alias")]

    layout = layout_of(grid(["Họ và tên", "Ngày sinh", "Năm sinh"], ["a", "b", "c"]), "profiles")
    (problem,) = layout.problems
    assert (problem.code, problem.severity) == ("table/same-field", Severity.BLOCK)
    assert problem.message == (
        "file 'list.xlsx', sheet 'Sheet1', column C ('Năm sinh'): the heading means 'born', as that of column B "
        "('Ngày sinh') does; only one of them would be read"
    )


def test_the_caller_says_which_column_is_which_field() -> None:
    sheet = grid(["Họ và tên", "Cột lạ", "Ngày sinh"], ["a", "b", "c"])
    layout = layout_of(sheet, "profiles", columns={"cot la": "personal_id"})

    assert [(one.field, one.how) for one in layout.taken] == [
        ("name", "alias"),
        ("personal_id", "named"),
        ("born", "alias"),
    ]
    assert codes(layout) == []
    wrong = layout_of(sheet, "profiles", columns={"Cột không có": "personal_id", "Cột lạ": "personal_ids"})
    assert codes(wrong) == ["table/no-such-field", "table/no-such-column"]
    assert "personal_id" in wrong.problems[0].message


def test_a_column_without_a_heading_is_kept_and_one_without_anything_is_none() -> None:
    layout = layout_of(grid(["Họ và tên", "Ngày sinh", None, None], ["a", "b", None, "d"]), "profiles")

    assert [(one.column, one.heading, one.how) for one in layout.taken[2:]] == [(3, "", "unknown")]


@pytest.mark.parametrize(
    "header",
    [
        ["STT", "Họ và tên đệm", "Tên", "Ngày sinh"],
        ["STT", "Họ", "Tên", "Ngày sinh"],
        ["TT", "Họ lót", "TÊN", "Sinh ngày"],
    ],
)
def test_family_and_given_names_in_two_columns_are_the_parts_of_a_name(header: list[object]) -> None:
    layout = layout_of(grid(header, [1, "a", "b", "c"]), "profiles")

    assert [one.field for one in layout.taken] == ["no", "family_name", "given_name", "born"]
    assert "ghép" in layout.taken[1].note.vi
    assert codes(layout) == []


def test_a_given_name_alone_or_beside_the_whole_name_is_kept_only() -> None:
    headers: list[list[object]] = [["STT", "Họ và tên", "Tên", "Ngày sinh"], ["STT", "Tên", "Số CCCD", "Ngày sinh"]]
    for header in headers:
        taken = layout_of(grid(header, [1, "a", "b", "c"]), "profiles").taken
        assert [one.field for one in taken if one.heading == "Tên"] == [None]


def test_a_name_in_two_columns_under_one_heading_is_joined_and_a_wide_heading_is_not() -> None:
    merged = (Span(0, 1, 0, 2),)
    split = layout_of(grid(["STT", "Họ và tên", None, "Ngày sinh"], [1, "a", "b", "c"], merged=merged), "profiles")
    wide = layout_of(grid(["STT", "Họ và tên", None, "Ngày sinh"], [1, "a", None, "c"], merged=merged), "profiles")

    assert [one.field for one in split.taken] == ["no", "family_name", "given_name", "born"]
    assert [one.field for one in wide.taken] == ["no", "name", "born"]
    assert codes(split) == codes(wide) == []


# --- rows -------------------------------------------------------------------------------------------------------------

HEADER: list[object] = ["STT", "Họ và tên", "Ngày kết nạp", "Số thẻ Đảng"]
LINE: list[object] = ["Nguyễn Văn A", "19/05/1990", "190600012345"]


@pytest.mark.parametrize(
    ("row", "section"),
    [
        (["I. Chi bộ thôn 3"], "Chi bộ thôn 3"),
        (["I", "Chi bộ thôn 3", None, None], "Chi bộ thôn 3"),
        (["II", "Chi bộ thôn 3", 1], "Chi bộ thôn 3"),
        ([1, "Chi bộ Thôn 3 (1 đ/c)"], "Chi bộ Thôn 3"),
        ([None, "CHI BỘ THÔN 3: 1 đồng chí"], "CHI BỘ THÔN 3"),
        (["A/ Trường THCS Hoà Bình (có 1 đảng viên)"], "Trường THCS Hoà Bình"),
        (["Ðảng bộ bộ phận"], "Đảng bộ bộ phận"),
    ],
)
def test_a_row_that_names_an_organization_is_about_the_rows_below(row: list[object], section: str) -> None:
    for form in ("NFC", "NFD"):
        written = [unicodedata.normalize(form, one) if isinstance(one, str) else one for one in row]
        layout = layout_of(grid(HEADER, written, [1, *LINE]), "profiles")

        assert layout.kinds[1] is RowKind.SECTION
        assert layout.sections == {2: section}
        assert codes(layout) == []


@pytest.mark.parametrize(
    "row",
    [
        [1, "Bàn Văn A"],
        [None, "Nguyễn Văn A"],
        [1, "Tống Văn Công", None, None],
        [None, "Cộng Hòa A", "19/05/1990", None],
        [1, "Khu Thị B", 1960],
        [2, "Nguyễn Văn A", "Bí thư", "190600012345"],
        ["12", "Trương Công Định"],
        [None, None, "19/05/1990", None],
    ],
)
def test_a_row_about_somebody_is_data_however_little_is_known(row: list[object]) -> None:
    layout = layout_of(grid(HEADER, [1, *LINE], row), "profiles")

    assert layout.data == (1, 2)


def test_sections_of_status_leave_people_in_their_organization() -> None:
    rows: list[list[object]] = [HEADER, ["I. Chi bộ thôn 3 (2 đồng chí)"], ["1. Đảng viên chính thức"], [1, *LINE]]
    layout = layout_of(grid(*rows, ["2. Đảng viên dự bị"], [2, *LINE]), "profiles")

    assert kinds(layout)[RowKind.SECTION] == [2, 3, 5]
    assert layout.sections == {3: "Chi bộ thôn 3", 5: "Chi bộ thôn 3"}
    assert codes(layout) == []


def test_announced_numbers_are_held_against_the_rows() -> None:
    rows: list[list[object]] = [HEADER, ["I. Chi bộ thôn 3 (2 đồng chí)"], [1, *LINE], ["Cộng: 3"]]
    rows += [["II. Chi bộ thôn 4 (1 đồng chí)"], [2, *LINE], ["Cộng: 1"], ["Tổng cộng: 2 đồng chí"]]
    layout = layout_of(grid(*rows), "profiles")

    assert [(one.code, dict(one.facts)["row"]) for one in layout.problems] == [
        ("table/total-count", 4),
        ("table/section-count", 2),
    ]
    assert layout.problems[1].message == (
        "file 'list.xlsx', sheet 'Sheet1', row 2: it announces 2 people; rows found below it: 1"
    )
    assert layout.problems[1].text(lang="vi").startswith("tệp 'list.xlsx', trang 'Sheet1', dòng 2: ghi 2 người")


def test_a_section_of_sections_is_not_held_against_no_rows_and_an_empty_one_is() -> None:
    rows: list[list[object]] = [HEADER, ["A. Đảng bộ xã (1 đồng chí)"], ["1. Chi bộ 1 (1 đồng chí)"], [1, *LINE]]
    assert codes(layout_of(grid(*rows), "profiles")) == []
    assert codes(layout_of(grid(*rows, ["2. Chi bộ 2 (3 đồng chí)"]), "profiles")) == ["table/section-count"]


def test_the_header_of_each_page_is_no_data_and_lines_that_were_never_filled_in_are_told() -> None:
    rows: list[list[object]] = [HEADER, [1, *LINE], [None, None, "Trang 2"], HEADER, ["1", "2", "3", "4"], [2, *LINE]]
    layout = layout_of(grid(*rows, [3], [4]), "profiles")

    assert layout.data == (1, 5)
    assert kinds(layout) == {
        RowKind.TITLE: [3],
        RowKind.HEADER: [1, 4],
        RowKind.NUMBERS: [5],
        RowKind.BLANK: [7, 8],
    }
    assert codes(layout) == ["table/only-numbered"]
    assert "7, 8" in layout.problems[0].message


def test_people_below_the_signatures_are_read() -> None:
    layout = layout_of(grid(HEADER, [1, *LINE], ["NGƯỜI LẬP BIỂU"], ["Lê Thị B"], [2, *LINE]), "profiles")

    assert layout.data == (1, 4)
    assert kinds(layout)[RowKind.SIGNATURE] == [3, 4]


def test_codes_of_the_first_line_of_data_are_data() -> None:
    layout = layout_of(grid(["id", "name", "form"], ["cb_1", "thon", "chi_bo"]), "organizations")

    assert layout.data == (1,)


def test_every_row_is_one_thing_only() -> None:
    pages = [*national_pages(people(2)), roll_page(people(2)), statistics_page([("Chi bộ 1", 2, 30)])]
    pages.append(flat_page(14, ["I. Chi bộ 1", *people(2)], title=["A"], below=[total(2), *SIGNATURES, *NOTE]))
    for page in pages:
        for kind in KINDS:
            layout = layout_of(page.grid(), kind)
            if layout.header:
                assert sorted([*layout.data, *layout.kinds]) == [*range(len(layout.grid.rows))]


# --- what is no list --------------------------------------------------------------------------------------------------


def above(count: int) -> list[list[object]]:
    return [[f"dòng {number}"] for number in range(count)]


@pytest.mark.parametrize(
    ("rows", "told", "row"),
    [
        ([], "table/empty-sheet", None),
        ([[None, None]], "table/empty-sheet", None),
        ([["Nguyễn Văn A", "12/05/1960", "019060001234"]], "table/no-header", None),
        ([*above(24), HEADER, [1, *LINE]], "table/header-below", 25),
        (
            [HEADER, [1, *LINE], [], ["Bảng 2"], ["Dân tộc", "Tôn giáo", "Quê quán"], ["a", "b", "c"]],
            "table/second-table",
            5,
        ),
    ],
)
def test_what_is_no_list_is_told_and_nothing_of_it_is_read(
    rows: list[list[object]], told: str, row: int | None
) -> None:
    (problem,) = layout_of(grid(*rows), "profiles").problems

    assert (problem.code, problem.severity) == (told, Severity.BLOCK)
    assert dict(problem.facts).get("row") == row
    for lang in get_args(Lang):
        said = problem.text(lang=lang)
        assert "Nguyễn" not in said
        assert "1960" not in said


def test_a_header_with_nothing_below_is_told() -> None:
    assert codes(layout_of(grid(HEADER), "profiles")) == ["table/no-rows"]


def test_nothing_a_cell_holds_is_told_of_a_layout() -> None:
    hidden_name = "Nguyễn Thị Bí Mật"
    rows: list[list[object]] = [
        [hidden_name],
        [*HEADER, hidden_name, "12/05/1960"],
        [f"I. {hidden_name} (7 đồng chí)"],
        [1, hidden_name],
    ]
    layout = layout_of(grid(*rows, ["Cộng: 9"]), "profiles")
    told = [repr(layout), *(f"{one!r} {one.text(lang='vi')} {one.text(lang='en')}" for one in layout.problems)]
    told += [repr(one) for one in layout.taken]

    assert len(layout.problems) >= 2
    assert not [text for text in told if "Bí Mật" in text or "12/05/1960" in text]


def test_a_sheet_of_16384_columns_is_read_soon() -> None:
    wide: list[Raw] = [f"Cột số {number}" for number in range(16_384)]
    layout = layout_of(Grid("a.xlsx", "S", [["Họ và tên", "Ngày sinh", *wide], ["a", "b", *wide]]), "profiles")

    assert len(layout.taken) == 16_386
    assert layout.data == (1,)


def test_the_words_of_each_note_are_in_both_languages() -> None:
    layout = layout_of(
        flat_page({"name": "Họ tên", "a": "NS", "b": "Chức vụ", "c": "Đơn vị"}, [PERSON]).grid(), "profiles"
    )
    reasons = [dict(one.facts)["reason"] for one in layout.problems]

    assert len(reasons) == 3
    assert all(isinstance(one, Words) and one.vi and one.en and one.vi != one.en for one in reasons)


@pytest.mark.parametrize(
    ("heading", "fields"),
    [
        ("Số thẻ, số lý lịch, số Huy hiệu", ("card_number", "file_number", "badge")),
        ("Ngày sinh\nNam, nữ", ("born", "sex")),
        ("Nam, nữ, ngày sinh", ("sex", "born")),
        ("Ngày sinh; nam/nữ", ("born", "sex")),
        ("Dân tộc, tôn giáo, nam, nữ", ("ethnic_group", "religion", "sex")),
        ("Nam, nữ", ("sex",)),
        ("Ngày sinh, ngày sinh", ()),
    ],
)
def test_parts_of_a_heading_that_are_one_field_together_are_one(heading: str, fields: tuple[str, ...]) -> None:
    assert hit([heading], "profiles") == fields
