"""Quality of a cell meeting in points: local scales as rule data, and the tier a meeting has by one of them.

```
MeetingScale.in_force("binh-thuan", on=...)      a local scale: items, tiers, what caps the best tier
     | score_meeting(points, scale)
MeetingScore      points, tier or "cannot tell" with the reason, what capped it
```

No central scale of points was seen. Scales belong to places: those shipped are examples (`dangbo.rules.local`), each
result names its place, and none is a rule of the nation. Where a scale says two things or nothing, the answer is
`None` with a note.
"""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Self, SupportsIndex, cast

from typing_extensions import TypedDict

from dangbo.base.citations import RuleRef
from dangbo.base.envelope import OneOf, RuleDocument, WordsDocument
from dangbo.base.errors import InvalidInputError, TermError
from dangbo.base.figures import Share, figure_problem
from dangbo.base.findings import Finding, Lang
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.reading import unknown_label
from dangbo.base.records import RecordType, instance_of, items_of
from dangbo.base.terms import MeetingKind, OrderedTerm, no_such
from dangbo.base.text import format_date, format_number, lower_first, nearest, parse_date, type_words
from dangbo.base.told import Documented
from dangbo.base.words import NO_WORDS, Words
from dangbo.render.tabled import Tabled
from dangbo.rules import RuleBook, book_of

if TYPE_CHECKING:
    from dangbo.render import Table

__all__ = [
    "Band",
    "MeetingScale",
    "MeetingScore",
    "MeetingTier",
    "ScaleItem",
    "score_meeting",
]

_WHOLE: Final = Decimal(100)


class MeetingTier(OrderedTerm, vi="mức chất lượng buổi sinh hoạt"):
    """Quality of a meeting, best first. The last tier is "Kém", not "Yếu".

    Examples:
        >>> MeetingTier.parse("Khá") < MeetingTier.GOOD
        True
    """

    GOOD = "good", "Tốt", "good"
    FAIR = "fair", "Khá", "fair"
    AVERAGE = "average", "Trung bình", "average"
    POOR = "poor", "Kém", "poor"


# --- scales -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ScaleItem:
    """An item of a scale.

    Attributes:
        key: stable name, such as "attendance".
        label: what it is called.
        full: full marks; `None` where the scale seen does not say, so that the user states them.
    """

    key: str
    label: Words
    full: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Points for a share: from a bound on, or strictly above it, and below another.

    Attributes:
        item: the item it is about.
        points: what it gives.
        at_least: its lower end, which belongs to it.
        above: its lower end, which does not.
        below: its upper end, which does not.
    """

    item: str
    points: int
    at_least: Fraction | None = None
    above: Fraction | None = None
    below: Fraction | None = None

    def holds(self, share: Fraction) -> bool:
        """Whether a share falls into it."""
        return (
            (self.at_least is None or share >= self.at_least)
            and (self.above is None or share > self.above)
            and (self.below is None or share < self.below)
        )


ScaleTierDocument = TypedDict("ScaleTierDocument", {"tier": Annotated[str, OneOf(MeetingTier)], "from": int | None})
"""A tier of a scale, and the points it begins at."""


class ScaleItemDocument(TypedDict):
    """An item of a scale, and its full marks, exactly."""

    item: str
    full: str | None


class MeetingScaleDocument(TypedDict):
    """The scale of points for meetings of one place; none is the nation's."""

    schema: Literal["dangbo/meeting-scale"]
    version: Literal[1]
    place: str
    national: Literal[False]
    tiers: list[ScaleTierDocument]
    items: list[ScaleItemDocument]
    full_marks: list[str]
    rules: list[RuleDocument]


