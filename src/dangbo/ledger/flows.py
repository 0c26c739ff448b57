"""What decisions pass on from organization to organization, and where it lies in the end.

The operations of a ledger are played once more, and each becomes an `Event`: for whoever gave something, who has it
now. A succession passes something on between its ends. A succession or a hand-over whose ends stand under different
superiors passes it on between these as well, level by level, below the superior they have in common: whatever holds the
figures of what stands below it gives a part of them away. People who move one by one pass nothing on.

```
   tỉnh                        tỉnh
   ├── huyện 1                 ├── huyện 1      huyện 1 gave, huyện 2 took: they are linked
   │   ├── xã A     becomes    │   └── xã A     the province had it before, and has it now
   │   └── xã B                └── huyện 2
   └── huyện 2                     └── xã B     itself as it was
```

What is handed out of the register takes a part of all that stands above it along, and what comes in adds one of which
nothing was counted here: the other side of the border is a place like an organization, one for each such operation.

Where nothing of its level stands on the other side (xã B goes directly under the province), an organization is
*adrift*: what it was before and what it is now cannot be compared, and no other one makes up for it.

`Origins`, `Groups` and `Parcels` take events one after the other: from whom each organization comes, which belong
together, and in how many parts what somebody had lies where.
"""

from __future__ import annotations

__all__ = ["Amount"]

import datetime as dt
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Protocol, TypeAlias

from dangbo.base.findings import blocking
from dangbo.base.terms import Form
from dangbo.change.draft import Delta, Draft
from dangbo.change.play import Play
from dangbo.change.verbs.table import VERBS
from dangbo.ledger.lineage import Border
from dangbo.rules import RuleBook, Rules
from dangbo.tree.records import Organization

if TYPE_CHECKING:
    from dangbo.hierarchy import Hierarchy
    from dangbo.history import History
    from dangbo.ledger.timeline import Enactment

Amount: TypeAlias = int | Fraction
"""How many: a whole number wherever it is one, else an exact fraction; never a float."""

NOWHERE: Final = ""
"""Where a figure is that no organization took over."""

_OUTSIDE: Final = " "
"""How the places outside the register begin: no id does."""


def is_outside(place: str) -> bool:
    """Whether a place is none of an organization, but the other side of the border of the register."""
    return place.startswith(_OUTSIDE)


_Pair: TypeAlias = tuple[str, str]
"""Who gives, and who takes."""


# --- events -----------------------------------------------------------------------------------------------------------


