"""The life of a member as a ledger and the records beside it tell it: `History.life`.

| a plan says | the life gains |
|---|---|
| `Admit`, admitted | the decision on the day its paper was signed, the ceremony on the day it took effect |
| `Admit`, readmitted | the re-admission on the day the paper was signed, the ceremony on the day it took effect |
| `Admit`, restored | the restoration |
| `Admit`, received; `Transfer`, official | an introduction paper shown |
| `Transfer`, for a time | a stay begun, or ended |
| `Recognize` | the recognition, from the day one is full |
| `Leave` | struck off, expelled, withdrawn, deceased; of who was transferred, an introduction paper issued |

What became of an organization moves its people without naming them, and is no event of their lives. Decisions that were
taken back leave nothing, and neither does what took them back. Nothing of a life is written into the ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from dangbo.base.findings import Finding, finding
from dangbo.base.records import instances_of
from dangbo.base.terms import AdmitReason, LeaveReason, LifeEventKind, LifeStatus, TransferKind
from dangbo.change.verbs.people import Admit, Leave, Recognize, Transfer
from dangbo.ledger.timeline import Enactment, Played, undone
from dangbo.life.events import LifeEvent, meant_by
from dangbo.life.lives import Life, life_of
from dangbo.life.seniority import EXCLUDED
from dangbo.tree.tables import STAYS

if TYPE_CHECKING:
    from dangbo.change.play import Operation
    from dangbo.hierarchy import Hierarchy
    from dangbo.life.profiles import Profile
    from dangbo.rules import RuleBook
    from dangbo.tree.records import Stay

_K = LifeEventKind
_LEFT: Final = {
    LeaveReason.TRANSFERRED: _K.TRANSFER_STARTED,
    LeaveReason.DECEASED: _K.DECEASED,
    LeaveReason.STRUCK_OFF: _K.STRUCK_OFF,
    LeaveReason.EXPELLED: _K.EXPELLED,
    LeaveReason.WITHDREW: _K.WITHDREW,
}
_DECIDED: Final = frozenset(
    {
        *(_K.ADMITTED, _K.RECOGNIZED, _K.READMITTED, _K.RESTORED),
        *(_K.STRUCK_OFF, _K.EXPELLED, _K.WITHDREW, _K.DECEASED),
    }
)
"""What does not happen to somebody on a roll without a decision of the ledger."""
_COMPARED: Final = frozenset({*_DECIDED, _K.ADMISSION_DECIDED})


def life_of_member(
    member: str,
    opening: Hierarchy,
    played: Sequence[Played],
    given: Iterable[LifeEvent],
    profile: Profile | None,
    book: RuleBook,
) -> Life:
    """What plans say of a member joined with what else is known; where they differ both stand.

    Args:
        member: id of the member.
        opening: the snapshot the ledger opens with.
        played: the decisions, in the order of effect.
        given: what is known beside the ledger.
        profile: likewise.
        book: the rulebook.

    Raises:
        InvalidInputError: something else than events; no profile.
    """
    own = instances_of(LifeEvent, given, "events")
    told = list(_told(member, opening, played))
    besides = life_of(own, profile, book, member=member)
    whole = life_of([*own, *(event for event, _ in told)], profile, book, member=member)
    differing = list(_differing(member, whole, besides, told, opening))
    more = [found for found in besides.findings if found.code in {"life/other-member", "life/profile-differs"}]
    return life_of(whole.events, None, book, member=member, more=_once([*more, *differing], whole))


def _once(found: Iterable[Finding], whole: Life) -> list[Finding]:
    """Each finding once; that events of others were given is counted anew by whoever joins them."""
    others = any(event.member != whole.member for event in whole.events)
    return [*dict.fromkeys(one for one in found if not (others and one.code == "life/other-member"))]


def _told(member: str, opening: Hierarchy, played: Sequence[Played]) -> Iterator[tuple[LifeEvent, int]]:
    """What the ledger says of a member, each with the number of its decision; of the opening 0."""
    stay = opening._row(STAYS, member)
    if stay is not None and stay.since is not None:
        yield _stay(stay, stay.since), 0
    gone = undone(played)
    for one in played:
        decision = one.decision
        if decision.number in gone or decision.reverses is not None:
            continue
        for operation in decision.plan.operations:
            for event in _of(operation, member, decision):
                yield event, decision.number
        before, after = one.delta.of(STAYS).get(member, (None, None))
        if after is not None and (before is None or before.organization != after.organization):
            yield _stay(after, after.since or decision.effective), decision.number
        elif after is None and before is not None:
            ended = LifeEvent(member, _K.STAY_ENDED, decision.effective, organization=before.organization)
            yield ended, decision.number


def _stay(stay: Stay, since: dt.date) -> LifeEvent:
    return LifeEvent(stay.member, _K.STAY_BEGUN, since, organization=stay.organization, until=stay.until)


def _of(operation: Operation, member: str, decision: Enactment) -> Iterator[LifeEvent]:
    """What an operation says of a member it names."""
    effective, paper = decision.effective, decision.basis
    common: dict[str, Any] = {"document": paper}
    match operation:
        case Admit() if any(person.id == member for person in operation.members):
            common["organization"] = operation.to
            signed = paper.issued
            if operation.reason is AdmitReason.ADMITTED:
                if signed is not None and signed <= effective:
                    yield LifeEvent(member, _K.ADMISSION_DECIDED, signed, **common)
                yield LifeEvent(member, _K.ADMITTED, effective, **common)
            elif operation.reason is AdmitReason.READMITTED:
                yield LifeEvent(member, _K.READMITTED, min(signed or effective, effective), **common)
                yield LifeEvent(member, _K.ADMITTED, effective, **common)
            elif operation.reason is AdmitReason.RESTORED:
                yield LifeEvent(member, _K.RESTORED, effective, **common)
            else:
                yield LifeEvent(member, _K.SLIP_SHOWN, effective, **common)
        case Recognize() if member in operation.members:
            yield LifeEvent(member, _K.RECOGNIZED, operation.since or effective, **common)
        case Transfer() if operation.kind is TransferKind.OFFICIAL and member in operation.members:
            yield LifeEvent(member, _K.SLIP_SHOWN, effective, organization=operation.to, **common)
        case Leave() if member in operation.members:
            yield LifeEvent(member, _LEFT[operation.reason], effective, **common)
        case _:
            pass


# --- where they differ ------------------------------------------------------------------------------------------------


def _differing(
    member: str, whole: Life, besides: Life, told: Sequence[tuple[LifeEvent, int]], opening: Hierarchy
) -> Iterator[Finding]:
    """What is said beside the ledger and not said by it, or on another day."""
    opened = opening.as_of
    said = [(event, number) for event, number in told if number]
    for event in besides.events:
        kind = meant_by(event)
        if kind not in _COMPARED or event.member != member:
            continue
        same = [(other, number) for other, number in said if other.kind is kind]
        if any(_fit(event, other) for other, _ in same):
            continue
        same = [(other, number) for other, number in same if not _between(whole, event, other)]
        if same:
            yield _differs(member, whole, event, same[0][1])
        elif kind in _DECIDED and event.earliest > opened:
            yield _differs(member, whole, event, 0)
    yield from _at_opening(member, whole, besides, opening)


def _at_opening(member: str, whole: Life, besides: Life, opening: Hierarchy) -> Iterator[Finding]:
    """Whether the snapshot the ledger opens with says another thing of the member than what came before it."""
    person, home = opening.members.get(member), opening.home(member) if member in opening.members else None
    state = besides.status(opening.as_of)
    if person is None or home is None or state.status is None:
        return
    gone = state.status in {LifeStatus.OUT, LifeStatus.DECEASED}
    if gone or (state.member_status is not None and state.member_status is not person.status):
        before = [
            one for one in besides.events if meant_by(one) in _COMPARED | EXCLUDED and one.latest <= opening.as_of
        ]
        if before:
            yield _differs(member, whole, before[-1], 0)


def _fit(one: LifeEvent, other: LifeEvent) -> bool:
    return one.earliest <= other.latest and other.earliest <= one.latest


def _between(whole: Life, one: LifeEvent, other: LifeEvent) -> bool:
    """Whether the member left between two events of one kind: then they are two things."""
    first, last = sorted((one.latest, other.latest))
    return any(
        meant_by(event) in EXCLUDED and first <= event.latest <= last and event not in (one, other) for event in whole
    )


def _differs(member: str, whole: Life, event: LifeEvent, number: int) -> Finding:
    """The finding, by the number the event has in the whole life."""
    own = [one for one in whole.events if one.member == member]
    at = next((at for at, one in enumerate(own, 1) if one.kind is event.kind and one.on == event.on), 1)
    return finding("life/ledger-differs", member, event=at, decision=number)
