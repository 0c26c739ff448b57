"""Data frames read by column: what is right is read, what is wrong is told at its row and column, and never shown."""

from __future__ import annotations

import datetime as dt
import random
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from dangbo import (
    CellAssignment,
    Document,
    DuesPaid,
    DutyVisit,
    Form,
    GroupKind,
    Hierarchy,
    InvalidInputError,
    Level,
    LifeEvent,
    Mandate,
    MassBody,
    MassBodyKind,
    Meeting,
    Member,
    MissingExtraError,
    Organization,
    Profiles,
    Proposal,
    Prospect,
    RatingRecord,
    RatingStatus,
    ResidentialGroup,
    Seat,
    datasets,
)

pytest.importorskip("pandas")  # of the group `frames`, as are the others

import narwhals
import pandas as pd
import polars as pl
import pyarrow as pa

AS_OF = "2023-04-30"
WHO = "Nguyễn Văn Kín"
Columns = Mapping[str, Sequence[object]]
Make = Callable[[Columns], Any]


def polars(columns: Columns) -> pl.DataFrame:
    return pl.DataFrame(columns, strict=False)


MAKES: dict[str, Make] = {
    "pandas": pd.DataFrame,
    "pandas with nullable types": lambda columns: pd.DataFrame(columns).convert_dtypes(),
    "polars": polars,
    "polars, lazy": lambda columns: polars(columns).lazy(),
    "pyarrow": pa.table,
    "narwhals": lambda columns: narwhals.from_native(polars(columns)),
}
every = pytest.mark.parametrize("make", MAKES.values(), ids=MAKES)
CITY: Columns = {
    "id": ["dbp", "cb-1", "cb-2"],
    "name": ["Đảng bộ phường", "Chi bộ 1", "Chi bộ 2"],
    "kind": ["đảng bộ cơ sở", "chi bộ trực thuộc", "chi bộ trực thuộc"],
    "parent": [None, "dbp", "dbp"],
    "full": [None, 31, 4],
}
PEOPLE: Columns = {"id": ["m-1", "m-2"], "name": [WHO, "Lê Thị Kín"], "organization": ["cb-1", "cb-1"]}
GROUPS: Columns = {
    "id": ["tdp-1", "tdp-2"],
    "name": ["Tổ dân phố 1", "Tổ dân phố 2"],
    "kind": ["tổ dân phố", "tổ dân phố"],
    "cells": ["cb-1; cb-2", "cb-2"],
    "head_is_member": [True, None],
}
TREE = Hierarchy.from_rows(CITY, members=PEOPLE, groups=GROUPS, as_of=AS_OF)


def city(table: Columns, make: Make = pd.DataFrame, **more: Any) -> Hierarchy:  # noqa: ANN401 - whatever it takes
    return Hierarchy.from_frame(make(table), as_of=AS_OF, **more)


def told(read: Callable[[], object]) -> list[str]:
    """What is wrong, code and text; in neither language is there a value of a cell."""
    with pytest.raises(InvalidInputError) as caught:
        read()
    for found in caught.value.findings:
        for text in (str(found), found.text(lang="vi"), found.text(lang="en"), repr(found)):
            assert "Kín" not in text
            assert "1960" not in text
    return [f"{found.code}: {found.message}" for found in caught.value.findings]


# --- what is right ---------------------------------------------------------------------------------------------------


@every
def test_a_tree_its_people_and_its_groups_are_read_from_frames(make: Make) -> None:
    tree = city(CITY, make, members=make(PEOPLE), groups=make(GROUPS))

    assert tree.same_as(TREE)


@every
def test_headings_of_ones_own_are_read_whatever_their_normal_form(make: Make) -> None:
    called = {"id": "Mã tổ chức", "name": "Tên", "kind": "Loại", "parent": "Cấp trên", "full": "Số đảng viên"}
    frame = {unicodedata.normalize("NFD", called[name]): values for name, values in CITY.items()}
    people: Columns = {"Mã": PEOPLE["id"], "Tên": PEOPLE["name"], "Mã tổ chức": PEOPLE["organization"]}
    columns: dict[str, Any] = {heading: field for field, heading in called.items()}
    columns["members"] = {"Mã": "id", "Mã tổ chức": "organization"}

    tree = city(frame, make, members=make(people), groups=make(GROUPS), columns=columns)

    assert tree.same_as(TREE)


