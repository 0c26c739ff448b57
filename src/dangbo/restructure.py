"""Changing the tree by decisions: `Plan`, its `Preview`, and the proof that nobody is lost.

A `Plan` (phương án sắp xếp) is an ordered list of operations (`dangbo.change.verbs`) under one decision. It is
looked at with `preview` and carried out with `apply`; the snapshot it starts from never changes.

```
Plan(effective, decided_by, basis, operations)
 ├── preview(tree) ── Preview      findings, changes, matrix, totals, conservation, the outcome
 │        └── inverse(...)         the plan that takes it back
 ├── apply(tree) ──── Hierarchy    the next snapshot; refused while a finding blocks
 └── order(tree)                   the operations whose order matters
```

A plan is played operation by operation on a draft. Operations that are refused are skipped, and those that depend on
them say so. What the rules say of the outcome (sizes, kinds, consent) is checked once, on what the plan touched.
"""

from __future__ import annotations

__all__ = ["Plan", "Preview", "Stage", "Waiver"]

import datetime as dt
import sys
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from operator import itemgetter
from threading import RLock
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, NamedTuple, TypeAlias, cast, get_args

from pydantic import BeforeValidator, InstanceOf
from typing_extensions import TypedDict

from dangbo.base.citations import Document
from dangbo.base.documents import Format
from dangbo.base.envelope import FindingDocument, PaperDocument, WordsDocument
from dangbo.base.errors import PlanRejectedError
from dangbo.base.findings import Finding, Lang, Severity, blocking, finding, grouped
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.records import Day, Id, instance_of, ordered, record
from dangbo.base.terms import Form, Kind, Level
from dangbo.base.text import UnreadableError, format_date, format_number, unless_title
from dangbo.base.told import Documented, ReadDocument
from dangbo.base.words import NO_WORDS, Words
from dangbo.change.differences import (
    Change,
    ChangeDocument,
    Flow,
    Matrix,
    MatrixDocument,
    change_of,
    flows_between,
)
from dangbo.change.draft import Draft
from dangbo.change.inverse import Restore, inverse_of
from dangbo.change.order import OrderPair, order_pairs
from dangbo.change.outcome import (
    Step,
    across_border,
    check_bodies,
    check_decider,
    check_heads_gone,
    check_host_units,
    check_left_behind,
    check_outcome,
    check_papers,
    check_posts,
    check_told_apart,
    complete_records,
    flows_across,
    give_consents,
    line_across,
    new_and_back,
    numbered,
    statuses_told,
    with_days,
    with_papers,
)
from dangbo.change.plan_json import PLANS
from dangbo.change.play import (
    NOTHING_CROSSES,
    Beyond,
    NameOf,
    Operation,
    PartOfPlan,
    Play,
    listed,
    unknown_organization,
)
from dangbo.change.proof import BeforeAfter, Conservation, ConservationDocument, FigureEntry, proof_of
from dangbo.change.verbs.groups import MergeGroups, SplitGroup
from dangbo.change.verbs.table import VERBS
from dangbo.hierarchy import Hierarchy
from dangbo.render import Cell, Drawing, Findings, LeftOut, TreeLine, draw_tree, number_cell, stack
from dangbo.render.worded import words_table
from dangbo.rules import RuleBook, Rules, book_of
from dangbo.tree.records import Consent, Organization

if TYPE_CHECKING:
    pass


def _operations(value: object) -> object:
    """Refuse what is no list of operations, in one sentence instead of one for each verb there is."""
    if isinstance(value, Operation) or not isinstance(value, list | tuple):
        raise UnreadableError(
            Words(
                vi="không phải danh sách các nội dung sắp xếp",
                en="is not a list of operations, such as [Merge(['cb-1'], into='cb-2')]",
            )
        )
    for number, one in enumerate(value, 1):
        if not isinstance(one, Operation):
            raise UnreadableError(
                Words(
                    vi=f"mục {number} không phải là một nội dung sắp xếp",
                    en=f"holds as number {number} no operation such as Merge(...) but '{type(one).__name__}'; "
                    "Plan.from_dict reads plain values",
                )
            )
    return value


# --- the plan --------------------------------------------------------------------------------------------------------


@record
class Waiver(PartOfPlan):
    """The paper by which the competent level allows what a rule forbids, in one case.

    The finding stays, as a warning, and the plan says which paper allows it. Only breaches of rules can be waived, not
    what cannot be done.

    Attributes:
        code: code of the finding, such as "plan/too-few-members".
        subject: id of what it is about.
        document: the paper.
    """

    code: Id
    subject: Id
    document: Document


