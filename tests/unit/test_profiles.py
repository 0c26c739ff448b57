"""Profiles: how they are read, kept and asked, and that they keep to themselves."""

from __future__ import annotations

import copy
import csv
import datetime as dt
import io
import pickle
import unicodedata
from typing import Any

import pytest

from dangbo import InvalidInputError, Member, Occupation, Profile, Profiles, Schooling, Sex
from dangbo.base.text import PartialDate, parse_day

ROWS: list[dict[str, Any]] = [
    {
        "member": "m-1",
        "sex": "nữ",
        "born": "19/05/1960",
        "ethnic_group": "Kinh",
        "personal_id": "019160000001",
        "admitted": "2024-09-15",
        "schooling": "THPT",
        "occupation": "OCC.07c",
        "retired": "không",
        "youth_union": "x",
    },
    {"member": "m-2", "sex": "Nam", "born": "05/1947", "ethnic_group": "Tày", "personal_id": "19047000002"},
    {"member": "m-3"},
]


def told(rows: object, **options: object) -> list[tuple[str, str]]:
    """The problems of reading profiles: code and place."""
    with pytest.raises(InvalidInputError) as caught:
        Profiles(rows, **options)  # type: ignore[arg-type]
    return [(one.code, one.subject) for one in caught.value.findings]


# --- days -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("19/05/1947", dt.date(1947, 5, 19)),
        ("1947-05-19", dt.date(1947, 5, 19)),
        (" 05/1968 ", PartialDate(1968, 5)),
        ("5/1968", PartialDate(1968, 5)),
        ("1968-05", PartialDate(1968, 5)),
        ("1947", PartialDate(1947)),
        (PartialDate(1947), PartialDate(1947)),
        (dt.date(1947, 5, 19), dt.date(1947, 5, 19)),
    ],
)
def test_a_day_is_read_as_far_as_it_is_known(text: str | dt.date | PartialDate, day: dt.date | PartialDate) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(
    "text", ["31/02/1960", "13/1968", "0/1968", "0000", "5/68", "19 tháng 5", "", None, 1947, True]
)
def test_what_is_no_day_is_refused_without_being_shown(text: object) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_day(text, where="born")  # type: ignore[arg-type]
    assert [one.code for one in caught.value.findings] == ["input/bad-date"]
    assert not text or str(text) not in str(caught.value)


@pytest.mark.parametrize(
    ("year", "month"), [(0, None), (1947, 0), (1947, 13), ("1947", None), (1947, True), (10_000, 1)]
)
def test_there_is_no_such_part_of_a_date(year: object, month: object) -> None:
    with pytest.raises(InvalidInputError):
        PartialDate(year, month)  # type: ignore[arg-type]


def test_a_part_of_a_date_lies_between_two_days_and_has_no_order() -> None:
    assert (PartialDate(2024, 2).earliest, PartialDate(2024, 2).latest) == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))
    assert (PartialDate(1947).earliest, PartialDate(1947).latest) == (dt.date(1947, 1, 1), dt.date(1947, 12, 31))
    with pytest.raises(TypeError):
        PartialDate(1947) < PartialDate(1948)  # type: ignore[operator]  # noqa: B015
    assert len({PartialDate(1947), PartialDate(1947), PartialDate(1947, 1)}) == 2


# --- reading ----------------------------------------------------------------------------------------------------------


def test_records_rows_files_and_columns_say_the_same() -> None:
    from_rows = Profiles(ROWS)
    names = list(dict.fromkeys(name for row in ROWS for name in row))
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, names)
    writer.writeheader()
    writer.writerows(ROWS)
    written.seek(0)
    assert Profiles(csv.DictReader(written)) == from_rows
    assert Profiles({name: [row.get(name) for row in ROWS] for name in names}) == from_rows
    assert Profiles(Profile(**row) for row in ROWS) == from_rows
    assert Profiles([Profile(**ROWS[0]), *ROWS[1:]]) == from_rows
    assert Profiles([one.personal_data() for one in from_rows]) == from_rows
    assert [*from_rows] == [Profile(**row) for row in ROWS]
    assert Profiles(from_rows) == from_rows


