from __future__ import annotations

import copy
import datetime as dt
import pickle

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Severity
from qoo10model.basics.periods import JST
from qoo10model.discounts import Discount, DiscountKind
from qoo10model.orders import (
    TRANSITIONS,
    Delivery,
    OrderLine,
    OrderStatus,
    Person,
    SendType,
    advance,
    check,
)
from tests.strategies import lines


AWAITING, ON_REQUEST, CONFIRMED, ON_DELIVERY, DELIVERED = OrderStatus
NAMES = {
    "JST": JST,
    "datetime": dt,
    "Delivery": Delivery,
    "Discount": Discount,
    "DiscountKind": DiscountKind,
    "OrderLine": OrderLine,
    "OrderStatus": OrderStatus,
    "SendType": SendType,
}
"""
What the repr of a line needs to evaluate.
"""

statuses = st.sampled_from(OrderStatus)


def jst(*parts: int) -> datetime:
    """
    The moment with these parts in JST.
    """
    year, month, day, hour, minute = (*parts, 0, 0)[:5]
    return datetime(year, month, day, hour, minute, tzinfo=JST)


def line(**facts: Any) -> OrderLine:
    """
    A line of 1,326 yen × 2 with *facts* beside or instead.
    """
    return OrderLine(
        **{
            "order_no": 1_062_428_737,
            "cart_no": 93_001_122,
            "item_code": "100000001",
            "unit_price": 1_326,
            "quantity": 2,
            **facts,
        }
    )


def off(*amounts: int) -> tuple[Discount, ...]:
    """
    Item discounts of these amounts.
    """
    return tuple(Discount(DiscountKind.ITEM, amount) for amount in amounts)


# What a line says of itself


@pytest.mark.parametrize(
    "unit_price, quantity, option_price, gross",
    [
        (1_326, 2, 0, 2_652),
        (1_500, 2, 699, 3_699),
        (1_500, 2, -300, 2_700),
        (500, 1, -500, 0),
        (0, 3, 0, 0),
        (999_999_999, 2_147_483_647, 0, 2_147_483_644_852_516_353),
    ],
)
def test_gross(unit_price: int, quantity: int, option_price: int, gross: int) -> None:
    """
    The gross is the unit price times the quantity plus the options of the line.
    """
    one = line(unit_price=unit_price, quantity=quantity, option_price=option_price)
    assert one.gross == gross


@pytest.mark.parametrize(
    "amounts, total", [((), 0), ((600,), 600), ((100, 200, 300), 600), ((2_652,), 2_652)]
)
def test_discount(amounts: tuple[int, ...], total: int) -> None:
    """
    The discount of a line is the sum of its discounts, at most its gross.
    """
    assert line(discounts=off(*amounts)).discount == total


@pytest.mark.parametrize(
    "moment, day",
    [
        (jst(2026, 5, 11, 12), date(2026, 5, 11)),
        (jst(2026, 5, 12), date(2026, 5, 12)),
        # 15:00 UTC is midnight in Japan.
        (datetime(2026, 5, 11, 14, 59, 59, 999_999, UTC), date(2026, 5, 11)),
        (datetime(2026, 5, 11, 15, tzinfo=UTC), date(2026, 5, 12)),
        (datetime(2026, 5, 11, 23, tzinfo=timezone(timedelta(hours=9), "KST")), date(2026, 5, 11)),
        (None, None),
    ],
)
def test_the_paid_day_is_the_japanese_one(moment: datetime | None, day: date | None) -> None:
    """
    A payment belongs to the day that it is in Japan.
    """
    assert line(paid_at=moment).paid_on == day


def test_moments_are_kept_in_jst() -> None:
    """
    A moment of another time zone is kept as the same instant in JST, so that equal lines are equal.
    """
    utc = line(
        paid_at=datetime(2026, 5, 11, 3, tzinfo=UTC),
        ordered_at=datetime(2026, 5, 11, 2, tzinfo=UTC),
    )
    for moment in (utc.paid_at, utc.ordered_at):
        assert moment is not None
        assert moment.tzinfo is JST
    assert (utc.paid_at, utc.ordered_at) == (jst(2026, 5, 11, 12), jst(2026, 5, 11, 11))
    assert utc == line(paid_at=jst(2026, 5, 11, 12), ordered_at=jst(2026, 5, 11, 11))
    assert hash(utc) == hash(line(paid_at=jst(2026, 5, 11, 12), ordered_at=jst(2026, 5, 11, 11)))


