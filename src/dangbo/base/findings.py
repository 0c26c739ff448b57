"""What every check reports: `Finding`, its codes, and the catalogue of their words.

A *finding* is a value, not an exception: a check returns all it found, each with a stable code, the subject it is
about, the facts that made it true and the rule it rests on. Texts may be reworded in any release; codes may not.

```
Finding(code, severity, subject, facts, rule)
   .message  what, where, why          .fix   what to do          .text(lang=)   both, in either language
```

The catalogue holds the words of every code in English and Vietnamese: `org/large-cell` is the entry `[large-cell]` of
`catalogue/org.toml`. `docs/errors.md` explains them one by one, and is written from it.
"""

from __future__ import annotations

__all__ = ["Code", "Fact", "Finding", "Lang", "Severity", "blocking", "finding", "grouped", "reason_of"]

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, cast

from dangbo.base.envelope import FindingDocument, WordsDocument
from dangbo.base.errors import LABEL, SENTENCE, quoted, shown
from dangbo.base.places import place_words, rows_for_ids
from dangbo.base.told import Documented
from dangbo.base.words import NO_WORDS, Words, article

if TYPE_CHECKING:
    from dangbo.base.citations import RuleRef

Lang: TypeAlias = Literal["vi", "en"]
"""Language of a text meant for people: Vietnamese or English."""

Fact: TypeAlias = str | int | dt.date | Words
"""What a finding rests on: an id or a name, a count, a day, or words that differ by language."""

