"""The quota of the excellent: special ratios, heads, groups, other readings, and the choice between candidates."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from dangbo.base.citations import Document
from dangbo.base.errors import InvalidInputError, RuleNotInForceError, TermError
from dangbo.base.findings import Lang, Severity
from dangbo.base.terms import Form, Level, Rating, RatingStatus, kind_words
from dangbo.evaluation import GroupBy, RatingRecord, Tally
from dangbo.hierarchy import Hierarchy
from dangbo.rating.places import Candidate, TieBreak, excellent_places, select_excellent
from dangbo.rating.quota import Quota, QuotaBase, excellent_quota, quota_by_group, quota_sensitivity
from dangbo.rules import RuleBook
from dangbo.tree.members import Member
from dangbo.tree.records import Organization
from tests.builders import ROOT, cell, dang_bo

EXCELLENT, GOOD, COMPLETED = Rating.EXCELLENT, Rating.GOOD, Rating.COMPLETED
WARD = Tally({EXCELLENT: 5, GOOD: 20, COMPLETED: 5}, year=2022, subjects="members")
YEAR_END = "2022-12-31"
DECISION = Document(kind="quyết định", number="15-QĐ/ĐU", issued="2022-12-20")


def codes(quota: Quota) -> list[str]:
    return [found.code for found in quota.findings]


def reasons(error: InvalidInputError) -> str:
    return " | ".join(found.text(lang="en") for found in error.findings)


# --- special ratio ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("grounds", [DECISION, "kết quả nổi trội, vượt mức kế hoạch"])
def test_a_special_ratio_with_grounds_raises_the_limit_and_says_so(grounds: Document | str) -> None:
    assert not excellent_quota(WARD, on=YEAR_END).within
    quota = excellent_quota(WARD, on=YEAR_END, special_ratio="25%", grounds=grounds)
    assert (quota.ratio, quota.limit, quota.within) == (Fraction(1, 4), 5, True)
    assert quota.given == ("special_ratio",)
    assert quota.grounds == grounds
    (found,) = quota.findings
    assert (found.code, found.severity) == ("quota/special-ratio", Severity.WARN)
    assert ("15-QĐ/ĐU" if isinstance(grounds, Document) else "vượt mức kế hoạch") in found.text()
    assert "special ratio" in quota.explain(lang="en")


@pytest.mark.parametrize("grounds", [None, "", "   "])
def test_a_special_ratio_without_grounds_is_refused(grounds: str | None) -> None:
    with pytest.raises(InvalidInputError, match="a special ratio needs its grounds") as caught:
        excellent_quota(WARD, on=YEAR_END, special_ratio="25%", grounds=grounds)
    assert "grounds=" in reasons(caught.value)


def test_grounds_without_a_special_ratio_and_two_ratios_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="no special ratio"):
        excellent_quota(WARD, on=YEAR_END, grounds="kết quả nổi trội")
    with pytest.raises(InvalidInputError, match="ratio= is given too"):
        excellent_quota(WARD, on=YEAR_END, ratio="20%", special_ratio="25%", grounds=DECISION)


def test_a_special_ratio_is_not_blamed_on_the_rule() -> None:
    quota = excellent_quota(
        Tally({EXCELLENT: 9, GOOD: 20}, year=2022, subjects="members"),
        on=YEAR_END,
        special_ratio="25%",
        grounds=DECISION,
    )
    exceeded = next(found for found in quota.findings if found.code == "quota/exceeded")
    assert exceeded.rule is None
    assert quota.rule is not None  # the base is still the rule's


# --- what is shown ----------------------------------------------------------------------------------------------------


def test_every_choice_of_the_caller_is_named() -> None:
    quota = excellent_quota(WARD, on=YEAR_END, base="all_rated", rounding="half_up", heads={EXCELLENT: 1})
    assert quota.given == ("base", "rounding", "heads")
    text = quota.explain(lang="en")
    assert "Chosen by the caller, not by the rule: base, rounding, heads left out." in text
    assert "21-HD/BTCTW" in text
    assert "Do người dùng chọn, không lấy từ quy định: cơ sở tính, cách làm tròn" in quota.explain()


def test_a_quota_serializes_with_the_id_of_its_rule() -> None:
    values = json.loads(excellent_quota(WARD, on=YEAR_END).to_json())
    (rule,) = values["rules"]
    assert (rule["id"], rule["article"]) == ("excellent-quota-members", "mục II.B.2.3")
    assert (values["used"], values["limit"], values["within"]) == (5, 4, False)
    assert (values["base"], values["base_count"], values["ratio"]) == ("final_good", 20, "1/5")
    assert [found["code"] for found in values["findings"]] == ["quota/exceeded"]


def rulebook(folder: Path, value: str) -> RuleBook:
    file = folder / "own.toml"
    file.write_text(
        f"""
        [[instruments]]
        id = "own"
        kind = "hướng dẫn"
        number = "03-HD/TU"
        issuer = "Tỉnh ủy"
        issued = 2026-01-05
        from = 2026-01-05
        confidence = "verified"

        [[rules]]
        id = "excellent-quota-members"
        unit = "quota"
        cure = "exception"
        label = {{ vi = "Tỷ lệ", en = "Quota" }}
        statement = {{ vi = "Không quá 20%.", en = "Not above 20 %." }}

        [[rules.values]]
        value = {{ {value} }}
        instrument = "own"
        article = "mục III.6"
        from = 2026-01-05
        confidence = "verified"
        checked_on = 2026-11-23
        """,
        encoding="utf-8",
    )
    return RuleBook.load(file)


def test_the_rounding_of_a_rule_is_taken_and_the_callers_goes_before_it(tmp_path: Path) -> None:
    book = rulebook(tmp_path, 'ratio = "1/5", base = "final_good", grouping = "unstated", rounding = "half_up"')
    tally = Tally({EXCELLENT: 2, GOOD: 8}, year=2026, subjects="members")
    by_rule = excellent_quota(tally, on="2026-12-31", rules=book)
    assert (by_rule.rounding, by_rule.limit, by_rule.given) == ("half_up", 2, ())
    assert excellent_quota(tally, on="2026-12-31", rules=book, rounding="floor").limit == 1


def test_a_rule_that_does_not_state_its_base_is_read_strictly_and_a_finding_says_so(tmp_path: Path) -> None:
    book = rulebook(tmp_path, 'ratio = "1/5", base = "unstated", grouping = "unstated"')
    tally = Tally({EXCELLENT: 2, GOOD: 8}, year=2026, subjects="members")
    quota = excellent_quota(tally, on="2026-12-31", rules=book)
    assert (quota.base, quota.limit) == ("final_good", 1)
    assert codes(quota) == ["quota/exceeded", "quota/base-unstated"]
    assert codes(excellent_quota(tally, on="2026-12-31", rules=book, base="good_or_better")) == []


# --- heads ------------------------------------------------------------------------------------------------------------


def test_heads_who_do_not_count_leave_the_excellent_and_the_base() -> None:
    everybody = excellent_quota(WARD, on=YEAR_END)
    assert (everybody.used, everybody.base_count, everybody.limit) == (5, 20, 4)
    without = excellent_quota(WARD, on=YEAR_END, heads={EXCELLENT: 1, GOOD: 1})
    assert (without.used, without.base_count, without.limit) == (4, 19, 3)
    assert without.heads_excluded == 2
    kept = excellent_quota(WARD, on=YEAR_END, heads={EXCELLENT: 1, GOOD: 1}, heads_base="kept")
    assert (kept.used, kept.base_count, kept.limit, kept.within) == (4, 20, 4, True)


def test_the_treatment_of_heads_is_a_reading_of_its_own() -> None:
    view = excellent_quota(WARD, on=YEAR_END, heads={EXCELLENT: 1, GOOD: 1}, heads_base="kept").sensitivity()
    assert len(view.readings) == 24
    assert view.flips_with_heads
    assert "the treatment of heads" in view.findings[0].message
    assert "Heads" in str(view.show(lang="en"))


def test_more_heads_than_there_are_is_refused_with_the_tier() -> None:
    with pytest.raises(InvalidInputError, match=r"heads\['excellent'\]: 6 heads are more than the 5"):
        excellent_quota(WARD, on=YEAR_END, heads={EXCELLENT: 6})
    with pytest.raises(InvalidInputError, match="is negative"):
        excellent_quota(WARD, on=YEAR_END, heads={EXCELLENT: -1})


# --- other readings ---------------------------------------------------------------------------------------------------


def test_the_table_of_readings_marks_the_one_that_was_reckoned_and_uses_shapes() -> None:
    table = quota_sensitivity(WARD, on=YEAR_END).show()
    text = str(table)
    assert table.html.count("(cách đã tính)") == 1
    assert "✓ không vượt tỷ lệ" in text
    assert "▲ vượt tỷ lệ" in text
    assert "21-HD/BTCTW" in text


def test_a_view_serializes_with_what_it_flips_with() -> None:
    values = json.loads(quota_sensitivity(WARD, on=YEAR_END).to_json())
    assert values["flips"] is True
    assert values["flips_with"] == ["base"]
    assert len(values["readings"]) == 8


# --- groups -----------------------------------------------------------------------------------------------------------


def city() -> Hierarchy:
    """Two wards with two cells each and a grassroots cell; people by id in the wards, by number in the cell."""
    wards = [dang_bo(f"dbp-{w}", name=f"Đảng bộ phường {w}") for w in "ab"]
    cells = [cell(f"cb-{w}{n}", f"dbp-{w}", name=f"Chi bộ {n}") for w in "ab" for n in (1, 2)]
    return Hierarchy(
        [
            ROOT,
            *wards,
            *cells,
            Organization(
                "cbcs", "Chi bộ cơ sở", Form.CHI_BO, Level.GRASSROOTS, parent="tp", unit_type="school", full=7
            ),
        ],
        members=[Member(f"m-{n}", f"Người số {n}") for n in range(1, 8)],
        roll={"cb-a1": ["m-1", "m-2"], "cb-a2": ["m-3"], "cb-b1": ["m-4", "m-5"], "cbcs": ["m-6"]},
        as_of=YEAR_END,
    )


def rated(**ratings: Rating) -> list[RatingRecord]:
    return [RatingRecord(key.replace("_", "-"), 2022, rating, subjects="members") for key, rating in ratings.items()]


def test_members_are_grouped_by_the_grassroots_organization_they_stand_under() -> None:
    records = rated(m_1=GOOD, m_3=EXCELLENT, m_4=GOOD, m_6=GOOD)
    tallies = Tally.by_group(records, city(), subjects="members", year=2022, group_by="grassroots_organization")
    assert {group: tally.total for group, tally in tallies.items()} == {"dbp-a": 3, "dbp-b": 2, "cbcs": 8}
    assert (tallies["dbp-a"].count(GOOD), tallies["dbp-a"].count(EXCELLENT), tallies["dbp-a"].not_yet_rated) == (
        1,
        1,
        1,
    )
    assert tallies["cbcs"].not_yet_rated == 7


def test_groups_add_up_to_the_tally_of_the_whole() -> None:
    records = [
        *rated(m_1=GOOD, m_3=EXCELLENT, m_4=COMPLETED),
        RatingRecord("m-2", 2022, None, RatingStatus.EXEMPT, "members"),
    ]
    whole = Tally.of(records, city(), subjects="members", year=2022)
    groupings: list[GroupBy] = ["grassroots_organization", "kind", "kind_and_unit_type"]
    for group_by in groupings:
        parts = Tally.by_group(records, city(), subjects="members", year=2022, group_by=group_by).values()
        assert sum(part.total for part in parts) == whole.total
        assert sum(part.exempt for part in parts) == whole.exempt
        assert [sum(part.count(tier) for part in parts) for tier in Rating] == [whole.count(tier) for tier in Rating]


def test_organizations_are_grouped_by_kind_and_by_the_kind_of_unit() -> None:
    tree = city()
    by_kind = Tally.by_group([], tree, subjects="organizations", year=2022, group_by="kind")
    assert {group: tally.total for group, tally in by_kind.items()} == {
        "dang_bo/immediate_superior": 1,
        "dang_bo/grassroots": 2,
        "chi_bo/below_grassroots": 4,
        "chi_bo/grassroots": 1,
    }
    assert "chi_bo/grassroots/school" in Tally.by_group(
        [], tree, subjects="organizations", year=2022, group_by="kind_and_unit_type"
    )
    within = Tally.by_group([], tree, subjects="organizations", year=2022, group_by="grassroots_organization")
    assert {group: tally.total for group, tally in within.items()} == {"dbp-a": 2, "dbp-b": 2}


def test_a_group_by_kind_is_told_in_words_and_kept_by_its_code() -> None:
    tally = Tally({EXCELLENT: 4, GOOD: 5}, year=2022)
    names = ["dang_bo/grassroots", "chi_bo/below_grassroots/ward", "chi_bo/grassroots/khac", "khu dân cư", "chi_bo/x"]
    groups = quota_by_group(dict.fromkeys(names, tally), on="2022-12-31")
    kinds = [
        kind_words(*kind)
        for kind in (("dang_bo", "grassroots"), ("chi_bo", "below_grassroots"), ("chi_bo", "grassroots"))
    ]
    told: dict[Lang, list[str]] = {
        "vi": [kinds[0].vi, f"{kinds[1].vi}, phường", f"{kinds[2].vi}, khac", *names[3:]],
        "en": [kinds[0].en, f"{kinds[1].en}, ward", f"{kinds[2].en}, khac", *names[3:]],
    }
    for lang, names_told in told.items():
        for quota, words in zip(groups, names_told, strict=True):
            (exceeded,) = (one for one in quota.findings if one.code == "quota/exceeded")
            assert exceeded.text(lang=lang).startswith(f"{words}, ")
            assert f", {words}: " in quota.explain(lang=lang)
            assert words in " ".join(quota.show(lang=lang).text.split())
            assert words in " ".join(quota.sensitivity().show(lang=lang).text.split())
            assert f"organizations/2022/{quota.group}" == exceeded.subject
    assert [quota.as_dict()["group"] for quota in groups] == names
    assert groups["dang_bo/grassroots"].group == "dang_bo/grassroots"
    assert "_" not in quota_by_group(dict.fromkeys(names[:2], tally), on="2022-12-31").show(lang="vi").text


def test_groups_of_similar_tasks_are_told_by_the_user() -> None:
    groups = {"cb-a1": "khu dân cư", "cb-b1": "khu dân cư", "cb-a2": "trường học"}
    records = [RatingRecord("cb-a1", 2022, GOOD), RatingRecord("cb-a2", 2022, EXCELLENT)]
    tallies = Tally.by_group(records, city(), subjects="organizations", year=2022, group_by=groups)
    assert {group: tally.total for group, tally in tallies.items()} == {"khu dân cư": 2, "trường học": 1}


def test_records_without_a_group_unknown_and_doubled_ones_are_refused_at_once() -> None:
    records = [
        RatingRecord("cb-b2", 2022, GOOD),
        RatingRecord("cb-x", 2022, GOOD),
        *[RatingRecord("cb-a1", 2022, GOOD)] * 2,
    ]
    with pytest.raises(InvalidInputError) as caught:
        Tally.by_group(records, city(), subjects="organizations", year=2022, group_by={"cb-a1": "A"})
    assert sorted((found.code, found.subject) for found in caught.value.findings) == [
        ("rating/duplicate", "cb-a1"),
        ("rating/no-group", "cb-b2"),
        ("rating/unknown-subject", "cb-x"),
    ]


def test_each_group_gets_its_own_verdict_and_rounding() -> None:
    tallies = {f"dbp-{n}": Tally({EXCELLENT: n, GOOD: 9}, year=2022, subjects="members") for n in range(4)}
    groups = quota_by_group(tallies, on=YEAR_END)
    assert [quota.limit for quota in groups] == [1, 1, 1, 1]  # a fifth of 9 is 1.8
    assert groups.exceeded == ("dbp-2", "dbp-3")
    assert (groups.used, groups.limit, groups.within, len(groups)) == (6, 4, False, 4)
    assert groups["dbp-3"].group == "dbp-3"
    assert {found.subject for found in groups.findings} == {"members/2022/dbp-2", "members/2022/dbp-3"}
    assert "2 of 4 groups" in groups.explain(lang="en")
    assert json.loads(groups.to_json())["exceeded"] == ["dbp-2", "dbp-3"]


def test_heads_are_left_out_group_by_group() -> None:
    tallies = {f"dbp-{n}": Tally({EXCELLENT: 2, GOOD: 9}, year=2022, subjects="members") for n in (1, 2)}
    groups = quota_by_group(tallies, on=YEAR_END, heads={"dbp-1": {EXCELLENT: 1}})
    assert [quota.used for quota in groups] == [1, 2]
    with pytest.raises(InvalidInputError, match=r"heads\['dbp-9'\]: there is no such group"):
        quota_by_group(tallies, on=YEAR_END, heads={"dbp-9": {EXCELLENT: 1}})


def test_no_groups_and_unlike_groups_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="there are none"):
        quota_by_group({}, on=YEAR_END)
    with pytest.raises(InvalidInputError, match="mixed"):
        quota_by_group({"a": WARD, "b": replace(WARD, subjects="organizations")}, on=YEAR_END)
    with pytest.raises(TermError, match="known: a"):
        quota_by_group({"a": WARD}, on=YEAR_END)["b"]


# --- places and candidates --------------------------------------------------------------------------------------------


def test_places_are_shown_with_their_rule_and_take_a_special_ratio() -> None:
    places = excellent_places(30, on=YEAR_END, subjects="members", special_ratio="25%", grounds=DECISION)
    assert places.limit == 6  # 6 <= a quarter of the 24 who stay good
    assert [found.code for found in places.findings] == ["quota/special-ratio"]
    assert [rule["id"] for rule in json.loads(places.to_json())["rules"]] == ["excellent-quota-members"]


def test_a_pool_that_cannot_be_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="the base all_rated needs it"):
        excellent_places(10, on=YEAR_END, base="all_rated")
    with pytest.raises(InvalidInputError, match="fewer than the 10"):
        excellent_places(10, on=YEAR_END, rated=9)
    with pytest.raises(InvalidInputError, match="negative"):
        excellent_places(-1, on=YEAR_END)
    with pytest.raises(RuleNotInForceError):
        excellent_places(10, on="2015-12-31")


def test_never_more_places_than_people() -> None:
    bases: list[QuotaBase] = ["good_or_better", "all_rated"]
    for base in bases:
        assert excellent_places(3, on=YEAR_END, base=base, ratio="100%", rated=100).limit == 3
    assert excellent_places(0, on=YEAR_END).limit == 0


def test_candidates_who_all_fit_or_stand_clear_of_the_limit_need_no_tie_break() -> None:
    candidates = [Candidate("c", 3), Candidate("a", 1), Candidate("b", 2)]
    assert select_excellent(candidates, 5).selected == ("a", "b", "c")
    result = select_excellent(candidates, 2)
    assert (result.selected, result.not_selected, result.ties_broken) == (("a", "b"), ("c",), ())
    assert select_excellent(candidates, 0).not_selected == ("a", "b", "c")


def test_equals_above_the_limit_are_taken_together() -> None:
    result = select_excellent([Candidate("a", 1), Candidate("b", 1), Candidate("c", 2)], 2)
    assert (result.selected, result.undecided, result.ties_broken) == (("a", "b"), (), ())


def test_the_criteria_are_used_one_after_the_other_and_only_as_far_as_needed() -> None:
    equals = [
        Candidate("a", 2, over_fulfilled=5, harder_tasks=1),
        Candidate("b", 2, over_fulfilled=3, harder_tasks=2),
        Candidate("c", 2, over_fulfilled=3, harder_tasks=4),
        Candidate("d", 2, over_fulfilled=1, harder_tasks=9),
    ]
    result = select_excellent([Candidate("first", 1), *equals, Candidate("last", 3)], 3)
    assert result.selected == ("first", "a", "c")
    assert result.not_selected == ("b", "d", "last")
    assert [(tie.criterion, tie.chosen, tie.left) for tie in result.ties_broken] == [
        ("over_fulfilled", ("a",), ("d",)),
        ("harder_tasks", ("c",), ("b",)),
    ]
    assert "more products over plan put a before d" in result.explain(lang="en")
    assert "không xét chức vụ" in result.explain()


def test_equals_nobody_can_tell_apart_are_left_to_the_competent_body() -> None:
    equals = [
        Candidate(key, 1, over_fulfilled=2, harder_tasks=1, safety_and_quality=1, remediation=1)
        for key in ("a", "b", "c")
    ]
    result = select_excellent(equals, 2)
    assert (result.selected, result.undecided, result.places_left) == ((), ("a", "b", "c"), 2)
    (found,) = result.findings
    assert found.code == "quota/tie-undecided"
    assert "no criterion tells them apart" in found.message
    assert "? undecided" in str(result.show(lang="en"))


def test_a_later_criterion_does_not_overtake_one_that_is_not_known() -> None:
    equals = [Candidate("a", 1, over_fulfilled=2, harder_tasks=9), Candidate("b", 1, harder_tasks=1)]
    result = select_excellent(equals, 1)
    assert result.undecided == ("a", "b")
    assert "'more products over plan' is not known of b" in result.findings[0].message
    named: list[TieBreak] = ["harder_tasks"]
    assert select_excellent(equals, 1, tie_breaks=named).selected == ("a",)


def test_a_selection_carries_how_its_places_were_reckoned() -> None:
    places = excellent_places(6, on=YEAR_END)
    result = select_excellent([Candidate(f"cb-{n}", n) for n in range(1, 7)], places)
    assert result.selected == ("cb-1",)
    assert [rule["id"] for rule in json.loads(result.to_json())["rules"]] == ["excellent-quota-organizations"]


def test_candidates_that_cannot_be_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="the first place is 1"):
        Candidate("a", 0)
    with pytest.raises(InvalidInputError, match=r"1\.5 is not a whole number"):
        Candidate("a", 1, over_fulfilled=1.5)  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match="named twice"):
        select_excellent([Candidate("a", 1), Candidate("a", 2)], 1)
    with pytest.raises(InvalidInputError, match="'chức vụ' is not known"):
        select_excellent([Candidate("a", 1)], 1, tie_breaks=["chức vụ"])  # type: ignore[list-item]
    with pytest.raises(InvalidInputError, match="negative"):
        select_excellent([Candidate("a", 1)], -1)
