"""How much Hypothesis tries: `--hypothesis-profile=nightly` tries hard."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("house", max_examples=50, deadline=None)
settings.register_profile("ci", parent=settings.get_profile("house"), derandomize=True, print_blob=True)
settings.register_profile("nightly", parent=settings.get_profile("house"), max_examples=2_000)
settings.load_profile("ci" if os.environ.get("CI") else "house")

collect_ignore = [
    "typing/contract.py",
    "typing/user_code.py",
]  # a test and the tutorial run them; they raise on purpose
