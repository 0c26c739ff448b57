"""The table of verbs: what JSON, lineage, movements, papers and pages know of each operation."""

from __future__ import annotations

__all__ = ["AnyOperation"]

from typing import Final, TypeAlias

from dangbo.change.inverse import Restore
from dangbo.change.verbs.groups import AssignGroups, MergeGroups, Realign, SplitGroup
from dangbo.change.verbs.organizations import (
    Consolidate,
    Convert,
    Disband,
    Dissolve,
    Establish,
    Merge,
    Rearrange,
    Reassign,
    Recode,
    Rename,
    Split,
)
from dangbo.change.verbs.people import Admit, Leave, Transfer

AnyOperation: TypeAlias = (
    Establish
    | Merge
    | Consolidate
    | Split
    | Rearrange
    | Dissolve
    | Disband
    | Reassign
    | Convert
    | Rename
    | Recode
    | Transfer
    | Admit
    | Leave
    | AssignGroups
    | MergeGroups
    | SplitGroup
    | Realign
    | Restore
)
"""Any operation a plan may hold."""

VERBS: Final[dict[str, type[AnyOperation]]] = {
    one.verb: one
    for one in (
        Establish,
        Merge,
        Consolidate,
        Split,
        Rearrange,
        Dissolve,
        Disband,
        Reassign,
        Convert,
        Rename,
        Recode,
        Transfer,
        Admit,
        Leave,
        AssignGroups,
        MergeGroups,
        SplitGroup,
        Realign,
        Restore,
    )
}
"""The operations by their verb."""
