"""P11: the country with its people: a ledger file opened, rolled up, merged, a year's ratings tallied.

Everybody stands on a roll. The file is made by one process and read by another, which does nothing else, so that the
peak of its memory is that of the work. Each answer is checked against what was told beside the file, or against plain
dictionaries, as soon as its clock has stopped; a wrong one ends the run before any figure is told.

    python -m benchmarks.nation prepare SIZE FOLDER [TABLES]     write FOLDER/ledger.jsonl and what is expected of it
    python -m benchmarks.nation stages SIZE FOLDER [TABLES]      the stages of P11, as JSON
    python -m benchmarks.nation rows|columns SIZE FOLDER         people read from rows, from columns, as JSON
"""

from __future__ import annotations

import gc
import hashlib
import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice, pairwise
from pathlib import Path
from time import process_time
from typing import Any, Final

from benchmarks import merger
from benchmarks.results import Measure, Skipped, against
from benchmarks.rolling import walked_up
from benchmarks.timing import Timing, agree
from benchmarks.trees import SIZES, SLACK, network
from dangbo import Document, Form, Headcount, Hierarchy, Level, Merge, Plan, Rating, Tally, datasets
from dangbo.history import History
from examples import replay_2025 as replay

ALL: Final = 8.0
READ: Final = 7.0
PEAK: Final = 2_000_000_000 / 5_400_000
"""Bytes of memory a person: 2 GB for the country."""
ON_DISK: Final = 45.0

PEOPLE: Final = {"33k": 540_000, "330k": 5_400_000}
"""By size; in the city an opened file is mostly modules that are imported."""
SEED: Final = 11
YEAR: Final = {True: 2025, False: 2024}
"""The year that is rated, on the tables of the merger of 2025 and on the synthetic country."""
COLUMNS: Final = 6
NAMES: Final = 10_000
FIELDS: Final = ("id", "name", "form", "level", "parent", "code", "unit_type")
PEERS: Final = 3
STAGES: Final = ("open the ledger file", "own counts, six roll-ups", "the merger enacted, its state asked for")
TALLIED: Final = "a year's ratings tallied from two columns"


def measure(size: str, tables: Path | None) -> Iterator[Measure | Skipped]:
    """P11 at one size; the merger of 2025 in the country where its tables are, and one made up elsewhere."""
    if size not in PEOPLE:
        return
    real = tables if size == "330k" and tables is not None else None
    with tempfile.TemporaryDirectory() as folder:
        told = _process("prepare", size, folder, real)
        stages = _process("stages", size, folder, real)
        by_rows, by_columns = (_process(how, size, folder, None) for how in ("rows", "columns"))
    people, slack = told["people"], SLACK[size]
    peer = Timing(tuple(stages["peer"]))
    size = f"{size}, {people:,} people"
    for work, seconds in stages["seconds"].items():
        yield against("P11", work, size, Timing((seconds,)), peer)
    whole = Timing((sum(stages["seconds"].values()),))
    yield against("P11", "all of these", size, whole, peer, limit=ALL * slack)
    yield against("P11", "the file saved", size, Timing((told["saved"],)), peer)
    yield Measure("P11", "memory at its peak, of a person", size, stages["peak"] / people, "B", PEAK)
    yield Measure("P11", "on disk, of a person", size, told["bytes"] / people, "B", ON_DISK)
    yield Measure("P11", "salts and digests of names beside it", size, told["digests"] / people, "B")
    for how, read in (("columns", by_columns), ("rows", by_rows)):
        limit = READ * slack if how == "columns" else None
        timing = Timing((read["seconds"],))
        yield against("P11", f"people read from {how}", size, timing, Timing(tuple(read["peer"])), limit=limit)
    if real is None and size.startswith("330k"):
        yield Skipped("P11", merger.WORK, "its tables stand outside the project; a made-up merger was enacted instead")


def _process(what: str, size: str, folder: str, tables: Path | None) -> Any:  # noqa: ANN401 - JSON
    """A part in a process of its own, and what it tells."""
    command = [sys.executable, "-m", "benchmarks.nation", what, size, folder, *([str(tables)] if tables else [])]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)  # noqa: S603 - this interpreter, this file
    return json.loads(done.stdout)


# --- what is prepared ------------------------------------------------------------------------------------------------


def counted(size: str, tables: Path | None) -> Hierarchy:
    """The country with people who are known only by number."""
    if tables is not None:
        return replay.country(replay.read(tables))
    return datasets.synthetic_country(SIZES[size], PEOPLE[size])