Code: TypeAlias = Literal[
    "activity/assignment-cell-ended",
    "activity/assignment-outside-duty",
    "activity/assignment-own-cell",
    "activity/assignment-unknown-cell",
    "activity/assignment-without-duty",
    "activity/infeasible",
    "activity/kind-without-cells",
    "activity/visit-cell-not-standing",
    "activity/visit-outside-duty",
    "activity/visit-own-cell",
    "activity/visit-twice",
    "activity/visit-unknown-cell",
    "activity/visit-without-duty",
    "admission/admitted-twice",
    "admission/cell-not-standing",
    "admission/steps-out-of-order",
    "admission/unknown-cell",
    "carry/changed",
    "carry/contained",
    "carry/count-without-heir",
    "carry/divided",
    "carry/figure-missing",
    "carry/from-outside",
    "carry/gained",
    "carry/gained-outside",
    "carry/handed-out",
    "carry/mixed",
    "carry/new-unit",
    "carry/no-figure",
    "carry/no-heir",
    "carry/no-source",
    "carry/not-comparable",
    "carry/not-living",
    "carry/outside",
    "carry/partly-outside",
    "carry/people-unknown",
    "carry/rated-outside",
    "carry/received",
    "carry/size-unknown",
    "carry/source-missing",
    "carry/source-unrated",
    "carry/tie",
    "classification/decided-differs",
    "classification/future-evidence",
    "classification/no-evidence",
    "classification/other-year",
    "classification/unverified-clause",
    "data/before-founding",
    "data/card-differs",
    "data/card-shared",
    "data/dates-order",
    "data/file-number-shape",
    "data/full-unrecognized",
    "data/future-date",
    "data/id-birth-year",
    "data/id-century",
    "data/id-of-old-card",
    "data/id-province",
    "data/id-sex",
    "data/id-shape",
    "data/id-shared",
    "data/id-zero-lost",
    "data/missing-field",
    "data/new-year-dates",
    "data/on-no-roll",
    "data/probation-over",
    "data/probationary-recognized",
    "data/recognized-off",
    "data/same-name-and-birth",
    "data/same-name-in-cell",
    "data/too-old",
    "data/too-young",
    "data/unknown-ethnic-group",
    "data/unknown-member",
    "data/unknown-religion",
    "due/absent-three-months",
    "due/admission-decision",
    "due/badge",
    "due/badge-between-rounds",
    "due/badge-deferred",
    "due/cell-never-visited",
    "due/ceremony",
    "due/chi-uy-too-large",
    "due/committee-hand-over",
    "due/congress-approval",
    "due/congress-report",
    "due/dues-not-recorded",
    "due/dues-unpaid",
    "due/exemption-over",
    "due/group-uncovered",
    "due/meeting-day",
    "due/meeting-not-held",
    "due/no-chi-uy",
    "due/no-secretary",
    "due/not-yet-rated",
    "due/probation-ends",
    "due/proposal-unanswered",
    "due/prospect-stuck",
    "due/recognition-decision",
    "due/recognition-review",
    "due/reconcile",
    "due/results-not-filed",
    "due/seat-vacant",
    "due/statistics",
    "due/stay-over",
    "due/task-late",
    "due/temporary-cell",
    "due/term-over",
    "due/thematic",
    "due/transfer-slip",
    "due/transfer-start",
    "due/visits-short",
    "figure/other-date",
    "history/already-enacted",
    "history/balance-broken",
    "history/balance-unmet",
    "history/before-opening",
    "history/begins-later",
    "history/changed-by",
    "history/changes-closed-period",
    "history/closed-already",
    "history/closed-too-early",
    "history/ended-earlier",
    "history/far-recorded",
    "history/handed-out-earlier",
    "history/id-ended-before",
    "history/later-decision",
    "history/no-reason",
    "history/no-such-field",
    "history/not-correctable",
    "history/not-living",
    "history/not-set-later",
    "history/nothing-to-correct",
    "history/other-day",
    "history/recorded-backwards",
    "history/recorded-unseen",
    "history/same-day",
    "history/set-later",
    "history/similar-paper",
    "history/undone-too-early",
    "history/unknown-closing",
    "history/unknown-decision",
    "history/unknown-entry",
    "history/unknown-group",
    "history/unknown-member",
    "input/bad-count",
    "input/bad-date",
    "input/bad-figure",
    "input/bad-value",
    "input/blank-rows",
    "input/doubled-column",
    "input/doubled-profile",
    "input/index-column",
    "input/legacy-encoding",
    "input/missing-column",
    "input/missing-extra",
    "input/missing-field",
    "input/more-listed-than-counted",
    "input/newer-version",
    "input/no-calendar",
    "input/no-profile",
    "input/not-json",
    "input/not-rows",
    "input/on-no-roll",
    "input/other-reader",
    "input/other-schema",
    "input/too-many-cells",
    "input/total-row",
    "input/unknown-column",
    "input/unknown-field",
    "input/unknown-term",
    "input/unlike-columns",
    "ledger/damaged-line",
    "ledger/not-applicable",
    "ledger/other-file",
    "ledger/sealed-head",
    "ledger/sealed-names",
    "ledger/unknown-head",
    "ledger/unknown-member",
    "ledger/unknown-version",
    "life/admitted-before-decision",
    "life/after-death",
    "life/badge-twice",
    "life/badge-while-out",
    "life/badge-without-years",
    "life/counted-from-card",
    "life/discipline-without-form",
    "life/ended-without-beginning",
    "life/ledger-differs",
    "life/no-first-day",
    "life/no-such-badge",
    "life/not-recognized",
    "life/other-member",
    "life/out-already",
    "life/probation-ends-first",
    "life/probation-short",
    "life/profile-differs",
    "life/readmitted-early",
    "life/readmitted-twice",
    "life/readmitted-without-leaving",
    "life/recognized-without-admission",
    "life/restored-without-exclusion",
    "life/time-out-unknown",
    "life/two-admissions",
    "life/two-deaths",
    "life/two-recognitions",
    "life/while-out",
    "meeting/above-roll",
    "meeting/before-register",
    "meeting/below-frame",
    "meeting/body-of-another-form",
    "meeting/cell-not-standing",
    "meeting/cell-unknown",
    "meeting/no-thematic",
    "meeting/officer-not-on-roll",
    "meeting/on-another-roll",
    "meeting/on-no-roll",
    "meeting/twice",
    "org/chi-uy-of-few",
    "org/code-shared",
    "org/committee-hand-over-late",
    "org/congress-approval-late",
    "org/congress-days",
    "org/congress-days-unchecked",
    "org/congress-overdue",
    "org/congress-report-late",
    "org/counted-and-listed",
    "org/counted-twice",
    "org/groups-outside-cells",
    "org/head-on-a-roll",
    "org/head-on-no-roll",
    "org/inspection-below-grassroots",
    "org/kind-needs-consent",
    "org/kind-not-allowed",
    "org/large-cell",
    "org/large-committee",
    "org/large-standing-committee",
    "org/mandate-over",
    "org/many-appointed",
    "org/members-outside-cells",
    "org/name-shared",
    "org/no-chi-uy",
    "org/no-inspection-committee",
    "org/no-members",
    "org/no-seats",
    "org/no-secretary",
    "org/no-standing-committee",
    "org/part-committee-consent",
    "org/seat-ahead",
    "org/seat-body",
    "org/seat-holder-elsewhere",
    "org/seat-holder-on-no-roll",
    "org/seat-over",
    "org/small-dang-bo",
    "org/small-standing-committee",
    "org/standing-committee-of-few",
    "org/stay-ahead",
    "org/stay-long",
    "org/stay-over",
    "org/too-few-members",
    "org/too-many-deputies",
    "org/two-secretaries",
    "org/undivided-cell",
    "org/unit-type-unrecorded",
    "org/unknown-unit-type",
    "org/village-kind",
    "plan/admitted-after-death",
    "plan/admitted-as-full",
    "plan/ambiguous-item",
    "plan/back-dated",
    "plan/beyond-inside",
    "plan/body-without-superior",
    "plan/cells-without-form",
    "plan/central-agreement",
    "plan/changed-since",
    "plan/cleared-and-given",
    "plan/consent-under-another",
    "plan/consent-unused",
    "plan/consent-without-matter",
    "plan/counted-members-unallocated",
    "plan/decider-outside",
    "plan/decider-unknown",
    "plan/depends-on-refused",
    "plan/divided-dang-bo",
    "plan/entries-end",
    "plan/far-date",
    "plan/full-already",
    "plan/full-by-number",
    "plan/giver-outside",
    "plan/group-not-served",
    "plan/group-without-cell",
    "plan/groups-need-a-cell",
    "plan/head-status-kept",
    "plan/held",
    "plan/host-unit-left",
    "plan/id-ended-before",
    "plan/id-in-use",
    "plan/into-itself",
    "plan/inverse-counts",
    "plan/inverse-unsound",
    "plan/item-allocated-twice",
    "plan/kind-not-allowed",
    "plan/mandates-end",
    "plan/many-elected-moved",
    "plan/member-named-twice",
    "plan/member-on-roll",
    "plan/members-unallocated",
    "plan/more-parts-than-members",
    "plan/named-twice",
    "plan/no-operations",
    "plan/no-secretary",
    "plan/no-such-consent",
    "plan/no-such-seat",
    "plan/not-a-result",
    "plan/not-direct-superior",
    "plan/not-its-cell",
    "plan/not-of-sources",
    "plan/not-received",
    "plan/not-subordinate",
    "plan/nothing-to-do",
    "plan/nowhere-for-children",
    "plan/nowhere-for-groups",
    "plan/nowhere-for-members",
    "plan/number-misplaced",
    "plan/on-another-roll",
    "plan/one-form-at-a-time",
    "plan/one-part",
    "plan/one-to-one",
    "plan/other-decision-missing",
    "plan/own-line",
    "plan/part-of-unknown-size",
    "plan/people-from-nowhere",
    "plan/recognized-ahead",
    "plan/recognized-early",
    "plan/root-organization",
    "plan/seats-end",
    "plan/seats-vacated",
    "plan/second-decision-missing",
    "plan/stay-by-number",
    "plan/stay-ends-early",
    "plan/stays-end",
    "plan/stays-left",
    "plan/too-few-counted",
    "plan/too-few-members",
    "plan/unallocated",
    "plan/under-own-descendant",
    "plan/under-what-ends",
    "plan/unknown-group",
    "plan/unknown-mass-body",
    "plan/unknown-member",
    "plan/unknown-organization",
    "plan/unlike-forms",
    "plan/unlike-levels",
    "plan/until-without-stay",
    "plan/waived",
    "plan/waiver-unused",
    "plan/where-without-move",
    "quota/base-unstated",
    "quota/exceeded",
    "quota/groups-pooled",
    "quota/special-ratio",
    "quota/tie-undecided",
    "quota/unverified-rule",
    "quota/verdict-depends",
    "rating/bad-count",
    "rating/duplicate",
    "rating/no-group",
    "rating/unknown-subject",
    "rule/bad-file",
    "rule/no-value",
    "rule/not-in-force",
    "rule/not-listed",
    "survey/above-population",
    "survey/answered-twice",
    "survey/how-many-choices",
    "survey/no-number",
    "survey/no-respondent",
    "survey/no-such-option",
    "survey/out-of-bounds",
    "survey/unknown-respondent",
    "table/ambiguous-organization",
    "table/apostrophe",
    "table/asked-column",
    "table/below-signatures",
    "table/book-columns-moved",
    "table/book-no-room",
    "table/book-of-another-file",
    "table/book-row-copied",
    "table/book-without-data",
    "table/cannot-be-written",
    "table/cell-of-section",
    "table/choice-cell-changed",
    "table/choice-row-unknown",
    "table/choices-gone",
    "table/column-formula",
    "table/columns-without-heading",
    "table/damaged-file",
    "table/date-without-state",
    "table/day-ahead",
    "table/day-as-number",
    "table/day-filled-in",
    "table/day-for-text",
    "table/day-from-number",
    "table/day-odd-year",
    "table/day-or-month",
    "table/day-with-time",
    "table/day-without-century",
    "table/days-order",
    "table/empty-file",
    "table/empty-sheet",
    "table/encoding-converted",
    "table/encoding-doubts",
    "table/encoding-in-doubt",
    "table/error-value",
    "table/far-cell",
    "table/fewer-values",
    "table/field-without-column",
    "table/figure-either-way",
    "table/formula-unread",
    "table/formula-without-result",
    "table/guessed-encoding",
    "table/half-a-name",
    "table/header-below",
    "table/hidden-columns",
    "table/hidden-rows",
    "table/letters-lost",
    "table/made-cells",
    "table/made-ids",
    "table/mark-of-nothing",
    "table/members-differ",
    "table/members-sum",
    "table/members-unheld",
    "table/month-first",
    "table/more-values",
    "table/neither-yes-nor-no",
    "table/no-cells",
    "table/no-column-numbers",
    "table/no-count",
    "table/no-day",
    "table/no-figure",
    "table/no-file",
    "table/no-form-column",
    "table/no-header",
    "table/no-home",
    "table/no-names",
    "table/no-rows",
    "table/no-source",
    "table/no-such-column",
    "table/no-such-day",
    "table/no-such-field",
    "table/no-such-sheet",
    "table/not-applied",
    "table/not-listed",
    "table/not-on-roll",
    "table/not-written-back",
    "table/nothing",
    "table/nul-characters",
    "table/number-as-decimal",
    "table/number-as-power",
    "table/number-of-zeros",
    "table/number-padded",
    "table/number-shape",
    "table/number-zero-lost",
    "table/odd-text",
    "table/of-tree",
    "table/old-encoding",
    "table/only-numbered",
    "table/open-quotes",
    "table/other-content",
    "table/other-encoding",
    "table/other-format",
    "table/own-words",
    "table/password",
    "table/people-without-row",
    "table/read-otherwise",
    "table/row-without-words",
    "table/rows-as-they-were",
    "table/rows-sum",
    "table/rows-without-profile",
    "table/same-field",
    "table/same-file",
    "table/same-person",
    "table/same-row",
    "table/second-table",
    "table/section-count",
    "table/several-marked",
    "table/several-sheets",
    "table/shared-number",
    "table/state-without-date",
    "table/status-unknown",
    "table/table-above",
    "table/taken-probationary",
    "table/template-is-there",
    "table/tidied",
    "table/tidied-column",
    "table/too-large",
    "table/too-large-unzipped",
    "table/too-long",
    "table/too-many-cells",
    "table/too-many-columns",
    "table/total-count",
    "table/uneven-rows",
    "table/unknown-column",
    "table/unknown-format",
    "table/unknown-holder",
    "table/unknown-organization",
    "table/unknown-state",
    "table/web-page",
    "table/wrong-kind",
    "target/above-band",
    "target/bad-file",
    "target/base-differs",
    "target/outside-years",
    "target/subjects-differ",
    "target/tier-differs",
    "target/tier-unstated",
    "target/unverified-rule",
    "tree/blank-id",
    "tree/blank-name",
    "tree/cycle",
    "tree/duplicate-entry",
    "tree/duplicate-group",
    "tree/duplicate-id",
    "tree/duplicate-mass-body",
    "tree/duplicate-member",
    "tree/many-parents",
    "tree/many-roots",
    "tree/name-for-id",
    "tree/no-organizations",
    "tree/no-root",
    "tree/stay-at-home",
    "tree/two-mandates",
    "tree/two-rolls",
    "tree/two-seats",
    "tree/two-stays",
    "tree/unknown-group-cell",
    "tree/unknown-in-entry",
    "tree/unknown-mandate-organization",
    "tree/unknown-organization",
    "tree/unknown-parent",
    "tree/unknown-roll-member",
    "tree/unknown-roll-organization",
    "tree/unknown-seat-organization",
    "tree/unknown-stay-member",
    "tree/unknown-stay-organization",
]
"""Every code there is. Codes are API: they are added, never renamed. A test holds the list against the catalogue."""


