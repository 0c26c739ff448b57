"""How the records of a tree are written as documents; loaded when the first of them is."""

from __future__ import annotations

from typing import Final

from dangbo.base.documents import Formats
from dangbo.base.json_records import Records
from dangbo.tree.titles import TITLES

RECORDS: Final = Records(TITLES)
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
