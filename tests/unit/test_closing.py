"""Periods that were closed and figures that are expected: what later entries change in them is told, nothing stops."""

from __future__ import annotations

import datetime as dt
import pickle
import unicodedata
from pathlib import Path
from typing import Any

import pytest

import dangbo as db
from dangbo import (
    Admit,
    Balance,
    ByNumber,
    Closing,
    Document,
    Expectation,
    Finding,
    History,
    Leave,
    LeaveReason,
    Level,
    Merge,
    Operation,
    Plan,
    Reassign,
    Rename,
    Transfer,
    UnknownOrganizationError,
)
from dangbo.base.errors import InvalidInputError, PlanRejectedError
from dangbo.ledger import closed as closed_periods
from tests.builders import NO_RULES, ROOT, cell, city, dang_bo, people, plan

REPORT = Document("báo cáo", "12-BC/TU", "2024-01-05", "Thành ủy")
YEAR = "2023-12-31"


def decided(day: str, *operations: Operation, number: str = "", by: str = "tp") -> Plan:
    """A decision of the city, by a paper of its own."""
    return plan(*operations, by=by, effective=day, basis=Document("quyết định", number or f"{day}-QĐ/TU", day))


def closed(*later: Plan, on: str = YEAR) -> History:
    """The two wards, a merger of June 2023, the year closed, and what was recorded after that."""
    ledger = History(city()).enact(decided("2023-06-01", Merge(["cb-2"], into="cb-1"), by="dbp"), rules=NO_RULES)
    return ledger.close(on=on, basis=REPORT).enact(*later, recorded="2024-02-01", rules=NO_RULES)


def told(ledger: History) -> list[tuple[str, tuple[str, ...], dict[str, Any]]]:
    """What is told of closings and balances: code, subjects, facts."""
    found = [one for one in ledger.check() if one.code in CODES]
    return [(one.code.removeprefix("history/"), one.subjects, dict(one.facts)) for one in found]


CODES = {"history/changes-closed-period", "history/balance-broken", "history/balance-unmet"}


def rows(ledger: History, on: str = YEAR) -> list[tuple[str, str, int, int]]:
    return [(row.organization, row.figure, row.old, row.new) for row in ledger.changed_since_closing(on)]


def refused(what: str, error: type[InvalidInputError | PlanRejectedError] = InvalidInputError) -> Any:  # noqa: ANN401
    return pytest.raises(error, match=rf"\[{what}\]")


# --- a closing --------------------------------------------------------------------------------------------------------


def test_a_closing_is_an_entry_like_others_and_changes_no_state() -> None:
    before = History(city()).enact(decided("2023-06-01", Merge(["cb-2"], into="cb-1"), by="dbp"), rules=NO_RULES)
    after = before.close(on=YEAR, basis=REPORT)
    assert after.log[1] == after.closings[0] == Closing(2, dt.date(2024, 1, 5), dt.date(2023, 12, 31), REPORT)
    assert repr(after.closings[0]) == "Closing(2: up to 2023-12-31, recorded 2024-01-05)"
    assert after.decisions == before.decisions
    assert (before.closings, len(before.log), after.corrections) == ((), 1, ())
    assert after.as_of("2024-06-01").same_as(before.as_of("2024-06-01"))
    assert after.check() == before.check()
    assert [len(after.known(day).closings) for day in ("2024-01-04", "2024-01-05")] == [0, 1]


def test_what_takes_effect_later_or_was_recorded_before_is_not_told() -> None:
    ledger = History(city()).enact(decided("2023-06-01", Admit("cb-6", full=2)), recorded="2024-01-05", rules=NO_RULES)
    ledger = ledger.close(on=YEAR, basis=REPORT, recorded="2024-01-05")
    ledger = ledger.enact(decided("2024-01-01", Admit("cb-6", full=1)), recorded="2024-01-05", rules=NO_RULES)
    assert told(ledger) == []
    table = ledger.changed_since_closing(YEAR)
    assert (len(table), table.entries, table.on) == (0, (), dt.date(2023, 12, 31))
    assert "Nothing changed." in str(table)
    assert "Không có gì thay đổi." in table.show().text