@dataclass(frozen=True, slots=True)
class MeetingScale(Documented, metaclass=RecordType):
    """A scale of one place. `MeetingScale.in_force` reads it from the rulebook; it may also be built by hand.

    Attributes:
        place: whose it is. No scale is the nation's.
        tiers: the tiers, best first, each with the points it begins at; `None` where that was not seen.
        items: its items; empty where they were not seen.
        full_marks: items that must have full marks for the best tier; without them the second is the highest.
        bands: points by share.
        thematic_points: points that months with a thematic meeting only can give.
        length: members at the border of large cells, minutes below it, minutes above it.
        rules: where it stands.

    Examples:
        >>> scale = MeetingScale.in_force("binh-thuan", on="2023-05-31")
        >>> scale
        MeetingScale(Đảng ủy khối Bình Thuận: good from 90, fair from 70, average from 50, poor from 0)
        >>> scale.tier_of(Decimal("89.995")), scale.tier_of(90)
        (<MeetingTier.FAIR: 'fair'>, <MeetingTier.GOOD: 'good'>)
    """

    place: str
    tiers: tuple[tuple[MeetingTier, int | None], ...]
    items: tuple[ScaleItem, ...] = ()
    full_marks: tuple[ScaleItem, ...] = ()
    bands: tuple[Band, ...] = ()
    thematic_points: int | None = None
    length: tuple[int, int, int] | None = None
    rules: tuple[RuleRef, ...] = ()

    @classmethod
    def in_force(cls, place: str, *, on: dt.date | str, rules: RuleBook | None = None) -> Self:
        """The scale of a place on a date.

        Args:
            place: id of the scope of its rules, such as "an-phu".
            on: the date.
            rules: the rulebook; unless told otherwise the shipped one with its examples of local rules.

        Raises:
            TermError: the book has no scale of that place on that date; it names those there are.
        """
        now = _book(rules).at(parse_date(on, where="on"))
        suffix = "-meeting-tiers"
        known = [rule_id.removesuffix(suffix) for rule_id in now.ids if rule_id.endswith(suffix)]
        if place not in known:
            asked = Words(
                vi=f"nơi có thang điểm sinh hoạt tại ngày {format_date(now.on)}",
                en=f"place with a scale of meetings on {now.on}",
            )
            raise no_such(asked, place, known)

        refs: list[RuleRef] = []

        def value(part: str) -> tuple[Mapping[str, object], ...]:
            found = now.get(f"{place}-meeting-{part}")
            if found is None:
                return ()
            refs.append(found.ref)
            return found.rows if isinstance(found.value, tuple) else (found.table,)

        found = {MeetingTier(str(row["tier"])): cast("int | None", row.get("from")) for row in value("tiers")}
        tiers = tuple((tier, found[tier]) for tier in MeetingTier if tier in found)  # best first, however they stand
        items = tuple(
            ScaleItem(str(row["item"]), cast("Words", row["label"]), Decimal(cast("int", row["points"])))
            for row in value("items")
        )
        full = tuple(ScaleItem(str(row["item"]), cast("Words", row["label"])) for row in value("full-marks"))
        bands = tuple(
            Band(
                str(row["item"]),
                cast("int", row["points"]),
                *(cast("Fraction | None", row.get(end)) for end in ("at_least", "above", "below")),
            )
            for row in value("bands")
        )
        thematic = next((cast("int", row["points"]) for row in value("thematic")), None)
        length = next(
            (cast("tuple[int, int, int]", (row["border"], row["below"], row["above"])) for row in value("length")), None
        )
        scope = now.value(f"{place}{suffix}").ref.scope
        return cls(scope or place, tiers, items, full, bands, thematic, length, tuple(refs))

    def tier_of(self, points: Decimal | Fraction | int) -> MeetingTier | None:
        """The tier of a number of points, exactly; `None` between tiers whose border was not seen.

        Examples:
            >>> MeetingScale.in_force("lao-cai", on="2026-03-31").tier_of(70) is None  # Khá or Trung bình
            True
        """
        for position, (tier, start) in enumerate(self.tiers):
            if start is None:
                continue
            if points >= start:
                # a tier above with an unknown beginning may already have begun
                above = self.tiers[position - 1] if position else None
                return None if above is not None and above[1] is None else tier
        return None

    def points_for(self, item: str, share: Share) -> int | None:
        """The points a share gives for an item; `None` where it falls into no band of the scale.

        Raises:
            TermError: the scale has no bands for the item.

        Examples:
            >>> scale = MeetingScale.in_force("an-phu", on="2026-03-31")
            >>> scale.points_for("speaking", Share(11, of=20)), scale.points_for("speaking", Share(10, of=20))
            (5, None)
        """
        bands = [band for band in self.bands if band.item == item]
        if not bands:
            known = dict.fromkeys(band.item for band in self.bands)
            asked = Words(vi=f"mục có thang điểm của {self.place}", en=f"item with bands of {self.place}")
            raise no_such(asked, item, known)
        return next((band.points for band in bands if band.holds(share.fraction)), None)

    def minutes_for(self, size: int) -> int | None:
        """How long a cell of so many members meets by this scale; `None` where it does not say, or says two things.

        Examples:
            >>> scale = MeetingScale.in_force("an-phu", on="2026-03-31")
            >>> [scale.minutes_for(size) for size in (29, 30, 31)]
            [90, None, 120]
        """
        if self.length is None or size == self.length[0]:
            return None
        border, below, above = self.length
        return below if size < border else above

    def as_dict(self) -> MeetingScaleDocument:
        """The scale as plain JSON values."""
        return {
            "schema": "dangbo/meeting-scale",
            "version": 1,
            "place": self.place,
            "national": False,
            "tiers": [{"tier": tier.value, "from": start} for tier, start in self.tiers],
            "items": [{"item": one.key, "full": None if one.full is None else str(one.full)} for one in self.items],
            "full_marks": [one.key for one in self.full_marks],
            "rules": [ref.as_dict() for ref in self.rules],
        }

    def __repr__(self) -> str:
        tiers = ", ".join(
            f"{tier.value} {'unknown' if start is None else f'from {start}'}" for tier, start in self.tiers
        )
        return f"MeetingScale({self.place}: {tiers})"


