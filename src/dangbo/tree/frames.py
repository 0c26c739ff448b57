"""Frames as they come from outside: a data frame of any library as the sheet that the reader of rows takes.

pandas, Polars, PyArrow and what else narwhals knows, eager or lazy, become columns of plain values; a column is turned
into them when it is read, so that what nobody asks for costs nothing. A place in a problem is the frame, the row by its
position and the column by its heading.
"""

from __future__ import annotations

__all__ = ["Frame", "is_frame", "rows_or_frame", "sheet_of_frame"]

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, overload

from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Finding, finding
from dangbo.base.frames import needed
from dangbo.base.text import is_missing, is_title, nfc, type_words
from dangbo.base.words import NO_WORDS, Words
from dangbo.tree.reading import fields_read
from dangbo.tree.rows import (
    Across,
    Instead,
    Noun,
    Sheet,
    doubled,
    in_vietnamese,
    misspelt,
)


class Frame(Protocol):
    """A data frame of pandas, Polars or PyArrow, or of another library that narwhals knows; eager or lazy."""

    @property
    def columns(self) -> Any:  # noqa: ANN401 - every library has its own
        """Its columns, or their names."""


_WANTED: Final = Words(vi="bảng dữ liệu (data frame)", en="a data frame")
_LIBRARIES: Final = "pandas, Polars, PyArrow"


@dataclass(frozen=True, slots=True)
class _Where:
    """How problems name places of a frame: by its heading the column of a field, where somebody gave it one."""

    noun: Noun
    headings: Mapping[str, str]

    def __call__(self, number: int | None, field: str) -> Words:
        row = NO_WORDS if number is None else Words(vi=f", dòng {number}", en=f", row {number}")
        heading = self.headings.get(field, field)
        column = Words(vi=f", cột '{heading}'", en=f", column '{heading}'") if heading else NO_WORDS
        return Words(
            vi=f"bảng dữ liệu {in_vietnamese(self.noun)}{row.vi}{column.vi}",
            en=f"{self.noun} frame{row.en}{column.en}",
        )


class _Values(Sequence[Any]):
    """A column of a frame as plain values, made when they are asked for."""

    __slots__ = ("_at", "_count", "_frame", "_kept", "_place")

    def __init__(self, frame: Any, at: int, count: int, place: Words) -> None:  # noqa: ANN401 - of narwhals
        self._frame, self._at, self._count = frame, at, count
        self._place = place
        self._kept: list[Any] | None = None

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Any]:
        return iter(self._kept or self._made())

    @overload
    def __getitem__(self, at: int) -> Any: ...  # noqa: ANN401 - whatever stands in it
    @overload
    def __getitem__(self, at: slice) -> list[Any]: ...
    def __getitem__(self, at: int | slice) -> Any:
        if self._kept is None:
            self._kept = self._made()
        return self._kept[at]

    def _made(self) -> list[Any]:
        try:
            return _plain(self._frame[:, self._at])
        except BaseException as error:  # noqa: BLE001 - whatever a library raises: its words may hold values
            kind = _failure(error)
            reason = Words(
                vi=f"thư viện của bảng không đọc được giá trị của cột ({kind})",
                en=f"the library of the frame cannot give the values of the column ({kind})",
            )
            problem = finding("input/bad-value", self._place.en, place=self._place, reason=reason)
            raise InvalidInputError([problem]) from None


def _plain(series: Any) -> list[Any]:  # noqa: ANN401 - of narwhals
    """The values of a column as Python has them: `None` where there is none, and the day of a time without a zone."""
    narwhals = needed("narwhals.stable.v2", "narwhals")
    kind = series.dtype
    is_day = isinstance(kind, narwhals.Datetime) and kind.time_zone is None
    values: list[Any] = series.to_list()
    if kind == narwhals.String:
        kinds = {*map(type, values)}  # a column of objects is called one of texts where its first hundred are
        if kinds <= {str, type(None)}:
            return values
        if kinds <= {str, float, type(None)}:
            return [None if value != value else value for value in values]  # noqa: PLR0124 - NaN differs from itself
        return [None if not isinstance(value, str) and is_missing(value) else value for value in values]
    if (
        kind != narwhals.Object and series.null_count()
    ):  # pandas has several values for none, some of which compare with nothing
        nulls = series.is_null().to_list()
        if is_day:
            return [None if null else value.date() for value, null in zip(values, nulls, strict=True)]
        return [None if null else value for value, null in zip(values, nulls, strict=True)]
    return [value.date() for value in values] if is_day else values


