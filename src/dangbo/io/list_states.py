"""What the national list says of members ("Trạng thái hoạt động"), and what its one column of dates means by it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final, Literal

from dangbo.base.text import fold
from dangbo.base.words import Words

__all__ = ["ListState"]


class ListState(Enum):
    """What the national list of 2025 says of a member ("Trạng thái hoạt động"), and what its one date column means.

    Attributes:
        label: as the list writes it.
        date: what the date beside it is; `None` where the heading names no date for such a state.
    """

    ACTIVE = "active"
    EXEMPT = "exempt"
    INTERRUPTED = "interrupted"
    SUSPENDED = "suspended"
    MOVED = "moved"
    LEFT = "left"
    DIED = "died"

    @property
    def label(self) -> Words:
        """What the state is called."""
        return _STATES[self][0]

    @property
    def date(self) -> Literal["exempt_since", "moved_out", "left", "died"] | None:
        """What the date beside the state is: of leaving this organization, for one who moved, not the Party."""
        return _STATES[self][1]

    @classmethod
    def of(cls, text: str) -> ListState | None:
        """The state a text names, in any spelling seen; `None` of another word, which is kept and told.

        Examples:
            >>> ListState.of("Đã ra khỏi Đảng"), ListState.of("Từ trần").date, ListState.of("Nghỉ hưu")
            (<ListState.LEFT: 'left'>, 'died', None)
        """
        return _STATE_OF.get(fold(text))


_STATES: Final[
    Mapping[ListState, tuple[Words, Literal["exempt_since", "moved_out", "left", "died"] | None, tuple[str, ...]]]
] = {
    ListState.ACTIVE: (Words(vi="Đang sinh hoạt Đảng", en="active"), None, ("Đang sinh hoạt",)),
    ListState.EXEMPT: (
        Words(vi="Miễn sinh hoạt", en="exempt from meetings"),
        "exempt_since",
        ("Miễn sinh hoạt Đảng",),
    ),
    ListState.INTERRUPTED: (
        Words(vi="Gián đoạn sinh hoạt", en="activity interrupted"),
        None,
        ("Gián đoạn", "Gián đoạn sinh hoạt Đảng"),
    ),
    ListState.SUSPENDED: (
        Words(vi="Đình chỉ sinh hoạt", en="activity suspended"),
        None,
        ("Đình chỉ", "Đình chỉ sinh hoạt Đảng"),
    ),
    ListState.MOVED: (
        Words(vi="Đã chuyển sinh hoạt", en="moved to another organization"),
        "moved_out",
        ("Đã chuyển sinh hoạt Đảng",),
    ),
    ListState.LEFT: (
        Words(vi="Rời khỏi Đảng", en="left the Party"),
        "left",
        ("Rời khỏi", "Đã rời khỏi Đảng", "Đã ra khỏi Đảng"),
    ),
    ListState.DIED: (Words(vi="Từ trần", en="died"), "died", ("Đã từ trần",)),
}
_STATE_OF: Final = {fold(text): state for state, (label, _, others) in _STATES.items() for text in (label.vi, *others)}