def listed(tree: Hierarchy) -> tuple[list[dict[str, Any]], dict[str, list[Any]]]:
    """The organizations as rows without counts, and everybody as columns, roll after roll."""
    names = cycle([one.name for one in datasets.synthetic_country(1_000, 16_000, roll=NAMES).members.values()])
    people: dict[str, list[Any]] = {"id": [], "name": [], "status": [], "organization": []}
    for org in tree:
        people["status"] += ["full"] * org.full + ["probationary"] * org.probationary
        people["organization"] += [org.id] * (org.full + org.probationary)
    count = len(people["status"])
    people["id"] = [f"m-{at:07d}" for at in range(1, count + 1)]
    people["name"] = [f"{name}" for name in islice(names, count)]
    rows = [
        {name: getattr(org, name) for name in FIELDS} | {"form": org.form.value, "level": org.level.value}
        for org in tree
    ]
    return rows, people


def prepare(size: str, folder: Path, tables: Path | None) -> dict[str, Any]:
    """Write the ledger, and beside it what is expected of it."""
    tree = counted(size, tables)
    rows, people = listed(tree)
    ledger = History(opening=Hierarchy.from_rows(rows, members=people, as_of=tree.as_of))
    start = process_time()
    ledger.save(folder / "ledger.jsonl")
    saved = process_time() - start
    expected = {
        "as_of": str(tree.as_of),
        "rows": rows,
        "counts": {org.id: [org.full, org.probationary] for org in tree},
        "people": _digest(people["id"], people["name"], people["status"], people["organization"]),
    }
    (folder / "expected.json").write_text(json.dumps(expected), encoding="utf-8")
    digests = 0
    with (folder / "ledger.jsonl").open("rb") as file:
        whole = 0
        for line in file:
            whole += len(line)
            body = json.loads(line)
            if isinstance(body.get("names"), dict) and "members" in body:
                digests += len(body["beside"]["salts"]) + len(body["names"]["digests"]) + len(body["names"]["whole"])
    return {"people": len(people["id"]), "saved": saved, "bytes": whole - digests, "digests": digests}


def _digest(*columns: Sequence[str]) -> str:
    told = hashlib.sha256()
    for cells in zip(*columns, strict=True):
        told.update("\t".join(cells).encode())
    return told.hexdigest()


# --- what is timed ---------------------------------------------------------------------------------------------------


class Clock:
    """Seconds of the processor by stage, and the peak of memory since the clock was made."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._peak = self._before = highest()

    def time(self, stage: str, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - the answer
        """Do the work on the clock."""
        start = process_time()
        answer = work()
        self.seconds[stage] = process_time() - start
        self._peak = highest()
        return answer

    @property
    def peak(self) -> int:
        """Bytes that were added at most, by the works and what was made for them."""
        return self._peak - self._before


def highest() -> int:
    """Most bytes of memory so far. Linux counts what a process had before it became this program in `getrusage`."""
    status = Path("/proc/self/status")
    if status.exists():
        return 1024 * next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _peers(rows: Sequence[dict[str, Any]]) -> list[float]:
    taken = []
    for _ in range(PEERS):
        start = process_time()
        graph = network(rows)
        taken.append(process_time() - start)
        del graph
    gc.collect()
    return taken


def stages(folder: Path, tables: Path | None) -> dict[str, Any]:
    """The stages of P11 in this process, each checked when its clock has stopped."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    counts, rows = expected["counts"], expected["rows"]
    peer = _peers([row | dict(zip(("full", "probationary"), counts[row["id"]], strict=True)) for row in rows])
    clock = Clock()

    ledger: History = clock.time(STAGES[0], lambda: History.load(folder / "ledger.jsonl"))
    tree = ledger.opening
    agree(_digest_of(tree), expected["people"], "people of the file")
    agree([(org.id, org.name, org.parent) for org in tree], [(r["id"], r["name"], r["parent"]) for r in rows], "tree")

    chance = random.Random(SEED)
    columns = [[chance.randint(0, 30) for _ in rows] for _ in range(COLUMNS)]
    own, totals = clock.time(STAGES[1], lambda: _added_up(tree, columns))
    order = [org.id for org in tree]
    agree({key: [one.full, one.probationary] for key, one in zip(order, own, strict=True)}, counts, "own counts")
    for column, total in zip(columns, totals, strict=True):
        agree(dict(zip(order, total, strict=True)), walked_up(rows, dict(zip(order, column, strict=True))), "roll-up")
    del own, totals

    plan, check = _real(tables, tree) if tables is not None else _made_up(tree)
    day = plan.effective
    enacted, after = clock.time(STAGES[2], lambda: _enacted(ledger, plan))
    agree(after.as_of, day, "day of the state")
    check(after)
    agree(after.headcount(), tree.headcount(), "everybody, by status")

    year = YEAR[tables is not None]
    people = after.members
    ids = [f"{key} "[:-1] for key in people]  # texts of their own, as another file has them
    labels = [rating.label for rating in Rating]
    ratings = [labels[at] for at in chance.choices(range(len(labels)), weights=(18, 70, 10, 2), k=len(ids))]
    tallied = clock.time(
        TALLIED, lambda: Tally.of({"id": ids, "rating": ratings}, after, subjects="members", year=year)
    )
    agree([tallied.count(rating) for rating in Rating], [ratings.count(rating.label) for rating in Rating], "ratings")
    agree(tallied.not_yet_rated, 0, "people without a rating")
    del enacted
    return {"peer": peer, "seconds": clock.seconds, "peak": clock.peak}


