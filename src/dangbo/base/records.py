"""What records are made of: the decorator that refuses what does not fit, and the types their fields are read by.

A record is an immutable pydantic dataclass whose constructor raises one error for everything that is wrong with it:
`InvalidInputError`, with the field, the reason and the remedy in both languages, and never the value, which may be
somebody's name. One place reads each kind of value:

| field | reads |
|---|---|
| `Day` | what `text.parse_date` reads |
| `Count` | what `text.parse_count` reads |
| `Id` | text, or a record that has an id |
| `Name`, `Text` | text that says something |
| a vocabulary | its members, codes and labels |
"""

from __future__ import annotations

import datetime as dt
import inspect
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from types import MappingProxyType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Literal,
    TypeVar,
    dataclass_transform,
    get_args,
    get_type_hints,
)

from pydantic import AfterValidator, BeforeValidator, ConfigDict, PlainValidator, StringConstraints, ValidationError
from pydantic import Field as FieldOf
from pydantic.dataclasses import dataclass
from pydantic.fields import FieldInfo

from dangbo.base.errors import InvalidInputError, TermError
from dangbo.base.findings import Finding, finding, reason_of
from dangbo.base.terms import Term
from dangbo.base.text import (
    PartialDate,
    UnreadableError,
    count_of,
    day_of,
    fold,
    known_day_of,
    nearest,
    nfc,
    type_words,
)
from dangbo.base.told import Documented, FieldsSerializer, build_fields
from dangbo.base.words import Words, article

_T = TypeVar("_T")


# --- the types of fields ---------------------------------------------------------------------------------------------


def spelled(value: object) -> object:
    """Bring a text to the spelling records are kept in, before anybody asks whether it is empty."""
    return nfc(value) if isinstance(value, str) else value


def id_of(value: object) -> object:
    """The id where a record is given instead of it; whatever else is given, as it is, in its spelling.

    Examples:
        >>> id_of("  cb-1"), id_of(5)
        ('cb-1', 5)
    """
    if isinstance(value, str):
        return nfc(value)
    if is_dataclass(value) and not isinstance(value, type) and isinstance(key := getattr(value, "id", None), str):
        return key
    return value


def read_id(value: object, *, where: str = "id") -> str:
    """The id a look-up is asked for: text in its spelling, or a record that has one.

    Args:
        value: what was given.
        where: the place to name in the error.

    Raises:
        InvalidInputError: neither text nor a record with an id.
    """
    key = id_of(value)
    if isinstance(key, str):
        return key
    kind = type_words(value)
    reason = Words(
        vi=f"không phải mã, cũng không phải bản ghi có mã, mà là {kind.vi}",
        en=f"it is neither an id nor a record that has one, but '{kind.en}'",
    )
    raise InvalidInputError([finding("input/bad-value", where, reason=reason)])


def instance_of(kind: type[_T], value: object, where: str, *, hint: Words | None = None) -> _T:
    """What a function is given, where it is of the kind it works on.

    Args:
        kind: a record or a result of the library.
        value: what was given.
        where: the place to name in the error.
        hint: how such a thing is had.

    Raises:
        InvalidInputError: something else.
    """
    if isinstance(value, kind):
        return value
    wanted = Words(vi="không phải loại dữ liệu cần có", en=f"no {kind.__name__}")
    raise _other_kind(value, where, wanted, hint)


def instances_of(kind: type[_T], values: object, where: str) -> list[_T]:
    """The same of every one of a list; a data frame is no list of records, and neither is one of them alone.

    Raises:
        InvalidInputError: no list, or something else in it, at its place.
    """
    if not isinstance(values, Iterable) or isinstance(values, str | bytes | Mapping) or hasattr(values, "columns"):
        raise _other_kind(
            values, where, Words(vi="không phải danh sách bản ghi cần có", en=f"no list of {kind.__name__}")
        )
    kept = list(values)
    if not all(issubclass(given, kind) for given in set(map(type, kept))):  # a look at each would cost more than this
        at = next(at for at, value in enumerate(kept) if not isinstance(value, kind))
        instance_of(kind, kept[at], f"{where}[{at}]")
    return kept


