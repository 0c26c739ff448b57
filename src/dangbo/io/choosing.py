"""What somebody chose of two lists that were compared: the workbook with a column "Chọn", and profiles changed by it.

A field of a profile that differs is chosen by itself; a line that only one list has is chosen whole. Lines of which one
list has several, names and cells are not chosen here: the first are repaired in their list, the others stand in no
profile. Whatever cannot be applied is told at once, and then nothing is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast

from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.people import People
from dangbo.base.text import fold
from dangbo.base.words import Words
from dangbo.io.grids import Grid, Raw
from dangbo.io.sources import open_workbook
from dangbo.io.writing import new_workbook
from dangbo.life.profiles import Profile, Profiles
from dangbo.tree.structure import refuse

if TYPE_CHECKING:
    from dangbo.io.reconciling import Match, Reconciliation

__all__ = ["Choice", "Chosen", "applied", "choices_in", "write_choices"]

Choice: TypeAlias = Literal["A", "B", "skip"]
"""What somebody chose: as list A has it, as list B has it, neither."""
Chosen: TypeAlias = Mapping[int | tuple[int, str], Choice]
"""Choices by the number of a match, for all that can be chosen of it; or by number and field, which goes before."""

_PROFILE: Final = frozenset(field.name for field in fields(cast("Any", Profile))) - {"member"}
_WORDS: Final[Mapping[str, Choice]] = {"a": "A", "b": "B", "bo qua": "skip", "skip": "skip", "": "skip"}
_MARK: Final = "dangbo-reconcile"
_HIDDEN: Final = "dangbo"
_CHOOSE: Final = Words(vi="Chọn", en="Choose")
_SKIP: Final = Words(vi="bỏ qua", en="skip")
_KEY: Final = 0
"""The hidden column that says which match and field a row is about."""


def offered(match: Match) -> tuple[str, ...]:
    """The fields of a match that can be chosen; blank for a line that only one list has, which is chosen whole."""
    if match.kind.value in ("only-a", "only-b"):
        return ("",)
    return tuple(one.field for one in match.differences if one.field in _PROFILE)


def applied(found: Reconciliation, chosen: Chosen, profiles: Profiles) -> Profiles:
    """Profiles with what was chosen, and nothing else."""
    problems: list[Finding] = []
    wanted = dict(_wanted(found, chosen, problems))
    changes: dict[str, dict[str, Any]] = {}
    added: dict[str, Profile] = {}
    for (number, field), choice in wanted.items():
        if choice == "skip":
            continue
        match = found.matches[number - 1]
        if field == "":
            _add(found, match, choice, profiles, added, problems)
            continue
        member = _member(found, match, profiles)
        if member is None:
            problems.append(_problem(number, field, _NOBODY))
            continue
        value = found.value("a", match.a[0], field) if choice == "A" else found.value("b", match.b[0], field)
        there = changes.setdefault(member, {})
        if field in there and there[field] != value:
            problems.append(_problem(number, field, _TWICE))
        there[field] = value
    refuse(problems)
    return profiles.changed([*(replace(profiles[key], **some) for key, some in changes.items()), *added.values()])


def _wanted(found: Reconciliation, chosen: Chosen, problems: list[Finding]) -> Iterator[tuple[tuple[int, str], Choice]]:
    """The choices by number and field, those of a whole match first."""
    several = [(key, "", word) for key, word in chosen.items() if not isinstance(key, tuple)]
    single = [(*key, word) for key, word in chosen.items() if isinstance(key, tuple)]
    for at, (number, field, word) in enumerate([*several, *single]):
        if type(number) is not int or not 1 <= number <= len(found):
            problems.append(
                finding("input/bad-value", _place(number, "").en, place=_place(number, ""), reason=_NO_MATCH)
            )
            continue
        choice = _WORDS.get(fold(str(word)))
        if choice is None:
            problems.append(_problem(number, field, _NO_CHOICE))
            continue
        can = offered(found.matches[number - 1])
        names = can if at < len(several) else tuple(name for name in can if name == field)
        if choice != "skip" and not names:
            problems.append(_problem(number, field, _NOT_HERE))
        for name in names:
            if choice != "skip" and name == "" and found.matches[number - 1].kind.value != f"only-{choice.lower()}":
                problems.append(_problem(number, name, _NOT_THERE))
                continue
            yield (number, name), choice


def _add(
    found: Reconciliation,
    match: Match,
    choice: Choice,
    profiles: Profiles,
    added: dict[str, Profile],
    problems: list[Finding],
) -> None:
    """A profile of a line that only one list has."""
    side: Literal["a", "b"] = "a" if choice == "A" else "b"
    (line,) = match.a or match.b
    member = found.value(side, line, "member")
    if not isinstance(member, str):
        problems.append(_problem(match.number, "", _NO_ID))
        return
    known: dict[str, Any] = {name: found.value(side, line, name) for name in _PROFILE}
    one = Profile(member, **known)
    if profiles.get(member) not in (None, one) or added.get(member, one) != one:
        problems.append(_problem(match.number, "", _THERE))
    added[member] = one


def _member(found: Reconciliation, match: Match, profiles: Profiles) -> str | None:
    """The one profile that two lines are about."""
    ids = {found.value("a", match.a[0], "member"), found.value("b", match.b[0], "member")}
    there = [key for key in ids if isinstance(key, str) and key in profiles]
    return there[0] if len(there) == 1 else None


_NOBODY: Final = Words(
    vi="không xác định được một hồ sơ duy nhất theo mã đảng viên của hai dòng",
    en="the member ids of its two lines do not name one profile",
)
_TWICE: Final = Words(
    vi="hồ sơ này đã được chọn giá trị khác ở trường hợp khác", en="another choice gives the same profile another value"
)
_NO_MATCH: Final = Words(vi="không có trường hợp mang số này", en="there is no match of this number")
_NO_CHOICE: Final = Words(vi="chỉ nhận A, B hoặc bỏ qua", en="it takes A, B or skip")
_NOT_HERE: Final = Words(
    vi="ở đây không có gì để chọn: họ tên và chi bộ không nằm trong hồ sơ, dòng lặp thì sửa ở danh sách",
    en="nothing can be chosen here: names and cells stand in no profile, and repeated lines are repaired in their list",
)
_NOT_THERE: Final = Words(vi="danh sách được chọn không có dòng này", en="the list chosen has no such line")
_NO_ID: Final = Words(vi="dòng này không có mã đảng viên", en="its line has no member id")
_THERE: Final = Words(vi="đã có hồ sơ khác mang mã này", en="there is another profile with its id")


def _place(number: object, field: str) -> Words:
    what = number if type(number) is int else "?"
    return Words(
        vi=f"lựa chọn cho trường hợp {what}" + (f", mục '{field}'" if field else ""),
        en=f"the choice of match {what}" + (f", field '{field}'" if field else ""),
    )


def _problem(number: int, field: str, reason: Words) -> Finding:
    place = _place(number, field if field in _PROFILE else "")
    return finding("input/bad-value", place.en, place=place, reason=reason)


# --- the workbook -----------------------------------------------------------------------------------------------------


def write_choices(found: Reconciliation, path: str | PathLike[str], *, people: People, lang: Lang) -> None:
    """Write the workbook: what to choose from, the classes, and a hidden sheet that says which lists these are."""
    table = found.table(by="match", people=people, values="shown", lang=lang)
    keys = [(match, one) for match in found if match.kind.value != "equal" for one in match.differences or (None,)]
    with new_workbook(path) as book:
        sheet = book.sheet(Words(vi="Đối chiếu", en="Reconciliation").text(lang=lang))
        heads = ["", _CHOOSE.text(lang=lang), *(column.title for column in table.columns)]
        book.line(sheet, 0, heads, {"bold": True, "text_wrap": True, "bg_color": "#D9E1F2"})
        sheet.freeze_panes(1, 2)
        sheet.set_column(_KEY, _KEY, None, None, {"hidden": True})
        sheet.set_column(1, len(heads) - 1, 18)
        for row, ((match, one), cells) in enumerate(zip(keys, table.rows, strict=True), start=1):
            field = "" if one is None else one.field
            book.line(sheet, row, [f"{match.number}|{field}", None, *cells])
            words = _allowed(match, field, lang)
            if words:
                book.put(sheet, row, 1, None, {"bg_color": "#FFF2CC"})
                sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": words})
        book.table(found.table(by="class", lang=lang), lang=lang)
        hidden = book.sheet(_HIDDEN, visibility="hidden")
        book.line(hidden, 0, [_MARK, found.digest])


def _allowed(match: Match, field: str, lang: Lang) -> list[str]:
    """What can be chosen in a row; nothing where it cannot be applied."""
    if field not in offered(match):
        return []
    sides = {"only-a": ["A"], "only-b": ["B"]}.get(match.kind.value, ["A", "B"])
    return [*sides, _SKIP.text(lang=lang)]


def choices_in(found: Reconciliation, path: str | PathLike[str]) -> dict[int | tuple[int, str], Choice]:
    """The choices of a workbook that was filled in."""
    book = open_workbook(path)
    marks = {str(row[0]): row[1] for grid in book.grids for row in grid.rows[:1] if len(row) > 1}
    if marks.get(_MARK) != found.digest:
        place = Words(vi=f"tệp '{book.file}'", en=f"file '{book.file}'")
        refuse([finding("input/bad-value", place.en, place=place, reason=_OTHER_LISTS)])
    grid = next(grid for grid in book.grids if grid.rows)
    problems: list[Finding] = []
    chosen: dict[int | tuple[int, str], Choice] = {}
    for at, row in enumerate(grid.rows[1:], start=1):
        _read_row(grid, at, row, chosen, problems)
    refuse(problems)
    return chosen


def _read_row(
    grid: Grid, at: int, row: Sequence[Raw], chosen: dict[int | tuple[int, str], Choice], problems: list[Finding]
) -> None:
    """The choice of a row; one that says none is none."""
    word = "" if row[1] is None else str(row[1])
    choice = _WORDS.get(fold(word))
    place = grid.place(at, 1).words
    if choice is None:
        problems.append(finding("input/bad-value", place.en, place=place, reason=_NO_CHOICE))
        return
    if choice == "skip":
        return
    number, _, field = str(row[_KEY]).partition("|")
    if not number.isdecimal():
        problems.append(finding("input/bad-value", place.en, place=place, reason=_NO_MATCH))
        return
    key = (int(number), field)
    if chosen.setdefault(key, choice) != choice:
        problems.append(finding("input/bad-value", place.en, place=place, reason=_TWICE))


_OTHER_LISTS: Final = Words(
    vi="không phải bảng chọn của lần đối chiếu này; hai danh sách có thể đã thay đổi, hãy xuất lại bảng",
    en="it is no workbook of this reconciliation; the lists may have changed since, so write it again",
)


def chosen_of(found: Reconciliation, given: str | PathLike[str] | Chosen) -> Chosen:
    """Choices as they are given: by match, or in a workbook."""
    return given if isinstance(given, Mapping) else choices_in(found, fspath(given))
