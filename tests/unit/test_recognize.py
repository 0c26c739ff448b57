"""Who becomes full, who has another name, who is transferred from where and until when."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

import dangbo as db
from dangbo.base.errors import InvalidInputError, PlanRejectedError
from dangbo.base.terms import AdmitReason, LeaveReason, MemberStatus, TransferKind
from dangbo.change.play import ByNumber, Operation
from dangbo.change.verbs.organizations import Dissolve, Merge
from dangbo.change.verbs.people import Admit, Leave, Recognize, RenameMember, Transfer
from dangbo.history import History
from dangbo.report.papers import decision_papers
from dangbo.restructure import Plan, Waiver
from dangbo.tree.members import Headcount, Member
from dangbo.tree.records import Stay
from tests import builders
from tests.builders import DECISION, NO_RULES, plan

FULL, PROBATIONARY, TEMPORARY = MemberStatus.FULL, MemberStatus.PROBATIONARY, TransferKind.TEMPORARY
DEAD, GONE = LeaveReason.DECEASED, LeaveReason.TRANSFERRED


def paper(number: str, issued: str = "2023-05-20") -> db.Document:
    return db.Document("quyết định", number, issued=issued)


def decide(effective: str, *operations: Operation, number: str = "") -> Plan:
    """A decision of the ward, signed the day it takes effect."""
    return plan(*operations, effective=effective, basis=paper(number or effective, effective))


def city(as_of: str = builders.AS_OF) -> db.Hierarchy:
    """The two wards; m-3-9 is on probation, cb-4 counts one probationary member by number."""
    return builders.city(as_of=as_of, probationary=["m-3-9"], stays={"m-1-9": "cb-2"})


def ledger(*plans: Plan) -> History:
    return History(city()).enact(*plans)


def told(operation: Operation, *more: Operation) -> list[str]:
    found = plan(*more, operation).preview(city()).blocking
    return [f"{one.code} {one.subject}".strip() for one in found]


def stopped(error: pytest.ExceptionInfo[PlanRejectedError]) -> list[str]:
    return [f"{one.code} {one.subject}" for one in error.value.findings]


class Row(NamedTuple):
    """A row of a table of movements: where it stands, why, how many full and probationary members."""

    section: str
    cause: str
    counts: tuple[int, ...]


def within(history: History, start: str, end: str, of: str | None = None) -> tuple[str, list[Row]]:
    """The line of the members' table, and its rows."""
    table = history.movements(start, end, of=of).members
    assert table.holds
    return str(table), [Row(row.section, row.cause, row.counts) for row in table.rows]


CONVERTED = Row("within", "converted", (1, -1))


# --- a full member more, and nobody came or went --------------------------------------------------------------------


def test_one_of_the_city_of_the_article_becomes_full(tmp_path: Path) -> None:
    before = db.datasets.thai_nguyen()
    decision = Plan("2023-06-01", "tp-thai-nguyen", paper("21-QĐ/TU"), [db.Recognize(["m-00300"])])

    history = History(before).enact(decision, recorded="2023-06-20")

    after = history.as_of("2023-06-01")
    assert (before.headcount(), after.headcount()) == (Headcount(27_130, 830), Headcount(27_131, 829))
    assert (before.members["m-00300"].status, after.members["m-00300"].status) == (PROBATIONARY, FULL)
    assert after.home("m-00300") == before.home("m-00300")
    assert within(history, "2023-06-01", "2023-06-30") == ("27960 + 0 - 0 = 27960", [CONVERTED])
    assert history.movements("2023-06-01", "2023-06-30").members.count("converted") == 0

    # what was known before, the plan as JSON, the file
    assert history.as_of("2023-06-30", known="2023-06-19").headcount() == before.headcount()
    assert history.as_of("2023-06-30", known="2023-06-20").headcount() == after.headcount()
    assert Plan.from_json(decision.to_json()) == decision
    path = tmp_path / "sổ.jsonl"
    history.save(path)
    again = History.load(path)
    assert again.as_of("2023-06-01").same_as(after)
    assert within(again, "2023-06-01", "2023-06-30") == ("27960 + 0 - 0 = 27960", [CONVERTED])

    # taken back
    undone = history.undo(1, effective="2023-07-01", basis=paper("22-QĐ/TU", "2023-06-25"))
    assert undone.as_of("2023-07-01").same_as(before) is undone.as_of("2023-07-01").same_as(history.opening)
    assert undone.as_of("2023-07-01").headcount() == before.headcount()
    assert within(undone, "2023-07-01", "2023-07-31") == (
        "27960 + 0 - 0 = 27960",
        [Row("within", "converted", (-1, 1))],
    )
    assert within(undone, "2023-06-01", "2023-07-31") == ("27960 + 0 - 0 = 27960", [])
    undone.save(path)
    assert History.load(path).as_of("2023-07-01").headcount() == before.headcount()

    # corrected: it was somebody else, and a month later
    right = replace(decision, effective=after.as_of.replace(month=7), operations=(db.Recognize(["m-00311"]),))
    corrected = history.correct_decision(1, right, recorded="2023-08-01", reason="nhầm người")
    now = corrected.as_of("2023-07-01")
    assert [now.members[key].status for key in ("m-00311", "m-00300")] == [FULL, PROBATIONARY]
    assert within(corrected, "2023-06-01", "2023-06-30")[1] == []
    assert within(corrected, "2023-07-01", "2023-07-31")[1] == [CONVERTED]
    assert corrected.as_of("2023-07-01", known="2023-07-31").headcount() == after.headcount()


