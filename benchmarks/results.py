"""Measured ratios, the budgets they are held against, and how both are shown."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from benchmarks.timing import Timing

Unit = Literal["N", "x", "look-ups", "B", ""]


@dataclass(frozen=True)
class Measure:
    """One figure and its budget.

    Attributes:
        budget: the row of the table of budgets, such as "P1".
        work: what was measured.
        size: the size of the tree.
        value: the figure: mostly the minimum divided by the minimum of the peer.
        unit: "N" of the peer's time, "x" times another size or program, dictionary "look-ups", "B" of memory, or none.
        limit: what it may be; `None` where it is only reported.
        ours: the times behind it; none for figures of memory.
        peer: the times of the peer.
    """

    budget: str
    work: str
    size: str
    value: float
    unit: Unit
    limit: float | None = None
    ours: Timing | None = None
    peer: Timing | None = None

    @property
    def fails(self) -> bool:
        """Whether it exceeds its budget."""
        return self.limit is not None and self.value > self.limit

    def as_json(self) -> dict[str, Any]:
        """Plain values, times in seconds."""
        return {
            "budget": self.budget,
            "work": self.work,
            "size": self.size,
            "value": self.value,
            "unit": self.unit,
            "limit": self.limit,
            "fails": self.fails,
            "seconds": self.ours and {"minimum": self.ours.best, "median": self.ours.median},
            "peer_seconds": self.peer and {"minimum": self.peer.best, "median": self.peer.median},
        }


@dataclass(frozen=True)
class Skipped:
    """Work that could not be measured here, and why.

    Attributes:
        budget: the row of the table of budgets.
        work: what would have been measured.
        reason: why it was not.
    """

    budget: str
    work: str
    reason: str
    fails: Literal[False] = False

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"budget": self.budget, "work": self.work, "skipped": self.reason}


def against(
    budget: str,
    work: str,
    size: str,
    ours: Timing,
    peer: Timing,
    *,
    unit: Unit = "N",
    limit: float | None = None,
) -> Measure:
    """The ratio of two minima."""
    return Measure(budget, work, size, ours.best / peer.best, unit, limit, ours, peer)


OTHERS = "\n## Other libraries\n"
"""The heading of what `benchmarks.peers` measures apart: a page that is written anew keeps it."""

HEADS = ("", "work", "size", "median", "minimum", "peer", "ratio", "budget", "")


def cells(measure: Measure | Skipped) -> tuple[str, ...]:
    """A measure as a row of the table."""
    if isinstance(measure, Skipped):
        return (measure.budget, measure.work, *[""] * (len(HEADS) - 3), f"skipped: {measure.reason}")
    ours, peer, unit = measure.ours, measure.peer, measure.unit
    limit = "" if measure.limit is None else f"≤ {_figure(measure.limit)} {unit}"
    return (
        measure.budget,
        measure.work,
        measure.size,
        _duration(ours.median) if ours else "",
        _duration(ours.best) if ours else "",
        _duration(peer.best) if peer else "",
        f"{_figure(measure.value)} {unit}".strip(),
        limit,
        "EXCEEDED" if measure.fails else "" if measure.limit is None else "ok",
    )


def _figure(value: float) -> str:
    """Two significant digits, written out."""
    if value >= 10:  # noqa: PLR2004 - from here on whole numbers have two digits
        return f"{value:.0f}"
    return f"{float(f'{value:.2g}'):.7f}".rstrip("0").rstrip(".")


def _duration(seconds: float) -> str:
    for unit, factor in (("s", 1), ("ms", 1e3), ("µs", 1e6)):
        if seconds * factor >= 0.9995:  # noqa: PLR2004 - what three digits round to 1
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds * 1e9:.0f} ns"


def as_text(measures: Iterable[Measure | Skipped]) -> str:
    """The table for a terminal."""
    table = [HEADS, *map(cells, measures)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in table)


def as_markdown(measures: Sequence[Measure | Skipped], *, date: str | None) -> str:
    """The page of the documentation."""
    lines = [_PAGE.format(machine=machine(), date=f", {date}" if date else "")]
    lines += [f"| {' | '.join(HEADS)} |", "|---|---|---|--:|--:|--:|--:|--:|---|"]
    lines += (f"| {' | '.join(cells(measure))} |" for measure in measures)
    return "\n".join(lines) + "\n"


def machine() -> str:
    """What the figures were measured on, without a name for it."""
    system = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores"
    return f"{platform.python_implementation()} {platform.python_version()}, {system}"


_PAGE = """\
# Benchmarks

