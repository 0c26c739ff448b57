"""Two lists of the same people compared: every line in one class, what differs field by field, what only seems so."""

from __future__ import annotations

import datetime as dt
import random
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest

from dangbo import Form, Hierarchy, Level, Match, Member, Organization, Profiles, Reconciliation, reconcile
from dangbo.base.errors import InvalidInputError, TermError
from dangbo.base.text import PartialDate
from dangbo.base.words import Words
from dangbo.io.choosing import Choice
from dangbo.io.comparing import Difference, MatchClass
from dangbo.io.matching import MatchSign
from dangbo.io.reading import read_table
from dangbo.io.sources import open_workbook
from dangbo.io.workbooks import new_workbook

Row = dict[str, Any]


def person(number: int, **changed: object) -> Row:
    """A synthetic person: nobody else shares the name, the id or the card, and no id is one digit from another."""
    born = dt.date(1940 + number % 50, 1 + number % 12, 13 + number % 15)
    row: Row = {
        "member": f"m-{number}",
        "name": f"Nguyễn {_SYLLABLES[number // 40]} {_SYLLABLES[number % 40]}",
        "born": born,
        "sex": "nam" if number % 2 else "nữ",
        "personal_id": f"{number * 7919 % 10**6:06d}{number * 104729 % 10**6:06d}",
        "old_card_number": f"8{number:07d}",
        "organization": f"Chi bộ {number % 30 + 1}",
        "admitted": dt.date(1975 + number % 40, 2, 3),
    }
    return row | changed


_SYLLABLES = [f"{onset}{rest}" for onset in "BCDGHKLMNPSTVX" for rest in ("anh", "ình", "oan", "ương", "uyên", "ếu")]
NO_NUMBERS: Row = {"personal_id": None, "old_card_number": None}


def only(a: object, b: object) -> tuple[MatchClass, MatchSign | None]:
    """The class and sign of lists that make a single match."""
    found = reconcile(cast("Any", a), cast("Any", b))
    (one,) = found.matches
    return one.kind, one.sign


# --- who is who -------------------------------------------------------------------------------------------------------


def test_equal_lines_are_equal_however_they_are_spelt() -> None:
    one = person(7, ethnic_group="Tày", organization="Chi bộ Hòa An")
    two = one | {
        "name": unicodedata.normalize("NFD", one["name"].upper()),
        "ethnic_group": "TÀY",
        "personal_id": " ".join((one["personal_id"][:3], one["personal_id"][3:])),
        "organization": "CHI BỘ HOÀ AN",
        "born": one["born"].strftime("%d/%m/%Y"),
        "sex": "Nữ" if one["sex"] == "nữ" else "Nam",
        "member": "another",
    }
    assert only([one], [two]) == (MatchClass.EQUAL, None)


def test_a_field_that_differs_is_told_and_so_is_one_that_only_one_list_says() -> None:
    a = [person(1), person(2), person(3, admitted=None)]
    b = [person(1, admitted=dt.date(1990, 1, 1)), person(2, sex=None), person(3)]
    found = reconcile(a, b)
    assert [one.differences for one in found] == [
        (Difference("admitted", "differs"),),
        (Difference("sex", "only_a"),),
        (Difference("admitted", "only_b"),),
    ]
    assert {one.kind for one in found} == {MatchClass.DIFFERENT}
    assert {one.by for one in found} == {"personal_id"}


def test_a_year_is_not_the_day_another_list_has() -> None:
    (one,) = reconcile([person(1)], [person(1, born="1941")])
    assert one.differences == (Difference("born", "differs"),)


def test_another_cell_is_a_class_and_the_other_differences_stand_with_it() -> None:
    (one,) = reconcile([person(1)], [person(1, organization="Chi bộ 9", sex=None)])
    assert one.kind is MatchClass.OTHER_CELL
    assert [each.field for each in one.differences] == ["organization", "sex"]


def test_no_cell_is_not_another_cell() -> None:
    assert only([person(1)], [person(1, organization=None)]) == (MatchClass.DIFFERENT, None)


ID = {"personal_id": "019060123456", "old_card_number": None}
_YEAR = MatchSign.NAME_YEAR


