"""Documents of a tree and of what a plan does to it: told, read back, in pydantic and behind FastAPI."""

from __future__ import annotations

import asyncio
import json
from itertools import islice
from pathlib import Path
from typing import Any, Literal

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter, ValidationError

import dangbo as db
from dangbo.base.told import Documented
from dangbo.change.verbs.table import VERBS
from tests.unit.test_json import small, tree_documents

DECISION = db.Document("quyết định", "15-QĐ/ĐU", "2023-05-20")
PREVIEW = tree_documents()["preview"]
PARTS = {"change": PREVIEW.changes[1], "flow": PREVIEW.matrix.flows[0], "headcount": db.Headcount(28, 3)}
TOLD: dict[str, Documented] = {**tree_documents(), **PARTS}
READ = ("consent", "headcount", "mandate", "mass-body", "organization", "residential-group", "seat", "stay")


@pytest.mark.parametrize("name", TOLD)
def test_each_is_its_document_in_pydantic_and_validates_against_its_schema(name: str) -> None:
    one = TOLD[name]
    kind: Any = type(one)
    document = one.as_dict()
    asked = type("Asked", (BaseModel,), {"__annotations__": {"it": kind, "all": list[kind]}})
    model = asked(it=one, all=[one])
    assert model.it is one
    assert model.model_dump() == {"it": document, "all": [document]}
    assert json.loads(model.model_dump_json())["it"] == document
    adapter = TypeAdapter(kind)  # of the class itself, which pydantic asks otherwise
    assert adapter.dump_python(one) == json.loads(adapter.dump_json(one)) == document
    for schema in (kind.json_schema(), adapter.json_schema(), adapter.json_schema(mode="serialization")):
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(document)


@pytest.mark.parametrize("name", READ)
def test_what_is_an_input_is_read_back_equal_where_nothing_personal_was_left_out(name: str) -> None:
    one: Any = TOLD[name]
    if name == "residential-group":
        assert "head" not in one.as_dict()
        one = db.ResidentialGroup("tdp-1", "Tổ 1", db.GroupKind.TO_DAN_PHO, cells=["cb-1"], head_is_member=False)
    adapter = TypeAdapter(type(one))
    assert adapter.validate_python(adapter.dump_python(one)) == one
    assert adapter.validate_json(adapter.dump_json(one)) == one
    assert type(one).from_dict(one.as_dict()) == one
    broken = one.as_dict() | {"nam": 1}
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python(broken)
    (told,) = caught.value.errors()
    assert [found.code for found in told["ctx"]["error"].findings] == ["input/unknown-field"]
    with pytest.raises(ValidationError, match="it must be a"):
        adapter.validate_python([one])


def test_names_of_people_are_told_only_where_they_are_asked_for() -> None:
    member = db.Member("m-1", "Người Một", db.MemberStatus.PROBATIONARY)
    group = db.ResidentialGroup("tdp-1", "Tổ 1", db.GroupKind.TO_DAN_PHO, head="Người Hai")

    class Holder(BaseModel):
        member: db.Member
        group: db.ResidentialGroup
        any: Any

    told = Holder(member=member, group=group, any=member).model_dump_json()
    assert "Người" not in told + member.to_json() + group.to_json()
    assert member.as_dict() == {"schema": "dangbo/member", "version": 1, "id": "m-1", "status": "probationary"}
    assert db.Member.from_dict(member.as_dict(people="names")) == member
    assert db.ResidentialGroup.from_dict(group.as_dict(people="names")) == group
    with pytest.raises(db.InvalidInputError, match="field 'name': the field is required"):
        db.Member.from_dict(member.as_dict())  # nobody is given a name in silence
    for other in ("initials", "name", None):
        with pytest.raises(db.InvalidInputError, match="'ids', 'names'"):
            member.as_dict(people=other)  # type: ignore[arg-type]


