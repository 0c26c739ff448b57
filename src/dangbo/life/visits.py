"""Who answers for which cell, who came to its meetings, and what cells ask for: three records of duty.

```
CellAssignment   phụ trách: a member of a committee answers for a cell, from a day to a day
DutyVisit        dự sinh hoạt: a member came to a meeting of a cell
Proposal         kiến nghị: what a cell asks of somebody, by when, and what was answered
```

Answering for a cell and coming to it are two records: who answers for a cell may never have come, and who came may
have stood in for another.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from dangbo.base.records import Day, Id, Text, record, sound, spelled
from dangbo.base.text import UnreadableError, parse_date
from dangbo.base.words import Words
from dangbo.life.documents import LifeRecord
from dangbo.life.rows import RowRecord
from dangbo.tree.records import not_before

if TYPE_CHECKING:
    from dangbo.tree.members import Member
    from dangbo.tree.records import Organization

__all__ = ["CellAssignment", "DutyVisit", "Proposal"]


def _not_before_raised(value: dt.date | None, info: ValidationInfo) -> dt.date | None:
    """Refuse a day before the proposal was raised."""
    raised = (getattr(info, "data", None) or {}).get("raised_on")  # a column of rows knows of no other
    if value is not None and raised is not None and value < raised:
        raise UnreadableError(Words(vi="trước ngày nêu kiến nghị", en="lies before the day it was raised"))
    return value


def _another(value: str | None, info: ValidationInfo) -> str | None:
    """Refuse who stands in for themselves."""
    if value is not None and value == (getattr(info, "data", None) or {}).get("member"):
        raise UnreadableError(
            Words(
                vi="là chính người đi dự; không ai dự thay chính mình",
                en="is who came; nobody stands in for themselves",
            )
        )
    return value


def _answer(value: object) -> object:
    """What was answered; a blank cell is no answer."""
    return "" if value is None else spelled(value)


@record
class CellAssignment(RowRecord, LifeRecord):
    """A member answers for a cell (phụ trách chi bộ), under a duty profile, from a day to a day.

    Args:
        profile: id of the profile.
        member: id of the member.
        cell: id of the cell.
        since: the first day.
        until: the last day; `None` where no end is known.

    Raises:
        InvalidInputError: a blank id, a day that does not exist, a last day before the first.

    Examples:
        >>> CellAssignment("09-qd-tu", "m-1", "cb-12", "2022-08-01").is_on("2023-04-30")
        True
        >>> rows = [{"profile": "09-qd-tu", "member": "m-1", "cell": "cb-12", "since": "01/08/2022", "until": ""}]
        >>> CellAssignment.from_rows(rows)[0].since
        datetime.date(2022, 8, 1)
    """

    _noun = "assignment"

    profile: Id
    member: Id
    cell: Id
    since: Day
    until: Annotated[Day | None, AfterValidator(not_before)] = None

    if TYPE_CHECKING:  # accepts texts and records, keeps days and ids

        def __init__(
            self,
            profile: str,
            member: str | Member,
            cell: str | Organization,
            since: dt.date | str,
            until: dt.date | str | None = None,
        ) -> None: ...

    def is_on(self, on: dt.date | str) -> bool:
        """Whether the member answers for the cell on a day.

        Args:
            on: the day.
        """
        day = parse_date(on, where="on")
        return self.since <= day and (self.until is None or day <= self.until)


@record
class DutyVisit(RowRecord, LifeRecord):
    """A member came to a meeting of a cell (dự sinh hoạt chi bộ).

    Args:
        member: id of who came.
        cell: id of the cell.
        on: the day.
        profile: id of the duty profile it was made under; `None` where nobody wrote it down.
        meeting: what the meeting is called in the files of the cell, where one day had two; within a month each has a
            name of its own.
        for_member: id of the member who had the duty and stayed away, where who came stood in for them. Such a visit
            counts for the cell and for neither of the two.

    Raises:
        InvalidInputError: a blank id, a day that does not exist, somebody who stands in for themselves.

    Examples:
        >>> DutyVisit("m-1", "cb-12", "2022-09-03", profile="09-qd-tu").on
        datetime.date(2022, 9, 3)
        >>> DutyVisit("m-1", "cb-12", "31/02/2026")
        Traceback (most recent call last):
        ...
        dangbo.base.errors.InvalidInputError: 1 problem
          - DutyVisit.on: it is not a date that exists. Write it as YYYY-MM-DD or D/M/YYYY, day first. [input/bad-date]
        >>> rows = [{"Người dự": "m-1", "Chi bộ": "cb-12", "Ngày": "03/09/2022"}]
        >>> DutyVisit.from_rows(rows, columns={"Người dự": "member", "Chi bộ": "cell", "Ngày": "on"})[0].cell
        'cb-12'
    """

    _noun = "visit"

    member: Id
    cell: Id
    on: Day
    profile: Id | None = Field(default=None, kw_only=True)
    meeting: Id | None = Field(default=None, kw_only=True)
    for_member: Annotated[Id | None, AfterValidator(_another)] = Field(default=None, kw_only=True)

    if TYPE_CHECKING:

        def __init__(
            self,
            member: str | Member,
            cell: str | Organization,
            on: dt.date | str,
            *,
            profile: str | None = None,
            meeting: str | None = None,
            for_member: str | Member | None = None,
        ) -> None: ...


@record
class Proposal(RowRecord, LifeRecord):
    """Kiến nghị: what a cell asks of somebody. Its words are for people: `repr`, errors and findings do not show them.

    Args:
        id: what it is known by.
        cell: id of the cell.
        raised_on: the day on which it was raised.
        words: what is asked.
        to: id of the organization it is put to, or the name of who stands outside the register.
        due: the day by which it is to be answered; `None` where none was set.
        answered_on: the day of the answer.
        answer: what was answered. An answer without a day was given, nobody knows when.

    Raises:
        InvalidInputError: a blank id, no words, a day that does not exist, an answer or a due day before the proposal.

    Examples:
        >>> asked = Proposal("kn-1", "cb-12", "2026-01-03", "Sửa đường ngõ 5", "ubnd", due="2026-03-03")
        >>> asked, asked.is_late("2026-03-03"), asked.is_late("2026-03-04")
        (Proposal('kn-1', 'cb-12'), False, True)
        >>> row = {"id": "kn-1", "cell": "cb-12", "raised_on": "03/01/2026", "words": "Sửa đường", "to": "ubnd"}
        >>> Proposal.from_rows([row])[0].is_open("2026-03-31")
        True
    """

    _noun = "proposal"

    id: Id
    cell: Id
    raised_on: Day
    words: Text
    to: Id
    due: Annotated[Day | None, AfterValidator(_not_before_raised)] = None
    answered_on: Annotated[Day | None, AfterValidator(_not_before_raised)] = None
    answer: Annotated[str, BeforeValidator(_answer), AfterValidator(sound)] = ""

    if TYPE_CHECKING:

        def __init__(
            self,
            id: str,
            cell: str | Organization,
            raised_on: dt.date | str,
            words: str,
            to: str | Organization,
            due: dt.date | str | None = None,
            answered_on: dt.date | str | None = None,
            answer: str = "",
        ) -> None: ...

    def is_open(self, on: dt.date | str) -> bool:
        """Whether it was raised by a day and not answered by then.

        Args:
            on: the day.
        """
        day = parse_date(on, where="on")
        answered = bool(self.answer) if self.answered_on is None else self.answered_on <= day
        return self.raised_on <= day and not answered

    def is_late(self, on: dt.date | str) -> bool:
        """Whether it is open though the day by which it was to be answered is over.

        Args:
            on: the day.
        """
        return self.due is not None and self.due < parse_date(on, where="on") and self.is_open(on)

    def __repr__(self) -> str:
        return f"Proposal({self.id!r}, {self.cell!r})"
