"""Who comes to a post and who gives it up by a plan, and what is told of those who lead what it leaves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from dangbo import (
    Admit,
    Appoint,
    Convert,
    Disband,
    Dissolve,
    Document,
    EndPost,
    Establish,
    Form,
    Hierarchy,
    History,
    Leave,
    LeaveReason,
    Member,
    Merge,
    Plan,
    PlanRejectedError,
    Post,
    PostBody,
    Preview,
    Reassign,
    Recognize,
    RuleBook,
    Seat,
    SeatSource,
    Transfer,
    decision_papers,
)
from dangbo.change.play import Operation
from dangbo.tree.posts import seat_key
from tests.builders import NO_RULES, cell, city, people, plan

CHI_UY, COMMITTEE = PostBody.CHI_UY, PostBody.COMMITTEE
SECRETARY, DEPUTY, ONE_OF_IT = Post.SECRETARY, Post.DEPUTY_SECRETARY, Post.COMMITTEE_MEMBER
PAPER = Document("quyết định", "9-QĐ/ĐU")


def appoint(of: str, post: Post, holder: str, source: str = "appointed", body: PostBody | None = None) -> Appoint:
    """To the chi ủy of a cell, or to the committee of a ward."""
    usual = CHI_UY if of.startswith("cb") else COMMITTEE
    return Appoint(of, post, holder, body=body or usual, source=source)


def seat(of: str, post: Post, holder: str, **more: Any) -> Seat:  # noqa: ANN401 - fields of the record
    body = CHI_UY if of.startswith("cb") else COMMITTEE
    return Seat(of, post, holder, **{"body": body, "since": "2020-06-01", "source": "elected", **more})


GIVEN = (
    *(seat(f"cb-{of}", SECRETARY, f"m-{of}-0") for of in (1, 2, 3, 4)),
    seat("cb-1", ONE_OF_IT, "m-1-1"),
    seat("cb-1", ONE_OF_IT, "m-1-2"),
    seat("dbp", SECRETARY, "m-1-0"),
)


def seated(given: Sequence[Seat] = GIVEN) -> Hierarchy:
    bare = city()
    rolls = {org.id: bare.roll(org) for org in bare}
    return Hierarchy(list(bare), bare.members, rolls, bare.groups.values(), seats=given, as_of=bare.as_of)


def seen(*operations: Operation, by: str = "dbp", tree: Hierarchy | None = None) -> Preview:
    return plan(*operations, by=by).preview(tree or seated())


def told(preview: Preview) -> list[tuple[str, str, int | None]]:
    """What is said of who leads: code, organization, operation."""
    codes = ("seat", "secretar", "committee", "chi-uy", "elected", "deput")
    unasked = ("plan/seats-end",)
    return [
        (one.code, one.subject, one.operation)
        for one in preview.findings
        if any(word in one.code for word in codes) and one.code not in unasked
    ]


# --- to come to a post -----------------------------------------------------------------------------------------------


def test_a_seat_begins_on_the_day_of_the_plan() -> None:
    after = seen(Appoint("cb-1", DEPUTY, "m-1-3", body=CHI_UY, source=SeatSource.ELECTED, document=PAPER)).after
    key = seat_key("cb-1", CHI_UY, DEPUTY, "m-1-3")

    assert after.seats[key] == seat("cb-1", DEPUTY, "m-1-3", since="2023-06-01", document=PAPER)
    assert len(after.seats) == len(GIVEN) + 1


def test_whoever_has_the_post_already_has_it_otherwise_from_now_on_or_nothing_is_to_be_done() -> None:
    again, otherwise = appoint("cb-2", SECRETARY, "m-2-0", "elected"), appoint("cb-2", SECRETARY, "m-2-0")

    assert [one.code for one in seen(again).blocking] == ["plan/nothing-to-do"]
    assert seen(otherwise).after.seats[otherwise.key] == seat(
        "cb-2", SECRETARY, "m-2-0", since="2023-06-01", source="appointed"
    )


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (appoint("x", SECRETARY, "m-1-0"), "plan/unknown-organization"),
        (EndPost("x", SECRETARY, "m-1-0"), "plan/unknown-organization"),
        (EndPost("cb-2", DEPUTY, "m-2-0"), "plan/no-such-seat"),
        (EndPost("cb-2", SECRETARY, "m-2-1"), "plan/no-such-seat"),
    ],
)
def test_what_is_refused(operation: Operation, expected: str) -> None:
    preview = seen(operation)

    assert [one.code for one in preview.blocking] == [expected]
    assert not preview.draft.delta().tables


def test_nobody_is_appointed_in_what_the_plan_has_ended() -> None:
    preview = seen(Merge(["cb-2"], into="cb-3"), appoint("cb-2", DEPUTY, "m-3-1"))

    (found,) = preview.blocking
    assert (found.code, found.operation) == ("plan/unknown-organization", 2)
    assert "operation 1 ended it" in found.text(lang="en")


def test_somebody_on_no_roll_and_a_second_secretary_are_told_and_stop_nothing() -> None:
    preview = seen(appoint("cb-2", SECRETARY, "cấp-trên"))

    assert told(preview) == [("org/seat-holder-on-no-roll", "cb-2", 1), ("org/two-secretaries", "cb-2", 1)]
    assert len(preview.after.seats) == len(GIVEN) + 1
    assert told(seen(EndPost("cb-2", SECRETARY, "m-2-0"), appoint("cb-2", SECRETARY, "m-2-1"))) == []


def test_what_was_so_before_is_not_told_again() -> None:
    tree = seated((*GIVEN, seat("cb-1", SECRETARY, "m-1-5")))

    assert told(seen(appoint("cb-1", ONE_OF_IT, "m-1-6"), tree=tree)) == []
    assert ("org/two-secretaries", "cb-1") in [(one.code, one.subject) for one in tree.check()]


def test_labels_are_read_as_terms_and_told_in_both_languages() -> None:
    one = Appoint("cb-2", "Phó Bí thư", "m-2-1", body="chi ủy", source="chỉ định")
    end = EndPost("cb-2", "bi thu", "m-2-0")
    vi, en = (seen(one, end).describe(lang=lang) for lang in ("vi", "en"))

    assert vi == (
        "1. Chỉ định 'm-2-1' giữ chức Phó Bí thư (Chi ủy) tại Chi bộ cb-2",
        "2. Cho 'm-2-0' thôi giữ chức Bí thư tại Chi bộ cb-2",
    )
    assert en[0] == "1. Appoint 'm-2-1' deputy secretary (committee of a cell) of Chi bộ cb-2"
    assert en[1] == "2. End the post of 'm-2-0' as secretary of Chi bộ cb-2"
    elected = appoint("cb-2", DEPUTY, "m-2-1", "elected")
    assert seen(elected).describe()[0] == "1. Ghi 'm-2-1' được bầu giữ chức Phó Bí thư (Chi ủy) tại Chi bộ cb-2"
    assert "elected" in seen(elected).describe(lang="en")[0]
    of_it = seen(appoint("cb-2", ONE_OF_IT, "m-2-1")), seen(appoint("dbp", ONE_OF_IT, "m-2-1"))
    assert [one.describe()[0].partition(" giữ chức ")[2] for one in of_it] == [
        "Chi ủy viên (Chi ủy) tại Chi bộ cb-2",
        "Cấp ủy viên (Cấp ủy) tại Đảng bộ phường Phú Xá",
    ]


def test_the_paper_of_an_appointment_is_among_those_at_hand_and_the_decision_says_it() -> None:
    given = Appoint("cb-2", DEPUTY, "m-2-1", body=CHI_UY, source="appointed", document=PAPER)
    papers = decision_papers(seen(given, EndPost("cb-2", SECRETARY, "m-2-0")))

    assert PAPER in papers.at_hand
    assert "Đảng viên 'm-2-1' giữ chức" not in papers.summary()
    assert "Chỉ định đảng viên 'm-2-1' giữ chức Phó Bí thư (Chi ủy) tại Chi bộ cb-2" in papers.summary()
    assert "Member 'm-2-0' is secretary of Chi bộ cb-2 no longer" in papers.summary(lang="en")


def test_a_post_ends_in_every_body() -> None:
    both = [seat("dbp", SECRETARY, "m-2-0", body=body) for body in (COMMITTEE, PostBody.STANDING)]
    preview = seen(EndPost("dbp", SECRETARY, "m-2-0"), tree=seated((*GIVEN, *both)))

    assert tuple(preview.after.seats.values()) == GIVEN


# --- who is missing --------------------------------------------------------------------------------------------------

NEW = Establish(cell("cb-9"), [*people(1, 3, 4, 5)])


def missing(*operations: Operation, tree: Hierarchy | None = None) -> list[tuple[str, int | None]]:
    """Which organizations are told to have no secretary, and of which operation."""
    found = seen(*operations, tree=tree).findings.select(code="plan/no-secretary")
    return [(one.subject, one.operation) for one in found]


def test_what_needs_a_committee_and_gets_no_secretary_is_told() -> None:
    assert missing(NEW) == [("cb-9", 1)]
    assert missing(NEW, appoint("cb-9", SECRETARY, "m-1-3")) == []
    assert missing(NEW, appoint("cb-9", DEPUTY, "m-1-3")) == [("cb-9", 1)]
    assert "org/no-secretary" not in [code for code, *_ in told(seen(NEW, appoint("cb-9", DEPUTY, "m-1-3")))]


def test_what_goes_on_with_its_secretary_after_a_merger_misses_none() -> None:
    assert missing(Merge(["cb-2"], into="cb-3")) == []
    assert missing(Merge(["cb-2"], into="cb-3"), EndPost("cb-3", SECRETARY, "m-3-0")) == [("cb-3", 1)]


@pytest.mark.parametrize(
    "amiss",
    [{"until": "2023-05-31"}, {"since": "2023-06-02"}, {"body": PostBody.INSPECTION}],
    ids=["over", "ahead", "of a body without one"],
)
def test_who_is_no_secretary_on_the_day_of_the_plan_does_not_stand_for_one(amiss: dict[str, Any]) -> None:
    tree = seated([seat("cb-3", SECRETARY, "m-3-0", **amiss)])

    assert missing(Merge(["cb-2"], into="cb-3"), tree=tree) == [("cb-3", 1)]
    assert missing(Merge(["cb-2"], into="cb-3"), appoint("cb-3", SECRETARY, "m-3-1"), tree=tree) == []


def test_a_second_secretary_is_told_of_the_operation_that_made_one() -> None:
    made = seen(appoint("cb-2", SECRETARY, "m-2-1"), appoint("cb-2", DEPUTY, "m-2-2"))

    assert told(made) == [("org/two-secretaries", "cb-2", 1)]
    gone = seen(EndPost("cb-2", SECRETARY, "m-2-0"), appoint("cb-2", DEPUTY, "m-2-2"))
    assert told(gone) == [("org/no-secretary", "cb-2", 1)]


def test_the_committees_to_be_appointed_are_those_of_the_papers() -> None:
    preview = seen(NEW, Merge(["cb-2"], into="cb-3"), Dissolve("cb-4", members_to="cb-3", groups_to="cb-3"))
    lines = {line.id for line in decision_papers(preview).committees}

    assert lines == {"cb-9", "cb-3"}
    assert {subject for code, subject, _ in told(preview) if code == "plan/no-secretary"} <= lines


def test_a_tree_without_any_seat_is_not_asked_who_leads_it() -> None:
    bare = city()

    assert told(seen(NEW, Merge(["cb-2"], into="cb-3"), tree=bare)) == []
    assert missing(NEW, appoint("cb-1", SECRETARY, "m-1-0"), tree=bare) == [("cb-9", 1)]


def test_an_organization_that_is_refused_or_ended_again_needs_nobody() -> None:
    assert missing(NEW, Merge(["cb-9"], into="cb-1")) == []
    others = seated([one for one in GIVEN if one.organization != "cb-2"])
    assert missing(Merge(["cb-3"], into="cb-2"), tree=others) == [("cb-2", 1)]
    assert missing(Merge(["cb-77"], into="cb-2"), tree=others) == []


def test_the_secretary_who_leaves_the_rolls_is_missed() -> None:
    preview = seen(Leave(["m-2-0"], reason=LeaveReason.DECEASED))

    assert told(preview) == [("plan/seats-vacated", "cb-2", 1)]
    assert len(preview.after.seats) == len(GIVEN) - 1
    again = seen(EndPost("cb-2", SECRETARY, "m-2-0"), Leave(["m-2-0"], reason=LeaveReason.DECEASED))
    assert "plan/seats-vacated" not in [code for code, *_ in told(again)]


def test_who_leaves_on_a_day_of_the_rules_of_2025_is_told_by_them() -> None:
    moved = Plan("2025-12-01", "dbp", PAPER, [Leave(["m-2-0"], reason=LeaveReason.TRANSFERRED)])
    (found,) = moved.preview(seated()).findings.select(code="plan/seats-vacated")

    assert found.rule == RuleBook.default().at("2025-12-01").value("committee-member-leaves").ref
    assert dict(found.facts)["count"] == 1


def test_more_than_a_third_of_the_elected_members_do_not_go_at_once() -> None:
    one, two = EndPost("cb-1", ONE_OF_IT, "m-1-1"), EndPost("cb-1", ONE_OF_IT, "m-1-2")

    def of(*operations: Operation, on: str = "2025-12-01") -> list[str]:
        findings = Plan(on, "dbp", PAPER, operations).preview(seated()).findings
        return [found.subject for found in findings if found.code == "plan/many-elected-moved"]

    assert of(one) == []  # one of three
    assert of(one, two) == ["cb-1"]
    assert of(one, two, on="2023-06-01") == []  # by no rule of that day
    assert of(one, two, appoint("cb-1", DEPUTY, "m-1-1")) == []  # who stays in the committee is not moved
    assert of(one, two, *(appoint("cb-1", ONE_OF_IT, f"m-1-{of}", "elected") for of in (4, 5))) == []  # a congress
    assert of(one, two, appoint("cb-1", ONE_OF_IT, "m-1-4", "elected")) == ["cb-1"]
    assert of(EndPost("cb-2", SECRETARY, "m-2-0")) == ["cb-2"]
    assert of(one, two, Merge(["cb-2"], into="cb-1")) == []  # nor where it merges


@pytest.mark.parametrize(("reason", "told_of"), [("chuyển đi", ["cb-1"]), ("từ trần", []), ("khai trừ", [])])
def test_who_dies_or_is_expelled_is_not_moved(reason: str, told_of: list[str]) -> None:
    gone = Plan("2025-12-01", "dbp", PAPER, [Leave(["m-1-1", "m-1-2"], reason=LeaveReason.parse(reason))])

    assert [one.subject for one in gone.preview(seated()).findings.select(code="plan/many-elected-moved")] == told_of


def test_taking_out_seats_that_were_over_moves_nobody() -> None:
    over = [seat("cb-1", ONE_OF_IT, f"m-1-{of}", until="2023-01-01") for of in range(3, 6)]
    ends = [EndPost("cb-1", ONE_OF_IT, one.holder) for one in over]

    assert (
        not Plan("2025-12-01", "dbp", PAPER, ends)
        .preview(seated([*GIVEN, *over]))
        .findings.select(code="plan/many-elected-moved")
    )


def test_who_ends_the_only_seat_of_an_organization_is_asked_for_a_secretary() -> None:
    end = EndPost("cb-2", SECRETARY, "m-2-0")

    assert missing(end) == [("cb-2", 1)]
    assert missing(end, appoint("cb-2", SECRETARY, "m-2-1")) == []
    assert missing(EndPost("cb-1", ONE_OF_IT, "m-1-1"), EndPost("cb-1", ONE_OF_IT, "m-1-2")) == []
    assert told(seen(EndPost("cb-1", SECRETARY, "m-1-0"))) == [("org/no-secretary", "cb-1", 1)]  # others have seats


def test_a_form_that_has_other_bodies_is_told() -> None:
    tree = seated()
    parts = [cell("cb-8", "cb-2"), cell("cb-9", "cb-2")]
    converted = Convert(
        "cb-2",
        form=Form.DANG_BO,
        cells=parts,
        members_to={"cb-8": people(2, *range(5)), "cb-9": people(2, *range(5, 10))},
        groups_to="cb-8",
    )

    codes = [(code, subject) for code, subject, _ in told(seen(converted, tree=tree))]
    assert ("org/seat-body", "cb-2") in codes


def test_a_roll_that_falls_below_nine_is_told_of_a_chi_uy() -> None:
    codes = [code for code, subject, _ in told(seen(Transfer(people(1, 8, 9), to="cb-3"))) if subject == "cb-1"]

    assert codes == ["org/chi-uy-of-few"]


# --- back and forth --------------------------------------------------------------------------------------------------


def test_an_appointment_is_taken_back_to_what_was_before() -> None:
    preview = seen(
        appoint("cb-2", SECRETARY, "m-2-0"), EndPost("cb-1", ONE_OF_IT, "m-1-1"), appoint("cb-3", DEPUTY, "ai-đó")
    )
    back = preview.inverse(effective="2023-07-01", basis=PAPER)

    assert back.apply(preview.after).seats == seated().seats
    assert Plan.from_json(json.dumps(back.as_dict())) == back


def test_whoever_is_on_no_roll_again_keeps_the_seats_of_others_decisions_and_that_is_told() -> None:
    came = plan(Admit("cb-2", [Member("m-9", "Người mới"), Member("m-0", "Người cũ")]))
    given = appoint("cb-2", DEPUTY, "m-9")
    later = Plan("2023-06-15", "dbp", Document("quyết định", "10-QĐ/ĐU"), [given])
    tree = seated((*GIVEN, seat("dbp", ONE_OF_IT, "m-0")))  # who was on no roll, and of the committee
    inverse = came.preview(tree).inverse(effective="2023-07-01", basis=PAPER)
    preview = inverse.preview(later.apply(came.apply(tree)))

    assert preview.after.seats == {**tree.seats, given.key: later.apply(came.apply(tree)).seats[given.key]}
    assert {(code, subject) for code, subject, _ in told(preview)} == {
        ("org/seat-holder-on-no-roll", "cb-2"),
        ("org/seat-holder-on-no-roll", "dbp"),
    }
    assert preview.after.home("m-0") is None


def test_the_order_of_appointments_matters_where_they_are_about_one_seat() -> None:
    swap = [EndPost("cb-2", SECRETARY, "m-2-0"), appoint("cb-2", SECRETARY, "m-2-0"), appoint("cb-3", DEPUTY, "m-3-1")]

    assert [(pair.first, pair.then) for pair in plan(*swap).order(seated())] == [(1, 2)]


def test_a_ledger_keeps_them_and_knows_them_on_every_day(tmp_path: Path) -> None:
    path = tmp_path / "led.jsonl"
    first = Plan("2023-06-01", "dbp", PAPER, [appoint("cb-2", DEPUTY, "m-2-1"), Recognize(["m-3-9"])])
    second = Plan("2023-08-01", "dbp", Document("quyết định", "11-QĐ/ĐU"), [EndPost("cb-2", DEPUTY, "m-2-1")])
    ledger = History(seated()).enact(plan(appoint("cb-2", DEPUTY, "m-2-1")), second)
    ledger.save(path)
    again = History.load(path)
    key = seat_key("cb-2", CHI_UY, DEPUTY, "m-2-1")

    assert first.operations[0] == ledger.log[0].plan.operations[0]  # type: ignore[union-attr]
    assert [key in again.as_of(day).seats for day in ("2023-05-31", "2023-06-01", "2023-08-01")] == [False, True, False]
    undone = again.undo(2, effective="2023-09-01", basis=PAPER)
    assert undone.as_of("2023-09-01").seats[key] == ledger.as_of("2023-07-01").seats[key]


@pytest.mark.parametrize("holder", ["m-2-1", "Nguyễn Văn Đức", "019060001234"])
def test_a_seat_that_changed_since_is_told_in_words_and_by_no_name(holder: str) -> None:
    def other(number: int, operation: Operation) -> Plan:
        return Plan("2023-07-01", "dbp", Document("quyết định", f"{number}-QĐ/ĐU"), [operation])

    given = appoint("cb-2", DEPUTY, holder)
    again = appoint("cb-2", DEPUTY, holder, "elected")
    later = [other(11, EndPost("cb-2", DEPUTY, holder)), other(12, again)]
    ledger = History(seated()).enact(plan(given), *later)
    with pytest.raises(PlanRejectedError) as error:
        ledger.undo(1, effective="2023-09-01", basis=PAPER)

    assert [(one.code, one.operation) for one in error.value.findings] == [
        ("plan/changed-since", 1),
        ("history/changed-by", None),
    ]
    findings = [*error.value.findings, *ledger.check().select(code="history/same-day")]
    assert len(findings) == 3
    for found in findings:
        assert "chức vụ Phó Bí thư (Chi ủy) của" in found.text(lang="vi")
        assert "as deputy secretary (committee of a cell) in 'cb-2'" in found.text(lang="en")
    said = json.dumps([(one.as_dict(), one.text()) for one in findings], ensure_ascii=False) + str(
        seen(given).describe()
    )
    assert ("m-2-1" in said) is (holder == "m-2-1")
    for private in {"Đức", "%", "019060001234"} - {"m-2-1"}:
        assert private not in said


def test_a_decision_recorded_late_is_met_by_those_behind_it() -> None:
    gone = Leave(["m-2-1"], reason=LeaveReason.DECEASED)
    later = Plan("2023-08-01", "dbp", Document("quyết định", "11-QĐ/ĐU"), [gone])
    late = Plan("2023-06-01", "dbp", PAPER, [appoint("cb-2", DEPUTY, "m-2-1")])
    in_order, out_of_order = History(seated()).enact(late, later), History(seated()).enact(later).enact(late)

    for day in ("2023-05-31", "2023-06-01", "2023-08-01"):
        assert out_of_order.as_of(day).same_as(in_order.as_of(day))
    assert seat_key("cb-2", CHI_UY, DEPUTY, "m-2-1") not in out_of_order.as_of("2023-08-01").seats


def test_a_correction_of_a_decision_reaches_its_seats() -> None:
    wrong = plan(appoint("cb-2", DEPUTY, "m-2-1"))
    right = plan(appoint("cb-2", DEPUTY, "m-2-2"))
    ledger = History(seated()).enact(wrong).correct_decision(1, right, recorded="2023-07-01", reason="nhầm mã")

    assert seat_key("cb-2", CHI_UY, DEPUTY, "m-2-2") in ledger.as_of("2023-07-01").seats
    assert seat_key("cb-2", CHI_UY, DEPUTY, "m-2-1") not in ledger.as_of("2023-07-01").seats


def test_the_head_of_a_residential_group_needs_no_seat() -> None:
    tree = city()

    assert not tree.seats
    assert tree.groups["tdp-4"].head_is_member is True


def test_a_book_without_rules_asks_what_rests_on_none() -> None:
    preview = plan(NEW, Disband("cb-4", members_to="cb-3", groups_to="cb-3")).preview(seated(), rules=NO_RULES)

    assert [code for code, *_ in told(preview)] == ["plan/no-secretary"]


def test_who_moves_far_away_and_keeps_a_seat_is_told() -> None:
    tree = seated()
    codes = [(code, subject) for code, subject, _ in told(seen(Transfer(["m-2-0"], to="cb-6"), tree=tree, by="tp"))]

    assert ("org/seat-holder-elsewhere", "cb-2") in codes
    assert told(seen(Transfer(["m-1-0"], to="cb-2"), tree=tree)) == []  # under the same ward


def test_where_an_organization_goes_its_holders_are_asked_for_and_nothing_that_was_so_before() -> None:
    given = [
        seat("cb-3", SECRETARY, "m-3-0"),
        seat("cb-3", ONE_OF_IT, "m-1-0"),  # of a cell beside it, under the ward
        seat("cb-3", ONE_OF_IT, "ai-đó"),
        seat("cb-3", DEPUTY, "m-3-1", body=COMMITTEE),
    ]
    preview = seen(Reassign("cb-3", "dbx"), tree=seated(given), by="tp")

    assert told(preview) == [("org/seat-holder-elsewhere", "cb-3", 1)]
    assert "m-1-0" in preview.findings.select(code="org/seat-holder-elsewhere")[0].text()
