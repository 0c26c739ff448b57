"""What is out of order in the ward of 2026, line by line, as the dataset was made: what `attention` has to find.

The ids are those of the ward; they are written here and not looked up, so that the list can be held against it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from dangbo.base.findings import Code
from dangbo.base.words import Words


@dataclass(frozen=True, slots=True)
class PlantedLine:
    """One thing that is out of order in a dataset on purpose.

    Attributes:
        code: the code of the line of an agenda that tells it.
        subject: id of what it is about.
        due: the last day to do it; `None` where no day is known.
        told_from: the day from which an agenda that looks 30 days ahead has the line.
    """

    code: Code
    subject: str
    due: dt.date | None
    told_from: dt.date


def _line(code: Code, subject: str, due: str, vi: str, en: str) -> tuple[Code, str, str, Words]:
    return code, subject, due, Words(vi=vi, en=en)


_FIRST: Final = dt.date(2026, 3, 31)
_LATER: Final = dt.date(2026, 4, 3)

_LINES: Final = (
    _line("org/large-cell", "cb-tdp-16", "", "31 đảng viên, không có văn bản đồng ý", "31 members and no consent"),
    _line("org/undivided-cell", "cb-tdp-8", "", "43 đảng viên, không chia tổ đảng", "43 members, not divided"),
    _line(
        *("due/no-secretary", "cb-tdp-22", "2026-02-28"),
        *("bí thư thôi chức, chưa có người thay", "the secretary left, nobody followed"),
    ),
    _line("due/no-chi-uy", "cb-tdp-24", "", "chỉ có bí thư và phó bí thư", "only a secretary and a deputy"),
    _line("due/chi-uy-too-large", "cb-tdp-19", "", "chi ủy 8 người", "a chi ủy of 8"),
    _line(
        *("due/seat-vacant", "cb-truong-2", "2026-04-15"),
        *("phó bí thư thôi chức ngày 15/4/2026", "the deputy secretary leaves on 15 April 2026"),
    ),
    _line(
        "due/term-over", "cb-tdp-10", "2026-04-20", "đại hội trước ngày 21/4/2021", "the last congress on 21 April 2021"
    ),
    _line(
        *("due/congress-report", "cb-tieu-hoc", "2026-03-31"),
        *("đại hội ngày 20/3/2026, chưa ghi báo cáo", "congress on 20 March 2026, no report recorded"),
    ),
    _line(
        *("due/congress-approval", "cb-thcs", "2026-04-08"),
        *("báo cáo ngày 18/3/2026, chưa được chuẩn y", "reported on 18 March 2026, not approved"),
    ),
    _line(
        *("due/committee-hand-over", "cb-tram-y-te", "2026-04-03"),
        *("đại hội ngày 13/3/2026, chưa bàn giao", "congress on 13 March 2026, not handed over"),
    ),
    _line("due/group-uncovered", "tdp-28", "", "tổ dân phố chưa có chi bộ", "a residential group without a cell"),
    _line("due/stay-over", "m-0586", "2026-04-18", "sinh hoạt tạm thời đến 18/4/2026", "a guest until 18 April 2026"),
    _line("due/temporary-cell", "cb-cong-ty-4", "", "ba khách cùng một nơi", "three guests of one host"),
    _line("data/probation-over", "m-0575", "", "hai người dự bị quá 12 tháng", "two on probation for over 12 months"),
    _line(
        *("due/reconcile", "cb-tdp-23", "2026-04-10"),
        *("đối chiếu lần cuối ngày 10/01/2026", "last reconciled on 10 January 2026"),
    ),
    _line("due/not-yet-rated", "cb-quan-su", "2025-12-31", "chưa xếp loại năm 2025", "no rating of 2025"),
    _line(
        *("due/probation-ends", "m-0522", "2026-04-20"),
        *("kết nạp ngày 20/4/2025", "admitted on 20 April 2025"),
    ),
    _line(
        *("due/recognition-review", "m-0576", "2026-04-21"),
        *("hết dự bị ngày 10/3/2026, chi bộ chưa xét", "probation over on 10 March 2026, not reviewed"),
    ),
    _line(
        *("due/recognition-decision", "m-0575", "2026-04-16"),
        *("chi bộ ra nghị quyết ngày 05/3/2026", "the cell resolved on 5 March 2026"),
    ),
    _line(
        *("due/admission-decision", "q-31", "2026-05-05"),
        *("chi bộ ra nghị quyết ngày 26/02/2026", "the cell resolved on 26 February 2026"),
    ),
    _line(
        *("due/ceremony", "q-32", "2026-04-20"),
        *("nhận quyết định ngày 09/3/2026", "the decision was received on 9 March 2026"),
    ),
    _line(
        *("due/transfer-start", "m-0776", "2026-04-16"),
        *("chuyển nơi cư trú ngày 15/01/2026", "moved home on 15 January 2026"),
    ),
    _line(
        *("due/transfer-slip", "m-0822", "2026-04-06"),
        *("cấp giấy giới thiệu ngày 23/02/2026", "the slip was issued on 23 February 2026"),
    ),
    _line("due/exemption-over", "m-0899", "2026-04-10", "miễn sinh hoạt đến 10/4/2026", "exempt until 10 April 2026"),
    _line("due/badge", "m-1113", "2026-05-19", "30 năm ngày 02/4/2026", "30 years on 2 April 2026"),
    _line(
        *("due/badge-deferred", "m-1149", "2026-09-02"),
        *(
            "40 năm ngày 20/3/2026, khiển trách ngày 15/01/2026",
            "40 years on 20 March 2026, a reprimand on 15 January 2026",
        ),
    ),
    _line(
        *("due/badge-between-rounds", "m-1501", ""),
        *(
            "từ trần ngày 12/3/2026, thiếu chưa đến 3 tháng đủ 50 năm",
            "died on 12 March 2026, within 3 months of 50 years",
        ),
    ),
    _line("due/dues-unpaid", "m-1002", "", "không đóng từ 10/2025", "nothing paid since October 2025"),
    _line("due/dues-not-recorded", "cb-cong-ty-3", "", "chưa có đảng phí tháng 02/2026", "no dues of February 2026"),
    _line(
        "due/meeting-not-held", "cb-tdp-4", "2026-02-07", "không sinh hoạt tháng 02/2026", "no meeting in February 2026"
    ),
    _line("due/meeting-day", "cb-tdp-6", "2026-01-07", "sinh hoạt ngày 12/01/2026", "met on 12 January 2026"),
    _line(
        "due/thematic", "cb-mam-non", "2026-03-31", "quý I/2026 không có chuyên đề", "none in the first quarter of 2026"
    ),
    _line("due/results-not-filed", "cb-tdp-12", "2026-03-05", "buổi ngày 03/3/2026", "the meeting of 3 March 2026"),
    _line("due/task-late", "cb-tdp-9", "2026-03-24", "việc giao ngày 03/3/2026", "a task given on 3 March 2026"),
    _line("due/absent-three-months", "m-0663", "", "vắng cả ba tháng đầu năm 2026", "away in three months of 2026"),
    _line(
        *("due/proposal-unanswered", "kn-8", "2026-03-16"),
        *("phải trả lời trước ngày 17/3/2026", "was to be answered by 16 March 2026"),
    ),
    _line(
        *("due/prospect-stuck", "q-33", "2026-04-15"),
        *("chi bộ ra nghị quyết ngày 04/02/2026", "the cell resolved on 4 February 2026"),
    ),
    _line("data/missing-field", "m-0309", "", "hai hồ sơ chưa ghi tôn giáo", "two profiles without a religion"),
    _line(
        *("due/visits-short", "m-0001", "2026-01-31"),
        *("quý I/2026 cử người khác dự thay", "sent somebody else in the first quarter of 2026"),
    ),
    _line("due/cell-never-visited", "cb-tdp-13", "", "chưa ai đến dự", "nobody came"),
)
_LATER_LINES: Final = (
    _line("due/probation-ends", "m-0991", "2026-05-02", "kết nạp ngày 02/5/2025", "admitted on 2 May 2025"),
    _line("due/exemption-over", "m-1057", "2026-05-02", "miễn sinh hoạt đến 02/5/2026", "exempt until 2 May 2026"),
    _line("due/stay-over", "m-0699", "2026-05-02", "sinh hoạt tạm thời đến 02/5/2026", "a guest until 2 May 2026"),
    _line(
        "due/reconcile", "cb-tdp-25", "2026-05-02", "đối chiếu ngày 02/02/2026", "last reconciled on 2 February 2026"
    ),
    _line("due/task-late", "cb-tdp-20", "2026-04-01", "việc giao ngày 03/3/2026", "a task given on 3 March 2026"),
)

PLANTED: Final = tuple(
    (PlantedLine(code, subject, dt.date.fromisoformat(due) if due else None, told_from), words)
    for told_from, lines in ((_FIRST, _LINES), (_LATER, _LATER_LINES))
    for code, subject, due, words in lines
)
"""Every line with what is out of order, in words."""