@pytest.mark.parametrize(
    ("a", "b", "sign"),
    [
        ({}, {"personal_id": "031676418917"}, MatchSign.ONE_DIGIT),
        (ID, ID | {"personal_id": "019060123455", "name": "Nguyen Khac"}, MatchSign.ONE_DIGIT),
        (ID | {"born": "1960"}, ID | {"personal_id": "19060123456", "born": "2/1960"}, MatchSign.ONE_DIGIT),
        ({}, {"personal_id": "099999999998"}, MatchSign.OTHER_NUMBER),
        (NO_NUMBERS | {"born": "3/5/1960"}, NO_NUMBERS | {"born": "5/3/1960"}, MatchSign.DAY_MONTH),
        (NO_NUMBERS, {"name": "NGUYEN BANH BUYEN", "old_card_number": None, "born": "1944"}, MatchSign.NAME_YEAR),
        (NO_NUMBERS | {"born": "5/5/1960"}, NO_NUMBERS | {"born": "5/5/1960", "name": "NGUYEN BANH BUYEN"}, _YEAR),
        ({}, {"name": "Trần Văn Khác", "born": "1/1/1970"}, MatchSign.NUMBER_ALONE),
    ],
    ids=[
        *("digit-and-card", "digit-and-birth", "zero-lost", "other-number", "day-month", "name-year"),
        *("day-is-month", "number-alone"),
    ],
)
def test_what_only_suggests_one_person_is_likely(a: Row, b: Row, sign: MatchSign) -> None:
    assert only([person(4) | a], [person(4) | b]) == (MatchClass.LIKELY, sign)
    assert only([person(4) | b], [person(4) | a]) == (MatchClass.LIKELY, sign)


def test_one_number_and_one_name_without_its_marks_are_one_person_born_in_another_year() -> None:
    other = {"name": "NGUYEN BANH BUYEN", "born": "1/1/1970"}
    assert only([person(4)], [person(4) | other]) == (MatchClass.DIFFERENT, None)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"personal_id": "019060123456"}, {"personal_id": "019060654321", "born": "1960"}),  # one name, two numbers
        ({"personal_id": "019060123456"}, {"personal_id": "019060123457", "name": "Lê Thị Khác", "born": "1/1/1970"}),
        (NO_NUMBERS, NO_NUMBERS | {"born": "1970"}),
        (NO_NUMBERS, NO_NUMBERS | {"name": "Lê Thị Khác", "born": "1970"}),
        (NO_NUMBERS | {"born": None}, NO_NUMBERS | {"born": None}),  # a name alone is many people's
        ({"personal_id": "000000000000", "born": None}, {"personal_id": "000000000000", "born": None}),  # a filler
    ],
)
def test_different_people_are_left_alone(a: Row, b: Row) -> None:
    common = {"old_card_number": None, "born": dt.date(1960, 5, 19)}
    found = reconcile([person(4) | common | a], [person(4) | common | b])
    assert [one.kind for one in found] == [MatchClass.ONLY_A, MatchClass.ONLY_B]


def test_people_of_one_name_and_birthday_are_told_apart_by_their_numbers() -> None:
    a = [person(1), person(1, personal_id="019060000111", old_card_number=None)]
    found = reconcile(a, [dict(row) for row in reversed(a)])
    assert [(one.kind, one.a, one.b) for one in found] == [
        (MatchClass.EQUAL, (0,), (1,)),
        (MatchClass.EQUAL, (1,), (0,)),
    ]


def test_numbers_of_unlike_length_do_not_contradict() -> None:
    a, b = person(1, card_number="12345678"), person(1, card_number="019060123456")
    for row in (a, b):
        row["personal_id"] = None
    (one,) = reconcile([a], [b])
    assert (one.kind, one.by) == (MatchClass.DIFFERENT, "old_card_number")


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        (1, 2, MatchClass.ONE_TO_SEVERAL),
        (3, 1, MatchClass.SEVERAL_TO_ONE),
        (2, 2, MatchClass.SEVERAL_TO_SEVERAL),
        (2, 0, MatchClass.REPEATED),
        (0, 4, MatchClass.REPEATED),
        (1, 0, MatchClass.ONLY_A),
        (0, 1, MatchClass.ONLY_B),
    ],
)
def test_how_many_lines_belong_together_decides_the_class(a: int, b: int, kind: MatchClass) -> None:
    assert only([person(5)] * a, [person(5)] * b) == (kind, None)


def test_a_line_that_two_people_may_be_goes_with_both() -> None:
    b = [person(1), person(1, personal_id="019060000111")]
    (one,) = reconcile([person(1, personal_id=None)], b)
    assert (one.kind, one.a, one.b) == (MatchClass.ONE_TO_SEVERAL, (0,), (0, 1))


