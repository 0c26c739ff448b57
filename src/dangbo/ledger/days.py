"""The days entries of a ledger bear, as far as they can be refused: before it opens, backwards, far off and unseen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from dangbo.base.findings import Finding, finding
from dangbo.restructure import far_apart


def before_opening(day: dt.date, opened: dt.date, subject: str) -> Finding:
    """A day before the ledger opens."""
    return finding("history/before-opening", subject, day=day, opened=opened)


def backwards(recorded: dt.date, last: dt.date) -> Finding:
    """A day of recording before the last one."""
    return finding("history/recorded-backwards", recorded.isoformat(), recorded=recorded, last=last)


def unseen(subject: str, recorded: dt.date, own: Iterable[dt.date], last: dt.date) -> Iterator[Finding]:
    """Whether a day of recording nobody gave lies far from what it was taken from.

    Args:
        subject: what is recorded.
        recorded: the day.
        own: the days of what is recorded.
        last: the end of the ledger so far.
    """
    for day in own:
        if recorded > day and far_apart(recorded, day):
            yield finding("history/recorded-unseen", subject, recorded=recorded, day=day, last=last)
            return
