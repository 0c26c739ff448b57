"""Whether the order of operations matters: which pairs of them may not change places.

Operations of a plan are played in order, but most of them have nothing to do with one another. Two that touch the same
things are tried both ways, on the tree as it stands just before the first of them; what they do to each other is seen,
not argued.

```
order_pairs(operations, tree, rules) -> (OrderPair(first, then, why), ...)
```
"""

from __future__ import annotations

__all__ = ["OrderPair", "WhyOrder"]

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

from dangbo.base.citations import Document
from dangbo.base.findings import Lang, blocking
from dangbo.base.words import Words
from dangbo.change.draft import Delta, Draft
from dangbo.change.play import Near, Operation, Play
from dangbo.hierarchy import Hierarchy
from dangbo.rules import Rules
from dangbo.tree.members import Member
from dangbo.tree.records import Organization, ResidentialGroup
from dangbo.tree.tables import GROUPS, TABLES, links_to, table_of

WhyOrder: TypeAlias = Literal["needs", "differs"]
"""`needs`: in the other order one of the two cannot be done. `differs`: something else comes out."""


_PAIR: Final = Words(
    vi="nội dung {first} đứng trước nội dung {then}: nếu đổi thứ tự thì {why}",
    en="operation {first} comes before operation {then}: in the other order {why}",
)
_WHY: Final[dict[WhyOrder, Words]] = {
    "needs": Words(vi="có nội dung không thực hiện được", en="one of them cannot be done"),
    "differs": Words(vi="kết quả khác đi", en="something else comes out"),
}


class OrderPair(NamedTuple):
    """Two operations of a plan that may not change places.

    Attributes:
        first: number of the one that comes first, counted from 1.
        then: number of the other one.
        why: what happens in the other order.

    Examples:
        >>> print(OrderPair(3, 7, "needs"))
        operation 3 comes before operation 7: in the other order one of them cannot be done
    """

    first: int
    then: int
    why: WhyOrder

    def text(self, *, lang: Lang = "vi") -> str:
        """The pair in one line."""
        return _PAIR.format(lang=lang, first=self.first, then=self.then, why=_WHY[self.why].text(lang=lang))

    def __str__(self) -> str:
        return self.text(lang="en")


def order_pairs(
    operations: Sequence[Operation],
    base: Hierarchy | Draft,
    rules: Rules,
    *,
    basis: Document | None = None,
    decided_by: str | None = None,
) -> tuple[OrderPair, ...]:
    """The pairs of operations whose order matters.

    A pair (first, then) is tried on the tree just before `first`, with what `then` needs of the operations between them
    done already: `first` and then `then`, and the other way round. What follows from other pairs is left out: where 7
    needs 5 and 5 needs 3, there is no pair (3, 7); and what only three together bring about is not seen. An operation
    that is refused where it stands, and would not be before an earlier one, makes a pair too.

    Two outcomes are the same where all records are equal, rolls hold the same people and groups are served by the same
    cells, in whatever order. What the rules say of the outcome is no matter of order.

    Costs playing all operations once, and for each pair that shares something the two operations, and what the second
    needs, twice. Sharing only a superior's list of subordinates does not count: n operations on n cells of one
    superior, each on its own, are n plays and no pair; n that all bring people onto one roll are n² / 2 pairs.

    Args:
        operations: in the order of the plan.
        base: what they are played on; not changed.
        rules: of the effective date.
        basis: the decision, where there is one.
        decided_by: id of the organization that decides, likewise.

    Returns:
        The pairs by their numbers; none where the order does not matter.
    """
    below = Draft(base)
    gone: set[str] = set()

    near = Near()
    begun = {key for operation in operations for key in _begun(operation)}

    def begin() -> Play:
        return Play(below, rules, basis=basis, decided_by=decided_by, used=gone, near=near)

    played: list[_Played] = []
    for number, operation in enumerate(operations, 1):
        state = begin()
        state.number = state.draft.stamp = number
        refused = bool(blocking(operation.check(state)))
        revived = {org.id for org in operation.establishes} & gone
        if not refused:
            operation.effect(state)
            gone |= state.ended_by.keys()
            gone -= revived
        delta = state.draft.delta()
        reach = _reach(operation, below, delta, refused=begun if refused else None)
        below.redo(delta)
        played.append(_Played(operation, delta, set(state.ended_by), set() if refused else revived, reach))
    partners = _partners([one.reach for one in played])
    needs: dict[int, set[int]] = {}
    pairs: list[OrderPair] = []
    for first in range(len(played), 0, -1):
        one = played[first - 1]
        below.undo(one.delta)
        gone -= one.ended
        gone |= one.revived
        for then in sorted(partners.get(first, ())):
            between = _needed(then, needs)
            if first in between:
                continue
            trial = _Trial(begin, [played[number - 1].operation for number in sorted(between)])
            why = trial.compare(one.operation, played[then - 1].operation)
            if why is not None:
                pairs.append(OrderPair(first, then, why))
                if trial.enables:
                    needs.setdefault(then, set()).add(first)
    return tuple(sorted(pairs))


