"""Which lines of two lists are the same person: joined by keys that say so surely, then by signs that only suggest it.

Lines are counted through both lists, those of the second behind those of the first. What two lines share makes them one
only where no stronger key says that they are two: people of one name and one birthday have different numbers. Groups
are walked through once, however many lines share a value, so that a list of fillers costs what a list of people costs.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, compress, repeat
from operator import eq, ne
from typing import Final, NamedTuple, TypeAlias

from dangbo.base.terms import Term
from dangbo.base.text import PartialDate, fold

__all__ = ["Groups", "Key", "MatchSign", "matched"]

Born: TypeAlias = dt.date | PartialDate | None


class MatchSign(Term, vi="căn cứ nhận ra một người"):
    """Why two lines that no key joins surely may be one person, or why a pair that a key joins is doubted.

    Vietnamese term: căn cứ nhận ra một người.

    Examples:
        >>> MatchSign.ONE_DIGIT.label
        'Số định danh lệch một chữ số'
    """

    ONE_DIGIT = "one-digit", "Số định danh lệch một chữ số", "one digit of the id differs"
    OTHER_NUMBER = (
        "other-number",
        "Trùng thông tin khác nhưng khác số định danh",
        "the rest agrees, the number does not",
    )
    DAY_MONTH = "day-month", "Cùng họ tên, đảo ngày và tháng sinh", "one name, day and month of birth swapped"
    NAME_YEAR = "name-year", "Cùng họ tên (bỏ dấu) và năm sinh", "one name without diacritics, one year of birth"
    NUMBER_ALONE = (
        "number-alone",
        "Cùng số nhưng khác cả họ tên và năm sinh",
        "one number, another name and year of birth",
    )


class Key(NamedTuple):
    """What a line is known by.

    Attributes:
        name: how the caller wrote it: "personal_id", "name+born".
        values: of each line of both lists; `None` where the line does not say it.
        numbered: whether it is a number: two of unlike length are numbers of different kinds and do not contradict.
    """

    name: str
    values: Sequence[Hashable | None]
    numbered: bool


class Groups:
    """Lines that belong together, each line in one group, in the order of their first lines.

    Attributes:
        roots: the first line of each group.
        rank: by first line, the strongest key that joins any two of the group, by its place; none where no key does.
        sign: by first line, what suggests that those of one list are those of the other, where no key says so.
    """

    __slots__ = ("_last", "_many", "rank", "roots", "sign")

    def __init__(self, root: Sequence[int], rank: Mapping[int, int], sign: Mapping[int, MatchSign]) -> None:
        every = range(len(root))
        self.roots = [*compress(every, map(eq, root, every))]
        self.rank, self.sign = rank, sign
        self._last = dict(zip(root, every, strict=True))
        few = {first for first, count in Counter(root).items() if count > _PAIR}
        self._many: dict[int, list[int]] = {first: [] for first in few}
        for line, first in compress(enumerate(root), map(few.__contains__, root)):
            self._many[first].append(line)

    def of(self, first: int) -> Sequence[int]:
        """The lines of the group that begins with this one, in their order: those of the first list come first."""
        last = self._last[first]
        return (first,) if last == first else self._many.get(first) or (first, last)


_PAIR: Final = 2
_UNLIKE: Final = 64
"""Most lines with unlike stronger keys that are compared pair by pair because they share a weaker one."""
_LONGEST: Final = 20
"""Most characters of a number in which one wrong digit is looked for."""
_ID_DIGITS: Final = 12
_BOTH: Final = 3
"""Lines of the first list are 1, of the second 2."""


class _Forest:
    """Disjoint sets of lines, each with the lists its lines are of."""

    def __init__(self, split: int, total: int) -> None:
        self.parent = [*range(total)]
        self.sides = bytearray(b"\1") * split + bytearray(b"\2") * (total - split)
        self.rank: dict[int, int] = {}
        self.sign: dict[int, MatchSign] = {}

    def root(self, line: int) -> int:
        parent = self.parent
        while (above := parent[line]) != line:
            parent[line] = line = parent[above]
        return line

    def unite(self, x: int, y: int, *, rank: int | None = None, sign: MatchSign | None = None) -> None:
        x, y = self.root(x), self.root(y)
        low, high = (x, y) if x < y else (y, x)
        if low != high:
            self.parent[high] = low
            self.sides[low] |= self.sides[high]
            if high in self.rank:
                self.rank[low] = min(self.rank.pop(high), self.rank.get(low, self.rank.get(high, len(self.parent))))
            if high in self.sign:
                self.sign[low] = self.sign.pop(high)
        if rank is not None:
            self.rank[low] = min(rank, self.rank.get(low, rank))
        if sign is not None:
            self.sign[low] = sign

    def open_lines(self) -> list[int]:
        """The lines with nobody of the other list yet."""
        sides = map(self.sides.__getitem__, self.flat())
        return [*compress(range(len(self.parent)), map(ne, sides, repeat(_BOTH)))]

    def flat(self) -> list[int]:
        """The root of each line."""
        parent = self.parent
        while (above := [*map(parent.__getitem__, parent)]) != parent:
            parent = above
        self.parent = parent
        return parent

    def join_all(self, values: Sequence[Hashable | None]) -> None:
        """Join all lines that share a value, where nothing was joined before."""
        first = dict(zip(reversed(values), reversed(self.parent), strict=True))
        first.pop(None, None)
        self.parent = [line if value is None else first[value] for line, value in enumerate(values)]
        for line, root in compress(enumerate(self.parent), map(ne, self.parent, range(len(values)))):
            self.sides[root] |= self.sides[line]
            self.rank[root] = 0


def matched(split: int, keys: Sequence[Key], names: Sequence[object], born: Sequence[Born]) -> Groups:
    """The lines of both lists in groups, each line in one; O(lines).

    Args:
        split: how many lines the first list has.
        keys: the strongest first.
        names: of each line; `None` where there is none.
        born: of each line, as far as it is known.
    """
    total = len(names)
    forest = _Forest(split, total)
    forest.join_all(keys[0].values)
    for rank, key in enumerate(keys[1:], start=1):
        _join(forest, rank, key, keys[:rank])
    _suggest(forest, split, keys, names, born)
    return Groups(forest.flat(), forest.rank, forest.sign)


def _join(forest: _Forest, rank: int, key: Key, stronger: Sequence[Key]) -> None:
    """Lines that share a value are one, where no stronger key contradicts."""
    for lines in _shared(key.values, forest.flat()):
        if len(lines) == _PAIR:
            if not _contradict(
                [one.values[lines[0]] for one in stronger], [one.values[lines[1]] for one in stronger], stronger
            ):
                forest.unite(*lines, rank=rank)
            continue
        alike: dict[tuple[Hashable | None, ...], int] = {}
        for line in lines:
            known = tuple(one.values[line] for one in stronger)
            first = alike.setdefault(known, line)
            if first != line:
                forest.unite(first, line, rank=rank)
        nothing = alike.get((None,) * len(stronger))
        if nothing is not None:  # who says nothing else contradicts nobody
            for line in alike.values():
                forest.unite(nothing, line, rank=rank)
        elif len(alike) <= _UNLIKE:
            for (one, line), (two, other) in combinations(alike.items(), 2):
                if not _contradict(one, two, stronger):
                    forest.unite(line, other, rank=rank)


def _shared(values: Sequence[Hashable | None], roots: Sequence[int]) -> Iterable[list[int]]:
    """The lines of each value that several have who are not one already; mostly few are."""
    last = dict(zip(values, roots, strict=True))
    apart = {*compress(values, map(ne, map(last.__getitem__, values), roots))} - {None}
    several: dict[Hashable, list[int]] = {}
    for line, value in compress(enumerate(values), map(apart.__contains__, values)):
        several.setdefault(value, []).append(line)
    return several.values()


def _contradict(one: Sequence[Hashable | None], two: Sequence[Hashable | None], keys: Sequence[Key]) -> bool:
    return any(
        x is not None and y is not None and x != y and not (key.numbered and len(str(x)) != len(str(y)))
        for x, y, key in zip(one, two, keys, strict=True)
    )


# --- who is likely ----------------------------------------------------------------------------------------------------

_Marked: TypeAlias = Iterator[tuple[Hashable, int]]


def _suggest(forest: _Forest, split: int, keys: Sequence[Key], names: Sequence[object], born: Sequence[Born]) -> None:
    """Join lines of one list to lines of the other by what suggests it, the strongest sign first."""
    ids = next((key for key in keys if key.numbered), None)
    numbers: Sequence[Hashable | None] = ids.values if ids else (None,) * len(names)
    people = _People(split, numbers, _Folded(names), born)
    for sign, marks in (
        (MatchSign.ONE_DIGIT, _nearly),
        (MatchSign.OTHER_NUMBER, lambda lines, some: _otherwise(lines, some, keys)),
        (MatchSign.DAY_MONTH, _swapped),
        (MatchSign.NAME_YEAR, _same_year),
    ):
        lines = forest.open_lines()
        if not lines or lines[0] >= split or lines[-1] < split:
            return
        marked: dict[Hashable, list[int]] = {}
        for mark, line in marks(lines, people):
            marked.setdefault(mark, []).append(line)
        for some in marked.values():
            if len(some) > 1:
                _pair(forest, some, sign, people)


class _Folded(dict[int, str]):
    """The key for search of the name of a line, made when it is asked for; blank where it has none."""

    def __init__(self, names: Sequence[object]) -> None:
        self.given = names

    def __missing__(self, line: int) -> str:
        name = self.given[line]
        self[line] = key = "" if name is None else fold(str(name))
        return key


class _People(NamedTuple):
    """What the lines say of people, one place each, and how many of them are of the first list."""

    split: int
    numbers: Sequence[Hashable | None]
    names: _Folded
    born: Sequence[Born]

    def who(self, line: int) -> Iterator[Hashable]:
        """What must agree besides a number: the name, or the day of birth."""
        if self.names[line]:
            yield self.names[line]
        if self.born[line] is not None:
            yield self.born[line]


def _pair(forest: _Forest, lines: list[int], sign: MatchSign, people: _People) -> None:
    """Join those of one list to those of the other."""
    split = people.split
    if sign in _OF_NUMBERS:
        if lines[0] < split <= lines[-1] and (
            sign is MatchSign.OTHER_NUMBER or len({people.numbers[line] for line in lines}) > 1
        ):
            for line in lines:
                forest.unite(lines[0], line, sign=sign)
        return
    # whoever has a number contradicts all of the other list that have one of that length: not one of them is the same
    a, b = _by_length([x for x in lines if x < split], people), _by_length([x for x in lines if x >= split], people)
    for length, some in a.items():
        for other, more in b.items():
            if length != other or length == 0:
                for line in (*some, *more):
                    forest.unite(some[0], line, sign=sign)


_OF_NUMBERS: Final = frozenset({MatchSign.ONE_DIGIT, MatchSign.OTHER_NUMBER})


def _by_length(lines: Iterable[int], people: _People) -> dict[int, list[int]]:
    """Lines by the length of their number, which is 0 where there is none."""
    found: dict[int, list[int]] = {}
    for line in lines:
        number = people.numbers[line]
        found.setdefault(0 if number is None else min(len(str(number)), _LONGEST), []).append(line)
    return found


def _nearly(lines: Sequence[int], people: _People) -> _Marked:
    """A number with any one digit left open, or without the zero it may have lost; and who it is said to be."""
    for line in lines:
        number = people.numbers[line]
        if not isinstance(number, str) or len(number) > _LONGEST:
            continue
        shapes = [f"{number[:at]}_{number[at + 1 :]}" for at in range(len(number))]
        if len(number) == _ID_DIGITS - 1:
            shapes.append(f"0{number}")
        elif len(number) == _ID_DIGITS and number[0] == "0":
            shapes.append(number)
        for who in people.who(line):
            for shape in shapes:
                yield (shape, who), line


def _otherwise(lines: Sequence[int], people: _People, keys: Sequence[Key]) -> _Marked:
    """A key that agrees although a stronger one does not; of a number the name or the birth must agree too."""
    for rank, key in enumerate(keys):
        for line in lines:
            if (value := key.values[line]) is None:
                continue
            if key.numbered:
                for who in people.who(line):
                    yield (rank, value, who), line
            else:
                yield (rank, value), line


def _swapped(lines: Sequence[int], people: _People) -> _Marked:
    """A name and a day of birth, of lines of the second list with day and month swapped."""
    for line in lines:
        day = people.born[line]
        if not people.names[line] or not isinstance(day, dt.date) or day.day > 12 or day.day == day.month:  # noqa: PLR2004 - months
            continue
        told = (day.day, day.month) if line < people.split else (day.month, day.day)
        yield (people.names[line], day.year, *told), line


def _same_year(lines: Sequence[int], people: _People) -> _Marked:
    """A name and a year of birth."""
    for line in lines:
        day = people.born[line]
        if people.names[line] and day is not None:
            yield (people.names[line], day.year), line