def test_a_late_decision_enters_and_its_figures_and_organizations_are_told() -> None:
    late = closed(decided("2023-11-01", Reassign("cb-3", to="dbx")))
    assert [child.id for child in late.as_of(YEAR).children("dbx")] == ["cb-6", "cb-3"]
    ((code, subjects, facts),) = told(late)
    assert (code, subjects) == ("changes-closed-period", ("cb-3",))
    assert (facts["number"], facts["closing"], facts["day"]) == (3, 2, dt.date(2023, 12, 31))
    assert facts["figures"].en == "the totals stay as they were; 'cb-3': direct superior 'dbp' → 'dbx'"
    assert facts["figures"].vi == "tổng số toàn đảng bộ không đổi; 'cb-3': cấp trên trực tiếp 'dbp' → 'dbx'"
    assert facts["what"].en.startswith("decision 3 (Quyết định số 2023-11-01-QĐ/TU")
    assert facts["what"].en.endswith("effective 2023-11-01, recorded 2024-02-01")
    # the ward had cb-1 with the people of cb-2, cb-3, cb-4 and a part with cb-5; the commune cb-6
    assert rows(late) == [
        ("dbp", "chi_bo/below_grassroots", 4, 3),
        ("dbp", "full", 10 + 10 + 10 + 10 + 4 + 8, 42),
        ("dbx", "chi_bo/below_grassroots", 1, 2),
        ("dbx", "full", 40, 50),
    ]


def test_what_ended_and_what_began_stand_in_the_table_with_their_superiors() -> None:
    late = closed(
        decided("2023-11-01", Merge(["cb-5"], into="cb-3"), number="1"),
        decided("2023-12-01", db.Establish(cell("cb-7", "dbx")), Admit("cb-7", full=2, probationary=3), number="2"),
    )
    table = late.changed_since_closing(YEAR)
    assert rows(late) == [
        ("tp", "full", 95, 97),
        ("tp", "probationary", 1, 4),
        ("dbp", "chi_bo/below_grassroots", 4, 3),
        ("cb-3", "full", 10, 18),
        ("bp", "chi_bo/below_grassroots", 1, 0),
        ("bp", "full", 8, 0),
        ("dbx", "chi_bo/below_grassroots", 1, 2),
        ("dbx", "full", 40, 42),
        ("dbx", "probationary", 0, 3),
        ("cb-7", "chi_bo/below_grassroots", 0, 1),
        ("cb-7", "full", 0, 2),
        ("cb-7", "probationary", 0, 3),
        ("cb-5", "chi_bo/below_grassroots", 1, 0),
        ("cb-5", "full", 8, 0),
    ]
    assert dict(table.names)["cb-5"] == "Chi bộ cb-5"
    assert table["cb-7"][0].new == 1
    assert table.entries == (3, 4)
    with pytest.raises(UnknownOrganizationError, match="what changed since the closing"):
        table["cb-6"]
    first, second = told(late)
    assert (first[1], second[1]) == (("cb-5", "cb-3"), ("cb-7",))
    assert second[2]["figures"].en == (
        "Party cell under a grassroots organization 4 → 5; full members 95 → 97; probationary members 1 → 4; "
        "'cb-7': not there before, full members 0 → 2, probationary members 0 → 3"
    )


def test_a_hand_out_and_a_reception_known_late_change_every_superior() -> None:
    gone = closed(decided("2023-11-01", db.HandOut("bp", to="Đảng bộ tỉnh bạn"), by="dbp"))
    ((_, subjects, facts),) = told(gone)
    assert (set(subjects), facts["number"]) == ({"bp", "cb-5"}, 3)
    assert rows(gone) == [
        ("tp", "dang_bo/below_grassroots", 1, 0),
        ("tp", "chi_bo/below_grassroots", 5, 4),
        ("tp", "full", 95, 87),
        ("dbp", "dang_bo/below_grassroots", 1, 0),
        ("dbp", "chi_bo/below_grassroots", 4, 3),
        ("dbp", "full", 52, 44),
        ("bp", "dang_bo/below_grassroots", 1, 0),
        ("bp", "chi_bo/below_grassroots", 1, 0),
        ("bp", "full", 8, 0),
        ("cb-5", "chi_bo/below_grassroots", 1, 0),
        ("cb-5", "full", 8, 0),
    ]
    come = closed(decided("2023-11-01", db.Receive([cell("cb-9", "dbx", full=6)], from_="Đảng bộ tỉnh bạn")))
    assert rows(come) == [
        ("tp", "chi_bo/below_grassroots", 5, 6),
        ("tp", "full", 95, 101),
        ("dbx", "chi_bo/below_grassroots", 1, 2),
        ("dbx", "full", 40, 46),
        ("cb-9", "chi_bo/below_grassroots", 0, 1),
        ("cb-9", "full", 0, 6),
    ]


