"""What a cell is in a file, its value where its words say that value and nothing else; and what no file can hold.

```
meant(cell)  ->  Number, with a format that shows it as the table does  |  Day  |  text
```
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from dangbo.base.figures import Growth, Points, Ratio, Rounding, Share, round_decimal
from dangbo.base.text import format_date
from dangbo.base.words import Words
from dangbo.render.table import Cell

__all__ = [
    "FIRST_DAY",
    "FIRST_KEPT",
    "HALF_A_LETTER",
    "MOST_DIGITS",
    "MOST_TOLD",
    "NO_LETTER",
    "SHOWN_DAY",
    "Day",
    "Number",
    "meant",
]

# --- what a file can hold ---------------------------------------------------------------------------------------------

MOST_DIGITS: Final = 15
"""A workbook keeps this many digits of a number, and puts zeros for the others."""
SHOWN_DAY: Final = "dd/mm/yyyy"
"""The format of a day, in the words of workbooks."""
FIRST_DAY: Final[Mapping[int, dt.date]] = {1900: dt.date(1900, 3, 1), 1904: dt.date(1904, 1, 2)}
"""The first day that is the same one in all programs, by the year a workbook counts from: 1900 had no 29 February."""
FIRST_KEPT: Final[Mapping[int, dt.date]] = {1900: dt.date(1900, 1, 1), 1904: dt.date(1904, 1, 2)}
"""The first day that is read again as the day it was written."""
NO_LETTER: Final = Words(
    vi="nội dung có nửa ký tự Unicode (surrogate), không tệp nào ghi được",
    en="it holds half a character of Unicode (a surrogate), which no file can hold",
)
"""Why a text is refused in which `HALF_A_LETTER` is found."""
HALF_A_LETTER: Final = re.compile("[\ud800-\udfff]")
"""Half of a letter beyond the first 65,536, left by a program that cut a text there."""
MOST_TOLD: Final = 20
"""So many cells that cannot be written are told: a column of them is one mistake."""

# --- what a cell becomes ----------------------------------------------------------------------------------------------


class Number(NamedTuple):
    """A number as a workbook keeps it, and the format that shows it as its words do."""

    value: float
    shown_as: str
    text: str
    """As a CSV with a point for its decimal mark has it."""


class Day(NamedTuple):
    """A day as a workbook keeps it."""

    value: dt.date


_FIGURE: Final = re.compile(
    r"(?P<sign>[+\u2212-]?)(?P<figure>[0-9](?:[0-9.,\u00a0\u202f ]*[0-9])?)(?P<percent>[ \u00a0]?%)?"
)
_MOST_DECIMALS: Final = 8
_HOUSES: Final[tuple[Rounding, ...]] = ("half_up", "truncate")


def meant(cell: str) -> Number | Day | str:
    """What a cell of a table is: its value where its words say that value and nothing else, and its words otherwise."""
    if not isinstance(cell, Cell):
        return cell
    value, words = cell.value, str(cell)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        said = {format_date(value), format_date(value, lang="en"), f"{value:%d/%m/%Y}", value.isoformat()}
        return Day(value) if value >= FIRST_DAY[1900] and words in said else words
    exact, is_share = _exact(value)
    if exact is None:
        return words
    return _number(exact, words, is_share=is_share) or words


def _exact(value: object) -> tuple[Fraction | None, bool]:
    """A number without rounding, and whether it is a part of something, 1 for 100%."""
    if isinstance(value, Share | Ratio | Growth):
        return value.fraction, True
    if isinstance(value, Points):
        return value.value, False
    if isinstance(value, int | Fraction | Decimal) and not isinstance(value, bool):
        return (None, False) if isinstance(value, Decimal) and not value.is_finite() else (Fraction(value), False)
    return None, False


def _number(exact: Fraction, words: str, *, is_share: bool) -> Number | None:
    """A number with a format that shows its words; none where they say something else, or more than a format can."""
    found = _FIGURE.search(words)
    if found is None:
        return None
    before, after = words[: found.start()], words[found.end() :]
    if any(char.isdigit() or char == '"' for char in before + after):
        return None
    digits = re.sub(r"[^0-9]", "", found["figure"])
    percent = found["percent"] or ""
    candidates = [exact * 100, exact] if is_share or percent else [exact]
    for printed in candidates:
        rounded = _rounded(printed, digits)
        if rounded is not None:
            decimals = -int(rounded.as_tuple().exponent)
            real = printed / 100 if percent else printed
            if abs(real) * 10**decimals >= 10**MOST_DIGITS:
                return None
            body = _body(found["figure"], decimals) + ("%" if percent else "")
            head, tail = _literal(before), _literal(after)
            one = f"{head}{body}{tail}"
            shown_as = f"{head}+{body}{tail};{head}-{body}{tail};{one}" if found["sign"] == "+" else one
            return Number(float(real), shown_as, f"{rounded:f}{'%' if percent else ''}")
    return None


def _rounded(printed: Fraction, digits: str) -> Decimal | None:
    """A number rounded so that it has these digits, however its words group and part them."""
    for decimals in range(min(len(digits), _MOST_DECIMALS + 1)):
        for rounding in _HOUSES:
            rounded = round_decimal(printed, decimals, rounding=rounding)
            if f"{abs(rounded):f}".replace(".", "") == digits:
                return rounded
    return None


def _body(figure: str, decimals: int) -> str:
    """The format of the digits: thousands apart where the words have them apart, or where there are none."""
    whole = figure[: len(figure) - decimals - 1] if decimals else figure
    grouped = not whole.isdigit() or len(whole) < len("1000")
    return ("#,##0" if grouped else "0") + (f".{'0' * decimals}" if decimals else "")


def _literal(words: str) -> str:
    return f'"{words}"' if words else ""
