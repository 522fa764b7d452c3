from __future__ import annotations

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST
from qoo10model.basics.sources import Confidence, Source, SourceKind
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.discounts import Discount, DiscountKind
from qoo10model.entries import EntryKind
from qoo10model.ledgers import was_settled
from qoo10model.orders import SendType
from qoo10model.proceeds import Settlement, settle
from qoo10model.rules.book import JAPAN, RuleBook
from qoo10model.sellers import Commissions, PayoutAccount, Seller
from tests.settlement_cases import (
    CHOSEN,
    MEGA_DAY,
    MEGA_PO_DAY,
    POWER,
    SILENT,
    TEN,
    ZERO,
    mega,
    off,
    paid,
    rules_of,
    told,
)


DUE = ["settlements.waiting_days[POWER]"]
COMMISSION = ["sellers.commission", "fees.settle_price_rounding"]
TAX = ["fees.tax_rate", "fees.fees_exclude_tax", "fees.tax_rounding", "fees.tax_grain"]
DELIVERED: dict[str, Any] = {"delivered_on": date(2026, 5, 14)}
AFTER_MEGA: dict[str, Any] = {"delivered_on": date(2026, 6, 4)}


def rests_on(settlement: Settlement) -> dict[str, list[str]]:
    """
    The rules that each entry of *settlement* rests on, by its kind.
    """
    return {e.kind.name: [one.rule for one in e.evidence] for e in settlement.entries}


def rules_used(settlement: Settlement) -> list[str]:
    """
    The names of the rules that *settlement* rests on.
    """
    return [one.rule for one in settlement.rules]


# What each entry rests on


def test_an_ordinary_line_rests_on_its_rate_the_tax_and_the_waiting() -> None:
    """
    Every entry names the rules of its amount first and those of its day last.
    """
    assert rests_on(settle(paid(**DELIVERED), POWER)) == {
        "SALE": DUE,
        "COMMISSION": COMMISSION + DUE,
        "FEE_TAX": TAX + DUE,
    }


def test_a_line_that_is_not_delivered_rests_on_no_days() -> None:
    """
    Before the delivery no rule of days has been used.
    """
    result = settle(paid(), POWER)

    assert rests_on(result) == {"SALE": [], "COMMISSION": COMMISSION, "FEE_TAX": TAX}
    assert rules_used(result) == [*COMMISSION, "fees.payment_service_fee", *TAX]


def test_a_mega_wari_line_rests_on_the_halves_and_the_compensation() -> None:
    """
    The pre-deduction rests on the half and its odd yen, the extra on its base.
    """
    result = settle(mega(**AFTER_MEGA), POWER)

    assert rests_on(result) == {
        "PRE_DEDUCTION": ["discounts.seller_share[MEGA_WARI]", "discounts.odd_yen"],
        "SALE": DUE,
        "COMPENSATION": ["settlements.compensation", *DUE],
        "COMMISSION": COMMISSION + DUE,
        "SURCHARGE": [
            "fees.mega_surcharge",
            "fees.surcharge_rounding",
            "fees.surcharge_base",
            *DUE,
        ],
        "FEE_TAX": TAX + DUE,
    }
    # The support fee moved no yen; it was asked all the same.
    assert "fees.mega_support_fee" in rules_used(result)


def test_two_units_rest_on_the_grain_of_the_coupon() -> None:
    """
    Whether a coupon is halved by the unit matters from two units on.
    """
    two = mega(quantity=2)

    assert "discounts.coupon_grain" in rests_on(settle(two, POWER))["PRE_DEDUCTION"]
    assert "discounts.coupon_grain" not in rests_on(settle(mega(), POWER))["PRE_DEDUCTION"]


