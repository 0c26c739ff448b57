"""Random mergers, splits, hand-overs and other decisions: spans, sums of meetings and bases agree with every day."""

from __future__ import annotations

import contextlib
import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from dangbo import Form, History, Meeting, Plan, PlanRejectedError, Prospect, activity_of, admission_progress
from tests.builders import NO_RULES
from tests.property.strategies import AS_OF, DECISION, furnished, sound, wards

OPENED = dt.date.fromisoformat(AS_OF)


@st.composite
def ledgers(draw: st.DrawFn) -> History:
    """A city with up to six decisions in the four months after its opening, several of a day among them."""
    ledger = History(draw(furnished(wards())))
    days = sorted(draw(st.lists(st.integers(1, 120), min_size=1, max_size=6)))
    for number, day in enumerate(days):
        effective = OPENED + dt.timedelta(days=day)
        operation = draw(sound(ledger.as_of(effective), f"n-{number}"))
        plan = Plan(effective, ledger.opening.root.id, DECISION, [operation])
        with contextlib.suppress(PlanRejectedError):
            ledger = ledger.enact(plan, recorded=effective, rules=NO_RULES)
    return ledger


@settings(max_examples=settings().max_examples // 2)
@given(ledgers(), st.integers(0, 40), st.integers(60, 130))
def test_spans_are_what_the_snapshots_show(ledger: History, first: int, last: int) -> None:
    start, end = OPENED + dt.timedelta(days=first), OPENED + dt.timedelta(days=last)
    spans = ledger.spans(start, end)
    days = {start, end} | {
        on
        for decision in ledger.decisions
        for on in (decision.effective, decision.effective - dt.timedelta(days=1))
        if start <= on <= end
    }
    for day in days:
        tree = ledger.as_of(day)
        assert {key for key in spans if spans.on(key, day)} == {org.id for org in tree}
        final = {key: spans.on(key, day) for key in spans if day == end}
        assert all(span is None or span.organization == tree[key] for key, span in final.items())
    assert all(
        one.since < one.until and one.until <= other.since
        for of in spans.values()
        for one, other in zip(of, [*of[1:], of[-1]._replace(since=of[-1].until)], strict=True)
    )


@settings(max_examples=settings().max_examples // 2)
@given(ledgers(), st.data())
def test_months_expected_and_held_add_up_whatever_became_of_the_cells(ledger: History, data: st.DataObject) -> None:
    start, end = OPENED + dt.timedelta(days=1), OPENED + dt.timedelta(days=125)
    firsts = [day for n in range(125) if (day := start + dt.timedelta(days=n)).day == 1]
    standing = {first: {org.id for org in ledger.as_of(first) if org.form is Form.CHI_BO} for first in firsts}
    held = {(key, first) for first, keys in standing.items() for key in sorted(keys) if data.draw(st.booleans())}
    meetings = data.draw(st.permutations([Meeting(key, first, called=5, present=4, absent_with_reason=1)
                                          for key, first in sorted(held)]))  # fmt: skip

    activity = activity_of(ledger, meetings, (start, end), rules=NO_RULES)

    assert activity.total.expected == sum(map(len, standing.values()))
    assert (activity.total.held, activity.total.beyond) == (len(held), 0)
    assert activity.total.called == 5 * len(held)
    assert not activity.findings
    assert {first: set(keys) for first, keys in activity.without_meeting.items()} == {
        first: {key for key in keys if (key, first) not in held} for first, keys in standing.items()
    }
    assert set(activity) == set(ledger.spans(start, end))
    assert activity.total.expected == sum(activity.own(key).expected for key in activity)
    above = {row["organization"]: row["above"] for row in activity.to_rows()}
    for key in activity:
        below = [other for other in activity if above[other] == key]
        assert activity[key].held == activity.own(key).held + sum(activity[other].held for other in below)
    branch = data.draw(st.sampled_from([*activity]))
    alone = activity_of(ledger, meetings, (start, end), at=branch, rules=NO_RULES)
    assert (alone.total, alone.findings) == (activity[branch], ())


@settings(max_examples=settings().max_examples // 2)
@given(ledgers(), st.integers(0, 130), st.integers(0, 130))
def test_people_admitted_and_the_members_of_the_base_go_the_same_ways(ledger: History, first: int, last: int) -> None:
    base_on, on = (OPENED + dt.timedelta(days=day) for day in sorted((first, last)))
    then, now = ledger.as_of(base_on), ledger.as_of(on)
    steps = [
        Prospect(f"{org.id}-{number}", org.id, "admitted", base_on)
        for org in then
        for number in range(then.own_headcount(org).total)
    ]
    made = admission_progress(steps, ledger, target=None, base_on=base_on, year=on.year, on=on)
    assert made.admitted == made.base == then.headcount().total
    assert all(line.admitted == line.base for line in made.organizations)
    for line in made.organizations[:4]:
        alone = admission_progress(
            steps, ledger, target=None, base_on=base_on, year=on.year, on=on, at=line.organization
        )
        assert (alone.admitted, alone.base) == (line.admitted, line.base)
        assert line.organization in now