def test_people_on_rolls_count_like_those_known_by_number() -> None:
    late = closed(decided("2023-12-01", Transfer(people("3", 0, 1), to="cb-6")))
    assert rows(late) == [
        ("dbp", "full", 52, 50),
        ("cb-3", "full", 10, 8),
        ("dbx", "full", 40, 42),
        ("cb-6", "full", 40, 42),
    ]


def test_each_entry_tells_its_own_part_and_they_add_up_to_the_table() -> None:
    late = closed(
        decided("2023-11-01", Admit("cb-6", full=5), number="1"),
        decided("2023-10-01", Leave(people=[ByNumber("cb-6", full=2)], reason=LeaveReason.DECEASED), number="2"),
    )
    assert [facts["figures"].en for _, _, facts in told(late)] == [
        "full members 95 → 100; 'cb-6': full members 40 → 45",
        "full members 100 → 98; 'cb-6': full members 45 → 43",
    ]
    assert rows(late)[0] == ("tp", "full", 95, 98)


def test_a_change_that_was_taken_back_stays_told_and_leaves_no_difference() -> None:
    late = closed(decided("2023-11-01", Admit("cb-6", full=5)))
    back = late.undo(3, effective="2023-11-01", basis=Document("quyết định", "9"), recorded="2024-03-01")
    assert [facts["number"] for _, _, facts in told(back)] == [3, 4]
    assert rows(back) == []
    later = late.undo(3, effective="2024-02-01", basis=Document("quyết định", "9"), recorded="2024-03-01")
    assert rows(later) == rows(late)


def test_a_late_decision_changes_every_period_closed_since() -> None:
    ledger = closed().close(on="2024-06-30", basis=REPORT).close(on="2024-12-31", basis=REPORT)
    late = decided("2024-03-01", Admit("cb-6", full=5))
    ledger = ledger.enact(late, recorded="2025-01-10", rules=NO_RULES)
    assert [(facts["closing"], facts["number"]) for _, _, facts in told(ledger)] == [(3, 5), (4, 5)]
    assert [len(rows(ledger, on)) for on in (YEAR, "2024-06-30", "2024-12-31")] == [0, 3, 3]


def test_a_change_between_two_closings_is_part_of_what_the_second_reported() -> None:
    ledger = closed(decided("2023-11-01", Admit("cb-6", full=5))).close(on="2024-06-30", basis=REPORT)
    assert [facts["closing"] for _, _, facts in told(ledger)] == [2]
    assert rows(ledger, "2024-06-30") == []


def test_a_decision_that_a_late_one_changes_is_counted_with_the_late_one() -> None:
    """The merger of June took along who was there; two people more were, as is known since."""
    late = closed(decided("2023-05-15", Admit("cb-2", full=2)))
    ((_, subjects, facts),) = told(late)
    assert (subjects, facts["number"]) == (("cb-1",), 3)
    assert rows(late) == [("tp", "full", 95, 97), ("dbp", "full", 52, 54), ("cb-1", "full", 20, 22)]


def test_a_late_decision_that_another_late_one_changes_is_told_as_it_first_was() -> None:
    late = closed(decided("2023-11-01", Merge(["cb-5"], into="cb-3")), decided("2023-10-01", Admit("cb-5", full=2)))
    first, second = told(late)
    assert (first[1], second[1]) == (("cb-5", "cb-3"), ("cb-3",))
    assert first[2]["figures"].en.endswith("'cb-3': full members 10 → 18")
    assert second[2]["figures"].en == "full members 95 → 97; 'cb-3': full members 18 → 20"
    assert [row for row in rows(late) if row[0] in {"tp", "cb-3"}] == [
        ("tp", "chi_bo/below_grassroots", 5, 4),
        ("tp", "full", 95, 97),
        ("cb-3", "full", 10, 20),
    ]


