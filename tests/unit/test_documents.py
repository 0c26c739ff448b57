"""Documents in pydantic: fields of a model, bodies and answers of an endpoint, and the schema they show."""

from __future__ import annotations

import json
import pickle
import threading
from collections.abc import Mapping
from typing import Any, Literal

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter, ValidationError
from typing_extensions import TypedDict

import dangbo as db
from dangbo.base.documents import Format
from dangbo.base.envelope import envelope
from dangbo.base.json_records import Records
from dangbo.base.records import Count, Id, record
from dangbo.base.told import Documented, ReadDocument
from dangbo.base.words import Words

PAPER = db.Document("quyết định", "15-QĐ/ĐU", "2023-05-20")
PLAN = db.Plan("2023-06-01", "dbp", PAPER, [db.Merge(["cb-12"], into="cb-2"), db.Rename("cb-2", "Chi bộ Hai")])


class SumDocument(TypedDict):
    """A sum."""

    schema: Literal["dangbo/sum"]
    version: Literal[1]
    of: list[int]


class Sum(Documented):
    def __init__(self, *of: int) -> None:
        self.of = of

    def as_dict(self) -> SumDocument:
        return {"schema": "dangbo/sum", "version": 1, "of": [*self.of]}


@record
class Crate(Documented):
    """A record that is a document, and read back."""

    id: Id
    bottles: Count = 0

    def as_dict(self) -> Mapping[str, object]:
        return CRATES.as_dict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, object]) -> Crate:
        return CRATES.from_dict(values)

    @classmethod
    def json_schema(cls) -> dict[str, object]:
        return CRATES.json_schema()


CRATES = Format(
    "crate",
    1,
    Crate,
    Words(vi="két", en="the crate"),
    Records(
        {
            "Crate": Words(vi="Két", en="Crate"),
            ".id": Words(vi="Mã", en="Id"),
            ".bottles": Words(vi="Số chai", en="Bottles"),
        }
    ),
)


@record
class Shelf:
    """A record with one of them inside."""

    crate: Crate


class Asked(BaseModel):
    plan: db.Plan
    crate: Crate | None = None
    also: list[db.Plan] = []


def test_a_field_takes_a_document_or_what_it_was_made_of_and_is_written_as_the_document() -> None:
    asked = Asked(plan=PLAN, crate=Crate("k-1", 3), also=[PLAN])
    written = asked.model_dump()
    assert written["plan"] == PLAN.as_dict()
    assert json.loads(asked.model_dump_json())["crate"] == {
        "schema": "dangbo/crate",
        "version": 1,
        "id": "k-1",
        "bottles": 3,
    }
    assert Asked.model_validate(written) == asked
    assert Asked.model_validate_json(asked.model_dump_json()) == asked
    assert Asked.model_validate(asked).plan is PLAN


@pytest.mark.parametrize("one", [PLAN, Crate("k-1", 3)], ids=["plan", "crate"])
def test_an_adapter_of_the_class_alone_reads_and_writes_the_document(one: db.Plan | Crate) -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(type(one))
    assert adapter.dump_python(one) == one.as_dict()
    assert adapter.validate_python(one.as_dict()) == one
    assert adapter.validate_json(adapter.dump_json(one)) == one
    assert adapter.json_schema()["required"][:2] == ["schema", "version"]


def test_what_is_wrong_in_a_body_keeps_its_findings() -> None:
    broken: dict[str, Any] = {**PLAN.as_dict(), "operations": [{"operation": "merg", "sources": [], "into": "x"}]}
    with pytest.raises(ValidationError) as caught:
        Asked.model_validate({"plan": broken})
    (told,) = caught.value.errors()
    assert told["loc"] == ("plan",)
    (found,) = told["ctx"]["error"].findings
    assert (found.code, found.subject) == ("input/bad-value", "operation 1, field 'operation'")
    for other in (None, 5, "x", [PLAN.as_dict()]):
        with pytest.raises(ValidationError, match="it must be a Plan or its document"):
            Asked.model_validate({"plan": other})


