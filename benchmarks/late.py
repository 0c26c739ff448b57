"""P14, P16 and tallies: a decision recorded late, a superior with many under it, ratings in columns.

None of them grows with the country, so each is measured once, on trees of its own.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Final

from benchmarks.ledger import state_of
from benchmarks.plans import decision
from benchmarks.results import Measure, against
from benchmarks.timing import Work, agree, take_turns
from dangbo import Document, Form, Hierarchy, History, Level, Member, Merge, Organization, Plan, Rating, Rename, Tally

AS_OF: Final = "2023-04-30"
LATE, WIDE = 3.0, 3.0
IN_ORDER, IN_ANY_ORDER = 0.5, 3.0
"""Of a loop in Python that looks every subject up, has a set of those seen and counts."""

ROUNDS: Final = 9


def _ward(key: str) -> Organization:
    return Organization(key, f"Đảng bộ {key}", Form.DANG_BO, Level.GRASSROOTS, "tp")


def _cell(key: str, ward: str, full: int = 9) -> Organization:
    return Organization(key, f"Chi bộ {key}", Form.CHI_BO, Level.BELOW_GRASSROOTS, ward, full=full)


ROOT: Final = Organization("tp", "Đảng bộ thành phố", Form.DANG_BO, Level.IMMEDIATE_SUPERIOR)


# --- P14 --------------------------------------------------------------------------------------------------------------

QUIET, BUSY, STEADY, CELLS = 200, 100, 20, 6
OF_STEADY: Final = 10
"""What a steady ward decides before the middle, and again behind it, whatever the others do."""

FEW, MANY = 2_000, 16_000
TOGETHER: Final = 8
MIDDLE: Final = dt.date(2024, 1, 1)


@dataclass
class Late:
    """A ledger into which decisions come late.

    Attributes:
        history: the ledger; of the wards the quiet ones, which come first, have decided nothing, the steady ones, which
            come last, as much in every ledger, and the busy ones all the rest.
        numbers: of papers.
        names: by id, as they should be in the end.
    """

    history: History
    numbers: Iterator[int]
    names: dict[str, str]

    @classmethod
    def of(cls, decisions: int) -> Late:
        """A ledger of so many decisions, half of them before the middle."""
        wards = range(QUIET + BUSY + STEADY)
        cells = [_cell(f"w{ward}-c{at}", f"w{ward}") for ward in wards for at in range(CELLS)]
        opening = Hierarchy([ROOT, *(_ward(f"w{ward}") for ward in wards), *cells], as_of=AS_OF)
        new = cls(History(opening), count(1), {org.id: org.name for org in opening})
        chance = random.Random(14)
        steady = [QUIET + BUSY + at for at in range(STEADY)] * OF_STEADY
        busy = [QUIET + at % BUSY for at in range(decisions // 2 - len(steady))]
        for sign in (-1, 1):
            turns = chance.sample([*steady, *busy], decisions // 2)
            days = sorted(MIDDLE + dt.timedelta(days=sign * (1 + at % 100)) for at in range(decisions // 2))
            new.enact([new.renamed(ward, day) for ward, day in zip(turns, days, strict=True)])
        return new

    def renamed(self, ward: int, day: dt.date, cell: int = 0) -> Plan:
        """A decision of a ward that a cell of it is called otherwise."""
        number, key = next(self.numbers), f"w{ward}-c{cell}"
        self.names[key] = f"Chi bộ số {number}"
        paper = Document("quyết định", f"{number}-QĐ/ĐU", day)
        return Plan(day, f"w{ward}", paper, [Rename(key, self.names[key])])

    def apart(self, number: int) -> list[Plan]:
        """Late decisions of wards that decide nothing later."""
        return [self.renamed(next(self.numbers) % QUIET, MIDDLE) for _ in range(number)]

    def amid(self, number: int = 1) -> list[Plan]:
        """Late decisions of one ward that decides as much later in every ledger."""
        ward = QUIET + BUSY + next(self.numbers) % STEADY
        return [self.renamed(ward, MIDDLE, cell=1 + at % (CELLS - 1)) for at in range(number)]

    def amid_many(self) -> list[Plan]:
        """A late decision of a ward that decides the more later, the more there are."""
        return [self.renamed(QUIET + next(self.numbers) % BUSY, MIDDLE, cell=1)]

    def enact(self, plans: Sequence[Plan]) -> None:
        """Decisions come in together."""
        self.history = self.history.enact(*plans, recorded="2024-12-31" if len(self.history) else None)

    def check(self) -> None:
        """Compare the names with those written down; before the middle nothing late is in."""
        agree({org.id: org.name for org in self.history.as_of("2024-12-31")}, self.names, "names")
        plan = self.apart(1)[0]
        key = plan.operations[0].subject
        eve, before = MIDDLE - dt.timedelta(days=1), self.history.as_of(MIDDLE - dt.timedelta(days=1))
        self.enact([plan])
        agree(self.history.as_of(MIDDLE)[key].name, self.names[key], "the late name")
        agree(state_of(self.history.as_of(eve)), state_of(before), "the day before")
        self.enact([*self.amid(TOGETHER), *self.amid_many()])
        agree({org.id: org.name for org in self.history.as_of("2024-12-31")}, self.names, "names in the end")


def measure_late() -> Iterator[Measure]:
    """P14."""
    few, many = Late.of(FEW), Late.of(MANY)
    for ledger in (few, many):
        ledger.check()
    one, other, together, amid, amid_few, amid_together, busy, busy_few = take_turns(
        Work(many.enact, prepare=partial(many.apart, 1)),
        Work(few.enact, prepare=partial(few.apart, 1)),
        Work(many.enact, prepare=partial(many.apart, TOGETHER)),
        Work(many.enact, prepare=many.amid),
        Work(few.enact, prepare=few.amid),
        Work(many.enact, prepare=partial(many.amid, TOGETHER)),
        Work(many.enact, prepare=many.amid_many),
        Work(few.enact, prepare=few.amid_many),
        rounds=ROUNDS,
    )
    concerned, concerned_few = (1 + (number // 2 - STEADY * OF_STEADY) // BUSY for number in (MANY, FEW))
    size = f"{MANY:,}".replace(",", " ")
    smaller = f"over {FEW:,}".replace(",", " ")
    for work, ours, theirs in (
        (f"a late decision, {smaller}", one, other),
        (f"{TOGETHER} of them, each over one", together.per(TOGETHER), one),
        (f"one of a ward that decides {OF_STEADY} times later, {smaller}", amid, amid_few),
        (f"{TOGETHER} of one such ward, each over one", amid_together.per(TOGETHER), amid),
        (f"{concerned} played over {concerned_few}, each", busy.per(concerned), busy_few.per(concerned_few)),
    ):
        yield against("P14", work, size, ours, theirs, unit="x", limit=LATE)


# --- P16 --------------------------------------------------------------------------------------------------------------

NARROW_WARD, WIDE_WARD = 10, 16_000


def _city(cells: int) -> Hierarchy:
    """A ward with so many cells, beside another one, so that both trees are of one size."""
    mine = [_cell(f"c{at}", "w0") for at in range(cells)]
    others = [_cell(f"d{at}", "w1") for at in range(NARROW_WARD + WIDE_WARD - cells)]
    return Hierarchy([ROOT, _ward("w0"), _ward("w1"), *mine, *others], as_of=AS_OF)


def _on(work: Callable[[Hierarchy], object], tree: Hierarchy, _prepared: object) -> object:
    """A work on one tree, for which nothing has to be prepared."""
    return work(tree)


def measure_wide() -> Iterator[Measure]:
    """P16."""
    plan = decision("w0", Merge(["c1"], "c2"))
    trees = _city(NARROW_WARD), _city(WIDE_WARD)
    for tree in trees:
        after = plan.apply(tree)
        agree([org.id for org in after.children("w0")], [k.id for k in tree.children("w0") if k.id != "c1"], "children")
        agree((after["c2"].full, after.headcount()), (18, tree.headcount()), "people")
    works = [Work(partial(_on, work, tree), times=5) for work in (plan.preview, plan.apply) for tree in trees]
    few, many, few_applied, many_applied = take_turns(*works, rounds=ROUNDS)
    size = f"{WIDE_WARD:,} below".replace(",", " ")
    yield against("P16", "preview of a merge, over 10 below", size, many, few, unit="x", limit=WIDE)
    yield against("P16", "a merge applied, over 10 below", size, many_applied, few_applied, unit="x", limit=WIDE)


# --- tallies ----------------------------------------------------------------------------------------------------------

PEOPLE, ON_A_ROLL = 180_000, 18


def _loop(ids: Sequence[str], ratings: Sequence[str], known: dict[str, str]) -> Counter[str]:
    """What a tally does, as one writes it by hand."""
    seen: set[str] = set()
    counts: Counter[str] = Counter()
    for key, rating in zip(ids, ratings, strict=True):
        if key not in known or key in seen:
            raise AssertionError(key)
        seen.add(key)
        counts[rating] += 1
    return counts


def measure_tally() -> Iterator[Measure]:
    """Ratings in two columns, in the order of the people and in another one."""
    ids = [f"m{number:07d}" for number in range(PEOPLE)]
    home = [f"c{number // ON_A_ROLL}" for number in range(PEOPLE)]
    roll = {key: ids[at * ON_A_ROLL : (at + 1) * ON_A_ROLL] for at, key in enumerate(dict.fromkeys(home))}
    tree = Hierarchy(
        [ROOT, _ward("w0"), *(_cell(key, "w0", 0) for key in roll)],
        [Member(key, "Người mẫu") for key in ids],
        roll,
        as_of="2025-12-31",
    )
    chance = random.Random(11)
    labels = chance.choices([tier.label for tier in Rating], k=PEOPLE)
    order = chance.sample(range(PEOPLE), PEOPLE)
    mixed, of_mixed = [ids[at] for at in order], [labels[at] for at in order]
    known = dict(zip(ids, home, strict=True))

    def tally(keys: Sequence[str], ratings: Sequence[str]) -> Tally:
        return Tally.of({"id": keys, "rating": ratings}, tree, subjects="members", year=2025)

    counts = _loop(ids, labels, known)
    for found in (tally(ids, labels), tally(mixed, of_mixed)):
        agree({tier.label: number for tier, number in found.counts}, dict(counts), "counts")
        agree((found.total, found.not_yet_rated), (PEOPLE, 0), "people")
    by_hand, mixed_by_hand, ours, ours_mixed = take_turns(
        Work(lambda _: _loop(ids, labels, known)),
        Work(lambda _: _loop(mixed, of_mixed, known)),
        Work(lambda _: tally(ids, labels)),
        Work(lambda _: tally(mixed, of_mixed)),
        rounds=ROUNDS,
    )
    size = f"{PEOPLE:,} people".replace(",", " ")
    yield against("P11", "a tally of two columns, over a loop", size, ours, by_hand, unit="x", limit=IN_ORDER)
    yield against("P11", "in another order", size, ours_mixed, mixed_by_hand, unit="x", limit=IN_ANY_ORDER)


def measure() -> Iterator[Measure]:
    """All three."""
    yield from measure_late()
    yield from measure_wide()
    yield from measure_tally()
