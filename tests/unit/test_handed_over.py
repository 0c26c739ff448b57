"""Figures across a hand-over, moves that happen at once, origins, and parts of unknown size: values worked out by hand.

The tree: a province with two districts; m1 and m2 stand under d1, m3 under d2, a hundred people each. Deeper cases use
a province of two districts with two communes each, and two cells of ten people in each commune.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import pytest

import dangbo as db
from dangbo import Form, Level, NoFigureError, Operation, TermError, UnknownOrganizationError

START, END = "1994-12-31", "1995-12-31"
GOOD, DONE = db.Rating.GOOD, db.Rating.COMPLETED


def org(
    key: str, parent: str | None, full: int = 0, level: Level = Level.GRASSROOTS, form: Form = Form.CHI_BO
) -> db.Organization:
    return db.Organization(key, key, form, level, parent, full=full)


def tree(*leaves: db.Organization) -> db.Hierarchy:
    districts = [org(key, "root", level=Level.IMMEDIATE_SUPERIOR, form=Form.DANG_BO) for key in ("d1", "d2")]
    root = org("root", None, level=Level.PROVINCIAL, form=Form.DANG_BO)
    return db.Hierarchy([root, *districts, *leaves], as_of="1990-01-01")


def plan(day: str, *operations: Operation) -> db.Plan:
    return db.Plan(day, "root", db.Document("decision", f"{day}-{operations[0].subject}"), list(operations))


def three() -> db.History:
    return db.History(tree(org("m1", "d1", 100), org("m2", "d1", 100), org("m3", "d2", 100)))


def deep() -> db.History:
    communes = [org(f"x{at}", f"d{(at + 1) // 2}", form=Form.DANG_BO) for at in (1, 2, 3, 4)]
    cells = [org(f"c{at}{part}", f"x{at}", 10, Level.BELOW_GRASSROOTS) for at in (1, 2, 3, 4) for part in "ab"]
    return db.History(tree(*communes, *cells))


def links(ledger: db.History) -> set[frozenset[str]]:
    """The comparable units of more than one organization, and those that began or ended in one."""
    units = db.comparable_units(ledger, start=START, end=END)
    return {frozenset(unit.members) for unit in units if unit.changed}


# --- B-1: whoever holds the figures of what stands below it -----------------------------------------------------------

ACROSS: list[tuple[str, Operation]] = [
    ("handed over", db.Reassign("m2", to="d2")),
    ("merged", db.Merge(["m2"], into="m3")),
    ("consolidated", db.Consolidate(["m2", "m3"], org("n", "d2"))),
    ("rearranged", db.Rearrange(["d1", "d2"], ["d1", "d2"], {"d1": ["d1"], "d2": ["d2", "m2"]})),
    ("split off", db.Split("m2", [org("n", "d2")], {"n": [db.ByNumber("m2", full=100)]}, stays=[])),
    ("divided", db.Split("m2", [org("n", "d2"), org("o", "d2")], {"n": ["m2"], "o": [db.ByNumber("m2", full=4)]})),
    ("dissolved", db.Dissolve("m2", members_to="m3")),
    ("disbanded", db.Disband("m2", members_to="m3")),
]


@pytest.mark.parametrize("operation", [pytest.param(one, id=verb) for verb, one in ACROSS])
def test_superiors_are_linked_by_whatever_verb_something_goes_over(operation: Operation) -> None:
    ledger = three().enact(plan("1995-06-01", operation))
    shares = {
        1994: {"d1": (150, 200), "d2": (10, 100)},
        1995: {"d1": (50, 100), "d2": (110, 200)},
    }
    series = db.comparable_series(shares, ledger)
    assert [unit.before for unit in db.comparable_units(ledger, start=START, end=END) if "d1" in unit.before] == [
        ("d1", "d2")
    ]
    assert series["d1"] is series["d2"]
    assert series["d1"].figures == (db.Share(160, of=300), db.Share(160, of=300))
    assert series["d1"].changes == (db.Points(0),)

    counts = {"d1": 200, "d2": 100}
    summed = db.carry_counts(counts, ledger, start=START, end=END, strategy="sum")
    assert (summed["d1"].value, summed["d2"].value, summed.total) == (None, None, 300)
    assert [(part.source, part.value, set(part.among), part.reason.code) for part in summed.unresolved] == [
        ("d1", 200, {"d1", "d2"}, "carry/divided")
    ]
    shared = db.carry_counts(counts, ledger, start=START, end=END, strategy="by_headcount")
    assert shared.values == {"d1": 100, "d2": 200}
    assert shared["d1"].changed
    assert shared.origin is db.Origin.INFERRED


def test_ratings_of_superiors_follow() -> None:
    ledger = three().enact(plan("1995-06-01", db.Reassign("m2", to="d2")))
    records = [db.RatingRecord("d1", 1994, GOOD), db.RatingRecord("d2", 1994, DONE)]

    def carried(strategy: str) -> db.CarriedRatings:
        return db.carry_ratings(records, ledger, year=1994, on=END, strategy=strategy)

    one = carried("by_headcount")["d2"]
    assert {source.organization: source.people for source in one.sources} == {"d2": 100, "d1": 100}
    assert (one.rating, one.reason and one.reason.code) == (None, "carry/tie")
    assert carried("by_headcount")["d1"].rating is GOOD
    assert carried("mixed")["d2"].rating is None
    assert {key: carried("not_rated")[key].changed for key in ("root", "d1", "d2", "m1", "m2", "m3")} == {
        "root": False, "d1": True, "d2": True, "m1": False, "m2": False, "m3": False,
    }  # fmt: skip


def test_every_level_below_the_common_superior_is_linked_with_its_own() -> None:
    ledger = deep().enact(plan("1995-06-01", db.Reassign("c1a", to="x3")))
    assert links(ledger) == {frozenset({"x1", "x3"}), frozenset({"d1", "d2"})}
    near = deep().enact(plan("1995-06-01", db.Reassign("c1a", to="x2")))
    assert links(near) == {frozenset({"x1", "x2"})}
    merged = deep().enact(plan("1995-06-01", db.Merge(["c1a"], into="c3a")))
    assert links(merged) == {frozenset({"c1a", "c3a"}), frozenset({"x1", "x3"}), frozenset({"d1", "d2"})}
    whole = deep().enact(plan("1995-06-01", db.Reassign("x1", to="d2")))
    assert links(whole) == {frozenset({"d1", "d2"})}
    by_people = db.carry_counts({"d1": 40, "d2": 8}, ledger, start=START, end=END, strategy="by_headcount")
    assert by_people.values == {"d1": 30, "d2": 18}
    communes = db.carry_counts({"x1": 7, "x3": 3}, ledger, start=START, end=END, strategy="by_headcount")
    assert communes.values == {"x1": Fraction(7, 2), "x3": Fraction(13, 2)}


def test_what_ends_under_another_superior_takes_its_line_along() -> None:
    """A commune ends; its cells go to one in the other district, or to two."""
    one = deep().enact(plan("1995-06-01", db.Dissolve("x1", children_to="x3")))
    assert links(one) == {frozenset({"x1", "x3"}), frozenset({"d1", "d2"})}
    both = deep().enact(plan("1995-06-01", db.Dissolve("x1", children_to={"x2": ["c1a"], "x3": ["c1b"]})))
    assert links(both) == {frozenset({"x1", "x2", "x3"}), frozenset({"d1", "d2"})}
    counts = db.carry_counts({"d1": 40, "d2": 40}, both, start=START, end=END, strategy="by_headcount")
    assert counts.values == {"d1": 30, "d2": 50}


def test_a_cell_that_becomes_a_dang_bo_may_send_people_elsewhere() -> None:
    cells = [org("c1p", "c1a", level=Level.BELOW_GRASSROOTS)]
    to = {"c1p": [db.ByNumber("c1a", full=6)], "c3a": [db.ByNumber("c1a", full=4)]}
    ledger = deep().enact(plan("1995-06-01", db.Convert("c1a", form=Form.DANG_BO, cells=cells, members_to=to)))
    assert links(ledger) == {frozenset({"c1a", "c3a"}), frozenset({"x1", "x3"}), frozenset({"d1", "d2"})}
    counts = db.carry_counts({"c1a": 10, "c3a": 5}, ledger, start=START, end=END, strategy="by_headcount")
    assert counts.values == {"c1a": 6, "c3a": 9}
    assert ledger.lineage("c3a").came_from == ("c1a",)


def test_what_goes_directly_under_the_common_superior_leaves_nothing_to_compare() -> None:
    ledger = three().enact(plan("1995-06-01", db.Reassign("m2", to="root")))
    units = db.comparable_units(ledger, start=START, end=END)
    assert {unit.members for unit in units} == {("root",), ("d2",), ("m1",), ("m2",), ("m3",)}
    series = db.comparable_series({1994: {"d1": (150, 200)}, 1995: {"d1": (50, 100)}}, ledger)
    assert [(found.code, found.subject) for found in series.findings] == [("carry/not-comparable", "d1")]
    assert len(series) == 0
    summed = db.carry_counts({"d1": 200, "d2": 100}, ledger, start=START, end=END, strategy="sum")
    assert (summed["d1"].value, summed["d2"].value, summed.total) == (None, 100, 300)
    shared = db.carry_counts({"d1": 200, "d2": 100}, ledger, start=START, end=END, strategy="by_headcount")
    assert shared.values == {"root": 100, "d1": 100, "d2": 100}
    down = db.History(ledger.as_of(END)).enact(plan("1996-06-01", db.Reassign("m2", to="d2")))
    counts = db.carry_counts({"m2": 10, "d2": 100}, down, start="1996-01-01", end="1996-12-31", strategy="sum")
    assert (counts["m2"].value, counts["d2"].known, counts["d2"].value) == (10, 100, None)
    assert [(found.code, found.subject) for found in counts.findings] == [("carry/gained", "d2")]
    assert "d2" not in {unit.id for unit in db.comparable_units(down, start="1996-01-01", end="1996-12-31")}


def test_people_who_go_one_by_one_link_nobody() -> None:
    ledger = three().enact(
        plan("1995-06-01", db.Transfer([], to="m3", people=[db.ByNumber("m2", full=40)])),
        plan("1995-07-01", db.Establish(org("n", "d2"))),
        plan("1995-08-01", db.Transfer([], to="n", people=[db.ByNumber("m1", full=40)])),
    )
    assert links(ledger) == set()
    assert db.carry_counts({"d1": 200, "d2": 100}, ledger, start=START, end=END, strategy="sum").values == {
        "d1": 200, "d2": 100,
    }  # fmt: skip


def test_a_hand_over_taken_back_later_gives_back_as_much() -> None:
    paper = db.Document("decision", "9")
    ledger = three().enact(plan("1994-06-01", db.Reassign("m2", to="d2"))).undo(1, effective="1995-06-01", basis=paper)
    assert links(ledger) == {frozenset({"d1", "d2"})}
    counts = db.carry_counts({"d1": 100, "d2": 200}, ledger, start=START, end=END, strategy="by_headcount")
    assert counts.values == {"d1": 200, "d2": 100}
    merged = three().enact(plan("1994-06-01", db.Merge(["m2"], into="m3"))).undo(1, effective="1995-06-01", basis=paper)
    counts = db.carry_counts({"d1": 100, "d2": 200}, merged, start=START, end=END, strategy="by_headcount")
    assert counts.values == {"d1": 200, "d2": 100}
    within = three().enact(plan("1995-03-01", db.Reassign("m2", to="d2"))).undo(1, effective="1995-06-01", basis=paper)
    assert links(within) == set()


def test_what_happened_while_a_decision_held_that_was_taken_back_goes_where_it_lies_then() -> None:
    """Commune x3 stood under d1 for a time; meanwhile x2 gave it three people, who go back to d2 with it."""
    paper = db.Document("decision", "9")
    for verb in (db.Reassign("x3", to="d1"), db.Merge(["d2"], into="d1")):
        ledger = deep().enact(
            plan("1995-02-01", verb),
            plan("1995-03-01", db.Split("c2a", [org("n", "x3", level=Level.BELOW_GRASSROOTS)],
                                        {"n": [db.ByNumber("c2a", full=3)]}, stays=["c2a"])),
        ).undo(1, effective="1995-06-01", basis=paper)  # fmt: skip
        assert ledger.as_of(END).headcount("d1").total == 37
        assert links(ledger) == {frozenset({"d1", "d2"}), frozenset({"x2", "x3"}), frozenset({"c2a", "n"})}
        counts = db.carry_counts({"d1": 40, "d2": 40}, ledger, start=START, end=END, strategy="by_headcount")
        assert (counts["d1"].value, counts["d2"].value) == (37, 43)
        assert db.carry_counts({"d1": 40, "d2": 40}, ledger, start=START, end=END, strategy="sum")["d1"].value is None


def test_what_happened_within_something_handed_over_and_back_links_nothing_above() -> None:
    ledger = (
        deep()
        .enact(plan("1995-02-01", db.Reassign("x3", to="d1")), plan("1995-03-01", db.Merge(["c3a"], into="c3b")))
        .enact(plan("1995-03-02", db.Merge(["c1a"], into="c1b")))
    )
    gone = ledger.enact(plan("1995-04-01", db.Rename("x4", "Khác")))
    for one in (ledger, gone):
        back = one.undo(1, effective="1995-06-01", basis=db.Document("decision", "9"))
        assert links(back) == {frozenset({"c3a", "c3b"}), frozenset({"c1a", "c1b"})}


def test_what_came_and_went_through_something_founded_and_undone_counts() -> None:
    ledger = deep().enact(
        plan("1995-02-01", db.Establish(org("x9", "d1", form=Form.DANG_BO))),
        plan("1995-03-01", db.Reassign("c1a", to="x9")),
        plan("1995-04-01", db.Reassign("c1a", to="x3")),
    )
    back = ledger.undo(1, effective="1995-06-01", basis=db.Document("decision", "9"))
    assert back.as_of(END).headcount("d1").total == 30
    assert {frozenset({"d1", "d2"})} <= links(back)
    assert any({"x1", "x3"} <= unit for unit in links(back))
    counts = db.carry_counts({"d1": 40, "d2": 40}, back, start=START, end=END, strategy="by_headcount")
    assert (counts["d1"].value, counts["d2"].value) == (30, 50)


# --- B-2: everything one operation moves, it moves at once ------------------------------------------------------------

BN = db.ByNumber
LEFT = db.LeaveReason.DECEASED


def pair() -> db.History:
    return db.History(tree(*(org(key, "d1", 100) for key in "abc")))


EXCHANGES: list[dict[str, list[str | db.ByNumber]]] = [
    {"a": ["a", BN("b", full=30)], "b": ["b", BN("a", full=20)]},
    {"b": ["b", BN("a", full=20)], "a": ["a", BN("b", full=30)]},
    {"b": [BN("a", full=20), "b"], "a": [BN("b", full=30), "a"]},
]


@pytest.mark.parametrize("shares", EXCHANGES)
def test_people_given_and_taken_at_once_are_not_sent_on(shares: dict[str, list[str | BN]]) -> None:
    ledger = pair().enact(plan("1995-06-01", db.Rearrange(["a", "b"], list(shares), shares)))
    counts = db.carry_counts({"a": 0, "b": 100}, ledger, start=START, end=END, strategy="by_headcount")
    assert counts.values == {"a": 30, "b": 70}
    ratings = [db.RatingRecord("a", 1994, GOOD), db.RatingRecord("b", 1994, DONE)]
    carried = db.carry_ratings(ratings, ledger, year=1994, on=END, strategy="by_headcount")
    assert {one.organization: one.people for one in carried["a"].sources} == {"a": 80, "b": 30}
    assert (carried["a"].rating, carried["b"].rating) == (GOOD, DONE)


def test_a_chain_of_gifts_has_its_heirs() -> None:
    """a gives to b, b to c, c to a, all at once: nobody's people go further than said."""
    shares: dict[str, list[str | BN]] = {
        "b": ["b", BN("a", full=90)], "c": ["c", BN("b", full=80)], "a": ["a", BN("c", full=70)],
    }  # fmt: skip
    ledger = pair().enact(plan("1995-06-01", db.Rearrange(["a", "b", "c"], ["a", "b", "c"], shares)))
    counts = db.carry_counts({"a": 100, "b": 1000}, ledger, start=START, end=END, strategy="by_headcount")
    assert counts.unresolved == ()
    assert (counts["a"].known, counts["b"].known, counts["c"].known) == (10, 90 + 200, 800)


