"""What the office of the invented ward knows of its 1,500 members: their profiles, and what happened to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from dangbo.base.terms import DisciplineForm, LifeEventKind, MemberStatus
from dangbo.datasets.ward import AS_OF, ward
from dangbo.life.events import LifeEvent
from dangbo.life.lives import Life
from dangbo.life.profiles import Profiles

_BADGES: Final = range(30, 100, 5)
"""Years after which a badge is given, and 35, after which there is none."""
_NEAR: Final = 1
_PARTY_DAYS: Final = ("admission_decided", "admitted", "recognized")


def _member(cell: str, place: int) -> str:
    """Who stands where on the roll of a cell."""
    return ward().tree.roll(cell)[place]


# --- profiles ---------------------------------------------------------------------------------------------------------


@cache
def ward_profiles() -> Profiles:
    """The profiles of everybody."""
    sound = Profiles(map(_far_from_a_badge, ward().profiles))
    return sound.changed([{"member": _member(*who), **changes} for who, changes in _CHANGED.items()])


def _far_from_a_badge(row: Mapping[str, Any]) -> dict[str, Any]:
    """A profile, its party days some years later where a badge would be near: who gets one is named."""
    decided: dt.date = row["admission_decided"]
    years = 0
    while any(abs(AS_OF.year - decided.year - years - badge) <= _NEAR for badge in _BADGES):
        years += 1
    left_out = ("religion",) if row["member"] in {_member(*who) for who in _NO_RELIGION} else ()
    moved = {name: _later(row[name], years) for name in _PARTY_DAYS if name in row}
    return {name: value for name, value in {**row, **moved}.items() if name not in left_out}


def _later(day: dt.date, years: int) -> dt.date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap else day.day)


_Who: TypeAlias = tuple[str, int]
"""Somebody by cell and place on its roll; the last of every other cell is probationary."""


def _party_days(*days: str) -> dict[str, str]:
    return dict(zip(_PARTY_DAYS, days, strict=False))


_ENDS, _ENDS_LATER, _REVIEW, _DECISION = ("cb-tdp-2", -1), ("cb-tdp-14", -1), ("cb-tdp-4", -1), ("cb-tdp-4", -2)
_NO_RELIGION: Final = (("cb-cong-an", 5), ("cb-cong-an", 11))
_BADGE, _DEFERRED = ("cb-tdp-17", -4), ("cb-tdp-18", -4)
_MOVES, _HAS_SLIP = ("cb-tdp-10", 9), ("cb-tdp-11", 9)
_EXEMPT_TO: Final[Mapping[_Who, dt.date]] = {
    ("cb-tdp-13", 11): dt.date(2026, 4, 10),
    ("cb-tdp-16", 11): dt.date(2026, 5, 2),
}
_CHANGED: Final[Mapping[_Who, Mapping[str, object]]] = {
    _ENDS: _party_days("2025-04-02", "2025-04-20"),
    _ENDS_LATER: _party_days("2025-04-16", "2025-05-02"),
    _REVIEW: _party_days("2025-02-24", "2025-03-10"),
    _DECISION: _party_days("2025-02-03", "2025-02-20"),
    _BADGE: _party_days("1996-04-02", "1996-04-19", "1997-04-19"),
    _DEFERRED: _party_days("1986-03-20", "1986-04-06", "1987-04-06"),
}


# --- lives ------------------------------------------------------------------------------------------------------------


@cache
def ward_lives() -> Mapping[str, Life]:
    """The lives of everybody, by id: what profiles say, exemptions, and what is named here; of three others beside."""
    profiles = ward_profiles()
    named: dict[str, list[LifeEvent]] = {}
    for event in _events():
        named.setdefault(event.member, []).append(event)
    lives = {key: Life.of(named.pop(key, ()), profile=profiles[key]) for key in profiles.ids}
    return MappingProxyType(lives | {key: Life.of(events) for key, events in named.items()})


def _events() -> Iterator[LifeEvent]:
    for key, until in ward_exempt().items():
        yield LifeEvent(key, LifeEventKind.EXEMPTED, EXEMPT_FROM, until=until, detail="tuổi cao, sức yếu")
    decided, deferred = _member(*_DECISION), _member(*_DEFERRED)
    yield LifeEvent(decided, LifeEventKind.RECOGNITION_RESOLVED, "2026-03-05", organization=_DECISION[0])
    yield LifeEvent(deferred, LifeEventKind.DISCIPLINED, "2026-01-15", detail=DisciplineForm.REPRIMAND)
    yield LifeEvent(_member(*_MOVES), LifeEventKind.MOVED, "2026-01-15")
    yield LifeEvent(_member(*_HAS_SLIP), LifeEventKind.TRANSFER_STARTED, "2026-02-23")
    yield LifeEvent("q-31", LifeEventKind.ADMISSION_RESOLVED, "2026-02-26", organization="cb-tdp-3")
    yield LifeEvent("q-32", LifeEventKind.ADMISSION_DECIDED, "2026-03-02", organization="cb-tdp-21")
    yield LifeEvent("q-32", LifeEventKind.DECISION_RECEIVED, "2026-03-09", organization="cb-tdp-21")
    yield LifeEvent("m-1501", LifeEventKind.ADMISSION_DECIDED, "1976-06-01", organization="cb-tdp-19")
    yield LifeEvent("m-1501", LifeEventKind.ADMITTED, "1976-06-15", organization="cb-tdp-19")
    yield LifeEvent("m-1501", LifeEventKind.RECOGNIZED, "1977-06-15", organization="cb-tdp-19")
    yield LifeEvent("m-1501", LifeEventKind.DECEASED, "2026-03-12", organization="cb-tdp-19")


_EXEMPT_BORN_TO: Final = dt.date(1951, 12, 31)
EXEMPT_FROM: Final = dt.date(2025, 9, 1)
_EXEMPT_UNTIL: Final = dt.date(2026, 7, 31)


@cache
def ward_exempt() -> Mapping[str, dt.date]:
    """Those exempt from party work, and until when: the oldest of the full members, and two others."""
    profiles, people = ward_profiles(), ward().tree.members
    born = zip(profiles.ids, profiles.column("born"), strict=True)
    oldest = (
        key
        for key, day in born
        if isinstance(day, dt.date) and day <= _EXEMPT_BORN_TO and people[key].status is MemberStatus.FULL
    )
    return {**dict.fromkeys(oldest, _EXEMPT_UNTIL), **{_member(*who): day for who, day in _EXEMPT_TO.items()}}
