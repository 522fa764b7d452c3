"""
Every rule written down a second time, by hand, from the notes that the rules were made from.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from qoo10model.basics.errors import RuleNotKnownError
from qoo10model.basics.money import Rate, Rounding
from qoo10model.basics.sources import Confidence, SourceKind
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import UNDECIDED, RateRange
from qoo10model.rules import sources
from qoo10model.rules.ads import SmartSalesBase, SmartSalesTax
from qoo10model.rules.benefits import BenefitBase, BenefitTerms, Condition, SetBy
from qoo10model.rules.book import JAPAN
from qoo10model.rules.commissions import CommissionBase, OptionCommission, ShippingCommission
from qoo10model.rules.coupons import Combining, PushWeek
from qoo10model.rules.discounts import CouponGrain, OddYen
from qoo10model.rules.events import RoundStarts
from qoo10model.rules.fees import OverseasScope, SurchargeBase, TaxGrain
from qoo10model.rules.plusdisplay import ChangedBid, EqualBids, LosingBid, PastAverage
from qoo10model.rules.settlements import (
    CompensationSize,
    OnHoliday,
    OnWednesday,
    PromotionDay,
    ReturnDay,
)
from qoo10model.rules.timesales import DiscountBasis, SlotStarts
from qoo10model.rules.wallet import OnRequest, OnSameDay


LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH
HALF_UP, HALF_DOWN, DOWN, UP = Rounding.HALF_UP, Rounding.HALF_DOWN, Rounding.DOWN, Rounding.UP

JUNE_2018, REFORM, YEAR_2019 = date(2018, 6, 1), date(2018, 9, 1), date(2019, 1, 1)
AUTOMATIC, RECEIPTS, YEAR_2024 = date(2019, 6, 27), date(2022, 7, 1), date(2024, 1, 1)
APRIL_2023, MARCH_2024, APRIL_2024 = date(2023, 4, 1), date(2024, 3, 1), date(2024, 4, 1)
YEAR_2025, YEAR_2026, JULY_2026 = date(2025, 1, 1), date(2026, 1, 1), date(2026, 7, 1)

SCREENS = date(2026, 3, 11)


def percent(*rates: str) -> Any:
    """
    One rate, or the range between two.
    """
    found = [Rate.percent(rate) for rate in rates]
    return found[0] if len(found) == 1 else RateRange(*found)


SELLERS_SALE = BenefitTerms(SetBy.SELLER, BenefitBase.LIST_PRICE, (Condition.WINDOW,))
OF_SHOP = BenefitTerms(
    SetBy.SELLER,
    BenefitBase.SELLING_PRICE,
    (Condition.WHOLE_SHOP, Condition.MINIMUM_ORDER, Condition.FOLLOWERS_ONLY),
    (Text("smallest and largest rate, budget", "割引率の上下限・予算"),),
)
OF_CART = BenefitTerms(
    SetBy.QOO10,
    BenefitBase.CART,
    (Condition.MINIMUM_ORDER, Condition.ONCE_PER_EVENT),
    (Text("size of each", "各クーポンの金額"), Text("smallest order", "最低注文額")),
)
LIMITS = (Text("limits", "制限"),)
THREE_SLOTS = SlotStarts((time(0), time(10), time(17)))

# Rule: first day, value, confidence of each entry, then the other readings, the likeliest first.
ENTRIES: dict[str, list[tuple[date, Any, Confidence]]] = {
    "ads.daily_price[POWER_RANKUP]": [
        (REFORM, 100, LOW),
        (YEAR_2024, 100, MEDIUM),
        (YEAR_2025, 200, MEDIUM),
    ],
    "ads.daily_price[DAILY_DEAL_PREMIUM]": [(REFORM, 3_000, LOW), (YEAR_2024, 3_000, MEDIUM)],
    "ads.daily_price[DAILY_DEAL_STANDARD]": [(REFORM, 1_000, LOW), (YEAR_2024, 1_000, MEDIUM)],
    "ads.smart_sales_base": [(REFORM, SmartSalesBase.GROSS, LOW)],
    "ads.smart_sales_rounding": [(REFORM, HALF_UP, LOW)],
    "ads.smart_sales_tax": [(REFORM, SmartSalesTax.ON_TOP, LOW)],
    # Seen on screens of 11 and 16 March 2026.
    "plusdisplay.bidding_opens": [(REFORM, time(19), LOW), (SCREENS, time(19), HIGH)],
    "plusdisplay.bidding_closes": [(REFORM, time(17, 50), LOW), (SCREENS, time(17, 50), HIGH)],
    "plusdisplay.display_starts": [(REFORM, time(18), LOW), (SCREENS, time(18), HIGH)],
    "plusdisplay.display_hours": [(REFORM, 24, LOW), (SCREENS, 24, HIGH)],
    "plusdisplay.winners": [(REFORM, 16, LOW), (SCREENS, 16, HIGH)],
    "plusdisplay.bid_unit": [(REFORM, 100, LOW), (SCREENS, 100, HIGH)],
    "plusdisplay.equal_bids": [
        (REFORM, EqualBids.EARLIER_FIRST, LOW),
        (SCREENS, EqualBids.EARLIER_FIRST, MEDIUM),
    ],
    "plusdisplay.changed_bid": [(REFORM, ChangedBid.COUNTS_ANEW, LOW)],
    "plusdisplay.losing_bid": [(REFORM, LosingBid.RETURNED, LOW)],
    "plusdisplay.fault_rounding": [(REFORM, DOWN, LOW)],
    "plusdisplay.category_alike": [(REFORM, True, LOW)],
    "plusdisplay.mega_last_share": [(REFORM, percent("50"), LOW), (SCREENS, percent("50"), HIGH)],
    "plusdisplay.mega_earlier_events": [(REFORM, 3, LOW), (SCREENS, 3, HIGH)],
    "plusdisplay.mega_average": [(REFORM, PastAverage.OF_EVENTS, LOW)],
    "plusdisplay.mega_rounding": [(REFORM, HALF_UP, LOW)],
    # Borne by the seller: his own discounts whole, Qoo10's not at all, the shared ones by half.
    "discounts.seller_share[ITEM]": [(REFORM, percent("100"), HIGH)],
    "discounts.seller_share[TIME_SALE]": [(REFORM, percent("100"), HIGH)],
    "discounts.seller_share[GROUP_BUY]": [(REFORM, percent("100"), HIGH)],
    "discounts.seller_share[SHOP_COUPON]": [(REFORM, percent("100"), HIGH)],
    "discounts.seller_share[CART_SELLER]": [(REFORM, percent("100"), HIGH)],
    "discounts.seller_share[CART_COUPON]": [(REFORM, percent("0"), HIGH)],
    "discounts.seller_share[MEGA_WARI]": [
        (REFORM, percent("50"), LOW),
        (YEAR_2025, percent("50"), HIGH),
    ],
    # Marked H in one file and M–H in the other: the lower one.
    "discounts.seller_share[MEGA_PO]": [
        (APRIL_2023, percent("50"), HIGH),
        (APRIL_2024, percent("50"), MEDIUM),
    ],
    # What each benefit is taken of and asks for, as the table of benefits says.
    "coupons.benefits[ITEM_DISCOUNT]": [(YEAR_2025, SELLERS_SALE, HIGH)],
    "coupons.benefits[TIME_SALE]": [(YEAR_2025, SELLERS_SALE, HIGH)],
    "coupons.benefits[DAILY_DEAL]": [(YEAR_2025, SELLERS_SALE, HIGH)],
    "coupons.benefits[GROUP_BUY]": [
        (
            YEAR_2025,
            BenefitTerms(SetBy.SELLER, BenefitBase.LIST_PRICE, (Condition.WINDOW,), LIMITS),
            HIGH,
        )
    ],
    "coupons.benefits[SHOP_COUPON]": [(YEAR_2025, OF_SHOP, HIGH)],
    "coupons.benefits[FOLLOWER_COUPON]": [(YEAR_2025, OF_SHOP, MEDIUM)],
    "coupons.benefits[MEGA_WARI_COUPON]": [
        (
            YEAR_2025,
            BenefitTerms(
                SetBy.QOO10,
                BenefitBase.SELLING_PRICE,
                (Condition.IN_EVENT, Condition.WINDOW),
                (Text("smallest order", "最低注文額"),),
            ),
            HIGH,
        )
    ],
    "coupons.benefits[MEGA_PO_COUPON]": [
        (
            APRIL_2024,
            BenefitTerms(
                SetBy.QOO10,
                BenefitBase.SELLING_PRICE,
                (Condition.IN_EVENT, Condition.WINDOW, Condition.MINIMUM_ORDER),
            ),
            HIGH,
        )
    ],
    "coupons.benefits[MEGA_PO_POINTS]": [
        (
            APRIL_2024,
            BenefitTerms(
                SetBy.QOO10, BenefitBase.AFTER_COUPONS, (Condition.IN_EVENT, Condition.WINDOW)
            ),
            HIGH,
        )
    ],
    "coupons.benefits[CART_COUPON]": [(YEAR_2025, OF_CART, HIGH)],
    "coupons.benefits[TODAYS_COUPON]": [(YEAR_2025, OF_CART, HIGH)],
    "coupons.benefits[BIRTHDAY_COUPON]": [(YEAR_2025, OF_CART, HIGH)],
    "coupons.benefits[REVIEW_POINTS]": [
        (YEAR_2025, BenefitTerms(SetBy.SELLER, BenefitBase.REVIEW, (), LIMITS), MEDIUM)
    ],
    "coupons.benefits[SET_DISCOUNT]": [
        (YEAR_2025, BenefitTerms(SetBy.SELLER, BenefitBase.PURCHASE, (), LIMITS), LOW)
    ],
    "coupons.benefits[GIFT]": [
        (YEAR_2025, BenefitTerms(SetBy.SELLER, BenefitBase.PURCHASE, (), LIMITS), LOW)
    ],
    "coupons.item_discount_rates": [(YEAR_2025, percent("1", "49"), HIGH)],
    "coupons.shop_with_mega_po": [
        (REFORM, Combining.ADDED, LOW),
        (JULY_2026, Combining.ADDED, HIGH),
    ],
    "coupons.shop_with_mega_wari": [(REFORM, Combining.ADDED, LOW)],
    "coupons.shop_with_shop": [(REFORM, UNDECIDED, LOW)],
    "coupons.own_points_rounding": [(REFORM, HALF_UP, LOW)],
    "coupons.pushes": [(YEAR_2025, 1, LOW), (YEAR_2026, 1, MEDIUM)],
    "coupons.push_days": [(YEAR_2025, 7, LOW)],
    "coupons.push_week": [(YEAR_2025, PushWeek.ROLLING, LOW)],
    "timesales.slot_starts": [(REFORM, THREE_SLOTS, LOW), (JULY_2026, THREE_SLOTS, HIGH)],
    # The manual's 5 % is M; the prices seen from July 2026 on contradict it.
    "timesales.minimum_discount": [
        (REFORM, percent("5"), LOW),
        (YEAR_2026, percent("5"), MEDIUM),
        (JULY_2026, percent("5"), LOW),
    ],
    "timesales.discount_basis": [(REFORM, DiscountBasis.REFERENCE, LOW)],
    "timesales.price_rounding": [(REFORM, DOWN, LOW)],
    "discounts.odd_yen": [(REFORM, OddYen.SELLER, LOW)],
    "discounts.coupon_grain": [(REFORM, CouponGrain.UNIT, LOW)],
    "discounts.shop_coupon_rounding": [(REFORM, HALF_UP, LOW), (JULY_2026, HALF_UP, HIGH)],
    "events.mega_wari_coupon": [(REFORM, percent("20"), LOW), (MARCH_2024, percent("20"), HIGH)],
    "events.mega_wari_cap": [(REFORM, 10_000, LOW)],
    "events.mega_wari_rounding": [(REFORM, HALF_UP, LOW)],
    "events.mega_wari_rounds": [(REFORM, 3, LOW), (MARCH_2024, 3, HIGH)],
    "events.mega_wari_round_starts": [
        (MARCH_2024, RoundStarts((1, 5, 9)), LOW),
        (date(2024, 8, 31), UNDECIDED, LOW),
    ],
    # Seen in 2025 or 2026, as month/day; the list tells no year.
    "events.seen[FIRST_SALE]": [(YEAR_2025, "1/1–1/7", MEDIUM)],
    "events.seen[BRAND_WEEK]": [(YEAR_2025, "1/19–1/26, 5/14–5/19, 9/18–9/24", MEDIUM)],
    "events.seen[VALENTINE]": [(YEAR_2025, "2/9–2/14, 2/10–2/15", MEDIUM)],
    "events.seen[CLEARANCE]": [(YEAR_2025, "3/17–3/24", MEDIUM)],
    "events.seen[NEW_LIFE]": [(YEAR_2025, "4/11–4/18", MEDIUM)],
    "events.seen[EARLY_SUMMER]": [(YEAR_2025, "5/11–5/17", MEDIUM)],
    "events.seen[MARINE_DAY]": [(YEAR_2025, "7/13–7/20", MEDIUM)],
    "events.seen[OBON]": [(YEAR_2025, "8/10–8/17", MEDIUM)],
    "events.seen[SPORTS_DAY]": [(YEAR_2025, "10/11–10/13", MEDIUM)],
    "events.seen[YEAR_END]": [(YEAR_2025, "12/5–12/14", MEDIUM)],
    "events.mega_po_coupon": [
        (APRIL_2023, percent("0"), HIGH),
        (APRIL_2024, percent("10"), MEDIUM),
        (JULY_2026, percent("10"), HIGH),
    ],
    "events.mega_po_coupon_cap": [(APRIL_2023, None, HIGH), (APRIL_2024, 10_000, HIGH)],
    "events.mega_po_minimum_order": [(APRIL_2024, 100, HIGH)],
    "events.mega_po_rounding": [(APRIL_2023, HALF_UP, LOW), (JULY_2026, HALF_UP, HIGH)],
    "events.mega_po_points": [
        (APRIL_2023, percent("20"), HIGH),
        (APRIL_2024, percent("10"), MEDIUM),
        (JULY_2026, percent("10"), HIGH),
    ],
    "events.mega_po_points_cap": [
        (APRIL_2023, 20_000, HIGH),
        (APRIL_2024, 10_000, LOW),
        (JULY_2026, 10_000, HIGH),
    ],
    "fees.commission[ladies_fashion]": [
        (REFORM, percent("10", "10"), LOW),
        (YEAR_2025, percent("10", "10"), HIGH),
    ],
    "fees.commission[beauty]": [
        (REFORM, percent("10", "10"), LOW),
        (YEAR_2025, percent("10", "10"), HIGH),
    ],
    "fees.commission[mens_sports]": [
        (REFORM, percent("6", "10"), LOW),
        (YEAR_2025, percent("6", "10"), HIGH),
    ],
    "fees.commission[electronics]": [
        (REFORM, percent("8", "10"), LOW),
        (YEAR_2025, percent("8", "10"), HIGH),
    ],
    "fees.commission[mobile]": [
        (REFORM, percent("8", "10"), LOW),
        (YEAR_2025, percent("8", "10"), HIGH),
    ],
    "fees.commission[daily_goods]": [
        (REFORM, percent("6", "10"), LOW),
        (YEAR_2025, percent("6", "10"), HIGH),
    ],
    "fees.commission[food]": [
        (REFORM, percent("6", "10"), LOW),
        (YEAR_2025, percent("6", "10"), HIGH),
    ],
    "fees.commission[baby_kids]": [
        (REFORM, percent("9", "10"), LOW),
        (YEAR_2025, percent("9", "10"), HIGH),
    ],
    "fees.commission[entertainment]": [
        (REFORM, percent("6", "10"), LOW),
        (YEAR_2025, percent("6", "10"), HIGH),
    ],
    "fees.commission_range": [(REFORM, percent("6", "10"), HIGH)],
    "fees.commission_step": [(REFORM, percent("1"), LOW)],
    "fees.settle_price_rounding": [(REFORM, HALF_UP, LOW)],
    "fees.commission_base": [(REFORM, UNDECIDED, LOW)],
    "fees.commission_on_options": [(REFORM, OptionCommission.INCLUDED, LOW)],
    "fees.commission_on_shipping": [(REFORM, UNDECIDED, LOW)],
    "fees.preorder_surcharge": [(REFORM, percent("2"), LOW), (YEAR_2025, percent("2"), HIGH)],
    "fees.preparation_is_preorder": [(REFORM, True, LOW)],
    "fees.overseas_surcharge": [(REFORM, percent("2"), LOW), (YEAR_2025, percent("2"), HIGH)],
    "fees.overseas_scope": [
        (REFORM, OverseasScope.EITHER_ONCE, LOW),
        (YEAR_2025, OverseasScope.EITHER_ONCE, MEDIUM),
    ],
    # H in one file, L–M in the other: the lower one.
    "fees.external_ad_surcharge": [(REFORM, percent("1"), LOW)],
    # M–H in one file, H in the other, first seen in 2026.
    "fees.mega_surcharge": [(REFORM, percent("1"), LOW), (YEAR_2026, percent("1"), MEDIUM)],
    "fees.mega_support_fee": [(REFORM, percent("0"), LOW)],
    "fees.mega_po_fee": [(REFORM, percent("0"), LOW)],
    "fees.surcharge_base": [(REFORM, SurchargeBase.LIST_PRICE, LOW)],
    "fees.surcharge_rounding": [(REFORM, HALF_UP, LOW)],
    "fees.payment_service_fee": [(REFORM, percent("0"), LOW)],
    "fees.fees_exclude_tax": [(REFORM, True, LOW), (RECEIPTS, True, MEDIUM)],
    "fees.tax_rate": [
        (date(2014, 4, 1), percent("8"), HIGH),
        (date(2019, 10, 1), percent("10"), HIGH),
    ],
    "fees.tax_rounding": [(REFORM, HALF_UP, LOW)],
    "fees.tax_grain": [(REFORM, TaxGrain.LINE, LOW)],
    "sellers.reach_sales[EXCELLENT]": [(REFORM, 1_000_000, HIGH), (YEAR_2024, 1_000_000, MEDIUM)],
    "sellers.reach_sales[POWER]": [(REFORM, 5_000_000, HIGH), (YEAR_2024, 5_000_000, MEDIUM)],
    "sellers.keep_sales[EXCELLENT]": [(REFORM, 100_000, HIGH), (YEAR_2019, 100_000, LOW)],
    "sellers.keep_sales[POWER]": [(REFORM, 500_000, HIGH), (YEAR_2019, 500_000, LOW)],
    "settlements.waiting_days[GENERAL]": [(JUNE_2018, 15, MEDIUM), (REFORM, 15, HIGH)],
    "settlements.waiting_days[EXCELLENT]": [(JUNE_2018, 10, MEDIUM), (REFORM, 10, HIGH)],
    "settlements.waiting_days[POWER]": [(JUNE_2018, 7, HIGH), (REFORM, 5, HIGH)],
    "settlements.due_on_wednesday": [(JUNE_2018, OnWednesday.NEXT_WEEK, LOW)],
    "settlements.pre_deduction_on_wednesday": [(REFORM, OnWednesday.NEXT_WEEK, LOW)],
    "settlements.on_holiday": [(JUNE_2018, OnHoliday.SAME_DAY, LOW)],
    "settlements.compensation": [
        (REFORM, CompensationSize.WHOLE_COUPON, LOW),
        (YEAR_2025, CompensationSize.WHOLE_COUPON, MEDIUM),
    ],
    "settlements.mega_po_coupon_day": [(APRIL_2023, PromotionDay.WITH_ORDER, LOW)],
    "settlements.mega_po_points_day": [(APRIL_2023, PromotionDay.WITH_ORDER, LOW)],
    "settlements.return_day": [(REFORM, ReturnDay.NEXT_SETTLEMENT, LOW)],
    "settlements.return_on_wednesday": [(REFORM, OnWednesday.NEXT_WEEK, LOW)],
    "wallet.payout_fee": [(REFORM, 150, MEDIUM), (AUTOMATIC, 150, HIGH)],
    "wallet.payout_floor": [(AUTOMATIC, 150, MEDIUM)],
    "wallet.cycle_days[WEEKLY]": [(AUTOMATIC, 7, MEDIUM)],
    "wallet.cycle_days[BIWEEKLY]": [(AUTOMATIC, 14, MEDIUM)],
    "wallet.cycle_days[FOUR_WEEKLY]": [(AUTOMATIC, 28, MEDIUM)],
    "wallet.on_request": [
        (REFORM, OnRequest.ALLOWED, MEDIUM),
        (AUTOMATIC, OnRequest.NOT_ALLOWED, MEDIUM),
        (YEAR_2025, OnRequest.ALLOWED, MEDIUM),
    ],
    "wallet.same_day": [(REFORM, OnSameDay.CREDITED_FIRST, LOW)],
}

# Rule and a day on which it is open: the other readings, the likeliest first.
OTHERS: list[tuple[str, date, tuple[Any, ...]]] = [
    ("ads.daily_price[POWER_RANKUP]", YEAR_2024, (200,)),
    ("ads.daily_price[POWER_RANKUP]", YEAR_2026, (100,)),
    ("ads.smart_sales_base", YEAR_2026, (SmartSalesBase.BUYER_PAID,)),
    ("ads.smart_sales_rounding", YEAR_2026, (UP, DOWN)),
    ("ads.smart_sales_tax", YEAR_2026, (SmartSalesTax.INCLUDED,)),
    ("plusdisplay.equal_bids", YEAR_2025, (EqualBids.LATER_FIRST,)),
    ("plusdisplay.equal_bids", JULY_2026, (EqualBids.LATER_FIRST,)),
    ("plusdisplay.changed_bid", YEAR_2026, (ChangedBid.KEEPS_ITS_TIME,)),
    ("plusdisplay.losing_bid", YEAR_2026, (LosingBid.KEPT,)),
    ("plusdisplay.fault_rounding", YEAR_2026, (HALF_UP, UP)),
    ("plusdisplay.mega_average", YEAR_2026, (PastAverage.OF_ALL,)),
    ("plusdisplay.mega_rounding", YEAR_2026, (UP, DOWN)),
    ("coupons.shop_with_mega_po", YEAR_2026, (Combining.CHAINED,)),
    ("coupons.shop_with_mega_wari", YEAR_2026, (Combining.CHAINED,)),
    (
        "coupons.shop_with_shop",
        YEAR_2026,
        (Combining.NOT_TOGETHER, Combining.ADDED, Combining.CHAINED),
    ),
    ("coupons.own_points_rounding", YEAR_2026, (DOWN,)),
    ("coupons.push_week", YEAR_2026, (PushWeek.FROM_MONDAY, PushWeek.FROM_SUNDAY)),
    ("timesales.minimum_discount", JULY_2026, (percent("1"),)),
    (
        "timesales.discount_basis",
        YEAR_2026,
        (DiscountBasis.REGISTERED, DiscountBasis.DISPLAYED),
    ),
    ("timesales.price_rounding", YEAR_2026, (HALF_UP, UP)),
    ("discounts.odd_yen", YEAR_2026, (OddYen.QOO10,)),
    ("discounts.coupon_grain", YEAR_2026, (CouponGrain.LINE,)),
    ("discounts.shop_coupon_rounding", YEAR_2026, (DOWN,)),
    ("events.mega_wari_cap", YEAR_2026, (None,)),
    ("events.mega_wari_rounding", YEAR_2026, (DOWN,)),
    (
        "events.mega_wari_round_starts",
        YEAR_2026,
        tuple(RoundStarts(days) for days in ((1, 5, 9), (1, 5, 8), (1, 6, 9), (1, 6, 8))),
    ),
    ("events.mega_po_rounding", YEAR_2026, (DOWN,)),
    ("events.mega_po_points_cap", YEAR_2026, (20_000,)),
    ("fees.settle_price_rounding", YEAR_2026, (HALF_DOWN,)),
    (
        "fees.commission_base",
        YEAR_2026,
        (CommissionBase.LIST_PRICE, CommissionBase.AFTER_DISCOUNT),
    ),
    ("fees.commission_on_options", YEAR_2026, (OptionCommission.EXCLUDED,)),
    (
        "fees.commission_on_shipping",
        YEAR_2026,
        (ShippingCommission.NONE, ShippingCommission.SAME_RATE),
    ),
    ("fees.preorder_surcharge", YEAR_2024, (percent("0"),)),
    ("fees.preparation_is_preorder", YEAR_2026, (False,)),
    ("fees.overseas_surcharge", YEAR_2024, (percent("0"),)),
    ("fees.overseas_scope", YEAR_2024, (OverseasScope.ACCOUNT_ONLY, OverseasScope.EACH)),
    ("fees.overseas_scope", YEAR_2026, (OverseasScope.ACCOUNT_ONLY, OverseasScope.EACH)),
    ("fees.external_ad_surcharge", YEAR_2026, (percent("0"),)),
    ("fees.mega_surcharge", YEAR_2025, (percent("0"),)),
    ("fees.mega_surcharge", YEAR_2026, (percent("0"),)),
    ("fees.mega_support_fee", YEAR_2026, (percent("0.5"),)),
    (
        "fees.surcharge_base",
        YEAR_2026,
        (SurchargeBase.BUYER_PAID, SurchargeBase.AFTER_SELLER_SHARE),
    ),
    ("fees.surcharge_rounding", YEAR_2026, (DOWN, UP)),
    ("fees.fees_exclude_tax", YEAR_2019, (False,)),
    ("fees.fees_exclude_tax", YEAR_2026, (False,)),
    ("fees.tax_rounding", YEAR_2026, (DOWN, UP)),
    ("fees.tax_grain", YEAR_2026, (TaxGrain.UNIT, TaxGrain.INVOICE)),
    ("settlements.due_on_wednesday", YEAR_2026, (OnWednesday.SAME_DAY,)),
    ("settlements.pre_deduction_on_wednesday", YEAR_2026, (OnWednesday.SAME_DAY,)),
    (
        "settlements.on_holiday",
        YEAR_2026,
        (OnHoliday.NEXT_BUSINESS_DAY, OnHoliday.PREVIOUS_BUSINESS_DAY),
    ),
    ("settlements.compensation", YEAR_2024, (CompensationSize.QOO10_SHARE,)),
    ("settlements.compensation", YEAR_2026, (CompensationSize.QOO10_SHARE,)),
    ("settlements.mega_po_coupon_day", YEAR_2026, (PromotionDay.AFTER_PAYMENT,)),
    ("settlements.mega_po_points_day", YEAR_2026, (PromotionDay.AFTER_PAYMENT,)),
    ("settlements.return_day", YEAR_2026, (ReturnDay.AT_ONCE,)),
    ("settlements.return_on_wednesday", YEAR_2026, (OnWednesday.SAME_DAY,)),
    ("wallet.on_request", YEAR_2024, (OnRequest.ALLOWED,)),
    ("wallet.on_request", YEAR_2026, (OnRequest.NOT_ALLOWED,)),
    ("wallet.same_day", YEAR_2026, (OnSameDay.PAID_OUT_FIRST,)),
]

# Rules whose first day a source states to the day; of all others it is not exact.
EXACT = {
    "fees.commission_range": (REFORM,),
    "fees.tax_rate": (date(2014, 4, 1), date(2019, 10, 1)),
    "settlements.waiting_days[GENERAL]": (REFORM,),
    "settlements.waiting_days[EXCELLENT]": (REFORM,),
    "settlements.waiting_days[POWER]": (REFORM,),
    "wallet.payout_fee": (AUTOMATIC,),
    "wallet.payout_floor": (AUTOMATIC,),
    "wallet.cycle_days[WEEKLY]": (AUTOMATIC,),
    "wallet.cycle_days[BIWEEKLY]": (AUTOMATIC,),
    "wallet.cycle_days[FOUR_WEEKLY]": (AUTOMATIC,),
    "wallet.on_request": (AUTOMATIC,),
}


# The sections that a settlement uses; the other subjects have tables of their own.
SECTIONS = {
    "ads",
    "coupons",
    "discounts",
    "events",
    "fees",
    "plusdisplay",
    "sellers",
    "settlements",
    "timesales",
    "wallet",
}
RULES = tuple(one for one in JAPAN.timelines if one.name.partition(".")[0] in SECTIONS)


def test_every_rule_is_written_down_here() -> None:
    """
    A new rule of settlement, or a new entry of an old one, is written down here as well.
    """
    assert set(ENTRIES) == {timeline.name for timeline in RULES}
    for name, entries in ENTRIES.items():
        assert len(JAPAN.timeline(name).entries) == len(entries), name


@pytest.mark.parametrize("name", ENTRIES)
def test_each_rule_holds_what_was_found(name: str) -> None:
    """
    Value and confidence are as found on the first and on the last day of each entry.
    """
    timeline, entries = JAPAN.timeline(name), ENTRIES[name]
    ends = [*(first - timedelta(days=1) for first, _, _ in entries[1:]), date(2027, 1, 1)]
    for (first, value, confidence), last in zip(entries, ends, strict=True):
        for day in (first, last):
            entry = timeline.entry_on(day)
            assert entry.value == value
            assert type(entry.value) is type(value)
            assert entry.confidence is confidence
    with pytest.raises(RuleNotKnownError):
        timeline.entry_on(entries[0][0] - timedelta(days=1))


@pytest.mark.parametrize(
    "name, day, others", OTHERS, ids=[f"{name} {day.year}" for name, day, _ in OTHERS]
)
def test_open_rules_have_the_readings_that_were_found(
    name: str, day: date, others: tuple[Any, ...]
) -> None:
    """
    The readings not taken stand beside the one taken, in the order of their likeliness.
    """
    assert JAPAN.timeline(name).entry_on(day).alternatives == others


def test_no_other_rule_is_open() -> None:
    """
    Every entry with other readings is among those written down above.
    """
    listed = {id(JAPAN.timeline(name).entry_on(day)) for name, day, _ in OTHERS}
    astray = [
        f"{timeline.name} {entry.since}"
        for timeline in RULES
        for entry in timeline.entries
        if entry.is_open and id(entry) not in listed
    ]
    assert astray == []


@pytest.mark.parametrize("name", ENTRIES)
def test_first_days_are_exact_where_a_source_states_them(name: str) -> None:
    """
    A day is exact only where somebody published it.
    """
    exact = tuple(e.since for e in JAPAN.timeline(name).entries if e.since_is_exact)
    assert exact == EXACT.get(name, ())


@pytest.mark.parametrize(
    "name, day, who",
    [
        ("fees.commission_range", REFORM, sources.FEE_REFORM_2018),
        ("fees.commission[food]", YEAR_2025, sources.FEE_GUIDE_2025),
        ("fees.settle_price_rounding", REFORM, sources.MEASURED_ORDERS),
        ("fees.overseas_surcharge", YEAR_2025, sources.FAQ_2026),
        ("fees.mega_surcharge", YEAR_2026, sources.FAQ_2026),
        ("fees.mega_support_fee", YEAR_2026, sources.MARGIN_TOOL),
        ("fees.payment_service_fee", YEAR_2026, sources.SHOP_MANUAL),
        ("fees.tax_rate", YEAR_2026, sources.TAX_LAW),
        ("discounts.seller_share[MEGA_WARI]", YEAR_2025, sources.MEGAWARI_SETTLEMENT_GUIDE),
        ("discounts.seller_share[MEGA_PO]", APRIL_2023, sources.MEGAPO_GUIDE_2023),
        ("discounts.seller_share[MEGA_PO]", APRIL_2024, sources.MEGAPO_GUIDE_2024),
        ("coupons.shop_with_mega_po", JULY_2026, sources.RANKING_PAGES_2026),
        ("coupons.pushes", YEAR_2026, sources.SHOP_MANUAL),
        ("timesales.slot_starts", JULY_2026, sources.RANKING_PAGES_2026),
        ("timesales.minimum_discount", YEAR_2026, sources.SHOP_MANUAL),
        ("events.mega_po_points", JULY_2026, sources.RANKING_PAGES_2026),
        ("sellers.reach_sales[EXCELLENT]", YEAR_2024, sources.AGENCY_GRADES),
        ("sellers.reach_sales[POWER]", YEAR_2024, sources.GRADE_GUIDE),
        ("settlements.waiting_days[POWER]", REFORM, sources.FEE_GUIDE_2025),
        ("ads.daily_price[POWER_RANKUP]", YEAR_2024, sources.AGENCY_RANKUP_2024),
        ("plusdisplay.bid_unit", JULY_2026, sources.AUCTION_SCREENS_2026),
        ("wallet.payout_fee", AUTOMATIC, sources.DISCOVERY_2019),
        ("wallet.on_request", YEAR_2025, sources.SHOP_MANUAL),
    ],
)
def test_rules_rest_on_the_sources_they_were_found_in(name: str, day: date, who: object) -> None:
    """
    The source that says a thing stands with it.
    """
    assert who in JAPAN.timeline(name).entry_on(day).sources


@pytest.mark.parametrize(
    "name",
    [
        "ads.smart_sales_base",
        "ads.smart_sales_rounding",
        "ads.smart_sales_tax",
        "coupons.push_week",
        "discounts.odd_yen",
        "fees.commission_on_options",
        "fees.mega_po_fee",
        "fees.surcharge_rounding",
        "plusdisplay.category_alike",
        "plusdisplay.fault_rounding",
        "plusdisplay.losing_bid",
        "plusdisplay.mega_average",
        "plusdisplay.mega_rounding",
        "settlements.on_holiday",
        "settlements.mega_po_coupon_day",
        "settlements.mega_po_points_day",
        "settlements.return_day",
        "settlements.return_on_wednesday",
        "wallet.same_day",
    ],
)
def test_assumptions_are_called_so(name: str) -> None:
    """
    What no source says rests on an assumption alone, and is LOW.
    """
    for entry in JAPAN.timeline(name).entries:
        assert {source.kind for source in entry.sources} == {SourceKind.ASSUMPTION}
        assert entry.confidence is LOW


def test_no_other_rule_is_a_mere_assumption() -> None:
    """
    Every other rule has at least one source that says something of it.
    """
    alone = {
        timeline.name
        for timeline in RULES
        for entry in timeline.entries
        if {source.kind for source in entry.sources} == {SourceKind.ASSUMPTION}
    }
    assert len(alone) == 19
