"""Form 1 of the statistics (Biểu số 1-BTCTW): members brought forward, increase, decrease, members at the end.

Made of the movements of one reporting organization; forms of two levels do not add up, for what passed between
subordinates is no movement above them. Rows and labels are those of the rule `statistics-form-1`. The ledger knows less
than the form asks, as where somebody came from whose decision does not say it: such people count in the line above and
in none below it, and the notes say how many. The notes also say where the form leaves open which line is meant.
"""

from __future__ import annotations

__all__ = ["MovementForm"]

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from typing_extensions import TypedDict

from dangbo.base.errors import InvalidInputError
from dangbo.base.figures import figure_problem
from dangbo.base.forms import FormRowDocument, form_rows
from dangbo.base.reading import read_choice
from dangbo.base.results import counted_members, joined, quoted_labels, told
from dangbo.base.terms import MoveScope
from dangbo.base.text import format_date, lower_first
from dangbo.base.words import Words
from dangbo.change.verbs.table import VERBS
from dangbo.render.forms import ComparedForm, FormFoot, FormHead
from dangbo.rules.forms import form_caveats, printed_form

if TYPE_CHECKING:
    from dangbo.base.findings import Finding
    from dangbo.base.forms import FormLine
    from dangbo.ledger.movements import Movements, MovementTable, Reach, Section
    from dangbo.rules import RuleBook
    from dangbo.rules.forms import PrintedForm

PastRows: TypeAlias = Literal["empty", "filled"]
"""What becomes of rows whose wording ended before the period does, as that of the districts: nothing stands there, or
they go on counting who moved within the province."""


class PeriodDocument(TypedDict):
    """The first and the last day of a period."""

    start: str
    end: str


class MovementFormDocument(FormHead, FormFoot):
    """Form 1 of the statistics: members brought forward, increase, decrease, members at the end."""

    schema: Literal["dangbo/movement-form"]
    version: Literal[1]
    start: str
    end: str
    last_year: PeriodDocument | None
    rows: list[FormRowDocument]


@dataclass(frozen=True, slots=True, repr=False)
class MovementForm(ComparedForm):
    """Form 1 of one organization and period (biểu tăng, giảm đảng viên). Made by `Movements.form_1`.

    Attributes:
        of: id of the reporting organization.
        name: its name.
        number: what stands at the head at the right, "Biểu số 1-BTCTW".
        title: as printed, and in English.
        columns: the headings, left to right.
        notes: what the figures do not tell apart, and how well the form itself is known.
        rule: where the rows come from.
        rows: in the order of print.
        start: first day of the period.
        end: last day of the period.
        last_year: first and last day of the column of last year; `None` where it was not given.
    """

    start: dt.date
    end: dt.date
    last_year: tuple[dt.date, dt.date] | None = None

    @property
    def period(self) -> Words:
        """The period as forms name it: a year, the first half of one, or its two days.

        Examples:
            >>> from dangbo import History, datasets
            >>> ledger = History(datasets.thai_nguyen())
            >>> ledger.movements("2024-01-01", "2024-06-30").form_1().period.vi
            '6 tháng đầu năm 2024'
        """
        first, last = (self.start.month, self.start.day), (self.end.month, self.end.day)
        if self.start.year == self.end.year and first == (1, 1):
            if last == (12, 31):
                return Words(vi=f"Năm {self.end.year}", en=f"{self.end.year}")
            if last == (6, 30):
                return Words(vi=f"6 tháng đầu năm {self.end.year}", en=f"First half of {self.end.year}")
        return _days(self.start, self.end)

    @property
    def holds(self) -> bool:
        """Whether D = A + B - C, in this period and, where given, in that of last year."""
        a, b, c, d = (self.row(code) for code in ("1.A", "1.B", "1.C", "1.D"))
        sides = [(a.now, b.now, c.now, d.now), (a.before, b.before, c.before, d.before)]
        return all(_balances(*side) for side in sides)

    def __repr__(self) -> str:
        return f"MovementForm({self.of!r}, {self.start} to {self.end}: {self._equation()})"

    def _equation(self) -> str:
        a, b, c, d = (self.row(code).now for code in ("1.A", "1.B", "1.C", "1.D"))
        return f"{a} + {b} - {c} = {d}"

    def as_dict(self) -> MovementFormDocument:
        """The form as plain JSON values; a percentage has both its counts."""
        before = self.last_year
        return {
            "schema": "dangbo/movement-form",
            "version": 1,
            **self._head(),
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "last_year": None if before is None else {"start": before[0].isoformat(), "end": before[1].isoformat()},
            "rows": [row.as_dict() for row in self.rows],
            **self._foot(),
        }


