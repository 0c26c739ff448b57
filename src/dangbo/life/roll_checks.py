"""Checks of a roll (kiểm tra dữ liệu đảng viên): what profiles leave out, what cannot be, and who may be there twice.

Everything found is a finding that stops nothing, about a member by id. None shows what a profile holds: a message says
which field is meant and what is wrong with it, never its value.

What is wrong is told once. A date that cannot be is held against no other one; of two dates in the wrong order nothing
more is reckoned. A date known in part is an interval, and a finding needs what no day of it allows.

A field passes when it is empty, but for those the national list of members asks for: `data/missing-field`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import Final, Literal, NamedTuple, Protocol, TypeAlias

from dateutil.relativedelta import relativedelta

from dangbo.base.citations import RuleRef
from dangbo.base.findings import FEW, Code, Fact, Finding, finding
from dangbo.base.text import PartialDate, fold, personal
from dangbo.base.words import Words
from dangbo.hierarchy import Hierarchy
from dangbo.life.fields import FIELD_WORDS
from dangbo.rules import RuleBook, RuleValue, Table
from dangbo.rules.forms import group_key
from dangbo.tree.members import NAMELESS

__all__ = ["check", "ever_listed", "out_of_order"]


Field: TypeAlias = Literal[
    "sex",
    "born",
    "ethnic_group",
    "religion",
    "personal_id",
    "card_number",
    "old_card_number",
    "card_issued",
    "file_number",
    "admission_decided",
    "admitted",
    "recognized",
]
"""A field that is looked at."""


class Columns(Protocol):
    """What is read of profiles: the ids of their members, and fields in the order of the ids, `None` where unknown."""

    @property
    def ids(self) -> Sequence[str]:
        """Ids of the members."""

    def column(self, field: Field, /) -> Sequence[object]:
        """The values of a field."""


_STARRED: Final[tuple[Field, ...]] = ("sex", "born", "ethnic_group", "religion", "personal_id", "admitted")
"""What the national list marks with a star for everybody. Card and recognition are those of full members."""

_PARTY_DATES: Final[tuple[Field, ...]] = ("admission_decided", "admitted", "recognized", "card_issued")
_DATES: Final[tuple[Field, ...]] = ("born", *_PARTY_DATES)
_FOUNDED: Final = dt.date(1930, 2, 3)
"""The day the Party was founded: a fact of history, which no rule changes."""

_LISTS: Final[dict[Field, tuple[Code, str]]] = {
    "ethnic_group": ("data/unknown-ethnic-group", "statistics-ethnic-groups"),
    "religion": ("data/unknown-religion", "statistics-religions"),
}
"""Fields whose names stand in a list, with what is said of others and the rule that has the list."""

_YEAR: Final = 12
_NEVER: Final = 12 * dt.MAXYEAR
_DAYS_OF_A_YEAR: Final = 365


class _Found:
    """What was found, kind by kind: those who share code, rule and facts are told together where they are many."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[Code, RuleRef | None, tuple[tuple[str, Fact], ...]], list[str]] = {}

    def add(self, code: Code, subject: str, *, rule: RuleRef | None = None, **facts: Fact) -> None:
        """One more member of whom something is true."""
        self._kinds.setdefault((code, rule, tuple(facts.items())), []).append(subject)

    def add_all(self, code: Code, subjects: Iterable[str], *, rule: RuleRef | None = None, **facts: Fact) -> None:
        """Members of whom the same is true."""
        self._kinds.setdefault((code, rule, tuple(facts.items())), []).extend(subjects)

    def findings(self) -> Iterator[Finding]:
        """A finding for each member, or one for all of a kind where they are more than a reader takes one by one."""
        for (code, rule, facts), subjects in self._kinds.items():
            if len(subjects) > FEW:
                yield _about_all(code, subjects, rule=rule, **dict(facts))
            else:
                for subject in subjects:
                    yield finding(code, subject, rule=rule, severity=None, **dict(facts))


def _about_all(code: Code, subjects: Sequence[str], *, rule: RuleRef | None = None, **facts: Fact) -> Finding:
    """One finding about several members."""
    first, *others = subjects
    return replace(finding(code, first, rule=rule, severity=None, **facts), also=tuple(others))


class _Days(NamedTuple):
    """A column of dates as days counted from year 1: the first and the last each can mean, both 0 where unknown."""

    first: Sequence[int]
    last: Sequence[int]

    def without(self, rows: Iterable[int]) -> _Days:
        """The same with some unknown."""
        first, last = list(self.first), list(self.last)
        for at in rows:
            first[at] = last[at] = 0
        return _Days(first, last)


