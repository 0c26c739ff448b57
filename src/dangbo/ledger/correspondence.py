"""Which organization of one day has become which of another: `Correspondence`, the table old id to new id.

```
ledger.correspondence("2024-12-31", "2025-12-31")
```

Each row is a pair of an organization of the first day and one of the last that has it, or a part of it, with how many
of its people came over. Every organization of either day is in the table: also those to which nothing happened, those
that ended without an heir of their level, and those that began without a source.

A row is a fact of decisions: it follows successions and hand-overs as `comparable_units` does. Whoever went from roll
to roll on their own stays where the decisions left them.
"""

from __future__ import annotations

__all__ = ["Correspondence", "CorrespondenceRow"]

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict

from dangbo.base.collection import ById
from dangbo.base.errors import UnknownOrganizationError
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.text import format_date, format_number, nearest, spaced_number
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.ledger.flows import Amount, Contents, Origins, Parcels, events, is_outside, plain
from dangbo.render.tabled import Tabled

if TYPE_CHECKING:
    from dangbo.base.findings import Lang
    from dangbo.hierarchy import Hierarchy
    from dangbo.history import History
    from dangbo.render import Table
    from dangbo.tree.records import Organization


@dataclass(frozen=True, slots=True)
class CorrespondenceRow:
    """An organization of the first day, and one of the last that has it or a part of it.

    Attributes:
        before: id of the first; `None` where the other one began without a source.
        after: id of the second; `None` for what of the first no organization of its level has.
        people: how many of the people of the first, with everything below it on the first day, decisions took there as
            the ledger has it. An exact fraction where people of several origins were together and some of them went on.
        unknown: whether more or fewer may have come: a decision does not say how much went over.
        outside: where one of the two is `None` because it is outside the register: who has it there, or had it, in the
            words of the decision that handed it out or received it. The people of what was received are nobody's here:
            none of them was counted on the first day.
    """

    before: str | None
    after: str | None
    people: Amount
    unknown: bool = False
    outside: str = ""


class CorrespondenceRowDocument(TypedDict):
    """An organization of the first day and one of the last that has something of it; a fraction of people is text."""

    before: str | None
    after: str | None
    people: int | str
    unknown: bool
    outside: str


class CorrespondenceDocument(TypedDict):
    """The organizations of one day and those of another; "names" are of those that are not what they were."""

    schema: Literal["dangbo/correspondence"]
    version: Literal[1]
    start: str
    end: str
    rows: list[CorrespondenceRowDocument]
    names: dict[str, str]


