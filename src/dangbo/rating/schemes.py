"""`Scheme`: a paper that sets targets, and its targets by name and year; the rulebook holds some too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from os import PathLike
from typing import Final, Literal, Self, cast

from typing_extensions import TypedDict

from dangbo.base.citations import Document, RuleRef
from dangbo.base.collection import ById
from dangbo.base.documents import ReadFormat
from dangbo.base.envelope import PaperDocument
from dangbo.base.errors import TermError
from dangbo.base.findings import Lang
from dangbo.base.json_records import ReadForm
from dangbo.base.reading import bad_figure, read_choice, read_name
from dangbo.base.records import RecordType
from dangbo.base.terms import Rating, no_such
from dangbo.base.text import format_date, nfc, parse_date
from dangbo.base.told import ReadDocument
from dangbo.base.words import Words
from dangbo.evaluation import BASE_WORDS, Base
from dangbo.rating.targets import (
    BOUND_WORDS,
    FORMS,
    TARGET_TITLES,
    Counted,
    Direction,
    Indicator,
    Moment,
    Target,
    TargetFields,
    TargetRecords,
    fields_of,
)
from dangbo.rules import RuleBook, Table, book_of

__all__ = ["Scheme"]


class SchemeDocument(TypedDict):
    """A paper that sets targets, and its targets in its order."""

    schema: Literal["dangbo/scheme"]
    version: Literal[1]
    name: str
    source: PaperDocument
    targets: list[TargetFields]


@dataclass(frozen=True, slots=True, init=False)
class Scheme(ReadDocument, ById[Target], metaclass=RecordType):
    """A paper that sets targets (đề án, nghị quyết), and its targets by name; one name may have a value a year.

    Args:
        name: what people call it.
        source: the paper; targets that name no source of their own take it.
        targets: in the order of the paper. Targets of one name need years, and no year twice.

    Raises:
        InvalidInputError: `input/bad-figure`: a blank name, two targets of one name for the same year, a source that is
            no `Document`, a target that is no `Target`.

    Examples:
        >>> paper = Document(kind="đề án", number="03-ĐA/TU", issued="2021-04-15")
        >>> scheme = Scheme("Đề án 03", source=paper, targets=[Target("TCCSĐ", at_least="85%", tier=Rating.GOOD)])
        >>> scheme["TCCSĐ"].source.number
        '03-ĐA/TU'
        >>> [target.name for target in scheme]
        ['TCCSĐ']

        What stands in the rulebook, of the nation or of one place:

        >>> [target.text(lang="en") for target in Scheme.in_force("2023-12-31", lang="en")][:2]
        ['above 90%', 'above 90%']
    """

    name: str
    source: Document
    targets: tuple[Target, ...]

    def __init__(self, name: str, *, source: Document, targets: Iterable[Target]) -> None:
        if not isinstance(source, Document):
            raise bad_figure(
                "source",
                Words(en="it is no paper", vi="không phải là văn bản"),
                Words(en="Give the paper as a Document.", vi="Ghi văn bản nêu các chỉ tiêu."),
            )
        given: object = targets  # whatever it is
        kept = tuple(given) if isinstance(given, Iterable) and not isinstance(given, set | frozenset) else (None,)
        if not all(isinstance(target, Target) for target in kept):
            raise bad_figure(
                "targets",
                Words(
                    en="these are not targets in the order of the paper", vi="không phải danh sách chỉ tiêu theo thứ tự"
                ),
                Words(
                    en="Give a list of Target records.", vi="Ghi các chỉ tiêu thành danh sách, theo thứ tự của văn bản."
                ),
            )
        kept = tuple(target if target.source is not None else replace(target, source=source) for target in kept)
        by_name: dict[str, list[Target]] = {}
        for target in kept:
            for other in by_name.setdefault(target.name, []):
                _refuse_same_years(other, target)
            by_name[target.name].append(target)
        object.__setattr__(self, "name", read_name(name, "name"))
        object.__setattr__(self, "source", source)
        object.__setattr__(self, "targets", kept)

    @classmethod
    def from_toml(cls, path: str | PathLike[str]) -> Self:
        """The scheme of a file one has written oneself.

        ```
        name = "Nghị quyết 05 của Đảng ủy"

        [source]                                  # number, issued, issuer, title, url may be left out
        kind = "nghị quyết"
        number = "05-NQ/ĐU"
        issued = 2025-01-10

        [[targets]]
        name = "Chi bộ hoàn thành tốt nhiệm vụ trở lên"
        at_least = "85%"                          # or above, at_most, within = ["3%", "4%"]; text, with its sign
        tier = "Hoàn thành tốt nhiệm vụ"          # this tier or better; left out: the paper does not state it
        subjects = "organizations"                # or "members"
        level = "below_grassroots"                # may be left out, as base ("rated", "on_books") and years may
        years = [2025, 2030]
        ```

        Targets that shall be cited with article, force and confidence, as rules are, belong into a file of the
        rulebook (`RuleBook.with_local`) and are read by `in_force`.

        Args:
            path: the file.

        Raises:
            InvalidInputError: `target/bad-file` for every mistake, with its key and its line: a file that cannot be
                read or is no TOML, an unknown or missing key, a share without its sign, a number for a text, a tier or
                level nobody knows, no bound or several, two targets of one name for the same year.

        Examples:
            >>> from tempfile import TemporaryDirectory
            >>> from pathlib import Path
            >>> text = '''
            ... name = "Nghị quyết 05"
            ... source = { kind = "nghị quyết", number = "05-NQ/ĐU" }
            ... [[targets]]
            ... name = "Chi bộ"
            ... at_least = "85%"
            ... tier = "good"
            ... subjects = "organizations"
            ... '''
            >>> with TemporaryDirectory() as folder:
            ...     file = Path(folder, "scheme.toml")
            ...     _ = file.write_text(text, encoding="utf-8")
            ...     scheme = Scheme.from_toml(file)
            >>> scheme["Chi bộ"].at_least, scheme.source.number
            (Fraction(17, 20), '05-NQ/ĐU')
        """
        from pathlib import Path

        from dangbo.rating.scheme_files import read_scheme

        return read_scheme(
            str(path),
            Path(path).read_bytes,
            lambda name, source, targets: cls(name, source=source, targets=targets),
        )

    def as_dict(self) -> SchemeDocument:
        """The scheme as plain JSON values.

        Examples:
            >>> scheme = Scheme.in_force("2023-12-31")
            >>> Scheme.from_json(scheme.to_json()) == scheme
            True
        """
        return {
            "schema": "dangbo/scheme",
            "version": 1,
            "name": self.name,
            "source": self.source.as_dict(),
            "targets": [fields_of(target) for target in self.targets],
        }

    @classmethod
    def _format(cls) -> ReadFormat[Scheme]:
        return _FORMAT

    @classmethod
    def in_force(cls, on: dt.date | str, *, place: str = "", rules: RuleBook | None = None, lang: Lang = "vi") -> Self:
        """The targets of the rulebook on a date: the national ones, or those of a place.

        Args:
            on: the date.
            place: id or name of the place of local rules, such as "thai-nguyen"; empty for the nation.
            rules: the rulebook; unless told otherwise the shipped one, for a place with its examples of local rules.
            lang: in which language the targets are named.

        Raises:
            TermError: the book holds no target of that place on that date; it names the places that have some.

        Examples:
            >>> [target.text() for target in Scheme.in_force("2022-12-31", place="thai-nguyen")]
            ['từ 85%', 'từ 90%']
        """
        day = parse_date(on, where="on")
        from dangbo.rules.local import examples

        book = book_of(rules, unless_given=examples if place else RuleBook.default)
        now = book.at(day)
        wanted = nfc(place)
        found: list[Target] = []
        places: dict[str, None] = {}
        for rule_id in now.ids:
            rule = book[rule_id]
            scope = ("", "") if rule.scope is None else rule.scope
            if not rule_id.removeprefix(f"{scope[0]}-").startswith("target-"):
                continue
            places[scope[0] or "national"] = None
            if wanted in scope:
                value = now.value(rule_id)
                found.append(_target_of(rule.label, value.table, value.ref, lang))
        if not found:
            asked = Words(vi=f"nơi có chỉ tiêu tại ngày {format_date(day)}", en=f"place with targets on {day}")
            raise TermError(asked, place or "national", places)
        source = cast("Document", found[0].source)
        return cls(source.citation, source=source, targets=found)

    def yearly(self, name: str) -> tuple[Target, ...]:
        """The targets of a name, one or one for each period.

        Raises:
            TermError: no target has this name.
        """
        return self._found(name, where="name")

    def target(self, name: str, *, year: int) -> Target:
        """The target of a name that is set for a year.

        Raises:
            TermError: no target has this name, or none is set for the year.

        Examples:
            >>> paper = Document(kind="đề án", number="03-ĐA/TU", issued="2021-04-15")
            >>> steps = [
            ...     Target("TCCSĐ", at_least=f"{80 + n}%", tier=Rating.GOOD, years=(2021 + n, 2021 + n))
            ...     for n in range(5)
            ... ]
            >>> Scheme("Đề án 03", source=paper, targets=steps).target("TCCSĐ", year=2023).text()
            'từ 82%'
        """
        choices = self.yearly(name)
        for target in choices:
            if target.includes(year):
                return target
        asked = Words(vi=f"chỉ tiêu năm {year} của {self.name}", en=f"target of {self.name} for {year}")
        raise TermError(asked, name, [_period(target) for target in choices])

    def __getitem__(self, name: str) -> Target:
        first, *others = self.yearly(name)
        if others:
            raise TermError(
                Words(vi=f"chỉ tiêu duy nhất của {self.name}", en=f"single target of {self.name}"),
                name,
                [_period(target) for target in (first, *others)],
                Words(
                    vi="mỗi thời kỳ một giá trị khác nhau; nêu rõ năm",
                    en="it has several values; ask for target(name, year=)",
                ),
            )
        return first

    def _items(self) -> tuple[Target, ...]:
        return self.targets

    def _ids(self, item: Target) -> tuple[str]:
        return (item.name,)

    def _unknown(self, key: str) -> TermError:
        names = list(dict.fromkeys(target.name for target in self.targets))
        asked = Words(vi=f"chỉ tiêu của {self.name}", en=f"target of {self.name}")
        return no_such(asked, key, names)


def _target_of(name: Words, table: Table, ref: RuleRef, lang: Lang) -> Target:
    """A target as the rulebook writes it."""
    years = (table.number("first_year"), table.number("last_year"))
    bound = table.fraction("bound")
    upper = table.fraction("upper") if "upper" in table else None
    direction = read_choice(cast("Direction", table.text("direction")), BOUND_WORDS, f"{ref.id}, direction")
    tier = Rating.parse(table.text("tier")) if "tier" in table else None
    base = read_choice(cast("Base", table.text("base")), BASE_WORDS, f"{ref.id}, base") if "base" in table else None
    if table.text("counts") == "ratings" and tier is None:  # nobody can count a tier its source does not state
        return Target(
            name.text(lang=lang),
            at_least=bound if direction == "at_least" else None,
            above=bound if direction == "above" else None,
            at_most=bound if direction == "at_most" else None,
            within=None if upper is None else (bound, upper),
            tier=None,
            base=base or "rated",
            source=ref.document,
            years=years,
            rule=ref,
        )
    tiers = frozenset(each for each in Rating if tier is not None and each >= tier)
    moments = [cast("Moment", table.text(f"{part}_moment")) for part in ("numerator", "denominator")]
    indicator = Indicator(
        name,
        Counted(table.words("numerator"), tiers, moment=moments[0]),
        Counted(table.words("denominator"), base=base, moment=moments[1]),
        direction,
    )
    return indicator.target(bound, upper, source=ref.document, years=years, rule=ref, lang=lang)


def _period(target: Target) -> str:
    return "every year" if target.years is None else f"{target.years[0]}-{target.years[1]}"


def _refuse_same_years(one: Target, other: Target) -> None:
    if one.years is not None and other.years is not None:
        first, last = max(one.years[0], other.years[0]), min(one.years[1], other.years[1])
        if first > last:
            return
        years = (f" for {first}", f" cho năm {first}")
    else:
        years = ("", "")
    raise bad_figure(
        f"targets['{one.name}']",
        Words(en=f"two targets have this name{years[0]}", vi=f"hai chỉ tiêu trùng tên{years[1]}"),
        Words(en="Give every target a name of its own.", vi="Đặt cho mỗi chỉ tiêu một tên riêng."),
    )


@dataclass(frozen=True, slots=True)
class _SchemeForm(ReadForm):
    name: str
    source: Document
    targets: tuple[Target, ...]

    def made(self) -> Scheme:
        return Scheme(self.name, source=self.source, targets=self.targets)


_FORMAT: Final = ReadFormat(
    "scheme",
    1,
    Scheme,
    Words(vi="đề án", en="the scheme"),
    TargetRecords(
        {
            **TARGET_TITLES,
            "Scheme": Words(vi="Đề án, nghị quyết có chỉ tiêu", en="Paper that sets targets"),
            ".targets": Words(vi="Chỉ tiêu", en="Targets"),
        },
        lists={"targets": Words(vi="chỉ tiêu", en="target")},
        forms={**FORMS, Scheme: _SchemeForm},
    ),
)
