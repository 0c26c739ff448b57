"""A meeting under the frame of the central guides in force on its day: `check_meeting`.

```
Meeting | check_meeting(meeting) | MeetingCheck      a result for every rule of `rules/meetings.toml` in force that day
```

The frame is of meetings of cells: meetings of a committee and congresses have rules of their own.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

from typing_extensions import TypedDict

from dangbo.base.citations import RuleRef
from dangbo.base.envelope import FindingDocument, RuleDocument, WordsDocument
from dangbo.base.findings import Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.records import instance_of
from dangbo.base.results import percent_text
from dangbo.base.terms import MeetingKind
from dangbo.base.text import format_date
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.life.meetings import Meeting, MeetingBody
from dangbo.render.findings import Findings
from dangbo.render.tabled import Tabled
from dangbo.rules import RuleBook, Rules, book_of

if TYPE_CHECKING:
    from dangbo.render import Table

__all__ = [
    "FrameResult",
    "FrameVerdict",
    "MeetingCheck",
    "check_meeting",
]

FrameVerdict: TypeAlias = Literal["pass", "fail", "unknown"]
"""Whether a meeting keeps to a rule of the frame; `unknown` where the record or the rule does not say."""

Modality: TypeAlias = Literal["must", "strive"]
"""How binding a rule of the frame is: a condition, or something to strive for."""

MODALITIES: Final[dict[Modality, Words]] = {
    "must": Words(vi="bắt buộc", en="must"),
    "strive": Words(vi="phấn đấu", en="strive"),
}
SHAPES: Final[dict[FrameVerdict, Words]] = {
    "pass": Words(vi="✓ đạt", en="✓ kept"),
    "fail": Words(vi="▲ không đạt", en="▲ not kept"),
    "unknown": Words(vi="? chưa rõ", en="? unknown"),
}


@dataclass(frozen=True, slots=True)
class FrameResult:
    """A meeting against one rule of the central frame.

    Attributes:
        rule: where the rule stands.
        label: what it is about.
        verdict: kept, not kept or unknown.
        found: what the record says.
        wanted: what the rule asks for.
        modality: a condition ("must"), or something to strive for, which no meeting breaks.
    """

    rule: RuleRef
    label: Words
    verdict: FrameVerdict
    found: Words
    wanted: Words
    modality: Modality = "must"


class FrameResultDocument(TypedDict):
    """A meeting against one rule: what was found, and what is asked for."""

    rule: RuleDocument
    verdict: FrameVerdict
    modality: Modality
    found: WordsDocument
    wanted: WordsDocument


class MeetingCheckDocument(TypedDict):
    """A meeting of a cell, by id, against the rules of its day."""

    schema: Literal["dangbo/meeting-check"]
    version: Literal[1]
    cell: str
    on: str
    results: list[FrameResultDocument]
    rules: list[RuleDocument]
    findings: list[FindingDocument]


@dataclass(frozen=True, slots=True)
class MeetingCheck(Documented, Tabled, Framed):
    """A meeting against the frame in force on its day. Made by `check_meeting`.

    Attributes:
        meeting: the meeting.
        results: one for every rule in force; a rule that had not begun is not among them.
    """

    meeting: Meeting
    results: tuple[FrameResult, ...]

    @property
    def findings(self) -> Findings:
        """`meeting/below-frame` for every condition that is not kept."""
        return Findings(
            finding(
                "meeting/below-frame",
                self.meeting.cell,
                rule=one.rule,
                date=self.meeting.on,
                item=one.label,
                found=one.found,
                wanted=one.wanted,
            )
            for one in self.results
            if one.verdict == "fail" and one.modality == "must"
        )

    def explain(self, *, lang: Lang = "vi") -> str:
        """One line for every rule, with its clause.

        Examples:
            >>> meeting = Meeting("cb-1", "2024-11-20", called=20, present=18, absent_with_reason=2, minutes=80)
            >>> print(check_meeting(meeting).explain(lang="en"))
            ✓ kept: Attendance at a meeting: 18/20 = 90.0%, 0 without reason (asked for: above 85%, nobody without \
reason); Hướng dẫn số 12-HD/BTCTW, ngày 06/7/2018 của Ban Tổ chức Trung ương, article not seen
            ▲ not kept: Length of a meeting: 80 minutes (asked for: at least 90 minutes); Hướng dẫn số 12-HD/BTCTW, \