@record
class Plan(ReadDocument):
    """Phương án sắp xếp: ordered operations under one decision. Immutable; used as often as one likes.

    Args:
        effective: first day the outcome holds, as a date or "YYYY-MM-DD"; also the date whose rules are checked.
        decided_by: id of the organization that decides: the direct superior of what the plan touches.
        basis: the decision.
        operations: what is done, in order; later ones may use what earlier ones established.
        consents: papers of the higher level, for sizes and forms that need them. What a paper leaves out, the rule or
            the size, is what the plan comes to; two rules that ask must be told apart.
        waivers: papers that allow an exception from a rule.

    Raises:
        InvalidInputError: a field of the wrong type, an effective date that does not exist.

    Examples:
        >>> from dangbo import datasets
        >>> from dangbo.change.verbs.organizations import Merge
        >>> city = datasets.thai_nguyen()
        >>> plan = Plan(
        ...     effective="2023-06-01",
        ...     decided_by="dbp-phu-xa",
        ...     basis=Document(kind="quyết định", number="15-QĐ/ĐU", issued="2023-05-20"),
        ...     operations=[Merge(sources=["cb-tdp-12"], into="cb-tdp-2")],
        ... )
        >>> plan.apply(city)
        Hierarchy(985 organizations, 27 960 members, as of 2023-06-01)
    """

    effective: Day
    decided_by: Id
    basis: Document
    operations: Annotated[tuple[InstanceOf[Operation], ...], BeforeValidator(_operations)]
    consents: Annotated[tuple[Consent, ...], BeforeValidator(ordered)] = ()
    waivers: Annotated[tuple[Waiver, ...], BeforeValidator(ordered)] = ()

    if TYPE_CHECKING:

        def __init__(
            self,
            effective: dt.date | str,
            decided_by: str,
            basis: Document,
            operations: Sequence[Operation],
            consents: Sequence[Consent] = (),
            waivers: Sequence[Waiver] = (),
        ) -> None: ...

    def preview(self, hierarchy: Hierarchy, *, rules: RuleBook | None = None) -> Preview:
        """Play the plan on a snapshot without changing it, and say everything there is to say.

        Costs what the plan touches, not the tree. Never raises for a breach of a rule.

        Args:
            hierarchy: the snapshot.
            rules: the rulebook; by default the one shipped.

        Raises:
            InvalidInputError: something else than a snapshot, such as a ledger.
        """
        return play(self, _snapshot(hierarchy), book_of(rules).at(self.effective))

    def apply(self, hierarchy: Hierarchy, *, rules: RuleBook | None = None) -> Hierarchy:
        """The next snapshot, as of the effective date: `preview(hierarchy).after`.

        Raises:
            PlanRejectedError: while a finding blocks; it carries them all, and nothing is changed.
        """
        return self.preview(hierarchy, rules=rules).after

    def order(self, hierarchy: Hierarchy, *, rules: RuleBook | None = None) -> tuple[OrderPair, ...]:
        """The pairs of operations that may not change places; none where the order does not matter.

        Each pair was tried both ways on the tree as it stands before the first of the two; what follows from other
        pairs is left out. Costs a playing of the plan, and for each pair that changes the same things four operations
        more: little where every operation has things of its own, n² / 2 pairs where n operations change the same thing.

        Args:
            hierarchy: the snapshot.
            rules: the rulebook; by default the one shipped.

        Examples:
            >>> from dangbo import datasets
            >>> from dangbo.change.verbs.facts import Rename
            >>> from dangbo.change.verbs.organizations import Merge
            >>> plan = Plan(
            ...     effective="2023-06-01",
            ...     decided_by="dbp-phu-xa",
            ...     basis=Document(kind="quyết định", number="15-QĐ/ĐU"),
            ...     operations=[Merge(["cb-tdp-12"], into="cb-tdp-2"), Rename("cb-tdp-2", name="Chi bộ TDP 2 và 12")],
            ... )
            >>> plan.order(datasets.thai_nguyen())
            ()
        """
        return order_pairs(
            self.operations,
            _snapshot(hierarchy),
            book_of(rules).at(self.effective),
            basis=self.basis,
            decided_by=self.decided_by,
        )

    def as_dict(self) -> dict[str, Any]:
        """The plan as plain JSON values, which make it again. Holds all it names, names of new members too.

        Examples:
            >>> from dangbo.change.verbs.organizations import Merge
            >>> paper = Document(kind="quyết định", number="15-QĐ/ĐU")
            >>> plan = Plan("2023-06-01", "dbp", paper, [Merge(["cb-12"], into="cb-2")])
            >>> Plan.from_json(plan.to_json()) == plan, Plan.json_schema()["title"]
            (True, 'Phương án sắp xếp')
        """
        return _FORMAT.as_dict(self)

    @classmethod
    def _format(cls) -> Format[Plan]:
        return _FORMAT


_FORMAT: Final = Format("plan", 2, Plan, Words(vi="phương án", en="the plan"), PLANS)


def _snapshot(given: Hierarchy) -> Hierarchy:
    """What a plan is played on."""
    hint = Words(vi="sổ cho hiện trạng của một ngày", en="a ledger gives one by as_of(date)")
    return instance_of(Hierarchy, given, "hierarchy", hint=hint)


_FAR: Final = dt.timedelta(days=5 * 366)


