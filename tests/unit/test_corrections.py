"""Records of residential groups and people that were wrong all along; heads that change by a decision, and the ledger.

Those of organizations are corrected in the same way; `test_history.py` asks what both have in common.
"""

from __future__ import annotations

import json
import pickle
import unicodedata
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from dangbo import datasets
from dangbo.base.citations import Document
from dangbo.base.errors import InvalidInputError, LedgerError, PlanRejectedError
from dangbo.base.terms import GroupKind, LeaveReason, MemberStatus
from dangbo.change.play import Operation
from dangbo.change.verbs.borders import Receive
from dangbo.change.verbs.facts import ChangeHostUnit, Divide, Rename, WithdrawConsent
from dangbo.change.verbs.groups import AssignGroups, ChangeGroup, MergeGroups, SplitGroup
from dangbo.change.verbs.organizations import Establish, Merge
from dangbo.change.verbs.people import Admit, Leave, Recognize, RenameMember
from dangbo.history import History
from dangbo.ledger import journal
from dangbo.restructure import Plan
from dangbo.tree.members import ERASED, Headcount, Member
from dangbo.tree.records import ResidentialGroup
from tests.builders import LETTER, cell, city, people, zone

STATE = Document("nghị quyết", "12/NQ-HĐND", "2023-05-02")
WHY: dict[str, Any] = {"recorded": "2024-01-10", "reason": "ghi nhầm"}
NFD = unicodedata.normalize("NFD", "Tổ dân phố 1")
FULL, WAITING = MemberStatus.FULL, MemberStatus.PROBATIONARY


def decide(day: str, *operations: Operation, by: str = "dbp") -> Plan:
    return Plan(day, by, Document("quyết định", day, day, "Đảng ủy"), operations)


def codes(error: pytest.ExceptionInfo[Any]) -> list[str]:
    return [one.code for one in error.value.findings]


def heads(ledger: History, day: str, known: str | None = None) -> tuple[int, int]:
    """Of how many heads it is known, and how many are members."""
    found = ledger.as_of(day, known=known).coverage()
    return found.heads_known, found.heads_members


@pytest.fixture
def ledger() -> History:
    """cb-2 is merged into cb-1; tdp-1 is divided; somebody is admitted, leaves, and comes back under another name."""
    parts = [zone(f"1{x}", head=f"Người đứng đầu {x}", head_is_member=False) for x in "ab"]
    return History(city()).enact(
        decide("2023-06-01", Merge(["cb-2"], into="cb-1")),
        decide("2023-07-01", SplitGroup("tdp-1", parts, STATE)),
        decide("2023-08-01", Admit("cb-3", [Member("m-new", "Đỗ Văn Mới", WAITING)])),
        decide("2023-09-01", Leave(["m-new"], reason=LeaveReason.WITHDREW)),
        decide("2023-10-01", Admit("cb-3", [Member("m-new", "Đỗ Văn Mới", FULL)])),
    )


# --- what changes ---------------------------------------------------------------------------------------------------


def test_the_indicator_of_the_article_moves_in_a_ledger() -> None:
    """353 of 401 heads are members: 88.0 %. One steps down for somebody who is none, and one is admitted."""
    ledger = History(datasets.thai_nguyen())
    first = ChangeGroup("tdp-phu-xa-12", head="Đỗ Thị Ơn", head_is_member=False)
    second = ChangeGroup("tdp-quan-trieu-1", head_is_member=True)
    paper = Document("quyết định", "1-QĐ/UBND", "2023-05-20")
    ledger = ledger.enact(Plan("2023-06-01", "tp-thai-nguyen", paper, [first]))
    two = Document("quyết định", "2-QĐ/UBND", "2023-06-20")
    ledger = ledger.enact(
        Plan("2023-07-01", "tp-thai-nguyen", two, [second, ChangeGroup("tdp-quan-trieu-9", name="x")])
    )

    shares = [ledger.as_of(day).coverage().heads_who_are_members for day in ("2023-05-31", "2023-06-01", "2023-07-01")]
    assert [(share.count, share.of) for share in shares if share] == [(353, 401), (352, 401), (353, 401)]
    back = ledger.undo(1, effective="2023-08-01", basis=Document("quyết định", "3-QĐ/UBND", "2023-07-20"))
    assert heads(back, "2023-07-31")[1] == 353
    assert heads(back, "2023-08-01")[1] == 354
    assert back.as_of("2023-08-01").groups["tdp-phu-xa-12"] == datasets.thai_nguyen().groups["tdp-phu-xa-12"]
    assert back.check() == ()


