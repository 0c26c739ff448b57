"""Who leads an organization on a day, and what the rules say of it: `Committee`, and the checks of seats and terms.

A committee is not recorded: it is worked out of the seats of an organization (`dangbo.tree.posts`). What the rules say
is a finding and stops nothing.

| rule | what is held against it |
|---|---|
| `chi-uy-min-full-members` | cells with seats: a chi ủy from so many full members on, none below |
| `chi-uy-max-members`, `chi-bo-deputies` | the size of a chi ủy; the deputies of a cell |
| `part-committee-max-members` | the size of the committee of a đảng bộ bộ phận |
| `standing-committee-min-members` | grassroots committees: a standing committee from so many members on, none below |
| `standing-committee-max-share` | the standing committee as a share of the committee; communes and wards are excepted |
| `appointed-members-max-share` | members appointed, where others were elected |
| `commune-committee-size-2025` | communes and wards in a term begun under it: most members, standing, deputies |
| `inspection-committee` | where there must be one, and where there is none |
| `cell-congress-interval` | the last congress of a cell under a grassroots committee |
| `congress-report-deadline` | the days of a term, by a calendar, and so the two below |
| `congress-approval-deadline` | |
| `committee-hand-over-deadline` | |

Plans hold `elected-members-moved-share` and `committee-member-leaves` against what they change
(`dangbo.change.outcome`). Seats do not tell what is asked by `secretary-appointed` (failed ballots),
`merged-committee-size` (who served before), `committee-size-2020` and `committee-size-set-by` (numbers a directive
gives), `committee-runs-at-once`, `vote-thresholds` and the voting bases (who was present), nor, of
`commune-committee-size-2025`, from how many units a commune was merged.
"""

from __future__ import annotations

__all__ = ["Calendar", "Committee"]

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, Protocol, TypeAlias
from urllib.parse import unquote

from dateutil.relativedelta import relativedelta
from typing_extensions import TypedDict

from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Code, Finding, Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.terms import Form, Level, Post, PostBody, SeatSource
from dangbo.base.text import format_date, personal
from dangbo.base.told import Documented
from dangbo.base.words import NO_WORDS, Words
from dangbo.render import Drawing, Table, day_cell
from dangbo.render.worded import words_table
from dangbo.rules import RuleBook, Rules, RuleValue
from dangbo.tree.asked import Tree
from dangbo.tree.facts import MandateFacts, SeatFacts, mandate_facts, seat_facts
from dangbo.tree.posts import Mandate, Seat, post_words, shown_holder
from dangbo.tree.records import Organization
from dangbo.tree.rows import few
from dangbo.tree.tables import MANDATE_OF, MANDATES, SEAT_OF, SEATS

Ids: TypeAlias = tuple[str, ...]
"""Ids of people, each once, the highest post first."""

_LED_BY: Final = frozenset({PostBody.CHI_UY, PostBody.COMMITTEE, PostBody.STANDING})
"""The bodies whose members are of the committee."""
_DEPUTIES: Final = (Post.STANDING_DEPUTY_SECRETARY, Post.DEPUTY_SECRETARY)
_COMMUNES: Final = frozenset({"commune", "ward"})
"""Unit types of which `commune-committee-size-2025` speaks."""

NO_SEATS: Final = Words(
    vi="Chưa ghi chức vụ nào trong hồ sơ này, nên chưa kiểm tra cấp ủy, ban thường vụ, ủy ban kiểm tra.",
    en="No seat at all is recorded in this register, so that no committee was checked.",
)
"""What is said once of a tree of which nobody recorded who leads anything."""


class Calendar(Protocol):
    """What counts working days: `WorkingDays`, or anything that adds them."""

    def add(self, day: dt.date, count: int, /) -> dt.date:
        """The day so many working days after another one.

        Args:
            day: the day that is not counted.
            count: how many working days.
        """


class CommitteeDocument(TypedDict):
    """Who leads an organization on a day: people by id, the term, and the seats all this was worked out of."""

    schema: Literal["dangbo/committee"]
    version: Literal[1]
    organization: str
    on: str
    members: list[str]
    secretary: str | None
    deputies: list[str]
    standing: list[str]
    permanent: list[str]
    inspection: list[str]
    elected: list[str]
    appointed: list[str]
    mandate: MandateFacts | None
    seats: list[SeatFacts]


