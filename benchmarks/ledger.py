"""P7 and P15: a ledger of thousands of decisions: a state at any date, one decision more, who has become whom.

The decisions are made up from a seed, in the order of their dates: about eight operations each, by a commune (merges of
two cells, cells split off, people who go from cell to cell, new names) or by a district (cells that go to another
commune). Every state is compared with a fold: plain dictionaries that are edited by hand; so is every heir.
"""

from __future__ import annotations

import datetime as dt
import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, count
from typing import Final, TypeAlias

from benchmarks.building import retained
from benchmarks.results import Measure, against
from benchmarks.timing import Work, agree, take_turns
from benchmarks.trees import AS_OF, SIZES, SLACK, Row, built, full_communes, network, rows
from dangbo import Document, Form, Hierarchy, Level, Merge, Organization, Plan, Reassign, Rename, Split, Transfer
from dangbo.carry.units import comparable_units
from dangbo.change.play import ByNumber
from dangbo.history import History
from dangbo.ledger.timeline import Timeline
from dangbo.rules import RuleBook

FIRST: Final = 0.7
NEARBY: Final = 0.03
ENACT: Final = 3.0
HEIRS: Final = 2.0
MOST_CHECKPOINTS: Final = 64

OPERATIONS: Final = {"city": 150, "33k": 5_000, "330k": 50_000}
"""As many for each organization at every size."""

WINDOW: Final = {"city": 5, "33k": 50, "330k": 500}
"""Most operations between a date and the one that was asked for before it; in proportion to the size as well."""

ROUNDS: Final = {"city": 20, "33k": 9, "330k": 7}
CHUNK: Final = {"city": 8, "33k": 60, "330k": 60}
"""Decisions of one operation that are enacted on one clock, none of which touches what another one does."""

EACH: Final = (1, 15)
"""Operations of a decision."""

DAYS: Final = (dt.date(2023, 5, 1), dt.date(2025, 6, 30))
"""From the day after the opening to the day before the rules of the merger."""

FEWEST, MOST = 5, 24
"""A cell with fewer people merges; one with more is split."""

CELLS_KEPT: Final = 4
"""A commune with no more cells merges none."""

Operation: TypeAlias = Merge | Split | Transfer | Rename | Reassign


# --- the simple reference --------------------------------------------------------------------------------------------


@dataclass
class Record:
    """What a decision can change of a cell."""

    parent: str | None
    name: str
    full: int
    probationary: int


State: TypeAlias = dict[str, Record]


def opening(table: Sequence[Row]) -> State:
    """The state before all decisions."""
    return {row["id"]: Record(row["parent"], row["name"], row["full"], row["probationary"]) for row in table}


def fold(state: State, operation: Operation) -> None:
    """Change a state as an operation says, by hand."""
    match operation:
        case Merge(sources=(source,), into=into):
            gone = state.pop(source)
            state[into].full += gone.full
            state[into].probationary += gone.probationary
        case Split(source=source, into=(new,)):
            state[new.id] = Record(new.parent, new.name, 0, 0)
            for item in operation.allocation[0].items:
                _go(state, item, new.id)
        case Transfer(to=to, people=(some,)):
            _go(state, some, to)
        case Rename(organization=key, name=name):
            state[key].name = name
        case Reassign(organization=key, to=to):
            state[key].parent = to


def _go(state: State, some: ByNumber | str, to: str) -> None:
    """People known only by number go from one organization to another."""
    if not isinstance(some, ByNumber):
        raise TypeError(some)
    for key, sign in ((some.of, -1), (to, 1)):
        state[key].full += sign * some.full
        state[key].probationary += sign * some.probationary


def state_of(tree: Hierarchy) -> State:
    """The answer in the shape of the reference."""
    return {org.id: Record(org.parent, org.name, org.full, org.probationary) for org in tree}


