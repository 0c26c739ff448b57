"""How people are shown: in lists, one vocabulary for papers, agendas and whatever else has people; in documents.

| word | shown |
|---|---|
| "ids" | the id and nothing else; what every list does unless told otherwise |
| "initials" | the id and the first letters of the name: "N.V.A." |
| "names" | the id and the name |

A document is no list, and may be read again. It tells people by id and, to those who ask for it, their names
(`people="names"`, `NamedDocument`) or all that is known of them (`people="all"`, `PersonalDocument`).
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping
from typing import Final, Literal, Protocol, TypeAlias

from typing_extensions import TypedDict

from dangbo.base.envelope import json_text
from dangbo.base.reading import read_choice
from dangbo.base.text import nfc
from dangbo.base.told import Documented
from dangbo.base.words import NO_WORDS, Words

__all__ = ["People", "initials"]

People: TypeAlias = Literal["ids", "initials", "names"]
"""How people are shown: by id; by id and initials; by id and name."""

_HEADS: Final[dict[People, Words]] = {
    "ids": NO_WORDS,
    "initials": Words(vi="Họ tên viết tắt", en="Initials"),
    "names": Words(vi="Họ và tên", en="Name"),
}


def read_people(value: People) -> People:
    """How people are to be shown, or an error with the three ways there are.

    Raises:
        InvalidInputError: another word; a name that was misspelt must not end in a list that shows less, or more.
    """
    return read_choice(value, _HEADS, "people")


def initials(name: str) -> str:
    """The first letters of a name, each with its point; what stands in brackets or is no letter is left out.

    Args:
        name: as people write it.

    Examples:
        >>> initials("Nguyễn Văn An"), initials("đỗ Thị Ánh (tổ 4)")
        ('N.V.A.', 'Đ.T.Á.')
    """
    told = _ASIDE.sub(" ", nfc(name))
    return "".join(f"{word[0].upper()}." for word in told.split() if word[0].isalpha())


_ASIDE: Final = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")
"""What stands in brackets, closed or not: a home, a cell, "B"."""


def people_heads(people: People) -> tuple[Words, ...]:
    """The headings of what stands beside the id: none, or one."""
    return () if people == "ids" else (_HEADS[people],)


def people_cells(name: str | None, people: People) -> tuple[str, ...]:
    """What stands beside the id of a person: nothing, the initials or the name; blank where there is no name.

    Examples:
        >>> people_cells("Nguyễn Văn An", "ids"), people_cells("Nguyễn Văn An", "initials"), people_cells(None, "names")
        ((), ('N.V.A.',), ('',))
    """
    if people == "ids":
        return ()
    if name is None:
        return ("",)
    return (initials(name) if people == "initials" else name,)


# --- documents of people ---------------------------------------------------------------------------------------------

PeopleNamed: TypeAlias = Literal["ids", "names"]
"""How people stand in a document that is read again: by id, or with their names."""

_NAMED: Final[dict[PeopleNamed, Words]] = {"ids": NO_WORDS, "names": NO_WORDS}


def names_told(people: PeopleNamed) -> bool:
    """Whether a document is to tell names of people.

    Raises:
        InvalidInputError: another word: the document is read again, and initials are no name.
    """
    return read_choice(people, _NAMED, "people") == "names"


class NamedDocument(Documented):
    """What is told by ids, and with names of people only to those who ask for them."""

    __slots__ = ()

    @abstractmethod
    def as_dict(self, *, people: PeopleNamed = "ids") -> Mapping[str, object]:
        """The document as plain JSON values.

        Args:
            people: "ids" for no names of people; "names" for what is read back with them.

        Raises:
            InvalidInputError: another word.
        """

    def to_json(self, *, indent: int | None = None, people: PeopleNamed = "ids") -> str:
        """The document as JSON text, Vietnamese letters as they are.

        Args:
            indent: blanks a level is moved in by; `None` for one line.
            people: as in `as_dict`.

        Raises:
            InvalidInputError: another word.
        """
        return json_text(self.as_dict(people=people), indent=indent)


PeopleTold: TypeAlias = Literal["ids", "all"]
"""What a document tells of the people in it: who they are, by id; or all that is known of them."""

_TOLD: Final[dict[PeopleTold, Words]] = {"ids": NO_WORDS, "all": NO_WORDS}


def all_told(people: PeopleTold) -> bool:
    """Whether a document is to tell what is personal.

    Raises:
        InvalidInputError: another word.
    """
    return read_choice(people, _TOLD, "people") == "all"


class OfMember(TypedDict):
    """Whose it is, by id."""

    member: str


class _OfSomebody(Protocol):
    @property
    def member(self) -> str: ...


def whose(self: _OfSomebody) -> OfMember:
    """What pydantic writes of a record of a member: the id; whoever wants all that is known asks the record for it."""
    return {"member": self.member}


class PersonalDocument(Documented):
    """A result, or a record, that tells by id whose it is, and what is personal only to those who ask for it."""

    __slots__ = ()

    @abstractmethod
    def as_dict(self, *, people: PeopleTold = "ids") -> Mapping[str, object]:
        """The document as plain JSON values.

        Args:
            people: "ids" for whose it is and nothing that is known of them; "all" for what is known too.

        Raises:
            InvalidInputError: another word.
        """

    def to_json(self, *, indent: int | None = None, people: PeopleTold = "ids") -> str:
        """The document as JSON text, Vietnamese letters as they are.

        Args:
            indent: blanks a level is moved in by; `None` for one line.
            people: as in `as_dict`.

        Raises:
            InvalidInputError: another word.
        """
        return json_text(self.as_dict(people=people), indent=indent)
