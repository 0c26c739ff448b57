"""Tables whose columns have names of their own: which of them is which field, as the caller says."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from dangbo.base.findings import Finding, finding
from dangbo.base.text import is_title, name_key, nearest, nfc
from dangbo.base.words import Words
from dangbo.tree.reading import fields_read, with_names
from dangbo.tree.rows import Across, Noun, Sheet
from dangbo.tree.tables import TABLES as SIDE_TABLES

TABLES: Final[Mapping[str, Noun]] = {
    "rows": "organization",
    "members": "member",
    **{table.name: table.row for table in SIDE_TABLES.values()},
}
"""The tables by the name of the argument they are given as."""


def renamed(
    sheets: Sequence[Sheet],
    columns: object,
    *,
    tables: Mapping[str, Noun] = TABLES,
    model: type | Mapping[Noun, type] | None = None,
) -> tuple[list[Sheet], list[Finding]]:
    """The tables with the fields as their columns, and what is wrong with the names.

    Args:
        sheets: the tables as they came.
        columns: from the name of a column to the field it is, for all tables; or, under the name of a table, such a
            mapping for it alone, which goes before.
        tables: the tables by the name of the argument they are given as.
        model: the record of a row, where the table stands in no snapshot; of several such tables one for each noun.
    """
    if not isinstance(columns, Mapping):
        return [*sheets], [
            _bad("columns", Words(vi="không phải ánh xạ từ cột sang trường", en="no mapping from column to field"))
        ]
    problems: list[Finding] = []
    unknown = [key for key, value in columns.items() if key not in tables and isinstance(value, Mapping)]
    if unknown:
        known = ", ".join(tables)
        no_table = Words(
            vi=f"không có bảng tên như vậy; các bảng: {known}", en=f"no table has this name; known: {known}"
        )
        problems += (_bad("columns", no_table) for _ in unknown)
    named = {key: value for key, value in columns.items() if key not in tables and key not in unknown}
    shared = dict(_pairs("columns", named, problems))
    own: dict[Noun, dict[str, str]] = {noun: {} for noun in tables.values()}
    for key, value in columns.items():
        if key not in tables:
            continue
        if isinstance(value, Mapping):
            own[tables[key]] = dict(_pairs(f"columns['{key}']", value, problems))
        else:
            shared |= _pairs("columns", {key: value}, problems)
    models = model if isinstance(model, Mapping) else {whole.noun: model for whole in sheets}
    fields = {whole.noun: fields_read(whole.noun, models[whole.noun]) for whole in sheets}
    everything = sorted(set().union(*fields.values()))
    headers = {whole.noun: _headers(whole) for whole in sheets}
    read = set().union(*headers.values())
    turned = _is_turned_round(shared, read, everything)
    problems += _misnamed("columns", shared, everything, turned=turned)
    if read and not turned:
        problems += _no_columns("columns", [*shared], read, everything, headers)
    done = []
    for whole in sheets:
        noun, there = whole.noun, headers[whole.noun]
        place = next(f"columns['{table}']" for table, kind in tables.items() if kind == noun)
        mine = own[noun]
        turned = _is_turned_round(mine, there, fields[noun])
        problems += _misnamed(place, mine, fields[noun], turned=turned)
        if there and not turned:
            problems += _no_columns(place, [*mine], there, {*fields[noun], *shared}, headers)
        names = {name: field for name, field in shared.items() if field in fields[noun]} | mine
        names = {name: field for name, field in names.items() if name in there}
        problems += _doubled(whole, names, there)
        done.append(_with_names(whole, names) if names else whole)
    return done, problems


_TURNED_ROUND: Final = Words(
    vi="ghi ngược: phải ghi tên cột của bảng trước, tên trường sau",
    en="it is the wrong way round: the name of a column comes first, and then the field it is",
)


def _is_turned_round(columns: Mapping[str, str], there: Collection[str], fields: Collection[str]) -> bool:
    """Whether fields were said to be columns, all of them, where columns should be said to be fields."""
    turned = {nfc(name): field for field, name in columns.items()}
    return bool(columns) and turned.keys() <= {*there} - {*fields} and {*turned.values()} <= {*fields} - {*there}


def _misnamed(place: str, columns: Mapping[str, str], known: Collection[str], *, turned: bool) -> Iterator[Finding]:
    """What stands where the name of a field should."""
    if turned:
        yield _bad(place, _TURNED_ROUND)
    else:
        yield from (_no_field(place, field, known) for field in columns.values() if field not in known)


def _pairs(place: str, columns: Mapping[Any, Any], problems: list[Finding]) -> Iterator[tuple[str, str]]:
    for name, field in columns.items():
        if isinstance(name, str) and isinstance(field, str):
            yield nfc(name), field
        else:
            problems.append(
                _bad(place, Words(vi="tên cột và tên trường phải là chữ", en="names of columns and fields are texts"))
            )


def _headers(whole: Sheet) -> set[str]:
    """Names of the columns, without the marks and blanks a file may have around them."""
    if isinstance(whole.rows, Across):
        found: set[object] = {*whole.rows.columns}
    else:
        found = set().union(*(row for row in whole.rows if isinstance(row, Mapping)))
    return {nfc(name) for name in found if isinstance(name, str)}


def _with_names(whole: Sheet, names: Mapping[str, str]) -> Sheet:
    if isinstance(whole.rows, Across):
        spelling = {key: names.get(nfc(key), key) for key in whole.rows.columns if isinstance(key, str)}
        return replace(whole, rows=with_names(whole.rows, spelling))
    spelt: dict[object, object] = {}
    rows: list[Any] = []
    for row in whole.rows:
        if isinstance(row, Mapping):
            for key in row:
                if key not in spelt:
                    spelt[key] = names.get(nfc(key), key) if isinstance(key, str) else key
            rows.append({spelt[key]: value for key, value in row.items()})
        else:
            rows.append(row)
    return replace(whole, rows=rows)


def _doubled(whole: Sheet, names: Mapping[str, str], there: Collection[str]) -> Iterator[Finding]:
    """Two columns of one table for one field."""
    for field in sorted(set(names.values())):
        count = sum(target == field for target in names.values()) + (field in there and field not in names)
        if count > 1:
            place = whole.whole()
            yield finding("input/doubled-column", place.en, place=place, column=field, count=count)


def _bad(place: str, reason: Words) -> Finding:
    return finding("input/bad-value", place, reason=reason)


def _no_field(place: str, field: str, known: Collection[str]) -> Finding:
    near = nearest(field, sorted(known), limit=1)
    listed = ", ".join(map(repr, sorted(known)))
    hint = Words(
        vi=f"; trường gần giống nhất là '{near[0]}'" if near else f"; các trường: {listed}",
        en=f"; the nearest is '{near[0]}'" if near else f"; the fields are {listed}",
    )
    place = f"{place}: '{field}'"
    return finding("input/unknown-field", place, hint=hint)


def _no_columns(
    place: str, asked: Sequence[str], there: Collection[str], known: Collection[str], nouns: Collection[Noun]
) -> Iterator[Finding]:
    """The names given that no column has; of profiles one problem where no name is one of a field or of those given.

    The header is a row of data then, or a title, and not repeated.
    """
    keys = {*map(name_key, {*known, *asked})}
    if "profile" not in nouns or not keys.isdisjoint(map(name_key, there)):
        yield from (_no_column(place, name, there) for name in asked if name not in there)
    elif asked:
        listed, count = ", ".join(map(repr, asked)), len(there)
        reason = Words(
            vi=f"tiêu đề có {count} cột, không cột nào là {listed}; có lẽ dòng đầu không phải tiêu đề, "
            "hoặc tệp dùng dấu phân cách khác",
            en=f"the header has {count} {'column' if count == 1 else 'columns'}, and none is {listed}; "
            "it may be no header, or the file may have another separator",
        )
        yield _bad(place, reason)


def _no_column(place: str, name: str, there: Collection[str]) -> Finding:
    """A header may be a row of data read wrongly: what may be a person's name is not repeated, unless it was given."""
    given = name_key(name)
    known = sorted(column for column in there if not is_title(column) or name_key(column) == given)
    near = nearest(name, known, limit=1)
    listed = ", ".join(map(repr, known))
    reason = Words(
        vi=f"không có cột '{name}'"
        + (f"; cột gần giống nhất là '{near[0]}'" if near else f"; các cột hiện có: {listed}"),
        en=f"there is no column '{name}'"
        + (f"; the nearest is '{near[0]}'" if near else f"; the columns are {listed}"),
    )
    return _bad(place, reason)
