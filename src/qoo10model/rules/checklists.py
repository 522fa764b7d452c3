"""
Check lists (チェックリスト): what to look at when something does not work, in order, as data.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from qoo10model.basics.sources import Confidence, Source
from qoo10model.basics.tables import Table
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules import sources


__all__ = ("CHECK_LISTS", "Check", "CheckList", "Checks")

LOW, MEDIUM = Confidence.LOW, Confidence.MEDIUM

PLAUSIBLE: Final = date(2018, 9, 1)
READ: Final = date(2026, 1, 1)


class CheckList(Labelled):
    """
    What a check list is for (チェックリスト).

    >>> CheckList.LOG_IN.label.ja
    'ログインできない'
    """

    PROFILE = Text("the profile of the shop", "ショップの基本情報")
    ORDER_FLOW = Text("an order, from confirming to sending", "注文から発送までの流れ")
    LOG_IN = Text("cannot log in", "ログインできない")
    SLOWNESS = Text("QSM is slow or does not open", "QSMが重い・開かない")
    IMAGE_UPLOAD = Text("an image cannot be uploaded", "画像をアップロードできない")
    APP_NOTICE = Text("the app gives no notices", "アプリの通知が届かない")
    CONDUCT = Text("what must not be asked of a buyer", "購入者への禁止行為")


@attrs.frozen
class Check:
    """
    One check: its *id*, the *fact* that should be true, and the *advice* while it is not.

    >>> Check("log_in.id_and_password", Text("right", "正しい"), Text("type", "入力")).id
    'log_in.id_and_password'
    """

    id: str
    fact: Text
    advice: Text


@attrs.frozen
class Checks:
    """
    The checks of one list, in the order in which to go through them.

    >>> len(Checks(()))
    0
    """

    checks: tuple[Check, ...]

    def __len__(self) -> int:
        return len(self.checks)

    def __str__(self) -> str:
        return "; ".join(check.fact.en for check in self.checks)


def _list(
    kind: CheckList,
    *checks: tuple[str, str, str, str, str],
    who: Source = sources.SHOP_MANUAL,
    sure: Confidence = MEDIUM,
    note: str = "",
) -> tuple[CheckList, Timeline[Checks]]:
    section = kind.name.lower()
    value = Checks(
        tuple(
            Check(f"{section}.{name}", Text(fact, fact_ja), Text(advice, advice_ja))
            for name, fact, fact_ja, advice, advice_ja in checks
        )
    )
    first = Dated(PLAUSIBLE, value, LOW, (who,), since_is_exact=False, note=note)
    later = Dated(READ, value, sure, (who,), since_is_exact=False, note=note)
    return kind, Timeline(
        f"storefront.check_lists[{kind.name}]",
        (first,) if sure is LOW else (first, later),
        Text(f"check list: {kind.label.en}", f"チェックリスト（{kind.label.ja}）"),
    )


_CACHE: Final = (
    "cache",
    "the cache of the browser was cleared",
    "ブラウザのキャッシュを削除した",
    "clear the cache and the cookies of the browser, then try again",
    "ブラウザのキャッシュとCookieを削除して再試行する",
)
_BROWSER: Final = (
    "other_browser",
    "another browser was tried",
    "別のブラウザで試した",
    "try another browser",
    "別のブラウザで試す",
)
_PRIVATE: Final = (
    "private_mode",
    "a private window was tried",
    "シークレットモードで試した",
    "open a private window and try there",
    "シークレットウィンドウで試す",
)
_CHROME: Final = (
    "newest_chrome",
    "Chrome is up to date",
    "Chromeが最新版である",
    "update Chrome to its newest version",
    "Chromeを最新版に更新する",
)
_NOTICES: Final = (
    "notices",
    "no notice tells of maintenance",
    "メンテナンスのお知らせがない",
    "read Qoo10's notices; wait if there is maintenance",
    "お知らせを確認し、メンテナンス中なら終了を待つ",
)
_APP: Final = (
    "app",
    "the app JQSM was tried",
    "JQSMアプリで試した",
    "try the app JQSM",
    "JQSMアプリで試す",
)
_SUPPORT: Final = (
    "support",
    "seller support was asked",
    "販売者サポートに問い合わせた",
    "ask seller support, with what was tried and what the screen says",
    "試した内容と画面の表示を添えて販売者サポートに問い合わせる",
)

CHECK_LISTS: Final = Table(
    "storefront.check_lists",
    (
        _list(
            CheckList.PROFILE,
            (
                "shop_name",
                "the shop has a name",
                "ショップ名を登録した",
                "enter the name of the shop",
                "ショップ名を登録する",
            ),
            (
                "logo",
                "the shop has a logo",
                "ショップロゴを登録した",
                "upload a logo",
                "ショップロゴを登録する",
            ),
            (
                "address",
                "the address of the shop is entered",
                "住所を登録した",
                "enter the address of the shop",
                "住所を登録する",
            ),
            (
                "contact",
                "customer service can be reached",
                "お問い合わせ先を登録した",
                "enter how buyers reach customer service",
                "カスタマー対応の連絡先を登録する",
            ),
            (
                "notifications",
                "notifications are switched on",
                "通知設定を行った",
                "switch on the notifications that the shop needs",
                "必要な通知を設定する",
            ),
            (
                "staff",
                "somebody is in charge",
                "担当者を登録した",
                "name the person in charge; how soon inquiries are answered counts in the rating",
                "担当者を登録する（問い合わせへの返信の速さはショップ評価に影響）",
            ),
        ),
        _list(
            CheckList.ORDER_FLOW,
            (
                "confirmed",
                "the order is confirmed",
                "注文を確認した",
                "confirm the order",
                "注文確認を行う",
            ),
            (
                "planned_day",
                "the planned day of shipping is entered",
                "発送予定日を入力した",
                "enter the planned day of shipping",
                "発送予定日を入力する",
            ),
            (
                "carrier",
                "the carrier is entered",
                "配送会社を入力した",
                "choose the carrier",
                "配送会社を選択する",
            ),
            (
                "tracking_no",
                "the tracking number is entered",
                "送り状番号を入力した",
                "enter the tracking number",
                "送り状番号を入力する",
            ),
            (
                "on_delivery",
                "the order is on delivery",
                "配送中になった",
                "process the sending, so that the order is on delivery and the buyer is told",
                "発送処理を行う（配送中になり、購入者に通知される）",
            ),
            (
                "verified",
                "the order was looked at again",
                "登録内容を再確認した",
                "look at the order again: carrier, number and status",
                "配送会社・送り状番号・状態を再確認する",
            ),
        ),
        _list(
            CheckList.LOG_IN,
            (
                "id_and_password",
                "ID and password are typed in the right case and in half width",
                "ID・パスワードの大文字小文字と全角半角が正しい",
                "type ID and password anew, in the right case and in half width",
                "大文字小文字と全角半角に注意してID・パスワードを入力し直す",
            ),
            (
                "email_as_id",
                "the e-mail address was tried as ID",
                "メールアドレスをIDとして試した",
                "use the registered e-mail address as ID",
                "登録メールアドレスをIDとして入力する",
            ),
            _CACHE,
            _BROWSER,
            _PRIVATE,
            _CHROME,
            _NOTICES,
            _APP,
            _SUPPORT,
        ),
        _list(
            CheckList.SLOWNESS,
            _CACHE,
            _BROWSER,
            _PRIVATE,
            _CHROME,
            _NOTICES,
            _APP,
            _SUPPORT,
            sure=LOW,
            note="the manual gives these for logging in; that they help here as well is an inference",
        ),
        _list(
            CheckList.IMAGE_UPLOAD,
            (
                "size",
                "the image has enough pixels",
                "画像サイズが基準を満たす",
                "enlarge or retake the image",
                "画像サイズを基準以上にする",
            ),
            (
                "weight",
                "the file is light enough",
                "ファイル容量が上限以下",
                "save it smaller",
                "ファイル容量を小さくする",
            ),
            (
                "format",
                "the format is one that is taken",
                "対応しているファイル形式",
                "save it as JPEG or PNG",
                "JPEGまたはPNGで保存し直す",
            ),
            (
                "shape",
                "the image is nearly square",
                "正方形に近い",
                "pad or crop it to a square",
                "余白の追加か切り抜きで正方形に近づける",
            ),
            (
                "file_name",
                "the file name has plain letters only",
                "ファイル名に使えない文字がない",
                "name the file in plain letters and digits",
                "ファイル名を半角英数字にする",
            ),
            (
                "count",
                "there are not too many images",
                "画像の枚数が上限以内",
                "leave some images out",
                "画像の枚数を減らす",
            ),
            (
                "retried",
                "it was tried again after a while",
                "時間をおいて再試行した",
                "wait a while and try again",
                "時間をおいて再試行する",
            ),
            (
                "support",
                "support was asked in the chat",
                "チャットサポートに問い合わせた",
                "ask in the support chat",
                "チャットサポートに問い合わせる",
            ),
        ),
        _list(
            CheckList.APP_NOTICE,
            (
                "permission",
                "the phone allows notices of the app",
                "端末でアプリの通知を許可した",
                "iPhone: Settings, Notifications, JQSM; Android: the app info of JQSM, notifications",
                "iPhoneは設定→通知→JQSM、Androidはアプリ情報の通知で許可する",
            ),
            (
                "in_app",
                "notices are on in the app",
                "アプリ内の通知設定がオン",
                "switch notices on in the settings of the app",
                "アプリ内の設定で通知をオンにする",
            ),
            (
                "logged_in",
                "somebody is logged in",
                "アプリにログインしている",
                "log in to the app",
                "アプリにログインする",
            ),
            (
                "account",
                "it is the right account",
                "正しいアカウントでログインしている",
                "with several shops, log in to the one that the notices are for",
                "複数アカウントの場合、対象ショップのアカウントでログインする",
            ),
            (
                "reinstalled",
                "the app was installed anew",
                "アプリを再インストールした",
                "remove the app and install it again",
                "アプリを再インストールする",
            ),
            (
                "restarted",
                "the phone was restarted",
                "端末を再起動した",
                "restart the phone",
                "端末を再起動する",
            ),
        ),
        _list(
            CheckList.CONDUCT,
            (
                "no_cancel_asked",
                "no buyer was asked to cancel for a reason of the shop",
                "ショップ都合のキャンセルを購入者に依頼していない",
                "cancel it yourself; making the buyer do it can cost the right to sell",
                "自ら販売キャンセルを行う（購入者への依頼は販売制限の対象）",
            ),
            (
                "no_bank_asked",
                "no buyer was asked for bank details",
                "購入者に口座情報を尋ねていない",
                "never ask for them: Qoo10 refunds the buyer",
                "口座情報は尋ねない（返金はQoo10が行う）",
            ),
            who=sources.AGENCY_CANCELLATIONS,
        ),
    ),
)
"""
The check lists, by what each is for.
"""
