"""Tables given by column: the same as by row, with every problem at its row."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

import pytest

from dangbo import Form, Hierarchy, Level, Member, MemberStatus, Organization
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Finding
from dangbo.hierarchy import Members

AS_OF = "2023-04-30"
ROWS: list[dict[str, Any]] = [
    {"id": "dbp", "name": "Đảng bộ phường", "kind": "đảng bộ cơ sở", "parent": None},
    {"id": "cb-1", "name": "Chi bộ 1", "kind": "chi bộ trực thuộc", "parent": "dbp"},
    {"id": "cb-2", "name": "Chi bộ 2", "kind": "chi bộ trực thuộc", "parent": "dbp"},
]
PEOPLE: dict[str, list[Any]] = {
    "id": ["m-1", "m-2", "m-3", "m-4"],
    "name": ["Lê Văn Ba", "Trần Thị Tư", "Đỗ Năm", "Vũ Sáu"],
    "status": ["full", "Dự bị", "", None],
    "organization": ["cb-2", "cb-1", "cb-1", "cb-2"],
}


def columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in rows[0]}


def rows(table: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [dict(zip(table, values, strict=True)) for values in zip(*table.values(), strict=True)]


def refused(table: object, *, first_row: int | None = None) -> tuple[Finding, ...]:
    with pytest.raises(InvalidInputError) as caught:
        Hierarchy.from_rows(ROWS, members=table, first_row=first_row, as_of=AS_OF)  # type: ignore[arg-type]
    return caught.value.findings


def test_tables_by_column_are_the_tables_by_row() -> None:
    by_rows = Hierarchy.from_rows(ROWS, members=rows(PEOPLE), as_of=AS_OF)
    by_columns = Hierarchy.from_rows(columns(ROWS), members=PEOPLE, as_of=AS_OF)

    assert by_columns.same_as(by_rows)
    assert by_columns.roll("cb-1") == ("m-2", "m-3")
    assert [member.status.value for member in by_columns.members.values()] == ["full", "probationary", "full", "full"]


@pytest.mark.parametrize("given", [PEOPLE, rows(PEOPLE)], ids=["columns", "rows"])
def test_the_constructor_takes_people_by_row_and_by_column_too(given: Members) -> None:
    orgs = [
        Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS),
        *(Organization(f"cb-{at}", f"Chi bộ {at}", Form.CHI_BO, Level.BELOW_GRASSROOTS, "dbp") for at in (1, 2)),
    ]
    tree = Hierarchy(orgs, given, as_of=AS_OF)

    assert tree.same_as(Hierarchy.from_rows(ROWS, members=PEOPLE, as_of=AS_OF))
    assert tree.same_as(Hierarchy(orgs, tree.members, {"cb-1": ["m-2", "m-3"], "cb-2": ["m-1", "m-4"]}, as_of=AS_OF))


def test_a_member_is_made_when_asked_for() -> None:
    member = Member("m-1", "Lê Văn Ba")
    tree = Hierarchy([Organization("dbp", "Đảng bộ", Form.DANG_BO, Level.GRASSROOTS)], [member], as_of=AS_OF)

    assert tree.members["m-1"] == member
    assert tree.members["m-1"] is not member
    assert {member: 1}[tree.members["m-1"]] == 1
    assert "Ba" not in repr(tree.members)


def test_a_record_of_ones_own_class_comes_back_as_a_member() -> None:
    class Official(Member):
        """A class that adds something to a record."""

    tree = Hierarchy(
        [Organization("dbp", "Đảng bộ", Form.DANG_BO, Level.GRASSROOTS)], [Official("m-1", "Lê Văn Ba")], as_of=AS_OF
    )

    assert dict(tree.members) == {"m-1": Member("m-1", "Lê Văn Ba")}


def test_columns_of_unlike_length_are_refused_with_their_lengths() -> None:
    (found,) = refused(PEOPLE | {"status": ["full"], "Nguyễn Văn A": ["x", "y"]})

    assert found.code == "input/unlike-columns"
    assert "status 1" in found.message
    assert "id 4" in found.message
    assert "Nguyễn" not in found.message + found.text()


def test_a_value_nobody_can_read_is_told_with_its_row() -> None:
    count = 5_000
    table: dict[str, list[Any]] = {
        "id": [f"m-{at}" for at in range(count)],
        "name": ["Lê Văn Ba"] * count,
        "status": ["full"] * count,
        "organization": ["cb-1"] * count,
    }
    table["status"][4_000] = "đã mất"
    table["name"][7] = " "

    found = refused(table)
    assert [one.subject for one in found] == ["member row 8, field 'name'", "member row 4001, field 'status'"]
    found = refused(table, first_row=2)
    assert [one.subject for one in found] == ["member row 9, field 'name'", "member row 4002, field 'status'"]


def test_a_status_nobody_can_read_is_looked_up_once_however_often_it_stands_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[object] = []
    parse = MemberStatus.parse

    def counted(text: str) -> MemberStatus:
        asked.append(text)
        return parse(text)

    monkeypatch.setattr(MemberStatus, "parse", counted)
    count = 300
    found = refused({"id": [f"m-{at}" for at in range(count)], "name": ["Ba"] * count, "status": ["đã mất"] * count})

    places = [one.subject for one in found if one.code == "input/bad-value"]
    assert places == [f"member row {at}, field 'status'" for at in range(1, count + 1)]
    assert len(asked) <= 3


def test_an_id_that_stands_twice_in_a_column_is_told_once_with_its_count() -> None:
    found = refused(PEOPLE | {"id": ["m-1", "m-2", "m-1", "m-1"]})

    assert ("tree/duplicate-member", "m-1", (("count", 3),)) in [(one.code, one.subject, one.facts) for one in found]


def test_a_roll_may_name_any_number_of_people_nobody_knows() -> None:
    unknown = [f"x-{at}" for at in range(28_000)]  # a quarter of an hour, were each looked for in every roll
    rolls = {"cb-1": unknown[:14_000], "cb-2": unknown[14_000:]}
    with pytest.raises(InvalidInputError) as caught:
        Hierarchy.from_rows(ROWS, roll=rolls, as_of=AS_OF)

    found = caught.value.findings
    assert len(found) == len(unknown)
    assert {dict(one.facts)["organization"] for one in found} == {"cb-1", "cb-2"}


def test_a_person_twice_on_one_roll_and_on_another_is_told_with_both() -> None:
    with pytest.raises(InvalidInputError) as caught:
        Hierarchy.from_rows(ROWS, members=PEOPLE, roll={"cb-2": ["m-2", "m-2"]}, as_of=AS_OF)

    assert [(one.code, one.subject, one.facts) for one in caught.value.findings] == [
        ("tree/two-rolls", "m-2", (("count", 3), ("organizations", "cb-2, cb-1")))
    ]


def test_columns_are_spelled_renamed_and_left_out_like_rows() -> None:
    table: dict[str, list[object]] = {
        "\ufeffMã": [unicodedata.normalize("NFD", " m-1 "), "m-2", ""],
        "Họ tên": [unicodedata.normalize("NFD", "Lê Văn Bảy"), "Trần Thị Tư", " "],
        "Chi bộ": ["cb-1", None, None],
        "Ghi chú": [1, 2, None],
    }
    names = {"members": {"Mã": "id", "Họ tên": "name", "Chi bộ": "organization"}}
    tree = Hierarchy.from_rows(ROWS, members=table, columns=names, as_of=AS_OF)

    assert (tree.members["m-1"].name, tree.roll("cb-1")) == ("Lê Văn Bảy", ("m-1",))
    assert {one.code for one in tree.check()} >= {"input/blank-rows", "input/on-no-roll"}


class Array:
    """A column of a frame or an array."""

    def __init__(self, values: list[Any]) -> None:
        self.values = values

    def tolist(self) -> list[Any]:
        return self.values


def test_columns_of_frames_and_arrays_are_columns() -> None:
    table = {name: Array(values) for name, values in PEOPLE.items()}
    tree = Hierarchy.from_rows(ROWS, members=table, as_of=AS_OF)  # type: ignore[arg-type]

    assert tree.same_as(Hierarchy.from_rows(ROWS, members=PEOPLE, as_of=AS_OF))
    assert tree.headcount("cb-1").probationary == 1


class Series:
    """A column of Polars."""

    def __init__(self, values: list[Any]) -> None:
        self.values = values

    def to_list(self) -> list[Any]:
        return self.values


class Chunks:
    """A column of Arrow."""

    def __init__(self, values: list[Any]) -> None:
        self.values = values

    def to_pylist(self) -> list[Any]:
        return self.values


@pytest.mark.parametrize("kind", [Series, Chunks])
def test_columns_that_call_their_list_otherwise_are_columns_too(kind: type[Series | Chunks]) -> None:
    table = {name: kind(values) for name, values in PEOPLE.items()}
    tree = Hierarchy.from_rows(ROWS, members=table, as_of=AS_OF)  # type: ignore[arg-type]

    assert tree.same_as(Hierarchy.from_rows(ROWS, members=PEOPLE, as_of=AS_OF))


def test_what_is_done_with_the_lists_afterwards_does_not_reach_the_tree() -> None:
    table = {name: [*values] for name, values in PEOPLE.items()}
    orgs = columns(ROWS)
    tree = Hierarchy.from_rows(orgs, members=table, as_of=AS_OF)
    for values in (*table.values(), *orgs.values()):
        values.clear()

    assert tree.same_as(Hierarchy.from_rows(ROWS, members=PEOPLE, as_of=AS_OF))


@pytest.mark.parametrize(
    ("column", "kind", "words"),
    [
        ((x for x in "ab"), "generator", "'generator'"),
        ({"a", "b"}, "set", "tập hợp"),
        ("cb-1", "str", "văn bản"),
        (None, "NoneType", "ô trống"),
        (b"ab", "bytes", "dữ liệu nhị phân"),
    ],
)
def test_a_column_that_is_no_list_is_told_by_its_name(column: object, kind: str, words: str) -> None:
    (found,) = refused({"id": ["m-1", "m-2"], "name": ["Ba", "Tư"], "organization": column})

    assert found.code == "input/not-rows"
    assert f"'organization' is no list but {kind}" in found.message
    assert f"'organization' là {words}, " in found.text(lang="vi")
    assert "list(" not in found.fix  # what was given is no mapping of rows


def test_a_column_called_by_a_persons_name_is_not_named() -> None:
    (found,) = refused({"id": ["m-1"], "Nguyễn Văn Nam": "x"})

    assert found.code == "input/not-rows"
    assert "Nguyễn" not in found.message + found.text()


def test_records_by_id_are_told_to_be_given_as_a_list() -> None:
    (found,) = refused({"m-1": Member("m-1", "Lê Văn Ba")})

    assert "list(rows.values())" in found.fix


def test_columns_whose_names_look_alike_are_of_unlike_length_all_the_same() -> None:
    (found,) = refused({1: ["m-1"], "1": ["m-1", "m-2"]})

    assert found.code == "input/unlike-columns"


@pytest.mark.parametrize("table", [{"id": "m-1", "name": "Ba"}, {"id": ["m-1"], "name": "Ba"}, {"id": {"m-1"}}])
def test_a_mapping_that_holds_no_columns_is_no_table(table: object) -> None:
    assert [one.code for one in refused(table)] == ["input/not-rows"]


def test_a_status_is_one_of_its_words_however_it_comes() -> None:
    table = PEOPLE | {"status": [MemberStatus.PROBATIONARY, "du bi", "probationary", "Chính thức"]}
    tree = Hierarchy.from_rows(ROWS, members=table, as_of=AS_OF)

    assert tree.headcount().probationary == 3
