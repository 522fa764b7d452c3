"""
Columns of analytics (Q-Analyticsの列): how the columns of visitors' figures are headed.

Which headers these exports have nobody published; these are the words that QSM uses elsewhere for the
figures that its analytics are known to hold.
"""

from __future__ import annotations

from typing import Final

from qoo10model.basics.texts import Text
from qoo10model.formats.exportkinds import Export


__all__ = ("CHANNEL_TRAFFIC", "ITEM_TRAFFIC", "KEYWORD_TRAFFIC", "SHOP_TRAFFIC")

_ON: Final = ("on", "日付, 年月日, 날짜, 일자")
_CODE: Final = ("item_code", "商品コード, 商品番号, 상품코드, 상품번호")
_VISITORS: Final = (
    "visitors",
    (
        "UV, UV数, 訪問者数, 訪問者, 訪問者数(UV), ユニークユーザー数, 流入数, 流入者数, 訪問数, "
        "UV수, 방문자수, 방문자, 방문자수(UV), 유입수, 유입자수, 방문수"
    ),
)
_ORDERS: Final = (
    "orders",
    "注文数, 注文件数, 受注件数, 購入数, 購入件数, 取引件数, 주문수, 주문건수, 구매수, 구매건수",
)
_SALES: Final = (
    "sales",
    "売上, 売上金額, 売上高, 販売金額, 取引金額, 매출, 매출액, 매출금액, 판매금액, 거래금액",
)
_FIGURES: Final = (
    _VISITORS,
    (
        "views",
        (
            "PV, PV数, 閲覧数, 閲覧数(PV), ページビュー, ページビュー数, 商品PV, 商品PV数, "
            "PV수, 조회수, 조회수(PV), 페이지뷰, 상품PV"
        ),
    ),
    ("favourites", "お気に入り, お気に入り数, お気に入り登録数, 찜, 찜수, 관심상품, 관심상품수"),
    (
        "carts",
        (
            "カート数, カート追加, カート追加数, カートイン数, カート投入数, "
            "장바구니, 장바구니수, 장바구니담기, 장바구니담기수"
        ),
    ),
    _ORDERS,
    _SALES,
    ("customers", "購入者数, 顧客数, 購入顧客数, 구매자수, 고객수, 구매고객수"),
    (
        "new_customers",
        "新規顧客数, 新規購入者数, 新規顧客, 신규고객수, 신규구매자수, 신규고객",
    ),
)
_KEPT: Final = (
    "CVR",
    "CVR(%)",
    "転換率",
    "購入転換率",
    "カート率",
    "カート転換率",
    "客単価",
    "전환율",
    "구매전환율",
    "객단가",
)

ITEM_TRAFFIC: Final = Export(
    Text("item figures of Q-Analytics", "Q-Analyticsの商品別データ"),
    "read_item_traffic",
    (
        _ON,
        _CODE,
        ("title", "商品名, 商品, 상품명, 상품"),
        ("product_type", "商品タイプ, 商品種別, 商品区分, 상품유형, 상품타입, 상품종류"),
        ("status", "商品状態, 販売状態, 取引状態, 상품상태, 판매상태, 거래상태"),
        ("category", "カテゴリ, カテゴリー, カテゴリ名, カテゴリー名, 카테고리, 카테고리명"),
        ("registered_on", "登録日, 商品登録日, 등록일, 상품등록일"),
        *_FIGURES,
    ),
    signs=(("item_code", "views"), ("item_code", "visitors")),
    needed=("item_code",),
    expected=("views", "orders"),
    kept=_KEPT,
)
"""
Figures item by item (商品別): of a day where there is a column for it, else of a window.
"""

SHOP_TRAFFIC: Final = Export(
    Text("shop figures of Qoo10 Analytics", "Qoo10アナリティクスのショップ日別データ"),
    "read_shop_traffic",
    (_ON, *_FIGURES),
    signs=(("on", "views"), ("on", "visitors")),
    needed=("on",),
    expected=("visitors", "orders"),
    kept=_KEPT,
)
"""
Figures of the whole shop day by day (ショップの日別データ).
"""

CHANNEL_TRAFFIC: Final = Export(
    Text("channels of Qoo10 Analytics", "Qoo10アナリティクスの流入経路データ"),
    "read_channel_traffic",
    (
        _ON,
        _CODE,
        ("channel", "流入経路, 流入チャネル, 流入元, チャネル, 경로, 유입경로, 유입채널, 채널"),
        *_FIGURES,
    ),
    signs=(("channel", "visitors"), ("channel", "views"), ("channel", "orders")),
    needed=("channel",),
    expected=("visitors",),
    kept=("商品名", "상품명", *_KEPT),
)
"""
Figures channel by channel (流入経路別).
"""

KEYWORD_TRAFFIC: Final = Export(
    Text("inflow keywords", "流入キーワードデータ"),
    "read_keyword_traffic",
    (
        _ON,
        _CODE,
        (
            "keyword",
            "キーワード, 流入キーワード, 検索キーワード, 検索語, 키워드, 유입키워드, 검색어",
        ),
        _VISITORS,
        _ORDERS,
        _SALES,
    ),
    signs=(("keyword", "visitors"),),
    needed=("keyword",),
    expected=("visitors", "orders"),
    kept=("商品名", "상품명", *_KEPT),
)
"""
Figures keyword by keyword (流入キーワード別).
"""
