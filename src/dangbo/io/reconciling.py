"""Two lists of the same people compared: who stands in both, who in one, what differs, and what may be one person.

```
reconcile(a, b)          two lists: what `read_table` read, Profiles, or rows
  | Reconciliation       .counts, .select(...), .table(by=), .cells        every line of a and of b in exactly one Match
  |    | to_xlsx         a workbook with a column "Chọn"
  |    | apply           profiles with what somebody chose, and nothing else
Match                    lines of a, lines of b, class, key or sign, what differs
```

Nothing is corrected here and nobody is merged: a person looks and chooses. What two lists say of people is shown where
it is asked for (`values="shown"`, the workbook) and nowhere else: no `repr`, finding or error holds a value.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from itertools import chain, compress
from operator import itemgetter, ne
from os import PathLike
from types import MappingProxyType
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Literal,
    NamedTuple,
    Protocol,
    TypeAlias,
    cast,
    overload,
    runtime_checkable,
)

from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.people import People, people_cells, people_heads, read_people
from dangbo.base.reading import read_choice
from dangbo.base.records import instance_of
from dangbo.base.terms import Term
from dangbo.base.text import (
    PartialDate,
    fold,
    format_date,
    group_digits,
    is_missing,
    name_key,
    nearest,
    nfc,
    sort_key,
    spaced_number,
    type_words,
)
from dangbo.base.words import Words
from dangbo.hierarchy import Hierarchy
from dangbo.io.matching import Key, MatchSign, matched
from dangbo.life.fields import FIELD_WORDS
from dangbo.life.profiles import Profile, Profiles, listed
from dangbo.render.table import Cell, Column, Table
from dangbo.rules.forms import group_key
from dangbo.tree.reading import read_rows
from dangbo.tree.rows import Across, Sheet, sheet, unless_personal
from dangbo.tree.structure import refuse

if TYPE_CHECKING:
    from dangbo.io.choosing import Chosen
    from dangbo.render.drawing import Drawing

__all__ = ["Counted", "Difference", "Match", "MatchClass", "Reconciliation", "reconcile"]


class MatchClass(Term, vi="kết quả đối chiếu"):
    """What became of lines when two lists were compared; each line of either list has one.

    How many lines of each list belong together decides it: several lines of one list that are one person are repeated
    where the other list has nobody like them, and "several to one" where it has.

    Examples:
        >>> MatchClass.ONLY_B.label, MatchClass.LIKELY.gloss
        ('Chỉ có ở B', 'may be one person')
    """

    EQUAL = "equal", "Có ở cả hai, giống nhau", "in both, equal"
    DIFFERENT = "different", "Có ở cả hai, khác thông tin", "in both, different"
    OTHER_CELL = "other-cell", "Có ở cả hai, khác chi bộ", "in both, another cell"
    LIKELY = "likely", "Có thể là một người", "may be one person"
    ONE_TO_SEVERAL = "one-to-several", "Một dòng ở A, nhiều dòng ở B", "one in A, several in B"
    SEVERAL_TO_ONE = "several-to-one", "Nhiều dòng ở A, một dòng ở B", "several in A, one in B"
    SEVERAL_TO_SEVERAL = "several-to-several", "Nhiều dòng ở cả A và B", "several in A and in B"
    REPEATED = "repeated", "Lặp lại trong một danh sách", "repeated within one list"
    ONLY_A = "only-a", "Chỉ có ở A", "only in A"
    ONLY_B = "only-b", "Chỉ có ở B", "only in B"


Side: TypeAlias = Literal["a", "b"]
"""The first list that was given, or the second."""
Gap: TypeAlias = Literal["differs", "only_a", "only_b"]
"""How a field differs: both say something else, or only one list says something."""


@runtime_checkable
class Listing(Protocol):
    """A table that was read: rows as mappings from field to value."""

    @property
    def rows(self) -> Sequence[Mapping[str, object]]:
        """The rows."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two lines differ; the values are in the lists.

    Attributes:
        field: the field, as profiles call it; "name" and "organization" beside them.
        gap: whether both say something else, or only one list says anything.
    """

    field: str
    gap: Gap


@dataclass(frozen=True, slots=True)
class Match:
    """Lines of two lists that belong together.

    Attributes:
        number: its place in the reconciliation, from 1.
        kind: its class.
        a: lines of the first list, counted from 0.
        b: lines of the second list, counted from 0.
        by: the strongest key that two of the lines share; empty where they share none.
        sign: what suggests or casts doubt on it, where no key settles it.
        differences: fields that differ, where it is one line of each.
    """

    number: int
    kind: MatchClass
    a: tuple[int, ...]
    b: tuple[int, ...]
    by: str = ""
    sign: MatchSign | None = None
    differences: tuple[Difference, ...] = ()


class Counted(NamedTuple):
    """How many matches a class has, and how many lines of each list stand in them."""

    matches: int
    a: int
    b: int


class Matches(Sequence[Match]):
    """Matches in their order, each made when it is asked for: most are equal, and nobody looks at those."""

    __slots__ = ("_by", "_differences", "_lines", "_signs", "_split", "counts", "kinds")

    def __init__(
        self,
        lines: Sequence[Sequence[int]],
        split: int,
        kinds: Sequence[MatchClass],
        by: Sequence[str | None],
        signs: Mapping[int, MatchSign],
        differences: Mapping[int, Sequence[Difference]],
    ) -> None:
        self._lines, self._split, self.kinds = lines, split, kinds
        self._by, self._signs, self._differences = by, signs, differences
        found = {kind: [0, 0, 0] for kind in MatchClass}
        for kind, some in zip(kinds, lines, strict=True):
            count, a = found[kind], bisect_left(some, split)
            count[0] += 1
            count[1] += a
            count[2] += len(some) - a
        self.counts = MappingProxyType({kind: Counted(*count) for kind, count in found.items()})

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, at: int) -> Match: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Match, ...]: ...
    def __getitem__(self, at: int | slice) -> Match | tuple[Match, ...]:
        if isinstance(at, slice):
            return tuple(self[one] for one in range(*at.indices(len(self))))
        at = range(len(self))[at]
        lines, split = self._lines[at], self._split
        return Match(
            at + 1,
            self.kinds[at],
            tuple(line for line in lines if line < split),
            tuple(line - split for line in lines if line >= split),
            self._by[at] or "",
            self._signs.get(at),
            tuple(self._differences.get(at, ())),
        )

    def __repr__(self) -> str:
        return f"Matches({spaced_number(len(self))})"


KEYS: Final = ("personal_id", "card_number", "old_card_number", "name+born")
_NUMBERS: Final = frozenset({"personal_id", "old_id", "card_number", "old_card_number", "file_number"})
_PROFILE: Final = tuple(field.name for field in fields(cast("Any", Profile)))
_ASIDE: Final = frozenset({"member", "no"})
"""What says where a line stands and nothing of the person: ids may be made anew for each file."""
_BESIDE: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "member": Words(vi="mã đảng viên", en="member id"),
        "name": Words(vi="họ và tên", en="name"),
        "other_name": Words(vi="tên gọi khác", en="other name"),
        "organization": Words(vi="chi bộ", en="cell"),
        "status": Words(vi="loại đảng viên", en="status of the member"),
        "state": Words(vi="trạng thái hoạt động", en="state"),
        "state_date": Words(vi="ngày của trạng thái", en="date of the state"),
        "delete": Words(vi="đề nghị xóa", en="to be deleted"),
    }
)


def _field_words(field: str) -> Words:
    """What a field is called; a column of one's own is called as it is."""
    return FIELD_WORDS.get(field) or _BESIDE.get(field) or Words(vi=field, en=field)


