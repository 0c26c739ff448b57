"""Every document of the front door: as its schema says, in pydantic, and back again where it is an input."""

from __future__ import annotations

import inspect
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter, create_model

import dangbo as db
from dangbo.base.told import Documented, RecordDocument
from tests.unit.test_json import results

INPUTS = {"evidence", "hierarchy", "ledger", "meetings", "plan", "profiles", "ratings", "scheme", "target"}
"""What a front end sends: these at least are read."""


def closed(schema: object) -> Any:  # noqa: ANN401 - JSON
    """The same schema where an object may hold no key it does not name."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, Mapping):
        return schema
    told = {key: closed(value) for key, value in schema.items()}
    return (
        told | {"additionalProperties": False} if isinstance(told.get("properties"), dict) and "type" in told else told
    )


@pytest.mark.parametrize("name", results())
def test_it_holds_the_keys_its_schema_names_and_no_others(name: str) -> None:
    one = results()[name]
    schema = type(one).json_schema()
    values = json.loads(one.to_json())
    assert schema["$id"] == f"urn:dangbo:{name}:{values['version']}"
    Draft202012Validator(closed(schema)).validate(values)


@pytest.mark.parametrize("name", results())
def test_a_model_of_somebody_else_holds_it_and_writes_the_document(name: str) -> None:
    one = results()[name]
    kind: Any = type(one)
    model: type[BaseModel] = create_model("Answer", it=(kind, ...), several=(list[kind], []))
    answer = model(it=one, several=[one])
    assert answer.it is one  # type: ignore[attr-defined]
    assert answer.model_dump() == {"it": one.as_dict(), "several": [one.as_dict()]}
    assert json.loads(answer.model_dump_json()) == answer.model_dump()
    shown = model.model_json_schema(mode="serialization")
    Draft202012Validator.check_schema(shown)
    Draft202012Validator(shown).validate(answer.model_dump())


def inputs() -> dict[str, Any]:
    return {name: one for name, one in results().items() if hasattr(one, "from_dict")}


def test_what_a_front_end_sends_is_read() -> None:
    assert set(inputs()) >= INPUTS


def same(one: Any, other: Any) -> bool:  # noqa: ANN401 - any document
    if isinstance(one, db.Hierarchy):
        return one.same_as(other)
    return bool(one.as_dict() == other.as_dict()) and type(one) is type(other)


def whole(one: Any) -> dict[str, Any]:  # noqa: ANN401 - any document
    """All of it, also what it tells of people only where asked."""
    every = "all" if isinstance(one, db.Profiles) else "names"
    asked = {"people": every} if "people" in inspect.signature(one.as_dict).parameters else {}
    told: dict[str, Any] = one.as_dict(**asked)
    assert json.loads(one.to_json(**asked)) == told
    return told


@pytest.mark.parametrize("name", inputs())
def test_an_input_comes_back_equal(name: str) -> None:
    one = inputs()[name]
    kind, values = type(one), whole(one)
    text = json.dumps(values)
    assert same(kind.from_dict(values), one)
    assert same(kind.from_json(text), one)
    assert same(kind.from_json(json.dumps(values, indent=2, ensure_ascii=False).encode()), one)
    assert same(TypeAdapter(kind).validate_json(text), one)
    assert same(TypeAdapter(kind).validate_python(values), one)


@pytest.mark.parametrize("name", sorted(set(inputs()) - {"ledger"}))  # whose lines are sealed, letter by letter
def test_letters_in_pieces_and_keys_in_another_order_say_the_same(name: str) -> None:
    one = inputs()[name]
    text = json.dumps(whole(one), ensure_ascii=False, sort_keys=True)
    assert same(type(one).from_json(unicodedata.normalize("NFD", text)), one)
    assert same(type(one).from_dict(json.loads(unicodedata.normalize("NFD", text))), one)


@pytest.mark.parametrize("name", [name for name, one in inputs().items() if isinstance(one, RecordDocument)])
def test_a_record_is_read_of_its_bare_fields_too(name: str) -> None:
    one = inputs()[name]
    bare = {key: value for key, value in whole(one).items() if key not in {"schema", "version"}}
    assert same(TypeAdapter(type(one)).validate_python(bare), one)
    assert same(TypeAdapter(type(one)).validate_json(json.dumps(bare)), one)


STORED = Path(__file__).parents[1] / "data" / "documents"


@pytest.mark.parametrize("name", inputs())
def test_a_stored_document_of_this_version_is_read(name: str) -> None:
    """Those of former versions, plans and ledgers, are read in test_json."""
    kind = type(inputs()[name])
    version = inputs()[name].as_dict()["version"]
    text = (STORED / f"{name}-{version}.json").read_text(encoding="utf-8")
    read = kind.from_json(text)
    if name != "ledger":  # whose seals are salted anew each time; test_ledger_documents reads it
        assert whole(read) == json.loads(text)


@pytest.mark.parametrize("name", inputs())
def test_what_another_door_reads_is_told_with_that_door(name: str) -> None:
    one = inputs()[name]
    kind: Any = type(one)
    other = "plan" if name != "plan" else "ledger"
    with Path(__file__).open(encoding="utf-8") as file:
        doors: dict[str, Callable[[], object]] = {
            "from_json()": lambda: kind.from_dict(one.to_json()),
            "Read text": lambda: kind.from_dict(one.to_json().encode()),
            "from_dict()": lambda: kind.from_json(one.as_dict()),
            "encoded twice": lambda: kind.from_json(json.dumps(one.to_json())),
            "read_text": lambda: kind.from_json(Path("secret/plan.json")),
            "file.read()": lambda: kind.from_json(file),
            "Read the file": lambda: kind.from_json(r"D:\secret\plan.json"),
            f"but that it is 'dangbo/{other}'": lambda: kind.from_dict({"schema": f"dangbo/{other}", "version": 9}),
            f"it is 'dangbo/{name}'. Pass": lambda: kind.from_dict({"schema": "dangbo/Lê Văn Thử", "version": 9}),
        }
        for door, asked in doors.items():
            with pytest.raises(db.InvalidInputError) as raised:
                asked()
            (found,) = raised.value.findings
            assert door in found.text(lang="en")
            assert "_" not in found.text(lang="vi")  # nothing of Python
            assert not {"secret", "Thử"} & {*re.findall(r"\w+", str(found.as_dict()))}


DEEP = "[" * 10_000 + "]" * 10_000


@pytest.mark.parametrize("name", inputs())
def test_what_is_no_such_document_is_refused_at_its_place(name: str) -> None:
    one = inputs()[name]
    kind, values = type(one), json.loads(one.to_json())
    text = one.to_json()
    inside = next(key for key in values if key not in {"schema", "version"})
    broken = {
        "two documents": text + text,
        "depth": DEEP,
        "depth inside": json.dumps({**values, inside: "@"}).replace('"@"', DEEP),
        "NaN": json.dumps({**values, inside: "@"}).replace('"@"', "NaN"),
        "infinite": json.dumps({**values, inside: "@"}).replace('"@"', "1e999"),
        "digits": json.dumps({**values, inside: "@"}).replace('"@"', "9" * 5000),
        "unknown": json.dumps({**values, "colour": 1}),
        "newer": json.dumps({**values, "version": values["version"] + 1}),
        "other": json.dumps({**values, "schema": "dangbo/other"}),
        "twice": text[:-1] + f', "{inside}": {json.dumps(values[inside])}' + "}",
        "no schema": json.dumps({key: value for key, value in values.items() if key != "schema"}),
        "list": "[]",
        "nothing": "",
        "bytes": b"\xff\xfe\x00",
    }
    for what, given in broken.items():
        with pytest.raises(db.InvalidInputError) as caught:
            kind.from_json(given)
        assert caught.value.findings, what
        assert all(found.subject for found in caught.value.findings), what
    with pytest.raises(db.InvalidInputError) as unknown:
        kind.from_json(broken["unknown"])
    assert any("'colour'" in found.subject for found in unknown.value.findings)
    others: tuple[Any, ...] = (5, None, [])
    for other in others:
        with pytest.raises(db.InvalidInputError):
            kind.from_dict(other)


def figures(values: object, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where a document has whole numbers."""
    pairs = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    for key, one in pairs:
        if type(one) is int:
            yield (*at, key)
        yield from figures(one, (*at, key))