@pytest.mark.parametrize("of", [None, "dbp", "cb-4"])
def test_people_known_by_number_become_full_without_coming_or_going(of: str | None) -> None:
    recognize = Recognize(people=[ByNumber("cb-4", probationary=1)])
    history = ledger(decide("2023-06-01", recognize)).undo(1, effective="2023-08-01", basis=paper("9", "2023-07-20"))
    history = history.undo(2, effective="2023-10-01", basis=paper("10", "2023-09-20"))

    assert history.as_of("2023-06-01")["cb-4"].full == 5
    assert history.as_of("2023-06-01")["cb-4"].probationary == 0
    assert history.as_of("2023-08-01")["cb-4"] == history.opening["cb-4"]
    assert history.as_of("2023-10-01")["cb-4"].full == 5
    for start, rows in (
        ("2023-06-01", [CONVERTED]),
        ("2023-08-01", [Row("within", "converted", (-1, 1))]),
        ("2023-10-01", [CONVERTED]),
    ):
        line, found = within(history, start, f"{start[:8]}30", of)
        assert found == rows
        assert " + 0 - 0 = " in line
    assert within(history, "2023-06-01", "2023-09-30", of)[1] == []


def test_people_known_by_number_who_become_full_and_go_elsewhere_are_told_apart() -> None:
    recognize = Recognize(people=[ByNumber("cb-4", probationary=1)])
    history = ledger(
        decide("2023-06-01", recognize, Transfer([], to="cb-6", people=[ByNumber("cb-4", full=5)])),
    ).undo(1, effective="2023-08-01", basis=paper("9", "2023-07-20"))

    assert within(history, "2023-06-01", "2023-06-30", "dbp") == (
        "53 + 0 - 5 = 48",
        [Row("decrease", "transferred_out", (5, 0)), CONVERTED],
    )
    assert within(history, "2023-08-01", "2023-08-30", "dbp") == (
        "48 + 5 - 0 = 53",
        [Row("increase", "restore", (5, 0)), Row("within", "converted", (-1, 1))],
    )
    assert within(history, "2023-08-01", "2023-08-30") == (
        "96 + 0 - 0 = 96",
        [Row("within", "converted", (-1, 1))],
    )


def test_who_is_probationary_again_is_told_though_the_organization_counts_as_many_as_before() -> None:
    """One became full and went, another was received: cb-4 counts 4 and 1 all the time."""
    history = ledger(
        decide(
            "2023-06-01",
            Recognize(people=[ByNumber("cb-4", probationary=1)]),
            Transfer([], to="cb-6", people=[ByNumber("cb-4", full=1)]),
            Admit("cb-4", probationary=1, reason=AdmitReason.RECEIVED),
        ),
    ).undo(1, effective="2023-08-01", basis=paper("9", "2023-07-20"))

    assert history.as_of("2023-06-01")["cb-4"] == history.as_of("2023-08-01")["cb-4"] == city()["cb-4"]
    assert within(history, "2023-06-01", "2023-06-30") == (
        "96 + 1 - 0 = 97",
        [Row("increase", "transferred_in", (0, 1)), CONVERTED],
    )
    back = Row("within", "converted", (-1, 1))
    assert within(history, "2023-08-01", "2023-08-30") == (
        "97 + 0 - 1 = 96",
        [Row("decrease", "restore", (0, 1)), back],
    )
    assert within(history, "2023-08-01", "2023-08-30", "cb-4") == (
        "15 + 1 - 1 = 15",
        [Row("increase", "restore", (1, 0)), Row("decrease", "restore", (0, 1)), back],
    )
    assert within(history, "2023-08-01", "2023-08-30", "dbx") == (
        "41 + 0 - 1 = 40",
        [Row("decrease", "restore", (1, 0))],
    )


