from __future__ import annotations

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidValueError, RuleUndecidedError
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST
from qoo10model.discounts import Discount, DiscountKind
from qoo10model.fees import (
    ATTRIBUTION,
    Fees,
    Surcharge,
    attributed,
    cart_amounts,
    extras_of,
    is_abroad,
    quote,
)
from qoo10model.orders import SendType
from qoo10model.proceeds import settle
from qoo10model.rules.book import JAPAN
from qoo10model.rules.events import EventKind
from qoo10model.sellers import Grade, PayoutAccount, Seller
from qoo10model.terms import terms_of
from tests.settlement_cases import (
    CASES,
    CHOSEN,
    MEGA_DAY,
    POWER,
    TEN,
    line_of,
    mega,
    off,
    paid,
    rules_of,
    seller_of,
    told,
)
from tests.strategies import lines


NOT_CANCELLED = [
    pytest.param(case, id=case["name"]) for case in CASES if "cancelled_on" not in case["line"]
]
MEGA = DiscountKind.MEGA_WARI


@pytest.mark.parametrize("case", NOT_CANCELLED)
def test_quoted_fees_are_those_of_the_settlement(case: dict[str, Any]) -> None:
    """
    A quote has the fees that the line settles with.
    """
    line, seller = line_of(case["line"]), seller_of(case.get("seller", {}))
    rules = rules_of(case.get("readings", {}))
    fees, settled = quote(line, seller, rules=rules), settle(line, seller, rules)

    assert fees.commission == settled.commission
    assert sum(surcharge.amount for surcharge in fees.surcharges) == settled.surcharge
    assert fees.payment_fee == settled.payment_fee
    assert fees.service_fee == settled.service_fee
    assert fees.tax == settled.fee_tax
    assert fees.total == settled.service_fee + settled.fee_tax


@given(line=lines(cancelled_on=None), shipping=st.sampled_from((0, 301)))
def test_any_quote_is_that_of_the_settlement(line: Any, shipping: int) -> None:
    """
    Whatever a line is made of, what it is quoted is what it settles with.
    """
    line = attrs.evolve(line, shipping=shipping, related=(line.order_no,))
    fees, settled = quote(line, POWER, rules=CHOSEN), settle(line, POWER, CHOSEN)

    assert (fees.service_fee, fees.tax) == (settled.service_fee, settled.fee_tax)


def test_a_quote_by_hand() -> None:
    """
    The parts of a quote are the base, the commission, each extra by its rule, shipping and the tax.
    """
    line = mega(shipping=300, external_ad=True)
    rules = rules_of({"fees.commission_on_shipping": "SAME_RATE"})

    # 100 + 10 + 10 + 30 = 150, tax 15
    assert quote(line, POWER, rules=rules) == Fees(
        commission_base=1_000,
        commission=100,
        surcharges=(Surcharge("mega_surcharge", 10), Surcharge("external_ad_surcharge", 10)),
        payment_fee=0,
        shipping_commission=30,
        tax=15,
    )


def test_fees_sum_up() -> None:
    """
    The service fee is everything but the tax, the total is everything.
    """
    fees = Fees(2_652, 266, (Surcharge("a", 26), Surcharge("b", 5)), 7, 11, 32)

    assert fees.service_fee == 266 + 26 + 5 + 7 + 11
    assert fees.total == 315 + 32


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (paid(discounts=off(DiscountKind.ITEM, 1)), "fees.commission_base"),
        (paid(cart_discount_seller=1), "fees.commission_base"),
        (paid(shipping=1), "fees.commission_on_shipping"),
        (paid(discounts=off(DiscountKind.UNATTRIBUTED, 1)), "discounts.kind"),
    ],
)
def test_a_quote_is_refused_where_money_would_be_invented(line: Any, rule: str) -> None:
    """
    What a settlement refuses, a quote refuses, too.
    """
    for asked in (quote, settle):
        with pytest.raises(RuleUndecidedError) as refused:
            asked(line, POWER)
        assert refused.value.rule == rule


def test_a_quote_infers_whose_discount_it_is() -> None:
    """
    A discount of the API that fits its event is quoted as the coupon that it is.
    """
    line = paid(1_500, 2, discounts=off(DiscountKind.UNATTRIBUTED, 600), paid_at=MEGA_DAY)

    # 300 + 30, tax 33
    assert quote(line, POWER).total == 363


# Whose discount it is


