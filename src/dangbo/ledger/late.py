"""What a decision recorded late meets, and whom it concerns: found by what was touched, not by walking the others.

A decision comes to the same wherever everything it asked for is the same. `Traces` knows of each id, code and table
which decisions asked for it, and of each value which changed it. So the state between two decisions is read value by
value, from the first decision behind it that changed what is asked for (`Meanwhile`); and of the decisions behind a
late one only those are played again that asked for something which is otherwise now.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from dangbo.change.draft import Delta, Draft
from dangbo.ledger.watching import EVERYBODY
from dangbo.tree.asked import Ids, Tree, whole_ids
from dangbo.tree.members import NOBODY, Headcount, Member
from dangbo.tree.records import Organization
from dangbo.tree.tables import TABLES, Link, SideTable, links_to

if TYPE_CHECKING:
    from dangbo.base.terms import Kind
    from dangbo.ledger.timeline import Key, Played

_R = TypeVar("_R")

Part: TypeAlias = tuple[str, str]
"""A part of what a delta holds: its field, and of fields with several parts the name of one."""

RECORDS: Final[Part] = ("records", "")
BELOW: Final[Part] = ("below", "")
ROLLS: Final[Part] = ("rolls", "")
COUNTS: Final[Part] = ("counts", "")
HOMES: Final[Part] = ("homes", "")
PEOPLE: Final[Part] = ("people", "")


def _rows_part(table: SideTable[Any]) -> Part:
    return ("tables", table.name)


def _naming_part(link: Link[Any]) -> Part:
    return ("naming", link.name)


def _read(tree: Tree, part: Part, key: str) -> Any:  # noqa: ANN401 - whatever the part holds
    """A value of a tree; ids in one tuple, as deltas have them."""
    field, name = part
    match field:
        case "records":
            return tree._find(key)
        case "below":
            return whole_ids(tree._child_ids(key))
        case "rolls":
            return tree._roll_ids(key)
        case "counts":
            return tree._roll_count(key)
        case "homes":
            return tree._home_of(key)
        case "people":
            return tree._person(key)
        case "tables":
            return tree._row(TABLES[name], key)
        case _:
            link = next(link for _, link in links_to() if link.name == name)
            return whole_ids(tree._naming(link, key))


def parts_of(delta: Delta) -> dict[Part, Mapping[str, tuple[Any, Any]]]:
    """The changes of a delta, part by part; parts without changes are not there."""
    parts: dict[Part, Mapping[str, tuple[Any, Any]]] = {
        RECORDS: delta.records,
        BELOW: delta.below,
        ROLLS: delta.rolls,
        COUNTS: delta.counts,
        HOMES: delta.homes,
        PEOPLE: delta.people,
        **{("tables", name): rows for name, rows in delta.tables.items()},
        **{("naming", name): names for name, names in delta.naming.items()},
    }
    return {part: changes for part, changes in parts.items() if changes}


class Traces:
    """Which decisions of a line asked for what, and which changed what, in the order of effect; of its end, or of all.

    Attributes:
        by: the decisions, by where they stand.
        asked: who asked for each id, code or table.
        whole: those that went through all of the tree.
        changed: who changed each value, part by part.
        ended: who ended what had each id, ids of the past as `Played.ended` has them.
        coded: ids of all that had an official code before or after some decision.
        crossed: those with which people came onto the register or left it.
        full: so many full members more, of each of these.
        probationary: so many probationary ones.
        came: so many people more, of those that brought more than they took.
    """

    __slots__ = ("asked", "by", "came", "changed", "coded", "crossed", "ended", "full", "probationary", "whole")

    def __init__(self) -> None:
        self.by: dict[Key, Played] = {}
        self.asked: dict[str, list[Key]] = {}
        self.whole: list[Key] = []
        self.changed: dict[Part, dict[str, list[Key]]] = {}
        self.ended: dict[str, list[Key]] = {}
        self.coded: dict[str, dict[str, None]] = {}
        self.crossed: list[Key] = []
        self.full: list[int] = []
        self.probationary: list[int] = []
        self.came = 0

    def replace(self, old: Played | None, new: Played | None) -> None:
        """A decision came to something else than before, or is new in the line, or stands in it no more."""
        at = (old or new).decision.key  # type: ignore[union-attr] # one of them there is
        _exchange(self.asked, at, *((one.asked or ()) if one else () for one in (old, new)))
        _exchange(self.ended, at, *(dict.fromkeys(one.ended) if one else () for one in (old, new)))
        before, after = (parts_of(one.delta) if one else {} for one in (old, new))
        for part in {**before, **after}:
            lists = self.changed.setdefault(part, {})
            _exchange(lists, at, before.get(part, {}).keys(), after.get(part, {}).keys())
        for sign, one in ((-1, old), (1, new)):
            if one is not None:
                if one.asked is None:
                    _stand(self.whole, at, sign)
                if one.delta.people_change != NOBODY:
                    self._cross(at, one.delta.people_change, sign)
        if new is None:
            del self.by[at]
            return
        self.by[at] = new
        for key, pair in new.delta.records.items():
            for org in pair:
                if org is not None and org.code is not None:
                    self.coded.setdefault(org.code, {})[key] = None

    def _cross(self, at: Key, people: Headcount, sign: int) -> None:
        place = bisect_left(self.crossed, at)
        self.came += sign * max(0, people.total)
        if sign < 0:
            del self.crossed[place], self.full[place], self.probationary[place]
        else:
            self.crossed.insert(place, at)
            self.full.insert(place, people.full)
            self.probationary.insert(place, people.probationary)

    def people_from(self, at: Key) -> Headcount:
        """So many people more with the decisions from a place on."""
        place = bisect_left(self.crossed, at)
        return Headcount(sum(self.full[place:]), sum(self.probationary[place:]))

    def behind(self, name: str, at: Key) -> list[Key]:
        """Who asked for something behind a place."""
        keys = self.asked.get(name, [])
        return keys[bisect_right(keys, at) :]

    def whole_behind(self, at: Key) -> list[Key]:
        """Who went through all of the tree behind a place."""
        return self.whole[bisect_right(self.whole, at) :]

    def before(self, part: Part, key: str, at: Key) -> tuple[Any, Any] | None:
        """A value at a place, and after whoever changes it first from there on; `None` where nobody does."""
        keys = self.changed.get(part, {}).get(key)
        if keys is None:
            return None
        place = bisect_left(keys, at)
        if place == len(keys):
            return None
        field, name = part
        changes = getattr(self.by[keys[place]].delta, field)
        pair: tuple[Any, Any] = (changes[name] if name else changes)[key]
        return pair


def _stand(keys: list[Key], at: Key, sign: int) -> None:
    """A place stands in a list, or no more."""
    if sign < 0:
        del keys[bisect_left(keys, at)]
    elif not keys or keys[-1] < at:
        keys.append(at)
    else:
        insort(keys, at)


def _exchange(lists: dict[str, list[Key]], at: Key, old: Iterable[str], new: Iterable[str]) -> None:
    """A place stands in the lists of these names and no longer in those of others; most stay as they are."""
    if old and new:
        old, new = set(old).difference(new), set(new).difference(old)
    for name in old:
        _stand(lists[name], at, -1)
    for name in new:
        _stand(lists.setdefault(name, []), at, 1)


class Meanwhile(Tree):
    """The state a decision of a line meets, when another one was put somewhere before it.

    Where the line with the late decision differs from the one without it, its own values are kept; all others are those
    of the line without it, each read where it is asked for. How many organizations and records there are is told as at
    the end of the line: only the proof of a decision asks, and compares what is before with what is after.

    Args:
        end: the state at the end of the line without the late decision.
        traces: of that line, from the late decision on at least.
        at: the place of the decision.

    Attributes:
        at: the same.
    """

    __slots__ = ("_end", "_met", "_own", "_people", "_size", "_touched", "_traces", "at")

    def __init__(self, end: Draft, traces: Traces, at: Key) -> None:
        self.at = at
        self._end, self._traces = end, traces
        self._own: dict[Part, dict[str, Any]] = {}
        self._size = 0
        self._people = NOBODY
        self._met: Headcount | None = None
        self._touched: dict[str, int] = {}
        self._find = self._current
        self._kids = self._child_ids

    def go_to(self, at: Key) -> None:
        """Go on to a later decision."""
        self.at = at
        self._met = None

    def take(self, new: Delta, old: Delta | None = None) -> set[str]:
        """Go behind a decision that changed something, and without the late one changed something else.

        Args:
            new: what it changed.
            old: what it changed without; `None` of the late one itself.

        Returns:
            What later ones may ask for that is otherwise now than without the late one.
        """
        theirs, ours = {} if old is None else parts_of(old), parts_of(new)
        otherwise: set[str] = set()
        for part in {**theirs, **ours}:
            was, now = theirs.get(part, {}), ours.get(part, {})
            own = self._own.setdefault(part, {})
            for key in {**was, **now}:
                if key in was:
                    without = was[key][1]
                elif key in own:
                    without = self._without(part, key)
                else:  # without the late one it stays as the decision meets it now
                    without = now[key][0]
                if key in now:
                    value = now[key][1]
                elif key in own:
                    value = own[key]
                else:
                    value = was[key][0]
                if without == value:
                    own.pop(key, None)
                    continue
                own[key] = value
                otherwise.add(key)
                if part[0] == "tables":
                    otherwise.add(part[1])
                for one in (without, value):
                    if isinstance(one, str):  # where somebody is: who is there is asked by the organization
                        otherwise.add(one)
                    elif isinstance(one, Organization) and one.code is not None:
                        otherwise.add(one.code)
        self._touched.update(new.touched)
        self._size += new.size
        self._people += new.people_change
        if old is not None:
            self._touched.update(old.touched)
            self._size -= old.size
            self._people -= old.people_change
        if self._people.total and not self._is_anybody_anywhere():
            otherwise.add(EVERYBODY)
        return otherwise

    def difference(self) -> Delta:
        """What brings the end of the line without the late decision to its end with it."""
        changes = {
            part: {key: (_read(self._end, part, key), value) for key, value in own.items()}
            for part, own in self._own.items()
            if own
        }
        return Delta(
            records=changes.get(RECORDS, {}),
            below=changes.get(BELOW, {}),
            rolls=changes.get(ROLLS, {}),
            counts=changes.get(COUNTS, {}),
            homes=changes.get(HOMES, {}),
            people=changes.get(PEOPLE, {}),
            tables={name: rows for (field, name), rows in changes.items() if field == "tables"},
            naming={name: names for (field, name), names in changes.items() if field == "naming"},
            converted=(),  # which no state says, only a decision
            size=self._size,
            people_change=self._people,
            touched=self._touched,
        )

    def _is_anybody_anywhere(self) -> bool:
        """Whether there is somebody on record at every later place of both lines, as far as sums tell."""
        return self._end._everybody().total - self._traces.came + min(0, self._people.total) > 0

    def _without(self, part: Part, key: str) -> Any:  # noqa: ANN401 - whatever the part holds
        """A value as the decision would meet it without the late one."""
        pair = self._traces.before(part, key, self.at)
        return _read(self._end, part, key) if pair is None else pair[0]

    def _known(self, part: Part, key: str) -> tuple[Any, ...] | None:
        """A value in front, whatever follows it; `None` where it is as at the end."""
        own = self._own.get(part)
        return (own[key],) if own and key in own else self._traces.before(part, key, self.at)

    def _keys(self, part: Part) -> Iterable[str]:
        """Keys of what was changed by anybody."""
        return (*self._traces.changed.get(part, ()), *self._own.get(part, ()))

    # --- primitives of the tree ---------------------------------------------------------------------------------

    @property
    def as_of(self) -> dt.date:
        return self._end.as_of

    @property
    def root(self) -> Organization:
        return self[self._end.root.id]

    def __len__(self) -> int:
        return len(self._end)

    def __iter__(self) -> Iterator[Organization]:
        return map(self.__getitem__, self._ids())

    def _current(self, key: str) -> Organization | None:
        known = self._known(RECORDS, key)
        return self._end._find(key) if known is None else known[0]

    def _child_ids(self, key: str) -> Ids:
        known = self._known(BELOW, key)
        return self._end._child_ids(key) if known is None else known[0]

    def _lists(self, superior: str, key: str) -> bool:
        known = self._known(BELOW, superior)
        return self._end._lists(superior, key) if known is None else key in known[0]

    def _roll_ids(self, key: str) -> tuple[str, ...]:
        known = self._known(ROLLS, key)
        return self._end._roll_ids(key) if known is None else known[0]

    def _roll_count(self, key: str) -> Headcount:
        known = self._known(COUNTS, key)
        return self._end._roll_count(key) if known is None else known[0]

    def _home_of(self, member: str) -> str | None:
        known = self._known(HOMES, member)
        return self._end._home_of(member) if known is None else known[0]

    def _person(self, member: str) -> Member | None:
        known = self._known(PEOPLE, member)
        return self._end._person(member) if known is None else known[0]

    def _row(self, table: SideTable[_R], key: str) -> _R | None:
        known = self._known(_rows_part(table), key)
        return self._end._row(table, key) if known is None else known[0]

    def _rows_of(self, table: SideTable[_R]) -> Iterable[_R]:
        rows = {table.key_of(row): row for row in self._end._rows_of(table)}
        now = rows | {key: self._row(table, key) for key in self._keys(_rows_part(table))}
        return [row for row in now.values() if row is not None]

    def _count_of(self, table: SideTable[_R]) -> int:
        return self._end._count_of(table)

    def _naming(self, link: Link[_R], key: str) -> Ids:
        known = self._known(_naming_part(link), key)
        return self._end._naming(link, key) if known is None else known[0]

    def _kinds(self) -> Counter[Kind]:
        return Counter(org.kind for org in self)

    def _ids(self) -> Iterable[str]:
        ids = dict.fromkeys((*self._end._ids(), *self._keys(RECORDS)))
        return [key for key in ids if self._current(key) is not None]

    def _ever_coded(self, code: str) -> Iterable[str]:
        mine = (key for key, org in self._own.get(RECORDS, {}).items() if org is not None and org.code == code)
        return (*self._end._ever_coded(code), *self._traces.coded.get(code, ()), *mine)

    def _has_rolls(self) -> bool:
        return self._end._has_rolls()

    def _everybody(self) -> Headcount:
        if self._met is None:
            self._met = self._end._everybody() - self._traces.people_from(self.at) + self._people
        return self._met