def test_what_a_late_decision_changed_is_known_to_every_ledger_that_goes_on_from_it() -> None:
    late = closed(decided("2023-05-15", Admit("cb-2", full=2)))
    one, other = (
        late.enact(decided("2024-03-01", Admit("cb-6", full=more)), recorded="2024-03-01", rules=NO_RULES)
        for more in (1, 2)
    )
    again = other.correct_record("cb-6", recorded="2024-04-01", reason="ghi thiếu", full=41)
    for ledger in (one, other, other.known("2024-02-01"), again.known("2024-03-01")):
        assert rows(ledger) == rows(late)
        assert told(ledger) == told(late)
    assert len(told(again)) == 2


def test_corrections_of_records_and_of_decisions_are_told_as_such() -> None:
    wrong = closed().correct_record("cb-6", recorded="2024-02-01", reason="ghi thiếu", full=44)
    ((_, subjects, facts),) = told(wrong)
    assert (subjects, facts["number"]) == (("cb-6",), 3)
    assert facts["what"].text(lang="en") == "correction 3, recorded 2024-02-01"
    assert rows(wrong) == [("tp", "full", 95, 99), ("dbx", "full", 40, 44), ("cb-6", "full", 40, 44)]
    other = decided("2024-06-01", Merge(["cb-2"], into="cb-1"), by="dbp")
    moved = closed().correct_decision(1, other, recorded="2024-02-01", reason="ghi nhầm ngày")
    ((_, subjects, facts),) = told(moved)
    assert (subjects, facts["number"]) == (("cb-2", "cb-1"), 3)
    assert ("cb-2", "chi_bo/below_grassroots", 0, 1) in rows(moved)


def test_who_was_full_and_who_probationary_is_a_figure_however_it_changes() -> None:
    wrong = closed().correct_member("m-1-0", recorded="2024-02-01", reason="ghi nhầm", status="dự bị")
    known = closed(decided("2023-11-01", db.Recognize(people=[ByNumber("cb-4", probationary=1)]), by="dbp"))
    ((_, subjects, facts),) = told(wrong)
    assert (subjects, facts["what"].en) == (("cb-1",), "correction 3, recorded 2024-02-01")
    assert rows(wrong) == [
        (key, figure, count, count + change)
        for key, full, probationary in (("tp", 95, 1), ("dbp", 52, 1), ("cb-1", 20, 0))
        for figure, count, change in (("full", full, -1), ("probationary", probationary, 1))
    ]
    assert rows(known)[:2] == [("tp", "full", 95, 96), ("tp", "probationary", 1, 0)]
    ((_, subjects, _),) = told(known)
    assert subjects == ("cb-4",)
    assert not told(closed().correct_group("tdp-1", recorded="2024-02-01", reason="ghi nhầm", name="Tổ 1"))


def test_a_name_is_no_figure() -> None:
    assert told(closed(decided("2023-11-01", Rename("cb-6", "Chi bộ Đồng Ao")))) == []


def test_the_kind_of_an_organization_is_a_figure() -> None:
    late = closed(decided("2023-11-01", db.Convert(["cb-6"], level=Level.GRASSROOTS)))
    assert [row for row in rows(late) if row[0] in {"dbx", "cb-6"}] == [
        ("dbx", "chi_bo/grassroots", 0, 1),
        ("dbx", "chi_bo/below_grassroots", 1, 0),
        ("cb-6", "chi_bo/grassroots", 0, 1),
        ("cb-6", "chi_bo/below_grassroots", 1, 0),
    ]


