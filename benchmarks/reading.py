"""
Reading a reply of the order list, 100,000 rows of 66 keys, with the garbage collector on.

Goals: at most 0.7 times pydantic's TypeAdapter on the same fields, at most 1.5 times a hand-written
comprehension into the same frozen objects that tolerates nothing. The pydantic model has the same
values in one flat object: aware moments, days, a status, whole numbers. The bare one leaves moments
naive and statuses as texts, which is less than the library gives; it is shown, not aimed at.
"""

from __future__ import annotations

import gc
import json
import random
import tracemalloc

from datetime import date, datetime, timedelta
from functools import partial
from types import GenericAlias
from typing import TYPE_CHECKING, Annotated, Any, Literal

from harness import compare, show
from pydantic import ConfigDict, PlainValidator, TypeAdapter, create_model

from qoo10model import JST, Discount, DiscountKind, OrderLine
from qoo10model.formats.qapi import read_orders
from qoo10model.orders import Delivery, OrderStatus, Person


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Row = dict[str, Any]

ROWS, ROWS_WEIGHED = 100_000, 10_000
ROUNDS = 9
SEED = 20260511
OURS = "qoo10model, read_orders"
HAND = "hand-written, the same objects"
SAME = "pydantic, the same values"
BARE = "pydantic, naive moments and texts"

STATUSES = {
    "Awaiting shipping(1)": OrderStatus.AWAITING_PAYMENT,
    "On request(2)": OrderStatus.ON_REQUEST,
    "Seller confirm(3)": OrderStatus.SELLER_CONFIRMED,
    "On delivery(4)": OrderStatus.ON_DELIVERY,
    "Delivered(5)": OrderStatus.DELIVERED,
}
FIRST = datetime(2026, 1, 1, tzinfo=JST)
ITEMS = 400
BUYERS = 30_000
METHODS = ("クレジットカード", "PayPay", "コンビニ決済", "LINE Pay", "Paidy")
CARRIERS = ("ヤマト宅急便", "ネコポス", "佐川急便", "ゆうパケット")
PREFECTURES = ("東京都架空区", "大阪府架空市", "北海道架空町", "福岡県架空市", "愛知県架空村")
WISHES = ("", "", "", "", "2026-05-06", "18:00~20:00", "2026-05-06 14:00~16:00")


def reply(count: int) -> list[Row]:
    """
    Return *count* rows as json.loads makes them of a reply of version 2, the same ones every time.
    """
    draw = random.Random(SEED)
    rows: list[Row] = []
    while len(rows) < count:
        rows += cart(draw, len(rows))
    loaded: list[Row] = json.loads(json.dumps(rows[:count]))
    return loaded


def cart(draw: random.Random, at: int) -> list[Row]:
    """
    Return the rows of one cart; every third has more than one.
    """
    lines = draw.choices((1, 2, 3, 4), (66, 22, 8, 4))[0]
    numbers = [1_000_000_000 + at + line for line in range(lines)]
    ordered = FIRST + timedelta(seconds=draw.randrange(300 * 86_400))
    code = draw.choices(range(1, 6), (2, 6, 8, 14, 70))[0]
    shared = {
        **progress(draw, code, ordered, at),
        **people(draw),
        "packNo": 90_000_000 + at,
        "RelatedOrder": ", ".join(map(str, numbers)) if lines > 1 else "",
        "ShippingRate": draw.choice((0, 0, 0, 400, 500)),
        "PaymentMethod": draw.choice(METHODS),
        "hopeDate": draw.choice(WISHES),
    }
    return [{**BLANK, **shared, "orderNo": number, **item(draw)} for number in numbers]


def progress(draw: random.Random, code: int, ordered: datetime, at: int) -> Row:
    """
    Return what the cells say of a cart that has come as far as status *code*.
    """
    paid = ordered + timedelta(seconds=draw.randrange(2, 40_000))
    sent, arrived = paid + timedelta(hours=30), paid + timedelta(hours=80)
    confirmed, shipped = code >= 3, code >= 4
    return {
        "shippingStatus": list(STATUSES)[code - 1],
        "orderDate": f"{ordered:%Y-%m-%d %H:%M:%S}",
        "PaymentDate": f"{paid:%Y-%m-%d %H:%M:%S}" if code > 1 else "",
        "EstShippingDate": f"{sent:%Y-%m-%d}" if confirmed else "",
        "ShippingDate": f"{sent:%Y-%m-%d %H:%M:%S}" if shipped else "",
        "DeliveredDate": f"{arrived:%Y-%m-%d %H:%M:%S}" if code == 5 else "",
        "PackingNo": f"JPP{at:08d}" if confirmed else "",
        "SellerDeliveryNo": f"{sent:%y%m%d}-{at % 10_000:04d}" if confirmed else "",
        "DeliveryCompany": draw.choice(CARRIERS) if shipped else "",
        "TrackingNo": f"4{at:011d}" if shipped else "",
    }


