"""The composition of a membership (cơ cấu đảng viên): how many of each sex, occupation, age, ethnic group, religion ...

```
composition(profiles, hierarchy, at=, on=)     one organization with all below it, on a day
     |
Composition      rows with their base and of how many it is not known; blocks with what is in none of their rows
     | .form_3(last_year)   | .form_4()
MembershipForm              GroupForm          as they are printed
```

Rows and lists are those of the rulebook (`rules.forms`); it counts people and shows nobody. Unknown is a figure of its
own: who has no profile, is known by number only, or whose field is empty counts in the base and in no row, and where
nobody's field is known the row has no figure instead of 0.
"""

from __future__ import annotations

__all__ = ["AgeCount", "Composition", "CompositionBlock", "CompositionRow", "GroupShare", "composition"]

import datetime as dt
from calendar import isleap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

from typing_extensions import TypedDict

from dangbo.base.envelope import RuleDocument, WordsDocument
from dangbo.base.errors import InvalidInputError
from dangbo.base.figures import Share, figure_problem, round_decimal
from dangbo.base.forms import FormLine, form_rows
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.reading import read_choice
from dangbo.base.records import instance_of, read_id
from dangbo.base.results import told
from dangbo.base.terms import no_such
from dangbo.base.text import format_date, format_number, parse_date
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.hierarchy import Hierarchy
from dangbo.life.counting import ADD_UP, AGE_ON, AGES, GROUPS, MEAN_AGE, AgeCount, Counting, block_label
from dangbo.life.membership_forms import GroupForm, GroupRow, MembershipForm
from dangbo.life.profiles import Profiles
from dangbo.render import Cell, Column, Table
from dangbo.render.tabled import Tabled
from dangbo.rules import RuleBook, book_of
from dangbo.rules.forms import PrintedForm, form_caveats, printed_form

if TYPE_CHECKING:
    from dangbo.base.citations import RuleRef
    from dangbo.base.findings import Finding, Lang
    from dangbo.tree.members import Member
    from dangbo.tree.records import Organization

GroupShare: TypeAlias = Literal["women", "of_block"]
"""How column 5 of form 4 is read: women among those of the row, or the row among those of its block."""


# --- what is found ----------------------------------------------------------------------------------------------------


class CompositionRowDocument(TypedDict):
    """A line of a composition: how many of how many, and of how many it is not known."""

    code: str
    label: WordsDocument
    indent: int
    within: str | None
    count: int | None
    of: int
    unknown: int
    women: int | None


@dataclass(frozen=True, slots=True)
class CompositionRow(Documented):
    """How many members a row counts.

    Attributes:
        code: stable code of the row, such as "3.AGE.1" or "4.ETH.02"; of what is in no row of a form, as
            "3.AGE.unknown".
        label: as the form prints it, and in English.
        indent: how far it is indented.
        within: code of the row it is a part of; `None` where it is of none.
        count: how many; `None` where it is known of nobody, or the row counts nobody, as a title.
        of: the members it is counted among: all of the organization.
        unknown: of how many of them it is not known whether they belong here.
        women: how many of `count` are women, in rows of form 4; `None` in others, and where no sex is known.
    """

    code: str
    label: Words
    indent: int
    within: str | None
    count: int | None
    of: int
    unknown: int = 0
    women: int | None = None

    @property
    def share(self) -> Share | None:
        """The part of all members, those of whom it is not known included: at least so many. `None` of nobody.

        Examples:
            >>> CompositionRow("3.I.nu", Words(vi="- Nữ", en="- Women"), 1, "3.I", 40, 100, unknown=20).share
            Share(40, of=100) = 40,0%
        """
        return Share(self.count, of=self.of) if self.count is not None and self.of else None

    def as_dict(self) -> CompositionRowDocument:
        """The row as plain JSON values."""
        return {
            "code": self.code,
            "label": self.label.as_dict(),
            "indent": self.indent,
            "within": self.within,
            "count": self.count,
            "of": self.of,
            "unknown": self.unknown,
            "women": self.women,
        }


class CompositionBlockDocument(TypedDict):
    """Lines that tell one thing apart, such as ages; `adds_up` where each member stands in one of them."""

    code: str
    label: WordsDocument
    rows: list[CompositionRowDocument]
    rest: list[CompositionRowDocument]
    adds_up: bool


