"""Rows of a sheet as records of the life of cells and members: meetings, visits, proposals, events, dues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import Any, ClassVar, Final, Self, TypeVar

from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Finding, finding
from dangbo.base.text import parse_count
from dangbo.base.words import Words
from dangbo.tree.frames import Frame, sheet_of_frame
from dangbo.tree.reading import Rows, read_rows
from dangbo.tree.renaming import renamed
from dangbo.tree.rows import Noun, Sheet, sheet
from dangbo.tree.structure import refuse

_R = TypeVar("_R")
AS_NAMED: Final[Mapping[str, str]] = MappingProxyType({})
"""Columns that are called as the fields are."""
_TWICE: Final = Words(vi="đã có ở dòng trước", en="it is that of a row before")


def records_of(
    given: object, noun: Noun, model: type[_R], *, columns: Mapping[str, str], first_row: int | None = None
) -> tuple[_R, ...]:
    """The records of a sheet, read column by column; records among the rows pass as they are and come first.

    Args:
        given: mappings from field to value, a `csv.DictReader`, the records of a data frame; or columns.
        noun: what a row is called in a finding.
        model: what each row becomes.
        columns: names of columns, each with the field it is.
        first_row: number of the first row in its file; by default what a `csv.DictReader` says, or 1.

    Raises:
        InvalidInputError: everything that is wrong, each problem with its row and field and without the value.
    """
    (read,) = sheets_of({"rows": (given, noun, model)}, columns=columns, first_row=first_row)
    made, problems = _made(read, model)
    refuse([*read.problems, *problems], read.notes)
    return (*read.records[: len(read.records) - len(read.places)], *made)


class RowRecord:
    """A record that is a row of a sheet: `from_rows` and `from_frame` read many of them."""

    __slots__ = ()

    _noun: ClassVar[Noun]
    """What a row is called in a finding."""

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[Self | Mapping[str, Any]] | Mapping[str, Sequence[object]],
        *,
        columns: Mapping[str, str] = AS_NAMED,
        first_row: int | None = None,
    ) -> tuple[Self, ...]:
        """The records of a sheet; records among the rows pass as they are and come first.

        Args:
            rows: mappings from field to value, a `csv.DictReader`, the records of a data frame; or columns.
            columns: names of columns, each with the field it is: `{"Ngày": "on"}`.
            first_row: number of the first row in its file; by default what a `csv.DictReader` says, or 1.

        Raises:
            InvalidInputError: values that cannot be read, each with its row and field and without the value.
        """
        return records_of(rows, cls._noun, cls, columns=columns, first_row=first_row)

    @classmethod
    def from_frame(
        cls, frame: Frame, *, columns: Mapping[str, str] = AS_NAMED, first_row: int | None = None
    ) -> tuple[Self, ...]:
        """The records of a data frame of pandas, Polars, PyArrow or what else narwhals knows.

        Args:
            frame: the frame, a row for each; a lazy one is collected. An index is no column.
            columns: names of columns, each with the field it is: `{"Ngày": "on"}`.
            first_row: number of the first row in its file, for the places of problems; 1 unless told otherwise.

        Raises:
            MissingExtraError: narwhals is not installed; the error says how it is.
            InvalidInputError: no frame; values that cannot be read, each with its row and column and without the value.
        """
        whole = sheet_of_frame(frame, cls._noun, cls, columns=columns, first_row=first_of(first_row))
        return records_of(whole, cls._noun, cls, columns=columns)


def first_of(first_row: int | None) -> int | None:
    """The number of the first row, where one is told."""
    return None if first_row is None else parse_count(first_row, where="first_row")


def sheets_of(
    given: Mapping[str, tuple[object, Noun, Any]], *, columns: Mapping[str, Any], first_row: int | None = None
) -> list[Rows[Any]]:
    """The rows of sheets that belong together, read column by column, with what is wrong with them.

    Args:
        given: by the name of its argument, what was given, what a row is called and what it becomes.
        columns: names of columns, each with the field it is, for all; or such a mapping under the name of one.
        first_row: as of `records_of`.

    Raises:
        InvalidInputError: something is no sheet, or there are no such columns.
    """
    first_row = first_of(first_row)
    sheets = [sheet(some, noun, model, first_row=first_row) for some, noun, model in given.values()]
    refuse([found for whole in sheets for found in whole.problems])
    models = {noun: model for _, noun, model in given.values()}
    if columns:
        tables = {name: noun for name, (_, noun, _) in given.items()}
        sheets, problems = renamed(sheets, columns, tables=tables, model=models)
        refuse(problems)
    return [read_rows(whole, models[whole.noun]) for whole in sheets]


def _made(read: Rows[_R], model: Any) -> tuple[list[_R], list[Finding]]:  # noqa: ANN401 - a record
    """The sound rows constructed as the record is, and what no column can say by itself.

    What the record itself makes of a field beside another one, such as a form of discipline of the detail of an event,
    is there only where it is constructed.
    """
    names = [field.name for field in fields(model)]
    ready = len(read.records) - len(read.places)
    rows: list[Any] = read.records[ready:]
    known: set[str] = {record.id for record in read.records[:ready]} if "id" in names else set()  # type: ignore[attr-defined]
    made: list[_R] = []
    problems: list[Finding] = []
    for at, record in zip(read.places, rows, strict=True):
        if "id" in names:
            if record.id in known:
                place = read.sheet.place(at, "id")
                problems.append(finding("input/bad-value", place.en, place=place, reason=_TWICE))
            known.add(record.id)
        try:
            made.append(model(**{name: getattr(record, name) for name in names}))
        except InvalidInputError as error:
            problems += (_placed(found, read.sheet, at) for found in error.findings)
    return made, problems


def _placed(found: Finding, whole: Sheet, at: int) -> Finding:
    facts = dict(found.facts)
    place = whole.place(at, str(facts["field"]))
    return finding("input/bad-value", place.en, place=place, reason=facts["reason"])
