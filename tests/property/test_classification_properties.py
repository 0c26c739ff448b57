"""Laws of classification that hold for any evidence."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from typing import Any, Final

from hypothesis import given, reject, settings
from hypothesis import strategies as st

from dangbo.base.errors import InvalidInputError
from dangbo.base.terms import Conclusion, CriterionGroup, DisciplineForm, Grade, Rating, SubjectType
from dangbo.rating.classification.evidence import CriterionLevel, Discipline, Evidence, RatingCounts, TaskCounts
from dangbo.rating.classification.judging import classify
from dangbo.rating.classification.result import Classification
from dangbo.rules import RuleBook

DATES: Final = ("2018-12-31", "2019-12-31", "2022-12-31", "2023-12-31", "2024-12-31", "2025-12-31")
MOST: Final = 10
known = st.one_of(st.none(), st.booleans())
sometimes = st.one_of(st.none(), st.just(()))


@st.composite
def task_counts(draw: st.DrawFn) -> TaskCounts:
    done = draw(st.integers(0, MOST))
    part = st.one_of(st.none(), st.integers(0, done))
    missed = draw(st.integers(0, MOST - done))
    main = draw(st.one_of(st.none(), st.integers(0, missed)))
    return TaskCounts(MOST, done, draw(part), draw(part), main, missed - (main or 0))


disciplines = st.builds(
    Discipline,
    form=st.sampled_from(DisciplineForm),
    whom=st.sampled_from(["self", "leadership_member", "subordinate", "member"]),
    self_detected=known,
    remedied=known,
    corruption=known,
)


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    subject = draw(st.sampled_from(SubjectType))
    kinds = st.sampled_from(["đảng bộ cơ sở", "chi bộ cơ sở", "chi bộ trực thuộc"])
    levels = st.builds(CriterionLevel, group=st.sampled_from(CriterionGroup), level=st.sampled_from(Grade))
    rating = st.one_of(st.none(), st.sampled_from(Rating))
    counts = st.integers(0, 5)
    state = draw(rating)
    return Evidence(
        subject,
        kind=draw(kinds) if subject is SubjectType.ORGANIZATION else None,
        levels=draw(st.lists(levels, max_size=4)),
        score=draw(st.decimals(0, 100, places=3)),  # something every regime but the earliest can hold on to
        tasks=draw(task_counts()),
        unit_tasks=draw(st.one_of(st.none(), task_counts())),
        unit_rating=draw(rating),
        discipline=draw(st.one_of(sometimes, st.lists(disciplines, max_size=2))),
        subordinate_units=draw(st.one_of(st.none(), st.integers(2, 12))),
        subordinate_ratings=draw(
            st.one_of(
                st.none(),
                st.builds(RatingCounts, excellent=counts, good=counts, completed=counts, not_completed=counts),
            )
        ),
        peer_ratings=draw(st.one_of(sometimes, st.lists(st.sampled_from(Rating), max_size=3))),
        state_rating=state,
        official=draw(known) if state is None else True,
        works_in_system=draw(known),
        conclusions=draw(st.one_of(sometimes, st.lists(st.sampled_from(Conclusion), max_size=1))),
        shortcomings_found=4,
        shortcomings_fixed=draw(st.one_of(st.none(), st.integers(0, 4))),
        model=draw(known),
        products=draw(known),
        sick_leave_months=draw(st.one_of(st.none(), st.integers(0, 12))),
        listed_failure=draw(known),
    )


def good(subject: SubjectType) -> dict[str, Any]:
    """Evidence most of which is in order, so that tiers are reached often."""
    return {
        "subject": subject,
        "kind": "chi bộ cơ sở" if subject is SubjectType.ORGANIZATION else None,
        "levels": tuple(CriterionLevel(group, Grade.GOOD) for group in CriterionGroup),
        "score": Decimal(80),
        "tasks": TaskCounts(MOST, MOST, MOST, 3, 0),
        "unit_tasks": TaskCounts(MOST, MOST, MOST, 3, 0),
        "unit_rating": Rating.GOOD,
        "discipline": (),
        "subordinate_units": 10,
        "subordinate_ratings": RatingCounts(1, 8, 1, 0),
        "peer_ratings": (Rating.GOOD,),
        "official": True,
        "state_rating": Rating.EXCELLENT,
        "works_in_system": True,
        "conclusions": (),
        "shortcomings_found": 4,
        "shortcomings_fixed": 4,
        "model": True,
        "products": True,
        "sick_leave_months": Decimal(0),
        "listed_failure": False,
    }


@st.composite
def mostly_good(draw: st.DrawFn) -> Evidence:
    """Good evidence with a few fields spoiled."""
    any_evidence = draw(evidences())
    facts = good(any_evidence.subject)
    spoiled = draw(st.sets(st.sampled_from(sorted(facts.keys() - {"subject", "kind"})), max_size=3))
    return Evidence(**{**facts, **{name: getattr(any_evidence, name) for name in spoiled - {"official"}}})


@st.composite
def better(draw: st.DrawFn, evidence: Evidence) -> Evidence:
    """The same with one thing better."""
    steps: dict[str, Any] = {}
    steps["score"] = (evidence.score or Decimal(0)) + (100 - (evidence.score or Decimal(0))) * draw(
        st.sampled_from([Decimal("0.1"), Decimal("0.5"), Decimal(1)])
    )
    steps["levels"] = tuple(
        replace(one, level=list(Grade)[max(0, list(Grade).index(one.level) - draw(st.integers(0, 3)))])
        for one in evidence.levels
    )
    for name in ("tasks", "unit_tasks"):
        if (counts := getattr(evidence, name)) is not None:
            steps[name] = _more(counts, draw(st.sampled_from(["done", "on_time", "over_fulfilled", "main_missed"])))
    if evidence.discipline:
        steps["discipline"] = draw(
            st.sampled_from(
                [
                    evidence.discipline[1:],
                    tuple(replace(one, self_detected=True, remedied=True) for one in evidence.discipline),
                    tuple(replace(one, form=DisciplineForm.REPRIMAND) for one in evidence.discipline),
                ]
            )
        )
    if (ratings := evidence.subordinate_ratings) is not None:
        failed, worst = ratings.not_completed, ratings.completed
        steps["subordinate_ratings"] = draw(
            st.sampled_from(
                [
                    replace(ratings, not_completed=0, completed=worst + failed),
                    replace(ratings, completed=0, good=ratings.good + worst),
                    replace(ratings, good=0, excellent=ratings.excellent + ratings.good),
                ]
            )
        )
    if evidence.peer_ratings:
        steps["peer_ratings"] = (Rating.EXCELLENT,) * len(evidence.peer_ratings)
    if evidence.conclusions:
        steps["conclusions"] = ()
    if evidence.state_rating is not None:
        steps["state_rating"] = Rating.EXCELLENT
    if evidence.unit_rating is not None:
        steps["unit_rating"] = Rating.EXCELLENT
    if evidence.shortcomings_fixed is not None:
        steps["shortcomings_fixed"] = evidence.shortcomings_found
    if evidence.sick_leave_months is not None:
        steps["sick_leave_months"] = Decimal(0)
    steps |= {name: True for name in ("model", "products") if getattr(evidence, name) is False}
    if evidence.listed_failure:
        steps["listed_failure"] = False
    name = draw(st.sampled_from(sorted(steps)))
    return replace(evidence, **{name: steps[name]})


def _more(counts: TaskCounts, part: str) -> TaskCounts:
    if part == "main_missed":
        return replace(counts, main_missed=0 if counts.main_missed is not None else None)
    if part == "done":
        return replace(counts, done=MOST, main_missed=0 if counts.main_missed is not None else None, force_majeure=0)
    if getattr(counts, part) is None:
        return counts
    return replace(counts, on_time=counts.done) if part == "on_time" else replace(counts, over_fulfilled=counts.done)


any_evidence = st.one_of(evidences(), mostly_good())


def classified(evidence: Evidence, on: str) -> Classification:
    """The result; evidence that has nothing its regime asks for is refused by rights, and tried no further."""
    try:
        return classify(evidence, on=on)
    except InvalidInputError:
        reject()


@settings(max_examples=300)
@given(st.data(), st.sampled_from(DATES))
def test_better_evidence_never_gives_a_lower_tier_within_a_regime(data: st.DataObject, on: str) -> None:
    """Indeterminate stands outside the order."""
    evidence = data.draw(any_evidence)
    before = classified(evidence, on)
    after = classified(data.draw(better(evidence)), on)
    if before.rating is not None and after.rating is not None:
        assert after.rating >= before.rating, f"{before.explain(lang='en')}\n\n{after.explain(lang='en')}"


def asked(result: Classification) -> set[tuple[str, str]]:
    """The criteria the rulebook has for the subject on the date, read from the data and not from the result."""
    evidence = result.evidence
    value = RuleBook.default().at(result.on).value(f"rating-criteria-{evidence.subject.value}")
    form = None if evidence.kind is None else evidence.kind[0].value
    return {
        (row.text("id"), row.text("article")) for row in value.rows if "kinds" not in row or form in row.texts("kinds")
    }


@given(any_evidence, st.sampled_from(DATES))
def test_the_explanation_lists_exactly_the_criteria_that_were_used(evidence: Evidence, on: str) -> None:
    result = classified(evidence, on)
    used = {(one.id, one.clause.article) for one in result.criteria}
    assert used == (asked(result) if result.criteria else set())
    text = result.explain(lang="en").splitlines()
    lines = [line.strip() for line in text if line.strip()[:1] in {"✔", "✖", "?", "–"}]
    assert lines == [one.text(lang="en") for one in result.criteria]
    value = result.as_dict()["criteria"]
    assert isinstance(value, list)
    assert [(one["id"], one["verdict"]) for one in value] == [(one.id, one.verdict) for one in result.criteria]
    cited = {one.clause for one in result.criteria}
    assert cited <= set(result.rules)
    assert set(result.rules) - cited == {reason.clause for reason in result.reasons if not reason.criterion} - {None}


@given(any_evidence, st.sampled_from(DATES))
def test_a_tier_is_proposed_only_where_its_criteria_hold_and_better_ones_fail(evidence: Evidence, on: str) -> None:
    result = classified(evidence, on)
    verdicts = {
        tier: [one.verdict for one in result.criteria if one.tier is tier] for tier in sorted(Rating, reverse=True)
    }
    assert (result.rating is None) == (result.status != "proposed")
    if result.rating is Rating.NOT_COMPLETED:
        assert "pass" in verdicts[Rating.NOT_COMPLETED]
    elif result.rating is not None:
        assert set(verdicts[result.rating]) == {"pass"}
        assert set(verdicts[Rating.NOT_COMPLETED]) == {"fail"}
        assert all("fail" in verdicts[tier] for tier in Rating if tier > result.rating)
    else:
        assert result.reasons
        assert "pass" not in verdicts[Rating.NOT_COMPLETED]


@given(any_evidence, st.sampled_from(DATES))
def test_evidence_a_regime_does_not_ask_for_changes_nothing(evidence: Evidence, on: str) -> None:
    result = classified(evidence, on)
    tests = {one.test for one in result.criteria}
    foreign: dict[str, Any] = {}
    if "score" not in tests:
        foreign["score"] = Decimal(1)
    if not tests & {"levels", "levels_basically", "levels_poor"}:
        foreign["levels"] = ()
    if result.criteria and foreign:
        again = classified(replace(evidence, **foreign), on)
        assert (again.rating, again.reasons) == (result.rating, result.reasons)


@given(any_evidence)
def test_evidence_can_be_built_again_from_what_it_holds(evidence: Evidence) -> None:
    again = Evidence(**{field.name: getattr(evidence, field.name) for field in fields(evidence)})
    assert again == evidence
    assert hash(again) == hash(evidence)
