"""Out into a frame: `frame_of`, which every `to_frame` hands its columns to."""

from __future__ import annotations

import datetime as dt
import importlib
import inspect
import pkgutil
import re
import sys
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import dangbo
from dangbo import (
    Admit,
    AdmitReason,
    Document,
    Form,
    GroupKind,
    Hierarchy,
    History,
    InvalidInputError,
    Level,
    Member,
    MemberStatus,
    MissingExtraError,
    Plan,
    Points,
    Ratio,
    ResidentialGroup,
    Seat,
    Share,
    datasets,
)
from dangbo.base.frames import Backend, FrameColumn, Framed, frame_of
from dangbo.base.terms import kind_words
from dangbo.render import Cell, Column, Table
from tests.builders import cell
from tests.unit.test_languages import _things
from tests.unit.test_values_of_tables import made

pytest.importorskip("pandas")  # of the group `frames`, as are the two others

import numpy as np
import pandas as pd

BACKENDS: tuple[Backend, ...] = ("pandas", "polars", "pyarrow")

COLUMNS = [
    FrameColumn("organization", "text", ["cb-1", None]),
    FrameColumn("form", "term", [Form.CHI_BO, None]),
    FrameColumn("full", "count", [31, None]),
    FrameColumn("good", "share", [Share(1, of=3), None]),
    FrameColumn("met", "share", [Ratio(14, of=11), None]),
    FrameColumn("a_head", "number", [Decimal("1.5"), None]),
    FrameColumn("above", "number", [Points(10), None]),
    FrameColumn("since", "day", [dt.date(2020, 1, 31), None]),
    FrameColumn("alone", "yes/no", [True, None]),
]


def rows_of(frame: Any) -> list[dict[str, object]]:  # noqa: ANN401 - of three packages
    """The rows of a frame, whichever package it is of: plain values, null as `None`."""
    if hasattr(frame, "to_pylist"):
        rows = frame.to_pylist()
    elif hasattr(frame, "to_dicts"):
        rows = frame.to_dicts()
    else:
        rows = frame.to_dict("records")
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: Any) -> object:  # noqa: ANN401 - of three packages
    if value is None or value != value or type(value).__name__ in {"NAType", "NaTType"}:  # noqa: PLR0124 - NaN
        return None
    return value.date() if isinstance(value, dt.datetime) else value


def types_of(frame: Any) -> list[str]:  # noqa: ANN401 - of three packages
    """The types of the columns, as text."""
    return [str(one) for one in (frame.schema.types if hasattr(frame, "to_pylist") else frame.dtypes)]


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_frame_holds_exact_counts_codes_days_and_nulls(backend: Backend) -> None:
    first, second = rows_of(frame_of(COLUMNS, backend=backend))
    assert first == {
        "organization": "cb-1",
        "form": "chi_bo",
        "full": 31,
        "good_count": 1,
        "good_of": 3,
        "good_percent": pytest.approx(100 / 3),
        "met_count": 14,
        "met_of": 11,
        "met_percent": pytest.approx(1400 / 11),
        "a_head": 1.5,
        "above": 10.0,
        "since": dt.date(2020, 1, 31),
        "alone": True,
    }
    assert set(second.values()) == {None}


TYPES: dict[Backend, str] = {
    "pandas": "str str Int64 Int64 Int64 float64 Int64 Int64 float64 float64 float64 datetime64[us] boolean",
    "polars": "String String Int64 Int64 Int64 Float64 Int64 Int64 Float64 Float64 Float64 Date Boolean",
    "pyarrow": "string string int64 int64 int64 double int64 int64 double double double date32[day] bool",
}


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_types_of_a_frame_do_not_depend_on_what_is_in_it(backend: Backend) -> None:
    """Neither without rows, nor where all is null, is a column of another type."""
    for kept in (slice(0, 2), slice(0, 1), slice(1, 2), slice(0, 0)):
        frame = frame_of([FrameColumn(name, kind, values[kept]) for name, kind, values in COLUMNS], backend=backend)
        assert " ".join(types_of(frame)) == TYPES[backend]


