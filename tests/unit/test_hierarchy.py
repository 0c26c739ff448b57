"""The tree of one date: look-ups, walks, counts, coverage, the rules of its date, networkx, pictures."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
import unicodedata
from collections.abc import Iterable
from dataclasses import FrozenInstanceError, replace

import networkx as nx
import pytest

from dangbo import datasets
from dangbo.base.citations import Confidence
from dangbo.base.errors import HierarchyError, InvalidInputError, TermError, UnknownOrganizationError
from dangbo.base.figures import Share
from dangbo.base.findings import Finding, Severity
from dangbo.base.terms import GroupKind, Level, MemberStatus
from dangbo.change.draft import Draft
from dangbo.hierarchy import Hierarchy
from dangbo.tree.checks import place_signature
from dangbo.tree.members import Headcount, Member
from dangbo.tree.posts import Seat
from dangbo.tree.records import Organization, ResidentialGroup, paper_of
from tests.builders import BELOW, CHI_BO, DANG_BO, GRASSROOTS, NO_RULES, ROOT, SUPERIOR, dang_bo, part, zone
from tests.builders import city as register

OLD, NEW = "2023-04-30", "2025-07-01"
"""Before and after the rules of 294-QĐ/TW."""


def city() -> Hierarchy:
    """A city with a ward of two cells and a part committee with one, a commune of one cell, a grassroots cell.

    ```
    tp ── dbp ── cb-1 (m-1, m-2 on probation; 3 by number)   tdp-1, tdp-2
       │      ├─ cb-2 (m-3)                                  tdp-3 with cb-3
       │      └─ bp ── cb-3 (5 + 1 by number)                tdp-3 with cb-2
       ├─ dbx ── cb-4 (m-4)                                  xom-4
       └─ cbcs (m-5)
    ```
    """
    return Hierarchy(
        [
            ROOT,
            dang_bo("dbp", name="Đảng bộ phường Phú Xá", unit_type="ward"),
            dang_bo("dbx", name="Đảng bộ xã Tân Cương", unit_type="commune"),
            Organization("cbcs", "Chi bộ Bảo hiểm xã hội", CHI_BO, GRASSROOTS, "tp", unit_type="state-agency"),
            Organization("cb-1", "Chi bộ tổ dân phố 1", CHI_BO, BELOW, "dbp", full=2, probationary=1),
            Organization("cb-2", "Chi bộ tổ dân phố 2", CHI_BO, BELOW, "dbp"),
            part("bp", name="Đảng bộ bộ phận Bệnh viện"),
            Organization("cb-3", "Chi bộ Khoa Nội", CHI_BO, BELOW, "bp", full=5, probationary=1),
            Organization("cb-4", "Chi bộ xóm 4", CHI_BO, BELOW, "dbx"),
        ],
        [
            Member("m-1", "Nguyễn Văn Một"),
            Member("m-2", "Trần Thị Hai", MemberStatus.PROBATIONARY),
            Member("m-3", "Lê Văn Ba"),
            Member("m-4", "Phạm Thị Bốn"),
            Member("m-5", "Hoàng Văn Năm"),
            Member("m-6", "Vũ Thị Sáu"),
        ],
        {"cb-1": ["m-1", "m-2"], "cb-2": ["m-3"], "cb-4": ["m-4"], "cbcs": ["m-5"]},
        [
            ResidentialGroup("tdp-1", "Tổ dân phố 1", GroupKind.TO_DAN_PHO, "Phú Xá", ["cb-1"], "m-1", True),  # noqa: FBT003 - a column of a record
            ResidentialGroup("tdp-2", "Tổ dân phố 2", GroupKind.TO_DAN_PHO, "Phú Xá", ["cb-1"], head_is_member=False),
            ResidentialGroup("tdp-3", "Tổ dân phố 3", GroupKind.TO_DAN_PHO, "Phú Xá", ["cb-2", "cb-3"]),
            ResidentialGroup("xom-4", "Xóm 4", GroupKind.XOM, "Tân Cương", ["cb-4"], head_is_member=True),
            ResidentialGroup("xom-5", "Xóm 5", GroupKind.XOM, "Tân Cương"),
        ],
        as_of=OLD,
    )


def ids(orgs: Iterable[Organization]) -> list[str]:
    return [org.id for org in orgs]


def pair(cell: Organization, *, ward: Organization | None = None, as_of: str = OLD, serves: bool = False) -> Hierarchy:
    """A grassroots organization that agreed to be small, and what stands under it."""
    above = ward or Organization("w", "Đảng bộ phường", DANG_BO, GRASSROOTS, consents=[paper_of("w", "1-CV/TU")])
    groups = [ResidentialGroup("g", "Xóm 1", GroupKind.XOM, cells=[cell.id])] if serves else []
    return Hierarchy([above, cell], groups=groups, as_of=as_of)


def cell(full: int, probationary: int = 0, **more: object) -> Organization:
    base = Organization("c", "Chi bộ 1", CHI_BO, BELOW, "w", full=full, probationary=probationary)
    return replace(base, **more)  # type: ignore[arg-type]


def codes(findings: Iterable[Finding]) -> list[str]:
    return [found.code for found in findings]


# --- records --------------------------------------------------------------------------------------------------------


def test_a_record_takes_vietnamese_labels_and_keeps_terms() -> None:
    org = Organization("cb", "Chi bộ", "chi bộ", "TCCSĐ")  # type: ignore[arg-type]

    assert org.kind == (CHI_BO, GRASSROOTS)


def test_a_record_keeps_ids_and_names_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "Chi bộ tổ dân phố 2")

    org = Organization(unicodedata.normalize("NFD", "tổ-2"), decomposed, CHI_BO, BELOW, " dbp ")

    assert (org.id, org.name, org.parent) == ("tổ-2", "Chi bộ tổ dân phố 2", "dbp")


@pytest.mark.parametrize(
    "fields",
    [
        {"id": " "},
        {"name": ""},
        {"parent": ""},
        {"full": -1},
        {"probationary": -1},
        {"groups_of_members": -1},
        {"consents": [paper_of("other", "5-CV")]},
    ],
)
def test_a_record_refuses_blanks_and_negative_counts(fields: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError):
        Organization(**{"id": "cb", "name": "Chi bộ", "form": CHI_BO, "level": BELOW} | fields)  # type: ignore[arg-type]


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        city()["cb-1"].parent = "dbx"  # type: ignore[misc]


def test_a_residential_group_takes_its_cells_as_a_list_or_as_one_text_of_a_spreadsheet() -> None:
    listed = ResidentialGroup("g", "Xóm 1", GroupKind.XOM, cells=["cb-1", "cb-2"])
    written = ResidentialGroup("g", "Xóm 1", "xóm", cells=" cb-1; cb-2 ;")  # type: ignore[arg-type]

    assert listed == written
    assert listed.cells == ("cb-1", "cb-2")


def test_a_cell_named_twice_for_one_group_serves_it_once() -> None:
    assert ResidentialGroup("g", "Xóm 1", GroupKind.XOM, cells=["cb-1", "cb-1"]).cells == ("cb-1",)


def test_the_head_of_a_group_is_not_in_its_repr() -> None:
    assert "m-1" not in repr(city().groups["tdp-1"])


# --- looking up -----------------------------------------------------------------------------------------------------


def test_the_root_is_the_one_without_a_parent() -> None:
    assert city().root.id == "tp"
    assert city().parent("tp") is None


def test_a_hierarchy_says_how_much_is_in_it_and_of_when() -> None:
    tree = city()

    assert repr(tree) == "Hierarchy(9 organizations, 14 members, as of 2023-04-30)"
    assert len(tree) == 9
    assert tree.as_of == dt.date(2023, 4, 30)


def test_one_organization_is_told_in_the_singular() -> None:
    only = Organization("tp", "Đảng bộ", DANG_BO, SUPERIOR, full=1_234_567)

    assert repr(Hierarchy([only], as_of=OLD)) == "Hierarchy(1 organization, 1 234 567 members, as of 2023-04-30)"


def test_the_date_may_be_a_date() -> None:
    root = Organization("tp", "Đảng bộ", DANG_BO, SUPERIOR)

    assert Hierarchy([root], as_of=dt.date(2023, 4, 30)).as_of == dt.date(2023, 4, 30)


def test_organizations_are_found_by_id_and_by_record() -> None:
    tree = city()
    org = tree["dbp"]

    assert tree[org] is org
    assert tree.get("dbp") is org
    assert tree.get("nobody") is None


def test_an_organization_is_in_the_tree_by_id_and_by_equal_record_only() -> None:
    tree = city()

    assert "dbp" in tree
    assert tree["dbp"] in tree
    assert "nobody" not in tree
    assert 7 not in tree
    assert replace(tree["dbp"], name="Đảng bộ khác") not in tree


def test_an_id_is_found_in_decomposed_letters_everywhere() -> None:
    written = unicodedata.normalize("NFD", "tổ-2")
    tree = Hierarchy(
        [Organization("tổ-2", "Chi bộ", CHI_BO, GRASSROOTS)], [Member("số-1", "Lê")], {written: ["số-1"]}, as_of=OLD
    )

    assert written in tree
    assert tree[written] is tree.get(written) is tree.root
    assert tree.home(unicodedata.normalize("NFD", "số-1")) is tree.root


@pytest.mark.parametrize(("key", "kind"), [(3, "int"), (None, "NoneType"), (("dbp",), "tuple")])
def test_an_organization_is_not_looked_up_by_anything_else(key: object, kind: str) -> None:
    words = f"organization: it is neither an id nor a record that has one, but '{kind}'"

    with pytest.raises(InvalidInputError, match=words):
        city()[key]  # type: ignore[index]
    with pytest.raises(InvalidInputError, match=words):
        city().children(key)  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError, match=words):
        Draft(city())[key]  # type: ignore[index]


@pytest.mark.parametrize(
    ("table", "model"),
    [
        ("organizations", "Organization"),
        ("groups", "ResidentialGroup"),
        ("mass_bodies", "MassBody"),
    ],
)
def test_mappings_are_no_records_and_the_error_names_what_reads_them(table: str, model: str) -> None:
    root = Organization("tp", "Đảng bộ", DANG_BO, SUPERIOR)
    tables: dict[str, object] = {"organizations": [root]} | {table: [{"id": "x", "name": "X"}]}

    with pytest.raises(InvalidInputError) as caught:
        Hierarchy(**tables, as_of=OLD)  # type: ignore[arg-type]
    (found,) = caught.value.findings
    assert (found.code, found.subject) == ("input/not-rows", f"{table}[{len(tables[table]) - 1}]")  # type: ignore[arg-type]
    assert f"dict is not a record {model}" in found.message
    assert "from_rows" in found.fix
    for given in (None, root, 5, "abc", {"tp": root}):
        with pytest.raises(InvalidInputError, match=f"{type(given).__name__} is not a list of {model} records"):
            Hierarchy(**{**tables, table: given}, as_of=OLD)  # type: ignore[arg-type]


def test_a_record_of_a_kind_of_ones_own_is_a_record() -> None:
    class Committee(Organization):
        pass

    root = Committee("tp", "Đảng bộ", DANG_BO, SUPERIOR)

    assert Hierarchy([root], as_of=OLD).root is root


# --- nothing can be changed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["as_of", "root", "members", "groups", "graph", "anything"])
def test_nothing_of_a_snapshot_can_be_set(name: str) -> None:
    tree = city()

    with pytest.raises(AttributeError):
        setattr(tree, name, None)
    with pytest.raises(AttributeError):
        delattr(tree, name)

    assert tree.same_as(city())


@pytest.mark.parametrize("view", ["members", "groups"])
def test_people_and_groups_can_be_looked_at_and_not_changed(view: str) -> None:
    tree = city()
    records = getattr(tree, view)
    key = next(iter(records))

    with pytest.raises(TypeError):
        records[key] = None
    with pytest.raises(TypeError):
        del records[key]
    for verb in ("clear", "pop", "popitem", "update", "setdefault"):
        assert not hasattr(records, verb)

    assert tree.same_as(city())


def test_a_cached_dataset_stays_whole_whatever_is_tried_on_it() -> None:
    tree = datasets.thai_nguyen()
    before = pickle.loads(pickle.dumps(tree))  # noqa: S301

    with pytest.raises(AttributeError):
        tree.as_of = dt.date(2030, 1, 1)  # type: ignore[misc]
    with pytest.raises(TypeError):
        del tree.groups[next(iter(tree.groups))]  # type: ignore[attr-defined]
    with pytest.raises(FrozenInstanceError):
        tree.root.name = "Đảng bộ khác"  # type: ignore[misc]
    tree.count(by="form").clear()
    tree.to_networkx().clear()

    assert datasets.thai_nguyen() is tree
    assert tree.same_as(before)


def test_an_unknown_id_is_answered_with_the_nearest_one() -> None:
    with pytest.raises(UnknownOrganizationError, match="did you mean 'dbp'") as caught:
        city()["đbp"]

    assert caught.value.key == "đbp"


def test_suggestions_are_made_only_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counting(text: str, choices: Iterable[str]) -> tuple[str, ...]:
        asked.append(text)
        return tuple(choices)[:1]

    monkeypatch.setattr("dangbo.tree.asked.nearest", counting)
    with pytest.raises(UnknownOrganizationError) as caught:
        city()["cb-9"]
    assert asked == []

    assert caught.value.suggestions == ("tp",)
    assert asked == ["cb-9"]


def test_the_error_of_an_unknown_id_travels_between_processes() -> None:
    with pytest.raises(UnknownOrganizationError) as caught:
        city()["cbcx"]

    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301


# --- walking --------------------------------------------------------------------------------------------------------


def test_iteration_gives_parents_first_and_each_branch_in_one_piece() -> None:
    assert ids(city()) == ["tp", "dbp", "cb-1", "cb-2", "bp", "cb-3", "dbx", "cb-4", "cbcs"]


def test_children_come_in_the_order_they_were_recorded() -> None:
    tree = city()

    assert ids(tree.children("tp")) == ["dbp", "dbx", "cbcs"]
    assert ids(tree.children(tree["cb-1"])) == []
    assert tree.direct_subordinates("dbp") == 3
    assert tree.direct_subordinates("cb-1") == 0


def test_the_parent_is_the_direct_superior() -> None:
    parent = city().parent("cb-3")

    assert parent is not None
    assert parent.id == "bp"


def test_ancestors_come_nearest_first() -> None:
    tree = city()

    assert ids(tree.ancestors("cb-3")) == ["bp", "dbp", "tp"]
    assert tree.ancestors(tree.root) == ()


def test_descendants_come_parents_first_without_the_organization_itself() -> None:
    tree = city()

    assert ids(tree.descendants("dbp")) == ["cb-1", "cb-2", "bp", "cb-3"]
    assert tree.descendants("cb-1") == ()


def test_an_organization_is_within_itself_and_what_stands_above_it() -> None:
    tree = city()

    assert tree.is_within("cb-3", "dbp")
    assert tree.is_within("dbp", "dbp")
    assert not tree.is_within("dbp", "cb-3")


def test_a_path_leads_from_the_root() -> None:
    assert ids(city().path("cb-3")) == ["tp", "dbp", "bp", "cb-3"]
    assert ids(city().path("tp")) == ["tp"]


@pytest.mark.parametrize(
    ("start", "goal", "way"),
    [
        ("cb-3", "cb-1", ["cb-3", "bp", "dbp", "cb-1"]),
        ("cb-3", "cb-4", ["cb-3", "bp", "dbp", "tp", "dbx", "cb-4"]),
        ("cb-3", "dbp", ["cb-3", "bp", "dbp"]),
        ("dbp", "cb-3", ["dbp", "bp", "cb-3"]),
        ("tp", "cb-4", ["tp", "dbx", "cb-4"]),
        ("cb-1", "cb-1", ["cb-1"]),
    ],
)
def test_a_path_between_two_goes_through_their_common_superior(start: str, goal: str, way: list[str]) -> None:
    assert ids(city().path(start, goal)) == way


@pytest.mark.parametrize(
    ("a", "b", "above"),
    [("cb-1", "cb-3", "dbp"), ("cb-1", "cb-4", "tp"), ("cb-3", "bp", "bp"), ("dbp", "dbp", "dbp")],
)
def test_the_lowest_common_ancestor_is_both_or_above_both(a: str, b: str, above: str) -> None:
    assert city().lowest_common_ancestor(a, b).id == above
    assert city().lowest_common_ancestor(b, a).id == above


# --- choosing and counting ------------------------------------------------------------------------------------------


def test_organizations_are_selected_by_everything_at_once() -> None:
    tree = city()

    assert ids(tree.select(form=CHI_BO)) == ["cb-1", "cb-2", "cb-3", "cb-4", "cbcs"]
    assert ids(tree.select(level=GRASSROOTS)) == ["dbp", "dbx", "cbcs"]
    assert ids(tree.select(unit_type="ward")) == ["dbp"]
    assert ids(tree.select(form=CHI_BO, under="dbp")) == ["cb-1", "cb-2", "cb-3"]
    assert ids(tree.select(form=DANG_BO, level=BELOW, under=tree["dbp"])) == ["bp"]
    assert tree.select(unit_type="army") == ()
    assert len(tree.select()) == 9


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Chi bộ", ["cb-1", "cb-2", "cb-3", "cb-4", "cbcs"]),
        (unicodedata.normalize("NFD", "chi bộ"), ["cb-1", "cb-2", "cb-3", "cb-4", "cbcs"]),
        ("chi_bo", ["cb-1", "cb-2", "cb-3", "cb-4", "cbcs"]),
        ("dang bo", ["tp", "dbp", "bp", "dbx"]),
    ],
)
def test_a_form_may_be_asked_for_by_its_label(label: str, expected: list[str]) -> None:
    assert ids(city().select(form=label)) == expected  # type: ignore[arg-type]
    assert city().count(form=label) == len(expected)  # type: ignore[call-overload]


@pytest.mark.parametrize("label", ["grassroots", "TCCSĐ", "cơ sở"])
def test_a_level_may_be_asked_for_by_its_label(label: str) -> None:
    assert ids(city().select(level=label)) == ["dbp", "dbx", "cbcs"]  # type: ignore[arg-type]
    assert city().count(level=label, by="form") == {DANG_BO: 2, CHI_BO: 1}  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        ({"form": "chi bo bo"}, "'chi bo bo' is not a"),
        ({"form": ""}, "'' is not a"),
        ({"level": "grasroots"}, "'grasroots' is not a"),
        ({"unit_type": "wards"}, "'wards' is not a unit type; known: ward"),
        ({"unit_type": "?"}, "'?' is not a unit type; known: abroad, army, "),
        ({"form": CHI_BO, "unit_type": "communes"}, "'communes' is not a unit type; known: commune"),
    ],
)
def test_a_condition_nobody_knows_is_refused_and_not_answered_with_nothing(
    conditions: dict[str, str], words: str
) -> None:
    for ask in (city().select, city().count):
        with pytest.raises(TermError) as caught:
            ask(**conditions)  # type: ignore[arg-type, call-overload]
        assert words in str(caught.value)


def test_a_unit_type_of_ones_own_is_known_where_the_tree_has_it() -> None:
    tree = pair(cell(5, unit_type="market"))

    assert ids(tree.select(unit_type="market")) == ["c"]
    assert tree.count(under="c", unit_type="market") == 0
    with pytest.raises(TermError):
        city().select(unit_type="market")


def test_nothing_is_counted_by_what_nobody_knows() -> None:
    with pytest.raises(TermError, match="'forms' is not a property to count by") as caught:
        city().count(by="forms")  # type: ignore[call-overload]

    assert caught.value.suggestions == ("form", "level", "kind", "unit_type")


def test_organizations_are_counted_by_the_same_conditions() -> None:
    tree = city()

    assert tree.count() == 9
    assert tree.count(form=CHI_BO, level=BELOW) == 4
    assert tree.count(under="tp", unit_type="state-agency") == 1


def test_counts_come_in_the_order_of_the_vocabulary_and_without_empty_terms() -> None:
    tree = city()

    assert tree.count(level=GRASSROOTS, by="form") == {DANG_BO: 2, CHI_BO: 1}
    assert list(tree.count(by="level").items()) == [(SUPERIOR, 1), (GRASSROOTS, 3), (BELOW, 5)]
    assert list(tree.count(by="kind").items()) == [
        ((DANG_BO, SUPERIOR), 1),
        ((DANG_BO, GRASSROOTS), 2),
        ((CHI_BO, GRASSROOTS), 1),
        ((DANG_BO, BELOW), 1),
        ((CHI_BO, BELOW), 4),
    ]


def test_unit_types_are_counted_by_number_and_those_without_one_too() -> None:
    assert list(city().count(by="unit_type").items()) == [(None, 6), ("ward", 1), ("commune", 1), ("state-agency", 1)]


# --- people ---------------------------------------------------------------------------------------------------------


def test_own_people_are_those_on_the_roll_and_those_known_by_number() -> None:
    tree = city()

    assert tree.own_headcount("cb-1") == Headcount(3, 2)
    assert tree.own_headcount("cb-2") == Headcount(1, 0)
    assert tree.own_headcount("dbp") == Headcount(0, 0)


def test_a_headcount_is_of_the_whole_branch() -> None:
    tree = city()

    assert tree.headcount("dbp") == Headcount(9, 3)
    assert tree.headcount("bp") == Headcount(5, 1)
    assert tree.headcount() == tree.headcount("tp") == Headcount(11, 3)


def test_the_roll_gives_ids_and_the_home_of_a_person() -> None:
    tree = city()

    assert tree.roll("cb-1") == ("m-1", "m-2")
    assert tree.roll("dbp") == ()
    assert tree.home("m-2") is tree["cb-1"]
    assert tree.home(tree.members["m-3"]) is tree["cb-2"]


def test_a_person_may_be_on_no_roll() -> None:
    tree = city()

    assert "m-6" in tree.members
    assert tree.home("m-6") is None
    assert tree.home("nobody") is None


# --- adding up ------------------------------------------------------------------------------------------------------


def test_a_mapping_adds_up_to_every_superior() -> None:
    assert city().roll_up({"cb-1": 3, "cb-3": 5, "dbp": 100, "cb-4": 7}) == {
        "tp": 115, "dbp": 108, "cb-1": 3, "cb-2": 0, "bp": 5, "cb-3": 5, "dbx": 7, "cb-4": 7, "cbcs": 0
    }  # fmt: skip


def test_a_column_adds_up_in_the_order_of_iteration_and_is_left_as_it_was() -> None:
    ones = [1] * 9

    assert city().roll_up(ones) == [9, 5, 1, 1, 2, 1, 2, 1, 1]
    assert ones == [1] * 9


def test_a_mapping_of_strangers_is_refused_with_all_of_them() -> None:
    with pytest.raises(InvalidInputError) as caught:
        city().roll_up({"cb-1": 1, "x": 1, "y": 1})

    assert [found.subject for found in caught.value.findings] == ["column, id 'x'", "column, id 'y'"]
    assert caught.value.findings[0].message == "column, id 'x': no such organization"
    assert caught.value.findings[0].text(lang="vi").startswith("cột số liệu, mã 'x': không có tổ chức này. ")


def test_a_column_of_another_length_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="2 values for 9 organizations") as caught:
        city().roll_up([1, 2])

    vietnamese = caught.value.findings[0].text(lang="vi")
    assert vietnamese.startswith("cột số liệu: cột có 2 giá trị cho 9 tổ chức. ")


# --- coverage -------------------------------------------------------------------------------------------------------


def test_coverage_tells_own_joint_several_and_no_cells_apart() -> None:
    cover = city().coverage()

    assert cover.own == ("xom-4",)
    assert cover.joint == ("tdp-1", "tdp-2")
    assert cover.several == ("tdp-3",)
    assert cover.none == ("xom-5",)
    assert cover.total == 5


def test_coverage_sums_itself_up_in_its_repr() -> None:
    text = repr(city().coverage())

    assert text.startswith("Coverage(5 groups: 1 own, 2 joint, 1 several, ")
    assert "tdp-1" not in text


def test_coverage_gives_shares_with_their_date() -> None:
    cover = city().coverage()

    assert cover.groups == Share(4, of=5)
    assert cover.heads_who_are_members == Share(2, of=5)
    assert cover.heads_known == 3
    assert cover.on == dt.date(2023, 4, 30)


def test_a_secretary_who_is_head_comes_from_seats_of_the_day_and_the_head_of_the_group() -> None:
    tree = city()
    heads = {"tdp-1": "m-1", "tdp-2": "m-9", "tdp-3": "m-3", "xom-4": None, "xom-5": "m-1"}
    groups = [
        ResidentialGroup(one.id, one.name, one.kind, one.place, one.cells, heads[one.id])
        for one in tree.groups.values()
    ]

    def led(cell: str, holder: str, until: str | None = None) -> Seat:
        return Seat(cell, "secretary", holder, body="chi_uy", since="2020-01-01", until=until, source="elected")

    joint, last = tree.groups["tdp-1"].cells[0], tree.groups["tdp-3"].cells[-1]
    seats = [led(joint, "m-1"), led(last, "m-3", until="2022-12-31"), led(tree.groups["xom-4"].cells[0], "m-4")]
    cover = Hierarchy(list(tree), groups=groups, seats=seats, as_of=tree.as_of).coverage()

    assert cover.secretaries_known == 2  # both groups of the joint cell; the seat of the third is over
    assert cover.secretaries_who_are_heads == Share(1, of=5)
    groups[3] = replace(groups[3], head_is_member=False)  # whoever it is, it is not the secretary
    told = Hierarchy(list(tree), groups=groups, seats=seats, as_of=tree.as_of).coverage()
    assert (groups[3].head, told.secretaries_known, told.secretaries_heads) == (None, 3, 1)
    assert tree.coverage().secretaries_who_are_heads is None  # nothing recorded is no 0 %


def test_a_group_has_a_member_where_a_cell_with_members_serves_it_or_its_head_is_one() -> None:
    cells = [Organization(f"cb-{n}", f"Chi bộ {n}", CHI_BO, BELOW, "dbp", full=full) for n, full in ((1, 3), (2, 0))]
    groups = [
        ResidentialGroup(f"xom-{n}", f"Xóm {n}", GroupKind.XOM, cells=cells_of, head_is_member=member)
        for n, cells_of, member in ((1, ["cb-1"], None), (2, ["cb-2"], False), (3, [], True), (4, [], None))
    ]
    cover = Hierarchy([ROOT, dang_bo("dbp"), *cells], groups=groups, as_of=OLD).coverage()

    assert cover.groups_with_member == Share(2, of=4)
    assert cover.groups == Share(2, of=4)


def test_coverage_of_nothing_is_no_share() -> None:
    cover = Hierarchy([Organization("tp", "Đảng bộ", DANG_BO, SUPERIOR)], as_of=OLD).coverage()

    assert cover.groups is None
    assert cover.heads_who_are_members is None
    assert cover.total == 0


def test_a_dang_bo_named_in_the_place_of_a_cell_covers_nobody() -> None:
    tree = city()
    groups = [
        ResidentialGroup("only", "Xóm 6", GroupKind.XOM, cells=["dbp"]),
        ResidentialGroup("own", "Xóm 7", GroupKind.XOM, cells=["dbp", "cb-1"]),
        ResidentialGroup("joint-1", "Xóm 8", GroupKind.XOM, cells=["cb-2", "dbx"]),
        ResidentialGroup("joint-2", "Xóm 9", GroupKind.XOM, cells=["cb-2"]),
        ResidentialGroup("several", "Xóm 10", GroupKind.XOM, cells=["cb-3", "dbx", "cb-4"]),
    ]
    cover = Hierarchy(list(tree), groups=groups, as_of=OLD).coverage()

    assert (cover.none, cover.own, cover.joint, cover.several) == (
        ("only",),
        ("own",),
        ("joint-1", "joint-2"),
        ("several",),
    )
    assert cover.groups == Share(4, of=5)


def test_the_groups_of_a_cell_are_those_it_serves() -> None:
    tree = city()

    assert [group.id for group in tree.groups_of("cb-1")] == ["tdp-1", "tdp-2"]
    assert [group.id for group in tree.groups_of("cb-3")] == ["tdp-3"]
    assert tree.groups_of("dbp") == ()
    assert list(tree.groups) == ["tdp-1", "tdp-2", "tdp-3", "xom-4", "xom-5"]


# --- the rules of a date --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("full", "probationary", "large"), [(30, 0, False), (28, 2, False), (31, 0, True), (28, 3, True)]
)
def test_a_cell_of_more_than_30_members_of_either_status_asks_for_consent(
    full: int, probationary: int, *, large: bool
) -> None:
    assert codes(pair(cell(full, probationary)).check()) == (["org/large-cell"] if large else [])


def test_the_finding_about_a_large_cell_gives_figures_clause_and_severity() -> None:
    (found,) = pair(cell(28, 3)).check()

    assert found.subject == "c"
    assert dict(found.facts).items() >= {"count": 31, "limit": 30}.items()
    assert found.severity is Severity.WARN
    assert found.rule is not None
    assert (found.rule.id, found.rule.article, found.rule.confidence) == (
        "cell-size-consent",
        "Điều 21.5",
        Confidence.VERIFIED,
    )


def test_consent_clears_a_large_cell() -> None:
    assert pair(cell(31, consents=[paper_of("c", "12-CV/TU")])).check() == ()


@pytest.mark.parametrize(("full", "probationary", "few"), [(3, 0, False), (2, 0, True), (2, 9, True)])
def test_a_cell_needs_three_full_members_whoever_is_on_probation(full: int, probationary: int, *, few: bool) -> None:
    assert codes(pair(cell(full, probationary)).check()) == (["org/too-few-members"] if few else [])


def test_a_cell_nobody_is_entered_for_is_told_once_where_others_have_members() -> None:
    ward = Organization("w", "Đảng bộ phường", DANG_BO, GRASSROOTS, consents=[paper_of("w", "1-CV/TU")])
    other = Organization("d", "Chi bộ 2", CHI_BO, BELOW, "w", full=5)
    tree = Hierarchy([ward, cell(0), other], as_of=OLD)
    assert [(found.code, found.subject) for found in tree.check()] == [("org/no-members", "c")]


def test_a_dang_bo_with_cells_that_has_people_of_its_own_is_told() -> None:
    ward = Organization(
        "w", "Đảng bộ phường", DANG_BO, GRASSROOTS, consents=[paper_of("w", "1-CV/TU")], full=3, probationary=1
    )
    (found,) = pair(cell(5), ward=ward).check()

    assert (found.code, found.subject, found.severity) == ("org/members-outside-cells", "w", Severity.WARN)
    assert dict(found.facts) == {"count": 4}
    assert found.message == (
        "4 members stand in 'w' itself, a đảng bộ with cells of its own; people belong to it through a cell"
    )


def test_people_on_the_roll_of_a_dang_bo_with_cells_are_told_like_those_known_by_number() -> None:
    ward = Organization("w", "Đảng bộ phường", DANG_BO, GRASSROOTS, consents=[paper_of("w", "1-CV/TU")], full=1)
    tree = Hierarchy([ward, cell(5)], [Member("m-1", "Lê Văn Ba")], {"w": ["m-1"]}, as_of=OLD)

    assert [(found.code, dict(found.facts)["count"]) for found in tree.check()] == [
        ("org/counted-twice", 1),
        ("org/members-outside-cells", 2),
    ]


def test_a_dang_bo_known_as_a_whole_stands_for_its_cells() -> None:
    """Registers know some committees by number only and none of their cells."""
    ward = Organization("w", "Đảng bộ phường", DANG_BO, GRASSROOTS, "t", full=240)
    above = Organization("t", "Đảng bộ thành phố", DANG_BO, SUPERIOR)

    assert Hierarchy([above, ward], as_of=OLD).check() == ()


def test_a_dang_bo_recorded_as_serving_groups_is_told() -> None:
    ward = Organization("w", "Đảng bộ phường", DANG_BO, GRASSROOTS, consents=[paper_of("w", "1-CV/TU")])
    groups = [
        ResidentialGroup("g-1", "Xóm 1", GroupKind.XOM, cells=["w"]),
        ResidentialGroup("g-2", "Xóm 2", GroupKind.XOM, cells=["w", "c"]),
    ]
    (found,) = Hierarchy([ward, cell(5)], groups=groups, as_of=OLD).check()

    assert (found.code, found.subject, found.severity) == ("org/groups-outside-cells", "w", Severity.WARN)
    assert dict(found.facts) == {"count": 2}


def test_a_unit_type_outside_the_list_of_the_rulebook_is_told() -> None:
    (found,) = pair(cell(5, unit_type="market")).check()

    assert (found.code, found.subject, found.severity) == ("org/unknown-unit-type", "c", Severity.WARN)
    assert dict(found.facts) == {"unit_type": "market"}
    assert pair(cell(5, unit_type="ward")).check() == ()


def test_sizes_of_a_tree_without_any_people_say_nothing() -> None:
    ward = Organization("w", "Đảng bộ phường", DANG_BO, GRASSROOTS)

    assert pair(cell(0), ward=ward).check() == ()


@pytest.mark.parametrize(("count", "small"), [(30, False), (29, True)])
def test_a_grassroots_dang_bo_of_fewer_than_30_members_asks_for_consent(count: int, *, small: bool) -> None:
    ward = Organization("w", "Đảng bộ phường", DANG_BO, GRASSROOTS)
    found = pair(cell(count), ward=ward).check()

    assert codes(found) == (["org/small-dang-bo"] if small else [])
    assert all(dict(one.facts).items() >= {"count": 29, "limit": 30}.items() for one in found)


def test_consent_clears_a_small_dang_bo() -> None:
    assert pair(cell(29)).check() == ()


def test_a_part_committee_asks_for_consent_until_it_is_recorded() -> None:
    tree = city()
    without = Hierarchy([replace(org, consents=()) for org in tree], as_of=OLD)

    assert ("org/part-committee-consent", "bp") not in [(one.code, one.subject) for one in tree.check()]
    (found,) = [one for one in without.check() if one.code == "org/part-committee-consent"]
    assert found.subject == "bp"
    assert found.rule is not None
    assert found.rule.confidence is Confidence.SECONDARY


def test_dividing_a_large_cell_is_offered_before_july_2025_and_demanded_from_then_on() -> None:
    large = cell(30)

    assert pair(large, as_of="2025-06-30").check() == ()
    (found,) = pair(large, as_of=NEW).check()
    assert found.code == "org/undivided-cell"
    assert dict(found.facts)["count"] == 30
    assert found.rule is not None
    assert found.rule.article == "mục 20.3.2"
    assert found.severity is Severity.WARN


def test_29_members_need_no_division_and_a_divided_cell_is_divided() -> None:
    assert pair(cell(29), as_of=NEW).check() == ()
    assert pair(cell(30, groups_of_members=3), as_of=NEW).check() == ()


def test_a_large_undivided_cell_of_2025_has_two_findings_and_consent_clears_one() -> None:
    assert codes(pair(cell(31), as_of=NEW).check()) == ["org/large-cell", "org/undivided-cell"]
    assert codes(pair(cell(31, consents=[paper_of("c", "12-CV/TU")]), as_of=NEW).check()) == ["org/undivided-cell"]


def test_a_cell_under_a_cell_is_a_finding_and_still_loads() -> None:
    tree = Hierarchy(
        [
            Organization("c1", "Chi bộ 1", CHI_BO, GRASSROOTS),
            Organization("c2", "Chi bộ 2", CHI_BO, BELOW, "c1"),
        ],
        as_of=OLD,
    )

    (found,) = tree.check()

    assert (found.code, found.subject, found.severity) == ("org/kind-not-allowed", "c2", Severity.WARN)
    assert "'c2' " in found.message
    assert " may not stand under 'c1' (" in found.message
    assert found.text(lang="vi").startswith("'c2' (Chi bộ trực thuộc) không được trực thuộc 'c1' (Chi bộ cơ sở)")


@pytest.mark.parametrize(
    ("as_of", "allowed"), [("2025-06-30", False), ("2025-07-01", True), ("2026-07-25", True), ("2026-07-26", False)]
)
def test_a_village_cell_under_a_direct_superior_is_allowed_only_while_the_table_has_it(
    as_of: str, *, allowed: bool
) -> None:
    ward = Organization("w", "Đảng bộ phường", DANG_BO, SUPERIOR)

    assert ("org/kind-not-allowed" not in codes(pair(cell(5), ward=ward, as_of=as_of, serves=True).check())) is allowed


def test_a_grassroots_cell_under_a_committee_with_higher_powers_needs_consent() -> None:
    (found,) = pair(cell(5, level=GRASSROOTS)).check()

    assert (found.code, found.subject) == ("org/kind-needs-consent", "c")
    assert found.rule is not None
    assert found.rule.id == "kinds-with-consent"
    assert pair(cell(5, level=GRASSROOTS, consents=[paper_of("c", "3-CV/TU")])).check() == ()


def test_the_village_cell_rule_is_silent_on_the_tree_of_2023() -> None:
    assert pair(cell(5), serves=True).check() == ()


def test_from_july_2025_a_village_has_only_a_cell_directly_under_the_commune() -> None:
    (found,) = pair(cell(5), as_of=NEW, serves=True).check()

    assert (found.code, found.subject) == ("org/village-kind", "c")
    assert found.rule is not None
    assert found.rule.article == "mục 20.2.2"


def test_a_village_cell_directly_under_the_commune_is_in_order() -> None:
    commune = Organization("w", "Đảng bộ xã", DANG_BO, SUPERIOR)

    assert pair(cell(5), ward=commune, as_of=NEW, serves=True).check() == ()


def test_a_village_with_a_dang_bo_of_its_own_is_a_finding_from_july_2025() -> None:
    commune = Organization("w", "Đảng bộ xã", DANG_BO, SUPERIOR)
    village = Organization("c", "Đảng bộ thôn", DANG_BO, GRASSROOTS, "w", consents=[paper_of("c", "2-CV/TU")])

    assert codes(pair(village, ward=commune, as_of=NEW, serves=True).check()) == [
        "org/village-kind",
        "org/groups-outside-cells",
    ]


def test_the_date_of_a_finding_is_printed_as_each_language_writes_it() -> None:
    (kind,) = Hierarchy(
        [Organization("c1", "Chi bộ 1", CHI_BO, GRASSROOTS), Organization("c2", "Chi bộ 2", CHI_BO, BELOW, "c1")],
        as_of="2023-06-01",
    ).check()
    (village,) = pair(cell(5), as_of=NEW, serves=True).check()

    assert " on 2023-06-01 (" in kind.message
    assert " tại ngày 01/6/2023 (" in kind.text(lang="vi")
    assert " rule of 2025-07-01 asks: " in village.message
    assert " quy định tại ngày 01/7/2025: " in village.text(lang="vi")


def test_a_village_cell_in_a_special_zone_stands_under_a_grassroots_organization() -> None:
    zone = Organization("w", "Đảng bộ đặc khu", DANG_BO, GRASSROOTS, "t")
    province = Organization("t", "Đảng bộ tỉnh", DANG_BO, Level.PROVINCIAL)
    village = cell(40, unit_type="residential", consents=[paper_of("c", "1-CV/TU")], groups_of_members=2)

    assert Hierarchy([province, zone, village], as_of=NEW).check() == ()


@pytest.mark.parametrize("level", [SUPERIOR, GRASSROOTS])
def test_a_special_zone_is_a_sound_place_for_village_cells_in_a_file_of_its_own_too(level: Level) -> None:
    zone = Organization("w", "Đảng bộ Đặc khu Cô Tô", DANG_BO, level, consents=[paper_of("w", "1-CV/TU")])

    assert pair(cell(5), ward=zone, as_of=NEW, serves=True).check() == ()


def test_a_village_cell_carried_into_the_file_of_a_special_zone_is_not_taken_for_another_place() -> None:
    names = {"w": "Đảng bộ Đặc khu Cô Tô", "x": "Đảng bộ phường"}
    trees = {
        key: Hierarchy(
            [
                Organization(key, name, DANG_BO, GRASSROOTS, consents=[paper_of(key, "1-CV/TU")]),
                replace(cell(5), parent=key),
            ],
            groups=[ResidentialGroup("g", "Xóm 1", GroupKind.XOM, cells=["c"])],
            as_of=NEW,
        )
        for key, name in names.items()
    }
    signatures = [place_signature(tree, tree["c"]) for tree in trees.values()]

    assert [codes(tree.check()) for tree in trees.values()] == [[], ["org/village-kind"]]
    assert signatures[0] != signatures[1]


def test_a_finding_calls_kinds_what_they_are_called_on_its_day() -> None:
    def said(day: str) -> str:
        above = Organization("t", "Đảng bộ tỉnh", DANG_BO, Level.PROVINCIAL)
        (found,) = [
            one
            for one in Hierarchy([above, replace(cell(5), parent="t")], as_of=day).check()
            if one.code == "org/kind-not-allowed"
        ]
        return found.text()

    assert "'c' (Chi bộ trực thuộc) không được trực thuộc" in said("2023-06-01")
    assert "'c' (Chi bộ) không được trực thuộc" in said("2026-07-26")


def test_a_cell_of_an_office_does_not_fall_under_the_village_rule() -> None:
    assert pair(cell(5, unit_type="state-agency"), as_of=NEW, serves=True).check() == ()


def test_before_the_first_rule_there_is_nothing_to_find() -> None:
    under_a_cell = Organization("w", "Chi bộ", CHI_BO, GRASSROOTS)

    assert codes(pair(cell(1), ward=under_a_cell, as_of="2010-01-01").check()) == ["org/no-members"]


def test_before_the_first_rule_nobody_asks_for_consent() -> None:
    part = Organization("c", "Đảng bộ bộ phận", DANG_BO, BELOW, "w")

    assert pair(part, as_of="2010-01-01").check() == ()


def test_findings_come_parents_first() -> None:
    assert [(found.subject, found.code) for found in city().check()] == [
        ("dbp", "org/small-dang-bo"),
        ("cb-1", "org/counted-and-listed"),
        ("cb-2", "org/too-few-members"),
        ("dbx", "org/small-dang-bo"),
        ("cb-4", "org/too-few-members"),
        ("cbcs", "org/too-few-members"),
    ]


def test_a_rulebook_of_ones_own_may_be_silent() -> None:
    assert [found.code for found in city().check(rules=NO_RULES)] == ["org/counted-and-listed"]


# --- networkx -------------------------------------------------------------------------------------------------------


def test_the_graph_has_edges_from_parents_to_children_and_the_records() -> None:
    tree = city()

    assert set(tree.graph.edges) == {
        ("tp", "dbp"), ("tp", "dbx"), ("tp", "cbcs"), ("dbp", "cb-1"),
        ("dbp", "cb-2"), ("dbp", "bp"), ("bp", "cb-3"), ("dbx", "cb-4"),
    }  # fmt: skip
    assert tree.graph.nodes["cb-3"]["organization"] is tree["cb-3"]
    assert nx.is_arborescence(tree.graph)


def test_the_graph_is_built_once_and_its_structure_is_frozen() -> None:
    tree = city()

    assert tree.graph is tree.graph
    with pytest.raises(nx.NetworkXError):
        tree.graph.remove_node("cb-1")


def test_a_graph_of_ones_own_may_change_and_changes_nothing_here() -> None:
    tree = city()
    graph = tree.to_networkx()

    graph.remove_node("cb-3")

    assert "cb-3" in tree.graph
    assert "cb-3" in tree


def test_a_graph_leads_back_to_the_same_tree() -> None:
    tree = city()

    assert Hierarchy.from_graph(tree.to_networkx(), like=tree).same_as(tree)


def test_the_way_back_from_a_graph_knows_who_was_admitted_since_the_people_were_written_down() -> None:
    draft = Draft(datasets.thai_nguyen())
    draft.admit([Member("m-new", "Người mới")], "cb-quan-trieu-tdp-1")
    tree = draft.freeze(dt.date(2023, 6, 1))

    again = Hierarchy.from_graph(tree.to_networkx(), like=tree)

    assert again.same_as(tree)
    assert "m-new" in again.roll("cb-quan-trieu-tdp-1")


def test_an_edge_of_a_graph_decides_who_stands_under_whom() -> None:
    tree = city()
    graph = tree.to_networkx()
    graph.remove_edge("bp", "cb-3")
    graph.add_edge("dbx", "cb-3")

    moved = Hierarchy.from_graph(graph, like=tree)

    assert ids(moved.ancestors("cb-3")) == ["dbx", "tp"]
    assert moved["cb-3"] == replace(tree["cb-3"], parent="dbx")
    assert moved["cb-1"] is tree["cb-1"]
    assert moved.headcount() == tree.headcount()


def test_a_graph_with_two_parents_or_bare_nodes_is_refused_with_all_of_them() -> None:
    tree = city()
    graph = tree.to_networkx()
    graph.add_edge("dbx", "cb-1")
    graph.add_node("extra")

    with pytest.raises(HierarchyError) as caught:
        Hierarchy.from_graph(graph, like=tree)

    assert [(found.code, found.subject) for found in caught.value.findings] == [
        ("tree/many-parents", "cb-1"),
        ("input/bad-value", "node 'extra'"),
    ]
    assert "nút 'extra': không kèm bản ghi tổ chức" in caught.value.findings[1].text(lang="vi")


def test_a_graph_that_lost_a_cell_is_refused_because_its_people_would_vanish() -> None:
    tree = city()
    graph = tree.to_networkx()
    graph.remove_node("cb-1")

    with pytest.raises(HierarchyError) as caught:
        Hierarchy.from_graph(graph, like=tree)

    assert sorted(codes(caught.value.findings)) == [
        "tree/unknown-group-cell",
        "tree/unknown-group-cell",
        "tree/unknown-roll-organization",
    ]


# --- sameness -------------------------------------------------------------------------------------------------------


def test_a_pickled_hierarchy_comes_back_the_same() -> None:
    tree = city()

    again = pickle.loads(pickle.dumps(tree))  # noqa: S301

    assert again is not tree
    assert again.same_as(tree)
    assert ids(again) == ids(tree)


def test_a_copy_of_a_snapshot_is_the_snapshot() -> None:
    tree = city()

    assert copy.copy(tree) is tree
    assert copy.deepcopy({"before": tree})["before"] is tree


@pytest.mark.parametrize("name", ["as_of", "root", "_find", "_kids", "_records", "get", "note_of_mine"])
def test_nothing_of_a_snapshot_can_be_set_or_deleted(name: str) -> None:
    tree = city()

    with pytest.raises(AttributeError, match="never changes"):
        setattr(tree, name, None)
    with pytest.raises(AttributeError, match="never changes"):
        delattr(tree, name)

    assert tree.same_as(city())


class OfAnOffice(Hierarchy):
    """What a user makes of a hierarchy: a constructor and a question of their own."""

    def __init__(self, office: str) -> None:
        super().__init__([Organization("tp", office, DANG_BO, SUPERIOR, full=2)], as_of=OLD)

    @property
    def office(self) -> str:
        return self.root.name.removeprefix("Đảng bộ ")


def test_a_class_of_ones_own_survives_pickling_rows_graphs_and_change() -> None:
    tree = OfAnOffice("Đảng bộ thành phố")
    draft = Draft(tree)
    draft.put("tp", name="Đảng bộ tỉnh")
    after = draft.freeze(dt.date(2023, 6, 1))
    again = pickle.loads(pickle.dumps(tree))  # noqa: S301
    read = OfAnOffice.from_rows([{"id": "x", "name": "Đảng bộ xã", "kind": "đảng bộ cơ sở"}], as_of=OLD)
    drawn = OfAnOffice.from_graph(tree.to_networkx(), like=tree)

    assert isinstance(after, OfAnOffice)
    assert isinstance(again, OfAnOffice)
    assert [one.office for one in (after, read, tree, again, drawn)] == ["tỉnh", "xã", *["thành phố"] * 3]
    assert again.same_as(tree)
    assert copy.copy(tree) is tree


# --- searching ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("chi bo xom 4", ["cb-4"]),
        ("XÓM", ["cb-4"]),
        ("dan pho", ["cb-1", "cb-2", "tp"]),
        ("phuong phu xa", ["dbp"]),
        ("xa phuong", ["dbp"]),
        ("xa", ["dbp", "dbx", "cbcs"]),
        ("xã", ["dbp", "dbx", "cbcs"]),
        ("bô", ["tp", "dbp", "cb-1", "cb-2", "bp", "cb-3", "dbx", "cb-4", "cbcs"]),
        ("om", []),
        ("", []),
        ("  - ", []),
    ],
)
def test_organizations_are_found_by_the_words_of_their_names(text: str, found: list[str]) -> None:
    assert ids(city().search(text)) == found


def test_a_search_tells_first_who_is_called_exactly_so() -> None:
    names = {"a": "Chi bộ xóm Má Mới", "b": "Chi bộ Mới xóm Má", "c": "Chi bộ xóm Mà", "d": "Chi bộ xóm Má"}
    ward = Organization("x", "Đảng bộ xã", DANG_BO, GRASSROOTS)
    cells = [Organization(key, name, CHI_BO, BELOW, "x") for key, name in names.items()]
    tree = Hierarchy([ward, *cells], as_of=OLD)

    assert ids(tree.search("CHI BỘ XÓM MÁ")) == ["d", "c", "a", "b"]
    assert ids(tree.search("chi bo xom ma")) == ["c", "d", "a", "b"]


def test_a_search_for_something_else_than_a_text_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="text"):
        city().search(4)  # type: ignore[arg-type]


def test_two_snapshots_are_equal_only_by_identity() -> None:
    assert city() != city()
    assert city().same_as(city())


def test_the_order_of_records_does_not_matter_to_sameness() -> None:
    tree = city()
    backwards = Hierarchy(
        reversed(list(tree)),
        reversed(list(tree.members.values())),
        {org.id: reversed(tree.roll(org)) for org in tree},
        reversed(list(tree.groups.values())),
        as_of=OLD,
    )

    assert backwards.same_as(tree)


def test_any_difference_is_a_difference() -> None:
    tree = city()
    roll = {org.id: list(tree.roll(org)) for org in tree}
    people, groups = list(tree.members.values()), list(tree.groups.values())
    renamed = [replace(org, name="Chi bộ khác") if org.id == "cb-1" else org for org in tree]

    assert not Hierarchy(list(tree), people, roll, groups, as_of=NEW).same_as(tree)
    assert not Hierarchy(renamed, people, roll, groups, as_of=OLD).same_as(tree)
    assert not Hierarchy(list(tree), people, roll, groups[1:], as_of=OLD).same_as(tree)
    assert not Hierarchy(list(tree), people[:-1], roll, groups, as_of=OLD).same_as(tree)
    assert not Hierarchy(list(tree), people, {**roll, "cb-2": ["m-3", "m-6"]}, groups, as_of=OLD).same_as(tree)


# --- to be looked at ------------------------------------------------------------------------------------------------


def test_a_tree_is_drawn_with_names_headcounts_and_ids() -> None:
    assert str(city().show()).splitlines() == [
        "Đảng bộ thành phố · 14 đảng viên — tp",
        "├── Đảng bộ phường Phú Xá · 12 đảng viên — dbp",
        "│   ├── Chi bộ tổ dân phố 1 · 5 đảng viên — cb-1",
        "│   ├── Chi bộ tổ dân phố 2 · 1 đảng viên — cb-2",
        "│   └── Đảng bộ bộ phận Bệnh viện · 6 đảng viên — bp",
        "│       └── Chi bộ Khoa Nội · 6 đảng viên — cb-3",
        "├── Đảng bộ xã Tân Cương · 1 đảng viên — dbx",
        "│   └── Chi bộ xóm 4 · 1 đảng viên — cb-4",
        "└── Chi bộ Bảo hiểm xã hội · 1 đảng viên — cbcs",
    ]


def test_a_branch_is_drawn_to_the_depth_asked_for_with_everybody_counted() -> None:
    assert str(city().show("dbp", depth=0, lang="en")) == "Đảng bộ phường Phú Xá · 12 members — dbp"
    assert len(str(city().show("dbp", depth=1)).splitlines()) == 4


def test_a_hierarchy_shows_itself_to_the_depth_of_its_direct_subordinates() -> None:
    html = city()._repr_html_()

    assert "Đảng bộ phường Phú Xá" in html
    assert "Chi bộ tổ dân phố 1" not in html
    assert "organizations" not in html  # a notebook is told in Vietnamese, heading and all


# --- a draft --------------------------------------------------------------------------------------------------------


def test_a_draft_reads_through_to_its_snapshot_and_leaves_it_alone() -> None:
    tree = city()
    before = pickle.loads(pickle.dumps(tree))  # noqa: S301
    draft = Draft(tree)

    draft.move("cb-3", "dbx")
    draft.move_members(["m-3"], "cb-4")
    draft.end("bp")

    assert ids(draft.children("dbx")) == ["cb-4", "cb-3"]
    assert "bp" not in draft
    assert draft.roll("cb-4") == ("m-4", "m-3")
    assert draft.home("m-3") == draft["cb-4"]
    assert draft.headcount("dbx") == Headcount(7, 1)
    assert not draft.delta().people
    assert {org.id for org in draft} == {org.id for org in tree} - {"bp"}
    assert tree.same_as(before)


def test_a_draft_suggests_living_ids_only() -> None:
    draft = Draft(city())
    draft.end("cbcs")

    with pytest.raises(UnknownOrganizationError) as caught:
        draft["cbcs"]

    assert "cbcs" not in caught.value.suggestions


def test_a_person_without_a_roll_can_be_put_on_one() -> None:
    draft = Draft(city())

    draft.move_members(["m-6"], "cb-4")
    after = draft.freeze(dt.date(2023, 6, 1))

    assert after.roll("cb-4") == ("m-4", "m-6")
    assert after.headcount().total == 15


def test_a_frozen_draft_shares_what_was_not_touched() -> None:
    tree = city()
    draft = Draft(tree)
    draft.put("cb-4", full=3)

    after = draft.freeze(dt.date(2023, 6, 1))

    assert after["cb-1"] is tree["cb-1"]
    assert list(after.groups) == list(tree.groups)
    assert all(after.groups[key] is tree.groups[key] for key in tree.groups)
    assert after.members.columns is tree.members.columns  # a record is made when asked for: equal, not the same
    assert after["cb-4"] == replace(tree["cb-4"], full=3)
    assert after.headcount() == Headcount(14, 3)
    assert after.root is tree.root
    assert after.as_of == dt.date(2023, 6, 1)


def test_the_root_of_a_frozen_draft_is_its_newest_record() -> None:
    draft = Draft(city())
    draft.put("tp", name="Thành ủy")

    assert draft.freeze(dt.date(2023, 6, 1)).root.name == "Thành ủy"


# --- heads of residential groups -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "is_member", "told"),
    [
        ("m-1-0", True, []),
        ("m-3-0", True, []),
        ("Người m-1-0", True, []),
        ("Người m-3-0", True, ["org/head-on-no-roll"]),
        ("m-0", True, ["org/head-on-no-roll"]),
        ("m-0", False, []),
        ("m-3-0", False, ["org/head-on-a-roll"]),
        ("m-3-0", None, []),
        (None, True, []),
    ],
)
def test_heads_are_held_against_the_rolls(head: str | None, is_member: bool | None, told: list[str]) -> None:
    """m-0 has left; somebody of a name elsewhere says nothing of the head."""
    tree = register()
    groups = [zone(1, "cb-1", head=head, head_is_member=is_member)]
    roll = {org.id: tree.roll(org) for org in tree}
    found = Hierarchy(list(tree), tree.members, roll, groups, as_of=tree.as_of).check()

    assert [(one.code, one.subject) for one in found if "head" in one.code] == [(code, "tdp-1") for code in told]
    assert not [one for one in found if "Người" in str(one)]