def test_people_of_what_ended_are_probationary_again_where_it_stands_again() -> None:
    end = Dissolve("cb-4", members_to="cb-3", groups_to="cb-3")
    history = ledger(
        decide("2023-06-01", Recognize(people=[ByNumber("cb-4", probationary=1)]), end),
    ).undo(1, effective="2023-08-01", basis=paper("9", "2023-07-20"))
    history = history.undo(2, effective="2023-10-01", basis=paper("10", "2023-09-20"))

    assert history.as_of("2023-08-01").same_as(city("2023-08-01"))
    assert within(history, "2023-08-01", "2023-08-30", "cb-4") == (
        "0 + 15 - 0 = 15",
        [Row("increase", "restore", (15, 0)), Row("within", "converted", (-1, 1))],
    )
    assert within(history, "2023-10-01", "2023-10-30", "cb-4") == (
        "15 + 0 - 15 = 0",
        [Row("decrease", "restore", (15, 0)), CONVERTED],
    )
    for start in ("2023-06-01", "2023-08-01", "2023-10-01"):
        assert {row.section for row in within(history, start, f"{start[:8]}30")[1]} == {"within"}


def test_a_recognition_recorded_late_is_counted_within_and_later_decisions_stand() -> None:
    history = ledger(
        decide("2023-07-01", Transfer(["m-3-9"], to="cb-6")),
        decide("2023-08-01", Leave(["m-3-9"], reason=DEAD)),
        decide("2023-06-01", Recognize(["m-3-9"], [ByNumber("cb-4", probationary=1)])),
    )

    assert within(history, "2023-06-01", "2023-06-30", "dbp")[1] == [Row("within", "converted", (2, -2))]
    assert within(history, "2023-07-01", "2023-07-31", "dbp")[1] == [Row("decrease", "transferred_out", (1, 0))]
    assert within(history, "2023-08-01", "2023-08-31")[1] == [Row("decrease", "deceased", (1, 0))]


def test_the_figures_of_a_preview_tell_it_though_the_total_is_the_same() -> None:
    recognize = Recognize(["m-3-9"], [ByNumber("cb-4", probationary=1)])
    shown = decide("2023-06-01", recognize).preview(city()).show(lang="en").text

    assert "full members 94 → 96, probationary 2 → 0" in shown
    moved = decide("2023-06-01", Transfer(["m-3-9"], to="cb-1")).preview(city()).show(lang="en").text
    assert "probationary" not in moved


# --- taking it back -------------------------------------------------------------------------------------------------


def test_it_is_taken_back_wherever_the_person_is_now_and_whoever_came_to_the_cell_since() -> None:
    history = ledger(
        decide("2023-06-01", Recognize(["m-3-9"])),
        decide("2023-06-15", Transfer(["m-3-9"], to="cb-6"), Admit("cb-3", [Member("m-new", "Đỗ Thị Mới")])),
    ).undo(1, effective="2023-07-01", basis=paper("9", "2023-06-20"))

    after = history.as_of("2023-07-01")
    assert after.members["m-3-9"].status is PROBATIONARY
    assert after.own_headcount("cb-6") == Headcount(40, 1)
    assert after.own_headcount("cb-3") == Headcount(10)
    assert after.roll("cb-3")[-1] == "m-new"


def test_it_is_taken_back_of_who_left_and_nobody_is_counted_for_that() -> None:
    left = decide("2023-06-15", Leave(["m-3-9"], reason=GONE))
    history = ledger(decide("2023-06-01", Recognize(["m-3-9"])), left)
    history = history.undo(1, effective="2023-07-01", basis=paper("9", "2023-06-20"))

    assert history.as_of("2023-07-01").members["m-3-9"].status is PROBATIONARY
    assert within(history, "2023-06-01", "2023-07-31") == (
        "96 + 0 - 1 = 95",
        [Row("decrease", "transferred_out", (1, 0)), CONVERTED],
    )
    assert within(history, "2023-07-01", "2023-07-31")[1] == []
    again = history.undo(2, effective="2023-08-01", basis=paper("10", "2023-07-20"))
    assert again.as_of("2023-08-01").own_headcount("cb-3") == Headcount(9, 1)
    assert within(again, "2023-08-01", "2023-08-31")[1] == [Row("increase", "restore", (0, 1))]


def test_it_is_not_taken_back_where_the_record_has_changed_since() -> None:
    rename = RenameMember("m-3-9", "Đặng Văn Đổi")
    history = ledger(decide("2023-06-01", Recognize(["m-3-9"])), decide("2023-06-15", rename))

    with pytest.raises(PlanRejectedError) as caught:
        history.undo(1, effective="2023-07-01", basis=paper("9", "2023-06-20"))
    assert stopped(caught) == ["plan/changed-since m-3-9", "history/changed-by m-3-9"]
    assert dict(caught.value.findings[1].facts)["number"] == 2