@every
def test_the_other_records_are_read_from_frames_as_from_rows(make: Make) -> None:
    day = dt.date(2022, 9, 3)
    visits: Columns = {"Người": ["m-1"], "cell": ["cb-1"], "on": ["3/9/2022"], "profile": [None]}
    rows = [dict(zip(visits, row, strict=True)) for row in zip(*visits.values(), strict=True)]
    assert DutyVisit.from_frame(make(visits), columns={"Người": "member"}) == DutyVisit.from_rows(
        rows, columns={"Người": "member"}
    )
    duties: Columns = {"profile": ["09"], "member": ["m-1"], "cell": ["cb-1"], "since": [day]}
    assert CellAssignment.from_frame(make(duties)) == (CellAssignment("09", "m-1", "cb-1", day),)
    asked: Columns = {"id": ["kn"], "cell": ["cb-1"], "raised_on": [day], "words": ["Sửa đường"], "to": ["ubnd"]}
    assert Proposal.from_frame(make(asked)) == (Proposal("kn", "cb-1", day, "Sửa đường", "ubnd"),)
    steps: Columns = {"person": ["q-1"], "cell": ["cb-1"], "stage": ["kết nạp"], "on": [day]}
    assert Prospect.from_frame(make(steps)) == (Prospect("q-1", "cb-1", "kết nạp", day),)
    held: Columns = {"cell": ["cb-1"], "on": [day], "called": [3], "present": [2.0], "absent_with_reason": [1]}
    to_do: Columns = {"cell": ["cb-1"], "on": [day], "text": ["Sửa đường"]}
    (meeting,) = Meeting.from_frame(make(held), tasks=make(to_do))
    assert (meeting.present, [task.text for task in meeting.tasks]) == (2, ["Sửa đường"])
    people: Columns = {"member": ["m-1", "m-2"], "sex": ["nữ", None], "born": [day, None], "card_number": ["012", None]}
    profiles = Profiles.from_frame(make(people))
    assert profiles == Profiles(people)
    assert [*profiles.column("card_number")] == ["012", None]


@every
def test_ratings_are_read_from_a_frame_and_tell_blanks_from_tiers(make: Make) -> None:
    table: Columns = {
        "id": ["cb-1", "cb-2", None, "cb-1"],
        "Năm": [2022, 2022, None, 2016],
        "rating": ["HTTNV", None, None, "HTTNV"],
        "status": [None, "miễn", None, None],
    }
    # in 2016 the abbreviation meant what it means no longer
    with pytest.raises(InvalidInputError):
        RatingRecord.from_frame(make(table), columns={"Năm": "year"})
    table = {name: values[:3] for name, values in table.items()}
    assert RatingRecord.from_frame(make(table), columns={"Năm": "year"}) == (
        RatingRecord("cb-1", 2022, "HTTNV"),
        RatingRecord("cb-2", 2022, status=RatingStatus.EXEMPT),
    )
    wrong: Columns = {"subject": ["a", "b", "c"], "year": [2022, 0, 2022], "rating": [WHO, "tốt", WHO]}
    lines = told(lambda: RatingRecord.from_frame(make(wrong)))
    assert [line.split(": ")[1] for line in lines] == [
        "rating frame, row 2, column 'year'",
        "rating frame, column 'rating' (rows 1, 3)",
    ]


# --- out and back ----------------------------------------------------------------------------------------------------

