from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.money import Rate, Rounding
from qoo10model.basics.periods import JST
from qoo10model.contributions import contributions_of
from qoo10model.costbooks import CostBook
from qoo10model.costs import NO_TAX, AgencyFee, Basis, Cost, CostKind, Per, SalesBase, Tax
from qoo10model.courses import Listing
from qoo10model.linecosts import Method
from qoo10model.margins import Margin, MarginBase
from qoo10model.regimes import MEGA_PO, MEGA_WARI, NORMAL, Regime, Sale
from qoo10model.rules.book import JAPAN
from qoo10model.rules.fees import ShippingCommission
from qoo10model.sellers import Grade, Seller
from qoo10model.settlements import settle
from qoo10model.spares import Leaving, spares_of


DAY = date(2026, 5, 12)
NEW_YEAR = date(2026, 1, 1)
PAID_AT = datetime(2026, 5, 12, tzinfo=JST)
MOST = 90_000
SELLER = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
TEN = Rate.percent("10")
OWN_TAX = Tax(TEN, is_included=False)
GOODS = Cost(CostKind.GOODS, 700, Per.UNIT, since=NEW_YEAR, tax=NO_TAX, sales_tax=TEN)
RULES = JAPAN.with_reading("fees.commission_on_shipping", ShippingCommission.NONE)
INCLUSIVE = RULES.with_reading("fees.fees_exclude_tax", False)


@pytest.mark.parametrize("of", [None, *SalesBase])
@pytest.mark.parametrize("basis", list(Basis))
@pytest.mark.parametrize("rules", [RULES, INCLUSIVE], ids=["exclusive", "inclusive"])
@given(
    regime=st.sampled_from([NORMAL, MEGA_PO, MEGA_WARI]),
    margin=st.sampled_from([Margin(Rate.percent("20"), base) for base in MarginBase]),
    rounding=st.sampled_from([Rounding.UP, Rounding.HALF_UP, Rounding.DOWN]),
    price=st.integers(300, 4_000) | st.integers(300, MOST),
)
def test_what_is_left_beyond_the_margin_lies_on_its_line_but_for_the_wobble(
    of: SalesBase | None,
    basis: Basis,
    rules: object,
    regime: Regime,
    margin: Margin,
    rounding: Rounding,
    price: int,
) -> None:
    """
    With tax or without, with an agency or without: the line less the costs is what is spare.
    """
    assert isinstance(rules, type(JAPAN))
    sale, method = Sale(quantity=2, shipping=480), Method(basis=basis)
    fees = () if of is None else (AgencyFee(TEN, of, since=NEW_YEAR, tax=OWN_TAX),)
    book = CostBook((GOODS, *fees), rounding=rounding)
    discounts = regime.discounts(price, on=DAY, quantity=2, rules=rules)
    one = settle(sale.line(price, discounts, PAID_AT), SELLER, rules)
    (left,) = contributions_of((one,), book, method)
    assert left.contribution is not None
    leaving = Leaving(margin, method, fees, rounding, TEN, 1_400)
    spares = spares_of(Listing(sale, regime, one.terms), leaving, 1, MOST)
    (spare,) = (some for some in spares if some.first <= price <= some.last)
    assert spare.line is not None
    value = Fraction(spare.line.slope * price + spare.line.start, spare.line.scale)
    actual = left.contribution - margin.required(left)
    assert abs(value - 1_400 - actual) <= Fraction(spare.line.wobble, spare.line.scale)
    assert leaving.takes_of_net is (of is SalesBase.NET)


def test_what_the_spare_must_reach() -> None:
    """
    The costs, and a margin in yen on top of them; a rate is in the line itself.
    """
    facts = (Method(), (), Rounding.HALF_UP, None, 0)
    assert Leaving(Margin(300), *facts).limit_for(1_300) == 1_600
    assert Leaving(Margin(TEN), *facts).limit_for(1_300) == 1_300
