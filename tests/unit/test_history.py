"""The ledger of decisions: two clocks, back-dating, corrections, taking back, movements and lineages."""

from __future__ import annotations

import datetime as dt
import pickle
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass, replace
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, cast, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangbo import datasets
from dangbo.base.citations import Document
from dangbo.base.errors import InvalidInputError, PlanRejectedError, UnknownOrganizationError
from dangbo.base.terms import AdmitReason, Form, GroupKind, LeaveReason, Level, MassBodyKind, MemberStatus, TransferKind
from dangbo.change.draft import Draft
from dangbo.change.play import ByNumber, Operation
from dangbo.change.verbs.borders import HandOut, Receive
from dangbo.change.verbs.facts import ChangeHostUnit, Divide, Recode, Rename
from dangbo.change.verbs.groups import ChangeGroup, Realign, SplitGroup
from dangbo.change.verbs.organizations import (
    Consolidate,
    Convert,
    Dissolve,
    Establish,
    Merge,
    Rearrange,
    Reassign,
    Split,
)
from dangbo.change.verbs.people import Admit, Leave, Recognize, RenameMember, Transfer
from dangbo.change.verbs.table import VERBS
from dangbo.hierarchy import Hierarchy
from dangbo.history import History
from dangbo.ledger.timeline import Correction, Enactment
from dangbo.restructure import Plan, Waiver, play
from dangbo.rules import RuleBook
from dangbo.tree.members import Member
from dangbo.tree.records import Consent, MassBody, Organization, ResidentialGroup
from tests import builders
from tests.builders import NO_RULES, ROOT, article, cell, dang_bo, everybody, members

WARDS = ("a", "b", "c")
SIZE = 6
"""People on the roll of each cell; besides, each counts two by number."""


def ward(key: str) -> Organization:
    return dang_bo(key, name=f"Đảng bộ phường {key}", unit_type="ward")


@cache
def city() -> Hierarchy:
    """A city of three wards with three cells each."""
    cells = [cell(f"{key}{at}", key, full=2) for key in WARDS for at in (1, 2, 3)]
    roll = {org.id: everybody(org.id, SIZE) for org in cells}
    groups = [ResidentialGroup(f"g-{org.id}", f"Tổ {org.id}", GroupKind.TO_DAN_PHO, cells=[org.id]) for org in cells]
    return Hierarchy(
        [ROOT, *map(ward, WARDS), *cells], members(roll, name="Nguyễn Văn {}".format), roll, groups, as_of="2023-01-01"
    )


def decide(effective: str, *operations: Operation, by: str = "tp", number: str = "", signed: str | None = None) -> Plan:
    """A decision, signed ten days before unless told otherwise."""
    day = dt.date.fromisoformat(effective) - dt.timedelta(days=10) if signed is None else signed
    paper = Document("quyết định", number or f"{effective}/{len(operations)}", issued=day, issuer=by)
    return Plan(effective, by, paper, operations)


def contents(tree: Hierarchy) -> object:
    """What a snapshot says, whatever its date."""
    return (
        {org.id: org for org in tree},
        {org.id: tuple(child.id for child in tree.children(org)) for org in tree},
        {org.id: frozenset(tree.roll(org)) for org in tree},
        dict(tree.groups),
        dict(tree.members),
        dict(tree.stays),
        tree.headcount(),
    )


def codes(error: pytest.ExceptionInfo[PlanRejectedError] | pytest.ExceptionInfo[InvalidInputError]) -> set[str]:
    return {found.code for found in error.value.findings}


MERGE = decide("2023-03-01", Merge(["a2"], into="a1"), by="a", number="01")
DISSOLVE = decide("2023-05-01", Dissolve("b3", members_to="b1"), by="b", number="02")
BEGIN = decide("2023-07-01", Establish(cell("c9", "c"), members=["m-c1-0", "m-c2-0", "m-c3-0"]), by="c", number="03")


@pytest.fixture
def ledger() -> History:
    return History(city()).enact(MERGE, DISSOLVE, BEGIN)


# --- the city of the article -----------------------------------------------------------------------------------------


def test_the_changes_of_thai_nguyen_lead_from_one_snapshot_to_the_other() -> None:
    ledger = article()
    assert ledger.as_of("2023-04-30").same_as(datasets.thai_nguyen())
    assert ledger.as_of("2021-06-30").same_as(datasets.thai_nguyen_2021())


# --- the log ---------------------------------------------------------------------------------------------------------


def test_decisions_stand_by_effective_date_and_ties_in_order_of_the_log(ledger: History) -> None:
    same_day = decide("2023-05-01", Rename("b1", "Chi bộ mới"), by="b", number="05")
    ledger = ledger.enact(decide("2023-02-01", Rename("c1", "Chi bộ mới"), by="c"), same_day, recorded="2023-08-01")
    assert [decision.number for decision in ledger.decisions] == [4, 1, 2, 5, 3]
    assert [entry.number for entry in ledger.log] == [1, 2, 3, 4, 5]


def test_a_decision_tells_its_three_dates() -> None:
    (decision,) = History(city()).enact(MERGE, recorded="2023-04-01").decisions
    assert decision.signed == dt.date(2023, 2, 19)
    assert decision.effective == dt.date(2023, 3, 1)
    assert decision.recorded == dt.date(2023, 4, 1)
    assert decision.basis is MERGE.basis
    assert repr(decision) == "Enactment(1: 1 operation, effective 2023-03-01, recorded 2023-04-01)"


def test_a_ledger_without_decisions_is_its_opening() -> None:
    ledger = History(city())
    assert repr(ledger) == "History(0 decisions, 2023-01-01 to 2023-01-01)"
    assert ledger.as_of("2023-01-01") is city()
    assert len(ledger) == 0
    assert ledger.decisions == ledger.log == ledger.corrections == ()
    assert ledger.enact() is ledger


def test_recording_defaults_to_the_day_of_signing_but_never_before_the_last_record() -> None:
    late = decide("2023-04-01", Rename("a3", "Chi bộ mới"), by="a", signed="2023-01-05")
    unsigned = Plan("2023-09-01", "a", Document("quyết định"), [Rename("a3", "Chi bộ khác")])
    ledger = History(city()).enact(MERGE, late, unsigned)
    assert [entry.recorded.isoformat() for entry in ledger.log] == ["2023-02-19", "2023-02-19", "2023-09-01"]


def test_recording_backwards_is_refused(ledger: History) -> None:
    plan = decide("2023-08-01", Rename("a3", "Chi bộ mới"), by="a")
    with pytest.raises(PlanRejectedError) as error:
        ledger.enact(plan, recorded="2023-01-05")
    assert codes(error) == {"history/recorded-backwards"}
    assert "2023-06-21" in str(error.value)


def test_a_default_day_of_recording_never_jumps_unseen() -> None:
    ledger = History(city()).enact(MERGE, recorded="2203-03-02")
    assert [(one.code, one.subject) for one in ledger.check()] == [("history/far-recorded", "1")]
    with pytest.raises(PlanRejectedError) as error:
        ledger.enact(DISSOLVE)
    assert codes(error) == {"history/recorded-unseen"}
    assert "2203-03-02" in str(error.value)
    with pytest.raises(PlanRejectedError):
        ledger.undo(1, effective="2023-09-01", basis=PAPER)
    assert len(ledger.enact(DISSOLVE, recorded="2203-03-02")) == 2


def test_a_day_of_signing_far_from_the_effect_records_nothing_by_default() -> None:
    plan = decide("2023-05-01", Dissolve("b3", members_to="b1"), by="b", signed="2033-03-01")
    with pytest.raises(PlanRejectedError) as error:
        History(city()).enact(plan)
    assert codes(error) == {"history/recorded-unseen"}
    ledger = History(city()).enact(plan, recorded="2023-05-02")
    assert [one.code for one in ledger.check()] == ["plan/far-date"]
    assert len(ledger.enact(BEGIN)) == 2


def test_a_decision_far_from_its_paper_is_asked_about_before_and_after() -> None:
    for effective, signed in (("2203-05-01", "2023-04-20"), ("2032-05-01", "2023-04-20"), ("2023-05-01", "2032-04-20")):
        plan = decide(effective, Dissolve("b3", members_to="b1"), by="b", signed=signed)
        assert [one.code for one in plan.preview(city()).findings if one.code == "plan/far-date"]
        ledger = History(city()).enact(plan, recorded="2023-05-02")
        assert [one.code for one in ledger.check()] == ["plan/far-date"]
    late = decide("2027-12-01", Dissolve("b3", members_to="b1"), by="b", signed="2023-04-20")
    assert History(city()).enact(late).check() == ()
    assert not [one for one in late.preview(city()).findings if one.code == "plan/far-date"]


def test_a_ledger_typed_up_long_after_asks_about_its_first_day_only() -> None:
    plans = [decide(f"{year}-05-01", Rename("a1", f"Chi bộ {year}"), by="a") for year in range(2023, 2030)]
    ledger = History(city())
    for plan in plans:
        ledger = ledger.enact(plan, recorded="2045-01-01")
    assert [(one.code, one.subject) for one in ledger.check()] == [("history/far-recorded", "1")]