def far_apart(one: dt.date, other: dt.date) -> bool:
    """Whether two days are further apart than the signing, the effect and the recording of a decision are: five years.

    No rule says so. It is what a year typed wrongly is known by (2033, 2203), and nothing is refused for it alone.
    """
    return abs(one - other) > _FAR


def play(
    plan: Plan,
    base: Hierarchy | Draft,
    rules: Rules,
    *,
    used: Container[str] = (),
    admitted_before: Callable[[str], dt.date | None] | None = None,
) -> Preview:
    """Play a plan on a snapshot, or on a draft of one; `Plan.preview` for those who keep a ledger.

    Args:
        plan: the plan.
        base: what it is played on; not changed.
        rules: the rules of the effective date.
        used: ids of the past, which no new organization may have.
        admitted_before: on which day a person was admitted to the Party, as far as that is known.
    """
    state = Play(
        base,
        rules,
        basis=plan.basis,
        decided_by=plan.decided_by,
        used=used,
        admitted_before=admitted_before,
    )
    draft = state.draft
    findings: list[Finding] = []
    if plan.effective < base.as_of and not is_decided_late(plan):
        findings.append(finding("plan/back-dated", plan.decided_by, effective=plan.effective, as_of=base.as_of))
    if (signed := plan.basis.issued) is not None and far_apart(signed, plan.effective):
        findings.append(finding("plan/far-date", plan.basis.citation, effective=plan.effective, signed=signed))
    if not plan.operations and not plan.consents:
        findings.append(finding("plan/no-operations", plan.decided_by))
    decider = base.get(plan.decided_by)
    if decider is None:
        named = Words(vi="; phương án ghi đây là nơi quyết định", en="; decided_by names it")
        findings.append(unknown_organization(base, plan.decided_by, named))
    steps: list[Step] = []
    allowed = {(one.code, one.subject) for one in plan.waivers}
    for number, planned in enumerate(plan.operations, 1):
        state.number = draft.stamp = number
        operation: Operation = planned
        if isinstance(planned, Restore):  # compares records: they are as they stand at the end
            complete_records(draft, steps)
            operation = with_days(with_papers(planned, draft), draft)
        deed = operation.general
        found = list(deed.check(state))
        refused = any(one.rule is None or (one.code, one.subject) not in allowed for one in blocking(found))
        if not refused:
            found += operation.breaches(state)
        if not refused and decider is not None:
            found += check_decider(operation, state, base, plan.decided_by)
        findings += (numbered(one, number) for one in found)
        begins = tuple(org.id for org in deed.establishes)
        if refused:
            state.refused.update(dict.fromkeys(begins, number))
            steps.append(Step(number, operation, refused, (), (), NOTHING_CROSSES, ()))
            continue
        before, crossing = len(state.ending), deed.crossing(draft)
        successions, unsized = tuple(deed.successions(draft)), frozenset(deed.unsized(draft))
        deed.effect(state)
        ended = tuple(state.ending[before:])
        steps.append(Step(number, operation, refused, begins, ended, crossing, successions, unsized))
    findings += give_consents(plan.consents, state, steps, rules)
    new, back = new_and_back(steps)
    carried = tuple(draft.carried_records())  # a nation of them: looked up once for all who ask
    findings += check_outcome(draft, rules, new, back, carried)
    findings += check_papers(draft, rules, {(one.organization, one.matter) for one in plan.consents}, back, carried)
    findings += check_told_apart(draft, carried)
    findings += check_bodies(draft, state.ended_by, used)
    findings += check_posts(draft, steps, rules)
    findings += (*check_left_behind(draft, state.left_behind), *check_heads_gone(draft, steps))
    findings += check_host_units(draft)
    findings = list(_waived(findings, plan.waivers))
    findings.sort(key=lambda one: one.operation or 0)
    return Preview(plan, base, draft, grouped(findings), tuple(steps), rules)


def is_decided_late(plan: Plan) -> bool:
    """Whether a plan takes effect before it is decided as a matter of course, and so on a later snapshot too."""
    return bool(plan.operations) and not plan.consents and all(one.is_decided_late for one in plan.operations)


def _waived(findings: Sequence[Finding], waivers: Sequence[Waiver]) -> Iterator[Finding]:
    """Breaches of rules that a paper allows become warnings, and the paper is named."""
    papers = {(one.code, one.subject): one for one in waivers}
    used: dict[tuple[str, str], int | None] = {}
    codes = {code for code, _ in papers}
    for found in (one for many in findings for one in (many.each() if many.code in codes else (many,))):
        key = (found.code, found.subject)
        if key in papers and found.rule is not None:
            used[key] = found.operation
            yield replace(found, severity=Severity.WARN)
        else:
            yield found
    for (code, subject), waiver in papers.items():
        if (code, subject) not in used:
            yield finding("plan/waiver-unused", subject, waived=code)
            continue
        found = finding("plan/waived", subject, waived=code, paper=waiver.document.citation)
        number = used[code, subject]
        yield found if number is None else numbered(found, number)


# --- what a plan would do --------------------------------------------------------------------------------------------


