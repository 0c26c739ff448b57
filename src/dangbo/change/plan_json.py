"""Plans as plain JSON values, and back: their verbs, the records of side tables, what former versions wrote.

How records become JSON is said in `dangbo.base.json_records`. What plans add: an operation says its verb in
`"operation"`, a record of a side table its table where those of several stand together.

The fields of records have their titles in `dangbo.change.titles`; operations have theirs in the table of verbs.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any, Final

from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import reason_of
from dangbo.base.json_records import UNTOLD, JsonSchema, Many, Path, Reading, Records, Shape, Tagged, needed, read_value
from dangbo.base.text import fold, nearest
from dangbo.base.told import DIALECT
from dangbo.base.words import Words
from dangbo.change.inverse import Restore
from dangbo.change.play import Operation
from dangbo.change.titles import TITLES
from dangbo.change.verbs.table import VERBS
from dangbo.tree.records import PAPER, Organization, paper_of
from dangbo.tree.tables import BODIES, GROUPS, STAYS, TABLES, Beside, Entries, table_of

_VERB: Final = "operation"
"""The entry in which an operation says which one it is."""

_TABLE: Final = "table"
"""The entry in which a record of a side table says of which one it is, where those of several stand together."""


class _Plans(Records):
    """How plans, and what they hold, are written."""

    def title_of(self, kind: type[Any]) -> Words:
        return VERBS[kind.verb].title if issubclass(kind, Operation) else super().title_of(kind)

    def field_title(self, kind: type[Any], name: str) -> Words:
        own = VERBS[kind.verb].fields.get(name) if issubclass(kind, Operation) else None
        return own or super().field_title(kind, name)

    def tag_of(self, kind: type[Any]) -> tuple[str, str, Words] | None:
        if not issubclass(kind, Operation):
            return None
        return _VERB, kind.verb, Words(vi="Loại nội dung sắp xếp", en="Kind of operation")

    def own_shape(self, hint: object) -> Shape | None:
        if hint is Operation:
            title = Words(vi="Nội dung sắp xếp", en="Operation")
            return Tagged(self, _VERB, VERBS, attrgetter("kind"), "Operation", title, _no_verb)
        if hint is Beside:
            title = Words(vi="Bản ghi của một bảng", en="Record of a table")
            entry = Tagged(
                self, _TABLE, TABLES, attrgetter("record"), "Entry", title, _no_table, tag=Words(vi="Bảng", en="Table")
            )
            return Many((entry,), open=True)
        return None

    def own_value(self, value: object) -> object:
        if isinstance(value, Entries):
            return [{_TABLE: table.name, **self.plain(row)} for row in value if (table := table_of(row)) is not None]
        return UNTOLD

    def as_now(
        self, kind: type[Any], given: Mapping[object, object], at: Path, reading: Reading
    ) -> Mapping[object, object]:
        if kind is Restore:
            return _with_tables(given)
        if kind is Organization and reading.version == 1 and PAPER in given:
            return _with_consents(given, at, reading)
        return given


class _Operations:
    """Operations as documents, each one alone."""

    def as_dict(self, operation: Operation) -> dict[str, object]:
        return PLANS.plain(operation)

    def from_dict(self, kind: type[Operation], values: Mapping[str, object]) -> Operation:
        reading = Reading(Words(vi="nội dung sắp xếp", en="the operation"), {})
        read = read_value(PLANS.shape_of(Operation), values, (), reading)
        if not reading.findings and not isinstance(read, kind):
            reading.bad((_VERB,), Words(vi=f"phải là '{kind.verb}'", en=f"it must be '{kind.verb}'"))
        if reading.findings or not isinstance(read, kind):
            raise InvalidInputError(reading.findings)
        return read

    def json_schema(self, kind: type[Operation]) -> dict[str, object]:
        defs: dict[str, JsonSchema] = {}
        if kind is Operation:
            PLANS.shape_of(Operation).schema(defs)
            schema = defs[Operation.__name__]
        else:
            schema = PLANS.schema_of(kind, defs)
        return {"$schema": DIALECT, **schema, "$defs": dict(sorted(defs.items()))}


OPERATIONS: Final = _Operations()
"""How one operation alone is written."""


def _no_verb(word: str) -> Words:
    """That there is no such operation, and those it may be: by what else they are called, or by a slip of the pen.

    What is like a code only in part is as a rule another word, and a code behind a prefix its opposite: "abolish" is
    far from "establish", and "unsplit" from "split".
    """
    called = fold(word)
    names = {fold(name): verb for verb, row in VERBS.items() for name in (verb, row.title.vi, row.title.en)}
    others = [verb for verb, row in VERBS.items() if called in map(fold, row.also)]
    slips = [names[name] for name in nearest(called, names, limit=2, alike=_SLIP) if not called[1:].endswith(name)]
    near = dict.fromkeys([names[called]] if called in names else others or slips)
    if not near:
        return Words(
            vi="không có loại nội dung này; lược đồ JSON liệt kê các loại",
            en="there is no such operation; the JSON Schema lists them",
        )
    shown = [f"'{verb}'" for verb in near]
    return Words(
        vi=f"không có loại nội dung này; gần nhất: {' hoặc '.join(shown)}",
        en=f"there is no such operation; the nearest: {' or '.join(shown)}",
    )


_SLIP: Final = 0.8
"""How much of its letters a word shares with the one that was meant, at least."""


def _no_table(word: str) -> Words:
    """That there is no such side table."""
    del word
    known = ", ".join(f"'{one}'" for one in TABLES)
    return Words(vi=f"không thuộc các giá trị {known}", en=f"it is none of {known}")


_ONCE: Final = {"groups": GROUPS.name, "stays": STAYS.name, "bodies": BODIES.name}
"""The tables an inverse had when each of them had fields of its own."""


def _with_tables(given: Mapping[object, object]) -> Mapping[object, object]:
    """An inverse written before side tables had one field; as it is where it is none of those."""
    old = [name for name in given if name in _OLD_FIELDS]
    if not old or not given.keys().isdisjoint(_BESIDE):
        return given
    values = {name: value for name, value in given.items() if name not in _OLD_FIELDS}
    sides: dict[str, list[object]] = {"": [], "left_": []}
    try:
        for side, rows in sides.items():
            for name, table in _ONCE.items():
                for row in _listed(given.get(side + name, ())):
                    if name != STAYS.name:
                        rows.append({_TABLE: table, **row})
                    elif row[1] is not None:
                        rows.append({_TABLE: table, "member": row[0], "organization": row[1]})
        ends: list[object] = [[GROUPS.name, key] for key in _listed(given.get("groups_end", ()))]
        back, left = (dict(_listed(given.get(side, ()))) for side in ("stays", "left_stays"))
        ends += ([STAYS.name, member] for member, at in back.items() if at is None and left.get(member) is not None)
    except (TypeError, ValueError, LookupError):  # nobody wrote that: its fields are told as unknown
        return given
    return values | {"beside": sides[""], "beside_ends": ends, "left_beside": sides["left_"]}


def _listed(value: object) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise TypeError
    return list(value)


_BESIDE: Final = frozenset({"beside", "beside_ends", "left_beside"})
_OLD_FIELDS: Final = frozenset({"groups_end", *_ONCE, *(f"left_{name}" for name in _ONCE)})


def _with_consents(given: Mapping[object, object], at: Path, reading: Reading) -> Mapping[object, object]:
    """An organization with one paper of which was unsaid what it covers."""
    paper, key = given[PAPER], given.get("id")
    values = {name: value for name, value in given.items() if name != PAPER}
    if paper is None or not isinstance(key, str):
        return values
    if not isinstance(paper, str):
        reading.bad((*at, PAPER), needed("string"))
    elif not paper.strip():
        reading.bad((*at, PAPER), reason_of("string_too_short"))
    else:
        values["consents"] = [PLANS.plain(paper_of(key.strip(), paper))]
    return values


PLANS: Final = _Plans(
    TITLES,
    lists={
        "operations": Words(vi="nội dung", en="operation"),
        "consents": Words(vi="văn bản đồng ý", en="consent"),
        "waivers": Words(vi="văn bản cho phép", en="waiver"),
    },
)
"""How plans, and the ledgers they stand in, are written."""