def test_a_day_of_recording_is_corrected_and_leaves_its_trace() -> None:
    wrong = History(city()).enact(MERGE, recorded="2023-03-02").enact(DISSOLVE, recorded="2203-05-02")
    wrong = wrong.enact(BEGIN, recorded="2203-05-02")
    right = wrong.correct_recorded(
        {2: "2023-05-02", 3: dt.date(2023, 7, 2)}, recorded="2023-08-01", reason="gõ nhầm năm"
    )
    assert right.check() == ()
    assert [one.recorded.isoformat() for one in right.decisions] == ["2023-03-02", "2023-05-02", "2023-07-02"]
    assert [one.recorded.year for one in right.log] == [2023, 2203, 2203, 2023]
    assert [one.corrected_by for one in right.decisions] == [None, 4, 4]
    assert repr(right.log[3]) == "Correction(4: of the recording of 2, 3, recorded 2023-08-01)"
    counts = [0, 1, 2, 2, 3]
    assert [
        len(right.known(day)) for day in ("2023-03-01", "2023-03-02", "2023-05-02", "2023-07-01", "2023-07-02")
    ] == counts
    assert contents(right.as_of("2023-12-31")) == contents(wrong.as_of("2023-12-31"))
    more = right.enact(decide("2023-09-01", Rename("a1", "Chi bộ mới"), by="a"))
    assert [entry.recorded.isoformat() for entry in more.log[3:]] == ["2023-08-01", "2023-08-22"]
    assert [len(more.known(day)) for day in ("2023-07-02", "2023-08-21", "2023-08-22")] == [3, 3, 4]
    again = more.correct_recorded({3: "2023-07-03", 4: "2023-08-02"}, recorded="2023-09-01", reason="xem lại")
    assert [len(again.known(day)) for day in ("2023-07-02", "2023-07-03")] == [2, 3]
    assert pickle.loads(pickle.dumps(again)).decisions == again.decisions  # noqa: S301


def test_a_correction_of_recording_that_cannot_be_is_refused(ledger: History) -> None:
    days = [one.recorded.isoformat() for one in ledger.decisions]
    assert days == ["2023-02-19", "2023-04-21", "2023-06-21"]
    cases: tuple[tuple[Any, str, str, str], ...] = (
        ({2: "2023-02-18"}, "2023-09-01", "nhầm", "history/recorded-backwards"),
        ({2: "2023-06-22"}, "2023-09-01", "nhầm", "history/recorded-backwards"),
        ({3: "2023-09-02"}, "2023-09-01", "nhầm", "history/recorded-backwards"),
        ({4: "2023-09-02"}, "2023-09-01", "nhầm", "history/unknown-entry"),
        ({0: "2023-09-02"}, "2023-09-01", "nhầm", "history/unknown-entry"),
        ({True: "2023-09-02"}, "2023-09-01", "nhầm", "history/unknown-entry"),
        ({"2": "2023-09-02"}, "2023-09-01", "nhầm", "history/unknown-entry"),
        ({2: "2023-04-21"}, "2023-09-01", "nhầm", "history/nothing-to-correct"),
        ({}, "2023-09-01", "nhầm", "history/nothing-to-correct"),
        ({2: "2023-04-22"}, "2023-09-01", " ", "history/no-reason"),
        ({2: "2023-04-31"}, "2023-09-01", "nhầm", "input/bad-date"),
    )
    for given_days, recorded, reason, code in cases:
        with pytest.raises(InvalidInputError) as error:
            ledger.correct_recorded(given_days, recorded=recorded, reason=reason)
        assert codes(error) == {code}, given_days
    assert len(ledger.log) == 3


# --- decisions of one day --------------------------------------------------------------------------------------------


def test_a_decision_may_stand_before_another_of_its_day() -> None:
    def move(number: int, to: str, *, more: str = "") -> Plan:
        return decide(
            "2023-05-01", Transfer(["m-a1-0"], to=to), *([Rename(more, "Tên mới")] if more else []), number=f"{number}"
        )

    ledger = History(city()).enact(move(1, "b1"), move(2, "c1"))
    assert ledger.as_of("2023-05-01").home("m-a1-0") == ledger.as_of("2023-05-01")["c1"]
    first = ledger.enact(move(3, "a2"), before=2, recorded="2023-06-01")
    assert [one.number for one in first.decisions] == [1, 3, 2]
    assert first.as_of("2023-05-01").home("m-a1-0") == first.as_of("2023-05-01")["c1"]
    more = first.enact(move(4, "a3"), before=2).enact(move(5, "b2"), before=3).enact(move(6, "b3"))
    assert [one.number for one in more.decisions] == [1, 5, 3, 4, 2, 6]
    assert [one.before for one in more.decisions] == [(), (2, 3), (2,), (2,), (), ()]
    assert more.as_of("2023-05-01").home("m-a1-0") == more.as_of("2023-05-01")["b3"]
    assert (
        more.as_of("2023-05-01", known="2023-05-31").home("m-a1-0")
        == more.as_of("2023-05-01", known="2023-05-31")["c1"]
    )
    two = ledger.enact(move(7, "b2", more="b2"), move(8, "b3", more="b3"), before=1, recorded="2023-06-01")
    assert [one.number for one in two.decisions] == [3, 4, 1, 2]
    with TemporaryDirectory() as folder:
        more.save(Path(folder, "ledger"))
        again = History.load(Path(folder, "ledger"))
    assert again.decisions == more.decisions
    assert pickle.loads(pickle.dumps(more)).decisions == more.decisions  # noqa: S301
    moved = more.correct_decision(
        3, replace(move(3, "a2"), effective=dt.date(2023, 4, 1)), recorded="2023-07-01", reason="x"
    )
    assert [one.number for one in moved.decisions] == [3, 1, 5, 4, 2, 6]


@given(st.lists(st.none() | st.integers(1, 9), max_size=9))
def test_places_within_a_day_are_those_of_a_list(asked: list[int | None]) -> None:
    ledger, order = History(city()), list[int]()
    for number, before in enumerate(asked, 1):
        known = before if before in order else None
        plan = decide("2023-05-01", Admit("a1", full=1, reason=AdmitReason.RECEIVED), number=f"{number}")
        ledger = ledger.enact(plan, before=known, recorded="2023-05-01")
        order.insert(len(order) if known is None else order.index(known), number)
    assert [one.number for one in ledger.decisions] == order
    assert pickle.loads(pickle.dumps(ledger)).decisions == ledger.decisions  # noqa: S301
    assert ledger.correct_record("b1", recorded="2023-06-01", reason="x", code="7").decisions == ledger.decisions


def test_what_stands_before_another_must_let_it_apply_and_be_of_its_day(ledger: History) -> None:
    taken = decide("2023-05-01", Merge(["b3"], into="b2"), by="b", number="09")
    with pytest.raises(PlanRejectedError) as error:
        ledger.enact(taken, before=2, recorded="2023-09-01")
    assert codes(error) == {"history/later-decision"}
    with pytest.raises(PlanRejectedError) as error:
        ledger.enact(taken, before=1, recorded="2023-09-01")
    assert codes(error) == {"history/other-day"}
    with pytest.raises(InvalidInputError) as unknown:
        ledger.enact(taken, before=9, recorded="2023-09-01")
    assert codes(unknown) == {"history/unknown-decision"}
    assert len(ledger.log) == 3


@pytest.mark.parametrize(
    ("one", "other", "named"),
    [
        (Transfer(["m-a1-0", "m-a1-1"], to="b1"), Transfer(["m-a1-0"], to="c1"), "'m-a1-0'"),
        (Transfer(["m-a1-0"], to="b1"), Leave(["m-a1-0"], reason=LeaveReason.DECEASED), "'m-a1-0'"),
        (Rename("a1", "Một"), Rename("a1", "Hai"), "'a1'"),
        (Reassign("a1", "b"), Reassign("a1", "c"), "'a1'"),
    ],
)  # fmt: skip
def test_two_decisions_of_one_day_that_change_the_same_are_told(one: Operation, other: Operation, named: str) -> None:
    ledger = History(city()).enact(decide("2023-05-01", one, number="1"), decide("2023-05-01", other, number="2"))
    (found,) = (found for found in ledger.check() if found.code == "history/same-day")
    facts = dict(found.facts)
    assert (facts["other"], facts["number"], facts["named"], facts["count"]) == (1, 2, named, 1)
    apart = History(city()).enact(decide("2023-05-01", one, number="1"), decide("2023-05-02", other, number="2"))
    assert apart.check() == ()


def test_decisions_of_one_day_that_add_to_the_same_or_take_back_are_not_told() -> None:
    ledger = History(city()).enact(
        decide("2023-05-01", Leave([], [ByNumber("a1", full=1)], reason=LeaveReason.DECEASED), number="1"),
        decide("2023-05-01", Admit("a1", full=2, reason=AdmitReason.RECEIVED), number="2"),
        decide("2023-05-01", Rename("b1", "Tên mới"), number="3"),
    )
    assert ledger.check() == ()
    assert ledger.undo(3, effective="2023-05-01", basis=PAPER).check() == ()


# --- what an older ledger does not know ------------------------------------------------------------------------------


def test_what_ended_in_another_branch_may_still_begin_here(ledger: History) -> None:
    begins = decide("2023-09-01", begin("n1"), by="a", number="20")
    ends = decide("2023-09-02", Merge(["n1"], into="a3"), by="a", number="21")
    other = ledger.enact(begins, ends)
    mine = decide("2023-10-01", begin("n1"), by="a", number="22")
    with pytest.raises(PlanRejectedError) as error:
        other.enact(mine)
    assert codes(error) == {"history/id-ended-before"}
    assert "n1" in ledger.enact(mine).as_of("2023-10-01")


def test_a_state_walked_back_has_as_many_organizations_as_before() -> None:
    tree = city()
    preview = decide("2023-03-01", Merge(["a2", "a3"], into="a1"), begin("n1", "b")).preview(tree)
    change = preview.draft.delta()
    stage = Draft(tree)
    stage.redo(change)
    assert (len(stage), len(list(stage))) == (12, 12)
    stage.undo(change)
    assert (len(stage), len(list(stage))) == (13, 13)
    assert stage.headcount() == tree.headcount()


def test_a_ledger_without_decisions_is_something() -> None:
    assert bool(History(city())) is True
    assert len(History(city())) == 0


def test_a_decision_before_the_opening_is_refused() -> None:
    with pytest.raises(PlanRejectedError) as error:
        History(city()).enact(decide("2022-12-31", Rename("a1", "Chi bộ mới"), by="a"))
    assert codes(error) == {"history/before-opening"}


def test_a_decision_of_the_day_of_the_opening_is_enacted() -> None:
    ledger = History(city()).enact(decide("2023-01-01", Rename("a1", "Chi bộ mới"), by="a"))
    assert ledger.as_of("2023-01-01")["a1"].name == "Chi bộ mới"
    assert ledger.movements("2023-01-01", "2023-01-01").holds