def test_a_change_of_a_group_recorded_late_is_known_from_then_on() -> None:
    ledger = History(city()).enact(decide("2023-07-01", ChangeGroup("tdp-4", head_is_member=False)))
    late = ledger.enact(
        decide("2023-06-01", ChangeGroup("tdp-1", head="m-1-0", head_is_member=True)), recorded="2023-08-01"
    )

    assert [heads(late, day) for day in ("2023-05-31", "2023-06-01", "2023-07-01")] == [(1, 1), (2, 2), (2, 1)]
    assert heads(late, "2023-07-01", known="2023-07-31") == (1, 0)
    assert late.movements("2023-05-01", "2023-12-31").holds


def test_a_decision_on_a_group_is_corrected_and_may_block_a_later_one() -> None:
    first = decide("2023-06-01", ChangeGroup("tdp-1", head="m-1-0", head_is_member=True))
    ledger = History(city()).enact(first, decide("2023-07-01", ChangeGroup("tdp-1", head_is_member=False)))

    right = decide("2023-06-01", ChangeGroup("tdp-2", head="m-2-0", head_is_member=True))
    corrected = ledger.correct_decision(1, right, **WHY)
    assert heads(corrected, "2023-07-01") == (3, 2)
    assert heads(corrected, "2023-07-01", known="2024-01-09") == (2, 1)
    wrong = decide("2023-06-01", ChangeGroup("tdp-1", head="m-1-0", head_is_member=False))
    with pytest.raises(PlanRejectedError) as error:
        ledger.correct_decision(1, wrong, **WHY)
    assert codes(error) == ["history/later-decision"]


def test_nothing_that_changed_since_is_lost_by_taking_a_change_of_a_group_back() -> None:
    first = decide("2023-06-01", ChangeGroup("tdp-1", head="m-1-0"))
    ledger = History(city()).enact(first, decide("2023-07-01", ChangeGroup("tdp-1", head="m-1-1")))

    with pytest.raises(PlanRejectedError) as error:
        ledger.undo(1, effective="2023-08-01", basis=STATE)
    assert "plan/changed-since" in codes(error)


@pytest.mark.parametrize(
    ("operation", "field", "before", "after"),
    [
        (ChangeHostUnit("cb-1", "y-te"), "host_unit", None, "y-te"),
        (Divide("cb-1", 3), "groups_of_members", 0, 3),
        (WithdrawConsent("cb-6", LETTER), "consents", city()["cb-6"].consents, ()),
    ],
    ids=["host unit", "tổ đảng", "consent"],
)
def test_facts_of_an_organization_change_in_a_ledger_and_back(
    operation: Operation, field: str, before: object, after: object, tmp_path: Path
) -> None:
    key = operation.subject
    ledger = History(city()).enact(decide("2023-06-01", operation))
    back = ledger.undo(1, effective="2023-08-01", basis=STATE)

    states = [getattr(back.as_of(day)[key], field) for day in ("2023-05-31", "2023-06-01", "2023-08-01")]
    assert states == [before, after, before]
    assert back.movements("2023-05-01", "2023-12-31").holds
    assert back.lineage(key).show(lang="en").text.count("\n") <= 1  # nobody took over from anybody
    back.save(tmp_path / "l.jsonl")
    again = History.load(tmp_path / "l.jsonl")
    assert (again.log, again.seal) == (back.log, back.seal)
    assert again.as_of("2023-07-01").same_as(back.as_of("2023-07-01"))


def test_a_decision_recorded_late_counts_a_withdrawal_where_it_stands() -> None:
    """The paper that is withdrawn in July cannot be withdrawn in August; before, it may not be either."""
    ledger = History(city()).enact(decide("2023-07-01", WithdrawConsent("cb-6", LETTER), by="dbx"))
    for day in ("2023-06-01", "2023-08-01"):
        with pytest.raises(PlanRejectedError):
            ledger.enact(decide(day, WithdrawConsent("cb-6", LETTER), by="dbx"), recorded="2023-09-01")


# --- groups ---------------------------------------------------------------------------------------------------------