def test_a_mega_po_line_rests_on_points_and_halves() -> None:
    """
    Both shares of mega-po name the rule of their day; the points name what they are counted by.
    """
    line = paid(
        discounts=off(DiscountKind.MEGA_PO, 100), paid_at=MEGA_PO_DAY, delivered_on=date(2026, 8, 6)
    )
    half = ["discounts.seller_share[MEGA_PO]", "discounts.odd_yen"]
    points = ["events.mega_po_points", "events.mega_po_rounding", "events.mega_po_points_cap"]
    found = rests_on(settle(line, POWER))

    assert found["COUPON_SHARE"] == [*half, "settlements.mega_po_coupon_day", *DUE]
    assert found["POINTS_SHARE"] == [*points, *half, "settlements.mega_po_points_day", *DUE]
    assert found["COMPENSATION"] == ["discounts.seller_share[MEGA_PO]", *DUE]
    assert "fees.mega_po_fee" in rules_used(settle(line, POWER))


def test_a_share_of_mega_po_after_the_payment_does_not_rest_on_the_waiting() -> None:
    """
    What is taken after the payment has nothing to do with the delivery.
    """
    line = paid(
        discounts=off(DiscountKind.MEGA_PO, 100), paid_at=MEGA_PO_DAY, delivered_on=date(2026, 8, 6)
    )
    early = rules_of({"settlements.mega_po_coupon_day": "AFTER_PAYMENT"})

    assert rests_on(settle(line, POWER, early))["COUPON_SHARE"][-1] == (
        "settlements.mega_po_coupon_day"
    )


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (DiscountKind.ITEM, ["fees.commission_base"]),
        (DiscountKind.CART_COUPON, []),
    ],
)
def test_a_discount_rests_on_who_bears_it(kind: DiscountKind, names: list[str]) -> None:
    """
    The share of its kind is a rule that was used; the base of the commission only for the seller's.
    """
    used = rules_used(settle(paid(discounts=off(kind, 100)), POWER, CHOSEN))

    assert f"discounts.seller_share[{kind.name}]" in used
    assert [name for name in used if name == "fees.commission_base"] == names
    assert "discounts.odd_yen" not in used  # nothing is halved


def test_cart_discounts_rest_on_who_bears_them() -> None:
    """
    What a cart has off, by the seller or by Qoo10, is borne by the rule of its kind.
    """
    used = rules_used(settle(paid(cart_discount_seller=10, cart_discount_qoo10=20), POWER, CHOSEN))

    assert {"discounts.seller_share[CART_SELLER]", "discounts.seller_share[CART_COUPON]"} <= {*used}


@pytest.mark.parametrize(
    ("line", "seller", "names"),
    [
        (paid(option_price=10), POWER, ["fees.commission_on_options"]),
        (paid(shipping=300), POWER, ["fees.commission_on_shipping"]),
        (told(external_ad=True), POWER, ["fees.external_ad_surcharge", "fees.surcharge_rounding"]),
        (
            told(send_type=SendType.RELEASE_DATE),
            POWER,
            ["fees.preorder_surcharge", "fees.preparation_is_preorder"],
        ),
        (told(destination="KR"), POWER, ["fees.overseas_surcharge", "fees.overseas_scope"]),
        (
            told(),
            attrs.evolve(POWER, payout_account=PayoutAccount.OUTSIDE_JAPAN),
            ["fees.overseas_surcharge", "fees.overseas_scope"],
        ),
    ],
)
def test_what_a_line_has_brings_its_rules(line: Any, seller: Seller, names: list[str]) -> None:
    """
    A rule is named by a line that uses it, and by no other.
    """
    assert {*names} <= {*rules_used(settle(line, seller, CHOSEN))}
    assert not {*names} & {*rules_used(settle(told(), POWER, CHOSEN))}


def test_the_base_of_extras_matters_only_beside_a_discount() -> None:
    """
    Where nothing is discounted all bases are one.
    """
    assert "fees.surcharge_base" not in rules_used(settle(told(external_ad=True), POWER))
    assert "fees.surcharge_base" in rules_used(settle(mega(), POWER))


# Where the rate and the tax come from


