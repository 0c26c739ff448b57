"""Forms 3 and 4 of the statistics with figures: the membership, and its ethnic groups and religions.

What stands in them comes from a `Composition`; what they look like, from the rulebook. Form 2B has the shape of form 4.
"""

from __future__ import annotations

__all__ = ["GroupForm", "GroupRow", "MembershipForm"]

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict

from dangbo.base.envelope import ShareDocument, WordsDocument
from dangbo.base.forms import FormRowDocument
from dangbo.base.frames import FrameColumn, columns_of
from dangbo.base.text import format_date, format_number
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.render import Cell, Table
from dangbo.render.forms import ComparedForm, FormFoot, FormHead, StatisticsForm, row_of

if TYPE_CHECKING:
    from dangbo.base.figures import Share
    from dangbo.base.findings import Lang

_YEAR_ENDS, _HALF_ENDS = (12, 31), (6, 30)


class MembershipFormDocument(FormHead, FormFoot):
    """Form 3 of the statistics: members by what is known of them, on a day and a year before."""

    schema: Literal["dangbo/membership-form"]
    version: Literal[1]
    on: str
    last_year: str | None
    rows: list[FormRowDocument]


@dataclass(frozen=True, slots=True, repr=False)
class MembershipForm(ComparedForm):
    """Form 3 of one organization and day (biểu đội ngũ đảng viên). Made by `Composition.form_3`.

    Attributes:
        of: id of the reporting organization.
        name: its name.
        number: what stands at the head at the right, "Biểu số 3-BTCTW".
        title: as printed, and in English.
        columns: the headings, left to right.
        notes: what is not known and what it was read as, and how well the form itself is known.
        rule: where the rows come from.
        rows: in the order of print.
        on: the day the figures are of.
        last_year: the day of the column of last year; `None` where it was not given.
    """

    on: dt.date
    last_year: dt.date | None = None

    @property
    def period(self) -> Words:
        """The period that ends on the day, as forms name it: a year, the first half of one, or the day."""
        year, last = self.on.year, (self.on.month, self.on.day)
        if last == _YEAR_ENDS:
            return Words(vi=f"Năm {year}", en=f"{year}")
        if last == _HALF_ENDS:
            return Words(vi=f"6 tháng đầu năm {year}", en=f"First half of {year}")
        return as_of(self.on)

    def __repr__(self) -> str:
        return f"MembershipForm({self.of!r}, {self.on}: {len(self.rows)} rows)"

    def as_dict(self) -> MembershipFormDocument:
        """The form as plain JSON values; a percentage has both its counts."""
        return {
            "schema": "dangbo/membership-form",
            "version": 1,
            **self._head(),
            "on": self.on.isoformat(),
            "last_year": None if self.last_year is None else self.last_year.isoformat(),
            "rows": [row.as_dict() for row in self.rows],
            **self._foot(),
        }


class GroupRowDocument(TypedDict):
    """A line of form 4: how many, women among them, and the share."""

    code: str
    number: str
    label: WordsDocument
    within: str | None
    count: int | None
    women: int | None
    share: ShareDocument | None
    untold: int


@dataclass(frozen=True, slots=True)
class GroupRow(Documented):
    """A row of a form by ethnic group and religion.

    Attributes:
        code: stable code, such as "4.ETH.02".
        number: what stands in the column "TT": "I", "2".
        label: as printed, and in English.
        within: code of the row it is a part of; `None` for the two that sum up the others.
        count: how many; `None` where it is known of nobody.
        women: how many women of them; `None` likewise, and where the sex of nobody is known.
        share: what stands in the last column, as it is read; `None` where there is nothing to count it of.
        untold: of the two rows that sum up others, how many stand in none of them.
    """

    code: str
    number: str
    label: Words
    within: str | None
    count: int | None
    women: int | None
    share: Share | None
    untold: int = 0

    def as_dict(self) -> GroupRowDocument:
        """The row as plain JSON values."""
        return {
            "code": self.code,
            "number": self.number,
            "label": self.label.as_dict(),
            "within": self.within,
            "count": self.count,
            "women": self.women,
            "share": None if self.share is None else self.share.as_dict(),
            "untold": self.untold,
        }


class GroupFormDocument(FormHead, FormFoot):
    """Form 4 of the statistics: members by people and religion, on a day."""

    schema: Literal["dangbo/group-form"]
    version: Literal[1]
    on: str
    rows: list[GroupRowDocument]


@dataclass(frozen=True, slots=True, repr=False)
class GroupForm(StatisticsForm):
    """Form 4 of one organization and day (biểu theo dân tộc và trong các tôn giáo). Made by `Composition.form_4`.

    Attributes:
        of: id of the reporting organization.
        name: its name.
        number: what stands at the head at the right, "Biểu số 4-BTCTW".
        title: as printed, and in English.
        columns: the headings, left to right.
        notes: what is not known and what it was read as, and how well the form itself is known.
        rule: where the rows come from.
        rows: in the order of print; on paper they stand in two blocks beside each other.
        on: the day the figures are of.
    """

    rows: tuple[GroupRow, ...]
    on: dt.date

    @property
    def period(self) -> Words:
        """The day the figures are of, in words."""
        return as_of(self.on)

    def row(self, code: str) -> GroupRow:
        """The row with a code.

        Raises:
            TermError: the form has none; it suggests those that come near.
        """
        return row_of(self.rows, code)

    def __repr__(self) -> str:
        return f"GroupForm({self.of!r}, {self.on}: {len(self.rows)} rows)"

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            self.rows,
            ("row", "text", lambda row: row.code),
            ("label_vi", "text", lambda row: row.label.vi),
            ("label_en", "text", lambda row: row.label.en),
            ("within", "text"),
            ("count", "count"),
            ("women", "count"),
            ("share", "share"),
            ("untold", "count"),
        )

    def table(self, *, lang: Lang = "vi", decimals: int = 1) -> Table:
        """The form as a table with its five columns; what is not known is an empty cell.

        Args:
            lang: language of the labels and notes; the Vietnamese ones are as printed.
            decimals: of the percentages; no form that was seen says how many.
        """
        cells = (
            (
                row.number,
                row.label.text(lang=lang),
                *(
                    "" if count is None else Cell(count, format_number(count, lang=lang))
                    for count in (row.count, row.women)
                ),
                "" if row.share is None else Cell(row.share, row.share.text(decimals=decimals, lang=lang)),
            )
            for row in self.rows
        )
        return self._drawn(cells, (at for at, row in enumerate(self.rows) if row.within is None), "llrrr", lang)

    def as_dict(self) -> GroupFormDocument:
        """The form as plain JSON values; a percentage has both its counts."""
        return {
            "schema": "dangbo/group-form",
            "version": 1,
            **self._head(),
            "on": self.on.isoformat(),
            "rows": [row.as_dict() for row in self.rows],
            **self._foot(),
        }


def as_of(day: dt.date) -> Words:
    """The day a state is of, in words."""
    return Words(vi=f"Có đến ngày {format_date(day)}", en=f"As of {format_date(day, lang='en')}")