def test_an_exchange_by_number_taken_back_cannot_be_told_apart() -> None:
    ledger = pair().enact(plan("1994-06-01", db.Rearrange(["a", "b"], ["a", "b"], EXCHANGES[0])))
    back = ledger.undo(1, effective="1995-06-01", basis=db.Document("decision", "9"))
    counts = db.carry_counts({"a": 110}, back, start=START, end=END, strategy="by_headcount")
    assert [(part.value, set(part.among)) for part in counts.unresolved] == [(110, {"a", "b"})]


# --- B-3: origins -----------------------------------------------------------------------------------------------------


def test_an_origin_is_what_began_without_a_predecessor() -> None:
    ledger = pair().enact(
        plan("1995-01-01", db.Merge(["a"], into="b")), plan("1995-02-01", db.Consolidate(["b", "c"], org("n", "d1")))
    )
    assert ledger.lineage("n").came_from == ("a", "b", "c")
    assert ledger.lineage("b").came_from == ("a",)
    assert ledger.lineage("a").came_from == ()


def test_what_was_established_is_an_origin_and_what_came_of_others_is_none() -> None:
    ledger = pair().enact(
        plan("1995-01-01", db.Establish(org("e", "d1")), db.Merge(["a"], into="e")),
        plan("1995-02-01", db.Split("b", [org("s", "d1")], {"s": [BN("b", full=40)]}, stays=["b"])),
        plan("1995-03-01", db.Consolidate(["e", "s"], org("n", "d1"))),
    )
    assert ledger.lineage("e").came_from == ("a",)
    assert set(ledger.lineage("n").came_from) == {"a", "e", "b"}  # s came of b


