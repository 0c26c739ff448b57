"""Set up `.venv` and run something in it: one way for every platform, with nothing but Python.

    python tools/dev.py demo [...]          the journey; arguments go to `python -m dangbo demo`
    python tools/dev.py api [...]           the library behind a page; arguments go to examples/api.py
    python tools/dev.py test [...]          the tests; arguments go to pytest
    python tools/dev.py install SECTION     only set up; SECTION is core, api, test or dev (see constraints.txt)
    python tools/dev.py wheel               build the wheel and try it with a part of the tests, away from the sources
    python tools/dev.py lowest [...]        the tests with the lowest versions of the dependencies
    python tools/dev.py pythons [...]       the tests with every newer Python of this machine
    python tools/dev.py peers [...]         other libraries beside this one; arguments go to `benchmarks.peers`
    python tools/dev.py types               how much of the interface a type checker of a user can see

`make` calls this file; on Windows it is called directly. Packages come from constraints.txt, hashes checked, through
uv where it is installed and pip otherwise. An environment that is up to date is left alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
SECTIONS = ("core", "api", "test", "dev")
OLDEST_PYTHON = (3, 11)
NEWER = tuple(f"python3.{minor}" for minor in range(12, 20))
BEHAVIOR = ("tests/unit", "tests/property", "tests/golden")
SMOKE = ("tests/packaging", "tests/docs", "tests/unit/test_main.py", "tests/golden/test_article_2023.py")


def python_of(environment: Path) -> Path:
    """The interpreter of a virtual environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run a command in UTF-8, whatever the console thinks; stop with its status when it fails."""
    variables = {**os.environ, "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    status = subprocess.run([str(part) for part in command], cwd=cwd, env=variables, check=False).returncode  # noqa: S603 - commands of this file only
    if status:
        sys.exit(status)


def pinned(section: str) -> str:
    """constraints.txt down to the end of a section."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    for following in SECTIONS[SECTIONS.index(section) + 1 :]:
        text = text.partition(f"# --- {following} ---")[0]
    return text


def create(environment: Path) -> None:
    """Make a virtual environment of this Python, or say what is missing."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(f"Python 3.11 or later is needed; this is {sys.version.split()[0]} ({sys.executable})")
    uv = shutil.which("uv")
    if uv:
        run(uv, "venv", "--quiet", "--python", sys.executable, environment)
        return
    try:
        import ensurepip  # noqa: F401 - Debian and Ubuntu ship venv without it
    except ImportError:
        sys.exit("this Python cannot create virtual environments; install its venv package (python3-venv) or uv")
    run(sys.executable, "-m", "venv", environment)


def install(environment: Path, section: str, *what: str | Path) -> None:
    """Install a section of constraints.txt, hashes checked, then `what` without looking at dependencies."""
    python, uv = python_of(environment), shutil.which("uv")
    if uv:
        installer = [uv, "pip", "install", "--quiet", "--python", python]
    else:
        installer = [python, "-m", "pip", "install", "--quiet"]
        if not [*environment.glob("lib/python3*/site-packages/pip"), *environment.glob("Lib/site-packages/pip")]:
            # made by uv, which is gone
            run(python, "-m", "ensurepip", "--default-pip")
    with tempfile.TemporaryDirectory() as folder:
        requirements = Path(folder) / "requirements.txt"
        requirements.write_text(pinned(section), encoding="utf-8")
        run(*installer, "--require-hashes", "-r", requirements)
    run(*installer, "--no-deps", "--no-build-isolation", *what)


def prepare(section: str) -> Path:
    """Bring `.venv` up to a section, unless it is there already; return its interpreter."""
    python, stamp = python_of(VENV), VENV / "dangbo-installed.json"
    digest = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in ("constraints.txt", "pyproject.toml")))
    state = json.loads(stamp.read_text(encoding="utf-8")) if stamp.exists() else {}
    if state.get("digest") == digest.hexdigest() and state.get("root") == str(ROOT):
        if SECTIONS.index(state["section"]) >= SECTIONS.index(section) and python.exists():
            return python
        section = max(section, state["section"], key=SECTIONS.index)
    print(f"setting up .venv ({section}) ...", flush=True)
    if not python.exists():
        create(VENV)
    install(VENV, section, "-e", ROOT)
    state = {"digest": digest.hexdigest(), "section": section, "root": str(ROOT)}
    stamp.write_text(json.dumps(state), encoding="utf-8")
    return python


def try_the_wheel() -> None:
    """Build sdist and wheel, install the wheel in a new environment, run what packaging can break where no sources lie.

    That is whether every room imports and its examples run (the data files are there), the command line, the packaging
    itself, the pages, and the article from end to end; everything else is tested once, under coverage.
    """
    python = prepare("dev")
    dist = ROOT / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    run(python, "-m", "build", "--no-isolation", "--outdir", dist)
    (wheel,) = dist.glob("dangbo-*.whl")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        create(place / "venv")
        install(place / "venv", "test", wheel)
        for path in ROOT.iterdir():  # all but the sources: what the tests read
            if path.name in {"tests", "docs", "schema", "benchmarks", "examples"}:
                shutil.copytree(path, place / path.name, ignore=shutil.ignore_patterns("_build", "__pycache__"))
            elif path.is_file() and not path.name.startswith("."):
                shutil.copy(path, place)
        run(python_of(place / "venv"), "-m", "pytest", "-n", "auto", "-q", *SMOKE, "--pyargs", "dangbo", cwd=place)


def lowest_versions() -> list[str]:
    """What pyproject.toml asks of the dependencies and of the tests, at the lower bound."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["test"]]
    return [requirement.split(",")[0].replace(">=", "==") for requirement in asked]