class _Played(NamedTuple):
    """An operation where it stands: what it changed, whom it ended or let stand again, what it reaches."""

    operation: Operation
    delta: Delta
    ended: set[str]
    revived: set[str]
    reach: _Reach


class _Reach(NamedTuple):
    """What an operation has to do with, by ids of whatever.

    Attributes:
        writes: what it changes.
        reads: what it names, what stands above that, and whose subordinates it changes.
        lists: whose subordinates it changes.
        drains: those of them it names and takes subordinates from: it depends on who they are.
    """

    writes: set[str]
    reads: set[str]
    lists: set[str]
    drains: set[str]


def _reach(operation: Operation, before: Draft, delta: Delta, *, refused: Container[str] | None) -> _Reach:
    """What an operation reaches; one that was refused might change everything it names that there is.

    Args:
        operation: the operation.
        before: the tree it meets.
        delta: what it changed.
        refused: for one that was refused, ids of what the plan lets begin: it may have been meant.
    """
    names: set[str] = set()
    parents: set[str] = set()
    for key, above in _names(operation):
        names.add(key)
        parents |= {above} - {""}
    writes = set() if refused is None else {key for key in names if key in refused or _is_there(before, key)}
    changed: Iterable[Mapping[str, tuple[object, object]]] = (
        delta.records,
        delta.rolls,
        delta.homes,
        delta.people,
        *(delta.naming.get(link.name, {}) for _, link in links_to() if link.is_inside),
        *delta.tables.values(),
    )
    for part in changed:
        writes.update(key for key, (was, now) in part.items() if was != now)
    lists = {key for key, (was, now) in delta.below.items() if set(was) != set(now)}
    drains = {key for key in lists & names if not set(delta.below[key][0]) <= set(delta.below[key][1])}
    reads = names | parents | lists
    for key in tuple(reads):
        org = before._find(key)
        while org is not None and org.parent is not None and org.parent not in reads:
            reads.add(org.parent)
            org = before._find(org.parent)
    return _Reach(writes, reads, lists, drains)


def _is_there(tree: Draft, key: str) -> bool:
    """Whether an id is one of anything in the tree."""
    if tree._find(key) is not None or tree._person(key) is not None:
        return True
    return any(tree._row(table, key) is not None for table in TABLES.values())