def _days(values: Sequence[object]) -> _Days:
    if PartialDate in set(map(type, values)):
        ends = [_ends(value) for value in values]
        return _Days([first for first, _ in ends], [last for _, last in ends])
    days = [value.toordinal() if isinstance(value, dt.date) else 0 for value in values]
    return _Days(days, days)


def _years(days: _Days) -> list[int]:
    """The year of each day, 0 where it is unknown: of a date known in part it is known."""
    year_of = cache(lambda day: dt.date.fromordinal(day).year if day else 0)
    return [year_of(day) for day in days.first]


def _ends(value: object) -> tuple[int, int]:
    if isinstance(value, PartialDate):
        return value.earliest.toordinal(), value.latest.toordinal()
    day = value.toordinal() if isinstance(value, dt.date) else 0
    return day, day


def _after(day: int, months: int) -> int:
    """A day so many calendar months later; where the month is too short, its last day."""
    try:
        return (dt.date.fromordinal(day) + relativedelta(months=months)).toordinal()
    except (OverflowError, ValueError):  # in no year there is
        return dt.date.max.toordinal() + 1


class _Told:
    """Profiles by the ids that are told: an id no tree has that may be a name or a number is told by its place."""

    def __init__(self, profiles: Columns, names: Sequence[str | None]) -> None:
        self.ids = [
            key if name is not None or not personal(key) else f"[profile/hồ sơ {at}]"
            for at, (key, name) in enumerate(zip(profiles.ids, names, strict=True), 1)
        ]
        self._profiles = profiles

    def column(self, field: Field, /) -> Sequence[object]:
        """The values of a field."""
        return self._profiles.column(field)


class _People(NamedTuple):
    """What the tree knows of the members of profiles, in the order of these."""

    names: Sequence[str | None]
    waiting: Sequence[int | None]
    homes: Sequence[str | None]


def check(profiles: Columns, hierarchy: Hierarchy, on: dt.date, rules: RuleBook) -> Iterator[Finding]:
    """What is missing, cannot be, contradicts itself or is there twice in the profiles of a register.

    Rules are read by the date they are about: the age by that of the decision, the probation by that of the admission,
    the card by `on`. Where the book has none, nothing is said. Costs time in proportion to the number of profiles.

    Args:
        profiles: ids and columns of fields.
        hierarchy: the tree whose members they are.
        on: the date of asking; later dates cannot be.
        rules: the rulebook.

    Returns:
        The findings, kind by kind. One kind about more than 40 members is one finding with all of them as `subjects`,
        and so is each group of members who share what only one can have. The subject is the id of a member; of
        somebody the tree does not know whose id may be a name or a number by mistake, the place of the profile.
    """
    people = _people_of(profiles.ids, hierarchy)
    profiles = _Told(profiles, people.names)
    ids = profiles.ids
    found = _Found()
    _check_known(ids, people, found)
    _check_missing(profiles, people, rules.at(on).get("card-number"), found)
    days = {field: _check_span(ids, field, _days([*profiles.column(field)]), on, found) for field in _DATES}
    years = _years(days["born"])
    _check_numbers(profiles, years, on, rules, found)
    _check_cards(profiles, rules.at(on).get("card-number"), found)
    _check_file_numbers(profiles, rules.at(on).get("file-number"), found)
    _check_order(ids, days, found)
    _check_age(ids, days, rules, found)
    _check_probation(profiles, people, days, on, rules, found)
    for field in _LISTS:
        _check_listed(profiles, field, rules, on, found)
    yield from found.findings()
    yield from _twice(profiles, people, days["born"], years)
    yield from _heaps(ids, days)


def _people_of(ids: Sequence[str], hierarchy: Hierarchy) -> _People:
    columns = hierarchy.members.settled().columns
    names: Sequence[str | None] = columns.names
    waiting: Sequence[int | None] = columns.waiting
    if tuple(ids) != columns.ids:
        rows = dict(zip(columns.ids, range(len(columns.ids)), strict=True))
        places = [rows.get(key) for key in ids]
        names = [None if at is None else columns.names[at] for at in places]
        waiting = [None if at is None else columns.waiting[at] for at in places]
    homes = {member: org.id for org in hierarchy for member in hierarchy.roll(org)}
    return _People(names, waiting, [homes.get(key) for key in ids])