def test_what_cannot_be_closed_is_refused() -> None:
    ledger = closed()
    with refused("history/closed-already") as caught:
        ledger.close(on=YEAR, basis=REPORT)
    assert dict(caught.value.findings[0].facts)["number"] == 2
    with refused("history/closed-already"):
        ledger.close(on="2023-09-30", basis=REPORT)
    with refused("history/before-opening"):
        History(city()).close(on="2023-04-29", basis=REPORT)
    with refused("history/recorded-backwards"):
        ledger.close(on="2024-01-01", basis=REPORT, recorded="2024-01-04")
    with refused("history/closed-too-early"):
        ledger.close(on="2024-06-30", basis=REPORT, recorded="2024-06-29")
    with refused("history/recorded-unseen"):
        ledger.close(on="2033-12-31", basis=REPORT)
    with refused("history/unknown-closing") as missing:
        ledger.changed_since_closing("2022-12-31")
    assert dict(missing.value.findings[0].facts)["days"] == "2023-12-31"
    with refused("input/bad-value"):
        ledger.close(on="2024-06-30", basis="12-BC/TU")  # type: ignore[arg-type]
    assert len(ledger.log) == 2


def test_the_day_of_recording_is_that_of_the_paper_the_closed_day_or_the_last_record() -> None:
    ledger = History(city())
    assert ledger.close(on="2024-01-31", basis=REPORT).closings[0].recorded == dt.date(2024, 1, 31)
    assert ledger.close(on=YEAR, basis=Document("báo cáo")).closings[0].recorded == dt.date(2023, 12, 31)
    assert closed(decided("2024-01-20", Admit("cb-6", full=1))).close(on="2024-01-31", basis=REPORT).closings[
        1
    ].recorded == dt.date(2024, 2, 1)


def test_its_day_of_recording_is_corrected_like_that_of_any_entry() -> None:
    ledger = closed().correct_recorded({2: "2024-01-08"}, recorded="2024-03-01", reason="gõ nhầm")
    assert ledger.closings[0].recorded == dt.date(2024, 1, 8)
    assert ledger.log[1].recorded == dt.date(2024, 1, 5)
    assert [len(ledger.known(day).closings) for day in ("2024-01-07", "2024-03-01")] == [0, 1]
    assert ledger.known("2024-03-01").closings[0].recorded == dt.date(2024, 1, 8)
    with refused("history/closed-too-early"):
        closed().correct_recorded({2: "2023-12-30"}, recorded="2024-03-01", reason="gõ nhầm")


def test_what_is_done_to_decisions_is_not_done_to_closings_and_balances() -> None:
    ledger = closed().expect(Balance("tp", YEAR, full=95))
    for number in (2, 3):
        with refused("history/unknown-decision"):
            ledger.undo(number, effective="2024-06-01", basis=REPORT)
        with refused("history/unknown-decision"):
            ledger.correct_decision(number, decided("2024-06-01", Admit("cb-6", full=1)), recorded=YEAR, reason="x")
        with refused("history/unknown-decision"):
            ledger.enact(decided("2023-06-01", Admit("cb-6", full=1)), before=number)


def test_the_table_of_a_ledger_says_up_to_when_it_is_closed() -> None:
    ledger = closed().close(on="2024-03-31", basis=Document("báo cáo", "40-BC/TU", "2024-04-05"))
    told_of = " ".join(ledger.show(lang="en").text.splitlines())
    last = "Closed up to 31 March 2024: Báo cáo số 40-BC/TU, ngày 05/4/2024, recorded 5 April 2024."
    assert f"{last} Closed up to 31 December 2023: Báo cáo số 12-BC/TU" in told_of
    assert "Đã chốt số liệu đến 31/3/2024: Báo cáo số 40-BC/TU" in ledger.show().text


# --- a balance --------------------------------------------------------------------------------------------------------


def test_a_balance_that_holds_is_silent_and_one_that_never_did_is_told() -> None:
    ledger = closed().expect(Balance("dbp", YEAR, members=53, full=52, organizations=6))
    assert told(ledger) == []
    wrong = ledger.expect(Balance("dbx", YEAR, members=44, organizations=2))
    assert told(wrong) == [
        (
            "balance-unmet",
            ("dbx",),
            {"day": dt.date(2023, 12, 31), "figures": told(wrong)[0][2]["figures"], "number": 4},
        )
    ]
    assert told(wrong)[0][2]["figures"].en == "members: 44 expected, 40 in the ledger"
    assert told(wrong)[0][2]["figures"].vi == "đảng viên: đối chiếu 44, sổ có 40"