@pytest.mark.parametrize(
    ("given", "near"), [("panda", "pandas"), ("pd", "pandas"), ("Polar", "polars"), ("arrow", "pyarrow")]
)
def test_another_backend_is_refused_with_the_nearest(given: str, near: str) -> None:
    wrong: Any = given
    with pytest.raises(InvalidInputError) as caught:
        frame_of(COLUMNS, backend=wrong)
    assert f"Did you mean '{near}'?" in str(caught.value)
    assert f"Có phải là '{near}'?" in caught.value.text(lang="vi")
    for one in BACKENDS:
        assert one in str(caught.value)
        assert one in caught.value.text()


def test_what_is_no_word_at_all_is_no_backend() -> None:
    given: Any
    for given in (None, 3, sys, ["pandas"], "", "duckdb"):
        with pytest.raises(InvalidInputError, match="Choose one of 'pandas', 'polars', 'pyarrow'"):
            frame_of(COLUMNS, backend=given)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_missing_package_is_told_with_the_line_that_installs_it(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, backend, None)
        with pytest.raises(MissingExtraError, match=f"python -m pip install {backend}") as caught:
            frame_of(COLUMNS, backend=backend)
        assert (caught.value.extra, caught.value.package) == ("", backend)
    monkeypatch.setitem(sys.modules, "narwhals.stable.v2", None)
    if backend == "pandas":
        frame_of(COLUMNS, backend=backend)  # whose columns are made without it
        return
    with pytest.raises(MissingExtraError, match=r'python -m pip install "dangbo\[frames\]"'):
        frame_of(COLUMNS, backend=backend)


def test_columns_of_one_name_or_of_different_lengths_make_no_frame() -> None:
    with pytest.raises(ValueError, match="two columns of a frame are called 'full'"):
        frame_of([COLUMNS[2], COLUMNS[2]])
    with pytest.raises(ValueError, match="not of one length"):
        frame_of([COLUMNS[2], FrameColumn("other", "count", [1])])


def test_a_snapshot_leaves_with_its_fields_and_with_what_is_counted() -> None:
    city = datasets.thai_nguyen()
    rows = rows_of(city.to_frame(backend="pyarrow"))
    assert [row["id"] for row in rows] == [org.id for org in city]
    for row in (rows[0], rows[1], rows[2], rows[-1]):
        key = str(row["id"])
        people, own = city.headcount(key), city.own_headcount(key)
        assert (row["branch_full"], row["branch_in_probation"]) == (people.full, people.probationary)
        assert (row["own_full"], row["own_in_probation"]) == (own.full, own.probationary)
        assert row["branch_members"] == people.total
        assert row["depth"] == len(city.ancestors(key))
        assert row["path"] == "/".join(org.id for org in (*reversed(city.ancestors(key)), city[key]))
        assert row["organizations_below"] == len(city.descendants(key))
        assert row["direct_subordinates"] == city.direct_subordinates(key)
        assert row["kind_label"] == kind_words(*city[key].kind).vi
    assert rows_of(city.to_frame(backend="polars", lang="en"))[2]["unit_type_label"] == "village or residential group"


def test_people_leave_by_id_unless_names_are_asked_for() -> None:
    home = cell("cb", None, Level.GRASSROOTS)
    member = Member("m-1", "Nguyễn Văn An", MemberStatus.PROBATIONARY)
    group = ResidentialGroup("tdp-1", "Tổ 1", GroupKind.TO_DAN_PHO, cells=("cb",), head="Trần Thị Bình")
    other = ResidentialGroup("tdp-2", "Tổ 2", GroupKind.TO_DAN_PHO, head="m-1", head_is_member=True)
    tree = Hierarchy([home], [member], {"cb": ["m-1"]}, [group, other], as_of="2023-04-30")
    assert rows_of(tree.to_frame(of="members")) == [
        {"id": "m-1", "organization": "cb", "status": "probationary", "status_label": "Dự bị"}
    ]
    assert rows_of(tree.to_frame(of="members", people="names"))[0]["name"] == "Nguyễn Văn An"
    assert rows_of(tree.to_frame(of="members", people="initials"))[0]["initials"] == "N.V.A."
    heads = [
        [row["head"] for row in rows_of(tree.to_frame(of="groups", people=p))] for p in ("ids", "initials", "names")
    ]
    assert heads == [[None, "m-1"], ["T.T.B.", "m-1"], ["Trần Thị Bình", "m-1"]]
    wrong: Any
    for wrong in ({"of": "people"}, {"people": "all"}, {"of": None}):
        with pytest.raises(InvalidInputError, match="is not known"):
            tree.to_frame(**wrong)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_snapshot_that_left_is_read_again_as_it_was(backend: Backend) -> None:
    ward = datasets.ward_2026().register
    assert isinstance(ward, Hierarchy)
    for tree in (datasets.thai_nguyen(), ward) if backend == "polars" else (ward,):
        back = Hierarchy.from_rows(
            rows_of(tree.to_frame(backend=backend)),
            members=rows_of(tree.to_frame(of="members", people="names", backend=backend)),
            groups=rows_of(tree.to_frame(of="groups", backend=backend)),
            seats=tree.seats,
            mandates=tree.mandates,
            stays=tree.stays,
            mass_bodies=tree.mass_bodies.values(),
            as_of=tree.as_of,
        )
        assert back.same_as(tree)


