"""Tables as offices have them, read to rows, records and findings, and put together to a tree."""

from __future__ import annotations

import datetime as dt
import pickle
from pathlib import Path

import pytest

import dangbo as db
from dangbo.base.errors import HierarchyError, InvalidInputError, TableError, TermError
from dangbo.base.findings import Lang, Severity
from dangbo.base.terms import Form, Level, MemberStatus
from dangbo.io.building import build
from dangbo.io.imports import Import
from dangbo.io.reading import read_table
from dangbo.io.sources import open_workbook
from dangbo.tree.records import Organization
from tests.workbooks import PERSON, flat_list, national_list, people, roll_book

HEAD = "Mã đảng viên;Họ và tên;Sinh ngày;Chi bộ;Ngày chính thức\n"
CELLS = "Mã;Tên tổ chức;Loại tổ chức;Cấp trên\n"


def csv(text: str) -> bytes:
    return text.encode()


def refused(data: bytes, kind: str = "profiles") -> tuple[TableError, Import]:
    with pytest.raises(TableError) as error:
        read_table(data, kind)  # type: ignore[arg-type]
    assert isinstance(error.value.read, Import)
    return error.value, error.value.read


@pytest.mark.parametrize("state", ["2025-two-lines", "2025-flat"])
def test_the_national_list_becomes_profiles(state: str) -> None:
    rows = people(12)
    read = read_table(national_list(rows, state=state), "profiles")  # type: ignore[arg-type]

    assert isinstance(read.records, db.Profiles)
    assert read.records.ids == tuple(row["system_id"] for row in rows)
    assert list(read.records.column("personal_id")) == [row["personal_id"] for row in rows]
    assert list(read.records.column("old_id")) == [row["old_id"] for row in rows]
    assert {type(day) for day in read.records.column("born")} == {dt.date}
    assert [row["organization"] for row in read.rows] == [PERSON["organization"]] * 12
    assert not read.refused
    assert {found.code for found in read.problems} == {"table/asked-column"}


def test_hidden_sheets_and_unknown_columns_are_kept_with_their_rows() -> None:
    rows = [{**one, "Cột riêng": f"riêng {at}"} for at, one in enumerate(people(3))]
    read = read_table(national_list(rows, more=("Cột riêng",)), "profiles")

    (column,) = read.kept.columns
    assert column.cells == ("riêng 0", "riêng 1", "riêng 2")
    assert [grid.sheet for grid in read.kept.sheets] == ["QUOCGIA", "TINH", "DANTOC", "TONGIAO"]
    assert "riêng 0" not in repr(read.kept) + repr(column)


def test_both_dates_of_one_cell_of_the_roll_are_read() -> None:
    read = read_table(roll_book(people(4)), "profiles")

    assert isinstance(read.records, db.Profiles)
    assert None not in read.records.column("admitted")
    assert None not in read.records.column("recognized")
    first = read.records[read.records.ids[0]]
    assert first.admitted != first.recognized
    assert read.records.column("occupation")[0] is None  # words of its own are told, and are no class
    assert read.problems.select(code="table/own-words")


@pytest.mark.parametrize("columns", [4, 14, 21, 24])
def test_flat_lists_of_every_width_are_read(columns: int) -> None:
    read = read_table(flat_list(columns, people(5)), "profiles")

    assert len(read.rows) == 5
    assert {row["name"] for row in read.rows} == {row["name"] for row in people(5)}


def test_ids_of_rows_without_one_come_of_file_and_row_and_are_told() -> None:
    data = csv("Họ và tên;Số định danh;Ngày chính thức\nNgười Một;019060000001;1/2/1990\n")
    read = read_table(data, "profiles")

    (key,) = [row["member"] for row in read.rows]
    assert key.startswith("r-")
    assert key.endswith("-2")
    assert "019060000001" not in key
    assert len(read.problems.select(code="table/made-ids")) == 1
    assert read_table(data, "profiles").rows[0]["member"] == key
    assert read_table(data + b"\n;;\n", "profiles").rows[0]["member"] != key