@dataclass(frozen=True, slots=True, repr=False)
class Correspondence(Documented, ById[CorrespondenceRow], Tabled, Framed):
    """The organizations of one day and those of another, with what of the former is in the latter.

    Made by `History.correspondence`. The people of the rows of one organization add up to those it had.

    Attributes:
        start: the first day.
        end: the last day.
        rows: by the tree of the first day, then by that of the last; what began without a source comes last.
        names: id and name of the organizations of the rows in `changed`.
    """

    start: dt.date
    end: dt.date
    rows: tuple[CorrespondenceRow, ...]
    names: tuple[tuple[str, str], ...]

    @property
    def changed(self) -> tuple[CorrespondenceRow, ...]:
        """The rows of those that are not simply what they were."""
        touched = {key for key, _ in self.names}
        return tuple(row for row in self.rows if row.before in touched or row.after in touched)

    def __getitem__(self, before: str | Organization) -> tuple[CorrespondenceRow, ...]:
        """The rows of an organization of the first day.

        Raises:
            UnknownOrganizationError: it did not live then; it suggests those that come near.
        """
        return self._found(before, where="before")

    def _items(self) -> tuple[CorrespondenceRow, ...]:
        return self.rows

    def _ids(self, item: CorrespondenceRow) -> tuple[str, ...]:
        return () if item.before is None else (item.before,)

    def _unknown(self, key: str) -> UnknownOrganizationError:
        where = Words(vi=f"cây tổ chức ngày {format_date(self.start)}", en=f"the tree of {self.start}")
        return UnknownOrganizationError(key, lambda: nearest(key, self._index()), where)

    def __repr__(self) -> str:
        rows, changed = spaced_number(len(self)), spaced_number(len(self.changed))
        return f"Correspondence({self.start} to {self.end}: {rows} rows, {changed} of them changed)"

    def __str__(self) -> str:
        return self.show(lang="en").text

    def _frame(self) -> list[FrameColumn]:
        touched = {key for key, _ in self.names}
        return columns_of(
            self.rows,
            ("before", "text"),
            ("after", "text"),
            ("people", "number"),
            ("unknown", "yes/no"),
            ("outside", "text", lambda row: row.outside or None),
            ("changed", "yes/no", lambda row: row.before in touched or row.after in touched),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """A table of the rows that changed; the others are what they were.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """
        from dangbo.render import number_cell, words_table

        changed, names = self.changed, dict(self.names)
        nobody = Words(en="(began without a source)", vi="(thành lập mới)").text(lang=lang)
        nowhere = Words(en="(no heir of its level)", vi="(không có tổ chức cùng cấp kế tục)").text(lang=lang)
        outside = Words(en="(outside the register: {words})", vi="(ngoài hồ sơ: {words})")
        more = Words(en="a part of unknown size", vi="một phần chưa rõ số lượng").text(lang=lang)

        def side(row: CorrespondenceRow, key: str | None, without: str) -> str:
            if key is not None:
                return names[key]
            return outside.format(lang=lang, words=row.outside) if row.outside else without

        rows = [
            (
                side(row, row.before, nobody),
                side(row, row.after, nowhere),
                number_cell(row.people, decimals=0 if row.people == int(row.people) else 2, lang=lang),
                more if row.unknown else "",
            )
            for row in changed
        ]
        start, end = (format_date(day, lang=lang) for day in (self.start, self.end))
        same = format_number(len(self) - len(rows), lang=lang)
        note = Words(en=f"{same} organizations are what they were.", vi=f"{same} tổ chức không thay đổi.")
        return words_table(
            Words(en=f"Organizations of {start} and {end}", vi=f"Đối chiếu tổ chức đảng ngày {start} và ngày {end}"),
            (
                Words(en="Before", vi="Trước"),
                Words(en="After", vi="Sau"),
                Words(en="Members", vi="Đảng viên"),
                Words(en="Note", vi="Ghi chú"),
            ),
            rows,
            notes=[note.text(lang=lang)],
            words=(1, 3),
            lang=lang,
        )

    def as_dict(self) -> CorrespondenceDocument:
        """The table as plain JSON values: every row has the same fields; a fraction of people is a text, "7/2"."""
        return {
            "schema": "dangbo/correspondence",
            "version": 1,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "rows": [
                {
                    "before": row.before,
                    "after": row.after,
                    "people": row.people if isinstance(row.people, int) else str(row.people),
                    "unknown": row.unknown,
                    "outside": row.outside,
                }
                for row in self.rows
            ],
            "names": dict(self.names),
        }


def correspond(ledger: History, first: dt.date, last: dt.date) -> Correspondence:
    """The organizations of one day by those of another; costs the two snapshots and a second playing in between.

    Args:
        ledger: who took over from whom.
        first: the first day.
        last: the last day.
    """
    start, end = ledger.as_of(first), ledger.as_of(last)
    origins, contents = Origins(start), Contents(start)
    parcels = Parcels(start, (), divide="evenly", upward="left")
    for event in events(ledger, start, first, last):
        origins.take(event)
        contents.take(event)
        parcels.take(event)
    touched = parcels.changed
    names: dict[str, str] = {}
    heirs: dict[str, dict[str, None]] = {}
    begun: dict[str, str] = {}
    for org in end:
        if org.id in touched or start.get(org.id) is None:
            names[org.id] = org.name
            sources = origins.of(org.id)
            for source in sources:
                heirs.setdefault(source, {})[org.id] = None
            whence = dict.fromkeys(border.words for border in origins.came(org.id))
            if whence or not sources:
                begun[org.id] = "; ".join(whence)
    own = [start.own_headcount(org).total for org in start]
    whole = {org.id: count for org, count in zip(start, start.roll_up(own), strict=True)}
    came, went = _came(start, end, own, contents, {key: heirs.get(key, {}) for key in touched if key in whole})
    settled = parcels.settle(lambda _: 1)
    lost = {pool.source for pool in settled.pools if pool.lost and pool.among}
    rows: list[CorrespondenceRow] = []
    for org in start:
        if org.id not in touched:
            rows.append(CorrespondenceRow(org.id, org.id, whole[org.id]))
            continue
        names.setdefault(org.id, org.name)
        left: Amount = whole[org.id]
        unclear = org.id in contents.unclear
        for to in heirs.get(org.id, ()):
            people = plain(came.get((org.id, to), 0))
            left -= people
            rows.append(CorrespondenceRow(org.id, to, people, unclear or (org.id, to) in settled.vague))
        out: dict[str, Amount] = {border.words: 0 for border in origins.left(org.id)}
        for place, people in went.get(org.id, {}).items():
            left -= people
            words = origins.borders[place].words
            out[words] = out.get(words, 0) + people
        rows += (CorrespondenceRow(org.id, None, plain(people), unclear, words) for words, people in out.items())
        if left or org.id in lost or (org.id not in heirs and not out):
            rows.append(CorrespondenceRow(org.id, None, plain(left), org.id in lost))
    rows += (CorrespondenceRow(None, key, 0, outside=words) for key, words in begun.items())
    return Correspondence(first, last, tuple(rows), tuple(names.items()))


def _came(
    start: Hierarchy, end: Hierarchy, own: Sequence[int], contents: Contents, heirs: Mapping[str, Container[str]]
) -> tuple[dict[tuple[str, str], Amount], dict[str, dict[str, Amount]]]:
    """How many people of each organization are in each of its heirs, with everything below both, and how many outside.

    Args:
        start: the tree of the first day.
        end: the tree of the last day.
        own: the people of each organization itself on the first day, in the order of that tree.
        contents: where they are.
        heirs: who has something of whom.
    """
    above: dict[str, tuple[str, ...]] = {}
    has: dict[str, int] = {}
    came: dict[tuple[str, str], Amount] = {}
    went: dict[str, dict[str, Amount]] = {}

    def place(origin: str, at: str, people: Amount) -> None:
        if is_outside(at):
            for key in above[origin]:
                out = went.setdefault(key, {})
                out[at] = out.get(at, 0) + people
            return
        line = [org.id for org in (end[at], *end.ancestors(at))] if end.get(at) is not None else []
        for key in above[origin]:
            to = next((one for one in line if one in heirs[key]), None)
            if to is not None:
                came[key, to] = came.get((key, to), 0) + people

    for org, people in zip(start, own, strict=True):
        over = above[org.parent] if org.parent is not None else ()
        above[org.id] = (*over, org.id) if org.id in heirs else over
        has[org.id] = people
        if people and above[org.id] and not contents.is_moved(org.id):
            place(org.id, org.id, people)
    for origin, at, part in contents.places():
        if has[origin]:
            place(origin, at, has[origin] * part)
    return came, went