PAPERS = (None, Document("văn bản", title="Nghị quyết"), Document("quyết định", "15-QĐ/ĐU", "2023-05-20", "Đảng ủy"))
SMALL = Hierarchy(
    [
        Organization("cb", "Chi bộ", Form.CHI_BO, Level.GRASSROOTS, code="007", host_unit="truong", full=3),
    ],
    members=[Member("m-1", "Lê Văn Ba")],
    roll={"cb": ["m-1"]},
    mass_bodies=[MassBody("cd", "truong", MassBodyKind.TRADE_UNION, "cb", "Công đoàn")],
    seats=[
        Seat("cb", "phó bí thư", who, body="chi ủy", since="2023-05-21", source="bầu", document=paper)
        for who, paper in zip(("m-1", "m-8", "m-9"), PAPERS, strict=True)
    ],
    mandates=[Mandate("cb", 1, "2023-01-01", congress="2023-01-02")],
    as_of="2023-06-01",
)
TREES: dict[str, Callable[[], Any]] = {
    "thai_nguyen": datasets.thai_nguyen,
    "ward_2026": lambda: datasets.ward_2026().register,
    "small": lambda: SMALL,
}


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
def test_a_snapshot_goes_out_into_frames_and_comes_back_as_it_was(tree: Callable[[], Any], backend: Any) -> None:  # noqa: ANN401
    before = tree()
    frames = {name: before.to_frame(of=name, people="names", backend=backend) for name in ("organizations", *BESIDE)}
    after = Hierarchy.from_frame(frames.pop("organizations"), **frames, as_of=before.as_of)
    assert after.same_as(before)


BESIDE = ("members", "groups", "stays", "mass_bodies", "seats", "mandates")


# --- what is wrong ---------------------------------------------------------------------------------------------------


class Case(NamedTuple):
    """Columns in the place of those of the city, and what is told; nothing where they are read all the same."""

    change: Mapping[str, Sequence[object] | None]
    says: Sequence[str] = ()
    more: Mapping[str, Any] = {}


NO_TEXT = "input/bad-value: organization frame, row {}, column '{}': not text; read the column as text (dtype=str)"
WRONG: dict[str, Case] = {
    "a missing column": Case(
        {"id": None, "Mã": ["dbp", "cb-1", "cb-2"]},
        ["input/missing-column: organization frame: there is no column 'id'"],
    ),
    "floats as ids": Case({"id": [1.0, 2.0, 3.0], "parent": None}, [NO_TEXT.format(n, "id") for n in (1, 2, 3)]),
    "numbers as ids": Case({"id": [1, 2, 3], "parent": None}, [NO_TEXT.format(n, "id") for n in (1, 2, 3)]),
    "a null among ids": Case(
        {"id": ["dbp", "cb-1", None]}, ["tree/blank-id: organization frame, row 3, column 'id': the id is empty"]
    ),
    "nulls alone": Case({"full": [None, None, None]}),
    "counts as decimals": Case({"full": [None, Decimal("31.00"), Decimal("4.00")]}),
    "parts of people": Case(
        {"full": [None, 31.5, 4.0]},
        ["input/bad-value: organization frame, row 2, column 'full': it is not a whole number"],
    ),
    "a column of lists": Case({"name": [["a"], ["b"], ["c"]]}, [NO_TEXT.format(n, "name") for n in (1, 2, 3)]),
    "a column of structs": Case(
        {"name": [{"a": WHO}, {"a": WHO}, {"a": WHO}]}, [NO_TEXT.format(n, "name") for n in (1, 2, 3)]
    ),
    "keys twice": Case({"id": ["dbp", "cb-1", "cb-1"]}, ["tree/duplicate-id: organization id 'cb-1' is used 2 times"]),
    "an unknown superior": Case({"parent": [None, "dbp", "dbq"]}, ["tree/unknown-parent: "]),
    "an unknown kind": Case(
        {"kind": ["đảng bộ cơ sở", "chi bộ trực thuộc", WHO]},
        ["input/bad-value: organization frame, row 3, column 'kind': "],
    ),
    "a heading nobody has": Case(
        {}, ["input/bad-value: columns: there is no column 'Tênn'; the nearest is 'Tên'"], {"columns": {"Tênn": "name"}}
    ),
    "two headings for one field": Case(
        {}, ["input/doubled-column: organization frame: 2 columns are called 'name'"], {"columns": {"Tên": "name"}}
    ),
    "a field nobody has": Case({}, ["input/unknown-field: columns: 'nam'"], {"columns": {"Tên": "nam"}}),
    "a heading almost a field": Case({"parents": ["x", "y", "z"], "parent": None}, ["input/unknown-column: "]),
    "rows counted as in the file": Case(
        {"id": ["dbp", "cb-1", None]}, ["tree/blank-id: organization frame, row 12, column 'id'"], {"first_row": 10}
    ),
}


