"""What a decision does to people: they come onto rolls, go from one to another, leave; who they are there."""

from __future__ import annotations

__all__ = ["Admit", "Leave", "Recognize", "RenameMember", "Transfer"]

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from pydantic import BeforeValidator, Field

from dangbo.base.findings import Finding, Lang, Severity, finding
from dangbo.base.records import Count, Day, Id, PersonName, ordered, record
from dangbo.base.terms import AdmitReason, LeaveReason, MemberStatus, MoveScope, TransferKind
from dangbo.base.text import format_date, unless_personal, upper_first
from dangbo.base.words import NO_WORDS, Words
from dangbo.change.draft import Draft
from dangbo.change.play import (
    ByNumber,
    Crossing,
    Ids,
    NameOf,
    Operation,
    Play,
    check_members,
    check_numbers,
    headcount_on,
    past_person,
    people_words,
    whence,
    whither,
)
from dangbo.rules import RuleBook
from dangbo.tree.members import NAMELESS, Headcount, Member, headcount_of
from dangbo.tree.tables import HOST, STAYS


@record
class Transfer(Operation):
    """Chuyển sinh hoạt đảng: people go to the roll of another organization, or take part in it for a time.

    A temporary transfer changes no roll: the person stays counted at home, and takes part there from the day of the
    decision on (`Stay`). A temporary transfer to the own organization ends the stay.

    Args:
        members: ids of those who go, each from the roll they are on.
        to: id of the organization that receives them.
        people: people known only by number who go with them; official transfers only.
        kind: official or temporary.
        from_: id of the organization on whose roll they are, all of them, where the paper says so; the ledger holds
            them against it whenever it plays the decision.
        until: the last day of a temporary transfer, where it is known.

    Examples:
        >>> Transfer(["m-1", "m-2"], to="cb-5").members
        ('m-1', 'm-2')
        >>> Transfer([], to="cb-5", people=[ByNumber("cb-1", full=3)]).people
        (ByNumber(of='cb-1', full=3, probationary=0),)
    """

    members: Ids
    to: Id
    people: Annotated[tuple[ByNumber, ...], BeforeValidator(ordered)] = ()
    kind: TransferKind = TransferKind.OFFICIAL
    from_: Id | None = None
    until: Day | None = None

    verb: ClassVar[str] = "transfer"
    rests_on: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:

        def __init__(
            self,
            members: Sequence[str],
            to: str,
            people: Sequence[ByNumber] = (),
            kind: TransferKind = TransferKind.OFFICIAL,
            from_: str | None = None,
            until: dt.date | str | None = None,
        ) -> None: ...

    @property
    def way(self) -> TransferKind:
        return self.kind

    @property
    def subject(self) -> str:
        return self.to

    def check(self, play: Play) -> Iterator[Finding]:
        if not self.members and not any(item.total for item in self.people):
            yield finding("plan/nothing-to-do", self.to)
        yield from play.known([self.to])
        yield from check_members(play, self.members)
        yield from check_numbers(play, self.people)
        if self.kind is TransferKind.TEMPORARY and self.people:
            yield finding("plan/stay-by-number", self.to, count=sum(item.total for item in self.people))
        if any(item.of == self.to for item in self.people):
            yield finding("plan/nothing-to-do", self.to)
        yield from self._check_source(play)
        if self.until is not None:
            yield from self._check_end(play, self.until)
        for member in dict.fromkeys(self.members):
            home, stay = play.draft._home_of(member), play.draft._row(STAYS, member)
            at = home if self.kind is TransferKind.OFFICIAL or stay is None else stay.organization
            longer = home != self.to and stay is not None and self.until is not None and stay.until != self.until
            if at == self.to and not (self.kind is TransferKind.TEMPORARY and longer):
                yield finding("plan/nothing-to-do", member)

    def _check_source(self, play: Play) -> Iterator[Finding]:
        """Whether everybody is where the paper says."""
        if self.from_ is None:
            return
        yield from play.known([self.from_])
        for member in dict.fromkeys(self.members):
            home = play.draft._home_of(member)
            if home is not None and home != self.from_:
                yield finding("plan/on-another-roll", member, organization=home, source_roll=self.from_)
        for item in self.people:
            if item.of != self.from_:
                yield finding("plan/not-of-sources", item.of, sources=self.from_)

    def _check_end(self, play: Play, until: dt.date) -> Iterator[Finding]:
        """Whether a last day belongs here, and lies not before the first."""
        if self.kind is not TransferKind.TEMPORARY:
            yield finding("plan/until-without-stay", self.to, until=until)
        elif until < play.rules.on:
            yield finding("plan/stay-ends-early", self.to, until=until, effective=play.rules.on)
        for member in dict.fromkeys(self.members):
            if self.kind is TransferKind.TEMPORARY and play.draft._home_of(member) == self.to:
                yield finding("plan/until-without-stay", member, until=until)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: people transfer by introduction papers between committees, not by one superior's decision."""
        return iter(())

    def effect(self, play: Play) -> None:
        draft = play.draft
        if self.kind is TransferKind.TEMPORARY:
            back = [member for member in self.members if draft._home_of(member) == self.to]
            draft.host(back, None)
            for member in self.members:
                stay = draft._row(STAYS, member)
                goes_on = stay is not None and stay.organization == self.to
                since = stay.since if stay is not None and goes_on else play.rules.on
                if member not in set(back):
                    draft.host([member], self.to, since=since, until=self.until)
            return
        guests = draft.named_by(STAYS, HOST, self.to)
        draft.host([member for member in self.members if member in set(guests)], None)
        draft.move_members(self.members, self.to)
        for item in self.people:
            draft.move_counted(item.of, self.to, Headcount(item.full, item.probationary))

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Chuyển sinh hoạt đảng của {people}{source} về {to}", en="Transfer {people}{source} to {to}")
        if self.kind is TransferKind.TEMPORARY:
            words = Words(
                vi="Chuyển sinh hoạt đảng tạm thời của {people}{source} về {to}{until}",
                en="Transfer {people}{source} for a time to {to}{until}",
            )
        return self._told(words, name, lang)

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(
            vi="Chuyển sinh hoạt đảng của {people}{source} về {to}", en="Transfer of {people}{source} to {to}"
        )
        if self.kind is TransferKind.TEMPORARY:
            words = Words(
                vi="Chuyển sinh hoạt đảng tạm thời của {people}{source} về {to}{until}",
                en="Transfer of {people}{source} to {to} for a time{until}",
            )
        return self._told(words, name, lang)

    def _told(self, words: Words, name: NameOf, lang: Lang) -> str:
        source, until = NO_WORDS, NO_WORDS
        if self.from_ is not None:
            source = Words(vi=f" từ {name(self.from_)}", en=f" from {name(self.from_)}")
        if self.until is not None:
            day = format_date(self.until, lang=lang)
            until = Words(vi=f", đến ngày {day}", en=f", until {day}")
        return words.format(
            lang=lang,
            people=_people(self.members, self.people, lang),
            to=name(self.to),
            source=source.text(lang=lang),
            until=until.text(lang=lang),
        )


