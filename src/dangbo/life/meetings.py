"""Cell meetings (sinh hoạt chi bộ): their quality in points, and the year of a cell.

```
MeetingScale.in_force("binh-thuan", on=...)      a local scale: items, tiers, what caps the best tier
     | score_meeting(points, scale)
MeetingScore      points, tier or "cannot tell" with the reason, what capped it
Meeting           who was called, present, absent; minutes; kind; its score
     | check_meeting(meeting)                     | year_of_meetings(cell, year, meetings)
MeetingCheck      the frame of the central guides  YearOfMeetings   tiers, months held, attendance
```

No central scale of points was seen. Scales belong to places: those shipped are examples (`dangbo.rules.local`), each
result names its place, and none is a rule of the nation. Where a scale says two things or nothing, the answer is
`None` with a note.
"""

from __future__ import annotations

import datetime as dt
import operator
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, Literal, Self, SupportsIndex, TypeAlias, cast

from dangbo.base.citations import RuleRef
from dangbo.base.envelope import envelope, json_text
from dangbo.base.errors import InvalidInputError
from dangbo.base.figures import Share, figure_problem
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.reading import read_count, read_subject, read_year, unknown_choice
from dangbo.base.records import RecordType, instance_of, instances_of, is_one_of, items_of
from dangbo.base.results import of_another_time, percent_text
from dangbo.base.terms import OrderedTerm, no_such
from dangbo.base.text import format_date, format_number, nearest, parse_date, type_words
from dangbo.base.words import NO_WORDS, Words
from dangbo.render.findings import Findings
from dangbo.rules import RuleBook, Rules, book_of

if TYPE_CHECKING:
    from dangbo.render import Drawing

__all__ = [
    "Band",
    "FrameResult",
    "FrameVerdict",
    "Meeting",
    "MeetingCheck",
    "MeetingKind",
    "MeetingScale",
    "MeetingScore",
    "MeetingTier",
    "ScaleItem",
    "YearOfMeetings",
    "check_meeting",
    "score_meeting",
    "year_of_meetings",
]

MeetingKind: TypeAlias = Literal["regular", "with_thematic", "thematic"]
"""A regular meeting, one followed by a thematic part, or a thematic meeting of its own."""

FrameVerdict: TypeAlias = Literal["pass", "fail", "unknown"]
"""Whether a meeting keeps to a rule of the frame; `unknown` where the record or the rule does not say."""

_KINDS: Final[dict[MeetingKind, Words]] = {
    "regular": Words(vi="thường kỳ", en="regular"),
    "with_thematic": Words(vi="thường kỳ có chuyên đề", en="regular with a thematic part"),
    "thematic": Words(vi="chuyên đề", en="thematic"),
}
_SHAPES: Final[dict[FrameVerdict, Words]] = {
    "pass": Words(vi="✓ đạt", en="✓ kept"),
    "fail": Words(vi="▲ không đạt", en="▲ not kept"),
    "unknown": Words(vi="? chưa rõ", en="? unknown"),
}
_WHOLE: Final = Decimal(100)
_MONTHS: Final = 12


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


@dataclass(frozen=True, slots=True)
class MeetingScale(metaclass=RecordType):
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

    def as_dict(self) -> dict[str, object]:
        """The scale as plain JSON values."""
        return envelope(
            "meeting-scale",
            {
                "place": self.place,
                "national": False,
                "tiers": [{"tier": tier.value, "from": start} for tier, start in self.tiers],
                "items": [{"item": one.key, "full": None if one.full is None else str(one.full)} for one in self.items],
                "full_marks": [one.key for one in self.full_marks],
                "rules": [ref.as_dict() for ref in self.rules],
            },
        )

    def to_json(self, *, indent: int | None = None) -> str:
        """The scale as JSON text."""
        return json_text(self.as_dict(), indent=indent)

    def __repr__(self) -> str:
        tiers = ", ".join(
            f"{tier.value} {'unknown' if start is None else f'from {start}'}" for tier, start in self.tiers
        )
        return f"MeetingScale({self.place}: {tiers})"


