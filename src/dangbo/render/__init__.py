"""Draws plain records: tree lines, tables, cards, flows; as text, HTML and SVG.

This room knows no party organization, no rating and no plan. Whoever wants a picture turns what it has into the
records below and gets a `Drawing`, which prints as text and shows itself as HTML in a notebook.

```
TreeLine, ...   -> draw_tree       outline with branches and marks (+ established, - ended, ~ changed, > moved)
Table of Cells  -> draw_table      aligned columns; caption and scoped headings; words_table: heads in both languages
Card of Tiles   -> draw_card_wall  about a thousand units on one screen, a shape per rating
Strip, ...      -> draw_strips     a row of months for each unit, a shape per month
Flow            -> draw_flow       what went where: a band per link, nodes before and after; flow_svg: as a file
Drawing, ...    -> stack, page     several as one; a complete HTML page
```

No drawing holds a script or fetches anything; every name is escaped; no meaning rests on color alone.
"""

from __future__ import annotations

from dangbo.render.cards import Card, Tile, TileMark, draw_card_wall
from dangbo.render.drawing import Drawing, stack
from dangbo.render.findings import Findings
from dangbo.render.flow import Flow, FlowLink, FlowNode, FlowOrder, draw_flow, flow_svg
from dangbo.render.pages import page
from dangbo.render.strips import Strip, StripGroup, StripMark, draw_strips
from dangbo.render.table import Cell, Column, Table, day_cell, draw_table, number_cell, share_cell
from dangbo.render.tree import LeftOut, TreeLine, TreeMark, draw_tree
from dangbo.render.worded import FACT_HEADS, words_table

__all__ = [
    "FACT_HEADS",
    "Card",
    "Cell",
    "Column",
    "Drawing",
    "Findings",
    "Flow",
    "FlowLink",
    "FlowNode",
    "FlowOrder",
    "LeftOut",
    "Strip",
    "StripGroup",
    "StripMark",
    "Table",
    "Tile",
    "TileMark",
    "TreeLine",
    "TreeMark",
    "day_cell",
    "draw_card_wall",
    "draw_flow",
    "draw_strips",
    "draw_table",
    "draw_tree",
    "flow_svg",
    "number_cell",
    "page",
    "share_cell",
    "stack",
    "words_table",
]
