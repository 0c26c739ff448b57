"""What invented organizations and people are made of: chance that is the same everywhere, and names nobody bears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import Final, TypeVar

from dangbo.base.text import fold

_T = TypeVar("_T")

LARGE: Final = 30
"""A cell with more members, or a đảng bộ cơ sở with fewer, needs a consent."""
_LEAST_FULL: Final = 3


def slug(name: str) -> str:
    """A name as part of an id."""
    return fold(name).replace(" ", "-")


def between(rng: Random, low: int, high: int) -> int:
    """A number from low to high, the middle likelier. Only `random()` is promised to stay the same in every Python."""
    return low + int((rng.random() + rng.random()) / 2 * (high - low + 1))


def pick(rng: Random, choices: Sequence[_T]) -> _T:
    """One of them."""
    return choices[int(rng.random() * len(choices))]


def shuffled(rng: Random, items: Iterable[_T]) -> list[_T]:
    """All of them, in another order."""
    return sorted(items, key=lambda _: rng.random())


_FAMILIES: Final = tuple(
    name
    for name, weight in (
        ("Nguyễn", 36), ("Trần", 11), ("Lê", 9), ("Phạm", 7), ("Hoàng", 7), ("Vũ", 5), ("Đặng", 4), ("Đỗ", 4),
        ("Bùi", 3), ("Ngô", 3), ("Dương", 3), ("Lý", 2), ("Đào", 2), ("Triệu", 1), ("Ma", 1), ("Hà", 1), ("Lưu", 1),
    )
    for _ in range(weight)
)  # fmt: skip
_TAILS: Final = tuple(
    f"{middle} {given}"
    for middles, givens in (
        (
            ("Thị", "Thị", "Thị", "Thị Bích", "Thị Kim", "Thị Ngọc", "Thị Mai", "Hồng", "Thúy", "Thanh"),
            ("An", "Anh", "Châu", "Chi", "Dung", "Hà", "Hạnh", "Hảo", "Hiền", "Hoa", "Hòa", "Huyền", "Hương", "Lan",
             "Liên", "Loan", "Ly", "Mai", "Nga", "Ngân", "Nhung", "Oanh", "Phương", "Quyên", "Tâm", "Thảo", "Thơm",
             "Trang", "Uyên", "Vân", "Xuyến", "Yến"),
        ),
        (
            ("Văn", "Văn", "Văn", "Đình", "Hữu", "Quốc", "Công", "Ngọc", "Thành", "Viết"),
            ("An", "Bảo", "Cảnh", "Chiến", "Dự", "Đạt", "Điệp", "Đoàn", "Hải", "Hậu", "Hiệp", "Hoan", "Huy", "Khoa",
             "Kiên", "Lập", "Long", "Lợi", "Nam", "Nghĩa", "Ninh", "Phong", "Quý", "Quyết", "Sơn", "Tài", "Thái",
             "Thắng", "Thuận", "Tiến", "Tùng", "Vinh"),
        ),
    )
    for middle in middles
    for given in givens
)  # fmt: skip
"""One or two middle names and a given name, of women and of men."""


def people_names(rng: Random) -> Iterator[str]:
    """Names without end."""
    while True:
        yield f"{pick(rng, _FAMILIES)} {pick(rng, _TAILS)}"


def probationary(size: int, rng: Random) -> int:
    """About three in a hundred; a cell keeps the full members it needs."""
    return max(0, min((size * 3 + int(rng.random() * 100)) // 100, size - _LEAST_FULL))