@pytest.mark.parametrize(
    "status, moment, is_paid",
    [
        (None, None, False),
        (None, jst(2026, 5, 11), True),
        (AWAITING, None, False),
        (AWAITING, jst(2026, 5, 11), False),
        (ON_REQUEST, None, True),
        (ON_REQUEST, jst(2026, 5, 11), True),
        (DELIVERED, None, True),
    ],
)
def test_unpaid_is_status_1(
    status: OrderStatus | None, moment: datetime | None, is_paid: bool
) -> None:
    """
    Whether a line is paid is said by its status; only without one by its payment date.
    """
    assert line(status=status, paid_at=moment).is_paid is is_paid


@pytest.mark.parametrize(
    "facts, is_plain",
    [
        ({}, True),
        ({"paid_at": jst(2026, 5, 11), "delivered_on": date(2026, 5, 14), "shop": "A"}, True),
        ({"external_ad": False, "send_type": SendType.GENERAL, "destination": "JP"}, True),
        ({"send_type": SendType.SAME_DAY, "platform_total": 1, "status": DELIVERED}, True),
        ({"discounts": off(0)}, False),
        ({"option_price": 1}, False),
        ({"option_price": -1}, False),
        ({"shipping": 1}, False),
        ({"cart_discount_seller": 1}, False),
        ({"cart_discount_qoo10": 1}, False),
        ({"external_ad": True}, False),
        ({"cancelled_on": date(2026, 5, 14)}, False),
        ({"send_type": SendType.PREPARATION}, False),
        ({"send_type": SendType.RELEASE_DATE}, False),
        ({"destination": "KR"}, False),
        ({"paid_at": jst(2026, 5, 11), "status": OrderStatus.AWAITING_PAYMENT}, False),
        ({"status": OrderStatus.ON_REQUEST}, True),
        ({"currency": "KRW"}, False),
    ],
)
def test_a_plain_line(facts: dict[str, Any], is_plain: bool) -> None:
    """
    A line is plain if nothing but price and quantity decides what it pays.
    """
    assert line(**facts).is_plain is is_plain
    assert attrs.evolve(line(), **facts).is_plain is is_plain


def test_what_is_not_given_is_nothing_or_not_known() -> None:
    """
    Amounts that were not given are 0 yen, facts None, texts empty, and the currency is the yen.
    """
    given_facts = {"order_no", "cart_no", "item_code", "unit_price", "quantity", "is_plain"}
    one = line()
    left = {
        f.name: getattr(one, f.name) for f in attrs.fields(OrderLine) if f.name not in given_facts
    }
    amounts = (
        "option_price",
        "shipping",
        "cart_discount_seller",
        "cart_discount_qoo10",
        "cash_on_delivery",
    )
    assert [left.pop(name) for name in amounts] == [0] * 5
    assert left.pop("currency") == "JPY"
    assert {type(value) for value in left.values()} == {type(None), str, tuple}
    assert not any(left.values())


@pytest.mark.parametrize(
    "seller_code, option_code, sku, key",
    [
        ("SKU-A", "", "SKU-A", "sku-a"),
        ("SKU-A", "SKU-A-Red", "SKU-A-Red", "sku-a-red"),
        ("", "Opt", "Opt", "opt"),
        ("", "", "", ""),
        ("STRASSE-1", "", "STRASSE-1", "strasse-1"),
        ("Straße-1", "", "Straße-1", "strasse-1"),
        ("ＡＢＣ", "", "ＡＢＣ", "ａｂｃ"),
    ],
)
def test_the_sku_is_the_option_else_the_seller_code(
    seller_code: str, option_code: str, sku: str, key: str
) -> None:
    """
    The option's code comes before the item's, and codes are compared without regard to case.
    """
    one = line(seller_code=seller_code, option_code=option_code)
    assert (one.sku, one.sku_key) == (sku, key)


@pytest.mark.parametrize(
    "related, is_alone",
    [
        ((), True),
        ((1_062_428_737,), True),
        ((1_062_428_738,), False),
        ((1_062_428_737, 1_062_428_738), False),
    ],
)
def test_a_line_is_alone_if_it_names_no_other(related: tuple[int, ...], is_alone: bool) -> None:
    """
    Whether the related orders of a row include the row itself makes no difference.
    """
    assert line(related=related).is_alone is is_alone


