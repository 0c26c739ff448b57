"""How complete profiles are, by field and organization: what the clean-up of the national list in 2025 counted."""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import compress, repeat
from operator import and_, attrgetter, is_not
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias

from typing_extensions import TypedDict

from dangbo.base.envelope import ShareDocument
from dangbo.base.errors import InvalidInputError, UnknownOrganizationError
from dangbo.base.figures import Share
from dangbo.base.findings import Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.reading import read_choice
from dangbo.base.records import RecordType, items_of, read_id
from dangbo.base.results import share_decimals
from dangbo.base.terms import MemberStatus
from dangbo.base.text import fold, format_date, format_number, is_missing, nearest, nfc, upper_first
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.hierarchy import Hierarchy
from dangbo.life.fields import FIELD_WORDS
from dangbo.render.table import Cell, Table
from dangbo.render.tabled import Tabled
from dangbo.render.worded import words_table
from dangbo.tree.records import Organization

if TYPE_CHECKING:
    from dangbo.render import Table

__all__ = ["Completeness", "CompletenessBy"]

CompletenessBy: TypeAlias = Literal["organization", "field", "organization and field"]
"""What stands in the rows of the table: the organizations, the fields, or both with the counts."""

_BY: Final[Mapping[CompletenessBy, Words]] = {
    "organization": Words(vi="theo tổ chức", en="by organization"),
    "field": Words(vi="theo thông tin", en="by field"),
    "organization and field": Words(vi="theo tổ chức và thông tin", en="by organization and field"),
}

ASKED_FOR: Final = (
    "sex",
    "born",
    "ethnic_group",
    "religion",
    "personal_id",
    "card_number",
    "admitted",
    "recognized",
)
"""The columns that the national list of 2025 marks with a star, as far as a profile has such a field."""

_OF_FULL: Final = frozenset({"card_number", "card_issued", "card_place", "recognized"})
"""What only a full member has: the share is of full members."""


class Columns(Protocol):
    """Profiles, as far as they are counted."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Member ids."""

    def column(self, field: str, /) -> Sequence[object]:
        """The values of a field, in the order of the ids."""


class CompletenessDocument(TypedDict):
    """Of how many members each field of the profiles is known, by organization or "", then by field."""

    schema: Literal["dangbo/completeness"]
    version: Literal[1]
    organization: str
    as_of: str
    by: CompletenessBy
    shares: dict[str, dict[str, ShareDocument | None]]


