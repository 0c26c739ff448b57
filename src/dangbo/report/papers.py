"""What goes under and with a decision: its summary in words, its lists, its file, and what is handed over.

```
decision_papers(preview)
   .summary()             the decision in sentences: Điều 1, Điều 2 ... effective date, basis, who decides
   .file                  what each kind of operation needs: proposals, lists, records, grounds, votes, time limits
   .organizations         what began, ended, moved or changed, before and after
   .members               who moves, by id; names only where they are asked for
   .committees            who has to get a committee appointed
   .records_and_seals     what the organizations that end hand over, to whom, by when
   .tables()   .show()    all of it, in either language
```

Whatever is said of papers, committees, records and seals is a rule in force on the effective date, with its source;
where the rulebook has nothing for the date or the kind of change, that is said, and nothing else.
"""

from __future__ import annotations

__all__ = [
    "Article",
    "CommitteeLine",
    "DecisionPapers",
    "HandOverLine",
    "MemberLine",
    "OrganizationLine",
    "Standing",
    "decision_papers",
]

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias

from typing_extensions import TypedDict

from dangbo.base.citations import Document
from dangbo.base.envelope import PaperDocument, WordsDocument, json_text
from dangbo.base.findings import Lang
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.people import People, people_cells, people_heads, read_people
from dangbo.base.records import instance_of
from dangbo.base.terms import Form, Level, MemberStatus
from dangbo.base.text import format_date, format_number
from dangbo.base.told import Documented, Untold
from dangbo.base.words import Words
from dangbo.change.differences import CHANGE_WORDS, Change, ChangeKind, Flow
from dangbo.change.draft import Draft
from dangbo.change.outcome import Step, across_border, renewed
from dangbo.change.play import NameOf, Renewal, all_named, listed, people_words
from dangbo.change.verbs.borders import HandOut, Receive
from dangbo.change.verbs.groups import MergeGroups, SplitGroup
from dangbo.change.verbs.organizations import Disband, Dissolve, Reassign
from dangbo.change.verbs.people import Admit, Leave
from dangbo.change.verbs.posts import Appoint
from dangbo.change.verbs.table import VERBS
from dangbo.hierarchy import Hierarchy
from dangbo.render import Cell, Column, Drawing, Table, TreeLine, draw_table, draw_tree, number_cell, stack
from dangbo.render.table import TableDocument
from dangbo.report.case_file import (
    OTHER_KIND,
    Clause,
    FilePaper,
    HandOver,
    HandsOver,
    case_file,
    days_of,
    hand_over_of,
    silent,
    statement_of,
)
from dangbo.restructure import Preview, Stage, namer
from dangbo.rules import Rules
from dangbo.tree.members import NOBODY, Headcount
from dangbo.tree.records import Organization
from dangbo.tree.tables import STAYS

# --- what the lists hold ---------------------------------------------------------------------------------------------


class Standing(NamedTuple):
    """How an organization stands on one side of a decision.

    Attributes:
        name: its name.
        form: its form.
        level: its level.
        superior: id of its direct superior.
        members: people, with everything below it.
    """

    name: str
    form: Form
    level: Level
    superior: str | None
    members: int


class OrganizationLine(NamedTuple):
    """An organization that a decision changes.

    Attributes:
        number: in the list (STT).
        id: its id.
        kind: what happens to it.
        before: how it stood; `None` where it begins.
        after: how it stands; `None` where it ends.
    """

    number: int
    id: str
    kind: ChangeKind
    before: Standing | None
    after: Standing | None


How: TypeAlias = Literal["moves", "joins", "leaves", "stays", "recognized", "unrecognized", "renamed"]
"""What a decision does to a person."""


class MemberLine(NamedTuple):
    """A person, or people known only by number, whom a decision moves or changes.

    Attributes:
        number: in the list (STT).
        id: of the person; `None` for people known only by number.
        people: how many, by status.
        source: id of the organization they come from; `None` for people who were on no roll.
        destination: id of the one they go to; `None` for people who leave the rolls, or whose stay ends.
        how: to another roll, onto a roll, off the rolls, or for a time beside the roll; or, where they stay on theirs:
            recognized as full, probationary again, under another name.
    """

    number: int
    id: str | None
    people: Headcount
    source: str | None
    destination: str | None
    how: How


class CommitteeLine(NamedTuple):
    """An organization whose committee has to be appointed.

    Attributes:
        id: its id.
        superior: id of its direct superior, which appoints; `None` for the root.
        why: it begins; it took over from others; it began out of several; it is or was a part; its form changed; it
            stands again.
        committee: the rule on committees.
        inspection: the rule on inspection committees; `None` below the đảng bộ cơ sở.
        term: how its congresses are counted.
    """

    id: str
    superior: str | None
    why: Literal["established", "merged", "founded", "split", "form", "restored"]
    committee: Clause
    inspection: Clause | None
    term: Clause


