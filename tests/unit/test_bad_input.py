"""Bad input, one test for each kind: a clear word about the place and the fix, no personal data, nothing harmed."""

from __future__ import annotations

import datetime as dt
import pickle
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest

from dangbo.base.citations import Document
from dangbo.base.errors import DangboError, HierarchyError, InvalidInputError, PlanRejectedError
from dangbo.base.findings import Finding, Severity
from dangbo.change.play import Operation
from dangbo.change.verbs.organizations import Dissolve, Establish, Merge, Reassign
from dangbo.change.verbs.people import Transfer
from dangbo.hierarchy import Hierarchy
from dangbo.restructure import Plan, Preview
from dangbo.tree.members import Member
from dangbo.tree.records import Organization
from tests.builders import AS_OF, BELOW, CHI_BO, DANG_BO, GRASSROOTS, ROOT, SUPERIOR, cell, dang_bo, part, zone

NAMES = ("Nguyễn", "Trần", "Lê Văn")
"""What no message may repeat."""

WARD = dang_bo("dbp", name="Đảng bộ phường")
ORGANIZATIONS = [
    ROOT,
    WARD,
    dang_bo("dbp-2", name="Đảng bộ phường 2"),
    part("bp", name="Đảng bộ bộ phận"),
    cell("cb-1", full=28),
    cell("cb-2", full=5),
    cell("cb-3", "bp", full=5),
]
PEOPLE = [Member("m-1", "Nguyễn Văn Một"), Member("m-2", "Trần Thị Hai"), Member("m-3", "Lê Văn Ba")]
ROLL = {"cb-1": ["m-1", "m-2"]}
GROUPS = [zone(1, "cb-1")]


def city() -> Hierarchy:
    return Hierarchy(ORGANIZATIONS, PEOPLE, ROLL, GROUPS, as_of=AS_OF)


def silent_about_people(*texts: str) -> bool:
    return not any(name in text for text in texts for name in NAMES)


def refusal(build: Callable[[], object]) -> dict[str, str]:
    """Code and place of everything that is wrong; each has a fix, and nobody's name stands anywhere."""
    with pytest.raises(HierarchyError) as caught:
        build()
    error = caught.value
    assert all(found.fix and found.text(lang="vi") for found in error.findings)
    assert silent_about_people(str(error), repr(error))
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301
    return {found.code: found.subject for found in error.findings}


def play(*operations: Operation) -> Preview:
    return Plan(
        effective="2023-06-01",
        decided_by="dbp",
        basis=Document(kind="quyết định", number="15-QĐ/ĐU", issued="2023-05-20"),
        operations=operations,
    ).preview(city())


def blocked(*operations: Operation) -> list[Finding]:
    """What blocks a plan: preview says it, apply raises it once and entire, and the snapshot stays as it was."""
    preview = play(*operations)
    untouched = pickle.loads(pickle.dumps(preview.base))  # noqa: S301
    with pytest.raises(PlanRejectedError) as caught:
        preview.plan.apply(preview.base)

    assert preview.base.same_as(untouched)
    assert caught.value.findings == preview.blocking
    assert all(found.fix and found.text(lang="vi") and found.operation for found in preview.blocking)
    drawn = preview.show(lang="en")
    assert silent_about_people(str(caught.value), repr(preview), str(preview), preview._repr_html_(), drawn.text)
    return list(preview.blocking)


def codes(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(found.code, found.subject) for found in findings]


# --- a tree that is none --------------------------------------------------------------------------------------------


def test_two_roots() -> None:
    second = Organization("tp-2", "Đảng bộ thành phố 2", DANG_BO, SUPERIOR)

    with pytest.raises(HierarchyError, match="2 organizations name no parent: tp, tp-2"):
        Hierarchy([*ORGANIZATIONS, second], as_of=AS_OF)


def test_of_many_roots_five_are_named() -> None:
    roots = [Organization(f"r-{number}", "Đảng bộ", DANG_BO, SUPERIOR) for number in range(1, 8)]

    with pytest.raises(HierarchyError, match=r"7 organizations name no parent: r-1, r-2, r-3, r-4, r-5 \.\.\."):
        Hierarchy(roots, as_of=AS_OF)


