"""Laws of what is shown: kept totals are plain sums, and what is counted is what would have been drawn."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangbo.change import draft
from dangbo.hierarchy import Hierarchy
from tests.builders import NO_RULES
from tests.property.strategies import AFTER_ALL, furnished, plan_of, sequences, trees, wards


@pytest.fixture(autouse=True, scope="module")
def however_much_a_plan_touches() -> object:
    """Small trees hand on their totals too, not only those of which a plan touches little."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(draft, "_SHARE", 0)
        yield


def sums(tree: Hierarchy) -> dict[str, tuple[int, int]]:
    """Organizations and members of every branch, by walking it."""
    found = {}
    for org in tree:
        branch = [org, *tree.descendants(org)]
        found[org.id] = len(branch), sum(tree.own_headcount(one).total for one in branch)
    return found


def shown(tree: Hierarchy) -> dict[str, tuple[int, int]]:
    """The same as every branch is drawn alone, cut to its first line; the whole tree last, whose totals are kept."""
    found = {}
    for org in reversed([*tree]):
        text = tree.show(org, limit=1, lang="en").text.replace("\n", " ")
        members = int(re.findall(r" · ([\d,]+) members", text)[-1].replace(",", ""))
        below = re.search(r"\(… ([\d,]+) below\)$", text)
        found[org.id] = 1 + (int(below[1].replace(",", "")) if below else 0), members
    return found


@given(st.data())
def test_totals_handed_on_by_plan_after_plan_are_the_sums_of_every_branch(data: st.DataObject) -> None:
    tree = data.draw(furnished(st.one_of(wards(), trees())))
    for number in range(3):
        assert shown(tree) == sums(tree)
        kinds = {kind: count for kind, count in Counter(org.kind for org in tree).items() if count}
        assert tree.count(by="kind") == kinds
        operations = data.draw(sequences(tree, f"s{number}", most=4))
        preview = plan_of(operations, by=tree.root.id, effective=AFTER_ALL).preview(tree, rules=NO_RULES)
        if preview.blocking:
            continue
        before, tree = tree, preview.after
        assert tree._branches is not None  # noqa: SLF001 - handed on, not to be added up again
        chi_bo = [sum(org.form.value == "chi_bo" for org in one) for one in (before, tree)]
        totals = preview.totals
        assert list(totals["chi_bo"]) == chi_bo
        assert list(totals["organizations"]) == [len(before), len(tree)]
        assert list(totals["members"]) == [before.headcount().total, tree.headcount().total]


@given(trees(), st.integers(1, 12), st.one_of(st.none(), st.integers(0, 4)))
def test_a_tree_that_is_cut_counts_all_it_leaves_out(tree: Hierarchy, limit: int, depth: int | None) -> None:
    whole = tree.show(depth=depth, limit=None, lang="en").text
    cut = tree.show(depth=depth, limit=limit, lang="en").text
    lines, left = len(re.findall("— o-", whole)), sum(map(int, re.findall(r"… (?:and )?(\d+) ", cut)))
    drawn = len(re.findall("— o-", cut))
    assert drawn == min(limit, lines)
    assert drawn + left == lines
