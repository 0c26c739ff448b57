"""`python -m benchmarks`: measure, print, and with `--check` fail where a budget is exceeded."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from benchmarks import building, classifying, late, ledger, merger, nation, plans, queries, rolling, showing, startup
from benchmarks.results import OTHERS, Measure, Skipped, as_markdown, as_text, machine
from benchmarks.trees import SIZES


def measured(sizes: Sequence[str], tables: Path | None) -> Iterator[Measure | Skipped]:
    """Everything at these sizes, small trees first: later ones leave more behind in memory.

    Args:
        sizes: names of sizes.
        tables: folder of the tables of the merger of 2025.
    """
    for size in sizes:
        yield from building.measure(size)
        yield from rolling.measure(size)
        yield from queries.measure(size)
        yield from showing.measure(size)
    yield from plans.measure_fixed_cost(sizes)
    yield from plans.measure_growth(sizes)
    for size in sizes:
        yield from ledger.measure(size)
    for size in sizes:
        yield from nation.measure(size, tables)
    yield from merger.measure(tables)
    yield from late.measure()
    yield from classifying.measure()
    yield from startup.measure()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the arguments say; 1 where a budget is exceeded and `--check` is given."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Ratios against networkx in one run.")
    parser.add_argument(
        "--size",
        action="append",
        choices=(*SIZES, "nation"),
        help="repeat for several; city and 33k by default; nation: P11 of the country alone",
    )
    parser.add_argument("--check", action="store_true", help="exit with 1 where a budget is exceeded")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure with its times")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write docs/benchmarks.md anew")
    parser.add_argument(
        "--vn2025", type=Path, metavar="FOLDER", help="the tables of the merger of 1 July 2025 (P5, P11)"
    )
    parser.add_argument("--date", help="date of measurement, as it should stand on that page")
    options = parser.parse_args(arguments)
    sizes = [size for size in SIZES if size in (options.size or ("city", "33k"))]
    made: Iterable[Measure | Skipped] = measured(sizes, options.vn2025)
    if "nation" in (options.size or ()) and "330k" not in sizes:
        made = chain(made if sizes else (), nation.measure("330k", options.vn2025))

    measures: list[Measure | Skipped] = []
    for measure in made:
        measures.append(measure)
        print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    measures.sort(key=lambda one: one.budget)
    print(as_text(measures))
    if options.json:
        content = {"machine": machine(), "measures": [one.as_json() for one in measures]}
        options.json.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    if options.markdown:
        _, heading, others = options.markdown.read_text(encoding="utf-8").partition(OTHERS)
        page = as_markdown(measures, date=options.date) + heading + others
        options.markdown.write_text(page, encoding="utf-8")
    exceeded = [one for one in measures if one.fails]
    if options.check and exceeded:
        print(f"\n{len(exceeded)} of {len(measures)} exceed their budget:\n{as_text(exceeded)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
