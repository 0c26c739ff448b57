"""Records as the dictionaries of a tree, and everything that is wrong with their structure.

Ids, one root, parents, circles, rolls, stays: all problems are told at once. What the rules of a date say of the same
records is for `dangbo.tree.checks`.
"""

from __future__ import annotations

__all__ = ["Counts"]

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import repeat, starmap
from operator import attrgetter
from typing import Any, Final, Literal, TypeAlias, TypeVar

from dangbo.base.errors import HierarchyError, InvalidInputError
from dangbo.base.findings import Finding, finding
from dangbo.base.text import fold, is_missing, nfc, type_words
from dangbo.base.words import Words
from dangbo.tree.asked import Ids
from dangbo.tree.members import Member
from dangbo.tree.people import People, runs_of
from dangbo.tree.reading import Rows, columns_of
from dangbo.tree.records import Organization, changed
from dangbo.tree.rows import NAMED, Discretion, few, missing_column
from dangbo.tree.tables import TABLES, Link, Say, SideTable

_Record = TypeVar("_Record")


def records_of(
    model: type[_Record], given: object, name: str, noun: str, problems: list[Finding]
) -> tuple[_Record, ...]:
    """The records a tree is built from; what is none is a problem at its place, with what to give instead."""
    if not isinstance(given, Iterable) or isinstance(given, str | bytes | Mapping) or hasattr(given, "columns"):
        problems.append(
            finding(
                "input/not-rows",
                name,
                place=Words(vi=noun, en=name),
                wanted=Words(vi=f"danh sách bản ghi {noun}", en=f"a list of {model.__name__} records"),
                what=type_words(given),
                instead=Words(vi="danh sách, dù chỉ có một", en="a list, or rows to Hierarchy.from_rows"),
                count=1,
            )
        )
        return ()
    records = tuple(given)
    for odd in sorted(set(map(type, records)) - {model}, key=lambda odd: odd.__name__):
        if not issubclass(odd, model):
            places = [at for at, one in enumerate(records) if type(one) is odd]
            problems.append(
                finding(
                    "input/not-rows",
                    f"{name}[{places[0]}]",
                    place=Words(vi=f"{noun} thứ {places[0] + 1}", en=f"{name}[{places[0]}]"),
                    wanted=Words(vi=f"bản ghi {noun}", en=f"a record {model.__name__}"),
                    what=type_words(records[places[0]]),
                    instead=Words(
                        vi=f"bản ghi {noun}, hoặc các dòng theo cách đọc dành cho bảng",
                        en=f"{model.__name__}(...), or mappings to Hierarchy.from_rows",
                    ),
                    count=len(places),
                )
            )
    return records


def named_by(rows: Iterable[_Record], table: SideTable[_Record], link: Link[_Record]) -> dict[str, Ids]:
    """Keys of the records that name each organization, or person."""
    naming: dict[str, list[str]] = {}
    for row in rows:
        for one in link.ids(row):
            naming.setdefault(one, []).append(table.key_of(row))
    return {one: tuple(keys) for one, keys in naming.items()}