def test_the_same_paper_with_the_same_operations_is_enacted_once(ledger: History) -> None:
    with pytest.raises(PlanRejectedError) as error:
        ledger.enact(MERGE)
    assert codes(error) == {"history/already-enacted"}
    assert "number 1" in str(error.value)
    again = Plan("2023-08-01", "a", MERGE.basis, [Rename("a1", "Chi bộ mới")])
    assert len(ledger.enact(again)) == 4  # one paper may hold several decisions


def test_papers_without_a_number_are_told_apart_by_their_day() -> None:
    paper = Document("quyết định")
    back_and_forth = [Reassign("a1", "b"), Reassign("a1", "a"), Reassign("a1", "b")]
    plans = [Plan(f"2023-0{at}-01", "tp", paper, [operation]) for at, operation in enumerate(back_and_forth, 2)]
    assert len(History(city()).enact(*plans)) == 3
    with pytest.raises(PlanRejectedError):
        History(city()).enact(plans[0], plans[0])


@pytest.mark.parametrize(
    "number",
    [
        " 05-QĐ/ĐU ", "5-QĐ/ĐU", "Số 05-QĐ/ĐU", "số: 05-QĐ/ĐU", "05 - QĐ/ĐU", "05-\u00d0U", "05-QD/DU", "05-qđ/đu",
        "０５-QĐ/ĐU", "Quyết định số 05-QĐ/ĐU", "QĐ số: 5-QĐ/ĐU", "Số.05-QĐ/ĐU", "No. 5-QĐ/ĐU",
    ],
)  # fmt: skip
def test_a_paper_spelt_otherwise_is_the_same_paper(number: str) -> None:
    first = Document(
        "quyết định",
        "05-QĐ/ĐU" if "QĐ" in number.upper() or "QD" in number else "05-ĐU",
        "2023-02-01",
        "Đảng uỷ xã Hoà An",
    )
    plan = Plan("2023-03-01", "a", first, [Merge(["a2"], into="a1"), Rename("a3", "Chi bộ mới")])
    ledger = History(city()).enact(plan)
    for issuer in (first.issuer, unicodedata.normalize("NFD", first.issuer), " đảng ủy xã  Hòa An"):
        paper = Document("Quyết định", number, "01/02/2023", issuer)
        again = Plan("2023-03-01", "a", paper, plan.operations[::-1])
        with pytest.raises(PlanRejectedError) as error:
            ledger.enact(again)
        assert codes(error) == {"history/already-enacted"}


def test_a_document_keeps_one_spelling() -> None:
    one = Document(
        " quyết  định ", " 15-Q\u00d0/\u00d0U ", issuer=unicodedata.normalize("NFD", " Đảng ủy "), title=" a  b "
    )
    assert (one.kind, one.number, one.issuer, one.title) == ("quyết định", "15-QĐ/ĐU", "Đảng ủy", "a b")


def test_other_numbers_are_other_papers() -> None:
    keys = {
        Document("quyết định", number).folded_key
        for number in ("15-QĐ/ĐU", "1-5QĐ/ĐU", "150-QĐ/ĐU", "15-QĐ/TU", "-", "--", "")
    }
    assert len(keys) == 7


def test_a_corrected_decision_is_known_by_the_paper_it_should_have_had() -> None:
    def more(number: str) -> Plan:
        paper = Document("quyết định", number, "2023-02-01", "Đảng ủy")
        return Plan("2023-03-01", "tp", paper, [Admit("a1", full=1, reason=AdmitReason.RECEIVED)])

    ledger = History(city()).enact(more("1-QĐ/ĐU"), more("2-QĐ/ĐU"))
    with pytest.raises(PlanRejectedError) as error:
        ledger.correct_decision(1, more("Số 02-QĐ/ĐU"), recorded="2023-04-01", reason="ghi nhầm số")
    assert codes(error) == {"history/already-enacted"}
    after = ledger.correct_decision(1, more("3-QĐ/ĐU"), recorded="2023-04-01", reason="ghi nhầm số")
    with pytest.raises(PlanRejectedError) as error:
        after.enact(more("03-QĐ/ĐU"))
    assert codes(error) == {"history/already-enacted"}
    assert len(after.enact(more("1-QĐ/ĐU"))) == 3
    with pytest.raises(PlanRejectedError):
        after.enact(more("4-QĐ/ĐU"), more("4 - QĐ/ĐU"))
    assert len(after.enact(more("4-QĐ/ĐU"))) == 3


def test_a_paper_of_another_issuer_or_none_is_asked_about() -> None:
    def by(issuer: str, to: str = "a1") -> Plan:
        paper = Document("quyết định", "05-QĐ/ĐU", "2023-02-01", issuer)
        return Plan("2023-03-01", "tp", paper, [Admit(to, full=1, reason=AdmitReason.RECEIVED)])

    ledger = History(city()).enact(by("Đảng ủy a"), by("Đảng ủy b"), by("Đảng ủy c", to="b1"), by(""))
    found = [one for one in ledger.check() if one.code == "history/similar-paper"]
    assert [(dict(one.facts)["number"], dict(one.facts)["other"]) for one in found] == [(2, 1), (4, 1)]
    assert "decision 1" in found[0].message


@pytest.mark.parametrize(
    ("number", "issued", "effective", "asked"),
    [
        ("05-QĐ/ĐU", "", "2023-03-01", True),
        ("5-QĐ/ĐU", "2023-02-02", "2023-03-01", True),
        ("05-QĐ/ĐU", "2024-02-01", "2024-03-01", False),
        ("06-QĐ/ĐU", "2023-02-01", "2023-03-01", False),
        ("", "2023-02-01", "2023-03-02", False),
    ],
)
def test_a_paper_of_another_day_or_none_is_asked_about(number: str, issued: str, effective: str, asked: bool) -> None:
    def paper(number: str, issued: str) -> Document:
        return Document("quyết định", number, issued or None, "Đảng ủy a")

    more = Admit("a1", full=1, reason=AdmitReason.RECEIVED)
    ledger = History(city()).enact(
        Plan("2023-03-01", "tp", paper("05-QĐ/ĐU", "2023-02-01"), [more]),
        Plan(effective, "tp", paper(number, issued), [more]),
    )
    assert [one.code for one in ledger.check()] == ["history/similar-paper"] * asked


def test_one_paper_is_refused_in_whatever_order_it_names_things() -> None:
    paper = Document("quyết định", "05-QĐ/ĐU", "2023-02-01")
    half: dict[str, list[str | ByNumber]] = {"a1": ["a1", ByNumber("a2", full=1)], "a2": ["a2"]}
    turned: dict[str, list[str | ByNumber]] = {"a2": ["a2"], "a1": [ByNumber("a2", full=1), "a1"]}
    ledger = History(city()).enact(Plan("2023-03-01", "a", paper, [Rearrange(["a1", "a2"], ["a1", "a2"], half)]))
    with pytest.raises(PlanRejectedError) as error:
        ledger.enact(Plan("2023-03-01", "a", paper, [Rearrange(["a2", "a1"], ["a2", "a1"], turned)]))
    assert codes(error) == {"history/already-enacted"}
    other: dict[str, list[str | ByNumber]] = {
        "a1": ["a1", ByNumber("a2", full=1)],
        "a2": ["a2", ByNumber("a1", full=1)],
    }
    assert len(ledger.enact(Plan("2023-03-01", "a", paper, [Rearrange(["a1", "a2"], ["a1", "a2"], other)]))) == 2


def test_who_had_left_as_deceased_and_comes_again_is_told_of_the_ledger() -> None:
    member = city().members["m-a1-0"]
    death = decide("2023-03-01", Leave([member.id], reason=LeaveReason.DECEASED))
    back = decide("2023-09-01", Admit("b1", [member], reason=AdmitReason.RECEIVED), number="9")
    ledger = History(city()).enact(death)
    assert ledger.check() == ()
    (found,) = ledger.enact(back).check()
    assert (found.code, found.subject, dict(found.facts)["number"]) == ("plan/admitted-after-death", member.id, 2)
    alive = ledger.undo(1, effective="2023-04-01", basis=PAPER)
    away = decide("2023-05-01", Leave([member.id], reason=LeaveReason.TRANSFERRED), number="8")
    assert alive.enact(away, back).check() == ()


@pytest.mark.parametrize("recorded", ["1823-03-01", "2013-02-01"])
def test_a_day_of_recording_long_before_the_decision_is_asked_about(recorded: str) -> None:
    (found,) = History(city()).enact(MERGE, recorded=recorded).check()
    assert (found.code, found.subject) == ("history/far-recorded", "1")


def test_what_an_empty_ledger_says_of_a_day_nobody_gave_names_its_opening() -> None:
    with pytest.raises(PlanRejectedError) as error:
        History(city()).enact(decide("2023-03-01", Rename("a1", "Chi bộ mới"), signed="2033-03-01"))
    (found,) = error.value.findings
    assert dict(found.facts)["last"] == dt.date(2023, 1, 1)


def begin(key: str, parent: str = "a") -> Establish:
    return Establish(cell(key, parent), members=["m-a3-0", "m-a3-1", "m-a3-2"])


def test_ids_are_never_used_again(ledger: History) -> None:
    for used, code in (("a2", "history/id-ended-before"), ("c9", "plan/id-in-use")):
        with pytest.raises(PlanRejectedError) as error:
            ledger.enact(decide("2023-09-01", begin(used), by="a"))
        assert codes(error) == {code}


def test_an_id_of_the_past_names_the_decision_that_ended_what_had_it(ledger: History) -> None:
    with pytest.raises(PlanRejectedError) as error:
        ledger.enact(decide("2023-09-01", Rename("a1", "Chi bộ mới"), begin("a2"), by="a"))
    (found,) = error.value.findings
    assert (found.subject, found.operation, dict(found.facts)["number"]) == ("a2", 2, 1)
    assert "ended on 2023-03-01, with decision 1 (Quyết định số 01" in found.message
    assert "từ ngày 01/3/2023 theo quyết định số thứ tự 1 (Quyết định số 01" in found.text(lang="vi")


