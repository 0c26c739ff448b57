"""Ratings proposed by the rules: `Evidence` of a year in, `Classification` with every criterion and its clause out.

A rating is decided by a body; the rules say what it may decide on. `classify` reads the criteria in force on the last
day of the year rated, holds the evidence against each, and *proposes* a tier, or says why it cannot:

```
Evidence ── classify(evidence, on=...) ──> Classification
                                             .status   proposed | indeterminate | exempt | not reviewed | ...
                                             .rating   the tier proposed, or None
                                             .criteria each with pass, fail or unknown, and its clause
                                             .with_decision(...)   what was decided; a difference is a finding
```

How a tier is found, from the best down:

1. one ground of "not completed" known to hold: not completed;
2. a tier all of whose criteria are known to hold, while every better one is known to fail and no ground of "not
   completed" holds or is open: that tier;
3. anything else is *indeterminate*, with its reasons: evidence or a text that is missing, words that can be read in two
   ways, or a hole in the rules (nothing fits; the competent body decides).

The criteria are data (`rules/criteria.toml`, and a province's own file by `RuleBook.with_local`), not code. What the
pages read do not have is a criterion too, which stays unknown.

```
evidence        what is known of a subject in the year
  tests         what a criterion asks of it, by the name a row of the rules gives it
    regime      the criteria of a date and a subject, compiled
      result    Classification, its criteria and reasons
        judging classify: evidence against criteria, from the best tier down
```
"""
