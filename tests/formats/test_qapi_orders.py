from __future__ import annotations

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.findings import Severity
from qoo10model.basics.periods import JST
from qoo10model.deliveries import Delivery, Person
from qoo10model.discounts import Discount, DiscountKind
from qoo10model.formats import qapi
from qoo10model.orders import OrderLine, OrderStatus, SendType


VERSION_2: dict[str, Any] = {
    "shippingStatus": "On delivery(4)",
    "sellerID": "fakeseller",
    "packNo": 900000004,
    "orderDate": "2026-04-20 12:00:00",
    "PaymentDate": "2026-04-20 12:00:03",
    "EstShippingDate": "2026-04-23",
    "ShippingDate": "2026-04-22 15:30:00",
    "DeliveredDate": "2026-04-24 12:00:00",
    "buyer": "架空 太郎",
    "buyer_gata": "カクウ タロウ",
    "buyerTel": "+81-3-0000-0001",
    "buyerMobile": "+81--",
    "buyerEmail": "buyer1@example.invalid",
    "orderNo": 1000000005,
    "itemCode": "100000001",
    "sellerItemCode": "SKU-A",
    "itemTitle": "見本商品A",
    "option": "カラー:レッド(+699円)",
    "optionCode": "SKU-A-RED",
    "orderPrice": 1200,
    "orderQty": 3,
    "discount": 150,
    "total": 4149,
    "receiver": "架空 花子",
    "receiver_gata": "カクウ ハナコ",
    "shippingCountry": "JP",
    "zipCode": "000-0000",
    "shippingAddr": "東京都架空区 見本町1-2-3",
    "Addr1": "東京都架空区",
    "Addr2": "見本町1-2-3",
    "receiverTel": "-",
    "receiverMobile": "+81-90-0000-0002",
    "hopeDate": "2026-04-25 14:00~16:00",
    "senderName": "架空ショップ",
    "senderTel": "+81-3-0000-9999",
    "senderNation": "JP",
    "senderZipCode": "000-0009",
    "senderAddr": "東京都架空区倉庫町9-9-9",
    "ShippingWay": "宅配",
    "ShippingMsg": "宅配ボックスへ",
    "PaymentMethod": "PayPay",
    "SellerDiscount": 100,
    "Currency": "JPY",
    "ShippingRate": 500,
    "RelatedOrder": "1000000005, 1000000006",
    "shippingRateType": "Charge",
    "DeliveryCompany": "ヤマト宅急便",
    "VoucherCode": "V-1",
    "PackingNo": "JPP00000002",
    "SellerDeliveryNo": "260420-0001",
    "PaymentNation": "JP",
    "Gift": "見本おまけ",
    "cod_price": 330,
    "Cart_Discount_Seller": 200,
    "Cart_Discount_Qoo10": 300,
    "SettlePrice": 3240,
    "BranchName": "第一",
    "TrackingNo": "400000000013",
    "OverseaConsignment": "Y",
    "OverseaConsignment_receiver": "KAKU HANAKO",
    "OverseaConsignment_Country": "KR",
    "OverseaConsignment_zipCode": "00000",
    "OverseaConsignment_Addr1": "Sample-ro",
    "OverseaConsignment_Addr2": "1",
    "DelayType": "2",
    "DelayMemo": "注文製作",
}
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
ONLY_VERSION_2 = {
    *("shippingCountry", "PaymentNation", "cod_price", "DelayType", "DelayMemo"),
    *(key for key in VERSION_2 if key.startswith("Oversea")),
}
VERSION_3 = {
    **{
        RENAMED.get(key, key[0].upper() + key[1:]): cell
        for key, cell in VERSION_2.items()
        if key not in ONLY_VERSION_2
    },
    "Material": "綿100%",
    "AvailableSendType": "1",
    "AvailableShippingDate": "2026-04-28",
}
LINE = OrderLine(
    order_no=1000000005,
    cart_no=900000004,
    item_code="100000001",
    unit_price=1200,
    quantity=3,
    paid_at=datetime(2026, 4, 20, 12, 0, 3, tzinfo=JST),
    delivered_on=date(2026, 4, 24),
    # 150 yen in all, of which the seller bears 100
    discounts=(Discount(DiscountKind.UNATTRIBUTED, 50), Discount(DiscountKind.ITEM, 100)),
    option_price=699,  # 4,149 + 150 − 3 × 1,200
    status=OrderStatus.ON_DELIVERY,
    shop="fakeseller",
    ordered_at=datetime(2026, 4, 20, 12, 0, tzinfo=JST),
    shipped_on=date(2026, 4, 22),
    destination="JP",
    shipping=500,
    cart_discount_seller=200,
    cart_discount_qoo10=300,
    platform_total=4149,
    platform_settle_price=3240,
    seller_code="SKU-A",
    option_code="SKU-A-RED",
    option="カラー:レッド(+699円)",
    title="見本商品A",
    related=(1000000005, 1000000006),
    currency="JPY",
    payment_method="PayPay",
    payment_nation="JP",
    cash_on_delivery=330,
    gift="見本おまけ",
    delivery=Delivery(
        carrier="ヤマト宅急便",
        tracking_no="400000000013",
        packing_no="JPP00000002",
        seller_delivery_no="260420-0001",
        way="宅配",
        rate_type="Charge",
        planned_on=date(2026, 4, 23),
        wished="2026-04-25 14:00~16:00",
        delay_type="2",
        delay_memo="注文製作",
        message="宅配ボックスへ",
        voucher="V-1",
        branch="第一",
    ),
    buyer=Person(
        name="架空 太郎",
        kana="カクウ タロウ",
        phone="+81-3-0000-0001",
        email="buyer1@example.invalid",
    ),
    receiver=Person(
        name="架空 花子",
        kana="カクウ ハナコ",
        mobile="+81-90-0000-0002",
        postal_code="000-0000",
        address="東京都架空区 見本町1-2-3",
        address_1="東京都架空区",
        address_2="見本町1-2-3",
        country="JP",
    ),
    sender=Person(
        name="架空ショップ",
        phone="+81-3-0000-9999",
        postal_code="000-0009",
        address="東京都架空区倉庫町9-9-9",
        country="JP",
    ),
    consignee=Person(
        name="KAKU HANAKO",
        postal_code="00000",
        address_1="Sample-ro",
        address_2="1",
        country="KR",
    ),
)
ODD: dict[str, Any] = {  # a row that leaves nothing to say, to change one cell of
    "shippingStatus": "On request(2)",
    "orderNo": 7,
    "packNo": 9,
    "itemCode": "A",
    "orderPrice": 500,
    "orderQty": 2,
    "discount": 0,
    "SellerDiscount": 0,
    "total": 1000,
    "ShippingRate": 0,
    "Cart_Discount_Seller": 0,
    "Cart_Discount_Qoo10": 0,
    "orderDate": "2026-05-11 11:58:00",
    "PaymentDate": "2026-05-11 12:00:00",
}


