"""
Columns of exports (出力ファイルの列): which exports there are, and how their columns are headed.

Headers are compared without regard to width, spaces, underscores and case, in any order, in Japanese
and in Korean. Fields of delivery exports are called as the API calls them, see
`qoo10model.formats.orderkeys`; those of settlement exports as `qoo10model.exportrows` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qoo10model.basics.texts import Text
from qoo10model.formats.exportkinds import Export, header_key
from qoo10model.formats.trafficcolumns import (
    CHANNEL_TRAFFIC,
    ITEM_TRAFFIC,
    KEYWORD_TRAFFIC,
    SHOP_TRAFFIC,
)


if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = (
    "AD_REPORT",
    "BUYER_PAID",
    "CART_DISCOUNTS",
    "DEDUCTIONS",
    "DELIVERIES",
    "PROMOTIONS",
    "SALES",
    "SMART_SALES",
    "Export",
    "header_key",
    "is_known",
    "recognised",
)

BUYER_PAID: Final = "buyerPaid"
"""
The field of 購入者決済金額, which the API does not have.
"""


def is_known(header: str) -> bool:
    """
    Whether *header* is a column of any export.

    >>> is_known("注文番号"), is_known("架空 太郎")
    (True, False)
    """
    return header_key(header) in _KNOWN


def recognised(headers: Iterable[str]) -> tuple[Export, ...]:
    """
    Return the exports that a file with *headers* can be; several where it has the signs of several.

    >>> [export.reader for export in recognised(("注文番号", "カート割引金額", "発生日"))]
    ['read_cart_discounts']
    """
    keys = {header_key(header) for header in headers}
    found: list[Export] = []
    for export in _EXPORTS:
        fields = {export.names[key] for key in keys & export.names.keys()}
        if any(fields.issuperset(sign) for sign in export.signs):
            found.append(export)
    return tuple(found)


DELIVERIES: Final = Export(
    Text("delivery export", "配送管理の出力"),
    "read_orders",
    (
        ("shippingStatus", "配送状態, 배송상태"),
        ("orderNo", "注文番号, 주문번호"),
        ("packNo", "カート番号, 장바구니번호"),
        ("DeliveryCompany", "配送会社, 택배사"),
        ("TrackingNo", "送り状番号, 송장번호"),
        ("ShippingDate", "発送日, 발송일"),
        ("orderDate", "注文日, 주문일"),
        ("PaymentDate", "入金日, 입금일"),
        ("hopeDate", "お届け希望日, 배달희망일"),
        ("EstShippingDate", "発送予定日, 발송예정일"),
        ("DeliveredDate", "配送完了日, 배송완료일"),
        ("ShippingWay", "配送方法, 배송방식"),
        ("itemCode", "商品番号, 상품코드, 商品コード, 상품번호"),
        ("itemTitle", "商品名, 상품명"),
        ("orderQty", "数量, 수량"),
        ("option", "オプション情報, 옵션정보"),
        ("optionCode", "オプションコード, 판매자옵션코드, 販売者オプションコード, 옵션코드"),
        ("Gift", "おまけ, 사은품"),
        ("receiver", "受取人名, 수취인명"),
        ("receiver_gata", "受取人名(フリガナ), 수취인명(음성표기)"),
        ("receiverTel", "受取人電話番号, 수취인전화번호"),
        ("receiverMobile", "受取人携帯電話番号, 수취인핸드폰번호"),
        ("shippingAddr", "住所, 주소"),
        ("zipCode", "郵便番号, 우편번호"),
        ("shippingCountry", "国家, 국가"),
        ("shippingRateType", "送料の決済, 배송비결제"),
        ("PaymentNation", "決済サイト, 주문국가"),
        ("Currency", "通貨, 통화"),
        (BUYER_PAID, "購入者決済金額, 구매자결제금, 購入者決済金"),
        ("orderPrice", "販売価格, 판매가"),
        ("discount", "割引額, 할인액"),
        ("total", "注文金額の合計, 총주문액"),
        ("SettlePrice", "供給原価の合計, 총공급원가"),
        ("buyer", "購入者名, 구매자명"),
        ("buyer_gata", "購入者名(フリガナ), 구매자명(발음표기)"),
        ("ShippingMsg", "配送要請事項, 배송요청사항"),
        ("buyerTel", "購入者電話番号, 구매자전화번호"),
        ("buyerMobile", "購入者携帯電話番号, 구매자핸드폰번호"),
        ("sellerItemCode", "販売者商品コード, 판매자상품코드"),
        ("senderName", "プレゼント贈り主, (선물)보내는사람"),
        ("externalAd", "外部広告, 외부광고"),
        ("Material", "素材, 소재"),
    ),
    signs=(("shippingStatus", "packNo"), ("orderPrice", "packNo"), ("TrackingNo", "packNo")),
    needed=("orderNo", "packNo", "itemCode", "orderPrice", "orderQty"),
    expected=(
        "shippingStatus",
        "PaymentDate",
        "DeliveredDate",
        "discount",
        "total",
        "SettlePrice",
        "shippingCountry",
        "Currency",
    ),
    kept=(
        "JANコード",
        "JAN코드",
        "規格番号",
        "규격번호",
        "ギフト注文",
        "선물하기주문",
        "수화물 보관함 서비스",
    ),
)
"""
The delivery management's export (配送管理), detail and brief.
"""

SALES: Final = Export(
    Text("sales report", "販売詳細内訳"),
    "read_selling_report",
    (
        ("paid_on", "購入者の決済日, 購入者決済日, 구매자결제일"),
        ("reason", "発生の理由, 発生理由, 発生事由, 발생사유"),
        ("order_no", "注文番号, 주문번호"),
        ("cart_no", "カート番号, 장바구니번호"),
        ("settled_on", "精算完了日, 決済完了日, 精算日, 정산완료일"),
        ("due_on", "精算予定日, 정산예정일"),
        ("shipped_on", "発送日, 발송일"),
        ("delivered_on", "配送完了日, 배송완료일"),
        ("item_code", "商品コード, 商品番号, 상품코드, 상품번호"),
        ("title", "商品名, 상품명"),
        ("seller_code", "販売者コード, 販売者商品コード, 판매자코드, 판매자상품코드"),
        ("option_code", "販売者オプションコード, オプションコード, 판매자옵션코드, 옵션코드"),
        ("option", "オプション情報, 옵션정보"),
        ("quantity", "数量, 수량"),
        ("unit_price", "販売価格, 판매가, 판매가격, 체결가격"),
        ("goods_amount", "商品決済金, 商品決済金額, 商品単価金額, 상품결제금, 상품결제금액"),
        (
            "seller_discount",
            (
                "販売店負担割引額, 販売店負担割引金額, 販売店舗負担割引額, 販売店舗負担割引金額, "
                "판매자부담할인액, 판매자부담할인금액, 판매점부담할인금액"
            ),
        ),
        (
            "service_fee",
            (
                "Qoo10サービス利用料, Qoo10サービス手数料, サービス利用料, Qoo10サービス利用料(税抜), "
                "Qoo10サービス利用料(税別), Qoo10서비스수수료, Qoo10서비스이용료"
            ),
        ),
        (
            "compensation",
            (
                "メガワリ/メガポ補償金, メガ割/メガポ補償金, メガワリメガポ補償金, "
                "메가와리/메가포보상금, 메가할인/메가포보상금"
            ),
        ),
        ("settle_amount", "精算金額, 정산금액"),
        ("tax_rate", "税率, 세율"),
        ("external_ad", "外部広告, 외부광고"),
        ("is_mega", "メガ割引商品, メガ割商品, 메가할인상품"),
    ),
    signs=(
        ("order_no", "reason"),
        ("order_no", "service_fee"),
        ("order_no", "compensation"),
        ("order_no", "goods_amount"),
        ("order_no", "settle_amount"),
        ("order_no", "seller_discount"),
    ),
    needed=("order_no",),
    expected=("reason", "goods_amount", "service_fee"),
    kept=("ブランド", "브랜드"),
)
"""
The rows of the sales report (販売詳細内訳, sellingreport).
"""

DEDUCTIONS: Final = Export(
    Text("deductions", "販売関連の差引内訳"),
    "read_deductions",
    (
        ("on", "発生日, 발생일"),
        ("item", "発生項目, 발생항목"),
        ("amount", "差引対象金額, 차감대상금액, 공제대상금액"),
    ),
    signs=(("amount",), ("item",)),
    needed=("amount",),
    expected=("on", "item"),
)
"""
The deductions (販売関連の差引内訳, rcv), and those of mega-wari (…_メガ割, RecvMegawari).
"""

CART_DISCOUNTS: Final = Export(
    Text("cart discounts", "カート割引"),
    "read_cart_discounts",
    (
        ("order_nos", "注文番号, 주문번호"),
        ("amount", "カート割引金額, カート割引額, 장바구니할인금액, 장바구니할인액"),
        ("on", "発生日, 발생일"),
    ),
    signs=(("amount",),),
    needed=("order_nos", "amount"),
    expected=("on",),
)
"""
The cart discounts (カート割引).
"""

PROMOTIONS: Final = Export(
    Text("promotions", "プロモーション精算内訳"),
    "read_promotions",
    (
        ("order_no", "注文番号, 주문번호"),
        ("item_code", "商品コード, 商品番号, 상품코드, 상품번호"),
        ("amount", "メガ割引クーポン1/2, メガ割クーポン1/2, 메가할인쿠폰1/2"),
        ("paid_on", "購入者の決済日, 購入者決済日, 구매자결제일"),
    ),
    signs=(("amount",),),
    needed=("order_no", "amount"),
    expected=("item_code", "paid_on"),
)
"""
The promotions (プロモーション精算内訳): the seller's half of coupons.
"""

SMART_SALES: Final = Export(
    Text("Smart Sales ads", "スマートセールス広告"),
    "read_smart_sales",
    (
        ("order_no", "注文番号, 주문번호"),
        ("item_code", "商品コード, 商品番号, 상품코드, 상품번호"),
        ("amount", "販売金額, 판매금액"),
        ("paid_on", "購入者の決済日, 購入者決済日, 구매자결제일"),
    ),
    signs=(("order_no", "amount"),),
    needed=("order_no", "amount"),
    expected=("item_code", "paid_on"),
)
"""
The sales through Smart Sales ads (スマートセールス広告).
"""

AD_REPORT: Final = Export(
    Text("ad report", "広告レポート"),
    "read_ad_report",
    (
        ("on", "日付, 年月日, 날짜, 일자"),
        ("item_code", "商品コード, 商品番号, 상품코드, 상품번호"),
        ("title", "商品名, 商品, 상품명, 상품"),
        (
            "ad_type",
            "広告タイプ, 広告種類, 広告種別, 広告区分, 広告商品, 광고유형, 광고타입, 광고종류",
        ),
        (
            "cost",
            (
                "広告費, 広告費(Qcash), 広告費(Qキャッシュ), 費用, 費用(Qcash), 使用Qキャッシュ, "
                "광고비, 광고비(Qcash), 비용, 비용(Qcash), 사용Q캐시"
            ),
        ),
        ("sales", "販売金額, 売上, 売上金額, 広告売上, 판매금액, 매출, 매출액, 광고매출"),
        (
            "impressions",
            "表示回数, 表示数, 露出数, インプレッション, インプレッション数, 노출, 노출수, 노출횟수",
        ),
        (
            "clicks",
            "クリック数, クリック, クリック数(PV), クリック(PV), 클릭, 클릭수, 클릭수(PV), 클릭(PV)",
        ),
        ("ctr", "CTR, CTR(%), クリック率, クリック率(%), 클릭률, 클릭률(%), 클릭율"),
        (
            "carts",
            "カート数, カート追加, カート追加数, カートイン数, 장바구니, 장바구니수, 장바구니담기, 카트, 카트수, 카트추가",
        ),
        (
            "cart_rate",
            "カート転換率, カート転換率(%), カート追加率, 장바구니전환율, 장바구니전환율(%), 카트전환율, 카트전환율(%)",
        ),
        ("purchases", "購入数, 購入件数, 購入回数, 구매, 구매수, 구매건수"),
        (
            "cvr",
            "購入転換率, 購入転換率(%), 転換率, CVR, CVR(%), 구매전환율, 구매전환율(%), 전환율",
        ),
        ("roas", "ROAS, ROAS(%), 広告費用対効果, 広告費用対効果(%)"),
    ),
    signs=(("impressions", "clicks"), ("cost", "clicks"), ("cost", "roas")),
    needed=(),
    expected=("item_code", "cost", "sales", "impressions", "clicks", "purchases"),
)
"""
The ad report (広告レポート): what ads of a period cost and brought. Which headers it has nobody
published; these are the words that QSM uses elsewhere for the figures that it is known to hold.
"""

_EXPORTS: Final = (
    DELIVERIES,
    SALES,
    DEDUCTIONS,
    CART_DISCOUNTS,
    PROMOTIONS,
    SMART_SALES,
    AD_REPORT,
    CHANNEL_TRAFFIC,
    KEYWORD_TRAFFIC,
    ITEM_TRAFFIC,
    SHOP_TRAFFIC,
)
_KNOWN: Final = frozenset(
    (
        *(key for export in _EXPORTS for key in export.names),
        *(header_key(header) for export in _EXPORTS for header in export.kept),
    )
)
