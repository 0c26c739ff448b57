"""What the ledger of decisions is made of; `history.py` above is what a user opens.

```
timeline    states between decisions, walked forwards and back
journal     lines sealed one after another in a file          file    what those lines say
kept        what a ledger does with them: save, append, load, erase
spans       from when to when each organization stood
lineage     who took over from whom      flows    who and what went where
movements   the table of a period        form_one    that of its members as the form of the statistics prints it
corrections    the log as it should have been written      doubts    what is odd about its decisions
correspondence    which organization of one day is which of another
```
"""
