from __future__ import annotations

from datetime import date

import pytest

from qoo10model.basics.errors import RuleNotKnownError
from qoo10model.basics.sources import Confidence
from qoo10model.rules import sources
from qoo10model.rules.book import JAPAN


@pytest.mark.parametrize(
    "name, yen", [("pricing.lowest_price", 1), ("pricing.highest_price", 999_999_999)]
)
def test_an_item_costs_from_1_to_999_999_999_yen(name: str, yen: int) -> None:
    """
    The API takes prices from 1 to 999,999,999 yen; that this held before 2026 is an inference.
    """
    rule = JAPAN.timeline(name)
    before, after = (rule.entry_on(day) for day in (date(2025, 12, 31), date(2026, 1, 1)))
    assert (before.value, before.confidence) == (yen, Confidence.LOW)
    assert (after.value, after.confidence) == (yen, Confidence.HIGH)
    assert before.sources == after.sources == (sources.QAPI_REFERENCE,)
    assert not before.since_is_exact
    with pytest.raises(RuleNotKnownError):
        rule.on(date(2018, 8, 31))
