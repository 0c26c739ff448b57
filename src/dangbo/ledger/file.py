"""What a ledger file says: the opening snapshot and the entries of a log, as bodies of JSON lines and back.

| line | body |
|---|---|
| first | `{"schema": "dangbo/ledger", "version": 2, "beside": "names", "as_of": ..., "organizations": how many, ...}` |
| organizations | `{"organizations": {"id": [...], "name": [...], ...}}`: columns, so many rows a line |
| people | `{"members": {"id": [...], "probationary": [row, ...]}}`, their names beside it |
| rolls | `{"roll": [["cb-1", 31], ...]}` where people come roll by roll, else `[["cb-1", [row, ...]], ...]` |
| side tables | `{"groups": [...]}`, `{"stays": [...]}` ...: records of each of `dangbo.tree.tables` |
| entries | `{"decision": number, "recorded": ..., "plan": {...}}` or `{"correction": number, ...}` |
| closings | `{"closing": number, "recorded": ..., "on": ..., "basis": {...}}` |
| balances | `{"expectation": number, "recorded": ..., "balance": {...}}` |

A name of a person is never in what is sealed: it stands beside the line, and the line says its place among them
(`{"id": "m-9", "name": 0}`, of the head of a residential group `{"id": "tdp-12", "head": 0}`). So it can be erased.
Files that seal heads, as releases once did, are read. Files of version 1 have no `beside` in their first line: names
stand in the records there, organizations and people are records, a roll is an object of lists of ids, and stays are an
object from member to organization.

How lines are written, sealed and read is the matter of `dangbo.ledger.journal`; what entries do, of `dangbo.history`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from itertools import chain, islice, starmap
from os import PathLike
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from dangbo.base.citations import Document
from dangbo.base.envelope import envelope, schema_name
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Finding, finding
from dangbo.base.records import default_of
from dangbo.base.told import fields_adapter
from dangbo.base.words import Words
from dangbo.change.plan_json import PLANS
from dangbo.change.verbs.groups import ChangeGroup
from dangbo.change.verbs.people import RenameMember
from dangbo.hierarchy import Hierarchy, built
from dangbo.ledger import journal
from dangbo.ledger.closing import Balance, Closing, Expectation
from dangbo.ledger.corrections import RECORDS
from dangbo.ledger.timeline import Correction, Enactment, Former, LogEntry
from dangbo.restructure import Plan
from dangbo.tree.members import ERASED, Member
from dangbo.tree.people import Columns, People, Runs
from dangbo.tree.reading import columns_of, read_rows
from dangbo.tree.records import Consent, Organization, ResidentialGroup, with_consents
from dangbo.tree.rows import Across, Sheet, sheet
from dangbo.tree.tables import TABLES, SideTable

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SCHEMA: Final = schema_name("ledger")
VERSION: Final = 2
"""What is written; version 1 is read: an organization has the citation of one paper there, and no `consents`."""

_LINE: Final = 500
_ORGANIZATIONS: Final = 2_000
_PEOPLE: Final = 5_000
"""Most records, organizations, people one line of the opening holds."""

_RECORDS: Final[dict[str, Any]] = {"organizations": Organization, "members": Member}
"""What has records and is no side table."""


class UnreadableError(Exception):
    """A body that does not say what it should; `line` is all there is to tell, since the rest may be personal."""


class Said(NamedTuple):
    """What a line says, and the names that stand beside it; `None` for one that was erased."""

    body: dict[str, object]
    names: tuple[str | None, ...] = ()


@cache
def _adapter(part: str) -> TypeAdapter[list[Any]]:
    record = _RECORDS.get(part) or TABLES[part].record
    return fields_adapter(list[record])  # type: ignore[valid-type]


@cache
def _papers() -> TypeAdapter[dict[int, tuple[Consent, ...]]]:
    return fields_adapter(dict[int, tuple[Consent, ...]])


# --- the opening -----------------------------------------------------------------------------------------------------


def opening_lines(opening: Hierarchy, former: Former | None = None) -> Iterator[Said]:
    """The first line of a file, and the lines of its opening snapshot.

    Args:
        opening: the snapshot.
        former: the file of an older layout from which it came.
    """
    organizations, people = tuple(opening), opening.members.settled().columns
    tables = {name: list(opening._rows_of(table)) for name, table in TABLES.items()}
    listed = opening._roll  # noqa: SLF001 - its order is kept, whatever that of the tree
    rolls = {key: listed.of(key) for key in listed.organizations()}
    counts = {
        "organizations": len(organizations),
        "members": len(people.ids),
        "roll": len(rolls),
        "listed": sum(map(len, rolls.values())),
        **{name: len(rows) for name, rows in tables.items() if rows or name in _FIRST_TABLES},
    }
    head: dict[str, object] = {"beside": "names", "as_of": opening.as_of.isoformat(), **counts}
    if former is not None:
        head["from"] = former._asdict()
    yield Said(envelope("ledger", head, version=VERSION))
    for at in range(0, len(organizations), _ORGANIZATIONS):
        yield Said({"organizations": _as_columns(organizations[at : at + _ORGANIZATIONS])})
    for at in range(0, len(people.ids), _PEOPLE):
        yield _people(people, at, at + _PEOPLE)
    lines = iter(_as_rolls(people, rolls))
    while some := list(islice(lines, _ORGANIZATIONS)):
        yield Said({"roll": some})
    for name, rows in tables.items():
        for at in range(0, len(rows), _LINE):
            part, names = rows[at : at + _LINE], list[str | None]()
            said = [*map(PLANS.plain, part)]
            _take_out(tuple(part), said, names)
            yield Said({name: said}, tuple(names))


def _as_columns(organizations: Sequence[Organization]) -> dict[str, object]:
    """Organizations by column; what is the default in all of them is left out, and papers stand where there are any."""
    columns: dict[str, object] = {}
    for field in fields(Organization):
        name, default = field.name, default_of(field)
        values = [getattr(org, name) for org in organizations]
        if name == "consents":
            if some := {str(at): [PLANS.plain(one) for one in its] for at, its in enumerate(values) if its}:
                columns[name] = some
        elif any(value != default for value in values):
            columns[name] = [value.value if isinstance(value, Enum) else value for value in values]
    return columns


def _people(people: Columns, start: int, end: int) -> Said:
    waiting = [at for at, is_waiting in enumerate(people.waiting[start:end]) if is_waiting]
    columns: dict[str, object] = {"id": people.ids[start:end]}
    if waiting:
        columns["probationary"] = waiting
    return Said({"members": columns}, tuple(None if name == ERASED else name for name in people.names[start:end]))


def _as_rolls(people: Columns, rolls: Mapping[str, Sequence[str]]) -> Iterator[list[object]]:
    """Each roll by how many it holds, where people come roll by roll; else by their rows."""
    listed = tuple(chain.from_iterable(rolls.values()))
    if listed == people.ids[: len(listed)]:
        return ([key, len(ids)] for key, ids in rolls.items())
    row = people.rows().__getitem__
    return ([key, list(map(row, ids))] for key, ids in rolls.items())


class Reader:
    """Reads the lines of a file, one after the other.

    Attributes:
        version: of the file, once its first line was read.
        former: the file of an older layout from which it came; `None` for most.
        names_beside: whether names can be erased from the file: none of them is in what is sealed.
    """

    def __init__(self) -> None:
        self.version = 0
        self.former: Former | None = None
        self.names_beside = False
        self._opened = False
        self._as_of = dt.date.min
        self._left: dict[str, int] = {}
        self._records: dict[str, list[Any]] = {part: [] for part in ("organizations", *TABLES)}
        self._ids: list[tuple[str, ...]] = []  # line by line: the collector walks long lists again and again
        self._names: list[tuple[str, ...]] = []
        self._known: dict[str | None, str] = {None: ERASED}
        self._waiting = bytearray()
        self._settled: tuple[str, ...] | None = None
        self._listed = 0
        self._rolls: dict[str, int | Sequence[str]] = {}

    def take(self, line: journal.Entry) -> Hierarchy | LogEntry | None:
        """One more line: the snapshot with the last of those it takes, then what was recorded, entry by entry.

        Raises:
            UnreadableError: not what a ledger says, or more than was announced.
            InvalidInputError: a file of another schema or version, records that make no tree, a plan that is none.
        """
        if self._opened:
            return read_entry(line.body, line.names if line.names or self.names_beside else None)
        try:
            if self.version == 0:
                self._begin(line.body)
            else:
                ((part, some),) = line.body.items()
                self._take(part, some, line.names)
        except InvalidInputError:
            raise
        except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError, OverflowError):
            raise UnreadableError from None
        left = self._left
        if min(left.values()) < 0 or (line.names and line.body.keys().isdisjoint(_WITH_NAMES)):
            raise UnreadableError
        if not left["roll"] and left.get("listed"):  # rolls that hold fewer people than was announced
            raise UnreadableError
        if any(left.values()):
            return None
        self._opened = True
        return self._built()

    def _begin(self, header: Mapping[str, Any]) -> None:
        schema, version = header.get("schema"), header.get("version")
        if schema != SCHEMA or type(version) is not int or not 1 <= version <= VERSION:
            known = f"{SCHEMA} 1-{VERSION}"
            named = schema if isinstance(schema, str) and _NAME.fullmatch(schema) else "…"
            numbered = str(version) if type(version) is int and abs(version) < _NUMBERS else "…"
            told = {"schema": named, "version": numbered, "known": known}
            raise InvalidInputError([finding("ledger/unknown-version", SCHEMA, rule=None, severity=None, **told)])
        needed, parts = {"schema", "version", "as_of", *_PARTS}, [*_PARTS, *TABLES]
        if "beside" in header:
            if header["beside"] != "names" or version == 1:
                raise UnreadableError
            self.names_beside = True
            parts.append("listed")
            needed |= {"beside", "listed"}
        if not needed <= header.keys() - {"from"} <= {*needed, *TABLES}:  # a table may be younger than the file
            raise UnreadableError
        if "from" in header:
            _require_keys(header["from"], {"version", "sha256"})
            self.former = Former(_whole(header["from"]["version"]), header["from"]["sha256"])
            if self.former.version > VERSION or not self.names_beside or not journal.is_seal(self.former.sha256):
                raise UnreadableError
        self._as_of, self.version = _day(header["as_of"]), version
        self._left = {part: _whole(header.get(part, 0), least=0) for part in parts}

    def _take(self, part: str, some: Any, names: Sequence[str | None]) -> None:  # noqa: ANN401 - what a file says
        """A line of the opening."""
        given: Any = some
        if not some:
            raise UnreadableError
        by_column = self.names_beside and part in {"organizations", "members"}
        by_key = part == "roll" and not self.names_beside
        if part in TABLES and isinstance(some, dict):  # a stay had no days once
            given = some = _of_pairs(TABLES[part], given, self._records[part])
        if not isinstance(some, dict if by_column or by_key else list):
            raise UnreadableError
        count = len(given["id"] if by_column else given)
        self._left[part] -= count
        if part == "organizations":
            self._records[part] += self._organizations(given)
        elif part == "members":
            self._people(given, names)
        elif part == "roll" and self.names_beside:
            self._take_rolls(given)
        elif part == "roll":
            _add_new(self._rolls, given, _is_roll)
        else:
            self._records[part] += self._rows(part, given, names)

    def _rows(self, part: str, given: Any, names: Sequence[str | None]) -> list[Any]:  # noqa: ANN401 - as above
        if names and not self.names_beside:
            raise UnreadableError
        rows: list[Any] = _adapter(part).validate_python(_put_back(given, _as_told(names)) if names else given)
        _require_beside(given, tuple(rows), names)
        return rows

    def _organizations(self, some: Any) -> list[Any]:  # noqa: ANN401 - as above
        if self.version == 1:
            some = [with_consents(values) for values in some]
        if isinstance(some, list):
            return _adapter("organizations").validate_python(some)
        columns = dict(some)
        if "consents" in columns:
            papers: list[tuple[Consent, ...]] = [()] * len(columns["id"])
            for at, its in _papers().validate_python(columns["consents"]).items():
                papers[at] = its
            columns["consents"] = papers
        whole = sheet(columns, "organization", Organization)
        if whole.problems or not all(isinstance(column, list) for column in columns.values()):
            raise UnreadableError
        rows = read_rows(whole, Organization)
        if not rows.problems and len(rows.records) == len(whole.rows):
            return rows.records
        return _adapter("organizations").validate_python(list(whole.rows))  # what tables may not hold, records may

    def _people(self, some: Any, names: Sequence[str | None]) -> None:  # noqa: ANN401 - as above
        if isinstance(some, list):
            if names:
                raise UnreadableError
            people = People.of(_adapter("members").validate_python(some)).columns
            ids, waiting = people.ids, people.waiting
            given = tuple(map(self._known.setdefault, people.names, people.names))
        else:
            _require_keys(some, {"id"}, {"probationary"})
            if not isinstance(some["id"], list) or len(some["id"]) != len(names):
                raise UnreadableError
            ids, given = self._tidy(some["id"], names)
            waiting = _marked(some.get("probationary", ()), len(ids))
        self._ids.append(ids)
        self._names.append(given)
        self._waiting += waiting

    def _tidy(self, ids: list[Any], names: Sequence[str | None]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Ids and names as records keep them; what is none is refused by the record.

        Names of a nation repeat: each is looked at once, and equal ones are one text.
        """
        known = self._known
        kept: tuple[Any, ...] = tuple(map(known.get, names))
        new = [] if all(kept) else [*{*names} - known.keys()]
        columns, bad, problems = columns_of("member"), set[int](), list[Any]()
        read = [
            columns[field].read(values, Sheet("member", Across({field: values}), range(len(values))), bad, problems)
            for field, values in (("id", ids), ("name", new))
        ]
        if problems or bad:
            rows = [{"id": key, "name": ERASED if name is None else name} for key, name in zip(ids, names, strict=True)]
            people = People.of(_adapter("members").validate_python(rows)).columns
            return people.ids, tuple(map(known.setdefault, people.names, people.names))
        if new:
            known.update(zip(new, read[1], strict=True))
            kept = tuple(map(known.__getitem__, names))
        return tuple(read[0]), kept

    def _take_rolls(self, some: list[Any]) -> None:
        if self._left["members"]:
            raise UnreadableError
        if self._settled is None:
            self._settled = tuple(chain.from_iterable(self._ids))
        ids = self._settled
        for key, what in some:
            if not isinstance(key, str) or key in self._rolls or not what:
                raise UnreadableError
            if isinstance(what, list):
                self._rolls[key] = tuple([ids[_place(row, ids)] for row in what])
                count = len(what)
            else:
                count = self._rolls[key] = _whole(what)
                self._listed += count
            self._left["listed"] -= count
        if self._listed > len(ids):
            raise UnreadableError

    def _built(self) -> Hierarchy:
        ids = self._settled or tuple(chain.from_iterable(self._ids))
        people = People(Columns(ids, tuple(chain.from_iterable(self._names)), bytes(self._waiting)))
        records, rolls = self._records, _as_listed(ids, self._rolls)
        self._ids, self._names, self._known, self._waiting, self._settled = [], [], {}, bytearray(), None
        return built(Hierarchy, records.pop("organizations"), people, rolls, records, self._as_of)