def test_who_came_and_went_with_one_decision_and_came_again_keeps_the_status_they_came_with() -> None:
    """Nobody asks the decision that is taken back what they are now."""
    back = Member("m-0", "Người cũ", PROBATIONARY)
    came_and_went = decide(
        "2023-06-01", Admit("cb-1", [back], reason=AdmitReason.RECEIVED), Leave(["m-0"], reason=GONE)
    )
    came = decide("2023-06-15", Admit("cb-2", [back], reason=AdmitReason.RECEIVED))

    with pytest.raises(PlanRejectedError) as caught:
        ledger(came_and_went, came).undo(1, effective="2023-07-01", basis=paper("9", "2023-06-20"))
    assert stopped(caught)[0] == "plan/changed-since m-0"
    undone = ledger(came_and_went).undo(1, effective="2023-07-01", basis=paper("9", "2023-06-20"))
    assert undone.as_of("2023-07-01").members["m-0"].status is FULL


def test_an_inverse_that_was_edited_is_refused_where_its_parts_do_not_fit() -> None:
    recognize = Recognize(["m-3-9"], [ByNumber("cb-4", probationary=1)])
    (back,) = _inverse(recognize)
    assert isinstance(back, db.Restore)
    assert (back.at_home, back.become, back.counted) == (
        ("m-3-9",),
        (ByNumber("cb-4", probationary=1),),
        (0, 0, 0, 0),
    )
    after = city_after(recognize)

    def found(**edited: object) -> list[str]:
        seen = decide("2023-07-01", replace(back, **edited)).preview(after)  # type: ignore[arg-type]
        return [f"{one.code} {one.subject}" for one in seen.findings]

    assert found() == []
    assert found(counted=None) == []  # nobody crosses the border of the register
    assert found(at_home=("m-3-9", "m-3-8")) == ["plan/inverse-unsound m-3-8"]
    assert found(at_home=("m-3-9", "m-3-9")) == ["plan/inverse-unsound m-3-9"]
    assert found(at_home=()) == ["plan/changed-since m-3-9"]
    assert found(become=()) == ["plan/inverse-unsound cb-4"]
    assert found(become=back.become * 2) == ["plan/inverse-unsound cb-4"] * 2
    assert found(become=(*back.become, ByNumber("cb-x"))) == ["plan/inverse-unsound cb-x"]


# --- what is no recognition -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (Recognize(), ["plan/nothing-to-do #1"]),
        (Recognize(people=[ByNumber("cb-4")]), ["plan/nothing-to-do cb-4"]),
        (Recognize(["m-3-8"]), ["plan/full-already m-3-8"]),
        (Recognize(["m-3-9", "m-3-8", "m-2-0"]), ["plan/full-already m-3-8", "plan/full-already m-2-0"]),
        (Recognize(["m-3-9", "m-3-9"]), ["plan/member-named-twice m-3-9"]),
        (Recognize(["m-x"]), ["plan/unknown-member m-x"]),
        (Recognize(["m-0"]), ["plan/unknown-member m-0"]),
        (Recognize(people=[ByNumber("cb-4", probationary=2)]), ["plan/too-few-counted cb-4"]),
        (Recognize(people=[ByNumber("cb-x", probationary=2)]), ["plan/unknown-organization cb-x"]),
        (Recognize(people=[ByNumber("cb-4", full=1, probationary=1)]), ["plan/full-by-number cb-4"]),
        (Recognize(people=[ByNumber("cb-4", probationary=1)] * 2), ["plan/too-few-counted cb-4"]),
        (Recognize(["m-3-9"], since="2023-06-02"), ["plan/recognized-ahead m-3-9"]),
        (Recognize(["m-3-9"], since="2023-06-01"), []),
        (Recognize(["m-3-9"], since="2020-06-01"), []),
    ],
)
def test_what_is_refused_to_be_recognized(operation: Operation, expected: list[str]) -> None:
    assert told(operation) == expected


def test_who_left_is_not_recognized_and_nobody_twice() -> None:
    assert told(Recognize(["m-3-9"]), Leave(["m-3-9"], reason=GONE)) == ["plan/unknown-member m-3-9"]
    assert told(Recognize(["m-3-9"]), Recognize(["m-3-9"])) == ["plan/full-already m-3-9"]
    assert told(RenameMember("m-3-9", "A"), Leave(["m-3-9"], reason=GONE)) == ["plan/unknown-member m-3-9"]


# --- month 12 -------------------------------------------------------------------------------------------------------


def admit(day: str, reason: AdmitReason = AdmitReason.ADMITTED) -> Plan:
    return decide(day, Admit("cb-1", [Member("m-new", "Đỗ Thị Mới", PROBATIONARY)], reason=reason), number=f"1-{day}")


