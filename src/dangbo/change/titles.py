"""Titles of plans, of what stands in their operations, and of their fields, as forms and JSON Schemas show them.

Keys are a record, a field of one record ("Record.field"), or a field of any (".field"). The titles of operations, and
of what only they have, stand in the table of verbs.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from dangbo.base.words import Words
from dangbo.tree.titles import TITLES as TREE_TITLES

TITLES: Final = MappingProxyType(
    {
        **TREE_TITLES,
        "Plan": Words(vi="Phương án sắp xếp", en="Plan"),
        "Waiver": Words(vi="Văn bản cho phép", en="Waiver"),
        "Allocation": Words(vi="Phân bổ", en="Allocation"),
        "Assignment": Words(vi="Phân công chi bộ lãnh đạo", en="Cells that serve a residential group"),
        "Roll": Words(vi="Danh sách đảng viên của một tổ chức", en="Members of one organization"),
        "ByNumber": Words(vi="Đảng viên ghi theo số lượng", en="Members known only by number"),
        ".of": Words(vi="Tổ chức ghi số này", en="Organization that counts them"),
        ".to": Words(vi="Nơi nhận", en="Receiver"),
        ".items": Words(vi="Đối tượng", en="Items"),
        ".group": Words(vi="Xóm, tổ dân phố", en="Residential group"),
        ".groups": Words(vi="Xóm, tổ dân phố", en="Residential groups"),
        ".members": Words(vi="Đảng viên", en="Members"),
        ".people": Words(vi="Đảng viên ghi theo số lượng", en="Members known only by number"),
        ".sources": Words(vi="Các tổ chức nguồn", en="Source organizations"),
        ".source": Words(vi="Tổ chức nguồn", en="Source organization"),
        ".into": Words(vi="Tổ chức nhận", en="Receiving organization"),
        ".allocation": Words(vi="Phân bổ", en="Allocation"),
        ".hold_at": Words(vi="Nơi tạm giữ phần chưa phân bổ", en="Where waits what is not allocated"),
        ".members_to": Words(vi="Nơi tiếp nhận đảng viên", en="Who takes the members"),
        ".children_to": Words(vi="Nơi tiếp nhận tổ chức trực thuộc", en="Who takes the subordinates"),
        ".groups_to": Words(vi="Chi bộ tiếp nhận xóm, tổ dân phố", en="Cells that take the residential groups"),
        ".reason": Words(vi="Lý do", en="Why"),
        ".where": Words(vi="Phạm vi chuyển", en="How far they move"),
        ".bodies": Words(vi="Đoàn thể", en="Mass bodies"),
        ".effective": Words(vi="Ngày hiệu lực", en="Effective date"),
        ".decided_by": Words(vi="Tổ chức đảng có cấp ủy ra quyết định", en="Organization whose committee decides"),
        ".basis": Words(vi="Quyết định", en="Decision"),
        ".operations": Words(vi="Các nội dung sắp xếp", en="Operations"),
        ".consents": Words(vi="Văn bản đồng ý của cấp trên", en="Consents of the superior"),
        ".waivers": Words(vi="Văn bản cho phép ngoại lệ", en="Waivers"),
        ".subject": Words(vi="Đối tượng", en="Whom it concerns"),
        "Waiver.code": Words(vi="Mã phát hiện", en="Code of the finding"),
    }
)
"""Of plans and of the records of the tree that stand in them."""
