"""
What all tests share: how Hypothesis draws its examples.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings


# No deadline: a slow or busy machine is no bug. In CI the same examples come every time, so that a
# red build is red again when somebody looks; on a desk new ones come with every run. A further Python
# needs few of them: it could differ in what it runs, not in what is right.
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
IS_CI = bool(os.environ.get("CI") or os.environ.get("REPEATABLE_TESTS"))
settings.register_profile(
    "here",
    settings.get_profile("desk"),
    derandomize=IS_CI,
    print_blob=IS_CI,
    max_examples=20 if os.environ.get("FEW_EXAMPLES") else 100,
)
settings.load_profile("here")
