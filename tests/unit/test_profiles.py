"""Profiles: how they are read, kept and asked, and that they keep to themselves."""

from __future__ import annotations

import copy
import csv
import datetime as dt
import io
import pickle
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from dangbo import (
    Hierarchy,
    InvalidInputError,
    Member,
    MemberStatus,
    Occupation,
    Profile,
    Profiles,
    Schooling,
    Sex,
    Share,
    UnknownOrganizationError,
    composition,
)
from dangbo.base.text import PartialDate, parse_day
from tests.builders import cell, dang_bo

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


def test_a_row_of_totals_is_nobody_and_blank_rows_are_told_by_the_check() -> None:
    assert told([{"member": "m-1"}, {"member": "Tổng cộng", "born": ""}]) == [("input/total-row", "id 'Tổng cộng'")]
    spaced = Profiles([{"member": "m-1", "sex": "nữ"}, {"member": "", "sex": ""}])
    assert spaced.ids == ("m-1",)
    assert next(one.code for one in spaced.check(hierarchy=people())) == "input/blank-rows"


@pytest.mark.parametrize("answer", ["Có", "co", "X", "x", "yes", "TRUE", "1", True, 1, 1.0], ids=repr)
def test_yes_is_read_in_every_way_it_is_written(answer: object) -> None:
    assert Profiles([{"member": "m-1", "retired": answer}])["m-1"].retired is True


@pytest.mark.parametrize("answer", ["Không", "khong", "no", "false", "0", False, 0, 0.0], ids=repr)
def test_no_is_read_likewise_and_a_blank_is_neither(answer: object) -> None:
    assert Profiles([{"member": "m-1", "retired": answer}])["m-1"].retired is False
    assert Profiles([{"member": "m-1", "retired": " "}])["m-1"].retired is None
    assert told([{"member": "m-1", "retired": 2}]) == [("input/bad-value", "profile row 1, field 'retired'")]