@dataclass(frozen=True, slots=True, repr=False)
class _List:
    """One of the two lists, in columns.

    Attributes:
        size: how many lines it has.
        columns: values by field.
        labels: what tells a line, for people: the number of its row, or the id of the member.
    """

    size: int
    columns: Mapping[str, Sequence[Any]]
    labels: Sequence[object]

    def column(self, field: str) -> Sequence[Any]:
        return self.columns.get(field) or (None,) * self.size


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
        fields: what is compared; unless told all that both lists have. Of a field that one list has not, nothing is
            compared, and `not_compared` says so.
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
    one, two = _list_of(a, "a", tree), _list_of(b, "b", tree)
    wanted = _keys_of(keys, one, two)
    compared = _compared(one, two, fields)
    return Reconciliation(one, two, _matches(one, two, wanted, compared, tree), compared, wanted, tree)


# --- reading ----------------------------------------------------------------------------------------------------------


def _list_of(given: Any, side: Side, tree: Hierarchy | None) -> _List:  # noqa: ANN401 - whatever came
    if isinstance(given, Profiles):
        return _of_profiles(given, tree)
    kind = getattr(given, "kind", "profiles")
    if isinstance(given, Listing) and kind != "profiles":
        reason = Words(
            vi=f"tệp này đọc theo loại '{kind}', không phải danh sách đảng viên",
            en=f"it was read as '{kind}', and not as 'profiles'",
        )
        raise InvalidInputError([finding("input/bad-value", side, reason=reason)])
    whole = sheet(given.rows if isinstance(given, Listing) else given, "profile", Profile)
    refuse(whole.problems)
    raw = _columns_of(whole, side)
    made = _ids_made(given, len(whole.rows))
    ids = raw.get("member", made)
    asked = {name: column for name, column in raw.items() if name is None or name in _PROFILE}
    asked["member"] = ["-" if is_missing(key) else key for key in ids]
    read = read_rows(Sheet(whole.noun, Across(asked), whole.numbers), Profile)
    refuse(read.problems)
    columns: dict[str, Sequence[Any]] = {name: read.columns[name] for name in _PROFILE if name in asked}
    columns["member"] = [None if is_missing(there) else key for there, key in zip(ids, columns["member"], strict=True)]
    columns |= {name: [*map(_spelled, column)] for name, column in raw.items() if name and name not in _PROFILE}
    return _List(len(whole.rows), columns, labels=_labels(given, whole))


