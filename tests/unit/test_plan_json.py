"""Plans as JSON: every operation comes back equal, bad input is told all at once, and the schema fits."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dangbo import datasets
from dangbo.base.citations import Document
from dangbo.base.errors import InvalidInputError
from dangbo.base.terms import (
    AdmitReason,
    Form,
    GroupKind,
    LeaveReason,
    Level,
    MassBodyKind,
    MemberStatus,
    MoveScope,
    Post,
    PostBody,
    SeatSource,
    TransferKind,
)
from dangbo.base.text import fold
from dangbo.change.inverse import Restore
from dangbo.change.plan_json import PLANS
from dangbo.change.play import Allocation, ByNumber, Operation
from dangbo.change.titles import TITLES
from dangbo.change.verbs.borders import HandOut, Receive
from dangbo.change.verbs.facts import ChangeHostUnit, Divide, Recode, Rename, WithdrawConsent
from dangbo.change.verbs.groups import AssignGroups, ChangeGroup, MergeGroups, Realign, SplitGroup
from dangbo.change.verbs.organizations import (
    Consolidate,
    Convert,
    Disband,
    Dissolve,
    Establish,
    Merge,
    Rearrange,
    Reassign,
    Split,
)
from dangbo.change.verbs.people import Admit, Leave, Recognize, RenameMember, Transfer
from dangbo.change.verbs.posts import Appoint, EndPost
from dangbo.change.verbs.table import VERBS
from dangbo.restructure import Plan, Waiver
from dangbo.tree.members import Member
from dangbo.tree.records import Consent, MassBody, Organization, ResidentialGroup, Stay, paper_of
from dangbo.tree.tables import Entries

PAPER = Document("quyết định", "15-QĐ/ĐU", "2023-05-20", "Đảng ủy phường Phú Xá", "sắp xếp", "https://example.org/15")
CELL = Organization("cb-9", "Chi bộ 9", Form.CHI_BO, Level.BELOW_GRASSROOTS, "dbp", unit_type="ward", code="09")
WARD = Organization(
    "dbp",
    "Đảng bộ phường",
    Form.DANG_BO,
    Level.GRASSROOTS,
    "tp",
    full=3,
    host_unit="u",
    consents=[paper_of("dbp", "1")],
)
GROUP = ResidentialGroup("tdp-1", "Tổ 1", GroupKind.TO_DAN_PHO, "Phú Xá", ["cb-1"], head="m-1", head_is_member=False)
BODY = MassBody("cd", "u", MassBodyKind.TRADE_UNION, "tp", "Công đoàn")
PERSON = Member("m-9", "Nguyễn Văn Chín", MemberStatus.PROBATIONARY)

OPERATIONS: list[Operation] = [
    Establish(CELL, ["m-1", "m-2"], ["tdp-1"]),
    Merge(["cb-1"], "cb-2"),
    Consolidate(["cb-1", "cb-2"], CELL),
    Split("cb-1", [CELL], {"cb-9": ["m-1", ByNumber("cb-1", 3, 1)]}, stays=["cb-1", ByNumber("cb-1", full=2)]),
    Split("cb-1", [CELL], {"cb-9": ["cb-1"]}, hold_at="cb-2"),
    Split("cb-1", [CELL], [], stays=[]),
    Rearrange(["a", "b"], [WARD, "b"], {"dbp": ["a"], "b": ["b"]}, hold_at="b"),
    Dissolve("cb-1"),
    Dissolve("cb-1", members_to="cb-2", children_to=[], groups_to={"cb-2": ["tdp-1"]}, wording="kết thúc hoạt động"),
    Disband("cb-1", members_to={"cb-2": ["m-1"], "cb-3": [ByNumber("cb-1", probationary=2)]}),
    Reassign("cb-1", "dbx", receiving=PAPER, agreement=Document("công văn")),
    HandOut("cb-1", "Đảng ủy xã Tân Cương"),
    HandOut("cb-1", "Tỉnh ủy B", receiving=PAPER, where=MoveScope.OTHER_PROVINCE, agreement=Document("công văn")),
    Receive([CELL], from_="Huyện ủy C"),
    Receive(
        [WARD, CELL],
        {"cb-9": [PERSON], "dbp": []},
        [GROUP],
        from_="Tỉnh ủy B",
        handing=PAPER,
        where=MoveScope.OTHER_PROVINCE,
        agreement=Document("công văn"),
    ),
    Convert("cb-1", level=Level.GRASSROOTS),
    Convert(["cb-1"], form=Form.DANG_BO, unit_type="ward", cells=[CELL], members_to="cb-9", groups_to="cb-9"),
    Rename("cb-1", "Chi bộ Một"),
    Recode("cb-1", "01"),
    Recode("cb-1", None),
    ChangeHostUnit("cb-1", "u"),
    ChangeHostUnit("cb-1"),
    Divide("cb-1", 3),
    WithdrawConsent("cb-1", PAPER),
    WithdrawConsent("cb-1", PAPER, "cell-size-consent"),
    Transfer(["m-1"], "cb-2"),
    Transfer([], "cb-2", [ByNumber("cb-1", 1)], TransferKind.OFFICIAL),
    Transfer(["m-1"], "cb-2", kind=TransferKind.TEMPORARY),
    Transfer(["m-1"], "cb-2", kind=TransferKind.TEMPORARY, from_="cb-1", until="2023-12-31"),
    Recognize(["m-1"]),
    Recognize(["m-1"], [ByNumber("cb-1", probationary=2)], since="2023-05-31"),
    RenameMember("m-1", "Nguyễn Văn Đổi"),
    Admit("cb-1", [PERSON], 2, 1, AdmitReason.ADMITTED),
    Admit("cb-1", [PERSON], reason=AdmitReason.RECEIVED, where=MoveScope.ABROAD),
    Leave(["m-1"], [ByNumber("cb-1", 1)], reason=LeaveReason.DECEASED),
    Leave(["m-1"], reason=LeaveReason.TRANSFERRED, where=MoveScope.SAME_PROVINCE),
    AssignGroups({"tdp-1": ["cb-1", "cb-2"]}),
    ChangeGroup("tdp-1", "Tổ Một", GroupKind.XOM, "Phú Xá", "m-1", head_is_member=False),
    ChangeGroup("tdp-1", head_is_member=True, clears=["place", "head"]),
    MergeGroups(["tdp-1"], GROUP, PAPER),
    MergeGroups(["tdp-1"], "tdp-2", PAPER),
    SplitGroup("tdp-2", [GROUP], PAPER),
    Realign(["cd"], "tp"),
    Appoint("cb-1", Post.SECRETARY, "m-1", body=PostBody.CHI_UY, source=SeatSource.APPOINTED),
    Appoint("dbp", Post.INSPECTION_HEAD, "m-1", body=PostBody.INSPECTION, source=SeatSource.ELECTED, document=PAPER),
    EndPost("cb-1", Post.SECRETARY, "m-1"),
    Restore("Quyết định 1"),
    Restore(
        "Quyết định 1",
        records=(CELL,),
        ends=("x",),
        rolls=(Allocation("cb-9", ["m-9"]),),
        leaves=("m-3",),
        forgets=("m-3",),
        people=(PERSON,),
        at_home=("m-9",),
        become=(ByNumber("cb-1", probationary=2), ByNumber("cb-2", full=1)),
        beside=Entries((GROUP, Stay("m-2", "cb-2", "2023-01-01"), BODY)),
        beside_ends=(("groups", "tdp-3"), ("stays", "m-1")),
        left_records=(WARD,),
        left_rolls=(Allocation("cb-1", []),),
        left_beside=Entries((GROUP, Stay("m-1", "cb-2"))),
    ),
]
NAMES = [f"{operation.verb}-{number}" for number, operation in enumerate(OPERATIONS, 1)]


def plan(*operations: Operation) -> Plan:
    return Plan("2023-06-01", "dbp", PAPER, operations, [Consent("cb-9", PAPER)], [Waiver("plan/held", "cb-9", PAPER)])


def told(text: str | bytes) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInputError) as caught:
        Plan.from_json(text)
    return [(found.code, found.subject) for found in caught.value.findings]


def broken(*operations: object, **more: object) -> str:
    return json.dumps({**plan().as_dict(), "operations": operations, **more})


# --- there and back -------------------------------------------------------------------------------------------------


def test_every_verb_is_tried_here() -> None:
    assert {operation.verb for operation in OPERATIONS} == set(VERBS)


@pytest.mark.parametrize("operation", OPERATIONS, ids=NAMES)
def test_every_operation_comes_back_equal(operation: Operation) -> None:
    before = plan(operation)

    assert Plan.from_json(before.to_json()) == before
    assert Plan.from_json(before.to_json(indent=2).encode()) == before
    assert Plan.from_dict(before.as_dict()) == before


def test_all_of_them_come_back_in_their_order() -> None:
    assert Plan.from_json(plan(*OPERATIONS).to_json()) == plan(*OPERATIONS)


def test_the_plans_of_the_data_set_and_their_inverses_come_back_equal() -> None:
    tree = datasets.thai_nguyen_2021()
    for change in datasets.thai_nguyen_changes():
        preview = change.preview(tree)
        inverse = preview.inverse(effective=change.effective, basis=PAPER)

        assert Plan.from_json(change.to_json()) == change
        assert Plan.from_json(inverse.to_json()) == inverse
        tree = preview.after


def test_what_is_written_is_plain_and_leaves_defaults_out() -> None:
    text = Plan("2023-06-01", "dbp", Document("quyết định"), [Merge(["cb-1"], "cb-2"), Recode("cb-2", None)]).to_json()

    assert text == (
        '{"schema": "dangbo/plan", "version": 2, "effective": "2023-06-01", "decided_by": "dbp", '
        '"basis": {"kind": "quyết định"}, "operations": ['
        '{"operation": "merge", "sources": ["cb-1"], "into": "cb-2"}, '
        '{"operation": "recode", "organization": "cb-2", "code": null}]}'
    )


def test_a_byte_order_mark_does_no_harm() -> None:
    assert Plan.from_json("\ufeff" + plan().to_json()) == plan()


_ids = st.text("abcđ1-", min_size=1, max_size=6)
_people = st.tuples(_ids, st.integers(0, 9), st.integers(0, 9)).map(lambda some: ByNumber(*some))
_items = st.lists(_ids | _people, max_size=3)
_allocations = st.lists(st.tuples(_ids, _items).map(lambda some: Allocation(*some)), max_size=3)


@given(source=_ids, allocation=_allocations, stays=st.none() | _items, name=_ids)
def test_whatever_is_allocated_comes_back(
    source: str, allocation: list[Allocation], stays: list[str | ByNumber] | None, name: str
) -> None:
    new = Organization(source, name, Form.CHI_BO, Level.GRASSROOTS)
    before = plan(Split(source, [new], allocation, stays=stays), Dissolve(source, allocation))

    assert Plan.from_json(before.to_json()) == before


# --- bad input ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "{", "plan", b"\xff\xfe"])
def test_what_is_not_json_is_refused(text: str | bytes) -> None:
    assert told(text) == [("input/not-json", "the plan")]


@pytest.mark.parametrize("text", ["[]", "3", "null", '"x"'])
def test_what_is_no_object_is_refused(text: str) -> None:
    assert told(text) == [("input/bad-value", "the plan")]


def test_another_schema_and_a_newer_version_are_refused_before_anything_else() -> None:
    other = '{"schema": "dangbo/ledger", "version": 3, "operations": 3}'
    assert told(other) == [("input/other-schema", "field 'schema'")]  # whose versions are counted apart
    newer = '{"schema": "dangbo/plan", "version": 3, "operations": 3}'
    assert told(newer) == [("input/newer-version", "field 'version'")]
    assert told("{}") == [("input/missing-field", "field 'schema'"), ("input/missing-field", "field 'version'")]
    assert told('{"schema": "dangbo/plan", "version": "1"}') == [("input/bad-value", "field 'version'")]
    assert told('{"schema": "dangbo/plan", "version": true}') == [("input/bad-value", "field 'version'")]


def test_every_problem_is_told_at_once_with_its_place() -> None:
    text = broken(
        {"operation": "merg", "sources": []},
        {"operation": "merge", "sources": "cb-1", "intoo": "cb-2"},
        {"sources": ["cb-1"]},
        7,
        {
            "operation": "split",
            "source": " ",
            "into": [{"id": "x", "name": "X", "form": "đảng bộ", "level": "grassroots", "full": -1}],
            "allocation": [{"to": "x", "items": ["a", {"of": "a", "full": 1.5}, None, 4]}],
        },
        {"operation": "restore", "decision": "1", "beside": [{"table": "stays", "member": "m-1"}, {"table": "desks"}]},
        {"operation": "dissolve", "organization": "cb", "wording": "xóa", "members_to": 3},
        {"operation": ["merge"]},
        effective="2023-02-30",
        basis={"kind": "quyết định", "issued": "20/05/2023"},
        consents=[{}],
        waivers=None,
        note="x",
    )

    assert told(text) == [
        ("input/unknown-field", "field 'note'"),
        ("input/bad-value", "field 'effective'"),
        ("input/bad-value", "field 'basis', field 'issued'"),
        ("input/bad-value", "operation 1, field 'operation'"),
        ("input/unknown-field", "operation 2, field 'intoo'"),
        ("input/bad-value", "operation 2, field 'sources'"),
        ("input/missing-field", "operation 2, field 'into'"),
        ("input/missing-field", "operation 3, field 'operation'"),
        ("input/bad-value", "operation 4"),
        ("input/bad-value", "operation 5, field 'source'"),
        ("input/bad-value", "operation 5, field 'into', entry 1, field 'form'"),
        ("input/bad-value", "operation 5, field 'into', entry 1, field 'full'"),
        ("input/bad-value", "operation 5, field 'allocation', entry 1, field 'items', entry 2, field 'full'"),
        ("input/missing-field", "operation 5, field 'allocation', entry 1, field 'items', entry 3"),
        ("input/bad-value", "operation 5, field 'allocation', entry 1, field 'items', entry 4"),
        ("input/missing-field", "operation 6, field 'beside', entry 1, field 'organization'"),
        ("input/bad-value", "operation 6, field 'beside', entry 2, field 'table'"),
        ("input/bad-value", "operation 7, field 'members_to'"),
        ("input/bad-value", "operation 7, field 'wording'"),
        ("input/bad-value", "operation 8, field 'operation'"),
        ("input/missing-field", "consent 1, field 'organization'"),
        ("input/missing-field", "consent 1, field 'document'"),
        ("input/missing-field", "field 'waivers'"),
    ]


@pytest.mark.parametrize(
    ("verb", "reason"),
    [
        ("merg", "there is no such operation; the nearest: 'merge'"),
        ("Sáp nhập", "there is no such operation; the nearest: 'merge'"),
        ("renam", "there is no such operation; the nearest: 'rename'"),
        ("đổi tên", "there is no such operation; the nearest: 'rename'"),
        ("reasign", "there is no such operation; the nearest: 'reassign' or 'realign'"),
        ("abolish", "there is no such operation; the nearest: 'dissolve'"),
        ("Xóa bỏ", "there is no such operation; the nearest: 'dissolve'"),
        ("remove", "there is no such operation; the nearest: 'dissolve' or 'end_post'"),
        ("unsplit", "there is no such operation; the JSON Schema lists them"),
        ("disappoint", "there is no such operation; the JSON Schema lists them"),
        ("xyz", "there is no such operation; the JSON Schema lists them"),
    ],
)
def test_an_unknown_operation_names_the_nearest_and_no_others(verb: str, reason: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        Plan.from_json(broken({"operation": verb}))
    (found,) = caught.value.findings

    assert reason in found.text(lang="en")
    assert sum(f"'{one}'" in found.text() for one in VERBS) == reason.count("'") // 2


def test_what_an_operation_is_called_besides_is_no_code_or_name_of_another() -> None:
    codes = {fold(name): verb for verb, row in VERBS.items() for name in (verb, row.title.vi, row.title.en)}
    for verb, row in VERBS.items():
        for word in row.also:
            assert codes.get(fold(word), verb) == verb, word
            with pytest.raises(InvalidInputError) as caught:
                Plan.from_json(broken({"operation": word}))
            assert f"'{verb}'" in caught.value.text(), word


@pytest.mark.parametrize("version", [0, 3])
def test_another_version_is_told_which_is_read(version: int) -> None:
    with pytest.raises(InvalidInputError) as caught:
        Plan.from_json(json.dumps({"schema": "dangbo/plan", "version": version}))
    (found,) = caught.value.findings

    assert "it reads version 1-2" in found.text(lang="en")
    assert "đọc được phiên bản 1-2" in found.text()


@pytest.mark.parametrize("value", [None, 3, 1.5, [], {}, plan()])
def test_what_is_no_text_is_refused_in_words(value: object) -> None:
    name = type(value).__name__
    with pytest.raises(InvalidInputError, match=rf"Plan: '{name}' is given where JSON text .* Read plain values"):
        Plan.from_json(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [None, 3, []])
def test_plain_values_that_are_no_object_are_refused(value: object) -> None:
    with pytest.raises(InvalidInputError, match="the plan: it must be an object with named fields"):
        Plan.from_dict(value)  # type: ignore[arg-type]


def test_an_entry_that_stands_twice_is_refused() -> None:
    text = plan(Merge(["cb-1"], "cb-2")).to_json()

    assert told(text.replace('"into": "cb-2"', '"into": "cb-2", "into": "cb-3"')) == [
        ("input/bad-value", "operation 1, field 'into'")
    ]
    assert told(text.replace('"decided_by"', '"decided_by": "a", "decided_by"')) == [
        ("input/bad-value", "field 'decided_by'")
    ]


def test_text_that_is_no_text_is_refused_by_the_record() -> None:
    assert told(broken({"operation": "rename", "organization": "cb-1", "name": "\ud800"})) == [
        ("input/bad-value", "operation 1, field 'name'")
    ]
    assert told(broken({"operation": "merge", "sources": ["cb-1", "\ud800"], "into": "x"})) == [
        ("input/bad-value", "operation 1, field 'sources', entry 2")
    ]


def test_no_finding_shows_a_value() -> None:
    personal = "Nguyễn Văn Kín"
    text = broken(
        {"operation": personal},
        {
            "operation": "admit",
            "to": [personal],
            personal: 1,
            "members": [{"id": "m", "name": personal, "status": personal}],
        },
        effective=personal,
        basis=personal,
    )
    with pytest.raises(InvalidInputError) as caught:
        Plan.from_json(text)
    shown = [str(caught.value), repr(caught.value), *(found.text() for found in caught.value.findings)]

    assert not [words for words in shown if "Nguyễn" in words or "Kín" in words]
    assert caught.value.__cause__ is None


def test_the_words_are_vietnamese_too() -> None:
    with pytest.raises(InvalidInputError) as caught:
        Plan.from_json(broken({"operation": "merge", "sources": [], "to": "x"}))

    unknown, missing = (found.text() for found in caught.value.findings)

    assert unknown.startswith(
        "nội dung 1, trường 'to': không có trường này; trường gần giống nhất là 'into'. Bỏ trường này"
    )
    assert missing.startswith("nội dung 1, trường 'into': thiếu thông tin bắt buộc. Điền")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda some: st.lists(some) | st.dictionaries(st.text(), some),
        max_leaves=8,
    ),
    st.sampled_from(sorted(VERBS)),
    st.data(),
)
def test_nothing_but_a_plan_or_findings_comes_of_any_value(value: object, verb: str, data: st.DataObject) -> None:
    field = data.draw(st.sampled_from([field.name for field in fields(cast("Any", VERBS[verb].kind))]))
    operation = next(PLANS.plain(one) for one in OPERATIONS if one.verb == verb) | {field: value}
    try:
        Plan.from_dict({**plan().as_dict(), "operations": [operation]})
    except InvalidInputError as error:
        assert all(found.subject.startswith("operation 1") for found in error.findings)  # noqa: PT017 - or no error


# --- the schema -----------------------------------------------------------------------------------------------------

SCHEMA: dict[str, Any] = Plan.json_schema()
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("operation", OPERATIONS, ids=NAMES)
def test_what_is_written_fits_the_schema(operation: Operation) -> None:
    VALIDATOR.validate(json.loads(plan(operation).to_json()))


@pytest.mark.parametrize(
    "operation",
    [
        {"operation": "merg", "sources": [], "into": "x"},
        {"operation": "merge", "sources": "cb-1", "into": "x"},
        {"operation": "merge", "sources": []},
        {"operation": "merge", "sources": [], "into": "x", "to": "y"},
        {"operation": "transfer", "members": [], "to": "x", "kind": "for ever"},
        {"operation": "transfer", "members": [], "to": "x", "people": [{"of": "x", "full": -1}]},
        {"operation": "restore", "decision": "1", "beside": [{"table": "stays", "member": "m-1"}]},
        {"operation": "restore", "decision": "1", "beside": [{"member": "m-1", "organization": "cb-2"}]},
        {"operation": "restore", "decision": "1", "stays": [["m-1", "cb-2"], 5]},
    ],
)
def test_what_cannot_be_read_does_not_fit_the_schema(operation: dict[str, object]) -> None:
    text = broken(operation)

    assert told(text)
    assert not VALIDATOR.is_valid(json.loads(text))


def test_the_schema_is_plain_json_with_a_choice_by_verb() -> None:
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    choices = [SCHEMA["$defs"][one["$ref"].removeprefix("#/$defs/")] for one in SCHEMA["$defs"]["Operation"]["oneOf"]]

    assert [one["properties"]["operation"]["const"] for one in choices] == list(VERBS)
    assert {one["properties"]["operation"]["const"]: one["title"] for one in choices}["merge"] == "Sáp nhập"


def test_every_record_and_field_has_a_title_in_both_languages() -> None:
    for one in SCHEMA["$defs"].values():
        if "properties" not in one:
            continue
        assert one["title"] != one["description"] != ""
        assert all(value["title"] != value["description"] != "" for value in one["properties"].values())


def test_no_title_is_left_over() -> None:
    kinds = {name.removesuffix("Entry"): one for name, one in SCHEMA["$defs"].items()}
    named = {f"{name}.{field}" for name, one in kinds.items() for field in one.get("properties", {})}
    named |= {f"Plan.{field}" for field in SCHEMA["properties"]}
    anywhere = {f".{key.split('.')[1]}" for key in named}
    for row in VERBS.values():
        assert row.fields.keys() <= SCHEMA["$defs"][row.kind.__name__]["properties"].keys()

    assert {key for key in TITLES if "." in key} <= named | anywhere
    records = {name.removesuffix("Entry") for name in SCHEMA["$defs"]}
    assert {key for key in TITLES if "." not in key} <= records | {"Plan"}