def _by_parent(
    ids: Iterable[str], organizations: Iterable[Organization]
) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Ids by the parent their organizations name, and those that name none."""
    below: defaultdict[Any, list[str]] = defaultdict(list)
    for key, parent in zip(ids, map(attrgetter("parent"), organizations), strict=True):
        below[parent].append(key)
    roots = below.pop(None, [])
    return {key: tuple(ids) for key, ids in below.items()}, roots


class Loaded:
    """Records sorted into the dictionaries of a hierarchy, and everything that is wrong with their structure."""

    __slots__ = ("_ids_by_name", "_told", "children", "people", "problems", "records", "roll")

    def __init__(
        self,
        organizations: Sequence[Organization],
        people: People,
        roll: Mapping[str, Iterable[str]] | None,
        *,
        homes: Mapping[str, Sequence[str]] | None = None,
        also_organizations: frozenset[str] = frozenset(),
        also_members: frozenset[str] = frozenset(),
        say: Callable[[str], str] = str,
    ) -> None:
        self.problems: list[Finding] = []
        self._told = say
        self._ids_by_name: dict[str, list[str]] | None = None
        keys = [*map(attrgetter("id"), organizations)]
        self.records = dict(zip(keys, organizations, strict=True))
        self.people = people = people.settled()  # here they are looked at by column
        if len(organizations) != len(self.records):
            times = Counter(keys)
            self.problems += (
                finding("tree/duplicate-id", say(key), count=count) for key, count in times.items() if count > 1
            )
        for key, count in people.columns.repeated().items():
            self.problems.append(finding("tree/duplicate-member", say(key), count=count))
        self.children = self._children(keys, organizations, also_organizations)
        rolls = homes or {}
        if roll is not None:
            rolls = self._read_roll(roll)
            for key, ids in (homes or {}).items():
                rolls.setdefault(key, []).extend(ids)
        self.roll = self._rolls(rolls, also_organizations, also_members)

    def _children(
        self, ids: Sequence[str], organizations: Sequence[Organization], also: frozenset[str]
    ) -> dict[str, tuple[str, ...]]:
        children, roots = _by_parent(ids, organizations)
        for key in sorted(key for key in children if key not in self.records and key not in also):
            for child in children[key]:
                self.problems.append(
                    self.by_name(
                        key,
                        child,
                        Words(vi=f"cấp trên của '{self._told(child)}'", en=f"the parent of '{self._told(child)}'"),
                    )
                    or finding("tree/unknown-parent", self._told(child), parent=self._told(key))
                )
        if not organizations and not also:
            self.problems.append(finding("tree/no-organizations", "organizations"))
        elif not roots and not also:
            self.problems.append(finding("tree/no-root", "organizations"))
        elif len(roots) > 1:
            named = few([*map(self._told, sorted(roots))])
            self.problems.append(finding("tree/many-roots", "organizations", count=len(roots), roots=named))
        self.problems += self._circles(children)
        return children

    def _circles(self, superiors: Iterable[str]) -> Iterator[Finding]:
        """One finding for each circle; all who are on one are superiors, and these are few."""
        if next(self._walked_round(superiors), None) is not None:
            for circle in self._walked_round(self.records):  # it is told from the first record that leads to it
                path = " -> ".join(map(self._told, [*circle, circle[0]]))
                yield finding("tree/cycle", self._told(circle[0]), path=path)

    def _walked_round(self, starts: Iterable[str]) -> Iterator[list[str]]:
        """Ids of every circle that is met on the way up from some organizations."""
        find, settled = self.records.get, set[str]()
        for start in starts:
            trail: list[str] = []
            at: str | None = start
            while at is not None and at not in settled and (org := find(at)) is not None:
                settled.add(at)
                trail.append(at)
                at = org.parent
            if at in trail:
                yield trail[trail.index(at) :]

    def by_name(self, key: str, subject: str, what: Words) -> Finding | None:
        """What to say where an organization is named by its name and not by its id; `None` where it is not."""
        if self._ids_by_name is None:
            self._ids_by_name = {}
            for org in self.records.values():
                self._ids_by_name.setdefault(fold(org.name), []).append(org.id)
        ids = self._ids_by_name.get(fold(key) or key, [])
        if not ids:
            return None
        named = "' / '".join(map(self._told, ids[:NAMED]))
        return finding("tree/name-for-id", self._told(subject), what=what, ids=named)

    def _read_roll(self, roll: object) -> dict[str, list[str]]:
        """A roll by organization; what is no list of ids is told, and no text is read letter by letter."""
        rolls: dict[str, list[str]] = {}
        if roll is None:
            return rolls
        if not isinstance(roll, Mapping):
            self.bad(Words(vi="danh sách đảng viên", en="roll"), _no_mapping(roll))
            return rolls
        for number, (name, ids) in enumerate(roll.items(), start=1):
            key = _id_of(name, Organization)
            if key is None:
                kind = type_words(name)
                reason = Words(
                    vi=f"tổ chức được ghi bằng {kind.vi}, không phải bằng mã (văn bản)",
                    en=f"an organization is named by {kind.en}, not by its id, a text",
                )
                self.bad(Words(vi=f"danh sách thứ {number}", en=f"roll, entry {number}"), reason)
                continue
            if isinstance(ids, str | bytes | Mapping) or not isinstance(ids, Iterable):
                kind = type_words(ids)
                reason = Words(
                    vi=f"{kind.vi} không phải danh sách mã; một mã cũng ghi thành danh sách",
                    en=f"{kind.en} is no list of ids; one id stands in a list too",
                )
                self.bad(self._roll_of(key), reason)
                continue
            given = sorted(ids, key=str) if isinstance(ids, set | frozenset) else list(ids)
            read = [_id_of(member, Member) for member in given]
            odd = [at for at, member in enumerate(read) if member is None]
            if odd:
                kind = type_words(given[odd[0]])
                reason = Words(
                    vi=f"mã phải là văn bản; mã thứ {odd[0] + 1} trong {len(given)} là {kind.vi}",
                    en=f"ids are texts; number {odd[0] + 1} of {len(given)} is {kind.en}",
                )
                self.bad(self._roll_of(key), reason)
            rolls.setdefault(key, []).extend(member for member in read if member is not None)
        return rolls

    def _roll_of(self, key: str) -> Words:
        return Words(vi=f"danh sách của '{self._told(key)}'", en=f"roll of '{self._told(key)}'")

    def bad(self, place: Words, reason: Words) -> None:
        """Add a problem of a value at its place."""
        self.problems.append(finding("input/bad-value", place.en, place=place, reason=reason))

    def _rolls(
        self, rolls: Mapping[str, Sequence[str]], also_organizations: frozenset[str], also_members: frozenset[str]
    ) -> Mapping[str, Sequence[str]]:
        say = self._told
        for key in sorted(key for key in rolls if key not in self.records and key not in also_organizations):
            self.problems.append(
                self.by_name(key, key, Words(vi="tổ chức trong danh sách đảng viên", en="an organization on the roll"))
                or finding("tree/unknown-roll-organization", say(key))
            )
        columns = self.people.columns
        if columns.ascending and (runs := runs_of(columns.ids, rolls)) is not None:
            return runs  # people came roll by roll, none of them twice
        self._listed(rolls, also_members)
        return {key: tuple(ids) for key, ids in rolls.items() if ids}

    def _listed(self, rolls: Mapping[str, Sequence[str]], also: frozenset[str]) -> None:
        """Who is on a roll must be known, and on no second one; linear, however many are not."""
        columns, say = self.people.columns, self._told
        rows, once = columns.rows(), bytearray(len(columns.ids))
        unknown: dict[str, str] = {}
        doubled: set[str] = set()
        for key, ids in rolls.items():
            for member in ids:
                at = rows.get(member)
                if member in unknown if at is None else once[at]:
                    doubled.add(member)
                elif at is None:
                    unknown[member] = key
                else:
                    once[at] = 1
        for member in sorted(unknown.keys() - also):
            self.problems.append(finding("tree/unknown-roll-member", say(member), organization=say(unknown[member])))
        where: dict[str, Counter[str]] = {}
        for key, ids in rolls.items() if doubled else ():
            for member in ids:
                if member in doubled:
                    where.setdefault(member, Counter())[key] += 1
        for member, times in where.items():
            named = ", ".join(map(say, times))
            self.problems.append(finding("tree/two-rolls", say(member), count=times.total(), organizations=named))


def _no_mapping(given: object) -> Words:
    """Why something is no mapping."""
    kind = type_words(given)
    if hasattr(given, "to_dict"):  # a series, as grouping a data frame gives it
        return Words(
            vi=f"{kind.vi} không phải ánh xạ; hãy chuyển thành ánh xạ trước",
            en=f"{kind.en} is no mapping; give to_dict() of it",
        )
    return Words(vi=f"cần một ánh xạ, không phải {kind.vi}", en=f"expected a mapping, not {kind.en}")


def _id_of(given: object, model: type[Organization | Member]) -> str | None:
    """The id that was given, itself or as its record; `None` of what is neither."""
    if isinstance(given, str):
        return nfc(given) or None
    return given.id if isinstance(given, model) else None


def refuse(problems: Sequence[Finding], notes: Sequence[Finding] = ()) -> None:
    """Raise what is wrong, all at once; nothing where nothing is."""
    if problems:
        structural = any(found.code.startswith("tree/") for found in problems)
        raise (HierarchyError if structural else InvalidInputError)([*problems, *notes])


class Beside:
    """The side tables of a snapshot, and which of their records name whom; what is wrong with them joins the problems.

    Attributes:
        rows: the records of each table, by key.
        naming: of each link, the keys of the records that name an organization, or a person.
    """

    __slots__ = ("naming", "rows")

    rows: dict[str, dict[str, Any]]
    naming: dict[str, dict[str, Ids]]

    def __init__(
        self,
        loaded: Loaded,
        given: Mapping[str, Sequence[Any]],
        *,
        also_organizations: frozenset[str] = frozenset(),
        also_members: frozenset[str] = frozenset(),
        say: Callable[[str], str] = str,
    ) -> None:
        self.rows, self.naming = {}, {}
        homes: dict[str, str] | None = None
        for table in TABLES.values():
            some = given.get(table.name, ())
            kept = self.rows[table.name] = {table.key_of(row): row for row in some}
            if len(kept) != len(some):
                times = Counter(map(table.key_of, some))
                loaded.problems += (table.repeated(key, count, say) for key, count in times.items() if count > 1)
            for link in table.links:
                if not link.is_key:
                    self.naming[link.name] = named_by(kept.values(), table, link)
                also = also_organizations if link.to == "organizations" else also_members
                loaded.problems += _unknown(loaded, kept.values(), table, link, also, say)
            if table.sound is not None and kept:
                if homes is None:
                    homes = {member: key for key, ids in loaded.roll.items() for member in ids}
                for row in kept.values():
                    loaded.problems += table.sound(row, homes, say)


def _unknown(
    loaded: Loaded, rows: Iterable[Any], table: SideTable[Any], link: Link[Any], also: frozenset[str], say: Say
) -> Iterator[Finding]:
    """Ids that nothing has; one that may lie outside the tree is one too, but no name is an id."""
    to_people = link.to == "members"
    known = loaded.people if to_people else loaded.records
    for row in rows:
        for given in link.ids(row):
            if given not in known and given not in also:
                key = say(table.key_of(row))
                named = None if to_people else loaded.by_name(given, key, link.what(key))
                if named is not None:
                    yield named
                elif not link.is_outside:
                    yield table.unknown(link, row, given, say)


def as_kept(table: SideTable[_Record], given: object) -> object:
    """The records of a table that may come as a snapshot has them, by key; anything else as it is."""
    if isinstance(given, Mapping) and given and all(isinstance(row, table.record) for row in given.values()):
        return tuple(given.values())
    return () if given is None or given == {} else given


def pairs_of(table: SideTable[_Record], given: object, problems: list[Finding]) -> object:
    """The records of a table that may be given as a mapping between ids; anything else as it is."""
    if table.of_pair is None or not isinstance(given, Mapping):
        return () if given is None else given
    read: dict[str, str] = {}
    rows: list[_Record] = []
    for number, (key, value) in enumerate(given.items(), start=1):
        who, where = _id_of(key, Member), _id_of(value, Organization)
        reason = None
        if who is not None and isinstance(value, table.record):  # as a snapshot has them
            rows.append(value)
            if table.key_of(value) != who:
                reason = Words(vi="bản ghi của mã khác", en="its record is of another id")
        elif who is None or where is None:
            kind = type_words(key if who is None else value)
            reason = Words(vi=f"mã phải là văn bản, không phải {kind.vi}", en=f"ids are texts, not {kind.en}")
        elif read.setdefault(who, where) != where:
            reason = Words(vi="một người ghi ở hai nơi", en="the person takes part in two organizations")
        if reason is not None:
            place = Words(vi=f"{table.noun.vi} thứ {number}", en=f"{table.name}, entry {number}")
            problems.append(finding("input/bad-value", place.en, place=place, reason=reason))
    return (*rows, *starmap(table.of_pair, read.items()))


def on_no_roll(people: Rows[Member], loaded: Loaded, problems: list[Finding], notes: list[Finding]) -> None:
    """People of rows who are on no roll: without a column that could say it a problem, with a blank in it a note."""
    listed = {member for ids in loaded.roll.values() for member in ids} if people.homeless else set()
    missing = [at for at in people.homeless if nfc(str(people.ids[at])) not in listed]
    if missing and people.has_homes is False:
        known = [*columns_of("member"), "organization"]
        problems.append(missing_column(people.sheet, "organization", people.headers, known))
    elif missing and people.has_homes:
        place = people.sheet.whole()
        rows = people.sheet.listed(missing)
        notes.append(finding("input/on-no-roll", place.en, place=place, count=len(missing), rows=rows))


Counts: TypeAlias = Literal["beside the roll", "total"]
"""Whom the counts of a row count: people known only by number, or everybody, also those on the roll."""


_FULL: Final = Words(vi="đảng viên chính thức", en="full members")
_PROBATIONARY: Final = Words(vi="đảng viên dự bị", en="probationary members")


def leave_those_beside(loaded: Loaded, orgs: Rows[Organization], say: Discretion) -> Iterator[Finding]:
    """Subtract the people on the roll from what a row counts; a count that is blank says nothing."""
    unstated = {
        (nfc(str(key)), name)
        for name in ("full", "probationary")
        for key, value in zip(orgs.ids, orgs.raw.get(name) or repeat(None), strict=False)
        if is_missing(value)
    }
    for key, ids in loaded.roll.items():
        org = loaded.records.get(key)
        if org is None:
            continue
        known = [member for member in ids if member in loaded.people]
        listed = loaded.people.headcount(known)
        left: dict[str, int] = {}
        for name, count, on_roll, what in (
            ("full", org.full, listed.full, _FULL),
            ("probationary", org.probationary, listed.probationary, _PROBATIONARY),
        ):
            if count < on_roll and (key, name) not in unstated:
                yield finding(
                    "input/more-listed-than-counted",
                    say(key),
                    count=count,
                    listed=on_roll,
                    what=what,
                )
            left[name] = max(count - on_roll, 0)
        loaded.records[key] = changed(org, **left)
