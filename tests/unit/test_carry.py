"""Figures across a change: ratings, counts and comparable units over mergers and splits, computed by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangbo.base.citations import Document
from dangbo.base.errors import InvalidInputError, TermError, UnknownOrganizationError
from dangbo.base.figures import Points, Share
from dangbo.base.terms import CarryStrategy, Form, Level, Origin, Rating, RatingStatus
from dangbo.carry.counts import CarriedCounts, carry_counts
from dangbo.carry.ratings import CarriedRatings, carry_ratings
from dangbo.carry.units import comparable_series, comparable_units
from dangbo.change.play import ByNumber, Operation
from dangbo.change.verbs.organizations import (
    Consolidate,
    Convert,
    Disband,
    Dissolve,
    Establish,
    Merge,
    Rearrange,
    Split,
)
from dangbo.change.verbs.people import Transfer
from dangbo.evaluation import RatingRecord, Tally
from dangbo.hierarchy import Hierarchy
from dangbo.history import History
from dangbo.restructure import Plan
from dangbo.tree.members import Member
from dangbo.tree.records import Organization
from tests.builders import ROOT, article, cell, dang_bo, everybody, members

SIZES = {"a1": 10, "a2": 20, "a3": 30, "a4": 0, "b1": 12, "b2": 5}
"""People of each cell on the first day: five of them on the roll (where there are so many), the others by number."""

OPENED = "2022-06-30"


def listed(key: str) -> list[str]:
    return everybody(key, min(5, SIZES[key]))


def city() -> Hierarchy:
    """A city of two wards with six cells."""
    wards = [dang_bo(key) for key in "ab"]
    cells = [cell(key, key[0], full=max(0, size - 5)) for key, size in SIZES.items()]
    roll = {key: listed(key) for key in SIZES}
    return Hierarchy([ROOT, *wards, *cells], members(roll), roll, as_of=OPENED)


def decide(effective: str, *operations: Operation, by: str = "a") -> Plan:
    paper = Document("quyết định", f"{effective}/{operations[0].verb}/{operations[0].subject}", issuer=by)
    return Plan(effective, by, paper, operations)


def ledger(*plans: Plan) -> History:
    return History(city()).enact(*plans)


def rated(**tiers: Rating | RatingStatus) -> list[RatingRecord]:
    return [
        RatingRecord(key, 2022, tier) if isinstance(tier, Rating) else RatingRecord(key, 2022, status=tier)
        for key, tier in tiers.items()
    ]


def carried(
    records: Sequence[RatingRecord], history: History, strategy: CarryStrategy | str, to: str = "2023-12-31"
) -> CarriedRatings:
    return carry_ratings(records, history, year=2022, on=to, strategy=strategy)


def counted(
    values: dict[str, int], history: History, strategy: CarryStrategy | str = "sum", to: str = "2023-12-31"
) -> CarriedCounts:
    return carry_counts(values, history, start="2022-12-31", end=to, strategy=strategy)


GOOD, DONE, BEST, POOR = Rating.GOOD, Rating.COMPLETED, Rating.EXCELLENT, Rating.NOT_COMPLETED

CHAIN = ledger(
    decide("2023-03-01", Merge(["a2"], into="a1")),
    decide("2023-06-01", Merge(["a1"], into="a3")),
)
"""a2 merges into a1, which merges into a3."""

SPLIT_OFF = decide(
    "2023-03-01", Split("a3", [cell("a9", "a")], {"a9": [ByNumber("a3", full=9), *listed("a3")[:3]]}, stays=["a3"])
)
"""Of the 30 people of a3, 12 go to the new a9."""

SPLIT = ledger(SPLIT_OFF)


# --- ratings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("strategy", "tier", "code"),
    [
        ("by_headcount", GOOD, None),  # 10 + 30 people under good, 20 under completed
        ("absorbing", GOOD, None),
        ("worst", DONE, None),
        ("best", GOOD, None),
        ("mixed", None, "carry/mixed"),
        ("not_rated", None, "carry/changed"),
    ],
)
def test_ratings_follow_a_chain_of_two_mergers(strategy: str, tier: Rating | None, code: str | None) -> None:
    result = carried(rated(a1=GOOD, a2=DONE, a3=GOOD, b1=BEST), CHAIN, strategy)
    one = result["a3"]
    assert [source.organization for source in one.sources] == ["a3", "a1", "a2"]
    assert (one.rating, one.reason and one.reason.code) == (tier, code)
    assert one.changed
    assert one.strategy is CarryStrategy(strategy)
    assert [other.organization for other in result if other.changed] == ["a3"]
    assert [other.organization for other in result.changed] == ["a3"]
    assert result.unresolved == (() if tier else (one,))
    assert result["b1"].rating is BEST
    assert not result["b1"].changed


def test_most_people_decide_and_not_most_units() -> None:
    one = carried(rated(a1=GOOD, a2=GOOD, a3=DONE), CHAIN, CarryStrategy.BY_HEADCOUNT)["a3"]
    assert [source.people for source in one.sources] == [30, 10, 20]
    assert one.rating is None  # 30 and 30
    assert one.reason is not None
    assert one.reason.code == "carry/tie"
    assert one.reason.text() == (
        "'a3': số đảng viên bằng nhau (30) ở các mức: Hoàn thành tốt nhiệm vụ, Hoàn thành nhiệm vụ. "
        "Chọn cách khác, hoặc tự quyết định. [carry/tie]"
    )
    assert carried(rated(a1=GOOD, a2=DONE, a3=BEST), CHAIN, CarryStrategy.BY_HEADCOUNT)["a3"].rating is BEST


def test_of_a_source_that_divided_only_those_who_came_are_weighed() -> None:
    history = ledger(SPLIT_OFF, decide("2023-06-01", Merge(["a9"], into="a1")))
    one = carried(rated(a1=GOOD, a3=DONE), history, "by_headcount")["a1"]
    assert [(source.organization, source.people) for source in one.sources] == [("a1", 10), ("a3", 12)]
    assert one.rating is DONE


def test_the_people_of_sources_without_a_tier_weigh_too() -> None:
    one = carried(rated(a1=GOOD, a2=GOOD), CHAIN, "by_headcount")["a3"]
    assert one.rating is None  # 30 good, 30 without a tier
    assert one.reason is not None
    assert one.reason.code == "carry/tie"
    few = carried(rated(a1=GOOD), CHAIN, "by_headcount")["a3"]
    assert few.reason is not None
    assert (few.rating, few.reason.code) == (None, "carry/source-unrated")
    assert few.tally == Tally({GOOD: 1}, year=2022, not_yet_rated=2)


def test_people_of_the_year_are_weighed_wherever_they_went_since() -> None:
    """The 30 people of a3 leave it one by one; its heir still takes over its rating with their weight."""
    history = ledger(
        decide("2023-02-01", Transfer(members=listed("a3"), people=[ByNumber("a3", full=25)], to="b1"), by="tp"),
        decide("2023-03-01", Rearrange(["a3", "a1"], ["a2", "a1"], {"a2": ["a3"], "a1": ["a1"]})),
        decide("2023-04-01", Merge(["a1"], into="a2")),
    )
    assert carried(rated(a1=GOOD, a2=DONE, a3=POOR), history, "best")["a2"].rating is GOOD
    one = carried(rated(a1=GOOD, a2=DONE, a3=POOR), history, "by_headcount")["a2"]
    assert {source.organization: source.people for source in one.sources} == {"a1": 10, "a2": 20, "a3": 30}
    assert one.rating is POOR


def test_where_nobody_can_tell_who_came_nobody_is_weighed() -> None:
    """A merger of two into a third is taken back: of people known by number, nobody can tell who went where."""
    merged = ledger(decide("2022-09-01", Merge(["a1", "a2"], into="a3")))
    apart = merged.undo(1, effective="2023-03-01", basis=Document("quyết định", "9"))
    history = apart.enact(decide("2023-06-01", Merge(["a1"], into="b1"), by="tp"))
    one = carried(rated(a3=GOOD, b1=DONE), history, "by_headcount")["b1"]
    assert [(source.organization, source.people) for source in one.sources] == [("b1", 12), ("a3", None)]
    assert one.reason is not None
    assert (one.rating, one.reason.code) == (None, "carry/people-unknown")
    assert carried(rated(a3=GOOD, b1=GOOD), history, "by_headcount")["b1"].rating is GOOD
    assert counted({"a3": 6}, history, "by_headcount").unresolved[0].among == ("a3", "a2", "b1")


def test_the_unit_that_goes_on_keeps_its_own_and_a_new_one_is_not_rated() -> None:
    history = ledger(
        decide("2023-03-01", Consolidate(["a1", "a2"], cell("a9", "a"))),
        decide("2023-04-01", Merge(["b2"], into="b1"), by="b"),
    )
    result = carried(rated(a1=GOOD, a2=GOOD, b1=DONE, b2=GOOD), history, "absorbing")
    new = result["a9"]
    assert new.reason is not None
    assert (new.rating, new.status, new.reason.code) == (None, RatingStatus.NOT_YET_RATED, "carry/new-unit")
    assert result["b1"].rating is DONE
    assert carried(rated(a1=GOOD, a2=GOOD), history, "mixed")["a9"].rating is GOOD
    unrated = carried(rated(b2=GOOD), history, "absorbing")["b1"].reason
    assert unrated is not None
    assert unrated.code == "carry/source-unrated"


def test_a_source_without_a_tier_is_told_with_the_worst_and_the_best() -> None:
    records = rated(a1=GOOD, a2=DONE, a3=RatingStatus.EXEMPT)
    one = carried(records, CHAIN, "worst")["a3"]
    assert one.rating is DONE
    assert one.reason is not None
    assert one.reason.message == "'a3': 1 of its 3 sources have no tier ('a3')"
    assert one.resolved
    mixed = carried(rated(a1=GOOD, a2=GOOD, a3=RatingStatus.EXEMPT), CHAIN, "mixed")["a3"]
    assert mixed.reason is not None
    assert mixed.reason.message == "'a3': its 3 sources do not agree: 2 task completed well, 1 exempt"
    assert mixed.reason.text().startswith(
        "'a3': 3 tổ chức nguồn không cùng mức: 2 hoàn thành tốt nhiệm vụ, 1 được miễn"
    )


def test_where_all_sources_are_exempt_so_is_the_unit() -> None:
    exempt = RatingStatus.EXEMPT
    result = carried(rated(a1=exempt, a2=exempt, a3=exempt), CHAIN, "best")
    assert result["a3"].status is exempt
    assert RatingRecord("a3", 2022, status=exempt) in result.records()


def test_both_parts_of_a_split_come_from_the_source() -> None:
    result = carried(rated(a3=GOOD), SPLIT, "mixed")
    assert [(result[key].rating, result[key].changed) for key in ("a3", "a9")] == [(GOOD, True), (GOOD, True)]
    assert len(carried(rated(a3=GOOD), SPLIT, "not_rated").unresolved) == 2
    absorbing = carried(rated(a3=GOOD), SPLIT, "absorbing")
    assert (absorbing["a3"].rating, absorbing["a9"].rating) == (GOOD, None)


def test_new_organizations_and_those_without_heirs_are_told() -> None:
    history = ledger(
        decide("2023-03-01", Establish(cell("a9", "a"), members=listed("a3")[:3])),
        decide("2023-04-01", Dissolve("a4")),
    )
    result = carried(rated(a4=GOOD, a3=GOOD), history, "best")
    assert [(one.code, one.subject) for one in result.findings] == [("carry/no-heir", "a4"), ("carry/no-source", "a9")]
    assert result["a9"].sources == ()
    assert not result["a3"].changed  # three of its members left it one by one
    assert [one.organization for one in result.unresolved] == ["a9"]


def test_what_was_taken_back_leads_nowhere() -> None:
    paper = Document("quyết định", "9")
    history = ledger(decide("2023-03-01", Merge(["a2"], into="a1"))).undo(1, effective="2023-06-01", basis=paper)
    records = rated(a1=GOOD, a2=DONE)
    assert carried(records, history, "best", to="2023-05-31")["a1"].rating is GOOD
    assert [source.organization for source in carried(records, history, "best", to="2023-05-31")["a1"].sources] == [
        "a1",
        "a2",
    ]
    result = carried(records, history, "worst")
    assert result.changed == ()
    assert (result["a1"].rating, result["a2"].rating) == (GOOD, DONE)
    assert result.origin is Origin.COMPUTED
    again = history.undo(2, effective="2023-08-01", basis=Document("quyết định", "10"))
    assert [source.organization for source in carried(records, again, "worst")["a1"].sources] == ["a1", "a2"]


def test_a_decision_taken_back_later_gives_the_unit_back() -> None:
    paper = Document("quyết định", "9")
    merged = ledger(decide("2022-09-01", Merge(["a2"], into="a1")))
    history = merged.undo(1, effective="2023-06-01", basis=paper)
    result = carried(rated(a1=GOOD), history, "best")
    assert [source.organization for source in result["a2"].sources] == ["a1"]
    assert (result["a1"].rating, result["a2"].rating) == (GOOD, GOOD)
    assert counted({"a1": 6}, history, "by_headcount").values == {"a1": 2, "a2": 4}  # 10 and 20 people
    assert counted({"a1": 6}, history)["a2"].value is None
    again = history.undo(2, effective="2023-09-01", basis=Document("quyết định", "10"))
    assert carried(rated(a1=GOOD), again, "best").changed == ()


def test_a_third_decision_that_restores_a_merger_is_a_merger() -> None:
    merged = ledger(decide("2022-07-15", Merge(["a2"], into="a1")))
    apart = merged.undo(1, effective="2022-09-01", basis=Document("quyết định", "9"))
    again = apart.undo(2, effective="2023-05-01", basis=Document("quyết định", "10"))
    one = carried(rated(a1=GOOD, a2=DONE), again, "worst")["a1"]
    assert [source.organization for source in one.sources] == ["a1", "a2"]
    assert one.rating is DONE


def test_records_can_be_tallied_with_the_tree_of_the_later_day() -> None:
    result = carried(rated(a1=GOOD, a2=GOOD, a3=DONE, b1=BEST, b2=RatingStatus.EXEMPT), CHAIN, "worst")
    tree = CHAIN.as_of("2023-12-31")
    tally = Tally.of(
        result.records(), tree, subjects="organizations", form=Form.CHI_BO, year=2022, origin=result.origin
    )
    assert tally == Tally({BEST: 1, DONE: 1}, year=2022, exempt=1, not_yet_rated=1)  # a4 has no record
    assert tally.origin is Origin.INFERRED
    mixed = carried(rated(a1=GOOD, a2=GOOD, a3=DONE), CHAIN, "mixed").records()
    assert RatingRecord("a3", 2022, status=RatingStatus.NOT_YET_RATED) in mixed


def province() -> History:
    """A province whose two districts end, and leave their communes to it."""
    root = Organization("tinh", "Đảng bộ tỉnh", Form.DANG_BO, Level.PROVINCIAL)
    districts = [
        Organization(key, f"Đảng bộ huyện {key}", Form.DANG_BO, Level.IMMEDIATE_SUPERIOR, "tinh")
        for key in ("h1", "h2")
    ]
    communes = [dang_bo(f"{key}x", key, name=f"Đảng bộ xã {key}", unit_type="commune") for key in ("h1", "h2")]
    cells = [cell(f"{key}c", f"{key}x", full=40) for key in ("h1", "h2")]
    tree = Hierarchy([root, *districts, *communes, *cells], as_of="2024-06-30")
    return History(tree).enact(
        decide("2025-07-01", Dissolve("h1", children_to="tinh"), Dissolve("h2", children_to="tinh"), by="tinh")
    )


def test_a_superior_does_not_come_from_what_ended_below_it() -> None:
    records = [RatingRecord(key, 2024, tier) for key, tier in (("tinh", GOOD), ("h1", POOR), ("h1x", DONE))]
    result = carry_ratings(records, province(), year=2024, on="2025-12-31", strategy="worst")
    assert not result["tinh"].changed
    assert (result["tinh"].rating, result["h1x"].rating) == (GOOD, DONE)
    assert [(one.code, one.subject) for one in result.findings] == [("carry/no-heir", "h1")]
    units = comparable_units(province(), start="2024-12-31", end="2025-12-31")
    assert [unit.members for unit in units] == [("tinh",), ("h1x",), ("h1c",), ("h2x",), ("h2c",)]


def test_new_cells_of_a_cell_that_becomes_a_dang_bo_are_new() -> None:
    cells = [cell("a3x", "a3"), cell("a3y", "a3")]
    people: dict[str, list[str | ByNumber]] = {
        "a3x": [*listed("a3")[:3], ByNumber("a3", full=20)],
        "a3y": [*listed("a3")[3:], ByNumber("a3", full=5)],
    }
    history = ledger(decide("2023-03-01", Convert("a3", form=Form.DANG_BO, cells=cells, members_to=people)))
    result = carried(rated(a3=GOOD), history, "best")
    assert (result["a3"].rating, result["a3"].changed) == (GOOD, False)
    assert result["a3x"].sources == ()
    assert counted({"a3": 7}, history, "by_headcount").values == {"a3": 7}


def test_the_day_itself_changes_nothing() -> None:
    result = carried(rated(a1=GOOD), CHAIN, "not_rated", to="2022-12-31")
    assert result.changed == ()
    assert result["a1"].rating is GOOD


def test_records_are_checked() -> None:
    with pytest.raises(InvalidInputError) as error:
        carried([*rated(a1=GOOD, a0=GOOD), *rated(a1=DONE)], CHAIN, "best")
    assert [one.code for one in error.value.findings] == ["rating/duplicate", "rating/unknown-subject"]
    with pytest.raises(InvalidInputError, match="cannot be summed"):
        carried([], CHAIN, CarryStrategy.SUM)
    with pytest.raises(TermError):
        carried([], CHAIN, "average")
    with pytest.raises(InvalidInputError, match="before the first"):
        carried([], CHAIN, "best", to="2022-12-30")
    with pytest.raises(UnknownOrganizationError, match="a3"):
        carried([], CHAIN, "best")["a33"]


def test_a_record_of_an_organization_that_did_not_live_is_left_out_and_told() -> None:
    result = carried(rated(a9=GOOD, a3=DONE), SPLIT, "best")
    assert [(one.code, one.subject) for one in result.findings] == [("carry/not-living", "a9")]
    assert result["a9"].rating is DONE
    members = [RatingRecord("m-a1-0", 2022, GOOD, subjects="members"), RatingRecord("a1", 2021, GOOD)]
    assert carried(members, SPLIT, "best")["a1"].rating is None


def test_ratings_are_shown_in_both_languages_and_repr_counts_only() -> None:
    result = carried(rated(a1=GOOD, a2=DONE, a3=GOOD), CHAIN, "by_headcount")
    assert repr(result) == "CarriedRatings(2022 to 2023-12-31, by_headcount: 7 organizations, 1 changed, 0 unresolved)"
    assert repr(result["a3"]) == "CarriedRating('a3': good, 3 sources)"
    assert repr(result["a4"]) == "CarriedRating('a4': not_yet_rated, 1 source)"
    text = result.show().text
    assert "Kết quả xếp loại năm 2022 theo tổ chức đảng ngày 31/12/2023" in text
    assert "Cách tính: theo số đảng viên." in text
    assert "6 tổ chức không thay đổi" in text
    assert "suy ra" in text
    assert "Strategy: by the number of members." in result.show(lang="en").text
    assert "<table" in result._repr_html_()


# --- counts ----------------------------------------------------------------------------------------------------------


def test_counts_of_whole_units_are_summed_over_a_chain() -> None:
    result = counted({"a1": 3, "a2": 4, "a3": 5, "b1": 7}, CHAIN)
    assert result.values == {"a3": 12, "b1": 7}
    assert sorted(result["a3"].sources) == ["a1", "a2", "a3"]
    assert (result.total, result.unresolved, result.origin) == (19, (), Origin.COMPUTED)
    assert counted({"a1": 3, "a2": 4, "a3": 5}, CHAIN, "by_headcount").origin is Origin.COMPUTED


def test_a_unit_that_divided_is_unresolved_unless_people_apportion_it() -> None:
    result = counted({"a3": 7, "a1": 1}, SPLIT)
    assert result.values == {"a1": 1}
    assert result["a9"].value is None
    assert result["a9"].known == 0
    (pool,) = result.unresolved
    assert (pool.source, pool.value, set(pool.among)) == ("a3", 7, {"a3", "a9"})
    assert pool.reason.code == "carry/divided"
    assert result.total == 8
    shared = counted({"a3": 7, "a1": 1}, SPLIT, "by_headcount")
    assert shared.values == {"a1": 1, "a3": Fraction(7 * 18, 30), "a9": Fraction(7 * 12, 30)}
    assert (shared.total, shared.unresolved, shared.origin) == (8, (), Origin.INFERRED)
    assert counted({"a3": 10}, SPLIT, "by_headcount").values == {"a3": 6, "a9": 4}


def test_what_divided_and_came_together_again_is_whole() -> None:
    history = ledger(SPLIT_OFF, decide("2023-06-01", Merge(["a9", "a3"], into="a1")))
    result = counted({"a1": 1, "a3": 7}, history)
    assert result.values == {"a1": 8}
    assert counted({"a1": 1, "a3": 7}, history, "by_headcount").values == {"a1": 8}


def test_a_part_that_merged_leaves_both_open_with_what_is_known() -> None:
    history = ledger(SPLIT_OFF, decide("2023-06-01", Merge(["a9"], into="a1")))
    result = counted({"a1": 1, "a3": 7}, history)
    assert [(one.organization, one.known, one.complete) for one in result] == [("a1", 1, False), ("a3", 0, False)]
    assert result.total == 8
    assert counted({"a1": 1, "a3": 7}, history, "by_headcount").values == {
        "a1": 1 + Fraction(14, 5),
        "a3": Fraction(21, 5),
    }


def test_twice_divided_is_apportioned_twice() -> None:
    second = Split("a9", [cell("a8", "a")], {"a8": [ByNumber("a9", full=4)]}, stays=["a9"])
    result = counted({"a3": 30}, ledger(SPLIT_OFF, decide("2023-06-01", second)), "by_headcount")
    assert result.values == {"a3": 18, "a9": 8, "a8": 4}


def test_of_nothing_every_part_is_nothing() -> None:
    assert counted({"a3": 0}, SPLIT).values == {"a3": 0, "a9": 0}


def test_a_unit_nobody_belonged_to_cannot_be_apportioned() -> None:
    """a4 has no people, and the decision does not say what a2 gets: it may be of a4, or of a1."""
    split = Rearrange(["a4", "a1"], ["a1", "a2"], {"a2": [], "a1": ["a4", "a1"]})
    result = counted({"a4": 5, "a1": 1}, ledger(decide("2023-03-01", split)), "by_headcount")
    assert [(pool.value, set(pool.among), pool.reason.code) for pool in result.unresolved] == [
        (5, {"a1", "a2"}, "carry/size-unknown"),
        (1, {"a1", "a2"}, "carry/size-unknown"),
    ]
    nothing = Rearrange(["a4", "a1"], ["a1", "a2"], {"a2": [ByNumber("a1", full=0)], "a1": ["a4", "a1"]})
    assert counted({"a4": 5, "a1": 1}, ledger(decide("2023-03-01", nothing)), "by_headcount").values == {"a1": 6}


def test_counts_without_heirs_stay_unresolved() -> None:
    result = counted({"a4": 5}, ledger(decide("2023-03-01", Dissolve("a4"))))
    (pool,) = result.unresolved
    assert (pool.value, pool.among, pool.reason.code) == (5, (), "carry/count-without-heir")
    assert (len(result), result.total) == (0, 5)


def test_a_source_without_a_count_leaves_the_sum_open() -> None:
    result = counted({"a1": 3, "a3": 5}, CHAIN)
    assert (result["a3"].known, result["a3"].value) == (8, None)
    assert [one.message for one in result.findings] == ["'a3' comes also from 'a2', which have no count"]


def test_counts_go_up_only_to_a_superior_without_one() -> None:
    def up(values: dict[str, int]) -> CarriedCounts:
        return carry_counts(values, province(), start="2024-12-31", end="2025-12-31", strategy="sum")

    assert up({"h1": 2, "h2": 3}).values == {"tinh": 5}
    both = up({"h1": 2, "tinh": 9})
    assert (both["tinh"].known, both["tinh"].complete, both.total) == (9, False, 11)
    assert both.unresolved[0].reason.code == "carry/contained"
    assert up({"h1": 2})["tinh"].value is None  # nothing is known of h2


def test_counts_are_checked() -> None:
    with pytest.raises(InvalidInputError) as error:
        counted({"a9": 1, "a1": -1, "a2": 1.5}, SPLIT)  # type: ignore[dict-item]
    assert [one.code for one in error.value.findings] == ["rating/bad-count", "rating/bad-count", "carry/not-living"]
    with pytest.raises(InvalidInputError, match="not carried by 'the best of the sources'"):
        counted({}, SPLIT, "best")
    with pytest.raises(InvalidInputError, match="before the first"):
        counted({}, SPLIT, to="2022-01-01")


def test_counts_are_shown_in_both_languages() -> None:
    result = counted({"a3": 7, "a1": 1}, SPLIT)
    assert repr(result) == "CarriedCounts(2022-12-31 to 2023-12-31, sum: 3 organizations, 1 unresolved)"
    assert repr(result["a9"]) == "CarriedCount('a9': at least 0)"
    text = result.show().text
    assert "Số liệu tính đến ngày 31/12/2022 theo tổ chức đảng ngày 31/12/2023" in text
    assert "ít nhất 0" in text
    assert "không xác định được 7 đã ghi cho tổ chức này" in text
    assert "unresolved" in result.show(lang="en").text
    assert "4,20" in counted({"a3": 7}, SPLIT, "by_headcount").show().text
    assert "<table" in result._repr_html_()


CELLS = ("a1", "a2", "a3", "b1")


@given(st.data())
def test_counts_add_up_whatever_happens(data: st.DataObject) -> None:
    """Random mergers and splits: what is known and what is unresolved sum to what was given."""
    history, living = History(city()), list(CELLS)
    for at in range(data.draw(st.integers(0, 6))):
        key = data.draw(st.sampled_from(living))
        day = (dt.date(2023, 1, 1) + dt.timedelta(days=at)).isoformat()
        tree = history.as_of(day)
        if len(living) > 1 and data.draw(st.booleans()):
            into = data.draw(st.sampled_from([one for one in living if one != key]))
            operation: Operation = Merge([key], into=into)
            living.remove(key)
        else:
            own = tree[key].full
            if own < 8:
                continue
            some = data.draw(st.integers(3, own - 3))
            new = cell(f"n{at}", tree[key].parent or "tp")
            operation = Split(key, [new], {new.id: [ByNumber(key, full=some)]}, stays=[key])
            living.append(new.id)
        history = history.enact(decide(day, operation, by="tp"))
    values = {key: data.draw(st.integers(0, 50)) for key in CELLS}
    summed, result = (counted(values, history, strategy) for strategy in ("sum", "by_headcount"))
    assert summed.total == result.total == sum(values.values())
    assert {one.organization for one in summed} == {one.organization for one in result} == set(living)
    assert result.unresolved == ()
    assert sum(result.values.values()) == sum(values.values())
    assert summed.values.items() <= result.values.items()  # what is complete needs nobody's weight
    units = comparable_units(history, start="2022-12-31", end="2023-12-31")
    for unit in units:
        if set(unit.before) & set(CELLS):
            assert sum(values.get(key, 0) for key in unit.before) == sum(result[key].known for key in unit.after)


# --- comparable units ------------------------------------------------------------------------------------------------


def test_comparable_units_are_as_small_as_successions_allow() -> None:
    history = ledger(
        SPLIT_OFF,
        decide("2023-04-01", Merge(["a9"], into="a1")),
        decide("2023-05-01", Consolidate(["b1", "b2"], cell("b9", "b")), by="b"),
        decide("2023-06-01", Dissolve("a4")),
        decide("2023-07-01", Establish(cell("a7", "a"), members=listed("a3")[3:] + listed("a2")[:2])),
    )
    units = comparable_units(history, start="2022-12-31", end="2023-12-31")
    found = [(unit.before, unit.between, unit.after) for unit in units]
    assert (("a1", "a3"), ("a9",), ("a1", "a3")) in found
    assert (("b1", "b2"), (), ("b9",)) in found
    assert (("a2",), (), ("a2",)) in found
    assert len(units) == 6  # tp, a, b besides
    assert sorted(unit.id for unit in units if unit.changed) == ["a1", "b9"]
    assert not {"a4", "a7"} & {key for unit in units for key in unit.members}
    one = next(unit for unit in units if unit.id == "a1")
    assert (one.name, repr(one)) == ("Chi bộ a1 + Chi bộ a3", "ComparableUnit('a1': 2 before, 2 after)")
    assert comparable_units(history, start="2023-12-31", end="2023-12-31")[0].changed is False


def test_many_names_are_cut_short() -> None:
    into = [cell(f"a3{at}", "a") for at in "pqrs"]
    numbers = {org.id: [ByNumber("a3", full=5)] for org in into}
    history = ledger(decide("2023-03-01", Split("a3", into, numbers, stays=["a3"])))
    (unit,) = [one for one in comparable_units(history, start="2022-12-31", end="2023-12-31") if one.changed]
    assert len(unit.after) == 5
    assert unit.name.endswith(" (+2)")


def test_a_series_is_summed_by_unit_and_year() -> None:
    series = comparable_series(
        {
            2022: {"a1": (8, 10), "a2": (10, 20), "a3": Share(24, of=30), "b1": (6, 12)},
            2023: {"a3": (48, 60), "b1": (9, 12)},
        },
        CHAIN,
    )
    assert series["a2"].figures == (Share(42, of=60), Share(48, of=60))
    assert series["a2"] is series["a3"]
    assert series["a3"].changes == (Points(10),)
    assert series["b1"].changes == (Points(25),)
    assert series.totals == (Share(48, of=72), Share(57, of=72))
    assert series.changes == (Points(Fraction(25, 2)),)
    assert series.findings == ()
    share = series["a3"].figures[0]
    assert isinstance(share, Share)
    assert share.on == dt.date(2022, 12, 31)


def test_a_series_of_counts_over_three_years() -> None:
    history = CHAIN.enact(
        decide("2024-03-01", Split("a3", [cell("a9", "a")], {"a9": [ByNumber("a3", full=9)]}, stays=["a3"]))
    )
    series = comparable_series({2022: {"a1": 1, "a2": 2, "a3": 3}, 2023: {"a3": 8}, 2024: {"a3": 5, "a9": 4}}, history)
    assert series["a9"].figures == (6, 8, 9)
    assert series["a9"].changes == (2, 1)
    assert series["a9"].unit.before == ("a1", "a2", "a3")
    assert "+3" in series.show(lang="en").text


def test_missing_figures_are_told_and_not_guessed() -> None:
    series = comparable_series({2022: {"a1": 1, "a3": 3, "b1": 2}, 2023: {"a3": 8, "b1": 3}}, CHAIN)
    assert series["a3"].figures == (None, 8)
    assert (series["a3"].complete, series["a3"].changes) == (False, (None,))
    assert [one.message for one in series.findings] == [
        "the unit of 'a3' has no figure for 2022: none is given for 'a2'"
    ]
    assert series.totals == (2, 3)
    assert "đơn vị so sánh của 'a3' chưa đủ số liệu năm 2022" in series.show().text
    assert comparable_series({2022: {"a1": 1}, 2023: {}}, CHAIN).totals == (None, None)


def test_figures_outside_every_unit_are_told() -> None:
    history = ledger(decide("2023-03-01", Dissolve("a4")), SPLIT_OFF)
    series = comparable_series({2022: {"a4": 1, "a9": 2, "a1": 1}, 2023: {"a1": 1}}, history)
    assert [(one.code, one.subject) for one in series.findings] == [
        ("carry/not-living", "a9"),
        ("carry/not-comparable", "a4"),
        ("carry/figure-missing", "a3"),
        ("carry/figure-missing", "a3"),
    ]
    assert [row.unit.id for row in series] == ["a1", "a3"]


def test_over_an_empty_base_there_is_no_share() -> None:
    series = comparable_series({2022: {"a4": (0, 0)}, 2023: {"a4": (0, 3)}}, CHAIN)
    assert series["a4"].figures == (None, Share(0, of=3))
    assert repr(series["a4"]) == "ComparableRow('a4': –, 0.0% (0/3))"


def test_days_of_the_years_can_be_chosen() -> None:
    figures = {2022: {"a1": 1, "a2": 1, "a3": 1}, 2023: {"a1": 1, "a3": 2}}
    assert comparable_series(figures, CHAIN, on={2023: "2023-05-31"})["a1"].figures == (2, 1)


@pytest.mark.parametrize(
    ("by_year", "on", "words"),
    [
        ({}, {}, "no year"),
        ({2022: {}, 2023: {}}, {2023: "2022-12-31"}, "does not come after"),
        ({2022: {"a1": 1, "a2": (1, 2)}}, {}, "have a base and some do not"),
        ({2022: {"a1": (3, 2)}}, {}, "above the base"),
        ({2022: {"a1": -1}}, {}, "negative"),
        ({2022: {"zz": 1}}, {}, "not in the hierarchy"),
    ],
)
def test_series_are_checked(by_year: dict[int, dict[str, int]], on: dict[int, str], words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        comparable_series(by_year, CHAIN, on=on)


def test_series_are_shown_in_both_languages() -> None:
    series = comparable_series({2022: {"b1": (6, 12)}, 2023: {"b1": (9, 12)}}, CHAIN)
    assert repr(series) == "ComparableSeries(2022 to 2023: 1 units, 1 complete)"
    assert len(series) == 1
    text = series.show().text
    assert "Đơn vị so sánh được, 2022 - 2023" in text
    assert "75,0% (9/12)" in text
    assert "+25,0 điểm phần trăm" in text
    assert "+25.0 percentage points" in series.show(lang="en").text
    assert "<table" in series._repr_html_()
    with pytest.raises(UnknownOrganizationError):
        series["a1"]


def test_the_city_of_the_article_has_983_comparable_units() -> None:
    history = article()
    units = comparable_units(history, start="2021-06-30", end="2023-04-30")
    assert len(units) == 983
    assert sum(len(unit.before) for unit in units) == 984


# --- who takes over, and who only stands by ---------------------------------------------------------------------------


def test_whoever_takes_the_rest_of_a_divided_cell_comes_from_it_too() -> None:
    root = Organization("w", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
    source = cell("x1-c1", "w", name="Chi bộ 1")
    n1, n2 = (replace(source, id=key) for key in ("n1", "n2"))
    people = [Member(f"m-{at}", "Nguyễn Văn X") for at in range(15)]
    ids = [person.id for person in people]
    tree = Hierarchy([root, source], people, {"x1-c1": ids}, as_of=OPENED)
    divide = decide("2023-03-01", Split("x1-c1", [n1, n2], {"n1": ids[:4]}, hold_at="n2"), by="w")
    history = History(tree).enact(divide)
    assert history.lineage("x1-c1").became == ("n1", "n2")
    assert history.lineage("n2").came_from == ("x1-c1",)
    by_people = counted({"x1-c1": 15}, history, "by_headcount")
    assert [(one.organization, one.value) for one in by_people] == [("n1", 4), ("n2", 11)]
    assert counted({"x1-c1": 1}, history, "by_headcount")["n2"].value == Fraction(11, 15)
    (pool,) = counted({"x1-c1": 15}, history).unresolved
    assert pool.among == ("n1", "n2")
    (unit,) = (one for one in comparable_units(history, start="2022-12-31", end="2023-12-31") if one.id != "w")
    assert (unit.before, unit.after) == (("x1-c1",), ("n1", "n2"))
    rating = carried([RatingRecord("x1-c1", 2022, GOOD)], history, "by_headcount")
    assert (rating["n2"].rating, rating["n2"].sources[0].people) == (GOOD, 11)


@pytest.mark.parametrize(
    ("ending", "heirs"),
    [
        (Dissolve("a4", members_to="a1"), ()),  # nobody belongs to it
        (Dissolve("a4", members_to={"a1": [], "a3": []}), ()),
        (Dissolve("b2", members_to={"b1": listed("b2"), "a1": []}), ("b1",)),
        (Disband("a4", members_to="a1"), ()),
    ],
)
def test_whoever_receives_nothing_takes_nothing_over(ending: Dissolve | Disband, heirs: tuple[str, ...]) -> None:
    history = ledger(decide("2023-03-01", ending, by="tp"))
    key = ending.organization
    assert history.lineage(key).became == heirs
    assert history.lineage("a1").edges == ()
    result = counted({"a1": 8, "b1": 3, key: 7}, history)
    assert (result["a1"].value, result["a1"].changed) == (8, False)
    assert result["b1"].value == (10 if heirs else 3)
    assert [(pool.source, pool.among) for pool in result.unresolved] == ([] if heirs else [(key, ())])
    units = comparable_units(history, start="2022-12-31", end="2023-12-31")
    assert [unit.members for unit in units if unit.id == "a1"] == [("a1",)]
    assert [unit.before for unit in units if key in unit.before] == ([("b1", "b2")] if heirs else [])