def test_a_record_in_a_model_takes_bare_fields_too_and_tells_what_is_wrong_with_them() -> None:
    adapter = TypeAdapter(db.Organization)
    row = {"id": "cb-1", "name": "Chi bộ 1", "form": "chi_bo", "level": "below_grassroots", "full": 3}
    assert adapter.validate_python(row) == db.Organization.from_dict(
        {"schema": "dangbo/organization", "version": 1, **row}
    )
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python(row | {"id": " ", "full": -1})
    (told,) = caught.value.errors()
    assert [one.subject for one in told["ctx"]["error"].findings] == ["Organization.id", "Organization.full"]
    for odd in ({1: 2}, {"schema": "dangbo/seat", "version": 1}, {"version": 1, **row}, 5, None):
        with pytest.raises(ValidationError):
            adapter.validate_python(odd)
    with pytest.raises(db.InvalidInputError, match="newer"):
        db.Organization.from_dict({"schema": "dangbo/organization", "version": 2, **row})


@pytest.mark.parametrize(
    "text",
    [
        "[" * 10_000,
        '{"a":' * 10_000,
        '{"schema": "dangbo/stay", "version": 1, "member": "m", "organization": NaN}',
        '{"schema": "dangbo/mandate", "version": 1, "organization": "a", "number": 1e999, "since": "2025-07-01"}',
        '{"schema": "dangbo/stay", "version": 1, "member": "m", "member": "n", "organization": "cb"}',
        '{"schema": "dangbo/stay", "version": 1} {"schema": "dangbo/stay", "version": 1}',
        "",
    ],
)
def test_text_that_is_no_record_is_refused(text: str) -> None:
    for kind in (db.Stay, db.Mandate, db.Organization):
        with pytest.raises(db.InvalidInputError):
            kind.from_json(text)


def test_a_headcount_is_read_by_its_counts() -> None:
    assert db.Headcount.from_dict({"full": 2, "probationary": 1}) == db.Headcount(2, 1)
    with pytest.raises(db.InvalidInputError) as caught:
        db.Headcount.from_dict({"full": True, "total": 3, "ful": 1})
    assert [found.code for found in caught.value.findings] == [
        "input/bad-value",
        "input/unknown-field",
        "input/missing-field",
    ]
    with pytest.raises(db.InvalidInputError, match="together"):
        db.Headcount.from_dict({"full": 2, "probationary": 1, "total": 4})