@every
@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_what_is_wrong_in_a_frame_is_told_at_its_row_and_column(make: Make, case: Case) -> None:
    columns = {"Tên": ["", "", ""], **CITY, **case.change}
    columns = {name: values for name, values in columns.items() if values is not None}

    def read() -> Hierarchy:
        return city(columns, make, **case.more)  # type: ignore[arg-type]

    if not case.says:
        assert len(read()) == len(TREE)
        return
    found = told(read)
    for says in case.says:
        assert any(line.startswith(says) for line in found), found
    assert len(found) >= len(case.says)


@every
def test_a_place_is_named_by_the_heading_of_its_column(make: Make) -> None:
    frame = make({"Mã": [None], "Họ tên": [WHO], "chi bộ": ["cb-1"]})
    columns = {"members": {"Mã": "id", "Họ tên": "name", "chi bộ": "organization"}}
    (line,) = told(lambda: city(CITY, make, members=frame, columns=columns))
    assert line.startswith("tree/blank-id: member frame, row 1, column 'Mã': ")
    frame = make({"member": ["m-1"], "Sinh ngày": [WHO]})
    with pytest.raises(InvalidInputError) as caught:
        Profiles.from_frame(frame, columns={"Sinh ngày": "born"})
    (found,) = caught.value.findings
    assert found.text(lang="vi").startswith("bảng dữ liệu hồ sơ đảng viên, dòng 1, cột 'Sinh ngày': ")


@every
def test_people_of_an_organization_nobody_knows_are_refused(make: Make) -> None:
    frame = make({**PEOPLE, "organization": ["cb-1", "cb-9"]})
    (line,) = told(lambda: city(CITY, make, members=frame))
    assert line.startswith("tree/unknown-roll-organization: the roll names the organization 'cb-9'")


@every
def test_a_long_column_of_numbers_for_texts_is_one_problem(make: Make) -> None:
    many = 100
    frame = {"member": [*range(many)], "sex": ["nữ"] * many}
    (line,) = told(lambda: Profiles.from_frame(make(frame)))
    assert line.startswith("input/bad-value: profile frame, column 'member': not text")


def test_a_number_far_down_in_a_column_of_objects_is_told() -> None:
    frame = pd.DataFrame({"member": pd.Series([*map(str, range(149)), 149], dtype="object")})
    (line,) = told(lambda: Profiles.from_frame(frame))
    assert line.startswith("input/bad-value: profile frame, row 150, column 'member': not text")


@every
def test_an_empty_frame_is_a_table_without_rows(make: Make) -> None:
    none: Columns = {name: [] for name in CITY}
    assert told(lambda: city(none, make)) == ["tree/no-organizations: there are no organizations"]
    assert len(Profiles.from_frame(make({"member": []}))) == 0
    assert city(CITY, make, members=make({name: [] for name in PEOPLE})).same_as(city(CITY, make))


def test_labels_of_few_kinds_are_read_as_the_texts_they_are() -> None:
    kinds = pd.Categorical([*map(str, CITY["kind"])])
    frames = [
        pd.DataFrame({**CITY, "kind": kinds}),
        polars(CITY).with_columns(pl.col("kind").cast(pl.Categorical)),
        polars(CITY).with_columns(pl.col("kind").cast(pl.Enum([*kinds.categories]))),
        pa.table({**CITY, "kind": pa.array(CITY["kind"]).dictionary_encode()}),
    ]
    for frame in frames:
        assert Hierarchy.from_frame(frame, as_of=AS_OF).same_as(Hierarchy.from_rows(CITY, as_of=AS_OF))


NA = (None, float("nan"), pd.NA, pd.NaT)


def test_every_word_pandas_has_for_nothing_is_a_blank() -> None:
    for nothing in NA:
        frame = pd.DataFrame({**CITY, "parent": pd.Series([nothing, "dbp", "dbp"], dtype="object")})
        assert Hierarchy.from_frame(frame, as_of=AS_OF).root.id == "dbp"
        frame = pd.DataFrame({**CITY, "id": pd.Series(["dbp", nothing, "cb-2"], dtype="object")})
        (line,) = told(lambda frame=frame: Hierarchy.from_frame(frame, as_of=AS_OF))  # type: ignore[misc]
        assert line.startswith("tree/blank-id: organization frame, row 2")