class HandOverLine(NamedTuple):
    """What an organization that ends hands over.

    Attributes:
        id: its id.
        operation: number of the operation that ends it.
        keeper: id of its direct superior.
        keeper_ends: whether that ends with the same decision.
        records: who takes the records.
        records_days: by when: working days.
        seal: whether it has a seal to hand over; `None` where the rulebook does not say.
        seal_rule: the rule that says so.
        seal_days: by when: working days.
    """

    id: str
    operation: int
    keeper: str | None
    keeper_ends: bool
    records: Clause
    records_days: Clause
    seal: bool | None
    seal_rule: Clause
    seal_days: Clause


@dataclass(frozen=True, slots=True)
class Article(Untold):
    """One operation as a decision tells it.

    Attributes:
        step: the operation and what became of it.
        flows: what went where.
        changes: how each touched organization differs.
        results: people, with everything below, of the organizations that received or begin.
    """

    step: Step
    flows: tuple[Flow, ...] = ()
    changes: tuple[Change, ...] = ()
    results: tuple[tuple[str, int], ...] = ()


class ListsDocument(TypedDict):
    """The lists of a decision as tables, in both languages."""

    vi: list[TableDocument]
    en: list[TableDocument]


class DecisionPapersDocument(TypedDict):
    """What goes under and with a decision: its sentences, the papers the plan names, the lists as tables.

    While `is_blocked` it is not to be issued, as the sentences say.
    """

    schema: Literal["dangbo/decision-papers"]
    version: Literal[1]
    basis: PaperDocument
    effective: str
    decided_by: str
    is_blocked: bool
    summary: WordsDocument
    at_hand: list[PaperDocument]
    tables: ListsDocument


@dataclass(frozen=True, slots=True, repr=False)
class DecisionPapers(Documented, Framed):
    """What goes under and with a decision. Made by `decision_papers`.

    Attributes:
        preview: the plan and its outcome.
        articles: the operations, as the decision tells them.
        at_hand: the papers the plan names.
        file: the papers and steps each kind of operation needs.
        organizations: those that begin, end, move or change.
        members: people who move.
        committees: organizations whose committee has to be appointed.
        records_and_seals: what the organizations that end hand over.
    """

    preview: Preview
    articles: tuple[Article, ...]
    at_hand: tuple[Document, ...]
    file: tuple[FilePaper, ...]
    organizations: tuple[OrganizationLine, ...]
    members: tuple[MemberLine, ...]
    committees: tuple[CommitteeLine, ...]
    records_and_seals: tuple[HandOverLine, ...]

    def __repr__(self) -> str:
        moving = sum(line.people.total for line in self.members)
        return (
            f"DecisionPapers(operations: {len(self.articles)}, organizations: {len(self.organizations)}, "
            f"people: {moving}, committees: {len(self.committees)}, to hand over: {len(self.records_and_seals)})"
        )

    def __str__(self) -> str:
        return self.show(lang="en").text

    def as_dict(self, *, people: People = "ids") -> DecisionPapersDocument:
        """The document `dangbo/decision-papers`.

        Args:
            people: as in `tables`.

        Raises:
            InvalidInputError: another way to show people.
        """
        plan = self.preview.plan
        return {
            "schema": "dangbo/decision-papers",
            "version": 1,
            "basis": plan.basis.as_dict(),
            "effective": plan.effective.isoformat(),
            "decided_by": plan.decided_by,
            "is_blocked": bool(self.preview.blocking),
            "summary": {"vi": self.summary(), "en": self.summary(lang="en")},
            "at_hand": [paper.as_dict() for paper in self.at_hand],
            "tables": {
                "vi": [table.as_dict() for table in self.tables(people=people)],
                "en": [table.as_dict() for table in self.tables(people=people, lang="en")],
            },
        }

    def to_json(self, *, indent: int | None = None, people: People = "ids") -> str:
        """The document as JSON text, Vietnamese letters as they are; as `as_dict` otherwise.

        Raises:
            InvalidInputError: another way to show people.
        """
        return json_text(self.as_dict(people=people), indent=indent)

    def summary(self, *, lang: Lang = "vi") -> str:
        """The decision in sentences, one article a paragraph.

        While a finding blocks the plan the text says so first, and marks the operations that are refused.
        """
        return "\n\n".join(self._paragraphs(lang))

    def _paragraphs(self, lang: Lang) -> Iterator[str]:
        plan, preview = self.preview.plan, self.preview
        name = namer(preview.before, preview.steps)
        yield f"{Words(vi='Kèm theo', en='With').text(lang=lang)} {plan.basis.citation}"
        if preview.blocking:
            yield _NOT_TO_BE_ISSUED.format(lang=lang, count=format_number(len(preview.blocking), lang=lang))
        article = Words(vi="Điều", en="Article").text(lang=lang)
        for number, one in enumerate(self.articles, 1):
            yield f"{article} {number}. {_told(one, preview, name, lang)}"
        last = len(self.articles)
        day = format_date(plan.effective, lang=lang)
        decider = _committee(preview, plan.decided_by, name)
        others = "; ".join(document.citation for document in self.at_hand[1:])
        text = _IN_FORCE.format(lang=lang, day=day, paper=plan.basis.citation, decider=decider.text(lang=lang))
        more = f" {Words(vi='Văn bản kèm theo', en='Further papers').text(lang=lang)}: {others}." if others else ""
        yield f"{article} {last + 1}. {text}{more}"

    def tables(self, *, people: People = "ids", lang: Lang = "vi") -> tuple[Table, ...]:
        """The lists as tables; those with nothing in them are left out.

        Args:
            people: `"initials"` or `"names"` shows these beside the ids of members.
            lang: language of the words.

        Raises:
            InvalidInputError: another way to show people.
        """
        tables = (
            _organization_table(self, lang),
            _member_table(self, read_people(people), lang),
            _committee_table(self, lang),
            _hand_over_table(self, lang),
            _file_table(self, lang),
        )
        return tuple(table for table in tables if table.rows)

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            self.organizations,
            ("number", "count"),
            ("organization", "text", lambda one: one.id),
            ("kind", "text"),
            ("name_before", "text", lambda one: None if one.before is None else one.before.name),
            ("name_after", "text", lambda one: None if one.after is None else one.after.name),
            ("superior_before", "text", lambda one: None if one.before is None else one.before.superior),
            ("superior_after", "text", lambda one: None if one.after is None else one.after.superior),
            ("members_before", "count", lambda one: None if one.before is None else one.before.members),
            ("members_after", "count", lambda one: None if one.after is None else one.after.members),
        )

    def show(self, *, people: People = "ids", limit: int | None = 40, lang: Lang = "vi") -> Drawing:
        """Summary and lists as one drawing; below the lists, the figures before and after compared.

        Args:
            people: as in `tables`.
            limit: most lines of each part; `None` for all.
            lang: language of the words.
        """
        title, *paragraphs = self._paragraphs(lang)
        drawings = [draw_tree([TreeLine(0, one) for one in paragraphs], limit=limit, lang=lang)]
        drawings += (draw_table(table, limit=limit, lang=lang) for table in self.tables(people=people, lang=lang))
        proof = self.preview.conservation.text(lang=lang)
        compared = f"{Words(vi='Đối chiếu trước và sau', en='Before and after').text(lang=lang)}: {proof}."
        drawings.append(draw_tree([TreeLine(0, compared)], lang=lang))
        return stack(*drawings, title=title, lang=lang)

    def _repr_html_(self) -> str:
        return self.show()._repr_html_()


