"""The error tree: what errors say, what they carry, and that they survive a trip between processes."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from jsonschema import Draft202012Validator

import dangbo as db
from dangbo.base.errors import (
    DangboError,
    HierarchyError,
    InfeasibleError,
    InvalidInputError,
    LedgerError,
    MissingExtraError,
    NoFigureError,
    PlanRejectedError,
    RuleNotInForceError,
    TableError,
    TermError,
    UnknownOrganizationError,
)
from dangbo.base.findings import Finding, Severity, finding
from dangbo.base.terms import Form, Origin
from dangbo.base.text import suggested
from dangbo.base.words import Words

E = TypeVar("E", bound=Exception)
LEVEL = Words(vi="đây là một cấp", en="a level")


def sent(error: E) -> E:
    """An error as another process receives it."""
    again: E = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert type(again) is type(error)
    return again


def problems(count: int) -> list[Finding]:
    return [finding("tree/unknown-parent", f"cb-{number}", parent="dbp") for number in range(1, count + 1)]


class Suggestions:
    """Counts how often somebody looks for neighbors of an id."""

    def __init__(self, *found: str) -> None:
        self.found = found
        self.asked = 0

    def __call__(self) -> tuple[str, ...]:
        self.asked += 1
        return self.found


# --- the tree -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "also"),
    [
        (InvalidInputError, ValueError),
        (HierarchyError, InvalidInputError),
        (UnknownOrganizationError, LookupError),
        (InfeasibleError, ValueError),
        (PlanRejectedError, ValueError),
        (RuleNotInForceError, LookupError),
        (TermError, ValueError),
    ],
)
def test_every_error_is_of_the_library_and_of_a_kind_python_knows(
    error: type[Exception], also: type[Exception]
) -> None:
    assert issubclass(error, DangboError)
    assert issubclass(error, also)


# --- input ----------------------------------------------------------------------------------------------------------


def test_one_problem_is_told_in_the_singular() -> None:
    assert str(InvalidInputError(problems(1))).splitlines() == [
        "1 problem",
        (
            "  - organization 'cb-1' names the parent 'dbp', which is not among the organizations. "
            "Correct the id of the parent, or add the organization. [tree/unknown-parent]"
        ),
    ]


def test_ten_problems_are_told_in_full() -> None:
    assert len(str(InvalidInputError(problems(10))).splitlines()) == 11


def test_of_more_than_ten_problems_the_rest_is_counted_and_carried() -> None:
    error = InvalidInputError(problems(13))

    assert str(error).splitlines()[-1] == "  ... and 3 more in .findings"
    assert len(error.findings) == 13


def test_findings_may_come_from_a_generator() -> None:
    assert len(HierarchyError(iter(problems(2))).findings) == 2


def test_an_input_error_survives_a_trip_between_processes() -> None:
    error = HierarchyError(problems(2))

    assert sent(error).findings == error.findings
    assert str(sent(error)) == str(error)


# --- look-ups -------------------------------------------------------------------------------------------------------


def test_suggestions_are_not_looked_for_while_nobody_asks() -> None:
    near = Suggestions("dbp-phu-xa")

    UnknownOrganizationError("dbp-phu-xá", near)

    assert near.asked == 0


def test_suggestions_are_looked_for_once() -> None:
    near = Suggestions("dbp-phu-xa")
    error = UnknownOrganizationError("dbp-phu-xá", near)

    assert error.suggestions == error.suggestions == ("dbp-phu-xa",)
    assert "dbp-phu-xa" in str(error)
    assert near.asked == 1


def test_an_unknown_id_is_answered_with_the_nearest_ones() -> None:
    error = UnknownOrganizationError("cb-3", ("cb-1", "cb-2"))

    assert error.key == "cb-3"
    assert str(error) == "there is no organization 'cb-3' in this hierarchy; did you mean 'cb-1' or 'cb-2'?"


def test_an_id_like_no_other_is_answered_so() -> None:
    assert str(UnknownOrganizationError("?")) == "there is no organization '?' in this hierarchy; no id resembles it"


def test_an_unknown_id_survives_a_trip_between_processes_with_its_suggestions() -> None:
    near = Suggestions("cb-1")

    again = sent(UnknownOrganizationError("cb-l", near))

    assert (again.key, again.suggestions) == ("cb-l", ("cb-1",))


@pytest.mark.parametrize(
    ("error", "code", "vi"),
    [
        (
            UnknownOrganizationError("cb-3", ("cb-1", "cb-2")),
            "tree/unknown-organization",
            "không có tổ chức 'cb-3' trong cây tổ chức này; có phải 'cb-1' hoặc 'cb-2'?",
        ),
        (
            UnknownOrganizationError("cb-3", (), Words(vi="sổ này ở mọi thời điểm", en="this ledger on any date")),
            "tree/unknown-organization",
            "không có tổ chức 'cb-3' trong sổ này ở mọi thời điểm; không có mã nào gần giống",
        ),
        (
            NoFigureError("cb-3"),
            "carry/no-figure",
            (
                "'cb-3' đang hoạt động nhưng không có số liệu nào chuyển về; chưa có số liệu của tổ chức này và các tổ "
                "chức nguồn, hoặc không so sánh được"
            ),
        ),
        (
            RuleNotInForceError("quota", dt.date(2023, 4, 30), dt.date(2025, 7, 1), dt.date(2026, 7, 15)),
            "rule/no-value",
            (
                "quy định 'quota' không có giá trị tại ngày 30/4/2023; chỉ có giá trị từ 01/7/2025 đến 15/7/2026; chọn "
                "ngày trong khoảng đó, hoặc lấy giá trị gần nhất"
            ),
        ),
        (
            TermError(Form.vocabulary, "chi", ["Chi bộ"], LEVEL),
            "input/unknown-term",
            "'chi' không phải là hình thức tổ chức đảng: đây là một cấp; gồm: Chi bộ",
        ),
    ],
)
def test_an_error_about_one_thing_carries_its_finding_and_speaks_both_languages(
    error: DangboError, code: str, vi: str
) -> None:
    (found,) = error.findings
    assert (found.code, found.severity) == (code, Severity.BLOCK)
    assert error.text() == error.text(lang="vi") == vi
    assert str(error) == error.text(lang="en") != vi
    assert sent(error).findings == error.findings
    with pytest.raises(TermError, match="'fr' is not a language; known: vi, en"):
        error.text(lang="fr")  # type: ignore[arg-type]


ERRORS = [
    InvalidInputError(problems(2)),
    HierarchyError(problems(1)),
    TableError(problems(1)),
    LedgerError(problems(1), 7),
    PlanRejectedError("the plan", problems(1)),
    UnknownOrganizationError("cb-3", ("cb-1",)),
    NoFigureError("cb-3", ("cb-1",)),
    InfeasibleError(["cb-1"], ["m-1"], Words(vi="a", en="b"), Words(vi="c", en="d")),
    RuleNotInForceError("quota", dt.date(2023, 4, 30), dt.date(2025, 7, 1), None),
    MissingExtraError("excel", "xlsxwriter", Words(vi="a", en="b")),
    TermError(Form.vocabulary, "chi", ["Chi bộ"]),
]


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_is_told_as_json_with_its_findings(error: DangboError) -> None:
    values = error.as_dict()
    assert list(values)[:3] == ["schema", "version", "error"]
    assert (values["schema"], values["version"], values["error"]) == ("dangbo/error", 1, type(error).__name__)
    assert values["message"] == {"vi": error.text(lang="vi"), "en": str(error)}
    assert values["findings"] == [found.as_dict() for found in error.findings]
    assert json.loads(json.dumps(values)) == values
    assert values.get("line") == getattr(error, "line", None)
    schema: Any = DangboError.json_schema()  # the one that is published: an answer of whatever error is one of its kind
    assert type(error).json_schema() == schema
    Draft202012Validator(schema | {"additionalProperties": False}).validate(values)


def test_every_error_there_is_was_told() -> None:
    offered = {name for name in db.__all__ if name.endswith("Error")}
    assert {type(error).__name__ for error in ERRORS} == offered - {"DangboError"}


# --- plans, rules, terms --------------------------------------------------------------------------------------------


def test_a_rejected_plan_says_that_nothing_was_changed_and_carries_plan_and_findings() -> None:
    found = finding("plan/unknown-group", "tdp-9", operation=2)

    error = PlanRejectedError("the plan", [found])

    assert str(error).startswith("the plan cannot be applied, and nothing was changed: 1 blocking finding\n")
    assert "  - operation 2: there is no residential group 'tdp-9'." in str(error)
    assert (error.plan, error.findings) == ("the plan", (found,))
    assert (sent(error).plan, sent(error).findings) == ("the plan", (found,))


def test_a_rule_not_in_force_says_from_when_on_it_is_known() -> None:
    error = RuleNotInForceError("village-cell", dt.date(2023, 4, 30), dt.date(2025, 7, 1), None)

    assert str(error).startswith(
        "rule 'village-cell' has no value on 2023-04-30; the rulebook knows it from 2025-07-01 on; ask for"
    )
    assert error.periods == ((dt.date(2025, 7, 1), None),)
    assert str(sent(error)) == str(error)


def test_a_rule_with_a_gap_tells_every_period_it_is_known_for() -> None:
    periods = [(dt.date(2019, 1, 1), dt.date(2020, 12, 31)), (dt.date(2022, 1, 1), None)]

    error = RuleNotInForceError("quota", dt.date(2021, 6, 30), dt.date(2019, 1, 1), None, periods)

    assert "knows it from 2019-01-01 to 2020-12-31 and from 2022-01-01 on; ask" in str(error)
    assert sent(error).periods == tuple(periods)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (TermError(Form.vocabulary, "chi bo?"), "'chi bo?' is not a Form; correct it"),
        (TermError(Form.vocabulary, "chi", ["Chi bộ"]), "'chi' is not a Form; known: Chi bộ"),
        (TermError(Form.vocabulary, "TCCSĐ", (), LEVEL), "'TCCSĐ' is not a Form: a level; correct it"),
        (TermError(Origin.vocabulary, "?"), "'?' is not an Origin; correct it"),
        (TermError(Words(vi="chỉ số", en="indicator of 2025"), "?"), "'?' is not an indicator of 2025; correct it"),
        (
            TermError(Form.vocabulary, "TW", ["Đảng bộ", "Chi bộ"], LEVEL),
            "'TW' is not a Form: a level; known: Đảng bộ, Chi bộ",
        ),
    ],
)
def test_an_unknown_term_names_its_vocabulary_its_reason_and_what_there_is(error: TermError, words: str) -> None:
    assert str(error) == words
    assert str(sent(error)) == words
    assert sent(error).suggestions == error.suggestions


BOOK, CITY = db.RuleBook.default(), db.datasets.thai_nguyen()
BAND = db.Target("x", at_least="80%", tier="good")
NUMBER: Any = 3
NONE: Any = ()
BY_NAME: dict[str, Callable[[Any], object]] = {
    "a rule": BOOK.__getitem__,
    "a rule told": BOOK.explain,
    "the life of a rule": BOOK.timeline,
    "a paper": BOOK.instrument,
    "a kind of unit": BOOK.unit_type,
    "a kind of organization": db.parse_kind,
    "a tier": db.Rating.parse,
    "a scale of meetings": lambda place: db.MeetingScale.in_force(place, on="2026-03-31"),
    "bands of a scale": lambda item: db.MeetingScale.in_force("an-phu", on="2026-03-31").points_for(
        item, db.Share(1, of=2)
    ),
    "a property to count by": lambda by: CITY.count(by=by),
}


@pytest.mark.parametrize("given", [None, 3, 2.5, b"x", [], ["a"], {"a": 1}, {1}, dt.date(2025, 1, 1), CITY, Form])
@pytest.mark.parametrize("door", BY_NAME.values(), ids=BY_NAME)
def test_a_name_that_is_no_text_is_a_term_nobody_knows(door: Callable[[Any], object], given: object) -> None:
    if given is None and door is BY_NAME["a property to count by"]:
        return  # counts by nothing
    with pytest.raises(TermError) as caught:
        door(given)
    assert caught.value.text(lang="vi") != caught.value.text(lang="en") == str(sent(caught.value))
    assert json.loads(json.dumps(caught.value.as_dict()))["error"] == "TermError"
    assert len({*caught.value.findings, *sent(caught.value).findings}) == 1


@pytest.mark.parametrize("given", [None, 3, [], {"a": 1}, Form])
def test_the_forgiving_twin_finds_no_kind_of_unit_by_what_is_no_text(given: Any) -> None:  # noqa: ANN401
    assert BOOK.find_unit_type(given) is None


@pytest.mark.parametrize("given", [None, 3, "x", [], {"a": 1}, BOOK])
@pytest.mark.parametrize(
    "door",
    [
        db.decision_papers,
        CITY.same_as,
        lambda given: db.Hierarchy.from_graph(CITY.to_networkx(), like=given),
        lambda given: db.score_meeting({}, db.MeetingScale.in_force("an-phu", on="2026-03-31"), full=given or NUMBER),
        lambda given: db.Meeting("cb-1", "2025-11-03", called=20, present=20, absent_with_reason=given or NONE),
        db.needed_by_subordinate({"cb-1": 5}, BAND).__getitem__,
        lambda given: db.bases_that_print(91, "92,9%", near=given or NUMBER),
    ],
    ids=["a preview", "a snapshot", "a like", "full marks", "a count", "an id", "bases"],
)
def test_another_thing_than_is_worked_on_is_told_as_one(door: Callable[[Any], object], given: object) -> None:
    with pytest.raises((InvalidInputError, UnknownOrganizationError)):
        door(given)


def test_few_choices_are_named_in_full_and_of_many_the_nearest() -> None:
    assert suggested("tot", ["good", "tốt"]) == ("tốt", "good")
    assert suggested("?", ["b", "a", "b"]) == ("b", "a")
    many = [f"rule-{number}" for number in range(30)]
    assert suggested("rule-7x", many)[0] == "rule-7"
    assert len(suggested("rule-7x", many)) <= 3
    assert suggested("?", many) == ()
