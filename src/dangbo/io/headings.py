"""Which column of a list is which field: what a heading may mean, and how sure that is.

A heading is compared folded, without stars and dots, and without what stands in brackets where that tells nothing. What
people call the fields of each kind of list stands in `aliases.toml`, with where it was seen.

```
a column's texts, top line first  ->  Taken(column, heading, field, how, note)
   named        the caller said so                    joined     several fields in one cell, one under the other
   field alias  the heading says so                   asked      it may mean another field too: taken, and told
   nearest      no heading known, but like one: kept, told, not read          unknown    kept
```
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from typing import Any, Final, Literal, NamedTuple, TypeAlias, get_args

from dangbo.base.errors import LABEL, shown
from dangbo.base.legacy import LegacyEncoding, converted, legacy_encoding
from dangbo.base.text import fold, is_title, nearest, nfc
from dangbo.base.words import NO_WORDS, Words

__all__ = ["How", "Kind", "Taken", "fields_of", "hit", "is_heading", "rated_subjects", "taken_of"]

Kind: TypeAlias = Literal[
    "organizations", "profiles", "groups", "seats", "ratings", "meetings", "visits", "life events", "prospects"
]
"""What the rows of a list are."""

KIND_WORDS: Final[Mapping[Kind, Words]] = {
    "organizations": Words(vi="danh sách tổ chức đảng", en="list of organizations"),
    "profiles": Words(vi="danh sách đảng viên", en="list of members"),
    "groups": Words(vi="danh sách xóm, tổ dân phố", en="list of residential groups"),
    "seats": Words(vi="danh sách chức vụ", en="list of seats"),
    "ratings": Words(vi="danh sách kết quả xếp loại", en="list of ratings"),
    "meetings": Words(vi="danh sách buổi sinh hoạt", en="list of meetings"),
    "visits": Words(vi="danh sách buổi dự sinh hoạt", en="list of visits"),
    "life events": Words(vi="danh sách mốc của đảng viên", en="list of life events"),
    "prospects": Words(vi="danh sách nguồn phát triển đảng", en="list of prospects"),
}
"""What each kind of list is called."""

How: TypeAlias = Literal["named", "field", "alias", "nearest", "joined", "asked", "unknown"]
"""How a column was taken: named by the caller, headed with the name of a field or with one of its aliases; `joined` of
several fields in a cell; `asked` where the heading may mean another field too, and the user is told which was taken;
`nearest` where only a guess could be made, and `unknown` without one: both are kept and not read."""

HOW_TAKEN: Final[Mapping[How, Words]] = {
    "named": Words(vi="người dùng chỉ định", en="named by the caller"),
    "field": Words(vi="đúng tên trường", en="by the name of the field"),
    "alias": Words(vi="theo tên gọi khác của trường", en="by another name of the field"),
    "joined": Words(vi="nhiều trường trong một ô", en="several fields in a cell"),
    "asked": Words(vi="có thể là trường khác", en="it may mean another field too"),
    "nearest": Words(vi="chỉ gần giống, không đọc", en="only near to a field, not read"),
    "unknown": Words(vi="không nhận ra, không đọc", en="not recognized, not read"),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What a column was taken for.

    Attributes:
        column: counted from 0.
        heading: what stands above it, as far as it may be repeated: "..." where it may be a value; joined with " / "
            where it stands on several lines.
        field: the field it is read as; `None` where it is kept only.
        how: how sure that is.
        fields: the fields of one cell in their order, where several stand in it; else the one field, or none.
        note: what is to be said about it: what else it may mean, which heading it is near to.
    """

    column: int
    heading: str
    field: str | None
    how: How
    fields: tuple[str, ...] = ()
    note: Words = NO_WORDS

    @property
    def told(self) -> str:
        """What a place says the column is headed: nothing where the heading may be a value."""
        return "" if self.heading == UNSAID else self.heading


UNSAID: Final = "..."
"""In the place of a heading that may be a value."""

# --- what is known of headings ----------------------------------------------------------------------------------------


class _Match(NamedTuple):
    """What a heading stands for; no fields where it is known to be in doubt and is only kept."""

    fields: tuple[str, ...]
    how: How
    note: Words = NO_WORDS


@dataclass(frozen=True)
class _Known:
    """The headings of a kind of list.

    Attributes:
        fields: all its fields.
        matches: what each heading stands for, by its key.
        headings: one way to write each of them, for hints.
    """

    fields: frozenset[str]
    matches: Mapping[str, _Match]
    headings: tuple[str, ...]


@cache
def _tables() -> dict[str, Any]:
    import tomllib
    from importlib.resources import files

    return tomllib.loads(files("dangbo.io").joinpath("aliases.toml").read_text(encoding="utf-8"))