@dataclass(frozen=True, slots=True, repr=False)
class Committee(Documented, Framed):
    """Who leads an organization on a day, by id. Made by `Hierarchy.committee`.

    Secretary and deputies are of the standing committee where there is one, and everybody of the standing committee is
    of the committee: nobody is counted twice who has several seats.

    Attributes:
        organization: id of the organization.
        on: the day.
        members: who is of the committee; of a cell, of the chi ủy.
        secretary: the secretary; `None` where there is none, or several.
        deputies: the deputies, the standing one first.
        standing: the standing committee (ban thường vụ); nobody where none is recorded.
        permanent: the secretary and the deputies (thường trực cấp ủy).
        inspection: the inspection committee (ủy ban kiểm tra), its head first.
        elected: those of the members who were elected.
        appointed: those who were only appointed.
        mandate: the term; `None` where none is recorded for the day.
        seats: what all this was worked out of.
    """

    organization: str
    on: dt.date
    members: Ids
    secretary: str | None
    deputies: Ids
    standing: Ids
    permanent: Ids
    inspection: Ids
    elected: Ids
    appointed: Ids
    mandate: Mandate | None
    seats: tuple[Seat, ...]

    def __repr__(self) -> str:
        return (
            f"Committee({self.organization!r}, {len(self.members)} members, {len(self.standing)} standing, "
            f"{len(self.inspection)} of inspection, on {self.on})"
        )

    def __str__(self) -> str:
        return self.show(lang="en").text

    def as_dict(self) -> CommitteeDocument:
        """The document `dangbo/committee`; what stands for an id and is none, and may be a name, is not repeated."""

        def ids(people: Sequence[str]) -> list[str]:
            return [*map(shown_holder, people)]

        return {
            "schema": "dangbo/committee",
            "version": 1,
            "organization": self.organization,
            "on": self.on.isoformat(),
            "members": ids(self.members),
            "secretary": None if self.secretary is None else shown_holder(self.secretary),
            "deputies": ids(self.deputies),
            "standing": ids(self.standing),
            "permanent": ids(self.permanent),
            "inspection": ids(self.inspection),
            "elected": ids(self.elected),
            "appointed": ids(self.appointed),
            "mandate": None if self.mandate is None else mandate_facts(self.mandate),
            "seats": [seat_facts(seat, holder=shown_holder(seat.holder)) for seat in sorted(self.seats, key=_rank)],
        }

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            sorted(self.seats, key=_rank),
            ("organization", "text"),
            ("holder", "text", lambda seat: None if personal(seat.holder) else seat.holder),
            ("post", "term"),
            ("body", "term"),
            ("source", "term"),
            ("since", "day"),
            ("until", "day"),
            ("on", "day", lambda _: self.on),
        )

    def show(self, *, lang: Lang = "vi") -> Drawing:
        """Who is what, by id, as a table: a row for each seat, the highest post first.

        Args:
            lang: language of the words.
        """
        return self.table(lang=lang).show(limit=None, lang=lang)

    def table(self, *, lang: Lang = "vi") -> Table:
        """What `show` draws, as a table whose cells keep their values.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """
        title = Words(
            vi=f"Cấp ủy của {self.organization}, ngày {format_date(self.on)}",
            en=f"Committee of {self.organization}, {format_date(self.on, lang='en')}",
        )
        rows = [
            (
                shown_holder(seat.holder),
                post_words(seat.post, seat.body).text(lang=lang),
                seat.body.words.text(lang=lang),
                seat.source.words.text(lang=lang),
                day_cell(seat.since, lang=lang),
            )
            for seat in sorted(self.seats, key=_rank)
        ]
        return words_table(title, _HEADS, rows, words=[1, 2, 3, 4], notes=[*self._told(lang)], lang=lang)

    def _told(self, lang: Lang) -> Iterator[str]:
        of_cell = all(seat.body is PostBody.CHI_UY for seat in self.seats)  # which has no other bodies
        members, elected, appointed = len(self.members), len(self.elected), len(self.appointed)
        others = Words(
            vi=f"; ban thường vụ {len(self.standing)}; ủy ban kiểm tra {len(self.inspection)}",
            en=f"; standing committee {len(self.standing)}; inspection committee {len(self.inspection)}",
        )
        more = NO_WORDS if of_cell else others
        yield Words(
            vi=f"{'Chi' if of_cell else 'Cấp'} ủy viên {members} (bầu {elected}, chỉ định {appointed}){more.vi}.",
            en=f"Members {members} (elected {elected}, appointed {appointed}){more.en}.",
        ).text(lang=lang)
        if self.mandate is not None:
            number, since = self.mandate.number, self.mandate.since
            yield Words(
                vi=f"Nhiệm kỳ thứ {number}, từ ngày {format_date(since)}.",
                en=f"Term {number}, since {format_date(since, lang='en')}.",
            ).text(lang=lang)

    def _repr_html_(self) -> str:
        return self.show()._repr_html_()


