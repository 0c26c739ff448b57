"""People on the way into the Party (nguồn kết nạp): what was done for each, and how far the plan of a year is met.

```
Prospect(person, cell, stage, on)      one step of one person: the class, the helper, the resolutions, the admission
     | admission_progress(prospects, ledger, target=, base_on=, year=)
AdmissionProgress                      admitted of planned, over a base and its day; by organization; who waits too long
```

A person is an id here and nothing else: no name of somebody who is no member yet is kept, shown or repeated.

Resolution 21-NQ/TW asks for 3-4 % of the members a year, and of which day no source says. So the day of the base is
asked for, and stands in every text. How many people a percentage comes to is our reading: the fewest that reach it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, cast

from typing_extensions import TypedDict

from dangbo.base.citations import RuleRef
from dangbo.base.envelope import FindingDocument, RuleDocument, ShareDocument, WordsDocument
from dangbo.base.errors import InvalidInputError
from dangbo.base.figures import Ratio, Share, figure_problem
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.reading import proportion, read_year, whole_count
from dangbo.base.records import Day, Id, RecordType, instance_of, instances_of, read_id, record
from dangbo.base.results import finding_texts, of_another_time, percent_text, told
from dangbo.base.terms import LifeEventKind, Term
from dangbo.base.text import format_date, format_number, parse_date, unless_personal, unless_title
from dangbo.base.told import Documented
from dangbo.base.words import NO_WORDS, Words, known_language
from dangbo.hierarchy import Hierarchy
from dangbo.life.deadlines import Deadline, deadlines_of
from dangbo.life.documents import LifeRecord
from dangbo.life.events import LifeEvent, placed, plus
from dangbo.life.register import Spans, TreeOrRegister, spans_of, tree_of
from dangbo.life.rows import RowRecord
from dangbo.life.working_days import WorkingDays
from dangbo.render.findings import Findings
from dangbo.render.table import number_cell, share_cell
from dangbo.render.tabled import Tabled
from dangbo.render.worded import words_table
from dangbo.rules import RuleBook, book_of

if TYPE_CHECKING:
    from dangbo.render import Table
    from dangbo.tree.records import Organization

__all__ = ["AdmissionLine", "AdmissionProgress", "Prospect", "ProspectStage", "ProspectWait", "admission_progress"]


class ProspectStage(Term, vi="bước xem xét kết nạp"):
    """How far somebody is on the way into the Party; the first step first.

    Attributes:
        step: its place on the way, counted from 1.

    Examples:
        >>> ProspectStage.parse("lớp nhận thức về Đảng").step, ProspectStage.parse("ket nap").step
        (1, 6)
    """

    AWARENESS_CLASS = (
        *("awareness_class", "Học lớp nhận thức về Đảng", "attended the awareness class"),
        *("lớp nhận thức về Đảng", "lớp cảm tình Đảng", "học lớp cảm tình Đảng", "bồi dưỡng nhận thức về Đảng"),
    )
    HELPER_ASSIGNED = (
        *("helper_assigned", "Phân công đảng viên giúp đỡ", "a member assigned to help"),
        *("phân công đảng viên chính thức giúp đỡ", "phân công giúp đỡ", "có đảng viên giúp đỡ"),
    )
    CELL_RESOLVED = (
        *("cell_resolved", "Chi bộ ra nghị quyết đề nghị kết nạp", "the cell resolved on the admission"),
        *("nghị quyết đề nghị kết nạp", "chi bộ đề nghị kết nạp", "nghị quyết của chi bộ"),
    )
    COMMITTEE_AGREED = (
        *("committee_agreed", "Đảng ủy đồng ý đề nghị kết nạp", "the committee agreed"),
        *("đảng ủy cơ sở đồng ý", "cấp ủy đồng ý", "đảng ủy đề nghị kết nạp", "nghị quyết của đảng ủy"),
    )
    DECIDED = "decided", "Quyết định kết nạp", "the admission decided", "có quyết định kết nạp"
    ADMITTED = "admitted", "Lễ kết nạp", "admission ceremony", "kết nạp", "đã kết nạp", "tổ chức lễ kết nạp"

    @property
    def step(self) -> int:
        """Its place on the way, counted from 1."""
        return self._rank + 1


@record
class Prospect(RowRecord, LifeRecord):
    """Nguồn kết nạp: a step that somebody took on the way into the Party. `Candidate` is a word of the quota.

    Each step of a person is a record of its own; the furthest of them is where the person stands.

    Args:
        person: id of the person, given by whoever keeps the list; no name.
        cell: id of the cell that looks after the person.
        stage: the step.
        on: the day of it: of the certificate, of the resolution, of the decision, of the ceremony.

    Raises:
        InvalidInputError: a blank id, a stage nobody knows, a day that does not exist.

    Examples:
        >>> Prospect("q-1", "cb-1", "chi bộ đề nghị kết nạp", "2026-02-03").stage
        <ProspectStage.CELL_RESOLVED: 'cell_resolved'>
        >>> rows = [{"person": "q-1", "cell": "cb-1", "stage": "kết nạp", "on": "3/2/2026"}]
        >>> Prospect.from_rows(rows)[0].on
        datetime.date(2026, 2, 3)
    """

    _noun = "prospect"

    person: Id
    cell: Id
    stage: ProspectStage
    on: Day

    if TYPE_CHECKING:  # accepts texts and keeps terms and days

        def __init__(self, person: str, cell: str, stage: ProspectStage | str, on: dt.date | str) -> None: ...


# --- who waits --------------------------------------------------------------------------------------------------------

WaitKind: TypeAlias = Literal["certificate", "decision", "ceremony"]
"""What runs out, or is waited for: the certificate of the class, the decision, the ceremony."""

WAITS: Final[dict[WaitKind, Words]] = {
    "certificate": Words(vi="giấy chứng nhận lớp nhận thức về Đảng", en="the certificate of the awareness class"),
    "decision": Words(vi="việc quyết định kết nạp", en="the decision on the admission"),
    "ceremony": Words(vi="việc tổ chức lễ kết nạp", en="the ceremony"),
}
_AGREED_ONLY: Final = Words(
    vi="Chưa ghi ngày nghị quyết của chi bộ; tính từ ngày đảng ủy đồng ý, là muộn hơn.",
    en="The day of the resolution of the cell is not recorded; it counts from that of the committee, which is later.",
)
_KNOWS_NO_YEAR: Final = WorkingDays(years=())
_S: Final = ProspectStage


class WaitDocument(TypedDict):
    """Somebody on the way into the Party, by id, for whom a step is due."""

    person: str
    cell: str
    stage: str
    kind: WaitKind
    began: str
    due: str | None
    extended: str | None
    rule: RuleDocument | None
    notes: list[WordsDocument]


class ProspectWait(NamedTuple):
    """A person on the way for whom a time runs, as it stands on a day.

    Attributes:
        person: id of the person.
        cell: id of the cell of the furthest step.
        stage: the furthest step.
        kind: what is waited for, or runs out.
        began: the day it runs from.
        due: the last day; `None` where it cannot be told, and a note says why.
        extended: the last day in special cases; `None` where the rule knows none.
        rule: where it stands; `None` where the rulebook has nothing of that day.
        notes: what is to be said of the day.
    """

    person: str
    cell: str
    stage: ProspectStage
    kind: WaitKind
    began: dt.date
    due: dt.date | None
    extended: dt.date | None = None
    rule: RuleRef | None = None
    notes: tuple[Words, ...] = ()

    def text(self, *, lang: Lang = "vi") -> str:
        """Who waits where for what, and by when it was due: ids and days.

        Raises:
            TermError: another language than "vi" and "en".
        """
        words = Words(
            vi="{person} ({cell}): {stage} {began}; {kind}, hạn {due}.",
            en="{person} ({cell}): {stage} on {began}; {kind}, due {due}.",
        )
        due = (
            Words(vi="chưa rõ", en="unknown").text(lang=lang) if self.due is None else format_date(self.due, lang=lang)
        )
        line = words.format(
            lang=lang,
            person=unless_personal(self.person),
            cell=unless_title(self.cell),
            stage=self.stage.words.text(lang=lang),
            began=format_date(self.began, lang=lang),
            kind=WAITS[self.kind].text(lang=lang),
            due=due,
        )
        return " ".join([line, *(note.text(lang=lang) for note in self.notes)])

    def as_dict(self) -> WaitDocument:
        """The same as plain JSON values; what stands for an id and may be a name is not repeated."""
        return {
            "person": unless_personal(self.person),
            "cell": unless_title(self.cell),
            "stage": self.stage.value,
            "kind": self.kind,
            "began": self.began.isoformat(),
            "due": None if self.due is None else self.due.isoformat(),
            "extended": None if self.extended is None else self.extended.isoformat(),
            "rule": None if self.rule is None else self.rule.as_dict(),
            "notes": [note.as_dict() for note in self.notes],
        }


def waits_of(
    prospects: Iterable[Prospect],
    on: dt.date,
    *,
    calendar: WorkingDays | None = None,
    rules: RuleBook | None = None,
) -> tuple[ProspectWait, ...]:
    """The times that run on a day for people who are not admitted yet, those due first; unknown ones last.

    The decision runs from the resolution of the cell, the ceremony from the decision as the rule of its day says; the
    certificate of the class holds for the months of the rule of the day on which it is asked, until the cell resolves.
    For the helper no source names a time. One pass over the steps.

    Args:
        prospects: the steps.
        on: the day.
        calendar: which days are worked; without it a limit of working days has no day due.
        rules: the rulebook.
    """
    book = book_of(rules)
    found = [
        wait
        for person, steps in _by_person(prospects, on).items()
        for wait in _waits(person, steps, on, calendar or _KNOWS_NO_YEAR, book)
    ]
    return tuple(sorted(found, key=lambda one: (one.due or dt.date.max, one.cell, one.person)))


def _by_person(prospects: Iterable[Prospect], on: dt.date) -> dict[str, dict[ProspectStage, Prospect]]:
    """Of each person the steps taken by a day; of a step taken again the later one."""
    people: dict[str, dict[ProspectStage, Prospect]] = {}
    for one in prospects:
        if one.on <= on:
            steps = people.setdefault(one.person, {})
            before = steps.get(one.stage)
            if before is None or (before.on, before.cell) < (one.on, one.cell):
                steps[one.stage] = one
    return people


def _furthest(steps: Mapping[ProspectStage, Prospect]) -> Prospect:
    return steps[max(steps, key=lambda stage: stage.step)]


def _waits(
    person: str, steps: Mapping[ProspectStage, Prospect], on: dt.date, calendar: WorkingDays, book: RuleBook
) -> Iterator[ProspectWait]:
    last = _furthest(steps)
    if last.stage is _S.ADMITTED:
        return
    if last.stage.step <= _S.HELPER_ASSIGNED.step:
        course = steps.get(_S.AWARENESS_CLASS)
        value = None if course is None else book.at(on).get("course-certificate-validity")
        if course is not None and value is not None:
            over = plus(course.on, months=value.number)
            yield ProspectWait(person, last.cell, last.stage, "certificate", course.on, over, rule=value.ref)
        return
    if last.stage is _S.DECIDED:
        kind, step, event = "ceremony", last, LifeEventKind.ADMISSION_DECIDED
    else:
        step = steps.get(_S.CELL_RESOLVED, last)
        kind, event = "decision", LifeEventKind.ADMISSION_RESOLVED
    limit = _limit(person, LifeEvent(person, event, step.on), on, calendar, book)
    notes = (*limit.notes, *([_AGREED_ONLY] if step.stage is _S.COMMITTEE_AGREED else []))
    yield ProspectWait(
        person,
        last.cell,
        last.stage,
        cast("WaitKind", kind),
        step.on,
        limit.due,
        limit.extended,
        limit.rule,
        notes,
    )


def _limit(person: str, event: LifeEvent, on: dt.date, calendar: WorkingDays, book: RuleBook) -> Deadline:
    """The limit that an event begins, counted as that of a member is."""
    (limit,) = deadlines_of(person, placed([event]), on, calendar, book)
    return limit


# --- the plan of a year -----------------------------------------------------------------------------------------------


class AdmissionLineDocument(TypedDict):
    """An organization with all below it: admitted, on the way, and members on the day of the base."""

    organization: str
    admitted: int
    waiting: int
    base: int | None


class AdmissionLine(NamedTuple):
    """An organization with all below it.

    Attributes:
        organization: its id.
        admitted: people admitted in the year.
        waiting: people on the way.
        base: members on the day of the base, of it and of whatever it took over since; `None` where none of them stood.
    """

    organization: str
    admitted: int
    waiting: int
    base: int | None

    @property
    def share(self) -> Share | None:
        """Those admitted over the base; `None` where there is none, or it is smaller."""
        return Share(self.admitted, of=self.base) if self.base and self.admitted <= self.base else None

    def as_dict(self) -> AdmissionLineDocument:
        """The line as plain JSON values."""
        return {
            "organization": self.organization,
            "admitted": self.admitted,
            "waiting": self.waiting,
            "base": self.base,
        }


class AdmissionProgressDocument(TypedDict):
    """Admissions of a year against the plan; the target is a part of the base, exactly, such as "3/100"."""

    schema: Literal["dangbo/admission-progress"]
    version: Literal[1]
    year: int
    on: str
    organization: str
    base: int
    base_on: str
    target: str | None
    planned: int | None
    admitted: int
    ratio: ShareDocument | None
    share: ShareDocument | None
    stages: dict[str, int]
    organizations: list[AdmissionLineDocument]
    waits: list[WaitDocument]
    findings: list[FindingDocument]


@dataclass(frozen=True, slots=True, repr=False)
class AdmissionProgress(Documented, Tabled, Framed, metaclass=RecordType):
    """How far the admissions of a year are. Made by `admission_progress`.

    Vietnamese term: kết quả kết nạp đảng viên.

    Attributes:
        year: the year.
        on: the day as of which it is told.
        organization: id of the organization whose branch it is.
        base: members of the branch on the day of the base, those of whatever it took over since among them.
        base_on: that day, which no rule fixes.
        target: the part of the base that is to be admitted; `None` where the plan is a number, or there is none.
        planned: how many that are; `None` without a target.
        admitted: people admitted in the year.
        stages: of those on the way, how many are at which step.
        organizations: every organization with somebody admitted or on the way, superiors first.
        waits: the times that run.
        findings: what does not fit.
    """

    year: int
    on: dt.date
    organization: str
    base: int
    base_on: dt.date
    target: Fraction | None
    planned: int | None
    admitted: int
    stages: tuple[tuple[ProspectStage, int], ...]
    organizations: tuple[AdmissionLine, ...]
    waits: tuple[ProspectWait, ...] = ()
    findings: Findings = Findings()  # noqa: RUF009 - a tuple that never changes

    @property
    def ratio(self) -> Ratio | None:
        """Those admitted over those planned; `None` without a plan, or with one of nobody."""
        return Ratio(self.admitted, of=self.planned, on=self.on) if self.planned else None

    @property
    def share(self) -> Share | None:
        """Those admitted over the base; `None` where there is no base, or a smaller one."""
        return Share(self.admitted, of=self.base, on=self.on) if self.base and self.admitted <= self.base else None

    @property
    def waiting(self) -> int:
        """People on the way."""
        return sum(count for _, count in self.stages)

    @property
    def stuck(self) -> tuple[ProspectWait, ...]:
        """Whoever waits longer than the rules allow."""
        return tuple(one for one in self.waits if one.due is not None and one.due < self.on)

    def __repr__(self) -> str:
        planned = "" if self.planned is None else f" of {self.planned} planned"
        return (
            f"AdmissionProgress({self.year}, {self.organization}: {self.admitted} admitted{planned}, base {self.base} "
            f"on {self.base_on}, waiting: {self.waiting}, stuck: {len(self.stuck)})"
        )

    def __str__(self) -> str:
        return self.explain(lang="en")

    def explain(self, *, lang: Lang = "vi") -> str:
        """Admitted, planned, the base with its day, who waits too long, and what does not fit: counts and ids.

        Raises:
            TermError: another language than "vi" and "en".
        """
        known_language(lang)
        lines = [one.text(lang=lang) for one in self._lines()]
        lines += [one.text(lang=lang) for one in self.stuck]
        return " ".join([*lines, *finding_texts(self.findings, lang=lang)])

    def _lines(self) -> Iterator[Words]:
        words = Words(
            vi="Kết nạp năm {year}, tính đến {on}: {admitted} người.",
            en="Admitted in {year}, up to {on}: {admitted}.",
        )
        yield told(words, year=str(self.year), on=self.on, admitted=self.admitted)
        base = Words(
            vi="Cơ sở tính: {base} đảng viên ngày {day}; văn bản không quy định lấy ngày nào.",
            en="Base: {base} members on {day}; no paper fixes that day.",
        )
        yield told(base, base=self.base, day=self.base_on)
        if self.planned is not None:
            words = Words(vi="Chỉ tiêu: {planned} người{part}{ratio}.", en="Planned: {planned}{part}{ratio}.")
            part, ratio = NO_WORDS, NO_WORDS
            if self.target is not None:
                shown = (percent_text(self.target, lang="vi"), percent_text(self.target, lang="en"))
                part = Words(vi=f" ({shown[0]} cơ sở tính, làm tròn lên)", en=f" ({shown[1]} of the base, rounded up)")
            if self.ratio is not None:
                ratio = Words(vi=f"; đạt {self.ratio.text()}", en=f"; met to {self.ratio.text(lang='en')}")
            yield told(words, planned=self.planned, part=part, ratio=ratio)
        words = Words(
            vi="Đang xem xét: {waiting} người; chậm so với quy định: {stuck}.",
            en="On the way: {waiting}; longer than the rules allow: {stuck}.",
        )
        yield told(words, waiting=self.waiting, stuck=len(self.stuck))

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            self.organizations,
            ("organization", "text"),
            ("year", "count", lambda _: self.year),
            ("admitted", "count"),
            ("waiting", "count"),
            ("base", "count"),
            ("share", "share"),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """A table: of each organization who was admitted, who is on the way, over which base.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """
        heads = (
            Words(vi="Tổ chức", en="Organization"),
            Words(vi="Đã kết nạp", en="Admitted so far"),
            Words(vi="Đang xem xét", en="On the way"),
            Words(vi="Cơ sở tính", en="Base"),
            Words(vi="Tỷ lệ", en="Share"),
        )
        rows = [
            (
                one.organization,
                number_cell(one.admitted, lang=lang),
                number_cell(one.waiting, lang=lang),
                "–" if one.base is None else number_cell(one.base, lang=lang),
                "–" if one.share is None else share_cell(one.share, decimals=2, lang=lang),
            )
            for one in self.organizations
        ]
        notes = [one.text(lang=lang) for one in self._lines()]
        notes += (f"{stage.words.text(lang=lang)}: {format_number(count, lang=lang)}." for stage, count in self.stages)
        notes += (one.text(lang=lang) for one in self.stuck)
        notes += finding_texts(self.findings, lang=lang)
        title = Words(vi=f"Kết nạp đảng viên năm {self.year}", en=f"Admissions of {self.year}")
        return words_table(title, heads, rows, notes=notes, lang=lang)

    def as_dict(self) -> AdmissionProgressDocument:
        """The progress as plain JSON values; the target is text."""
        ratio, share = self.ratio, self.share
        return {
            "schema": "dangbo/admission-progress",
            "version": 1,
            "year": self.year,
            "on": self.on.isoformat(),
            "organization": self.organization,
            "base": self.base,
            "base_on": self.base_on.isoformat(),
            "target": None if self.target is None else str(self.target),
            "planned": self.planned,
            "admitted": self.admitted,
            "ratio": None if ratio is None else ratio.as_dict(),
            "share": None if share is None else share.as_dict(),
            "stages": {stage.value: count for stage, count in self.stages},
            "organizations": [one.as_dict() for one in self.organizations],
            "waits": [one.as_dict() for one in self.waits],
            "findings": [one.as_dict() for one in self.findings],
        }


def admission_progress(
    prospects: Iterable[Prospect],
    ledger: TreeOrRegister,
    *,
    target: int | str | Fraction | None,
    base_on: dt.date | str,
    year: int,
    at: str | Organization | None = None,
    on: dt.date | str | None = None,
    calendar: WorkingDays | None = None,
    rules: RuleBook | None = None,
) -> AdmissionProgress:
    """How many of those planned were admitted in a year, over a base whose day is stated, and who waits too long.

    A person counts in the cell of the furthest step, and for whoever took over from it or else its nearest superior; so
    do the members of the base, so that both are of the same cells. A cell that stood on no day of the year is told; the
    person counts in the whole, and below no organization. A ledger that opens in the year is asked from the day of the
    base on. Costs the organizations, the steps and, for each person, the path up to the root.

    Args:
        prospects: the steps.
        ledger: what knows the tree of every day, or one tree, taken to have stood all the time.
        target: a part of the base, "3%" or a fraction; or how many; `None` where there is no plan.
        base_on: the day whose members are the base. No rule fixes it.
        year: the year.
        at: the top of the branch; `None` for the whole.
        on: the day as of which it is told, in the year; by default its last.
        calendar: which days are worked; without it limits in working days have no day due.
        rules: the rulebook; by default the shipped one.

    Raises:
        InvalidInputError: no steps, no tree or ledger; a target that is none; a day outside the year or before the
            ledger.
        UnknownOrganizationError: no such branch on that day.

    Examples:
        >>> from dangbo import datasets
        >>> steps = [Prospect("q-1", "cb-tdp-2", "kết nạp", "2023-02-03")]
        >>> progress = admission_progress(steps, datasets.thai_nguyen(), target="3%", base_on="2023-04-30", year=2023)
        >>> progress.admitted, progress.planned, progress.base
        (1, 839, 27960)
    """
    steps = instances_of(Prospect, prospects, "prospects")
    number = read_year(year)
    first, last = dt.date(number, 1, 1), dt.date(number, 12, 31)
    day = last if on is None else parse_date(on, where="on")
    if day.year != number:
        reason = Words(en=f"the day is not in {number}", vi=f"không phải ngày trong năm {number}")
        remedy = Words(en="Give a day of the year, or another year.", vi="Ghi ngày trong năm, hoặc năm khác.")
        raise InvalidInputError([figure_problem("on", reason, remedy)])
    if calendar is not None:
        instance_of(WorkingDays, calendar, "calendar")
    of_day = parse_date(base_on, where="base_on")
    now, then = (tree_of(ledger, one, where="ledger") for one in (day, of_day))
    top = now.root.id if at is None else now[read_id(at, where="at")].id
    spans = _spans(ledger, min(first, of_day), of_day, day)
    problems: list[Finding] = []
    if isinstance(ledger, Hierarchy) and ledger.as_of != of_day:
        problems.append(_another_day(top, ledger.as_of, of_day))
    people = {
        person: taken
        for person, taken in _by_person(steps, day).items()
        if at is None or top in _above(_furthest(taken).cell, spans)
    }
    inside = [one for one in steps if one.person in people]
    ends = {key: end for key, taken in people.items() if _counts(end := _furthest(taken), number)}
    problems += _contradictions(inside, ends, day, spans)
    admitted, stages = Counter[str](), Counter[ProspectStage]()
    waiting: Counter[str] = Counter()
    joined = 0
    for person, taken in people.items():
        end = _furthest(taken)
        path = _above(end.cell, spans)
        if end.stage is not _S.ADMITTED:
            stages[end.stage] += 1
            waiting.update(path)
        elif person in ends:
            joined += 1
            admitted.update(path)
    bases = _bases(then, spans, of_day)
    base = bases.get(top, 0)
    part, planned = _plan(target, base)
    lines = tuple(
        AdmissionLine(org.id, admitted[org.id], waiting[org.id], bases.get(org.id))
        for org in now
        if admitted[org.id] or waiting[org.id]
        if at is None or now.is_within(org.id, top)
    )
    return AdmissionProgress(
        number,
        day,
        top,
        base,
        of_day,
        part,
        planned,
        joined,
        tuple((stage, stages[stage]) for stage in ProspectStage if stages[stage]),
        lines,
        waits_of(inside, day, calendar=calendar, rules=rules),
        Findings(problems),
    )


def _spans(ledger: TreeOrRegister, start: dt.date, of_day: dt.date, end: dt.date) -> Spans:
    """Who stood when, from a day on; of a ledger that opens after it from the day of the base, which it knows."""
    try:
        return spans_of(ledger, start, end)
    except InvalidInputError:
        if not start < of_day <= end:
            raise
        return spans_of(ledger, of_day, end)


def _counts(end: Prospect, year: int) -> bool:
    """Whether the furthest step of a person is of a year: whoever was admitted before it is on no list of it."""
    return end.stage is not _S.ADMITTED or end.on.year == year


def _bases(then: Hierarchy, spans: Spans, of_day: dt.date) -> Mapping[str, int]:
    """The members of the base, counted for those for whom people of their cells count now."""
    if of_day > spans.end:
        return {org.id: then.headcount(org.id).total for org in then}
    above: dict[str, str | None] = {}
    depth: dict[str, int] = {}
    for org in then:
        path: list[str] = []
        key: str | None = org.id
        while key is not None and key not in above and key in spans:
            above[key] = spans.above(key)
            path.append(key)
            key = above[key]
        level = 0 if key is None else depth.get(key, 0)
        for one in reversed(path):
            level += 1
            depth[one] = level
    counts = {key: then.own_headcount(key).total if key in then else 0 for key in above}
    for key in sorted(depth, key=lambda key: -depth[key]):
        upper = above[key]
        if upper is not None and depth.get(upper, depth[key]) < depth[key]:
            counts[upper] += counts[key]
    return counts


def _plan(target: object, base: int) -> tuple[Fraction | None, int | None]:
    """The part of the base, and the fewest people that reach it."""
    if target is None:
        return None, None
    if isinstance(target, str | Fraction):
        part = proportion(target, "target")
        return part, math.ceil(part * base)
    return None, whole_count(target, "target")


def _another_day(top: str, stands: dt.date, wanted: dt.date) -> Finding:
    """The only tree there is is of another day than the base."""
    return of_another_time(
        top,
        Words(vi=f"'{top}'", en=f"'{top}'"),
        Words(vi=f"cây tổ chức ngày {format_date(stands)}", en=f"the tree of {format_date(stands, lang='en')}"),
        Words(vi=f"cơ sở tính ngày {format_date(wanted)}", en=f"the base of {format_date(wanted, lang='en')}"),
    )


def _above(cell: str, spans: Spans) -> tuple[str, ...]:
    """Those for whom a person of a cell counts: itself, whoever took over, superiors; nobody where it never stood."""
    path: dict[str, None] = {}
    key: str | None = cell
    while key is not None and key in spans and key not in path:
        path[key] = None
        key = spans.above(key)
    return tuple(path)


def _contradictions(
    steps: Sequence[Prospect], ends: Mapping[str, Prospect], on: dt.date, spans: Spans
) -> Iterator[Finding]:
    """What does not fit among steps up to a day, in their order; a person is named by id.

    Of an older step in a cell nobody knows is told only where it says where somebody counts.
    """
    ranked: dict[str, list[Prospect]] = {}
    for one in sorted(steps, key=lambda one: (one.person, one.on, one.stage.step, one.cell)):
        if one.on > on:
            continue
        who = unless_personal(one.person)
        if one.cell not in spans:
            if one.on >= spans.start or one is ends.get(one.person):
                yield finding("admission/unknown-cell", who, cell=unless_personal(one.cell), date=one.on)
        elif spans.start <= one.on and spans.on(one.cell, one.on) is None:
            yield finding("admission/cell-not-standing", who, cell=one.cell, date=one.on)
        before = ranked.setdefault(one.person, [])
        if one.stage is _S.ADMITTED and any(other.stage is _S.ADMITTED for other in before):
            yield finding("admission/admitted-twice", who, date=one.on)
        elif before and max(other.stage.step for other in before) > one.stage.step:
            yield finding("admission/steps-out-of-order", who, date=one.on, item=one.stage.words)
        before.append(one)