def test_a_group_of_the_opening_was_so_all_along_and_was_not_known(ledger: History) -> None:
    right = ledger.correct_group("tdp-4", head="m-4-0", head_is_member=False, place="Phú Xá", **WHY)

    assert right.opening.groups["tdp-4"] == zone(4, "cb-4", head="m-4-0", head_is_member=False, place="Phú Xá")
    assert heads(right, "2023-05-01") == (1, 0)
    assert heads(right, "2023-05-01", known="2024-01-09") == heads(ledger, "2023-05-01") == (1, 1)
    assert repr(right.corrections[0]) == "Correction(6: of 'tdp-4', recorded 2024-01-10)"
    assert right.corrections[0].record == ("group", "tdp-4")
    assert right.check() == ()
    assert right.known("2024-01-09").opening.same_as(city())


def test_a_group_that_a_decision_brought_is_corrected_there(ledger: History) -> None:
    right = ledger.correct_group("tdp-1a", kind=GroupKind.XOM, head=None, head_is_member=True, **WHY)

    group = right.as_of("2023-07-01").groups["tdp-1a"]
    assert (group.kind, group.head, group.head_is_member, group.cells) == (GroupKind.XOM, None, True, ("cb-1",))
    assert right.as_of("2023-07-01").groups["tdp-1b"] == ledger.as_of("2023-07-01").groups["tdp-1b"]
    assert (right.decision(2).corrected_by, right.decision(1).corrected_by) == (6, None)
    assert right.as_of("2023-07-01", known="2024-01-09").groups["tdp-1a"].head == "Người đứng đầu a"
    assert right.opening is ledger.opening


def test_a_correction_reaches_through_what_happened_to_the_cells_of_a_group(ledger: History) -> None:
    """tdp-2 was served by cb-3; so the merger of cb-2 gives cb-1 only tdp-3 besides its own."""
    right = ledger.correct_group("tdp-2", cells=["cb-3"], **WHY)

    assert [group.id for group in right.opening.groups_of("cb-3")] == ["tdp-3", "tdp-2"]
    assert [group.id for group in right.opening.groups_of("cb-2")] == ["tdp-3"]
    after = right.as_of("2023-06-01")
    assert after.groups["tdp-2"].cells == ("cb-3",)
    assert {group.id for group in after.groups_of("cb-1")} == {"tdp-1", "tdp-3"}
    assert ledger.as_of("2023-06-01").groups["tdp-2"].cells == ("cb-1",)


def test_cells_that_are_not_there_serve_nothing(ledger: History) -> None:
    with pytest.raises(InvalidInputError) as error:
        ledger.correct_group("tdp-2", cells=["cb-3", "cb-99"], **WHY)
    assert [(one.code, one.subject) for one in error.value.findings] == [("tree/unknown-group-cell", "tdp-2")]
    with pytest.raises(InvalidInputError) as error:
        ledger.correct_group("tdp-1a", cells=["cb-99"], **WHY)
    assert codes(error) == ["history/later-decision"]


def test_what_a_later_decision_set_of_a_group_is_named_and_holds() -> None:
    first, second = ChangeGroup("tdp-1", head="m-1-0", head_is_member=True), AssignGroups({"tdp-1": ["cb-3"]})
    ledger = History(city()).enact(decide("2023-06-01", first), decide("2023-07-01", second))

    with pytest.raises(InvalidInputError) as error:
        ledger.correct_group("tdp-1", head="m-1-5", **WHY)
    (found,) = error.value.findings
    assert (found.code, found.subject, dict(found.facts)["number"]) == ("history/set-later", "tdp-1", 1)
    assert "set head later" in found.message
    right = ledger.correct_group("tdp-1", head="m-1-5", until=1, **WHY)
    assert [right.as_of(day).groups["tdp-1"].head for day in ("2023-05-31", "2023-06-01")] == ["m-1-5", "m-1-0"]
    with pytest.raises(InvalidInputError) as error:
        ledger.correct_group("tdp-1", cells=["cb-2"], **WHY)
    assert codes(error) == ["history/set-later"]
    with pytest.raises(InvalidInputError) as error:
        ledger.correct_group("tdp-1", name="Tổ Một", until=2, **WHY)
    assert codes(error) == ["history/not-set-later"]
    assert ledger.correct_group("tdp-1", name="Tổ Một", **WHY).as_of("2023-07-01").groups["tdp-1"].cells == ("cb-3",)


