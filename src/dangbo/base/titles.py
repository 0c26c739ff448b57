"""Titles of papers, of clauses and of their fields, as forms and JSON Schemas show them."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from dangbo.base.words import Words

PAPER_TITLES: Final = MappingProxyType(
    {
        "Document": Words(vi="Văn bản", en="Document"),
        "Document.kind": Words(vi="Loại văn bản", en="Kind of document"),
        "Document.number": Words(vi="Số, ký hiệu", en="Number and symbol"),
        "Document.issued": Words(vi="Ngày ký", en="Date of signing"),
        "Document.issuer": Words(vi="Cơ quan ban hành", en="Issuer"),
        "Document.title": Words(vi="Trích yếu", en="What it is about"),
        "Document.url": Words(vi="Địa chỉ", en="Address"),
    }
)
"""Of papers. Keys are a record, or a field of one ("Record.field")."""

TITLES: Final = MappingProxyType(
    {
        **PAPER_TITLES,
        "RuleRef": Words(vi="Điều khoản được dẫn", en="Clause that is cited"),
        "RuleRef.id": Words(vi="Mã", en="Id"),
        "RuleRef.document": Words(vi="Văn bản", en="Document"),
        "RuleRef.article": Words(vi="Điều, khoản, mục", en="Place in the paper"),
        "RuleRef.confidence": Words(vi="Mức độ kiểm chứng", en="How well its text is known"),
        "RuleRef.valid_from": Words(vi="Có hiệu lực từ", en="First day in force"),
        "RuleRef.valid_to": Words(vi="Có hiệu lực đến", en="Last day in force"),
        "RuleRef.place": Words(vi="Nơi áp dụng", en="Where it holds"),
        "RuleRef.promoted": Words(vi="Người dùng nâng thành bắt buộc", en="Raised to blocking by the user"),
        "RuleRef.ended": Words(vi="Văn bản hết hiệu lực ngày", en="Last day of the paper"),
        "RuleRef.successor": Words(vi="Văn bản thay thế", en="Paper that replaced it"),
        "RuleRef.text_confidence": Words(
            vi="Mức độ kiểm chứng của văn bản", en="How well the text of the paper is known"
        ),
        "RuleRef.citation": Words(vi="Trích dẫn", en="Citation"),
        "Words": Words(vi="Lời bằng hai ngôn ngữ", en="A text in both languages"),
        "Words.vi": Words(vi="Tiếng Việt", en="Vietnamese"),
        "Words.en": Words(vi="Tiếng Anh", en="English"),
    }
)
"""Of papers, of clauses and of what stands in them."""