def test_values_are_what_they_say_and_what_is_not_known_is_none() -> None:
    profiles = Profiles(ROWS)
    assert profiles.ids == ("m-1", "m-2", "m-3")
    assert [*profiles.column("sex")] == [Sex.FEMALE, Sex.MALE, None]
    assert [*profiles.column("born")] == [dt.date(1960, 5, 19), PartialDate(1947, 5), None]
    assert [*profiles.column("retired")] == [False, None, None]
    assert [*profiles.column("youth_union")] == [True, None, None]
    assert profiles.column("schooling")[0] is Schooling.UPPER_SECONDARY
    assert profiles.column("occupation")[0] is Occupation.ENTERPRISE_WORKER
    assert profiles.column("personal_id")[1] == "19047000002"  # a zero was lost: it is told, and never put back
    assert [*profiles.column("foreign_spouse")] == [None, None, None]
    assert profiles["m-3"] == Profile("m-3")


def test_a_number_a_spreadsheet_took_for_a_quantity_keeps_its_digits() -> None:
    nan = float("nan")
    columns: dict[str, list[Any]] = {"member": ["m-1", "m-2", "m-3"], "personal_id": [1906000001.0, nan, 19060000002.0]}
    read = Profiles(columns)
    assert [*read.column("personal_id")] == ["1906000001", None, "19060000002"]
    assert Profiles([{"member": "m-1", "card_number": 19060000001}])["m-1"].card_number == "19060000001"
    assert told([{"member": "m-1", "card_number": 1.5}]) == [("input/bad-value", "profile row 1, field 'card_number'")]


def test_columns_may_have_names_of_their_own() -> None:
    rows = [{"Mã đảng viên": "m-1", "Giới tính": "Nữ", "Họ và tên": "Nguyễn Thị A"}]
    read = Profiles(rows, columns={"Mã đảng viên": "member", "Giới tính": "sex"})
    assert read == Profiles([Profile("m-1", sex=Sex.FEMALE)])
    assert told(rows, columns={"Mã đảng viên": "member", "Giới tính": "sexx"}) == [
        ("input/unknown-field", "columns: 'sexx'")
    ]
    assert told(rows, columns={"Mã đảng viên": "member", "Giới": "sex"}) == [("input/bad-value", "columns")]
    assert told([{"member": "m-1", "personal_ids": "1"}]) == [("input/unknown-column", "personal_ids")]


def test_text_is_kept_in_one_spelling() -> None:
    decomposed = unicodedata.normalize("NFD", "Tày")
    assert Profile("m-1", ethnic_group=f"  {decomposed} ").ethnic_group == "Tày"
    assert Profiles([{"member": "m-1", "ethnic_group": f"  {decomposed} "}])["m-1"].ethnic_group == "Tày"
    assert Profiles([{"member": "m-1", "sex": unicodedata.normalize("NFD", "NỮ")}])["m-1"].sex is Sex.FEMALE


def test_everything_that_cannot_be_read_is_told_at_once_with_its_row() -> None:
    rows = [
        {"member": "m-1", "born": "31/02/1960", "sex": "gái", "retired": "có lẽ"},
        {"member": "m-2", "born": "Nguyễn Văn A", "admitted": 5, "personal_id": True},
        {"member": "", "born": "1947"},
    ]
    assert told(rows, first_row=2) == [
        ("input/missing-field", "profile row 4, field 'member'"),
        ("input/bad-value", "profile row 2, field 'sex'"),
        ("input/bad-value", "profile row 2, field 'born'"),
        ("input/bad-value", "profile row 3, field 'born'"),
        ("input/bad-value", "profile row 3, field 'personal_id'"),
        ("input/bad-value", "profile row 3, field 'admitted'"),
        ("input/bad-value", "profile row 2, field 'retired'"),
    ]


@pytest.mark.parametrize("given", [None, "ho-so.csv", {"m-1": {"sex": "nữ"}}, [["m-1", "nữ"]], {"member": "m-1"}, 5])
def test_what_is_no_table_is_refused(given: object) -> None:
    assert {code for code, _ in told(given)} == {"input/not-rows"}


