"""Ratings as documents: what each result promises of its JSON, and how pydantic sees it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter, ValidationError

import dangbo as db
from dangbo import Rating
from dangbo.base.told import Documented

PAPER = db.Document("quyết định", "15-QĐ/ĐU", "2023-05-20", "Đảng ủy phường Phú Xá")

# --- what is told -----------------------------------------------------------------------------------------------------


@cache
def results() -> dict[str, Documented]:
    """Results with every key filled, and the same with whatever may be absent."""
    tally = db.Tally({Rating.EXCELLENT: 12, Rating.GOOD: 33, Rating.COMPLETED: 3}, year=2022)
    people = db.Tally({Rating.EXCELLENT: 9, Rating.GOOD: 20}, year=2022, subjects="members")
    target = db.Target("TCCSĐ", at_least="85%", tier=Rating.GOOD, years=(2021, 2025), source=PAPER, level="grassroots")
    band = db.Target("new members", within=("3%", "4%"), tier=None)
    of_rule = db.Scheme.in_force("2022-12-31", place="thai-nguyen").targets[0]
    quota = db.excellent_quota(
        tally, on="2023-12-31", special_ratio="25%", grounds=PAPER, heads={Rating.EXCELLENT: 1}, heads_base="kept"
    )
    places = db.excellent_places(6, on="2022-12-31")
    equals = [db.Candidate("b", 2, over_fulfilled=4), db.Candidate("c", 2, over_fulfilled=1), db.Candidate("d", 2)]
    leader = db.Evidence("organization", kind="chi bộ cơ sở", id="cb-1", score=95, discipline=[], listed_failure=False)
    decided = db.RatingDecision(Rating.GOOD, "Đảng ủy", "2025-12-28", document=PAPER)
    one = db.classify(leader, on="2025-12-31")
    return {
        "tally": tally,
        "tally of a tree of another year": db.Tally.of(
            {}, db.datasets.thai_nguyen(), subjects="members", year=2021, under="cb-tdp-2"
        ),
        "target": target,
        "band": band,
        "target of a rule": of_rule,
        "comparison": db.compare(tally, target),
        "comparison of a rule": db.compare(tally, of_rule),
        "comparison of nothing": db.compare(db.Tally({}, year=2022), target),
        "comparison of a share": db.compare(db.Share(5, of=100), band),
        "years": db.compare_years([tally, db.Tally({Rating.GOOD: 1}, year=2023)], target),
        "quota": quota,
        "quota of a group": db.quota_by_group({"dbp-1": people}, on="2022-12-31"),
        "quota of the caller": db.excellent_quota(people, on="2022-12-31", base="all_rated", ratio="20%"),
        "sensitivity": quota.sensitivity(),
        "places": places,
        "places with grounds": db.excellent_places(6, on="2022-12-31", special_ratio="25%", grounds="thành tích"),
        "selection": db.select_excellent([db.Candidate("a", 1), *equals], 3),
        "selection by places": db.select_excellent([db.Candidate("a", 1)], places),
        "apportionment": db.needed_by_subordinate({"cb-1": 20}, target),
        "apportionment of the rest": db.needed_by_subordinate({"cb-1": 20}, target, reached={"cb-1": 3}),
        "classification": one,
        "classification decided": one.with_decision(decided),
        "classification of nobody known": db.classify(db.Evidence("member", score=60), on="2025-12-31"),
        "classification of the exempt": db.classify(db.Evidence("member", party_life="exempt"), on="2025-12-31"),
    }


@pytest.mark.parametrize("name", results())
def test_a_document_is_what_its_schema_promises_and_pydantic_writes_the_same(name: str) -> None:
    result = results()[name]
    kind: Any = type(result)
    schema, values = kind.json_schema(), result.as_dict()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(values)
    assert schema["$id"] == f"urn:dangbo:{str(values['schema']).partition('/')[2]}:1"
    assert set(values) <= set(schema["properties"])  # nothing is told that is not promised
    assert set(schema["required"]) <= set(values)
    adapter = TypeAdapter(kind)
    assert adapter.dump_python(result) == values
    assert json.loads(adapter.dump_json(result)) == json.loads(result.to_json()) == values


def test_a_result_is_a_field_of_a_model_and_no_input() -> None:
    class Answer(BaseModel):
        quota: db.Quota
        tallies: dict[str, db.Tally]

    quota: Any = results()["quota"]
    answer = Answer(quota=quota, tallies={"a": quota.tally})
    assert answer.quota is quota
    assert answer.model_dump(mode="json")["tallies"]["a"] == quota.tally.as_dict()
    with pytest.raises(ValidationError, match="it must be a Quota and is no input"):
        Answer.model_validate({"quota": quota.as_dict(), "tallies": {}})
    Draft202012Validator(Answer.model_json_schema(mode="serialization")).validate(answer.model_dump(mode="json"))
    assert "QuotaGroups" not in Answer.model_json_schema()["$defs"]
