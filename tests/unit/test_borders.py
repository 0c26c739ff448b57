"""What crosses the border of the register: organizations handed out of it, and received into it as they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from dangbo import (
    Admit,
    ByNumber,
    Document,
    HandOut,
    Headcount,
    Hierarchy,
    History,
    Leave,
    LeaveReason,
    MassBody,
    MassBodyKind,
    Member,
    MemberStatus,
    Merge,
    MoveScope,
    Operation,
    Organization,
    Plan,
    PlanRejectedError,
    Rating,
    RatingRecord,
    Reassign,
    Receive,
    Recognize,
    Transfer,
    carry_counts,
    carry_ratings,
    comparable_series,
    comparable_units,
    decision_papers,
)
from dangbo.base.findings import Finding
from dangbo.tree.records import ResidentialGroup, Stay
from tests.builders import (
    CENTRAL,
    DECISION,
    GRASSROOTS,
    LETTER,
    PROVINCIAL,
    SUPERIOR,
    cell,
    city,
    dang_bo,
    plan,
    zone,
)

OUT = "Đảng ủy phường Đức Xuân"
FROM = "Huyện ủy Đại Từ"
SECOND = Document("quyết định", "16-QĐ/ĐU", "2023-05-21")
IN_FORCE = "2025-07-01"
"""A day on which the rule on hand-overs is in force."""


def told(findings: Iterable[Finding]) -> list[str]:
    return [f"{found.code} {found.subject}" for found in findings]


def blocks(*operations: Operation, tree: Hierarchy | None = None) -> list[str]:
    return told(plan(*operations, by="tp").preview(tree or city()).blocking)


def apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def ledger(*plans: Plan, tree: Hierarchy | None = None) -> History:
    return History(tree or city()).enact(*plans)


def decide(effective: str, *operations: Operation, number: int = 1, by: str = "tp") -> Plan:
    return Plan(effective, by, Document("quyết định", f"{number}-QĐ/TU", effective), operations)


def replaced(tree: Hierarchy, *, as_of: str) -> Hierarchy:
    """The same tree on another day."""
    return Hierarchy(
        list(tree),
        tree.members.values(),
        {org.id: tree.roll(org) for org in tree},
        tree.groups.values(),
        stays=tree.stays.values(),
        mass_bodies=tree.mass_bodies.values(),
        as_of=as_of,
    )


# --- out ------------------------------------------------------------------------------------------------------------


def test_everything_of_a_branch_leaves_and_nothing_else() -> None:
    tree = city(
        stays=[Stay("m-1-0", "cb-6"), Stay("m-2-0", "cb-1")],
        mass_bodies=[
            MassBody("cd-1", "u", MassBodyKind.TRADE_UNION, "bp"),
            MassBody("cd-2", "u", MassBodyKind.TRADE_UNION, "dbx"),
        ],
    )
    seen = plan(HandOut("dbp", to=OUT), by="tp").preview(tree)
    after = seen.after

    assert {org.id for org in after} == {"tp", "dbx", "cbcs", "cb-6"}
    assert (after.headcount().total, tree.headcount().total) == (43, 96)
    assert not after.groups
    assert not after.stays
    assert list(after.mass_bodies) == ["cd-2"]
    assert after.home("m-1-0") is None
    assert after.members["m-1-0"].name == "Người m-1-0"  # who left is still known
    proof = seen.conservation
    assert (proof.joined, proof.left, proof.group_change, proof.by_operation) == (0, 53, -4, (-7,))
    assert proof.text(lang="en") == "members 96 - 53 = 43; organizations 11 - 7 = 4; residential groups 4 - 4 = 0"


def test_what_leaves_is_told_superiors_first() -> None:
    seen = plan(HandOut("dbp", to=OUT), by="tp").preview(city())
    left = ["dbp", "cb-1", "cb-2", "cb-3", "cb-4", "bp", "cb-5"]

    assert [one.organization.id for one in seen.changes if one.kind == "handed_out"] == left
    assert [row.id for row in decision_papers(seen).organizations] == left


def test_a_group_that_others_serve_too_stays_with_them() -> None:
    after = plan(HandOut("cb-2", to=OUT), by="tp").apply(city())

    assert {key: group.cells for key, group in after.groups.items()} == {
        "tdp-1": ("cb-1",),
        "tdp-3": ("cb-3",),
        "tdp-4": ("cb-4",),
    }


def test_a_group_whose_last_cell_leaves_goes_along_though_a_committee_is_named_beside_it() -> None:
    tree = Hierarchy(
        [*city(), cell("cb-7")], groups=[zone("a", "cb-7", "dbp"), zone("b", "dbp"), zone("c")], as_of="2023-04-30"
    )
    seen = plan(HandOut("cb-7", to=OUT), by="tp").preview(tree)

    assert list(seen.after.groups) == ["tdp-b", "tdp-c"]
    assert seen.conservation.holds


def test_stays_that_end_with_it_are_told() -> None:
    tree = city(stays=[Stay("m-1-0", "cb-6"), Stay("m-1-1", "cb-2"), Stay("m-3-0", "cb-1")])
    (found,) = plan(HandOut("cb-1", to=OUT), by="tp").preview(tree).findings.select(code="plan/stays-left")

    assert (found.subject, dict(found.facts)["count"], dict(found.facts)["guests"]) == ("cb-1", 2, 1)
    nobody = plan(HandOut("dbp", to=OUT), by="tp").preview(city(stays=[Stay("m-1-1", "cb-2")]))
    assert not nobody.findings.select(code="plan/stays-left")  # home and host go together


@pytest.mark.parametrize(
    ("operations", "expected"),
    [
        ([HandOut("tp", to=OUT)], ["plan/root-organization tp"]),
        ([HandOut("x", to=OUT)], ["plan/unknown-organization x"]),
        ([HandOut("dbp", to=OUT), HandOut("dbp", to=OUT)], ["plan/unknown-organization dbp"]),
        ([HandOut("dbp", to=OUT), HandOut("cb-1", to=OUT)], ["plan/unknown-organization cb-1"]),
        ([HandOut("dbp", to=OUT), Merge(["cb-6"], into="cb-1")], ["plan/unknown-organization cb-1"]),
        ([Merge(["cb-2"], into="cb-1"), HandOut("cb-2", to=OUT)], ["plan/unknown-organization cb-2"]),
    ],
)
def test_what_cannot_be_handed_out(operations: list[Operation], expected: list[str]) -> None:
    assert blocks(*operations) == expected


def test_what_was_handed_out_is_told_so_and_has_not_ended() -> None:
    (found,) = plan(HandOut("dbp", to=OUT), HandOut("cb-1", to=OUT), by="tp").preview(city()).blocking

    assert "operation 1 handed it out of the register" in found.message
    assert "đã được chuyển giao ra ngoài theo nội dung 1" in found.text(lang="vi")


def test_a_blank_receiver_is_no_receiver() -> None:
    with pytest.raises(ValueError, match="to"):
        HandOut("cb-1", to="  ")


def test_words_are_kept_as_people_write_them_and_in_one_spelling() -> None:
    operation = HandOut(apart("cb-đ"), to=apart("Đảng ủy xã Đá Nhảy"))

    assert (operation.organization, operation.to) == ("cb-đ", "Đảng ủy xã Đá Nhảy")


# --- in -------------------------------------------------------------------------------------------------------------


def received() -> Receive:
    """A ward with two cells, one of them named before it; nine people, four of them by number."""
    return Receive(
        [cell("cb-y", "dbn", full=3), dang_bo("dbn"), cell("cb-z", "dbn", probationary=1)],
        {
            "cb-y": [Member("m-y", "Người y"), Member("m-0", "Người cũ")],
            "cb-z": [Member(f"m-z{n}", "Z") for n in "abc"],
        },
        [zone(9, "cb-y", "cb-z", "cb-1"), zone(8)],
        from_=FROM,
    )


def test_what_is_received_stands_as_it_stood_with_its_people_and_groups() -> None:
    seen = plan(received(), by="tp").preview(city())
    after = seen.after

    assert [child.id for child in after.children("dbn")] == ["cb-y", "cb-z"]
    assert after.parent("dbn") == after["tp"]
    assert after.headcount("dbn").total == 9
    assert after.roll("cb-y") == ("m-y", "m-0")
    assert after.groups["tdp-9"].cells == ("cb-y", "cb-z", "cb-1")
    proof = seen.conservation
    assert (proof.joined, proof.left, proof.group_change, proof.by_operation) == (9, 0, 2, (3,))


def test_a_breach_that_came_with_it_stops_nothing_but_a_place_no_rule_allows_does() -> None:
    small = Receive([dang_bo("dbn"), cell("cb-y", "dbn", full=1)], from_=FROM)
    misplaced = Receive([dang_bo("dbn", "cb-1", GRASSROOTS)], from_=FROM)
    inside = Receive([dang_bo("dbn"), cell("cb-y", "dbn", full=9), cell("cb-u", "cb-y", full=9)], from_=FROM)

    assert blocks(small) == []
    assert "org/too-few-members cb-y" in told(plan(small, by="tp").preview(city()).findings)
    assert blocks(misplaced) == ["plan/kind-not-allowed dbn"]
    assert blocks(inside) == []  # it stood there before it came
    assert "org/kind-not-allowed cb-u" in told(plan(inside, by="tp").preview(city()).findings)


OTHER = dang_bo("dbn")


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (Receive([], from_=FROM), ["plan/nothing-to-do Huyện ủy Đại Từ"]),
        (Receive([OTHER, replace(OTHER, name="Khác")], from_=FROM), ["plan/named-twice dbn"]),
        (Receive([cell("cb-1", "dbx")], from_=FROM), ["plan/id-in-use cb-1"]),
        (Receive([cell("cb-y", "x")], from_=FROM), ["plan/unknown-organization x"]),
        (Receive([cell("cb-y", None)], from_=FROM), ["plan/root-organization cb-y"]),
        (
            Receive([dang_bo("a", "b"), dang_bo("b", "a")], from_=FROM),
            ["plan/under-own-descendant a", "plan/under-own-descendant b"],
        ),
        (Receive([OTHER], {"cb-1": [Member("m-y", "Y")]}, from_=FROM), ["plan/not-received cb-1"]),
        (Receive([OTHER], {"dbn": [Member("m-1-0", "Y")]}, from_=FROM), ["plan/member-on-roll m-1-0"]),
        (
            Receive([OTHER, cell("cb-y", "dbn")], {"dbn": [Member("m", "Y")], "cb-y": [Member("m", "Y")]}, from_=FROM),
            ["plan/member-named-twice m"],
        ),
        (Receive([OTHER], groups=[zone(1)], from_=FROM), ["plan/id-in-use tdp-1"]),
        (Receive([OTHER], groups=[zone(9), zone(9)], from_=FROM), ["plan/named-twice tdp-9"]),
        (Receive([OTHER], groups=[zone(9, "dbn")], from_=FROM), ["plan/groups-need-a-cell dbn"]),
        (Receive([OTHER], groups=[zone(9, "x")], from_=FROM), ["plan/unknown-organization x"]),
    ],
)
def test_what_cannot_be_received(operation: Receive, expected: list[str]) -> None:
    assert blocks(operation) == expected


def test_ids_of_the_past_are_refused_in_a_plan() -> None:
    gone = HandOut("cb-2", to=OUT)

    assert blocks(gone, Receive([cell("cb-2", "dbx")], from_=OUT)) == ["plan/id-ended-before cb-2"]
    assert blocks(gone, Receive([cell("cb-y", "dbx")], groups=[zone(2, "cb-y")], from_=OUT)) == [
        "plan/id-ended-before tdp-2"
    ]
    back = Receive([cell("cb-y", "dbx")], {"cb-y": [Member("m-2-0", "Người m-2-0")]}, from_=OUT)
    assert plan(gone, back, by="tp").apply(city()).roll("cb-y") == ("m-2-0",)


def test_the_dead_do_not_come_back() -> None:
    died = Leave(["m-2-0"], reason=LeaveReason.DECEASED)
    back = Receive([cell("cb-y", "dbx")], {"cb-y": [Member("m-2-0", "Người m-2-0")]}, from_=OUT)

    assert blocks(died, back) == ["plan/admitted-after-death m-2-0"]
    first = ledger(decide("2023-06-01", died))
    with pytest.raises(PlanRejectedError) as caught:
        first.enact(decide("2023-07-01", back, number=2))
    assert told(caught.value.findings) == ["plan/admitted-after-death m-2-0"]


def test_who_was_said_to_have_died_and_had_not_may_come_back() -> None:
    died = ledger(decide("2023-06-01", Leave(["m-2-0"], reason=LeaveReason.DECEASED)))
    alive = died.undo(1, effective="2023-06-15", basis=LETTER)
    gone = alive.enact(decide("2023-07-01", HandOut("cb-2", to=OUT), number=2))
    back = Receive([cell("cb-y", "dbx")], {"cb-y": [Member("m-2-0", "Người m-2-0")]}, from_=OUT)

    assert gone.enact(decide("2023-08-01", back, number=3)).as_of("2023-08-01").roll("cb-y") == ("m-2-0",)


# --- who decides ----------------------------------------------------------------------------------------------------


def province(*more: Organization) -> Hierarchy:
    """A province of the year 2025 with a city in it."""
    return Hierarchy(
        [
            dang_bo("tinh", None, PROVINCIAL),
            dang_bo("tp", "tinh", SUPERIOR),
            dang_bo("dbp"),
            cell("cb-1", full=40),
            cell("cb-2", full=40, unit_type="residential"),
            *more,
        ],
        groups=[zone(2, "cb-2")],
        as_of="2025-06-30",
    )


def findings(operation: Operation, by: str, tree: Hierarchy | None = None) -> list[str]:
    seen = Plan(IN_FORCE, by, DECISION, [operation]).preview(tree or province())
    known = {"plan/other-decision-missing", "plan/central-agreement", "plan/giver-outside", "plan/not-direct-superior"}
    return told(found for found in seen.findings if found.code in known)


SAME = MoveScope.SAME_PROVINCE


@pytest.mark.parametrize(
    ("operation", "by", "expected"),
    [
        (HandOut("cb-1", OUT, SECOND, SAME), "tp", []),
        (HandOut("cb-1", OUT, SECOND, SAME), "dbp", ["plan/not-direct-superior cb-1"]),
        (HandOut("cb-1", OUT, None, SAME), "tp", ["plan/other-decision-missing cb-1"]),
        (HandOut("cb-1", OUT, DECISION, SAME), "tp", ["plan/other-decision-missing cb-1"]),
        (HandOut("cb-2", OUT, SECOND, SAME), "tinh", []),  # of a residential group: the province decides
        (HandOut("cb-2", OUT, SECOND, SAME), "tp", ["plan/not-direct-superior cb-2"]),
        (HandOut("dbp", OUT, SECOND, SAME), "tp", []),
        (HandOut("dbp", OUT, SECOND, SAME), "tinh", []),
        (HandOut("tp", OUT, SECOND, SAME), "tinh", []),
        (HandOut("tp", OUT, SECOND), "tinh", ["plan/central-agreement tp"]),  # out of the register of a province
        (HandOut("tp", OUT, SECOND, MoveScope.OTHER_PROVINCE), "tinh", ["plan/central-agreement tp"]),
        (HandOut("tp", OUT, SECOND, MoveScope.OTHER_PROVINCE, LETTER), "tinh", []),
        (HandOut("tp", OUT, SECOND, MoveScope.ABROAD), "tinh", []),
        (Receive([cell("cb-y", full=9)], from_=FROM, handing=SECOND, where=SAME), "dbp", []),
        (
            Receive([cell("cb-y", full=9)], from_=FROM, handing=SECOND, where=SAME),
            "tp",
            ["plan/not-direct-superior cb-y"],
        ),
        (Receive([cell("cb-y", full=9)], from_=FROM, where=SAME), "dbp", ["plan/other-decision-missing cb-y"]),
        (Receive([dang_bo("dbn")], from_=FROM, handing=SECOND, where=SAME), "tp", []),
        (Receive([dang_bo("dbn")], from_=FROM, handing=SECOND), "tp", ["plan/central-agreement dbn"]),
        (Receive([dang_bo("dbn")], from_=FROM, handing=SECOND, agreement=LETTER), "tp", []),
    ],
)
def test_who_decides_and_which_papers_there_must_be(operation: Operation, by: str, expected: list[str]) -> None:
    assert findings(operation, by) == expected


def test_where_who_hands_over_stands_above_the_register_that_is_told() -> None:
    tree = Hierarchy(
        [dang_bo("tp", None, SUPERIOR), dang_bo("dbp"), cell("cb-2", full=40)],
        groups=[zone(2, "cb-2")],
        as_of="2025-06-30",
    )
    assert findings(HandOut("cb-2", OUT, SECOND), "tp", tree) == ["plan/giver-outside cb-2"]
    assert findings(HandOut("dbp", OUT, SECOND), "tp", tree) == []


def test_inside_a_superior_that_stands_outside_the_register_one_decision_is_enough() -> None:
    tree = Hierarchy([dang_bo("dbp", None), cell("cb-1", full=40)], as_of="2025-06-30")
    one = Hierarchy([dang_bo("bp", None, cell("x").level), cell("cb-1", "bp", full=40)], as_of="2025-06-30")

    assert "plan/other-decision-missing cb-1" in findings(HandOut("cb-1", OUT), "dbp", tree)
    assert "plan/other-decision-missing cb-1" not in findings(HandOut("cb-1", OUT), "bp", one)


def test_the_centre_hands_nothing_over_to_another_province() -> None:
    tree = Hierarchy(
        [dang_bo("tw", None, CENTRAL), *(replace(org, parent=org.parent or "tw") for org in province())],
        as_of="2025-06-30",
    )
    assert "plan/central-agreement tp" not in findings(HandOut("tp", OUT, SECOND), "tinh", tree)


def test_before_there_was_a_rule_nobody_is_said_to_decide() -> None:
    seen = plan(HandOut("dbp", OUT), Receive([dang_bo("dbn", full=40)], from_=FROM), by="cb-6").preview(city())

    assert [found for found in told(seen.findings) if "deci" in found or "superior" in found] == [
        "plan/decider-unknown dbp",
        "plan/decider-unknown dbn",
    ]


# --- how it reads ---------------------------------------------------------------------------------------------------


def test_a_preview_shows_one_line_for_a_branch_and_names_the_other_side() -> None:
    seen = plan(received(), HandOut("dbp", to=OUT), by="tp").preview(city())
    shown = " ".join(seen.show(lang="vi").text.replace("│", "").split())
    english = " ".join(seen.show(lang="en").text.replace("│", "").split())

    assert f"Đảng bộ phường Phú Xá · 53 đảng viên — chuyển giao ra ngoài, về {OUT}; cùng 6 tổ chức bên dưới" in shown
    assert f"Đảng bộ dbn · 9 đảng viên — tiếp nhận từ ngoài, từ {FROM}; cùng 2 tổ chức bên dưới" in shown
    assert f"53 members — handed out of the register, to {OUT}; with 6 below" in english
    assert "Chi bộ cb-1" not in shown
    assert "chấm dứt" not in shown
    kinds = {change.organization.id: change.kind for change in seen.changes}
    assert (kinds["dbp"], kinds["cb-1"], kinds["dbn"], kinds["cb-y"]) == (
        "handed_out",
        "handed_out",
        "received",
        "received",
    )


def test_papers_tell_who_decides_what_goes_along_and_both_decisions() -> None:
    operations = [
        HandOut("dbp", OUT, SECOND, MoveScope.OTHER_PROVINCE, LETTER),
        Receive([dang_bo("dbn"), cell("cb-y", "dbn", full=9)], from_=FROM, handing=LETTER, where=SAME),
    ]
    made = decision_papers(Plan(IN_FORCE, "tp", DECISION, operations).preview(province()))
    out, come = made.summary().split("\n\n")[1:3]

    assert out == (
        f"Điều 1. Chuyển giao nguyên trạng Đảng bộ dbp về {OUT}. Tất cả có 3 tổ chức, 80 đảng viên, 1 xóm, tổ dân phố."
    )
    assert come == (
        f"Điều 2. Tiếp nhận Đảng bộ dbn từ {FROM} (cùng 1 tổ chức bên dưới), trực thuộc Đảng bộ tp. "
        "Tất cả có 2 tổ chức, 9 đảng viên. Đảng bộ dbn có 9 đảng viên."
    )
    assert [paper.number for paper in made.at_hand] == [DECISION.number, SECOND.number, LETTER.number]
    steps = {(paper.verb, paper.step.vi): paper.what for paper in made.file}
    assert ("hand_out", "quyết định chuyển giao") in steps
    assert "Ban Tổ chức Trung ương" in " ".join(paper.what.words.vi for paper in made.file if paper.verb == "hand_out")
    assert "Ban Tổ chức Trung ương" not in " ".join(
        paper.what.words.vi for paper in made.file if paper.verb == "receive"
    )
    assert steps["receive", "biên bản"].rule is not None
    assert [(line.source, line.destination, line.people.total, line.how) for line in made.members] == [
        ("cb-1", None, 40, "leaves"),
        ("cb-2", None, 40, "leaves"),
        (None, "cb-y", 9, "joins"),
    ]
    assert not made.records_and_seals  # they go along
    assert not made.committees
    assert [line.kind for line in made.organizations][:3] == ["handed_out"] * 3


# --- taken back, moved, in another order -----------------------------------------------------------------------------


def test_taking_a_hand_out_back_lets_everything_stand_again_under_its_id() -> None:
    tree = city(
        stays=[Stay("m-1-0", "cb-6"), Stay("m-2-0", "cb-1")],
        mass_bodies=[MassBody("cd-1", "u", MassBodyKind.TRADE_UNION, "bp")],
    )
    seen = plan(HandOut("dbp", to=OUT), by="tp").preview(tree)
    back = seen.inverse(effective="2023-07-01", basis=LETTER).preview(seen.after)

    assert back.after.same_as(replaced(tree, as_of="2023-07-01"))
    proof = back.conservation
    assert (proof.joined, proof.left) == (53, 0)


def test_taking_a_reception_back_counts_nobody_twice() -> None:
    seen = plan(received(), by="tp").preview(city())
    proof = seen.inverse(effective="2023-07-01", basis=LETTER).preview(seen.after).conservation

    assert (proof.joined, proof.left, proof.group_change, proof.by_operation) == (0, 9, -2, (-3,))


def test_who_came_back_since_stands_in_the_way_of_taking_it_back() -> None:
    gone = ledger(decide("2023-06-01", HandOut("cb-1", to=OUT)))
    back = gone.enact(decide("2023-07-01", Admit("cb-2", [Member("m-1-0", "Người m-1-0")]), number=2))

    with pytest.raises(PlanRejectedError) as caught:
        back.undo(1, effective="2023-08-01", basis=LETTER)
    assert ("history/changed-by", "m-1-0") in {(found.code, found.subject) for found in caught.value.findings}


def test_order_matters_where_something_happens_in_what_leaves() -> None:
    def order(*operations: Operation) -> list[tuple[int, int, str]]:
        return [tuple(pair) for pair in plan(*operations, by="tp").order(city())]  # type: ignore[misc]

    assert order(Merge(["cb-1"], into="cb-2"), HandOut("dbp", to=OUT)) == [(1, 2, "needs")]
    assert order(HandOut("cb-1", to=OUT), HandOut("cb-2", to=OUT)) == []
    assert order(HandOut("cb-1", to=OUT), HandOut("dbp", to=OUT)) == [(1, 2, "needs")]
    assert order(Reassign("bp", to="dbx"), HandOut("dbp", to=OUT)) == [(1, 2, "needs")]
    assert order(received(), Merge(["cb-y"], into="cb-z")) == [(1, 2, "needs")]


# --- in a ledger ----------------------------------------------------------------------------------------------------


def test_the_ledger_names_the_decision_that_handed_it_out() -> None:
    gone = ledger(decide("2023-06-01", HandOut("dbp", to=OUT)))
    with pytest.raises(PlanRejectedError) as again:
        gone.enact(decide("2023-07-01", HandOut("cb-1", to=OUT), number=2))
    with pytest.raises(PlanRejectedError) as used:
        gone.enact(decide("2023-07-01", Receive([cell("cb-1", "dbx")], from_=OUT), number=2))
    with pytest.raises(PlanRejectedError) as group:
        gone.enact(decide("2023-07-01", Receive([cell("c", "dbx")], groups=[zone(1, "c")], from_=OUT), number=2))

    assert told(again.value.findings) == ["plan/unknown-organization cb-1", "history/handed-out-earlier cb-1"]
    assert told(used.value.findings) == ["history/id-ended-before cb-1"]
    assert told(group.value.findings) == ["history/id-ended-before tdp-1"]
    assert "đã được chuyển giao ra ngoài từ ngày 01/6/2023" in again.value.findings[1].text(lang="vi")


def test_a_hand_out_recorded_late_takes_its_place_before_what_does_not_concern_it() -> None:
    later = ledger(decide("2023-08-01", Merge(["cb-3"], into="cb-6")))
    late = later.enact(decide("2023-06-01", HandOut("cb-1", to=OUT), number=2), recorded="2023-09-01")

    assert "cb-1" not in late.as_of("2023-06-01")
    assert "cb-1" in late.as_of("2023-06-01", known="2023-08-31")
    with pytest.raises(PlanRejectedError) as caught:
        later.enact(decide("2023-06-01", HandOut("cb-3", to=OUT), number=2), recorded="2023-09-01")
    assert [found.code for found in caught.value.findings] == ["history/later-decision"]


def test_a_decision_that_was_recorded_otherwise_is_corrected() -> None:
    first = ledger(decide("2023-06-01", HandOut("cb-1", to=OUT)))
    right = first.correct_decision(
        1, decide("2023-06-01", HandOut("cb-2", to=OUT)), recorded="2023-07-01", reason="ghi nhầm"
    )
    came = ledger(decide("2023-06-01", received())).correct_record(
        "cb-y", recorded="2023-07-01", reason="ghi thiếu", full=5
    )

    assert "cb-1" in right.as_of("2023-06-01")
    assert "cb-2" not in right.as_of("2023-06-01")
    assert came.as_of("2023-06-01").headcount("dbn").total == 11


def test_names_of_people_who_came_stand_beside_the_seals_and_can_be_erased(tmp_path: Path) -> None:
    head = ResidentialGroup("tdp-9", "Tổ 9", zone(1).kind, cells=["cb-y"], head="Đặng Thị Đào")
    name = "Đỗ Văn Được"
    came = Receive(
        [cell("cb-y", "dbx", full=9)],
        {"cb-y": [Member("m-đ", apart(name), MemberStatus.PROBATIONARY)]},
        [head],
        from_=FROM,
    )
    path = tmp_path / "sổ.jsonl"
    book = ledger(decide("2023-06-01", came), decide("2023-07-01", HandOut("cb-y", to=OUT), number=2))
    book.save(path)

    assert History.load(path).as_of("2023-06-01").same_as(book.as_of("2023-06-01"))
    before = [line.partition('"sha256":')[2] for line in path.read_text("utf-8").splitlines()]
    assert History.erase("m-đ", path) == 1
    text = path.read_text("utf-8")
    assert name not in text
    assert [line.partition('"sha256":')[2] for line in text.splitlines()] == before
    read = History.load(path)
    assert read.as_of("2023-06-01").members["m-đ"].name == "[đã xóa tên]"
    assert read.as_of("2023-07-01").headcount() == book.as_of("2023-07-01").headcount()
    assert all(
        "Đặng Thị Đào" not in line.partition(',"names":{"whole"')[2]
        for line in text.splitlines()
        if '"receive"' in line
    )


def test_nobody_is_named_where_operations_are_shown() -> None:
    came = Receive([cell("cb-y", "dbx", full=9)], {"cb-y": [Member("m-đ", "Đỗ Văn Được")]}, from_=FROM)
    seen = plan(came, by="tp").preview(city())

    for text in (repr(came), str(seen), str(decision_papers(seen)), *map(str, seen.findings)):
        assert "Được" not in text


def test_lineage_says_in_words_whom_it_went_to_and_from_whom_it_came() -> None:
    book = ledger(
        decide("2023-06-01", received()),
        decide("2023-07-01", Merge(["cb-z"], into="cb-y"), number=2),
        decide("2023-08-01", HandOut("dbn", to=OUT), number=3),
    )
    line = book.lineage("cb-z")
    vi, en = (" ".join(line.show(lang=lang).text.split()) for lang in ("vi", "en"))

    assert f"Chi bộ cb-z · tiếp nhận từ ngoài, từ {FROM}, 01/6/2023; đã chấm dứt hoạt động — cb-z" in vi
    assert (
        f"sáp nhập 01/7/2023; tiếp nhận từ ngoài, từ {FROM}, 01/6/2023; chuyển giao ra ngoài, về {OUT}, 01/8/2023" in vi
    )
    assert f"handed out of the register, to {OUT}, 1 August 2023" in en
    assert line.became == ()
    assert line.graph.nodes["cb-y"] == {
        "name": "Chi bộ cb-y",
        "living": False,
        "received_from": FROM,
        "handed_out_to": OUT,
    }
    back = book.undo(3, effective="2023-09-01", basis=LETTER)
    assert "chuyển giao" not in back.lineage("cb-z").show(lang="vi").text
    assert back.lineage("cb-z").became == ("cb-y",)


def test_movements_balance_for_every_reporting_organization() -> None:
    book = ledger(
        decide("2023-06-01", received()),
        decide("2023-07-01", HandOut("dbp", to=OUT), number=2),
    )
    for of in (*(org.id for org in city()), "dbn", "cb-y", "cb-z"):
        told_ = book.movements("2023-05-01", "2023-12-31", of=of)
        assert told_.holds, of
    top, ward, inside, new = (book.movements("2023-05-01", "2023-12-31", of=of) for of in ("tp", "dbp", "cb-1", "dbn"))
    assert (str(top.organizations), str(top.members)) == ("11 + 3 - 7 = 7", "96 + 9 - 53 = 52")
    assert (str(ward.organizations), str(ward.members)) == ("7 + 0 - 7 = 0", "53 + 0 - 53 = 0")
    assert (str(inside.organizations), str(inside.members)) == ("1 + 0 - 1 = 0", "10 + 0 - 10 = 0")
    assert (str(new.organizations), str(new.members)) == ("0 + 3 - 0 = 3", "0 + 9 - 0 = 9")
    assert [(row.section, row.cause, row.total) for row in top.organizations.rows] == [
        ("increase", "receive", 3),
        ("decrease", "hand_out", 7),
    ]
    assert [(row.section, row.cause, row.total) for row in top.members.rows] == [
        ("increase", "with_organizations", 9),
        ("decrease", "with_organizations", 53),
    ]
    assert "Chuyển giao ra ngoài" in top.show(lang="vi").text
    assert "Received from outside the register" in top.show(lang="en").text
    taken_back = book.undo(2, effective="2023-12-01", basis=LETTER).movements("2023-05-01", "2023-12-31")
    assert str(taken_back.members) == "96 + 62 - 53 = 105"
    assert taken_back.holds


# --- figures that follow ---------------------------------------------------------------------------------------------

START, END = "2023-04-30", "2023-12-31"


def crossing() -> History:
    """A ward comes, one of its cells merges into one of the city; a cell of the city leaves."""
    return ledger(
        decide("2023-06-01", received()),
        decide("2023-07-01", Merge(["cb-y"], into="cb-6"), number=2),
        decide("2023-08-01", HandOut("cb-1", to=OUT), number=3),
    )


def test_the_correspondence_says_who_left_and_who_came_in_words() -> None:
    table = crossing().correspondence(START, END)
    rows = {(row.before, row.after, row.people, row.outside) for row in table.changed}

    assert rows == {
        ("tp", "tp", 86, ""),
        ("tp", None, 10, OUT),
        ("dbp", "dbp", 43, ""),
        ("dbp", None, 10, OUT),
        ("cb-1", None, 10, OUT),
        ("dbx", "dbx", 40, ""),
        ("cb-6", "cb-6", 40, ""),
        (None, "dbx", 0, FROM),
        (None, "cb-6", 0, FROM),
        (None, "dbn", 0, FROM),
        (None, "cb-z", 0, FROM),
    }
    assert f"(outside the register: {FROM})" in table.show(lang="en", limit=None).html
    whole = dict.fromkeys(("tp", "dbp", "cb-1", "dbx", "cb-6"), 0)
    for row in table.changed:
        if row.before is not None:
            whole[row.before] += int(row.people)
    assert whole == {key: city().headcount(key).total for key in whole}


def test_whoever_was_merged_before_it_left_is_outside_too() -> None:
    book = ledger(
        decide("2023-06-01", Merge(["cb-2"], into="cb-1")), decide("2023-07-01", HandOut("cb-1", OUT), number=2)
    )
    table = book.correspondence(START, END)

    assert [(row.after, row.people, row.outside) for row in table["cb-2"]] == [(None, 10, OUT)]
    assert [(row.after, row.people, row.outside) for row in table["cb-1"]] == [(None, 10, OUT)]


def test_what_came_back_within_the_period_never_left() -> None:
    book = ledger(decide("2023-06-01", HandOut("dbp", OUT))).undo(1, effective="2023-07-01", basis=LETTER)

    assert not book.correspondence(START, END).changed
    assert all(not unit.changed for unit in comparable_units(book, start=START, end=END))
    later = book.correspondence("2023-06-15", END)
    assert {(row.before, row.after, row.outside) for row in later.changed if row.before is None} == {
        (None, key, OUT) for key in ("dbp", "bp", "cb-1", "cb-2", "cb-3", "cb-4", "cb-5")
    }
    (found,) = carry_counts({"cb-6": 1}, book, start="2023-06-15", end=END, strategy="sum").findings
    assert (found.code, dict(found.facts)["outside"]) == ("carry/received", OUT)


@pytest.mark.parametrize("strategy", ["sum", "by_headcount"])
def test_counts_that_left_are_said_and_nothing_is_dropped(strategy: str) -> None:
    cells = carry_counts({"cb-1": 3, "cb-2": 4, "cb-6": 5}, crossing(), start=START, end=END, strategy=strategy)

    assert cells.total == 12
    assert cells.values == {"cb-2": 4}
    assert (cells["cb-6"].known, cells["cb-6"].complete) == (5, False)
    assert [(one.source, one.value, one.among, one.reason.code) for one in cells.unresolved] == [
        ("cb-1", 3, (), "carry/outside")
    ]
    assert told(cells.findings) == [
        "carry/outside cb-1",
        "carry/gained-outside cb-6",
        "carry/received dbn",
        "carry/handed-out cb-1",
    ]
    assert OUT in cells.show(lang="vi").text


def test_the_count_of_what_stands_above_is_divided_by_people_or_not_at_all() -> None:
    whole, parts = (
        carry_counts({"dbp": 106, "tp": 96}, crossing(), start=START, end=END, strategy=one)
        for one in ("sum", "by_headcount")
    )

    assert [(one.source, one.value, one.among, one.reason.code) for one in whole.unresolved] == [
        ("dbp", 106, ("dbp",), "carry/partly-outside"),
        ("tp", 96, ("tp",), "carry/partly-outside"),
    ]
    assert [(one.source, one.value, one.reason.code) for one in parts.unresolved] == [
        ("dbp", 20, "carry/outside"),
        ("tp", Fraction(96 * 10, 105), "carry/outside"),  # ten of the 105 there were when they left
    ]
    assert parts["dbp"].value == 86
    assert (parts["tp"].known, parts["tp"].complete) == (Fraction(96 * 95, 105), False)  # what came was not counted
    assert (whole.total, parts.total) == (202, 202)


def test_a_series_leaves_out_what_cannot_be_compared_and_says_why() -> None:
    by_year = {2022: {"cb-1": 4, "cb-2": 2, "cb-6": 3, "tp": 9}, 2023: {"cb-2": 2, "cb-6": 3, "cb-z": 1, "tp": 8}}
    series = comparable_series(by_year, crossing(), on={2022: START, 2023: END})

    assert [row.unit.id for row in series.rows] == ["cb-2"]
    assert told(series.findings) == [
        *(f"carry/not-comparable {key}" for key in ("cb-1", "cb-6", "cb-z", "tp")),
        "carry/received dbn",
        "carry/handed-out cb-1",
    ]
    assert "01/8/2023" in series.show(lang="vi").text


def rating_of(key: str, tier: Rating) -> RatingRecord:
    return RatingRecord(key, 2022, tier)


def test_ratings_that_left_are_told_and_what_came_has_none() -> None:
    opened = replaced(city(), as_of="2022-12-31")
    book = History(opened).enact(*(decision.plan for decision in crossing().decisions))
    records = [rating_of("cb-1", Rating.GOOD), rating_of("cb-6", Rating.GOOD), rating_of("cb-2", Rating.EXCELLENT)]
    carried = carry_ratings(records, book, year=2022, on=END, strategy="mixed")

    assert carried["cb-2"].rating is Rating.EXCELLENT
    assert [source.name for source in carried["cb-6"].sources] == ["Chi bộ cb-6", FROM]
    assert (carried["cb-6"].rating, carried["cb-z"].rating) == (None, None)
    assert carried["cb-z"].reason is not None
    assert carried["cb-z"].reason.code == "carry/from-outside"
    assert told(carried.findings)[:3] == ["carry/received dbn", "carry/handed-out cb-1", "carry/rated-outside cb-1"]
    assert OUT in carried.show(lang="vi").text
    worst = carry_ratings(records, book, year=2022, on=END, strategy="worst")
    assert worst["cb-6"].rating is Rating.GOOD
    assert worst["cb-6"].reason is not None  # one of its sources is not rated here


def test_the_matrix_has_what_crossed_the_border_by_the_words_of_the_decision() -> None:
    matrix = plan(received(), HandOut("cb-1", to=OUT), HandOut("dbx", to=OUT), by="tp").preview(city()).matrix

    assert [(*flow[:3], flow.people.total) for flow in matrix.flows] == [
        (FROM, "tp", 1, 9),
        ("dbp", OUT, 1, 10),
        ("tp", OUT, 1, 40),
    ]
    assert matrix.total(destination=OUT).people.total == 50
    shown = " ".join(matrix.show(lang="vi").text.split())
    assert f"Đảng bộ phường Phú Xá {OUT} 1 10" in shown


def test_what_comes_under_several_superiors_is_told_for_each() -> None:
    several = Receive([cell("cb-y", "dbx", full=9), dang_bo("dbn"), cell("cb-z", "dbn", full=4)], from_=FROM)
    flows = plan(several, by="tp").preview(city()).matrix.flows

    assert [(*flow[:3], flow.people.total) for flow in flows] == [(FROM, "dbx", 1, 9), (FROM, "tp", 1, 4)]


def test_the_id_of_what_was_handed_out_before_in_the_plan_is_not_said_to_have_ended() -> None:
    seen = plan(HandOut("cb-1", to=OUT), Receive([cell("cb-1")], from_=FROM), by="tp").preview(city())
    (found,) = seen.findings.select(code="plan/id-ended-before")

    assert "hoặc ra khỏi hồ sơ" in found.text()
    assert "or left the register" in found.text(lang="en")


@pytest.mark.parametrize(
    "operation",
    [
        Recognize(people=[ByNumber("cb-4", probationary=2)]),
        Leave(people=[ByNumber("cb-4", full=9)], reason=LeaveReason.DECEASED),
    ],
    ids=["recognized", "deceased"],
)
def test_people_by_number_who_do_not_move_are_not_said_to(operation: Operation) -> None:
    (found,) = plan(operation, by="tp").preview(city()).blocking

    assert found.code == "plan/too-few-counted"
    assert "chuyển" not in found.text().casefold()


def test_people_of_another_roll_are_named_not_allocated() -> None:
    operation = Transfer([], "cb-2", [ByNumber("cb-4", full=1)], from_="cb-1")
    (found,) = plan(operation, by="tp").preview(city()).blocking

    assert found.code == "plan/not-of-sources"
    assert "phân bổ" not in found.text()
    assert "allocated" not in found.text(lang="en")


@pytest.mark.parametrize(
    ("operation", "found"),
    [
        (HandOut("cb-1", to="dbx"), "plan/beyond-inside cb-1"),
        (HandOut("cb-1", to=apart("đb-x")), "plan/beyond-inside cb-1"),
        (HandOut("cb-1", to="tdp-1"), "plan/beyond-inside cb-1"),
        (Receive([cell("cb-z")], from_="cb-6"), "plan/beyond-inside cb-z"),
    ],
    ids=["organization", "NFD", "group", "received"],
)
def test_an_id_of_the_register_is_no_word_for_what_lies_outside(operation: Operation, found: str) -> None:
    assert blocks(operation, tree=city(dang_bo("đb-x"))) == [found]


def test_what_goes_the_same_way_is_one_row_of_the_matrix() -> None:
    gone = [HandOut(key, to=OUT) for key in ("cb-1", "cb-4", "cb-6")]
    come = [Receive([cell(key, full=2)], from_=FROM) for key in ("cb-y", "cb-z")]
    flows = plan(*gone, *come, by="tp").preview(city()).matrix.flows

    assert [(*flow[:3], flow.people) for flow in flows] == [
        ("dbp", OUT, 2, Headcount(24, 1)),
        ("dbx", OUT, 1, Headcount(40, 0)),
        (FROM, "dbp", 2, Headcount(4, 0)),
    ]


def test_a_cell_under_a_part_committee_is_received_by_the_grassroots_committee() -> None:
    inside = dang_bo("bp", "dbp", cell("x").level, full=40)
    come = Receive([cell("cb-y", "bp", full=9)], from_=FROM, handing=SECOND, where=SAME)

    assert findings(come, "dbp", province(inside)) == []
    assert findings(come, "bp", province(inside)) == ["plan/not-direct-superior cb-y"]


def test_people_known_only_by_number_take_their_part_of_a_count_along() -> None:
    book = ledger(decide("2023-08-01", HandOut("cb-4", to=OUT)))
    parts = carry_counts({"dbp": 530}, book, start=START, end=END, strategy="by_headcount")

    assert [(one.value, one.reason.code) for one in parts.unresolved] == [(150, "carry/outside")]  # fifteen of 53
    assert parts["dbp"].value == 380


def test_a_death_taken_back_is_none_where_the_ledger_is_played_again() -> None:
    died = ledger(decide("2023-05-15", Merge(["cb-3"], into="cb-6")), decide("2023-06-01", dead("m-2-0"), number=2))
    alive = died.undo(2, effective="2023-06-15", basis=LETTER)
    gone = alive.enact(decide("2023-07-01", HandOut("cb-2", to=OUT), number=3))
    back = Receive([cell("cb-y", "dbx")], {"cb-y": [Member("m-2-0", "Người m-2-0")]}, from_=OUT)
    book = gone.enact(decide("2023-08-01", back, number=4))

    first = decide("2023-05-15", Merge(["cb-1"], into="cb-6"))
    right = book.correct_decision(1, first, recorded="2023-09-01", reason="ghi nhầm")
    late = book.enact(decide("2023-05-20", HandOut("cb-5", to=OUT), number=5), recorded="2023-09-01")
    for one in (right, late):
        assert one.as_of("2023-08-01").roll("cb-y") == ("m-2-0",)
    again = ledger(decide("2023-06-01", dead("m-2-0"))).undo(1, effective="2023-06-15", basis=LETTER)
    with pytest.raises(PlanRejectedError) as caught:
        again.enact(decide("2023-07-01", dead("m-2-0"), HandOut("cb-2", to=OUT), back, number=2))
    assert told(caught.value.findings) == ["plan/admitted-after-death m-2-0"]


def dead(member: str) -> Leave:
    return Leave([member], reason=LeaveReason.DECEASED)
