"""What findings say to type is code that can be typed."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest

import dangbo
from dangbo.base.findings import Code, catalogue, finding
from dangbo.render.findings import Findings
from dangbo.rules import Rules

PUBLIC: dict[str, Any] = {name: getattr(dangbo, name) for name in dangbo.__all__}


class _Frame:
    """As much of a data frame as is to be typed."""

    def reset_index(self) -> None: ...


READERS_OWN: dict[str, Any] = {
    "ledger": dangbo.History,
    "hierarchy": dangbo.Hierarchy,
    "df": _Frame,
    "preview": dangbo.Preview,
    "profiles": dangbo.Profiles,
    "read": dangbo.Import,
    "tally": dangbo.Tally,
    "error": dangbo.LedgerError,
}
"""What a reader has under a name of their own."""

GIVES: dict[tuple[str, str], Any] = {
    ("RuleBook", "default"): dangbo.RuleBook,
    ("RuleBook", "at"): Rules,
    ("LedgerError", "before"): dangbo.History,
    ("History", "lineage"): dangbo.Lineage,
}
"""What the code goes on with after a method or an attribute."""

HOW = {code: words.how for code, words in catalogue().items() if words.how is not None}


def snippets(text: str) -> list[str]:
    return re.findall(r"`([^`]*)`", text)


def named(node: ast.expr) -> Any:  # noqa: ANN401 - whatever has the name
    """What an expression names in the public interface; fails where it names nothing."""
    match node:
        case ast.Name(id=name):
            return READERS_OWN.get(name) or PUBLIC[name]
        case ast.Attribute(value=of, attr=name):
            owner = named(of)
            given = GIVES.get((owner.__name__, name))
            assert given or hasattr(owner, name), f"{owner.__name__} has no {name}"
            return given if given and not callable(getattr(owner, name, None)) else getattr(owner, name)
        case ast.Call(func=ast.Attribute(value=of, attr=name)) if given := GIVES.get((named(of).__name__, name)):
            return given
        case ast.Call(func=of):
            return named(of)
    raise AssertionError(ast.dump(node))


def parameters(of: Any) -> set[str]:  # noqa: ANN401 - whatever can be called
    return set(inspect.signature(of).parameters)


def everything_callable() -> Iterator[Any]:
    for owner in PUBLIC.values():
        if inspect.isroutine(owner) or (inspect.isclass(owner) and not issubclass(owner, Exception)):
            yield owner
            yield from (one for name, one in inspect.getmembers(owner, inspect.isroutine) if not name.startswith("_"))


ANYWHERE = {name for one in everything_callable() for name in parameters(one)}


@pytest.mark.parametrize("code", HOW)
def test_what_is_to_be_typed_exists(code: Code) -> None:
    for snippet in snippets(HOW[code].en):
        if re.fullmatch(r"\w+=\.\.\.", snippet):  # an argument several take
            assert snippet.removesuffix("=...") in ANYWHERE
            continue
        tree = ast.parse(re.sub(r"\{\w+\}", "1", snippet), mode="eval").body
        named(tree)
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            assert {keyword.arg for keyword in call.keywords} <= parameters(named(call.func))
        for member in (node for node in ast.walk(tree) if isinstance(node, ast.Attribute)):
            named(member)


@pytest.mark.parametrize("code", HOW)
def test_the_code_is_the_same_in_both_languages_and_the_words_are_not_code(code: Code) -> None:
    how = HOW[code]
    assert snippets(how.vi) == snippets(how.en) != []
    for text in (how.vi, how.en):
        assert text.endswith(".")
        assert not re.search(r"[=()_{}]", re.sub("`[^`]*`", "", text))


def test_the_english_text_holds_the_code_and_the_vietnamese_leaves_it_to_how() -> None:
    found = finding("plan/unlike-forms", "cb-1", form="x", target="dbp", target_form="y")

    assert found.fix == "Convert one of them first."
    assert found.how(lang="vi") == "`Convert('cb-1', form=...)` trước đó."
    assert "Convert one of them first. `Convert('cb-1', form=...)` before it. [" in found.text(lang="en")
    assert "Convert" not in found.text(lang="vi")
    assert repr(found).endswith("\"`Convert('cb-1', form=...)` before it.\")")


def test_tables_of_findings_do_as_their_texts() -> None:
    found = Findings([finding("plan/second-decision-missing", "cb-1", to="dbp", gives="x", receives="y")])

    assert "receiving=" in found.show(lang="en").text
    assert "receiving=" not in found.show().text + found._repr_html_()
