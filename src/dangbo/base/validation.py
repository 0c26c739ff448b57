"""What pydantic says of a body, a query, a model of somebody's own: as findings at their places, and never the values.

`InvalidInputError.of_validation` is the door. Where a value was refused by this library (a plan with a verb nobody
knows, a label nobody knows), its own findings are told at the place where it stood; whatever pydantic itself refuses is
told in the words of this library. The texts of pydantic, and of errors that others raise in their validators, may
repeat a value: nothing of them is taken over.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from pydantic import ValidationError

from dangbo.base.documents import GOES_ON
from dangbo.base.errors import DangboError, TermError
from dangbo.base.findings import Code, Finding, Lang, finding, reason_of
from dangbo.base.records import why_not
from dangbo.base.text import type_words
from dangbo.base.words import NO_WORDS, Words

__all__ = ["findings_of"]

_Told = Mapping[str, Any]


def findings_of(error: object) -> tuple[Finding, ...]:
    """The problems of a validation error, once for each place; costs what it says.

    Args:
        error: a `ValidationError` of pydantic, whatever has its `errors()` (as `RequestValidationError` of FastAPI), or
            the list these give.

    Raises:
        TypeError: something else.
    """
    asked = getattr(error, "errors", None)
    told = asked() if callable(asked) else error
    if not isinstance(told, Iterable) or isinstance(told, str | bytes | Mapping):
        kind = type_words(error).en
        raise TypeError(f"of_validation() reads an error with errors(), or the list of them, and no {kind}")
    sent = not isinstance(error, ValidationError)
    body = getattr(error, "body", None)
    every: list[_Told] = [*told]
    choices = {tuple(one["loc"][:at]) for one in every for at, step in enumerate(one["loc"]) if _is_of_types(step)}
    by_place: dict[tuple[str | int, ...], list[_Told]] = {}
    for one in every:
        by_place.setdefault(_steps(one, choices), []).append(one)
    return tuple(found for steps, ones in by_place.items() for found in _found(steps, ones, sent=sent, body=body))


def _steps(told: _Told, choices: Container[tuple[str | int, ...]]) -> tuple[str | int, ...]:
    """The way to a value, without what pydantic notes of types; what may be a value among the names is not shown.

    Args:
        told: what is wrong with it.
        choices: where a value may be of several types, which the next step tells apart.
    """
    loc = tuple(told["loc"])
    if told["type"] == "json_invalid":
        return loc[:1]
    named = (step for at, step in enumerate(loc) if loc[:at] not in choices)
    return tuple(step if isinstance(step, int) or _NAMED.fullmatch(step) else "…" for step in named)


def _is_of_types(step: str | int) -> bool:
    """Whether a step names a type, as "function-plain[read()]", and no field."""
    return isinstance(step, str) and (step in _TYPES or _OF_TYPES.search(step) is not None)


_TYPES: Final = frozenset({"bool", "float", "int", "none", "str"})
_OF_TYPES: Final = re.compile(r"[\[\](){}<>|]")

_NAMED: Final = re.compile("[A-Za-z_][A-Za-z0-9_-]{0,39}")
"""What fields, parameters and headers are called; another key may be a name or a number of somebody."""

_SOURCES: Final = {
    "body": Words(vi="trường '{step}'", en="field '{step}'"),
    "query": Words(vi="tham số '{step}'", en="parameter '{step}'"),
    "path": Words(vi="tham số '{step}'", en="parameter '{step}'"),
    "header": Words(vi="header '{step}'", en="header '{step}'"),
    "cookie": Words(vi="cookie '{step}'", en="cookie '{step}'"),
}
"""Where FastAPI found a value, as the first step says it, and how the next one is told."""

_FIELD: Final = _SOURCES["body"]
_ENTRY: Final = Words(vi="mục {step}", en="entry {step}")
_ALL: Final = Words(vi="dữ liệu đưa vào", en="the input")
_BODY: Final = Words(vi="nội dung yêu cầu", en="request body")


def _place(steps: tuple[str | int, ...], *, sent: bool) -> Words:
    """The way to a value in words: "field 'plan', entry 2"; of a query, "parameter 'on'"."""
    first = _FIELD
    if sent and steps and steps[0] in _SOURCES:
        first, steps = _SOURCES[str(steps[0])], steps[1:]
        if not steps:
            return _BODY if first is _FIELD else _ALL
    nouns = [_ENTRY if isinstance(step, int) else first if at == 0 else _FIELD for at, step in enumerate(steps)]
    parts = [(noun, step + 1 if isinstance(step, int) else step) for noun, step in zip(nouns, steps, strict=True)]
    if not parts:
        return _ALL
    vi, en = (", ".join(noun.format(lang=lang, step=step) for noun, step in parts) for lang in _LANGUAGES)
    return Words(vi=vi, en=en)


_LANGUAGES: Final[tuple[Lang, Lang]] = ("vi", "en")


def _found(steps: tuple[str | int, ...], told: list[_Told], *, sent: bool, body: object) -> Iterator[Finding]:
    """What is wrong at one place."""
    place = _place(steps, sent=sent)
    path = "".join(f"/{step}" for step in steps)
    one = min(told, key=_far)
    kind, cause = str(one["type"]), one.get("ctx", {}).get("error")
    if kind == "json_invalid":
        line, column = _where(one, body)
        goes_on = str(cause).startswith(_GOES_ON)
        yield _at("input/not-json", place, path, line=line, column=column, why=GOES_ON if goes_on else NO_WORDS)
    elif isinstance(cause, DangboError) and not isinstance(cause, TermError):
        for found in cause.findings:
            yield _placed(found, place, path, inside=bool(steps) and not (sent and steps == ("body",)))
    elif kind in _UNKNOWN:
        yield _at("input/unknown-field", place, path, hint=NO_WORDS)
    elif kind in {"missing", "missing_argument", "none_required"}:
        yield _at("input/missing-field", place, path)
    else:
        yield _at("input/bad-value", place, path, reason=_reason(told, one))


def _far(one: _Told) -> int:
    """How far a value is from a type it may be: nearest is what this library read and found problems in."""
    cause = one.get("ctx", {}).get("error")
    if isinstance(cause, DangboError):
        codes = {found.code for found in cause.findings}
        return 2 if "input/other-schema" in codes else 0
    return 3 if str(one["type"]).endswith("_type") else 1


_UNKNOWN: Final = frozenset({"extra_forbidden", "unexpected_keyword_argument", "unexpected_positional_argument"})


def _at(code: Code, place: Words, path: str, **facts: Any) -> Finding:  # noqa: ANN401 - facts
    return finding(code, place.en, place=place, path=path, **facts)


def _placed(found: Finding, place: Words, path: str, *, inside: bool) -> Finding:
    """What the library found in a value, at the place the value has; an id it is about stays what it is about."""
    facts = dict(found.facts)
    own = facts.get("place")
    if isinstance(own, Words) and inside:
        facts["place"] = Words(vi=f"{place.vi}, {own.vi}", en=f"{place.en}, {own.en}")
        found = replace(found, subject=f"{place.en}, {found.subject}")
    elif not found.subject:  # said by a reader of one value, for whoever holds it to say where
        facts["place"] = place
        found = replace(found, subject=place.en)
    return replace(found, facts=tuple((facts | {"path": path}).items()))


def _reason(told: list[_Told], one: _Told) -> Words:
    """Why a value is refused, in the words of the library; bounds are those of the model, not of the value."""
    kind, ctx = str(one["type"]), one.get("ctx", {})
    if kind == "dangbo_document":  # see `told`
        name = ctx["name"]
        if ctx["is_read"]:
            return Words(vi=f"phải là {name} hoặc tài liệu của nó", en=f"it must be a {name} or its document")
        return Words(vi=f"phải là {name} và không đọc từ tài liệu", en=f"it must be a {name} and is no input")
    if (bound := _BOUNDS.get(kind)) is not None and bound[0] in ctx:
        limit = ctx[bound[0]]
        return Words(vi=bound[1].vi.format(limit), en=bound[1].en.format(limit))
    if kind in _WANTED:
        wanted = dict.fromkeys(_WANTED[str(each["type"])] for each in told if each["type"] in _WANTED)
        return Words(
            vi=f"phải là {' hoặc '.join(one.vi for one in wanted)}",
            en=f"it must be {' or '.join(one.en for one in wanted)}",
        )
    if kind == "string_unicode":
        return reason_of(kind)
    return why_not(told, one)


_BOUNDS: Final = {
    "greater_than": ("gt", Words(vi="phải lớn hơn {}", en="it must be more than {}")),
    "greater_than_equal": ("ge", Words(vi="phải từ {} trở lên", en="it must be {} or more")),
    "less_than": ("lt", Words(vi="phải nhỏ hơn {}", en="it must be less than {}")),
    "less_than_equal": ("le", Words(vi="phải không quá {}", en="it must be {} or less")),
    "multiple_of": ("multiple_of", Words(vi="phải là bội số của {}", en="it must be a multiple of {}")),
    "string_too_short": ("min_length", Words(vi="phải có ít nhất {} ký tự", en="it must have {} characters or more")),
    "string_too_long": ("max_length", Words(vi="phải có không quá {} ký tự", en="it must have {} characters or fewer")),
    "too_short": ("min_length", Words(vi="phải có ít nhất {} mục", en="it must have {} entries or more")),
    "too_long": ("max_length", Words(vi="phải có không quá {} mục", en="it must have {} entries or fewer")),
    "string_pattern_mismatch": ("pattern", Words(vi="không theo mẫu {}", en="it does not match {}")),
}
"""What a model may ask for, and the fact of the error that says how much."""

_DAY: Final = Words(vi="ngày dạng YYYY-MM-DD", en="a day as YYYY-MM-DD")
_TIME: Final = Words(vi="ngày giờ theo ISO 8601", en="date and time of ISO 8601")
_LIST: Final = Words(vi="danh sách", en="a list")
_OBJECT: Final = Words(vi="đối tượng có tên trường", en="an object with named fields")
_WHOLE: Final = Words(vi="số nguyên", en="a whole number")
_NUMBER: Final = Words(vi="số", en="a number")
_YES_NO: Final = Words(vi="true hoặc false", en="true or false")
_WANTED: Final = {
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"), _DAY),
    **dict.fromkeys(("datetime_type", "datetime_parsing", "datetime_from_date_parsing"), _TIME),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"), _LIST),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type", "dataclass_type", "mapping_type"), _OBJECT),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "int_parsing_size"), _WHOLE),
    **dict.fromkeys(("float_type", "float_parsing", "finite_number", "decimal_type", "decimal_parsing"), _NUMBER),
    **dict.fromkeys(("bool_type", "bool_parsing"), _YES_NO),
    "string_type": Words(vi="văn bản", en="text"),
}
"""What a value was to be, by the type of the error."""


def _where(one: _Told, body: object) -> tuple[int, int]:
    """Line and column at which text stops being JSON: pydantic says them, FastAPI the place in a body it keeps."""
    said = _LINE_COLUMN.search(str(one.get("ctx", {}).get("error", "")))
    if said is not None:
        return int(said[1]), int(said[2])
    at = next((step for step in reversed(one.get("loc") or ()) if isinstance(step, int)), 0)
    before = body[:at] if isinstance(body, str) else "" if not isinstance(body, bytes) else body[:at].decode("latin-1")
    return before.count("\n") + 1, at - (before.rfind("\n") + 1 if before else 0) + 1


_GOES_ON: Final = ("Extra data", "trailing characters")
"""How FastAPI, and pydantic, say that something stands behind the end of a JSON text."""
_LINE_COLUMN: Final = re.compile(r"at line (\d+) column (\d+)")
