"""Dated, cited rules: `RuleBook` holds their histories, `Rules` those in force on one date.

A *rule* is a named value with a history; each entry of the history says from when to when it held, in which document
and article it stands, how well its text is known, and when somebody last looked. The values live in the TOML files
beside this module. Users can load files of their own: a file with one mistake is refused with all its mistakes.

```
RuleBook ── at(date) ──> Rules ── value(id) ──> RuleValue ── .ref ──> RuleRef(document, article, validity, confidence)
   │                       └── kinds: what may stand under what       .blocks: may it stop a plan?
   ├── [id], search(text), values(id), instruments()
   ├── explain(id), timeline(id), diff(date, date)    in words, gaps included
   └── with_local(file), promoted(id)                 another book: a place's own rules added, a rule made to block
```

Values are read *strictly* (`Rules.value` raises outside the life of a rule), *leniently* (`Rules.nearest` takes the
nearest and says so) or *if any* (`Rules.get`). Checks and plans use the last: only rules in force on their date.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, partial
from os import PathLike
from threading import RLock
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, TypeVar

from dangbo.base.citations import Confidence, Document, RuleRef
from dangbo.base.errors import RuleNotInForceError, TermError
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.records import instance_of
from dangbo.base.terms import NOT_TEXT, Form, Kind, Level, kind_words, no_such, read_kind
from dangbo.base.text import fold, nearest, parse_date
from dangbo.base.words import Words

if TYPE_CHECKING:
    from dangbo.rules.words import Explanation, RuleDiff

__all__ = [
    "AllowedKinds",
    "Column",
    "Cure",
    "Entry",
    "Instrument",
    "Period",
    "Question",
    "Rule",
    "RuleBook",
    "RuleValue",
    "Rules",
    "Scope",
    "Table",
    "UnitType",
]

Cure: TypeAlias = Literal["none", "consent", "exception", "reference"]
"""What makes a breach of a rule lawful: nothing, the consent of a superior, or an exception text or practice knows.

A `reference` (a definition, a list, a way of doing) is nothing anybody could breach.
"""

Entry: TypeAlias = (
    "int | Fraction | str | dt.date | Words | Table | tuple[str, ...] | tuple[int, ...] | tuple[Table, ...]"
)
"""What a rule, or a column of a table of rules, can say."""

_DAY: Final = dt.timedelta(days=1)
_T = TypeVar("_T")


# --- what a rule is --------------------------------------------------------------------------------------------------


class Table(Mapping[str, Entry]):
    """Named parts of a value, such as the ratio, base and grouping of a quota. Read-only and hashable.

    Examples:
        >>> quota = RuleBook.default().at("2022-12-31").value("excellent-quota-members").table
        >>> quota["base"], quota.fraction("ratio")
        ('final_good', Fraction(1, 5))
    """

    __slots__ = ("_entries",)

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = dict(entries)

    def __getitem__(self, key: str) -> Entry:
        return self._entries[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __hash__(self) -> int:
        return hash(frozenset(self._entries.items()))

    def __repr__(self) -> str:
        return f"Table({', '.join(f'{key}={entry!r}' for key, entry in self._entries.items())})"

    def number(self, key: str) -> int:
        """A part that is a whole number."""
        return _as(int, self._entries[key], key)

    def fraction(self, key: str) -> Fraction:
        """A part that is a ratio."""
        return _as(Fraction, self._entries[key], key)

    def text(self, key: str) -> str:
        """A part that is a word."""
        return _as(str, self._entries[key], key)

    def words(self, key: str) -> Words:
        """A part that is a text in both languages."""
        return _as(Words, self._entries[key], key)

    def date(self, key: str) -> dt.date:
        """A part that is a day."""
        return _as(dt.date, self._entries[key], key)

    def numbers(self, key: str) -> tuple[int, ...]:
        """A part that is a list of whole numbers; none where the table has no such part."""
        return tuple(_as(int, entry, key) for entry in _as(tuple, self._entries.get(key, ()), key))

    def rows(self, key: str) -> tuple[Table, ...]:
        """A part that is a list of tables."""
        return tuple(_as(Table, entry, key) for entry in _as(tuple, self._entries[key], key))

    def texts(self, key: str) -> tuple[str, ...]:
        """A part that is a list of words; none where the table has no such part."""
        return tuple(_as(str, entry, key) for entry in _as(tuple, self._entries.get(key, ()), key))


class Scope(NamedTuple):
    """The place a local rule or paper is of.

    Attributes:
        id: what the ids of its rules begin with, such as "thai-nguyen".
        place: the place in words, such as "tỉnh Thái Nguyên".
    """

    id: str
    place: str


class Column(NamedTuple):
    """A named part of the values of a rule that declares its own.

    Attributes:
        key: its name in the file and in `Table`.
        type: what it holds, such as "words" or "whole"; "?" behind it, where a row may leave it out.
        label: what it is called.
        choices: the words it is chosen from; empty where any will do.
    """

    key: str
    type: str
    label: Words
    choices: tuple[str, ...] = ()

    @property
    def optional(self) -> bool:
        """Whether a row may leave it out."""
        return self.type.endswith("?")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A paper rules are taken from: a charter, regulation or guide.

    Attributes:
        id: the short name by which the rules of a book cite it, such as "294-2025".
        document: the paper; its `key` (number, issuer, date) tells it from others of the same number.
        valid_from: first day in force.
        valid_to: last day in force; `None` while no end is known.
        confidence: how well its existence and dates are known.
        replaces: ids of those it replaced.
        replaced_by: id of the one that replaced it; `None` while none is known.
        note: what a reader should know about it.
        year: the year of signing, where the day was not seen.
        scope: the place of a local paper; `None` for national ones.
    """

    id: str
    document: Document
    valid_from: dt.date
    valid_to: dt.date | None
    confidence: Confidence
    replaces: tuple[str, ...] = ()
    replaced_by: str | None = None
    note: Words | None = None
    year: int | None = None
    scope: Scope | None = None