def _latest(book: RuleBook, rule_id: str, on: dt.date) -> RuleValue | None:
    """What a rule says on a date or, after its last day, said last: for numbers and lists that stay as they were."""
    if rule_id not in book:
        return None
    begun = [value for value in book.values(rule_id) if value.ref.valid_from <= on]
    return book.at(on).get(rule_id) or (begun[-1] if begun else book.values(rule_id)[0])


# --- who and what is there --------------------------------------------------------------------------------------------


def _check_known(ids: Sequence[str], people: _People, found: _Found) -> None:
    """Profiles of people the tree does not know, or has on no roll."""
    unknown = [key for key, name in zip(ids, people.names, strict=True) if name is None]
    found.add_all("data/unknown-member", unknown)
    rows = zip(ids, people.names, people.homes, strict=True)
    found.add_all("data/on-no-roll", [key for key, name, home in rows if home is None and name is not None])


def _check_missing(profiles: Columns, people: _People, card: RuleValue | None, found: _Found) -> None:
    """What the national list asks for and a profile does not say."""
    ids = profiles.ids
    for field in _STARRED:
        column = profiles.column(field)
        missing = [key for key, value in zip(ids, column, strict=True) if value is None]
        found.add_all("data/missing-field", missing, field=field, what=FIELD_WORDS[field])
    if card is None:
        return
    cards = profiles.column("card_number")
    rows = zip(ids, people.waiting, cards, profiles.column("old_card_number"), strict=True)
    if "same_as" in card.table:  # the card of today, which the older one is no longer
        missing = [key for key, waits, new, _ in rows if new is None and waits == 0]
    else:
        missing = [key for key, waits, new, old in rows if new is None and old is None and waits == 0]
    found.add_all("data/missing-field", missing, field="card_number", what=FIELD_WORDS["card_number"])


def _check_listed(profiles: Columns, field: Field, book: RuleBook, on: dt.date, found: _Found) -> None:
    """Names that are in no list there has been, however they are written."""
    code, rule_id = _LISTS[field]
    now = _latest(book, rule_id, on)
    if now is None:
        return
    listed = ever_listed(book, rule_id)

    @cache
    def is_listed(name: str) -> bool:
        return group_key(name) in listed

    column = zip(profiles.ids, profiles.column(field), strict=True)
    unknown = [key for key, value in column if isinstance(value, str) and not is_listed(value)]
    found.add_all(code, unknown, rule=now.ref)


def ever_listed(book: RuleBook, rule_id: str) -> frozenset[str]:
    """The names that have ever stood in a list, by `group_key`; none where the book has no such list."""
    rows = (row for value in (book.values(rule_id) if rule_id in book else ()) for row in value.rows)
    return frozenset(group_key(name) for row in rows for name in (row.words("label").vi, *row.texts("also")))


# --- numbers ----------------------------------------------------------------------------------------------------------


def _check_numbers(profiles: Columns, years: Sequence[int], on: dt.date, book: RuleBook, found: _Found) -> None:
    """Personal identification numbers: their shape, and what their first six digits say.

    A number that was given stays, whatever the rules of a later day: it is read by the last that say how.
    """
    number = _latest(book, "personal-id", on)
    if number is None:
        return
    digits, old = number.table.number("digits"), number.table.number("old_digits")
    first_country = f"{number.table.number('country_from'):03}"
    places = _latest(book, "personal-id-provinces", on)
    codes = {f"{row.text('code'):>03}" for row in places.rows} if places is not None else set()
    centuries = _latest(book, "personal-id-century", on)
    century_of = {
        str(row.number("digit")): (row.text("sex"), row.number("first_year"), row.number("last_year"))
        for row in (centuries.rows if centuries is not None else ())
    }
    by_place, by_century = (None if value is None else value.ref for value in (places, centuries))
    rows = zip(profiles.ids, profiles.column("personal_id"), profiles.column("sex"), years, strict=True)
    for key, given, sex, year in rows:
        if not isinstance(given, str):
            continue
        if len(given) != digits or not _is_number(given) or given == given[0] * digits:
            _tell_shape(key, given, digits, old, number.ref, found)
            continue
        place = given[:3]
        if codes and place not in codes and place < first_country:
            found.add("data/id-province", key, rule=by_place)
        if (read := century_of.get(given[3])) is not None:
            of_sex, begin, end = read
            if sex is not None and getattr(sex, "value", sex) != of_sex:
                found.add("data/id-sex", key, rule=by_century)
            if not begin <= year <= end if year else begin > on.year:
                found.add("data/id-century", key, rule=by_century)
        if year and int(given[4:6]) != year % 100:
            found.add("data/id-birth-year", key, rule=number.ref)


