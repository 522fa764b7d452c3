"""
Listings (商品登録): how long each field may be, what a title must not say, how a length is counted.

The limits are those of the API reference. What a title must not say is official; by which words it
is known is not, so the words here are our own, and weak. So are the two rules of the double check
before publishing: they are no rules of the platform.
"""

from __future__ import annotations

import re

from datetime import date
from typing import Final

import attrs

from qoo10model.basics.errors import InvalidValueError, check_tuple
from qoo10model.basics.money import Rate
from qoo10model.basics.sources import Confidence
from qoo10model.basics.tables import Table
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules import sources


__all__ = (
    "LISTINGS",
    "Field",
    "LengthUnit",
    "ListingRules",
    "OrderLimitKind",
    "TitleContent",
    "TitlePolicy",
    "TitleWords",
)

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH

START: Final = date(2018, 9, 1)
BRAND_SHOWN: Final = date(2021, 7, 20)
CAMPAIGN: Final = date(2021, 7, 27)
TITLE_POINTS: Final = date(2022, 2, 7)
GUIDES: Final = date(2024, 1, 1)
"""
The first day for which the guides to titles speak: they are of about the end of 2023.
"""
REFERENCE: Final = date(2026, 1, 1)


class Field(Labelled):
    """
    A field of a listing that holds text (登録項目).

    >>> Field.PROMOTION_NAME.label.ja
    '広告文'
    """

    TITLE = Text("title", "商品名")
    PROMOTION_NAME = Text("promotion name", "広告文")
    SELLER_CODE = Text("seller code", "販売者コード")
    BRAND_NO = Text("brand number", "ブランドコード")
    MODEL = Text("model name", "モデル名")
    MATERIAL = Text("material", "素材")
    CONTACT = Text("contact", "お問い合わせ先")
    IMAGE_URL = Text("address of the main picture", "代表画像のURL")
    VIDEO_URL = Text("address of the video", "動画のURL")
    DESCRIPTION = Text("description", "商品詳細")
    OPTION_NAME = Text("option name", "オプション名")
    OPTION_VALUE = Text("option value", "オプション値")
    OPTION_CODE = Text("option code", "販売者オプションコード")


class LengthUnit(Labelled):
    """
    How the length of a text is counted (文字数の数え方).

    They differ for characters beyond the 65,536 first ones, such as emoji and rare kanji, and for
    full-width characters.

    >>> LengthUnit.UTF16_UNITS
    LengthUnit.UTF16_UNITS
    """

    UTF16_UNITS = Text("UTF-16 units (most emoji count two)", "UTF-16単位（絵文字などは2文字分）")
    CODE_POINTS = Text("Unicode characters", "Unicode文字単位")
    HALF_WIDTHS = Text("half widths (a full-width character counts two)", "半角換算（全角は2）")


class OrderLimitKind(Labelled):
    """
    What a limit on the units that one may order counts over (購入制限の単位).

    >>> OrderLimitKind.PER_PERSON.label.ja
    '1人あたり'
    """

    PER_PURCHASE = Text("per purchase", "1回の購入あたり")
    PER_PERSON = Text("per person", "1人あたり")


class TitleContent(Labelled):
    """
    What does not belong into a title (商品名に入れてはいけない内容).

    >>> TitleContent.SHIPPING.label.ja
    '送料・配送'
    """

    BRAND_NAME = Text("brand name", "ブランド名")
    SHOP_NAME = Text("shop name", "ショップ名")
    PRICE = Text("price", "価格")
    SHIPPING = Text("shipping", "送料・配送")
    SAME_MEANING = Text("words of the same meaning", "同じ意味の単語の重複")
    PROMOTION = Text("promotional phrase", "宣伝文句")


@attrs.frozen
class TitlePolicy:
    """
    The *contents* that a title must not have (商品名ポリシー).

    >>> TitleContent.PRICE in TitlePolicy((TitleContent.BRAND_NAME,))
    False
    """

    contents: tuple[TitleContent, ...]

    def __contains__(self, content: object) -> bool:
        return content in self.contents

    def __str__(self) -> str:
        return ", ".join(one.label.en for one in self.contents) or "nothing"


