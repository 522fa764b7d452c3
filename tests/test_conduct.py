from __future__ import annotations

from typing import Any

import pytest

from qoo10model import JAPAN, InvalidTypeError
from qoo10model.basics.findings import Severity
from qoo10model.conduct import check
from qoo10model.rules.cancellations import Party
from tests.claim_cases import ON, loosely


ASKING = (
    "在庫切れのため、キャンセルをお願いいたします。",
    "恐れ入りますがキャンセルしてください。",
    "キャンセル申請をしていただけますでしょうか",
    "購入履歴よりキャンセル手続きをお願いします",
    "お手数ですが、ｷｬﾝｾﾙのお手続きをお願い致します。",
    "キャンセルボタンを押してください。",
    "キャンセル要請を出していただきたく存じます。",
    "在庫がございませんので、ご注文の取り消しをお願いできますか？",
    "出荷できませんのでキャンセルして下さい。",
    "注文を取消してもらえますか",
    "キャンセルにご協力ください。",
    "キャンセル処理をお客様側で行ってください。",
    "キャンセルのお手続きを購入履歴よりしていただけますと幸いです。",
    "キャンセルいただきますようお願い申し上げます。",
    "キャンセルリクエストをお願いします",
    "キャンセルリクエストを送ってください。",
    "お客様都合のキャンセルとしてご申請ください。",
    "Please cancel your order.",
    "Could you kindly cancel the order?",
    "품절이므로 취소 부탁드립니다.",
    "취소해 주세요",
)
NOT_ASKING = (
    "",
    "当店でキャンセルのお手続きをいたします。",
    "キャンセルの手続きが完了いたしました。",
    "誠に申し訳ございませんが、ご注文をお取り消しさせていただきます。",
    "キャンセルをご希望の場合は、本メッセージにご返信ください。",
    "キャンセルのお手続きをしていただく必要はございません。",
    "お客様にキャンセルをお願いすることはございません。",
    "まだキャンセルしないでください。",
    "キャンセルの場合はご連絡ください。",
    "キャンセルさせていただきますので、ご了承ください。",
    "キャンセルの手続きは当店で行いますので、ご返信ください。",
    "キャンセルのご連絡をいただき、ありがとうございます。",
    "取り消しの手続きは当店で行いますので、お客様にしていただくことはございません。",
    "キャンセルは承っておりません。ご了承ください。",
    "Please do not cancel your order.",
    "We will cancel your order and refund you.",
    "There is no need to please cancel anything.",
    "Please let us know whether we should cancel.",
)
BANK = (
    "返金先の口座番号をお知らせください。",
    "銀行口座をお教えください",
    "振込先をご返信ください。",
    "ゆうちょ銀行の記号番号を教えてください。",
    "銀行名と支店名をお知らせください。",
    "支店名と口座名義をお願いします。",
    "Please send us your bank account.",
    "계좌번호를 알려 주세요.",
    "ご返金のため、通帳の写しをお送りください。",
)
NO_BANK = (
    "返金はQoo10より行われます。",
    "口座番号をお伺いすることはございません。",
    "口座情報は不要です。",
    "口座番号をお送りいただく必要はありません。",
    "We never ask for your bank account.",
    "A bank account is not needed.",
    "窓口でお受け取りください。",
)


def codes(text: str, **told: Any) -> list[str]:
    """
    The codes of the findings about *text* on 12 May 2026.
    """
    return [finding.code.removeprefix("conduct.") for finding in check(text, on=ON, **told)]


@pytest.mark.parametrize("text", ASKING)
def test_asking_the_buyer_to_cancel_is_found(text: str) -> None:
    """
    It is an error for a reason of the shop, a warning where the fault is open, nothing for the buyer's.
    """
    assert codes(text, fault=Party.SELLER) == ["asks_buyer_to_cancel"]
    assert codes(text) == ["asks_buyer_to_cancel_if_at_fault"]
    assert codes(text, fault=Party.BUYER) == []
    (error,) = check(text, on=ON, fault=Party.SELLER)
    (warning,) = check(text, on=ON)
    assert (error.severity, warning.severity) == (Severity.ERROR, Severity.WARNING)


@pytest.mark.parametrize("text", NOT_ASKING)
def test_what_does_not_ask_the_buyer_passes(text: str) -> None:
    """
    Saying that the shop cancels, or that the buyer need not, is no finding.
    """
    assert codes(text, fault=Party.SELLER) == []


@pytest.mark.parametrize("text", BANK)
def test_asking_for_a_bank_account_is_found(text: str) -> None:
    """
    Whoever is at fault, bank details are not asked for.
    """
    for fault in (None, *Party):
        assert set(codes(text, fault=fault)) == {"asks_for_bank_account"}


@pytest.mark.parametrize("text", NO_BANK)
def test_what_does_not_ask_for_a_bank_account_passes(text: str) -> None:
    """
    Saying that none is needed is no finding.
    """
    assert codes(text) == []


def test_a_finding_quotes_the_words_alone() -> None:
    """
    The buyer's name in the sentence does not show.
    """
    (found,) = check("架空 太郎様、キャンセルしてください。", on=ON, fault=Party.SELLER)
    assert "キャンセルしてくだ" in found.text.ja
    assert "架空" not in str(found) + found.text.ja


def test_a_message_has_a_longest_length() -> None:
    """
    4,000 characters pass, 4,001 do not; a book with another limit has that.
    """
    assert codes("あ" * 4000) == []
    assert codes("あ" * 4001) == ["message_too_long"]
    short = JAPAN.with_reading("cancellations.message_length", 10)
    assert codes("あ" * 11, rules=short) == ["message_too_long"]


def test_the_same_words_twice_are_one_finding() -> None:
    """
    Two sentences of the same words are told once.
    """
    assert codes("キャンセルしてください。キャンセルしてください。", fault=Party.SELLER) == [
        "asks_buyer_to_cancel"
    ]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: loosely(check)(None, on=ON), "text must be the message"),
        (lambda: loosely(check)(b"", on=ON), r"as a text \(got b''\)"),
        (lambda: loosely(check)("", on=ON, fault="SELLER"), r"Party\.SELLER"),
        (lambda: loosely(check)("", on=None), "day must be a date"),
    ],
)
def test_bad_input_is_refused(call: Any, said: str) -> None:
    """
    What is no text, party or day is an error that says what was expected.
    """
    with pytest.raises(InvalidTypeError, match=said):
        call()
