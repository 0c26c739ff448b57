"""The table of verbs: what JSON, lineage, movements, figures and papers know of each operation.

A new verb is its class, which checks, acts and describes itself, and one row here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from dangbo.base.text import lower_first
from dangbo.base.words import Words
from dangbo.change.inverse import Restore
from dangbo.change.play import Operation
from dangbo.change.verbs.groups import AssignGroups, MergeGroups, Realign, SplitGroup
from dangbo.change.verbs.organizations import (
    Consolidate,
    Convert,
    Disband,
    Dissolve,
    Establish,
    Merge,
    Rearrange,
    Reassign,
    Recode,
    Rename,
    Split,
)
from dangbo.change.verbs.people import Admit, Leave, Transfer


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """What others know of an operation besides what it does. Its code is `kind.verb`, its papers `kind.steps`.

    Attributes:
        kind: its class.
        title: what it is called, in lists and forms.
        link: what it is called where it links two organizations of a lineage; by default the title.
        begins: why organizations are more by it, in tables of movements; by default the title.
        ends: why they are fewer, likewise.
        people: why people come or go by it, in such tables: one by one, with their organizations, or by the verb
            itself, as where a decision is taken back.
        follows: what it is to figures that follow people: some who came or went singly, or what passes between
            organizations.
        points: the rule that lists what one of its papers says, and which paper.
        fields: Vietnamese titles of fields that are called otherwise in other records, or stand in no other.
    """

    kind: type[Operation]
    title: Words
    link: Words | None = None
    begins: Words | None = None
    ends: Words | None = None
    people: Literal["singly", "with_organizations", "verb"] = "singly"
    follows: Literal["people", "organizations"] = "organizations"
    points: tuple[str, Words] | None = None
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def linking(self) -> Words:
        """The words of a link."""
        return self.link or Words(vi=lower_first(self.title.vi), en=lower_first(self.title.en))


_TAKEN_BACK: Final = Words(vi="Do hủy bỏ quyết định", en="Decision taken back")

VERBS: Final[dict[str, Verb]] = {
    row.kind.verb: row
    for row in (
        Verb(
            kind=Establish,
            title=Words(vi="Thành lập", en="Establish"),
            begins=Words(vi="Thành lập mới", en="Established"),
            follows="people",
            points=("establishment-proposal", Words(vi="nội dung tờ trình", en="what the proposal cites")),
            fields={"organization": "Tổ chức mới"},
        ),
        Verb(
            kind=Merge,
            title=Words(vi="Sáp nhập", en="Merge"),
            ends=Words(vi="Sáp nhập vào tổ chức khác", en="Merged into another"),
            people="with_organizations",
        ),
        Verb(
            kind=Consolidate,
            title=Words(vi="Hợp nhất", en="Consolidate"),
            begins=Words(vi="Thành lập do hợp nhất", en="New by consolidation"),
            ends=Words(vi="Chấm dứt hoạt động do hợp nhất", en="Consolidated into another"),
            people="with_organizations",
            fields={"organization": "Tổ chức mới"},
        ),
        Verb(
            kind=Split,
            title=Words(vi="Chia, tách", en="Split"),
            begins=Words(vi="Thành lập do chia, tách", en="New by a split"),
            ends=Words(vi="Chấm dứt hoạt động do chia", en="Divided"),
            people="with_organizations",
            fields={"into": "Các tổ chức mới", "stays": "Phần ở lại tổ chức nguồn"},
        ),
        Verb(
            kind=Rearrange,
            title=Words(vi="Sắp xếp nhiều tổ chức thành nhiều tổ chức", en="Rearrange"),
            link=Words(vi="sắp xếp lại", en="rearrange"),
            begins=Words(vi="Thành lập do sắp xếp", en="New by a rearrangement"),
            ends=Words(vi="Chấm dứt hoạt động do sắp xếp", en="Ended by a rearrangement"),
            people="with_organizations",
            fields={"results": "Các tổ chức sau sắp xếp"},
        ),
        Verb(
            kind=Dissolve,
            title=Words(vi="Giải thể", en="Dissolve"),
            ends=Words(vi="Giải thể", en="Dissolved"),
            points=("dissolution-decision", Words(vi="nội dung quyết định", en="what the decision names")),
            fields={"wording": "Chữ dùng trong quyết định"},
        ),
        Verb(
            kind=Disband,
            title=Words(vi="Giải tán", en="Disband"),
            ends=Words(vi="Giải tán", en="Disbanded"),
        ),
        Verb(
            kind=Reassign,
            title=Words(vi="Chuyển giao, tiếp nhận", en="Reassign"),
            people="with_organizations",
            fields={
                "receiving": "Quyết định tiếp nhận",
                "agreement": "Văn bản đồng ý của Ban Tổ chức Trung ương",
            },
        ),
        Verb(
            kind=Convert,
            title=Words(vi="Chuyển cấp, chuyển hình thức", en="Convert"),
            link=Words(vi="chuyển đổi", en="convert"),
            begins=Words(vi="Thành lập do chuyển hình thức", en="New by a conversion"),
            ends=Words(vi="Chấm dứt hoạt động do chuyển hình thức", en="Ended by a conversion"),
            people="with_organizations",
            fields={"cells": "Các chi bộ mới", "organizations": "Các tổ chức"},
        ),
        Verb(kind=Rename, title=Words(vi="Đổi tên", en="Rename"), fields={"name": "Tên mới"}),
        Verb(kind=Recode, title=Words(vi="Đổi mã", en="Recode"), fields={"code": "Mã mới"}),
        Verb(kind=Transfer, title=Words(vi="Chuyển sinh hoạt đảng", en="Transfer"), follows="people"),
        Verb(
            kind=Admit,
            title=Words(vi="Kết nạp, tiếp nhận", en="Admit"),
            follows="people",
            fields={"to": "Tổ chức kết nạp, tiếp nhận"},
        ),
        Verb(kind=Leave, title=Words(vi="Ra khỏi danh sách", en="Leave"), follows="people"),
        Verb(kind=AssignGroups, title=Words(vi="Điều chỉnh địa bàn lãnh đạo", en="Assign groups")),
        Verb(
            kind=MergeGroups,
            title=Words(vi="Sáp nhập xóm, tổ dân phố", en="Merge groups"),
            fields={"sources": "Xóm, tổ dân phố được sáp nhập", "into": "Xóm, tổ dân phố nhận"},
        ),
        Verb(
            kind=SplitGroup,
            title=Words(vi="Chia xóm, tổ dân phố", en="Split group"),
            fields={"source": "Xóm, tổ dân phố được chia", "into": "Các xóm, tổ dân phố mới"},
        ),
        Verb(
            kind=Realign,
            title=Words(vi="Chuyển đoàn thể về cấp trên khác", en="Realign"),
            fields={"to": "Tổ chức đảng của cấp trên mới"},
        ),
        Verb(
            kind=Restore,
            title=Words(vi="Khôi phục hiện trạng", en="Restore"),
            link=Words(vi="khôi phục", en="restore"),
            begins=_TAKEN_BACK,
            ends=_TAKEN_BACK,
            people="verb",
            fields={
                "decision": "Quyết định được hủy bỏ",
                "records": "Tổ chức được khôi phục",
                "ends": "Tổ chức chấm dứt hoạt động",
                "rolls": "Danh sách đảng viên được khôi phục",
                "groups": "Xóm, tổ dân phố được khôi phục",
                "groups_end": "Xóm, tổ dân phố chấm dứt hoạt động",
                "leaves": "Đảng viên ra khỏi danh sách",
                "forgets": "Hồ sơ đảng viên thu lại",
                "people": "Hồ sơ đảng viên được khôi phục",
                "stays": "Sinh hoạt tạm thời được khôi phục",
                "bodies": "Đoàn thể được khôi phục",
                "left_records": "Tổ chức như quyết định để lại",
                "left_rolls": "Danh sách như quyết định để lại",
                "left_groups": "Xóm, tổ dân phố như quyết định để lại",
                "left_people": "Hồ sơ đảng viên như quyết định để lại",
                "left_stays": "Sinh hoạt tạm thời như quyết định để lại",
                "left_bodies": "Đoàn thể như quyết định để lại",
                "counted": "Số đảng viên ghi bằng số trở lại và rút ra (chính thức, dự bị)",
            },
        ),
    )
}
"""Every verb by its code, in the order of lists and schemas."""
