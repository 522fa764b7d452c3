"""
Result codes (結果コード): what the API's error codes mean, method by method, and what to do.

The same number means different things to different methods.
"""

from __future__ import annotations

import re

from typing import Final

import attrs

from qoo10model.basics.texts import Text


__all__ = ("ResultCode", "meaning_of")


@attrs.frozen
class ResultCode:
    """
    An error code of the API: its *meaning*, and *advice* on what to do.

    >>> meaning_of("GetShippingInfo_v3", -10002).meaning.en
    'the period is longer than 90 days'
    """

    meaning: Text
    advice: Text


_UNKNOWN: Final = ResultCode(
    Text(
        "a code that is not documented for this method", "このメソッドでは文書化されていないコード"
    ),
    Text(
        "look at the message that came with it, and at the reference of the method",
        "応答のメッセージとメソッドの仕様を確認してください",
    ),
)

_NEW_KEY: Final = Text(
    "the seller authorization key lives one year: issue a new one in QSM and call again with it",
    "販売者認証キーの有効期間は1年です。QSMで新しいキーを発行してください",
)
_EXPIRED: Final = ResultCode(
    Text("the seller authorization key has expired", "販売者認証キーの有効期限切れ"), _NEW_KEY
)
_NOT_ALLOWED: Final = ResultCode(
    Text("the key has no right to call this method", "このメソッドを呼ぶ権限がない"),
    Text(
        "check in QSM that the key belongs to the shop and may use the method",
        "キーがショップのもので、メソッドの使用が許可されているかQSMで確認してください",
    ),
)
_DATES: Final = Text(
    "write dates as yyyyMMdd or yyyyMMddHHmmss and pass them under the names that this version of "
    "the method has",
    "日付はyyyyMMddかyyyyMMddHHmmssとし、このバージョンのパラメーター名で渡してください",
)
_PERIOD: Final = ResultCode(
    Text("the period is longer than 90 days", "検索期間が90日を超えている"),
    Text("ask for at most 90 days at once", "90日以内に分けて呼び出してください"),
)
_SELLER: Final = ResultCode(
    Text("the seller is not known", "販売者が存在しない"),
    Text("check that the key belongs to the shop", "キーがショップのものか確認してください"),
)
_ONE_NUMBER: Final = Text(
    "pass one order number a call; lists with commas are refused",
    "注文番号は1件ずつ渡してください。カンマ区切りは受け付けられません",
)
_ORDER_FORMAT: Final = ResultCode(
    Text("the order number is not well-formed", "注文番号の形式が正しくない"), _ONE_NUMBER
)
_NO_ORDER: Final = ResultCode(
    Text("there is no such order", "注文が存在しない"),
    Text("check the order number", "注文番号を確認してください"),
)
_OTHER_SELLER: Final = ResultCode(
    Text("the order is another seller's", "他の販売者の注文"),
    Text("use the key of the shop that sold it", "販売したショップのキーを使ってください"),
)
_ARGUMENT: Final = ResultCode(
    Text("an argument is wrong", "引数が正しくない"),
    Text("check names and formats of the parameters", "パラメーターの名前と形式を確認してください"),
)

_ANY_METHOD: Final = {
    -10000: ResultCode(
        Text("the seller authorization key is wrong", "販売者認証キーが正しくない"),
        Text(
            "pass the seller authorization key of the shop, not the API key",
            "APIキーではなく、ショップの販売者認証キーを渡してください",
        ),
    ),
    -90001: ResultCode(
        Text("there is no such method for this key", "存在しないAPI"),
        Text(
            "check the method's name and that the key is the seller authorization key; pass empty "
            "texts where a parameter has no value",
            "メソッド名と、キーが販売者認証キーであることを確認し、値のない項目は空文字で渡してください",
        ),
    ),
    -90002: _NOT_ALLOWED,
    -90003: _NOT_ALLOWED,
    -90004: _EXPIRED,
    -90005: _EXPIRED,
}

