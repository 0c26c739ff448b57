"""What the register alone is asked on a day: seats, terms, stays, groups; what comes round; what profiles lack."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any, Final

import pytest

import dangbo as db
from dangbo.attention import attention
from dangbo.base.terms import Post, PostBody, SeatSource
from tests.builders import cell, dang_bo, everybody, members, rolls

DAY: Final = "2026-03-31"
CALENDAR: Final = db.WorkingDays.weekdays()


def ward(**more: Any) -> db.Hierarchy:  # noqa: ANN401 - what a snapshot takes
    """A ward of three cells with ten members each."""
    orgs = [dang_bo("dbp", None), *(cell(f"cb-{n}", groups_of_members=2) for n in (1, 2, 3))]
    given = {"members": members(rolls([1, 2, 3])), "roll": rolls([1, 2, 3])}
    return db.Hierarchy(orgs, as_of=DAY, **(given | more))


def seat(of: str, post: Post, holder: str, until: str | None = None, since: str = "2024-01-01") -> db.Seat:
    body = PostBody.CHI_UY if of.startswith("cb") else PostBody.COMMITTEE
    return db.Seat(of, post, holder, body=body, since=since, until=until, source=SeatSource.ELECTED)


def told(agenda: db.Agenda, *beginnings: str) -> list[tuple[str, str, str | None, str]]:
    return [
        (line.code, line.subject, None if line.due is None else line.due.isoformat(), line.urgency.value)
        for line in agenda
        if line.code.startswith(beginnings or ("due/",))
    ]


def test_a_post_whose_holder_went_is_vacant_from_that_day_and_a_secretary_is_missed_once() -> None:
    seats = [
        seat("cb-1", Post.SECRETARY, "m-1-0", until="2026-02-28"),
        seat("cb-1", Post.COMMITTEE_MEMBER, "m-1-1"),
        seat("cb-2", Post.SECRETARY, "m-2-0"),
        seat("cb-2", Post.DEPUTY_SECRETARY, "m-2-1", until="2026-01-31"),
        seat("cb-2", Post.COMMITTEE_MEMBER, "m-2-2"),
        seat("cb-3", Post.SECRETARY, "m-3-0", until="2026-04-15"),
        seat("cb-3", Post.COMMITTEE_MEMBER, "m-3-1"),
    ]
    agenda = attention(ward(seats=seats), on=DAY)

    assert told(agenda) == [
        ("due/seat-vacant", "cb-2", "2026-01-31", "overdue"),
        ("due/no-secretary", "cb-1", "2026-02-28", "overdue"),
        ("due/seat-vacant", "cb-3", "2026-04-15", "ahead"),
    ]
    assert {line.code for line in agenda.select(codes="org/")} == {"org/no-seats"}


def test_who_follows_makes_a_post_no_vacancy_and_a_committee_seat_that_is_over_is_to_be_ended() -> None:
    seats = [
        seat("cb-1", Post.SECRETARY, "m-1-0", until="2026-02-28"),
        seat("cb-1", Post.SECRETARY, "m-1-2", since="2026-03-01"),
        seat("cb-1", Post.COMMITTEE_MEMBER, "m-1-1", until="2026-02-28"),
        seat("cb-1", Post.COMMITTEE_MEMBER, "m-1-3"),
    ]
    agenda = attention(ward(seats=seats), on=DAY)

    assert told(agenda) == []
    assert [line.code for line in agenda] == ["org/seat-over", "org/no-seats"]


def test_a_chi_uy_is_missed_and_a_large_one_told_once_with_the_rule() -> None:
    large = [
        seat("cb-1", Post.SECRETARY, "m-1-0"),
        *(seat("cb-1", Post.COMMITTEE_MEMBER, f"m-1-{n}") for n in range(1, 9)),
    ]
    agenda = attention(ward(seats=[*large, seat("cb-2", Post.SECRETARY, "m-2-0")]), on=DAY)

    assert told(agenda) == [
        ("due/chi-uy-too-large", "cb-1", None, "undated"),
        ("due/no-chi-uy", "cb-2", None, "undated"),
    ]
    assert all(line.rule is not None for line in agenda.select(codes="due/"))
    assert not agenda.select(codes=["org/large-committee", "org/no-chi-uy"])


def test_a_term_is_told_thirty_days_ahead_and_a_congress_by_its_interval() -> None:
    terms = [
        db.Mandate("dbp", 3, "2020-06-01", "2026-04-30"),
        db.Mandate("cb-1", 5, "2020-03-15", congress="2020-03-15"),
        db.Mandate("cb-2", 5, "2021-05-01", congress="2021-05-01"),
        db.Mandate("cb-3", 5, "2021-01-01", "2026-01-01"),
        db.Mandate("cb-3", 6, "2026-02-01"),
    ]
    agenda = attention(ward(mandates=terms), on=DAY, calendar=CALENDAR)

    assert told(agenda) == [
        ("due/term-over", "cb-1", "2025-03-15", "overdue"),
        ("due/term-over", "dbp", "2026-04-30", "ahead"),
    ]
    assert told(attention(ward(mandates=terms), on=DAY, ahead=29, calendar=CALENDAR)) == told(agenda)[:1]
    rules = {line.subject: line.rule and line.rule.id for line in agenda.select(codes="due/")}
    assert rules == {"cb-1": "cell-congress-interval", "dbp": None}


def test_what_follows_a_congress_is_asked_until_it_is_done() -> None:
    """By hand: 7 and 15 working days from Monday 16/03/2026 end on 25/03 and 06/04; 15 from 24/03 on 14/04."""
    term = {"since": "2026-03-16", "congress": "2026-03-16"}
    terms = [
        db.Mandate("cb-1", 6, **term),
        db.Mandate("cb-2", 6, **term, reported="2026-03-24", handed_over="2026-03-20"),
        db.Mandate("cb-3", 6, **term, reported="2026-03-30", approved="2026-03-31", handed_over="2026-03-20"),
    ]
    agenda = attention(ward(mandates=terms), on=DAY, calendar=CALENDAR)

    assert told(agenda) == [
        ("due/congress-report", "cb-1", "2026-03-25", "overdue"),
        ("due/committee-hand-over", "cb-1", "2026-04-06", "now"),
        ("due/congress-approval", "cb-2", "2026-04-14", "now"),
    ]
    assert {line.rule.id for line in agenda.select(codes="due/") if line.rule} == {
        "congress-report-deadline",
        "congress-approval-deadline",
        "committee-hand-over-deadline",
    }
    assert not agenda.select(codes="org/congress-report-late")  # cb-3 was late, and it is done


def test_stays_end_when_they_were_to_or_when_the_rule_ends_them() -> None:
    stays = [
        db.Stay("m-1-0", "cb-2", "2025-10-01", "2026-03-15"),
        db.Stay("m-1-1", "cb-2", "2025-10-01", "2026-04-20"),
        db.Stay("m-1-2", "cb-2", "2024-02-01"),
        db.Stay("m-1-3", "cb-2", "2025-10-01"),
        db.Stay("m-1-4", "cb-3"),
    ]
    agenda = attention(ward(stays=stays), on=DAY)

    assert told(agenda, "due/stay", "org/stay") == [
        ("due/stay-over", "m-1-2", "2026-02-01", "overdue"),
        ("due/stay-over", "m-1-0", "2026-03-15", "overdue"),
        ("due/stay-over", "m-1-1", "2026-04-20", "ahead"),
    ]
    assert {line.organization for line in agenda.select(codes="due/stay-over")} == {"cb-2"}


def test_three_full_guests_of_one_host_may_need_a_cell_and_a_cell_of_guests_alone_is_one() -> None:
    orgs = [dang_bo("dbp", None), *(cell(f"cb-{n}") for n in (1, 2, 3)), cell("cb-khoa")]
    given: dict[str, Any] = {"members": members(rolls([1, 2, 3])), "roll": rolls([1, 2, 3])}
    guests = [db.Stay(f"m-1-{n}", "cb-2", "2026-01-01") for n in range(3)]
    school = [db.Stay(f"m-3-{n}", "cb-khoa", "2026-01-01") for n in range(4)]
    tree = db.Hierarchy(orgs, as_of=DAY, stays=[*guests, *school], **given)

    assert told(attention(tree, on=DAY), "due/temp") == [("due/temporary-cell", "cb-2", None, "undated")]
    fewer = db.Hierarchy(orgs, as_of=DAY, stays=[*guests[1:], *school], **given)
    assert told(attention(fewer, on=DAY), "due/temp") == []


def test_lists_are_reconciled_every_three_and_six_months() -> None:
    days = {"dbp": "2025-09-30", "cb-1": "2025-12-31", "cb-2": "2026-03-01", "cb-3": "2026-05-01", "cb-9": DAY}
    agenda = attention(ward(), on=DAY, reconciled=days)

    assert told(agenda) == [
        ("due/reconcile", "dbp", "2025-12-30", "overdue"),
        ("due/reconcile", "dbp", "2026-03-30", "overdue"),
        ("due/reconcile", "cb-1", "2026-03-31", "now"),
    ]
    assert [one.subject for one in agenda.findings] == ["reconciled['cb-3']", "reconciled['cb-9']"]


@pytest.mark.parametrize(
    ("day", "due"), [("2026-05-31", "2026-06-30"), ("2026-12-15", "2026-12-31"), (DAY, None), ("2024-06-15", None)]
)
def test_statistics_are_due_twice_a_year_since_their_rule(day: str, due: str | None) -> None:
    lines = told(attention(ward(), on=day), "due/statistics")

    assert [line[2] for line in lines] == ([] if due is None else [due])


def test_who_has_no_rating_of_last_year_is_asked_at_the_levels_that_were_rated() -> None:
    ratings = [
        db.RatingRecord("cb-1", 2025, db.Rating.GOOD),
        db.RatingRecord("cb-2", 2025, status=db.RatingStatus.NOT_YET_RATED),
        db.RatingRecord("cb-3", 2024, db.Rating.GOOD),
        *(db.RatingRecord(f"m-1-{n}", 2025, db.Rating.GOOD, subjects="members") for n in range(9)),
        *(db.RatingRecord(m, 2025, db.Rating.GOOD, subjects="members") for of in (2, 3) for m in everybody(of)),
    ]
    agenda = attention(ward(), on=DAY, ratings=ratings)

    assert told(agenda) == [
        ("due/not-yet-rated", "cb-1", "2025-12-31", "overdue"),
        ("due/not-yet-rated", "cb-2", "2025-12-31", "overdue"),
        ("due/not-yet-rated", "cb-3", "2025-12-31", "overdue"),
    ]
    assert "1 of its members have no rating" in agenda[0].text(lang="en")


def test_profiles_give_a_line_for_each_code_and_organization_with_the_count() -> None:
    rows = [{"member": f"m-{of}-{n}", "personal_id": "12345"} for of in (1, 2) for n in range(3)]
    agenda = attention(ward(), on=DAY, profiles=db.Profiles(rows))
    shape = agenda.select(codes="data/id-shape")

    assert [(line.organization, line.subject, line.count, line.finding.also) for line in shape] == [
        ("cb-1", "m-1-0", 3, ("m-1-1", "m-1-2")),
        ("cb-2", "m-2-0", 3, ("m-2-1", "m-2-2")),
    ]
    assert len({(line.code, line.organization) for line in agenda}) == len(agenda)


def test_the_order_of_what_is_given_changes_nothing() -> None:
    orgs = [dang_bo("dbp", None), *(cell(f"cb-{n}", name="Chi bộ một" if n < 3 else "") for n in (1, 2, 3))]
    parts: dict[str, list[Any]] = {
        "members": members(rolls([1, 2, 3])),
        "stays": [db.Stay(f"m-1-{n}", "cb-2", "2024-01-01") for n in range(3)],
        "seats": [seat("cb-1", Post.COMMITTEE_MEMBER, f"m-1-{n}") for n in range(5)],
    }
    ratings = [db.RatingRecord(key, 2025, db.Rating.GOOD) for key in ("cb-1", "dbp")]
    rows = [{"member": f"m-{of}-{n}", "personal_id": "12345"} for of in (1, 2) for n in range(3)]

    def asked(chance: random.Random) -> str:
        def mixed(some: list[Any]) -> list[Any]:
            return chance.sample(some, len(some))

        given = {name: mixed(some) for name, some in parts.items()}
        tree = db.Hierarchy(mixed(orgs), as_of=DAY, roll=rolls(mixed([1, 2, 3])), **given)
        return attention(tree, on=DAY, ratings=mixed(ratings), profiles=db.Profiles(mixed(rows))).to_json()

    assert len({asked(random.Random(seed)) for seed in range(6)}) == 1  # noqa: S311 - an order, no secret


def test_a_ledger_is_asked_for_its_day_and_a_snapshot_says_which_day_it_is_of() -> None:
    orgs = [dang_bo("dbp", None), cell("cb-1", full=20), cell("cb-2", full=20), cell("cb-3", full=20)]
    ledger = db.History(db.Hierarchy(orgs, as_of="2026-01-01"))
    plan = db.Plan(
        "2026-03-01", "dbp", db.Document("quyết định", "1-QĐ/ĐU", "2026-02-20"), [db.Merge(["cb-2"], into="cb-1")]
    )
    ledger = ledger.enact(plan)

    assert [line.subject for line in attention(ledger, on=DAY).select(codes="org/large-cell")] == ["cb-1"]
    assert not attention(ledger, on="2026-02-01").select(codes="org/large-cell")
    early = attention(ledger.opening, on=DAY)
    assert any("1 January 2026" in note.en for note in early.notes)
    assert early.on == dt.date(2026, 3, 31)


def test_a_term_that_ends_is_told_once_and_not_for_each_of_its_seats() -> None:
    seats = [seat("cb-1", Post.SECRETARY, "m-1-0", until="2026-04-20"), seat("cb-1", Post.COMMITTEE_MEMBER, "m-1-1")]
    terms = [db.Mandate("cb-1", 5, "2023-04-20", "2026-04-20")]

    assert told(attention(ward(seats=seats, mandates=terms), on=DAY, calendar=CALENDAR)) == [
        ("due/term-over", "cb-1", "2026-04-20", "ahead")
    ]
    later = [*terms, db.Mandate("cb-1", 6, "2026-04-21")]
    assert told(attention(ward(seats=seats, mandates=later), on=DAY, calendar=CALENDAR)) == []
