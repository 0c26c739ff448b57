"""The door of rows: nothing that comes from a sheet is dropped, doubled, shifted or guessed in silence, or shown."""

from __future__ import annotations

import csv
import io
import pickle
import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import dangbo as db
from dangbo.base.errors import HierarchyError, InvalidInputError, TermError
from dangbo.base.findings import Finding, Severity
from dangbo.base.terms import Form, GroupKind, Level, MassBodyKind
from dangbo.base.text import personal
from dangbo.hierarchy import Hierarchy
from dangbo.tree.members import Headcount, Member
from dangbo.tree.records import MassBody, Organization, ResidentialGroup

AS_OF = "2023-04-30"
WARD = {"id": "dbp", "name": "Đảng bộ phường", "kind": "đảng bộ cơ sở", "parent": ""}
CELL = {"id": "cb-1", "name": "Chi bộ 1", "kind": "chi bộ trực thuộc", "parent": "dbp"}
PEOPLE = [{"id": f"m-{n}", "name": f"Người {n}", "organization": "cb-1"} for n in range(1, 6)]
Rows = list[dict[str, Any]]


class Array:
    """As much of an array of numpy as tells it: comparing it gives an array, which is neither true nor false."""

    def __init__(self, *values: object) -> None:
        self.values, self.shape = list(values), (len(values),)

    def __array__(self) -> Array:
        return self

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[object]:
        return iter(self.values)

    def __eq__(self, other: object) -> Array:  # type: ignore[override]
        return self

    def __bool__(self) -> bool:
        raise ValueError("the truth value of an array is ambiguous")

    __hash__ = None  # type: ignore[assignment]

    def tolist(self) -> list[object]:
        return self.values


class Scalar:
    """A number of numpy: no int and no bool, and as good as one."""

    shape = ()

    def __init__(self, value: object) -> None:
        self.value = value

    def item(self) -> object:
        return self.value

    def __index__(self) -> int:
        return int(self.value)  # type: ignore[call-overload, no-any-return]


class Float64(float):
    """A float of numpy, which is one of Python too."""


def read(*rows: object, **more: object) -> Hierarchy:
    return Hierarchy.from_rows(rows, as_of=AS_OF, **more)  # type: ignore[arg-type]


def refused(build: Callable[[], object]) -> list[Finding]:
    """Everything that is wrong, told once and for good: in both languages, with a remedy."""
    with pytest.raises(InvalidInputError) as caught:
        build()
    for found in caught.value.findings:
        assert found.message
        assert found.fix
        assert found.text(lang="vi")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301
    return list(caught.value.findings)


def codes(build: Callable[[], object]) -> list[str]:
    return [found.code for found in refused(build)]


# --- counted and listed ----------------------------------------------------------------------------------------------


def test_people_beside_the_roll_are_added_and_told() -> None:
    tree = read(WARD, CELL | {"full": 3}, members=PEOPLE)

    assert tree.headcount() == Headcount(8)
    (found,) = [one for one in tree.check() if one.code.startswith("org/counted")]
    assert (found.code, found.subject) == ("org/counted-and-listed", "cb-1")
    assert dict(found.facts) == {"count": 3, "listed": 5, "total": 8}


@pytest.mark.parametrize("counts", [{"full": 5}, {"full": 4, "probationary": 1}])
def test_a_count_that_agrees_with_the_roll_is_told_in_stronger_words(counts: dict[str, int]) -> None:
    tree = read(WARD, CELL | counts, members=PEOPLE)

    assert [one.code for one in tree.check() if one.code.startswith("org/counted")] == ["org/counted-twice"]


def test_an_organization_that_counts_or_lists_and_not_both_is_not_told() -> None:
    second = CELL | {"id": "cb-2", "full": 7}

    assert not [one for one in read(WARD, CELL, second, members=PEOPLE).check() if one.code.startswith("org/counted")]


@pytest.mark.parametrize(("full", "own"), [(5, 5), (8, 8), ("12", 12)])
def test_a_total_counts_the_people_on_the_roll_once(full: object, own: int) -> None:
    tree = read(WARD, CELL | {"full": full}, members=PEOPLE, counts="total")

    assert tree.headcount("cb-1") == tree.headcount("dbp") == tree.headcount() == Headcount(own)
    assert tree["cb-1"].full == own - 5
    assert "org/counted-twice" not in {found.code for found in tree.check()}


def test_totals_are_read_by_status_and_a_blank_count_says_nothing() -> None:
    people = [*PEOPLE, {"id": "m-9", "name": "Người 9", "organization": "cb-1", "status": "dự bị"}]
    row = CELL | {"full": 6, "probationary": ""}

    assert read(WARD, row, members=people, counts="total").headcount() == Headcount(6, 1)
    assert read(WARD, row | {"probationary": 2}, members=people, counts="total").headcount() == Headcount(6, 2)
    assert read(WARD, CELL, members=people, counts="total").headcount() == Headcount(5, 1)
    assert read(WARD, CELL | {"full": float("nan")}, members=people, counts="total").headcount() == Headcount(5, 1)


def test_totals_hold_for_people_whom_the_roll_names_and_for_records_too() -> None:
    people = [Member(f"m-{n}", "A") for n in range(3)]
    cell = Organization("cb-1", "Chi bộ 1", Form.CHI_BO, Level.BELOW_GRASSROOTS, "dbp", full=4)

    tree = read(WARD, cell, members=people, roll={"cb-1": ["m-0", "m-1", "m-2"]}, counts="total")

    assert tree.headcount() == Headcount(4)


