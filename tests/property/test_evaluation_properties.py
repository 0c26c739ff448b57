"""Laws of tallies, targets and quotas that hold for any counts."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from dangbo.base.figures import Share
from dangbo.base.terms import Form, Level, Rating, RatingStatus
from dangbo.evaluation import RatingRecord, Tally
from dangbo.hierarchy import Hierarchy
from dangbo.rating.apportionment import Apportioning, needed_by_subordinate
from dangbo.rating.comparison import compare
from dangbo.rating.places import Candidate, excellent_places, select_excellent
from dangbo.rating.quota import Quota, QuotaBase, QuotaRounding, excellent_quota, quota_by_group
from dangbo.rating.targets import Target, allowed_count, required_count
from dangbo.tree.records import Organization

counts = st.integers(0, 1_000_000)
parts = st.fractions(0, 1, max_denominator=10_000)
bases: st.SearchStrategy[QuotaBase] = st.sampled_from(get_args(QuotaBase))
methods: st.SearchStrategy[Apportioning] = st.sampled_from(get_args(Apportioning))
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
    assert result.required is not None
    assert result.surplus is not None
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


# --- places, groups, candidates ---------------------------------------------------------------------------------------


def places(pool: int, base: QuotaBase, ratio: Fraction, rounding: QuotaRounding, below: int = 0) -> int:
    rated = pool + below
    return excellent_places(pool, on="2022-12-31", base=base, ratio=ratio, rounding=rounding, rated=rated).limit


@given(st.integers(0, 5_000), st.integers(0, 50), bases, parts, roundings)
def test_a_larger_pool_never_has_fewer_places(
    pool: int, more: int, base: QuotaBase, ratio: Fraction, rounding: QuotaRounding
) -> None:
    assert places(pool, base, ratio, rounding) <= places(pool + more, base, ratio, rounding)


@given(tallies, counts, parts, bases, roundings)
def test_the_limit_never_falls_as_its_base_grows(
    tally: Tally, more: int, ratio: Fraction, base: QuotaBase, rounding: QuotaRounding
) -> None:
    grown = Tally({**dict(tally.counts), Rating.GOOD: tally.count(Rating.GOOD) + more}, year=tally.year)
    assert quota(tally, base, ratio, rounding).limit <= quota(grown, base, ratio, rounding).limit


@given(st.integers(0, 500), st.integers(0, 50), bases, parts, roundings)
def test_all_places_can_be_taken_and_not_one_more(
    pool: int, below: int, base: QuotaBase, ratio: Fraction, rounding: QuotaRounding
) -> None:
    def within(excellent: int) -> bool:
        counts = {Rating.EXCELLENT: excellent, Rating.GOOD: pool - excellent, Rating.COMPLETED: below}
        return quota(Tally(counts, year=2022), base, ratio, rounding).within

    most = places(pool, base, ratio, rounding, below)
    assert within(most)
    assert most == pool or not within(most + 1)


@given(st.lists(tallies, min_size=1, max_size=8), bases, parts)
def test_groups_are_judged_as_each_would_be_alone(groups: list[Tally], base: QuotaBase, ratio: Fraction) -> None:
    by_name = {f"g{n}": tally for n, tally in enumerate(groups)}
    result = quota_by_group(by_name, on="2022-12-31", base=base, ratio=ratio)
    assert [(one.used, one.limit) for one in result] == [
        (alone.used, alone.limit) for alone in (quota(tally, base, ratio) for tally in groups)
    ]


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 2), st.integers(0, 2)), max_size=12), st.integers(0, 13))
def test_every_candidate_gets_one_outcome_and_no_place_is_given_twice(
    figures: list[tuple[int, int, int]], limit: int
) -> None:
    candidates = [
        Candidate(f"c{n}", place, over_fulfilled=more, harder_tasks=harder)
        for n, (place, more, harder) in enumerate(figures)
    ]
    result = select_excellent(candidates, limit, tie_breaks=["over_fulfilled", "harder_tasks"])
    outcomes = [*result.selected, *result.undecided, *result.not_selected]
    assert sorted(outcomes) == sorted(one.subject for one in candidates)
    assert len(result.selected) + result.places_left <= limit
    if result.undecided:
        assert 0 < result.places_left < len(result.undecided)
    else:
        assert len(result.selected) == min(limit, len(candidates))
    key = {one.subject: (one.place, -(one.over_fulfilled or 0), -(one.harder_tasks or 0)) for one in candidates}
    ranks = [[key[subject] for subject in part] for part in (result.selected, result.undecided, result.not_selected)]
    for better, worse in ((0, 1), (1, 2), (0, 2)):
        if ranks[better] and ranks[worse]:
            assert max(ranks[better]) < min(ranks[worse]) or not result.undecided
            assert max(ranks[better]) <= min(ranks[worse])


# --- targets and their parts ------------------------------------------------------------------------------------------


@given(st.integers(0, 10_000), parts)
def test_strictly_above_asks_for_the_smallest_count_above(of: int, bound: Fraction) -> None:
    required = required_count(Target("x", above=bound, tier=Rating.GOOD), of)
    if required is None:
        assert bound * of >= of
    else:
        assert required > bound * of >= required - 1


@given(st.integers(1, 10_000), st.data(), parts, parts)
def test_the_counts_of_a_band_are_those_between_required_and_allowed(
    of: int, data: st.DataObject, one: Fraction, other: Fraction
) -> None:
    lower, upper = sorted((one, other))
    band = Target("x", within=(lower, upper), tier=Rating.GOOD)
    count = data.draw(st.integers(0, of))
    required, allowed = required_count(band, of), allowed_count(band, of)
    assert required is not None
    assert allowed is not None
    met = compare(Share(count, of=of), band, tier=Rating.GOOD).standing == "met"
    assert met is (required <= count <= allowed)


sizes = st.lists(st.integers(0, 400), min_size=1, max_size=30)


def needed(of: list[int], part: Fraction, method: Apportioning) -> list[int]:
    target = Target("x", at_least=part, tier=Rating.GOOD)
    result = needed_by_subordinate({f"d{n}": size for n, size in enumerate(of)}, target, method=method)
    assert sum(one.needed for one in result.parts) == result.total == required_count(target, sum(of))
    return [one.needed for one in result.parts]


@given(sizes, parts, methods)
def test_the_parts_sum_exactly_and_nobody_needs_more_than_it_has(
    of: list[int], part: Fraction, method: Apportioning
) -> None:
    assert all(0 <= count <= size for count, size in zip(needed(of, part, method), of, strict=True))


@given(sizes, parts, methods)
def test_a_larger_subordinate_never_needs_fewer(of: list[int], part: Fraction, method: Apportioning) -> None:
    by_size = sorted(zip(of, needed(of, part, method), strict=True))
    for (small, few), (large, many) in pairwise(by_size):
        assert few <= many or small == large


@given(sizes, parts, parts)
def test_by_sainte_lague_a_higher_target_never_needs_fewer_of_anybody(
    of: list[int], one: Fraction, other: Fraction
) -> None:
    low, high = sorted((one, other))
    pairs = zip(needed(of, low, "sainte_lague"), needed(of, high, "sainte_lague"), strict=True)
    assert all(few <= many for few, many in pairs)


@given(sizes, parts)
def test_the_largest_remainder_stays_within_one_of_the_exact_share(of: list[int], part: Fraction) -> None:
    found, whole = needed(of, part, "largest_remainder"), sum(of)
    total = sum(found)
    assert all(abs(count - Fraction(total * size, whole)) < 1 for count, size in zip(found, of, strict=True) if whole)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=20), parts, methods)
def test_what_is_missing_brings_the_whole_exactly_to_its_target(
    pairs: list[tuple[int, int]], part: Fraction, method: Apportioning
) -> None:
    target = Target("x", at_least=part, tier=Rating.GOOD)
    bases_ = {f"d{n}": max(pair) for n, pair in enumerate(pairs)}
    reached = {f"d{n}": min(pair) for n, pair in enumerate(pairs)}
    result = needed_by_subordinate(bases_, target, reached=reached, method=method)
    after = sum(reached.values()) + sum(one.needed for one in result.parts)
    assert after == max(result.required, sum(reached.values()))
    assert all(reached[one.subordinate] + one.needed <= one.of for one in result.parts)
