"""Bodies for the interface of `examples/api.py`, changed at random: each gets an answer or one clear refusal.

`python -m tests.bodies http://127.0.0.1:8000 10000` sends as many to a server that runs, and prints how many were
answered with what; the tests send 200.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any, Final
from urllib.parse import urlsplit

PLAN: Final[dict[str, Any]] = {
    "schema": "dangbo/plan",
    "version": 2,
    "effective": "2023-06-01",
    "decided_by": "dbp-quan-trieu",
    "basis": {"kind": "quyết định", "number": "12-QĐ/ĐU", "issued": "2023-05-20"},
    "operations": [
        {"operation": "merge", "sources": ["cb-quan-trieu-tdp-1"], "into": "cb-quan-trieu-tdp-2"},
        {"operation": "rename", "organization": "cb-quan-trieu-tdp-3", "name": "Chi bộ số 3"},
        {"operation": "transfer", "members": ["m-00001"], "to": "cb-quan-trieu-tdp-4"},
    ],
}
_DEEP: Final = 10_000
WHOLE: Final = (
    b"",
    b"null",
    b"[]",
    b'"plan"',
    b"NaN",
    b"1e999",
    b"-" + b"9" * 5_000,
    b"[" * _DEEP,
    b"[" * _DEEP + b"]" * _DEEP,
    b'{"operations":' * _DEEP + b"1" + b"}" * _DEEP,
    b"\xff\xfe\x00",
    "Đảng bộ".encode("utf-16"),
    b"\xef\xbb\xbf{}",
    b'{"schema":"dangbo/plan"}{"schema":"dangbo/plan"}',
)
"""Bodies that are no plan at all."""

_VALUES: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 10**30, 1e308, "", " ", "\0", "\ud800", "merge", "2023-02-30", "9999-12-31"),
    *("cb-quan-trieu-tdp-2", "dbp-quan-trieu", "Đảng bộ", [], {}, [[]], {"": {}}, ["cb-quan-trieu-tdp-1"] * 3),
    *([{"operation": "merge"}], {"operation": "abolish"}, "x" * 5_000, {"schema": "dangbo/plan", "version": 3}),
)
_TEXTS: Final = (
    b"NaN",
    b"1e999",
    b"-Infinity",
    b"9" * 5_000,
    b'{"a":1,"a":2}',
    b"[" * 3_000,
    b"\xff",
    b"\\ud800",
    b",",
)
TYPES: Final = (
    *("application/json",) * 15,
    *("application/json; charset=utf-16", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""),
)


def _places(value: object) -> Iterator[tuple[Any, Any]]:
    """Every place in a value: what holds it, and its key or number."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])  # type: ignore[index]


def body(seed: int) -> tuple[bytes, str]:
    """A body, and the type it says it is of."""
    chance = random.Random(seed)  # noqa: S311 - a seed, no secret
    kind = chance.choice(TYPES)
    if chance.random() < 0.1:
        return chance.choice(WHOLE), kind
    plan = json.loads(json.dumps(PLAN))
    for _ in range(chance.randrange(3)):
        holder, key = chance.choice([*_places(plan)])
        match chance.randrange(4):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, dict):
                holder[chance.choice(("operation", "x", "", "sources", "into", "waivers", "consents"))] = holder[key]
            case 2:
                holder[key] = [holder[key]]
            case _:
                holder[key] = chance.choice(_VALUES)
    data = json.dumps(plan, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    if chance.random() < 0.2:  # something that no JSON library would write
        at = chance.randrange(len(data))
        data = data[:at] + chance.choice(_TEXTS) + data[at + chance.randrange(3) :]
    return data, kind


def answered(connection: HTTPConnection, path: str, data: bytes, kind: str) -> tuple[int, dict[str, Any]]:
    """The status of an answer and what it says."""
    connection.request("POST", path, data, {"Content-Type": kind} if kind else {})
    response = connection.getresponse()
    said: dict[str, Any] = json.loads(response.read())
    return response.status, said


def faults(address: str, seeds: range) -> Iterator[tuple[int, int, str]]:
    """Send bodies to a server: the seed, the status, and the error it was told or none; anything else is a fault."""
    server = urlsplit(address)
    connection = HTTPConnection(server.hostname or "", server.port)
    for seed in seeds:
        path = "/preview" if seed % 4 else "/ledger?seal=none"
        status, said = answered(connection, path, *body(seed))
        kind = said.get("schema")
        sound = status == 200 if kind == "dangbo/preview" else 400 <= status < 500 and kind == "dangbo/error"
        assert sound, (seed, status, said)
        assert said.get("findings") or status == 200, (seed, said)
        yield seed, status, str(said.get("error", ""))
    connection.close()


if __name__ == "__main__":
    counted = Counter((status, error) for _, status, error in faults(sys.argv[1], range(int(sys.argv[2]))))
    for (status, error), count in counted.most_common():
        print(status, error or "previewed", count)  # noqa: T201 - what the script is for
