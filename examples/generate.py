"""
Write the made-up month that month.py settles: two order replies and a claims reply.

``python examples/generate.py`` writes the same bytes each time. Everything is invented: the shop,
its prices, its buyers. Prices, coupons and SettlePrice are worked out here in plain whole numbers,
without the library, so that its results can be checked against them.
"""

from __future__ import annotations

import json
import random

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TypeAlias


Row: TypeAlias = dict[str, Any]

HERE = Path(__file__).parent
SEED = 20260502
JST = timezone(timedelta(hours=9))
DAY = timedelta(days=1)

FIRST_DAY = datetime(2026, 4, 20, tzinfo=JST)
MEGA_PO = datetime(2026, 5, 1, tzinfo=JST), datetime(2026, 5, 10, tzinfo=JST)
MEGA_WARI = datetime(2026, 5, 29, 17, tzinfo=JST), datetime(2026, 6, 11, tzinfo=JST)
RELEASED = datetime(2026, 5, 20, tzinfo=JST)
FETCHED = datetime(2026, 6, 8, 9, tzinfo=JST)

# Per cent of the price that the commission of each category leaves.
KEPT = {
    "beauty": 90,
    "ladies_fashion": 90,
    "entertainment": 90,
    "food": 92,
    "electronics": 92,
    "mobile": 92,
    "daily_goods": 94,
}
STATUSES = {
    1: "Awaiting shipping(1)",
    2: "On request(2)",
    3: "Seller confirm(3)",
    4: "On delivery(4)",
    5: "Delivered(5)",
}
# The keys that tell how far a line has come.
WAY = (
    "shippingStatus",
    "EstShippingDate",
    "PackingNo",
    "SellerDeliveryNo",
    "ShippingDate",
    "DeliveryCompany",
    "TrackingNo",
    "DeliveredDate",
)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
# The v3 reply has other names for these; the rest differs in letter case only.
RENAMED = {
    "EstShippingDate": "EstimatedShippingDate",
    "buyer_gata": "BuyerKana",
    "itemCode": "ItemNo",
    "receiver_gata": "ReceiverKana",
    "shippingAddr": "ShippingAddress",
    "Addr1": "Address1",
    "Addr2": "Address2",
    "hopeDate": "DesiredDeliveryDate",
    "senderAddr": "SenderAddress",
    "ShippingMsg": "ShippingMessage",
    "Cart_Discount_Seller": "CartDiscountSeller",
    "Cart_Discount_Qoo10": "CartDiscountQoo10",
}


