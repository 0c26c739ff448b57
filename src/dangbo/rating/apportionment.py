"""What a target asks for: what is missing to it, and what each subordinate needs for the whole to reach it.

```
Target ── shortfall_in_units, shortfall_in_points        what one figure is short of
plan   ── shortfall_of_plan                              what is missing of a plan, as a part of it
bases  ── needed_by_subordinate(bases, target) ── Apportionment   whole numbers that sum exactly to what is needed
```

Targets themselves are the business of `targets`, how a figure compares with one that of `comparison`.
"""

from __future__ import annotations

__all__ = [
    "Apportioning",
    "Apportionment",
    "Needed",
    "needed_by_subordinate",
    "shortfall_in_points",
    "shortfall_in_units",
    "shortfall_of_plan",
]

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from typing_extensions import TypedDict

from dangbo.base.collection import ById
from dangbo.base.errors import InvalidInputError, UnknownOrganizationError
from dangbo.base.figures import Points, Share
from dangbo.base.findings import Finding, Lang
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.reading import bad_count, bad_figure, counts_by_id, read_choice, whole_count
from dangbo.base.records import instance_of
from dangbo.base.text import format_number, nearest
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.rating.targets import Target, ToldTarget, required_count
from dangbo.render.tabled import Tabled

if TYPE_CHECKING:
    from dangbo.render import Table
    from dangbo.tree.records import Organization

Apportioning: TypeAlias = Literal["largest_remainder", "sainte_lague"]
"""How whole numbers are divided in proportion.

- `largest_remainder`: everybody the whole part of its exact share, the rest to the largest remainders.
- `sainte_lague`: one after the other to whoever is furthest behind; a higher total never gives anybody less.

Equals keep the order they were given in.
"""

METHODS: Final[dict[Apportioning, Words]] = {
    "largest_remainder": Words(en="largest remainder", vi="số dư lớn nhất"),
    "sainte_lague": Words(en="Sainte-Laguë", vi="Sainte-Laguë"),
}


def shortfall_in_units(target: Target, count: int, *, of: int) -> int:
    """How many organizations or people are missing to a target; 0 where none is.

    Raises:
        InvalidInputError: counts that are none, or a target no count can reach.

    Examples:
        >>> from dangbo.base.terms import Rating
        >>> shortfall_in_units(Target("TCCSĐ", above="90%", tier=Rating.GOOD), 90, of=100)
        1
    """
    reached = whole_count(count, "count")
    required = required_count(target, of)
    if required is None and target.lower is not None:
        raise _unreachable(target, of)
    return max(0, (required or 0) - reached)


def shortfall_in_points(target: Target, share: Share) -> Points:
    """How many percentage points are missing to a target; 0 where none is.

    A share that is exactly the bound of a target "above" misses it by 0 points and one unit.

    Examples:
        >>> from dangbo.base.terms import Rating
        >>> shortfall_in_points(Target("TCCSĐ", at_least="95%", tier=Rating.GOOD), Share(91, of=98))
        +2,1 percentage points
    """
    target, share = instance_of(Target, target, "target"), instance_of(Share, share, "share")
    lower = Fraction(0) if target.lower is None else target.lower
    return Points(max(Fraction(0), lower - share.fraction) * 100)


def shortfall_of_plan(done: int, *, plan: int) -> Share:
    """What is missing of a plan, as a part of the plan: 1,614 of 2,170 leaves 556, or 25,6 %.

    Args:
        done: how many were reached.
        plan: how many were planned, 1 or more.

    Raises:
        InvalidInputError: counts that are negative or no whole numbers, a plan of nothing.

    Examples:
        >>> shortfall_of_plan(1614, plan=2170), shortfall_of_plan(318, plan=250)
        (Share(556, of=2170) = 25,6%, Share(0, of=250) = 0,0%)
    """
    return Share(max(0, whole_count(plan, "plan") - whole_count(done, "done")), of=whole_count(plan, "plan"))


def _unreachable(target: Target, of: int) -> InvalidInputError:
    return bad_figure(
        target.name,
        Words(
            en=f"no count out of {of} is {target.text(lang='en')}",
            vi=f"không có số nào trong {of} đạt mức {target.text()}",
        ),
        Words(en="Check the bound of the target.", vi="Kiểm tra lại mức của chỉ tiêu."),
    )


@dataclass(frozen=True, slots=True)
class Needed:
    """What one subordinate needs.

    Attributes:
        subordinate: its id.
        of: how many there are in its base.
        reached: how many have reached the tier; `None` where that was not given.
        needed: how many it needs: of all, or in addition to those that have.
    """

    subordinate: str
    of: int
    reached: int | None
    needed: int


class NeededDocument(TypedDict):
    """What one subordinate needs; "reached" is null where that was not given."""

    subordinate: str
    of: int
    reached: int | None
    needed: int


