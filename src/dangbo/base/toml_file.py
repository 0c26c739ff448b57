"""TOML files people write by hand: every mistake in one is found, with its key and its line, before it is refused.

```
read_toml(name, contents, code, problems)   the file as plain values, and the place of its root
   TomlTable(raw, place)                    a table: each key asked for once, unknown ones told
      TomlPlace                             where something stands, and where its problems go
```
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias, TypeVar

from dangbo.base.findings import Code, Finding, finding
from dangbo.base.text import nearest, nfc
from dangbo.base.words import NO_WORDS, Words

_T = TypeVar("_T")


# --- where something stands -------------------------------------------------------------------------------------------

_Path: TypeAlias = tuple[str | int, ...]


class _Source:
    """A file: its name, the code of its mistakes, and the line of each key, looked for when the first is told."""

    __slots__ = ("_known", "code", "name", "text")

    def __init__(self, name: str, code: Code, text: str = "") -> None:
        self.name = name
        self.code = code
        self.text = text
        self._known: dict[_Path, int] | None = None

    def line(self, path: _Path) -> int:
        """The line a key, or what encloses it, begins on; 0 where that cannot be told."""
        if self._known is None:
            self._known = _key_lines(self.text)
        known = self._known
        return next((known[path[:end]] for end in range(len(path), 0, -1) if known.get(path[:end])), 0)


class TomlPlace:
    """Where in a file something stands, and where problems with it go.

    A load makes one for every key and asks few of them where they are, so a place only knows its step from the one
    around it.
    """

    __slots__ = ("_around", "_inner_name", "_source", "_step", "problems")

    def __init__(self, source: _Source, problems: list[Finding]) -> None:
        self._source = source
        self._around: TomlPlace | None = None
        self._step: str | int = ""
        self._inner_name = ""
        self.problems = problems

    def key(self, key: str) -> TomlPlace:
        """A key of the table that stands here."""
        return self._inner(key, key)

    def item(self, order: int, name: str = "") -> TomlPlace:
        """An entry of the list that stands here, counted from 0; under its own name where it has one."""
        return self._inner(order, name)

    def _inner(self, step: str | int, name: str) -> TomlPlace:
        inner = TomlPlace(self._source, self.problems)
        inner._around, inner._step, inner._inner_name = self, step, name
        return inner

    @property
    def file(self) -> str:
        """The name of the file."""
        return self._source.name

    @property
    def name(self) -> str:
        """The way to it as people write it: "rules.local-size.values[1].from"."""
        if self._around is None:
            return ""
        around = self._around.name
        if not self._inner_name:
            return f"{around}[{int(self._step) + 1}]"
        return f"{around}.{self._inner_name}" if around else self._inner_name

    @property
    def path(self) -> _Path:
        """The way to it as the values of the file have it: keys, and places in lists from 0."""
        return () if self._around is None else (*self._around.path, self._step)

    @property
    def line(self) -> int:
        """The line it, or what encloses it, begins on; 0 where that cannot be told."""
        return self._source.line(self.path)

    def report(self, reason: Words, *, line: int | None = None) -> None:
        """Add a problem; its line is the one of the place unless told."""
        line = self.line if line is None else line
        key = f": {self.name}" if self.name else ""
        subject = f"{self.file}, line {line}{key}" if line else f"{self.file}{key}"
        found = finding(self._source.code, subject, file=self.file, key=self.name, line=line, reason=reason)
        if line and key:  # a line alone is said in Vietnamese by itself
            place = Words(vi=f"{self.file}, dòng {line}{key}", en=subject)
            found = replace(found, facts=(*found.facts, ("place", place)))
        self.problems.append(found)


class TomlTable:
    """The keys of one table: each is asked for once, what is missing or was never asked for is reported."""

    def __init__(self, raw: object, at: TomlPlace) -> None:
        self._at = at
        self._asked: set[str] = set()
        self._before = len(at.problems)
        self._is_table = isinstance(raw, dict)
        self._raw: dict[str, object] = raw if isinstance(raw, dict) else {}
        if not self._is_table:
            at.report(Words(vi="phải là một bảng", en="must be a table"))

    def read(self, key: str, shape: Callable[[object, TomlPlace], _T]) -> _T | None:
        """A required key in its shape; `None` where something is wrong with it, which is reported."""
        self._asked.add(key)
        if key in self._raw:
            return shape(self._raw[key], self._at.key(key))
        if self._is_table:
            self._at.report(Words(vi=f"thiếu khóa '{key}'", en=f"the key '{key}' is missing"))
        return None

    def maybe(self, key: str, shape: Callable[[object, TomlPlace], _T]) -> _T | None:
        """A key that may be left out."""
        self._asked.add(key)
        return shape(self._raw[key], self._at.key(key)) if key in self._raw else None

    def __contains__(self, key: str) -> bool:
        return key in self._raw

    def end(self) -> bool:
        """Report the keys nobody asked for; whether the table, and all in it, is in order."""
        for key in self._raw:
            if key in self._asked:
                continue
            near = nearest(key, self._asked, limit=1)
            hint = meant(near)
            self._at.key(key).report(Words(vi=f"khóa không có trong quy ước{hint.vi}", en=f"unknown key{hint.en}"))
        return len(self._at.problems) == self._before


# --- what a value may be --------------------------------------------------------------------------------------------


def toml_text(raw: object, at: TomlPlace) -> str | None:
    """A text that says something, in its spelling; anything else is reported."""
    if isinstance(raw, str) and (text := nfc(raw)):
        return text
    at.report(Words(vi="phải là văn bản, không để trống", en="must be text and not empty"))
    return None


def toml_date(raw: object, at: TomlPlace) -> dt.date | None:
    """A day as TOML writes days; anything else is reported."""
    if isinstance(raw, dt.date) and not isinstance(raw, dt.datetime):
        return raw
    at.report(
        Words(
            vi="phải là ngày, không ngoặc kép, không giờ: 2025-07-01",
            en="must be a date without quotes and time, such as 2025-07-01",
        )
    )
    return None


def meant(near: Sequence[str]) -> Words:
    """A question after the nearest name there is."""
    return Words(vi=f"; có phải '{near[0]}'?", en=f"; did you mean '{near[0]}'?") if near else NO_WORDS


# --- reading a file ------------------------------------------------------------------------------------------------

_UNREADABLE: Final[Mapping[type[OSError], str]] = {
    FileNotFoundError: " vì ở đó không có tệp này",
    IsADirectoryError: " vì đó là thư mục",
    PermissionError: " vì không có quyền đọc",
}
"""Why a file cannot be read, in Vietnamese; what the system says is in no language asked for."""


def read_toml(
    name: str, contents: Callable[[], bytes], code: Code, problems: list[Finding]
) -> tuple[dict[str, object] | None, TomlPlace]:
    """A file as plain values, and the place of its root.

    Args:
        name: how messages call the file.
        contents: gives its bytes; what it raises where they cannot be read is told, not raised.
        code: the code of every mistake in it.
        problems: where mistakes go.

    Returns:
        The values, `None` where they cannot be read.
    """
    import tomllib

    root = TomlPlace(_Source(name, code), problems)
    data, text = b"", ""
    try:
        data = contents()
        text = data.decode("utf-8-sig")  # Notepad puts a mark before the text
        return tomllib.loads(text), TomlPlace(_Source(name, code, text), problems)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        why = next((words for kind, words in _UNREADABLE.items() if isinstance(error, kind)), "")
        root.report(Words(vi=f"không đọc được tệp{why}", en=f"the file cannot be read ({reason})"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        root.report(Words(vi="tệp không phải văn bản UTF-8", en="the file is not UTF-8 text"), line=line)
    except RecursionError:
        root.report(
            Words(vi="không đúng cú pháp TOML: lồng quá sâu", en="not valid TOML: nested too deeply"),
            line=_deepest(text),
        )
    except ValueError as error:  # tomllib's own error is one; a number nobody can write out raises another
        found = re.fullmatch(r"(?s)(.*) \(at (?:line (\d+), column \d+|end of document)\)", str(error))
        reason, number = (found[1], found[2]) if found else (str(error), None)
        line = int(number) if number else text.count("\n") + 1
        if found is None:
            root.report(
                Words(
                    vi="không đúng cú pháp TOML: số có quá nhiều chữ số",
                    en="not valid TOML: a number has too many digits",
                ),
                line=_longest_number(text),
            )
            return None, root
        if reason == "Cannot overwrite a value" and (key := _KEY.match(_line_of(text, line))):
            root.report(Words(vi=f"khóa '{key[1]}' bị lặp", en=f"duplicate key '{key[1]}'"), line=line)
            return None, root
        root.report(Words(vi=f"không đúng cú pháp TOML: {reason}", en=f"not valid TOML: {reason}"), line=line)
    return None, root


def _deepest(text: str) -> int:
    """The line with the most brackets."""
    lines = text.split("\n")
    return 1 + max(range(len(lines)), key=lambda order: lines[order].count("[") + lines[order].count("{"))


def _longest_number(text: str) -> int:
    """The line with the longest run of digits."""
    lines = text.split("\n")
    return 1 + max(range(len(lines)), key=lambda order: max(map(len, re.findall(r"[0-9_]+", lines[order])), default=0))


def _line_of(text: str, number: int) -> str:
    return text.split("\n")[number - 1]


_HEADER: Final = re.compile(r"\s*(\[\[?)\s*([A-Za-z_][\w.-]*)\s*\]")
_KEY: Final = re.compile(r"\s*([A-Za-z_][\w.-]*)\s*=")


def _key_lines(text: str) -> dict[_Path, int]:
    """The line each table and key begins on. Looks at the beginnings of lines only, where people write them."""
    lines: dict[_Path, int] = {}
    counts: dict[_Path, int] = {}
    here: _Path = ()
    inside = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not inside and (header := _HEADER.match(line)):
            here = ()
            *outer, last = header[2].split(".")
            for part in outer:
                lines.setdefault((*here, part), number)
                here += (part,) if (*here, part) not in counts else (part, counts[(*here, part)])
            here += (last,)
            if header[1] == "[[":
                lines.setdefault(here, number)
                counts[here] = counts.get(here, -1) + 1
                here += (counts[here],)
            lines[here] = number
        elif not inside and (key := _KEY.match(line)):
            parts = key[1].split(".")
            for end in range(1, len(parts) + 1):
                lines.setdefault((*here, *parts[:end]), number)
        for quotes in ('"""', "'''"):
            if inside in ("", quotes) and line.count(quotes) % 2:
                inside = "" if inside else quotes
    return lines