# --- B-4: parts of unknown size ---------------------------------------------------------------------------------------


def four() -> db.History:
    return db.History(tree(org("x", "d1", 100), org("b", "d1", 50), org("c", "d2", 40)))


UNSIZED: list[tuple[str, Operation, set[tuple[str, str]]]] = [
    ("held", db.Rearrange(["x"], ["b", "c"], {}, hold_at="b"), {("x", "c")}),
    ("new", db.Split("x", [org("n", "d2")], {"n": []}, stays=["x"]), {("x", "n")}),
    ("land", db.Rearrange(["x", "c"], ["x", "c"], {"x": ["x"], "c": ["c"]}), {("x", "c"), ("c", "x")}),
    ("one way", db.Rearrange(["x"], ["x", "c"], {"x": ["x"]}), {("x", "c")}),
]


@pytest.mark.parametrize(("operation", "edges"), [pytest.param(one, edges, id=case) for case, one, edges in UNSIZED])
def test_a_result_that_is_named_is_an_heir(operation: Operation, edges: set[tuple[str, str]]) -> None:
    ledger = four().enact(plan("1995-06-01", operation))
    found = {(edge.source, edge.target): edge.unknown for key in "xc" for edge in ledger.lineage(key).edges}
    assert {key for key, unknown in found.items() if unknown} == edges
    for source, target in edges:
        assert source in ledger.lineage(target).came_from
        assert target in ledger.lineage(source).became
    linked = links(ledger)
    assert all(any({*pair} <= unit for unit in linked) for pair in edges)
    assert any({"d1", "d2"} <= unit for unit in linked)
    for strategy in ("sum", "by_headcount"):
        counts = db.carry_counts({"x": 100, "b": 50, "c": 40}, ledger, start=START, end=END, strategy=strategy)
        assert counts.total == 190
        assert {part.source: part.reason.code for part in counts.unresolved} == dict.fromkeys(
            {source for source, _ in edges}, "carry/size-unknown"
        )
        superiors = db.carry_counts({"d1": 150, "d2": 40}, ledger, start=START, end=END, strategy=strategy)
        assert "d1" in {part.source for part in superiors.unresolved}
    ratings = [db.RatingRecord("x", 1994, GOOD), db.RatingRecord("c", 1994, DONE)]
    for _, target in edges:
        one = db.carry_ratings(ratings, ledger, year=1994, on=END, strategy="by_headcount")[target]
        assert one.rating is None or len(one.sources) == 1


