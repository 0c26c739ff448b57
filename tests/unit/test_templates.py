"""Empty workbooks: every heading is understood, every word offered is one that is read, nothing is written over."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import dangbo as db
from dangbo.__main__ import main
from dangbo.base.errors import InvalidInputError, TermError
from dangbo.base.findings import Lang
from dangbo.io.grids import Grid, column_name
from dangbo.io.headings import Taken, hit, taken_of
from dangbo.io.sources import open_workbook
from dangbo.io.templates import _LISTS, TEMPLATES, _headed, write_templates
from dangbo.rules import RuleBook
from dangbo.rules.forms import group_key, listed_names
from tests.workbooks import Page, workbook

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


@pytest.mark.parametrize(("file", "row"), [("danh-sach-dang-vien-toan-quoc.xlsx", 7), ("danh-sach-dang-vien.xlsx", 3)])
def test_a_heading_has_its_comment_and_only_a_closed_list_refuses_another_word(
    written: dict[str, Path], file: str, row: int
) -> None:
    with zipfile.ZipFile(written[file]) as parts:
        comments, cells = (parts.read(f"xl/{name}1.xml").decode() for name in ("comments", "worksheets/sheet"))
    assert {*re.findall(r'<comment ref="[A-Z]+([0-9]+)"', comments)} == {str(row)}
    rules = re.findall(r'<dataValidation type="list"([^>]*) sqref="([A-Z]+)', cells)
    refusing = {letters: "errorStyle" not in how for how, letters in rules}
    columns = taken(written[file], "profiles")
    fields = {one.field: refusing.get(column_name(one.column)) for one in columns}
    assert (fields["sex"], fields["ethnic_group"], fields["religion"], fields["name"]) == (True, False, False, None)


def filled(column: Any, at: int, words: Mapping[str, Sequence[str]]) -> str:  # noqa: ANN401 - a column of a template
    """What somebody writes into a cell of a template: a word it offers, each in its turn, or what its heading asks."""
    heading = column.heading
    if offered := words.get(column.offers):
        return offered[at % len(offered)]
    days = {"Sinh ngày": 1950, "Ngày sinh": 1950, "Ngày quyết định kết nạp": 1980, "Ngày vào Đảng": 1981,
            "Ngày kết nạp": 1981, "Ngày chính thức": 1982, "Đến ngày": 2026}  # fmt: skip
    counts = {"Năm xếp loại": "2025", "Triệu tập": "20", "Có mặt": "17", "Vắng có lý do": "2", "Vắng không lý do": "1"}
    if heading in counts or column.offers == "count" or heading.startswith("Số phút"):
        return counts.get(heading, "3")
    if heading.startswith(("Ngày", "Từ ngày", "Sinh ngày", "Đến ngày")):
        return f"{at % 28 + 1:02}/06/{days.get(heading, 2025)}"
    numbers = {
        "Số định danh": f"001050{at:06}",
        "Số thẻ": f"2{at:07}",
        "Số CMND": f"1{at:08}",
        "ID (UUID)": f"{at:08x}-0000-4000-8000-000000000000",
    }
    return next(
        (text for begin, text in numbers.items() if heading.startswith(begin)),
        f"ma-{at}" if "Mã" in heading else "Chi bộ thôn một",
    )


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.file)
@pytest.mark.parametrize("columns", ["all", "starred"])
def test_what_is_filled_in_is_read_whatever_word_is_chosen(template: Any, columns: str) -> None:  # noqa: ANN401
    some = [*template.columns]
    words = {name: [*dict.fromkeys(of(RuleBook.default()))] for name, of in _LISTS.items()}
    count = max([len(words.get(column.offers, ())) for column in some] + [3])
    if template.groups:  # headings on two lines: those below a group mean nothing alone
        some = [column for column in some if column.heading not in {"Quốc gia", "Tỉnh/Thành", "Chi tiết"}]
    blank = set() if columns == "all" else {one.heading for one in some if not one.must} - {"Mức xếp loại"}
    rows = [["" if one.heading in blank else filled(one, at, words) for one in some] for at in range(count)]
    heads = [column.heading for column in some]
    for row in rows:
        told = dict(zip(heads, row, strict=True))
        if told.get("Tình trạng xếp loại") and told["Tình trạng xếp loại"] != db.RatingStatus.RATED.label:
            row[heads.index("Mức xếp loại")] = ""
        if told.get("Vắng có lý do") == "":
            row[heads.index("Có mặt")] = told["Triệu tập"]
        if told.get("Thành phần họp"):
            row[heads.index("Thành phần họp")] = "Cấp ủy" if told["Loại buổi họp"] == "Họp cấp ủy" else "Chi bộ"
        if "Sự kiện" in told:
            row[heads.index("Chi tiết")] = ""
        if "Ngày rời/mất/miễn SH" in told and told["Trạng thái hoạt động"] == "Đang sinh hoạt Đảng":
            row[heads.index("Ngày rời/mất/miễn SH")] = ""
    text = "\n".join(";".join(f'"{cell}"' for cell in row) for row in [[_headed(column) for column in some], *rows])
    read = db.read_table(text.encode(), template.kind, on_problem="take-good-rows")

    assert read.problems.select(severity=db.Severity.BLOCK) == db.Findings([])
    assert len(read.records) == count


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


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_check_passes_over_the_guide_and_names_a_sheet_of_somebody_else(
    tmp_path: Path, lang: Lang, capsys: pytest.CaptureFixture[str]
) -> None:
    files = write_templates(tmp_path, lang=lang)
    main(["check", *map(str, files), "--lang", lang])
    told = capsys.readouterr().out
    assert told.count("table/no-rows") == len(files)
    assert not re.search(r"không\s+nhận\s+ra\s+danh\s+sách|no\s+list\s+is\s+recognized", told)
    rows = [["Mã", "Tên tổ chức", "Loại tổ chức", "Cấp trên"], ["db", "Đảng bộ xã A", "đảng bộ cơ sở", ""]]
    name = {"vi": "Hướng dẫn", "en": "How to fill it in"}[lang]
    other = tmp_path / "khac.xlsx"
    other.write_bytes(workbook(Page(name, [["Việc"], ["Họp"]]), Page("Tổ chức", rows)))
    main(["check", str(other), "--lang", lang])
    assert f"'{name}'" in " ".join(capsys.readouterr().out.split())
