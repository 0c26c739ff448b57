"""One of the lists that are compared, in columns: how it is read, and what its values mean whatever their spelling.

```
list_of(given, side, tree)  -> LineList     what `read_table` read, Profiles, or rows
key_of(field, cell)                         what two values of a field share that are the same to a reader
```

Whoever reads a list here keeps every line of it: what cannot be read is refused by row and field, and no value is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import chain
from operator import itemgetter
from types import MappingProxyType
from typing import Any, Final, Literal, Protocol, TypeAlias, cast, runtime_checkable

from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import finding
from dangbo.base.text import fold, is_bare, is_missing, name_key, nfc, type_words
from dangbo.base.told import Untold
from dangbo.base.words import Words
from dangbo.hierarchy import Hierarchy
from dangbo.io.headings import UNSAID
from dangbo.io.matching import Key
from dangbo.io.values import FREE_WORDS, names_one
from dangbo.life.fields import FIELD_WORDS
from dangbo.life.profiles import Profile, Profiles
from dangbo.rules.forms import group_key
from dangbo.tree.reading import read_rows
from dangbo.tree.rows import Across, Sheet, sheet
from dangbo.tree.structure import refuse

__all__ = ["Listing", "Side"]

Side: TypeAlias = Literal["a", "b"]
"""The first list that was given, or the second."""
SIDES: Final[Mapping[Side, Words]] = {
    "a": Words(vi="danh sách A", en="list A"),
    "b": Words(vi="danh sách B", en="list B"),
}


@runtime_checkable
class Listing(Protocol):
    """A table that was read: rows as mappings from field to value."""

    @property
    def rows(self) -> Sequence[Mapping[str, object]]:
        """The rows."""


_NUMBERS: Final = frozenset({"personal_id", "old_id", "card_number", "old_card_number", "file_number"})
PROFILE: Final = tuple(one.name for one in fields(cast("Any", Profile)))
ASIDE: Final = frozenset({"member", "no", "system_id"})
"""What says where a line stands and nothing of the person: ids may be made anew for each file or system."""
BESIDE: Final[Mapping[str, Words]] = MappingProxyType(
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


def field_words(field: str, *lists: LineList) -> Words:
    """What a field is called: by its word, as a list heads it, or as it is named."""
    headed = next((one.headings[field] for one in lists if field in one.headings), field)
    return FIELD_WORDS.get(field) or BESIDE.get(field) or Words(vi=headed, en=headed)


@dataclass(frozen=True, slots=True, repr=False)
class LineList(Untold):
    """One of the two lists, in columns.

    Attributes:
        size: how many lines it has.
        columns: values by field.
        labels: what tells a line, for people: the number of its row, or the id of the member.
        headings: what columns are headed in their file, by field.
        refused: rows of its file that could not be read: they are no lines of it.
        unknown: headings of columns nobody understood: nothing of them is compared.
    """

    size: int
    columns: Mapping[str, Sequence[Any]]
    labels: Sequence[object]
    headings: Mapping[str, str] = field(default_factory=dict)
    refused: Sequence[int] = ()
    unknown: Sequence[str] = ()

    def column(self, field: str) -> Sequence[Any]:
        """The values of a field, one of each line; a field it has no column of says nothing of anybody."""
        return self.columns.get(field) or (None,) * self.size


def list_of(given: Any, side: Side, tree: Hierarchy | None) -> LineList:  # noqa: ANN401 - whatever came
    """A list in columns.

    Raises:
        InvalidInputError: what is no list of members; a value that cannot be read, by row and field.
    """
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
    columns = _columns_read(whole, raw, raw.get("member", _ids_made(given, len(whole.rows))), _free(given))
    taken = [(one.heading, one.fields) for one in getattr(given, "columns", ()) if one.heading != UNSAID]
    return LineList(
        len(whole.rows),
        columns,
        labels=_labels(given, whole),
        headings={name: heading for heading, named in taken for name in named},
        refused=tuple(getattr(given, "refused", ())),
        unknown=tuple(heading for heading, named in taken if not named and heading),
    )


def _columns_read(
    whole: Sheet, raw: Mapping[str | None, Sequence[Any]], ids: Sequence[Any], free: frozenset[str]
) -> dict[str, Sequence[Any]]:
    """The columns with their values read as profiles read them, those of one's own as they are spelled.

    Args:
        whole: the table.
        raw: its columns.
        ids: the ids of its lines.
        free: columns that may hold words that are no class of the statistics.
    """
    own: dict[str, dict[int, Any]] = {}
    asked = {name: column for name, column in raw.items() if name is None or name in PROFILE}
    asked["member"] = ["-" if is_missing(key) else key for key in ids]
    for name in free & {*asked}:
        own[name] = {
            at: value
            for at, value in enumerate(asked[name])
            if isinstance(value, str) and not is_missing(value) and not names_one(FREE_WORDS[name], value)
        }
        asked[name] = [None if at in own[name] else value for at, value in enumerate(asked[name])]
    read = read_rows(Sheet(whole.noun, Across(asked), whole.numbers), Profile)
    refuse(read.problems)
    columns: dict[str, Sequence[Any]] = {name: read.columns[name] for name in PROFILE if name in asked}
    columns["member"] = [None if is_missing(there) else key for there, key in zip(ids, columns["member"], strict=True)]
    for name, words in own.items():
        if words:
            columns[name] = [nfc(words[at]) if at in words else value for at, value in enumerate(columns[name])]
    return columns | {name: [*map(_spelled, column)] for name, column in raw.items() if name and name not in PROFILE}


def _free(given: object) -> frozenset[str]:
    """The columns in which a table that was read keeps words of its own; rows given by hand have none."""
    return frozenset(FREE_WORDS) if isinstance(getattr(given, "records", None), Profiles) else frozenset()


def _of_profiles(given: Profiles, tree: Hierarchy | None) -> LineList:
    columns: dict[str, Sequence[Any]] = {name: [*given.column(name)] for name in PROFILE[1:]}
    columns["member"] = given.ids
    if tree is not None:
        people = tree.members
        columns["name"] = [None if (one := people.get(key)) is None else one.name for key in given.ids]
        homes = {key: org.id for org in tree for key in tree.roll(org)}
        columns["organization"] = [*map(homes.get, given.ids)]
    return LineList(len(given), columns, labels=given.ids)


def _columns_of(whole: Sheet, side: Side) -> dict[str | None, Sequence[Any]]:
    """The columns of a table of rows by name; under no name what a row has beyond its header."""
    if isinstance(whole.rows, Across):
        raw: dict[Any, Sequence[Any]] = whole.rows.columns
    else:
        rows = [
            {name: getattr(row, name) for name in PROFILE} if isinstance(row, Profile) else row for row in whole.rows
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


# --- what values mean ---

_BREAKS: Final = str.maketrans("", "", " .")


def _number_key(text: str) -> str | None:
    """A number without blanks and dots; one that is a digit over and over stands for none."""
    bare = text if text.isdecimal() else text.translate(_BREAKS).casefold()
    return None if bare.count(bare[:1]) == len(bare) else bare


def cells_of(tree: Hierarchy | None) -> Callable[[Any], Any]:
    """What makes one cell of its id, code, name or path; of what no organization of the tree is called, its name."""
    if tree is None:
        return lambda text: name_key(str(text))
    by_name: dict[str, list[str]] = {}
    by_fold: dict[str, list[str]] = {}
    keys: dict[str, str] = {}
    for org in tree:
        by_name.setdefault(name_key(org.name), []).append(org.id)
        by_fold.setdefault(fold(org.name), []).append(org.id)
        if org.code:
            keys[name_key(org.code)] = org.id
    keys |= {name_key(org.id): org.id for org in tree}
    found: dict[Any, Any] = {}

    def cell(text: Any) -> Any:  # noqa: ANN401 - of a column of organizations
        if text not in found:
            key = name_key(str(text))
            known = keys.get(key) or _by_path(key, by_name, tree, name_key)
            if known is None and is_bare(key.replace("/", " ").replace(">", " ")):  # as a list without marks names it
                known = _by_path(key, by_fold, tree, fold)
            found[text] = known or key
        return found[text]

    return cell


def _by_path(text: str, names: Mapping[str, Sequence[str]], tree: Hierarchy, key: Callable[[str], str]) -> str | None:
    """The one organization that is called so, the names of superiors before its own told apart by "/" or ">"."""
    *above, name = (key(part.strip()) for part in text.replace(">", "/").split("/"))
    whole = names.get(key(text), ())
    fitting = whole or [
        one for one in names.get(name, ()) if {*above} <= {key(org.name) for org in tree.ancestors(one)}
    ]
    return fitting[0] if len(fitting) == 1 else None


def key_of(field: str, cell: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What two values of a field have in common that are the same to a reader; `None` of what tells nobody apart."""
    if field in _NUMBERS:
        return _number_key
    if field == "organization":
        return cell
    if field in _GROUPS:
        return group_key
    return lambda value: name_key(value) if isinstance(value, str) else value


_GROUPS: Final = frozenset({"ethnic_group", "religion"})


def joining_key(name: str, one: LineList, two: LineList, cell: Callable[[Any], Any]) -> Key:
    parts = name.split("+")
    columns: list[list[Any]] = []
    for part in parts:
        key = key_of(part, cell)
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