def _tell_shape(key: str, given: str, digits: int, old: int, rule: RuleRef, found: _Found) -> None:
    size = len(given)
    if not _is_number(given):
        reason = Words(vi="có ký tự không phải chữ số", en="it holds what is no digit")
        found.add("data/id-shape", key, rule=rule, reason=reason, limit=digits)
    elif size == digits:
        reason = Words(vi="chỉ lặp lại một chữ số, là số điền tạm", en="it repeats one digit, as a stand-in does")
        found.add("data/id-shape", key, rule=rule, reason=reason, limit=digits)
    elif size == digits - 1:
        found.add("data/id-zero-lost", key, rule=rule, count=size, limit=digits)
    elif size == old:
        found.add("data/id-of-old-card", key, rule=rule, count=size, limit=digits)
    else:
        reason = Words(vi=f"có {size} chữ số, không phải {digits}", en=f"it has {size} digits, not {digits}")
        found.add("data/id-shape", key, rule=rule, reason=reason, limit=digits)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _check_cards(profiles: Columns, card: RuleValue | None, found: _Found) -> None:
    """Cards whose number is not the personal identification number, from the day the rule says that it is."""
    if card is None or "same_as" not in card.table:
        return
    rows = zip(profiles.ids, profiles.column("card_number"), profiles.column("personal_id"), strict=True)
    differ = [key for key, number, own in rows if number is not None and own is not None and number != own]
    found.add_all("data/card-differs", differ, rule=card.ref)


def _check_file_numbers(profiles: Columns, shapes: RuleValue | None, found: _Found) -> None:
    """File numbers of none of the shapes that were seen."""
    if shapes is None:
        return
    rows = shapes.rows

    @cache
    def is_known(digits: int, letters: int) -> bool:
        return any(_has_shape(digits, letters, shape) for shape in rows)

    def has_a_shape(text: str) -> bool:
        digits, letters = sum(map(str.isdigit, text)), sum(map(str.isalpha, text))
        return digits + letters == len(text) and is_known(digits, letters)

    column = zip(profiles.ids, profiles.column("file_number"), strict=True)
    unlike = [key for key, value in column if isinstance(value, str) and not has_a_shape(value)]
    seen = Words(
        vi="; ".join(row.words("shape").vi for row in rows), en="; ".join(row.words("shape").en for row in rows)
    )
    found.add_all("data/file-number-shape", unlike, rule=shapes.ref, shapes=seen)


def _has_shape(digits: int, letters: int, shape: Table) -> bool:
    return (
        ("characters" not in shape or shape.number("characters") == digits + letters)
        and ("digits" not in shape or shape.number("digits") == digits)
        and ("letters_at_least" not in shape or shape.number("letters_at_least") <= letters)
        and ("letters_at_most" not in shape or letters <= shape.number("letters_at_most"))
    )


# --- dates ------------------------------------------------------------------------------------------------------------


def _check_span(ids: Sequence[str], field: Field, days: _Days, on: dt.date, found: _Found) -> _Days:
    """Dates after the day of asking, and dates of party life before there was a Party; the column without them."""
    today, founded = on.toordinal(), _FOUNDED.toordinal()
    ahead = [at for at, first in enumerate(days.first) if first > today]
    early = [at for at, last in enumerate(days.last) if 0 < last < founded] if field in _PARTY_DATES else []
    told = FIELD_WORDS[field]
    found.add_all("data/future-date", [ids[at] for at in ahead], field=field, what=told, date=on)
    found.add_all(
        "data/before-founding", [ids[at] for at in early], field=field, what=FIELD_WORDS[field], date=_FOUNDED
    )
    return days.without([*ahead, *early]) if ahead or early else days


_ORDER: Final[tuple[tuple[Field, int], ...]] = (
    ("born", 1),
    ("admission_decided", 0),
    ("admitted", 1),
    ("recognized", 0),
)
"""Dates in their order, each with how many days later the next must be at least."""
_APART: Final = sum(apart for _, apart in _ORDER)


