"""
Reading QSM's delivery export beside `csv.DictReader` over the same bytes.

100,000 rows of the detail export as it is downloaded: 44 columns, all quoted, UTF-8 with a byte order
mark, and the same in cp932; three lines in two carts, whose lines go to one person. Both keep what
they read, and the collector is on, as users read. Goal: at most 2.5 times DictReader.
"""

from __future__ import annotations

import csv
import io
import random

from harness import compare, show

from qoo10model.formats import qsm
from qoo10model.formats.exportcolumns import DELIVERIES


ROWS = 100_000
STATUSES = ("配送要請", "配送準備", "配送中", "配送完了")


def rows() -> list[list[str]]:
    random.seed(10)
    header = [headers.split(", ")[0] for _, headers in DELIVERIES.fields] + [
        "JANコード",
        "規格番号",
    ]
    fields = [field for field, _ in DELIVERIES.fields]
    lines = [header]
    for number in range(ROWS):
        price, quantity = 10 * random.randint(50, 900), random.choice((1, 1, 1, 2, 3))
        discount = random.choice((0, 0, 0, price * quantity // 5))
        total = f"{price * quantity - discount:,}" if number % 2 else price * quantity - discount
        day, second = f"2026/{number % 12 + 1:02}/{number % 27 + 1:02}", number % 60
        status = STATUSES[number % 4]
        is_sent = number % 4 > 1
        cart = number * 2 // 3
        mobile = f"+81-90-{cart % 10_000:04}-{cart // 10:04}"
        row: dict[str, object] = {
            "shippingStatus": status,
            "orderNo": 1_000_000_000 + number,
            "packNo": 900_000_000 + cart,
            "DeliveryCompany": "ゆうパケット" if is_sent else "",
            "TrackingNo": 110_000_000_000 + number if is_sent else "",
            "ShippingDate": day if is_sent else "",
            "orderDate": f"{day} 08:00:{second:02}",
            "PaymentDate": f"{day} 08:01:{second:02}",
            "EstShippingDate": day if is_sent else "",
            "DeliveredDate": f"{day} 20:00:00" if number % 4 == 3 else "",
            "itemCode": 100_000_000 + number % 300,
            "itemTitle": f"見本商品{number % 300}(限定)",
            "orderQty": quantity,
            "option": f"カラー:レッド{number % 9}" if number % 3 else "",
            "optionCode": f"SKU-{number % 300}-{number % 9}" if number % 3 else "",
            "receiver": f"架空 太郎{cart}",
            "receiver_gata": "カクウ タロウ",
            "receiverTel": "-",
            "receiverMobile": mobile,
            "shippingAddr": f"東京都架空区見本町1‐2‐{cart} サンプルマンション101",
            "zipCode": "'000-0000",
            "shippingCountry": "JP",
            "shippingRateType": "条件付無料",
            "PaymentNation": "JP",
            "Currency": "JPY",
            "buyerPaid": total,
            "orderPrice": price,
            "discount": discount,
            "total": total,
            "SettlePrice": price * quantity * 9 // 10,
            "buyer": f"架空 太郎{cart}",
            "buyer_gata": "カクウ タロウ",
            "buyerTel": "-",
            "buyerMobile": mobile,
            "sellerItemCode": f"SKU-{number % 300}",
        }
        lines.append([*(str(row.get(field, "")) for field in fields), "", ""])
    return lines


def written(encoding: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows())
    return out.getvalue().encode(encoding, errors="replace")


def dict_reader(data: bytes, encoding: str) -> object:
    return list(csv.DictReader(io.StringIO(data.decode(encoding), newline="")))


def main() -> None:
    """
    Print the ratios for both encodings.
    """
    for encoding in ("utf-8-sig", "cp932"):
        data = written(encoding)
        reading = qsm.read_orders(data)
        assert len(reading.values) == ROWS, reading.findings[:3]
        print(f"{ROWS:,} rows, {len(data) / 1e6:.0f} MB in {encoding}  goal 2.5")
        candidates = {
            "csv.DictReader": lambda data=data, encoding=encoding: dict_reader(data, encoding),
            "qsm.read_orders": lambda data=data: qsm.read_orders(data),
            "qsm.read_shipments": lambda data=data: qsm.read_shipments(data),
        }
        show(compare(candidates, "csv.DictReader", rounds=5, collect=True), 1e3, "ms")


if __name__ == "__main__":
    main()