@dataclass(frozen=True, slots=True, repr=False)
class Completeness(Documented, Tabled, Framed, metaclass=RecordType):
    """How many of the people on the rolls have a value in each field (mức độ đầy đủ của hồ sơ).

    The base of a share is everybody on a roll of the organization or below it, with a profile or without: who has none
    lacks every field. What only full members have is a share of full members.

    Attributes:
        organization: the organization whose branch was counted.
        fields: the fields, in the order asked for, and behind them the columns of one's own.
        organizations: the organization and those directly under it.
        by: what stands in the rows of the table.
        as_of: the date of the rolls.

    Examples:
        >>> from dangbo import Profiles, datasets
        >>> city = datasets.thai_nguyen()
        >>> few = Profiles([{"member": "m-00001", "born": "1950"}])
        >>> few.completeness(city, fields=["born"], at="dbp-phu-xa").share("born")
        Share(1, of=665) = 0,2%
        >>> few.completeness(city, fields=["born"], at="dbp-phu-xa")
        Completeness('dbp-phu-xa', 2023-04-30: 1 field)
    """

    organization: str
    fields: tuple[str, ...]
    organizations: tuple[str, ...]
    by: CompletenessBy
    as_of: dt.date
    _names: tuple[str, ...]
    _known: Mapping[str, Mapping[str, tuple[int, int]]]
    _by_number: int
    _strangers: Mapping[str, int] = field(default_factory=dict)

    def share(self, field: str, organization: str | Organization | None = None) -> Share | None:
        """How many have a value in a field.

        Args:
            field: one of the fields counted.
            organization: any organization of the branch; the top of it unless told otherwise.

        Returns:
            The share; `None` where the organization has nobody it could be a share of.

        Raises:
            UnknownOrganizationError: the branch has no such organization.
            InvalidInputError: the field was not counted.
        """
        counts = self._counts(field)
        key = self.organization if organization is None else read_id(organization, where="organization")
        if key not in counts:
            raise UnknownOrganizationError(key, lambda: nearest(key, counts))
        count, of = counts[key]
        return Share(count, of=of, on=self.as_of) if of else None

    def above(self, field: str, share: Fraction | str, /) -> tuple[str, ...]:
        """The organizations directly under the top in which more than a part of the people have a value.

        Args:
            field: one of the fields counted.
            share: the part, exact: `Fraction(1, 2)`, "1/2" or "0.5"; who has just so much is not above it.

        Returns:
            Their ids in the order of `organizations`; `share_above` says how many of all they are.

        Raises:
            InvalidInputError: the field was not counted; the part is none from 0 to 1.
        """
        counts, part = self._counts(field), _part(share)
        return tuple(key for key in self.organizations[1:] if counts[key][1] and Fraction(*counts[key]) > part)

    def share_above(self, field: str, share: Fraction | str, /) -> Share | None:
        """How many of the organizations directly under the top are above a part, of those that have people.

        Args:
            field: one of the fields counted.
            share: the part, as `above` takes it.

        Returns:
            The share; `None` where no such organization has anybody.

        Raises:
            InvalidInputError: as of `above`.

        Examples:
            >>> from dangbo import Profiles, datasets
            >>> city = datasets.thai_nguyen()
            >>> handbooks = {"handbook": [*city.members][:2000]}
            >>> Profiles().completeness(city, fields=[], also=handbooks).share_above("handbook", "1/2")
            Share(3, of=100) = 3,0%
        """
        counts = self._counts(field)
        of = sum(1 for key in self.organizations[1:] if counts[key][1])
        return Share(len(self.above(field, share)), of=of, on=self.as_of) if of else None

    def _counts(self, field: str) -> Mapping[str, tuple[int, int]]:
        """How many have a value, and of how many, by organization."""
        return self._known[read_choice(field, {name: _called(name) for name in self.fields}, "field")]

    def _frame(self) -> list[FrameColumn]:
        names = zip(self.organizations, self._names, strict=True)
        return columns_of(
            [(key, name, field) for key, name in names for field in self.fields],
            ("organization", "text", lambda row: row[0]),
            ("name", "text", lambda row: row[1]),
            ("field", "text", lambda row: row[2]),
            ("as_of", "day", lambda _: self.as_of),
            ("known", "share", lambda row: self.share(row[2], row[0])),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """The shares as a table: an organization in each row, or a field, or one of each with its counts.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """
        shown = [[self._shown(name, key, lang) for name in self.fields] for key in self.organizations]
        if self.by == "organization and field":
            heads = [_ORGANIZATION, _FIELD, _COUNT, _OF, _SHARE]
            rows = [
                [name, _capital(_called(one)).text(lang=lang), *self._both(one, key, lang), shares[at]]
                for key, name, shares in zip(self.organizations, self._names, shown, strict=True)
                for at, one in enumerate(self.fields)
            ]
            return words_table(self._title(), heads, rows, lang=lang, notes=self._notes(lang), words=(1,))
        if self.by == "field":
            heads = [_FIELD, _COUNT, _SHARE]
            rows = [
                [_capital(_called(name)).text(lang=lang), self._counted(name, lang), share]
                for name, share in zip(self.fields, shown[0], strict=True)
            ]
        else:
            heads = [_ORGANIZATION, *(_capital(_called(name)) for name in self.fields)]
            rows = [[name, *shares] for name, shares in zip(self._names, shown, strict=True)]
        totals = (0,) if self.by == "organization" else ()
        return words_table(self._title(), heads, rows, lang=lang, notes=self._notes(lang), totals=totals)

    def _title(self) -> Words:
        return Words(
            vi=f"Mức độ đầy đủ của hồ sơ đảng viên, {self._names[0]}, đến ngày {format_date(self.as_of)}",
            en=f"How complete the profiles of members are, {self._names[0]}, on {format_date(self.as_of, lang='en')}",
        )

    def _notes(self, lang: Lang) -> list[str]:
        notes = [_BASE]
        if not _OF_FULL.isdisjoint(self.fields):
            named = [FIELD_WORDS[name] for name in self.fields if name in _OF_FULL]
            notes.append(
                Words(
                    vi=f"Riêng {', '.join(one.vi for one in named)}: so với số đảng viên chính thức.",
                    en=f"Of full members only: {', '.join(one.en for one in named)}.",
                )
            )
        if self._by_number:
            vi, en = (format_number(self._by_number, lang=one) for one in ("vi", "en"))
            notes.append(
                Words(
                    vi=f"Không tính {vi} người chỉ biết số lượng, không có tên trong danh sách.",
                    en=f"{en} people who are known by number only, and stand on no roll, are left out.",
                )
            )
        for name, count in self._strangers.items():
            vi, en = (format_number(count, lang=one) for one in ("vi", "en"))
            notes.append(
                Words(
                    vi=f"Cột '{name}': không tính {vi} mã không có trong danh sách nào của cây tổ chức.",
                    en=f"Column '{name}': ids on no roll of the tree, which are left out: {en}.",
                )
            )
        return [note.text(lang=lang) for note in notes]

    def _shown(self, name: str, key: str, lang: Lang) -> str:
        share = self.share(name, key)
        return "-" if share is None else Cell(share, share.text(decimals=share_decimals(share.of), lang=lang))

    def _both(self, name: str, key: str, lang: Lang) -> list[str]:
        return [Cell(number, format_number(number, lang=lang)) for number in self._known[name][key]]

    def _counted(self, name: str, lang: Lang) -> str:
        count, of = self._known[name][self.organization]
        return Cell((count, of), f"{format_number(count, lang=lang)} / {format_number(of, lang=lang)}")

    def as_dict(self) -> CompletenessDocument:
        """The shares as plain JSON values; `None` where there is nobody."""
        shares: dict[str, dict[str, ShareDocument | None]] = {
            key: {name: None if (share := self.share(name, key)) is None else share.as_dict() for name in self.fields}
            for key in self.organizations
        }
        return {
            "schema": "dangbo/completeness",
            "version": 1,
            "organization": self.organization,
            "as_of": self.as_of.isoformat(),
            "by": self.by,
            "shares": shares,
        }

    def __repr__(self) -> str:
        count = len(self.fields)
        return f"Completeness({self.organization!r}, {self.as_of}: {count} {'field' if count == 1 else 'fields'})"

    def __str__(self) -> str:
        return self.show(lang="en").text


_ORGANIZATION: Final = Words(vi="Tổ chức", en="Organization")
_FIELD: Final = Words(vi="Thông tin", en="Field")
_COUNT: Final = Words(vi="Số người có", en="Have it")
_OF: Final = Words(vi="Trên tổng số", en="Of")
_SHARE: Final = Words(vi="Tỷ lệ", en="Share")
_BASE: Final = Words(
    vi="So với số đảng viên có tên trong danh sách; người chưa có hồ sơ được tính là thiếu mọi thông tin.",
    en="Of everybody on the rolls; who has no profile lacks every field.",
)


def _called(name: str) -> Words:
    """What a field is called; a column of one's own as its owner calls it."""
    return FIELD_WORDS.get(name) or Words(vi=name, en=name)


def _part(share: object) -> Fraction:
    """A part from 0 to 1, exact.

    Raises:
        InvalidInputError: something else.
    """
    part = None
    if isinstance(share, str | int | Fraction | Decimal) and not isinstance(share, bool):
        with suppress(ValueError, ZeroDivisionError, OverflowError):
            part = Fraction(share)
    if part is None or not 0 <= part <= 1:
        reason = Words(vi="không phải phân số từ 0 đến 1, chẳng hạn '1/2'", en="it is no part from 0 to 1 as '1/2' is")
        raise InvalidInputError([finding("input/bad-value", "share", reason=reason)])
    return part


def own_columns(also: object, fields: Mapping[str, object]) -> dict[str, frozenset[str]]:
    """Who has a value in each column of one's own.

    Raises:
        InvalidInputError: no mapping from a name to ids or to values by id; a name that a field has.
    """
    columns: dict[str, frozenset[str]] = {}
    for name, given in items_of(also, "also"):
        called = nfc(name) if isinstance(name, str) else ""
        if not called or called in fields or called in columns:
            reason = Words(vi="tên cột trống hoặc trùng tên khác", en="the name of a column is blank, or taken")
            raise InvalidInputError([finding("input/bad-value", "also", reason=reason)])
        if isinstance(given, str | bytes) or not isinstance(given, Iterable):
            reason = Words(vi="không phải danh sách mã đảng viên", en="it is no list of ids of members")
            raise InvalidInputError([finding("input/bad-value", "also", reason=reason)])
        values = given.items() if isinstance(given, Mapping) else zip(given, repeat(1))
        having = (member for member, value in values if not (is_missing(value) or _says_no(value)))
        columns[called] = frozenset(read_id(member, where="also") for member in having)
    return columns


_NO: Final = frozenset({"khong", "no", "false"})


def _says_no(value: object) -> bool:
    return value is False or (isinstance(value, str) and fold(value) in _NO)


def _capital(words: Words) -> Words:
    return Words(vi=upper_first(words.vi), en=upper_first(words.en))


def completeness(
    profiles: Columns,
    hierarchy: Hierarchy,
    fields: Sequence[str],
    by: CompletenessBy,
    at: str | Organization | None,
    also: Mapping[str, frozenset[str]],
) -> Completeness:
    """Count who has a value; one pass over the rolls, and one over each column."""
    read_choice(by, _BY, "by")
    top = hierarchy.root if at is None else hierarchy[at]
    branch = [top, *hierarchy.descendants(top)]
    place = dict(zip(map(attrgetter("id"), branch), range(len(branch)), strict=True))
    above = [place.get(org.parent or "", -1) for org in branch]
    people = hierarchy.members
    home: dict[str, int] = {}
    for number, org in enumerate(branch):
        home.update(zip(hierarchy.roll(org), repeat(number)))
    full = {key for key in home if people[key].status is MemberStatus.FULL}
    everybody = _rolled_up(Counter(home.values()), above)
    grown = _rolled_up(Counter(map(home.__getitem__, full)), above)
    homes = array("i", map(home.get, profiles.ids, repeat(-1)))
    here = bytes(number >= 0 for number in homes)
    of_full = bytes(map(full.__contains__, profiles.ids))
    known: dict[str, Mapping[str, tuple[int, int]]] = {}
    for name in fields:
        there = map(and_, map(is_not, profiles.column(name), repeat(None)), of_full if name in _OF_FULL else here)
        counts = _rolled_up(Counter(compress(homes, there)), above)
        known[name] = dict(zip(place, zip(counts, grown if name in _OF_FULL else everybody, strict=True), strict=True))
    for name, members in also.items():
        counts = _rolled_up(Counter(home[key] for key in members if key in home), above)
        known[name] = dict(zip(place, zip(counts, everybody, strict=True), strict=True))
    shown = (top, *hierarchy.children(top))
    return Completeness(
        top.id,
        (*fields, *also),
        tuple(org.id for org in shown),
        by,
        hierarchy.as_of,
        tuple(org.name for org in shown),
        known,
        hierarchy.headcount(top).total - everybody[0],
        {name: count for name, members in also.items() if (count := _strangers(members, hierarchy, home))},
    )


def _strangers(members: frozenset[str], hierarchy: Hierarchy, home: Mapping[str, int]) -> int:
    """How many ids stand on no roll of the whole tree; those of another branch are nobody's mistake."""
    return sum(1 for key in members if key not in home and hierarchy._home_of(key) is None)


def _rolled_up(own: Mapping[int, int], above: Sequence[int]) -> list[int]:
    """Counts of organizations and everything below them; each stands behind the one above it."""
    totals = [own.get(number, 0) for number in range(len(above))]
    for number in range(len(above) - 1, 0, -1):
        totals[above[number]] += totals[number]
    return totals