def test_a_part_of_unknown_size_may_go_to_another_level() -> None:
    """c stands directly under the province: nothing of the level of d1 takes what x gives it."""
    beside = db.History(tree(org("x", "d1", 100), org("c", "root", 40)))
    ledger = beside.enact(plan("1995-06-01", db.Rearrange(["x"], ["x", "c"], {"x": ["x"]})))
    assert "d1" not in {unit.id for unit in db.comparable_units(ledger, start=START, end=END)}
    assert links(ledger) == {frozenset({"x", "c"})}
    for strategy in ("sum", "by_headcount"):
        counts = db.carry_counts({"d1": 100}, ledger, start=START, end=END, strategy=strategy)
        assert [(part.value, set(part.among), part.reason.code) for part in counts.unresolved] == [
            (100, {"d1", "root"}, "carry/size-unknown")
        ]
    assert rows_of(ledger.correspondence(START, END)) == [
        ("d1", "d1", 100, True), ("d1", None, 0, True),
        ("x", "x", 100, True), ("x", "c", 0, True), ("c", "c", 40, False),
    ]  # fmt: skip


def test_a_part_of_unknown_size_is_told_and_moves_nobody() -> None:
    land = plan("1995-06-01", UNSIZED[2][1])
    preview = land.preview(four().opening)
    assert [(found.code, found.subject) for found in preview.findings if "unknown-size" in found.code] == [
        ("plan/part-of-unknown-size", "c"),
        ("plan/part-of-unknown-size", "x"),
    ]
    assert preview.conservation.holds
    assert {org.id: org.full for org in preview.after} == {org.id: org.full for org in four().opening}