_PREVIEW: Final = Words(vi="hãy xem trước phương án", en="plan.preview(hierarchy) gives one")


def decision_papers(preview: Preview) -> DecisionPapers:
    """What goes under and with a decision, out of its preview.

    Costs a second playing of the plan, and the branches of the organizations it changes, whose people are counted.
    Operations that are refused are told as such and ask for no papers.

    Args:
        preview: `plan.preview(hierarchy)`.

    Raises:
        InvalidInputError: something else, such as the plan.

    Examples:
        >>> from dangbo import datasets
        >>> plan = datasets.thai_nguyen_changes()[0]
        >>> papers = decision_papers(plan.preview(datasets.thai_nguyen_2021()))
        >>> papers
        DecisionPapers(operations: 1, organizations: 2, people: 4, committees: 0, to hand over: 1)
    """
    stages = instance_of(Preview, preview, "preview", hint=_PREVIEW).stages()
    articles: list[Article] = []
    moved: list[HandOver] = []
    disbanded: dict[int, Level] = {}
    for step in preview.steps:
        if step.refused:
            articles.append(Article(step))
            continue
        stage = next(stages)
        articles.append(_article(stage))
        if isinstance(step.operation, HandsOver):
            moved.append(hand_over_of(step, step.operation, stage.before))
        elif isinstance(step.operation, Disband):
            disbanded[step.number] = Draft(stage.before)[step.operation.organization].level
    done = [step for step in preview.steps if not step.refused]
    return DecisionPapers(
        preview,
        tuple(articles),
        _told_apart(_at_hand(preview, done)),
        tuple(case_file(preview.rules, done, moved, disbanded)),
        tuple(_organizations(preview)),
        tuple(_members(preview, done)),
        tuple(_committees(preview, done)),
        tuple(_hand_overs(preview, done)),
    )


# --- who decides -----------------------------------------------------------------------------------------------------

_ADMINISTRATIVE: Final = (
    ("tỉnh", "Tỉnh ủy", Level.PROVINCIAL),
    ("thành phố", "Thành ủy", Level.IMMEDIATE_SUPERIOR),
    ("tp.", "Thành ủy", Level.IMMEDIATE_SUPERIOR),
    ("huyện", "Huyện ủy", Level.IMMEDIATE_SUPERIOR),
    ("quận", "Quận ủy", Level.IMMEDIATE_SUPERIOR),
    ("thị xã", "Thị ủy", Level.IMMEDIATE_SUPERIOR),
)
"""What a unit is called, what its committee is called, and the lowest level at which the two belong together."""
_COMMITTEES: Final = (
    *("Đảng ủy", "Đảng uỷ", "Tỉnh ủy", "Tỉnh uỷ", "Thành ủy", "Thành uỷ", "Huyện ủy", "Huyện uỷ", "Quận ủy", "Quận uỷ"),
    *("Thị ủy", "Thị uỷ", "Chi ủy", "Chi uỷ", "Quân ủy", "Quân uỷ", "Ban Chấp hành", "Ban Thường vụ"),
)


