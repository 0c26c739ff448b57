"""Rows of the statistics forms: what is printed (`FormLine`), and the same with figures (`FormRow`).

A line says its code, its words, how far it is indented, what it is a part of and how it adds up. The rulebook has the
lines (`rules.forms`); the figures come from whoever counts: movements of a ledger, the composition of a membership.
"""

from __future__ import annotations

__all__ = ["Adding", "FormLine", "FormRow"]

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from typing_extensions import TypedDict

from dangbo.base.envelope import ShareDocument, WordsDocument
from dangbo.base.figures import Ratio
from dangbo.base.told import Documented
from dangbo.base.words import Words

Adding: TypeAlias = Literal["single", "head", "sum", "of_which", "balance"]
"""How a row stands to others: by itself, a title without a figure, the sum of its lines, a part only ("trong đó"), or
A + B - C."""

ADDING: Final[tuple[Adding, ...]] = ("single", "head", "sum", "of_which", "balance")


@dataclass(frozen=True, slots=True)
class FormLine:
    """A row of a form as it is printed, without figures.

    Attributes:
        code: stable code, such as "1.C5a" or "3.OCC.05".
        label: as printed, and in English.
        indent: how far it is indented; 0 for the outermost.
        within: code of the row it is a part of; `None` where it is of none.
        adds: how it stands to others.
        to: the last day on which the row is known to be worded so; `None` where no end is known.
        entry: its code in the list it comes from, which is the same in all forms, as "OCC.05"; else empty.
        sources: where it was seen, as the rule `statistics-form-sources` tells them.
    """

    code: str
    label: Words
    indent: int
    within: str | None
    adds: Adding
    to: dt.date | None = None
    entry: str = ""
    sources: tuple[str, ...] = ()

    def is_past(self, end: dt.date) -> bool:
        """Whether its wording ended before a day."""
        return self.to is not None and self.to < end


class FormRowDocument(TypedDict):
    """A row of a form: this period and the same one last year; a mean is exact, as text."""

    code: str
    label: WordsDocument
    indent: int
    within: str | None
    adds: Adding
    now: int | None
    before: int | None
    percent: ShareDocument | None
    untold: int
    untold_before: int
    to: str | None
    mean: str | None
    mean_before: str | None


@dataclass(frozen=True, slots=True)
class FormRow(Documented):
    """One row of a form.

    Attributes:
        code: stable code, such as "1.C5a".
        label: as printed, and in English.
        indent: how far it is indented; 0 for the outermost, as A, B, C and D of form 1.
        within: code of the row it is a part of; `None` where it is of none.
        adds: by itself, a title without a figure, the sum of its lines, a part only, or the balance of all.
        now: this period; `None` where the row has ended or is a title, or nobody knows it, as a row of a book of one's
            own. A count; a mean is exact.
        before: the same period last year; `None` where it was not given, likewise.
        untold: how many of `now` stand in none of its lines, because they are not told apart.
        untold_before: the same of `before`.
        to: the last day on which the row is known to be worded so; `None` where no end is known.
        mean: what stands in a row that counts nobody, as the mean age, exactly; `None` in all others.
        mean_before: the same of last year.
    """

    code: str
    label: Words
    indent: int
    within: str | None
    adds: Adding
    now: int | None
    before: int | None
    untold: int = 0
    untold_before: int = 0
    to: dt.date | None = None
    mean: Fraction | None = None
    mean_before: Fraction | None = None

    @property
    def percent(self) -> Ratio | None:
        """This period in per cent of the same period last year; `None` where that is 0 or not known, and of a mean.

        Examples:
            >>> FormRow("1.B1", Words(vi="1. Kết nạp", en="1. Admitted"), 1, "1.B", "single", 12, 8).percent
            Ratio(12, of=8) = 150,0%
        """
        return Ratio(self.now, of=self.before) if self.now is not None and self.before else None

    def as_dict(self) -> FormRowDocument:
        """The row as plain JSON values; a mean is text, as exact numbers are."""
        percent = self.percent
        return {
            "code": self.code,
            "label": self.label.as_dict(),
            "indent": self.indent,
            "within": self.within,
            "adds": self.adds,
            "now": self.now,
            "before": self.before,
            "percent": None if percent is None else percent.as_dict(),
            "untold": self.untold,
            "untold_before": self.untold_before,
            "to": None if self.to is None else self.to.isoformat(),
            "mean": None if self.mean is None else str(self.mean),
            "mean_before": None if self.mean_before is None else str(self.mean_before),
        }


def form_rows(
    lines: Iterable[FormLine],
    now: Mapping[str, int],
    before: Mapping[str, int],
    means: Mapping[str, tuple[Fraction | None, Fraction | None]] = MappingProxyType({}),
) -> tuple[FormRow, ...]:
    """The rows of a form with their figures, by code; a figure that is missing is not known.

    What the lines of a sum do not tell of it is `untold`. `means` are those of rows that count nobody, this period's
    and that of last year.
    """
    every = tuple(lines)
    parts: dict[str, list[str]] = {}
    for line in every:
        if line.within is not None and line.adds != "of_which":
            parts.setdefault(line.within, []).append(line.code)

    def untold(line: FormLine, figures: Mapping[str, int]) -> int:
        if line.adds != "sum" or line.code not in figures:
            return 0
        return figures[line.code] - sum(figures.get(part, 0) for part in parts.get(line.code, ()))

    return tuple(
        FormRow(
            line.code,
            line.label,
            line.indent,
            line.within,
            line.adds,
            now.get(line.code),
            before.get(line.code),
            untold(line, now),
            untold(line, before),
            line.to,
            *means.get(line.code, ()),
        )
        for line in every
    )