def _check_order(ids: Sequence[str], days: Mapping[Field, _Days], found: _Found) -> None:
    """Dates that are not in their order."""
    for at, before, field in _out_of_order(days):
        found.add("data/dates-order", ids[at], field=field, what=FIELD_WORDS[before], other=FIELD_WORDS[field])


def _out_of_order(days: Mapping[Field, _Days]) -> Iterator[tuple[int, Field, Field]]:
    """Born before the decision, decided not after the ceremony, admitted before being recognized.

    The earliest days that keep to the order are looked for one after the other. Where none is left for a date, it is
    told with the one that stands in its way, and the search goes on from it.
    """
    columns = [column for field, _ in _ORDER for column in days[field]]
    for at in _close(days):
        ends = [column[at] for column in columns]
        bound, before = 0, _ORDER[0][0]  # the next date cannot lie before this day, because of that field
        for (field, apart), first, last in zip(_ORDER, ends[::2], ends[1::2], strict=True):
            if last and last < bound:
                yield at, before, field
            if last and (last < bound or first >= bound):
                bound, before = first, field
            bound += apart  # of a date nobody knows too: it lies between its neighbors


def _close(days: Mapping[Field, _Days]) -> list[int]:
    """Rows in which a later date is less than two days after an earlier one: in no other one can any be in the way."""
    known = [days[field] for field, _ in _ORDER if any(days[field][0])]
    return sorted(
        {
            at
            for (_, lasts), (firsts, _) in combinations(known, 2)
            for at, (last, first) in enumerate(zip(lasts, firsts, strict=True))
            if first - last < _APART and first and last
        }
    )


def out_of_order(columns: Mapping[str, Sequence[object]], rows: int) -> Iterator[tuple[int, str, str]]:
    """Rows two dates of which cannot both be right: the row, the field that should be earlier, the one that should not.

    Args:
        columns: dates by field; those that are not there are of nobody.
        rows: how many rows there are.

    Examples:
        >>> [*out_of_order({"admitted": [dt.date(2024, 5, 19)], "recognized": [dt.date(2023, 5, 19)]}, 1)]
        [(0, 'admitted', 'recognized')]
    """
    yield from _out_of_order({field: _days(columns.get(field) or [None] * rows) for field, _ in _ORDER})


