"""Tables in and out: the workbooks an office has, one list of what is wrong in them, and tables written as workbooks.

```
sources     opens a file: xlsx, xls, xlsb, ods, CSV         grids      what a sheet is, and where a cell of it stands
layouts     header, sections, totals of a sheet             headings   which column is which field; aliases.toml
values      what a cell says, column by column
reading     read_table -> Import: rows, records, problems   building   several of them made one tree
problem_books   the workbook of problems, and it corrected  templates  empty workbooks to be filled
reconciling     two lists of the same people compared       writing    tables as workbooks and CSV
lists, matching, comparing      a list in columns, whose lines belong together, what became of each
choosing, choice_books          what somebody chose of them, and the workbook to choose in
```

A cell that cannot be read is told by its place and never by its value; nothing is dropped, padded or given a default.
"""