def items_of(values: object, where: str) -> list[tuple[Any, Any]]:
    """What a mapping holds; a column of a data frame with its index is one too.

    Raises:
        InvalidInputError: no mapping.
    """
    if not hasattr(values, "items") or hasattr(values, "columns"):
        raise _other_kind(values, where, Words(vi="không phải bảng theo mã", en="no mapping by id"))
    return list(values.items())


def is_one_of(value: object, words: Container[str]) -> bool:
    """Whether a value is one of some words, whatever was handed in: hashable or not, comparable or not."""
    return isinstance(value, str) and value in words


def _other_kind(value: object, where: str, wanted: Words, hint: Words | None = None) -> InvalidInputError:
    kind = type_words(value)
    reason = Words(vi=f"{wanted.vi} mà là {kind.vi}", en=f"it is {wanted.en} but '{kind.en}'")
    if hint is not None:
        reason = Words(vi=f"{reason.vi}; {hint.vi}", en=f"{reason.en}; {hint.en}")
    return InvalidInputError([finding("input/bad-value", where, reason=reason)])


def sound(text: str) -> str:
    """Text that every file can hold: half a letter (a lone surrogate) could never be written."""
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise UnreadableError(
                Words(
                    vi="có ký tự hỏng (nửa ký tự), không tệp nào lưu được",
                    en="holds half a letter (a lone surrogate), which no file can keep",
                )
            ) from None
    return text


class _InsideError(InvalidInputError):
    """What is wrong with a value inside a record, which the record tells at its place.

    Pydantic asks each for its text, twice: where a whole column is unreadable, that would cost more than all the rest.
    """

    def __str__(self) -> str:
        return self.findings[0].code


def _unreadable(code: Literal["input/bad-date", "input/bad-count"], error: UnreadableError) -> Finding:
    """What is wrong with a value, for the record to say where."""
    return finding(code, "", reason=error.said_of())


def _day(value: object) -> dt.date:
    try:
        return day_of(value)
    except UnreadableError as error:
        raise _InsideError([_unreadable("input/bad-date", error)]) from None


def _count(value: object) -> int:
    try:
        return count_of(value)
    except UnreadableError as error:
        raise _InsideError([_unreadable("input/bad-count", error)]) from None


Text = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1),
    BeforeValidator(spelled),
    AfterValidator(sound),
]
"""Something written, kept in NFC, with no blanks around it, never empty."""

Name = Text
"""A name as people write it."""


_NO_NAME: Final = re.compile(
    r"[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{2,4}(?:[T ][0-9:.]+)?"
    r"|(?:1[89]|20)[0-9]{2}(?:([-/.])[0-9]{1,2}(?:\2[0-9]{1,2}(?:[T ][0-9:.]+)?)?)?"
    r"|[0-9]{1,2}[-/.](?:1[89]|20)[0-9]{2}"
    r"|[0-9][0-9 .]{6,}[0-9]"
)
"""A day, what is known of one, or the number of a card or file."""


