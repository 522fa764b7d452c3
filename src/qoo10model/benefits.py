"""
Benefits of a buyer (特典): each kind as a value, and which of them go together.

A benefit says who bears it, what it is taken of, its rate, cap and rounding where Qoo10 sets them, and
what it may ask for. What nobody published stands in *not_known*.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import WHOLE, Rate, Rounding
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import UNDECIDED, Evidence, RateRange, Timeline
from qoo10model.discounts import DiscountKind
from qoo10model.rules.benefits import BenefitBase, BenefitKind, Condition, SetBy
from qoo10model.rules.book import JAPAN
from qoo10model.rules.coupons import Combining


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from qoo10model.basics.sources import Confidence
    from qoo10model.rules.book import RuleBook

__all__ = (
    "Benefit",
    "BenefitBase",
    "BenefitKind",
    "Condition",
    "SetBy",
    "all_benefits",
    "benefit",
    "check_together",
)

_BOOKED: Final = {
    BenefitKind.ITEM_DISCOUNT: DiscountKind.ITEM,
    BenefitKind.TIME_SALE: DiscountKind.TIME_SALE,
    BenefitKind.DAILY_DEAL: DiscountKind.TIME_SALE,
    BenefitKind.GROUP_BUY: DiscountKind.GROUP_BUY,
    BenefitKind.SHOP_COUPON: DiscountKind.SHOP_COUPON,
    BenefitKind.FOLLOWER_COUPON: DiscountKind.SHOP_COUPON,
    BenefitKind.MEGA_WARI_COUPON: DiscountKind.MEGA_WARI,
    BenefitKind.MEGA_PO_COUPON: DiscountKind.MEGA_PO,
    BenefitKind.MEGA_PO_POINTS: DiscountKind.MEGA_PO,
    BenefitKind.CART_COUPON: DiscountKind.CART_COUPON,
    BenefitKind.TODAYS_COUPON: DiscountKind.CART_COUPON,
    BenefitKind.BIRTHDAY_COUPON: DiscountKind.CART_COUPON,
}
_SALES: Final = (BenefitKind.TIME_SALE, BenefitKind.DAILY_DEAL, BenefitKind.GROUP_BUY)
_SHOPS: Final = (BenefitKind.SHOP_COUPON, BenefitKind.FOLLOWER_COUPON)
_CARTS: Final = (
    BenefitKind.CART_COUPON,
    BenefitKind.TODAYS_COUPON,
    BenefitKind.BIRTHDAY_COUPON,
)
_MEGA_WARI: Final = (BenefitKind.MEGA_WARI_COUPON,)
_MEGA_PO: Final = (BenefitKind.MEGA_PO_COUPON, BenefitKind.MEGA_PO_POINTS)


@attrs.frozen
class Benefit:
    """
    One kind of benefit by the rules of one day.

    *booked_as* is the discount that an order line has of it, None for what is none. *seller_share* is
    the seller's part. *rate*, *cap*, *minimum_order* (yen) and *rounding* are those that Qoo10 sets;
    None where it sets none or nobody knows, which *not_known* tells apart.

    >>> from datetime import date
    >>> one = benefit(BenefitKind.MEGA_PO_COUPON, on=date(2026, 8, 3))
    >>> one.rate, one.cap, one.minimum_order, one.seller_share
    (Rate.percent("10"), 10000, 100, Rate.percent("50"))
    """

    kind: BenefitKind
    set_by: SetBy
    base: BenefitBase
    conditions: tuple[Condition, ...]
    booked_as: DiscountKind | None
    seller_share: Rate
    rate: Rate | RateRange | None
    cap: int | None
    minimum_order: int | None
    rounding: Rounding | None
    not_known: tuple[Text, ...]
    rules: tuple[Evidence, ...] = attrs.field(repr=False)

    @property
    def confidence(self) -> Confidence:
        """
        How sure it is: as the least sure of its rules.
        """
        return min(one.entry.confidence for one in self.rules)

    def __str__(self) -> str:
        return f"{self.kind}: {self.seller_share} borne by the seller, of {self.base}"


def benefit(kind: BenefitKind, *, on: date, rules: RuleBook = JAPAN) -> Benefit:
    """
    Return the benefit of *kind* by the rules of the Japanese day *on*.

    Raises `InvalidTypeError` for what is no `BenefitKind` and no day, `RuleNotKnownError` for a day
    before its rules are known.

    >>> from datetime import date
    >>> print(benefit(BenefitKind.SHOP_COUPON, on=date(2026, 8, 3)))
    shop coupon: 100 % borne by the seller, of the price that is shown
    """
    if type(kind) is not BenefitKind:
        msg = f"kind must be such as BenefitKind.SHOP_COUPON (got {kind!r})"
        raise InvalidTypeError(msg)
    day, asked = check_day(on, "on"), rules.coupons.benefits[kind]
    terms, booked = asked.on(day), _BOOKED.get(kind)
    share = None if booked is None else rules.discounts.seller_share[booked]
    figures = _figures(kind, rules)
    timelines = (asked, share, *figures)
    rate, cap, minimum, rounding = (None if one is None else one.on(day) for one in figures)
    return Benefit(
        kind,
        terms.set_by,
        terms.base,
        terms.conditions,
        booked,
        WHOLE if share is None else share.on(day),
        rate,
        cap,
        minimum,
        rounding,
        terms.not_known,
        tuple(Evidence(one, one.entry_on(day)) for one in timelines if one is not None),
    )


def all_benefits(*, on: date, rules: RuleBook = JAPAN) -> tuple[Benefit, ...]:
    """
    Return every kind of benefit by the rules of the Japanese day *on*; raises what `benefit` raises.

    >>> from datetime import date
    >>> len(all_benefits(on=date(2026, 8, 3)))
    15
    """
    return tuple(benefit(kind, on=on, rules=rules) for kind in BenefitKind)


_ONE_PRICE: Final = Message(
    "coupons.one_price",
    Severity.ADVICE,
    Text(
        "one price holds at a time: the {special} replaces the {normal} while it runs",
        "価格は1つだけ適用: {special}の間は{normal}の代わりになる",
    ),
)
_TWO_SALES: Final = Message(
    "coupons.two_sales",
    Severity.ERROR,
    Text(
        "one price holds at a time: not both {one} and {other}",
        "価格は1つだけ適用: {one}と{other}は同時に使えない",
    ),
)
_TWO_EVENTS: Final = Message(
    "coupons.two_events",
    Severity.ERROR,
    Text("mega-wari and mega-po never run at once", "メガ割とメガポは同時に開催されない"),
)
_NOT_TOGETHER: Final = Message(
    "coupons.not_together",
    Severity.ERROR,
    Text("the {one} and the {other} do not go together", "{one}と{other}は併用できない"),
)
_OPEN: Final = Message(
    "coupons.together_not_known",
    Severity.WARNING,
    Text(
        "whether the {one} and the {other} go together is not known",
        "{one}と{other}を併用できるかは不明",
    ),
)


def check_together(*kinds: BenefitKind, on: date, rules: RuleBook = JAPAN) -> tuple[Finding, ...]:
    """
    Return why benefits of *kinds* do not go together on one order (併用可否); nothing if they do.

    Raises `InvalidTypeError` for what is no `BenefitKind` and no day.

    >>> from datetime import date
    >>> shop, mega = BenefitKind.SHOP_COUPON, BenefitKind.MEGA_PO_COUPON
    >>> check_together(shop, mega, BenefitKind.CART_COUPON, on=date(2026, 8, 3))
    ()
    >>> print(check_together(shop, BenefitKind.FOLLOWER_COUPON, on=date(2026, 8, 3))[0])
    warning coupons.together_not_known: whether the shop coupon and the follower coupon go together is
    not known
    """
    check_day(on, "on")
    for kind in kinds:
        if type(kind) is not BenefitKind:
            msg = f"kinds must be such as BenefitKind.SHOP_COUPON (got {kind!r})"
            raise InvalidTypeError(msg)
    ordered = [kind for kind in BenefitKind if kind in kinds]
    found = (_clashes(*pair, on, rules) for pair in combinations(ordered, 2))
    return tuple(dict.fromkeys(finding for some in found for finding in some))


def _clashes(one: BenefitKind, other: BenefitKind, on: date, rules: RuleBook) -> Iterator[Finding]:
    coupons = rules.coupons
    if other in _SALES:
        if one is BenefitKind.ITEM_DISCOUNT:
            yield _ONE_PRICE.finding(special=other.label, normal=one.label)
        else:
            yield _TWO_SALES.finding(one=one.label, other=other.label)
    elif one in _MEGA_WARI and other in _MEGA_PO:
        yield _TWO_EVENTS.finding()
    elif one in _SHOPS and other in _SHOPS:
        yield from _combined(coupons.shop_with_shop, one, other, on)
    elif one in _SHOPS and other in _MEGA_WARI:
        yield from _combined(coupons.shop_with_mega_wari, one, other, on)
    elif one in _SHOPS and other is BenefitKind.MEGA_PO_COUPON:
        yield from _combined(coupons.shop_with_mega_po, one, other, on)
    elif one in _CARTS and other in _CARTS:
        yield _OPEN.finding(one=one.label, other=other.label)


def _combined(
    rule: Timeline[Combining], one: BenefitKind, other: BenefitKind, on: date
) -> Iterator[Finding]:
    value = rule.entry_on(on).value
    if value is UNDECIDED:
        yield _OPEN.finding(one=one.label, other=other.label)
    elif value is Combining.NOT_TOGETHER:
        yield _NOT_TOGETHER.finding(one=one.label, other=other.label)


def _figures(kind: BenefitKind, rules: RuleBook) -> tuple[Timeline[Any] | None, ...]:
    # Rate, cap, smallest order and rounding, where Qoo10 sets them.
    events, coupons = rules.events, rules.coupons
    if kind is BenefitKind.MEGA_WARI_COUPON:
        return events.mega_wari_coupon, events.mega_wari_cap, None, events.mega_wari_rounding
    if kind is BenefitKind.MEGA_PO_COUPON:
        return (
            events.mega_po_coupon,
            events.mega_po_coupon_cap,
            events.mega_po_minimum_order,
            events.mega_po_rounding,
        )
    if kind is BenefitKind.MEGA_PO_POINTS:
        return events.mega_po_points, events.mega_po_points_cap, None, events.mega_po_rounding
    if kind is BenefitKind.ITEM_DISCOUNT:
        return coupons.item_discount_rates, None, None, None
    if kind in _SHOPS:
        return None, None, None, rules.discounts.shop_coupon_rounding
    return None, None, None, None
