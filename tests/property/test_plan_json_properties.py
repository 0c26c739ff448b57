"""Plans as JSON by a hostile hand: whatever stands there is read or refused in one way; what is read can be seen."""

from __future__ import annotations

import copy
import json
import random
from typing import Any, Final

from hypothesis import event, given, note
from hypothesis import strategies as st

from dangbo import InvalidInputError, Plan, PlanRejectedError
from tests.builders import plan
from tests.property.test_inverse_properties import found, places
from tests.unit.test_operations import EVERY, UNDONE, city

SEEDS: Final = [plan(*operations, by=by) for operations, by in EVERY.values()]
PLAIN: Final = [one.as_dict() for one in SEEDS]
PLAIN.extend(seed.preview(city()).inverse(effective="2023-07-01", basis=UNDONE).as_dict() for seed in SEEDS)

HOSTILE: Final[tuple[Any, ...]] = (
    *(None, True, 0, -1, 1.5, float("inf"), 10**30, "", " ", "\ud800", "a\ud800b", "x" * 10_000, "\x00", "\u202e"),
    *("tp", "cb-1", "m-1-0", "2023-02-30", "31/06/2025", "9999-12-31", [], {}, [[]], {"id": 1}, {"operation": "merge"}),
    *([1, 2], ["cb-1", "cb-1"], {"of": "cb-1", "full": 10**9}, json.loads("[" * 200 + "]" * 200)),
)
SCRAPS: Final = ("[", "{", '"', "\\ud800", "1e999", ",", "\x00", "[" * 5_000, "9" * 5_000, '"operation": "merge",')


def harmed(seed: int) -> dict[str, Any]:
    """A plan of the verbs, or an inverse, as JSON values, after one to three changes."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    values: dict[str, Any] = copy.deepcopy(chance.choice(PLAIN))
    for _ in range(chance.choice((1, 1, 2, 3))):
        at = chance.choice(list(places(values)) or [("schema",)])
        above = found(values, at[:-1])
        match chance.randrange(6):
            case 0:
                above.pop(at[-1])
            case 1 if isinstance(above, list):
                above.append(copy.deepcopy(above[at[-1]]))
            case 2 if isinstance(above, dict):
                above[chance.choice(["fulll", "\ud800", '"', "operation", "id", "consents"])] = chance.choice(HOSTILE)
            case 3:
                above[at[-1]] = copy.deepcopy(found(values, chance.choice(list(places(values)))))
            case _:
                above[at[-1]] = copy.deepcopy(chance.choice(HOSTILE))
    return values


def text_of(values: dict[str, Any], seed: int) -> str:
    """The same as text, now and then with a scrap in it."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    text = json.dumps(values, ensure_ascii=chance.random() < 0.5).replace("Infinity", "1e999")
    if chance.random() < 0.3:
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice(SCRAPS) + text[at:]
    return text


def reading(values: dict[str, Any], text: str | None) -> Plan | InvalidInputError:
    """The plan, or what refuses it."""
    try:
        return Plan.from_dict(values) if text is None else Plan.from_json(text)
    except InvalidInputError as error:
        return error


@given(st.integers(0, 2**32), st.booleans())
def test_a_hostile_plan_is_read_or_refused_and_never_more(seed: int, as_text: bool) -> None:
    values = harmed(seed)
    note(repr(values)[:2_000])
    read = reading(values, text_of(values, seed) if as_text else None)
    if isinstance(read, InvalidInputError):
        assert len(str(read)) < 20_000
        assert read.findings
        event("unreadable")
        return
    seen = read.preview(city())
    assert all(one.text(lang="vi") and one.text(lang="en") for one in seen.findings)
    read.order(city())
    assert Plan.from_json(read.to_json()) == read
    try:
        read.apply(city())
        event("applied")
    except PlanRejectedError:
        assert seen.blocking
        event("refused")