def test_papers_of_consent_are_one_text_in_a_frame_and_a_broken_one_is_told() -> None:
    row = {"id": "cb", "name": "Chi bộ", "form": "chi bộ", "level": "cơ sở"}
    for text in ("[", "[1]", "[" * 100_000, '[{"organization": "cb"}]', "{}"):
        with pytest.raises(InvalidInputError, match="consents"):
            Hierarchy.from_rows([{**row, "consents": text}], as_of="2023-04-30")


def test_pandas_makes_no_table_of_a_snapshot_by_accident() -> None:
    """It would list the fields of the records, where nobody who is on a roll is counted."""
    tree = datasets.thai_nguyen()
    with pytest.raises(InvalidInputError, match=r"Call its to_frame\(\)"):
        pd.DataFrame(tree)  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match=r"Call its to_frame\(\)"):
        np.asarray(tree)
    assert [*pd.Series([tree, tree])] == [tree, tree]


# --- every result -----------------------------------------------------------------------------------------------------

OTHERWISE = {
    "Explanation": "one rule in words; the rules, and what changed in them, have frames",
    "Import": "what is wrong with a file is `problems`, which has a frame; its rows are somebody's",
}
"""What has a table and no frame of its own, and why."""


def test_every_result_with_a_table_or_rows_has_a_frame() -> None:
    without = set()
    for name in dangbo.__all__:
        thing = getattr(dangbo, name)
        shows = inspect.isclass(thing) and any(hasattr(thing, way) for way in ("table", "tables", "to_rows", "show"))
        if shows and not hasattr(thing, "to_frame"):
            without.add(name)
    assert without == {*OTHERWISE}


FRAMED = sorted(name for name, thing in _things().items() if isinstance(thing, Framed))


def test_the_walk_meets_every_class_that_makes_a_frame() -> None:
    made = set()
    for module in pkgutil.walk_packages(dangbo.__path__, "dangbo."):
        if module.name.endswith("__main__"):
            continue
        for name, thing in vars(importlib.import_module(module.name)).items():
            if inspect.isclass(thing) and issubclass(thing, Framed) and thing.__module__ == module.name:
                made.add(name)
    assert made - {*FRAMED} == {"Framed"}


@pytest.mark.parametrize("name", FRAMED)
def test_a_result_is_the_same_frame_in_three_packages(name: str) -> None:
    thing = _things()[name]
    columns = [*thing._frame()]  # noqa: SLF001 - what is handed over
    frames = {backend: frame_of(columns, backend=backend) for backend in BACKENDS}
    first, *others = ([{**row} for row in rows_of(frame)] for frame in frames.values())
    assert all(other == first for other in others)
    none = [FrameColumn(one.name, one.kind, []) for one in columns]
    empty = {backend: frame_of(none, backend=backend) for backend in BACKENDS}
    assert all(types_of(frames[backend]) == types_of(empty[backend]) for backend in BACKENDS)
    names = [*frames["polars"].columns]
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", one) for one in names) or name == "Table"
    assert first or name in EMPTY


EMPTY = {"Corrections", "VisitCoverage", "WorkingDays"}
"""What has no row in the walk."""


