"""What became of the lines of two lists: classes, fields that differ, and every line in exactly one match.

```
matches_of(one, two, keys, compared, tree)  -> Matches of Match     `io/matching.py` says which lines belong together
```
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import ne
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple, TypeAlias, overload

from dangbo.base.terms import Term
from dangbo.base.text import PartialDate, fold, spaced_number
from dangbo.base.words import Words
from dangbo.hierarchy import Hierarchy
from dangbo.io.lists import LineList, cells_of, joining_key, key_of
from dangbo.io.matching import MatchSign, matched

__all__ = ["Counted", "Difference", "Gap", "Match", "MatchClass", "Matches"]


class MatchClass(Term, vi="kết quả đối chiếu"):
    """What became of lines when two lists were compared (kết quả đối chiếu); each line of either list has one.

    How many lines of each list belong together decides it: several lines of one list that are one person are repeated
    where the other list has nobody like them, and "several to one" where it has.

    Examples:
        >>> MatchClass.ONLY_B.label, MatchClass.LIKELY.gloss
        ('Chỉ có ở B', 'may be one person')
    """

    EQUAL = "equal", "Có ở cả hai, giống nhau", "in both, equal"
    DIFFERENT = "different", "Có ở cả hai, khác thông tin", "in both, different"
    OTHER_CELL = "other-cell", "Có ở cả hai, khác chi bộ", "in both, another cell"
    LIKELY = "likely", "Có thể là một người", "may be one person"
    ONE_TO_SEVERAL = "one-to-several", "Một dòng ở A, nhiều dòng ở B", "one in A, several in B"
    SEVERAL_TO_ONE = "several-to-one", "Nhiều dòng ở A, một dòng ở B", "several in A, one in B"
    SEVERAL_TO_SEVERAL = "several-to-several", "Nhiều dòng ở cả A và B", "several in A and in B"
    REPEATED = "repeated", "Lặp lại trong một danh sách", "repeated within one list"
    ONLY_A = "only-a", "Chỉ có ở A", "only in A"
    ONLY_B = "only-b", "Chỉ có ở B", "only in B"


Gap: TypeAlias = Literal["differs", "only_a", "only_b"]
"""How a field differs: both say something else, or only one list says something."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two lines differ; the values are in the lists.

    Attributes:
        field: the field, as profiles call it; "name" and "organization" beside them.
        gap: whether both say something else, or only one list says anything.
    """

    field: str
    gap: Gap


@dataclass(frozen=True, slots=True)
class Match:
    """Lines of two lists that belong together (trường hợp đối chiếu). It holds places, and no value of anybody.

    Attributes:
        number: its place in the reconciliation, from 1.
        kind: its class.
        a: lines of the first list, counted from 0.
        b: lines of the second list, counted from 0.
        by: the strongest key that two of the lines share; empty where they share none.
        sign: what suggests or casts doubt on it, where no key settles it.
        differences: fields that differ, where it is one line of each.

    Examples:
        >>> from dangbo.io.reconciling import reconcile
        >>> a = [{"name": "Nguyễn Văn An", "born": "19/5/1960", "sex": "nam"}]
        >>> b = [{"name": "Nguyễn Văn An", "born": "19/5/1960", "sex": "nữ"}]
        >>> (match,) = reconcile(a, b)
        >>> match.kind.value, match.a, match.b, match.by
        ('different', (0,), (0,), 'name+born')
        >>> match.differences
        (Difference(field='sex', gap='differs'),)
    """

    number: int
    kind: MatchClass
    a: tuple[int, ...]
    b: tuple[int, ...]
    by: str = ""
    sign: MatchSign | None = None
    differences: tuple[Difference, ...] = ()


class Counted(NamedTuple):
    """How many matches a class has, and how many lines of each list stand in them."""

    matches: int
    a: int
    b: int


class Matches(Sequence[Match]):
    """Matches in their order, each made when it is asked for: most are equal, and nobody looks at those."""

    __slots__ = ("_by", "_differences", "_lines", "_signs", "_split", "counts", "kinds")

    def __init__(
        self,
        lines: Sequence[Sequence[int]],
        split: int,
        kinds: Sequence[MatchClass],
        by: Sequence[str | None],
        signs: Mapping[int, MatchSign],
        differences: Mapping[int, Sequence[Difference]],
    ) -> None:
        self._lines, self._split, self.kinds = lines, split, kinds
        self._by, self._signs, self._differences = by, signs, differences
        found = {kind: [0, 0, 0] for kind in MatchClass}
        for kind, some in zip(kinds, lines, strict=True):
            count, a = found[kind], bisect_left(some, split)
            count[0] += 1
            count[1] += a
            count[2] += len(some) - a
        self.counts = MappingProxyType({kind: Counted(*count) for kind, count in found.items()})

    def __reduce__(self) -> tuple[Any, ...]:  # views, as the counts are one, are not pickled
        return Matches, (self._lines, self._split, self.kinds, self._by, self._signs, self._differences)

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, at: int) -> Match: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Match, ...]: ...
    def __getitem__(self, at: int | slice) -> Match | tuple[Match, ...]:
        if isinstance(at, slice):
            return tuple(self[one] for one in range(*at.indices(len(self))))
        at = range(len(self))[at]
        lines, split = self._lines[at], self._split
        return Match(
            at + 1,
            self.kinds[at],
            tuple(line for line in lines if line < split),
            tuple(line - split for line in lines if line >= split),
            self._by[at] or "",
            self._signs.get(at),
            tuple(self._differences.get(at, ())),
        )

    def __repr__(self) -> str:
        return f"Matches({spaced_number(len(self))})"


def matches_of(
    one: LineList, two: LineList, keys: Sequence[str], compared: Sequence[str], tree: Hierarchy | None
) -> Matches:
    cell, split = cells_of(tree), one.size
    names = [*one.column("name"), *two.column("name")]
    born = [*one.column("born"), *two.column("born")]
    known = [joining_key(name, one, two, cell) for name in keys]
    groups = matched(split, known, names, born)
    lines = [*map(groups.of, groups.roots)]
    pairs = [(at, some[0], some[1] - split) for at, some in enumerate(lines) if _is_pair(some, split)]
    differences = _differences(one, two, pairs, compared, cell)
    signs = {at: sign for at, root in enumerate(groups.roots) if (sign := groups.sign.get(root))} if groups.sign else {}
    numbered = {rank for rank, key in enumerate(known) if key.numbered}
    for at, x, y in pairs:
        if born[x] is not born[y + split] and groups.rank.get(x) in numbered:
            doubt = _doubt(x, y + split, names, born)
            if doubt is not None:
                signs[at] = doubt
    kinds = [MatchClass.EQUAL] * len(lines)
    plain = {at for at, _, _ in pairs}.difference(differences, signs)
    for at, some in enumerate(lines):
        if at not in plain:
            a = bisect_left(some, split)
            kinds[at] = _class_of(a, len(some) - a, differences.get(at, ()), signs.get(at))
    by = [None if rank is None else keys[rank] for rank in map(groups.rank.get, groups.roots)]
    return Matches(lines, split, kinds, by, signs, differences)


def _is_pair(lines: Sequence[int], split: int) -> bool:
    """Whether it is one line of each list."""
    return len(lines) == 2 and lines[0] < split <= lines[1]  # noqa: PLR2004 - a pair


def _class_of(a: int, b: int, differences: Sequence[Difference], sign: MatchSign | None) -> MatchClass:
    """The class of so many lines of each list."""
    if sign is not None:
        return MatchClass.LIKELY
    if a == b == 1:
        if any(one.field == "organization" and one.gap == "differs" for one in differences):
            return MatchClass.OTHER_CELL
        return MatchClass.DIFFERENT if differences else MatchClass.EQUAL
    if a and b:
        if a == 1:
            return MatchClass.ONE_TO_SEVERAL
        return MatchClass.SEVERAL_TO_ONE if b == 1 else MatchClass.SEVERAL_TO_SEVERAL
    if a + b > 1:
        return MatchClass.REPEATED
    return MatchClass.ONLY_A if a else MatchClass.ONLY_B


def _doubt(x: int, y: int, names: Sequence[Any], born: Sequence[dt.date | PartialDate | None]) -> MatchSign | None:
    """What casts doubt on two lines that a number joins."""
    day, other, name, called = born[x], born[y], names[x], names[y]
    if day is None or other is None or day.year == other.year or name is None or called is None:
        return None
    return None if fold(str(name)) == fold(str(called)) else MatchSign.NUMBER_ALONE


def _differences(
    one: LineList,
    two: LineList,
    pairs: Sequence[tuple[int, int, int]],
    compared: Sequence[str],
    cell: Callable[[Any], Any],
) -> dict[int, list[Difference]]:
    """By group the fields in which its two lines differ, field by field: columns are walked, not lines."""
    found: dict[int, list[Difference]] = {}
    places, xs, ys = [*zip(*pairs, strict=True)] or ((), (), ())
    for field in compared:
        key = key_of(field, cell)
        differs, only_a, only_b = (Difference(field, gap) for gap in GAPS)
        mine, theirs = ([*map(side.column(field).__getitem__, lines)] for side, lines in ((one, xs), (two, ys)))
        for at, value, other in compress(zip(places, mine, theirs, strict=True), map(ne, mine, theirs)):
            if value is None:
                found.setdefault(at, []).append(only_b)
            elif other is None:
                found.setdefault(at, []).append(only_a)
            elif key(value) is None or key(value) != key(other):
                found.setdefault(at, []).append(differs)
    return found


GAPS: Final[Mapping[Gap, Words]] = MappingProxyType(
    {
        "differs": Words(vi="Khác nhau", en="Differs"),
        "only_a": Words(vi="Chỉ A có", en="Only A has it"),
        "only_b": Words(vi="Chỉ B có", en="Only B has it"),
    }
)