class Stage(NamedTuple):
    """A plan at one operation: the tree before it and after it, and what it changed. Valid until the next one is asked.

    Attributes:
        step: what became of the operation.
        before: the tree before it.
        after: the tree after it.
        changes: how each touched organization differs.
        flows: what went where.
    """

    step: Step
    before: Hierarchy | Draft
    after: Draft
    changes: tuple[Change, ...]
    flows: tuple[Flow, ...]


class TotalEntry(TypedDict):
    """A figure of the whole tree before and after a plan, and what it counts."""

    label: WordsDocument
    before: int
    after: int
    change: int


class StepEntry(TypedDict):
    """What became of one operation of a plan: its verb, what it does in words, the ids of what it began and ended."""

    number: int
    operation: str
    title: WordsDocument
    description: WordsDocument
    refused: bool
    established: list[str]
    ended: list[str]


class PreviewDocument(TypedDict):
    """What a plan would do to a snapshot: operations, changes, findings, figures, the matrix and the proof.

    `as_of` is the day of the snapshot. While `is_blocked` the plan cannot be carried out; a finding says why.
    """

    schema: Literal["dangbo/preview"]
    version: Literal[1]
    as_of: str
    effective: str
    decided_by: str
    basis: PaperDocument
    is_blocked: bool
    operations: list[StepEntry]
    changes: list[ChangeDocument]
    findings: list[FindingDocument]
    totals: dict[str, TotalEntry]
    direct_subordinates: dict[str, FigureEntry]
    matrix: MatrixDocument
    proof: ConservationDocument


_BUILDING: Final = RLock()
"""Held while a preview builds its outcome."""


