"""What the lives of members are asked: probation, admission, transfers, exemptions, and the badges of the next round.

What a life says was begun and not that it was done stays on the list until it says so. Of badges, and of exemptions
that were over by their own term, only the look-back is asked: what is older nobody waits for any more.
"""

from __future__ import annotations

__all__ = ["QUESTIONS"]

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from dangbo.attention.agenda import AgendaLine
from dangbo.attention.asked import Asked, Question
from dangbo.base.findings import Code
from dangbo.base.terms import LifeEventKind, LifeStatus
from dangbo.base.text import format_date, lower_first
from dangbo.base.words import Words
from dangbo.life.badges import BadgeDue, BadgeKind, next_round
from dangbo.life.deadlines import Deadline, DeadlineKind
from dangbo.life.lives import Life

_DAY: Final = dt.timedelta(days=1)
_SETTLING: Final = frozenset(
    {LifeEventKind.RECOGNITION_RESOLVED, LifeEventKind.RECOGNIZED, LifeEventKind.PROBATION_FAILED}
)
"""What says, whatever its day, that the end of a probation came and was dealt with."""
_GONE: Final = frozenset({LifeStatus.OUT, LifeStatus.DECEASED})
_MONTHS: Final = 12


# --- one pass over the lives ------------------------------------------------------------------------------------------


def _lives(asked: Asked) -> tuple[Life, ...]:
    """A life for each member as it was on the day, in the order of ids; several of one member are one."""
    by_member: dict[str, list[Life]] = {}
    for life in asked.records.lives or ():
        by_member.setdefault(life.member, []).append(life)
    lives = (_as_of(asked, some) for _, some in sorted(by_member.items()))
    return tuple(life for life in lives if life is not None)


def _as_of(asked: Asked, some: list[Life]) -> Life | None:
    """One life without what came after the day; `None` where nothing had happened yet."""
    events = [event for life in some for event in life.events]
    known = [event for event in events if event.earliest <= asked.on]
    if len(some) == 1 and len(known) == len(events):
        return some[0]
    return Life.of(known, rules=asked.book) if known else None


def _place(asked: Asked, life: Life) -> str:
    """The organization whose matter a member is: that of the roll, else the last one the life names, else the top."""
    home = asked.tree.home(life.member) if life.member in asked.tree.members else None
    if home is not None:
        return home.id
    named = (event.organization for event in reversed(life.events) if event.organization is not None)
    return next((key for key in named if asked.tree.get(key) is not None), asked.top)


def _deadlines(asked: Asked) -> dict[DeadlineKind, list[tuple[Life, Deadline]]]:
    """Every limit that runs, or ran out, and was not kept, by kind."""
    found: dict[DeadlineKind, list[tuple[Life, Deadline]]] = {}
    assert asked.calendar is not None  # noqa: S101 - the questions need it
    for life in asked.once(_lives):
        for one in life.deadlines(asked.on, calendar=asked.calendar):
            if one.state not in {"met", "late"}:
                found.setdefault(one.kind, []).append((life, one))
    return found


# --- limits -----------------------------------------------------------------------------------------------------------


def _limit(kind: DeadlineKind, code: Code) -> Callable[[Asked], Iterator[AgendaLine]]:
    """Asks for the limits of one kind: those that run, whatever day they end on, and those that ran out."""

    def ask(asked: Asked) -> Iterator[AgendaLine]:
        for life, one in asked.once(_deadlines).get(kind, ()):
            began = one.began if isinstance(one.began, dt.date) else None
            by = _by(one)
            yield asked.line(code, life.member, _place(asked, life), due=one.due, begun=began, rule=one.rule, by=by)

    return ask


def _by(one: Deadline) -> Words:
    """By when, and by when in special cases; or why no day is known."""
    if one.due is None:
        reason = one.notes[0] if one.notes else Words(vi="Chưa rõ hạn.", en="No day due is known.")
        return Words(
            vi=f"chưa xác định được hạn: {lower_first(reason.vi.rstrip('.'))}",
            en=f"no day due can be told: {lower_first(reason.en.rstrip('.'))}",
        )
    by = Words(vi=f"chậm nhất {format_date(one.due)}", en=f"by {one.due.isoformat()}")
    if one.extended is None:
        return by
    return Words(
        vi=f"{by.vi}, trường hợp đặc biệt {format_date(one.extended)}",
        en=f"{by.en}, in special cases by {one.extended.isoformat()}",
    )


def _exemptions(asked: Asked) -> Iterator[AgendaLine]:
    """Exemptions whose term ends within the days looked ahead, or ended since the look-back began."""
    for life, one in asked.once(_deadlines).get("exemption-over", ()):
        if one.due is not None and asked.since <= one.due <= asked.until:
            yield asked.line(
                "due/exemption-over", life.member, _place(asked, life), due=one.due, rule=one.rule, date=one.due
            )


