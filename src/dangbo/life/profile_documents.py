"""What the document of profiles is made of; `told_profiles` is how it is asked for, `profile_reading` how read."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, Literal, NotRequired

from typing_extensions import TypedDict

from dangbo.base.people import PeopleTold
from dangbo.base.text import PartialDate


class ProfileDocument(TypedDict):
    """What is known of a member, by id; the rest is left out. A day may be known in part: "2010", "2010-05"."""

    member: str
    sex: NotRequired[str]
    born: NotRequired[str]
    ethnic_group: NotRequired[str]
    religion: NotRequired[str]
    personal_id: NotRequired[str]
    old_id: NotRequired[str]
    card_number: NotRequired[str]
    old_card_number: NotRequired[str]
    card_issued: NotRequired[str]
    card_place: NotRequired[str]
    file_number: NotRequired[str]
    admission_decided: NotRequired[str]
    admitted: NotRequired[str]
    recognized: NotRequired[str]
    schooling: NotRequired[str]
    qualification: NotRequired[str]
    academic_title: NotRequired[str]
    political_theory: NotRequired[str]
    occupation: NotRequired[str]
    retired: NotRequired[bool]
    works_in_system: NotRequired[bool]
    youth_union: NotRequired[bool]
    private_owner: NotRequired[bool]
    foreign_spouse: NotRequired[bool]
    residence_cell: NotRequired[str]


class ProfilesDocument(TypedDict):
    """Profiles of members; `personal` names the fields that hold personal data. With "ids" none of them is told."""

    schema: Literal["dangbo/profiles"]
    version: Literal[1]
    people: PeopleTold
    personal: list[str]
    profiles: list[ProfileDocument]


FIELDS: Final = tuple(ProfileDocument.__annotations__)
"""The fields of a profile, its id first."""


def plain_value(value: Any) -> object:  # noqa: ANN401 - of any field
    """A value of a profile as JSON has it; `Profile` reads it again."""
    if isinstance(value, dt.date | PartialDate):
        return value.isoformat()
    return getattr(value, "value", value)