@dataclass(frozen=True, slots=True, repr=False)
class CompositionBlock(Documented):
    """Rows that divide the membership, and those who stand in none of them.

    Attributes:
        code: "OCC", "AGE", "JOIN", "SCH", "QUA", "TIT", "THE", "ETH" or "REL".
        label: what it is called.
        rows: those of the form.
        rest: who is in none of them: not recorded, under 18, of no religion ...
        adds_up: whether the form asks that its rows make up the membership. Where it does not (levels of education,
            titles, religions), who is not recorded may as well have none: no register tells the two apart.
    """

    code: str
    label: Words
    rows: tuple[CompositionRow, ...]
    rest: tuple[CompositionRow, ...]
    adds_up: bool

    @property
    def total(self) -> int:
        """Everybody in its rows and in the rest: always the membership.

        Rows that are a part of another one count in that one.
        """
        codes = {row.code for row in self.rows}
        outer = (row for row in self.rows if row.within not in codes)
        return sum(row.count or 0 for row in (*outer, *self.rest))

    def __repr__(self) -> str:
        return f"CompositionBlock({self.code!r}, {len(self.rows)} rows)"

    def as_dict(self) -> CompositionBlockDocument:
        """The block as plain JSON values."""
        return {
            "code": self.code,
            "label": self.label.as_dict(),
            "rows": [row.as_dict() for row in self.rows],
            "rest": [row.as_dict() for row in self.rest],
            "adds_up": self.adds_up,
        }


class CompositionDocument(TypedDict):
    """The members of an organization on a day by what is known of them; the mean age is exact, such as "341/8"."""

    schema: Literal["dangbo/composition"]
    version: Literal[1]
    of: str
    name: str
    on: str
    as_of: str
    members: int
    counted: int
    without_profile: int
    by_number: int
    strangers: int
    rows: list[CompositionRowDocument]
    blocks: list[CompositionBlockDocument]
    mean_age: str | None
    mean_age_of: int
    age: AgeCount
    notes: list[WordsDocument]
    rules: list[RuleDocument]