@pytest.mark.parametrize(
    ("facts", "kind", "event"),
    [
        # 20 % of 1,000 in mega-wari, 10 % in mega-po
        ({"paid_at": MEGA_DAY, "amount": 200}, MEGA, EventKind.MEGA_WARI),
        (
            {"paid_at": datetime(2026, 8, 3, tzinfo=JST), "amount": 100},
            DiscountKind.MEGA_PO,
            EventKind.MEGA_PO,
        ),
        # the first and the last moment of the mega-wari of June 2026
        (
            {"paid_at": datetime(2026, 5, 29, 17, tzinfo=JST), "amount": 200},
            MEGA,
            EventKind.MEGA_WARI,
        ),
        (
            {"paid_at": datetime(2026, 6, 10, 23, 59, 59, tzinfo=JST), "amount": 200},
            MEGA,
            EventKind.MEGA_WARI,
        ),
    ],
)
def test_a_discount_that_fits_its_event_is_attributed(
    facts: dict[str, Any], kind: DiscountKind, event: EventKind
) -> None:
    """
    A discount that is to the yen what the event gives is taken as its coupon.
    """
    line = paid(discounts=off(DiscountKind.UNATTRIBUTED, facts["amount"]), paid_at=facts["paid_at"])

    known, occasion = attributed(line, JAPAN)

    assert known.discounts == off(kind, facts["amount"])
    assert occasion is not None
    assert occasion.kind is event


@pytest.mark.parametrize(
    "line",
    [
        paid(discounts=off(DiscountKind.UNATTRIBUTED, 199), paid_at=MEGA_DAY),
        paid(discounts=off(DiscountKind.UNATTRIBUTED, 201), paid_at=MEGA_DAY),
        paid(
            discounts=off(DiscountKind.UNATTRIBUTED, 200),
            paid_at=datetime(2026, 5, 29, 16, 59, 59, tzinfo=JST),
        ),
        paid(
            discounts=off(DiscountKind.UNATTRIBUTED, 200),
            paid_at=datetime(2026, 6, 11, tzinfo=JST),
        ),
        # Beside a discount of the seller the rest may be anything.
        paid(
            discounts=(Discount(DiscountKind.ITEM, 100), Discount(DiscountKind.UNATTRIBUTED, 200)),
            paid_at=MEGA_DAY,
        ),
    ],
)
def test_a_discount_that_fits_no_event_is_refused(line: Any) -> None:
    """
    A discount that is a yen off, a second off or not alone stays open, with the kinds it may be.
    """
    with pytest.raises(RuleUndecidedError) as refused:
        attributed(line, JAPAN)

    error = refused.value
    assert error.rule == ATTRIBUTION
    assert {DiscountKind.ITEM, DiscountKind.CART_COUPON} <= set(error.candidates)
    assert DiscountKind.UNATTRIBUTED not in error.candidates
    assert "yen of order 7?" in error.question.en
    assert "注文7の割引" in error.question.ja
    assert "attrs.evolve(line, discounts=" in error.advice.en
    assert error.advice.ja.startswith("割引を種類ごとに指定する: attrs.evolve(line, discounts=")


def test_lines_without_an_unknown_discount_stay_as_they_are() -> None:
    """
    There is nothing to infer about discounts whose kind is known.
    """
    for line in (paid(), mega()):
        assert attributed(line, JAPAN) == (line, None)


# What belongs to the cart


def test_a_line_that_is_its_whole_cart_has_all_of_its_amounts() -> None:
    """
    Shipping and cart discounts of a cart of one line are the line's.
    """
    line = paid(shipping=300, cart_discount_seller=20, cart_discount_qoo10=10, related=(7,))

    assert cart_amounts(line) == (300, 20, 10)
    assert cart_amounts(paid(related=(8,))) == (0, 0, 0)


@pytest.mark.parametrize("name", ["shipping", "cart_discount_seller", "cart_discount_qoo10"])
def test_a_line_that_shares_its_cart_is_settled_with_it(name: str) -> None:
    """
    An amount of a cart with other lines cannot be one line's.
    """
    line = paid(related=(7, 8), **{name: 300})

    for asked in (
        lambda: cart_amounts(line),
        lambda: quote(line, POWER),
        lambda: settle(line, POWER),
    ):
        with pytest.raises(InvalidValueError, match="settle_all or settle_cart"):
            asked()


# Extras


def extras(line: Any, seller: Seller = POWER, **readings: Any) -> list[str]:
    """
    The fields of the extras that *line* pays.
    """
    rules = rules_of({f"fees.{name}": text for name, text in readings.items()})
    return list(extras_of(line, terms_of(line.paid_on, seller, None, rules)))


