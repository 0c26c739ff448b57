"""The API reference: what stands in the `__all__` of each room, one page for each folder.

```
api.en.md          the way in: what users open first, then the machinery     included by api.md
api/<folder>.md    every public name of a folder or of a single file
```

A room without `__all__` is internal. What a class inherits is shown with the class, unless it comes from a class that
has an entry of its own, which is then named.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Literal, get_args, get_origin

import dangbo
from dangbo.base.terms import Term

FIRST: Final = ("hierarchy", "restructure", "evaluation", "history")
"""What users open first."""
LONG: Final = 60
"""A vocabulary of more values has a page of its own."""


def rooms() -> dict[str, tuple[str, ...]]:
    """The public rooms with their names, by module."""
    found: dict[str, tuple[str, ...]] = {}
    for info in pkgutil.walk_packages(dangbo.__path__, "dangbo."):
        if any(part.startswith("_") for part in info.name.split(".")):
            continue
        names = getattr(importlib.import_module(info.name), "__all__", ())
        if names:
            found[info.name] = tuple(names)
    return found


def folder_of(room: str) -> str:
    """The folder of a room, or the file it is."""
    return room.split(".")[1]


def pages() -> dict[str, str]:
    """The pages, by folder, in the order of the way in."""
    by_folder: dict[str, list[str]] = {}
    public = rooms()
    for room in public:
        by_folder.setdefault(folder_of(room), []).append(room)
    files = [name for name in by_folder if name not in FIRST and not _module(name).__spec__.submodule_search_locations]
    order = [*FIRST, *sorted(files), *sorted(set(by_folder).difference(FIRST, files))]
    return {name: _page(name, sorted(by_folder[name]), public) for name in order if name in by_folder}


def index() -> str:
    """The way in."""
    all_pages = list(pages())
    lines = ["## What is opened first", ""]
    for name in all_pages:
        if name == next((page for page in all_pages if page not in FIRST), None):
            lines += ["", "## The rest of the house", ""]
        lines.append(f"- [dangbo.{name}](_generated/api/{name}.md): {_summary(_module(name))}")
    lines += ["", "```{toctree}", ":hidden:", "", *(f"_generated/api/{name}" for name in all_pages), "```", ""]
    lines += ["## Names of the front door", ""]
    for room, names in sorted(_front().items(), key=lambda pair: pair[0]):
        lines.append(f"- `{room}`: " + ", ".join(f"{{py:obj}}`db.{name} <{room}.{name}>`" for name in names))
    return "\n".join([*lines, ""])


def write_api(folder: Path) -> None:
    """Write all of it, touching only what changed, and take away the pages of folders that are no more."""
    texts = {f"api/{name}.md": text for name, text in pages().items()} | {"api.en.md": index()}
    (folder / "api").mkdir(parents=True, exist_ok=True)
    for old in (folder / "api").glob("*.md"):
        if f"api/{old.name}" not in texts:
            old.unlink()
    for name, text in texts.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")


def members_of(thing: type[Any]) -> list[str]:
    """Methods and properties to show with a class: its own, and what no other entry shows."""
    entries = {f"{room}.{name}" for room, names in rooms().items() for name in names}
    shown: dict[str, None] = {}
    for cls in thing.__mro__:
        if cls is not thing and (f"{cls.__module__}.{cls.__qualname__}" in entries or not _ours(cls)):
            continue
        shown |= dict.fromkeys(name for name, value in vars(cls).items() if _is_shown(name, value))
    return list(shown)


def _is_shown(name: str, value: object) -> bool:
    if name.startswith("_"):
        return False
    return isinstance(value, property | classmethod | staticmethod) or inspect.isfunction(value)


def _ours(cls: type[Any]) -> bool:
    return cls.__module__.split(".")[0] == "dangbo"


def _front() -> dict[str, list[str]]:
    """Names of the front door by the room that has their entry."""
    found: dict[str, list[str]] = {}
    for room, names in rooms().items():
        for name in names:
            if name in dangbo.__all__ and getattr(dangbo, name) is getattr(importlib.import_module(room), name):
                found.setdefault(room, []).append(name)
    return found


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"dangbo.{name}")


def _summary(module: ModuleType) -> str:
    return (module.__doc__ or "").strip().partition("\n\n")[0].replace("\n", " ")


def _page(folder: str, names: list[str], public: dict[str, tuple[str, ...]]) -> str:
    head = f"dangbo.{folder}"
    lines = [f"# {head}", ""]
    if head not in names:
        lines += ["```{eval-rst}", f".. automodule:: {head}", "```", ""]
    for room in names:
        module = importlib.import_module(room)
        if room != head:
            lines += [f"## {room}", ""]
        lines += ["```{eval-rst}", f".. automodule:: {room}", "```", ""]
        front = [name for name in public[room] if name in dangbo.__all__]
        if front:
            lines += ["From the front door: " + ", ".join(f"`db.{name}`" for name in front) + ".", ""]
        told = _told(module, public[room])
        for name in public[room]:
            body = "\n".join(_entry(room, name, getattr(module, name), told.get(name, "")))
            lines += ["```{eval-rst}", body, "```", ""]
    return "\n".join(lines)


def _told(module: ModuleType, names: Iterable[str]) -> dict[str, str]:
    """The words below the names a module gives values to, or takes from the module that does."""
    body = ast.parse(inspect.getsource(module)).body
    told: dict[str, str] = {}
    for taken in body:
        if isinstance(taken, ast.ImportFrom) and (taken.module or "").startswith("dangbo."):
            wanted = {alias.name for alias in taken.names}.intersection(names)
            told |= _told(importlib.import_module(str(taken.module)), wanted) if wanted else {}
    for here, below in pairwise(body):
        targets = (
            [here.target] if isinstance(here, ast.AnnAssign) else here.targets if isinstance(here, ast.Assign) else []
        )
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            words = inspect.cleandoc(str(below.value.value))
            told |= {target.id: words for target in targets if isinstance(target, ast.Name)}
    return told


def _entry(room: str, name: str, thing: Any, doc: str) -> Iterator[str]:  # noqa: ANN401 - whatever a room names
    if isinstance(thing, type) and get_origin(thing) is None:
        yield f".. autoclass:: {room}.{name}"
        if shown := members_of(thing):
            yield f"   :members: {', '.join(shown)}"
        yield from _beside(thing)
    elif callable(thing) and inspect.isroutine(thing):
        yield f".. autofunction:: {room}.{name}"
    else:
        yield f".. py:data:: {room}.{name}"
        yield ""
        yield from (f"   {line}".rstrip() for line in doc.splitlines())
        yield from _values(thing)


def _beside(thing: type[Any]) -> Iterator[str]:
    """What stands below the docstring of a class: whose methods it has too, and the values of a vocabulary."""
    entries = {f"{room}.{name}" for room, names in rooms().items() for name in names}
    above = [f"{cls.__module__}.{cls.__qualname__}" for cls in thing.__mro__[1:] if _ours(cls)]
    if named := [path for path in above if path in entries]:
        yield ""
        yield (
            "   With what "
            + ", ".join(f":py:class:`~{path}`" for path in named)
            + (" has." if len(named) == 1 else " have.")
        )
    if issubclass(thing, Enum) and len(thing):
        yield ""
        yield "   .. list-table::"
        yield "      :header-rows: 1"
        yield ""
        heads = ("member", "value", "Vietnamese", "English") if issubclass(thing, Term) else ("member", "value")
        for cells in [heads, *([f"``{one.name}``", f"``{one.value}``", *_labels(one)] for one in thing)]:
            first, *others = cells
            yield f"      * - {first}"
            yield from (f"        - {cell}" for cell in others)


def _labels(one: Enum) -> list[str]:
    return [one.label, one.gloss] if isinstance(one, Term) else []


def _values(thing: object) -> Iterator[str]:
    """The values of a closed set of words, or what an alias stands for."""
    parts = get_args(thing)
    if not parts:
        return
    words = [part for part in parts if isinstance(part, str)] if get_origin(thing) is Literal else []
    yield ""
    if len(words) > LONG:
        yield f"   One of {len(words)} codes; :doc:`the page of findings </errors>` lists them."
    elif words:
        yield "   One of " + ", ".join(f'``"{word}"``' for word in words) + "."
    elif all(isinstance(part, type) and _ours(part) for part in parts):
        yield "   One of " + ", ".join(f":py:class:`~{part.__module__}.{part.__qualname__}`" for part in parts) + "."


if __name__ == "__main__":
    write_api(Path(__file__).resolve().parent / "_generated")