_ADMITTING: Final = {
    AdmitReason.ADMITTED: "Kết nạp",
    AdmitReason.READMITTED: "Kết nạp lại",
    AdmitReason.RECEIVED: "Tiếp nhận",
    AdmitReason.RESTORED: "Phục hồi đảng tịch cho",
}
"""What is done, in the Vietnamese of a decision; the label of the reason says how it came about."""


@record
class Admit(Operation):
    """Kết nạp, tiếp nhận: people come onto a roll of the register from outside it.

    Args:
        to: id of the organization whose roll they join.
        members: their records; someone who left before comes back under the same id.
        full: how many more full members are known only by number.
        probationary: how many more probationary members are known only by number.
        reason: admitted to the Party, readmitted, received from outside the register, restored.
        where: whence they come, where they are received; `None` where nobody said.

    Examples:
        >>> from dangbo.base.terms import MemberStatus
        >>> Admit("cb-1", [Member("m-9", "Nguyễn Văn A", MemberStatus.PROBATIONARY)]).admitted()
        Headcount(full=0, probationary=1)
    """

    to: Id
    members: Annotated[tuple[Member, ...], BeforeValidator(ordered)] = ()
    full: Count = 0
    probationary: Count = 0
    reason: AdmitReason = AdmitReason.ADMITTED
    where: MoveScope | None = None

    verb: ClassVar[str] = "admit"
    rests_on: ClassVar[tuple[str, ...]] = ("probation",)

    if TYPE_CHECKING:

        def __init__(
            self,
            to: str,
            members: Sequence[Member] = (),
            full: int = 0,
            probationary: int = 0,
            reason: AdmitReason = AdmitReason.ADMITTED,
            where: MoveScope | None = None,
        ) -> None: ...

    @property
    def way(self) -> AdmitReason:
        return self.reason

    @property
    def subject(self) -> str:
        return self.to

    def check(self, play: Play) -> Iterator[Finding]:
        yield from play.known([self.to])
        if not self.admitted().total:
            yield finding("plan/nothing-to-do", self.to)
        if self.where is not None and self.reason is not AdmitReason.RECEIVED:
            yield finding("plan/where-without-move", self.to, reason=self.reason.words)
        probation = play.rules.get("probation")
        if self.reason is AdmitReason.ADMITTED and self.admitted().full and probation is not None:
            yield finding("plan/admitted-as-full", self.to, rule=probation.ref, count=self.admitted().full)
        for member, times in Counter(person.id for person in self.members).items():
            if times > 1:
                yield finding("plan/member-named-twice", member)
            home = play.draft._home_of(member)
            if home is not None:
                yield finding("plan/member-on-roll", member, organization=home)
            elif member in play.deceased or past_person(member) in play.used:
                yield finding("plan/admitted-after-death", member, organization=self.to)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: who may admit is a matter of the people's procedures, not of the tree."""
        return iter(())

    def effect(self, play: Play) -> None:
        play.draft.admit(self.members, self.to)
        play.settle([self.to])
        if self.reason is AdmitReason.ADMITTED:
            play.admitted.update((person.id, play.rules.on) for person in self.members)
        if self.full or self.probationary:
            play.draft.count_more(self.to, Headcount(self.full, self.probationary))

    def crossing(self, draft: Draft) -> Crossing:
        return Crossing(joined=tuple(person.id for person in self.members), people_in=self.admitted())

    def admitted(self) -> Headcount:
        """How many people come."""
        return headcount_of(self.members) + Headcount(self.full, self.probationary)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="{admitting} {people}{whence}, sinh hoạt tại {to}", en="{Gloss}{whence}: {people}, {to}")
        return self._told(words, name, lang)

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(vi="{admitting} {people}{whence}, sinh hoạt tại {to}", en="{to}: {people} {gloss}{whence}")
        return self._told(words, name, lang)

    def _told(self, words: Words, name: NameOf, lang: Lang) -> str:
        gloss = self.reason.gloss
        return words.format(
            lang=lang,
            admitting=_ADMITTING[self.reason],
            people=people_words(self.admitted().total, lang=lang),
            to=name(self.to),
            gloss=gloss,
            Gloss=upper_first(gloss),
            whence=whence(self.where).text(lang=lang),
        )