def test_a_group_that_ended_is_corrected_too(ledger: History) -> None:
    merged = ledger.enact(decide("2023-11-01", MergeGroups(["tdp-2"], into="tdp-4", document=STATE)))
    right = merged.correct_group("tdp-2", name="Tổ Hai", **WHY)

    assert right.as_of("2023-10-31").groups["tdp-2"].name == "Tổ Hai"
    assert "tdp-2" not in right.as_of("2023-11-01").groups


# --- people ---------------------------------------------------------------------------------------------------------


def test_a_person_of_the_opening_had_another_status_all_along(ledger: History) -> None:
    """m-2-0 goes from cb-2 to cb-1 in June, and was on probation then too."""
    right = ledger.correct_member("m-2-0", status=WAITING, name="Đặng Thị Ước", **WHY)

    assert right.opening.members["m-2-0"] == Member("m-2-0", "Đặng Thị Ước", WAITING)
    assert right.opening.own_headcount("cb-2") == Headcount(9, 1)
    assert right.as_of("2023-06-01").own_headcount("cb-1") == Headcount(19, 1)
    assert right.as_of("2023-12-31").headcount() - ledger.as_of("2023-12-31").headcount() == Headcount(-1, 1)
    assert right.as_of("2023-12-31", known="2024-01-09").same_as(ledger.as_of("2023-12-31"))
    assert right.movements("2023-05-01", "2023-12-31").holds
    assert right.opening.roll("cb-2") == ledger.opening.roll("cb-2")
    assert repr(right.corrections[0]) == "Correction(6: of 'm-2-0', recorded 2024-01-10)"
    assert right.check() == ()


def test_somebody_on_no_roll_is_corrected(ledger: History) -> None:
    right = ledger.correct_member(ledger.opening.members["m-0"], name="Người Cũ Hơn", **WHY)

    assert right.as_of("2023-12-31").members["m-0"].name == "Người Cũ Hơn"


def test_a_person_whom_a_decision_admitted_is_corrected_there(ledger: History) -> None:
    """The first of two admissions; the second says what it says."""
    with pytest.raises(InvalidInputError) as error:
        ledger.correct_member("m-new", name="Đỗ Văn Cũ", **WHY)
    assert [dict(one.facts)["number"] for one in error.value.findings] == [5]
    right = ledger.correct_member("m-new", name="Đỗ Văn Cũ", until=5, **WHY)

    assert [right.as_of(day).members["m-new"].name for day in ("2023-08-01", "2023-10-01")] == [
        "Đỗ Văn Cũ",
        "Đỗ Văn Mới",
    ]
    assert right.decision(3).corrected_by == 6


def test_a_corrected_member_moves_the_figures_of_a_closed_period(ledger: History) -> None:
    closed = ledger.close(on="2023-12-31", basis=Document("báo cáo", "9-BC/ĐU", "2024-01-05"))
    right = closed.correct_member("m-3-1", status=WAITING, **WHY)

    told = [one for one in right.check() if one.code == "history/changes-closed-period"]
    assert len(told) == 1
    table = right.changed_since_closing("2023-12-31")
    rows = {(row.organization, row.figure): (row.old, row.new) for row in table}
    assert rows["cb-3", "full"] == (11, 10)
    assert rows["cb-3", "probationary"] == (0, 1)


def test_what_later_decisions_say_of_a_person_is_named_and_holds(ledger: History) -> None:
    """Who was on probation all along becomes full by the decision that recognizes; and has a name by another."""
    probation = ledger.correct_member("m-3-1", status=WAITING, recorded="2024-01-01", reason="a")
    full = probation.enact(
        decide("2024-02-01", Recognize(["m-3-1"])), decide("2024-03-01", RenameMember("m-3-1", "Lê Thị Ba"))
    )
    with pytest.raises(InvalidInputError) as error:
        full.correct_member("m-3-1", status=FULL, recorded="2024-04-01", reason="b")
    assert codes(error) == ["history/later-decision"]  # nobody is recognized who is full
    with pytest.raises(InvalidInputError) as error:
        full.correct_member("m-3-1", name="Lê Thị Hai", recorded="2024-04-01", reason="b")
    assert codes(error) == ["history/set-later"]
    right = full.correct_member("m-3-1", name="Lê Thị Hai", until=7 + 1, recorded="2024-04-01", reason="b")
    assert [right.as_of(day).members["m-3-1"] for day in ("2024-01-31", "2024-02-01", "2024-03-01")] == [
        Member("m-3-1", "Lê Thị Hai", WAITING),
        Member("m-3-1", "Lê Thị Hai"),
        Member("m-3-1", "Lê Thị Ba"),
    ]


