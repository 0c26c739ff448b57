"""Write constraints.txt: the exact versions and hashes of everything development needs.

    uv tool run python tools/lock.py      or any Python beside a `uv` on the path

One resolution serves Python 3.11 and later on Linux, macOS and Windows (platform-only packages carry markers). It is
written in sections, each holding what the ones above it lack, so that a first look at the demo does not download a
documentation builder:

    core    what the library needs, and the build backend that installs it
    api     FastAPI, for the example of an interface
    test    pytest and its friends
    dev     linters, type checkers, documentation, benchmarks

`tools/dev.py` installs the file down to the section it needs, with `--require-hashes`. No index is named: whoever
installs uses the one they trust, and the hashes hold the contents.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "constraints.txt"
OLDEST_PYTHON = "3.11"
SECTIONS = {"core": ["build"], "api": ["build", "api"], "test": ["build", "api", "test"], "dev": ["build", "dev"]}

HEADER = """\
# Versions and hashes of everything the development of dangbo uses, for Python >= 3.11 on every platform.
# Written by tools/lock.py; do not edit. tools/dev.py installs it down to the section it needs.
"""


def resolve(groups: list[str], known: Path | None) -> dict[str, str]:
    """Pin the project and these groups; with `known`, at the versions pinned there."""
    command = ["uv", "pip", "compile", "pyproject.toml", "--universal", "--python-version", OLDEST_PYTHON]
    command += ["--fork-strategy", "fewest", "--generate-hashes", "--no-annotate", "--no-header", "--quiet"]
    command += ["--no-emit-index-url", "--no-emit-find-links"]
    for group in groups:
        command += ["--group", group]
    if known is not None:
        command += ["--constraints", str(known)]
    text = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout  # noqa: S603 - the command is written above
    entries = re.split(r"\n(?=\S)", text.strip())
    return {entry.partition("==")[0]: entry for entry in entries}


def main() -> int:
    """Resolve everything once, then find out which section needs what."""
    everything = resolve(SECTIONS["dev"], None)
    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder) / "known.txt"
        known.write_text("\n".join(entry.partition(" \\\n")[0] for entry in everything.values()), encoding="utf-8")
        parts, seen = [HEADER], set[str]()
        for section, groups in SECTIONS.items():
            names = resolve(groups, known).keys() - seen
            seen |= names
            parts.append(f"\n# --- {section} ---\n" + "".join(f"{everything[name]}\n" for name in sorted(names)))
    text = "".join(parts)
    if "://" in text:
        sys.exit("the lock names an address; remove the direct reference that put it there")
    TARGET.write_text(text, encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {len(everything)} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
