"""Laws of snapshots, for trees of any shape."""

from __future__ import annotations

import csv
import io
import pickle
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from dangbo import Form, Headcount, Hierarchy, Member, MemberStatus, Organization, Share
from dangbo.tree.records import paper_of
from tests.property.strategies import trees, wards

any_tree = st.one_of(trees(), wards())


def below(tree: Hierarchy, key: str) -> list[str]:
    """Everything under an organization, found by asking everybody who their parent is."""
    direct = [org.id for org in tree if org.parent == key]
    return [*direct, *(deeper for child in direct for deeper in below(tree, child))]


def summed(tree: Hierarchy, key: str, values: dict[str, int]) -> int:
    return values.get(key, 0) + sum(summed(tree, org.id, values) for org in tree if org.parent == key)


def counted(people: Iterable[Member], org: Organization) -> Headcount:
    statuses = [member.status for member in people]
    return Headcount(
        statuses.count(MemberStatus.FULL) + org.full, statuses.count(MemberStatus.PROBATIONARY) + org.probationary
    )


# --- walking --------------------------------------------------------------------------------------------------------


@given(any_tree)
def test_every_snapshot_is_an_arborescence(tree: Hierarchy) -> None:
    assert nx.is_arborescence(tree.graph)
    assert set(tree.graph.nodes) == {org.id for org in tree}


@given(any_tree)
def test_iteration_gives_everybody_once_after_their_parent_and_each_branch_in_one_piece(tree: Hierarchy) -> None:
    place = {org.id: number for number, org in enumerate(tree)}

    assert len(place) == len(tree)
    assert all(place[org.parent] < place[org.id] for org in tree if org.parent is not None)
    for org in tree:
        branch = sorted(place[key] for key in [org.id, *below(tree, org.id)])
        assert branch == list(range(place[org.id], place[org.id] + len(branch)))


@given(any_tree)
def test_walks_agree_with_what_the_records_say(tree: Hierarchy) -> None:
    for org in tree:
        ancestors = [above.id for above in tree.ancestors(org)]
        assert set(ancestors) == nx.ancestors(tree.graph, org.id)
        assert {one.id for one in tree.descendants(org)} == set(below(tree, org.id))
        assert [one.id for one in tree.path(org)] == [*reversed(ancestors), org.id]
        assert tree.parent(org) == (tree[org.parent] if org.parent else None)


@given(st.data())
def test_the_way_between_two_is_the_shortest_one_and_turns_at_their_lowest_common_superior(data: st.DataObject) -> None:
    tree = data.draw(any_tree)
    orgs = st.sampled_from(list(tree))
    a, b = data.draw(orgs), data.draw(orgs)

    way = [org.id for org in tree.path(a, b)]

    assert way == nx.shortest_path(tree.graph.to_undirected(), a.id, b.id)
    assert tree.lowest_common_ancestor(a, b).id == nx.lowest_common_ancestor(tree.graph, a.id, b.id)
    assert tree.lowest_common_ancestor(a, b).id in way


# --- counting -------------------------------------------------------------------------------------------------------


@given(st.data())
def test_adding_up_agrees_with_naive_recursion_in_both_shapes(data: st.DataObject) -> None:
    tree = data.draw(any_tree)
    values = data.draw(st.dictionaries(st.sampled_from([org.id for org in tree]), st.integers(-5, 1_000)))
    expected = {org.id: summed(tree, org.id, values) for org in tree}

    assert tree.roll_up(values) == expected
    assert tree.roll_up([values.get(org.id, 0) for org in tree]) == list(expected.values())


@given(any_tree)
def test_a_headcount_is_the_sum_of_own_people_over_the_branch(tree: Hierarchy) -> None:
    own = {org.id: counted((tree.members[key] for key in tree.roll(org)), org) for org in tree}

    assert {org.id: tree.own_headcount(org) for org in tree} == own
    for org in tree:
        assert tree.headcount(org) == sum((own[key] for key in below(tree, org.id)), own[org.id])
    assert tree.headcount() == tree.headcount(tree.root)


@given(any_tree)
def test_everybody_on_a_roll_is_at_home_there_and_nowhere_else(tree: Hierarchy) -> None:
    homes = {key: org.id for org in tree for key in tree.roll(org)}

    for key in tree.members:
        home = tree.home(key)
        assert (home.id if home else None) == homes.get(key)


