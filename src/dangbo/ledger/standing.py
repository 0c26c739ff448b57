"""From when to when each organization of a period stood, from what its decisions changed: `History.spans`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dangbo.hierarchy import Hierarchy
from dangbo.ledger.timeline import Played
from dangbo.life.register import Span, Spans
from dangbo.tree.records import Organization


def spans_between(first: dt.date, last: dt.date, tree: Hierarchy, played: Iterable[Played]) -> Spans:
    """The organizations of a period; costs what its decisions touched.

    Args:
        first: the first day.
        last: the last day.
        tree: the tree of the first day.
        played: the decisions effective after it, up to the last day, in the order of effect.
    """
    spans: dict[str, list[Span]] = {}
    since: dict[str, dt.date] = {}
    records: dict[str, Organization] = {}
    for one in played:
        day = one.decision.effective
        heirs: dict[str, dict[str, None]] = {}
        for edge in one.successions:
            heirs.setdefault(edge.source, {})[edge.target] = None
        for key, (was, now) in one.delta.records.items():
            if key not in spans:
                spans[key] = []
                since[key] = first
            if now is not None:
                if was is None:
                    since[key] = day
                elif was.kind != now.kind and since[key] < day:  # what it is decides what is expected of it
                    spans[key].append(Span(was, since[key], day))
                    since[key] = day
                records[key] = now
            elif was is not None:
                records.pop(key, None)
                if since[key] < day:  # one that began on the day it ended never stood
                    spans[key].append(Span(was, since[key], day, ended=True, heirs=tuple(heirs.get(key, ()))))
    for key, org in records.items():
        spans[key].append(Span(org, since[key], last + dt.timedelta(days=1)))
    return Spans(first, last, {org.id: org for org in tree}, {key: tuple(found) for key, found in spans.items()})