@pytest.mark.parametrize(
    "number", [-1, 10**5_000, 2.0**60, float("inf"), True], ids=["-1", "10^5000", "2^60", "inf", "yes"]
)
def test_what_is_no_number_of_anybody_is_refused(number: object) -> None:
    assert told([{"member": "m-1", "personal_id": number}]) == [
        ("input/bad-value", "profile row 1, field 'personal_id'")
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
    with pytest.raises(InvalidInputError, match=r"m-33.*the nearest id is 'm-3'"):
        profiles["m-33"]
    with pytest.raises(InvalidInputError, match="neither an id"):
        profiles.get(5)  # type: ignore[arg-type]


def test_a_field_nobody_knows_is_refused_with_the_nearest() -> None:
    with pytest.raises(InvalidInputError, match="the nearest is 'religion'"):
        Profiles(ROWS).column("religon")
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
    assert not {"as_dict", "to_dict", "to_json", "_repr_html_"} & {*dir(Profile)}
    assert not {"to_dict", "_repr_html_"} & {*dir(Profiles)}
    assert "1947" not in Profiles([{"member": "m-1", "born": "1947"}]).to_json()  # ids, unless all is asked for
    assert repr(Profile(**ROWS[0])) == str(Profile(**ROWS[0])) == "Profile(member='m-1')"
    assert repr(Profiles(ROWS)) == "Profiles(3)"
    assert "1960" not in repr(Profiles(ROWS).column("born"))


# --- changing ---------------------------------------------------------------------------------------------------------


def test_a_record_replaces_a_row_fills_in_and_whoever_had_none_gets_one() -> None:
    profiles = Profiles(ROWS)
    again = profiles.changed(
        [
            {"member": "m-2", "born": "19/05/1947", "sex": "", "card_place": "Thái Nguyên"},
            Profile("m-1", religion="Không"),
            {"member": "m-4", "sex": "nam"},
        ]
    )
    assert again.ids == ("m-1", "m-2", "m-3", "m-4")
    assert again["m-1"] == Profile("m-1", religion="Không")  # nothing of the record before is left
    assert again["m-2"].born == dt.date(1947, 5, 19)
    assert again["m-2"].sex is Sex.MALE  # a blank cell changes nothing
    assert again["m-2"].card_place == "Thái Nguyên"
    assert again["m-4"].sex is Sex.MALE
    assert profiles == Profiles(ROWS)  # the first ones are as they were
    assert profiles.changed() == profiles


def test_a_profile_that_is_taken_out_leaves_nothing_behind() -> None:
    profiles = Profiles([*ROWS, {"member": "m-4", "ethnic_group": "Sán Dìu", "personal_id": "019060009999"}])
    left = profiles.changed(without=["m-4"])
    assert left == Profiles(ROWS)
    assert b"S\xc3\xa1n D\xc3\xacu" in pickle.dumps(profiles)
    for gone in (left, profiles.changed([Profile("m-4")]), profiles.select(sex=None, ethnic_group=None)):
        written = pickle.dumps(gone)
        assert b"D\xc3\xacu" not in written
        assert b"019060009999" not in written
    with pytest.raises(InvalidInputError, match="m-9"):
        profiles.changed(without=["m-9"])
    with pytest.raises(InvalidInputError, match="no list"):
        profiles.changed(without="m-4")


def test_a_change_is_refused_whole() -> None:
    profiles = Profiles(ROWS)
    with pytest.raises(InvalidInputError):
        profiles.changed([{"member": "m-1", "sex": "nam"}, {"member": "m-2", "born": "31/02/1960"}])
    with pytest.raises(InvalidInputError, match="2 rows are the profile"):
        profiles.changed([{"member": "m-1", "sex": "nam"}, {"member": "m-1", "sex": "nữ"}])


# --- finding and selecting --------------------------------------------------------------------------------------------


def people() -> Hierarchy:
    """A ward with two cells, whose people are called as people are."""
    return Hierarchy(
        [dang_bo("dbp", None), cell("cb-1", parent="dbp", full=2), cell("cb-2", parent="dbp")],
        members=[
            Member("m-1", "Nguyễn Văn Hoà"),
            Member("m-2", "Nguyễn Văn Đức"),
            Member("m-3", "Trần Nguyễn Văn"),
            Member("m-4", "Lê Thị Hòa", MemberStatus.PROBATIONARY),
        ],
        roll={"cb-1": ["m-1", "m-2"], "cb-2": ["m-3", "m-4"]},
        as_of="2025-12-31",
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nguyen van", ["m-1", "m-2", "m-3"]),
        ("van nguyen", ["m-1", "m-2", "m-3"]),
        ("Nguyễn Văn Hòa", ["m-1"]),  # the tone stands elsewhere
        (unicodedata.normalize("NFD", "nguyễn văn đức"), ["m-2"]),
        ("ĐUC", ["m-2"]),
        ("hoa", ["m-1", "m-4"]),
        ("tran ngu", ["m-3"]),
        ("uyen", []),
        (" ", []),
        ("...", []),
        ("019160000001", ["m-1"]),
        ("019 160.000001", ["m-1"]),
        ("19047000002", ["m-2"]),
        ("0191600000", []),
    ],
)
def test_people_are_found_by_name_or_by_a_whole_number(text: str, found: list[str]) -> None:
    profiles = Profiles([*ROWS, {"member": "m-4"}, {"member": "m-9"}])
    assert [one.member for one in profiles.find(text, hierarchy=people())] == found
    assert [one.member for one in profiles.find(text, hierarchy=people(), limit=1)] == found[:1]


def test_a_name_is_found_where_names_are() -> None:
    with pytest.raises(InvalidInputError, match="names stand in it"):
        Profiles(ROWS).find("nguyen van a")
    with pytest.raises(InvalidInputError):
        Profiles(ROWS).find(5)  # type: ignore[arg-type]


def test_the_very_name_comes_first() -> None:
    names = ["Nguyễn Văn Ba", "Trần Văn Ba", "Văn Ba", "Van Bá"]
    tree = Hierarchy(
        [cell("cb", None)], members=[Member(f"m-{at}", name) for at, name in enumerate(names)], as_of="2025-12-31"
    )
    profiles = Profiles([{"member": f"m-{at}"} for at in range(4)])
    assert [one.member for one in profiles.find("văn ba", hierarchy=tree)] == ["m-2", "m-3", "m-0", "m-1"]


