"""Reading rows: dicts, CSV files and data frames as people really keep them."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

import pytest

from dangbo.base.citations import Document
from dangbo.base.errors import HierarchyError, InvalidInputError
from dangbo.base.terms import Form, GroupKind, Level, MemberStatus
from dangbo.hierarchy import Hierarchy
from dangbo.tree.members import Headcount, Member
from dangbo.tree.records import Consent, Organization, ResidentialGroup

NAN = float("nan")
AS_OF = "2023-04-30"

WARD = {"id": "dbp", "name": "Đảng bộ phường", "form": "dang_bo", "level": "grassroots", "parent": None}
CELL = {"id": "cb-1", "name": "Chi bộ 1", "form": "chi_bo", "level": "below_grassroots", "parent": "dbp"}


def read(*rows: Mapping[str, object], **more: object) -> Hierarchy:
    return Hierarchy.from_rows(rows, as_of=AS_OF, **more)  # type: ignore[arg-type]


def problems(*rows: Mapping[str, object], **more: object) -> list[tuple[str, str]]:
    """Code and place of everything that is wrong with these rows."""
    with pytest.raises(InvalidInputError) as caught:
        read(*rows, **more)
    return [(found.code, found.subject) for found in caught.value.findings]


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


# --- what rows may be -----------------------------------------------------------------------------------------------


def test_rows_of_codes_make_a_tree() -> None:
    tree = read(WARD, CELL)

    assert tree["dbp"] == Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
    assert tree["cb-1"] == Organization("cb-1", "Chi bộ 1", Form.CHI_BO, Level.BELOW_GRASSROOTS, "dbp")


def test_rows_make_the_same_tree_as_records() -> None:
    records = [
        Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS),
        Organization(
            "cb-1",
            "Chi bộ 1",
            Form.CHI_BO,
            Level.BELOW_GRASSROOTS,
            "dbp",
            "residential",
            12,
            1,
            "01",
            [Consent("cb-1", Document("văn bản đồng ý", title="5-CV"), matter="cell-size-consent", up_to=13)],
            2,
        ),
    ]
    row = CELL | {
        "unit_type": "residential", "full": 12, "probationary": 1, "code": "01", "size_consent": "5-CV",
        "groups_of_members": 2,
    }  # fmt: skip

    assert read(WARD, row).same_as(Hierarchy(records, as_of=AS_OF))


def test_labels_may_be_vietnamese_in_any_spelling() -> None:
    tree = read(
        {**WARD, "form": "Đảng bộ", "level": "TCCSĐ"},
        {**CELL, "form": nfd("chi bộ"), "level": "duoi co so"},
    )

    assert tree["cb-1"].kind == (Form.CHI_BO, Level.BELOW_GRASSROOTS)
    assert tree["dbp"].kind == (Form.DANG_BO, Level.GRASSROOTS)


def test_the_name_of_a_kind_stands_for_form_and_level() -> None:
    tree = read(
        {"id": "dbp", "name": "Đảng bộ phường", "kind": "Đảng bộ cơ sở"},
        {"id": "cb-1", "name": "Chi bộ 1", "kind": nfd("chi bộ trực thuộc"), "parent": "dbp"},
        {"id": "bp", "name": "Đảng bộ bộ phận", "kind": "dang bo bo phan", "parent": "dbp"},
    )

    assert tree.count(by="kind") == {
        (Form.DANG_BO, Level.GRASSROOTS): 1,
        (Form.DANG_BO, Level.BELOW_GRASSROOTS): 1,
        (Form.CHI_BO, Level.BELOW_GRASSROOTS): 1,
    }


@pytest.mark.parametrize("empty", ["", None, NAN])
def test_kind_fills_in_where_form_and_level_say_nothing_and_the_other_way_round(empty: object) -> None:
    tree = read(
        {**WARD, "kind": empty},
        {**CELL, "form": empty, "level": empty, "kind": "chi bộ trực thuộc"},
    )

    assert tree["dbp"].kind == (Form.DANG_BO, Level.GRASSROOTS)
    assert tree["cb-1"].kind == (Form.CHI_BO, Level.BELOW_GRASSROOTS)


def test_ids_names_and_parents_in_decomposed_letters_are_composed() -> None:
    tree = read({**WARD, "id": "phường"}, {**CELL, "name": nfd("Chi bộ tổ 1"), "parent": nfd("phường")})

    assert tree["cb-1"].name == "Chi bộ tổ 1"
    assert tree["cb-1"].parent == "phường"


def test_a_csv_file_is_read_as_it_stands() -> None:
    file = io.StringIO(
        "id,name,kind,parent,unit_type,full,probationary,note\n"
        "dbp,Đảng bộ phường,đảng bộ cơ sở,,ward,,,\n"
        "cb-1,Chi bộ 1,chi bộ trực thuộc,dbp,,28,3,xem lại\n"
    )

    tree = Hierarchy.from_rows(csv.DictReader(file), as_of=AS_OF)

    assert tree.headcount() == Headcount(28, 3)
    assert tree["dbp"].unit_type == "ward"
    assert tree["cb-1"].unit_type is None


def test_a_short_line_of_a_csv_file_has_its_last_fields_missing() -> None:
    file = io.StringIO("id,name,kind,parent,full\ndbp,Đảng bộ phường,đảng bộ cơ sở\n")

    assert Hierarchy.from_rows(csv.DictReader(file), as_of=AS_OF).root.full == 0


def test_surplus_cells_of_a_csv_line_are_told_with_the_line() -> None:
    file = io.StringIO("id,name,kind\ndbp,Đảng bộ phường,đảng bộ cơ sở\ncb-1,Chi bộ 1,chi bộ trực thuộc,a,b\n")

    with pytest.raises(InvalidInputError) as caught:
        Hierarchy.from_rows(csv.DictReader(file), as_of=AS_OF)

    (found,) = (one for one in caught.value.findings if one.code == "input/too-many-cells")
    assert found.message == "organization row 3: the row has 2 more cells than the header"  # line 1 is the header


def test_any_mapping_is_a_row_and_rows_need_not_have_the_same_keys() -> None:
    tree = read(MappingProxyType(WARD), {**CELL, "full": 5})

    assert tree.headcount().total == 5


def test_rows_may_be_drawn_from_a_generator() -> None:
    assert len(Hierarchy.from_rows((row for row in (WARD, CELL)), as_of=AS_OF)) == 2


def test_a_subclass_builds_its_own_kind() -> None:
    class City(Hierarchy):
        __slots__ = ()

    assert isinstance(City.from_rows([WARD], as_of=AS_OF), City)


# --- what is missing ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("empty", ["", None, NAN, "  "])
@pytest.mark.parametrize("field", ["parent", "unit_type", "full", "probationary", "code", "size_consent", "consents"])
def test_what_is_empty_is_missing_and_takes_its_default(field: str, empty: object) -> None:
    tree = read({**WARD, field: empty})

    assert tree.root == Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)


@pytest.mark.parametrize("empty", ["", None, NAN, "  "])
@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("id", "tree/blank-id"),
        ("name", "tree/blank-name"),
        ("form", "input/missing-field"),
        ("level", "input/missing-field"),
    ],
)
def test_what_is_required_and_empty_is_told_with_row_and_field(field: str, code: str, empty: object) -> None:
    assert problems(WARD, {**CELL, field: empty}) == [(code, f"organization row 2, field '{field}'")]


@pytest.mark.parametrize("field", ["id", "name", "form", "level"])
def test_a_required_column_that_is_not_there_is_told_once(field: str) -> None:
    rows = [{key: value for key, value in row.items() if key != field} for row in (WARD, CELL)]

    with pytest.raises(InvalidInputError) as caught:
        read(*rows)

    (found,) = caught.value.findings
    assert (found.code, found.subject) == ("input/missing-column", "organization rows")
    assert dict(found.facts)["field"] == field


def test_a_missing_column_is_told_with_the_columns_there_are_in_both_languages() -> None:
    with pytest.raises(InvalidInputError) as caught:
        read({"id": "dbp", "tên": "Đảng bộ phường", "kind": "đảng bộ cơ sở"})

    (found,) = caught.value.findings
    assert found.text(lang="en") == (
        "organization rows: there is no column 'name'; the columns are 'id', 'kind', 'tên'. "
        "Name the column as the field is named; it may be the column 'tên'. "
        "`columns=...` reads columns under names of their own. [input/missing-column]"
    )
    assert found.text(lang="vi") == (
        "các dòng của tổ chức: không có cột 'name'; các cột hiện có: 'id', 'kind', 'tên'. "
        "Đặt tên cột đúng tên trường; có thể là cột 'tên'. [input/missing-column]"
    )


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_a_header_in_one_piece_hints_at_another_separator(mark: str) -> None:
    file = io.StringIO(f"id{mark}name{mark}kind\ndbp{mark}Đảng bộ phường{mark}đảng bộ cơ sở\n")

    with pytest.raises(InvalidInputError) as caught:
        Hierarchy.from_rows(csv.DictReader(file), as_of=AS_OF)

    assert {found.code for found in caught.value.findings} == {"input/missing-column"}
    assert [dict(found.facts)["field"] for found in caught.value.findings] == ["id", "name", "form", "level"]
    assert caught.value.findings[0].fix == (
        "Name the column as the field is named; the file seems to have another separator."
    )
    assert "tệp có lẽ dùng dấu phân cách khác" in caught.value.findings[0].text(lang="vi")


def test_rows_without_any_column_say_so() -> None:
    with pytest.raises(InvalidInputError) as caught:
        read({})

    assert dict(caught.value.findings[0].facts)["columns"] == "-"


def test_a_required_column_that_is_empty_throughout_is_told_row_by_row() -> None:
    assert problems({**WARD, "name": None}, {**CELL, "name": ""}) == [
        ("tree/blank-name", "organization row 1, field 'name'"),
        ("tree/blank-name", "organization row 2, field 'name'"),
    ]


def test_numbers_a_data_frame_turned_into_floats_are_read_as_whole() -> None:
    tree = read({**WARD, "full": NAN}, {**CELL, "full": 31.0})

    assert tree["cb-1"].full == 31
    assert isinstance(tree["cb-1"].full, int)


def test_no_rows_at_all_are_no_tree() -> None:
    assert problems() == [("tree/no-organizations", "organizations")]


# --- what cannot be read --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("form", "Nguyễn Văn A"),
        ("level", "Nguyễn Văn A"),
        ("full", "Nguyễn Văn A"),
        ("full", "-1"),
        ("full", 3.5),
        ("parent", 7),
        ("name", 7),
        ("kind", "Nguyễn Văn A"),
        ("kind", 7),
    ],
)
def test_a_value_that_cannot_be_read_is_told_by_its_place_and_never_shown(field: str, value: object) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(WARD, {**CELL, field: value})

    (found,) = caught.value.findings
    assert (found.code, found.subject) == ("input/bad-value", f"organization row 2, field '{field}'")
    assert "Nguyễn" not in str(caught.value) + repr(caught.value)


@pytest.mark.parametrize(
    ("field", "value", "reason", "reason_vi"),
    [
        (
            "form",
            "?",
            "it is not a Form; known: Đảng bộ, Chi bộ",
            "không phải là hình thức tổ chức đảng; gồm: Đảng bộ, Chi bộ",
        ),
        ("full", "many", "it is not a count", "không phải là số đếm"),
        ("full", 3.5, "it is not a whole number", "không phải số nguyên"),
        ("full", "3,5", "it is not a count", "không phải là số đếm"),
        ("full", ["3"], "it is no count but 'list'", "không phải số đếm mà là danh sách"),
        ("full", "-1", "it is negative", "là số âm"),
        (
            "parent",
            7,
            "not text; read the column as text (dtype=str)",
            "không phải văn bản; hãy đọc cột này dưới dạng văn bản",
        ),
        (
            "id",
            7.0,
            "not text; read the column as text (dtype=str)",
            "không phải văn bản; hãy đọc cột này dưới dạng văn bản",
        ),
    ],
)
def test_what_is_wrong_with_a_value_is_said_in_our_own_words(
    field: str, value: object, reason: str, reason_vi: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(WARD, {**CELL, field: value})

    (found,) = caught.value.findings
    assert found.message == f"organization row 2, field '{field}': {reason}"
    assert found.text(lang="vi").startswith(f"dòng 2 của tổ chức, cột '{field}': {reason_vi}. ")


def test_what_is_wrong_with_people_and_groups_is_said_in_our_own_words_too() -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(
            WARD,
            members=[{"id": "m-1", "name": "Lê Văn Ba", "status": "?"}, {"id": "m-2", "name": ""}],
            groups=[{"id": "g", "name": "Xóm 1", "kind": "xóm", "cells": 7, "head_is_member": "maybe"}],
        )

    assert [found.message for found in caught.value.findings] == [
        "member row 2, field 'name': the name is empty",
        "member row 1, field 'status': it is not a MemberStatus; known: Chính thức, Dự bị",
        "group row 1, field 'cells': not a list of ids",
        "group row 1, field 'head_is_member': neither yes nor no",
    ]
    vietnamese = [found.text(lang="vi") for found in caught.value.findings]
    assert vietnamese[0].startswith("dòng 2 của đảng viên, cột 'name': tên trống. ")
    assert vietnamese[3].startswith("dòng 1 của xóm, tổ dân phố, cột 'head_is_member': không phải có hoặc không. ")


def test_a_kind_nobody_knows_is_answered_with_those_there_are() -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(WARD, {"id": "cb-1", "name": "Chi bộ 1", "kind": "?", "parent": "dbp"})

    (found,) = caught.value.findings
    assert found.message.startswith("organization row 2, field 'kind': it is not a kind of organization; known: ")
    assert "chi bộ trực thuộc" in found.message.casefold()
    assert found.text(lang="vi").startswith("dòng 2 của tổ chức, cột 'kind': không phải là loại tổ chức đảng; gồm: ")


@pytest.mark.parametrize(
    ("written", "count"),
    [("1.234", 1_234), ("1.000", 1_000), (" 12.345 ", 12_345), ("1.234.567", 1_234_567), ("31.0", 31)],
)
def test_counts_may_be_written_with_vietnamese_dots(written: str, count: int) -> None:
    assert read({**WARD, "full": written}, {**CELL, "full": "7"})["dbp"].full == count


@pytest.mark.parametrize("written", ["1.23", "1.2345", "12.34.567", "1,234"])
def test_dots_that_part_no_thousands_make_no_count(written: str) -> None:
    assert problems({**WARD, "full": written}, CELL) == [("input/bad-value", "organization row 1, field 'full'")]


def test_dots_in_ids_and_names_are_dots() -> None:
    tree = read({**WARD, "id": "1.234", "name": "1.000"}, {**CELL, "parent": "1.234"})

    assert (tree.root.id, tree.root.name) == ("1.234", "1.000")


def test_one_bad_value_does_not_shift_the_values_of_other_rows() -> None:
    """The root has no parent, and stays the only one: the bad parent of the last row is told, nothing else."""
    cells: list[Mapping[str, object]] = [{**CELL, "id": f"cb-{number}"} for number in (1, 2)]

    assert problems(WARD, *cells, {**CELL, "id": "cb-3", "parent": 7}) == [
        ("input/bad-value", "organization row 4, field 'parent'")
    ]


def test_missing_and_unreadable_values_of_one_column_are_told_together() -> None:
    assert set(problems({**WARD, "name": NAN}, {**CELL, "name": 5}, {**CELL, "id": "cb-2", "name": "Chi bộ 2"})) == {
        ("tree/blank-name", "organization row 1, field 'name'"),
        ("input/bad-value", "organization row 2, field 'name'"),
    }


def test_a_row_with_two_bad_fields_is_told_twice() -> None:
    assert problems(WARD, {**CELL, "full": "many", "form": "?"}) == [
        ("input/bad-value", "organization row 2, field 'form'"),
        ("input/bad-value", "organization row 2, field 'full'"),
    ]


def test_what_hangs_on_a_refused_row_is_not_blamed_for_it() -> None:
    """The parent, the people and the groups of a row that cannot be read are sound as far as anybody can tell."""
    assert problems(
        {**WARD, "level": "?"},
        CELL,
        members=[{"id": "m-1", "name": "Lê Văn Ba", "organization": "dbp"}],
        groups=[{"id": "g", "name": "Xóm 1", "kind": "xóm", "cells": "dbp"}],
    ) == [("input/bad-value", "organization row 1, field 'level'")]


def test_a_person_whose_row_is_refused_may_stand_on_the_roll() -> None:
    assert problems(WARD, members=[{"id": "m-1", "name": "Lê", "status": "?"}], roll={"dbp": ["m-1"]}) == [
        ("input/bad-value", "member row 1, field 'status'")
    ]


def test_values_alone_are_an_input_error_and_structure_is_a_hierarchy_error() -> None:
    with pytest.raises(InvalidInputError) as caught:
        read(WARD, {**CELL, "full": "many"})
    assert not isinstance(caught.value, HierarchyError)

    with pytest.raises(HierarchyError):
        read(WARD, {**CELL, "full": "many"}, {**CELL, "id": "cb-2", "parent": "nobody"})


# --- columns --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("parents", "parent"),
        ("Level", "level"),
        ("unit_typ", "unit_type"),
        ("probationery", "probationary"),
        ("Kind", "kind"),
    ],
)
def test_a_misspelt_column_is_told_with_the_field_it_resembles(written: str, field: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read({**WARD, written: ""})

    (found,) = caught.value.findings
    assert (found.code, found.subject, dict(found.facts)) == ("input/unknown-column", written, {"nearest": field})


def test_a_misspelt_column_is_named_without_the_blanks_around_it() -> None:
    assert problems({**WARD, " unit_typ ": ""}) == [("input/unknown-column", "unit_typ")]


@pytest.mark.parametrize("header", ["\ufeffid", " id", "id ", "\u200bid"])
def test_a_header_with_an_invisible_mark_or_blanks_is_understood(header: str) -> None:
    rest = {key: value for key, value in WARD.items() if key != "id"}

    assert read({header: "dbp", **rest}).root.id == "dbp"


def test_a_file_saved_by_a_spreadsheet_with_its_mark_is_read_as_it_stands() -> None:
    file = io.StringIO("\ufeffid,name,kind,parent,full\ndbp,Đảng bộ phường,đảng bộ cơ sở,,1.234\n")

    assert Hierarchy.from_rows(csv.DictReader(file), as_of=AS_OF).headcount() == Headcount(1_234)


def test_headers_in_decomposed_letters_are_understood() -> None:
    with pytest.raises(InvalidInputError) as caught:
        read({"id": "dbp", nfd("tên"): "Đảng bộ phường", "kind": "đảng bộ cơ sở"})

    assert dict(caught.value.findings[0].facts)["columns"] == "'id', 'kind', 'tên'"


def test_a_header_with_blanks_never_covers_the_column_that_has_none() -> None:
    assert problems({**WARD, "id ": "other"}) == [("input/unknown-column", "id ")]


def test_columns_like_no_field_are_left_out() -> None:
    assert read({**WARD, "ghi chú": "x", "STT": 1}).root.id == "dbp"


def test_the_british_spelling_of_organization_does_not_leave_everybody_without_a_roll() -> None:
    people = [{"id": "m-1", "name": "Lê Văn Ba", "organisation": "dbp"}]

    assert problems(WARD, members=people) == [("input/unknown-column", "organisation")]


# --- members and groups ---------------------------------------------------------------------------------------------


def test_rows_of_members_say_whose_roll_they_are_on() -> None:
    tree = read(
        WARD,
        CELL,
        members=[
            {"id": "m-1", "name": "Nguyễn Văn Một", "organization": "cb-1"},
            {"id": "m-2", "name": "Trần Thị Hai", "status": "dự bị", "organization": "cb-1"},
            {"id": "m-3", "name": "Lê Văn Ba", "organization": ""},
            {"id": "m-4", "name": "Phạm Thị Bốn", "organization": NAN, "status": NAN},
        ],
    )

    assert tree.roll("cb-1") == ("m-1", "m-2")
    assert tree.members["m-2"].status is MemberStatus.PROBATIONARY
    assert tree.headcount() == Headcount(1, 1)
    assert tree.home("m-3") is None
    assert tree.home("m-4") is None


def test_the_organization_of_a_member_may_be_decomposed() -> None:
    tree = read({**WARD, "id": "phường"}, members=[{"id": "m-1", "name": "Lê", "organization": nfd("phường")}])

    assert tree.roll("phường") == ("m-1",)


def test_the_roll_of_rows_and_the_roll_given_beside_them_add_up() -> None:
    tree = read(
        WARD,
        CELL,
        members=[{"id": "m-1", "name": "Lê Văn Ba", "organization": "cb-1"}, Member("m-2", "Trần Thị Hai")],
        roll={"cb-1": ["m-2"]},
    )

    assert set(tree.roll("cb-1")) == {"m-1", "m-2"}


def test_two_spellings_of_one_id_on_the_roll_lose_nobody() -> None:
    people = [Member("m-1", "Lê Văn Ba"), Member("m-2", "Trần Thị Hai")]

    tree = read({**WARD, "id": "phường"}, members=people, roll={"phường": ["m-1"], nfd("phường"): ["m-2"]})

    assert tree.roll("phường") == ("m-1", "m-2")


def test_rows_of_groups_list_their_cells_in_one_text() -> None:
    tree = read(
        WARD,
        CELL,
        {**CELL, "id": "cb-2"},
        groups=[
            {
                "id": "tdp-1",
                "name": "Tổ dân phố 1",
                "kind": "tổ dân phố",
                "cells": "cb-1; cb-2",
                "head_is_member": "yes",
            },
            {"id": "xom-2", "name": "Xóm 2", "kind": "Xóm", "cells": "", "head_is_member": ""},
        ],
    )

    assert tree.groups["tdp-1"].cells == ("cb-1", "cb-2")
    assert tree.groups["tdp-1"].head_is_member is True
    assert tree.groups["xom-2"] == ResidentialGroup("xom-2", "Xóm 2", GroupKind.XOM)


def test_a_list_of_bad_ids_is_one_problem() -> None:
    assert problems(WARD, groups=[{"id": "g", "name": "Xóm 1", "kind": "xóm", "cells": [7, 8]}]) == [
        ("input/bad-value", "group row 1, field 'cells'")
    ]


def test_records_may_stand_among_rows() -> None:
    group = ResidentialGroup("g-1", "Xóm 1", GroupKind.XOM, cells=["cb-1"])

    tree = read(
        WARD,
        CELL,
        members=[Member("m-1", "Lê Văn Ba"), {"id": "m-2", "name": "Trần Thị Hai", "organization": "cb-1"}],
        groups=[group, {"id": "g-2", "name": "Xóm 2", "kind": "xom"}],
    )

    assert list(tree.members) == ["m-1", "m-2"]
    assert tree.groups["g-1"] is group
    assert tree.groups["g-2"].kind is GroupKind.XOM


def test_problems_of_all_three_tables_are_gathered_at_once() -> None:
    assert problems(
        {**WARD, "full": "many"},
        {**CELL, "parent": "nobody"},
        members=[{"id": "", "name": "Nguyễn Văn Một"}, {"id": "m-2", "name": " "}],
        groups=[
            {"id": "g", "name": "Xóm 1", "kind": "làng"},
            {"id": "h", "name": "Xóm 2", "kind": "xom", "cells": "?"},
        ],
        roll={"cb-1": ["m-9"], "cb-9": []},
    ) == [
        ("input/bad-value", "organization row 1, field 'full'"),
        ("tree/blank-id", "member row 1, field 'id'"),
        ("tree/blank-name", "member row 2, field 'name'"),
        ("input/bad-value", "group row 1, field 'kind'"),
        ("tree/unknown-parent", "cb-1"),
        ("tree/unknown-roll-organization", "cb-9"),
        ("tree/unknown-roll-member", "m-9"),
        ("tree/unknown-group-cell", "h"),
    ]


def test_a_root_without_an_id_is_told_and_the_tree_is_not_blamed_for_having_no_root() -> None:
    assert problems({**WARD, "id": ""}) == [("tree/blank-id", "organization row 1, field 'id'")]
    assert problems({**WARD, "id": NAN}, {**CELL, "parent": "cb-2"}, {**CELL, "id": "cb-2", "parent": "cb-1"}) == [
        ("tree/blank-id", "organization row 1, field 'id'"),
        ("tree/cycle", "cb-1"),
    ]


@pytest.mark.parametrize("field", ["id", "name"])
def test_people_need_ids_and_names_like_everybody(field: str) -> None:
    person = {"id": "m-1", "name": "Lê Văn Ba"}
    without = {key: value for key, value in person.items() if key != field}

    assert problems(WARD, members=[without]) == [("input/missing-column", "member rows")]
    assert problems(WARD, members=[{**person, field: ""}]) == [
        (f"tree/blank-{field}", f"member row 1, field '{field}'")
    ]


def test_an_id_or_name_of_invisible_characters_is_blank() -> None:
    assert set(problems({**WARD, "name": "\u200b"}, {**CELL, "id": " \u200b "})) == {
        ("tree/blank-name", "organization row 1, field 'name'"),
        ("tree/blank-id", "organization row 2, field 'id'"),
    }


def test_a_kind_that_contradicts_the_form_of_its_row_is_refused() -> None:
    row = {**CELL, "form": "đảng bộ", "kind": "chi bộ trực thuộc"}

    assert problems(WARD, row) == [("input/bad-value", "organization row 2, field 'kind'")]


def test_the_missing_values_of_data_frames_are_missing() -> None:
    class NAType:  # what pandas calls its own
        def __eq__(self, other: object) -> bool:
            raise TypeError("boolean value of NA is ambiguous")

        __hash__ = None  # type: ignore[assignment]

    tree = Hierarchy.from_rows([{**WARD, "unit_type": NAType(), "full": NAType()}], as_of="2023-04-30")

    assert (tree.root.unit_type, tree.root.full) == (None, 0)


@pytest.mark.parametrize(("word", "is_member"), [("Có", True), ("x", True), ("Không", False), ("", None)])
def test_whether_a_head_is_a_member_is_read_from_vietnamese_words(word: str, is_member: bool | None) -> None:
    group = {"id": "tdp-1", "name": "Tổ dân phố 1", "kind": "Tổ dân phố", "head_is_member": word}

    tree = Hierarchy.from_rows([WARD], groups=[group], as_of="2023-04-30")

    assert tree.groups["tdp-1"].head_is_member is is_member


def test_a_file_without_a_header_does_not_show_its_first_row() -> None:
    with pytest.raises(InvalidInputError) as caught:
        Hierarchy.from_rows([{"m-1": "m-2", "Nguyễn Văn Giả": "Trần Thị Dụ"}], as_of="2023-04-30")

    assert "Giả" not in str(caught.value)
    assert "there is no column 'id'; the columns are (2)" in str(caught.value)