def test_a_matrix_is_long_or_wide_and_moves_the_same_people() -> None:
    preview = datasets.thai_nguyen_changes()[0].preview(datasets.thai_nguyen_2021())
    long, wide = preview.matrix.to_frame(), preview.matrix.to_frame(shape="wide")
    assert [*long["members"]] == [4]
    assert rows_of(wide) == [{"source": "cb-cty-r", "cb-gia-sang-tdp-1": 4}]
    assert rows_of(preview.matrix.to_frame(shape="wide", figure="organizations", backend="polars")) == [
        {"source": "cb-cty-r", "cb-gia-sang-tdp-1": 0}
    ]
    wrong: Any
    for wrong in ({"shape": "tall"}, {"figure": "people"}):
        with pytest.raises(InvalidInputError, match="is not known"):
            preview.matrix.to_frame(**wrong)


def test_what_a_plan_changes_leaves_with_before_and_after() -> None:
    preview = datasets.thai_nguyen_changes()[0].preview(datasets.thai_nguyen_2021())
    rows = rows_of(preview.to_frame(backend="pyarrow"))
    assert [(row["organization"], row["kind"]) for row in rows] == [
        (c.organization.id, c.kind) for c in preview.changes
    ]
    assert [(row["members_before"], row["members_after"]) for row in rows] == [(4, 0), (27, 31), (0, 0)]
    assert sum(row["members_after"] - row["members_before"] for row in rows) == 0  # type: ignore[operator]


def test_movements_in_a_frame_add_up() -> None:
    ledger = History(datasets.thai_nguyen_2021()).enact(*datasets.thai_nguyen_changes())
    rows = rows_of(ledger.movements("2021-07-01", "2022-12-31").to_frame(backend="polars"))
    for table, opening, closing in (("organizations", 984, 986), ("members", 27_960, 27_960)):
        sums = Counter[object]()
        for row in rows:
            if row["table"] == table:
                sums[row["section"]] += row["count"]  # type: ignore[operator]
        assert (sums["opening"], sums["closing"]) == (opening, closing)
        assert sums["opening"] + sums["increase"] - sums["decrease"] == sums["closing"]


def test_who_is_known_only_by_number_is_told_once_for_each_row_of_movements() -> None:
    """A row has a line for each column: told in each of them, those people would be added up twice."""
    paper = Document("quyết định", "1-QĐ/TU", "2023-05-02")
    plan = Plan(
        "2023-05-03",
        "tp-thai-nguyen",
        paper,
        [
            Admit("cb-tdp-2", [Member("m-new", "Lê Ba")], full=4, probationary=2, reason=AdmitReason.RECEIVED),
            Admit("cb-tdp-5", full=1),
        ],
    )
    found = History(datasets.thai_nguyen()).enact(plan).movements("2023-05-01", "2023-12-31")
    told = Counter[object]()
    for row in rows_of(found.to_frame(backend="polars")):
        if row["by_number"] is not None:
            assert row["section"] not in {"opening", "closing"}
            told[row["table"], row["section"], row["cause"], row["reach"]] += row["by_number"]  # type: ignore[operator]
    plain = found.as_dict()
    assert told == {
        (name, row["section"], row["cause"], row["where"]): row["by_number"]
        for name, table in (("organizations", plain["organizations"]), ("members", plain["members"]))
        for row in table["rows"]
    }
    assert sum(told.values()) == 7


def test_who_has_a_seat_leaves_by_id_and_never_by_a_name_in_its_place() -> None:
    home = cell("cb", None, Level.GRASSROOTS, full=12)
    holders = {"m-1": "m-1", "m-9": "m-9", "Lê Thị Kín": None}  # on a roll, on none, and no id at all
    seats = [Seat("cb", "phó bí thư", who, body="chi ủy", since="2023-01-01", source="bầu") for who in holders]
    tree = Hierarchy([home], [Member("m-1", "Trần Ba")], {"cb": ["m-1"]}, seats=seats, as_of="2023-04-30")
    committee = tree.committee("cb")
    assert committee is not None
    for frame in (tree.to_frame(of="seats"), committee.to_frame()):
        assert {row["holder"] for row in rows_of(frame)} == {*holders.values()}
    named = tree.to_frame(of="seats", people="names", backend="pyarrow")
    assert {row["holder"] for row in rows_of(named)} == {*holders}
    initials = tree.to_frame(of="seats", people="initials", backend="polars")
    assert {row["holder"] for row in rows_of(initials)} == {"m-1", "m-9", "L.T.K."}


