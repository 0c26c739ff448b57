"""Who has to come to the meetings of which cells, and how often: the duty that a regulation of a place lays down.

```
DutyProfile.in_force("kon-tum", on=...)     what local rules say: several profiles at once
     | who: the committee of an organization, or of each one of a level; all of it or some posts
     | where: kinds of cell (`kind_of_cell`), within a branch
     | how often: at least so many visits a year, quarter or month; `None` where that is not known
```

No number of the nation was seen. Profiles belong to places; those shipped are examples (`dangbo.rules.local`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias, cast

from pydantic import AfterValidator, BeforeValidator, Field
from typing_extensions import TypedDict

from dangbo.base.citations import Document, RuleRef
from dangbo.base.envelope import PaperDocument, RuleDocument
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import finding
from dangbo.base.records import Count, Id, id_of, instance_of, listing, read_id, record
from dangbo.base.results import joined
from dangbo.base.terms import Form, Level, Post, Term, no_such
from dangbo.base.text import UnreadableError, format_date, parse_date
from dangbo.base.words import Words
from dangbo.hierarchy import Hierarchy
from dangbo.rules import RuleBook, book_of
from dangbo.tree.records import RESIDENTIAL, Organization

__all__ = ["CellKind", "DutyProfile", "Per", "kind_of_cell"]

Per: TypeAlias = Literal["year", "quarter", "month"]
"""What visits are counted by."""

_RULE: Final = "-cell-visits"
"""What the ids of rules on visits end in."""

MONTHS_OF: Final[dict[Per, int]] = {"year": 12, "quarter": 3, "month": 1}
"""How many months each is."""
PER_WORDS: Final[dict[Per, Words]] = {
    "year": Words(vi="mỗi năm", en="a year"),
    "quarter": Words(vi="mỗi quý", en="a quarter"),
    "month": Words(vi="mỗi tháng", en="a month"),
}


class CellKind(Term, vi="loại chi bộ theo quy định dự sinh hoạt"):
    """What regulations on visits tell cells apart by. Each cell is of one kind.

    Examples:
        >>> CellKind.parse("chi bộ khu dân cư")
        <CellKind.RESIDENTIAL: 'residential'>
    """

    GRASSROOTS = "grassroots", "Chi bộ cơ sở", "grassroots cell", "CBCS"
    RESIDENTIAL = (
        "residential",
        "Chi bộ khu dân cư",
        "residential cell",
        "khu dân cư",
        "chi bộ tổ dân phố",
        "chi bộ thôn",
        "chi bộ xóm",
    )
    OTHER = "other", "Chi bộ khác", "other cell", "khác"


def kind_of_cell(hierarchy: Hierarchy, cell: str | Organization) -> CellKind | None:
    """The kind of a cell in a tree; `None` of a đảng bộ.

    A cell is residential where it serves a residential group, or its unit type says so, whatever its level: a village
    cell made a grassroots cell in 2026 stays one. Which of the two goes first is our reading; no regulation that was
    seen says it.

    Args:
        hierarchy: the tree.
        cell: the cell.

    Raises:
        UnknownOrganizationError: no such organization.

    Examples:
        >>> from dangbo import datasets
        >>> kind_of_cell(datasets.thai_nguyen(), "cb-huong-son-tdp-12")
        <CellKind.RESIDENTIAL: 'residential'>
    """
    org = instance_of(Hierarchy, hierarchy, "hierarchy")[cell]
    if org.form is not Form.CHI_BO:
        return None
    if org.unit_type == RESIDENTIAL or hierarchy.groups_of(org):
        return CellKind.RESIDENTIAL
    return CellKind.GRASSROOTS if org.level is Level.GRASSROOTS else CellKind.OTHER


def _some(value: int | None) -> int | None:
    """A number of visits that asks for something."""
    if value is not None and value < 1:
        raise UnreadableError(
            Words(
                vi="phải từ 1 trở lên; chưa rõ số lần thì để trống",
                en="is below 1; where it is not known, leave it out",
            )
        )
    return value


def _any_kind(kinds: tuple[CellKind, ...]) -> tuple[CellKind, ...]:
    """Kinds once each, in the order of the vocabulary."""
    if not kinds:
        raise UnreadableError(Words(vi="chưa nêu loại chi bộ nào", en="names no kind of cell"))
    return tuple(kind for kind in CellKind if kind in kinds)


def _once(posts: tuple[Post, ...]) -> tuple[Post, ...]:
    return tuple(post for post in Post if post in posts)


def _whose(value: object) -> object:
    """A level is a `Level`: its word could be the id of an organization."""
    if not isinstance(value, Level) and not (isinstance(key := id_of(value), str) and key):
        raise UnreadableError(
            Words(
                vi="không phải mã tổ chức, cũng không phải cấp", en="is neither the id of an organization nor a Level"
            )
        )
    return value


class DutyDocument(TypedDict):
    """Whose duty it is to visit cells, which and how often: those of one committee, or of every one of a level."""

    id: str
    committee: str | None
    level: str | None
    posts: list[str]
    kinds: list[str]
    at_least: int | None
    per: Per
    within: str | None
    document: PaperDocument | None
    rule: RuleDocument | None


@record
class DutyProfile:
    """The duty to come to meetings of cells (dự sinh hoạt chi bộ), as a regulation lays it down.

    Args:
        id: what assignments and visits name it by.
        committee: id of the organization whose committee has the duty; or a `Level`: the committee of each đảng bộ of
            it, for the cells of its own branch.
        posts: who of the committee has it; empty for every member.
        kinds: the kinds of cell that are to be visited.
        at_least: how many visits of each member; `None` where the regulation was seen without a number: then visits are
            counted and nothing is judged.
        per: in what time.
        within: id of an organization whose branch bounds the cells.
        document: the paper.
        rule: the local rule it was read from.

    Raises:
        InvalidInputError: a blank id, no kind of cell, a post or kind nobody knows, a number below 1.

    Examples:
        >>> DutyProfile("09-qd-tu", "tp", (), ["chi bộ cơ sở", "chi bộ khu dân cư"])
        DutyProfile('09-qd-tu', 'tp': grassroots, residential; how often is not known)
        >>> DutyProfile("776", Level.PROVINCIAL, (), [CellKind.RESIDENTIAL], at_least=2)
        DutyProfile('776', level provincial: residential; at least 2 a year)
    """

    id: Id
    committee: Annotated[Level | Id, BeforeValidator(_whose)]
    posts: Annotated[tuple[Post, ...], BeforeValidator(listing), AfterValidator(_once)]
    kinds: Annotated[tuple[CellKind, ...], BeforeValidator(listing), AfterValidator(_any_kind)]
    at_least: Annotated[Count | None, AfterValidator(_some)] = Field(default=None, kw_only=True)
    per: Per = Field(default="year", kw_only=True)
    within: Id | None = Field(default=None, kw_only=True)
    document: Document | None = Field(default=None, kw_only=True)
    rule: RuleRef | None = Field(default=None, kw_only=True)

    if TYPE_CHECKING:  # accepts texts and records, keeps terms and ids

        def __init__(
            self,
            id: str,
            committee: str | Organization | Level,
            posts: Iterable[Post | str],
            kinds: Iterable[CellKind | str],
            *,
            at_least: int | None = None,
            per: Per = "year",
            within: str | Organization | None = None,
            document: Document | None = None,
            rule: RuleRef | None = None,
        ) -> None: ...

    @classmethod
    def in_force(
        cls,
        place: str,
        *,
        on: dt.date | str,
        committee: str | Organization | Level | None = None,
        rules: RuleBook | None = None,
    ) -> tuple[DutyProfile, ...]:
        """The profiles of a place on a date, as its local rules say.

        Args:
            place: id of the scope of its rules, such as "kon-tum".
            on: the date.
            committee: a level, for the profiles of that level only; or an organization whose committee has the duty,
                where the place has one profile. Unless told otherwise each profile is of all committees of its level.
            rules: the rulebook; unless told otherwise the shipped one with its examples of local rules.

        Raises:
            TermError: the book has no visits of that place on that date; it names the places there are.
            InvalidInputError: one organization for several profiles, a level that has none; a day that does not exist.

        Examples:
            >>> for profile in DutyProfile.in_force("kon-tum", on="2023-06-01"):
            ...     print(profile)
            DutyProfile('kon-tum-province', level provincial: residential; at least 2 a year)
            DutyProfile('kon-tum-district', level immediate_superior: residential; at least 6 a year)
            DutyProfile('kon-tum-commune', level grassroots: residential; at least 6 a year)
            >>> [city] = DutyProfile.in_force("thai-nguyen", on="2023-04-30", committee="tp-thai-nguyen")
            >>> city.document.number, city.at_least is None, city.rule.confidence.value
            ('09-QĐ/TU', True, 'secondary')
        """
        from dangbo.rules.local import examples

        now = book_of(rules, unless_given=examples).at(parse_date(on, where="on"))
        known = [rule_id.removesuffix(_RULE) for rule_id in now.ids if rule_id.endswith(_RULE)]
        if place not in known:
            asked = Words(
                vi=f"nơi có quy định dự sinh hoạt chi bộ tại ngày {format_date(now.on)}",
                en=f"place with rules on visits to cells on {now.on}",
            )
            raise no_such(asked, place, known)
        if committee is not None and not isinstance(committee, Level):
            committee = read_id(committee, where="committee")
        value = now.value(f"{place}{_RULE}")
        rows = [row for row in value.rows if not isinstance(committee, Level) or Level(row.text("level")) is committee]
        if committee is not None and (not rows if isinstance(committee, Level) else len(rows) > 1):
            levels = ", ".join(row.text("level") for row in value.rows)
            reason = Words(
                vi=f"quy định của nơi này là của từng cấp; hãy nêu một trong các cấp: {levels}",
                en=f"the profiles of the place are of levels; give one of them: {levels}",
            )
            raise InvalidInputError([finding("input/bad-value", "committee", reason=reason)])
        return tuple(
            DutyProfile(
                f"{place}-{row.text('key')}",
                Level(row.text("level")) if committee is None else committee,
                (),
                cast("tuple[str, ...]", row["kinds"]),
                at_least=cast("int | None", row.get("at_least")),
                per=cast("Per", row.text("per")),
                document=value.ref.document,
                rule=value.ref,
            )
            for row in rows
        )

    @property
    def months(self) -> int:
        """How many months `per` is: 12, 3 or 1."""
        return MONTHS_OF[self.per]

    @property
    def often(self) -> Words:
        """How often, in words."""
        if self.at_least is None:
            return Words(vi="chưa rõ số lần", en="how often is not known")
        per = PER_WORDS[self.per]
        return Words(vi=f"ít nhất {self.at_least} lần {per.vi}", en=f"at least {self.at_least} {per.en}")

    @property
    def cells(self) -> Words:
        """Which kinds of cell, in words."""
        return joined(Words(vi=kind.label.lower(), en=kind.gloss) for kind in self.kinds)

    def as_dict(self) -> DutyDocument:
        """The profile as plain JSON values."""
        return {
            "id": self.id,
            "committee": None if isinstance(self.committee, Level) else self.committee,
            "level": self.committee.value if isinstance(self.committee, Level) else None,
            "posts": [post.value for post in self.posts],
            "kinds": [kind.value for kind in self.kinds],
            "at_least": self.at_least,
            "per": self.per,
            "within": self.within,
            "document": None if self.document is None else self.document.as_dict(),
            "rule": None if self.rule is None else self.rule.as_dict(),
        }

    def __repr__(self) -> str:
        whose = f"level {self.committee.value}" if isinstance(self.committee, Level) else repr(self.committee)
        kinds = ", ".join(kind.value for kind in self.kinds)
        return f"DutyProfile({self.id!r}, {whose}: {kinds}; {self.often.en})"