def _begun(value: object) -> Iterator[str]:
    """Ids of the records an operation brings."""
    if isinstance(value, Organization | Member):
        yield value.id
    elif (table := table_of(value)) is not None:
        yield table.key_of(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _begun(item)
    elif is_dataclass(value) and not isinstance(value, Document):
        for field in fields(value):
            yield from _begun(getattr(value, field.name))


def _names(value: object) -> Iterator[tuple[str, str]]:
    """The ids an operation names, each with the superior it is to begin under, if any."""
    if isinstance(value, str):
        yield value, ""
    elif isinstance(value, tuple):
        for item in value:
            yield from _names(item)
    elif isinstance(value, Organization):
        yield value.id, value.parent or ""
    elif isinstance(value, Member):
        yield value.id, ""
    elif (table := table_of(value)) is not None:
        yield table.key_of(value), ""
        yield from ((key, "") for link in table.links for key in link.ids(value))
    elif is_dataclass(value) and not isinstance(value, Document):
        for field in fields(value):
            yield from _names(getattr(value, field.name))


def _partners(reaches: Sequence[_Reach]) -> dict[int, set[int]]:
    """The later operations each one shares something with that may matter."""
    writers: dict[str, list[int]] = {}
    readers: dict[str, list[int]] = {}
    listers: dict[str, list[int]] = {}
    drainers: dict[str, list[int]] = {}
    for number, reach in enumerate(reaches, 1):
        for index, keys in (
            (writers, reach.writes),
            (readers, reach.reads),
            (listers, reach.lists),
            (drainers, reach.drains),
        ):
            for key in keys:
                index.setdefault(key, []).append(number)
    partners: dict[int, set[int]] = {}

    def pair(some: Iterable[int], others: Collection[int]) -> None:
        for one in some:
            for other in others:
                if one != other:
                    partners.setdefault(min(one, other), set()).add(max(one, other))

    for key, some in writers.items():
        pair(some, {*some, *readers.get(key, ())})
    for key, some in drainers.items():
        pair(some, listers[key])
    return partners


def _needed(then: int, needs: Mapping[int, set[int]]) -> set[int]:
    """What an operation needs, and what that needs, as far as known."""
    found: set[int] = set()
    stack = [then]
    while stack:
        more = needs.get(stack.pop(), set()) - found
        found |= more
        stack += more
    return found


class _Trial:
    """Two operations in both orders.

    Attributes:
        enables: whether the second cannot be done without the first.
    """

    __slots__ = ("_begin", "_between", "enables")

    def __init__(self, begin: Callable[[], Play], between: Sequence[Operation]) -> None:
        self._begin = begin
        self._between = between
        self.enables = False

    def compare(self, first: Operation, then: Operation) -> WhyOrder | None:
        """What happens in the other order; `None` where nothing does."""
        (*between, first_done, then_done), outcome = self._run([*self._between, first, then])
        (*_, then_early, first_late), other = self._run([*self._between, then, first])
        if not all(between) or (between and not first_done):
            return None  # what lies between has an order of its own: other pairs say so
        if (first_done, then_done) == (first_late, then_early) and outcome == other:
            return None
        if first_done and then_done and not (first_late and then_early):
            self.enables = not then_early
            return "needs"
        return "differs"

    def _run(self, operations: Sequence[Operation]) -> tuple[list[bool], dict[str, object]]:
        """Which operations could be done one after the other, and what came of it."""
        state = self._begin()
        done = []
        for number, operation in enumerate(operations, 1):
            state.number = state.draft.stamp = number
            done.append(not blocking(operation.check(state)))
            if done[-1]:
                operation.effect(state)
        return done, _outcome(state.draft.delta())


def _outcome(delta: Delta) -> dict[str, object]:
    """What changed, where order within rolls and among cells does not count."""
    kept: dict[str, Mapping[str, tuple[object, object]]] = {
        "records": delta.records,
        "rolls": {key: (frozenset(was), frozenset(now)) for key, (was, now) in delta.rolls.items()},
        "people": delta.people,
        **delta.tables,
        GROUPS.name: {key: (_unordered(was), _unordered(now)) for key, (was, now) in delta.of(GROUPS).items()},
    }
    return {part: {key: now for key, (was, now) in changes.items() if was != now} for part, changes in kept.items()}


def _unordered(group: ResidentialGroup | None) -> ResidentialGroup | None:
    return None if group is None else group.with_cells(tuple(sorted(group.cells)))