@dataclass(frozen=True, slots=True, repr=False)
class Composition(Documented, Tabled, Framed):
    """The membership of one organization with all below it, on a day. Made by `composition`.

    Attributes:
        of: id of the organization.
        name: its name.
        on: the day the figures are of: ages are those of this day.
        as_of: the day of the rolls that were counted.
        members: everybody, those known by number only included.
        counted: who is on a roll and has a profile.
        without_profile: who is on a roll and has none.
        by_number: who is known by number only.
        strangers: profiles of people on no roll; they are not counted.
        rows: those of form 3, then of form 4, in the order of print.
        blocks: the same by what they divide the membership by.
        mean_age: mean of the ages that are known, exactly; `None` where none is.
        mean_age_of: of how many people it is the mean.
        age: how age was counted.
        notes: what is not known, and what the sources leave open and how it was read.
        rules: what it rests on.
    """

    of: str
    name: str
    on: dt.date
    as_of: dt.date
    members: int
    counted: int
    without_profile: int
    by_number: int
    strangers: int
    rows: tuple[CompositionRow, ...]
    blocks: tuple[CompositionBlock, ...]
    mean_age: Fraction | None
    mean_age_of: int
    age: AgeCount
    rules: tuple[RuleRef, ...]
    _told: tuple[tuple[str, Words], ...] = field(compare=False)
    _printed: tuple[PrintedForm, PrintedForm] = field(compare=False)

    @property
    def notes(self) -> tuple[Words, ...]:
        """What is not known, and what the sources leave open and how it was read."""
        return tuple(words for _, words in self._told)

    def row(self, code: str) -> CompositionRow:
        """The row with a code.

        Raises:
            TermError: there is none; it suggests those that come near.
        """
        found = next((row for row in self._every() if row.code == code), None)
        if found is None:
            raise no_such(Words(vi="dòng cơ cấu", en="row of a composition"), code, [row.code for row in self._every()])
        return found

    def _every(self) -> Iterator[CompositionRow]:
        return chain(self.rows, *(block.rest for block in self.blocks))

    def block(self, code: str) -> CompositionBlock:
        """The block with a code, such as "AGE".

        Raises:
            TermError: there is none; it names those there are.
        """
        found = next((block for block in self.blocks if block.code == code), None)
        if found is None:
            raise no_such(Words(vi="khối dòng", en="block of rows"), code, [block.code for block in self.blocks])
        return found

    def __repr__(self) -> str:
        return f"Composition({self.of!r}, {self.on}: {self.members} members, {self.counted} with a profile)"

    def __str__(self) -> str:
        return self.show(lang="en").text

    # --- the forms ---

    def form_3(self, last_year: Composition | None = None) -> MembershipForm:
        """Form 3 of the statistics, as it is printed (biểu đội ngũ đảng viên).

        Only the rows of the form stand in it: who is in none of them is told in the notes.

        Args:
            last_year: the composition of the same day a year before, where it is known.

        Raises:
            InvalidInputError: `last_year` is of another day, or no composition.

        Examples:
            >>> from dangbo import Profile, Profiles, datasets
            >>> city = datasets.thai_nguyen()
            >>> form = composition(Profiles([Profile("m-00001", sex="nữ")]), city, on="2023-04-30").form_3()
            >>> form, form.row("3.I").now, form.row("3.I.nu").now
            (MembershipForm('tp-thai-nguyen', 2023-04-30: 62 rows), 27960, 1)
        """
        if last_year is not None:
            before = instance_of(Composition, last_year, "last_year")
            if not _is_a_year_before(before.on, self.on):
                raise InvalidInputError([_other_day(before.on, self.on)])
        form = self._printed[0]
        notes = [*form_caveats(form, self.on), *(words for scope, words in self._told if scope != "4")]
        if last_year is None:
            notes.append(_NO_LAST_YEAR)
        elif last_year.of != self.of:
            notes.append(told(_OTHER_ORGANIZATION, name=last_year.name, key=last_year.of))
        if last_year is not None and last_year.age != self.age:
            notes.append(_OTHER_AGE)
        means = (self.mean_age, None if last_year is None else last_year.mean_age)
        return MembershipForm(
            self.of,
            self.name,
            form.number,
            form.title,
            form.columns,
            tuple(notes),
            form.value.ref,
            form_rows(form.lines, _figures(self), {} if last_year is None else _figures(last_year), {MEAN_AGE: means}),
            self.on,
            None if last_year is None else last_year.on,
        )

    def form_4(self, *, share: GroupShare = "women") -> GroupForm:
        """Form 4 of the statistics, as it is printed (biểu theo dân tộc và trong các tôn giáo).

        Only the rows of the form stand in it: whose ethnic group is not recorded is told in the notes. Who is of no
        religion has no row.

        Args:
            share: how column 5 is read: "women", women among those of the row, as two applications print it; or
                "of_block", the row among all of its block, as the form of 2012 did. The form itself was not seen.

        Raises:
            InvalidInputError: nobody knows this reading.
        """
        read_choice(share, _SHARES, "share")
        form = self._printed[1]
        rows = {row.code: row for row in self.rows}
        return GroupForm(
            self.of,
            self.name,
            form.number,
            form.title,
            form.columns,
            (
                *form_caveats(form, self.on),
                *(words for scope, words in self._told if scope != "3"),
                _SHARES[share],
            ),
            form.value.ref,
            tuple(_group_row(line, rows, form.lines, share) for line in form.lines),
            self.on,
        )

    # --- how it looks ---

    def table(self, *, lang: Lang = "vi") -> Table:
        """Every row with how many, the part of all members, and of how many it is not known.

        Ethnic groups and religions nobody is recorded of are left out here.
        """
        whole = (row for row in self.rows if row.code.startswith("3.") and row.code.split(".")[1] not in _INNER)
        lines = [(row, not row.indent) for row in whole]
        for block in self.blocks:
            lines.append((CompositionRow(block.code, block.label, 0, None, None, self.members), True))
            inner = [row for row in block.rows if row.count or block.code not in _LISTS]
            least = min((row.indent for row in block.rows), default=1)
            lines += [(row, False) for row in (*(_shifted(row, least - 1) for row in inner), *block.rest)]
        return Table(
            f"{_TITLE.text(lang=lang)}. {self.name}. {format_date(self.on, lang=lang)}",
            [Column(head.text(lang=lang), "right" if at else "left") for at, head in enumerate(_HEADS)],
            [self._cells(row, lang) for row, _ in lines],
            notes=[note.text(lang=lang) for note in self.notes],
            source=self._printed[0].value.ref.citation(lang=lang),
            totals=[at for at, (_, total) in enumerate(lines) if total],
        )

    def _cells(self, row: CompositionRow, lang: Lang) -> tuple[str, ...]:
        label = f"{'  ' * row.indent}{row.label.text(lang=lang)}"
        if row.code == MEAN_AGE:
            mean = self.mean_age
            shown = "" if mean is None else Cell(mean, format_number(round_decimal(mean, 1), decimals=1, lang=lang))
            return (label, shown, "", _number(self.members - self.mean_age_of, lang))
        share = row.share
        return (
            label,
            "" if row.count is None else _number(row.count, lang),
            "" if share is None else Cell(share, share.text(lang=lang)),
            _number(row.unknown, lang) if row.unknown else "",
        )

    def _frame(self) -> list[FrameColumn]:
        blocks: list[tuple[str | None, CompositionRow]] = [(None, row) for row in self.rows]
        blocks += [(block.code, row) for block in self.blocks for row in (*block.rows, *block.rest)]
        return columns_of(
            blocks,
            ("block", "text", lambda one: one[0]),
            ("row", "text", lambda one: one[1].code),
            ("label_vi", "text", lambda one: one[1].label.vi),
            ("label_en", "text", lambda one: one[1].label.en),
            ("within", "text", lambda one: one[1].within),
            ("count", "count", lambda one: one[1].count),
            ("of", "count", lambda one: one[1].of),
            ("percent", "number", lambda one: None if one[1].share is None else one[1].share.percent),
            ("women", "count", lambda one: one[1].women),
            ("unknown", "count", lambda one: one[1].unknown),
        )

    def as_dict(self) -> CompositionDocument:
        """The composition as plain JSON values; the mean age exactly, as text."""
        return {
            "schema": "dangbo/composition",
            "version": 1,
            "of": self.of,
            "name": self.name,
            "on": self.on.isoformat(),
            "as_of": self.as_of.isoformat(),
            "members": self.members,
            "counted": self.counted,
            "without_profile": self.without_profile,
            "by_number": self.by_number,
            "strangers": self.strangers,
            "rows": [row.as_dict() for row in self.rows],
            "blocks": [block.as_dict() for block in self.blocks],
            "mean_age": None if self.mean_age is None else str(self.mean_age),
            "mean_age_of": self.mean_age_of,
            "age": self.age,
            "notes": [note.as_dict() for note in self.notes],
            "rules": [rule.as_dict() for rule in self.rules],
        }


