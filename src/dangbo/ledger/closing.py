"""What a ledger records beside decisions: that a period was closed, and what a figure is expected to be.

`Closing` says that reports up to a day were sent, on the figures as they were known then. It stops nothing: a decision
recorded later with effect on or before that day enters as any other, and `History.check` tells what it changes there.
`Expectation` keeps a `Balance`: somebody else's figure of an organization on a day, which is held against the ledger
whenever that is checked. What became of either is found by `dangbo.ledger.closed`.
"""

from __future__ import annotations

__all__ = ["Balance", "Closing", "Expectation"]

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from typing_extensions import TypedDict

from dangbo.base.citations import Document
from dangbo.base.envelope import PaperDocument
from dangbo.base.reading import bad_figure
from dangbo.base.records import Count, Day, Id, record
from dangbo.base.told import Documented
from dangbo.base.words import Words


class BalanceDocument(TypedDict):
    """What an organization should come to on a day, with everything below it; null where it says nothing."""

    organization: str
    on: str
    members: int | None
    full: int | None
    organizations: int | None


class ClosingDocument(TypedDict):
    """That reports up to a day were sent: its place in the log, the day it came in, the day closed, the paper."""

    number: int
    recorded: str
    on: str
    basis: PaperDocument


class ExpectationDocument(TypedDict):
    """A balance in the ledger: its place in the log, and the day it came in."""

    number: int
    recorded: str
    balance: BalanceDocument


@record
class Balance:
    """Số liệu đối chiếu: what an organization should come to on a day, with everything below it.

    Args:
        organization: id of the organization.
        on: the day.
        members: everybody, probationary members among them.
        full: full members.
        organizations: how many organizations, itself among them.

    Raises:
        InvalidInputError: no figure at all, a negative one, more full members than members; a blank id, a day that
            does not exist.

    Examples:
        >>> Balance("dbp-phu-xa", on="2022-12-31", members=412, full=398).members
        412
    """

    organization: Id
    on: Day
    members: Count | None = None
    full: Count | None = None
    organizations: Count | None = None

    if TYPE_CHECKING:  # accepts texts and keeps days

        def __init__(
            self,
            organization: str,
            on: dt.date | str,
            members: int | None = None,
            full: int | None = None,
            organizations: int | None = None,
        ) -> None: ...

    def __post_init__(self) -> None:
        """Refuse what expects nothing, or what cannot be."""
        if not self.figures:
            raise bad_figure("", _NO_FIGURE, _NAME_ONE)
        if self.members is not None and self.full is not None and self.full > self.members:
            raise bad_figure("", _MORE_FULL, _CORRECT)

    @property
    def figures(self) -> dict[str, int]:
        """The figures it names, by their field."""
        named = {"members": self.members, "full": self.full, "organizations": self.organizations}
        return {name: count for name, count in named.items() if count is not None}

    def as_dict(self) -> BalanceDocument:
        """The balance as plain JSON values: its fields."""
        return {
            "organization": self.organization,
            "on": self.on.isoformat(),
            "members": self.members,
            "full": self.full,
            "organizations": self.organizations,
        }


_NO_FIGURE: Final = Words(vi="chưa nêu số liệu nào", en="it names no figure")
_NAME_ONE: Final = Words(
    vi="Nêu ít nhất một số liệu: đảng viên, đảng viên chính thức hoặc tổ chức đảng.",
    en="Name one at least: members, full members or organizations.",
)
_MORE_FULL: Final = Words(
    vi="số đảng viên chính thức lớn hơn tổng số đảng viên", en="there are more full members than members"
)
_CORRECT: Final = Words(vi="Sửa một trong hai.", en="Correct one of the two.")


@dataclass(frozen=True, slots=True, repr=False)
class Closing(Documented):
    """Chốt số liệu: reports up to a day were sent, on the figures as the ledger had them then.

    Attributes:
        number: its place in the log, from 1.
        recorded: the day it came into the ledger.
        on: the last day of what was reported.
        basis: the paper: the report, or the letter it was sent with.
    """

    number: int
    recorded: dt.date
    on: dt.date
    basis: Document

    def as_dict(self) -> ClosingDocument:
        """The closing as plain JSON values."""
        return {
            "number": self.number,
            "recorded": self.recorded.isoformat(),
            "on": self.on.isoformat(),
            "basis": self.basis.as_dict(),
        }

    def __repr__(self) -> str:
        return f"Closing({self.number}: up to {self.on}, recorded {self.recorded})"


@dataclass(frozen=True, slots=True, repr=False)
class Expectation(Documented):
    """A balance in the ledger.

    Attributes:
        number: its place in the log, from 1.
        recorded: the day it came into the ledger.
        balance: what is expected. Of several about one organization, day and figure the last recorded counts.
    """

    number: int
    recorded: dt.date
    balance: Balance

    def as_dict(self) -> ExpectationDocument:
        """The entry as plain JSON values."""
        return {"number": self.number, "recorded": self.recorded.isoformat(), "balance": self.balance.as_dict()}

    def __repr__(self) -> str:
        balance = self.balance
        figures = ", ".join(f"{name} {count}" for name, count in balance.figures.items())
        of = f"{balance.organization!r} on {balance.on}"
        return f"Expectation({self.number}: {of}: {figures}, recorded {self.recorded})"