def _book(rules: RuleBook | None) -> RuleBook:
    from dangbo.rules.local import examples

    return book_of(rules, unless_given=examples)


# --- scoring ----------------------------------------------------------------------------------------------------------


class MeetingScoreDocument(TypedDict):
    """The points of a meeting, exactly, by item; `lowest` and `highest` differ where some are not known."""

    schema: Literal["dangbo/meeting-score"]
    version: Literal[1]
    place: str
    kind: str
    items: dict[str, str | None]
    full: dict[str, str]
    lowest: str
    highest: str
    out_of: str
    tier: Annotated[str, OneOf(MeetingTier)] | None
    capped_by: list[str]
    notes: list[WordsDocument]
    rules: list[RuleDocument]


@dataclass(frozen=True, slots=True)
class MeetingScore(Documented, Tabled, Framed):
    """The points of a meeting and its tier. Made by `score_meeting`.

    Attributes:
        scale: the scale, of one place.
        kind: what kind of meeting it was.
        items: points by item, in the order of the scale; `None` where they are not known.
        full: full marks by item, in the same order.
        lowest: the points that are known.
        highest: the points there can be at most, with full marks for what is not known.
        out_of: how many points such a meeting can have at all.
        tier: the tier; `None` where it cannot be told.
        capped_by: items without full marks that kept a meeting out of the best tier its points would have given.
        notes: why it cannot be told, and what to know about the scale.
    """

    scale: MeetingScale
    kind: MeetingKind
    items: tuple[tuple[ScaleItem, Decimal | None], ...]
    full: tuple[Decimal, ...]
    lowest: Decimal
    highest: Decimal
    out_of: Decimal
    tier: MeetingTier | None
    capped_by: tuple[ScaleItem, ...] = ()
    notes: tuple[Words, ...] = ()

    @property
    def points(self) -> Decimal | None:
        """The points, where all are known."""
        return self.lowest if self.lowest == self.highest else None

    def explain(self, *, lang: Lang = "vi") -> str:
        """Points, tier, what capped it and whose scale it is.

        Examples:
            >>> scale = MeetingScale.in_force("binh-thuan", on="2023-05-31")
            >>> full = {"attendance": 10, "length": 10, "speaking": 10, "minutes": 10, "contents": 60}
            >>> score = score_meeting({**full, "speaking": 9}, scale, full=full)
            >>> print(score.explain(lang="en"))
            99 of 100 points: fair. Capped: without full marks for Members speaking the best tier is not given. Scale \
of Đảng ủy khối Bình Thuận, not a national rule.
        """
        points = _points(self.lowest).text(lang=lang)
        if self.points is None:
            points = f"{points} - {_points(self.highest).text(lang=lang)}"
        tier = (
            Words(vi="chưa kết luận được", en="cannot tell").text(lang=lang)
            if self.tier is None
            else self.tier.words.text(lang=lang)
        )
        out_of = _points(self.out_of).text(lang=lang)
        lines = [
            Words(vi=f"{points}/{out_of} điểm: {tier}.", en=f"{points} of {out_of} points: {tier}.").text(lang=lang)
        ]
        if self.capped_by:
            names = ", ".join(item.label.text(lang=lang) for item in self.capped_by)
            lines.append(
                Words(
                    vi=f"Bị hạ mức: chưa đạt điểm tối đa về {names} nên không xếp mức cao nhất.",
                    en=f"Capped: without full marks for {names} the best tier is not given.",
                ).text(lang=lang)
            )
        lines += [note.text(lang=lang) for note in self.notes]
        place = self.scale.place
        lines.append(
            Words(
                vi=f"Thang điểm của {place}, không phải quy định chung toàn quốc.",
                en=f"Scale of {place}, not a national rule.",
            ).text(lang=lang)
        )
        return " ".join(lines)

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            zip(self.items, self.full, strict=True),
            ("item", "text", lambda one: one[0][0].key),
            ("label_vi", "text", lambda one: one[0][0].label.vi),
            ("label_en", "text", lambda one: one[0][0].label.en),
            ("points", "number", lambda one: one[0][1]),
            ("full", "number", lambda one: one[1]),
            ("tier", "term", lambda _: self.tier),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """A table of the items with points and full marks, and the tier.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".

        Examples:
            >>> scale = MeetingScale.in_force("binh-thuan", on="2023-05-31")
            >>> full = {"attendance": 10, "length": 10, "speaking": 10, "minutes": 10, "contents": 60}
            >>> print(score_meeting(full, scale, full=full).show(lang="en"))
            Quality of a meeting
            <BLANKLINE>
            Item              Points  Full marks
            ────────────────  ──────  ──────────
            Attendance            10          10
            Length                10          10
            Members speaking      10          10
            Minutes               10          10
            contents              60          60
            total                100         100
            tier: good ★
            <BLANKLINE>
            100 of 100 points: good. Scale of Đảng ủy khối Bình Thuận, not a national rule.
            Source: Sổ tay đánh giá chất lượng sinh hoạt chi bộ của Đảng ủy khối Bình Thuận,
            article not seen; secondary source; local rule of Đảng ủy khối Bình Thuận
        """
        from dangbo.render import Cell, words_table

        rows: list[tuple[str, str, str]] = [
            (
                item.label.text(lang=lang),
                "?" if points is None else Cell(points, _points(points).text(lang=lang)),
                Cell(full, _points(full).text(lang=lang)),
            )
            for (item, points), full in zip(self.items, self.full, strict=True)
        ]
        total: str = Cell(self.lowest, _points(self.lowest).text(lang=lang))
        if self.points is None:
            total = f"{total} - {_points(self.highest).text(lang=lang)}"
        rows.append(
            (
                Words(vi="Tổng cộng", en="total").text(lang=lang),
                total,
                Cell(self.out_of, _points(self.out_of).text(lang=lang)),
            )
        )
        rows.append((f"{Words(vi='Mức', en='tier').text(lang=lang)}: {shaped(self.tier).text(lang=lang)}", "", ""))
        return words_table(
            Words(vi="Chất lượng buổi sinh hoạt chi bộ", en="Quality of a meeting"),
            (Words(vi="Nội dung", en="Item"), Words(vi="Điểm", en="Points"), Words(vi="Điểm tối đa", en="Full marks")),
            rows,
            notes=[self.explain(lang=lang)],
            source="; ".join(dict.fromkeys(ref.citation(lang=lang) for ref in self.scale.rules)),
            totals=(len(rows) - 2,),
            lang=lang,
        )

    def as_dict(self) -> MeetingScoreDocument:
        """The score as plain JSON values."""
        return {
            "schema": "dangbo/meeting-score",
            "version": 1,
            "place": self.scale.place,
            "kind": self.kind.value,
            "items": {item.key: None if points is None else str(points) for item, points in self.items},
            "full": {item.key: str(full) for (item, _), full in zip(self.items, self.full, strict=True)},
            "lowest": str(self.lowest),
            "highest": str(self.highest),
            "out_of": str(self.out_of),
            "tier": None if self.tier is None else self.tier.value,
            "capped_by": [item.key for item in self.capped_by],
            "notes": [note.as_dict() for note in self.notes],
            "rules": [ref.as_dict() for ref in self.scale.rules],
        }