def _number(count: int, lang: Lang) -> str:
    return Cell(count, format_number(count, lang=lang))


def _shifted(row: CompositionRow, by: int) -> CompositionRow:
    """A row as it stands in a table where its block begins further out."""
    return replace(row, indent=max(row.indent - by, 1))


def _figures(found: Composition) -> dict[str, int]:
    return {row.code: row.count for row in found.rows if row.count is not None}


def _group_row(
    line: FormLine, rows: Mapping[str, CompositionRow], lines: Iterable[FormLine], share: GroupShare
) -> GroupRow:
    row = rows[line.code]
    parts = [rows[one.code].count or 0 for one in lines if one.within == line.code]
    untold = row.count - sum(parts) if row.count is not None and line.within is None else 0
    part, whole = (row.women, row.count) if share == "women" else (row.count, rows[line.within or line.code].count)
    return GroupRow(
        line.code,
        line.code.rpartition(".")[2].lstrip("0"),
        line.label,
        line.within,
        row.count,
        row.women,
        Share(part, of=whole) if part is not None and whole else None,
        untold,
    )


# --- how it is counted ------------------------------------------------------------------------------------------------


def composition(
    profiles: Profiles,
    hierarchy: Hierarchy,
    *,
    on: dt.date | str,
    at: str | Organization | None = None,
    age: AgeCount = "on_the_day",
    exempt: Iterable[str | Member] | None = None,
    rules: RuleBook | None = None,
) -> Composition:
    """How the membership of an organization is composed (cơ cấu đảng viên).

    Everybody on the rolls of the organization and of all below it is counted once, where the member belongs: who takes
    part elsewhere for a time counts at home (rule `temporary-members-counted-at-home`). People known by number only and
    people without a profile count in the base and are not recorded in any row.

    Args:
        profiles: what is known of people.
        hierarchy: who is on whose roll.
        on: the day the figures are of, mostly the last of a period.
        at: the organization; the whole tree unless given.
        age: "on_the_day", in years completed on the day (who is born on 29 February completes one on 28 February where
            there is no 29th); or "by_year", the year of the day less the year of birth. The form does not say which.
        exempt: ids of members who are exempt from work and meetings; a profile does not say it. The row on them stays
            empty unless given.
        rules: the rulebook whose rows are taken: those in use on the day or, failing that, the nearest.

    Returns:
        The composition. A birth date that is known in part counts in a band where both its ends fall into it.

    Raises:
        UnknownOrganizationError: there is no such organization.
        InvalidInputError: no profiles, no hierarchy, a date that does not exist, a way of counting nobody knows.
        TermError: the rulebook has no form 3 or 4.

    Examples:
        >>> from dangbo import Profile, datasets
        >>> city = datasets.thai_nguyen()
        >>> some = Profiles([
        ...     Profile("m-00001", sex="nữ", born="1990-05-04", ethnic_group="Tày"),
        ...     Profile("m-00002", sex="nam", born="1961", ethnic_group="Kinh"),
        ... ])
        >>> found = composition(some, city, on="2023-04-30")
        >>> found
        Composition('tp-thai-nguyen', 2023-04-30: 27960 members, 2 with a profile)
        >>> found.row("3.AGE.2").count, found.row("3.AGE.8").count, found.row("4.ETH.02").women
        (1, 1, 1)
        >>> found.block("AGE").total, found.row("3.AGE.unknown").count
        (27960, 27958)
    """
    instance_of(Profiles, profiles, "profiles")
    instance_of(Hierarchy, hierarchy, "hierarchy")
    day = parse_date(on, where="on")
    read_choice(age, AGES, "age")
    exempted = None if exempt is None else _ids(exempt)
    book = book_of(rules)
    forms = printed_form(book, "3", day), printed_form(book, "4", day)
    top = hierarchy.root if at is None else hierarchy[at]
    counting = Counting(profiles, hierarchy, top, day, book.at(day))
    counting.flags()
    counting.occupations(exempted)
    mean, known = counting.ages(AGE_ON[age], AGES[age])
    counting.admissions()
    counting.levels()
    counting.groups()
    counting.remarks(exempted, forms)
    rows = tuple(_row(counting, line) for form in forms for line in form.lines)
    return Composition(
        top.id,
        top.name,
        day,
        hierarchy.as_of,
        counting.base,
        counting.counted,
        counting.listed - counting.counted,
        counting.base - counting.listed,
        counting.strangers,
        rows,
        tuple(_block(counting, code, forms, rows) for code in _BLOCKS),
        mean,
        known,
        age,
        tuple(_refs(book, day, forms)),
        tuple(counting.told),
        forms,
    )


