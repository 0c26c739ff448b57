"""What a decision does across the border of the register: organizations go out of it and come into it as they stand."""

from __future__ import annotations

__all__ = ["HandOut", "Receive", "Roll"]

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from pydantic import BeforeValidator, Field

from dangbo.base.citations import Document
from dangbo.base.findings import Finding, Lang, Severity, finding
from dangbo.base.records import Id, Text, id_of, ordered, record
from dangbo.base.terms import Form, Level, MoveScope
from dangbo.base.text import format_number
from dangbo.base.words import NO_WORDS, Words
from dangbo.change.draft import Draft
from dangbo.change.play import (
    Begun,
    Beyond,
    ByNumber,
    Crossing,
    NameOf,
    Operation,
    Play,
    Renewal,
    all_named,
    check_named_once,
    check_place_for,
    listed,
    past_group,
    past_person,
)
from dangbo.change.verbs.organizations import GIVING, hand_over_row
from dangbo.rules import RuleBook, RuleValue
from dangbo.rules import Table as Row
from dangbo.tree.members import NOBODY, Headcount, Member, headcount_of
from dangbo.tree.records import Organization, ResidentialGroup
from dangbo.tree.tables import (
    BODIES,
    CELLS,
    GROUPS,
    HOST,
    MANDATE_OF,
    MANDATES,
    SEAT_OF,
    SEATS,
    STAYS,
    SUPERIOR,
)

# --- out -------------------------------------------------------------------------------------------------------------


@record
class HandOut(Operation):
    """Chuyển giao ra ngoài: an organization goes to a superior outside the register, with everything it has.

    What stands below it goes with it, and so do the people of all of them, those known only by number too, the
    residential groups only they serve, and the mass bodies whose superior stood there. Temporary stays do not cross the
    border: those of its people elsewhere end, and those of others in it. Whoever left is on no roll and may come back
    under the same id; the ids of what left are ids of the past.

    There are two decisions: the plan's `basis` hands over, `receiving` is the one of the other side (rule `hand-over`).

    Args:
        organization: id of the one handed out.
        to: who has it from now on, in words: "Đảng ủy xã Tân Cương, tỉnh Thái Nguyên".
        receiving: the decision of the receiving side.
        where: how far it goes; `None` where nobody said.
        agreement: the written agreement of the Central Organization Commission (Ban Tổ chức Trung ương), between a
            province and a central committee.

    References:
        06-HD/TW, mục 10.5; 294-QĐ/TW, mục 6.3.4.

    Examples:
        >>> HandOut("cb-1", to="Đảng ủy phường Đức Xuân", where=MoveScope.SAME_PROVINCE).where.label
        'Trong tỉnh'
    """

    organization: Id
    to: Text
    receiving: Document | None = None
    where: MoveScope | None = None
    agreement: Document | None = None

    verb: ClassVar[str] = "hand_out"
    rests_on: ClassVar[tuple[str, ...]] = ("hand-over", "collective-transfer")

    @property
    def subject(self) -> str:
        return self.organization

    @property
    def beyond(self) -> Beyond:
        return Beyond("out", self.to)

    def check(self, play: Play) -> Iterator[Finding]:
        yield from play.known([self.organization])
        draft = play.draft
        org = draft.get(self.organization)
        if org is None:
            return
        if org.parent is None:
            yield finding("plan/root-organization", org.id)
            return
        yield from _check_beyond(draft, org.id, self.to)
        yield from _check_decisions(play, org, self._key(draft), self.receiving, _HANDING_OUT)
        yield from _check_agreement(play, org.id, self.where, self.agreement)
        found = _rule_on(play, self._key(draft))
        if found is not None and not self._givers(draft):
            rule, row = found
            clause = play.rules.book.clause_of(rule, row)
            yield finding("plan/giver-outside", org.id, rule=clause, gives=row.words("gives"))
        yield from self._check_stays(draft)

    def _check_stays(self, draft: Draft) -> Iterator[Finding]:
        """What ends beside it: stays on the other side of the border."""
        inside = dict.fromkeys(_branch(draft, self.organization))
        own = guests = 0
        for key in inside:
            stays = (draft._row(STAYS, member) for member in draft.roll(key))
            own += sum(stay is not None and stay.organization not in inside for stay in stays)
            guests += sum(draft._home_of(member) not in inside for member in draft._naming(HOST, key))
        if own or guests:
            yield finding("plan/stays-left", self.organization, count=own, guests=guests)

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        yield draft[self.organization].parent

    def _key(self, draft: Draft) -> str:
        """The row of the rule `hand-over` it falls under."""
        return hand_over_row(draft[self.organization], village=bool(draft._naming(CELLS, self.organization)))

    def rows(self, draft: Draft) -> tuple[str, ...]:
        """Keys of the rows of the rule `hand-over` that speak of it, asked before the effect."""
        return (self._key(draft), *([_CENTRAL] if _between_provinces(draft, self.where) else ()))

    def _givers(self, draft: Draft) -> tuple[str, ...]:
        """Ids of those in the tree who hand over across superiors, nearest first."""
        levels = GIVING[self._key(draft)]
        return tuple(one.id for one in draft.ancestors(self.organization) if one.level in levels)

    def deciders(self, play: Play) -> tuple[tuple[str, ...], RuleValue] | None:
        found, givers = _rule_on(play, self._key(play.draft)), self._givers(play.draft)
        return None if found is None or not givers else (givers, found[0])

    def effect(self, play: Play) -> None:
        draft = play.draft
        branch = _branch(draft, self.organization)
        served = _served_by(draft, branch)
        for key in branch:  # superiors first, and so are they told
            for group in tuple(draft._naming(CELLS, key)):
                cells = served[group]
                if cells is None:
                    draft.set_row(GROUPS, group, None)
                    play.groups_ended.add(group)
                else:
                    draft.serve(group, cells)
            for body in draft.named_by(BODIES, SUPERIOR, key):
                draft.set_row(BODIES, body, None)
            draft.host(draft.named_by(STAYS, HOST, key), None)
            for seat in draft.named_by(SEATS, SEAT_OF, key):  # who leads it goes on leading it, there
                draft.set_row(SEATS, seat, None)
            for mandate in draft.named_by(MANDATES, MANDATE_OF, key):
                draft.set_row(MANDATES, mandate, None)
            draft.leave_roll(key)
            play.end(key)
        play.handed_out.update(branch)

    def crossing(self, draft: Draft) -> Crossing:
        branch = _branch(draft, self.organization)
        full = probationary = 0
        left: list[str] = []
        for key in branch:
            on_roll = draft._roll_count(key)
            full += on_roll.full
            probationary += on_roll.probationary
            left += draft.roll(key)
        counted = _by_number(draft[key] for key in branch)
        people = sum((Headcount(one.full, one.probationary) for one in counted), Headcount(full, probationary))
        groups = sum(cells is None for cells in _served_by(draft, branch).values())
        superiors = ((draft[self.organization].parent or "", 1, people),)
        return Crossing(left=tuple(left), people_out=people, groups=-groups, counted=counted, superiors=superiors)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Chuyển giao {moved} ra ngoài, về {to}", en="Hand {moved} out of the register, to {to}")
        return words.format(lang=lang, moved=name(self.organization), to=self.to)

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(
            vi="Chuyển giao nguyên trạng {moved} về {to}",
            en="{moved} is handed over to {to} as it stands",
        )
        return words.format(lang=lang, moved=name(self.organization), to=self.to)