def committee_name(org: Organization) -> Words:
    """What decides for an organization: a đảng bộ does not decide, its committee (cấp ủy) does.

    "Đảng bộ xã A" is led by Đảng ủy xã A, the đảng bộ of a province by a Tỉnh ủy, of a district by a Huyện ủy. A chi
    bộ decides itself. Where no name follows from that of the organization, it is the cấp ủy of so-and-so.

    Args:
        org: the organization.

    Examples:
        >>> committee_name(Organization("a", "Đảng bộ phường Phú Xá", Form.DANG_BO, Level.GRASSROOTS)).vi
        'Đảng ủy phường Phú Xá'
        >>> committee_name(Organization("b", "Đảng bộ tỉnh Thái Nguyên", Form.DANG_BO, Level.PROVINCIAL)).vi
        'Tỉnh ủy Thái Nguyên'
        >>> committee_name(Organization("c", "Cơ quan A", Form.DANG_BO, Level.GRASSROOTS)).vi
        'cấp ủy của Cơ quan A'
    """
    name = org.name
    if org.form is Form.CHI_BO or name.startswith(_COMMITTEES):
        return Words(vi=name, en=name)
    told = _committee_of(name, org.level)
    return Words(vi=f"cấp ủy của {name}", en=f"the committee of {name}") if told is None else Words(vi=told, en=told)


def _committee_of(name: str, level: Level) -> str | None:
    """The name of the committee of a đảng bộ that is called "Đảng bộ ..."; `None` where it does not follow."""
    head, _, rest = name.partition("ảng bộ ")
    own = level is Level.CENTRAL or rest.lower().startswith("quân đội")  # their committees are called otherwise
    if head not in {"Đ", "đ"} or not rest.strip() or own:
        return None
    for unit, committee, lowest in _ADMINISTRATIVE:
        if level < lowest or not rest.lower().startswith(unit):
            continue
        place = rest[len(unit) :].strip()
        if place == "":
            return committee
        if place[0].isdigit() or place == "Hồ Chí Minh":  # Quận 1, Thành phố Hồ Chí Minh: never said without the unit
            return f"{committee} {rest}"
        if place[0].isupper() and not place.startswith(("Đoàn", "Đội")):
            return f"{committee} {place}"
    return f"Đảng ủy {rest}"


def _committee(preview: Preview, key: str, name: NameOf) -> Words:
    """The committee of an organization as it stands before the decision, or after it where it is new."""
    org = preview.before.get(key) or preview.draft.get(key)
    return Words(vi=name(key), en=name(key)) if org is None else committee_name(org)


_NOT_TO_BE_ISSUED: Final = Words(
    vi="CHƯA BAN HÀNH ĐƯỢC: phương án còn {count} vấn đề phải xử lý.",
    en="NOT TO BE ISSUED: the plan has blocking findings ({count}).",
)
_IN_FORCE: Final = Words(
    vi="Các nội dung trên có hiệu lực từ ngày {day}, theo {paper}; cấp ủy quyết định: {decider}.",
    en="All this holds from {day} on, by {paper}; decided by {decider}.",
)


# --- the articles ----------------------------------------------------------------------------------------------------


def _article(stage: Stage) -> Article:
    """What one operation does, kept beyond the stage it is read from."""
    after, flows = stage.after, stage.flows
    changed = (one.organization.id for one in stage.changes if one.members.change)
    keys = dict.fromkeys((*stage.step.established, *(flow.destination for flow in flows), *changed))
    living, across = (org for key in keys if (org := after.get(key)) is not None), across_border((stage.step,))
    results = tuple(
        (org.id, after.headcount(org).total) for org in living if org.id not in across or org.parent not in across
    )
    return Article(stage.step, flows, stage.changes, results)


def _told(article: Article, preview: Preview, name: NameOf, lang: Lang) -> str:
    """An operation in full sentences."""
    step = article.step
    sentences = [step.operation.sentence(name, book=preview.rules.book, lang=lang)]
    if step.refused:
        return f"{sentences[0]} — {Words(vi='KHÔNG THỰC HIỆN ĐƯỢC', en='REFUSED').text(lang=lang)}."
    for flow in article.flows:
        parts = []
        if flow.organizations:
            count = format_number(flow.organizations, lang=lang)
            many = "" if flow.organizations == 1 else "s"
            parts.append(Words(vi=f"{count} tổ chức trực thuộc", en=f"{count} organization{many}").text(lang=lang))
        if flow.people.total:
            parts.append(people_words(flow.people.total, lang=lang))
        source, destination = name(flow.source), name(flow.destination)
        lead = Words(vi=f"Chuyển từ {source} về {destination}", en=f"From {source} to {destination}").text(lang=lang)
        sentences.append(f"{lead}: {', '.join(parts)}")
    if ended := all_named(_still_to_end(step), name):
        sentences.append(Words(vi=f"{ended} chấm dứt hoạt động", en=f"The work of {ended} ends").text(lang=lang))
    if along := _along(step):
        sentences.append(along.text(lang=lang))
    for change in article.changes:
        if change.groups.change and change.kind in {"established", "changed", "moved"}:
            before, after = (format_number(count, lang=lang) for count in change.groups)
            what = change.organization.name
            sentences.append(
                Words(
                    vi=f"{what} lãnh đạo {after} xóm, tổ dân phố (trước đó: {before})",
                    en=f"{what} serves {after} residential groups (before: {before})",
                ).text(lang=lang)
            )
    for key, members in article.results:
        people = people_words(members, lang=lang)
        sentences.append(f"{name(key)} {Words(vi='có', en='has').text(lang=lang)} {people}")
    return f"{'. '.join(sentences)}."


