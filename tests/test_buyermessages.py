from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import JAPAN, InvalidTypeError, InvalidValueError
from qoo10model.buyermessages import (
    BuyerMessage,
    MessageKind,
    cancellation,
    delay,
    ready,
    shipped,
)
from qoo10model.orders import Delivery, Person
from qoo10model.rules.cancellations import CancelReason, Party
from tests.claim_cases import ON, line, loosely


SHOP = "架空ショップ"
LATER = date(2026, 5, 20)
CANCELLED = """\
架空 太郎 様

この度はご注文いただき、誠にありがとうございます。架空ショップでございます。

誠に申し訳ございませんが、商品の在庫がなくなったため、ご注文をお取り消しさせていただくこととなりました。

代わりの商品として、次のものをご用意できます。
見本商品B（同じ価格）
ご希望の場合は本メッセージにご返信ください。ご返信をお待ちしてから手続きいたします。

取り消しの手続きは当店で行いますので、お客様にしていただくことはございません。代金はQoo10より返金されます。

■ご注文内容
注文番号: 7
商品名: 見本商品A（カラー:レッド）
数量: 2点

ご不明な点がございましたら、本メッセージにご返信ください。

架空ショップ"""


def full(**changes: Any) -> Any:
    """
    A line with a buyer, a title and an option.
    """
    facts = {"buyer": Person(name="架空 太郎"), "title": "見本商品A", "option": "カラー:レッド"}
    return line(**{**facts, **changes})


def test_a_cancellation_is_filled_from_the_line() -> None:
    """
    The whole letter, with its reason, its substitute and what was ordered.
    """
    message = cancellation(
        full(), CancelReason.OUT_OF_STOCK, shop=SHOP, on=ON, substitute="見本商品B（同じ価格）"
    )
    assert str(message) == CANCELLED
    assert message.title.ja == "【ご注文7】キャンセルのご連絡"
    assert message.findings == ()
    assert message.body.en.startswith("Dear 架空 太郎,\n\nThank you very much")


@pytest.mark.parametrize("reason", CancelReason)
def test_each_reason_is_said(reason: CancelReason) -> None:
    """
    The shop apologises for its own reasons, and for those of the buyer it does not.
    """
    message = cancellation(line(), reason, shop=SHOP, on=ON)
    is_shops = reason.api_code in {"", "2", "3"}
    assert ("申し訳ございません" in str(message)) is is_shops
    assert ("お客様にしていただくことはございません" in str(message)) is is_shops
    bodies = {str(cancellation(line(), one, shop=SHOP, on=ON)) for one in CancelReason}
    assert len(bodies) == len(CancelReason)


def test_whose_fault_it_is_comes_from_the_book() -> None:
    """
    In a book where a change of the order is the shop's fault, the shop apologises for it.
    """
    book = JAPAN.with_reading("cancellations.fault[ORDER_CHANGE]", Party.SELLER)
    message = cancellation(line(), CancelReason.ORDER_CHANGE, shop=SHOP, on=ON, rules=book)
    assert "申し訳ございません" in str(message)


def test_a_delay_names_the_new_day() -> None:
    """
    With its weekday in Japanese, and the sentence of one's own.
    """
    message = delay(
        full(planned=ON), LATER, shop=SHOP, on=ON, detail="天候不良により入荷が遅れております。"
    )
    assert "■新しい発送予定日: 2026年5月20日（水）" in str(message)
    assert "天候不良により入荷が遅れております。" in str(message)
    assert "New day of shipping: 2026-05-20" in message.body.en
    assert message.title.ja == "【ご注文7】発送遅延のお詫び"
    assert message.findings == ()


def test_ready_takes_the_planned_day_of_the_line() -> None:
    """
    Unless another day is given; today will do.
    """
    assert "■発送予定日: 2026年5月12日（火）" in str(ready(full(planned=ON), shop=SHOP, on=ON))
    assert "2026年5月20日（水）" in str(ready(full(planned=ON), shop=SHOP, on=ON, day=LATER))
    assert ready(line(), shop=SHOP, on=ON, day=ON).kind is MessageKind.READY


def test_shipped_takes_carrier_and_number_of_the_line() -> None:
    """
    Unless others are given.
    """
    sent = full(delivery=Delivery(carrier="佐川急便", tracking_no="500000000010"))
    text = str(shipped(sent, shop=SHOP, on=ON))
    assert "■配送会社: 佐川急便\n■送り状番号: 500000000010" in text
    text = str(shipped(sent, shop=SHOP, on=ON, carrier="ヤマト宅急便", tracking_no="400000000013"))
    assert "■配送会社: ヤマト宅急便\n■送り状番号: 400000000013" in text
    assert "500000000010" in str(
        shipped(line(), shop=SHOP, on=ON, carrier="佐川急便", tracking_no="500000000010")
    )


def test_a_line_without_names_is_written_to_all_the_same() -> None:
    """
    A buyer without a name is the customer; an item without a title has its number.
    """
    text = str(ready(line(), shop=SHOP, on=ON, day=ON))
    assert text.startswith("お客様\n\n")
    assert "商品名: A\n" in text


def test_braces_in_texts_are_no_placeholders() -> None:
    """
    A title or a name with braces stays as it is.
    """
    text = str(
        ready(full(title="{buyer}", option="{0}"), shop="{shop}", on=ON, day=ON, detail="{x}")
    )
    assert "商品名: {buyer}（{0}）" in text
    assert text.endswith("\n{shop}")
    assert "{x}" in text


