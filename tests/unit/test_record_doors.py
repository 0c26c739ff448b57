"""Records that come by the thousand: every one is read of rows and of a frame of each package, and tells the same."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import pytest

from dangbo import (
    CellAssignment,
    DisciplineForm,
    Document,
    DuesPaid,
    DutyVisit,
    Form,
    Hierarchy,
    InvalidInputError,
    Level,
    LifeEvent,
    LifeEventKind,
    Meeting,
    Organization,
    Profiles,
    Proposal,
    Prospect,
    Question,
    RatingRecord,
    Tally,
    read_table,
    tally_survey,
)

pytest.importorskip("pandas")  # of the group `frames`, as are the others

import pandas as pd
import polars as pl
import pyarrow as pa

from tests.unit.test_frames_out import rows_of as plain_rows

DAY = dt.date(2022, 9, 3)
Columns = Mapping[str, Sequence[object]]
MAKES: dict[str, Callable[[Any], Any]] = {
    "pandas": lambda columns: pd.DataFrame(columns, dtype="object"),
    "polars": lambda columns: pl.DataFrame(columns, strict=False),
    "pyarrow": pa.table,
}
every = pytest.mark.parametrize("make", MAKES.values(), ids=MAKES)


class Door(NamedTuple):
    """The doors of a record, and a table it is read of."""

    rows: Callable[..., Any]
    frame: Callable[..., Any]
    table: Columns


DOORS: dict[str, Door] = {
    "CellAssignment": Door(
        CellAssignment.from_rows,
        CellAssignment.from_frame,
        {"profile": ["09"], "member": ["m-1"], "cell": ["cb-1"], "since": [DAY], "until": [None]},
    ),
    "DuesPaid": Door(
        DuesPaid.from_rows,
        DuesPaid.from_frame,
        {"member": ["m-1", "m-2"], "month": ["3/2026", "2026-04"], "amount": [15_930, 30_000]},
    ),
    "DutyVisit": Door(
        DutyVisit.from_rows,
        DutyVisit.from_frame,
        {"member": ["m-1"], "cell": ["cb-1"], "on": [DAY], "profile": [None], "meeting": [None], "for_member": ["m-2"]},
    ),
    "LifeEvent": Door(
        LifeEvent.from_rows,
        LifeEvent.from_frame,
        {
            "member": ["m-1", "m-1", "m-2"],
            "kind": ["bị kỷ luật", "Trao Huy hiệu Đảng", "badge"],
            "on": ["01/03/2026", "2010", "05/2010"],
            "organization": ["cb-1", None, None],
            "document": ["Quyết định 15", None, None],
            "months": [None, None, None],
            "until": ["2027-03-01", None, None],
            "detail": ["Khai trừ", "30 năm", "40"],
        },
    ),
    "Meeting": Door(
        Meeting.from_rows,
        Meeting.from_frame,
        {"cell": ["cb-1"], "on": [DAY], "called": [3], "present": [2], "absent_with_reason": [1], "kind": [None]},
    ),
    "Profiles": Door(
        Profiles,
        Profiles.from_frame,
        {"member": ["m-1", "m-2"], "sex": ["nữ", None], "born": [DAY, None], "retired": ["x", None]},
    ),
    "Proposal": Door(
        Proposal.from_rows,
        Proposal.from_frame,
        {"id": ["kn"], "cell": ["cb-1"], "raised_on": [DAY], "words": ["Sửa đường"], "to": ["ubnd"], "due": [None]},
    ),
    "Prospect": Door(
        Prospect.from_rows,
        Prospect.from_frame,
        {"person": ["q-1"], "cell": ["cb-1"], "stage": ["kết nạp"], "on": [DAY]},
    ),
    "RatingRecord": Door(
        RatingRecord.from_rows,
        RatingRecord.from_frame,
        {
            "subject": ["cb-1", "cb-2", "m-1"],
            "year": [2022, 2022, 2021],
            "rating": ["HTTNV", None, "good"],
            "status": [None, "miễn", None],
            "subjects": [None, None, "members"],
        },
    ),
}
doors = pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)


def rows_of(table: Columns) -> list[dict[str, object]]:
    return [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]


def told(read: Callable[[], object]) -> list[tuple[str, str]]:
    """What is wrong: code and reason, or the code alone where a finding has no reason."""
    with pytest.raises(InvalidInputError) as caught:
        read()
    return [(found.code, str(dict(found.facts).get("reason", ""))) for found in caught.value.findings]


@doors
@every
def test_rows_columns_and_frames_make_the_same_records(door: Door, make: Callable[[Any], Any]) -> None:
    wanted = door.rows(rows_of(door.table))
    assert [*wanted]
    assert door.rows(door.table) == wanted
    frame = make(door.table)
    assert door.frame(frame) == wanted
    if isinstance(frame, pd.DataFrame):
        assert door.rows(frame.to_dict("records")) == wanted
    called = {f"Cột {field}": field for field in door.table}
    renamed = dict(zip(called, door.table.values(), strict=True))
    assert door.frame(make(renamed), columns=called) == wanted
    assert door.rows(rows_of(renamed), columns=called) == wanted


@doors
def test_records_among_the_rows_pass_as_they_are(door: Door) -> None:
    if door.rows == Meeting.from_rows:  # whose sheets belong together
        return
    first, *others = door.rows(rows_of(door.table))
    assert [*door.rows([first, *rows_of(door.table)[1:]])] == [first, *others]


WORDS = ("hoa", "nguyễn an", "HOA", "Nguyễn Văn An", "12/5/1960x")
"""What stands in a cell after a column has shifted."""
IDS = {
    *("id", "member", "cell", "profile", "subject", "person", "to", "meeting", "for_member", "organization"),
    *("words", "document"),
}
"""Fields that any word may fill."""


@doors
@every
def test_no_word_that_cannot_be_read_is_repeated_and_frames_tell_what_rows_tell(
    door: Door, make: Callable[[Any], Any]
) -> None:
    for field in door.table.keys() - IDS:
        for word in WORDS:
            table = {**door.table, field: [word] * len(door.table[field])}
            with pytest.raises(InvalidInputError) as caught:
                door.rows(rows_of(table))
            texts = [*(one.text(lang="vi") + one.text(lang="en") + repr(one) for one in caught.value.findings)]
            texts.append(str(caught.value.as_dict()))
            assert not any(f"'{word}" in text or "1960" in text for text in texts), (field, word)
            assert told(lambda table=table: door.frame(make(table))) == told(  # type: ignore[misc]
                lambda table=table: door.rows(rows_of(table))  # type: ignore[misc]
            )


def test_what_a_record_makes_of_a_field_beside_another_is_there_whoever_reads_it() -> None:
    """Read column by column, a form of discipline stayed the word of the table, and nobody was expelled."""
    table = DOORS["LifeEvent"].table
    expelled, badge, _ = LifeEvent.from_rows(rows_of(table))
    assert (expelled.discipline, badge.badge_years) == (DisciplineForm.EXPULSION, 30)
    assert expelled == LifeEvent(**rows_of(table)[0])  # type: ignore[arg-type]


def test_a_list_of_events_in_a_file_is_read_so_too(tmp_path: Any) -> None:  # noqa: ANN401
    path = tmp_path / "events.csv"
    path.write_text(
        "Mã đảng viên,Sự việc,Ngày,Hình thức kỷ luật\nm-1,Bị kỷ luật,01/03/2026,Khiển trách\n", encoding="utf-8"
    )
    columns = {"Mã đảng viên": "member", "Sự việc": "kind", "Ngày": "on", "Hình thức kỷ luật": "detail"}
    (event,) = read_table(path, kind="life events", columns=columns).records
    assert isinstance(event, LifeEvent)
    assert (event.kind, event.detail) == (LifeEventKind.DISCIPLINED, "reprimand")


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("15.930", 15_930),
        ("15930", 15_930),
        ("15 930", 15_930),
        ("15930,5", Fraction(31_861, 2)),
        ("15930.50", Fraction(31_861, 2)),
        (15_930.0, 15_930),
        (Decimal("15930.5"), Fraction(31_861, 2)),
        ("0", 0),
    ],
)
def test_a_payment_is_read_as_tables_write_it(cell: object, amount: object) -> None:
    assert DuesPaid.from_rows([{"member": "m", "month": "3/2026", "amount": cell}])[0].amount == amount


@pytest.mark.parametrize(
    "cell", ["15,930,5", "3/2026", "15930 đ", "-7", -5, 15_930.5, float("inf"), True, "1.2345", ""]
)
def test_no_amount_is_guessed(cell: object) -> None:
    (found,) = told(lambda: DuesPaid.from_rows([{"member": "m", "month": "3/2026", "amount": cell}]))
    assert found[0] in {"input/bad-value", "input/missing-field"}


def test_a_month_in_the_column_of_amounts_is_none_though_a_document_writes_parts_so() -> None:
    written = DuesPaid("m-1", "2026-03", Fraction(31_861, 2)).as_dict(people="all")
    assert DuesPaid(**written).amount == Fraction(31_861, 2)
    for cell in ("3/2026", "2026/3", "15/4", written["amount"]):
        for read in (DuesPaid.from_rows, lambda rows: DuesPaid.from_frame(pd.DataFrame(rows))):
            with pytest.raises(InvalidInputError, match="it is no exact amount"):
                read([{"member": "m-1", "month": "2026-03", "amount": cell}])


def test_amounts_with_a_gap_are_told_at_the_gap_alone() -> None:
    frame = pd.DataFrame({"member": ["m-1", "m-2"], "month": ["3/2026"] * 2, "amount": [15_930, None]})
    assert told(lambda: DuesPaid.from_frame(frame)) == [("input/missing-field", "")]


def test_ratings_of_a_file_are_told_by_its_lines_all_at_once() -> None:
    text = "id,year,rating\ncb-1,2022,HTTNV\n\n,,\ncb-2,2022,hoa,x\ncb-3,202x,good\n"
    with pytest.raises(InvalidInputError) as caught:
        RatingRecord.from_rows(csv.DictReader(io.StringIO(text)))
    assert [(found.code, found.subject) for found in caught.value.findings] == [
        ("input/too-many-cells", "rating row 5"),
        ("rating/bad-count", "rating row 6, field 'year'"),
        ("input/bad-figure", "rating row 5, field 'rating'"),
    ]
    assert RatingRecord.from_rows([]) == ()
    with pytest.raises(InvalidInputError, match=r"RatingRecord\.from_frame\(df\)"):
        RatingRecord.from_rows(pd.DataFrame({"id": ["a"]}))  # type: ignore[arg-type]


def test_the_row_that_stands_for_an_id_is_told_in_one_language() -> None:
    people = [{"id": "Lê Bí", "name": "A", "organization": "cb"}] * 2
    cell = [{"id": "cb", "name": "Chi bộ", "kind": "chi bộ cơ sở"}]
    with pytest.raises(InvalidInputError) as caught:
        Hierarchy.from_rows(cell, members=people, as_of="2023-04-30")
    for found in caught.value.findings:
        assert "[dòng 1]" in found.text(lang="vi")
        assert "row" not in found.text(lang="vi")
        assert "[row 1]" in found.text(lang="en")
        assert "dòng" not in found.text(lang="en")


ASKED = [
    Question("hold", "Ngày sinh hoạt", "single", ["Đúng ngày 3", "Ngày khác"]),
    Question("topics", "Nội dung", "several", ["Nghị quyết", "Học tập", "Đoàn thể"]),
    Question("minutes", "Số phút", "number", at_most=500),
]
ANSWERS: Columns = {
    "Chi bộ": ["cb-1", "cb-2", "cb-3", "cb-1"],
    "hold": ["đúng ngày 3", None, "hoa", "Ngày khác"],
    "Nội dung": ["Học tập; Nghị quyết", "Đoàn thể", None, None],
    "minutes": [90, 45, None, 600],
}


@every
def test_a_survey_is_counted_of_a_frame_as_of_rows(make: Callable[[Any], Any]) -> None:
    asked: Any = {"population": ["cb-1", "cb-2", "cb-3", "cb-4"], "by": "Chi bộ", "columns": {"Nội dung": "topics"}}
    wanted = tally_survey(rows_of(ANSWERS), ASKED, **asked)
    assert (wanted.responses, wanted.missing, len(wanted.findings)) == (3, ("cb-4",), 2)
    frame = make(ANSWERS)
    found = tally_survey(frame, ASKED, **asked)
    assert (found.as_dict(), found.answers) == (wanted.as_dict(), wanted.answers)
    assert told(lambda: tally_survey(frame, ASKED, population=4))[0][0] == "input/missing-column"
    none = make({name: [] for name in ANSWERS})
    assert tally_survey(none, ASKED, **asked).responses == 0


def test_lists_of_a_frame_are_several_choices() -> None:
    lists = [["Học tập", "Nghị quyết"], [], ["Đoàn thể"]]
    asked = [ASKED[1]]
    wanted = tally_survey([{"topics": one} for one in lists], asked, population=3)
    frames = [
        pd.DataFrame({"topics": lists}),
        pl.DataFrame({"topics": lists}),
        pa.table({"topics": lists}),
        pa.table({"topics": lists}).to_pandas(),
        pl.DataFrame({"topics": lists}).lazy(),
    ]
    for frame in frames:
        found = tally_survey(frame, asked, population=3)
        assert found.answers == wanted.answers
        assert found.blank == wanted.blank


def test_a_question_in_the_index_of_a_frame_and_a_column_twice_are_told() -> None:
    frame = pd.DataFrame({"hold": ["Ngày khác"], "x": [1]})
    assert told(lambda: tally_survey(frame.set_index("hold"), ASKED[:1], population=1))[0][0] == "input/index-column"
    twice = pd.concat([frame, frame], axis=1)
    assert {code for code, _ in told(lambda: tally_survey(twice, ASKED[:1], population=1))} == {"input/doubled-column"}
    assert told(lambda: tally_survey(frame["hold"], ASKED[:1], population=1))[0][0] == "input/not-rows"


CITY_TABLE: Columns = {
    "id": ["dbp", "cb-1", "cb-2", "cb-3"],
    "name": ["Đảng bộ phường", "Chi bộ 1", "Chi bộ 2", "Chi bộ 3"],
    "kind": ["đảng bộ cơ sở", *["chi bộ trực thuộc"] * 3],
    "parent": [None, *["dbp"] * 3],
}
CITY = Hierarchy.from_rows(CITY_TABLE, as_of="2022-12-31")
RATED: Columns = {
    "id": ["cb-1", "cb-2", "cb-1"],
    "year": [2022, 2022, 2021],
    "rating": ["HTTNV", "miễn", "good"],
    "note": ["a", None, "b"],
}


@every
def test_ratings_are_counted_of_a_frame_as_of_columns(make: Callable[[Any], Any]) -> None:
    asked: Any = {"subjects": "organizations", "year": 2022, "form": "chi bộ"}
    wanted = Tally.of(RATED, CITY, **asked)
    assert (wanted.rated, wanted.exempt, wanted.not_yet_rated) == (1, 1, 1)
    assert Tally.of(make(RATED), CITY, **asked) == wanted
    groups: Any = {"subjects": "organizations", "year": 2022, "group_by": "kind"}
    assert Tally.by_group(make(RATED), CITY, **groups) == Tally.by_group(RATED, CITY, **groups)
    wrong = {**RATED, "id": ["cb-1", "cb-9", "cb-1"], "rating": ["hoa", "good", "good"]}
    assert told(lambda: Tally.of(make(wrong), CITY, **asked)) == told(lambda: Tally.of(wrong, CITY, **asked))
    assert told(lambda: Tally.of(make({"id": ["cb-1"]}), CITY, **asked)) == [("input/missing-column", "")]
    assert Tally.of(make({}), CITY, **asked).rated == 0


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_a_path_can_be_taken_apart_whatever_its_ids_are(backend: Any) -> None:  # noqa: ANN401
    parents = {"a/b": None, "c": "a/b", "d": None, "e/f": "d", "g": "e/f", "[h": "d", '["i"': "[h", "k": "d"}
    orgs = [Organization("r", "Đảng bộ", Form.DANG_BO, Level.PROVINCIAL)]
    orgs += [Organization(key, key, Form.DANG_BO, Level.GRASSROOTS, above or "r") for key, above in parents.items()]
    tree = Hierarchy(orgs, as_of="2022-12-31")
    paths = {str(row["id"]): str(row["path"]) for row in plain_rows(tree.to_frame(backend=backend))}
    for key, path in paths.items():
        ids = json.loads(path) if path.startswith("[") else path.split("/")
        assert ids == [org.id for org in (*reversed(tree.ancestors(key)), tree[key])]
    assert (paths["k"], paths["c"]) == ("r/d/k", '["r", "a/b", "c"]')


TABLES: dict[str, list[dict[str, object]]] = {
    "organizations": [
        {"id": "r", "name": "R", "form": "đảng bộ", "level": "cơ sở", "parent": None, "full": 0, "unit_type": None},
        {"id": "c", "name": "C", "form": "chi bộ", "level": "dưới cơ sở", "parent": "r", "full": 3, "unit_type": None},
    ],
    "members": [{"id": "m", "name": "A", "status": "chính thức", "organization": "c"}],
    "groups": [{"id": "h", "name": "H", "kind": "xóm", "cells": "c", "head": "m", "head_is_member": True}],
    "stays": [{"member": "m", "organization": "r", "since": "2022-01-01", "until": None}],
    "mass_bodies": [{"id": "cd", "host_unit": "t", "kind": "công đoàn", "superior": "c", "name": "x"}],
    "seats": [{"organization": "c", "post": "bí thư", "holder": "m", "body": "chi ủy", "since": DAY, "source": "bầu"}],
    "mandates": [{"organization": "c", "number": 1, "since": "2022-01-01", "congress": None}],
}
CELLS: list[Any] = [
    *("hoa", 1, 1.0, 1.5, float("nan"), None, "", True, DAY, ["c"], {"a": 1}, b"x", -1, 2**70, " c ", "c;zz"),
    *(pd.NaT, pd.NA, pd.Timestamp("2020-01-01")),
]


@pytest.mark.parametrize("table", TABLES)
def test_a_tree_of_a_frame_is_told_as_one_of_its_records(table: str) -> None:
    """Whatever stands in a cell: the same tree, or the same problems at the same rows."""

    def said(read: Callable[[], Hierarchy]) -> object:
        try:
            return read().as_dict()
        except InvalidInputError as error:
            return [
                (
                    found.code,
                    str(found)
                    .replace(" frame, row", " row")
                    .replace("column '", "field '")
                    .replace(" frame,", " rows,"),
                )
                for found in error.findings
            ]

    for field in TABLES[table][0]:
        for value in CELLS:
            tables: dict[str, Any] = {name: [dict(row) for row in rows] for name, rows in TABLES.items()}
            tables[table][-1][field] = value
            frames = {name: pd.DataFrame(rows, dtype="object") for name, rows in tables.items()}
            rows = said(lambda tables=tables: Hierarchy.from_rows(tables.pop("organizations"), **tables, as_of=DAY))  # type: ignore[misc]
            frame = said(lambda frames=frames: Hierarchy.from_frame(frames.pop("organizations"), **frames, as_of=DAY))  # type: ignore[misc]
            assert frame == rows, (field, value)


PAPER = {"kind": "quyết định", "number": "15-QĐ/ĐU", "issued": "2023-05-20"}


@every
def test_a_paper_of_several_cells_is_read_as_its_document_tells_it(make: Callable[[Any], Any]) -> None:
    event = LifeEvent("m-1", "badge", "2020", document=Document(**PAPER), detail=30)
    told_of = dict(event.as_dict(people="all"))
    assert LifeEvent.from_rows([told_of]) == (event,)
    table = {name: [value] for name, value in told_of.items()}
    assert LifeEvent.from_frame(make(table)) == (event,)
    seat = {**TABLES["seats"][0], "document": {**PAPER, "url": None}}
    one = TABLES["organizations"][0]
    tree = Hierarchy.from_frame(
        make({k: [v] for k, v in one.items()}), seats=[{**seat, "organization": "r"}], as_of=DAY
    )
    assert [held.document for held in tree.seats.values()] == [event.document]


@pytest.mark.parametrize("part", [{"issued": "Lê Văn Bí"}, {"Lê Văn Bí": "x"}, {"kind": ["Lê Văn Bí"]}])
def test_what_is_wrong_in_a_paper_is_told_without_it(part: dict[str, object]) -> None:
    row = {"member": "m-1", "kind": "badge", "on": "2020", "document": {**PAPER, **part}}
    with pytest.raises(InvalidInputError) as caught:
        LifeEvent.from_rows([row])
    (found,) = caught.value.findings
    assert found.subject == "event row 1, field 'document'"
    assert "Bí" not in found.text(lang="vi") + found.text(lang="en") + str(found.as_dict())
