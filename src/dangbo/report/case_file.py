"""The file of a decision (hồ sơ): what each kind of operation needs, as the rules in force say it, with its source.

Where the rulebook has nothing for the date or the kind of change, that is said, and nothing else. Which rule speaks of
which kind of operation stands in tables here.
"""

from __future__ import annotations

__all__ = ["Clause", "FilePaper"]

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from dangbo.base.citations import RuleRef
from dangbo.base.findings import Lang
from dangbo.base.terms import AdmitReason, LeaveReason, Level, MemberStatus, Term, TransferKind
from dangbo.base.text import format_date
from dangbo.base.words import Words
from dangbo.change.draft import Draft
from dangbo.change.outcome import Step
from dangbo.change.play import Operation
from dangbo.change.verbs.borders import HandOut, Receive
from dangbo.change.verbs.organizations import Disband, Reassign, hand_over_row
from dangbo.change.verbs.table import VERBS
from dangbo.hierarchy import Hierarchy
from dangbo.rules import Rule, Rules, RuleValue
from dangbo.rules import Table as Row


class Clause(NamedTuple):
    """What the rulebook says on the effective date.

    Attributes:
        words: what it says; or that it says nothing.
        rule: the clause it stands in, with its confidence; `None` where it says nothing.
    """

    words: Words
    rule: RuleRef | None = None

    def text(self, *, lang: Lang = "vi") -> str:
        """The words and their source."""
        words = self.words.text(lang=lang)
        return words if self.rule is None else f"{words} ({self.rule.citation(lang=lang)})"


class FilePaper(NamedTuple):
    """A paper, or a step, that a kind of operation needs.

    Attributes:
        verb: of the operations.
        operations: their numbers.
        step: what it is for: file, decision, seal ..., or what the rule is called.
        what: the paper.
    """

    verb: str
    operations: tuple[int, ...]
    step: Words
    what: Clause


# --- what the rulebook says ------------------------------------------------------------------------------------------


def silent(rules: Rules) -> Clause:
    """The rulebook has nothing in force."""
    return Clause(
        Words(
            vi=f"chưa rõ: bộ quy định không có nội dung có hiệu lực ngày {format_date(rules.on)}",
            en=f"unknown: the rulebook has nothing in force on {format_date(rules.on, lang='en')}",
        )
    )


OTHER_KIND: Final = Clause(
    Words(
        vi="chưa rõ: bộ quy định không có nội dung về loại việc này",
        en="unknown: the rulebook says nothing of this kind of change",
    )
)


_NO_LIST: Final = Clause(
    Words(vi="chưa rõ: bộ quy định không có danh mục hồ sơ", en="unknown: no list of papers is in the rulebook")
)


def statement_of(rules: Rules, rule_id: str) -> Clause:
    """What a rule says in words."""
    value = rules.get(rule_id)
    return silent(rules) if value is None else Clause(value.words, value.ref)


def days_of(rules: Rules, rule_id: str) -> Clause:
    """A time limit of a rule."""
    value = rules.get(rule_id)
    if value is None:
        return silent(rules)
    return Clause(Words(vi=f"{value.number} ngày làm việc", en=f"{value.number} working days"), value.ref)


def _rows(rules: Rules, rule_id: str) -> tuple[tuple[Row, ...], RuleRef | None]:
    """The rows of a rule, and where it stands; nothing where it is not in force."""
    value = rules.get(rule_id)
    return ((), None) if value is None else (value.rows, value.ref)


# --- what each kind of operation needs ---------------------------------------------------------------------------

_FILE: Final = Words(vi="hồ sơ", en="file")