def _check_age(ids: Sequence[str], days: Mapping[Field, _Days], book: RuleBook, found: _Found) -> None:
    """Too young, or too old but by an exception, on the day the admission was decided; counted in whole months.

    Where nobody knows that day, it was that of the ceremony at the latest: who was too young then, was so before.
    """

    @cache
    def bounds_on(day: int) -> tuple[RuleRef, int, int] | None:
        value = book.at(dt.date.fromordinal(day)).get("admission-age")
        return None if value is None else (value.ref, *_months_of_age(value.table))

    after = cache(_after)
    columns = (column for field in ("born", "admission_decided", "admitted") for column in days[field])
    for key, first_born, last_born, *ends in zip(ids, *columns, strict=True):
        is_known = ends[0] > 0
        first_day, last_day = ends[:2] if is_known else ends[2:]
        if not first_born or not first_day or last_day <= first_born:
            continue
        of_last, of_first = bounds_on(last_day), bounds_on(first_day)
        if of_last is None or of_first is None:
            continue
        (late_rule, *late), (early_rule, *early) = of_last, of_first  # of the last and of the first day it can mean
        if last_day < after(first_born, min(late[0], early[0])):
            found.add("data/too-young", key, rule=late_rule, limit=late[0] // _YEAR)
        elif is_known and first_day >= after(last_born, max(late[1], early[1])):
            found.add("data/too-old", key, rule=early_rule, limit=early[1] // _YEAR)


def _months_of_age(age: Table) -> tuple[int, int]:
    """The whole months of age with which somebody may be admitted first, and those with which nobody may any more."""
    unit = _YEAR if age.text("of") == "years" else 1
    low = next((age.number(key) * unit + more for key, more in (("at_least", 0), ("above", 1)) if key in age), 0)
    high = next((age.number(key) * unit + more for key, more in (("at_most", 1), ("below", 0)) if key in age), _NEVER)
    return low, high


def _check_probation(
    profiles: Columns, people: _People, days: Mapping[Field, _Days], on: dt.date, book: RuleBook, found: _Found
) -> None:
    """Recognition as the rule of the admission has it, and as the status has it."""

    @cache
    def months_on(day: int) -> tuple[int, RuleRef] | None:
        value = book.at(dt.date.fromordinal(day)).get("probation")
        return None if value is None else (value.number, value.ref)

    after, today = cache(_after), on.toordinal()
    admitted, recognized = days["admitted"], days["recognized"]
    given = profiles.column("recognized")
    rows = zip(profiles.ids, people.waiting, given, *admitted, *recognized, strict=True)
    for key, waits, recorded, first, last, first_full, last_full in rows:
        if waits == 0 and recorded is None:
            found.add("data/full-unrecognized", key)
        elif waits == 1 and first_full:
            found.add("data/probationary-recognized", key)
        rule = months_on(first) if first else None
        if first_full and rule is not None and last_full > first:  # otherwise the order is wrong, which is told
            months, ref = rule
            if last_full < after(first, months) or first_full > after(last, months):
                found.add("data/recognized-off", key, rule=ref, limit=months)
        if waits == 1 and recorded is None and first:
            months_now = rule or months_on(today)
            if months_now is not None and after(last, months_now[0]) <= today:
                found.add("data/probation-over", key, rule=months_now[1], limit=months_now[0], date=on)


def _heaps(ids: Sequence[str], days: Mapping[Field, _Days]) -> Iterator[Finding]:
    """Dates of which so many are 1 January that most of these stand for a day nobody knew."""
    for field, (first, last) in days.items():
        whole = [day if day == end else 0 for day, end in zip(first, last, strict=True)]
        new_years = {day for day in set(whole) if day and _is_new_year(day)}
        there = [key for key, day in zip(ids, whole, strict=True) if day in new_years]
        known = len(whole) - whole.count(0)
        if _is_heap(len(there), known):
            yield _about_all(
                "data/new-year-dates", there, field=field, what=FIELD_WORDS[field], count=len(there), of=known
            )


def _is_new_year(day: int) -> bool:
    date = dt.date.fromordinal(day)
    return date.month == date.day == 1


def _is_heap(count: int, known: int) -> bool:
    """Whether more of the known dates fall on one day of the year than chance gives.

    Chance gives a 365th of them, spread by its square root; a heap is five times that spread and three more.
    """
    beyond = _DAYS_OF_A_YEAR * (count - 3) - known
    return beyond > 0 and beyond * beyond > 25 * _DAYS_OF_A_YEAR * known


# --- the same twice ---------------------------------------------------------------------------------------------------


def _twice(profiles: Columns, people: _People, born: _Days, years: Sequence[int]) -> Iterator[Finding]:
    """Members who share what one has, or so much that they may be one person: a finding for each such group."""
    ids = profiles.ids
    numbers = [_own(value) for value in profiles.column("personal_id")]
    for group in _alike(numbers):
        yield _about_all("data/id-shared", [ids[at] for at in group], count=len(group))
    for field in ("card_number", "old_card_number"):
        for group in _alike([_own(value) for value in profiles.column(field)]):
            if len({numbers[at] for at in group}) > 1 or numbers[group[0]] is None:  # of one number it is told
                members = [ids[at] for at in group]
                yield _about_all("data/card-shared", members, field=field, what=FIELD_WORDS[field], count=len(group))
    folded: Callable[[str], str] = cache(fold)
    names = [None if name is None or name in NAMELESS else folded(name) for name in people.names]
    whole = [first if first == last else 0 for first, last in zip(born.first, born.last, strict=True)]
    for group in _alike([(n, day) if n and day else None for n, day in zip(names, whole, strict=True)]):
        yield _about_all("data/same-name-and-birth", [ids[at] for at in group], count=len(group))
    rows = zip(names, years, people.homes, strict=True)
    for group in _alike([(n, year, home) if n and year and home else None for n, year, home in rows]):
        if len({whole[at] for at in group}) > 1 or not whole[group[0]]:  # of one day it is told
            yield _about_all("data/same-name-in-cell", [ids[at] for at in group], count=len(group))


def _own(number: object) -> str | None:
    """A number that tells people apart; not one that repeats a digit, which stands for one nobody knew."""
    return number if isinstance(number, str) and number != number[0] * len(number) else None


def _alike(keys: Sequence[Hashable]) -> list[list[int]]:
    """Rows that share a key, group by group; `None` is shared by nobody."""
    first: dict[Hashable, int] = {}
    groups: dict[Hashable, list[int]] = {}
    for at, key in enumerate(keys):
        if key is None:
            continue
        begun = first.setdefault(key, at)
        if begun != at:
            groups.setdefault(key, [begun]).append(at)
    return list(groups.values())
