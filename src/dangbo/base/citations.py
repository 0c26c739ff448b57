"""What everything cites: a `Document`, the clause of one (`RuleRef`), and how well its text is known (`Confidence`)."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from dangbo.base.envelope import PaperDocument, RuleDocument
from dangbo.base.findings import Lang
from dangbo.base.records import Day, Text, record, sound, spelled
from dangbo.base.text import fold, format_date, nfc, upper_first
from dangbo.base.told import Documented, Part
from dangbo.base.words import Words, known_language

if TYPE_CHECKING:
    from dangbo.base.json_records import ReadRecords

__all__ = ["Confidence", "Document", "RuleRef"]

_Line = Annotated[str, StringConstraints(strip_whitespace=True), BeforeValidator(spelled), AfterValidator(sound)]
"""Something written that may be missing, in the spelling texts are kept in."""


class Confidence(Enum):
    """How well the text of a rule is known.

    `VERIFIED`: the text, or an official page that quotes it, was read (A). `SECONDARY`: a legal portal, the press or
    a later examination bank paraphrases it, or its successor was not read (B). `UNVERIFIED`: one copy nobody
    corroborates (C).
    """

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"


@record
class Document(Part):
    """A paper that decides or regulates (quyết định, quy định, đề án, hướng dẫn, nghị quyết).

    A number alone names nothing: four different guides are called 01-HD/TW. The identity of a document is its
    `key`, (number, issuer, date of issue).

    Args:
        kind: what it is, in Vietnamese, such as "quyết định".
        number: as printed, such as "15-QĐ/ĐU"; empty for papers without one.
        issued: day of signing, as a date, "YYYY-MM-DD" or "DD/MM/YYYY".
        issuer: the body that signed.
        title: what it is about.
        url: where the text can be read.

    Raises:
        InvalidInputError: a blank kind, a date that does not exist.

    Examples:
        >>> Document(kind="quyết định", number="15-QĐ/ĐU", issued="2023-05-20", issuer="Đảng ủy phường Phú Xá").key
        ('15-QĐ/ĐU', 'Đảng ủy phường Phú Xá', datetime.date(2023, 5, 20))
    """

    kind: Text
    number: _Line = ""
    issued: Day | None = None
    issuer: _Line = ""
    title: _Line = ""
    url: _Line = ""

    if TYPE_CHECKING:  # accepts more than it keeps; checkers read this, pydantic converts at run time

        def __init__(
            self,
            kind: str,
            number: str = "",
            issued: dt.date | str | None = None,
            issuer: str = "",
            title: str = "",
            url: str = "",
        ) -> None: ...

    @property
    def key(self) -> tuple[str, str, dt.date | None]:
        """(number, issuer, date of issue): what tells two documents apart."""
        return (self.number, self.issuer, self.issued)

    @classmethod
    def _records(cls) -> ReadRecords:
        from dangbo.base.json_records import ReadRecords  # loaded by those who ask for schemas
        from dangbo.base.titles import PAPER_TITLES

        return ReadRecords(PAPER_TITLES)

    @property
    def folded_key(self) -> tuple[str, str, dt.date | None]:
        """`key` as documents are compared: the same however number and issuer are spelt.

        Blanks, dashes, capitals, diacritics, "số" (with the kind before it, or "No.") and zeros in front tell no two
        papers apart.

        Examples:
            >>> one = Document(kind="quyết định", number="05-QĐ/ĐU", issuer="Đảng ủy xã Hoà An")
            >>> other = Document(kind="quyết định", number="Số 5 - QĐ/ĐU", issuer="đảng uỷ xã Hòa An")
            >>> one.folded_key == other.folded_key
            True
        """
        return (*_folded(self.number, self.issuer), self.issued)

    @property
    def citation(self) -> str:
        """The document in one line of Vietnamese: number, day of signing and the body that signed, as far as known.

        Examples:
            >>> Document(kind="quy định", number="294-QĐ/TW", issued="2025-05-26", issuer="Bộ Chính trị").citation
            'Quy định số 294-QĐ/TW, ngày 26/5/2025 của Bộ Chính trị'
        """
        number = _NUMBER_WORD.sub("", self.number)
        name = upper_first(self.kind)
        line = " ".join(part for part in (name, f"số {number}" if number else self.title) if part)
        if self.issued is not None:
            line += f", ngày {format_date(self.issued)}"
        return f"{line} của {self.issuer}" if self.issuer else line

    def as_dict(self) -> PaperDocument:
        """The paper as plain JSON values: its fields, as a plan in JSON has them."""
        return {
            "kind": self.kind,
            "number": self.number,
            "issued": None if self.issued is None else self.issued.isoformat(),
            "issuer": self.issuer,
            "title": self.title,
            "url": self.url,
        }


_NUMBER_WORD: Final = re.compile(r"^(?:[^0-9]*\b)?(?:số|no)\s*[:.]?\s*(?=[0-9])", re.IGNORECASE)
_SO: Final = re.compile(r"^(?:[^0-9]*\b)?(?:so|no)\s*(?=[0-9])")
_PARTS: Final = re.compile(r"[0-9]+|[^\W\d_]+")


@lru_cache(maxsize=1024)
def _folded(number: str, issuer: str) -> tuple[str, str]:
    return _folded_number(number), fold(issuer)


def named_paper(value: object) -> object:
    """A paper as a table names it: by its words; whatever else stands there is left to be read."""
    if not isinstance(value, str) or not nfc(value):
        return value
    if value.lstrip().startswith("{"):
        with suppress(ValueError, RecursionError):
            return json.loads(value)
    return Document(kind="văn bản", title=nfc(value))


def paper_in_cell(document: Document | None) -> str | None:
    """A paper as the one text that a cell of a table holds, and that `named_paper` reads: its words, or JSON.

    Examples:
        >>> paper_in_cell(Document("quyết định", "15-QĐ/ĐU", "2023-05-20"))
        '{"kind": "quyết định", "number": "15-QĐ/ĐU", "issued": "2023-05-20"}'
        >>> paper_in_cell(Document("văn bản", title="Nghị quyết đại hội"))
        'Nghị quyết đại hội'
    """
    if document is None:
        return None
    if document == named_paper(document.title):
        return document.title
    fields = ("kind", "number", "issued", "issuer", "title", "url")
    plain = {name: value for name in fields if (value := getattr(document, name))}
    return json.dumps(plain, default=str, ensure_ascii=False)


def _folded_number(number: str) -> str:
    """A number as it is compared; whatever has neither digits nor letters stays as it is."""
    words = _SO.sub("", fold(unicodedata.normalize("NFKC", number)))
    key = ""
    for part in _PARTS.findall(words):
        if part[0].isdigit():
            part = part.lstrip("0") or "0"  # noqa: PLW2901 - the same part, in its plain form
            key += f" {part}" if key[-1:].isdigit() else part
        else:
            key += part
    return key or number


@dataclass(frozen=True, slots=True)
class RuleRef(Documented):
    """Where a rule comes from: what a finding or a verdict cites.

    Attributes:
        id: the rule in the rulebook, such as "min-full-members".
        document: the paper it stands in.
        article: the place in that paper, as "Điều 21.2" or "mục 20.3.2".
        confidence: how well its text is known.
        valid_from: first day in force.
        valid_to: last day in force; `None` while no end is known.
        scope: the place a local rule holds in; empty for national ones.
        promoted: whether the user raised it to a rule that blocks.
        ended: the last day of the paper, where it had ended before `valid_from`: the rule goes on by a text that was
            not read. `None` while the paper is in force.
        successor: the paper that replaced an ended one; `None` where none is known.
        text_confidence: how well the text of the paper itself is known, where `confidence` is lower only because the
            text in force since `valid_from` was not read.
    """

    id: str
    document: Document
    article: str
    confidence: Confidence
    valid_from: dt.date
    valid_to: dt.date | None = None
    scope: str = ""
    promoted: bool = False
    ended: dt.date | None = None
    successor: Document | None = None
    text_confidence: Confidence | None = None

    @property
    def local(self) -> bool:
        """Whether it holds in one place only."""
        return bool(self.scope)

    def clause(self, *, lang: Lang = "vi") -> str:
        """The paper and the place in it, and nothing else."""
        return f"{self.document.citation}, {self.place(lang=lang)}"

    def place(self, *, lang: Lang = "vi") -> str:
        """The place in the paper: "mục 20.3.2", in English "item 20.3.2"."""
        return place_in_words(self.article, lang=lang)

    def caveats(self, *, lang: Lang = "vi") -> tuple[str, ...]:
        """What a reader must know of the clause: that its paper has ended, how well it is known, where it holds."""
        told = [currency] if (currency := self.currency(lang=lang)) else []
        known = self.text_confidence or self.confidence
        if known is not Confidence.VERIFIED:
            told.append(_CONFIDENCE_WORDS[known].text(lang=lang))
        if self.scope:
            told.append(Words(vi=f"quy định của {self.scope}", en=f"local rule of {self.scope}").text(lang=lang))
        if self.promoted:
            told.append(_PROMOTED.text(lang=lang))
        return tuple(told)

    def currency(self, *, lang: Lang = "vi") -> str:
        """That its paper has ended, by what it was replaced, or since when no text in force was read; else empty."""
        known_language(lang)
        if self.ended is not None:
            return _ended(self.ended, self.successor).text(lang=lang)
        if self.text_confidence is None:
            return ""
        return _UNREAD.format(lang=lang, since=format_date(self.valid_from, lang=lang))

    def citation(self, *, lang: Lang = "vi") -> str:
        """The clause in one line with its `caveats`: an ended paper, a text not read, its place, who made it block."""
        return "; ".join((self.clause(lang=lang), *self.caveats(lang=lang)))

    def as_dict(self) -> RuleDocument:
        """The rule as plain JSON values, with its citation in both languages."""
        return {
            "id": self.id,
            "document": self.document.as_dict(),
            "article": self.article,
            "confidence": self.confidence.value,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": None if self.valid_to is None else self.valid_to.isoformat(),
            "place": self.scope or None,
            "promoted": self.promoted,
            "ended": None if self.ended is None else self.ended.isoformat(),
            "successor": None if self.successor is None else self.successor.as_dict(),
            "text_confidence": None if self.text_confidence is None else self.text_confidence.value,
            "citation": Words(vi=self.citation(lang="vi"), en=self.citation(lang="en")).as_dict(),
        }


def _ended(last: dt.date, successor: Document | None) -> Words:
    after = last + dt.timedelta(days=1)  # "từ" names the first day without it
    vi, en = f"văn bản hết hiệu lực từ {format_date(after)}", f"ended on {format_date(last, lang='en')}"
    if successor is None:
        return Words(vi=f"{vi}, chưa thấy văn bản thay thế", en=f"{en}, no successor seen")
    return Words(
        vi=f"{vi}, được thay bằng {successor.citation}; chưa đọc nội dung mới",
        en=f"{en}, replaced by {successor.citation}, whose text was not seen",
    )


def place_in_words(article: str, *, lang: Lang = "vi") -> str:
    """A place in a paper as the rulebook writes it, in a language."""
    told = {words.vi: words.text(lang=lang) for words in _ARTICLE_WORDS}
    return _ARTICLE_WORD.sub(lambda at: told[at[0]], article)


_ARTICLE_WORDS: Final = (
    Words(vi="chưa thấy điều mục", en="article not seen"),
    Words(vi="toàn văn", en="the whole text"),
    Words(vi="Điều", en="Art."),
    Words(vi="khoản", en="clause"),
    Words(vi="mục", en="item"),
    Words(vi="điểm", en="point"),
    Words(vi="Chương", en="Ch."),
    Words(vi="phần", en="part"),
    Words(vi="Phụ lục", en="Annex"),
)
_ARTICLE_WORD: Final = re.compile(rf"\b(?:{'|'.join(words.vi for words in _ARTICLE_WORDS)})\b")
_CONFIDENCE_WORDS: Final = {
    Confidence.SECONDARY: Words(vi="theo nguồn thứ cấp", en="secondary source"),
    Confidence.UNVERIFIED: Words(vi="chưa kiểm chứng", en="unverified"),
}
_PROMOTED: Final = Words(vi="người dùng nâng thành bắt buộc", en="raised to blocking by the user")
_UNREAD: Final = Words(
    vi="chưa đối chiếu với văn bản có hiệu lực từ {since}", en="not compared with what is in force since {since}"
)