def score_meeting(
    points: Mapping[str, Decimal | int | None],
    scale: MeetingScale,
    *,
    full: Mapping[str, Decimal | int] | None = None,
    kind: MeetingKind | str = MeetingKind.REGULAR,
) -> MeetingScore:
    """Score a meeting item by item, and say its tier as far as the scale allows.

    Tiers are half-open: 89.995 is below 90. What is not known is `None`: a tier is given only where it is the same with
    no points and with full marks for it. A scale whose best tier needs full marks for some items gives the second
    without them.

    Args:
        points: points by item; `None` where they are not known.
        scale: the scale of the place.
        full: full marks by item, for scales whose items were not seen; they sum to 100.
        kind: what kind of meeting it was; some scales have points only months with a thematic meeting can give.

    Raises:
        InvalidInputError: `input/bad-figure`: a float, NaN, a negative number, more than full marks, an item the scale
            does not have, an item left out, full marks that do not sum to 100, more points than such a meeting can
            have, a meeting of a committee or a congress; all at once.

    Examples:
        >>> scale = MeetingScale.in_force("binh-thuan", on="2023-05-31")
        >>> full = {"attendance": 10, "length": 10, "speaking": 10, "minutes": 10, "contents": 60}
        >>> score_meeting({**full, "contents": 50}, scale, full=full).tier
        <MeetingTier.GOOD: 'good'>
        >>> score_meeting({**full, "contents": 61}, scale, full=full)
        Traceback (most recent call last):
            ...
        dangbo.base.errors.InvalidInputError: 1 problem
          - points['contents']: 61 is more than the full marks, 60. Correct the points on the score sheet. \
[input/bad-figure]
    """
    problems: list[Finding] = []
    kind = _scored(kind, problems)
    points = dict(items_of(points, "points"))
    items = _items(points, instance_of(MeetingScale, scale, "scale"), full, problems)
    known: list[tuple[ScaleItem, Decimal | None]] = []
    for item in items:
        given = points.get(item.key)
        where = f"points['{item.key}']"
        value = None if given is None else _exact(given, where, problems)
        if item.key not in points:
            problems.append(figure_problem(where, Words(vi="thiếu điểm", en="it is missing"), _MISSING_FIX))
        if value is not None and item.full is not None and value > item.full:
            much, most = _points(value), _points(item.full)
            reason = Words(
                vi=f"{much.vi} lớn hơn điểm tối đa {most.vi}", en=f"{much.en} is more than the full marks, {most.en}"
            )
            problems.append(figure_problem(where, reason, _POINTS_FIX))
        known.append((item, value))
    marks = tuple(item.full if item.full is not None else Decimal(0) for item in items)
    lowest = sum((value for _, value in known if value is not None), Decimal(0))
    unknown = sum((most for (_, value), most in zip(known, marks, strict=True) if value is None), Decimal(0))
    ordinary = scale.thematic_points is not None and kind is MeetingKind.REGULAR
    out_of = sum(marks, Decimal(0)) - (scale.thematic_points or 0 if ordinary else 0)
    if not problems and lowest > out_of:
        total, most, meeting = _points(lowest), _points(out_of), kind.words
        reason = Words(
            vi=f"tổng {total.vi} điểm, trong khi buổi {lower_first(meeting.vi)} tối đa {most.vi}",
            en=f"they sum to {total.en}, and a {meeting.en} meeting has at most {most.en}",
        )
        remedy = Words(vi="Kiểm tra điểm phần chuyên đề.", en="Check the points of the thematic part.")
        problems.append(figure_problem("points", reason, remedy))
    if problems:
        raise InvalidInputError(problems)
    highest = min(out_of, lowest + unknown)
    tier, capped, notes = _tier(scale, known, lowest, highest, out_of, rescale=("maybe" if ordinary else "no"))
    return MeetingScore(scale, kind, tuple(known), marks, lowest, highest, out_of, tier, capped, notes)