def only(reading: qapi.Reading[OrderLine]) -> OrderLine:
    """
    The one line of *reading*, about which there is nothing to say.
    """
    (line,) = reading.values
    assert (reading.findings, reading.unknown_keys) == ((), ())
    return line


def test_every_cell_of_version_2_has_its_place() -> None:
    """
    A row of all 66 keys is this line, to the last field, and nothing is left over.
    """
    assert len(VERSION_2) == 66
    assert only(qapi.read_orders(VERSION_2)) == LINE


def test_every_cell_of_version_3_has_its_place() -> None:
    """
    The same order in version 3 lacks eleven fields and has three more.
    """
    assert len(VERSION_3) == 58
    delivery = LINE.delivery
    receiver = LINE.receiver
    assert delivery is not None
    assert receiver is not None
    assert only(qapi.read_orders(VERSION_3)) == attrs.evolve(
        LINE,
        destination=None,
        payment_nation="",
        cash_on_delivery=0,
        consignee=None,
        material="綿100%",
        send_type=SendType.PREPARATION,
        receiver=attrs.evolve(receiver, country=""),
        delivery=attrs.evolve(
            delivery, delay_type="", delay_memo="", available_on=date(2026, 4, 28)
        ),
    )


@given(
    keys=st.permutations(list(VERSION_2)),
    case=st.sampled_from((str.lower, str.upper, str.title, str)),
    blank=st.sampled_from(("", None, " ", "　")),
)
def test_order_and_case_of_keys_and_the_kind_of_blank_change_nothing(
    keys: list[str], case: Any, blank: Any
) -> None:
    """
    A missing cell may be empty, null or white space, and keys come in any order and case.
    """
    missing = {"ShippingDate", "hopeDate", "Gift", "TrackingNo", "buyerTel", "RelatedOrder"}
    plain = {**VERSION_2, **dict.fromkeys(missing, "")}
    odd = {case(key): blank if key in missing else plain[key] for key in keys}
    assert qapi.read_orders([odd, odd]) == qapi.read_orders([plain, plain])


def test_rows_without_a_key_read_as_with_a_blank() -> None:
    """
    A key that is left out says as little as an empty cell.
    """
    optional = [key for key in VERSION_2 if key not in ODD]
    blank = {**ODD, **dict.fromkeys(optional, "")}
    assert only(qapi.read_orders(ODD)) == only(qapi.read_orders(blank))


