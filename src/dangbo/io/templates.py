"""Empty workbooks to be filled in: the national list, and a flat list for each kind of table that is read.

```
write_templates(folder)     one workbook for each: the list itself, a sheet that says how it is filled in, hidden lists
```

Each heading has a comment, and a column of closed words offers them: those of the vocabularies, and of the rulebook the
ethnic groups and the religions. Cells are text, so that no zero at the front is lost and no day changes place with its
month. What is filled in is read by `read_table` without naming a column. The headings are Vietnamese: so are the lists.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Lang
from dangbo.base.terms import (
    AcademicTitle,
    Form,
    GroupKind,
    Level,
    LifeEventKind,
    MeetingKind,
    MemberStatus,
    Occupation,
    PoliticalTheory,
    Post,
    PostBody,
    Qualification,
    Rating,
    RatingStatus,
    Schooling,
    SeatSource,
    Sex,
    Term,
)
from dangbo.base.words import NO_WORDS, Words, known_language
from dangbo.io.grids import Grid, Place, cell_finding, column_name
from dangbo.io.headings import Kind
from dangbo.io.labels import labels
from dangbo.io.workbooks import PAGE_OF_PAGES, Book, for_print, new_workbook
from dangbo.life.admissions import ProspectStage
from dangbo.life.meetings import MeetingBody
from dangbo.rules import RuleBook, book_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["write_templates"]


class _Asked(NamedTuple):
    """A column: its heading, what is to be written in it, and the words it offers."""

    heading: str
    how: Words = NO_WORDS
    offers: str = ""
    """The list of its words, by its name in `_LISTS`; blank where anything may be written."""
    must: str = ""
    """A star where every row needs it."""


class _Template(NamedTuple):
    """A workbook to be filled in."""

    file: str
    kind: Kind
    title: str
    columns: tuple[_Asked, ...]
    groups: Mapping[str, int] = {}
    """Of a heading on two lines: what stands above, and how many columns it spans. The national list has them."""


# --- what is to be written --------------------------------------------------------------------------------------------

_DAY: Final = Words(
    vi="Ghi ngày/tháng/năm, ví dụ 05/7/1960. Chỉ rõ tháng hoặc năm thì ghi 7/1960, 1960. Không rõ thì để trống.",
    en="Day first, such as 05/7/1960. Where only month or year is known: 7/1960, 1960. Blank where it is not known.",
)
_ID: Final = Words(
    vi="Mã riêng, không đổi, không dùng lại. Các bảng khác ghi đúng mã này.",
    en="An id of its own, which never changes and is never used again. Other tables repeat it.",
)
_MEMBER: Final = Words(
    vi="Mã đảng viên như trong danh sách đảng viên; không phải số thẻ, không phải số định danh.",
    en="The id of the member as in the list of members; no card number and no personal number.",
)
_HOME: Final = Words(
    vi="Mã tổ chức, hoặc tên đầy đủ. Nếu nhiều chi bộ cùng tên thì ghi mã.",
    en="The id of the organization, or its full name. Where several have one name, the id.",
)
_COUNT: Final = Words(
    vi="Ghi số nguyên; không rõ thì để trống, không ghi 0.",
    en="A whole number; blank, and not 0, where it is not known.",
)
_PRESENT: Final = Words(
    vi="Có mặt, vắng có lý do và vắng không lý do cộng lại bằng triệu tập; không ai vắng thì để trống.",
    en="Present, absent with and absent without reason make up those called; blank where nobody is absent.",
)
_NUMBER: Final = Words(
    vi="Ghi đủ chữ số, giữ số 0 ở đầu. Không rõ thì để trống, không thêm số 0 cho đủ.",
    en="All digits, with zeros at the front. Blank where it is not known: no zeros are put in to make it long enough.",
)
_OFFERED: Final = Words(vi="Chọn trong danh sách.", en="Choose from the list.")
_NEAR: Final = Words(
    vi="Chọn trong danh sách, hoặc ghi đúng như hồ sơ nếu danh sách không có.",
    en="Choose from the list, or write what the papers say where the list does not have it.",
)
_PLACE: Final = Words(
    vi="Ghi như trong hồ sơ; được giữ nguyên, không tính toán.", en="As the papers say; it is kept as it is."
)
_NAME: Final = Words(vi="Ghi họ, tên đệm và tên bằng bảng mã Unicode.", en="The full name, in Unicode.")

_NO: Final = _Asked("STT", Words(vi="Số thứ tự của dòng; có thể để trống.", en="The number of the row; may be blank."))
_NOTE: Final = _Asked("Ghi chú", Words(vi="Ghi tùy ý; được giữ nguyên.", en="Anything; it is kept as it is."))


def _day(heading: str, must: str = "") -> _Asked:
    return _Asked(heading, _DAY, must=must)


def _count(heading: str) -> _Asked:
    return _Asked(heading, _COUNT, "count")


def _one_of(heading: str, offers: str, must: str = "") -> _Asked:
    return _Asked(heading, _NEAR if offers in _OPEN else _OFFERED, offers, must)


_OPEN: Final = frozenset({"ethnic groups", "religions", "unit types", "states"})
"""Lists that may lack a word: another one may be written all the same."""

_NATIONAL: Final = _Template(
    "danh-sach-dang-vien-toan-quoc.xlsx",
    "profiles",
    "DANH SÁCH ĐẢNG VIÊN",
    (
        _NO,
        _Asked(
            "ID (UUID)",
            Words(
                vi="Mã của cơ sở dữ liệu quốc gia: giữ nguyên, không sửa.",
                en="The key of the national database: it stays as it is.",
            ),
        ),
        _Asked("Họ và tên", _NAME, must="*"),
        _Asked("Tên gọi khác"),
        _one_of("Giới tính", "sexes", "*"),
        _day("Sinh ngày", "*"),
        _one_of("Dân tộc", "ethnic groups", "*"),
        _one_of("Tôn giáo", "religions", "*"),
        _Asked("Số định danh cá nhân", _NUMBER, must="*"),
        _Asked(
            "Số thẻ Đảng",
            Words(
                vi="Ghi đủ chữ số của thẻ. Đảng viên dự bị chưa có thẻ thì để trống.",
                en="All digits of the card. Blank for probationary members, who have none.",
            ),
            must="*",
        ),
        _Asked("Nơi cấp thẻ Đảng", _PLACE),
        _day("Ngày cấp thẻ Đảng"),
        _Asked("Số thẻ Đảng theo QĐ 85", _NUMBER),
        _Asked("Tổ chức Đảng sinh hoạt", _HOME, must="*"),
        *[_Asked(part, _PLACE) for _ in range(3) for part in ("Quốc gia", "Tỉnh/Thành", "Chi tiết")],
        _day("Ngày vào Đảng", "*"),
        _Asked(
            "Ngày chính thức",
            Words(
                vi="Ghi ngày/tháng/năm. Đảng viên dự bị thì để trống.",
                en="Day first. Blank for probationary members.",
            ),
            must="*",
        ),
        _Asked("Số CMND cũ", _NUMBER),
        _one_of("Trạng thái hoạt động", "states", "*"),
        _Asked(
            "Ngày rời/mất/miễn SH",
            Words(
                vi="Chỉ ghi nếu không còn sinh hoạt: ngày rời đi, ngày mất hoặc ngày được miễn, theo trạng thái.",
                en="Only of those no longer active: the day of leaving, of death or of exemption, as the state says.",
            ),
        ),
        _one_of("Đề nghị xóa (Có/Không)", "answers"),
    ),
    {"Nơi đăng ký khai sinh": 14, "Quê quán": 17, "Thường trú": 20},
)
_FLAT: Final = (
    _Template(
        "to-chuc-dang.xlsx",
        "organizations",
        "DANH SÁCH TỔ CHỨC ĐẢNG",
        (
            _NO,
            _Asked("Mã tổ chức", _ID, must="*"),
            _Asked("Tên tổ chức đảng", must="*"),
            _one_of("Hình thức", "forms", "*"),
            _one_of("Cấp", "levels", "*"),
            _Asked(
                "Trực thuộc",
                Words(
                    vi="Mã hoặc tên tổ chức cấp trên trực tiếp. Tổ chức đứng đầu bảng thì để trống.",
                    en="The id or the name of the direct superior. Blank for the one at the top.",
                ),
            ),
            _one_of("Loại hình", "unit types"),
            _count("Đảng viên chính thức"),
            _count("Đảng viên dự bị"),
            _Asked("Mã số"),
            _count("Số tổ đảng"),
            _NOTE,
        ),
    ),
    _Template(
        "danh-sach-dang-vien.xlsx",
        "profiles",
        "DANH SÁCH ĐẢNG VIÊN CỦA CHI BỘ",
        (
            _NO,
            _Asked("Mã đảng viên", _ID),
            _Asked("Họ và tên", _NAME, must="*"),
            _one_of("Giới tính", "sexes", "*"),
            _day("Ngày sinh", "*"),
            _one_of("Dân tộc", "ethnic groups", "*"),
            _one_of("Tôn giáo", "religions", "*"),
            _Asked("Số định danh cá nhân", _NUMBER, must="*"),
            _Asked("Số thẻ đảng viên", _NUMBER),
            _Asked("Số thẻ cũ", _NUMBER),
            _day("Ngày cấp thẻ Đảng"),
            _Asked("Nơi cấp thẻ Đảng", _PLACE),
            _Asked("Số lý lịch", _NUMBER),
            _day("Ngày quyết định kết nạp"),
            _day("Ngày kết nạp", "*"),
            _day("Ngày chính thức"),
            _one_of("Loại đảng viên", "statuses", "*"),
            _one_of("Trình độ giáo dục phổ thông", "schoolings"),
            _one_of("Trình độ chuyên môn nghiệp vụ", "qualifications"),
            _one_of("Học hàm", "academic titles"),
            _one_of("Lý luận chính trị", "political theory"),
            _one_of("Nghề nghiệp hiện nay", "occupations"),
            _Asked("Chi bộ", _HOME, must="*"),
            _Asked("Chi bộ nơi cư trú", _HOME),
            _NOTE,
        ),
    ),
    _Template(
        "thon-to-dan-pho.xlsx",
        "groups",
        "DANH SÁCH THÔN, TỔ DÂN PHỐ",
        (
            _NO,
            _Asked("Mã thôn, tổ dân phố", _ID, must="*"),
            _Asked("Tên thôn, tổ dân phố", must="*"),
            _one_of("Loại địa bàn", "kinds of groups", "*"),
            _Asked("Xã, phường"),
            _Asked(
                "Các chi bộ",
                Words(
                    vi="Mã các chi bộ lãnh đạo, cách nhau bằng dấu ;", en="Ids of the cells that serve it, parted by ;"
                ),
            ),
            _Asked(
                "Trưởng thôn, tổ trưởng tổ dân phố",
                Words(vi="Đảng viên thì ghi mã, người khác ghi họ tên.", en="A member by id, anybody else by name."),
            ),
            _one_of("Là đảng viên", "answers"),
            _NOTE,
        ),
    ),
    _Template(
        "chuc-vu-cap-uy.xlsx",
        "seats",
        "CHỨC VỤ TRONG CẤP ỦY",
        (
            _NO,
            _Asked("Tổ chức đảng", _HOME, must="*"),
            _one_of("Cơ quan lãnh đạo", "bodies", "*"),
            _one_of("Chức vụ Đảng", "posts", "*"),
            _Asked("Mã đảng viên", _MEMBER, must="*"),
            _day("Từ ngày", "*"),
            _day("Đến ngày"),
            _one_of("Nguồn chức vụ", "sources", "*"),
            _Asked("Số quyết định"),
            _NOTE,
        ),
    ),
    _Template(
        "ket-qua-xep-loai.xlsx",
        "ratings",
        "KẾT QUẢ XẾP LOẠI HẰNG NĂM",
        (
            _NO,
            _Asked(
                "Mã",
                Words(
                    vi="Mã tổ chức hoặc mã đảng viên được xếp loại.",
                    en="The id of the organization or of the member who is rated.",
                ),
                must="*",
            ),
            _one_of("Đối tượng", "subjects", "*"),
            _count("Năm xếp loại")._replace(
                how=Words(
                    vi="Năm được xếp loại, không phải năm ra quyết định.", en="The year rated, not the decision's."
                ),
                must="*",
            ),
            _one_of("Mức xếp loại", "ratings"),
            _one_of("Tình trạng xếp loại", "rating statuses"),
            _NOTE,
        ),
    ),
    _Template(
        "sinh-hoat-chi-bo.xlsx",
        "meetings",
        "SINH HOẠT CHI BỘ",
        (
            _NO,
            _Asked("Chi bộ", _HOME, must="*"),
            _day("Ngày họp", "*"),
            _one_of("Loại buổi họp", "kinds of meetings"),
            _one_of("Thành phần họp", "who meets"),
            *(_count(heading)._replace(how=_PRESENT, must="*") for heading in ("Triệu tập", "Có mặt")),
            *(_count(heading)._replace(how=_PRESENT) for heading in ("Vắng có lý do", "Vắng không lý do")),
            *map(_count, ("Miễn sinh hoạt", "Số phút")),
            _count("Số người phát biểu"),
            _Asked("Chủ trì", _MEMBER),
            _Asked("Thư ký", _MEMBER),
            *map(_day, ("Ngày chuẩn bị", "Ngày gửi tài liệu", "Ngày nộp biên bản")),
            _NOTE,
        ),
    ),
    _Template(
        "du-sinh-hoat.xlsx",
        "visits",
        "CẤP ỦY VIÊN DỰ SINH HOẠT CHI BỘ",
        (
            _NO,
            _Asked("Mã đảng viên", _MEMBER, must="*"),
            _Asked("Chi bộ được dự", _HOME, must="*"),
            _day("Ngày dự", "*"),
            _Asked(
                "Buổi họp",
                Words(
                    vi="Tên buổi họp nếu một ngày có hai buổi.",
                    en="What the meeting is called, where a day had two.",
                ),
            ),
            _Asked("Dự thay", _MEMBER),
            _NOTE,
        ),
    ),
    _Template(
        "qua-trinh-dang-vien.xlsx",
        "life events",
        "QUÁ TRÌNH ĐẢNG VIÊN",
        (
            _NO,
            _Asked("Mã đảng viên", _MEMBER, must="*"),
            _one_of("Sự kiện", "life events", "*"),
            _day("Ngày", "*"),
            _Asked("Tổ chức đảng", _HOME),
            _Asked("Số quyết định"),
            _count("Số tháng"),
            _day("Đến ngày"),
            _Asked(
                "Chi tiết",
                Words(
                    vi="Hình thức kỷ luật; số năm của Huy hiệu; lý do miễn sinh hoạt hoặc xóa tên.",
                    en="The form of discipline; the years of a badge; why somebody is exempt or was struck off.",
                ),
            ),
            _NOTE,
        ),
    ),
    _Template(
        "nguon-ket-nap.xlsx",
        "prospects",
        "NGUỒN KẾT NẠP ĐẢNG",
        (
            _NO,
            _Asked("Mã quần chúng", _ID, must="*"),
            _Asked("Chi bộ", _HOME, must="*"),
            _one_of("Bước xem xét kết nạp", "stages", "*"),
            _day("Ngày", "*"),
            _NOTE,
        ),
    ),
)
TEMPLATES: Final = (_NATIONAL, *_FLAT)


# --- the words a column offers ----------------------------------------------------------------------------------------


def _listed(vocabulary: str | type[Term]) -> Callable[[RuleBook], Iterable[str]]:
    """Every word of a vocabulary."""
    return lambda book: dict.fromkeys(entry.words.vi for entry in labels(vocabulary, rules=book)[vocabulary])


def _newest(vocabulary: str) -> Callable[[RuleBook], Iterable[str]]:
    """The newest list the book has; none where it has no such list."""
    return lambda book: [
        entry.words.vi for entry in labels(vocabulary, on=dt.date.max, gaps="nearest", rules=book)[vocabulary]
    ]


_LISTS: Final[Mapping[str, Callable[[RuleBook], Iterable[str]]]] = {
    "academic titles": _listed(AcademicTitle),
    "answers": lambda _: ("Có", "Không"),
    "bodies": _listed(PostBody),
    "ethnic groups": _newest("ethnic_group"),
    "forms": _listed(Form),
    "kinds of groups": _listed(GroupKind),
    "kinds of meetings": _listed(MeetingKind),
    "levels": _listed(Level),
    "life events": _listed(LifeEventKind),
    "occupations": _listed(Occupation),
    "political theory": _listed(PoliticalTheory),
    "posts": _listed(Post),
    "qualifications": _listed(Qualification),
    "rating statuses": _listed(RatingStatus),
    "ratings": _listed(Rating),
    "religions": _newest("religion"),
    "schoolings": _listed(Schooling),
    "sexes": _listed(Sex),
    "sources": _listed(SeatSource),
    "stages": _listed(ProspectStage),
    "states": _listed("list_state"),
    "statuses": _listed(MemberStatus),
    "subjects": lambda _: ("Tổ chức đảng", "Đảng viên"),
    "unit types": _listed("unit_type"),
    "who meets": _listed(MeetingBody),
}


# --- the workbooks ----------------------------------------------------------------------------------------------------

_LENGTH: Final = 5_000
"""So many rows offer their words; those below are read all the same."""
_GUIDE: Final = Words(vi="Hướng dẫn", en="How to fill it in")
_OFFERS: Final = Words(vi="Danh mục", en="Lists of words")
_GUIDE_HEADS: Final = (
    Words(vi="Tiêu đề cột", en="Heading"),
    Words(vi="Cần ghi", en="To be filled in"),
    Words(vi="Cách ghi", en="How to write it"),
)
_FILLED: Final = Words(vi="có", en="yes")
_ANYTHING: Final = Words(vi="Ghi như trong hồ sơ.", en="As the papers say.")
_RULES: Final = (
    Words(
        vi="Không đổi tiêu đề, không gộp ô. Có thể thêm cột riêng ở bên phải: cột lạ được giữ nguyên.",
        en="Headings stay as they are, no cells are merged. Columns of your own may stand on the right: they are kept.",
    ),
    Words(
        vi="Mỗi người, mỗi tổ chức hay mỗi việc một dòng. Không rõ thì để trống; không ghi giá trị giả để cho đủ.",
        en="One row for each person, organization or event. Blank where something is not known: no stand-ins.",
    ),
)
_HEAD: Final = {
    "bold": True,
    "text_wrap": True,
    "border": 1,
    "align": "center",
    "valign": "vcenter",
    "bg_color": "#DDEBF7",
}
_TITLE: Final = {"bold": True, "font_size": 13, "valign": "vcenter"}
_WRAPPED: Final = {"text_wrap": True, "valign": "top"}


def write_templates(
    folder: str | PathLike[str], *, rules: RuleBook | None = None, lang: Lang = "vi"
) -> tuple[Path, ...]:
    """Write empty workbooks to be filled in: the national list, and one flat list for each kind of table.

    Vietnamese term: biểu mẫu nhập liệu.

    Args:
        folder: where they are to lie; it is made if it is not there.
        rules: the rulebook the ethnic groups, religions and types of unit are taken from, each the newest list.
        lang: language of the comments and of the sheet that explains; the headings are Vietnamese.

    Returns:
        The files, the national list first.

    Raises:
        InvalidInputError: files of these names are there already, all of them told (`table/template-is-there`): what
            somebody filled in is not written over, and nothing is written.
        MissingExtraError: the package `xlsxwriter` is not installed.
        OSError: the folder cannot be written into.
        TermError: another language than "vi" and "en".

    Examples:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     files = write_templates(folder)
        >>> len(files), files[0].name
        (10, 'danh-sach-dang-vien-toan-quoc.xlsx')
    """
    known_language(lang)
    book = book_of(rules)
    to = Path(folder)
    there = [one.file for one in TEMPLATES if (to / one.file).exists()]
    if there:
        raise InvalidInputError([cell_finding("table/template-is-there", Place(name)) for name in there])
    to.mkdir(parents=True, exist_ok=True)
    lists = {name: tuple(dict.fromkeys(words(book))) for name, words in _LISTS.items()}
    written: list[Path] = []
    try:
        for template in TEMPLATES:
            with new_workbook(to / template.file) as workbook:
                _write(workbook, template, lists, lang)
            written.append(to / template.file)
    except BaseException:  # some of them would stand in the way of the next try
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return tuple(to / template.file for template in TEMPLATES)


def _write(book: Book, template: _Template, lists: Mapping[str, Sequence[str]], lang: Lang) -> None:
    sheet = book.sheet(template.title)
    first = _write_two_lines(book, sheet, template) if template.groups else _write_one_line(book, sheet, template)
    ranges = _write_lists(book, template, lists, lang)
    for at, column in enumerate(template.columns):
        sheet.set_column(at, at, max(12, min(len(column.heading) + 4, 26)), book.style({}, shown_as="@"))
        told = _how(column).text(lang=lang)
        if column.how != NO_WORDS:
            sheet.write_comment(first - 1, at, told, {"author": "dangbo", "x_scale": 2})
        _offer(sheet, (first, at, first + _LENGTH - 1, at), column, ranges, told)
    sheet.freeze_panes(first, 3)
    sheet.repeat_rows(first - (2 if template.groups else 1), first - 1)
    for_print(sheet)
    sheet.set_footer(PAGE_OF_PAGES)
    _write_guide(book, template, lang)


def _write_one_line(book: Book, sheet: Worksheet, template: _Template) -> int:
    """Title and headings of a flat list; the first row to be filled in is given back."""
    book.put(sheet, 0, 0, template.title, _TITLE)
    book.line(sheet, 2, [_headed(column) for column in template.columns], _HEAD)
    sheet.set_row(2, 36)
    return 3


def _write_two_lines(book: Book, sheet: Worksheet, template: _Template) -> int:
    """Title and headings as the national list has them: rows 6 and 7, with groups of columns."""
    last = len(template.columns) - 1
    sheet.merge_range(0, 0, 0, last, "", book.style(_TITLE))
    book.put(sheet, 0, 0, template.title, _TITLE)
    sheet.merge_range(2, 0, 3, last, "", book.style(_WRAPPED))
    book.put(sheet, 2, 0, _NATIONAL_NOTE, _WRAPPED)
    spans = {left: words for words, left in template.groups.items()}
    within = {left + at for left in spans for at in range(3)}
    for at, column in enumerate(template.columns):
        if at in spans:
            sheet.merge_range(5, at, 5, at + 2, "", book.style(_HEAD))
            book.put(sheet, 5, at, spans[at], _HEAD)
        if at in within:
            book.put(sheet, 6, at, _headed(column), _HEAD)
        else:
            sheet.merge_range(5, at, 6, at, "", book.style(_HEAD))
            book.put(sheet, 5, at, _headed(column), _HEAD)
    sheet.set_row(5, 30)
    return 7


_NATIONAL_NOTE: Final = (
    "Cột có dấu (*) là bắt buộc. Số định danh, số thẻ ghi dạng văn bản, giữ số 0 ở đầu. Ngày ghi ngày/tháng/năm. "
    "Không sửa cột ID và tổ chức Đảng."
)


def _headed(column: _Asked) -> str:
    return f"{column.heading} {column.must}".strip()


def _how(column: _Asked) -> Words:
    return _ANYTHING if column.how == NO_WORDS else column.how


def _write_lists(book: Book, template: _Template, lists: Mapping[str, Sequence[str]], lang: Lang) -> dict[str, str]:
    """The words that are offered, each list in a column of a hidden sheet; where each stands."""
    sheet = book.sheet(_OFFERS.text(lang=lang), visibility="hidden")
    found: dict[str, str] = {}
    for column in template.columns:
        words = lists.get(column.offers, ())
        if not words or column.offers in found:
            continue
        at = len(found)
        book.put(sheet, 0, at, column.heading, {"bold": True})
        for row, word in enumerate(words, start=1):
            book.put(sheet, row, at, word)
        letters = column_name(at)
        found[column.offers] = f"='{sheet.get_name()}'!${letters}$2:${letters}${len(words) + 1}"
    return found


_LONGEST_HINT: Final = 255
_LONGEST_TITLE: Final = 32


def _offer(
    sheet: Worksheet, cells: tuple[int, int, int, int], column: _Asked, ranges: Mapping[str, str], told: str
) -> None:
    """What the cells of a column take; a word that is not offered is refused only where the list is closed."""
    hint = {"input_title": column.heading[:_LONGEST_TITLE], "input_message": told[:_LONGEST_HINT]}
    if column.offers in ranges:
        stops = "information" if column.offers in _OPEN else "stop"
        sheet.data_validation(
            *cells, {"validate": "list", "source": ranges[column.offers], "error_type": stops, **hint}
        )
    elif column.how != NO_WORDS:
        sheet.data_validation(*cells, {"validate": "any", **hint})


def _write_guide(book: Book, template: _Template, lang: Lang) -> None:
    sheet = book.sheet(_GUIDE.text(lang=lang))
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 2, 120)
    for_print(sheet)
    for row, rule in enumerate(_RULES):
        book.put(sheet, row, 0, rule.text(lang=lang))
    top = len(_RULES) + 1
    book.line(sheet, top, [head.text(lang=lang) for head in _GUIDE_HEADS], _HEAD)
    for row, column in enumerate(template.columns, start=top + 1):
        needed = _FILLED.text(lang=lang) if column.must else ""
        book.line(sheet, row, [_heading_in(template, row - top - 1), needed, _how(column).text(lang=lang)], _WRAPPED)


_GUIDED: Final = {tuple(head.text(lang=lang) for head in _GUIDE_HEADS) for lang in ("vi", "en")}


def is_guide(grid: Grid) -> bool:
    """Whether a sheet is the one on which templates explain their columns: it holds nothing that is read."""
    return any(tuple(row[: len(_GUIDE_HEADS)]) in _GUIDED for row in grid.rows[: len(_RULES) + 2])


def _heading_in(template: _Template, at: int) -> str:
    """The heading of a column as the guide names it: with the group it stands below."""
    above = next((f"{words} - " for words, left in template.groups.items() if left <= at < left + 3), "")
    return f"{above}{template.columns[at].heading}"
