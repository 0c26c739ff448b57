"""Benchmarks of dangbo: ratios against a peer in the same process, checked against the budgets of the project.

| module | budget | work |
|---|---|---|
| `building` | P1 | rows to a checked `Hierarchy`; its memory |
| `rolling` | P2 | six columns added up to every organization |
| `plans` | P3, P4 | one merge inside a plan; the fixed cost of a plan |
| `merger` | P5 | the merger of 1 July 2025, where its tables are at hand |
| `nation` | P11 | the country with its people: opened, rolled up, merged, tallied |
| `queries` | P6 | ancestors, lowest common ancestor, path |
| `ledger` | P7, P15 | a state at any date among 50,000 operations; one decision more; who became whom |
| `startup` | P8 | `import dangbo` |
| `meeting` | P21 | two years of meetings counted and rolled up; ten cities |
| `asking` | P22 | what needs attention over two years of meetings; its growth |
| `reconciling` | P23 | two lists of 50,000 people compared |
| `framing` | P24 | the tree into a data frame and back |
| `tables` | P10 | a workbook of 100,000 people to profiles with a list of problems |
| `classifying` | C1 | 100,000 classifications |

`peers` puts other libraries beside this one; it runs apart, by `make bench-peers`.

`trees` makes the rows and the peer, `timing` times, `results` judges and prints. Each benchmark compares its answer
with a simple reference before it times anything. Run `python -m benchmarks --help` from the root of the repository.
"""