_PARTS: Final = ("organizations", "members", "roll")
"""What an opening consists of beside side tables; of each the first line says how many there are."""

_FIRST_TABLES: Final = frozenset({"groups", "mass_bodies", "stays"})
"""Those every file of version 2 counts; a younger one is named where there are any, so that older releases read on."""

_WITH_NAMES: Final = frozenset({"members", *TABLES})
"""Parts of an opening beside whose lines names may stand."""

_NAME: Final = re.compile(r"[a-z0-9./-]{1,40}")
_NUMBERS: Final = 1000
"""What a format is called, and what its version is less than: anything else in a foreign header may be of somebody."""


def _marked(places: Iterable[Any], count: int) -> bytes:
    """A mark at each of these places."""
    marks, places = bytearray(count), [*places]
    if places and ({*map(type, places)} != {int} or min(places) < 0 or max(places) >= count):
        raise UnreadableError
    for at in places:
        marks[at] = 1
    return bytes(marks)


def _as_listed(ids: tuple[str, ...], rolls: Mapping[str, int | Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """Rolls that are lists of ids, or say how many are on each of those who come roll by roll."""
    sizes = {key: what for key, what in rolls.items() if isinstance(what, int)}
    runs = Runs(ids, sizes)
    if len(sizes) == len(rolls):
        return runs
    return {key: runs[key] if isinstance(what, int) else what for key, what in rolls.items()}


def _as_told(names: Sequence[str | None]) -> list[str]:
    """Names, those that were erased among them."""
    return [ERASED if name is None else name for name in names]


def _place(row: object, of: Sequence[object]) -> int:
    """A row of a table as a file says it."""
    return _whole(row, least=0) if isinstance(row, int) and row < len(of) else _whole(None)


def _of_pairs(table: SideTable[Any], some: Mapping[str, Any], known: Sequence[Any]) -> list[dict[str, Any]]:
    """Records of a table as an object from one id to another, none of them there already."""
    there = {table.key_of(row) for row in known}
    if table.of_pair is None or not there.isdisjoint(some) or not all(map(_is_text, some.values())):
        raise UnreadableError
    return [*map(PLANS.plain, starmap(table.of_pair, some.items()))]


def _add_new(known: dict[str, Any], more: Any, fits: Callable[[object], bool]) -> None:  # noqa: ANN401 - as above
    """Add entries of an object that are new and of the right type."""
    if not known.keys().isdisjoint(more) or not all(map(fits, more.values())):
        raise UnreadableError
    known.update(more)


# --- the entries -----------------------------------------------------------------------------------------------------


def entry_line(entry: LogEntry) -> Said:
    """The line of an entry of the log; names of people stand beside it, in the order in which it has them."""
    body, names = _entry_body(entry), list[str | None]()
    if isinstance(entry, Enactment | Correction) and entry.plan is not None:
        _take_out(entry.plan, body["plan"], names)
    elif isinstance(entry, Correction) and entry.record is not None and entry.organization is None:
        name, key = entry.record
        records = RECORDS[name]
        _take_out(records.kind(**{"id": key, **records.usual, **dict(entry.fields)}), body[name], names)
    return Said(body, tuple(names))


_NAMES: Final[Mapping[type[Any], str]] = {
    Member: "name",
    RenameMember: "name",
    ResidentialGroup: "head",
    ChangeGroup: "head",
}
"""The field of a record that holds the name of a person."""

_WHOSE: Final[Mapping[str, tuple[str, ...]]] = {"name": ("member", "id"), "head": ("id", "group")}
"""Such fields, each with those that say whose name it is: a member's, or that of the head of a residential group."""


def _take_out(record: object, said: Any, names: list[str | None]) -> None:  # noqa: ANN401 - JSON values
    """Put the place of a name for the name, in whatever is said of people."""
    if isinstance(record, tuple):
        for one, its in zip(record, said, strict=True):
            if not isinstance(one, str):
                _take_out(one, its, names)
    elif is_dataclass(record):
        field = _NAMES.get(type(record), "")
        if said.get(field) is not None:
            name = getattr(record, field)
            said[field] = len(names)
            names.append(None if name == ERASED else name)
        for part, its in said.items():
            if isinstance(its, list | dict):
                _take_out(getattr(record, part), its, names)


def _put_back(said: Any, names: Sequence[str]) -> Any:  # noqa: ANN401 - as above
    """The same with the names where their places stand."""
    if isinstance(said, list):
        return [_put_back(one, names) if isinstance(one, list | dict) else one for one in said]
    back = {key: _put_back(one, names) if isinstance(one, list | dict) else one for key, one in said.items()}
    for field in _WHOSE:
        if type(at := said.get(field)) is int:
            back[field] = names[_place(at, names)]
    return back


class _Named(NamedTuple):
    """A name that stands beside a line: its place there, which field it is of, and the id of whom it names."""

    place: int
    field: str
    of: str


def _named_in(said: Any) -> Iterator[_Named]:  # noqa: ANN401 - as above
    """The names that stand beside what is said."""
    if isinstance(said, list):
        for one in said:
            yield from _named_in(one)
    elif isinstance(said, dict):
        for field, whose in _WHOSE.items():
            if type(said.get(field)) is int:
                yield _Named(said[field], field, said[next((one for one in whose if one in said), "id")])
        for one in said.values():
            yield from _named_in(one)


def _names_in(record: object) -> Iterator[str]:
    """Names of the people records have, in their order."""
    if isinstance(record, tuple):
        for one in record:
            yield from _names_in(one)
    elif is_dataclass(record):
        name = getattr(record, _NAMES.get(type(record), ""), None)
        if name is not None:
            yield name
        for field in fields(record):
            yield from _names_in(getattr(record, field.name))


def _require_beside(said: object, read: object, names: Sequence[str | None]) -> None:
    """Refuse names beside a line that are not those it says: some left over, or none of the ones that were read.

    Raises:
        UnreadableError: they are not.
    """
    named = [*_named_in(said)] if names else []
    if sorted(one.place for one in named) != [*range(len(names))]:
        raise UnreadableError
    told = _as_told(names)
    if named and sorted(_names_in(read)) != sorted(told):  # their order is that of the keys, which may be another one
        raise UnreadableError


def _plan(said: object, names: Sequence[str | None] | None) -> Plan:
    """A plan out of what a line says of it, and the names beside that; `None` where they stand in it."""
    if names is None:
        return Plan.from_dict(said)  # type: ignore[arg-type]  # it tells what is none
    plan = Plan.from_dict(_put_back(said, _as_told(names)))
    _require_beside(said, plan, names)
    return plan


def _entry_body(entry: LogEntry) -> dict[str, object]:
    if isinstance(entry, Enactment):
        body: dict[str, object] = {"decision": entry.number, "recorded": entry.recorded.isoformat()}
        if entry.reverses is not None:
            body["reverses"] = entry.reverses
        if entry.before:
            body["before"] = entry.before[-1]
        return body | {"plan": entry.plan.as_dict()}
    if isinstance(entry, Closing):
        head = {"closing": entry.number, "recorded": entry.recorded.isoformat()}
        return head | {"on": entry.on.isoformat(), "basis": PLANS.plain(entry.basis)}
    if isinstance(entry, Expectation):
        head = {"expectation": entry.number, "recorded": entry.recorded.isoformat()}
        return head | {"balance": PLANS.plain(entry.balance)}
    body = {"correction": entry.number, "recorded": entry.recorded.isoformat(), "reason": entry.reason}
    if entry.recordings:
        return body | {"recordings": [[number, day.isoformat()] for number, day in entry.recordings]}
    if entry.plan is not None:
        return body | {"of": entry.decision, "plan": entry.plan.as_dict()}
    values = {name: _plain(value) for name, value in entry.fields}
    if entry.record is None or entry.organization is not None:
        return body | {"organization": entry.organization, "fields": values}
    name, key = entry.record
    return body | {name: {"id": key, **values}}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [one if isinstance(one, str) else PLANS.plain(one) for one in value]
    return value.value if isinstance(value, Enum) else value


def read_entry(body: Mapping[str, Any], names: Sequence[str | None] | None = None) -> LogEntry:
    """An entry of the log out of its line.

    Args:
        body: what the line says.
        names: the names beside it; `None` in a file where they stand in the line itself.

    Raises:
        UnreadableError: the line says something else.
        InvalidInputError: its plan is none.
    """
    try:
        recorded = _day(body["recorded"])
        if "decision" in body:
            _require_keys(body, {"decision", "recorded", "plan"}, {"reverses", "before"})
            number, plan = _whole(body["decision"]), _plan(body["plan"], names)
            reverses = _whole(body["reverses"]) if "reverses" in body else None
            before = (_whole(body["before"]),) if "before" in body else ()
            return Enactment(number, plan, recorded, reverses, before=before)
        if "closing" in body or "expectation" in body:
            return _beside(body, recorded, names)
        number, reason = _whole(body["correction"]), body["reason"]
        if not isinstance(reason, str) or (names and body.keys().isdisjoint({"plan", "group", "member"})):
            raise UnreadableError
        said = {"correction", "recorded", "reason"}
        if "recordings" in body:
            _require_keys(body, said | {"recordings"})
            recordings = tuple((_whole(entry), _day(day)) for entry, day in body["recordings"])
            return Correction(number, recorded, reason, recordings=recordings)
        if "plan" in body:
            _require_keys(body, said | {"of", "plan"})
            return Correction(number, recorded, reason, decision=_whole(body["of"]), plan=_plan(body["plan"], names))
        if "organization" in body:
            _require_keys(body, said | {"organization", "fields"})
            key, values = body["organization"], with_consents({**body["fields"], "id": body["organization"]})
            if "id" in body["fields"]:
                raise UnreadableError
            return Correction(number, recorded, reason, organization=key, fields=_fields("organization", values))
        name = "group" if "group" in body else "member"
        _require_keys(body, said | {name})
        values = _put_back(body[name], _as_told(names or ()))
        right = _fields(name, values)
        record = RECORDS[name].kind(**{**RECORDS[name].usual, **dict(right), "id": values["id"]})
        _require_beside(body[name], record, names or ())
        return Correction(number, recorded, reason, fields=right, **{name: record.id})
    except InvalidInputError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise UnreadableError from None


def _beside(body: Mapping[str, Any], recorded: dt.date, names: Sequence[str | None] | None) -> LogEntry:
    """An entry that changes no state."""
    if names:
        raise UnreadableError
    try:
        if "closing" in body:
            _require_keys(body, {"closing", "recorded", "on", "basis"})
            return Closing(_whole(body["closing"]), recorded, _day(body["on"]), Document(**body["basis"]))
        _require_keys(body, {"expectation", "recorded", "balance"})
        said = body["balance"]
        _require_keys(said, {"organization", "on"}, Balance.__dataclass_fields__.keys())
        figures = {name: _whole(count, least=0) for name, count in said.items() if name not in {"organization", "on"}}
        balance = Balance(said["organization"], _day(said["on"]), **figures)
        return Expectation(_whole(body["expectation"]), recorded, balance)
    except InvalidInputError:
        raise UnreadableError from None


def _require_keys(body: Mapping[str, Any], needed: set[str], allowed: AbstractSet[str] = frozenset()) -> None:
    if not needed <= body.keys() <= needed | allowed:
        raise UnreadableError


def _whole(value: object, *, least: int = 1) -> int:
    """A number as it is written: no text, no yes or no."""
    if type(value) is not int or not least <= value <= _MOST:
        raise UnreadableError
    return value


_MOST: Final = 10**9
"""More than any ledger counts."""


def _day(value: object) -> dt.date:
    """A day as it is written, in this form only."""
    if not isinstance(value, str) or (day := dt.date.fromisoformat(value)).isoformat() != value:
        raise UnreadableError
    return day


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_roll(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _fields(name: str, values: Mapping[str, Any]) -> tuple[tuple[str, object], ...]:
    """Fields of a record with the types they have there; the values hold its id."""
    key, right = values["id"], {field: value for field, value in values.items() if field != "id"}
    if not isinstance(key, str) or not right or not right.keys() <= set(RECORDS[name].fields):
        raise UnreadableError
    try:
        return RECORDS[name].read(key, right)
    except InvalidInputError:
        raise UnreadableError from None


# --- erasing ---------------------------------------------------------------------------------------------------------


def erase(whose: str | ResidentialGroup, path: str | PathLike[str]) -> int:
    """Take a name out of a file: that of a person, wherever it stands for the person, or of the heads of a group.

    Args:
        whose: id of a person; or a residential group, whatever of it is recorded.
        path: the file.

    Returns:
        In how many places it stood.

    Raises:
        DamagedLineError: a line is not as it was written, or says what none says.
        InvalidInputError: a file of another version; nobody in it has this id; no head of the group is in it, or one is
            in what is sealed.
        OSError: the file cannot be read or written.
    """
    erased = 0
    is_his = _of_head(whose.id) if isinstance(whose, ResidentialGroup) else _of_member(whose)

    def find(lines: Iterable[journal.Entry]) -> dict[int, list[int]]:
        nonlocal erased
        reader, places, known = Reader(), dict[int, list[int]](), False
        for line in lines:
            try:
                if reader.version == 0:
                    reader.take(line)
                    own = []
                else:
                    own = is_his(line)
                still = [at for at in own if line.names[at] is not None]
            except (UnreadableError, KeyError, IndexError, TypeError, RecursionError):
                raise journal.DamagedLineError(line.number, "unreadable") from None
            if not reader.names_beside:
                raise InvalidInputError([finding("ledger/sealed-names", "file", version=reader.version)])
            known = known or bool(own)
            if still:
                places[line.number] = still
        if not known:
            unknown = finding("ledger/unknown-member", "member")
            if isinstance(whose, ResidentialGroup):
                unknown = finding("ledger/unknown-head", whose.id)
            raise InvalidInputError([unknown])
        erased = sum(map(len, places.values()))
        return places

    journal.erase(path, find)
    return erased


def _of_member(key: str) -> Callable[[journal.Entry], list[int]]:
    """Where the name of a person stands beside a line, and the id where the person is the head of a group.

    Where a line of an older release seals this id as that of a head, it stays: it must go everywhere or nowhere.
    """
    sealed = False

    def find(line: journal.Entry) -> list[int]:
        nonlocal sealed
        people: Any = line.body.get("members")
        if people is not None:
            return [at for at, one in enumerate(people["id"]) if one == key]
        sealed = sealed or any(head == key for _, head in _sealed_heads(line.body))
        if not line.names:
            return []
        named = _named_in(line.body)
        return [
            one.place
            for one in named
            if (not sealed and line.names[one.place] == key if one.field == "head" else one.of == key)
        ]

    return find


def _of_head(key: str) -> Callable[[journal.Entry], list[int]]:
    """Where the heads of a residential group stand beside a line."""

    def find(line: journal.Entry) -> list[int]:
        if any(group == key for group, _ in _sealed_heads(line.body)):
            raise InvalidInputError([finding("ledger/sealed-head", key, line=line.number)])
        named = _named_in(line.body) if line.names else ()
        return [one.place for one in named if one.field == "head" and one.of == key]

    return find


def _sealed_heads(said: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - JSON values
    """Residential groups whose heads an older release sealed, with these."""
    if isinstance(said, list):
        for one in said:
            if isinstance(one, list | dict):
                yield from _sealed_heads(one)
    elif isinstance(said, dict):
        if isinstance(head := said.get("head"), str):
            yield said.get("id") or said["group"], head
        for one in said.values():
            if isinstance(one, list | dict):
                yield from _sealed_heads(one)


# --- what is wrong with a file --------------------------------------------------------------------------------------

_DAMAGES: Final[dict[journal.Damage, Words]] = {
    "truncated": Words(vi="chưa ghi trọn", en="it was not written to its end"),
    "unreadable": Words(vi="không phải nội dung của sổ", en="it does not say what a ledger says"),
    "recoded": Words(
        vi="tệp đã bị lưu theo UTF-16; hãy lưu lại theo UTF-8", en="the file was saved in UTF-16; save it as UTF-8"
    ),
    "document": Words(
        vi="tệp này là một tài liệu JSON, không phải tệp sổ; dùng hàm đọc văn bản JSON",
        en="it begins a JSON document and no file of a ledger; from_json() reads the text of such a document",
    ),
    "unsealed": Words(
        vi="mã băm không khớp; dòng bị sửa, hoặc có dòng trước đó bị bỏ hay đổi chỗ",
        en="its hash does not fit; it was edited, or a line before it was taken out or moved",
    ),
}


def damaged(line: int, damage: journal.Damage) -> Finding:
    """A line that is not as it was written."""
    return finding("ledger/damaged-line", f"line {line}", line=line, reason=_DAMAGES[damage])


def other_file(reason: Words) -> InvalidInputError:
    """A file that does not hold the beginning of a ledger."""
    return InvalidInputError([finding("ledger/other-file", "file", reason=reason)])