class Severity(Enum):
    """Whether a finding stops a plan (`BLOCK`) or only asks to be read (`WARN`)."""

    BLOCK = "block"
    WARN = "warn"


_OPERATION: Final = Words(vi="nội dung", en="operation")

_COUNTED: Final = re.compile(
    r"\{(\w+)\} ((?:full |probationary |subordinate |residential |thematic |more )?)"
    r"(member|organization|group|meeting|cell|operation|parent|time)s\b"
)
"""A count before an English noun in the plural: the catalogue words counts for many, one is told in the singular."""


_ARTICLE: Final = re.compile(r"\ba (?=\{(\w+)\})")
"""An English article before a fact, which says whether it is "a" or "an"."""
_FIELD: Final = re.compile(r"(?P<label>(?<=')(?=\{\w+\}'))?\{(?P<name>\w+)\}")
"""A fact in the words of the catalogue; between quotation marks it is an id or a name."""


def _repeated(fact: Fact, *, lang: Lang, limit: int) -> str:
    """A fact as a text repeats it; the finding keeps it as it is."""
    match fact:
        case str():
            return shown(fact, limit=limit)
        case Words():
            return shown(fact.text(lang=lang), limit=limit)
        case dt.date():
            from dangbo.base.text import format_date  # which reports findings itself

            return Words(vi=format_date(fact), en=fact.isoformat()).text(lang=lang)
        case _:
            return str(fact)