def test_who_has_no_day_of_recognition_is_probationary_and_told_once() -> None:
    data = csv(HEAD + "m-1;Người Một;1960;cb-1;1/2/1990\nm-2;Người Hai;1961;cb-1;\nm-3;Người Ba;1962;cb-1;\n")
    read = read_table(data, "profiles")

    assert [row["status"] for row in read.rows] == [
        MemberStatus.FULL,
        MemberStatus.PROBATIONARY,
        MemberStatus.PROBATIONARY,
    ]
    (found,) = read.problems.select(code="table/taken-probationary")
    assert dict(found.facts)["rows"] == "3, 4"


def test_where_nothing_says_who_is_full_the_status_stays_unknown_and_is_told() -> None:
    read = read_table(csv("Mã đảng viên;Họ và tên;Sinh ngày\nm-1;Người Một;1960\n"), "profiles")

    assert read.rows[0]["status"] is None
    assert len(read.problems.select(code="table/status-unknown")) == 1


def test_a_value_that_cannot_be_read_refuses_the_table_and_names_its_cell() -> None:
    data = csv(HEAD + "m-1;Người Một;31/02/1960;cb-1;1/2/1990\nm-2;Người Hai;1/2/1961;cb-1;1/2/1990\n")
    error, read = refused(data)

    (found,) = error.findings
    facts = dict(found.facts)
    assert (facts["cell"], facts["row"]) == ("C2", 2)
    assert read.refused == (2,)
    assert [row["member"] for row in read.rows] == ["m-2"]
    taken = read_table(data, "profiles", on_problem="take-good-rows")
    assert taken.records.ids == ("m-2",)  # type: ignore[union-attr]
    assert taken.problems.select(severity=Severity.BLOCK)


def test_no_text_of_what_was_read_shows_a_cell() -> None:
    data = csv(HEAD + "m-1;Người Bí Mật;31/02/1960;Chi bộ kín;1/2/1990\n")
    error, read = refused(data)

    for text in (str(error), repr(error), str(read), repr(read), read.text(lang="vi"), repr(read.problems)):
        assert "Bí Mật" not in text
        assert "31/02" not in text
        assert "Chi bộ kín" not in text


def test_one_person_on_two_rows_is_never_decided_in_silence() -> None:
    same, read = refused(csv(HEAD + "m-1;A Văn;1960;cb-1;1/2/1990\n" * 1 + "m-1;A Văn;1960;cb-1;1/2/1990\n"))
    assert [found.code for found in same.findings] == ["table/same-row"]
    assert read.numbers == (2,)

    other, read = refused(csv(HEAD + "m-1;A Văn;1960;cb-1;1/2/1990\nm-1;A Văn;1961;cb-1;1/2/1990\n"))
    assert [found.code for found in other.findings] == ["table/other-content"] * 2
    assert read.numbers == ()


def test_of_many_rows_of_one_id_each_names_some_of_the_others() -> None:
    text = "Mã đảng viên;Họ và tên;Ngày chính thức\n" + "m-1;Người Thứ Nhất;02/09/1985\n" * 13
    read = read_table(text.encode(), "profiles", on_problem="take-good-rows")
    listed = [dict(one.facts)["rows"] for one in read.problems if one.code == "table/same-row"]
    assert listed[0] == "2, 4, 5, 6, 7, 8, 9, 10, 11, 12 ..."
    assert listed[-1] == "2, 3, 4, 5, 6, 7, 8, 9, 10, 11 ..."
    assert (len(listed), read.numbers) == (12, (2,))


def test_states_of_the_national_list_are_held_against_their_date() -> None:
    data = csv(
        "Mã đảng viên;Họ và tên;Ngày chính thức;Trạng thái hoạt động;Ngày rời/mất/miễn SH\n"
        "m-1;A Một;1/2/1990;Từ trần;\n"
        "m-2;A Hai;1/2/1990;Đang sinh hoạt Đảng;1/2/2025\n"
        "m-3;A Ba;1/2/1990;Đi vắng;\n"
    )
    told = {(found.code, dict(found.facts)["cell"]) for found in read_table(data, "profiles").problems}
    assert told == {
        ("table/state-without-date", "E2"),
        ("table/date-without-state", "E3"),
        ("table/unknown-state", "D4"),
    }


def test_an_import_is_pickled_with_all_it_knows() -> None:
    error, read = refused(csv(HEAD + "m-1;Người Một;31/02/1960;cb-1;1/2/1990\n"))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert again.read.problems == read.problems
    assert str(again) == str(error)


