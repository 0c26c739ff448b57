"""What the README shows is run as shown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.vi.md")
SHELL = {"sh", "bash", "shell", "console", "powershell", "text", "bat", ""}


def blocks(name: str, *languages: str) -> list[tuple[int, str]]:
    """Fenced blocks of a page in these languages, with the line each begins on."""
    text = (ROOT / name).read_text(encoding="utf-8")
    fences = re.finditer(r"^```([\w-]*)[^\n]*\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    return [(text.count("\n", 0, found.start(2)) + 1, found[2]) for found in fences if found[1] in languages]


@pytest.mark.parametrize("name", READMES)
def test_the_examples_of_the_readme_run_from_top_to_bottom(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = blocks(name, "python")
    assert examples
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, Any] = {"__name__": "readme"}
    for line, source in examples:
        code = compile("\n" * (line - 1) + source, name, "exec")
        exec(code, namespace)  # noqa: S102 - running the page is the test


@pytest.mark.parametrize("name", READMES)
def test_the_readme_gives_the_two_commands_and_names_only_targets_that_exist(name: str) -> None:
    shell = "\n".join(source for _, source in blocks(name, *SHELL))
    named = re.findall(r"\bmake ([a-z]+)", shell)
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert {"demo", "test"} <= set(named) <= set(targets)


@pytest.mark.parametrize("name", READMES)
def test_the_two_readmes_run_the_same_code(name: str) -> None:
    def statements(page: str) -> list[str]:
        return [re.sub(r"\s*#.*", "", source).strip() for _, source in blocks(page, "python")]

    assert statements(name) == statements("README.md")
