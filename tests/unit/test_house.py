"""The house itself: what every file and public name says of itself, what an import loads. Floors: import-linter."""

from __future__ import annotations

import ast
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

import dangbo

HOUSE = Path(dangbo.__file__).parent
FILES = sorted(HOUSE.rglob("*.py"))


def name_of(file: Path) -> str:
    return file.relative_to(HOUSE).as_posix()


def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_every_source_file_says_what_it_is_for(file: Path) -> None:
    docstring = ast.get_docstring(tree_of(file))

    assert docstring
    assert docstring.splitlines()[0].endswith((".", ":"))


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_file_can_be_read_in_one_sitting(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 1_400


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_source_is_written_in_composed_letters_without_leftovers(file: Path) -> None:
    text = file.read_text(encoding="utf-8")

    assert unicodedata.is_normalized("NFC", text)
    assert not [word for word in ("TODO", "FIXME", "XXX") if word in text]


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_no_option_is_a_bare_yes_or_no(file: Path) -> None:
    """A parameter of type bool hides its meaning where it is called; records may have fields of that type."""
    offered = [node for node in tree_of(file).body if getattr(node, "name", "") in dangbo.__all__]
    calls = [
        node
        for top in offered
        for node in ast.walk(top)
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    arguments = [(call.name, arg) for call in calls for arg in (*call.args.args, *call.args.kwonlyargs)]

    assert [f"{call}({arg.arg})" for call, arg in arguments if ast.unparse(arg.annotation or arg) == "bool"] == []


def test_networkx_is_not_loaded_before_somebody_asks_for_a_graph() -> None:
    code = (
        "import sys, dangbo; dangbo.Hierarchy; dangbo.Plan; dangbo.RuleBook.default();print('networkx' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_the_front_door_loads_no_room_by_itself() -> None:
    code = "import sys, dangbo; print([name for name in sys.modules if name.startswith('dangbo.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_type_checkers_are_told_the_names_the_front_door_has() -> None:
    stub = ast.parse((HOUSE / "__init__.pyi").read_text(encoding="utf-8"))
    told = {
        str(alias.asname): f"{node.module}.{alias.name}"
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    rooms = {name for name, where in told.items() if where == f"dangbo.{name}"}
    assert {name: where.rpartition(".")[0] for name, where in told.items() if name not in rooms} == {
        name: getattr(dangbo, name).__module__ for name in dangbo.__all__ if name not in rooms
    }
    assert all(getattr(dangbo, room).__name__ == f"dangbo.{room}" for room in rooms)


def test_a_room_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(AttributeError, match=r"did you mean .*'hierarchy'"):
        dangbo.hierarhcy  # type: ignore[attr-defined]  # noqa: B018 - the look-up is what is tested


@pytest.mark.parametrize(
    "folder", sorted(path.parent for path in HOUSE.glob("*/__init__.py")), ids=lambda path: path.name
)
def test_every_folder_says_what_lives_in_it(folder: Path) -> None:
    docstring = ast.get_docstring(tree_of(folder / "__init__.py"))

    assert docstring
    inside = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert inside