def _ids(members: object) -> set[str]:
    if isinstance(members, str) or not isinstance(members, Iterable):
        instance_of(tuple, members, "exempt", hint=Words(vi="hãy đưa vào danh sách mã", en="give a list of ids"))
    return {read_id(member, where=f"exempt[{at}]") for at, member in enumerate(cast("Iterable[object]", members))}


def _row(counting: Counting, line: FormLine) -> CompositionRow:
    """A row of a form with its figure."""
    code = line.code
    count = None if line.adds == "head" else counting.counts.get(code)
    known = counting.unknown.get(code, 0), counting.women.get(code)
    return CompositionRow(code, line.label, line.indent, line.within, count, counting.base, *known)


def _block(
    counting: Counting, code: str, forms: tuple[PrintedForm, PrintedForm], rows: Sequence[CompositionRow]
) -> CompositionBlock:
    """The rows of a block, and who is in none of them."""
    start, within = ("4", GROUPS[code][2]) if code in GROUPS else ("3", f"3.{code}")
    ours = tuple(row for row in rows if row.code.startswith(f"{start}.{code}."))
    rest = tuple(
        CompositionRow(f"{start}.{code}.{name}", label, 1, within, count, counting.base)
        for name, label, count in counting.rest[code]
    )
    return CompositionBlock(code, block_label(code, forms), ours, rest, code in ADD_UP)


