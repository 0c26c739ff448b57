"""Subordinates that come and go against a dictionary in which they do, on a tree and on a draft of one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dangbo import Hierarchy
from dangbo.change.draft import Draft
from dangbo.tree.asked import Altered, whole_ids
from tests.builders import cell, dang_bo

WARDS = ("a", "b")
CELLS = tuple(f"cb-{number}" for number in range(8))


def tree() -> Hierarchy:
    wards = [dang_bo(key, "tp") for key in WARDS]
    return Hierarchy([dang_bo("tp", None), *wards, *(cell(key, "a") for key in CELLS)], as_of="2023-04-30")


steps = st.lists(
    st.tuples(
        st.sampled_from(["move", "end", "add", "below", "draft", "play"]), st.sampled_from([*CELLS, "n-1", "n-2"])
    ),
    max_size=14,
)


@given(steps)
def test_the_subordinates_of_a_draft_are_those_of_a_dictionary(steps: list[tuple[str, str]]) -> None:
    base = tree()
    draft = Draft(base)
    lists: dict[str, dict[str, None]] = {"a": dict.fromkeys(CELLS), "b": {}}
    for step, key in steps:
        home = next((ward for ward in WARDS if key in lists[ward]), None)
        if step == "draft":
            draft = Draft(draft)
        elif step == "play" and isinstance(draft.base, Draft):
            below = draft.base
            below.redo(draft.delta())
            draft = below
        elif step == "below":
            draft.move_below("a", "b")
            lists["b"].update(lists["a"])
            lists["a"] = {}
        elif home is None and step == "add":
            draft.add(cell(key, "b"))
            lists["b"][key] = None
        elif home is not None and step == "end":
            draft.end(key)
            del lists[home][key]
        elif home is not None and step == "move":
            to = WARDS[home == "a"]
            draft.move(key, to)
            del lists[home][key]
            lists[to][key] = None
        for ward in WARDS:
            found, wanted = draft._child_ids(ward), list(lists[ward])
            assert (list(found), len(found), list(reversed(found))) == (wanted, len(wanted), wanted[::-1])
            assert whole_ids(found) == tuple(wanted)
            for one in (*CELLS, "n-1", "n-2"):
                assert draft._lists(ward, one) is (one in found) is (one in lists[ward])
    if isinstance(draft.base, Hierarchy):
        after = draft.freeze(base.as_of)
        assert {ward: [org.id for org in after.children(ward)] for ward in WARDS} == {
            ward: list(lists[ward]) for ward in WARDS
        }


def test_many_that_went_are_left_out_of_the_tuple_too() -> None:
    altered = Altered(CELLS)
    altered.removed.update(CELLS[:5])
    altered.added["n-1"] = None
    assert altered.whole() == (*CELLS[5:], "n-1")