def case_file(
    rules: Rules, steps: Sequence[Step], hand_overs: Sequence[HandOver], disbanded: Mapping[int, Level]
) -> Iterator[FilePaper]:
    """The papers and steps of each kind of operation, in the order in which the plan first has them."""
    by_verb: dict[str, list[Step]] = {}
    for step in steps:
        by_verb.setdefault(step.operation.verb, []).append(step)
    for verb, some in by_verb.items():
        numbers = tuple(step.number for step in some)
        operation = some[0].operation
        if isinstance(operation, HandsOver):
            yield from _hand_over_papers(rules, verb, numbers, [one for one in hand_overs if one.number in numbers])
        else:
            yield from (FilePaper(verb, numbers, *paper) for paper in _papers_of(operation, rules))
        yield from _what_is_known(verb, some, rules)
        if isinstance(operation, Disband):
            yield from _who_places(rules, disbanded)


def _papers_of(operation: Operation, rules: Rules) -> Iterator[tuple[Words, Clause]]:
    """What the rules say of the papers of a kind of operation."""
    if not operation.papers or isinstance(operation, Disband):
        yield _FILE, _NO_LIST
        return
    rows, ref = _rows(rules, "change-steps")
    if ref is None:
        yield _FILE, silent(rules)
    for row in rows:
        if row.text("change") == operation.papers:
            yield row.words("step"), Clause(row.words("words"), ref)
    listed_in = VERBS[operation.verb].points
    if listed_in is not None:
        rule_id, step = listed_in
        points, source = _rows(rules, rule_id)
        if source is None:
            yield step, silent(rules)
        yield from ((step, Clause(row.words("point"), source)) for row in points)


class HandOver(NamedTuple):
    """A hand-over where it stands: its number, the rows of the rule it falls under, and whether it is across."""

    number: int
    rows: tuple[str, ...]
    across: bool


HandsOver: TypeAlias = Reassign | HandOut | Receive
"""The operations by which organizations get another superior as they stand."""


def hand_over_of(step: Step, operation: HandsOver, before: Hierarchy | Draft) -> HandOver:
    draft = Draft(before)
    if not isinstance(operation, Reassign):
        return HandOver(step.number, operation.rows(draft), across=True)
    org = draft[operation.organization]
    key = hand_over_row(org, village=bool(draft.groups_of(org)))
    common = draft.lowest_common_ancestor(org.parent or operation.to, operation.to)
    across = operation.crosses(draft)
    rows = (key, _CENTRAL) if across and common.level is Level.CENTRAL else (key,)
    return HandOver(step.number, rows, across)


_CENTRAL: Final = "central"
"""The row of the rule `hand-over` for what goes between a province and a central committee."""


def _hand_over_papers(
    rules: Rules, verb: str, numbers: tuple[int, ...], hand_overs: Sequence[HandOver]
) -> Iterator[FilePaper]:
    """Who decides on a hand-over and who keeps the record, by what is handed over."""
    rule = rules.get("hand-over")
    cases: dict[tuple[str, bool], list[int]] = {}
    for one in hand_overs:
        for name in one.rows:
            cases.setdefault((name, one.across), []).append(one.number)
    for (key, across), some in cases.items():
        row = None if rule is None else rule.row(key)
        if rule is None or row is None:
            yield FilePaper(verb, tuple(some), _FILE, silent(rules))
            continue
        source = rules.book.clause_of(rule, row)
        columns = {"gives": _GIVES, "receives": _RECEIVES} if across else {"inside": _DECIDES}
        for column, step in {**columns, "record": _RECORD}.items():
            said = Clause(row.words(column), source) if column in row else silent(rules)
            yield FilePaper(verb, tuple(some), step, said)
    yield FilePaper(verb, numbers, _PEOPLE, statement_of(rules, "collective-transfer"))


_DECIDES: Final = Words(vi="quyết định", en="decision")
_GIVES: Final = Words(vi="quyết định chuyển giao", en="decision that hands over")
_RECEIVES: Final = Words(vi="quyết định tiếp nhận", en="decision that receives")
_RECORD: Final = Words(vi="biên bản", en="record")
_PEOPLE: Final = Words(vi="đảng viên", en="members")


