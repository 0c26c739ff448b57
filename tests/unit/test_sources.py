"""Files as they are opened: what they are, the cells as they lie there, and one clear error for what cannot be read."""

from __future__ import annotations

import datetime as dt
import re
import struct
import sys
import unicodedata
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from dangbo.base.errors import InvalidInputError, MissingExtraError
from dangbo.io import packages, sources
from dangbo.io.grids import Grid, Place, Span, Unread, cell_finding, column_name, column_number
from dangbo.io.packages import Styles, marked_cells, parts_of, styles_of
from dangbo.io.sources import open_workbook
from tests.mutations import mutated, outcome

SHEET = "xl/worksheets/sheet1.xml"
PERSON = "Phạm Thị Ví Dụ"
XLS = Path(__file__).parents[1] / "data" / "every_kind_of_cell.xls"
"""The workbook of `rich`, saved by LibreOffice as .xls."""


def made(fill: Callable[[Any, Any], None], **options: object) -> bytes:
    """A workbook whose first sheet somebody fills."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, **options})
    fill(book, book.add_worksheet("Danh sách"))
    book.close()
    return stream.getvalue()


@cache
def rich() -> bytes:
    """Cells of every kind."""

    def fill(book: Any, sheet: Any) -> None:  # noqa: ANN401 - xlsxwriter says nothing of its types
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ["Họ và tên", "Số", "Ngày"])
        sheet.write_row(1, 0, [PERSON, 12, None])
        sheet.write_datetime(1, 2, dt.date(1980, 2, 1), day)
        sheet.write_number(2, 1, 19060001234, book.add_format({"num_format": "000000000000"}))
        sheet.write_formula(3, 1, "=NA()", value="#N/A")
        sheet.write_string(4, 0, "Ph¹m V¨n A", book.add_format({"font_name": ".VnTime"}))
        sheet.write_string(5, 0, "Phaïm", book.add_format({"font_name": "VNI-Times"}))
        sheet.write_number(6, 2, 0.5, book.add_format({"num_format": "hh:mm"}))
        sheet.write_number(7, 2, 60, day)
        sheet.write_number(8, 2, -3, day)
        sheet.merge_range(9, 0, 10, 2, "Cộng: 28")
        sheet.write_number(11, 1, 2.5)
        sheet.write(12, 1, True)  # noqa: FBT003 - a cell that says yes
        sheet.write_blank(40, 20, None, day)
        book.add_worksheet("QUOCGIA").hide()
        book.add_chartsheet("Biểu đồ")

    return made(fill)


ROWS = [
    ("Họ và tên", "Số", "Ngày"),
    (PERSON, 12, dt.date(1980, 2, 1)),
    (None, 19060001234, None),
    (None, None, None),
    ("Ph¹m V¨n A", None, None),
    ("Phaïm", None, None),
    (None, None, dt.time(12, 0)),
    (None, None, 60),
    (None, None, -3),
    ("Cộng: 28", None, None),
    (None, None, None),
    (None, 2.5, None),
    (None, True, None),
]


def repacked(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A package with one part changed."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(stream, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            body = before.read(name)
            after.writestr(name, change(body) if name == part else body)
    return stream.getvalue()


def with_rows(rows: str) -> bytes:
    """A workbook whose sheet holds these rows, written by hand."""
    return repacked(
        made(lambda _, sheet: sheet.write(0, 0, 1)),
        SHEET,
        lambda body: re.sub(b"<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>".encode(), body),
    )


_SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    }.items()
)


def document(tables: str) -> bytes:
    """An OpenDocument spreadsheet of some tables."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
        body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        package.writestr("content.xml", f"<office:document-content {_SPACES}>{body}</office:document-content>")
    return stream.getvalue()