@pytest.mark.parametrize(
    ("counts", "members"), [({"full": 4}, 5), ({"full": 0}, 5), ({"full": 5, "probationary": 0}, 6)]
)
def test_more_people_listed_than_counted_are_an_error(counts: dict[str, int], members: int) -> None:
    waiting = {"id": "m-6", "name": "Người 6", "organization": "cb-1", "status": "dự bị"}
    people = [*PEOPLE, waiting][:members]

    assert codes(lambda: read(WARD, CELL | counts, members=people, counts="total")) == [
        "input/more-listed-than-counted"
    ]


def test_another_word_for_counts_is_refused() -> None:
    with pytest.raises(TermError, match="total"):
        read(WARD, counts="totals")


def test_tables_and_plans_follow_the_totals() -> None:
    cells = [CELL | {"full": 9}, CELL | {"id": "cb-2", "full": 4}]
    tree = read(WARD, *cells, members=PEOPLE, counts="total")
    plan = db.Plan(
        effective="2023-06-01",
        decided_by="dbp",
        basis=db.Document("quyết định", "1-QĐ/ĐU", issued="2023-05-20"),
        operations=[db.Merge(["cb-2"], into="cb-1")],
    )

    assert plan.apply(tree).headcount("cb-1") == Headcount(13)


# --- people who stand nowhere ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["chi bộ", "Chi bộ", "org", "Tổ chức", "don vi", "Mã chi bộ", "organizatoin"])
def test_members_without_the_column_of_their_organization_are_refused_with_the_nearest(header: str) -> None:
    people = [{"id": "m-1", "name": "Lê Văn Ba", header: "cb-1"}]

    (found,) = refused(lambda: read(WARD, CELL, members=people))

    assert found.code in {"input/missing-column", "input/unknown-column"}
    assert "organization" in found.text(lang="en")
    assert header in found.text(lang="en")


def test_members_without_a_column_whom_the_roll_names_are_read() -> None:
    people = [{"id": "m-1", "name": "Lê Văn Ba"}]

    assert read(WARD, CELL, members=people, roll={"cb-1": ["m-1"]}).roll("cb-1") == ("m-1",)
    assert codes(lambda: read(WARD, CELL, members=people)) == ["input/missing-column"]


@pytest.mark.parametrize("blank", ["", " ", None, float("nan"), "\u200b"])
def test_a_blank_organization_in_one_row_is_told_with_the_row(blank: object) -> None:
    people = [*PEOPLE[:2], PEOPLE[2] | {"organization": blank}, *PEOPLE[3:]]
    tree = read(WARD, CELL, members=people)

    (found,) = [one for one in tree.check() if one.code == "input/on-no-roll"]
    assert (found.severity, dict(found.facts)["rows"], dict(found.facts)["count"]) == (Severity.WARN, "3", 1)
    assert tree.headcount().total == 4


def test_what_was_told_when_rows_were_read_is_kept_by_a_copy_and_ends_with_a_plan() -> None:
    tree = read(WARD, CELL, {"id": "", "name": None}, members=[PEOPLE[0] | {"organization": ""}])

    told = [one.code for one in tree.check() if one.code.startswith("input/")]
    assert told == ["input/blank-rows", "input/on-no-roll"]
    assert pickle.loads(pickle.dumps(tree)).check() == tree.check()  # noqa: S301


def test_the_organization_of_a_person_is_an_id_like_any_other() -> None:
    people = [PEOPLE[0] | {"organization": 7}, PEOPLE[1] | {"organization": 7.0}]

    assert [found.subject for found in refused(lambda: read(WARD, CELL, members=people))] == [
        "member row 1, field 'organization'",
        "member row 2, field 'organization'",
    ]


# --- encodings of old fonts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("NguyÔn V¨n H\u00adng", "TCVN3"), ("Nguyeãn Vaên Höng", "VNI"), ("Nguyá»…n VÄƒn HÆ°ng", "UTF-8")],
)
def test_names_in_an_old_encoding_are_refused_once_and_not_shown(name: str, encoding: str) -> None:
    people = [{"id": f"m-{n}", "name": f"{name} {n}", "organization": "cb-1"} for n in range(20)]

    (found,) = refused(lambda: read(WARD, CELL, members=people))

    assert (found.code, found.subject) == ("input/legacy-encoding", "member rows, field 'name'")
    assert dict(found.facts) | {"encoding": encoding, "count": 20} == dict(found.facts)
    assert name[:5] not in found.text(lang="vi")


def test_labels_in_an_old_encoding_are_told_as_that_and_as_nothing_else() -> None:
    rows = [WARD | {"kind": "§¶ng bé c¬ së"}, CELL | {"kind": "Chi bé trùc thuéc"}]

    assert "input/legacy-encoding" in codes(lambda: read(rows[0], CELL))
    assert codes(lambda: read(*rows))[0] == "input/legacy-encoding"
    assert "input/legacy-encoding" in codes(
        lambda: read({"id": "a", "name": "A", "form": "§¶ng bé", "level": "C¬ së", "parent": ""})
    )


def test_what_else_is_wrong_with_a_column_of_labels_is_told_too() -> None:
    rows = [
        {"id": key, "name": "A", "form": form, "level": "grassroots", "parent": ""}
        for key, form in (("a", "§¶ng bé"), ("b", ""), ("c", "?"), ("d", "Đảng bộ"))
    ]

    assert sorted(found.subject for found in refused(lambda: read(*rows))) == [
        "organization row 2, field 'form'",
        "organization row 3, field 'form'",
        "organization rows, field 'form'",
    ]
    assert codes(lambda: read(WARD, CELL | {"unit_type": "Ph\u00adêng"})) == ["input/legacy-encoding"]


