"""Empty workbooks: every heading is understood, every word offered is one that is read, nothing is written over."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

import dangbo as db
from dangbo.base.errors import InvalidInputError, TermError
from dangbo.base.findings import Lang
from dangbo.io.grids import Grid
from dangbo.io.headings import Taken, hit, taken_of
from dangbo.io.sources import open_workbook
from dangbo.io.templates import TEMPLATES, write_templates
from dangbo.rules import RuleBook
from dangbo.rules.forms import group_key, listed_names

NEEDED = {
    "organizations": {"id", "name", "form", "level", "parent"},
    "groups": {"id", "name", "kind"},
    "seats": {"organization", "post", "holder", "since"},
    "ratings": {"subject", "year", "rating"},
    "meetings": {"cell", "on"},
    "visits": {"member", "cell", "on"},
    "life events": {"member", "kind", "on"},
    "prospects": {"person", "cell", "stage", "on"},
    "profiles": {"name", "born", "personal_id", "admitted", "recognized", "organization"},
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {path.name: path for path in write_templates(tmp_path_factory.mktemp("templates"))}


def header(grid: Grid) -> dict[int, list[str]]:
    """What stands above each column: one line of a flat list, two of the national list."""
    top = 5 if len(grid.rows) > 5 and grid.rows[5][0] == "STT" else 2
    lines = [list(row) for row in grid.rows[top : 7 if top == 5 else 3]]
    for span in grid.merged:
        if span.top == top and span.bottom == top:
            lines[0][span.left : span.right + 1] = [lines[0][span.left]] * (span.right - span.left + 1)
    return {at: [str(line[at]) for line in lines if line[at] is not None] for at in range(grid.width)}


def taken(path: Path, kind: str) -> tuple[Taken, ...]:
    found, same = taken_of(header(open_workbook(path).grids[0]), kind)  # type: ignore[arg-type] # a kind
    assert same == ()
    return found


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.file)
def test_every_heading_is_understood_and_no_field_stands_twice(written: dict[str, Path], template: object) -> None:
    file, kind = template.file, template.kind  # type: ignore[attr-defined] # a template
    columns = taken(written[file], kind)
    assert [one.heading for one in columns if not one.fields] == []
    fields = [field for one in columns for field in one.fields]
    assert len(fields) == len({*fields})
    assert NEEDED[kind] <= {*fields}


def test_there_is_a_template_for_every_kind_of_table() -> None:
    assert {one.kind for one in TEMPLATES} == {*NEEDED}


def test_the_national_list_has_its_29_columns_with_headings_in_rows_6_and_7(written: dict[str, Path]) -> None:
    grid = open_workbook(written["danh-sach-dang-vien-toan-quoc.xlsx"]).grids[0]
    assert (len(grid.rows), grid.width) == (7, 29)
    assert [grid.rows[5][at] for at in (14, 17, 20)] == ["Nơi đăng ký khai sinh", "Quê quán", "Thường trú"]
    fields = [one.fields for one in taken(written["danh-sach-dang-vien-toan-quoc.xlsx"], "profiles")]
    assert fields[14:17] == [("birth_country",), ("birth_province",), ("birth_detail",)]


def offered(path: Path) -> dict[str, list[str]]:
    """The lists of words of a workbook by the heading they are of."""
    (grid,) = [one for one in open_workbook(path).grids if not one.visible]
    return {str(words[0]): [str(word) for word in words[1:] if word] for words in zip(*grid.rows, strict=True)}


def test_ethnic_groups_and_religions_are_those_of_the_rulebook(written: dict[str, Path]) -> None:
    words = offered(written["danh-sach-dang-vien-toan-quoc.xlsx"])
    for heading, rule in (("Dân tộc", "statistics-ethnic-groups"), ("Tôn giáo", "statistics-religions")):
        known = listed_names(RuleBook.default().at("2026-12-31"), rule)
        assert len(words[heading]) > 5
        assert {group_key(word) for word in words[heading]} <= {*known}
    assert "Không" in words["Tôn giáo"]


def test_every_word_offered_is_one_that_is_read(written: dict[str, Path]) -> None:
    words = offered(written["to-chuc-dang.xlsx"])
    assert [*map(db.Form.parse, words["Hình thức"])] == [*db.Form]
    assert [*map(db.Level.parse, words["Cấp"])] == [*db.Level]
    words = offered(written["danh-sach-dang-vien.xlsx"])
    assert [*map(db.Sex.parse, words["Giới tính"])] == [*db.Sex]
    assert [*map(db.MemberStatus.parse, words["Loại đảng viên"])] == [*db.MemberStatus]


@pytest.mark.parametrize("file", [one.file for one in TEMPLATES])
def test_a_template_holds_no_formula_and_comments_on_its_headings(written: dict[str, Path], file: str) -> None:
    with zipfile.ZipFile(BytesIO(written[file].read_bytes())) as whole:
        parts = {name: whole.read(name).decode("utf-8", "replace") for name in whole.namelist()}
    assert [name for name, text in parts.items() if "<f>" in text] == []
    assert any(name.startswith("xl/comments") for name in parts)
    assert "<dataValidation " in parts["xl/worksheets/sheet1.xml"]


def test_what_somebody_filled_in_is_not_written_over(tmp_path: Path) -> None:
    mine = tmp_path / TEMPLATES[3].file
    mine.write_bytes(b"filled in")
    with pytest.raises(InvalidInputError) as error:
        write_templates(tmp_path)
    assert [one.code for one in error.value.findings] == ["table/template-is-there"]
    assert [one.name for one in tmp_path.iterdir()] == [mine.name]
    assert mine.read_bytes() == b"filled in"


@pytest.mark.parametrize(("lang", "word"), [("vi", "Hướng dẫn"), ("en", "How to fill it in")])
def test_it_is_explained_in_either_language(tmp_path: Path, lang: Lang, word: str) -> None:
    (path, *_) = write_templates(tmp_path / "new", lang=lang)
    assert word in [grid.sheet for grid in open_workbook(path).grids]


def test_another_language_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(TermError):
        write_templates(tmp_path, lang="de")  # type: ignore[arg-type] # that is the point
    assert [*tmp_path.iterdir()] == []


def test_the_guide_is_taken_for_no_table(written: dict[str, Path]) -> None:
    for template in TEMPLATES:
        guide = next(one for one in open_workbook(written[template.file]).grids if one.sheet == "Hướng dẫn")
        rows = [[str(cell) for cell in row if cell] for row in guide.rows]
        assert max(sum(bool(hit([cell], template.kind)) for cell in row) for row in rows) <= 1