_HEADS: Final = (
    Words(vi="Mã đảng viên", en="Member id"),
    Words(vi="Chức vụ", en="Post"),
    Words(vi="Cơ quan lãnh đạo", en="Body"),
    Words(vi="Bầu, chỉ định", en="Elected or appointed"),
    Words(vi="Từ ngày", en="First day"),
)


def _rank(seat: Seat) -> int:
    return _RANKS[seat.post]


_RANKS: Final = {post: rank for rank, post in enumerate(Post)}


def told_key(key: str) -> tuple[str, Words]:
    """What a message may say of a key of a side table, of a seat too: what stands for it, and what it is in words.

    The key of a seat holds the id of its holder; where a name stands in its place, neither repeats it.

    Examples:
        >>> told_key("dbp/committee/secretary/m-1")[1].text(lang="en")
        "the seat of 'm-1' as secretary (committee) in 'dbp'"
        >>> told_key("dbp/committee/secretary/L%C3%AA%20Ba")[0], told_key("tdp-1")[1].text(lang="en")
        ('dbp/committee/secretary/[...]', "'tdp-1'")
    """
    parts = key.split("/")
    if len(parts) != _PARTS or parts[1] not in _BODIES or parts[2] not in _POSTS_BY_CODE:
        return key, Words(vi=f"'{key}'", en=f"'{key}'")
    holder = shown_holder(unquote(parts[3]))
    who = "[...]" if holder == "[...]" else f"'{holder}'"
    body, place = _BODIES[parts[1]], shown_holder(unquote(parts[0]))
    post = post_words(_POSTS_BY_CODE[parts[2]], body)
    words = Words(
        vi=f"chức vụ {post.vi} ({body.words.vi}) của {who} tại '{place}'",
        en=f"the seat of {who} as {post.en} ({body.words.en}) in '{place}'",
    )
    return key if holder != "[...]" else "/".join((*parts[:3], holder)), words


_PARTS: Final = 4
_BODIES: Final = {body.value: body for body in PostBody}
_POSTS_BY_CODE: Final = {post.value: post for post in Post}


def _listed(people: Sequence[str]) -> str:
    """Ids of the first few."""
    return few([*map(shown_holder, people)])


# --- the committee ---------------------------------------------------------------------------------------------------


def seats_of(tree: Tree, key: str) -> list[Seat]:
    """The seats of an organization, those too that are over or have not begun."""
    found = (tree._row(SEATS, one) for one in tree._naming(SEAT_OF, key))
    return [seat for seat in found if seat is not None]


def members_on(tree: Tree, key: str, on: dt.date) -> tuple[set[str], set[str]]:
    """Ids of the members of the committee of an organization on a day: those who were elected to it, and all.

    Args:
        tree: the snapshot or draft it stands in.
        key: id of the organization.
        on: the day.
    """
    led = [seat for seat in seats_of(tree, key) if seat.body in _LED_BY and seat.is_on(on)]
    return {seat.holder for seat in led if seat.source is SeatSource.ELECTED}, {seat.holder for seat in led}


def mandates_of(tree: Tree, key: str) -> list[Mandate]:
    """The terms of an organization, in their order."""
    found = (tree._row(MANDATES, one) for one in tree._naming(MANDATE_OF, key))
    return sorted((one for one in found if one is not None), key=lambda one: one.number)


def has_committee(tree: Tree, org: Organization, rules: Rules) -> bool:
    """Whether an organization has a committee by the rules: a cell of few full members has seats and none.

    Args:
        tree: the snapshot or draft it stands in.
        org: the organization.
        rules: the rules of a date.
    """
    least = rules.get("chi-uy-min-full-members") if org.form is Form.CHI_BO else None
    return least is None or tree.own_headcount(org).full >= least.number


