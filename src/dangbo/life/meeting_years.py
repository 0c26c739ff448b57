"""The meetings of a cell in a year: months held, attendance, tiers, thematic meetings by quarter.

```
meetings | year_of_meetings(cell, year, meetings) | YearOfMeetings
```
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from typing_extensions import TypedDict

from dangbo.base.envelope import FindingDocument, RuleDocument, ShareDocument
from dangbo.base.errors import InvalidInputError
from dangbo.base.figures import Share, figure_problem
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.reading import read_count, read_subject, read_term, read_year
from dangbo.base.records import instances_of
from dangbo.base.results import of_another_time
from dangbo.base.text import format_date, lower_first, parse_date
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.life.events import last_of_month
from dangbo.life.meeting_checks import occasion
from dangbo.life.meeting_scales import MeetingTier, shaped
from dangbo.life.meetings import MEMBERS, MONTHLY, THEMATIC, Meeting
from dangbo.render.findings import Findings
from dangbo.render.tabled import Tabled
from dangbo.rules import RuleBook, book_of

if TYPE_CHECKING:
    from dangbo.render import Table

__all__ = [
    "YearOfMeetings",
    "year_of_meetings",
]

_MONTHS: Final = 12


class YearOfMeetingsDocument(TypedDict):
    """The meetings of a cell, by id, in a year; `thematic` are those of each quarter."""

    schema: Literal["dangbo/year-of-meetings"]
    version: Literal[1]
    cell: str
    year: int
    meetings: int
    expected: int
    months_held: int
    tiers: dict[str, int]
    undecided: int
    not_scored: int
    attended: ShareDocument | None
    thematic: list[int]
    rules: list[RuleDocument]
    findings: list[FindingDocument]


@dataclass(frozen=True, slots=True)
class YearOfMeetings(Documented, Tabled, Framed):
    """The meetings of a cell in a year. Made by `year_of_meetings`.

    Attributes:
        cell: id of the cell.
        year: the year.
        meetings: those of the members, by date; a congress is among them and is no regular meeting.
        expected: in how many months a regular meeting was to be held.
        tiers: how many meetings got each tier, best first.
        undecided: how many were scored and got no tier.
        not_scored: how many were not scored.
        months_held: in how many months a regular meeting was held.
        thematic: thematic meetings, or parts of meetings, in each quarter.
        findings: `meeting/no-thematic` for quarters that began under the rule and have too few.
    """

    cell: str
    year: int
    meetings: tuple[Meeting, ...]
    expected: int
    tiers: tuple[tuple[MeetingTier, int], ...]
    undecided: int
    not_scored: int
    months_held: int
    thematic: tuple[int, int, int, int]
    findings: Findings = field(default_factory=Findings)

    @property
    def attended(self) -> Share | None:
        """Those present among those called, over all meetings; `None` where nobody was called."""
        called = sum(meeting.called for meeting in self.meetings)
        return Share(sum(meeting.present for meeting in self.meetings), of=called) if called else None

    @property
    def held(self) -> Share | None:
        """Months with a regular meeting among those expected; `None` where none was."""
        return Share(self.months_held, of=self.expected) if self.expected else None

    def count(self, tier: MeetingTier | str) -> int:
        """How many meetings got this tier; the tier or its label."""
        return dict(self.tiers)[read_term(MeetingTier, tier, "tier")]

    def explain(self, *, lang: Lang = "vi") -> str:
        """Months held, attendance, tiers, and what is missing.

        Examples:
            >>> meetings = [Meeting("cb-1", f"2024-{month:02}-03", called=10, present=10) for month in range(1, 12)]
            >>> print(year_of_meetings("cb-1", 2024, meetings).explain(lang="en"))
            cb-1, 2024: a regular meeting in 11 of 12 months, attendance 110/110 = 100.0%. Not scored: 11.
        """
        share = self.attended
        shown = "-" if share is None else f"{share.count}/{share.of} = {share.text(lang=lang)}"
        lines = [
            Words(
                vi=f"{self.cell}, {self.year}: sinh hoạt thường kỳ {self.months_held}/{self.expected} tháng, "
                f"dự {shown}.",
                en=f"{self.cell}, {self.year}: a regular meeting in {self.months_held} of {self.expected} months, "
                f"attendance {shown}.",
            ).text(lang=lang)
        ]
        tiers = [f"{tier.words.text(lang=lang)} {count}" for tier, count in self.tiers if count]
        if tiers:
            lines.append(f"{Words(vi='Mức', en='Tiers').text(lang=lang)}: {', '.join(tiers)}.")
        if self.undecided:
            lines.append(
                Words(vi=f"Chưa kết luận được: {self.undecided}.", en=f"Undecided: {self.undecided}.").text(lang=lang)
            )
        if self.not_scored:
            lines.append(
                Words(vi=f"Chưa chấm điểm: {self.not_scored}.", en=f"Not scored: {self.not_scored}.").text(lang=lang)
            )
        return " ".join([*lines, *(found.text(lang=lang) for found in self.findings)])

    def _frame(self) -> list[FrameColumn]:
        tiers = dict(self.tiers)
        return columns_of(
            [self],
            ("cell", "text"),
            ("year", "count"),
            ("meetings", "count", lambda one: len(one.meetings)),
            ("expected", "count"),
            ("months_held", "count"),
            ("attended", "share"),
            *((f"tier_{tier.value}", "count", lambda _, tier=tier: tiers.get(tier, 0)) for tier in MeetingTier),
            ("undecided", "count"),
            ("not_scored", "count"),
            *((f"thematic_quarter_{n}", "count", lambda one, n=n: one.thematic[n - 1]) for n in (1, 2, 3, 4)),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """A small table of the year.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """
        from dangbo.render import FACT_HEADS, Cell, number_cell, words_table

        share, held = self.attended, self.held
        rows: list[tuple[str, str]] = [
            (shaped(tier).text(lang=lang), number_cell(count, lang=lang)) for tier, count in self.tiers
        ]
        rows += [
            (
                Words(vi="? chưa kết luận được", en="? undecided").text(lang=lang),
                number_cell(self.undecided, lang=lang),
            ),
            (Words(vi="Chưa chấm điểm", en="not scored").text(lang=lang), number_cell(self.not_scored, lang=lang)),
            (Words(vi="Số buổi", en="number of meetings").text(lang=lang), number_cell(len(self.meetings), lang=lang)),
            (
                Words(vi="Tháng có sinh hoạt thường kỳ", en="months with a regular meeting").text(lang=lang),
                "" if held is None else Cell(held, f"{held.count}/{held.of}"),
            ),
            (
                Words(vi="Tỷ lệ dự", en="attendance").text(lang=lang),
                "" if share is None else Cell(share, f"{share.count}/{share.of} = {share.text(lang=lang)}"),
            ),
            (
                Words(vi="Chuyên đề theo quý", en="thematic by quarter").text(lang=lang),
                Cell(self.thematic, " ".join(map(str, self.thematic))),
            ),
        ]
        return words_table(
            Words(vi=f"Sinh hoạt chi bộ năm {self.year}: {self.cell}", en=f"Meetings of {self.year}: {self.cell}"),
            FACT_HEADS,
            rows,
            notes=[found.text(lang=lang) for found in self.findings],
            totals=(len(MeetingTier) + 2,),
            lang=lang,
        )

    def as_dict(self) -> YearOfMeetingsDocument:
        """The year as plain JSON values."""
        share = self.attended
        return {
            "schema": "dangbo/year-of-meetings",
            "version": 1,
            "cell": self.cell,
            "year": self.year,
            "meetings": len(self.meetings),
            "expected": self.expected,
            "months_held": self.months_held,
            "tiers": {tier.value: count for tier, count in self.tiers},
            "undecided": self.undecided,
            "not_scored": self.not_scored,
            "attended": None if share is None else share.as_dict(),
            "thematic": list(self.thematic),
            "rules": [
                ref.as_dict() for ref in dict.fromkeys(found.rule for found in self.findings if found.rule is not None)
            ],
            "findings": [found.as_dict() for found in self.findings],
        }


def year_of_meetings(
    cell: str,
    year: int,
    meetings: Iterable[Meeting],
    *,
    expected: int = _MONTHS,
    through: dt.date | str | None = None,
    rules: RuleBook | None = None,
) -> YearOfMeetings:
    """Sum up a year of a cell.

    A thematic meeting each quarter is asked for only in quarters that began under the rule (from 28/10/2025), and that
    are over.

    Args:
        cell: id of the cell.
        year: the year.
        meetings: its meetings; those of other cells and years are passed over, and so are those of its committee. One
            that several cells held together is of each of them, with the counts it has.
        expected: in how many months a regular meeting was to be held; fewer for a cell set up in the year.
        through: the last day the records cover; the end of the year unless told otherwise.
        rules: the rulebook; the shipped one unless told otherwise.

    Raises:
        InvalidInputError: a number of months above 12 or below those in which meetings were held, a meeting recorded
            twice.

    Examples:
        >>> days = ("2026-01-03", "2026-02-03")
        >>> meetings = [Meeting("cb-1", day, called=10, present=9, absent_with_reason=1) for day in days]
        >>> result = year_of_meetings("cb-1", 2026, meetings, expected=3, through="2026-03-31")
        >>> result.held, result.attended
        (Share(2, of=3) = 66,7%, Share(18, of=20) = 90,0%)
        >>> [found.code for found in result.findings]
        ['meeting/no-thematic']
    """
    name, year = read_subject(cell, "cell"), read_year(year)
    kept = sorted(
        (
            one
            for one in instances_of(Meeting, meetings, "meetings")
            if one.on.year == year and one.body in MEMBERS and (one.cell == name or name in one.cells)
        ),
        key=lambda one: (one.on, one.kind.value),
    )
    problems: list[Finding] = []
    months = read_count(expected, "expected", problems)
    regular = [one for one in kept if one.kind in MONTHLY]
    held = len({one.on.month for one in regular})
    if not problems and not held <= months <= _MONTHS:
        reason = Words(
            vi=f"số tháng phải họp là {months}, đã họp {held} tháng",
            en=f"{months} months are expected and meetings were held in {held}",
        )
        if months > _MONTHS:
            reason = Words(vi="một năm chỉ có 12 tháng", en=f"a year has no {months} months")
        remedy = Words(
            vi="Sửa số tháng, hoặc ngày họp.", en="Correct the number of months, or the dates of the meetings."
        )
        problems.append(figure_problem("expected", reason, remedy))
    problems += [
        figure_problem(
            f"{name}, {day}",
            Words(
                vi=f"{count} buổi họp cùng loại ({lower_first(kind.label)}) trong một ngày",
                en=f"{count} meetings of one kind ({kind.gloss}) on one day",
            ),
            Words(vi="Giữ một bản ghi cho mỗi buổi.", en="Keep one record for each meeting."),
        )
        for (day, kind), count in Counter(map(occasion, kept)).items()
        if count > 1
    ]
    if problems:
        raise InvalidInputError(problems)
    counts = Counter(one.score.tier for one in kept if one.score is not None)
    quarters = Counter((one.on.month - 1) // 3 for one in kept if one.kind in THEMATIC)
    thematic = (quarters[0], quarters[1], quarters[2], quarters[3])
    last = dt.date(year, 12, 31) if through is None else parse_date(through, where="through")
    apart = [] if last.year >= year else [_covered_too_early(name, year, last)]
    return YearOfMeetings(
        cell=name,
        year=year,
        meetings=tuple(kept),
        expected=months,
        tiers=tuple((tier, counts[tier]) for tier in MeetingTier),
        undecided=counts[None],
        not_scored=sum(one.score is None for one in kept),
        months_held=held,
        thematic=thematic,
        findings=Findings(
            (
                *apart,
                *_missing_thematic(name, year, thematic, last, book_of(rules)),
            )
        ),
    )


def _covered_too_early(cell: str, year: int, last: dt.date) -> Finding:
    """`figure/other-date`: records that end before the year begins say nothing of it."""
    return of_another_time(
        cell,
        Words(vi=cell, en=cell),
        Words(vi=f"sinh hoạt năm {year}", en=f"the meetings of {year}"),
        Words(vi=f"số liệu đến ngày {format_date(last)}", en=f"records up to {format_date(last, lang='en')}"),
    )


def _missing_thematic(
    cell: str, year: int, thematic: Iterable[int], last: dt.date, book: RuleBook
) -> Iterable[Finding]:
    for quarter, count in enumerate(thematic, start=1):
        begin, end = dt.date(year, 3 * quarter - 2, 1), last_of_month(dt.date(year, 3 * quarter, 1))
        value = book.at(begin).get("meeting-thematic")
        if value is not None and end <= last and count < (wanted := value.table.number("per_quarter")):
            yield finding(
                "meeting/no-thematic", cell, rule=value.ref, count=count, quarter=quarter, year=year, wanted=wanted
            )
