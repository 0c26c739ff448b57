"""Reads rule files: every mistake in every file is found before anything is refused, and then nothing is loaded.

```
[[instruments]]                                  [[rules]]
id, kind, issuer, issued, from, confidence       id, label, statement, unit, cure
(number, title, url, to, replaces, note)         [[rules.values]]
                                                 value, instrument, article, from, confidence, checked_on
                                                 (to, secondary_from, note)
```

Keys in brackets may be left out. `from` and `to` are the first and the last day; texts for people are tables of `vi`
and `en`. `secondary_from` is the day from which the text in force was no longer read (the successor of the paper):
the value is `verified` until the day before and `secondary` from then on.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias, TypeVar, get_args

from dangbo.errors import InvalidInputError
from dangbo.findings import Confidence, Document, Finding, RuleRef, finding
from dangbo.rules import Cure, Entry, Instrument, Rule, RuleBook, RuleValue, Table, Words, kind_of
from dangbo.text import nearest, nfc

__all__ = ["read"]

_DAY: Final = dt.timedelta(days=1)
_T = TypeVar("_T")


# --- what values may look like ---------------------------------------------------------------------------------------

_Shape: TypeAlias = "Callable[[object, _Place], Entry | None]"
"""Checks a raw value: gives what it says, or reports to its place what is wrong and gives `None`."""


def _whole(raw: object, at: _Place) -> int | None:
    if isinstance(raw, int) and not isinstance(raw, bool) and raw > 0:
        return raw
    at.report("must be a whole number above 0", "phải là số nguyên lớn hơn 0")
    return None


def _text(raw: object, at: _Place) -> str | None:
    if isinstance(raw, str) and nfc(raw):
        return nfc(raw)
    at.report("must be text and not empty", "phải là văn bản, không để trống")
    return None


def _ratio(raw: object, at: _Place) -> Fraction | None:
    if isinstance(raw, str) and (match := re.fullmatch(r"(\d+)/(\d+)", raw)):
        count, of = map(int, match.groups())
        if 0 < count <= of:
            return Fraction(count, of)
    at.report('must be a ratio of at most 1 such as "1/5"', 'phải là tỷ lệ không quá 1, như "1/5"')
    return None


def _kind_code(raw: object, at: _Place) -> str | None:
    if isinstance(raw, str):
        with suppress(ValueError):
            kind_of(raw)
            return raw
    at.report('must be form/level such as "chi_bo/grassroots"', 'phải là hình thức/cấp, như "chi_bo/grassroots"')
    return None


def _one_of(*choices: str) -> Callable[[object, _Place], str | None]:
    def shape(raw: object, at: _Place) -> str | None:
        if isinstance(raw, str) and raw in choices:
            return raw
        listed = ", ".join(choices)
        at.report(f"must be one of: {listed}", f"phải là một trong: {listed}")
        return None

    return shape


def _many(item: Callable[[object, _Place], _T | None]) -> Callable[[object, _Place], tuple[_T, ...] | None]:
    def shape(raw: object, at: _Place) -> tuple[_T, ...] | None:
        if not isinstance(raw, list) or not raw:
            at.report("must be a list that is not empty", "phải là danh sách, không để trống")
            return None
        entries = [item(entry, at.item(order)) for order, entry in enumerate(raw)]
        kept = tuple(entry for entry in entries if entry is not None)
        return kept if len(kept) == len(entries) else None

    return shape


def _parts(
    required: Mapping[str, _Shape], optional: Mapping[str, _Shape] | None = None
) -> Callable[[object, _Place], Table | None]:
    def shape(raw: object, at: _Place) -> Table | None:
        fields = _Fields(raw, at)
        entries: dict[str, Entry | None] = {key: fields.read(key, part) for key, part in required.items()}
        entries |= {key: fields.maybe(key, part) for key, part in (optional or {}).items()}
        known = {key: entry for key, entry in entries.items() if entry is not None}
        return Table(known) if fields.end() else None

    return shape


def _division(raw: object, at: _Place) -> Table | None:
    table = _parts({"modality": _one_of("may", "must")}, {"threshold": _whole})(raw, at)
    if table is not None and table["modality"] == "must" and "threshold" not in table:
        at.report("'must' needs a 'threshold'", "'must' cần có 'threshold'")
        return None
    return table


class _Unit(NamedTuple):
    words: Words
    shape: _Shape


_UNITS: Final[dict[str, _Unit]] = {
    "members": _Unit(Words("đảng viên", "members"), _whole),
    "full-members": _Unit(Words("đảng viên chính thức", "full members"), _whole),
    "body": _Unit(Words("cơ quan có thẩm quyền", "competent body"), _one_of("direct_superior")),
    "division": _Unit(
        Words("chia tổ đảng", "division into tổ đảng"),
        _division,
    ),
    "village": _Unit(
        Words("loại tổ chức và cấp trên", "kind and superior"),
        _parts(
            {"kind": _kind_code, "parent": _kind_code, "unit_types": _many(_text)},
            {"parent_in_special_zone": _kind_code},
        ),
    ),
    "kinds": _Unit(
        Words("loại tổ chức trực thuộc", "kinds under kinds"),
        _many(_parts({"parent": _kind_code, "children": _many(_kind_code)}, {"unit_types": _many(_text)})),
    ),
    "labels": _Unit(Words("tên gọi", "names"), _many(_parts({"kind": _kind_code, "label": _text, "gloss": _text}))),
    "codes": _Unit(
        Words("danh mục mã", "code list"),
        _parts(
            {
                "scheme": _text,
                "codes": _many(_parts({"code": _text, "label": _text, "gloss": _text}, {"line": _text})),
            }
        ),
    ),
    "quota": _Unit(
        Words("tỷ lệ tối đa", "quota"),
        _parts(
            {
                "ratio": _ratio,
                "base": _one_of("final_good", "good_before_excellent_is_taken", "good_or_better", "all_rated"),
                "grouping": _one_of("within_grassroots_organization", "similar_role_function_task", "unstated"),
            }
        ),
    ),
}
"""What values can be. A rule names its unit; a new shape of value is one more line here."""

_UNKNOWN: Final = _Unit(Words("", ""), lambda raw, _at: str(raw))
"""Stands in for a unit that does not exist, which is reported where it is named: one mistake is told once."""

_READ_AS: Final = {
    "allowed-kinds": "kinds",
    "cell-division": "division",
    "cell-size-consent": "members",
    "chi-uy-min-full-members": "full-members",
    "dang-bo-min-members": "members",
    "direct-superior-decides": "body",
    "excellent-quota-members": "quota",
    "excellent-quota-organizations": "quota",
    "kind-labels": "labels",
    "kinds-with-consent": "kinds",
    "min-full-members": "full-members",
    "min-full-members-kept": "full-members",
    "part-committee-consent": "body",
    "village-cell": "village",
}
"""The rules the checks of this library read, and as what: a book of one's own may leave them out, not reshape them."""