class Dice:
    """
    Chance that every Python repeats: only `random.random` promises the same numbers for a seed.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random

    def below(self, number: int) -> int:
        """
        Return a whole number from 0 to *number* - 1.
        """
        return int(self._random() * number)

    def pick(self, *things: Any) -> Any:
        """
        Return one of *things*.
        """
        return things[self.below(len(things))]

    def hits(self, percent: int) -> bool:
        """
        Return True in *percent* of 100 cases.
        """
        return self.below(100) < percent


def read(name: str) -> Any:
    """
    Return the JSON file *name* beside this script.
    """
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def part(yen: int, percent: int) -> int:
    """
    Return *percent* of *yen*, half a yen up.
    """
    return (yen * percent + 50) // 100


def text(moment: datetime | None) -> str:
    """
    Return *moment* as the platform writes it: Japanese time without an offset.
    """
    return f"{moment:%Y-%m-%d %H:%M:%S}" if moment else ""


def coupon(unit: int, moment: datetime) -> int:
    """
    Return the coupon in yen that mega-po (10 %) or mega-wari (20 %) gives on one unit.
    """
    if MEGA_PO[0] <= moment < MEGA_PO[1]:
        return part(unit, 10)
    return part(unit, 20) if MEGA_WARI[0] <= moment < MEGA_WARI[1] else 0


class Shop:
    """
    A shop that sells from day to day; its rows are those of a GetShippingInfo v2 reply.
    """

    def __init__(self, dice: Dice, first_order: int, categories: tuple[str, ...]) -> None:
        shop = read("shop.json")
        self.dice = dice
        self.items = [item for item in shop["items"] if item["category"] in categories]
        self.blank = {
            **dict.fromkeys(
                read("samples/shippinginfo_v2_reconstructed.json")["ResultObject"][0], ""
            ),
            "sellerID": shop["seller_id"],
            "buyer": "架空 太郎",
            "buyer_gata": "カクウ タロウ",
            "buyerMobile": "+81-90-0000-0001",
            "buyerEmail": "buyer1@example.invalid",
            "receiver": "架空 太郎",
            "receiver_gata": "カクウ タロウ",
            "shippingCountry": "JP",
            "zipCode": "000-0000",
            "shippingAddr": "東京都架空区 見本町1-2-3",
            "Addr1": "東京都架空区",
            "Addr2": "見本町1-2-3",
            "receiverMobile": "+81-90-0000-0001",
            "senderName": "見本ショップ",
            "senderNation": "JP",
            "Currency": "JPY",
            "shippingRateType": "Free on condition",
            "PaymentNation": "JP",
            "SellerDiscount": 0,
            "cod_price": 0,
            "Cart_Discount_Seller": 0,
            "Cart_Discount_Qoo10": 0,
            "OverseaConsignment": "N",
        }
        self.order_no, self.cart_no, self.packing_no = first_order, first_order - 10**8, 0
        self.rows: list[Row] = []

    def open(self, normal: int, mega_po: int, mega_wari: int, every: int = 1) -> None:
        """
        Sell for all days; the arguments are the most carts of a normal day and of an event day.
        """
        day = FIRST_DAY
        while day < FETCHED - DAY:
            in_po = MEGA_PO[0] <= day < MEGA_PO[1]
            in_wari = MEGA_WARI[0] <= day < MEGA_WARI[1]
            carts = mega_po if in_po else mega_wari if in_wari else normal
            for _ in range(carts - self.dice.below(carts // 2 + 1)):
                self.sell(day + timedelta(seconds=8 * 3600 + self.dice.below(15 * 3600)))
            if day.date() == MEGA_WARI[0].date():
                for _ in range(mega_wari // 2):
                    self.sell(MEGA_WARI[0] + timedelta(seconds=self.dice.below(6 * 3600)))
            day += every * DAY

    def sell(self, paid: datetime | None, ordered: datetime | None = None) -> list[Row]:
        """
        Sell one cart of 1 to 4 lines, paid at that moment; None is not paid yet.
        """
        ordered = ordered or (paid or FETCHED) - timedelta(seconds=2 + self.dice.below(90))
        lines = [
            self.line(paid or ordered) for _ in range(self.dice.pick(1, 1, 1, 1, 1, 2, 2, 3, 4))
        ]
        goods = sum(row["total"] for row in lines)
        self.cart_no += 1
        cart: Row = {
            "packNo": self.cart_no,
            "orderDate": text(ordered),
            "PaymentDate": text(paid),
            "PaymentMethod": self.dice.pick("クレジットカード", "PayPay", "コンビニ決済"),
            "hopeDate": self.dice.pick("", "", "", "", "18:00~20:00"),
            "ShippingRate": 0 if goods >= 3980 else 500,
            "RelatedOrder": ", ".join(str(row["orderNo"]) for row in lines) if lines[1:] else "",
            **self.way(paid),
        }
        for row in lines:
            row.update(cart)
        if paid and self.dice.hits(6):  # Qoo10's own cart coupon stands on one row of the cart
            lines[0]["Cart_Discount_Qoo10"] = 200
        self.rows += lines
        return lines

    def line(self, moment: datetime) -> Row:
        """
        Return one line: an item, its amounts, its discount.
        """
        item, quantity = self.dice.pick(*self.items), self.dice.pick(1, 1, 1, 1, 2, 3)
        code, (option, extra) = self.dice.pick(*item.get("options", {"": ("", 0)}).items())
        unit = item["price"] + extra
        own = platform = 0
        if coupon(unit, moment):
            platform = coupon(unit, moment) * quantity if self.dice.hits(90) else 0
        elif item["category"] != "mobile" and self.dice.hits(12):  # the shop's own coupon
            own = part(unit, 10) * quantity
        self.order_no += 1
        return {
            **self.blank,
            "orderNo": self.order_no,
            "itemCode": item["code"],
            "sellerItemCode": item["sku"],
            "itemTitle": item["title"],
            "option": option,
            "optionCode": code,
            "orderPrice": item["price"],
            "orderQty": quantity,
            "discount": own + platform,
            "total": unit * quantity - own - platform,
            "SellerDiscount": own,
            # The commission is taken per unit of the price before discounts.
            "SettlePrice": part(unit, KEPT[item["category"]]) * quantity - own,
        }

    def way(self, paid: datetime | None, released: datetime | None = None) -> Row:
        """
        Return how far a cart has come on the day the reply was fetched.
        """
        way = dict.fromkeys(WAY, "")
        way["shippingStatus"] = STATUSES[1 if paid is None else 2]
        if paid is None or paid > FETCHED - timedelta(hours=18):
            return way
        planned = max(paid, released or paid) + self.dice.pick(1, 2) * DAY
        shipped = planned + timedelta(hours=1 + self.dice.below(6))
        arrived = shipped + self.dice.pick(1, 2, 3) * DAY
        scanned = self.dice.hits(97)  # a letter without a number is never reported as delivered
        self.packing_no += 1
        way["shippingStatus"] = STATUSES[3]
        way["EstShippingDate"] = f"{planned:%Y-%m-%d}"
        way["PackingNo"] = f"JPP{self.packing_no:08}"
        way["SellerDeliveryNo"] = f"{paid:%y%m%d}-{self.packing_no:04}"
        if shipped < FETCHED:
            way["shippingStatus"] = STATUSES[4]
            way["ShippingDate"] = text(shipped)
            way["DeliveryCompany"] = self.dice.pick("ヤマト宅急便", "佐川急便", "ゆうパケット")
            way["TrackingNo"] = f"{self.packing_no:012}" if scanned else ""
            if arrived < FETCHED and scanned:
                way["shippingStatus"] = STATUSES[5]
                way["DeliveredDate"] = text(arrived)
        return way


def month() -> tuple[list[Row], list[Row]]:
    """
    Return the rows of the v2 reply and those of the claims reply.
    """
    shop = Shop(Dice(SEED), 1_200_000_000, tuple(set(KEPT) - {"entertainment"}))
    shop.open(normal=4, mega_po=11, mega_wari=18)
    for hours in (4, 9, 20, 30, 40, 50):
        shop.sell(None, FETCHED - timedelta(hours=hours))
    claims = cancel(shop)
    make_odd(shop.rows)
    return shop.rows, claims


def cancel(shop: Shop) -> list[Row]:
    """
    Take some orders back; the order list was stored before, so that it still has their lines.
    """
    rows = shop.rows
    # Sold in mega-wari and never sent; the pre-deduction of its first days is on 3 June.
    wari = [r for r in rows if r["PaymentDate"] > text(MEGA_WARI[0]) and r["discount"]]
    never_sent = wari[2:14:3]
    for row in never_sent:
        row.update(shop.way(None), shippingStatus=STATUSES[2])
    delivered = [r for r in rows if r["DeliveredDate"][:7] == "2026-05" and not r["RelatedOrder"]]
    back, late = delivered[10], delivered[25]
    waiting = next(r for r in rows if r["shippingStatus"] == STATUSES[3])
    stranger = {**back, "orderNo": 1_199_999_999, "packNo": 1_099_999_999}
    return [
        claim(never_sent[0], "3", "2026-06-01 10:12:00", "顧客都合"),
        claim(never_sent[1], "3", "2026-06-02 18:40:00", "在庫なし"),
        claim(never_sent[2], "3", "2026-06-04 09:05:00", "顧客都合"),
        claim(never_sent[3], "3", "2026-06-05 21:30:00", "配送遅延"),
        claim(back, "6", "2026-05-28 14:00:00", "商品不良"),
        claim(late, "6", "2026-06-03 11:00:00", "顧客都合"),
        claim(waiting, "1", "", "注文変更"),
        claim(stranger, "3", "2026-05-25 08:00:00", "顧客都合"),
    ]


def claim(row: Row, status: str, completed: str, reason: str) -> Row:
    """
    Return the claim on the order line *row*, completed at that moment or still open.
    """
    blank = dict.fromkeys(read("samples/claiminfo_v3_reconstructed.json")["ResultObject"][0], "")
    known = {key.lower(): value for key, value in row.items()}
    return {
        **blank,
        **{key: known[key.lower()] for key in blank if key.lower() in known},
        "claimStatus": status,
        "cancelRefundDate": completed,
        "reason": reason,
        "requestDate": completed or text(FETCHED - timedelta(hours=3)),
        "paymentAmount": row["total"],
        "CODCancelPrice": 0,
        "CODQrefundPrice": 0,
        "nrPartRefundCnt": 0,
        "nrPartRefundBalance": 0,
    }


def make_odd(rows: list[Row]) -> None:
    """
    Change some rows as real replies vary, and spoil some as real replies are spoilt.
    """
    both = next(r for r in rows if r["PaymentDate"][:10] == "2026-05-31" and r["discount"])
    own = part(both["orderPrice"], 10) * both["orderQty"]  # the shop's coupon beside mega-wari's
    both.update(SellerDiscount=own, discount=both["discount"] + own, total=both["total"] - own)
    both["SettlePrice"] -= own
    plain = [r for r in rows if r["DeliveredDate"] and not r["discount"] and not r["RelatedOrder"]]
    phone_case = next(row for row in plain if row["itemCode"] == "100000501")
    phone_case["SettlePrice"] -= 30  # fits no commission, and the shop states none for its category
    plain.remove(phone_case)
    for row in plain[0:36:6]:  # keys in another case, the misspelt status
        rename(
            row, {"PaymentDate": "paymentDate", "ShippingRate": "shippingRate", "packNo": "PACKNO"}
        )
        row["shippingStatus"] = "Delivere(5)"
    for row in plain[1:36:6]:  # numbers as text, with commas and full-width digits, other dates
        for key in ("orderPrice", "total", "SettlePrice"):
            row[key] = f"{row[key]:,}"
        row["orderQty"] = str(row["orderQty"]).translate(FULL_WIDTH)
        for key in ("orderDate", "PaymentDate"):
            row[key] = row[key].replace("-", "/")[:16]
        row["GiftOrder"] = "N"
    plain[2]["SettlePrice"] -= 30
    plain[3]["total"] -= 10
    plain[4].update(discount=137, total=plain[4]["total"] - 137)  # whose discount is it?
    plain[5].update(shippingStatus="Customs hold(9)", DeliveredDate="")
    plain[8]["PaymentDate"] = ""
    three = next(r["RelatedOrder"] for r in rows if r["RelatedOrder"].count(",") == 2)
    for row in rows:
        if row["RelatedOrder"] == three:  # Qoo10's cart coupon of 300 yen, said three times
            row["Cart_Discount_Qoo10"] = 300
    rows.insert(100, dict(rows[90]))
    rows.insert(200, {**rows[199], "orderNo": "", "orderPrice": "-", "total": "-"})


def rename(row: Row, names: dict[str, str]) -> None:
    """
    Rename keys of *row* in place, keeping their order.
    """
    items = [(names.get(key, key), value) for key, value in row.items()]
    row.clear()
    row.update(items)


def preorders() -> list[Row]:
    """
    Return the rows of a v3 reply: albums and photo books, sold before they are ready.
    """
    shop = Shop(Dice(SEED + 1), 1_300_000_000, ("entertainment",))
    shop.open(normal=1, mega_po=2, mega_wari=2, every=2)
    for row in shop.rows:
        paid = datetime.fromisoformat(f"{row['PaymentDate']}+09:00")
        kind, ready = "1", paid + 6 * DAY  # a photo book is made to order
        if row["sellerItemCode"] == "ALBUM-1":  # an album is in stock from its release on
            kind, ready = ("2", RELEASED) if paid < RELEASED else ("0", paid)
        row.update(shop.way(paid, ready), AvailableSendType=kind)
        row["AvailableShippingDate"] = f"{ready:%Y-%m-%d}"
    return [in_v3(row) for row in shop.rows]


def in_v3(row: Row) -> Row:
    """
    Return the v2 *row* with the keys of a GetShippingInfo v3 reply.
    """
    known = {RENAMED.get(key, key).lower(): value for key, value in row.items()}
    keys = read("samples/shippinginfo_v3_reconstructed.json")["ResultObject"][0]
    return {key: known.get(key.lower(), "") for key in keys}


def reply(rows: list[Row]) -> str:
    """
    Return *rows* as the JSON text of a reply, one row a line.
    """
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    body = ",\n".join(lines)
    return f'{{"ResultObject": [\n{body}\n], "ResultCode": 0, "ResultMsg": "SUCCESS"}}\n'


def files() -> dict[str, str]:
    """
    Return the text of each file to write, by name.
    """
    rows, claims = month()
    return {
        "orders_2026_05.json": reply(rows),
        "orders_2026_05_v3.json": reply(preorders()),
        "claims_2026_05.json": reply(claims),
    }


if __name__ == "__main__":
    for name, content in files().items():
        (HERE / name).write_text(content, encoding="utf-8", newline="\n")