def test_an_id_the_plan_itself_ended_is_told_so(ledger: History) -> None:
    back = ledger.undo(1, effective="2023-09-01", basis=PAPER)  # a2 ended once, and lives again
    for history in (ledger, back):
        used = "a2" if history is back else "a1"
        with pytest.raises(PlanRejectedError) as error:
            history.enact(decide("2023-10-01", Merge([used], into="a3"), begin(used), by="a"))
        assert codes(error) == {"plan/id-ended-before"}


def test_the_id_of_a_residential_group_of_the_past_names_the_decision_too() -> None:
    state = Document("nghị quyết", "12/NQ-HĐND")
    new, other, last, again = (
        ResidentialGroup(key, f"Tổ {key}", GroupKind.TO_DAN_PHO, cells=["a1"]) for key in ("g1", "g2", "g3", "g-a1")
    )
    ledger = History(city()).enact(decide("2023-02-01", SplitGroup("g-a1", [new, other], state), by="a"))
    with pytest.raises(PlanRejectedError) as error:
        ledger.enact(decide("2023-03-01", SplitGroup("g1", [last, again], state), by="a"))
    (found,) = error.value.findings
    assert (found.code, found.subject, dict(found.facts)["number"]) == ("history/id-ended-before", "g-a1", 1)


def test_a_later_decision_that_uses_an_id_again_is_told_with_the_one_that_ended_it(ledger: History) -> None:
    both = decide("2023-02-01", begin("c9"), Merge(["c9"], into="a1"), number="07")
    with pytest.raises(PlanRejectedError) as error:
        ledger.enact(both, recorded="2023-09-01")
    (found,) = error.value.findings
    assert (found.code, dict(found.facts)["found"]) == ("history/later-decision", "history/id-ended-before")
    assert "with decision 4 (Quyết định số 07" in found.message


def test_an_id_established_later_cannot_be_taken_by_a_back_dated_decision(ledger: History) -> None:
    plan = decide("2023-02-01", Establish(cell("c9", "a"), members=["m-a3-0", "m-a3-1", "m-a3-2"]), by="a")
    with pytest.raises(PlanRejectedError) as error:
        ledger.enact(plan, recorded="2023-09-01")
    assert codes(error) == {"history/later-decision"}


def test_a_decision_on_what_ended_earlier_names_the_decision_that_ended_it(ledger: History) -> None:
    with pytest.raises(PlanRejectedError) as error:
        ledger.enact(decide("2023-09-01", Merge(["a2"], into="a3"), by="a"))
    assert codes(error) == {"plan/unknown-organization", "history/ended-earlier"}
    assert "decision 1 (Quyết định số 01" in str(error.value)


def test_a_back_dated_decision_on_what_begins_later_names_the_decision_that_establishes_it(ledger: History) -> None:
    with pytest.raises(PlanRejectedError) as error:
        ledger.enact(decide("2023-06-01", Merge(["c9"], into="c1"), by="c"), recorded="2023-09-01")
    assert codes(error) == {"plan/unknown-organization", "history/begins-later"}
    assert "decision 3" in str(error.value)


def test_an_organization_that_ended_twice_is_told_with_the_last_time(ledger: History) -> None:
    again = decide("2023-11-01", Rename("a2", "Chi bộ hai"), Merge(["a2"], into="a3"), by="a", number="11")
    twice = ledger.undo(1, effective="2023-09-01", basis=PAPER).enact(again)
    with pytest.raises(PlanRejectedError, match=r"ended on 2023-11-01, with decision 5 \(Quyết định số 11"):
        twice.enact(decide("2023-12-01", Rename("a2", "Chi bộ mới"), by="a"))
    assert twice.lineage("a2").graph.nodes["a2"]["name"] == "Chi bộ a2"  # as it was when the last decision began


def test_values_of_another_type_are_told_in_one_sentence(ledger: History) -> None:
    other: Any = "x"
    plans: Any = [MERGE]
    cases: tuple[tuple[str, Callable[[], object]], ...] = (
        (r"it is no Plan but 'list'; give plans one after the other, enact\(\*plans\)", lambda: ledger.enact(plans)),
        (r"plans\[1\]: it is no Plan but 'str'", lambda: ledger.enact(BEGIN, other)),
        ("rules: it is no RuleBook but", lambda: ledger.enact(rules=other)),
        ("rules: it is no RuleBook but", lambda: ledger.undo(1, effective="2023-09-01", basis=PAPER, rules=other)),
        ("rules: it is no RuleBook but", lambda: History.load("nowhere", rules=other)),
        ("opening: it is no Hierarchy but 'str'; a ledger opens with a Hierarchy", lambda: History(opening=other)),
        ("the Plan it should", lambda: ledger.correct_decision(1, other, recorded="2023-09-01", reason="nhầm")),
    )
    for words, asked in cases:
        with pytest.raises(InvalidInputError, match=words):
            asked()
    assert len(ledger) == 3


# --- nothing is harmed -----------------------------------------------------------------------------------------------


def test_an_older_ledger_stays_as_it_was_and_can_be_continued() -> None:
    one = History(city()).enact(MERGE)
    two = one.enact(DISSOLVE)
    other = one.enact(BEGIN)
    assert (len(one), len(two), len(other)) == (1, 2, 2)
    assert len(one.as_of("2023-12-31")) == 12
    assert "b3" not in two.as_of("2023-12-31")
    assert "b3" in other.as_of("2023-12-31")
    assert "c9" in other.as_of("2023-12-31")
    assert contents(two.enact(BEGIN).as_of("2023-12-31")) == contents(other.enact(DISSOLVE).as_of("2023-12-31"))


def test_a_refused_batch_leaves_no_trace(ledger: History) -> None:
    before = contents(ledger.as_of("2023-12-31"))
    good = decide("2023-08-01", Merge(["c9"], into="c1"), by="c")
    early = decide("2023-02-01", Rename("c2", "Chi bộ mới"), by="c")
    bad = decide("2023-08-02", Merge(["a2"], into="a1"), by="a")
    for batch in ((good, bad), (good, early, bad)):
        with pytest.raises(PlanRejectedError):
            ledger.enact(*batch, recorded="2023-09-01")
        assert contents(ledger.as_of("2023-12-31")) == before
        assert len(ledger.log) == len(ledger) == 3
    after = ledger.enact(good, early, recorded="2023-09-01")
    assert [decision.number for decision in after.decisions] == [5, 1, 2, 3, 4]
    assert "c9" not in after.as_of("2023-12-31")


def test_a_cell_of_a_notebook_may_be_run_twice(ledger: History) -> None:
    plan = decide("2023-08-01", Merge(["c9"], into="c1"), by="c")
    first, second = ledger.enact(plan), ledger.enact(plan)
    assert contents(first.as_of("2023-12-31")) == contents(second.as_of("2023-12-31"))
    assert len(first.enact(decide("2023-08-02", Rename("c1", "Chi bộ mới"), by="c"))) == 5


# --- two clocks ------------------------------------------------------------------------------------------------------


def test_decisions_hold_from_their_effective_date(ledger: History) -> None:
    assert "a2" in ledger.as_of("2023-02-28")
    assert "a2" not in ledger.as_of("2023-03-01")
    assert ledger.as_of("2023-03-01").as_of == dt.date(2023, 3, 1)


def test_what_was_known_is_what_had_been_recorded() -> None:
    ledger = History(city()).enact(MERGE, recorded="2023-02-25").enact(DISSOLVE, recorded="2023-06-30")
    assert "b3" in ledger.as_of("2023-06-01", known="2023-06-29")
    assert "b3" not in ledger.as_of("2023-06-01", known="2023-06-30")
    assert "a2" in ledger.as_of("2023-06-01", known="2023-02-24")
    assert len(ledger.known("2023-02-25")) == 1
    assert ledger.known("2023-06-30") is ledger.known("2024-01-01") or len(ledger.known("2024-01-01")) == 2


def test_a_back_dated_decision_changes_the_past_but_not_what_was_known(ledger: History) -> None:
    late = decide("2023-02-01", Merge(["c3"], into="c2"), by="c", number="00")
    after = ledger.enact(late, recorded="2023-10-01")
    assert "c3" not in after.as_of("2023-02-01")
    assert "c3" in after.as_of("2023-02-01", known="2023-09-30")
    assert "c3" in ledger.as_of("2023-02-01")
    assert contents(after.known("2023-09-30").as_of("2023-12-31")) == contents(ledger.as_of("2023-12-31"))
    assert after.known("2023-09-30") is after.known("2023-09-30")
    assert after.as_of("2023-12-31").headcount() == city().headcount()


def test_what_was_known_is_a_ledger_that_can_be_continued(ledger: History) -> None:
    late = decide("2023-02-01", Merge(["c3"], into="c2"), by="c", number="00")
    former = ledger.enact(late, recorded="2023-10-01").known("2023-09-30")
    assert "c3" in former.enact(decide("2023-11-01", Rename("c3", "Chi bộ mới"), by="c")).as_of("2023-12-31")


def test_a_back_dated_decision_that_a_later_one_contradicts_is_refused_and_names_it(ledger: History) -> None:
    late = decide("2023-02-01", Dissolve("a1", members_to="a3"), by="a")
    with pytest.raises(PlanRejectedError) as error:
        ledger.enact(late, recorded="2023-10-01")
    (found,) = error.value.findings
    assert found.code == "history/later-decision"
    assert dict(found.facts)["number"] == 1
    assert dict(found.facts)["found"] == "plan/unknown-organization"
    assert "Quyết định số 01" in found.message
    assert "Quyết định số 01" in found.text(lang="vi")
    assert "a2" in ledger.as_of("2023-02-28")


def test_a_date_before_the_opening_is_refused(ledger: History) -> None:
    with pytest.raises(InvalidInputError) as error:
        ledger.as_of("2022-12-31")
    assert codes(error) == {"history/before-opening"}
    assert "sổ: ngày 31/12/2022 trước ngày mở sổ" in error.value.text(lang="vi")
    assert error.value.text(lang="en").count("2022-12-31") == 1


