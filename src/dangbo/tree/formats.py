"""How the records of a tree are written as documents; loaded when the first of them is."""

from __future__ import annotations

from typing import Any, Final, cast

from dangbo.base.documents import Formats
from dangbo.base.json_records import JsonSchema, Records
from dangbo.tree.titles import TITLES


class _Records(Records):
    def schema_of(self, kind: type[Any], defs: dict[str, JsonSchema]) -> JsonSchema:
        """The schema; what may be the name of a person is left out unless it is asked for, and so not required."""
        schema = super().schema_of(kind, defs)
        personal = getattr(kind, "personal", ())
        return schema | {"required": [name for name in cast("list[str]", schema["required"]) if name not in personal]}


RECORDS: Final = _Records(TITLES)
"""How the records of a tree are written."""

FORMATS: Final = Formats(
    RECORDS,
    {
        "Consent": "consent",
        "MassBody": "mass-body",
        "Mandate": "mandate",
        "Member": "member",
        "Organization": "organization",
        "ResidentialGroup": "residential-group",
        "Seat": "seat",
        "Stay": "stay",
    },
)
"""The format of each."""