class Preview(Documented, Framed):
    """What a plan would do to a snapshot. Shows itself as a tree diff with findings and proof.

    Attributes:
        plan: the plan.
        before: what it was played on, unchanged: a snapshot, or in a ledger the state under change.
        draft: the outcome, as a draft of the base.
        findings: everything found, blocking or not; those of an operation carry its number.
        steps: what became of each operation.
        rules: the rules of the effective date.
    """

    __slots__ = ("_after", "_changes", "_conservation", "before", "draft", "findings", "plan", "rules", "steps")

    plan: Plan
    before: Hierarchy | Draft
    draft: Draft
    findings: Findings
    steps: tuple[Step, ...]
    rules: Rules
    _after: Hierarchy | None
    _changes: tuple[Change, ...] | None
    _conservation: Conservation | None

    def __init__(
        self,
        plan: Plan,
        base: Hierarchy | Draft,
        draft: Draft,
        findings: Iterable[Finding],
        steps: tuple[Step, ...],
        rules: Rules,
    ) -> None:
        put = partial(object.__setattr__, self)  # nobody else can change a preview
        put("plan", plan)
        put("before", base)
        put("draft", draft)
        put("findings", Findings(findings))
        put("steps", steps)
        put("rules", rules)
        put("_after", None)
        put("_changes", None)
        put("_conservation", None)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(
            f"a preview says what a plan would do and cannot be changed ({name}); preview another plan"
        )

    def __delattr__(self, name: str) -> None:
        self.__setattr__(name, None)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.plan, self.before, self.draft, self.findings, self.steps, self.rules)

    @property
    def base(self) -> Hierarchy:
        """The snapshot it was played on.

        Raises:
            TypeError: it was played on the state of a ledger, which is no snapshot; see `before`.
        """
        if not isinstance(self.before, Hierarchy):
            raise TypeError("the plan was played on the state of a ledger; ask the ledger for a snapshot (as_of)")
        return self.before

    @property
    def blocking(self) -> Findings:
        """The findings that stop the plan."""
        return self.findings.select(severity=Severity.BLOCK)

    @property
    def after(self) -> Hierarchy:
        """The next snapshot, as of the effective date, or of the day of the one before it if that is later; built once.

        Raises:
            PlanRejectedError: while a finding blocks.
        """
        if self.blocking:
            raise PlanRejectedError(self.plan, self.blocking)
        if self._after is None:
            self.prove()
            with _BUILDING:  # threads that ask at once are given one snapshot
                if self._after is None:
                    day = max(self.plan.effective, self.before.as_of)  # one decided late: everybody else is of then
                    object.__setattr__(self, "_after", self.draft.freeze(day))
        return cast("Hierarchy", self._after)

    def prove(self) -> None:
        """Make sure that everything is accounted for.

        Raises:
            AssertionError: it is not, which is a defect of the library.
        """
        if not self.conservation.holds:
            raise AssertionError(f"a defect in dangbo; nothing was changed: {self.conservation}")

    @property
    def conservation(self) -> Conservation:
        """The proof that nobody and nothing got lost; of the operations that were not refused."""
        if self._conservation is None:
            object.__setattr__(self, "_conservation", proof_of(self.before, self.draft, self.steps))
        return cast("Conservation", self._conservation)

    @property
    def changes(self) -> tuple[Change, ...]:
        """How each touched organization differs, in the order of the operations that touched them."""
        if self._changes is None:
            draft, base = self.draft, self.before
            across = across_border(self.steps)
            found = (change_of(base, draft, key, stamp, across) for key, stamp in draft.touched.items())
            changes = tuple(sorted((one for one in found if one), key=lambda one: one.operation))
            object.__setattr__(self, "_changes", changes)
        return cast("tuple[Change, ...]", self._changes)

    @property
    def direct_subordinates(self) -> dict[str, BeforeAfter]:
        """Đầu mối: direct subordinates of each superior touched, before and after; 0 where it does not live."""
        draft, base = self.draft, self.before
        between: set[str | None] = set()
        for key in draft.touched:
            was, now = base._find(key), draft._find(key)
            above = (None if was is None else was.parent, None if now is None else now.parent)
            if above[0] != above[1]:
                between.update(above)
        found = {}
        for key in draft.touched:
            if key in between or not draft.keeps_below(key):
                figure = self._subordinates(key)
                if figure.change or key in between:
                    found[key] = figure
        return found

    def _subordinates(self, key: str) -> BeforeAfter:
        """Direct subordinates of an organization; 0 where it does not live."""
        trees = (self.before, self.draft)
        return BeforeAfter(*(0 if tree._find(key) is None else len(tree._child_ids(key)) for tree in trees))

    @property
    def totals(self) -> dict[str, BeforeAfter]:
        """Before and after: organizations, đảng bộ, chi bộ, grassroots organizations, members, residential groups."""
        before, after = (_figures(tree._kinds()) for tree in (self.before, self.draft))
        totals = {name: BeforeAfter(count, after[name]) for name, count in before.items()}
        return totals | {"members": self.conservation.members, "groups": self.conservation.groups}

    @property
    def matrix(self) -> Matrix:
        """Sources by destinations: what the plan as a whole moved.

        People known only by number who pass through an organization that hands on only some of its number are shown at
        each leg: nobody can say who of them it was.
        """
        across = (Flow(*one) for one in flows_across(self.steps))
        flows = (*flows_between(self.before, self.draft, self.changes), *across)
        name = namer(self.before, self.steps)
        ids = dict.fromkeys(key for flow in flows for key in (flow.source, flow.destination))
        return Matrix(flows, tuple((key, name(key)) for key in ids))

    def stages(self) -> Iterator[Stage]:
        """The plan again, operation by operation: the diff of each, besides the diff of all.

        Costs a second playing of the plan; refused operations are left out.
        """
        state = Play(self.before, self.rules, basis=self.plan.basis)
        below = state.draft
        for step in self.steps:
            if step.refused:
                continue
            state.draft = above = Draft(below)
            state.number = above.stamp = step.number
            step.operation.effect(state)
            across = across_border((step,))
            found = (change_of(below, above, key, stamp, across) for key, stamp in above.touched.items())
            changes = tuple(one for one in found if one)
            yield Stage(step, below, above, changes, flows_between(below, above, changes))
            below.redo(above.delta())

    def inverse(self, *, effective: dt.date | str, decided_by: str | None = None, basis: Document) -> Plan:
        """The plan that takes this one back: what it changed stands again as before, under the same ids.

        Args:
            effective: first day of the restored state.
            decided_by: id of the organization that decides; by default the one that decided on this plan.
            basis: the decision that takes it back.

        Raises:
            PlanRejectedError: while a finding blocks this plan: there is nothing to take back.
        """
        if self.blocking:
            raise PlanRejectedError(self.plan, self.blocking)
        operation = inverse_of(self.draft.delta(), self.plan.basis.citation)
        return Plan(effective, decided_by or self.plan.decided_by, basis, (operation,))

    def as_dict(self) -> PreviewDocument:
        """The document `dangbo/preview`; costs what the plan touches. People are ids and counts in it.

        Examples:
            >>> from dangbo import datasets
            >>> told = datasets.thai_nguyen_changes()[0].preview(datasets.thai_nguyen_2021()).as_dict()
            >>> told["totals"]["organizations"]["change"], told["operations"][0]["ended"], told["is_blocked"]
            (-1, ['cb-cty-r'], False)
        """
        plan, name = self.plan, namer(self.before, self.steps)
        return {
            "schema": "dangbo/preview",
            "version": 1,
            "as_of": self.before.as_of.isoformat(),
            "effective": plan.effective.isoformat(),
            "decided_by": plan.decided_by,
            "basis": plan.basis.as_dict(),
            "is_blocked": bool(self.blocking),
            "operations": [_step_entry(step, name) for step in self.steps],
            "changes": [change.as_dict() for change in self.changes],
            "findings": [found.as_dict() for found in self.findings],
            "totals": {
                what: {"label": _TOTALS[what].as_dict(), **figure.as_dict()} for what, figure in self.totals.items()
            },
            "direct_subordinates": {key: figure.as_dict() for key, figure in self.direct_subordinates.items()},
            "matrix": self.matrix.as_dict(),
            "proof": self.conservation.as_dict(),
        }

    def describe(self, *, lang: Lang = "vi") -> tuple[str, ...]:
        """Each operation in one line, with the names of the organizations; refused ones say so."""
        return tuple(self._described(namer(self.before, self.steps), lang))

    def _described(self, name: NameOf, lang: Lang) -> Iterator[str]:
        refused = Words(vi=" — không thực hiện được", en=" — refused").text(lang=lang)
        for number, step in enumerate(self.steps, 1):
            yield f"{number}. {step.operation.describe(name, lang=lang)}{refused if step.refused else ''}"

    def __repr__(self) -> str:
        found, block = len(self.findings), len(self.blocking)
        steps = len(self.steps)
        return (
            f"Preview({steps} operation{'' if steps == 1 else 's'}, {found} finding{'' if found == 1 else 's'}"
            f"{f' ({block} blocking)' if block else ''}, effective {self.plan.effective})"
        )

    def __str__(self) -> str:
        return self.show(lang="en").text

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            self.changes,
            ("organization", "text", lambda one: one.organization.id),
            ("name", "text", lambda one: one.organization.name),
            ("kind", "text"),
            ("operation", "count"),
            ("parent_before", "text", lambda one: one.parent[0]),
            ("parent_after", "text", lambda one: one.parent[1]),
            ("members_before", "count", lambda one: one.members.before),
            ("members_after", "count", lambda one: one.members.after),
            ("groups_before", "count", lambda one: one.groups.before),
            ("groups_after", "count", lambda one: one.groups.after),
            ("fields", "text", lambda one: "; ".join(one.changed) or None),
        )

    def show(self, *, limit: int | None = 40, lang: Lang = "vi") -> Drawing:
        r"""The operations, the tree diff, the proof and the findings, as one drawing.

        Args:
            limit: most lines of each part; `None` for all. What ends or begins is shown before what changes.
            lang: language of the words.

        Examples:
            >>> from dangbo import datasets
            >>> plan = datasets.thai_nguyen_changes()[0]
            >>> print(plan.preview(datasets.thai_nguyen_2021()).show(lang="en").text.partition("\n\n")[0])
            Quyết định số 01-QĐ/ĐU (giả định), ngày 20/8/2021 của Đảng ủy phường Gia Sàng;
            effective 1 September 2021
        """
        name = namer(self.before, self.steps)
        begins = Words(vi="có hiệu lực từ ngày", en="effective").text(lang=lang)
        title = f"{self.plan.basis.citation}; {begins} {format_date(self.plan.effective, lang=lang)}"
        told = [
            TreeLine(0, line) for line in islice(self._described(name, lang), limit if limit is None else max(limit, 0))
        ]
        steps = draw_tree(told, limit=limit, more=LeftOut(len(self.steps) - len(told)), lang=lang)
        lines, more = self._lines(name, limit, lang)
        rows = [
            (
                _TOTALS[name].text(lang=lang),
                *(number_cell(n, lang=lang) for n in figure),
                Cell(figure.change, _signed(figure.change, lang)),
            )
            for name, figure in self.totals.items()
        ]
        proof = self.conservation.text(lang=lang)
        statuses = (words.text(lang=lang) for words in statuses_told(self.draft))
        drawings = [steps]
        if lines:
            drawings.append(draw_tree(lines, limit=limit, more=more, lang=lang))
        drawings.append(
            words_table(_BEFORE_AFTER, _BEFORE_AFTER_HEADS, rows, notes=[proof, *statuses], lang=lang).show(lang=lang)
        )
        if self.findings:
            drawings.append(self.findings.show(limit=limit, lang=lang))
        return stack(*drawings, title=title, lang=lang)

    def _repr_html_(self) -> str:
        return self.show()._repr_html_()

    def _lines(self, name: NameOf, limit: int | None, lang: Lang) -> tuple[list[TreeLine], LeftOut]:
        """The diff: every superior whose subordinates changed, and under it what changed.

        Lines are made for what is drawn, by the choice `draw_tree` makes; the others are counted.
        """
        room = sys.maxsize if limit is None else limit
        across = across_border(self.steps)
        under = self._under(across)
        chosen = _chosen(under, room)
        took = self._successors()
        to = Words(vi="sang", en="to").text(lang=lang)
        unit = Words(vi="đầu mối trực thuộc", en="direct subordinates").text(lang=lang)
        lines: list[TreeLine] = []
        for above, entries in chosen.items():
            branch, figure, note = under[above], self._subordinates(above), ""
            if branch.crossed or (figure.change and above in self.draft.changed):
                note = f"{_arrow(figure, lang)} {unit}"
            left = branch.count - len(entries)
            lines.append(TreeLine(0, name(above), note, more=LeftOut(left, left)))
            for _, key, stamp, how in sorted(entries):
                change = change_of(self.before, self.draft, key, stamp, across)
                if change is not None and how == "leaves":
                    where = f"{to} {name(change.parent[1] or '')}"
                    lines.append(TreeLine(1, change.organization.name, "", ">", where))
                elif change is not None and change.kind in {"handed_out", "received"}:
                    tree = self.before if change.kind == "handed_out" else self.draft
                    lines.append(line_across(change.organization, tree, across[key], lang=lang))
                elif change is not None:
                    lines.append(_line(change, name, took.get(key, ()), lang))
        left = sum(branch.count for above, branch in under.items() if above not in chosen)
        return lines, LeftOut(left + len(under) - len(chosen), left)

    def _under(self, across: Mapping[str, Beyond]) -> dict[str, _Under]:
        """What changed under each superior, the highest first: what ends or begins there is what a cut must not hide.

        A nation of cells goes in long rows from one superior to another; each row is kept as it is, not cell by cell.
        What crosses the border of the register with its superior is left out: that one stands for it.
        """
        base, draft = self.before, self.draft
        was_of, now_of, carried = base._find, draft._find, draft.carried
        under: defaultdict[str, _Under] = defaultdict(_Under)
        row: list[str] = []
        former: str | None = None
        superior: str | None = None
        at = 0
        for key, stamp in sorted(draft.touched.items(), key=itemgetter(1)):
            was, now = was_of(key), now_of(key)
            if was is None or now is None:
                former = None
                org = now or was
                if org is not None and org.parent is not None and not (key in across and org.parent in across):
                    under[org.parent].add([key], stamp, "edge")
            elif was.parent != now.parent:
                if was.parent == former and now.parent == superior and stamp == at and former is not None:
                    row.append(key)
                    continue
                row, former, superior, at = [key], was.parent, now.parent, stamp
                if former is not None and superior is not None:
                    under[former].add(row, stamp, "leaves")
                    under[superior].add(row, stamp, "comes")
            elif key not in carried and now.parent is not None:
                former = None
                change = change_of(base, draft, key, stamp, across)
                if change is not None and (change.members.change or change.groups.change or change.fields()):
                    under[now.parent].add([key], stamp, "stays")
        ranks = {above: self._depth(above) for above in under}
        return dict(sorted(under.items(), key=lambda item: ranks[item[0]]))

    def _depth(self, key: str) -> int:
        """How many superiors stand above an organization, where it is or was."""
        find = self.draft._find if self.draft._find(key) is not None else self.before._find
        depth, at = 0, find(key)
        while at is not None and at.parent is not None:
            depth += 1
            at = self.draft._find(at.parent) or self.before._find(at.parent)
        return depth

    def _successors(self) -> dict[str, tuple[str, ...]]:
        """Who took over from each ended organization."""
        took: dict[str, tuple[str, ...]] = {}
        for step in self.steps:
            heirs: dict[str, list[str]] = {}
            for source, to in step.successions:
                heirs.setdefault(source, []).append(to)
            took.update((key, tuple(heirs.get(key, ()))) for key in step.ended)
        return took