@cache
def _known(kind: Kind) -> _Known:
    tables = _tables()
    matches: dict[str, _Match] = {}
    headings: list[str] = []
    for name, entry in tables[kind].items():
        for alias in entry["aliases"]:
            matches.setdefault(fold(alias), _Match((name,), "alias"))
            headings.append(alias)
    for entry in tables["joined"].get(kind, ()):
        matches[fold(entry["heading"])] = _Match(tuple(entry["fields"]), "joined")
    for entry in tables["asked"].get(kind, ()):
        field = entry.get("as")
        told = _Match((field,) if field else (), "asked", Words(vi=entry["vi"], en=entry["en"]))
        matches |= dict.fromkeys(map(fold, entry["headings"]), told)
    return _Known(frozenset(tables[kind]), matches, tuple(headings))


KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


def fields_of(kind: Kind) -> frozenset[str]:
    """The fields a column of such a list may be read as.

    Examples:
        >>> "admitted" in fields_of("profiles"), "admitted" in fields_of("organizations")
        (True, False)
    """
    return _known(kind).fields


def headings_of(kind: Kind, name: str) -> tuple[str, ...]:
    """What lists call a field, the most usual first; the field's own name where no heading of it is known.

    Examples:
        >>> headings_of("organizations", "form")[:2]
        ('Hình thức', 'Hình thức tổ chức')
    """
    return tuple(_tables()[kind].get(name, {}).get("aliases", ())) or (name,)


@cache
def _everywhere() -> frozenset[str]:
    return frozenset(key for kind in KINDS for key in _known(kind).matches)


def is_heading(text: str) -> bool:
    """Whether a text is a known heading of any kind of list.

    Examples:
        >>> is_heading("Số ĐV"), is_heading("Lê Văn A")
        (True, False)
    """
    return len(text) <= _LONGEST and fold(text) in _everywhere()


def rated_subjects(columns: Sequence[Taken]) -> Literal["organizations", "members"] | None:
    """Whose ratings a list holds, as its headings say: `None` where "Mã" may be the id of either.

    Args:
        columns: what each column of the list was taken for.

    Examples:
        >>> some_id = Taken(0, "Mã", "subject", "alias", ("subject",))
        >>> name = Taken(1, "Họ và tên", "name", "alias", ("name",))
        >>> rated_subjects([some_id, name]), rated_subjects([some_id])
        ('members', None)
    """
    headings = {field: fold(one.heading) for one in columns for field in one.fields}
    id_of = headings.get("subject", "")
    if "chi bo" in id_of or "to chuc" in id_of:
        return "organizations"
    if "dang vien" in id_of or "dv" in id_of.split() or {"name", "family_name", "given_name"} & {*headings}:
        return "members"
    return "organizations" if "organization" in headings else None


# --- one heading ------------------------------------------------------------------------------------------------------

_LONGEST: Final = 300
"""A heading is no longer; the longest seen has 90 characters."""
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBERED: Final = re.compile(r"\s*[0-9]{1,2}\s*[.)/-]\s*(?=[^\W\d])")
"""How a heading begins that has the number of its column before it: "3. Ngày sinh"."""
_PARTS: Final = re.compile(r"[,;/\n\r]+")
_NEUTRAL: Final = ("thong tin", "trong do", "chia ra", "ly lich", "nhan than", "du lieu")
"""How headings begin that only group columns: a column below one means what its own line says."""


def _match(text: str, known: _Known) -> _Match | None:
    """What one text stands for: a field by its name, or a heading, with or without what stands in brackets."""
    name = nfc(text).strip("* ").casefold()
    if name in known.fields:
        return _Match((name,), "field")
    found = known.matches.get(fold(text))
    if found is None and ("(" in text or "[" in text):
        found = known.matches.get(fold(_BRACKETS.sub(" ", text)))
    if found is None and (numbered := _NUMBERED.match(text)) is not None:
        found = known.matches.get(fold(text[numbered.end() :]))
    return found


_MOST_PARTS: Final = 3
"""So many parts of a heading may be one field together."""
_OF_COLUMNS: Final = frozenset({"male", "female", "born_male", "born_female"})
"""Fields that have a column each, and never share a cell."""


def _parted(parts: Sequence[str], known: _Known) -> tuple[_Match, ...] | None:
    """What the parts of a heading stand for, as many of them together as are one field: "Nam, nữ" is one."""
    if not parts:
        return ()
    for end in range(min(len(parts), _MOST_PARTS), 0, -1):
        one = _match(", ".join(parts[:end]), known)
        if one is None or len(one.fields) != 1 or not _OF_COLUMNS.isdisjoint(one.fields):
            continue
        rest = _parted(parts[end:], known)
        if rest is not None:
            return (one, *rest)
    return None


