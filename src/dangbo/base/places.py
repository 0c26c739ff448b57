"""Where a problem is: a row, a field of a record, an argument, as programs name it and as people read it.

A place is the subject of a finding about input. Programs read it as it is: "row 3, field 'parent'",
"Organization.full", "as_of". In English it is told so too; in Vietnamese its parts are words, and what only a program
calls so stands between quotation marks, because that is what somebody typed.
"""

from __future__ import annotations

import re
from typing import Final

from dangbo.base.words import Words

__all__ = ["place_words", "row_for_id", "rows_for_ids"]

_NOUNS: Final = {
    # parts of a table or a file
    "row": "dòng",
    "line": "dòng",
    "column": "cột",
    "field": "trường",
    "key": "mục thứ",
    # arguments whose name says what they are
    "as_of": "mốc thời gian",
    "base": "cơ sở tính",
    "bases": "cơ sở tính",
    "called": "số được triệu tập",
    "candidates": "danh sách đối tượng xét",
    "cell": "chi bộ",
    "cells": "danh sách chi bộ",
    "collective": "tập thể lãnh đạo, quản lý",
    "count": "số lượng",
    "counts": "kết quả xếp loại",
    "date": "ngày",
    "days": "các ngày",
    "decimals": "số chữ số thập phân",
    "denominator": "mẫu số",
    "discipline": "hình thức kỷ luật",
    "effective": "ngày có hiệu lực",
    "end": "ngày cuối",
    "exempt": "số được miễn",
    "expected": "số tháng phải họp",
    "figure": "số liệu",
    "forbid": "trường hợp không được phụ trách",
    "file": "tệp",
    "figures": "số liệu",
    "group": "xóm, tổ dân phố",
    "hierarchy": "cây tổ chức",
    "indicator": "chỉ số",
    "kind": "loại",
    "keep": "phân công đang có",
    "known": "ngày biết",
    "leader": "cá nhân lãnh đạo, quản lý",
    "ledger": "sổ",
    "mass body": "đoàn thể",
    "meeting": "buổi sinh hoạt",
    "meetings": "các buổi sinh hoạt",
    "member": "đảng viên",
    "members": "danh sách đảng viên",
    "minutes": "số phút",
    "near": "các cơ sở có thể có",
    "not_yet_rated": "số chưa xếp loại",
    "number": "số",
    "numerator": "tử số",
    "on": "ngày",
    "organization": "tổ chức",
    "per_member": "số chi bộ mỗi người",
    "percentage": "tỷ lệ phần trăm",
    "place": "thứ hạng",
    "places": "số suất",
    "plan": "phương án",
    "plans": "phương án",
    "points": "điểm",
    "pool": "số được xét",
    "present": "số có mặt",
    "preview": "kết quả xem trước",
    "printed": "số liệu được in",
    "printed figure": "số liệu được in",
    "rated": "số được xếp loại",
    "rating": "kết quả xếp loại",
    "ratio": "tỷ lệ",
    "reached": "số đạt",
    "recorded": "ngày vào sổ",
    "records": "danh sách bản ghi",
    "roll": "danh sách đảng viên",
    "rounding": "cách làm tròn",
    "rules": "bộ quy định",
    "scale": "thang điểm",
    "share": "tỷ lệ",
    "source": "nguồn",
    "speakers": "số ý kiến phát biểu",
    "start": "ngày đầu",
    "status": "tình trạng xếp loại",
    "strategy": "cách tính",
    "subject": "đối tượng",
    "subjects": "loại đối tượng",
    "tallies": "kết quả xếp loại",
    "tally": "kết quả xếp loại",
    "target": "chỉ tiêu",
    "targets": "chỉ tiêu",
    "through": "ngày cuối cùng",
    "tier": "mức xếp loại",
    "tiers": "các mức xếp loại",
    "values": "giá trị",
    "year": "năm",
    "years": "các năm",
    # records; those not listed are operations of a plan
    "Activity": "sinh hoạt trong kỳ",
    "AdmissionProgress": "tiến độ kết nạp",
    "AgendaLine": "việc cần làm",
    "Allocation": "phần phân chia",
    "Assignment": "phần phân công",
    "Attendance": "danh sách dự họp",
    "BadgeDue": "huy hiệu đến hạn",
    "Balance": "số liệu đối chiếu",
    "ByNumber": "số đảng viên",
    "CellAssignment": "phân công phụ trách",
    "Candidate": "đối tượng xét",
    "Completeness": "mức đầy đủ của hồ sơ",
    "Consent": "văn bản đồng ý",
    "Counted": "nội dung được đếm",
    "CriterionLevel": "mức theo nhóm tiêu chí",
    "Deadline": "thời hạn",
    "Discipline": "hình thức kỷ luật",
    "Document": "văn bản",
    "Dues": "đảng phí",
    "DuesPaid": "đảng phí đã đóng",
    "DutyProfile": "quy định dự sinh hoạt",
    "DutyVisit": "lượt dự sinh hoạt",
    "Evidence": "dữ liệu xếp loại",
    "Growth": "mức tăng, giảm",
    "Headcount": "số đảng viên",
    "Hierarchy": "cây tổ chức",
    "History": "sổ",
    "Indicator": "chỉ số",
    "KeyFigure": "số liệu chính",
    "Life": "quá trình của đảng viên",
    "LifeEvent": "sự việc của đảng viên",
    "LifeState": "tình trạng của đảng viên",
    "Mandate": "nhiệm kỳ",
    "MassBody": "đoàn thể",
    "Meeting": "buổi sinh hoạt",
    "Meetings": "các buổi sinh hoạt",
    "MeetingScale": "thang điểm sinh hoạt",
    "Member": "đảng viên",
    "OfficeRecords": "sổ sách của cấp ủy",
    "Organization": "tổ chức",
    "Plan": "phương án",
    "PartialDate": "ngày biết một phần",
    "Planned": "buổi sinh hoạt dự kiến",
    "Points": "điểm phần trăm",
    "Printed": "số liệu được in",
    "Probation": "thời gian dự bị",
    "Profile": "hồ sơ đảng viên",
    "Profiles": "hồ sơ đảng viên",
    "Proposal": "kiến nghị",
    "Prospect": "quần chúng ưu tú",
    "Question": "câu hỏi khảo sát",
    "RatingCounts": "kết quả xếp loại",
    "RatingDecision": "quyết định xếp loại",
    "RatingRecord": "kết quả xếp loại",
    "RatingRecords": "các kết quả xếp loại",
    "Ratio": "tỷ lệ thực hiện",
    "ResidentialGroup": "xóm, tổ dân phố",
    "Resolution": "nghị quyết của buổi họp",
    "Roll": "danh sách bàn giao",
    "Scheme": "bộ chỉ tiêu",
    "Seat": "chức vụ trong cấp ủy",
    "Seniority": "tuổi đảng",
    "Share": "tỷ lệ",
    "Stay": "sinh hoạt tạm thời",
    "SurveyResult": "kết quả khảo sát",
    "Tally": "kết quả xếp loại",
    "Target": "chỉ tiêu",
    "Task": "nhiệm vụ",
    "TaskCounts": "số nhiệm vụ",
    "Topic": "nội dung họp",
    "Waiver": "văn bản cho phép",
    "WorkingDays": "lịch làm việc",
}
"""What Vietnamese calls a part of a place; what is not listed is named as it is typed."""

