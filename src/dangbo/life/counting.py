"""How the members of an organization are counted for forms 3 and 4: one pass over a column for each block.

What is counted are the codes of packed columns (`life.columns`), never records. Nothing here keeps a value of a person
but the labels, days and names the rows are made of, and those only while it counts.
"""

from __future__ import annotations

import datetime as dt
from calendar import isleap
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import chain, compress
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast

from dangbo.base.errors import TermError
from dangbo.base.results import bare_label, counted_members, joined, told
from dangbo.base.terms import AcademicTitle, Occupation, PoliticalTheory, Qualification, Schooling, Sex, Term
from dangbo.base.text import PartialDate
from dangbo.base.words import Words
from dangbo.rules.forms import group_key, listed_names, past_lines, rows_of_block

if TYPE_CHECKING:
    from dangbo.hierarchy import Hierarchy
    from dangbo.life.columns import Column
    from dangbo.life.profiles import Profiles
    from dangbo.rules import Rules
    from dangbo.rules.forms import PrintedForm
    from dangbo.tree.records import Organization

AgeCount: TypeAlias = Literal["on_the_day", "by_year"]
"""How age is counted, of which the form says nothing: in years completed on the day, or by the year of birth."""


class Counting:
    """One pass over the columns of profiles for each block of a form."""

    def __init__(self, profiles: Profiles, hierarchy: Hierarchy, top: Organization, on: dt.date, rules: Rules) -> None:
        self.profiles = profiles
        self.hierarchy = hierarchy
        self.on = on
        self.rules = rules
        self.below = {top.id, *(org.id for org in hierarchy.descendants(top))}
        everybody = hierarchy.headcount(top)
        self.base = everybody.total
        here = tuple(chain.from_iterable(map(hierarchy.roll, self.below)))
        self.here = frozenset(here)
        self.listed = len(here)
        self.marks, self.strangers = self._marked(top)
        self.counted = len(profiles) if self.marks is None else self.marks.count(1)
        self.unseen = self.base - self.counted
        self.counts: dict[str, int | None] = {"3.I": self.base, "3.I.db": everybody.probationary, "4.I": self.base}
        self.unknown: dict[str, int] = {}
        self.women: dict[str, int | None] = {}
        self.rest: dict[str, list[tuple[str, Words, int]]] = {}
        self.told: list[tuple[str, Words]] = []

    def _marked(self, top: Organization) -> tuple[bytes | None, int]:
        """Whose profile counts, a byte each, `None` where everybody's does; and how many are of people on no roll."""
        if self.here.issuperset(self.profiles.ids):
            return None, 0
        marks = bytes(map(self.here.__contains__, self.profiles.ids))
        others = marks.count(0)
        if top.id != self.hierarchy.root.id:
            rest = set(compress(self.profiles.ids, marks.translate(_OTHER_SIDE)))
            rest.difference_update(chain.from_iterable(map(self.hierarchy.roll, self.hierarchy)))
            others = len(rest)
        return marks, others

    def column(self, name: str) -> Column[Any]:
        """A field of everybody who has a profile."""
        return cast("Column[Any]", self.profiles.column(name))

    def tally(self, name: str, marks: bytes | None = None) -> dict[Any, int]:
        """How many people have each value of a field, of those counted who are marked."""
        return dict(self.column(name).counted(_both(marks, self.marks)))

    def put(self, code: str, count: int, unknown: int) -> None:
        """The figure of a row; none where it is known of nobody."""
        self.counts[code] = count if unknown < self.base or not self.base else None
        self.unknown[code] = unknown

    def flags(self) -> None:
        """The rows below I that a yes or no decides."""
        sexes = self.tally("sex")
        self.put("3.I.nu", sexes.get(Sex.FEMALE, 0), sexes.get(None, 0) + self.unseen)
        self.women["4.I"] = self.counts["3.I.nu"]
        for code, name in _FLAGS.items():
            answers = self.tally(name)
            self.put(code, answers.get(True, 0), answers.get(None, 0) + self.unseen)

    def occupations(self, exempt: set[str] | None) -> None:
        """At work by occupation, and retired."""
        retired = _both(self.column("retired").marks(value=True), self.marks) or b""
        silent = self.tally("retired", self.column("occupation").marks(None))
        works = self.tally("occupation", retired.translate(_OTHER_SIDE))
        unknown = silent.get(None, 0) + self.unseen
        gone = retired.count(1)
        self.put("3.OCC.a", self.base - gone - unknown, unknown)
        self.put("3.OCC.b", gone, unknown)
        unasked = self.tally("retired").get(None, 0)
        if unasked == self.counted and self.base:  # of nobody it is known whether they have retired
            self.put("3.OCC.b", 0, self.base)
        unsaid = silent.get(False, 0)
        self._terms("OCC", Occupation, works, unknown + unsaid)
        enterprises = [self.counts.get(f"3.OCC.07{part}") for part in "abc"]
        self.put("3.OCC.07", sum(count or 0 for count in enterprises), unknown + unsaid)
        self.rest["OCC"] = [("unknown", _NOT_RECORDED, unknown)]
        if unasked > silent.get(None, 0):
            people = counted_members(unasked - silent.get(None, 0))
            self.told.append(("3", told(_AT_WORK, people=people)))
        if unsaid:
            self.told.append(("3", told(_NO_OCCUPATION, people=counted_members(unsaid))))
        if exempt is not None:
            both = sum(map(exempt.__contains__, compress(self.profiles.ids, retired)))
            self.put("3.OCC.b1", both, unknown)
            others = len(exempt & self.here) - both
            if others:
                self.told.append(("3", told(_EXEMPT_AT_WORK, people=counted_members(others))))

    def _terms(self, block: str, kind: type[Term], counts: Mapping[Any, int], unknown: int) -> None:
        """The rows of a block that a label decides, each of which an alias of the label names."""
        for row in rows_of_block(self.rules, block):
            entry = row.text("key")
            try:
                term = kind.parse(entry)
            except TermError:  # a row of a book of one's own
                continue
            self.put(f"3.{entry}", counts.get(term, 0), unknown)

    def ages(self, years: _Ages, how: Words) -> tuple[Fraction | None, int]:
        """The bands of age, and the mean of those that are known with of how many it is one."""
        bands = [
            (row.number("at_least"), row.number("at_most") if "at_most" in row else None, f"3.{row.text('key')}")
            for row in rows_of_block(self.rules, "AGE")
            if "at_least" in row
        ]
        least = min((low for low, _, _ in bands), default=0)
        counts = dict.fromkeys((code for _, _, code in bands), 0)
        unknown, young, partly, ahead, total, known = self.unseen, 0, 0, 0, 0, 0
        for born, count in self.tally("born").items():
            first, last = _ends(born)
            if born is None or first > self.on:
                unknown += count
                ahead += count if born is not None else 0
                continue
            older, younger = years(first, self.on), years(min(last, self.on), self.on)
            if older == younger:
                total += older * count
                known += count
            if older < least:
                young += count
                continue
            band = next((code for low, high, code in bands if low <= younger and (high is None or older <= high)), None)
            if band is None:
                unknown += count
                partly += count
            else:
                counts[band] += count
        for code, count in counts.items():
            self.put(code, count, unknown)
        self.counts[MEAN_AGE] = None
        self.rest["AGE"] = [
            *([("under", told(_UNDER, years=least), young)] if young else []),
            ("unknown", _NOT_RECORDED, unknown),
        ]
        self.told.append(("3", told(how, day=self.on)))
        if young:
            self.told.append(("3", told(_YOUNG, people=counted_members(young), years=least)))
        if partly:
            self.told.append(("3", told(_BORN_PARTLY, people=counted_members(partly))))
        if ahead:
            self.told.append(("3", told(_BORN_AHEAD, people=counted_members(ahead), day=self.on)))
        return (Fraction(total, known) if known else None), known

    def admissions(self) -> None:
        """The times of admission."""
        bands = [
            (
                row.date("first_day") if "first_day" in row else dt.date.min,
                row.date("last_day") if "last_day" in row else dt.date.max,
                f"3.{row.text('key')}",
            )
            for row in rows_of_block(self.rules, "JOIN")
        ]
        counts = dict.fromkeys((code for _, _, code in bands), 0)
        unknown, partly, ahead = self.unseen, 0, 0
        for entered, count in self.tally("admitted").items():
            first, last = _ends(entered)
            if entered is None or first > self.on:
                unknown += count
                ahead += count if entered is not None else 0
                continue
            band = next((code for begin, end, code in bands if begin <= first and last <= end), None)
            if band is None:
                unknown += count
                partly += count
            else:
                counts[band] += count
        for code, count in counts.items():
            self.put(code, count, unknown)
        self.rest["JOIN"] = [("unknown", _NOT_RECORDED, unknown)]
        self.told.append(("3", _JOINED))
        if partly:
            self.told.append(("3", told(_JOINED_PARTLY, people=counted_members(partly))))
        if ahead:
            self.told.append(("3", told(_JOINED_AHEAD, people=counted_members(ahead), day=self.on)))

    def levels(self) -> None:
        """Schooling, qualification, title, political theory: who has none is not told from who is not recorded."""
        for block, (name, kind) in _LEVELS.items():
            counts = self.tally(name)
            unknown = counts.pop(None, 0) + self.unseen
            self._terms(block, kind, counts, unknown)
            self.rest[block] = [("unknown", _NONE_OR_NOT_RECORDED, unknown)]

    def groups(self) -> None:
        """Ethnic groups and religions, and the women of each; minorities and people of a religion."""
        women = self.column("sex").marks(Sex.FEMALE)
        sexed = self.women["4.I"] is not None
        for block, (name, rule_id, whole, part) in GROUPS.items():
            names = listed_names(self.rules, rule_id)
            everybody, among = self.tally(name), self.tally(name, women)
            counts: dict[str, int] = {}
            females: dict[str, int] = {}
            belong, unlisted, none, open_ = 0, 0, 0, 0
            for text, count in everybody.items():
                row = None if text is None else names.get(group_key(text))
                if row is None:
                    unlisted += count if text is not None else 0
                    continue
                key, counting = row.text("key"), row.text("counts") if "counts" in row else ""
                belong += count if counting != "not" else 0
                open_ += count if counting == "open" else 0
                if not key.startswith(f"{block}."):
                    none += count
                    continue
                counts[key] = counts.get(key, 0) + count
                females[key] = females.get(key, 0) + among.get(text, 0)
            missing = everybody.get(None, 0) + self.unseen
            unknown = missing + unlisted
            for row in rows_of_block(self.rules, block):
                key = row.text("key")
                self.put(f"4.{key}", counts.get(key, 0), unknown)
                self.women[f"4.{key}"] = females.get(key, 0) if sexed and self.counts[f"4.{key}"] is not None else None
            self.put(part, belong, unknown)
            if whole == "4.II":
                self.put(whole, belong, unknown)
                self.women[whole] = sum(females.values()) if sexed and self.counts[whole] is not None else None
            self.rest[block] = [
                *([("none", _NO_RELIGION, none)] if block == "REL" else []),
                *([("unlisted", _UNLISTED, unlisted)] if unlisted else []),
                ("unknown", _NOT_RECORDED, missing),
            ]
            if unlisted:
                self.told.append(("", told(_NAMES_UNLISTED[block], people=counted_members(unlisted))))
            if open_:
                self.told.append(("3", told(_OPEN_GROUPS, people=counted_members(open_))))

    def remarks(self, exempt: set[str] | None, forms: tuple[PrintedForm, PrintedForm]) -> None:
        """What is said of the whole: who is not recorded, and where people were counted."""
        first: list[tuple[str, Words]] = []
        by_number, bare = self.base - self.listed, self.listed - self.counted
        if by_number:
            first.append(("", told(_BY_NUMBER, people=counted_members(by_number))))
        if bare:
            first.append(("", told(_NO_PROFILE, people=counted_members(bare))))
        if self.strangers:
            first.append(("", told(_STRANGERS, count=self.strangers)))
        if self.hierarchy.as_of != self.on:
            first.append(("", told(_OTHER_ROLLS, day=self.hierarchy.as_of, on=self.on)))
        away = sum(
            stay.member in self.here and stay.organization not in self.below and not stay.is_over(self.on)
            for stay in self.hierarchy.stays.values()
        )
        if away:
            first.append(("", told(_AWAY, people=counted_members(away))))
        for block in ADD_UP:
            count = next((count for code, _, count in self.rest[block] if code == "unknown"), 0)
            if count:
                label = bare_label(block_label(block, forms))
                words = told(_BLOCK_UNKNOWN, label=label, people=counted_members(count))
                first.append(("4" if block in GROUPS else "3", words))
        short = {
            line.code: line.label for line in forms[0].lines if line.within == "3.I" and self.unknown.get(line.code)
        }
        if short:
            parts = (told(_OF_ROW, label=bare_label(label), count=self.unknown[code]) for code, label in short.items())
            first.append(("3", told(_ROWS_UNKNOWN, rows=joined(parts))))
        if unsexed := self.unknown["3.I.nu"]:
            first.append(("4", told(_UNSEXED, people=counted_members(unsexed))))
        first.append(("3", _NEED_NOT_ADD_UP))
        first.append(("4", _RELIGIONS_NEED_NOT))
        if exempt is None:
            first.append(("3", _NO_EXEMPT))
        past = past_lines(forms[0].lines, self.on)
        if past is not None:
            first.append(("3", past))
        self.told[:0] = first