def _book(rules: RuleBook | None) -> RuleBook:
    from dangbo.rules.local import examples

    return book_of(rules, unless_given=examples)


# --- scoring ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MeetingScore:
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

    def show(self, *, lang: Lang = "vi") -> Drawing:
        """A table of the items with points and full marks, and the tier.

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
        from dangbo.render import words_table

        rows = [
            (
                item.label.text(lang=lang),
                "?" if points is None else _points(points).text(lang=lang),
                _points(full).text(lang=lang),
            )
            for (item, points), full in zip(self.items, self.full, strict=True)
        ]
        total = _points(self.lowest).text(lang=lang)
        if self.points is None:
            total = f"{total} - {_points(self.highest).text(lang=lang)}"
        rows.append((Words(vi="Tổng cộng", en="total").text(lang=lang), total, _points(self.out_of).text(lang=lang)))
        rows.append((f"{Words(vi='Mức', en='tier').text(lang=lang)}: {_shaped(self.tier, lang)}", "", ""))
        return words_table(
            Words(vi="Chất lượng buổi sinh hoạt chi bộ", en="Quality of a meeting"),
            (Words(vi="Nội dung", en="Item"), Words(vi="Điểm", en="Points"), Words(vi="Điểm tối đa", en="Full marks")),
            rows,
            notes=[self.explain(lang=lang)],
            source="; ".join(dict.fromkeys(ref.citation(lang=lang) for ref in self.scale.rules)),
            totals=(len(rows) - 2,),
            lang=lang,
        )

    def as_dict(self) -> dict[str, object]:
        """The score as plain JSON values."""
        return envelope(
            "meeting-score",
            {
                "place": self.scale.place,
                "kind": self.kind,
                "items": {item.key: None if points is None else str(points) for item, points in self.items},
                "full": {item.key: str(full) for (item, _), full in zip(self.items, self.full, strict=True)},
                "lowest": str(self.lowest),
                "highest": str(self.highest),
                "out_of": str(self.out_of),
                "tier": None if self.tier is None else self.tier.value,
                "capped_by": [item.key for item in self.capped_by],
                "notes": [note.as_dict() for note in self.notes],
                "rules": [ref.as_dict() for ref in self.scale.rules],
            },
        )

    def to_json(self, *, indent: int | None = None) -> str:
        """The score as JSON text."""
        return json_text(self.as_dict(), indent=indent)

    def _repr_html_(self) -> str:
        return self.show().html


def score_meeting(
    points: Mapping[str, Decimal | int | None],
    scale: MeetingScale,
    *,
    full: Mapping[str, Decimal | int] | None = None,
    kind: MeetingKind = "regular",
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
            have; all at once.

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
    if not is_one_of(kind, _KINDS):
        problems += unknown_choice(kind, _KINDS, "kind").findings
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
    ordinary = scale.thematic_points is not None and kind == "regular"
    out_of = sum(marks, Decimal(0)) - (scale.thematic_points or 0 if ordinary else 0)
    if not problems and lowest > out_of:
        total, most, meeting = _points(lowest), _points(out_of), _KINDS[kind]
        reason = Words(
            vi=f"tổng {total.vi} điểm, trong khi buổi {meeting.vi} tối đa {most.vi}",
            en=f"they sum to {total.en}, and a {meeting.en} meeting has at most {most.en}",
        )
        remedy = Words(vi="Kiểm tra điểm phần chuyên đề.", en="Check the points of the thematic part.")
        problems.append(figure_problem("points", reason, remedy))
    if problems:
        raise InvalidInputError(problems)
    highest = min(out_of, lowest + unknown)
    tier, capped, notes = _tier(scale, known, lowest, highest, out_of, rescale=("maybe" if ordinary else "no"))
    return MeetingScore(scale, kind, tuple(known), marks, lowest, highest, out_of, tier, capped, notes)


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


# --- meetings under the central frame ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Meeting(metaclass=RecordType):
    """One meeting of a cell, in counts.

    Args:
        cell: id of the cell.
        on: the day, as a date or text.
        called: how many had to attend; exempt members and armed forces on special duty are not among them.
        present: how many attended.
        absent_with_reason: how many were excused.
        absent_without_reason: how many were not.
        minutes: how long it lasted; `None` where that is not recorded.
        kind: regular, with a thematic part, or thematic.
        speakers: how many spoke; `None` where that is not recorded.
        score: its score by the scale of the place.

    Raises:
        InvalidInputError: counts that are none or do not add up, more speakers than present, a date that is none.

    Examples:
        >>> meeting = Meeting("cb-1", "2025-11-03", called=20, present=18, absent_with_reason=2, minutes=95)
        >>> meeting.attendance
        Share(18, of=20) = 90,0%
        >>> Meeting("cb-1", "2025-11-03", called=20, present=18)
        Traceback (most recent call last):
            ...
        dangbo.base.errors.InvalidInputError: 1 problem
          - cb-1, 2025-11-03: 18 present, 0 absent with and 0 without reason are 18, not the 20 called. Correct the \