@pytest.mark.parametrize(
    ("seller", "categories", "names"),
    [
        (POWER, None, COMMISSION),
        (Seller(grade=POWER.grade, commission=Commissions(otherwise=TEN)), None, COMMISSION),
        (SILENT, {"A": "beauty"}, ["fees.commission[beauty]", "fees.settle_price_rounding"]),
        (
            SILENT,
            None,
            ["fees.commission_range", "fees.settle_price_rounding", "fees.commission_step"],
        ),
        (
            SILENT,
            {"A": "mobile"},
            ["fees.commission[mobile]", "fees.settle_price_rounding", "fees.commission_step"],
        ),
    ],
)
def test_the_commission_rests_on_what_told_its_rate(
    seller: Seller, categories: dict[str, str] | None, names: list[str]
) -> None:
    """
    A rate of the seller's rests on his figures, a published one on its category, an inferred one on
    the range and the steps it was searched in.
    """
    line = paid(platform_settle_price=900)

    assert rests_on(settle(line, seller, categories=categories))["COMMISSION"] == names


@pytest.mark.parametrize(
    ("fee_tax", "names"),
    [
        (None, TAX),
        (TEN, ["sellers.fee_tax", "fees.tax_rounding", "fees.tax_grain"]),
        (ZERO, ["sellers.fee_tax"]),
    ],
)
def test_the_tax_rests_on_the_law_or_on_the_seller(fee_tax: Rate | None, names: list[str]) -> None:
    """
    A tax that the seller states rests on him; where it is none, nothing is rounded.
    """
    used = rules_used(settle(paid(), attrs.evolve(POWER, fee_tax=fee_tax)))

    assert used[used.index("fees.payment_service_fee") + 1 :] == names


def test_figures_of_the_seller_are_sure() -> None:
    """
    What a seller states about his own shop is of high confidence and names him as its source.
    """
    own = attrs.evolve(POWER, payment_service_fee=Rate.percent("0.5"), fee_tax=TEN)
    stated = [one for one in settle(paid(), own).rules if one.rule.startswith("sellers.")]

    assert [one.rule for one in stated] == [
        "sellers.commission",
        "sellers.payment_service_fee",
        "sellers.fee_tax",
    ]
    assert all(one.entry.confidence is Confidence.HIGH for one in stated)
    assert {one.entry.sources[0].title for one in stated} == {"the seller's own figures"}


def test_every_rule_is_named_once() -> None:
    """
    A rule that several entries rest on stands once among the rules of the settlement.
    """
    used = rules_used(settle(mega(external_ad=True, **AFTER_MEGA), POWER))

    assert len(used) == len(set(used))


# Wednesdays and holidays


def test_a_wednesday_at_the_end_of_the_waiting_brings_its_rule() -> None:
    """
    Which Wednesday is meant matters only where the waiting ends on one.
    """
    rule = "settlements.due_on_wednesday"

    assert rule in rules_used(settle(paid(delivered_on=date(2026, 5, 15)), POWER))
    assert rule not in rules_used(settle(paid(delivered_on=date(2026, 5, 14)), POWER))


def test_a_payment_on_a_wednesday_brings_its_rule() -> None:
    """
    Which Wednesday is meant matters to a pre-deduction only if the payment was on one.
    """
    rule = "settlements.pre_deduction_on_wednesday"
    wednesday = mega(paid_at=datetime(2026, 6, 3, tzinfo=JST))

    assert rule in rules_used(settle(wednesday, POWER))
    assert rule not in rules_used(settle(mega(), POWER))
    assert rule not in rules_used(settle(paid(paid_at=datetime(2026, 6, 3, tzinfo=JST)), POWER))


