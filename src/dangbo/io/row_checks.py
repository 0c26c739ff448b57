"""What the cells of a list of people cannot all say: days out of order, names no list has, numbers two rows share.

Each cell by itself could be read. What is found stops nothing: the values are kept as they are, and the cell is told.
The rest, which needs the tree or the day of asking, is told by the checks of profiles.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from dangbo.base.findings import Code, Fact
from dangbo.base.text import fold
from dangbo.base.words import Words
from dangbo.life.fields import FIELD_WORDS
from dangbo.life.roll_checks import ever_listed, out_of_order
from dangbo.rules import RuleBook
from dangbo.rules.forms import group_key

__all__ = ["RowFinding", "checked_rows"]

_LISTS: Final = {"ethnic_group": "statistics-ethnic-groups", "religion": "statistics-religions"}
"""Fields whose names stand in a list, with the rule that has it."""
_OWN: Final = ("personal_id", "card_number", "old_card_number")
"""Numbers that two people cannot share."""
_DAYS: Final = ("born", "admission_decided", "admitted", "recognized")
_LOOKED_AT: Final = frozenset({"member", "name", *_LISTS, *_OWN, *_DAYS})
_MOST: Final = 12
"""So many further rows are named at most: where all rows share a number, all of them would name all others."""


class RowFinding(NamedTuple):
    """Something that is found in a row: the row from 0, the field it is told at, the code and its facts.

    Attributes:
        others: further rows it is about, the first ones of many.
    """

    at: int
    field: str
    code: Code
    facts: Mapping[str, Fact]
    others: tuple[int, ...] = ()


def checked_rows(columns: Mapping[str, Sequence[Any]], rows: Sequence[int], book: RuleBook) -> Iterator[RowFinding]:
    """What is to be said of rows about people.

    Args:
        columns: values by field, `None` where nothing is known.
        rows: the rows that are looked at.
        book: the rulebook, for its lists.

    Complexity:
        O(rows).
    """
    if not rows:
        return
    looked_at = {name: values for name, values in columns.items() if name in _LOOKED_AT}
    some = {
        name: values if len(values) == len(rows) else [*map(values.__getitem__, rows)]
        for name, values in looked_at.items()
    }
    for at, before, field in out_of_order(some, len(rows)):
        yield RowFinding(
            rows[at], field, "table/days-order", {"what": FIELD_WORDS[before], "other": FIELD_WORDS[field]}
        )
    for field, rule_id in _LISTS.items():
        yield from _unlisted(some.get(field, ()), rows, field, ever_listed(book, rule_id))
    yield from _shared(some, rows)


def _unlisted(values: Sequence[Any], rows: Sequence[int], field: str, listed: frozenset[str]) -> Iterator[RowFinding]:
    known: dict[object, bool] = {None: True}
    for at, value in enumerate(values):
        if value not in known:
            known[value] = not listed or group_key(str(value)) in listed
        if not known[value]:
            yield RowFinding(rows[at], field, "table/not-listed", {"what": FIELD_WORDS[field]})


def _shared(columns: Mapping[str, Sequence[Any]], rows: Sequence[int]) -> Iterator[RowFinding]:
    """Rows that share a number, and rows of one name and one day of birth that share none."""
    told: dict[int, list[frozenset[int]]] = {}
    keys = columns.get("member") or range(len(rows))
    for field in _OWN:
        values = columns.get(field, ())
        for group in _alike(values):
            if not _is_own(values[group[0]]) or len({keys[at] for at in group}) == 1:
                continue
            if frozenset(group) not in told.get(group[0], ()):
                told.setdefault(group[0], []).append(frozenset(group))
                yield from _each(group, rows, field, "table/shared-number", {"what": FIELD_WORDS[field]})
    for group in _alike(_births(columns.get("name", ()), columns.get("born", ()))):
        if len({keys[at] for at in group}) > 1 and frozenset(group) not in told.get(group[0], ()):
            yield from _each(group, rows, "name", "table/same-person", {})


def _births(names: Sequence[Any], days: Sequence[Any]) -> list[int | None]:
    """A number for each person that is the same for those of one name and one day of birth; `None` of others."""
    if not (names and days):
        return []
    numbers: dict[str, int] = {}
    named = {name: _MANY_DAYS * numbers.setdefault(fold(name), len(numbers)) for name in {*names} if name is not None}
    ordinals = {day: day.toordinal() for day in {*days} if isinstance(day, dt.date)}
    pairs = zip(map(named.get, names), map(ordinals.get, days), strict=True)
    return [None if name is None or day is None else name + day for name, day in pairs]


_MANY_DAYS: Final = 10_000_000
"""More than there are days of the calendar."""


def _each(
    group: Sequence[int], rows: Sequence[int], field: str, code: Code, facts: Mapping[str, Words]
) -> Iterator[RowFinding]:
    for at in group:
        others = tuple(rows[other] for other in group[: _MOST + 1] if other != at)
        yield RowFinding(rows[at], field, code, facts, others[:_MOST])


def _is_own(value: object) -> bool:
    """Whether a number tells people apart: not one that repeats a digit, which stands for one nobody knew."""
    return isinstance(value, str) and value != value[0] * len(value)


def _alike(keys: Sequence[Hashable]) -> list[list[int]]:
    different = {*keys}
    if len(different) == len(keys) or len(different - {None}) == len(keys) - keys.count(None):
        return []
    groups: dict[Hashable, list[int]] = {}
    first: dict[Hashable, int] = {}
    for at, key in enumerate(keys):
        if key is not None and (begun := first.setdefault(key, at)) != at:
            groups.setdefault(key, [begun]).append(at)
    return [*groups.values()]
