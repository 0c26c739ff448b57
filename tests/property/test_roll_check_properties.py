"""Checks of random rolls, against models that try every day a date can mean and compare everybody with everybody."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, product
from typing import Any, Final, TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from dangbo import Finding, Hierarchy, Member, MemberStatus, Profile, Profiles
from dangbo.base.text import PartialDate
from tests.builders import cell, dang_bo

ON: Final = dt.date(2026, 11, 1)
Day: TypeAlias = dt.date | PartialDate | None
Record: TypeAlias = dict[str, Any]

_YEARS: Final = st.sampled_from([1899, 1929, 1930, 1957, 1958, 1970, 1990, 1999, 2000, 2006, 2024, 2025, 2026, 2027])
_WHOLE: Final = st.builds(
    lambda year, month, day: dt.date(year, month, min(day, calendar.monthrange(year, month)[1])),
    _YEARS,
    st.sampled_from([1, 2, 10, 11]),
    st.sampled_from([1, 2, 15, 28, 30, 31]),
).filter(lambda day: (day.month, day.day) != (2, 29))
_DAYS: Final = st.none() | _WHOLE | st.builds(PartialDate, _YEARS, st.none() | st.sampled_from([1, 2, 10, 11]))
_NUMBERS: Final = st.none() | st.sampled_from(
    [
        *("019090000001", "019190000001", "019206000002", "079157000003", "003090000004", "100099000005"),
        *("019490000001", "0190900000011", "19090000001", "123456789", "12345678", "01909000000A", "1" * 12),
    ]
)
_RECORDS: Final = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Đỗ Văn A", "ĐỖ VĂN A", "Do Van A", "Đỗ Văn Ả", "Lý B"]),
        "full": st.booleans(),
        "cell": st.sampled_from(["cb-1", "cb-2", None]),
        "sex": st.sampled_from([None, "nam", "nữ"]),
        "born": _DAYS,
        "personal_id": _NUMBERS,
        "card_number": _NUMBERS,
        "old_card_number": st.sampled_from([None, "31000001", "31000002"]),
        "admission_decided": _DAYS,
        "admitted": _DAYS,
        "recognized": _DAYS,
        "card_issued": _DAYS,
    }
)
_ROLLS: Final = st.lists(_RECORDS, max_size=8)
_OF_TREE: Final = ("name", "full", "cell")


def _found(records: list[Record]) -> tuple[Finding, ...]:
    rolls: dict[str, list[str]] = {}
    for at, one in enumerate(records):
        if one["cell"] is not None:
            rolls.setdefault(one["cell"], []).append(f"m-{at}")
    status = {True: MemberStatus.FULL, False: MemberStatus.PROBATIONARY}
    tree = Hierarchy(
        [dang_bo("dbp", None), cell("cb-1"), cell("cb-2")],
        as_of=ON,
        members=[Member(f"m-{at}", one["name"], status[one["full"]]) for at, one in enumerate(records)],
        roll=rolls,
    )
    own = [{key: value for key, value in one.items() if key not in _OF_TREE} for one in records]
    return Profiles([Profile(f"m-{at}", **one) for at, one in enumerate(own)]).check(hierarchy=tree)


def _told(found: Iterable[Finding], *codes: str) -> set[tuple[str, int]]:
    names = {f"data/{code}" for code in codes}
    return {(one.code[5:], int(key[2:])) for one in found if one.code in names for key in one.subjects}


def _groups(found: Iterable[Finding], code: str, field: str | None = None) -> set[frozenset[int]]:
    chosen = (one for one in found if one.code == f"data/{code}" and dict(one.facts).get("field") in {field, None})
    return {frozenset(int(key[2:]) for key in one.subjects) for one in chosen}


def _ends(day: Day) -> tuple[dt.date, dt.date] | None:
    if day is None:
        return None
    return (day.earliest, day.latest) if isinstance(day, PartialDate) else (day, day)


def _possible(day: Day, *others: Day) -> list[dt.date]:
    """Days a date can mean: those at its ends, and those next to the ends of the others."""
    ends = _ends(day)
    assert ends is not None
    first, last = ends
    near = [end for other in (day, *others) for end in _ends(other) or ()]
    days = {end + dt.timedelta(step) for end in near for step in range(-2, 3)}
    return sorted(one for one in days if first <= one <= last)


def _is_possible(field: str, day: Day) -> bool:
    ends = _ends(day)
    return ends is not None and ends[0] <= ON and (field == "born" or ends[1] >= dt.date(1930, 2, 3))


def _sound(one: Record, *fields: str) -> list[tuple[str, Day]]:
    return [(field, one[field]) for field in fields if _is_possible(field, one[field])]


def _completed_months(born: dt.date, day: dt.date) -> int:
    last = calendar.monthrange(day.year, day.month)[1]
    return (day.year - born.year) * 12 + day.month - born.month - (day.day < min(born.day, last))


def _year_on(day: dt.date) -> dt.date:
    return dt.date(day.year + 1, day.month, 28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)


@given(_ROLLS)
def test_dates_are_told_as_future_or_too_early_where_no_day_of_them_is_within(records: list[Record]) -> None:
    found = _found(records)
    expected = set()
    for at, one in enumerate(records):
        for field in ("born", "admission_decided", "admitted", "recognized", "card_issued"):
            if one[field] is not None and not _is_possible(field, one[field]):
                earliest = _possible(one[field])[0]
                expected.add(("future-date" if earliest > ON else "before-founding", at))
    assert _told(found, "future-date", "before-founding") == expected


_STEPS: Final = ["born", "admission_decided", "admitted", "recognized"]
_APART: Final = {(0, 1): 1, (0, 2): 1, (0, 3): 2, (1, 2): 0, (1, 3): 1, (2, 3): 1}
"""Days there are at least between two dates, whether those between are known or not."""


def _in_order(fields: list[str], days: Iterable[dt.date]) -> bool:
    known = [(_STEPS.index(field), day) for field, day in zip(fields, days, strict=True)]
    return all((b - a).days >= _APART[i, j] for (i, a), (j, b) in combinations(known, 2))


@given(_ROLLS)
def test_dates_are_in_disorder_where_no_days_of_them_are_in_order(records: list[Record]) -> None:
    expected = set()
    for at, one in enumerate(records):
        sound = _sound(one, "born", "admission_decided", "admitted", "recognized")
        fields, days = [field for field, _ in sound], [day for _, day in sound]
        choices = product(*(_possible(day, *days) for day in days))
        if days and not any(_in_order(fields, chosen) for chosen in choices):
            expected.add(("dates-order", at))
    assert _told(_found(records), "dates-order") == expected


@given(_ROLLS)
def test_ages_are_told_where_every_day_gives_them(records: list[Record]) -> None:
    expected = set()
    for at, one in enumerate(records):
        known = bool(_sound(one, "admission_decided"))  # otherwise decided on the day of the ceremony at the latest
        if not _sound(one, "born") or not (known or _sound(one, "admitted")):
            continue
        born, decided = one["born"], one["admission_decided" if known else "admitted"]
        days = [*product(_possible(born, decided), _possible(decided, born))]
        if min(day for _, day in days) < dt.date(2016, 7, 25) or not any(b < d for b, d in days):
            continue
        months = [_completed_months(b, d) for b, d in days]
        if max(months) < 18 * 12:
            expected.add(("too-young", at))
        if known and min(months) > 60 * 12:
            expected.add(("too-old", at))
    assert _told(_found(records), "too-young", "too-old") == expected


@given(_ROLLS)
def test_recognition_and_status_are_held_against_twelve_months(records: list[Record]) -> None:
    expected = set()
    for at, one in enumerate(records):
        has_admitted, recognized = bool(_sound(one, "admitted")), one["recognized"]
        has_recognized = bool(_sound(one, "recognized"))
        admitted = _possible(one["admitted"], recognized) if has_admitted else []
        if one["full"] and recognized is None:
            expected.add(("full-unrecognized", at))
        if not one["full"] and has_recognized:
            expected.add(("probationary-recognized", at))
        if not one["full"] and recognized is None and admitted and all(_year_on(day) <= ON for day in admitted):
            expected.add(("probation-over", at))
        if has_recognized and admitted and min(admitted) >= dt.date(2011, 1, 19):
            then, possible = [_year_on(day) for day in admitted], _possible(recognized, one["admitted"])
            apart = max(possible) < min(then) or min(possible) > max(then)
            if apart and any(a < r for a, r in product(admitted, possible)):
                expected.add(("recognized-off", at))
    codes = ("full-unrecognized", "probationary-recognized", "probation-over", "recognized-off")
    assert _told(_found(records), *codes) == expected


def _said_of(number: str, sex: str | None, year: int | None) -> Iterator[str]:
    """What a number contradicts: the one thing its shape says, or what its first six digits say."""
    if number.isdigit() and len(number) in {9, 11}:
        yield {9: "id-of-old-card", 11: "id-zero-lost"}[len(number)]
    elif not number.isdigit() or len(number) != 12 or len(set(number)) == 1:
        yield "id-shape"
    else:
        if number.startswith("003"):
            yield "id-province"
        if sex is not None and (int(number[3]) % 2 == 0) != (sex == "nam"):
            yield "id-sex"
        begin = 1900 + int(number[3]) // 2 * 100
        if begin > 2026 if year is None else not begin <= year < begin + 100:
            yield "id-century"
        if year is not None and f"{year:04}"[2:] != number[4:6]:
            yield "id-birth-year"


@given(_ROLLS)
def test_numbers_say_what_their_digits_say(records: list[Record]) -> None:
    expected = set()
    for at, one in enumerate(records):
        year = one["born"].year if _sound(one, "born") else None
        if one["personal_id"] is not None:
            expected |= {(code, at) for code in _said_of(one["personal_id"], one["sex"], year)}
            if one["card_number"] not in {None, one["personal_id"]}:
                expected.add(("card-differs", at))
    codes = ("id-of-old-card", "id-zero-lost", "id-shape", "id-province", "id-sex", "id-century", "id-birth-year")
    assert _told(_found(records), *codes, "card-differs") == expected


@given(_ROLLS)
def test_what_is_missing_is_told_of_those_who_need_it(records: list[Record]) -> None:
    found = _found(records)
    for field in ("sex", "born", "personal_id", "admitted", "card_number"):
        missing = {
            at for at, one in enumerate(records) if one[field] is None and (one["full"] or field != "card_number")
        }
        chosen = [one for one in found if one.code == "data/missing-field" and dict(one.facts)["field"] == field]
        assert {int(key[2:]) for one in chosen for key in one.subjects} == missing
    assert _told(found, "on-no-roll") == {("on-no-roll", at) for at, one in enumerate(records) if one["cell"] is None}


def _sharing(records: list[Record], alike: Callable[[Record, Record], bool]) -> set[frozenset[int]]:
    """Everybody compared with everybody: those alike, by the first of each group."""
    groups = {frozenset(other for other, two in enumerate(records) if alike(one, two)) for one in records}
    return {group for group in groups if len(group) > 1}


def _bare(name: str) -> str:
    return name.casefold().replace("đ", "d").replace("ỗ", "o").replace("ă", "a").replace("ả", "a").replace("ý", "y")


def _is_number(number: str | None) -> bool:
    return number is not None and len(set(number)) > 1


@given(_ROLLS)
def test_groups_that_share_are_those_of_comparing_everybody(records: list[Record]) -> None:
    found = _found(records)
    by_id = _sharing(records, lambda a, b: _is_number(a["personal_id"]) and a["personal_id"] == b["personal_id"])
    assert _groups(found, "id-shared") == by_id
    for field in ("card_number", "old_card_number"):
        shared = _sharing(records, lambda a, b, field=field: _is_number(a[field]) and a[field] == b[field])  # type: ignore[misc]
        assert _groups(found, "card-shared", field) == {
            group for group in shared if not any(group <= one for one in by_id)
        }
    named = _sharing(
        records,
        lambda a, b: (
            _bare(a["name"]) == _bare(b["name"])
            and isinstance(a["born"], dt.date)
            and _is_possible("born", a["born"])
            and a["born"] == b["born"]
        ),
    )
    assert _groups(found, "same-name-and-birth") == named
    housed = _sharing(
        records,
        lambda a, b: (
            _bare(a["name"]) == _bare(b["name"])
            and a["cell"] is not None
            and a["cell"] == b["cell"]
            and _is_possible("born", a["born"])
            and _is_possible("born", b["born"])
            and a["born"].year == b["born"].year
        ),
    )
    assert _groups(found, "same-name-in-cell") == {group for group in housed if not any(group <= one for one in named)}


@given(_ROLLS)
def test_new_year_is_a_heap_where_it_is_far_beyond_chance(records: list[Record]) -> None:
    found = _found(records)
    for field in ("born", "admission_decided", "admitted", "recognized", "card_issued"):
        whole = {
            at: one[field]
            for at, one in enumerate(records)
            if isinstance(one[field], dt.date) and _is_possible(field, one[field])
        }
        there = frozenset(at for at, day in whole.items() if (day.month, day.day) == (1, 1))
        chance = len(whole) / 365
        heap = len(there) > 3 + chance + 5 * math.sqrt(chance) and len(there) > 3
        assert _groups(found, "new-year-dates", field) == ({there} if heap else set())
