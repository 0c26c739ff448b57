"""`labels`: every vocabulary as code, Vietnamese and English, dated where it is dated; what drop-downs are filled with.

```
labels(...)  ──>  Labels  ──>  Vocabulary  ──>  Label(code, words, valid_from, valid_to, rule)
                    └── as_dict(), to_json()   the document `dangbo/labels`
```

The vocabularies are the `Term` classes, the lists of the rulebook with their days, and the codes that documents hold.
`labels` reads each where it is kept: a word that changes there changes here. A vocabulary is called like its class, in
small letters: `MemberStatus` is "member_status".
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

from typing_extensions import TypedDict

from dangbo.attention.agenda import Urgency
from dangbo.base import terms
from dangbo.base.citations import RuleRef
from dangbo.base.envelope import FindingDocument, RuleDocument, WordsDocument
from dangbo.base.errors import TermError
from dangbo.base.findings import Finding, Lang, catalogue
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.results import told
from dangbo.base.terms import KINDS, OrderedTerm, Term, no_such
from dangbo.base.text import fold, parse_date, sort_key
from dangbo.base.told import Documented
from dangbo.base.words import Words, known_language
from dangbo.change.differences import CHANGE_WORDS
from dangbo.change.verbs.table import VERBS
from dangbo.evaluation import BASE_WORDS, SUBJECT_WORDS
from dangbo.io.comparing import GAPS, MatchClass
from dangbo.io.corrected_books import HOW_CHANGED
from dangbo.io.headings import HOW_TAKEN, KIND_WORDS
from dangbo.io.list_states import ListState
from dangbo.io.matching import MatchSign
from dangbo.ledger.movements import SECTIONS
from dangbo.life import admissions, badges, deadlines, surveys
from dangbo.life.admissions import ProspectStage
from dangbo.life.counting import AGE_WORDS
from dangbo.life.duty import PER_WORDS, CellKind
from dangbo.life.fields import FIELD_WORDS
from dangbo.life.lives import PROBATIONS
from dangbo.life.meeting_frame import MODALITIES, SHAPES
from dangbo.life.meeting_parts import Presence, TopicKind
from dangbo.life.meeting_scales import MeetingTier
from dangbo.life.meetings import MeetingBody
from dangbo.rating.apportionment import METHODS
from dangbo.rating.classification.evidence import PARTY_LIFE
from dangbo.rating.classification.result import STATUSES
from dangbo.rating.classification.tests import REASONS, WHOM
from dangbo.rating.comparison import STANDINGS
from dangbo.rating.places import TIE_BREAKS
from dangbo.rating.quota import GROUPINGS, HEADS_READ, QUOTA_BASES, ROUNDINGS
from dangbo.rating.targets import BOUND_WORDS, MOMENTS, Direction
from dangbo.render import Column, Table, day_cell
from dangbo.render.findings import SEVERITY_WORDS
from dangbo.render.tabled import Tabled
from dangbo.rules import RuleBook, RuleValue, book_of
from dangbo.rules.words import CONFIDENCE, CURES, RULE_CHANGES
from dangbo.tree.records import MATTERS

__all__ = ["Gaps", "Label", "Labels", "Order", "Vocabulary", "labels"]

Order: TypeAlias = Literal["rank", "given", "label"]
"""What the order of the entries means.