def test_lists_of_a_person_and_of_nobody() -> None:
    assert repr(reconcile([], [])) == "Reconciliation(0 with 0)"
    assert reconcile([], []).table().rows[-1][1:] == ("0", "0", "0")
    assert [one.kind for one in reconcile([], [person(1)])] == [MatchClass.ONLY_B]


# --- what is asked and given ------------------------------------------------------------------------------------------


def test_keys_of_ones_own_join_and_no_others() -> None:
    a, b = person(1, staff_code="X 1"), person(1, staff_code="x 1", personal_id="019060000111", old_card_number=None)
    (one,) = reconcile([a], [b], keys=["staff_code"])
    assert (one.kind, one.by) == (MatchClass.DIFFERENT, "staff_code")
    assert "staff_code" in reconcile([a], [b], keys=["staff_code"]).fields
    assert [one.kind for one in reconcile([a], [b], keys=["name+organization+admitted"])] == [MatchClass.DIFFERENT]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"keys": ["personal_ids"]}, "the nearest is 'personal_id'"),
        ({"keys": ["name+borne"]}, "the nearest is 'born'"),
        ({"keys": []}, "no key is named"),
        ({"keys": "personal_id"}, "it is no list but 'str'"),
        ({"fields": ["sexx"]}, "the nearest is 'sex'"),
    ],
)
def test_a_key_or_field_nobody_knows_is_refused(options: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        reconcile([person(1)], [person(1)], **options)


def test_a_value_that_cannot_be_read_is_told_by_row_and_not_shown() -> None:
    with pytest.raises(InvalidInputError) as caught:
        reconcile([person(1), person(2, born="Trần Văn A")], [person(1)])
    assert "profile row 2, field 'born'" in str(caught.value)
    assert "Trần" not in str(caught.value)


def test_two_columns_of_one_name_and_cells_beyond_the_header_are_refused() -> None:
    with pytest.raises(InvalidInputError) as caught:
        reconcile([{"name": "An", "name ": "Bình"}], [])
    assert [one.code for one in caught.value.findings] == ["input/doubled-column"]
    with pytest.raises(InvalidInputError) as caught:
        reconcile(cast("Any", [{"name": "An", None: ["Bình"]}]), [])
    assert [one.code for one in caught.value.findings] == ["input/too-many-cells"]
    with pytest.raises(InvalidInputError, match="'int', no text"):
        reconcile(cast("Any", [{1: "An"}]), [])
    with pytest.raises(InvalidInputError):
        reconcile("danh-sach.xlsx", [])  # type: ignore[arg-type]


def test_what_one_list_alone_has_is_not_compared_and_said_so() -> None:
    found = reconcile([person(1, religion="Không")], [person(1, handbook="có")])
    assert found.matches[0].kind is MatchClass.EQUAL
    assert found.not_compared == {"a": ("religion",), "b": ("handbook",)}
    assert found.table(lang="en").notes == (
        "Not compared, in A: religion.",
        "Not compared, in B: handbook.",
    )


class Read:
    """What reading a table gives, as far as it is compared."""

    def __init__(self, rows: list[Row], kind: str = "profiles", records: object = None) -> None:
        self.rows, self.kind, self.records = rows, kind, records


def test_a_table_of_another_kind_is_no_list_of_members() -> None:
    assert only([], Read([person(1)])) == (MatchClass.ONLY_B, None)
    with pytest.raises(InvalidInputError, match="it was read as 'meetings', and not as 'profiles'"):
        reconcile(Read([], "meetings"), [])


def test_records_columns_and_rows_are_lists_alike() -> None:
    rows = [
        {name: value for name, value in person(at).items() if name in ("member", "born", "personal_id")}
        for at in range(1, 10)
    ]
    profiles = Profiles(rows)
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    kinds: list[Any] = [profiles, list(profiles), columns, iter(rows), Read(rows)]
    for given in kinds:
        found = reconcile(given, rows)
        assert found.counts[MatchClass.EQUAL] == (9, 9, 9)


def test_profiles_have_every_field_and_a_tree_tells_their_names_and_cells() -> None:
    tree = city()
    profiles = Profiles([{"member": "m-1", "born": "19/5/1960"}, {"member": "m-2", "born": "1961"}])
    b: list[Row] = [
        {"name": "nguyễn văn an", "born": "19/5/1960", "sex": "nam", "organization": "Đảng bộ X / Chi bộ 2"},
        {"name": "Tran Thi Binh", "born": "1961", "organization": "CB2", "sex": None},
    ]
    found = reconcile(profiles, b, hierarchy=tree)
    assert [(one.kind, one.differences) for one in found] == [
        (MatchClass.OTHER_CELL, (Difference("organization", "differs"), Difference("sex", "only_b"))),
        (MatchClass.LIKELY, (Difference("name", "differs"),)),
    ]
    assert found.table(by="cell").values == (
        ("cb-1", 1, 0, 0, 1, 0, 0, 0, 0),
        ("cb-2", 1, 2, 1, 0, 1, 0, 0, 0),
    )
    assert found.lines_of(found.matches[1]) == ("m-2", "2")


def city() -> Hierarchy:
    """Two cells and two people."""
    return Hierarchy(
        [
            Organization("db", "Đảng bộ X", Form.DANG_BO, Level.GRASSROOTS),
            Organization("cb-1", "Chi bộ 1", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent="db"),
            Organization("cb-2", "Chi bộ 2", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent="db", code="CB2"),
        ],
        as_of="2026-11-01",
        members=[Member("m-1", "Nguyễn Văn An"), Member("m-2", "Trần Thị Bình")],
        roll={"cb-1": ["m-1"], "cb-2": ["m-2"]},
    )


# --- the two lists of a ward ------------------------------------------------------------------------------------------


def ward_lists() -> tuple[list[Row], list[Row]]:
    """Lists of 1,500 and 1,497 lines with 60 planted differences of 12 kinds, five of each, in another order."""
    a = [person(at) for at in range(1483)]
    b = [dict(row) for row in a]
    for at in range(5):
        b[at]["admitted"] = dt.date(2001, 1, 1)  # 1 another day
        b[10 + at]["sex"] = None  # 2 only A says it
        a[20 + at]["admitted"] = None  # 3 only B says it
        b[30 + at]["organization"] = "Chi bộ 31"  # 4 another cell
        b[40 + at]["personal_id"] = one_digit_off(a[40 + at]["personal_id"])  # 5
        b[50 + at] |= NO_NUMBERS | {"name": unmarked(b[50 + at]["name"])}  # 6 without diacritics
        a[60 + at] |= NO_NUMBERS | {"born": dt.date(1950 + at, 3, 4)}  # 7 day and month swapped
        b[60 + at] |= NO_NUMBERS | {"born": dt.date(1950 + at, 4, 3)}
        b.append(dict(b[70 + at]))  # 8 one to several
        a.append(dict(a[80 + at]))  # 9 several to one
        a.append(person(2000 + at))  # 10 only in A
        b.append(person(2100 + at))  # 11 only in B
    a += [person(number) for number in (2200, 2200, 2201, 2201, 2202, 2202, 2202)]  # 12 repeated within one list
    b += [person(number) for number in (2203, 2203, 2204, 2204)]
    random.Random(14).shuffle(b)  # noqa: S311 - an order, no secret
    return a, b


@cache
def ward() -> tuple[list[Row], list[Row], Reconciliation]:
    """The two lists, and what became of them."""
    a, b = ward_lists()
    return a, b, reconcile(a, b)


def one_digit_off(number: str) -> str:
    return number[:5] + str((int(number[5]) + 3) % 10) + number[6:]


def unmarked(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


PLANTED = {
    MatchClass.EQUAL: (1438, 1438, 1438),
    MatchClass.DIFFERENT: (15, 15, 15),
    MatchClass.OTHER_CELL: (5, 5, 5),
    MatchClass.LIKELY: (15, 15, 15),
    MatchClass.ONE_TO_SEVERAL: (5, 5, 10),
    MatchClass.SEVERAL_TO_ONE: (5, 10, 5),
    MatchClass.SEVERAL_TO_SEVERAL: (0, 0, 0),
    MatchClass.REPEATED: (5, 7, 4),
    MatchClass.ONLY_A: (5, 5, 0),
    MatchClass.ONLY_B: (5, 0, 5),
}


def test_sixty_planted_differences_are_found_and_nothing_else() -> None:
    a, b, found = ward()
    assert found.counts == PLANTED
    assert found.sizes == (len(a), len(b)) == (1500, 1497)
    assert sum(count.a for count in found.counts.values()) == len(a)
    assert sum(count.b for count in found.counts.values()) == len(b)
    for match in found:  # and they are the right ones
        assert {a[line]["member"] for line in match.a} | {b[line]["member"] for line in match.b} == {
            (a[match.a[0]] if match.a else b[match.b[0]])["member"]
        }
    signs = {sign: len(found.select(sign=sign)) for sign in MatchSign}
    assert {sign: count for sign, count in signs.items() if count} == {
        MatchSign.ONE_DIGIT: 5,
        MatchSign.NAME_YEAR: 5,
        MatchSign.DAY_MONTH: 5,
    }
    told = {row[0]: row[1:] for row in found.table(by="field", lang="en").values}
    assert told["date of admission"] == (5, 0, 5)
    assert told["sex"] == (0, 5, 0)
    assert told["cell"] == (5, 0, 0)
    assert told["personal identification number"] == (5, 5, 0)


# --- what is shown ----------------------------------------------------------------------------------------------------


def test_nothing_but_what_is_asked_for_shows_what_the_lists_say() -> None:
    a, _, found = ward()
    said = {str(row[name]) for row in a for name in ("name", "personal_id", "old_card_number")} - {"None"}
    said |= {f"{row['born']:%d/%m/%Y}" for row in a}
    shown = [repr(found), str(found), found.text(), repr(found.matches), repr(found.matches[3]), found.show().text]
    shown += [table.show(limit=None).text for table in (found.table(by="match"), found.table(by="field"))]
    shown.append(found.table(by="cell").show(limit=None).text)
    assert [value for value in said if any(value in text for text in shown)] == []


def test_values_and_names_are_shown_where_they_are_asked_for() -> None:
    a, b = [person(1)], [person(1, name="Nguyễn Banh Khác", born=PartialDate(1950), sex=None, youth_union=True)]
    found = reconcile(a, b, fields=["name", "born", "sex", "youth_union"])
    table = found.table(by="match", people="names", values="shown", lang="en")
    assert [row[4:8] for row in table.rows] == [
        (a[0]["name"], "name", "Differs", a[0]["name"]),
        (a[0]["name"], "date of birth", "Differs", "14 February 1941"),
        (a[0]["name"], "sex", "Only A has it", "male"),
        (a[0]["name"], "member of the youth union", "Only B has it", ""),
    ]
    assert [row[8] for row in table.rows] == ["Nguyễn Banh Khác", "1950", "", "yes"]
    hidden = found.table(by="match", values="shown", lang="en")
    assert hidden.rows[0][6:8] == ("…", "…")
    assert found.table(by="match", people="initials").rows[0][4] == "N.B.B."
    assert found.personal_data(found.matches[0])["b"][0]["youth_union"] is True


def test_another_word_for_an_option_is_refused() -> None:
    found = reconcile([person(1)], [person(2)])
    with pytest.raises(InvalidInputError):
        found.table(by="classes")  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError):
        found.table(by="match", people="none")  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError):
        found.table(by="match", values="all")  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError):
        found.value(cast("Any", "A"), 0, "name")
    with pytest.raises(TermError):
        found.select(kind="same")
    assert found.select(kind="chỉ có ở B") == (found.matches[1],)