def _along(step: Step) -> Words | None:
    """How much crosses the border of the register with what the first sentence names."""
    if step.operation.beyond is None:
        return None
    crossing = step.crossing
    counts = (
        (len(step.ended) + len(step.established), Words(vi="tổ chức", en="organizations")),
        ((crossing.people_in + crossing.people_out).total, Words(vi="đảng viên", en="members")),
        (abs(crossing.groups), Words(vi="xóm, tổ dân phố", en="residential groups")),
    )
    some = [(count, what) for count, what in counts if count]
    vi = ", ".join(f"{format_number(count, lang='vi')} {what.vi}" for count, what in some)
    en = ", ".join(f"{format_number(count, lang='en')} {what.en}" for count, what in some)
    return Words(vi=f"Tất cả có {vi}", en=f"In all: {en}")


def _still_to_end(step: Step) -> Iterator[str]:
    """What ends, less what the first sentence says so of in these very words; what was handed out has not ended."""
    operation = step.operation
    if operation.beyond is not None:
        return iter(())
    told = operation.organization if isinstance(operation, Dissolve) and operation.wording != "giải thể" else None
    return (key for key in step.ended if key != told)


# --- papers ----------------------------------------------------------------------------------------------------------


def _told_apart(papers: Iterable[Document]) -> tuple[Document, ...]:
    """Papers, each once however it is spelt; those without a number are told apart by their title."""
    first: dict[tuple[object, ...], Document] = {}
    for paper in papers:
        first.setdefault((paper.folded_key, None if paper.number else paper.citation), paper)
    return tuple(first.values())


def _at_hand(preview: Preview, steps: Sequence[Step]) -> Iterator[Document]:
    """The papers a plan names, its decision first."""
    plan = preview.plan
    yield plan.basis
    for step in steps:
        operation = step.operation
        if isinstance(operation, Reassign | HandOut):
            yield from (paper for paper in (operation.receiving, operation.agreement) if paper is not None)
        elif isinstance(operation, Receive):
            yield from (paper for paper in (operation.handing, operation.agreement) if paper is not None)
        elif isinstance(operation, MergeGroups | SplitGroup):
            yield operation.document
        elif isinstance(operation, Appoint):
            yield from (paper for paper in (operation.document,) if paper is not None)
    yield from (consent.document for consent in plan.consents)
    yield from (waiver.document for waiver in plan.waivers)


# --- lists -----------------------------------------------------------------------------------------------------------


def _organizations(preview: Preview) -> Iterator[OrganizationLine]:
    """What begins, ends, moves, or changes in more than its list of subordinates."""
    number = 0
    for change in preview.changes:
        key = change.organization.id
        was, now = preview.before.get(key), preview.draft.get(key)
        if was == now and not (change.members.change or change.groups.change):
            continue
        number += 1
        before, after = _standing(preview.before, was), _standing(preview.draft, now)
        yield OrganizationLine(number, key, change.kind, before, after)


def _standing(tree: Hierarchy | Draft, org: Organization | None) -> Standing | None:
    if org is None:
        return None
    return Standing(org.name, org.form, org.level, org.parent, tree.headcount(org).total)


def _members(preview: Preview, steps: Sequence[Step]) -> Iterator[MemberLine]:
    """Who moves or changes: people by id first, then people known only by number."""
    base, draft = preview.before, preview.draft
    lines: list[tuple[str | None, Headcount, str | None, str | None, How]] = []
    delta = draft.delta()
    for member, (was, now) in delta.homes.items():
        if was != now:
            how: How = "joins" if was is None else "leaves" if now is None else "moves"
            lines.append((member, _one(draft, member), was, now, how))
    for member, (stay, other) in delta.of(STAYS).items():
        home = draft._home_of(member)
        was, now = (None if one is None else one.organization for one in (stay, other))
        if was != now and home is not None and (now is not None or home == base._home_of(member)):
            lines.append((member, _one(draft, member), was or home, now, "stays"))
    for member, (person, same) in delta.people.items():
        home = draft._home_of(member)
        if person is not None and same is not None and home is not None and home == base._home_of(member):
            if person.status is not same.status:
                how = "recognized" if same.status is MemberStatus.FULL else "unrecognized"
                lines.append((member, _one(draft, member), home, home, how))
            if person.name != same.name:
                lines.append((member, _one(draft, member), home, home, "renamed"))
    counted: dict[tuple[str | None, str | None], Headcount] = {}

    def went(source: str | None, destination: str | None, people: Headcount) -> None:
        counted[source, destination] = counted.get((source, destination), NOBODY) + people

    for giver, taker, moved, _ in draft.number_moves:
        went(giver, taker, moved)
    for step in steps:
        operation = step.operation
        if isinstance(operation, Admit):
            went(None, operation.to, Headcount(operation.full, operation.probationary))
        elif isinstance(operation, Leave):
            for item in operation.people:
                went(item.of, None, Headcount(item.full, item.probationary))
        for item in step.crossing.counted:
            source, destination = (item.of, None) if step.ended else (None, item.of)
            went(source, destination, Headcount(item.full, item.probationary))
    for (source, destination), people in counted.items():
        if people.total:
            how = "joins" if source is None else "leaves" if destination is None else "moves"
            lines.append((None, people, source, destination, how))
    for key, count in delta.converted:
        people = Headcount(full=count) if count > 0 else Headcount(probationary=-count)
        lines.append((None, people, key, key, "recognized" if count > 0 else "unrecognized"))
    yield from (MemberLine(number, *line) for number, line in enumerate(lines, 1))