class Event(NamedTuple):
    """What one operation passes on. Valid until the next one is asked.

    Attributes:
        before: the tree before it.
        after: the tree after it.
        peers: for each organization that gave something or ended: who of its level has what it had; itself included
            where it goes on, nobody where it ended without an heir.
        above: for each of these: the organizations of a higher level to which a part of it went.
        unsized: pairs of whom nobody says how much passed between them.
        gained: for each organization that took something nobody of its level gave: who had it.
        adrift: ids of those that gave or took something so.
        outside: for each organization that left the register, or from below which one did: the places out there.
        entered: for each that came into the register, or under which one came: the places it came from.
        borders: what crossed the border of the register, by its place out there.
        again: whether numbers of people were set again, as a decision taken back does; then nobody can tell who went.
        singly: whether people only came, went or left one by one: no decision about organizations.
    """

    before: Draft
    after: Draft
    peers: dict[str, tuple[str, ...]]
    above: dict[str, tuple[str, ...]]
    unsized: frozenset[_Pair]
    gained: dict[str, dict[str, None]]
    adrift: frozenset[str]
    again: bool
    singly: bool
    outside: dict[str, tuple[str, ...]]
    entered: dict[str, tuple[str, ...]]
    borders: dict[str, Border]

    @property
    def left(self) -> dict[str, str]:
        """The organizations that left the register, and where each is."""
        out = ((place, border) for place, border in self.borders.items() if border.way == "out")
        return {key: place for place, border in out for key in border.organizations}

    @property
    def came(self) -> dict[str, str]:
        """The organizations that came into the register, and whence."""
        come = ((place, border) for place, border in self.borders.items() if border.way == "in")
        return {key: place for place, border in come for key in border.organizations}

    def is_vague(self, source: str, targets: Iterable[str]) -> bool:
        """Whether nobody says how much of a source went to one of these, or to a higher level."""
        return any((source, to) in self.unsized for to in (*targets, *self.above.get(source, ())))

    def people(self, source: str, targets: Sequence[str]) -> dict[str, int]:
        """How many of its people, with those of everything below it, are where; nothing where that cannot be told.

        All moves of one operation happen at once: what an organization gives, it had before.
        """
        wanted, other_rolls = set(targets), set(self.after.touched_rolls())
        left = self.left
        where = {key: place for key, place in left.items() if place in wanted}
        find = self.after._find

        def place(at: str) -> str:
            """The nearest of the targets at or above an organization."""
            if at not in where:
                org = find(at)
                above = org.parent if org is not None else None
                where[at] = at if at in wanted else NOWHERE if above is None else place(above)
            return where[at]

        went: Counter[str] = Counter()
        stays: dict[str, int] = {}
        for org in (self.before[source], *self.before.descendants(source)):
            listed = self.before.roll(org)
            if org.id in left:  # with everybody it had
                went[place(org.id)] += len(listed) + org.full + org.probationary
                continue
            if org.id in other_rolls:
                homes = (self.after._home_of(member) for member in listed)
                went.update(place(home) for home in homes if home is not None)
            elif listed:
                went[place(org.id)] += len(listed)
            if org.full or org.probationary:
                stays[org.id] = org.full + org.probationary
        for origin, to, moved, _ in self.after.number_moves:
            if origin in stays:
                stays[origin] -= moved.total
                went[place(to)] += moved.total
        others = [to for to in targets if to != source]
        if self.again and stays and any(source in self.peers.get(to, ()) for to in others):
            return {}  # both gave to one another, and only what remained of it shows
        for at, some in stays.items():
            now = self.after.get(at)
            there = 0 if now is None else now.full + now.probationary
            went[place(at)] += min(some, there)
            if some > there:  # numbers were set again, not moved
                if len(others) != 1:
                    return {}
                went[others[0]] += some - there
        return dict(went)


def events(ledger: History, start: Hierarchy, first: dt.date, last: dt.date) -> Iterator[Event]:
    """What the decisions after the first day and up to the last pass on, in the order of effect.

    Args:
        ledger: the ledger.
        start: its state on the first day.
        first: the first day.
        last: the last day, not before the first.
    """
    decisions = ledger.between(first + dt.timedelta(days=1), last) if first < last else ()
    rules = RuleBook.default().at(last)  # what an operation does asks no rule; what may be done was asked when enacted
    idle = _idle(decisions, start, ledger.as_of(last))
    stage = Draft(start)
    for decision in decisions:
        if decision.number not in idle:
            yield from _of_decision(ledger, decision, stage, rules)


def _idle(decisions: Sequence[Enactment], start: Hierarchy, end: Hierarchy) -> frozenset[int]:
    """Numbers of the decisions that were taken back within the period, and of those that did so.

    The others are played as if these had never been: what happened meanwhile went where it would have gone. Where that
    leads elsewhere than the ledger, such as where something came and went through what a decision had founded, all of
    them count.
    """
    within = {decision.number for decision in decisions}
    idle: set[int] = set()
    for decision in sorted(decisions, key=lambda one: -one.number):
        if decision.reverses in within and decision.number not in idle:
            idle |= {decision.number, decision.reverses}
    return frozenset(idle) if idle and _leads_to(end, decisions, idle, start) else frozenset()


def _leads_to(end: Hierarchy, decisions: Iterable[Enactment], idle: Container[int], start: Hierarchy) -> bool:
    """Whether the decisions can be played without those that are idle, and come to the same."""
    stage, rules = Draft(start), _NO_RULES.at(end.as_of)
    for operation in (one for decision in decisions if decision.number not in idle for one in decision.plan.operations):
        play = Play(stage, rules)
        if blocking(operation.check(play)):
            return False
        operation.effect(play)
        stage.redo(play.draft.delta())
    return (
        len(stage) == len(end)
        and all(stage._find(org.id) == org for org in end)
        and all(set(stage.roll(key)) == set(end.roll(key)) for key in stage.touched_rolls() if end.get(key) is not None)
    )