def test_a_lineage_says_where_a_part_is_of_unknown_size() -> None:
    line = four().enact(plan("1995-06-01", UNSIZED[0][1])).lineage("x")
    assert "c · rearrange 1 June 1995, a part of unknown size — c" in line.show(lang="en").text
    assert "b · rearrange 1 June 1995 — b" in line.show(lang="en").text
    assert "chưa rõ phần nào" in line.show().text


def test_nothing_passes_where_the_decision_says_nobody_or_one_stands_alone() -> None:
    nobody = db.Rearrange(["x"], ["b", "c"], {"b": ["x"], "c": [BN("x", full=0)]})
    assert {edge.target for edge in four().enact(plan("1995-06-01", nobody)).lineage("x").edges} == {"b"}
    alone = plan("1995-06-01", db.Rearrange(["x"], ["x"], {"x": ["x"]})).preview(four().opening)
    assert [found.code for found in alone.blocking] == ["plan/nothing-to-do"]
    known = db.Rearrange(["x", "b", "c"], ["x", "b", "c"], {"x": ["x", BN("b", full=4)], "b": ["b"], "c": ["c"]})
    edges = four().enact(plan("1995-06-01", known)).lineage("x").edges
    assert [(edge.source, edge.target, edge.unknown) for edge in edges] == [("b", "x", False)]


