"""Records that stand inside documents, in the models and interfaces of others: as they are published there."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, is_dataclass
from fractions import Fraction
from pprint import pformat
from typing import Any, Literal

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter, ValidationError, create_model
from pydantic_core import SchemaSerializer

import dangbo as db
from dangbo.base.records import Count, Id, record
from dangbo.base.told import Documented, Part, ReadDocument
from dangbo.base.words import Words
from tests.unit.test_json import results

PAPER = db.Document("quyết định", "15-QĐ/ĐU", "2023-05-20")
MEMBERS = db.Counted(Words(vi="đảng viên", en="members"))
PARTS: dict[str, Any] = {
    type(one).__name__: one
    for one in (
        PAPER,
        db.Waiver("org/too-few-members", "cb-1", PAPER),
        db.ByNumber("cb-1", 3),
        db.Allocation("cb-1", ["m-1", db.ByNumber("cb-2", 1)]),
        db.Assignment("tdp-1", ("cb-1",)),
        db.CriterionLevel(next(iter(db.CriterionGroup)), "good"),
        db.Discipline("warning", on="2023-01-02"),
        db.RatingCounts(excellent=1, good=2),
        db.TaskCounts(3, 2),
        db.Attendance("m-1", "present"),
        db.Topic("special", "Chuyên đề"),
        db.Task("Rà soát", who="m-1", due=dt.date(2025, 11, 30)),
        db.Resolution("1-NQ/CB", tasks=[db.Task("Rà soát")]),
        db.Counted(Words(vi="a", en="b"), tiers=frozenset({db.Rating.GOOD}), base="rated"),
        db.Indicator(Words(vi="tỷ lệ", en="share"), MEMBERS, MEMBERS),
    )
}
OWN = {"Roll"}
"""Whose people are written without their names where a plan has them."""


def whole() -> list[type[ReadDocument]]:
    return [type(one) for one in results().values() if isinstance(one, ReadDocument)]


def test_each_record_that_a_published_schema_defines_is_here() -> None:
    defined = {name for kind in whole() for name in kind.json_schema().get("$defs", {})}
    offered = [getattr(db, name) for name in db.__all__]
    parts = {
        one.__name__
        for one in offered
        if isinstance(one, type) and is_dataclass(one) and not issubclass(one, Documented) and one.__name__ in defined
    }
    assert parts - OWN == {*PARTS}
    assert {one.__name__ for one in offered if isinstance(one, type) and issubclass(one, Part)} == {*PARTS}


@pytest.mark.parametrize("mode", ["validation", "serialization"])
@pytest.mark.parametrize("name", PARTS)
def test_its_schema_is_published_and_true_of_it(name: str, mode: Literal["validation", "serialization"]) -> None:
    one = PARTS[name]
    adapter: TypeAdapter[Any] = TypeAdapter(type(one))
    schema, values = adapter.json_schema(mode=mode), adapter.dump_python(one, mode="json")
    Draft202012Validator(schema).validate(values)
    assert adapter.validate_python(values) == one
    assert adapter.validate_json(json.dumps(values)) == one
    published = [kind.json_schema()["$defs"] for kind in whole() if name in kind.json_schema().get("$defs", {})]
    assert published
    for defs in published:
        assert {key: value for key, value in schema.items() if key != "$defs"} == defs[name]
        assert all(part == defs[inside] for inside, part in schema.get("$defs", {}).items())


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_beside_every_document_each_has_one_definition(mode: Literal["validation", "serialization"]) -> None:
    fields = {f"field_{at}": (kind, ...) for at, kind in enumerate([*whole(), *map(type, PARTS.values()), db.OpenTask])}
    model: type[BaseModel] = create_model("All", **fields)  # type: ignore[call-overload]
    schema = model.model_json_schema(mode=mode)
    assert not [name for name in schema["$defs"] if "__" in name]
    assert {*PARTS} <= {*schema["$defs"]}


def test_an_interface_takes_each_alone_and_warns_of_nothing() -> None:
    fastapi = pytest.importorskip("fastapi")  # of the group `api`; a warning is an error here
    records = [getattr(db, name) for name in db.__all__ if hasattr(getattr(db, name), "__pydantic_fields__")]
    app = fastapi.FastAPI()
    for kind in dict.fromkeys([*records, *map(type, PARTS.values())]):

        def take(body: Any) -> None: ...  # noqa: ANN401 - each its own

        take.__annotations__ = {"body": kind, "return": None}
        app.post(f"/{kind.__name__}")(take)
    shown = app.openapi()["components"]["schemas"]
    assert shown["Document"] == db.Plan.json_schema()["$defs"]["Document"]
    assert {name.rpartition("__")[2] for name in shown if "__" in name} <= OWN


def test_an_interface_takes_whatever_is_read_for_a_body() -> None:
    fastapi = pytest.importorskip("fastapi")  # of the group `api`
    read = {name: getattr(db, name) for name in db.__all__ if hasattr(getattr(db, name), "from_dict")}
    assert {"Hierarchy", "History", "Profiles", "Operation", "Plan"} <= {*read}
    app = fastapi.FastAPI()
    for name, kind in read.items():

        def take(one: Any) -> None: ...  # noqa: ANN401 - each its own

        take.__annotations__ = {"one": kind, "return": None}
        app.post(f"/{name}")(take)
    for path, asked in app.openapi()["paths"].items():
        assert "requestBody" in asked["post"], path
        assert "parameters" not in asked["post"], path


@pytest.mark.parametrize("name", ["hierarchy", "ledger", "profiles"])
def test_what_is_no_record_has_no_fields_to_be_walked(name: str) -> None:
    one = results()[name]
    assert is_dataclass(type(one))  # to FastAPI
    assert asdict(one) == {}
    assert pformat(one) == repr(one)
    assert TypeAdapter(Any).dump_python(one, mode="json")["schema"] == f"dangbo/{name}"


def test_an_amount_is_read_as_its_document_writes_it() -> None:
    adapter = TypeAdapter(db.DuesPaid)
    for amount in (15_930, Fraction(1, 3)):
        paid = db.DuesPaid("m-1", "2026-03", amount)
        assert adapter.validate_python(paid.as_dict(people="all")) == paid
    for wrong in ("1/0", "-1/3", "1/-3", f"{'9' * 41}/7", "1 / 3"):
        with pytest.raises(ValidationError):
            adapter.validate_python({"member": "m-1", "month": "2026-03", "amount": wrong})


def test_one_that_nobody_constructed_here_is_written_all_the_same() -> None:
    """As of a pickle: older versions of pydantic know no serializer that is yet to be built."""

    @record
    class Plain:
        id: Id
        count: Count = 0

    @record
    class Told(Documented):
        id: Id

        def as_dict(self) -> dict[str, object]:
            return {"told": self.id}

    kinds: tuple[Any, ...] = (Plain, Told)
    for kind in kinds:
        assert isinstance(kind.__pydantic_serializer__, SchemaSerializer)
        one = object.__new__(kind)
        for name, value in {"id": "a", "count": 0}.items():
            if name in kind.__dataclass_fields__:
                object.__setattr__(one, name, value)
        asked: TypeAdapter[Any] = TypeAdapter(list[Any])
        assert asked.dump_python([one]) == [{"told": "a"} if kind is Told else {"id": "a", "count": 0}]
    assert Plain("b", 2) == Plain("b", 2)
    assert Told("b").id == "b"
