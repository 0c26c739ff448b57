"""Trees and plans for properties: small, odd where real registers are odd, and reaching every operation.

`wards()` are cities as they should be, with people on rolls and people counted only by number, and groups served by no,
one or several cells. `trees()` have any shape at all: cells over cells, levels upside down. `furnished(...)` of either
has people who take part elsewhere for a time, mass bodies, host units, and who leads what as well. `sound(tree)` are
operations that should be possible, `wild(tree)` name living, new, ended and unknown ids as they come; both know every
verb.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from dangbo.base.citations import Document
from dangbo.base.terms import (
    AdmitReason,
    Form,
    GroupKind,
    LeaveReason,
    Level,
    MassBodyKind,
    MemberStatus,
    MoveScope,
    Post,
    PostBody,
    SeatSource,
    TransferKind,
)
from dangbo.change.play import ByNumber, Operation
from dangbo.change.verbs.borders import HandOut, Receive
from dangbo.change.verbs.facts import ChangeHostUnit, Divide, Recode, Rename, WithdrawConsent
from dangbo.change.verbs.groups import AssignGroups, ChangeGroup, MergeGroups, Realign, SplitGroup
from dangbo.change.verbs.organizations import (
    Consolidate,
    Convert,
    Disband,
    Dissolve,
    Establish,
    Merge,
    Rearrange,
    Reassign,
    Split,
)
from dangbo.change.verbs.people import Admit, Leave, Recognize, RenameMember, Transfer
from dangbo.change.verbs.posts import Appoint, EndPost
from dangbo.hierarchy import Hierarchy
from dangbo.restructure import Plan
from dangbo.tree.members import Member
from dangbo.tree.posts import Mandate, Seat
from dangbo.tree.records import MATTERS, SIZES, Consent, MassBody, Organization, ResidentialGroup, Stay, paper_of
from tests.builders import NO_RULES, ROOT

AS_OF = "2023-04-30"
AFTER_ALL = "2027-01-01"
"""No tree here is of a later date."""
LATER_STILL = "2028-02-29"
SINCE = (None, "2009-12-31")
"""Since when who is recognized is a full member; before every tree here."""
DAYS_OF_STAYS = (
    (None, None),
    ("2022-11-01", None),
    ("2022-11-01", "2023-02-28"),
    ("2022-11-01", "2024-10-31"),
    ("2026-01-01", None),
    (None, "2023-01-31"),
)
"""Stays nobody dated, and some that go on, are over, or have not begun on the days the tests look at."""
DECISION = Document(kind="quyết định", number="1-QĐ/ĐU", issued="2023-05-20")
NEW_IDS = ("n-1", "n-2", "n-3")
UNKNOWN = "nobody"
STATE = Document(kind="nghị quyết", number="12/NQ-HĐND")

names = st.text(alphabet="aăâeêoôơuưyđĐbchntgAẢẨ012 '\"<&", min_size=1, max_size=12).map(lambda text: f"Chi bộ {text}")
counts = st.integers(0, 40)
few = st.integers(0, 4)
_MATTERS = st.none() | st.sampled_from([*MATTERS])
_SCOPES = st.none() | st.sampled_from(MoveScope)


def _populated(
    draw: st.DrawFn, organizations: Sequence[Organization], cells: Sequence[str], as_of: str = AS_OF
) -> Hierarchy:
    """People and groups for a tree; some people are on no roll, some groups without a cell."""
    people: list[Member] = []
    roll: dict[str, list[str]] = {}
    for home in [*cells, None]:
        for _ in range(draw(few)):
            status = draw(st.sampled_from(MemberStatus))
            people.append(Member(f"m-{len(people)}", draw(names), status))
            if home is not None:
                roll.setdefault(home, []).append(people[-1].id)
    served = st.lists(st.sampled_from(cells), unique=True, max_size=2) if cells else st.just([])
    groups = [
        ResidentialGroup(
            f"g-{number}", draw(names), draw(st.sampled_from(GroupKind)), None, draw(served), None, draw(_whether)
        )
        for number in range(draw(few))
    ]
    return Hierarchy(organizations, people, roll, groups, as_of=as_of)


_whether = st.sampled_from([None, True, False])


@st.composite
def wards(draw: st.DrawFn) -> Hierarchy:
    """A city of one to three grassroots organizations with their cells, some of them in a part committee."""
    orgs = [ROOT]
    cells: list[str] = []

    def add_cells(parent: str, level: Level = Level.BELOW_GRASSROOTS) -> None:
        for _ in range(draw(st.integers(1, 4))):
            key = f"c-{len(cells)}"
            full, probationary = draw(counts), draw(few)
            orgs.append(
                Organization(key, draw(names), Form.CHI_BO, level, parent, full=full, probationary=probationary)
            )
            cells.append(key)

    for number in range(draw(st.integers(1, 3))):
        ward = f"w-{number}"
        orgs.append(Organization(ward, draw(names), Form.DANG_BO, Level.GRASSROOTS, "tp"))
        add_cells(ward)
        for part in range(draw(st.integers(0, 2))):
            key = f"p-{number}-{part}"
            orgs.append(Organization(key, draw(names), Form.DANG_BO, Level.BELOW_GRASSROOTS, ward))
            add_cells(key)
    return _populated(draw, orgs, cells)


def _agreed(key: str) -> st.SearchStrategy[tuple[Consent, ...]]:
    """Papers that agree to nothing, to what is not said, or to one or two matters by one number or two."""
    numbers = st.sampled_from(["5-CV/TU", "6-CV/TU"])
    papers = st.builds(lambda number, matter: replace(paper_of(key, number), matter=matter), numbers, _MATTERS)
    return st.one_of(st.just(()), st.lists(papers, min_size=1, max_size=3, unique=True).map(tuple))


@st.composite
def trees(draw: st.DrawFn) -> Hierarchy:
    """A tree of up to a dozen organizations of any form and level under any other."""
    size = draw(st.integers(1, 12))
    orgs = [
        Organization(
            f"o-{number}",
            draw(names),
            draw(st.sampled_from(Form)),
            draw(st.sampled_from(Level)),
            f"o-{draw(st.integers(0, number - 1))}" if number else None,
            draw(st.sampled_from([None, "ward", "residential"])),
            draw(counts),
            draw(few),
            draw(st.sampled_from([None, "01"])),
            draw(_agreed(f"o-{number}")),
            draw(few),
        )
        for number in range(size)
    ]
    as_of = draw(st.sampled_from([AS_OF, "2025-07-01", "2026-11-01", "2010-01-01"]))
    keys = [org.id for org in orgs]
    return _populated(draw, draw(st.permutations(orgs)), draw(st.lists(st.sampled_from(keys), unique=True)), as_of)


@st.composite
def furnished(draw: st.DrawFn, bare: st.SearchStrategy[Hierarchy]) -> Hierarchy:
    """The same tree with people who take part elsewhere for a time, with mass bodies, host units, seats and terms."""
    tree = draw(bare)
    keys = [org.id for org in tree]
    units = st.sampled_from([None, None, "u-0", "u-1"])
    orgs = [replace(org, host_unit=draw(units)) for org in tree]
    homes = {member: org.id for org in tree for member in tree.roll(org)}
    stays = []
    if homes and len(keys) > 1:
        for member in draw(st.lists(st.sampled_from(sorted(homes)), unique=True, max_size=3)):
            host = draw(st.sampled_from([key for key in keys if key != homes[member]]))
            since, until = draw(st.sampled_from(DAYS_OF_STAYS))
            stays.append(Stay(member, host, since, until))
    bodies = [
        MassBody(f"b-{number}", draw(st.sampled_from(["u-0", "u-1"])), kind, draw(st.sampled_from(keys)))
        for number, kind in enumerate(draw(st.lists(st.sampled_from(MassBodyKind), max_size=3)))
    ]
    roll = {org.id: tree.roll(org) for org in tree}
    people, groups = tree.members.values(), tree.groups.values()
    seats = {seat.key: seat for seat in draw(st.lists(_seats(keys, list(tree.members)), max_size=4))}
    terms = {term.key: term for term in draw(st.lists(_terms(keys), max_size=2))}
    return Hierarchy(
        orgs,
        people,
        roll,
        groups,
        stays=stays,
        mass_bodies=bodies,
        seats=seats.values(),
        mandates=terms.values(),
        as_of=tree.as_of,
    )


def _seats(keys: Sequence[str], members: Sequence[str]) -> st.SearchStrategy[Seat]:
    """Seats of anybody anywhere, some over or not begun; of people of the register and of one who is not."""
    return st.builds(
        lambda of, post, holder, body, days, source: Seat(
            of, post, holder, body=body, since=days[0], until=days[1], source=source
        ),
        st.sampled_from(keys),
        st.sampled_from(Post),
        st.sampled_from([*members, UNKNOWN]),
        st.sampled_from(PostBody),
        st.sampled_from([("2009-06-01", None), ("2022-01-01", "2022-12-31"), ("2026-12-01", None)]),
        st.sampled_from(SeatSource),
    )


def _terms(keys: Sequence[str]) -> st.SearchStrategy[Mandate]:
    return st.builds(
        lambda of, number, days: Mandate(of, number, *days),
        st.sampled_from(keys),
        st.integers(1, 3),
        st.sampled_from([("2020-06-01", None), ("2009-06-01", "2014-06-01")]),
    )


anything = st.one_of(furnished(wards()), furnished(trees()))
"""Trees good and odd, with everything that may stand in one."""


def _ids(tree: Hierarchy) -> st.SearchStrategy[str]:
    """Ids of the tree, more often of cells than of others; now and then one that is new or unknown."""
    every = [org.id for org in tree]
    cells = [org.id for org in tree if org.form is Form.CHI_BO] or every
    return st.one_of(*[st.sampled_from(cells)] * 3, st.sampled_from(every), st.sampled_from([*NEW_IDS, UNKNOWN]))


def _parts(ids: st.SearchStrategy[str], items: Sequence[str]) -> st.SearchStrategy[Mapping[str, Sequence[str]]]:
    """Items divided between two destinations, now and then with one left out or one too many."""

    def divided(first: str, second: str, cut: int, extra: list[str]) -> dict[str, list[str]]:
        return {first: list(items[:cut]), second: [*items[cut:], *extra]}

    extras = st.one_of(*[st.just([])] * 4, st.just([UNKNOWN]), st.just(list(items[:1])))
    return st.builds(divided, ids, ids, st.integers(0, len(items)), extras)


_Maker = Callable[[st.DrawFn, Hierarchy, str], Operation | None]


def _listed(tree: Hierarchy) -> list[str]:
    """Everybody on a roll."""
    return [member for org in tree for member in tree.roll(org)]


def _some(draw: st.DrawFn, items: Iterable[str], *, least: int = 1, most: int = 3) -> list[str]:
    return draw(st.lists(st.sampled_from(list(items)), min_size=least, max_size=most, unique=True))


def _outside(tree: Hierarchy, keys: Iterable[str]) -> list[str]:
    """Organizations that neither are one of these nor stand below one."""
    keys = list(keys)
    return [one.id for one in tree if not any(tree.is_within(one, key) for key in keys)]


def _alike(tree: Hierarchy, org: Organization) -> list[str]:
    """Organizations of the same form and level that stand neither above nor below it, nor above everything."""
    others = [tree[key] for key in _outside(tree, [org.id])]
    return [one.id for one in others if one.kind == org.kind and not tree.is_within(org, one) and one.parent]


def _cells(tree: Hierarchy) -> list[str]:
    return [org.id for org in tree if org.form is Form.CHI_BO]


def _begun(draw: st.DrawFn, key: str, like: Organization, parent: str) -> Organization:
    """A new organization of the same kind."""
    return replace(like, id=key, name=draw(names), full=0, probationary=0, parent=parent, consents=())


def _share(draw: st.DrawFn, org: Organization) -> ByNumber:
    """Some of those an organization counts only by number."""
    return ByNumber(org.id, draw(st.integers(0, org.full)), draw(st.integers(0, org.probationary)))


def _establish(draw: st.DrawFn, tree: Hierarchy, new: str) -> Operation:
    org = draw(st.sampled_from(list(tree)))
    listed = _listed(tree)
    form = draw(st.sampled_from(Form))
    begun = Organization(new, draw(names), form, Level.BELOW_GRASSROOTS, org.id)
    members = _some(draw, listed, least=0, most=4) if listed else []
    groups = _some(draw, tree.groups, least=0, most=2) if tree.groups and form is Form.CHI_BO else []
    return Establish(begun, members, groups)


def _merge(draw: st.DrawFn, tree: Hierarchy, _new: str) -> Operation | None:
    org = draw(st.sampled_from(list(tree)))
    alike = _alike(tree, org)
    return Merge(_some(draw, alike, most=2), org.id) if alike else None


def _consolidate(draw: st.DrawFn, tree: Hierarchy, new: str) -> Operation | None:
    org = draw(st.sampled_from(list(tree)))
    if org.parent is None:
        return None
    alike = _alike(tree, org)
    sources = [org.id, *(_some(draw, alike, least=0, most=2) if alike else ())]
    parent = draw(st.sampled_from(_outside(tree, sources)))
    return Consolidate(sources, _begun(draw, new, org, parent))


def _shares(
    draw: st.DrawFn, tree: Hierarchy, sources: Sequence[str], to: Sequence[str], rest: Mapping[str, str]
) -> dict[str, list[str | ByNumber]]:
    """What the sources have divided between the destinations, one by one or as the remainder."""
    shares: dict[str, list[str | ByNumber]] = {key: [] for key in to}
    for source in sources:
        org = tree[source]
        items = [*(child.id for child in tree.children(org)), *tree.roll(org)]
        if org.form is Form.CHI_BO:
            items += [group.id for group in tree.groups_of(org)]
        for item in items:
            if item not in sources and (source not in rest or draw(st.booleans())):
                shares[draw(st.sampled_from(list(to)))].append(item)
        if source in rest:
            shares[rest[source]].append(source)
        if org.full or org.probationary:
            some = _share(draw, org) if source in rest else ByNumber(source, org.full, org.probationary)
            shares[draw(st.sampled_from(list(to)))].append(some)
    seen: set[str] = set()  # a group may be served by two of the sources
    for key, items_of in shares.items():
        shares[key] = [one for one in dict.fromkeys(items_of) if isinstance(one, ByNumber) or one not in seen]
        seen |= {one for one in items_of if isinstance(one, str)}
    return shares


def _rearrange(draw: st.DrawFn, tree: Hierarchy, new: str) -> Operation | None:
    org = draw(st.sampled_from(list(tree)))
    alike = _alike(tree, org)
    sources = [org.id, *(_some(draw, alike, least=0, most=2) if alike else ())]
    if any(tree.is_within(a, b) for a in sources for b in sources if a != b):
        return None
    goes_on = _some(draw, sources, least=org.parent is None, most=2)
    over = [key for key in goes_on if draw(st.booleans())]
    free = [*_outside(tree, sources), *over]
    begun = [
        _begun(draw, f"{new}{letter}", org, draw(st.sampled_from(free)))
        for letter in "ab"[: draw(st.integers(0 if goes_on else 1, 2))]
        if free
    ]
    if len(begun) > 1 and draw(st.booleans()):
        begun[1] = replace(begun[1], parent=begun[0].id)
    others = [key for key in alike if key not in sources and not any(tree.is_within(key, one) for one in sources)]
    beside = _some(draw, others, least=0, most=1) if others else []
    to = [*(one.id for one in begun), *goes_on, *beside]
    if not to:
        return None
    hold_at = draw(st.sampled_from([None, None, *to, *_cells(tree)[:1]]))
    rest = {key: draw(st.sampled_from(to)) for key in sources if hold_at is None or draw(st.booleans())}
    shares = _shares(draw, tree, sources, to, rest)
    if hold_at is not None:
        for items in shares.values():
            del items[draw(st.integers(0, len(items))) :]
    return Rearrange(sources, [*begun, *goes_on, *beside], shares, hold_at)


def _split(draw: st.DrawFn, tree: Hierarchy, new: str) -> Operation | None:
    org = draw(st.sampled_from(list(tree)))
    goes_on = org.parent is None or draw(st.booleans())
    parent = draw(st.sampled_from([org.parent or org.id, *([org.id] if goes_on else ())]))
    into = [_begun(draw, f"{new}{letter}", org, parent) for letter in "abc"[: draw(st.integers(1, 3))]]
    to = [*(one.id for one in into), *([org.id] if goes_on else ())]
    rest = {org.id: draw(st.sampled_from(to))} if draw(st.booleans()) else {}
    shares = _shares(draw, tree, [org.id], to, rest)
    stays = shares.pop(org.id) if goes_on else None
    return Split(org.id, into, shares, stays)


def _ending(draw: st.DrawFn, tree: Hierarchy) -> tuple[str, Any, Any, Any] | None:
    """What ends, and where its people, its subordinates and its groups go."""
    tops = [org for org in tree if org.parent is not None]
    if not tops:
        return None
    org = draw(st.sampled_from(tops))
    others = _outside(tree, [org.id])
    where = st.sampled_from(others)
    takers = st.sampled_from([key for key in others if tree[key].form is Form.CHI_BO] or others)
    served = [group.id for group in tree.groups_of(org)]
    below = [child.id for child in tree.children(org)]
    members_to: str | dict[str, list[str | ByNumber]] = draw(where)
    if draw(st.booleans()):
        members_to = {key: list(ids) for key, ids in draw(_divided(where, tree.roll(org))).items()}
        some = _share(draw, org)
        for part in (some, ByNumber(org.id, org.full - some.full, org.probationary - some.probationary)):
            if part.total:
                members_to.setdefault(draw(where), []).append(part)
    groups_to = draw(st.one_of(takers, _divided(takers, served), *[st.none()] * isinstance(members_to, str)))
    children_to = draw(st.one_of(where, _divided(st.sampled_from([*others, *below]), below)))
    return org.id, members_to, children_to, groups_to


def _dissolve(draw: st.DrawFn, tree: Hierarchy, _new: str) -> Operation | None:
    ending = _ending(draw, tree)
    if ending is not None and draw(st.booleans()):
        return Dissolve(*ending, "kết thúc hoạt động")
    return None if ending is None else Dissolve(*ending)


def _disband(draw: st.DrawFn, tree: Hierarchy, _new: str) -> Operation | None:
    ending = _ending(draw, tree)
    return None if ending is None else Disband(*ending)


def _reassign(draw: st.DrawFn, tree: Hierarchy, _new: str) -> Operation | None:
    org = draw(st.sampled_from(list(tree)))
    away = [key for key in _outside(tree, [org.id]) if key != org.parent]
    return Reassign(org.id, draw(st.sampled_from(away))) if away and org.parent else None


def _hand_out(draw: st.DrawFn, tree: Hierarchy, _new: str) -> Operation | None:
    tops = [org.id for org in tree if org.parent is not None]
    named = {cell for group in tree.groups.values() for cell in group.cells}
    named |= {stay.organization for stay in tree.stays.values()}
    if draw(st.booleans()):  # rather what others name
        tops = [key for key in tops if key in named] or tops
    return HandOut(draw(st.sampled_from(tops)), "Đảng ủy xã Đá Nhảy", where=draw(_SCOPES)) if tops else None


def _receive(draw: st.DrawFn, tree: Hierarchy, new: str) -> Operation:
    """A few organizations, one of them below another, with people, some of whom left before, and groups."""
    above = draw(st.sampled_from(list(tree))).id
    came: list[Organization] = []
    for number in range(draw(st.integers(1, 3))):
        like = draw(st.sampled_from(list(tree)))
        parent = draw(st.sampled_from([above, *(org.id for org in came)]))
        begun = _begun(draw, f"{new}r{number}", like, parent)
        came.append(replace(begun, full=draw(counts), probationary=draw(few)))
    gone = [key for key in tree.members if tree.home(key) is None]
    back = _some(draw, gone, least=0, most=2) if gone else []
    keys = [f"m-{new}", *back][draw(st.integers(0, 1)) :]
    people = [Member(key, draw(names), draw(st.sampled_from(MemberStatus))) for key in keys]
    cells = [org.id for org in (*came, *tree) if org.form is Form.CHI_BO]
    zones = [_zone(draw, f"g-{new}r", cells)] if draw(st.booleans()) else []
    rolls = {draw(st.sampled_from(came)).id: people}
    return Receive(draw(st.permutations(came)), rolls, zones, from_="Huyện ủy Đại Từ", where=draw(_SCOPES))


def _convert(draw: st.DrawFn, tree: Hierarchy, new: str) -> Operation | None:
    return draw(st.sampled_from([_convert_level, _convert_form]))(draw, tree, new)


def _convert_level(draw: st.DrawFn, tree: Hierarchy, _new: str) -> Operation | None:
    org = draw(st.sampled_from(list(tree)))
    level = draw(st.sampled_from([level for level in Level if level is not org.level]))
    alike = [one.id for one in tree if one.level is org.level]
    keys = draw(st.one_of(st.just(org.id), st.lists(st.sampled_from(alike), min_size=1, max_size=3, unique=True)))
    unit_type, host_unit = draw(st.sampled_from([None, "ward", "residential"])), draw(st.sampled_from([None, "u-1"]))
    return Convert(keys, level, unit_type=unit_type, host_unit=host_unit)


def _convert_form(draw: st.DrawFn, tree: Hierarchy, new: str) -> Operation | None:
    org = draw(st.sampled_from(list(tree)))
    level = draw(st.sampled_from([None, *Level]))
    if org.form is Form.DANG_BO:
        shut = all(below.level is Level.BELOW_GRASSROOTS for below in tree.descendants(org))
        return Convert(org.id, level, Form.CHI_BO) if shut else None
    cells = [
        Organization(f"{new}{letter}", draw(names), Form.CHI_BO, Level.BELOW_GRASSROOTS, org.id)
        for letter in "ab"[: draw(st.integers(1, 2))]
    ]
    where = st.sampled_from([cell.id for cell in cells])
    members_to: str | dict[str, list[str | ByNumber]] = draw(where)
    if draw(st.booleans()):
        members_to = {key: list(ids) for key, ids in draw(_divided(where, tree.roll(org))).items()}
        if org.full or org.probationary:
            members_to.setdefault(draw(where), []).append(ByNumber(org.id, org.full, org.probationary))
    groups_to = draw(st.one_of(where, _divided(where, [group.id for group in tree.groups_of(org)])))
    return Convert(org.id, level, Form.DANG_BO, cells=cells, members_to=members_to, groups_to=groups_to)


def _rename(draw: st.DrawFn, tree: Hierarchy, new: str) -> Operation:
    return Rename(draw(st.sampled_from(list(tree))).id, f"{draw(names)} {new}")


def _recode(draw: st.DrawFn, tree: Hierarchy, _new: str) -> Operation:
    org = draw(st.sampled_from(list(tree)))
    return Recode(org.id, draw(st.sampled_from([code for code in (None, "01", "02") if code != org.code])))


def _change_host_unit(draw: st.DrawFn, tree: Hierarchy, _new: str) -> Operation:
    org = draw(st.sampled_from(list(tree)))
    return ChangeHostUnit(org.id, draw(st.sampled_from([u for u in (None, "u-0", "u-1") if u != org.host_unit])))


def _divide(draw: st.DrawFn, tree: Hierarchy, _new: str) -> Operation | None:
    cells = _cells(tree)
    if not cells:
        return None
    org = tree[draw(st.sampled_from(cells))]
    return Divide(org.id, draw(st.sampled_from([n for n in (0, 2, 3) if n != org.groups_of_members])))


def _withdraw_consent(draw: st.DrawFn, tree: Hierarchy, _new: str) -> Operation | None:
    agreed = [(org.id, one) for org in tree for one in org.consents]
    if not agreed:
        return None
    key, paper = draw(st.sampled_from(agreed))
    return WithdrawConsent(key, paper.document, draw(st.sampled_from([None, paper.matter])))


def _transfer(draw: st.DrawFn, tree: Hierarchy, new: str) -> Operation | None:
    return draw(st.sampled_from([_move, _visit, _stay_longer]))(draw, tree, new)


def _move(draw: st.DrawFn, tree: Hierarchy, _new: str) -> Operation | None:
    org = draw(st.sampled_from(list(tree)))
    guests = [key for key in _listed(tree) if tree.home(key) is not org]
    counting = [one for one in tree if one is not org and (one.full or one.probationary)]
    people = [_share(draw, one) for one in draw(st.lists(st.sampled_from(counting), max_size=2))] if counting else []
    members = _some(draw, guests, least=0, most=4) if guests else []
    asked = {one.of: [0, 0] for one in people}
    fitting = []
    for one in people:
        asked[one.of] = [asked[one.of][0] + one.full, asked[one.of][1] + one.probationary]
        if asked[one.of][0] <= tree[one.of].full and asked[one.of][1] <= tree[one.of].probationary:
            fitting.append(one)
    if not members and not any(one.total for one in fitting):
        return None
    homes = {tree.home(member).id for member in members} | {one.of for one in fitting}  # type: ignore[union-attr]
    said = draw(st.sampled_from([None, *homes])) if len(homes) == 1 else None
    return Transfer(members, org.id, fitting, from_=said)


def _at(tree: Hierarchy, member: str) -> str | None:
    """Where a person takes part, for a time or at home."""
    if member in tree.stays:
        return tree.stays[member].organization
    home = tree.home(member)
    return None if home is None else home.id


def _visit(draw: st.DrawFn, tree: Hierarchy, _new: str) -> Operation | None:
    org = draw(st.sampled_from(list(tree)))
    may = [key for key in _listed(tree) if _at(tree, key) != org.id]
    back = [key for key in tree.stays if tree.home(key) is not None and _at(tree, key) != org.id]
    homewards: bool = draw(st.booleans())
    if back and homewards:
        member = draw(st.sampled_from(back))
        home = tree.home(member)
        return None if home is None else Transfer([member], home.id, kind=TransferKind.TEMPORARY)
    if not may:
        return None
    members = _some(draw, may)
    homewards = any(tree.home(member) == org for member in members)
    until = None if homewards else draw(st.none() | st.just(AFTER_ALL))
    homes = {home.id for member in members if (home := tree.home(member)) is not None}
    said = draw(st.sampled_from([None, *homes])) if len(homes) == 1 else None
    return Transfer(members, org.id, kind=TransferKind.TEMPORARY, from_=said, until=until)


def _stay_longer(draw: st.DrawFn, tree: Hierarchy, _new: str) -> Operation | None:
    """Who takes part somewhere for a time goes on doing so, until another day."""
    stays = [key for key in tree.stays if tree.home(key) is not None]
    if not stays:
        return None
    member = draw(st.sampled_from(stays))
    days = [day for day in (AFTER_ALL, LATER_STILL) if day != f"{tree.stays[member].until}"]
    host = tree.stays[member].organization
    return Transfer([member], host, kind=TransferKind.TEMPORARY, until=draw(st.sampled_from(days)))


def _admit(draw: st.DrawFn, tree: Hierarchy, new: str) -> Operation | None:
    org = draw(st.sampled_from(list(tree)))
    gone = [key for key in tree.members if tree.home(key) is None]
    ids = [f"m-{new}", *(_some(draw, gone, least=0, most=2) if gone else ())][draw(st.integers(0, 1)) :]
    people = [Member(key, draw(names), draw(st.sampled_from(MemberStatus))) for key in ids]
    full, probationary = draw(few), draw(few)
    reason = draw(st.sampled_from(AdmitReason))
    where = draw(_SCOPES) if reason is AdmitReason.RECEIVED else None
    return Admit(org.id, people, full, probationary, reason, where) if people or full or probationary else None


def _leave(draw: st.DrawFn, tree: Hierarchy, _new: str) -> Operation | None:
    listed = _listed(tree)
    members = _some(draw, listed, least=0) if listed else []
    counting = [one for one in tree if one.full or one.probationary]
    too: bool = draw(st.booleans())
    people = [_share(draw, draw(st.sampled_from(counting)))] if counting and too else []
    if not members and not any(one.total for one in people):
        return None
    reason = draw(st.sampled_from(LeaveReason))
    return Leave(members, people, reason=reason, where=draw(_SCOPES) if reason is LeaveReason.TRANSFERRED else None)


def _recognize(draw: st.DrawFn, tree: Hierarchy, _new: str) -> Operation | None:
    waiting = [key for key in _listed(tree) if tree.members[key].status is MemberStatus.PROBATIONARY]
    counting = [one for one in tree if one.probationary]
    members = _some(draw, waiting, least=0) if waiting else []
    people = []
    if counting and (not members or draw(st.booleans())):
        org = draw(st.sampled_from(counting))
        people = [ByNumber(org.id, probationary=draw(st.integers(1, org.probationary)))]
    return Recognize(members, people, since=draw(st.sampled_from(SINCE))) if members or people else None


def _rename_member(draw: st.DrawFn, tree: Hierarchy, _new: str) -> Operation | None:
    listed = _listed(tree)
    if not listed:
        return None
    key, name = draw(st.sampled_from(listed)), draw(names)
    return RenameMember(key, name if name.strip() != tree.members[key].name else f"{name} Đ")


def _assign(draw: st.DrawFn, tree: Hierarchy, _new: str) -> Operation | None:
    cells = _cells(tree)
    if not cells or not tree.groups:
        return None
    chosen = {key: _some(draw, cells, most=2) for key in _some(draw, tree.groups)}
    changed = {key: serving for key, serving in chosen.items() if {*tree.groups[key].cells} != {*serving}}
    return AssignGroups(changed) if changed else None


def _change_group(draw: st.DrawFn, tree: Hierarchy, new: str) -> Operation | None:
    if not tree.groups:
        return None
    group = tree.groups[draw(st.sampled_from(list(tree.groups)))]
    head = draw(st.sampled_from([None, *list(tree.members)[:3], "Đỗ Thị Ơn"]))
    heads = [one for one in (None, True, False) if one is None or one != group.head_is_member]
    known = [name for name in ("place", "head", "head_is_member") if getattr(group, name) is not None]
    is_member = draw(st.sampled_from(heads))
    given = {"head": head, "head_is_member": is_member}
    clears = [name for name in known if given.get(name) is None and draw(st.booleans())]
    name = f"{draw(names)} {new}"
    kind, place = draw(st.sampled_from([None, *GroupKind])), draw(st.sampled_from([None, "p-1"]))
    clears = [one for one in clears if one != "place" or place is None]
    return ChangeGroup(group.id, name, kind, place, head, is_member, clears)  # type: ignore[arg-type]


def _zone(draw: st.DrawFn, key: str, cells: Sequence[str]) -> ResidentialGroup:
    served = _some(draw, cells, least=0, most=2) if cells else []
    return ResidentialGroup(key, draw(names), draw(st.sampled_from(GroupKind)), None, served)


def _merge_groups(draw: st.DrawFn, tree: Hierarchy, new: str) -> Operation | None:
    if len(tree.groups) < 2:
        return None
    sources = _some(draw, tree.groups, most=2)
    others = [key for key in tree.groups if key not in sources]
    known: bool = draw(st.booleans())
    if others and known:
        return MergeGroups(sources, draw(st.sampled_from(others)), STATE)
    return MergeGroups(sources, _zone(draw, f"g-{new}", _cells(tree)), STATE)


def _split_group(draw: st.DrawFn, tree: Hierarchy, new: str) -> Operation | None:
    if not tree.groups:
        return None
    parts = [_zone(draw, f"g-{new}{letter}", _cells(tree)) for letter in "ab"]
    return SplitGroup(draw(st.sampled_from(list(tree.groups))), parts, STATE)


def _realign(draw: st.DrawFn, tree: Hierarchy, _new: str) -> Operation | None:
    org = draw(st.sampled_from(list(tree)))
    bodies = [key for key, body in tree.mass_bodies.items() if body.superior != org.id]
    return Realign(_some(draw, bodies), org.id) if bodies else None


def _appoint(draw: st.DrawFn, tree: Hierarchy, _new: str) -> Operation:
    """Somebody comes to a post, or has it by another source from now on."""
    anew: bool = draw(st.booleans())
    if tree.seats and anew:
        seat = draw(st.sampled_from(list(tree.seats.values())))
        source = next(one for one in SeatSource if one is not seat.source)
        return Appoint(seat.organization, seat.post, seat.holder, body=seat.body, source=source)
    made = draw(_seats([org.id for org in tree], _listed(tree)))
    source = made.source
    if (was := tree.seats.get(made.key)) is not None:
        source = next(one for one in SeatSource if one is not was.source)
    return Appoint(made.organization, made.post, made.holder, body=made.body, source=source)


def _end_post(draw: st.DrawFn, tree: Hierarchy, _new: str) -> Operation | None:
    if not tree.seats:
        return None
    seat = draw(st.sampled_from(list(tree.seats.values())))
    return EndPost(seat.organization, seat.post, seat.holder)


MAKERS: Mapping[type[Operation], _Maker] = {
    Establish: _establish,
    Merge: _merge,
    Consolidate: _consolidate,
    Split: _split,
    Rearrange: _rearrange,
    Dissolve: _dissolve,
    Disband: _disband,
    Reassign: _reassign,
    HandOut: _hand_out,
    Receive: _receive,
    Convert: _convert,
    Rename: _rename,
    Recode: _recode,
    ChangeHostUnit: _change_host_unit,
    Divide: _divide,
    WithdrawConsent: _withdraw_consent,
    Transfer: _transfer,
    Admit: _admit,
    Leave: _leave,
    Recognize: _recognize,
    RenameMember: _rename_member,
    AssignGroups: _assign,
    ChangeGroup: _change_group,
    MergeGroups: _merge_groups,
    SplitGroup: _split_group,
    Realign: _realign,
    Appoint: _appoint,
    EndPost: _end_post,
}
"""How each verb is drawn as it can be carried out; `None` where a tree has no use for it."""


@st.composite
def sound(draw: st.DrawFn, tree: Hierarchy, new: str) -> Operation:
    """One operation that can be carried out, if such a one is found.

    Args:
        draw: of Hypothesis.
        tree: what it is carried out on.
        new: an id nobody has had; ids that begin with it are free as well.
    """
    made = MAKERS[draw(st.sampled_from([*MAKERS]))](draw, tree, new)
    return _establish(draw, tree, new) if made is None else made


@st.composite
def sound_of(draw: st.DrawFn, verb: type[Operation], tree: Hierarchy, new: str) -> Operation | None:
    """The same of one verb; `None` where the tree has no use for it.

    Args:
        draw: of Hypothesis.
        verb: the verb.
        tree: what it is carried out on.
        new: as for `sound`.
    """
    return MAKERS[verb](draw, tree, new)


def _divided(where: st.SearchStrategy[str], items: Sequence[str]) -> st.SearchStrategy[Mapping[str, Sequence[str]]]:
    """Every item to one of several destinations."""

    def by_destination(chosen: list[str]) -> dict[str, list[str]]:
        places: dict[str, list[str]] = {}
        for item, to in zip(items, chosen, strict=True):
            places.setdefault(to, []).append(item)
        return places

    return st.lists(where, min_size=len(items), max_size=len(items)).map(by_destination)


@st.composite
def _wild_organization(draw: st.DrawFn, tree: Hierarchy) -> Organization:
    return Organization(
        draw(st.sampled_from([*NEW_IDS, *NEW_IDS, "tp"])),
        draw(names),
        draw(st.sampled_from(Form)),
        draw(st.sampled_from([Level.BELOW_GRASSROOTS, Level.BELOW_GRASSROOTS, Level.GRASSROOTS])),
        draw(_ids(tree)),
        full=draw(st.sampled_from([0, 0, 0, 0, 1])),
    )


@st.composite
def wild(draw: st.DrawFn, tree: Hierarchy) -> Operation:
    """One operation on a tree, right or wrong."""
    ids, several = _ids(tree), st.lists(_ids(tree), max_size=3)
    listed = _listed(tree)
    any_members = st.lists(st.sampled_from([*tree.members, UNKNOWN]), max_size=4)
    on_rolls = st.lists(st.sampled_from(listed), max_size=4, unique=True) if listed else any_members
    members = st.one_of(on_rolls, on_rolls, any_members)
    group = st.sampled_from([*tree.groups, "g-new", UNKNOWN])
    groups = st.lists(group, max_size=2) if tree.groups else st.just([])
    begun = _wild_organization(tree)
    numbers = st.builds(ByNumber, ids, st.integers(0, 3), st.integers(0, 1))
    people = st.lists(numbers, max_size=2)
    zone = st.builds(
        ResidentialGroup,
        id=st.sampled_from(["g-new", "g-newer", "g-0"]),
        name=names,
        kind=st.just(GroupKind.XOM),
        cells=several,
    )
    key = draw(ids)
    known = tree.get(key)
    roll = list(tree.roll(key)) if known else []
    below = [child.id for child in tree.children(key)] if known else []
    served = [one.id for one in tree.groups_of(key)] if known else []
    where = st.one_of(st.none(), ids, ids)
    has = [key, *roll, *below, *served]
    item = st.lists(st.one_of(st.sampled_from(has), ids, group, numbers), max_size=4)
    share = st.dictionaries(ids, item, max_size=2)
    verb = draw(st.sampled_from([*VERBS_TO_TRY]))
    if verb is Merge:
        return Merge(draw(st.one_of(several, st.just([key, key]))), draw(ids))
    if verb is Reassign:
        return Reassign(key, draw(ids))
    if verb is HandOut:
        return HandOut(key, draw(st.sampled_from(["Đảng ủy xã A", key])))
    if verb is Receive:
        newcomers = st.lists(st.builds(Member, st.sampled_from(["m-new", "m-newer", *tree.members]), names), max_size=2)
        return Receive(
            draw(st.lists(begun, max_size=2)),
            draw(st.dictionaries(st.one_of(begun.map(lambda org: org.id), ids), newcomers, max_size=2)),
            draw(st.lists(zone, max_size=1)),
            from_=draw(st.sampled_from(["Huyện ủy B", "Huyện ủy B", key])),
        )
    if verb is Transfer:
        until = draw(st.sampled_from([None, None, None, "2009-12-31", LATER_STILL]))
        said = draw(st.one_of(st.none(), st.none(), ids))
        return Transfer(draw(members), key, draw(people), draw(st.sampled_from(TransferKind)), said, until)
    if verb in {Dissolve, Disband}:
        ending = Dissolve if verb is Dissolve else Disband
        return ending(
            key,
            draw(st.one_of(where, _parts(ids, roll), st.dictionaries(ids, item, max_size=2))),
            draw(st.one_of(where, _parts(ids, below))),
            draw(st.one_of(where, _parts(ids, served))),
        )
    if verb is Consolidate:
        return Consolidate(draw(several), draw(begun))
    if verb is Split:
        return Split(
            key,
            draw(st.lists(begun, max_size=2)),
            draw(share),
            draw(st.one_of(st.none(), item, st.just([key]))),
            draw(where),
        )
    if verb is Rearrange:
        results = draw(st.lists(st.one_of(begun, ids), max_size=3))
        to = [one if isinstance(one, str) else one.id for one in results] or [key]
        sources = draw(st.lists(st.one_of(st.just(key), ids), max_size=2))
        rest = {draw(st.sampled_from(to)): [one] for one in sources}
        return Rearrange(sources, results, draw(st.one_of(share, st.just(rest))), draw(where))
    if verb is Convert:
        return Convert(
            draw(st.one_of(st.just(key), several)),
            draw(st.sampled_from([None, *Level])),
            draw(st.sampled_from([None, *Form])),
            draw(st.sampled_from([None, "ward"])),
            draw(st.lists(st.one_of(begun, begun.map(lambda org: replace(org, parent=key))), max_size=2)),
            draw(st.one_of(where, _parts(ids, roll))),
            draw(st.one_of(where, _parts(ids, served))),
            draw(st.sampled_from([None, None, "u-0"])),
        )
    if verb is Rename:
        return Rename(key, known.name if known and draw(st.booleans()) else draw(names))
    if verb is Recode:
        return Recode(key, draw(st.sampled_from([None, "01"])))
    if verb is ChangeHostUnit:
        return ChangeHostUnit(key, draw(st.sampled_from([None, "u-0"])))
    if verb is Divide:
        return Divide(key, draw(st.sampled_from([0, 1, 2])))
    if verb is WithdrawConsent:
        papers = [one.document for one in known.consents] if known else []
        return WithdrawConsent(key, draw(st.sampled_from([*papers, STATE])), draw(st.sampled_from([None, *MATTERS])))
    if verb is ChangeGroup:
        facts = st.lists(st.sampled_from(["place", "head", "head_is_member"]), max_size=2)
        head = st.sampled_from([None, UNKNOWN, *tree.members])
        return ChangeGroup(
            draw(group),
            head=draw(head),
            head_is_member=draw(st.sampled_from([None, True, False])),
            clears=draw(facts),  # type: ignore[arg-type]
        )
    if verb is Admit:
        newcomer = st.builds(
            Member, st.sampled_from(["m-new", "m-newer", *tree.members]), names, st.sampled_from(MemberStatus)
        )
        return Admit(key, draw(st.lists(newcomer, max_size=2)), draw(few), draw(st.sampled_from([0, 0, 1])))
    if verb is Leave:
        return Leave(draw(members), draw(people), reason=LeaveReason.DECEASED)
    if verb is Recognize:
        return Recognize(draw(members), draw(people), since=draw(st.sampled_from([*SINCE, AS_OF, LATER_STILL])))
    if verb is RenameMember:
        return RenameMember(draw(st.sampled_from([*tree.members, UNKNOWN])), draw(names))
    if verb is AssignGroups:
        return AssignGroups(draw(st.dictionaries(group, several, max_size=2)))
    if verb is MergeGroups:
        return MergeGroups(draw(groups), draw(st.one_of(group, zone)), STATE)
    if verb is SplitGroup:
        return SplitGroup(draw(group), draw(st.lists(zone, max_size=3)), STATE)
    if verb is Realign:
        return Realign(draw(st.lists(st.sampled_from([*tree.mass_bodies, UNKNOWN]), max_size=2)), key)
    if verb is Appoint:
        made = draw(_seats([key], [*tree.members]))
        return Appoint(key, made.post, made.holder, body=made.body, source=made.source)
    if verb is EndPost:
        taken = [(seat.post, seat.holder) for seat in tree.seats.values()] or [(Post.SECRETARY, UNKNOWN)]
        return EndPost(key, *draw(st.sampled_from(taken)))
    return Establish(draw(begun), draw(members), draw(groups))


VERBS_TO_TRY = (
    Establish,
    Merge,
    Consolidate,
    Split,
    Rearrange,
    Rearrange,
    Dissolve,
    Disband,
    Reassign,
    HandOut,
    Receive,
    Convert,
    Convert,
    Rename,
    Recode,
    ChangeHostUnit,
    Divide,
    WithdrawConsent,
    Transfer,
    Transfer,
    Admit,
    Leave,
    Recognize,
    RenameMember,
    AssignGroups,
    ChangeGroup,
    MergeGroups,
    SplitGroup,
    Realign,
    Appoint,
    EndPost,
)


@st.composite
def half_known(draw: st.DrawFn, tree: Hierarchy) -> Operation:
    """One operation of which half could be done and the other half cannot, wherever it stands."""
    key, other = draw(_ids(tree)), draw(_ids(tree))
    begun = Organization("h-1", draw(names), Form.CHI_BO, Level.BELOW_GRASSROOTS, key)
    members = [*list(tree.members)[:1], UNKNOWN]
    groups = [*list(tree.groups)[:1], UNKNOWN]
    known = tree.get(key)
    roll = [] if known is None else list(tree.roll(known))
    choices: list[Operation] = [
        Merge([key, UNKNOWN], other),
        Merge([key], UNKNOWN),
        Merge([key, key], other),
        Convert([key, key], level=Level.CENTRAL),
        Consolidate([key, UNKNOWN], begun),
        Establish(begun, members),
        Establish(begun, [], groups),
        Transfer(members, key),
        Transfer(members, key, kind=TransferKind.TEMPORARY),
        Leave(members, reason=LeaveReason.DECEASED),
        Recognize(members),
        Recognize(people=[ByNumber(key, full=1), ByNumber(UNKNOWN, probationary=1)]),
        RenameMember(UNKNOWN, "Nguyễn Văn H"),
        Transfer(members, key, from_=other),
        Admit(UNKNOWN, [Member("h-m", "Nguyễn Văn H")]),
        Admit(other, [Member("h-m", "Nguyễn Văn H")] * 2),
        Split(key, [begun], {"h-1": [UNKNOWN]}, [key]),
        Rearrange([key, UNKNOWN], [begun], {"h-1": [key]}),
        AssignGroups({group: [UNKNOWN] for group in list(tree.groups)[:1]}),
        MergeGroups(groups, ResidentialGroup("h-g", "Xóm H", GroupKind.XOM), STATE),
        Convert(key, form=Form.DANG_BO, cells=[begun], members_to=UNKNOWN),
        Convert([key, UNKNOWN], level=Level.CENTRAL),
        Realign([*list(tree.mass_bodies)[:1], UNKNOWN], key),
        Rename(UNKNOWN, "Chi bộ H"),
        ChangeGroup(UNKNOWN, name="Xóm H"),
        Appoint(UNKNOWN, Post.SECRETARY, "h-m", body=PostBody.CHI_UY, source=SeatSource.APPOINTED),
        EndPost(key, Post.SECRETARY, "h-m"),
        WithdrawConsent(key, STATE),
        Divide(UNKNOWN, into=2),
        Reassign(key, UNKNOWN),
        HandOut(UNKNOWN, "Đảng ủy xã A"),
        Receive([begun], {"h-1": [Member("h-m", "Nguyễn Văn H"), Member("h-m", "Nguyễn Văn H")]}, from_="Huyện ủy B"),
        Receive([begun], {UNKNOWN: [Member("h-m", "Nguyễn Văn H")]}, from_="Huyện ủy B"),
        Dissolve(key, {other: [*roll, UNKNOWN]}, other, other),
        Dissolve(key, other, UNKNOWN),
    ]
    return draw(st.sampled_from(choices))


@st.composite
def sequences(draw: st.DrawFn, tree: Hierarchy, prefix: str = "s", *, most: int = 6) -> list[Operation]:
    """Several operations in a row, most of them sound where they stand; ids of the first tree stay in play.

    Args:
        draw: of Hypothesis.
        tree: what they are carried out on.
        prefix: how ids begin that nobody has had.
        most: how many operations at most.
    """
    chosen: list[Operation] = []
    now = tree
    for number in range(draw(st.integers(1, most))):
        careless = draw(st.integers(0, 3)) == 3
        operation = (
            draw(wild(draw(st.sampled_from([tree, now])))) if careless else draw(sound(now, f"{prefix}-{number}"))
        )
        chosen.append(operation)
        after = plan_of([operation], by=now.root.id, effective=AFTER_ALL).preview(now, rules=NO_RULES)
        now = now if after.blocking else after.after
    return chosen


@st.composite
def plans(draw: st.DrawFn, tree: Hierarchy) -> Plan:
    """A plan of any operations, deciders, dates and consents, right or wrong."""
    ids = _ids(tree)
    return Plan(
        draw(st.sampled_from(["2010-01-01", AS_OF, "2023-06-01", "2025-07-01", "2027-01-01"])),
        draw(ids),
        DECISION,
        draw(sequences(tree)),
        [_consent(draw, key) for key in draw(st.lists(ids, max_size=2))],
    )


def _consent(draw: st.DrawFn, key: str) -> Consent:
    matter = draw(st.sampled_from([None, *MATTERS]))
    size = draw(st.sampled_from([None, 5, 40])) if matter is None or matter in SIZES else None
    return Consent(key, DECISION, matter=matter, up_to=size)


def plan_of(operations: Sequence[Operation], *, by: str = "tp", effective: str = "2023-06-01") -> Plan:
    """A plan of these operations."""
    return Plan(effective, by, DECISION, operations)