@record
class Leave(Operation):
    """Ra khỏi danh sách: people leave the rolls of the register; their records stay.

    Args:
        members: ids of those who leave.
        people: people known only by number who leave.
        reason: transferred outside the register, deceased, struck off, expelled, withdrew.
        where: where they go who are transferred; `None` where nobody said.

    Examples:
        >>> Leave(["m-9"], reason=LeaveReason.DECEASED).reason.label
        'Từ trần'
    """

    members: Ids = ()
    people: Annotated[tuple[ByNumber, ...], BeforeValidator(ordered)] = ()
    reason: LeaveReason = Field(kw_only=True)
    where: MoveScope | None = Field(default=None, kw_only=True)

    verb: ClassVar[str] = "leave"
    rests_on: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:

        def __init__(
            self,
            members: Sequence[str] = (),
            people: Sequence[ByNumber] = (),
            *,
            reason: LeaveReason,
            where: MoveScope | None = None,
        ) -> None: ...

    @property
    def way(self) -> LeaveReason:
        return self.reason

    @property
    def subject(self) -> str:
        return next(iter((*self.members, *(item.of for item in self.people))), "")

    def check(self, play: Play) -> Iterator[Finding]:
        if not self.members and not any(item.total for item in self.people):
            yield finding("plan/nothing-to-do", self.subject)
        if self.where is not None and self.reason is not LeaveReason.TRANSFERRED:
            yield finding("plan/where-without-move", self.subject, reason=self.reason.words)
        yield from check_members(play, self.members)
        yield from check_numbers(play, self.people)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: see `Admit`."""
        return iter(())

    def effect(self, play: Play) -> None:
        play.draft.leave(self.members)
        if self.reason is LeaveReason.DECEASED:
            play.deceased.update(self.members)
        for item in self.people:
            play.draft.count_more(item.of, Headcount(-item.full, -item.probationary))

    def crossing(self, draft: Draft) -> Crossing:
        counted = (Headcount(item.full, item.probationary) for item in self.people)
        return Crossing(left=self.members, people_out=sum(counted, headcount_on(draft, self.members)))

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="{reason.label}{whither}: {people}", en="Leave ({reason.gloss}{whither}): {people}")
        return self._told(words, lang)

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(
            vi="Đưa {people} ra khỏi danh sách: {reason.label}{whither}",
            en="{people} off the rolls: {reason.gloss}{whither}",
        )
        return self._told(words, lang)

    def _told(self, words: Words, lang: Lang) -> str:
        people = _people(self.members, self.people, lang)
        return words.format(lang=lang, reason=self.reason, people=people, whither=whither(self.where).text(lang=lang))


@record
class Recognize(Operation):
    """Công nhận chính thức: probationary members become full members. They stay on their rolls.

    It is decided after month 12 and holds from the end of that month: on the effective day of the plan, whenever it is
    recorded.

    Args:
        members: ids of those who become full.
        people: people known only by number who become full: of each organization, how many probationary ones.
        since: the first day they are full, where that is not the effective day of the plan; never after it.

    References:
        Điều lệ Đảng, Điều 5.1 (12 months of probation; rule `probation`).

    Examples:
        >>> Recognize(["m-9"]).members
        ('m-9',)
        >>> Recognize(people=[ByNumber("cb-1", probationary=2)]).subject
        'cb-1'
    """

    members: Ids = ()
    people: Annotated[tuple[ByNumber, ...], BeforeValidator(ordered)] = ()
    since: Day | None = None

    verb: ClassVar[str] = "recognize"
    rests_on: ClassVar[tuple[str, ...]] = ("probation",)
    is_decided_late: ClassVar[bool] = True

    if TYPE_CHECKING:

        def __init__(
            self,
            members: Sequence[str] = (),
            people: Sequence[ByNumber] = (),
            since: dt.date | str | None = None,
        ) -> None: ...

    @property
    def subject(self) -> str:
        return next(iter((*self.members, *(item.of for item in self.people))), "")

    def check(self, play: Play) -> Iterator[Finding]:
        if not self.members and not any(item.total for item in self.people):
            yield finding("plan/nothing-to-do", self.subject)
        yield from check_members(play, self.members)
        yield from check_numbers(play, [ByNumber(item.of, probationary=item.probationary) for item in self.people])
        for item in self.people:
            if item.full:
                yield finding("plan/full-by-number", item.of, count=item.full)
        on = play.rules.on
        if self.since is not None and self.since > on:
            yield finding("plan/recognized-ahead", self.subject, since=self.since, effective=on)
        for member in dict.fromkeys(self.members):
            person = play.draft._person(member)
            if person is not None and person.status is MemberStatus.FULL and play.draft._home_of(member) is not None:
                yield finding("plan/full-already", member)

    def breaches(self, play: Play) -> Iterator[Finding]:
        """Whose month 12 is not over, where it is known when it began: not before the admission, at the earliest."""
        rule, since = play.rules.get("probation"), self.since or play.rules.on
        if rule is None:
            return
        begun = ((member, play.admitted_on(member)) for member in self.members)
        for member, admitted in begun:
            if admitted is not None and since < (ends := _months_after(admitted, rule.number)):
                yield finding(
                    "plan/recognized-early",
                    member,
                    rule=rule.ref,
                    severity=Severity.BLOCK if rule.blocks else Severity.WARN,
                    since=since,
                    admitted=admitted,
                    limit=rule.number,
                    ends=ends,
                )

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: see `Admit`."""
        return iter(())

    def effect(self, play: Play) -> None:
        for person in filter(None, map(play.draft._person, self.members)):
            play.draft.set_person(replace(person, status=MemberStatus.FULL))
        for item in self.people:
            play.draft.recognize_counted(item.of, item.probationary)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Công nhận chính thức: {people}{since}", en="Recognize as full: {people}{since}")
        return self._told(words, lang)

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(
            vi="Công nhận {people} dự bị là đảng viên chính thức{since}",
            en="{people} recognized as full{since}",
        )
        return self._told(words, lang)

    def _told(self, words: Words, lang: Lang) -> str:
        since = NO_WORDS
        if self.since is not None:
            day = format_date(self.since, lang=lang)
            since = Words(vi=f", từ ngày {day}", en=f", from {day} on")
        return words.format(lang=lang, people=_people(self.members, self.people, lang), since=since.text(lang=lang))


