from __future__ import annotations

import pickle
import tomllib

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import traffic
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Severity
from qoo10model.basics.periods import JST
from qoo10model.traffic import ItemDay, Metric, ShopDay, Traffic, check, total


WORKED: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "worked" / "analytics.toml").read_text(encoding="utf-8")
)
FIELDS = tuple(field.name for field in attrs.fields(Traffic))
DAY = date(2026, 7, 1)
COUNTS = st.one_of(st.none(), st.integers(0, 10**9))
FIGURES = st.builds(Traffic, **dict.fromkeys(FIELDS, COUNTS))


@pytest.mark.parametrize("case", WORKED["day"], ids=lambda case: case["working"][:30])
def test_days_worked_by_hand(case: Any) -> None:
    """
    Each rate of a day is what was worked out, and those without a basis are None.
    """
    day = Traffic(**{name: case[name] for name in FIELDS if name in case})
    for name, rate in case["rates"].items():
        assert getattr(day, name) == Fraction(rate)
    for name in case.get("none", ()):
        assert getattr(day, name) is None
    assert len(case["rates"]) + len(case.get("none", ())) == 7


@given(figures=FIGURES)
def test_each_metric_is_the_attribute_of_its_name(figures: Traffic) -> None:
    """
    `of` gives what the attribute gives, for all of them.
    """
    for metric in Metric:
        assert figures.of(metric) == getattr(figures, metric.name.lower())
    assert {metric.name.lower() for metric in Metric} >= set(FIELDS)


@given(figures=FIGURES)
def test_a_rate_is_none_exactly_without_a_basis(figures: Traffic) -> None:
    """
    A rate is None where a part is not known or the whole is 0, and never otherwise.
    """
    for metric, (part, whole) in traffic._PARTS.items():
        is_known = getattr(figures, part) is not None and bool(getattr(figures, whole))
        assert (figures.of(metric) is not None) is is_known
        assert metric.is_rate


@given(parts=st.lists(FIGURES, min_size=1, max_size=5))
def test_sums_are_known_where_all_parts_are(parts: list[Traffic]) -> None:
    """
    A figure of the sum is the sum of all, and not known if one is not.
    """
    whole = total(parts)
    for field in FIELDS:
        figures = [getattr(part, field) for part in parts]
        assert getattr(whole, field) == (None if None in figures else sum(figures))


def test_the_sum_of_nothing_is_not_known() -> None:
    """
    No day at all is no day without visitors.
    """
    assert total(()) == Traffic()


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "figure, error",
    [
        (-1, InvalidValueError),
        (1.0, InvalidTypeError),
        ("1", InvalidTypeError),
        (True, InvalidTypeError),
    ],
)
def test_figures_that_cannot_be(field: str, figure: Any, error: type[Exception]) -> None:
    """
    A negative figure and one that is no whole number are refused with the name of the field.
    """
    with pytest.raises(error, match=field):
        Traffic(**{field: figure})


@pytest.mark.parametrize(
    "figures, said",
    [
        (Traffic(visitors=10, orders=12), "orders (12) exceed visitors (UV) (10)"),
        (Traffic(views=0, orders=1), "orders (1) exceed page views (PV) (0)"),
        (Traffic(visitors=11, views=10), "visitors (UV) (11) exceed page views (PV) (10)"),
        (Traffic(customers=3, orders=2), "customers (3) exceed orders (2)"),
        (Traffic(customers=3, new_customers=4), "new customers (4) exceed customers (3)"),
        (Traffic(orders=0, sales=1_000), "there are sales (1,000 yen) without an order"),
    ],
)
def test_odd_figures_are_found_and_kept(figures: Traffic, said: str) -> None:
    """
    What contradicts itself is a warning in both languages; the figures stay.
    """
    (finding,) = check(ShopDay(DAY, figures, row=4))
    assert (finding.text.en, finding.row, finding.severity) == (said, 4, Severity.WARNING)
    assert finding.text.ja
    assert check(ItemDay("A", figures))[0].text == finding.text


@pytest.mark.parametrize(
    "figures",
    [
        Traffic(visitors=12, orders=12),
        Traffic(views=1, orders=1),
        Traffic(visitors=10, views=10),
        Traffic(customers=2, orders=2),
        Traffic(customers=3, new_customers=3),
        Traffic(orders=0, sales=0),
        Traffic(orders=None, sales=1_000),
        Traffic(carts=1, orders=9),
        Traffic(visitors=0, views=0),
        Traffic(),
    ],
)
def test_figures_on_the_edge_are_fine(figures: Traffic) -> None:
    """
    As many orders as visitors are possible, and so are more orders than cart adds.
    """
    assert check(ShopDay(DAY, figures)) == ()


def test_the_table_tells_unknown_from_undefined() -> None:
    """
    A rate over 0 is undefined, one whose figure is missing not known; yen and per cent are shown.
    """
    rows = dict(
        line.rsplit("  ", 1)
        for line in Traffic(visitors=0, views=1_000, orders=20, sales=59_600)
        .explain("ja")
        .splitlines()
    )
    shown = {name.strip(): figure.strip() for name, figure in rows.items()}
    assert shown["ショップCVR（注文/UV）"] == "算出不可"
    assert shown["カート率（カート/UV）"] == "不明"
    assert shown["残カート数"] == "不明"
    assert shown["商品CVR（注文/PV）"] == "2.00%"
    assert shown["客単価（AOV）"] == "2,980.0"
    assert shown["売上"] == "59,600"


raw: Any = traffic  # a caller without types

REFUSED: dict[str, Any] = {
    "shop moment": lambda: raw.ShopDay(datetime(2026, 7, 1, tzinfo=JST), raw.Traffic()),
    "shop dict": lambda: raw.ShopDay(DAY, {"orders": 1}),
    "no item": lambda: raw.ItemDay("", raw.Traffic()),
    "item number": lambda: raw.ItemDay(1, raw.Traffic()),
    "no figures": lambda: raw.ItemDay("A", None),
    "day as text": lambda: raw.ItemDay("A", raw.Traffic(), "2026-07-01"),
    "registered as text": lambda: raw.ItemDay("A", raw.Traffic(), registered_on="2026-07-01"),
    "check figures": lambda: raw.check(raw.Traffic()),
    "total of a number": lambda: raw.total([1]),
    "total of no list": lambda: raw.total(5),
    "title": lambda: raw.ItemDay("A", raw.Traffic(), title=None),
    "category": lambda: raw.ItemDay("A", raw.Traffic(), category=5),
    "metric as text": lambda: raw.Traffic().of("orders"),
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_what_is_refused(make: Any) -> None:
    """
    Values of another kind are refused where they are passed in.
    """
    with pytest.raises(InvalidTypeError):
        make()


def test_values_are_values() -> None:
    """
    Days can be compared, hashed, pickled, and their repr evaluates; the row does not count.
    """
    day = ItemDay("A", Traffic(views=1), DAY, "架空リップ", row=3)
    assert day == attrs.evolve(day, row=4)
    assert hash(day) == hash(attrs.evolve(day, row=4))
    assert pickle.loads(pickle.dumps(day)) == day
    names = {"ItemDay": ItemDay, "Traffic": Traffic, "datetime": __import__("datetime")}
    assert eval(repr(day), names) == day