def test_between_takes_in_both_days(ledger: History) -> None:
    assert [one.number for one in ledger.between("2023-03-01", "2023-05-01")] == [1, 2]
    assert [one.number for one in ledger.between("2023-03-02", "2023-04-30")] == []
    with pytest.raises(InvalidInputError):
        ledger.between("2023-05-01", "2023-03-01")


def test_asking_twice_for_a_date_gives_the_same_snapshot(ledger: History) -> None:
    assert ledger.as_of("2023-04-01") is ledger.as_of("2023-04-01")


def test_untouched_records_are_the_identical_objects(ledger: History) -> None:
    assert ledger.as_of("2023-12-31")["b2"] is city()["b2"]


# --- against a simple model ------------------------------------------------------------------------------------------


def fold(plans: Sequence[Plan], until: dt.date) -> Hierarchy:
    """Apply decisions one by one in the order of effect."""
    tree = city()
    for plan in sorted(plans, key=lambda plan: plan.effective):
        if plan.effective <= until:
            tree = plan.apply(tree)
    return tree


def plans() -> st.SearchStrategy[Plan]:
    """Decisions about a few organizations on a few days; many of them contradict each other."""
    ids = st.sampled_from([f"{key}{at}" for key in WARDS for at in (1, 2, 3)])
    days = st.dates(dt.date(2023, 1, 1), dt.date(2023, 2, 10)).map(dt.date.isoformat)
    names = st.text("xyz", min_size=1, max_size=3)
    operations = st.one_of(
        st.builds(lambda a, b: Merge([a], into=b), ids, ids),
        st.builds(lambda a, b: Dissolve(a, members_to=b), ids, ids),
        st.tuples(ids, names).map(lambda pair: Rename(*pair)),
        st.tuples(ids, st.sampled_from(WARDS)).map(lambda pair: Reassign(*pair)),
        st.builds(lambda a, n, b: Transfer([f"m-{a}-{n}"], to=b), ids, st.integers(0, SIZE - 1), ids),
        st.builds(lambda a, n: Admit(a, full=n), ids, st.integers(1, 2)),
        st.builds(lambda a, n: Leave([f"m-{a}-{n}"], reason=LeaveReason.DECEASED), ids, st.integers(0, SIZE - 1)),
    )
    return st.builds(
        lambda day, some, number: decide(day, *some, number=str(number)),
        days,
        st.lists(operations, min_size=1, max_size=2),
        st.integers(),
    )


DAYS = st.integers(-1, 45).map(lambda at: dt.date(2023, 1, 1) + dt.timedelta(days=max(at, 0)))


@given(st.lists(st.tuples(plans(), st.integers(0, 3)), max_size=12), st.lists(DAYS, min_size=1, max_size=8))
def test_a_ledger_is_the_fold_of_its_decisions_on_any_date(
    decided: list[tuple[Plan, int]], asked: list[dt.date]
) -> None:
    """Whatever is accepted, in whatever order, by the newest ledger or an older one; a fold refuses what it refuses."""
    versions: list[tuple[History, list[Plan]]] = [(History(city()), [])]
    for at, (plan, back) in enumerate(decided):
        ledger, accepted = versions[max(len(versions) - 1 - back, 0)]
        tried = [*accepted, plan]
        try:
            fold(tried, dt.date.max)
        except PlanRejectedError:
            with pytest.raises(PlanRejectedError):
                ledger.enact(plan, recorded=recorded_on(at))
            continue
        if plan in accepted:
            continue
        versions.append((ledger.enact(plan, recorded=recorded_on(at)), tried))
        day = asked[at % len(asked)]
        assert contents(versions[-1][0].as_of(day)) == contents(fold(tried, day))
    for ledger, accepted in versions:
        for day in asked:
            tree = ledger.as_of(day)
            assert tree.as_of == day
            assert contents(tree) == contents(fold(accepted, day))
        for count, entry in enumerate(ledger.log, 1):
            known = ledger.as_of("2023-12-31", known=entry.recorded)
            assert contents(known) == contents(fold(accepted[:count], dt.date.max))


def recorded_on(at: int) -> dt.date:
    return dt.date(2023, 3, 1) + dt.timedelta(days=at)


@given(st.lists(plans(), max_size=10))
def test_tables_add_up_and_files_come_back_whatever_is_decided(decided: list[Plan]) -> None:
    ledger = History(city())
    for at, plan in enumerate(decided):
        with suppress(PlanRejectedError):
            ledger = ledger.enact(plan, recorded=recorded_on(at))
    for key in ("tp", "a", "b1"):
        assert ledger.movements("2023-01-01", "2023-01-20", of=key).holds
        assert ledger.movements("2023-01-15", "2023-12-31", of=key).holds
    with TemporaryDirectory() as folder:
        ledger.save(Path(folder, "ledger"))
        again = History.load(Path(folder, "ledger"))
    assert again.log == ledger.log
    assert again.decisions == ledger.decisions
    assert again.as_of("2023-12-31").same_as(ledger.as_of("2023-12-31"))


def test_dates_far_apart_are_reached_from_whatever_snapshot_is_near() -> None:
    plans = [
        decide(f"2023-{at // 28 + 1:02}-{at % 28 + 1:02}", Rename("a1", f"Chi bộ {at}"), by="a") for at in range(200)
    ]
    ledger = History(city()).enact(*plans)
    for at in (199, 0, 150, 149, 151, 3, 100, *range(40, 80), 198, 20):
        assert ledger.as_of(plans[at].effective)["a1"].name == f"Chi bộ {at}"


# --- corrections -----------------------------------------------------------------------------------------------------


def test_a_corrected_record_of_the_opening_was_so_all_along_but_was_not_known(ledger: History) -> None:
    after = ledger.correct_record("b1", recorded="2023-09-01", reason="gõ nhầm", name="Chi bộ B1", code="007")
    assert after.opening["b1"].name == "Chi bộ B1"
    assert after.as_of("2023-12-31")["b1"].code == "007"
    assert after.as_of("2023-12-31", known="2023-08-31")["b1"].code is None
    assert ledger.as_of("2023-12-31")["b1"].code is None
    assert after.log[-1] == after.corrections[0]
    assert repr(after.corrections[0]) == "Correction(4: of 'b1', recorded 2023-09-01)"
    assert len(after) == 3
    again = after.enact(decide("2023-09-10", Rename("b1", "Chi bộ khác"), by="b"))
    assert again.as_of("2023-12-31")["b1"].code == "007"


def test_a_correction_reaches_through_later_changes_of_the_record(ledger: History) -> None:
    plan = decide("2023-08-01", Rename("b1", "Chi bộ mới"), by="b")
    after = ledger.enact(plan).correct_record("b1", recorded="2023-09-01", reason="gõ nhầm", code="007")
    record = after.as_of("2023-12-31")["b1"]
    assert (record.name, record.code) == ("Chi bộ mới", "007")


def test_a_corrected_record_of_an_organization_a_decision_established(ledger: History) -> None:
    after = ledger.correct_record("c9", recorded="2023-09-01", reason="gõ nhầm", name="Chi bộ C9")
    assert after.as_of("2023-07-01")["c9"].name == "Chi bộ C9"
    assert after.as_of("2023-07-01", known="2023-08-31")["c9"].name == "Chi bộ c9"
    assert after.decision(3).corrected_by == 4
    assert after.lineage("c9").of == "c9"


def test_only_fields_that_describe_can_be_corrected(ledger: History) -> None:
    cases: list[dict[str, Any]] = [{"parent": "b"}, {"id": "x"}, {"title": "x"}, {}]
    for wrong in cases:
        with pytest.raises(InvalidInputError) as error:
            ledger.correct_record("b1", recorded="2023-09-01", reason="gõ nhầm", **wrong)
        assert codes(error) == {"history/not-correctable"}
        assert "loại hình; " in error.value.text()
        assert "unit_type, " in error.value.text(lang="en")
        assert "unit_type" not in error.value.text()
    with pytest.raises(InvalidInputError) as error:
        ledger.correct_record("b1", recorded="2023-09-01", reason="gõ nhầm", full=-3)
    assert codes(error) == {"input/bad-count"}
    with pytest.raises(UnknownOrganizationError):
        ledger.correct_record("b99", recorded="2023-09-01", reason="gõ nhầm", name="x")
    with pytest.raises(InvalidInputError) as error:
        ledger.correct_record("b1", recorded="2023-01-01", reason="gõ nhầm", name="x")
    assert codes(error) == {"history/recorded-backwards"}


def test_a_correction_that_a_decision_contradicts_is_refused_and_names_it(ledger: History) -> None:
    with pytest.raises(InvalidInputError) as error:
        ledger.correct_record("a2", recorded="2023-09-01", reason="gõ nhầm", form="dang_bo")
    (found,) = error.value.findings
    assert found.code == "history/later-decision"
    assert dict(found.facts)["number"] == 1


def test_a_corrected_decision_takes_the_place_it_should_have_had(ledger: History) -> None:
    right = decide("2023-04-01", Merge(["a3"], into="a1"), by="a", number="01")
    after = ledger.correct_decision(1, right, recorded="2023-09-01", reason="ghi nhầm chi bộ")
    assert "a2" in after.as_of("2023-12-31")
    assert "a3" not in after.as_of("2023-04-01")
    assert "a2" not in after.as_of("2023-12-31", known="2023-08-31")
    assert after.decision(1).effective == dt.date(2023, 4, 1)
    assert after.decision(1).corrected_by == 4
    assert isinstance(after.log[0], Enactment)
    assert after.log[0].effective == dt.date(2023, 3, 1)
    assert isinstance(after.log[3], Correction)
    assert len(after) == 3