Milliseconds say little about another machine, so every figure is a ratio to a peer that does comparable work in the
same process, taking turns with it (A B A B). Seconds are those of the processor, since the machine is shared; minima
are compared, and what differs by less than 1.3 is a tie. The garbage collector stays on, as users have it; before each
run of a work, of ours and of the peer alike, it has collected everything once outside the clock (but for works of
microseconds, which run many times on one clock, and the stages of P11, which follow each other as they do for users):
else its full collections fall into one turn or another by chance. Each benchmark compares its answer with a simple
reference before it times anything. `make bench` runs the first two sizes and fails when a budget is exceeded in each of
three measurements (a bad second of a shared machine falls on one rival; what is too slow is so every time); `make bench
SIZES="city 33k 330k"` adds the country (some minutes, 2 GB), and `python -m benchmarks --vn2025 FOLDER` the merger of 1
July 2025, whose tables stand outside the project; `--size nation` runs the country with its people (P11) alone. This
page is written from one measurement. `make bench-peers` puts other libraries beside this one: see the last section.

**N** is networkx building the same tree with the same attributes, in the faster of its two idioms:
`add_nodes_from((id, row) ...)`, then `add_edges_from`; the other, a call of `add_node(id, **row)` for each, takes up to
a tenth longer. P1 times both and takes whichever was faster in that run. The peer checks nothing. The sizes are
synthetic trees of 986 (city), 33,000 (33k) and 330,000 organizations (330k, the country), all of the same local shape.