def _digest_of(tree: Hierarchy) -> str:
    people, told = tree.members, hashlib.sha256()
    for org in tree:
        for key in tree.roll(org):
            one = people[key]
            told.update(f"{key}\t{one.name}\t{one.status.value}\t{org.id}".encode())
    return told.hexdigest()


def _added_up(tree: Hierarchy, columns: Sequence[Sequence[int]]) -> tuple[list[Headcount], list[list[int]]]:
    return [tree.own_headcount(org) for org in tree], [tree.roll_up(column) for column in columns]


def _enacted(ledger: History, plan: Plan) -> tuple[History, Hierarchy]:
    after = ledger.enact(plan)
    return after, after.as_of(plan.effective)


def _real(tables: Path, before: Hierarchy) -> tuple[Plan, Callable[[Hierarchy], None]]:
    """The merger of 1 July 2025, and the check that P5 makes."""
    data = replay.read(tables)
    return replay.plan(data), lambda after: merger.check(data, before, after)


def _made_up(before: Hierarchy) -> tuple[Plan, Callable[[Hierarchy], None]]:
    """Every second committee of a commune merges into the one before it, and takes its cells along."""
    committees: dict[str | None, list[str]] = {}
    for org in before.select(level=Level.GRASSROOTS, form=Form.DANG_BO):
        committees.setdefault(org.parent, []).append(org.id)
    heirs = {source: into for ids in committees.values() for into, source in islice(pairwise(ids), 0, None, 2)}
    plan = Plan(
        "2025-01-02",
        before.root.id,
        Document(kind="quyết định", number="01-QĐ (giả định)", issued="2025-01-02"),
        [Merge([source], into) for source, into in heirs.items()],
    )

    def check(after: Hierarchy) -> None:
        expected = {org.id: heirs.get(org.parent or "", org.parent) for org in before if org.id not in heirs}
        agree({org.id: org.parent for org in after}, expected, "parents")
        rolls: dict[str, set[str]] = {}
        for org in before:
            rolls.setdefault(heirs.get(org.id, org.id), set()).update(before.roll(org))
        agree({org.id: set(after.roll(org)) for org in after}, rolls, "rolls")

    return plan, check


def read(how: str, size: str) -> dict[str, Any]:
    """People read from rows or columns, with the organizations beside them."""
    tree = counted(size, None)
    rows, people = listed(tree)
    peer = _peers(
        [row | {"full": org.full, "probationary": org.probationary} for row, org in zip(rows, tree, strict=True)]
    )
    given: Any = people
    if how == "rows":
        given = [dict(zip(people, cells, strict=True)) for cells in zip(*people.values(), strict=True)]
    clock = Clock()
    made: Hierarchy = clock.time(how, lambda: Hierarchy.from_rows(rows, members=given, as_of=tree.as_of))
    agree(_digest_of(made), _digest(*people.values()), f"people of {how}")
    return {"peer": peer, "seconds": clock.seconds[how]}


def main(what: str, size: str, folder: str, tables: str | None = None) -> None:
    """One part, told as JSON."""
    place, at = Path(folder), None if tables is None else Path(tables)
    parts: dict[str, Callable[[], dict[str, Any]]] = {
        "prepare": lambda: prepare(size, place, at),
        "stages": lambda: stages(place, at),
        "rows": lambda: read("rows", size),
        "columns": lambda: read("columns", size),
    }
    print(json.dumps(parts[what]()))


if __name__ == "__main__":
    main(*sys.argv[1:])