NEW_YEAR = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # settled on Wed 31 December, a holiday
        (paid(paid_at=datetime(2025, 12, 20, tzinfo=JST), delivered_on=date(2025, 12, 25)), True),
        # a week later, Wed 7 January
        (paid(paid_at=datetime(2025, 12, 20, tzinfo=JST), delivered_on=date(2026, 1, 1)), False),
        # the half of a coupon that was paid on Sat 27 December
        (mega(paid_at=datetime(2025, 12, 27, tzinfo=JST)), True),
        (mega(paid_at=datetime(2025, 12, 20, tzinfo=JST)), False),
        # what was settled on Wed 24 December and returned on Fri 26
        (
            paid(
                paid_at=datetime(2025, 12, 10, tzinfo=JST),
                delivered_on=date(2025, 12, 18),
                cancelled_on=date(2025, 12, 26),
            ),
            True,
        ),
        # returned on Wed 31 itself, so back on Wed 7 January
        (
            paid(
                paid_at=datetime(2025, 12, 10, tzinfo=JST),
                delivered_on=date(2025, 12, 18),
                cancelled_on=date(2025, 12, 31),
            ),
            False,
        ),
    ],
)
def test_a_holiday_wednesday_brings_its_rule(line: Any, expected: bool) -> None:
    """
    What happens on a holiday matters to money whose own Wednesday is one.
    """
    for reading in ("SAME_DAY", "NEXT_BUSINESS_DAY", "PREVIOUS_BUSINESS_DAY"):
        rules = rules_of({"settlements.on_holiday": reading})
        used = rules_used(settle(line, POWER, rules, holidays=NEW_YEAR))
        assert ("settlements.on_holiday" in used) is expected
        assert "settlements.on_holiday" not in rules_used(settle(line, POWER, rules))


# Cancelled lines


def test_what_comes_back_rests_on_what_it_undoes() -> None:
    """
    An entry that undoes another rests on the same rules, and on the rule of its own day.
    """
    result = settle(mega(**AFTER_MEGA, cancelled_on=date(2026, 6, 11)), POWER)
    went = {e.kind: e for e in result.entries if not e.reverses}
    back = {e.kind: e for e in result.entries if e.reverses}

    assert went.keys() == back.keys()
    for kind, entry in back.items():
        assert entry.evidence[:-1] == went[kind].evidence
        assert entry.evidence[-1].rule == "settlements.return_day"
        assert entry.amount == -went[kind].amount


@pytest.mark.parametrize(
    ("line", "names"),
    [
        # nothing moved: only the rules that say so
        (paid(cancelled_on=date(2026, 5, 12)), []),
        (paid(**DELIVERED, cancelled_on=date(2026, 5, 19)), DUE),
        (mega(cancelled_on=date(2026, 6, 2)), []),
        # the half had moved
        (
            mega(**AFTER_MEGA, cancelled_on=date(2026, 6, 9)),
            [
                "discounts.seller_share[MEGA_WARI]",
                "discounts.odd_yen",
                *DUE,
                "settlements.return_day",
            ],
        ),
    ],
)
def test_a_cancelled_line_rests_on_what_had_moved(line: Any, names: list[str]) -> None:
    """
    Of a cancelled line, the rules of what moved count, and those that decide what had.
    """
    assert rules_used(settle(line, POWER)) == names


RETURNS: dict[str, tuple[date, tuple[date, ...], str, list[str]]] = {
    "a Tuesday": (date(2026, 6, 9), (), "NEXT_SETTLEMENT", []),
    "a Wednesday": (date(2026, 6, 10), (), "NEXT_SETTLEMENT", ["return_on_wednesday"]),
    "a holiday after": (date(2026, 6, 9), (date(2026, 6, 10),), "NEXT_SETTLEMENT", ["on_holiday"]),
    "at once": (date(2026, 6, 10), (date(2026, 6, 10),), "AT_ONCE", []),
}