def test_words_that_are_none_and_sheets_that_are_not_there_are_refused() -> None:
    data = national_list(people(1))
    with pytest.raises(TermError):
        read_table(data, "people")  # type: ignore[arg-type]
    with pytest.raises(TermError):
        read_table(data, "profiles", on_problem="drop")  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="no-such-sheet"):
        read_table(data, "profiles", sheet="Khác")
    assert len(read_table(data, "profiles", sheet="DANH SÁCH ĐẢNG VIÊN").rows) == 1
    assert len(read_table(open_workbook(data), "profiles").rows) == 1


def test_the_workbook_of_problems_is_written_and_corrected(tmp_path: Path) -> None:
    _, read = refused(csv(HEAD + "m-1;Người Một;31/02/1960;cb-1;1/2/1990\n"))
    path = tmp_path / "loi.xlsx"
    read.to_xlsx(path)
    back = read.corrections(path)
    assert (len(back.cells), back.before, back.after) == (0, 1, 1)
    assert back.read.refused == (2,)
    assert "31/02" not in read.table().show(lang="vi").text


# --- put together -----------------------------------------------------------------------------------------------------


def cells(*lines: str) -> Import:
    return read_table(csv(CELLS + "".join(f"{line}\n" for line in lines)), "organizations")


def members(*lines: str) -> Import:
    return read_table(csv(HEAD + "".join(f"{line}\n" for line in lines)), "profiles")


WARD = "db;Đảng bộ phường;đảng bộ cơ sở;"


def test_a_parent_may_come_later_and_be_named_in_any_way() -> None:
    read = cells("c1;Chi bộ 1;chi bộ trực thuộc;Đảng bộ phường", "c2;Chi bộ 2;chi bộ trực thuộc;dang bo phuong", WARD)
    built = build([members("m-1;A Một;1960;chi bo 2;1/2/1990"), read], as_of="2026-01-01")

    assert [one.id for one in built.hierarchy.children("db")] == ["c1", "c2"]
    assert built.hierarchy.roll("c2") == ("m-1",)
    assert built.profiles.ids == ("m-1",)


def test_a_parent_that_never_comes_is_told_at_its_cell() -> None:
    read = cells(WARD, "c1;Chi bộ 1;chi bộ trực thuộc;Đảng bộ xã khác")
    with pytest.raises(HierarchyError) as error:
        build([read], as_of="2026-01-01")
    (found,) = [one for one in error.value.findings if one.code == "table/unknown-organization"]
    assert dict(found.facts)["cell"] == "D3"
    assert "xã khác" not in str(error.value)


def test_two_cells_of_one_name_are_told_apart_by_their_parent() -> None:
    read = cells(
        WARD,
        "bp1;Đảng bộ bộ phận Đông;đảng bộ bộ phận;db",
        "bp2;Đảng bộ bộ phận Tây;đảng bộ bộ phận;db",
        "c1;Chi bộ 1;chi bộ trực thuộc;bp1",
        "c2;Chi bộ 1;chi bộ trực thuộc;bp2",
    )
    with pytest.raises(HierarchyError) as error:
        build([read, members("m-1;A Một;1960;Chi bộ 1;1/2/1990")], as_of="2026-01-01")
    assert error.value.findings[0].code == "table/ambiguous-organization"

    people = members(
        "m-1;A Một;1960;Đảng bộ bộ phận Tây / Chi bộ 1;1/2/1990",
        "m-2;A Hai;1960;Chi bộ 1 - Đảng bộ bộ phận Đông;1/2/1990",
    )
    tree = build([read, people], as_of="2026-01-01").hierarchy
    assert (tree.roll("c1"), tree.roll("c2")) == (("m-2",), ("m-1",))


def test_the_same_file_twice_is_told_and_counted_once() -> None:
    read, people = cells(WARD, "c1;Chi bộ 1;chi bộ trực thuộc;db"), members("m-1;A Một;1960;c1;1/2/1990")
    built = build([read, people, people], as_of="2026-01-01")

    assert built.hierarchy.headcount("db").total == 1
    assert [one.code for one in built.findings].count("table/same-file") == 1