def _plain(fact: Fact) -> str | int | WordsDocument:
    """A fact as a JSON value."""
    match fact:
        case Words():
            return fact.as_dict()
        case dt.date():
            return fact.isoformat()
        case _:
            return fact


@dataclass(frozen=True, slots=True, repr=False)
class Finding(Documented):
    """One thing a check found. Made by `finding(code, subject, ...)`.

    Attributes:
        code: stable name, such as "org/too-few-members"; explained in `docs/errors.md`.
        severity: whether it stops a plan.
        subject: id of what it is about (organization, member, group, rule) or a place ("row 3, field 'parent'").
        facts: the figures and ids that made it true, as (name, value) pairs; of one about many, those all share.
        rule: the clause it rests on; `None` for findings about structure or input.
        also: ids of others of which the same is true, where there are very many: see `grouped`.
    """

    code: Code
    severity: Severity
    subject: str
    facts: tuple[tuple[str, Fact], ...] = ()
    rule: RuleRef | None = None
    also: tuple[str, ...] = ()

    @property
    def subjects(self) -> tuple[str, ...]:
        """Everything it is about, `subject` first."""
        return (self.subject, *self.also)

    def each(self) -> Iterator[Finding]:
        """A finding of its own for each subject; the same where it is about one."""
        if not self.also:
            yield self
            return
        for subject in self.subjects:
            yield Finding(self.code, self.severity, subject, self.facts, self.rule)

    @property
    def message(self) -> str:
        """What is wrong, where, and by which rule, in English."""
        return self._message("en")

    @property
    def fix(self) -> str:
        """What to do about it, in English."""
        return self._told(_wordings()[self.code].fix, "en")

    @property
    def operation(self) -> int | None:
        """Number of the operation of a plan it belongs to, counted from 1; `None` outside plans."""
        number = dict(self.facts).get("operation")
        return number if isinstance(number, int) else None

    def how(self, *, lang: Lang = "vi") -> str:
        """What to type about it, where the remedy is a matter of code; empty where it is not.

        Raises:
            TermError: another language than "vi" and "en".
        """
        how = _wordings()[self.code].how or NO_WORDS
        return self._told(how, lang, limit=LABEL)

    def text(self, *, lang: Lang = "vi") -> str:
        """Message, fix and code in one paragraph; in English what to type as well, which `how` has in Vietnamese.

        Raises:
            TermError: another language than "vi" and "en".
        """
        fix = self._told(_wordings()[self.code].fix, lang)
        how = Words(vi="", en=self.how(lang="en")).text(lang=lang)  # no code in Vietnamese
        number = self.operation
        prefix = "" if number is None else f"{_OPERATION.text(lang=lang)} {number}: "
        message = self._message(lang)
        end = "" if message.endswith("?") else "."
        return f"{prefix}{message}{end} {' '.join(filter(None, (fix, how)))} [{self.code}]"

    def as_dict(self) -> FindingDocument:
        """The finding as plain JSON values: what programs read, and what people read in both languages."""
        words = _wordings()[self.code]
        return {
            "code": self.code,
            "severity": self.severity.value,
            "subject": self.subject,
            "subjects": list(self.subjects),
            "facts": {name: _plain(fact) for name, fact in self.facts},
            "rule": None if self.rule is None else self.rule.as_dict(),
            "message": Words(vi=self._message("vi"), en=self._message("en")).as_dict(),
            "remedy": Words(vi=self._told(words.fix, "vi"), en=self._told(words.fix, "en")).as_dict(),
            "how": Words(vi=self.how(lang="vi"), en=self.how(lang="en")).as_dict(),
        }

    def __str__(self) -> str:
        return self.text(lang="en")

    def __repr__(self) -> str:
        how = self.how(lang="en")
        more = f" and {len(self.also)} more" if self.also else ""
        told = f", {how!r}" if how else ""
        return f"Finding({self.code!r}, {quoted(self.subject)}{more}, {self.severity.value}{told})"

    def _message(self, lang: Lang) -> str:
        words = self._told(_wordings()[self.code].message, lang)
        if self.rule is not None:
            words += f" ({shown(self.rule.citation(lang=lang), limit=2 * SENTENCE)})"
        return words + self._others(lang)

    def _others(self, lang: Lang) -> str:
        """How many others there are, and a few of them."""
        if not self.also:
            return ""
        from dangbo.base.text import group_digits  # as in `_repeated`

        count = group_digits(len(self.also), lang=lang)
        few = ", ".join(map(quoted, self.also[:_NAMED])) + (" ..." if len(self.also) > _NAMED else "")
        noun = "other" if len(self.also) == 1 else "others"
        others = Words(vi=f"{count} trường hợp khác cũng vậy", en=f"the same of {count} {noun}")
        return f"; {others.text(lang=lang)}: {Words(vi=rows_for_ids(few), en=few).text(lang=lang)}"

    def _told(self, words: Words, lang: Lang, *, limit: int = SENTENCE) -> str:
        facts: dict[str, Fact] = {"subject": self.subject, "place": place_words(self.subject), **dict(self.facts)}
        template = _COUNTED.sub(
            lambda at: at[0].removesuffix("s") if facts.get(at[1]) == 1 else at[0], words.text(lang=lang)
        )
        template = _ARTICLE.sub(
            lambda at: f"{article(_repeated(facts.get(at[1], _OWN), lang=lang, limit=LABEL))} ", template
        )
        told = _FIELD.sub(
            lambda at: _repeated(facts.get(at["name"], _OWN), lang=lang, limit=limit if at["label"] is None else LABEL),
            template,
        )
        return Words(vi=rows_for_ids(told), en=told).text(lang=lang)


