"""Documents of the life of organizations and members: each keeps to the schema it promises, parts of them too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter

import dangbo as db
from dangbo.base.told import Documented
from tests.builders import city
from tests.unit.test_json import results

ROOMS = ("dangbo.life", "dangbo.attention", "dangbo.base.forms", "dangbo.render.forms", "dangbo.ledger.form_one")


AGENDA = db.attention(city(), on="2026-03-31", meetings=[])


def parts() -> Iterator[Documented]:
    """What stands inside such documents, and is asked for by itself."""
    life = db.Life.of(
        [db.LifeEvent("m-1", "quyết định kết nạp", "1996-05-19"), db.LifeEvent("m-1", "kết nạp", "1996-05")]
    )
    yield from (life.status("2026-01-01"), life.seniority("2026-01-01"))
    if (probation := life.probation("2026-01-01")) is not None:
        yield probation
    yield from life.deadlines("2026-01-01", calendar=db.WorkingDays.weekdays())
    yield from life.badges(2026)
    yield AGENDA[0]
    composed = results()["composition"]
    yield from (composed.rows[0], composed.blocks[0], composed.form_3().rows[0], composed.form_4().rows[0])
    counted = results()["activity"]
    yield counted[counted.top]
    coverage = results()["visit-coverage"]
    yield from (*coverage.members[:1], *coverage.cells[:1], *coverage.by_month[:1])
    survey = db.tally_survey([{"n": "7,5"}], [db.Question("n", "N", "number")], population=2).answers[0]
    assert survey.numbers is not None
    yield from (survey, survey.numbers)


MINE = {name: one for name, one in results().items() if type(one).__module__.startswith(ROOMS)} | {"agenda": AGENDA}
MINE |= {f"part {at}, {type(one).__name__}": one for at, one in enumerate(parts())}


def test_all_rooms_of_a_life_are_among_them() -> None:
    assert len(MINE) > 30
    assert not [one for one in MINE.values() if not isinstance(one, Documented)]


@pytest.mark.parametrize("name", MINE)
def test_a_document_keeps_to_the_schema_of_its_class(name: str) -> None:
    one: Any = MINE[name]
    schema = type(one).json_schema()
    Draft202012Validator.check_schema(schema)
    told = one.as_dict()
    Draft202012Validator(schema).validate(json.loads(one.to_json()))
    assert told.keys() == schema["properties"].keys()  # nothing is told that is not promised
    assert schema["description"]
    assert TypeAdapter(type(one)).dump_python(one) == told


def test_a_front_end_answers_with_results_as_with_any_field() -> None:
    class Answer(BaseModel):
        agenda: db.Agenda
        activity: db.Activity
        coverage: db.VisitCoverage
        form: db.MembershipForm

    shown = results()
    answer = Answer(
        agenda=AGENDA,
        activity=shown["activity"],
        coverage=shown["visit-coverage"],
        form=shown["membership-form"],
    )
    schema = Answer.model_json_schema(mode="serialization")
    Draft202012Validator(schema).validate(json.loads(answer.model_dump_json()))
    assert {"WordsDocument", "RuleDocument", "FindingDocument", "FormRowDocument"} <= schema["$defs"].keys()


def test_a_life_of_which_days_are_missing_keeps_to_its_schema_too() -> None:
    life = db.Life.of([db.LifeEvent("m-1", "kết nạp", "2010"), db.LifeEvent("m-1", "qua đời", "2010-05")])
    asked = (life.status("2026-01-01"), life.seniority("2010-04-01"), life.probation("2010-04-01"))
    for one in (life, *filter(None, asked)):
        Draft202012Validator(type(one).json_schema()).validate(json.loads(one.to_json()))