def _probations(asked: Asked) -> Iterator[AgendaLine]:
    """Probations whose months are over within the days looked ahead; from that day on the review is asked for.

    Of a ceremony whose day is known in part there is no day due, and the line says between which days it lies.
    """
    for life in asked.once(_lives):
        probation = life.probation(asked.on)
        if probation is None or probation.earliest is None or probation.latest is None:
            continue
        is_settled = any(event.kind in _SETTLING for event in life.events)
        if probation.state != "running" and (probation.state != "unknown" or is_settled):
            continue
        if probation.earliest <= asked.until and asked.on < probation.latest:
            first, last = probation.earliest, probation.latest
            some_day = Words(
                vi=f"chưa rõ, từ {format_date(first)} đến {format_date(last)}", en=f"some day from {first} to {last}"
            )
            yield asked.line(
                "due/probation-ends",
                life.member,
                _place(asked, life),
                due=probation.full_from,
                rule=probation.rule,
                months=probation.months or 0,
                date=probation.full_from or some_day,
            )


# --- badges -----------------------------------------------------------------------------------------------------------


class _Badge(NamedTuple):
    """A badge that is of the look-back, of the next round, or of a later one within the days looked ahead."""

    life: Life
    due: BadgeDue


def _badges(asked: Asked) -> dict[BadgeKind, list[_Badge]]:
    """What can be on the list, by kind, with one look at each life and year."""
    last, deferred = _last_round(asked), _years_of_deferral(asked)
    found: dict[BadgeKind, list[_Badge]] = {}
    years = range(asked.since.year, last.year + 1)
    for life in asked.once(_lives):
        disciplined = any(event.kind is LifeEventKind.DISCIPLINED for event in life.events)
        more = deferred if disciplined else 0
        for year in range(years.start, min(years.stop + more, dt.MAXYEAR + 1)):
            for due in life.badges(year):
                if _is_near(asked, life, due, last):
                    found.setdefault(due.kind, []).append(_Badge(life, due))
    return found


def _last_round(asked: Asked) -> dt.date:
    """The last day whose badges are asked for: the next round, or the last of the days looked ahead.

    The next round is asked for however far it is, since its papers are made weeks before; between two rounds no more
    than four months pass.
    """
    rounds = asked.rules.get("badge-rounds")
    after = None if rounds is None else next_round(rounds.table.texts("days"), asked.on)
    return max(asked.until, after or asked.until)


def _years_of_deferral(asked: Asked) -> int:
    """How many years behind its own the round of a badge can come that a discipline defers: after the longest time."""
    value = asked.rules.get("badge-deferral")
    return 0 if value is None else 1 + -(-max(row.number("months") for row in value.rows) // _MONTHS)


def _is_near(asked: Asked, life: Life, due: BadgeDue, last: dt.date) -> bool:
    if due.kind == "posthumous":
        died = max(event.latest for event in life.events if event.kind is LifeEventKind.DECEASED)
        return asked.since <= died <= asked.on
    if due.round is None:
        return asked.since <= due.latest <= last
    if due.kind == "deferred":  # in the list of the round that it would have come in
        return asked.since <= due.round and due.latest <= last
    return asked.since <= due.round <= last


def _badge(kind: BadgeKind, code: Code, rule_id: str) -> Callable[[Asked], Iterator[AgendaLine]]:
    """Asks for the badges of one kind; the clause cited is the one that makes them so."""

    def ask(asked: Asked) -> Iterator[AgendaLine]:
        for life, due in asked.once(_badges).get(kind, ()):
            rule = next((ref for ref in due.rules if ref.id == rule_id), due.rules[0] if due.rules else None)
            yield asked.line(code, life.member, _place(asked, life), due=due.round, rule=rule, years=due.years)

    return ask


_LIVES: Final = ("lives",)
_LIMITS: Final = ("lives", "calendar")

QUESTIONS: Final = (
    Question("due/probation-ends", _LIVES, _probations),
    Question("due/recognition-review", _LIMITS, _limit("recognition-review", "due/recognition-review")),
    Question("due/recognition-decision", _LIMITS, _limit("recognition-decision", "due/recognition-decision")),
    Question("due/admission-decision", _LIMITS, _limit("admission-decision", "due/admission-decision")),
    Question("due/ceremony", _LIMITS, _limit("admission-ceremony", "due/ceremony")),
    Question("due/transfer-start", _LIMITS, _limit("transfer-start", "due/transfer-start")),
    Question("due/transfer-slip", _LIMITS, _limit("transfer-slip", "due/transfer-slip")),
    Question("due/exemption-over", _LIMITS, _exemptions),
    Question("due/badge", _LIVES, _badge("regular", "due/badge", "badge-rounds")),
    Question("due/badge-deferred", _LIVES, _badge("deferred", "due/badge-deferred", "badge-deferral")),
    Question("due/badge-between-rounds", _LIVES, _badge("posthumous", "due/badge-between-rounds", "badge-early")),
)
"""What is asked of lives."""