def _days(start: dt.date, end: dt.date) -> Words:
    return Words(
        vi=f"{format_date(start)} - {format_date(end)}",
        en=f"{format_date(start, lang='en')} - {format_date(end, lang='en')}",
    )


# --- how it is made -------------------------------------------------------------------------------------------------

_LINES: Final[Mapping[str, tuple[Section, tuple[str, ...]]]] = {
    "1.B1": ("increase", ("admitted", "readmitted")),
    "1.B2": ("increase", ("transferred_in", "with_organizations")),
    "1.B3": ("increase", ("restored",)),
    "1.C1": ("decrease", ("deceased",)),
    "1.C2": ("decrease", ("expelled",)),
    "1.C3": ("decrease", ("struck_off",)),
    "1.C4": ("decrease", ("withdrew",)),
    "1.C5": ("decrease", ("transferred_out", "with_organizations")),
}
"""The causes of movements each line counts. People move together with their organization, so they stand among those
who moved; people who were readmitted among those who were admitted. Neither is said by the form, and the notes say so.
"""

_FAR: Final[Mapping[str, tuple[str, MoveScope]]] = {
    "1.B2a": ("1.B2", MoveScope.OTHER_PROVINCE),
    "1.B2b": ("1.B2", MoveScope.SAME_PROVINCE),
    "1.C5a": ("1.C5", MoveScope.OTHER_PROVINCE),
    "1.C5b": ("1.C5", MoveScope.SAME_PROVINCE),
}
"""How far they moved whom a line counts."""

_TOTALS: Final[Mapping[Section, str]] = {"increase": "1.B", "decrease": "1.C"}


def form_one(movements: Movements, last_year: Movements | None, book: RuleBook, past_rows: PastRows) -> MovementForm:
    """The form of a period.

    Args:
        movements: what came and went.
        last_year: the same of the same period a year before, where it is known.
        past_rows: what stands in rows whose wording ended before the period did.
        book: the rulebook, whose rows are taken: those of the last day of the period or, failing that, the nearest.

    Raises:
        InvalidInputError: `last_year` is of another period, or nobody knows this word for rows of the past.
        TermError: the rulebook has no such form.
    """
    read_choice(past_rows, _PAST_ROWS, "past_rows")
    if last_year is not None and not _is_a_year_before(last_year, movements):
        raise InvalidInputError([_other_period(last_year, movements)])
    form = printed_form(book, "1", movements.end)
    lines = {line.code: line for line in form.lines}
    return MovementForm(
        movements.of,
        movements.name,
        form.number,
        form.title,
        form.columns,
        tuple(_notes(movements, last_year, form, lines, past_rows)),
        form.value.ref,
        form_rows(
            form.lines,
            _figures(movements, lines, past_rows),
            {} if last_year is None else _figures(last_year, lines, past_rows),
        ),
        movements.start,
        movements.end,
        None if last_year is None else (last_year.start, last_year.end),
    )


def _figures(movements: Movements, lines: Mapping[str, FormLine], past_rows: PastRows) -> dict[str, int]:
    """The figure of every row the ledger knows, by its code."""
    table = movements.members
    figures = {
        "1.A": sum(table.opening),
        "1.B": table.increase,
        "1.C": table.decrease,
        "1.C3p": sum(
            row.counts[table.columns.index("probationary")] for row in table.rows if row.cause == "struck_off"
        ),
        "1.D": sum(table.closing),
    }
    for code, (section, causes) in _LINES.items():
        figures[code] = sum(table.count(cause, section=section) for cause in causes)
    for code in _far(movements, lines, past_rows):
        figures[code] = _moved(table, *_FAR[code])
    return figures


def _far(movements: Movements, lines: Mapping[str, FormLine], past_rows: PastRows) -> list[str]:
    """The rows of how far people moved in which something stands."""
    return [code for code in _FAR if past_rows == "filled" or not lines[code].is_past(movements.end)]


def _moved(table: MovementTable, line: str, where: Reach) -> int:
    """How many people of a line came from there or went there."""
    section, causes = _LINES[line]
    rows = (row for row in table.rows if row.section == section and row.cause in causes)
    return sum(row.total for row in rows if row.where == where)


def _balances(a: int | None, b: int | None, c: int | None, d: int | None) -> bool:
    """Whether D = A + B - C; nothing is wrong with what is not known."""
    return a is None or b is None or c is None or d is None or d == a + b - c