_NO_RULES: Final = RuleBook((), ())
"""What may be done was asked when it was enacted."""


_Scope: TypeAlias = Literal["all", "ends"]
"""Whether superiors pass on too, or only the ends of successions."""


def _of_decision(
    ledger: History, decision: Enactment, stage: Draft, rules: Rules, scope: _Scope = "all"
) -> Iterator[Event]:
    """What each operation of a decision passes on; moves the state on."""
    for number, operation in enumerate(decision.plan.operations, 1):
        play = Play(stage, rules)
        pairs, unsized = [*operation.successions(play.draft)], {*operation.unsized(play.draft)}
        operation.effect(play)
        borders: list[Border] = []
        if (beyond := operation.beyond) is not None:
            ids = (*play.ending, *(org.id for org in operation.establishes))
            borders.append(Border(*beyond, ids, decision.number, number, decision.effective))
        if decision.reverses is not None:
            pairs, unsized, borders = _reversed(ledger, decision, play.draft, rules)
        delta = play.draft.delta()
        passing = _Passing(stage, play.draft, scope)
        passing.succeed(pairs, unsized)
        passing.hand_over(delta)
        passing.cross(borders)
        singly = VERBS[operation.verb].follows == "people"
        yield passing.event(play.ended_by, again=decision.reverses is not None, singly=singly)
        stage.redo(delta)


def _reversed(
    ledger: History, decision: Enactment, restored: Draft, rules: Rules
) -> tuple[list[_Pair], set[_Pair], list[Border]]:
    """Who gives back to whom where a decision is taken back: what it did, played once more, and read backwards."""
    net = Origins(restored)
    scratch = Draft(restored)
    touched: dict[str, None] = {}
    vague: set[str] = set()
    borders: list[Border] = []
    for event in _of_decision(ledger, ledger.decision(decision.reverses or 0), scratch, rules, "ends"):
        net.take(event)
        touched.update(dict.fromkeys(key for targets in event.peers.values() for key in targets))
        vague.update(key for pair in event.unsized for key in pair)
        for border in event.borders.values():
            way: Literal["out", "in"] = "in" if border.way == "out" else "out"
            back = replace(border, way=way, decision=decision.number, operation=1, on=decision.effective)
            borders.append(back)
    pairs = [(key, source) for key in touched for source in net.of(key) if scratch.get(key) is not None]
    return pairs, {pair for pair in pairs if vague.issuperset(pair)}, borders


