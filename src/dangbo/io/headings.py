"""Which column of a list is which field: what a heading may mean, and how sure that is.

A heading is compared folded, without stars, brackets and dots. What people call the fields of each kind of list stands
in `aliases.toml`, with where it was seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from dangbo.base.words import NO_WORDS, Words

__all__ = ["How", "Kind", "Taken"]

Kind: TypeAlias = Literal[
    "organizations", "profiles", "groups", "seats", "ratings", "meetings", "visits", "life events", "prospects"
]
"""What the rows of a list are."""

How: TypeAlias = Literal["named", "field", "alias", "nearest", "joined", "asked", "unknown"]
"""How a column was taken: named by the caller, headed with the name of a field or with one of its aliases; `joined` of
several fields in a cell; `asked` where the heading may mean another field too, and the user is told which was taken;
`nearest` where only a guess could be made, and `unknown` without one: both are kept and not read."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a column was taken for.

    Attributes:
        column: counted from 0.
        heading: what stands above it, as far as it may be repeated: "..." where it may be a value; joined with " / "
            where it stands on several lines.
        field: the field it is read as; `None` where it is kept only.
        how: how sure that is.
        fields: the fields of one cell in their order, where several stand in it; else the one field, or none.
        note: what is to be said about it: what else it may mean, which heading it is near to.
    """

    column: int
    heading: str
    field: str | None
    how: How
    fields: tuple[str, ...] = ()
    note: Words = NO_WORDS