def _step_entry(step: Step, name: NameOf) -> StepEntry:
    vi, en = (step.operation.describe(name, lang=lang) for lang in ("vi", "en"))
    return {
        "number": step.number,
        "operation": step.operation.verb,
        "title": VERBS[step.operation.verb].title.as_dict(),
        "description": {"vi": vi, "en": en},
        "refused": step.refused,
        "established": list(step.established),
        "ended": list(step.ended),
    }


_How: TypeAlias = Literal["edge", "leaves", "comes", "stays"]
"""What a superior sees of a change: a beginning or an end, one that goes, one that comes, or none of these."""
_Entry: TypeAlias = tuple[int, str, int, _How]
"""What changed under a superior: its place among these, its id, its operation, what the superior sees of it."""


class _Under:
    """What changed under one superior.

    Attributes:
        rows: ids that changed alike by one operation, with its number and what the superior sees of it.
    """

    __slots__ = ("rows",)

    def __init__(self) -> None:
        self.rows: list[tuple[list[str], int, _How]] = []

    def add(self, keys: list[str], stamp: int, how: _How) -> None:
        self.rows.append((keys, stamp, how))

    @property
    def count(self) -> int:
        """How many."""
        return sum(len(keys) for keys, _, _ in self.rows)

    @property
    def crossed(self) -> bool:
        """Whether any began, ended, came or left here."""
        return any(how != "stays" for _, _, how in self.rows)

    def entries(self, *, of: Container[_How]) -> Iterator[_Entry]:
        """Each of them, in their order, of which the superior sees this."""
        start = 0
        for keys, stamp, how in self.rows:
            if how in of:
                yield from ((number, key, stamp, how) for number, key in enumerate(keys, start))
            start += len(keys)


