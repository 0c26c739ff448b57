"""Lives of members: the days that follow from what happened, each with its clause, and what contradicts itself."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import pickle
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from dangbo import (
    DisciplineForm,
    Document,
    Life,
    LifeEvent,
    LifeEventKind,
    LifeStatus,
    MemberStatus,
    Profile,
    RuleBook,
    WorkingDays,
)
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import catalogue
from dangbo.base.text import PartialDate, parse_day
from dangbo.rules.local import examples

K = LifeEventKind
WEEKDAYS = WorkingDays.weekdays()


def event(kind: str | LifeEventKind, on: Any, **more: Any) -> LifeEvent:  # noqa: ANN401 - whatever a day may be
    return LifeEvent("m-1", kind, on, **more)


def life(*events: tuple[Any, ...] | LifeEvent, **more: Any) -> Life:  # noqa: ANN401 - options of `Life.of`
    return Life.of(
        (one if isinstance(one, LifeEvent) else event(one[0], one[1], **_more(one)) for one in events), **more
    )


def _more(one: tuple[Any, ...]) -> dict[str, Any]:
    return one[2] if len(one) > 2 else {}


def profile_of(**days: Any) -> Profile:  # noqa: ANN401 - whatever a day may be
    return Profile("m-1", **days)


def codes(one: Life) -> list[str]:
    return [found.code for found in one.findings]


DECIDED = (K.ADMISSION_DECIDED, "1990-03-10")
ADMITTED = (K.ADMITTED, "1990-04-01")
RECOGNIZED = (K.RECOGNIZED, "1991-04-01")
MEMBER = (DECIDED, ADMITTED, RECOGNIZED)


# --- the days that follow, each with its clause -----------------------------------------------------------------------


def rounds(one: Life, years: range = range(1990, 2100)) -> dict[int, dt.date | None]:
    return {due.years: due.round for year in years for due in one.badges(year)}


def elapsed(one: Life, on: str) -> tuple[int | None, int | None, int | None]:
    seniority = one.seniority(on)
    return seniority.years, seniority.months, seniority.days


DERIVED: list[tuple[str, str, Callable[[], object], object]] = [
    (
        "Điều lệ 5.4; 294 4.5.1",
        "decision 25/08/2024, ceremony 15/09/2024: seniority from the decision",
        lambda: life((K.ADMISSION_DECIDED, "25/08/2024"), (K.ADMITTED, "15/09/2024")).seniority("2026-01-01").since,
        dt.date(2024, 8, 25),
    ),
    (
        "Điều lệ 5.1",
        "the same: full from 15/09/2025, a year after the ceremony",
        lambda: full_from((K.ADMISSION_DECIDED, "25/08/2024"), (K.ADMITTED, "15/09/2024")),
        dt.date(2025, 9, 15),
    ),
    (
        "Điều lệ 5.1, our reading of 29/02",
        "ceremony 29/02/2024: full from 28/02/2025",
        lambda: full_from((K.ADMITTED, "29/02/2024")),
        dt.date(2025, 2, 28),
    ),
    (
        "06-HD 18.1, 18.4",
        "decision 19/05/1996: 30 years in the round of 19/05/2026",
        lambda: rounds(life((K.ADMISSION_DECIDED, "19/05/1996")))[30],
        dt.date(2026, 5, 19),
    ),
    (
        "06-HD 18.1, 18.4",
        "decision 20/05/1996: in that of 02/09/2026",
        lambda: rounds(life((K.ADMISSION_DECIDED, "20/05/1996")))[30],
        dt.date(2026, 9, 2),
    ),
    (
        "06-HD 18.1",
        "decision 08/11/1996: the next round is that of 03/02/2027",
        lambda: rounds(life((K.ADMISSION_DECIDED, "08/11/1996")))[30],
        dt.date(2027, 2, 3),
    ),
    (
        "06-HD 18.1",
        "35 years: never",
        lambda: [*rounds(life((K.ADMISSION_DECIDED, "19/05/1996")))],
        [30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90],
    ),
    (
        "294 28.3.1c",
        "reprimand on 01/03/2026: not before 01/09/2026",
        lambda: deferred("Khiển trách").not_before,
        dt.date(2026, 9, 1),
    ),
    ("294 28.3.1c", "the same: in the round of 02/09/2026", lambda: deferred("Khiển trách").round, dt.date(2026, 9, 2)),
    (
        "294 28.3.1c",
        "warning on 01/03/2026: not before 01/12/2026, in the round of 03/02/2027",
        lambda: (deferred("Cảnh cáo").not_before, deferred("Cảnh cáo").round),
        (dt.date(2026, 12, 1), dt.date(2027, 2, 3)),
    ),
    (
        "294 28.3.1c",
        "removal on 01/03/2026: not before 01/03/2027, in the round of 19/05/2027",
        lambda: (deferred("Cách chức").not_before, deferred("Cách chức").round),
        (dt.date(2027, 3, 1), dt.date(2027, 5, 19)),
    ),
    (
        "294 4.5.2",
        "struck off 01/01/2010, re-admitted by a decision of 01/01/2013: three years less",
        lambda: less(life(*MEMBER, (K.STRUCK_OFF, "2010-01-01"), (K.READMITTED, "2013-01-01")), "2026-03-10"),
        ((33, 0, 0), (3, 0, 0), dt.date(1990, 3, 10)),
    ),
    (
        "06-HD 5.3",
        "struck off and restored as wrong: nothing less",
        lambda: less(life(*MEMBER, (K.STRUCK_OFF, "2010-01-01"), (K.RESTORED, "2013-01-01")), "2026-03-10"),
        ((36, 0, 0), (0, 0, 0), dt.date(1990, 3, 10)),
    ),
    (
        "294 4.5.1",
        "expelled for a term of 12 months: one year less",
        lambda: less(life(*MEMBER, (K.EXPELLED, "2000-05-20", {"months": 12})), "2026-03-10"),
        ((35, 0, 0), (1, 0, 0), dt.date(1990, 3, 10)),
    ),
    (
        "294 4.5.1",
        "contact lost for half a year: half a year less",
        lambda: less(life(*MEMBER, (K.LOST_CONTACT, "2000-01-10", {"until": "2000-07-09"})), "2026-03-10"),
        ((35, 6, 0), (0, 6, 0), dt.date(1990, 3, 10)),
    ),
    (
        "294 4.5.1",
        "a break of 2 months counted when the paper was shown late: two months less",
        lambda: less(life(*MEMBER, (K.SLIP_SHOWN, "2000-05-10", {"months": 2})), "2026-03-10"),
        ((35, 10, 0), (0, 2, 0), dt.date(1990, 3, 10)),
    ),
    (
        "294 4.5.1, 4.5.2",
        "expelled for a year, struck off for three and re-admitted, restored from a third exclusion: four years less",
        lambda: less(
            life(
                *MEMBER,
                *((K.EXPELLED, "2000-05-20", {"months": 12}), (K.STRUCK_OFF, "2010-01-01")),
                *((K.READMITTED, "2013-01-01"), (K.EXPELLED, "2015-01-01"), (K.RESTORED, "2016-01-01")),
            ),
            "2026-03-10",
        ),
        ((32, 0, 0), (4, 0, 0), dt.date(1990, 3, 10)),
    ),
    (
        "06-HD 5.3",
        "no decision kept: the day on the card",
        lambda: less(life(ADMITTED, RECOGNIZED), "2026-04-01"),
        ((36, 0, 0), (0, 0, 0), dt.date(1990, 4, 1)),
    ),
    (
        "06-HD 18.2",
        "died 11 months before 75 years: yes",
        lambda: [due.kind for due in died("2025-06-01").badges(2025)],
        ["posthumous"],
    ),
    (
        "06-HD 18.2; worked answer",
        "died 12 months before: 74 years suffice",
        lambda: [due.years for due in died("2025-05-01").badges(2025)],
        [75],
    ),
    ("06-HD 18.2", "died 12 months and a day before: no", lambda: died("2025-04-30").badges(2025), ()),
    (
        "06-HD 18.1",
        "30 years may be given a year early for grave illness, 70 two years",
        lambda: [
            due.early_from
            for due in (*life(DECIDED).badges(2020), *life((K.ADMISSION_DECIDED, "1956-05-19")).badges(2026))
        ],
        [None, dt.date(2024, 5, 19)],  # of early award in 2020 the rulebook says nothing
    ),
    (
        "294 4.5.2, 28.3.1c, 06-HD 18.4",
        "three years out, then a reprimand before the round: 30 years on 10/03/2023, not before 01/08/2023",
        lambda: [
            (due.reached, due.not_before, due.round)
            for due in life(
                *MEMBER,
                *((K.STRUCK_OFF, "2010-01-01"), (K.READMITTED, "2013-01-01")),
                (K.DISCIPLINED, "2023-02-01", {"detail": "khiển trách"}),
            ).badges(2023)
        ],
        [(dt.date(2023, 3, 10), dt.date(2023, 8, 1), dt.date(2023, 9, 2))],
    ),
    (
        "06-HD 18.4",
        "30 years full while wrongly out: the first round after the restoration",
        lambda: rounds(
            life((K.ADMISSION_DECIDED, "1994-05-01"), (K.STRUCK_OFF, "2023-06-01"), (K.RESTORED, "2024-10-01"))
        )[30],
        dt.date(2024, 11, 7),
    ),
]


def full_from(*events: tuple[Any, ...]) -> dt.date | None:
    probation = life(*events).probation("2026-01-01")
    assert probation is not None
    return probation.full_from


def deferred(form: str) -> Any:  # noqa: ANN401 - a BadgeDue
    one = life((K.ADMISSION_DECIDED, "1996-05-19"), (K.DISCIPLINED, "2026-03-01", {"detail": form}))
    (due,) = (due for year in (2026, 2027) for due in one.badges(year))
    assert due.kind == "deferred"
    return due


def less(one: Life, on: str) -> object:
    seniority = one.seniority(on)
    return elapsed(one, on), seniority.deducted, seniority.since


def died(on: str) -> Life:
    return life((K.ADMISSION_DECIDED, "1951-05-01"), (K.DECEASED, on))


@pytest.mark.parametrize(("clause", "row", "derived", "expected"), DERIVED, ids=[row for _, row, _, _ in DERIVED])
def test_a_day_follows_from_what_happened(
    clause: str, row: str, derived: Callable[[], object], expected: object
) -> None:
    assert derived() == expected, f"{row} ({clause})"


def test_what_follows_cites_its_clause() -> None:
    one = life((K.ADMISSION_DECIDED, "1996-05-20"), (K.ADMITTED, "2024-09-15"))
    probation, seniority = one.probation("2025-01-01"), one.seniority("2025-08-01")
    assert probation is not None
    assert probation.rule is not None
    assert probation.rule.article == "Điều 5.1"
    assert seniority.rule is not None
    assert seniority.rule.id == "seniority"
    (due,) = one.badges(2026)
    assert [rule.id for rule in due.rules] == ["badge-years", "badge-rounds", "badge-early"]
    assert "chi bộ phải xác nhận đã sửa chữa" in deferred("khiển trách").explain()


# --- status -----------------------------------------------------------------------------------------------------------

M = MEMBER
STATES: list[tuple[list[tuple[Any, ...]], str, LifeStatus | None, str | None]] = [
    ([ADMITTED], "1990-03-31", None, None),
    ([ADMITTED], "1990-04-01", LifeStatus.PROBATIONARY, "1990-04-01"),
    ([*MEMBER], "1991-04-01", LifeStatus.FULL, "1991-04-01"),
    ([*M, (K.EXEMPTED, "2024-01-10", {"until": "2024-06-30"})], "2024-06-30", LifeStatus.EXEMPT, "2024-01-10"),
    ([*M, (K.EXEMPTED, "2024-01-10", {"until": "2024-06-30"})], "2024-07-01", LifeStatus.FULL, "2024-07-01"),
    ([*M, (K.EXEMPTED, "2024-01-10")], "2030-01-01", LifeStatus.EXEMPT, "2024-01-10"),
    ([*M, (K.EXEMPTED, "2024-01-10"), (K.EXEMPTION_ENDED, "2025-01-10")], "2025-01-10", LifeStatus.FULL, "2025-01-10"),
    ([*M, (K.STAY_BEGUN, "2024-01-10", {"months": 6})], "2024-07-09", LifeStatus.AWAY, "2024-01-10"),
    ([*M, (K.STAY_BEGUN, "2024-01-10", {"months": 6})], "2024-07-10", LifeStatus.FULL, "2024-07-10"),
    ([*M, (K.SUSPENDED, "2024-01-10", {"months": 3})], "2024-04-09", LifeStatus.SUSPENDED, "2024-01-10"),
    ([*M, (K.SUSPENDED, "2024-01-10"), (K.RESTORED, "2024-02-10")], "2024-02-10", LifeStatus.FULL, "2024-02-10"),
    ([*M, (K.LOST_CONTACT, "2024-01-10")], "2024-02-10", LifeStatus.AWAY, "2024-01-10"),
    ([*M, (K.LOST_CONTACT, "2024-01-10"), (K.STRUCK_OFF, "2025-01-10")], "2025-01-10", LifeStatus.OUT, "2025-01-10"),
    ([*M, (K.EXPELLED, "2000-05-20", {"months": 12})], "2001-05-19", LifeStatus.OUT, "2000-05-20"),
    ([*M, (K.EXPELLED, "2000-05-20", {"months": 12})], "2001-05-20", LifeStatus.FULL, "2001-05-20"),
    ([*M, (K.WITHDREW, "2000-05-20"), (K.READMITTED, "2004")], "2004-12-31", LifeStatus.PROBATIONARY, "2004"),
    ([*M, (K.EXPELLED, "2000-05-20"), (K.RESTORED, "2004-01-01")], "2004-01-01", LifeStatus.FULL, "2004-01-01"),
    ([ADMITTED, (K.PROBATION_FAILED, "1991-06-01")], "1991-06-01", LifeStatus.OUT, "1991-06-01"),
    ([*M, (K.DECEASED, "2024-01-10"), (K.BADGE, "2024-02-03")], "2025-01-01", LifeStatus.DECEASED, "2024-01-10"),
]


@pytest.mark.parametrize(("events", "on", "status", "since"), STATES)
def test_a_member_is_something_since_a_day(
    events: list[tuple[Any, ...]], on: str, status: LifeStatus | None, since: str | None
) -> None:
    state = life(*events).status(on)
    assert (state.status, state.since) == (status, None if since is None else parse_day(since))


def test_who_is_exempt_is_full_beside_it_and_who_is_away_says_why() -> None:
    one = life(*MEMBER, (K.EXEMPTED, "2024-01-10"))
    assert one.status("2024-02-01").member_status is MemberStatus.FULL
    assert [
        life(*MEMBER, (kind, "2024-01-10")).status("2024-02-01").cause for kind in (K.STAY_BEGUN, K.LOST_CONTACT)
    ] == [
        K.STAY_BEGUN,
        K.LOST_CONTACT,
    ]


# --- days known in part -----------------------------------------------------------------------------------------------


def test_a_year_gives_an_interval_and_never_the_first_of_january() -> None:
    one = life((K.ADMISSION_DECIDED, "1990"), (K.RECOGNIZED, "1992-01-01"))
    seniority = one.seniority("2026-06-01")
    assert (seniority.years, seniority.since) == (None, PartialDate(1990))
    assert (seniority.lowest, seniority.highest) == ((35, 5, 1), (36, 5, 0))


def test_a_year_that_makes_no_difference_is_exact() -> None:
    """A badge years ago, of which only the year is known, changes nothing."""
    one = life(*MEMBER, (K.BADGE, "2020", {"detail": 30}))
    assert elapsed(one, "2026-03-10") == (36, 0, 0)


def test_time_out_that_is_known_by_its_year_is_an_interval() -> None:
    one = life(*MEMBER, (K.STRUCK_OFF, "2010"), (K.READMITTED, "2013-01-01")).seniority("2026-03-10")
    assert (one.years, one.deducted) == (None, None)
    assert (one.lowest, one.highest) == ((33, 0, 0), (33, 11, 27))


def test_a_badge_is_told_once_where_its_round_is_not_known() -> None:
    one = life((K.ADMISSION_DECIDED, "1996"))
    found = [due for year in range(2024, 2030) for due in one.badges(year)]
    assert [(due.years, due.round, due.reached) for due in found] == [(30, None, None)]
    assert (found[0].earliest, found[0].latest) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def test_a_month_within_one_round_is_enough_for_a_badge() -> None:
    assert rounds(life((K.ADMISSION_DECIDED, "04/1996")))[30] == dt.date(2026, 5, 19)


def test_probation_of_a_ceremony_known_in_part_ends_between_two_days() -> None:
    running, over, unknown = (
        life((K.ADMITTED, "2024")).probation(day) for day in ("2024-12-31", "2026-01-01", "2025-06-01")
    )
    assert running is not None
    assert over is not None
    assert unknown is not None
    assert (running.full_from, running.earliest, running.latest) == (None, dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    assert (running.state, over.state, unknown.state) == ("running", "over", "unknown")


def test_a_status_is_unknown_between_the_days_something_can_have_been() -> None:
    one = life(*MEMBER, (K.STRUCK_OFF, "2010"))
    assert [one.status(day).status for day in ("2009-12-31", "2010-06-01", "2010-12-31")] == [
        LifeStatus.FULL,
        None,
        LifeStatus.OUT,
    ]


# --- what cannot be counted says why ----------------------------------------------------------------------------------


def test_seniority_is_not_counted_before_a_recognition_is_recorded() -> None:
    one = life(DECIDED, ADMITTED).seniority("2026-03-10")
    assert (one.years, one.lowest, one.since) == (None, None, dt.date(1990, 3, 10))
    assert [found.code for found in one.findings] == ["life/not-recognized"]
    assert life(*MEMBER).seniority("1991-03-31").years is None
    assert life(*MEMBER).seniority("1991-04-01").years == 1


def test_seniority_without_a_first_day_is_not_counted() -> None:
    one = life(RECOGNIZED).seniority("2026-03-10")
    assert (one.years, [found.code for found in one.findings]) == (None, ["life/no-first-day"])


def test_a_readmission_of_who_never_left_leaves_seniority_open() -> None:
    one = life(*MEMBER, (K.READMITTED, "2013-01-01"))
    assert codes(one) == ["life/readmitted-without-leaving"]
    assert one.seniority("2012-12-31").years == 22
    assert [found.code for found in one.seniority("2013-01-01").findings] == ["life/time-out-unknown"]


def test_seniority_stands_still_while_out_and_after_death() -> None:
    out = life(*MEMBER, (K.STRUCK_OFF, "2010-03-10"))
    dead = life(*MEMBER, (K.DECEASED, "2010-03-10"))
    for one in (out, dead):
        assert elapsed(one, "2010-03-10") == elapsed(one, "2026-01-01") == (20, 0, 0)


def test_what_was_not_deducted_is_not_told() -> None:
    out = (K.STRUCK_OFF, "2010-01-01"), (K.READMITTED, "2013-01-01")

    assert "Less" not in life(*MEMBER).seniority("2026-01-01").explain(lang="en")
    assert "Less 3 years." in life(*MEMBER, *out).seniority("2026-01-01").explain(lang="en")


def test_a_day_told_in_two_ways_is_not_chosen() -> None:
    one = life(*MEMBER, (K.ADMISSION_DECIDED, "1990-03-20"))
    assert codes(one) == ["life/two-admissions"]
    seniority = one.seniority("2026-03-20")
    assert (seniority.years, seniority.since) == (None, None)
    assert (seniority.lowest, seniority.highest) == ((36, 0, 0), (36, 0, 10))


# --- the profile ------------------------------------------------------------------------------------------------------


def test_the_days_of_a_profile_are_events() -> None:
    profile = profile_of(admission_decided="1990-03-10", admitted="1990-04-01", recognized="1991-04-01")
    assert Life.of([], profile=profile) == life(*MEMBER)


def test_a_profile_that_says_the_same_or_less_adds_no_contradiction() -> None:
    profile = profile_of(admission_decided="1990", admitted="1990-04-01")
    one = life(*MEMBER, profile=profile)
    assert codes(one) == []
    assert elapsed(one, "2026-03-10") == (36, 0, 0)


def test_a_profile_that_says_another_day_is_told_and_nothing_is_chosen() -> None:
    one = life(*MEMBER, profile=profile_of(admission_decided="1990-05-10"))
    assert codes(one) == ["life/profile-differs", "life/two-admissions"]
    assert one.seniority("2026-05-10").years is None


# --- contradictions ---------------------------------------------------------------------------------------------------

OUT = (K.STRUCK_OFF, "2010-01-01")
BACK = (K.READMITTED, "2013-01-01")
CONTRADICTIONS: dict[str, list[tuple[Any, ...]]] = {
    "life/admitted-before-decision": [(K.ADMITTED, "1990-04-01"), (K.ADMISSION_DECIDED, "1990-05-01")],
    "life/after-death": [*MEMBER, (K.DECEASED, "2020-01-01"), (K.EXEMPTED, "2021-01-01")],
    "life/badge-twice": [*MEMBER, (K.BADGE, "2020-05-19", {"detail": 30}), (K.BADGE, "2021-05-19", {"detail": 30})],
    "life/badge-while-out": [*MEMBER, (K.EXPELLED, "2010-01-01"), (K.BADGE, "2020-05-19", {"detail": 30})],
    "life/badge-without-years": [*MEMBER, (K.BADGE, "2020-05-19")],
    "life/discipline-without-form": [*MEMBER, (K.DISCIPLINED, "2020-05-19")],
    "life/ended-without-beginning": [*MEMBER, (K.STAY_ENDED, "2020-05-19")],
    "life/no-such-badge": [*MEMBER, (K.BADGE, "2025-05-19", {"detail": 35})],
    "life/out-already": [*MEMBER, OUT, (K.EXPELLED, "2011-01-01")],
    "life/probation-ends-first": [(K.RECOGNIZED, "1991-04-01"), (K.ADMITTED, "1992-04-01")],
    "life/probation-short": [(K.ADMITTED, "2024-09-15"), (K.RECOGNIZED, "2025-08-25")],
    "life/readmitted-early": [*MEMBER, (K.STRUCK_OFF, "2024-01-01"), (K.READMITTED, "2025-08-01")],
    "life/readmitted-twice": [*MEMBER, OUT, BACK, (K.EXPELLED, "2015-01-01"), (K.READMITTED, "2025-08-01")],
    "life/readmitted-without-leaving": [*MEMBER, BACK],
    "life/recognized-without-admission": [RECOGNIZED],
    "life/restored-without-exclusion": [*MEMBER, (K.RESTORED, "2020-05-19")],
    "life/two-admissions": [*MEMBER, (K.ADMITTED, "1990-06-01")],
    "life/two-deaths": [*MEMBER, (K.DECEASED, "2020-01-01"), (K.DECEASED, "2021-01-01")],
    "life/two-recognitions": [*MEMBER, (K.RECOGNIZED, "1991-06-01")],
    "life/while-out": [*MEMBER, OUT, (K.EXEMPTED, "2011-01-01")],
}


@pytest.mark.parametrize("code", CONTRADICTIONS)
def test_what_contradicts_itself_is_a_finding_and_nothing_else_is(code: str) -> None:
    one = life(*CONTRADICTIONS[code])
    assert codes(one) == [code]
    assert one.findings[0].subject == "m-1"


def test_a_second_readmission_cites_the_rule_where_one_of_its_day_says_so() -> None:
    cited = life(*CONTRADICTIONS["life/readmitted-twice"]).findings[0]
    assert cited.rule is not None
    assert cited.rule.id == "readmission"
    later = life(*MEMBER, OUT, BACK, (K.EXPELLED, "2015-01-01"), (K.READMITTED, "2026-08-01")).findings[0]
    assert (later.code, later.rule) == ("life/readmitted-twice", None)  # of once only nothing was seen in 208


def test_a_restoration_is_no_readmission() -> None:
    events = (*MEMBER, OUT, (K.RESTORED, "2011-01-01"), (K.STRUCK_OFF, "2015-01-01"), (K.READMITTED, "2019-01-01"))
    assert codes(life(*events)) == []


def test_a_new_decision_after_leaving_is_the_return_and_the_readmission_with_it_is_the_same() -> None:
    one = life(*MEMBER, OUT, (K.ADMISSION_DECIDED, "2013-01-01"), (K.READMITTED, "2013-02-01"))
    assert codes(one) == []
    assert one.seniority("2026-03-10").deducted == (3, 0, 0)


def test_events_of_others_are_told_and_not_counted() -> None:
    others = [LifeEvent("m-2", K.EXPELLED, "2000-01-01")]
    one = Life.of([*life(*MEMBER), *others])
    assert (one.member, codes(one)) == ("m-1", ["life/other-member"])
    assert elapsed(one, "2026-03-10") == (36, 0, 0)


def test_days_that_can_be_fitted_to_each_other_contradict_nothing() -> None:
    assert codes(life((K.ADMITTED, "1990"), (K.ADMISSION_DECIDED, "1990-05-01"), (K.RECOGNIZED, "1991"))) == []
    assert codes(life(*MEMBER, (K.STRUCK_OFF, "2010"), (K.READMITTED, "2013"))) == []


def test_every_code_of_lives_is_tried() -> None:
    others = {
        *("life/no-first-day", "life/counted-from-card", "life/not-recognized", "life/time-out-unknown"),
        *("life/other-member", "life/profile-differs", "life/ledger-differs"),
    }
    assert {code for code in catalogue() if code.startswith("life/")} == CONTRADICTIONS.keys() | others


# --- order, equality, JSON --------------------------------------------------------------------------------------------


def test_any_order_gives_the_same_life() -> None:
    events = [
        *(event(*one) for one in MEMBER),
        event(*OUT),
        event(*BACK),
        event(K.ADMITTED, "1990-04-01", organization="cb-1"),
    ]
    lives = {Life.of(order) for order in itertools.permutations(events)}
    assert len(lives) == 1
    assert len(lives.pop()) == 5  # the ceremony is one event, with its organization


def test_a_life_is_read_back_from_its_json() -> None:
    paper = Document("quyết định", "1-QĐ/TU", "2010-01-01")
    one = life(
        *MEMBER,
        (K.STRUCK_OFF, "2010", {"document": paper, "detail": "bỏ sinh hoạt"}),
        (K.BADGE, "2020-05", {"detail": 30}),
    )
    values = json.loads(one.to_json(people="all"))
    assert values["schema"] == "dangbo/life"
    assert values["personal"] == ["kind", "on", "document", "detail"]
    assert Life.of(LifeEvent(**values) for values in values["events"]) == one
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - its own


def test_a_life_never_changes() -> None:
    with pytest.raises(AttributeError, match="never changes"):
        life(ADMITTED).member = "m-2"


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("on", {"kind": "kết nạp", "on": "31/02/1960"}),
        ("kind", {"kind": "Nguyễn Văn A", "on": "1960-01-01"}),
        ("until", {"kind": "miễn sinh hoạt", "on": "2020-05-17", "until": "2020-05-16"}),
        ("detail", {"kind": "kỷ luật", "on": "2020-05-17", "detail": "Nguyễn Văn A"}),
        ("detail", {"kind": "badge", "on": "2020-05-17", "detail": "ba mươi"}),
        ("months", {"kind": "khai trừ", "on": "2020-05-17", "months": "31/02/1960"}),
    ],
)
def test_a_value_that_fits_no_field_is_refused_without_being_shown(field: str, values: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError) as caught:
        LifeEvent("m-1", **values)
    told = (
        caught.value.text(lang="vi")
        + caught.value.text(lang="en")
        + repr(caught.value)
        + json.dumps(caught.value.as_dict())
    )
    assert f"LifeEvent.{field}" in told
    assert not [value for value in ("31/02", "1960", "Nguyễn", "2020-05-1", "17/5", "ba mươi") if value in told]


def test_labels_are_read_in_any_spelling() -> None:
    written = unicodedata.normalize("NFD", "Chấm dứt hiệu lực kỷ luật")
    assert event(written, "2020-01-01").kind is K.DISCIPLINE_ENDED
    assert event("ĐÌNH CHỈ SINH HOẠT ĐẢNG", "2020-01-01").kind is K.SUSPENDED
    assert event("kỷ luật", "2020-01-01", detail=unicodedata.normalize("NFD", "Khiển trách")).discipline is (
        DisciplineForm.REPRIMAND
    )


@pytest.mark.parametrize("events", [[], None, ["m-1"], [None], "m-1", {"m-1": 1}])
def test_what_is_no_event_is_refused(events: Any) -> None:  # noqa: ANN401 - anything
    with pytest.raises(InvalidInputError):
        Life.of(events)


def test_another_thing_than_a_profile_or_a_calendar_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="profile"):
        Life.of([], profile=5)  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="calendar"):
        life(ADMITTED).deadlines("2025-01-01", calendar=None)  # type: ignore[arg-type]


# --- nothing personal is shown ----------------------------------------------------------------------------------------


def test_no_repr_and_no_finding_shows_a_day_a_detail_or_what_happened() -> None:
    one = life(
        *((K.ADMISSION_DECIDED, "1971-03-13"), (K.ADMITTED, "1971-04-17"), (K.RECOGNIZED, "1971-05-19")),
        *((K.EXEMPTED, "2019-06-21", {"detail": "tuổi cao"}), (K.EXPELLED, "2020-07-23", {"detail": "lý do riêng"})),
        *((K.BADGE, "2021-08-27", {"detail": 50}), (K.MOVED, "2022-09-29")),
        profile=profile_of(admission_decided=dt.date(1972, 10, 31)),
    )
    shown = [
        repr(one), *map(repr, one), str(one), str(one.findings), *map(str, one.findings), repr(one.findings),
        *(found.text(lang=lang) for found in one.findings for lang in ("vi", "en")),
        json.dumps([found.as_dict() for found in one.findings if found.rule is None], ensure_ascii=False),
        repr(one.status("2020-08-01")), repr(one.seniority("2020-08-01")), repr(one.probation("2020-08-01")),
        repr(one.deadlines("2025-01-01", calendar=WEEKDAYS)),
        repr(life((K.ADMISSION_DECIDED, "1976-05-19")).badges(2026)),
        *map(str, one.seniority("2020-08-01").findings),
    ]  # fmt: skip
    secrets = [
        "1971",
        "1972",
        "2019-",
        "2020-07",
        "2021-08",
        "2022",
        "tuổi cao",
        "lý do",
        "expelled",
        "EXPELLED",
        "1976",
    ]
    assert len(one.findings) >= 3
    assert not [(secret, text) for text in shown for secret in secrets if secret in text.replace("QĐ/TW", "")]


# --- time limits ------------------------------------------------------------------------------------------------------


def due(one: Life, on: str, calendar: WorkingDays = WEEKDAYS) -> dict[str, tuple[dt.date | None, str]]:
    return {limit.kind: (limit.due, limit.state) for limit in one.deadlines(on, calendar=calendar)}


def test_a_decision_on_admission_has_45_working_days_and_15_more() -> None:
    (limit,) = life((K.ADMISSION_RESOLVED, "2025-08-04")).deadlines("2025-12-01", calendar=WEEKDAYS)
    assert (limit.due, limit.extended, limit.state) == (dt.date(2025, 10, 6), dt.date(2025, 10, 27), "overdue")
    assert limit.rule is not None
    assert limit.rule.article == "mục 4.3.1"


def test_a_ceremony_counts_from_receipt_and_under_208_from_issue_with_no_number_seen() -> None:
    one = life((K.ADMISSION_DECIDED, "2025-08-01"), (K.DECISION_RECEIVED, "2025-08-11"))
    assert due(one, "2025-08-20") == {"admission-ceremony": (dt.date(2025, 9, 22), "open")}
    unknown = life((K.ADMISSION_DECIDED, "2025-08-01"))
    assert due(unknown, "2025-08-20") == {"admission-ceremony": (None, "unknown")}
    later = life((K.ADMISSION_DECIDED, "2026-07-26"), (K.DECISION_RECEIVED, "2026-07-28"))
    (limit,) = later.deadlines("2026-08-20", calendar=WEEKDAYS)
    assert (limit.began, limit.due) == (dt.date(2026, 7, 26), None)
    assert limit.notes[0].en == "The number of days was not seen."
    alone = life((K.DECISION_RECEIVED, "2025-08-11"))
    assert due(alone, "2025-08-20") == {"admission-ceremony": (dt.date(2025, 9, 22), "open")}


def test_a_ceremony_that_was_late_is_told_as_late() -> None:
    one = life((K.ADMISSION_DECIDED, "2025-08-01"), (K.DECISION_RECEIVED, "2025-08-11"), (K.ADMITTED, "2025-09-23"))
    assert due(one, "2025-09-30")["admission-ceremony"] == (dt.date(2025, 9, 22), "late")


def test_recognition_is_considered_after_month_12_and_decided_after_that() -> None:
    one = life((K.ADMITTED, "2024-09-15"), (K.RECOGNITION_RESOLVED, "2025-10-01"))
    assert due(one, "2025-10-05") == {
        "recognition-review": (dt.date(2025, 10, 27), "met"),
        "recognition-decision": (dt.date(2025, 11, 12), "open"),
    }
    assert due(life((K.ADMITTED, "2024-09-15")), "2025-09-14") == {}


def test_a_recognition_holds_from_month_12_and_was_decided_on_the_day_of_its_paper() -> None:
    paper = Document("quyết định", "2-QĐ/ĐU", "2025-11-20")
    one = life(
        *((K.ADMITTED, "2024-09-15"), (K.RECOGNITION_RESOLVED, "2025-10-01")),
        (K.RECOGNIZED, "2025-09-15", {"document": paper}),
    )
    assert due(one, "2025-11-15")["recognition-decision"][1] == "overdue"
    assert due(one, "2025-11-20")["recognition-decision"][1] == "late"


def test_a_transfer_is_filed_within_60_and_its_paper_shown_within_30_working_days() -> None:
    calendar = WorkingDays.vietnam(2026)
    one = life((K.MOVED, "2026-01-26"), (K.TRANSFER_STARTED, "2026-08-20"))
    assert due(one, "2026-09-01", calendar) == {
        "transfer-start": (dt.date(2026, 4, 28), "late"),
        "transfer-slip": (dt.date(2026, 10, 5), "open"),
    }


def test_a_stay_and_an_exemption_end_as_decided_and_a_stay_without_an_end_after_the_longest() -> None:
    one = life(
        *MEMBER, (K.STAY_BEGUN, "2024-01-10", {"until": "2024-06-30"}), (K.EXEMPTED, "2024-02-10", {"months": 6})
    )
    found = due(one, "2024-08-10")
    assert found["stay-over"] == (dt.date(2024, 6, 30), "overdue")
    assert found["exemption-over"] == (dt.date(2024, 8, 9), "overdue")
    assert due(life((K.STAY_BEGUN, "2024-01-10")), "2024-08-10") == {"stay-over": (dt.date(2026, 1, 10), "open")}
    ended = life((K.STAY_BEGUN, "2024-01-10"), (K.STAY_ENDED, "2024-05-10"))
    assert due(ended, "2024-08-10")["stay-over"][1] == "met"


def test_nothing_is_due_of_who_left_or_died() -> None:
    for gone in (K.EXPELLED, K.DECEASED):
        assert due(life((K.TRANSFER_STARTED, "2026-08-20"), (gone, "2026-09-01")), "2026-12-01") == {}


def test_a_year_the_calendar_does_not_know_has_no_day_due_and_an_estimated_one_says_so() -> None:
    one = life((K.TRANSFER_STARTED, "2026-12-20"))
    (unknown,) = one.deadlines("2027-01-01", calendar=WorkingDays.vietnam(2026))
    assert (unknown.due, unknown.state) == (None, "unknown")
    (guessed,) = one.deadlines("2027-01-01", calendar=WorkingDays.vietnam((2026, 2027)))
    assert guessed.due is not None
    assert [note.en for note in guessed.notes] == ["The days off of this year are estimated."]


def test_limits_are_those_of_their_date_and_of_a_day_known_in_part_there_is_none() -> None:
    (old,) = life((K.MOVED, "2010-01-10")).deadlines("2010-02-01", calendar=WEEKDAYS)
    (part,) = life((K.MOVED, "2024-01")).deadlines("2024-03-01", calendar=WEEKDAYS)
    assert (old.due, old.rule, old.notes[0].en) == (None, None, "The rulebook has no such limit of that day.")
    assert (part.due, part.notes[0].en) == (None, "The day it begins is known in part.")


# --- badges -----------------------------------------------------------------------------------------------------------


def test_a_badge_that_was_given_is_not_due_again() -> None:
    one = life((K.ADMISSION_DECIDED, "1996-05-19"), (K.BADGE, "2026-05-19", {"detail": 30}))
    assert 30 not in rounds(one)


def test_who_is_out_has_no_badge_due_before_the_return() -> None:
    out = life((K.ADMISSION_DECIDED, "1996-05-19"), (K.STRUCK_OFF, "2024-01-01"))
    assert rounds(out) == {}
    back = life((K.ADMISSION_DECIDED, "1996-05-19"), (K.STRUCK_OFF, "2024-01-01"), (K.READMITTED, "2028-01-01"))
    assert rounds(back)[30] == dt.date(2030, 5, 19)  # 19/05/2026 and the four years out


def test_a_death_before_the_round_and_after_the_day_is_posthumous() -> None:
    one = life((K.ADMISSION_DECIDED, "1996-05-20"), (K.DECEASED, "2026-06-01"))
    (badge,) = one.badges(2026)
    assert (badge.kind, badge.round, badge.reached) == ("posthumous", None, dt.date(2026, 5, 20))
    assert rounds(one, range(2027, 2100)) == {}


def test_without_a_form_nobody_knows_how_long_a_badge_is_deferred() -> None:
    (badge,) = life((K.ADMISSION_DECIDED, "1996-05-19"), (K.DISCIPLINED, "2026-03-01")).badges(2026)
    assert any("no form recorded" in note.en for note in badge.notes)


def test_of_a_time_without_rounds_in_the_rulebook_the_round_is_unknown() -> None:
    (badge,) = life((K.ADMISSION_DECIDED, "1988-05-19")).badges(2018)
    assert (badge.years, badge.round) == (30, None)


def test_a_book_without_rules_leaves_what_they_say_unknown() -> None:
    one = Life.of(
        [*(event(*each) for each in MEMBER), event(*OUT), event(*BACK), event(K.TRANSFER_STARTED, "2026-08-20")],
        rules=RuleBook((), ()),
    )
    probation = one.probation("1990-06-01")
    assert elapsed(one, "2026-03-10") == (33, 0, 0)
    assert (one.seniority("2026-03-10").rule, codes(one), one.badges(2023)) == (None, [], ())
    assert probation is not None
    assert (probation.months, probation.full_from) == (None, None)
    assert {limit.due for limit in one.deadlines("2026-12-01", calendar=WEEKDAYS)} == {None}


def test_days_at_the_end_of_the_calendar_and_terms_beyond_it_break_nothing() -> None:
    first, last = dt.date.min, dt.date.max
    for day in (first, last, PartialDate(1), PartialDate(9999)):
        for kind in K:
            one = life(
                (kind, day), (K.EXPELLED, day, {"months": 999_999_999}), (K.SLIP_SHOWN, day, {"months": 400_000})
            )
            assert one.findings is one.findings
            for on in (first, last):
                one.status(on), one.seniority(on), one.probation(on), one.deadlines(on, calendar=WEEKDAYS)
            assert isinstance(one.badges(2026), tuple)
    assert life((K.EXEMPTED, "2020-01-01", {"until": last}), ADMITTED).status(last).status is LifeStatus.EXEMPT


WINDOWS = [
    ("1995-12-15", "3 February 2026"),
    ("1996-02-10", "3 February 2026"),
    ("1996-05-20", "19 May 2026"),
    ("1996-09-30", "2 September 2026"),
    ("1996-10-01", "7 November 2026"),
]


@pytest.mark.parametrize(("decided", "told"), WINDOWS)
def test_windows_of_a_place_are_told_and_move_no_round(decided: str, told: str) -> None:
    events = [event(K.ADMISSION_DECIDED, decided)]
    here = [due for year in (2025, 2026, 2027) for due in Life.of(events, rules=examples()).badges(year)]
    nation = [due for year in (2025, 2026, 2027) for due in Life.of(events).badges(year)]
    assert [due.round for due in here] == [due.round for due in nation]
    assert f"By the months of thành phố Hà Nội: round of {told}." in {note.en for note in here[0].notes}
    assert [(rule.id, rule.confidence.value) for rule in here[0].rules if rule.local] == [
        ("ha-noi-badge-windows", "unverified")
    ]
    assert not [rule for rule in nation[0].rules if rule.local]


def test_results_tell_themselves_in_both_languages() -> None:
    one = life(*MEMBER, OUT, BACK, (K.TRANSFER_STARTED, "2026-08-20"))
    probation = one.probation("2026-01-01")
    assert probation is not None
    (limit,) = (limit for limit in one.deadlines("2026-09-01", calendar=WEEKDAYS) if limit.kind == "transfer-slip")
    results: list[Any] = [
        one.seniority("2026-03-10"),
        probation,
        limit,
        *life((K.ADMISSION_DECIDED, "1996-05-19")).badges(2026),
    ]
    assert [result.explain().split(".")[0] for result in results] == [
        "Tuổi đảng: 33 năm",
        "Thời gian dự bị: chưa rõ",
        "Xuất trình giấy giới thiệu: chưa đến hạn",
        "Huy hiệu 30 năm tuổi Đảng: đến đợt",
    ]
    assert "Đã trừ 3 năm." in results[0].explain()
    assert "Đã trừ" not in life(*MEMBER).seniority("2026-03-10").explain()
    for result in (*results, one.status("2026-01-01"), *one):
        assert json.loads(json.dumps(result.as_dict()))["member"] == "m-1"


# --- what is less common ----------------------------------------------------------------------------------------------


def test_contact_lost_before_an_exclusion_is_one_time_out_and_stays_out_where_only_the_exclusion_was_wrong() -> None:
    lost = (*MEMBER, (K.LOST_CONTACT, "2000-03-10"), (K.STRUCK_OFF, "2001-03-10"))
    back = life(*lost, (K.READMITTED, "2005-03-10")).seniority("2026-03-10")
    wrong = life(*lost, (K.RESTORED, "2005-03-10")).seniority("2026-03-10")
    assert (back.years, back.deducted) == (31, (5, 0, 0))
    assert (wrong.years, wrong.deducted) == (35, (1, 0, 0))


def test_contact_is_there_again_when_a_paper_is_shown_or_rights_are_restored() -> None:
    for kind in (K.SLIP_SHOWN, K.RESTORED):
        one = life(*MEMBER, (K.LOST_CONTACT, "2000-03-10"), (kind, "2002-03-10"))
        assert one.seniority("2026-03-10").deducted == (2, 0, 0)
        assert codes(one) == []


def test_a_second_expulsion_for_a_term_ends_with_the_later_of_both() -> None:
    one = life(*MEMBER, (K.EXPELLED, "2000-03-10", {"months": 12}), (K.EXPELLED, "2000-09-10", {"months": 12}))
    assert one.seniority("2026-03-10").deducted == (1, 6, 0)
    assert codes(one) == ["life/out-already"]
    open_end = life(*MEMBER, (K.EXPELLED, "2000-03-10", {"months": 12}), (K.EXPELLED, "2000-09-10"))
    assert open_end.status("2026-03-10").status is LifeStatus.OUT


def test_a_restoration_takes_back_the_readmission_that_followed_the_wrong_exclusion() -> None:
    events = (
        *MEMBER,
        OUT,
        BACK,
        (K.RESTORED, "2014-01-01"),
        (K.STRUCK_OFF, "2016-01-01"),
        (K.READMITTED, "2020-01-01"),
    )
    assert codes(life(*events)) == []  # one re-admission is left
    assert life(*events).seniority("2026-03-10").deducted == (4, 0, 0)


def test_seniority_tells_why_it_is_not_counted_and_between_what_it_lies() -> None:
    assert (
        life(DECIDED)
        .seniority("2026-03-10")
        .explain(lang="en")
        .startswith("Seniority is not counted. From 10 March 1990.")
    )
    part = life((K.ADMISSION_DECIDED, "1990"), (K.RECOGNIZED, "1992-01-01")).seniority("2026-06-01")
    assert part.explain().startswith("Tuổi đảng: từ 35 năm 5 tháng 1 ngày đến 36 năm 5 tháng. Tính từ 1990.")
    card = life(ADMITTED, RECOGNIZED).seniority("2026-04-01")
    assert [found.code for found in card.findings] == ["life/counted-from-card"]


@pytest.mark.parametrize(
    ("end", "state"),
    [
        ((K.RECOGNIZED, "1991-04-01"), "recognized"),
        ((K.PROBATION_FAILED, "1991-04-01"), "failed"),
        ((K.EXPELLED, "1990-10-01"), "ended"),
        ((K.DECEASED, "1990-10-01"), "ended"),
    ],
)
def test_a_probation_comes_to_something(end: tuple[Any, ...], state: str) -> None:
    probation = life(ADMITTED, end).probation("1995-01-01")
    assert probation is not None
    assert probation.state == state


def test_a_probation_is_told_with_its_end() -> None:
    probation = life((K.ADMITTED, "15/09/2024")).probation("2025-01-01")
    assert probation is not None
    assert probation.explain().startswith(
        "Thời gian dự bị: đang dự bị. Tính từ 15/9/2024. Đủ thời gian ngày 15/9/2025. Căn cứ: Điều lệ Đảng"
    )


def test_who_dies_out_of_the_party_or_before_there_were_rules_has_no_badge() -> None:
    out = life((K.ADMISSION_DECIDED, "1995-08-01"), (K.EXPELLED, "2025-01-01"), (K.DECEASED, "2025-06-01"))
    early = life((K.ADMISSION_DECIDED, "1980-08-01"), (K.DECEASED, "2010-06-01"))
    assert (out.badges(2025), early.badges(2010)) == ((), ())


def test_who_dies_while_a_discipline_defers_the_badge_has_it_told() -> None:
    one = life(
        *((K.ADMISSION_DECIDED, "1995-08-01"), (K.DISCIPLINED, "2025-03-01", {"detail": DisciplineForm.WARNING})),
        (K.DECEASED, "2025-06-01"),
    )
    (badge,) = one.badges(2025)
    assert any("discipline deferred" in note.en for note in badge.notes)


def test_a_recognition_without_a_resolution_closes_the_review_and_nobody_knows_when() -> None:
    one = life((K.ADMITTED, "2024-09-15"), (K.RECOGNIZED, "2025-09-15"))
    (review,) = one.deadlines("2026-01-01", calendar=WEEKDAYS)
    assert (review.kind, review.state, review.met) == ("recognition-review", "met", None)


def test_limits_that_begin_on_a_day_known_in_part_say_so() -> None:
    one = life((K.ADMISSION_DECIDED, "2025-08"), (K.STAY_BEGUN, "2025-08"))
    found = {limit.kind: limit for limit in one.deadlines("2025-12-01", calendar=WEEKDAYS)}
    assert found.keys() == {"admission-ceremony", "stay-over"}
    for limit in found.values():
        assert (limit.due, limit.state) == (None, "unknown")
        assert limit.explain(lang="en").count("The day it begins is known in part.") == 1


def test_limits_in_days_and_months_are_counted_as_their_rule_says(tmp_path: Any) -> None:  # noqa: ANN401 - a path
    rule = """