def test_a_circle_is_told_once_and_with_its_way() -> None:
    circle = [
        Organization("a", "A", DANG_BO, BELOW, "c"),
        Organization("b", "B", DANG_BO, BELOW, "a"),
        Organization("c", "C", DANG_BO, BELOW, "b"),
        Organization("tail", "D", CHI_BO, BELOW, "c"),
    ]

    with pytest.raises(HierarchyError) as caught:
        Hierarchy([*ORGANIZATIONS, *circle], as_of=AS_OF)

    (found,) = caught.value.findings
    assert (found.code, dict(found.facts)) == ("tree/cycle", {"path": "a -> c -> b -> a"})


def test_an_organization_under_itself_is_a_circle() -> None:
    assert refusal(lambda: Hierarchy([*ORGANIZATIONS, Organization("x", "X", CHI_BO, BELOW, "x")], as_of=AS_OF)) == {
        "tree/cycle": "x"
    }


def test_two_circles_are_two_findings() -> None:
    extra = [Organization(key, key, DANG_BO, BELOW, above) for key, above in ("ab", "ba", "cd", "dc")]

    with pytest.raises(HierarchyError) as caught:
        Hierarchy([*ORGANIZATIONS, *extra], as_of=AS_OF)

    assert [found.subject for found in caught.value.findings] == ["a", "c"]


def test_a_circle_with_no_root_is_both() -> None:
    pair = [Organization("a", "A", DANG_BO, GRASSROOTS, "b"), Organization("b", "B", DANG_BO, GRASSROOTS, "a")]

    assert refusal(lambda: Hierarchy(pair, as_of=AS_OF)) == {"tree/no-root": "organizations", "tree/cycle": "a"}


def test_an_unknown_parent_names_child_and_parent() -> None:
    stray = Organization("cb-9", "Chi bộ 9", CHI_BO, BELOW, "nobody")

    with pytest.raises(HierarchyError, match="organization 'cb-9' names the parent 'nobody'"):
        Hierarchy([*ORGANIZATIONS, stray], as_of=AS_OF)


def test_a_duplicate_id() -> None:
    with pytest.raises(HierarchyError, match="organization id 'dbp' is used 3 times"):
        Hierarchy([*ORGANIZATIONS, WARD, WARD], as_of=AS_OF)


def test_a_duplicate_id_written_in_decomposed_letters_is_a_duplicate() -> None:
    one = Organization("tổ", "Chi bộ", CHI_BO, BELOW, "tp")
    two = Organization(unicodedata.normalize("NFD", "tổ"), "Chi bộ", CHI_BO, BELOW, "tp")

    assert refusal(lambda: Hierarchy([*ORGANIZATIONS, one, two], as_of=AS_OF)) == {"tree/duplicate-id": "tổ"}


def test_a_duplicate_id_hides_no_circle() -> None:
    extra = [replace(WARD, name="Đảng bộ khác"), Organization("c", "C", CHI_BO, BELOW, "c")]

    assert refusal(lambda: Hierarchy([*ORGANIZATIONS, *extra], as_of=AS_OF)) == {
        "tree/duplicate-id": "dbp",
        "tree/cycle": "c",
    }


def test_a_root_entered_twice_once_under_its_own_subordinate_is_told_and_comes_to_an_end() -> None:
    rows = [
        Organization("a", "A", DANG_BO, GRASSROOTS, "b"),
        Organization("b", "B", DANG_BO, GRASSROOTS, "a"),
        Organization("a", "A", DANG_BO, GRASSROOTS),
    ]

    assert refusal(lambda: Hierarchy(rows, as_of=AS_OF)) == {"tree/duplicate-id": "a"}


def test_no_organizations_at_all() -> None:
    assert refusal(lambda: Hierarchy([], as_of=AS_OF)) == {"tree/no-organizations": "organizations"}


@pytest.mark.parametrize("name", ["", "   ", "\u00a0\t"])
def test_an_empty_or_blank_name_in_a_row_is_told_with_its_row(name: str) -> None:
    rows = [
        {"id": "dbp", "name": "Đảng bộ phường", "kind": "đảng bộ cơ sở"},
        {"id": "cb-1", "name": name, "kind": "chi bộ trực thuộc", "parent": "dbp"},
    ]

    assert refusal(lambda: Hierarchy.from_rows(rows, as_of=AS_OF)) == {
        "tree/blank-name": "organization row 2, field 'name'"
    }


def test_a_blank_name_of_a_record_is_refused_by_the_record() -> None:
    with pytest.raises(InvalidInputError):
        Organization("cb-1", "   ", CHI_BO, BELOW)


