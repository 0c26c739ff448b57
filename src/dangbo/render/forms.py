"""Forms of the statistics with figures, drawn as they are printed: the shape that all of them share.

```
StatisticsForm    whose it is, its head, its notes, where its rows stand; text, HTML, JSON
└── ComparedForm      forms 1 and 3: criterion, this period, the same period last year, per cent
```
"""

from __future__ import annotations

__all__ = ["ComparedForm", "StatisticsForm"]

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from typing_extensions import TypedDict

from dangbo.base.envelope import RuleDocument, WordsDocument
from dangbo.base.figures import round_decimal
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.terms import no_such
from dangbo.base.text import format_number
from dangbo.base.told import Documented
from dangbo.base.words import NO_WORDS, Words
from dangbo.render.table import Cell, Column, Table
from dangbo.render.tabled import Tabled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from dangbo.base.citations import RuleRef
    from dangbo.base.findings import Lang
    from dangbo.base.forms import FormRow


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


_R = TypeVar("_R", bound=_Coded)


class FormHead(TypedDict):
    """Whose form of the statistics it is, what it is called, and the period or the day its figures are of."""

    of: str
    name: str
    number: WordsDocument
    title: WordsDocument
    period: WordsDocument


class FormFoot(TypedDict):
    """What a form does not tell apart, and where its rows come from."""

    notes: list[WordsDocument]
    rule: RuleDocument


@dataclass(frozen=True, slots=True, repr=False)
class StatisticsForm(Documented, Tabled, Framed, ABC):
    """A form of one organization.

    Attributes:
        of: id of the reporting organization.
        name: its name.
        number: what stands at the head at the right, such as "Biểu số 1-BTCTW".
        title: as printed, and in English.
        columns: the headings, left to right.
        notes: what the figures do not tell apart, and how well the form itself is known.
        rule: where the rows come from.
    """

    of: str
    name: str
    number: Words
    title: Words
    columns: tuple[Words, ...]
    notes: tuple[Words, ...]
    rule: RuleRef

    @property
    @abstractmethod
    def period(self) -> Words:
        """The period, or the day, the figures are of."""

    @abstractmethod
    def as_dict(self) -> Mapping[str, object]:
        """The form as plain JSON values."""

    @abstractmethod
    def table(self, *, lang: Lang = "vi", decimals: int = 1) -> Table:
        """The form as a table; what is not known is an empty cell."""

    def __str__(self) -> str:
        return self.show(lang="en").text

    def _head(self) -> FormHead:
        return {
            "of": self.of,
            "name": self.name,
            "number": self.number.as_dict(),
            "title": self.title.as_dict(),
            "period": self.period.as_dict(),
        }

    def _foot(self) -> FormFoot:
        return {"notes": [note.as_dict() for note in self.notes], "rule": self.rule.as_dict()}

    def _drawn(self, rows: Iterable[Sequence[str]], totals: Iterable[int], aligned: str, lang: Lang) -> Table:
        """A table of cells; `aligned` has a letter for each column: words stand left, figures right.

        A rulebook of one's own may leave headings out: then nothing stands above a column.
        """
        heads = (*self.columns, *(NO_WORDS,) * len(aligned))[: len(aligned)]
        return Table(
            ". ".join(words.text(lang=lang) for words in (self.number, self.title, self.period)) + f". {self.name}",
            [
                Column(head.text(lang=lang), "left" if side == "l" else "right")
                for head, side in zip(heads, aligned, strict=True)
            ],
            tuple(rows),
            notes=[note.text(lang=lang) for note in self.notes],
            source=self.rule.citation(lang=lang),
            totals=tuple(totals),
        )


def row_of(rows: Sequence[_R], code: str) -> _R:
    """The row of a form with a code.

    Raises:
        TermError: there is none; it suggests those that come near.
    """
    found = next((row for row in rows if row.code == code), None)
    if found is None:
        raise no_such(Words(vi="dòng của biểu này", en="row of this form"), code, [row.code for row in rows])
    return found


@dataclass(frozen=True, slots=True, repr=False)
class ComparedForm(StatisticsForm):
    """A form with four columns: criterion, this period, the same period last year, per cent.

    Attributes:
        rows: in the order of print.
    """

    rows: tuple[FormRow, ...]

    def row(self, code: str) -> FormRow:
        """The row with a code.

        Raises:
            TermError: the form has none; it suggests those that come near.

        Examples:
            >>> from dangbo import History, datasets
            >>> form = History(datasets.thai_nguyen()).movements("2024-01-01", "2024-12-31").form_1()
            >>> form.row("1.D").now, form.row("1.C5a").label.vi
            (27960, 'a. Chuyển đi tỉnh khác')
        """
        return row_of(self.rows, code)

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            self.rows,
            ("row", "text", lambda row: row.code),
            ("label_vi", "text", lambda row: row.label.vi),
            ("label_en", "text", lambda row: row.label.en),
            ("indent", "count"),
            ("within", "text"),
            ("now", "count"),
            ("before", "count"),
            ("untold", "count"),
            ("untold_before", "count"),
            ("mean", "number"),
            ("mean_before", "number"),
        )

    def table(self, *, lang: Lang = "vi", decimals: int = 1) -> Table:
        """The form as a table with its four columns; what is not known is an empty cell.

        Args:
            lang: language of the labels and notes; the Vietnamese ones are as printed.
            decimals: of the percentages and means; no form that was seen says how many.
        """
        cells = (_compared(row, decimals, lang) for row in self.rows)
        return self._drawn(cells, (at for at, row in enumerate(self.rows) if not row.indent), "lrrr", lang)


def _compared(row: FormRow, decimals: int, lang: Lang) -> tuple[str, ...]:
    percent = row.percent
    share = "" if percent is None else Cell(percent, percent.text(decimals=decimals, lang=lang))
    label = f"{'  ' * row.indent}{row.label.text(lang=lang)}"
    figures = ((row.now, row.mean), (row.before, row.mean_before))
    return (label, *(_figure(count, mean, decimals, lang) for count, mean in figures), share)


def _figure(count: int | None, mean: Fraction | None, decimals: int, lang: Lang) -> str:
    if mean is not None:
        return Cell(mean, format_number(round_decimal(mean, decimals), decimals=decimals, lang=lang))
    return "" if count is None else Cell(count, format_number(count, lang=lang))