def test_it_tells_itself_in_both_languages() -> None:
    found = reconcile([person(1)], [person(1), person(2), person(2)])
    assert found.text() == (
        "1 dòng ở A, 3 dòng ở B\n"
        "  Có ở cả hai, giống nhau: 1 (số dòng ở A: 1, số dòng ở B: 1)\n"
        "  Lặp lại trong một danh sách: 1 (số dòng ở B: 2)"
    )
    assert str(found).startswith("1 line in A, 3 lines in B\n  in both, equal: 1")
    assert repr(found) == "Reconciliation(1 with 3: 1 equal, 1 repeated)"
    assert isinstance(found, Reconciliation)
    assert "<table" in found._repr_html_()


LIST = "Mã đảng viên;Họ và tên;Chi bộ;Ngày sinh;Nghề nghiệp;Ngày chính thức;Việc riêng\n"
READ_A = f"""{LIST}m-1;Người Một;Chi bộ 1;19/05/1960;Thợ cày;02/09/1985;x
m-2;Người Hai;Chi bộ 1;20/05/1961;Công nhân;02/09/1985;x
m-3;Người Ba;Chi bộ 1;21/05/1962;;02/09/1985;x
"""
READ_B = f"""{LIST}n-1;Người Một;Chi bộ 1;19/05/1960;Thợ xây;02/09/1985;y
n-2;Người Hai;Chi bộ 1;20/05/1961;công nhân;03/09/1985;y
n-3;Người Ba;Chi bộ 1;31/13/1962;;02/09/1985;y
"""