| | what is measured | budget | asserted at |
|---|---|---|---|
| P1 | rows to a `Hierarchy`, validated and checked as a tree: codes and numbers | 0.75 N \
| every size, with slack |
|  | the same rows as a sheet holds them: labels in Vietnamese, counts as texts, blank cells | 0.9 N \
| every size, with slack |
|  | a file of these by `csv.DictReader`, its reading included; what the reader takes alone, and each idiom of \
the peer, is told beside it | 1 N | every size, with slack |
|  | what only the hierarchy holds in memory, summed over all objects it reaches, without strings | 250 B | every size |
| P2 | six columns added up to every organization: aligned lists | 0.08 N | every size, with slack |
|  | the same in a new hierarchy, where the order is worked out first | 0.15 N | every size, with slack |
|  | mappings by id | 0.6 N | every size, with slack |
| P3 | one merge in a plan: random pairs, ten cells and 500 people each; (preview of 40 - empty plan) / 40 \
| 3 times that in the city | 33k, 330k |
|  | the exponent e where a merge costs n^e, fitted over the sizes | 0.2 | the sizes together, from two on |
| P4 | a plan of one merge applied, to a tree with few and with many people on rolls (500,000 in the country), and to \
the outcome of another plan | 0.01 N | 33k with slack, 330k |
|  | preview of one merge; `repr` | 0.001 N | 330k |
|  | the same | 3 times that in the city | 33k, 330k |
| P5 | the merger of 1 July 2025 as one plan, every clause of every resolution, on a tree of 311,845 organizations: \
played, checked, proven, frozen; its translation from the tables apart, and no preview or inverse held, which are \
walked by the collector. The other rows, its preview and the making of its inverse, are informative and have no budget \
| 1.2 N | where the tables are |
| P6 | ancestors, path, lowest common ancestor of random organizations, in look-ups of the same keys in a dict \
| 20 look-ups; 40 at 33k and 60 in the city, where the dict lies in the cache of many machines | every size |
| P7 | a ledger of 50,000 operations (5,000 at 33k, 150 in the city) in decisions of about eight: merges of two cells, \
cells split off, people who go by number, new names, cells handed over, over 26 months. The first state asked for, \
that of the last day, where nothing but the opening is at hand | 0.7 N | every size, with slack |
|  | the state of a date, one of at most 500 operations earlier or later (50 at 33k, 5 in the city) being at hand \
| 0.03 N | 33k with slack, 330k |
|  | `enact`, decision by decision of one operation, against the preview of the same decisions | 3 x | every size |
|  | the state of any date, every decision enacted in turn, memory of a decision with what it changed: informative | | |
| P8 | `import dangbo` against importing pydantic and making three models; in 15 processes each, since a process \
imports once. The second row of results, its main names, is informative and has no budget \
| 1.3 x; networkx, numpy, pandas, narwhals not loaded | once |
| P10 | `read_table` of the national list of 20,000 people (100,000 in the country) as .xlsx: `Profiles` and a list \
of problems, over python-calamine reading the same cells and pydantic validating as many records of the same fields \
| 2.5 x; 3.3 x at 20,000 | city, 330k |
|  | the same with a faulty cell in every fiftieth row | 3 x; 3.9 x at 20,000 | city, 330k |
|  | memory at its peak, over what the process had when it began, of the bytes of the file unzipped | 6 x | city, 330k |
| P12 | what is shown: a tree as HTML for the first time, when all branches are added up (in the city the lines drawn \
are a third of it) | 0.1 N; 0.15 N in the city | every size, with slack |
|  | the same again, and the outcome of a merge | 0.1 N | every size, with slack |
|  | a preview of one merge, played and shown | 0.002 N | 330k |
|  | the preview of the merger of 2025, shown | 0.5 N | where the tables are |
|  | the page of a year above 1,000 units, which are added up | 200,000 B | 33k, 330k |
| P13 | the inverse of the merger of 2025: played, checked, its findings told by kind | 1.2 N | where the tables are |
| P15 | the ledger of P7: the table of who has become whom between its first and last day, and the lineage of every \
organization there ever was, each against `comparable_units` of the same period and ledger \
| 2 x | every size, with slack |
| P14 | a decision recorded late in the middle of a ledger of 16,000, over one of 2,000: in a ward that decides \
nothing later, and in one that decides ten times later; eight of them in one `enact`, each over one alone; in a ward \
that decides 78 times later over one that decides 8 times, each of the decisions that are played | 3 x | once |
| P16 | a merge under a superior with 16,000 below, over one with 10: previewed, applied | 3 x | once |
| P17 | `Profiles` of 28,000, 100,000, 500,000 people from columns, over one pydantic validation of the same records: \
codes and ISO days; labels and days first, as a sheet has them | 3 N; 4.5 N as a sheet at 28,000 | every size |
| P18 | memory of a profile without its texts, with the index that finds it | 250 B | every size |
| P19 | `composition` of 28,000, 100,000, 500,000 people, over one pass of `collections.Counter` over the same columns \
for each block | 2 x | every size |
| P20 | 910 cells divided among 45 members, with pairs forbidden and habits kept, over `networkx.maximum_flow_value` \
of the same graph, built outside the clock | 0.1 N | once |
|  | 10,000 cells among 100 members, over that | 15 x | once |
|  | memory of that at its highest, a cell | 1,000 B | once |
| P21 | 21,840 meetings, two years of a city, counted and rolled up to every organization, over `roll_up` of the same \
22 columns, counted before | 10 x | once |
|  | 218,400 of ten cities, over that | 12 x | once |
| P22 | `attention` of a city with two years of meetings (21,840), less one walk through them, over its `check`; of \
ten cities, over one | 5 N; 12 x | once |
| P23 | `reconcile` of two lists of 50,000 people in another order, over sorting both by `sort_key` of the name | 3 x \
| once |
| P24 | a tree into a frame of pandas, Polars, PyArrow, with counts of every branch and paths, and back as a checked \
`Hierarchy` | 2 N | every size, with slack; pandas 33k, 330k |
| P11 | ratings of 180,000 people in two columns, tallied, over a loop that looks each up, keeps a set of those seen \
and counts: in the order of the people; in another order | 0.5 x; 3 x | once |
| P11 | the country with everybody on a roll, in one process: its ledger file opened, own counts and six columns added \
up, the merger of 1 July 2025 enacted and its state asked for (where its tables are not, every second committee of a \
commune merges into its neighbor), a year's ratings tallied from two columns: all of these | 8 N \
| 33k with slack, 330k |
|  | memory at its peak, over what the process had when it began | 370 B a person (2 GB in the country) | 33k, 330k |
|  | the file on disk, without the salts and digests by which a name can be erased | 45 B a person | 33k, 330k |
|  | `from_rows` with everybody in columns; in rows, informative | 7 N | 33k with slack, 330k |
| C1 | 100,000 classifications under three regimes, each against one pydantic validation of the same record \
| 5 x | once |

The budgets are stated for the country. On smaller trees the peer gets cheaper and this library does not: an
organization costs networkx 5 to 6 µs in the country, 3 µs at 33k and under 2 µs in the city, where everything fits the
cache and the collector has nothing to walk. There the budgets have *slack*: twice as much at 33k, three times in the
city. What costs microseconds at every size (preview, `repr`) is held to its growth.

The limit of the exponent: between the city and 33k, e = 0.2 is twice the time for 33 times the organizations, which is
what larger dictionaries cost that no longer lie in the cache. A merge that did work on a share of the tree would come
near 1, one that did it on the square root near 0.5; a tree of ten times the country would still merge in less than
1.6 times the time.

A ledger keeps a bounded number of states at hand (never more than 64, which is checked) and goes from the nearest one
to any other by playing what each decision changed, forth or back.

Measured with {machine}{date}, shared with other work. Median and minimum are of this library, "peer" is the minimum of
the peer.

"""