# --- reading files ---------------------------------------------------------------------------------------------------

_Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a file something stands, and where problems with it go."""

    file: str
    name: str
    path: _Path
    lines: Mapping[_Path, int]
    problems: list[Finding]

    def key(self, key: str) -> _Place:
        return self._inner(f"{self.name}.{key}" if self.name else key, key)

    def item(self, order: int, name: str = "") -> _Place:
        return self._inner(f"{self.name}.{name}" if name else f"{self.name}[{order + 1}]", order)

    def _inner(self, name: str, step: str | int) -> _Place:
        return _Place(self.file, name, (*self.path, step), self.lines, self.problems)

    @property
    def line(self) -> int:
        """The line it, or what encloses it, begins on; 0 where that cannot be told."""
        tried = (self.lines.get(self.path[:end]) for end in range(len(self.path), 0, -1))
        return next((line for line in tried if line), 0)

    def report(self, reason: str, reason_vi: str, *, line: int | None = None) -> None:
        line = self.line if line is None else line
        where = f"{self.file}, line {line}" if line else self.file
        subject = f"{where}: {self.name}" if self.name else where
        facts = {"file": self.file, "key": self.name, "reason": reason, "reason_vi": reason_vi}
        self.problems.append(finding("rule/bad-file", subject, rule=None, severity=None, line=line, **facts))


class _Fields:
    """The keys of one table: each is asked for once, what is missing or was never asked for is reported."""

    def __init__(self, raw: object, at: _Place) -> None:
        self._at = at
        self._asked: set[str] = set()
        self._before = len(at.problems)
        self._is_table = isinstance(raw, dict)
        self._raw: dict[str, object] = raw if isinstance(raw, dict) else {}
        if not self._is_table:
            at.report("must be a table", "phải là một bảng")

    def read(self, key: str, shape: Callable[[object, _Place], _T]) -> _T | None:
        """A required key in its shape; `None` where something is wrong with it, which is reported."""
        self._asked.add(key)
        if key in self._raw:
            return shape(self._raw[key], self._at.key(key))
        if self._is_table:
            self._at.report(f"the key '{key}' is missing", f"thiếu khóa '{key}'")
        return None

    def maybe(self, key: str, shape: Callable[[object, _Place], _T]) -> _T | None:
        """A key that may be left out."""
        self._asked.add(key)
        return shape(self._raw[key], self._at.key(key)) if key in self._raw else None

    def end(self) -> bool:
        """Report the keys nobody asked for; whether the table, and all in it, is in order."""
        for key in self._raw:
            if key in self._asked:
                continue
            near = nearest(key, self._asked, limit=1)
            hint, hint_vi = (f"; did you mean '{near[0]}'?", f"; có phải '{near[0]}'?") if near else ("", "")
            self._at.key(key).report(f"unknown key{hint}", f"khóa không có trong quy ước{hint_vi}")
        return len(self._at.problems) == self._before


def read(sources: Iterable[tuple[str, Callable[[], bytes]]]) -> RuleBook:
    """One book out of files, or one error with everything that is wrong in them."""
    problems: list[Finding] = []
    papers: list[tuple[object, _Place]] = []
    rules: list[tuple[object, _Place]] = []
    for name, contents in sources:
        raw, root = _parsed(name, contents, problems)
        fields = _Fields(raw, root)
        more_papers, more_rules = fields.maybe("instruments", _items), fields.maybe("rules", _items)
        papers += more_papers or []
        rules += more_rules or []
        fields.end()
    instruments = _instruments(papers)
    _refuse_repeated(rules, lambda raw: raw.get("id"), "rule", "quy tắc")
    book = [_rule(raw, at, instruments) for raw, at in rules]
    if problems:
        raise InvalidInputError(problems)
    return RuleBook(
        (paper for paper in instruments.values() if paper is not None), (rule for rule in book if rule is not None)
    )


def _parsed(name: str, contents: Callable[[], bytes], problems: list[Finding]) -> tuple[dict[str, object], _Place]:
    import tomllib

    root = _Place(name, "", (), {}, problems)
    data, text = b"", ""
    try:
        data = contents()
        text = data.decode("utf-8-sig")  # Notepad puts a mark before the text
        return tomllib.loads(text), _Place(name, "", (), _lines(text), problems)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        root.report(f"the file cannot be read ({reason})", f"không đọc được tệp ({reason})")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        root.report("the file is not UTF-8 text", "tệp không phải văn bản UTF-8", line=line)
    except (ValueError, RecursionError) as error:  # tomllib's own error is a ValueError; absurd input raises the others
        found = re.fullmatch(r"(?s)(.*) \(at (?:line (\d+), column \d+|end of document)\)", str(error))
        reason, number = (found[1], found[2]) if found else (str(error), None)
        line = int(number) if number else text.count("\n") + 1
        root.report(f"not valid TOML: {reason}", f"không đúng cú pháp TOML: {reason}", line=line)
    return {}, root


_HEADER: Final = re.compile(r"\s*(\[\[?)\s*([A-Za-z_][\w.-]*)\s*\]")
_KEY: Final = re.compile(r"\s*([A-Za-z_][\w.-]*)\s*=")


def _lines(text: str) -> dict[_Path, int]:
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


def _items(raw: object, at: _Place) -> list[tuple[object, _Place]] | None:
    """The tables of an array, each with its place under its own id."""
    if not isinstance(raw, list) or not raw:
        at.report("must be a list of tables", "phải là một danh sách bảng")
        return None
    items: list[tuple[object, _Place]] = []
    for order, entry in enumerate(raw):
        name = entry.get("id") if isinstance(entry, dict) else None
        items.append((entry, at.item(order, name if isinstance(name, str) else "")))
    return items


def _refuse_repeated(
    items: list[tuple[object, _Place]], key: Callable[[dict[str, object]], object], what: str, what_vi: str
) -> None:
    first: dict[str, _Place] = {}
    for raw, at in items:
        if isinstance(raw, dict) and key(raw) is not None:
            name = str(key(raw))
            known = first.setdefault(name, at)
            if known is not at:
                where = f"{known.file}, line {known.line}"
                at.report(f"the {what} {name} was given before, in {where}", f"{what_vi} {name} đã có ở {where}")


def _instruments(items: list[tuple[object, _Place]]) -> dict[str, Instrument | None]:
    """The papers by id; `None` for one that is named but not in order, so that rules which cite it are not blamed."""
    _refuse_repeated(items, lambda raw: raw.get("id"), "instrument", "văn bản")
    _refuse_repeated(items, _paper_key, "instrument", "văn bản")
    papers = [(_instrument(raw, at), at) for raw, at in items]
    found = {
        str(raw.get("id")): paper for (raw, _), (paper, _) in zip(items, papers, strict=True) if isinstance(raw, dict)
    }
    later: dict[str, str] = {}
    for paper, at in papers:
        for order, name in enumerate(paper.replaces if paper is not None else ()):
            if paper is not None and name in found:
                later[name] = paper.id
            else:
                _unknown_paper(name, found, at.key("replaces").item(order))
    return {name: paper and replace(paper, replaced_by=later.get(name)) for name, paper in found.items()}


def _paper_key(raw: dict[str, object]) -> object:
    key = (raw.get("number", ""), raw.get("issuer"), raw.get("issued"))
    return None if None in key else " ".join(map(str, key)).strip()


def _instrument(raw: object, at: _Place) -> Instrument | None:
    fields = _Fields(raw, at)
    name = fields.read("id", _slug)
    kind, issuer = fields.read("kind", _text), fields.read("issuer", _text)
    issued = fields.read("issued", _date)
    number, title, url = (fields.maybe(key, _text) for key in ("number", "title", "url"))
    first, last = fields.read("from", _date), fields.maybe("to", _date)
    confidence = fields.read("confidence", _confidence)
    replaces = fields.maybe("replaces", _many(_slug)) or ()
    note = fields.maybe("note", _both)
    _check_span(first, last, at)
    if not fields.end() or name is None or kind is None or issuer is None or first is None or confidence is None:
        return None
    document = Document(kind, number or "", issued, issuer, title or "", url or "")
    return Instrument(name, document, first, last, confidence, replaces, None, note)


def _rule(raw: object, at: _Place, papers: Mapping[str, Instrument | None]) -> Rule | None:
    fields = _Fields(raw, at)
    name = fields.read("id", _slug)
    label, statement = fields.read("label", _both), fields.read("statement", _both)
    unit = fields.read("unit", _one_of(*_UNITS))
    cure = fields.read("cure", _cure)
    if name in _READ_AS and unit is not None and unit != _READ_AS[name]:
        wanted = _READ_AS[name]
        at.key("unit").report(
            f"the checks read this rule as '{wanted}'", f"các phép kiểm tra đọc quy tắc này theo đơn vị '{wanted}'"
        )
    spans: list[tuple[dt.date, dt.date | None, _Place]] = []
    values: list[RuleValue] = []
    for raw_value, place in fields.read("values", _items) or ():
        values += _values(raw_value, place, str(name), str(unit), cure, papers, spans)
    _refuse_overlaps(spans)
    if not fields.end() or name is None or label is None or statement is None or unit is None or cure is None:
        return None
    history = sorted(values, key=lambda value: value.ref.valid_from)
    return Rule(name, label, statement, unit, _UNITS[unit].words, cure, tuple(history))


def _values(
    raw: object,
    at: _Place,
    rule_id: str,
    unit: str,
    cure: Cure | None,
    papers: Mapping[str, Instrument | None],
    spans: list[tuple[dt.date, dt.date | None, _Place]],
) -> list[RuleValue]:
    """What one block says: one value, or two where its text was read up to some day only."""
    fields = _Fields(raw, at)
    value = fields.read("value", _UNITS.get(unit, _UNKNOWN).shape)
    cited, article = fields.read("instrument", _slug), fields.read("article", _text)
    first, last = fields.read("from", _date), fields.maybe("to", _date)
    since = fields.maybe("secondary_from", _date)
    confidence = fields.read("confidence", _confidence)
    checked_on = fields.read("checked_on", _date)
    note = fields.maybe("note", _both)
    _check_span(first, last, at)
    if first is not None:
        spans.append((first, last, at))
    if cited is not None and cited not in papers:
        _unknown_paper(cited, papers, at.key("instrument"))
    paper = papers.get(cited) if cited is not None else None
    if since is not None and confidence is not None and confidence is not Confidence.VERIFIED:
        at.key("secondary_from").report("only goes with 'verified'", "chỉ đi với 'verified'")
    elif since is not None and first is not None and not first < since <= (last or dt.date.max):
        at.key("secondary_from").report(
            "must be a day after 'from' and not after 'to'", "phải sau ngày 'from' và không sau ngày 'to'"
        )
    elif confidence is Confidence.VERIFIED and paper is not None and first is not None:
        _check_force(paper, first, last if since is None else since - _DAY, at)
    if (
        not fields.end()
        or value is None
        or paper is None
        or article is None
        or first is None
        or confidence is None
        or checked_on is None
        or cure is None
    ):
        return []
    periods = [(confidence, first, last)]
    if since is not None:
        periods = [(confidence, first, since - _DAY), (Confidence.SECONDARY, since, last)]
    refs = (RuleRef(rule_id, paper.document, article, known, begin, end) for known, begin, end in periods)
    return [RuleValue(value, ref, cure, checked_on, note) for ref in refs]


def _check_span(first: dt.date | None, last: dt.date | None, at: _Place) -> None:
    if first is not None and last is not None and last < first:
        at.key("to").report(f"{last} is before 'from', {first}", f"{last} sớm hơn 'from', {first}")


def _check_force(paper: Instrument, first: dt.date, last: dt.date | None, at: _Place) -> None:
    """A text counts as read for the time its paper was in force; after that the successor's would have to be read."""
    end = paper.valid_to
    if first < paper.valid_from or (end is not None and (last is None or last > end)):
        shown = f"{paper.valid_from} - {end or '...'}"
        at.key("confidence").report(
            f"cannot be 'verified' outside the life of '{paper.id}' ({shown}); end it, or give 'secondary_from'",
            f"không thể là 'verified' ngoài thời gian hiệu lực của '{paper.id}' ({shown}); "
            "ghi ngày kết thúc, hoặc 'secondary_from'",
        )


