"""Timing on a machine that is not quiet: rivals take turns, and their minima are compared.

Seconds are those of the processor, which others on the machine disturb least; nothing here waits or uses threads. The
cyclic garbage collector stays on, as users have it, and has collected once before the clock of a long work starts: what
others left behind is nobody's time, and into whose turn a full collection falls is no accident. What a work returns is
freed after its clock has stopped.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time
from typing import Any


@dataclass(frozen=True)
class Timing:
    """Seconds that a work took, in the order of its runs."""

    seconds: tuple[float, ...]

    @property
    def best(self) -> float:
        """The minimum: what the work costs when nothing else disturbs it."""
        return min(self.seconds)

    @property
    def median(self) -> float:
        """What it cost usually."""
        return median(self.seconds)

    def per(self, count: int) -> Timing:
        """The share of one of `count` equal parts."""
        return Timing(tuple(each / count for each in self.seconds))

    def less(self, other: Timing) -> Timing:
        """What is left when the best time of another work is taken off."""
        return Timing(tuple(each - other.best for each in self.seconds))


def agree(answer: object, reference: object, what: str) -> None:
    """Stop where an answer is not that of the simple reference: the time of a wrong answer is worth nothing."""
    if answer != reference:
        raise AssertionError(f"{what}: the answer is not that of the reference; nothing was timed")


@dataclass(frozen=True)
class Work:
    """Something to be timed.

    Attributes:
        run: the work; it gets what `prepare` returned.
        prepare: what has to be made anew before each run, outside the clock.
        times: how often it runs on one clock; for works of microseconds.
    """

    run: Callable[[Any], object]
    prepare: Callable[[], object] = lambda: None
    times: int = 1


def take_turns(*works: Work, rounds: int) -> tuple[Timing, ...]:
    """Run the works A B C, A B C, ... and give the time of one run of each."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for seconds, work in zip(taken, works, strict=True):
            run, given = work.run, work.prepare()
            if work.times == 1:
                gc.collect()
                start = process_time()
                made = run(given)
                seconds.append(process_time() - start)
                del made
            else:
                several = range(work.times)
                start = process_time()
                for _ in several:
                    run(given)
                seconds.append((process_time() - start) / work.times)
            del given
    return tuple(Timing(tuple(seconds)) for seconds in taken)
