"""Surveys: what is counted over which base, and what is told of answers that fit nothing."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from dangbo import InvalidInputError, Question, Share, SurveyResult, tally_survey
from dangbo.base.words import Words

DAY = Question("day", Words(vi="Ngày sinh hoạt", en="Day of the meeting"), "single", ["Ngày 3", "Đầu tháng", "Khác"])
WANTS = Question("wants", "Khó khăn", "several", ["Thời gian", "Nội dung", "Địa điểm"], at_most=2)
MINUTES = Question("minutes", "Số phút", "number", at_least=1, at_most=300)


def tally(*rows: dict[str, Any], population: int = 10, **given: Any) -> SurveyResult:  # noqa: ANN401
    asked = [one for one in (DAY, WANTS, MINUTES) if any(one.key in row for row in rows)]
    return tally_survey(list(rows), asked, population=population, **given)


def told(result: SurveyResult) -> list[tuple[str, str, dict[str, object]]]:
    return [(one.code, one.subject, dict(one.facts)) for one in result.findings]


def test_each_answer_has_the_base_of_its_own_question_and_the_response_that_of_all_who_were_asked() -> None:
    result = tally(
        {"day": "Ngày 3", "wants": "Thời gian; Nội dung"},
        {"day": "", "wants": "Thời gian"},
        {"day": "Khác", "wants": None},
        {"day": "Ngày 3", "wants": "Địa điểm\nThời gian"},
    )
    assert result.response == Share(4, of=10)
    assert result["day"].shares == (Share(2, of=3), Share(0, of=3), Share(1, of=3))
    assert result["wants"].shares == (Share(3, of=3), Share(1, of=3), Share(1, of=3))
    assert [one.silent for one in result] == [1, 1]


def test_a_row_that_answers_nothing_is_no_response_and_a_blank_line_no_row() -> None:
    result = tally({"day": "Khác", "note": ""}, {"day": "", "note": "vắng"}, {"day": " ", "note": ""})
    assert (result.responses, result.blank) == (1, 1)


@pytest.mark.parametrize(
    "spelt",
    [
        *("Đầu tháng", "đầu tháng", "DAU THANG", "  đầu   tháng ", unicodedata.normalize("NFD", "Đầu tháng")),
        *(2, "2", 2.0),
    ],
    ids=repr,
)
def test_an_option_is_found_in_any_spelling_and_by_its_number(spelt: object) -> None:
    assert tally({"day": spelt})["day"]["Đầu tháng"] == Share(1, of=1)


def test_options_that_differ_in_marks_alone_are_told_apart_and_a_bare_one_is_neither() -> None:
    asked = Question("q", "q", "single", ["Má", "Mà"])
    result = tally_survey([{"q": "má"}, {"q": "MÀ"}, {"q": "ma"}], [asked], population=3)
    assert [one and one.count for one in result["q"].shares] == [1, 1]
    assert [one.code for one in result.findings] == ["survey/no-such-option"]


@pytest.mark.parametrize("answer", [4, "4", 0, -1, "Nguyễn Văn An", "Ngày 3; Khác ạ"], ids=repr)
def test_an_answer_outside_the_options_is_told_by_its_row_and_never_repeated(answer: object) -> None:
    result = tally({"day": "Khác"}, {"day": answer})
    assert told(result) == [("survey/no-such-option", "day", {"count": 1, "rows": "2", "limit": 3})]
    assert result["day"].unread == 1
    assert result["day"].shares[2] == Share(1, of=1)
    assert result.responses == 2
    shown = (str(result), repr(result), result.show(lang="vi").html, result.to_json())
    assert not [text for text in shown if "Nguyễn" in text]


def test_more_choices_than_may_be_made_are_told_and_not_counted() -> None:
    result = tally({"day": ["Ngày 3", "Khác"], "wants": [1, 2, 3]}, {"day": "Khác", "wants": [3, 3]})
    assert [(code, subject) for code, subject, _ in told(result)] == [
        ("survey/how-many-choices", "day"),
        ("survey/how-many-choices", "wants"),
    ]
    assert result["wants"]["Địa điểm"] == Share(1, of=1)


@pytest.mark.parametrize(
    ("options", "given", "place"),
    [
        (["5", "4", "3", "2", "1"], 5, 0),
        (["5", "4", "3", "2", "1"], "1.0", 4),
        (["0", "1", "2", "3 trở lên"], 1, 1),
        (["0", "1", "2", "3 trở lên"], 3, None),  # the third is "2"
        (["1-2 lần", "3-4 lần", "5 lần"], 3, None),
        (["1. Tốt", "2. Khá", "3. Kém"], 3, 2),
    ],
)
def test_options_that_are_numbers_are_named_by_their_words_whatever_a_sheet_makes_of_them(
    options: list[str], given: object, place: int | None
) -> None:
    for kind in ("single", "several"):
        asked = Question("q", "q", kind, options)
        answers = tally_survey([{"q": given}], [asked], population=1)["q"]
        chosen = [at for at, share in enumerate(answers.shares) if share is not None and share.count]
        assert chosen == ([] if place is None else [place])
        assert answers.unread == (place is None)


@pytest.mark.parametrize("nothing", [[], [""], (None, " "), {float("nan")}], ids=repr)
def test_a_list_of_nothing_answers_nothing(nothing: object) -> None:
    result = tally({"wants": nothing}, {"wants": ["Thời gian", ""]})
    assert (result.responses, result.blank, len(result.findings)) == (1, 1, 0)


@pytest.mark.parametrize("beside", ["day2", "Day", "days", "dayy"])
def test_other_columns_of_a_sheet_may_be_called_like_a_question(beside: str) -> None:
    assert tally({"day": "Khác", beside: "gì đó"}).responses == 1


def test_columns_of_a_form_are_read_under_their_own_names() -> None:
    rows = [{"Đồng chí sinh hoạt ngày nào?": "Khác", "Mã": "cb-1"}]
    named = {unicodedata.normalize("NFD", "Đồng chí sinh hoạt ngày nào?"): "day", "Mã": "cell"}
    result = tally_survey(rows, [DAY], population=["cb-1"], by="cell", columns=named)
    assert result.response == Share(1, of=1)
    with pytest.raises(InvalidInputError, match="columns"):
        tally_survey(rows, [DAY], population=1, columns={"Mã": "cell"})


def test_forms_of_the_web_put_commas_between_choices() -> None:
    assert tally({"wants": "Thời gian, Địa điểm"})["wants"][3] == Share(1, of=1)


def test_numbers_are_exact_whatever_a_sheet_holds_them_as() -> None:
    given = (45, "60", 7.1, "7,2", Decimal("0.5"), "trên một giờ", 0, "301", float("nan"))
    result = tally(*({"minutes": one} for one in given))
    with_bounds = result["minutes"].numbers
    assert with_bounds is not None
    assert (with_bounds.count, with_bounds.total) == (4, Fraction(1193, 10))  # 0.5, 0 and 301 are outside
    assert (with_bounds.lowest, with_bounds.highest) == (Fraction(71, 10), Fraction(60))
    assert with_bounds.mean == Fraction(1193, 40)
    assert [(code, facts["rows"]) for code, _, facts in told(result)] == [
        ("survey/out-of-bounds", "5, 7, 8"),
        ("survey/no-number", "6"),
    ]


def test_who_answers_twice_who_was_not_asked_and_who_does_not_say_are_told_and_who_is_missing_is_named() -> None:
    rows = [{"cell": one, "day": "Khác"} for one in ("cb-1", "cb-1", "cb-9", "", "cb-2")]
    result = tally_survey(rows, [DAY], population=["cb-1", "cb-2", "cb-3"], by="cell")
    assert result.response == Share(2, of=3)
    assert result.missing == ("cb-3",)
    assert [(code, facts["rows"]) for code, _, facts in told(result)] == [
        ("survey/no-respondent", "4"),
        ("survey/answered-twice", "2"),
        ("survey/unknown-respondent", "3"),
    ]


def test_who_is_missing_of_a_set_is_told_in_the_order_of_ids() -> None:
    asked = {f"cb-{number:02d}" for number in range(30)}
    result = tally_survey([{"cell": "cb-07", "day": 1}], [DAY], population=asked, by="cell")
    assert list(result.missing) == sorted(asked - {"cb-07"})


@pytest.mark.parametrize("by", [None, "cell"])
def test_how_many_were_asked_may_be_a_text_and_nothing_that_is_no_count(by: str | None) -> None:
    rows = [{"cell": "cb-1", "day": 1}]
    assert tally_survey(rows, [DAY], population="885", by=by).response == Share(1, of=885)
    wrong: Any
    for wrong in (None, "cb-1", 0.5, float("nan")):
        with pytest.raises(InvalidInputError, match="population"):
            tally_survey(rows, [DAY], population=wrong, by=by)


def test_more_answers_than_were_asked_have_no_share_of_them() -> None:
    result = tally({"day": 1}, {"day": 2}, population=1)
    assert result.response is None
    assert [one.code for one in result.findings] == ["survey/above-population"]


def test_a_sheet_is_read_with_the_lines_of_its_file_and_columns_read_the_same() -> None:
    text = "cell,day\ncb-1,Ngày 3\n\ncb-2,Ngày 99\n"
    of_file = tally_survey(csv.DictReader(io.StringIO(text)), [DAY], population=2)
    assert [one.text(lang="en").split("(")[1].split(")")[0] for one in of_file.findings] == ["rows 4"]
    columns = {"cell": ["cb-1", "cb-2"], "day": ["Ngày 3", "Ngày 99"]}
    assert tally_survey(columns, [DAY], population=2).answers == of_file.answers


@pytest.mark.parametrize(
    ("rows", "given", "code"),
    [
        ([{"days": "Khác"}], {}, "input/unknown-column"),
        ([{"other": "Khác"}], {}, "input/missing-column"),
        ([{"day": "Khác"}], {"population": 0}, "input/bad-figure"),
        ([{"day": "Khác"}], {"population": ["cb-1"]}, "input/bad-figure"),
        ([{"day": "Khác"}], {"questions": []}, "input/bad-figure"),
        ([{"day": "Khác"}], {"questions": [DAY, DAY]}, "input/bad-figure"),
        ("rows.csv", {}, "input/not-rows"),
    ],
)
def test_what_is_no_survey_is_refused(
    rows: Any,  # noqa: ANN401 - whatever came
    given: dict[str, Any],
    code: str,
) -> None:
    asked: dict[str, Any] = {"questions": [DAY], "population": 3}
    with pytest.raises(InvalidInputError) as caught:
        tally_survey(rows, **(asked | given))
    assert [one.code for one in caught.value.findings] == [code]


@pytest.mark.parametrize(
    "given",
    [
        ("q", "Q", "single", ["a"]),
        ("q", "Q", "number", ["a", "b"]),
        ("q", "Q", "several", ["a", "A "]),
        ("q", "Q", "many", ["a", "b"]),
        ("", "Q", "single", ["a", "b"]),
        ("q", "Q", "single", "ab"),
    ],
)
def test_a_question_that_contradicts_itself_is_refused(given: Any) -> None:  # noqa: ANN401
    with pytest.raises(InvalidInputError):
        Question(*given)


@pytest.mark.parametrize(
    "bounds",
    [
        {"kind": "number", "at_least": 3, "at_most": 2},
        {"kind": "single", "at_most": 1},
        {"kind": "several", "at_least": 3},
        {"kind": "several", "at_most": 0},
    ],
)
def test_bounds_of_a_question_fit_its_kind(bounds: Any) -> None:  # noqa: ANN401
    options = [] if bounds["kind"] == "number" else ["a", "b"]
    with pytest.raises(InvalidInputError):
        Question("q", "Q", options=options, **bounds)


def test_the_result_is_told_in_both_languages_with_every_base() -> None:
    result = tally({"day": "Khác", "minutes": 45}, {"day": "", "minutes": 50}, on="2022-08-01", origin="synthetic")
    shown = result.show(lang="vi").text
    assert "20,0%" in shown
    assert "47,50" in shown
    assert "Day of the meeting: 1 answered." in result.explain(lang="en")
    told_of = json.loads(result.to_json())
    assert told_of["response"] == {"count": 2, "of": 10, "on": "2022-08-01", "origin": "synthetic"}


def test_a_question_or_option_nobody_asked_is_refused() -> None:
    result = tally({"day": "Khác"})
    for asked in (lambda: result["daz"], lambda: result["day"]["Ngày 31"]):
        with pytest.raises(InvalidInputError):
            asked()
    with pytest.raises(InvalidInputError, match="numbers"):
        tally({"minutes": 9})["minutes"][1]


def test_a_question_is_found_in_either_way_of_writing_its_letters() -> None:
    asked = Question("Ngày họp", "Ngày", "single", ["Có", "Không"])
    result = tally_survey([{"Ngày họp": "Có"}], [asked], population=1)
    assert result[unicodedata.normalize("NFD", "Ngày họp")] == result["Ngày họp"]