def _scored(given: object, problems: list[Finding]) -> MeetingKind:
    """The kind of a meeting that scales are made for; another one, and what is none, are added to the problems."""
    try:
        kind = MeetingKind.parse(cast("str", given))
    except TermError as error:
        problems += unknown_label(error, "kind", MeetingKind).findings
        return MeetingKind.REGULAR
    if kind in {MeetingKind.COMMITTEE, MeetingKind.CONGRESS}:
        meeting = kind.words
        reason = Words(
            vi=f"thang điểm dành cho sinh hoạt chi bộ, không dành cho buổi {lower_first(meeting.vi)}",
            en=f"scales are for meetings of cells, and this is another kind: {meeting.en}",
        )
        remedy = Words(vi="Không chấm điểm buổi họp này.", en="Leave such a meeting without a score.")
        problems.append(figure_problem("kind", reason, remedy))
    return kind


_POINTS_FIX: Final = Words(vi="Sửa điểm trên phiếu chấm.", en="Correct the points on the score sheet.")
_MISSING_FIX: Final = Words(
    vi="Ghi điểm, hoặc ghi rõ là chưa biết.", en="Give its points, or None where they are not known."
)


def _items(
    points: Mapping[Any, object],
    scale: MeetingScale,
    full: Mapping[str, Decimal | int] | None,
    problems: list[Finding],
) -> tuple[ScaleItem, ...]:
    """The items to be scored with their full marks: those of the scale, or those the user states."""
    given = dict(items_of(full or {}, "full"))
    if scale.items:
        if full is not None:
            reason = Words(
                vi=f"thang điểm của {scale.place} đã có điểm tối đa",
                en=f"the scale of {scale.place} has full marks of its own",
            )
            problems.append(figure_problem("full", reason, Words(vi="Bỏ điểm tối đa đã ghi.", en="Leave full= out.")))
        items = scale.items
    else:
        labels = {item.key: item for item in scale.full_marks}
        stated = {key: _exact(most, f"full['{key}']", problems) for key, most in given.items()}
        items = tuple(
            ScaleItem(key, labels[key].label if key in labels else Words(vi=key, en=key), most)
            for key, most in stated.items()
            if most is not None
        )
        whole = sum((item.full for item in items if item.full is not None), Decimal(0))
        if len(items) == len(stated) and whole != _WHOLE:
            total = _points(whole)
            reason = Words(
                vi=f"điểm tối đa cộng lại là {total.vi}, không phải 100", en=f"full marks sum to {total.en}, not to 100"
            )
            remedy = Words(
                vi="Ghi điểm tối đa của mọi nội dung.", en="State the full marks of every item of the scale (full=)."
            )
            problems.append(figure_problem("full", reason, remedy))
    keys = {item.key for item in items} | set(given)
    for key in points:
        if key not in keys:
            near = nearest(key, keys, limit=1) if isinstance(key, str) else ()
            hint = Words(vi=f"; có phải '{near[0]}'?", en=f"; did you mean '{near[0]}'?") if near else NO_WORDS
            reason = Words(vi=f"thang điểm không có nội dung này{hint.vi}", en=f"the scale has no such item{hint.en}")
            remedy = Words(vi="Dùng các nội dung của thang điểm.", en="Use the items of the scale.")
            problems.append(figure_problem(f"points['{key}']", reason, remedy))
    return items