def _several(text: str, known: _Known) -> _Match | None:
    """A heading of several fields, parted by commas, strokes or lines, of which each is known."""
    parts = [part for part in _PARTS.split(text) if fold(part)]
    found = _parted(parts, known) or ()
    fields = tuple(one.fields[0] for one in found)
    if len(fields) < 2 or len({*fields}) < len(fields):  # noqa: PLR2004 - several
        return None
    notes = [one.note for one in found if one.note != NO_WORDS]
    return _Match(fields, "joined", notes[0] if notes else NO_WORDS)


def _readable(text: str, beside: LegacyEncoding | None = None) -> str:
    """A heading in Unicode, to be compared: what was typed in a font of the time before it is decoded.

    Args:
        text: as it stands there.
        beside: the encoding of the other headings, for one too short to tell its own.
    """
    text = unicodedata.normalize("NFC", text)  # and no more: tidied, it could not be decoded
    encoding = legacy_encoding(text) or (None if text.isascii() else beside)
    return text if encoding is None else converted(text, encoding) or text


def _understood(lines: Sequence[str], known: _Known) -> _Match | None:
    """What the heading of a column stands for, from its topmost line to its lowest."""
    lines = [_readable(line) for line in lines if len(line) <= _LONGEST]
    if not lines:
        return None
    whole = " / ".join(lines)
    found = _match(whole, known)
    if found is None and len(lines) > 1 and fold(" ".join(lines[:-1])).startswith(_NEUTRAL):
        found = _match(lines[-1], known)
    return found or (_several(lines[0], known) if len(lines) == 1 else None)


def hit(lines: Sequence[str], kind: Kind) -> tuple[str, ...]:
    """The fields a heading stands for; the heading itself where it is known to be in doubt; nothing where unknown.

    Args:
        lines: what stands above the column, the topmost line first.
        kind: what the rows of the list are.

    Examples:
        >>> hit(["Họ và tên *"], "profiles"), hit(["Quê quán", "Quốc gia"], "profiles"), hit(["Kinh"], "profiles")
        (('name',), ('origin_country',), ())
        >>> hit(["Ngày vào Đảng, ngày chính thức"], "profiles")
        ('admitted', 'recognized')
    """
    found = _understood(lines, _known(kind))
    if found is None:
        return ()
    return found.fields or (fold(lines[-1]),)


# --- the columns of a list --------------------------------------------------------------------------------------------

_HINTED: Final = 100
"""Most unknown columns for which the nearest heading is looked for: a sheet may have 16,384."""
_ALIKE: Final = 0.75
"""How like a heading must be to one that is known, to be told as near to it."""
_ISSUED: Final[Mapping[str, tuple[str, str]]] = {
    "ngay cap": ("card_issued", "id_issued"),
    "noi cap": ("card_place", "id_place"),
}
"""Headings that belong to the column on their left: of a card, of an id."""
_CARDS: Final = frozenset({"card_number", "old_card_number", "card_issued", "card_place"})
_IDS: Final = frozenset({"personal_id", "old_id", "id_issued", "id_place"})
_WHOSE: Final = Words(
    vi="không rõ là của thẻ đảng viên hay của căn cước; chưa đọc",
    en="it does not say whether of the party card or of the identity card; not read",
)
_SURE: Final[Mapping[How, int]] = {"named": 0, "field": 1, "alias": 2, "joined": 2, "asked": 3}


def shown_heading(lines: Iterable[str], *, known: Literal["known", "unknown"]) -> str:
    r"""A heading as it may be repeated: dots for one that may be a value, which no known heading is.

    Examples:
        >>> shown_heading(["Họ và tên\n(chữ in hoa)"], known="known"), shown_heading(["Lê Văn A"], known="unknown")
        ('Họ và tên (chữ in hoa)', '...')
    """
    texts = [" ".join(line.split()) for line in lines]
    if known == "unknown" and any(is_title(text) or re.search(r"\d{4}", text) for text in texts):
        return UNSAID
    return shown(" / ".join(texts), limit=LABEL)