def test_one_member_twice_is_told_once_with_the_rows() -> None:
    many = [{"member": f"m-{at}"} for at in range(20_000)]
    many[15_000] = many[19_000] = {"member": "m-7"}
    with pytest.raises(InvalidInputError) as caught:
        Profiles(many)
    (found,) = caught.value.findings
    assert (found.code, dict(found.facts)["rows"], dict(found.facts)["count"]) == (
        "input/doubled-profile",
        "8, 15001, 19001",
        3,
    )
    with pytest.raises(InvalidInputError, match=r"\(1, 3\)"):
        Profiles([Profile("m-1"), {"member": "m-2"}, {"member": " m-1"}])


def test_an_id_that_may_be_personal_is_named_by_its_row() -> None:
    with pytest.raises(InvalidInputError) as caught:
        Profiles([{"member": "Nguyễn Văn A"}, {"member": "Nguyễn Văn A"}])
    assert "Nguyễn" not in str(caught.value)
    with pytest.raises(InvalidInputError) as caught:
        Profiles(ROWS)["Nguyễn Văn A"]
    assert "Nguyễn" not in str(caught.value)


# --- asking -----------------------------------------------------------------------------------------------------------


def test_a_profile_is_found_by_id_or_by_whoever_has_one() -> None:
    profiles = Profiles(ROWS)
    assert profiles["m-2"] == profiles[Member("m-2", "Lê Văn B")] == profiles[Profile("m-2")] == Profile(**ROWS[1])
    assert "m-2" in profiles
    assert Profile("m-2") in profiles
    assert "m-9" not in profiles
    assert 5 not in profiles
    assert profiles.get("m-9") is None
    assert len(profiles) == 3
    with pytest.raises(InvalidInputError, match=r"m-33.*the nearest is 'm-3'"):
        profiles["m-33"]
    with pytest.raises(InvalidInputError, match="neither an id"):
        profiles.get(5)  # type: ignore[arg-type]


def test_a_field_nobody_knows_is_refused_with_the_nearest() -> None:
    with pytest.raises(InvalidInputError, match="the nearest is 'religion'"):
        Profiles(ROWS).column("religon")  # type: ignore[call-overload]
    with pytest.raises(InvalidInputError, match="the nearest is 'sex'"):
        Profile("m-1", sexx="nữ")  # type: ignore[call-arg]


def test_profiles_are_immutable_copied_as_themselves_and_pickled() -> None:
    profiles = Profiles(ROWS)
    with pytest.raises(AttributeError):
        profiles.ids = ()  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del profiles.ids
    assert copy.copy(profiles) is profiles
    assert copy.deepcopy(profiles) is profiles
    again = pickle.loads(pickle.dumps(profiles))  # noqa: S301 - its own
    assert again == profiles
    assert [*again] == [*profiles]
    one = profiles["m-1"]
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - its own
    assert hash(one) == hash(Profile(**ROWS[0]))


def test_profiles_are_equal_in_any_order() -> None:
    assert Profiles(ROWS) == Profiles(ROWS[::-1])
    assert Profiles(ROWS) != Profiles(ROWS[:2])
    assert Profiles(ROWS) != Profiles([*ROWS[:2], {"member": "m-3", "sex": "nam"}])
    assert Profiles(ROWS) != Profiles([*ROWS[:2], {"member": "m-4"}])
    assert Profiles(ROWS) != ROWS
    assert Profiles() == Profiles([])


def test_nothing_writes_a_profile_as_json_by_accident() -> None:
    assert not {"as_dict", "to_dict", "to_json", "_repr_html_"} & {*dir(Profile), *dir(Profiles)}
    assert repr(Profile(**ROWS[0])) == str(Profile(**ROWS[0])) == "Profile(member='m-1')"
    assert repr(Profiles(ROWS)) == "Profiles(3)"
    assert "1960" not in repr(Profiles(ROWS).column("born"))
