"""What is shown costs what is shown: totals are kept and handed on, lines made for what is drawn, the rest counted."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dangbo import (
    Dissolve,
    Document,
    Form,
    Hierarchy,
    History,
    Level,
    Merge,
    Organization,
    Plan,
    PlanRejectedError,
    Rating,
    RatingRecord,
    Reassign,
    Rename,
    Waiver,
    datasets,
)
from dangbo.base.findings import Severity
from dangbo.render import LeftOut, TreeLine, draw_tree
from dangbo.report.tables import card_wall, page
from dangbo.tree import totals

PAPER = Document(kind="quyết định", number="1-QĐ/ĐU")


@pytest.fixture(scope="module")
def country() -> Hierarchy:
    return datasets.synthetic_country(3_000, 50_000)


def test_a_tree_adds_up_once_and_its_successor_not_again(country: Hierarchy, monkeypatch: pytest.MonkeyPatch) -> None:
    country.show()
    country.count(by="kind")
    monkeypatch.setattr("dangbo.hierarchy.add_up", None)  # calling it would fail
    monkeypatch.setattr("dangbo.hierarchy.count_kinds", None)
    first, second, *_ = [org for org in country if org.form is Form.CHI_BO and org.parent == _last_superior(country)]
    preview = Plan("2025-06-01", first.parent or "", PAPER, [Merge([first.id], into=second.id)]).preview(country)
    after = preview.after
    assert list(preview.totals["chi_bo"]) == [country.count(form=Form.CHI_BO), after.count(form=Form.CHI_BO)]
    shown = after.show(depth=1).text
    monkeypatch.undo()
    assert shown == _anew(after).show(depth=1).text
    assert after.headcount(first.parent) == _anew(after).headcount(first.parent)


def _last_superior(tree: Hierarchy) -> str | None:
    return [org for org in tree if org.form is Form.CHI_BO][-1].parent


def _anew(tree: Hierarchy) -> Hierarchy:
    """The same tree, read again, with nothing kept."""
    return Hierarchy(list(tree), as_of=tree.as_of)


def test_only_what_is_drawn_becomes_a_line(country: Hierarchy, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []

    def line(*words: object, **more: object) -> TreeLine:
        made.append(words)
        return TreeLine(*words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("dangbo.hierarchy.TreeLine", line)
    monkeypatch.setattr("dangbo.restructure.TreeLine", line)
    country.show(limit=7)
    assert len(made) == 7
    made.clear()
    cells = [org.id for org in country if org.form is Form.CHI_BO]
    operations = [Rename(key, name=f"Chi bộ {key}") for key in cells[:200]]
    preview = Plan("2025-06-01", country.root.id, PAPER, operations).preview(country)
    drawing = preview.show(limit=5, lang="en").text
    assert len(made) == 10  # five operations; a superior and four of its cells
    left = [int(count) for count in re.findall(r"(\d+) of them with a change", drawing)]
    assert sum(left) == 196


def test_a_preview_of_a_merge_looks_at_no_organization_it_does_not_touch(
    country: Hierarchy, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, *_ = [org for org in country if org.form is Form.CHI_BO and org.parent == _last_superior(country)]
    country.count(by="kind")
    plan = Plan("2025-06-01", a.parent or "", PAPER, [Merge([a.id], into=b.id)])
    shown = plan.preview(country).show().text
    monkeypatch.setattr(Hierarchy, "_ids", lambda _: pytest.fail("the tree was walked"))
    monkeypatch.setattr(Hierarchy, "_parents_first", lambda _: pytest.fail("the tree was walked"))
    preview = plan.preview(country)
    assert preview.show().text == shown
    assert preview.totals["organizations"].change == -1
    assert preview.matrix.total().people.total == country.own_headcount(a).total


def test_lines_that_are_not_given_are_counted_where_they_are_missing() -> None:
    lines = [TreeLine(0, "A", more=LeftOut(3)), TreeLine(1, "B"), TreeLine(1, "C", more=LeftOut(7, 2))]
    assert draw_tree(lines, more=LeftOut(5, 1), lang="en").text.splitlines() == [
        "A",
        "├── B",
        "├── C (… 7 below, 2 of them with a change)",
        "└── … and 3 more",
        "… and 5 more, 1 of them with a change",
    ]
    assert draw_tree(lines, more=LeftOut(5), limit=1, lang="en").text.splitlines() == [
        "A (… 12 below, 2 of them with a change)",
        "… and 5 more",
    ]


def test_a_superior_that_loses_its_last_subordinate_and_a_cell_that_gets_its_first_are_added_up_right() -> None:
    tree = Hierarchy(
        [
            Organization("tp", "Thành phố", Form.DANG_BO, Level.IMMEDIATE_SUPERIOR),
            Organization("a", "A", Form.DANG_BO, Level.GRASSROOTS, "tp"),
            Organization("b", "B", Form.DANG_BO, Level.GRASSROOTS, "tp"),
            Organization("a-1", "A1", Form.CHI_BO, Level.BELOW_GRASSROOTS, "a", full=5),
        ],
        as_of="2023-04-30",
    )
    draft = Plan("2023-06-01", "tp", PAPER, [Reassign("a-1", to="b")]).preview(tree).draft
    kept = totals.handed_on(tree._branches_from("tp"), tree, draft, draft.touched)  # noqa: SLF001 - what is handed on
    assert kept == {"tp": (4, 5, 0), "b": (2, 5, 0)}


# --- findings of one kind ------------------------------------------------------------------------------------------


def _ward(cells: int, *, full: int = 1) -> Hierarchy:
    """A ward of cells that are all too small."""
    ward = Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
    return Hierarchy(
        [
            ward,
            *(
                Organization(f"cb-{n}", f"Chi bộ {n}", Form.CHI_BO, Level.BELOW_GRASSROOTS, "dbp", full=full or n + 40)
                for n in range(cells)
            ),
        ],
        as_of="2023-04-30",
    )


def test_up_to_forty_findings_of_a_kind_are_told_one_by_one_and_more_as_one_that_counts_them() -> None:
    few = _ward(40).check().select(code="org/too-few-members")
    assert [found.subjects for found in few] == [(f"cb-{n}",) for n in range(40)]
    (one,) = _ward(41).check().select(code="org/too-few-members")
    assert one.subjects == tuple(f"cb-{n}" for n in range(41))
    assert one.subject == "cb-0"
    assert dict(one.facts)["count"] == 1
    assert one.message.endswith("; the same of 40 others: 'cb-1', 'cb-2', 'cb-3', 'cb-4', 'cb-5' ...")
    assert replace(one, also=("cb-1",)).message.endswith("; the same of 1 other: 'cb-1'")
    assert "; 40 trường hợp khác cũng vậy: 'cb-1'" in one.text()
    assert one.as_dict()["subjects"] == list(one.subjects)
    assert repr(one).startswith("Finding('org/too-few-members', 'cb-0' and 40 more, warn")
    assert tuple(one.each()) == tuple(replace(one, subject=key, also=()) for key in one.subjects)


def test_a_finding_about_many_is_found_by_any_of_them() -> None:
    found = _ward(50).check()
    assert len(found.select(subject="cb-49", code="org/too-few-members")) == 1
    assert not found.select(subject="cb-50")
    assert found.group(by="subject")["cb-7"] == found.group(by="subject")["cb-49"]
    assert found.group(by="code")["org/too-few-members"][0].subjects[-1] == "cb-49"


def test_of_a_thousand_warnings_with_figures_of_their_own_one_is_left_with_what_they_share() -> None:
    sizes = _ward(1_001, full=0).check().select(code="org/large-cell")
    assert len(sizes) == 1
    assert len(sizes[0].subjects) == 1_001
    assert {name for name, _ in sizes[0].facts} == {"limit", "consent"}
    assert "has … members" in sizes[0].message
    assert len(_ward(1_000, full=0).check().select(code="org/large-cell")) == 1_000


def _communes(cells: int) -> Hierarchy:
    """A district with two communes; all cells of villages stand in one of them."""
    return Hierarchy(
        [
            Organization("tp", "Đảng bộ tỉnh", Form.DANG_BO, Level.PROVINCIAL),
            Organization("h", "Đảng bộ huyện", Form.DANG_BO, Level.IMMEDIATE_SUPERIOR, "tp"),
            Organization("a", "Đảng bộ xã A", Form.DANG_BO, Level.GRASSROOTS, "h"),
            Organization("b", "Đảng bộ xã B", Form.DANG_BO, Level.GRASSROOTS, "h"),
            *(
                Organization(
                    f"k-{n}", f"Chi bộ thôn {n}", Form.CHI_BO, Level.BELOW_GRASSROOTS, "a", "residential_area", full=9
                )
                for n in range(cells)
            ),
        ],
        as_of="2024-12-31",
    )


def test_a_paper_cures_one_of_many_and_the_others_go_on_to_block() -> None:
    plan = Plan("2025-01-15", "tp", PAPER, [Dissolve("a", children_to="h")])
    (one,) = plan.preview(_communes(60)).blocking.select(subject="k-0")
    assert (one.code, len(one.subjects), one.operation) == ("plan/kind-not-allowed", 60, 1)
    cured = replace(plan, waivers=(Waiver(one.code, "k-7", PAPER), Waiver(one.code, "k-70", PAPER)))
    found = cured.preview(_communes(60)).findings
    assert [each.severity.value for each in found.select(code=one.code, subject="k-7")] == ["warn"]
    blocking = [key for each in found.select(severity=Severity.BLOCK) for key in each.subjects]
    assert blocking == [f"k-{n}" for n in range(60) if n != 7]
    assert [(each.code, each.subject) for each in found if "waive" in each.code] == [
        ("plan/waiver-unused", "k-70"),
        ("plan/waived", "k-7"),
    ]
    with pytest.raises(PlanRejectedError, match="the same of 58 others"):
        cured.apply(_communes(60))


@pytest.mark.parametrize("superior", ["h", "b", "tp"])
@pytest.mark.parametrize("day", ["2025-01-15", "2026-10-01"])
def test_cells_judged_by_kind_of_place_get_the_findings_each_would_get_alone(superior: str, day: str) -> None:
    def found(cells: int) -> set[tuple[str, str, str]]:
        operations = [Reassign(f"k-{n}", to=superior) for n in range(cells)]
        preview = Plan(day, "tp", PAPER, operations).preview(_communes(cells))
        singles = [single for one in preview.findings for single in one.each()]
        return {(one.code, one.severity.value, one.subject) for one in singles if one.subject.startswith("k-")}

    alone = {(code, severity) for code, severity, _ in found(1)}
    assert found(60) == {(code, severity, f"k-{n}") for code, severity in alone for n in range(60)}


def test_a_ledger_tolerates_and_tells_each_of_many(country: Hierarchy) -> None:
    unknown = [f"nobody-{n}" for n in range(60)]
    plan = Plan("2025-06-01", country.root.id, PAPER, [Merge(unknown, into=country.root.id)])
    with pytest.raises(PlanRejectedError) as refused:
        History(country).enact(plan)
    assert {one.subject for one in refused.value.findings} >= set(unknown)


# --- the wall and the page -----------------------------------------------------------------------------------------


def _rated(tree: Hierarchy) -> list[RatingRecord]:
    tiers = sorted(Rating)
    return [RatingRecord(org.id, 2024, tiers[number % len(tiers)]) for number, org in enumerate(tree)]


def test_a_wall_of_more_than_a_thousand_units_adds_them_up_and_says_how_to_see_one_branch(country: Hierarchy) -> None:
    records = _rated(country)
    rated = {record.subject: record.rating for record in records}
    wall = card_wall(country, records=records, year=2024, lang="en")
    below = country.children(country.root)[0]
    units = [org for org in country.descendants(below) if org.level is Level.GRASSROOTS or org.form is Form.CHI_BO]
    assert f"under='{below.id}'" in wall.text
    assert f"lập trang của riêng một nhánh, chẳng hạn '{below.id}'" in card_wall(
        country, records=(), year=2024
    ).text.replace("\n", " ")
    figures = [line for line in wall.text.splitlines() if line.startswith(below.name)]
    shown = [int(word.replace(",", "")) for line in figures for word in line.removeprefix(below.name).split()]
    cells = sum(org.form is Form.CHI_BO for org in units)
    tiers = [sum(rated[org.id] is tier for org in units) for tier in sorted(Rating, reverse=True)]
    grassroots = sum(org.level is Level.GRASSROOTS for org in units)
    assert shown == [grassroots, cells, country.headcount(below).total, *tiers, 0, 0]


def test_a_branch_of_a_large_tree_has_its_own_wall_and_page(country: Hierarchy) -> None:
    records = _rated(country)
    ward = next(org for org in country if org.level is Level.GRASSROOTS and org.form is Form.DANG_BO)
    cells = country.children(ward)
    wall = card_wall(country, records=records, year=2024, under=ward, lang="en")
    assert wall.text.replace("\n", " ").startswith(
        f"Grassroots organizations and cells by their rating of 2024, {ward.name}: 1 card"
    )
    assert card_wall(country, records=records, year=2024, under=cells[0], lang="en").html.count(cells[1].name) > 0
    document = page(country, records=records, year=2024, previous=country, under=ward)
    assert f"<h1>{ward.name}</h1>" in document
    assert all(cell.name in document for cell in cells)
    people = country.headcount(ward).total
    assert f"{people} đảng viên" in document
    assert country.root.name not in document


def test_a_page_does_not_grow_with_the_tree(country: Hierarchy) -> None:
    larger = datasets.synthetic_country(9_000, 150_000)
    sizes = [len(page(tree, records=_rated(tree), year=2024)) for tree in (country, larger)]
    assert sizes[1] < 1.2 * sizes[0]
    assert sizes[1] < 60_000
