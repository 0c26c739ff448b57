"""Ratings as documents: what each result promises of its JSON, and how pydantic sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter, ValidationError, create_model

import dangbo as db
from dangbo import Rating
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.rating.targets import Indicator

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
    ledger = db.History(db.datasets.thai_nguyen_2021()).enact(*db.datasets.thai_nguyen_changes())
    rated = db.datasets.thai_nguyen_ratings()
    counted = {"cb-gia-sang-tdp-1": 3, "cb-tdp-2": 5}
    days = {"start": "2021-06-30", "end": "2023-04-30"}
    shares = {2021: {"dbp-phu-xa": (9, 10), "dbp-gia-sang": (12, 15)}, 2022: {"dbp-phu-xa": (10, 10)}}
    return {
        "carried ratings": db.carry_ratings(rated, ledger, year=2021, on="2023-04-30", strategy="mixed"),
        "weighed ratings": db.carry_ratings(rated, ledger, year=2021, on="2023-04-30", strategy="by_headcount"),
        "carried counts": db.carry_counts(counted, ledger, strategy="sum", **days),
        "apportioned counts": db.carry_counts(counted, ledger, strategy="by_headcount", **days),
        "series": db.comparable_series(shares, ledger),
        "series of counts": db.comparable_series({2021: {"cb-tdp-2": 3}, 2022: {"cb-tdp-2": 5}}, ledger),
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


# --- what is read -----------------------------------------------------------------------------------------------------

STORED = Path(__file__).parents[1] / "data" / "documents"
READ: dict[str, Any] = {
    "rating": db.RatingRecord,
    "ratings": db.RatingRecords,
    "evidence": db.Evidence,
    "target": db.Target,
    "scheme": db.Scheme,
}


def stored(name: str) -> str:
    return (STORED / f"{name}-1.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READ)
def test_a_stored_document_is_read_and_written_as_it_was(name: str) -> None:
    kind, text = READ[name], stored(name)
    one = kind.from_json(text)
    assert one.to_json(indent=1) + "\n" == text
    assert kind.from_dict(one.as_dict()) == kind.from_json(text.encode()) == one
    assert one.as_dict()["schema"] == f"dangbo/{name}"
    Draft202012Validator.check_schema(kind.json_schema())
    Draft202012Validator(kind.json_schema()).validate(json.loads(text))
    adapter = TypeAdapter(kind)
    assert adapter.validate_json(text) == adapter.validate_python(one) == one
    assert json.loads(adapter.dump_json(one)) == json.loads(text)
    asked = create_model("Asked", one=(kind, ...), many=(list[kind], ...))  # type: ignore[valid-type]  # one of them
    body = asked.model_validate({"one": json.loads(text), "many": [one, json.loads(text)]})
    assert body.model_dump()["one"] == one.as_dict()
    assert asked.model_validate_json(body.model_dump_json()) == body
    Draft202012Validator(asked.model_json_schema()).validate(json.loads(body.model_dump_json()))


def swapped(text: str, old: str, new: str) -> str:
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


@pytest.mark.parametrize("name", READ)
def test_what_is_no_document_is_refused_at_its_place(name: str) -> None:
    text = stored(name)
    whole = {"rating": "the rating result", "ratings": "the ratings", "evidence": "the evidence for a rating"}.get(
        name, f"the {name}"
    )
    bad: dict[str, tuple[str, str, str]] = {
        "two documents": (text + text, "input/not-json", whole),
        "depth": ("[" * 10_000 + "]" * 10_000, "input/bad-value", whole),
        "a newer version": (swapped(text, '"version": 1', '"version": 2'), "input/newer-version", "field 'version'"),
        "another": (swapped(text, f"dangbo/{name}", "dangbo/plan"), "input/other-schema", "field 'schema'"),
        "unknown": (swapped(text, '"version"', '"tên": 1, "versio": 1, "version"'), "input/unknown-field", "field '…'"),
        "twice": (swapped(text, '"version"', '"version": 1, "version"'), "input/bad-value", "field 'version'"),
        "a list": ("[]", "input/bad-value", whole),
    }
    for what, (broken, code, place) in bad.items():
        with pytest.raises(db.InvalidInputError) as caught:
            READ[name].from_json(broken)
        assert (caught.value.findings[0].code, caught.value.findings[0].subject) == (code, place), what
    with pytest.raises(db.InvalidInputError, match="the nearest is"):
        READ[name].from_json(swapped(text, '"version"', '"subject_": 1, "record": 1, "name_": 1, "version"'))


BAD_FIELDS: dict[str, list[tuple[str, str, str]]] = {
    "rating": [
        ('"year": 2022', '"year": NaN', "field 'year'"),
        ('"year": 2022', '"year": 1e999', "field 'year'"),
        ('"year": 2022', '"year": 2022.0', "field 'year'"),
        ('"year": 2022', '"year": "2022"', "field 'year'"),
        ('"year": 2022', '"year": 0', "the rating result"),
        ('"good"', '"HTTNV"', "field 'rating'"),
        ('"good"', "null", "the rating result"),
        ('"rated"', '"exempt"', "the rating result"),
        ('"rated"', "null", "field 'status'"),
        ('"organizations"', '"people"', "field 'subjects'"),
        ('"dbp-phu-xa"', '" "', "the rating result"),
        ('"dbp-phu-xa"', "5", "field 'subject'"),
    ],
    "ratings": [
        ('"records": [', '"records": [5, ', "record 1"),
        ('"records": [', '"records": {}, "x": [', "field 'x'"),
        ('"exempt"', '"rated"', "record 2"),
        ('"cb-tdp-2"', "null", "record 3, field 'subject'"),
    ],
    "evidence": [
        ('"chi_bo/below_grassroots"', '["chi_bo", "below_grassroots"]', "field 'kind'"),
        ('"chi_bo/below_grassroots"', '"chi bộ"', "field 'kind'"),
        ('"kind": "chi_bo/below_grassroots",', "", "field 'kind'"),
        ('"28.5"', "28.5", "field 'general_score'"),
        ('"28.5"', '"31"', "field 'general_score'"),
        ('"score": "89.5"', '"score": "90"', "field 'score'"),
        ('"done": 20', '"done": 21', "field 'tasks', field 'done'"),
        ('"reprimand"', '"khiển trách"', "discipline 1, field 'form'"),
        ('"2023-03-02"', '"2023-02-30"', "discipline 1, field 'on'"),
        ('"excellent"', '"best"', "criterion 1, field 'level'"),
        ('"model": true', '"model": "có"', "field 'model'"),
        ('"tổ 1"', '"\\ud800"', "discipline 1, field 'subject'"),
    ],
}


BAD_FIELDS["target"] = [
    ('"above"', '"over"', "field 'direction'"),
    ('"above",', '"at_most",', "field 'upper'"),
    ('"above",', '"at_most",', "field 'lower'"),
    ('"9/10"', "0.9", "field 'lower'"),
    ('"9/10"', '"90"', "field 'lower'"),
    ('"9/10"', '"10/9"', "field 'lower'"),
    ('"9/10"', '"1/0"', "field 'lower'"),
    ('"tiers": [', '"tiers": ["completed", ', "field 'tiers'"),
    ('"secondary"', '"sure"', "field 'rule', field 'confidence'"),
    ('"promoted": false', '"promoted": 0', "field 'rule', field 'promoted'"),
    ('"denominator": {', '"denominator": {"x": 1, ', "field 'indicator', field 'denominator', field 'x'"),
]
BAD_FIELDS["scheme"] = [
    ('"17/20"', '"85"', "target 1, field 'lower'"),
    ("2027", "2024", "target 1"),
    ("2028", "2027", "the scheme"),
    ('"below_grassroots"', '"ward"', "target 1, field 'level'"),
    ('"nghị quyết"', '""', "field 'source', field 'kind'"),
    ('"targets": [', '"targets": [[], ', "target 1"),
]


@pytest.mark.parametrize("name", BAD_FIELDS)
def test_what_a_field_cannot_hold_is_told_there_without_the_value(name: str) -> None:
    for old, new, place in BAD_FIELDS[name]:
        with pytest.raises(db.InvalidInputError) as caught:
            READ[name].from_json(swapped(stored(name), old, new))
        assert place in [found.subject for found in caught.value.findings], (old, new, str(caught.value))
        for lang in ("vi", "en"):
            assert "khiển trách" not in caught.value.text(lang=lang)


def test_targets_of_the_rulebook_are_read_back_equal() -> None:
    for day in ("2022-12-31", "2025-12-31"):
        for place in ("", "thai-nguyen"):
            scheme = db.Scheme.in_force(day, place=place)
            assert db.Scheme.from_json(scheme.to_json()) == scheme
            assert [db.Target.from_dict(target.as_dict()) for target in scheme] == list(scheme)
    counted = Indicator.of_tiers(Words(vi="a", en="b"), {"good", "not_completed"})
    for one in (counted.target("5%"), db.Target("x", at_most="1%", tier=None, base="on_books", level="grassroots")):
        assert db.Target.from_json(one.to_json()) == one


def test_a_model_shows_what_is_read_apart_from_what_is_told_and_from_what_stands_in_a_list() -> None:
    class Model(BaseModel):
        told: db.Comparison
        target: db.Target
        scheme: db.Scheme
        rating: db.RatingRecord
        ratings: db.RatingRecords

    given: dict[str, Any] = {name: json.loads(stored(name)) for name in ("target", "scheme", "rating", "ratings")}
    compared: Any = results()["comparison"]
    one = Model(told=compared, **given)
    for mode in ("validation", "serialization"):
        validator = Draft202012Validator(Model.model_json_schema(mode=mode))
        validator.validate(json.loads(one.model_dump_json()))
        short = {**given["target"]}
        short.pop("upper")
        validator.validate(given | {"told": compared.as_dict(), "target": short})
        assert not validator.is_valid(given | {"told": compared.as_dict() | {"target": short}})
        assert not validator.is_valid(given | {"told": compared.as_dict(), "target": short | {"x": 1}})


WRITTEN = ("", "x", "1/0", "2022-02-30", "\ud800")
ODD: tuple[object, ...] = (None, True, -1, 2**70, 1.5, float("nan"), [], {}, [[]], {"a": {}}, *WRITTEN)


def paths(value: object, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from paths(one, (*at, key))


def with_odd(value: Any, at: tuple[Any, ...], odd: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    if not at:
        return odd
    made = value.copy()
    made[at[0]] = with_odd(value[at[0]], at[1:], odd)
    return made


@pytest.mark.parametrize("name", READ)
def test_whatever_stands_anywhere_is_read_back_or_refused(name: str) -> None:
    kind, values = READ[name], json.loads(stored(name))
    for number, at in enumerate(paths(values)):
        odd = ODD[number % len(ODD)]
        try:
            one = kind.from_dict(with_odd(values, at, odd))
        except db.InvalidInputError:
            continue
        assert kind.from_dict(one.as_dict()) == one, (at, odd)


def test_a_target_is_read_by_what_a_person_writes_and_by_what_was_told_before_tiers_had_a_name() -> None:
    head = {"schema": "dangbo/target", "version": 1, "name": "TCCSĐ"}
    written = head | {"direction": "above", "lower": "92,5%", "tier": "good"}
    assert db.Target.from_dict(written) == db.Target("TCCSĐ", above="92.5%", tier=Rating.GOOD)
    told = head | {"direction": "at_least", "lower": "17/20", "upper": None, "tiers": ["excellent", "good"]}
    rest = {"base": "rated", "subjects": None, "level": None, "years": None, "source": None, "rule": None}
    assert db.Target.from_dict(told | rest) == db.Target("TCCSĐ", at_least="85%", tier=Rating.GOOD)
    with pytest.raises(db.InvalidInputError, match="say the indicator"):
        db.Target.from_dict(told | {"tiers": ["good"]})


def test_ratings_are_a_body_one_by_one_and_all_at_once() -> None:
    class Body(BaseModel):
        records: list[db.RatingRecord]
        ratings: db.RatingRecords

    one = db.RatingRecord.from_json(stored("rating"))
    many = db.RatingRecords.from_json(stored("ratings"))
    bare = {"subject": "dbp-phu-xa", "year": 2022, "rating": "Hoàn thành tốt nhiệm vụ"}  # a row of a table
    given = {"records": [one.as_dict(), bare, one], "ratings": many.as_dict()}
    body = Body.model_validate(given)
    assert body.records == [one, one, one]
    assert Body.model_validate_json(body.model_dump_json()) == body
    with pytest.raises(ValidationError, match="the nearest is 'rating'"):
        Body.model_validate(given | {"records": [bare | {"ratin": 1}]})
    with pytest.raises(ValidationError) as caught:
        Body.model_validate(given | {"records": [one, one.as_dict() | {"rating": "HTTNV"}]})
    assert caught.value.errors()[0]["loc"] == ("records", 1)
    tree = db.datasets.thai_nguyen()
    counted = db.Tally.of(many, tree, subjects="organizations", year=2022)
    assert counted == db.Tally.of(list(many), tree, subjects="organizations", year=2022)
    assert (counted.count("good"), counted.rated, len(many)) == (1, 1, 3)
    with pytest.raises(db.InvalidInputError, match=r"records\[1\]"):
        db.RatingRecords([one, "cb-1"])  # type: ignore[list-item]
