"""Documents of the life of organizations and members: each keeps to the schema it promises, parts of them too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter, ValidationError

import dangbo as db
from dangbo.base.people import PersonalDocument
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


MINE: dict[str, Any] = {
    name: one
    for name, one in results().items()
    if type(one).__module__.startswith(ROOMS) and not hasattr(one, "from_dict")
}
MINE |= {"agenda": AGENDA}
MINE |= {f"part {at}, {type(one).__name__}": one for at, one in enumerate(parts())}


def test_all_rooms_of_a_life_are_among_them() -> None:
    assert len(MINE) > 30
    assert not [one for one in MINE.values() if not isinstance(one, Documented)]


@pytest.mark.parametrize("name", MINE)
def test_a_document_keeps_to_the_schema_of_its_class(name: str) -> None:
    one: Any = MINE[name]
    schema = type(one).json_schema()
    Draft202012Validator.check_schema(schema)
    asked: dict[str, Any] = {"people": "all"} if isinstance(one, PersonalDocument) else {}
    told = one.as_dict(**asked)
    Draft202012Validator(schema).validate(json.loads(one.to_json(**asked)))
    assert told.keys() == schema["properties"].keys()  # nothing is told that is not promised
    assert schema["description"]
    Draft202012Validator(schema).validate(json.loads(one.to_json()))
    assert TypeAdapter(type(one)).dump_python(one) == one.as_dict()


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
        for people in ("ids", "all"):
            Draft202012Validator(type(one).json_schema()).validate(json.loads(one.to_json(people=people)))


# --- read again -------------------------------------------------------------------------------------------------------

STORED = Path(__file__).parents[1] / "data" / "documents"
SCALE = db.MeetingScale.in_force("binh-thuan", on="2023-05-31")
FULL = {"attendance": 10, "length": 10, "speaking": 10, "minutes": 10, "contents": 60}
WHOLE = db.Meeting(
    *("cb-1", "2026-03-03"),
    called=3,
    present=2,
    absent_with_reason=1,
    exempt=1,
    minutes=90,
    kind="with_thematic",
    cells=["cb-2"],
    attendance=[
        db.Attendance("m-1"),
        db.Attendance("m-2"),
        db.Attendance("m-3", "excused"),
        db.Attendance("m-4", "miễn"),
    ],
    speakers=2,
    chair="m-1",
    secretary="m-2",
    prepared_on="2026-03-01",
    papers_on="2026-03-02",
    filed_on="2026-03-04",
    topics=[db.Topic("special", "Chuyển đổi số"), db.Topic("news")],
    resolution=db.Resolution(
        "03-NQ/CB", carried=2, of=2, tasks=[db.Task("Thu đảng phí", who="m-1", due="2026-03-20"), db.Task("Vận động")]
    ),
    score=db.score_meeting({**FULL, "contents": None}, SCALE, full=FULL),
)
PLAIN = db.Meeting("cb-9", "2026-03-03", called=1, present=1)
AN_PHU = db.MeetingScale.in_force("an-phu", on="2026-03-31")
SCORED = replace(PLAIN, score=db.score_meeting({item.key: Decimal("0.5") for item in AN_PHU.items}, AN_PHU), minutes=0)
MANY = db.Meetings([WHOLE, PLAIN, replace(WHOLE, cell="cb-3"), SCORED])
READ: dict[str, Any] = {
    "meeting": WHOLE,
    "meetings": MANY,
    "cell-assignment": db.CellAssignment("09-qd-tu", "m-1", "cb-12", "2022-08-01", "2023-01-01"),
    "duty-visit": db.DutyVisit("m-1", "cb-1", "2022-08-01", profile="p", meeting="2", for_member="m-3"),
    "proposal": db.Proposal(
        *("kn-1", "cb-1", "2026-01-03", "Sửa đường ngõ 5", "ubnd"),
        due="2026-03-03",
        answered_on="2026-02-03",
        answer="Đã sửa",
    ),
    "prospect": db.Prospect("q-1", "cb-1", "decided", "2023-02-03"),
}


@pytest.mark.parametrize("name", READ)
def test_what_is_written_is_read_back_equal_and_keeps_to_its_schema(name: str) -> None:
    one = READ[name]
    again = type(one).from_json(one.to_json(indent=1))
    assert again == one
    assert again.to_json() == one.to_json()
    assert type(one).from_dict(one.as_dict()) == one
    Draft202012Validator(type(one).json_schema()).validate(json.loads(one.to_json()))
    adapter = TypeAdapter(type(one))
    assert adapter.dump_python(one) == one.as_dict()
    assert adapter.validate_json(adapter.dump_json(one)) == one


@pytest.mark.parametrize("name", READ)
def test_a_stored_document_is_read_as_what_was_written_then(name: str) -> None:
    text = (STORED / f"{name}-1.json").read_text(encoding="utf-8")
    assert type(READ[name]).from_json(text) == READ[name]
    assert READ[name].to_json(indent=1) + "\n" == text


def test_scores_stand_beside_the_meetings_and_what_they_were_given_by_stands_once() -> None:
    told = MANY.as_dict()
    assert "score" not in json.dumps(told["meetings"])
    assert [one["scale"]["place"] for one in told["sheets"]] == [SCALE.place, AN_PHU.place]
    assert [(one["meeting"], one["sheet"]) for one in told["scores"]] == [(1, 1), (3, 1), (4, 2)]
    assert len(MANY) == len([*MANY]) == 4
    assert repr(MANY) == "Meetings(4 meetings)"
    assert db.year_of_meetings("cb-9", 2026, db.Meetings([PLAIN])).months_held == 1


def test_meetings_are_the_body_of_a_request() -> None:
    class Body(BaseModel):
        held: list[db.Meeting]
        year: db.Meetings | None = None
        visits: list[db.DutyVisit] = []

    bare = {"cell": "cb-9", "on": "2026-03-03", "called": 1, "present": 1}
    given = {"held": [WHOLE.as_dict(), bare], "visits": [READ["duty-visit"].as_dict()]}
    body = Body.model_validate(given | {"year": MANY.as_dict()})
    assert body.held == [WHOLE, PLAIN]
    assert body.year == MANY
    assert Body.model_validate_json(body.model_dump_json()) == body
    Draft202012Validator.check_schema(Body.model_json_schema())
    with pytest.raises(ValidationError):
        Body.model_validate({"held": [{**bare, "called": 2}]})


def doc(**entries: object) -> dict[str, object]:
    return {"schema": "dangbo/meetings", "version": 1, "meetings": [], **entries}


HELD = {"cell": "cb-1", "on": "2026-03-03", "called": 2, "present": 2}
SCORE = MANY.as_dict()["scores"][0]
SHEETS = MANY.as_dict()["sheets"]
BAD: dict[str, tuple[Any, list[tuple[str, str]]]] = {
    "no object": ([], [("input/bad-value", "the meetings held")]),
    "another document": (
        {"schema": "dangbo/meeting", "version": 1, "meetings": []},
        [("input/other-schema", "field 'schema'")],
    ),
    "a newer version": (doc(version=2), [("input/newer-version", "field 'version'")]),
    "an unknown key": (doc(meetngs=[]), [("input/unknown-field", "field 'meetngs'")]),
    "several": (
        doc(meetings=[HELD, HELD | {"on": "2026-02-30", "called": -1, "chiar": "m-1"}, 7, HELD | {"present": 1}]),
        [
            ("input/unknown-field", "meeting 2, field 'chiar'"),
            ("input/bad-value", "meeting 2, field 'on'"),
            ("input/bad-value", "meeting 2, field 'called'"),
            ("input/bad-value", "meeting 3"),
            ("input/bad-value", "meeting 4"),
        ],
    ),
    "a float": (doc(meetings=[HELD | {"called": 2.0}]), [("input/bad-value", "meeting 1, field 'called'")]),
    "yes as a count": (doc(meetings=[HELD | {"called": True}]), [("input/bad-value", "meeting 1, field 'called'")]),
    "a label": (doc(meetings=[HELD | {"kind": "thường kỳ"}]), [("input/bad-value", "meeting 1, field 'kind'")]),
    "a part": (
        doc(meetings=[HELD | {"resolution": {"tasks": [{"text": "x"}, {"text": " "}]}}]),
        [("input/bad-value", "meeting 1, field 'resolution', field 'tasks', entry 2")],
    ),
    "a score of none": (
        doc(meetings=[HELD], sheets=SHEETS, scores=[{**SCORE, "meeting": 2}]),
        [("input/bad-value", "score 1")],
    ),
    "a score twice": (
        doc(meetings=[HELD], sheets=SHEETS, scores=[SCORE, SCORE]),
        [("input/bad-value", "score 2")],
    ),
    "a sheet that is not there": (
        doc(meetings=[HELD], sheets=SHEETS, scores=[{**SCORE, "sheet": 0}]),
        [("input/bad-value", "score 1")],
    ),
    "too few points": (
        doc(meetings=[HELD], sheets=SHEETS, scores=[{**SCORE, "points": ["1"]}]),
        [("input/bad-value", "score 1")],
    ),
    "a number that is none": (
        doc(meetings=[HELD], sheets=SHEETS, scores=[{**SCORE, "lowest": "NaN"}]),
        [("input/bad-value", "score 1, field 'lowest'")],
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_whatever_is_wrong_is_told_at_its_place(name: str) -> None:
    values, told = BAD[name]
    with pytest.raises(db.InvalidInputError) as caught:
        db.Meetings.from_dict(values)
    assert [(one.code, one.subject) for one in caught.value.findings] == told


HEAD = '{"schema": "dangbo/meetings", "version": 1, "meetings": ['
ROW = '{"cell": "c", "on": "2026-03-03", "called": 1, "present": 1}'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[" * 10_000,
        f"{HEAD}{'[' * 10_000}",
        f"{HEAD}]}} {{}}",
        f"{HEAD}{ROW.replace('1,', 'NaN,')}]}}",
        f"{HEAD}{ROW.replace('1,', '1e999,')}]}}",
        f'{HEAD}], "meetings": []}}',
        HEAD + ROW.replace('"on"', '"cell": "d", "on"') + "]}",
    ],
)
def test_a_text_that_is_no_such_document_is_refused(text: str) -> None:
    with pytest.raises(db.InvalidInputError) as caught:
        db.Meetings.from_json(text)
    assert {one.code for one in caught.value.findings} <= {"input/not-json", "input/bad-value"}
    assert len(db.Meetings.from_json(f"{HEAD}{ROW}]}}")) == 1


# --- profiles ---------------------------------------------------------------------------------------------------------

FIRST = {
    "member": "m-1",
    "sex": "nữ",
    "born": "5/1968",
    "religion": "Không",
    "ethnic_group": "Tày",
    "personal_id": "019060000001",
    "card_issued": "03/02/2025",
    "retired": "không",
    "schooling": "12/12",
    "residence_cell": "cb-2",
}
PROFILES = db.Profiles([FIRST, {"member": "m-2"}, {"member": "m-3", "born": "1947", "youth_union": "có"}])


def test_profiles_come_back_equal_where_all_is_asked_for_and_only_there() -> None:
    told = PROFILES.as_dict(people="all")
    assert told["personal"] == [name for name in told["personal"] if any(name in row for row in told["profiles"])]
    assert set(told["personal"]) == {name for row in told["profiles"] for name in row} - {"member"}
    assert db.Profiles.from_json(PROFILES.to_json(people="all", indent=1)) == PROFILES
    bare = PROFILES.as_dict()
    assert bare["profiles"] == [{"member": "m-1"}, {"member": "m-2"}, {"member": "m-3"}]
    assert TypeAdapter(db.Profiles).dump_python(PROFILES) == bare
    for one in (told, bare):
        Draft202012Validator(db.Profiles.json_schema()).validate(one)
    with pytest.raises(db.InvalidInputError, match="without what is known of people"):
        db.Profiles.from_dict(bare)
    with pytest.raises(db.InvalidInputError):
        PROFILES.as_dict(people="names")  # type: ignore[arg-type]
    text = (STORED / "profiles-1.json").read_text(encoding="utf-8")
    assert db.Profiles.from_json(text) == PROFILES
    assert PROFILES.to_json(people="all", indent=1) + "\n" == text


def test_profiles_are_the_body_of_a_request_and_what_is_wrong_in_them_is_told_without_its_value() -> None:
    class Body(BaseModel):
        profiles: db.Profiles

    head: dict[str, Any] = {**PROFILES.as_dict(people="all")}
    assert Body.model_validate({"profiles": head}).profiles == PROFILES
    rows: list[Any] = [
        {"member": "m-1", "sex": "nữ", "born": "31/12/1950", "retired": "yes", "personal_id": 19060000001}
    ]
    rows += [{"member": "m-2", "born": "1950-02-30", "religion": " "}]
    with pytest.raises(db.InvalidInputError) as caught:
        db.Profiles.from_dict(head | {"profiles": rows})
    assert {one.subject for one in caught.value.findings} == {
        *(f"profile 1, field '{name}'" for name in ("sex", "born", "retired", "personal_id")),
        *(f"profile 2, field '{name}'" for name in ("born", "religion")),
    }
    assert not [word for word in ("nữ", "1950", "19060000001", "yes") if word in str(caught.value)]
    with pytest.raises(db.InvalidInputError) as caught:
        db.Profiles.from_dict(head | {"profiles": [{"member": "m-1", "sexx": "x"}, 5, {"sex": "male"}]})
    assert [one.subject for one in caught.value.findings] == [
        *("profile 1, field 'sexx'", "profile 2", "profile 3, field 'member'"),
    ]
    rows = [
        {"member": "m-1", "sex": ["male"], "retired": 1},
        {"member": "m-2", "sex": "?"},
        {"member": "m-3", "sex": "?"},
    ]
    with pytest.raises(db.InvalidInputError) as caught:  # each value of a field is read once, and told wherever it is
        db.Profiles.from_dict(head | {"profiles": rows})
    assert [one.subject for one in caught.value.findings] == [
        *(f"profile {place}, field 'sex'" for place in (1, 2, 3)),
        "profile 1, field 'retired'",
    ]
    told = Draft202012Validator(db.Profiles.json_schema())
    wrong = {
        "sex": "nữ",
        "born": "31/12/1950",
        "retired": 1,
        "card_number": 5,
        "occupation": "x",
        "member": "",
        "no": 1,
    }
    for name, value in wrong.items():  # who has the schema alone is told so too
        one = {"profiles": [{"member": "m-1"}, {"member": "m-2", name: value}]}
        assert not told.is_valid(head | one), name
        with pytest.raises(db.InvalidInputError, match=f"profile 2, field '{name}'"):
            db.Profiles.from_dict(head | one)
    with pytest.raises(db.InvalidInputError) as caught:  # a number is no truth value, though the two are equal
        db.Profiles.from_dict(
            head | {"profiles": [{"member": "m-1", "retired": True}, {"member": "m-2", "retired": 1}]}
        )
    assert [one.subject for one in caught.value.findings] == ["profile 2, field 'retired'"]
    with pytest.raises(db.InvalidInputError, match="doubled-profile"):
        db.Profiles.from_dict(head | {"profiles": [{"member": "m-1"}, {"member": "m-1"}]})
