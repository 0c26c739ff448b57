"""What follows from ratings: targets and how figures stand to them, proposals by the regime of the year, quotas.

```
targets          Indicator, Target: what a plan asks for, and the counts it comes to
  schemes        Scheme: the paper that sets them, by name and year
  comparison     compare, compare_years: a figure, or a row of years, against its target
  apportionment  what is missing to a target, and what each subordinate needs
classification   classify: the tier proposed on the evidence of a year
quota            how many may be excellent, and whether other readings of the rules say the same
  places         how many may become excellent, and who of the ranked fits
```

`evaluation.py` above the tree holds the records and their tallies.
"""
