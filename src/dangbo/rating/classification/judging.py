"""`classify`: evidence held against the criteria in force, from the best tier down."""

from __future__ import annotations

import datetime as dt
from typing import Final, cast

from dangbo.base.citations import Confidence
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Fact, Finding, finding
from dangbo.base.records import instance_of
from dangbo.base.terms import Rating
from dangbo.base.words import Words
from dangbo.rating.classification.evidence import Evidence
from dangbo.rating.classification.regime import Exemption, Regime, regime_of
from dangbo.rating.classification.result import ALL_HOLD, CASES, NO_FIT, Classification, Reason, Status, name_of
from dangbo.rating.classification.tests import EVIDENCE_WORDS, TIERS, Answer, Gap, ReasonCode
from dangbo.render.findings import Findings
from dangbo.rules import RuleBook, book_of

__all__ = ["classify"]


def classify(evidence: Evidence, *, on: dt.date | str, rules: RuleBook | None = None) -> Classification:
    """Hold evidence against the criteria in force, and propose a rating or say why there is none.

    Args:
        evidence: what is known about the subject in the year.
        on: the date whose rules hold: the last day of the year rated.
        rules: the rulebook, with local criteria if it has any; the shipped one unless told otherwise.

    Returns:
        The proposal, with every criterion and its clause.

    Raises:
        RuleNotInForceError: a date before the first regime the rulebook knows; says which that is.
        InvalidInputError: evidence of another year than the date (`classification/other-year`) or from after it
            (`classification/future-evidence`), or without anything the regime asks for
            (`classification/no-evidence`, which names it); something that is no `Evidence`.

    Examples:
        >>> from dangbo.rating.classification.evidence import TaskCounts
        >>> evidence = Evidence(
        ...     "organization",
        ...     kind="chi bộ trực thuộc",
        ...     score="89.995",
        ...     tasks=TaskCounts(assigned=20, done=20, on_time=20, over_fulfilled=7),
        ...     discipline=(),
        ...     shortcomings_found=2,
        ...     shortcomings_fixed=2,
        ...     listed_failure=False,
        ... )
        >>> result = classify(evidence, on="2025-12-31")
        >>> result
        Classification(rating=good, proposed under R2025 on 2025-12-31, reasons=(criteria-hold), 4 clauses)
        >>> [one.id for one in result.missing_for_next]
        ['excellent-score']
    """
    evidence = instance_of(
        Evidence,
        evidence,
        "evidence",
        hint=Words(vi="hãy lập bản ghi số liệu làm căn cứ xếp loại", en="build one with Evidence(subject, ...)"),
    )
    book = book_of(rules)
    at = book.at(on)
    plan = regime_of(at, evidence)
    _refuse_other_year(evidence, at.on)
    year = at.on.year

    if evidence.party_life != "active" or evidence.months_active is not None:
        for exemption in plan.exemptions:
            if _applies(exemption, evidence):
                return _not_rated(exemption, evidence, at.on, plan)
    for gate in plan.gates:
        answer = gate.ask(evidence, year)
        if isinstance(answer, Gap):
            gaps = (Reason(answer.code, answer.words, "", gate.clause),)
            return Classification(
                evidence, at.on, plan.regime, "indeterminate", None, Findings(), (), (), (), gaps, papers=plan.papers
            )

    answers = [ask(evidence, year) for ask in plan.asks]
    if not any(answer is True or answer is False for answer in answers):
        _refuse_nothing(evidence, plan)
    rating, basis, given = _judge(plan, answers)
    findings = () if rating is None else _weak(plan, rating, basis, evidence)
    return Classification(
        evidence,
        at.on,
        plan.regime,
        "indeterminate" if rating is None else "proposed",
        rating,
        Findings(findings),
        plan.criteria,
        tuple(answers),
        basis,
        given,
        papers=plan.papers,
    )


