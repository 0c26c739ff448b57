"""Tables as files: values are values, no cell is a formula, and a file is whole or not there."""

from __future__ import annotations

import datetime as dt
import os
import re
import stat
import zipfile
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook

from dangbo import InvalidInputError, MissingExtraError, Points, Share, write_csv, write_xlsx
from dangbo.base.text import format_date, format_number
from dangbo.io.grids import MOST_CHARACTERS, MOST_COLUMNS
from dangbo.io.whole_files import in_place_of
from dangbo.io.workbooks import new_workbook, sheet_name, shortened
from dangbo.render.table import Cell, Column, Table

if TYPE_CHECKING:
    from dangbo.base.findings import Lang

DAY = dt.date(2025, 8, 31)
MOMENT = dt.datetime(2025, 8, 31, 7, 30)  # noqa: DTZ001 - as a workbook has it
LIVE = ("=1+1", '=HYPERLINK("http://a.b","x")', "+84912", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "{=1+1}")


def one_column(*cells: str, title: str = "") -> Table:
    return Table(title, [Column("Giá trị")], [[cell] for cell in cells])


def read_back(path: Path) -> list[list[list[object]]]:
    book = CalamineWorkbook.from_path(str(path))
    return [[list(row) for row in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names]


def part(path: Path, name: str = "xl/worksheets/sheet1.xml") -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def formats(path: Path) -> list[str]:
    """The formats of the cells below the heading of a sheet with one column and no title, top down."""
    styles = part(path, "xl/styles.xml")
    named = dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', styles))
    named |= {"0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "49": "@"}
    known = re.findall(r'<xf numFmtId="(\d+)"', styles.split("<cellXfs")[1])
    cells = re.findall(r'<c r="A\d+"(?: s="(\d+)")?', part(path))[1:]
    return [named[known[int(cell or 0)]].replace("&quot;", '"') for cell in cells]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_numbers_shares_and_days_leave_as_what_they_are(tmp_path: Path, lang: Lang) -> None:
    share, points = Share(350_459, of=365_911), Points(Fraction(-7, 3))
    cells = (
        Cell(27960, format_number(27960, lang=lang)),
        Cell(Fraction(121, 8), format_number(Fraction(121, 8), decimals=1, lang=lang)),
        Cell(share, share.text(decimals=2, lang=lang)),
        Cell(points, points.text(lang=lang)),
        Cell(DAY, format_date(DAY, lang=lang)),
        Cell(-3, "-3"),
        Cell(7, "+7"),
        Cell(28, "28 đồng chí"),
        Cell(2025, "2025"),
    )
    path = tmp_path / "a.xlsx"
    write_xlsx(path, one_column(*cells))
    values = [row[0] for row in read_back(path)[0][1:]]
    assert values == [
        27960, 15.125, pytest.approx(350_459 / 365_911, abs=1e-15), pytest.approx(-7 / 3), DAY, -3, 7, 28, 2025,
    ]  # fmt: skip
    unit = points.text(lang=lang).partition(" ")[2]
    assert formats(path) == [
        "#,##0", "#,##0.0", "#,##0.00%", f'#,##0.0" {unit}"', "dd/mm/yyyy", "#,##0", "+#,##0;-#,##0;#,##0",
        '#,##0" đồng chí"', "0",
    ]  # fmt: skip


def test_a_cell_whose_words_say_more_than_its_value_leaves_as_words(tmp_path: Path) -> None:
    cells = (
        Cell(Share(95, of=173), "95/173 (54,9%)"),
        Cell(DAY, "trước 31/8/2025"),
        Cell(12, "khoảng một tá"),
        Cell(None, "-"),
        Cell(dt.date(1899, 5, 19), "19/5/1899"),
        Cell(10**18 + 1, format_number(10**18 + 1)),
    )
    path = tmp_path / "a.xlsx"
    write_xlsx(path, one_column(*cells))
    assert [row[0] for row in read_back(path)[0][1:]] == [str(cell) for cell in cells]


def test_ids_are_text_and_keep_their_zeros(tmp_path: Path) -> None:
    ids = ("001085012345", "19060001234", "1E5", "12/12", "0")
    path = tmp_path / "a.xlsx"
    write_xlsx(path, one_column(*ids))
    assert [row[0] for row in read_back(path)[0][1:]] == list(ids)
    assert formats(path) == ["@"] * len(ids)


@pytest.mark.parametrize("words", LIVE)
def test_no_cell_is_a_formula_whatever_it_holds(tmp_path: Path, words: str) -> None:
    table = Table(words, [Column(words), Column("x")], [[words, Cell(words, words)]], notes=[words], source=words)
    path = tmp_path / "a.xlsx"
    write_xlsx(path, {words: table})
    assert "<f" not in re.sub(r"<f(ont|ill|onts|ills|ormat)\b", "", part(path))
    assert "<hyperlink" not in part(path)
    (rows,) = read_back(path)
    assert sum(cell == words.replace("\r", "_x000D_") or cell == words for row in rows for cell in row) >= 4

    write_csv(tmp_path / "a.csv", table)
    text = (tmp_path / "a.csv").read_bytes().decode("utf-8-sig")
    first = "'" if words[0] in "=+-@\t\r" else ""
    assert text.startswith('"' + (first + words).replace('"', '""') + '";"x"\r\n')


def test_a_csv_opens_in_a_vietnamese_spreadsheet(tmp_path: Path) -> None:
    head = [Column("Tên"), Column("Số"), Column("Tỷ lệ"), Column("Ngày")]
    share = Share(350_459, of=365_911)
    row = ["Chi bộ; tổ 4\nB", Cell(27960, "27.960"), Cell(share, share.text(decimals=2)), Cell(DAY, "31/8/2025")]
    for separator, mark in ((";", ","), (",", "."), ("\t", ",")):
        write_csv(tmp_path / "a.csv", Table("", head, [row], notes=["x"]), separator=separator)  # type: ignore[arg-type]
        data = (tmp_path / "a.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        expected = ['"Chi bộ; tổ 4\nB"', "27960", f"95{mark}78%", "31/08/2025"]
        assert data.decode("utf-8-sig").split("\r\n")[1] == separator.join(expected)


def test_another_separator_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError):
        write_csv(tmp_path / "a.csv", one_column("x"), separator="x")  # type: ignore[arg-type]
    assert not [*tmp_path.iterdir()]


def test_a_sheet_shows_title_headings_rows_notes_and_source(tmp_path: Path) -> None:
    table = Table(
        "Cơ cấu, 30/4/2023",
        [Column("Loại"), Column("Số lượng", "right")],
        [["  trong đó: đảng bộ", Cell(75, "75")], ["Tổng cộng", Cell(100, "100")]],
        notes=["Tính được từ dữ liệu."],
        source="báo cáo năm",
        totals=[1],
    )
    path = tmp_path / "a.xlsx"
    write_xlsx(path, table)
    rows = [[cell for cell in row if cell != ""] for row in read_back(path)[0]]
    assert rows == [
        ["Cơ cấu, 30/4/2023"], [], ["Loại", "Số lượng"], ["trong đó: đảng bộ", 75], ["Tổng cộng", 100], [],
        ["Tính được từ dữ liệu."], ["Nguồn: báo cáo năm"],
    ]  # fmt: skip
    assert 'ySplit="3"' in part(path)
    assert 'state="frozen"' in part(path)
    assert "_xlnm.Print_Titles" in part(path, "xl/workbook.xml")


def test_several_tables_have_a_sheet_each_with_names_a_workbook_takes(tmp_path: Path) -> None:
    long = "Biến động đảng viên năm 2025 của Đảng bộ phường Phan Đình Phùng"
    titles = [long, long, "a/b:c[d]*?\\", "", "HISTORY", "'x'", "History", "ẮẮẮ", "ắắắ", "👍" * 40]
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [one_column("1", title=title) for title in titles])
    names = CalamineWorkbook.from_path(str(path)).sheet_names
    assert len({name.casefold() for name in names}) == len(titles)
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= 31 for name in names)
    assert not any(set(name) & set("[]:*?/\\") or name.strip("'") != name for name in names)
    assert names[:4] == ["Biến động đảng viên năm 2025", "Biến động đảng viên năm (2)", "a b c d", "Bảng 4"]
    assert "history" not in {name.casefold() for name in names}