def test_profiles_are_selected_by_what_is_known_and_where_people_are() -> None:
    profiles, tree = Profiles([*ROWS, {"member": "m-9", "sex": "nữ"}]), people()
    assert profiles.select(sex="nữ").ids == ("m-1", "m-9")
    assert profiles.select(tree, sex="nữ").ids == ("m-1",)  # m-9 is in no tree
    assert profiles.select(tree).ids == ("m-1", "m-2", "m-3")
    assert profiles.select(tree, at="cb-2").ids == ("m-3",)
    assert profiles.select(tree, at=tree["dbp"]).ids == ("m-1", "m-2", "m-3")
    assert profiles.select(sex=["nữ", None]).ids == ("m-1", "m-3", "m-9")
    assert profiles.select(born="5/1947").ids == ("m-2",)
    assert profiles.select(born=lambda day: day.year < 1950).ids == ("m-2",)
    assert profiles.select(born=lambda day: day.year < 1950, sex=Sex.FEMALE).ids == ()
    assert profiles.select(member={"m-2", "m-8"}).ids == ("m-2",)
    assert profiles.select() == profiles
    assert profiles.select(sex="nữ")["m-1"] == profiles["m-1"]


def test_a_selection_says_what_it_does_not_know() -> None:
    profiles, tree = Profiles(ROWS), people()
    with pytest.raises(InvalidInputError, match="the nearest is 'religion'"):
        profiles.select(religon="Không")
    with pytest.raises(InvalidInputError, match="it is not a Sex"):
        profiles.select(sex="gái")
    with pytest.raises(UnknownOrganizationError):
        profiles.select(tree, at="cb-3")
    with pytest.raises(InvalidInputError, match="rolls"):
        profiles.select(at="cb-1")


# --- completeness -----------------------------------------------------------------------------------------------------


def test_completeness_is_a_share_of_everybody_on_the_rolls() -> None:
    rows = [
        {"member": "m-1", "personal_id": "1", "card_number": "1"},
        {"member": "m-3", "personal_id": "2"},
        {"member": "m-4", "card_number": "3"},  # a probationary member has no card
        {"member": "m-9", "personal_id": "4"},  # in no tree
    ]
    told = Profiles(rows).completeness(people(), fields=["personal_id", "card_number"])
    assert told.share("personal_id") == Share(2, of=4)
    assert told.share("card_number") == Share(1, of=3)
    assert told.share("personal_id", "cb-1") == Share(1, of=2)
    assert told.share("card_number", people()["cb-2"]) == Share(0, of=1)
    assert told.organizations == ("dbp", "cb-1", "cb-2")
    assert "2 người chỉ biết số lượng" in told.show().text
    assert told.share("personal_id") == told.share("personal_id", "dbp")
    one = Profiles(rows).completeness(people(), at="cb-1", by="field")
    assert one.organizations == ("cb-1",)
    assert one.share("sex") == Share(0, of=2)
    assert "0 / 2" in one.show(lang="en").text
    with pytest.raises(UnknownOrganizationError):
        one.share("sex", "cb-2")


def test_an_empty_cell_has_no_share() -> None:
    tree = Hierarchy([dang_bo("dbp", None), cell("cb-1", parent="dbp")], as_of="2025-12-31")
    told = Profiles(ROWS).completeness(tree, fields=["sex"])
    assert told.share("sex", "cb-1") is None
    assert told.as_dict()["shares"] == {"dbp": {"sex": None}, "cb-1": {"sex": None}}


@pytest.mark.parametrize("options", [{"fields": ["sexx"]}, {"fields": []}, {"fields": "sex"}, {"by": "person"}])
def test_completeness_of_nothing_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError):
        Profiles(ROWS).completeness(people(), **options)
    with pytest.raises(InvalidInputError):
        Profiles(ROWS).completeness(people()).share("youth_union")


def test_the_share_of_the_clean_up_of_2025_is_printed_as_published() -> None:
    # 350.459 of 365.911 members of Ho Chi Minh City had a personal id on 31/08/2025 (press, 20/11/2025)
    tree = Hierarchy([cell("cb-1", None)], members=[Member("m-1", "A")], roll={"cb-1": ["m-1"]}, as_of="2025-08-31")
    told = replace(
        Profiles([]).completeness(tree, fields=["personal_id"]), _known={"personal_id": {"cb-1": (350_459, 365_911)}}
    )
    assert "95,78%" in told.show().text