def _one(draft: Draft, member: str) -> Headcount:
    person = draft._person(member)
    return Headcount(1) if person is None else _HEADCOUNT[person.status]


_HEADCOUNT: Final = {MemberStatus.FULL: Headcount(full=1), MemberStatus.PROBATIONARY: Headcount(probationary=1)}


# --- committees ------------------------------------------------------------------------------------------------------

_TERMS: Final[dict[Renewal, str]] = {
    "established": "founded",
    "merged": "merged",
    "founded": "founded",
    "split": "part",
}
"""The rows of the rule `term-count-after-change`."""


def _committees(preview: Preview, steps: Sequence[Step]) -> Iterator[CommitteeLine]:
    """Organizations that began, took over, or are parts of what was split, and still live."""
    rules, draft = preview.rules, preview.draft
    committee, inspection = (
        statement_of(rules, rule_id) for rule_id in ("committee-after-change", "inspection-committee-after-change")
    )
    count = rules.get("term-count-after-change")
    for org, reason, _ in renewed(draft, steps):
        inspected = org.form is Form.DANG_BO and org.level >= Level.GRASSROOTS
        if reason not in _TERMS:
            yield CommitteeLine(org.id, org.parent, reason, OTHER_KIND, OTHER_KIND if inspected else None, OTHER_KIND)
            continue
        row = None if count is None else count.row(_TERMS[reason])
        term = silent(rules) if count is None or row is None else Clause(row.words("words"), count.ref)
        yield CommitteeLine(org.id, org.parent, reason, committee, inspection if inspected else None, term)


# --- records and seals -----------------------------------------------------------------------------------------------


def _hand_overs(preview: Preview, steps: Sequence[Step]) -> Iterator[HandOverLine]:
    """What the organizations of the snapshot that end hand over."""
    rules, base, draft = preview.rules, preview.before, preview.draft
    keeper, recovered = statement_of(rules, "records-keeper"), _recovered(rules)
    for step in steps:
        if step.operation.beyond is not None:  # records and seals go along
            continue
        disbanded = isinstance(step.operation, Disband)
        kind = step.operation.papers
        deadline = _DEADLINES.get(kind, "")
        limit = days_of(rules, deadline) if deadline else OTHER_KIND
        for key in step.ended:
            org = base.get(key)
            if org is None or draft.get(key) is not None:
                continue
            seal, seal_rule = _seal(rules, org, deadline)
            yield HandOverLine(
                id=key,
                operation=step.number,
                keeper=org.parent,
                keeper_ends=org.parent is not None and draft.get(org.parent) is None,
                records=recovered if disbanded else keeper if deadline else OTHER_KIND,
                records_days=limit if kind == "dissolve" else OTHER_KIND,
                seal=seal,
                seal_rule=seal_rule,
                seal_days=limit if seal is not False else _NO_SEAL,
            )


def _recovered(rules: Rules) -> Clause:
    """Who takes the records of what is disbanded: `records-keeper` does not name disbanding, this rule does."""
    value = rules.get("records-recovery-deadline")
    if value is None:
        return silent(rules)
    return Clause(value.statement or rules.book[value.ref.id].statement, value.ref)


_DEADLINES: Final = {"dissolve": "records-recovery-deadline", "merge_or_split": "seal-recovery-after-merger"}
"""The time limit that holds for each kind of change; only the first is for records too."""

_NO_SEAL: Final = Clause(Words(vi="không có con dấu", en="no seal"))


def _seal(rules: Rules, org: Organization, deadline: str) -> tuple[bool | None, Clause]:
    """Whether an organization has a seal, by the rules on part committees, new seals and old ones; or `None`."""
    above = org.level >= Level.GRASSROOTS
    part = org.form is Form.DANG_BO and not above
    rule = rules.get("part-committee" if part else "change-steps")
    row = None if rule is None else rule.row("no_seal" if part else "seal")
    if org.level <= Level.GRASSROOTS and rule is not None and row is not None:
        return above, Clause(row.words("point" if part else "words"), rule.ref)
    value = rules.get(deadline) if above and deadline else None
    if value is None:
        return None, silent(rules)
    # it says that the seal is recovered
    return True, Clause(value.statement or rules.book[value.ref.id].statement, value.ref)