@pytest.mark.parametrize(
    ("admitted", "ends", "day_before"),
    [
        ("2023-06-15", "2024-06-15", "2024-06-14"),
        ("2024-02-29", "2025-02-28", "2025-02-27"),
        ("2023-12-31", "2024-12-31", "2024-12-30"),
    ],
)
def test_nobody_is_recognized_before_month_12_is_over(admitted: str, ends: str, day_before: str) -> None:
    history = ledger(admit(admitted))

    with pytest.raises(PlanRejectedError) as caught:
        history.enact(decide(day_before, Recognize(["m-new"])))
    (found,) = caught.value.findings
    assert (found.code, found.subject) == ("plan/recognized-early", "m-new")
    assert found.rule is not None
    assert (found.rule.id, found.rule.article) == ("probation", "Điều 5.1")
    facts = {name: str(fact) for name, fact in found.facts}
    assert (facts["admitted"], facts["ends"], facts["limit"]) == (admitted, ends, "12")
    with pytest.raises(PlanRejectedError):
        history.enact(decide(ends, Recognize(["m-new"], since=day_before)))
    assert history.enact(decide(ends, Recognize(["m-new"]))).as_of(ends).members["m-new"].status is FULL


def test_nothing_is_claimed_of_whom_nobody_knows_when_they_were_admitted() -> None:
    assert told(Recognize(["m-3-9"])) == []  # on the roll when the ledger was opened
    for reason in (AdmitReason.RECEIVED, AdmitReason.RESTORED, AdmitReason.READMITTED):
        recognize = decide("2023-06-20", Recognize(["m-new"]))
        assert len(ledger(admit("2023-06-15", reason)).enact(recognize)) == 2


def test_within_one_plan_an_admission_is_known_too() -> None:
    new = Admit("cb-1", [Member("m-new", "Đỗ Thị Mới", PROBATIONARY)])
    assert told(Recognize(["m-new"]), new) == ["plan/recognized-early m-new"]
    assert told(Recognize(["m-new"]), replace(new, reason=AdmitReason.RECEIVED)) == []
    pairs = plan(new, Recognize(["m-new"])).order(city())
    assert [(pair.first, pair.then, pair.why) for pair in pairs] == [(1, 2, "needs")]


def test_the_last_admission_counts_and_one_taken_back_does_not() -> None:
    history = ledger(admit("2023-06-15")).undo(1, effective="2024-01-01", basis=paper("9", "2023-12-20"))
    history = history.enact(admit("2024-02-01", AdmitReason.RECEIVED))
    assert len(history.enact(decide("2024-03-01", Recognize(["m-new"])))) == 4

    away = decide("2023-09-01", Leave(["m-new"], reason=GONE))
    history = ledger(admit("2023-06-15"), away, admit("2024-02-01", AdmitReason.RECEIVED))
    with pytest.raises(PlanRejectedError) as caught:
        history.enact(decide("2024-06-14", Recognize(["m-new"])))
    assert stopped(caught) == ["plan/recognized-early m-new"]
    assert len(history.enact(decide("2024-06-15", Recognize(["m-new"])))) == 4


def test_an_admission_after_a_recognition_recorded_late_is_no_matter_of_it() -> None:
    came_and_went = admit("2023-05-01", AdmitReason.RECEIVED), decide("2024-01-01", Leave(["m-new"], reason=GONE))
    history = ledger(*came_and_went, admit("2024-02-01")).enact(decide("2023-09-01", Recognize(["m-new"])))

    assert history.as_of("2023-09-01").members["m-new"].status is FULL
    assert history.as_of("2024-02-01").members["m-new"].status is PROBATIONARY


def test_what_one_plan_takes_back_and_does_again_is_known_as_it_stands_in_it() -> None:
    history = ledger(admit("2023-06-15"))
    back = admit("2023-06-15").preview(city()).inverse(effective="2023-09-01", basis=DECISION).operations
    (received,) = admit("2023-09-01", AdmitReason.RECEIVED).operations

    assert len(history.enact(decide("2023-09-01", *back, received, Recognize(["m-new"])))) == 2


PROBATION = """
[[instruments]]
id = "charter"
kind = "hướng dẫn"
number = "01-HD/TU"
issued = 2011-01-19
issuer = "Tỉnh ủy A"
from = 2011-01-19
confidence = "verified"

[[rules]]
id = "probation"
unit = "months"
cure = "none"
label.vi = "Thời gian dự bị"
label.en = "Probation"
statement.vi = "Dự bị bấy nhiêu tháng."
statement.en = "So many months."

[[rules.values]]
value = 18
instrument = "charter"
article = "Điều 5"
from = 2011-01-19
confidence = "verified"
checked_on = 2026-11-23
"""


def test_a_ledger_kept_by_other_rules_is_read_by_those_of_today(tmp_path: Path) -> None:
    early = ledger(admit("2023-06-15")).enact(decide("2023-06-20", Recognize(["m-new"])), rules=NO_RULES)
    path = tmp_path / "sổ.jsonl"
    early.save(path)

    again = History.load(path)
    assert again.as_of("2023-06-20").members["m-new"].status is FULL
    assert within(again, "2023-06-20", "2023-06-20")[1] == [CONVERTED]
    assert len(again.enact(decide("2023-06-19", db.Rename("cb-1", "Chi bộ Một")))) == 3  # what stands, stands