def text_cell(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


LISTED = (
    '<table:table table:name="DS"><table:table-row>'
    + text_cell("Họ và tên", 'table:number-columns-spanned="2"')
    + '<table:covered-table-cell/><table:table-cell table:number-columns-repeated="16382"/></table:table-row>'
    '<table:table-row table:number-rows-repeated="2">'
    '<table:table-cell office:value-type="date" office:date-value="1980-02-01"><text:p>01/02/80</text:p>'
    "</table:table-cell>"
    '<table:table-cell office:value-type="float" office:value="12"><text:p>12</text:p></table:table-cell>'
    '<table:table-cell table:formula="of:=NA()" office:value-type="string" calcext:value-type="error">'
    '<text:p>#N/A</text:p></table:table-cell><table:table-cell table:formula="of:=1+1"/></table:table-row>'
    '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row></table:table>"
)
LIST = "Họ và tên;Ngày sinh;Ghi chú\r\nPhạm Thị Ví Dụ;01/02/1980;\r\n\r\n"


@cache
def originals() -> tuple[bytes, ...]:
    """A file of each format."""
    texts = [LIST.encode(codec) for codec in ("utf-8", "utf-8-sig", "utf-16")]
    return rich(), XLS.read_bytes(), document(LISTED), *texts


def refusal(source: Any) -> InvalidInputError:  # noqa: ANN401 - anything may be given
    with pytest.raises(InvalidInputError) as caught:
        open_workbook(source)
    assert len(caught.value.findings) == 1
    return caught.value


def code_of(source: Any) -> str:  # noqa: ANN401 - as above
    return refusal(source).findings[0].code


# --- cells ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [rich(), XLS.read_bytes()], ids=["xlsx", "xls"])
def test_cells_are_what_lies_in_the_file(data: bytes) -> None:
    first, hidden = open_workbook(data).grids[:2]
    assert first.rows == ROWS
    assert [type(cell) for row in first.rows[1:3] for cell in row if cell is not None] == [str, int, dt.date, int]
    assert (first.sheet, first.visible, hidden.sheet, hidden.visible) == ("Danh sách", True, "QUOCGIA", False)
    assert first.fonts == {(4, 0): ".VnTime", (5, 0): "VNI-Times"}
    assert first.unread == {(3, 1): Unread.ERROR}
    assert first.number_formats == {(2, 1): "000000000000"}
    assert first.merged == (Span(9, 0, 10, 2),)
    assert first.epoch == 1900


def test_a_sheet_without_cells_is_told_and_not_left_out_silently() -> None:
    (note,) = open_workbook(rich()).notes
    assert (note.code, dict(note.facts)["sheet"]) == ("table/no-cells", "Biểu đồ")


def test_an_open_document_is_read_with_its_repeated_cells() -> None:
    book = open_workbook(document(LISTED))
    (grid,) = book.grids
    row = (dt.date(1980, 2, 1), 12, None, None)
    assert (book.format, grid.rows) == ("ods", [("Họ và tên", None, None, None), row, row])
    assert grid.merged == (Span(0, 0, 0, 1),)
    assert grid.unread == {
        (1, 2): Unread.ERROR,
        (1, 3): Unread.FORMULA,
        (2, 2): Unread.ERROR,
        (2, 3): Unread.FORMULA,
    }


def records(*made: tuple[int, bytes]) -> bytes:
    """Records of an .xlsb: kind and length in seven bits a byte."""
    head = [bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7]) for kind, _ in made]
    return b"".join(
        kind + bytes([len(body) & 0x7F | 0x80, len(body) >> 7]) + body
        for kind, (_, body) in zip(head, made, strict=True)
    )


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(*cells: tuple[int, bytes]) -> bytes:
    """An .xlsb of one sheet, written by hand: no program at hand writes one."""
    stream = BytesIO()
    links = '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>'
    sheet = struct.pack("<II", 0, 1) + wide("rId1") + wide("DS")
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        package.writestr("xl/_rels/workbook.bin.rels", links)
        package.writestr(
            "xl/workbook.bin", records((131, b""), (153, bytes(12)), (143, b""), (156, sheet), (144, b""), (132, b""))
        )
        size = struct.pack("<IIII", 0, 5, 0, 5)
        package.writestr(
            "xl/worksheets/sheet1.bin", records((129, b""), (148, size), (145, b""), *cells, (146, b""), (130, b""))
        )
    return stream.getvalue()


def binary_row(number: int) -> tuple[int, bytes]:
    return 0, struct.pack("<I", number) + bytes(13)


def binary_cell(kind: int, column: int, body: bytes) -> tuple[int, bytes]:
    return kind, struct.pack("<II", column, 0) + body