counts in the record of the meeting. [input/bad-figure]
    """

    cell: str
    on: dt.date
    called: int = field(kw_only=True)
    present: int = field(kw_only=True)
    absent_with_reason: int = field(default=0, kw_only=True)
    absent_without_reason: int = field(default=0, kw_only=True)
    minutes: int | None = field(default=None, kw_only=True)
    kind: MeetingKind = field(default="regular", kw_only=True)
    speakers: int | None = field(default=None, kw_only=True)
    score: MeetingScore | None = field(default=None, kw_only=True)

    if TYPE_CHECKING:  # accepts a date as text, and keeps the date

        def __init__(
            self,
            cell: str,
            on: dt.date | str,
            *,
            called: int,
            present: int,
            absent_with_reason: int = 0,
            absent_without_reason: int = 0,
            minutes: int | None = None,
            kind: MeetingKind = "regular",
            speakers: int | None = None,
            score: MeetingScore | None = None,
        ) -> None: ...

    def __post_init__(self) -> None:
        """Keep date and id in one form, and refuse counts that contradict each other."""
        object.__setattr__(self, "cell", read_subject(self.cell, "cell"))
        object.__setattr__(self, "on", parse_date(self.on, where=f"{self.cell}, on"))
        where = f"{self.cell}, {self.on}"
        problems: list[Finding] = []
        for name in ("called", "present", "absent_with_reason", "absent_without_reason", "minutes", "speakers"):
            value = getattr(self, name)
            if value is not None or name not in {"minutes", "speakers"}:  # which nobody may have noted
                object.__setattr__(self, name, read_count(value, f"{where}, {name}", problems))
        if not is_one_of(self.kind, _KINDS):
            problems += unknown_choice(self.kind, _KINDS, f"{where}, kind").findings
        parts = (self.present, self.absent_with_reason, self.absent_without_reason)
        if not problems and sum(parts) != self.called:
            reason = Words(
                vi=f"{parts[0]} có mặt, {parts[1]} vắng có lý do và {parts[2]} vắng không lý do là {sum(parts)}, "
                f"không phải {self.called} được triệu tập",
                en=f"{parts[0]} present, {parts[1]} absent with and {parts[2]} without reason are {sum(parts)}, "
                f"not the {self.called} called",
            )
            problems.append(figure_problem(where, reason, _MEETING_FIX))
        if not problems and self.speakers is not None and self.speakers > self.present:
            reason = Words(
                vi=f"{self.speakers} người phát biểu mà chỉ {self.present} người có mặt",
                en=f"{self.speakers} spoke and {self.present} were present",
            )
            problems.append(figure_problem(where, reason, _MEETING_FIX))
        if problems:
            raise InvalidInputError(problems)

    @property
    def attendance(self) -> Share | None:
        """Those present among those called; `None` where nobody was called."""
        return Share(self.present, of=self.called, on=self.on) if self.called else None

    @property
    def speaking(self) -> Share | None:
        """Those who spoke among those present; `None` where that is not recorded or nobody was present."""
        return None if self.speakers is None or not self.present else Share(self.speakers, of=self.present, on=self.on)


_MEETING_FIX: Final = Words(vi="Sửa số liệu trong biên bản.", en="Correct the counts in the record of the meeting.")


@dataclass(frozen=True, slots=True)
class FrameResult:
    """A meeting against one rule of the central frame.

    Attributes:
        rule: where the rule stands.
        label: what it is about.
        verdict: kept, not kept or unknown.
        found: what the record says.
        wanted: what the rule asks for.
        modality: a condition ("must"), or something to strive for, which no meeting breaks.
    """

    rule: RuleRef
    label: Words
    verdict: FrameVerdict
    found: Words
    wanted: Words
    modality: Literal["must", "strive"] = "must"


@dataclass(frozen=True, slots=True)
class MeetingCheck:
    """A meeting against the frame in force on its day. Made by `check_meeting`.

    Attributes:
        meeting: the meeting.
        results: one for every rule in force; a rule that had not begun is not among them.
    """

    meeting: Meeting
    results: tuple[FrameResult, ...]

    @property
    def findings(self) -> Findings:
        """`meeting/below-frame` for every condition that is not kept."""
        return Findings(
            finding(
                "meeting/below-frame",
                self.meeting.cell,
                rule=one.rule,
                date=self.meeting.on,
                item=one.label,
                found=one.found,
                wanted=one.wanted,
            )
            for one in self.results
            if one.verdict == "fail" and one.modality == "must"
        )

    def explain(self, *, lang: Lang = "vi") -> str:
        """One line for every rule, with its clause.

        Examples:
            >>> meeting = Meeting("cb-1", "2024-11-20", called=20, present=18, absent_with_reason=2, minutes=80)
            >>> print(check_meeting(meeting).explain(lang="en"))
            ✓ kept: Attendance at a meeting: 18/20 = 90.0%, 0 without reason (asked for: above 85%, nobody without \
reason); Hướng dẫn số 12-HD/BTCTW, ngày 06/7/2018 của Ban Tổ chức Trung ương, article not seen
            ▲ not kept: Length of a meeting: 80 minutes (asked for: at least 90 minutes); Hướng dẫn số 12-HD/BTCTW, \
