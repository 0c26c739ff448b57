"""The ready-made data: what it claims to be, the same everywhere, and made up where it says so."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import os
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from dangbo import datasets
from dangbo.base.citations import Document
from dangbo.base.errors import InvalidInputError, TermError, UnknownOrganizationError
from dangbo.base.terms import Form, GroupKind, Level, MemberStatus, Origin, Rating, RatingStatus
from dangbo.change.verbs.organizations import Dissolve, Establish, Merge
from dangbo.evaluation import RatingRecord, Subjects, Tally
from dangbo.hierarchy import Hierarchy
from dangbo.rating.quota import QuotaBase, excellent_quota
from dangbo.restructure import Plan
from dangbo.rules import RuleBook
from dangbo.tree.records import Organization

_SHARED = Path(__file__).parents[2].parent / "shared"

# --- the city ---------------------------------------------------------------------------------------------------------


def test_the_city_has_the_organizations_of_the_article() -> None:
    city = datasets.thai_nguyen()
    assert len(city) == 986
    assert city.as_of.isoformat() == "2023-04-30"
    assert city.root.id == "tp-thai-nguyen"
    assert city.root.level is Level.IMMEDIATE_SUPERIOR
    assert city.count(level=Level.GRASSROOTS, by="form") == {Form.DANG_BO: 75, Form.CHI_BO: 25}
    assert city.count(level=Level.BELOW_GRASSROOTS, by="form") == {Form.CHI_BO: 885}


def test_no_rule_of_its_date_has_anything_to_say_about_the_city() -> None:
    assert datasets.thai_nguyen().check() == ()


def test_every_member_is_on_one_roll_and_nobody_is_known_by_number_only() -> None:
    city = datasets.thai_nguyen()
    listed = [member for org in city for member in city.roll(org)]
    assert len(listed) == len(set(listed)) == len(city.members) == city.headcount().total == 27_960
    assert set(listed) == {f"m-{number:05d}" for number in range(1, 27_961)}
    assert all(org.full == org.probationary == 0 for org in city)
    assert all(org.form is Form.CHI_BO for org in city if city.roll(org))


def test_cells_vary_in_size_and_none_is_below_three_full_members() -> None:
    city = datasets.thai_nguyen()
    cells = [city.own_headcount(cell) for cell in city.select(form=Form.CHI_BO)]
    sizes = [cell.total for cell in cells]
    assert min(cell.full for cell in cells) >= 3
    assert 30 <= sum(sizes) / len(sizes) < 32
    assert max(sizes) > 60
    assert min(sizes) < 6
    assert len(set(sizes)) > 40


def test_every_dang_bo_has_at_least_thirty_members_and_every_single_cell_fewer() -> None:
    city = datasets.thai_nguyen()
    assert all(city.headcount(org).total >= 30 for org in city.select(form=Form.DANG_BO))
    assert all(city.headcount(org).total < 30 for org in city.select(form=Form.CHI_BO, level=Level.GRASSROOTS))


def test_about_three_in_a_hundred_members_are_probationary() -> None:
    people = datasets.thai_nguyen().headcount()
    assert 0.025 < people.probationary / people.total < 0.035


def test_consents_stand_where_the_rules_ask_for_them_and_say_that_they_are_made_up() -> None:
    city = datasets.thai_nguyen()
    for org in city.select(form=Form.CHI_BO):
        assert bool(org.consents) is (city.own_headcount(org).total > 30)
        assert all("giả định" in one.document.citation for one in org.consents)


def test_unit_types_are_codes_of_the_rulebook() -> None:
    known = {unit.code for unit in RuleBook.default().unit_types}
    used = datasets.thai_nguyen().count(by="unit_type")
    assert set(used) - {None} <= known
    assert used[None] == 1  # the city itself is no unit of the statistics
    assert used["ward"] == 21
    assert used["commune"] == 11
    assert used["residential"] == 398


def test_ids_and_names_are_composed_and_ids_are_plain() -> None:
    city = datasets.thai_nguyen()
    texts = [org.name for org in city]
    texts += [group.name for group in city.groups.values()]
    texts += [group.place or "" for group in city.groups.values()]
    texts += [member.name for member in city.members.values()]
    assert all(unicodedata.is_normalized("NFC", text) and not set(text) & set("\u00d0\u00f0") for text in texts)
    ids = [*(org.id for org in city), *city.groups, *city.members]
    assert all(key.isascii() and key == key.lower() and " " not in key for key in ids)
    assert len(set(ids)) == len(ids)


def test_names_under_one_superior_differ() -> None:
    city = datasets.thai_nguyen()
    for org in city:
        names = Counter(child.name for child in city.children(org))
        assert all(count == 1 for count in names.values())


def test_communes_and_wards_bear_the_names_of_the_gazetteer() -> None:
    path = _SHARED / "data" / "thainguyen_city_wards.csv"
    if not path.exists():
        pytest.skip("the gazetteer of 2023 is not beside this repository")
    with path.open(encoding="utf-8", newline="") as file:
        gazetteer = [row["name_2023"] for row in csv.DictReader(file)]
    city = datasets.thai_nguyen()
    units = [org for org in city.children(city.root) if org.unit_type in {"ward", "commune"}]
    names = [org.name.removeprefix("Đảng bộ ") for org in units]
    assert [name[0].upper() + name[1:] for name in names] == gazetteer
    assert all(org.id.startswith("dbp-" if "phường" in org.name else "dbx-") for org in units)


def test_units_other_than_communes_have_plainly_made_up_names() -> None:
    city = datasets.thai_nguyen()
    others = [org for org in city.children(city.root) if org.unit_type not in {"ward", "commune"}]
    assert len(others) == 43 + 25
    assert all(org.name.rpartition(" số ")[2].isdigit() for org in others)


def test_nobody_in_the_city_has_the_name_of_a_person_in_the_article() -> None:
    names = {member.name for member in datasets.thai_nguyen().members.values()}
    assert not names & {"Dương Thị Thu Hằng", "Nguyễn Duy Hội", "Giang Hoa Viên", "Duy Phương"}


# --- residential groups -----------------------------------------------------------------------------------------------


def test_groups_have_their_own_cell_but_for_four_joint_cells_and_one_group_with_two() -> None:
    city = datasets.thai_nguyen()
    cover = city.coverage()
    assert (len(cover.own), len(cover.joint), len(cover.several), len(cover.none)) == (392, 8, 1, 0)
    assert len({cell for group in cover.joint for cell in city.groups[group].cells}) == 4


def test_wards_have_to_dan_pho_and_communes_have_xom() -> None:
    city = datasets.thai_nguyen()
    for group in city.groups.values():
        committee = city.parent(group.cells[0])
        assert committee is not None
        assert group.place == committee.name.removeprefix("Đảng bộ ")
        assert group.kind is (GroupKind.TO_DAN_PHO if committee.unit_type == "ward" else GroupKind.XOM)


def test_residential_cells_are_the_ones_that_serve_a_group() -> None:
    city = datasets.thai_nguyen()
    assert all((org.unit_type == "residential") is bool(city.groups_of(org)) for org in city)


def test_a_head_who_is_a_member_is_on_the_roll_of_a_cell_of_the_group() -> None:
    groups = datasets.thai_nguyen().groups.values()
    city = datasets.thai_nguyen()
    heads = [group for group in groups if group.head_is_member]
    assert len(heads) == 353
    assert len({group.head for group in heads}) == 353
    for group in heads:
        assert group.head is not None
        assert group.head in {member for cell in group.cells for member in city.roll(cell)}
        assert city.members[group.head].status is MemberStatus.FULL
    assert all(group.head is None for group in groups if not group.head_is_member)


# --- what the design builds on it -------------------------------------------------------------------------------------


def _design_plan() -> Plan:
    return Plan(
        effective="2023-06-01",
        decided_by="dbp-phu-xa",
        basis=Document(kind="quyết định", number="15-QĐ/ĐU", issued="2023-05-20", issuer="Đảng ủy phường Phú Xá"),
        operations=[
            Merge(sources=["cb-tdp-12"], into="cb-tdp-2"),
            Dissolve(organization="cb-cty-x", members_to="cb-tdp-5"),
            Establish(
                organization=Organization(
                    id="cb-cty-y",
                    name="Chi bộ Công ty Y",
                    form=Form.CHI_BO,
                    level=Level.BELOW_GRASSROOTS,
                    parent="dbp-phu-xa",
                ),
                members=["m-00017", "m-00023", "m-00031"],
            ),
        ],
    )


def test_the_plan_of_the_design_passes_and_finds_only_the_large_cell() -> None:
    preview = _design_plan().preview(datasets.thai_nguyen())
    assert [(found.code, found.subject) for found in preview.findings] == [("org/large-cell", "cb-tdp-2")]
    assert preview.blocking == ()
    assert preview.conservation.text(lang="en") == (
        "members 27,960 = 27,960; organizations 986 - 1 - 1 + 1 = 985; residential groups 401 = 401"
    )
    assert preview.direct_subordinates["dbp-phu-xa"] == (21, 20)
    assert len(preview.after.groups_of("cb-tdp-2")) == 2


def test_the_cells_to_be_merged_need_no_consent_apart_and_one_together() -> None:
    city = datasets.thai_nguyen()
    sizes = [city.own_headcount(cell).total for cell in ("cb-tdp-2", "cb-tdp-12")]
    assert max(sizes) <= 30 < sum(sizes)
    assert [len(city.groups_of(cell)) for cell in ("cb-tdp-2", "cb-tdp-12")] == [1, 1]
    assert [city[f"cb-tdp-{n}"].name for n in (2, 5, 7, 12)] == [f"Chi bộ tổ dân phố {n}" for n in (2, 5, 7, 12)]


def test_those_who_leave_for_the_new_cell_come_from_cells_the_plan_leaves_alone() -> None:
    city = datasets.thai_nguyen()
    homes = {city.home(member) for member in ("m-00017", "m-00023", "m-00031")}
    assert len(homes) == 3
    assert all(home is not None and home.parent == "dbp-phu-xa" for home in homes)
    assert not {home.id for home in homes if home} & {"cb-tdp-2", "cb-tdp-12", "cb-tdp-5", "cb-cty-x"}
    assert all(city.members[member].status is MemberStatus.FULL for member in ("m-00017", "m-00023", "m-00031"))


def test_members_of_the_dissolved_cell_may_be_divided_between_two_others() -> None:
    city = datasets.thai_nguyen()
    first, *others = city.roll("cb-cty-x")
    divided = Dissolve("cb-cty-x", members_to={"cb-tdp-5": [first], "cb-tdp-7": others})
    plan = _design_plan()
    assert Plan(plan.effective, plan.decided_by, plan.basis, [divided]).preview(city).findings == ()


def test_an_id_with_diacritics_suggests_the_one_without() -> None:
    with pytest.raises(UnknownOrganizationError) as caught:
        datasets.thai_nguyen()["dbp-phu-xá"]
    assert caught.value.suggestions[0] == "dbp-phu-xa"


# --- before the changes -----------------------------------------------------------------------------------------------


def test_the_city_of_2021_has_two_cells_fewer_and_breaks_no_rule() -> None:
    before = datasets.thai_nguyen_2021()
    assert len(before) == 984
    assert before.count(level=Level.BELOW_GRASSROOTS) == 883
    assert before.count(level=Level.GRASSROOTS) == 100
    assert before.headcount() == datasets.thai_nguyen().headcount()
    assert before.check() == ()


def test_the_changes_applied_in_order_give_the_city_of_2023() -> None:
    at = datasets.thai_nguyen_2021()
    for plan in datasets.thai_nguyen_changes():
        preview = plan.preview(at)
        assert preview.findings == ()
        at = preview.after
    city = datasets.thai_nguyen()
    rolls = {org.id: at.roll(org) for org in at}
    aligned = Hierarchy(tuple(at), at.members.values(), rolls, at.groups.values(), as_of=city.as_of)
    assert aligned.same_as(city)


def test_each_change_is_decided_by_the_committee_above_under_a_paper_that_says_it_is_made_up() -> None:
    plans = datasets.thai_nguyen_changes()
    assert len({plan.decided_by for plan in plans}) == len(plans) == 4
    days = [plan.effective.isoformat() for plan in plans]
    assert days == sorted(days)
    assert days[0] > datasets.thai_nguyen_2021().as_of.isoformat()
    assert days[-1] <= datasets.thai_nguyen().as_of.isoformat()
    for plan in plans:
        assert "giả định" in plan.basis.citation
        assert plan.basis.issued is not None
        assert plan.basis.issued < plan.effective


# --- ratings ----------------------------------------------------------------------------------------------------------


def _tally(
    year: int,
    subjects: Subjects,
    *,
    form: Form | None = None,
    level: Level | None = None,
    under: Organization | None = None,
    records: tuple[RatingRecord, ...] | None = None,
) -> Tally:
    return Tally.of(
        datasets.thai_nguyen_ratings() if records is None else records,
        datasets.thai_nguyen(),
        subjects=subjects,
        year=year,
        form=form,
        level=level,
        under=under,
    )


def test_grassroots_ratings_have_the_counts_of_the_article() -> None:
    first = _tally(2021, "organizations", level=Level.GRASSROOTS)
    assert (first.total, first.rated, first.not_yet_rated, first.at_least(Rating.GOOD)) == (100, 98, 2, 91)
    second = _tally(2022, "organizations", level=Level.GRASSROOTS)
    assert dict(second.counts) == {
        Rating.EXCELLENT: 15,
        Rating.GOOD: 80,
        Rating.COMPLETED: 5,
        Rating.NOT_COMPLETED: 0,
    }
    assert second.rated == second.total == 100


def test_members_of_2022_add_up_to_all_on_the_books() -> None:
    tally = _tally(2022, "members")
    assert (tally.total, tally.exempt, tally.not_yet_rated, tally.rated) == (27_960, 3_350, 520, 24_090)
    assert tally.at_least(Rating.COMPLETED) == 24_037
    assert tally.count(Rating.NOT_COMPLETED) == 53
    assert _tally(2021, "members").total == 27_960


def test_every_subject_has_one_record_a_year() -> None:
    city = datasets.thai_nguyen()
    records = datasets.thai_nguyen_ratings()
    named = Counter((record.subjects, record.year, record.subject) for record in records)
    organizations = {org.id for org in city if org != city.root}
    expected = {("organizations", year, key) for year in (2021, 2022) for key in organizations}
    expected |= {("members", year, key) for year in (2021, 2022) for key in city.members}
    assert named == Counter(expected)


def test_all_910_cells_are_on_the_books_of_both_years() -> None:
    assert [_tally(year, "organizations", form=Form.CHI_BO).total for year in (2021, 2022)] == [910, 910]


@pytest.mark.parametrize(("year", "young"), [(2021, ["n", "p", "q"]), (2022, ["q"])])
def test_cells_younger_than_six_months_at_the_end_of_a_year_are_not_rated_in_it(year: int, young: list[str]) -> None:
    city = datasets.thai_nguyen()
    started = {plan.operations[0].subject: plan.effective for plan in datasets.thai_nguyen_changes()}
    end = dt.date(year, 12, 31)
    unrated = [
        record.subject
        for record in datasets.thai_nguyen_ratings()
        if record.year == year
        and record.subjects == "organizations"
        and city[record.subject].level is Level.BELOW_GRASSROOTS
        and record.status is RatingStatus.NOT_YET_RATED
    ]
    assert sorted(unrated) == [f"cb-cty-{letter}" for letter in young]
    half = dt.timedelta(days=182)
    assert all(end - started[cell] < half for cell in unrated)
    assert all(end - day > half for cell, day in started.items() if cell in city and cell not in unrated)


def test_the_books_of_2021_are_those_of_2023_and_this_is_said() -> None:
    (said,) = (part for part in datasets.provenance("thai_nguyen_ratings") if part.key == "books")
    assert "2021" in said.note.en
    assert "30 April 2023" in said.what.en
    books = set(datasets.thai_nguyen().members)
    assert {r.subject for r in datasets.thai_nguyen_ratings() if r.year == 2021 and r.subjects == "members"} == books


def test_people_not_yet_admitted_are_not_rated_in_2021() -> None:
    city = datasets.thai_nguyen()
    rated = {record.subject for record in datasets.thai_nguyen_ratings() if record.year == 2021 and record.rating}
    assert not [key for key in rated & set(city.members) if city.members[key].status is MemberStatus.PROBATIONARY]


def test_exempt_members_stay_exempt_and_are_never_probationary() -> None:
    city = datasets.thai_nguyen()
    exempt = {
        year: {r.subject for r in datasets.thai_nguyen_ratings() if r.year == year and r.status is RatingStatus.EXEMPT}
        for year in (2021, 2022)
    }
    assert exempt[2021] < exempt[2022]
    assert all(city.members[member].status is MemberStatus.FULL for member in exempt[2022])


def _tallies() -> Iterator[Tally]:
    """Every group whose excellent ones somebody may want to hold against the quota."""
    city = datasets.thai_nguyen()
    ratings = datasets.thai_nguyen_ratings()
    for year in (2021, 2022):
        yield _tally(year, "members")
        yield _tally(year, "organizations", form=Form.CHI_BO)
        yield _tally(year, "organizations", level=Level.BELOW_GRASSROOTS)
        for form in (None, *Form):
            yield _tally(year, "organizations", level=Level.GRASSROOTS, form=form)
        members = [r for r in ratings if r.year == year and r.subjects == "members"]
        cells = [r for r in ratings if r.year == year and r.subjects == "organizations"]
        homes: dict[str, list[RatingRecord]] = {}
        for record in members:
            home = city.home(record.subject)
            assert home is not None
            top = home.id if home.level is Level.GRASSROOTS else home.parent
            homes.setdefault(top or "", []).append(record)
        for record in cells:
            parent = city[record.subject].parent or ""
            if parent != city.root.id:
                homes.setdefault(f"cells of {parent}", []).append(record)
        for group in homes.values():
            tiers = Counter(record.rating for record in group if record.rating is not None)
            yield Tally(tiers, year=year, subjects=group[0].subjects)


def test_the_excellent_are_within_the_quota_on_every_base_in_every_group() -> None:
    checked = 0
    for tally in _tallies():
        for base in get_args(QuotaBase):
            quota = excellent_quota(tally, on=f"{tally.year}-12-31", base=base)
            assert quota.within, quota
            checked += 1
    assert checked == 4 * 2 * (6 + 100 + 75)


def test_most_members_of_every_grassroots_organization_are_rated_and_some_excellent() -> None:
    city = datasets.thai_nguyen()
    for org in city.select(level=Level.GRASSROOTS, form=Form.DANG_BO)[::10]:
        tally = _tally(2022, "members", under=org)
        assert tally.rated > tally.total // 2
        assert tally.count(Rating.EXCELLENT) > 0


def test_ratings_of_organizations_are_dated_by_year_only_and_hold_no_names() -> None:
    assert {record.year for record in datasets.thai_nguyen_ratings()} == {2021, 2022}
    assert "Nguyễn" not in repr(datasets.thai_nguyen_ratings()[-1])


# --- the same everywhere ----------------------------------------------------------------------------------------------

_DIGEST = """
import hashlib
from dangbo import datasets as d
city, before = d.thai_nguyen(), d.thai_nguyen_2021()
parts = [repr([(o, h.roll(o)) for o in h]) for h in (city, before)]
parts += [repr([(g, g.head) for g in city.groups.values()]), repr([(m, m.name) for m in city.members.values()])]
parts += [repr(d.thai_nguyen_changes()), repr(d.thai_nguyen_ratings()), repr(d.thai_nguyen_scheme())]
country = d.synthetic_country(1_000, 9_000, roll=500)
parts += [repr([one.personal_data() for one in d.synthetic_profiles(country)])]
parts += [repr(d.synthetic_rows(1_000, 16_000)), repr([m.name for m in d.synthetic_country(roll=99).members.values()])]
activity, survey = d.thai_nguyen_activity(), d.thai_nguyen_survey()
parts += [repr([(m, m.on, m.minutes, m.speakers) for m in activity.meetings]), repr(activity.visits), repr(survey)]
ward = d.ward_2026()
parts += [repr([(o, ward.register.roll(o)) for o in ward.register]), repr([p.personal_data() for p in ward.profiles])]
parts += [repr([(m, m.attendance) for m in ward.meetings]), repr(ward.visits), repr(ward.prospects)]
print(hashlib.sha256("\\n".join(parts).encode()).hexdigest())
"""


def test_another_process_with_another_hash_seed_gives_the_same_data() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", _DIGEST],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(digests) == 1
    assert len(digests.pop().strip()) == hashlib.sha256().digest_size * 2


def test_asking_twice_gives_the_same_object() -> None:
    assert datasets.thai_nguyen() is datasets.thai_nguyen()
    assert datasets.thai_nguyen_2021() is datasets.thai_nguyen_2021()
    assert datasets.thai_nguyen_ratings() is datasets.thai_nguyen_ratings()
    assert datasets.thai_nguyen_changes() is datasets.thai_nguyen_changes()
    assert datasets.thai_nguyen_scheme() is datasets.thai_nguyen_scheme()
    assert datasets.thai_nguyen_activity() is datasets.thai_nguyen_activity(seed=2023)
    assert datasets.ward_2026() is datasets.ward_2026()


# --- countries --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("organizations", "members"), [(5, 40), (6, 41), (249, 3_999), (5_001, 80_000)])
def test_a_country_has_as_many_organizations_and_members_as_asked_for(organizations: int, members: int) -> None:
    country = datasets.synthetic_country(organizations, members)
    assert len(country) == organizations
    assert country.headcount().total == members
    assert set(country.count(by="level")) == set(Level)
    assert country.check() == ()


def test_a_country_without_people_has_none() -> None:
    country = datasets.synthetic_country(100, 0)
    assert country.headcount().total == 0
    assert country.check() == ()


def test_too_few_people_for_the_cells_are_what_the_check_finds() -> None:
    codes = {found.code for found in datasets.synthetic_country(100, 90).check()}
    assert codes == {"org/too-few-members", "org/no-members"}


def test_every_committee_of_a_country_has_somebody_below() -> None:
    country = datasets.synthetic_country(3_000, 48_000)
    assert all(country.direct_subordinates(org) > 0 for org in country.select(form=Form.DANG_BO))
    assert all(country.own_headcount(org).total == 0 for org in country.select(form=Form.DANG_BO))


@pytest.mark.parametrize("roll", [0, 1, 777, 8_000])
def test_listed_members_are_part_of_all_members(roll: int) -> None:
    counted = datasets.synthetic_country(500, 8_000)
    listed = datasets.synthetic_country(500, 8_000, roll=roll)
    assert len(listed.members) == sum(len(listed.roll(org)) for org in listed) == roll
    assert listed.headcount() == counted.headcount()
    assert [listed.own_headcount(org) for org in listed] == [counted.own_headcount(org) for org in counted]


def test_another_seed_gives_another_country() -> None:
    assert datasets.synthetic_rows(300, 5_000, 1) == datasets.synthetic_rows(300, 5_000, 1)
    assert datasets.synthetic_rows(300, 5_000, 1) != datasets.synthetic_rows(300, 5_000, 2)


def test_rows_are_plain_and_new_each_time() -> None:
    rows = datasets.synthetic_rows(100, 1_600)
    assert {type(value) for row in rows for value in row.values()} <= {str, int, type(None)}
    rows[0]["name"] = "changed"
    assert datasets.synthetic_rows(100, 1_600)[0]["name"] != "changed"
    seen: set[object] = {None}
    for row in rows:  # parents first
        assert row["parent"] in seen
        seen.add(row["id"])


@pytest.mark.parametrize(
    ("organizations", "members", "roll", "where"),
    [(4, 10, 0, "organizations"), (10, -1, 0, "members"), (10, 100, 101, "roll"), (10, 100, -1, "roll")],
)
def test_impossible_countries_are_refused_with_the_place_and_the_remedy(
    organizations: int, members: int, roll: int, where: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        datasets.synthetic_country(organizations, members, roll=roll)
    (found,) = caught.value.findings
    assert found.code == "input/bad-figure"
    assert found.subject == where
    assert found.fix.startswith("Ask for")
    assert found.text(lang="vi") != found.text(lang="en")


# --- profiles ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("as_of", ["2023-04-30", "2026-10-01", "2028-02-29"])
def test_invented_profiles_are_whole_and_at_one_with_themselves(as_of: str) -> None:
    city = datasets.thai_nguyen()
    listed = city.descendants("dbp-phu-xa")
    tree = Hierarchy(
        [replace(city["dbp-phu-xa"], parent=None), *listed],
        members=[city.members[key] for org in listed for key in city.roll(org)],
        roll={org.id: city.roll(org) for org in listed},
        as_of=as_of,
    )
    profiles = datasets.synthetic_profiles(tree)
    assert profiles.ids == tuple(tree.members)
    assert profiles.check(hierarchy=tree) == ()
    asked_for = profiles.completeness(tree)
    new_cards = as_of > "2025-09-02"
    shares = [asked_for.share(field) for field in asked_for.fields if field != "card_number" or new_cards]
    assert {share.fraction for share in shares if share is not None} == {1}
    assert profiles == datasets.synthetic_profiles(tree)
    assert profiles != datasets.synthetic_profiles(tree, seed=1)
    assert all(number.startswith("999") for number in profiles.column("personal_id") if number)


def test_profiles_are_invented_of_a_tree_only() -> None:
    with pytest.raises(InvalidInputError):
        datasets.synthetic_profiles([])  # type: ignore[arg-type]


# --- where it comes from ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dataset", get_args(datasets.Dataset))
def test_every_dataset_says_what_is_printed_inferred_and_made_up(dataset: datasets.Dataset) -> None:
    parts = datasets.provenance(dataset)
    assert callable(getattr(datasets, dataset))
    assert len({part.key for part in parts}) == len(parts) > 0
    assert len({hash(part) for part in parts}) == len(parts)
    for part in parts:
        assert part.what.vi
        assert part.what.en
        if part.origin is Origin.PRINTED:
            assert part.printed or part.note.en
        if part.origin is Origin.INFERRED:
            assert part.printed
            assert part.note.vi
            assert part.note.en
        if part.printed:
            assert part.source is datasets.ARTICLE


def test_the_exact_number_of_members_is_said_to_be_made_up() -> None:
    origins = {part.key: part.origin for part in datasets.provenance("thai_nguyen")}
    assert origins["members"] is Origin.SYNTHETIC
    assert origins["grassroots"] is Origin.PRINTED
    assert {part.origin for part in datasets.provenance("synthetic_country")} == {Origin.SYNTHETIC}


def test_an_unknown_dataset_is_refused_with_those_there_are() -> None:
    with pytest.raises(TermError, match="thai_nguyen_ratings"):
        datasets.provenance("ha_noi")  # type: ignore[arg-type]