@pytest.mark.parametrize(("confidence", "blocks"), [("verified", True), ("secondary", False)])
def test_how_long_and_whether_it_blocks_is_for_the_rulebook_to_say(
    confidence: str, blocks: bool, tmp_path: Path
) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(PROBATION.replace("verified", confidence), encoding="utf-8")
    book = db.RuleBook.load(path)
    new = Admit("cb-1", [Member("m-new", "Đỗ Thị Mới", PROBATIONARY)])
    seen = decide("2023-06-15", new, Recognize(["m-new"])).preview(city(), rules=book)

    (found,) = seen.findings.select(code="plan/recognized-early")
    assert dict(found.facts)["limit"] == 18
    assert f"{dict(found.facts)['ends']}" == "2024-12-15"
    assert bool(seen.blocking) is blocks


def test_an_admission_recorded_late_or_corrected_is_held_against_a_recognition_that_stands() -> None:
    recognize = decide("2024-06-15", Recognize(["m-new"]))
    history = ledger(admit("2023-06-15"), recognize)

    with pytest.raises(PlanRejectedError) as caught:
        history.correct_decision(1, admit("2023-06-16"), recorded="2024-07-01", reason="nhầm ngày")
    (found,) = caught.value.findings
    assert found.code == "history/later-decision"
    assert "month" in found.message or "tháng" in found.message
    earlier = history.correct_decision(1, admit("2023-06-14"), recorded="2024-07-01", reason="nhầm ngày")
    assert earlier.as_of("2024-06-15").members["m-new"].status is FULL

    came = ledger(admit("2023-05-01", AdmitReason.RECEIVED), decide("2023-09-01", Recognize(["m-new"])))
    again = Leave(["m-new"], reason=GONE), Admit("cb-1", [Member("m-new", "Đỗ Thị Mới", PROBATIONARY)])
    with pytest.raises(PlanRejectedError) as caught:
        came.enact(decide("2023-06-01", *again), recorded="2023-10-01")
    assert [one.code for one in caught.value.findings] == ["history/later-decision"]


def test_ledgers_that_part_know_their_own_admissions_only() -> None:
    first = ledger(admit("2023-06-15", AdmitReason.RECEIVED))
    other = first.enact(
        decide("2023-07-01", Leave(["m-new"], reason=GONE)),
        decide("2023-08-01", Admit("cb-1", [Member("m-new", "Đỗ Thị Mới", PROBATIONARY)])),
    )
    recognize = decide("2023-09-01", Recognize(["m-new"]))

    assert len(first.enact(recognize)) == 2
    with pytest.raises(PlanRejectedError) as caught:
        other.enact(recognize)
    assert stopped(caught) == ["plan/recognized-early m-new"]


def test_a_batch_that_fails_leaves_no_admission_behind() -> None:
    first = ledger(admit("2023-06-15", AdmitReason.RECEIVED))
    recognize = decide("2023-09-01", Recognize(["m-new"]))

    with pytest.raises(PlanRejectedError):
        first.enact(decide("2023-07-01", Leave(["m-new"], reason=GONE)), admit("2023-08-01"), recognize)
    others = [decide(f"2023-07-0{day}", db.Rename("cb-1", f"Chi bộ {day}")) for day in (1, 2, 3)]
    assert len(first.enact(*others).enact(recognize)) == 5


def test_a_paper_may_allow_an_exception() -> None:
    early = decide("2023-06-20", Recognize(["m-new"]))
    letter = db.Document("công văn", "3-CV", issued="2023-06-01")
    allowed = replace(early, waivers=(Waiver("plan/recognized-early", "m-new", letter),))

    assert ledger(admit("2023-06-15")).enact(allowed).as_of("2023-06-20").members["m-new"].status is FULL


# --- decided after the day it holds from ----------------------------------------------------------------------------


def test_the_end_of_month_12_lies_before_the_snapshot_as_a_matter_of_course() -> None:
    late = decide("2023-04-01", Recognize(["m-3-9"]))
    seen = late.preview(city())

    assert [one.code for one in seen.findings] == []
    assert seen.after.as_of == city().as_of
    assert seen.after.members["m-3-9"].status is FULL

    mixed = decide("2023-04-01", Recognize(["m-3-9"]), Transfer(["m-3-9"], to="cb-1"))
    assert [one.code for one in mixed.preview(city()).findings] == ["plan/back-dated"]
    assert "plan/back-dated" in {one.code for one in decide("2023-04-01").preview(city()).findings}