def test_rows_hidden_to_the_end_of_a_sheet_are_one_stretch() -> None:
    rows = '<row r="1"><c r="A1"><v>5</v></c></row>' + "".join(f'<row r="{n}" hidden="1"/>' for n in range(2, 1001))
    for more in ("", "<!-- -->"):  # searched, and read element by element
        sheet = f"<worksheet><sheetData>{rows}</sheetData>{more}</worksheet>".encode()
        assert marked_cells(sheet, Styles()).hidden_rows == [(1, 999)]


def test_a_binary_workbook_says_what_it_hides() -> None:
    def row(number: int, flags: int) -> tuple[int, bytes]:
        return 0, struct.pack("<IIHBB", number, 0, 300, 0, flags) + bytes(5)

    widths = [(60, struct.pack("<IIIIH", first, last, 9, 0, flags)) for first, last, flags in ((0, 0, 0), (1, 5, 1))]
    cells = [binary_cell(6, column, wide("Họ và tên")) for column in (0, 1, 2)]
    made_of = xlsb(row(0, 0), *cells, row(1, 0x10), *cells, row(2, 0x0F), *cells)
    (grid,) = open_workbook(
        repacked(
            made_of,
            "xl/worksheets/sheet1.bin",
            lambda body: body.replace(records((145, b"")), records((390, b""), *widths, (391, b""), (145, b""))),
        )
    ).grids
    assert (grid.hidden_rows, grid.hidden_columns) == (frozenset({1}), frozenset({1, 2}))


def test_a_binary_workbook_is_read_as_far_as_one_made_by_hand_goes() -> None:
    cells = (
        binary_row(0),
        binary_cell(6, 0, wide("Họ và tên")),
        binary_row(1),
        binary_cell(5, 0, struct.pack("<d", 12.0)),
    )
    (grid,) = open_workbook(xlsb(*cells, binary_cell(3, 1, b"\x2a"))).grids
    assert (grid.sheet, grid.rows, grid.unread) == ("DS", [("Họ và tên", None), (12, None)], {(1, 1): Unread.ERROR})
    far = (binary_row(1_048_575), binary_cell(5, 16_383, struct.pack("<d", 12.0)))
    assert code_of(xlsb(*cells, *far)) == "table/far-cell"


def test_a_formula_nobody_computed_is_unread_and_one_that_gives_no_text_is_blank() -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><f>1+1</f></c><c r="C1"><f>1+1</f><v></v></c>'
        '<c r="D1"><f>1+1</f><v>2</v></c><c r="E1"><f t="shared" si="0"/></c></row>'
    )
    (grid,) = open_workbook(with_rows(rows)).grids
    assert grid.rows == [(None, None, None, 2, None)]
    assert grid.unread == dict.fromkeys([(0, 1), (0, 2), (0, 4)], Unread.FORMULA)


def test_numbers_that_are_none_are_unread() -> None:
    (grid,) = open_workbook(with_rows('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>inf</v></c></row>')).grids
    assert (grid.rows, grid.unread) == ([(1, None)], {(0, 1): Unread.ERROR})


def test_days_of_old_macs_are_the_same_days() -> None:
    def fill(book: Any, sheet: Any) -> None:  # noqa: ANN401 - as above
        sheet.write_datetime(0, 0, dt.date(1980, 2, 1), book.add_format({"num_format": "dd/mm/yyyy"}))

    (grid,) = open_workbook(made(fill, date_1904=True)).grids
    assert (grid.rows, grid.epoch) == ([(dt.date(1980, 2, 1),)], 1904)


@pytest.mark.parametrize("respelled", ["prefixes", "comment", "order"])
def test_a_sheet_in_another_spelling_of_xml_is_looked_at_with_the_same_result(respelled: str) -> None:
    parts = parts_of(rich())
    sheet, styles = parts[SHEET], styles_of(parts)
    other = {
        "prefixes": re.sub(rb"<(/?)(?!\?)", rb"<\1x:", sheet).replace(b"xmlns=", b"xmlns:x="),
        "comment": sheet.replace(b"<sheetData>", b"<!-- c --><sheetData>"),
        "order": re.sub(rb'<c r="(\w+)" s="(\d+)"', rb'<c s="\2" r="\1"', sheet),
    }[respelled]
    usual = marked_cells(sheet, styles)
    assert other != sheet
    assert (usual.bottom, usual.right, len(usual.fonts)) == (
        40,
        20,
        2,
    )  # the blank cell that is only formatted reaches far
    exact = marked_cells(other, styles)
    assert (exact.bottom, exact.right) == (12, 2)
    assert (exact.fonts, exact.zeros, exact.unread, exact.numbers) == (
        usual.fonts,
        usual.zeros,
        usual.unread,
        usual.numbers,
    )


