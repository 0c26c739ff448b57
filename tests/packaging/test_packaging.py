"""What a user gets: names, documents, a light import."""

from __future__ import annotations

import csv
import importlib.metadata
import re
import runpy
import subprocess
import sys
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest

import dangbo
from dangbo.base import findings

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    *("altair", "duckdb", "holidays", "narwhals", "networkx", "numpy", "pandas", "polars", "pyspark"),
    *("python_calamine", "sqlalchemy", "xlsxwriter"),
)


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "docs" / "generate_api.py"))


def shown_by(reference: dict[str, Any]) -> set[str]:
    """Entries of the API reference, each with its room."""
    pages: dict[str, str] = reference["pages"]()
    return set(
        re.findall(r"^\.\. (?:autoclass|autofunction|py:data):: (\S+)$", "\n".join(pages.values()), flags=re.MULTILINE)
    )


def public_names() -> list[tuple[str, object]]:
    return [(name, getattr(dangbo, name)) for name in dangbo.__all__]


def test_the_public_names_are_sorted_and_each_can_be_imported() -> None:
    assert list(dangbo.__all__) == sorted(set(dangbo.__all__))
    assert [name for name in dangbo.__all__ if not hasattr(dangbo, name)] == []


def test_nothing_private_and_nothing_of_others_leaks_out_of_the_front_door() -> None:
    rooms = {path.name.removesuffix(".py") for path in Path(next(iter(dangbo.__path__))).iterdir()}
    seen = {name for name in dir(dangbo) if not name.startswith("_")}
    assert seen <= set(dangbo.__all__) | rooms | {"annotations"}
    assert [name for name in dangbo.__all__ if name.startswith("_") and name != "__version__"] == []
    foreign = [
        name
        for name, thing in public_names()
        if not (thing.__name__ if isinstance(thing, ModuleType) else getattr(thing, "__module__", "dangbo")).startswith(
            ("dangbo", "typing")
        )
    ]
    assert foreign == []


def test_every_public_name_has_its_entry_in_the_api_reference(reference: dict[str, Any]) -> None:
    entries = [getattr(import_module(room), name) for room, name in split(shown_by(reference))]
    missing = [
        name
        for name, thing in public_names()
        if not isinstance(thing, ModuleType) and not any(thing is entry for entry in entries)
    ]
    assert missing == [], "name them in the __all__ of their room"


def test_what_the_api_reference_shows_is_what_the_rooms_call_public(reference: dict[str, Any]) -> None:
    public = {f"{room}.{name}" for room, names in reference["rooms"]().items() for name in names}
    assert shown_by(reference) == public
    assert [path for path in public if path.rpartition(".")[2].startswith("_")] == []


def test_a_name_is_public_in_one_room(reference: dict[str, Any]) -> None:
    places: dict[int, list[str]] = {}
    for room, name in split(shown_by(reference)):
        thing = getattr(import_module(room), name)
        if getattr(thing, "__module__", "").startswith("dangbo"):  # not the words of a Literal, which may be alike
            places.setdefault(id(thing), []).append(f"{room}.{name}")
    assert [found for found in places.values() if len(found) > 1] == []


def test_the_api_reference_shows_what_a_class_inherits(reference: dict[str, Any]) -> None:
    for name, thing in public_names():
        if isinstance(thing, type) and issubclass(thing, dangbo.Hierarchy):
            methods = {found for found in dir(thing) if callable(getattr(thing, found)) and not found.startswith("_")}
            assert "children" in methods  # which stands on its base
            assert methods <= set(reference["members_of"](thing)), name


def test_no_value_stands_in_the_api_reference_without_a_word_about_it(reference: dict[str, Any]) -> None:
    """A class and a function have a docstring; a value has what stands below it, also where its room took it over."""
    blocks = re.findall(
        r"^\.\. py:data:: (\S+)\n(.*?)^```", "\n".join(reference["pages"]().values()), re.MULTILINE | re.DOTALL
    )
    assert len(blocks) > 20
    assert [name for name, told in blocks if not told.strip()] == []


def split(paths: set[str]) -> list[tuple[str, str]]:
    return [(path.rpartition(".")[0], path.rpartition(".")[2]) for path in sorted(paths)]


def test_importing_the_library_loads_neither_networkx_nor_any_frame_library() -> None:
    probe = f"import sys, dangbo; print([name for name in {HEAVY!r} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, text=True)
    assert result.stdout.strip() == "[]"


def test_every_code_of_a_finding_stands_in_the_errors_page_with_its_words() -> None:
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## ([a-z-]+/[a-z-]+)$", page, flags=re.MULTILINE)
    assert headings == sorted(get_args(findings.Code))
    script = runpy.run_path(str(ROOT / "docs" / "generate_errors.py"))
    assert page == script["errors_page"](), "run python docs/generate_errors.py"


def test_type_checkers_find_the_marker_of_a_typed_package() -> None:
    assert (files("dangbo") / "py.typed").is_file()


@pytest.mark.parametrize("suffix", [".toml"])
def test_the_data_files_travel_with_the_package(suffix: str) -> None:
    assert [path for path in (files("dangbo") / "rules").iterdir() if path.name.endswith(suffix)]


def test_the_library_needs_three_packages_and_nothing_more() -> None:
    needed = [line for line in importlib.metadata.requires("dangbo") or [] if "extra ==" not in line]
    assert sorted(re.split(r"[<>=!~ ;]", line)[0] for line in needed) == ["networkx", "pydantic", "python-dateutil"]


def test_the_lock_names_versions_and_hashes_and_no_address() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    assert "://" not in text
    assert [entry.splitlines()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_every_name_of_the_glossary_exists() -> None:
    with (ROOT / "docs" / "glossary.csv").open(encoding="utf-8", newline="") as file:
        cells = [row["name"] for row in csv.DictReader(file)]
    names = [name.strip() for cell in cells for name in cell.split(";") if name.strip()]
    assert [name for name in names if not resolves(name)] == []


def resolves(name: str) -> bool:
    thing: object = dangbo
    for part in name.split("."):
        if not hasattr(thing, part):
            return part in getattr(thing, "__annotations__", {})
        thing = getattr(thing, part)
    return True
