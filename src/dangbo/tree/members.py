"""People: `Member`, how many of them (`Headcount`), and whose roll they are on (`Roll`).

A member (đảng viên) is a person and names no organization. The *roll* says which organization has whom: every person is
on one official roll. Two ways of counting live side by side in real registers, and add up:

| known as | where it stands | example |
|---|---|---|
| people with a record | on the roll | the 31 members of a cell, by id |
| people known only by number | `full=` and `probationary=` of the organization | "a committee of 240" |
"""

from __future__ import annotations

__all__ = ["Headcount", "Member"]

from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, cast

from pydantic import Field

from dangbo.base.records import Id, Name, RecordType, record
from dangbo.base.terms import MemberStatus


@record
class Member:
    """A party member (đảng viên), as far as an organization department's tables need.

    Args:
        id: opaque and stable; not a card number or a citizen id.
        name: full name; kept out of `repr`.
        status: full (chính thức) or probationary (dự bị).

    Raises:
        InvalidInputError: a blank id or name, an unknown status.

    Examples:
        >>> Member(id="m-1", name="Nguyễn Văn A")
        Member(id='m-1', status=<MemberStatus.FULL: 'full'>)
    """

    id: Id
    name: Name = Field(repr=False)
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

_SHARE_OF_BASE: Final = 8


class Roll:
    """Who is on whose roll, in both directions, at one date.

    Never changed in place. `changed` gives a new roll that shares the people and the index back to the organizations
    with the old one and costs what moves: re-indexing half a million people for every small plan would cost more than
    the plan.

    Args:
        people: every person by id; shared by all snapshots that descend from one another.
        by_organization: member ids of each organization that has any.
    """

    __slots__ = ("_base_home", "_counts", "_ids", "_new_home", "people")

    people: Mapping[str, Member]
    _ids: dict[str, tuple[str, ...]]
    _counts: dict[str, Headcount]
    _base_home: dict[str, str]
    _new_home: dict[str, str | None]

    def __init__(self, people: Mapping[str, Member], by_organization: Mapping[str, tuple[str, ...]]) -> None:
        self.people = people
        self._ids = dict(by_organization)
        self._counts = {key: self.count(ids) for key, ids in self._ids.items()}
        self._base_home = {member: key for key, ids in self._ids.items() for member in ids}
        self._new_home = {}

    def __len__(self) -> int:
        """People on any roll."""
        return sum(count.total for count in self._counts.values())

    def of(self, organization: str) -> tuple[str, ...]:
        """Member ids on the roll of an organization, in the order they came."""
        return self._ids.get(organization, ())

    def headcount(self, organization: str) -> Headcount:
        """How many are on the roll of an organization, by status."""
        return self._counts.get(organization, NOBODY)

    def home(self, member: str) -> str | None:
        """The organization on whose roll a person is."""
        if member in self._new_home:
            return self._new_home[member]
        return self._base_home.get(member)

    def count(self, members: Iterable[str]) -> Headcount:
        """Full and probationary people among these ids."""
        return headcount_of(map(self.people.__getitem__, members))

    def organizations(self) -> Iterable[str]:
        """Those that have a roll."""
        return self._ids

    def changed(
        self,
        rolls: Mapping[str, tuple[str, ...]],
        counts: Mapping[str, Headcount],
        homes: Mapping[str, str | None],
        people: Mapping[str, Member | None],
    ) -> Roll:
        """The roll after some organizations have new rolls, some people a new home, and some people are new.

        Args:
            rolls: the whole new roll of each organization that changed; empty for those without members.
            counts: how many people each of these rolls holds.
            homes: the new organization of each person who moved; `None` for those who left.
            people: records of new people, and new records; `None` for those who were never to be on record.
        """
        if not rolls and not people:
            return self
        new = object.__new__(Roll)
        new.people = _with_changes(self.people, people)
        new._ids = {**self._ids, **rolls}
        new._counts = {**self._counts, **counts}
        for key, ids in rolls.items():
            if not ids:
                del new._ids[key], new._counts[key]
        new._base_home = self._base_home
        new._new_home = {**self._new_home, **homes}
        if len(new._new_home) * _SHARE_OF_BASE > len(new._base_home):
            joined = {**new._base_home, **new._new_home}
            new._base_home = {member: home for member, home in joined.items() if home is not None}
            new._new_home = {}
        return new


def headcount_of(people: Iterable[Member]) -> Headcount:
    """Full and probationary among these people."""
    probationary, total, waiting = MemberStatus.PROBATIONARY, 0, 0
    for person in people:
        total += 1
        if person.status is probationary:
            waiting += 1
    return Headcount(total - waiting, waiting)


def _with_changes(people: Mapping[str, Member], changes: Mapping[str, Member | None]) -> Mapping[str, Member]:
    """People with some records new; copies what is new, and everybody only where an eighth of them is."""
    if not changes:
        return people
    gone = [key for key, person in changes.items() if person is None and key in people]
    base: Mapping[str, Member] = people.maps[-1] if isinstance(people, ChainMap) else people
    new: dict[str, Member] = dict(people.maps[0]) if isinstance(people, ChainMap) else {}
    new.update((key, person) for key, person in changes.items() if person is not None)
    if not gone and len(new) * _SHARE_OF_BASE <= len(base):
        return ChainMap(new, cast("dict[str, Member]", base))  # nobody writes to the older one
    joined = {**base, **new}
    for key in gone:
        joined.pop(key, None)
    return joined