# --- bounds -----------------------------------------------------------------------------------------------------------


def test_a_value_far_away_is_refused_before_anything_makes_room_for_what_lies_between() -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    error = refusal(with_rows(far))
    assert error.findings[0].code == "table/far-cell"
    assert "XFD1048576" in error.text(lang="vi")
    (grid,) = open_workbook(with_rows(far.replace('<c r="XFD1048576"><v>1</v></c>', '<c r="XFD1048576" s="0"/>'))).grids
    assert grid.rows == [(1,)]


def test_as_many_columns_as_a_sheet_can_have() -> None:
    cells = "".join(f'<c r="{column_name(column)}1"><v>{column}</v></c>' for column in range(16_384))
    (grid,) = open_workbook(with_rows(f'<row r="1">{cells}</row>')).grids
    assert (grid.width, grid.rows[0][-1]) == (16_384, 16_383)


def test_rows_that_are_only_formatted_are_no_rows() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="0"/><c r="B{row}" s="0"/></row>' for row in range(2, 60_000))
    (grid,) = open_workbook(with_rows(f'<row r="1"><c r="A1"><v>1</v></c></row>{rows}')).grids
    assert grid.rows == [(1,)]


def test_what_unzips_to_more_than_is_read_is_refused_while_it_unzips(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = repacked(rich(), SHEET, lambda body: body + b" " * 30_000_000)
    assert len(bomb) < 60_000
    monkeypatch.setattr(packages, "MOST_INFLATED", 20_000_000)
    assert code_of(bomb) == "table/too-large-unzipped"


def test_a_directory_that_tells_a_smaller_size_is_not_believed() -> None:
    data = bytearray(repacked(rich(), SHEET, lambda body: body + b" " * 100_000))
    entry = data.rindex(SHEET.encode()) - 46  # of the directory at the end: its size stands 24 bytes behind its begin
    assert data[entry : entry + 4] == b"PK\x01\x02"
    data[entry + 24 : entry + 28] = struct.pack("<I", 10)
    assert code_of(bytes(data)) == "table/damaged-file"


def test_counts_nothing_can_be_behind_are_refused() -> None:
    def many(body: bytes) -> bytes:
        return re.sub(rb'uniqueCount="\d+"', b'uniqueCount="4294967295"', body)

    assert code_of(repacked(rich(), "xl/sharedStrings.xml", many)) == "table/damaged-file"


def test_entities_of_ones_own_are_refused() -> None:
    doctype = b'<!DOCTYPE worksheet [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    assert code_of(repacked(rich(), SHEET, lambda body: body.replace(b"<worksheet", doctype + b"<worksheet"))) == (
        "table/damaged-file"
    )


def test_a_name_of_a_megabyte_is_read_whole() -> None:
    name = "Đ" * 1_000_000
    assert open_workbook(f"Họ và tên;Tuổi\n{name};9\n".encode()).grids[0].rows[1] == (name, "9")
    long = with_rows(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{name}</t></is></c></row>')
    assert open_workbook(long).grids[0].rows == [(name,)]


def test_a_file_too_large_is_refused_by_its_size(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sources, "MOST_BYTES", 2_000_000)
    path = tmp_path / "ds.csv"
    path.write_bytes(b"a;b\n" * 600_000)
    for source in (path, path.read_bytes()):
        error = refusal(source)
        assert error.findings[0].code == "table/too-large"
        assert "3 MB" in error.text(lang="vi")
        assert "2 MB" in error.text(lang="vi")


# --- what a file is ---------------------------------------------------------------------------------------------------


def test_a_file_is_read_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "ds.xlsx"
    path.write_bytes(XLS.read_bytes())
    book = open_workbook(path)
    assert (book.file, book.format, book.grids[0].rows) == ("ds.xlsx", "xls", ROWS)
    assert [note.code for note in book.notes] == ["table/other-format"]
    path.with_suffix(".xls").write_bytes(rich())
    assert open_workbook(str(path.with_suffix(".xls"))).format == "xlsx"


def test_a_password_is_told() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert code_of(ole) == "table/password"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "table/empty-file"),
        (b"\n\n;;\n", "table/empty-file"),
        (b"%PDF-1.7\n", "table/unknown-format"),
        (b'ID;PSCALC3\nC;X1;Y1;K"a"\nE\n', "table/unknown-format"),
        (b'TABLE\r\n0,1\r\n"x"\r\n', "table/unknown-format"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "table/web-page"),
        (bytes(range(32)) * 40, "table/unknown-format"),
        (b"PK\x03\x04 not a zip", "table/damaged-file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "table/damaged-file"),
        (rich()[:-2000], "table/damaged-file"),
        (b"\xff\xfea\x00;", "table/damaged-file"),
        ('Họ và tên;Tuổi\n"Phạm;9\n'.encode(), "table/open-quotes"),
        (7, "table/no-source"),
        (None, "table/no-source"),
    ],
)
def test_what_is_no_table_is_refused_with_one_error_in_both_languages(data: object, code: str) -> None:
    error = refusal(data)
    assert error.findings[0].code == code
    assert error.text(lang="vi") != error.text(lang="en")
    assert "Phạm" not in error.text(lang="vi") + repr(error)


