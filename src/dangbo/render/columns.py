"""`in_columns`: boxes in their order, cut into columns whose tallest is as short as can be."""

from __future__ import annotations

from collections.abc import Sequence


def in_columns(heights: Sequence[int], count: int, *, gap: int) -> list[list[int]]:
    """Cut boxes into columns: down one, then down the next.

    Args:
        heights: of the boxes, in pixels; at least one.
        count: most columns.
        gap: between a box and the next.

    Returns:
        The places of the boxes, by column.

    Examples:
        >>> in_columns([10, 10, 10, 30], 2, gap=0)
        [[0, 1, 2], [3]]
    """

    def filled(height: int) -> list[list[int]]:
        columns: list[list[int]] = []
        left = 0
        for at, tall in enumerate(heights):
            if tall > left:
                columns.append([])
                left = height
            columns[-1].append(at)
            left -= tall + gap
        return columns

    low, high = max(heights), sum(tall + gap for tall in heights)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if len(filled(middle)) <= count else (middle + 1, high)
    return filled(low)
