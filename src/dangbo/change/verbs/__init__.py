"""What a decision can do to the tree: the verbs of a `Plan`, by subject.

```
organizations   they begin, end, become others and move
facts           what changes of an organization that goes on: name, code, unit, tổ đảng, papers
people          they go onto, off and between the rolls
groups          residential groups and mass bodies, which stand beside the tree
table           a row for each verb: its title, what it says, its words in lineages, movements, papers and forms
```

`Restore`, the inverse of a plan, stands in `dangbo.change.inverse`, and what a verb is in `dangbo.change.play`.
"""