class Refused:
    """The mark of a type of texts that refuses those of a pattern, so that a column is asked at once.

    Args:
        pattern: what is refused; each such text has a digit.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern


def _name_of_a_person(text: str) -> str:
    if _NO_NAME.fullmatch(text):
        raise UnreadableError(
            Words(
                vi="là ngày hoặc dãy số, không phải họ tên; có lẽ cột ghi lẫn",
                en="is a date or a number and no name; the columns may have been mixed up",
            )
        )
    return text


PersonName = Annotated[Text, AfterValidator(_name_of_a_person), Refused(_NO_NAME)]
"""The name of a person: no date and no number, which a table has in another column and no tree may keep."""

Id = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1),
    BeforeValidator(id_of),
    AfterValidator(sound),
]
"""Stable identifier of a record: any text, kept in NFC, never empty, never used again; a record stands for its id."""

Day = Annotated[dt.date, BeforeValidator(_day)]
"""A day, of whatever `parse_date` reads."""

Count = Annotated[int, BeforeValidator(_count), FieldOf(ge=0)]
"""How many: a whole number from 0 on, of whatever `parse_count` reads."""


class Repeating:
    """The mark of a type whose values come again and again in a column: each is read once."""


def _known_day(value: object) -> dt.date | PartialDate:
    try:
        return known_day_of(value)
    except UnreadableError as error:
        found = _unreadable("input/bad-date", error)
    raise _InsideError([found])


KnownDay = Annotated[dt.date | PartialDate, PlainValidator(_known_day), Repeating()]
"""A day as far as it is known, of whatever `parse_day` reads."""

_YES_OR_NO: Final = {
    **dict.fromkeys(("co", "x", "yes", "true", "1"), True),
    **dict.fromkeys(("khong", "no", "false", "0"), False),
}


_DOUBT: Final = re.compile(r"[^\w\s.]")


def _yes_or_no(value: object) -> bool:
    """Yes or no, of a truth value, 1 or 0, or what tables write for them; a blank cell is neither.

    "x?" and "-1" are no answers: folded, they would be.
    """
    answer = value if isinstance(value, bool) else None
    if isinstance(value, float) and value in {0, 1}:  # truth values with gaps, of a data frame
        value = int(value)
    if isinstance(value, str | int) and answer is None and not _DOUBT.search(nfc(str(value))):
        answer = _YES_OR_NO.get(fold(str(value)))
    if answer is None:
        raise UnreadableError(Words(vi="không phải là có hoặc không", en="is neither yes nor no"))
    return answer


YesNo = Annotated[bool, PlainValidator(_yes_or_no), Repeating()]
"""Yes or no: true or false, có or không, x, 1 or 0."""

_EXACT: Final = 2**53
"""Up to here a float is one whole number only; no number of a person is longer."""


def _digits(value: object) -> object:
    """The digits of a number that a spreadsheet took for a quantity; never padded."""
    if isinstance(value, float) and value.is_integer() and value < _EXACT:
        value = int(value)
    return str(value) if type(value) is int and 0 <= value < _EXACT else value


Number = Annotated[Text, BeforeValidator(_digits)]
"""A number by which somebody or something is known: text, or the whole number a spreadsheet made of it."""


def ordered(value: object) -> object:
    """Refuse a set where a list is asked for: its order is another one in each run."""
    if isinstance(value, set | frozenset):
        raise UnreadableError(
            Words(
                vi="là tập hợp, không có thứ tự và bỏ mất những gì ghi hai lần; hãy ghi thành danh sách",
                en="is a set; give a list, since a set has no order and drops what stands in it twice",
            )
        )
    return value


def listing(value: object) -> object:
    """Refuse a single text where a list is asked for too: it would be read letter by letter."""
    if isinstance(value, str | bytes):
        raise UnreadableError(
            Words(
                vi="là một chuỗi văn bản; hãy ghi thành danh sách", en="is a single text; give a list, such as ['cb-1']"
            )
        )
    return ordered(value)


def one_of(vocabulary: type[Term]) -> Callable[[object], object]:
    """A reader of labels for a field whose vocabulary refuses some words with a reason of its own.

    Members and codes pass; a label is parsed, and what `Term.parse` says of it reaches the error.
    """

    def read(value: object) -> object:
        return vocabulary.parse(value) if isinstance(value, str) else value

    return read


# --- the decorator ---------------------------------------------------------------------------------------------------

_CONFIG: Final = ConfigDict(hide_input_in_errors=True, defer_build=True, extra="forbid")


class RecordType(type):
    """The type of records: calling one constructs it, or raises everything that is wrong as `InvalidInputError`.

    Plain dataclasses and classes with a constructor of their own may name it as their metaclass; `record` does it for
    those pydantic validates.
    """

    _is_unbuilt = False
    """Whether the validator of its constructor is still to be built, by `build_fields`."""

    @property
    def __signature__(cls) -> inspect.Signature:
        """What the record takes, as `help` and editors show it: its fields and their defaults."""
        return _signature(cls)

    @__signature__.setter
    def __signature__(cls, value: object) -> None:
        """Nothing: pydantic sets one made of its internals when the validator is first used."""

    def _construct(cls, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever the record takes
        """Construct the record."""
        if cls._is_unbuilt:
            build_fields(cls)
        try:
            return super().__call__(*args, **kwargs)
        except ValidationError as error:
            problems = list(_problems(cls, error))
        except TypeError:
            problems = list(_misfits(cls, args, kwargs))
            if not problems:
                raise
        raise InvalidInputError(problems)

    if not TYPE_CHECKING:  # editors take a class to make what this says it makes, and would know nothing of the object
        __call__ = _construct


@dataclass_transform(frozen_default=True, field_specifiers=(FieldOf,))
def record(cls: type[_T]) -> type[_T]:
    """Make a class an immutable record that refuses unknown fields.

    Examples:
        >>> @record
        ... class Cell:
        ...     id: Id
        ...     full: Count = 0
        >>> Cell("cb-1", full="31")
        Cell(id='cb-1', full=31)
        >>> Cell("cb-1", fulll=31)
        Traceback (most recent call last):
        ...
        dangbo.base.errors.InvalidInputError: 1 problem
          - Cell.fulll: there is no such field; the nearest is 'full'. Take it out, or correct its name. \