def test_records_that_came_with_what_was_received_are_corrected_there(ledger: History) -> None:
    """An organization from another province, with one member by name and one residential group."""
    received = Receive(
        [cell("cb-x", "dbx")],
        members={"cb-x": [Member("m-x", "Vũ Đình X"), Member("m-y", "Vũ Đình Y")]},
        groups=[zone("x", "cb-x", head="m-x", head_is_member=True)],
        from_="Tỉnh ủy Bắc Kạn",
    )
    more = ledger.enact(decide("2023-11-01", received, by="tp"))
    right = (
        more.correct_member("m-x", status=WAITING, recorded="2024-01-01", reason="a")
        .correct_group("tdp-x", kind=GroupKind.XOM, recorded="2024-01-02", reason="b")
        .correct_record("cb-x", code="007", recorded="2024-01-03", reason="c")
    )
    after = right.as_of("2023-11-01")
    assert after.own_headcount("cb-x") == Headcount(1, 1)
    assert (after.groups["tdp-x"].kind, after["cb-x"].code) == (GroupKind.XOM, "007")
    assert right.decision(6).corrected_by == 9
    assert right.known("2024-01-01").as_of("2023-11-01")["cb-x"].code is None


# --- what is none ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "key", "corrected", "code"),
    [
        ("correct_group", "tdp-9", {"name": "x"}, "history/unknown-group"),
        ("correct_group", "cb-1", {"name": "x"}, "history/unknown-group"),
        ("correct_group", "tdp-1", {}, "history/no-such-field"),
        ("correct_group", "tdp-1", {"id": "x"}, "history/no-such-field"),
        ("correct_group", "tdp-1", {"members": 5}, "history/no-such-field"),
        ("correct_group", "tdp-1", {"name": "Tổ dân phố 1"}, "history/nothing-to-correct"),
        (
            "correct_group",
            "tdp-1",
            {"name": unicodedata.normalize("NFD", "Tổ dân phố 1")},
            "history/nothing-to-correct",
        ),
        ("correct_group", "tdp-1", {"name": " "}, "input/bad-value"),
        ("correct_group", "tdp-1", {"head_is_member": "maybe"}, "input/bad-value"),
        ("correct_member", "m-9", {"name": "x"}, "history/unknown-member"),
        ("correct_member", "Người m-1-0", {"name": "x"}, "history/unknown-member"),
        ("correct_member", "m-1-0", {}, "history/no-such-field"),
        ("correct_member", "m-1-0", {"id": "x", "organization": "cb-2"}, "history/no-such-field"),
        ("correct_member", "m-1-0", {"status": FULL}, "history/nothing-to-correct"),
        ("correct_member", "m-1-0", {"status": "expelled"}, "input/bad-value"),
    ],
)
def test_what_is_no_correction_is_refused(
    ledger: History, verb: str, key: str, corrected: dict[str, object], code: str
) -> None:
    with pytest.raises(InvalidInputError) as error:
        getattr(ledger, verb)(key, **WHY, **corrected)
    assert codes(error) == [code]
    assert not [found for found in error.value.findings if "Người m-1-0" in str(found) and key == "m-1-0"]


@pytest.mark.parametrize(
    ("given", "code"),
    [({"reason": " "}, "history/no-reason"), ({"recorded": "2023-09-09"}, "history/recorded-backwards")],
)
def test_a_correction_says_why_and_stands_behind_what_is_there(
    ledger: History, given: dict[str, str], code: str
) -> None:
    for correct in (
        partial(ledger.correct_group, "tdp-1", name="x"),
        partial(ledger.correct_member, "m-1-0", name="Lê X"),
    ):
        with pytest.raises(InvalidInputError) as error:
            correct(**WHY | given)
        assert codes(error) == [code]


def test_the_fields_of_a_group_are_named_in_both_languages(ledger: History) -> None:
    with pytest.raises(InvalidInputError) as error:
        ledger.correct_group("tdp-1", id="x", **WHY)
    (found,) = error.value.findings
    assert "Name one or more of: name, kind, place, cells, head, head_is_member." in str(found)
    assert "tên; loại; xã, phường; chi bộ; người đứng đầu; người đứng đầu là đảng viên." in found.text()


# --- several, and on disk -------------------------------------------------------------------------------------------