def test_one_person_in_two_files_is_kept_once_or_told() -> None:
    read = cells(WARD, "c1;Chi bộ 1;chi bộ trực thuộc;db")
    one, more = (
        members("m-1;A Một;1960;c1;1/2/1990"),
        members("m-1;A Một;1960;c1;1/2/1990", "m-2;A Hai;1961;c1;1/2/1990"),
    )
    built = build([read, one, more], as_of="2026-01-01")
    assert built.hierarchy.roll("c1") == ("m-1", "m-2")
    assert built.profiles.ids == ("m-1", "m-2")
    assert [found.code for found in built.findings].count("table/same-row") == 1

    with pytest.raises(HierarchyError) as error:
        build([read, one, members("m-1;A Một;1959;c1;1/2/1990")], as_of="2026-01-01")
    assert error.value.findings[0].code == "table/other-content"


def test_with_a_root_cells_that_only_members_name_are_made_and_told() -> None:
    root = Organization("db", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
    people = members("m-1;A Một;1960;Chi bộ thôn 3;1/2/1990", "m-2;A Hai;1960;CHI BỘ THÔN 3;1/2/1990")
    built = build([people], as_of="2026-01-01", root=root)

    (cell,) = built.hierarchy.children("db")
    assert (cell.name, cell.form, built.hierarchy.roll(cell)) == ("Chi bộ thôn 3", Form.CHI_BO, ("m-1", "m-2"))
    assert [found.code for found in built.findings].count("table/made-cells") == 1


def test_who_left_stands_on_no_roll_and_is_told() -> None:
    data = csv(
        "Mã đảng viên;Họ và tên;Chi bộ;Ngày chính thức;Trạng thái hoạt động;Ngày rời/mất/miễn SH\n"
        "m-1;A Một;c1;1/2/1990;Từ trần;1/2/2025\nm-2;A Hai;c1;1/2/1990;Miễn sinh hoạt;1/2/2025\n"
    )
    read = cells(WARD, "c1;Chi bộ 1;chi bộ trực thuộc;db")
    built = build([read, read_table(data, "profiles")], as_of="2026-01-01")

    assert built.hierarchy.roll("c1") == ("m-2",)
    assert built.profiles.ids == ("m-1", "m-2")
    assert [found.code for found in built.findings].count("table/not-on-roll") == 1


def test_names_that_differ_in_their_marks_are_two_cells_and_one_without_marks_is_ambiguous() -> None:
    root = Organization("db", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
    two = ("m-1;A Một;1960;Chi bộ thôn Đông;1/2/1990", "m-2;A Hai;1960;Chi bộ thôn Đồng;1/2/1990")
    tree = build([members(*two)], as_of="2026-01-01", root=root).hierarchy

    assert [tree.roll(cell) for cell in tree.children("db")] == [("m-1",), ("m-2",)]
    with pytest.raises(HierarchyError) as error:
        build([members(*two, "m-3;A Ba;1960;chi bo thon dong;1/2/1990")], as_of="2026-01-01", root=root)
    assert error.value.findings[0].code == "table/ambiguous-organization"


def test_groups_and_seats_name_cells_and_people_as_tables_do() -> None:
    groups = read_table(csv("Mã;Tên thôn, tổ dân phố;Loại;Chi bộ\nt1;Tổ 1;tổ dân phố;Chi bộ 1\n"), "groups")
    head = "Chi bộ;Chức vụ Đảng;Mã đảng viên;Cấp ủy;Từ ngày;Bầu, chỉ định\n"
    seats = read_table(csv(head + "chi bo 1;Bí thư;m-1;chi ủy;1/7/2025;bầu\n"), "seats")
    read = cells(WARD, "c1;Chi bộ 1;chi bộ trực thuộc;db")
    tree = build([seats, groups, read, members("m-1;A Một;1960;c1;1/2/1990")], as_of="2026-01-01").hierarchy

    assert tree.groups["t1"].cells == ("c1",)
    assert [(seat.organization, seat.holder) for seat in tree.seats.values()] == [("c1", "m-1")]


@pytest.mark.parametrize(
    ("kind", "text", "cell"),
    [
        ("ratings", "Mã chi bộ;Năm;Xếp loại\nc1;2025;Hoàn thành tốt nhiệm vụ\nc2;2025;Rất tốt\n", "C3"),
        ("visits", "Mã đảng viên;Chi bộ;Ngày dự\nm-1;c1;3/11/2025\nm-1;c1;32/11/2025\n", "C3"),
        ("life events", "Mã đảng viên;Sự kiện;Ngày\nm-1;kết nạp;3/11/2025\nm-1;đi chơi;3/11/2025\n", "B3"),
        ("prospects", "Mã quần chúng;Chi bộ;Bước;Ngày\nq-1;c1;kết nạp;3/11/2025\nq-1;c1;x;3/11/2025\n", "C3"),
    ],
)
def test_rows_of_every_kind_become_records_and_what_is_wrong_has_its_cell(kind: str, text: str, cell: str) -> None:
    read = read_table(csv(text), kind, on_problem="take-good-rows")  # type: ignore[arg-type]

    assert len(read.records) == 1
    assert read.refused == (3,)
    (found,) = read.problems.select(severity=Severity.BLOCK)
    assert dict(found.facts)["cell"] == cell


def test_a_workbook_of_problems_is_read_like_the_list_it_was_made_from(tmp_path: Path) -> None:
    rows: list[dict[str, object] | str] = ["I. Chi bộ thôn 1 (2 đồng chí)", *people(2)]
    rows += ["II. Chi bộ thôn 2 (1 đồng chí)", {**people(3)[2], "born": "12/31/1961"}]
    source = flat_list(14, rows, title=("DANH SÁCH",), numbers="bracketed", below=([], ["Cộng: 3"]))
    read = read_table(source, "profiles", on_problem="take-good-rows")
    read.to_xlsx(tmp_path / "problems.xlsx")
    again = read_table(tmp_path / "problems.xlsx", "profiles", on_problem="take-good-rows")

    assert (again.numbers, again.refused, len(again.columns)) == (read.numbers, read.refused, len(read.columns))
    assert [one.code for one in again.problems] == [one.code for one in read.problems]
    assert again.kept.sheets == ()  # the sheets the library wrote are none of the list


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_was_read_tells_first_what_must_be_corrected_and_where_all_of_it_is(lang: Lang) -> None:
    rows = "".join(f"m-{at};Người;{day};Chi bộ 1;02/09/1985\n" for at, day in enumerate(["5-6-57"] * 13 + ["1/1/1990"]))
    read = read_table(csv(HEAD + rows), "profiles", on_problem="take-good-rows")
    told = read.text(lang=lang).splitlines()

    assert [line for line in told if not line.startswith(" ")][1:] == (
        ["phải sửa:", "cần xem lại:"] if lang == "vi" else ["to be corrected:", "to be looked at:"]
    )
    (years,) = (line for line in told if "[table/day-without-century]" in line)
    assert years.startswith("  - ô C2 (" if lang == "vi" else "  - cell C2 (")  # the file is said above
    assert years.endswith("C3, C4, C5, C6, C7, C8, C9, C10, C11, C12 ...)")
    fine = read_table(csv(HEAD + "m-1;Người;05/06/1957;Chi bộ 1;02/09/1985\n"), "profiles").text(lang=lang)
    assert fine.endswith("không có gì phải sửa" if lang == "vi" else "nothing must be corrected")


def test_a_list_of_days_without_names_is_told_and_not_taken_for_a_fault() -> None:
    read = read_table("Mã đảng viên;Ngày sinh\nm-1;19/05/1960\n".encode(), "profiles", on_problem="take-good-rows")
    assert [one.code for one in read.problems] == ["table/status-unknown", "table/no-names"]


def test_rows_of_one_number_are_told_once_and_a_number_of_one_digit_is_nobodys() -> None:
    text = HEAD.replace("Chi bộ", "Số thẻ đảng viên")
    pair = "m-{};Người Thứ Nhất;19/05/1960;{};02/09/1985\n"
    for card, codes in (("19060101", ["table/shared-number"] * 2), ("11111111", ["table/same-person"] * 2)):
        read = read_table(csv(text + pair.format(1, card) + pair.format(2, card)), "profiles")
        assert [one.code for one in read.problems] == codes


def test_a_list_says_how_many_rows_of_it_were_not_taken() -> None:
    rows = "m-1;Người Thứ Nhất;31/02/1960;Chi bộ 1;\nm-2;Người Thứ Hai;19/05/1960;Chi bộ 1;02/09/1985\n"
    read = read_table(csv(HEAD + rows), "profiles", on_problem="take-good-rows")
    assert "1 row read; 1 row not taken" in str(read)
    assert "đọc được 1 dòng; 1 dòng chưa đọc được" in read.text(lang="vi")
