"""How a tree changes: the draft, the verbs, the order of operations that may not change places, a plan as JSON.

A verb checks first and then changes a `Draft`, which costs what it touches. `restructure.py` above plays verbs as one
plan.
"""