def _refs(book: RuleBook, on: dt.date, forms: Iterable[PrintedForm]) -> Iterator[RuleRef]:
    """The rules it rests on."""
    yield from (form.value.ref for form in forms)
    if _AT_HOME in book.ids:
        yield book.at(on).nearest(_AT_HOME)[0].ref


# --- last year --------------------------------------------------------------------------------------------------------


def _is_a_year_before(last_year: dt.date, on: dt.date) -> bool:
    same = last_year.month == on.month and (last_year.day == on.day or (_is_last(last_year) and _is_last(on)))
    return same and on.year == last_year.year + 1


def _is_last(day: dt.date) -> bool:
    """Whether it is the last of February, which is one day whether there are 28 or 29."""
    return day.month == 2 and day.day == (29 if isleap(day.year) else 28)  # noqa: PLR2004 - February


def _other_day(last_year: dt.date, on: dt.date) -> Finding:
    return figure_problem(
        "last_year",
        told(
            Words(
                vi="ngày {theirs} không phải ngày này năm trước của {ours}", en="{theirs} is not {ours} a year before"
            ),
            theirs=last_year,
            ours=on,
        ),
        Words(
            vi="Lấy cơ cấu của đúng ngày này năm trước; nếu không có số liệu thì để trống.",
            en="Take the composition of the same day a year before, or leave it out where it is not known.",
        ),
    )


# --- words ------------------------------------------------------------------------------------------------------------

_BLOCKS: Final = ("OCC", "AGE", "JOIN", "SCH", "QUA", "TIT", "THE", "ETH", "REL")
_AT_HOME: Final = "temporary-members-counted-at-home"
_LISTS: Final = ("ETH", "REL")

_SHARES: Final[Mapping[GroupShare, Words]] = {
    "women": Words(
        vi="Cột 5 là tỷ lệ nữ trong tổng số của dòng, như hai phần mềm in; biểu năm 2012 in tỷ lệ của dòng trong "
        "tổng số của khối. Chưa thấy chính biểu mẫu.",
        en="Column 5 is the share of women in the total of the row, as two applications print it; the form of 2012 "
        "prints the share of the row in the total of its block. The form itself was not seen.",
    ),
    "of_block": Words(
        vi="Cột 5 là tỷ lệ của dòng trong tổng số của khối, như biểu năm 2012 in; hai phần mềm in tỷ lệ nữ trong "
        "tổng số của dòng. Chưa thấy chính biểu mẫu.",
        en="Column 5 is the share of the row in the total of its block, as the form of 2012 prints it; two "
        "applications print the share of women in the total of the row. The form itself was not seen.",
    ),
}

_INNER: Final = ("II", *_BLOCKS)
"""What comes after 3 in the codes of rows that are shown by block."""
_TITLE: Final = Words(vi="Cơ cấu đảng viên", en="Composition of the membership")
_HEADS: Final = (
    Words(vi="Tiêu chí", en="Criterion"),
    Words(vi="Đảng viên", en="Members"),
    Words(vi="Tỷ lệ (%) trong tổng số", en="(%) of all members"),
    Words(vi="Chưa rõ", en="Unknown"),
)
_NO_LAST_YEAR: Final = Words(vi="Chưa có số liệu cùng kỳ năm trước.", en="The same period last year is not known.")
_OTHER_ORGANIZATION: Final = Words(
    vi="Cột cùng kỳ năm trước là của {name} ({key}).", en="The column of last year is of {name} ({key})."
)
_OTHER_AGE: Final = Words(vi="Hai cột tính tuổi theo hai cách.", en="The two columns count age in two ways.")