def test_messages_name_nobody_in_their_repr() -> None:
    """
    The body has the buyer's name; the repr has no body.
    """
    message = cancellation(full(), CancelReason.OUT_OF_STOCK, shop=SHOP, on=ON)
    assert "架空 太郎" not in repr(message)
    assert "架空 太郎" in message.body.ja


def test_what_one_adds_is_judged() -> None:
    """
    A sentence of one's own that asks the buyer to cancel, or for an account, is among the findings.
    """
    message = cancellation(
        line(),
        CancelReason.OUT_OF_STOCK,
        shop=SHOP,
        on=ON,
        detail="キャンセルしてください。返金先の口座番号をお知らせください。",
    )
    assert [finding.code for finding in message.findings] == [
        "conduct.asks_buyer_to_cancel",
        "conduct.asks_for_bank_account",
    ]
    allowed = cancellation(
        line(), CancelReason.CUSTOMER_REQUEST, shop=SHOP, on=ON, detail="キャンセルしてください。"
    )
    assert allowed.findings == ()
    long = ready(line(), shop=SHOP, on=ON, day=ON, detail="あ" * 4000)
    assert [finding.code for finding in long.findings] == ["conduct.message_too_long"]


@given(
    reason=st.sampled_from(CancelReason),
    substitute=st.sampled_from(("", "見本商品B")),
    days=st.integers(0, 400),
    option=st.sampled_from(("", "サイズ:60L")),
    quantity=st.integers(1, 99),
)
def test_no_message_of_ours_breaks_a_rule(
    reason: CancelReason, substitute: str, days: int, option: str, quantity: int
) -> None:
    """
    Each tells its order, in both languages, without a placeholder left and without a finding.
    """
    order, day = full(option=option, quantity=quantity), ON + timedelta(days)
    messages: tuple[BuyerMessage, ...] = (
        cancellation(order, reason, shop=SHOP, on=ON, substitute=substitute),
        delay(order, day, shop=SHOP, on=ON),
        ready(order, shop=SHOP, on=ON, day=day),
        shipped(order, shop=SHOP, on=ON, carrier="佐川急便", tracking_no="500000000010"),
    )
    assert {message.kind for message in messages} == {*MessageKind}
    for message in messages:
        assert message.findings == ()
        for text in (message.body.en, message.body.ja, message.title.en, message.title.ja):
            assert "{" not in text
            assert "7" in text
        assert f"数量: {quantity}点" in message.body.ja
        assert (substitute in message.body.ja) or message.kind is not MessageKind.CANCELLATION


OUT = CancelReason.OUT_OF_STOCK


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (
            lambda: loosely(cancellation)(line(), "NR", shop=SHOP, on=ON),
            InvalidTypeError,
            "reason must",
        ),
        (
            lambda: loosely(cancellation)(line(), OUT, shop="", on=ON),
            InvalidValueError,
            "shop must be",
        ),
        (
            lambda: loosely(cancellation)(line(), OUT, shop=" ", on=ON),
            InvalidValueError,
            "name of the shop",
        ),
        (
            lambda: loosely(cancellation)(line(), OUT, shop=7, on=ON),
            InvalidTypeError,
            "shop must be a text",
        ),
        (lambda: loosely(cancellation)(7, OUT, shop=SHOP, on=ON), InvalidTypeError, "line must be"),
        (
            lambda: loosely(cancellation)(line(), OUT, shop=SHOP, on=ON, substitute=None),
            InvalidTypeError,
            "substitute must",
        ),
        (
            lambda: loosely(cancellation)(line(), OUT, shop=SHOP, on=ON, detail=1),
            InvalidTypeError,
            "detail must",
        ),
        (lambda: loosely(delay)(7, LATER, shop=SHOP, on=ON), InvalidTypeError, "got 7"),
        (
            lambda: loosely(delay)(line(), "5/20", shop=SHOP, on=ON),
            InvalidTypeError,
            "new_day must be",
        ),
        (
            lambda: loosely(delay)(line(), ON - timedelta(1), shop=SHOP, on=ON),
            InvalidValueError,
            "not lie before 2026-05-12",
        ),
        (
            lambda: loosely(delay)(line(planned=LATER), LATER, shop=SHOP, on=ON),
            InvalidValueError,
            "after the planned day of shipping, 2026-05-20",
        ),
        (lambda: loosely(ready)(line(), shop=SHOP, on=ON), InvalidValueError, "pass day="),
        (
            lambda: loosely(ready)(line(delivery=Delivery()), shop=SHOP, on=ON),
            InvalidValueError,
            "order 7 has no planned day",
        ),
        (
            lambda: loosely(ready)(line(planned=ON), shop=SHOP, on=LATER),
            InvalidValueError,
            "day must not lie before 2026-05-20",
        ),
        (lambda: loosely(shipped)(line(), shop=SHOP, on=ON), InvalidValueError, "pass carrier="),
        (
            lambda: loosely(shipped)(line(), shop=SHOP, on=ON, carrier="佐川急便"),
            InvalidValueError,
            "pass tracking_no=",
        ),
        (
            lambda: loosely(shipped)(
                line(), shop=SHOP, on=ON, carrier="佐川急便", tracking_no=500000000010
            ),
            InvalidTypeError,
            "tracking_no must be a text",
        ),
    ],
)
def test_bad_input_is_refused(call: Any, error: type[Exception], said: str) -> None:
    """
    What is no line, text or day, and a day that cannot be, is an error that says what to do.
    """
    with pytest.raises(error, match=said):
        call()