def committee_of(tree: Tree, org: Organization, on: dt.date, rules: Rules) -> Committee | None:
    """Who leads an organization on a day; `None` where nobody is recorded, or it is a cell too small for a chi ủy.

    Args:
        tree: the snapshot or draft it stands in.
        org: the organization.
        on: the day.
        rules: the rules of the day.
    """
    seats = [seat for seat in seats_of(tree, org.id) if seat.is_on(on)]
    if not seats or not has_committee(tree, org, rules):
        return None
    return _made(org.id, on, seats, mandates_of(tree, org.id))


def _made(key: str, on: dt.date, seats: Sequence[Seat], mandates: Sequence[Mandate] = ()) -> Committee:
    """The committee some seats make."""
    seats = sorted(seats, key=_rank)
    led = [seat for seat in seats if seat.body in _LED_BY]
    members = _people(led)
    secretaries = _secretaries(led)
    deputies = tuple(
        one for one in _people(seat for seat in led if seat.post in _DEPUTIES) if one not in secretaries[:1]
    )
    permanent = (*secretaries, *deputies)
    standing = _people(seat for seat in led if seat.body is PostBody.STANDING)
    elected = _people(seat for seat in led if seat.source is SeatSource.ELECTED)
    current = [one for one in mandates if one.is_on(on)]
    return Committee(
        organization=key,
        on=on,
        members=members,
        secretary=secretaries[0] if len(secretaries) == 1 else None,
        deputies=deputies,
        standing=tuple(dict.fromkeys((*permanent, *standing))) if standing else (),
        permanent=permanent,
        inspection=_people(seat for seat in seats if seat.body is PostBody.INSPECTION),
        elected=elected,
        appointed=tuple(one for one in members if one not in elected),
        mandate=current[-1] if current else None,
        seats=tuple(seats),
    )


def _people(seats: Iterable[Seat]) -> Ids:
    return tuple(dict.fromkeys(seat.holder for seat in seats))


def _secretaries(seats: Iterable[Seat]) -> Ids:
    """Whoever leads by some seats: an inspection committee has a head and no secretary."""
    return _people(seat for seat in seats if seat.post is Post.SECRETARY and seat.body in _LED_BY)


def has_secretary(tree: Tree, key: str, on: dt.date) -> bool:
    """Whether an organization has a secretary on a day: not one whose seat is over by then, or has not begun.

    Args:
        tree: the snapshot or draft it stands in.
        key: id of the organization.
        on: the day.
    """
    return bool(_secretaries(seat for seat in seats_of(tree, key) if seat.is_on(on)))


# --- what the rules say ----------------------------------------------------------------------------------------------


def check_committees(tree: Tree, rules: Rules, *, calendar: Calendar | None = None) -> Iterator[Finding]:
    """What is to be said of all seats and terms; nothing where no seat is recorded but what the terms say.

    Costs the seats and the terms, and the organizations where any seat is recorded.

    Args:
        tree: the snapshot they stand in.
        rules: the rules of its date.
        calendar: what counts working days; without one their limits are not checked, which is told.
    """
    by_organization: defaultdict[str, list[Seat]] = defaultdict(list)
    for seat in tree._rows_of(SEATS):
        by_organization[seat.organization].append(seat)
    for key in tree._ids() if by_organization else ():
        if key in by_organization:
            yield from check_seats(tree, tree[key], rules, by_organization[key])
    without = [key for key in tree._ids() if key not in by_organization] if by_organization else []
    if without:
        yield finding("org/no-seats", tree.root.id, count=len(without), organizations=_listed(without))
    yield from check_mandates(tree, rules, calendar=calendar)


def check_seats(tree: Tree, org: Organization, rules: Rules, seats: Sequence[Seat] | None = None) -> Iterator[Finding]:
    """What is to be said of who leads one organization, on the date of the rules.

    Args:
        tree: the snapshot or draft it stands in.
        org: the organization.
        rules: the rules of a date.
        seats: its seats, where they are at hand.
    """
    every = seats_of(tree, org.id) if seats is None else seats
    if not every:
        return
    day = rules.on
    on = [seat for seat in every if seat.is_on(day)]
    yield from _check_days(org, every, day)
    odd = [seat for seat in on if not _fits(seat, org)]
    if odd:
        yield finding("org/seat-body", org.id, count=len(odd), members=_listed(_people(odd)))
    yield from _check_holders(tree, org, on)
    committee = _made(org.id, day, on, mandates_of(tree, org.id))
    secretaries = _secretaries(on)
    if not secretaries:
        yield finding("org/no-secretary", org.id, date=day)
    elif len(secretaries) > 1:
        yield finding("org/two-secretaries", org.id, count=len(secretaries), members=_listed(secretaries))
    if org.form is Form.CHI_BO:
        yield from _check_cell(tree, org, committee, rules)
    else:
        yield from _check_dang_bo(org, committee, rules)