def test_a_corrected_decision_must_apply_and_let_later_ones_apply(ledger: History) -> None:
    for right, code in (
        (decide("2023-03-01", Merge(["x"], into="a1"), by="a"), "plan/unknown-organization"),
        (decide("2022-03-01", Merge(["a2"], into="a1"), by="a"), "history/before-opening"),
        (decide("2023-03-01", Dissolve("b3", members_to="b2"), by="b"), "history/later-decision"),
    ):
        with pytest.raises(PlanRejectedError) as error:
            ledger.correct_decision(1, right, recorded="2023-09-01", reason="ghi nhầm")
        assert code in codes(error)
    with pytest.raises(InvalidInputError) as unknown:
        ledger.correct_decision(9, MERGE, recorded="2023-09-01", reason="ghi nhầm")
    assert codes(unknown) == {"history/unknown-decision"}


def test_a_correction_of_what_a_later_decision_set_names_it(ledger: History) -> None:
    after = ledger.enact(decide("2023-08-01", Rename("b1", "Chi bộ mới"), by="b", number="08"))
    asked: dict[str, Any] = {"recorded": "2023-09-01", "reason": "gõ nhầm"}
    wrong: list[dict[str, Any]] = [{"name": "Chi bộ đúng"}, {"name": "Chi bộ đúng", "code": "007"}]
    for fields in wrong:
        with pytest.raises(InvalidInputError) as error:
            after.correct_record("b1", **asked, **fields)
        assert codes(error) == {"history/set-later"}
        assert "decision 4 (Quyết định số 08" in str(error.value)
    corrected = after.correct_record("b1", **asked, until=4, name="Chi bộ đúng", code="007")
    assert [corrected.as_of(day)["b1"].name for day in ("2023-07-31", "2023-08-01")] == ["Chi bộ đúng", "Chi bộ mới"]
    assert corrected.as_of("2023-08-01")["b1"].code == "007"
    for until in (1, 9):
        with pytest.raises(InvalidInputError) as error:
            after.correct_record("b1", **asked, until=until, code="007")
        assert codes(error) == {"history/not-set-later"}


@pytest.mark.parametrize(
    ("key", "operation", "field", "value"),
    [
        ("b1", Rename("b1", "Tên mới"), "name", "Tên đúng"),
        ("b1", Recode("b1", "002"), "code", "007"),
        ("b1", Convert("b1", level=Level.GRASSROOTS, unit_type="enterprise"), "unit_type", "ward"),
        ("c9", Rename("c9", "Tên mới"), "name", "Tên đúng"),
    ],
)
def test_every_field_a_later_decision_set_is_told(
    ledger: History, key: str, operation: Operation, field: str, value: str
) -> None:
    plan = decide("2023-08-01", operation, number="08")
    after = ledger.enact(plan, rules=NO_RULES)
    right: dict[str, Any] = {field: value}
    with pytest.raises(InvalidInputError) as error:
        after.correct_record(key, recorded="2023-09-01", reason="gõ nhầm", **right)
    assert codes(error) == {"history/set-later"}
    assert dict(error.value.findings[0].facts)["number"] == 4


def test_a_field_a_decision_set_for_what_it_established_is_told() -> None:
    ledger = History(city()).enact(decide("2023-08-01", begin("n1"), Rename("n1", "Tên mới"), by="a"))
    with pytest.raises(InvalidInputError) as error:
        ledger.correct_record("n1", recorded="2023-09-01", reason="gõ nhầm", name="Tên đúng")
    assert codes(error) == {"history/set-later"}


def test_numbers_of_people_are_corrected_through_what_was_added_since(ledger: History) -> None:
    after = ledger.correct_record("b1", recorded="2023-09-01", reason="ghi thiếu", full=7)
    assert [after.as_of(day)["b1"].full for day in ("2023-04-30", "2023-05-01")] == [7, 9]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"full": 7}, "history/later-decision"),
        ({"name": "Tên đúng"}, "history/set-later"),
        (
            {"consents": [Consent("a2", Document("công văn", "5-CV/TU"), matter="cell-size-consent", up_to=40)]},
            "history/set-later",
        ),
    ],
)
def test_what_stood_again_as_it_was_is_not_corrected_in_silence(
    ledger: History, wrong: dict[str, Any], code: str
) -> None:
    back = ledger.undo(1, effective="2023-09-01", basis=PAPER)
    with pytest.raises(InvalidInputError) as error:
        back.correct_record("a2", recorded="2023-09-10", reason="ghi thiếu", **wrong)
    assert codes(error) == {code}
    assert dict(error.value.findings[0].facts)["number"] == 4


def test_a_reason_that_no_file_can_keep_is_refused(ledger: History) -> None:
    right = decide("2023-04-01", Merge(["a3"], into="a1"), by="a", number="01")
    for reason in ("\ud800", "gõ \udfff nhầm"):
        asked: dict[str, Any] = {"recorded": "2023-09-01", "reason": reason}
        corrections: tuple[Callable[..., History], ...] = (
            partial(ledger.correct_record, "b1", name="x"),
            partial(ledger.correct_decision, 1, right),
            partial(ledger.correct_recorded, {1: "2023-02-20"}),
        )
        for correct in corrections:
            with pytest.raises(InvalidInputError) as error:
                correct(**asked)
            assert codes(error) == {"input/bad-value"}
            assert str(error.value).encode()


@pytest.mark.parametrize("half", ["\ud800", "a\udfffb"])
def test_no_text_that_no_file_can_keep_reaches_a_ledger(half: str) -> None:
    makers: tuple[Callable[[], object], ...] = (
        lambda: Document(half),
        lambda: Document("quyết định", half),
        lambda: Document("quyết định", "1", issuer=half),
        lambda: Document("quyết định", "1", title=half),
        lambda: Document("quyết định", "1", url=half),
        lambda: Plan("2023-02-01", half, PAPER, []),
        lambda: Rename("a1", half),
        lambda: Recode("a1", half),
        lambda: Merge([half], into="a1"),
        lambda: Dissolve("a1", members_to=half),
        lambda: Admit("a1", [Member(half, "x")]),
        lambda: Admit("a1", [Member("x", half)]),
        lambda: Transfer([half], to="a1"),
        lambda: Leave([half], reason=LeaveReason.DECEASED),
        lambda: Waiver("org/large-cell", half, PAPER),
        lambda: Waiver(half, "a1", PAPER),
        lambda: cell(half, "a"),
        lambda: cell("x", "a", code=half),
        lambda: ResidentialGroup("g", half, GroupKind.TO_DAN_PHO),
        lambda: ResidentialGroup("g", "x", GroupKind.TO_DAN_PHO, head=half),
        lambda: ResidentialGroup("g", "x", GroupKind.TO_DAN_PHO, place=half),
        lambda: ResidentialGroup("g", "x", GroupKind.TO_DAN_PHO, cells=[half]),
        lambda: Hierarchy([ward("a")], roll={"a": [half]}, as_of="2023-01-01"),
        lambda: Hierarchy([ward("a")], stays={half: "a"}, as_of="2023-01-01"),
    )
    for make in makers:
        with pytest.raises(InvalidInputError):
            make()


def test_every_text_of_a_plan_or_an_opening_is_read_by_a_reader_of_texts() -> None:
    bare: set[str] = set()
    seen: set[type] = set()

    def look(place: str, hint: Any) -> None:  # noqa: ANN401 - a type, of whatever kind
        if hint is str:
            bare.add(place)
        elif get_origin(hint) is Annotated:
            if hint.__args__[0] is not str:
                look(place, hint.__args__[0])
        elif isinstance(hint, type) and is_dataclass(hint):
            if hint not in seen:
                seen.add(hint)
                hints = get_type_hints(hint, include_extras=True)
                for field in dataclass_fields(hint):
                    look(f"{hint.__name__}.{field.name}", hints[field.name])
        else:
            for inner in get_args(hint):
                look(place, inner)

    for kind in (Plan, Organization, ResidentialGroup, MassBody, Member, *(row.kind for row in VERBS.values())):
        look(kind.__name__, kind)
    assert {Document, Waiver, Rename} <= seen
    assert bare == set()


@pytest.mark.parametrize("reason", ["", "  \n", "\u200b"])
def test_a_correction_says_why(ledger: History, reason: str) -> None:
    with pytest.raises(InvalidInputError) as error:
        ledger.correct_record("b1", recorded="2023-09-01", reason=reason, name="Chi bộ B1")
    assert codes(error) == {"history/no-reason"}
    right = decide("2023-04-01", Merge(["a3"], into="a1"), by="a", number="01")
    with pytest.raises(InvalidInputError, match="Quyết định số 01") as error:
        ledger.correct_decision(1, right, recorded="2023-09-01", reason=reason)
    assert codes(error) == {"history/no-reason"}


def test_a_correction_that_changes_nothing_is_refused(ledger: History) -> None:
    after = ledger.correct_record("b1", recorded="2023-09-01", reason="gõ nhầm", name="Chi bộ B1")
    for key, fields in (("b1", {"name": "Chi bộ B1"}), ("c9", {"form": "chi_bo", "full": 0})):
        with pytest.raises(InvalidInputError) as error:
            after.correct_record(key, recorded="2023-09-01", reason="gõ nhầm", **fields)
        assert codes(error) == {"history/nothing-to-correct"}
    with pytest.raises(InvalidInputError) as error:
        after.correct_decision(1, replace(MERGE), recorded="2023-09-01", reason="ghi nhầm")
    assert codes(error) == {"history/nothing-to-correct"}
    assert len(after.log) == 4
    back = after.correct_record("b1", recorded="2023-09-02", reason="đính chính nhầm", name="Chi bộ b1", full=2)
    assert back.opening["b1"] == city()["b1"]


# --- taking back -----------------------------------------------------------------------------------------------------

PAPER = Document("quyết định", "09", issued="2023-08-20", issuer="a")


def test_a_decision_taken_back_leaves_everything_as_it_was_before(ledger: History) -> None:
    after = ledger.undo(1, effective="2023-09-01", basis=PAPER)
    assert "a2" not in after.as_of("2023-08-31")
    tree = after.as_of("2023-09-01")
    assert tree["a2"] is city()["a2"]
    assert tree.roll("a2") == city().roll("a2")
    assert tree.groups_of("a2") == city().groups_of("a2")
    assert after.decision(4).reverses == 1
    assert after.decision(4).plan.decided_by == "a"


