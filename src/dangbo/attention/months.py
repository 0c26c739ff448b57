"""What is counted by months: which of them are over, what a month is called, who was there in one."""

from __future__ import annotations

__all__ = ["FINAL_DAY", "last_of", "listed", "months_of_years", "over_months"]

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from dangbo.base.words import Words

_DAY: Final = dt.timedelta(days=1)


FINAL_DAY: Final = dt.date.max - _DAY
"""The last day a period can end on: what stood in it stood until the day behind."""


def last_of(month: dt.date) -> dt.date:
    """The last day of a month, by any day in it."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def over_months(since: dt.date, on: dt.date) -> Iterator[dt.date]:
    """The first days of the months from that of a day on which are over before another day."""
    month = since.replace(day=1)
    while (last := last_of(month)) < on:
        yield month
        month = last + _DAY


def months_of_years(since: dt.date, on: dt.date) -> dict[int, tuple[dt.date, ...]]:
    """The months that are over, of each year from that of the look-back on: what "in a year" is counted over."""
    months = tuple(over_months(dt.date(since.year, 1, 1), on))
    return {year: tuple(month for month in months if month.year == year) for year in range(since.year, on.year + 1)}


def listed(months: Iterable[dt.date]) -> Words:
    """Months as a text names them."""
    some = list(months)
    return Words(
        vi=", ".join(f"{month.month}/{month.year}" for month in some),
        en=", ".join(f"{month:%Y-%m}" for month in some),
    )
