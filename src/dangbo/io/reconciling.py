"""Two lists of the same people compared: who stands in both, who in one, what differs, and what may be one person.

```
reconcile(a, b)          two lists: what `read_table` read, Profiles, or rows
  | Reconciliation       .counts, .select(...), .table(by=)        every line of a and of b in exactly one Match
  |    | to_xlsx         a workbook with a column "Chọn"
  |    | apply           profiles with what somebody chose, and nothing else
  |    | not_applied     what stays as it is, line by line, and why
Match                    lines of a, lines of b, class, key or sign, what differs
```

Nothing is corrected here and nobody is merged: a person looks and chooses. What two lists say of people is shown where
it is asked for (`values="shown"`, the workbook) and nowhere else: no `repr`, finding or error holds a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from os import PathLike
from types import MappingProxyType
from typing import Any, Final, Literal

from typing_extensions import TypedDict

from dangbo.base.envelope import WordsDocument, json_text
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.people import People, people_cells, read_people
from dangbo.base.reading import read_choice
from dangbo.base.records import instance_of
from dangbo.base.text import group_digits, nearest, spaced_number, unless_personal
from dangbo.base.told import Documented
from dangbo.base.words import Words
from dangbo.hierarchy import Hierarchy
from dangbo.io.choice_books import Read, read_choices, write_choices
from dangbo.io.choosing import Chosen, applied, not_applied
from dangbo.io.comparing import Counted, Gap, Match, MatchClass, Matches, matches_of
from dangbo.io.grids import Values
from dangbo.io.lists import ASIDE, BESIDE, PROFILE, SIDES, LineList, Listing, Side, list_of
from dangbo.io.matching import MatchSign
from dangbo.io.reconciliation_tables import By, notes_of, reconciliation_table
from dangbo.life.profiles import Profiles, listed
from dangbo.render.findings import Findings
from dangbo.render.table import Table
from dangbo.render.tabled import Tabled
from dangbo.tree.structure import refuse

__all__ = ["Reconciliation", "reconcile"]

KEYS: Final = ("personal_id", "card_number", "old_card_number", "name+born")


def reconcile(
    a: Listing | Profiles | Iterable[Mapping[str, object]],
    b: Listing | Profiles | Iterable[Mapping[str, object]],
    *,
    keys: Iterable[str] = KEYS,
    fields: Iterable[str] | None = None,
    hierarchy: Hierarchy | None = None,
) -> Reconciliation:
    """Compare two lists of members (đối chiếu hai danh sách đảng viên), line by line and field by field.

    Lines are joined by keys, the strongest first; a key joins two lines only where no stronger key that both have says
    otherwise. Numbers are compared without blanks and dots, and one that is a single digit over and over
    ("000000000000") is nobody's. Names are compared without regard to capitals and the place of a tone, and the key
    "name+born" takes a whole date. Lines that no key joins are paired where something suggests it, `MatchSign`: they
    are `LIKELY`, and so is a pair that one number joins while name and year of birth are both others.

    Args:
        a: what `read_table` read, profiles, or rows: mappings from field to value with the fields of a profile, and
            "name", "organization" and whatever else both lists have.
        b: the same.
        keys: fields, or several joined by "+".
        fields: what is compared; unless told all that both lists have columns of. What only one list has a column of is
            then not compared, and `not_compared` says so.
        hierarchy: names and cells of profiles; cells named by id, code, name or path are then one cell.

    Returns:
        The reconciliation, O(lines). Sizes may differ; an empty list has nobody in it.

    Raises:
        InvalidInputError: what is no list; a value that cannot be read, by row and field; no such key or field.

    Examples:
        >>> a = [{"name": "Nguyễn Văn An", "born": "19/5/1960"}, {"name": "Trần Thị Bình", "born": "2/9/1945"}]
        >>> b = [{"name": "NGUYỄN VĂN AN", "born": "19/05/1960"}, {"name": "Tran Thi Binh", "born": "1945"}]
        >>> found = reconcile(a, b)
        >>> found
        Reconciliation(2 with 2: 1 equal, 1 likely)
        >>> [(one.kind, one.by or one.sign.value) for one in found]
        [(<MatchClass.EQUAL: 'equal'>, 'name+born'), (<MatchClass.LIKELY: 'likely'>, 'name-year')]
    """
    tree = None if hierarchy is None else instance_of(Hierarchy, hierarchy, "hierarchy")
    one, two = list_of(a, "a", tree), list_of(b, "b", tree)
    wanted = _keys_of(keys, one, two)
    compared = _compared(one, two, fields)
    return Reconciliation(one, two, matches_of(one, two, wanted, compared, tree), compared, wanted, tree)


# --- keys and fields --------------------------------------------------------------------------------------------------


def _keys_of(keys: Iterable[str], one: LineList, two: LineList) -> tuple[str, ...]:
    """The keys asked for, each of fields that are known.

    Raises:
        InvalidInputError: none, or one of a field that nobody knows.
    """
    wanted = tuple(dict.fromkeys(listed(keys, "keys")))
    if not wanted:
        reason = Words(vi="chưa nêu khóa đối chiếu nào", en="no key is named")
        raise InvalidInputError([finding("input/bad-value", "keys", reason=reason)])
    refuse([*_unknown((part for key in wanted for part in str(key).split("+")), "keys", one, two)])
    return wanted


def _compared(one: LineList, two: LineList, fields: Iterable[str] | None) -> tuple[str, ...]:
    """The fields that are compared, those of profiles in their order and the others behind them."""
    if fields is not None:
        wanted = tuple(dict.fromkeys(listed(fields, "fields")))
        refuse([*_unknown(wanted, "fields", one, two)])
        return wanted
    there = {*one.columns} & {*two.columns} - ASIDE
    order = ["name", "organization", *PROFILE, *sorted(there)]
    return tuple(name for name in dict.fromkeys(order) if name in there)


def _unknown(names: Iterable[Any], where: str, one: LineList, two: LineList) -> Iterator[Finding]:
    known = sorted({*PROFILE, *BESIDE, *one.columns, *two.columns})
    for name in names:
        if name in known:
            continue
        near = nearest(name, known, limit=1) if isinstance(name, str) else ()
        some = ", ".join(map(repr, [*PROFILE, "name", "organization"]))
        hint = Words(
            vi=f"; trường gần giống nhất là '{near[0]}'" if near else f"; các trường: {some}",
            en=f"; the nearest is '{near[0]}'" if near else f"; the fields are {some}",
        )
        yield finding("input/unknown-field", where, hint=hint)


# --- the result -------------------------------------------------------------------------------------------------------


class MatchClassDocument(TypedDict):
    """How many matches a class has, and how many lines of each list stand in them."""

    kind: str
    words: WordsDocument
    matches: int
    a: int
    b: int


class DifferenceDocument(TypedDict):
    """A field in which two lines differ, and whether both say something; never what they say."""

    field: str
    gap: Gap


class MatchDocument(TypedDict):
    """Lines that belong together, or may: what tells them in each list, and the fields that differ.

    "name" is null unless names were asked for.
    """

    number: int
    kind: str
    by: str
    sign: str | None
    a: list[str]
    b: list[str]
    name: str | None
    differences: list[DifferenceDocument]


class NotComparedDocument(TypedDict):
    """Fields of which a list says something and that were not compared."""

    a: list[str]
    b: list[str]


class ReconciliationDocument(TypedDict):
    """Two lists of people compared: every class with its counts, and each match that is not equal."""

    schema: Literal["dangbo/reconciliation"]
    version: Literal[1]
    a: int
    b: int
    keys: list[str]
    fields: list[str]
    not_compared: NotComparedDocument
    classes: list[MatchClassDocument]
    matches: list[MatchDocument]


@dataclass(frozen=True, repr=False, eq=False)
class Reconciliation(Documented, Tabled, Framed):
    """Two lists compared (kết quả đối chiếu); immutable, and in the order of the first list.

    Attributes:
        matches: all lines of both lists, each in one match; those only the second list has come last.
        fields: what was compared.
        keys: what lines were joined by.
        hierarchy: the tree that told cells and names, where one was given.
        a: the first list in columns; it holds personal data.
        b: the second list in columns.

    Examples:
        >>> found = reconcile([{"personal_id": "019060000001"}], [])
        >>> found.counts[MatchClass.ONLY_A]
        Counted(matches=1, a=1, b=0)
        >>> print(found)
        1 line in A, 0 lines in B
          only in A: 1 (lines of A: 1)
    """

    a: LineList
    b: LineList
    matches: Matches
    fields: tuple[str, ...]
    keys: tuple[str, ...]
    hierarchy: Hierarchy | None

    def __len__(self) -> int:
        return len(self.matches)

    def __iter__(self) -> Iterator[Match]:
        return iter(self.matches)

    @property
    def counts(self) -> Mapping[MatchClass, Counted]:
        """How many matches and lines each class has, every class in its order."""
        return self.matches.counts

    @property
    def sizes(self) -> tuple[int, int]:
        """How many lines each list has."""
        return self.a.size, self.b.size

    @property
    def not_compared(self) -> Mapping[Side, tuple[str, ...]]:
        """Fields of which a list says something and that were not compared, by list; none where one has no lines."""
        sides: tuple[tuple[Side, LineList], ...] = (("a", self.a), ("b", self.b))
        left: dict[Side, tuple[str, ...]] = {"a": (), "b": ()}
        for side, some in sides if all(self.sizes) else ():
            names = {*some.columns} - {*self.fields} - ASIDE
            left[side] = tuple(sorted(name for name in names if any(value is not None for value in some.column(name))))
        return MappingProxyType(left)

    def select(
        self, *, kind: MatchClass | str | None = None, sign: MatchSign | str | None = None, field: str | None = None
    ) -> tuple[Match, ...]:
        """The matches that fit every condition given.

        Args:
            kind: the class.
            sign: what suggests or casts doubt on it.
            field: a field that differs.

        Raises:
            TermError: no such class or sign.
        """
        wanted = None if kind is None else MatchClass.parse(kind)
        mark = None if sign is None else MatchSign.parse(sign)
        return tuple(
            one
            for one in self.matches
            if (wanted is None or one.kind is wanted)
            and (mark is None or one.sign is mark)
            and (field is None or any(different.field == field for different in one.differences))
        )

    def personal_data(self, match: Match) -> dict[str, list[dict[str, object]]]:
        """What the lists say in the lines of a match: personal data, for whoever has to choose.

        Examples:
            >>> found = reconcile([{"name": "Nguyễn Văn An"}], [])
            >>> found.personal_data(found.matches[0])
            {'a': [{'name': 'Nguyễn Văn An'}], 'b': []}
        """
        sides = (("a", self.a, match.a), ("b", self.b, match.b))
        return {
            side: [
                {name: column[line] for name, column in some.columns.items() if column[line] is not None}
                for line in lines
            ]
            for side, some, lines in sides
        }

    def value(self, side: Side, line: int, field: str) -> object:
        """What a line says of a field; `None` where it says nothing. It is personal data.

        Args:
            side: "a" or "b".
            line: counted from 0, as in `Match.a`.
            field: the field.
        """
        some = self.a if read_choice(side, SIDES, "side") == "a" else self.b
        return some.column(field)[line]

    def label(self, side: Side, line: int) -> object:
        """What tells a line: the number of its row, or the id of the member in profiles."""
        return (self.a if read_choice(side, SIDES, "side") == "a" else self.b).labels[line]

    @property
    def digest(self) -> str:
        """What tells these two lists, with what was compared, from others; SHA-256 in hexadecimal."""
        hashed = sha256(repr((self.keys, self.fields)).encode())
        for side in (self.a, self.b):
            for name in sorted(side.columns):
                hashed.update(repr((name, [*map(str, side.columns[name])])).encode())
        return hashed.hexdigest()

    def apply(self, chosen: str | PathLike[str] | Chosen, profiles: Profiles, *, of: Side = "a") -> Profiles:
        """Profiles with what somebody chose of the differences, and nothing else; applied twice it changes no more.

        A choice says which list is right. Fields of one line in each list become what that list says. Of a line that
        only one list has, the profile is kept or added where that list is chosen, and taken out where the other is;
        lines that a list repeats are one person, where they all say the same. Nobody is taken out for a list of which
        rows could not be read. What no choice can change is told by `not_applied`: names and cells, which stand in no
        profile, and several lines that only may be one person.

        Args:
            chosen: the workbook of `to_xlsx` filled in; or "A", "B" or "skip" by the number of a match, for whatever
                can be chosen of it, or by number and field: `{3: "B", (4, "born"): "A"}`.
            profiles: the profiles that are changed, found by the member ids of the lines.
            of: the list they were made of, whose ids count: the same id may be another person's in the other list.

        Returns:
            New profiles; those nobody chose anything of are the same. O(lines + profiles).

        Raises:
            InvalidInputError: a workbook of other lists, or one in which something else than the choices was changed,
                by cell; a choice that cannot be made, or whose lines name no profile or several. All at once, and
                nothing is changed.
            MissingExtraError: a workbook, and python-calamine is not installed.

        Examples:
            >>> register = Profiles([{"member": "m-1", "personal_id": "019060000001", "sex": "nam"}])
            >>> found = reconcile(register, [{"personal_id": "019060000001", "sex": "nam", "born": "19/5/1960"}])
            >>> found.apply({(1, "born"): "B"}, register).column("born")[0]
            datetime.date(1960, 5, 19)
        """
        side = read_choice(of, SIDES, "of")
        return applied(self, self._chosen(chosen).chosen, instance_of(Profiles, profiles, "profiles"), side)

    def not_applied(self, chosen: str | PathLike[str] | Chosen) -> Findings:
        """What choices leave as it is, line by line, and why: nothing or "skip" was chosen, or nothing can be.

        Args:
            chosen: as in `apply`.

        Returns:
            Findings `table/not-applied`, one for each difference that stays; before them `table/choices-gone` where
            rows of the workbook were taken out. No value stands in them.

        Raises:
            InvalidInputError: what `apply` refuses of the choices themselves.
            MissingExtraError: a workbook, and python-calamine is not installed.

        Examples:
            >>> found = reconcile([{"personal_id": "019060000001"}], [])
            >>> print(found.not_applied({})[0].message)
            match 1 (A: 1): it stays as it is: neither A nor B was chosen
        """
        read = self._chosen(chosen)
        return not_applied(self, read.chosen, read.notes)

    def _chosen(self, given: str | PathLike[str] | Chosen) -> Read:
        """Choices as they are given: by match, or in a workbook."""
        return Read(given, ()) if isinstance(given, Mapping) else read_choices(self, given)

    def to_xlsx(self, path: str | PathLike[str], *, people: People = "ids", lang: Lang = "vi") -> None:
        """Write a workbook with whatever is not equal and a column "Chọn" (A, B, bỏ qua), which `apply` reads back.

        It shows what both lists say, since nobody can choose otherwise: it holds personal data. Where nothing can be
        chosen, the column "Ghi chú" says why. Rows may be sorted and filtered; only "Chọn" is to be filled in.

        Args:
            path: the file, which is written whole or not at all; what stands there is replaced.
            people: whether names stand in it; without them a name that differs is not shown either.
            lang: the language of its words.

        Raises:
            MissingExtraError: xlsxwriter is not installed.
            InvalidInputError: another word for `people`; more rows than a sheet holds.
        """
        write_choices(self, path, people=read_people(people), lang=lang)

    # --- what people see ----------------------------------------------------------------------------------------------

    def text(self, *, lang: Lang = "vi") -> str:
        """How many matches and lines each class has, in words; no value of anybody."""
        a, b = self.a.size, self.b.size
        lines = [
            Words(
                vi=f"{group_digits(a, lang='vi')} dòng ở A, {group_digits(b, lang='vi')} dòng ở B",
                en=f"{group_digits(a, lang='en')} {_lines(a)} in A, {group_digits(b, lang='en')} {_lines(b)} in B",
            ).text(lang=lang)
        ]
        for kind, count in self.counts.items():
            if not count.matches:
                continue
            parts = [
                Words(
                    vi=f"số dòng ở {side}: {group_digits(some, lang='vi')}",
                    en=f"lines of {side}: {group_digits(some, lang='en')}",
                ).text(lang=lang)
                for side, some in (("A", count.a), ("B", count.b))
                if some
            ]
            lines.append(
                f"  {kind.words.text(lang=lang)}: {group_digits(count.matches, lang=lang)} ({', '.join(parts)})"
            )
        return "\n".join([*lines, *(f"  {words.text(lang=lang)}" for words in notes_of(self))])

    def table(self, *, by: By = "class", people: People = "ids", values: Values = "hidden", lang: Lang = "vi") -> Table:
        """The reconciliation as a table.

        Args:
            by: what stands in the rows: "class", "field" (how often each differs), "cell" (who stands where on which
                side) or "match" (whatever is not equal, a row for each field that differs).
            people: of matches one by one, whether names stand beside the lines.
            values: of matches one by one, whether it shows what the lists say.
            lang: the language of its words.

        Raises:
            InvalidInputError: another word for an option.
        """
        return reconciliation_table(self, by, people=people, values=values, lang=lang)

    def _frame(self) -> list[FrameColumn]:
        pairs = [(match, one) for match in self.matches for one in match.differences or (None,)]
        told = {match.number: self.lines_of(match) for match in self.matches}
        return columns_of(
            pairs,
            ("match", "count", lambda one: one[0].number),
            ("kind", "term", lambda one: one[0].kind),
            ("lines_a", "text", lambda one: told[one[0].number][0] or None),
            ("lines_b", "text", lambda one: told[one[0].number][1] or None),
            ("by", "text", lambda one: one[0].by or None),
            ("sign", "term", lambda one: one[0].sign),
            ("field", "text", lambda one: None if one[1] is None else one[1].field),
            ("gap", "text", lambda one: None if one[1] is None else one[1].gap),
        )

    def as_dict(self, *, people: People = "ids") -> ReconciliationDocument:
        """The reconciliation as plain JSON values: counts, and whatever is not equal; no value of anybody.

        Args:
            people: whether initials or names stand beside the lines; without them only rows, or ids in profiles.

        Raises:
            InvalidInputError: another word for `people`.
        """
        how, left = read_people(people), self.not_compared
        return {
            "schema": "dangbo/reconciliation",
            "version": 1,
            "a": self.a.size,
            "b": self.b.size,
            "keys": [*self.keys],
            "fields": [*self.fields],
            "not_compared": {"a": [*left["a"]], "b": [*left["b"]]},
            "classes": [
                {"kind": kind.value, "words": kind.words.as_dict(), "matches": one.matches, "a": one.a, "b": one.b}
                for kind, one in self.counts.items()
            ],
            "matches": [
                self._told(self.matches[at], how)
                for at, kind in enumerate(self.matches.kinds)
                if kind is not MatchClass.EQUAL
            ],
        }

    def _told(self, match: Match, people: People) -> MatchDocument:
        named = people_cells(self.name_of(match), people)
        return {
            "number": match.number,
            "kind": match.kind.value,
            "by": match.by,
            "sign": None if match.sign is None else match.sign.value,
            "a": [unless_personal(str(self.a.labels[line])) for line in match.a],
            "b": [unless_personal(str(self.b.labels[line])) for line in match.b],
            "name": named[0] if named else None,
            "differences": [{"field": one.field, "gap": one.gap} for one in match.differences],
        }

    def to_json(self, *, indent: int | None = None, people: People = "ids") -> str:
        """The same as JSON text.

        Args:
            indent: blanks a level is moved in by; `None` for one line.
            people: as in `as_dict`.
        """
        return json_text(self.as_dict(people=people), indent=indent)

    def lines_of(self, match: Match) -> tuple[str, str]:
        """What tells the lines of a match in each list: rows, or ids in profiles."""
        return (
            ", ".join(unless_personal(str(self.a.labels[line])) for line in match.a),
            ", ".join(unless_personal(str(self.b.labels[line])) for line in match.b),
        )

    def name_of(self, match: Match) -> str | None:
        """The name in the first line of a match that has one. It is personal data."""
        names = [
            *(self.a.column("name")[line] for line in match.a),
            *(self.b.column("name")[line] for line in match.b),
        ]
        return next((str(name) for name in names if name is not None), None)

    def __str__(self) -> str:
        return self.text(lang="en")

    def __repr__(self) -> str:
        counts = ", ".join(
            f"{spaced_number(count.matches)} {kind.value.replace('-', ' ')}"
            for kind, count in self.counts.items()
            if count.matches
        )
        return (
            f"Reconciliation({spaced_number(self.a.size)} with {spaced_number(self.b.size)}{counts and ': '}{counts})"
        )


def _lines(count: int) -> str:
    return "line" if count == 1 else "lines"
