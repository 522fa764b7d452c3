from __future__ import annotations

from datetime import date, timedelta

import pytest

from qoo10model.basics.money import Rate
from qoo10model.basics.sources import Confidence
from qoo10model.rules.book import JAPAN
from qoo10model.rules.shipping import DayRange, DelayType


DAY = date(2026, 5, 11)
LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH


@pytest.mark.parametrize(
    "name, value, confidence",
    [
        ("general_days", DayRange(1, 3), HIGH),
        ("preparation_days", DayRange(4, 14), HIGH),
        ("estimate_after", 1, HIGH),
        ("estimate_within", 30, LOW),
        ("notice_day", 3, HIGH),
        ("notice_points", 0, MEDIUM),
        ("points_within", 4, HIGH),
        ("delay_points", -2, HIGH),
        ("stop_within", 5, HIGH),
        ("stop_rate", Rate.percent("95"), HIGH),
        ("stop_length", 30, HIGH),
        ("reserved_stop_after", 3, HIGH),
        ("reserved_stop_length", 30, MEDIUM),
    ],
)
def test_the_numbers_of_shipping(name: str, value: object, confidence: Confidence) -> None:
    """
    The numbers are those of the guides and the reference, as sure as these.
    """
    entry = JAPAN.timeline(f"shipping.{name}").entry_on(DAY)
    assert (entry.value, entry.confidence) == (value, confidence)


@pytest.mark.parametrize(
    "name, first", [("stop_rate", date(2023, 5, 10)), ("general_days", date(2026, 1, 1))]
)
def test_before_their_source_rules_are_low(name: str, first: date) -> None:
    """
    A rule is sure from the year of its source, and holds with a doubt before.
    """
    rule = JAPAN.timeline(f"shipping.{name}")
    assert rule.entry_on(first).confidence is HIGH
    before = rule.entry_on(first - timedelta(1))
    assert (before.confidence, before.value) == (LOW, rule.on(first))


@pytest.mark.parametrize("days, inside", [(3, False), (4, True), (14, True), (15, False)])
def test_a_range_has_both_its_ends(days: int, inside: bool) -> None:
    """
    Both ends of a range are inside.
    """
    assert (days in DayRange(4, 14)) is inside
    assert str(DayRange(4, 14)) == "4 – 14"


def test_delay_types_have_the_codes_of_the_platform() -> None:
    """
    The codes run from 1 to 4, and the names are those of the platform.
    """
    assert [(one.value, one.label.ja) for one in DelayType] == [
        (1, "商品準備中"),
        (2, "注文製作（オーダーメイド）"),
        (3, "顧客の要求"),
        (4, "その他"),
    ]
    assert repr(DelayType(4)) == "DelayType.OTHER"