_BY_METHOD: Final = {
    ("getshippinginfo", -10001): ResultCode(
        Text("a date is wrong", "日付が正しくない"),
        _DATES,
    ),
    ("getshippinginfo", -10002): _PERIOD,
    ("getshippinginfo", -10003): ResultCode(
        Text("the status is wrong", "配送状態が正しくない"),
        Text(
            "pass a status from 1 to 5; 0 or nothing stands for 1 to 3",
            "配送状態は1から5で指定してください。0か空は1から3を表します",
        ),
    ),
    ("getshippinginfo", -10004): ResultCode(
        Text("status and search condition do not go together", "配送状態と検索条件が合わない"),
        Text(
            "search by a date that orders of this status have",
            "その配送状態の注文が持つ日付で検索してください",
        ),
    ),
    ("getclaiminfo", -10001): _SELLER,
    ("getclaiminfo", -10002): ResultCode(Text("a date is wrong", "検索日が正しくない"), _DATES),
    ("getclaiminfo", -10003): _PERIOD,
    ("getshippingandclaiminfobyorderno", -10001): _SELLER,
    ("getshippingandclaiminfobyorderno", -10002): _ORDER_FORMAT,
    ("getshippingandclaiminfobyorderno", -10003): _NO_ORDER,
    ("setsellercheckyn", -10001): _ORDER_FORMAT,
    ("setsellercheckynbulk", -10011): ResultCode(
        Text("more than 500 orders", "500件を超えている"),
        Text("pass at most 500 orders a call", "1回に500件までにしてください"),
    ),
    ("setsellercheckynbulk", -10012): ResultCode(
        Text("the order is confirmed already", "発注確認済み"),
        Text("nothing is left to do for this order", "この注文の処理は不要です"),
    ),
    ("setsellercheckynbulk", -10013): ResultCode(
        Text("the order is not in the status delivery requested", "配送要請の注文ではない"),
        Text("read the order's status again", "注文の配送状態を読み直してください"),
    ),
    ("setsellercheckynbulk", -10016): ResultCode(
        Text("the planned shipping date is missing", "発送予定日がない"),
        Text("pass EstShipDt as yyyyMMdd", "EstShipDtをyyyyMMddで渡してください"),
    ),
    ("setsellercheckynbulk", -10017): ResultCode(
        Text("the planned shipping date is too late", "発送予定日が許容範囲より後"),
        Text("pass an earlier EstShipDt", "EstShipDtを早めてください"),
    ),
    ("setsellercheckynbulk", -10018): ResultCode(
        Text("the planned shipping date is not after today", "発送予定日が翌日以降ではない"),
        Text("pass a later EstShipDt", "EstShipDtを翌日以降にしてください"),
    ),
    ("setcancelprocess", -10001): _ORDER_FORMAT,
    ("setcancelprocess", -10002): _NO_ORDER,
    ("setcancelprocess", -10003): _OTHER_SELLER,
    ("setcancelprocess", -10004): ResultCode(
        Text("the order's status allows no cancellation", "キャンセルできない配送状態"),
        Text("read the order's status again", "注文の配送状態を読み直してください"),
    ),
    ("setclaimaccept", -10001): _ARGUMENT,
    ("setclaimaccept", -10002): _NO_ORDER,
    ("setclaimaccept", -10003): _OTHER_SELLER,
    ("setclaimredelivery", -10001): _ARGUMENT,
    ("setclaimredelivery", -10002): _NO_ORDER,
    ("setclaimredelivery", -10003): _OTHER_SELLER,
    ("getinquirymessage", -10001): _ARGUMENT,
    ("setinquirymessage", -10001): _ARGUMENT,
}

_VERSION: Final = re.compile(r"_v\d+$")


def meaning_of(method: str, code: int) -> ResultCode:
    """
    Return what *code* means as an answer of *method*, named with or without service and version.

    >>> meaning_of("Claim.SetCancelProcess", -10002).meaning.ja
    '注文が存在しない'
    """
    family = _VERSION.sub("", method.strip().casefold().rpartition(".")[2])
    return _BY_METHOD.get((family, code)) or _ANY_METHOD.get(code, _UNKNOWN)