def _branch(draft: Draft, top: str) -> tuple[str, ...]:
    """Ids of an organization and everything below it, superiors first; costs as much as there is."""
    return (top, *(org.id for org in draft.descendants(top)))


def _served_by(draft: Draft, branch: Iterable[str]) -> dict[str, tuple[str, ...] | None]:
    """The residential groups that organizations which leave serve: who serves each from then on.

    `None` where it goes along: only they serve it. A đảng bộ named in the place of a cell is none, so that a group goes
    along whose last cell does.
    """
    inside = dict.fromkeys(branch)
    served: dict[str, tuple[str, ...] | None] = {}
    for key in dict.fromkeys(group for one in inside for group in draft._naming(CELLS, one)):
        group = draft._row(GROUPS, key)
        if group is None:
            continue
        stay = tuple(cell for cell in group.cells if cell not in inside)
        had, has = (any(draft[one].form is Form.CHI_BO for one in cells) for cells in (group.cells, stay))
        served[key] = stay if has or (stay and not had) else None
    return served


# --- in --------------------------------------------------------------------------------------------------------------


@record
class Roll:
    """Who stands on the roll of an organization that is received.

    Attributes:
        organization: its id.
        members: their records.

    Examples:
        >>> Roll("cb-z", [Member("m-9", "Nguyễn Văn A")]).members
        (Member(id='m-9', status=<MemberStatus.FULL: 'full'>),)
    """

    organization: Id
    members: Annotated[tuple[Member, ...], BeforeValidator(ordered)]