def many(ledger: History) -> History:
    """Corrections of all kinds of records, of the opening and of decisions, one after the other."""
    return (
        ledger.correct_group("tdp-4", head="Đàm Thị Ơn", recorded="2024-01-01", reason="a")
        .correct_member("m-2-0", name="Đặng Thị Ước", status=WAITING, recorded="2024-01-02", reason="b")
        .correct_record("cb-3", code="003", recorded="2024-01-03", reason="c")
        .correct_group("tdp-1b", head="Đinh Bộ Lĩnh", head_is_member=None, recorded="2024-01-04", reason="d")
        .correct_member("m-new", status=FULL, recorded="2024-01-05", reason="e")
        .correct_group("tdp-2", cells=["cb-3"], place=None, kind=GroupKind.XOM, recorded="2024-01-06", reason="f")
    )


def test_corrections_of_every_kind_stand_beside_each_other(ledger: History) -> None:
    right = many(ledger)

    for day in ("2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-06"):
        then = right.known(day)
        assert then.opening.groups["tdp-4"].head == "Đàm Thị Ơn"
        assert then.opening.members["m-2-0"].status is (FULL if day == "2024-01-01" else WAITING)
        assert then.opening["cb-3"].code == ("003" if day >= "2024-01-03" else None)
        head = then.as_of("2023-12-31").groups["tdp-1b"].head
        assert head == ("Đinh Bộ Lĩnh" if day >= "2024-01-04" else "Người đứng đầu b")
        assert then.as_of("2023-08-01").own_headcount("cb-3") == (
            Headcount(11) if day >= "2024-01-05" else Headcount(10, 1)
        )
    assert right.known("2024-01-06").log == right.log
    assert pickle.loads(pickle.dumps(right)).as_of("2023-12-31").same_as(right.as_of("2023-12-31"))  # noqa: S301


def test_a_file_carries_corrections_of_groups_and_people_with_names_beside(ledger: History, tmp_path: Path) -> None:
    right, path = many(ledger), tmp_path / "sổ.jsonl"
    ledger.save(path)
    assert right.append(path) == 6

    again = History.load(path)
    assert (again.log, again.seal) == (right.log, right.seal)
    assert again.as_of("2023-12-31").same_as(right.as_of("2023-12-31"))
    assert again.as_of("2023-12-31", known="2024-01-03").same_as(right.as_of("2023-12-31", known="2024-01-03"))
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    sealed = json.dumps([{**line, "beside": None} for line in lines], ensure_ascii=False)
    assert not [name for name in ("Đàm Thị Ơn", "Đặng Thị Ước", "Đinh Bộ Lĩnh") if name in sealed]
    assert lines[-6]["group"] == {"id": "tdp-4", "head": 0}
    assert lines[-5]["member"] == {"id": "m-2-0", "name": 0, "status": "probationary"}
    assert lines[-1]["group"] == {"id": "tdp-2", "cells": ["cb-3"], "place": None, "kind": "xom"}

    nobody = right.correct_group("tdp-1a", head=None, recorded="2024-01-07", reason="g")
    assert nobody.append(path) == 1
    assert History.load(path).as_of("2023-12-31").groups["tdp-1a"].head is None


def test_names_of_corrections_are_erased(ledger: History, tmp_path: Path) -> None:
    right, path = many(ledger), tmp_path / "sổ.jsonl"
    right.save(path)

    assert History.erase("m-2-0", path) == 2  # in the opening, and as it should have been
    assert History.erase(right.opening.groups["tdp-4"], path) == 1
    assert History.erase(right.as_of("2023-12-31").groups["tdp-1b"], path) == 2

    text = path.read_text(encoding="utf-8")
    assert not [name for name in ("Đàm Thị Ơn", "Đặng Thị Ước", "Đinh Bộ Lĩnh", "Người đứng đầu b") if name in text]
    again = History.load(path)
    assert again.seal == right.seal
    assert again.opening.members["m-2-0"] == Member("m-2-0", ERASED, WAITING)
    assert again.opening.groups["tdp-4"].head == ERASED
    assert again.as_of("2023-12-31").groups["tdp-1b"].head == ERASED
    assert again.as_of("2023-12-31").groups["tdp-1a"].head == "Người đứng đầu a"


