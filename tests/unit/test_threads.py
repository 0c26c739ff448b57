"""Threads that share a ledger, a snapshot, a preview or a rulebook get the answers they would get alone.

Each test lets threads start together under a tiny switch interval and compares what they were given with what one
thread is given; nothing waits for a clock.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from random import Random
from threading import Barrier
from time import sleep
from types import FrameType
from typing import TypeVar

import pytest

from dangbo import history
from dangbo.base.citations import Document
from dangbo.base.errors import UnknownOrganizationError
from dangbo.change.play import Operation
from dangbo.change.verbs.facts import Rename
from dangbo.change.verbs.organizations import Establish, Merge
from dangbo.change.verbs.people import Transfer
from dangbo.hierarchy import Hierarchy
from dangbo.history import History
from dangbo.ledger import journal, timeline
from dangbo.life.profiles import Profiles
from dangbo.restructure import Plan
from dangbo.rules import RuleBook
from dangbo.tree.members import Member
from tests.builders import NO_RULES, cell, dang_bo

T = TypeVar("T")

THREADS = 6
DECISIONS = 120
AWAY = f"m{DECISIONS + 5}"
SHARED = {history.__file__, timeline.__file__}
FIRST = dt.date(2023, 2, 1)


@pytest.fixture(autouse=True)
def _switching_all_the_time() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def give_way(frame: FrameType, event: str, _: object) -> None:
    """Let another thread go on wherever a function of the ledger begins or ends."""
    if event == "return" and frame.f_code.co_filename in SHARED:
        sleep(0)


def at_once(work: Callable[[int], T]) -> list[T]:
    """What each of some threads is given that begin together; their number tells them apart."""
    barrier = Barrier(THREADS)

    def begin(number: int) -> T:
        barrier.wait()
        sys.setprofile(give_way)
        try:
            return work(number)
        finally:
            sys.setprofile(None)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(begin, range(THREADS)))


@cache
def ward() -> Hierarchy:
    root = dang_bo("p", None, name="Đảng bộ phường", unit_type="ward")
    cells = [cell(f"c{at}", "p", name=f"Chi bộ {at}", full=3) for at in range(THREADS + 2)]
    people = [Member(f"m{at}", "Nguyễn Văn X") for at in range(DECISIONS + 10)]
    return Hierarchy(
        [root, *cells], people, {"c0": [one.id for one in people]}, stays={"m1": "c1", "m2": "c2"}, as_of="2023-01-01"
    )


def decide(day: dt.date, number: str, *operations: Operation) -> Plan:
    return Plan(day, "p", Document("quyết định", number, issued=day), operations)


def day_of(at: int) -> dt.date:
    return FIRST + dt.timedelta(days=at)


def long_ledger() -> History:
    """Every day somebody else goes from one cell to another, so that a state tells which decisions led to it."""
    moves = (decide(day_of(at), f"{at}", Transfer([f"m{at}"], to="c6")) for at in range(DECISIONS))
    return History(ward()).enact(*moves, rules=NO_RULES)


def gone(tree: Hierarchy) -> int:
    """How many decisions led to a state of the long ledger; -1 where others did than the first of them."""
    moved = tree.roll("c6")
    return len(moved) if moved == tuple(f"m{at}" for at in range(len(moved))) else -1


def test_every_thread_is_told_the_state_of_the_day_it_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "_SNAPSHOTS", 2)  # what one thread stands on is soon put away by another
    ledger = long_ledger()

    def ask(number: int) -> list[tuple[int, int]]:
        places = Random(number).choices(range(DECISIONS), k=150)  # noqa: S311 - no secret
        return [(place, gone(ledger.as_of(day_of(place)))) for place in places]

    for told in at_once(ask):
        assert [count for _, count in told] == [place + 1 for place, _ in told]


def test_threads_find_the_same_profiles_in_columns_nobody_has_looked_into() -> None:
    rows = [{"member": f"m{at}", "born": str(1950 + at % 50), "sex": "nữ"} for at in reversed(range(200))]
    for _ in range(8):
        profiles = Profiles(rows)

        def ask(number: int, profiles: Profiles = profiles) -> list[object]:
            keys = [row["member"] for row in rows[number::THREADS]]
            return [[profiles[key].born for key in keys], profiles.select(born="1950").ids, [*profiles.column("born")]]

        for number, told in enumerate(at_once(ask)):
            assert told == ask(number)


def test_what_one_thread_enacts_stands_in_its_own_ledger_only() -> None:
    start = long_ledger()
    for turn in range(8):
        start = start.enact(decide(day_of(DECISIONS), f"lượt {turn}", Rename("p", f"Tên {turn}")))

        def enact(number: int, start: History = start) -> History:
            plan = decide(day_of(DECISIONS + 5), f"{number}", Merge([f"c{number + 1}"], into="c0"))
            return start.enact(plan)

        for number, after in enumerate(at_once(enact)):
            ended = {f"c{at}" for at in range(THREADS + 2)} - {org.id for org in after.as_of(day_of(DECISIONS + 9))}
            assert ended == {f"c{number + 1}"}
            assert len(after) == len(start) + 1
            assert [one.basis.number for one in after.decisions[len(start) :]] == [f"{number}"]


def test_asking_goes_on_while_others_enact_correct_and_take_back() -> None:
    ledger = long_ledger()

    def work(number: int) -> list[object]:
        told: list[object] = []
        for at in range(2):
            place = (number * 31 + at * 17) % DECISIONS
            if number % 3 == 0:
                more = decide(day_of(place), f"{number}/{at}", Transfer([AWAY], to=f"c{number % 5 + 1}"))
                after = ledger.enact(more, recorded="2023-12-01")
                told.append(
                    (after.as_of("2024-01-01").roll(f"c{number % 5 + 1}").count(AWAY), len(after)) == (1, DECISIONS + 1)
                )
            elif number % 3 == 1:
                name = f"Ghi đúng {number}"
                after = ledger.correct_record("c1", recorded="2023-12-01", reason="gõ nhầm", name=name)
                told.append(gone(after.as_of(day_of(place))) == place + 1)
                told.append(after.as_of(day_of(place))["c1"].name == name)
                told.append(after.as_of(day_of(place), known="2023-11-30")["c1"].name == "Chi bộ 1")
            else:
                back = ledger.undo(
                    DECISIONS, effective="2023-12-01", basis=Document("quyết định", f"{number}"), recorded="2023-12-01"
                )
                told.append(gone(back.as_of("2023-12-01")) == DECISIONS - 1)
                told.append(ledger.movements(day_of(place), day_of(place + 3)).holds)
                told.append(ledger.lineage("c0").became == ("c0",))
            told.append(gone(ledger.as_of(day_of(place))) == place + 1)
        return told

    for told in at_once(work):
        assert all(told)


def test_all_threads_are_given_the_same_seal(tmp_path: Path) -> None:
    for _ in range(4):
        ledger = long_ledger()

        def seal(number: int, ledger: History = ledger) -> str:
            if number == 0:
                ledger.save(tmp_path / "ledger")
            elif number == 1:
                return ledger.enact(decide(day_of(DECISIONS), "mới", Rename("p", "Tên mới"))).known(FIRST).seal
            return ledger.seal

        told = at_once(seal)
        written = [line.seal for line in journal.read(tmp_path / "ledger")]
        shorter = written[-1 - DECISIONS + len(ledger.known(FIRST))]
        assert told == [shorter if number == 1 else written[-1] for number in range(THREADS)]


def test_an_id_nobody_has_is_told_while_others_establish() -> None:
    ledger = long_ledger()

    def work(number: int) -> int:
        if number == 0:
            after = ledger
            for at in range(60):
                new = cell(f"n{at}", "p", name=f"Mới {at}")
                after = after.enact(decide(day_of(DECISIONS), f"mới {at}", Establish(new, members=[])), rules=NO_RULES)
            return len(after)
        found = 0
        for at in range(60):
            with pytest.raises(UnknownOrganizationError) as error:
                ledger.lineage(f"x{at}")
            found += bool(str(error.value))
        return found

    assert at_once(work) == [DECISIONS + 60] + [60] * (THREADS - 1)


def test_what_is_built_on_first_use_is_built_for_all() -> None:
    for turn in range(8):
        tree = ward().from_graph(ward().to_networkx(), like=ward())
        preview = decide(FIRST, f"{turn}", Merge(["c1"], into="c0")).preview(tree)
        book = RuleBook.default().promoted()

        def first(_: int, tree: Hierarchy = tree, preview: object = preview, book: RuleBook = book) -> tuple[int, ...]:
            assert tree.guests("c1") == ("m1",)
            assert next(iter(tree)).id == "p"
            return (id(tree.graph), id(preview.after), id(book.at("2023-02-01")), id(RuleBook.default()))  # type: ignore[attr-defined]

        assert len(set(at_once(first))) == 1
