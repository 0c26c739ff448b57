"""P5, P12, P13: the merger of 1 July 2025, all of it as one plan: played, rule-checked, proven and frozen.

The tables stand outside the project, so their folder is named by an option; translation from them into operations is
the work of `examples/replay_2025.py` and not timed. Every cell is made up, 30 to a commune; where each must end up is
worked out here a second time, by dictionaries, from the clauses alone.

Whoever applies a plan holds no preview of it and no inverse, so that those by which answers were compared are let go
first; whoever takes it back holds both, and the peer takes turns with that work again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.results import Measure, Skipped, against
from benchmarks.timing import Timing, Work, agree, take_turns
from benchmarks.trees import network
from dangbo import Document, Hierarchy, Level
from examples import replay_2025 as replay

RATIO: Final = 1.2
ROUNDS: Final = 5
INVERSE_ROUNDS: Final = 2
SHOWN: Final = 0.5
RESTORED: Final = 1.2
PROVINCES, COMMUNES = 34, 3_321
FIELDS: Final = ("id", "name", "form", "level", "parent", "code", "unit_type", "full", "probationary")
WORK: Final = "the merger of 2025 applied"
CELLS: Final = 30
BACK_ON: Final = "2025-07-02"
BACK: Final = Document(kind="quyết định", number="02-QĐ (giả định)", issued=BACK_ON)


def measure(tables: Path | None) -> Iterator[Measure | Skipped]:
    """P5, where its tables are at hand."""
    missing = _missing(tables)
    if tables is None or missing:
        yield Skipped("P5", WORK, missing)
        return
    data = replay.read(tables)
    before, plan = replay.country(data), replay.plan(data)
    preview = plan.preview(before)
    check(data, before, preview.after)
    agree(preview.conservation.holds, True, "conservation")  # noqa: FBT003 - the answer itself
    inverse = preview.inverse(effective=BACK_ON, basis=BACK)
    agree(_records(inverse.apply(preview.after)), _records(before), "the state before, restored")
    del preview, inverse

    table: list[dict[str, Any]] = [{name: getattr(org, name) for name in FIELDS} for org in before]
    peer, applied, previewed = take_turns(
        Work(lambda _: network(table)),
        Work(lambda _: plan.apply(before)),
        Work(lambda _: plan.preview(before)),
        rounds=ROUNDS,
    )
    preview = plan.preview(before)
    inverse = preview.inverse(effective=BACK_ON, basis=BACK)
    told = inverse.preview(preview.after).findings
    agree({key for one in told for key in one.subjects} <= {org.id for org in before}, True, "subjects")  # noqa: FBT003
    again, undone, restored, shown = take_turns(
        Work(lambda _: network(table)),
        Work(lambda _: preview.inverse(effective=BACK_ON, basis=BACK)),
        Work(lambda _: inverse.preview(preview.after)),
        Work(lambda fresh: fresh._repr_html_(), prepare=lambda: plan.preview(before)),
        rounds=INVERSE_ROUNDS,
    )
    size = f"{len(before) // 1000}k"
    rows: Sequence[tuple[str, str, Timing, Timing, float | None]] = (
        ("P5", f"{WORK}: {len(plan.operations):,} operations", applied, peer, RATIO),
        ("P5", "its preview", previewed, peer, None),
        ("P5", "its inverse made", undone, again, None),
        ("P12", "preview of the merger of 2025, shown as HTML", shown, again, SHOWN),
        ("P13", "preview of its inverse", restored, again, RESTORED),
    )
    for budget, work, timing, beside, limit in rows:
        yield against(budget, work, size, timing, beside, limit=limit)
    yield Measure(
        "P13", f"findings of {len({key for one in told for key in one.subjects}):,} subjects", size, len(told), ""
    )


def _missing(tables: Path | None) -> str:
    """Why there is nothing to measure; empty where there is."""
    if tables is None:
        return "its tables stand outside the project; name their folder by --vn2025"
    absent = [name for name in replay.COLUMNS if not (tables / name).is_file()]
    return f"the folder of --vn2025 holds no {', '.join(absent)}" if absent else ""


# --- the simple references -------------------------------------------------------------------------------------------


def check(data: replay.Data, before: Hierarchy, after: Hierarchy) -> None:
    """The published totals, everybody conserved, and every cell in the commune its clause says."""
    provinces = [org for org in after if org.level is Level.PROVINCIAL]
    communes = [org for org in after if org.level is Level.IMMEDIATE_SUPERIOR]
    districts = [org for org in communes if org.unit_type is None]
    agree((len(provinces), len(districts), len(communes)), (PROVINCES, 0, COMMUNES), "provinces, districts, communes")
    agree(
        (sum(org.full for org in after), sum(org.probationary for org in after)),
        (sum(org.full for org in before), sum(org.probationary for org in before)),
        "members",
    )
    agree({org.parent for org in communes}, {org.id for org in provinces}, "superiors of the communes")
    expected = destinations(data.clauses)
    cells = {org.id: org for org in before if org.level is Level.BELOW_GRASSROOTS}
    agree({org.id: org.parent for org in after if org.id in cells}, expected, "communes of the cells")
    kept = {org.id: (org.name, org.full, org.probationary) for org in cells.values()}
    agree({key: (after[key].name, after[key].full, after[key].probationary) for key in expected}, kept, "cells")


def destinations(clauses: Sequence[replay.Clause]) -> dict[str, str]:
    """The id of the new commune of each cell: cells in order, over the clauses that take people, in their order."""
    takers: dict[str, list[str]] = {}
    begins: dict[str, bool] = {}
    for clause in clauses:
        for edge in clause.edges:
            if edge.people and not edge.old.startswith("D"):  # a district without communes has no cells
                takers.setdefault(edge.old, []).append(clause.new)
                goes_on = edge.share in {"kept", "renamed", "retyped"}
                begins[clause.new] = begins.get(clause.new, False) or not goes_on
    found = {}
    for old, new in takers.items():
        shares = [CELLS // len(new) + (at < CELLS % len(new)) for at in range(len(new))]
        heirs = [code for code, share in zip(new, shares, strict=True) for _ in range(share)]
        for number, code in enumerate(heirs, 1):
            found[f"x-{old}-k{number:02}"] = f"n-{code}" if begins[code] else f"x-{old}"
    return found


def _records(tree: Hierarchy) -> Mapping[str, object]:
    return {org.id: org for org in tree}