@dataclass(frozen=True, slots=True)
class RuleValue:
    """What a rule says in one period, with its source.

    Attributes:
        value: the value: a number, a word, a table, a list of tables; `number` and `table` read it typed.
        ref: where it stands, and from when to when.
        cure: what makes a breach lawful.
        checked_on: the day the source was last looked at.
        note: what a reader should know about it.
        statement: the value in one plain sentence, that of its rule unless it has its own.

    Examples:
        >>> least = RuleBook.default().at("2023-04-30").value("min-full-members")
        >>> least.number, least.blocks, least.ref.article
        (3, True, 'Điều 21.2, Điều 24.1')
    """

    value: Entry
    ref: RuleRef
    cure: Cure
    checked_on: dt.date
    note: Words | None = None
    statement: Words | None = None

    @property
    def number(self) -> int:
        """The value of a rule that is a number."""
        return _as(int, self.value, self.ref.id)

    @property
    def text(self) -> str:
        """The value of a rule that is a word."""
        return _as(str, self.value, self.ref.id)

    @property
    def fraction(self) -> Fraction:
        """The value of a rule that is a share."""
        return _as(Fraction, self.value, self.ref.id)

    @property
    def words(self) -> Words:
        """The value of a rule that is a text in both languages."""
        return _as(Words, self.value, self.ref.id)

    @property
    def table(self) -> Table:
        """The value of a rule that has named parts."""
        return _as(Table, self.value, self.ref.id)

    @property
    def rows(self) -> tuple[Table, ...]:
        """The value of a rule that is a list of tables."""
        return tuple(_as(Table, row, self.ref.id) for row in _as(tuple, self.value, self.ref.id))

    def row(self, key: str) -> Table | None:
        """The row of that key, wherever it stands; `None` where the value has none.

        Examples:
            >>> votes = RuleBook.default().at("2025-08-01").value("vote-thresholds").row("in_cell")
            >>> votes and votes["share"]
            Fraction(2, 3)
        """
        rows = self.value if isinstance(self.value, tuple) else ()
        return next((row for row in rows if isinstance(row, Table) and row.get("key") == key), None)

    @property
    def confidence(self) -> Confidence:
        """How well its text is known."""
        return self.ref.confidence

    @property
    def blocks(self) -> bool:
        """Whether a breach can stop a plan.

        It can where the text was read and neither consent nor an exception cures the breach, and where the user says so
        (`RuleBook.promoted`).
        """
        return self.ref.promoted or (self.cure == "none" and self.ref.confidence is Confidence.VERIFIED)

    @property
    def promoted(self) -> bool:
        """Whether the user raised it to a rule that blocks."""
        return self.ref.promoted

    @property
    def local(self) -> bool:
        """Whether it holds in one place only."""
        return self.ref.local


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and its history.

    Attributes:
        id: stable name, such as "min-full-members".
        label: what it is called.
        statement: the rule in one plain sentence that holds for all its values; `RuleValue.statement` is dated.
        unit: what its values are, such as "members" or "kinds"; the same for all of them.
        unit_label: the unit in words.
        cure: what makes a breach lawful.
        values: its values in the order of their dates, none overlapping; gaps are possible.
        columns: the parts of its values, where it names its own.
        scope: the place of a local rule; `None` for national ones.
        refines: the national rule a local one makes more precise; the national one stays as it is.
    """

    id: str
    label: Words
    statement: Words
    unit: str
    unit_label: Words
    cure: Cure
    values: tuple[RuleValue, ...]
    columns: tuple[Column, ...] = ()
    scope: Scope | None = None
    refines: str | None = None

    @property
    def periods(self) -> tuple[tuple[dt.date, dt.date | None], ...]:
        """First and last day of every stretch of time without a gap; a last day of `None` means no end is known."""
        stretches: list[tuple[dt.date, dt.date | None]] = []
        for value in self.values:
            first, last = value.ref.valid_from, value.ref.valid_to
            if stretches and stretches[-1][1] == first - _DAY:
                first = stretches.pop()[0]
            stretches.append((first, last))
        return tuple(stretches)


class Period(NamedTuple):
    """A stretch of the life of a rule.

    Attributes:
        valid_from: its first day.
        valid_to: its last day; `None` while no end is known.
        value: what held; `None` in a gap, of which the rulebook knows nothing.
    """

    valid_from: dt.date
    valid_to: dt.date | None
    value: RuleValue | None


class Question(NamedTuple):
    """Something that could not be verified: not found, or told in two ways.

    Attributes:
        id: stable name.
        words: what is open.
        rules: the rules it touches.
        instruments: the papers it is about.
    """

    id: str
    words: Words
    rules: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()


class UnitType(NamedTuple):
    """A kind of unit an organization is set up in (loại hình).

    Attributes:
        code: stable ASCII code, such as "commune"; what `Organization.unit_type` holds.
        label: Vietnamese name.
        gloss: English name.
        scheme: the list it is from, such as "2021"; "dangbo" for codes this library adds.
        line: the line of the statistics form; empty where it has none.
    """

    code: str
    label: str
    gloss: str
    scheme: str
    line: str = ""


def _as(wanted: type[_T], entry: object, name: str) -> _T:
    if isinstance(entry, wanted):
        return entry
    raise TypeError(f"{name!r} holds {type(entry).__name__}, not {wanted.__name__}")


# --- the rules of one date -------------------------------------------------------------------------------------------


class AllowedKinds:
    """Which kinds of organization may stand directly under which, on one date.

    Where no such rule is in force nothing is forbidden: `allows` is true of everything.

    Examples:
        >>> kinds = RuleBook.default().at("2023-04-30").kinds
        >>> commune, cell = (Form.DANG_BO, Level.GRASSROOTS), (Form.CHI_BO, Level.BELOW_GRASSROOTS)
        >>> kinds.allows(commune, cell), kinds.allows(cell, cell)
        (True, False)
    """

    __slots__ = ("_regime", "_rules")

    def __init__(self, rules: Rules, regime: _Regime) -> None:
        self._rules = rules
        self._regime = regime

    def allows(self, parent: Kind, child: Kind, unit_type: str | None = None) -> bool:
        """Whether one may stand under the other without asking anybody.

        Args:
            parent: form and level of the superior.
            child: form and level of the one directly under it.
            unit_type: kind of unit the child is set up in, as `RuleBook.unit_type` reads it, or a code of one's own.
                Some pairs hold for certain units only; `None`, not known, passes.
        """
        regime = self._regime
        pair = (read_kind(parent), read_kind(child))
        if pair in regime.free or not regime.has_kinds:
            return True
        units = regime.limited.get(pair)
        if units is None or unit_type is None or unit_type in units:
            return units is not None
        named = self._rules.book.find_unit_type(unit_type)
        return named is not None and named.code in units

    def needs_consent(self, parent: Kind, child: Kind) -> bool:
        """Whether one may stand under the other with consent only (a committee given higher powers)."""
        pair = (read_kind(parent), read_kind(child))
        return pair in self._regime.consent and pair not in self._regime.free

    @property
    def value(self) -> RuleValue:
        """The table in force.

        Raises:
            RuleNotInForceError: there is none on that date.
        """
        return self._rules.value("allowed-kinds")

    @property
    def ref(self) -> RuleRef:
        """Where the table in force comes from."""
        return self.value.ref

    @property
    def consent(self) -> RuleValue:
        """The table of what consent allows.

        Raises:
            RuleNotInForceError: there is none on that date.
        """
        return self._rules.value("kinds-with-consent")


class Rules:
    """The rules in force on one date. Made by `RuleBook.at`; reading a value is one dictionary look-up.

    Attributes:
        on: the date.
        book: the rulebook they are from.
        kinds: which kinds may stand under which.

    Examples:
        >>> RuleBook.default().at("2023-04-30").get("village-cell") is None  # it began on 01/07/2025
        True
    """

    __slots__ = ("_regime", "_values", "book", "kinds", "on")

    on: dt.date
    book: RuleBook
    kinds: AllowedKinds
    _regime: _Regime
    _values: Mapping[str, RuleValue]

    def __init__(self, on: dt.date, book: RuleBook, regime: _Regime) -> None:
        put = partial(object.__setattr__, self)  # whoever asks a book for a date gets these same rules
        put("on", on)
        put("book", book)
        put("_regime", regime)
        put("_values", regime.values)
        put("kinds", AllowedKinds(self, regime))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"the rules of a date never change ({name}); ask the book for those of another date")

    def __delattr__(self, name: str) -> None:
        self.__setattr__(name, None)

    def __repr__(self) -> str:
        return f"Rules({len(self._values)} in force on {self.on})"

    def __reduce__(self) -> tuple[Callable[..., Rules], tuple[RuleBook, dt.date]]:
        return (RuleBook.at, (self.book, self.on))

    @property
    def ids(self) -> tuple[str, ...]:
        """The rules that have a value on this date."""
        return tuple(self._values)

    def value(self, rule_id: str) -> RuleValue:
        """The value in force, read strictly.

        Raises:
            RuleNotInForceError: the rule has none on this date; says when it has.
            TermError: the book has no such rule.

        Examples:
            >>> RuleBook.default().at("2023-04-30").value("cell-size-consent").number
            30
            >>> RuleBook.default().at("2023-04-30").value("village-cell")
            Traceback (most recent call last):
            ...
            dangbo.base.errors.RuleNotInForceError: rule 'village-cell' has no value on 2023-04-30; the rulebook knows \
