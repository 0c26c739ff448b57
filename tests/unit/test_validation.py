"""What pydantic refuses, told as one error of the library: at its place, in its words, without the value."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated, Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

import dangbo as db

PAPER = db.Document("quyết định", "15-QĐ/ĐU", "2023-05-20")
PLAN = db.Plan("2023-06-01", "dbp", PAPER, [db.Merge(["cb-12"], into="cb-2")])
PERSON = "Nguyễn Văn Bí Mật"


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")

    year: Annotated[int, Field(ge=1930, le=2100)] = 2026
    on: dt.date | None = None
    names: Annotated[list[str], Field(max_length=2)] = []
    by: dict[str, int] = {}
    either: int | bool = 1
    form: db.Form = db.Form.CHI_BO
    code: Annotated[str, Field(pattern="^[a-z]+$")] = "a"
    plan: db.Plan | None = None
    paper: db.Document | None = None
    own: str = ""

    @field_validator("own")
    @classmethod
    def _refuse(cls, value: str) -> str:
        if value:
            raise ValueError(f"I repeat {value}")
        return value


def told(given: dict[str, Any]) -> db.InvalidInputError:
    with pytest.raises(ValidationError) as caught:
        Asked.model_validate(given)
    return db.InvalidInputError.of_validation(caught.value)


CASES: list[tuple[dict[str, Any], str, str, str, str]] = [
    ({"year": PERSON}, "input/bad-value", "field 'year'", "/year", "it must be a whole number"),
    ({"year": 1900}, "input/bad-value", "field 'year'", "/year", "it must be 1930 or more"),
    ({"year": 2500}, "input/bad-value", "field 'year'", "/year", "it must be 2100 or less"),
    ({"year": None}, "input/bad-value", "field 'year'", "/year", "it must be a whole number"),
    ({"on": PERSON}, "input/bad-value", "field 'on'", "/on", "it must be a day as YYYY-MM-DD"),
    ({"names": PERSON}, "input/bad-value", "field 'names'", "/names", "it must be a list"),
    ({"names": ["a", 5]}, "input/bad-value", "field 'names', entry 2", "/names/1", "it must be text"),
    ({"names": [PERSON] * 3}, "input/bad-value", "field 'names'", "/names", "it must have 2 entries or fewer"),
    ({"by": {PERSON: PERSON}}, "input/bad-value", "field 'by', field '…'", "/by/…", "it must be a whole number"),
    ({"form": PERSON}, "input/bad-value", "field 'form'", "/form", "it is none of 'dang_bo', 'chi_bo'"),
    ({"code": PERSON}, "input/bad-value", "field 'code'", "/code", "it does not match ^[a-z]+$"),
    ({"plan": PERSON}, "input/bad-value", "field 'plan'", "/plan", "it must be a Plan or its document"),
    ({"own": PERSON}, "input/bad-value", "field 'own'", "/own", "it cannot be read"),
    ({"wort": PERSON}, "input/unknown-field", "field 'wort'", "/wort", "there is no such field"),
    ({PERSON: 1}, "input/unknown-field", "field '…'", "/…", "there is no such field"),
    ({"paper": {}}, "input/missing-field", "field 'paper', field 'kind'", "/paper/kind", "the field is required"),
    (
        *({"paper": {"kind": "x", "issued": PERSON}}, "input/bad-date"),
        *("field 'paper', field 'issued'", "/paper/issued", "it is not a form of date that is read"),
    ),
    (
        *({"plan": PLAN.as_dict() | {"operations": [{"operation": "merg"}]}}, "input/bad-value"),
        *("field 'plan', operation 1, field 'operation'", "/plan", "the nearest: 'merge'"),
    ),
]


@pytest.mark.parametrize(("given", "code", "subject", "path", "words"), CASES)
def test_what_pydantic_refuses_is_told_at_its_place_and_without_the_value(
    given: dict[str, Any], code: str, subject: str, path: str, words: str
) -> None:
    error = told(given)
    (found,) = error.findings
    assert (found.code, found.subject) == (code, subject)
    assert dict(found.facts)["path"] == path
    assert words in found.message
    document = error.as_dict()
    assert document["error"] == "InvalidInputError"
    assert "Bí Mật" not in json.dumps(document, ensure_ascii=False) + str(error) + repr(error)
    assert "field" not in error.text(lang="vi").replace("input/", "").replace("-field]", "")


def test_all_that_is_wrong_is_told_and_a_choice_of_types_once() -> None:
    error = told({"year": "x", "on": "y", "either": [], "plan": PLAN.as_dict() | {"version": 9}})
    assert [found.code for found in error.findings] == ["input/bad-value"] * 3 + ["input/newer-version"]
    assert "a whole number or true or false" in error.findings[2].message
    assert [found.subject for found in error.findings[:2]] == ["field 'year'", "field 'on'"]


def test_of_several_documents_the_one_that_was_meant_is_told() -> None:
    class Either(BaseModel):
        given: db.History | db.Plan | int

    for given, subject in (
        (PLAN.as_dict() | {"operations": [{"operation": "merg"}]}, "field 'given', operation 1, field 'operation'"),
        ({"schema": "dangbo/ledger", "version": 2, "lines": []}, "field 'given', field 'seal'"),
        (PERSON, "field 'given'"),
    ):
        with pytest.raises(ValidationError) as caught:
            Either.model_validate({"given": given})
        (found,) = db.InvalidInputError.of_validation(caught.value).findings
        assert (found.subject, dict(found.facts)["path"]) == (subject, "/given")


def test_only_what_has_errors_is_read() -> None:
    with pytest.raises(ValidationError) as caught:
        Asked.model_validate({"year": "x"})
    whole = db.InvalidInputError.of_validation(caught.value)
    assert db.InvalidInputError.of_validation(caught.value.errors()).findings == whole.findings
    for other in (5, "x", ValueError("x"), None):
        with pytest.raises(TypeError, match="errors"):
            db.InvalidInputError.of_validation(other)


def test_an_id_nobody_has_is_told_with_those_that_come_near() -> None:
    with pytest.raises(db.UnknownOrganizationError) as caught:
        db.datasets.thai_nguyen()["cb-tdp-2x"]
    document = caught.value.as_dict()
    assert (document["key"], "cb-tdp-2" in document["suggestions"]) == ("cb-tdp-2x", True)
    Draft202012Validator(type(caught.value).json_schema()).validate(document)
