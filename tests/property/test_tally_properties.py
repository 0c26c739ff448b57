"""Tallies of records, of ratings by id and of columns are one tally, and that of a loop with a `Counter`."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import Any, Literal, TypeAlias

from hypothesis import event, given
from hypothesis import strategies as st

from dangbo import Form, Hierarchy, Level, Rating, RatingRecord, RatingStatus, Tally
from dangbo.base.errors import InvalidInputError
from dangbo.change.draft import Draft
from tests.property.strategies import wards

YEAR = 2023
Outcome: TypeAlias = Rating | RatingStatus
Who: TypeAlias = Literal["organizations", "members"]

outcomes: st.SearchStrategy[Outcome] = st.sampled_from([*Rating, RatingStatus.EXEMPT, RatingStatus.NOT_YET_RATED])


@st.composite
def registers(draw: st.DrawFn) -> Hierarchy:
    """A ward, sometimes after people have moved and left, so that there are overlays above the columns."""
    tree = draw(wards())
    people = sorted(key for org in tree for key in tree.roll(org))
    moved: bool = draw(st.booleans())
    if people and moved:
        draft = Draft(tree)
        some: list[str] = draw(st.lists(st.sampled_from(people), unique=True, max_size=3))
        draft.leave(some[:1])
        cells = [org.id for org in tree.select(form=Form.CHI_BO)]
        draft.move_members(some[1:], draw(st.sampled_from(cells)))
        tree = draft.freeze(tree.as_of)
    return tree


def known(tree: Hierarchy, who: Who) -> dict[str, str]:
    """Everybody who may be rated, each with the organization by which it is selected."""
    if who == "organizations":
        return {org.id: org.id for org in tree}
    return {key: org.id for org in tree for key in tree.roll(org)}


@st.composite
def ratings(draw: st.DrawFn, tree: Hierarchy, who: Who) -> list[tuple[str, Outcome]]:
    """Ratings in any order or in that of the register, of all or some, now and then of strangers and doubles."""
    ids = list(known(tree, who))
    if who == "members" and draw(st.booleans()):
        ids = [key for key in tree.members if key in set(ids)]
    if draw(st.booleans()):
        ids = draw(st.permutations(ids))[: draw(st.integers(0, len(ids)))]
    if draw(st.booleans()):
        ids = draw(st.permutations([*ids, *draw(st.lists(st.sampled_from([*ids, "ai-đó", "x-1"]), max_size=3))]))
    return [(key, draw(outcomes)) for key in ids]


def record(key: str, outcome: Outcome, who: Who) -> RatingRecord:
    if isinstance(outcome, Rating):
        return RatingRecord(key, YEAR, outcome, subjects=who)
    return RatingRecord(key, YEAR, status=outcome, subjects=who)


spellings: dict[Outcome, list[object]] = {
    **{rating: [rating, rating.value, rating.label, rating.short] for rating in Rating},
    **{status: [status, status.value, status.label] for status in RatingStatus},
}


@st.composite
def tables(draw: st.DrawFn, rated: list[tuple[str, Outcome]], who: Who) -> dict[str, list[Any]]:
    """The ratings by column: ids decomposed, labels in any spelling, a column of statuses, rows of other years."""
    decomposed = draw(st.booleans())
    ids = [unicodedata.normalize("NFD", f" {key}") if decomposed else key for key, _ in rated]
    cells = [draw(st.sampled_from(spellings[outcome])) for _, outcome in rated]
    table: dict[str, list[Any]] = {draw(st.sampled_from(["id", "subject"])): ids, "rating": cells}
    if draw(st.booleans()):
        stated = [isinstance(outcome, RatingStatus) for _, outcome in rated]
        table["status"] = [
            draw(st.sampled_from(spellings[outcome])) if own else draw(st.sampled_from([None, "", "Đã xếp loại"]))
            for own, (_, outcome) in zip(stated, rated, strict=True)
        ]
        table["rating"] = [
            draw(st.sampled_from([cell, None, float("nan")])) if own else cell
            for own, cell in zip(stated, cells, strict=True)
        ]
    if draw(st.booleans()):
        table["year"] = [draw(st.sampled_from([YEAR, float(YEAR), str(YEAR)])) for _ in rated]
        table["subjects"] = [who] * len(rated)
        for name, column in table.items():
            column.insert(0, {"year": YEAR - 1, "subjects": who}.get(name, column[0] if column else "good"))
    return table


def told(error: InvalidInputError) -> list[tuple[str, str, object]]:
    return [(found.code, found.subject, dict(found.facts)["year"]) for found in error.findings]


def tally(given: Any, tree: Hierarchy, **options: Any) -> object:  # noqa: ANN401 - whatever it is counted of
    try:
        return Tally.of(given, tree, year=YEAR, **options)
    except InvalidInputError as error:
        return told(error)


def by_group(given: Any, tree: Hierarchy, **options: Any) -> object:  # noqa: ANN401 - as above
    try:
        return Tally.by_group(given, tree, year=YEAR, **options)
    except InvalidInputError as error:
        return told(error)


def strangers_and_doubles(rated: list[tuple[str, Outcome]], everybody: dict[str, str]) -> list[tuple[str, str, object]]:
    times = Counter(key for key, _ in rated)
    return [
        *(("rating/duplicate", key, YEAR) for key, count in times.items() if count > 1),
        *(("rating/unknown-subject", key, YEAR) for key in times if key not in everybody),
    ]


@given(st.data(), registers(), st.sampled_from(["organizations", "members"]))
def test_a_tally_is_the_same_whatever_its_ratings_come_in(data: st.DataObject, tree: Hierarchy, who: Who) -> None:
    rated = data.draw(ratings(tree, who))
    form = data.draw(st.sampled_from([None, *Form]))
    level = data.draw(st.sampled_from([None, Level.BELOW_GRASSROOTS]))
    options = {"subjects": who, "form": form, "level": level}
    everybody = known(tree, who)
    expected: object = strangers_and_doubles(rated, everybody)
    event("dirty" if expected else "clean")
    if not expected:
        chosen = [org for org in tree if form in {None, org.form} and level in {None, org.level}]
        homes = {org.id for org in chosen}
        counts = Counter(outcome for key, outcome in rated if everybody[key] in homes)
        total = len(homes) if who == "organizations" else sum(tree.own_headcount(org).total for org in chosen)
        tiers = {tier: counts[tier] for tier in Rating}
        exempt = counts[RatingStatus.EXEMPT]
        waiting = total - exempt - sum(tiers.values())
        expected = Tally(tiers, year=YEAR, exempt=exempt, not_yet_rated=waiting, subjects=who)
    assert tally([record(*one, who) for one in rated], tree, **options) == expected
    assert tally(data.draw(tables(rated, who)), tree, **options) == expected
    if len(dict(rated)) == len(rated):
        assert tally(dict(rated), tree, **options) == expected


@given(st.data(), registers(), st.sampled_from(["organizations", "members"]))
def test_the_tallies_of_groups_are_the_same_whatever_their_ratings_come_in(
    data: st.DataObject, tree: Hierarchy, who: Who
) -> None:
    rated = data.draw(ratings(tree, who))
    everybody = known(tree, who)
    named = {key: data.draw(st.sampled_from("AB")) for key in everybody if data.draw(st.integers(0, 5))}
    kinds = {key: f"{tree[home].form.value}/{tree[home].level.value}" for key, home in everybody.items()}
    for groups, group_by in ((kinds, "kind"), (named, named)):
        expected: object = strangers_and_doubles(rated, everybody)
        groupless = [key for key in dict(rated) if key in everybody and key not in groups]
        if expected or groupless:
            expected = sorted(
                [*strangers_and_doubles(rated, everybody), *(("rating/no-group", key, YEAR) for key in groupless)]
            )
            for given in ([record(*one, who) for one in rated], data.draw(tables(rated, who))):
                found = by_group(given, tree, subjects=who, group_by=group_by)
                assert isinstance(found, list)
                assert sorted(found) == expected
            continue
        found = by_group(data.draw(tables(rated, who)), tree, subjects=who, group_by=group_by)
        assert found == by_group([record(*one, who) for one in rated], tree, subjects=who, group_by=group_by)
        assert isinstance(found, dict)
        for group, one in found.items():
            counts = Counter(outcome for key, outcome in rated if groups[key] == group)
            assert {tier: one.count(tier) for tier in Rating} == {tier: counts[tier] for tier in Rating}
            assert one.exempt == counts[RatingStatus.EXEMPT]
        assert {groups[key] for key, _ in rated} <= set(found)