@pytest.mark.parametrize("key", ["orderNo", "ContrNo", "CONTR_NO", "cont_no", "contr_no"])
def test_the_order_number_has_other_names(key: str) -> None:
    """
    Calls that write name the order number in their own ways.
    """
    row = {name: cell for name, cell in ODD.items() if name != "orderNo"}
    assert only(qapi.read_orders({**row, key: 7})).order_no == 7


@pytest.mark.parametrize(
    ("changes", "code", "severity"),
    [
        ({"orderNo": None}, "rows.cell_missing", Severity.ERROR),
        ({"orderNo": 0}, "rows.cell_unreadable", Severity.ERROR),
        ({"packNo": ""}, "rows.cell_missing", Severity.ERROR),
        ({"packNo": -1}, "rows.cell_unreadable", Severity.ERROR),
        ({"itemCode": " "}, "rows.cell_missing", Severity.ERROR),
        ({"orderPrice": ""}, "rows.cell_missing", Severity.ERROR),
        ({"orderPrice": 1200.5}, "rows.cell_unreadable", Severity.ERROR),
        ({"orderPrice": "1,200.50"}, "rows.cell_unreadable", Severity.ERROR),
        ({"orderQty": None}, "rows.cell_missing", Severity.ERROR),
        ({"orderQty": 0}, "rows.cell_unreadable", Severity.ERROR),
        ({"orderQty": "one"}, "rows.cell_unreadable", Severity.ERROR),
        ({"discount": "some"}, "rows.cell_unreadable", Severity.ERROR),
        ({"discount": -1}, "rows.cell_unreadable", Severity.ERROR),
        ({"SellerDiscount": -1}, "rows.cell_unreadable", Severity.ERROR),
        ({"total": 999.5}, "rows.cell_unreadable", Severity.ERROR),
        ({"SettlePrice": "?"}, "rows.cell_unreadable", Severity.ERROR),
        ({"ShippingRate": -500}, "rows.cell_unreadable", Severity.ERROR),
        ({"Cart_Discount_Qoo10": -1}, "rows.cell_unreadable", Severity.ERROR),
        ({"cod_price": True}, "rows.cell_unreadable", Severity.ERROR),
        ({"PaymentDate": "2026-05-10 12:00:00"}, "qapi.row_contradicts_itself", Severity.ERROR),
        ({"DeliveredDate": "2026-05-10"}, "qapi.row_contradicts_itself", Severity.ERROR),
        ({"discount": 1001, "total": -1}, "qapi.row_contradicts_itself", Severity.ERROR),
    ],
    ids=repr,
)
def test_a_row_that_makes_no_line(changes: Any, code: str, severity: Severity) -> None:
    """
    A row without what a line cannot do without, or that cannot be, is one finding with its index.
    """
    reading = qapi.read_orders([ODD, {**ODD, **changes}, ODD])
    assert len(reading.values) == 2
    (finding,) = reading.findings
    assert (finding.row, finding.code, finding.severity) == (1, code, severity)
    assert finding.text.en != finding.text.ja


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"PaymentDate": "2026-05-10 12:00:00"}, "入金日時が注文日時より前"),
        ({"DeliveredDate": "2026-05-10"}, "配送完了日が入金日・注文日より前"),
        ({"PaymentDate": "", "DeliveredDate": "2026-05-10"}, "配送完了日が入金日・注文日より前"),
        ({"discount": 1001, "total": -1}, "割引額が販売価格を超える"),
    ],
    ids=repr,
)
def test_a_contradiction_is_named_in_both_languages(changes: Any, reason: str) -> None:
    """
    The finding says which cells cannot both be true.
    """
    (finding,) = qapi.read_orders({**ODD, **changes}).findings
    assert finding.text.ja == f"行を読み込めない: {reason}"