class ApportionmentDocument(TypedDict):
    """What the subordinates need for the whole to reach a target; the parts sum to the total."""

    schema: Literal["dangbo/apportionment"]
    version: Literal[1]
    target: ToldTarget
    method: Apportioning
    required: int
    total: int
    parts: list[NeededDocument]


@dataclass(frozen=True, slots=True)
class Apportionment(Documented, Tabled, Framed, ById[Needed]):
    """What the subordinates need for the whole to reach a target. Made by `needed_by_subordinate`.

    Attributes:
        target: the target of the whole.
        method: how the whole numbers were divided.
        required: how many the whole needs.
        total: what was divided: all that are required, or those still missing. The parts sum to it exactly.
        parts: one for each subordinate, in the order given.
    """

    target: Target
    method: Apportioning
    required: int
    total: int
    parts: tuple[Needed, ...]

    def __getitem__(self, subordinate: str | Organization) -> int:
        """How many one of them needs.

        Raises:
            UnknownOrganizationError: it is none of them.
        """
        return self._found(subordinate, where="organization")[0].needed

    def _items(self) -> tuple[Needed, ...]:
        return self.parts

    def _ids(self, item: Needed) -> tuple[str]:
        return (item.subordinate,)

    def _unknown(self, key: str) -> UnknownOrganizationError:
        ids = [part.subordinate for part in self.parts]
        where = Words(vi="các tổ chức được phân bổ", en="this apportionment")
        return UnknownOrganizationError(key, lambda: nearest(key, ids), where)

    def explain(self, *, lang: Lang = "vi") -> str:
        """What was divided, among whom, over what and how."""
        more = any(part.reached is not None for part in self.parts)
        of, name, count = sum(part.of for part in self.parts), self.target.name, len(self.parts)
        whole, required, total = (format_number(number, lang=lang) for number in (of, self.required, self.total))
        words = Words(
            en=f"{name}: {self.target.text(lang='en')} of {whole} is {required}; {total} "
            f"{'more are' if more else 'are'} divided among {count} subordinates in proportion to "
            f"{'those who have not reached it' if more else 'their bases'}, by the method of "
            f"{METHODS[self.method].en}.",
            vi=f"{name}: {self.target.text()} của {whole} là {required}; {'còn thiếu' if more else 'tổng'} {total} "
            f"chia cho {count} đơn vị theo tỷ lệ {'số chưa đạt' if more else 'cơ sở tính'}, phương pháp "
            f"{METHODS[self.method].vi}.",
        )
        return words.text(lang=lang)

    def _frame(self) -> list[FrameColumn]:
        return columns_of(
            self.parts,
            ("subordinate", "text"),
            ("of", "count"),
            ("reached", "count"),
            ("needed", "count"),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """A table of the subordinates with base, reached and needed.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".

        Examples:
            >>> from dangbo.base.terms import Rating
            >>> target = Target("good or better", at_least="85%", tier=Rating.GOOD)
            >>> print(needed_by_subordinate({"cb-1": 20, "cb-2": 11, "cb-3": 9}, target).show(lang="en"))
            Needed for the target: good or better
            <BLANKLINE>
            Unit   Base  Needed
            ─────  ────  ──────
            cb-1     20      17
            cb-2     11       9
            cb-3      9       8
            total    40      34
            <BLANKLINE>
            good or better: at least 85% of 40 is 34; 34 are divided among 3 subordinates in
            proportion to their bases, by the method of largest remainder.
        """
        from dangbo.render import number_cell, words_table

        more = any(part.reached is not None for part in self.parts)
        rows: list[Sequence[str]] = [
            (part.subordinate, *(number_cell(count, lang=lang) for count in _columns(part, more=more)))
            for part in self.parts
        ]
        sums = [sum(column) for column in zip(*(_columns(part, more=more) for part in self.parts), strict=True)]
        rows.append(
            (Words(en="total", vi="Tổng cộng").text(lang=lang), *(number_cell(total, lang=lang) for total in sums))
        )
        heads = [Words(en="Unit", vi="Đơn vị"), Words(en="Base", vi="Cơ sở tính")]
        heads += (
            [Words(en="Reached", vi="Đã đạt"), Words(en="Needed in addition", vi="Cần thêm")]
            if more
            else [Words(en="Needed", vi="Cần đạt")]
        )
        return words_table(
            Words(en=f"Needed for the target: {self.target.name}", vi=f"Số cần đạt cho chỉ tiêu: {self.target.name}"),
            tuple(heads),
            rows,
            notes=[self.explain(lang=lang)],
            totals=(len(rows) - 1,),
            lang=lang,
        )

    def as_dict(self) -> ApportionmentDocument:
        """The apportionment as plain JSON values."""
        return {
            "schema": "dangbo/apportionment",
            "version": 1,
            "target": self.target.as_dict(),
            "method": self.method,
            "required": self.required,
            "total": self.total,
            "parts": [
                {"subordinate": part.subordinate, "of": part.of, "reached": part.reached, "needed": part.needed}
                for part in self.parts
            ],
        }


def _columns(part: Needed, *, more: bool) -> tuple[int, ...]:
    return (part.of, part.reached or 0, part.needed) if more else (part.of, part.needed)


def needed_by_subordinate(
    bases: Mapping[str, int],
    target: Target,
    *,
    reached: Mapping[str, int] | None = None,
    method: Apportioning = "largest_remainder",
) -> Apportionment:
    """Divide what the whole needs among its subordinates, exactly.

    Without `reached` the required count is divided in proportion to the bases; with it, what is still missing is
    divided in proportion to those who have not reached the tier, so that nobody needs more than it has. A plan, not a
    rule: no text seen says how a target is handed down.

    Args:
        bases: how many each subordinate has in the base.
        target: the target of the whole.
        reached: how many of them have reached the tier.
        method: how whole numbers are made.

    Returns:
        The parts, which sum exactly to what is required or missing. A larger base never gets less.

    Raises:
        InvalidInputError: no subordinates, counts that are none, more reached than there are, other subordinates in
            one mapping than in the other, a target without a lower bound or one no count can reach.

    Examples:
        >>> from dangbo.base.terms import Rating
        >>> target = Target("good or better", at_least="85%", tier=Rating.GOOD)
        >>> cells = {"cb-1": 20, "cb-2": 11, "cb-3": 9}
        >>> needed_by_subordinate(cells, target)["cb-1"]
        17
        >>> missing = needed_by_subordinate(cells, target, reached={"cb-1": 18, "cb-2": 8, "cb-3": 5})
        >>> missing.total, [part.needed for part in missing.parts]
        (3, [1, 1, 1])
    """
    read_choice(method, METHODS, "method")
    problems: list[Finding] = []
    target = instance_of(Target, target, "target")
    of = counts_by_id(bases, "bases", problems)
    have = None if reached is None else counts_by_id(reached, "reached", problems)
    if not of:
        problems.append(bad_count("bases", Words(vi="không có đơn vị nào", en="there is no subordinate")))
    for key in {} if have is None else dict.fromkeys((*of, *have)):
        if have is None or key not in have or key not in of:
            where = "reached" if key in of else "bases"
            problems.append(bad_count(f"{where}['{key}']", Words(vi="thiếu số liệu", en="it is missing")))
        elif have[key] > of[key]:
            problems.append(
                bad_count(
                    f"reached['{key}']",
                    Words(
                        vi=f"{have[key]} lớn hơn tổng số {of[key]}",
                        en=f"{have[key]} is more than the {of[key]} there are",
                    ),
                )
            )
    if problems:
        raise InvalidInputError(problems)
    whole = sum(of.values())
    required = required_count(target, whole)
    if required is None:
        raise _unreachable(target, whole)
    room = of if have is None else {key: count - have[key] for key, count in of.items()}
    total = required if have is None else max(0, required - sum(have.values()))
    shares = _apportioned(total, list(room.values()), method)
    parts = tuple(
        Needed(key, of[key], None if have is None else have[key], share) for key, share in zip(of, shares, strict=True)
    )
    return Apportionment(target, method, required, total, parts)


def _apportioned(total: int, weights: Sequence[int], method: Apportioning) -> list[int]:
    """Whole numbers in proportion to the weights that sum to the total, which is at most the sum of the weights."""
    whole = sum(weights)
    if not total or not whole:
        return [0] * len(weights)
    if method == "largest_remainder":
        parts = [total * weight // whole for weight in weights]
        rest = total - sum(parts)
        order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
        for i in order[:rest]:
            parts[i] += 1
        return parts
    # Sainte-Laguë: the total goes to the highest quotients weight / (2 n - 1). Rounding the exact shares comes within
    # a step or two of each subordinate; what is too much or too little is put right by the quotients themselves.
    parts = [(2 * total * weight + whole) // (2 * whole) for weight in weights]
    step = 1 if sum(parts) < total else -1
    heap = [(_quotient(weights[i], part, step), step * i, i) for i, part in enumerate(parts) if step > 0 or part]
    heapq.heapify(heap)
    for _ in range(abs(total - sum(parts))):
        _, _, i = heapq.heappop(heap)
        parts[i] += step
        if step > 0 or parts[i]:
            heapq.heappush(heap, (_quotient(weights[i], parts[i], step), step * i, i))
    return parts


def _quotient(weight: int, part: int, step: int) -> Fraction:
    """What a heap, smallest first, sorts by: the next quotient to give to, or the last one to take from."""
    return -Fraction(weight, 2 * part + 1) if step > 0 else Fraction(weight, 2 * part - 1)