@record
class RenameMember(Operation):
    """Đổi họ tên: a person has another name from now on. What was recorded wrongly is corrected instead.

    Args:
        member: id of the person, who is on a roll.
        name: the name from now on; kept out of `repr`.

    Examples:
        >>> RenameMember("m-9", "Nguyễn Văn Bình")
        RenameMember(member='m-9')
    """

    member: Id
    name: PersonName = Field(repr=False)

    verb: ClassVar[str] = "rename_member"
    rests_on: ClassVar[tuple[str, ...]] = ()

    if TYPE_CHECKING:

        def __init__(self, member: str, name: str) -> None: ...

    @property
    def subject(self) -> str:
        return self.member

    def check(self, play: Play) -> Iterator[Finding]:
        yield from check_members(play, [self.member])
        person = play.draft._person(self.member)
        same = person is not None and person.name == self.name
        if same and self.name not in NAMELESS:  # of whom neither name is known nothing can be told
            yield finding("plan/nothing-to-do", self.member)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        """None: what a person is called is no matter of the Party."""
        return iter(())

    def effect(self, play: Play) -> None:
        for person in filter(None, [play.draft._person(self.member)]):
            play.draft.set_person(replace(person, name=self.name))

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Đổi họ tên của đảng viên {member}", en="Another name of member {member}")
        return words.format(lang=lang, member=unless_personal(self.member))


def _months_after(day: dt.date, months: int) -> dt.date:
    """The day so many months later; the last of its month where that is shorter."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))


def _people(members: Sequence[str], counted: Iterable[ByNumber], lang: Lang) -> str:
    """How many people, those known only by number among them."""
    return people_words(len(members) + sum(item.total for item in counted), lang=lang)