@attrs.frozen
class TitleWords:
    """
    Words by which a content is known in a title, as regular expressions (検出語).

    They are matched without regard to case and width: full-width letters and digits are written here
    in their usual width, half-width kana in full.

    >>> str(TitleWords(("送料無料", "即納")))
    '送料無料, 即納'
    """

    patterns: tuple[str, ...]

    def __attrs_post_init__(self) -> None:
        check_tuple(self.patterns, str, "patterns", '("送料無料",)')
        for pattern in self.patterns:
            try:
                matches_nothing = re.compile(pattern).fullmatch("") is not None
            except re.error as error:
                msg = f"patterns must be regular expressions (got {pattern!r}: {error})"
                raise InvalidValueError(msg) from None
            if matches_nothing:
                raise InvalidValueError(f"patterns must not match an empty text (got {pattern!r})")

    def __str__(self) -> str:
        return ", ".join(self.patterns)


@attrs.frozen(eq=False, repr=False)
class ListingRules:
    """
    The rules of listings; the Japanese day of publishing picks each.

    The prices that may be listed are among those of prices (`JAPAN.pricing`). *far_from_history*,
    *far_above_cost* and *sure_slip* are no rules of the platform but where the double check asks again.

    >>> from qoo10model.rules.book import JAPAN
    >>> JAPAN.listings.longest[Field.TITLE].on(date(2026, 5, 12))
    100
    """

    longest: Table[Field, int]
    length_unit: Timeline[LengthUnit]
    search_words: Timeline[int]
    highest_quantity: Timeline[int]
    option_surcharge: Timeline[Rate]
    fashion_options: Timeline[int]
    fashion_option_images: Timeline[int]
    order_limit_code: Table[OrderLimitKind, int]
    bulk_rows: Timeline[int]
    title_policy: Timeline[TitlePolicy]
    title_points: Timeline[bool]
    title_words: Table[TitleContent, TitleWords]
    avoided_characters: Timeline[str]
    avoids_emoji: Timeline[bool]
    app_title: Timeline[int]
    words_differ: Timeline[bool]
    far_from_history: Timeline[Rate]
    far_above_cost: Timeline[int]
    sure_slip: Timeline[int]


def _of_api(name: str, title: Text, value: int, note: str = "") -> Timeline[int]:
    who = (sources.QAPI_REFERENCE,)
    return Timeline(
        f"listings.{name}",
        (
            Dated(START, value, LOW, who, since_is_exact=False, note=note),
            Dated(REFERENCE, value, HIGH, who, since_is_exact=False, note=note),
        ),
        title,
    )


def _longest(field: Field, length: int) -> tuple[Field, Timeline[int]]:
    english, japanese = field.label.en, field.label.ja
    title = Text(f"longest {english}", f"{japanese}の最大文字数")
    return field, _of_api(f"longest[{field.name}]", title, length)


def _words(
    content: TitleContent, patterns: tuple[str, ...]
) -> tuple[TitleContent, Timeline[TitleWords]]:
    english, japanese = content.label.en, content.label.ja
    return content, Timeline(
        f"listings.title_words[{content.name}]",
        (
            Dated(
                START,
                TitleWords(patterns),
                LOW,
                (sources.ASSUMPTION,),
                since_is_exact=False,
                note="that such words do not belong into a title is official; the words are ours",
            ),
        ),
        Text(f"words by which this is known: {english}", f"検出語（{japanese}）"),
    )