def _judge(plan: Regime, answers: list[Answer]) -> tuple[Rating | None, tuple[int, ...], tuple[Reason, ...]]:
    """The tier, the criteria that explain it, and reasons that are about no criterion."""
    best: int | None = None  # the first tier not known to fail
    holds = False
    for number, part in enumerate(plan.tiers):
        of_tier = answers[part]
        if of_tier and False not in of_tier:
            best, holds = number, all(answer is True for answer in of_tier)
            break
        if not of_tier:
            best = number  # a rulebook that says nothing of a tier cannot rule it out
            break
    if plan.below:
        for number in plan.below:
            answers[number] = True if best is None else False if holds else answers[number]

    first = plan.failing.start
    failing = answers[plan.failing]
    grounds = tuple(number for number, answer in enumerate(failing, first) if answer is True)
    if grounds:
        return Rating.NOT_COMPLETED, grounds, ()
    # that no better tier is reached follows from what is open above, and says nothing by itself
    open_grounds = tuple(
        number for number, answer in enumerate(failing, first) if answer is not False and number not in plan.below
    )
    if best is None:
        if open_grounds:
            return None, open_grounds, ()
        failed = tuple(
            number for part in plan.tiers for number in range(part.start, part.stop) if answers[number] is False
        )
        return None, failed, (Reason("no-tier-fits", NO_FIT),)
    part = plan.tiers[best]
    if not holds:
        unknown = tuple(number for number in range(part.start, part.stop) if answers[number] is not True)
        if not unknown:
            return None, open_grounds, (Reason("text-not-available", _NO_CRITERIA),)
        return None, unknown + open_grounds, ()
    if open_grounds:
        return None, open_grounds, ()
    return TIERS[best], (), (Reason("criteria-hold", ALL_HOLD),)


_NO_CRITERIA: Final = Words(
    vi="bộ quy định không có tiêu chí của mức này", en="the rulebook has no criteria of this tier"
)


def _refuse_other_year(evidence: Evidence, on: dt.date) -> None:
    """Refuse evidence of another year than that of the rules, and measures from after the day."""
    name, year, problems = name_of(evidence), evidence.year, []
    if year is not None and year > on.year:
        problems.append(_later(f"{name}, year", str(year), on))
    elif year is not None and year < on.year:
        problems.append(finding("classification/other-year", f"{name}, year", year=year, date=on))
    for number, one in enumerate(evidence.discipline or (), start=1):
        if one.on is not None and one.on > on:
            problems.append(_later(f"{name}, discipline {number}", one.on, on))
    if problems:
        raise InvalidInputError(problems)


def _later(where: str, value: Fact, on: dt.date) -> Finding:
    """Evidence from after the day of the rating."""
    return finding("classification/future-evidence", where, value=value, date=on)


def _applies(exemption: Exemption, evidence: Evidence) -> bool:
    if exemption.case in {"exempt", "suspended"}:
        return evidence.party_life == exemption.case
    return evidence.months_active is not None and evidence.months_active < exemption.months


def _not_rated(exemption: Exemption, evidence: Evidence, on: dt.date, plan: Regime) -> Classification:
    case = CASES[exemption.case]
    words = Words(vi=case.vi.format(months=exemption.months), en=case.en.format(months=exemption.months))
    code: ReasonCode = "not-rated"
    status = cast("Status", exemption.outcome)
    if exemption.outcome == "unknown":
        code, status = "text-not-available", "indeterminate"
        words = Words(
            vi=f"{words.vi}: quy định cho trường hợp này chưa đọc được",
            en=f"{words.en}: the rule for this was not available",
        )
    given = (Reason(code, words, "", exemption.clause),)
    return Classification(evidence, on, plan.regime, status, None, Findings(), (), (), (), given, papers=plan.papers)


def _refuse_nothing(evidence: Evidence, plan: Regime) -> None:
    """Nothing could be answered: an error where the evidence has nothing that is asked for, else no matter."""
    if not plan.reads or any(getattr(evidence, field) not in (None, ()) for field in plan.reads):
        return
    needs = Words(
        vi="; ".join(f"{EVIDENCE_WORDS[field].vi} ({field})" for field in plan.reads),
        en="; ".join(f"{EVIDENCE_WORDS[field].en} ({field})" for field in plan.reads),
    )
    raise InvalidInputError(
        [
            finding(
                "classification/no-evidence",
                name_of(evidence),
                regime=plan.regime,
                papers=", ".join(plan.papers),
                needs=needs,
            )
        ]
    )


def _weak(plan: Regime, rating: Rating, basis: tuple[int, ...], evidence: Evidence) -> tuple[Finding, ...]:
    """A finding where the tier rests on clauses nobody has verified: one of its criteria, or all grounds that hold."""
    if basis:
        weak = [plan.criteria[number] for number in basis]
        if any(one.clause.confidence is not Confidence.UNVERIFIED for one in weak):
            return ()
    else:
        of_tier = plan.criteria[plan.tiers[TIERS.index(rating)]]
        weak = [one for one in of_tier if one.clause.confidence is Confidence.UNVERIFIED]
        if not weak:
            return ()
    names = ", ".join(one.id for one in weak)
    return (
        finding(
            "classification/unverified-clause",
            name_of(evidence),
            rating=rating.words,
            criteria=names,
        ),
    )
