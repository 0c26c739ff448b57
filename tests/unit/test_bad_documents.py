"""Texts and values that are no document: each is refused at its place, none with another error, none with its value."""

from __future__ import annotations

import json
from collections import UserDict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from dangbo.base.citations import Document
from dangbo.base.errors import InvalidInputError
from dangbo.base.terms import Form, Level
from dangbo.change.verbs.organizations import Establish, Merge
from dangbo.restructure import Plan
from dangbo.tree.records import Organization

NEW = Organization("cb-1", "Chi bộ 1", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent="dbp", full=3)
PAPER = Document(kind="quyết định", number="15-QĐ/ĐU", issued="2023-05-20", issuer="Đảng ủy phường A")
PLAN = Plan("2023-06-01", "dbp", PAPER, [Merge(["cb-2"], into="cb-3"), Establish(NEW)])
TEXT = PLAN.to_json()
WHOLE, COUNT = "the plan", "operation 2, field 'organization', field 'full'"
DEEP, LONG = 10_000, "9" * 5_000


def put(old: str, new: str) -> str:
    assert TEXT.count(old) == 1
    return TEXT.replace(old, new)


def counted(number: str) -> str:
    return put('"full": 3', f'"full": {number}')


BAD: dict[str, tuple[str | bytes, str, str]] = {
    # what is no text of JSON
    "nothing": ("", "input/not-json", WHOLE),
    "cut off": (TEXT[:-5], "input/not-json", WHOLE),
    "two documents": (TEXT + TEXT, "input/not-json", WHOLE),
    "two documents on two lines": (f"{TEXT}\n{TEXT}", "input/not-json", WHOLE),
    "two marks of byte order": (f"\ufeff\ufeff{TEXT}", "input/not-json", WHOLE),
    "UTF-16": (TEXT.encode("utf-16"), "input/not-json", WHOLE),
    "UTF-16 without a mark": (TEXT.encode("utf-16-le"), "input/not-json", WHOLE),
    "UTF-32": (TEXT.encode("utf-32"), "input/not-json", WHOLE),
    "bytes of another encoding": (TEXT.encode("utf-8").replace("ộ".encode(), b"\xf4", 1), "input/not-json", WHOLE),
    "half a letter in bytes": (put("Chi bộ 1", "\ud800").encode("utf-8", "surrogatepass"), "input/not-json", WHOLE),
    "a control sign": (put("Chi bộ 1", "Chi\x01bộ"), "input/not-json", WHOLE),
    # depth
    "lists in lists": ("[" * DEEP + "]" * DEEP, "input/bad-value", WHOLE),
    "objects in objects": ('{"a":' * DEEP + "1" + "}" * DEEP, "input/bad-value", WHOLE),
    "never closed": ("[" * 10 * DEEP, "input/bad-value", WHOLE),
    "deep in a field": (put('"full": 3', '"full": ' + "[" * DEEP + "]" * DEEP), "input/bad-value", WHOLE),
    "not so deep in a field": (counted("[" * 200 + "]" * 200), "input/bad-value", COUNT),
    # numbers
    "NaN": (counted("NaN"), "input/bad-value", COUNT),
    "infinity": (counted("-Infinity"), "input/bad-value", COUNT),
    "NaN for a text": (put('"into": "cb-3"', '"into": NaN'), "input/bad-value", "operation 1, field 'into'"),
    "1e999": (counted("1e999"), "input/bad-value", COUNT),
    "1e2": (counted("1e2"), "input/bad-value", COUNT),
    "3.0": (counted("3.0"), "input/bad-value", COUNT),
    "-0.0": (counted("-0.0"), "input/bad-value", COUNT),
    "more than anybody can count": (counted("9" * 20), "input/bad-value", COUNT),
    "5,000 digits": (counted(LONG), "input/bad-value", COUNT),
    "5,000 digits below 0": (counted(f"-{LONG}"), "input/bad-value", COUNT),
    "5,000 digits and a half": (counted(f"{LONG}.5"), "input/bad-value", COUNT),
    "5,000 digits alone": (LONG, "input/bad-value", WHOLE),
    "true for a count": (counted("true"), "input/bad-value", COUNT),
    # the head
    "a newer version": (put('"version": 2', '"version": 99'), "input/newer-version", "field 'version'"),
    "version 0": (put('"version": 2', '"version": 0'), "input/newer-version", "field 'version'"),
    "a version as text": (put('"version": 2', '"version": "2"'), "input/bad-value", "field 'version'"),
    "a version that is true": (put('"version": 2', '"version": true'), "input/bad-value", "field 'version'"),
    "a version of 5,000 digits": (put('"version": 2', f'"version": {LONG}'), "input/bad-value", "field 'version'"),
    "another document": (put("dangbo/plan", "dangbo/quota"), "input/other-schema", "field 'schema'"),
    "two schemas": (put('{"schema"', '{"schema": "dangbo/quota", "schema"'), "input/bad-value", "field 'schema'"),
    "two versions": (put('"version"', '"version": 1, "version"'), "input/bad-value", "field 'version'"),
    # entries
    "a date twice": (
        put('"effective"', '"effective": "2024-01-01", "effective"'),
        "input/bad-value",
        "field 'effective'",
    ),
    "a count twice": (put('"full": 3', '"full": 3, "full": 3'), "input/bad-value", COUNT),
    "an operation twice": (
        put('"operation": "merge"', '"operation": "split", "operation": "merge"'),
        "input/bad-value",
        "operation 1, field 'operation'",
    ),
    "a number of a paper twice": (
        put('"number"', '"number": "1", "number"'),
        "input/bad-value",
        "field 'basis', field 'number'",
    ),
    "a field nobody knows": (put('{"schema"', '{"zz": 1, "schema"'), "input/unknown-field", "field 'zz'"),
    "such a field with 5,000 digits": (
        put('"full": 3', f'"full": 3, "zz": {LONG}'),
        "input/unknown-field",
        "operation 2, field 'organization', field 'zz'",
    ),
    "half a letter": (
        put("Chi bộ 1", "Chi bộ \\ud800"),
        "input/bad-value",
        "operation 2, field 'organization', field 'name'",
    ),
    "half a letter for an id": (put('"cb-2"', '"\\udc00"'), "input/bad-value", "operation 1, field 'sources', entry 1"),
    "half a letter for a day": (put('"2023-06-01"', '"\\ud800"'), "input/bad-value", "field 'effective'"),
    "half a letter for a verb": (put('"merge"', '"\\ud800"'), "input/bad-value", "operation 1, field 'operation'"),
    "half a letter for a field": (
        put('"full": 3', '"\\ud800": 3'),
        "input/unknown-field",
        "operation 2, field 'organization', field '…'",
    ),
    "a verb nobody knows": (put('"merge"', '"merg"'), "input/bad-value", "operation 1, field 'operation'"),
    "a verb in a list": (put('"merge"', '["merge"]'), "input/bad-value", "operation 1, field 'operation'"),
}