def test_tables_are_compared_with_words_of_their_own_and_tell_what_was_not_compared() -> None:
    a, b = (read_table(text.encode(), "profiles", on_problem="take-good-rows") for text in (READ_A, READ_B))
    found = reconcile(a, b)
    assert [(one.kind.value, [each.field for each in one.differences]) for one in found] == [
        ("different", ["occupation"]),
        ("different", ["recognized"]),
        ("only-a", []),
    ]
    assert [found.lines_of(one) for one in found] == [("2", "2"), ("3", "3"), ("4", "")]
    notes = (
        "Rows of B that could not be read and were not compared: 1.",
        "Not compared, in A: 'Việc riêng'.",
        "Not compared, in B: 'Việc riêng'.",
    )
    assert found.table(lang="en").notes == notes
    assert str(found).endswith("\n  ".join(("", *notes)))
    register = cast("Profiles", a.records)
    assert found.apply({2: "B"}, register)["m-2"].recognized == dt.date(1985, 9, 3)
    for chosen, said in (({1: "B"}, "words of its own"), ({3: "B"}, "could not be read, and may be this person")):
        with pytest.raises(InvalidInputError, match=said):
            found.apply(cast("Any", chosen), register)
    assert found.apply({3: "A"}, register) == register


# --- what somebody chose ----------------------------------------------------------------------------------------------

