"""What a tree is made of and read from: records, people and their rolls, rows of tables, the rules of a date.

Rows come in through `rows` (what a table is), `renaming` (columns with names of their own) and `reading` (columns to
records); `structure` sorts records into the dictionaries of a tree and tells what is wrong with them; `asked` is what
snapshot and draft both answer; `titles` are what the fields of records are called in forms; `totals` is what every
branch comes to; `documents` and `snapshots` are the records and a whole snapshot as JSON, read back too, which
`formats` and `told_tree` load when one is asked for, and `facts` is what other documents hold of records; `checks`
holds a tree against the rules of a date. `hierarchy.py` above holds the snapshot itself.
"""