def _rolls(value: object) -> object:
    if isinstance(value, Mapping):
        return tuple(Roll(id_of(key), people) for key, people in value.items())  # type: ignore[arg-type]
    return ordered(value)


@record
class Receive(Operation):
    """Tiếp nhận từ ngoài: organizations come into the register as they stand, with everything they have.

    They are no new organizations: their people, those known only by number too, and the residential groups that come
    with them come from outside with them. Ids of the past are refused, here as everywhere; people who left before may
    come back under their id.

    There are two decisions: the plan's `basis` receives, `handing` is the one of the other side (rule `hand-over`).

    Args:
        organizations: their records, subordinates among them; each names its superior, in the tree or among them.
        members: {id of one of them: [records of its people]}.
        groups: records of the residential groups that come along, with the cells that serve them.
        from_: who had them before, in words.
        handing: the decision of the side that hands over.
        where: whence they come; `None` where nobody said.
        agreement: as in `HandOut`.

    References:
        06-HD/TW, mục 10.5; 294-QĐ/TW, mục 6.3.4.

    Examples:
        >>> from dangbo.base.terms import Level
        >>> cell = Organization(
        ...     "cb-z", "Chi bộ Công ty Z", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent="dbp", full=9)
        >>> people = {"cb-z": [Member("m-9", "Nguyễn Văn A")]}
        >>> Receive([cell], people, from_="Đảng ủy Khối Doanh nghiệp").received()
        Headcount(full=10, probationary=0)
    """

    organizations: Begun
    members: Annotated[tuple[Roll, ...], BeforeValidator(_rolls)] = ()
    groups: Annotated[tuple[ResidentialGroup, ...], BeforeValidator(ordered)] = ()
    from_: Text = Field(kw_only=True)
    handing: Document | None = Field(default=None, kw_only=True)
    where: MoveScope | None = Field(default=None, kw_only=True)
    agreement: Document | None = Field(default=None, kw_only=True)

    verb: ClassVar[str] = "receive"
    rests_on: ClassVar[tuple[str, ...]] = ("hand-over", "collective-transfer")

    if TYPE_CHECKING:

        def __init__(
            self,
            organizations: Sequence[Organization],
            members: Mapping[str, Sequence[Member]] | Sequence[Roll] = (),
            groups: Sequence[ResidentialGroup] = (),
            *,
            from_: str,
            handing: Document | None = None,
            where: MoveScope | None = None,
            agreement: Document | None = None,
        ) -> None: ...

    @property
    def subject(self) -> str:
        return self.organizations[0].id if self.organizations else ""

    @property
    def establishes(self) -> tuple[Organization, ...]:
        """The organizations that stand in the tree from then on, superiors first."""
        return _superiors_first(self.organizations)

    @property
    def beyond(self) -> Beyond:
        return Beyond("in", self.from_)

    @property
    def tops(self) -> tuple[Organization, ...]:
        """Those that come to stand under an organization of the register."""
        among = {org.id for org in self.organizations}
        return tuple(org for org in self.organizations if org.parent not in among)

    def check(self, play: Play) -> Iterator[Finding]:
        among = {org.id: org for org in self.organizations}
        if not among:
            yield finding("plan/nothing-to-do", self.from_)
        yield from check_named_once([org.id for org in self.organizations])
        yield from _check_beyond(play.draft, self.subject, self.from_)
        for org in among.values():
            yield from check_place_for(play, org, among=among)
        placed = {org.id for org in self.establishes}
        for org in among.values():
            if org.id not in placed:
                yield finding("plan/under-own-descendant", org.id, target=org.parent or "")
        yield from self._check_people(play, among)
        yield from self._check_groups(play, among)
        tops = [org for org in self.tops if org.parent is not None and play.draft.get(org.parent) is not None]
        for org in tops:
            yield from _check_decisions(play, org, self._key(org), self.handing, _RECEIVING)
        for org in tops[:1]:
            yield from _check_agreement(play, org.id, self.where, self.agreement)

    def _check_people(self, play: Play, among: Collection[str]) -> Iterator[Finding]:
        """Whether the people may come: to one of the organizations, once, and from no roll here."""
        yield from check_named_once([roll.organization for roll in self.members])
        times = Counter(person.id for roll in self.members for person in roll.members)
        yield from (finding("plan/member-named-twice", member) for member, count in times.items() if count > 1)
        for roll in self.members:
            if roll.organization not in among:
                yield finding("plan/not-received", roll.organization)
            for person in roll.members:
                home = play.draft._home_of(person.id)
                if home is not None:
                    yield finding("plan/member-on-roll", person.id, organization=home)
                elif person.id in play.deceased or past_person(person.id) in play.used:
                    yield finding(
                        "plan/admitted-after-death",
                        person.id,
                        severity=Severity.BLOCK,
                        rule=None,
                        organization=roll.organization,
                    )

    def _check_groups(self, play: Play, among: Mapping[str, Organization]) -> Iterator[Finding]:
        """Whether the residential groups may come, and who is to serve them can."""
        yield from check_named_once([group.id for group in self.groups])
        for key in dict.fromkeys(group.id for group in self.groups):
            if play.draft.group(key) is not None:
                yield finding("plan/id-in-use", key)
            elif key in play.groups_ended or past_group(key) in play.used:
                yield finding("plan/id-ended-before", key)
        cells = dict.fromkeys(cell for group in self.groups for cell in group.cells)
        yield from play.known(cell for cell in cells if cell not in among)
        for cell in cells:
            org = among.get(cell) or play.draft.get(cell)
            if org is not None and org.form is Form.DANG_BO:
                yield finding("plan/groups-need-a-cell", cell)

    def _key(self, org: Organization) -> str:
        """The row of the rule `hand-over` one of them falls under."""
        return hand_over_row(org, village=any(org.id in group.cells for group in self.groups))

    def rows(self, draft: Draft) -> tuple[str, ...]:
        """Keys of the rows of the rule `hand-over` that speak of it."""
        own = dict.fromkeys(map(self._key, self.tops))
        return (*own, *([_CENTRAL] if _between_provinces(draft, self.where) else ()))

    def superiors(self, draft: Draft) -> Iterator[str | None]:
        yield from (org.parent for org in self.tops)

    def deciders(self, play: Play) -> tuple[tuple[str, ...], RuleValue] | None:
        draft = play.draft
        found = [_rule_on(play, self._key(org)) for org in self.tops]
        receivers = [_receiver(draft, org) for org in self.tops if org.parent is not None]
        if not receivers or None in found:
            return None
        decides = receivers[0]
        for key in receivers[1:]:
            decides = draft.lowest_common_ancestor(decides, key).id
        return next(((decides,), one[0]) for one in found if one is not None)

    def effect(self, play: Play) -> None:
        draft = play.draft
        for org in self.establishes:
            draft.add(org)
        for roll in self.members:
            draft.admit(roll.members, roll.organization)
        for group in self.groups:
            draft.set_row(GROUPS, group.id, group)

    def renewals(self, successions: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Renewal]]:
        """None: whoever comes has a committee already."""
        return iter(())

    def crossing(self, draft: Draft) -> Crossing:
        joined = tuple(person.id for roll in self.members for person in roll.members)
        return Crossing(
            joined=joined,
            people_in=self.received(),
            groups=len(self.groups),
            counted=_by_number(self.organizations),
            superiors=tuple(self._under()),
        )

    def _under(self) -> Iterator[tuple[str, int, Headcount]]:
        """Who comes under which superior of the register."""
        people = {roll.organization: headcount_of(roll.members) for roll in self.members}
        under: dict[str, str] = {}
        come: dict[str, Headcount] = {}
        for org in self.establishes:
            superior = under[org.id] = under.get(org.parent or "") or org.parent or ""
            own = Headcount(org.full, org.probationary) + people.get(org.id, NOBODY)
            come[superior] = come.get(superior, NOBODY) + own
        tops = Counter(org.parent or "" for org in self.tops)
        yield from ((superior, tops[superior], count) for superior, count in come.items())

    def received(self) -> Headcount:
        """How many people come."""
        full = sum(org.full for org in self.organizations)
        probationary = sum(org.probationary for org in self.organizations)
        people = (person for roll in self.members for person in roll.members)
        return Headcount(full, probationary) + headcount_of(people)

    def describe(self, name: NameOf, *, lang: Lang) -> str:
        words = Words(vi="Tiếp nhận {received} từ {giver}{below}", en="Receive {received} from {giver}{below}")
        tops = [org.id for org in self.tops]
        return words.format(
            lang=lang, received=listed(tops, name), giver=self.from_, below=self._below(len(tops)).text(lang=lang)
        )

    def sentence(self, name: NameOf, *, book: RuleBook, lang: Lang) -> str:
        words = Words(
            vi="Tiếp nhận {received} từ {giver}{below}, trực thuộc {under}",
            en="{received}, of {giver}, received under {under}{below}",
        )
        return words.format(
            lang=lang,
            received=all_named((org.id for org in self.tops), name),
            giver=self.from_,
            under=all_named((org.parent or "" for org in self.tops), name),
            below=self._below(len(self.tops)).text(lang=lang),
        )

    def _below(self, tops: int) -> Words:
        """How many more come below those that are named."""
        more = len(self.organizations) - tops
        if not more:
            return NO_WORDS
        vi, en = (format_number(more, lang=lang) for lang in ("vi", "en"))
        return Words(
            vi=f" (cùng {vi} tổ chức bên dưới)",
            en=f" (with {en} organization{'' if more == 1 else 's'} below)",
        )


