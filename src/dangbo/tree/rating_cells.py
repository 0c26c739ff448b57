"""What the cells of a table of ratings say, column by column: each value is read once, and told once where it is none.

`Given` holds ratings in columns, as they came; `outcome_of` reads what one of them says, by the rules of a record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar, cast

from dangbo.base.errors import InvalidInputError, TermError
from dangbo.base.findings import Finding
from dangbo.base.places import row_for_id
from dangbo.base.reading import bad_count, no_year, read_count, read_subject, tier_of, unknown_label
from dangbo.base.terms import Rating, RatingStatus
from dangbo.base.text import is_missing, personal
from dangbo.base.words import NO_WORDS, Words
from dangbo.tree.rows import Sheet

_C = TypeVar("_C")


@dataclass(frozen=True, slots=True)
class Given:
    """Ratings in columns, as they came.

    Attributes:
        ids: whom each is of, as it came.
        ratings: which, or what says it.
        statuses: cells of a column of statuses; `None` where there is none.
        whole: the table; `None` where they came by id or as records.
        places: where in the table each stands.
        field: the column of ids.
    """

    ids: Sequence[Any]
    ratings: Sequence[Any]
    statuses: Sequence[Any] | None = None
    whole: Sheet | None = None
    places: Sequence[int] = ()
    field: str = "id"

    def cells(self) -> Iterable[Any]:
        """What says the rating, one by one; with the status where there is a column of them."""
        return self.ratings if self.statuses is None else zip(self.ratings, self.statuses, strict=True)

    def plain(self) -> Given:
        """The same without cells that cannot be looked up."""
        ratings, statuses = (
            None if column is None else [_hashable(cell) for cell in column] for column in (self.ratings, self.statuses)
        )
        return replace(self, ratings=ratings or (), statuses=statuses)

    def named(self, key: str, rows: Sequence[int]) -> str:
        """An id as a problem may name it: what may be a person is named by the row it stands in, where there is one."""
        if not personal(key):
            return key
        if self.whole is None:
            return "[...]"
        return row_for_id(self.whole.numbers[self.places[rows[0]]])

    def rows(self, rows: Sequence[int]) -> Words:
        """The rows of a table an id stands in, behind a sentence on it."""
        if self.whole is None:
            return NO_WORDS
        listed = self.whole.listed(self.places[at] for at in rows[: _LISTED + 1])
        several = "s" if len(rows) > 1 else ""
        return Words(vi=f" (dòng {listed})", en=f" (row{several} {listed})")

    def place(self, rows: Sequence[int], field: str) -> Words:
        """Where cells stand."""
        if self.whole is None:
            keys = [str(self.ids[at]) for at in rows[:_LISTED]]
            named = ", ".join("[...]" if personal(key) else key for key in keys) + " ..." * (len(rows) > _LISTED)
            return Words(vi=f"{named}, {field}", en=f"{named}, {field}")
        if len(rows) == 1:
            return self.whole.place(self.places[rows[0]], field)
        listed, whole = self.whole.listed(self.places[at] for at in rows[: _LISTED + 1]), self.whole.whole(field)
        return Words(vi=f"{whole.vi} (dòng {listed})", en=f"{whole.en} (rows {listed})")

    def spelled(self, problems: list[Finding]) -> list[str | None]:
        """The ids in their spelling, `None` for what is none, which is told."""
        keys: list[str | None] = []
        told: dict[Finding, list[int]] = {}
        for at, value in enumerate(self.ids):
            try:
                keys.append(read_subject(value))
            except InvalidInputError as error:
                keys.append(None)
                for found in error.findings:
                    told.setdefault(found, []).append(at)
        problems += (self._placed(found, rows, self.field) for found, rows in told.items())
        return keys

    def some(self, rows: Sequence[int]) -> Given:
        """Those that stand in some of the rows."""
        ids, ratings, statuses, places = (
            None if column is None else [column[row] for row in rows]
            for column in (self.ids, self.ratings, self.statuses, self.places)
        )
        return replace(self, ids=ids or (), ratings=ratings or (), statuses=statuses, places=places or ())

    def each(
        self, column: Sequence[Any], read: Callable[[object], _C], field: str, problems: list[Finding]
    ) -> list[_C | None]:
        """What the cells of another column say, each of its values read once; `None` for what is told."""
        cells = [_hashable(cell) for cell in column]
        known: dict[object, _C | None] = {}
        wrong: dict[object, tuple[Finding, ...]] = {}
        for cell in dict.fromkeys(cells):
            try:
                known[cell] = read(cell)
            except InvalidInputError as error:
                known[cell] = None
                wrong[cell] = error.findings
        told: dict[Finding, list[int]] = {}
        for row, cell in enumerate(cells) if wrong else ():
            for found in wrong.get(cell, ()):
                told.setdefault(found, []).append(row)
        problems += (self._placed(found, rows, field) for found, rows in told.items())
        return list(map(known.__getitem__, cells))

    def read(self, cells: Iterable[Any], year: int, problems: list[Finding]) -> dict[Any, Rating | RatingStatus]:
        """What each of these cells says; those that say nothing are told with their rows, alike ones together."""
        meaning: dict[Any, Rating | RatingStatus] = {}
        wrong: dict[Any, tuple[Finding, ...]] = {}
        for cell in cells:
            if len(wrong) > _MOST_WRONG:  # no column of ratings: reading all of it would take hours
                break
            rating, status = (cell, None) if self.statuses is None else cell
            try:
                meaning[cell] = outcome_of(rating, status, year)
            except InvalidInputError as error:
                wrong[cell] = error.findings
        if wrong:
            told: dict[Finding, list[int]] = {}
            for at, cell in enumerate(self.cells()):
                for found in wrong.get(cell, ()):
                    told.setdefault(found, []).append(at)
            problems += (self._placed(found, rows, found.subject) for found, rows in told.items())
        return meaning

    def _placed(self, found: Finding, rows: Sequence[int], field: str) -> Finding:
        place = self.place(rows, field)
        return replace(found, subject=place.en, facts=(*found.facts, ("place", place)))


_LISTED: Final = 10
"""Most rows a problem lists."""

_MOST_WRONG: Final = 1_000
"""Most cells that say nothing, each in other words, that are told at once."""


def _hashable(cell: Any) -> Any:  # noqa: ANN401 - whatever stands in a cell
    try:
        hash(cell)
    except TypeError:
        return object()
    return cell


def cells_with(
    column: Sequence[Any],
    read: Callable[[object], object],
    wanted: object,
    whole: Sheet,
    field: str,
    problems: list[Finding],
) -> Sequence[bool]:
    """Which cells of a column say what is wanted, each of its values read once; those that say nothing are told."""
    given = Given((), (), None, whole, range(len(column)))
    return [said == wanted for said in given.each(column, read, field, problems)]


def year_of_cell(cell: object) -> int:
    """The year a cell says.

    Raises:
        InvalidInputError: none, or one that is no year of the calendar.
    """
    problems: list[Finding] = []
    found = rated_year(cell, "year", problems)
    if not problems and not dt.MINYEAR <= found <= dt.MAXYEAR:
        problems.append(no_year("year", found))
    if problems:
        raise InvalidInputError(problems)
    return found


def rated_year(value: object, where: str, problems: list[Finding]) -> int:
    """The year rated; a column with gaps makes 2025.0 of it."""
    if is_missing(value):
        problems.append(
            bad_count(
                where, Words(vi="để trống; kết quả xếp loại phải có năm", en="it is blank; a rating has its year")
            )
        )
        return 0
    return read_count(value, where, problems)


def outcome_of(rating: Any, status: Any, year: int) -> Rating | RatingStatus:  # noqa: ANN401 - whatever stands in a cell
    """What a cell and its status say, by the rules of `RatingRecord`; the cell may be a status itself.

    Raises:
        InvalidInputError: nothing, or two things that exclude each other; about the column the finding names.
    """
    problems: list[Finding] = []
    stated = None if is_missing(status) else status_of(status, "status", problems)
    tier: Rating | None = None
    if type(rating) is RatingStatus:
        said: RatingStatus | None = rating
    elif is_missing(rating):
        said = None
    else:
        said, unread, no_status = None, list[Finding](), list[Finding]()
        tier = rating if type(rating) is Rating else tier_of(rating, "rating", unread, year=year)
        if tier is None:
            said = status_of(rating, "rating", no_status)
            problems += unread if no_status else ()
    if problems:
        raise InvalidInputError(problems)
    if said is not None and stated is None:
        stated = said
    elif said is not None and stated is not None and said is not stated:
        other = Words(
            vi=f"ghi là '{said.label}', mà tình trạng là '{stated.label}'",
            en=f"it says '{said.gloss}', and its status is '{stated.gloss}'",
        )
        raise InvalidInputError([bad_count("rating", other)])
    now = RatingStatus.RATED if stated is None else stated
    if (tier is None) is (now is RatingStatus.RATED):
        raise InvalidInputError([bad_count("rating", contradiction(tier, now))])
    return now if tier is None else tier


def status_of(value: object, where: str, problems: list[Finding]) -> RatingStatus:
    """A blank status is the usual one, rated, which then needs a tier."""
    if is_missing(value):
        return RatingStatus.RATED
    try:
        return RatingStatus.parse(cast("str", value))
    except TermError as error:
        problems.extend(unknown_label(error, where, RatingStatus).findings)
        return RatingStatus.RATED


def contradiction(rating: Rating | None, status: RatingStatus) -> Words:
    """What is wrong where a tier has no status that allows one, or the other way round."""
    if rating is None:
        return Words(
            vi="ghi là đã xếp loại nhưng không có mức (ô trống không phải là một mức); ghi mức xếp loại, "
            "hoặc ghi tình trạng miễn hay chưa xếp loại",
            en="it is rated, and no tier is given (a blank is none); say rating=, or status= exempt or not yet rated",
        )
    return Words(
        vi=f"có mức xếp loại, mà tình trạng là '{status.label}'",
        en=f"it has a tier, and its status is '{status.gloss}'",
    )