def test_taking_back_can_itself_be_taken_back(ledger: History) -> None:
    once = ledger.undo(1, effective="2023-09-01", basis=PAPER)
    twice = once.undo(4, effective="2023-10-01", basis=Document("quyết định", "10"), decided_by="tp")
    assert "a2" not in twice.as_of("2023-10-01")
    assert once.lineage("a2").became == ("a2",)
    assert twice.lineage("a2").became == ("a1",)


OUTSIDE = "doan-tinh"

TAKEN_BACK: dict[str, Operation] = {
    "admit": Admit("cb-1", [Member("mới", "Người mới")]),
    "leave": Leave(["m-1-1"], reason=LeaveReason.TRANSFERRED),
    "receive": Receive(
        [cell("cb-nhận", "dbp", full=2)], members={"cb-nhận": [Member("đến", "Người đến")]}, from_="tỉnh khác"
    ),
    "hand out": HandOut("bp", to="tỉnh khác"),
    "recognize": Recognize(["m-1-0"]),
    "recognize by number": Recognize(people=[ByNumber("cb-4", probationary=1)]),
    "another name": RenameMember("m-1-0", "Tên khác"),
    "transfer": Transfer(["m-1-0"], to="cb-2"),
    "transfer for a time": Transfer(["m-1-0"], to="cb-2", kind=TransferKind.TEMPORARY),
    "group": ChangeGroup("tdp-1", head="Trưởng"),
    "mass body": Realign(["cđ"], to="tp"),
    "divide": Divide("cb-1", into=2),
    "unit": ChangeHostUnit("cb-1", "trạm"),
    "merge": Merge(["cb-2"], into="cb-1"),
}


@pytest.mark.parametrize("operation", TAKEN_BACK.values(), ids=TAKEN_BACK)
def test_what_was_taken_back_is_not_taken_back_again_and_the_decision_that_did_is_named(operation: Operation) -> None:
    body = MassBody("cđ", "trạm", MassBodyKind.TRADE_UNION, OUTSIDE)
    ledger = History(builders.city(probationary=["m-1-0"], mass_bodies=[body]))
    ledger = ledger.enact(builders.plan(operation, by="tp"), rules=NO_RULES)
    once = ledger.undo(1, effective="2023-06-02", basis=Document("quyết định", "2"), rules=NO_RULES)
    twice = once.undo(2, effective="2023-06-03", basis=Document("quyết định", "3"), rules=NO_RULES)

    for before, number in ((once, 1), (twice, 2)):
        with pytest.raises(PlanRejectedError) as error:
            before.undo(number, effective="2023-06-04", basis=Document("quyết định", "4"), rules=NO_RULES)
        assert codes(error) == {"plan/changed-since", "history/changed-by"}
    assert twice.as_of("2023-06-04").same_as(ledger.as_of("2023-06-04"))


def test_a_stay_is_not_put_back_where_the_guest_is_at_home_since() -> None:
    for_a_time, for_good = Transfer(["m-1-9"], to="cb-3", kind=TransferKind.TEMPORARY), Transfer(["m-1-9"], to="cb-2")
    ledger = History(builders.city(stays={"m-1-9": "cb-2"}))
    for number, one in enumerate((for_a_time, for_good)):
        decision = builders.plan(one, by="tp", basis=Document("quyết định", f"{number}"))
        ledger = ledger.enact(decision, rules=NO_RULES)

    with pytest.raises(PlanRejectedError) as error:
        ledger.undo(1, effective="2023-06-02", basis=Document("quyết định", "2"), rules=NO_RULES)
    assert codes(error) == {"plan/changed-since", "history/changed-by"}


def bodies_taken_back(superior: str) -> tuple[Hierarchy, dict[str, Plan], Callable[..., History]]:
    """Two wards whose trade union hangs under `superior`, and decisions about it."""
    tree = builders.city(mass_bodies=[MassBody("cđ", "trạm", MassBodyKind.TRADE_UNION, superior)])

    def decided(name: str, *operations: Operation) -> Plan:
        return builders.plan(*operations, by="tp", basis=Document("quyết định", name))

    plans = {
        "under another": decided("1", Realign(["cđ"], to="tp")),
        "the other ends": decided("2", Merge(["dbx"], into="dbp")),
        "under what ends": decided("3", Realign(["cđ"], to="cb-3"), Merge(["cb-3"], into="cb-1")),
    }

    def undone(*numbers: int, after: Sequence[str]) -> History:
        ledger = History(tree).enact(*(plans[name] for name in after), rules=NO_RULES)
        for number in numbers:
            paper = Document("quyết định", f"{number}-thu hồi")
            ledger = ledger.undo(number, effective="2023-06-01", basis=paper, rules=NO_RULES)
        return ledger

    return tree, plans, undone


def body_of(ledger: History) -> str:
    return ledger.as_of("2023-06-01").mass_bodies["cđ"].superior


@pytest.mark.parametrize("superior", ["dbx", OUTSIDE])
def test_a_mass_body_goes_back_to_its_superior_wherever_that_stands(superior: str) -> None:
    tree, plans, undone = bodies_taken_back(superior)
    ledger = undone(1, after=["under another"])

    assert body_of(ledger) == superior
    assert ledger.as_of("2023-06-01").same_as(History(tree).as_of("2023-06-01"))
    inverse = ledger.decision(2).plan
    assert inverse.preview(plans["under another"].apply(tree), rules=NO_RULES).findings == ()
    assert body_of(undone(1, 2, after=["under another"])) == "tp"


def test_a_mass_body_goes_back_under_what_has_ended_since_and_is_told() -> None:
    """As if the decision had never been: then it would hang there now, and nothing would have stopped that either."""
    tree, plans, undone = bodies_taken_back("dbx")
    never = History(tree).enact(plans["the other ends"], rules=NO_RULES)
    ledger = undone(1, after=["under another", "the other ends"])

    assert body_of(ledger) == body_of(never) == "dbx"
    assert ledger.as_of("2023-06-01").same_as(never.as_of("2023-06-01"))
    before = History(tree).enact(plans["under another"], plans["the other ends"], rules=NO_RULES)
    state, used = before.as_of("2023-06-01"), {"dbx"}
    told = play(ledger.decision(3).plan, Draft(state), NO_RULES.at(state.as_of), used=used).findings
    assert [(one.code, one.subject, dict(one.facts)["superior"]) for one in told] == [
        ("plan/body-without-superior", "cđ", "dbx")
    ]


def test_taking_back_twice_a_decision_that_left_a_mass_body_under_what_it_ended() -> None:
    """What stood after the decision stands again: it was told, and stopped nothing."""
    tree, plans, undone = bodies_taken_back("dbx")
    once, twice = undone(1, after=["under what ends"]), undone(1, 2, after=["under what ends"])

    assert body_of(once) == "dbx"
    assert once.as_of("2023-06-01").same_as(History(tree).as_of("2023-06-01"))
    assert body_of(twice) == "cb-3"
    assert "cb-3" not in twice.as_of("2023-06-01")
    assert twice.as_of("2023-06-01").same_as(plans["under what ends"].apply(tree, rules=NO_RULES))
    again = twice.decision(3).plan.preview(once.as_of("2023-06-01"), rules=NO_RULES)
    assert [one.code for one in again.findings] == ["plan/body-without-superior"]
    assert body_of(undone(1, 2, 3, after=["under what ends"])) == "dbx"


def test_taking_back_is_refused_where_a_later_decision_changed_the_same(ledger: History) -> None:
    later = ledger.enact(decide("2023-08-01", Rename("a1", "Chi bộ mới"), by="a", number="08"))
    with pytest.raises(PlanRejectedError) as error:
        later.undo(1, effective="2023-09-01", basis=PAPER)
    assert "history/changed-by" in codes(error)
    assert "decision 4 (Quyết định số 08" in str(error.value)
    assert len(later) == 4


def test_taking_back_before_the_effective_date_is_refused(ledger: History) -> None:
    with pytest.raises(PlanRejectedError) as error:
        ledger.undo(1, effective="2023-02-28", basis=PAPER)
    assert codes(error) == {"history/undone-too-early"}
    with pytest.raises(InvalidInputError):
        ledger.undo(7, effective="2023-02-28", basis=PAPER)


def test_taking_back_may_be_allowed_what_a_rule_forbids() -> None:
    ledger = History(city()).enact(
        decide("2023-02-01", Admit("a1", full=40, reason=AdmitReason.RECEIVED)),
        decide("2023-03-01", Leave([], [ByNumber("a1", full=40)], reason=LeaveReason.TRANSFERRED)),
    )
    strict = RuleBook.default().promoted("cell-size-consent")
    with pytest.raises(PlanRejectedError) as error:
        ledger.undo(2, effective="2023-09-01", basis=PAPER, rules=strict)
    assert codes(error) == {"org/large-cell"}
    waiver = Waiver("org/large-cell", "a1", Document("công văn", "5-CV/TU"))
    after = ledger.undo(2, effective="2023-09-01", basis=PAPER, rules=strict, waivers=[waiver])
    assert after.as_of("2023-09-01").own_headcount("a1").total == SIZE + 42
    assert after.decision(3).plan.waivers == (waiver,)


# --- movements -------------------------------------------------------------------------------------------------------