# --- tables ----------------------------------------------------------------------------------------------------------


def _of(papers: DecisionPapers, what: Words, lang: Lang) -> str:
    """A title: what the list holds, and of which decision."""
    return f"{what.text(lang=lang)}; {papers.preview.plan.basis.citation}"


def _organization_table(papers: DecisionPapers, lang: Lang) -> Table:
    name = namer(papers.preview.before, papers.preview.steps)

    def both(line: OrganizationLine, words: Callable[[Standing], str]) -> str:
        sides = [words(side) for side in (line.before, line.after) if side is not None]
        return " → ".join(dict.fromkeys(sides))

    def count(side: Standing | None) -> str:
        return "–" if side is None else number_cell(side.members, lang=lang)

    return Table(
        _of(papers, Words(vi="Danh sách tổ chức đảng", en="List of organizations"), lang),
        [
            Column(Words(vi="STT", en="No.").text(lang=lang), "right"),
            Column(Words(vi="Tên tổ chức", en="Name").text(lang=lang)),
            Column(Words(vi="Hình thức", en="Form").text(lang=lang)),
            Column(Words(vi="Cấp", en="Level").text(lang=lang)),
            Column(Words(vi="Trực thuộc", en="Under").text(lang=lang)),
            Column(Words(vi="Đảng viên trước", en="Members before").text(lang=lang), "right"),
            Column(Words(vi="Sau", en="After").text(lang=lang), "right"),
            Column(Words(vi="Nội dung", en="What happens").text(lang=lang)),
        ],
        [
            (
                number_cell(line.number, lang=lang),
                both(line, lambda side: side.name),
                both(line, lambda side: side.form.words.text(lang=lang)),
                both(line, lambda side: side.level.words.text(lang=lang)),
                both(line, lambda side: "–" if side.superior is None else name(side.superior)),
                count(line.before),
                count(line.after),
                CHANGE_WORDS[line.kind].text(lang=lang),
            )
            for line in papers.organizations
        ],
        notes=[
            Words(
                vi="Số đảng viên tính cả các tổ chức bên dưới.",
                en="Members are counted with those of everything below.",
            ).text(lang=lang)
        ],
    )


_HOW: Final[dict[How, Words]] = {
    "moves": Words(vi="chuyển", en="moves"),
    "joins": Words(vi="vào danh sách", en="joins"),
    "leaves": Words(vi="ra khỏi danh sách", en="leaves"),
    "stays": Words(vi="chuyển sinh hoạt tạm thời", en="takes part for a time"),
    "recognized": Words(vi="thành chính thức", en="becomes full"),
    "unrecognized": Words(vi="trở lại dự bị", en="probationary again"),
    "renamed": Words(vi="đổi họ tên", en="has another name"),
}


def _member_table(papers: DecisionPapers, people: People, lang: Lang) -> Table:
    name, draft = namer(papers.preview.before, papers.preview.steps), papers.preview.draft

    def who(line: MemberLine) -> tuple[str, ...]:
        if line.id is None:
            count = people_words(line.people.total, lang=lang)
            told = Words(vi=f"{count} ghi theo số lượng", en=f"{count} known only by number").text(lang=lang)
            return (told, *people_cells(None, people))
        person = draft._person(line.id)
        return (line.id, *people_cells(None if person is None else person.name, people))

    def status(line: MemberLine) -> str:
        if line.id is None:
            full, probationary = (format_number(n, lang=lang) for n in (line.people.full, line.people.probationary))
            return Cell((line.people.full, line.people.probationary), f"{full} + {probationary}")
        term = MemberStatus.FULL if line.people.full else MemberStatus.PROBATIONARY
        return term.words.text(lang=lang)

    columns = [
        Column(Words(vi="STT", en="No.").text(lang=lang), "right"),
        Column(Words(vi="Mã đảng viên", en="Member id").text(lang=lang)),
        *(Column(head.text(lang=lang)) for head in people_heads(people)),
        Column(Words(vi="Chính thức, dự bị", en="Status").text(lang=lang)),
        Column(Words(vi="Nơi đi", en="From").text(lang=lang)),
        Column(Words(vi="Nơi đến", en="To").text(lang=lang)),
        Column(Words(vi="Nội dung", en="How").text(lang=lang)),
    ]
    return Table(
        _of(papers, Words(vi="Danh sách đảng viên", en="List of members"), lang),
        columns,
        [
            (
                number_cell(line.number, lang=lang),
                *who(line),
                status(line),
                "–" if line.source is None else name(line.source),
                "–" if line.destination is None else name(line.destination),
                _HOW[line.how].text(lang=lang),
            )
            for line in papers.members
        ],
    )


_WHY: Final[dict[Renewal, Words]] = {
    "established": Words(vi="mới thành lập", en="new"),
    "merged": Words(vi="nhận sáp nhập", en="takes others over"),
    "founded": Words(vi="thành lập từ nhiều tổ chức", en="founded from several"),
    "split": Words(vi="chia tách", en="part of a split"),
    "form": Words(vi="chuyển hình thức", en="another form"),
    "restored": Words(vi="khôi phục hoạt động", en="stands again"),
}


