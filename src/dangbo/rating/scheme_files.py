"""Reads the file of a scheme: every mistake with its key and its line, and then nothing is read.

```
name, [source], [[targets]]
[source]     kind (number, issued, issuer, title, url)
[[targets]]  name, subjects, one of at_least, above, at_most, within (tier, level, base, years)
```

Keys in brackets may be left out. What a record refuses, it refuses here with the key it stands under.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final, TypeAlias, TypeVar, cast

from dangbo.base.citations import Document
from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Finding
from dangbo.base.reading import proportion, read_choice, read_name, read_term, read_tier
from dangbo.base.terms import Level, Rating
from dangbo.base.toml_file import TomlPlace, TomlTable, read_toml, toml_date, toml_text
from dangbo.base.words import Words
from dangbo.evaluation import BASE_WORDS, SUBJECT_WORDS, Base, Subjects
from dangbo.rating.targets import Target

_T = TypeVar("_T")
_Shape: TypeAlias = Callable[[object, TomlPlace], _T | None]


def read_scheme(name: str, contents: Callable[[], bytes], make: Callable[[str, Document, list[Target]], _T]) -> _T:
    """The scheme of a file.

    Args:
        name: how messages call the file.
        contents: gives its bytes.
        make: makes the scheme of its name, its paper and its targets.

    Raises:
        InvalidInputError: `target/bad-file` for every mistake.
    """
    problems: list[Finding] = []
    raw, root = read_toml(name, contents, "target/bad-file", problems)
    if raw is not None:
        table = TomlTable(raw, root)
        title, source = table.read("name", _name), table.read("source", _document)
        targets = table.read("targets", _targets)
        if table.end() and title is not None and source is not None and targets is not None:
            scheme = _made(lambda: make(title, source, targets), root)
            if scheme is not None:
                return scheme
    raise InvalidInputError(problems)


def _document(raw: object, at: TomlPlace) -> Document | None:
    table = TomlTable(raw, at)
    kind, issued = table.read("kind", toml_text), table.maybe("issued", toml_date)
    number, issuer, title, url = (table.maybe(key, toml_text) for key in ("number", "issuer", "title", "url"))
    if not table.end() or kind is None:
        return None
    return _made(lambda: Document(kind, number or "", issued, issuer or "", title or "", url or ""), at)


def _targets(raw: object, at: TomlPlace) -> list[Target] | None:
    if not isinstance(raw, list) or not raw:
        at.report(Words(vi="phải là một danh sách bảng [[targets]]", en="must be a list of tables [[targets]]"))
        return None
    read = [_target(entry, at.item(order)) for order, entry in enumerate(raw)]
    known = [target for target in read if target is not None]
    return known if len(known) == len(read) else None


def _target(raw: object, at: TomlPlace) -> Target | None:
    table = TomlTable(raw, at)
    name, subjects = table.read("name", _name), table.read("subjects", _subjects)
    at_least, above, at_most = (table.maybe(key, _bound) for key in ("at_least", "above", "at_most"))
    within, years = table.maybe("within", _band), table.maybe("years", _years)
    level, base = table.maybe("level", _level), table.maybe("base", _base)
    # An abbreviation is read as of the first year; where the years cannot be read, one mistake is not told twice.
    year = None if years is None else years[0]
    tier = table.maybe("tier", toml_text if years is None and "years" in table else _tier_as_of(year))
    if not table.end() or name is None:
        return None
    return _made(
        lambda: Target(
            name,
            at_least=at_least,
            above=above,
            at_most=at_most,
            within=within,
            tier=tier,
            base=base or "rated",
            years=years,
            subjects=subjects,
            level=level,
        ),
        at,
    )


# --- what keys hold ---------------------------------------------------------------------------------------------------


def _read(reader: Callable[[object, str], _T]) -> _Shape[_T]:
    """What a reader of records reads, its refusal told at the key."""

    def shape(raw: object, at: TomlPlace) -> _T | None:
        return _made(lambda: reader(raw, at.name.rpartition(".")[2]), at)

    return shape


def _made(make: Callable[[], _T], at: TomlPlace) -> _T | None:
    """What is made, or `None` after the reasons it was refused for were told."""
    try:
        return make()
    except InvalidInputError as error:
        for found in error.findings:
            at.report(_reason(found))
        return None


def _reason(found: Finding) -> Words:
    """Why, and how to put it right, of a finding; which of several things it is about, where the place is of all."""
    facts = dict(found.facts)
    reason, remedy = facts.get("reason"), facts.get("remedy")
    if not isinstance(reason, Words) or not isinstance(remedy, Words):
        return Words(vi=found.text(), en=found.text(lang="en"))
    about = f"{found.subject}: " if "[" in found.subject else ""
    return Words(vi=f"{about}{reason.vi}. {remedy.vi.rstrip('.')}", en=f"{about}{reason.en}. {remedy.en.rstrip('.')}")


def _tier_as_of(year: int | None) -> _Shape[Rating | str]:
    return _read(lambda raw, where: read_tier(raw, where, year=year))


def _pair(raw: object, at: TomlPlace) -> tuple[object, object] | None:
    if isinstance(raw, list) and len(raw) == 2:  # noqa: PLR2004 - a pair
        return (raw[0], raw[1])
    at.report(Words(vi="phải là danh sách hai phần tử", en="must be a list of two"))
    return None


def _band(raw: object, at: TomlPlace) -> tuple[Fraction, Fraction] | None:
    if (pair := _pair(raw, at)) is None:
        return None
    lower, upper = (_bound(value, at.item(order)) for order, value in enumerate(pair))
    return None if lower is None or upper is None else (lower, upper)


def _years(raw: object, at: TomlPlace) -> tuple[int, int] | None:
    if (pair := _pair(raw, at)) is None:
        return None
    first, last = pair
    if type(first) is int and type(last) is int:  # a bool is no year
        return first, last
    at.report(Words(vi="phải là hai năm, như [2021, 2025]", en="must be two years, such as [2021, 2025]"))
    return None


_subjects: Final[_Shape[Subjects]] = _read(lambda raw, where: read_choice(cast("Subjects", raw), SUBJECT_WORDS, where))
_base: Final[_Shape[Base]] = _read(lambda raw, where: read_choice(cast("Base", raw), BASE_WORDS, where))
_bound: Final[_Shape[Fraction]] = _read(proportion)
_level: Final[_Shape[Level]] = _read(lambda raw, where: read_term(Level, raw, where))
_name: Final[_Shape[str]] = _read(read_name)
