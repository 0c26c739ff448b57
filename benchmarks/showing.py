"""P12: what is shown costs what is shown, however large the tree is of which it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from benchmarks.plans import decision
from benchmarks.results import Measure, against
from benchmarks.timing import Work, agree, take_turns
from benchmarks.trees import ROUNDS, SIZES, SLACK, Row, built, network, rows
from dangbo import Hierarchy, Merge, Plan, RatingRecord
from dangbo.report.tables import page

TREE: Final = 0.1
"""Where a tree is large against what is drawn of it."""
DRAWN: Final = 0.15
"""The first time in a city, where the lines drawn are a third of the work."""
PREVIEW: Final = 0.002
PAGE_BYTES: Final = 200_000
"""A page of everything was 95 MB in the country; the page of a city shows every cell."""
PAGED_FROM: Final = 1_000
YEAR: Final = 2022


def check(table: Sequence[Row], tree: Hierarchy, plan: Plan) -> None:
    """What is drawn, and what is counted, against sums over the rows."""
    people = sum(row["full"] + row["probationary"] for row in table)
    below = [row["id"] for row in table if row["parent"] == "vn"]
    text = tree.show(limit=1, lang="en").text.replace("\n", " ")
    agree(
        re.findall(r" · ([\d,]+) members — vn \(… ([\d,]+) below\)", text),
        [(f"{people:,}", f"{len(table) - 1:,}")],
        "root",
    )
    first = sum(row["full"] + row["probationary"] for row in table if row["id"].startswith(f"{below[0]}-"))
    agree(f" · {first:,} members — {below[0]}" in tree.show(depth=1, lang="en").text, True, "a branch")  # noqa: FBT003
    preview = plan.preview(tree)
    cells = sum(row["form"] == "chi_bo" for row in table)
    agree(tuple(preview.totals["chi_bo"]), (cells, cells - 1), "cells before and after")
    agree(preview.after.show(depth=1).text.count("\n"), tree.show(depth=1).text.count("\n"), "lines of the outcome")


def measure(size: str) -> Iterator[Measure]:
    """P12 at one size."""
    table = rows(SIZES[size])
    tree = built(table)
    plan = decision("p0-d0-c0", Merge(["p0-d0-c0-k0"], "p0-d0-c0-k1"))
    check(table, tree, plan)
    preview = plan.preview(tree)
    records: list[RatingRecord] = []
    peer, first, again, merged, after, paged = take_turns(
        Work(lambda _: network(table)),
        Work(lambda new: new._repr_html_(), prepare=lambda: built(table)),
        Work(lambda _: tree._repr_html_(), times=20),
        Work(lambda _: plan.preview(tree)._repr_html_(), times=20),
        Work(lambda new: new._repr_html_(), prepare=lambda: plan.apply(tree)),
        Work(lambda _: page(tree, records=records, year=YEAR)),
        rounds=ROUNDS[size],
    )
    agree(preview.show().text, plan.preview(tree).show().text, "a preview shown twice")
    slack = SLACK[size]
    large = SIZES[size] > PAGED_FROM
    limit = (TREE if large else DRAWN) * slack
    yield against("P12", "a tree shown as HTML for the first time", size, first, peer, limit=limit)
    yield against("P12", "the same again", size, again, peer, limit=TREE * slack)
    yield against("P12", "the outcome of a merge shown for the first time", size, after, peer, limit=TREE * slack)
    told = PREVIEW if size == "330k" else None
    yield against("P12", "preview of one merge, shown as HTML", size, merged, peer, limit=told)
    yield against("P12", "the page of a year", size, paged, peer)
    if large:
        length = len(page(tree, records=records, year=YEAR).encode())
        yield Measure("P12", "the page of a year in memory", size, length, "B", PAGE_BYTES)