[[instruments]]
id = "own"
kind = "quy định"
issued = 2020-01-01
from = 2020-01-01
confidence = "verified"

[[rules]]
id = "transfer-{of}-deadline"
unit = "{unit}"
cure = "exception"
label = {{ vi = "thời hạn", en = "limit" }}
statement = {{ vi = "Thời hạn.", en = "A limit." }}

[[rules.values]]
value = 2
instrument = "own"
article = "Điều 1"
from = 2020-01-01
confidence = "verified"
checked_on = 2026-11-26
"""
    for unit, last in (
        ("days", dt.date(2026, 2, 2)),
        ("months", dt.date(2026, 3, 31)),
        ("years", dt.date(2028, 1, 31)),
    ):
        file = tmp_path / f"{unit}.toml"
        file.write_text(rule.format(of="slip", unit=unit), encoding="utf-8")
        one = Life.of([event(K.TRANSFER_STARTED, "2026-01-31")], rules=RuleBook.load(file))
        assert due(one, "2026-02-01") == {"transfer-slip": (last, "open")}


def test_what_comes_first_bounds_what_comes_behind_it() -> None:
    """Struck off in 2010 and re-admitted in 2010, of which the months are known."""
    one = life(*MEMBER, (K.STRUCK_OFF, "2010-06"), (K.READMITTED, "2010")).seniority("2026-03-10")
    assert codes(life(*MEMBER, (K.STRUCK_OFF, "2010-06"), (K.READMITTED, "2010"))) == []
    assert (one.lowest, one.highest) == ((35, 5, 0), (36, 0, 0))  # at most 6 months and 30 days out


def test_a_life_is_no_other_thing() -> None:
    assert life(ADMITTED) != "m-1"
    assert life(ADMITTED) != life(RECOGNIZED)


def test_a_badge_whose_round_comes_after_the_leaving_is_not_due() -> None:
    full = (K.ADMISSION_DECIDED, "1996-05-20")
    gone = life(full, (K.STRUCK_OFF, "2026-07-01"))
    died_out = life(full, (K.EXPELLED, "2026-07-01", {"months": 12}), (K.DECEASED, "2026-08-01"))
    later = life(full, (K.EXPELLED, "2026-07-01", {"months": 12}))
    assert rounds(gone) == {}
    assert rounds(died_out) == {}
    assert rounds(later)[30] == dt.date(2027, 9, 2)  # the first round after the term, 01/07/2027


FULL_SINCE_1991 = (DECIDED, ADMITTED, RECOGNIZED)


@pytest.mark.parametrize("form", ["khai trừ", "KHAI TRỪ", DisciplineForm.EXPULSION])
def test_who_is_disciplined_by_expulsion_is_out_as_by_the_event_of_that_kind(form: Any) -> None:  # noqa: ANN401 - as typed
    by_form = life(*FULL_SINCE_1991, (K.DISCIPLINED, "2010-03-01", {"detail": form}))
    by_kind = life(*FULL_SINCE_1991, (K.EXPELLED, "2010-03-01"))
    for day in ("2010-02-28", "2010-03-01", "2026-01-01"):
        assert by_form.status(day) == by_kind.status(day)
        assert by_form.seniority(day) == by_kind.seniority(day)
    assert rounds(by_form) == rounds(by_kind)
    both = life(*by_form.events, (K.EXPELLED, "2010-03-01"))
    assert (codes(by_form), codes(both)) == ([], [])
    assert codes(life(*by_form.events, (K.EXPELLED, "2011-03-01"))) == ["life/out-already"]


def test_no_member_is_disbanded() -> None:
    with pytest.raises(InvalidInputError) as caught:
        event(K.DISCIPLINED, "2010-03-01", detail="giải tán")
    assert "giải tán" not in str(caught.value)


@pytest.mark.parametrize(
    "told", ["30", 30, 30.0, "30 năm", "Huy hiệu 30 năm tuổi Đảng", "huy hieu dang 30 nam"], ids=repr
)
def test_the_years_of_a_badge_are_read_as_people_write_them(told: Any) -> None:  # noqa: ANN401 - as typed
    assert event(K.BADGE, "2021-02-03", detail=told).badge_years == 30


@pytest.mark.parametrize("told", ["-30", "30.5", 30.5, "300", "ba mươi", "30 tháng"], ids=repr)
def test_other_texts_are_no_years_of_a_badge(told: Any) -> None:  # noqa: ANN401 - as typed
    with pytest.raises(InvalidInputError):
        event(K.BADGE, "2021-02-03", detail=told)


SUSPENDED_AND_BACK = ((K.SUSPENDED, "2015-01-01"), (K.RESTORED, "2015-04-01"))
LOST_AND_FOUND = ((K.LOST_CONTACT, "2015-01-01"), (K.RESTORED, "2015-04-01"))


@pytest.mark.parametrize(
    "out",
    [
        ((K.EXPELLED, "2000-01-01", {"months": 12}),),
        ((K.STRUCK_OFF, "2000-01-01"), (K.READMITTED, "2004-01-01"), (K.RECOGNIZED, "2005-01-01")),
    ],
    ids=["for a term", "re-admitted"],
)
def test_rights_restored_after_a_suspension_take_no_earlier_exclusion_back(out: tuple[tuple[Any, ...], ...]) -> None:
    served = life(*FULL_SINCE_1991, *out)
    again = life(*FULL_SINCE_1991, *out, *SUSPENDED_AND_BACK)
    assert elapsed(again, "2026-03-10") == elapsed(served, "2026-03-10")
    assert codes(again) == codes(served)
    found = life(*FULL_SINCE_1991, *out, *LOST_AND_FOUND)
    assert elapsed(found, "2026-06-10") == elapsed(served, "2026-03-10")
    wrong = life(*FULL_SINCE_1991, *out, (K.RESTORED, "2015-04-01"))
    assert elapsed(wrong, "2026-03-10") == (36, 0, 0)


def test_what_ends_and_begins_again_on_one_day_has_no_break() -> None:
    stays = life(
        *FULL_SINCE_1991,
        (K.STAY_BEGUN, "2001-01-31", {"until": "2001-05-06"}),
        (K.STAY_BEGUN, "2001-05-07", {"until": "2001-08-06"}),
    )
    state = stays.status("2001-06-01")
    assert (state.status, state.since) == (LifeStatus.AWAY, dt.date(2001, 1, 31))
    out = life(*FULL_SINCE_1991, (K.EXPELLED, "2001-04-29", {"months": 12}), (K.STRUCK_OFF, "2002-04-29"))
    assert out.status("2003-01-01").since == dt.date(2001, 4, 29)
    full = stays.status("2001-08-07")
    assert (full.status, full.since) == (LifeStatus.FULL, dt.date(2001, 8, 7))


@pytest.mark.parametrize(
    ("events", "on"),
    [
        (((K.EXPELLED, "2010", {"months": 3}),), "2010-06-30"),
        (((K.EXEMPTED, "2010", {"months": 3}),), "2010-06-30"),
        (((K.LOST_CONTACT, "2010-03-11"), (K.LOST_CONTACT, "2010-04-18"), (K.SLIP_SHOWN, "04/2010")), "2010-04-17"),
    ],
)
def test_what_a_member_was_between_days_known_in_part_is_not_guessed(events: tuple[Any, ...], on: str) -> None:
    one = life(*FULL_SINCE_1991, *events)
    assert one.status(on).status is None
    assert one.status("2009-12-31").status is LifeStatus.FULL
    assert one.status("2011-04-01").status is LifeStatus.FULL


def test_a_ceremony_known_by_its_month_is_not_held_before_its_decision() -> None:
    one = life((K.ADMISSION_DECIDED, "1986-04-09"), (K.ADMITTED, "04/1986"))
    assert [each.kind for each in one] == [K.ADMISSION_DECIDED, K.ADMITTED]
    assert [one.status(day).status for day in ("1986-04-08", "1986-04-09", "1986-04-30")] == [
        None,
        None,
        LifeStatus.PROBATIONARY,
    ]


def test_a_recognition_that_can_have_come_behind_the_day_leaves_the_probation_open() -> None:
    one = life((K.ADMITTED, "2015-04-01"), (K.RECOGNIZED, "2016"))
    assert [one.probation(day).state for day in ("2015-12-31", "2016-06-01", "2016-12-31")] == [  # type: ignore[union-attr]
        "running",
        "unknown",
        "recognized",
    ]


def test_what_began_and_ended_in_one_year_began_first() -> None:
    one = life(*FULL_SINCE_1991, (K.RESTORED, "1995"), (K.SUSPENDED, "1995"), *LOST_AND_FOUND)
    assert one.status("2001-12-28").status is LifeStatus.FULL
    assert codes(one) == []


def test_what_can_have_come_before_a_death_did() -> None:
    one = life(DECIDED, ADMITTED, (K.RECOGNIZED, "1991"), (K.DECEASED, "1991-06-05"))
    assert one.seniority("2000-01-01").years == 1


def test_a_death_known_in_part_is_told_with_the_badge_after_it() -> None:
    (due,) = life((K.ADMISSION_DECIDED, "1992-09-10"), (K.RECOGNIZED, "1993-10-01"), (K.DECEASED, "2022")).badges(2022)
    assert due.kind == "posthumous"
    assert "The day of death is known in part only." in due.explain(lang="en")


@pytest.mark.parametrize("less", ["1991", "04/1991"])
@pytest.mark.parametrize("by", ["profile", "event"])
def test_what_is_known_better_elsewhere_is_not_open(less: str, by: str) -> None:
    days = {"admission_decided": less.replace("1991", "1990").replace("04", "03"), "recognized": less}
    if by == "profile":
        one = life(*FULL_SINCE_1991, profile=profile_of(**days))
    else:
        one = life(*FULL_SINCE_1991, *((name, day) for name, day in days.items()))
    exact = life(*FULL_SINCE_1991)
    assert one == exact
    assert codes(one) == []
    assert one.seniority("1991-06-01").as_dict(people="all") == exact.seniority("1991-06-01").as_dict(people="all")


def test_a_day_known_in_part_beside_another_within_it_keeps_what_contradicts() -> None:
    one = life(
        DECIDED, (K.ADMITTED, "1990", {"organization": "cb-1"}), (K.ADMITTED, "1990-04-01", {"organization": "cb-2"})
    )
    assert len(one) == 3
    told = life(DECIDED, (K.ADMITTED, "1990", {"organization": "cb-1"}), ADMITTED)
    assert (len(told), told.events[1].organization, told.events[1].on) == (2, "cb-1", dt.date(1990, 4, 1))


PAIRED: list[tuple[tuple[Any, ...], tuple[Any, ...], tuple[tuple[Any, ...], ...]]] = [
    ((K.EXPELLED, "12/2002"), (K.RESTORED, "2002-12-27"), ((K.EXPELLED, "2011-06-04", {"months": 24}),)),
    ((K.SUSPENDED, "1998"), (K.RESTORED, "1998-09-26"), ((K.EXPELLED, "1996-08-12", {"months": 12}),)),
    (
        (K.LOST_CONTACT, "1998"),
        (K.SLIP_SHOWN, "1998-09-26"),
        ((K.LOST_CONTACT, "2010-01-01"), (K.SLIP_SHOWN, "2010-02-01")),
    ),
    (
        (K.STAY_BEGUN, "1998"),
        (K.STAY_ENDED, "1998-09-26"),
        ((K.STAY_BEGUN, "2010-01-01"), (K.STAY_ENDED, "2010-02-01")),
    ),
    ((K.STRUCK_OFF, "2001"), (K.READMITTED, "2001-05-01"), ((K.STRUCK_OFF, "2010-01-01"), (K.RESTORED, "2010-02-01"))),
]


@pytest.mark.parametrize(("begun", "ended", "others"), PAIRED)
def test_what_began_in_a_year_began_before_its_end_whatever_else_happened(
    begun: tuple[Any, ...], ended: tuple[Any, ...], others: tuple[tuple[Any, ...], ...]
) -> None:
    for given in itertools.permutations([begun, ended, *others]):
        one = life(*FULL_SINCE_1991, *given)
        places = [(each.kind, each.earliest) for each in one]
        assert places.index((begun[0], parse_day(begun[1]).earliest)) < places.index(  # type: ignore[union-attr]
            (ended[0], dt.date.fromisoformat(ended[1]))
        )
        assert set(codes(one)) <= {"life/readmitted-early"}


def test_who_was_recognized_in_the_year_of_an_expulsion_was_recognized_before_it() -> None:
    one = life(DECIDED, ADMITTED, (K.RECOGNIZED, "1991"), (K.STRUCK_OFF, "1991-06-01"), (K.RESTORED, "1992-06-01"))
    assert one.status("1993-01-01").status is LifeStatus.FULL
    assert codes(one) == []