def test_a_recognition_recorded_later_than_it_holds_asks_nothing_in_a_ledger() -> None:
    history = ledger(decide("2023-07-01", Merge(["cb-1"], into="cb-2")))
    history = history.enact(decide("2023-06-01", Recognize(["m-3-9"])), recorded="2023-09-01")

    assert history.check().select(code="plan/back-dated") == ()
    assert history.as_of("2023-06-30").members["m-3-9"].status is FULL
    assert history.as_of("2023-06-30", known="2023-08-31").members["m-3-9"].status is PROBATIONARY


# --- another name ---------------------------------------------------------------------------------------------------

NAME = "Đặng Thị Ngọc Ánh"


def test_a_person_has_another_name_and_nobody_reads_it_in_what_is_told() -> None:
    nfd = unicodedata.normalize("NFD", NAME)
    operation = RenameMember("m-1-0", nfd)
    history = ledger(decide("2023-06-01", operation))

    assert history.as_of("2023-06-01").members["m-1-0"].name == NAME
    assert history.as_of("2023-05-31").members["m-1-0"].name == "Người m-1-0"
    assert told(operation, RenameMember("m-1-0", NAME)) == ["plan/nothing-to-do m-1-0"]
    assert within(history, "2023-06-01", "2023-06-30")[1] == []
    seen = decide("2023-06-01", operation).preview(city())
    spoken = [repr(operation), str(history), repr(history.decision(1)), *seen.describe(), seen.show(lang="vi").text]
    spoken += [str(one) for one in plan(operation, operation).preview(city()).findings]
    spoken.append(decision_papers(seen).summary())
    assert not [text for text in spoken if NAME in unicodedata.normalize("NFC", text)]


def test_a_name_that_is_erased_is_gone_from_the_decision_too(tmp_path: Path) -> None:
    path = tmp_path / "sổ.jsonl"
    history = ledger(
        decide("2023-06-01", RenameMember("m-1-0", NAME)),
        decide("2023-06-02", RenameMember("m-1-1", "Lê Văn Khác"), RenameMember("m-1-0", "Đinh Thị Ba")),
    ).undo(2, effective="2023-07-01", basis=paper("9", "2023-06-20"))
    right = decide("2023-06-01", RenameMember("m-1-0", f"{NAME} Đ"))
    history.save(path)
    sealed = [line.partition('"names":{"whole"')[2] for line in path.read_text(encoding="utf-8").splitlines()]
    assert not [line for line in sealed if NAME in line or "Lê Văn Khác" in line]

    assert History.erase("m-1-0", path) == 5  # the opening, two decisions, and both names of the one taken back
    text = path.read_text(encoding="utf-8")
    assert NAME not in text
    assert "Đinh Thị Ba" not in text
    assert "Lê Văn Khác" in text
    again = History.load(path)
    assert again.seal == history.seal
    assert again.as_of("2023-07-01").headcount() == history.as_of("2023-07-01").headcount()
    assert again.as_of("2023-06-02").members["m-1-1"].name == "Lê Văn Khác"
    assert right.operations[0].ids() >= {"m-1-0"}


def test_a_name_is_taken_back_and_two_of_one_day_are_told() -> None:
    rename, recognize = RenameMember("m-3-9", NAME), Recognize(["m-3-9"])
    history = ledger(decide("2023-06-01", rename)).undo(1, effective="2023-07-01", basis=paper("9", "2023-06-20"))
    assert history.as_of("2023-07-01").members["m-3-9"].name == "Người m-3-9"

    apart = ledger(decide("2023-06-01", rename, number="1"), decide("2023-06-01", recognize, number="2"))
    assert apart.check().select(code="history/same-day") == ()
    twice = ledger(
        decide("2023-06-01", rename, number="1"), decide("2023-06-01", RenameMember("m-3-9", "Đinh Ba"), number="2")
    )
    (found,) = twice.check().select(code="history/same-day")
    assert dict(found.facts)["named"] == "'m-3-9'"


@pytest.mark.parametrize("name", ["", " ", 5, None])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        RenameMember("m-1-0", name)
    assert "RenameMember" in str(caught.value)


# --- from which roll, and until when --------------------------------------------------------------------------------


def test_the_roll_a_paper_names_is_held_against_the_one_they_are_on() -> None:
    assert told(Transfer(["m-1-0"], to="cb-2", from_="cb-1")) == []
    assert told(Transfer(["m-1-0", "m-3-0"], to="cb-2", from_="cb-1")) == ["plan/on-another-roll m-3-0"]
    assert told(Transfer(["m-1-0"], to="cb-2", from_="cb-x")) == [
        "plan/unknown-organization cb-x",
        "plan/on-another-roll m-1-0",
    ]
    by_number = [ByNumber("cb-4", full=1)]
    assert told(Transfer([], to="cb-2", people=by_number, from_="cb-4")) == []
    assert told(Transfer([], to="cb-2", people=by_number, from_="cb-1")) == ["plan/not-of-sources cb-4"]


