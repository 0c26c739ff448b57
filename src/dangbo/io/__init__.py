"""Tables in and out: the workbooks an office has, one list of what is wrong in them, and tables written as workbooks.

```
sources               opens a file, which packages, binary_cells, open_documents or text_files look at first
grids                 what a sheet is, and where a cell is
layouts, row_kinds    where the header is; which row is data, a section, a total, signed
headings              which column is which field; aliases.toml
values                what a cell says, column by column; joined_cells, several values in one; list_states
reading, imports      read_table -> Import: rows, records, problems
row_checks            what the rows say of each other
building              several tables made one tree
filled_forms          a form of the statistics that somebody filled in
problem_books         the workbook of problems; corrected_books, what was corrected in it
templates             empty workbooks to be filled in
writing               tables as workbooks and CSV
workbooks             a workbook cell by cell; written_cells, what a cell becomes; whole_files, all or nothing
writing_back          a list that was read, written again
reconciling           two lists of the same people compared
lists, matching       a list in columns; whose lines belong together
comparing             what became of each line
choosing              what somebody chose; choice_books, the workbook to choose in
```

A cell that cannot be read is told by its place and never by its value; nothing is dropped, padded or given a default.
"""