def asked(app: Any, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - an application; JSON
    """The JSON an application answers with, without a server."""
    sent: list[dict[str, Any]] = []
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "path": path,
        "raw_path": path.encode(), "query_string": b"", "headers": [(b"content-type", b"application/json")],
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": json.dumps(body).encode(), "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    assert sent[0]["status"] == 200, sent
    return json.loads(b"".join(message.get("body", b"") for message in sent[1:]))


def test_fastapi_answers_a_preview_as_its_document_and_shows_its_schema() -> None:
    fastapi = pytest.importorskip("fastapi")
    app = fastapi.FastAPI()
    city = db.datasets.thai_nguyen_2021()

    @app.post("/preview")  # type: ignore[untyped-decorator]
    def preview(plan: db.Plan) -> db.Preview:
        return plan.preview(city)

    @app.get("/organizations/{key}")  # type: ignore[untyped-decorator]
    def organization(key: str) -> db.Organization:
        return city[key]

    @app.get("/members")  # type: ignore[untyped-decorator]
    def members() -> list[db.Member]:
        return [*city.members.values()][:3]

    plan = db.datasets.thai_nguyen_changes()[0]
    assert asked(app, "POST", "/preview", plan.as_dict()) == plan.preview(city).as_dict()
    assert asked(app, "GET", "/organizations/tp-thai-nguyen") == city.root.as_dict()
    assert [set(one) for one in asked(app, "GET", "/members")] == [{"schema", "version", "id", "status"}] * 3
    shown = asked(app, "GET", "/openapi.json")["components"]["schemas"]
    published = db.Preview.json_schema()
    assert shown["PreviewDocument"]["properties"].keys() == published["properties"].keys()
    assert {"ChangeDocument", "MatrixDocument", "ConservationDocument"} <= shown.keys()
    assert shown["OrganizationDocument"]["properties"].keys() == db.Organization.json_schema()["properties"].keys()


def test_a_record_of_its_own_and_one_inside_a_plan_are_two_definitions() -> None:
    class Both(BaseModel):
        plan: db.Plan
        organization: db.Organization
        seat: db.Seat

    modes: tuple[Literal["validation", "serialization"], ...] = ("validation", "serialization")
    for mode in modes:
        definitions = Both.model_json_schema(mode=mode)["$defs"]
        assert "schema" in definitions["OrganizationDocument"]["properties"]
        assert "schema" not in definitions["Organization"]["properties"]
        assert "table" in definitions["SeatEntry"]["properties"]


def test_an_operation_in_a_model_is_told_apart_by_its_verb() -> None:
    class Asked(BaseModel):
        any: db.Operation
        merge: db.Merge

    merge = db.Merge(["cb-12"], into="cb-2")
    rename = db.Rename("cb-2", "Chi bộ Hai")
    asked = Asked(any=rename, merge=merge)
    assert asked.model_dump()["merge"] == {"operation": "merge", "sources": ["cb-12"], "into": "cb-2"}
    assert Asked.model_validate_json(asked.model_dump_json()) == asked
    assert TypeAdapter(db.Operation).validate_python(merge.as_dict()) == merge
    assert TypeAdapter(list[db.Operation]).dump_python([merge]) == [merge.as_dict()]
    for body in ({"operation": "merg"}, {"sources": ["a"], "into": "b"}, {"operation": "merge", "into": 5}, 5):
        with pytest.raises(ValidationError):
            TypeAdapter(db.Operation).validate_python(body)
    with pytest.raises(db.InvalidInputError, match="it must be 'merge'"):
        db.Merge.from_dict(rename.as_dict())
    modes: tuple[Literal["validation", "serialization"], ...] = ("validation", "serialization")
    for mode in modes:
        schema = Asked.model_json_schema(mode=mode)
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(json.loads(asked.model_dump_json()))
        assert len(schema["$defs"]["Operation"]["oneOf"]) == len(VERBS)
    kinds: list[Any] = [db.Operation, *(row.kind for row in VERBS.values())]
    for kind in kinds:
        Draft202012Validator.check_schema(kind.json_schema())
    Draft202012Validator(db.Operation.json_schema()).validate(merge.as_dict())
    assert not Draft202012Validator(db.Merge.json_schema()).is_valid(rename.as_dict())


def test_a_preview_tells_nobody_by_name() -> None:
    city = db.datasets.thai_nguyen()
    cell, group = city["cb-quan-trieu-tdp-1"], "tdp-quan-trieu-1"
    member = city.roll(cell)[0]
    plan = db.Plan(
        "2023-06-01",
        "dbp-quan-trieu",
        DECISION,
        [
            db.Admit(cell.id, [db.Member("m-x", "Vũ Văn Lạ", db.MemberStatus.PROBATIONARY)]),
            db.RenameMember(member, "Vũ Thị Lạ"),
            db.ChangeGroup(group, head="Lạ Thị Vũ", head_is_member=False),
            db.Rename(cell.id, "Chi bộ tổ dân phố Một"),
        ],
    )
    preview = plan.preview(city)
    told = preview.as_dict()
    assert "Lạ" not in json.dumps(told, ensure_ascii=False)
    assert [step["operation"] for step in told["operations"]] == ["admit", "rename_member", "change_group", "rename"]
    assert not any(step["refused"] for step in told["operations"])
    (renamed,) = [one for one in told["changes"] if one["organization"]["id"] == cell.id]
    assert [(one["field"], one["after"]["en"]) for one in renamed["fields"]] == [("name", "Chi bộ tổ dân phố Một")]
    assert renamed["members"]["change"] == 1
    assert told["totals"]["members"] == {
        "label": {"vi": "Đảng viên", "en": "Members"},
        "before": 27_960,
        "after": 27_961,
        "change": 1,
    }
    assert told["proof"]["holds"]
    assert told["proof"]["joined"] == 1
    blocked = db.Plan("2023-06-01", "dbp-quan-trieu", DECISION, [db.Dissolve("cb-khong-co")]).preview(city).as_dict()
    assert blocked["is_blocked"]
    assert blocked["operations"][0]["refused"]


# --- a snapshot -------------------------------------------------------------------------------------------------------

STORED = Path(__file__).parents[1] / "data" / "documents" / "hierarchy-1.json"


@pytest.mark.parametrize("tree", [small(), db.datasets.thai_nguyen(), db.datasets.ward_2026().register], ids=str)
def test_a_snapshot_is_read_back_as_it_was(tree: db.Hierarchy) -> None:
    assert db.Hierarchy.from_dict(tree.as_dict(people="names")).same_as(tree)
    told = tree.to_json()
    again = db.Hierarchy.from_json(told)
    assert again.to_json() == told
    assert again.headcount() == tree.headcount()
    assert {*again.members.names()} == {"[không ghi tên]"}
    assert TypeAdapter(db.Hierarchy).validate_python(tree) is tree
    assert again.check() == tree.check()


def test_names_a_document_left_out_are_told_as_that_and_not_as_erased() -> None:
    city = db.datasets.thai_nguyen()
    again = db.Hierarchy.from_json(city.to_json())
    told = again.as_dict(people="names")["members"]
    assert {one["name"] for one in told} == {"[không ghi tên]"}
    assert db.Hierarchy.from_dict(again.as_dict(people="names")).same_as(again)
    ledger = db.History(again)
    assert db.History.from_json(ledger.to_json(people="names")).opening.same_as(again)
    profiles = db.Profiles([{"member": key, "born": "1970-05-19"} for key in islice(city.members, 9)])
    assert profiles.find("ghi tên", hierarchy=again) == ()
    assert not profiles.check(hierarchy=again).select(code="data/same-name-and-birth")
    pytest.importorskip("pandas")  # of the group `frames`
    assert {*again.to_frame(of="members", people="names")["name"]} == {"[không ghi tên]"}


def test_the_document_of_a_snapshot_is_as_it_was_published() -> None:
    tree = small()
    stored = STORED.read_text(encoding="utf-8")
    assert db.Hierarchy.from_json(stored).same_as(tree)
    assert json.loads(stored) == tree.as_dict(people="names")
    schema = db.Hierarchy.json_schema()
    Draft202012Validator.check_schema(schema)
    for people in ("ids", "names"):
        Draft202012Validator(schema).validate(tree.as_dict(people=people))
    assert "Người" not in tree.to_json()
    heads = [group.get("head") for group in tree.as_dict()["groups"]]
    assert heads == ["m-1", None]  # an id of a member is shown, a name is not
    with pytest.raises(db.InvalidInputError, match="'ids', 'names'"):
        tree.as_dict(people="initials")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("entry", "value", "place"),
    [
        ("as_of", "30/4/2023", "field 'as_of'"),
        ("organizations", 5, "field 'organizations'"),
        ("organizations", [5], "organization 1"),
        ("organizations", [{"id": "dbp", "nam": 1}], "organization 1, field 'nam'"),
        ("members", [{"id": "m-1"}, {}], "member 2, field 'id'"),
        ("members", [{"id": "m-1", "name": 3}], "member 1, field 'name'"),
        ("members", [{"id": "m-1", "status": "chính thức"}], "member 1, field 'status'"),
        ("members", [{"id": "m-1", "name": "Người Một"}, {"id": "m-2"}], "member row 2, field 'name'"),
        (
            "groups",
            [{"id": "t", "name": "T", "kind": "thon", "cells": [3]}],
            "residential group 1, field 'cells', entry 1",
        ),
        ("seats", [{"organization": "dbp", "since": "1/7/2025"}], "seat 1, field 'since'"),
        ("stay", [], "field 'stay'"),
        ("seats", [{"organization": "dbp", "document": {"knd": 1}}], "seat 1, field 'document', field 'knd'"),
    ],
)
def test_what_is_wrong_in_a_snapshot_is_told_at_its_place(entry: str, value: object, place: str) -> None:
    with pytest.raises(db.InvalidInputError) as caught:
        db.Hierarchy.from_dict({**small().as_dict(), entry: value})
    assert place in {found.subject for found in caught.value.findings}
    assert "Người" not in str(caught.value)


def test_text_that_is_no_snapshot_is_refused() -> None:
    text = small().to_json()
    for bad in (
        "[" * 10_000,
        text + text,
        text.replace('"full": 3', '"full": NaN'),
        text.replace('"full": 3', '"full": 1e999'),
        text.replace('"full": 3', '"full": true'),
        text.replace('"full": 3', '"full": 3, "full": 4'),
        text.replace('"stays"', '"members"'),
        text.replace('"version": 1', '"version": 2'),
        text.replace('"parent": "dbp"', '"parent": "khong-co"'),
    ):
        assert bad != text
        with pytest.raises(db.InvalidInputError):
            db.Hierarchy.from_json(bad)