def test_the_entry_since_which_a_balance_does_not_hold_is_named() -> None:
    ledger = (
        closed()
        .expect(Balance("dbx", YEAR, full=40))
        .enact(
            decided("2024-01-10", Admit("cb-6", full=3)),  # later than the day
            decided("2023-11-10", Admit("cb-3", full=3)),  # another ward
            decided("2023-11-11", Admit("cb-6", full=3)),
            decided("2023-11-12", Rename("cb-6", "Chi bộ Đồng Ao")),
            recorded="2024-03-01",
            rules=NO_RULES,
        )
    )
    broken = [one for one in told(ledger) if one[0] == "balance-broken"]
    assert [(subjects, facts["number"], facts["other"]) for _, subjects, facts in broken] == [(("dbx",), 3, 6)]
    assert broken[0][2]["figures"].en == "full members: 40 expected, 43 in the ledger"
    assert broken[0][2]["what"].vi.startswith("quyết định số thứ tự 6 (")
    mended = ledger.undo(6, effective="2023-11-11", basis=Document("quyết định", "9"), recorded="2024-04-01")
    assert not [one for one in told(mended) if one[0] == "balance-broken"]
    late = decided("2023-11-20", Admit("cb-6", full=1))
    again = mended.enact(late, recorded="2024-05-01", rules=NO_RULES)
    broken = [one for one in told(again) if one[0] == "balance-broken"]
    assert [(facts["number"], facts["other"]) for _, _, facts in broken] == [(3, 9)]
    known = again.known("2024-03-01")
    assert [facts["other"] for code, _, facts in told(known) if code == "balance-broken"] == [6]


def test_a_balance_that_held_before_it_was_recorded_and_not_then_never_held() -> None:
    ledger = closed().expect(Balance("dbp", YEAR, full=52))
    ledger = ledger.enact(decided("2023-11-10", Admit("cb-6", full=3)), recorded="2024-03-01", rules=NO_RULES)
    ledger = ledger.expect(Balance("dbx", YEAR, full=40))
    ledger = ledger.enact(decided("2023-11-11", Admit("cb-3", full=3)), recorded="2024-03-02", rules=NO_RULES)
    found = [(code, facts["number"], facts.get("other")) for code, _, facts in told(ledger) if "balance" in code]
    assert found == [("balance-broken", 3, 6), ("balance-unmet", 5, None)]


def test_an_organization_that_is_gone_as_known_later_has_nothing() -> None:
    ledger = closed().expect(Balance("cb-5", YEAR, full=8, organizations=1))
    late = ledger.enact(decided("2023-11-01", Merge(["cb-5"], into="cb-3")), recorded="2024-03-01", rules=NO_RULES)
    broken = [facts for code, _, facts in told(late) if code == "balance-broken"]
    assert [(one["other"], one["figures"].en) for one in broken] == [
        (4, "full members: 8 expected, 0 in the ledger; organizations: 1 expected, 0 in the ledger")
    ]


def test_of_several_balances_of_one_day_the_last_counts_figure_by_figure() -> None:
    ledger = closed().expect(Balance("dbx", YEAR, full=44, organizations=3)).expect(Balance("dbx", YEAR, full=40))
    assert [(facts["number"], facts["figures"].en) for _, _, facts in told(ledger)] == [
        (3, "organizations: 3 expected, 2 in the ledger")
    ]
    assert told(ledger.expect(Balance("dbx", YEAR, organizations=2))) == []
    assert len(told(ledger.expect(Balance("dbx", "2023-12-30", organizations=2)))) == 1
    assert len(told(ledger.expect(Balance("dbp", YEAR, organizations=6)))) == 1


def test_what_cannot_be_expected_is_refused() -> None:
    for figures in ({}, {"full": -1}, {"members": 3, "full": 4}, {"organizations": "x"}, {"memberss": 3}):
        with pytest.raises(InvalidInputError):
            Balance("dbx", YEAR, **figures)
    ledger = closed()
    with refused("history/not-living"):
        ledger.expect(Balance("cb-2", YEAR, full=10))  # it merged in June
    assert ledger.expect(Balance("cb-2", "2023-05-31", full=10)).check() == ledger.check()
    with pytest.raises(UnknownOrganizationError, match="did you mean 'cb-6'"):
        ledger.expect(Balance("cb-66", YEAR, full=10))
    with refused("history/before-opening"):
        ledger.expect(Balance("cb-2", "2023-04-29", full=10))
    with refused("history/recorded-backwards"):
        ledger.expect(Balance("dbx", YEAR, full=10), recorded="2024-01-04")
    with refused("history/recorded-unseen"):
        ledger.expect(Balance("dbx", "2033-12-31", full=10))
    with refused("input/bad-value"):
        ledger.expect({"organization": "dbx"})  # type: ignore[arg-type]


