"""Working days (ngày làm việc): what a time limit of 30 or 60 of them comes to.

```
WorkingDays.vietnam(range(2025, 2028))     days off by law, and the Saturdays worked for a day off (extra `calendar`)
WorkingDays.weekdays(closed=, worked=)     Monday to Friday, and what its maker knows beside that; needs nothing
    | .add(day, 30)    .count(day, due)    .is_working(day)    .estimated
```

Days off are computed by the package `holidays`. Which Saturday is worked for which day off is told by a notice each
year; those that are known are rules of the book (`swapped-days`), and a year without one is *estimated*: Tết and the
second day of National Day are then what they usually are, and no day is swapped.

The day from which a limit runs is not counted (rule `time-limit-first-day`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal

from typing_extensions import TypedDict

from dangbo.base.citations import RuleRef
from dangbo.base.envelope import RuleDocument
from dangbo.base.errors import InvalidInputError, MissingExtraError
from dangbo.base.figures import figure_problem
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.reading import read_year
from dangbo.base.records import RecordType
from dangbo.base.text import parse_date, type_words
from dangbo.base.told import Documented
from dangbo.base.words import NO_WORDS, Words, known_language
from dangbo.rules import RuleBook, book_of

if TYPE_CHECKING:
    from dangbo.render import Drawing, Table

__all__ = ["WorkingDays"]

_DAY: Final = dt.timedelta(days=1)
_SATURDAY: Final = 5
_WEEK: Final = (
    Words(vi="thứ Hai", en="Monday"),
    Words(vi="thứ Ba", en="Tuesday"),
    Words(vi="thứ Tư", en="Wednesday"),
    Words(vi="thứ Năm", en="Thursday"),
    Words(vi="thứ Sáu", en="Friday"),
    Words(vi="thứ Bảy", en="Saturday"),
    Words(vi="Chủ nhật", en="Sunday"),
)
_OFF: Final = Words(vi="nghỉ", en="off")
_WORKED: Final = Words(vi="làm việc", en="worked")
_PURPOSE: Final = Words(vi="ngày nghỉ, ngày làm việc của Việt Nam", en="the working days of Vietnam")


class WorkingDaysDocument(TypedDict):
    """Days off and Saturdays worked, beside weekends; `years` is null where every year is known."""

    schema: Literal["dangbo/working-days"]
    version: Literal[1]
    years: list[int] | None
    estimated: list[int]
    closed: list[str]
    worked: list[str]
    rules: list[RuleDocument]


@dataclass(frozen=True, slots=True, repr=False)
class WorkingDays(Documented, Framed, metaclass=RecordType):
    """Which days are worked. `vietnam` and `weekdays` make one; an argument wherever working days are counted.

    Vietnamese term: lịch ngày làm việc.

    Attributes:
        closed: days from Monday to Friday that are not worked.
        worked: Saturdays and Sundays that are.
        years: the years it knows; `None` where it knows every year.
        estimated: those of them whose notice of days off is not known here; what falls into one may come otherwise.
        rules: where the week and the swapped days stand.
    """

    closed: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()
    years: tuple[int, ...] | None = None
    estimated: tuple[int, ...] = ()
    rules: tuple[RuleRef, ...] = ()

    def __post_init__(self) -> None:
        """Keep days as days, and of each only what says another thing than its day of the week."""
        problems: list[Finding] = []
        shut, open_ = _days(self.closed, "closed", problems), _days(self.worked, "worked", problems)
        both = Words(vi="vừa ghi là ngày nghỉ vừa ghi là ngày làm việc", en="the day is named as worked too")
        one_of_them = Words(vi="Bỏ một trong hai.", en="Take one of the two out.")
        twice = {*shut} & {*open_}
        problems += [figure_problem(f"closed[{at}]", both, one_of_them) for at, day in enumerate(shut) if day in twice]
        if problems:
            raise InvalidInputError(problems)
        object.__setattr__(self, "closed", frozenset(day for day in shut if day.weekday() < _SATURDAY))
        object.__setattr__(self, "worked", frozenset(day for day in open_ if day.weekday() >= _SATURDAY))

    @classmethod
    def weekdays(cls, *, closed: Iterable[dt.date | str] = (), worked: Iterable[dt.date | str] = ()) -> WorkingDays:
        """Monday to Friday of every year, without the days named as closed, with those named as worked.

        Args:
            closed: days that are not worked.
            worked: Saturdays and Sundays that are.

        Raises:
            InvalidInputError: what is no day; a day named as both.

        Examples:
            >>> WorkingDays.weekdays().add("2026-08-20", 30)
            datetime.date(2026, 10, 1)
            >>> WorkingDays.weekdays(closed=["2026-08-31", "2026-09-01", "2026-09-02"]).add("2026-08-20", 30)
            datetime.date(2026, 10, 6)
        """
        return cls(closed, worked)  # type: ignore[arg-type] # read and kept as days

    @classmethod
    def vietnam(cls, years: int | Iterable[int], *, rules: RuleBook | None = None) -> WorkingDays:
        """The working days of public bodies and political organizations in Vietnam.

        Args:
            years: the years, or one: all from that of the first day to that of the last deadline.
            rules: the rulebook the swapped days are taken from; the shipped one unless told otherwise.

        Raises:
            MissingExtraError: the package `holidays` is not installed; the error says how it is.
            InvalidInputError: no year; a year before the week of five days, or beyond what `holidays` computes.

        Examples:
            30 working days from 20/08/2026, where Saturday 22/08 is worked and Monday 31/08 is off for it; and 60
            across Tết and a Giỗ Tổ that falls on a Sunday:

            >>> calendar = WorkingDays.vietnam(range(2026, 2028))
            >>> calendar.add("2026-08-20", 30), calendar.add("2026-01-26", 60)
            (datetime.date(2026, 10, 5), datetime.date(2026, 4, 28))
            >>> calendar.estimated
            (2027,)
        """
        book = book_of(rules)
        wanted = _years(years)
        try:
            import holidays
        except ImportError:
            raise MissingExtraError("calendar", "holidays", _PURPOSE) from None
        _refuse_unknown(wanted, book, holidays.country_holidays("VN").end_year)
        computed = holidays.country_holidays("VN", years=wanted)
        shut = {day for day in computed if day.year in wanted}
        open_ = {day for day in computed.weekend_workdays if day.year in wanted}
        known: set[int] = set()
        refs: list[RuleRef] = []
        for year in wanted:
            now = book.at(dt.date(year, 12, 31))
            refs += [now.value("five-day-week").ref] if "five-day-week" in now.ids else []
            swaps = now.get("swapped-days")
            if swaps is None or swaps.ref.valid_from.year > year:
                continue
            known.add(year)
            refs.append(swaps.ref)
            shut |= {row.date("off") for row in swaps.rows if "off" in row}
            open_ |= {row.date("worked") for row in swaps.rows if "worked" in row}
        estimated = tuple(year for year in wanted if year not in known)
        return cls(frozenset(shut), frozenset(open_), wanted, estimated, tuple(dict.fromkeys(refs)))

    def is_working(self, day: dt.date | str) -> bool:
        """Whether a day is worked.

        Raises:
            InvalidInputError: it is no day; a year this calendar does not know.

        Examples:
            >>> calendar = WorkingDays.vietnam(2026)
            >>> calendar.is_working("22/8/2026"), calendar.is_working("31/8/2026")
            (True, False)
        """
        asked = parse_date(day, where="day")
        self._ask(asked.year, "day")
        return self._works(asked)

    def add(self, day: dt.date | str, count: int) -> dt.date:
        """The day a limit of so many working days ends on: the count-th working day after `day`.

        The day itself is not counted, whether it is worked or not, as the rule `time-limit-first-day` has it: a limit
        of one working day that a Friday begins ends on Monday.

        Args:
            day: the day the limit runs from, such as that of a decision.
            count: how many working days; below 0 the same backwards ("30 working days before"), 0 is the day itself.

        Raises:
            InvalidInputError: no day, no whole number; the limit runs into a year this calendar does not know.

        Examples:
            >>> calendar = WorkingDays.vietnam(2026)
            >>> calendar.add("2026-09-02", -30)
            datetime.date(2026, 7, 21)
            >>> calendar.add("2026-12-01", 30)
            Traceback (most recent call last):
            ...
            dangbo.base.errors.InvalidInputError: 1 problem
              - day: the working days of 2027 are not known; this calendar knows 2026. Make the calendar for every \