FIELDS = ("member", "born", "sex", "personal_id", "old_card_number", "admitted")


def register(a: list[Row]) -> Profiles:
    """The profiles of a list, each member once."""
    once = {row["member"]: {name: row[name] for name in FIELDS} for row in a}
    return Profiles(once.values())


@pytest.mark.parametrize("how", [("A",), ("B",), ("A", "B")], ids=["A", "B", "in turn"])
def test_all_sixty_are_chosen_and_a_second_run_finds_nothing_more(how: tuple[Choice, ...]) -> None:
    a, b, found = ward()
    before = register(a)
    apart = [one for one in found if one.kind is not MatchClass.EQUAL]
    assert len(apart) == 60
    sides: dict[int, Choice] = {one.number: how[at % len(how)] for at, one in enumerate(apart)}
    cells = {one.number for one in found.select(kind="other-cell")}  # stand in no profile, and are told below
    chosen: dict[int | tuple[int, str], Choice] = {
        number: side for number, side in sides.items() if number not in cells
    }
    after = found.apply(chosen, before)

    truth = [row for one in found if (row := chosen_row(a, b, one, sides.get(one.number, "A")))]
    again = reconcile(after, truth, keys=["member"])
    assert again.counts[MatchClass.EQUAL].matches == len(again) == len(after) == len(truth)
    assert found.apply(chosen, after) == after
    touched = {str(side[line]["member"]) for one in apart for side, lines in ((a, one.a), (b, one.b)) for line in lines}
    assert {key for key in {*before.ids, *after.ids} if before.get(key) != after.get(key)} <= touched
    left = [place.en for one in found.not_applied(chosen) if isinstance(place := dict(one.facts)["place"], Words)]
    assert {place.split(" (")[0] for place in left if "field 'cell'" in place} == {f"match {one}" for one in cells}
    assert sorted(place.rpartition(", ")[2] for place in left) == ["field 'cell'"] * 5 + ["field 'name'"] * 5
    assert found.apply({one.number: "skip" for one in found}, before) == before
    assert len(found.not_applied({})) == 70  # lines without diacritics and numbers differ in three fields


def chosen_row(a: list[Row], b: list[Row], match: Match, side: Choice) -> Row | None:
    """What a profile is to say after a choice: what the list says that was chosen, under the id of the first list."""
    rows = [a[line] for line in match.a] if side == "A" else [b[line] for line in match.b]
    if not rows:
        return None
    return {name: rows[0][name] for name in FIELDS} | {"member": (a[match.a[0]] if match.a else rows[0])["member"]}


def test_only_chosen_fields_are_changed_one_by_one() -> None:
    a = [person(1), person(2)]
    found = reconcile(a, [person(1, sex=None, admitted=dt.date(2001, 1, 1)), person(2, sex=None)])
    after = found.apply({1: "A", (1, "sex"): "B", (2, "sex"): "skip"}, register(a))
    assert (after["m-1"].sex, after["m-1"].admitted) == (None, a[0]["admitted"])
    assert after["m-2"] == register(a)["m-2"]
    assert [one.code for one in found.not_applied({1: "B"})] == ["table/not-applied"]


def test_who_is_chosen_to_be_in_no_list_is_taken_out() -> None:
    a, b = [person(1), person(2), person(3), person(3)], [person(1), person(4)]
    found = reconcile(a, b)
    kinds = {one.kind.value: one.number for one in found}
    after = found.apply({kinds["only-a"]: "B", kinds["only-b"]: "A", kinds["repeated"]: "B"}, register(a))
    assert after.ids == ("m-1",)
    assert found.apply({kinds["only-a"]: "A", kinds["only-b"]: "B"}, register(a)).ids == ("m-1", "m-2", "m-3", "m-4")