def is_frame(given: object) -> bool:
    """Whether something looks like a data frame; whether it is one, only narwhals can say."""
    return hasattr(type(given), "columns") and not isinstance(given, Mapping | Sequence | Sheet)


def rows_or_frame(
    given: object,
    noun: Noun,
    model: type,
    *,
    columns: object = None,
    table: str = "",
    first_row: int | None = None,
) -> Any:  # noqa: ANN401 - a sheet, or what came
    """The sheet of a frame; rows as they came. The arguments are those of `sheet_of_frame`."""
    if not is_frame(given):
        return given
    return sheet_of_frame(given, noun, model, columns=columns, table=table, first_row=first_row)


def sheet_of_frame(
    given: object,
    noun: Noun,
    model: type,
    *,
    columns: object = None,
    table: str = "",
    first_row: int | None = None,
) -> Sheet:
    """The rows of a data frame, numbered by their position; what is no table of rows is told in `problems`.

    A lazy frame is collected, in the order its library gives. Only columns that are read become values of Python.

    Args:
        given: the frame.
        noun: what a row is called in a finding.
        model: the record a row becomes.
        columns: names of columns, each with the field it is, as in `renamed`, which holds them against the frame; here
            they say how problems call a field.
        table: the name under which `columns` may have a mapping for this frame alone.
        first_row: the number of the first row; 1 unless told otherwise.

    Raises:
        MissingExtraError: narwhals is not installed; the error says how it is.
    """
    fields = fields_read(noun, model)
    empty = Sheet(noun, [], (), where=_Where(noun, {}))
    frame = _collected(given)
    if isinstance(frame, Instead):
        whole = empty.whole()
        problem = finding(
            "input/not-rows", whole.en, place=whole, wanted=_WANTED, what=frame.what, instead=frame.give, count=1
        )
        return Sheet(noun, [], (), (problem,))
    names, index = frame.names, [nfc(name) for name in frame.index if isinstance(name, str)]
    headings = _headings(columns, table)
    problems = [*doubled(map(_spelled, names) if frame.frame is None else names, empty, (*fields, *headings))]
    problems += _of_index(index, names, empty, fields, headings)
    if problems:
        return Sheet(noun, [], (), (*problems,))
    there = {nfc(name) for name in names if isinstance(name, str)}
    where = _Where(noun, {field: heading for heading, field in headings.items() if heading in there})
    fields_at = {heading: field for heading, field in headings.items() if heading in there}
    values: dict[Any, Sequence[Any]] = {
        name: _Values(frame.frame, at, frame.count, where(None, _shown(name, fields_at)))
        for at, name in enumerate(names)
    }
    rows = Across(values)
    first = 1 if first_row is None else first_row
    return Sheet(noun, rows, range(first, first + len(rows)), where=where)


def _spelled(name: object) -> str:
    """The name of a column, a number among them; of anything else nothing is said."""
    return str(name) if isinstance(name, str | int) else "..."


def _shown(name: object, fields: Mapping[str, str]) -> str:
    """The field of a column, or its name: not one that may be a value."""
    name = nfc(_spelled(name))
    return fields.get(name, "" if is_title(name) else name)


def _headings(columns: object, table: str) -> dict[str, str]:
    """The fields by the headings somebody gave them; what is wrong with these is told where they are applied."""
    if not isinstance(columns, Mapping):
        return {}
    own = columns.get(table, {}) if table else {}
    pairs = [*columns.items(), *(own.items() if isinstance(own, Mapping) else ())]
    return {nfc(name): field for name, field in pairs if isinstance(name, str) and isinstance(field, str)}


