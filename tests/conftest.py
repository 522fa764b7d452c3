"""
What all tests share: how Hypothesis draws its examples.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings


# No deadline: a slow or busy machine is no bug. In CI the same examples come every time, so that a
# red build is red again when somebody looks; on a desk new ones come with every run.
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("desk"), derandomize=True, print_blob=True)
IS_CI = os.environ.get("CI") or os.environ.get("REPEATABLE_TESTS")
settings.load_profile("ci" if IS_CI else "desk")