@given(any_tree)
def test_counts_by_anything_add_up_to_all(tree: Hierarchy) -> None:
    assert sum(tree.count(by="form").values()) == len(tree)
    assert sum(tree.count(by="level").values()) == len(tree)
    assert sum(tree.count(by="kind").values()) == len(tree)
    assert sum(tree.count(by="unit_type").values()) == len(tree)
    for form, level in tree.count(by="kind"):
        assert tree.count(form=form, level=level) == len(tree.select(form=form, level=level))


@given(any_tree)
def test_coverage_puts_every_group_into_one_class(tree: Hierarchy) -> None:
    cells = {
        key: [cell for cell in group.cells if tree[cell].form is Form.CHI_BO] for key, group in tree.groups.items()
    }
    of = {org.id: [key for key, group in tree.groups.items() if org.id in group.cells] for org in tree}
    cover = tree.coverage()
    classes = [*cover.own, *cover.joint, *cover.several, *cover.none]

    assert sorted(classes) == sorted(tree.groups)
    assert set(cover.none) == {key for key, serving in cells.items() if not serving}
    assert set(cover.several) == {key for key, serving in cells.items() if len(serving) > 1}
    assert set(cover.own) == {key for key, serving in cells.items() if len(serving) == 1 and of[serving[0]] == [key]}
    if tree.groups:
        assert cover.groups == Share(len(tree.groups) - len(cover.none), of=len(tree.groups))
    for org in tree:
        assert {group.id for group in tree.groups_of(org)} == {
            key for key, group in tree.groups.items() if org.id in group.cells
        }


@given(any_tree)
def test_checking_never_raises_and_names_living_organizations_only(tree: Hierarchy) -> None:
    for found in tree.check():
        assert found.subject in tree
        assert found.text(lang="vi") != found.text(lang="en")


@given(any_tree)
def test_a_snapshot_can_always_be_drawn(tree: Hierarchy) -> None:
    assert "<script" not in tree._repr_html_()
    assert len(str(tree.show()).splitlines()) <= 41


# --- there and back -------------------------------------------------------------------------------------------------


@given(any_tree)
def test_a_snapshot_survives_pickling_and_networkx(tree: Hierarchy) -> None:
    again = pickle.loads(pickle.dumps(tree))  # noqa: S301

    assert again.same_as(tree)
    assert list(again) == list(tree)
    assert Hierarchy.from_graph(tree.to_networkx(), like=tree).same_as(tree)


def on_a_sheet(tree: Hierarchy) -> Hierarchy:
    """The tree as a table can tell it: of an organization it names one paper at most, and no matter it agrees to."""
    orgs = [
        replace(org, consents=tuple(paper_of(org.id, one.document.title) for one in org.consents[:1])) for org in tree
    ]
    roll = {org.id: tree.roll(org) for org in tree}
    return Hierarchy(orgs, tree.members.values(), roll, tree.groups.values(), as_of=tree.as_of)


@given(any_tree.map(on_a_sheet))
def test_a_snapshot_written_as_a_spreadsheet_and_read_again_is_the_same(tree: Hierarchy) -> None:
    fields = ("id", "name", "parent", "unit_type", "full", "probationary", "code", "groups_of_members")
    file = io.StringIO()
    table = csv.DictWriter(file, [*fields, "form", "level", "size_consent"])
    table.writeheader()
    for org in tree:
        row = {name: getattr(org, name) for name in fields}
        row["size_consent"] = next((paper.document.title for paper in org.consents), "")
        table.writerow({**row, "form": org.form.label, "level": org.level.label})
    people = []
    for member in tree.members.values():
        home = tree.home(member)
        row = {"id": member.id, "name": member.name, "status": member.status.label}
        people.append({**row, "organization": home.id if home else ""})
    groups = [
        {
            "id": group.id,
            "name": group.name,
            "kind": group.kind.label,
            "cells": "; ".join(group.cells),
            "head_is_member": "" if group.head_is_member is None else str(group.head_is_member),
        }
        for group in tree.groups.values()
    ]
    file.seek(0)

    again = Hierarchy.from_rows(csv.DictReader(file), members=people, groups=groups, as_of=tree.as_of)

    assert again.same_as(tree)


@given(any_tree)
def test_letters_taken_apart_make_the_same_snapshot(tree: Hierarchy) -> None:
    apart = [replace(org, name=unicodedata.normalize("NFD", org.name)) for org in tree]
    roll = {org.id: tree.roll(org) for org in tree}

    again = Hierarchy(apart, tree.members.values(), roll, tree.groups.values(), as_of=tree.as_of)

    assert again.same_as(tree)