def try_lowest(tests: list[str]) -> None:
    """Run the tests with the lowest versions that pyproject.toml allows: the bounds are promises."""
    with tempfile.TemporaryDirectory() as folder:
        environment = Path(folder) / "venv"
        create(environment)
        uv = shutil.which("uv")
        python = python_of(environment)
        installer = [uv, "pip", "install", "--python", python] if uv else [python, "-m", "pip", "install"]
        print("lowest versions:", *lowest_versions(), flush=True)
        run(*installer, "--quiet", "hatchling", "editables", *lowest_versions())
        run(*installer, "--quiet", "--no-deps", "--no-build-isolation", ROOT)
        run(python, "-m", "pytest", "-n", "auto", "-q", *(tests or BEHAVIOR))


def try_newer_pythons(tests: list[str]) -> None:
    """Run the tests with each newer Python there is; say so where there is none."""
    tried = 0
    for name in NEWER:
        command = shutil.which(name)
        if command is None:
            continue
        probe = subprocess.run([command, "-c", "import venv"], capture_output=True, check=False)  # noqa: S603 - found above
        if probe.returncode:
            print(f"{name} is on the path and does not run")
            continue
        print(f"{name}:", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            environment = Path(folder) / "venv"
            run(command, "-m", "venv", environment)
            install(environment, "test", ROOT)
            run(python_of(environment), "-m", "pytest", "-n", "auto", "-q", *(tests or BEHAVIOR))
        tried += 1
    if not tried:
        print(
            f"no newer Python than {'.'.join(map(str, sys.version_info[:2]))} runs on this machine: nothing was tried"
        )


def compare_with_peers(arguments: list[str]) -> None:
    """Install the newest of what else is used for trees and tables, each that can be had, and compare."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        environment = Path(folder) / "venv"
        create(environment)
        uv, python = shutil.which("uv"), python_of(environment)
        pip: list[str | Path] = [uv, "pip", "install", "--python", python] if uv else [python, "-m", "pip", "install"]
        run(*pip, "--quiet", ROOT)
        for peer in project["dependency-groups"]["peers"]:
            if subprocess.run([*pip, "--quiet", peer], check=False).returncode:  # noqa: S603 - see above
                print(f"{peer} does not install here and is left out", flush=True)
        run(python, "-m", "benchmarks.peers", *arguments)


def verify_types() -> None:
    """What pyright sees of the interface; a type it does not know at all fails."""
    python = prepare("dev")
    command = [str(python), "-m", "pyright", "--verifytypes", "dangbo", "--ignoreexternal", "--outputjson"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603 - see above
    found = json.loads(answer.stdout)["typeCompleteness"]
    counts = found["exportedSymbolCounts"]
    print(
        f"types known: {counts['withKnownType']}, inferred: {counts['withAmbiguousType']}, "
        f"unknown: {counts['withUnknownType']} ({found['completenessScore']:.0%})"
    )
    if counts["withUnknownType"]:
        sys.exit(answer.stdout)


def main(arguments: list[str]) -> int:
    """Do what the first argument says."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command == "demo":
        run(prepare("core"), "-m", "dangbo", "demo", *rest)
    elif command == "api":
        run(prepare("api"), "examples/api.py", *rest)
    elif command == "test":
        run(prepare("test"), "-m", "pytest", "-n", "auto", *rest)
    elif command == "install" and len(rest) == 1 and rest[0] in SECTIONS:
        prepare(rest[0])
    elif command == "wheel" and not rest:
        try_the_wheel()
    elif command == "lowest":
        try_lowest(rest)
    elif command == "pythons":
        try_newer_pythons(rest)
    elif command == "peers":
        compare_with_peers(rest)
    elif command == "types" and not rest:
        verify_types()
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