class Heirs:
    """Who has something of whom, in sets that are joined one operation after the other."""

    def __init__(self, table: Sequence[Row]) -> None:
        self._sources = {row["id"]: {row["id"]} for row in table}
        self._lines = {row["id"]: {row["id"]} for row in table}
        self._above = {row["id"]: row["parent"] for row in table}

    def fold(self, operation: Operation) -> None:
        """Join the sets of whoever takes; a hand-over joins those of the superiors, but in no lineage."""
        match operation:
            case Merge(sources=(source,), into=into):
                self._sources[into] |= self._sources.pop(source)
                self._lines[into] |= self._lines[source]
                del self._above[source]
            case Split(source=source, into=(new,)):
                self._sources[new.id] = set(self._sources[source])
                self._lines[new.id] = {new.id, *self._lines[source]}
                self._above[new.id] = new.parent
            case Reassign(organization=key, to=to):
                self._sources[to] |= self._sources[self._above[key] or ""]
                self._above[key] = to

    def pairs(self) -> set[tuple[str | None, str | None]]:
        """Old and new."""
        return {(source, key) for key in self._above for source in self._sources[key]}

    def became(self) -> dict[str, set[str]]:
        """The living that have something of each, by the lineages."""
        found: dict[str, set[str]] = {key: set() for key in self._lines}
        for key in self._above:
            for source in self._lines[key]:
                found[source].add(key)
        return found


# --- made-up decisions -----------------------------------------------------------------------------------------------