def _of_profiles(given: Profiles, tree: Hierarchy | None) -> _List:
    columns: dict[str, Sequence[Any]] = {name: [*given.column(name)] for name in _PROFILE[1:]}
    columns["member"] = given.ids
    if tree is not None:
        people = tree.members
        columns["name"] = [None if (one := people.get(key)) is None else one.name for key in given.ids]
        homes = {key: org.id for org in tree for key in tree.roll(org)}
        columns["organization"] = [*map(homes.get, given.ids)]
    return _List(len(given), columns, labels=given.ids)


def _columns_of(whole: Sheet, side: Side) -> dict[str | None, Sequence[Any]]:
    """The columns of a table of rows by name; under no name what a row has beyond its header."""
    if isinstance(whole.rows, Across):
        raw: dict[Any, Sequence[Any]] = whole.rows.columns
    else:
        rows = [
            {name: getattr(row, name) for name in _PROFILE} if isinstance(row, Profile) else row for row in whole.rows
        ]
        raw = {name: _values(rows, name) for name in dict.fromkeys(chain.from_iterable(rows))}
    columns: dict[str | None, Sequence[Any]] = {}
    for name, column in raw.items():
        if name is not None and not isinstance(name, str):
            kind = type_words(name)
            reason = Words(
                vi=f"tên cột phải là chữ, không phải {kind.vi}", en=f"the name of a column is '{kind.en}', no text"
            )
            raise InvalidInputError([finding("input/bad-value", side, reason=reason)])
        key = None if name is None else nfc(name)
        if key in columns:
            count = sum(isinstance(other, str) and nfc(other) == key for other in raw)
            raise InvalidInputError(
                [finding("input/doubled-column", side, place=whole.whole(), column=str(key), count=count)]
            )
        columns[key] = column
    return columns


def _values(rows: Sequence[Mapping[Any, Any]], name: object) -> list[Any]:
    try:
        return [*map(itemgetter(name), rows)]
    except KeyError:  # rows that say other things
        return [row.get(name) for row in rows]


def _ids_made(given: object, size: int) -> Sequence[str | None]:
    """The ids that reading a table gave to its rows, where it has no column of them."""
    records = getattr(given, "records", None)
    return records.ids if isinstance(records, Profiles) and len(records) == size else (None,) * size


def _labels(given: object, whole: Sheet) -> Sequence[object]:
    """What tells a line: the row of its file, or of the rows given."""
    places: Sequence[Any] = getattr(given, "places", ())
    if len(places) == len(whole.rows) and all(getattr(place, "row", None) is not None for place in places):
        return [place.row for place in places]
    return whole.numbers


def _spelled(value: Any) -> Any:  # noqa: ANN401 - of a column of one's own
    if type(value) is str:
        return nfc(value) or None
    return None if is_missing(value) else value


# --- keys and fields --------------------------------------------------------------------------------------------------


def _keys_of(keys: Iterable[str], one: _List, two: _List) -> tuple[str, ...]:
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


def _compared(one: _List, two: _List, fields: Iterable[str] | None) -> tuple[str, ...]:
    """The fields that are compared, those of profiles in their order and the others behind them."""
    if fields is not None:
        wanted = tuple(dict.fromkeys(listed(fields, "fields")))
        refuse([*_unknown(wanted, "fields", one, two)])
        return wanted
    there = {*one.columns} & {*two.columns} - _ASIDE
    order = ["name", "organization", *_PROFILE, *sorted(there)]
    return tuple(name for name in dict.fromkeys(order) if name in there)