def block_label(code: str, forms: tuple[PrintedForm, PrintedForm]) -> Words:
    """What a block is called, as the form prints it."""
    head = GROUPS[code][2] if code in GROUPS else f"3.{code}"
    found = (line.label for form in forms for line in form.lines if line.code == head)
    return next(found, Words(vi=code, en=code))


_OTHER_SIDE: Final = bytes([1]) + bytes(255)
"""Of marks, those of everybody else."""


def _both(one: bytes | None, other: bytes | None) -> bytes | None:
    """Who is marked in both; `None` marks everybody. As two long numbers it costs a look at every eighth person."""
    if one is None or other is None:
        return other if one is None else one
    return (int.from_bytes(one, "little") & int.from_bytes(other, "little")).to_bytes(len(one), "little")


def _ends(day: dt.date | PartialDate | None) -> tuple[dt.date, dt.date]:
    """The first and the last day it may be."""
    if isinstance(day, PartialDate):
        return day.earliest, day.latest
    return (dt.date.max, dt.date.max) if day is None else (day, day)


# --- ages and years ---------------------------------------------------------------------------------------------------

_Ages: TypeAlias = Callable[[dt.date, dt.date], int]


def _on_the_day(born: dt.date, on: dt.date) -> int:
    """Years completed; the 29th of February is cut to the last day where a year has none."""
    month, day = _month_and_day(born, on.year)
    return on.year - born.year - ((on.month, on.day) < (month, day))