class Office:
    """Makes decisions that can be carried out, one after the other, and keeps the state they lead to."""

    def __init__(self, table: Sequence[Row], seed: int = 7) -> None:
        self._chance = random.Random(seed)
        self._communes = full_communes(table)
        above = {row["id"]: row["parent"] for row in table}
        self._district = {commune: above[commune] for commune in self._communes}
        self._beside: dict[str, list[str]] = {}
        for commune, district in self._district.items():
            self._beside.setdefault(district, []).append(commune)
        self._cells: dict[str, list[str]] = {commune: [] for commune in self._communes}
        for row in table:
            if row["parent"] in self._cells:
                self._cells[row["parent"]].append(row["id"])
        self._number, self._new = 0, count(1)
        self.state = opening(table)

    def decisions(self, operations: int) -> Iterator[Plan]:
        """So many operations, in decisions spread evenly over the days."""
        first, last = DAYS
        left = operations
        while left:
            size = min(left, self._chance.randint(*EACH))
            day = first + (last - first) * ((operations - left) / operations)
            yield self.decision(day, self._chance.choice(self._communes), size)
            left -= size

    def singles(self, number: int) -> list[Plan]:
        """Decisions of one operation on the day after all others, each in a district or commune of its own."""
        day = DAYS[1] + dt.timedelta(days=1)
        return [self.decision(day, commune, 1) for commune in self._apart(number)]

    def _apart(self, number: int) -> list[str]:
        """Communes of which no two can touch the same cells: the first half of each district."""
        halves = [commune for beside in self._beside.values() for commune in beside[: (len(beside) + 1) // 2]]
        return self._chance.sample(halves, number)

    def decision(self, day: dt.date, commune: str, size: int) -> Plan:
        """Operations of one commune; one decision in eight hands cells over and is of its district."""
        self._number += 1
        paper = Document(kind="quyết định", number=f"{self._number}-QĐ/ĐU", issued=day)
        district = self._district[commune]
        hands_over = self._chance.random() < 1 / 8 and len(self._beside[district]) > 1
        operations: list[Operation] = []
        for _ in range(size):
            operation = self._hand_over(commune, paper) if hands_over else self._inside(commune)
            self._note(operation)
            operations.append(operation)
        return Plan(day, district if hands_over else commune, paper, operations)

    def _hand_over(self, commune: str, paper: Document) -> Operation:
        """A cell goes to a commune nearby, from the larger of the two."""
        beside = self._beside[self._district[commune]]
        half = (len(beside) + 1) // 2
        other = self._chance.choice(beside[half:] if commune in beside[:half] else beside[:half])
        gives, takes = sorted((commune, other), key=lambda one: -len(self._cells[one]))
        received = Document(kind="quyết định", number=paper.number, issued=paper.issued, issuer=takes)
        return Reassign(self._chance.choice(self._cells[gives]), takes, receiving=received)

    def _inside(self, commune: str) -> Operation:
        """What a commune decides: by size, and otherwise by chance."""
        cells = self._cells[commune]
        one, other = self._chance.sample(cells, 2)
        people = self.state[one].full
        kind = self._chance.random()
        if kind < 0.3 and len(cells) > CELLS_KEPT:  # noqa: PLR2004 - the mix: three merges in ten
            return Merge([one], other)
        if kind < 0.6 and people >= 2 * FEWEST:  # noqa: PLR2004 - as many splits, where there are people for it
            new = Organization(
                id=f"cb-{next(self._new)}", name=f"Chi bộ mới {self._number}", form=Form.CHI_BO,
                level=Level.BELOW_GRASSROOTS, parent=commune,
            )  # fmt: skip
            return Split(one, [new], {new.id: [ByNumber(one, full=people // 2)]}, stays=[one])
        if kind < 0.8 and people > FEWEST:  # noqa: PLR2004 - two transfers in ten, and the rest new names
            return Transfer([], to=other, people=[ByNumber(one, full=self._chance.randint(1, people - FEWEST))])
        return Rename(one, name=f"Chi bộ số {self._number}, lần {self._chance.random():.9f}")

    def _note(self, operation: Operation) -> None:
        """Keep the state, and which cells a commune has."""
        if isinstance(operation, Reassign):
            self._cells[self.state[operation.organization].parent or ""].remove(operation.organization)
            self._cells[operation.to].append(operation.organization)
        elif isinstance(operation, Merge):
            self._cells[self.state[operation.into].parent or ""].remove(operation.sources[0])
        elif isinstance(operation, Split):
            self._cells[operation.into[0].parent or ""].append(operation.into[0].id)
        fold(self.state, operation)


# --- the ledger ------------------------------------------------------------------------------------------------------


@dataclass
class Ledger:
    """A ledger under measurement.

    Attributes:
        history: the ledger as it stands.
        plans: what it was made of.
        table: the opening as rows, for the reference.
        chunk: decisions that are about to be enacted.
        before: the state before them.
    """

    history: History
    plans: list[Plan]
    table: Sequence[Row]
    chunk: list[Plan]
    before: Hierarchy

    @property
    def last(self) -> dt.date:
        """The day of the last decision."""
        return self.plans[-1].effective

    def bare(self) -> History:
        """The same ledger with no state at hand but the opening, as if nobody had asked for any."""
        mine = self.history
        line = Timeline(mine.opening, mine._line.played[: len(mine)])  # noqa: SLF001 - nothing in public forgets what is at hand
        return mine._made(mine._book, mine._length, line, len(mine))  # noqa: SLF001 - the same

    def enact(self, plans: Iterable[Plan]) -> None:
        """Decisions come in one by one."""
        history = self.history
        for plan in plans:
            history = history.enact(plan)
        self.history = history

    def agrees(self, asked: Iterable[tuple[History, dt.date]], plans: Sequence[Plan]) -> None:
        """Compare the state on each of these days with the fold of all decisions effective by then."""
        state, at = opening(self.table), 0
        for history, day in sorted(asked, key=lambda one: one[1]):
            while at < len(plans) and plans[at].effective <= day:
                for operation in plans[at].operations:
                    fold(state, operation)  # type: ignore[arg-type]
                at += 1
            agree(state_of(history.as_of(day)), state, f"state of {day}")
            checkpoints = len(history._line._snapshots)  # noqa: SLF001 - they show nowhere else
            agree(max(checkpoints, MOST_CHECKPOINTS), MOST_CHECKPOINTS, "number of checkpoints")

    def bytes(self) -> int:
        """What the decisions hold in memory, with what each of them changed, apart from the opening."""
        line, book = self.history._line, self.history._book  # noqa: SLF001 - nothing in public names its parts
        parts = (line.played, book.entries, book.began, book.ended, book.papers)
        return retained(parts, apart_from=(self.history.opening, RuleBook.default()))


def lineages(history: History) -> dict[str, tuple[str, ...]]:
    """What became of every organization there ever was."""
    ever = {**dict.fromkeys(org.id for org in history.opening), **dict.fromkeys(history._book.began)}  # noqa: SLF001 - nothing in public lists them
    return {key: history.lineage(key).became for key in ever}


def measure_heirs(ledger: Ledger, size: str) -> Iterator[Measure]:
    """P15 at one size."""
    first, last, heirs = dt.date.fromisoformat(AS_OF), ledger.last, Heirs(ledger.table)
    for plan in ledger.plans:
        for operation in plan.operations:
            heirs.fold(operation)  # type: ignore[arg-type]
    table = ledger.bare().correspondence(first, last)
    agree({(row.before, row.after) for row in table}, heirs.pairs(), "old and new")
    people: Counter[str | None] = Counter()
    for row in table:
        people[row.before] += row.people  # type: ignore[assignment]
    opening = ledger.history.opening
    agree(people, Counter({org.id: opening.headcount(org).total for org in opening}), "people of each")
    agree({key: set(heir) for key, heir in lineages(ledger.bare()).items()}, heirs.became(), "heirs")
    units, mapped, lines = take_turns(
        Work(lambda history: comparable_units(history, start=first, end=last), prepare=ledger.bare),
        Work(lambda history: history.correspondence(first, last), prepare=ledger.bare),
        Work(lineages, prepare=ledger.bare),
        rounds=ROUNDS[size],
    )
    limit = HEIRS * SLACK[size]
    yield against("P15", "table old to new, against comparable_units", size, mapped, units, unit="x", limit=limit)
    yield against("P15", "lineage of everything, against comparable_units", size, lines, units, unit="x", limit=limit)


def asked_for(history: History, day: dt.date) -> History:
    """The same ledger after it was asked for a day."""
    history.as_of(day)
    return history


def days_nearby(
    plans: Sequence[Plan], window: int, number: int, chance: random.Random
) -> list[tuple[dt.date, dt.date]]:
    """Pairs of days with at least one decision and at most so many operations between them."""
    effective = [plan.effective for plan in plans]
    done = [0, *accumulate(len(plan.operations) for plan in plans)]
    days = [DAYS[0] + dt.timedelta(days=one) for one in range((DAYS[1] - DAYS[0]).days + 1)]
    by = {day: done[bisect_right(effective, day)] for day in days}
    pairs: list[tuple[dt.date, dt.date]] = []
    while len(pairs) < number:
        day = chance.choice(days)
        near = [other for other in days if 0 < abs(by[other] - by[day]) <= window]
        if near:
            pairs.append((day, chance.choice(near)))
    return pairs


def measure(size: str) -> Iterator[Measure]:
    """P7 and P15 at one size."""
    table, rounds, slack, number = rows(SIZES[size]), ROUNDS[size], SLACK[size], OPERATIONS[size]
    office, chance = Office(table), random.Random(8)
    plans = list(office.decisions(number))
    ledger = Ledger(History(built(table)), plans, table, [], built(table))
    (all_of_it,) = take_turns(Work(lambda _: ledger.enact(plans)), rounds=1)
    agree((len(ledger.history), sum(len(plan.operations) for plan in plans)), (len(plans), number), "decisions")
    each = ledger.bytes() / len(plans)

    yield from measure_heirs(ledger, size)
    pairs = days_nearby(plans, WINDOW[size], rounds, chance)
    walker, anywhere = ledger.bare(), [day for day, _ in days_nearby(plans, number, 2 * rounds, chance)]
    ledger.agrees([(ledger.bare(), ledger.last), *((walker, day) for day in anywhere)], plans)
    ledger.agrees([(asked_for(ledger.bare(), first), second) for first, second in pairs], plans)
    walker, near, far = ledger.bare(), iter(pairs), iter(anywhere)

    def nearby() -> tuple[History, dt.date]:
        asked, then = next(near)
        return asked_for(ledger.bare(), asked), then

    peer, first, second, jump = take_turns(
        Work(lambda _: network(table)),
        Work(lambda history: history.as_of(ledger.last), prepare=ledger.bare),
        Work(lambda given: given[0].as_of(given[1]), prepare=nearby),
        Work(walker.as_of, prepare=lambda: next(far)),
        rounds=rounds,
    )

    def pick() -> list[Plan]:
        ledger.chunk = office.singles(CHUNK[size])
        ledger.before = ledger.history.as_of(ledger.chunk[0].effective)
        enacted.extend(ledger.chunk)
        return ledger.chunk

    def play(chunk: list[Plan]) -> None:
        for plan in chunk:
            plan.preview(ledger.before)

    enacted = list(plans)
    ledger.enact(pick())
    ledger.agrees([(ledger.history, enacted[-1].effective)], enacted)
    played, one_by_one = (
        timing.per(CHUNK[size])
        for timing in take_turns(
            Work(play, prepare=pick), Work(ledger.enact, prepare=lambda: ledger.chunk), rounds=2 * rounds
        )
    )
    ledger.agrees([(ledger.history, enacted[-1].effective)], enacted)

    many = f"{number:,} operations"
    in_all = f"{many} in {len(plans):,} decisions"
    yield against("P7", f"first as_of, {many}", size, first, peer, limit=FIRST * slack)
    limit = None if size == "city" else NEARBY * slack
    yield against(
        "P7", f"as_of, at most {WINDOW[size]} operations from one asked before", size, second, peer, limit=limit
    )
    yield against("P7", "as_of, any date", size, jump, peer)
    yield against("P7", "enact, against playing the operation", size, one_by_one, played, unit="x", limit=ENACT)
    yield against("P7", f"enact {in_all}", size, all_of_it, peer)
    yield Measure("P7", f"memory of a decision of {number / len(plans):.1f} operations", size, each, "B")
