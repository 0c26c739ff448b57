"""`Words`: a text for people in both languages, the only way this library holds one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dangbo.base.envelope import WordsDocument
from dangbo.base.told import Documented

if TYPE_CHECKING:
    from dangbo.base.findings import Lang

__all__ = ["NO_WORDS", "Words"]

_LANGUAGES: Final = ("vi", "en")


def known_language(lang: Lang) -> Lang:
    """The language, if it is one the library writes: what has no words of its own to say in it asks here.

    Raises:
        TermError: another language than "vi" and "en".
    """
    if lang not in _LANGUAGES:
        from dangbo.base.errors import TermError  # which says what is wrong in `Words`

        raise TermError(Words(vi="ngôn ngữ", en="language"), str(lang), _LANGUAGES)
    return lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Documented):
    """A text for people in both languages, named so that nobody swaps them.

    Attributes:
        vi: in Vietnamese.
        en: in English.

    Examples:
        >>> Words(vi="đảng viên", en="members").text(lang="en")
        'members'
    """

    vi: str
    en: str

    def text(self, *, lang: Lang = "vi") -> str:
        """The words in one language.

        Raises:
            TermError: another language than "vi" and "en".
        """
        told: str = getattr(self, known_language(lang))
        return told

    def as_dict(self) -> WordsDocument:
        """Both languages as plain JSON values."""
        return {"vi": self.vi, "en": self.en}

    @classmethod
    def _of_field(cls, value: object) -> Words:
        """One of them, or both languages by their names."""
        if isinstance(value, Mapping) and value.keys() == set(_LANGUAGES):
            vi, en = value["vi"], value["en"]
            if isinstance(vi, str) and isinstance(en, str):
                return cls(vi=vi, en=en)
        return super()._of_field(value)

    def format(self, *, lang: Lang, **facts: object) -> str:
        """The words in one language, with facts in their places; nothing is made of the other language.

        Examples:
            >>> Words(vi="Sáp nhập {source} vào {into}", en="Merge {source} into {into}").format(
            ...     lang="en", source="A", into="B"
            ... )
            'Merge A into B'

        Raises:
            TermError: another language than "vi" and "en".
        """
        return self.text(lang=lang).format(**facts)


def article(noun: str) -> str:
    """The article of an English noun.

    Examples:
        >>> article("Rating"), article("instrument"), article("unit type")
        ('a', 'an', 'a')
    """
    return "an" if noun[:1] in set("aeioAEIO") else "a"


NO_WORDS: Final = Words(vi="", en="")
"""What is said where there is nothing to say."""
