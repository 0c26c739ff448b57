"""Examples of local rules, each of one place: scales of meetings, a scheme of targets, windows of badges, visits.

Each file is what a province or a ward can write for itself and lay over the national book (`RuleBook.with_local`). They
are not part of `RuleBook.default()`: whoever wants one says so.
"""

from __future__ import annotations

from functools import cache

from dangbo.rules import RuleBook

__all__ = ["examples"]


@cache
def examples() -> RuleBook:
    """The shipped rulebook with the example files of places laid over it.

    Examples:
        >>> value = examples().at("2026-03-31").value("binh-thuan-meeting-tiers")
        >>> value.local, value.ref.scope
        (True, 'Đảng ủy khối Bình Thuận')
        >>> "binh-thuan-meeting-tiers" in RuleBook.default().ids
        False
    """
    from contextlib import ExitStack
    from importlib.resources import as_file, files

    with ExitStack() as stack:
        sources = sorted(
            (entry for entry in files(__name__).iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name
        )
        return RuleBook.default().with_local(*(stack.enter_context(as_file(source)) for source in sources))