_NAMED: Final = 5
"""Of the other subjects of a finding, so many are named in its text."""

_OWN: Final = "…"
"""Where each subject of a finding has a figure of its own."""

FEW: Final = 40
"""Up to so many findings of one kind are told one by one: a table shows as many."""

_MANY: Final = 1_000
"""Of more warnings of one kind than this, each with figures of its own, nobody reads one by one."""


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, where one kind of them is about very many subjects told as one that counts and names them.

    More than 40 of the same code, severity and rule with the same facts become one, and nothing is lost. Of more than
    1,000 warnings of the same code and rule whose facts differ (the size of each cell), one is left, with the facts
    they share. It stands where the first of them stood.
    """
    found = list(findings)
    if len(found) > FEW or any(one.also for one in found):
        found = _joined(found, FEW, lambda one: (one.code, one.severity, one.rule, one.facts))
        found = [single for one in found for single in (one.each() if len(one.also) < FEW else (one,))]
    if len(found) > _MANY:
        found = _joined(found, _MANY, lambda one: (one.code, one.rule) if one.severity is Severity.WARN else one)
    return found


def _joined(findings: Sequence[Finding], most: int, kind: Callable[[Finding], object]) -> list[Finding]:
    """One finding in place of those of a kind where they are about more subjects than `most`."""
    firsts: dict[object, Finding] = {}
    several: dict[int, list[Finding]] = {}  # by the address of the first of them: most kinds have one
    for one in findings:
        first = firsts.setdefault(kind(one), one)
        if first is not one:
            several.setdefault(id(first), [first]).append(one)
    if not several:
        return list(findings)
    told: dict[int, Finding | None] = {}  # what stands in place of a finding, by its address; nothing for those joined
    for alike in several.values():
        first = alike[0]
        if sum(1 + len(one.also) for one in alike) > most:
            shared = set(first.facts).intersection(*(one.facts for one in alike[1:]))
            facts = tuple(fact for fact in first.facts if fact in shared)
            others = dict.fromkeys(subject for one in alike for subject in one.subjects)
            others.pop(first.subject)
            told.update(dict.fromkeys(map(id, alike)))
            told[id(first)] = Finding(first.code, first.severity, first.subject, facts, first.rule, tuple(others))
    standing = (told.get(id(one), one) for one in findings)
    return [one for one in standing if one is not None]


def finding(
    code: Code, subject: str, *, rule: RuleRef | None = None, severity: Severity | None = None, **facts: Fact
) -> Finding:
    """Make a finding of the catalogue, with the severity the catalogue gives its code unless told otherwise.

    A breach of a rule the user raised to blocking (`RuleRef.promoted`) blocks; that a rule could not be read does not.

    Examples:
        >>> found = finding("tree/unknown-parent", "cb-1", parent="dbp-x")
        >>> found.message
        "organization 'cb-1' names the parent 'dbp-x', which is not among the organizations"
        >>> found.severity
        <Severity.BLOCK: 'block'>
    """
    if severity is None and rule is not None and rule.promoted and not code.startswith("rule/"):
        severity = Severity.BLOCK
    return Finding(code, severity or _wordings()[code].severity, subject, tuple(facts.items()), rule)


def reason_of(error_type: str) -> Words:
    """Why a value cannot be read, for an error type of pydantic.

    Examples:
        >>> reason_of("int_parsing")
        Words(vi='không phải số nguyên', en='not a whole number')
    """
    return _REASONS.get(error_type, _CANNOT_BE_READ)


_CANNOT_BE_READ: Final = Words(vi="không đọc được", en="it cannot be read")
_NOT_A_NUMBER: Final = Words(vi="không phải số nguyên", en="not a whole number")
_NOT_YES_OR_NO: Final = Words(vi="không phải có hoặc không", en="neither yes nor no")
_REASONS: Final = {
    "int_parsing": _NOT_A_NUMBER,
    "int_type": _NOT_A_NUMBER,
    "int_from_float": _NOT_A_NUMBER,
    "greater_than_equal": Words(vi="là số âm", en="it is negative"),
    "string_type": Words(
        vi="không phải văn bản; hãy đọc cột này dưới dạng văn bản",
        en="not text; read the column as text (dtype=str)",
    ),
    "string_unicode": Words(
        vi="có ký tự hỏng (nửa ký tự), không tệp nào lưu được",
        en="it holds half a letter (a lone surrogate), which no file can keep",
    ),
    "string_too_short": Words(vi="để trống", en="it is empty"),
    "bool_parsing": _NOT_YES_OR_NO,
    "bool_type": _NOT_YES_OR_NO,
    "tuple_type": Words(vi="không phải danh sách mã", en="not a list of ids"),
    "unexpected_keyword_argument": Words(vi="không có trường này", en="there is no such field"),
}


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that stop a plan or a load."""
    return tuple(found for found in findings if found.severity is Severity.BLOCK)


