"""Workbooks as offices keep them, made of plain rows: the four layouts of member lists, and no file of anybody's.

People are mappings from field to what is written in the cell (`PERSON` is one, made up). A builder `..._pages` gives
sheets as plain rows with their merged cells, the builder of the same name without it the bytes of an .xlsx file.

```
national_list(people, state=)   the national list of 2025, heading in rows 6-7 or flattened into row 1
roll_book(people)               the roll 7-HSĐV: 14 columns, several values in a cell on lines of their own
flat_list(columns, rows)        4, 14, 21, 24 columns or one's own; codes, numbers, sections, totals, signatures
statistics_form(rows)           a form of statistics: merged title, words, "1 | 2 | 3 | 4(=2*100/3)", signatures
workbook(*pages)                any sheets at all
```
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Final, Literal, TypeAlias

from dangbo.io.grids import Grid, Raw, Span

Person: TypeAlias = Mapping[str, object]
"""What stands in the cells of one line, by field; a field that is not there is a blank cell."""

State: TypeAlias = Literal["2025-two-lines", "2025-flat"]


@dataclass(frozen=True)
class Styled:
    """A value in a cell with a font or a number format of its own."""

    value: Raw
    font: str = ""
    number_format: str = ""


@dataclass(frozen=True)
class Formula:
    """A formula; without a result when no program has computed the file."""

    text: str
    result: Raw = ""


@dataclass(frozen=True)
class Page:
    """A sheet as plain rows."""

    name: str
    rows: Sequence[Sequence[object]]
    merged: tuple[Span, ...] = ()
    hidden: bool = False

    def grid(self, file: str = "list.xlsx") -> Grid:
        """The sheet as the reader of files gives it, without a file."""
        width = max(map(len, self.rows), default=0)
        rows = [[_plain(cell) for cell in (*row, *(None,) * (width - len(row)))] for row in self.rows]
        while rows and not any(cell is not None for cell in rows[-1]):
            rows.pop()
        return Grid(file, self.name, rows, visible=not self.hidden, merged=self.merged)


def _plain(cell: object) -> Raw:
    value = cell.value if isinstance(cell, Styled) else cell.result if isinstance(cell, Formula) else cell
    assert value is None or isinstance(value, str | int | float | bool | dt.date | dt.time | dt.timedelta)
    return None if value == "" else value


def workbook(*pages: Page) -> bytes:
    """The bytes of an .xlsx file with these sheets. No cell is turned into a number, a link or a formula on its own."""
    import xlsxwriter

    out = BytesIO()
    options = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": dt.datetime(2025, 9, 1)})  # noqa: DTZ001 - one day for all, so that bytes are the same
    formats: dict[tuple[str, str], object] = {}

    def formatted(font: str, number_format: str) -> object:
        if (font, number_format) not in formats:
            wanted = {"font_name": font} if font else {}
            wanted |= {"num_format": number_format} if number_format else {}
            formats[font, number_format] = book.add_format(wanted) if wanted else None
        return formats[font, number_format]

    for page in pages:
        sheet = book.add_worksheet(page.name)
        for span in page.merged:
            sheet.merge_range(*span, "")
        for at, row in enumerate(page.rows):
            for column, cell in enumerate(row):
                styled = cell if isinstance(cell, Styled) else Styled(_plain(cell))
                value, style = styled.value, formatted(styled.font, styled.number_format)
                if isinstance(cell, Formula):
                    sheet.write_formula(at, column, cell.text, None, cell.result)
                elif value is None or value == "":
                    continue
                elif isinstance(value, str):
                    sheet.write_string(at, column, value, style)
                elif isinstance(value, bool):
                    sheet.write_boolean(at, column, value, style)
                elif isinstance(value, int | float):
                    sheet.write_number(at, column, value, style)
                else:
                    day = isinstance(value, dt.date)
                    style = formatted(styled.font, styled.number_format or ("dd/mm/yyyy" if day else "hh:mm"))
                    sheet.write_datetime(at, column, value, style)
        if page.hidden:
            sheet.hide()
    book.close()
    return out.getvalue()


# --- people -----------------------------------------------------------------------------------------------------------

PERSON: Final[Person] = {
    "system_id": "5f1c9a52-0000-4000-8000-000000000001",
    "name": "Nguyễn Văn A",
    "sex": "Nam",
    "born": "12/05/1960",
    "ethnic_group": "Kinh",
    "religion": "Không",
    "personal_id": "019060001234",
    "card_number": "190600012345",
    "card_place": "Tỉnh ủy Thái Nguyên",
    "card_issued": "03/02/1992",
    "old_card_number": "19012345",
    "organization": "Chi bộ tổ dân phố 1",
    "birth_country": "Việt Nam",
    "birth_province": "Tỉnh Thái Nguyên",
    "birth_detail": "Phường Quan Triều",
    "origin_country": "Việt Nam",
    "origin_province": "Tỉnh Thái Nguyên",
    "origin_detail": "Phường Quan Triều",
    "home_country": "Việt Nam",
    "home_province": "Tỉnh Thái Nguyên",
    "home_detail": "Tổ dân phố 1, phường Quan Triều",
    "admitted": "19/05/1990",
    "recognized": "19/05/1991",
    "old_id": "090123456",
    "state": "Đang sinh hoạt Đảng",
    "status": "Chính thức",
    "origin": "Quan Triều, Thái Nguyên",
    "occupation": "Công nhân",
    "schooling": "12/12",
    "qualification": "Trung cấp",
    "political_theory": "Sơ cấp",
    "file_number": "190123",
    "badge": "30",
    "post": "Chi ủy viên",
    "residence_cell": "Chi bộ tổ dân phố 2",
}
"""Somebody who is not there: every field a list of the four layouts may have, each with a value that can be read."""


def people(count: int, **same: object) -> list[dict[str, object]]:
    """As many people as asked for, told apart by id, name, numbers and system id.

    Args:
        count: how many, up to 9,999.
        **same: fields that are alike for all of them.
    """
    return [
        {
            **PERSON,
            "system_id": f"5f1c9a52-0000-4000-8000-{number:012}",
            "name": f"{_FAMILIES[number % len(_FAMILIES)]} Văn {_GIVEN[number // len(_FAMILIES) % len(_GIVEN)]}",
            "personal_id": f"01906000{number:04}",
            "card_number": f"19060000{number:04}",
            "old_card_number": f"1901{number:04}",
            "old_id": f"09012{number:04}",
            "file_number": f"19{number:04}",
            **same,
        }
        for number in range(1, count + 1)
    ]


_FAMILIES: Final = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Đỗ", "Vũ")
_GIVEN: Final = ("An", "Bình", "Cường", "Dũng", "Đạt", "Hà", "Hòa", "Khánh", "Lâm", "Minh", "Nam", "Phúc", "Quý")


# --- the national list ------------------------------------------------------------------------------------------------

_PLACE: Final = ("Quốc gia", "Tỉnh/Thành", "Chi tiết")
_PLACE_FLAT: Final = ("Quốc gia *", "Tỉnh *", "Địa chỉ chi tiết *")
_GROUPS: Final = {
    "birth": "Nơi đăng ký khai sinh",
    "origin": "Quê quán (theo mô hình 2 cấp)",
    "home": "Thường trú (theo mô hình 2 cấp)",
}
_GROUPS_SHORT: Final = {"birth": "Nơi đăng ký khai sinh", "origin": "Quê quán", "home": "Thường trú"}

NATIONAL: Final[dict[str, tuple[str, str]]] = {
    "no": ("STT", "STT"),
    "system_id": ("ID (UUID)", "ID"),
    "name": ("Họ và tên *", "Họ và tên *"),
    "other_name": ("Tên gọi khác", "Tên gọi khác"),
    "sex": ("Giới tính *", "Giới tính *"),
    "born": ("Sinh ngày *", "Sinh ngày * (dd/mm/yyyy)"),
    "ethnic_group": ("Dân tộc *", "Dân tộc *"),
    "religion": ("Tôn giáo *", "Tôn giáo *"),
    "personal_id": ("Số định danh cá nhân *", "Số định danh cá nhân *"),
    "card_number": ("Số thẻ Đảng *", "Số thẻ Đảng* (12 số theo HD38-HD/BTCTW)"),
    "card_place": ("Nơi cấp thẻ Đảng", "Nơi cấp thẻ Đảng"),
    "card_issued": ("Ngày cấp thẻ Đảng", "Ngày cấp thẻ Đảng (dd/mm/yyyy)"),
    "old_card_number": ("Số thẻ Đảng theo QĐ 85", "Số thẻ theo Đảng quyết định 85"),
    "organization": ("Tổ chức Đảng sinh hoạt *", "Tổ chức Đảng đang sinh hoạt * (không sửa)"),
    **{
        f"{group}_{part}": (_PLACE[at], f"{_GROUPS[group]} - {_PLACE_FLAT[at]}")
        for group in ("birth", "origin", "home")
        for at, part in enumerate(("country", "province", "detail"))
    },
    "admitted": ("Ngày vào Đảng *", "Ngày vào Đảng* (dd/mm/yyyy)"),
    "recognized": ("Ngày chính thức *", "Ngày vào Đảng chính thức* (dd/mm/yyyy)"),
    "old_id": ("Số CMND cũ", "Số CMND cũ (nếu có)"),
    "state": ("Trạng thái hoạt động *", "Trạng thái hoạt động"),
    "state_date": ("Ngày rời/mất/miễn SH", "Ngày rời khỏi/ Ngày mất/ Ngày miễn sinh hoạt Đảng (dd/mm/yyyy)"),
    "delete": (
        "Đề nghị xóa (Có/Không)",
        'Đề nghị xóa (do đang viên không thuộc chi bộ)/ (Nếu muốn xóa chọn "có", còn không bỏ qua)',
    ),
}
"""Columns A to AC by field, as headed in the two states of the list."""

_CODES: Final = {
    "QUOCGIA": (("VN", "Việt Nam"), ("LA", "Lào")),
    "TINH": (("01", "Thành phố Hà Nội"), ("19", "Tỉnh Thái Nguyên")),
    "DANTOC": (("01", "Kinh"), ("02", "Tày")),
    "TONGIAO": (("00", "Không"), ("01", "Phật giáo")),
}


def national_pages(
    rows: Iterable[Person], *, state: State = "2025-two-lines", more: Sequence[str] = (), fields: int = 29
) -> tuple[Page, ...]:
    """The national list of 2025 as sheets.

    Args:
        rows: the people; "no" is counted where a row has none. Columns of `more` are looked up by their heading.
        state: the heading on two lines in rows 6-7 with data from row 8, or flattened into row 1.
        more: headings of columns after the last one, such as "Ghi chú".
        fields: how many of the columns there are: 28 in states without "Đề nghị xóa".
    """
    columns = dict([*NATIONAL.items()][:fields])
    data = [[row.get(key, at if key == "no" else None) for key in (*columns, *more)] for at, row in enumerate(rows, 1)]
    if state == "2025-flat":
        return (Page("Sheet1", [[*(flat for _, flat in columns.values()), *more], *data]),)
    width = len(columns) + len(more)
    keys = [*columns]
    above: list[object] = [*(heading for heading, _ in columns.values()), *more]
    below: list[object] = [None] * width
    spans = [Span(0, 0, 0, width - 1), Span(1, 0, 1, width - 1), Span(2, 0, 3, width - 1)]
    for group, words in _GROUPS_SHORT.items():
        left = keys.index(f"{group}_country")
        above[left : left + 3], below[left : left + 3] = [words, None, None], _PLACE
        spans.append(Span(5, left, 5, left + 2))
    spans += [Span(5, at, 6, at) for at in range(width) if below[at] is None]
    note = 'Các trường có dấu (*) là bắt buộc. Số định danh: Text giữ nguyên 12 chữ số. Ngày: dd/MM/yyyy. Xóa: "có".'
    title = [["DANH SÁCH ĐẢNG VIÊN"], ["Thời gian xuất: 08:30 01/09/2025"], [note], [], []]
    lists = (Page(name, [["Mã", "Tên"], *pairs], hidden=True) for name, pairs in _CODES.items())
    return (Page("DANH SÁCH ĐẢNG VIÊN", [*title, above, below, *data], tuple(spans)), *lists)


def national_list(
    rows: Iterable[Person], *, state: State = "2025-two-lines", more: Sequence[str] = (), fields: int = 29
) -> bytes:
    """The bytes of the national list of 2025; arguments as of `national_pages`."""
    return workbook(*national_pages(rows, state=state, more=more, fields=fields))


# --- the roll 7-HSĐV --------------------------------------------------------------------------------------------------

ROLL: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("Số TT", ("no",)),
    ("HỌ VÀ TÊN\nHọ và tên khai sinh", ("name", "birth_name")),
    ("Nam, nữ, dân tộc, tôn giáo", ("sex", "ethnic_group", "religion")),
    ("QUÊ QUÁN", ("origin",)),
    ("Văn hóa, lý luận, CMNV, ngoại ngữ", ("schooling", "political_theory", "qualification", "language")),
    ("Nghề nghiệp trước khi vào Đảng, Nghề nghiệp hiện nay", ("former_occupation", "occupation")),
    ("Ngày vào Đảng, ngày chính thức", ("admitted", "recognized")),
    ("Số thẻ đảng viên, số lý lịch đảng viên, số Huy hiệu Đảng", ("card_number", "file_number", "badge")),
    ("Bộ đội, công an, hưu trí", ("service_mark",)),
    ("Ngày chuyển đi, đến đảng bộ cơ sở", ("moved_out", "moved_out_to")),
    ("Ngày chuyển đến, ở đảng bộ cơ sở nào đến", ("moved_in", "moved_in_from")),
    ("Ngày từ trần / Lý do", ("died", "died_reason")),
    ("Ngày ra khỏi Đảng, hình thức ra Đảng", ("left", "left_how")),
    ("Ghi chú", ("note",)),
)
"""Columns of the roll: the heading, and the fields that stand in a cell one under the other."""


def roll_page(rows: Iterable[Person], *, title: Sequence[str] = ("SỔ DANH SÁCH ĐẢNG VIÊN",)) -> Page:
    """The roll 7-HSĐV as a sheet: title, a blank row, header, column numbers, people.

    Args:
        rows: the people; values of one cell stand on lines of their own, a blank line for one that is missing.
        title: lines above the table.
    """
    width = len(ROLL)
    header = [[heading for heading, _ in ROLL], [*range(1, width + 1)]]
    data = [
        [_lines(row, keys) if keys != ("no",) else row.get("no", at) for _, keys in ROLL]
        for at, row in enumerate(rows, 1)
    ]
    spans = tuple(Span(at, 0, at, width - 1) for at in range(len(title)))
    return Page("Sổ danh sách", [*([line] for line in title), [], *header, *data], spans)


def _lines(row: Person, keys: Sequence[str]) -> object:
    values = [row.get(key) for key in keys]
    if len(keys) == 1:
        return values[0]
    return "\n".join("" if value is None else str(value) for value in values).rstrip() or None


def roll_book(rows: Iterable[Person], *, title: Sequence[str] = ("SỔ DANH SÁCH ĐẢNG VIÊN",)) -> bytes:
    """The bytes of the roll 7-HSĐV; arguments as of `roll_page`."""
    return workbook(roll_page(rows, title=title))


# --- flat lists -------------------------------------------------------------------------------------------------------

_FLAT_24: Final = {
    "no": "STT",
    "name": "Họ và tên",
    "born": "Ngày sinh",
    "card_number": "Số thẻ đảng viên",
    "sex": "Giới tính",
    "ethnic_group": "Dân tộc",
    "religion": "Tôn giáo",
    "origin": "Quê quán",
    "admitted": "Ngày vào Đảng",
    "recognized": "Ngày chính thức",
    "personal_id": "Số CCCD",
    "occupation": "Nghề nghiệp hiện nay",
    "post": "Chức vụ Đảng",
    "note": "Ghi chú",
    "schooling": "Trình độ giáo dục phổ thông",
    "qualification": "Trình độ chuyên môn",
    "political_theory": "Lý luận chính trị",
    "file_number": "Số lý lịch",
    "card_issued": "Ngày cấp thẻ Đảng",
    "card_place": "Nơi cấp thẻ Đảng",
    "home": "Nơi ở hiện nay",
    "badge": "Số Huy hiệu Đảng",
    "residence_cell": "Nơi cư trú giữ mối liên hệ",
    "status": "Loại đảng viên",
}

FLAT: Final[dict[int, dict[str, str]]] = {count: dict([*_FLAT_24.items()][:count]) for count in (4, 14, 21, 24)}
"""Flat lists by how many columns they have: heading by field."""


def flat_page(
    columns: int | Mapping[str, str],
    rows: Iterable[Person | str],
    *,
    title: Sequence[str] = (),
    codes: Sequence[str] = (),
    numbers: Literal["none", "plain", "bracketed"] = "none",
    below: Sequence[Sequence[object]] = (),
    name: str = "Sheet1",
) -> Page:
    """A flat list as a sheet.

    Args:
        columns: 4, 14, 21 or 24 for the columns of `FLAT`, or headings by field.
        rows: the people; a text is a section row, such as "I. Chi bộ thôn 3 (28 đồng chí)", in the first cell.
            "no" is counted where a row has none.
        title: lines above the table, each merged over all columns.
        codes: a second row below the header, as of field codes ("HO_TEN").
        numbers: a row of column numbers below the header: 1 2 3, or (1) (2) (3).
        below: rows below the table, such as `TOTAL`, `SIGNATURES`, `NOTE`.
        name: of the sheet.
    """
    headings = FLAT[columns] if isinstance(columns, int) else columns
    width, counted = len(headings), 0
    out: list[Sequence[object]] = [[line] for line in title]
    spans = [Span(at, 0, at, width - 1) for at in range(len(title))] if width > 1 else []
    out.append([*headings.values()])
    if codes:
        out.append([*codes])
    if numbers != "none":
        out.append([at if numbers == "plain" else f"({at})" for at in range(1, width + 1)])
    for row in rows:
        if isinstance(row, str):
            out.append([row])
            continue
        counted += 1
        out.append([row.get(key, counted if key == "no" else None) for key in headings])
    return Page(name, [*out, *below], tuple(spans))


def flat_list(
    columns: int | Mapping[str, str],
    rows: Iterable[Person | str],
    *,
    title: Sequence[str] = (),
    codes: Sequence[str] = (),
    numbers: Literal["none", "plain", "bracketed"] = "none",
    below: Sequence[Sequence[object]] = (),
    name: str = "Sheet1",
) -> bytes:
    """The bytes of a flat list; arguments as of `flat_page`."""
    return workbook(flat_page(columns, rows, title=title, codes=codes, numbers=numbers, below=below, name=name))


def total(count: int) -> list[object]:
    """The row that counts people below a list."""
    return [f"Cộng: {count}"]


SIGNATURES: Final[tuple[Sequence[object], ...]] = (
    [],
    [None, None, None, "Quan Triều, ngày 31 tháng 12 năm 2025"],
    ["NGƯỜI LẬP BIỂU", None, None, "T/M CHI BỘ"],
    ["(Ký, ghi rõ họ tên)", None, None, "BÍ THƯ"],
    [],
    ["Hoàng Văn Y", None, None, "Trần Thị Z"],
)
"""What is signed below a list, with the names of those who sign."""

NOTE: Final[tuple[Sequence[object], ...]] = (["Ghi chú: danh sách chốt ngày 31/12/2025."],)
"""A remark below a list."""


# --- forms of statistics ----------------------------------------------------------------------------------------------


def statistics_page(rows: Iterable[tuple[object, ...]], *, signed: Sequence[Sequence[object]] = SIGNATURES) -> Page:
    """A form of statistics as a sheet: organizations with counts of members, and a share computed of two columns.

    Args:
        rows: name of the organization, probationary members, members in all.
        signed: rows below the table.
    """
    title: list[Sequence[object]] = [
        ["ĐẢNG BỘ TỈNH THÁI NGUYÊN", None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["ĐẢNG ỦY PHƯỜNG QUAN TRIỀU"],
        [],
        ["BÁO CÁO SỐ LƯỢNG ĐẢNG VIÊN"],
        ["(Có đến 31/12/2025)"],
    ]
    header: list[Sequence[object]] = [
        ["Tên tổ chức đảng", "Số đảng viên", None, "Tỷ lệ (%)"],
        [None, "Dự bị", "Tổng số", None],
        ["1", "2", "3", "4(=2*100/3)"],
    ]
    data: list[list[object]] = []
    all_probationary = all_members = 0
    for name, probationary, members in rows:
        assert isinstance(probationary, int)
        assert isinstance(members, int)
        data.append([name, probationary, members, probationary * 100 / members if members else None])
        all_probationary, all_members = all_probationary + probationary, all_members + members
    data.append(["Tổng cộng", all_probationary, all_members, None])
    spans = (
        *(Span(at, 0, at, 2) for at in (0, 1)),
        *(Span(at, 0, at, 3) for at in (3, 4)),
        Span(5, 0, 6, 0),
        Span(5, 1, 5, 2),
        Span(5, 3, 6, 3),
    )
    return Page("Biểu", [*title, *header, *data, *signed], spans)


def statistics_form(rows: Iterable[tuple[object, ...]], *, signed: Sequence[Sequence[object]] = SIGNATURES) -> bytes:
    """The bytes of a form of statistics; arguments as of `statistics_page`."""
    return workbook(statistics_page(rows, signed=signed))


def hidden(page: Page) -> Page:
    """The same sheet, not shown by its workbook."""
    return replace(page, hidden=True)
