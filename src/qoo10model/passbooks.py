"""
Passbooks (出金履歴): what the Q-wallet paid out to the bank, what it cost, and what is left.

`qoo10model.wallet` works them out; here is what they can be asked.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidValueError
from qoo10model.basics.findings import Finding
from qoo10model.basics.money import check_yen
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Text, align, yen_text
from qoo10model.basics.timelines import Evidence
from qoo10model.basics.uncertainty import Doubt


if TYPE_CHECKING:
    from qoo10model.basics.texts import Language

__all__ = ("Payout", "Payouts", "Request", "WalletDay")


_ALL: Final = Text("all", "全額")
_YEN: Final = Text("{yen} yen", "{yen}円")


@attrs.frozen
class Payout:
    """
    One payout (出金): *on* its day *withdrawn* yen leave the wallet, and less the *fee* reach the bank.

    *requested* tells a payout that the seller asked for from one of the cycle. *evidence* are the
    dated rules it rests on. *on* is the day of the wallet; when the bank books it is not known.

    >>> Payout(date(2026, 6, 3), withdrawn=100_150, fee=150).credited
    100000
    """

    on: date
    withdrawn: int
    fee: int
    requested: bool = False
    evidence: tuple[Evidence, ...] = attrs.field(default=(), repr=False)

    @property
    def credited(self) -> int:
        """
        What reaches the bank, in yen.
        """
        return self.withdrawn - self.fee


@attrs.frozen
class Request:
    """
    A payout that the seller asks for (申請出金): *amount* yen are to reach the bank, *on* that day.

    The fee is taken on top: for 100,000 yen 100,150 leave the wallet. Without *amount* all is asked
    for that the wallet holds. Raises `InvalidTypeError` for money that is not an int and for a day
    that is no date, `InvalidValueError` below 1 yen.

    >>> Request(date(2026, 6, 5), 100_000).amount
    100000
    """

    on: date
    amount: int | None = None

    def __attrs_post_init__(self) -> None:
        check_day(self.on, "on")
        if self.amount is not None:
            check_yen(self.amount, "amount", minimum=1)

    @property
    def what(self) -> Text:
        """
        What is asked for, for people.
        """
        return _ALL if self.amount is None else _YEN.filled(yen=yen_text(self.amount))


@attrs.frozen
class WalletDay:
    """
    One day of the wallet (Qアカウント履歴): yen *settled* into it, yen *withdrawn*, closing *balance*.

    *settled* is negative where deductions prevail, and so may be *balance*.

    >>> WalletDay(date(2026, 6, 3), settled=-295, withdrawn=0, balance=-295).balance
    -295
    """

    on: date
    settled: int
    withdrawn: int
    balance: int


@attrs.frozen(kw_only=True, repr=False)
class Payouts:
    """
    The bank payouts of a wallet, and what is left of it.

    *payouts* come by day; balances are in yen before and after. *days* are those on which something
    moved. *since* and *until* bound what was looked at, where they were given: *earlier* and *later*
    are the yen of entries dated outside, *waiting* those of entries without a day. *findings* are
    requests that were refused and payouts that a stop held back. *rules* are the dated rules that
    were used, *doubts* the open ones among them with what their other readings change: in yen that
    the seller has in the end, and as moves of what leaves the wallet.

    ``opening_balance + settled == withdrawn + closing_balance``, always.
    """

    payouts: tuple[Payout, ...]
    opening_balance: int
    closing_balance: int
    days: tuple[WalletDay, ...]
    since: date | None = None
    until: date | None = None
    earlier: int = 0
    later: int = 0
    waiting: int = 0
    findings: tuple[Finding, ...] = ()
    rules: tuple[Evidence, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def credited(self) -> int:
        """
        What reaches the bank, in yen.
        """
        return sum(payout.credited for payout in self.payouts)

    @property
    def fees(self) -> int:
        """
        The fees of all payouts (出金手数料), in yen.
        """
        return sum(payout.fee for payout in self.payouts)

    @property
    def withdrawn(self) -> int:
        """
        What left the wallet, in yen: what reached the bank, and the fees.
        """
        return sum(payout.withdrawn for payout in self.payouts)

    @property
    def settled(self) -> int:
        """
        What entries moved into the wallet, in yen, less what they took out of it.
        """
        return sum(day.settled for day in self.days)

    @property
    def is_confirmed(self) -> bool:
        """
        Whether there are no doubts.
        """
        return not self.doubts

    @property
    def is_stale(self) -> bool:
        """
        Whether a payout lies after the last reading of a rule that it rests on.
        """
        return any(one.entry.is_stale_on(p.on) for p in self.payouts for one in p.evidence)

    def by_day(self) -> dict[date, int]:
        """
        Return what reaches the bank on each day with a payout, in yen, in order.
        """
        sums: dict[date, int] = {}
        for payout in self.payouts:
            sums[payout.on] = sums.get(payout.on, 0) + payout.credited
        return sums

    def balance_on(self, day: date) -> int:
        """
        Return the balance in yen at the end of *day*.

        Raises `InvalidValueError` before *since* and after *until*, where these were given: what
        moves there was not looked at.
        """
        check_day(day, "day")
        before = self.since is not None and day < self.since
        if before or (self.until is not None and day > self.until):
            msg = (
                f"day must lie from {self.since or '…'} to {self.until or '…'}, the days looked at "
                f"(got {day}); pass other since= and until= to payouts()"
            )
            raise InvalidValueError(msg)
        at = bisect_right(self.days, day, key=_on)
        return self.days[at - 1].balance if at else self.opening_balance

    def explain(self, language: Language = "en") -> str:
        """
        Return the wallet day by day as a text table in *language*, with findings and doubts.
        """
        rows = [tuple(heading.in_(language) for heading in _HEADINGS)]
        rows.extend(self._row(day) for day in self.days)
        findings = (f"- {finding.in_(language)}" for finding in self.findings)
        doubts = (f"- {doubt.in_(language)}" for doubt in self.doubts)
        return "\n".join((align(rows, right=_NUMBERS), *findings, *doubts))

    def __str__(self) -> str:
        count = len(self.payouts)
        text = (
            f"{count} payout{'' if count == 1 else 's'}, {yen_text(self.credited)} yen to the bank, "
            f"{yen_text(self.fees)} yen of fees, {yen_text(self.closing_balance)} yen left"
        )
        return f"{text}, {yen_text(self.waiting)} yen without a day" if self.waiting else text

    def __repr__(self) -> str:
        return f"<Payouts: {self}>"

    def _row(self, day: WalletDay) -> tuple[str, ...]:
        paid = tuple(payout for payout in self.payouts if payout.on == day.on)
        amounts = (day.settled, -sum(p.fee for p in paid), -sum(p.credited for p in paid))
        moved = (yen_text(amount, sign=True) if amount else "" for amount in amounts)
        return (str(day.on), *moved, yen_text(day.balance))


_HEADINGS: Final = (
    Text("day", "日付"),
    Text("settled", "精算"),
    Text("fee", "出金手数料"),
    Text("to the bank", "出金"),
    Text("balance", "残高"),
)
_NUMBERS: Final = frozenset(range(1, len(_HEADINGS)))


def _on(day: WalletDay) -> date:
    return day.on