def _check_days(org: Organization, seats: Sequence[Seat], day: dt.date) -> Iterator[Finding]:
    over = [seat for seat in seats if seat.is_over(day)]
    if over:
        until = min(seat.until for seat in over if seat.until is not None)
        yield finding("org/seat-over", org.id, count=len(over), date=day, until=until, members=_listed(_people(over)))
    ahead = [seat for seat in seats if seat.since > day]
    if ahead:
        since = min(seat.since for seat in ahead)
        yield finding(
            "org/seat-ahead", org.id, count=len(ahead), date=day, since=since, members=_listed(_people(ahead))
        )


def _fits(seat: Seat, org: Organization) -> bool:
    """Whether an organization of this form has the body, and the body the post."""
    if (seat.body is PostBody.CHI_UY) is not (org.form is Form.CHI_BO):
        return False
    return seat.post in _POSTS[seat.body]


_LEADS: Final = frozenset({Post.SECRETARY, *_DEPUTIES})
_POSTS: Final[Mapping[PostBody, frozenset[Post]]] = {
    PostBody.CHI_UY: _LEADS | {Post.COMMITTEE_MEMBER},
    PostBody.COMMITTEE: _LEADS | {Post.COMMITTEE_MEMBER},
    PostBody.STANDING: _LEADS | {Post.STANDING_MEMBER},
    PostBody.INSPECTION: frozenset({Post.INSPECTION_HEAD, Post.INSPECTION_MEMBER}),
}
"""The posts each body has."""


def check_holders(tree: Tree, org: Organization, rules: Rules) -> Iterator[Finding]:
    """Of what `check_seats` tells, what depends on where an organization stands: who leads it and is on no roll near.

    Args:
        tree: the snapshot or draft it stands in.
        org: the organization.
        rules: the rules of a date.
    """
    yield from _check_holders(tree, org, [seat for seat in seats_of(tree, org.id) if seat.is_on(rules.on)])


def _check_holders(tree: Tree, org: Organization, seats: Iterable[Seat]) -> Iterator[Finding]:
    """Holders on no roll, or on one that is neither of this organization nor of those beside it under its superior."""
    on_none: list[str] = []
    elsewhere: list[str] = []
    top = org.id if org.parent is None else org.parent
    for holder in _people(seats):
        home = tree._home_of(holder)
        if home is None:
            if tree._has_rolls() or personal(holder):  # who is known by number alone may be anybody
                on_none.append(holder)
        elif home != org.id and not tree.is_within(home, top):
            elsewhere.append(holder)
    if on_none:
        yield finding("org/seat-holder-on-no-roll", org.id, count=len(on_none), members=_listed(on_none))
    if elsewhere:
        yield finding("org/seat-holder-elsewhere", org.id, count=len(elsewhere), members=_listed(elsewhere))


def _above(code: Code, org: Organization, count: int, limit: int, rule: RuleValue) -> Iterator[Finding]:
    """The finding where there are more than a rule allows."""
    if count > limit:
        yield finding(code, org.id, rule=rule.ref, count=count, limit=limit)


def _check_cell(tree: Tree, org: Organization, committee: Committee, rules: Rules) -> Iterator[Finding]:
    deputies, most = rules.get("chi-bo-deputies"), rules.get("chi-uy-max-members")
    if deputies is not None:
        yield from _above("org/too-many-deputies", org, len(committee.deputies), deputies.number, deputies)
    if most is not None:
        yield from _above("org/large-committee", org, len(committee.members), most.number, most)
    least = rules.get("chi-uy-min-full-members")
    if least is None or not tree._has_people():
        return
    full = tree.own_headcount(org).full
    others = len(committee.members) - len(committee.permanent)  # who is of it and no secretary or deputy
    if full >= least.number and not others:
        yield finding("org/no-chi-uy", org.id, rule=least.ref, count=full, limit=least.number)
    elif full < least.number and others:
        yield finding("org/chi-uy-of-few", org.id, rule=least.ref, count=full, limit=least.number)