MEGA_FIELDS = ["mega_surcharge", "mega_support_fee"]
ABROAD = Seller(grade=Grade.POWER, commission=TEN, payout_account=PayoutAccount.OUTSIDE_JAPAN)


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        (told(), []),
        (paid(), []),
        (mega(), MEGA_FIELDS),
        (mega(discounts=(*off(MEGA, 1), *off(MEGA, 2))), MEGA_FIELDS),
        (mega(discounts=off(MEGA, 0)), MEGA_FIELDS),
        (paid(discounts=off(DiscountKind.MEGA_PO, 1)), ["mega_po_fee"]),
        (
            paid(discounts=(*off(DiscountKind.MEGA_PO, 1), *off(DiscountKind.MEGA_PO, 1))),
            ["mega_po_fee"],
        ),
        (paid(discounts=off(DiscountKind.ITEM, 1)), []),
        (told(external_ad=True), ["external_ad_surcharge"]),
        (told(send_type=SendType.RELEASE_DATE), ["preorder_surcharge"]),
        (told(send_type=SendType.PREPARATION), ["preorder_surcharge"]),
        (told(send_type=SendType.SAME_DAY), []),
        (told(destination="KR"), ["overseas_surcharge"]),
        (told(destination="jp"), []),
        (
            mega(external_ad=True, send_type=SendType.RELEASE_DATE, destination="KR"),
            [*MEGA_FIELDS, "external_ad_surcharge", "preorder_surcharge", "overseas_surcharge"],
        ),
    ],
)
def test_who_pays_which_extra(line: Any, fields: list[str]) -> None:
    """
    Extras follow what the line is: its event, its ad, how and where it is sent.
    """
    assert extras(line) == fields


def test_mega_wari_and_mega_po_together() -> None:
    """
    A line in both events pays what each of them charges, in any order.
    """
    both = (*off(MEGA, 1), *off(DiscountKind.MEGA_PO, 1))

    assert extras(paid(discounts=both)) == [*MEGA_FIELDS, "mega_po_fee"]
    assert extras(paid(discounts=both[::-1])) == ["mega_po_fee", *MEGA_FIELDS]


@pytest.mark.parametrize(
    ("scope", "seller", "destination", "times"),
    [
        ("EITHER_ONCE", POWER, "JP", 0),
        ("EITHER_ONCE", POWER, "KR", 1),
        ("EITHER_ONCE", ABROAD, None, 1),
        ("EITHER_ONCE", ABROAD, "JP", 1),
        ("EITHER_ONCE", ABROAD, "KR", 1),
        ("ACCOUNT_ONLY", POWER, "KR", 0),
        ("ACCOUNT_ONLY", ABROAD, "JP", 1),
        ("ACCOUNT_ONLY", ABROAD, "KR", 1),
        ("EACH", POWER, "JP", 0),
        ("EACH", POWER, "KR", 1),
        ("EACH", ABROAD, "JP", 1),
        ("EACH", ABROAD, "KR", 2),
    ],
)
def test_how_often_the_extra_for_abroad_is_due(
    scope: str, seller: Seller, destination: str | None, times: int
) -> None:
    """
    Account and destination abroad count once, once for the account only, or once each.
    """
    line = paid(destination=destination)

    assert extras(line, seller, overseas_scope=scope) == ["overseas_surcharge"] * times


def test_a_preparation_is_no_pre_order_where_the_book_says_so() -> None:
    """
    Whether 4 to 14 days of preparation make a pre-order is a rule of the book.
    """
    assert extras(told(send_type=SendType.PREPARATION), preparation_is_preorder=False) == []


@pytest.mark.parametrize(
    ("destination", "abroad"),
    [(None, False), ("JP", False), ("jp", False), ("KR", True), ("us", True)],
)
def test_what_is_abroad(destination: str | None, abroad: bool) -> None:
    """
    Whatever is told and is not Japan is abroad.
    """
    assert is_abroad(paid(destination=destination)) is abroad


# What-if


def test_a_what_if_changes_only_what_it_should() -> None:
    """
    A dearer extra since 1 June leaves the days before, other lines and the book itself alone.
    """
    dearer = JAPAN.replacing(
        JAPAN.fees.mega_surcharge.with_value(Rate.percent("1.5"), since=date(2026, 6, 1))
    )
    june = mega(paid_at=datetime(2026, 6, 1, tzinfo=JST))

    assert quote(june, POWER, rules=dearer).surcharges == (Surcharge("mega_surcharge", 15),)
    assert quote(june, POWER).surcharges == (Surcharge("mega_surcharge", 10),)
    assert quote(mega(), POWER, rules=dearer) == quote(mega(), POWER)
    assert quote(paid(), POWER, rules=dearer) == quote(paid(), POWER)