class Wording(NamedTuple):
    """The words of a code: its usual severity, its message, what to do, and what to type where that is code.

    The texts are format strings over the facts of the finding, `{subject}` and `{place}`, which is the subject unless
    a fact of this name says it in both languages.
    """

    severity: Severity
    message: Words
    fix: Words
    how: Words | None


def catalogue() -> Mapping[Code, Wording]:
    """The words of every code, as the errors page of the documentation shows them."""
    return MappingProxyType(_wordings())


@cache
def _wordings() -> dict[Code, Wording]:
    """The catalogue, read when the first finding is made."""
    import tomllib
    from importlib.resources import files

    found: dict[str, Wording] = {}
    for file in files("dangbo.base").joinpath("catalogue").iterdir():
        area = file.name.removesuffix(".toml")
        for name, words in tomllib.loads(file.read_text(encoding="utf-8")).items():
            how = Words(vi=words["how_vi"], en=words["how_en"]) if "how_en" in words else None
            found[f"{area}/{name}"] = Wording(
                severity=Severity(words["severity"]),
                message=Words(vi=words["vi"], en=words["en"]),
                fix=Words(vi=words["fix_vi"], en=words["fix_en"]),
                how=how,
            )
    return {cast("Code", code): found[code] for code in sorted(found)}