def _by_year(born: dt.date, on: dt.date) -> int:
    return on.year - born.year


def _month_and_day(day: dt.date, year: int) -> tuple[int, int]:
    """A day of another year; the last of February for the 29th."""
    last = 29 if isleap(year) else 28
    return (day.month, min(day.day, last) if day.month == 2 else day.day)  # noqa: PLR2004 - February


# --- words and what stands where -------------------------------------------------------------------------------------

MEAN_AGE: Final = "3.AGE.avg"
ADD_UP: Final = ("OCC", "AGE", "JOIN", "ETH")
"""Blocks whose rows the forms want to make up the membership."""
_FLAGS: Final[Mapping[str, str]] = {
    "3.I.doan": "youth_union",
    "3.I.dn": "private_owner",
    "3.I.nn": "foreign_spouse",
}
_LEVELS: Final[Mapping[str, tuple[str, type[Term]]]] = {
    "SCH": ("schooling", Schooling),
    "QUA": ("qualification", Qualification),
    "TIT": ("academic_title", AcademicTitle),
    "THE": ("political_theory", PoliticalTheory),
}
GROUPS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "ETH": ("ethnic_group", "statistics-ethnic-groups", "4.I", "3.I.dt"),
    "REL": ("religion", "statistics-religions", "4.II", "3.I.tg"),
}
"""The field, the list of its names, the row of form 4 that sums it up, the row of form 3 made of it."""