def _of_index(
    index: Sequence[str],
    names: Collection[object],
    empty: Sheet,
    fields: Sequence[str],
    headings: Mapping[str, str],
) -> Iterator[Finding]:
    """What stands in the index of a frame and would be read if it stood in a column: left out, it would be missed."""
    alike = {name for name, _ in misspelt(index, fields)}
    place = empty.whole()
    for name in index:
        if name not in names and (name in fields or name in headings or name in alike):
            yield finding("input/index-column", place.en, place=place, column=name)


# --- what a library gives ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Read:
    """A frame in memory."""

    frame: Any
    names: tuple[Any, ...]
    index: tuple[Any, ...]
    count: int


def _collected(given: Any) -> _Read | Instead:  # noqa: ANN401 - whatever came
    """A frame in memory, or what to give instead."""
    narwhals = needed("narwhals.stable.v2", "narwhals")
    kind = type_words(given)
    of_narwhals = hasattr(given, "to_native") and not isinstance(given, type)
    native = given.to_native() if of_narwhals else given
    names = _names_of(native)
    if getattr(names, "nlevels", 1) > 1:
        return Instead(
            Words(vi=f"bảng có tiêu đề {names.nlevels} tầng", en=f"a frame whose columns have {names.nlevels} levels"),
            Words(
                vi="bảng có tiêu đề một tầng",
                en="one whose columns have one level: df.columns = df.columns.map(' / '.join)",
            ),
        )
    if len({*names}) < len(names):  # told before anybody asks for a column
        return _Read(None, tuple(names), (), 0)
    try:
        frame = narwhals.from_native(native, allow_series=True, pass_through=True)
        if isinstance(frame, narwhals.LazyFrame):
            frame = frame.collect()
            native = frame.to_native()
    except BaseException as error:  # noqa: BLE001 - whatever a library raises: its words may hold values
        told = _failure(error)
        return Instead(
            Words(vi=f"bảng mà thư viện của nó không tính ra được ({told})", en=f"a frame that fails ({told})"),
            Words(vi="bảng đã tính xong", en="the frame in memory: frame.collect() tells what is wrong with it"),
        )
    if isinstance(frame, narwhals.Series):
        return Instead(
            Words(vi=f"một cột ({kind.vi})", en=f"one column ({kind.en})"),
            Words(vi="cả bảng, dù chỉ có một cột", en="the whole frame, of one column too: series.to_frame()"),
        )
    if not isinstance(frame, narwhals.DataFrame):
        if type(native).__module__.startswith("pyarrow") and hasattr(native, "schema"):  # a batch, a reader, a file
            en = "a table of it: pyarrow.table(batch), reader.read_all(), dataset.to_table()"
            return Instead(kind, Words(vi="bảng (Table) của PyArrow tạo từ đó", en=en))
        return Instead(
            kind,
            Words(
                vi=f"bảng dữ liệu của {_LIBRARIES}, hoặc các dòng theo cách đọc dành cho dòng",
                en=f"a frame of {_LIBRARIES}, or rows to from_rows",
            ),
        )
    count = len(frame)
    if count and not frame.columns:
        return Instead(
            Words(vi="bảng có dòng mà không có cột", en="a frame of rows without columns"),
            Words(vi="bảng có cột", en="one with columns; df.reset_index() makes one of an index"),
        )
    index = getattr(getattr(native, "index", None), "names", ())
    return _Read(frame, tuple(frame.columns), tuple(index), count)


def _names_of(native: Any) -> Any:  # noqa: ANN401 - whatever came
    """The names of the columns of a frame of pandas or PyArrow, doubled ones too; of anything else none."""
    if isinstance(native, type):
        return ()
    try:
        names = getattr(native, "columns" if hasattr(native, "iloc") else "column_names", ())
        set(names)
    except Exception:  # noqa: BLE001 - it only looks like a frame, and narwhals says what it is
        return ()
    return names


def _failure(error: BaseException) -> str:
    """How a library failed; what a panic of Rust raises is no `Exception`.

    Raises:
        BaseException: somebody stopped the program.
    """
    if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
        raise error
    return type(error).__name__
