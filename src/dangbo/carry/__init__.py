"""Figures across a change: ratings, counts and indicators brought over mergers and splits, by a named strategy.

A ledger knows who took over from whom. Here figures follow these successions, over any number of decisions, and every
result says how: which organizations it comes from, by which strategy, and what could not be told.

```
carry_ratings(records, ledger, year=, on=, strategy=)      ratings of a year, by the organizations of another day
carry_counts(values, ledger, start=, end=, strategy=)          counts of one day, by the organizations of another
comparable_units(ledger, start=, end=)                     the smallest groups that can be compared without a guess
comparable_series(by_year, ledger)                         an indicator summed for each of these, year by year
```

| to say | |
|---|---|
| source (nguồn) | an organization of the first day from which one of the later day comes; itself where it goes on |
| unit that goes on | one that lives on both days under the same id |
| changed | gave something to another organization, or took something over; itself, or what stands below it |

Successions and hand-overs count. What changes superior takes a part of the figures of the old one over to the new one,
by whatever verb, and at every level below the superior both have in common: a district that gave a commune away is not
comparable with itself, only together with the district that took it. Where nothing of its level took it, such as when
the commune now stands directly under the province, the district is in no comparable unit at all.

People who move one by one, the first members of a new organization among them, take no figure along. What passes
between an organization and one that stands above it is no succession between equals: the figure of the upper one held
the lower one already. So a district that ends and leaves its communes to the province has no heir in ratings and
comparable units; a count may go up to the province where the province has none of its own.

All that one operation moves, it moves at once. Where a decision names who takes over and not how much, a count stays
unresolved, whatever the strategy, and both belong to one comparable unit.
What is handed out of the register takes a part of the figures of all that stands above it along, up to the root, and
what is received adds a part nobody counted here. Every table says so: which organizations, when, and who has them or
had them.
A decision that was taken back within the period leads nowhere. For what was known earlier, pass `ledger.known(day)`.

```
ratings, counts, units   what each of these functions gives
words                    how figures are told, and whom a ledger ever had
```
"""
