"""Out into a data frame: how a result hands its plain columns to pandas, Polars or PyArrow.

Whoever has columns says them once, as `FrameColumn`s with a stable English name and the kind of their values, in
`_frame()`; `to_frame` of `Framed` hands them over. Types follow from the kind and never from the values, so a frame
without rows has the types of a full one, and what is not known is null:

| kind | values | in pandas, Polars, PyArrow |
|---|---|---|
| "text" | texts, ids | `str`, `String`, `string` |
| "term" | members of a vocabulary, which become their codes | the same |
| "count" | whole numbers | `Int64`, `Int64`, `int64` |
| "number" | `Fraction`, `Decimal`, `Points` | `float64`, `Float64`, `double` |
| "share" | `Share`, `Ratio`, `Growth` | counts `<name>_count` and `<name>_of`, number `<name>_percent` |
| "day" | days | `datetime64[us]`, `Date`, `date32` |
| "yes/no" | `True`, `False` | `boolean`, `Boolean`, `bool` |

A frame is the one place where this library makes a float: what is exact stands beside it as counts, or in the result.
"""

from __future__ import annotations

__all__ = ["Backend", "FrameColumn", "Framed", "columns_of", "frame_of", "in_percent", "rows_of"]

import datetime as dt
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from importlib import import_module
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Never, TypeAlias, TypeVar, get_args, overload

from dangbo.base.errors import MissingExtraError
from dangbo.base.figures import Points, repeated_option
from dangbo.base.reading import bad_figure
from dangbo.base.text import fold, nearest
from dangbo.base.words import Words

if TYPE_CHECKING:
    from fractions import Fraction

    import pandas as pd
    import polars as pl
    import pyarrow as pa

Backend: TypeAlias = Literal["pandas", "polars", "pyarrow"]
"""The package whose frame is asked for."""

ValueKind: TypeAlias = Literal["text", "term", "count", "share", "number", "day", "yes/no"]
"""What the values of a column are."""

_T = TypeVar("_T")

_PURPOSE: Final = Words(vi="bảng dữ liệu (data frame)", en="a data frame")
_SPELLED: Final = {"pd": "pandas", "pl": "polars", "pa": "pyarrow", "arrow": "pyarrow"}


class FrameColumn(NamedTuple):
    """A column as plain values: its name in the frame, what its values are, and the values; `None` is not known."""

    name: str
    kind: ValueKind
    values: Sequence[Any]


def in_percent(part: Fraction | None) -> Fraction | None:
    """A part as the per cent a frame shows: 17/20 as 85; nothing where there is none."""
    return None if part is None else part * 100


def columns_of(
    items: Iterable[_T], *asked: tuple[str, ValueKind] | tuple[str, ValueKind, Callable[[_T], object]]
) -> list[FrameColumn]:
    """The columns of things of one kind, a row for each.

    Args:
        items: the things.
        asked: name and kind of each column, and how its value is read; by default the attribute of this name.

    Examples:
        >>> from dangbo.base.figures import Share
        >>> for column in columns_of([Share(1, of=3)], ("of", "count"), ("printed", "text", lambda one: one.text())):
        ...     print(column)
        FrameColumn(name='of', kind='count', values=[3])
        FrameColumn(name='printed', kind='text', values=['33,3%'])
    """
    rows = [*items]
    return [FrameColumn(name, kind, [*map(how[0] if how else attrgetter(name), rows)]) for name, kind, *how in asked]


class Framed:
    """A result that turns into the columns of a data frame."""

    __slots__ = ()

    @abstractmethod
    def _frame(self) -> Iterable[FrameColumn]:
        """The columns, all of one length."""

    @overload
    def to_frame(self, *, backend: Literal["pandas"] = "pandas") -> pd.DataFrame: ...
    @overload
    def to_frame(self, *, backend: Literal["polars"]) -> pl.DataFrame: ...
    @overload
    def to_frame(self, *, backend: Literal["pyarrow"]) -> pa.Table: ...
    @overload
    def to_frame(self, *, backend: Backend) -> pd.DataFrame | pl.DataFrame | pa.Table: ...
    def to_frame(self, *, backend: Backend = "pandas") -> pd.DataFrame | pl.DataFrame | pa.Table:
        """The same as a data frame: columns with English names, codes of terms, days as days, unknown as null.

        A share is three columns: `<name>_count`, `<name>_of` and `<name>_percent`. The names and types of the columns
        do not depend on what is in them.

        Args:
            backend: the package whose frame it is.

        Raises:
            MissingExtraError: the package is not installed, or narwhals is not; the error says how it is.
            InvalidInputError: another backend.
        """
        return frame_of(self._frame(), backend=backend)

    def __array__(self, *_: object, **__: object) -> Never:
        """Refuse to become an array: `pd.DataFrame(result)` would make a table of whatever it iterates over.

        Raises:
            InvalidInputError: whenever numpy or pandas asks.
        """
        name = type(self).__name__
        raise bad_figure(
            name,
            Words(vi="không tự chuyển được thành mảng hay bảng dữ liệu", en="it does not turn into an array by itself"),
            Words(vi="Xuất kết quả này thành bảng dữ liệu trước.", en="Call its to_frame()."),
        )