def _unknown(names: Iterable[Any], where: str, one: _List, two: _List) -> Iterator[Finding]:
    known = sorted({*_PROFILE, *_BESIDE, *one.columns, *two.columns})
    for name in names:
        if name in known:
            continue
        near = nearest(name, known, limit=1) if isinstance(name, str) else ()
        some = ", ".join(map(repr, [*_PROFILE, "name", "organization"]))
        hint = Words(
            vi=f"; trường gần giống nhất là '{near[0]}'" if near else f"; các trường: {some}",
            en=f"; the nearest is '{near[0]}'" if near else f"; the fields are {some}",
        )
        yield finding("input/unknown-field", where, hint=hint)


_BREAKS: Final = str.maketrans("", "", " .")


def _number_key(text: str) -> str | None:
    """A number without blanks and dots; one that is a digit over and over stands for none."""
    bare = text if text.isdecimal() else text.translate(_BREAKS).casefold()
    return None if bare.count(bare[:1]) == len(bare) else bare


def _cells(tree: Hierarchy | None) -> Callable[[Any], Any]:
    """What makes one cell of its id, code, name or path; of what no organization of the tree is called, its name."""
    if tree is None:
        return lambda text: name_key(str(text))
    by_name: dict[str, list[str]] = {}
    keys: dict[str, str] = {}
    for org in tree:
        by_name.setdefault(name_key(org.name), []).append(org.id)
        if org.code:
            keys[name_key(org.code)] = org.id
    keys |= {name_key(org.id): org.id for org in tree}
    found: dict[Any, Any] = {}

    def cell(text: Any) -> Any:  # noqa: ANN401 - of a column of organizations
        if text not in found:
            key = name_key(str(text))
            found[text] = keys.get(key) or _by_path(key, by_name, tree) or key
        return found[text]

    return cell


def _by_path(key: str, by_name: Mapping[str, Sequence[str]], tree: Hierarchy) -> str | None:
    """The one organization that is called so, the names of superiors before its own told apart by "/" or ">"."""
    *above, name = (part.strip() for part in key.replace(">", "/").split("/"))
    called = by_name.get(key) or by_name.get(name, ())
    fitting = [
        one for one in called if len(called) == 1 or {*above} <= {name_key(org.name) for org in tree.ancestors(one)}
    ]
    return fitting[0] if len(fitting) == 1 else None


