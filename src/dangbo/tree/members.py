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

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, Final, Self

from pydantic import Field
from typing_extensions import TypedDict

from dangbo.base.errors import InvalidInputError
from dangbo.base.people import NamedDocument, PeopleNamed
from dangbo.base.records import Id, PersonName, RecordType, record
from dangbo.base.terms import MemberStatus
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.tree.documents import RegisterRecord, told_of_people

ERASED: Final = "[đã xóa tên]"
"""What a person is called whose name was erased from a ledger file; it says nobody, and so nothing equals it."""
UNNAMED: Final = "[không ghi tên]"
"""What a person is called whose name a document of a snapshot leaves out: it may be known elsewhere, and nobody erased
it."""
NAMELESS: Final = frozenset({ERASED, UNNAMED})
"""What stands for a name and is none: two people called so have no name in common."""


@record
class Member(NamedDocument, RegisterRecord):
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

    personal: ClassVar[tuple[str, ...]] = ("name",)

    def as_dict(self, *, people: PeopleNamed = "ids") -> dict[str, Any]:
        """The member as plain JSON values: id and status.

        Args:
            people: "names" for the name too, without which it cannot be read back.

        Raises:
            InvalidInputError: another way to show people.

        Examples:
            >>> Member("m-1", "Nguyễn Văn A").as_dict()
            {'schema': 'dangbo/member', 'version': 1, 'id': 'm-1', 'status': 'full'}
            >>> Member.from_dict(Member("m-1", "Nguyễn Văn A").as_dict(people="names")).status
            <MemberStatus.FULL: 'full'>
        """
        return told_of_people(self, people) | {"status": self.status.value}


class HeadcountDocument(TypedDict):
    """How many members: full, probationary, and both together."""

    full: int
    probationary: int
    total: int


@dataclass(frozen=True, slots=True)
class Headcount(Documented, metaclass=RecordType):
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

    def as_dict(self) -> HeadcountDocument:
        """Both counts and their sum as plain JSON values."""
        return {"full": self.full, "probationary": self.probationary, "total": self.total}

    @classmethod
    def from_dict(cls, values: Mapping[str, object]) -> Self:
        """The counts of plain JSON values, as `as_dict` gives them; the total may be missing.

        Raises:
            InvalidInputError: a count that is none, a total that is not their sum, an entry of another name.
        """
        from dangbo.base.json_records import Reading, needed

        reading = Reading(Words(vi="số đảng viên", en="the headcount"), {})
        counts: dict[str, int] = {}
        for name, value in values.items():
            if name not in _COUNTS:
                reading.unknown((), name, _COUNTS)
            elif isinstance(value, int) and not isinstance(value, bool):
                counts[name] = value
            else:
                reading.bad((name,), needed("integer"))
        for name in _COUNTS[:2]:
            if name not in values:
                reading.missing((name,))
        read = cls(counts.get("full", 0), counts.get("probationary", 0))
        if not reading.findings and counts.get("total", read.total) != read.total:
            reason = Words(vi="không bằng tổng chính thức và dự bị", en="it is not full and probationary together")
            reading.bad(("total",), reason)
        if reading.findings:
            raise InvalidInputError(reading.findings)
        return read

    def __add__(self, other: Headcount) -> Headcount:
        return Headcount(self.full + other.full, self.probationary + other.probationary)

    def __sub__(self, other: Headcount) -> Headcount:
        return Headcount(self.full - other.full, self.probationary - other.probationary)


_COUNTS: Final = ("full", "probationary", "total")

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
