"""The life of a cell: its meetings and how good they are."""