def units(count: int, people: int) -> Hierarchy:
    """A city with so many units under it, and its people dealt out to them in turn."""
    keys = [f"u-{number}" for number in range(count)]
    rows: dict[str, Sequence[object]] = {
        "id": ["tp", *keys],
        "name": ["Đảng bộ thành phố", *(f"Đảng bộ {number}" for number in range(count))],
        "form": ["Đảng bộ"] * (count + 1),
        "level": ["Cấp tỉnh", *["Cơ sở"] * count],
        "parent": [None, *["tp"] * count],
    }
    ids = [f"m-{number}" for number in range(people)]
    homes = [keys[number % count] for number in range(people)]
    return Hierarchy.from_rows(
        rows, members={"id": ids, "name": ["A"] * people, "organization": homes}, as_of="2025-08-31"
    )


def test_a_city_of_the_size_of_ho_chi_minh_city_is_counted_as_published() -> None:
    # 350.459 of 365.911 on 31/08/2025, and 95 of 173 units with the handbook above half (press, 2025)
    known, everybody, above, of = 350_459, 365_911, 95, 173
    tree = units(of, everybody)
    ids = [*tree.members]
    numbers = ["079060001234"] * known + [None] * (everybody - known)
    wanted = {f"u-{number}" for number in range(above)}
    rolls = {key: tree.roll(key) for key in (f"u-{number}" for number in range(of))}
    handbook = {
        member
        for key, roll in rolls.items()
        for member in roll[: len(roll) // 2 + (1 if key in wanted else 0)]  # half of a roll is not above half
    }
    told = Profiles({"member": ids, "personal_id": numbers}).completeness(
        tree, fields=["personal_id"], by="field", also={"handbook": handbook}
    )

    assert told.share("personal_id") == Share(known, of=everybody)
    assert "350.459 / 365.911" in told.show().text
    assert "95,78%" in told.show().text
    assert told.share_above("handbook", Fraction(1, 2)) == Share(above, of=of)
    assert set(told.above("handbook", "1/2")) == wanted


def test_a_column_of_ones_own_stands_beside_the_fields_by_unit_and_field() -> None:
    tree = people()
    ids = [*tree.members]
    told = Profiles(ROWS).completeness(
        tree, fields=["sex"], by="organization and field", also={"Sổ tay": {ids[0], "m-99"}, "app": {ids[0]: "không"}}
    )

    assert told.fields == ("sex", "Sổ tay", "app")
    assert told.share("Sổ tay").count == 1  # type: ignore[union-attr]
    assert told.share("app").count == 0  # type: ignore[union-attr]
    text = told.show(lang="en").text
    assert "Column 'Sổ tay': ids on no roll of the tree, which are left out: 1" in text
    assert text.count("Sổ tay") == len(told.organizations) + 1
    assert told.as_dict()["shares"]["dbp"]["Sổ tay"]["count"] == 1  # type: ignore[index]


@pytest.mark.parametrize(
    "also",
    [
        {"sex": ["m-1"]},
        {"": ["m-1"]},
        {"a": "m-1"},
        {"a": 5},
        {"a": [5]},
        {"a": [[]]},
        ["m-1"],
        {"a": [], " a": []},
        {5: []},
    ],
)
def test_what_is_no_column_of_ones_own_is_refused(also: object) -> None:
    with pytest.raises(InvalidInputError):
        Profiles(ROWS).completeness(people(), also=also)  # type: ignore[arg-type]


def test_a_column_of_ones_own_may_be_given_by_value() -> None:
    ids = [*people().members]
    values = {ids[0]: "x", ids[1]: None, ids[2]: False, ids[3]: " "}
    told = Profiles([]).completeness(people(), fields=[], also={"handbook": values})
    assert told.share("handbook") == Share(1, of=4)


@pytest.mark.parametrize("limit", ["half", -1, "3/2", "1/0", 0.5, None, True])
def test_a_limit_is_an_exact_part(limit: object) -> None:
    told = Profiles([]).completeness(people(), fields=["sex"])
    with pytest.raises(InvalidInputError):
        told.above("sex", limit)  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError):
        told.share_above("sexx", "1/2")


@pytest.mark.parametrize("value", ["x?", "có?", "-1", "(x)", "không?", "1.0", 2.0, "không rõ"])
def test_what_may_be_yes_or_no_is_neither(value: object) -> None:
    with pytest.raises(InvalidInputError, match="neither yes nor no"):
        Profile("m-1", retired=value)  # type: ignore[arg-type]
    rows: list[dict[str, Any]] = [{"member": "m-1", "retired": value}]
    with pytest.raises(InvalidInputError, match="neither yes nor no"):
        Profiles(rows)