AGE_ON: Final[Mapping[AgeCount, _Ages]] = {"on_the_day": _on_the_day, "by_year": _by_year}
AGE_WORDS: Final[Mapping[AgeCount, Words]] = {
    "on_the_day": Words(vi="tuổi tính đủ năm đến ngày thống kê", en="age in years completed on the day"),
    "by_year": Words(vi="tuổi tính theo năm sinh", en="age by the year of birth"),
}
AGES: Final[Mapping[AgeCount, Words]] = {
    "on_the_day": Words(
        vi="Tuổi tính đủ năm đến ngày {day}. Nguồn không nêu tính theo ngày cuối kỳ hay theo năm sinh; cũng không "
        "nêu tuổi bình quân lấy mấy số lẻ.",
        en="Age in years completed on {day}. The sources do not say whether the last day or the year of birth "
        "counts, nor how many decimals the mean age has.",
    ),
    "by_year": Words(
        vi="Tuổi tính theo năm sinh, đến năm của ngày {day}. Nguồn không nêu tính theo ngày cuối kỳ hay theo năm "
        "sinh; cũng không nêu tuổi bình quân lấy mấy số lẻ.",
        en="Age by the year of birth, in the year of {day}. The sources do not say whether the last day or the year "
        "of birth counts, nor how many decimals the mean age has.",
    ),
}
_NOT_RECORDED: Final = Words(
    vi="Chưa ghi, hoặc chưa đủ để xếp vào dòng nào", en="Not recorded, or not enough for any row"
)
_NONE_OR_NOT_RECORDED: Final = Words(vi="Chưa ghi, hoặc không có", en="Not recorded, or none")
_NO_RELIGION: Final = Words(vi="Không theo tôn giáo", en="Of no religion")
_UNLISTED: Final = Words(vi="Ghi tên không có trong danh mục", en="Recorded by a name that is not in the list")
_UNDER: Final = Words(vi="Dưới {years} tuổi", en="Under {years}")

