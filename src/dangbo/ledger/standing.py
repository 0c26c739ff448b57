"""From when to when each organization of a period stood, from what its decisions changed: `History.spans`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

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
    spans: dict[str, list[Span]] = {}
    passed: dict[dt.date, dict[str, dict[str, None]]] = {}
    since: dict[str, dt.date] = {}
    records: dict[str, Organization] = {}
    for one in played:
        day = one.decision.effective
        heirs = passed.setdefault(day, {})
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
        spans[key].append(Span(org, since[key], day_after(last)))
    before = {org.id: org for org in tree}

    def stood(key: str) -> bool:
        return bool(spans[key]) if key in spans else key in before

    changed = {
        key: tuple(
            span._replace(heirs=_took_over(span.heirs, passed[span.until], stood)) if span.heirs else span
            for span in found
        )
        for key, found in spans.items()
    }
    return Spans(first, last, before, changed)


def _took_over(
    heirs: Iterable[str], passed: Mapping[str, Iterable[str]], stood: Callable[[str], bool]
) -> tuple[str, ...]:
    """Heirs that stood: one that ended on the day it began only handed on what it was given that day."""
    found: dict[str, None] = {}
    left, seen = [*heirs], set[str]()
    while left:
        key = left.pop(0)
        if stood(key):
            found[key] = None
        elif key not in seen:
            seen.add(key)
            left = [*passed.get(key, ()), *left]
    return tuple(found)
