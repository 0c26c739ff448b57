"""A tree under change: `Draft`, and what it changed, `Delta`.

It stands above `hierarchy.py`, since a draft is frozen into the next snapshot.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, TypeVar, cast

from dangbo.base.terms import Kind
from dangbo.hierarchy import Hierarchy
from dangbo.tree.asked import Altered, Ids, Tree, whole_ids
from dangbo.tree.members import NOBODY, Headcount, Member, headcount_of
from dangbo.tree.records import Organization, Stay, changed, is_elsewhere, served_by, under
from dangbo.tree.tables import CELLS, GROUPS, STAYS, TABLES, Link, SideTable, links_to
from dangbo.tree.totals import handed_on, kinds_after

_V = TypeVar("_V")

_Pair: TypeAlias = tuple[_V, _V]
"""A value before and after."""


@dataclass(frozen=True, slots=True, repr=False)
class Delta:
    """What a draft changed, as absolute values before and after: enough to do it again, or to take it back.

    Attributes:
        records: of each organization; `None` where it did not live.
        below: ids of the direct subordinates.
        rolls: member ids.
        counts: people on these rolls.
        homes: whose roll each person who moved is on; `None` for no roll.
        people: records of people.
        tables: records of side tables, by table and key; those of tables that did not change are not there.
        naming: keys of the records that name each organization, or person, by link.
        converted: people known only by number who became full, by the organization that counts them, or probationary
            again where negative.
        size: organizations more.
        people_change: people more.
        touched: ids of the organizations that changed, with the stamp of the last change.
    """

    records: dict[str, _Pair[Organization | None]]
    below: dict[str, _Pair[tuple[str, ...]]]
    rolls: dict[str, _Pair[tuple[str, ...]]]
    counts: dict[str, _Pair[Headcount]]
    homes: dict[str, _Pair[str | None]]
    people: dict[str, _Pair[Member | None]]
    tables: dict[str, dict[str, _Pair[Any]]]
    naming: dict[str, dict[str, _Pair[tuple[str, ...]]]]
    converted: tuple[tuple[str, int], ...]
    size: int
    people_change: Headcount
    touched: dict[str, int]

    def of(self, table: SideTable[_V]) -> Mapping[str, _Pair[_V | None]]:
        """The records of a side table, before and after."""
        return self.tables.get(table.name, {})

    def __repr__(self) -> str:
        return f"Delta({len(self.touched)} organizations touched)"


class Draft(Tree):
    """A tree under change: what differs from its base, and nothing else.

    Reading falls through to the base, a snapshot or another draft; every verb costs what it touches, never the tree. A
    draft knows no rules and refuses nothing: whoever drives it checks first. `freeze` makes the next snapshot;
    `delta` says what changed, and `redo` and `undo` play it on the draft below.

    Args:
        base: what it stands on; must not change while it is used.

    Attributes:
        base: the same.
        stamp: what the driver sets before it changes something, such as the number of an operation.
        changed: ids of the organizations whose record, roll, subordinates or groups changed, with the stamp under
            which each changed last.
        carried: ids of those that stand under another superior and are otherwise as they were, likewise; kept apart,
            since a merger of communes carries a nation of cells and changes a few committees.
        number_moves: people known only by number who went: from, to, how many, whether these were all.
        number_changes: people known only by number who became full: of which organization, how many; negative where
            they are probationary again.
    """

    __slots__ = (
        "_below",
        "_coded",
        "_counts",
        "_full",
        "_homes",
        "_names",
        "_people",
        "_probationary",
        "_records",
        "_rolls",
        "_size",
        "_tables",
        "base",
        "carried",
        "changed",
        "number_changes",
        "number_moves",
        "stamp",
    )

    def __init__(self, base: Hierarchy | Draft) -> None:
        self.base = base
        self.stamp = 0
        self.changed: dict[str, int] = {}
        self.carried: dict[str, int] = {}
        self.number_moves: list[tuple[str, str, Headcount, bool]] = []
        self.number_changes: list[tuple[str, int]] = []
        self._records: dict[str, Organization | None] = {}
        self._below: dict[str, Ids] = {}
        self._rolls: dict[str, tuple[str, ...]] = {}
        self._counts: dict[str, Headcount] = {}
        self._homes: dict[str, str | None] = {}
        self._people: dict[str, Member | None] = {}
        self._tables: dict[str, dict[str, Any]] = {name: {} for name in TABLES}
        self._names: dict[str, dict[str, Ids]] = {}
        self._coded: dict[str, dict[str, None]] | None = None
        self._size = 0
        self._full = 0
        self._probationary = 0
        self._find = _either(self._records, base._find)
        self._kids = _lower(self._below, base._child_ids)

    # --- primitives of the tree ---------------------------------------------------------------------------------

    @property
    def as_of(self) -> dt.date:
        return self.base.as_of

    @property
    def root(self) -> Organization:
        return self[self.base.root.id]

    def __len__(self) -> int:
        return len(self.base) + self._size

    def __iter__(self) -> Iterator[Organization]:
        return map(self.__getitem__, self._ids())

    def _child_ids(self, key: str) -> Ids:
        below = self._below.get(key)
        return self.base._child_ids(key) if below is None else below

    def _lists(self, superior: str, key: str) -> bool:
        below = self._below.get(superior)
        if below is None:
            return self.base._lists(superior, key)
        if not isinstance(below, Altered):
            return key in below
        if key in below.added or key in below.removed:
            return key in below.added
        before = self.base
        return before._lists(superior, key) if below.base is before._child_ids(superior) else key in below.base

    def _roll_ids(self, key: str) -> tuple[str, ...]:
        ids = self._rolls.get(key)
        return self.base._roll_ids(key) if ids is None else ids

    def _roll_count(self, key: str) -> Headcount:
        return self._counts.get(key) or self.base._roll_count(key)

    def _home_of(self, member: str) -> str | None:
        return self._homes[member] if member in self._homes else self.base._home_of(member)

    def _person(self, member: str) -> Member | None:
        return self._people[member] if member in self._people else self.base._person(member)

    def _row(self, table: SideTable[_V], key: str) -> _V | None:
        rows = self._tables[table.name]
        return rows[key] if key in rows else self.base._row(table, key)

    def _rows_of(self, table: SideTable[_V]) -> Iterable[_V]:
        changes = self._tables[table.name]
        if not changes:
            return self.base._rows_of(table)
        rows = {table.key_of(row): row for row in self.base._rows_of(table)} | changes
        return [row for row in rows.values() if row is not None]

    def _has_rows(self, table: SideTable[Any]) -> bool:
        changes = self._tables[table.name]
        if not changes:
            return self.base._has_rows(table)
        return any(row is not None for row in changes.values()) or self._count_of(table) > 0

    def _count_of(self, table: SideTable[_V]) -> int:
        base, changes = self.base, self._tables[table.name].items()
        change = sum((now is not None) - (base._row(table, key) is not None) for key, now in changes)
        return base._count_of(table) + change

    def _naming(self, link: Link[_V], key: str) -> Ids:
        changes = self._names.get(link.name)
        keys = None if changes is None else changes.get(key)
        return self.base._naming(link, key) if keys is None else keys

    def _named(self, link: Link[Any], keys: Iterable[str]) -> set[str]:
        changes = self._names.get(link.name)
        if not changes:
            return self.base._named(link, keys)
        keys = set(keys)
        anew = changes.keys() & keys
        return self.base._named(link, keys - anew) | {key for key in anew if changes[key]}

    def _found(self, keys: Iterable[str]) -> Iterable[Organization | None]:
        records, find = self._records, self.base._find
        return [records[key] if key in records else find(key) for key in keys]

    def _ever_coded(self, code: str) -> Iterable[str]:
        if self._coded is None:  # kept from the first question on
            self._coded = {}
            for key in self._reworked():
                self._note_code(key, self._records[key])
        return (*self.base._ever_coded(code), *self._coded.get(code, ()))

    def _note_code(self, key: str, org: Organization | None) -> None:
        if self._coded is not None and org is not None and org.code is not None:
            self._coded.setdefault(org.code, {})[key] = None

    def _kinds(self) -> Counter[Kind]:
        return kinds_after(self.base._kinds(), self.base, self, self._reworked())

    def _ids(self) -> Iterable[str]:
        ids = dict.fromkeys((*self.base._ids(), *self._records))
        return [key for key in ids if self._find(key) is not None]

    def _has_rolls(self) -> bool:
        return self.base._has_rolls() or any(self._rolls.values())

    def _everybody(self) -> Headcount:
        return self.base._everybody() + Headcount(self._full, self._probationary)

    # --- verbs ----------------------------------------------------------------------------------------------------

    def add(self, org: Organization) -> None:
        """A new organization begins under its parent."""
        self.set_record(org)
        if org.parent is not None:
            self._own_below(org.parent).added[org.id] = None

    def end(self, key: str) -> None:
        """An organization that holds nothing any more ends."""
        org = self[key]
        if org.parent is not None:
            self._take_from(org.parent, key)
        self._set_record(key, None)

    def put(self, key: str, **changes: object) -> None:
        """Fields of an organization change; not its id and not its parent."""
        self.set_record(changed(self[key], **changes))

    def set_record(self, org: Organization) -> None:
        """The record of an organization as a whole; its place in the tree is for `add` and `move`."""
        self._set_record(org.id, org)

    def move(self, key: str, parent: str) -> None:
        """An organization, with everything below it, goes to another superior."""
        org = self[key]
        if org.parent is not None:
            self._take_from(org.parent, key)
        self._own_below(parent).added[key] = None
        (self.changed if self._is_reworked(key) else self.carried)[key] = self.stamp
        self._records[key] = under(org, parent)

    def _reworked(self) -> Iterator[str]:
        """Ids of those of whose record more than the superior may differ from the base."""
        return filter(self._records.__contains__, self.changed)

    def _is_reworked(self, key: str) -> bool:
        """Whether more than the superior of an organization differs from the base."""
        return key in self.changed or (key in self._records and key not in self.carried)

    def move_below(self, key: str, parent: str) -> None:
        """Everything directly under one organization goes under another; as `move` for each, in one sweep."""
        below = self._child_ids(key)
        if not below:
            return
        records, changed, carried, stamp, find = self._records, self.changed, self.carried, self.stamp, self.base._find
        if records.keys().isdisjoint(below) and changed.keys().isdisjoint(below):  # as most: they stand as in the base
            records.update((org.id, under(org, parent)) for org in self.base._found(below) if org is not None)
            carried.update(dict.fromkeys(below, stamp))
        else:
            for child in below:
                known = child in records
                org = records[child] if known else find(child)
                if org is not None:
                    if child in changed or (known and child not in carried):
                        changed[child] = stamp
                    else:
                        carried[child] = stamp
                    records[child] = under(org, parent)
        self._own_below(parent).added.update(dict.fromkeys(below))
        self._change_inside(key)
        self._below[key] = ()

    def put_back(self, records: Iterable[Organization]) -> None:
        """Living organizations stand as these records say, place and all; as `move` and `set_record` for each."""
        ours, changed, carried, stamp, find = self._records, self.changed, self.carried, self.stamp, self.base._find
        leaving: defaultdict[str, list[str]] = defaultdict(list)
        coming: defaultdict[str, list[str]] = defaultdict(list)
        former = latter = ""  # most come in long rows from one superior to another
        going: list[str] = []
        arriving: list[str] = []
        for org in records:
            key, parent = org.id, org.parent
            known = key in ours
            now = ours[key] if known else find(key)
            if now is None or now is org:
                continue
            above = now.parent
            if above != parent and parent is not None:
                if parent != latter:
                    if parent not in coming:
                        self._own_below(parent)
                    latter, arriving = parent, coming[parent]
                arriving.append(key)
                if above is not None:
                    if above != former:
                        if above not in leaving:
                            self._own_below(above)
                        former, going = above, leaving[above]
                    going.append(key)
                if is_elsewhere(now, org):
                    (changed if key in changed or (known and key not in carried) else carried)[key] = stamp
                    ours[key] = org
                    continue
            if now != org:
                self._set_record(key, org)
        for superior, keys in leaving.items():
            self._take_all_from(superior, keys)
        for superior, keys in coming.items():
            self._own_below(superior).added.update(dict.fromkeys(keys))

    def _set_record(self, key: str, org: Organization | None) -> None:
        was = self._find(key)
        if was is not None:
            self._size -= 1
            self._full -= was.full
            self._probationary -= was.probationary
        if org is not None:
            self._size += 1
            self._full += org.full
            self._probationary += org.probationary
        self._records[key] = org
        self._note_code(key, org)
        self._change_inside(key)

    def _change_inside(self, key: str) -> None:
        """Note that an organization does not only stand elsewhere."""
        self.changed[key] = self.stamp
        self.carried.pop(key, None)

    def _own_below(self, key: str) -> Altered:
        """The subordinates of an organization, to be changed in place."""
        self._change_inside(key)
        below = self._below.get(key)
        if not isinstance(below, Altered):
            below = self._below[key] = Altered(self.base._child_ids(key) if below is None else below)
        return below

    def _take_from(self, superior: str, key: str) -> None:
        """One of the subordinates of an organization goes."""
        listed, below = self._lists(superior, key), self._own_below(superior)
        if key in below.added:
            del below.added[key]
        elif listed:
            below.removed.add(key)

    def _take_all_from(self, superior: str, keys: Sequence[str]) -> None:
        """Several of the subordinates of an organization go."""
        listed = self.listed_below(superior, keys)
        below = self._own_below(superior)
        again = below.added.keys() & listed
        for key in again:
            del below.added[key]
        below.removed.update(listed - again)

    def _set_roll(self, key: str, ids: tuple[str, ...], count: Headcount) -> None:
        was = self._roll_count(key)
        self._full += count.full - was.full
        self._probationary += count.probationary - was.probationary
        self._rolls[key] = ids
        self._counts[key] = count
        self._change_inside(key)

    def set_roll(self, key: str, members: tuple[str, ...]) -> None:
        """The roll of an organization as a whole; whose roll others are on is for the caller."""
        self._set_roll(key, members, self._counted(members))
        self._homes.update(dict.fromkeys(members, key))

    def _counted(self, members: Iterable[str]) -> Headcount:
        people = (self._person(member) for member in members)
        return headcount_of(person for person in people if person is not None)

    def move_members(self, members: Sequence[str], to: str) -> None:
        """People go to another roll, each from wherever they are."""
        self._take_off(members)
        self._take_on(members, to)

    def _take_off(self, members: Sequence[str]) -> None:
        leaving: dict[str, dict[str, None]] = {}
        for member in members:
            home = self._home_of(member)
            if home is not None:
                leaving.setdefault(home, {})[member] = None
        for home, gone in leaving.items():
            ids = self._roll_ids(home)
            left = () if len(gone) == len(ids) else tuple(m for m in ids if m not in gone)
            self._set_roll(home, left, self._roll_count(home) - self._counted(gone))

    def _take_on(self, members: Sequence[str], to: str) -> None:
        if members:
            self._set_roll(to, (*self._roll_ids(to), *members), self._roll_count(to) + self._counted(members))
            self._homes.update(dict.fromkeys(members, to))

    def move_roll(self, key: str, to: str) -> None:
        """Everybody on one roll goes to another; as `move_members`, without asking where each of them is."""
        ids = self._roll_ids(key)
        if ids:
            moved = self._roll_count(key)
            self._set_roll(key, (), NOBODY)
            self._set_roll(to, (*self._roll_ids(to), *ids), self._roll_count(to) + moved)
            self._homes.update(dict.fromkeys(ids, to))

    def admit(self, members: Sequence[Member], to: str) -> None:
        """New people come onto a roll."""
        self._people.update((member.id, member) for member in members)
        self._take_on([member.id for member in members], to)

    def leave(self, members: Sequence[str]) -> None:
        """People leave the roll they are on; their records stay, what side tables hold of them ends as these say."""
        self._take_off(members)
        self._part_with(members, links_to("members"))

    def leave_again(self, members: Sequence[str]) -> None:
        """People are on no roll again, as before they came; what may be of somebody outside stays theirs."""
        self._take_off(members)
        self._part_with(members, [(table, link) for table, link in links_to("members") if not link.is_outside])

    def leave_roll(self, key: str) -> None:
        """Everybody on one roll leaves; as `leave`, without asking where each of them is."""
        ids = self._roll_ids(key)
        if ids:
            self._set_roll(key, (), NOBODY)
            self._part_with(ids, links_to("members"))

    def _part_with(self, members: Sequence[str], ending: Iterable[tuple[SideTable[Any], Link[Any]]]) -> None:
        """People are on no roll any more, and what these links hold of them ends as they say."""
        self._homes.update(dict.fromkeys(members))
        for table, link in ending:
            named = members if link.is_key else self._named(link, members)  # few of very many who leave have a seat
            for member in (one for one in members if one in named) if named else ():
                self.release(table, link, member)

    def forget(self, members: Sequence[str]) -> None:
        """The records of people who are on no roll are taken back, as if they had never been admitted."""
        self._people.update(dict.fromkeys(members))

    def set_person(self, person: Member) -> None:
        """The record of a person; the roll they are on counts them as it says."""
        was, home = self._person(person.id), self._home_of(person.id)
        self._people[person.id] = person
        if home is not None and was is not None and was.status is not person.status:
            change = headcount_of((person,)) - headcount_of((was,))
            self._set_roll(home, self._roll_ids(home), self._roll_count(home) + change)

    def host(
        self,
        members: Iterable[str],
        at: str | None,
        *,
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> None:
        """People take part in an organization for a time, from a day to a day where these are known; `None` ends it."""
        for member in members:
            if at is not None or self._row(STAYS, member) is not None:
                self.set_row(STAYS, member, None if at is None else Stay(member, at, since, until))

    def move_counted(self, key: str, to: str, people: Headcount | None = None) -> None:
        """People an organization counts only by number go to another one: all of them, or so many."""
        org = self[key]
        everybody = Headcount(org.full, org.probationary)
        moved = everybody if people is None else people
        if moved.full or moved.probationary:
            self.number_moves.append((key, to, moved, moved == everybody))
            self.count_more(key, NOBODY - moved)
            self.count_more(to, moved)

    def count_more(self, key: str, people: Headcount) -> None:
        """An organization counts so many more people by number; fewer where negative."""
        org = self[key]
        self.put(key, full=org.full + people.full, probationary=org.probationary + people.probationary)

    def changes_statuses(self) -> bool:
        """Whether anybody who was on record is of another status now, or counted as such."""
        pairs = ((self.base._person(key), now) for key, now in self._people.items())
        told = any(was is not None and now is not None and was.status is not now.status for was, now in pairs)
        return told or bool(self.number_changes)

    def recognize_counted(self, key: str, count: int) -> None:
        """So many whom an organization counts by number as probationary become full."""
        self.number_changes.append((key, count))
        self.count_more(key, Headcount(count, -count))

    def serve(self, group: str, cells: tuple[str, ...]) -> None:
        """A residential group is served by these cells from now on."""
        zone = self._row(GROUPS, group)
        if zone is not None:
            self.set_row(GROUPS, group, served_by(zone, cells))

    def set_row(self, table: SideTable[_V], key: str, row: _V | None) -> None:
        """A record of a side table begins, changes, or ends (`None`); whom it names follows."""
        was = self._row(table, key)
        for link in table.links:
            if not link.is_key:
                before = () if was is None else link.ids(was)
                after = () if row is None else link.ids(row)
                for one in dict.fromkeys(before).keys() - after:
                    self._own_naming(link, one).pop(key, None)
                for one in dict.fromkeys(after).keys() - before:
                    self._own_naming(link, one)[key] = None
        self._tables[table.name][key] = row

    def _own_naming(self, link: Link[Any], key: str) -> dict[str, None]:
        """The records that name an organization, or a person, to be changed in place."""
        if link.is_inside:
            self._change_inside(key)
        changes = self._names.setdefault(link.name, {})
        keys = changes.get(key)
        if not isinstance(keys, dict):
            keys = changes[key] = dict.fromkeys(self._naming(link, key))
        return keys

    def named_by(self, table: SideTable[_V], link: Link[_V], key: str) -> tuple[str, ...]:
        """Keys of the records of a side table that name an organization, or a person."""
        if link.is_key:
            return () if self._row(table, key) is None else (key,)
        return tuple(self._naming(link, key))

    def release(self, table: SideTable[_V], link: Link[_V], key: str, heir: str | None = None) -> tuple[str, ...]:
        """What a side table holds of an organization that ends, or a person who leaves, goes where the table says.

        Returns:
            The keys of the records that named it; none where whoever ends it had to give them away before.
        """
        if link.ended is None:
            return ()
        keys = self.named_by(table, link, key)
        for one in keys:
            row = self._row(table, one)
            if row is not None:
                self.set_row(table, one, link.ended(row, heir))
        return keys

    # --- what came of it ------------------------------------------------------------------------------------------

    @property
    def touched(self) -> dict[str, int]:
        """Ids of all organizations that differ from the base, with the stamp under which each changed last."""
        return {**self.carried, **self.changed}

    def carried_records(self) -> Iterator[Organization]:
        """The records of those that only stand under another superior."""
        return map(cast("dict[str, Organization]", self._records).__getitem__, self.carried)  # what ends is not carried

    def touched_rows(self, table: SideTable[_V]) -> Mapping[str, _V | None]:
        """The records of a side table that began or changed, by key, and `None` for those that ended."""
        return self._tables[table.name]

    def touched_rolls(self) -> tuple[str, ...]:
        """Ids of the organizations whose roll changed."""
        return tuple(self._rolls)

    def listed_on(self, key: str) -> tuple[str, ...]:
        """Member ids on a roll, also on that of what has ended: nobody should be left there."""
        return self._roll_ids(key)

    def touched_people(self) -> Mapping[str, str | None]:
        """Whose roll each person who came, went or left is on now: member id to organization or `None`."""
        return self._homes

    def keeps_inside(self, key: str) -> bool:
        """Whether an organization has the roll, the groups and the subordinates it had in the base."""
        return key not in self._rolls and key not in self._names.get(CELLS.name, ()) and key not in self._below

    def keeps_below(self, key: str) -> bool:
        """Whether an organization has the subordinates it had in the base."""
        return key not in self._below

    def listed_below(self, superior: str, keys: Sequence[str]) -> set[str]:
        """Those of these that an organization lists as its subordinates; of few among very many each is looked up."""
        below = self._child_ids(superior)
        if len(keys) * _SHARE < len(below):
            return {key for key in keys if self._lists(superior, key)}
        return set(keys).intersection(below) if below else set()

    def came_below(self, key: str) -> Collection[str]:
        """The subordinates of an organization that it did not have in the base, and perhaps others."""
        below = self._below.get(key, ())
        return below.added if isinstance(below, Altered) else below

    def delta(self) -> Delta:
        """What changed against the base; costs what changed."""
        base = self.base
        pairs = zip(base._found(self._records), self._records.values(), strict=True)
        return Delta(
            records=dict(zip(self._records, pairs, strict=True)),
            below={key: (whole_ids(base._child_ids(key)), whole_ids(now)) for key, now in self._below.items()},
            rolls={key: (base._roll_ids(key), now) for key, now in self._rolls.items()},
            counts={key: (base._roll_count(key), now) for key, now in self._counts.items()},
            homes={key: (base._home_of(key), now) for key, now in self._homes.items()},
            people={key: (base._person(key), now) for key, now in self._people.items()},
            tables={
                name: {key: (base._row(TABLES[name], key), now) for key, now in rows.items()}
                for name, rows in self._tables.items()
                if rows
            },
            naming={
                link.name: {key: (tuple(base._naming(link, key)), tuple(now)) for key, now in names.items()}
                for _, link in links_to()
                if (names := self._names.get(link.name))
            },
            converted=tuple(_summed(self.number_changes)),
            size=self._size,
            people_change=Headcount(self._full, self._probationary),
            touched=self.touched,
        )

    def redo(self, delta: Delta) -> None:
        """Change as a delta says; costs what it holds."""
        self._play(delta, 1)
        self._size += delta.size
        self._full += delta.people_change.full
        self._probationary += delta.people_change.probationary

    def undo(self, delta: Delta) -> None:
        """Take back what a delta says; costs what it holds."""
        self._play(delta, 0)
        self._size -= delta.size
        self._full -= delta.people_change.full
        self._probationary -= delta.people_change.probationary

    def _play(self, delta: Delta, side: int) -> None:
        sides: tuple[tuple[dict[str, Any], Mapping[str, _Pair[Any]]], ...] = (
            (self._records, delta.records),
            (self._below, delta.below),
            (self._rolls, delta.rolls),
            (self._counts, delta.counts),
            (self._homes, delta.homes),
            (self._people, delta.people),
            *((self._tables[name], rows) for name, rows in delta.tables.items()),
            *((self._names.setdefault(name, {}), names) for name, names in delta.naming.items()),
        )
        for target, theirs in sides:
            for key, pair in theirs.items():
                target[key] = pair[side]
        for key, records in delta.records.items():
            self._note_code(key, records[side])
        self.changed.update(delta.touched)
        self.carried.clear()  # what was played before may have changed them

    def freeze(self, as_of: dt.date) -> Hierarchy:
        """The next snapshot. Shares every untouched record with the one before; costs a copy of its index.

        Raises:
            TypeError: the draft stands on another draft.
        """
        base = self.base
        if not isinstance(base, Hierarchy):
            raise TypeError("a draft is frozen where it stands on a snapshot; redo its delta on the draft below")
        new = object.__new__(type(base))
        new._settle(
            _patched(base._records, self._records),
            _patched(base._children, {key: whole_ids(below) or None for key, below in self._below.items()}),
            base._roll.changed(self._rolls, self._counts, self._homes, self._people),
            {name: _patched(rows, self._tables[name]) for name, rows in base._tables.items()},
            {
                name: _patched(names, {key: tuple(now) or None for key, now in self._names.get(name, {}).items()})
                for name, names in base._names.items()
            },
            as_of,
            root=self.root,
            total=self._everybody(),
        )
        if base._branches is not None and len(self.touched) * _SHARE < len(base):
            object.__setattr__(new, "_branches", handed_on(base._branches, base, self, self.touched))
        if base._counted is not None:
            object.__setattr__(new, "_counted", self._kinds())
        return new


def _either(
    records: Mapping[str, Organization | None], find: Callable[[str], Organization | None]
) -> Callable[[str], Organization | None]:
    """What finds a record of a draft: among what changed, or in its base. It holds no draft, which so ends with it."""

    def found(key: str) -> Organization | None:
        return records[key] if key in records else find(key)

    return found


def _lower(below: Mapping[str, Ids], child_ids: Callable[[str], Ids]) -> Callable[[str], Ids]:
    """What finds the subordinates likewise."""

    def found(key: str) -> Ids:
        ids = below.get(key)
        return child_ids(key) if ids is None else ids

    return found


_SHARE: Final = 32
"""Where a draft touched more than one in so many, adding up anew when somebody asks costs less than handing on."""


def _patched(index: dict[str, _V], changes: Mapping[str, _V | None]) -> dict[str, _V]:
    """An index with some entries replaced, and those that became `None` gone; the same one where nothing changed."""
    if not changes:
        return index
    new: dict[str, Any] = index.copy()
    new.update(changes)
    for key, value in changes.items():
        if value is None:
            del new[key]
    return new


def _summed(changes: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """The sum of the changes of each organization, where any is left."""
    sums: dict[str, int] = {}
    for key, count in changes:
        sums[key] = sums.get(key, 0) + count
    return ((key, count) for key, count in sums.items() if count)