def _check_dang_bo(org: Organization, committee: Committee, rules: Rules) -> Iterator[Finding]:
    members, standing = len(committee.members), len(committee.standing)
    part = rules.get("part-committee-max-members")
    if org.level is Level.BELOW_GRASSROOTS and part is not None:
        yield from _above("org/large-committee", org, members, part.number, part)
    commune = rules.get("commune-committee-size-2025") if org.unit_type in _COMMUNES else None
    if commune is not None and committee.mandate is not None and committee.mandate.since >= commune.ref.valid_from:
        yield from _check_commune(org, committee, commune)
    least = rules.get("standing-committee-min-members")
    if org.level is Level.GRASSROOTS and least is not None and members:
        if standing and members < least.number:
            yield finding("org/standing-committee-of-few", org.id, rule=least.ref, count=members, limit=least.number)
        elif not standing and members >= least.number:
            yield finding("org/no-standing-committee", org.id, rule=least.ref, count=members, limit=least.number)
    share = rules.get("standing-committee-max-share")
    if share is not None and org.unit_type not in _COMMUNES:
        yield from _above("org/large-standing-committee", org, standing, int(share.fraction * members), share)
    yield from _check_appointed(org, committee, rules)
    inspection = rules.get("inspection-committee")
    if inspection is not None:
        if org.level < Level.GRASSROOTS and committee.inspection:
            count = len(committee.inspection)
            yield finding("org/inspection-below-grassroots", org.id, rule=inspection.ref, count=count)
        elif org.level >= Level.GRASSROOTS and members and not committee.inspection:
            yield finding("org/no-inspection-committee", org.id, rule=inspection.ref)


def _check_commune(org: Organization, committee: Committee, rule: RuleValue) -> Iterator[Finding]:
    """The largest size of the table; from how many units it was merged, which halves it, seats do not tell."""
    table, standing = rule.table, len(committee.standing)
    yield from _above("org/large-committee", org, len(committee.members), table.number("at_most"), rule)
    yield from _above("org/large-standing-committee", org, standing, table.number("standing_at_most"), rule)
    if 0 < standing < (least := table.number("standing_at_least")):
        yield finding("org/small-standing-committee", org.id, rule=rule.ref, count=standing, limit=least)
    yield from _above("org/too-many-deputies", org, len(committee.deputies), table.number("deputies"), rule)


def _check_appointed(org: Organization, committee: Committee, rules: Rules) -> Iterator[Finding]:
    """Members appointed beside those elected; a committee that was appointed as a whole is none of that."""
    rule, elected = rules.get("appointed-members-max-share"), len(committee.elected)
    if rule is None or not elected or org.level < Level.GRASSROOTS:
        return
    share = rule.table.fraction("grassroots" if org.level is Level.GRASSROOTS else "above_grassroots")
    appointed = len(committee.appointed)
    if appointed > (limit := int(share * elected)):
        yield finding("org/many-appointed", org.id, rule=rule.ref, count=appointed, limit=limit, elected=elected)


# --- terms -----------------------------------------------------------------------------------------------------------


def check_mandates(tree: Tree, rules: Rules, *, calendar: Calendar | None = None) -> Iterator[Finding]:
    """Terms that are over, congresses that are due, and what was to follow a congress.

    The results are reported so many working days after the congress, and the old committee hands over so many after it;
    the superior approves so many after the report, as far as that is recorded: from when this is counted no text that
    was read says, and it is our reading. A day that is not recorded is asked for of the last term only.

    Args:
        tree: the snapshot they stand in.
        rules: the rules of its date.
        calendar: what counts working days.
    """
    by_organization: defaultdict[str, list[Mandate]] = defaultdict(list)
    for mandate in tree._rows_of(MANDATES):
        by_organization[mandate.organization].append(mandate)
    unchecked: dict[str, None] = {}
    for key, some in by_organization.items():
        terms = sorted((one for one in some if one.since <= rules.on), key=lambda one: one.number)
        if not terms:
            continue
        last = terms[-1]
        if last.until is not None and last.until < rules.on:
            yield finding("org/mandate-over", key, number=last.number, until=last.until, date=rules.on)
        yield from _check_interval(tree[key], last, rules)
        for one in terms:
            if _is_turned(one):
                yield finding("org/congress-days", key, number=one.number)
            elif not _is_counted(one, rules):
                continue
            elif calendar is None:
                unchecked[key] = None
            else:
                for clock in _CLOCKS:
                    try:
                        yield from [*_check_clock(clock, one, rules, calendar, is_last=one is last)]
                    except InvalidInputError:  # days of a year the calendar does not know
                        unchecked[key] = None
    if unchecked:
        yield finding(
            "org/congress-days-unchecked", tree.root.id, count=len(unchecked), organizations=_listed([*unchecked])
        )