# --- last year ------------------------------------------------------------------------------------------------------


def _is_a_year_before(last_year: Movements, movements: Movements) -> bool:
    return all(
        _month_and_day(ours) == _month_and_day(theirs) and ours.year == theirs.year + 1
        for ours, theirs in ((movements.start, last_year.start), (movements.end, last_year.end))
    )


def _month_and_day(day: dt.date) -> tuple[int, int]:
    """The day within its year; the last of February is one day, whether there are 28 or 29."""
    return (day.month, min(day.day, 28) if day.month == 2 else day.day)  # noqa: PLR2004 - February


def _other_period(last_year: Movements, movements: Movements) -> Finding:
    theirs, ours = (_days(one.start, one.end) for one in (last_year, movements))
    return figure_problem(
        "last_year",
        Words(
            vi=f"kỳ {theirs.vi} không phải cùng kỳ năm trước của {ours.vi}",
            en=f"the period {theirs.en} is not that of {ours.en} a year before",
        ),
        Words(
            vi="Lấy tăng, giảm của cùng kỳ năm trước; nếu không có số liệu thì để trống.",
            en="Take the movements of the same days a year before, or leave it out where they are not known.",
        ),
    )


# --- notes ----------------------------------------------------------------------------------------------------------


def _notes(
    movements: Movements,
    last_year: Movements | None,
    form: PrintedForm,
    lines: Mapping[str, FormLine],
    past_rows: PastRows,
) -> Iterator[Words]:
    yield from form_caveats(form, movements.end)
    labels = {code: line.label for code, line in lines.items()}
    past = [code for code in _NEAR if lines[code].is_past(movements.end)]
    if past:
        day = max(lines[code].to or dt.date.min for code in past)
        yield told(_PAST_ROWS[past_rows], labels=quoted_labels(map(labels.__getitem__, past)), day=day)
    sides = [movements, *([] if last_year is None else [last_year])]
    near = [code for code in _NEAR if code not in past and any(_moved(one.members, *_FAR[code]) for one in sides)]
    if near:
        yield told(_NO_DISTRICTS, labels=quoted_labels(map(labels.__getitem__, near)))
    yield from _untold(movements.members, labels, _far(movements, lines, past_rows))
    if last_year is None:
        yield _NO_LAST_YEAR
        return
    theirs = _untold(last_year.members, labels, _far(last_year, lines, past_rows))
    yield from (told(_LAST_YEAR, note=note) for note in theirs)
    if last_year.of != movements.of:
        yield told(_OTHER_ORGANIZATION, name=last_year.name, key=last_year.of)
    elif last_year.end + _DAY == movements.start and last_year.members.closing != movements.members.opening:
        yield told(_OTHER_LEDGER, closing=sum(last_year.members.closing), opening=sum(movements.members.opening))


def _untold(table: MovementTable, labels: Mapping[str, Words], far: Iterable[str]) -> Iterator[Words]:
    """What the figures of a period do not tell apart, and where people stand of whom the form does not say it."""
    placed = {_FAR[code] for code in far}
    for code, places in _ELSEWHERE.items():
        parts = {words: _moved(table, code, at) for at, words in places.items() if (code, at) not in placed}
        why = [told(words, count=count) for words, count in parts.items() if count]
        if why:
            yield told(_IN_NO_LINE, label=labels[code], people=counted_members(sum(parts.values())), why=joined(why))
        together = table.count("with_organizations", section=_LINES[code][0])
        if together:
            yield told(_TOGETHER[code], label=labels[code], people=counted_members(together))
    for section, code in _TOTALS.items():
        causes = {cause for side, ours in _LINES.values() if side == section for cause in ours}
        for row in table.rows:
            if row.section == section and row.cause not in causes:
                verb = VERBS[row.cause]
                cause = (verb.begins if section == "increase" else verb.ends) or verb.title
                cause = Words(vi=lower_first(cause.vi), en=lower_first(cause.en))
                yield told(_IN_NO_LINE, label=labels[code], people=counted_members(row.total), why=cause)
    again = table.count("readmitted")
    if again:
        yield told(_READMITTED, label=labels["1.B1"], people=counted_members(again))
    counted = {side: sum(row.by_number for row in table.rows if row.section == side) for side in _TOTALS}
    sides = [told(words, people=counted_members(counted[side])) for side, words in _SIDES.items() if counted[side]]
    if sides:
        yield told(_BY_NUMBER, sides=joined(sides))


_DAY: Final = dt.timedelta(days=1)

