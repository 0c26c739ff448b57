"""What is counted by months: which of them are over, how many strike a member off, what they are called."""

from __future__ import annotations

__all__ = ["FINAL_DAY", "listed", "months_of_years", "months_that_strike_off", "over_months"]

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from dangbo.attention.asked import Asked
from dangbo.base.words import Words
from dangbo.life.events import last_of_month
from dangbo.rules import RuleValue

_DAY: Final = dt.timedelta(days=1)

FINAL_DAY: Final = dt.date.max - _DAY
"""The last day a period can end on: what stood in it stood until the day behind."""
_GROUND: Final = "absent_or_unpaid"
"""The row of the rule on striking off that speaks of months."""


def over_months(since: dt.date, on: dt.date) -> Iterator[dt.date]:
    """The first days of the months from that of a day on which are over before another day."""
    month = since.replace(day=1)
    while (last := last_of_month(month)) < on:
        yield month
        month = last + _DAY


def months_of_years(since: dt.date, on: dt.date) -> dict[int, tuple[dt.date, ...]]:
    """The months that are over, of each year from that of the look-back on: what "in a year" is counted over."""
    months = tuple(over_months(dt.date(since.year, 1, 1), on))
    return {year: tuple(month for month in months if month.year == year) for year in range(since.year, on.year + 1)}


def months_that_strike_off(asked: Asked) -> tuple[RuleValue, int] | None:
    """The rule on months a year without a meeting or without dues, and how many they are; `None` where it has none."""
    value = asked.rules.get("strike-off-grounds")
    row = None if value is None else next((row for row in value.rows if row.get("key") == _GROUND), None)
    return None if value is None or row is None or "months" not in row else (value, row.number("months"))


def listed(months: Iterable[dt.date]) -> Words:
    """Months as a text names them."""
    some = list(months)
    return Words(
        vi=", ".join(f"{month.month}/{month.year}" for month in some),
        en=", ".join(f"{month:%Y-%m}" for month in some),
    )
