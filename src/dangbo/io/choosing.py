"""What somebody chose of two lists that were compared, and profiles changed by it.

A choice says which list is right. Of one line in each list it is made field by field; of a line that only one list has,
or that a list repeats, once: the profile becomes what the chosen list says, and where that has no such line, it is
taken out. Names, cells, and lines that only may be one person are not chosen here: they are put right where they stand.

Whatever cannot be applied is told at once, and then nothing is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from dangbo.base.findings import Finding, finding
from dangbo.base.text import fold
from dangbo.base.words import NO_WORDS, Words
from dangbo.io.comparing import Match, MatchClass
from dangbo.io.headings import fields_of
from dangbo.io.lists import PROFILE, SIDES, LineList, Side, field_words, key_of
from dangbo.io.values import FREE_WORDS
from dangbo.life.profiles import Profile, Profiles
from dangbo.render.findings import Findings
from dangbo.tree.structure import refuse

if TYPE_CHECKING:
    from dangbo.io.reconciling import Reconciliation

__all__ = ["Choice", "Chosen"]

Choice: TypeAlias = Literal["A", "B", "skip"]
"""What somebody chose: as list A has it, as list B has it, neither."""
Chosen: TypeAlias = Mapping[int | tuple[int, str], Choice]
"""Choices by the number of a match, for all that can be chosen of it; or by number and field, which goes before."""

_FIELDS: Final = frozenset(PROFILE) - {"member"}
_WORDS: Final[Mapping[str, Choice]] = {"a": "A", "b": "B", "bo qua": "skip", "skip": "skip", "": "skip"}


def choice_of(word: object) -> Choice | None:
    """The choice a word names, in either language; nothing chosen is "skip", and `None` a word that is no choice."""
    return _WORDS.get(fold("" if word is None else str(word)))


# --- what can be chosen -----------------------------------------------------------------------------------------------


class Offer(NamedTuple):
    """What can be chosen of a difference.

    Attributes:
        sides: the lists that can be chosen.
        why: what choosing one does, where it is not plain; why one cannot be chosen, where it cannot.
    """

    sides: tuple[Side, ...]
    why: Words = NO_WORDS


def offers(found: Reconciliation, match: Match) -> dict[str, Offer]:
    """What can be chosen of a match, by field; under no field where the lines are chosen whole."""
    if len(match.a) == len(match.b) == 1:
        by_field = {one.field: _of_field(found, match, one.field) for one in match.differences}
        return by_field or {"": Offer((), _ALIKE)}
    if match.kind is MatchClass.LIKELY:
        return {"": Offer((), _MAYBE_SEVERAL)}
    unread = [side for side in SIDES if (found.a if side == "a" else found.b).refused and not _lines(match, side)]
    if unread:  # whoever a list seems not to have may stand in a row of it that could not be read
        return {"": Offer(tuple(side for side in SIDES if side not in unread), _UNREAD)}
    alike = tuple(side for side in SIDES if _whole(found, match, side) is not None)
    if len(alike) < len(SIDES):
        return {"": Offer(alike, _UNLIKE)}
    return {"": Offer(alike, _ONE_SIDE.get(match.kind, _SEVERAL))}


def _of_field(found: Reconciliation, match: Match, field: str) -> Offer:
    if field == "organization":
        return Offer((), _OF_CELL)
    if field not in _FIELDS:
        return Offer((), _OF_NO_PROFILE)
    sides = tuple(side for side in SIDES if _fits(field, found.value(side, _lines(match, side)[0], field)))
    return Offer(sides, NO_WORDS if len(sides) == len(SIDES) else _OWN_WORDS)


def _fits(field: str, value: object) -> bool:
    """Whether a value of a list is one of a profile; a list may say in its own words what a profile classes."""
    return not (field in FREE_WORDS and isinstance(value, str))


def _lines(match: Match, side: Side) -> tuple[int, ...]:
    return match.a if side == "a" else match.b


def _whole(found: Reconciliation, match: Match, side: Side) -> dict[str, Any] | None:
    """What all lines of a list say of a profile, nothing where it has none; `None` where they say different things."""
    columns = (found.a if side == "a" else found.b).columns
    said: dict[str, Any] = {}
    lines = _lines(match, side)
    for field in _FIELDS & {*columns} if lines else ():
        first, *more = (columns[field][line] for line in lines)
        if not _fits(field, first) or not all(_same(field, first, value) for value in more):
            return None
        said[field] = first
    return said


def _same(field: str, one: Any, other: Any) -> bool:  # noqa: ANN401 - of any field
    if one is None or other is None:
        return one is other
    key = key_of(field, str)
    return one == other or (key(one) is not None and key(one) == key(other))


_OF_CELL: Final = Words(
    vi="chi bộ không nằm trong hồ sơ; cho chuyển chi bộ hoặc sửa ở danh sách",
    en="the cell stands in no profile; transfer the member, or correct it in its list",
)
_OF_NO_PROFILE: Final = Words(
    vi="mục này không nằm trong hồ sơ (như họ tên); sửa ở danh sách",
    en="this stands in no profile, as names do not; correct it in its list",
)
_OWN_WORDS: Final = Words(
    vi="một danh sách ghi lời riêng, không thuộc danh mục thống kê; ghi theo danh mục rồi đối chiếu lại",
    en="a list says it in words of its own that are no class of the statistics; write one of the classes and compare "
    "again",
)
_ALIKE: Final = Words(
    vi="các mục đã đối chiếu đều giống nhau; hãy xem có phải một người không",
    en="all that was compared is alike; look whether it is one person",
)
_MAYBE_SEVERAL: Final = Words(
    vi="nhiều dòng chỉ có thể là một người; xem từng dòng rồi sửa ở danh sách",
    en="several lines that only may be one person; look at each, and put the lists right",
)
_UNREAD: Final = Words(
    vi="danh sách kia có dòng chưa đọc được, có thể là người này; chỉ chọn được danh sách có dòng này",
    en="rows of the other list could not be read, and may be this person; only the list with this line can be chosen",
)
_UNLIKE: Final = Words(
    vi="các dòng lặp ghi khác nhau hoặc ghi lời riêng; sửa ở danh sách cho còn một dòng rồi đối chiếu lại",
    en="repeated lines say different things, or in words of their own; leave one in the list and compare again",
)
_SEVERAL: Final = Words(
    vi="chọn A hoặc B: hồ sơ ghi như danh sách đó, các dòng lặp thành một",
    en="A or B: the profile becomes what that list says, and repeated lines one",
)
_ONE_SIDE: Final[Mapping[MatchClass, Words]] = {
    MatchClass.ONLY_A: Words(
        vi="chọn A: giữ hoặc thêm hồ sơ của dòng này; chọn B: bỏ hồ sơ",
        en="A: its profile is kept or added; B: its profile is taken out",
    ),
    MatchClass.ONLY_B: Words(
        vi="chọn B: giữ hoặc thêm hồ sơ của dòng này; chọn A: bỏ hồ sơ",
        en="B: its profile is kept or added; A: its profile is taken out",
    ),
    MatchClass.REPEATED: Words(
        vi="chọn danh sách có các dòng này: giữ hoặc thêm một hồ sơ; chọn danh sách kia: bỏ hồ sơ",
        en="the list that has the lines: one profile is kept or added; the other: it is taken out",
    ),
}


# --- what was chosen --------------------------------------------------------------------------------------------------


def _wanted(found: Reconciliation, chosen: Chosen, problems: list[Finding]) -> dict[tuple[int, str], Choice]:
    """The choices by number and field, those of a whole match first."""
    wanted: dict[tuple[int, str], Choice] = {}
    keys = [(*key, word) if isinstance(key, tuple) else (key, None, word) for key, word in chosen.items()]
    for number, field, word in sorted(keys, key=lambda one: one[1] is not None):
        if type(number) is not int or not 1 <= number <= len(found):
            place = Words(vi="lựa chọn", en="a choice")
            problems.append(finding("input/bad-value", place.en, place=place, reason=_NO_MATCH))
            continue
        match = found.matches[number - 1]
        choice = choice_of(word)
        if choice is None:
            problems.append(_problem(found, match, field or "", NO_CHOICE))
            continue
        can = offers(found, match) if match.kind is not MatchClass.EQUAL else {}
        names = [name for name in can if field is None or name == field]
        side: Side = "a" if choice == "A" else "b"
        takes = [name for name in names if choice == "skip" or side in can[name].sides]
        if not takes and choice != "skip":
            why = next((can[name].why for name in names), _NOT_DIFFERENT)
            problems.append(_problem(found, match, field or "", why))
        wanted |= {(number, name): choice for name in takes}
    return wanted


def applied(found: Reconciliation, chosen: Chosen, profiles: Profiles, of: Side) -> Profiles:
    """Profiles with what was chosen, and nothing else."""
    problems: list[Finding] = []
    wanted = _wanted(found, chosen, problems)
    changes = _Changes(found, profiles, of)
    for (number, field), choice in wanted.items():
        if choice == "skip":
            continue
        match, side = found.matches[number - 1], _SIDE_OF[choice]
        why = changes.take_whole(match, side) if field == "" else changes.take_field(match, side, field)
        if why is not None:
            problems.append(_problem(found, match, field, why))
    refuse(problems)
    return changes.made()


_SIDE_OF: Final[Mapping[Choice, Side]] = {"A": "a", "B": "b"}


class _Changes:
    """What becomes of profiles: fields set, profiles added and taken out; each `take` says why it could not be done."""

    def __init__(self, found: Reconciliation, profiles: Profiles, of: Side) -> None:
        self.found, self.profiles = found, profiles
        self.fields: dict[str, dict[str, Any]] = {}
        self.added: dict[str, Profile] = {}
        self.gone: set[str] = set()
        self.home = of
        """The list the profiles were made of: ids of the other may be other people's."""
        known = [
            Fraction(sum(key in profiles for key in ids), len(ids) or 1) for ids in map(_all_ids, (found.a, found.b))
        ]
        self.doubted = known[0] < known[1] if of == "a" else known[1] < known[0]
        """Whether the ids of the other list fit the profiles better."""
        self.owners: dict[tuple[Side, str], set[int]] = {}
        for match in found:
            for each in SIDES:
                for key in self._ids(match, each):
                    self.owners.setdefault((each, key), set()).add(match.number)

    def _ids(self, match: Match, side: Side) -> list[str]:
        """The member ids in the lines of a list, each once."""
        column = (self.found.a if side == "a" else self.found.b).column("member")
        return [*dict.fromkeys(key for line in _lines(match, side) if isinstance(key := column[line], str))]

    def _theirs(self, match: Match) -> list[str] | None:
        """The ids of the profiles a match is about; `None` where one of them stands at another person too."""
        other: Side = "b" if self.home == "a" else "a"
        own = [key for key in self._ids(match, self.home) if key in self.profiles]
        side = self.home if own else other
        named = own or [
            key
            for key in self._ids(match, other)
            if self.owners.get((self.home, key), {match.number}) == {match.number}
        ]
        if any(len(self.owners[side, key]) > 1 for key in named):
            return None
        if self.doubted and any(self.owners.get((other, key), {match.number}) != {match.number} for key in own):
            return None
        return [key for key in named if key in self.profiles]

    def take_field(self, match: Match, side: Side, field: str) -> Words | None:
        """A field of a profile becomes what a list says."""
        there = self._theirs(match)
        if there is None:
            return _SHARED_ID
        if len(there) != 1:
            return _NOBODY
        return self._set(there[0], {field: self.found.value(side, _lines(match, side)[0], field)})

    def _set(self, member: str, said: Mapping[str, Any]) -> Words | None:
        known = self.fields.setdefault(member, {})
        twice = any(not _same(field, known.get(field, value), value) for field, value in said.items())
        if twice or member in self.gone:
            return _TWICE
        known.update(said)
        return None

    def take_whole(self, match: Match, side: Side) -> Words | None:
        """The profile becomes what the lines of a list say; where it has none, it is taken out."""
        there, said = self._theirs(match), _whole(self.found, match, side)
        if there is None:
            return _SHARED_ID
        if not _lines(match, side):
            self.gone |= {*there}
            return _TWICE if any(key in self.fields for key in there) else None
        if said is None:
            return _UNLIKE
        if not there:
            return self._add(match, side, said)
        if len(there) > 1 and side != self.home:
            return _SEVERAL_PROFILES
        if _lines(match, "a") and _lines(match, "b") and len(there) == 1:
            return self._set(there[0], {field: said[field] for field in said if field in self.found.fields})
        agree = all(_agrees(self.profiles[key], said) for key in there)
        return None if agree else _THERE

    def _add(self, match: Match, side: Side, said: Mapping[str, Any]) -> Words | None:
        """A profile for lines that have none."""
        ids = self._ids(match, side)
        if len(ids) != 1:
            return _NO_ID if not ids else _SEVERAL_IDS
        one = Profile(ids[0], **said)
        if len(self.owners[side, ids[0]]) > 1:
            return _SHARED_ID
        if ids[0] in self.profiles or self.added.setdefault(ids[0], one) != one:
            return _THERE
        return None

    def made(self) -> Profiles:
        """The profiles with all of it."""
        changed = [replace(self.profiles[key], **said) for key, said in self.fields.items()]
        return self.profiles.changed([*changed, *self.added.values()], without=sorted(self.gone))