def people(draw: random.Random) -> Row:
    """
    Return the cells about buyer and receiver.
    """
    who = draw.randrange(BUYERS)
    name, kana = f"架空 太郎{who}", f"カクウ タロウ{who}"
    home, rest = (
        draw.choice(PREFECTURES),
        f"見本町{who % 90 + 1}-{who % 7 + 1} サンプル荘{who % 400}",
    )
    return {
        "buyer": name,
        "buyer_gata": kana,
        "buyerTel": f"+81-3-0000-{who % 10_000:04d}",
        "buyerMobile": f"+81-90-0000-{who % 10_000:04d}",
        "buyerEmail": f"buyer{who}@example.invalid",
        "receiver": name,
        "receiver_gata": kana,
        "receiverTel": f"+81-3-0000-{who % 10_000:04d}",
        "receiverMobile": f"+81-90-0000-{who % 10_000:04d}",
        "zipCode": f"000-{who % 10_000:04d}",
        "Addr1": home,
        "Addr2": rest,
        "shippingAddr": f"{home} {rest}",
    }


def item(draw: random.Random) -> Row:
    """
    Return the cells about what was bought and what it costs.
    """
    which, quantity = draw.randrange(ITEMS), draw.choice((1, 1, 1, 1, 2, 3))
    price = 480 + which * 17
    extra = 699 if which % 9 == 0 else 0
    discount = draw.choice((0, 0, price * quantity // 5, 100))
    return {
        "itemCode": f"{100_000_000 + which}",
        "sellerItemCode": f"SKU-{which}",
        "itemTitle": f"見本商品{which} うるおいクリーム 50mL",
        "option": f"カラー:レッド(+{extra}円)" if extra else "",
        "optionCode": f"SKU-{which}-RED" if extra else "",
        "orderPrice": price,
        "orderQty": quantity,
        "discount": discount,
        "SellerDiscount": 100 if discount == 100 else 0,
        "total": price * quantity + extra - discount,
        "SettlePrice": price * quantity * 9 // 10,
    }


KEYS = (
    "shippingStatus sellerID packNo orderDate PaymentDate EstShippingDate ShippingDate DeliveredDate "
    "buyer buyer_gata buyerTel buyerMobile buyerEmail orderNo itemCode sellerItemCode itemTitle "
    "option optionCode orderPrice orderQty discount total receiver receiver_gata shippingCountry "
    "zipCode shippingAddr Addr1 Addr2 receiverTel receiverMobile hopeDate senderName senderTel "
    "senderNation senderZipCode senderAddr ShippingWay ShippingMsg PaymentMethod SellerDiscount "
    "Currency ShippingRate RelatedOrder shippingRateType DeliveryCompany VoucherCode PackingNo "
    "SellerDeliveryNo PaymentNation Gift cod_price Cart_Discount_Seller Cart_Discount_Qoo10 "
    "SettlePrice BranchName TrackingNo OverseaConsignment OverseaConsignment_receiver "
    "OverseaConsignment_Country OverseaConsignment_zipCode OverseaConsignment_Addr1 "
    "OverseaConsignment_Addr2 DelayType DelayMemo"
)
BLANK: Row = {
    **dict.fromkeys(KEYS.split(), ""),
    "sellerID": "fakeseller",
    "shippingCountry": "JP",
    "senderName": "架空ショップ",
    "senderTel": "+81-3-0000-9999",
    "senderNation": "JP",
    "senderZipCode": "000-0000",
    "senderAddr": "東京都架空区倉庫町9-9-9",
    "Currency": "JPY",
    "shippingRateType": "Free on condition",
    "PaymentNation": "JP",
    "cod_price": 0,
    "Cart_Discount_Seller": 0,
    "Cart_Discount_Qoo10": 0,
    "OverseaConsignment": "N",
}
"""
A row of version 2 with the cells that all rows share.
"""


def moment(text: str) -> datetime | None:
    if not text:
        return None
    naive = datetime.fromisoformat(text)
    return datetime.combine(naive, naive.time(), JST)


def day(text: str) -> date | None:
    return datetime.fromisoformat(text).date() if text else None


def numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(","))) if text else ()


def discounts(given: int, part: int) -> tuple[Discount, ...]:
    if not given:
        return ()
    if part == given:
        return (Discount(DiscountKind.ITEM, part),)
    return (Discount(DiscountKind.UNATTRIBUTED, given),)


