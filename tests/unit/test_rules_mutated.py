"""A user's own rule file with anything wrong in it: one error, with file, key and line, whatever is wrong.

A good file is changed line by line: every value into a table of odd ones, every key left out, given twice, misspelt;
every header into a value. What still loads is asked, explained and compared without a mishap.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from dangbo.base.errors import InvalidInputError
from dangbo.base.findings import Finding
from dangbo.rules import RuleBook

GOOD: Final = """\
[[instruments]]
id = "guide-1"
kind = "hướng dẫn"
number = "01-HD/TU"
issuer = "Tỉnh ủy A"
issued = 2020-01-01
from = 2020-01-01
to = 2020-06-30
replaces = ["guide-0"]
confidence = "verified"

[[instruments]]
id = "guide-0"
kind = "hướng dẫn"
year = 2015
title = "cỡ chi bộ"
from = 2015-12-31
confidence = "secondary"

[[rules]]
id = "local-size"
unit = "rows"
cure = "none"
label = { vi = "Cỡ chi bộ", en = "Cell size" }
statement = { vi = "Chi bộ không quá cỡ này.", en = "A cell is not above this size." }
columns.key = { is = "text", vi = "khóa", en = "key" }
columns.size = { is = "whole?", vi = "số", en = "number" }
columns.share = { is = "ratio?", vi = "tỷ lệ", en = "share" }
columns.times = { is = "fraction?", vi = "lần", en = "times" }
columns.instrument = { is = "instrument?", vi = "văn bản", en = "paper" }

[[rules.values]]
value = [{ key = "a", size = 3, share = "1/5", times = "3/2", instrument = "guide-0" }]
instrument = "guide-1"
article = "mục 2"
from = 2020-01-01
to = 2020-12-31
secondary_from = 2020-07-01
confidence = "verified"
checked_on = 2026-11-26
statement = { vi = "Chi bộ không quá cỡ này.", en = "A cell is not above this size." }
note = { vi = "Ghi chú.", en = "A note." }

