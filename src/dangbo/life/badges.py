"""Party badges (Huy hiệu Đảng) that become due: `BadgeDue`. Made by `Life.badges`.

Whoever has 30, 40, 45 ... years of seniority (rule `badge-years`) is given the badge in the first round on or after
that day (rule `badge-rounds`); not in one that falls into the time out of the Party, or into the months for which a
discipline defers it (rule `badge-deferral`: 6, 9 or 12, each from the day of the discipline). After a death it is given
where no more than so many months were missing (rule `badge-early`); that is decided between the rounds.

A place may have windows of its own ("full from March to May: the round of 19 May"). They are local rules of a book
(`RuleBook.with_local`), change no round here and are told as a note.

Each badge is due once, in one year. The rules are those of their date; of a time the rulebook knows no rounds of, the
round is `None`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

from dangbo.base.citations import RuleRef
from dangbo.base.envelope import RuleDocument, WordsDocument
from dangbo.base.errors import TermError
from dangbo.base.findings import Lang
from dangbo.base.people import OfMember, PeopleTold, PersonalDocument, all_told
from dangbo.base.records import RecordType
from dangbo.base.terms import DisciplineForm, LifeEventKind
from dangbo.base.text import format_date
from dangbo.base.words import Words
from dangbo.life.events import Placed, plus
from dangbo.life.seniority import courses
from dangbo.rules import RuleBook

__all__ = ["BadgeDue", "BadgeKind"]

BadgeKind: TypeAlias = Literal["regular", "deferred", "posthumous"]
"""In the next round; in a later one for a discipline; after a death."""

_K = LifeEventKind
_TRIES: Final = 100
"""More times than this nobody is disciplined or expelled between two rounds."""
_MONTH_AND_DAY: Final = 2

KINDS: Final[dict[BadgeKind, Words]] = {
    "regular": Words(vi="đến đợt", en="due"),
    "deferred": Words(vi="hoãn do kỷ luật", en="deferred for discipline"),
    "posthumous": Words(vi="truy tặng", en="after death"),
}
_BETWEEN: Final = Words(
    vi="Xét giữa các đợt; chưa thấy quy định về ngày trao.",
    en="Decided between the rounds; no rule on the day was seen.",
)
_NO_ROUNDS: Final = Words(
    vi="Bộ quy định không có các đợt trao của thời gian này.", en="The rulebook has no rounds of that time."
)
_IN_PART: Final = Words(
    vi="Ngày đủ tuổi đảng chỉ biết trong một khoảng.", en="The day the years are full is known in part only."
)
_NOT_RECOGNIZED: Final = Words(
    vi="Chưa ghi ngày công nhận chính thức.", en="No recognition as full member is recorded."
)
_FROM_CARD: Final = Words(vi="Tính theo ngày vào Đảng trên thẻ.", en="Counted from the joining date on the card.")
_FORM_UNKNOWN: Final = Words(
    vi="Có kỷ luật chưa ghi hình thức; chưa rõ phải hoãn bao lâu.",
    en="A discipline has no form recorded; how long it defers is unknown.",
)
_DEATH_IN_PART: Final = Words(vi="Ngày từ trần chỉ biết một phần.", en="The day of death is known in part only.")
_DISCIPLINED: Final = Words(vi="Từ trần khi đang bị hoãn do kỷ luật.", en="Died while a discipline deferred it.")


class BadgeDocument(OfMember, total=False):
    """To whom a badge is due; which one, since when and in which round, only if asked for."""

    years: int
    kind: BadgeKind
    reached: str | None
    earliest: str
    latest: str
    round: str | None
    not_before: str | None
    early_from: str | None
    rules: list[RuleDocument]
    notes: list[WordsDocument]


@dataclass(frozen=True, slots=True, repr=False)
class BadgeDue(PersonalDocument, metaclass=RecordType):
    """A badge that becomes due. Made by `Life.badges`.

    Attributes:
        member: id of the member.
        years: which badge.
        kind: whether it is due in the next round, deferred, or given after death.
        reached: the day the years are full; `None` where it is known in part only.
        earliest: the first day they can be full.
        latest: the last.
        round: the day of the round; `None` where it cannot be told or is none.
        not_before: the day from which a discipline no longer defers it; `None` where none does.
        early_from: the day from which it may be given early for grave illness; `None` where the rulebook says nothing.
        rules: the clauses it rests on.
        notes: what to know about it, such as that the cell must confirm correction.
    """

    member: str
    years: int
    kind: BadgeKind
    reached: dt.date | None
    earliest: dt.date
    latest: dt.date
    round: dt.date | None
    not_before: dt.date | None = None
    early_from: dt.date | None = None
    rules: tuple[RuleRef, ...] = ()
    notes: tuple[Words, ...] = ()

    def explain(self, *, lang: Lang = "vi") -> str:
        """Which badge, when the years are full, in which round, and by which rules. It tells what is personal.

        Raises:
            TermError: another language than "vi" and "en".
        """
        head = Words(vi="Huy hiệu {years} năm tuổi Đảng: {kind}.", en="Badge of {years} years: {kind}.")
        lines = [head.format(lang=lang, years=self.years, kind=KINDS[self.kind].text(lang=lang))]
        for words, day in (
            (Words(vi="Đủ năm ngày {day}.", en="Years full on {day}."), self.reached),
            (Words(vi="Không trước {day}.", en="Not before {day}."), self.not_before),
            (Words(vi="Đợt {day}.", en="Round of {day}."), self.round),
        ):
            if day is not None:
                lines.append(words.format(lang=lang, day=format_date(day, lang=lang)))
        lines += [note.text(lang=lang) for note in self.notes]
        lines += [f"{ref.citation(lang=lang)}." for ref in self.rules]
        return " ".join(lines)

    def as_dict(self, *, people: PeopleTold = "ids") -> BadgeDocument:
        """The same as plain JSON values.

        Args:
            people: "ids" for whose it is and nothing more; "all" for which badge, since when, in which
                round.

        Raises:
            InvalidInputError: another word.
        """
        if not all_told(people):
            return {"member": self.member}
        return {
            "member": self.member,
            "years": self.years,
            "kind": self.kind,
            "reached": None if self.reached is None else self.reached.isoformat(),
            "earliest": self.earliest.isoformat(),
            "latest": self.latest.isoformat(),
            "round": None if self.round is None else self.round.isoformat(),
            "not_before": None if self.not_before is None else self.not_before.isoformat(),
            "early_from": None if self.early_from is None else self.early_from.isoformat(),
            "rules": [ref.as_dict() for ref in self.rules],
            "notes": [note.as_dict() for note in self.notes],
        }

    def __repr__(self) -> str:
        return f"BadgeDue({self.member!r})"


class _Deferral(NamedTuple):
    """For which days a discipline defers a badge."""

    first: dt.date
    over: dt.date
    rule: RuleRef
    said: Words | None


class _Round(NamedTuple):
    """Where the years of a badge lead."""

    day: dt.date | None
    deferral: _Deferral | None
    rule: RuleRef | None
    never: bool = False


class _Badges:
    """What all badges of a life are found with."""

    def __init__(self, member: str, events: Sequence[Placed], book: RuleBook) -> None:
        self.member = member
        self.book = book
        living = [one for one in events if one.kind is not _K.DECEASED]
        self.possible = courses(living)
        self.least = self.possible[0]
        self.died = next((one for one in events if one.kind is _K.DECEASED), None)
        self.given = {one.event.badge_years for one in events if one.kind is _K.BADGE}
        self.deferrals = tuple(_deferrals(events, book))
        self.formless = any(one.kind is _K.DISCIPLINED and one.event.detail is None for one in events)

    def of(self, year: int) -> Iterator[BadgeDue]:
        """The badges that were not given and can fall into a year: of others nothing more is looked up."""
        rule = self.book.get("badge-years")
        if rule is None or self.least.start is None or not all(one.is_told for one in self.possible):
            return
        for years in sorted({number for value in rule.values for number in value.table.numbers("years")}):
            if years in self.given or self._is_far(years, year):
                continue
            reached = [day for one in self.possible if (day := one.reaches(years)) is not None]
            if len(reached) < len(self.possible):
                continue
            due = self._due(years, min(reached), max(reached))
            if due is not None:
                yield due

    def _is_far(self, years: int, year: int) -> bool:
        """Whether a badge of so many years cannot fall into a year, because nothing stands in the way of its round.

        A round comes on or after the day the years are full, and before another year is over.
        """
        if (
            self.died is not None
            or self.deferrals
            or any(len(one.stretches) != 1 or one.wrong for one in self.possible)
        ):
            return False
        origins = [one.stretches[0].origin.year for one in self.possible]
        return min(origins) + years > year or max(origins) + years < year - 1

    def _due(self, years: int, first: dt.date, last: dt.date) -> BadgeDue | None:
        """The badge of so many years, where it is due at all."""
        early, late = self._round(first), self._round(last)
        if late.never:
            return None
        if self.died is not None and (late.day or last) > self.died.earliest:
            return self._after_death(years, first, last)
        on = late.day or last
        value = self.book.at(on).get("badge-years")
        if value is None or years not in value.table.numbers("years"):
            return None
        notes, rules = self._notes(first, last), [value.ref, *filter(None, [late.rule])]
        if late.rule is None:
            notes.append(_NO_ROUNDS)
        deferral = late.deferral
        if deferral is not None:
            rules.append(deferral.rule)
            notes += filter(None, [deferral.said])
        if self.formless:
            notes.append(_FORM_UNKNOWN)
        if first == last and deferral is None:
            for place, said in self._windows(last, on):
                rules.append(said)
                notes.append(place)
        illness, by = self._months_early("illness", years, on)
        rules += filter(None, [by])
        return BadgeDue(
            self.member,
            years,
            "regular" if deferral is None else "deferred",
            last if first == last else None,
            first,
            last,
            late.day if early.day == late.day else None,
            None if deferral is None else deferral.over,
            None if illness is None else plus(first, months=-illness),
            tuple(rules),
            tuple(notes),
        )

    def _after_death(self, years: int, first: dt.date, last: dt.date) -> BadgeDue | None:
        """The badge of somebody who died before it could be given, where not too much was missing."""
        assert self.died is not None  # noqa: S101 - asked before
        day = self.died.latest
        if self.least.is_out(day) is not None:
            return None
        value = self.book.at(day).get("badge-years")
        if value is None or years not in value.table.numbers("years"):
            return None
        rules = [value.ref]
        if day < first:
            months, by = self._months_early("death", years, day)
            if months is None or by is None or day < plus(first, months=-months):
                return None
            rules.append(by)
        notes = [_BETWEEN, *self._notes(first, last)]
        if not self.died.is_exact:
            notes.append(_DEATH_IN_PART)
        if any(one.first <= day < one.over for one in self.deferrals):
            notes.append(_DISCIPLINED)
        reached, cited = last if first == last else None, tuple(rules)
        return BadgeDue(self.member, years, "posthumous", reached, first, last, None, rules=cited, notes=tuple(notes))

    def _notes(self, first: dt.date, last: dt.date) -> list[Words]:
        start = self.least.start
        told = {
            _IN_PART: first != last,
            _NOT_RECOGNIZED: self.least.official is None,
            _FROM_CARD: start is not None and start.by_card,
        }
        return [note for note, holds in told.items() if holds]

    def _round(self, full: dt.date) -> _Round:
        """The first round on or after a day in which the badge can be given."""
        day, deferral = full, None
        for _ in range(_TRIES):
            value = self.book.at(day).get("badge-rounds")
            after = None if value is None else next_round(value.table.texts("days"), day)
            if value is None or after is None:
                return _Round(None, deferral, None)
            back = self.least.is_out(after)
            if back == dt.date.max:
                return _Round(None, None, None, never=True)
            held = next((one for one in self.deferrals if one.first <= after < one.over), None)
            if back is None and held is None:
                return _Round(after, deferral, value.ref)
            if held is not None:
                deferral = held
            day = max(filter(None, (back, None if held is None else held.over)))
        return _Round(None, deferral, None)

    def _windows(self, full: dt.date, on: dt.date) -> Iterator[tuple[Words, RuleRef]]:
        """In which round places of the book consider it, by the month the years are full; no rule of the nation."""
        now = self.book.at(on)
        for rule_id in (one for one in self.book.local_rules() if one.endswith("-badge-windows")):
            value = now.get(rule_id)
            for row in () if value is None else value.rows:
                start, end = row.number("first_month"), row.number("last_month")
                inside = start <= full.month <= end if start <= end else not end < full.month < start
                if value is None or not inside:
                    continue
                year = full.year + (start > end and full.month >= start)
                day = next_round([row.text("round")], dt.date(year, 1, 1))
                if day is not None:
                    yield _window(value.ref.scope, day), value.ref

    def _months_early(self, case: str, years: int, on: dt.date) -> tuple[int | None, RuleRef | None]:
        """How many months early a badge may be given."""
        value = self.book.at(on).get("badge-early")
        for row in () if value is None else value.rows:
            if row["case"] == case and row.number("first_year") <= years <= row.number("last_year"):
                return row.number("months_early"), None if value is None else value.ref
        return None, None


def _deferrals(events: Sequence[Placed], book: RuleBook) -> Iterator[_Deferral]:
    for one in events:
        form = one.event.discipline
        value = None if form is None else book.at(one.latest).get("badge-deferral")
        for row in () if value is None else value.rows:
            if _form_of(row.text("form")) is form and value is not None:
                over = plus(one.latest, months=row.number("months"))
                yield _Deferral(one.earliest, over, value.ref, value.statement)


def _form_of(label: str) -> DisciplineForm | None:
    try:
        return DisciplineForm.parse(label)
    except TermError:
        return None


def _window(place: str, day: dt.date) -> Words:
    return Words(
        vi=f"Theo khung tháng của {place}: đợt {format_date(day)}.",
        en=f"By the months of {place}: round of {format_date(day, lang='en')}.",
    )


def next_round(days: Sequence[str], day: dt.date) -> dt.date | None:
    """The first of the rounds of a year ("03/02", day and month) on or after a day."""
    found = []
    for text in days:
        parts = text.split("/")
        if len(parts) != _MONTH_AND_DAY or not all(part.isdecimal() for part in parts):
            continue
        for year in (day.year, day.year + 1):
            try:
                one = dt.date(year, int(parts[1]), int(parts[0]))
            except ValueError:
                continue
            if one >= day:
                found.append(one)
    return min(found, default=None)


def badges_of(member: str, events: Sequence[Placed], year: int, book: RuleBook) -> tuple[BadgeDue, ...]:
    """The badges due in a year, those of fewer years first.

    Args:
        member: id of the member.
        events: the events of the life, in their places.
        year: the year of the round; of the death; where neither is told, of the first day the years can be full.
        book: the rulebook.
    """
    whole = _Badges(member, events, book)
    return tuple(one for one in whole.of(year) if _year_of(one, whole.died) == year)


def _year_of(due: BadgeDue, died: Placed | None) -> int:
    if due.kind == "posthumous" and died is not None:
        return died.latest.year
    return (due.round or due.earliest).year
