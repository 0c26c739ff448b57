"""Laws of figures across a change, against a model that knows nothing but where each person is.

Every person stands, on either day, in one organization of each level: their cell, its commune, its district. Decisions
move organizations and whole parts of them, never people one by one; so whoever was counted in a unit before must be
counted in it afterwards. Nothing here knows what a succession is.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from fractions import Fraction

from hypothesis import assume, event, given
from hypothesis import strategies as st

from dangbo.base.citations import Document
from dangbo.base.errors import PlanRejectedError
from dangbo.base.terms import Form, Level
from dangbo.carry.counts import carry_counts
from dangbo.carry.units import comparable_units
from dangbo.change.play import ByNumber, Operation
from dangbo.change.verbs.borders import HandOut, Receive
from dangbo.change.verbs.organizations import Consolidate, Dissolve, Merge, Rearrange, Reassign, Split
from dangbo.hierarchy import Hierarchy
from dangbo.history import History
from dangbo.ledger.flows import Amount
from dangbo.restructure import Plan
from dangbo.tree.members import Member
from dangbo.tree.records import Organization
from tests.builders import GRASSROOTS, NO_RULES, cell, dang_bo

OPENED, FIRST, LAST = dt.date(2023, 1, 1), dt.date(2023, 1, 2), dt.date(2023, 12, 31)
LEVELS = (Level.IMMEDIATE_SUPERIOR, Level.GRASSROOTS, Level.BELOW_GRASSROOTS)

Home = dict[str, str]
"""Whose figures hold a person, at one level: id of the person to id of the organization."""


@st.composite
def provinces(draw: st.DrawFn) -> Hierarchy:
    """A province of two or three districts with communes, their cells, and cells of grassroots level beside them."""
    orgs = [Organization("tinh", "Đảng bộ tỉnh", Form.DANG_BO, Level.PROVINCIAL)]
    roll: dict[str, list[str]] = {}
    people: list[Member] = []

    def fill(key: str) -> None:
        roll[key] = [f"m-{len(people) + at}" for at in range(draw(st.integers(1, 4)))]
        people.extend(Member(member, "Nguyễn Văn X") for member in roll[key])

    for h in range(draw(st.integers(2, 3))):
        orgs.append(Organization(f"h{h}", f"Huyện {h}", Form.DANG_BO, Level.IMMEDIATE_SUPERIOR, "tinh"))
        for k in range(draw(st.integers(0, 1))):
            orgs.append(cell(f"k{h}{k}", f"h{h}", GRASSROOTS, name="Chi bộ cơ sở"))
            fill(f"k{h}{k}")
        for x in range(draw(st.integers(1, 2))):
            orgs.append(dang_bo(f"x{h}{x}", f"h{h}", name=f"Xã {h}{x}"))
            for c in range(draw(st.integers(1, 3))):
                orgs.append(cell(f"c{h}{x}{c}", f"x{h}{x}", name="Chi bộ"))
                fill(f"c{h}{x}{c}")
    return Hierarchy(orgs, people, roll, as_of=OPENED)


# --- decisions --------------------------------------------------------------------------------------------------------


def higher(tree: Hierarchy, level: Level, outside: Iterable[str]) -> list[str]:
    """Who may stand above an organization of a level, but for what ends or moves and what stands below that."""
    out = list(outside)
    return [
        org.id
        for org in tree
        if org.form is Form.DANG_BO and org.level > level and not any(tree.is_within(org, key) for key in out)
    ]


def alike(tree: Hierarchy, org: Organization) -> list[str]:
    return [one.id for one in tree if one.kind == org.kind and one.id != org.id]


def handed_over(draw: st.DrawFn, tree: Hierarchy, org: Organization, _new: str) -> Operation | None:
    to = [key for key in higher(tree, org.level, [org.id]) if key != org.parent]
    return Reassign(org.id, draw(st.sampled_from(to))) if to else None


def merged(draw: st.DrawFn, tree: Hierarchy, org: Organization, new: str) -> Operation | None:
    others = alike(tree, org)
    if not others:
        return None
    other = draw(st.sampled_from(others))
    if draw(st.booleans()):
        return Merge([org.id], other)
    parent = draw(st.sampled_from(higher(tree, org.level, [org.id, other])))
    return Consolidate([org.id, other], Organization(new, "Mới", org.form, org.level, parent))


def divided(draw: st.DrawFn, tree: Hierarchy, org: Organization, new: str) -> Operation | None:
    """A part of it goes to a new one anywhere, or everything to two."""
    parent = draw(st.sampled_from(higher(tree, org.level, [org.id])))
    begun = Organization(new, "Mới", org.form, org.level, parent)
    items = [*tree.roll(org), *(child.id for child in tree.children(org))]
    if len(items) < 2:
        return None
    some = draw(st.lists(st.sampled_from(items), min_size=1, max_size=len(items) - 1, unique=True))
    if draw(st.booleans()):
        return Split(org.id, [begun], {new: some}, stays=[org.id])
    other = Organization(f"{new}o", "Mới", org.form, org.level, org.parent)
    return Split(org.id, [begun, other], {new: some, other.id: [org.id]})


def exchanged(draw: st.DrawFn, tree: Hierarchy, org: Organization, _new: str) -> Operation | None:
    """Two or three of a kind give parts to one another, all at once."""
    others = alike(tree, org)
    if not others:
        return None
    keys = [org.id, *draw(st.lists(st.sampled_from(others), min_size=1, max_size=2, unique=True))]
    shares: dict[str, list[str]] = {key: [key] for key in draw(st.permutations(keys))}
    for key in keys:
        for item in [*tree.roll(key), *(child.id for child in tree.children(key))]:
            to = draw(st.sampled_from([None, *keys]))
            if to is not None and to != key:
                shares[to].append(item)
    if all(len(items) == 1 for items in shares.values()):
        return None  # parts of unknown size: people do not show them
    return Rearrange(keys, list(shares), shares)


def ended(draw: st.DrawFn, tree: Hierarchy, org: Organization, _new: str) -> Operation | None:
    if org.form is Form.CHI_BO:
        others = alike(tree, org)
        return Dissolve(org.id, members_to=draw(st.sampled_from(others))) if others else None
    below = [child.id for child in tree.children(org)]
    if not below:
        return None
    to: dict[str, list[str]] = {}
    above = higher(tree, max((tree[child].level for child in below), key=list(Level).index), [org.id])
    for child in below:
        fit = [key for key in above if tree[key].level > tree[child].level]
        to.setdefault(draw(st.sampled_from(fit)), []).append(child)
    return Dissolve(org.id, children_to=to)


def handed_out(_draw: st.DrawFn, tree: Hierarchy, org: Organization, _new: str) -> Operation | None:
    """Out of the register, where anybody goes along: an empty one leaves no trace in the homes of people."""
    return HandOut(org.id, "Tỉnh ủy khác") if tree.headcount(org).total else None


def received(draw: st.DrawFn, tree: Hierarchy, org: Organization, new: str) -> Operation:
    """One like it comes from outside, with a cell of its own where it is none itself."""
    came = [Organization(new, "Đến", org.form, org.level, draw(st.sampled_from(higher(tree, org.level, []))))]
    if org.form is Form.DANG_BO:
        came.append(Organization(f"{new}c", "Đến", Form.CHI_BO, Level.BELOW_GRASSROOTS, new))
    people = [Member(f"{new}m{number}", "Người") for number in range(draw(st.integers(1, 3)))]
    return Receive(came, {came[-1].id: people}, from_="Tỉnh ủy khác")


VERBS: list[Callable[[st.DrawFn, Hierarchy, Organization, str], Operation | None]] = [
    handed_over, merged, divided, exchanged, ended, handed_out, received,
]  # fmt: skip


@st.composite
def histories(draw: st.DrawFn, most: int) -> History:
    """A ledger of one to so many operations that can be done."""
    ledger = History(draw(provinces()))
    done = 0
    for at in range(most):
        day = FIRST + dt.timedelta(days=1 + at)
        tree = ledger.as_of(day)
        below = [one for one in tree if one.parent is not None]
        if not below:  # all of it was handed out
            break
        org = draw(st.sampled_from(below))
        verb = draw(st.sampled_from(VERBS))
        operation = verb(draw, tree, org, f"n{at}")
        if operation is None:
            continue
        try:
            ledger = ledger.enact(Plan(day, "tinh", Document("quyết định", str(at)), [operation]), rules=NO_RULES)
        except PlanRejectedError:
            continue
        event(verb.__name__)
        done += 1
    assume(done)
    return ledger


@st.composite
def periods(draw: st.DrawFn, most: int) -> tuple[History, dt.date]:
    """A ledger whose last decision may be taken back, and a first day before which some of it may have happened."""
    ledger = draw(histories(most))
    first = FIRST + dt.timedelta(days=draw(st.sampled_from([0, 0, 1, 2, most])))
    if draw(st.booleans()):
        number = ledger.decisions[-1].number
        day = FIRST + dt.timedelta(days=most + 1)
        try:
            ledger = ledger.undo(number, effective=day, basis=Document("quyết định", "hủy"), rules=NO_RULES)
        except PlanRejectedError:
            return ledger, first
        event(f"undone {'later' if ledger.decision(number).effective <= first else 'within'}")
    return ledger, first


# --- the model --------------------------------------------------------------------------------------------------------


def homes(tree: Hierarchy, level: Level) -> Home:
    """Whose figures hold each person at a level."""
    found: Home = {}
    for org in tree:
        holder = next((one.id for one in (org, *tree.ancestors(org)) if one.level is level), None)
        if holder is not None:
            found.update(dict.fromkeys(tree.roll(org), holder))
    return found


def counted(keys: Iterable[str], home: Home) -> Counter[str]:
    wanted = set(keys)
    return Counter(member for member, key in home.items() if key in wanted)


def components(before: Home, after: Home) -> dict[str, set[str]]:
    """Organizations that had the same people on one day or the other, by each of them; open ones are marked with ''."""
    of: dict[str, set[str]] = {}
    for member in before.keys() | after.keys():
        keys = {before.get(member, ""), after.get(member, "")}
        joined = {one for key in keys for one in of.get(key, {key} if key else set())} | ({""} & keys)
        for key in joined - {""}:
            of[key] = joined
    return {key: set(group) for key, group in of.items()}


def everyone(tree: Hierarchy) -> dict[str, Level]:
    return {org.id: org.level for org in tree}


# --- laws -------------------------------------------------------------------------------------------------------------


@given(periods(4))
def test_a_unit_holds_the_same_people_before_and_after(period: tuple[History, dt.date]) -> None:
    ledger, first = period
    start, end = ledger.as_of(first), ledger.as_of(LAST)
    levels = everyone(start) | everyone(end)
    units = comparable_units(ledger, start=first, end=LAST)
    of = {key: unit for unit in units for key in unit.members}
    sides = {level: (homes(start, level), homes(end, level)) for level in LEVELS}
    mixed: set[str] = set()  # a commune directly under the province, and the district that took a cell of it
    for unit in units:
        had, has = Counter[str](), Counter[str]()
        for before, after in sides.values():
            had += counted(unit.before, before)
            has += counted(unit.after, after)
        assert had == has
        if len({levels[key] for key in (*unit.before, *unit.after)}) > 1:
            mixed.update(unit.members)
    for before, after in sides.values():
        for member in before.keys() | after.keys():
            was, now = before.get(member, ""), after.get(member, "")
            if was not in mixed and now not in mixed:
                assert of.get(was) is of.get(now)  # nobody comes to a unit from another one, or from nowhere


@given(histories(1))
def test_units_are_as_small_as_the_moves_of_people_allow(ledger: History) -> None:
    start, end = ledger.as_of(FIRST), ledger.as_of(LAST)
    found = {frozenset((*unit.before, *unit.after)) for unit in comparable_units(ledger, start=FIRST, end=LAST)}
    for level in LEVELS:
        for group in components(homes(start, level), homes(end, level)).values():
            assert (frozenset(group) in found) == ("" not in group)


@given(histories(1), st.data())
def test_a_count_goes_where_the_people_went(ledger: History, data: st.DataObject) -> None:
    """One operation, any counts: each person takes along an equal part of the count of where they were."""
    start, end = ledger.as_of(FIRST), ledger.as_of(LAST)
    table = ledger.correspondence(FIRST, LAST)
    for level in LEVELS:
        before, after = homes(start, level), homes(end, level)
        values = {org.id: data.draw(st.integers(0, 60)) for org in start if org.level is level}
        went = Counter((key, after.get(member, "")) for member, key in before.items())
        people = Counter(before.values())
        expected: dict[str, Fraction] = defaultdict(Fraction)
        for (key, to), some in went.items():
            expected[to] += Fraction(values[key] * some, people[key])
        result = carry_counts(values, ledger, start=FIRST, end=LAST, strategy="by_headcount")
        assert result.total == sum(values.values())
        known: dict[str, Amount] = {
            one.organization: one.known for one in result if end[one.organization].level is level
        }
        assert {key: count for key, count in known.items() if count} == {
            key: count for key, count in expected.items() if key and count
        }
        rows = {(row.before, row.after or ""): row.people for row in table if row.before in values}
        assert {pair: some for pair, some in rows.items() if some} == went
        summed = carry_counts(values, ledger, start=FIRST, end=LAST, strategy="sum")
        assert summed.total == sum(values.values())
        whole = {key for key in values if sum(1 for one, to in went if one == key) <= 1}
        for one in summed:
            if one.complete and end[one.organization].level is level:
                assert one.known == expected[one.organization]
                assert {key for key, to in went if to == one.organization and values[key]} <= whole


@given(periods(4))
def test_everybody_counted_once_is_counted_once_afterwards(period: tuple[History, dt.date]) -> None:
    """The count of each is its people: however often things divide and join, it stays so."""
    ledger, first = period
    start, end = ledger.as_of(first), ledger.as_of(LAST)
    table = ledger.correspondence(first, LAST)
    for level in LEVELS:
        before, after = Counter(homes(start, level).values()), Counter(homes(end, level).values())
        values = {org.id: before[org.id] for org in start if org.level is level}
        result = carry_counts(values, ledger, start=first, end=LAST, strategy="by_headcount")
        begun = any(row.before not in values and after[row.after or ""] for row in table)  # of no source of its level
        begun = begun or any(found.code == "carry/received" for found in result.findings)  # they were counted nowhere
        whole = all(one.complete and end[one.organization].level is level for one in result)
        if whole and not begun and not result.unresolved:
            event("all of it is known")
            assert {one.organization: one.known for one in result if one.known} == dict(after)
        for key, count in values.items():
            rows = table[key]
            assert sum(row.people for row in rows) == count
            assert not any(row.unknown and count for row in rows)
    assert {row.after for row in table} >= {org.id for org in end}
    assert {row.before for row in table} >= {org.id for org in start}


@given(st.data())
def test_people_by_number_go_all_at_once_in_whatever_order_they_are_named(data: st.DataObject) -> None:
    """Three cells give one another some of those they had; what each takes is of those the giver had before."""
    keys, has = ["a", "b", "c"], {key: data.draw(st.integers(1, 40), label=key) for key in "abc"}
    goes = {(one, to): 0 for one in keys for to in keys}
    for one in keys:
        left = has[one]
        for to in keys:
            if to != one:
                goes[one, to] = data.draw(st.integers(0, left), label=f"{one} to {to}")
                left -= goes[one, to]
        goes[one, one] = left
    shares: dict[str, list[str | ByNumber]] = {}
    for to in data.draw(st.permutations(keys)):
        items: list[str | ByNumber] = [ByNumber(one, full=goes[one, to]) for one in keys if one != to]
        shares[to] = data.draw(st.permutations([to, *items]))
    root = Organization("x", "Đảng bộ xã", Form.DANG_BO, Level.GRASSROOTS)
    cells = [cell(key, "x", name=key, full=has[key]) for key in keys]
    plan = Plan(LAST, "x", Document("quyết định", "1"), [Rearrange(keys, keys, shares)])
    ledger = History(Hierarchy([root, *cells], as_of=OPENED)).enact(plan, rules=NO_RULES)
    assert {key: ledger.as_of(LAST)[key].full for key in keys} == {
        to: sum(goes[one, to] for one in keys) for to in keys
    }
    values = {key: data.draw(st.integers(0, 99)) for key in keys}
    result = carry_counts(values, ledger, start=FIRST, end=LAST, strategy="by_headcount")
    assert result.unresolved == ()
    assert {one.organization: one.known for one in result if one.known} == {
        to: count for to in keys if (count := sum(Fraction(values[one] * goes[one, to], has[one]) for one in keys))
    }
    rows = {(row.before, row.after): row.people for row in ledger.correspondence(FIRST, LAST) if row.before != "x"}
    assert {pair: some for pair, some in rows.items() if some} == {pair: some for pair, some in goes.items() if some}