ngày 06/7/2018 của Ban Tổ chức Trung ương, article not seen
        """
        asked = Words(vi="yêu cầu", en="asked for").text(lang=lang)
        return "\n".join(
            f"{SHAPES[one.verdict].text(lang=lang)}: {one.label.text(lang=lang)}: {one.found.text(lang=lang)} "
            f"({asked}: {one.wanted.text(lang=lang)}); {one.rule.citation(lang=lang)}"
            for one in self.results
        )

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            self.results,
            ("rule", "text", lambda one: one.rule.id),
            ("label_vi", "text", lambda one: one.label.vi),
            ("label_en", "text", lambda one: one.label.en),
            ("verdict", "text"),
            ("modality", "text"),
            ("found_vi", "text", lambda one: one.found.vi),
            ("found_en", "text", lambda one: one.found.en),
            ("wanted_vi", "text", lambda one: one.wanted.vi),
            ("wanted_en", "text", lambda one: one.wanted.en),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """A table with a row for every rule.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """
        from dangbo.render import words_table

        rows = [
            (
                one.label.text(lang=lang),
                one.found.text(lang=lang),
                one.wanted.text(lang=lang),
                SHAPES[one.verdict].text(lang=lang),
            )
            for one in self.results
        ]
        day = format_date(self.meeting.on, lang=lang)
        return words_table(
            Words(vi=f"Buổi sinh hoạt {self.meeting.cell}, {day}", en=f"Meeting of {self.meeting.cell}, {day}"),
            (
                Words(vi="Quy định", en="Rule"),
                Words(vi="Biên bản", en="Record"),
                Words(vi="Yêu cầu", en="Asked for"),
                Words(vi="Kết luận", en="Verdict"),
            ),
            rows,
            source="; ".join(dict.fromkeys(one.rule.citation(lang=lang) for one in self.results)),
            words=(1, 2, 3),
            lang=lang,
        )

    def as_dict(self) -> MeetingCheckDocument:
        """The check as plain JSON values."""
        return {
            "schema": "dangbo/meeting-check",
            "version": 1,
            "cell": self.meeting.cell,
            "on": self.meeting.on.isoformat(),
            "results": [
                {
                    "rule": one.rule.as_dict(),
                    "verdict": one.verdict,
                    "modality": one.modality,
                    "found": one.found.as_dict(),
                    "wanted": one.wanted.as_dict(),
                }
                for one in self.results
            ],
            "rules": [one.rule.as_dict() for one in self.results],
            "findings": [found.as_dict() for found in self.findings],
        }


def check_meeting(meeting: Meeting, *, rules: RuleBook | None = None) -> MeetingCheck:
    """Hold a meeting against the frame of the central guides on its day: attendance, length, day of the month, papers.

    Only rules in force on the day count: day 3 is not asked for before 23/07/2025, papers before 28/10/2025. Days of
    papers are days of the calendar, which is our reading. The frame is of meetings of cells: none of it is asked of a
    committee, a đảng bộ or a congress.

    Args:
        meeting: the meeting.
        rules: the rulebook; the shipped one unless told otherwise.

    Examples:
        >>> early = Meeting("cb-1", "2025-06-20", called=20, present=20, minutes=95)
        >>> [one.rule.id for one in check_meeting(early).results]
        ['meeting-attendance', 'meeting-length']
        >>> later = Meeting("cb-1", "2025-11-20", called=20, present=20, minutes=95)
        >>> [one.verdict for one in check_meeting(later).results]  # attendance, length, day; papers are not recorded
        ['pass', 'pass', 'fail', 'unknown']
    """
    now = book_of(rules).at(instance_of(Meeting, meeting, "meeting").on)
    if meeting.body is not MeetingBody.CELL or meeting.kind is MeetingKind.CONGRESS:
        return MeetingCheck(meeting, ())
    results = (_attendance(meeting, now), _length(meeting, now), _day(meeting, now), _papers(meeting, now))
    return MeetingCheck(meeting, tuple(result for result in results if result is not None))


def _attendance(meeting: Meeting, now: Rules) -> FrameResult | None:
    value = now.get("meeting-attendance")
    if value is None:
        return None
    above, modality = value.table.fraction("above"), value.table.text("modality")
    must = modality == "must"
    share, unexcused = meeting.attended, meeting.absent_without_reason
    if share is None:
        found, verdict = Words(vi="không có ai được triệu tập", en="nobody was called"), "unknown"
    else:
        shown = f"{share.count}/{share.of}"
        found = Words(
            vi=f"{shown} = {share.text(lang='vi')}, {unexcused} không lý do",
            en=f"{shown} = {share.text(lang='en')}, {unexcused} without reason",
        )
        verdict = "pass" if share.fraction > above and not (must and unexcused) else "fail"
    bound = Words(vi=percent_text(above, lang="vi"), en=percent_text(above, lang="en"))
    wanted = Words(vi=f"phấn đấu trên {bound.vi}", en=f"strive for more than {bound.en}")
    if must:
        wanted = Words(vi=f"trên {bound.vi}, không ai vắng không lý do", en=f"above {bound.en}, nobody without reason")
    return FrameResult(
        value.ref,
        now.book[value.ref.id].label,
        cast("FrameVerdict", verdict),
        found,
        wanted,
        "must" if must else "strive",
    )


def _length(meeting: Meeting, now: Rules) -> FrameResult | None:
    value = now.get("meeting-length")
    if value is None or meeting.kind is MeetingKind.THEMATIC:  # no length of a thematic meeting by itself was seen
        return None
    least = value.table.number("regular" if meeting.kind is MeetingKind.REGULAR else "with_thematic")
    verdict: FrameVerdict = "unknown"
    found = Words(vi="không ghi", en="not recorded")
    if meeting.minutes is not None:
        verdict = "pass" if meeting.minutes >= least else "fail"
        found = Words(vi=f"{meeting.minutes} phút", en=f"{meeting.minutes} minutes")
    wanted = Words(vi=f"từ {least} phút", en=f"at least {least} minutes")
    return FrameResult(value.ref, now.book[value.ref.id].label, verdict, found, wanted)


def _day(meeting: Meeting, now: Rules) -> FrameResult | None:
    value = now.get("meeting-day")
    if value is None or meeting.kind is MeetingKind.THEMATIC:
        return None
    day, last = value.table.number("day"), value.table.number("last_day")
    verdict: FrameVerdict = "pass" if meeting.on.day == day else "unknown" if meeting.on.day <= last else "fail"
    wanted = Words(
        vi=f"ngày {day}; trong tuần đầu nếu trùng ngày nghỉ hoặc có lý do đặc biệt",
        en=f"day {day}; in the first week where that is a day off or for special reasons",
    )
    found = Words(vi=f"ngày {meeting.on.day}", en=f"day {meeting.on.day}")
    return FrameResult(value.ref, now.book[value.ref.id].label, verdict, found, wanted)


def _papers(meeting: Meeting, now: Rules) -> FrameResult | None:
    value = now.get("meeting-papers")
    if value is None:
        return None
    before, after = value.table.number("days_before"), value.table.number("days_after")
    in_time = (
        None if meeting.papers_on is None else (meeting.on - meeting.papers_on).days >= before,
        None if meeting.filed_on is None else (meeting.filed_on - meeting.on).days <= after,
    )
    verdict: FrameVerdict = "fail" if False in in_time else "unknown" if None in in_time else "pass"
    found = Words(
        vi=f"tài liệu {_day_text(meeting.papers_on, 'vi')}, kết quả {_day_text(meeting.filed_on, 'vi')}",
        en=f"papers {_day_text(meeting.papers_on, 'en')}, results {_day_text(meeting.filed_on, 'en')}",
    )
    wanted = Words(
        vi=f"tài liệu trước ít nhất {before} ngày, kết quả trong {after} ngày sau buổi họp",
        en=f"papers at least {_days(before)} before, results within {_days(after)} after the meeting",
    )
    return FrameResult(value.ref, now.book[value.ref.id].label, verdict, found, wanted)


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def _day_text(day: dt.date | None, lang: Lang) -> str:
    if day is None:
        return Words(vi="không ghi", en="not recorded").text(lang=lang)
    return format_date(day, lang=lang)