def _all_ids(some: LineList) -> list[str]:
    return [key for key in some.column("member") if isinstance(key, str)]


def _agrees(profile: Profile, said: Mapping[str, Any]) -> bool:
    return all(_same(field, getattr(profile, field), value) for field, value in said.items())


_NOBODY: Final = Words(
    vi="không xác định được một hồ sơ duy nhất theo mã đảng viên của hai dòng",
    en="the member ids of its two lines do not name one profile",
)
_TWICE: Final = Words(
    vi="hồ sơ này đã được chọn giá trị khác ở trường hợp khác", en="another choice gives the same profile another value"
)
_NO_MATCH: Final = Words(vi="không có trường hợp mang số này", en="there is no match of this number")
NO_CHOICE: Final = Words(vi="chỉ nhận A, B hoặc bỏ qua", en="it takes A, B or skip")
_NOT_DIFFERENT: Final = Words(
    vi="ở đây không có gì khác nhau để chọn", en="nothing can be chosen here: it does not differ"
)
_SEVERAL_PROFILES: Final = Words(
    vi="các dòng này là nhiều hồ sơ khác mã; tự bỏ hồ sơ thừa",
    en="its lines have several profiles; take out all but one",
)
_SEVERAL_IDS: Final = Words(
    vi="các dòng lặp mang nhiều mã đảng viên khác nhau", en="its lines, which repeat one, have different member ids"
)
_SHARED_ID: Final = Words(
    vi="mã đảng viên của dòng này còn ghi cho người khác, nên không rõ là hồ sơ của ai",
    en="its member id stands at another person too, so whose profile it is nobody can tell",
)
_NO_ID: Final = Words(vi="dòng này không có mã đảng viên", en="its line has no member id")
_THERE: Final = Words(vi="đã có hồ sơ khác mang mã này", en="there is another profile with its id")


