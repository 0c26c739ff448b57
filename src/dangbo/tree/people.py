"""Everybody of a snapshot in columns: `People`, and whose roll they are on: `Roll`.

A nation has five million people and asks for a few of them. One record each would cost a dictionary entry, a record and
a quarter of a minute; columns cost what the texts cost. A `Member` is made when it is asked for: equal to the one that
came in, and not the same object.

```
People   ids, names, who is probationary     + a small overlay of people who are new or changed
Roll     member ids, roll after roll, ends   + a small overlay of rolls that changed and of who moved
```

Neither is changed in place: `changed` gives a new one that shares the columns and costs what changed. Once an eighth is
overlay, the columns are written anew.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from itertools import accumulate, chain, compress, count, islice, repeat
from operator import eq, lt, sub
from typing import Final

from dangbo.base.terms import MemberStatus
from dangbo.base.text import spaced_number
from dangbo.tree.members import NOBODY, Headcount, Member, headcount, headcount_of

_SHARE_OF_BASE: Final = 8
_STATUSES: Final = (MemberStatus.FULL, MemberStatus.PROBATIONARY)
"""What the bytes of a column of statuses stand for."""

_BLANK: Final = object.__new__
_PUT_ID: Final = Member.id.__set__  # type: ignore[attr-defined]
_PUT_NAME: Final = Member.name.__set__  # type: ignore[attr-defined]
_PUT_STATUS: Final = Member.status.__set__  # type: ignore[attr-defined]


def _member(key: str, name: str, waiting: int) -> Member:
    """The record of a row, not validated again."""
    person = _BLANK(Member)
    _PUT_ID(person, key)
    _PUT_NAME(person, name)
    _PUT_STATUS(person, _STATUSES[waiting])
    return person


class Places:
    """Where each of many ids stands.

    Args:
        ids: exact tuples of texts leave the sight of the garbage collector; lists of five million are walked again and
            again.
    """

    __slots__ = ("_rows", "ascending", "ids")

    def __init__(self, ids: tuple[str, ...]) -> None:
        self.ids = ids
        self.ascending = all(map(lt, ids, islice(ids, 1, None)))
        """Whether each id stands behind the one before it: then none is there twice, and looking up needs no index."""
        self._rows: dict[str, int] | None = None

    def rows(self) -> dict[str, int]:
        """The place of every id; of an id that is there twice the last. Made once, for those who ask for many."""
        if self._rows is None:  # threads that ask at once make the same one
            self._rows = dict(zip(self.ids, range(len(self.ids)), strict=True))
        return self._rows

    def row(self, key: str) -> int:
        """The place of an id; -1 where there is none."""
        if self._rows is None and self.ascending and type(key) is str:
            at = bisect_left(self.ids, key)
            return at if at < len(self.ids) and self.ids[at] == key else -1
        return self.rows().get(key, -1)

    def repeated(self) -> dict[str, int]:
        """Ids that are there several times, each with how often."""
        if self.ascending or len(self.rows()) == len(self.ids):
            return {}
        return {key: count for key, count in Counter(self.ids).items() if count > 1}


class Columns(Places):
    """The columns of people: ids, names, and a byte each for who is probationary. Shared, never changed."""

    __slots__ = ("names", "waiting")

    def __init__(self, ids: tuple[str, ...], names: tuple[str, ...], waiting: bytes) -> None:
        super().__init__(ids)
        self.names = names
        self.waiting = waiting

    def say_the_same(self, other: Columns) -> bool:
        """Whether other columns hold the same people, in whatever order; in none is an id twice."""
        if self.ids == other.ids:
            return self.names == other.names and self.waiting == other.waiting
        rows = other.rows()
        places = [rows.get(key, -1) for key in self.ids]
        return (
            -1 not in places
            and self.names == tuple(map(other.names.__getitem__, places))
            and self.waiting == bytes(map(other.waiting.__getitem__, places))
        )

    def member(self, at: int) -> Member:
        """The record of a row."""
        return _member(self.ids[at], self.names[at], self.waiting[at])

    def members(self) -> Iterator[Member]:
        """Every record, in order."""
        return map(_member, self.ids, self.names, self.waiting)


class People(Mapping[str, Member]):
    """Every person with a record, by id, in columns; immutable.

    A `Member` is made when it is asked for: equal to the one that came in, hashable, and not the same object; what a
    class of the caller's own added to a `Member` is not kept. Looking one up costs a binary search where ids ascend,
    and an index made on first use otherwise.

    Args:
        columns: the columns.

    Examples:
        >>> people = People.of([Member("m-1", "Nguyễn Văn A"), Member("m-2", "Trần Thị B", MemberStatus.PROBATIONARY)])
        >>> people
        People(2)
        >>> people["m-2"].status, "m-3" in people
        (<MemberStatus.PROBATIONARY: 'probationary'>, False)
    """

    __slots__ = ("_new", "_size", "columns")

    columns: Columns
    _new: dict[str, Member | None]
    _size: int

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self._new = {}
        self._size = len(columns.ids)

    @classmethod
    def of(cls, members: Iterable[Member]) -> People:
        """People from records."""
        members = tuple(members)
        waiting = bytes(member.status is MemberStatus.PROBATIONARY for member in members)
        return cls(Columns(tuple(m.id for m in members), tuple(m.name for m in members), waiting))

    def __len__(self) -> int:
        return self._size

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, str):
            return False
        return self._new[key] is not None if key in self._new else self.columns.row(key) >= 0

    def __getitem__(self, key: str) -> Member:
        if (found := self.get(key)) is None:
            raise KeyError(key)
        return found

    def get(self, key: str, default: Member | None = None) -> Member | None:  # type: ignore[override]
        """The record of a person, or the default."""
        if key in self._new:
            return self._new[key] or default
        at = self.columns.row(key)
        return self.columns.member(at) if at >= 0 else default

    def __iter__(self) -> Iterator[str]:
        if not self._new:
            return iter(self.columns.ids)
        return chain((key for key in self.columns.ids if self._new.get(key, key) is not None), self.added())

    def values(self) -> ValuesView[Member]:
        """The records, each made when it comes by."""
        return _Records(self)

    def items(self) -> ItemsView[str, Member]:
        """Ids and records, each made when it comes by."""
        return _Items(self)

    def records(self) -> Iterator[Member]:
        """The records in the order of the ids."""
        new = self._new
        if not new:
            return self.columns.members()
        kept = (new.get(member.id, member) for member in self.columns.members())
        return chain((member for member in kept if member is not None), map(self.__getitem__, self.added()))

    def names(self) -> Iterator[str]:
        """The names in the order of the ids."""
        if not self._new:
            return iter(self.columns.names)
        return (member.name for member in self.records())

    def added(self) -> dict[str, int]:
        """The places behind the columns of people whose record is new."""
        columns = self.columns
        new = (key for key, now in self._new.items() if now is not None and columns.row(key) < 0)
        return dict(zip(new, count(len(columns.ids)), strict=False))

    def headcount(self, members: Iterable[str]) -> Headcount:
        """Full and probationary people among these ids.

        Raises:
            KeyError: one of them has no record.
        """
        return headcount_of(map(self.__getitem__, members))

    def changed(self, changes: Mapping[str, Member | None]) -> People:
        """People with some records new, and some (`None`) taken back; costs the overlay, not the people."""
        if not changes:
            return self
        new = object.__new__(People)
        new.columns = self.columns
        new._new = {**self._new, **changes}
        new._size = self._size + sum((now is not None) - (key in self) for key, now in changes.items())
        return new.settled() if len(new._new) * _SHARE_OF_BASE > len(self.columns.ids) else new

    def settled(self) -> People:
        """The same people without an overlay."""
        if not self._new:
            return self
        columns = self.columns
        ids, names, waiting = [*columns.ids], [*columns.names], bytearray(columns.waiting)
        kept = bytearray(b"\1" * len(ids))
        for key, now in self._new.items():
            at = columns.row(key)
            if now is None:
                if at >= 0:
                    kept[at] = 0
                continue
            if at < 0:
                at = len(ids)
                ids.append(key)
                names.append("")
                waiting.append(0)
                kept.append(1)
            names[at], waiting[at] = now.name, now.status is MemberStatus.PROBATIONARY
        if 0 not in kept:
            return People(Columns(tuple(ids), tuple(names), bytes(waiting)))
        return People(Columns(tuple(compress(ids, kept)), tuple(compress(names, kept)), bytes(compress(waiting, kept))))

    def __copy__(self) -> People:
        return self

    def __deepcopy__(self, memo: object) -> People:
        return self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, People):
            if not isinstance(other, Mapping):
                return NotImplemented
            return len(self) == len(other) and all(map(eq, map(other.get, self), self.records()))
        if self.columns is other.columns:
            return all(self.get(key) == other.get(key) for key in self._new.keys() | other._new.keys())
        return len(self) == len(other) and self.settled().columns.say_the_same(other.settled().columns)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"People({spaced_number(len(self))})"

    def __reduce__(self) -> tuple[object, ...]:
        columns = self.settled().columns
        return (_rebuilt, (columns.ids, columns.names, columns.waiting))


def _rebuilt(ids: tuple[str, ...], names: tuple[str, ...], waiting: bytes) -> People:
    return People(Columns(ids, names, waiting))


class _Records(ValuesView[Member]):
    __slots__ = ()
    _mapping: People

    def __iter__(self) -> Iterator[Member]:
        return self._mapping.records()

    def __contains__(self, value: object) -> bool:
        return isinstance(value, Member) and self._mapping.get(value.id) == value


class _Items(ItemsView[str, Member]):
    __slots__ = ()
    _mapping: People

    def __iter__(self) -> Iterator[tuple[str, Member]]:
        return zip(self._mapping, self._mapping.records(), strict=True)


class Runs(Mapping[str, tuple[str, ...]]):
    """The rolls of people who come roll by roll: how many each holds, from the first person on.

    Where each ends says it all: a nation has 300,000 rolls, and a tuple for each of them would only be taken apart.

    Args:
        ids: the people.
        sizes: how many are on the roll of each organization; none is empty, and there are no more than people.
    """

    __slots__ = ("ends", "ids", "number", "organizations")

    def __init__(self, ids: tuple[str, ...], sizes: Mapping[str, int]) -> None:
        self.ids = ids
        self.organizations = list(sizes)
        self.number = dict(zip(self.organizations, range(len(sizes)), strict=True))
        self.ends = array("q", accumulate(sizes.values()))

    def __len__(self) -> int:
        return len(self.organizations)

    def __iter__(self) -> Iterator[str]:
        return iter(self.organizations)

    def __getitem__(self, organization: str) -> tuple[str, ...]:
        at = self.number[organization]
        return self.ids[self.ends[at - 1] if at else 0 : self.ends[at]]

    def listed(self) -> tuple[str, ...]:
        """Everybody on any of the rolls."""
        return self.ids[: self.ends[-1]] if self.ends else ()


def runs_of(ids: tuple[str, ...], rolls: Mapping[str, Sequence[str]]) -> Runs | None:
    """Rolls as runs of people; `None` where people come in another order."""
    if isinstance(rolls, Runs) and rolls.ids is ids:
        return rolls
    listed = tuple(chain.from_iterable(rolls.values()))
    if listed != ids[: len(listed)]:
        return None
    return Runs(ids, {key: len(some) for key, some in rolls.items() if some})


class _Listed:
    """The rolls as they were written down last: member ids roll after roll, and where each roll ends."""

    __slots__ = ("_homes", "columns", "ends", "ids", "number", "organizations", "waiting")

    def __init__(self, columns: Columns, rolls: Mapping[str, Sequence[str]]) -> None:
        self.columns = columns
        self._homes: array[int] | None = None
        runs = runs_of(columns.ids, rolls)
        if runs is not None:  # no second tuple, and a home is a search
            self.organizations, self.number, self.ends = runs.organizations, runs.number, runs.ends
            self.ids = runs.listed()
            self.waiting = _counted(columns.waiting, self.ends)
            return
        self.organizations = list(rolls)
        self.number = dict(zip(self.organizations, range(len(rolls)), strict=True))
        self.ends = array("q", accumulate(map(len, rolls.values())))
        rows = [*map(columns.rows().__getitem__, chain.from_iterable(rolls.values()))]
        self.ids = tuple(map(columns.ids.__getitem__, rows))  # the texts of people, so that none is kept twice
        self.waiting = _counted(bytes(map(columns.waiting.__getitem__, rows)), self.ends)
        self._homes = array("i", b"\xff" * (4 * len(columns.ids)))
        for row, number in zip(rows, chain.from_iterable(map(repeat, count(), map(len, rolls.values()))), strict=True):
            self._homes[row] = number

    def of(self, organization: str) -> tuple[str, ...]:
        """Member ids on a roll."""
        at = self.number.get(organization)
        return () if at is None else self.ids[self.ends[at - 1] if at else 0 : self.ends[at]]

    def headcount(self, organization: str) -> Headcount:
        """How many are on a roll, by status."""
        at = self.number.get(organization)
        if at is None:
            return NOBODY
        waiting = self.waiting[at]
        return headcount(self.ends[at] - (self.ends[at - 1] if at else 0) - waiting, waiting)

    def marked(self, marks: Mapping[str, int]) -> array[int]:
        """The mark of the organization on whose roll each person is, row by row of the columns; -1 for none."""
        of_number = [marks.get(key, -1) for key in self.organizations]
        if self._homes is not None:
            return array("i", map((*of_number, -1).__getitem__, self._homes))  # home -1 is the last place
        runs = map(repeat, of_number, map(sub, self.ends, (0, *self.ends)))
        return array("i", chain(chain.from_iterable(runs), repeat(-1, len(self.columns.ids) - len(self.ids))))

    def home(self, member: str) -> str | None:
        """The organization on whose roll a person is."""
        row = self.columns.row(member)
        if row < 0:
            return None
        if self._homes is not None:
            at = self._homes[row]
        else:
            at = bisect_right(self.ends, row) if row < len(self.ids) else -1
        return None if at < 0 else self.organizations[at]


def _counted(waiting: bytes, ends: array[int]) -> array[int]:
    """How many are probationary on each roll, of everybody roll after roll."""
    return array("q", map(waiting.count, repeat(1), chain((0,), ends), ends))


class Roll:
    """Who is on whose roll, in both directions, at one date.

    Never changed in place. `changed` gives a new roll that shares the people and the rolls with the old one and costs
    what moves: re-indexing half a million people for every small plan would cost more than the plan.

    Args:
        people: every person with a record.
        by_organization: member ids of each organization that has any; each of them among the people, and on one roll.
    """

    __slots__ = ("_counts", "_homes", "_listed", "_rolls", "people")

    people: People
    _listed: _Listed
    _rolls: dict[str, tuple[str, ...]]
    _counts: dict[str, Headcount]
    _homes: dict[str, str | None]

    def __init__(self, people: People, by_organization: Mapping[str, Sequence[str]]) -> None:
        self.people = people.settled()
        if not isinstance(by_organization, Runs):
            by_organization = {key: ids for key, ids in by_organization.items() if ids}
        self._listed = _Listed(self.people.columns, by_organization)
        self._rolls = {}
        self._counts = {}
        self._homes = {}

    def __len__(self) -> int:
        """People on any roll."""
        change = sum(self._counts[key].total - self._listed.headcount(key).total for key in self._rolls)
        return len(self._listed.ids) + change

    def of(self, organization: str) -> tuple[str, ...]:
        """Member ids on the roll of an organization, in the order they came."""
        changed = self._rolls.get(organization)
        return self._listed.of(organization) if changed is None else changed

    def headcount(self, organization: str) -> Headcount:
        """How many are on the roll of an organization, by status."""
        return self._counts.get(organization) or self._listed.headcount(organization)

    def sizes(self) -> tuple[dict[str, int], dict[str, int]]:
        """How many people each roll holds, and how many of them are probationary; one look at every roll."""
        listed = self._listed
        sizes = dict(zip(listed.organizations, map(sub, listed.ends, chain((0,), listed.ends)), strict=False))
        waiting = dict(zip(listed.organizations, listed.waiting, strict=True))
        sizes.update((key, count.total) for key, count in self._counts.items())
        waiting.update((key, count.probationary) for key, count in self._counts.items())
        return sizes, waiting

    def home(self, member: str) -> str | None:
        """The organization on whose roll a person is."""
        return self._homes[member] if member in self._homes else self._listed.home(member)

    def marked(self, marks: Mapping[str, int]) -> array[int]:
        """The mark of the organization on whose roll each person is, and -1 of people on none.

        Args:
            marks: a number for each organization; a missing one is -1.

        Returns:
            Row by row of the columns of people, then of `People.added`.
        """
        found, added = self._listed.marked(marks), self.people.added()
        found.extend(repeat(-1, len(added)))
        row = self.people.columns.row
        for member, home in self._homes.items():
            at = added.get(member, row(member))
            if at >= 0:
                found[at] = -1 if home is None else marks.get(home, -1)
        return found

    def organizations(self) -> Iterable[str]:
        """Those that have a roll."""
        if not self._rolls:
            return self._listed.organizations
        return [key for key in dict.fromkeys((*self._listed.organizations, *self._rolls)) if self.of(key)]

    def total(self) -> Headcount:
        """Everybody on any roll."""
        listed, counts = self._listed, self._counts.items()
        waiting = sum(listed.waiting) + sum(
            now.probationary - listed.headcount(key).probationary for key, now in counts
        )
        return Headcount(len(self) - waiting, waiting)

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
        new.people = self.people.changed(people)
        new._listed = self._listed
        new._rolls = {**self._rolls, **rolls}
        new._counts = {**self._counts, **counts}
        new._homes = {**self._homes, **homes}
        rewritten = new.people.columns is not new._listed.columns  # rows of the one are no rows of the other
        if rewritten or len(new._homes) * _SHARE_OF_BASE > len(new._listed.ids):
            return Roll(new.people, {key: new.of(key) for key in new.organizations()})
        return new