- `rank`: the highest first.
- `given`: as the source has them: steps one after the other, rows of a form.
- `label`: by label, as people of the language sort; "other" comes last.
"""

Gaps: TypeAlias = Literal["empty", "nearest"]
"""What stands where the rulebook has no list for the day: nothing, or the list nearest in time."""

_DAY: Final = dt.timedelta(days=1)


# --- documents --------------------------------------------------------------------------------------------------------


class LabelDocument(TypedDict):
    """An entry of a vocabulary as plain JSON values."""

    code: str
    label: str
    words: WordsDocument
    note: WordsDocument | None
    valid_from: str | None
    valid_to: str | None
    rule_id: str | None


class VocabularyDocument(TypedDict):
    """A vocabulary as plain JSON values."""

    title: WordsDocument
    order: Order
    entries: list[LabelDocument]
    rules: list[RuleDocument]
    findings: list[FindingDocument]


class LabelsDocument(TypedDict):
    """What `labels` gives as plain JSON values."""

    schema: Literal["dangbo/labels"]
    version: Literal[1]
    on: str | None
    lang: Lang
    vocabularies: dict[str, VocabularyDocument]


# --- what is answered -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Label:
    """A code and what it is called, from day to day.

    Attributes:
        code: what files and documents hold.
        words: what it is called.
        note: what it means, where its words do not say it all.
        valid_from: first day it is called so; `None` where none is known.
        valid_to: last day; `None` where none is known.
        rules: the clauses that say so, the earliest first; of a day, the one in force. Empty where no rule
            dates the words.
    """

    code: str
    words: Words
    note: Words | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    rules: tuple[RuleRef, ...] = field(default=(), repr=False)

    def holds(self, on: dt.date) -> bool:
        """Whether it is called so on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True, repr=False)
