"""
What Hypothesis draws of our subjects: rates, amounts, moments, discounts, lines, carts, sellers.

Everything here is something a shop could have; bad input stands in tables beside its test.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST
from qoo10model.basics.timelines import Timeline
from qoo10model.discounts import Discount, DiscountKind
from qoo10model.orders import OrderLine, OrderStatus, SendType
from qoo10model.rules.book import JAPAN
from qoo10model.rules.discounts import CouponGrain, OddYen
from qoo10model.sellers import Commissions, Establishment, Grade, PayoutAccount, Seller


if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

FIRST_DAY = date(2024, 1, 1)
LAST_DAY = date(2026, 12, 31)

# Few of each, so that drawn lines and drawn rates meet, and carts of two shops have one number.
ITEMS = ("100000001", "100000002", "100000003")
CART_NUMBERS = (93_001_122, 93_001_123)
SHOPS = ("", "shop-a", "shop-b")

# Money and rates

amounts = st.integers(0, 2_000_000)
prices = st.one_of(st.integers(0, 20_000), st.integers(0, 300_000))
quantities = st.integers(1, 12)
rates = st.one_of(
    st.integers(0, 100).map(Rate.percent),
    st.integers(0, 10_000).map(Rate.basis_points),
)
commission_rates = st.integers(12, 20).map(lambda halves: Rate(halves, 200))
"""
Rates in the range that Qoo10 publishes, 6 to 10 %, in half per cents.
"""

odd_yens = st.sampled_from(OddYen)
grains = st.sampled_from(CouponGrain)

# Days and moments

days = st.dates(FIRST_DAY, LAST_DAY)
zones = st.sampled_from((JST, UTC, timezone(timedelta(hours=9)), timezone(timedelta(hours=-8))))
paid_moments = st.datetimes(
    datetime(2024, 1, 2), datetime(2026, 12, 30, 23, 59, 59), timezones=zones
)
"""
Aware moments from 2024 to 2026, in several time zones.
"""

# Discounts


def discounts_up_to(gross: int, *, unattributed: bool = False) -> SearchStrategy[Discount]:
    """
    Discounts of any kind with a known owner that leave at least 0 yen of *gross*.
    """
    owners = [kind for kind in DiscountKind if kind is not DiscountKind.UNATTRIBUTED]
    kinds = [*owners, DiscountKind.UNATTRIBUTED] if unattributed else owners
    return st.builds(Discount, st.sampled_from(kinds), st.integers(0, gross))


discounts = discounts_up_to(100_000, unattributed=True)

# Lines and carts


@st.composite
def lines(draw: DrawFn, /, **fixed: Any) -> OrderLine:
    """
    A paid line of 2024 to 2026; what is in *fixed* is not drawn.

    Half of them have nothing but a price, a quantity, a payment and perhaps a discount.
    """
    facts = {**(draw(_unusual) if draw(st.booleans()) else {}), **fixed}
    paid = facts.setdefault("paid_at", draw(paid_moments))
    day = paid.astimezone(JST).date()
    unit_price, quantity = draw(prices), draw(quantities)
    discount = draw(st.none() | discounts_up_to(unit_price * quantity))
    plain: dict[str, Any] = {
        "order_no": draw(st.integers(1, 2**31 - 1)),
        "cart_no": draw(st.sampled_from(CART_NUMBERS)),
        "item_code": draw(st.sampled_from(ITEMS)),
        "unit_price": unit_price,
        "quantity": quantity,
        "discounts": () if discount is None else (discount,),
        "ordered_at": paid
        - draw(st.sampled_from((timedelta(0), timedelta(minutes=1), timedelta(3)))),
        "delivered_on": draw(st.none() | st.integers(0, 30).map(lambda n: day + timedelta(n))),
    }
    return OrderLine(**{**plain, **facts})


_unusual: SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "option_price": st.sampled_from((100, 699)),
        "shop": st.sampled_from(SHOPS),
        "shipping": st.sampled_from((0, 300, 500)),
        "external_ad": st.booleans(),
        "send_type": st.sampled_from(SendType),
        "destination": st.sampled_from(("JP", "KR")),
        "seller_code": st.sampled_from(("SKU-A", "sku-b")),
        "option_code": st.just("SKU-A-red"),
        "status": st.sampled_from(tuple(OrderStatus)[1:]),
    },
)


@st.composite
def carts(draw: DrawFn, *, shop: str = "", cart_no: int = CART_NUMBERS[0]) -> tuple[OrderLine, ...]:
    """
    The lines of one cart as the platform gives them: shipping and cart discounts on each row.
    """
    count = draw(st.integers(1, 4))
    shared: dict[str, Any] = {
        "shop": shop,
        "cart_no": cart_no,
        "paid_at": draw(paid_moments),
        "ordered_at": None,
        "delivered_on": None,
        "shipping": draw(st.sampled_from((0, 300, 500, 1_980))),
        "cart_discount_qoo10": draw(st.sampled_from((0, 100, 333))),
        "related": tuple(range(1, count + 1)),
    }
    return tuple(draw(lines(order_no=number, **shared)) for number in range(1, count + 1))


# Sellers


def dated(values: SearchStrategy[Any], name: str) -> SearchStrategy[Any]:
    """
    One of *values* for all days, or a timeline of two that covers 2024 to 2026.
    """

    def timeline(first: Any, second: Any, day: date) -> Timeline[Any]:
        return Timeline.own(name, (FIRST_DAY, first), (day, second))

    later = st.dates(FIRST_DAY + timedelta(days=1), LAST_DAY)
    return values | st.builds(timeline, values, values, later)


dated_rates = dated(commission_rates, "my commission")
commissions = st.builds(
    Commissions,
    by_item=st.dictionaries(st.sampled_from(ITEMS), dated_rates),
    by_category=st.dictionaries(st.sampled_from(tuple(JAPAN.fees.commission)), dated_rates),
    otherwise=st.none() | dated_rates,
)
sellers = st.builds(
    Seller,
    grade=dated(st.sampled_from(Grade), "my grade"),
    commission=st.none() | dated_rates | commissions,
    establishment=st.just(Establishment.JAPAN),
    payout_account=st.sampled_from(PayoutAccount),
    fee_tax=st.none(),
    payment_service_fee=st.sampled_from((None, Rate.percent("0.5"))),
    shop=st.sampled_from(SHOPS),
)
"""
Sellers established in Japan; some state no commission.
"""

simple_sellers = st.builds(Seller, grade=st.sampled_from(Grade), commission=commission_rates)
"""
Sellers with one rate for everything.
"""