class _Passing:
    """Finds out what one operation passes on.

    Args:
        before: the tree before it.
        after: the tree after it.
        scope: what is asked for.
    """

    def __init__(self, before: Draft, after: Draft, scope: _Scope) -> None:
        self._before = before
        self._after = after
        self._scope = scope
        self._peers: dict[str, dict[str, None]] = {}
        self._above: dict[str, dict[str, None]] = {}
        self._gained: dict[str, dict[str, None]] = {}
        self._unsized: set[_Pair] = set()
        self._adrift: set[str] = set()
        self._outside: dict[str, dict[str, None]] = {}
        self._entered: dict[str, dict[str, None]] = {}
        self._borders: dict[str, Border] = {}

    def event(self, ended: Iterable[str], *, again: bool, singly: bool) -> Event:
        """All of it."""
        lives = self._after.get
        for key in ended:
            self._peers.setdefault(key, {})
        for key in (*self._above, *self._outside):
            self._peers.setdefault(key, {})
        peers = {
            source: (*((source,) if lives(source) is not None else ()), *targets)
            for source, targets in self._peers.items()
        }
        above, outside, entered = (
            {key: tuple(places) for key, places in some.items()} for some in (self._above, self._outside, self._entered)
        )
        return Event(
            self._before,
            self._after,
            peers,
            above,
            frozenset(self._unsized),
            self._gained,
            frozenset(self._adrift),
            again,
            singly,
            outside,
            entered,
            self._borders,
        )

    def succeed(self, pairs: Iterable[_Pair], unsized: set[_Pair]) -> None:
        """Each source passes something on to its results, and the superiors of both with them."""
        for source, target in pairs:
            if source != target:
                gives = (self._before[source], *self._before.ancestors(source))
                takes = (self._after[target], *self._after.ancestors(target))
                self._pass(gives, takes, vague=(source, target) in unsized, heads=True)

    def hand_over(self, delta: Delta) -> None:
        """What stands under another superior now makes that one a taker, and the former one a giver."""
        moves: dict[_Pair, str] = {}
        records = delta.records.items() if self._scope == "all" else ()
        for key, (was, now) in records:
            if was is not None and now is not None and was.parent != now.parent and was.parent and now.parent:
                moves.setdefault((was.parent, now.parent), key)
        for (old, new), moved in moves.items():
            gives = (self._before[old], *self._before.ancestors(old))
            takes = (self._after[new], *self._after.ancestors(new))
            self._pass(gives, takes, moved=moved)

    def cross(self, borders: Iterable[Border]) -> None:
        """What left the register was a part of all that stands above it; what came is one now."""
        for number, border in enumerate(borders, 1):
            here, gone = (self._before, self._after) if border.way == "out" else (self._after, self._before)
            crossed = [key for key in border.organizations if here.get(key) is not None and gone.get(key) is None]
            place = f"{_OUTSIDE}{border.decision}.{border.operation}.{number}"
            self._borders[place] = replace(border, organizations=tuple(crossed))
            concerned = dict.fromkeys(crossed)
            if self._scope == "all":
                tops = {above for key in crossed if (above := here[key].parent) is not None} - concerned.keys()
                concerned |= dict.fromkeys(one for top in tops for one in (top, *(o.id for o in here.ancestors(top))))
            for key in concerned:
                (self._outside if border.way == "out" else self._entered).setdefault(key, {})[place] = None
            self._adrift.update(concerned)

    def _pass(
        self,
        gives: Sequence[Organization],
        takes: Sequence[Organization],
        *,
        vague: bool = False,
        heads: bool = False,
        moved: str = "",
    ) -> None:
        """Something goes from one line of superiors to another one, both from below upward.

        Args:
            gives: who had it, and all above.
            takes: who has it now, and all above.
            vague: whether nobody says how much it is.
            heads: whether the first of each are the ends of a succession, which are linked whatever their level.
            moved: id of what was handed over.
        """
        places = {org.id: at for at, org in enumerate(takes)}
        at = next(at for at, org in enumerate(gives) if org.id in places)  # both have the root
        common = gives[at].id
        old, new = list(gives[:at]), list(takes[: places[common]])
        linked: list[_Pair] = []
        if heads and old and new and (self._scope == "ends" or not _other_height(old, new)):
            linked.append((old.pop(0).id, new.pop(0).id))
        if self._scope == "ends":
            old, new = [], []
        linked += _aligned(old[::-1], new[::-1])
        for one, other in linked:
            self._peers.setdefault(one, {})[other] = None
            if vague:
                self._unsized.add((one, other))
        partner, taken = dict(linked), {other: one for one, other in linked}
        top = common
        for org in reversed(old):
            if org.id in partner:
                top = partner[org.id]
            else:
                self._above.setdefault(org.id, {})[top] = None
                self._adrift.add(org.id)
                if vague:
                    self._unsized.add((org.id, top))
        top = common
        for org in reversed(new):
            if org.id in taken:
                top = taken[org.id]
            else:
                self._gained.setdefault(org.id, {})[moved or gives[0].id] = None
                self._adrift.add(org.id)


def _other_height(old: Sequence[Organization], new: Sequence[Organization]) -> bool:
    """Whether the ends of a succession are of different levels, and one of them has its equal above the other end.

    Two cells are equals whatever their level: both have people, and nothing below them.
    """
    one, other = old[0], new[0]
    if one.level is other.level or one.form is other.form is Form.CHI_BO:
        return False
    return any(org.level is one.level for org in new[1:]) or any(org.level is other.level for org in old[1:])


def _aligned(old: Sequence[Organization], new: Sequence[Organization]) -> Iterator[_Pair]:
    """Who of two lines of superiors, both from the top downward, stands at the same height.

    Those of one level are; between them, and where no level is the same, whoever stands at the same place.
    """
    anchors = [(-1, -1)]
    for at, org in enumerate(old):
        start = anchors[-1][1] + 1
        same = next((place for place in range(start, len(new)) if new[place].level is org.level), None)
        if same is not None:
            anchors.append((at, same))
    for (at, place), (next_at, next_place) in pairwise([*anchors, (len(old), len(new))]):
        if at >= 0:
            yield old[at].id, new[place].id
        for one, other in zip(old[at + 1 : next_at], new[place + 1 : next_place], strict=False):
            yield one.id, other.id


