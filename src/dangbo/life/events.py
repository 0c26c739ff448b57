"""What happened to a member, one `LifeEvent` each, and the order in which a life reads them.

```
LifeEvent(member, kind, on, organization, document, months, until, detail)
     | joined(events)      the same said twice is one event; the fuller record stands
     | placed(events)      in order, each with the first and the last day it can have been
```

A day known in part stays so: an event of 2010 can have been on any day of it that the events before and after leave.
What is said here is personal. Nothing but the member's id is shown by `repr`, errors or findings.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Annotated, Any, Final, NamedTuple

from dateutil.relativedelta import relativedelta
from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, model_serializer

from dangbo.base.citations import Document, named_paper
from dangbo.base.envelope import PaperDocument
from dangbo.base.errors import TermError
from dangbo.base.people import OfMember, PeopleTold, all_told, whose
from dangbo.base.records import Count, Day, Id, KnownDay, Text, record
from dangbo.base.terms import DisciplineForm, LifeEventKind, Term
from dangbo.base.text import PartialDate, UnreadableError, fold
from dangbo.base.words import Words
from dangbo.life.rows import RowRecord

__all__ = ["LifeEvent"]

_DAY: Final = dt.timedelta(days=1)
_YEARS: Final = re.compile(r"(?:huy hieu (?:dang )?)?([0-9]{1,2})(?: nam(?: tuoi dang)?)?")
"""The years of a badge as people write them, folded: "30", "30 năm", "Huy hiệu 30 năm tuổi Đảng"."""


def _not_before(value: dt.date | None, info: ValidationInfo) -> dt.date | None:
    """Refuse a last day before the first."""
    began = (info.data or {}).get("on")
    if value is not None and began is not None and value < earliest_of(began):
        raise UnreadableError(Words(vi="trước ngày của việc", en="lies before the day of the event"))
    return value


def _written(value: object) -> object:
    """A term by its code, and the years of a badge as digits: what a file can hold."""
    if isinstance(value, Term):
        return value.value
    if isinstance(value, float) and value.is_integer():  # a column of numbers with an empty cell in it
        value = int(value)
    return str(value) if type(value) is int and value >= 0 else value


def _fitting(value: str | None, info: ValidationInfo) -> str | None:
    """Refuse a form of discipline that is none and years of a badge that are no number, without showing them."""
    kind = (info.data or {}).get("kind")
    if value is None:
        return None
    if kind is LifeEventKind.DISCIPLINED:
        try:
            form = DisciplineForm.parse(value)
        except TermError:
            form = None
        if form is None:
            raise UnreadableError(Words(vi="không phải là hình thức kỷ luật", en="is no form of discipline"))
        if form is DisciplineForm.DISBANDMENT:
            raise UnreadableError(
                Words(
                    vi="là hình thức kỷ luật tổ chức, không phải đảng viên", en="disciplines organizations, no member"
                )
            )
        return form.value
    if kind is LifeEventKind.BADGE:
        told = _YEARS.fullmatch(fold(value)) if all(sign.isalnum() or sign.isspace() for sign in value) else None
        if told is None:
            raise UnreadableError(Words(vi="không phải số năm của Huy hiệu", en="is no number of years of a badge"))
        return told[1]
    return value


class LifeEventDocument(OfMember, total=False):
    """In whose life something happened; what, when and where only if asked for. `on` may be known in part ("2010")."""

    kind: str
    on: str
    organization: str | None
    document: PaperDocument | None
    months: int | None
    until: str | None
    detail: str | None


PERSONAL: Final = tuple(name for name in LifeEventDocument.__annotations__ if name != "member")
"""The fields of an event that are told only if asked for."""


@record
class LifeEvent(RowRecord):
    """Something that happened to a member, on a day (một việc trong quá trình đảng viên).

    Args:
        member: id of the member.
        kind: what happened.
        on: the day, or the month or year where only that is known. Of a recognition, the day one is full from; of a
            re-admission, the day of its decision; of a transfer, the day the introduction paper was issued.
        organization: id of the organization where, or whose decision it was.
        document: the paper. A table names it in words.
        months: for how many months, of an expulsion for a term, a suspension, an exemption, a stay, contact lost; of
            a paper shown late, how many months of it the committee counted as a break.
        until: the last day of the same, where that is known instead.
        detail: the form of discipline; the years of a badge ("30", "30 năm"); the ground of an exemption or of striking
            off. A discipline by expulsion expels, as the event of that kind does.

    Raises:
        InvalidInputError: a blank id, a day that does not exist, a last day before the first, a form of discipline or
            years of a badge that are none. The error shows no value.

    Examples:
        >>> event = LifeEvent("m-1", "kết nạp", "15/09/2024")
        >>> event, event.kind, event.on
        (LifeEvent('m-1'), <LifeEventKind.ADMITTED: 'admitted'>, datetime.date(2024, 9, 15))
        >>> LifeEvent("m-1", "kỷ luật", "2026-03-01", detail="Khiển trách").discipline
        <DisciplineForm.REPRIMAND: 'reprimand'>
        >>> rows = [{"member": "m-1", "kind": "bị kỷ luật", "Ngày": "01/03/2026", "detail": "Khiển trách"}]
        >>> LifeEvent.from_rows(rows, columns={"Ngày": "on"})[0].discipline
        <DisciplineForm.REPRIMAND: 'reprimand'>
    """

    _noun = "event"

    member: Id
    kind: LifeEventKind = Field(repr=False)
    on: KnownDay = Field(repr=False)
    organization: Id | None = Field(default=None, repr=False, kw_only=True)
    document: Annotated[Document | None, BeforeValidator(named_paper)] = Field(default=None, repr=False, kw_only=True)
    months: Count | None = Field(default=None, repr=False, kw_only=True)
    until: Annotated[Day | None, AfterValidator(_not_before)] = Field(default=None, repr=False, kw_only=True)
    detail: Annotated[Text | None, BeforeValidator(_written), AfterValidator(_fitting)] = Field(
        default=None, repr=False, kw_only=True
    )

    if TYPE_CHECKING:  # accepts more than it keeps

        def __init__(
            self,
            member: str,
            kind: LifeEventKind | str,
            on: dt.date | PartialDate | str,
            *,
            organization: str | None = None,
            document: Document | None = None,
            months: int | None = None,
            until: dt.date | str | None = None,
            detail: str | int | DisciplineForm | None = None,
        ) -> None: ...

    @property
    def earliest(self) -> dt.date:
        """The first day it can have been."""
        return earliest_of(self.on)

    @property
    def latest(self) -> dt.date:
        """The last day it can have been."""
        return latest_of(self.on)

    @property
    def discipline(self) -> DisciplineForm | None:
        """The form of discipline; `None` of other events, and where it was not recorded."""
        kept = self.detail if self.kind is LifeEventKind.DISCIPLINED else None
        return None if kept is None else DisciplineForm(kept)

    @property
    def badge_years(self) -> int | None:
        """The years of a badge; `None` of other events, and where they were not recorded."""
        kept = self.detail if self.kind is LifeEventKind.BADGE else None
        return None if kept is None else int(kept)

    def as_dict(self, *, people: PeopleTold = "ids") -> LifeEventDocument:
        """The event as plain JSON values.

        Args:
            people: "ids" for whose it is and nothing more; "all" for what happened when and where, which makes the same
                event again; a day known in part is "2010" or "2010-05".

        Raises:
            InvalidInputError: another word.
        """
        if not all_told(people):
            return {"member": self.member}
        return {
            "member": self.member,
            "kind": self.kind.value,
            "on": self.on.isoformat(),
            "organization": self.organization,
            "document": None if self.document is None else self.document.as_dict(),
            "months": self.months,
            "until": None if self.until is None else self.until.isoformat(),
            "detail": self.detail,
        }

    _by_id = model_serializer(whose)

    def __repr__(self) -> str:
        return f"LifeEvent({self.member!r})"


# --- days that are known in part --------------------------------------------------------------------------------------


def earliest_of(day: dt.date | PartialDate) -> dt.date:
    """The first day it can be."""
    return day.earliest if isinstance(day, PartialDate) else day


def latest_of(day: dt.date | PartialDate) -> dt.date:
    """The last day it can be."""
    return day.latest if isinstance(day, PartialDate) else day


# --- order ------------------------------------------------------------------------------------------------------------

_FIRST: Final = (
    LifeEventKind.ADMISSION_RESOLVED,
    *(LifeEventKind.READMITTED, LifeEventKind.RESTORED),
    *(LifeEventKind.ADMISSION_DECIDED, LifeEventKind.DECISION_RECEIVED, LifeEventKind.ADMITTED),
    *(LifeEventKind.RECOGNITION_RESOLVED, LifeEventKind.RECOGNIZED),
    *(LifeEventKind.STAY_ENDED, LifeEventKind.EXEMPTION_ENDED, LifeEventKind.DISCIPLINE_ENDED),
)
"""On one day these come first, in this order: an end before another beginning."""
_LAST: Final = (
    *(LifeEventKind.LOST_CONTACT, LifeEventKind.PROBATION_FAILED),
    *(LifeEventKind.STRUCK_OFF, LifeEventKind.EXPELLED, LifeEventKind.WITHDREW, LifeEventKind.DECEASED),
    *(LifeEventKind.BADGE, LifeEventKind.CARD_ISSUED),
)
"""And these last."""
_RANKS: Final[Mapping[LifeEventKind, int]] = {
    kind: at
    for at, kind in enumerate((*_FIRST, *(one for one in LifeEventKind if one not in {*_FIRST, *_LAST}), *_LAST))
}
_BEGINNINGS: Final = frozenset(
    {
        *(LifeEventKind.ADMISSION_RESOLVED, LifeEventKind.ADMISSION_DECIDED),
        *(LifeEventKind.DECISION_RECEIVED, LifeEventKind.ADMITTED),
    }
)
"""Known by its year alone, one of these stands at the beginning of the year and anything else at its end."""


class Placed(NamedTuple):
    """An event in its place.

    Attributes:
        event: the event.
        earliest: the first day it can have been, with what stands before it.
        latest: the last day, with what stands behind it.
    """

    event: LifeEvent
    earliest: dt.date
    latest: dt.date

    @property
    def kind(self) -> LifeEventKind:
        """What happened; whoever is disciplined by expulsion is expelled."""
        return meant_by(self.event)

    @property
    def is_exact(self) -> bool:
        """Whether the day is known."""
        return self.earliest == self.latest


def meant_by(event: LifeEvent) -> LifeEventKind:
    """What an event does to a membership: its kind, but that a discipline by expulsion expels."""
    kind = event.kind
    if kind is LifeEventKind.DISCIPLINED and event.detail == DisciplineForm.EXPULSION.value:
        return LifeEventKind.EXPELLED
    return kind


def key_of(event: LifeEvent) -> tuple[Any, ...]:
    """What events are sorted by: the same order whatever order they come in."""
    day = event.earliest if event.kind in _BEGINNINGS else event.latest
    paper = event.document
    return (
        *(day, _RANKS[meant_by(event)], event.kind.value, event.earliest, event.latest, event.member),
        *(event.organization or "", event.months or 0, event.until or dt.date.min, event.detail or ""),
        "" if paper is None else repr(sorted(paper.as_dict().items(), key=str)),
    )


def joined(events: Iterable[LifeEvent]) -> tuple[LifeEvent, ...]:
    """The events in order, where what is said of one member, kind and day without contradiction is one event.

    Of what happens once, a day known in part and a day within it are the same day.
    """
    by_day: dict[tuple[object, ...], list[LifeEvent]] = {}
    for event in events:
        alike = by_day.setdefault((event.member, event.kind, event.on), [])
        alike.append(event)
    kept: list[LifeEvent] = []
    for alike in by_day.values():
        if len(alike) > 1:
            alike = _merged(alike)  # noqa: PLW2901 - the same, said once
        kept += alike
    if len(kept) > 1 and any(isinstance(event.on, PartialDate) for event in kept):
        kept = _narrowed(kept)
        return _settled(sorted(kept, key=_ordered(kept)))
    return tuple(sorted(kept, key=key_of)) if len(kept) > 1 else tuple(kept)


def _ordered(events: Iterable[LifeEvent]) -> Callable[[LifeEvent], tuple[Any, ...]]:
    """The key of events among each other: what can have come before a death stands before it."""
    died = min((event.latest for event in events if event.kind is LifeEventKind.DECEASED), default=dt.date.max)

    def key(event: LifeEvent) -> tuple[Any, ...]:
        own = key_of(event)
        if event.earliest == event.latest:
            return own
        day: dt.date = own[0]
        if event.kind is not LifeEventKind.DECEASED and event.earliest <= died < day:
            day = died
        rank = _RANKS[LifeEventKind.DECEASED] - 0.5 if event.kind in _ENDINGS else own[1]
        return (day, rank, *own[2:])

    return key


def _merged(events: list[LifeEvent]) -> list[LifeEvent]:
    """Of events of one kind and day those that say different things; the fuller ones take in what fits them."""
    kept: list[LifeEvent] = []
    for event in sorted(events, key=lambda one: (-len(_said(one)), key_of(one))):
        for at, other in enumerate(kept):
            mine, theirs = _said(event), _said(other)
            if all(mine[name] == theirs[name] for name in mine.keys() & theirs.keys()):
                more = {name: value for name, value in mine.items() if name not in theirs}
                kept[at] = replace(other, **more) if more else other
                break
        else:
            kept.append(event)
    return kept


_ONCE: Final = frozenset(
    {
        *(LifeEventKind.ADMISSION_DECIDED, LifeEventKind.DECISION_RECEIVED, LifeEventKind.ADMITTED),
        *(LifeEventKind.RECOGNIZED, LifeEventKind.DECEASED),
    }
)
"""What happens once, or else years apart."""


def _narrowed(events: Iterable[LifeEvent]) -> list[LifeEvent]:
    """The events, where of what happens once the day that is known best stands for those it lies within."""
    kept: list[LifeEvent] = []
    for event in sorted(events, key=lambda one: (one.latest - one.earliest, key_of(one))):
        if event.kind in _ONCE and event.earliest != event.latest:
            for at, other in enumerate(kept):
                within = event.earliest <= other.earliest and other.latest <= event.latest
                if within and (other.member, other.kind) == (event.member, event.kind):
                    joint = _merged([replace(event, on=other.on), other])
                    if len(joint) == 1:
                        kept[at] = joint[0]
                        break
            else:
                kept.append(event)
        else:
            kept.append(event)
    return kept


def _said(event: LifeEvent) -> dict[str, Any]:
    """What an event says beside member, kind and day."""
    values = {field.name: getattr(event, field.name) for field in fields(event)[3:]}
    return {name: value for name, value in values.items() if value is not None}


_ENDINGS: Final = frozenset(
    {
        *(LifeEventKind.READMITTED, LifeEventKind.RESTORED, LifeEventKind.SLIP_SHOWN),
        *(LifeEventKind.STAY_ENDED, LifeEventKind.EXEMPTION_ENDED, LifeEventKind.DISCIPLINE_ENDED),
    }
)
"""Known by the month or the year alone, these stand behind what can have begun in it."""


def _settled(events: list[LifeEvent]) -> tuple[LifeEvent, ...]:
    """Sorted events, where what must have come before another stands before it wherever their days allow that."""
    for one, other in _sequences(events):
        began, at = events.index(one), events.index(other)
        if began > at and one.earliest <= other.latest:
            events.insert(at, events.pop(began))
    _paired(events)
    return tuple(events)


def _paired(events: list[LifeEvent]) -> None:
    """Where an end has nothing ahead of it that it ends, what stands behind it and can have come first comes first."""
    open_: list[LifeEvent] = []
    at = 0
    while at < len(events):
        one = events[at]
        kind = meant_by(one)
        ended = _ENDED.get(kind)
        open_ = [other for other in open_ if (over_on(other, other.latest) or dt.date.max) > one.earliest]
        gone = next((other for other in open_ if meant_by(other) in _GONE), None)
        if kind in _BEGIN:
            open_.append(one)
        elif kind is LifeEventKind.RECOGNIZED and gone is not None and one.earliest <= gone.latest:
            events.insert(events.index(gone), events.pop(at))  # who is out is not recognized
        elif ended is not None:
            begun = next((other for other in reversed(open_) if meant_by(other) in ended), None)
            if begun is None:
                later = (
                    place
                    for place in range(at + 1, len(events))
                    if meant_by(events[place]) in ended and events[place].earliest <= one.latest
                )
                place = next(later, None)
                if place is not None:
                    events.insert(at, events.pop(place))
                    continue
            else:
                open_ = [other for other in open_ if other is not begun]
        at += 1


def _sequences(events: Sequence[LifeEvent]) -> Iterator[tuple[LifeEvent, LifeEvent]]:
    """What must have come before what: of things that happened once, the beginning before its end."""
    for other in events:
        kind = meant_by(other)
        if sum(meant_by(one) is kind for one in events) > 1:
            continue
        for kinds in _BEFORE.get(kind, ()):
            before = [one for one in events if meant_by(one) in kinds]
            if len(before) == 1:
                yield before[0], other


_GONE: Final = frozenset({LifeEventKind.STRUCK_OFF, LifeEventKind.EXPELLED, LifeEventKind.WITHDREW})
_RESOLVED, _DECIDED, _RECEIVED, _ADMITTED = (
    frozenset({kind})
    for kind in (
        *(LifeEventKind.ADMISSION_RESOLVED, LifeEventKind.ADMISSION_DECIDED),
        *(LifeEventKind.DECISION_RECEIVED, LifeEventKind.ADMITTED),
    )
)
_BEFORE: Final[Mapping[LifeEventKind, tuple[frozenset[LifeEventKind], ...]]] = {
    LifeEventKind.ADMISSION_DECIDED: (_RESOLVED,),
    LifeEventKind.DECISION_RECEIVED: (_RESOLVED, _DECIDED),
    LifeEventKind.ADMITTED: (_RESOLVED, _DECIDED, _RECEIVED),
    LifeEventKind.RECOGNIZED: (_RESOLVED, _DECIDED, _RECEIVED, _ADMITTED),
    LifeEventKind.STAY_ENDED: (frozenset({LifeEventKind.STAY_BEGUN}),),
    LifeEventKind.EXEMPTION_ENDED: (frozenset({LifeEventKind.EXEMPTED}),),
    LifeEventKind.SLIP_SHOWN: (frozenset({LifeEventKind.LOST_CONTACT}),),
    LifeEventKind.READMITTED: (_GONE,),
    LifeEventKind.RESTORED: (_GONE | {LifeEventKind.SUSPENDED, LifeEventKind.LOST_CONTACT},),
}
"""What comes before a kind, where it and what stands in one of the sets happened once."""
_ENDED: Final[Mapping[LifeEventKind, frozenset[LifeEventKind]]] = {
    kind: sets[0] for kind, sets in _BEFORE.items() if kind not in {*_BEGINNINGS, LifeEventKind.RECOGNIZED}
}
_BEGIN: Final = frozenset().union(*_ENDED.values())


def placed(events: Sequence[LifeEvent]) -> tuple[Placed, ...]:
    """Sorted events, each behind what must have come before it and ahead of what must have come after it.

    How events known in part stand to each other is a guess otherwise, and narrows neither.
    """
    first, last = [one.earliest for one in events], [one.latest for one in events]
    if first != last:
        at = {id(one): place for place, one in enumerate(events)}
        pairs = [(at[id(one)], at[id(other)]) for one, other in _sequences(events)]
        died = next((place for place, one in enumerate(events) if one.kind is LifeEventKind.DECEASED), 0)
        pairs += [(place, died) for place in range(died)]
        for one, other in pairs:
            if first[other] < first[one] <= last[other]:
                first[other] = first[one]
        for one, other in reversed(pairs):
            if last[one] > last[other] >= first[one]:
                last[one] = last[other]
    return tuple(map(Placed, events, first, last))


def plus(day: dt.date, *, years: int = 0, months: int = 0) -> dt.date:
    """The day so many calendar years and months later; the last of its month where that is shorter.

    Where no calendar goes so far it is the last day there is, or the first.
    """
    try:
        moved: dt.date = day + relativedelta(years=years, months=months)
    except (ValueError, OverflowError):
        return dt.date.max if years * 12 + months > 0 else dt.date.min
    return moved


def last_of_month(day: dt.date) -> dt.date:
    """The last day of the month of a day.

    Examples:
        >>> last_of_month(dt.date(2028, 2, 1))
        datetime.date(2028, 2, 29)
    """
    return day.replace(day=monthrange(day.year, day.month)[1])


def over_on(event: LifeEvent, began: dt.date) -> dt.date | None:
    """The first day on which what an event began is over by its own words; `None` where it does not say."""
    if event.until is not None:
        return None if event.until == dt.date.max else max(event.until + _DAY, began)
    return plus(began, months=event.months) if event.months else None


def of_kind(events: Iterable[Placed], *kinds: LifeEventKind) -> Iterator[Placed]:
    """Those of some kinds."""
    return (one for one in events if one.event.kind in kinds)