def test_a_balance_says_what_it_expects() -> None:
    entry = closed().expect(Balance("dbx", YEAR, full=40, organizations=2), recorded="2024-02-02").log[-1]
    assert entry == Expectation(3, dt.date(2024, 2, 2), Balance("dbx", dt.date(2023, 12, 31), None, 40, 2))
    told_of = "Expectation(3: 'dbx' on 2023-12-31: full 40, organizations 2, recorded 2024-02-02)"
    assert repr(entry) == told_of


# --- with all a ledger does -------------------------------------------------------------------------------------------


def test_a_file_a_pickle_and_an_addition_carry_them(tmp_path: Path) -> None:
    ledger = closed()
    path = tmp_path / "sổ.jsonl"
    ledger.save(path)
    ledger = ledger.enact(decided("2023-11-01", Admit("cb-6", full=5)), recorded="2024-02-01", rules=NO_RULES)
    ledger = ledger.expect(Balance("dbx", YEAR, full=40)).close(on="2024-01-31", basis=REPORT)
    assert ledger.append(path) == 3
    for again in (History.load(path), pickle.loads(pickle.dumps(ledger))):  # noqa: S301 - made in this line
        assert again.log == ledger.log
        assert again.closings == ledger.closings
        assert told(again) == told(ledger)
        assert len(told(again)) == 2
        assert rows(again) == rows(ledger)
    assert History.load(path).seal == ledger.seal


def test_letters_taken_apart_are_put_together_before_they_are_kept(tmp_path: Path) -> None:
    wards = [dang_bo("đb-ấp", "tp"), cell("cb-đồng", "đb-ấp", full=9)]
    apart = {name: unicodedata.normalize("NFD", name) for name in ("đb-ấp", "Đảng ủy xã Đồng Hỷ")}
    ledger = History(db.Hierarchy([ROOT, *wards], as_of="2023-01-01"))
    ledger = ledger.close(on=YEAR, basis=Document("báo cáo", "1-BC/ĐU", "2024-01-05", apart["Đảng ủy xã Đồng Hỷ"]))
    ledger = ledger.expect(Balance(apart["đb-ấp"], YEAR, full=9, organizations=2))
    assert ledger.closings[0].basis.issuer == "Đảng ủy xã Đồng Hỷ"
    assert told(ledger) == []
    ledger.save(tmp_path / "sổ.jsonl")
    assert History.load(tmp_path / "sổ.jsonl").log == ledger.log
    late = ledger.enact(decided("2023-05-01", Admit("cb-đồng", full=1)), recorded="2024-02-01", rules=NO_RULES)
    assert late.changed_since_closing(YEAR)[apart["đb-ấp"]][0].new == 10


def test_two_ledgers_that_went_on_from_one_tell_each_their_own() -> None:
    first = closed()
    one = first.enact(decided("2023-11-01", Admit("cb-6", full=5)), recorded="2024-02-01", rules=NO_RULES)
    other = first.enact(decided("2023-11-02", Admit("cb-6", full=7)), recorded="2024-02-01", rules=NO_RULES)
    third = one.close(on="2024-01-31", basis=REPORT)
    fourth = one.expect(Balance("dbx", YEAR, full=45))
    assert [rows(ledger)[-1][3] for ledger in (one, other, third, fourth)] == [45, 47, 45, 45]
    assert [len(ledger.log) for ledger in (first, one, other, third, fourth)] == [2, 3, 3, 4, 4]
    assert told(first) == []
    assert third.enact(decided("2024-03-01", Admit("cb-6", full=1)), rules=NO_RULES).check()