_RECORD: Final = re.compile(r"(?P<record>[A-Z]\w*)(?:\.(?P<field>\w+(?: \+ \w+)*))?(?P<items>(?:\[[^\]]*\])*)")
_ARGUMENT: Final = re.compile(r"(?P<name>[a-z][a-z_]+)(?P<items>(?:\[[^\]]*\])+)?")
_FIGURE: Final = re.compile(r"(?P<record>Share|Ratio|Growth)\((?P<count>.*), of=(?P<base>.*)\)")
_COUNTED: Final = re.compile(r"(?P<noun>[a-z ]+?) (?:of )?(?P<rest>-?[0-9.]+|'.*')")
_ITEM: Final = re.compile(r"\[(?:(?P<at>[0-9]+)|(?P<key>[^\]]*))\]")
_BETWEEN: Final = re.compile(r", (?=[a-zA-Z])|: (?=[A-Z]\w*\.\w)")


def place_words(place: str) -> Words:
    """A place in both languages.

    Examples:
        >>> place_words("row 3, field 'parent'").vi
        "dòng 3, trường 'parent'"
        >>> place_words("Organization.full").vi, place_words("as_of").vi
        ("tổ chức, trường 'full'", 'mốc thời gian')
        >>> place_words("Convert.groups_to: Allocation.items").vi
        "nội dung sắp xếp, trường 'groups_to', phần phân chia, trường 'items'"
        >>> place_words("cb-1, over_fulfilled").vi
        "cb-1, mục 'over_fulfilled'"
    """
    if figure := _FIGURE.fullmatch(place):
        count, base = (figure[part].strip("'") for part in ("count", "base"))
        told = f"{_NOUNS[figure['record']]} '{count}/{base}'"
    else:
        told = ", ".join(map(_part, _BETWEEN.split(place)))
    return Words(vi=told, en=place)


def row_for_id(number: int) -> str:
    """What stands in a problem for an id that may be somebody's name: the row it is in; no id has such a form.

    Examples:
        >>> row_for_id(4), rows_for_ids(row_for_id(4))
        ('[row 4]', '[dòng 4]')
    """
    return f"[row {number}]"


def rows_for_ids(text: str) -> str:
    """A Vietnamese text with the rows that stand in it for ids."""
    return _ROW_FOR_ID.sub(r"[dòng \1]", text)


_ROW_FOR_ID: Final = re.compile(r"\[row ([0-9]+)\]")


def _part(part: str) -> str:
    if part in _NOUNS:
        return _NOUNS[part]
    if (counted := _COUNTED.fullmatch(part)) and counted["noun"] in _NOUNS:
        return f"{_NOUNS[counted['noun']]} {counted['rest']}"
    if record := _RECORD.fullmatch(part):
        noun = _NOUNS.get(record["record"])
        if noun is not None or record["field"] is not None:
            field = "" if record["field"] is None else f", trường '{record['field']}'"
            return f"{noun or 'nội dung sắp xếp'}{field}{_items(record['items'])}"
    if argument := _ARGUMENT.fullmatch(part):
        noun = _NOUNS.get(argument["name"], f"mục '{argument['name']}'")
        return noun + _items(argument["items"] or "")
    return part


def _items(items: str) -> str:
    """Places in a list, which people count from 1, and keys."""
    found = _ITEM.finditer(items)
    return "".join(f" {one['key']}" if one["at"] is None else f" thứ {int(one['at']) + 1}" for one in found)