# --- what stays as it is ----------------------------------------------------------------------------------------------


def not_applied(found: Reconciliation, chosen: Chosen, told: Iterable[Finding] = ()) -> Findings:
    """What choices leave as it is, a finding for each line or field that differs, behind what was told before."""
    problems: list[Finding] = []
    wanted = _wanted(found, chosen, problems)
    refuse(problems)
    return Findings([*told, *_left(found, wanted)])


def _left(found: Reconciliation, wanted: Mapping[tuple[int, str], Choice]) -> Iterator[Finding]:
    for match in found:
        if match.kind is MatchClass.EQUAL:
            continue
        for field, offer in offers(found, match).items():
            choice = wanted.get((match.number, field))
            if choice in _SIDE_OF:
                continue
            why = offer.why if not offer.sides else _SKIPPED if choice == "skip" else _OPEN
            place = _place(found, match, field)
            yield finding("table/not-applied", place.en, place=place, reason=why)


_SKIPPED: Final = Words(vi="đã chọn bỏ qua", en="skip was chosen")
_OPEN: Final = Words(vi="chưa chọn A hay B", en="neither A nor B was chosen")


def _place(found: Reconciliation, match: Match, field: str) -> Words:
    """Where a difference stands, by its number and the lines of both lists."""
    lines = [(letter, some) for letter, some in zip("AB", found.lines_of(match), strict=True) if some]
    what = field_words(field, found.a, found.b) if field in _FIELDS | fields_of("profiles") else None
    return Words(
        vi=f"trường hợp {match.number} ({'; '.join(f'{letter}: {some}' for letter, some in lines)})"
        + (f", mục '{what.vi}'" if what else ""),
        en=f"match {match.number} ({'; '.join(f'{letter}: {some}' for letter, some in lines)})"
        + (f", field '{what.en}'" if what else ""),
    )


def _problem(found: Reconciliation, match: Match, field: str, reason: Words) -> Finding:
    place = _place(found, match, field)
    return finding("input/bad-value", place.en, place=place, reason=reason)