def test_where_a_date_was_wrong_the_ledger_says_who_is_not_where_the_paper_says() -> None:
    """Without it the person would go from c to b though the paper says from a."""
    first = decide("2023-06-01", Transfer(["m-1-0"], to="cb-2", from_="cb-1"))
    history = ledger(first, decide("2023-07-01", Transfer(["m-1-0"], to="cb-3")))

    with pytest.raises(PlanRejectedError) as caught:
        history.correct_decision(
            1, replace(first, effective=first.effective.replace(month=8)), recorded="2023-09-01", reason="nhầm tháng"
        )
    assert stopped(caught) == ["plan/on-another-roll m-1-0"]
    assert "'cb-3', not of 'cb-1'" in str(caught.value.findings[0])
    with pytest.raises(PlanRejectedError) as caught:  # and one recorded late that moves the person before
        history.enact(decide("2023-05-15", Transfer(["m-1-0"], to="cb-4")), recorded="2023-09-01")
    assert [one.code for one in caught.value.findings] == ["history/later-decision"]


def test_a_stay_ends_on_the_day_its_transfer_names() -> None:
    visit = Transfer(["m-1-0"], to="cb-2", kind=TEMPORARY, until="31/12/2023")
    history = ledger(decide("2023-06-01", visit))

    assert history.as_of("2023-06-01").stays["m-1-0"] == Stay("m-1-0", "cb-2", "2023-06-01", "2023-12-31")
    over = history.as_of("2024-01-01").check().select(code="org/stay-over")
    assert [one.subject for one in over] == ["cb-2"]
    longer = replace(visit, until="2024-05-31")  # type: ignore[arg-type]
    longer_ledger = history.enact(decide("2023-12-20", longer))
    assert longer_ledger.as_of("2024-01-01").stays["m-1-0"] == Stay("m-1-0", "cb-2", "2023-06-01", "2024-05-31")
    assert longer_ledger.as_of("2024-01-01").check().select(code="org/stay-over") == ()
    back = longer_ledger.undo(2, effective="2024-01-01", basis=paper("9", "2023-12-25"))
    assert back.as_of("2024-01-01").stays["m-1-0"].until == history.as_of("2023-06-01").stays["m-1-0"].until


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (Transfer(["m-1-0"], to="cb-2", until="2023-12-31"), ["plan/until-without-stay cb-2"]),
        (Transfer(["m-1-0"], to="cb-2", kind=TEMPORARY, until="2023-05-31"), ["plan/stay-ends-early cb-2"]),
        (Transfer(["m-1-0"], to="cb-2", kind=TEMPORARY, until="2023-06-01"), []),
        (Transfer(["m-1-9"], to="cb-1", kind=TEMPORARY, until="2023-12-31"), ["plan/until-without-stay m-1-9"]),
        (Transfer(["m-1-9"], to="cb-2", kind=TEMPORARY), ["plan/nothing-to-do m-1-9"]),
        (Transfer(["m-1-9"], to="cb-2", kind=TEMPORARY, until="2023-12-31"), []),
    ],
)
def test_a_last_day_belongs_to_a_stay_that_begins(operation: Operation, expected: list[str]) -> None:
    assert told(operation) == expected


# --- papers ---------------------------------------------------------------------------------------------------------


def test_the_papers_list_who_becomes_full_and_cite_what_is_known_of_it() -> None:
    recognize = Recognize(["m-3-9"], [ByNumber("cb-4", probationary=1)])
    made = decision_papers(decide("2025-08-01", recognize, RenameMember("m-1-0", NAME)).preview(city()))

    assert [line[1:] for line in made.members] == [
        ("m-3-9", Headcount(1), "cb-3", "cb-3", "recognized"),
        ("m-1-0", Headcount(1), "cb-1", "cb-1", "renamed"),
        (None, Headcount(1), "cb-4", "cb-4", "recognized"),
    ]
    rules = [one.what.rule.id for one in made.file if one.what.rule is not None]
    assert [*dict.fromkeys(rules)] == [
        "vote-thresholds",
        "probation",
        "recognition-review-deadline",
        "recognition-decision-deadline",
    ]
    back = decide("2023-07-01", *_inverse(recognize)).preview(city_after(recognize))
    assert {line.how for line in decision_papers(back).members} == {"unrecognized"}


def _inverse(operation: Operation) -> tuple[Operation, ...]:
    seen = decide("2023-06-01", operation).preview(city())
    return seen.inverse(effective="2023-07-01", basis=DECISION).operations


def city_after(operation: Operation) -> db.Hierarchy:
    return decide("2023-06-01", operation).apply(city())
