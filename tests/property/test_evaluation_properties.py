"""Laws of tallies, targets and quotas that hold for any counts."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from dangbo.evaluation import Quota, QuotaBase, QuotaRounding, RatingRecord, Tally, Target, compare, excellent_quota
from dangbo.figures import Share
from dangbo.hierarchy import Hierarchy, Organization
from dangbo.terms import Form, Level, Rating, RatingStatus

counts = st.integers(0, 1_000_000)
parts = st.fractions(0, 1, max_denominator=10_000)
bases: st.SearchStrategy[QuotaBase] = st.sampled_from(get_args(QuotaBase))
roundings: st.SearchStrategy[QuotaRounding] = st.sampled_from(get_args(QuotaRounding))
tallies = st.builds(
    Tally,
    st.dictionaries(st.sampled_from(Rating), counts),
    year=st.integers(2018, 2030),
    exempt=counts,
    not_yet_rated=counts,
)


def quota(tally: Tally, base: QuotaBase, ratio: Fraction, rounding: QuotaRounding = "floor") -> Quota:
    return excellent_quota(tally, on="2022-12-31", base=base, ratio=ratio, rounding=rounding)


@given(tallies)
def test_the_total_is_all_tiers_and_those_without_one(tally: Tally) -> None:
    assert tally.total == sum(map(tally.count, Rating)) + tally.exempt + tally.not_yet_rated
    assert tally.at_least(Rating.NOT_COMPLETED) == tally.rated


@given(tallies)
def test_a_better_tier_is_reached_by_no_more(tally: Tally) -> None:
    reached = [tally.at_least(tier) for tier in sorted(Rating)]
    assert reached == sorted(reached, reverse=True)


@given(tallies)
def test_the_shares_of_the_tiers_add_up_to_the_whole(tally: Tally) -> None:
    shares = [tally.share(tier) for tier in Rating]
    if tally.rated:
        assert sum((share.fraction for share in shares if share is not None), Fraction(0)) == 1
    else:
        assert shares == [None] * 4


@given(tallies)
def test_a_tally_can_be_built_again_from_what_it_holds(tally: Tally) -> None:
    again = Tally(dict(tally.counts), year=tally.year, exempt=tally.exempt, not_yet_rated=tally.not_yet_rated)
    assert again == tally


@given(st.integers(0, 10_000), st.integers(1, 10_000), parts)
def test_required_is_the_smallest_count_that_meets_the_target(count: int, more: int, at_least: Fraction) -> None:
    of = count + more
    result = compare(Share(count, of=of), Target("x", at_least=at_least, tier=Rating.GOOD), tier=Rating.GOOD)
    assert Fraction(result.required, of) >= at_least
    assert result.required == 0 or Fraction(result.required - 1, of) < at_least
    assert result.surplus == count - result.required
    assert result.met is (result.surplus >= 0)


@given(tallies, parts, st.sampled_from(Rating))
def test_verdict_excess_and_surplus_agree(tally: Tally, at_least: Fraction, tier: Rating) -> None:
    result = compare(tally, Target("x", at_least=at_least, tier=tier))
    assert result.findings == ()
    if result.share is None:
        assert (result.met, result.excess, result.required, result.surplus) == (None, None, 0, 0)
    else:
        assert result.excess is not None
        assert result.surplus is not None
        assert result.excess.value == (result.share.fraction - at_least) * 100
        assert result.met is (result.excess.value >= 0) is (result.surplus >= 0)


@given(tallies, parts, parts, bases, roundings)
def test_a_higher_ratio_never_allows_fewer(
    tally: Tally, one: Fraction, other: Fraction, base: QuotaBase, rounding: QuotaRounding
) -> None:
    low, high = sorted((one, other))
    assert quota(tally, base, low, rounding).limit <= quota(tally, base, high, rounding).limit


@given(tallies, parts, roundings)
def test_a_wider_base_never_allows_fewer(tally: Tally, ratio: Fraction, rounding: QuotaRounding) -> None:
    order: list[QuotaBase] = ["final_good", "good_before_excellent_is_taken", "good_or_better", "all_rated"]
    limits = [quota(tally, base, ratio, rounding).limit for base in order]
    assert limits == sorted(limits)
    assert limits[1] == limits[2]


@given(tallies, parts, bases)
def test_the_limit_is_the_largest_count_within_the_ratio(tally: Tally, ratio: Fraction, base: QuotaBase) -> None:
    found = quota(tally, base, ratio)
    assert found.limit <= ratio * found.base_count < found.limit + 1
    assert quota(tally, base, ratio, "half_up").limit - found.limit in {0, 1}


@given(tallies, parts, bases, roundings)
def test_an_exceeded_quota_and_only_that_has_a_finding(
    tally: Tally, ratio: Fraction, base: QuotaBase, rounding: QuotaRounding
) -> None:
    found = quota(tally, base, ratio, rounding)
    assert found.within is (not found.findings)


@given(st.lists(st.sampled_from([*Rating, *RatingStatus, None]), max_size=40))
def test_everybody_in_the_hierarchy_is_counted_once(outcomes: list[Rating | RatingStatus | None]) -> None:
    ids = [f"cb-{n}" for n in range(len(outcomes))]
    top = Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
    cells = [Organization(key, f"Chi bộ {key}", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent="dbp") for key in ids]
    records = [
        RatingRecord(key, 2022, outcome) if isinstance(outcome, Rating) else RatingRecord(key, 2022, status=outcome)
        for key, outcome in zip(ids, outcomes, strict=True)
        if outcome not in {None, RatingStatus.RATED}
    ]
    tree = Hierarchy([top, *cells], as_of="2022-12-31")
    tally = Tally.of(records, tree, subjects="organizations", form=Form.CHI_BO, year=2022)
    assert tally.total == len(outcomes)
    assert tally.exempt == outcomes.count(RatingStatus.EXEMPT)
    assert [tally.count(tier) for tier in Rating] == [outcomes.count(tier) for tier in Rating]