def test_a_line_about_a_person_shows_a_name_only_where_it_is_asked_for() -> None:
    ward = datasets.ward_2026()
    lines = dangbo.attention(ward, on="2026-04-03")
    register = ward.register
    assert isinstance(register, Hierarchy)
    names = {member.name for member in register.members.records()}
    for row in rows_of(lines.to_frame()):
        assert "name" not in row
        assert names.isdisjoint(row.values())
    named = rows_of(lines.to_frame(people="names", backend="polars"))
    for line, row in zip(lines, named, strict=True):
        member = register.members.get(line.subject)
        assert row["name"] == (None if member is None else member.name)
    assert sum(row["name"] is not None for row in named) > 10
    for row, plain in zip(named, lines.to_rows(), strict=True):  # one thing said in one way
        due = row.pop("due")
        assert plain.pop("due") == (None if due is None else str(due))
        assert {**row} == {**plain, "name": row["name"]}


def test_a_table_leaves_with_its_values_and_not_with_its_words() -> None:
    day = dt.date(2023, 4, 30)
    rows = [
        [
            "Chi bộ 1",
            Cell(910, "910"),
            Cell(Share(1, of=3), "33,3%"),
            Cell(day, "30/4/2023"),
            "",
            Cell(2**70, "lớn"),
        ],
        ["Tổng", "", "", "", "x", Cell(1, "1")],
    ]
    heads = ["", "Số", "Tỷ lệ", "Số", "Ghi chú", "Lớn"]
    for backend in BACKENDS:
        first, last = rows_of(Table("Bảng", [Column(one) for one in heads], rows, totals=[1]).to_frame(backend=backend))
        assert first == {
            "column_1": "Chi bộ 1",
            "Số": 910,
            "Tỷ lệ_count": 1,
            "Tỷ lệ_of": 3,
            "Tỷ lệ_percent": pytest.approx(100 / 3),
            "Số (2)": day,
            "Ghi chú": None,
            "Lớn": "lớn",
            "is_total": False,
        }
        assert [*last.values()] == ["Tổng", None, None, None, None, None, "x", "1", True]


def test_columns_of_a_table_that_would_share_a_name_stay_apart() -> None:
    share = Cell(Share(1, of=2), "50%")
    table = Table("", [Column(one) for one in ("a_count", "a", "is_total")], [["x", share, "y"]])
    assert rows_of(table.to_frame()) == [{"a_count": "x", "a": "50%", "is_total": "y", "is_total (2)": False}]


def test_a_column_of_counts_and_shares_keeps_both_and_a_dash_is_no_value() -> None:
    cells = [Cell(7, "7"), Cell((3, 4), "3/4"), Cell(Share(1, of=2), "50%"), "-", "–", ""]
    rows = rows_of(Table("", [Column("Số liệu")], [[one] for one in cells]).to_frame(backend="polars"))
    told = [(row["Số liệu_count"], row["Số liệu_of"], row["Số liệu_percent"]) for row in rows]
    assert told == [(7, None, None), (3, 4, 75.0), (1, 2, 50.0), *[(None, None, None)] * 3]
    words = Table("", [Column("Số liệu")], [["-"], ["ít nhất 3"], [Cell(3, "3")]])
    assert [row["Số liệu"] for row in rows_of(words.to_frame())] == ["-", "ít nhất 3", "3"]


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_number_no_frame_can_hold_stays_words_and_a_column_of_dashes_is_null(backend: Backend) -> None:
    far = (2**63, Fraction(10**400), Decimal("1e400"), Decimal("NaN"))
    for value in far:
        table = Table("", [Column("Số")], [[Cell(value, "rất lớn")], [Cell(1, "1")]])
        assert [row["Số"] for row in rows_of(table.to_frame(backend=backend))] == ["rất lớn", "1"]
    dashes = Table("", [Column("Số")], [["-"], ["–"], [""]])
    assert [row["Số"] for row in rows_of(dashes.to_frame(backend=backend))] == [None] * 3


def test_every_table_there_is_leaves_row_by_row() -> None:
    count = 0
    for at, (_, table) in enumerate(made("en")):
        assert len(rows_of(table.to_frame(backend=BACKENDS[at % 3]))) == len(table.rows)
        count += 1
    assert count > 50
