"""What the fields of a profile are called, in findings and tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dangbo.base.words import Words

FIELD_WORDS: Final[Mapping[str, Words]] = {
    "sex": Words(vi="giới tính", en="sex"),
    "born": Words(vi="ngày sinh", en="date of birth"),
    "ethnic_group": Words(vi="dân tộc", en="ethnic group"),
    "religion": Words(vi="tôn giáo", en="religion"),
    "personal_id": Words(vi="số định danh cá nhân", en="personal identification number"),
    "old_id": Words(vi="số CMND", en="old id"),
    "card_number": Words(vi="số thẻ đảng viên", en="card number"),
    "old_card_number": Words(vi="số thẻ đảng viên cũ", en="number of the older card"),
    "card_issued": Words(vi="ngày cấp thẻ", en="date of issue of the card"),
    "card_place": Words(vi="nơi cấp thẻ", en="place of issue of the card"),
    "file_number": Words(vi="số lý lịch", en="file number"),
    "admission_decided": Words(vi="ngày quyết định kết nạp", en="date of the decision on admission"),
    "admitted": Words(vi="ngày kết nạp", en="date of admission"),
    "recognized": Words(vi="ngày chính thức", en="date of recognition"),
    "schooling": Words(vi="trình độ giáo dục phổ thông", en="schooling"),
    "qualification": Words(vi="trình độ chuyên môn nghiệp vụ", en="qualification"),
    "academic_title": Words(vi="chức danh khoa học", en="academic title"),
    "political_theory": Words(vi="trình độ lý luận chính trị", en="political theory"),
    "occupation": Words(vi="nghề nghiệp", en="occupation"),
    "retired": Words(vi="đã nghỉ hưu, nghỉ công tác", en="retired"),
    "works_in_system": Words(vi="công tác trong hệ thống chính trị", en="works in the political system"),
    "youth_union": Words(vi="đoàn viên thanh niên", en="member of the youth union"),
    "private_owner": Words(vi="chủ doanh nghiệp tư nhân", en="owner of a private enterprise"),
    "foreign_spouse": Words(vi="hôn nhân với người nước ngoài", en="married to a foreigner"),
    "residence_cell": Words(vi="chi bộ nơi cư trú", en="cell of residence"),
}