it from 2025-07-01 on; ask for a date within, or read the nearest value
        """
        found = self._values.get(rule_id)
        if found is not None:
            return found
        periods = self.book[rule_id].periods
        raise RuleNotInForceError(rule_id, self.on, periods[0][0], periods[-1][1], periods)

    def get(self, rule_id: str) -> RuleValue | None:
        """The value in force, or `None` where the book has none for this date."""
        return self._values.get(rule_id)

    def nearest(self, rule_id: str) -> tuple[RuleValue, Finding | None]:
        """The value in force or, failing that, the nearest in time with a finding that says so.

        Raises:
            TermError: the book has no such rule.

        Examples:
            >>> value, found = RuleBook.default().at("2018-12-31").nearest("excellent-quota-members")
            >>> value.ref.document.number, found.code
            ('21-HD/BTCTW', 'rule/not-in-force')
        """
        found = self._values.get(rule_id)
        if found is not None:
            return found, None
        # Of two values as far away the earlier one is taken: it did hold, the other was still to come.
        near = min(self.book[rule_id].values, key=lambda value: abs(_edge(value, self.on) - self.on))
        day = _edge(near, self.on)
        return near, finding("rule/not-in-force", rule_id, rule=near.ref, date=self.on, nearest=day)

    def refining(self, rule_id: str) -> tuple[RuleValue, ...]:
        """The local values in force that make a national rule more precise, by id; `value` goes on giving the national.

        Raises:
            TermError: the book has no such rule.
        """
        rules = (self.book[name] for name in self.book.local_rules(rule_id))
        return tuple(self._values[rule.id] for rule in rules if rule.id in self._values)

    def label(self, form: Form | str, level: Level | str, *, lang: Lang = "vi") -> str:
        """What a kind of organization is called on this date.

        Examples:
            >>> RuleBook.default().at("2023-04-30").label(Form.CHI_BO, Level.BELOW_GRASSROOTS)
            'Chi bộ trực thuộc'
            >>> RuleBook.default().at("2026-09-30").label(Form.CHI_BO, Level.BELOW_GRASSROOTS)
            'Chi bộ'
        """
        words = self._regime.labels.get(read_kind((form, level))) or kind_words(form, level)
        return words.text(lang=lang)


class _Regime:
    """What holds between two days on which some rule changes: shared by all dates in between."""

    __slots__ = ("consent", "free", "has_kinds", "labels", "limited", "values")

    def __init__(self, values: dict[str, RuleValue]) -> None:
        self.values = values
        table = values.get("allowed-kinds")
        self.has_kinds = table is not None
        self.free: set[tuple[Kind, Kind]] = set()
        self.limited: dict[tuple[Kind, Kind], frozenset[str]] = {}
        for pair, units in _pairs(table):
            if units:
                self.limited[pair] = self.limited.get(pair, frozenset()) | units
            else:
                self.free.add(pair)
        self.consent = {pair for pair, _ in _pairs(values.get("kinds-with-consent"))}
        labels = values.get("kind-labels")
        self.labels = {
            kind_of(row.text("kind")): Words(vi=row.text("label"), en=row.text("gloss"))
            for row in (labels.rows if labels is not None else ())
        }


def _pairs(table: RuleValue | None) -> Iterator[tuple[tuple[Kind, Kind], frozenset[str]]]:
    for row in table.rows if table is not None else ():
        for child in row.texts("children"):
            yield (kind_of(row.text("parent")), kind_of(child)), frozenset(row.texts("unit_types"))


def kind_of(code: str) -> Kind:
    """The kind a rule file names.

    Raises:
        ValueError: it is not form/level.

    Examples:
        >>> kind_of("chi_bo/grassroots")
        (<Form.CHI_BO: 'chi_bo'>, <Level.GRASSROOTS: 'grassroots'>)
    """
    form, _, level = code.partition("/")
    if form in _FORMS and level in _LEVELS:
        return _FORMS[form], _LEVELS[level]
    raise ValueError(code)


_FORMS: Final = {form.value: form for form in Form}
_LEVELS: Final = {level.value: level for level in Level}


# --- the book --------------------------------------------------------------------------------------------------------


class RuleBook(Framed):
    """All rules with their histories and the papers they are taken from. Immutable.

    `RuleBook.default()` is the one shipped; `RuleBook.load` reads files of your own. Built directly it takes what those
    two have checked.

    Examples:
        >>> book = RuleBook.default()
        >>> [(value.ref.valid_from.year, value.table.get("threshold")) for value in book.values("cell-division")]
        [(2011, None), (2025, 30), (2026, 30)]
        >>> book.at("2023-04-30").value("min-full-members").number
        3
    """

    __slots__ = (
        *("_at", "_instruments", "_points", "_questions", "_regimes", "_rules", "_unit_names", "_unit_types"),
        "__weakref__",
    )

    def __init__(
        self, instruments: Iterable[Instrument], rules: Iterable[Rule], questions: Iterable[Question] = ()
    ) -> None:
        self._instruments = {instrument.id: instrument for instrument in instruments}
        self._rules = {rule.id: rule for rule in rules}
        self._questions = tuple(questions)
        refs = [value.ref for rule in self._rules.values() for value in rule.values]
        ends = {ref.valid_to + _DAY for ref in refs if ref.valid_to is not None and ref.valid_to < dt.date.max}
        self._points = sorted(ends | {ref.valid_from for ref in refs})
        self._regimes: dict[int, _Regime] = {}
        self._at: dict[dt.date, Rules] = {}
        self._unit_types = {code: unit for rule in self._rules.values() for code, unit in _codes(rule)}
        self._unit_names = _by_name(self._unit_types.values())

    @classmethod
    def default(cls) -> RuleBook:
        """The rulebook this library ships; read on first use and kept."""
        with _READING:  # threads that ask at once are given one book
            return _shipped()

    @classmethod
    def load(cls, *paths: str | PathLike[str]) -> RuleBook:
        """A rulebook out of TOML files, which may cite each other's instruments.

        Args:
            paths: the files; together they are the whole book.

        Returns:
            The book.

        Raises:
            InvalidInputError: with one finding `rule/bad-file` for every mistake in any of the files: a file that
                cannot be read or is no TOML, an unknown key, a missing citation (document, article, validity,
                confidence, day of checking), a value of the wrong shape, an unknown instrument, a rule or instrument
                given twice, an end before its beginning, values of a rule that overlap. Nothing is loaded then.
        """
        from pathlib import Path

        from dangbo.rules.loader import read

        return read([(str(path), Path(path).read_bytes) for path in paths])

    def with_local(self, *paths: str | PathLike[str]) -> RuleBook:
        """This book with the rules of a place laid over it: a province's scale, a scheme of its own.

        Every file names its place (`[scope]`) and brings the papers it cites; its citations are checked as those of any
        file. The ids of its rules begin with the id of the scope, so that a local value never stands where a national
        one is read; a rule may say which national one it `refines`, and `Rules.refining` finds it from there.

        Args:
            paths: the files.

        Returns:
            Another book; this one stays as it is.

        Raises:
            InvalidInputError: with one finding `rule/bad-file` for every mistake in any of the files, as `load` does.

        Examples:
            >>> from importlib.resources import files
            >>> scheme = files("dangbo.rules") / "local" / "thai_nguyen.toml"
            >>> book = RuleBook.default().with_local(str(scheme))
            >>> {book.at("2023-12-31").value(rule_id).ref.scope for rule_id in book.local_rules()}
            {'thành phố Thái Nguyên'}
        """
        from pathlib import Path

        from dangbo.rules.loader import read

        return read([(str(path), Path(path).read_bytes) for path in paths], base=self, scoped="must")

    def promoted(self, *rule_ids: str) -> RuleBook:
        """This book with some rules raised to rules that block, by decision of the user; what cites them says so.

        Args:
            rule_ids: the rules, whatever cures a breach of them and however well they are known.

        Returns:
            Another book; this one stays as it is.

        Raises:
            TermError: the book has no such rule.

        Examples:
            >>> book = RuleBook.default().promoted("cell-size-consent")
            >>> value = book.at("2023-04-30").value("cell-size-consent")
            >>> value.blocks, value.promoted, RuleBook.default().at("2023-04-30").value("cell-size-consent").blocks
            (True, True, False)
        """
        raised = {rule_id: self[rule_id] for rule_id in rule_ids}
        for rule_id, rule in raised.items():
            values = (replace(value, ref=replace(value.ref, promoted=True)) for value in rule.values)
            raised[rule_id] = replace(rule, values=tuple(values))
        rules = (raised.get(rule.id, rule) for rule in self._rules.values())
        return RuleBook(self._instruments.values(), rules, self._questions)

    def __repr__(self) -> str:
        return f"RuleBook({len(self._rules)} rules from {len(self._instruments)} instruments)"

    def __reduce__(self) -> tuple[Callable[..., RuleBook], tuple[object, ...]]:
        """The shipped book goes by its name: what holds it does not drag a copy of all rules along."""
        if _shipped.cache_info().currsize and self is _shipped():
            return (RuleBook.default, ())
        return (RuleBook, (tuple(self._instruments.values()), tuple(self._rules.values()), self._questions))

    def __getitem__(self, rule_id: str) -> Rule:
        """A rule with its history.

        Raises:
            TermError: the book has no such rule; it suggests those that come near.
        """
        found = self.get(rule_id)
        if found is None:
            asked = Words(vi="quy định của bộ quy định này", en="rule of this rulebook")
            raise no_such(asked, rule_id, self._rules)
        return found

    def __contains__(self, rule: object) -> bool:
        if isinstance(rule, Rule):
            return self._rules.get(rule.id) == rule
        return isinstance(rule, str) and rule in self._rules

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules.values())

    def __len__(self) -> int:
        return len(self._rules)

    def __bool__(self) -> bool:
        """True, also of a book without rules: an empty one is still the book that was given."""
        return True

    def _frame(self) -> list[FrameColumn]:
        from dangbo.rules.words import lines_of

        return columns_of(
            [(rule, value) for rule in self for value in rule.values],
            ("rule", "text", lambda one: one[0].id),
            ("label_vi", "text", lambda one: one[0].label.vi),
            ("label_en", "text", lambda one: one[0].label.en),
            ("unit", "text", lambda one: one[0].unit),
            ("number", "count", lambda one: one[1].value if type(one[1].value) is int else None),
            ("text_vi", "text", lambda one: "\n".join(lines_of(*one, self, lang="vi"))),
            ("text_en", "text", lambda one: "\n".join(lines_of(*one, self, lang="en"))),
            ("cure", "text", lambda one: one[1].cure),
            ("document", "text", lambda one: one[1].ref.document.citation),
            ("document_number", "text", lambda one: one[1].ref.document.number or None),
            ("article", "text", lambda one: one[1].ref.article),
            ("confidence", "term", lambda one: one[1].confidence),
            ("valid_from", "day", lambda one: one[1].ref.valid_from),
            ("valid_to", "day", lambda one: one[1].ref.valid_to),
            ("checked_on", "day", lambda one: one[1].checked_on),
            ("scope", "text", lambda one: one[1].ref.scope or None),
        )

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all rules."""
        return tuple(self._rules)

    def at(self, on: dt.date | str) -> Rules:
        """The rules in force on a date. The same object for the same date, so it may be asked for in a loop."""
        day = parse_date(on, where="on")
        known = self._at.get(day)
        if known is None:
            known = self._at.setdefault(
                day, Rules(day, self, self._regime(day))
            )  # threads that ask at once are given one object
        return known

    def get(self, rule_id: str) -> Rule | None:
        """The rule with this id, or `None`: the forgiving twin of `[...]`."""
        asked: object = rule_id
        return self._rules.get(asked) if isinstance(asked, str) else None

    def search(self, text: str) -> tuple[Rule, ...]:
        """The rules that speak of something: every word stands in id, name or statement, in either language.

        Args:
            text: words, with or without diacritics; the beginning of each is enough.

        Returns:
            First those whose id or name has the words next to each other, then those whose statement has, then the
            others, each in the order of the book; none for a blank text.

        Raises:
            InvalidInputError: it is no text.

        Examples:
            >>> [rule.id for rule in RuleBook.default().search("cell size")]
            ['cell-size-consent', 'village-cell']
        """
        wanted = fold(instance_of(str, text, "text"))
        ranked: tuple[list[Rule], list[Rule], list[Rule]] = ([], [], [])
        for rule in self if wanted else ():
            named = " ".join(f" {fold(name)}" for name in (rule.id, rule.label.vi, rule.label.en))
            told = " ".join([named, f" {fold(rule.statement.vi)}", f" {fold(rule.statement.en)}"])
            if all(f" {word}" in told for word in wanted.split()):
                ranked[0 if f" {wanted}" in named else 1 if f" {wanted}" in told else 2].append(rule)
        return (*ranked[0], *ranked[1], *ranked[2])

    def values(self, rule_id: str) -> tuple[RuleValue, ...]:
        """All values a rule has had, in the order of their dates."""
        return self[rule_id].values

    def questions(self) -> tuple[Question, ...]:
        """What the makers of the book could not verify, besides the values not marked `verified`."""
        return self._questions

    def local_rules(self, refining: str | None = None) -> tuple[str, ...]:
        """The ids of the local rules of this book.

        Args:
            refining: only those that refine this rule.

        Raises:
            TermError: the book has no rule `refining`.
        """
        wanted = None if refining is None else self[refining].id
        local = (rule for rule in self._rules.values() if rule.scope is not None)
        return tuple(rule.id for rule in local if wanted is None or rule.refines == wanted)

    def timeline(self, rule_id: str) -> tuple[Period, ...]:
        """The life of a rule without a break, from its first known day: what held when, and when nothing is known.

        Raises:
            TermError: the book has no such rule.

        Examples:
            >>> for first, last, value in RuleBook.default().timeline("admission-ceremony-deadline"):
            ...     print(first, last, value and value.confidence.value)
            2021-07-30 2025-01-19 verified
            2025-01-20 2025-06-30 None
            2025-07-01 2026-04-07 verified
            2026-04-08 2026-07-25 secondary
            2026-07-26 None unverified
        """
        stretches: list[Period] = []
        for value in self[rule_id].values:
            first, last = value.ref.valid_from, value.ref.valid_to
            before = stretches[-1].valid_to if stretches else None
            if before is not None and before + _DAY < first:
                stretches.append(Period(before + _DAY, first - _DAY, None))
            stretches.append(Period(first, last, value))
        end = stretches[-1].valid_to
        if end is not None and end < dt.date.max:
            stretches.append(Period(end + _DAY, None, None))
        return tuple(stretches)

    def explain(self, rule_id: str, *, on: dt.date | str | None = None) -> Explanation:
        """A rule told to a person: what it says, where, since when, how sure that is, and what a breach does.

        Args:
            rule_id: the rule.
            on: the date whose value is told; the whole history unless given.

        Raises:
            TermError: the book has no such rule.

        Examples:
            >>> print(RuleBook.default().explain("chi-uy-max-members", on="2023-04-30").text(lang="en"))
            Largest chi ủy (chi-uy-max-members)
            A chi ủy has at most so many members; the committee is elected first, then from it secretary and deputy.
            On 30 April 2023: 7 committee members
            Source: Quy định số 29-QĐ/TW, ngày 25/7/2016 của Ban Chấp hành Trung ương, item 22; ended on 29 July 2021, \
replaced by Quy định số 24-QĐ/TW, ngày 30/7/2021 của Ban Chấp hành Trung ương, whose text was not seen
            Value still used: 30 July 2021 – 30 June 2025
            Confidence: secondary (the paper cited: verified); checked on 23 November 2026
            A breach warns: the text was not read
            Note: One page says item 24.
        """
        from dangbo.rules.words import Explanation

        rule = self[rule_id]
        if on is None:
            return Explanation(self, rule, None, None)
        day = parse_date(on, where="on")
        return Explanation(self, rule, day, self.at(day).get(rule_id))

    def diff(self, start: dt.date | str, end: dt.date | str) -> RuleDiff:
        """What changed between two dates: the rules that began, ended, or hold with another value or source.

        Examples:
            >>> change = RuleBook.default().diff("2025-06-30", "2025-07-01")
            >>> "village-cell" in [change.rule.id for change in change.began]
            True
        """
        from dangbo.rules.words import RuleChange, RuleDiff

        before, after = self.at(start), self.at(end)
        changes = [
            RuleChange(rule, before.get(rule.id), after.get(rule.id))
            for rule in self._rules.values()
            if before.get(rule.id) != after.get(rule.id)
        ]
        return RuleDiff(self, before.on, after.on, tuple(changes))

    def instruments(self) -> tuple[Instrument, ...]:
        """The papers the rules are taken from, by date of signing.

        Examples:
            >>> [paper.document.issued.year for paper in RuleBook.default().instruments()
            ...  if paper.document.number == "01-HD/TW"]
            [2012, 2016, 2021, 2026]
        """
        return tuple(sorted(self._instruments.values(), key=lambda paper: paper.document.issued or dt.date.min))

    def instrument(self, instrument_id: str) -> Instrument:
        """One of the papers.

        Raises:
            TermError: the book cites no such paper; it suggests those that come near.
        """
        wanted: object = instrument_id
        found = self._instruments.get(wanted) if isinstance(wanted, str) else None
        if found is None:
            asked = Words(vi="văn bản của bộ quy định này", en="instrument of this rulebook")
            raise no_such(asked, instrument_id, self._instruments)
        return found

    def clause_of(self, value: RuleValue, row: Table) -> RuleRef:
        """Where a row of a value stands: the article, paper and confidence it names for itself, else the value's own.

        Raises:
            TermError: the row names a paper the book does not know.
        """
        ref = value.ref
        if "instrument" in row:
            paper = self.instrument(row.text("instrument"))
            ended = paper.valid_to is not None and paper.valid_to < ref.valid_from
            later = self._instruments.get(paper.replaced_by or "") if ended else None
            ref = replace(
                ref,
                document=paper.document,
                ended=paper.valid_to if ended else None,
                successor=None if later is None else later.document,
                text_confidence=ref.text_confidence if ended else None,
            )
        if "article" in row:
            ref = replace(ref, article=row.text("article"))
        if "confidence" in row:
            known = Confidence(row.text("confidence"))
            if ref.text_confidence is None and ref.ended is None:
                return replace(ref, confidence=known)
            ref = replace(ref, confidence=_not_verified(known), text_confidence=known)
        return ref

    @property
    def unit_types(self) -> tuple[UnitType, ...]:
        """Every kind of unit of every scheme the book knows."""
        return tuple(self._unit_types.values())

    def unit_type(self, text: str) -> UnitType:
        """The kind of unit a text names: code, Vietnamese or English name, in any spelling `Term.parse` takes.

        Raises:
            TermError: nothing of the book is called so, or several are.

        Examples:
            >>> RuleBook.default().unit_type("phuong").code, RuleBook.default().unit_type("Công ty hợp danh").code
            ('ward', 'enterprise-partnership')
        """
        asked: object = text
        if not isinstance(asked, str):
            raise TermError(_UNIT_TYPE, type(asked).__name__, sorted(self._unit_types), NOT_TEXT)
        found = self.find_unit_type(asked)
        if found is None:
            names = {name: unit.code for unit in self._unit_types.values() for name in (unit.code, unit.label)}
            near = tuple(dict.fromkeys(names[name] for name in nearest(asked, names)))
            raise TermError(_UNIT_TYPE, asked, near or sorted(self._unit_types))
        return found

    def find_unit_type(self, text: str) -> UnitType | None:
        """The kind of unit a text names, or `None`: the forgiving twin of `unit_type`."""
        asked: object = text
        if not isinstance(asked, str):
            return None
        return self._unit_types.get(asked) or self._unit_names.get(fold(asked))

    def unit_type_label(self, code: str, *, lang: Lang = "vi") -> str:
        """What a kind of unit is called; a code of the user's own is its own label.

        Examples:
            >>> RuleBook.default().unit_type_label("ward"), RuleBook.default().unit_type_label("ward", lang="en")
            ('Phường', 'ward')
        """
        unit = self._unit_types.get(code)
        return (Words(vi=code, en=code) if unit is None else Words(vi=unit.label, en=unit.gloss)).text(lang=lang)

    def _regime(self, day: dt.date) -> _Regime:
        number = bisect_right(self._points, day)
        known = self._regimes.get(number)
        if known is None:
            in_force = (
                (rule.id, value) for rule in self._rules.values() for value in rule.values if _holds(value, day)
            )
            known = self._regimes[number] = _Regime(dict(in_force))
        return known