# Statuses


@pytest.mark.parametrize(
    "status, code, ja",
    [
        (AWAITING, 1, "入金待ち"),
        (ON_REQUEST, 2, "配送要請"),
        (CONFIRMED, 3, "配送準備"),
        (ON_DELIVERY, 4, "配送中"),
        (DELIVERED, 5, "配送完了"),
    ],
)
def test_the_five_statuses(status: OrderStatus, code: int, ja: str) -> None:
    """
    The statuses have the codes 1 to 5 of the platform and a name in both languages.
    """
    assert OrderStatus(code) is status
    assert status.label.ja == ja
    assert status.label.en


FOLLOWING = {
    None: {1, 2, 3, 4, 5},
    1: {1, 2},
    2: {2, 3, 4},
    3: {3, 4},
    4: {4, 5},
    5: {5},
}


@pytest.mark.parametrize("after", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("before", [None, 1, 2, 3, 4, 5])
def test_which_status_follows_which(before: int | None, after: int) -> None:
    """
    Payment, confirmation, dispatch (with or without it), delivery: no other step exists.
    """
    one = line(status=None if before is None else OrderStatus(before))
    if after in FOLLOWING[before]:
        assert advance(one, OrderStatus(after)) == attrs.evolve(one, status=OrderStatus(after))
    else:
        with pytest.raises(InvalidValueError, match="cannot go from"):
            advance(one, OrderStatus(after))


@pytest.mark.parametrize(
    "before, after, said",
    [
        (
            ON_REQUEST,
            AWAITING,
            "to AWAITING_PAYMENT; from there it can go to: SELLER_CONFIRMED, ON_DELIVERY",
        ),
        (AWAITING, DELIVERED, "to DELIVERED; from there it can go to: ON_REQUEST"),
        (DELIVERED, ON_DELIVERY, "to ON_DELIVERY; from there it can go to: no other status"),
    ],
)
def test_an_impossible_step_says_the_possible_ones(
    before: OrderStatus, after: OrderStatus, said: str
) -> None:
    """
    The error names the order, both statuses and where the line can go.
    """
    with pytest.raises(
        InvalidValueError, match=f"order 1062428737 cannot go from {before.name} {said}"
    ):
        advance(line(status=before), after)


def test_the_steps_are_public() -> None:
    """
    The steps that exist are five, and each leads up.
    """
    steps = {(before.value, after.value) for before, after in TRANSITIONS}
    assert steps == {(1, 2), (2, 3), (2, 4), (3, 4), (4, 5)}


@given(lines(), st.lists(statuses))
def test_a_line_never_goes_back(one: OrderLine, wanted: list[OrderStatus]) -> None:
    """
    Whatever is tried, the status of a line only rises, and nothing else of it changes.
    """
    now = one
    for status in wanted:
        try:
            after = advance(now, status)
        except InvalidValueError:
            continue
        assert after.status is status
        assert now.status is None or status.value >= now.status.value
        assert attrs.evolve(after, status=one.status) == one
        now = after


@pytest.mark.parametrize(
    "status", [2, "ON_REQUEST", "On request(2)", None, OrderStatus, SendType.GENERAL]
)
def test_a_status_is_an_order_status(status: Any) -> None:
    """
    A code or a name is no status yet.
    """
    with pytest.raises(InvalidTypeError, match=r"must be an OrderStatus such as OrderStatus\(2\)"):
        advance(line(), status)


# What is odd


@pytest.mark.parametrize(
    "facts, codes",
    [
        ({}, []),
        # The measured order: 1,500 × 2 − 600 = 2,400.
        ({"unit_price": 1_500, "discounts": off(600), "platform_total": 2_400}, []),
        ({"unit_price": 1_500, "discounts": off(600), "platform_total": 2_399}, ["total_differs"]),
        ({"unit_price": 1_500, "discounts": off(600), "platform_total": 2_401}, ["total_differs"]),
        ({"unit_price": 1_500, "option_price": 699, "platform_total": 3_699}, []),
        ({"unit_price": 1_500, "option_price": 699, "platform_total": 3_000}, ["total_differs"]),
        ({"platform_total": 0}, ["total_differs"]),
        # Unpaid is status 1.
        ({"status": AWAITING}, []),
        ({"status": AWAITING, "paid_at": jst(2026, 5, 11)}, ["paid_while_awaiting"]),
        ({"status": ON_REQUEST, "paid_at": jst(2026, 5, 11)}, []),
        ({"status": ON_REQUEST}, ["payment_date_missing"]),
        ({"status": CONFIRMED}, ["payment_date_missing"]),
        ({"status": ON_DELIVERY}, ["payment_date_missing"]),
        ({"status": DELIVERED, "delivered_on": date(2026, 5, 14)}, ["payment_date_missing"]),
        # A delivered line has a day of delivery.
        ({"status": DELIVERED, "paid_at": jst(2026, 5, 11)}, ["delivery_date_missing"]),
        (
            {"status": DELIVERED, "paid_at": jst(2026, 5, 11), "delivered_on": date(2026, 5, 11)},
            [],
        ),
        ({"status": DELIVERED}, ["payment_date_missing", "delivery_date_missing"]),
        # Yen only.
        ({"currency": "USD"}, ["currency"]),
        ({"currency": ""}, ["currency"]),
        (
            {"status": ON_REQUEST, "platform_total": 1, "currency": "KRW"},
            ["total_differs", "payment_date_missing", "currency"],
        ),
    ],
)
def test_what_is_odd_about_a_line(facts: dict[str, Any], codes: list[str]) -> None:
    """
    A total that does not come out, a missing date and another currency are findings, not errors.
    """
    found = check(line(**facts))
    assert [finding.code for finding in found] == [f"orders.{code}" for code in codes]
    assert {finding.order_no for finding in found} <= {1_062_428_737}


@pytest.mark.parametrize(
    "facts, severity, en, ja",
    [
        (
            {"platform_total": 1_000},
            Severity.WARNING,
            "the platform's total is 1,000 yen; unit × quantity + options − discounts gives 2,652",
            "注文金額の合計は1,000円だが、単価×数量＋オプション−割引は2,652円",
        ),
        (
            {"status": ON_REQUEST},
            Severity.WARNING,
            "status delivery requested but no payment date",
            "配送状態は「配送要請」だが入金日がない",
        ),
        (
            {"status": AWAITING, "paid_at": jst(2026, 5, 11)},
            Severity.WARNING,
            "status awaiting payment although a payment date is given",
            "入金日があるのに配送状態は「入金待ち」",
        ),
        (
            {"status": DELIVERED, "paid_at": jst(2026, 5, 11)},
            Severity.WARNING,
            "status delivered but no delivery date, from which the days until settlement count",
            "配送状態は「配送完了」だが、精算日の起算となる配送完了日がない",
        ),
        (
            {"currency": "KRW"},
            Severity.ERROR,
            "amounts are in KRW, not in yen",
            "金額が円ではなくKRW",
        ),
    ],
)
def test_a_finding_says_what_in_both_languages(
    facts: dict[str, Any], severity: Severity, en: str, ja: str
) -> None:
    """
    What is odd is said in English and Japanese.
    """
    (finding,) = check(line(**facts))
    assert (finding.severity, finding.text.en, finding.text.ja) == (severity, en, ja)


@given(lines())
def test_the_total_of_a_line_is_never_odd_if_it_is_ours(one: OrderLine) -> None:
    """
    Unit × quantity + options − discounts raises no finding, one yen more or less does.
    """
    ours = one.unit_price * one.quantity + one.option_price - one.discount
    for given_total, is_odd in ((ours, False), (ours + 1, True), (ours - 1, True)):
        codes = {f.code for f in check(attrs.evolve(one, platform_total=given_total))}
        assert ("orders.total_differs" in codes) is is_odd


# A line as a value


@given(lines())
def test_a_line_is_a_value(one: OrderLine) -> None:
    """
    A line survives pickling, copying and its own repr, and equal ones have one hash.
    """
    again = eval(repr(one), NAMES)
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == copy.copy(one) == again == one
    assert hash(again) == hash(one) == hash(pickle.loads(pickle.dumps(one)))
    assert repr(pickle.loads(pickle.dumps(one))) == repr(one)


def test_the_repr_leaves_out_what_was_not_given() -> None:
    """
    A short line has a short repr, in the order of the fields.
    """
    one = line(paid_at=jst(2026, 5, 11, 12), delivered_on=date(2026, 5, 14), status=DELIVERED)
    assert repr(one) == (
        "OrderLine(order_no=1062428737, cart_no=93001122, item_code='100000001', unit_price=1326, "
        "quantity=2, paid_at=datetime.datetime(2026, 5, 11, 12, 0, tzinfo=JST), "
        "delivered_on=datetime.date(2026, 5, 14), status=OrderStatus.DELIVERED)"
    )
    assert eval(repr(one), NAMES) == one


def test_a_full_line_evaluates() -> None:
    """
    The repr of a line with every fact that is not about people gives the same line again.
    """
    one = line(
        paid_at=jst(2026, 6, 1, 10, 0),
        ordered_at=jst(2026, 6, 1, 9, 59),
        shipped_on=date(2026, 6, 2),
        delivered_on=date(2026, 6, 4),
        cancelled_on=date(2026, 6, 8),
        discounts=(Discount(DiscountKind.MEGA_WARI, 530), Discount(DiscountKind.SHOP_COUPON, 100)),
        option_price=-2,
        status=DELIVERED,
        shop="shop-a",
        external_ad=False,
        send_type=SendType.RELEASE_DATE,
        destination="KR",
        shipping=500,
        cart_discount_seller=10,
        cart_discount_qoo10=20,
        platform_total=2_020,
        platform_settle_price=2_386,
        seller_code="SKU-A",
        option_code="SKU-A-red",
        option="サイズ:60L / カラー:レッド(+699円)",
        title="見本商品A",
        related=(1_062_428_737, 1_062_428_738),
        currency="JPY",
        payment_method="コンビニ決済",
        payment_nation="JP",
        cash_on_delivery=330,
        gift="おまけ",
        material="綿",
        delivery=Delivery(carrier="佐川急便", planned_on=date(2026, 6, 3)),
    )
    assert eval(repr(one), NAMES) == one
    assert "Delivery(carrier='佐川急便', planned_on=datetime.date(2026, 6, 3))" in repr(one)


def test_people_never_show() -> None:
    """
    Nothing of a buyer, receiver, sender or consignee is in a repr, an error or a finding.
    """
    secret = Person(*(["架空 太郎"] * len(attrs.fields(Person))))
    one = line(
        buyer=secret,
        receiver=secret,
        sender=secret,
        consignee=secret,
        delivery=Delivery(delay_memo="架空 太郎", message="架空 太郎", voucher="架空 太郎"),
        unread=(("buyer2", "架空 太郎"),),
        status=ON_REQUEST,
        platform_total=1,
        currency="USD",
    )
    with pytest.raises(InvalidValueError) as refused:
        attrs.evolve(one, quantity=0)
    with pytest.raises(InvalidValueError) as impossible:
        advance(one, AWAITING)
    shown = (one, one.buyer, one.delivery, check(one), refused.value, impossible.value)
    assert "架空" not in "".join(f"{thing!r}{thing!s}" for thing in shown)
    people = ("buyer", "receiver", "sender", "consignee")
    nobody: dict[str, Any] = dict.fromkeys(people)
    assert eval(repr(one), NAMES) == attrs.evolve(one, **nobody, delivery=Delivery(), unread=())
    assert one.receiver == secret
    assert secret.name == "架空 太郎"


def test_a_line_is_frozen() -> None:
    """
    No field of a line can be set.
    """
    for field in attrs.fields(OrderLine):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(line(), field.name, None)


# Bad input

MONEY = (
    "unit_price",
    "option_price",
    "shipping",
    "cart_discount_seller",
    "cart_discount_qoo10",
    "platform_total",
    "platform_settle_price",
)
NO_YEN = (
    1.0,
    0.1,
    float("nan"),
    True,
    False,
    Decimal(100),
    Fraction(100),
    "100",
    "１００",
    b"1",
    (),
)


@pytest.mark.parametrize("value", NO_YEN)
@pytest.mark.parametrize("name", MONEY)
def test_money_is_an_int(name: str, value: Any) -> None:
    """
    Nothing but an int is money, and the error names the field.
    """
    with pytest.raises(InvalidTypeError, match=f"{name} must be whole yen as int"):
        line(**{name: value})


@pytest.mark.parametrize("name", ["shipping", "cart_discount_seller", "cart_discount_qoo10"])
def test_what_a_cart_shares_may_be_unknown(name: str) -> None:
    """
    An export tells neither fees nor cart discounts: None, which the repr shows, is another than 0.
    """
    one = line(**{name: None})
    assert getattr(one, name) is None
    assert one != line()
    assert f"{name}=None" in repr(one)
    assert one.is_plain


@pytest.mark.parametrize("name", ["unit_price", "option_price"])
def test_an_amount_that_is_not_known_is_no_zero(name: str) -> None:
    """
    None is refused where an amount is asked for.
    """
    with pytest.raises(InvalidTypeError, match="an amount that is not known is never taken as 0"):
        line(**{name: None})


@pytest.mark.parametrize(
    "facts, said",
    [
        ({"unit_price": -1}, "unit_price must be at least 0 yen"),
        ({"shipping": -1}, "shipping must be at least 0 yen"),
        ({"cart_discount_seller": -1}, "cart_discount_seller must be at least 0 yen"),
        (
            {"shipping": None, "cart_discount_qoo10": -1},
            "cart_discount_qoo10 must be at least 0 yen",
        ),
        ({"cart_discount_qoo10": -1}, "cart_discount_qoo10 must be at least 0 yen"),
        ({"option_price": -2_653}, "option_price must leave a price of at least 0 yen"),
        ({"quantity": 0}, "quantity must be at least 1"),
        ({"quantity": -2}, "quantity must be at least 1"),
        ({"discounts": off(2_653)}, "discounts must not exceed the price of the line, 2652 yen"),
        ({"discounts": off(2_000, 653)}, "discounts must not exceed the price of the line"),
        ({"unit_price": 0, "discounts": off(1)}, "discounts must not exceed the price"),
    ],
)
def test_amounts_that_cannot_be(facts: dict[str, Any], said: str) -> None:
    """
    Negative amounts, no units and discounts above the price are refused.
    """
    with pytest.raises(InvalidValueError, match=said):
        line(**facts)


@pytest.mark.parametrize("value", [1.0, True, "1", None, Decimal(1)])
@pytest.mark.parametrize("name", ["order_no", "cart_no", "quantity"])
def test_numbers_are_ints(name: str, value: Any) -> None:
    """
    A cart number as text would never meet the same number as an int, so it is refused.
    """
    with pytest.raises(InvalidTypeError, match=f"{name} must be a whole number as int"):
        line(**{name: value})


@pytest.mark.parametrize(
    "facts, said",
    [
        ({"item_code": 100_000_001}, "item_code must be a text, also where it is all digits"),
        ({"item_code": None}, "item_code must be a text"),
        ({"shop": None}, "shop must be a text"),
        ({"seller_code": 5}, "seller_code must be a text"),
        ({"option_code": None}, "option_code must be a text"),
        ({"discounts": list(off(100))}, "discounts must be a tuple of Discount values"),
        ({"discounts": off(100)[0]}, "discounts must be a tuple of Discount values"),
        ({"discounts": None}, "discounts must be a tuple of Discount values"),
        ({"discounts": (600,)}, "discounts must hold Discount values"),
        ({"discounts": (("ITEM", 600),)}, "discounts must hold Discount values"),
        ({"related": [1, 2]}, "related must be a tuple of order numbers"),
        ({"related": "1, 2"}, "related must be a tuple of order numbers"),
        ({"status": 2}, r"status must be an OrderStatus such as OrderStatus\(2\)"),
        ({"status": "On request(2)"}, "status must be an OrderStatus"),
        ({"send_type": 2}, r"send_type must be a SendType such as SendType\.GENERAL"),
        ({"send_type": "RELEASE_DATE"}, "send_type must be a SendType"),
        ({"external_ad": "N"}, "external_ad must be True, False or None"),
        ({"external_ad": 0}, "external_ad must be True, False or None"),
        ({"destination": 81}, "destination must be two letters such as 'JP', or None"),
        ({"delivered_on": "2026-05-14"}, "delivered_on must be a date"),
        ({"delivered_on": jst(2026, 5, 14)}, r"delivered_on must be a date .* pass jst_day"),
        ({"cancelled_on": jst(2026, 5, 14)}, "cancelled_on must be a date"),
        ({"shipped_on": "2026-05-14"}, "shipped_on must be a date"),
        ({"shipped_on": jst(2026, 5, 14)}, "shipped_on must be a date"),
        ({"paid_at": date(2026, 5, 11)}, "paid_at must be an aware datetime"),
        ({"paid_at": "2026-05-11 12:00:00"}, "must be an aware datetime"),
        ({"ordered_at": date(2026, 5, 11)}, "ordered_at must be an aware datetime"),
    ],
)
def test_facts_of_another_kind(facts: dict[str, Any], said: str) -> None:
    """
    A fact of another kind than said is refused with its name and what was expected.
    """
    with pytest.raises(InvalidTypeError, match=said):
        line(**facts)


@pytest.mark.parametrize("country", ["", "J", "JPN", "J1", "日本", "JP ", "Japan"])
def test_a_destination_is_two_letters(country: str) -> None:
    """
    What is no code of a country is refused, since any other than JP counts as abroad.
    """
    with pytest.raises(InvalidValueError, match="destination must be two letters such as 'JP'"):
        line(destination=country)


@pytest.mark.parametrize("country", [None, "JP", "jp", "KR", "us"])
def test_a_destination_that_can_be(country: str | None) -> None:
    """
    Two letters of either case are a destination, and None is not known.
    """
    assert line(destination=country).destination == country


@pytest.mark.parametrize("name", ["paid_at", "ordered_at"])
def test_naive_moments_are_refused(name: str) -> None:
    """
    A datetime without a time zone could be any of 26 hours.
    """
    said = rf"^{name} must be aware .* {name}\.replace\(tzinfo=JST\)"
    with pytest.raises(InvalidValueError, match=said):
        line(**{name: datetime(2026, 5, 11, 12)})


NOON = jst(2026, 5, 11, 12)


@pytest.mark.parametrize(
    "facts, said",
    [
        (
            {"ordered_at": NOON, "paid_at": jst(2026, 5, 11, 11, 59)},
            "paid_at must not lie before ordered_at",
        ),
        (
            {"paid_at": NOON, "delivered_on": date(2026, 5, 10)},
            "delivered_on must not lie before the payment",
        ),
        (
            {"paid_at": NOON, "cancelled_on": date(2026, 5, 10)},
            "cancelled_on must not lie before the payment",
        ),
        (
            {"ordered_at": NOON, "delivered_on": date(2026, 5, 10)},
            "delivered_on must not lie before the order",
        ),
        (
            {"ordered_at": NOON, "cancelled_on": date(2026, 5, 10)},
            "cancelled_on must not lie before the order",
        ),
        # 15:00 UTC on the 11th is the 12th in Japan.
        (
            {"paid_at": datetime(2026, 5, 11, 15, tzinfo=UTC), "delivered_on": date(2026, 5, 11)},
            "delivered_on must not lie before the payment",
        ),
    ],
)
def test_days_in_an_impossible_order(facts: dict[str, Any], said: str) -> None:
    """
    Nothing is paid before it is ordered, nor delivered or cancelled before it is paid.
    """
    with pytest.raises(InvalidValueError, match=said):
        line(**facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"ordered_at": NOON, "paid_at": NOON},
        {"paid_at": NOON, "delivered_on": date(2026, 5, 11)},
        {"paid_at": NOON, "cancelled_on": date(2026, 5, 11)},
        {"ordered_at": NOON, "delivered_on": date(2026, 5, 11), "cancelled_on": date(2026, 5, 11)},
        {"ordered_at": NOON, "paid_at": jst(2026, 5, 13), "delivered_on": date(2026, 5, 13)},
        {"delivered_on": date(2026, 5, 10)},
        {"cancelled_on": date(2026, 5, 10)},
        # A shipping day is when the number was entered, which may be late.
        {"paid_at": NOON, "shipped_on": date(2026, 5, 20), "delivered_on": date(2026, 5, 14)},
    ],
)
def test_days_in_a_possible_order(facts: dict[str, Any]) -> None:
    """
    All can happen on one day, and what is not known stands in nobody's way.
    """
    one = line(**facts)
    assert {name: getattr(one, name) for name in facts} == facts


def test_texts_of_a_subclass_are_texts() -> None:
    """
    A subclass of str passes where text is asked for.
    """
    code = type("Code", (str,), {})
    assert line(item_code=code("A")).item_code == "A"


def test_amounts_of_a_subclass_are_amounts() -> None:
    """
    A subclass of int passes where yen are asked for.
    """
    yen = type("Amount", (int,), {})
    assert line(unit_price=yen(100), quantity=yen(2), platform_total=yen(200)).gross == 200
    assert (
        line(unit_price=yen(0), quantity=yen(1), shipping=yen(0), option_price=yen(-0)).gross == 0
    )