[input/unknown-field]
    """
    # The metaclass, and not a wrapped __init__: pydantic puts its own there again when the validator is first used.
    kinds = type(cls)
    kind = RecordType if kinds is type else type("RecordType", (RecordType, kinds), {})
    space = {name: value for name, value in vars(cls).items() if name not in {"__dict__", "__weakref__"}}
    made: Any = dataclass(frozen=True, slots=True, config=_CONFIG)(kind(cls.__name__, cls.__bases__, space))
    made._is_unbuilt = True  # noqa: SLF001 - of its metaclass, above
    # its constructor is built on first use; what others build of it they ask for when they start
    made.__pydantic_config__ = ConfigDict(**_CONFIG | {"defer_build": False})
    if issubclass(cls, Documented):
        # Others must not find its fields here, which may be names of people: the serializer it inherits writes the
        # document, and what a field of its type takes, it says itself (`Documented`).
        del made.__pydantic_core_schema__, made.__pydantic_serializer__
    else:
        made.__pydantic_serializer__ = FieldsSerializer(made)
    return made  # type: ignore[no-any-return]


def _signature(cls: type[Any]) -> inspect.Signature:
    """What a class is called with: the fields of a record, or what a constructor of its own declares."""
    if not (is_dataclass(cls) and (_is_validated(cls) or cls.__dataclass_params__.init)):  # type: ignore[attr-defined]
        whole = inspect.signature(cls.__init__)
        return whole.replace(parameters=list(whole.parameters.values())[1:], return_annotation=inspect.Signature.empty)
    parameters = [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY if field.kw_only else inspect.Parameter.POSITIONAL_OR_KEYWORD,
            default=inspect.Parameter.empty if default_of(field) is MISSING else default_of(field),
        )
        for field in fields(cls)
        if field.init
    ]
    return inspect.Signature(parameters)


def _is_validated(cls: type[Any]) -> bool:
    """Whether pydantic validates it; then the constructor takes the fields, though the class does not declare it."""
    return hasattr(cls, "__pydantic_fields__")


def default_of(field: Field[Any]) -> Any:  # noqa: ANN401 - as the field declares
    """The default of a field of a record; `MISSING` where it has none."""
    if isinstance(field.default, FieldInfo):
        return MISSING if field.default.is_required() else field.default.default
    return field.default


# --- what is wrong ---------------------------------------------------------------------------------------------------


def _problems(cls: type[Any], error: ValidationError) -> Iterator[Finding]:
    """What pydantic says of the fields of a record: once for each place, with its name and never with the value."""
    by_place: dict[tuple[str | int, ...], list[Mapping[str, Any]]] = {}
    for one in error.errors(include_url=False):
        first, *rest = one["loc"] or ("",)
        named = [field.name for field in fields(cls) if field.init]
        if isinstance(first, int):  # given by position
            first = named[first] if first < len(named) else first
        steps = (step for step in rest if isinstance(step, int))
        place = ("",) if one["type"] == "unexpected_positional_argument" else (first, *steps)
        by_place.setdefault(place, []).append(one)
    for place, told in by_place.items():
        yield from _told(cls, place, told)


def _told(cls: type[Any], place: tuple[str | int, ...], told: list[Mapping[str, Any]]) -> Iterator[Finding]:
    at = _place(cls, place)
    if place == ("",):  # said by the record itself, once every field was read
        at = {"subject": cls.__name__, "field": ""}
    one = next((one for one in told if not one["type"].endswith("_type")), told[0])  # of a choice, what comes nearest
    kind, cause = str(one["type"]), one.get("ctx", {}).get("error")
    if kind == "unexpected_keyword_argument":
        yield _unknown_field(cls, str(place[0]), at)
    elif kind == "unexpected_positional_argument":
        yield _surplus(cls)
    elif kind in {"missing", "missing_argument"}:
        yield finding("input/missing-field", **at)
    elif isinstance(cause, InvalidInputError):
        for found in cause.findings:
            yield _placed(found, at)
    else:
        yield finding("input/bad-value", reason=_why(cls, place, told, one), **at)


def _placed(found: Finding, at: Mapping[str, Any]) -> Finding:
    """What was found inside a value, at the place the value has: a field of it, or a record it was read into."""
    inner, facts = found.subject, dict(found.facts)
    before = f"{at['subject']}{'.' if inner[:1].islower() else ': '}" if inner else at["subject"]
    if isinstance(place := facts.get("place"), Words):
        facts["place"] = Words(vi=f"{before}{place.vi}", en=f"{before}{place.en}")
    facts |= {**at, "field": at["field"] or inner}
    facts.pop("subject")
    return replace(found, subject=f"{before}{inner}", facts=tuple(facts.items()))


def _why(cls: type[Any], place: tuple[str | int, ...], told: list[Mapping[str, Any]], one: Mapping[str, Any]) -> Words:
    """Why a value cannot be."""
    if one["type"] == "enum" and (vocabulary := _vocabulary(cls, str(place[0]))) is not None:
        return not_a_label(vocabulary, one.get("input"))
    return why_not(told, one)


def why_not(told: Sequence[Mapping[str, Any]], one: Mapping[str, Any]) -> Words:
    """Why pydantic cannot take a value, without the value.

    Args:
        told: what it says of this place; of a choice, what each of the types says.
        one: what comes nearest.
    """
    kind, ctx = str(one["type"]), one.get("ctx", {})
    cause = ctx.get("error")
    if isinstance(cause, UnreadableError):
        return cause.said_of()
    if isinstance(cause, TermError):
        return label_refused(cause)
    if kind in {"literal_error", "enum"}:
        known = str(ctx["expected"]).replace(" or ", ", ")  # of the words there are; the value is not among them
        return Words(vi=f"không thuộc các giá trị {known}", en=f"it is none of {known}")
    if kind == "multiple_argument_values":
        return Words(vi="ghi hai lần", en="it is given twice")
    wanted = dict.fromkeys(_SHAPES[one["type"]] for one in told if one["type"] in _SHAPES)
    if len(wanted) > 1:
        return Words(
            vi=f"không phải {', cũng không phải '.join(shape.vi for shape in wanted)}",
            en=f"it is neither {' nor '.join(shape.en for shape in wanted)}",
        )
    return _REASONS.get(kind) or reason_of(kind)


_REASONS: Final = MappingProxyType(
    {
        "string_type": Words(vi="không phải văn bản", en="it is not text"),
        "tuple_type": Words(vi="không phải danh sách", en="it is not a list"),
    }
)
_SHAPES: Final = MappingProxyType(
    {
        "string_type": Words(vi="văn bản", en="text"),
        "tuple_type": Words(vi="danh sách", en="a list"),
        "dataclass_type": Words(vi="bản ghi", en="a record"),
        "dataclass_exact_type": Words(vi="bản ghi", en="a record"),
    }
)


def _vocabulary(cls: type[Any], field: str) -> type[Term] | None:
    """The vocabulary of a field; `None` where it has none, or several."""
    return vocabulary_of(get_type_hints(cls, include_extras=True).get(field))


def vocabulary_of(annotation: object) -> type[Term] | None:
    """The vocabulary a type names; `None` where it names none, or several."""

    def terms(hint: object) -> Iterator[type[Term]]:
        if isinstance(hint, type) and issubclass(hint, Term):
            yield hint
        for part in get_args(hint):
            yield from terms(part)

    found = list(dict.fromkeys(terms(annotation)))
    return found[0] if len(found) == 1 else None


def not_a_label(vocabulary: type[Term], value: object = None) -> Words:
    """That a value names no member of a vocabulary, with the labels there are, nearest first, and not the value."""
    try:
        vocabulary.parse(value)  # type: ignore[arg-type]  # whatever came; it says why it is refused
    except TermError as error:
        return label_refused(error)
    return label_refused(TermError(vocabulary.vocabulary, "", [member.label for member in vocabulary]))


def label_refused(error: TermError) -> Words:
    """Why a label was refused, without the label."""
    named = error.vocabulary
    vi, en = f"không phải là {named.vi}", f"it is not {article(named.en)} {named.en}"
    if error.reason is not None:
        vi, en = f"{vi} ({error.reason.vi})", f"{en} ({error.reason.en})"
    if known := ", ".join(error.suggestions):
        vi, en = f"{vi}; gồm: {known}", f"{en}; known: {known}"
    return Words(vi=vi, en=en)


def _place(cls: type[Any], path: Sequence[Any]) -> dict[str, Any]:
    """The place of a value in a record, as one would write it in Python, and its parts; items count from 1 there."""
    field, *items = path
    place = f"{cls.__name__}.{field}" + "".join(f"[{item}]" for item in items)
    parts = {"subject": place, "field": str(field)}
    return {**parts, "item": items[0] + 1} if items else parts


def _unknown_field(cls: type[Any], name: str, at: Mapping[str, Any]) -> Finding:
    """That a record has no such field; what no field could be called may be a value, of a row read as the header."""
    known = list(_signature(cls).parameters)
    if not _CALLED.fullmatch(name):
        at = {"subject": cls.__name__, "field": ""}
    near = nearest(name, known, limit=1)
    if near:
        hint = Words(vi=f"; trường gần giống nhất là '{near[0]}'", en=f"; the nearest is '{near[0]}'")
    else:
        listed = ", ".join(map(repr, known))
        hint = Words(vi=f"; các trường: {listed}", en=f"; the fields are {listed}")
    return finding("input/unknown-field", hint=hint, **at)


_CALLED: Final = re.compile("[a-z_][a-z0-9_]*")
"""What fields of records are called."""


def _surplus(cls: type[Any]) -> Finding:
    count = sum(one.kind is not one.KEYWORD_ONLY for one in _signature(cls).parameters.values())
    return finding(
        "input/bad-value",
        cls.__name__,
        reason=Words(
            vi=f"ghi nhiều giá trị hơn số trường ({count})", en=f"more values are given than there are fields ({count})"
        ),
    )


def _misfits(cls: type[Any], args: tuple[object, ...], kwargs: Mapping[str, object]) -> Iterator[Finding]:
    """Arguments that fit nothing a class takes, for which Python raises a bare `TypeError`."""
    takes = _signature(cls).parameters
    by_position = [name for name, one in takes.items() if one.kind is not one.KEYWORD_ONLY]
    if len(args) > len(by_position):
        yield _surplus(cls)
    given = {*by_position[: len(args)], *kwargs}
    for name in kwargs:
        if name not in takes:
            yield _unknown_field(cls, name, _place(cls, [name]))
        elif name in by_position[: len(args)]:
            reason = Words(vi="ghi hai lần", en="it is given twice")
            yield finding("input/bad-value", reason=reason, **_place(cls, [name]))
    for name, one in takes.items():
        if name not in given and one.default is one.empty:
            yield finding("input/missing-field", **_place(cls, [name]))