def _chosen(under: Mapping[str, _Under], room: int) -> dict[str, set[_Entry]]:
    """Of each superior that is drawn, what is drawn under it: what begins or ends, then the rest, then bare superiors.

    The choice of `draw_tree`, without lines.
    """
    chosen: dict[str, set[_Entry]] = {}
    taken = 0
    for seen in (("edge",), get_args(_How)):
        for above, entry in ((above, entry) for above, branch in under.items() for entry in branch.entries(of=seen)):
            if above in chosen and entry in chosen[above]:
                continue
            lines = 1 + (above not in chosen)
            if taken + lines > room:
                break
            taken += lines
            chosen.setdefault(above, set()).add(entry)
    for above in under:
        if taken < room and above not in chosen:
            taken += 1
            chosen[above] = set()
    return {above: chosen[above] for above in under if above in chosen}


_BEFORE_AFTER: Final = Words(vi="Trước và sau", en="Before and after")
_BEFORE_AFTER_HEADS: Final = (
    NO_WORDS,
    Words(vi="Trước", en="Before"),
    Words(vi="Sau", en="After"),
    Words(vi="Tăng, giảm", en="Change"),
)
_TOTALS: Final = {
    "organizations": Words(vi="Tổ chức đảng", en="Organizations"),
    "dang_bo": Words(vi="Đảng bộ", en="Đảng bộ"),
    "chi_bo": Words(vi="Chi bộ", en="Cells (chi bộ)"),
    "grassroots": Words(vi="TCCSĐ", en="Grassroots organizations"),
    "members": Words(vi="Đảng viên", en="Members"),
    "groups": Words(vi="Xóm, tổ dân phố", en="Residential groups"),
}