def test_movements_count_what_crosses_the_border_and_nothing_else() -> None:
    ledger = History(city()).enact(
        decide("2023-02-01", Reassign("a3", "b")),
        decide("2023-02-02", Merge(["a2"], into="b1")),
        decide("2023-02-03", Transfer(["m-a1-0"], to="c1")),
        MERGE_INSIDE,
        decide("2023-02-05", Admit("b1", [Member("m-new", "Trần Thị Y", MemberStatus.PROBATIONARY)], full=1)),
        decide("2023-02-06", Leave(["m-b2-0"], [ByNumber("b2", full=1)], reason=LeaveReason.DECEASED)),
        decide("2023-02-07", Admit("a1", full=3, reason=AdmitReason.RECEIVED)),
    )
    a = ledger.movements("2023-02-01", "2023-02-28", of="a")
    assert a.holds
    assert str(a.organizations) == "4 + 0 - 2 = 2"
    assert a.organizations.count("handed_over") == 1
    assert a.organizations.count("merge") == 1
    assert str(a.members) == "24 + 3 - 17 = 10"
    assert a.members.count("with_organizations", section="decrease") == 16
    assert a.members.count("transferred_out") == 1
    assert a.members.count("transferred_in") == 3
    b = ledger.movements("2023-02-01", "2023-02-28", of="b")
    assert b.holds
    assert str(b.organizations) == "4 + 1 - 1 = 4"
    assert b.organizations.count("received") == 1
    assert str(b.members) == "24 + 18 - 2 = 40"
    assert b.members.count("admitted") == 2
    assert b.members.count("deceased") == 2
    whole = ledger.movements("2023-02-01", "2023-02-28")
    assert whole.holds
    assert str(whole.organizations) == "13 + 0 - 2 = 11"
    assert str(whole.members) == "72 + 5 - 2 = 75"
    assert ledger.movements("2023-03-01", "2023-12-31", of="a").organizations.rows == ()


MERGE_INSIDE = decide("2023-02-04", Merge(["b3"], into="b2"))


def test_what_stands_below_a_moved_organization_crosses_with_it() -> None:
    whole = Organization("d", "Đảng bộ bộ phận D", Form.DANG_BO, Level.BELOW_GRASSROOTS, "a")
    ledger = History(city()).enact(
        decide("2023-02-01", Establish(whole), Reassign("a1", "d"), Reassign("a2", "d")),
        decide("2023-02-02", Reassign("d", "c")),
        decide("2023-02-03", Merge(["c1"], into="a1")),
    )
    moved = ledger.movements("2023-02-02", "2023-02-02", of="c")
    assert moved.organizations.count("received") == 3
    assert moved.members.count("with_organizations") == 16
    assert moved.holds
    assert ledger.movements("2023-02-03", "2023-02-03", of="c").members.rows == ()
    own = ledger.movements("2023-01-15", "2023-12-31", of="d")
    assert str(own.organizations) == "0 + 3 - 0 = 3"
    assert own.holds
    assert ledger.movements("2023-01-15", "2023-12-31", of="c1").organizations.closing == (0,)


def test_conversions_net_to_zero_and_splits_have_rows_of_their_own() -> None:
    ledger = History(city()).enact(
        decide("2023-02-01", Convert(["a1"], level=Level.GRASSROOTS)),
        decide("2023-02-02", Split("b1", [cell("b8", "b"), cell("b9", "b")], {"b8": HALF_1, "b9": HALF_2}), by="b"),
        decide("2023-02-03", Consolidate(["c1", "c2"], cell("c8", "c")), by="c"),
    )
    table = ledger.movements("2023-02-01", "2023-02-28")
    assert table.holds
    (within,) = (row for row in table.organizations.rows if row.section == "within")
    assert (within.total, sorted(within.counts)) == (0, [-1, 0, 0, 1])
    assert table.organizations.count("split", section="increase") == 2
    assert table.organizations.count("split", section="decrease") == 1
    assert table.organizations.count("consolidate", section="decrease") == 2
    assert table.organizations.count("consolidate", section="increase") == 1
    assert table.members.rows == ()


HALF_1: list[str | ByNumber] = ["m-b1-0", "m-b1-1", "m-b1-2", ByNumber("b1", full=1), "g-b1"]
HALF_2: list[str | ByNumber] = ["m-b1-3", "m-b1-4", "m-b1-5", ByNumber("b1", full=1)]


def test_a_decision_taken_back_moves_people_and_organizations_back(ledger: History) -> None:
    across = ledger.enact(decide("2023-08-01", Merge(["b2"], into="c1"), number="08"))
    back = across.undo(4, effective="2023-09-01", basis=PAPER).movements("2023-09-01", "2023-09-01", of="b")
    assert back.organizations.count("restore", section="increase") == 1
    assert back.members.count("restore", section="increase") == SIZE + 2
    assert back.holds


def test_the_tables_are_drawn_in_both_languages(ledger: History) -> None:
    table = ledger.movements("2023-01-02", "2023-12-31")
    assert "Đầu kỳ" in table.show().text
    assert "Sáp nhập vào tổ chức khác" in table.show().text
    assert "Merged into another" in table.show(lang="en").text
    assert "<table" in table._repr_html_()
    assert repr(table).startswith("Movements('tp', 2023-01-02 to 2023-12-31: organizations 13 + 1 - 2 = 12; members")


def test_a_period_before_the_ledger_and_unknown_organizations_are_refused(ledger: History) -> None:
    with pytest.raises(InvalidInputError):
        ledger.movements("2022-12-31", "2023-12-31")
    with pytest.raises(UnknownOrganizationError, match="did you mean 'a2'"):
        ledger.movements("2023-01-01", "2023-12-31", of="a22")


# --- lineages --------------------------------------------------------------------------------------------------------


def test_a_lineage_goes_through_dead_organizations_both_ways() -> None:
    ledger = History(city()).enact(
        decide("2023-02-01", Merge(["a1"], into="a2")),
        decide("2023-03-01", Consolidate(["a2", "a3"], cell("a9", "a"))),
        decide("2023-04-01", Dissolve("a9", members_to={"b1": ["m-a1-0"], "b2": REST}, groups_to="b1")),
    )
    line = ledger.lineage("a1")
    assert line.became == ("b1", "b2")
    assert line.came_from == ()
    assert [(edge.source, edge.target, edge.verb, edge.decision) for edge in line.edges] == [
        ("a1", "a2", "merge", 1),
        ("a2", "a9", "consolidate", 2),
        ("a9", "b1", "dissolve", 3),
        ("a9", "b2", "dissolve", 3),
    ]
    back = ledger.lineage("b1")
    assert back.came_from == ("a1", "a2", "a3")  # a2 began without a predecessor: a1 only joined it
    assert back.became == ("b1",)
    assert set(back.graph.nodes) == {"a1", "a2", "a3", "a9", "b1"}
    assert back.graph.edges["a9", "b1"]["successions"][0].on == dt.date(2023, 4, 1)
    assert back.graph.nodes["a9"] == {"name": "Chi bộ a9", "living": False}
    assert "sáp nhập 01/02/2023" in line.show().text
    assert "Came from" in back.show(lang="en").text
    assert repr(line) == "Lineage('a1': 5 organizations, 4 successions, 2 living today)"
    assert "Chi bộ a9" in line._repr_html_()


REST = [f"m-a{at}-{n}" for at in (1, 2, 3) for n in range(SIZE) if (at, n) != (1, 0)] + [ByNumber("a9", full=6)]


def test_a_lineage_follows_time() -> None:
    """What merged into a cell after it had been split has nothing of the part split off."""
    parts = {"a9": ["m-a1-0", "m-a1-1", "m-a1-2"]}
    ledger = History(city()).enact(
        decide("2023-02-01", Split("a1", [cell("a9", "a")], parts, stays=[*KEPT, ByNumber("a1", full=2)])),
        decide("2023-03-01", Merge(["a2"], into="a1")),
    )
    assert ledger.lineage("a2").became == ("a1",)
    assert ledger.lineage("a9").came_from == ("a1",)
    assert set(ledger.lineage("a1").became) == {"a1", "a9"}


KEPT = ["m-a1-3", "m-a1-4", "m-a1-5", "g-a1"]


def test_an_organization_without_predecessors_stands_alone(ledger: History) -> None:
    line = ledger.lineage("b2")
    assert (line.became, line.came_from, line.edges) == (("b2",), (), ())
    assert "Chi bộ b2" in str(line)


def test_an_unknown_organization_is_named_with_the_nearest_of_all_times(ledger: History) -> None:
    with pytest.raises(UnknownOrganizationError, match="'a2'"):
        ledger.lineage("A2 ")
    for asked in (
        lambda: ledger.lineage("zz"),
        lambda: ledger.movements("2023-02-01", "2023-12-31", of="zz"),
        lambda: ledger.correct_record("zz", recorded="2023-09-01", reason="gõ nhầm", name="x"),
    ):
        with pytest.raises(UnknownOrganizationError, match="no organization 'zz' in this ledger on any date"):
            asked()


# --- objects ---------------------------------------------------------------------------------------------------------


def test_a_ledger_survives_a_trip_between_processes(ledger: History) -> None:
    ledger = ledger.correct_record("b1", recorded="2023-09-01", reason="gõ nhầm", code="007")
    again = pickle.loads(pickle.dumps(ledger))  # noqa: S301
    assert again.log == ledger.log
    assert again.as_of("2023-12-31").same_as(ledger.as_of("2023-12-31"))


def test_no_names_of_people_in_what_is_shown(ledger: History) -> None:
    plan = decide("2023-09-01", Admit("a1", [Member("m-new", "Trần Thị Y")]))
    after = ledger.enact(plan)
    for shown in (
        repr(after),
        repr(after.decisions),
        repr(after.log),
        str(after.movements("2023-01-01", "2023-12-31")),
    ):
        assert "Trần" not in shown
        assert "Nguyễn" not in shown


@pytest.mark.parametrize("number", ["Nguyễn Văn An", {"name": "Nguyễn Văn An"}, ["Nguyễn Văn An"]])
@pytest.mark.parametrize("ask", ["decision", "undo", "correct_decision"])
def test_what_is_no_number_of_a_decision_is_not_repeated_where_it_may_be_a_person(ask: str, number: object) -> None:
    book, wrong = article(), cast("int", number)
    plan = book.decisions[0].plan
    asked: dict[str, Callable[[], object]] = {
        "decision": lambda: book.decision(wrong),
        "undo": lambda: book.undo(wrong, effective="2030-01-01", basis=plan.basis),
        "correct_decision": lambda: book.correct_decision(wrong, plan, recorded="2030-01-01", reason="sai"),
    }
    with pytest.raises(InvalidInputError) as caught:
        asked[ask]()

    assert "Nguyễn" not in f"{caught.value}{caught.value.text()}{caught.value.findings}{caught.value.as_dict()}"