def test_records_with_such_names_are_told_by_check_and_keep_every_letter() -> None:
    name = "§¶ng bé ph\u00adêng Phó X¸"
    ward = Organization("dbp", name, Form.DANG_BO, Level.GRASSROOTS)
    tree = Hierarchy([ward], [Member("m-1", "NguyÔn V¨n An")], {"dbp": ["m-1"]}, as_of=AS_OF)

    assert tree["dbp"].name == name
    told = [one for one in tree.check() if one.code == "input/legacy-encoding"]
    assert [(one.subject, one.severity) for one in told] == [
        ("names of organizations", Severity.WARN),
        ("names of members", Severity.WARN),
    ]


# --- sheets as people keep them --------------------------------------------------------------------------------------


@pytest.mark.parametrize("blank", [{}, {"id": "", "name": " "}, {"id": None, "name": float("nan"), "full": ""}])
def test_blank_rows_are_left_out_and_told_once(blank: dict[str, object]) -> None:
    tree = read(WARD, blank, CELL, blank, blank)

    assert len(tree) == 2
    (found,) = [one for one in tree.check() if one.code.startswith("input/")]
    assert (found.code, dict(found.facts)["rows"]) == ("input/blank-rows", "2, 4, 5")


def test_blank_rows_do_not_hide_that_there_is_no_root() -> None:
    assert "tree/no-root" in codes(lambda: read({}, CELL | {"parent": "cb-2"}, CELL | {"id": "cb-2", "parent": "cb-1"}))


@pytest.mark.parametrize(
    "words", ["Tổng cộng", "TỔNG CỘNG", "Cộng", "Tổng số", "Total", "Tổng cộng 12 chi bộ", "Tong cong:"]
)
@pytest.mark.parametrize("column", ["id", "name", "STT"])
def test_a_row_of_totals_is_one_problem(words: str, column: str) -> None:
    rows = [WARD | {"STT": 1}, CELL | {"STT": 2, "full": 5}, {column: words, "full": 5}]

    assert codes(lambda: read(*rows)) == ["input/total-row"]


@pytest.mark.parametrize("name", ["Công", "Tống", "Tông Văn Cộng", "Cộng Hòa", "Tổng công ty"])
def test_people_and_cells_whose_names_look_like_totals_are_none(name: str) -> None:
    assert codes(lambda: read(WARD, CELL | {"name": name, "full": "?"})) == ["input/bad-value"]
    assert codes(lambda: read(WARD, CELL, members=[PEOPLE[0] | {"id": "", "name": name}])) == ["tree/blank-id"]


def test_a_row_of_totals_that_could_be_a_record_is_told_too() -> None:
    assert codes(
        lambda: read(WARD, CELL, members=[*PEOPLE, {"id": "Tổng cộng", "name": "5", "organization": "cb-1"}])
    ) == ["input/total-row"]


def test_commas_at_the_end_of_a_line_are_no_cells_and_a_word_there_is_one() -> None:
    header = "id,name,kind,parent\n"
    lines = "dbp,Đảng bộ phường,đảng bộ cơ sở,,,,\ncb-1,Chi bộ 1,chi bộ trực thuộc,dbp,,,\n"

    assert len(Hierarchy.from_rows(csv.DictReader(io.StringIO(header + lines)), as_of=AS_OF)) == 2
    reader = csv.DictReader(io.StringIO(header + lines.replace("dbp,,,", "dbp,,x,")))
    assert codes(lambda: Hierarchy.from_rows(reader, as_of=AS_OF)) == ["input/too-many-cells"]


@pytest.mark.parametrize("value", ["x", 5, None, float("nan")])
def test_a_column_without_a_name_is_left_out(value: object) -> None:
    row: Any = {**WARD}
    row[None] = value

    assert len(read(row, CELL)) == 2


def test_rows_are_numbered_as_in_their_file() -> None:
    file = io.StringIO('id,name,kind,parent\n\ndbp,"Đảng bộ\nphường",đảng bộ cơ sở,\n\n\ncb-1,,chi bộ trực thuộc,dbp\n')

    (found,) = refused(lambda: Hierarchy.from_rows(csv.DictReader(file), as_of=AS_OF))

    assert found.subject == "organization row 7, field 'name'"


LONG = "".join(f"cb-{n},Chi bộ {n},chi bộ trực thuộc,dbp\n" for n in range(2, 900))
FILES = {
    "all sound": LONG,
    "a cell is missing": LONG.replace("cb-250,Chi bộ 250,chi bộ trực thuộc,dbp", "cb-250,Chi bộ 250,chi bộ trực thuộc"),
    "a cell too many": LONG.replace("bộ 650,chi bộ trực thuộc,dbp", "bộ 650,chi bộ trực thuộc,dbp,x"),
    "two too many, one row without a name": LONG.replace("850,chi bộ trực thuộc,dbp", "850,,dbp,x,y"),
    "rows of commas": LONG.replace("cb-400,Chi bộ 400,chi bộ trực thuộc,dbp", ",,,"),
    "no row": "",
}


