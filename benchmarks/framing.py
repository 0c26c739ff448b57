"""P24: the tree as a data frame and back, against building the graph.

Out goes everything `to_frame` knows of an organization, 23 columns, counts of every branch and paths among them; back
come the fields of a checked tree. The frame is that of pandas, Polars and PyArrow. pandas takes a tenth of a
millisecond for a column however short it is, half of the whole in a city: there it is told and not judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from benchmarks.results import Measure, against
from benchmarks.timing import Timing, Work, agree, take_turns
from benchmarks.trees import AS_OF, ROUNDS, SIZES, SLACK, at_once, built, one_by_one, rows
from dangbo import Hierarchy
from dangbo.base.frames import Backend

LIMIT: Final = 2.0
BACKENDS: Final[tuple[Backend, ...]] = ("pandas", "polars", "pyarrow")


def measure(size: str) -> Iterator[Measure]:
    """P24 at one size."""
    table = rows(SIZES[size])
    tree = built(table)
    frames: dict[Backend, Any] = {}
    for backend in BACKENDS:
        frames[backend] = tree.to_frame(backend=backend)
        back = Hierarchy.from_frame(frames[backend], as_of=AS_OF)
        agree([*back], [*tree], f"the tree that came back from {backend}")
        del back
    out = [Work(lambda _, backend=backend: tree.to_frame(backend=backend)) for backend in BACKENDS]  # type: ignore[misc]
    back = [Work(lambda _, frame=frame: Hierarchy.from_frame(frame, as_of=AS_OF)) for frame in frames.values()]  # type: ignore[misc]
    first, second, *ours = take_turns(
        Work(lambda _: at_once(table)), Work(lambda _: one_by_one(table)), *out, *back, rounds=ROUNDS[size]
    )
    peer = min(first, second, key=lambda timing: timing.best)
    count = len(BACKENDS)
    for backend, gone, come in zip(BACKENDS, ours[:count], ours[count:], strict=True):
        whole = Timing(tuple(map(sum, zip(gone.seconds, come.seconds, strict=True))))
        yield against("P24", f"into a frame of {backend}", size, gone, peer)
        limit = None if (backend, size) == ("pandas", "city") else LIMIT * SLACK[size]
        yield against("P24", f"into a frame of {backend} and back", size, whole, peer, limit=limit)