def test_a_result_that_is_no_input_is_taken_as_it_is_only() -> None:
    adapter = TypeAdapter(Sum)
    one = Sum(1, 2)
    assert adapter.validate_python(one) is one
    assert adapter.dump_python(one) == {"schema": "dangbo/sum", "version": 1, "of": [1, 2]}
    assert one.to_json() == '{"schema": "dangbo/sum", "version": 1, "of": [1, 2]}'
    with pytest.raises(ValidationError, match="it must be a Sum and is no input"):
        adapter.validate_python(one.as_dict())


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_schema_of_a_model_shows_the_published_ones(mode: Literal["validation", "serialization"]) -> None:
    schema = Asked.model_json_schema(mode=mode)
    Draft202012Validator.check_schema(schema)
    published = db.Plan.json_schema()
    shown = schema["$defs"]["Plan"]
    assert shown["properties"].keys() == published["properties"].keys()
    assert schema["properties"]["plan"] == {"$ref": "#/$defs/Plan"}
    for name, part in published["$defs"].items():
        assert schema["$defs"][name] == part
    Draft202012Validator(schema).validate(json.loads(Asked(plan=PLAN, crate=Crate("k-1")).model_dump_json()))


def test_the_schema_of_a_result_is_made_of_what_its_type_promises() -> None:
    assert Sum.json_schema() == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:dangbo:sum:1",
        "description": "A sum.",
        "type": "object",
        "properties": {
            "schema": {"const": "dangbo/sum", "type": "string"},
            "version": {"const": 1, "type": "integer"},
            "of": {"items": {"type": "integer"}, "type": "array"},
        },
        "required": ["schema", "version", "of"],
    }
    with pytest.raises(TypeError, match="no TypedDict"):
        Documented.json_schema()


def test_a_record_that_is_a_document_is_constructed_as_any_other() -> None:
    @record
    class Fresh(Documented):
        id: Id
        count: Count = 0

        def as_dict(self) -> SumDocument:
            return {"schema": "dangbo/sum", "version": 1, "of": [self.count]}

    class Holder(BaseModel):  # asked for before anybody constructed one
        fresh: Fresh

    one = Fresh(" k-2 ", count="3")  # type: ignore[arg-type]  # as tables write it
    assert (one.id, one.count) == ("k-2", 3)
    assert Holder(fresh=one).fresh is one
    with pytest.raises(db.InvalidInputError) as caught:
        Fresh("", count=-1)
    assert [found.subject for found in caught.value.findings] == ["Fresh.id", "Fresh.count"]
    with pytest.raises(db.InvalidInputError, match=r"Fresh\.cout: there is no such field"):
        Fresh("k", cout=1)  # type: ignore[call-arg]
    shelf = Shelf(Crate("k-1"))
    assert Shelf(shelf.crate).crate is shelf.crate
    assert pickle.loads(pickle.dumps(shelf)) == shelf  # noqa: S301 - our own
    with pytest.raises(db.InvalidInputError, match=r"Shelf\.crate"):
        Shelf("k-1")  # type: ignore[arg-type]


def test_threads_that_construct_the_first_one_at_once_all_get_theirs() -> None:
    for _ in range(20):

        @record
        class Fresh(Documented):
            id: Id

            def as_dict(self) -> SumDocument:
                return {"schema": "dangbo/sum", "version": 1, "of": []}

        start, made = threading.Barrier(4), []

        def construct() -> None:
            start.wait()  # noqa: B023 - joined below
            made.append(Fresh("k"))  # noqa: B023 - joined below

        threads = [threading.Thread(target=construct) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert made == [Fresh("k")] * 4


def test_the_envelope_is_that_of_all_documents() -> None:
    assert Crate("k-1").as_dict() == envelope("crate", {"id": "k-1"})


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        (db.Plan, "Plan"),
        (db.Profiles, "the list of profiles"),
        (db.Hierarchy, "the snapshot"),
        (db.History, "the ledger"),
    ],
)
def test_what_is_no_text_is_told_by_a_name_its_reader_knows(kind: type[ReadDocument], place: str) -> None:
    with pytest.raises(db.InvalidInputError, match=f"  - {place}: 'int' is given where JSON text"):
        kind.from_json(3)  # type: ignore[arg-type]