_ELSEWHERE: Final[Mapping[str, Mapping[Reach, Words]]] = {
    "1.B2": {
        None: Words(vi="{count} không ghi từ đâu đến", en="{count} with no word on where they came from"),
        MoveScope.SAME_PROVINCE: Words(
            vi="{count} từ nơi khác trong tỉnh", en="{count} from elsewhere in the province"
        ),
        MoveScope.ABROAD: Words(vi="{count} từ ngoài nước", en="{count} from abroad"),
        "register": Words(vi="{count} từ tổ chức khác trong sổ", en="{count} from elsewhere in the register"),
    },
    "1.C5": {
        None: Words(vi="{count} không ghi đi đâu", en="{count} with no word on where they went"),
        MoveScope.SAME_PROVINCE: Words(
            vi="{count} đi nơi khác trong tỉnh", en="{count} who went elsewhere in the province"
        ),
        MoveScope.ABROAD: Words(vi="{count} đi nước ngoài", en="{count} who went abroad"),
        "register": Words(vi="{count} sang tổ chức khác trong sổ", en="{count} who went elsewhere in the register"),
    },
}
"""Where from people may come and where they may go of whom no line tells it, for a note."""

_NEAR: Final = tuple(code for code, (_, where) in _FAR.items() if where is MoveScope.SAME_PROVINCE)

_PAST_ROWS: Final[Mapping[PastRows, Words]] = {
    "empty": Words(
        vi="{labels} là dòng của thời còn cấp huyện, đến {day}; chữ dùng sau ngày đó chưa thấy. Kỳ báo cáo kéo dài sau "
        "ngày đó nên để trống.",
        en="{labels}: of the time of the districts, to {day}; what is said afterwards was not seen. Left empty, since "
        "the period goes beyond that day.",
    ),
    "filled": Words(
        vi="{labels} là dòng của thời còn cấp huyện, đến {day}; chữ dùng sau ngày đó chưa thấy. Ở đây ghi người chuyển "
        "trong tỉnh.",
        en="{labels}: of the time of the districts, to {day}; what is said afterwards was not seen. Here they count "
        "who moved within the province.",
    ),
}
_NO_DISTRICTS: Final = Words(
    vi="{labels} ghi người mà quyết định nêu là chuyển trong tỉnh; sổ không ghi huyện.",
    en="{labels}: people whose decision says that they moved within the province; the ledger knows no district.",
)
_IN_NO_LINE: Final = Words(
    vi="'{label}' có {people} không thuộc dòng nào bên dưới: {why}.",
    en="'{label}' has {people} in none of its lines: {why}.",
)
_TOGETHER: Final = {
    "1.B2": Words(
        vi="'{label}' gồm {people} đến cùng tổ chức được tiếp nhận; biểu không nêu, xếp ở đây là suy luận.",
        en="'{label}' has {people} who came with organizations; the form does not say where they stand, this is "
        "inferred.",
    ),
    "1.C5": Words(
        vi="'{label}' gồm {people} đi cùng tổ chức được chuyển giao; biểu không nêu, xếp ở đây là suy luận.",
        en="'{label}' has {people} who went with organizations; the form does not say where they stand, this is "
        "inferred.",
    ),
}
_READMITTED: Final = Words(
    vi="'{label}' gồm {people} kết nạp lại; biểu không nêu, xếp ở đây là suy luận.",
    en="'{label}' has {people} who were readmitted; the form does not say where they stand, this is inferred.",
)
_BY_NUMBER: Final = Words(
    vi="Chỉ ghi bằng số, không có tên trong danh sách: {sides}.",
    en="Known only by number, by no name: {sides}.",
)
_SIDES: Final[Mapping[Section, Words]] = {
    "increase": Words(vi="{people} trong số tăng", en="{people} of those who came"),
    "decrease": Words(vi="{people} trong số giảm", en="{people} of those who went"),
}
_NO_LAST_YEAR: Final = Words(vi="Chưa có số liệu cùng kỳ năm trước.", en="The same period last year is not known.")
_LAST_YEAR: Final = Words(vi="Cùng kỳ năm trước: {note}", en="Same period last year: {note}")
_OTHER_ORGANIZATION: Final = Words(
    vi="Cột cùng kỳ năm trước là của {name} ({key}).", en="The column of last year is of {name} ({key})."
)
_OTHER_LEDGER: Final = Words(
    vi="Cuối kỳ năm trước có {closing} đảng viên, kỳ này chuyển sang {opening}: hai cột không lấy từ cùng một sổ.",
    en="Last year ended with {closing} members and this period begins with {opening}: not of one ledger.",
)