def _who_places(rules: Rules, disbanded: Mapping[int, Level]) -> Iterator[FilePaper]:
    """Who places the members of what is disbanded, by its level."""
    rule = rules.get("members-after-disciplinary-dissolution")
    for number, level in disbanded.items():
        row = None if rule is None else rule.row("grassroots" if level is Level.GRASSROOTS else "below_grassroots")
        if rule is not None and level > Level.GRASSROOTS:
            who = _OTHER_LEVEL
        else:
            who = silent(rules) if rule is None or row is None else Clause(row.words("by"), rule.ref)
        yield FilePaper("disband", (number,), _PEOPLE, who)


_OTHER_LEVEL: Final = Clause(
    Words(vi="chưa rõ: bộ quy định không có nội dung về cấp này", en="unknown: the rulebook says nothing of this level")
)


# --- what is known of changes no source lists the papers of ----------------------------------------------------------

_Said: TypeAlias = tuple[str, Callable[[Rule, RuleValue], Iterable[Words]]]
"""The id of a rule, and what is told of its value."""


def _what_is_known(verb: str, steps: Sequence[Step], rules: Rules) -> Iterator[FilePaper]:
    """Grounds, deciders and time limits, by the kind of a transfer and the reason people come or go for."""
    kinds: dict[tuple[_Said, ...], list[int]] = {}
    for step in steps:
        kinds.setdefault(_KNOWN.get((verb, step.operation.way), ()), []).append(step.number)
    for some, numbers in kinds.items():
        for rule_id, words_of in some:
            value = rules.get(rule_id)
            rule = rules.book.get(rule_id)  # a book of one's own may lack it
            told = [silent(rules)]
            if rule is not None and value is not None:
                told = [Clause(words, value.ref) for words in words_of(rule, value)]
            label = _FILE if rule is None else rule.label
            yield from (FilePaper(verb, tuple(numbers), label, clause) for clause in told)


def _limit(rule: Rule, value: RuleValue) -> Iterator[Words]:
    """A rule that is a number."""
    unit = rule.unit_label
    yield _with_sentence(rule, value, Words(vi=f"{value.number} {unit.vi}", en=f"{value.number} {unit.en}"))


def _with_sentence(rule: Rule, value: RuleValue, figures: Words | None = None) -> Words:
    """Figures before the sentence that is true of this value; the sentence alone where there are none."""
    said = value.statement or rule.statement
    return said if figures is None else Words(vi=f"{figures.vi}. {said.vi}", en=f"{figures.en}. {said.en}")


def _each(rule_id: str, *columns: str) -> _Said:
    """A rule of rows, of which these columns of words are told."""

    def words(_: Rule, value: RuleValue) -> Iterator[Words]:
        for row in value.rows:
            cells = [row.words(column) for column in columns]
            yield Words(vi=": ".join(one.vi for one in cells), en=": ".join(one.en for one in cells))

    return rule_id, words


def _votes(*keys: str) -> _Said:
    """Rows of the rule on votes."""

    def words(_: Rule, value: RuleValue) -> Iterator[Words]:
        for row in filter(None, map(value.row, keys)):
            matter, of, bound = row.words("matter"), row.words("of"), _BOUNDS[row.text("comparator")]
            share = row.fraction("share")
            yield Words(vi=f"{matter.vi}: {bound.vi} {share} {of.vi}", en=f"{matter.en}: {bound.en} {share} of {of.en}")

    return "vote-thresholds", words


_BOUNDS: Final = {"above": Words(vi="quá", en="over"), "at_least": Words(vi="ít nhất", en="at least")}
_IN_THE_CELL, _DECIDING, _EMPOWERED = "in_cell", "deciding_body", "empowered_committee"
_PROPOSING, _TWO_STEPS_UP = "disbanding_proposed", "disbanding_decided"
"""Rows of the rule `vote-thresholds`."""


def _own(_: Rule, value: RuleValue) -> Iterator[Words]:
    """A rule that is a sentence."""
    yield value.words