ngày 06/7/2018 của Ban Tổ chức Trung ương, article not seen
        """
        asked = Words(vi="yêu cầu", en="asked for").text(lang=lang)
        return "\n".join(
            f"{_SHAPES[one.verdict].text(lang=lang)}: {one.label.text(lang=lang)}: {one.found.text(lang=lang)} "
            f"({asked}: {one.wanted.text(lang=lang)}); {one.rule.citation(lang=lang)}"
            for one in self.results
        )

    def show(self, *, lang: Lang = "vi") -> Drawing:
        """A table with a row for every rule."""
        from dangbo.render import words_table

        rows = [
            (
                one.label.text(lang=lang),
                one.found.text(lang=lang),
                one.wanted.text(lang=lang),
                _SHAPES[one.verdict].text(lang=lang),
            )
            for one in self.results
        ]
        day = format_date(self.meeting.on, lang=lang)
        return words_table(
            Words(vi=f"Buổi sinh hoạt {self.meeting.cell}, {day}", en=f"Meeting of {self.meeting.cell}, {day}"),
            (
                Words(vi="Quy định", en="Rule"),
                Words(vi="Biên bản", en="Record"),
                Words(vi="Yêu cầu", en="Asked for"),
                Words(vi="Kết luận", en="Verdict"),
            ),
            rows,
            source="; ".join(dict.fromkeys(one.rule.citation(lang=lang) for one in self.results)),
            words=(1, 2, 3),
            lang=lang,
        )

    def as_dict(self) -> dict[str, object]:
        """The check as plain JSON values."""
        return envelope(
            "meeting-check",
            {
                "cell": self.meeting.cell,
                "on": self.meeting.on.isoformat(),
                "results": [
                    {
                        "rule": one.rule.as_dict(),
                        "verdict": one.verdict,
                        "modality": one.modality,
                        "found": one.found.as_dict(),
                        "wanted": one.wanted.as_dict(),
                    }
                    for one in self.results
                ],
                "rules": [one.rule.as_dict() for one in self.results],
                "findings": [found.as_dict() for found in self.findings],
            },
        )

    def to_json(self, *, indent: int | None = None) -> str:
        """The check as JSON text."""
        return json_text(self.as_dict(), indent=indent)

    def _repr_html_(self) -> str:
        return self.show().html


def check_meeting(meeting: Meeting, *, rules: RuleBook | None = None) -> MeetingCheck:
    """Hold a meeting against the frame of the central guides on its day: attendance, length, day of the month.

    Only rules in force on the day count: day 3 is not asked for before 23/07/2025.

    Args:
        meeting: the meeting.
        rules: the rulebook; the shipped one unless told otherwise.

    Examples:
        >>> early = Meeting("cb-1", "2025-06-20", called=20, present=20, minutes=95)
        >>> [one.rule.id for one in check_meeting(early).results]
        ['meeting-attendance', 'meeting-length']
        >>> later = Meeting("cb-1", "2025-11-20", called=20, present=20, minutes=95)
        >>> [(one.rule.id, one.verdict) for one in check_meeting(later).results]
        [('meeting-attendance', 'pass'), ('meeting-length', 'pass'), ('meeting-day', 'fail')]
    """
    now = book_of(rules).at(instance_of(Meeting, meeting, "meeting").on)
    results = (_attendance(meeting, now), _length(meeting, now), _day(meeting, now))
    return MeetingCheck(meeting, tuple(result for result in results if result is not None))


def _attendance(meeting: Meeting, now: Rules) -> FrameResult | None:
    value = now.get("meeting-attendance")
    if value is None:
        return None
    above, modality = value.table.fraction("above"), value.table.text("modality")
    must = modality == "must"
    share, unexcused = meeting.attendance, meeting.absent_without_reason
    if share is None:
        found, verdict = Words(vi="không có ai được triệu tập", en="nobody was called"), "unknown"
    else:
        shown = f"{share.count}/{share.of}"
        found = Words(
            vi=f"{shown} = {share.text(lang='vi')}, {unexcused} không lý do",
            en=f"{shown} = {share.text(lang='en')}, {unexcused} without reason",
        )
        verdict = "pass" if share.fraction > above and not (must and unexcused) else "fail"
    bound = Words(vi=percent_text(above, lang="vi"), en=percent_text(above, lang="en"))
    wanted = Words(vi=f"phấn đấu trên {bound.vi}", en=f"strive for more than {bound.en}")
    if must:
        wanted = Words(vi=f"trên {bound.vi}, không ai vắng không lý do", en=f"above {bound.en}, nobody without reason")
    return FrameResult(
        value.ref,
        now.book[value.ref.id].label,
        cast("FrameVerdict", verdict),
        found,
        wanted,
        "must" if must else "strive",
    )


def _length(meeting: Meeting, now: Rules) -> FrameResult | None:
    value = now.get("meeting-length")
    if value is None or meeting.kind == "thematic":  # no length of a thematic meeting by itself was seen
        return None
    least = value.table.number("regular" if meeting.kind == "regular" else "with_thematic")
    verdict: FrameVerdict = "unknown"
    found = Words(vi="không ghi", en="not recorded")
    if meeting.minutes is not None:
        verdict = "pass" if meeting.minutes >= least else "fail"
        found = Words(vi=f"{meeting.minutes} phút", en=f"{meeting.minutes} minutes")
    wanted = Words(vi=f"từ {least} phút", en=f"at least {least} minutes")
    return FrameResult(value.ref, now.book[value.ref.id].label, verdict, found, wanted)


def _day(meeting: Meeting, now: Rules) -> FrameResult | None:
    value = now.get("meeting-day")
    if value is None or meeting.kind == "thematic":
        return None
    day, last = value.table.number("day"), value.table.number("last_day")
    verdict: FrameVerdict = "pass" if meeting.on.day == day else "unknown" if meeting.on.day <= last else "fail"
    wanted = Words(
        vi=f"ngày {day}; trong tuần đầu nếu trùng ngày nghỉ hoặc có lý do đặc biệt",
        en=f"day {day}; in the first week where that is a day off or for special reasons",
    )
    found = Words(vi=f"ngày {meeting.on.day}", en=f"day {meeting.on.day}")
    return FrameResult(value.ref, now.book[value.ref.id].label, verdict, found, wanted)


# --- the year of a cell -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class YearOfMeetings:
    """The meetings of a cell in a year. Made by `year_of_meetings`.

    Attributes:
        cell: id of the cell.
        year: the year.
        meetings: by date.
        expected: in how many months a regular meeting was to be held.
        tiers: how many meetings got each tier, best first.
        undecided: how many were scored and got no tier.
        not_scored: how many were not scored.
        months_held: in how many months a regular meeting was held.
        thematic: thematic meetings, or parts of meetings, in each quarter.
        findings: `meeting/no-thematic` for quarters that began under the rule and have too few.
    """

    cell: str
    year: int
    meetings: tuple[Meeting, ...]
    expected: int
    tiers: tuple[tuple[MeetingTier, int], ...]
    undecided: int
    not_scored: int
    months_held: int
    thematic: tuple[int, int, int, int]
    findings: Findings = field(default_factory=Findings)

    @property
    def attendance(self) -> Share | None:
        """Those present among those called, over all meetings; `None` where nobody was called."""
        called = sum(meeting.called for meeting in self.meetings)
        return Share(sum(meeting.present for meeting in self.meetings), of=called) if called else None

    @property
    def held(self) -> Share | None:
        """Months with a regular meeting among those expected; `None` where none was."""
        return Share(self.months_held, of=self.expected) if self.expected else None

    def count(self, tier: MeetingTier) -> int:
        """How many meetings got this tier."""
        return dict(self.tiers)[tier]

    def explain(self, *, lang: Lang = "vi") -> str:
        """Months held, attendance, tiers, and what is missing.

        Examples:
            >>> meetings = [Meeting("cb-1", f"2024-{month:02}-03", called=10, present=10) for month in range(1, 12)]
            >>> print(year_of_meetings("cb-1", 2024, meetings).explain(lang="en"))
            cb-1, 2024: a regular meeting in 11 of 12 months, attendance 110/110 = 100.0%. Not scored: 11.
        """
        share = self.attendance
        shown = "-" if share is None else f"{share.count}/{share.of} = {share.text(lang=lang)}"
        lines = [
            Words(
                vi=f"{self.cell}, {self.year}: sinh hoạt thường kỳ {self.months_held}/{self.expected} tháng, "
                f"dự {shown}.",
                en=f"{self.cell}, {self.year}: a regular meeting in {self.months_held} of {self.expected} months, "
                f"attendance {shown}.",
            ).text(lang=lang)
        ]
        tiers = [f"{tier.words.text(lang=lang)} {count}" for tier, count in self.tiers if count]
        if tiers:
            lines.append(f"{Words(vi='Mức', en='Tiers').text(lang=lang)}: {', '.join(tiers)}.")
        if self.undecided:
            lines.append(
                Words(vi=f"Chưa kết luận được: {self.undecided}.", en=f"Undecided: {self.undecided}.").text(lang=lang)
            )
        if self.not_scored:
            lines.append(
                Words(vi=f"Chưa chấm điểm: {self.not_scored}.", en=f"Not scored: {self.not_scored}.").text(lang=lang)
            )
        return " ".join([*lines, *(found.text(lang=lang) for found in self.findings)])

    def show(self, *, lang: Lang = "vi") -> Drawing:
        """A small table of the year."""
        from dangbo.render import FACT_HEADS, words_table

        share, held = self.attendance, self.held
        rows = [(_shaped(tier, lang), str(count)) for tier, count in self.tiers]
        rows += [
            (Words(vi="? chưa kết luận được", en="? undecided").text(lang=lang), str(self.undecided)),
            (Words(vi="Chưa chấm điểm", en="not scored").text(lang=lang), str(self.not_scored)),
            (Words(vi="Số buổi", en="meetings").text(lang=lang), str(len(self.meetings))),
            (
                Words(vi="Tháng có sinh hoạt thường kỳ", en="months with a regular meeting").text(lang=lang),
                "" if held is None else f"{held.count}/{held.of}",
            ),
            (
                Words(vi="Tỷ lệ dự", en="attendance").text(lang=lang),
                "" if share is None else f"{share.count}/{share.of} = {share.text(lang=lang)}",
            ),
            (
                Words(vi="Chuyên đề theo quý", en="thematic by quarter").text(lang=lang),
                " ".join(map(str, self.thematic)),
            ),
        ]
        return words_table(
            Words(vi=f"Sinh hoạt chi bộ năm {self.year}: {self.cell}", en=f"Meetings of {self.year}: {self.cell}"),
            FACT_HEADS,
            rows,
            notes=[found.text(lang=lang) for found in self.findings],
            totals=(len(MeetingTier) + 2,),
            lang=lang,
        )

    def as_dict(self) -> dict[str, object]:
        """The year as plain JSON values."""
        share = self.attendance
        return envelope(
            "year-of-meetings",
            {
                "cell": self.cell,
                "year": self.year,
                "meetings": len(self.meetings),
                "expected": self.expected,
                "months_held": self.months_held,
                "tiers": {tier.value: count for tier, count in self.tiers},
                "undecided": self.undecided,
                "not_scored": self.not_scored,
                "attendance": None if share is None else share.as_dict(),
                "thematic": list(self.thematic),
                "rules": [
                    ref.as_dict()
                    for ref in dict.fromkeys(found.rule for found in self.findings if found.rule is not None)
                ],
                "findings": [found.as_dict() for found in self.findings],
            },
        )

    def to_json(self, *, indent: int | None = None) -> str:
        """The year as JSON text."""
        return json_text(self.as_dict(), indent=indent)

    def _repr_html_(self) -> str:
        return self.show().html


def year_of_meetings(
    cell: str,
    year: int,
    meetings: Iterable[Meeting],
    *,
    expected: int = _MONTHS,
    through: dt.date | str | None = None,
    rules: RuleBook | None = None,
) -> YearOfMeetings:
    """Sum up a year of a cell.

    A thematic meeting each quarter is asked for only in quarters that began under the rule (from 28/10/2025), and that
    are over.

    Args:
        cell: id of the cell.
        year: the year.
        meetings: its meetings; those of other cells and years are passed over.
        expected: in how many months a regular meeting was to be held; fewer for a cell set up in the year.
        through: the last day the records cover; the end of the year unless told otherwise.
        rules: the rulebook; the shipped one unless told otherwise.

    Raises:
        InvalidInputError: a number of months above 12 or below those in which meetings were held, two regular meetings
            on one day.

    Examples:
        >>> days = ("2026-01-03", "2026-02-03")
        >>> meetings = [Meeting("cb-1", day, called=10, present=9, absent_with_reason=1) for day in days]
        >>> result = year_of_meetings("cb-1", 2026, meetings, expected=3, through="2026-03-31")
        >>> result.held, result.attendance
        (Share(2, of=3) = 66,7%, Share(18, of=20) = 90,0%)
        >>> [found.code for found in result.findings]
        ['meeting/no-thematic']
    """
    name, year = read_subject(cell, "cell"), read_year(year)
    kept = sorted(
        (one for one in instances_of(Meeting, meetings, "meetings") if one.cell == name and one.on.year == year),
        key=lambda one: (one.on, one.kind),
    )
    problems: list[Finding] = []
    months = read_count(expected, "expected", problems)
    regular = [one for one in kept if one.kind != "thematic"]
    held = len({one.on.month for one in regular})
    if not problems and not held <= months <= _MONTHS:
        reason = Words(
            vi=f"số tháng phải họp là {months}, đã họp {held} tháng",
            en=f"{months} months are expected and meetings were held in {held}",
        )
        if months > _MONTHS:
            reason = Words(vi="một năm chỉ có 12 tháng", en=f"a year has no {months} months")
        remedy = Words(
            vi="Sửa số tháng, hoặc ngày họp.", en="Correct the number of months, or the dates of the meetings."
        )
        problems.append(figure_problem("expected", reason, remedy))
    problems += [
        figure_problem(
            f"{name}, {day}",
            Words(vi=f"{count} buổi thường kỳ trong một ngày", en=f"{count} regular meetings on one day"),
            Words(vi="Giữ một bản ghi cho mỗi buổi.", en="Keep one record for each meeting."),
        )
        for day, count in Counter(one.on for one in regular).items()
        if count > 1
    ]
    if problems:
        raise InvalidInputError(problems)
    counts = Counter(one.score.tier for one in kept if one.score is not None)
    quarters = Counter((one.on.month - 1) // 3 for one in kept if one.kind != "regular")
    thematic = (quarters[0], quarters[1], quarters[2], quarters[3])
    last = dt.date(year, 12, 31) if through is None else parse_date(through, where="through")
    apart = [] if last.year >= year else [_covered_too_early(name, year, last)]
    return YearOfMeetings(
        cell=name,
        year=year,
        meetings=tuple(kept),
        expected=months,
        tiers=tuple((tier, counts[tier]) for tier in MeetingTier),
        undecided=counts[None],
        not_scored=sum(one.score is None for one in kept),
        months_held=held,
        thematic=thematic,
        findings=Findings(
            (
                *apart,
                *_missing_thematic(name, year, thematic, last, book_of(rules)),
            )
        ),
    )


def _covered_too_early(cell: str, year: int, last: dt.date) -> Finding:
    """`figure/other-date`: records that end before the year begins say nothing of it."""
    return of_another_time(
        cell,
        Words(vi=cell, en=cell),
        Words(vi=f"sinh hoạt năm {year}", en=f"the meetings of {year}"),
        Words(vi=f"số liệu đến ngày {format_date(last)}", en=f"records up to {format_date(last, lang='en')}"),
    )


_QUARTER_ENDS: Final = (31, 30, 30, 31)


def _missing_thematic(
    cell: str, year: int, thematic: Iterable[int], last: dt.date, book: RuleBook
) -> Iterable[Finding]:
    for quarter, count in enumerate(thematic, start=1):
        begin, end = dt.date(year, 3 * quarter - 2, 1), dt.date(year, 3 * quarter, _QUARTER_ENDS[quarter - 1])
        value = book.at(begin).get("meeting-thematic")
        if value is not None and end <= last and count < (wanted := value.table.number("per_quarter")):
            yield finding(
                "meeting/no-thematic", cell, rule=value.ref, count=count, quarter=quarter, year=year, wanted=wanted
            )


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


def _shaped(tier: MeetingTier | None, lang: Lang) -> str:
    """A tier with a shape that tells it apart without color."""
    if tier is None:
        return Words(vi="chưa kết luận được ?", en="cannot tell ?").text(lang=lang)
    return f"{tier.words.text(lang=lang)} {_MARKS[tier]}"