@pytest.mark.parametrize("options", [{}, {"restkey": "name", "restval": "dbp"}, {"restkey": "full"}])
@pytest.mark.parametrize("body", FILES.values(), ids=FILES)
def test_a_reader_of_a_file_says_what_its_rows_say(body: str, options: dict[str, Any]) -> None:
    text = "id,name,kind,parent\ndbp,Đảng bộ phường,đảng bộ cơ sở,\n" + body if body else "id,name,kind,parent\n"

    def outcome(rows: Any) -> object:  # noqa: ANN401
        try:
            return list(Hierarchy.from_rows(rows, first_row=2, as_of=AS_OF))
        except InvalidInputError as error:
            return error.findings

    reader = csv.DictReader(io.StringIO(text), **options)
    assert outcome(reader) == outcome(list(csv.DictReader(io.StringIO(text), **options)))


def test_a_reader_that_makes_its_rows_itself_is_asked_for_them() -> None:
    class Shouting(csv.DictReader):  # type: ignore[type-arg]  # in Python 3.11 it takes no parameter
        def __next__(self) -> dict[Any, Any]:
            row = super().__next__()
            return {**row, "name": row["name"].upper()}

    text = "id,name,kind,parent\ndbp,Đảng bộ phường,đảng bộ cơ sở,\n"
    assert Hierarchy.from_rows(Shouting(io.StringIO(text)), as_of=AS_OF).root.name == "ĐẢNG BỘ PHƯỜNG"


@pytest.mark.parametrize("reader", [list, iter, csv.DictReader])
def test_the_number_of_the_first_row_may_be_said(reader: Callable[..., Any]) -> None:
    rows: Any = [WARD, CELL | {"name": ""}]
    if reader is csv.DictReader:
        rows = ["id,name,kind,parent\n", "dbp,A,đảng bộ cơ sở,\n", "cb-1,,chi bộ trực thuộc,dbp\n"]

    (found,) = refused(lambda: Hierarchy.from_rows(reader(rows), first_row=6, as_of=AS_OF))

    assert found.subject == "organization row 7, field 'name'"


@pytest.mark.parametrize("first_row", ["x", -1, 2.5])
def test_a_number_of_the_first_row_that_is_none_is_refused(first_row: object) -> None:
    assert codes(lambda: read(WARD, first_row=first_row)) == ["input/bad-count"]


def test_a_parent_that_is_no_name_either_is_unknown() -> None:
    assert codes(lambda: read(WARD | {"name": "-"}, CELL | {"parent": "?"})) == ["tree/unknown-parent"]


@pytest.mark.parametrize("spelling", ["Đảng bộ phường", "ĐẢNG BỘ PHƯỜNG", "Dang bo phuong"])
def test_a_parent_given_by_its_name_is_told_with_the_id(spelling: str) -> None:
    (found,) = refused(lambda: read(WARD, CELL | {"parent": spelling}))

    assert (found.code, found.subject, dict(found.facts)["ids"]) == ("tree/name-for-id", "cb-1", "dbp")


def test_whatever_names_an_organization_by_its_name_is_told_with_the_id() -> None:
    people = [PEOPLE[0] | {"organization": "Chi bộ 1"}, PEOPLE[1]]
    groups = [{"id": "t-1", "name": "Tổ 1", "kind": "tổ dân phố", "cells": "Chi bộ 1"}]

    found = refused(lambda: read(WARD, CELL, members=people, groups=groups, stays={"m-2": "Đảng bộ phường"}))

    assert [(one.code, dict(one.facts)["ids"]) for one in found] == [
        ("tree/name-for-id", "cb-1"),
        ("tree/name-for-id", "cb-1"),
        ("tree/name-for-id", "dbp"),
    ]


@pytest.mark.parametrize("superior", ["Đảng bộ phường", "ĐẢNG BỘ PHƯỜNG", "dbp-tinh"])
def test_a_superior_of_a_mass_body_may_stand_outside_and_is_never_a_name(superior: str) -> None:
    rows = [{"id": "dbp", "name": "Đảng bộ phường", "kind": "đảng bộ cơ sở", "host_unit": "y-te"}]
    body = {"id": "cd", "host_unit": "y-te", "kind": "công đoàn", "superior": superior}
    if superior == "dbp-tinh":
        assert "cd" in Hierarchy.from_rows(rows, mass_bodies=[body], as_of="2025-07-01").mass_bodies
        return
    with pytest.raises(HierarchyError) as caught:
        Hierarchy.from_rows(rows, mass_bodies=[body], as_of="2025-07-01")
    assert [(one.code, one.subject) for one in caught.value.findings] == [("tree/name-for-id", "cd")]
    assert dict(caught.value.findings[0].facts)["ids"] == "dbp"


def test_a_name_that_several_have_is_told_with_all_of_their_ids() -> None:
    twin = CELL | {"id": "cb-2"}

    (found,) = refused(lambda: read(WARD, CELL, twin, CELL | {"id": "cb-3", "name": "X", "parent": "Chi bộ 1"}))

    assert "cb-1" in found.message
    assert "cb-2" in found.message


def test_titles_above_the_header_are_told_with_the_row_of_the_header() -> None:
    file = io.StringIO(
        "DANH SÁCH TỔ CHỨC ĐẢNG,,,\nTháng 4,,,\nid,name,kind,parent\ndbp,Đảng bộ phường,đảng bộ cơ sở,\n"
    )

    found = refused(lambda: Hierarchy.from_rows(csv.DictReader(file), as_of=AS_OF))

    assert {one.code for one in found} == {"input/missing-column"}
    assert all("row 3 looks like the header" in one.text(lang="en") for one in found)
    assert all("dòng 3" in one.text(lang="vi") for one in found)


def test_merged_parent_cells_are_no_second_root_in_silence() -> None:
    (found,) = refused(lambda: read(WARD, CELL, CELL | {"id": "cb-2", "parent": ""}))

    assert found.code == "tree/many-roots"
    assert "merged" in found.fix


