"""
Exports of analytics (Q-Analyticsの出力): visitors, views, carts and orders as values.

Columns are found by their headers, in Japanese or Korean, in any order. A figure that an export does
not have is None. A figure below 0 cannot be: it counts as not given, with a finding. What is odd, such as
more orders than visitors, is a finding too, and stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qoo10model.basics.findings import Message, Severity
from qoo10model.basics.texts import Text
from qoo10model.formats.cells import whole
from qoo10model.formats.columns import Memo
from qoo10model.formats.exportcells import money
from qoo10model.formats.exportcolumns import header_key
from qoo10model.formats.exportsheets import OpenExport
from qoo10model.formats.figurecells import figures_in, not_negative
from qoo10model.formats.readings import Reading
from qoo10model.formats.settlementfiles import by_row, rows_made
from qoo10model.formats.trafficcolumns import (
    CHANNEL_TRAFFIC,
    ITEM_TRAFFIC,
    KEYWORD_TRAFFIC,
    SHOP_TRAFFIC,
)
from qoo10model.inflows import ChannelRow
from qoo10model.inflowwords import KeywordRow
from qoo10model.rules.analytics import Channel
from qoo10model.traffic import ItemDay, ShopDay, Traffic, check


if TYPE_CHECKING:
    from collections.abc import Sequence

    from qoo10model.formats.exportcolumns import Export
    from qoo10model.formats.exportfiles import ExportData
    from qoo10model.formats.sheets import Sheet

__all__ = (
    "channel_called",
    "read_channel_traffic",
    "read_item_traffic",
    "read_keyword_traffic",
    "read_shop_traffic",
)

_NO_DAY: Final = Message(
    "qsm.day_missing",
    Severity.ERROR,
    Text("{key} is missing, so the row is not read", "{key}がないため、行を読み込めない"),
)
_CHANNEL: Final = Message(
    "qsm.channel_unknown",
    Severity.WARNING,
    Text(
        "nobody knows the channel “{name}”; the row has no channel",
        "未知の流入経路「{name}」。経路なしの行とした",
    ),
)
_OTHER: Final = Message(
    "qsm.other_export",
    Severity.ERROR,
    Text(
        "this is not the {name} but the {seen}: read it with qsm.{reader}",
        "{name}ではなく{seen}のファイル: qsm.{reader}で読み込む",
    ),
)
_COUNTS: Final = (
    "visitors",
    "views",
    "favourites",
    "carts",
    "orders",
    "customers",
    "new_customers",
)
_NAMES: Final = (
    (Channel.SEARCH, "検索, 検索流入, search, 검색"),
    (
        Channel.KEYWORD_PLUS,
        "キーワードプラス, プラス展示, 検索(キーワードプラス), keywordplus, 키워드플러스, 플러스전시",
    ),
    (
        Channel.RANK_UP,
        "ランクアップ, パワーランクアップ, 検索(ランクアップ), rankup, rank-up, 랭크업",
    ),
    (Channel.PLAIN_SEARCH, "一般検索, 通常検索, 検索(一般), 一般, 일반검색, 검색(일반)"),
    (Channel.DIRECT, "ダイレクト, 直接, 直接流入, direct, 다이렉트, 직접"),
    (Channel.FAVOURITES, "お気に入り, favorite, favorites, 즐겨찾기, 찜"),
    (Channel.SHOP, "ショップ, ショップページ, shop, 샵, 숍"),
    (Channel.CART, "カート, cart, 장바구니"),
    (Channel.ITEM_DETAIL, "商品詳細, 商品ページ, 商品詳細ページ, itemdetail, 상품상세"),
    (Channel.CATEGORY, "カテゴリ, カテゴリー, category, 카테고리"),
    (Channel.EXTERNAL, "外部, 外部流入, 外部合計, external, 외부, 외부유입"),
    (Channel.GOOGLE, "Google, グーグル, 구글"),
    (Channel.FACEBOOK, "Facebook, フェイスブック, 페이스북"),
    (Channel.X, "X, Twitter, X(Twitter), ツイッター, 트위터"),
    (Channel.INSTAGRAM, "Instagram, インスタグラム, 인스타그램"),
    (Channel.YAHOO, "Yahoo, Yahoo!, Yahoo!JAPAN, ヤフー, 야후"),
    (Channel.KAKAKU, "価格.com, カカクコム, 価格コム, Kakaku, kakaku.com, 가카쿠"),
    (Channel.LINE, "LINE, ライン, 라인"),
    (Channel.EMAIL, "メール, Eメール, e-mail, email, メールマガジン, 이메일, 메일"),
    (Channel.EXTERNAL_OTHER, "その他外部, 外部その他, 外部(その他), 기타외부, 외부기타"),
    (Channel.URL_DIRECT, "URL直接, URL直接入力, URLダイレクト, urldirect, URL직접, URL직접입력"),
    (Channel.OTHER, "その他, other, others, etc, 기타"),
)
_CALLED: Final = {
    header_key(name): channel for channel, names in _NAMES for name in names.split(", ")
} | {
    header_key(label): channel
    for channel in Channel
    for label in (channel.label.en, channel.label.ja)
}


def channel_called(name: str) -> Channel | None:
    """
    Return the channel that an export calls *name*, None where nobody knows it.

    >>> channel_called("ＬＩＮＥ"), channel_called("외부"), channel_called("魔法")
    (Channel.LINE, Channel.EXTERNAL, None)
    """
    return _CALLED.get(header_key(name))


def read_item_traffic(data: ExportData) -> Reading[ItemDay]:
    r"""
    Return the figures item by item (Q-Analyticsの商品別データ) in *data*, in Japanese or Korean.

    >>> text = "日付,商品コード,商品名,PV,注文数\n2026/07/01,100000001,架空リップ,\"1,000\",20\n"
    >>> read_item_traffic(text).values[0].figures.item_cvr
    Fraction(1, 50)
    """
    opened, values = _open(data, ITEM_TRAFFIC), list[ItemDay]()
    if opened.needs(ITEM_TRAFFIC.needed, ITEM_TRAFFIC.expected):
        for sheet in opened.sheets():
            columns: dict[str, Sequence[Any]] = {
                "item_code": sheet.needed_texts("item_code"),
                "on": sheet.days("on"),
                "title": sheet.texts("title"),
                "product_type": sheet.texts("product_type"),
                "status": sheet.texts("status"),
                "category": sheet.texts("category"),
                "registered_on": sheet.days("registered_on"),
                **_common(sheet),
            }
            values += rows_made(ItemDay, sheet, columns)
    return _checked(opened, values)


def read_shop_traffic(data: ExportData) -> Reading[ShopDay]:
    r"""
    Return the figures of the shop day by day (ショップの日別データ) in *data*.

    >>> text = "日付,UV,PV,注文数,売上\n2026/07/01,400,\"1,000\",20,\"59,600\"\n"
    >>> read_shop_traffic(text).values[0].figures.shop_cvr
    Fraction(1, 20)
    """
    opened, values = _open(data, SHOP_TRAFFIC), list[ShopDay]()
    if opened.needs(SHOP_TRAFFIC.needed, SHOP_TRAFFIC.expected):
        for sheet in opened.sheets():
            days = sheet.days("on")
            for at, day in enumerate(days):
                if day is None:
                    sheet.refuse(at, _NO_DAY, key=sheet.key("on"))
            columns: dict[str, Sequence[Any]] = {"on": days, **_common(sheet)}
            values += rows_made(ShopDay, sheet, columns)
    return _checked(opened, values)


def read_channel_traffic(data: ExportData) -> Reading[ChannelRow]:
    r"""
    Return the figures channel by channel (流入経路別) in *data*.

    >>> text = "流入経路,UV,注文数\n検索,700,14\nLINE,20,1\n"
    >>> [(row.channel, row.figures.visitors) for row in read_channel_traffic(text).values]
    [(Channel.SEARCH, 700), (Channel.LINE, 20)]
    """
    opened, values = _open(data, CHANNEL_TRAFFIC), list[ChannelRow]()
    if opened.needs(CHANNEL_TRAFFIC.needed, CHANNEL_TRAFFIC.expected):
        for sheet in opened.sheets():
            names = sheet.needed_texts("channel")
            channels = [channel_called(name) for name in names]
            for at, channel in enumerate(channels):
                if channel is None:
                    sheet.note(at, _CHANNEL, name=names[at])
            columns: dict[str, Sequence[Any]] = {
                "channel": channels,
                "name": names,
                "item_code": sheet.texts("item_code"),
                "on": sheet.days("on"),
                **_common(sheet),
            }
            values += rows_made(ChannelRow, sheet, columns)
    return Reading(tuple(values), tuple(by_row(opened)), opened.unknown_keys)


def read_keyword_traffic(data: ExportData) -> Reading[KeywordRow]:
    r"""
    Return the inflow keywords (流入キーワード) in *data*.

    >>> text = "キーワード,流入数,注文数\nリップ,\"1,200\",30\n"
    >>> read_keyword_traffic(text).values[0].visits
    1200
    """
    opened, values = _open(data, KEYWORD_TRAFFIC), list[KeywordRow]()
    if opened.needs(KEYWORD_TRAFFIC.needed, KEYWORD_TRAFFIC.expected):
        for sheet in opened.sheets():
            keywords = sheet.needed_texts("keyword")
            columns: dict[str, Sequence[Any]] = {
                "keyword": keywords,
                "visits": _counted(sheet, "visitors"),
                "orders": _counted(sheet, "orders"),
                "sales": _counted(sheet, "sales"),
                "item_code": sheet.texts("item_code"),
                "on": sheet.days("on"),
                "row": sheet.rows,
                "unread": sheet.unread(),  # last: reading the others adds to it
            }
            values += rows_made(KeywordRow, sheet, columns)
    return Reading(tuple(values), tuple(by_row(opened)), opened.unknown_keys)


def _open(data: ExportData, export: Export) -> OpenExport:
    """
    Return *data* as *export*; what has the column of a narrower export is that one, and is refused.
    """
    opened = OpenExport(data, export)
    if opened.is_readable:
        keys = set(map(header_key, opened.table.header))
        for field, narrower in _NARROWER:
            if field not in dict(export.fields) and keys & _headers(narrower, field):
                opened.refuse(_OTHER, name=export.name, seen=narrower.name, reader=narrower.reader)
                break
    return opened


_NARROWER: Final = (
    ("keyword", KEYWORD_TRAFFIC),
    ("channel", CHANNEL_TRAFFIC),
    ("item_code", ITEM_TRAFFIC),
)


def _headers(export: Export, field: str) -> set[str]:
    return set(map(header_key, export.headers_of(field).split(", ")))


def _common(sheet: Sheet) -> dict[str, Sequence[Any]]:
    figures = figures_in(sheet, Traffic, {field: _memo_of(field) for field in (*_COUNTS, "sales")})
    return {"figures": figures, "row": sheet.rows, "unread": sheet.unread()}


def _counted(sheet: Sheet, field: str) -> list[int | None]:
    return not_negative(sheet, field, _memo_of(field))


def _memo_of(field: str) -> Memo[int | None]:
    return Memo(money) if field == "sales" else Memo(whole)


def _checked(opened: OpenExport, values: list[Any]) -> Reading[Any]:
    for value in values:
        opened.findings += check(value)
    return Reading(tuple(values), tuple(by_row(opened)), opened.unknown_keys)