@pytest.mark.parametrize(("day", "holidays", "reading", "more"), RETURNS.values(), ids=RETURNS)
def test_the_day_of_a_return_rests_on_the_rules_that_decide_it(
    day: date, holidays: tuple[date, ...], reading: str, more: list[str]
) -> None:
    """
    Wednesdays and holidays count only where money comes back on a settlement Wednesday.
    """
    line = mega(paid_at=datetime(2026, 5, 30, 9, tzinfo=JST), cancelled_on=day)
    rules = rules_of({"settlements.return_day": reading})
    result = settle(line, POWER, rules, holidays=holidays)
    rests_on = [evidence.rule for evidence in result.entries[-1].evidence]

    assert [name.removeprefix("settlements.") for name in rests_on[-1 - len(more) :]] == [
        "return_day",
        *more,
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, True),
        (DELIVERED, True),
        ({"cancelled_on": date(2026, 5, 20)}, False),
        ({**DELIVERED, "cancelled_on": date(2026, 5, 19)}, False),
        ({**DELIVERED, "cancelled_on": date(2026, 5, 20)}, True),
        ({**DELIVERED, "cancelled_on": date(2026, 5, 21)}, True),
    ],
)
def test_what_was_settled(facts: dict[str, Any], expected: bool) -> None:
    """
    A line was settled unless it was cancelled before the day of its settlement, Wed 20 May.
    """
    line = paid(**facts)

    assert was_settled(line, settle(line, POWER).terms) is expected


# Stale rules: the last reading of the sources was on 13 August 2026


def at(day: int, month: int = 8) -> datetime:
    """
    Nine o'clock on a day of 2026.
    """
    return datetime(2026, month, day, 9, tzinfo=JST)


@pytest.mark.parametrize(
    ("line", "stale"),
    [
        (paid(paid_at=at(13)), False),
        (paid(paid_at=at(14)), True),
        (paid(paid_at=datetime(2026, 8, 13, 15, tzinfo=JST)), False),
        # paid before, delivered after the last reading: the days of waiting may have changed
        (paid(paid_at=at(10), delivered_on=date(2026, 8, 13)), False),
        (paid(paid_at=at(10), delivered_on=date(2026, 8, 14)), True),
        # cancelled before anything moved: only what decides that was used
        (paid(paid_at=at(10), cancelled_on=date(2026, 8, 20)), False),
        # settled and returned afterwards: the rule of the return was used later
        (
            paid(paid_at=at(1), delivered_on=date(2026, 8, 3), cancelled_on=date(2026, 8, 13)),
            False,
        ),
        (
            paid(paid_at=at(1), delivered_on=date(2026, 8, 3), cancelled_on=date(2026, 8, 14)),
            True,
        ),
    ],
)
def test_rules_that_are_used_after_their_last_reading_are_stale(line: Any, stale: bool) -> None:
    """
    A rule is stale where it was used for a day after its sources were read last.
    """
    assert settle(line, POWER).is_stale is stale


def test_rules_that_were_read_again_are_fresh() -> None:
    """
    Staleness goes by each rule's own sources: one that was read since is not stale.
    """
    read = Source("read again", SourceKind.OFFICIAL, date(2026, 12, 31))

    def again(rule: str) -> Timeline[Any]:
        timeline = JAPAN.timeline(rule)
        entry = timeline.entries[-1]
        return Timeline(
            timeline.name,
            (Dated(entry.since, entry.value, Confidence.HIGH, (read,)),),
            timeline.title,
        )

    line = paid(paid_at=at(1, 9))
    used = [rule for rule in rules_used(settle(line, POWER)) if not rule.startswith("sellers.")]
    fresh: RuleBook = JAPAN.replacing(*(again(rule) for rule in used))

    assert settle(line, POWER).is_stale
    assert not settle(line, POWER, fresh).is_stale
    assert settle(line, POWER, JAPAN.replacing(*(again(rule) for rule in used[:-1]))).is_stale


def test_entries_name_their_order_cart_and_shop() -> None:
    """
    An entry can be traced to its order, its cart and its shop.
    """
    line = mega(order_no=5, cart_no=6, shop="s", discounts=(Discount(DiscountKind.MEGA_WARI, 200),))

    assert {(e.order_no, e.cart_no, e.shop) for e in settle(line, POWER).entries} == {(5, 6, "s")}
    assert settle(line, POWER).entries[0].kind is EntryKind.PRE_DEDUCTION
    assert line.paid_at == MEGA_DAY
