"""The result: `Classification`, its criteria with their verdicts, and its reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Final, Literal, NamedTuple, TypeAlias

from typing_extensions import TypedDict

from dangbo.base.citations import RuleRef
from dangbo.base.envelope import FindingDocument, OneOf, PaperDocument, RuleDocument, WordsDocument
from dangbo.base.findings import Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.results import of_another_time
from dangbo.base.terms import Rating
from dangbo.base.text import format_date
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.rating.classification.evidence import Evidence, RatingDecision
from dangbo.rating.classification.regime import Criterion
from dangbo.rating.classification.tests import TESTS, TIERS, Answer, Gap, ReasonCode
from dangbo.render.findings import Findings

if TYPE_CHECKING:
    from dangbo.render import Drawing, Table


__all__ = ["Classification", "CriterionResult", "Reason", "Status", "Verdict"]


Status: TypeAlias = Literal["proposed", "indeterminate", "exempt", "not_reviewed", "reviewed_not_rated", "not_rated"]
"""What came out.

- `proposed`: the rules give a tier.
- `indeterminate`: they do not, or nobody can tell; the reasons say why.
- `exempt`: exempt from work and party life (miễn).
- `not_reviewed`: no review this year, so no rating (không kiểm điểm).
- `reviewed_not_rated`: reviewed, and not rated (kiểm điểm nhưng không xếp loại).
- `not_rated`: not rated; the text that was read does not say whether reviewed.
"""


Verdict: TypeAlias = Literal["pass", "fail", "unknown"]
"""Whether a criterion holds. One of the tier "not completed" that holds is a ground for that tier."""


class Reason(NamedTuple):
    """Why a classification came out as it did.

    Attributes:
        code: the kind of reason.
        words: the reason in both languages.
        criterion: id of the criterion it is about; empty where it is about none.
        clause: where that stands.
    """

    code: ReasonCode
    words: Words
    criterion: str = ""
    clause: RuleRef | None = None

    def text(self, *, lang: Lang = "vi") -> str:
        """The reason with its clause, in one line."""
        cited = "" if self.clause is None else f" ({self.clause.citation(lang=lang)})"
        return f"{self.words.text(lang=lang)}{cited}"


class CriterionResult(NamedTuple):
    """A criterion and whether it holds.

    Attributes:
        id: its name within the rule.
        tier: the tier it belongs to.
        test: what was looked at.
        verdict: pass, fail or unknown.
        clause: where it stands; `clause.confidence` says how well that is known.
        label: the criterion in words.
        found: the figure of the evidence it was held against; empty where there is none.
        why: why nobody can tell; `None` where the verdict is known.
    """

    id: str
    tier: Rating
    test: str
    verdict: Verdict
    clause: RuleRef
    label: Words
    found: Words
    why: Words | None = None

    @property
    def mark(self) -> str:
        """✔, ✖ or ?: the verdict as a shape; – for a ground of "not completed" that does not hold: that is no fault."""
        return self._verdict[0]

    @property
    def _verdict(self) -> tuple[str, Words]:
        absent = self.tier is Rating.NOT_COMPLETED and self.verdict == "fail"
        return _ABSENT if absent else _MARKS[self.verdict]

    def text(self, *, lang: Lang = "vi") -> str:
        """The criterion in one line: shape, words, figure, clause."""
        found = self.found.text(lang=lang)
        why = "" if self.why is None or self.why == self.label else self.why.text(lang=lang)
        said = "; ".join(part for part in (found, why) if part)
        head, absent = self._verdict
        mark = f"{head} {absent.text(lang=lang)}:" if head == _ABSENT[0] else head
        return f"{mark} {self.label.text(lang=lang)}{f': {said}' if said else ''} [{self.clause.citation(lang=lang)}]"


_MARKS: Final[dict[Verdict, tuple[str, Words]]] = {
    "pass": ("✔", Words(vi="có", en="holds")),
    "fail": ("✖", Words(vi="không", en="does not hold")),
    "unknown": ("?", Words(vi="chưa rõ", en="unknown")),
}


_ABSENT: Final = ("–", Words(vi="không có", en="not found"))
"""A ground of "not completed" that does not hold."""


STATUSES: Final[dict[Status, Words]] = {
    "proposed": Words(vi="Đề xuất", en="Proposed"),
    "indeterminate": Words(vi="Chưa kết luận được", en="Indeterminate"),
    "exempt": Words(vi="Được miễn", en="Exempt"),
    "not_reviewed": Words(vi="Không kiểm điểm, không xếp loại", en="Not reviewed, not rated"),
    "reviewed_not_rated": Words(vi="Có kiểm điểm, không xếp loại", en="Reviewed, not rated"),
    "not_rated": Words(vi="Không xếp loại", en="Not rated"),
}


CASES: Final[dict[str, Words]] = {
    "exempt": Words(vi="được miễn công tác và sinh hoạt đảng", en="exempt from work and party life"),
    "suspended": Words(vi="bị đình chỉ sinh hoạt đảng", en="suspended from party life"),
    "admitted": Words(vi="kết nạp chưa đủ {months} tháng", en="admitted less than {months} months ago"),
    "established": Words(vi="thành lập chưa đủ {months} tháng", en="established less than {months} months ago"),
}


NO_FIT: Final = Words(
    vi="không mức nào phù hợp: mỗi mức đều có tiêu chí không đạt mà không có căn cứ xếp không hoàn thành nhiệm vụ; "
    "cấp có thẩm quyền quyết định",
    en="no tier fits: every tier has a criterion that fails, and no ground of 'not completed' holds; "
    "the competent body decides",
)


ALL_HOLD: Final = Words(
    vi="mọi tiêu chí của mức này đạt, mức cao hơn không đạt, không có căn cứ xếp không hoàn thành nhiệm vụ",
    en="every criterion of the tier holds, better tiers fail, and no ground of 'not completed' holds",
)


class ReasonDocument(TypedDict):
    """Why a classification came out as it did; "criterion" and "rule" are null where it is about none."""

    code: ReasonCode
    criterion: str | None
    rule: RuleDocument | None
    words: WordsDocument


class CriterionDocument(TypedDict):
    """A criterion and whether it holds: the figure it was held against, and why nobody can tell."""

    id: str
    rule: RuleDocument
    tier: Annotated[str, OneOf(Rating)]
    test: str
    verdict: Verdict
    words: WordsDocument
    found: WordsDocument | None
    why: WordsDocument | None


class DecidedDocument(TypedDict):
    """The rating a competent body decided, when and by which paper."""

    rating: Annotated[str, OneOf(Rating)]
    body: str
    on: str
    document: PaperDocument | None


class ClassificationDocument(TypedDict):
    """What the rules make of the evidence of a year: the rating proposed, its reasons, every criterion."""

    schema: Literal["dangbo/classification"]
    version: Literal[1]
    id: str | None
    subject: str
    kind: str | None
    year: int
    on: str
    regime: str
    papers: list[str]
    status: Status
    rating: Annotated[str, OneOf(Rating)] | None
    reasons: list[ReasonDocument]
    criteria: list[CriterionDocument]
    missing_for_next: list[str]
    rules: list[RuleDocument]
    findings: list[FindingDocument]
    decided: DecidedDocument | None


@dataclass(frozen=True, slots=True, repr=False)
class Classification(Documented, Framed):
    """What the rules make of the evidence. Made by `classify`.

    Attributes:
        evidence: what it rests on.
        on: the date whose rules hold.
        regime: the regime of that date, such as "R2023".
        papers: the names of its papers, such as "Quy định 124-QĐ/TW".
        status: what came out.
        rating: the tier proposed; `None` unless the status is proposed.
        findings: what should be read before the result is used.
        decided: the rating a body decided, where it was recorded.
    """

    evidence: Evidence
    on: dt.date
    regime: str
    status: Status
    rating: Rating | None
    findings: Findings
    _asked: tuple[Criterion, ...]
    _answers: tuple[Answer, ...]
    _basis: tuple[int, ...]
    _given: tuple[Reason, ...] = ()
    decided: RatingDecision | None = None
    papers: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        """The year rated."""
        return self.on.year

    @property
    def not_rated(self) -> bool:
        """Whether the subject is exempt, not reviewed, or reviewed and not rated."""
        return self.status not in {"proposed", "indeterminate"}

    @property
    def criteria(self) -> tuple[CriterionResult, ...]:
        """Every criterion of every tier that was asked, best tier first; none where the subject is not rated."""
        return tuple(
            _result(criterion, answer, self.evidence, self.year)
            for criterion, answer in zip(self._asked, self._answers, strict=True)
        )

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the result is what it is; for an indeterminate one, what is missing and where."""
        return self._given + tuple(self._reason(number) for number in self._basis)

    def _reason(self, number: int) -> Reason:
        criterion, answer = self._asked[number], self._answers[number]
        if isinstance(answer, Gap):
            return Reason(answer.code, answer.words, criterion.id, criterion.clause)
        code: ReasonCode = "ground-holds" if answer else "no-tier-fits"
        tier = criterion.tier
        words = (
            criterion.label
            if answer
            else Words(
                vi=f"{tier.label}: không đạt '{criterion.label.vi}'", en=f"{tier.gloss}: fails '{criterion.label.en}'"
            )
        )
        return Reason(code, words, criterion.id, criterion.clause)

    @property
    def missing_for_next(self) -> tuple[CriterionResult, ...]:
        """What stands between the result and the next tier up: its criteria that fail or are open.

        After "not completed" these are its grounds too. For an indeterminate result it is the tier that lacks least,
        the better one of two, and the open grounds of "not completed" where that tier lacks nothing. Nothing for the
        best tier, and where nobody is rated.
        """
        if self.rating is Rating.EXCELLENT or not self._asked:
            return ()
        results = self.criteria
        lacking = {
            tier: tuple(one for one in results if one.tier is tier and one.verdict != "pass") for tier in TIERS[:3]
        }
        if self.rating is None:
            open_grounds = (one for one in results if one.tier is Rating.NOT_COMPLETED and one.verdict == "unknown")
            return min(lacking.values(), key=len) or tuple(open_grounds)
        if self.rating is Rating.NOT_COMPLETED:
            grounds = (one for one in results if one.tier is Rating.NOT_COMPLETED and one.verdict == "pass")
            return (*grounds, *lacking[Rating.COMPLETED])
        return lacking[TIERS[TIERS.index(self.rating) - 1]]

    @property
    def rules(self) -> tuple[RuleRef, ...]:
        """Every clause that was used, once."""
        given = (reason.clause for reason in self._given if reason.clause is not None)
        return tuple(dict.fromkeys([*given, *(criterion.clause for criterion in self._asked)]))

    def with_decision(self, decision: RatingDecision) -> Classification:
        """The same with the rating a competent body decided; where the two differ, a finding says so.

        A decision from before the year rated is told too (`figure/other-date`): it cannot be of that year.

        Examples:
            >>> from dangbo.rating.classification.judging import classify
            >>> evidence = Evidence("member", score=40, works_in_system=True)
            >>> proposed = classify(evidence, on="2025-12-31")
            >>> decided = proposed.with_decision(RatingDecision(Rating.COMPLETED, "Đảng ủy phường", "2025-12-20"))
            >>> [found.code for found in decided.findings]
            ['classification/unverified-clause', 'classification/decided-differs']
        """
        of_decision = {"classification/decided-differs", "figure/other-date"}
        findings = tuple(found for found in self.findings if found.code not in of_decision)
        if decision.on.year < self.year:
            who, day = name_of(self.evidence), decision.on
            found = of_another_time(
                who,
                Words(vi=who, en=who),
                Words(vi=f"xếp loại năm {self.year}", en=f"the rating of {self.year}"),
                Words(vi=f"quyết định ngày {format_date(day)}", en=f"a decision of {format_date(day, lang='en')}"),
            )
            findings = (*findings, found)
        if self.status != "indeterminate" and decision.rating is not self.rating:
            found = finding(
                "classification/decided-differs",
                name_of(self.evidence),
                decided=decision.rating.words,
                proposed=STATUSES[self.status] if self.rating is None else self.rating.words,
            )
            findings = (*findings, found)
        return replace(self, decided=decision, findings=Findings(findings))

    def explain(self, *, lang: Lang = "vi") -> str:
        """The result for a person: what came out and why, then every criterion that was used with its clause.

        Examples:
            >>> from dangbo.rating.classification.judging import classify
            >>> evidence = Evidence("organization", kind="đảng bộ tỉnh", score=95)
            >>> print(classify(evidence, on="2025-12-31").explain(lang="en"))
            Indeterminate (Quy định 366-QĐ/TW; Hướng dẫn 43-HD/BTCTW; 31 December 2025)
              - the pages read speak of grassroots organizations and those below them only (Quy định số 366-QĐ/TW, \
ngày 30/8/2025 của Bộ Chính trị, article not seen; secondary source)
        """
        lines = [self._headline(lang)]
        lines += [f"  - {reason.text(lang=lang)}" for reason in self.reasons]
        results = self.criteria
        for tier in TIERS:
            of_tier = [one for one in results if one.tier is tier]
            if of_tier:
                name = tier.words.text(lang=lang)
                any_of = Words(vi="chỉ cần một căn cứ", en="one ground is enough") if tier is TIERS[3] else None
                lines.append(f"{name}{f' ({any_of.text(lang=lang)})' if any_of else ''}:")
                lines += [f"  {one.text(lang=lang)}" for one in of_tier]
        if self.decided is not None:
            lines.append(_decided_line(self.decided, lang))
        lines += [f"! {found.text(lang=lang)}" for found in self.findings]
        return "\n".join(lines)

    def _headline(self, lang: Lang) -> str:
        status = STATUSES[self.status].text(lang=lang)
        rating = "" if self.rating is None else f": {self.rating.words.text(lang=lang)}"
        return f"{status}{rating} ({'; '.join((*self.papers, format_date(self.on, lang=lang)))})"

    def as_dict(self) -> ClassificationDocument:
        """The result as plain JSON values with stable codes; texts in both languages."""
        evidence, decided = self.evidence, self.decided
        return {
            "schema": "dangbo/classification",
            "version": 1,
            "id": evidence.id,
            "subject": evidence.subject.value,
            "kind": None if evidence.kind is None else f"{evidence.kind[0].value}/{evidence.kind[1].value}",
            "year": self.year,
            "on": self.on.isoformat(),
            "regime": self.regime,
            "papers": list(self.papers),
            "status": self.status,
            "rating": None if self.rating is None else self.rating.value,
            "reasons": [
                {
                    "code": reason.code,
                    "criterion": reason.criterion or None,
                    "rule": None if reason.clause is None else reason.clause.as_dict(),
                    "words": reason.words.as_dict(),
                }
                for reason in self.reasons
            ],
            "criteria": [
                {
                    "id": one.id,
                    "rule": one.clause.as_dict(),
                    "tier": one.tier.value,
                    "test": one.test,
                    "verdict": one.verdict,
                    "words": one.label.as_dict(),
                    "found": one.found.as_dict() if one.found.en else None,
                    "why": None if one.why is None else one.why.as_dict(),
                }
                for one in self.criteria
            ],
            "missing_for_next": [one.id for one in self.missing_for_next],
            "rules": [ref.as_dict() for ref in self.rules],
            "findings": [found.as_dict() for found in self.findings],
            "decided": None
            if decided is None
            else {
                "rating": decided.rating.value,
                "body": decided.body,
                "on": decided.on.isoformat(),
                "document": None if decided.document is None else decided.document.as_dict(),
            },
        }

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            self.criteria,
            ("subject", "term", lambda _: self.evidence.subject),
            ("year", "count", lambda _: self.year),
            ("rating", "term", lambda _: self.rating),
            ("criterion", "text", lambda one: one.id),
            ("tier", "term"),
            ("verdict", "text"),
            ("found_vi", "text", lambda one: one.found.vi),
            ("found_en", "text", lambda one: one.found.en),
            ("rule", "text", lambda one: one.clause.id),
            ("article", "text", lambda one: one.clause.article),
        )

    def show(self, *, lang: Lang = "vi") -> Drawing:
        """A table of all criteria with ✔, ✖ or ? and a word for each, and what they rest on."""
        return self.table(lang=lang).show(limit=None, lang=lang)

    def table(self, *, lang: Lang = "vi") -> Table:
        """What `show` draws, as a table.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """
        from dangbo.render import Column, Table

        heads = (
            Words(vi="Mức", en="Tier"),
            Words(vi="Tiêu chí", en="Criterion"),
            Words(vi="Số liệu", en="Evidence"),
            Words(vi="Kết luận", en="Verdict"),
            Words(vi="Căn cứ", en="Source"),
        )
        rows = [
            (
                one.tier.words.text(lang=lang),
                one.label.text(lang=lang),
                one.found.text(lang=lang),
                " ".join((one.mark, one._verdict[1].text(lang=lang))),  # noqa: SLF001 - its own row
                one.clause.citation(lang=lang),
            )
            for one in self.criteria
        ]
        notes = [reason.text(lang=lang) for reason in self.reasons]
        if self.decided is not None:
            notes.append(_decided_line(self.decided, lang))
        notes += [found.text(lang=lang) for found in self.findings]
        subject = self.evidence.subject
        name = self.evidence.id or subject.words.text(lang=lang)
        title = f"{name}: {self._headline(lang)}"
        columns = [Column(head.text(lang=lang)) for head in heads]
        return Table(title, columns, rows, notes=notes)

    def __repr__(self) -> str:
        rating = "None" if self.rating is None else self.rating.value
        reasons = ", ".join(dict.fromkeys(reason.code for reason in self.reasons))
        decided = "" if self.decided is None else f", decided={self.decided.rating.value}"
        return (
            f"Classification(rating={rating}, {self.status} under {self.regime} on {self.on}, "
            f"reasons=({reasons}), {len(self.rules)} clauses{decided})"
        )

    def __str__(self) -> str:
        return self.explain(lang="en")

    def _repr_html_(self) -> str:
        return self.show().html


def _result(criterion: Criterion, answer: Answer, evidence: Evidence, year: int) -> CriterionResult:
    show, row = TESTS[criterion.test].found, criterion.row
    verdict: Verdict = "pass" if answer is True else "fail" if answer is False else "unknown"
    return CriterionResult(
        criterion.id,
        criterion.tier,
        criterion.test,
        verdict,
        criterion.clause,
        criterion.label,
        Words(vi=show(evidence, row, "vi", year), en=show(evidence, row, "en", year)),
        answer.words if isinstance(answer, Gap) else None,
    )


def _decided_line(decided: RatingDecision, lang: Lang) -> str:
    rating = decided.rating.words.text(lang=lang)
    day = format_date(decided.on, lang=lang)
    paper = "" if decided.document is None else f", {decided.document.citation}"
    head = Words(vi="Đã quyết định", en="Decided").text(lang=lang)
    return f"{head}: {rating} ({decided.body}, {day}{paper})"


def name_of(evidence: Evidence) -> str:
    if evidence.id is not None:
        return evidence.id
    return evidence.subject.value