class Vocabulary:
    """A vocabulary and its entries. Part of `Labels`; iteration gives the entries, and a code its entry.

    Attributes:
        name: such as "member_status".
        title: what it is called.
        order: what the order of the entries means.
        entries: codes and what they are called; of a day, each code once.
        findings: of a day, that the rulebook has no such list for it: `rule/not-listed`, or `rule/not-in-force` where
            the nearest list is given instead.

    Examples:
        >>> ratings = labels("rating")["rating"]
        >>> ratings["good"].words.vi, "good" in ratings, "better" in ratings
        ('Hoàn thành tốt nhiệm vụ', True, False)
        >>> labels("modality")["modality"]["musst"]
        Traceback (most recent call last):
        ...
        dangbo.base.errors.TermError: 'musst' is not a code of this vocabulary; known: must, strive
    """

    name: str
    title: Words
    order: Order
    entries: tuple[Label, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def rules(self) -> tuple[RuleRef, ...]:
        """The clauses that date its entries."""
        return tuple(dict.fromkeys(rule for entry in self.entries for rule in entry.rules))

    def __getitem__(self, code: str) -> Label:
        """The entry of a code; of all days the latest of them.

        Raises:
            TermError: no entry has this code; it names the nearest.
        """
        found = next((one for one in reversed(self.entries) if one.code == code), None)
        if found is None:
            raise no_such(_CODE, code, dict.fromkeys(one.code for one in self.entries))
        return found

    def __contains__(self, given: object) -> bool:
        """Whether this is a code of it, or one of its entries."""
        return any(given in (one.code, one) for one in self.entries)

    def __iter__(self) -> Iterator[Label]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __repr__(self) -> str:
        return f"Vocabulary({self.name}: {len(self)} {'entry' if len(self) == 1 else 'entries'})"


@dataclass(frozen=True, slots=True, repr=False)
class Labels(Documented, Tabled, Framed):
    """Vocabularies as codes and labels. Made by `labels`; iteration gives the vocabularies.

    Attributes:
        on: the day asked for; `None` for all days.
        lang: the language asked for.
        vocabularies: in the order asked for.

    Examples:
        >>> answer = labels("form", "rating")
        >>> [entry.code for entry in answer["rating"]], len(answer), "level" in answer
        (['excellent', 'good', 'completed', 'not_completed'], 2, False)
    """

    on: dt.date | None
    lang: Lang
    vocabularies: tuple[Vocabulary, ...]

    def __getitem__(self, name: str | type[Enum]) -> Vocabulary:
        """A vocabulary by its name, its title or its class.

        Raises:
            TermError: it was not asked for, or nothing is called so; it names the nearest.
        """
        found = next((one for one in self.vocabularies if one.name == _name_of(name)), None)
        if found is None:
            raise no_such(_VOCABULARY, name, [one.name for one in self.vocabularies])
        return found

    def __contains__(self, name: object) -> bool:
        return any(one.name == _name_of(name) for one in self.vocabularies)

    def __iter__(self) -> Iterator[Vocabulary]:
        return iter(self.vocabularies)

    def __len__(self) -> int:
        return len(self.vocabularies)

    def __repr__(self) -> str:
        day = "all days" if self.on is None else str(self.on)
        return f"Labels({len(self.vocabularies)} vocabularies, {sum(map(len, self.vocabularies))} entries, {day})"

    def as_dict(self) -> LabelsDocument:
        """The document `dangbo/labels`: by vocabulary its title, the meaning of its order, and its entries.

        `label` of an entry is text in the language asked for, `words` has both. The clauses that date the entries stand
        once, as `rules` of the vocabulary; `rule_id` of an entry names its own.
        """
        return {
            "schema": "dangbo/labels",
            "version": 1,
            "on": None if self.on is None else self.on.isoformat(),
            "lang": self.lang,
            "vocabularies": {one.name: _document(one, self.lang) for one in self.vocabularies},
        }

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            [(one, entry) for one in self.vocabularies for entry in one.entries],
            ("vocabulary", "text", lambda one: one[0].name),
            ("code", "text", lambda one: one[1].code),
            ("label_vi", "text", lambda one: one[1].words.vi),
            ("label_en", "text", lambda one: one[1].words.en),
            ("valid_from", "day", lambda one: one[1].valid_from),
            ("valid_to", "day", lambda one: one[1].valid_to),
            ("rule", "text", lambda one: one[1].rules[-1].id if one[1].rules else None),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """A row for each entry.

        Args:
            lang: language of headings and labels.

        Raises:
            TermError: another language than "vi" and "en".
        """
        rows = [
            (
                one.title.text(lang=lang),
                entry.code,
                entry.words.text(lang=lang),
                "" if entry.valid_from is None else day_cell(entry.valid_from, lang=lang),
                "" if entry.valid_to is None else day_cell(entry.valid_to, lang=lang),
                "; ".join(rule.clause(lang=lang) for rule in entry.rules[-1:]),
            )
            for one in self.vocabularies
            for entry in one.entries
        ]
        title = _TITLE if self.on is None else told(_TITLE_OF_A_DAY, day=self.on)
        notes = [found.text(lang=lang) for one in self.vocabularies for found in one.findings]
        return Table(title.text(lang=lang), [Column(head.text(lang=lang)) for head in _HEADS], rows, notes=notes)

    def __str__(self) -> str:
        return self.show(lang="en").text


def _document(vocabulary: Vocabulary, lang: Lang) -> VocabularyDocument:
    return {
        "title": vocabulary.title.as_dict(),
        "order": vocabulary.order,
        "entries": [_entry(one, lang) for one in vocabulary],
        "rules": [rule.as_dict() for rule in vocabulary.rules],
        "findings": [found.as_dict() for found in vocabulary.findings],
    }


def _entry(label: Label, lang: Lang) -> LabelDocument:
    return {
        "code": label.code,
        "label": label.words.text(lang=lang),
        "words": label.words.as_dict(),
        "note": None if label.note is None else label.note.as_dict(),
        "valid_from": None if label.valid_from is None else label.valid_from.isoformat(),
        "valid_to": None if label.valid_to is None else label.valid_to.isoformat(),
        "rule_id": label.rules[-1].id if label.rules else None,
    }


_VOCABULARY: Final = Words(vi="danh mục từ", en="vocabulary")
_CODE: Final = Words(vi="mã của danh mục này", en="code of this vocabulary")
_TITLE: Final = Words(vi="Danh mục và tên gọi", en="Vocabularies and labels")
_TITLE_OF_A_DAY: Final = Words(vi="Danh mục và tên gọi, ngày {day}", en="Vocabularies and labels, {day}")
_HEADS: Final = (
    Words(vi="Danh mục từ", en="Vocabulary"),
    Words(vi="Mã trong tệp", en="Code in files"),
    Words(vi="Nhãn", en="Label"),
    Words(vi="Từ ngày", en="First day"),
    Words(vi="Đến ngày", en="Last day"),
    Words(vi="Căn cứ", en="Source"),
)


# --- asking -----------------------------------------------------------------------------------------------------------


def labels(
    *vocabularies: str | type[Enum],
    on: dt.date | str | None = None,
    lang: Lang = "vi",
    gaps: Gaps = "empty",
    rules: RuleBook | None = None,
) -> Labels:
    """Every vocabulary as code and label: what a front end fills its drop-downs with.

    Args:
        vocabularies: those that are wanted, by name, title or class; all of them where none is given.
        on: the day; entries are those of the day, each code once. Without a day: all entries, with their days.
        lang: the language of the labels, by which they are sorted where their order means nothing.
        gaps: where the rulebook has no list for the day: leave it empty (and say so), or take the nearest.
        rules: the rulebook; the shipped one if not given.

    Returns:
        The vocabularies.

    Raises:
        TermError: a vocabulary, language or way with gaps nobody knows; it names the nearest.
        InvalidInputError: `on` is no day, `rules` no rulebook.

    Examples:
        >>> labels("member_status", lang="en").as_dict()["vocabularies"]["member_status"]["entries"][0]["label"]
        'full'
        >>> [(entry.words.vi, str(entry.valid_to)) for entry in labels("kind")["kind"] if entry.valid_to]
        [('Chi bộ cơ sở', '2026-07-25'), ('Đảng bộ bộ phận', '2026-07-25'), ('Chi bộ trực thuộc', '2026-07-25')]
        >>> labels("ratings")
        Traceback (most recent call last):
        ...
        dangbo.base.errors.TermError: 'ratings' is not a vocabulary; known: rating, rating_base, rating_status
    """
    day = None if on is None else parse_date(on, where="on")
    known_language(lang)
    if gaps not in get_args(Gaps):
        raise TermError(Words(vi="cách xử lý khi thiếu", en="way with gaps"), str(gaps), get_args(Gaps))
    book = book_of(rules)
    sources = [_source(one) for one in vocabularies] or list(_SOURCES.values())
    return Labels(day, lang, tuple(_vocabulary(one, book, day, lang, gaps) for one in dict.fromkeys(sources)))


def _vocabulary(source: _Source, book: RuleBook, day: dt.date | None, lang: Lang, gaps: Gaps) -> Vocabulary:
    entries, findings = list(source.read(book)), list[Finding]()
    if day is not None:
        missing = _missing(source, book, day)
        wanted = {ref for ref, _ in missing} if gaps == "nearest" else set()
        findings = [found if gaps == "nearest" else replace(found, code="rule/not-listed") for _, found in missing]
        entries = [
            replace(entry, rules=tuple(rule for rule in entry.rules if rule in wanted or _in_force(rule, day)))
            for entry in entries
            if entry.holds(day) or not wanted.isdisjoint(entry.rules)
        ]
    if source.order == "label":
        entries.sort(key=lambda entry: (entry.code == "other", sort_key(entry.words.text(lang=lang))))
    return Vocabulary(source.name, source.title, source.order, tuple(entries), tuple(findings))


def _missing(source: _Source, book: RuleBook, day: dt.date) -> list[tuple[RuleRef, Finding]]:
    """The nearest clauses of the lists that the book does not have for a day, each with what is to be said of it."""
    found = (book.at(day).nearest(rule_id) for rule_id in source.lists if rule_id in book)
    return [(value.ref, gap) for value, gap in found if gap is not None]


def _in_force(rule: RuleRef, day: dt.date) -> bool:
    return rule.valid_from <= day and (rule.valid_to is None or day <= rule.valid_to)


# --- where each is kept -----------------------------------------------------------------------------------------------

_Read: TypeAlias = Callable[[RuleBook], Iterable[Label]]


class _Source(NamedTuple):
    """A vocabulary and where its entries are read."""

    name: str
    title: Words
    order: Order
    read: _Read
    lists: tuple[str, ...] = ()
    """Rules that list it: on a day without one the list is not known, and that is told."""


def _spelled(name: str) -> str:
    """A name without what spellings differ by: "MemberStatus", "member-status" and "member_status" are one."""
    return "".join(filter(str.isalnum, fold(name)))


def _name_of(asked: object) -> str | None:
    if isinstance(asked, type):
        return _names().get(_spelled(asked.__name__))
    return _names().get(_spelled(asked)) if isinstance(asked, str) else None


def _source(asked: object) -> _Source:
    name = _name_of(asked)
    if name is None:
        raise no_such(_VOCABULARY, asked.__name__ if isinstance(asked, type) else asked, _SOURCES)
    return _SOURCES[name]


@cache
def _names() -> dict[str, str]:
    """Names of vocabularies by their spellings; a title that two of them share names none."""
    titles = Counter(_spelled(title) for one in _SOURCES.values() for title in {one.title.vi, one.title.en})
    by_title = {_spelled(title): one.name for one in _SOURCES.values() for title in (one.title.vi, one.title.en)}
    kept = {title: name for title, name in by_title.items() if titles[title] == 1}
    return kept | {_spelled(name): name for name in _SOURCES}


def _of_terms(vocabulary: type[Term]) -> _Read:
    return lambda _: [Label(member.value, member.words) for member in vocabulary]


def _of_words(words: Iterable[tuple[str, Words]]) -> _Read:
    entries = [Label(code, said) for code, said in words]
    return lambda _: entries


def _dated(rule_ids: tuple[str, ...], vocabulary: type[Term], named: Callable[[RuleValue], Iterable[str]]) -> _Read:
    """The members of a vocabulary on the days on which values of rules name them; undated where no value does."""

    def read(book: RuleBook) -> list[Label]:
        spans: dict[str, list[RuleRef]] = {member.value: [] for member in vocabulary}
        for value in _values(book, *rule_ids):
            for code in named(value):
                spans[code].append(value.ref)
        return [
            entry
            for member in vocabulary
            for entry in _merged(
                [
                    Label(member.value, member.words, None, ref.valid_from, ref.valid_to, (ref,))
                    for ref in spans[member.value]
                ]
                or [Label(member.value, member.words)]
            )
        ]

    return read


def _rows(rule_id: str, code: str, words: str) -> _Read:
    """The rows of a rule that is a list."""

    def read(book: RuleBook) -> list[Label]:
        return _merged(
            Label(
                row.text(code),
                said if isinstance(said := row[words], Words) else Words(vi=str(said), en=str(said)),
                None,
                value.ref.valid_from,
                value.ref.valid_to,
                (value.ref,),
            )
            for value in _values(book, rule_id)
            for row in value.rows
        )

    return read


def _unit_types(book: RuleBook) -> list[Label]:
    rules = tuple(rule.id for rule in book if rule.unit == "codes")
    return _merged(
        Label(
            row.text("code"),
            Words(vi=row.text("label"), en=row.text("gloss")),
            None,
            value.ref.valid_from,
            value.ref.valid_to,
            (value.ref,),
        )
        for value in _values(book, *rules)
        for row in value.table.rows("codes")
    )


def _kinds(book: RuleBook) -> list[Label]:
    """The kinds that occur, as `Rules.label` calls them from day to day."""
    refs = [value.ref for value in _values(book, _KIND_LABELS)]
    ends = {after for ref in refs if (after := _day_after(ref.valid_to)) is not None}
    starts = sorted({ref.valid_from for ref in refs} | ends)
    named = {(value.ref, row.text("kind")) for value in _values(book, _KIND_LABELS) for row in value.rows}
    found = []
    for kind in KINDS:
        code = f"{kind[0].value}/{kind[1].value}"
        for first, after in zip([None, *starts], [*starts, None], strict=True):
            rules = book.at(first or dt.date.min)
            words = Words(vi=rules.label(*kind, lang="vi"), en=rules.label(*kind, lang="en"))
            last = None if after is None else after - _DAY
            clause = tuple(ref for ref in refs if ref.valid_from == first and (ref, code) in named)
            found.append(Label(code, words, None, first, last, clause))
    return _merged(found)


def _findings(_: RuleBook) -> list[Label]:
    return [
        Label(code, _bare(one.message) or _bare(one.fix) or _EACH_SAYS, one.fix) for code, one in catalogue().items()
    ]


def _bare(message: Words) -> Words | None:
    """A text of the catalogue with three dots for what each finding says there; `None` where nothing else is in it."""
    bare = Words(vi=_FACT.sub("…", message.vi), en=_FACT.sub("…", message.en))
    return bare if any(map(str.isalpha, bare.vi)) else None


_EACH_SAYS: Final = Words(vi="mỗi phát hiện nêu riêng", en="each finding says it in words of its own")
_FACT: Final = re.compile(r"'\{\w+\}'|\{\w+\}")


def _values(book: RuleBook, *rule_ids: str) -> list[RuleValue]:
    return [value for rule_id in rule_ids if rule_id in book for value in book.values(rule_id)]


def _day_after(day: dt.date | None) -> dt.date | None:
    return None if day is None or day == dt.date.max else day + _DAY


def _merged(found: Iterable[Label]) -> list[Label]:
    """Entries that say the same one day after the other as one; each code where it first came."""
    by_code: dict[str, list[Label]] = {}
    for entry in found:
        spans = by_code.setdefault(entry.code, [])
        last = spans[-1] if spans else None
        follows = last is not None and _day_after(last.valid_to) == entry.valid_from is not None
        if last is not None and follows and (last.words, last.note) == (entry.words, entry.note):
            spans[-1] = replace(last, valid_to=entry.valid_to, rules=(*last.rules, *entry.rules))
        else:
            spans.append(entry)
    return [entry for spans in by_code.values() for entry in spans]


def _without_mark(words: Words) -> Words:
    """Words without the sign and the blank in front."""
    return Words(vi=words.vi.partition(" ")[2], en=words.en.partition(" ")[2])


_KIND_LABELS: Final = "kind-labels"
_UNSTATED: Final = Words(vi="nguồn không nêu", en="not stated in the source")
_BOUNDS: Final[Mapping[Direction, Words]] = BOUND_WORDS | {"within": Words(vi="từ … đến …", en="from … to …")}
"""Which way a target points; of a range its first word says too little by itself."""


def _of_tiers(vocabulary: type[Term], system: str) -> tuple[_Read, str]:
    """A vocabulary of ratings on the days on which ratings were given in it."""

    def named(value: RuleValue) -> Iterable[str]:
        return (member.value for member in vocabulary if value.table.text("tiers") == system)

    return _dated(("rating-years",), vocabulary, named), "rating-years"


_DATED: Final[Mapping[type[Term], tuple[_Read, str]]] = {
    terms.Rating: _of_tiers(terms.Rating, "four"),
    terms.LegacyRating: _of_tiers(terms.LegacyRating, "legacy"),
    terms.LegacyMemberRating: _of_tiers(terms.LegacyMemberRating, "legacy"),
    terms.DuesKind: (
        _dated(
            ("dues", "dues-uninsured", "dues-exempt"),
            terms.DuesKind,
            lambda value: [row.text("key") for row in value.rows],
        ),
        "dues",
    ),
}
"""Vocabularies whose members rules name on some days and not on others."""

_TERMS: Final[tuple[type[Term], ...]] = (
    *(one for one in vars(terms).values() if isinstance(one, type) and issubclass(one, Term) and len(one)),
    *(MeetingBody, Presence, TopicKind, MeetingTier, ProspectStage, CellKind, Urgency, MatchClass, MatchSign),
)
_GIVEN: Final = frozenset(
    {
        *(terms.Schooling, terms.Qualification, terms.AcademicTitle, terms.PoliticalTheory, terms.Occupation),
        *(terms.DuesKind, terms.LifeEventKind, ProspectStage, MatchClass),
    }
)
"""Vocabularies in an order that means something, though their members are not higher and lower."""


def _of(vocabulary: type[Term]) -> _Source:
    title = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", vocabulary.__name__).lower()
    order: Order = "rank" if issubclass(vocabulary, OrderedTerm) else "given" if vocabulary in _GIVEN else "label"
    read, *lists = _DATED.get(vocabulary, (_of_terms(vocabulary),))
    words = Words(vi=vocabulary.vocabulary.vi, en=title)
    return _Source(title.replace(" ", "_"), words, order, read, tuple(lists))


_SOURCES: Final[Mapping[str, _Source]] = {
    source.name: source
    for source in (
        *map(_of, _TERMS),
        _Source("kind", Words(vi="loại tổ chức đảng", en="kind of organization"), "given", _kinds, (_KIND_LABELS,)),
        _Source("unit_type", Words(vi="loại hình", en="unit type"), "given", _unit_types, ("unit-types",)),
        _Source(
            "ethnic_group",
            Words(vi="dân tộc", en="ethnic group"),
            "given",
            _rows("statistics-ethnic-groups", "key", "label"),
            ("statistics-ethnic-groups",),
        ),
        _Source(
            "religion",
            Words(vi="tôn giáo", en="religion"),
            "given",
            _rows("statistics-religions", "key", "label"),
            ("statistics-religions",),
        ),
        _Source(
            "statistics_form",
            Words(vi="biểu thống kê", en="form of the statistics"),
            "given",
            _rows("statistics-forms", "form", "title"),
            ("statistics-forms",),
        ),
        _Source(
            "personal_id_province",
            Words(vi="mã tỉnh trong số định danh cá nhân", en="province code of the personal number"),
            "given",
            _rows("personal-id-provinces", "code", "name"),
            ("personal-id-provinces",),
        ),
        _Source(
            "operation",
            Words(vi="nội dung của phương án", en="operation of a plan"),
            "given",
            lambda _: [Label(code, verb.title, verb.says) for code, verb in VERBS.items()],
        ),
        _Source("finding", Words(vi="phát hiện khi kiểm tra", en="finding of a check"), "given", _findings),
        _Source(
            "severity",
            Words(vi="mức độ của phát hiện", en="severity of a finding"),
            "rank",
            _of_words([(one.value, _without_mark(words)) for one, words in SEVERITY_WORDS.items()]),
        ),
        _Source(
            "confidence",
            Words(vi="độ tin cậy của quy định", en="confidence in a rule"),
            "rank",
            _of_words([(one.value, words) for one, words in CONFIDENCE.items()]),
        ),
        _Source(
            "list_state",
            Words(vi="trạng thái hoạt động trong danh sách toàn quốc", en="state in the national list"),
            "given",
            _of_words([(one.value, one.label) for one in ListState]),
        ),
        _Source(
            "profile_field",
            Words(vi="trường thông tin đảng viên", en="field of a profile"),
            "given",
            _of_words(FIELD_WORDS.items()),
        ),
        _Source("matter", Words(vi="việc được đồng ý", en="matter of a consent"), "label", _of_words(MATTERS.items())),
        _Source(
            "subjects",
            Words(vi="loại đối tượng được đếm", en="who is counted"),
            "label",
            _of_words(SUBJECT_WORDS.items()),
        ),
        _Source(
            "rating_base",
            Words(vi="cơ sở tính tỷ lệ xếp loại", en="base of a rating share"),
            "label",
            _of_words(BASE_WORDS.items()),
        ),
        _Source(
            "quota_base",
            Words(vi="cơ sở tính tỷ lệ xuất sắc", en="base of a quota"),
            "given",
            _of_words(QUOTA_BASES.items()),
        ),
        _Source(
            "quota_rounding",
            Words(vi="cách làm tròn số xuất sắc", en="rounding of a quota"),
            "label",
            _of_words(ROUNDINGS.items()),
        ),
        _Source(
            "classification_status",
            Words(vi="kết quả đề xuất xếp loại", en="status of a classification"),
            "given",
            _of_words(STATUSES.items()),
        ),
        _Source(
            "standing",
            Words(vi="mức đạt chỉ tiêu", en="standing to a target"),
            "given",
            _of_words([(code, _without_mark(words)) for code, words in STANDINGS.items()]),
        ),
        _Source("moment", Words(vi="thời điểm tính", en="when it is counted"), "given", _of_words(MOMENTS.items())),
        _Source(
            "tie_break",
            Words(vi="căn cứ khi ngang nhau", en="what breaks a tie"),
            "given",
            _of_words(TIE_BREAKS.items()),
        ),
        _Source(
            "movement_section",
            Words(vi="phần của bảng biến động", en="section of movements"),
            "given",
            _of_words(SECTIONS.items()),
        ),
        _Source(
            "deadline",
            Words(vi="việc có thời hạn", en="what has a time limit"),
            "given",
            _of_words(deadlines.TITLES.items()),
        ),
        _Source(
            "deadline_state",
            Words(vi="tình trạng thời hạn", en="state of a time limit"),
            "given",
            _of_words(deadlines.STATES.items()),
        ),
        _Source(
            "probation_state",
            Words(vi="tình trạng thời gian dự bị", en="state of a probation"),
            "given",
            _of_words(PROBATIONS.items()),
        ),
        _Source(
            "badge_due",
            Words(vi="diện trao Huy hiệu Đảng", en="why a badge is due"),
            "given",
            _of_words(badges.KINDS.items()),
        ),
        _Source(
            "admission_wait",
            Words(vi="bước kết nạp đang chờ", en="what an admission waits for"),
            "given",
            _of_words(admissions.WAITS.items()),
        ),
        _Source(
            "meeting_verdict",
            Words(vi="kết quả soát buổi họp", en="verdict on a meeting"),
            "given",
            _of_words([(code, _without_mark(words)) for code, words in SHAPES.items()]),
        ),
        _Source(
            "question_kind", Words(vi="loại câu hỏi", en="kind of question"), "label", _of_words(surveys.KINDS.items())
        ),
        _Source(
            "direction", Words(vi="chiều của chỉ tiêu", en="direction of a target"), "given", _of_words(_BOUNDS.items())
        ),
        _Source(
            "apportionment",
            Words(vi="cách phân bổ số nguyên", en="way of apportionment"),
            "given",
            _of_words(METHODS.items()),
        ),
        _Source(
            "quota_grouping",
            Words(vi="nhóm tính tỷ lệ xuất sắc", en="grouping of a quota"),
            "given",
            _of_words((code, words if words.vi else _UNSTATED) for code, words in GROUPINGS.items()),
        ),
        _Source(
            "quota_heads",
            Words(vi="cách tính người đứng đầu", en="the treatment of heads"),
            "given",
            _of_words(HEADS_READ.items()),
        ),
        _Source(
            "classification_reason",
            Words(vi="lý do của kết quả đề xuất", en="reason of a classification"),
            "given",
            _of_words(REASONS.items()),
        ),
        _Source("disciplined", Words(vi="ai bị kỷ luật", en="who was disciplined"), "given", _of_words(WHOM.items())),
        _Source(
            "party_life",
            Words(vi="tình trạng sinh hoạt đảng", en="part in party life"),
            "given",
            _of_words(PARTY_LIFE.items()),
        ),
        _Source(
            "age_count", Words(vi="cách tính tuổi", en="how ages are counted"), "given", _of_words(AGE_WORDS.items())
        ),
        _Source(
            "change",
            Words(vi="thay đổi của tổ chức", en="change of an organization"),
            "given",
            _of_words(CHANGE_WORDS.items()),
        ),
        _Source(
            "border",
            Words(vi="chuyển giao qua địa giới", en="way across the border of a register"),
            "given",
            _of_words([("out", CHANGE_WORDS["handed_out"]), ("in", CHANGE_WORDS["received"])]),
        ),
        _Source(
            "cell_change",
            Words(vi="thay đổi của ô trong bảng", en="change of a cell"),
            "given",
            _of_words(HOW_CHANGED.items()),
        ),
        _Source(
            "list_difference",
            Words(vi="khác nhau giữa hai danh sách", en="difference of two lists"),
            "given",
            _of_words(GAPS.items()),
        ),
        _Source("list_kind", Words(vi="loại danh sách", en="kind of list"), "given", _of_words(KIND_WORDS.items())),
        _Source(
            "column_taken",
            Words(vi="cách nhận ra cột", en="how a column was recognized"),
            "given",
            _of_words(HOW_TAKEN.items()),
        ),
        _Source("cure", Words(vi="khi trái quy định", en="what cures a breach"), "given", _of_words(CURES.items())),
        _Source(
            "rule_change",
            Words(vi="thay đổi của quy định", en="change of a rule"),
            "given",
            _of_words(RULE_CHANGES.items()),
        ),
        _Source(
            "modality",
            Words(vi="mức ràng buộc của quy định", en="how binding a rule is"),
            "given",
            _of_words(MODALITIES.items()),
        ),
        _Source(
            "visit_period",
            Words(vi="chu kỳ dự sinh hoạt", en="period of visits"),
            "given",
            _of_words(PER_WORDS.items()),
        ),
    )
}
