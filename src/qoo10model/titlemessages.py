"""
What can be said about the title of a listing, in both languages (商品名の指摘文), and that it was not asked.

Each message has its code and severity, and says what to do. `listingtitles.check_title` fills them in.
"""

from __future__ import annotations

from typing import Final

from qoo10model.basics.findings import Message, Severity
from qoo10model.basics.texts import Text


__all__ = (
    "APART",
    "BLANK",
    "BRAND_NAME",
    "BROKEN",
    "CUT_IN_APP",
    "EMOJI",
    "INVISIBLE",
    "MAYBE_NAME",
    "MAYBE_TOO_LONG",
    "NOT_CHECKED",
    "PRICE",
    "PROMOTION",
    "REPEATED",
    "SAME_MEANING",
    "SHIPPING",
    "SHOP_NAME",
    "SYMBOL",
    "TOO_LONG",
)

_ERROR, _WARNING, _ADVICE = Severity.ERROR, Severity.WARNING, Severity.ADVICE


def _message(code: str, severity: Severity, en: str, ja: str) -> Message:
    return Message(f"listings.title_{code}", severity, Text(en, ja))


BLANK: Final = _message(
    "blank",
    _ERROR,
    "the title has no character that shows: a listing needs one",
    "商品名が空です。1文字以上入力してください",
)
TOO_LONG: Final = _message(
    "too_long",
    _ERROR,
    "the title is {length} characters long ({unit}), {limit} are taken: leave out {over}",
    "商品名が{length}文字（{unit}）。上限は{limit}文字です。{over}文字減らしてください",
)
MAYBE_TOO_LONG: Final = _message(
    "maybe_too_long",
    _WARNING,
    "the title is {length} characters long if they are counted as {unit}, {limit} are taken; how they "
    "are counted is not said: leave out {over} to be sure",
    "商品名が{unit}では{length}文字になり、上限の{limit}文字を超えます。数え方は公表されていません。"
    "{over}文字減らすと確実です",
)
BROKEN: Final = _message(
    "broken_character",
    _ERROR,
    "the title holds half of a character, as text has that was decoded wrongly: write it anew",
    "商品名に壊れた文字（サロゲートの片割れ）があります。入力し直してください",
)
INVISIBLE: Final = _message(
    "invisible_character",
    _WARNING,
    "the title holds a character that shows nothing ({code}): delete it",
    "商品名に見えない文字（{code}）があります。削除してください",
)
APART: Final = _message(
    "mark_apart",
    _ADVICE,
    "{count} characters of the title are written as a letter and a mark apart, the first is ‘{text}’: "
    "that counts double and is not found by a search, so write each as one character",
    "商品名の{count}文字（最初は「{text}」）が文字と濁点などに分かれています。文字数が増え検索にも"
    "かかりにくいため、1文字で入力してください",
)
SYMBOL: Final = _message(
    "symbol",
    _ADVICE,
    "‘{text}’ in the title: guides advise against such symbols",
    "商品名の「{text}」は避けたほうがよい記号です",
)
EMOJI: Final = _message(
    "emoji",
    _ADVICE,
    "‘{text}’ in the title: guides advise against emoji and pictures",
    "商品名の「{text}」は避けたほうがよい絵文字・図記号です",
)
CUT_IN_APP: Final = _message(
    "cut_in_app",
    _ADVICE,
    "the app shows the first {few} to {many} characters, so ‘{head}’ for sure: what decides should "
    "stand there",
    "アプリに表示されるのは先頭{few}〜{many}文字です。重要な語を「{head}」までに入れてください",
)
BRAND_NAME: Final = _message(
    "brand",
    _WARNING,
    "‘{text}’ in the title is the brand, which is shown before the title anyway: leave it out",
    "商品名の「{text}」はブランド名です。自動で表示されるため削除してください",
)
SHOP_NAME: Final = _message(
    "shop",
    _WARNING,
    "‘{text}’ in the title is the shop's name, by which the item is found anyway: leave it out",
    "商品名の「{text}」はショップ名です。商品名に入れなくても検索されるため削除してください",
)
MAYBE_NAME: Final = _message(
    "maybe_name",
    _ADVICE,
    "‘{text}’ in the title is a part of a longer word, and may be this: {what}",
    "商品名の「{text}」は長い単語の一部ですが、次の可能性があります（{what}）",
)
PRICE: Final = _message(
    "price",
    _WARNING,
    "‘{text}’ in the title speaks of a price, which the page shows anyway: leave it out",
    "商品名の「{text}」は価格の情報です。ページに表示されるため削除してください",
)
SHIPPING: Final = _message(
    "shipping",
    _WARNING,
    "‘{text}’ in the title speaks of shipping, which has a field of its own: leave it out",
    "商品名の「{text}」は送料・配送の情報です。削除してください",
)
PROMOTION: Final = _message(
    "promotion",
    _WARNING,
    "‘{text}’ in the title is a promotional phrase: it belongs into the promotion name",
    "商品名の「{text}」は宣伝文句です。広告文の欄に入れてください",
)
REPEATED: Final = _message(
    "repeated",
    _WARNING,
    "‘{text}’ stands in the title already: leave it out here",
    "商品名の「{text}」は重複しています。片方を削除してください",
)
SAME_MEANING: Final = _message(
    "same_meaning",
    _WARNING,
    "‘{text}’ in the title means the same as ‘{other}’ before it: leave one out",
    "商品名の「{text}」は「{other}」と同じ意味です。片方を削除してください",
)
NOT_CHECKED: Final = Message(
    "listings.not_checked",
    _ADVICE,
    Text("not checked, as it was not given: {what}", "指定がないため確認していない: {what}"),
)