# --- B-6: words -------------------------------------------------------------------------------------------------------


def test_codes_are_listed_where_codes_are_typed_and_only_those_that_fit() -> None:
    calls: dict[str, Callable[[str], object]] = {
        "by_headcount, absorbing, worst, best, mixed, not_rated": lambda strategy: db.carry_ratings(
            [], three(), year=1994, on=END, strategy=strategy
        ),
        "sum, by_headcount": lambda strategy: db.carry_counts({}, three(), start=START, end=END, strategy=strategy),
    }
    for codes, call in calls.items():
        with pytest.raises(TermError) as error:
            call("majority")
        assert str(error.value) == f"'majority' is not a CarryStrategy; known: {codes}"
    with pytest.raises(db.InvalidInputError, match="Choose one of: sum, by_headcount"):
        calls["sum, by_headcount"]("worst")


def test_a_living_unit_without_sources_is_not_unknown() -> None:
    ledger = three().enact(plan("1995-06-01", db.Establish(org("n", "d2"))))
    counts = db.carry_counts({"m1": 4}, ledger, start=START, end=END, strategy="sum")
    series = db.comparable_series({1994: {"m1": 4}, 1995: {"m1": 5}}, ledger)
    for figures in (counts, series):
        for key in ("n", "m2"):
            with pytest.raises(NoFigureError, match=f"'{key}' lives, and none of these figures comes to it"):
                figures[key]
        with pytest.raises(UnknownOrganizationError, match="there is no organization 'm9'"):
            figures["m9"]


def test_people_of_a_new_organization_are_sent_to_the_verb_that_receives_them() -> None:
    (found,) = plan("1995-06-01", db.Establish(org("n", "d2", 12))).preview(three().opening).blocking
    assert found.code == "plan/people-from-nowhere"
    assert "`Admit(..., reason=AdmitReason.RECEIVED)`" in found.text(lang="en")
    assert "ghi là tiếp nhận" in found.text(lang="vi")


# --- B-5: the table old id to new id ----------------------------------------------------------------------------------


def rows_of(table: db.Correspondence) -> list[tuple[str | None, str | None, object, bool]]:
    return [(row.before, row.after, row.people, row.unknown) for row in table.changed]


