"""
The seller's Q-wallet (Qサイフ): payouts to the bank, their fee and their cycles.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from qoo10model.basics.sources import Confidence
from qoo10model.basics.tables import Table
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules import sources


__all__ = ("WALLET", "Cycle", "OnRequest", "OnSameDay", "WalletRules")

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH

MANUAL: Final = date(2018, 9, 1)
AUTOMATIC: Final = date(2019, 6, 27)


class Cycle(Labelled):
    """
    How often the wallet pays out by itself (入金サイクル).

    >>> Cycle.WEEKLY
    Cycle.WEEKLY
    """

    WEEKLY = Text("every week", "毎週")
    BIWEEKLY = Text("every two weeks", "2週間ごと")
    FOUR_WEEKLY = Text("every four weeks", "4週間ごと")


class OnRequest(Labelled):
    """
    Whether a seller may also ask for a payout on a day of his own choice.

    >>> OnRequest.ALLOWED
    OnRequest.ALLOWED
    """

    ALLOWED = Text("allowed", "申請出金できる")
    NOT_ALLOWED = Text("only automatic", "自動出金のみ")


class OnSameDay(Labelled):
    """
    Whether a payout takes along what is settled on the very day of the payout.

    >>> OnSameDay.CREDITED_FIRST
    OnSameDay.CREDITED_FIRST
    """

    CREDITED_FIRST = Text("settled first, then paid out", "精算の後に出金")
    PAID_OUT_FIRST = Text("paid out first, then settled", "出金の後に精算")


@attrs.frozen(eq=False, repr=False)
class WalletRules:
    """
    The rules of payouts: *payout_fee* in yen a payout, *cycle_days* in days.

    An automatic payout takes place only when the balance is above *payout_floor* (yen). The day of
    the payout picks each rule.

    >>> from qoo10model.rules.book import JAPAN
    >>> JAPAN.wallet.payout_fee.on(date(2026, 6, 3))
    150
    """

    payout_fee: Timeline[int]
    payout_floor: Timeline[int]
    cycle_days: Table[Cycle, int]
    on_request: Timeline[OnRequest]
    same_day: Timeline[OnSameDay]


def _cycle(cycle: Cycle, days: int) -> tuple[Cycle, Timeline[int]]:
    return cycle, Timeline(
        f"wallet.cycle_days[{cycle.name}]",
        (
            Dated(
                AUTOMATIC,
                days,
                MEDIUM,
                (sources.DISCOVERY_2019,),
                note="sellers could choose their cycle from the middle of July 2019",
            ),
        ),
        Text(f"days of the cycle: {cycle.label.en}", f"入金サイクルの日数（{cycle.label.ja}）"),
    )


WALLET: Final = WalletRules(
    payout_fee=Timeline(
        "wallet.payout_fee",
        (
            Dated(MANUAL, 150, MEDIUM, (sources.DISCOVERY_2019,), since_is_exact=False),
            Dated(
                AUTOMATIC,
                150,
                HIGH,
                (sources.FEE_GUIDE_2025, sources.FAQ_2026, sources.DISCOVERY_2019),
            ),
        ),
        Text("fee of a payout", "出金手数料"),
    ),
    payout_floor=Timeline(
        "wallet.payout_floor",
        (Dated(AUTOMATIC, 150, MEDIUM, (sources.DISCOVERY_2019,)),),
        Text("largest balance that is not paid out", "自動出金されない残高の上限"),
    ),
    cycle_days=Table(
        "wallet.cycle_days",
        (_cycle(Cycle.WEEKLY, 7), _cycle(Cycle.BIWEEKLY, 14), _cycle(Cycle.FOUR_WEEKLY, 28)),
    ),
    on_request=Timeline(
        "wallet.on_request",
        (
            Dated(
                MANUAL, OnRequest.ALLOWED, MEDIUM, (sources.DISCOVERY_2019,), since_is_exact=False
            ),
            Dated(
                AUTOMATIC,
                OnRequest.NOT_ALLOWED,
                MEDIUM,
                (sources.DISCOVERY_2019,),
                (OnRequest.ALLOWED,),
            ),
            Dated(
                date(2025, 1, 1),
                OnRequest.ALLOWED,
                MEDIUM,
                (sources.FEE_GUIDE_2025, sources.SHOP_MANUAL),
                (OnRequest.NOT_ALLOWED,),
                since_is_exact=False,
                note="the guide of 2025 lets a seller withdraw at any time",
            ),
        ),
        Text("payouts on request", "申請による出金"),
    ),
    same_day=Timeline(
        "wallet.same_day",
        (
            Dated(
                MANUAL,
                OnSameDay.CREDITED_FIRST,
                LOW,
                (sources.ASSUMPTION,),
                (OnSameDay.PAID_OUT_FIRST,),
                since_is_exact=False,
            ),
        ),
        Text("a settlement and a payout on the same day", "精算日と出金日が同じ日のとき"),
    ),
)
"""
The wallet of Qoo10 Japan.
"""
