"""How a tree changes: the draft, the verbs, the order of operations that may not change places, a plan as JSON.

```
draft ── play ── verbs (organizations, people, groups), inverse ── verbs.table ── plan_json
          └───── order                                                   └─────── outcome
```

A verb checks first and then changes a `Draft`, which costs what it touches: `play` is the machine they work on.
`outcome` holds what a plan leaves behind against the rules of its date, `differences` says how two states differ.
`restructure.py` above plays verbs as one plan.
"""