def test_ids_of_the_other_list_may_be_other_peoples() -> None:
    a = [person(1), person(2), person(3)]
    b = [person(1, member="m-2", sex=None), person(2, member="m-1", sex=None), person(7, member="m-3")]
    found = reconcile(a, b)
    after = found.apply({1: "B"}, register(a))
    assert [after[key].sex is None for key in ("m-1", "m-2")] == [True, False]
    (new,) = found.select(kind="only-b")
    with pytest.raises(InvalidInputError, match="another profile with its id"):
        found.apply({new.number: "B"}, register(a))
    assert found.apply({new.number: "A"}, register(a)) == register(a)
    of_b = found.apply({1: "A"}, register(b), of="b")
    assert [of_b[key].sex is None for key in ("m-1", "m-2")] == [True, False]
    with pytest.raises(InvalidInputError):
        found.apply({}, register(a), of=cast("Any", "c"))


def test_a_line_that_only_one_list_has_is_added_whole() -> None:
    b = [person(1), person(2)]
    before = register([person(1)])
    found = reconcile(before, b)
    (one,) = found.select(kind="only-b")
    after = found.apply({one.number: "B"}, before)
    assert after.ids == ("m-1", "m-2")
    assert found.apply({one.number: "B"}, after) == after
    assert reconcile(after, b).counts[MatchClass.EQUAL].matches == 2


def test_a_choice_that_cannot_be_applied_is_told_and_nothing_is_changed() -> None:
    one, likely = person(1), person(9) | NO_NUMBERS | {"born": "1950"}
    cases: list[tuple[list[Row], list[Row], dict[Any, Any], str]] = [
        ([one], [one], {9: "A"}, "no match of this number"),
        ([one], [one], {1: "A"}, "it does not differ"),
        ([one], [one | {"sex": None}], {1: "C"}, "it takes A, B or skip"),
        ([one], [one | {"name": "Nguyễn Khác"}], {(1, "name"): "B"}, "stands in no profile"),
        ([one], [one | {"organization": "Chi bộ 9"}], {1: "B"}, "the cell stands in no profile"),
        ([], [person(2, member=None)], {1: "B"}, "its line has no member id"),
        ([likely], [likely, likely | {"born": "2/1950"}], {1: "A"}, "several lines that only may be one person"),
        ([one], [one, one | {"sex": None}], {1: "B"}, "say different things"),
        ([one, one | {"member": "m-2"}], [one], {1: "B"}, "its lines have several profiles"),
        ([], [one, one | {"member": "m-2"}], {1: "B"}, "have different member ids"),
        ([one | {"member": None}], [one | {"member": "m-7", "sex": None}], {1: "B"}, "do not name one profile"),
        ([one, person(2, member="m-1")], [one | {"sex": None}], {1: "B"}, "stands at another person too"),
        ([], [person(2, member="m-7"), person(3, member="m-7")], {1: "B"}, "stands at another person too"),
    ]
    for a, b, chosen, said in cases:
        before = register([row for row in a if row["member"]])
        with pytest.raises(InvalidInputError, match=said) as caught:
            reconcile(a, b).apply(chosen, before)
        assert "Nguyễn" not in str(caught.value)


Rows = list[list[Any]]


def filled_in(found: Reconciliation, folder: Path, change: Callable[[Rows], object]) -> Path:
    """The workbook of a reconciliation as somebody saved it again, with its rows changed."""
    found.to_xlsx(folder / "a.xlsx", people="names")
    grids = open_workbook(folder / "a.xlsx").grids
    rows = [[*row] for row in grids[0].rows]
    change(rows)
    with new_workbook(folder / "b.xlsx") as book:
        for number, some in enumerate((rows, *(grid.rows for grid in grids[1:]))):
            sheet = book.sheet(str(number))
            for at, row in enumerate(some):
                book.line(sheet, at, row)
    return folder / "b.xlsx"


WARD_A = [person(1), person(2), person(3, name="=1+1"), person(5), person(6)]
WARD_B = [person(1, sex=None), person(2, born="1/1/1999"), person(3), person(4), person(5), person(5)]