def _committee_table(papers: DecisionPapers, lang: Lang) -> Table:
    name = namer(papers.preview.before, papers.preview.steps)
    notes: dict[str, None] = {}
    words = (
        Words(vi="Cấp ủy", en="Committee"),
        Words(vi="Ủy ban kiểm tra", en="Inspection committee"),
        Words(vi="Cách tính nhiệm kỳ, số thứ tự đại hội", en="Counting of terms"),
    )

    def note(place: int, clause: Clause) -> str:
        """The clauses stand below the table, once each; the cell names them."""
        text = f"{words[place].text(lang=lang)}: {clause.text(lang=lang)}"
        notes.setdefault(text)
        return f"({list(notes).index(text) + 1})"

    rows = [
        (
            papers.preview.draft[line.id].name,
            _WHY[line.why].text(lang=lang),
            "–" if line.superior is None else _committee(papers.preview, line.superior, name).text(lang=lang),
            note(0, line.committee),
            "–" if line.inspection is None else note(1, line.inspection),
            note(2, line.term),
        )
        for line in papers.committees
    ]
    return Table(
        _of(papers, Words(vi="Cấp ủy cần chỉ định", en="Committees to appoint"), lang),
        [
            Column(Words(vi="Tổ chức", en="Organization").text(lang=lang)),
            Column(Words(vi="Lý do", en="Why").text(lang=lang)),
            Column(Words(vi="Cấp ủy cấp trên trực tiếp", en="Committee of the direct superior").text(lang=lang)),
            *(Column(head.text(lang=lang)) for head in words),
        ],
        rows,
        notes=[f"({number}) {text}" for number, text in enumerate(notes, 1)],
    )


def _hand_over_table(papers: DecisionPapers, lang: Lang) -> Table:
    name = namer(papers.preview.before, papers.preview.steps)
    notes: dict[str, None] = {}

    heads = (
        Words(vi="Tổ chức chấm dứt hoạt động", en="Organization that ends"),
        Words(vi="Nơi tiếp nhận hồ sơ", en="Who takes the records"),
        Words(vi="Thời hạn giao hồ sơ", en="Records by"),
        Words(vi="Con dấu", en="Seal"),
        Words(vi="Thời hạn nộp lại con dấu", en="Seal by"),
    )
    _, takes, records_by, sealed, seal_by = heads

    def note(what: Words, clause: Clause) -> str:
        text = f"{what.text(lang=lang)}: {clause.text(lang=lang)}"
        notes.setdefault(text)
        return f"({list(notes).index(text) + 1})"

    def keeper(line: HandOverLine) -> str:
        told = "–" if line.keeper is None else _committee(papers.preview, line.keeper, name).text(lang=lang)
        ends = Words(
            vi=" (cũng chấm dứt hoạt động; chưa rõ nơi tiếp nhận thay)",
            en=" (ends too; who takes its place is unknown)",
        ).text(lang=lang)
        mark = note(takes, line.records)
        return f"{told if line.records.rule is not None else '?'}{ends if line.keeper_ends else ''} {mark}"

    def limit(what: Words, clause: Clause) -> str:
        short = clause.words.text(lang=lang) if clause.rule is not None else "?"
        return f"{short} {note(what, clause)}"

    def seal(line: HandOverLine) -> str:
        told = {
            True: Words(vi="có", en="yes").text(lang=lang),
            False: Words(vi="không", en="no").text(lang=lang),
            None: "?",
        }[line.seal]
        return f"{told} {note(sealed, line.seal_rule)}"

    rows = [
        (
            name(line.id),
            keeper(line),
            limit(records_by, line.records_days),
            seal(line),
            "–" if line.seal is False else limit(seal_by, line.seal_days),
        )
        for line in papers.records_and_seals
    ]
    return Table(
        _of(papers, Words(vi="Hồ sơ, con dấu bàn giao", en="Records and seals to hand over"), lang),
        [Column(head.text(lang=lang)) for head in heads],
        rows,
        notes=[f"({number}) {text}" for number, text in enumerate(notes, 1)],
    )


def _file_table(papers: DecisionPapers, lang: Lang) -> Table:
    rows = []
    for paper in papers.file:
        rule = paper.what.rule
        rows.append(
            (
                VERBS[paper.verb].title.text(lang=lang),
                listed(tuple(map(str, paper.operations)), str),
                paper.step.text(lang=lang),
                paper.what.words.text(lang=lang),
                "–" if rule is None else rule.citation(lang=lang),
            )
        )
    return Table(
        _of(papers, Words(vi="Hồ sơ, thủ tục", en="Papers and steps"), lang),
        [
            Column(Words(vi="Loại việc", en="Change").text(lang=lang)),
            Column(Words(vi="Nội dung sắp xếp", en="Operations").text(lang=lang)),
            Column(Words(vi="Bước", en="Step").text(lang=lang)),
            Column(Words(vi="Nội dung", en="What").text(lang=lang)),
            Column(Words(vi="Căn cứ", en="Source").text(lang=lang)),
        ],
        rows,
    )