def _how_long(_: Rule, value: RuleValue) -> Iterator[Words]:
    """Rows of `temporary-transfer`."""
    for row in value.rows:
        case, least = row.words("case"), row.number("at_least_months")
        most, below = row.get("at_most_months"), row.get("below_months")
        vi, en = f"từ {least} tháng", f"{least} months or more"
        if most is not None:
            vi, en = f"{vi} đến {most} tháng", f"{least} to {most} months"
        elif below is not None:
            vi, en = f"{vi} đến dưới {below} tháng", f"{least} to less than {below} months"
        yield Words(vi=f"{case.vi}: {vi}", en=f"{case.en}: {en}")


def _ceremony(rule: Rule, value: RuleValue) -> Iterator[Words]:
    if "working_days" not in value.table:
        yield _with_sentence(rule, value)
        return
    days, since = value.table.number("working_days"), _SINCE[value.table.text("counted_from")]
    vi, en = f"{days} ngày làm việc từ khi {since.vi}", f"{days} working days from {since.en}"
    yield _with_sentence(rule, value, Words(vi=vi, en=en))


_SINCE: Final = {
    "receipt": Words(vi="nhận quyết định", en="receipt of the decision"),
    "issue": Words(vi="ban hành quyết định", en="issue of the decision"),
}


def _again(rule: Rule, value: RuleValue) -> Iterator[Words]:
    table = value.table
    vi, en = f"{table.number('months')} tháng", f"{table.number('months')} months"
    if "months_after_record_cleared" in table:
        cleared = table.number("months_after_record_cleared")
        vi, en = (
            f"{vi}; sau khi xóa án tích {cleared} tháng",
            f"{en}; {cleared} months after the record is cleared",
        )
    if "consent" in table:
        consent = table.words("consent")
        vi, en = f"{vi}; {consent.vi}", f"{en}; {consent.en}"
    yield _with_sentence(rule, value, Words(vi=vi, en=en))


def _penalties(_: Rule, value: RuleValue) -> Iterator[Words]:
    for row in value.rows:
        status, forms = MemberStatus(row.text("member")), ", ".join(row.texts("forms"))
        yield Words(vi=f"đảng viên {status.label.lower()}: {forms}", en=f"{status.gloss}: {forms}")


_OFFICIAL: Final = (
    ("transfer-start-deadline", _limit),
    ("transfer-slip-deadline", _limit),
    ("transfer-paper-by", _own),
    ("transfer-blocked", _own),
)
_KNOWN: Final[dict[tuple[str, Term | None], tuple[_Said, ...]]] = {
    ("transfer", TransferKind.OFFICIAL): _OFFICIAL,
    ("transfer", TransferKind.TEMPORARY): (("temporary-transfer", _how_long),),
    ("admit", AdmitReason.ADMITTED): (
        _votes(_IN_THE_CELL, _DECIDING, _EMPOWERED),
        _each("admission-decided-by", "where", "by"),
        ("admission-decision-deadline", _limit),
        ("admission-ceremony-deadline", _ceremony),
        ("probation", _limit),
    ),
    ("admit", AdmitReason.READMITTED): (("readmission", _again),),
    ("admit", AdmitReason.RECEIVED): _OFFICIAL,
    ("recognize", None): (
        _votes(_IN_THE_CELL, _DECIDING),
        ("probation", _limit),
        ("recognition-review-deadline", _limit),
        ("recognition-decision-deadline", _limit),
    ),
    ("leave", LeaveReason.TRANSFERRED): _OFFICIAL,
    ("leave", LeaveReason.STRUCK_OFF): (_votes(_IN_THE_CELL, _DECIDING), _each("strike-off-grounds", "ground")),
    ("leave", LeaveReason.EXPELLED): (_votes(_IN_THE_CELL, _DECIDING), ("discipline-of-members", _penalties)),
    ("leave", LeaveReason.WITHDREW): (("resignation", _own),),
    ("disband", None): (_votes(_PROPOSING, _TWO_STEPS_UP), _each("disciplinary-dissolution-grounds", "ground")),
}
"""The rules on a verb, or on a kind or reason of it."""
