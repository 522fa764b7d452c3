"""
Conduct (禁止行為): what a shop must not write to a buyer about a cancellation.

Cancelling for a reason of the shop is the shop's own work: making the buyer do it can cost the right to
sell. Refunds go through Qoo10, so asking for a bank account is forbidden. Messages are judged by their
words, in Japanese, English and Korean: a finding is a reason to read a sentence again, and no finding
is no clearance.
"""

from __future__ import annotations

import re
import unicodedata

from typing import TYPE_CHECKING, Final

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.texts import Text
from qoo10model.rules.book import JAPAN
from qoo10model.rules.cancellations import Party


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from qoo10model.rules.book import RuleBook

__all__ = ("check",)

_ASKED: Final = Message(
    "conduct.asks_buyer_to_cancel",
    Severity.ERROR,
    Text(
        "the message asks the buyer to cancel (“{words}”) for a reason of the shop; "
        "cancel it yourself in QSM: making the buyer do it can cost the right to sell",
        "ショップ側の理由なのに購入者へキャンセルを依頼している（「{words}」）。"
        "販売制限の対象となるため、QSMで自ら処理してください",
    ),
)
_ASKED_OPEN: Final = Message(
    "conduct.asks_buyer_to_cancel_if_at_fault",
    Severity.WARNING,
    Text(
        "the message asks the buyer to cancel (“{words}”); that is forbidden if the reason is the shop's",
        "購入者へキャンセルを依頼している（「{words}」）。ショップ側の理由であれば禁止行為",
    ),
)
_BANK: Final = Message(
    "conduct.asks_for_bank_account",
    Severity.ERROR,
    Text(
        "the message speaks of a bank account (“{words}”); asking for one is forbidden, "
        "Qoo10 refunds the buyer",
        "口座情報に触れている（「{words}」）。口座情報を尋ねることは禁止。返金はQoo10が行う",
    ),
)
_TOO_LONG: Final = Message(
    "conduct.message_too_long",
    Severity.ERROR,
    Text(
        "the message has {count} characters, the platform takes {most}",
        "メッセージが{count}文字で、上限の{most}文字を超える",
    ),
)
_SENTENCES: Final = re.compile(r"[。.!?！？\n]+")
_ASKING: Final = re.compile(
    r"""
    (?:キャンセル|取り?消し?)(?:の|を|へ|は|として)?
    (?:[おご]?(?:手続き?|処理|操作|申請|要請|依頼|申し?込み|リクエスト|ボタン))?(?:の|を|に|も|は)?
    (?:[^、]{0,6}(?:お客様|購入者様|ご自身|購入履歴|注文履歴|マイページ)[^、]{0,6}?)?
    (?:
        ご?(?:お願い|御願い|依頼|協力)
        | (?:し|行っ|行なっ|おこなっ|進め|押し|出し|送っ|なさっ)て?(?:くだ|下|いただ|頂|ほし|欲し|もら|貰)
        | (?:くだ|下)さい | (?:いただ|頂)(?:け|きま|きた)
    )
    | (?:please|kindly|(?:could|can|would|will)\syou)\s(?:(?!not\b)\w+\s){0,2}cancel
    | 취소(?:를|\s)*(?:해\s*주|하여\s*주|부탁|신청)
    """,
    re.VERBOSE,
)
_ACCOUNT: Final = re.compile(
    r"口座|振り?込み?先|銀行名|記号番号|支店(?:名|番号)|通帳|bank\saccount|bank\sdetails|account\snumber|\biban\b|계좌"
)
# What stands behind the words in their sentence and turns them into the contrary.
_NOT_SO: Final = re.compile(
    r"ことは(?:ござい|あり)ま|必要は?(?:ござい|あり)ま|不要|ないで|控え|遠慮|(?:伺い|尋ね|聞き)(?:いたし|し)ません"
    r"|(?:is|are)\snot\s(?:needed|necessary)|never\sask|않"
)
_NOT_BEFORE: Final = re.compile(r"(?:never|not|no\sneed\sto)\s(?:\w+\s){0,4}$")


def check(
    text: str, *, on: date, fault: Party | None = None, rules: RuleBook = JAPAN
) -> tuple[Finding, ...]:
    """
    Return what a message to a buyer must not say on the Japanese day *on*, and whether it is too long.

    *fault* is the party that is at fault for the cancellation; None where that is not known. Raises
    `InvalidTypeError` for what is no text.

    >>> from datetime import date
    >>> [one.code for one in check("在庫切れのため、キャンセルをお願いいたします。", on=date(2026, 5, 12), fault=Party.SELLER)]
    ['conduct.asks_buyer_to_cancel']
    >>> check("当店でキャンセルのお手続きをいたします。", on=date(2026, 5, 12), fault=Party.SELLER)
    ()
    """
    if not isinstance(text, str):
        raise InvalidTypeError(f"text must be the message as a text (got {text!r})")
    if fault is not None and type(fault) is not Party:
        raise InvalidTypeError(f"fault must be Party.SELLER, Party.BUYER or None (got {fault!r})")
    findings: list[Finding] = []
    written = unicodedata.normalize("NFKC", text).casefold()
    sentences = _SENTENCES.split(written)
    if fault is not Party.BUYER:
        message = _ASKED_OPEN if fault is None else _ASKED
        asked = (words for sentence in sentences for words in _said(_ASKING, sentence))
        findings += (message.finding(words=words) for words in asked)
    named = (words for sentence in sentences for words in _said(_ACCOUNT, sentence))
    findings += (_BANK.finding(words=words) for words in named)
    most = rules.cancellations.message_length.on(on)
    if len(text) > most:
        findings.append(_TOO_LONG.finding(count=len(text), most=most))
    return tuple(dict.fromkeys(findings))


def _said(pattern: re.Pattern[str], sentence: str) -> Iterator[str]:
    # The words alone, never the sentence: it may name the buyer.
    for found in pattern.finditer(sentence):
        denied = _NOT_SO.search(sentence, found.start()) or _NOT_BEFORE.search(
            sentence[: found.start()]
        )
        if not denied:
            yield found[0]