def test_a_correspondence_says_who_has_whom_and_how_many_came() -> None:
    ledger = pair().enact(
        plan("1995-03-01", db.Rearrange(["a", "b"], ["a", "b"], EXCHANGES[0])),
        plan("1995-04-01", db.Merge(["c"], into="b")),
        plan("1995-05-01", db.Establish(org("e", "d2"))),
    )
    table = ledger.correspondence(START, END)
    assert rows_of(table) == [
        ("a", "a", 80, False), ("a", "b", 20, False),
        ("b", "a", 30, False), ("b", "b", 70, False),
        ("c", "b", 100, False),
        (None, "e", 0, False),
    ]  # fmt: skip
    assert [(row.before, row.after, row.people) for row in table if row not in table.changed] == [
        ("root", "root", 300), ("d1", "d1", 300), ("d2", "d2", 0),
    ]  # fmt: skip
    assert table["c"] == (db.ledger.correspondence.CorrespondenceRow("c", "b", 100),)
    assert ("c" in table, "zz" in table, None in table, len(table)) == (True, False, False, len(list(table)))
    with pytest.raises(db.UnknownOrganizationError, match="zz"):
        table["zz"]
    assert repr(table) == "Correspondence(1994-12-31 to 1995-12-31: 9 rows, 6 of them changed)"


def test_superiors_and_what_nobody_has_are_in_a_correspondence() -> None:
    ledger = three().enact(
        plan("1995-03-01", db.Reassign("m2", to="d2")),
        plan("1995-04-01", db.Leave(people=[BN("m3", 100)], reason=LEFT)),
    )
    ledger = ledger.enact(plan("1995-05-01", db.Dissolve("m3")))
    assert rows_of(ledger.correspondence(START, END)) == [
        ("d1", "d1", 100, False), ("d1", "d2", 100, False), ("d2", "d2", 100, False), ("m3", None, 100, False),
    ]  # fmt: skip
    up = three().enact(plan("1995-03-01", db.Reassign("m2", to="root")))
    assert rows_of(up.correspondence(START, END)) == [("d1", "d1", 100, False), ("d1", None, 100, False)]


def test_what_nobody_sized_is_unknown_and_every_row_has_the_same_shape() -> None:
    ledger = four().enact(plan("1995-06-01", UNSIZED[2][1]))
    table = ledger.correspondence(START, END)
    assert rows_of(table) == [
        ("d1", "d1", 150, True), ("d1", "d2", 0, True), ("x", "x", 100, True), ("x", "c", 0, True),
        ("d2", "d1", 0, True), ("d2", "d2", 40, True), ("c", "x", 0, True), ("c", "c", 40, True),
    ]  # fmt: skip
    told = table.as_dict()
    rows = told["rows"]
    assert isinstance(rows, list)
    assert {tuple(row) for row in rows} == {("before", "after", "people", "unknown", "outside")}
    assert (told["schema"], told["start"], told["end"], len(rows)) == ("dangbo/correspondence", START, END, len(table))
    assert json.loads(table.to_json()) == told


def test_a_fraction_of_people_is_exact() -> None:
    ledger = pair().enact(
        plan("1995-03-01", db.Merge(["a"], into="b")),
        plan("1995-04-01", db.Split("b", [org("n", "d1")], {"n": [BN("b", full=75)]}, stays=["b"])),
        plan("1995-05-01", db.Split("b", [org("o", "d1")], {"o": [BN("b", full=45)]}, stays=["b"])),
    )
    table = ledger.correspondence(START, END)
    assert [(row.after, row.people) for row in table["a"]] == [
        ("b", 40),
        ("n", Fraction(75, 2)),
        ("o", Fraction(45, 2)),
    ]
    rows = table.as_dict()["rows"]
    assert isinstance(rows, list)
    assert {row["people"] for row in rows if row["after"] == "n"} == {"75/2"}


def test_people_handed_on_and_on_are_those_of_where_they_began() -> None:
    """m2 goes from d1 to d2 and on to d3, which takes nobody else: whoever is with it there is of d1."""
    third = org("d3", "root", level=Level.IMMEDIATE_SUPERIOR, form=Form.DANG_BO)
    ledger = db.History(tree(third, org("m1", "d1", 100), org("m2", "d1", 60), org("m3", "d2", 40)))
    ledger = ledger.enact(
        plan("1995-03-01", db.Reassign("m2", to="d2")), plan("1995-04-01", db.Reassign("m2", to="d3"))
    )
    table = ledger.correspondence(START, END)
    assert [(row.after, row.people) for row in table["d1"]] == [("d1", 100), ("d2", 0), ("d3", 60)]
    assert [(row.after, row.people) for row in table["d2"]] == [("d2", 40), ("d3", 0)]


def test_who_left_one_by_one_is_counted_where_decisions_left_them() -> None:
    ledger = pair().enact(
        plan("1995-03-01", db.Transfer([], to="c", people=[BN("a", full=100)])),
        plan("1995-04-01", db.Rearrange(["a", "b"], ["b"], {"b": ["a", "b"]})),
        plan("1995-05-01", db.Merge(["c"], into="b")),
    )
    table = ledger.correspondence(START, END)
    assert {row.before: row.people for row in table if row.after == "b"} == {"a": 100, "b": 100, "c": 100}