@pytest.mark.parametrize(("text", "code", "place"), BAD.values(), ids=BAD)
def test_a_text_that_is_no_plan_is_refused_at_its_place(text: str | bytes, code: str, place: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        Plan.from_json(text)
    error = refused.value
    assert [(found.code, found.subject) for found in error.findings] == [(code, place)]
    assert error.__cause__ is None or error.__suppress_context__
    for told in (str(error), repr(error), error.text(), json.dumps(error.as_dict(), ensure_ascii=False)):
        told.encode()  # no half of a letter
        assert "999" not in told.replace("999,999,999", "").replace("999.999.999", "")
        assert len(told) < 4_000


@pytest.mark.parametrize("text", [TEXT + TEXT, f"{TEXT}\n{TEXT}", f"{TEXT} x", f"{TEXT}]"])
def test_what_stands_behind_the_end_is_told_as_that(text: str) -> None:
    adapter = TypeAdapter(Plan)
    with pytest.raises(ValidationError) as invalid:
        adapter.validate_json(text)
    with pytest.raises(InvalidInputError) as caught:
        Plan.from_json(text)
    for error in (caught.value, InvalidInputError.of_validation(invalid.value)):
        (found,) = error.findings
        assert found.code == "input/not-json"
        assert "more follows behind its end" in found.text(lang="en")
        assert "mỗi văn bản chỉ chứa một tài liệu" in found.text(lang="vi")
    with pytest.raises(InvalidInputError) as cut:
        Plan.from_json(TEXT[:-5])
    assert "follows" not in str(cut.value)


def test_what_bytes_are_no_letter_is_told_by_line_and_column() -> None:
    with pytest.raises(InvalidInputError, match=r"line 2, column 12"):
        Plan.from_json('{\n "kind": "ộ'.encode() + b"\xff")


@pytest.mark.parametrize(
    "text", [f"\ufeff{TEXT}", f"\ufeff{TEXT}".encode(), TEXT.encode(), f" \r\n{TEXT}\n", counted("3")]
)
def test_what_is_a_plan_all_the_same_is_read(text: str | bytes) -> None:
    assert Plan.from_json(text) == PLAN


def test_minus_nothing_is_nothing() -> None:
    read = Plan.from_json(counted("-0"))
    assert isinstance(read.operations[1], Establish)
    assert read.operations[1].organization.full == 0


def values(**changed: object) -> dict[str, Any]:
    return {**PLAN.as_dict(), **changed}


def nested(depth: int) -> dict[str, object]:
    inner: dict[str, object] = {}
    for _ in range(depth):
        inner = {"kind": inner}
    return inner


def around() -> dict[str, object]:
    circle: dict[str, object] = {}
    circle["kind"] = circle
    return circle


VALUES: dict[str, tuple[object, str]] = {
    "nothing": (None, WHOLE),
    "a list of pairs": ([*PLAN.as_dict().items()], WHOLE),
    "its text": (TEXT, WHOLE),
    "deep": (values(basis=nested(DEEP)), "field 'basis', field 'kind'"),
    "in a circle": (values(basis=around()), "field 'basis', field 'kind'"),
    "a set of operations": (values(operations={"merge"}), "field 'operations'"),
    "a generator of operations": (values(operations=iter(())), "field 'operations'"),
    "bytes for a text": (values(decided_by=b"dbp"), "field 'decided_by'"),
    "a decimal for a version": (values(version=Decimal(2)), "field 'version'"),
    "NaN for a version": (values(version=float("nan")), "field 'version'"),
    "5,000 digits for a version": (values(version=10**5_000), "field 'version'"),
    "a number for a key": (dict[object, object](PLAN.as_dict()) | {7: 1}, "field '…'"),
}


@pytest.mark.parametrize(("value", "place"), VALUES.values(), ids=VALUES)
def test_values_that_are_no_plan_are_refused_at_their_place(value: Any, place: str) -> None:  # noqa: ANN401 - of any kind
    with pytest.raises(InvalidInputError) as refused:
        Plan.from_dict(value)
    assert place in [found.subject for found in refused.value.findings]
    json.dumps(refused.value.as_dict())


def test_any_mapping_is_read() -> None:
    document: Mapping[str, object] = UserDict(PLAN.as_dict())
    assert Plan.from_dict(document) == PLAN


def test_papers_of_a_cell_that_say_a_thing_twice_are_refused() -> None:
    """A cell of a CSV holds consents as text: of two numbers the second was taken, and nothing said."""
    paper = '{"document": {"kind": "công văn", "number": "1", "number": "2"}, "organization": "cb-1"}'
    with pytest.raises(InvalidInputError):
        Organization("cb-1", "A", Form.CHI_BO, Level.GRASSROOTS, consents=f"[{paper}]")  # type: ignore[arg-type]
    once = paper.replace('"number": "1", ', "")
    assert Organization("cb-1", "A", Form.CHI_BO, Level.GRASSROOTS, consents=f"[{once}]").consents  # type: ignore[arg-type]