def _figures(kinds: Mapping[Kind, int]) -> dict[str, int]:
    """Organizations by kind as they are shown."""
    return {
        "organizations": sum(kinds.values()),
        **{form.value: sum(count for (one, _), count in kinds.items() if one is form) for form in Form},
        "grassroots": sum(count for (_, level), count in kinds.items() if level is Level.GRASSROOTS),
    }


def namer(base: Hierarchy | Draft, steps: Iterable[Step]) -> NameOf:
    """Names by id: of the snapshot, of what a plan establishes, the id itself where nobody knows it, if it may be one.

    Args:
        base: the snapshot.
        steps: those of the plan. Where organizations they name are called alike, each name says what tells it apart.
    """
    steps = tuple(steps)
    new: dict[str, str] = {}
    for step in steps:
        operation = step.operation
        new |= {org.id: org.name for org in operation.establishes}
        if isinstance(operation, MergeGroups) and not isinstance(operation.into, str):
            new[operation.into.id] = operation.into.name
        if isinstance(operation, SplitGroup):
            new |= {group.id: group.name for group in operation.into}

    by_name: dict[str, list[Organization]] = {}
    for key in {key for step in steps for key in step.operation.ids()}:
        if (org := base.get(key)) is not None:
            by_name.setdefault(org.name, []).append(org)

    def name(key: str) -> str:
        org = base.get(key)
        if org is not None:
            alike = by_name.get(org.name, ())
            apart = len(alike) > 1 and any(one.id == org.id for one in alike)
            return f"{org.name} ({_apart(base, org, alike)})" if apart else org.name
        known = base.group(key) or base.mass_body(key)
        return (known.name if known is not None else new.get(key)) or unless_title(key)

    return name


def _apart(base: Hierarchy | Draft, org: Organization, alike: Sequence[Organization]) -> str:
    """What tells an organization from others of its name: its superior, else its code, else its id."""
    above = [base._find(one.parent) for one in alike if one.parent is not None]
    superiors = {one.name for one in above if one is not None}
    if org.parent is not None and len(superiors) == len(alike):
        return base[org.parent].name
    codes = {one.code for one in alike if one.code is not None}
    return org.code if org.code is not None and len(codes) == len(alike) else org.id


_MEMBERS: Final = Words(vi="đảng viên", en="members")
_GROUPS: Final = Words(vi="xóm, tổ dân phố", en="residential groups")


def _line(change: Change, name: NameOf, took: Sequence[str], lang: Lang) -> TreeLine:
    mark: Literal["+", "-", "~", ">"] = {"established": "+", "ended": "-", "moved": ">", "changed": "~"}[change.kind]  # type: ignore[assignment]
    before, after = change.members
    if change.kind == "established":
        note = format_number(after, lang=lang)
    elif change.kind == "ended":
        note = format_number(before, lang=lang)
    else:
        note = _arrow(change.members, lang)
    details = []
    if change.groups.change and change.kind != "ended":
        details.append(f"{_arrow(change.groups, lang)} {_GROUPS.text(lang=lang)}")
    if change.kind in {"changed", "moved"}:
        details += (f"{what} {old} → {new}" for what, old, new in change.fields(lang=lang))
    if change.kind == "ended" and took:
        details.append(f"{Words(vi='về', en='to').text(lang=lang)} {listed(took, name)}")
    if change.kind == "moved" and change.parent[0] is not None:
        details.append(f"{Words(vi='từ', en='from').text(lang=lang)} {name(change.parent[0])}")
    return TreeLine(1, change.organization.name, f"{note} {_MEMBERS.text(lang=lang)}", mark, "; ".join(details))


def _arrow(figure: BeforeAfter, lang: Lang) -> str:
    before, after = (format_number(value, lang=lang) for value in figure)
    return before if before == after else f"{before} → {after}"


def _signed(value: int, lang: Lang) -> str:
    return f"{'+' if value > 0 else '-' if value < 0 else ''}{format_number(abs(value), lang=lang)}"