DAY, AT_NIGHT = dt.date(2022, 9, 3), dt.datetime(2022, 9, 3)  # noqa: DTZ001 - as files have it
ZONE = "Asia/Ho_Chi_Minh"
DAYS: list[Any] = [
    pd.Series([pd.Timestamp(DAY)]),
    pd.Series([pd.Timestamp(DAY, tz=ZONE)]),
    pd.Series([DAY], dtype="object"),
    pl.Series([DAY]),
    pl.Series([AT_NIGHT], dtype=pl.Datetime("ns")),
    pl.Series([AT_NIGHT]).dt.replace_time_zone(ZONE),
    pa.array([DAY], pa.date64()),
    pa.array([AT_NIGHT], pa.timestamp("ns")),
    pa.array([pd.Timestamp(DAY, tz=ZONE)], pa.timestamp("us", ZONE)),
]


def visits(on: Any) -> Any:  # noqa: ANN401 - of three libraries
    """A visit on a day that is a column of whatever library."""
    kind = type(on).__module__.partition(".")[0]
    make: Make = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "pyarrow": pa.table}[kind]
    return make({"member": ["m-1"], "cell": ["cb-1"], "on": on})


@pytest.mark.parametrize("on", DAYS, ids=range(len(DAYS)))
def test_days_are_read_from_dates_and_from_times_with_and_without_a_zone(on: Any) -> None:  # noqa: ANN401
    assert [visit.on for visit in DutyVisit.from_frame(visits(on))] == [DAY]


def test_a_time_that_is_another_day_in_vietnam_is_told() -> None:
    evening = dt.datetime(2022, 9, 2, 17, tzinfo=dt.UTC)
    for on in (pd.Series([evening]), pl.Series([evening]), pa.array([evening], pa.timestamp("ns", "UTC"))):
        (line,) = told(lambda on=on: DutyVisit.from_frame(visits(on)))  # type: ignore[misc]
        assert line.startswith("input/bad-value: visit frame, row 1, column 'on': it is one day by its own offset")


PANDAS = pd.DataFrame(CITY)
NO_FRAMES: list[tuple[object, str]] = [
    (PANDAS.set_index("id"), "input/index-column: organization frame: 'id' is the index of the frame"),
    (PANDAS.set_index(["id", "parent"]), "input/index-column: organization frame: 'parent' is the index"),
    (PANDAS.rename_axis("unit_typ"), "input/index-column: "),
    (pd.concat([PANDAS, PANDAS[["name"]]], axis=1), "input/doubled-column: organization frame: 2 columns are called"),
    (pd.DataFrame([[1, 2]], columns=[0, 0]), "input/doubled-column: organization frame: 2 columns are called '0'"),
    (pa.table([["a"], ["b"]], names=["id", "id"]), "input/doubled-column: organization frame: 2 columns are called"),
    (pl.DataFrame({"ế": ["a"], unicodedata.normalize("NFD", "ế"): ["b"]}), "input/doubled-column: "),
    (
        pd.concat({"a": PANDAS}, axis=1),
        "input/not-rows: organization frame: a frame whose columns have 2 levels",
    ),
    (pd.DataFrame([["a", "b"]]), "input/missing-column: organization frame: there is no column 'id'"),
    (pd.DataFrame(index=["a", "b"]), "input/not-rows: organization frame: a frame of rows without columns"),
    (PANDAS["id"], "input/not-rows: organization frame: one column (Series) is not a data frame"),
    (pl.Series(["a"]), "input/not-rows: organization frame: one column (Series)"),
    (pa.chunked_array([["a"]]), "input/not-rows: organization frame: one column (ChunkedArray)"),
    (polars(CITY).lazy().select("nothing"), "input/not-rows: organization frame: a frame that fails (ColumnNotFound"),
    (pa.record_batch({"id": ["a"]}), "input/not-rows: organization frame: RecordBatch is not a data frame"),
    (CITY, "input/not-rows: organization frame: dict is not a data frame"),
    ([{"id": "dbp"}], "input/not-rows: organization frame: list is not a data frame"),
    (None, "input/not-rows: organization frame: NoneType is not a data frame"),
    (object(), "input/not-rows: organization frame: object is not a data frame"),
]


