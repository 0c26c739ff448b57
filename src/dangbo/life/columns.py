"""How the fields of many profiles are kept: one column each, in as few bytes as the field allows.

| column | holds | bytes a person |
|---|---|---|
| `Texts` | texts that are another one for everybody, such as numbers | a reference |
| `Coded` | values of which there are few, such as labels, yes or no, names of places: a number for each | 1, or 4 |
| `Days` | days as far as they are known: the ordinal, or minus the year and month that are known | 4 |

Each is a sequence of values, `None` where one is unknown, and makes them when they are asked for. None is changed in
place, and none shows a value in its `repr`.
"""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress, repeat
from operator import index, is_
from typing import Any, Final, Generic, Self, TypeVar, overload

from dangbo.base.text import PartialDate, spaced_number

_T = TypeVar("_T")

_HUNDRED: Final = 100
_BYTE: Final = 256
_FEW: Final = 64
_WHOLE_BYTES: Final = b"\0" + b"\xff" * 255
"""Marks as bytes of which all bits are set, or none."""


class Column(Sequence[_T | None], Generic[_T]):
    """A field of everybody, in the order of the ids."""

    __slots__ = ()

    @classmethod
    @abstractmethod
    def of(cls, values: Sequence[_T | None]) -> Self:
        """A column of values."""

    @abstractmethod
    def take(self, places: Iterable[int]) -> Self:
        """The column of some of the people."""

    @abstractmethod
    def changed(self, values: Mapping[int, _T | None], more: Sequence[_T | None] = ()) -> Self:
        """The column with other values at some places, and more people behind; costs a copy of the codes."""

    def counted(self, marks: bytes | None = None) -> Iterable[tuple[_T | None, int]]:
        """Every value with how many people have it; only of those who are marked, where a byte each says who is."""
        return Counter(self if marks is None else compress(self, marks)).items()

    def marks(self, value: _T | None) -> bytes:
        """A byte for each person: 1 where this is the value, and 0."""
        return bytes(one == value for one in self)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Column):
            return NotImplemented
        return len(self) == len(other) and all(one == another for one, another in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({spaced_number(len(self))})"


class Texts(Column[str]):
    """Texts of which hardly two are alike."""

    __slots__ = ("_texts",)

    def __init__(self, texts: tuple[str | None, ...]) -> None:
        self._texts = texts

    @classmethod
    def of(cls, values: Sequence[str | None]) -> Self:
        """A column of texts."""
        return cls(tuple(values))

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, at: int) -> str | None: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[str | None, ...]: ...
    def __getitem__(self, at: int | slice) -> str | tuple[str | None, ...] | None:
        return self._texts[at]

    def __iter__(self) -> Iterator[str | None]:
        return iter(self._texts)

    def take(self, places: Iterable[int]) -> Self:
        """The column of some of the people."""
        return type(self)(tuple(map(self._texts.__getitem__, places)))

    def changed(self, values: Mapping[int, str | None], more: Sequence[str | None] = ()) -> Self:
        """The column with other texts at some places, and more people behind."""
        texts = [*self._texts, *more]
        for at, value in values.items():
            texts[at] = value
        return type(self)(tuple(texts))

    def __eq__(self, other: object) -> bool:
        return self._texts == other._texts if isinstance(other, Texts) else super().__eq__(other)

    __hash__ = None

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self._texts,))