def test_a_refused_batch_leaves_nothing_of_what_was_late_in_it() -> None:
    ledger = closed()
    good = decided("2023-05-15", Admit("cb-2", full=2), number="1")
    bad = decided("2023-11-01", Merge(["nobody"], into="cb-1"), number="2")
    with pytest.raises(PlanRejectedError):
        ledger.enact(good, bad, recorded="2024-02-01", rules=NO_RULES)
    assert told(ledger) == []
    after = ledger.enact(decided("2024-01-20", Admit("cb-6", full=1)), recorded="2024-02-01", rules=NO_RULES)
    assert told(after) == []
    assert rows(after) == []


def test_no_entry_that_changes_no_state_lets_anything_be_played_again(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = [cell(f"c-{ward}-{at}", f"w-{ward}", full=9) for ward in range(9) for at in range(3)]
    opening = db.Hierarchy([ROOT, *(dang_bo(f"w-{ward}", "tp") for ward in range(9)), *cells], as_of="2023-01-01")
    mergers = [decided(f"2023-06-0{at}", Merge([f"c-{at}-0"], into=f"c-{at}-1"), by=f"w-{at}") for at in range(1, 9)]
    ledger = History(opening).enact(*mergers[:4], rules=NO_RULES).close(on="2023-06-04", basis=REPORT)
    ledger = ledger.enact(*mergers[4:], rules=NO_RULES).expect(Balance("w-1", YEAR, full=27))
    seen: list[Plan] = []
    whole = db.restructure.play

    def noted(decision: Plan, *rest: Any, **more: Any) -> db.Preview:  # noqa: ANN401 - as it is called
        seen.append(decision)
        return whole(decision, *rest, **more)

    monkeypatch.setattr("dangbo.ledger.timeline.play", noted)
    late = decided("2023-05-01", Merge(["c-0-0"], into="c-0-1"), by="w-0")
    after = ledger.enact(late, recorded="2024-03-01", rules=NO_RULES)
    assert [subjects for _, subjects, _ in told(after)] == [("c-0-0", "c-0-1")]
    assert rows(after, "2023-06-04")[0] == ("tp", "chi_bo/below_grassroots", 23, 22)
    assert len(ledger.known("2023-06-02")) == 2  # before the closing, the beginning of the same line
    assert seen == [late]


def test_balances_that_do_not_hold_cost_what_changed_their_day_not_all_that_came_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ledger = History(city())
    for month in range(5, 9):
        ledger = ledger.expect(Balance("cb-6", f"2023-0{month}-20", members=39), recorded="2023-08-21")
    for day in range(1, 31):
        ledger = ledger.enact(decided(f"2023-09-{day:02}", Rename("cb-6", f"Chi bộ {day}")), rules=NO_RULES)
    late = decided("2023-06-01", Admit("cb-6", full=1), number="muộn")
    ledger = ledger.enact(late, recorded="2023-10-01", rules=NO_RULES)
    asked: list[tuple[int, dt.date]] = []
    shift = closed_periods.Change.shift

    def counted(change: closed_periods.Change, on: dt.date) -> closed_periods.Shift:
        asked.append((change.entry.number, on))
        return shift(change, on)

    monkeypatch.setattr(closed_periods.Change, "shift", counted)
    assert [code for code, _, _ in told(ledger)] == ["balance-unmet"] * 4
    assert {number for number, _ in asked} == {len(ledger.log)}
    assert len(asked) == 3  # of June to August


def test_a_finding_on_very_many_organizations_names_a_few() -> None:
    cells = [cell(f"c-{at}", "w-1", full=9) for at in range(60)]
    ledger = History(db.Hierarchy([ROOT, dang_bo("w-1", "tp"), dang_bo("w-2", "tp"), *cells], as_of="2023-01-01"))
    ledger = ledger.close(on=YEAR, basis=REPORT)
    moved = decided("2023-07-01", *(Reassign(one.id, to="w-2") for one in cells))
    found: list[Finding] = list(ledger.enact(moved, recorded="2024-02-01", rules=NO_RULES).check())
    assert [(one.code, len(one.subjects)) for one in found] == [("history/changes-closed-period", 60)]
    assert "c-59" not in found[0].text(lang="vi")
    assert "59 trường hợp khác" in found[0].text(lang="vi")
