"""A roll in which each kind of mistake was planted, and what `Profiles.check` finds in it: these, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, get_args

import pytest

from dangbo import Finding, Findings, Hierarchy, Level, Member, MemberStatus, Profile, Profiles, RuleBook, Severity, Sex
from dangbo.base.findings import Code
from dangbo.tree.members import NAMELESS
from tests.builders import cell, dang_bo

ON: Final = dt.date(2026, 11, 1)
SIZE: Final = 1_500
CELLS: Final = 50
Record: TypeAlias = dict[str, Any]
Told: TypeAlias = tuple[str, frozenset[str], str]
"""A finding as it is expected: its code, whom it is about, and the field where it names one."""

_FAMILY: Final = "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh"
_MIDDLE: Final = "Văn Thị Hữu Đức Minh Ngọc Quang Thanh Xuân Kim"
_GIVEN: Final = "An Bảo Cường Dung Giang Hải Hùng Khoa Lan Mai Nam Oanh Phúc Quyên Sơn Tâm Uyên Vinh Yến Đạt"


def _other_day(choose: random.Random, begin: dt.date, end: dt.date, taken: frozenset[dt.date]) -> dt.date:
    """A day that is no 1 January and stands in no citation, so that it is looked for in texts in earnest."""
    while True:
        day = begin + dt.timedelta(choose.randrange((end - begin).days))
        if (day.month, day.day) not in {(1, 1), (2, 29)} and day not in taken:
            return day


def _a_year_on(day: dt.date) -> dt.date:
    return dt.date(day.year + 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def _number(record: Record, serial: int) -> None:
    """The number and the card that fit sex and year of birth."""
    century = (record["born"].year - 1900) // 100 * 2 + (record["sex"] == "nữ")
    record["personal_id"] = f"019{century}{record['born'].year % 100:02}{serial:06}"
    if record["full"]:
        record["card_number"] = record["personal_id"]


class Planted:
    """A roll of 1,500 sound members; mistakes are planted one by one, each in a member of its own."""

    def __init__(self) -> None:
        choose = random.Random(12)  # noqa: S311 - the same mistakes in each run
        book = RuleBook.default()
        papers, values = book.instruments(), [value.ref for key in book.ids for value in book.values(key)]
        cited = {paper.document.issued for paper in papers} | {ON, dt.date(1930, 2, 3)}
        cited |= {day for paper in papers for day in (paper.valid_from, paper.valid_to)}
        cited |= {day for value in values for day in (value.valid_from, value.valid_to)}
        self.taken = frozenset(day for day in cited if day is not None)
        self.names = [f"{a} {b} {c}" for a in _FAMILY.split() for b in _MIDDLE.split() for c in _GIVEN.split()]
        choose.shuffle(self.names)
        self.names = self.names[:SIZE]
        self.records = [self._sound(choose, at) for at in range(SIZE)]
        self.cells = [at % CELLS for at in range(SIZE)]
        self.no_roll: set[int] = set()
        self.expected: list[Told] = []
        self._full = iter([at for at in range(SIZE) if self.records[at]["full"]])
        self._waiting = iter([at for at in range(SIZE) if not self.records[at]["full"]])

    def _sound(self, choose: random.Random, at: int) -> Record:
        full, sex = at % 12 != 0, ("nam", "nữ")[choose.randrange(2)]
        if full:
            born = _other_day(choose, dt.date(1950, 1, 2), dt.date(1998, 12, 31), self.taken)
            age = choose.randrange(19, 27)
            decided = _other_day(choose, dt.date(born.year + age, 2, 2), dt.date(born.year + age, 11, 30), self.taken)
        else:
            born = _other_day(choose, dt.date(1999, 1, 2), dt.date(2004, 12, 31), self.taken)
            decided = _other_day(choose, dt.date(2026, 1, 3), dt.date(2026, 9, 30), self.taken)
        admitted = decided + dt.timedelta(1)
        while {admitted, _a_year_on(admitted)} & self.taken or (admitted.month, admitted.day) in {(1, 1), (2, 29)}:
            admitted += dt.timedelta(1)
        record: Record = {
            "full": full,
            "sex": sex,
            "born": born,
            "ethnic_group": "Kinh" if at % 3 else "BRU - VÂN KIỀU",
            "religion": "Không" if at % 4 else "Công giáo",
            "old_card_number": f"{31_000_000 + at}",
            "file_number": f"{100_000 + at}TN" if at % 2 else f"TN{10_000_000 + at}",
            "admission_decided": decided,
            "admitted": admitted,
            "card_issued": _other_day(choose, dt.date(2025, 9, 3), dt.date(2026, 10, 1), self.taken),
        }
        if full:
            record["recognized"] = _a_year_on(admitted)
        _number(record, 500_000 + at)
        return record

    def full(self) -> int:
        """The row of a full member in whom nothing was planted yet."""
        return next(self._full)

    def waiting(self) -> int:
        """The same of a probationary one."""
        return next(self._waiting)

    def expect(self, code: str, *rows: int, field: str = "") -> None:
        self.expected.append((f"data/{code}", frozenset(_id(at) for at in rows), field))

    def set(self, at: int, **values: object) -> None:
        self.records[at] |= values

    def number(self, at: int, number: str) -> None:
        """The same wrong number on the identity card and on that of the Party."""
        self.set(at, personal_id=number, card_number=number)

    def born_and_decided(self, at: int, born: str, decided: str) -> None:
        day = dt.date.fromisoformat(decided)
        admitted = day + dt.timedelta(5)
        self.set(at, born=dt.date.fromisoformat(born), admission_decided=day, admitted=admitted)
        self.set(at, recognized=_a_year_on(admitted))
        _number(self.records[at], 700_000 + at)

    def hierarchy(self) -> Hierarchy:
        status = {True: MemberStatus.FULL, False: MemberStatus.PROBATIONARY}
        rolls: dict[str, list[str]] = {}
        for at, number in enumerate(self.cells):
            if at not in self.no_roll:
                rolls.setdefault(f"cb-{number}", []).append(_id(at))
        return Hierarchy(
            [dang_bo("dbp", None), *(cell(f"cb-{number}") for number in range(CELLS))],
            as_of=ON,
            members=[Member(_id(at), self.names[at], status[self.records[at]["full"]]) for at in range(SIZE)],
            roll=rolls,
        )

    def profiles(self, *others: Profile) -> Profiles:
        rows = enumerate(self.records)
        return Profiles(
            [*(Profile(_id(at), **{k: v for k, v in record.items() if k != "full"}) for at, record in rows), *others]
        )


def _id(at: int) -> str:
    return f"đv-{at:04}"


def _plant_numbers(roll: Planted) -> None:
    for lost in (1, 2):
        at = roll.full()
        roll.number(at, roll.records[at]["personal_id"][1:])
        roll.expect("id-zero-lost", at)
        at = roll.full()
        roll.number(at, f"09123456{lost}")
        roll.expect("id-of-old-card", at)
    for number in ("0190987654321", "01909876543A", "000000000000", "000000000000", "0190 8765432", "01"):
        at = roll.full()
        roll.number(at, number)
        roll.expect("id-shape", at)
    for place in ("003", "000"):
        at = roll.full()
        roll.number(at, place + roll.records[at]["personal_id"][3:])
        roll.expect("id-province", at)
    at = roll.full()
    roll.number(at, "704" + roll.records[at]["personal_id"][3:])  # born abroad: not looked up
    for _ in range(2):
        at = roll.full()
        roll.set(at, sex="nam" if roll.records[at]["sex"] == "nữ" else "nữ")
        roll.expect("id-sex", at)
        at = roll.full()
        number = roll.records[at]["personal_id"]
        roll.number(at, f"{number[:3]}{int(number[3]) + 2}{number[4:]}")
        roll.expect("id-century", at)
        at = roll.full()
        number = roll.records[at]["personal_id"]
        roll.number(at, f"{number[:4]}{(int(number[4:6]) + 7) % 100:02}{number[6:]}")
        roll.expect("id-birth-year", at)
        at = roll.full()
        roll.set(at, card_number=f"{roll.records[at]['personal_id'][:6]}9{at:05}")
        roll.expect("card-differs", at)
    for value in ("12/345", "7"):
        at = roll.full()
        roll.set(at, file_number=value)
        roll.expect("file-number-shape", at)


def _plant_twice(roll: Planted) -> None:
    for size in (2, 3):
        first, *others = rows = [roll.full() for _ in range(size)]
        for at in others:  # everything of one person but the name
            own = {key: roll.records[at][key] for key in ("old_card_number", "file_number")}
            roll.records[at] = {**roll.records[first], **own}
        roll.expect("id-shared", *rows)
        first, *others = rows = [roll.full() for _ in range(size)]
        for at in others:
            roll.set(at, old_card_number=roll.records[first]["old_card_number"])
        roll.expect("card-shared", *rows, field="old_card_number")
    one, other = roll.full(), roll.full()
    roll.set(one, card_number=roll.records[other]["personal_id"])
    roll.expect("card-differs", one)
    roll.expect("card-shared", one, other, field="card_number")
    for together, size in ((True, 2), (False, 3)):
        first, *others = rows = [roll.full() for _ in range(size)]
        for at in others:
            roll.names[at] = unicodedata.normalize("NFD", roll.names[first].upper())
            roll.set(at, sex=roll.records[first]["sex"], born=roll.records[first]["born"])
            _keep_pace(roll, at, first)
            roll.cells[at] = roll.cells[first] if together else (roll.cells[first] + at) % CELLS
        roll.expect("same-name-and-birth", *rows)
    for day in (11, 13):
        one, other = roll.full(), roll.full()
        roll.names[other] = roll.names[one].lower()
        born = roll.records[one]["born"]
        roll.set(other, sex=roll.records[one]["sex"], born=dt.date(born.year, born.month % 12 + 1, day))
        _keep_pace(roll, other, one)
        roll.cells[other] = roll.cells[one]
        roll.expect("same-name-in-cell", one, other)
    apart, away = roll.full(), roll.full()  # of one name and year, in two cells: nothing is said
    roll.names[away] = roll.names[apart]
    born = roll.records[apart]["born"]
    roll.set(away, sex=roll.records[apart]["sex"], born=dt.date(born.year, born.month % 12 + 1, 17))
    _keep_pace(roll, away, apart)
    roll.cells[away] = (roll.cells[apart] + 1) % CELLS


def _keep_pace(roll: Planted, at: int, other: int) -> None:
    """The dates of another of the same age, and a number that fits them."""
    for field in ("admission_decided", "admitted", "recognized"):
        roll.set(at, **{field: roll.records[other][field]})
    _number(roll.records[at], 600_000 + at)


def _plant_dates(roll: Planted) -> None:
    for days in (1, 40):
        at = roll.full()
        roll.set(at, admission_decided=roll.records[at]["admitted"] + dt.timedelta(days))
        roll.expect("dates-order", at, field="admitted")
        at = roll.full()
        roll.set(at, recognized=roll.records[at]["admitted"] - dt.timedelta(days - 1))
        roll.expect("dates-order", at, field="recognized")
        at = roll.full()
        roll.born_and_decided(at, "1990-07-20", "2015-03-24")
        roll.set(at, recognized=roll.records[at]["recognized"] + dt.timedelta(days))
        roll.expect("recognized-off", at)
    at = roll.full()
    roll.born_and_decided(at, "2001-05-10", "2019-05-09")
    roll.expect("too-young", at)
    at = roll.full()
    roll.born_and_decided(at, "2001-12-31", "2019-11-30")
    roll.expect("too-young", at)
    at = roll.full()
    roll.born_and_decided(at, "1958-03-10", "2018-04-10")
    roll.expect("too-old", at)
    at = roll.full()
    roll.born_and_decided(at, "1950-03-10", "2021-09-09")
    roll.expect("too-old", at)
    for born, decided in (
        *(("2001-05-10", "2019-05-10"), ("1958-03-10", "2018-04-09")),  # the first and the last day there is
        *(("1950-03-10", "2012-03-09"), ("1984-05-10", "2000-05-09")),  # before a rule that is in the book
    ):
        roll.born_and_decided(roll.full(), born, decided)
    at = roll.full()
    roll.born_and_decided(at, "1990-07-20", "2024-02-24")  # the ceremony on 29 February
    assert roll.records[at]["recognized"] == dt.date(2025, 2, 28)
    for day in ("2026-11-02", "2062-05-19"):
        at = roll.full()
        roll.set(at, card_issued=dt.date.fromisoformat(day))
        roll.expect("future-date", at, field="card_issued")
    at = roll.waiting()
    roll.set(at, admitted=dt.date(2062, 5, 19))
    roll.expect("future-date", at, field="admitted")
    at = roll.full()
    roll.set(at, card_issued=dt.date(1930, 2, 2))
    roll.expect("before-founding", at, field="card_issued")
    at = roll.full()
    roll.set(at, admitted=dt.date(1902, 5, 19))
    roll.expect("before-founding", at, field="admitted")


def _plant_statuses(roll: Planted) -> None:
    for _ in range(2):
        at = roll.full()
        roll.set(at, recognized=None)
        roll.expect("full-unrecognized", at)
    for admitted in ("2025-06-02", "2025-10-20"):
        at = roll.waiting()
        day = dt.date.fromisoformat(admitted)
        roll.set(at, admission_decided=day, admitted=day, recognized=_a_year_on(day))
        roll.expect("probationary-recognized", at)
    for admitted in ("2025-11-01", "2024-03-02"):
        at = roll.waiting()
        day = dt.date.fromisoformat(admitted)
        roll.set(at, admission_decided=day, admitted=day)
        roll.expect("probation-over", at)
    roll.set(roll.waiting(), admission_decided=dt.date(2025, 11, 2), admitted=dt.date(2025, 11, 2))


def _plant_gaps(roll: Planted) -> None:
    for field in ("sex", "born", "ethnic_group", "religion", "personal_id", "admitted", "card_number"):
        for _ in range(2):
            at = roll.full()
            roll.set(at, **{field: None})
            roll.expect("missing-field", at, field=field)
    for value in ("Xyzoj", "Kin h oa"):
        at = roll.full()
        roll.set(at, ethnic_group=value)
        roll.expect("unknown-ethnic-group", at)
        at = roll.full()
        roll.set(at, religion=f"Đạo {value}")
        roll.expect("unknown-religion", at)
        at = roll.full()
        roll.no_roll.add(at)
        roll.expect("on-no-roll", at)
    for field in ("born", "card_issued"):
        rows = [roll.full() for _ in range(30)]
        for at in rows:
            roll.set(at, **{field: roll.records[at][field].replace(month=1, day=1)})
        roll.expect("new-year-dates", *rows, field=field)


def _planted() -> tuple[Planted, Profiles, Hierarchy]:
    roll = Planted()
    for plant in (_plant_numbers, _plant_twice, _plant_dates, _plant_statuses, _plant_gaps):
        plant(roll)
    strangers = []
    for name, record in (("lạ-1", roll.records[roll.full()]), ("lạ-2", roll.records[roll.waiting()])):
        more = {k: v for k, v in record.items() if k not in {"full", "old_card_number"}}
        strangers.append(Profile(name, **{**more, "personal_id": None, "card_number": None}))
        roll.expected.append(("data/unknown-member", frozenset([name]), ""))
        roll.expected.append(("data/missing-field", frozenset([name]), "personal_id"))
    return roll, roll.profiles(*strangers), roll.hierarchy()


@pytest.fixture(scope="module")
def planted() -> tuple[Planted, Profiles, Hierarchy]:
    return _planted()


def _told(found: Iterable[Finding]) -> list[Told]:
    return sorted(
        ((one.code, frozenset(one.subjects), str(dict(one.facts).get("field", ""))) for one in found),
        key=lambda told: (told[0], sorted(told[1]), told[2]),
    )


def test_a_planted_roll_is_found_exactly(planted: tuple[Planted, Profiles, Hierarchy]) -> None:
    roll, profiles, hierarchy = planted
    found = profiles.check(hierarchy=hierarchy, on=ON)
    expected = sorted(roll.expected, key=lambda told: (told[0], sorted(told[1]), told[2]))
    assert _told(found) == expected
    times = {code: sum(one.code == code for one in found) for code in get_args(Code) if code.startswith("data/")}
    assert min(times.values()) >= 2, times


def test_a_sound_roll_of_1500_is_found_sound() -> None:
    roll = Planted()
    assert roll.profiles().check(hierarchy=roll.hierarchy(), on=ON) == ()


def test_everything_found_warns_and_says_what_to_do(planted: tuple[Planted, Profiles, Hierarchy]) -> None:
    _, profiles, hierarchy = planted
    for one in profiles.check(hierarchy=hierarchy, on=ON):
        assert one.severity is Severity.WARN
        assert one.fix.strip()
        assert set(one.subjects) <= set(profiles.ids)


def _values(roll: Planted) -> Iterator[str]:
    """What stands in the profiles and the names, in every way it may be written."""
    yield from (form for name in roll.names for form in {name, unicodedata.normalize("NFC", name)})
    for record in roll.records:
        for field, value in record.items():
            if isinstance(value, dt.date):
                yield from (value.isoformat(), f"{value:%d/%m/%Y}", f"{value.day}/{value.month}/{value.year}")
            elif isinstance(value, str) and field not in {"sex", "religion", "ethnic_group"} and len(value) > 2:
                yield value
    yield from ("Xyzoj", "Kin h oa", "BRU - VÂN KIỀU", "Công giáo")


def test_no_value_of_a_profile_is_in_anything_said_of_it(planted: tuple[Planted, Profiles, Hierarchy]) -> None:
    roll, profiles, hierarchy = planted
    found = profiles.check(hierarchy=hierarchy, on=ON)
    langs: tuple[Literal["vi", "en"], ...] = ("vi", "en")
    said = [repr(found), str(found), found._repr_html_(), repr(profiles), str(profiles)]
    for lang in langs:
        said += [found.show(lang=lang, limit=None).text, found.show(lang=lang, limit=None).html]
        said += [text for one in found for text in (one.text(lang=lang), one.how(lang=lang))]
    for one in found:
        said += [one.message, one.fix, repr(one), str(one), repr(one.facts)]
        said.append(json.dumps(one.as_dict(), ensure_ascii=False))
    everything = "\n".join(unicodedata.normalize("NFC", text) for text in said)
    looked_for = {unicodedata.normalize("NFC", value) for value in _values(roll)}
    assert len(looked_for) > 5 * SIZE
    shown = [value for value in looked_for if value in everything and re.search(rf"(?<!\d){value}(?!\d)", everything)]
    assert shown == []


def test_more_than_forty_of_a_kind_are_one_finding_that_names_all(
    planted: tuple[Planted, Profiles, Hierarchy],
) -> None:
    hierarchy = planted[2]
    bare = Profiles([Profile(key) for key in list(hierarchy.members)[:41]])
    found = bare.check(hierarchy=hierarchy, on=ON).select(code="data/missing-field")
    by_field = {dict(one.facts)["field"]: one.subjects for one in found}
    assert by_field["born"] == bare.ids
    assert len(found) == 6 + sum(status is MemberStatus.FULL for status in _statuses(hierarchy, bare.ids))
    few = Profiles([Profile(key) for key in bare.ids[:40]])
    assert len(few.check(hierarchy=hierarchy, on=ON).select(code="data/missing-field").select(subject=few.ids[0])) == 6


def _statuses(hierarchy: Hierarchy, ids: Iterable[str]) -> list[MemberStatus]:
    return [hierarchy.members[key].status for key in ids]


# --- one by one -------------------------------------------------------------------------------------------------------


def _alone(status: MemberStatus = MemberStatus.FULL, on: dt.date = ON) -> Hierarchy:
    """A cell with one member."""
    only = cell("cb", None, Level.GRASSROOTS)
    return Hierarchy([only], as_of=on, members=[Member("m-1", "A", status)], roll={"cb": ["m-1"]})


def _check(record: Record, *, on: dt.date = ON, status: MemberStatus = MemberStatus.FULL) -> set[str]:
    """The codes found in one profile, but for what it does not say."""
    found = Profiles([Profile("m-1", **record)]).check(hierarchy=_alone(status, on))
    return {one.code.removeprefix("data/") for one in found} - {"missing-field", "full-unrecognized"}


@pytest.mark.parametrize(
    ("record", "codes"),
    [
        ({"personal_id": "019072123456", "born": "1972", "sex": "nam"}, set()),
        ({"personal_id": "019072123456", "born": "05/1973"}, {"id-birth-year"}),
        ({"personal_id": "019072123456", "born": "2072"}, {"future-date"}),  # told once, held against nothing
        ({"personal_id": "019472123456"}, {"id-century"}),  # of a century that has not begun
        ({"personal_id": "019272123456"}, set()),  # of 2072, without a date of birth: the century has begun
        ({"personal_id": "100072123456"}, set()),
        ({"personal_id": "099072123456"}, {"id-province"}),
        ({"personal_id": "٠١٩٠٧٢١٢٣٤٥٦"}, {"id-shape"}),  # digits of another script
        ({"born": "1990", "admission_decided": "2007"}, set()),  # before the first rule of the book
        ({"born": "1999", "admission_decided": "2017-06-01"}, set()),
        ({"born": "1999", "admission_decided": "2017"}, set()),  # 18 at the end of the year
        ({"born": "1999-12-31", "admission_decided": "11/2017"}, {"too-young"}),
        ({"born": "1999-12-31", "admission_decided": "12/2017"}, set()),
        ({"born": "1956", "admission_decided": "2017-01-30"}, set()),  # 60 years and not surely a month more
        ({"born": "1956", "admission_decided": "2017-01-31"}, {"too-old"}),
        ({"born": "2006-05-20", "admitted": "2024-05-19"}, {"too-young"}),  # decided on that day at the latest
        ({"born": "2006-05-19", "admitted": "2024-05-19"}, set()),
        ({"born": "1950-05-19", "admitted": "2024-05-19"}, set()),  # it may have been decided long before
        ({"born": "1999", "admission_decided": "2016"}, set()),  # the rule began within that year
        ({"admission_decided": "2024", "admitted": "2023"}, {"dates-order"}),
        ({"admission_decided": "2024", "admitted": "2024-01-01"}, set()),
        ({"admitted": "2024", "recognized": "2024"}, {"recognized-off"}),
        ({"admitted": "2024", "recognized": "2025"}, set()),
        ({"admitted": "2024-02-29", "recognized": "2025-02-28"}, set()),
        ({"admitted": "2024-02-29", "recognized": "2025-03-01"}, {"recognized-off"}),
        ({"admitted": "2011", "recognized": "2013-05-19"}, set()),  # its rule began within that year
        ({"admitted": "2012", "recognized": "2014-05-19"}, {"recognized-off"}),
        ({"admitted": "2005-05-19", "recognized": "2009-05-19"}, set()),  # no rule of that time is in the book
        ({"born": "1901", "admitted": "1930"}, set()),
        ({"admitted": "01/1930"}, {"before-founding"}),
        ({"admitted": "02/1930"}, set()),
        ({"admitted": "1930-02-03"}, set()),
        ({"admitted": "1930-02-02"}, {"before-founding"}),
        ({"born": "12/2026"}, {"future-date"}),
        ({"born": "2026"}, set()),
    ],
)
def test_dates_known_in_part_are_told_only_where_no_day_of_them_will_do(
    record: dict[str, str], codes: set[str]
) -> None:
    assert _check(record) == codes


def test_of_two_dates_in_the_wrong_order_nothing_more_is_reckoned() -> None:
    assert _check({"born": "2020-05-01", "admission_decided": "2019-05-01"}) == {"dates-order"}
    assert _check({"admitted": "2019-05-01", "recognized": "2019-05-01"}) == {"dates-order"}


def test_of_one_wrong_date_among_others_in_order_one_thing_is_told() -> None:
    others: Record = {"admission_decided": "2009-05-01", "admitted": "2009-05-19", "recognized": "2010-05-19"}
    found = Profiles([Profile("m-1", **{"born": "2010-05-01", **others})]).check(hierarchy=_alone())
    disorder = found.select(code="data/dates-order")
    assert [dict(one.facts)["field"] for one in disorder] == ["admission_decided"]


def test_profiles_may_come_in_another_order_than_members() -> None:
    people = [Member("m-1", "A"), Member("m-2", "B", MemberStatus.PROBATIONARY)]
    tree = Hierarchy([cell("cb", None, Level.GRASSROOTS)], as_of=ON, members=people, roll={"cb": ["m-1", "m-2"]})
    found = Profiles([Profile("m-2"), Profile("m-1")]).check(hierarchy=tree)
    assert [one.subject for one in found.select(code="data/full-unrecognized")] == ["m-1"]


@pytest.mark.parametrize(("count", "is_told"), [(4, False), (5, True)])
def test_five_of_forty_new_years_are_more_than_chance_gives(count: int, is_told: bool) -> None:
    ids = [f"m-{at}" for at in range(40)]
    days = [dt.date(1960 + at, 1, 1) if at < count else dt.date(1960 + at % 30, 5, at % 28 + 1) for at in range(40)]
    columns: dict[str, list[Any]] = {"member": ids, "born": days}
    found = Profiles(columns).check(hierarchy=_alone()).select(code="data/new-year-dates")
    assert [one.subjects for one in found] == ([tuple(ids[:count])] if is_told else [])


def test_what_lies_between_two_dates_takes_its_day_where_nobody_knows_it() -> None:
    assert _check({"admission_decided": "2019-05-01", "recognized": "2019-05-01"}) == {"dates-order"}
    assert _check({"born": "2010-05-01", "recognized": "2010-05-02"}) == {"dates-order"}
    assert _check({"born": "2010-05-01", "recognized": "2010-05-03"}) == set()


def test_the_card_is_that_of_the_day_asked_about() -> None:
    other = {"personal_id": "019072123456", "card_number": "31000001"}
    assert _check(other) == {"card-differs"}
    assert _check(other, on=dt.date(2025, 9, 1)) == set()
    assert _check(other, on=dt.date(2025, 9, 2)) == {"card-differs"}


def test_a_full_member_needs_the_card_of_the_time() -> None:
    tree = _alone()
    one = Profiles([Profile("m-1", old_card_number="31000001")])

    def asked(on: str) -> set[str]:
        found = one.check(hierarchy=tree, on=on).select(code="data/missing-field")
        return {str(dict(each.facts)["field"]) for each in found}

    assert "card_number" not in asked("2025-09-01")
    assert "card_number" in asked("2025-09-02")


def test_a_probation_ends_by_the_rule_of_the_admission_or_of_today() -> None:
    waiting = MemberStatus.PROBATIONARY
    assert _check({"admitted": "2026"}, status=waiting) == set()
    assert _check({"admitted": "10/2025"}, status=waiting) == {"probation-over"}
    assert _check({"admitted": "11/2025"}, status=waiting) == set()
    assert _check({"admitted": "2004-05-19"}, status=waiting) == {"probation-over"}


def test_probation_that_ends_in_no_year_there_is_is_not_over() -> None:
    last = dt.date(9999, 12, 31)
    assert _check({"admitted": "9999-06-01"}, on=last, status=MemberStatus.PROBATIONARY) == set()


def test_days_and_parts_of_days_stand_in_one_column() -> None:
    people = [Member("m-1", "A"), Member("m-2", "B")]
    tree = Hierarchy([cell("cb", None, Level.GRASSROOTS)], as_of=ON, members=people, roll={"cb": ["m-1", "m-2"]})
    profiles = Profiles([{"member": "m-1", "born": "12/2026"}, {"member": "m-2", "born": "2026-11-02"}])
    found = profiles.check(hierarchy=tree)
    assert [one.subject for one in found.select(code="data/future-date")] == ["m-1", "m-2"]


OWN_BOOK: Final = """
[[instruments]]
id = "own"
kind = "thông tư"
number = "1/TT"
issued = 2016-02-01
title = "số định danh"
from = 2016-02-01
confidence = "secondary"

