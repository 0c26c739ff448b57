"""The life of a member as plans and other records tell it: `History.life`."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dangbo import (
    Admit,
    Document,
    History,
    InvalidInputError,
    Leave,
    Life,
    LifeEvent,
    LifeEventKind,
    LifeStatus,
    Member,
    MemberStatus,
    Plan,
    Profile,
    Recognize,
    Stay,
    Transfer,
)
from dangbo.base.terms import AdmitReason, LeaveReason, TransferKind
from dangbo.change.play import Operation
from tests.builders import city

K = LifeEventKind
NEW = "m-new"


def enacted(*decisions: tuple[str, str | None, Operation], **more: Any) -> History:  # noqa: ANN401 - as `city` takes
    """A ledger from 30/04/2023 on: decisions by the day they took effect, the day they were signed, what they say."""
    ledger = History(city(**more))
    for number, (effective, signed, operation) in enumerate(decisions, 1):
        paper = Document("quyết định", f"{number}-QĐ/ĐU", signed)
        ledger = ledger.enact(Plan(effective, "dbp", paper, [operation]), recorded=max(effective, signed or effective))
    return ledger


def admit(reason: AdmitReason = AdmitReason.ADMITTED, status: MemberStatus = MemberStatus.PROBATIONARY) -> Admit:
    return Admit("cb-1", [Member(NEW, "Người mới", status)], reason=reason)


def told(life: Life) -> list[tuple[LifeEventKind, str]]:
    return [(event.kind, event.on.isoformat() if isinstance(event.on, dt.date) else event.on.text()) for event in life]


def codes(life: Life) -> list[str]:
    return [found.code for found in life.findings]


def event(kind: LifeEventKind, on: str, member: str = NEW, **more: Any) -> LifeEvent:  # noqa: ANN401 - fields
    return LifeEvent(member, kind, on, **more)


def test_an_admission_is_the_decision_and_the_ceremony_and_a_recognition_the_day_one_is_full() -> None:
    life = enacted(
        ("2023-06-15", "2023-06-01", admit()),
        ("2024-07-20", "2024-07-18", Recognize([NEW], since="2024-06-15")),
    ).life(NEW)
    assert told(life) == [
        (K.ADMISSION_DECIDED, "2023-06-01"),
        (K.ADMITTED, "2023-06-15"),
        (K.RECOGNIZED, "2024-06-15"),
    ]
    assert codes(life) == []
    assert life.seniority("2026-06-01").years == 3
    assert life.events[1].organization == "cb-1"
    assert life.events[2].document == Document("quyết định", "2-QĐ/ĐU", "2024-07-18")


def test_whoever_leaves_comes_back_moves_and_dies_has_it_in_the_life() -> None:
    life = enacted(
        ("2023-06-01", None, Transfer(["m-1-0"], to="cb-2")),
        ("2023-07-01", None, Leave(["m-1-0"], reason=LeaveReason.STRUCK_OFF)),
        (
            "2026-08-01",
            "2026-07-28",
            Admit("cb-1", [Member("m-1-0", "Người m-1-0", MemberStatus.PROBATIONARY)], reason=AdmitReason.READMITTED),
        ),
        ("2026-09-01", None, Leave(["m-1-0"], reason=LeaveReason.DECEASED)),
    ).life("m-1-0")
    assert told(life) == [
        (K.SLIP_SHOWN, "2023-06-01"),
        (K.STRUCK_OFF, "2023-07-01"),
        (K.READMITTED, "2026-07-28"),
        (K.ADMITTED, "2026-08-01"),
        (K.DECEASED, "2026-09-01"),
    ]
    assert life.status("2025-01-01").status is LifeStatus.OUT


def test_other_ways_in_and_out() -> None:
    restored = enacted(
        ("2023-07-01", None, Leave(["m-1-0"], reason=LeaveReason.EXPELLED)),
        (
            "2023-09-01",
            None,
            Admit("cb-1", [Member("m-1-0", "Người m-1-0", MemberStatus.FULL)], reason=AdmitReason.RESTORED),
        ),
    )
    assert told(restored.life("m-1-0")) == [(K.EXPELLED, "2023-07-01"), (K.RESTORED, "2023-09-01")]
    gone = enacted(
        ("2023-06-01", None, admit(AdmitReason.RECEIVED, MemberStatus.FULL)),
        ("2023-07-01", None, Leave([NEW], reason=LeaveReason.TRANSFERRED)),
    )
    assert told(gone.life(NEW)) == [(K.SLIP_SHOWN, "2023-06-01"), (K.TRANSFER_STARTED, "2023-07-01")]
    withdrew = enacted(("2023-07-01", None, Leave(["m-1-0"], reason=LeaveReason.WITHDREW)))
    assert told(withdrew.life("m-1-0")) == [(K.WITHDREW, "2023-07-01")]


def test_stays_of_the_opening_and_of_plans_begin_and_end() -> None:
    ledger = enacted(
        ("2023-06-01", None, Transfer(["m-1-0"], to="cb-2", kind=TransferKind.TEMPORARY, until="2023-12-31")),
        ("2023-08-01", None, Transfer(["m-1-0"], to="cb-1", kind=TransferKind.TEMPORARY)),
        stays=[Stay("m-2-0", "cb-3", since="2023-01-10", until="2023-06-30")],
    )
    assert told(ledger.life("m-1-0")) == [(K.STAY_BEGUN, "2023-06-01"), (K.STAY_ENDED, "2023-08-01")]
    assert ledger.life("m-1-0").events[0].until == dt.date(2023, 12, 31)
    assert ledger.life("m-1-0").status("2023-07-01").status is LifeStatus.AWAY
    assert told(ledger.life("m-2-0")) == [(K.STAY_BEGUN, "2023-01-10")]


def test_a_decision_that_was_taken_back_leaves_nothing() -> None:
    ledger = enacted(("2023-07-01", None, Leave(["m-1-0"], reason=LeaveReason.STRUCK_OFF)))
    back = ledger.undo(1, effective="2023-09-01", basis=Document("quyết định", "9-QĐ/ĐU"), recorded="2023-09-01")
    assert told(back.life("m-1-0")) == []
    again = back.undo(2, effective="2023-10-01", basis=Document("quyết định", "10-QĐ/ĐU"), recorded="2023-10-01")
    assert told(again.life("m-1-0")) == [(K.STRUCK_OFF, "2023-07-01")]


def test_what_is_known_beside_the_ledger_joins_it() -> None:
    ledger = enacted(("2023-07-01", None, Leave(["m-1-0"], reason=LeaveReason.DECEASED)))
    profile = Profile("m-1-0", admission_decided=dt.date(1993, 5, 1), recognized=dt.date(1994, 6, 1))
    life = ledger.life("m-1-0", profile=profile, events=[event(K.EXEMPTED, "2022-01-01", "m-1-0")])
    assert [kind for kind, _ in told(life)] == [K.ADMISSION_DECIDED, K.RECOGNIZED, K.EXEMPTED, K.DECEASED]
    assert codes(life) == []
    assert life.seniority("2026-01-01").years == 30  # as on the day of the death


def test_what_both_say_is_one_event_with_what_either_knows() -> None:
    ledger = enacted(("2023-06-15", "2023-06-01", admit()))
    life = ledger.life(NEW, events=[event(K.ADMITTED, "2023-06-15", detail="tại chi bộ"), event(K.ADMITTED, "2023")])
    (admitted,) = (one for one in life if one.kind is K.ADMITTED and one.detail)
    assert (admitted.organization, admitted.detail) == ("cb-1", "tại chi bộ")
    assert codes(life) == []


DIFFERING: dict[str, tuple[History, list[LifeEvent], Profile | None, int]] = {
    "another day of the ceremony": (
        enacted(("2023-06-15", "2023-06-01", admit())),
        [event(K.ADMITTED, "2023-06-20")],
        None,
        1,
    ),
    "another decision, in a profile": (
        enacted(("2023-06-15", "2023-06-01", admit())),
        [],
        Profile(NEW, admission_decided=dt.date(2023, 5, 31)),
        1,
    ),
    "a death the ledger does not know": (enacted(), [event(K.DECEASED, "2024-01-01", "m-1-0")], None, 0),
    "another day of the death": (
        enacted(("2023-07-01", None, Leave(["m-1-0"], reason=LeaveReason.DECEASED))),
        [event(K.DECEASED, "2023-06-30", "m-1-0")],
        None,
        1,
    ),
    "a recognition before the ledger, and one in it": (
        enacted(("2023-06-01", None, Recognize(["m-1-0"])), probationary=["m-1-0"]),
        [event(K.ADMITTED, "2020-01-01", "m-1-0"), event(K.RECOGNIZED, "2021-06-01", "m-1-0")],
        None,
        1,
    ),
    "expelled before, and on a roll of the opening": (enacted(), [event(K.EXPELLED, "2020-01-01", "m-1-0")], None, 0),
    "on probation, and full in the opening": (enacted(), [event(K.ADMITTED, "2022-12-01", "m-1-0")], None, 0),
}


@pytest.mark.parametrize("case", DIFFERING)
def test_where_they_differ_both_are_shown_and_nothing_is_chosen(case: str) -> None:
    ledger, events, profile, decision = DIFFERING[case]
    member = events[0].member if events else NEW
    life = ledger.life(member, profile=profile, events=events)
    found = [one for one in life.findings if one.code == "life/ledger-differs"]
    assert {dict(one.facts)["decision"] for one in found} >= {decision}
    for each in events:
        assert any((one.kind, one.on) == (each.kind, each.on) for one in life)
    numbers = {dict(one.facts)["event"] for one in found}
    assert all(isinstance(number, int) and 1 <= number <= len(life) for number in numbers)


def test_what_to_type_where_the_ledger_differs_names_no_decision_there_is_not() -> None:
    ledger, events, _, _ = DIFFERING["a death the ledger does not know"]
    (found,) = ledger.life(events[0].member, events=events).findings
    for lang in ("vi", "en"):
        assert "enact" in found.how(lang=lang)
        assert "(0" not in found.how(lang=lang)


def test_a_discipline_by_expulsion_is_what_the_ledger_calls_an_expulsion() -> None:
    ledger = enacted(("2023-07-01", None, Leave(["m-1-0"], reason=LeaveReason.EXPELLED)))
    by_form = event(K.DISCIPLINED, "2023-07-01", "m-1-0", detail="khai trừ")
    assert codes(ledger.life("m-1-0", events=[by_form])) == []
    assert codes(enacted().life("m-1-0", events=[by_form])) == ["life/ledger-differs"]


def test_a_ceremony_told_in_two_ways_leaves_the_end_of_probation_open() -> None:
    ledger, events, _, _ = DIFFERING["another day of the ceremony"]
    life = ledger.life(NEW, events=events)
    probation = life.probation("2024-01-01")
    assert codes(life) == ["life/ledger-differs", "life/two-admissions"]
    assert probation is not None
    assert (probation.full_from, probation.earliest, probation.latest) == (
        None,
        dt.date(2024, 6, 15),
        dt.date(2024, 6, 20),
    )


def test_two_recognitions_with_a_leaving_between_are_two_things() -> None:
    ledger = enacted(
        ("2023-07-01", None, Leave(["m-1-0"], reason=LeaveReason.STRUCK_OFF)),
        (
            "2026-08-01",
            None,
            Admit("cb-1", [Member("m-1-0", "Người m-1-0", MemberStatus.PROBATIONARY)], reason=AdmitReason.READMITTED),
        ),
        ("2027-08-01", None, Recognize(["m-1-0"])),
    )
    known = [event(K.ADMITTED, "1990-01-01", "m-1-0"), event(K.RECOGNIZED, "1991-01-01", "m-1-0")]
    assert codes(ledger.life("m-1-0", events=known)) == []


def test_events_of_somebody_else_are_told_once() -> None:
    life = enacted().life("m-1-0", events=[event(K.EXPELLED, "2020-01-01", "m-1-1")])
    assert codes(life) == ["life/other-member"]
    assert codes(enacted().life("m-1-0", profile=Profile("m-1-1"))) == ["life/other-member"]


def test_a_member_the_ledger_never_had_is_refused_and_a_record_stands_for_its_id() -> None:
    ledger = enacted(("2023-06-15", "2023-06-01", admit()))
    with pytest.raises(InvalidInputError, match="history/unknown-member"):
        ledger.life("m-nobody")
    assert ledger.life(ledger.opening.members["m-1-0"]) == ledger.life("m-1-0")
    assert ledger.known("2023-06-14").opening.members.get(NEW) is None
    with pytest.raises(InvalidInputError, match="history/unknown-member"):
        ledger.known("2023-06-14").life(NEW)


def test_nothing_of_a_life_is_kept_in_the_ledger(tmp_path: Any) -> None:  # noqa: ANN401 - a path
    ledger = enacted(("2023-06-15", "2023-06-01", admit()))
    seal = ledger.seal
    ledger.life(
        NEW, profile=Profile(NEW, born=dt.date(1999, 9, 9)), events=[event(K.EXEMPTED, "2024-01-01", detail="x-y-z")]
    )
    ledger.save(tmp_path / "ledger.jsonl")
    text = (tmp_path / "ledger.jsonl").read_text(encoding="utf-8")
    assert ledger.seal == seal
    assert "x-y-z" not in text
    assert "1999-09-09" not in text
