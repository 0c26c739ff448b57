"""Lawful lives, drawn at random and told in any order, against a model that looks at one day after the other.

The model is written from the clauses alone (294-QĐ/TW, mục 4.5 and 28.3; 06-HD/TW, mục 5.3 and 18; Điều lệ, Điều 5):
who is in the Party on a day, how many calendar months have passed, on which day a round can give the badge.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

import pytest

from dangbo import Life, LifeEvent
from dangbo import LifeEventKind as K

DAY = dt.timedelta(days=1)
OUT = (K.STRUCK_OFF, K.EXPELLED, K.WITHDREW)
ROUNDS = ((2, 3), (5, 19), (9, 2), (11, 7))
MONTHS = {"reprimand": 6, "warning": 9, "removal": 12}
FIRST_ON_A_DAY = (K.READMITTED, K.RESTORED, K.ADMISSION_DECIDED, K.ADMITTED, K.RECOGNIZED, K.STAY_ENDED)


def later(day: dt.date, months: int) -> dt.date:
    """So many months later, on the last day of the month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29, 28):
        if number <= day.day:
            try:
                return dt.date(year, month + 1, number)
            except ValueError:
                continue
    raise AssertionError


def passed(start: dt.date, end: dt.date) -> tuple[int, int, int]:
    """Years, months and days, month by month."""
    months = 0
    while later(start, months + 1) <= end:
        months += 1
    return (months // 12, months % 12, (end - later(start, months)).days) if end > start else (0, 0, 0)


class Drawn:
    """A lawful life: every event where the one before it leaves the member."""

    def __init__(self, seed: int) -> None:
        self.rnd = random.Random(seed)  # noqa: S311 - drawn lives, no secrets
        self.events: list[LifeEvent] = []
        ends = [dt.date(1996, 2, 29), dt.date(1994, 1, 31), dt.date(1988, 2, 29), dt.date(1990, 12, 31)]
        self.first = self.rnd.choice([*ends, dt.date(1985, 1, 1) + DAY * self.rnd.randrange(6000)])
        ceremony = self.first + DAY * self.rnd.choice([0, 5, 20])
        self.official = later(ceremony, 12)
        if self.rnd.random() < 0.8:
            self.add(K.ADMISSION_DECIDED, self.first)
        else:
            self.first = ceremony
        self.add(K.ADMITTED, ceremony)
        self.day = self.add(K.RECOGNIZED, self.official)
        self.state = "in"
        for _ in range(self.rnd.randrange(6)):
            self.day += DAY * self.rnd.choice([1, 5, 30, 31, 59, 365, 366, 1000, 2500])
            self.rnd.choice(self.steps[self.state])(self)
        if self.rnd.random() < 0.4:
            self.add(K.DECEASED, self.day + DAY * self.rnd.choice([1, 30, 4000, 9000]))

    def add(self, kind: K, day: dt.date, **more: Any) -> dt.date:  # noqa: ANN401 - fields
        self.events.append(LifeEvent("m-1", kind, day, **more))
        return day

    def leave(self) -> None:
        self.add(self.rnd.choice(OUT), self.day)
        self.state = "out"

    def lose(self) -> None:
        self.add(K.LOST_CONTACT, self.day)
        self.state = "lost"

    def expelled(self) -> None:
        months = self.rnd.choice([6, 12, 24])
        self.add(K.EXPELLED, self.day, months=months)
        self.day = later(self.day, months)

    def exempted(self) -> None:
        months = self.rnd.choice([3, 11])
        self.add(K.EXEMPTED, self.day, months=months)
        self.day = later(self.day, months)

    def stay(self) -> None:
        until = self.day + DAY * self.rnd.randrange(90, 300)
        self.add(K.STAY_BEGUN, self.day, until=until)
        self.day = until + DAY

    def suspended(self) -> None:
        self.add(K.SUSPENDED, self.day)
        self.day = self.add(K.RESTORED, self.day + DAY * self.rnd.choice([1, 40, 100]))

    def disciplined(self) -> None:
        self.add(K.DISCIPLINED, self.day, detail=self.rnd.choice(["khiển trách", "cảnh cáo", "cách chức"]))

    def back(self) -> None:
        self.add(K.READMITTED, self.day)
        ceremony = self.add(K.ADMITTED, self.day + DAY * self.rnd.choice([0, 10]))
        self.day = self.add(K.RECOGNIZED, later(ceremony, 12))
        self.state = "in"

    def restored(self) -> None:
        self.add(K.RESTORED, self.day)
        self.state = "in"

    def found(self) -> None:
        self.add(K.SLIP_SHOWN, self.day)
        self.state = "in"

    steps: dict[str, list[Callable[[Drawn], None]]] = {  # noqa: RUF012 - the same for all
        "in": [leave, lose, expelled, exempted, stay, suspended, disciplined],
        "out": [back, restored],
        "lost": [found, restored],
    }


def ordered(events: list[LifeEvent]) -> list[LifeEvent]:
    """By day; on one day who comes back before what happens to who is in, and a death last."""
    ranks = {kind: at for at, kind in enumerate(FIRST_ON_A_DAY)}
    return sorted(events, key=lambda one: (one.earliest, ranks.get(one.kind, 9), one.kind is K.DECEASED))


def over(one: LifeEvent) -> dt.date | None:
    if one.until is not None:
        return one.until + DAY
    return later(one.earliest, one.months) if one.months else None


def status_on(events: list[LifeEvent], on: dt.date) -> str | None:
    """What the member is, from everything that happened by the day."""
    base: str | None = None
    holds: dict[str, dt.date | None] = {}
    for one in events:
        if one.earliest > on:
            break
        match one.kind:
            case K.DECEASED:
                return "deceased"
            case K.ADMITTED | K.READMITTED if base is None or "out" in holds:
                base = "probationary"
                holds.pop("out", None)
            case K.RECOGNIZED:
                base = "full"
            case K.STRUCK_OFF | K.EXPELLED | K.WITHDREW:
                holds = {"out": over(one)}
            case K.RESTORED:
                holds = {name: last for name, last in holds.items() if name in {"exempt", "stay"}}
            case K.SLIP_SHOWN:
                holds.pop("lost", None)
            case K.LOST_CONTACT:
                holds["lost"] = None
            case K.SUSPENDED:
                holds["suspended"] = None
            case K.EXEMPTED:
                holds["exempt"] = over(one)
            case K.STAY_BEGUN:
                holds["stay"] = over(one)
    shown = {"out": "out", "suspended": "suspended", "lost": "away", "exempt": "exempt", "stay": "away"}
    running = (shown[name] for name in shown if name in holds and (holds[name] is None or on < holds[name]))  # type: ignore[operator]
    return next(running, base)


def times_out(events: list[LifeEvent]) -> list[tuple[dt.date, dt.date | None, bool]]:
    """From when to when out of party life, and whether that was wrong."""
    found: list[tuple[dt.date, dt.date | None, bool]] = []
    opened: tuple[dt.date, bool] | None = None  # since when, and whether excluded
    for one in events:
        if one.kind in OUT and over(one) is not None:
            found.append((one.earliest, over(one), False))
        elif one.kind in OUT or one.kind is K.LOST_CONTACT:
            opened = (one.earliest, one.kind in OUT)
        elif one.kind in {K.READMITTED, K.RESTORED, K.SLIP_SHOWN} and opened is not None:
            found.append((opened[0], one.earliest, one.kind is K.RESTORED and opened[1]))
            opened = None
    return [*found, *([(opened[0], None, False)] if opened is not None else [])]


def inside(span: tuple[dt.date, dt.date | None, bool], day: dt.date) -> bool:
    return span[0] <= day and (span[1] is None or day < span[1])


@pytest.mark.parametrize("seed", range(120))
def test_a_lawful_life_is_what_a_look_at_every_day_says(seed: int) -> None:
    drawn = Drawn(seed)
    told = drawn.rnd.sample(drawn.events, len(drawn.events))
    life, events = Life.of(told), ordered(drawn.events)
    assert {found.code for found in life.findings} <= {"life/readmitted-early", "life/readmitted-twice"}
    died = next((one.earliest for one in events if one.kind is K.DECEASED), None)
    outs = times_out(events)
    marks = {one.earliest for one in events} | {day for span in outs for day in span[:2] if day is not None}
    before: tuple[int, int, int] | None = None
    for on in sorted({mark + DAY * by for mark in marks for by in (-1, 0, 1, 200)}):
        state = life.status(on)
        assert (None if state.status is None else state.status.value) == status_on(events, on), on
        if state.since is not None:
            assert isinstance(state.since, dt.date)
            assert status_on(events, state.since) == status_on(events, on)
            assert status_on(events, state.since - DAY) != status_on(events, on)
        age = life.seniority(on)
        assert (age.years is not None) == (on >= drawn.official)
        if age.years is None or age.months is None or age.days is None:
            continue
        value = (age.years, age.months, age.days)
        assert before is None or value >= before
        before = value
        stop = on if died is None else min(on, died)
        counted = [span for span in outs if span[0] < stop and not (span[2] and span[1] is not None and span[1] <= on)]
        if not counted:
            assert value == passed(drawn.first, stop)
        days = (stop - drawn.first).days - sum((min(end or stop, stop) - since).days for since, end, _ in counted)
        assert abs(value[0] * 365.2425 + value[1] * 30.437 + value[2] - days) < 4 + 3.2 * len(counted)
    check_badges(life, events, outs, drawn.first, died)


def check_badges(
    life: Life,
    events: list[LifeEvent],
    outs: list[tuple[dt.date, dt.date | None, bool]],
    first: dt.date,
    died: dt.date | None,
) -> None:
    """The badges of who never was out rightly: the first round on which nothing stands in the way."""
    due = {one.years: one for year in range(2021, 2038) for one in life.badges(year)}
    assert 35 not in due
    if not all(wrong for _, _, wrong in outs):
        return
    held = [
        (one.earliest, later(one.earliest, MONTHS[one.discipline.value]), False)
        for one in events
        if one.discipline is not None and one.earliest >= dt.date(2021, 7, 30)
    ]
    for years in (30, 40, 45):
        full = later(first, 12 * years)
        if not dt.date(2021, 9, 28) <= full <= dt.date(2034, 1, 1):
            continue
        day = full
        while (day.month, day.day) not in ROUNDS or any(inside(span, day) for span in (*held, *outs)):
            day += DAY
        one = due.get(years)
        if died is None or died >= day:
            assert one is not None
            assert (one.reached, one.round) == (full, day)
            assert (one.kind == "deferred") == (one.not_before is not None)
        elif any(inside(span, died) for span in outs) or died < later(full, -12):
            assert one is None
        else:
            assert one is not None
            assert (one.kind, one.round) == ("posthumous", None)