def test_names_given_are_the_names_of_the_sheets(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", {"Biểu 1": one_column("x", title="t"), "Biểu 3": one_column("y", title="t")})
    assert CalamineWorkbook.from_path(str(tmp_path / "a.xlsx")).sheet_names == ["Biểu 1", "Biểu 3"]


def test_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as caught:
        write_xlsx(tmp_path / "a.xlsx", [])
    assert caught.value.findings[0].code == "table/cannot-be-written"
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("bad", ["x" * (MOST_CHARACTERS + 1), "😀" * (MOST_CHARACTERS // 2 + 1), "a\ud800"])
def test_what_no_cell_holds_is_told_by_place_and_nothing_is_written(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"before")
    with pytest.raises(InvalidInputError) as caught:
        write_xlsx(path, one_column("fine", bad, bad))
    assert [dict(one.facts)["cell"] for one in caught.value.findings] == ["A3", "A4"]
    assert bad[:10] not in str(caught.value)
    assert path.read_bytes() == b"before"
    assert [*tmp_path.iterdir()] == [path]


def test_the_longest_cell_is_written_whole_and_a_longer_one_can_be_cut(tmp_path: Path) -> None:
    whole, cut = "x" * MOST_CHARACTERS, shortened("😀" * 1_000_000, lang="en")
    write_xlsx(tmp_path / "a.xlsx", one_column(whole, cut))
    assert [row[0] for row in read_back(tmp_path / "a.xlsx")[0][1:]] == [whole, cut]
    assert cut.endswith("… (cut; it has 1000000 characters)")


def test_a_table_wider_than_a_sheet_is_refused(tmp_path: Path) -> None:
    table = Table("t", [Column("x")] * (MOST_COLUMNS + 1), [])
    with pytest.raises(InvalidInputError):
        write_xlsx(tmp_path / "a.xlsx", table)
    assert not [*tmp_path.iterdir()]


def test_control_characters_do_not_break_the_workbook(tmp_path: Path) -> None:
    words = "a\x00b\x07c\x1bd\ufffee_x0041_"
    write_xlsx(tmp_path / "a.xlsx", one_column(words, title="<script>&\x01"))
    assert "<script>" not in part(tmp_path / "a.xlsx", "xl/sharedStrings.xml")
    assert read_back(tmp_path / "a.xlsx")[0][3][0]


def test_the_same_tables_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_xlsx(tmp_path / name, one_column("x", Cell(1, "1"), title="t"))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_what_stood_there_stays_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"before")

    def fail() -> None:
        with in_place_of(path) as file:
            file.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_bytes() == b"before"
    assert [*tmp_path.iterdir()] == [path]


def test_a_new_file_is_its_owners_and_an_old_one_keeps_its_permissions(tmp_path: Path) -> None:
    new, old, link = tmp_path / "new.csv", tmp_path / "old.csv", tmp_path / "link.csv"
    old.write_bytes(b"before")
    old.chmod(0o640)
    link.symlink_to(old)
    write_csv(new, one_column("x"))
    write_csv(link, one_column("x"))
    assert stat.S_IMODE(new.stat().st_mode) == 0o600
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert old.read_bytes() != b"before"


def test_what_is_no_file_stays_and_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_xlsx(tmp_path / "none" / "a.xlsx", one_column("x"))
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name in ("folder", "pipe"):
        with pytest.raises(OSError, match=name):
            write_csv(tmp_path / name, one_column("x"))
    assert sorted(found.name for found in tmp_path.iterdir()) == ["folder", "pipe"]


def test_without_xlsxwriter_the_error_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError) as caught:
        write_xlsx(tmp_path / "a.xlsx", one_column("x"))
    assert caught.value.extra == "excel"
    assert not [*tmp_path.iterdir()]


def test_what_a_file_held_is_written_as_it_was(tmp_path: Path) -> None:
    values: list[str | float | bool | dt.date | dt.time | dt.timedelta | None] = [
        "0012", 12, 1.5, True, None, DAY, MOMENT, dt.time(7, 30), dt.timedelta(hours=30),
        dt.date(1890, 5, 19), 2**60, " x ", float("nan"),
    ]  # fmt: skip
    path = tmp_path / "a.xlsx"
    with new_workbook(path) as book:
        shown, hidden = book.sheet("a"), book.sheet("b", visibility="hidden")
        book.line(shown, 0, values)
        book.put(hidden, 0, 0, 12, {"bold": True}, shown_as="000000000000")
    found = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
    (row,) = found.get_sheet_by_name("a").to_python()
    assert row[:4] == ["0012", 12, 1.5, True]
    assert row[4:8] == ["", DAY, MOMENT, dt.time(7, 30)]
    assert row[8:] == [dt.timedelta(hours=30), "19/05/1890", str(2**60), " x ", "nan"]
    assert [str(sheet.visible).rpartition(".")[2] for sheet in found.sheets_metadata] == ["Visible", "Hidden"]
    assert 'formatCode="000000000000"' in part(path, "xl/styles.xml")


def test_names_of_sheets_are_cut_between_words() -> None:
    assert sheet_name("Một hai ba bốn năm sáu bảy tám chín") == "Một hai ba bốn năm sáu bảy tám"
    assert sheet_name("[]") == "1"


@pytest.mark.parametrize("kind", ["folder", "no folder", "long", "nul", "full"])
@pytest.mark.parametrize("end", [".xlsx", ".csv"])
def test_what_the_system_refuses_is_about_the_file_and_never_about_its_draft(
    kind: str, end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / f"dir{end}").mkdir()
    odd = {"folder": f"dir{end}", "no folder": f"none/a{end}", "long": "x" * 260 + end, "nul": f"a\0{end}"}
    name = odd.get(kind, f"a{end}")
    if kind == "full":

        def refuse(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(OSError, match=re.escape(end)) as refused:
        (write_xlsx if end == ".xlsx" else write_csv)(tmp_path / name, one_column("1"))
    assert Path(str(refused.value.filename)).name == Path(name).name
    assert [path.name for path in tmp_path.iterdir()] == [f"dir{end}"]


@pytest.mark.parametrize("name", ["a", "a.csv", "a.xls", "a.xlsm", "a.xlsx.bak", ".xlsx"])
def test_a_workbook_has_the_name_of_one_and_a_csv_has_not(name: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError):
        write_xlsx(tmp_path / name, one_column("1"))
    write_xlsx(tmp_path / "A.XLSX", one_column("1"))
    with pytest.raises(InvalidInputError):
        write_csv(tmp_path / "A.XLSX", one_column("1"))
    assert [path.name for path in tmp_path.iterdir()] == ["A.XLSX"]


@pytest.mark.parametrize("given", [None, 1, "abc", [1], {1: one_column("1")}, {"a": 1}])
def test_what_is_no_table_is_refused_in_words(given: Any, tmp_path: Path) -> None:  # noqa: ANN401 - anything at all
    with pytest.raises(InvalidInputError):
        write_xlsx(tmp_path / "a.xlsx", given)
    with pytest.raises(InvalidInputError):
        write_csv(tmp_path / "a.csv", given)
    assert [*tmp_path.iterdir()] == []


def test_a_row_is_as_high_as_its_words_ask(tmp_path: Path) -> None:
    heads = [Column("Chi bộ trực thuộc đảng ủy cơ sở"), Column("Đảng bộ bộ phận trực thuộc")]
    rows = [["cb", "1"], ["một\nhai\nba", "1"], ["chữ " * 60, "1"]]
    write_xlsx(tmp_path / "a.xlsx", Table("Cơ cấu tổ chức đảng và đảng viên tính đến ngày: Đảng bộ xã A", heads, rows))
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    heights = {int(row): float(height) for row, height in re.findall(r'<row r="(\d+)"[^>]* ht="([0-9.]+)"', sheet)}

    assert heights[1] >= 2 * 18  # a title wider than its table
    assert heights[3] >= 2 * 15
    assert 4 not in heights
    assert heights[5] == 3 * 15
    assert heights[6] >= 4 * 15
    assert max(heights.values()) <= 409


@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\u200b", "\v", "\x85", "\u202e", "\x1b"])
@pytest.mark.parametrize("sign", "=+-@\uff1d\ufe62")
def test_no_cell_of_a_csv_is_live_behind_what_nobody_sees(before: str, sign: str, tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", one_column(f"{before}{sign}1", "a=1", " a"))
    lines = (tmp_path / "a.csv").read_bytes().decode("utf-8-sig").split("\r\n")
    assert lines[1:4] == [f'"\'{before}{sign}1"', '"a=1"', '" a"']