@pytest.mark.parametrize("day", ["31/02/2023", "2023-02-31", "2023-02-31T08:00:00"])
def test_a_snapshot_of_the_31st_of_february(day: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        Hierarchy(ORGANIZATIONS, as_of=day)

    assert [(found.code, found.subject) for found in caught.value.findings] == [("input/bad-date", "as_of")]
    with pytest.raises(InvalidInputError):
        Hierarchy.from_rows([{"id": "tp", "name": "Đảng bộ", "kind": "đảng bộ cơ sở"}], as_of=day)


def test_a_plan_effective_on_the_31st_of_february() -> None:
    with pytest.raises(ValueError, match=r"Plan\.effective: it is not a date that exists"):
        Plan("31/02/2023", "dbp", Document(kind="quyết định"), [])


def test_a_plan_effective_on_no_date_at_all() -> None:
    with pytest.raises(InvalidInputError):
        Plan(None, "dbp", Document(kind="quyết định"), [])  # type: ignore[arg-type]


def test_a_member_on_two_rolls_is_told_with_both() -> None:
    with pytest.raises(HierarchyError, match="member 'm-1' is listed 2 times on official rolls: cb-1, cb-2"):
        Hierarchy(ORGANIZATIONS, PEOPLE, {**ROLL, "cb-2": ["m-1", "m-3"]}, as_of=AS_OF)


def test_a_member_listed_twice_on_one_roll_is_told() -> None:
    assert refusal(lambda: Hierarchy(ORGANIZATIONS, PEOPLE, {"cb-1": ["m-1", "m-1"]}, as_of=AS_OF)) == {
        "tree/two-rolls": "m-1"
    }


def test_every_structural_problem_is_gathered_at_once_and_names_nobody() -> None:
    found = refusal(
        lambda: Hierarchy(
            [
                *ORGANIZATIONS,
                WARD,
                Organization("tp-2", "Đảng bộ 2", DANG_BO, SUPERIOR),
                Organization("cb-9", "Chi bộ 9", CHI_BO, BELOW, "nobody"),
                Organization("x", "X", CHI_BO, BELOW, "x"),
            ],
            [*PEOPLE, Member("m-1", "Nguyễn Văn Một")],
            {"cb-1": ["m-1", "m-9"], "cb-2": ["m-1"], "gone": []},
            [*GROUPS, replace(GROUPS[0], cells=("cb-8",))],
            as_of=AS_OF,
        )
    )

    assert found == {
        "tree/duplicate-id": "dbp",
        "tree/duplicate-member": "m-1",
        "tree/duplicate-group": "tdp-1",
        "tree/unknown-parent": "cb-9",
        "tree/many-roots": "organizations",
        "tree/cycle": "x",
        "tree/unknown-roll-organization": "gone",
        "tree/unknown-roll-member": "m-9",
        "tree/two-rolls": "m-1",
        "tree/unknown-group-cell": "tdp-1",
    }


# --- what loads and is a finding ------------------------------------------------------------------------------------


def test_a_cell_under_a_cell_loads_and_is_a_finding() -> None:
    tree = Hierarchy([*ORGANIZATIONS, Organization("cb-11", "Chi bộ 1.1", CHI_BO, BELOW, "cb-1", full=5)], as_of=AS_OF)

    assert ("org/kind-not-allowed", "cb-11") in codes(list(tree.check()))


def test_a_kind_not_allowed_on_its_date_loads_and_is_a_finding_with_its_date() -> None:
    stray = Organization("cb-9", "Chi bộ 9", CHI_BO, BELOW, "tp", full=5)

    (found,) = [one for one in Hierarchy([*ORGANIZATIONS, stray], as_of=AS_OF).check() if one.subject == "cb-9"]

    assert found.severity is Severity.WARN
    assert dict(found.facts)["date"] == dt.date(2023, 4, 30)


def test_text_in_decomposed_letters_is_normalised_and_never_refused() -> None:
    name = unicodedata.normalize("NFD", "Đảng bộ phường Phú Xá")

    assert Hierarchy([Organization("dbp", name, DANG_BO, GRASSROOTS)], as_of=AS_OF).root.name == "Đảng bộ phường Phú Xá"


def test_a_name_that_is_a_script_is_shown_and_not_run() -> None:
    evil = "<script>alert(1)</script>"
    organizations = [replace(org, name=evil) if org.id in {"dbp", "cb-1"} else org for org in ORGANIZATIONS]
    tree = Hierarchy(organizations, PEOPLE, ROLL, GROUPS, as_of=AS_OF)
    plan = Plan(
        "2023-06-01",
        "dbp",
        Document(kind=evil, number=evil),
        [
            Merge(["cb-1"], "cb-2"),
            Establish(Organization(evil, evil, CHI_BO, BELOW, "dbp")),
            Transfer([evil], evil),
        ],
    )

    for html in (tree._repr_html_(), tree.show()._repr_html_(), plan.preview(tree)._repr_html_()):
        assert "<script" not in html
        assert "&lt;script&gt;" in html


# --- plans that cannot be -------------------------------------------------------------------------------------------


def test_a_merger_into_itself() -> None:
    assert codes(blocked(Merge(["cb-1"], "cb-1"))) == [("plan/into-itself", "cb-1")]


def test_a_merger_of_itself_among_others() -> None:
    assert codes(blocked(Merge(["cb-2", "cb-1"], "cb-1"))) == [("plan/into-itself", "cb-1")]


@pytest.mark.parametrize(("source", "into"), [("bp", "dbp"), ("dbp", "bp")])
def test_a_merger_with_its_own_ancestor(source: str, into: str) -> None:
    found = blocked(Merge([source], into))

    assert codes(found) == [("plan/own-line", source)]
    assert dict(found[0].facts) == {"target": into, "operation": 1}


def test_a_merger_of_unknown_ids_tells_each_once_with_the_number_of_its_operation() -> None:
    found = blocked(Transfer(["m-1"], "cb-2"), Merge(["x", "y", "x"], "z"))

    assert codes(found) == [
        ("plan/named-twice", "x"),
        *(("plan/unknown-organization", key) for key in "xyz"),
    ]
    assert [one.operation for one in found] == [2] * 4


def test_a_merger_half_of_whose_sources_are_unknown_changes_nothing_at_all() -> None:
    preview = play(Merge(["cb-2", "x"], "cb-1"))

    assert codes(list(preview.blocking)) == [("plan/unknown-organization", "x")]
    assert preview.changes == ()
    assert codes(blocked(Merge(["cb-2", "x"], "cb-1"))) == [("plan/unknown-organization", "x")]


def test_a_merger_of_unlike_forms() -> None:
    found = blocked(Merge(["cb-1"], "bp"))

    assert codes(found) == [("plan/unlike-forms", "cb-1")]
    assert "unlike forms cannot be joined" in found[0].message
    assert "'cb-1' là Chi bộ, 'bp' là Đảng bộ" in found[0].text()


def test_a_merger_of_nothing() -> None:
    assert codes(blocked(Merge([], "cb-1"))) == [("plan/nothing-to-do", "cb-1")]


def test_a_dissolution_with_nowhere_for_members_and_groups_to_go() -> None:
    found = blocked(Dissolve("cb-1"))

    assert codes(found) == [("plan/nowhere-for-members", "cb-1"), ("plan/nowhere-for-groups", "cb-1")]
    assert dict(found[0].facts)["count"] == 30
    assert "`members_to=...`" in found[0].how()


def test_a_dissolution_with_nowhere_for_subordinates_to_go() -> None:
    assert codes(blocked(Dissolve("bp"))) == [("plan/nowhere-for-children", "bp")]


def test_a_transfer_of_an_unknown_member() -> None:
    found = blocked(Transfer(["m-1", "m-99"], "cb-2"))

    assert codes(found) == [("plan/unknown-member", "m-99")]
    assert found[0].message == "there is no member 'm-99' on any roll"


def test_a_transfer_of_a_person_on_no_roll() -> None:
    assert codes(blocked(Transfer(["m-3"], "cb-2"))) == [("plan/unknown-member", "m-3")]


def test_a_kind_not_allowed_blocks_what_a_plan_places_and_gives_its_date() -> None:
    found = blocked(Reassign("cb-2", to="cb-1"))

    assert codes(found) == [("plan/kind-not-allowed", "cb-2")]
    assert dict(found[0].facts)["date"] == dt.date(2023, 6, 1)


def test_a_plan_of_the_wrong_shape_is_refused_when_it_is_made() -> None:
    with pytest.raises(InvalidInputError):
        Merge("cb-1", "cb-2")
    with pytest.raises(InvalidInputError):
        Transfer(["m-1"], " ")


def test_every_error_is_caught_by_one_except_clause() -> None:
    for attempt in (
        lambda: Hierarchy([], as_of=AS_OF),
        lambda: Hierarchy(ORGANIZATIONS, as_of="31/02/2023"),
        lambda: city()["nobody"],
        lambda: play(Merge(["x"], "cb-1")).after,
    ):
        with pytest.raises(DangboError):
            attempt()