@overload
def frame_of(columns: Iterable[FrameColumn], *, backend: Literal["pandas"] = "pandas") -> pd.DataFrame: ...
@overload
def frame_of(columns: Iterable[FrameColumn], *, backend: Literal["polars"]) -> pl.DataFrame: ...
@overload
def frame_of(columns: Iterable[FrameColumn], *, backend: Literal["pyarrow"]) -> pa.Table: ...
@overload
def frame_of(columns: Iterable[FrameColumn], *, backend: Backend) -> pd.DataFrame | pl.DataFrame | pa.Table: ...
def frame_of(columns: Iterable[FrameColumn], *, backend: Backend = "pandas") -> pd.DataFrame | pl.DataFrame | pa.Table:
    """The frame of some columns.

    Args:
        columns: all of one length, no two of one name.
        backend: the package whose frame it is.

    Raises:
        MissingExtraError: the package is not installed, or narwhals is not; the error says how it is.
        InvalidInputError: another backend.
        ValueError: two columns of one name, or of different lengths.
    """
    read_backend(backend)
    data: dict[str, tuple[ValueKind, list[Any]]] = {}
    for column in columns:
        for name, kind, values in _plain(column):
            if name in data:
                raise ValueError(f"two columns of a frame are called {name!r}")
            data[name] = (kind, values)
    if len({len(values) for _, values in data.values()}) > 1:
        raise ValueError(f"the columns {', '.join(data)} of a frame are not of one length")
    native = needed(backend, backend)
    if backend == "pandas":
        return native.DataFrame({name: _pandas(native, kind, values) for name, (kind, values) in data.items()})
    narwhals = needed("narwhals.stable.v2", "narwhals")
    types = {
        "text": narwhals.String,
        "count": narwhals.Int64,
        "number": narwhals.Float64,
        "day": narwhals.Date,
        "yes/no": narwhals.Boolean,
    }
    schema = {name: types[kind] for name, (kind, _) in data.items()}
    plain = {name: values for name, (_, values) in data.items()}
    return narwhals.from_dict(plain, schema, backend=backend).to_native()


def rows_of(columns: Iterable[FrameColumn]) -> list[dict[str, object]]:
    """The same columns as rows of plain JSON values: codes, days as ISO texts, no float.

    Raises:
        ValueError: a column of shares or numbers, which only a frame shows as floats.

    Examples:
        >>> rows_of([FrameColumn("due", "day", [dt.date(2026, 4, 3)]), FrameColumn("count", "count", [2])])
        [{'due': '2026-04-03', 'count': 2}]
    """
    names, values = [], []
    for column in columns:
        if column.kind in {"share", "number"}:
            raise ValueError(f"column {column.name!r} holds what is exact, and has no plain value")
        names.append(column.name)
        plain = next(_plain(column))[2]
        values.append([one.isoformat() if isinstance(one, dt.date) else one for one in plain])
    return [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)]


def read_backend(backend: object) -> Backend:
    """The package whose frame is asked for.

    Raises:
        InvalidInputError: another one, with the nearest.

    Examples:
        >>> from dangbo.base.errors import InvalidInputError
        >>> try:
        ...     read_backend("pd")
        ... except InvalidInputError as error:
        ...     print(error.findings[0].fix)
        Did you mean 'pandas'? Choose one of 'pandas', 'polars', 'pyarrow'.
    """
    if isinstance(backend, str) and backend in _BACKENDS:
        return backend
    text = backend if isinstance(backend, str) else ""
    near = _SPELLED.get(fold(text)) or next(iter(nearest(text, _BACKENDS)), None)
    first = sorted(_BACKENDS, key=lambda known: known != near)
    known = ", ".join(map(repr, first))
    given = repeated_option(backend)
    raise bad_figure(
        "backend",
        Words(vi=f"không có lựa chọn {given or 'này'}", en=f"{given or 'it'} is not known"),
        Words(
            vi=f"Có phải là {near!r}? Chọn một trong {known}." if near else f"Chọn một trong {known}.",
            en=f"Did you mean {near!r}? Choose one of {known}." if near else f"Choose one of {known}.",
        ),
    )


_BACKENDS: Final[tuple[Backend, ...]] = get_args(Backend)


def needed(module: str, package: str) -> Any:  # noqa: ANN401 - a package that need not be installed
    """A module of a package of the extra.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError:
        raise MissingExtraError("frames" if package == "narwhals" else "", package, _PURPOSE) from None


def _plain(column: FrameColumn) -> Iterator[tuple[str, ValueKind, list[Any]]]:
    """The columns of one, with values a frame can hold."""
    name, kind, values = column
    if kind == "share":
        yield f"{name}_count", "count", [None if value is None else value.count for value in values]
        yield f"{name}_of", "count", [None if value is None else value.of for value in values]
        yield f"{name}_percent", "number", [None if value is None else float(value.percent) for value in values]
    elif kind == "term":
        terms = [*map(id, values)]  # which hash slowly
        codes = {
            at: one.value if isinstance(one, Enum) else one for at, one in dict(zip(terms, values, strict=True)).items()
        }
        yield name, "text", [*map(codes.__getitem__, terms)]
    elif kind == "number":
        yield name, kind, [_float(value) for value in values]
    else:
        yield name, kind, [*values]


def _float(value: Any) -> float | None:  # noqa: ANN401 - whatever number
    if value is None:
        return None
    return float(value.value) if isinstance(value, Points) else float(value)


def _pandas(pandas: Any, kind: ValueKind, values: list[Any]) -> Any:  # noqa: ANN401 - of a package that need not be there
    """A column of pandas. narwhals would take its types without nulls, which make floats of counts."""
    if kind == "text":  # to version 2 texts were objects
        kept = "str" if int(pandas.__version__.partition(".")[0]) >= 3 else "object"  # noqa: PLR2004
        return pandas.Series(values, dtype=kept)
    return pandas.Series(values, dtype=_DTYPES[kind])


_DTYPES: Final[dict[ValueKind, str]] = {
    "count": "Int64",
    "number": "float64",
    "day": "datetime64[us]",
    "yes/no": "boolean",
}