[[questions]]
id = "open"
words = { vi = "Chưa rõ.", en = "Open." }
rules = ["local-size"]
instruments = ["guide-1"]
"""
SCOPE: Final = '[scope]\nid = "xa-a"\nplace = "xã A"\n\n'
LOCAL: Final = SCOPE + GOOD.replace("local-size", "xa-a-size")

ODD: Final = (
    *("0", "1", "-1", "1.5", "true", "inf", "nan", "9" * 20, "0x" + "f" * 5_000, "9" * 5_000),
    *('"x"', '""', '" "', '"2020-01-01"', '"\\u0000"', '"\\u202e"', '"' + "x" * 50_000 + '"'),
    *("2020-01-01", "2020-01-01T00:00:00", "2020-01-01T00:00:00+07:00", "00:00:00", "0001-01-01", "9999-12-31"),
    *("[]", "[1]", "[[1]]", '["a"]', '["guide-1", "guide-1"]', "[{}]", "[{ id = [1] }]", "{}", "{ a = 1 }"),
    *("{ vi = 1, en = 2 }", '{ vi = "a" }', '{ vi = "a", en = "b", fr = "c" }'),
    *('"1/0"', '"0/1"', '"2/1"', '"1/' + "9" * 5_000 + '"', '"' + "9" * 5_000 + '"'),
    *("[" * 200 + "]" * 200, "[" * 20_000 + "]" * 20_000, "{a=" * 200 + "1" + "}" * 200),
)


def try_it(path: Path, text: str, *, local: bool = False) -> tuple[Finding, ...]:
    """The findings of a file that is refused; none where it loads, and then it can be asked anything."""
    path.write_text(text, encoding="utf-8")
    try:
        book = RuleBook.default().with_local(path) if local else RuleBook.load(path)
    except InvalidInputError as error:
        for found in error.findings:
            facts = dict(found.facts)
            assert found.code == "rule/bad-file"
            assert facts["file"] == str(path)
            line = facts["line"]
            assert isinstance(line, int)
            assert 0 < line <= text.count("\n") + 1, found.message
            assert len(found.message) < 2_000
            assert found.text(lang="vi")
        return error.findings
    for rule_id in book.local_rules() if local else book.ids:
        for day in (None, "2020-05-01", "2020-08-01"):
            assert str(book.explain(rule_id, on=day))
            assert str(book.explain(rule_id, on=day))
    assert book.diff("2019-01-01", "2020-08-01").text()
    return ()


def test_the_good_files_load(tmp_path: Path) -> None:
    assert try_it(tmp_path / "good.toml", GOOD) == ()
    assert try_it(tmp_path / "local.toml", LOCAL, local=True) == ()


@pytest.mark.parametrize("key", sorted({line.split(" = ")[0] for line in GOOD.splitlines() if " = " in line}))
def test_a_key_with_any_odd_value_is_told_with_its_line(key: str, tmp_path: Path) -> None:
    lines, path = GOOD.split("\n"), tmp_path / "own.toml"
    for number, line in enumerate(lines):
        if line.split(" = ")[0] == key:
            for odd in ODD:
                try_it(path, "\n".join([*lines[:number], f"{key} = {odd}", *lines[number + 1 :]]))
            for other in ([], [line, line], [f"zz{line}"], [line, "extra = 1"], [line.replace(" = ", " ")]):
                try_it(path, "\n".join([*lines[:number], *other, *lines[number + 1 :]]))


@pytest.mark.parametrize("part", ['"a"', "3", '"1/5"', '"3/2"', '"guide-0"'])
def test_a_part_of_a_row_with_any_odd_value_is_told_with_its_line(part: str, tmp_path: Path) -> None:
    for odd in ODD:
        try_it(tmp_path / "own.toml", GOOD.replace(f"= {part}", f"= {odd}"))


@pytest.mark.parametrize("head", ["instruments", "rules", "questions", "scope", "rules.values", "rules.columns", "x"])
def test_a_table_in_the_place_of_another_is_told_with_its_line(head: str, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    for odd in ODD:
        assert try_it(path, f"{head} = {odd}\n")
        assert try_it(path, f"[[{head}]]\nid = {odd}\n")
        assert try_it(path, f"[{head}]\nid = {odd}\n")


@pytest.mark.parametrize("odd", [odd for odd in ODD if odd != '"x"'])
def test_a_place_with_an_odd_id_or_name_is_told_with_its_line(odd: str, tmp_path: Path) -> None:
    assert try_it(tmp_path / "local.toml", LOCAL.replace('id = "xa-a"\n', f"id = {odd}\n"), local=True)
    try_it(tmp_path / "local.toml", LOCAL.replace('place = "xã A"', f"place = {odd}"), local=True)
    assert try_it(tmp_path / "local.toml", LOCAL.replace('id = "xa-a-size"', f"id = {odd}"), local=True)


@pytest.mark.parametrize("kind", ["instruments", "rules", "questions"])
def test_an_id_that_is_a_list_is_told_with_its_line(kind: str, tmp_path: Path) -> None:
    """`[[rules]] id = [1]` ended in a TypeError."""
    found = try_it(tmp_path / "own.toml", f"\n[[{kind}]]\nid = [1]\n")
    first = dict(found[0].facts)
    assert (first["key"], first["line"]) == (f"{kind}[1].id", 3)
    assert "must be lower-case ASCII with hyphens" in str(first["reason"])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("size = " + "9" * 5_000, "a number has too many digits"),
        ("size = " + "[" * 20_000 + "]" * 20_000, "nested too deeply"),
    ],
)
def test_absurd_input_is_told_where_it_stands(line: str, reason: str, tmp_path: Path) -> None:
    (found,) = try_it(tmp_path / "own.toml", f"a = 1\n{line}\n\n\nb = 2\n")
    assert dict(found.facts)["line"] == 2
    assert reason in found.message


@pytest.mark.parametrize(
    "text", ["\x00", "[[", "a", "= 1", "[[rules.values]]\n", "'''", "[rules]\n[rules]\n", "[[rules]]"]
)
def test_what_is_no_rule_file_is_refused(text: str, tmp_path: Path) -> None:
    assert try_it(tmp_path / "own.toml", text)


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_file_of_another_system_loads(end: str, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", end).encode())
    assert RuleBook.load(path).ids == ("local-size",)
