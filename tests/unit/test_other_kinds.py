"""Things of another kind than asked for: a data frame, rows, one record alone, nothing, in every room of figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest

from dangbo.base.citations import Document
from dangbo.base.errors import InvalidInputError
from dangbo.base.figures import Share
from dangbo.base.terms import Rating
from dangbo.base.words import Words
from dangbo.carry.counts import carry_counts
from dangbo.carry.ratings import carry_ratings
from dangbo.carry.units import comparable_series, comparable_units
from dangbo.evaluation import RatingRecord, Tally
from dangbo.life.meeting_frame import check_meeting
from dangbo.life.meeting_scales import MeetingScale, score_meeting
from dangbo.life.meeting_years import year_of_meetings
from dangbo.life.meetings import Meeting
from dangbo.rating.apportionment import needed_by_subordinate, shortfall_in_points, shortfall_in_units
from dangbo.rating.comparison import compare, compare_years
from dangbo.rating.places import select_excellent
from dangbo.rating.quota import excellent_quota, quota_by_group, quota_sensitivity
from dangbo.rating.schemes import Scheme
from dangbo.rating.targets import Counted, Indicator, Target, allowed_count, required_count
from dangbo.restructure import Plan
from tests.builders import article

_TARGET = Target("TCCSĐ", at_least="85%", tier="good")
_WORDS = Words(vi="chỉ tiêu", en="target")
_TALLY = Tally({"good": 37}, year=2022)
_PLAN = Plan("2023-06-01", "dbp-phu-xa", Document("quyết định"), [])
_NONE: tuple[Any, ...] = (None, 5, "cb-1", [{"subject": "cb-1", "year": 2022, "rating": "good"}], [None], {"cb-1": 1})


class _Frame:
    """As far as the doors ask, a table of a data frame: iterating it gives the names of its columns."""

    columns = ("subject", "year")

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def items(self) -> list[tuple[str, object]]:
        return [(name, []) for name in self.columns]


_LISTS: dict[str, Callable[[Any], object]] = {
    "Tally.of": lambda given: Tally.of(given, article().as_of("2022-12-31"), subjects="organizations", year=2022),
    "compare_years": lambda given: compare_years(given, _TARGET),
    "compare_years targets": lambda given: compare_years([_TALLY], given),
    "select_excellent": lambda given: select_excellent(given, 3),
    "year_of_meetings": lambda given: year_of_meetings("cb-1", 2022, given),
    "carry_ratings": lambda given: carry_ratings(given, article(), year=2022, on="2023-12-31", strategy="worst"),
}
_ALONE: dict[str, Callable[[Any], object]] = {
    "excellent_quota": lambda given: excellent_quota(given, on="2022-12-31"),
    "quota_sensitivity": lambda given: quota_sensitivity(given, on="2022-12-31"),
    "quota_by_group": lambda given: quota_by_group({"a": given}, on="2022-12-31"),
    "compare": lambda given: compare(given, _TARGET),
    "compare target": lambda given: compare(_TALLY, given),
    "required_count": lambda given: required_count(given, 10),
    "allowed_count": lambda given: allowed_count(given, 10),
    "needed_by_subordinate": lambda given: needed_by_subordinate({"cb-1": 3}, given),
    "shortfall_in_points": lambda given: shortfall_in_points(given, Share(1, of=2)),
    "shortfall_in_units": lambda given: shortfall_in_units(given, 1, of=2),
    "check_meeting": check_meeting,
    "Plan.preview": _PLAN.preview,
    "Plan.apply": _PLAN.apply,
    "Plan.order": _PLAN.order,
    "Tally.of tree": lambda given: Tally.of([], given, subjects="organizations", year=2022),
    "carry_counts ledger": lambda given: carry_counts({}, given, start="2022-01-01", end="2023-01-01", strategy="sum"),
    "carry_ratings ledger": lambda given: carry_ratings([], given, year=2022, on="2023-01-01", strategy="worst"),
    "comparable_units ledger": lambda given: comparable_units(given, start="2022-01-01", end="2023-01-01"),
    "comparable_series ledger": lambda given: comparable_series({2022: {}}, given),
    "score_meeting scale": lambda given: score_meeting({}, given),
    "Scheme source": lambda given: Scheme("Đề án", source=given, targets=[]),
    "Target source": lambda given: Target("TCCSĐ", at_least="85%", tier="good", source=cast("Any", given or 0)),
    "Target indicator": lambda given: Target("TCCSĐ", at_least="85%", tier="good", indicator=cast("Any", given or 0)),
    "Indicator numerator": lambda given: Indicator(_WORDS, given, Counted(_WORDS)),
    "Indicator name": lambda given: Indicator(given, Counted(_WORDS), Counted(_WORDS)),
}
_MAPPINGS: dict[str, Callable[[Any], object]] = {
    "carry_counts": lambda given: carry_counts(given, article(), start="2022-01-01", end="2023-01-01", strategy="sum"),
    "comparable_series": lambda given: comparable_series(given, article()),
    "comparable_series year": lambda given: comparable_series({2022: given}, article()),
    "needed_by_subordinate": lambda given: needed_by_subordinate(given, _TARGET),
    "quota_by_group": lambda given: quota_by_group(given, on="2022-12-31"),
    "score_meeting": lambda given: score_meeting(given, MeetingScale.in_force("binh-thuan", on="2023-05-31")),
    "correct_recorded": lambda given: article().correct_recorded(given, recorded="2023-06-02", reason="gõ nhầm"),
    "roll_up": lambda given: article().as_of("2022-12-31").roll_up(given),
}


@pytest.mark.parametrize("door", _LISTS)
def test_a_list_of_something_else_than_records_is_refused_as_input(door: str) -> None:
    for given in _NONE:
        with pytest.raises(InvalidInputError):
            _LISTS[door](given)
    if door == "Tally.of":  # which reads frames
        pytest.importorskip("narwhals")  # of the group `frames`
    with pytest.raises(InvalidInputError):
        _LISTS[door](_Frame())


@pytest.mark.parametrize("door", _ALONE)
def test_a_thing_of_another_kind_is_refused_as_input(door: str) -> None:
    for given in (*_NONE, _Frame(), object()):
        with pytest.raises(InvalidInputError):
            _ALONE[door](given)


@pytest.mark.parametrize("door", _MAPPINGS)
def test_a_thing_that_is_no_mapping_is_refused_as_input(door: str) -> None:
    for given in (None, 5, "cb-1", [None], {"cb-1"}, _Frame(), {5: 1}, {None: 1}):
        with pytest.raises(InvalidInputError):
            _MAPPINGS[door](given)


def test_an_id_that_is_given_twice_in_two_spellings_is_told_and_not_dropped() -> None:
    twice = {"cb-tdp-2": 1, " cb-tdp-2\u200b": 2}
    for door in ("carry_counts", "needed_by_subordinate", "comparable_series year", "roll_up"):
        with pytest.raises(InvalidInputError, match="given twice"):
            _MAPPINGS[door](twice)
    with pytest.raises(InvalidInputError, match="given twice"):
        comparable_series({2022: {"cb-tdp-2": 1}, "2022": {"cb-tdp-2": 2}}, article())  # type: ignore[dict-item]


def test_figures_are_read_as_frames_and_files_write_them() -> None:
    tree = article().as_of("2022-12-31")
    cell = tree["cb-tdp-2"]
    given: tuple[Any, ...] = ({"cb-tdp-2": 3}, {"cb-tdp-2": 3.0}, {"cb-tdp-2": "3"}, {cell: 3}, {" cb-tdp-2 ": 3})
    assert [tree.roll_up(values)[tree.root.id] for values in given] == [3] * len(given)
    years: tuple[Any, ...] = (2022, 2022.0, "2022")
    read = [comparable_series({year: {"cb-tdp-2": [1, 2]}}, article()) for year in years]  # type: ignore[dict-item]
    assert [(one.years, str(one)) for one in read] == [((2022,), str(read[0]))] * len(years)
    wrong: tuple[Any, ...] = (float("nan"), None, 1.5, True, "x", [1], [1, 2, 3])
    for figure in wrong:
        with pytest.raises(InvalidInputError):
            tree.roll_up({"cb-tdp-2": figure})
        with pytest.raises(InvalidInputError):
            tree.roll_up([figure, *[0] * (len(tree) - 1)])
        with pytest.raises(InvalidInputError):
            comparable_series({2022: {"cb-tdp-2": figure}}, article())


@pytest.mark.parametrize("name", [None, "", " ", 5, [], "a\ud800"])
def test_a_name_is_text_that_every_file_can_hold(name: Any) -> None:  # noqa: ANN401
    with pytest.raises(InvalidInputError):
        Target(name, at_least="85%", tier="good")
    with pytest.raises(InvalidInputError):
        Scheme(name, source=Document("đề án"), targets=[])
    with pytest.raises(InvalidInputError):
        RatingRecord(name, 2022, Rating.GOOD)


@pytest.mark.parametrize("number", [True, False, None, "1", 0, -1, 10**6, [1]])
def test_a_decision_is_looked_up_by_its_number(number: Any) -> None:  # noqa: ANN401
    with pytest.raises(InvalidInputError, match="history/unknown-decision"):
        article().decision(number)


class _Unlike:
    """What compares with nothing: several values of an array at once."""

    def __eq__(self, other: object) -> bool:
        raise ValueError("the truth value of several values is ambiguous")

    __hash__ = None  # type: ignore[assignment]


@pytest.mark.parametrize("choice", [[], {}, _Unlike(), None, 5, "regularr"])
def test_a_choice_is_one_of_the_words_there_are(choice: Any) -> None:  # noqa: ANN401
    scale = MeetingScale.in_force("binh-thuan", on="2023-05-31")
    doors: tuple[Callable[[], object], ...] = (
        lambda: Meeting("cb-1", "2023-05-03", called=10, present=10, kind=choice),
        lambda: score_meeting({}, scale, kind=choice),
        lambda: Tally({}, year=2022, subjects=choice),
        lambda: Target("TCCSĐ", at_least="85%", tier="good", base=choice),
    )
    for door in doors:
        with pytest.raises(InvalidInputError):
            door()