# --- from whom each comes, and who belongs together -------------------------------------------------------------------


class _Tree(Protocol):
    """What can be asked for organizations."""

    def get(self, key: str) -> object: ...


class Origins:
    """From which organizations of the first day each comes, and from which places outside the register."""

    def __init__(self, start: _Tree) -> None:
        self._start = start
        self._of: dict[str, dict[str, None]] = {}
        self._changed: set[str] = set()
        self._left: dict[str, dict[str, None]] = {}
        self.borders: dict[str, Border] = {}
        """What crossed the border of the register, by its place outside."""

    def take(self, event: Event) -> None:
        """What happens next."""
        self._changed |= event.adrift
        self.borders.update(event.borders)
        for key, place in event.left.items():
            for origin in self._held(key):
                self._left.setdefault(origin, {})[place] = None
        taken: list[tuple[dict[str, None], tuple[str, ...]]] = []
        for source, peers in event.peers.items():
            if peers != (source,):
                self._changed.update((source, *peers))
            taken.append((self._held(source), peers))
        for target in dict.fromkeys(to for _, peers in taken for to in peers):
            self._of[target] = {} if target in event.peers else self._held(target)
        for source in event.peers:
            if event.after.get(source) is None:
                self._of[source] = {}
        for held, peers in taken:
            for target in peers:
                self._of[target].update(held)  # begun anew above where it gives too: no other dict is this one
        self._of.update((key, {place: None}) for key, place in event.came.items())

    def _held(self, key: str) -> dict[str, None]:
        known = self._of.get(key)
        if known is None:
            return {key: None} if self._start.get(key) is not None else {}
        return known

    def of(self, key: str) -> tuple[str, ...]:
        """Ids of its sources, itself first where it goes on."""
        held = self._held(key)
        return (*((key,) if key in held else ()), *(one for one in held if one != key and not is_outside(one)))

    def came(self, key: str) -> tuple[Border, ...]:
        """How it came into the register, or what it took over did."""
        return tuple(self.borders[one] for one in self._held(key) if is_outside(one))

    def left(self, key: str) -> tuple[Border, ...]:
        """How it left the register, or what took it over did."""
        return tuple(self.borders[place] for place in self._left.get(key, ()))

    def is_changed(self, key: str) -> bool:
        """Whether it gave something to another one or took something over."""
        return key in self._changed

    def lost(self, keys: Iterable[str]) -> list[str]:
        """Those of these organizations of the first day from which nobody comes any more."""
        kept = {key for held in self._of.values() for key in held}
        return [key for key in keys if key in self._of and key not in kept]