def test_a_file_whose_heads_were_erased_goes_on(tmp_path: Path) -> None:
    """Two heads of one group read alike then, and one of them took over from the other."""
    path, here = tmp_path / "sổ.jsonl", zone(4, "cb-4", head="Đỗ A", head_is_member=True)
    start = city()
    ledger = (
        History(start)
        .correct_group("tdp-4", head=here.head, recorded="2023-05-01", reason="ghi thiếu")
        .enact(decide("2023-06-01", ChangeGroup("tdp-4", head="Đỗ B", head_is_member=True)))
        .undo(2, effective="2023-07-01", basis=STATE)
        .enact(decide("2023-08-01", ChangeGroup("tdp-4", head="m-4-0")))
    )
    ledger.save(path)
    assert History.erase(here, path) == 5
    again = History.load(path)

    assert again.seal == ledger.seal
    assert [again.as_of(day).groups["tdp-4"].head for day in ("2023-05-31", "2023-06-01", "2023-08-01")] == [ERASED] * 3
    assert again.enact(decide("2023-09-01", ChangeGroup("tdp-4", head="m-4-1"))).append(path) == 1
    assert History.load(path).as_of("2023-09-01").groups["tdp-4"].head == "m-4-1"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('"group":{"id":"tdp-4","head":0}', '"group":{"id":"tdp-99","head":0}'),
        ('"group":{"id":"tdp-4","head":0}', '"group":{"id":"tdp-4"}'),
        ('"group":{"id":"tdp-4","head":0}', '"group":{"id":"tdp-4","head":1}'),
        ('"group":{"id":"tdp-4","head":0}', '"group":{"id":"tdp-4","head":0,"more":1}'),
        ('"group":{"id":"tdp-4","head":0}', '"group":"tdp-4"'),
        ('"group":{"id":"tdp-4","head":0}', '"group":{"head":0}'),
        ('"group":{"id":"tdp-4","head":0}', '"group":{"id":"tdp-4","head":0},"member":{"id":"m-0","name":"x"}'),
        ('"m-2-0","name":0,"status":"probationary"', '"m-2-0","name":0,"status":"gone"'),
        ('"member":{"id":"m-2-0"', '"member":{"id":"m-none"'),
        ('"member":{"id":"m-2-0"', '"member":{"id":7'),
        ('"cells":["cb-3"]', '"cells":["cb-99"]'),
        ('"cells":["cb-3"]', '"cells":[3]'),
    ],
)
def test_corrections_that_another_writer_sealed_are_told(ledger: History, tmp_path: Path, was: str, now: str) -> None:
    path = tmp_path / "sổ.jsonl"
    many(ledger).save(path)
    seal, data, met = journal.START, b"", 0
    for entry in [*journal.read(path)]:
        text = json.dumps(entry.body, ensure_ascii=False, separators=(",", ":"))
        met += text.count(was)
        line = journal.sealed(json.loads(text.replace(was, now)), seal, names=entry.names)
        seal, data = line.seal, data + line.data + b"\n"
    path.write_bytes(data)
    assert met == 1
    with pytest.raises(LedgerError, match="it does not say what a ledger says"):
        History.load(path)


def test_an_organization_that_began_with_people_and_groups_is_corrected_as_before(ledger: History) -> None:
    """The record of a group may name a cell that begins with the same decision."""
    begun = ledger.enact(
        decide("2023-11-01", Establish(cell("cb-9"), people(3, 0, 1, 2)), AssignGroups({"tdp-4": ["cb-9"]}))
    )
    right = begun.correct_record("cb-9", recorded="2024-01-10", reason="x", name="Chi bộ Chín", groups_of_members=2)

    assert right.as_of("2023-11-01")["cb-9"].groups_of_members == 2
    assert isinstance(right.as_of("2023-11-01").groups["tdp-4"], ResidentialGroup)


@pytest.mark.parametrize("limit", [True, [], {}, 1.0, "1", object()])
def test_a_limit_that_is_no_number_of_a_decision_is_told(ledger: History, limit: Any) -> None:  # noqa: ANN401 - odd on purpose
    renamed = ledger.enact(decide("2023-11-01", Rename("cb-3", "Chi bộ Đình")))
    for correct in (
        partial(ledger.correct_member, "m-new", name="Đỗ Văn Cũ"),
        partial(ledger.correct_group, "tdp-2", name="Tổ Hai"),
        partial(renamed.correct_record, "cb-3", name="Chi bộ Ba"),
    ):
        with pytest.raises(InvalidInputError) as error:
            correct(until=limit, **WHY)
        assert codes(error) == ["history/unknown-decision"]
        assert "object at" not in str(error.value)
