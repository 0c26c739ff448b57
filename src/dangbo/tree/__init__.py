"""What a tree is made of and read from: people and their rolls, rows of tables.

`hierarchy.py` above holds the snapshot itself.
"""
