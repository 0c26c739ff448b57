"""What is shown costs what is shown: totals are kept and handed on, lines made for what is drawn, the rest counted."""

from __future__ import annotations

import re

import pytest

from dangbo import Document, Form, Hierarchy, Level, Merge, Organization, Plan, Reassign, Rename, datasets
from dangbo.render import LeftOut, TreeLine, draw_tree
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