def by_hand(rows: list[Row]) -> list[OrderLine]:
    """
    Return the lines of *rows* if all of them are exactly as the documentation has them.
    """
    return [
        OrderLine(
            row["orderNo"],
            row["packNo"],
            row["itemCode"],
            row["orderPrice"],
            row["orderQty"],
            moment(row["PaymentDate"]),
            day(row["DeliveredDate"]),
            discounts(row["discount"], row["SellerDiscount"]),
            row["total"] + row["discount"] - row["orderPrice"] * row["orderQty"],
            STATUSES[row["shippingStatus"]],
            None,
            row["sellerID"],
            moment(row["orderDate"]),
            day(row["ShippingDate"]),
            None,
            None,
            row["shippingCountry"],
            row["ShippingRate"],
            row["Cart_Discount_Seller"],
            row["Cart_Discount_Qoo10"],
            row["total"],
            row["SettlePrice"],
            row["sellerItemCode"],
            row["optionCode"],
            row["option"],
            row["itemTitle"],
            numbers(row["RelatedOrder"]),
            row["Currency"],
            row["PaymentMethod"],
            row["PaymentNation"],
            row["cod_price"],
            row["Gift"],
            "",
            Delivery(
                row["DeliveryCompany"],
                row["TrackingNo"],
                row["PackingNo"],
                row["SellerDeliveryNo"],
                row["ShippingWay"],
                row["shippingRateType"],
                day(row["EstShippingDate"]),
                None,
                row["hopeDate"],
                row["DelayType"],
                row["DelayMemo"],
                row["ShippingMsg"],
                row["VoucherCode"],
                row["BranchName"],
            ),
            Person(
                row["buyer"],
                row["buyer_gata"],
                row["buyerTel"],
                row["buyerMobile"],
                row["buyerEmail"],
            ),
            Person(
                row["receiver"],
                row["receiver_gata"],
                row["receiverTel"],
                row["receiverMobile"],
                "",
                row["zipCode"],
                row["shippingAddr"],
                row["Addr1"],
                row["Addr2"],
                row["shippingCountry"],
            ),
            Person(
                row["senderName"],
                "",
                row["senderTel"],
                "",
                "",
                row["senderZipCode"],
                row["senderAddr"],
                "",
                "",
                row["senderNation"],
            ),
            None if row["OverseaConsignment"] == "N" else consignee(row),
        )
        for row in rows
    ]


def consignee(row: Row) -> Person:
    return Person(
        name=row["OverseaConsignment_receiver"],
        postal_code=row["OverseaConsignment_zipCode"],
        address_1=row["OverseaConsignment_Addr1"],
        address_2=row["OverseaConsignment_Addr2"],
        country=row["OverseaConsignment_Country"],
    )


def pydantic_reader(**kinds: Any) -> Callable[[list[Row]], list[object]]:
    """
    Return what validates rows with a frozen model of 66 fields: *kinds* by name, else as they are.
    """
    fields: dict[str, Any] = {
        name: (kinds.get(name, int if isinstance(cell, int) else str), ...)
        for name, cell in reply(1)[0].items()
    }
    model = create_model("Order", __config__=ConfigDict(frozen=True), **fields)
    models: Any = GenericAlias(list, (model,))
    adapter: TypeAdapter[list[object]] = TypeAdapter(models)
    return adapter.validate_python


def readers() -> Iterator[tuple[str, Callable[[list[Row]], object]]]:
    """
    Yield the candidates.
    """
    moments, days = (
        ("orderDate", "PaymentDate"),
        ("EstShippingDate", "ShippingDate", "DeliveredDate"),
    )
    yield OURS, read_orders
    yield HAND, by_hand
    # Plain validators are the fastest that pydantic has for these forms: before and after validators
    # around its own took longer.
    yield (
        SAME,
        pydantic_reader(
            shippingStatus=Annotated[OrderStatus, PlainValidator(STATUSES.__getitem__)],
            RelatedOrder=Annotated[tuple[int, ...], PlainValidator(numbers)],
            **dict.fromkeys(moments, Annotated[datetime | None, PlainValidator(moment)]),
            **dict.fromkeys(days, Annotated[date | None, PlainValidator(day)]),
        ),
    )
    yield BARE, pydantic_reader(**dict.fromkeys((*moments, *days), datetime | Literal[""]))


def weighed(read: Callable[[list[Row]], object]) -> float:
    """
    Return the bytes a row that remain of what *read* made, with the texts, once the rows are gone.
    """
    rows = json.dumps(reply(ROWS_WEIGHED))
    read(json.loads(rows))
    gc.collect()
    tracemalloc.start()
    result = read(json.loads(rows))
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del result
    return size / ROWS_WEIGHED


def main() -> None:
    """
    Print times, ratios and memory.
    """
    rows = reply(ROWS)
    candidates = dict(readers())
    reading = read_orders(rows)
    assert (reading.findings, reading.unknown_keys) == ((), ())
    assert list(reading.values) == by_hand(rows)
    del reading

    timed = {name: partial(read, rows) for name, read in candidates.items()}
    for baseline, goal in ((SAME, 0.7), (HAND, 1.5)):
        comparison = compare(timed, baseline, rounds=ROUNDS, collect=True)
        print(f"{ROWS:,} rows, ratios to {baseline}; goal for ours: {goal}")
        show(comparison, 1e6 / ROWS, "µs a row")
    print("memory that remains, with the texts:")
    for name, read in candidates.items():
        print(f"  {name:44} {weighed(read):10,.0f} bytes a row")


if __name__ == "__main__":
    main()
