"""Equal loads under prohibitions: the arithmetic behind `assignment`, over numbers instead of ids.

```
fill ──────> every cell with some member, nobody above the upper load      or a set of cells that has no room
level ─────> nobody below the lower load                                   or a set of members that cannot get enough
improve ───> as many kept cells as the loads allow
```

A set of members is the bits of a whole number, and cells that may go to the same members and were kept by the same one
are a group. So no edge between a cell and a member is ever made: what is walked are members, each step a cell that one
of them can hand to the next.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

_Group: TypeAlias = tuple[int, int]
"""Who may not take a cell, as bits; who has had it, -1 for nobody."""

NOBODY = -1


class Lack(NamedTuple):
    """A set that proves that there is no way: a Hall set, none of whose proper parts proves it.

    Attributes:
        cells: the cells, by number; all that are open to the members where members lack cells.
        members: the members, by number; all who may take the cells where cells lack members.
        of_members: whether the members lack cells rather than the cells members.
    """

    cells: tuple[int, ...]
    members: tuple[int, ...]
    of_members: bool

    @property
    def size(self) -> int:
        """How many cells and members it names."""
        return len(self.cells) + len(self.members)


def balanced(closed: Sequence[int], kept: Sequence[int], members: int, most: int | None) -> list[int] | Lack:
    """Who takes which cell, so that loads differ by at most one and as many as possible keep what they had.

    Args:
        closed: of each cell the members who may not take it, as bits.
        kept: of each cell the member who had it, `NOBODY` where nobody may be asked to keep it.
        members: how many members there are, 1 or more.
        most: how many cells a member takes at most.

    Returns:
        The member of each cell, or what proves that there is no way.
    """
    low, odd = divmod(len(closed), members)
    high = low + (odd > 0)
    loads = Loads(closed, kept, members)
    lack = loads.fill(high if most is None else min(high, most), low, odd)
    if lack is not None:  # a few members may prove it too, where it takes thousands of cells
        starved = loads.starved(low) if lack.members else None
        return min(filter(None, (lack, starved)), key=lambda one: one.size)
    if not loads.level(low) and (lack := loads.starved(low)) is not None:
        return lack
    loads.improve(low, high)
    return loads.who


class Loads:
    """Who has which cell at the moment.

    Attributes:
        who: the member of each cell.
    """

    def __init__(self, closed: Sequence[int], kept: Sequence[int], members: int) -> None:
        self.who = [NOBODY] * len(closed)
        self._closed, self._kept = closed, kept
        self._everybody = (1 << members) - 1
        self._load = [0] * members
        self._at: list[dict[_Group, list[int]]] = [{} for _ in range(members)]
        # who may take none of the cells a member could hand over, of those it has not kept and of those it has
        self._loose = [self._everybody] * members
        self._own = [self._everybody] * members
        self._back = [0] * members  # who has had one of the cells that this member holds instead

    def fill(self, most: int, low: int, odd: int) -> Lack | None:
        """Give every cell to somebody: kept ones back, the rest in stretches of neighbors, as the order has them.

        Args:
            most: the load nobody may exceed.
            low: the load everybody should come to first.
            odd: how many of them take one more.
        """
        rest = []
        for cell, member in enumerate(self._kept):
            if member == NOBODY or self._load[member] >= most:
                rest.append(cell)
            else:
                self._put(cell, member)
        odd -= sum(load > low for load in self._load)
        rest.reverse()
        left: list[int] = []
        for member, load in enumerate(self._load):
            quota = min(most, low + (odd > 0))
            odd -= load <= low
            while rest and self._load[member] < quota:
                cell = rest.pop()
                if self._closed[cell] >> member & 1:
                    left.append(cell)
                else:
                    self._put(cell, member)
        for member in range(len(self._load)):
            self._look_at(member)
        return self._squeeze_in([*left, *reversed(rest)], most, low)

    def _squeeze_in(self, cells: Sequence[int], most: int, low: int) -> Lack | None:
        """Give cells to whoever has room, or makes it by handing on; the smallest set without room where none has."""
        full: dict[int, int] = {}  # who may take a cell that nobody could make room for, and the first such cell
        for cell in cells:
            opened = self._everybody & ~self._closed[cell]
            if opened in full:
                continue
            way = self._way(opened, opened & self._below(min(low, most)) or self._below(most))
            if not way:
                full[opened] = cell
                continue
            self._hand_on(way)
            self._put(cell, way[0])
            self._look_at(way[0])
        if not full:
            return None
        opened = min(full, key=lambda opened: self._downstream(opened).bit_count())
        members = self._downstream(opened)  # each of them is full, and none of their cells may go to anybody else
        taken = (cell for cell, who in enumerate(self.who) if who != NOBODY and members >> who & 1)
        return Lack(tuple(sorted([*taken, full[opened]])), tuple(_bits(members)), of_members=False)

    def level(self, low: int) -> bool:
        """Bring those below the lower load up to it, from those above; whether all come to it."""
        while poor := self._below(low):
            way = self._way(self._everybody & ~self._below(low + 1), poor)
            if not way:
                return False
            self._hand_on(way)
        return True

    def starved(self, low: int) -> Lack | None:
        """Members who cannot all come to the lower load, whatever the others have; `None` where all can.

        They are so few that without any of them the others could: what is missing is moved to one after the other, and
        who cannot take it upon them is not needed for the proof.
        """
        spare = Loads(self._closed, [NOBODY] * len(self._closed), len(self._load))
        spare.fill(low, low, 0)
        poor = spare._below(low)
        if not poor:
            return None
        members = spare._upstream(poor & -poor)
        for member in _bits(members):
            while members >> member & 1 and (rest := spare._below(low) & members & ~(1 << member)):
                if way := spare._way(1 << member, rest):
                    spare._hand_on(way)
                else:
                    members = spare._upstream(rest & -rest)
        cells = (cell for cell, closed in enumerate(self._closed) if members & ~closed)
        return Lack(tuple(cells), tuple(_bits(members)), of_members=True)

    def improve(self, low: int, high: int) -> None:
        """Give back kept cells as long as that breaks fewer habits than it makes: until there is no such round."""
        if all(kept in (NOBODY, who) for kept, who in zip(self._kept, self.who, strict=True)):
            return
        while cycle := self._round(low, high):
            self._hand_on(cycle)

    # --- handing on --------------------------------------------------------------------------------------------------

    def _put(self, cell: int, member: int) -> None:
        self.who[cell] = member
        self._load[member] += 1
        self._at[member].setdefault((self._closed[cell], self._kept[cell]), []).append(cell)

    def _look_at(self, member: int) -> None:
        """Who could take something of a member's."""
        loose = own = self._everybody
        back = 0
        for closed, kept in self._at[member]:
            if kept == member:
                own &= closed
            else:
                loose &= closed
                back |= 0 if kept == NOBODY else 1 << kept
        self._loose[member], self._own[member], self._back[member] = loose, own, back

    def _hand_on(self, way: Sequence[int]) -> None:
        """One cell from each member of a way to the next."""
        steps = [(one, other) for one, other in pairwise(way) if max(one, other) < len(self._load)]
        chosen = [(self._cell_for(one, other), one, other) for one, other in steps]
        for cell, one, _ in chosen:
            group = self._closed[cell], self._kept[cell]
            self._at[one][group].pop()  # the last, as it was chosen: nobody hands on twice
            if not self._at[one][group]:
                del self._at[one][group]
            self._load[one] -= 1
        for cell, _, other in chosen:
            self._put(cell, other)
        for member in {member for _, *both in chosen for member in both}:
            self._look_at(member)

    def _cell_for(self, one: int, other: int) -> int:
        """The cell to hand over: one that goes back to who had it, or else one that its holder has not kept."""
        groups = [group for group in self._at[one] if not group[0] >> other & 1]
        best = min(groups, key=lambda group: (group[1] == one) - (group[1] == other))
        return self._at[one][best][-1]

    # --- looking for a way -------------------------------------------------------------------------------------------

    def _below(self, load: int) -> int:
        return sum(1 << member for member, has in enumerate(self._load) if has < load)

    def _way(self, start: int, goal: int) -> list[int]:
        """The shortest way from one of some members to one of others, each step a cell that can be handed over.

        Returns:
            The members on the way; none where there is no way.
        """
        before: dict[int, int] = {}
        seen, line = start, deque(_bits(start))
        found = start & goal
        while line and not found:
            member = line.popleft()
            new = self._takers(member) & ~seen
            before.update(dict.fromkeys(_bits(new), member))
            line.extend(_bits(new))
            seen |= new
            found = new & goal
        if not found:
            return []
        way = [next(_bits(found))]
        while way[-1] in before:
            way.append(before[way[-1]])
        return way[::-1]

    def _takers(self, member: int) -> int:
        """Who may take something of a member's."""
        return self._everybody & ~(self._loose[member] & self._own[member])

    def _downstream(self, members: int) -> int:
        """These members and whoever a cell of theirs can come to."""
        line = deque(_bits(members))
        while line:
            new = self._takers(line.popleft()) & ~members
            members |= new
            line.extend(_bits(new))
        return members

    def _upstream(self, members: int) -> int:
        """Who could hand something to these members, or to somebody who could: with them, a set on its own."""
        while more := sum(
            1 << member
            for member in range(len(self._load))
            if not members >> member & 1 and members & self._takers(member)
        ):
            members |= more
        return members

    def _round(self, low: int, high: int) -> list[int] | None:
        """A round of members, each handing one cell to the next, after which more cells are kept; `None` if none is.

        By Bellman and Ford, over members and one place more, through which loads are exchanged: who has the higher load
        may hand on without getting, who has the lower may get. Where the predecessors close a round, it gains.
        """
        exchange = len(self._load)
        richer = self._everybody & ~self._below(high) if high > low else 0
        poorer = self._below(high) if high > low else 0
        cost = [0] * (exchange + 1)
        before = [NOBODY] * (exchange + 1)
        levels = {0: self._everybody | 1 << exchange}  # the places by what it costs to come there
        changed = True
        while changed:
            changed = False
            for place in range(exchange + 1):
                if place == exchange:
                    steps = [(richer, 0)]
                else:
                    swap = (poorer >> place & 1) << exchange
                    steps = [
                        (self._back[place], -1),
                        (self._everybody & ~self._loose[place] | swap, 0),
                        (self._everybody & ~self._own[place], 1),
                    ]
                for targets, price in steps:
                    level = cost[place] + price
                    dearer = sum(places for at, places in levels.items() if at > level)
                    for target in _bits(targets & dearer & ~(1 << place)):
                        levels[cost[target]] &= ~(1 << target)
                        levels[level] = levels.get(level, 0) | 1 << target
                        cost[target], before[target], changed = level, place, True
            if closing := _loop(before):
                return closing
        return None


def _loop(before: Sequence[int]) -> list[int] | None:
    """A round among predecessors, first and last place the same; `None` where there is none."""
    done: set[int] = set()
    for start in range(len(before)):
        trail: dict[int, None] = {}
        place = start
        while place != NOBODY and place not in done and place not in trail:
            trail[place] = None
            place = before[place]
        if place in trail:
            places = list(trail)
            ring = places[places.index(place) :]
            return [place, *reversed(ring)]
        done.update(trail)
    return None


def _bits(number: int) -> Iterator[int]:
    """The places of the bits that are set, from the lowest."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