def scored() -> db.Meetings:
    scale = db.MeetingScale.in_force("binh-thuan", on="2023-05-31")
    given = dict.fromkeys(("attendance", "length", "speaking", "minutes"), 10) | {"contents": 60}
    score = db.score_meeting(given, scale, full=given)
    resolution = db.Resolution("1-NQ/CB", carried=3, of=4)
    held = db.Meeting("cb-1", "2025-11-20", called=20, present=20, score=score, resolution=resolution)
    return db.Meetings([held])


@pytest.mark.parametrize("name", [*inputs(), "scored"])
def test_no_figure_is_longer_than_any_figure_is(name: str) -> None:
    """Also of plain values, which no reader of JSON has seen: a text of it could not be read again."""
    one: Any = scored() if name == "scored" else inputs()[name]
    values = whole(one)
    kinds = {tuple(step if isinstance(step, str) else min(step, 1) for step in at): at for at in figures(values)}
    for at in kinds.values():
        for figure in (10**100, 10**5000):
            told = json.loads(json.dumps(values))
            holder = told
            for step in at[:-1]:
                holder = holder[step]
            holder[at[-1]] = figure
            with pytest.raises(db.InvalidInputError) as caught:
                type(one).from_dict(told)
            assert json.dumps(caught.value.as_dict())


def test_all_that_has_a_document_is_here() -> None:
    offered = [getattr(db, name) for name in db.__all__]
    kinds = {one for one in offered if isinstance(one, type) and issubclass(one, Documented)}
    documents = {one for one in kinds if "$id" in one.json_schema() and not issubclass(one, db.DangboError)}
    assert documents == {type(one) for one in results().values()}


@pytest.mark.parametrize("order", [1, -1])
def test_all_in_one_model_have_one_definition_each(order: int) -> None:
    every = {name.replace("-", "_"): one for name, one in [*results().items()][::order]}
    every |= {"rating_of_a_model": db.Rating.GOOD}
    model: type[BaseModel] = create_model("All", **{name: (type(one), ...) for name, one in every.items()})  # type: ignore[call-overload]
    schema = model.model_json_schema(mode="serialization")
    kept = [json.dumps(part, sort_keys=True) for part in schema["$defs"].values()]
    assert len(kept) == len({*kept})
    assert not [name for name in schema["$defs"] if "__" in name]
    told = json.loads(model(**every).model_dump_json())
    small = {name: one for name, one in told.items() if len(str(one)) < 10_000}
    Draft202012Validator(schema | {"required": [*small]}).validate(small)
