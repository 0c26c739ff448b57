"""People: `Member`, and how many of them, `Headcount`. How a tree keeps them is for `dangbo.tree.people`.

A member (đảng viên) is a person and names no organization. The *roll* says which organization has whom: every person is
on one official roll. Two ways of counting live side by side in real registers, and add up:

| known as | where it stands | example |
|---|---|---|
| people with a record | on the roll | the 31 members of a cell, by id |
| people known only by number | `full=` and `probationary=` of the organization | "a committee of 240" |
"""

from __future__ import annotations

__all__ = ["Headcount", "Member"]

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pydantic import Field

from dangbo.base.records import Id, PersonName, RecordType, record
from dangbo.base.terms import MemberStatus

ERASED: Final = "[đã xóa tên]"
"""What a person is called whose name was erased from a ledger file; it says nobody, and so nothing equals it."""


@record
class Member:
    """A party member (đảng viên), as far as an organization department's tables need.

    Args:
        id: opaque and stable; not a card number or a citizen id.
        name: full name, which is no date and no number; kept out of `repr`.
        status: full (chính thức) or probationary (dự bị).

    Raises:
        InvalidInputError: a blank id or name, a date or a number in the place of the name, an unknown status.

    Examples:
        >>> Member(id="m-1", name="Nguyễn Văn A")
        Member(id='m-1', status=<MemberStatus.FULL: 'full'>)
    """

    id: Id
    name: PersonName = Field(repr=False)
    status: MemberStatus = MemberStatus.FULL


@dataclass(frozen=True, slots=True)
class Headcount(metaclass=RecordType):
    """How many members: full (chính thức) and probationary (dự bị).

    Only full members count towards the least size of a cell and its committee; both count towards the 30.

    Examples:
        >>> Headcount(full=28, probationary=3) + Headcount(full=1)
        Headcount(full=29, probationary=3)
        >>> Headcount(full=28, probationary=3).total
        31
    """

    full: int = 0
    probationary: int = 0

    @property
    def total(self) -> int:
        """Everybody."""
        return self.full + self.probationary

    def __add__(self, other: Headcount) -> Headcount:
        return Headcount(self.full + other.full, self.probationary + other.probationary)

    def __sub__(self, other: Headcount) -> Headcount:
        return Headcount(self.full - other.full, self.probationary - other.probationary)


NOBODY: Final = Headcount()


@lru_cache(maxsize=4096)
def headcount(full: int, probationary: int) -> Headcount:
    """How many, as one object for all who count the same: most rolls of a nation have one of a few hundred sizes."""
    return Headcount(full, probationary)


def headcount_of(people: Iterable[Member]) -> Headcount:
    """Full and probationary among these people."""
    probationary, total, waiting = MemberStatus.PROBATIONARY, 0, 0
    for person in people:
        total += 1
        if person.status is probationary:
            waiting += 1
    return Headcount(total - waiting, waiting)
