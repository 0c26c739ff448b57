"""Ready-made data: the party organization of TP. Thái Nguyên in 2023, a ward of 2026, invented countries of any size.

The city is the one a newspaper article of 07/05/2023 (`ARTICLE`) counts. What the article prints is reproduced to the
last figure; everything else is made up so that the figures have something to stand on.

| origin | what |
|---|---|
| printed | 100 TCCSĐ = 75 đảng bộ + 25 chi bộ; 885 cells below them; 401 xóm and tổ dân phố, all covered; 353 heads |
| | who are members; 91 and 95 TCCSĐ rated good, 92,9 % and 95 %; 99,78 % of members; 85 % of the scheme |
| inferred | 98 TCCSĐ rated in 2021; which year is which; the 90 % for members |
| synthetic | every person; units other than the 32 communes and wards; all sizes, days, consents, single ratings |
| | two years of meetings and visits, the answers to the survey of 2022, and the whole of the ward of 2026 |

`provenance` says the same line by line, for programs and pages. Personal names are put together from common syllables
at random: they belong to nobody, and likeness to anybody is chance. Every function gives the same data on every machine
and in every process.
"""

from __future__ import annotations

from dangbo.datasets.activity import thai_nguyen_activity
from dangbo.datasets.city import (
    thai_nguyen,
    thai_nguyen_2021,
    thai_nguyen_changes,
    thai_nguyen_ratings,
    thai_nguyen_scheme,
)
from dangbo.datasets.country import synthetic_country, synthetic_profiles, synthetic_rows
from dangbo.datasets.sources import ARTICLE, Dataset, Provenance, provenance
from dangbo.datasets.survey import Survey, thai_nguyen_survey
from dangbo.datasets.ward_lines import PlantedLine
from dangbo.datasets.ward_office import ward_2026

__all__ = [
    "ARTICLE",
    "Dataset",
    "PlantedLine",
    "Provenance",
    "Survey",
    "provenance",
    "synthetic_country",
    "synthetic_profiles",
    "synthetic_rows",
    "thai_nguyen",
    "thai_nguyen_2021",
    "thai_nguyen_activity",
    "thai_nguyen_changes",
    "thai_nguyen_ratings",
    "thai_nguyen_scheme",
    "thai_nguyen_survey",
    "ward_2026",
]