def _key_of(field: str, cell: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What two values of a field have in common that are the same to a reader; `None` of what tells nobody apart."""
    if field in _NUMBERS:
        return _number_key
    if field == "organization":
        return cell
    if field in _GROUPS:
        return group_key
    return lambda value: name_key(value) if isinstance(value, str) else value


_GROUPS: Final = frozenset({"ethnic_group", "religion"})


def _key(name: str, one: _List, two: _List, cell: Callable[[Any], Any]) -> Key:
    parts = name.split("+")
    columns: list[list[Any]] = []
    for part in parts:
        key = _key_of(part, cell)
        values = (value for side in (one, two) for value in side.column(part))
        if part in _NUMBERS:  # most are digits that are not all one: a call for each would cost more than all the rest
            columns.append(
                [
                    text if text is None or (text.isdecimal() and text[0] != text[-1]) else _number_key(text)
                    for text in values
                ]
            )
        elif part == "born":
            columns.append([value if isinstance(value, dt.date) else None for value in values])
        else:
            columns.append([None if value is None else key(value) for value in values])
    if len(parts) == 1:
        return Key(name, columns[0], numbered=name in _NUMBERS)
    return Key(name, [None if None in value else value for value in zip(*columns, strict=True)], numbered=False)


# --- comparing --------------------------------------------------------------------------------------------------------


def _matches(one: _List, two: _List, keys: Sequence[str], compared: Sequence[str], tree: Hierarchy | None) -> Matches:
    cell, split = _cells(tree), one.size
    names = [*one.column("name"), *two.column("name")]
    born = [*one.column("born"), *two.column("born")]
    known = [_key(name, one, two, cell) for name in keys]
    groups = matched(split, known, names, born)
    lines = [*map(groups.of, groups.roots)]
    pairs = [(at, some[0], some[1] - split) for at, some in enumerate(lines) if _is_pair(some, split)]
    differences = _differences(one, two, pairs, compared, cell)
    signs = {at: sign for at, root in enumerate(groups.roots) if (sign := groups.sign.get(root))} if groups.sign else {}
    numbered = {rank for rank, key in enumerate(known) if key.numbered}
    for at, x, y in pairs:
        if born[x] is not born[y + split] and groups.rank.get(x) in numbered:
            doubt = _doubt(x, y + split, names, born)
            if doubt is not None:
                signs[at] = doubt
    kinds = [MatchClass.EQUAL] * len(lines)
    plain = {at for at, _, _ in pairs}.difference(differences, signs)
    for at, some in enumerate(lines):
        if at not in plain:
            a = bisect_left(some, split)
            kinds[at] = _class_of(a, len(some) - a, differences.get(at, ()), signs.get(at))
    by = [None if rank is None else keys[rank] for rank in map(groups.rank.get, groups.roots)]
    return Matches(lines, split, kinds, by, signs, differences)


def _is_pair(lines: Sequence[int], split: int) -> bool:
    """Whether it is one line of each list."""
    return len(lines) == 2 and lines[0] < split <= lines[1]  # noqa: PLR2004 - a pair


def _class_of(a: int, b: int, differences: Sequence[Difference], sign: MatchSign | None) -> MatchClass:
    """The class of so many lines of each list."""
    if sign is not None:
        return MatchClass.LIKELY
    if a == b == 1:
        if any(one.field == "organization" and one.gap == "differs" for one in differences):
            return MatchClass.OTHER_CELL
        return MatchClass.DIFFERENT if differences else MatchClass.EQUAL
    if a and b:
        if a == 1:
            return MatchClass.ONE_TO_SEVERAL
        return MatchClass.SEVERAL_TO_ONE if b == 1 else MatchClass.SEVERAL_TO_SEVERAL
    if a + b > 1:
        return MatchClass.REPEATED
    return MatchClass.ONLY_A if a else MatchClass.ONLY_B


def _doubt(x: int, y: int, names: Sequence[Any], born: Sequence[dt.date | PartialDate | None]) -> MatchSign | None:
    """What casts doubt on two lines that a number joins."""
    day, other, name, called = born[x], born[y], names[x], names[y]
    if day is None or other is None or day.year == other.year or name is None or called is None:
        return None
    return None if fold(str(name)) == fold(str(called)) else MatchSign.NUMBER_ALONE


def _differences(
    one: _List,
    two: _List,
    pairs: Sequence[tuple[int, int, int]],
    compared: Sequence[str],
    cell: Callable[[Any], Any],
) -> dict[int, list[Difference]]:
    """By group the fields in which its two lines differ, field by field: columns are walked, not lines."""
    found: dict[int, list[Difference]] = {}
    places, xs, ys = [*zip(*pairs, strict=True)] or ((), (), ())
    for field in compared:
        key = _key_of(field, cell)
        differs, only_a, only_b = (Difference(field, gap) for gap in _GAPS)
        mine, theirs = ([*map(side.column(field).__getitem__, lines)] for side, lines in ((one, xs), (two, ys)))
        for at, value, other in compress(zip(places, mine, theirs, strict=True), map(ne, mine, theirs)):
            if value is None:
                found.setdefault(at, []).append(only_b)
            elif other is None:
                found.setdefault(at, []).append(only_a)
            elif key(value) is None or key(value) != key(other):
                found.setdefault(at, []).append(differs)
    return found


_GAPS: Final[Mapping[Gap, Words]] = MappingProxyType(
    {
        "differs": Words(vi="Khác nhau", en="Differs"),
        "only_a": Words(vi="Chỉ A có", en="Only A has it"),
        "only_b": Words(vi="Chỉ B có", en="Only B has it"),
    }
)


# --- the result -------------------------------------------------------------------------------------------------------

By: TypeAlias = Literal["class", "field", "cell", "match"]
"""What stands in the rows of a table: classes, fields that differ, cells, or matches one by one."""
Values: TypeAlias = Literal["hidden", "shown"]
"""Whether a table shows what the lists say of people."""

_BY: Final[Mapping[By, Words]] = {
    "class": Words(vi="theo kết quả", en="by class"),
    "field": Words(vi="theo thông tin", en="by field"),
    "cell": Words(vi="theo chi bộ", en="by cell"),
    "match": Words(vi="từng trường hợp", en="one by one"),
}
_VALUES: Final[Mapping[Values, Words]] = {
    "hidden": Words(vi="không nêu giá trị", en="values hidden"),
    "shown": Words(vi="nêu giá trị", en="values shown"),
}


@dataclass(frozen=True, repr=False, eq=False)
class Reconciliation:
    """Two lists compared (kết quả đối chiếu); immutable, and in the order of the first list.

    Attributes:
        matches: all lines of both lists, each in one match; those only the second list has come last.
        fields: what was compared.
        keys: what lines were joined by.
        hierarchy: the tree that told cells and names, where one was given.

    Examples:
        >>> found = reconcile([{"personal_id": "019060000001"}], [])
        >>> found.counts[MatchClass.ONLY_A]
        Counted(matches=1, a=1, b=0)
        >>> print(found)
        1 line in A, 0 lines in B
          only in A: 1 (lines of A: 1)
    """

    _a: _List
    _b: _List
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
        return self._a.size, self._b.size

    @property
    def not_compared(self) -> Mapping[Side, tuple[str, ...]]:
        """Fields of which a list says something and that were not compared, by list."""
        sides: tuple[tuple[Side, _List], ...] = (("a", self._a), ("b", self._b))
        left: dict[Side, tuple[str, ...]] = {}
        for side, some in sides:
            names = {*some.columns} - {*self.fields} - _ASIDE
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
        sides = (("a", self._a, match.a), ("b", self._b, match.b))
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
        some = self._a if read_choice(side, _SIDES, "side") == "a" else self._b
        return some.column(field)[line]

    def label(self, side: Side, line: int) -> object:
        """What tells a line: the number of its row, or the id of the member in profiles."""
        return (self._a if read_choice(side, _SIDES, "side") == "a" else self._b).labels[line]

    @property
    def digest(self) -> str:
        """What tells these two lists, with what was compared, from others; SHA-256 in hexadecimal."""
        hashed = sha256(repr((self.keys, self.fields)).encode())
        for side in (self._a, self._b):
            for name in sorted(side.columns):
                hashed.update(repr((name, [*map(str, side.columns[name])])).encode())
        return hashed.hexdigest()

    def apply(self, chosen: str | PathLike[str] | Chosen, profiles: Profiles) -> Profiles:
        """Profiles with what somebody chose of the differences, and nothing else; applied twice it changes no more.

        Args:
            chosen: the workbook of `to_xlsx` filled in; or "A", "B" or "skip" by the number of a match, for every field
                of it that stands in a profile, or by number and field: `{3: "B", (4, "born"): "A"}`. A line that only
                one list has is added as a profile.
            profiles: the profiles that are changed, found by the member ids of the lines.

        Raises:
            InvalidInputError: a workbook of other lists; a choice that cannot be applied: of a name or a cell, of lines
                of which a list has several, of a line whose id names no profile. All at once, and nothing is changed.
            MissingExtraError: a workbook, and python-calamine is not installed.

        Examples:
            >>> register = Profiles([{"member": "m-1", "personal_id": "019060000001", "sex": "nam"}])
            >>> found = reconcile(register, [{"personal_id": "019060000001", "sex": "nam", "born": "19/5/1960"}])
            >>> found.apply({(1, "born"): "B"}, register).column("born")[0]
            datetime.date(1960, 5, 19)
        """
        from dangbo.io.choosing import applied, chosen_of

        return applied(self, chosen_of(self, chosen), instance_of(Profiles, profiles, "profiles"))

    def to_xlsx(self, path: str | PathLike[str], *, people: People = "ids", lang: Lang = "vi") -> None:
        """Write a workbook with whatever is not equal and a column "Chọn" (A, B, bỏ qua), which `apply` reads back.

        It shows what both lists say, since nobody can choose otherwise: it holds personal data.

        Args:
            path: the file, which is written whole or not at all.
            people: whether names stand in it.
            lang: the language of its words.

        Raises:
            MissingExtraError: xlsxwriter is not installed.
        """
        from dangbo.io.choosing import write_choices

        write_choices(self, path, people=read_people(people), lang=lang)

    # --- what people see ----------------------------------------------------------------------------------------------

    def text(self, *, lang: Lang = "vi") -> str:
        """How many matches and lines each class has, in words; no value of anybody."""
        a, b = self._a.size, self._b.size
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
        return "\n".join(lines)

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
        makers: Mapping[By, Callable[[], Table]] = {
            "class": lambda: self._by_class(lang),
            "field": lambda: self._by_field(lang),
            "cell": lambda: self._by_cell(lang),
            "match": lambda: self._by_match(read_people(people), read_choice(values, _VALUES, "values"), lang),
        }
        return makers[read_choice(by, _BY, "by")]()

    def show(self, *, limit: int | None = 40, lang: Lang = "vi") -> Drawing:
        """The table by class as a drawing."""
        return self.table(lang=lang).show(limit=limit, lang=lang)

    def _title(self, by: By, lang: Lang) -> str:
        words = Words(vi=f"Đối chiếu hai danh sách, {_BY[by].vi}", en=f"Two lists compared, {_BY[by].en}")
        return words.text(lang=lang)

    def _by_class(self, lang: Lang) -> Table:
        rows = [
            [Cell(kind.value, kind.words.text(lang=lang)), *(_count(number, lang) for number in count)]
            for kind, count in self.counts.items()
        ]
        total = Words(vi="Cộng", en="Total").text(lang=lang)
        rows.append([Cell("total", total), *(_count(n, lang) for n in (len(self.matches), self._a.size, self._b.size))])
        heads = (
            Words(vi="Nhóm kết quả", en="Class"),
            Words(vi="Trường hợp", en="Matches"),
            Words(vi="Dòng ở A", en="Lines of A"),
            Words(vi="Dòng ở B", en="Lines of B"),
        )
        return _table(self._title("class", lang), heads, rows, lang, notes=self._notes(lang), totals=(len(rows) - 1,))

    def _by_field(self, lang: Lang) -> Table:
        counts = Counter((one.field, one.gap) for match in self.matches for one in match.differences)
        rows = [
            [_field_words(field).text(lang=lang), *(_count(counts[field, gap], lang) for gap in _GAPS)]
            for field in self.fields
        ]
        heads = (Words(vi="Thông tin", en="Field"), *_GAPS.values())
        return _table(self._title("field", lang), heads, rows, lang, notes=self._notes(lang))

    def _by_cell(self, lang: Lang) -> Table:
        cell = _cells(self.hierarchy)
        homes = tuple(
            [None if value is None else cell(value) for value in side.column("organization")]
            for side in (self._a, self._b)
        )
        named: dict[Any, Any] = {}
        for side, some in zip((self._a, self._b), homes, strict=True):
            for key, value in zip(some, side.column("organization"), strict=True):
                named.setdefault(key, value)
        counts: Counter[tuple[Any, str]] = Counter()
        for match in self.matches:
            x, y = [homes[0][line] for line in match.a], [homes[1][line] for line in match.b]
            counts.update((key, "a") for key in x)
            counts.update((key, "b") for key in y)
            if len(x) == len(y) == 1:
                if x == y:
                    counts[x[0], "both"] += 1
                else:
                    counts[x[0], "out"] += 1
                    counts[y[0], "in"] += 1
            else:
                counts.update((key, "alone a" if not y else "several") for key in x)
                counts.update((key, "alone b" if not x else "several") for key in y)
        heads = (
            Words(vi="Chi bộ", en="Cell"),
            Words(vi="Dòng ở A", en="Lines of A"),
            Words(vi="Dòng ở B", en="Lines of B"),
            Words(vi="Cùng chi bộ ở cả hai", en="The same cell in both"),
            Words(vi="Ở A, sang chi bộ khác ở B", en="In A, of another cell in B"),
            Words(vi="Ở B, từ chi bộ khác ở A", en="In B, of another cell in A"),
            Words(vi="Chỉ A có người", en="Nobody in B"),
            Words(vi="Chỉ B có người", en="Nobody in A"),
            Words(vi="Một dòng ứng với nhiều dòng", en="One line to several"),
        )
        order = sorted(named, key=lambda key: (key is None, sort_key(str(named[key]))))
        rows = [
            [
                self._cell_name(key, named[key], lang),
                *(_count(counts[key, what], lang) for what in _OF_CELLS),
            ]
            for key in order
        ]
        return _table(self._title("cell", lang), heads, rows, lang, notes=self._notes(lang))

    def _cell_name(self, key: Any, given: Any, lang: Lang) -> str:  # noqa: ANN401 - as lists have it
        if key is None:
            return Cell(None, Words(vi="(không ghi chi bộ)", en="(no cell recorded)").text(lang=lang))
        org = None if self.hierarchy is None or not isinstance(key, str) else self.hierarchy.get(key)
        return Cell(key, str(given) if org is None else org.name)

    def _by_match(self, people: People, values: Values, lang: Lang) -> Table:
        heads = (
            Words(vi="Mã đối chiếu", en="Match"),
            Words(vi="Nhóm kết quả", en="Class"),
            Words(vi="Dòng ở A", en="Lines of A"),
            Words(vi="Dòng ở B", en="Lines of B"),
            *people_heads(people),
            Words(vi="Thông tin", en="Field"),
            Words(vi="Khác thế nào", en="Differs how"),
            *((Words(vi="Ở A", en="In A"), Words(vi="Ở B", en="In B")) if values == "shown" else ()),
            Words(vi="Căn cứ", en="Joined by"),
        )
        rows: list[list[str]] = []
        for match in self.matches:
            if match.kind is MatchClass.EQUAL:
                continue
            for different in match.differences or (None,):
                said = ["", ""]
                if different is not None:
                    said = [_said(self, side, match, different.field, people, lang) for side in _SIDES]
                rows.append(
                    [
                        Cell(match.number, str(match.number)),
                        match.kind.words.text(lang=lang),
                        *self.lines_of(match),
                        *people_cells(self.name_of(match), people),
                        "" if different is None else _field_words(different.field).text(lang=lang),
                        "" if different is None else _GAPS[different.gap].text(lang=lang),
                        *(said if values == "shown" else ()),
                        _joined_by(match, lang),
                    ]
                )
        equal = self.counts[MatchClass.EQUAL].matches
        note = Words(
            vi=f"{group_digits(equal, lang='vi')} trường hợp giống nhau không liệt kê.",
            en=f"{group_digits(equal, lang='en')} that are equal are not listed.",
        )
        return _table(
            self._title("match", lang), heads, rows, lang, notes=[note.text(lang=lang), *self._notes(lang)], words=True
        )

    def lines_of(self, match: Match) -> tuple[str, str]:
        """What tells the lines of a match in each list: rows, or ids in profiles."""
        return (
            ", ".join(unless_personal(str(self._a.labels[line])) for line in match.a),
            ", ".join(unless_personal(str(self._b.labels[line])) for line in match.b),
        )

    def name_of(self, match: Match) -> str | None:
        """The name in the first line of a match that has one. It is personal data."""
        names = [
            *(self._a.column("name")[line] for line in match.a),
            *(self._b.column("name")[line] for line in match.b),
        ]
        return next((str(name) for name in names if name is not None), None)

    def _notes(self, lang: Lang) -> list[str]:
        """What was not compared, so that nobody takes it for equal."""
        notes = []
        for side, names in self.not_compared.items():
            if names:
                some = ", ".join(_field_words(name).text(lang=lang) for name in names)
                words = Words(
                    vi=f"Không đối chiếu, có ở {side.upper()}: {some}.",
                    en=f"Not compared, in {side.upper()}: {some}.",
                )
                notes.append(words.text(lang=lang))
        return notes

    def __str__(self) -> str:
        return self.text(lang="en")

    def __repr__(self) -> str:
        counts = ", ".join(
            f"{spaced_number(count.matches)} {kind.value.replace('-', ' ')}"
            for kind, count in self.counts.items()
            if count.matches
        )
        return (
            f"Reconciliation({spaced_number(self._a.size)} with {spaced_number(self._b.size)}{counts and ': '}{counts})"
        )

    def _repr_html_(self) -> str:
        return self.show().html


_SIDES: Final[Mapping[Side, Words]] = {
    "a": Words(vi="danh sách A", en="list A"),
    "b": Words(vi="danh sách B", en="list B"),
}
_OF_CELLS: Final = ("a", "b", "both", "out", "in", "alone a", "alone b", "several")


def _joined_by(match: Match, lang: Lang) -> str:
    """What joins the lines of a match: the key, and the sign that suggests it or speaks against it."""
    key = " + ".join(_field_words(part).text(lang=lang) for part in match.by.split("+")) if match.by else ""
    return "; ".join(part for part in (key, match.sign.words.text(lang=lang) if match.sign else "") if part)


def _lines(count: int) -> str:
    return "line" if count == 1 else "lines"


def _count(number: int, lang: Lang) -> Cell:
    return Cell(number, group_digits(number, lang=lang))


def _table(
    title: str,
    heads: Sequence[Words],
    rows: Sequence[Sequence[str]],
    lang: Lang,
    *,
    notes: Sequence[str] = (),
    totals: Sequence[int] = (),
    words: bool = False,
) -> Table:
    columns = [Column(head.text(lang=lang), "left" if words or at == 0 else "right") for at, head in enumerate(heads)]
    return Table(title, columns, rows, notes=notes, totals=totals)


def _said(found: Reconciliation, side: Side, match: Match, field: str, people: People, lang: Lang) -> str:
    """What a list says of a field that differs, as a `Cell`; a name only as far as people are shown."""
    (line,) = match.a if side == "a" else match.b
    value = found.value(side, line, field)
    if field in _NAMES and isinstance(value, str):
        return people_cells(value, people)[0] if people != "ids" else "…"
    return Cell(value, _spoken(value, lang))


_NAMES: Final = frozenset({"name", "other_name"})


def _spoken(value: object, lang: Lang) -> str:
    """A value of a list in words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return (Words(vi="có", en="yes") if value else Words(vi="không", en="no")).text(lang=lang)
    if isinstance(value, PartialDate):
        return value.text(lang=lang)
    if isinstance(value, dt.date):
        return format_date(value, lang=lang)
    if isinstance(value, Term):
        return value.words.text(lang=lang)
    return str(value)