def _by_number(organizations: Iterable[Organization]) -> tuple[ByNumber, ...]:
    """The people these organizations know only by number."""
    some = (org for org in organizations if org.full or org.probationary)
    return tuple(ByNumber(org.id, org.full, org.probationary) for org in some)


def _superiors_first(organizations: Sequence[Organization]) -> tuple[Organization, ...]:
    """Organizations so that each comes after its superior; those that stand below themselves are left out."""
    among = {org.id: org for org in organizations}
    below: dict[str | None, list[Organization]] = {}
    for org in among.values():
        below.setdefault(org.parent if org.parent in among else None, []).append(org)
    placed = below.get(None, [])
    at = 0
    while at < len(placed):
        placed += below.get(placed[at].id, ())
        at += 1
    return tuple(placed)


def _receiver(draft: Draft, org: Organization) -> str:
    """Id of the one whose committee receives it: of a cell the grassroots one, where that is not the superior."""
    above = org.parent or ""
    line = (draft[above], *draft.ancestors(above))
    grassroots = (one.id for one in line if one.level is Level.GRASSROOTS)
    return next(grassroots, above) if org.level is Level.BELOW_GRASSROOTS else above


def _check_beyond(draft: Draft, subject: str, words: str) -> Iterator[Finding]:
    """Whether who is named as outside the register is: an id in the place of the words means another verb."""
    if draft.get(words) is not None or draft.group(words) is not None:
        yield finding("plan/beyond-inside", subject, given=words)


