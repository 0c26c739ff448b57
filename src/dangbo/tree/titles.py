"""Titles of the records of the tree and of their fields, as forms and JSON Schemas show them.

Keys are a record, a field of one record ("Record.field"), or a field of any (".field").
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from dangbo.base.titles import PAPER_TITLES
from dangbo.base.words import Words

TITLES: Final = MappingProxyType(
    {
        **PAPER_TITLES,
        "Consent": Words(vi="Văn bản đồng ý", en="Consent"),
        "Organization": Words(vi="Tổ chức đảng", en="Party organization"),
        "ResidentialGroup": Words(vi="Xóm, tổ dân phố", en="Residential group"),
        "MassBody": Words(vi="Đoàn thể", en="Mass body"),
        "Member": Words(vi="Đảng viên", en="Member"),
        "Stay": Words(vi="Sinh hoạt tạm thời", en="Temporary stay"),
        "Seat": Words(vi="Chức vụ trong cấp ủy", en="Seat"),
        "Mandate": Words(vi="Nhiệm kỳ của cấp ủy", en="Term of a committee"),
        ".id": Words(vi="Mã", en="Id"),
        ".name": Words(vi="Tên", en="Name"),
        ".code": Words(vi="Mã chính thức", en="Official code"),
        ".kind": Words(vi="Loại", en="Kind"),
        ".form": Words(vi="Hình thức", en="Form"),
        ".level": Words(vi="Cấp", en="Level"),
        ".parent": Words(vi="Cấp trên trực tiếp", en="Direct superior"),
        ".superior": Words(vi="Tổ chức đảng của cấp trên", en="Party organization of the superior"),
        ".unit_type": Words(vi="Loại hình", en="Unit type"),
        ".host_unit": Words(vi="Cơ quan, đơn vị", en="Agency or unit"),
        ".full": Words(vi="Đảng viên chính thức (ghi theo số lượng)", en="Full members (by number)"),
        ".probationary": Words(vi="Đảng viên dự bị (ghi theo số lượng)", en="Probationary members (by number)"),
        "Organization.consents": Words(vi="Văn bản đồng ý của cấp trên", en="Consents of the superior"),
        ".matter": Words(vi="Về việc", en="Matter"),
        ".up_to": Words(vi="Cho số đảng viên", en="For how many members"),
        ".groups_of_members": Words(vi="Số tổ đảng", en="Number of groups of members"),
        ".member": Words(vi="Đảng viên", en="Member"),
        ".since": Words(vi="Từ ngày", en="First day"),
        ".until": Words(vi="Đến ngày", en="Last day"),
        ".post": Words(vi="Chức vụ", en="Post"),
        ".holder": Words(vi="Người giữ chức vụ", en="Holder"),
        ".body": Words(vi="Cơ quan lãnh đạo", en="Body"),
        "Seat.source": Words(vi="Bầu, chỉ định", en="Elected or appointed"),
        "Mandate.number": Words(vi="Nhiệm kỳ thứ", en="Number of the term"),
        ".congress": Words(vi="Ngày đại hội bế mạc", en="Day the congress ended"),
        ".reported": Words(vi="Ngày báo cáo kết quả", en="Day the results were reported"),
        ".approved": Words(vi="Ngày chuẩn y", en="Day of the approval"),
        ".handed_over": Words(vi="Ngày bàn giao", en="Day of the hand-over"),
        ".status": Words(vi="Chính thức, dự bị", en="Status"),
        ".place": Words(vi="Xã, phường", en="Commune or ward"),
        ".cells": Words(vi="Chi bộ", en="Cells"),
        ".head": Words(vi="Người đứng đầu", en="Head"),
        ".head_is_member": Words(vi="Người đứng đầu là đảng viên", en="Whether the head is a member"),
        ".issued": Words(vi="Ngày ký", en="Date of signing"),
        ".issuer": Words(vi="Cơ quan ban hành", en="Issuer"),
        ".title": Words(vi="Trích yếu", en="What it is about"),
        ".url": Words(vi="Địa chỉ", en="Address"),
        ".organization": Words(vi="Tổ chức", en="Organization"),
        ".document": Words(vi="Văn bản", en="Document"),
    }
)
