"""From when to when each organization of a period stood, from what its decisions changed: `History.spans`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from dangbo.hierarchy import Hierarchy
from dangbo.ledger.timeline import Played
from dangbo.life.register import Span, Spans, day_after
from dangbo.tree.records import Organization


def spans_between(first: dt.date, last: dt.date, tree: Hierarchy, played: Iterable[Played]) -> Spans:
    """The organizations of a period; costs what its decisions touched.

    Args:
        first: the first day.
        last: the last day.
        tree: the tree of the first day.
        played: the decisions effective after it, up to the last day, in the order of effect.
    """
    before = {org.id: org for org in tree}
    spans: dict[str, list[Span]] = {}
    passed: dict[dt.date, dict[str, dict[str, None]]] = {}
    since: dict[str, dt.date] = {}
    records: dict[str, Organization] = {}
    for one in played:
        day = one.decision.effective
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
                    spans[key].append(Span(was, since[key], day, ended=True))
        given: dict[str, dict[str, None]] = {}
        for edge in one.successions:
            if edge.source not in (records if edge.source in spans else before):  # who goes on gave a part only
                given.setdefault(edge.source, {})[edge.target] = None
        passed.setdefault(day, {}).update(given)
    for key, org in records.items():
        spans[key].append(Span(org, since[key], day_after(last)))

    def stood(key: str, day: dt.date) -> bool:
        return any(day in span for span in spans[key]) if key in spans else key in before

    changed = {
        key: tuple(
            span._replace(heirs=_heirs(key, passed[span.until], partial(stood, day=span.until))) if span.ended else span
            for span in found
        )
        for key, found in spans.items()
    }
    return Spans(first, last, before, changed)


def _heirs(ended: str, passed: Mapping[str, Iterable[str]], stood: Callable[[str], bool]) -> tuple[str, ...]:
    """Who took over from one that ended and stood at the end of the day; what ended that day too only handed on."""
    found: dict[str, None] = {}
    left, seen = [*passed.get(ended, ())], {ended}
    while left:
        key = left.pop(0)
        if stood(key):
            found[key] = None
        elif key not in seen:
            seen.add(key)
            left = [*passed.get(key, ()), *left]
    return tuple(found)
