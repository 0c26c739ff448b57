"""How a tree changes: the verbs, the order of operations that may not change places, a plan as JSON.

`restructure.py` above plays them as one plan.
"""