def test_choices_of_a_workbook_are_read_back_however_it_is_sorted(tmp_path: Path) -> None:
    found = reconcile(WARD_A, WARD_B)

    def choose(rows: Rows) -> None:
        assert rows[0][1] == "Chọn"
        assert [row[0] for row in rows[1:]] == ["1|sex", "2|born", "3|name", "4|", "5|", "6|"]
        rows[2][1], rows[4][1], rows[6][1], rows[1][1] = "B", " b", "bỏ qua", unicodedata.normalize("NFD", "Bỏ Qua")
        rows[1:] = rows[:0:-1]

    file = filled_in(found, tmp_path, choose)
    grids = open_workbook(tmp_path / "a.xlsx").grids
    assert [grid.visible for grid in grids] == [True, True, False]
    after = found.apply(file, register(WARD_A))
    assert [key for key in register(WARD_A).ids if after.get(key) != register(WARD_A)[key]] == ["m-2"]
    assert after["m-2"].born == dt.date(1999, 1, 1)
    assert [dict(one.facts)["reason"] for one in found.not_applied(file)] == [
        Words(vi="đã chọn bỏ qua", en="skip was chosen"),
        Words(
            vi="mục này không nằm trong hồ sơ (như họ tên); sửa ở danh sách",
            en="this stands in no profile, as names do not; correct it in its list",
        ),
        Words(vi="chưa chọn A hay B", en="neither A nor B was chosen"),
        Words(vi="đã chọn bỏ qua", en="skip was chosen"),
    ]
    with pytest.raises(InvalidInputError, match="no workbook of this reconciliation"):
        reconcile(WARD_A, WARD_B[:3]).apply(file, register(WARD_A))


CHANGES: list[tuple[Callable[[Rows], object], str, str]] = [
    (lambda rows: rows[2].__setitem__(9, "Trần Bịa"), "table/choice-cell-changed", "cell J3 (column 'Ở A')"),
    (lambda rows: rows[2].__setitem__(3, None), "table/choice-cell-changed", "cell D3 (column 'Nhóm kết quả')"),
    (lambda rows: rows.append(["99|sex", "A", *rows[1][2:]]), "table/choice-row-unknown", "row 8"),
    (lambda rows: rows.append([None, "A", *rows[1][2:]]), "table/choice-row-unknown", "row 8"),
    (lambda rows: rows[1].__setitem__(1, "C"), "input/bad-value", "cell B2 (column 'Chọn'): it takes A, B or skip"),
    (
        lambda rows: rows[3].__setitem__(1, "A"),
        "input/bad-value",
        "cell B4 (column 'Chọn'): this stands in no profile, as names do not; correct it in its list; leave it blank",
    ),
    (lambda rows: rows.append([rows[1][0], "A", *rows[1][2:]]), "input/bad-value", "cell B8 (column 'Chọn'): this row"),
    (lambda rows: rows.__setitem__(slice(None), [row[:-1] for row in rows]), "input/bad-value", "columns of the"),
    (lambda rows: rows[0].__setitem__(1, "Ý kiến"), "input/bad-value", "columns of the"),
]


def test_what_is_written_elsewhere_than_in_the_choices_is_told_by_its_cell(tmp_path: Path) -> None:
    found = reconcile(WARD_A, WARD_B)
    for change, code, said in CHANGES:
        file = filled_in(found, tmp_path, change)
        for read in (lambda f: found.apply(f, register(WARD_A)), found.not_applied):
            with pytest.raises(InvalidInputError) as caught:
                read(file)
            assert [one.code for one in caught.value.findings] == [code]
            assert said in caught.value.findings[0].text(lang="en")
            assert "Bịa" not in caught.value.text()


def test_rows_that_were_taken_out_choose_nothing_and_are_told(tmp_path: Path) -> None:
    found = reconcile(WARD_A, WARD_B)
    file = filled_in(found, tmp_path, lambda rows: rows.__delitem__(slice(2, 4)))
    assert found.apply(file, register(WARD_A)) == register(WARD_A)
    first, *others = found.not_applied(file)
    assert (first.code, dict(first.facts)["count"], dict(first.facts)["numbers"]) == ("table/choices-gone", 2, "2, 3")
    assert len(others) == 6


def test_the_workbook_without_names_has_none(tmp_path: Path) -> None:
    found = reconcile([person(1)], [person(1, name="Nguyễn Khác Hẳn")])
    found.to_xlsx(tmp_path / "a.xlsx")
    cells = [str(value) for grid in open_workbook(tmp_path / "a.xlsx").grids for row in grid.rows for value in row]
    assert not [cell for cell in cells if "Nguyễn" in cell]