def _refuse_overlaps(spans: list[tuple[dt.date, dt.date | None, _Place]]) -> None:
    ordered = sorted(spans, key=lambda span: span[0])
    for (first, last, _), (begin, _, at) in pairwise(ordered):
        if last is None or begin <= last:
            shown = f"{first} - {last or '...'}"
            at.key("from").report(
                f"{begin} falls within another value of this rule ({shown})",
                f"{begin} nằm trong thời gian của giá trị khác của quy tắc này ({shown})",
            )


def _unknown_paper(name: str, papers: Iterable[str], at: _Place) -> None:
    near = nearest(name, papers, limit=1)
    hint, hint_vi = (f"; did you mean '{near[0]}'?", f"; có phải '{near[0]}'?") if near else ("", "")
    at.report(f"there is no instrument '{name}'{hint}", f"không có văn bản '{name}'{hint_vi}")


def _slug(raw: object, at: _Place) -> str | None:
    if isinstance(raw, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", raw):
        return raw
    at.report("must be lower-case ASCII with hyphens", "phải là chữ thường không dấu, nối bằng gạch ngang")
    return None


def _date(raw: object, at: _Place) -> dt.date | None:
    if isinstance(raw, dt.date) and not isinstance(raw, dt.datetime):
        return raw
    at.report(
        "must be a date without quotes and time, such as 2025-07-01",
        "phải là ngày, không ngoặc kép, không giờ: 2025-07-01",
    )
    return None


def _confidence(raw: object, at: _Place) -> Confidence | None:
    known = _one_of(*(level.value for level in Confidence))(raw, at)
    return None if known is None else Confidence(known)


def _cure(raw: object, at: _Place) -> Cure | None:
    _one_of(*_CURES)(raw, at)
    return next((cure for cure in _CURES if raw == cure), None)


_CURES: Final[tuple[Cure, ...]] = get_args(Cure)


def _both(raw: object, at: _Place) -> Words | None:
    fields = _Fields(raw, at)
    vi, en = fields.read("vi", _text), fields.read("en", _text)
    return Words(vi, en) if fields.end() and vi is not None and en is not None else None