[[rules]]
id = "personal-id"
unit = "table"
cure = "reference"
label.vi = "Số định danh"
label.en = "Id"
statement.vi = "Mười chữ số."
statement.en = "Ten digits."

[rules.columns]
digits = { is = "whole", vi = "số chữ số", en = "digits" }
old_digits = { is = "whole", vi = "số cũ", en = "older digits" }
country_from = { is = "whole", vi = "từ", en = "from" }

[[rules.values]]
value = { digits = 10, old_digits = 7, country_from = 100 }
instrument = "own"
article = "1"
from = 2016-02-01
confidence = "secondary"
checked_on = 2026-11-26
"""


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        *(("0030720001", set()), ("0031730001", {"id-birth-year"}), ("019072123456", {"id-shape"})),
        *(("003072000", {"id-zero-lost"}), ("0030720", {"id-of-old-card"})),
    ],
)
def test_numbers_are_read_as_the_book_that_is_given_says(tmp_path: Path, number: str, codes: set[str]) -> None:
    (tmp_path / "own.toml").write_text(OWN_BOOK, encoding="utf-8")
    profiles = Profiles([Profile("m-1", personal_id=number, born=dt.date(1972, 5, 19), sex=Sex.FEMALE)])
    found = profiles.check(hierarchy=_alone(), rules=RuleBook.load(tmp_path / "own.toml"))
    assert {one.code[5:] for one in found if one.code.startswith("data/id-")} == codes


def test_a_book_without_a_rule_says_nothing_of_it(tmp_path: Path) -> None:
    empty = tmp_path / "rules.toml"
    empty.write_text("", encoding="utf-8")
    roll, profiles, hierarchy = _planted()
    found = profiles.check(hierarchy=hierarchy, on=ON, rules=RuleBook.load(empty))
    silent = {
        *("data/id-zero-lost", "data/id-of-old-card", "data/id-shape", "data/id-province", "data/id-sex"),
        *("data/id-century", "data/id-birth-year", "data/card-differs", "data/file-number-shape", "data/too-young"),
        *("data/too-old", "data/recognized-off", "data/probation-over", "data/unknown-ethnic-group"),
        "data/unknown-religion",
    }
    expected = [
        told for told in roll.expected if told[0] not in silent and told[0::2] != ("data/missing-field", "card_number")
    ]
    assert _told(found) == sorted(expected, key=lambda told: (told[0], sorted(told[1]), told[2]))


def test_each_group_that_shares_is_told_whole_however_many_there_are() -> None:
    ids = [f"m-{at:03}" for at in range(200)]
    tree = Hierarchy(
        [cell("cb", None, Level.GRASSROOTS)],
        as_of=ON,
        members=[Member(key, f"Người {key}") for key in ids],
        roll={"cb": ids},
    )
    profiles = Profiles([Profile(key, personal_id=f"0190{at // 2:08}") for at, key in enumerate(ids)])
    found = profiles.check(hierarchy=tree, on=ON).select(code="data/id-shared")
    assert isinstance(found, Findings)
    assert [one.subjects for one in found] == [tuple(ids[at : at + 2]) for at in range(0, 200, 2)]


@pytest.mark.parametrize("nameless", sorted(NAMELESS))
def test_what_stands_for_a_name_is_no_name_that_people_share(nameless: str) -> None:
    people = [Member("m-1", nameless), Member("m-2", nameless), Member("m-3", "Lý A"), Member("m-4", "LÝ A")]
    ids = [one.id for one in people]
    tree = Hierarchy([cell("cb", None, Level.GRASSROOTS)], as_of=ON, members=people, roll={"cb": ids})
    found = Profiles([Profile(key, born=dt.date(1970, 5, 19)) for key in ids]).check(hierarchy=tree)
    assert [one.subjects for one in found.select(code="data/same-name-and-birth")] == [("m-3", "m-4")]


def test_no_profiles_are_no_findings() -> None:
    assert Profiles([]).check(hierarchy=_alone()) == ()
