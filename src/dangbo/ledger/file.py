"""What a ledger file says: the opening snapshot and the entries of a log, as bodies of JSON lines and back.

| line | body |
|---|---|
| first | `{"schema": "dangbo/ledger", "version": 2, "as_of": ..., "organizations": how many, "members": ..., ...}` |
| opening | `{"organizations": [...]}`, `{"members": [...]}`, `{"roll": {...}}` ...: so many a line, in that order |
| entries | `{"decision": number, "recorded": ..., "plan": {...}}` or `{"correction": number, ...}` |

How lines are written, sealed and read is the matter of `dangbo.ledger.journal`; what entries do, of `dangbo.history`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from functools import cache
from itertools import islice
from typing import Any, Final

from pydantic import TypeAdapter

from dangbo.base.envelope import envelope, schema_name
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import finding
from dangbo.base.terms import Form, Level
from dangbo.change.plan_json import plain
from dangbo.hierarchy import Hierarchy
from dangbo.ledger.timeline import CORRECTABLE, Correction, Enactment, LogEntry
from dangbo.restructure import Plan
from dangbo.tree.members import Member
from dangbo.tree.records import MassBody, Organization, ResidentialGroup, with_consents

SCHEMA: Final = schema_name("ledger")
VERSION: Final = 2
"""What is written; version 1 is read: an organization has the citation of one paper there, and no `consents`."""

_LINE: Final = 500
"""Most records one line of the opening holds."""

_RECORDS: Final[dict[str, Any]] = {
    "organizations": Organization,
    "members": Member,
    "groups": ResidentialGroup,
    "mass_bodies": MassBody,
}


class UnreadableError(Exception):
    """A body that does not say what it should; `line` is all there is to tell, since the rest may be personal."""


@cache
def _adapter(part: str) -> TypeAdapter[list[Any]]:
    record = _RECORDS[part]
    return TypeAdapter(list[record])  # type: ignore[valid-type]


# --- the opening -----------------------------------------------------------------------------------------------------


def opening_bodies(opening: Hierarchy) -> Iterator[dict[str, object]]:
    """The first line of a file, and the lines of its opening snapshot."""
    lists: dict[str, Sequence[object]] = {
        "organizations": tuple(opening),
        "members": tuple(opening.members.values()),
        "groups": tuple(opening.groups.values()),
        "mass_bodies": tuple(opening.mass_bodies.values()),
    }
    pairs: dict[str, Mapping[str, object]] = {
        "roll": {org.id: ids for org in opening if (ids := opening.roll(org))},
        "stays": opening.stays,
    }
    counts = {part: len(records) for part, records in {**lists, **pairs}.items()}
    yield envelope("ledger", {"as_of": opening.as_of.isoformat(), **counts}, version=VERSION)
    for part, records in lists.items():
        for at in range(0, len(records), _LINE):
            some = list(records[at : at + _LINE])
            yield {part: _adapter(part).dump_python(some, mode="json", exclude_defaults=True)}
    for part, mapping in pairs.items():
        items = iter(mapping.items())
        while chunk := dict(islice(items, _LINE)):
            yield {part: chunk}


class OpeningReader:
    """Puts an opening snapshot together again, line by line."""

    def __init__(self) -> None:
        self._as_of = ""
        self._version = VERSION
        self._left: dict[str, int] = {}
        self._lists: dict[str, list[Any]] = {part: [] for part in _RECORDS}
        self._pairs: dict[str, dict[str, Any]] = {"roll": {}, "stays": {}}

    def take(self, body: Mapping[str, Any]) -> Hierarchy | None:
        """One more line; the snapshot with the last of them.

        Raises:
            UnreadableError: not a line of an opening, or more than was announced.
            InvalidInputError: a file of another schema or version, records that make no tree.
        """
        try:
            if not self._as_of:
                self._begin(body)
            else:
                ((part, some),) = body.items()
                if not some or not isinstance(some, list if part in self._lists else dict):
                    raise UnreadableError
                self._left[part] -= len(some)
                if part in self._lists:
                    if part == "organizations" and self._version == 1:
                        some = [with_consents(values) for values in some]
                    self._lists[part] += _adapter(part).validate_python(some)
                else:
                    self._pair(self._pairs[part], some, _is_roll if part == "roll" else _is_text)
        except InvalidInputError:
            raise
        except (KeyError, TypeError, ValueError, AttributeError):
            raise UnreadableError from None
        if min(self._left.values()) < 0:
            raise UnreadableError
        return None if any(self._left.values()) else self._built()

    def _begin(self, header: Mapping[str, Any]) -> None:
        schema, version = header.get("schema"), header.get("version")
        if schema != SCHEMA or type(version) is not int or not 1 <= version <= VERSION:
            known = f"{SCHEMA} 1-{VERSION}"
            told = {"schema": str(schema)[:_SHOWN], "version": str(version)[:_SHOWN], "known": known}
            raise InvalidInputError([finding("ledger/unknown-version", SCHEMA, rule=None, severity=None, **told)])
        parts = (*self._lists, *self._pairs)
        if header.keys() != {"schema", "version", "as_of", *parts}:
            raise UnreadableError
        self._as_of, self._version = _day(header["as_of"]).isoformat(), version
        self._left = {part: _whole(header[part], least=0) for part in parts}

    @staticmethod
    def _pair(known: dict[str, Any], more: Any, fits: Callable[[object], bool]) -> None:  # noqa: ANN401 - what a file says
        """Add entries of an object that are new and of the right type."""
        if not known.keys().isdisjoint(more) or not all(map(fits, more.values())):
            raise UnreadableError
        known.update(more)

    def _built(self) -> Hierarchy:
        lists, pairs = self._lists, self._pairs
        return Hierarchy(
            lists["organizations"],
            lists["members"],
            pairs["roll"],
            lists["groups"],
            stays=pairs["stays"],
            mass_bodies=lists["mass_bodies"],
            as_of=self._as_of,
        )


_SHOWN: Final = 40
"""Most characters of a foreign header that an error repeats."""


# --- the entries -----------------------------------------------------------------------------------------------------


def entry_body(entry: LogEntry) -> dict[str, object]:
    """The line of an entry of the log."""
    if isinstance(entry, Enactment):
        body: dict[str, object] = {"decision": entry.number, "recorded": entry.recorded.isoformat()}
        if entry.reverses is not None:
            body["reverses"] = entry.reverses
        if entry.before:
            body["before"] = entry.before[-1]
        return body | {"plan": entry.plan.as_dict()}
    body = {"correction": entry.number, "recorded": entry.recorded.isoformat(), "reason": entry.reason}
    if entry.recordings:
        return body | {"recordings": [[number, day.isoformat()] for number, day in entry.recordings]}
    if entry.plan is not None:
        return body | {"of": entry.decision, "plan": entry.plan.as_dict()}
    values = {name: _plain(value) for name, value in entry.fields}
    return body | {"organization": entry.organization, "fields": values}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value.value if isinstance(value, Enum) else value


def read_entry(body: Mapping[str, Any]) -> LogEntry:
    """An entry of the log out of its line.

    Raises:
        UnreadableError: the line says something else.
        InvalidInputError: its plan is none.
    """
    try:
        recorded = _day(body["recorded"])
        if "decision" in body:
            _require_keys(body, {"decision", "recorded", "plan"}, {"reverses", "before"})
            number, plan = _whole(body["decision"]), Plan.from_dict(body["plan"])
            reverses = _whole(body["reverses"]) if "reverses" in body else None
            before = (_whole(body["before"]),) if "before" in body else ()
            return Enactment(number, plan, recorded, reverses, before=before)
        number, reason = _whole(body["correction"]), body["reason"]
        if not isinstance(reason, str):
            raise UnreadableError
        said = {"correction", "recorded", "reason"}
        if "recordings" in body:
            _require_keys(body, said | {"recordings"})
            recordings = tuple((_whole(entry), _day(day)) for entry, day in body["recordings"])
            return Correction(number, recorded, reason, recordings=recordings)
        if "plan" in body:
            _require_keys(body, said | {"of", "plan"})
            return Correction(number, recorded, reason, decision=_whole(body["of"]), plan=Plan.from_dict(body["plan"]))
        _require_keys(body, said | {"organization", "fields"})
        key = body["organization"]
        if not isinstance(key, str) or not body["fields"]:
            raise UnreadableError
        return Correction(number, recorded, reason, organization=key, fields=_fields(key, body["fields"]))
    except InvalidInputError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
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


def _fields(key: str, fields: Mapping[str, Any]) -> tuple[tuple[str, object], ...]:
    """Fields of an organization with the types they have there."""
    values = with_consents({**fields, "id": key})
    del values["id"]
    if "id" in fields or not values.keys() <= set(CORRECTABLE):
        raise UnreadableError
    usual: dict[str, Any] = {"id": key, "name": "-", "form": Form.CHI_BO, "level": Level.BELOW_GRASSROOTS}
    try:
        record = Organization(**{**usual, **values})
    except InvalidInputError:
        raise UnreadableError from None
    return tuple((name, getattr(record, name)) for name in values)