@pytest.mark.parametrize("again", ["id.1", "name.1", "kind.1", "parent.2", "ID", "Name", "PARENT", "Full", "full.1"])
def test_a_column_that_is_there_twice_is_told(again: str) -> None:
    assert codes(lambda: read(WARD | {again: ""}, CELL)) == ["input/unknown-column"]


def test_a_header_that_names_a_column_twice_is_told_by_the_file() -> None:
    file = io.StringIO("id,name,kind,parent,full,full\ndbp,Đảng bộ phường,đảng bộ cơ sở,,3,\n")

    (found,) = refused(lambda: Hierarchy.from_rows(csv.DictReader(file), as_of=AS_OF))

    assert (found.code, dict(found.facts)["column"]) == ("input/doubled-column", "full")


@pytest.mark.parametrize(
    "extra", ["Unnamed: 3", "", "Ghi chú", "STT", "Nam", "Nữ", "Năm sinh", 3, float("nan"), ("id", "x")]
)
def test_columns_that_are_no_field_and_resemble_none_are_left_out(extra: object) -> None:
    rows: Any = [{**WARD, extra: "x"}, {**CELL, extra: None}]

    assert len(Hierarchy.from_rows(rows, as_of=AS_OF)) == 2


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (12, 12), (12.0, 12), ("12", 12), ("12 ", 12), (" 12", 12), ("12.0", 12), ("1.234", 1234), (Scalar(12), 12),
        (Float64(12), 12), ("", 0), (None, 0), (float("nan"), 0), (Float64("nan"), 0), ("１２", 12),
    ],
    ids=map(str, range(14)),
)  # fmt: skip
def test_counts_of_a_spreadsheet_are_read(value: object, count: int) -> None:
    assert read(WARD, CELL | {"full": value})["cb-1"].full == count


@pytest.mark.parametrize(
    "value",
    [
        True, False, Scalar(value=True),
        "1,234", "12,5", 12.5, "-1", -1, "3_1", "01.234", "12 người", "mười hai", 10**12,
        float("inf"), [12], {"a": 1}, Array(1, 2), Array(), object(), "1e3",
    ],
    ids=map(str, range(20)),
)  # fmt: skip
def test_what_is_no_count_is_refused_at_its_place(value: object) -> None:
    (found,) = refused(lambda: read(WARD, CELL | {"full": value}))

    assert (found.code, found.subject) == ("input/bad-value", "organization row 2, field 'full'")


ODD: list[object] = [Array("a", "b"), Array(), [1, 2], ["a"], {"a": 1}, {1}, (1,), object(), b"x", 1 + 2j]


@pytest.mark.parametrize(
    "field", ["id", "name", "kind", "form", "level", "parent", "unit_type", "full", "code", "host_unit"]
)
@pytest.mark.parametrize("value", ODD, ids=[str(number) for number in range(len(ODD))])
def test_whatever_stands_in_a_cell_is_read_or_refused_at_its_place(field: str, value: object) -> None:
    found = refused(lambda: read(WARD, CELL | {field: value}))

    assert f"organization row 2, field '{field}'" in [one.subject for one in found]
    assert all(one.code.startswith(("input/", "tree/")) for one in found)


@pytest.mark.parametrize("field", ["id", "name", "status", "organization"])
@pytest.mark.parametrize("value", ODD, ids=[str(number) for number in range(len(ODD))])
def test_whatever_stands_in_a_cell_of_a_person_is_refused_at_its_place(field: str, value: object) -> None:
    found = refused(lambda: read(WARD, CELL, members=[PEOPLE[0] | {field: value}]))

    assert [one.subject for one in found] == [f"member row 1, field '{field}'"]


@pytest.mark.parametrize("field", ["id", "parent", "code"])
@pytest.mark.parametrize("value", [1, 1.0, Scalar(1), True])
def test_ids_that_a_sheet_turned_into_numbers_are_told(field: str, value: object) -> None:
    (found,) = refused(lambda: read(WARD, CELL | {field: value}))

    assert (found.code, found.subject) == ("input/bad-value", f"organization row 2, field '{field}'")


@pytest.mark.parametrize("field", ["unit_type", "code", "host_unit", "parent"])
def test_nan_in_a_column_that_may_be_empty_is_empty(field: str) -> None:
    assert getattr(read(WARD | {field: Float64("nan")}, CELL).root, field) is None


def test_cells_of_a_group_may_come_as_a_list_or_an_array() -> None:
    for cells in (["cb-1"], ("cb-1",), Array("cb-1"), "cb-1", "cb-1; cb-1"):
        tree = read(WARD, CELL, groups=[{"id": "t", "name": "Tổ 1", "kind": "tổ dân phố", "cells": cells}])
        assert tree.groups["t"].cells == ("cb-1",)


# --- what is no table ------------------------------------------------------------------------------------------------