@pytest.mark.parametrize(
    ("changes", "code", "facts", "kept"),
    [
        ({"shippingStatus": "Held(9)"}, "rows.cell_left_out", {"status": None}, "Held(9)"),
        ({"shippingStatus": "Held"}, "rows.cell_left_out", {"status": None}, "Held"),
        ({"shippingStatus": True}, "rows.cell_left_out", {"status": None}, "True"),
        ({"AvailableSendType": "4"}, "rows.cell_left_out", {"send_type": None}, "4"),
        ({"shippingCountry": "Japan"}, "rows.cell_left_out", {"destination": None}, "Japan"),
        ({"ShippingDate": "soon"}, "rows.cell_left_out", {"shipped_on": None}, "soon"),
        ({"orderDate": "12:00"}, "rows.cell_left_out", {"ordered_at": None}, "12:00"),
        ({"RelatedOrder": "7;8"}, "rows.cell_left_out", {"related": ()}, "7;8"),
        ({"itemTitle": ["x"]}, "rows.cell_left_out", {"title": ""}, "['x']"),
        ({"sellerID": {"a": 1}}, "rows.cell_left_out", {"shop": ""}, "{'a': 1}"),
        ({"EstShippingDate": 5.5}, "rows.cell_left_out", {"delivery": None}, "5.5"),
        ({"buyer": True}, "rows.cell_left_out", {"buyer": None}, "True"),
    ],
    ids=repr,
)
def test_a_cell_that_is_left_out_is_kept(changes: Any, code: str, facts: Any, kept: str) -> None:
    """
    Where a line can do without a cell, the cell counts as not given, is said, and is kept as text.
    """
    reading = qapi.read_orders({**ODD, **changes})
    (line,) = reading.values
    assert {name: getattr(line, name) for name in facts} == facts
    assert line.unread == ((next(iter(changes)), kept),)
    (finding,) = reading.findings
    assert (finding.row, finding.order_no, finding.code) == (0, 7, code)
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("currency", "taken", "codes"),
    [
        ("JPY", "JPY", []),
        (" jpy", "JPY", []),
        ("", "JPY", []),
        (None, "JPY", []),
        ("KRW", "KRW", ["orders.currency"]),
        ("円", "XXX", ["rows.cell_left_out", "orders.currency"]),
        (392, "XXX", ["rows.cell_left_out", "orders.currency"]),
    ],
    ids=repr,
)
def test_amounts_in_another_currency_are_said(
    currency: object, taken: str, codes: list[str]
) -> None:
    """
    The platform pays in yen; a currency that is not understood is not taken for yen.
    """
    reading = qapi.read_orders({**ODD, "Currency": currency})
    assert reading.values[0].currency == taken
    assert [finding.code for finding in reading.findings] == codes


@pytest.mark.parametrize("cell", ["", None, " "])
def test_a_missing_status_is_said(cell: object) -> None:
    """
    Rows always have a status; one without it could be unpaid.
    """
    row = {key: one for key, one in ODD.items() if key != "shippingStatus"}
    for odd in ({**row, "shippingStatus": cell}, row):
        reading = qapi.read_orders(odd)
        assert reading.values[0].status is None
        assert [finding.code for finding in reading.findings] == ["qapi.status_missing"]


@pytest.mark.parametrize(
    ("rate", "kind", "said"),
    [
        (None, "Free", False),
        ("", " free ", False),
        ("", "無料", False),
        ("", "무료", False),
        ("", "Free on condition", True),
        ("", "", True),
        (0, "", False),
        (0, "Charge", False),
    ],
)
def test_missing_shipping_is_zero_only_where_it_is_free(
    rate: object, kind: str, *, said: bool
) -> None:
    """
    A fee that is not given is none with a finding, and without one if the row says it is free.
    """
    reading = qapi.read_orders({**ODD, "ShippingRate": rate, "shippingRateType": kind})
    assert reading.values[0].shipping == 0
    assert [finding.code for finding in reading.findings] == ["qapi.amount_missing"] * said


def test_a_line_without_amounts_of_its_own_says_so_for_each() -> None:
    """
    Five amounts that are not given are five findings; paying on delivery is not one of them.
    """
    row = {key: ODD[key] for key in ("shippingStatus", "orderNo", "packNo", "itemCode")}
    row |= {"orderPrice": 500, "orderQty": 2, "PaymentDate": "2026-05-11"}
    reading = qapi.read_orders(row)
    (line,) = reading.values
    assert (line.discounts, line.option_price, line.shipping, line.cash_on_delivery) == (
        (),
        0,
        0,
        0,
    )
    assert (line.platform_total, line.platform_settle_price) == (None, None)
    assert sorted(finding.code for finding in reading.findings) == [
        "qapi.amount_missing",
        "qapi.amount_missing",
        "qapi.amount_missing",
        "qapi.discount_missing",
        "qapi.total_missing",
    ]


def test_what_a_line_says_of_itself_has_the_index_of_its_row() -> None:
    """
    Findings of `orders.check` come along, in the order of the rows.
    """
    odd = {**ODD, "total": 900}
    reading = qapi.read_orders([ODD, odd, {**ODD, "orderNo": "x"}, odd])
    assert [(finding.row, finding.code) for finding in reading.findings] == [
        (1, "orders.total_differs"),
        (2, "rows.cell_unreadable"),
        (3, "orders.total_differs"),
    ]


def test_a_row_that_comes_twice_gives_two_lines() -> None:
    """
    Reading drops nothing; whether the same order counts once is for those who settle it.
    """
    assert len(qapi.read_orders([ODD, ODD]).values) == 2


def test_two_shops_may_share_a_cart_number() -> None:
    """
    Each line keeps the shop that sold it.
    """
    rows = [{**ODD, "sellerID": "a"}, {**ODD, "sellerID": "b", "orderNo": 8}]
    lines = qapi.read_orders(rows).values
    assert [(line.shop, line.cart_no) for line in lines] == [("a", 9), ("b", 9)]