@pytest.mark.parametrize(("given", "says"), NO_FRAMES, ids=range(len(NO_FRAMES)))
def test_what_is_no_table_of_rows_is_told_with_what_to_give(given: Any, says: str) -> None:  # noqa: ANN401
    found = told(lambda: Hierarchy.from_frame(given, as_of=AS_OF))
    assert any(line.startswith(says) for line in found), found


class Broken:
    """A frame whose library fails with a value in its words."""

    columns = ("id",)

    def __narwhals_dataframe__(self) -> object:
        raise RuntimeError(WHO)


def test_what_a_library_says_of_its_frame_is_not_repeated() -> None:
    (line,) = told(lambda: Profiles.from_frame(Broken()))
    assert line == "input/not-rows: profile frame: a frame that fails (RuntimeError) is not a data frame"
    far = pa.array([2**62], pa.timestamp("s"))
    (line,) = told(lambda: DutyVisit.from_frame(visits(far)))
    assert line.startswith("input/bad-value: visit frame, column 'on': the library of the frame cannot give the values")


def test_an_index_of_another_name_and_columns_nobody_asks_for_are_left_alone() -> None:
    frame = PANDAS.assign(**{"Ghi chú": [WHO] * 3}).rename_axis("STT")
    assert Hierarchy.from_frame(frame, as_of=AS_OF).same_as(Hierarchy.from_rows(CITY, as_of=AS_OF))


def test_doors_of_rows_name_the_door_of_frames() -> None:
    doors: list[tuple[Callable[[], object], str]] = [
        (lambda: Hierarchy.from_rows(PANDAS, as_of=AS_OF), "Hierarchy.from_frame(df, ...)"),  # type: ignore[arg-type]
        (lambda: Hierarchy.from_rows(polars(CITY).lazy(), as_of=AS_OF), "df.collect().to_dicts()"),  # type: ignore[arg-type]
        (lambda: Hierarchy.from_rows([], members=pd.DataFrame(PEOPLE), as_of=AS_OF), "members=df"),  # type: ignore[arg-type]
        (lambda: Profiles(pa.table({"member": ["a"]})), "Profiles.from_frame(df)"),
        (lambda: Meeting.from_rows([], tasks=pd.DataFrame()), "Meeting.from_frame(..., tasks=df)"),  # type: ignore[arg-type]
        (lambda: Prospect.from_rows(pl.DataFrame()), "Prospect.from_frame(df)"),  # type: ignore[arg-type]
    ]
    for read, door in doors:
        with pytest.raises(InvalidInputError) as caught:
            read()
        assert door in str(caught.value)


def test_without_narwhals_the_line_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "narwhals.stable.v2", None)
    with pytest.raises(MissingExtraError, match=r"dangbo\[frames\]"):
        Hierarchy.from_frame(PANDAS, as_of=AS_OF)


# --- neighbours of what is wrong --------------------------------------------------------------------------------------

FRAMELESS: dict[str, Any] = {
    "a class of pandas": pd.DataFrame,
    "a class of Polars": pl.DataFrame,
    "a class of PyArrow": pa.Table,
    "a class of narwhals": narwhals.DataFrame,
    "a batch": pa.record_batch({"id": [WHO]}),
    "a reader of batches": pa.table({"id": [WHO]}).to_reader(),
    "an expression": pl.col(WHO),
    "an array": pd.DataFrame({"id": [WHO]}).to_numpy(),
    "groups of rows": pd.DataFrame({"id": [WHO]}).groupby("id"),
    "columns that are no names": type("Odd", (), {"column_names": [[WHO]], "columns": [[WHO]], "iloc": None})(),
}
READERS: dict[str, Callable[[Any], object]] = {
    "organizations": lambda given: Hierarchy.from_frame(given, as_of=AS_OF),
    "ratings": RatingRecord.from_frame,
    **{
        cls.__name__: cls.from_frame
        for cls in (CellAssignment, DuesPaid, DutyVisit, LifeEvent, Meeting, Profiles, Proposal, Prospect)
    },
}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_what_only_looks_like_a_frame_is_told_by_every_reader(read: Callable[[Any], object]) -> None:
    for name, given in FRAMELESS.items():
        (line,) = told(lambda given=given: read(given))  # type: ignore[misc]
        assert line.startswith("input/not-rows: "), name
        assert " is not a data frame" in line, name