def _not_verified(known: Confidence) -> Confidence:
    """How well a clause is known that goes on after its paper: by no text that was read."""
    return Confidence.SECONDARY if known is Confidence.VERIFIED else known


_UNIT_TYPE: Final = Words(vi="loại hình", en="unit type")
_READING: Final = RLock()
"""Held while the shipped book is read."""


@cache
def _shipped() -> RuleBook:
    from importlib.resources import files

    from dangbo.rules.loader import read

    sources = sorted((entry.name, entry) for entry in files(__name__).iterdir() if entry.name.endswith(".toml"))
    return read([(name, entry.read_bytes) for name, entry in sources])


def book_of(rules: object, *, unless_given: Callable[[], RuleBook] = RuleBook.default) -> RuleBook:
    """The rulebook an argument `rules=` stands for: every function that takes one asks here.

    Args:
        rules: what was given.
        unless_given: where the book comes from if nothing was.

    Raises:
        InvalidInputError: it is no `RuleBook`.
    """
    if rules is None:
        return unless_given()
    hint = Words(vi="hãy đưa vào một bộ quy định", en="RuleBook.load(...) gives one")
    if isinstance(rules, Rules):
        hint = Words(
            vi="hãy đưa vào cả bộ quy định, không riêng một ngày", en="give its .book, the day comes from elsewhere"
        )
    return instance_of(RuleBook, rules, "rules", hint=hint)


def _holds(value: RuleValue, day: dt.date) -> bool:
    return value.ref.valid_from <= day and (value.ref.valid_to is None or day <= value.ref.valid_to)


def _edge(value: RuleValue, day: dt.date) -> dt.date:
    """The day of a value's life that is nearest to a day outside it."""
    first, last = value.ref.valid_from, value.ref.valid_to
    return first if day < first or last is None else last


def _by_name(units: Iterable[UnitType]) -> dict[str, UnitType]:
    """Kinds of unit by their folded code, label and English name; what several share names none of them."""
    names: dict[str, UnitType | None] = {}
    for unit in units:
        for name in {fold(unit.code), fold(unit.label), fold(unit.gloss)}:
            names[name] = None if name in names else unit
    return {name: unit for name, unit in names.items() if unit is not None}


def _codes(rule: Rule) -> Iterator[tuple[str, UnitType]]:
    for value in rule.values if rule.unit == "codes" else ():
        scheme = value.table.text("scheme")
        for row in value.table.rows("codes"):
            code = row.text("code")
            line = row.text("line") if "line" in row else ""
            yield code, UnitType(code, row.text("label"), row.text("gloss"), scheme, line)