year from the first day to the last. `WorkingDays.vietnam(...)`. [input/no-calendar]
        """
        at, left = parse_date(day, where="day"), _whole(count, "count")
        self._ask(at.year, "day")
        step = _DAY if left >= 0 else -_DAY
        left = abs(left)
        while left:
            try:
                at += step
            except OverflowError:
                beyond = dt.MAXYEAR + 1 if step > dt.timedelta(0) else dt.MINYEAR - 1
                raise InvalidInputError([self._unknown(beyond, "day")]) from None
            self._ask(at.year, "day")
            left -= self._works(at)
        return at

    def count(self, start: dt.date | str, end: dt.date | str) -> int:
        """How many working days have passed at the end of a day: those after `start`, up to and with `end`.

        It is to `add` what a difference is to a sum: `calendar.count(day, calendar.add(day, 30))` is 30. Where `end`
        comes before `start` the days are counted from `end` up to the day before `start`, and the number is below 0.

        Args:
            start: the day the count runs from, which is not counted.
            end: the last day.

        Raises:
            InvalidInputError: no day; a year this calendar does not know.

        Examples:
            >>> WorkingDays.vietnam(2026).count("2026-08-20", "2026-10-05")
            30
        """
        first, last = parse_date(start, where="start"), parse_date(end, where="end")
        if self.years is not None:
            for year in range(min(first, last).year, max(first, last).year + 1):
                self._ask(year, "start" if year == first.year else "end")
        if first == last:
            return 0
        low, high, sign = (first + _DAY, last, 1) if first < last else (last, first - _DAY, -1)
        weeks, rest = divmod((high - low).days + 1, 7)
        days = weeks * _SATURDAY + sum((low.weekday() + at) % 7 < _SATURDAY for at in range(rest))
        days += sum(low <= day <= high for day in self.worked) - sum(low <= day <= high for day in self.closed)
        return sign * days

    def explain(self, *, lang: Lang = "vi") -> str:
        """What it knows, what of it is estimated, and where the swapped days stand.

        Examples:
            >>> print(WorkingDays.vietnam(range(2026, 2028)).explain(lang="en"))
            Working days of 2026-2027: 26 days off from Monday to Friday, 2 Saturdays or Sundays worked.
            Estimated: 2027; no notice of the days off of that year is known here.
            Quyết định số 188/1999/QĐ-TTg, ngày 17/9/1999 của Thủ tướng Chính phủ, Art. 1
            Thông báo số 9441/TB-BNV, ngày 16/10/2025 của Bộ Nội vụ, article not seen; secondary source
        """
        known_language(lang)
        span = self._span()
        head = Words(
            vi=f"Ngày làm việc {span.vi}: nghỉ {len(self.closed)} ngày trong tuần, "
            f"làm {len(self.worked)} ngày thứ Bảy, Chủ nhật.",
            en=f"Working days of {span.en}: {_counted(len(self.closed), 'day')} off from Monday to Friday, "
            f"{_counted(len(self.worked), 'Saturday')} or {'Sunday' if len(self.worked) == 1 else 'Sundays'} worked.",
        )
        lines = [head.text(lang=lang), *self._estimate(lang)]
        return "\n".join([*lines, *(ref.citation(lang=lang) for ref in self.rules)])

    def _frame(self) -> list[FrameColumn]:
        days = [*((day, "closed") for day in self.closed), *((day, "worked") for day in self.worked)]
        return columns_of(
            sorted(days),
            ("day", "day", lambda one: one[0]),
            ("what", "text", lambda one: one[1]),
            ("estimated", "yes/no", lambda one: one[0].year in self.estimated),
        )

    def show(self, *, lang: Lang = "vi") -> Drawing:
        """A table of the days that are not as the days of their week, in their order.

        Examples:
            >>> print(WorkingDays.weekdays(closed=["2026-08-31"], worked=["2026-08-22"]).show(lang="en"))
            Working days of every year
            <BLANKLINE>
            Day             Weekday
            ──────────────  ────────  ──────
            22 August 2026  Saturday  worked
            31 August 2026  Monday    off
        """
        return self.table(lang=lang).show(limit=None, lang=lang)

    def table(self, *, lang: Lang = "vi") -> Table:
        """What `show` draws, as a table whose cells keep their values.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """
        from dangbo.render import day_cell, words_table

        span = self._span()
        rows = [
            (
                day_cell(day, lang=lang),
                _WEEK[day.weekday()].text(lang=lang),
                (_WORKED if day in self.worked else _OFF).text(lang=lang),
            )
            for day in sorted(self.closed | self.worked)
        ]
        return words_table(
            Words(vi=f"Ngày làm việc {span.vi}", en=f"Working days of {span.en}"),
            (Words(vi="Ngày", en="Day"), Words(vi="Thứ", en="Weekday"), NO_WORDS),
            rows,
            notes=self._estimate(lang),
            source="; ".join(ref.citation(lang=lang) for ref in self.rules),
            words=(1, 2),
            lang=lang,
        )

    def as_dict(self) -> WorkingDaysDocument:
        """The calendar as plain JSON values; `years` is null where it knows every year."""
        return {
            "schema": "dangbo/working-days",
            "version": 1,
            "years": None if self.years is None else list(self.years),
            "estimated": list(self.estimated),
            "closed": [day.isoformat() for day in sorted(self.closed)],
            "worked": [day.isoformat() for day in sorted(self.worked)],
            "rules": [ref.as_dict() for ref in self.rules],
        }

    def __str__(self) -> str:
        return self.explain(lang="en")

    def _repr_html_(self) -> str:
        return self.show().html

    def __repr__(self) -> str:
        guess = f", {_runs(self.estimated)} estimated" if self.estimated else ""
        return f"WorkingDays({self._span().en}: {len(self.closed)} closed, {len(self.worked)} worked{guess})"

    def _estimate(self, lang: Lang) -> tuple[str, ...]:
        if not self.estimated:
            return ()
        guess = Words(
            vi="Ước tính năm {years}: ở đây chưa có thông báo nghỉ lễ của năm này.",
            en="Estimated: {years}; no notice of the days off of that year is known here.",
        )
        return (guess.format(lang=lang, years=_runs(self.estimated)),)

    def _works(self, day: dt.date) -> bool:
        return day not in self.closed if day.weekday() < _SATURDAY else day in self.worked

    def _ask(self, year: int, where: str) -> None:
        if self.years is not None and year not in self.years:
            raise InvalidInputError([self._unknown(year, where)])

    def _unknown(self, year: int, where: str) -> Finding:
        return finding("input/no-calendar", where, year=year, known=self._span())

    def _span(self) -> Words:
        if self.years is None:
            return Words(vi="mọi năm", en="every year")
        return Words(vi=f"năm {_runs(self.years)}", en=_runs(self.years))


def _days(given: Iterable[dt.date | str], where: str, problems: list[Finding]) -> list[dt.date]:
    if isinstance(given, str | dt.date) or not isinstance(given, Iterable):
        kind = type_words(given)
        problems.append(
            figure_problem(
                where,
                Words(vi=f"phải là danh sách ngày, không phải {kind.vi}", en=f"it is no list of days but '{kind.en}'"),
                Words(vi="Ghi thành danh sách.", en="Give a list."),
            )
        )
        return []
    days = []
    for at, one in enumerate(given):
        try:
            days.append(parse_date(one, where=f"{where}[{at}]"))
        except InvalidInputError as error:
            problems += error.findings
    return days


def _years(years: int | Iterable[int]) -> tuple[int, ...]:
    asked: object = years
    given: Iterable[object] = asked if isinstance(asked, Iterable) and not isinstance(asked, str) else [asked]
    problems: list[Finding] = []
    kept = set()
    for at, year in enumerate(given):
        try:
            kept.add(read_year(year, f"years[{at}]"))
        except InvalidInputError as error:
            problems += error.findings
    if not kept and not problems:
        problems.append(
            figure_problem(
                "years",
                Words(vi="không có năm nào", en="there is no year"),
                Words(vi="Ghi các năm, từ năm của ngày đầu.", en="Give the years, from that of the first day."),
            )
        )
    if problems:
        raise InvalidInputError(problems)
    return tuple(sorted(kept))


def _refuse_unknown(years: tuple[int, ...], book: RuleBook, last: int) -> None:
    week = book.get("five-day-week")
    first = dt.MINYEAR if week is None else week.periods[0][0].year + 1
    span = Words(vi=f"từ {first} đến {last}", en=f"{first} to {last}")
    outside = [year for year in years if not first <= year <= last]
    if outside:
        raise InvalidInputError(finding("input/no-calendar", "years", year=year, known=span) for year in outside)


def _whole(value: object, where: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    kind = type_words(value)
    raise InvalidInputError(
        [
            figure_problem(
                where,
                Words(vi=f"phải là số nguyên, không phải {kind.vi}", en=f"it is no whole number but '{kind.en}'"),
                Words(vi="Ghi số ngày làm việc.", en="Give the number of working days."),
            )
        ]
    )


def _runs(years: tuple[int, ...]) -> str:
    """Years as people write them: 2024-2026, 2028."""
    runs = [[year for _, year in run] for _, run in groupby(enumerate(years), key=lambda pair: pair[1] - pair[0])]
    return ", ".join(f"{run[0]}-{run[-1]}" if run[1:] else str(run[0]) for run in runs)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