def test_paths_that_lead_to_no_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "mất.xlsx", "a\0b.csv", ""):
        assert code_of(path) == "table/no-file"
    if sys.platform != "win32":
        assert code_of("/dev/null") == "table/no-file"


def test_a_workbook_needs_the_extra_and_csv_needs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MissingExtraError) as caught:
        open_workbook(rich())
    assert (caught.value.extra, caught.value.package) == ("excel", "python-calamine")
    assert open_workbook(LIST.encode()).format == "csv"


def test_the_same_file_has_the_same_digest_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "ds.csv"
    path.write_bytes(LIST.encode())
    assert open_workbook(path).digest == open_workbook(LIST.encode()).digest
    assert open_workbook(path).digest != open_workbook(LIST.encode("utf-8-sig")).digest


def test_nothing_that_is_shown_holds_a_cell() -> None:
    book = open_workbook(rich())
    shown = [repr(book), str(book), *map(repr, book.grids), *map(str, book.notes)]
    assert not any("Phạm" in text for text in shown)


def test_progress_is_told_by_sheets() -> None:
    told: list[tuple[int, int | None]] = []
    open_workbook(rich(), progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


# --- CSV --------------------------------------------------------------------------------------------------------------

PEOPLE = [("Họ và tên", "Ngày sinh", "Ghi chú"), (PERSON, "01/02/1980", None)]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_list_in_text_is_the_same_list_however_it_was_saved(separator: str, newline: str, codec: str) -> None:
    text = LIST.replace(";", separator).replace("\r\n", newline)
    book = open_workbook(text.encode(codec))
    assert (book.grids[0].rows, book.notes) == (PEOPLE, ())


def test_cells_in_quotation_marks_keep_their_separators_and_lines() -> None:
    rows = open_workbook(b'a;b\n"x;\n""y""";2\n').grids[0].rows
    assert rows == [("a", "b"), ('x;\n"y"', "2")]


def test_the_line_that_tells_the_separator_is_no_row() -> None:
    assert open_workbook(b"sep=,\r\na;b,c\r\n").grids[0].rows == [("a;b", "c")]


def test_letters_are_neither_composed_nor_trimmed() -> None:
    decomposed = unicodedata.normalize("NFD", PERSON)
    assert open_workbook(f"Họ và tên;Tuổi\n {decomposed};9\n".encode()).grids[0].rows[1] == (f" {decomposed}", "9")


def windows_1258(text: str) -> bytes:
    """Vietnamese as Windows wrote it: letters with their shape, and the tone behind them."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    apart = [unicodedata.normalize("NFD", char) for char in unicodedata.normalize("NFC", text)]
    shaped = [
        unicodedata.normalize("NFC", "".join(part for part in char if part not in tones))
        + "".join(part for part in char if part in tones)
        for char in apart
    ]
    return "".join(shaped).encode("cp1258")


def test_bytes_of_the_time_before_unicode_are_told() -> None:
    text = "Họ và tên;Chi bộ\nNguyễn Văn Đường;Chi bộ thôn Phượng Hoàng\nTrần Thị Hạnh;Đảng ủy xã\n"
    book = open_workbook(windows_1258(text))
    assert book.grids[0].rows[1] == ("Nguyễn Văn Đường", "Chi bộ thôn Phượng Hoàng")
    assert [(note.code, dict(note.facts)["encoding"]) for note in book.notes] == [
        ("table/guessed-encoding", "Windows-1258")
    ]


@pytest.mark.parametrize(
    ("shown", "encoding"),
    [
        ("hä vµ tªn;chi bé\nnguyÔn v¨n ®­êng;chi bé th«n ph­îng hoµng\n", "TCVN3"),
        ("hoï vaø teân;chi boä\nnguyeãn vaên ñöôøng;chi boä thoân phöôïng hoaøng\n", "VNI"),
    ],
)
def test_bytes_of_old_fonts_stay_what_they_are(shown: str, encoding: str) -> None:
    book = open_workbook(shown.encode("cp1252"))
    assert [list(row) for row in book.grids[0].rows] == [line.split(";") for line in shown.splitlines()]
    assert [(note.code, dict(note.facts)["encoding"]) for note in book.notes] == [("table/old-encoding", encoding)]


def test_rows_of_another_width_are_told_by_their_numbers() -> None:
    book = open_workbook(b"a;b;c\n1;2;3\n1;2;3\n1;2;3;4\n1\n")
    assert book.grids[0].rows[3] == ("1", "2", "3", "4")
    (note,) = book.notes
    assert (note.code, dict(note.facts)["rows"]) == ("table/uneven-rows", "4, 5")


def test_nul_characters_are_kept_and_told() -> None:
    book = open_workbook(b"a;b\n1\x00;2\n" + b"1;2\n" * 5)
    assert book.grids[0].rows[1] == ("1\x00", "2")
    assert [note.code for note in book.notes] == ["table/nul-characters"]


def test_more_cells_than_are_read_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dangbo.io.text_files.MOST_CELLS", 1_000)
    assert code_of(b"a;b\n" * 400 + b";" * 100 + b"\n") == "table/too-many-cells"


# --- places -----------------------------------------------------------------------------------------------------------


def test_columns_are_named_as_spreadsheets_name_them() -> None:
    assert [column_name(at) for at in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(column_number(column_name(at)) == at for at in range(16_384))


def test_a_place_says_as_much_as_is_known() -> None:
    told = {
        Place("a.xlsx", "DS", 17, 27, "Sinh ngày"): "file 'a.xlsx', sheet 'DS', cell AB17 (column 'Sinh ngày')",
        Place("a.csv", "", 17): "file 'a.csv', row 17",
        Place("", "DS", column=1, heading="CCCD"): "sheet 'DS', column B ('CCCD')",
        Place("", "DS", 3, 0): "sheet 'DS', cell A3",
        Place(""): "the bytes given",
    }
    assert {place.words.en for place in told} == set(told.values())
    assert all(place.words.en == words for place, words in told.items())


def test_a_finding_about_a_cell_says_its_place_in_words_and_in_parts() -> None:
    found = cell_finding("table/open-quotes", Grid("a.csv", "", [["x"]]).place(0, 0, heading="CCCD"))
    facts = dict(found.facts)
    assert (facts["file"], facts["cell"], facts["row"], facts["column"]) == ("a.csv", "A1", 1, "CCCD")
    assert found.text(lang="vi").startswith("tệp 'a.csv', ô A1 (cột 'CCCD'): ")


@pytest.mark.parametrize("at", [30, 40, 44, 48, 56, 60, 64, 68, 72, 76, 512])
def test_a_compound_file_that_leads_in_circles_or_promises_too_much_is_left(at: int) -> None:
    whole = XLS.read_bytes()
    changed = (
        whole[:at] + struct.pack("<I", number) + whole[at + 4 :] for number in (0, 1, 2, 9, 0x7FFFFFFF, 0xFFFFFFFF)
    )
    assert {outcome(data).partition("/")[0] for data in changed} <= {"opened", "table"}


# --- files changed at random ------------------------------------------------------------------------------------------


def test_whatever_a_file_has_become_there_is_a_workbook_or_one_clear_error() -> None:
    """10,000 of them by `python -m tests.mutations`."""
    assert {outcome(mutated(seed, originals())).partition("/")[0] for seed in range(200)} == {"opened", "table"}


def test_lines_and_separators_within_quotation_marks_part_no_cells() -> None:
    r"""What parts the cells is found outside of cells such as "19/05/1990\n19/05/1991"."""
    for text in ('"a";"\r\t";"\t"\r\n', 'a;"x\ny,1,2\nz"\n', '"1\n2"|"3,4\n5,6"|c\n'):
        [row] = open_workbook(text.encode()).grids[0].rows
        assert len(row) == text.count(";") + text.count("|") + 1


def _sheet(*cells: str) -> bytes:
    rows = "".join(
        f'<row r="{cell.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{cell}"><v>1</v></c></row>' for cell in cells
    )
    return f'<?xml version="1.0"?><worksheet><sheetData>{rows}</sheetData></worksheet>'.encode()


@pytest.mark.parametrize(
    "cells",
    [
        *(("A1",), ("C9", "B10"), ("A10", "A9"), ("A1", "ZZ1", "AAA2"), ("B1", "A100", "A99"), ("XFD1048576", "A1")),
        *(("AZ19", "BA20"), ("A1", *["B2"] * 9_000, "AB3"), ("A1", *["B2"] * 9_000, "A99", "A8"), ("AA1", "Z1")),
    ],
)
def test_how_far_a_sheet_reaches_is_found_wherever_its_last_cell_stands(cells: tuple[str, ...]) -> None:
    styles = packages.Styles()
    usual, exact = (marked_cells(one, styles) for one in (_sheet(*cells), _sheet(*cells).replace(b"<c ", b"<c  ")))
    columns = [column_number(re.sub("[0-9]", "", cell)) for cell in cells]
    rows = [int(re.sub("[A-Z]", "", cell)) - 1 for cell in cells]
    assert (usual.bottom, usual.right) == (exact.bottom, exact.right) == (max(rows), max(columns))


def test_what_a_sheet_searched_tells_is_what_its_elements_tell_one_by_one() -> None:
    styles = packages.Styles(fonts={1: ".VnTime"}, zeros={2: "0000"}, days=frozenset({3}))
    plain = '<c r="{}" t="s"><v>0</v></c>'
    kinds = (
        '<c r="B2" t="e"><v>#N/A</v></c>', '<c r="B2" s="4" t="e"/>', '<c r="B2"><f>A1</f></c>', '<c r="B2" s="1"/>',
        '<c r="B2"><f>A1</f><v></v></c>', '<c r="B2" t="str"><f>A1</f><v/></c>', '<c r="B2"><f>A1</f><v>7</v></c>',
        '<c r="B2" s="1" t="s"><v>0</v></c>', '<c r="B2" s="2"><v>7</v></c>', '<c r="B2" s="3"><v>0.5</v></c>',
        '<c r="B2"></c>', '<c r="B2"/>', '<c r="B2"><f/></c>', "<c><v>1</v></c>", '<c\nr="B2"><v>1</v></c>', "<c/>",
        '<!-- <c r="D9"><v>1</v></c> -->',
        '<?x <c r="D9"><v>1</v></c> ?>', '<c r="B2" t="inlineStr"><is><t>?!</t></is></c>',
        '<c r="B2" t="b"><v>1</v></c>', '<c s="2" r="B2"><v>7</v></c>', '<c r="B2" t="d"><v>2020-01-01</v></c>',
    )  # fmt: skip
    for kind in kinds:
        for head, hidden in (('<?xml version="1.0"?>', ""), ("", ' hidden="1"')):
            rows = [
                f'<row r="1"{hidden}>{plain.format("A1")}</row>',
                f'<row r="2">{kind}</row>',
                f'<row r="3">{plain.format("A3")}{plain.format("C3")}</row>',
            ]
            sheet = f"{head}<worksheet><sheetData>{''.join(rows)}</sheetData></worksheet>".encode()
            usual, exact = (
                marked_cells(one, styles) for one in (sheet, sheet.replace(b"<worksheet", b"<!----><worksheet"))
            )
            assert usual == exact, kind


def test_cells_beyond_every_row_and_column_are_refused_wherever_they_stand() -> None:
    for far in ("XFE1", "A1048577", "A0"):
        for cells in ((far,), ("A1", far), (far, "A1")):
            with pytest.raises(packages.DamagedError):
                marked_cells(_sheet(*cells), packages.Styles())