LISTINGS: Final = ListingRules(
    longest=Table(
        "listings.longest",
        (
            _longest(Field.TITLE, 100),
            _longest(Field.PROMOTION_NAME, 20),
            _longest(Field.SELLER_CODE, 100),
            _longest(Field.BRAND_NO, 10),
            _longest(Field.MODEL, 30),
            _longest(Field.MATERIAL, 500),
            _longest(Field.CONTACT, 100),
            _longest(Field.IMAGE_URL, 200),
            _longest(Field.VIDEO_URL, 200),
            _longest(Field.DESCRIPTION, 262_144),
            _longest(Field.OPTION_NAME, 50),
            _longest(Field.OPTION_VALUE, 50),
            _longest(Field.OPTION_CODE, 50),
        ),
    ),
    length_unit=Timeline(
        "listings.length_unit",
        (
            Dated(
                START,
                LengthUnit.UTF16_UNITS,
                LOW,
                (sources.ASSUMPTION, sources.TITLE_LENGTHS),
                (LengthUnit.CODE_POINTS,),
                since_is_exact=False,
                note="a full-width character counts one, as a list of several malls has it; that "
                "emoji count two is how the kind of server behind QSM counts",
            ),
        ),
        Text("how the length of a text is counted", "文字数の数え方"),
    ),
    search_words=_of_api("search_words", Text("most search words", "検索ワードの最大数"), 10),
    highest_quantity=_of_api(
        "highest_quantity", Text("highest quantity", "在庫数量の上限"), 2_147_483_647
    ),
    option_surcharge=Timeline(
        "listings.option_surcharge",
        (
            Dated(
                START,
                Rate.percent("50"),
                LOW,
                (sources.LISTING_TOOLS,),
                since_is_exact=False,
                note="whether surcharges were limited before the campaign is not said",
            ),
            Dated(
                CAMPAIGN,
                Rate.percent("50"),
                MEDIUM,
                (sources.LISTING_TOOLS, sources.LISTING_CAMPAIGN),
                note="the campaign limits surcharges; two tools say 50 % of the price, up or down",
            ),
        ),
        Text("largest surcharge of an option", "オプション追加金の上限（商品価格に対する割合）"),
    ),
    fashion_options=_of_api(
        "fashion_options",
        Text("most options of a fashion item (MOVE)", "ファッション商品（MOVE）のオプション数"),
        20,
    ),
    fashion_option_images=_of_api(
        "fashion_option_images",
        Text(
            "most extra pictures of an option of a fashion item (MOVE)",
            "ファッション商品（MOVE）のオプションごとの追加画像数",
        ),
        10,
    ),
    order_limit_code=Table(
        "listings.order_limit_code",
        (
            (
                OrderLimitKind.PER_PURCHASE,
                _of_api(
                    "order_limit_code[PER_PURCHASE]",
                    Text("code of a limit per purchase", "1回の購入あたりの制限コード"),
                    0,
                ),
            ),
            (
                OrderLimitKind.PER_PERSON,
                _of_api(
                    "order_limit_code[PER_PERSON]",
                    Text("code of a limit per person", "1人あたりの制限コード"),
                    1,
                ),
            ),
        ),
    ),
    bulk_rows=_of_api(
        "bulk_rows",
        Text("most rows of a file of prices or options", "価格・オプション一括ファイルの最大行数"),
        500,
    ),
    title_policy=Timeline(
        "listings.title_policy",
        (
            Dated(
                START,
                TitlePolicy(()),
                LOW,
                (sources.ASSUMPTION, sources.LISTING_CAMPAIGN),
                since_is_exact=False,
                note="no earlier policy was found",
            ),
            Dated(
                BRAND_SHOWN,
                TitlePolicy((TitleContent.BRAND_NAME,)),
                HIGH,
                (sources.LISTING_CAMPAIGN,),
                note="from this day on the brand is shown before the title",
            ),
            Dated(
                CAMPAIGN,
                TitlePolicy(tuple(TitleContent)),
                HIGH,
                (sources.LISTING_CAMPAIGN,),
            ),
        ),
        Text("what a title must not have", "商品名に入れてはいけない内容"),
    ),
    title_points=Timeline(
        "listings.title_points",
        (
            Dated(
                START,
                False,
                LOW,
                (sources.ASSUMPTION, sources.LISTING_CAMPAIGN),
                since_is_exact=False,
            ),
            Dated(TITLE_POINTS, True, HIGH, (sources.LISTING_CAMPAIGN,)),
        ),
        Text("a fitting title is ranked higher", "適合商品名の並び順加点"),
    ),
    title_words=Table(
        "listings.title_words",
        (
            _words(
                TitleContent.PRICE,
                (
                    r"[¥\\$]\s*\d[\d,.]*",
                    r"(?<![\d,.])\d[\d,.]*[万千]?円(?![形柱筒卓盤玉錐高])",
                    r"(?<![\d.])\d+(?:\.\d+)?\s*[%割]\s*(?:off|オフ|引き?)",
                    r"半額",
                    r"(?:最安|税込|税抜)(?:値|価格)?",
                    r"(?:特別|限定|セール)価格",
                ),
            ),
            _words(
                TitleContent.SHIPPING,
                (
                    r"送料(?:無料|込み?|別途?|全国一律|\d[\d,]*円)?",
                    r"(?:即日|当日|翌日|最短|国内|日本|韓国|海外|無料)(?:発送|配送|配達|出荷)",
                    r"(?:発送|配送|配達)無料",
                    r"(?:韓国|海外)直送",
                    r"即納",
                    r"(?:クリックポスト|レターパック|メール便|ゆうパケット|ネコポス|定形外|ポスト投函)",
                    r"free\s*shipping",
                ),
            ),
            _words(
                TitleContent.PROMOTION,
                (
                    r"(?<![ァ-ヶー])(?:タイム|スーパー|ビッグ)?セール(?![ァ-ヶー])",
                    r"(?<![a-z])(?:big\s*)?sale(?![a-z])",
                    r"(?<![ァ-ヶー])メガ(?:割引?|ポ(?![ァ-ヶー]))",
                    r"(?:期間|数量|本日|当店|qoo10)限定",
                    r"(?:激安|格安|お得|お買い得|特価|今だけ|在庫処分|大人気|話題沸騰|売れ筋)",
                    r"(?:人気)?(?:no\.?\s*1|ナンバーワン|ランキング\s*(?:第?\d+位|入賞|受賞)|第?1位)",
                    r"(?<![ァ-ヶー])クーポン(?![ァ-ヶー])",
                    r"ポイント\s*\d+\s*倍",
                    r"(?:プレゼント|おまけ|特典)(?:付き?|つき|進呈)",
                    r"(?<![\d+])1\s*\+\s*1(?![\d+])",
                ),
            ),
        ),
    ),
    avoided_characters=Timeline(
        "listings.avoided_characters",
        (
            Dated(START, "★♥※!?", LOW, (sources.TITLE_GUIDES,), since_is_exact=False),
            Dated(GUIDES, "★♥※!?", MEDIUM, (sources.TITLE_GUIDES,), since_is_exact=False),
        ),
        Text("characters to avoid in titles", "商品名で避けたい記号"),
    ),
    avoids_emoji=Timeline(
        "listings.avoids_emoji",
        (
            Dated(START, True, LOW, (sources.TITLE_GUIDES,), since_is_exact=False),
            Dated(GUIDES, True, MEDIUM, (sources.TITLE_GUIDES,), since_is_exact=False),
        ),
        Text("emoji are to be avoided in titles", "商品名での絵文字は避ける"),
    ),
    app_title=Timeline(
        "listings.app_title",
        (
            Dated(START, 20, LOW, (sources.TITLE_GUIDES,), (30,), since_is_exact=False),
            Dated(GUIDES, 20, MEDIUM, (sources.TITLE_GUIDES,), (30,), since_is_exact=False),
        ),
        Text("characters of a title that the app shows", "アプリに表示される商品名の文字数"),
    ),
    words_differ=Timeline(
        "listings.words_differ",
        (
            Dated(START, True, LOW, (sources.TITLE_GUIDES,), since_is_exact=False),
            Dated(GUIDES, True, MEDIUM, (sources.TITLE_GUIDES,), since_is_exact=False),
        ),
        Text(
            "search words should not be words of the title",
            "検索ワードは商品名にない単語にする",
        ),
    ),
    far_from_history=Timeline(
        "listings.far_from_history",
        (
            Dated(
                START,
                Rate.percent("50"),
                LOW,
                (sources.ASSUMPTION,),
                (Rate.percent("30"),),
                since_is_exact=False,
                note="no rule of the platform: where the double check asks again",
            ),
        ),
        Text(
            "how far a price may be from its earlier ones before the double check asks",
            "過去の価格からの乖離（二重チェックの基準）",
        ),
    ),
    far_above_cost=Timeline(
        "listings.far_above_cost",
        (
            Dated(
                START,
                10,
                LOW,
                (sources.ASSUMPTION,),
                since_is_exact=False,
                note="no rule of the platform: so many times the cost is as if a digit were typed "
                "twice",
            ),
        ),
        Text(
            "how many times its cost a price may be before the double check asks",
            "原価に対する倍率（二重チェックの基準）",
        ),
    ),
    sure_slip=Timeline(
        "listings.sure_slip",
        (
            Dated(
                START,
                5,
                LOW,
                (sources.ASSUMPTION,),
                since_is_exact=False,
                note="no rule of the platform: half of the ten times that a digit makes; a first digit "
                "that went may as well be a price that was halved",
            ),
        ),
        Text(
            "how many times higher or lower a price with a digit more or less must be to be a slip for "
            "sure",
            "桁間違いと断定する価格の倍率（二重チェックの基準）",
        ),
    ),
)
"""
The listings of Qoo10 Japan.
"""