_BY_NUMBER: Final = Words(
    vi="{people} chỉ ghi bằng số, không có tên trong danh sách: có trong tổng số, không có ở dòng nào khác.",
    en="{people} known only by number, by no name: in the total, and in no other row.",
)
_NO_PROFILE: Final = Words(
    vi="{people} không có hồ sơ: có trong tổng số, không có ở dòng nào khác.",
    en="{people} without a profile: in the total, and in no other row.",
)
_STRANGERS: Final = Words(
    vi="{count} hồ sơ của người không có trong danh sách đảng viên nào: không tính.",
    en="Profiles of people on no roll, not counted: {count}.",
)
_OTHER_ROLLS: Final = Words(
    vi="Danh sách đảng viên là của ngày {day}, không phải ngày {on}.", en="The rolls are those of {day}, not of {on}."
)
_AWAY: Final = Words(
    vi="{people} sinh hoạt tạm thời ở nơi khác được tính ở đây, nơi sinh hoạt chính thức.",
    en="{people} taking part elsewhere for a time counted here, where they belong.",
)
_BLOCK_UNKNOWN: Final = Words(
    vi="'{label}': {people} chưa ghi, biểu không có dòng cho số này.",
    en="'{label}': {people} not recorded, for whom the form has no row.",
)
_ROWS_UNKNOWN: Final = Words(
    vi="Chưa ghi, nên chưa biết có thuộc dòng hay không: {rows}.",
    en="Not recorded, so that nobody knows whether they belong to the row: {rows}.",
)
_OF_ROW: Final = Words(vi="'{label}' {count}", en="'{label}' {count}")
_UNSEXED: Final = Words(
    vi="{people} chưa ghi giới tính: số nữ ít nhất là số ghi ở đây.",
    en="{people} whose sex is not recorded: there are at least as many women as stand here.",
)
_NEED_NOT_ADD_UP: Final = Words(
    vi="Các dòng về trình độ, chức danh không nhất thiết cộng bằng tổng số: người chưa ghi có thể là người không có.",
    en="Rows on education and titles need not add up to the membership: who is not recorded may have none.",
)
_RELIGIONS_NEED_NOT: Final = Words(
    vi="Các dòng tôn giáo không nhất thiết cộng bằng tổng số: người không theo tôn giáo không có dòng.",
    en="Rows on religions need not add up to the membership: who is of no religion has no row.",
)
_NO_EXEMPT: Final = Words(
    vi="Chưa cho biết ai được miễn công tác và sinh hoạt đảng, nên dòng đó để trống.",
    en="Who is exempt from work and meetings was not given, so that row is empty.",
)
_EXEMPT_AT_WORK: Final = Words(
    vi="{people} được miễn công tác và sinh hoạt đảng mà chưa ghi là đã nghỉ, nên không có ở dòng của người đã nghỉ.",
    en="{people} exempt from work and meetings and not recorded as retired, so not in the row of the retired.",
)
_AT_WORK: Final = Words(
    vi="{people} có ghi nghề nghiệp mà chưa ghi đã nghỉ hay chưa: tính là đang làm việc.",
    en="{people} with an occupation, of whom it is not recorded whether they have retired: counted as at work.",
)
_NO_OCCUPATION: Final = Words(
    vi="{people} đang làm việc mà chưa ghi nghề nghiệp, không có ở dòng nghề nghiệp nào.",
    en="{people} at work whose occupation is not recorded, in none of its rows.",
)
_YOUNG: Final = Words(
    vi="{people} dưới {years} tuổi, không có ở dòng tuổi nào.", en="{people} under {years}, in no row of age."
)
_BORN_PARTLY: Final = Words(
    vi="{people} chỉ biết năm hoặc tháng sinh, chưa đủ để xếp vào dòng tuổi nào.",
    en="{people} of whose birth only the year or month is known, which is not enough for any row of age.",
)
_BORN_AHEAD: Final = Words(
    vi="{people} có ngày sinh sau ngày {day}, coi như chưa ghi.",
    en="{people} whose day of birth is after {day}, taken for not recorded.",
)
_JOINED: Final = Words(
    vi="Thời gian kết nạp lấy theo ngày vào Đảng (ngày tổ chức kết nạp, in trên thẻ), không theo ngày quyết định "
    "hay ngày chính thức. Người kết nạp lại tính lần đầu hay lần cuối: nguồn không nêu, ở đây theo ngày ghi trong "
    "hồ sơ.",
    en="The time of admission is the day of the ceremony, which the card prints, not that of the decision or of "
    "becoming full. Whether the first or the last admission of the readmitted counts is not said; here it is the "
    "day in the profile.",
)
_JOINED_PARTLY: Final = Words(
    vi="{people} chỉ biết năm hoặc tháng vào Đảng, chưa đủ để xếp vào thời kỳ nào.",
    en="{people} of whose admission only the year or month is known, which is not enough for any period.",
)
_JOINED_AHEAD: Final = Words(
    vi="{people} có ngày vào Đảng sau ngày {day}, coi như chưa ghi.",
    en="{people} whose day of admission is after {day}, taken for not recorded.",
)
_NAMES_UNLISTED: Final[Mapping[str, Words]] = {
    "ETH": Words(
        vi="{people} ghi tên dân tộc không có trong danh mục, không có ở dòng nào.",
        en="{people} recorded under a name that is not in the list of ethnic groups, in no row.",
    ),
    "REL": Words(
        vi="{people} ghi tên tôn giáo không có trong danh mục, không có ở dòng nào.",
        en="{people} recorded under a name that is not in the list of religions, in no row.",
    ),
}
_OPEN_GROUPS: Final = Words(
    vi="Dân tộc thiểu số tính mọi dân tộc trừ Kinh, trong đó {people} là người Hoa hoặc gốc nước ngoài: nguồn không "
    "nêu có tính hay không.",
    en="Ethnic minorities are everyone but the Kinh, {people} of Hoa or foreign origin included: the sources do not "
    "say whether they count.",
)