def taken_of(
    headings: Mapping[int, Sequence[str]],
    kind: Kind,
    *,
    named: Mapping[int, str] | None = None,
    merged: Collection[int] = (),
) -> tuple[tuple[Taken, ...], tuple[tuple[int, int], ...]]:
    """What each column is taken for, and which columns are the same field.

    Args:
        headings: by column, what stands above it, the topmost line first; nothing where it has values only.
        kind: what the rows of the list are.
        named: by column, the field the caller said it is.
        merged: columns whose heading stands in a merged cell that begins further left.

    Returns:
        The columns in their order; pairs of columns that say the same field equally surely, of which the second is
        kept only.
    """
    known, named = _known(kind), named or {}
    taken: dict[int, Taken] = {}
    hinted = 0
    ways = {legacy_encoding(unicodedata.normalize("NFC", line)) for lines in headings.values() for line in lines}
    beside = ways - {None}
    other = next(iter(beside)) if len(beside) == 1 else None
    for column, lines in sorted(headings.items()):
        found = _Match((named[column],), "named") if column in named else _understood(lines, known)
        if found is None and other is not None:
            found = _understood([_readable(line, other) for line in lines], known)
        if found is None and kind == "profiles":
            found = _issued(lines, taken.get(column - 1))
        if found is not None:
            told = shown_heading(lines, known="known")
            taken[column] = Taken(
                column, told, found.fields[0] if found.fields else None, found.how, found.fields, found.note
            )
            continue
        told = shown_heading(lines, known="unknown")
        near = ""
        if hinted < _HINTED and told != UNSAID:
            hinted += 1
            near = _nearest(" ".join(map(_readable, lines)), known)
        if near:
            like = Words(vi=f"gần giống '{near}'; chưa đọc", en=f"it is like '{near}'; not read")
            taken[column] = Taken(column, told, None, "nearest", (), like)
        else:
            taken[column] = Taken(column, told, None, "unknown")
    _part_names(taken, {**headings}, merged)
    same = _settled(taken)
    _note_names(taken)
    return tuple(taken.values()), same


def _part_names(taken: dict[int, Taken], headings: Mapping[int, Sequence[str]], merged: Collection[int]) -> None:
    """One heading "Họ và tên" over two columns: the family name stands in the first, the given name beside it."""
    for column in sorted(merged):
        left, one = taken.get(column - 1), taken.get(column)
        if left is None or one is None or headings.get(column - 1) != headings[column]:
            continue
        further = headings.get(column + 1) == headings[column] and column + 1 in merged
        if left.field == one.field == "name" and column - 1 not in merged and not further:
            taken[column - 1] = replace(left, field="family_name", fields=("family_name",))
            taken[column] = replace(one, field="given_name", fields=("given_name",))


def _note_names(taken: dict[int, Taken]) -> None:
    """Family and given names are read where both are there and no column has the name whole; else only kept."""
    at = {one.field: one.column for one in taken.values() if one.field in {"name", "family_name", "given_name"}}
    both = "name" not in at and {"family_name", "given_name"} <= at.keys()
    for field in ("family_name", "given_name"):
        if both:
            taken[at[field]] = replace(taken[at[field]], note=_JOINED)
        elif field in at and taken[at[field]].how == "alias":
            taken[at[field]] = replace(taken[at[field]], field=None, how="unknown", fields=())


_JOINED: Final = Words(
    vi="họ tên được ghép từ hai cột: họ và tên đệm, rồi tên",
    en="the name is joined of two columns: family, then given name",
)


def _nearest(text: str, known: _Known) -> str:
    """The known heading a text is most like, if it is like one."""
    for near in nearest(text, known.headings, limit=1):
        if SequenceMatcher(None, fold(text), fold(near)).ratio() >= _ALIKE:
            return near
    return ""


def _issued(lines: Sequence[str], left: Taken | None) -> _Match | None:
    """Of the card or the id on the left, for "Ngày cấp" and "Nơi cấp"."""
    pair = _ISSUED.get(fold(_readable(lines[-1]))) if len(lines) == 1 else None
    if pair is None:
        return None
    of = {*left.fields} if left is not None else set()
    if of & _CARDS or of & _IDS:
        return _Match((pair[0] if of & _CARDS else pair[1],), "alias")
    return _Match((), "asked", _WHOSE)


def _settled(taken: dict[int, Taken]) -> tuple[tuple[int, int], ...]:
    """Leave each field to the column that says it most surely; tell of those that say it equally surely."""
    held: dict[str, Taken] = {}
    same: list[tuple[int, int]] = []
    for one in sorted(taken.values(), key=lambda one: (_SURE.get(one.how, 0), one.column)):
        field = next((field for field in one.fields if field in held), None)
        if field is None:
            held |= dict.fromkeys(one.fields, one)
            continue
        if _SURE[one.how] == _SURE[held[field].how]:
            same.append((held[field].column, one.column))
        note = Words(vi=f"cột khác đã là '{field}'; chưa đọc", en=f"another column is '{field}'; not read")
        taken[one.column] = replace(one, field=None, how="asked", fields=(), note=note)
    return tuple(same)
