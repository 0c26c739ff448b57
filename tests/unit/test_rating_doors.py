"""The doors of ratings, quotas, targets and meetings: every count and year of a public call, good and bad spellings."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

import pytest

from dangbo.base.errors import InvalidInputError
from dangbo.base.figures import Share
from dangbo.base.terms import Form, Level, Rating
from dangbo.evaluation import RatingRecord, Tally
from dangbo.hierarchy import Hierarchy
from dangbo.life.meeting_years import year_of_meetings
from dangbo.life.meetings import Meeting
from dangbo.rating.apportionment import needed_by_subordinate, shortfall_in_units, shortfall_of_plan
from dangbo.rating.comparison import compare
from dangbo.rating.places import Candidate, excellent_places, select_excellent
from dangbo.rating.quota import excellent_quota, quota_by_group
from dangbo.rating.schemes import Scheme
from dangbo.rating.targets import Target, allowed_count, required_count
from dangbo.report.tables import KeyFigure, card_wall, ratings_table
from dangbo.tree.records import Organization

TREE: Final = Hierarchy([Organization("dbp", "Đảng bộ", Form.DANG_BO, Level.GRASSROOTS)], as_of="2022-12-31")
TALLY: Final = Tally({Rating.EXCELLENT: 12, Rating.GOOD: 30}, year=2022)
BOUND: Final = Target("từ tốt trở lên", at_least="50%", tier="good", years=(2021, 2025))
BAND: Final = Target("kết nạp", within=("3%", "4%"), tier=None)

COUNTS: dict[str, Callable[[Any], object]] = {
    "Tally.counts": lambda n: Tally({Rating.GOOD: n}, year=2022),
    "Tally.exempt": lambda n: Tally({}, year=2022, exempt=n),
    "Tally.not_yet_rated": lambda n: Tally({}, year=2022, not_yet_rated=n),
    "required_count.of": lambda n: required_count(BOUND, n),
    "allowed_count.of": lambda n: allowed_count(BAND, n),
    "shortfall_in_units.count": lambda n: shortfall_in_units(BOUND, n, of=100),
    "shortfall_in_units.of": lambda n: shortfall_in_units(BOUND, 3, of=n),
    "shortfall_of_plan.done": lambda n: shortfall_of_plan(n, plan=100),
    "shortfall_of_plan.plan": lambda n: shortfall_of_plan(3, plan=n),
    "needed_by_subordinate.bases": lambda n: needed_by_subordinate({"cb-1": n}, BOUND).parts,
    "needed_by_subordinate.reached": lambda n: needed_by_subordinate({"cb-1": 100}, BOUND, reached={"cb-1": n}).parts,
    "excellent_places.pool": lambda n: excellent_places(n, on="2022-12-31"),
    "excellent_places.rated": lambda n: excellent_places(3, rated=n, on="2022-12-31"),
    "excellent_quota.heads": lambda n: excellent_quota(TALLY, on="2022-12-31", heads={Rating.EXCELLENT: n}),
    "quota_by_group.heads": lambda n: quota_by_group({"a": TALLY}, on="2022-12-31", heads={"a": {"excellent": n}}),
    "Candidate.place": lambda n: Candidate("cb-1", n),
    "Candidate.over_fulfilled": lambda n: Candidate("cb-1", 1, over_fulfilled=n),
    "Candidate.harder_tasks": lambda n: Candidate("cb-1", 1, harder_tasks=n),
    "Candidate.safety_and_quality": lambda n: Candidate("cb-1", 1, safety_and_quality=n),
    "Candidate.remediation": lambda n: Candidate("cb-1", 1, remediation=n),
    "select_excellent.places": lambda n: select_excellent([Candidate("cb-1", 1)], n),
    "Meeting.called": lambda n: Meeting("cb-1", "2022-11-03", called=n, present=12),
    "Meeting.present": lambda n: Meeting("cb-1", "2022-11-03", called=12, present=n),
    "Meeting.minutes": lambda n: Meeting("cb-1", "2022-11-03", called=12, present=12, minutes=n),
    "Meeting.speakers": lambda n: Meeting("cb-1", "2022-11-03", called=12, present=12, speakers=n),
    "year_of_meetings.expected": lambda n: year_of_meetings("cb-1", 2022, [], expected=n),
}
YEARS: dict[str, Callable[[Any], object]] = {
    "RatingRecord.year": lambda year: RatingRecord("cb-1", year, "good"),
    "Tally.year": lambda year: Tally({}, year=year),
    "Tally.of.year": lambda year: Tally.of([], TREE, subjects="organizations", year=year),
    "Tally.by_group.year": lambda year: Tally.by_group([], TREE, subjects="members", year=year, group_by="kind"),
    "Target.years.0": lambda year: Target("x", at_least="50%", tier=None, years=(year, 9999)),
    "Target.years.1": lambda year: Target("x", at_least="50%", tier=None, years=(1, year)),
    "year_of_meetings.year": lambda year: year_of_meetings("cb-1", year, []),
    "ratings_table.year": lambda year: ratings_table([], TREE, year=year).rows,
    "card_wall.year": lambda year: card_wall(TREE, records=[], year=year).text,
    "compare.year": lambda year: compare(Share(1, of=2), BOUND, year=year),
}
WRONG: Final[tuple[Any, ...]] = (
    *(-1, 1.5, True, None, 10**9, 10**5000, float("inf"), float("nan"), Fraction(1, 2), [], b"3", object()),
    *("", "-1", "3_1", "01.234", "007", "1,234", "1e3", "+3", "٣", "x", "9" * 5000, "Nguyễn Văn An", "019060001234"),
)
MAY_BE_NOTHING: Final = (
    *("excellent_places.rated", "Meeting.minutes", "Meeting.speakers", "compare.year", "Candidate.over_fulfilled"),
    *("Candidate.harder_tasks", "Candidate.safety_and_quality", "Candidate.remediation"),
)


@pytest.mark.parametrize("door", COUNTS)
def test_a_count_is_read_in_every_spelling_of_tables_and_frames(door: str) -> None:
    results = [repr(COUNTS[door](n)) for n in (12, "12", " 12 ", 12.0, "12.0", Fraction(12))]
    assert set(results) == {results[0]}


@pytest.mark.parametrize("door", YEARS)
def test_a_year_is_read_in_every_spelling_of_tables_and_frames(door: str) -> None:
    results = [repr(YEARS[door](year)) for year in (2022, "2022", 2022.0, "2022.0")]
    assert set(results) == {results[0]}


@pytest.mark.parametrize("door", [*COUNTS, *YEARS])
def test_what_is_no_count_is_refused_in_one_way_and_not_repeated_where_it_may_be_a_person(door: str) -> None:
    call = (COUNTS | YEARS)[door]
    for bad in WRONG:
        if bad is None and door in MAY_BE_NOTHING:
            continue
        with pytest.raises(InvalidInputError) as caught:
            call(bad)
        for told in (str(caught.value), caught.value.findings[0].text()):
            assert len(told) < 400
            assert "Nguyễn" not in told
            assert "0190" not in told


@pytest.mark.parametrize("door", YEARS)
def test_a_year_the_calendar_does_not_have_is_refused(door: str) -> None:
    for bad in (0, 10_000, "10.000"):
        with pytest.raises(InvalidInputError):
            YEARS[door](bad)


@pytest.mark.parametrize(
    "ratio", [Fraction(1, 10**5000), Fraction(10**5000, 10**5000 + 1), "9" * 5000 + "%", 0.2, "20", "Nguyễn Văn An"]
)
def test_a_ratio_that_is_none_is_refused_wherever_one_is_asked_for(ratio: Any) -> None:  # noqa: ANN401 - whatever comes
    asked: list[Callable[[], object]] = [
        lambda: Target("x", at_least=ratio, tier=None),
        lambda: Target("x", above=ratio, tier=None),
        lambda: Target("x", at_most=ratio, tier=None),
        lambda: Target("x", within=(ratio, "90%"), tier=None),
        lambda: excellent_quota(TALLY, on="2022-12-31", ratio=ratio),
        lambda: excellent_quota(TALLY, on="2022-12-31", special_ratio=ratio, grounds="kết quả nổi bật"),
        lambda: excellent_places(3, on="2022-12-31", ratio=ratio),
    ]
    for ask in asked:
        with pytest.raises(InvalidInputError) as caught:
            ask()
        assert "Nguyễn" not in str(caught.value)
        assert len(str(caught.value)) < 400


IDS: dict[str, Callable[[Any], str]] = {
    "RatingRecord.subject": lambda key: RatingRecord(key, 2022, "good").subject,
    "Candidate.subject": lambda key: Candidate(key, 1).subject,
    "Meeting.cell": lambda key: Meeting(key, "2022-11-03", called=1, present=1).cell,
    "year_of_meetings.cell": lambda key: year_of_meetings(key, 2022, []).cell,
}


@pytest.mark.parametrize("door", IDS)
def test_an_id_is_read_in_any_spelling_and_from_a_record(door: str) -> None:
    for key in ("dbp", " dbp ", "d\u200bbp", TREE.root):
        assert IDS[door](key) == "dbp"
    wrong: tuple[Any, ...] = (5, 1.5, None, "", "  ", "\u200b", b"dbp", [], float("nan"))
    for bad in wrong:
        with pytest.raises(InvalidInputError):
            IDS[door](bad)


def anything(cls: Any) -> Any:  # noqa: ANN401 - so that checkers let a misspelt keyword pass
    return cls


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: anything(Target)("x", at_leat="50%", tier=None), "the nearest is 'at_least'"),
        (lambda: anything(Target)("x", at_least="50%"), "Target.tier"),
        (lambda: anything(Scheme)("x", source=None, target=[]), "the nearest is 'targets'"),
        (lambda: anything(KeyFigure)("x", 3, printd="3"), "the nearest is 'printed'"),
        (lambda: anything(Candidate)("x", 1, over_fulfiled=3), "the nearest is 'over_fulfilled'"),
        (lambda: anything(RatingRecord)("x", 2022, "good", statuss="rated"), "the nearest is 'status'"),
        (lambda: anything(Meeting)("x", "2022-11-03", called=1, present=1, speaker=1), "the nearest is 'speakers'"),
    ],
    ids=range(7),
)
def test_a_misspelt_keyword_is_refused_with_the_nearest(make: Callable[[], object], said: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        make()
    assert said in str(caught.value)
