"""What a snapshot and a draft can both be asked: who stands where, below whom, with how many people.

Nothing here changes a tree. The primitives are the subclass's: a `Hierarchy` has indexes, a `Draft` what differs.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, Final, TypeAlias, TypeVar

from dangbo.base.errors import UnknownOrganizationError
from dangbo.base.records import read_id
from dangbo.base.terms import Kind
from dangbo.base.text import nearest
from dangbo.tree.members import Headcount, Member, headcount
from dangbo.tree.records import HostUnit, MassBody, Organization, ResidentialGroup
from dangbo.tree.tables import BODIES, CELLS, GROUPS, HOST, STAYS, Link, SideTable

_R = TypeVar("_R")


class Altered:
    """Ids in order of which some have come and gone: what it stands on, and the difference.

    A superior may have thousands under it of whom a decision moves two: a copy of all would cost more than the rest.

    Args:
        base: the ids before.
    """

    __slots__ = ("added", "base", "removed")

    def __init__(self, base: Ids) -> None:
        self.base = base
        self.removed: set[str] = set()
        """Of those before."""
        self.added: dict[str, None] = {}
        """In the order they came; also those that were removed and came back, at the end."""

    def __len__(self) -> int:
        return len(self.base) - len(self.removed) + len(self.added)

    def __iter__(self) -> Iterator[str]:
        return chain(self._kept(), self.added)

    def __reversed__(self) -> Iterator[str]:
        kept = reversed(self.base)
        return chain(reversed(self.added), (key for key in kept if key not in self.removed) if self.removed else kept)

    def __contains__(self, key: object) -> bool:
        return key in self.added or (key not in self.removed and key in self.base)

    def _kept(self) -> Iterable[str]:
        return (key for key in self.base if key not in self.removed) if self.removed else self.base

    def whole(self) -> tuple[str, ...]:
        """All of them in one tuple."""
        base = whole_ids(self.base)
        if len(self.removed) <= _FEW:  # slices are copied at once
            for at in sorted(map(base.index, self.removed), reverse=True):
                base = base[:at] + base[at + 1 :]
            return base + tuple(self.added)
        return tuple(self)


_FEW: Final = 3

Ids: TypeAlias = tuple[str, ...] | dict[str, None] | Altered
"""Ids in order; where some of them come and go a dictionary without values, or what altered them."""


def whole_ids(ids: Ids) -> tuple[str, ...]:
    """The ids in one tuple."""
    return ids.whole() if isinstance(ids, Altered) else tuple(ids)


class Tree(ABC):
    """What a snapshot and a draft can both be asked; the primitives come from the subclass."""

    __slots__ = ("_find", "_kids")

    _find: Callable[[str], Organization | None]
    """The organization with exactly this id, or `None`: `get` for those who know the spelling."""
    _kids: Callable[[str], Ids | None]

    @property
    @abstractmethod
    def as_of(self) -> dt.date:
        """The date this describes; of a draft, that of the snapshot it goes back to."""

    @property
    @abstractmethod
    def root(self) -> Organization:
        """The organization above all others."""

    @abstractmethod
    def __len__(self) -> int:
        """How many organizations there are."""

    @abstractmethod
    def __iter__(self) -> Iterator[Organization]:
        """The organizations; of a snapshot parents first."""

    @abstractmethod
    def _child_ids(self, key: str) -> Ids:
        """Ids of the direct subordinates."""

    @abstractmethod
    def _lists(self, superior: str, key: str) -> bool:
        """Whether an organization is among the direct subordinates of another, without going through them."""

    @abstractmethod
    def _roll_ids(self, key: str) -> tuple[str, ...]:
        """Member ids on its roll."""

    @abstractmethod
    def _roll_count(self, key: str) -> Headcount:
        """People on its roll."""

    @abstractmethod
    def _home_of(self, member: str) -> str | None:
        """Id of the organization on whose roll a person is; `None` for people on no roll."""

    @abstractmethod
    def _person(self, member: str) -> Member | None:
        """The record of a person, or `None`."""

    @abstractmethod
    def _row(self, table: SideTable[_R], key: str) -> _R | None:
        """The record of a side table with this key, or `None`."""

    @abstractmethod
    def _rows_of(self, table: SideTable[_R]) -> Iterable[_R]:
        """The records of a side table."""

    @abstractmethod
    def _count_of(self, table: SideTable[_R]) -> int:
        """How many records a side table holds."""

    def _has_rows(self, table: SideTable[Any]) -> bool:
        """Whether a side table holds any record."""
        return next(iter(self._rows_of(table)), None) is not None

    @abstractmethod
    def _naming(self, link: Link[_R], key: str) -> Ids:
        """Keys of the records of a side table that name this organization, or this person."""

    def _named(self, link: Link[Any], keys: Iterable[str]) -> set[str]:
        """Those of these organizations, or people, that any record of a side table names."""
        return {key for key in keys if self._naming(link, key)}

    def _found(self, keys: Iterable[str]) -> Iterable[Organization | None]:
        """The organizations with these ids, in their order, and `None` for each that there is not."""
        return map(self._find, keys)

    @abstractmethod
    def _kinds(self) -> Counter[Kind]:
        """How many organizations there are of each kind; not to be changed."""

    @abstractmethod
    def _ids(self) -> Iterable[str]:
        """Ids of the living organizations."""

    @abstractmethod
    def _ever_coded(self, code: str) -> Iterable[str]:
        """Ids of those that have this official code, and perhaps of some that had it."""

    def with_code(self, code: str) -> tuple[str, ...]:
        """Ids of the living organizations that have this official code: one, or what must be told."""
        found = ((key, self._find(key)) for key in dict.fromkeys(self._ever_coded(code)))
        return tuple(key for key, org in found if org is not None and org.code == code)

    @abstractmethod
    def _everybody(self) -> Headcount:
        """All people; O(1)."""

    @abstractmethod
    def _has_rolls(self) -> bool:
        """Whether anybody is on a roll; where nobody is, people are known by number, or not at all."""

    def _has_people(self) -> bool:
        """Whether anybody is on record anywhere; the sizes of a bare tree say nothing."""
        return self._everybody().total > 0

    def __getitem__(self, key: str | Organization) -> Organization:
        plain: object = key.id if isinstance(key, Organization) else key
        if isinstance(plain, str) and (found := self._find(plain)) is not None:  # as most ids are spelled
            return found
        found = self.get(key)
        if found is None:
            name = read_id(key, where="organization")
            raise UnknownOrganizationError(name, lambda: nearest(name, self._ids()))
        return found

    def __contains__(self, key: object) -> bool:
        if isinstance(key, Organization):
            return self._find(key.id) == key
        return isinstance(key, str) and self.get(key) is not None

    def get(self, key: str | Organization) -> Organization | None:
        """The organization with this id, or `None`: the forgiving twin of `[...]`."""
        if isinstance(key, str) and (found := self._find(key)) is not None:  # as most ids are spelled
            return found
        return self._find(read_id(key, where="organization"))

    def parent(self, of: str | Organization) -> Organization | None:
        """The direct superior (cấp trên trực tiếp); `None` for the root."""
        above = self[of].parent
        return None if above is None else self[above]

    def children(self, of: str | Organization) -> tuple[Organization, ...]:
        """The direct subordinates (tổ chức trực thuộc), in the order they were recorded."""
        return tuple(self[key] for key in self._child_ids(self[of].id))

    def direct_subordinates(self, of: str | Organization) -> int:
        """How many direct subordinates (đầu mối trực thuộc) it has."""
        return len(self._child_ids(self[of].id))

    def ancestors(self, of: str | Organization) -> tuple[Organization, ...]:
        """Everything above, nearest first; O(depth)."""
        return tuple(self._upward(self[of])[1:])

    def _upward(self, org: Organization) -> list[Organization]:
        """An organization and everything above it, nearest first."""
        find = self._find
        line = [org]
        key = org.parent
        while key is not None and (above := find(key)) is not None:
            line.append(above)
            key = above.parent
        return line

    def descendants(self, of: str | Organization) -> tuple[Organization, ...]:
        """Everything below, parents first; O(size of the subtree)."""
        top = self[of].id
        return tuple(self[key] for key in self._subtree(top) if key != top)

    def is_within(self, key: str | Organization, top: str | Organization) -> bool:
        """Whether an organization is another one or stands somewhere below it; O(depth)."""
        goal = self[top].id
        return any(org.id == goal for org in self._upward(self[key]))

    def path(self, of: str | Organization, to: str | Organization | None = None) -> tuple[Organization, ...]:
        """The organizations from the root down to one, or from one to another through their common superior.

        Examples:
            >>> from dangbo import datasets
            >>> city = datasets.thai_nguyen()
            >>> [org.id for org in city.path("cb-tdp-2")]
            ['tp-thai-nguyen', 'dbp-phu-xa', 'cb-tdp-2']
            >>> [org.id for org in city.path("cb-tdp-2", "cb-tdp-12")]
            ['cb-tdp-2', 'dbp-phu-xa', 'cb-tdp-12']
        """
        up = self._upward(self[of])
        if to is None:
            return tuple(reversed(up))
        down = self._upward(self[to])
        shared = 1
        while shared < min(len(up), len(down)) and up[-shared - 1] is down[-shared - 1]:
            shared += 1
        return (*up[: len(up) - shared + 1], *reversed(down[: len(down) - shared]))

    def lowest_common_ancestor(self, a: str | Organization, b: str | Organization) -> Organization:
        """The lowest organization that is, or stands above, both; O(depth)."""
        up, down = self._upward(self[a]), self._upward(self[b])
        common = up[-1]
        while up and down and up[-1] is down[-1]:
            common = up.pop()
            down.pop()
        return common

    def home(self, member: str | Member) -> Organization | None:
        """The organization on whose roll a person is; `None` for people on no roll."""
        key = self._home_of(read_id(member, where="member"))
        return None if key is None else self[key]

    def own_headcount(self, of: str | Organization) -> Headcount:
        """People of the organization itself: on its roll, plus those known only by number."""
        org = self[of]
        counted = self._roll_count(org.id)
        if org.full or org.probationary:
            return headcount(counted.full + org.full, counted.probationary + org.probationary)
        return counted

    def roll(self, of: str | Organization) -> tuple[str, ...]:
        """Member ids on the roll of the organization itself."""
        return self._roll_ids(self[of].id)

    def groups_of(self, of: str | Organization) -> tuple[ResidentialGroup, ...]:
        """The residential groups an organization serves."""
        keys = self._naming(CELLS, self[of].id)
        if not keys:  # as of most
            return ()
        served = (self._row(GROUPS, key) for key in keys)
        return tuple(group for group in served if group is not None)

    def group(self, key: str | ResidentialGroup) -> ResidentialGroup | None:
        """The residential group with this id, or `None`."""
        return self._row(GROUPS, read_id(key, where="group"))

    def mass_body(self, key: str | MassBody) -> MassBody | None:
        """The mass body with this id, or `None`."""
        return self._row(BODIES, read_id(key, where="mass body"))

    def guests(self, of: str | Organization) -> tuple[str, ...]:
        """Ids of the people who take part in an organization for a time, and stand on the roll of another one.

        On the date this describes: those whose stay was over by then, or begins later, are no guests; `stays` has them.
        """
        keys, day = self._naming(HOST, self[of].id), self.as_of
        return tuple(key for key in keys if (stay := self._row(STAYS, key)) is not None and stay.is_on(day))

    def several_superiors(self) -> tuple[HostUnit, ...]:
        """The host units whose party organizations or mass bodies hang under different superiors.

        An organization under another one of the same unit hangs where that one does. What names no host unit is left
        out; O(everything).

        Returns:
            The units by id.

        Examples:
            >>> from dangbo import Form, Hierarchy, Level, MassBodyKind
            >>> city = Organization(id="tp", name="Đảng bộ thành phố", form=Form.DANG_BO, level=Level.GRASSROOTS)
            >>> cell = Organization(
            ...     id="cb", name="Chi bộ Trạm", form=Form.CHI_BO, level=Level.BELOW_GRASSROOTS, parent="tp",
            ...     host_unit="tram")
            >>> union = MassBody(id="cd", host_unit="tram", kind=MassBodyKind.TRADE_UNION, superior="cb-khac")
            >>> Hierarchy([city, cell], mass_bodies=[union], as_of="2023-04-30").several_superiors()
            (HostUnit(id='tram', organizations=('cb',), mass_bodies=('cd',), superiors=('tp', 'cb-khac')),)
        """
        units: dict[str, tuple[list[str], list[str], dict[str, None]]] = {}
        for key in self._ids():
            org = self[key]
            if org.host_unit is None:
                continue
            unit = units.setdefault(org.host_unit, ([], [], {}))
            unit[0].append(key)
            above = None if org.parent is None else self[org.parent]
            if above is not None and above.host_unit != org.host_unit:
                unit[2][above.id] = None
        for body in self._rows_of(BODIES):
            unit = units.setdefault(body.host_unit, ([], [], {}))
            unit[1].append(body.id)
            unit[2][body.superior] = None
        return tuple(
            HostUnit(key, tuple(orgs), tuple(bodies), tuple(above))
            for key, (orgs, bodies, above) in sorted(units.items())
            if len(above) > 1
        )

    def headcount(self, of: str | Organization | None = None) -> Headcount:
        """People of an organization and everything below it; of the whole tree when none is named.

        The whole tree is O(1), a branch O(its size), or O(1) too once the tree has been shown or checked as a whole.

        Examples:
            >>> from dangbo import datasets
            >>> datasets.thai_nguyen().headcount().total
            27960
        """
        if of is None:
            return self._everybody()
        key = self[of].id
        return self._everybody() if key == self.root.id else self._subtree_headcount(key)

    def _subtree(self, top: str) -> list[str]:
        """Ids of an organization and everything below it, parents first, each branch in one piece."""
        order: list[str] = []
        stack = [top]
        pop, append, extend, children = stack.pop, order.append, stack.extend, self._kids
        while stack:
            key = pop()
            append(key)
            below = children(key)
            if below:
                extend(reversed(below))
        return order

    def _people_up_to(self, enough: int, top: str) -> int:
        """Everybody of an organization and below it; where that is enough, no more are counted than show it."""
        total = self.own_headcount(top).total
        stack = [iter(self._child_ids(top))]
        while stack and total < enough:
            key = next(stack[-1], None)
            if key is None:
                stack.pop()
            else:
                total += self.own_headcount(key).total
                if below := self._kids(key):
                    stack.append(iter(below))
        return total

    def _subtree_headcount(self, top: str) -> Headcount:
        full = probationary = 0
        for key in self._subtree(top):
            own = self.own_headcount(key)
            full += own.full
            probationary += own.probationary
        return Headcount(full, probationary)