def _is_turned(term: Mandate) -> bool:
    """Whether what follows a congress is said to have gone before it."""
    later = (term.reported, term.approved, term.handed_over)
    if term.congress is not None and any(day is not None and day < term.congress for day in later):
        return True
    return term.reported is not None and term.approved is not None and term.approved < term.reported


def _is_counted(term: Mandate, rules: Rules) -> bool:
    """Whether any of the limits of working days held for the congress of a term, and it was held by now."""
    if term.congress is None or term.congress > rules.on:
        return False
    return any(rules.book.at(term.congress).get(clock.rule) for clock in _CLOCKS)


class Clock(NamedTuple):
    """One of the limits that run from a congress.

    Attributes:
        rule: id of the rule.
        code: the finding where it is not kept.
        begins: the field of a term with the day it is counted from.
        ends: the field with the day that is to lie within.
    """

    rule: str
    code: Code
    begins: str
    ends: str


REPORT: Final = Clock("congress-report-deadline", "org/congress-report-late", "congress", "reported")
APPROVAL: Final = Clock("congress-approval-deadline", "org/congress-approval-late", "reported", "approved")
HAND_OVER: Final = Clock("committee-hand-over-deadline", "org/committee-hand-over-late", "congress", "handed_over")
_CLOCKS: Final = (REPORT, APPROVAL, HAND_OVER)


def limit_of(
    clock: Clock, term: Mandate, book: RuleBook, calendar: Calendar
) -> tuple[RuleValue | None, dt.date | None, dt.date | None]:
    """The rule of one of the limits after a congress, its last day, and the day it was done; each as far as known.

    Args:
        clock: the limit.
        term: the term that the congress began.
        book: the rulebook; the rule is that of the day of the congress.
        calendar: what counts working days.
    """
    begun, done = getattr(term, clock.begins), getattr(term, clock.ends)
    rule = None if term.congress is None else book.at(term.congress).get(clock.rule)
    return rule, None if rule is None or begun is None else calendar.add(begun, rule.number), done


def _check_clock(clock: Clock, term: Mandate, rules: Rules, calendar: Calendar, *, is_last: bool) -> Iterator[Finding]:
    rule, due, done = limit_of(clock, term, rules.book, calendar)
    if rule is None or due is None or (done is None and not is_last):
        return
    if (done or rules.on) > due:
        yield finding(
            clock.code,
            term.organization,
            rule=rule.ref,
            number=term.number,
            limit=rule.number,
            due=due,
            state=_state(done),
        )


def _state(done: dt.date | None) -> Words:
    if done is None:
        return Words(vi="chưa ghi đã thực hiện", en="and this is not recorded as done")
    return Words(vi=f"thực hiện ngày {format_date(done)}", en=f"and this was done on {done.isoformat()}")


def _check_interval(org: Organization, last: Mandate, rules: Rules) -> Iterator[Finding]:
    """Whether the next congress of a cell under a grassroots committee should have been held by now."""
    rule, held, due = next_congress(org, last, rules)
    if rule is not None and rules.on > due:
        yield finding("org/congress-overdue", org.id, rule=rule.ref, held=held, due=due, date=rules.on)


def next_congress(org: Organization, last: Mandate, rules: Rules) -> tuple[RuleValue | None, dt.date, dt.date]:
    """By which day the next congress of a cell under a grassroots committee is held, and when the last one was.

    Args:
        org: the organization; of others no rule is known, and the rule is `None`.
        last: its last term.
        rules: the rules of a date.
    """
    rule, held = rules.get("cell-congress-interval"), last.congress or last.since
    if rule is None or org.form is not Form.CHI_BO or org.level is not Level.BELOW_GRASSROOTS:
        return None, held, held
    table = rule.table
    months = -(-_MONTHS * table.number("in_years") // table.number("times"))
    leeway = table.number("leeway_months") if "leeway_months" in table else 0
    return rule, held, held + relativedelta(months=months + leeway)


_MONTHS: Final = 12