class Coded(Column[_T]):
    """Values of which there are few, each kept once, and the number of one for each person.

    Args:
        values: every value there is, each once.
        codes: the place of each person's value among them.
    """

    __slots__ = ("_codes", "_values")

    def __init__(self, values: tuple[_T | None, ...], codes: bytes | array[int]) -> None:
        self._values = values
        self._codes = codes

    @classmethod
    def of(cls, values: Sequence[_T | None]) -> Self:
        """A column of values that can be looked up."""
        numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
        return cls._kept(tuple(numbers), map(numbers.__getitem__, values))

    @classmethod
    def nothing(cls, count: int) -> Self:
        """A column of which nothing is known."""
        return cls((None,), bytes(count))

    def counted(self, marks: bytes | None = None) -> Iterable[tuple[_T | None, int]]:
        """Every value with how many people have it; what is counted are the codes."""
        if isinstance(self._codes, bytes) and len(self._values) <= _FEW:
            return self._counted_bytes(self._codes, marks)
        counts = Counter(self._codes if marks is None else compress(self._codes, marks))
        return [(self._values[code], count) for code, count in counts.items()]

    def _counted_bytes(self, codes: bytes, marks: bytes | None) -> list[tuple[_T | None, int]]:
        """A look at all bytes for each value, many times faster than at each person, where values are few.

        Who is not marked gets code 0, of which there are as many as the others leave over.
        """
        everybody = len(codes) if marks is None else marks.count(1)
        if marks is not None:
            kept = int.from_bytes(marks.translate(_WHOLE_BYTES), "little")
            codes = (int.from_bytes(codes, "little") & kept).to_bytes(len(codes), "little")
        counts = [codes.count(code) for code in range(1, len(self._values))]
        counts.insert(0, everybody - sum(counts))
        return [(value, count) for value, count in zip(self._values, counts, strict=False) if count]

    def marks(self, value: _T | None) -> bytes:
        """A byte for each person: 1 where this is the value, and 0."""
        wanted = [one == value for one in self._values]
        if isinstance(self._codes, bytes):
            return self._codes.translate(bytes(wanted).ljust(_BYTE, b"\0"))
        return bytes(map(wanted.__getitem__, self._codes))

    @classmethod
    def _kept(cls, values: tuple[_T | None, ...], codes: Iterable[int]) -> Self:
        return cls(values, array("i", codes) if len(values) > _BYTE else bytes(codes))

    def __len__(self) -> int:
        return len(self._codes)

    @overload
    def __getitem__(self, at: int) -> _T | None: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[_T | None, ...]: ...
    def __getitem__(self, at: int | slice) -> _T | tuple[_T | None, ...] | None:
        if isinstance(at, slice):
            return tuple(map(self._values.__getitem__, self._codes[at]))
        return self._values[self._codes[at]]

    def __iter__(self) -> Iterator[_T | None]:
        return map(self._values.__getitem__, self._codes)

    def take(self, places: Iterable[int]) -> Self:
        """The column of some of the people, without the values of the others."""
        return self._tidied(self._values, [*map(self._codes.__getitem__, places)])

    def changed(self, values: Mapping[int, _T | None], more: Sequence[_T | None] = ()) -> Self:
        """The column with other values at some places, and more people behind."""
        numbers = {value: number for number, value in enumerate(self._values)}
        for value in (*values.values(), *more):
            numbers.setdefault(value, len(numbers))
        codes = [*self._codes, *map(numbers.__getitem__, more)]
        for at, value in values.items():
            codes[at] = numbers[value]
        return self._tidied(tuple(numbers), codes)

    @classmethod
    def _tidied(cls, values: tuple[_T | None, ...], codes: Sequence[int]) -> Self:
        """A column without the values that nobody has: what was corrected or erased is not kept."""
        there = sorted({*codes})
        if len(there) == len(values):
            return cls._kept(values, codes)
        numbers = dict(zip(there, range(len(there)), strict=True))
        return cls._kept(tuple(map(values.__getitem__, there)), map(numbers.__getitem__, codes))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Coded) and self._values == other._values:
            same: bool = self._codes == other._codes
            return same
        return super().__eq__(other)

    __hash__ = None

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self._values, self._codes))


class Days(Column[dt.date | PartialDate]):
    """Days as far as they are known: an ordinal; minus a hundred years and a month (0: unknown); 0 for nothing."""

    __slots__ = ("_codes",)

    def __init__(self, codes: array[int]) -> None:
        self._codes = codes

    @classmethod
    def of(cls, values: Sequence[dt.date | PartialDate | None]) -> Self:
        """A column of days."""
        return cls(_codes_of(values))

    def __len__(self) -> int:
        return len(self._codes)

    @overload
    def __getitem__(self, at: int) -> dt.date | PartialDate | None: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[dt.date | PartialDate | None, ...]: ...
    def __getitem__(self, at: int | slice) -> dt.date | PartialDate | tuple[dt.date | PartialDate | None, ...] | None:
        return tuple(map(_day, self._codes[at])) if isinstance(at, slice) else _day(self._codes[index(at)])

    def __iter__(self) -> Iterator[dt.date | PartialDate | None]:
        return map(_Made().__getitem__, self._codes)

    def take(self, places: Iterable[int]) -> Self:
        """The column of some of the people."""
        return type(self)(array("i", map(self._codes.__getitem__, places)))

    def changed(
        self, values: Mapping[int, dt.date | PartialDate | None], more: Sequence[dt.date | PartialDate | None] = ()
    ) -> Self:
        """The column with other days at some places, and more people behind."""
        codes = self._codes + _codes_of(more)
        for at, value in values.items():
            codes[at] = _code(value)
        return type(self)(codes)

    def counted(self, marks: bytes | None = None) -> Iterable[tuple[dt.date | PartialDate | None, int]]:
        """Every day with how many people have it; what is counted are the codes."""
        counts = Counter(self._codes if marks is None else compress(self._codes, marks))
        return [(_day(code), count) for code, count in counts.items()]

    def __eq__(self, other: object) -> bool:
        return self._codes == other._codes if isinstance(other, Days) else super().__eq__(other)

    __hash__ = None

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self._codes,))


def _code(day: dt.date | PartialDate | None) -> int:
    if day is None:
        return 0
    return -(day.year * _HUNDRED + (day.month or 0)) if isinstance(day, PartialDate) else day.toordinal()


def _codes_of(days: Sequence[dt.date | PartialDate | None]) -> array[int]:
    known = {day: _code(day) for day in {*days}}
    return array("i", map(known.__getitem__, days))


def _day(code: int) -> dt.date | PartialDate | None:
    if code > 0:
        return dt.date.fromordinal(code)
    return PartialDate(-code // _HUNDRED, -code % _HUNDRED or None) if code else None


class _Made(dict[int, dt.date | PartialDate | None]):
    """The days of a column, each made once while somebody walks through it."""

    def __missing__(self, code: int) -> dt.date | PartialDate | None:
        day = self[code] = _day(code)
        return day


def column_of(kind: type[Column[Any]], parts: Sequence[Sequence[Any]]) -> Column[Any]:
    """A column out of the values of several tables, one behind the other.

    Args:
        kind: how it is kept.
        parts: the values; where nobody has one, a byte each is kept.
    """
    whole = parts[0] if len(parts) == 1 else [value for part in parts for value in part]
    if all(map(is_, whole, repeat(None))):
        return Coded.nothing(len(whole))
    return kind.of(whole)