def test_what_pyarrow_has_beside_tables_is_told_with_the_table_to_make_of_it() -> None:
    for given in (FRAMELESS["a batch"], FRAMELESS["a reader of batches"]):
        with pytest.raises(InvalidInputError, match=r"pyarrow\.table\(batch\), reader\.read_all\(\)"):
            DutyVisit.from_frame(given)


@pytest.mark.parametrize("empty", [pd.DataFrame(), pl.DataFrame(), pa.table({}), pl.LazyFrame()], ids=range(4))
def test_a_frame_of_nothing_has_no_records_whoever_reads_it(empty: Any) -> None:  # noqa: ANN401
    for name, read in READERS.items():
        if name != "organizations":  # a tree has at least a root
            found: Any = read(empty)
            assert [*(found.ids if isinstance(found, Profiles) else found)] == []


NO_CELLS: dict[str, tuple[object, str]] = {
    "a list": ([WHO], "list"),
    "a set": ({WHO}, "set"),
    "a tuple": ((WHO,), "tuple"),
    "a struct": ({"a": WHO}, "dict"),
    "an array": (pd.Series([WHO]).to_numpy(), "ndarray"),
}


@pytest.mark.parametrize(("value", "kind"), NO_CELLS.values(), ids=NO_CELLS)
def test_what_no_cell_holds_is_told_as_what_it_is(value: object, kind: str) -> None:
    visit = pd.DataFrame({"member": ["m"], "cell": ["c"], "on": [value]})
    person = pd.DataFrame({"member": ["m"], "born": [value]})
    for read in (lambda: DutyVisit.from_frame(visit), lambda: Profiles.from_frame(person)):
        (line,) = told(read)
        assert f"it is no date but '{kind}'" in line


def test_a_panic_of_the_library_of_a_frame_is_a_problem_of_the_column() -> None:
    """What Rust raises is no `Exception` of Python."""
    far = pl.Series([2**30], dtype=pl.Int32).cast(pl.Date)
    (line,) = told(lambda: DutyVisit.from_frame(visits(far)))
    assert line.startswith("input/bad-value: visit frame, column 'on': the library of the frame cannot give the values")


def test_whoever_stops_the_program_stops_it() -> None:
    class Stopped:
        columns = ("id",)

        def __narwhals_dataframe__(self) -> object:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Profiles.from_frame(Stopped())


ODD = ("c;b", "c", "b", "[c]", '["c"]', "c,b", 'c"b', "c\\b", "c/b", "c<b>&", "😀", "1.0", "nan", "None", "đ")


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_trees_of_any_ids_come_back_as_they_were(backend: Any) -> None:  # noqa: ANN401
    for seed in range(25):
        draw = random.Random(seed)  # noqa: S311 - cases of a test
        ids = draw.sample(ODD, draw.randrange(2, len(ODD)))
        cells = [
            Organization(key, f"Chi bộ; {key}", Form.CHI_BO, Level.BELOW_GRASSROOTS, "r", full=draw.randrange(9))
            for key in ids
        ]
        groups = [
            ResidentialGroup(key, key, GroupKind.XOM, cells=draw.sample(ids, draw.randrange(len(ids))))
            for key in draw.sample(ODD, 3)
        ]
        people = [Member(f"{key}{at}", f"{key} {at}") for at, key in enumerate(ids)]
        roll = {key: [one.id for one in people if draw.random() < 0.2] for key in ids[:1]}
        tree = Hierarchy(
            [Organization("r", "Đảng bộ", Form.DANG_BO, Level.GRASSROOTS), *cells], people, roll, groups, as_of=AS_OF
        )
        out = {name: tree.to_frame(of=name, people="names", backend=backend) for name in ("members", "groups")}
        back = Hierarchy.from_frame(tree.to_frame(backend=backend), **out, as_of=AS_OF)
        assert back.same_as(tree), seed


def test_papers_name_no_other_organization_where_no_column_of_ids_is() -> None:
    """One column is missing, and a problem for each paper would hide it."""
    frame = datasets.thai_nguyen().to_frame().drop(columns=["id"])
    with pytest.raises(InvalidInputError) as raised:
        Hierarchy.from_frame(frame, as_of="2023-04-30")
    assert [found.code for found in raised.value.findings] == ["input/missing-column"]
