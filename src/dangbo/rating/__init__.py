"""What follows from ratings: proposals by the regime of the year, the quota of excellent ones, shortfalls.

`evaluation.py` above the tree holds the records and their tallies.
"""
