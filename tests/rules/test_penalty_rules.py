from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qoo10model.basics.money import Rate
from qoo10model.basics.sources import Confidence
from qoo10model.rules.book import JAPAN
from qoo10model.rules.penalties import Consequence, Lasting, SmallShops, TwoQuarters


LOW, MEDIUM = Confidence.LOW, Confidence.MEDIUM
FIRST, ARTICLE, READ = date(2018, 9, 1), date(2024, 7, 26), date(2026, 1, 1)


@pytest.mark.parametrize(
    "name, since, value",
    [
        ("grace_hours", READ, 6),
        ("warning_rate", ARTICLE, Rate.percent("7")),
        ("bar_rate", ARTICLE, Rate.percent("10")),
        ("cap_rate", ARTICLE, Rate.percent("15")),
        ("stop_rate", ARTICLE, Rate.percent("15")),
        ("listings_cap", ARTICLE, 500),
        ("few_orders", ARTICLE, 10),
        ("few_orders_rate", ARTICLE, Rate.percent("50")),
        ("trust_lengthens_cycle", ARTICLE, True),
    ],
)
def test_each_number_is_as_sure_as_its_sources(name: str, since: date, value: object) -> None:
    """
    A rule is LOW until the day from which a source speaks for it, and MEDIUM from then on.
    """
    timeline = JAPAN.timeline(f"penalties.{name}")
    assert [(e.since, e.value, e.confidence) for e in timeline.entries] == [
        (FIRST, value, LOW),
        (since, value, MEDIUM),
    ]
    assert all(not entry.alternatives for entry in timeline.entries)


@pytest.mark.parametrize(
    "name, value, other",
    [
        ("two_quarters", TwoQuarters.EACH, TwoQuarters.POOLED),
        ("small_shops", SmallShops.AVERAGE, SmallShops.MONTH_ONLY),
        ("lasting", Lasting.UNTIL_NEXT_CHECK, Lasting.UNTIL_LIFTED),
    ],
)
def test_what_is_open_has_another_reading(name: str, value: Any, other: Any) -> None:
    """
    What the sources leave open is LOW and names the other reading.
    """
    (entry,) = JAPAN.timeline(f"penalties.{name}").entries
    assert (entry.value, entry.alternatives, entry.confidence) == (value, (other,), LOW)


def test_consequences_run_from_mild_to_hard() -> None:
    """
    The order of the consequences is that of their weight.
    """
    assert [one.name for one in Consequence] == [
        "WARNING_MAIL",
        "PAYOUT_CYCLE_LENGTHENED",
        "BARRED_FROM_MEGA_WARI",
        "LISTINGS_CAPPED",
        "ACCOUNT_STOPPED",
    ]
