"""Readers of what a function is given: counts, years, tiers, ids, choices and percentages, or an error that says why.

What cannot be read is a finding at its place: `rating/bad-count` for counts and years, `input/bad-figure` for the rest.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import (
    TYPE_CHECKING,
    TypeVar,
    cast,
)

from dangbo.base.errors import InvalidInputError, TermError
from dangbo.base.figures import exact_number, figure_problem, percentage, repeated, repeated_option
from dangbo.base.findings import Finding, finding
from dangbo.base.records import id_of, is_one_of, items_of, sound
from dangbo.base.terms import Rating, Term
from dangbo.base.text import (
    UnreadableError,
    count_of,
    is_missing,
    nfc,
    type_words,
)
from dangbo.base.words import Words, article

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


from dangbo.base.results import percent_text

_Key = TypeVar("_Key", bound=str)
_TermT = TypeVar("_TermT", bound=Term)


def bad_count(where: str, reason: Words) -> Finding:
    """A problem with a count, to be raised with the others."""
    return finding("rating/bad-count", where, reason=reason)


def bad_figure(where: str, reason: Words, remedy: Words) -> InvalidInputError:
    """The error for one figure, choice or label that cannot be used."""
    return InvalidInputError([figure_problem(where, reason, remedy)])


def read_count(value: object, where: str, problems: list[Finding]) -> int:
    """A count by the one reader of counts; what is none is added to the problems and counts as 0."""
    try:
        return count_of(value)
    except UnreadableError as error:
        problems.append(bad_count(where, error.said_of(repeated(value))))
        return 0


def counts_by_id(values: object, where: str, problems: list[Finding]) -> dict[str, int]:
    """Counts by id, in whatever spelling, or by the record that has it; an id given twice is a problem, not dropped."""
    counts: dict[str, int] = {}
    for key, value in items_of(values, where):
        name = read_subject(key, where)
        place = f"{where}['{name}']"
        if name in counts:
            problems.append(bad_count(place, Words(vi="ghi hai lần", en="it is given twice")))
        counts[name] = read_count(value, place, problems)
    return counts


def whole_count(value: object, where: str) -> int:
    """A count, or an error."""
    problems: list[Finding] = []
    count = read_count(value, where, problems)
    if problems:
        raise InvalidInputError(problems)
    return count


def read_tier(value: object, where: str, *, year: int | None = None) -> Rating:
    """A tier from itself or from a label; an abbreviation needs the year rated."""
    if type(value) is Rating:
        return value
    problems: list[Finding] = []
    found = tier_of(value, where, problems, year=year)
    if found is None:
        raise InvalidInputError(problems)
    return found


def tier_of(value: object, where: str, problems: list[Finding], *, year: int | None) -> Rating | None:
    """A tier from its label; a label nobody knows is added to the problems."""
    try:
        return Rating.parse(cast("str", value), year)
    except TermError as error:
        problems.extend(unknown_label(error, where, Rating).findings)
        return None


def read_term(vocabulary: type[_TermT], value: object, where: str) -> _TermT:
    """A term from itself or from its label, or an error that does not repeat what cannot be read."""
    if type(value) is vocabulary:
        return value
    try:
        return vocabulary.parse(cast("str", value))
    except TermError as error:
        raise unknown_label(error, where, vocabulary) from None


def read_year(value: object, where: str = "year") -> int:
    """A year of the calendar, or an error."""
    year = whole_count(value, where)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise InvalidInputError([no_year(where, year)])
    return year


def no_year(where: str, year: int) -> Finding:
    """The problem with a number that is no year of the calendar."""
    shown = repeated(year)
    return bad_count(where, Words(vi=f"{shown} không phải là một năm".strip(), en=f"{shown or 'it'} is not a year"))


def read_subject(value: object, where: str = "subject") -> str:
    """An id in its spelling, or the id of a record that is given for it; an error for anything else."""
    key = id_of(value)
    if isinstance(key, str) and key:
        return _sound(key, where)
    if is_missing(key):
        raise _blank_id(where)
    kind = type_words(value)
    raise bad_figure(
        where,
        Words(en=f"an id is text, not {kind.en}", vi=f"mã là chữ, không phải {kind.vi}"),
        Words(
            en="Give the id of the organization or member as text.", vi="Ghi mã tổ chức hoặc đảng viên dưới dạng chữ."
        ),
    )


def _blank_id(where: str) -> InvalidInputError:
    return bad_figure(
        where,
        Words(en="the id is blank", vi="mã để trống"),
        Words(en="Give the id of the organization or member.", vi="Ghi mã tổ chức hoặc đảng viên."),
    )


def read_tiers(tiers: Iterable[object], where: str, *, year: int | None = None) -> frozenset[Rating]:
    """One tier or several, each from itself or its label."""
    given: Iterable[object] = (tiers,) if isinstance(tiers, (str, Rating)) else tiers
    return frozenset(read_tier(tier, where, year=year) for tier in given)


def unknown_label(error: TermError, where: str, vocabulary: type[Term]) -> InvalidInputError:
    """The error for a label a vocabulary does not have, with the nearest it has.

    A word that nobody knows is not repeated: in a cell whose column has shifted it is the name of a person. One that is
    refused for a reason of its own is known, such as an abbreviation of another year.
    """
    by_label = {found.label: found for found in vocabulary}
    near = [by_label[label] for label in error.suggestions if label in by_label] or list(vocabulary)
    fix = Words(
        en=f"Give {' or '.join(f'{vocabulary.__name__}.{found.name}' for found in near)}, or its label.",
        vi=f"Ghi {' hoặc '.join(repr(found.label) for found in near)}.",
    )
    if error.reason and not error.suggestions:  # a year of another vocabulary
        fix = Words(
            en="Check the year, or keep the rating as a LegacyRating.",
            vi="Kiểm tra năm, hoặc giữ mức xếp loại của thời kỳ trước năm 2018.",
        )
    named = vocabulary.vocabulary.en
    known = "" if error.reason is None else repeated_option(error.given)
    return bad_figure(
        where,
        Words(
            vi=f"{known} không phải là {vocabulary.vocabulary.vi}{error.why.vi}".lstrip(),
            en=f"{known or 'it'} is not {article(named)} {named}{error.why.en}",
        ),
        fix,
    )


def read_choice(value: _Key, choices: Mapping[_Key, Words], where: str) -> _Key:
    """A choice nobody misspelt, or an error that lists them all."""
    if is_one_of(value, choices):
        return value
    raise unknown_choice(value, choices, where)


def unknown_choice(value: object, choices: Iterable[str], where: str) -> InvalidInputError:
    """The error for a choice nobody knows, with all that are known."""
    return _unknown_word(repeated_option(value), choices, where)


def unknown_word(choices: Iterable[str], where: str) -> InvalidInputError:
    """The same for what is no option but a field of a record, where a word may be anything: it is not repeated."""
    return _unknown_word("", choices, where)


def _unknown_word(shown: str, choices: Iterable[str], where: str) -> InvalidInputError:
    known = ", ".join(repr(choice) for choice in choices)
    return bad_figure(
        where,
        Words(en=f"{shown or 'it'} is not known", vi=f"không có lựa chọn {shown or 'này'}"),
        Words(en=f"Choose one of {known}.", vi=f"Chọn một trong {known}."),
    )


def _sound(text: str, where: str) -> str:
    try:
        return sound(text)
    except UnreadableError as error:
        raise bad_figure(
            where,
            error.said_of(),
            Words(en="Write it again.", vi="Ghi lại."),
        ) from None


def read_name(value: object, where: str) -> str:
    """A name in its spelling, or an error where it is blank or no text."""
    if not isinstance(value, str) and not is_missing(value):
        kind = type_words(value)
        raise bad_figure(
            where,
            Words(en=f"a name is text, not {kind.en}", vi=f"tên là chữ, không phải {kind.vi}"),
            Words(en="Say what it is about.", vi="Ghi tên nội dung."),
        )
    name = _sound(nfc(value), where) if isinstance(value, str) else ""
    if not name:
        raise bad_figure(
            where,
            Words(en="the name is empty", vi="tên trống"),
            Words(en="Say what it is about.", vi="Ghi tên nội dung."),
        )
    return name


def proportion(value: object, where: str) -> Fraction:
    """A part of a whole, from "85%" or as it is: never from a bare number, whose unit nobody can know."""
    if isinstance(value, str):
        part = percentage(value, where=where)
    elif isinstance(value, Fraction):
        part = exact_number(value, where)
    else:
        kind = type_words(value)
        raise bad_figure(
            where,
            Words(
                en=f"a {kind.en} has no unit and may be inexact",
                vi=f"{kind.vi} không có đơn vị và có thể không chính xác",
            ),
            Words(en='Write "85%", or Fraction(85, 100).', vi='Ghi như "85%", hoặc bằng phân số.'),
        )
    if not 0 <= part <= 1:
        shown = percent_text(part, lang="en"), percent_text(part, lang="vi")
        raise bad_figure(
            where,
            Words(en=f"{shown[0]} is not a part of a whole", vi=f"{shown[1]} không phải là một phần của tổng số"),
            Words(en="Give a percentage from 0% to 100%.", vi="Ghi tỷ lệ từ 0% đến 100%."),
        )
    return part
