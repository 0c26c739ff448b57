"""What a record of a meeting is made of: who came, what it was about, what was resolved, and how such fields are read.

People are ids. Texts of topics and tasks may name somebody: no `repr` and no error shows them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from dangbo.base.errors import InvalidInputError
from dangbo.base.figures import Share, figure_problem
from dangbo.base.findings import Finding
from dangbo.base.reading import read_count, read_name, read_subject, read_term
from dangbo.base.records import RecordType, listing
from dangbo.base.terms import Term
from dangbo.base.text import UnreadableError, parse_date, type_words
from dangbo.base.told import Part
from dangbo.base.words import Words

if TYPE_CHECKING:
    from dangbo.base.json_records import Records

__all__ = ["Attendance", "Presence", "Resolution", "Task", "Topic", "TopicKind"]

_T = TypeVar("_T")


# --- vocabularies -----------------------------------------------------------------------------------------------------


class Presence(Term, vi="tình trạng dự họp", personal=True):
    """Whether a member came to a meeting. Who is exempt and comes all the same is present."""

    PRESENT = "present", "Có mặt", "present", "dự", "tham dự", "dự họp"
    EXCUSED = (
        "excused",
        "Vắng có lý do",
        "absent with reason",
        *(f"{away}có {why}" for away in ("", "vắng ") for why in ("lý do", "lí do", "phép")),
    )
    ABSENT = (
        "absent",
        "Vắng không lý do",
        "absent without reason",
        *(f"{away}không {why}" for away in ("", "vắng ") for why in ("lý do", "lí do", "phép", "có lý do")),
    )
    EXEMPT = "exempt", "Miễn sinh hoạt", "exempt from meetings", "được miễn", "miễn", "được miễn sinh hoạt"


class TopicKind(Term, vi="nội dung họp"):
    """What a part of a meeting is about. The list is ours, for counting: no guide closes the contents of meetings."""

    NEWS = "news", "Thông tin thời sự, chủ trương", "news and policy", "thời sự"
    STUDY = "study", "Học tập, quán triệt nghị quyết", "study of resolutions", "quán triệt nghị quyết"
    LAST_MONTH = "last_month", "Kết quả nhiệm vụ tháng trước", "results of last month", "kết quả tháng trước"
    NEXT_MONTH = "next_month", "Nhiệm vụ tháng tới", "tasks of next month", "phương hướng tháng tới"
    ECONOMY = "economy", "Phát triển kinh tế - xã hội", "economy and livelihood", "sản xuất, kinh doanh"
    DEFENSE = "defense", "Quốc phòng, an ninh", "defense and security", "an ninh trật tự"
    DUTIES = "duties", "Nhiệm vụ chuyên môn", "duties of the unit", "chuyên môn"
    PARTY = "party", "Xây dựng Đảng", "building of the organization", "công tác xây dựng Đảng"
    EXAMPLE = "example", "Học tập và làm theo Bác", "following the example of Hồ Chí Minh", "học tập và làm theo"
    ADMISSION = "admission", "Kết nạp, công nhận đảng viên", "admission and recognition", "kết nạp đảng viên"
    INSPECTION = "inspection", "Kiểm tra, giám sát, kỷ luật", "inspection and discipline", "kiểm tra, giám sát"
    REVIEW = "review", "Kiểm điểm, xếp loại", "review and rating", "đánh giá, xếp loại"
    ELECTION = "election", "Bầu cử, kiện toàn cấp ủy", "election of the committee", "bầu cử"
    MASSES = "masses", "Công tác dân vận, đoàn thể", "work with the people and mass bodies", "dân vận"
    SPECIAL = "special", "Chuyên đề", "the subject of a thematic meeting", "sinh hoạt chuyên đề"
    OTHER = "other", "Nội dung khác", "other contents"


# --- parts of the record ----------------------------------------------------------------------------------------------


class _OfMeeting(Part):
    """A record that stands inside meetings."""

    __slots__ = ()

    @classmethod
    def _records(cls) -> Records:
        from dangbo.life.documents import RECORDS  # loaded by those who ask for schemas

        return RECORDS


@dataclass(frozen=True, slots=True)
class Attendance(_OfMeeting, metaclass=RecordType):
    """Whether a member came to a meeting.

    Args:
        member: id of the member.
        presence: present, excused, absent or exempt.

    Raises:
        InvalidInputError: no id, a label that is none.

    Examples:
        >>> Attendance("m-1", "vắng có lý do")
        Attendance(member='m-1', presence=<Presence.EXCUSED: 'excused'>)
    """

    member: str
    presence: Presence = Presence.PRESENT

    if TYPE_CHECKING:  # takes a label, and keeps the term

        def __init__(self, member: str, presence: Presence | str = Presence.PRESENT) -> None: ...

    def __post_init__(self) -> None:
        """Keep id and presence in one form."""
        object.__setattr__(self, "member", read_subject(self.member, "Attendance.member"))
        object.__setattr__(self, "presence", read_term(Presence, self.presence, "Attendance.presence"))


@dataclass(frozen=True, slots=True)
class Topic(_OfMeeting, metaclass=RecordType):
    """What a part of a meeting was about.

    Args:
        kind: of the closed list.
        text: in words; empty where nobody wrote more. It may name people: no `repr` shows it.

    Raises:
        InvalidInputError: a kind that is none, a text that is none.

    Examples:
        >>> Topic("sinh hoạt chuyên đề", "Chuyển đổi số trong tổ dân phố")
        Topic(kind=<TopicKind.SPECIAL: 'special'>)
    """

    kind: TopicKind
    text: str = field(default="", repr=False)

    if TYPE_CHECKING:

        def __init__(self, kind: TopicKind | str, text: str = "") -> None: ...

    def __post_init__(self) -> None:
        """Keep kind and text in one form."""
        object.__setattr__(self, "kind", read_term(TopicKind, self.kind, "Topic.kind"))
        if self.text != "":
            object.__setattr__(self, "text", read_name(self.text, "Topic.text"))


@dataclass(frozen=True, slots=True)
class Task(_OfMeeting, metaclass=RecordType):
    """What a resolution asks somebody to do. The next meeting begins by checking it.

    Args:
        text: what is to be done. It may name people: no `repr` shows it.
        who: id of the member or organization that does it; `None` where that is not recorded.
        due: the last day for it; `None` where none was set.
        done_on: the day it was done; `None` while it is not, or nobody recorded it.

    Raises:
        InvalidInputError: no text, an id or a day that is none.

    Examples:
        >>> task = Task("Rà soát danh sách quần chúng ưu tú", who="m-7", due="30/11/2025")
        >>> task, task.is_late("2025-12-01")
        (Task(who='m-7', due=datetime.date(2025, 11, 30), done_on=None), True)
    """

    text: str = field(repr=False)
    who: str | None = field(default=None, kw_only=True)
    due: dt.date | None = field(default=None, kw_only=True)
    done_on: dt.date | None = field(default=None, kw_only=True)

    if TYPE_CHECKING:

        def __init__(
            self,
            text: str,
            *,
            who: str | None = None,
            due: dt.date | str | None = None,
            done_on: dt.date | str | None = None,
        ) -> None: ...

    def __post_init__(self) -> None:
        """Keep text, id and days in one form."""
        problems: list[Finding] = []
        read_into(self, "text", read_name, "Task.text", problems)
        if self.who is not None:
            read_into(self, "who", read_subject, "Task.who", problems)
        read_days_into(self, ("due", "done_on"), "Task.", problems)
        if problems:
            raise InvalidInputError(problems)

    def is_open(self, on: dt.date | str) -> bool:
        """Whether it is not done by the end of a day."""
        return self.done_on is None or self.done_on > parse_date(on, where="on")

    def is_late(self, on: dt.date | str) -> bool:
        """Whether it is past its day at the end of a day: open then, or done after it."""
        day = parse_date(on, where="on")
        if self.due is None:
            return False
        return self.due < min(day, self.done_on or day)


@dataclass(frozen=True, slots=True)
class Resolution(_OfMeeting, metaclass=RecordType):
    """What a meeting resolved.

    Args:
        number: its number, such as "05-NQ/CB"; empty where it has none.
        carried: how many voted for it; `None` where that is not recorded.
        of: how many had a vote and were there; `None` where that is not recorded.
        tasks: what is to be done.

    Raises:
        InvalidInputError: more votes than voters, a count that is none, what is no task.

    Examples:
        >>> resolution = Resolution("11-NQ/CB", carried=17, of=18, tasks=[Task("Thăm hỏi gia đình chính sách")])
        >>> resolution.vote, len(resolution.tasks)
        (Share(17, of=18) = 94,4%, 1)
    """

    number: str = ""
    carried: int | None = field(default=None, kw_only=True)
    of: int | None = field(default=None, kw_only=True)
    tasks: tuple[Task, ...] = field(default=(), kw_only=True)

    if TYPE_CHECKING:

        def __init__(
            self,
            number: str = "",
            *,
            carried: int | None = None,
            of: int | None = None,
            tasks: Iterable[Task] = (),
        ) -> None: ...

    def __post_init__(self) -> None:
        """Keep number, votes and tasks in one form."""
        problems: list[Finding] = []
        if self.number != "":
            read_into(self, "number", read_name, "Resolution.number", problems)
        for name in ("carried", "of"):
            if getattr(self, name) is not None:
                object.__setattr__(self, name, read_count(getattr(self, name), f"Resolution.{name}", problems))
        read_list_into(self, "tasks", Task, "Resolution.", problems)
        if not problems and self.carried is not None and self.of is not None and self.carried > self.of:
            reason = Words(
                vi=f"{self.carried} phiếu tán thành mà chỉ {self.of} người biểu quyết",
                en=f"{self.carried} voted for it and {self.of} had a vote",
            )
            problems.append(figure_problem("Resolution", reason, COUNTS_FIX))
        if problems:
            raise InvalidInputError(problems)

    @property
    def vote(self) -> Share | None:
        """Those for it among those with a vote; `None` where that is not recorded or nobody had one."""
        return Share(self.carried, of=self.of) if self.carried is not None and self.of else None


# --- reading ----------------------------------------------------------------------------------------------------------

COUNTS_FIX: Final = Words(vi="Sửa số liệu trong biên bản.", en="Correct the counts in the record of the meeting.")


def read_into(of: object, name: str, reader: Any, where: str, problems: list[Finding]) -> None:  # noqa: ANN401
    """Read a field in place; what cannot be read is added to the problems."""
    try:
        object.__setattr__(of, name, reader(getattr(of, name), where))
    except InvalidInputError as error:
        problems += error.findings


def read_days_into(of: object, names: Iterable[str], before: str, problems: list[Finding]) -> None:
    for name in names:
        value = getattr(of, name)
        if (value is not None or name == "on") and type(value) is not dt.date:  # every meeting has a day of its own
            read_into(of, name, lambda given, where: parse_date(given, where=where), f"{before}{name}", problems)


def list_of(kind: type[_T], values: object, where: str) -> list[_T]:
    """Records of a list; what is no list or has something else in it is told at its place."""
    remedy = Words(vi="Ghi thành danh sách bản ghi.", en=f"Give a list of {kind.__name__}.")
    try:
        kept = list(cast("Iterable[Any]", listing(values)))
    except (UnreadableError, TypeError) as error:
        said = type_words(values)
        reason = Words(vi=f"{said.vi} không phải là danh sách", en=f"a {said.en} is no list")
        reason = error.said_of() if isinstance(error, UnreadableError) else reason
        raise InvalidInputError([figure_problem(where, reason, remedy)]) from None
    problems = []
    for at, one in enumerate(kept):
        if not isinstance(one, kind):
            said = type_words(one)
            reason = Words(vi=f"{said.vi} không phải là loại bản ghi cần có", en=f"'{said.en}' is no {kind.__name__}")
            problems.append(figure_problem(f"{where}[{at}]", reason, remedy))
    if problems:
        raise InvalidInputError(problems)
    return kept


def read_list_into(of: object, name: str, kind: type[Any], before: str, problems: list[Finding]) -> None:
    def reader(given: object, where: str) -> tuple[Any, ...]:
        return tuple(list_of(kind, given, where))

    read_into(of, name, reader, f"{before}{name}", problems)