class Groups:
    """Which organizations belong together because one took over from another: a union of sets."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}
        self._adrift: set[str] = set()

    def take(self, event: Event) -> None:
        """What happens next."""
        self._adrift |= event.adrift
        for source, peers in event.peers.items():
            for to in peers:
                self._above.setdefault(to, to)
                self._above.setdefault(source, source)
                self._above[self.head(to)] = self.head(source)

    def head(self, key: str) -> str:
        """The one that stands for its group."""
        above = self._above
        while above.get(key, key) != key:
            above[key] = above.get(above[key], above[key])
            key = above[key]
        return key

    def adrift(self) -> frozenset[str]:
        """The heads of the groups out of which something went, or into which something came, of another level."""
        return frozenset(map(self.head, self._adrift))

    def ids(self) -> tuple[str, ...]:
        """All that ever took part in anything."""
        return tuple(self._above)

    def sorted(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """These by group."""
        found: dict[str, list[str]] = {}
        for key in keys:
            found.setdefault(self.head(key), []).append(key)
        return found


# --- people -----------------------------------------------------------------------------------------------------------


class Contents:
    """Where decisions took the people each organization itself had on the first day; not those of what stands below it.

    What goes along with an organization that is handed over stays in it. Where people of several origins are together
    and some of them go on, each origin goes on in the same proportion.

    Args:
        start: the tree of the first day.
    """

    def __init__(self, start: Hierarchy) -> None:
        self._start = start
        self._at: dict[str, dict[str, Fraction]] = {}
        self.unclear: set[str] = set()
        """Ids of the organizations from which people went, nobody can say whither: numbers were set again."""

    def _held(self, key: str) -> dict[str, Fraction]:
        if key not in self._at:
            known = self._start.get(key)
            self._at[key] = {key: Fraction(1)} if known is not None and self._start.own_headcount(known).total else {}
        return self._at[key]

    def take(self, event: Event) -> None:
        """What happens next."""
        if event.singly:
            return
        moves, out = _own_moves(event), event.left
        if event.again:
            self._set_again(event, moves)
        for source, peers in event.peers.items():
            if event.after.get(source) is None and source not in moves and self._held(source):
                gone = (out[source],) if source in out else ()
                heirs = gone or peers or (self._living_above(event, source),)  # who left it singly goes where it goes
                moves[source] = Counter(dict.fromkeys(heirs, 1))
                if len(heirs) > 1:
                    self.unclear.add(source)
        arriving: list[tuple[str, str, Fraction]] = []
        for source, to in moves.items():
            held, moved = self._held(source), to.total()
            ends = event.after.get(source) is None
            everybody = moved if ends else max(event.before.own_headcount(source).total, moved)
            arriving += [
                (key, origin, part * Fraction(some, everybody))
                for key, some in to.items()
                for origin, part in held.items()
            ]
            left = Fraction(everybody - moved, everybody)
            self._at[source] = {origin: part * left for origin, part in held.items()} if left else {}
        for key, origin, part in arriving:
            at = self._held(key)
            at[origin] = at.get(origin, Fraction(0)) + part

    @staticmethod
    def _living_above(event: Event, key: str) -> str:
        """The lowest superior of what ended that goes on; the root always does."""
        return next(org.id for org in event.before.ancestors(key) if event.after.get(org.id) is not None)

    def _set_again(self, event: Event, moves: dict[str, Counter[str]]) -> None:
        """Numbers that a decision taken back sets again: what is less here went to where it is more."""
        less, more = Counter[str](), Counter[str]()
        for key in event.after.touched:
            was, now = event.before.get(key), event.after.get(key)
            change = (now.full + now.probationary if now else 0) - (was.full + was.probationary if was else 0)
            if change:
                (more if change > 0 else less)[key] = abs(change)
        for key, gone in less.items():
            if len(more) == 1 or len(less) == 1:
                for to, come in more.items():
                    moves.setdefault(key, Counter())[to] += min(gone, come)
            mutual = any(key in event.peers.get(to, ()) for to in event.peers.get(key, ()) if to != key)
            if mutual or (len(more) > 1 and len(less) > 1):  # only what remained of it shows
                self.unclear.update((key, *more))

    def places(self) -> Iterator[tuple[str, str, Fraction]]:
        """Of whom, where, and which part: of the organizations some of whose people went anywhere."""
        for key, held in self._at.items():
            for origin, part in held.items():
                yield origin, key, part

    def is_moved(self, key: str) -> bool:
        """Whether it ever gave or took people."""
        return key in self._at


def _own_moves(event: Event) -> dict[str, Counter[str]]:
    """How many people went from which organization itself to which."""
    moves: dict[str, Counter[str]] = {}
    for source, to, moved, _ in event.after.number_moves:
        moves.setdefault(source, Counter())[to] += moved.total
    for member, now in event.after.touched_people().items():
        was = event.before._home_of(member)
        if was is not None and now is not None and was != now:
            moves.setdefault(was, Counter())[now] += 1
    return moves


# --- parcels: where a count may lie -----------------------------------------------------------------------------------

Divide: TypeAlias = Literal["never", "by_people", "evenly"]
Upward: TypeAlias = Literal["left", "taken"]


class Parcel(NamedTuple):
    """A part of what an organization had on the first day, by where it lies now.

    Attributes:
        origin: that organization.
        among: where it lies: in one of these, or divided among them.
        below: whether it came to where it is from below.
        doubtful: whether it came from below to one that has a figure of its own, which may hold it already.
        unsized: whether nobody said how much of it went where.
        gained: whether it is what somebody took over from another level, of whose size nothing is known.
    """

    origin: str
    among: frozenset[str]
    below: bool = False
    doubtful: bool = False
    unsized: bool = False
    gained: bool = False


class Pool(NamedTuple):
    """A part of a count of which nobody can tell in which organization it lies.

    Attributes:
        source: id of the organization it was counted for.
        value: how much.
        among: ids of those in one or several of which it lies; empty where nobody took over.
        lost: whether a part of it may lie nowhere.
        doubtful: whether the upper organization it came to may hold it already.
        unsized: whether nobody said how much went where.
        outside: the places outside the register where it lies, or a part of it may.
    """

    source: str
    value: Amount
    among: tuple[str, ...]
    lost: bool
    doubtful: bool
    unsized: bool
    outside: tuple[str, ...]


class Settled(NamedTuple):
    """Where the counts are in the end.

    Attributes:
        known: what is known to lie in each organization.
        open: organizations in which more may lie.
        missing: sources without a count, by the organization that comes from them.
        gained: likewise, from whom of another level it took something over.
        sources: sources with a count, likewise.
        pools: counts of which nobody can tell where they lie.
        single: what of each source lies in each organization.
        vague: source and organization, where more of it may lie.
    """

    known: dict[str, Amount]
    open: set[str]
    missing: dict[str, dict[str, None]]
    gained: dict[str, dict[str, None]]
    sources: dict[str, dict[str, None]]
    pools: list[Pool]
    single: dict[_Pair, Amount]
    vague: set[_Pair]

    def share(self, source: str, to: str) -> Amount | None:
        """How much of a source lies in an organization; `None` where nobody can tell."""
        return None if (source, to) in self.vague else self.single.get((source, to), 0)


class _Value(Protocol):
    """How much an organization had; `None` where it has no count."""

    def __call__(self, key: str, /) -> int | None: ...


class Parcels:
    """Follows what each organization of the first day had, in as many parts as can be told apart.

    Args:
        start: the tree of the first day.
        given: ids of the organizations that have a count.
        divide: whether what divides is apportioned by people; evenly, where only what cannot be told is asked for.
        upward: whether a count goes up to a superior; left out, what goes up lies nowhere.
    """

    def __init__(self, start: Hierarchy, given: Iterable[str], *, divide: Divide, upward: Upward) -> None:
        self._start = start
        self._given = frozenset(given)
        self._divide = divide
        self._upward = upward
        self._at: dict[str, dict[Parcel, None]] = {}
        self._parts: dict[Parcel, Fraction] = {}
        self.changed: set[str] = set()
        self.borders: dict[str, Border] = {}
        """What crossed the border of the register, by its place outside."""
        for key in given:
            self._held(key)

    def _held(self, key: str) -> dict[Parcel, None]:
        """What lies in an organization, or may."""
        if key not in self._at:
            self._at[key] = {}
            if self._start.get(key) is not None:
                self._put(Parcel(key, frozenset({key})), Fraction(1))
        return self._at[key]

    def _put(self, parcel: Parcel, part: Fraction) -> None:
        self._parts[parcel] = self._parts.get(parcel, Fraction(0)) + part
        for key in parcel.among:
            self._at.setdefault(key, {})[parcel] = None

    def _take(self, parcel: Parcel) -> Fraction:
        for key in parcel.among:
            del self._at[key][parcel]
        return self._parts.pop(parcel)

    def take(self, event: Event) -> None:
        """What happens next."""
        targets: dict[str, tuple[str, ...]] = {}
        for source, peers in event.peers.items():
            above = event.above.get(source, ())
            upward = above if self._upward == "taken" else (NOWHERE,) if above else ()
            to = (*peers, *upward, *event.outside.get(source, ()))
            if to != (source,):
                targets[source] = to
        moving = dict.fromkeys(parcel for source in targets for parcel in self._held(source))
        for source, to in targets.items():
            self.changed.update((source, *to))
            for key in to:
                self._held(key)
        went = {
            source: event.people(source, to) if self._divide == "by_people" else dict.fromkeys(to, 1)
            for source, to in targets.items()
            if self._divide != "never" and len(to) > 1 and not event.is_vague(source, to)
        }
        arriving = [new for parcel in moving for new in self._moved(parcel, self._take(parcel), event, targets, went)]
        for parcel, part in arriving:
            self._put(self._judged(parcel), part)
        self.borders.update(event.borders)
        for key, takes in (*event.gained.items(), *event.entered.items()):
            self._held(key)
            for source in takes:
                self._put(Parcel(source, frozenset({key}), gained=True), Fraction(0))
        self.changed |= event.adrift

    def _moved(
        self,
        parcel: Parcel,
        part: Fraction,
        event: Event,
        targets: Mapping[str, tuple[str, ...]],
        went: Mapping[str, Mapping[str, int]],
    ) -> Iterator[tuple[Parcel, Fraction]]:
        """Where a parcel lies after the event, divided where that can be told."""
        giving = [key for key in parcel.among if key in targets]
        if len(parcel.among) == 1 and not parcel.gained and (people := went.get(giving[0])):
            (source,) = giving
            everybody = sum(people.values())
            if everybody:
                above = event.above.get(source, ())
                for to, some in people.items():
                    if some:
                        there = parcel._replace(among=frozenset({to}), below=to in above)
                        yield there, part * Fraction(some, everybody)
                return
        goes = frozenset(to for source in giving for to in targets[source] or (NOWHERE,))
        below = any(to in event.above.get(source, ()) for source in giving for to in targets[source])
        unsized = any(event.is_vague(source, targets[source]) for source in giving)
        among = parcel.among.difference(giving) | goes
        yield parcel._replace(among=among, below=below, unsized=parcel.unsized or unsized), part

    def _judged(self, parcel: Parcel) -> Parcel:
        """A parcel from below is doubtful where the upper one has a count; one without has none of this level."""
        if not parcel.below or len(parcel.among) > 1 or parcel.gained or parcel.origin not in self._given:
            return parcel
        (key,) = parcel.among
        own = [one for one in self._at.get(key, ()) if not one.below and not one.gained]
        if any(one.origin in self._given for one in own):
            return parcel._replace(doubtful=True)
        for one in own:
            if one.among == parcel.among:
                self._take(one)
        return parcel

    def settle(self, value: _Value) -> Settled:
        """Where everything is in the end.

        Args:
            value: how much an organization had on the first day; `None` where it has no count.
        """
        settled = Settled({}, set(), {}, {}, {}, [], {}, set())
        pooled: dict[tuple[str, frozenset[str], bool, bool], Amount] = {}
        for parcel, part in self._parts.items():
            somewhere = {key for key in parcel.among if key != NOWHERE and not is_outside(key)}
            whole = None if parcel.gained else value(parcel.origin)
            if whole is None:
                for key in somewhere:
                    lacks = settled.gained if parcel.gained else settled.missing
                    lacks.setdefault(key, {})[parcel.origin] = None
                continue
            for key in somewhere:
                settled.sources.setdefault(key, {})[parcel.origin] = None
            amount = whole * part
            if len(parcel.among) == 1 and somewhere and not parcel.doubtful:
                (key,) = somewhere
                settled.known[key] = settled.known.get(key, 0) + amount
                pair = (parcel.origin, key)
                settled.single[pair] = plain(settled.single.get(pair, 0) + amount)
            elif amount or parcel.unsized:  # of nothing, every part is nothing
                settled.vague.update((parcel.origin, key) for key in somewhere)
                if amount:
                    pool = (parcel.origin, parcel.among, parcel.doubtful, parcel.unsized)
                    pooled[pool] = pooled.get(pool, 0) + amount
                    settled.open.update(somewhere)
        order = {key: at for at, key in enumerate(self._at)}
        for (source, among, doubtful, unsized), some in pooled.items():
            places = sorted(among - {NOWHERE}, key=order.__getitem__)
            inside, outside = (tuple(one for one in places if is_outside(one) is out) for out in (False, True))
            settled.pools.append(Pool(source, plain(some), inside, NOWHERE in among, doubtful, unsized, outside))
        return settled


def plain(amount: Amount) -> Amount:
    """Whole numbers as int."""
    return int(amount) if amount == int(amount) else amount