def test_a_merger_of_numbers_taken_back_gives_each_what_it_had() -> None:
    paper = db.Document("decision", "9")
    merged = pair().enact(plan("1994-06-01", db.Merge(["a", "b"], into="c")))
    merged = merged.undo(1, effective="1995-06-01", basis=paper)
    rows = merged.correspondence(START, END)["c"]
    assert {(row.after, row.people, row.unknown) for row in rows} == {(key, 100, False) for key in "abc"}
    swapped = pair().enact(plan("1994-06-01", db.Rearrange(["a", "b"], ["a", "b"], EXCHANGES[0])))
    table = swapped.undo(1, effective="1995-06-01", basis=paper).correspondence(START, END)
    assert {row.unknown for row in table["a"]} == {True}


def test_a_correspondence_is_shown_in_both_languages_and_asked_of_a_period() -> None:
    ledger = four().enact(plan("1995-06-01", UNSIZED[0][1]), plan("1995-07-01", db.Establish(org("e", "d2"))))
    table = ledger.correspondence(START, END)
    text = table.show().text
    assert "Đối chiếu tổ chức đảng ngày 31/12/1994 và ngày 31/12/1995" in text
    assert "một phần chưa rõ số lượng" in text
    assert "thành lập mới" in text
    english = table.show(lang="en").text
    assert "a part of unknown size" in english
    assert "1 organizations are what they were" in english
    assert "<table" in table._repr_html_()
    for start, end in (("1995-12-31", "1994-12-31"), ("1989-01-01", "1995-12-31")):
        with pytest.raises(db.InvalidInputError):
            ledger.correspondence(start, end)
    assert rows_of(ledger.correspondence(END, END)) == []


def test_lineages_of_everything_are_read_off_one_index() -> None:
    ledger = pair().enact(plan("1995-03-01", db.Merge(["a"], into="b")))
    first = ledger.lineage("a")
    index = ledger._successions  # noqa: SLF001 - it shows nowhere else
    later = ledger.enact(plan("1995-04-01", db.Merge(["b"], into="c")))
    assert (later.lineage("a").became, ledger.lineage("a").became, first.became) == (("c",), ("b",), ("b",))
    assert ledger._successions is index  # noqa: SLF001 - the same
    assert [edge.target for edge in ledger.lineage("a").edges] == ["b"]


def test_threads_that_ask_a_ledger_for_the_first_time_read_the_same() -> None:
    plans = [plan(f"1995-03-{at + 1:02}", db.Merge([f"m{at}"], into=f"m{at + 1}")) for at in range(20)]
    cells = db.History(tree(*(org(f"m{at}", "d1", 1) for at in range(21))))
    expected = [tuple(f"m{one}" for one in range(at)) for at in range(21)]
    for _ in range(20):
        ledger, start = cells.enact(*plans), threading.Barrier(8)

        def ask(ledger: db.History = ledger, start: threading.Barrier = start) -> list[tuple[str, ...]]:
            start.wait()
            return [ledger.lineage(f"m{at}").came_from for at in range(21)]

        with ThreadPoolExecutor(8) as pool:
            answers = [task.result() for task in [pool.submit(ask) for _ in range(8)]]
        assert answers == [expected] * 8


def test_results_are_asked_by_ids_and_by_records() -> None:
    ledger = three().enact(plan("1995-06-01", db.Reassign("m2", to="d2")))
    shares = {1994: {"d1": (1, 2), "d2": (1, 2)}, 1995: {"d1": (1, 2), "d2": (1, 2)}}
    results = (
        db.carry_counts({"d1": 200, "d2": 100}, ledger, start=START, end=END, strategy="sum"),
        db.carry_ratings([], ledger, year=1994, on=END, strategy="mixed"),
        db.comparable_series(shares, ledger),
        ledger.correspondence(START, END),
    )
    district = ledger.as_of(START)["d1"]
    for result in results:
        assert result[district] == result[" d1 "] == result["d1"]
        for wrong in (None, 1, ["d1"]):
            with pytest.raises(db.InvalidInputError):
                result[wrong]  # type: ignore[index]
    for result in results[:3]:
        with pytest.raises(UnknownOrganizationError, match="in these figures"):
            result[org("nowhere", "root")]