# --- the two decisions -----------------------------------------------------------------------------------------------

_HANDING_OUT: Final = Words(vi="chuyển giao", en="handing over")
_RECEIVING: Final = Words(vi="tiếp nhận", en="receiving")

_INSIDE: Final = {
    Level.BELOW_GRASSROOTS: Level.GRASSROOTS,
    Level.GRASSROOTS: Level.IMMEDIATE_SUPERIOR,
    Level.IMMEDIATE_SUPERIOR: Level.PROVINCIAL,
}
"""The level of the superior inside which one decision is enough, by the level of what is handed over."""


_CENTRAL: Final = "central"
"""The row of the rule `hand-over` for what goes between a province and a central committee."""


def _rule_on(play: Play, key: str) -> tuple[RuleValue, Row] | None:
    """The rule on who decides on a hand-over across superiors, and a row of it; `None` where none is in force."""
    rule = play.rules.get("hand-over")
    row = None if rule is None else rule.row(key)
    return None if rule is None or row is None else (rule, row)


def _check_decisions(play: Play, org: Organization, key: str, other: Document | None, what: Words) -> Iterator[Finding]:
    """Whether the decision of the other side is named too, where the border of the register is one of superiors.

    It stops nothing: that side is not in the register, and a superior of both may have decided alone.
    """
    inside = _INSIDE.get(org.level)
    if inside is not None and play.draft.root.level < inside:
        return  # the superior inside which it may go stands outside the register
    found = _rule_on(play, key)
    if found is None:
        yield finding("plan/decider-unknown", org.id, what=what)
        return
    rule, row = found
    if other is None or (play.basis is not None and other.folded_key == play.basis.folded_key):
        yield finding(
            "plan/other-decision-missing",
            org.id,
            rule=play.rules.book.clause_of(rule, row),
            gives=row.words("gives"),
            receives=row.words("receives"),
        )


def _check_agreement(play: Play, key: str, where: MoveScope | None, agreement: Document | None) -> Iterator[Finding]:
    """Whether the Central Organization Commission agreed, where one side may be a central committee."""
    rule = play.rules.get("hand-over")
    if rule is not None and agreement is None and _between_provinces(play.draft, where):
        yield finding("plan/central-agreement", key, rule=rule.ref)


def _between_provinces(draft: Draft, where: MoveScope | None) -> bool:
    """Whether what crosses the border leaves what stands directly under the Centre, or comes there from another one.

    What leaves the register of a province leaves the province, where nobody said otherwise.
    """
    return where is MoveScope.OTHER_PROVINCE or (where is None and draft.root.level is Level.PROVINCIAL)