def _tier(
    scale: MeetingScale,
    known: Iterable[tuple[ScaleItem, Decimal | None]],
    lowest: Decimal,
    highest: Decimal,
    out_of: Decimal,
    *,
    rescale: Literal["no", "maybe"],
) -> tuple[MeetingTier | None, tuple[ScaleItem, ...], tuple[Words, ...]]:
    """The one tier that every reading gives, or none; what capped it; and why it cannot be told."""
    notes: list[Words] = []
    ends = [Fraction(lowest), Fraction(highest)]
    if rescale == "maybe":
        ends += [end * 100 / Fraction(out_of) for end in ends]
    tiers = {scale.tier_of(end) for end in ends}
    best = scale.tiers[0][0]
    second = scale.tiers[1][0] if len(scale.tiers) > 1 else best
    given = {item.key: (item, points) for item, points in known}
    short, unsure = [], []
    for wanted in scale.full_marks:
        item, points = given.get(wanted.key, (wanted, None))
        if points is None or item.full is None:
            unsure.append(wanted)
        elif points < item.full:
            short.append(wanted)
    capped: tuple[ScaleItem, ...] = ()
    if best in tiers and short:
        tiers = {second if tier is best else tier for tier in tiers}
        capped = tuple(short)
    elif best in tiers and unsure:
        tiers.add(second)
        vi, en = ", ".join(item.label.vi for item in unsure), ", ".join(item.label.en for item in unsure)
        notes.append(
            Words(
                vi=f"Chưa biết điểm của nội dung bắt buộc đạt tối đa: {vi}.",
                en=f"Not known whether items that must have full marks have them: {en}.",
            )
        )
    if len(tiers) == 1 and None not in tiers:
        return tiers.pop(), capped, ()
    if lowest != highest:
        notes.append(
            Words(
                vi="Điểm của một số nội dung chưa biết, mức phụ thuộc vào các điểm đó.",
                en="Points of some items are not known, and the tier depends on them.",
            )
        )
    if None in tiers:
        notes.append(
            Words(
                vi="Ranh giới giữa hai mức của thang điểm này chưa thấy.",
                en="The border between two tiers of this scale was not seen.",
            )
        )
    if rescale == "maybe" and scale.tier_of(ends[0]) is not scale.tier_of(ends[2]):
        most = _points(out_of)
        notes.append(
            Words(
                vi=f"Tháng không có chuyên đề chỉ có tối đa {most.vi} điểm; thang điểm không nói có quy đổi hay không.",
                en=f"A month without a thematic meeting has at most {most.en} points; the scale does not say whether "
                "to rescale them to 100.",
            )
        )
    return None, capped, tuple(notes)


