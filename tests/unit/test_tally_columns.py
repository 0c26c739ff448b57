"""Tallies of ratings by id and of tables by column: what is counted, and what is told of bad ones."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from dangbo import Form, Hierarchy, Level, Member, Organization, Rating, RatingRecord, RatingStatus, Tally
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Finding
from tests.builders import cell, dang_bo

NAN = float("nan")


def tree(count: int = 4) -> Hierarchy:
    people = [Member(f"m-{number}", "Nguyễn Văn A") for number in range(count)]
    roll = {"cb-1": [one.id for one in people[: count // 2]], "cb-2": [one.id for one in people[count // 2 :]]}
    return Hierarchy([dang_bo("dbp", None), cell("cb-1"), cell("cb-2")], people, roll, as_of="2022-12-31")


def members(given: Any, *, hierarchy: Hierarchy | None = None, **options: Any) -> Tally:  # noqa: ANN401 - good or bad
    return Tally.of(given, hierarchy or tree(), subjects="members", year=2022, **options)


def refused(given: Any, *, hierarchy: Hierarchy | None = None) -> tuple[Finding, ...]:  # noqa: ANN401 - bad
    with pytest.raises(InvalidInputError) as caught:
        members(given, hierarchy=hierarchy)
    return caught.value.findings


def test_ratings_by_id_are_counted_with_those_exempt() -> None:
    given = {"m-0": "HTXSNV", "m-2": Rating.GOOD, "m-1": RatingStatus.EXEMPT, "m-3": "Chưa xếp loại"}
    assert members(given) == Tally(
        {Rating.EXCELLENT: 1, Rating.GOOD: 1}, year=2022, exempt=1, not_yet_rated=1, subjects="members"
    )


def test_a_table_says_the_status_in_a_column_of_its_own_or_in_the_cell_of_the_rating() -> None:
    ids = ["m-0", "m-1", "m-2"]
    own = members({"id": ids, "rating": ["good", NAN, None], "status": ["", "Được miễn", "exempt"]})
    assert own == members({"subject": ids, "rating": ["good", "miễn", "Được miễn"]})
    assert (own.count("good"), own.exempt, own.not_yet_rated) == (1, 2, 1)


def test_rows_of_another_year_and_of_organizations_are_passed_over() -> None:
    table = {
        "id": ["m-0", "m-0", "cb-1", "m-1"],
        "rating": ["good", "excellent", "good", "completed"],
        "year": [2022, 2021, 2022.0, "2022"],
        "subjects": ["members", "members", None, "members"],
    }
    assert members(table) == members({"m-0": "good", "m-1": "completed"})


def test_no_record_is_made_of_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr(RatingRecord, "__post_init__", made.append)
    members({"id": ["m-0", "m-3"], "rating": ["good", "completed"]})
    assert not made


def test_each_label_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    whole = Rating.parse

    def noted(text: str, year: int | None = None) -> Rating:
        read.append(text)
        return whole(text, year)

    monkeypatch.setattr(Rating, "parse", noted)
    hierarchy = tree(3_000)
    table = {"id": list(hierarchy.members), "rating": ["HTTNV", "HTNV", "HTXSNV"] * 1_000}
    assert members(table, hierarchy=hierarchy).rated == 3_000
    assert sorted(map(str, read)) == ["HTNV", "HTTNV", "HTXSNV"]


def test_decomposed_ids_are_those_of_the_register_and_two_spellings_of_one_are_two_ratings() -> None:
    tall = Hierarchy([Organization("đb-1", "Đảng bộ", Form.DANG_BO, Level.GRASSROOTS), cell("chi-bộ", "đb-1")],
                     as_of="2022-12-31")  # fmt: skip
    apart = unicodedata.normalize("NFD", "chi-bộ")
    given = {"id": [f" {apart}"], "rating": ["good"]}
    assert Tally.of(given, tall, subjects="organizations", year=2022).rated == 1
    with pytest.raises(InvalidInputError) as caught:
        Tally.of({"id": [apart, "chi-bộ"], "rating": ["good"] * 2}, tall, subjects="organizations", year=2022)
    (found,) = caught.value.findings
    assert (found.code, found.subject) == ("rating/duplicate", "chi-bộ")
    assert "(rows 1, 2)" in found.text(lang="en")
    assert "(dòng 1, 2)" in found.text(lang="vi")


def test_a_stranger_is_told_with_its_row_however_far_down() -> None:
    hierarchy = tree(40_000)
    ids = list(hierarchy.members)
    ids[39_998] = "m-x"
    (found,) = refused({"id": ids, "rating": ["good"] * len(ids)}, hierarchy=hierarchy)
    assert (found.code, found.subject) == ("rating/unknown-subject", "m-x")
    assert found.text(lang="en").startswith("'m-x' has a rating for 2022 but is not in the hierarchy (row 39999)")


def test_people_on_no_roll_are_strangers_in_columns_too() -> None:
    people = [Member("m-0", "A"), Member("m-1", "B")]
    hierarchy = Hierarchy([dang_bo("dbp", None), cell("cb-1")], people, {"cb-1": ["m-0"]}, as_of="2022-12-31")
    (found,) = refused({"id": ["m-0", "m-1"], "rating": ["good"] * 2}, hierarchy=hierarchy)
    assert (found.code, found.subject) == ("rating/unknown-subject", "m-1")


def test_cells_that_say_nothing_are_told_with_their_rows_and_alike_ones_together() -> None:
    table = {"id": ["m-0", "m-1", "m-2", "m-3"], "rating": ["good", "tot lam", NAN, "tot lam"]}
    unknown, blank = refused(table)
    assert (unknown.code, unknown.subject) == ("input/bad-figure", "rating rows, field 'rating' (rows 2, 4)")
    assert (blank.code, blank.subject) == ("rating/bad-count", "rating row 3, field 'rating'")
    assert "tot lam" not in unknown.text(lang="en") + unknown.text(lang="vi")
    assert unknown.text(lang="vi").startswith("các dòng của kết quả xếp loại, cột 'rating' (dòng 2, 4)")


@pytest.mark.parametrize(
    ("rating", "status", "reason"),
    [
        ("good", "exempt", "it has a tier, and its status is 'exempt'"),
        ("exempt", "rated", "it says 'exempt', and its status is 'rated'"),
        ("rated", None, "no tier is given"),
        (None, "rated", "no tier is given"),
        (None, "miểnn", "it is not a RatingStatus"),
        (["good"], None, "is not a Rating"),
        (2015, None, "is not a Rating"),
    ],
)
def test_a_cell_and_a_status_that_exclude_each_other_are_told(rating: object, status: object, reason: str) -> None:
    (found,) = refused({"id": ["m-0"], "rating": [rating], "status": [status]})
    assert reason in found.text(lang="en")
    assert "row 1, field" in found.subject


def test_a_year_nobody_can_read_and_a_kind_nobody_knows_are_told_with_their_rows() -> None:
    table = {"id": ["m-0", "m-1"], "rating": ["good"] * 2, "year": [None, 2022], "subjects": ["members", "people"]}
    year, subjects = refused(table)
    assert (year.code, year.subject) == ("rating/bad-count", "rating row 1, field 'year'")
    assert (subjects.code, subjects.subject) == ("input/bad-figure", "rating row 2, field 'subjects'")


def test_ids_that_are_blank_or_no_text_are_told_with_everything_else() -> None:
    found = refused({"id": ["m-0", None, " ", 7, ["m-1"], "m-0"], "rating": ["good"] * 5 + ["tốt lắm"]})
    assert [(one.code, one.subject) for one in found] == [
        ("input/bad-figure", "rating rows, field 'id' (rows 2, 3)"),
        ("input/bad-figure", "rating row 4, field 'id'"),
        ("input/bad-figure", "rating row 5, field 'id'"),
        ("rating/duplicate", "m-0"),
        ("input/bad-figure", "rating row 6, field 'rating'"),
    ]


def test_columns_of_unlike_length_missing_and_misspelt_ones_are_no_table() -> None:
    assert [one.code for one in refused({"id": ["m-0", "m-1"], "rating": ["good"]})] == ["input/unlike-columns"]
    (missing,) = refused({"id": ["m-0"], "Mức xếp loại": ["good"]})
    assert missing.code == "input/missing-column"
    assert "it may be the column 'Mức xếp loại'" in missing.text(lang="en")
    assert [one.code for one in refused({"Mã": ["m-0"], "rating": ["good"]})] == ["input/missing-column"]
    (misspelt,) = refused({"id": ["m-0"], "rating": ["good"], "statuss": ["exempt"]})
    assert misspelt.code == "input/unknown-column"
    assert [one.code for one in refused({"id": ["m-0"], "rating": ["good"], "year": 2022})] == ["input/not-rows"]


def test_a_name_in_the_column_of_ids_or_ratings_is_never_repeated() -> None:
    table = {"id": ["Lê Văn Kín", "m-1"], "rating": ["good", "Trần Thị Mật"]}
    with pytest.raises(InvalidInputError) as caught:
        members(table)
    by_id = refused({"m-0": "Trần Thị Mật", "Lê Văn Kín": "12/05/1960"})
    for told in (str(caught.value), caught.value.text(), *(found.text(lang="vi") for found in by_id)):
        assert "Mật" not in told
        assert "1960" not in told
    assert "Kín" not in str(caught.value)
    assert caught.value.findings[0].subject == "[row 1]"


def test_ratings_by_id_that_say_nothing_are_told_by_their_ids() -> None:
    found = refused({"m-0": None, "m-1": "HTTTNV", "m-9": "good"})
    assert [(one.code, one.subject) for one in found] == [
        ("rating/unknown-subject", "m-9"),
        ("rating/bad-count", "m-0, rating"),
        ("input/bad-figure", "m-1, rating"),
    ]


def test_a_column_of_names_where_ratings_should_be_is_told_at_once() -> None:
    hierarchy = tree(5_000)
    table = {"id": list(hierarchy.members), "rating": [f"Nguyễn Văn {number}" for number in range(5_000)]}
    found = refused(table, hierarchy=hierarchy)
    assert {one.code for one in found} == {"input/bad-figure"}
    assert len(found) < 30
    assert not any("Nguyễn" in one.text(lang=lang) for one in found for lang in ("vi", "en"))


def test_no_ratings_are_nobody_rated() -> None:
    assert members({}) == members({"id": [], "rating": []}) == members([])
