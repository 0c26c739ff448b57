"""Trees and plans for properties: small, odd where real registers are odd, and reaching every operation.

`wards()` are cities as they should be, with people on rolls and people counted only by number, and groups served by no,
one or several cells. `trees()` have any shape at all: cells over cells, levels upside down. `sound(tree)` are
operations that should be possible, `wild(tree)` name living, new, ended and unknown ids as they come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import strategies as st

from dangbo.findings import Document
from dangbo.hierarchy import Hierarchy, Organization, ResidentialGroup
from dangbo.members import Member
from dangbo.operations import AnyOperation as Operation
from dangbo.operations import Consolidate, Dissolve, Establish, Merge, Reassign, Transfer
from dangbo.restructure import Consent, Plan
from dangbo.rules import RuleBook
from dangbo.terms import Form, GroupKind, Level, MemberStatus

AS_OF = "2023-04-30"
AFTER_ALL = "2027-01-01"
"""No tree here is of a later date."""
DECISION = Document(kind="quyết định", number="1-QĐ/ĐU", issued="2023-05-20")
NEW_IDS = ("n-1", "n-2", "n-3")
NO_RULES = RuleBook((), ())
"""A rulebook without rules: what blocks under it is what cannot be done, not what may not be done."""
UNKNOWN = "nobody"

names = st.text(alphabet="aăâeêoôơuưyđĐbchntgAẢẨ012 '\"<&", min_size=1, max_size=12).map(lambda text: f"Chi bộ {text}")
counts = st.integers(0, 40)
few = st.integers(0, 4)


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
    orgs = [Organization("tp", "Đảng bộ thành phố", Form.DANG_BO, Level.IMMEDIATE_SUPERIOR)]
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
            draw(st.sampled_from([None, "5-CV/TU"])),
            draw(few),
        )
        for number in range(size)
    ]
    as_of = draw(st.sampled_from([AS_OF, "2025-07-01", "2026-11-01", "2010-01-01"]))
    keys = [org.id for org in orgs]
    return _populated(draw, draw(st.permutations(orgs)), draw(st.lists(st.sampled_from(keys), unique=True)), as_of)


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


@st.composite
def sound(draw: st.DrawFn, tree: Hierarchy, new: str) -> Operation:
    """One operation that can be carried out, if such a one is found.

    Args:
        draw: of Hypothesis.
        tree: what it is carried out on.
        new: an id nobody has had.
    """
    every = list(tree)
    listed = [member for org in every for member in tree.roll(org)]
    org = draw(st.sampled_from(every))
    kind = draw(st.sampled_from([Establish, Merge, Consolidate, Dissolve, Reassign, Transfer]))
    others = [one.id for one in every if not tree.is_within(one, org)]
    alike = [key for key in others if tree[key].form is org.form and not tree.is_within(org, key) and tree[key].parent]
    if kind is Transfer and (guests := [key for key in listed if tree.home(key) is not org]):
        return Transfer(draw(st.lists(st.sampled_from(guests), min_size=1, max_size=4, unique=True)), org.id)
    if kind is Merge and alike:
        return Merge(draw(st.lists(st.sampled_from(alike), min_size=1, max_size=2, unique=True)), org.id)
    if kind is Consolidate and alike and org.parent:
        sources = [org.id, *draw(st.lists(st.sampled_from(alike), max_size=2, unique=True))]
        free = [one.id for one in every if not any(tree.is_within(one, key) for key in sources)]
        begun = replace(org, id=new, full=0, probationary=0, parent=draw(st.sampled_from(free)), size_consent=None)
        return Consolidate(sources, begun)
    if kind is Reassign and (away := [key for key in others if key != org.parent]):
        return Reassign(org.id, draw(st.sampled_from(away)))
    if kind is Dissolve and others:
        where = st.sampled_from(others)
        served, cells = [group.id for group in tree.groups_of(org)], [tree[key] for key in others]
        takers = st.sampled_from([one.id for one in cells if one.form is Form.CHI_BO] or others)
        people = where if org.full or org.probationary else st.one_of(where, _divided(where, tree.roll(org)))
        below = [child.id for child in tree.children(org)]
        members_to = draw(people)
        groups_to = draw(st.one_of(takers, _divided(takers, served), *[st.none()] * isinstance(members_to, str)))
        return Dissolve(
            org.id, members_to, draw(st.one_of(where, _divided(st.sampled_from([*others, *below]), below))), groups_to
        )
    begun = Organization(new, draw(names), draw(st.sampled_from(Form)), Level.BELOW_GRASSROOTS, org.id)
    members = draw(st.lists(st.sampled_from(listed), max_size=4, unique=True)) if listed else []
    groups = draw(st.lists(st.sampled_from(list(tree.groups)), max_size=2, unique=True)) if tree.groups else []
    return Establish(begun, members, groups)


def _divided(where: st.SearchStrategy[str], items: Sequence[str]) -> st.SearchStrategy[Mapping[str, Sequence[str]]]:
    """Every item to one of several destinations."""

    def by_destination(chosen: list[str]) -> dict[str, list[str]]:
        places: dict[str, list[str]] = {}
        for item, to in zip(items, chosen, strict=True):
            places.setdefault(to, []).append(item)
        return places

    return st.lists(where, min_size=len(items), max_size=len(items)).map(by_destination)


@st.composite
def wild(draw: st.DrawFn, tree: Hierarchy) -> Operation:
    """One operation on a tree, right or wrong."""
    ids, several = _ids(tree), st.lists(_ids(tree), max_size=3)
    listed = [member for org in tree for member in tree.roll(org)]
    members = st.lists(st.sampled_from([*tree.members, UNKNOWN]), max_size=4)
    groups = st.lists(st.sampled_from([*tree.groups, UNKNOWN]), max_size=2) if tree.groups else st.just([])
    kind = draw(st.sampled_from([Establish, Merge, Consolidate, Dissolve, Reassign, Transfer]))
    if kind is Merge:
        return Merge(draw(several), draw(ids))
    if kind is Reassign:
        return Reassign(draw(ids), draw(ids))
    if kind is Transfer:
        people = st.lists(st.sampled_from(listed), max_size=4, unique=True) if listed else members
        return Transfer(draw(st.one_of(people, people, members)), draw(ids))
    if kind is Dissolve:
        key = draw(ids)
        known = tree.get(key)
        people_of = list(tree.roll(key)) if known else []
        children_of = [child.id for child in tree.children(key)] if known else []
        groups_of = [group.id for group in tree.groups_of(key)] if known else []
        where = st.one_of(st.none(), ids, ids)
        return Dissolve(
            key,
            draw(st.one_of(where, _parts(ids, people_of))),
            draw(st.one_of(where, _parts(ids, children_of))),
            draw(st.one_of(where, _parts(ids, groups_of))),
        )
    org = Organization(
        draw(st.sampled_from([*NEW_IDS, *NEW_IDS, "tp"])), draw(names), Form.CHI_BO, Level.BELOW_GRASSROOTS
    )
    org = replace(org, parent=draw(ids), form=draw(st.sampled_from(Form)), full=draw(st.sampled_from([0, 0, 0, 0, 1])))
    if kind is Consolidate:
        return Consolidate(draw(several), org)
    people = st.lists(st.sampled_from(listed), max_size=4, unique=True) if listed else members
    return Establish(org, draw(st.one_of(people, people, members)), draw(groups))


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
        Consolidate([key, UNKNOWN], begun),
        Establish(begun, members),
        Establish(begun, [], groups),
        Transfer(members, key),
        Reassign(key, UNKNOWN),
        Dissolve(key, {other: [*roll, UNKNOWN]}, other, other),
        Dissolve(key, other, UNKNOWN),
    ]
    return draw(st.sampled_from(choices))


@st.composite
def sequences(draw: st.DrawFn, tree: Hierarchy) -> list[Operation]:
    """Several operations in a row, most of them sound where they stand; ids of the first tree stay in play."""
    chosen: list[Operation] = []
    now = tree
    for number in range(draw(st.integers(1, 6))):
        careless = draw(st.integers(0, 3)) == 3
        operation = draw(wild(draw(st.sampled_from([tree, now])))) if careless else draw(sound(now, f"s-{number}"))
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
        [Consent(key, DECISION) for key in draw(st.lists(ids, max_size=2))],
    )


def plan_of(operations: Sequence[Operation], *, by: str = "tp", effective: str = "2023-06-01") -> Plan:
    """A plan of these operations."""
    return Plan(effective, by, DECISION, operations)