def test_what_was_left_out_while_reading_is_told_after_a_change_too() -> None:
    tree = Hierarchy([cell("cb", None)], members=[Member("m-1", "A")], roll={"cb": ["m-1"]}, as_of="2026-11-01")
    blank: dict[str, str] = {"member": "", "sex": ""}
    profiles = Profiles([{"member": "m-1"}, blank])
    notes = [one for one in profiles.check(hierarchy=tree) if one.code == "input/blank-rows"]
    again = profiles.changed([{"member": "m-1", "sex": "nữ"}, blank, blank])
    assert len(notes) == 1
    assert [one.code for one in again.check(hierarchy=tree)][:2] == ["input/blank-rows"] * 2


@pytest.mark.parametrize("text", ["TN-0042", "tn-0042", " TN-00 42 ", "TN-0042 "])
def test_a_number_with_letters_is_found_without_a_hierarchy(text: str) -> None:
    tree = Hierarchy(
        [cell("cb", None)],
        members=[Member("m-1", "Lê An"), Member("m-2", "Lê Thị Bình 2")],
        roll={"cb": ["m-1", "m-2"]},
        as_of="2026-11-01",
    )
    profiles = Profiles([Profile("m-1", file_number="TN-0042"), Profile("m-2")])
    assert [one.member for one in profiles.find(text)] == ["m-1"]
    assert [one.member for one in profiles.find(text, hierarchy=tree)] == ["m-1"]
    assert profiles.find("TN-0043") == profiles.find("TN-0043", hierarchy=tree) == ()
    assert [one.member for one in profiles.find("binh 2", hierarchy=tree)] == ["m-2"]
    assert [one.member for one in profiles.find("M-2")] == ["m-2"]


def test_ethnic_groups_and_religions_are_selected_however_they_are_written() -> None:
    written = ["Tày", "TÀY", unicodedata.normalize("NFD", "Tày"), "tay", None, "Bru - Vân Kiều", "Kinh"]
    profiles = Profiles([Profile(f"m-{at}", ethnic_group=text) for at, text in enumerate(written)])
    assert profiles.select(ethnic_group="tày").ids == ("m-0", "m-1", "m-2", "m-3")
    assert profiles.select(ethnic_group=["BRU-VÂN KIỀU", None]).ids == ("m-4", "m-5")
    assert profiles.select(ethnic_group=None).ids == ("m-4",)
    tree = Hierarchy(
        [cell("cb", None)],
        members=[Member(key, "A") for key in profiles.ids],
        roll={"cb": profiles.ids},
        as_of="2026-11-01",
    )
    counted = composition(profiles, tree, on="2026-11-01").row("4.ETH.02").count
    assert counted == len(profiles.select(ethnic_group="Tày"))


@pytest.mark.parametrize("value", ["05-1968", "năm 1947", "Lê Văn An", 1947, 1947.0])
def test_who_writes_no_day_is_told_how_a_part_of_one_is_written(value: object) -> None:
    rows: list[dict[str, Any]] = [{"member": "m-1", "born": value}]
    calls: list[Callable[[], object]] = [
        lambda: Profile("m-1", born=value),  # type: ignore[arg-type]
        lambda: Profiles(rows),
        lambda: parse_day(value),  # type: ignore[arg-type]
    ]
    for call in calls:
        with pytest.raises(
            InvalidInputError, match="what is known in part is written as M/YYYY or YYYY, as text"
        ) as caught:
            call()
        assert "chỉ biết một phần thì ghi tháng/năm hoặc năm" in caught.value.text()


@pytest.mark.parametrize("value", ["31/02/1960", "13/1968", "1960-05-19T24:00:00", ""])
def test_who_writes_a_day_that_is_none_is_not(value: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_day(value)
    assert "known in part" not in caught.value.text(lang="en")


def test_a_column_of_names_in_the_place_of_days_is_told_row_by_row() -> None:
    columns = {"member": [f"m-{at}" for at in range(200)], "born": [f"Lê Văn {at}" for at in range(200)]}
    with pytest.raises(InvalidInputError) as caught:
        Profiles(columns)
    assert len(caught.value.findings) == 200
    assert {one.code for one in caught.value.findings} == {"input/bad-value"}
    assert "profile row 200, field 'born'" in caught.value.findings[-1].text(lang="en")
    with pytest.raises(InvalidInputError, match=r"Profile\.born: .* \[input/bad-date\]"):
        Profile("m-1", born="Lê Văn")  # type: ignore[arg-type]