# --- small change -----------------------------------------------------------------------------------------------------


def _exact(value: object, where: str, problems: list[Finding]) -> Decimal | None:
    """Points as a decimal; floats, NaN, negative ones and those nobody gives are added to the problems."""
    number: Decimal | None = None
    if isinstance(value, Decimal):
        number = value
    elif not isinstance(value, bool) and isinstance(value, SupportsIndex):
        number = Decimal(operator.index(value))
    if number is None:
        kind = type_words(value)
        reason = Words(vi=f"{kind.vi} không chính xác", en=f"a {kind.en} is not exact")
    elif not number.is_finite():
        reason = Words(vi=f"{number} không phải là số điểm", en=f"{number} is not a number of points")
    elif number < 0:
        shown = f"{number}" if len(f"{number}") <= _SHOWN else ""
        reason = Words(vi=f"{shown} là số âm".lstrip(), en=f"{shown or 'it'} is negative")
    elif number > _MOST_POINTS or len(number.as_tuple().digits) > _SHOWN:
        reason = Words(vi="không phải là số điểm", en="it is no number of points")
    else:
        return number
    remedy = Words(vi="Ghi số nguyên hoặc số thập phân chính xác.", en='Write a whole number or Decimal("8.5").')
    problems.append(figure_problem(where, reason, remedy))
    return None


_MOST_POINTS: Final = 10**6
_SHOWN: Final = 20


def _points(points: Decimal) -> Words:
    exponent = points.normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Words(
        vi=format_number(points, decimals=decimals, lang="vi"), en=format_number(points, decimals=decimals, lang="en")
    )


_MARKS: Final = {MeetingTier.GOOD: "★", MeetingTier.FAIR: "●", MeetingTier.AVERAGE: "◐", MeetingTier.POOR: "▽"}


def shaped(tier: MeetingTier | None) -> Words:
    """A tier with a shape that tells it apart without color."""
    if tier is None:
        return Words(vi="chưa kết luận được ?", en="cannot tell ?")
    return Words(vi=f"{tier.label} {_MARKS[tier]}", en=f"{tier.gloss} {_MARKS[tier]}")
