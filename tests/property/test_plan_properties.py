"""Laws of plans: nobody is lost, nothing is half done, and a dozen dictionaries come to the same result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx
import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from dangbo.errors import PlanRejectedError
from dangbo.findings import Severity
from dangbo.hierarchy import Hierarchy
from dangbo.members import Headcount
from dangbo.operations import Allocation, Consolidate, Dissolve, Establish, Merge, Reassign, Transfer
from dangbo.operations import AnyOperation as Operation
from dangbo.restructure import Plan, Preview
from dangbo.rules import RuleBook
from dangbo.terms import Form
from tests.property.strategies import AFTER_ALL, NO_RULES, half_known, plan_of, plans, sequences, trees, wards


def refused(preview: Preview) -> list[int]:
    """Numbers of the operations that block, from 1."""
    return sorted({found.operation for found in preview.blocking if found.operation is not None})


def accepted(operations: Sequence[Operation], tree: Hierarchy, rules: RuleBook = NO_RULES) -> list[Operation]:
    """The operations left when all that block are taken out, again and again."""
    left = list(operations)
    while numbers := refused(plan_of(left).preview(tree, rules=rules)):
        left = [one for number, one in enumerate(left, 1) if number not in numbers]
    event(f"{len(left)} of {len(operations)} operations accepted")
    return left


# --- an independent model -------------------------------------------------------------------------------------------


class Model:
    """Organizations, people and groups in plain dictionaries, and what the words of the decisions say of them.

    Written from the meaning of the operations, not from their code: it copies everything, looks at everything, and is
    slow. `do` answers whether an operation can be done, and does it.
    """

    def __init__(self, tree: Hierarchy) -> None:
        self.parent = {org.id: org.parent for org in tree}
        self.form = {org.id: org.form for org in tree}
        self.people = {key: org.id for org in tree for key in tree.roll(org)}
        self.counted = {org.id: Counter(full=org.full, probationary=org.probationary) for org in tree}
        self.cells = {key: list(group.cells) for key, group in tree.groups.items()}
        self.dead: set[str] = set()

    def line(self, key: str) -> list[str]:
        """An organization and everything above it."""
        above = self.parent[key]
        return [key] if above is None else [key, *self.line(above)]

    def roll(self, key: str) -> set[str]:
        return {member for member, home in self.people.items() if home == key}

    def children(self, key: str) -> list[str]:
        return [child for child, above in self.parent.items() if above == key]

    def served(self, key: str) -> set[str]:
        return {group for group, cells in self.cells.items() if key in cells}

    def alone(self, key: str) -> set[str]:
        """The groups an organization serves and no chi bộ besides it."""
        return {
            group
            for group in self.served(key)
            if not [one for one in self.cells[group] if one != key and self.form[one] is Form.CHI_BO]
        }

    def do(self, operation: Operation) -> bool:
        match operation:
            case Establish(org, members, groups):
                return self.begin(org.id, org.parent, org.form, org.full) and self.establish(org.id, members, groups)
            case Merge(sources, into):
                return self.may_join(sources, into) and self.join(sources, into)
            case Consolidate(sources, org):
                return self.consolidate(sources, org.id, org.parent, org.form, org.full)
            case Dissolve(key, members_to, children_to, groups_to):
                if groups_to is None and isinstance(members_to, str):
                    groups_to = members_to
                return self.dissolve(key, members_to, children_to, groups_to)
            case Reassign(key, to):
                return self.reassign(key, to)
            case Transfer(members, to):
                return self.transfer(members, to)

    def can_begin(self, key: str, parent: str | None, full: int) -> bool:
        return key not in self.parent and key not in self.dead and parent in self.parent and not full

    def begin(self, key: str, parent: str | None, form: Form, full: int) -> bool:
        if not self.can_begin(key, parent, full):
            return False
        self.parent[key], self.form[key], self.counted[key] = parent, form, Counter()
        return True

    def establish(self, key: str, members: Sequence[str], groups: Iterable[str]) -> bool:
        if (
            len(set(members)) < len(members)
            or not self.people.keys() >= set(members)
            or not self.cells.keys() >= set(groups)
            or (groups and self.form[key] is Form.DANG_BO)
        ):
            del self.parent[key], self.form[key], self.counted[key]
            return False
        self.people.update(dict.fromkeys(members, key))
        self.cells.update({group: [key] for group in groups})
        return True

    def may_join(self, sources: Sequence[str], into: str) -> bool:
        return (
            bool(sources)
            and {*sources, into} <= self.parent.keys()
            and all(
                self.parent[key] is not None
                and self.form[key] is self.form[into]
                and key not in self.line(into)
                and into not in self.line(key)
                for key in sources
            )
        )

    def join(self, sources: Iterable[str], into: str) -> bool:
        gone = set(sources)
        for key in gone:
            self.counted[into] += self.counted.pop(key)
            for child in self.children(key):
                self.parent[child] = into
        for key in gone:
            self.end(key)
        self.people = {member: into if home in gone else home for member, home in self.people.items()}
        self.cells = {
            group: list(dict.fromkeys(into if cell in gone else cell for cell in cells))
            for group, cells in self.cells.items()
        }
        return True

    def end(self, key: str) -> None:
        del self.parent[key], self.form[key]
        self.dead.add(key)

    def consolidate(self, sources: Sequence[str], key: str, parent: str | None, form: Form, full: int) -> bool:
        living = bool(sources) and set(sources) <= self.parent.keys()
        if not (living and self.can_begin(key, parent, full)) or parent is None:
            return False
        fitting = all(self.parent[one] is not None and self.form[one] is form for one in sources)
        if not fitting or set(sources) & set(self.line(parent)):
            return False
        return self.begin(key, parent, form, full) and self.join(sources, key)

    def dissolve(self, key: str, *where: str | tuple[Allocation, ...] | None) -> bool:
        if key not in self.parent or self.parent[key] is None:
            return False
        members_to, children_to, groups_to = where
        named = {to for to in where if isinstance(to, str)} | {
            one.to for to in where if isinstance(to, tuple) for one in to
        }
        if key in named or not named <= self.parent.keys():
            return False
        counted = sum(self.counted[key].values())
        if counted and not isinstance(members_to, str):
            return False
        alone, served = self.alone(key), self.served(key)
        ways = [
            placed(members_to, self.roll(key)),
            placed(children_to, self.children(key)),
            placed(groups_to, alone, served),
        ]
        if any(way is None for way in ways):
            return False
        people, children, groups = (way or {} for way in ways)
        if any(self.form[to] is Form.DANG_BO for to in groups.values()):
            return False
        moved = {**self.parent, **children}
        if any(loops(moved, child) for child in children):
            return False
        self.parent = moved
        self.people.update(people)
        if isinstance(members_to, str):
            self.counted[members_to] += self.counted[key]
        for group in served:
            self.cells[group].remove(key)
            if group in groups and groups[group] not in self.cells[group]:
                self.cells[group].append(groups[group])
        self.end(key)
        return True

    def reassign(self, key: str, to: str) -> bool:
        if not {key, to} <= self.parent.keys() or self.parent[key] in {None, to} or key in self.line(to):
            return False
        self.parent[key] = to
        return True

    def transfer(self, members: Sequence[str], to: str) -> bool:
        known = members and len(set(members)) == len(members) and self.people.keys() >= set(members)
        if not known or to not in self.parent or any(self.people[member] == to for member in members):
            return False
        self.people.update(dict.fromkeys(members, to))
        return True


def placed(
    where: str | tuple[Allocation, ...] | None, items: Iterable[str], may: Iterable[str] = ()
) -> dict[str, str] | None:
    """Where each item goes; `None` unless every item goes to one place, and nothing else does but what may."""
    wanted = set(items)
    if isinstance(where, str):
        return dict.fromkeys(wanted, where)
    pairs = [(item, one.to) for one in where or () for item in one.items]
    named = {item for item, _ in pairs}
    return dict(pairs) if len(pairs) == len(named) and wanted <= named <= wanted | set(may) else None


def loops(parent: Mapping[str, str | None], start: str) -> bool:
    passed: set[str] = set()
    at: str | None = start
    while at is not None and at not in passed:
        passed.add(at)
        at = parent[at]
    return at is not None


@given(st.data())
def test_a_dozen_dictionaries_agree_on_what_can_be_done_and_what_comes_of_it(data: st.DataObject) -> None:
    tree = data.draw(st.one_of(wards(), trees()))
    operations = data.draw(sequences(tree))
    model = Model(tree)

    done = [model.do(operation) for operation in operations]
    preview = plan_of(operations, by=tree.root.id, effective=AFTER_ALL).preview(tree, rules=NO_RULES)

    assert [number not in refused(preview) for number in range(1, len(operations) + 1)] == done
    event(f"{sum(done)} of {len(done)} operations done")
    possible = [one for one, fine in zip(operations, done, strict=True) if fine]
    after = plan_of(possible, by=tree.root.id, effective=AFTER_ALL).apply(tree, rules=NO_RULES)
    assert {org.id: org.parent for org in after} == model.parent
    assert {org.id: org.form for org in after} == model.form
    assert {org.id: set(after.roll(org)) for org in after} == {key: model.roll(key) for key in model.parent}
    assert {key: list(group.cells) for key, group in after.groups.items()} == model.cells
    assert {org.id: (org.full, org.probationary) for org in after} == {
        key: (model.counted[key]["full"], model.counted[key]["probationary"]) for key in model.parent
    }


# --- laws -----------------------------------------------------------------------------------------------------------


def everybody(tree: Hierarchy) -> tuple[Counter[str], Headcount]:
    """Who is on rolls, how often, and how many are known only by number."""
    return (
        Counter(member for org in tree for member in tree.roll(org)),
        sum((Headcount(org.full, org.probationary) for org in tree), Headcount()),
    )


@given(st.data())
def test_nobody_is_lost_and_the_outcome_is_a_tree(data: st.DataObject) -> None:
    tree = data.draw(wards())
    preview = plan_of(accepted(data.draw(sequences(tree)), tree)).preview(tree, rules=NO_RULES)

    after = preview.after

    assert everybody(after) == everybody(tree)
    assert set(after.groups) == set(tree.groups)
    assert {key for key, group in after.groups.items() if group.cells} >= {
        key for key, group in tree.groups.items() if group.cells
    }
    assert nx.is_arborescence(after.to_networkx())
    assert preview.conservation.holds
    assert after.headcount() == tree.headcount()
    assert sum(preview.conservation.steps) == len(after) - len(tree)


@given(st.data())
def test_the_indexes_of_the_outcome_are_those_of_a_tree_built_from_its_records(data: st.DataObject) -> None:
    tree = data.draw(wards())
    after = plan_of(accepted(data.draw(sequences(tree)), tree)).apply(tree, rules=NO_RULES)

    roll = {org.id: after.roll(org) for org in after}
    built = Hierarchy(list(after), after.members.values(), roll, after.groups.values(), as_of=after.as_of)

    assert built.same_as(after)
    assert built.headcount() == after.headcount()
    assert built.coverage() == after.coverage()
    for org in after:
        assert {child.id for child in after.children(org)} == {child.id for child in built.children(org)}
        assert {group.id for group in after.groups_of(org)} == {group.id for group in built.groups_of(org)}
        assert after.own_headcount(org) == built.own_headcount(org)
    for member in after.members:
        assert after.home(member) == built.home(member)


@given(st.data())
def test_what_a_preview_says_is_what_the_outcome_shows(data: st.DataObject) -> None:
    tree = data.draw(wards())
    preview = plan_of(accepted(data.draw(sequences(tree)), tree)).preview(tree, rules=NO_RULES)
    after = preview.after

    totals = {name: (figure.before, figure.after) for name, figure in preview.totals.items()}
    assert totals["organizations"] == (len(tree), len(after))
    assert totals["chi_bo"] == (tree.count(form=Form.CHI_BO), after.count(form=Form.CHI_BO))
    assert totals["dang_bo"] == (tree.count(form=Form.DANG_BO), after.count(form=Form.DANG_BO))
    assert totals["members"] == (tree.headcount().total, after.headcount().total)
    for key, figure in preview.direct_subordinates.items():
        assert figure.before == (tree.direct_subordinates(key) if key in tree else 0)
        assert figure.after == (after.direct_subordinates(key) if key in after else 0)
    changed = {change.organization.id: change for change in preview.changes}
    for key in {*(org.id for org in tree), *(org.id for org in after)} - changed.keys():
        assert after[key] is tree[key]
        assert after.roll(key) == tree.roll(key)
    for key, change in changed.items():
        assert change.members.after == (after.own_headcount(key).total if key in after else 0)
        assert change.members.before == (tree.own_headcount(key).total if key in tree else 0)


@given(st.data())
def test_a_refused_operation_leaves_no_trace(data: st.DataObject) -> None:
    tree = data.draw(wards())
    fine = accepted(data.draw(sequences(tree)), tree)
    at = data.draw(st.integers(0, len(fine)))

    seen = plan_of([*fine[:at], data.draw(half_known(tree)), *fine[at:]]).preview(tree, rules=NO_RULES)
    without = plan_of(fine).preview(tree, rules=NO_RULES)

    assert refused(seen) == [at + 1]
    assert [(one.organization, one.kind, one.parent, one.members, one.groups) for one in seen.changes] == [
        (one.organization, one.kind, one.parent, one.members, one.groups) for one in without.changes
    ]
    assert seen.conservation == without.conservation
    assert seen.totals == without.totals


@given(st.data())
def test_a_plan_applied_twice_gives_equal_results_and_harms_nothing(data: st.DataObject) -> None:
    tree = data.draw(wards())
    before = list(tree), everybody(tree), dict(tree.groups)
    plan = plan_of(accepted(data.draw(sequences(tree)), tree))

    first, second = plan.apply(tree, rules=NO_RULES), plan.apply(tree, rules=NO_RULES)

    assert first.same_as(second)
    assert first.as_of == plan.effective
    assert (list(tree), everybody(tree), dict(tree.groups)) == before


@given(st.data())
def test_the_order_of_mergers_that_share_nothing_does_not_matter(data: st.DataObject) -> None:
    tree = data.draw(wards())
    cells = [org.id for org in tree.select(form=Form.CHI_BO)]
    shuffled = data.draw(st.permutations(cells))
    pairs = zip(shuffled[::2], shuffled[1::2], strict=False)
    mergers: list[Operation] = [Merge([source], into) for source, into in pairs]

    one, other = plan_of(mergers), plan_of(data.draw(st.permutations(mergers)))

    assert one.apply(tree, rules=NO_RULES).same_as(other.apply(tree, rules=NO_RULES))


@given(st.data())
def test_one_plan_of_two_operations_is_two_plans_of_one(data: st.DataObject) -> None:
    tree = data.draw(wards())
    operations = accepted(data.draw(sequences(tree)), tree)
    assume(operations)
    cut = data.draw(st.integers(0, len(operations)))

    halfway = plan_of(operations[:cut]).apply(tree, rules=NO_RULES)
    rest = plan_of(operations[cut:], by=halfway.root.id).preview(halfway, rules=NO_RULES)

    if rest.blocking:  # a plan knows its own dead, a snapshot only the living
        assert {found.code for found in rest.blocking} <= {"plan/id-ended-before", "plan/id-in-use"}
    else:
        assert rest.after.same_as(plan_of(operations).apply(tree, rules=NO_RULES))


@given(st.data())
def test_a_preview_never_raises_whatever_is_planned_on_whatever_tree(data: st.DataObject) -> None:
    tree = data.draw(st.one_of(trees(), wards()))
    plan: Plan = data.draw(plans(tree))

    seen = plan.preview(tree)

    for found in seen.findings:
        assert found.text(lang="vi")
        assert found.fix
    assert seen.conservation.holds
    assert len(seen.describe()) == len(plan.operations)
    assert seen.show(lang="en").text
    assert "<script" not in seen._repr_html_()
    assert seen.blocking == tuple(found for found in seen.findings if found.severity is Severity.BLOCK)


@given(st.data())
def test_applying_raises_exactly_what_the_preview_blocks_on(data: st.DataObject) -> None:
    tree = data.draw(wards())
    plan: Plan = data.draw(plans(tree))
    seen = plan.preview(tree)

    if seen.blocking:
        with pytest.raises(PlanRejectedError) as caught:
            plan.apply(tree)
        assert caught.value.findings == seen.blocking
    else:
        assert plan.apply(tree).same_as(seen.after)


@given(st.data())
def test_under_the_rules_of_the_day_no_new_cell_has_fewer_than_three_full_members(data: st.DataObject) -> None:
    tree = data.draw(wards())
    operations = accepted(data.draw(sequences(tree)), tree, RuleBook.default())
    assume(tree.headcount().total)

    after = plan_of(operations).apply(tree)

    for org in after.select(form=Form.CHI_BO):
        if org.id not in tree:
            assert after.own_headcount(org).full >= 3
