"""Profiles as a document: `dangbo/profiles`, by ids unless all that is known is asked for, and read back.

```
Profiles.as_dict()                  who has a profile
Profiles.as_dict(people="all")      everything that is known, column by column
Profiles.from_dict(...)             reads what was written with all
```
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from dangbo.base.people import PeopleTold, PersonalDocument, all_told
from dangbo.base.told import WholeDocument
from dangbo.life.profile_documents import FIELDS, ProfileDocument, ProfilesDocument, plain_value

if TYPE_CHECKING:
    from dangbo.base.documents import ReadFormat
    from dangbo.life.profile_reading import ReadProfiles
    from dangbo.life.profiles import Profiles


class ToldProfiles(PersonalDocument, WholeDocument):
    """Profiles that are told, and read, as the document `dangbo/profiles`."""

    __slots__ = ()

    _record: ClassVar[type[Any]]
    """`Profile`, which the room of the format does not know."""

    def as_dict(self, *, people: PeopleTold = "ids") -> ProfilesDocument:
        """The profiles as plain JSON values; costs their size.

        Args:
            people: "ids" for who has a profile and nothing of what stands in it; "all" for everything that is known,
                which `from_dict` reads back equal.

        Raises:
            InvalidInputError: another word.

        Examples:
            >>> from dangbo.life.profiles import Profile, Profiles
            >>> profiles = Profiles([Profile("m-1", sex="nữ", born="5/1968")])
            >>> profiles.as_dict()["profiles"], profiles.as_dict()["personal"]
            ([{'member': 'm-1'}], [])
            >>> profiles.as_dict(people="all")["profiles"]
            [{'member': 'm-1', 'sex': 'female', 'born': '1968-05'}]
            >>> Profiles.from_dict(profiles.as_dict(people="all")) == profiles
            True
        """
        told = all_told(people)
        these = cast("Profiles", self)
        rows: list[dict[str, object]] = [{"member": key} for key in these.ids]
        personal = []
        for name in FIELDS[1:] if told else ():
            column = these.column(name)
            plain = {value: plain_value(value) for value in {*column} if value is not None}
            if plain:
                personal.append(name)
            for row, value in zip(rows, column, strict=True):
                if value is not None:
                    row[name] = plain[value]
        profiles = cast("list[ProfileDocument]", rows)
        return {
            "schema": "dangbo/profiles",
            "version": 1,
            "people": people,
            "personal": personal,
            "profiles": profiles,
        }

    @classmethod
    def _format(cls) -> ReadFormat[ReadProfiles]:
        from dangbo.life.profile_reading import format_of  # loaded by those who read

        return format_of(cls._record)  # type: ignore[arg-type]  # the class is hashed, not what is made of it

    @classmethod
    def _from_read(cls, read: ReadProfiles) -> Self:
        """The profiles; two rows of one member are told as `Profiles` tells them."""
        kind: Any = cls
        made: Self = kind({name: column for name, column in read.profiles.columns.items() if _is_said(name, column)})
        return made


def _is_said(name: str, column: Sequence[object]) -> bool:
    """Whether anybody has a value in a column; ids stand there even where nobody has a profile."""
    return name == "member" or {*column} != {None}