class DataFrame:
    """As much of a data frame of pandas as tells it: iterating gives the names of its columns."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows[0])

    def itertuples(self) -> Iterator[object]:
        make: Callable[..., Any] = namedtuple  # noqa: PYI024 - as pandas has it
        tuples = make("Pandas", ["Index", *self.rows[0]])
        return (tuples(at, *row.values()) for at, row in enumerate(self.rows))

    def iterrows(self) -> Iterator[tuple[int, Series]]:
        return ((at, Series(row)) for at, row in enumerate(self.rows))

    def to_dict(self, orient: str) -> Rows:
        assert orient == "records"
        return self.rows


class Series:
    def __init__(self, row: dict[str, Any]) -> None:
        self.row = row

    def __iter__(self) -> Iterator[Any]:
        return iter(self.row.values())

    def keys(self) -> object:
        return self.row.keys()

    def to_dict(self) -> dict[str, Any]:
        return self.row


class Polars(DataFrame):
    def to_dicts(self) -> Rows:
        return self.rows


class Arrow:
    def to_pylist(self) -> Rows:
        return []


FRAME = DataFrame([WARD, CELL])


@dataclass
class Own:
    id: str = "x"


def sqlite_rows() -> list[object]:
    base = sqlite3.connect(":memory:")
    base.row_factory = sqlite3.Row
    return base.execute("select 'dbp' as id, 'A' as name").fetchall()


NO_TABLES: list[tuple[object, str]] = [
    (FRAME, 'df.to_dict("records")'),
    (Polars([WARD]), "df.to_dicts()"),
    (Arrow(), "to_pylist()"),
    (WARD, "[row]"),
    ({"a": WARD, "b": CELL}, "list(rows.values())"),
    ("cells.csv", "csv.DictReader(file)"),
    (Path("cells.csv"), "csv.DictReader(file)"),
    (b"id,name", "csv.DictReader(file)"),
    (None, "a list of mappings"),
    (5, "a list of mappings"),
    (nx.DiGraph(), "from_graph"),
]
NO_ROWS: list[tuple[Callable[[], object], str]] = [
    (FRAME.itertuples, 'df.to_dict("records")'),
    (FRAME.iterrows, 'df.to_dict("records")'),
    (lambda: [WARD, None], "a list of mappings"),
    (lambda: ["id,name", "dbp,Đảng bộ"], "csv.DictReader(file)"),
    (lambda: io.StringIO("id,name\ndbp,Đảng bộ\n"), "csv.DictReader(file)"),
    (lambda: csv.reader(["id,name", "dbp,Đảng bộ"]), "csv.DictReader(file)"),
    (lambda: [["dbp", "Đảng bộ"]], "dict(zip(header, row))"),
    (lambda: [Series(WARD)], "row.to_dict()"),
    (lambda: [Array("dbp", "Đảng bộ")], "a list of mappings"),
    (lambda: [Own()], "mapping from column to value"),
    (lambda: [5], "a list of mappings"),
    (sqlite_rows, "dict(row)"),
]


@pytest.mark.parametrize("table", ["rows", "members", "groups", "mass_bodies"])
@pytest.mark.parametrize("number", range(len(NO_TABLES)))
def test_what_is_no_table_is_one_problem_that_says_what_to_give_instead(number: int, table: str) -> None:
    given, instead = NO_TABLES[number]
    tables: dict[str, Any] = {"rows": [WARD, CELL], table: given}

    (found,) = refused(lambda: Hierarchy.from_rows(tables.pop("rows"), **tables, as_of=AS_OF))

    assert found.code == "input/not-rows"
    assert instead in found.fix


@pytest.mark.parametrize("table", ["rows", "members", "groups", "mass_bodies"])
@pytest.mark.parametrize("number", range(len(NO_ROWS)))
def test_rows_that_are_none_are_one_problem_that_says_what_to_give_instead(number: int, table: str) -> None:
    make, instead = NO_ROWS[number]
    tables: dict[str, Any] = {"rows": [WARD, CELL], table: make()}

    (found,) = refused(lambda: Hierarchy.from_rows(tables.pop("rows"), **tables, as_of=AS_OF))

    assert found.code == "input/not-rows"
    assert instead in found.fix
    assert "Đảng bộ" not in found.text(lang="vi")


def test_a_series_of_rows_is_a_table() -> None:
    assert len(Hierarchy.from_rows(Series({"0": WARD, "1": CELL}), as_of=AS_OF)) == 2


def test_a_record_of_another_kind_among_rows_is_told() -> None:
    (found,) = refused(lambda: read(WARD, Member("m-1", "Lê Văn Ba")))

    assert found.code == "input/not-rows"
    assert "Lê" not in found.text(lang="vi")


def test_a_column_named_by_the_missing_value_of_a_data_frame_is_left_out() -> None:
    class NAType:
        def __eq__(self, other: object) -> bool:
            raise TypeError("boolean value of NA is ambiguous")

        def __hash__(self) -> int:
            return 5

    row: Any = {**WARD}
    row[NAType()] = "x"

    assert len(read(row, CELL)) == 2


# --- rolls and stays -------------------------------------------------------------------------------------------------

WARD_ = Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
CELL_ = Organization("c1", "Chi bộ 1", Form.CHI_BO, Level.BELOW_GRASSROOTS, "dbp")
TWO = [Member("1", "A"), Member("2", "B")]
Build = Callable[..., Hierarchy]


def by_records(**more: object) -> Hierarchy:
    return Hierarchy([WARD_, CELL_], TWO, as_of=AS_OF, **more)  # type: ignore[arg-type]


def by_rows(**more: object) -> Hierarchy:
    return Hierarchy.from_rows([WARD_, CELL_], members=TWO, as_of=AS_OF, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("build", [by_records, by_rows])
@pytest.mark.parametrize(
    ("roll", "word"),
    [
        ({"c1": [1]}, "int"), ({"c1": [1.0, 2.0]}, "float"), ({"c1": None}, "NoneType"), ({"c1": "12"}, "str"),
        ({"c1": b"12"}, "bytes"), ({"c1": 12}, "int"), ({1: ["1"]}, "int"), ({None: ["1"]}, "NoneType"),
        ({"c1": {"1": 1}}, "dict"), ([("c1", ["1"])], "mapping"), ("c1", "mapping"), ({"c1": [None]}, "NoneType"),
        ({"c1": [["1"]]}, "list"), ({"c1": Array(1, 2)}, "int"), ({"c1": float("nan")}, "float"),
        ({"c1": [""]}, "str"), (Series({"c1": ["1"]}), "to_dict"), ({"": ["1"]}, "str"),
    ],
)  # fmt: skip
def test_a_roll_that_is_no_list_of_ids_is_told_with_its_place(build: Build, roll: object, word: str) -> None:
    (found,) = refused(lambda: build(roll=roll))

    assert found.code == "input/bad-value"
    assert found.subject.startswith("roll")
    assert word in found.message


@pytest.mark.parametrize("build", [by_records, by_rows])
@pytest.mark.parametrize("stays", [{1: "dbp"}, {"1": 5}, {"1": None}, {None: "dbp"}, {"1": {"dbp"}}])
def test_stays_that_name_nobody_by_an_id_are_told_with_their_place(build: Build, stays: object) -> None:
    (found,) = refused(lambda: build(roll={"c1": ["1"]}, stays=stays))

    assert found.code == "input/bad-value"
    assert found.subject.startswith("stays")


@pytest.mark.parametrize("build", [by_records, by_rows])
@pytest.mark.parametrize("stays", [["1"], "1", 5, [("1", "dbp")], [Member("1", "A")]])
def test_stays_that_are_neither_a_mapping_nor_records_are_told(build: Build, stays: object) -> None:
    (found,) = refused(lambda: build(roll={"c1": ["1"]}, stays=stays))

    assert found.code == "input/not-rows"
    assert found.subject.startswith("stay")


@pytest.mark.parametrize("build", [by_records, by_rows])
@pytest.mark.parametrize("ids", [["1", "2"], ("1", "2"), {"1": 0, "2": 0}.keys(), Array("1", "2")])
def test_ids_may_come_in_any_list_or_as_records(build: Build, ids: object) -> None:
    assert build(roll={"c1": ids}).roll("c1") == ("1", "2")
    assert build(roll={"c1": iter(["1", "2"])}).roll("c1") == ("1", "2")
    assert by_records(roll={CELL_: TWO}, stays={TWO[0]: WARD_}).roll("c1") == ("1", "2")


def test_a_set_of_ids_is_read_in_an_order_that_does_not_change() -> None:
    people = [Member(f"m-{n}", "A") for n in range(50)]
    tree = Hierarchy([WARD_, CELL_], people, {"c1": {person.id for person in people}}, as_of=AS_OF)

    assert list(tree.roll("c1")) == sorted(person.id for person in people)


@pytest.mark.parametrize("build", [by_records, by_rows])
def test_a_stay_where_a_person_is_at_home_is_refused(build: Build) -> None:
    assert codes(lambda: build(roll={"c1": ["1"]}, stays={"1": "c1"})) == ["tree/stay-at-home"]
    assert build(roll={"c1": ["1"]}, stays={"1": "dbp"}).guests("dbp") == ("1",)


def test_one_person_written_in_two_ways_who_stays_in_two_places_is_told() -> None:
    people = [Member("tổ", "A")]

    assert codes(lambda: Hierarchy([WARD_, CELL_], people, stays={"tổ": "dbp", "tô\u0309": "c1"}, as_of=AS_OF)) == [
        "input/bad-value"
    ]


# --- graphs ----------------------------------------------------------------------------------------------------------


def test_a_graph_without_directions_is_told() -> None:
    tree = by_records()
    graph: Any = tree.to_networkx().to_undirected()

    (found,) = refused(lambda: Hierarchy.from_graph(graph, like=tree))
    assert "direction" in found.message


@pytest.mark.parametrize("graph", [None, {}, "graph", 5, [("a", "b")]])
def test_what_is_no_graph_is_told(graph: object) -> None:
    assert codes(lambda: Hierarchy.from_graph(graph, like=by_records())) == ["input/bad-value"]  # type: ignore[arg-type]


@pytest.mark.parametrize("like", [None, "tree", {}])
def test_a_graph_like_nothing_is_told(like: object) -> None:
    graph = by_records().to_networkx()

    assert codes(lambda: Hierarchy.from_graph(graph, like=like)) == ["input/bad-value"]  # type: ignore[arg-type]


def test_a_column_to_add_up_that_names_ids_that_are_no_text_is_told() -> None:
    values: Any = {"c1": 1, 5: 1, None: 1}

    assert codes(lambda: by_records().roll_up(values)) == ["input/bad-value", "input/bad-value"]


def test_a_node_that_was_given_another_name_is_told() -> None:
    tree = by_records()
    for names in ({"c1": "new"}, {"c1": 5}, {"dbp": ("a", "b")}):
        graph = nx.relabel_nodes(tree.to_networkx(), names)

        assert codes(lambda graph=graph: Hierarchy.from_graph(graph, like=tree)) == ["input/bad-value"]  # type: ignore[misc]


def test_a_graph_with_several_edges_between_two_nodes_has_one_parent() -> None:
    tree = by_records(roll={"c1": ["1", "2"]})

    assert Hierarchy.from_graph(nx.MultiDiGraph(tree.to_networkx()), like=tree).same_as(tree)


# --- nobody is shown -------------------------------------------------------------------------------------------------

SECRETS = ["Nguyễn Văn Bí", "Trần Thị Mật", "12/05/1960", "1960-05-12", "5.7.1962", "019060001234", "bi.mat@example.vn"]


def seen(*findings: Finding) -> str:
    return " ".join(f"{one.text(lang='vi')} {one.text(lang='en')} {one!r} {one.facts}" for one in findings)


def every_refusal() -> Iterator[Callable[[str], object]]:
    """Ways to have a value of a row in the wrong place, each taking the value."""
    for field in ("id", "name", "kind", "form", "level", "parent", "unit_type", "full", "probationary", "consents"):
        yield lambda value, field=field: read(WARD, CELL | {field: value}, CELL | {field: value})  # type: ignore[misc]
    for field in ("id", "name", "status", "organization"):
        yield lambda value, field=field: read(  # type: ignore[misc]
            WARD, CELL, members=[PEOPLE[0] | {field: value}, PEOPLE[0] | {field: value}, {"id": 5, "name": value}]
        )
    for field in ("id", "name", "kind", "place", "cells", "head", "head_is_member"):
        group = {"id": "t", "name": "Tổ 1", "kind": "tổ dân phố"}
        yield lambda value, field=field, group=group: read(WARD, groups=[group | {field: value}] * 2)  # type: ignore[misc]
    body = {"id": "cd", "host_unit": "u", "kind": "công đoàn", "superior": "dbp"}
    for field in body:
        yield lambda value, field=field: read(WARD, mass_bodies=[body | {field: value}] * 2)  # type: ignore[misc]
    yield lambda value: read(WARD, members=[{"id": value, "name": "A", "organization": value}] * 2)
    yield lambda value: read(WARD, CELL, members=PEOPLE, roll={value: [value], "cb-1": [value, "m-1"]})
    yield lambda value: read(WARD, CELL, members=PEOPLE, stays={value: value, "m-1": value})
    yield lambda value: read(CELL | {"id": value, "parent": "x"}, CELL | {"id": "x", "parent": value})
    yield lambda value: read(CELL | {"id": value, "parent": ""}, CELL | {"id": f"{value} 2", "parent": ""})
    yield lambda value: read({value: "x", f"{value} 2": "y"})
    yield lambda value: read({"id": "x", value: "y"})
    yield lambda value: read([value], WARD)
    yield lambda value: read(value, WARD)
    yield lambda value: read(WARD, dict([*CELL.items(), (None, [value])]))
    yield lambda value: read(WARD, CELL | {"id": value, "full": 1}, members=[
        {"id": f"{value} {n}", "name": "A", "organization": value} for n in range(3)], counts="total")  # fmt: skip


@pytest.mark.parametrize("secret", SECRETS)
def test_no_value_of_a_row_is_shown_wherever_it_stands(secret: str) -> None:
    refusals = 0
    for build in every_refusal():
        try:
            tree = build(secret)
        except InvalidInputError as error:
            refusals += 1
            text = str(error) + repr(error) + seen(*error.findings)
        else:
            assert isinstance(tree, Hierarchy)
            text = " ".join(one.message for one in tree.check() if one.code.startswith("input/"))
        for part in (secret, secret.split(maxsplit=1)[0]):
            assert part not in text, text
    assert refusals > 20


def test_ids_that_are_ids_are_shown() -> None:
    assert not any(map(personal, ["cb-1", "tdp-12", "dbp_phu.xa", "m-00017", "PHƯỜNG", "a/b", "1.2.3", "0123456"]))
    assert all(map(personal, SECRETS))
    assert refused(lambda: read(WARD, CELL, CELL))[0].subject == "cb-1"


def test_an_id_that_may_be_a_name_is_told_by_its_row() -> None:
    twice = [PEOPLE[0], PEOPLE[1] | {"id": "Nguyễn Văn Bí"}, PEOPLE[2] | {"id": "Nguyễn Văn Bí"}]

    found = refused(lambda: read(WARD, CELL, members=twice))

    assert [(one.code, one.subject) for one in found] == [
        ("tree/duplicate-member", "[row 2]"),
        ("tree/two-rolls", "[row 2]"),
    ]


def test_an_organization_that_may_be_a_name_is_told_by_the_row_that_names_it() -> None:
    people = [*PEOPLE[:3], PEOPLE[3] | {"organization": "Nguyễn Văn Bí"}]

    (found,) = refused(lambda: read(WARD, CELL, members=people))

    assert (found.code, found.subject) == ("tree/unknown-roll-organization", "[row 4]")


def test_rows_and_records_of_all_tables_still_make_one_tree() -> None:
    tree = read(
        WARD,
        CELL,
        members=PEOPLE,
        groups=[ResidentialGroup("t", "Tổ 1", GroupKind.TO_DAN_PHO, cells=["cb-1"])],
        mass_bodies=[MassBody("cd", "u", MassBodyKind.TRADE_UNION, "dbp")],
        stays={"m-1": "dbp"},
    )

    assert (tree.headcount().total, len(tree.groups), len(tree.mass_bodies), tree.guests("dbp")) == (5, 1, 1, ("m-1",))
    with pytest.raises(HierarchyError):
        read(WARD, CELL, CELL)


def test_a_mapping_of_another_class_is_a_row() -> None:
    class Row(Mapping[str, object]):
        def __init__(self, **values: object) -> None:
            self.values_ = values

        def __getitem__(self, key: str) -> object:
            return self.values_[key]

        def __iter__(self) -> Iterator[str]:
            return iter(self.values_)

        def __len__(self) -> int:
            return len(self.values_)

    assert len(read(Row(**WARD), Row(**CELL), Row())) == 2
