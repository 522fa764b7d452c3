"""
Reasons of cancellations (キャンセル理由の集計): which item, option and reason makes how much of the rate.

Orders count as in `qoo10model.cancellationrates`. The shares of all groups sum to the rate exactly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.findings import Finding
from qoo10model.basics.periods import Days
from qoo10model.basics.texts import Text
from qoo10model.cancellationrates import CancellationCount, tally
from qoo10model.faults import reason_in
from qoo10model.rules.book import JAPAN
from qoo10model.rules.cancellations import CancelReason
from qoo10model.rules.claims import ClaimStatus
from qoo10model.versions import is_of_one_shop


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from fractions import Fraction

    from qoo10model.claims import Claim
    from qoo10model.orders import OrderLine
    from qoo10model.rules.book import RuleBook

__all__ = ("ReasonCounts", "ReasonShare", "count_reasons")

_Key: TypeAlias = "tuple[str, str | None, CancelReason | None]"


@attrs.frozen(repr=False)
class ReasonShare:
    """
    The part of some orders in the cancellation rate (内訳): those of one item, option or reason.

    What does not tell the orders apart here is left out: *item_code* and *option* are None in the
    counts by reason, and *reason* in those by item. *option* is blank where an item has none, and
    *option_is_told* False where only a claim is left of the order. *paid* is None where a group is one
    of reasons, for what is not cancelled has none.

    >>> from datetime import date
    >>> whole = CancellationCount(Days(date(2026, 2, 1), date(2026, 2, 28)), paid=420, cancelled=44)
    >>> share = ReasonShare(whole, cancelled=14, paid=20, item_code="A")
    >>> share.share_of_rate, share.rate_without, share.rate_unsold
    (Fraction(1, 30), Fraction(1, 14), Fraction(3, 40))
    """

    whole: CancellationCount
    cancelled: int
    paid: int | None = None
    item_code: str | None = None
    option: str | None = None
    option_is_told: bool = True
    reason: CancelReason | None = None
    title: str = ""

    @property
    def share_of_rate(self) -> Fraction | None:
        """
        What these cancellations add to the rate; None where nothing was paid.
        """
        return _fraction(self.cancelled, self.whole.paid)

    @property
    def share_of_cancellations(self) -> Fraction | None:
        """
        Which part of all cancellations these are; None where there are none.
        """
        return _fraction(self.cancelled, self.whole.cancelled)

    @property
    def rate_without(self) -> Fraction | None:
        """
        What the rate would be had these orders gone through instead.
        """
        return _fraction(self.whole.cancelled - self.cancelled, self.whole.paid)

    @property
    def rate_unsold(self) -> Fraction | None:
        """
        What the rate would be had the item not been sold at all; None for a reason, and for the only one.
        """
        if self.paid is None:
            return None
        return _fraction(self.whole.cancelled - self.cancelled, self.whole.paid - self.paid)

    @property
    def own_rate(self) -> Fraction | None:
        """
        The rate among these orders alone; None for a reason, and where none was paid.
        """
        return None if self.paid is None else _fraction(self.cancelled, self.paid)

    @property
    def label(self) -> Text:
        """
        Item, option and reason for people.
        """
        parts: list[Text] = []
        if self.item_code is not None:
            name = " ".join(filter(None, (self.item_code, self.title)))
            parts.append(Text(name, name))
        if not self.option_is_told:
            parts.append(_OPTION_NOT_TOLD)
        elif self.option is not None:
            parts.append(Text(self.option, self.option) if self.option else _NO_OPTION)
        if self.reason is not None:
            parts.append(self.reason.label)
        elif self.paid is None:
            parts.append(_NO_REASON)
        return Text(" / ".join(part.en for part in parts), " / ".join(part.ja for part in parts))

    def __repr__(self) -> str:
        return (
            f"ReasonShare({self.label.en!r}, {self.cancelled} of {self.whole.cancelled} cancelled)"
        )


@attrs.frozen(repr=False)
class ReasonCounts:
    """
    The cancellations of a period by item, option and reason (キャンセル理由の集計), the most frequent first.

    *whole* is the rate that they make up. *items*, *options* (of each item) and *reasons* hold every
    order once; *details* hold each item, option and reason that was cancelled.

    >>> from datetime import date
    >>> count_reasons((), (), days=Days(date(2026, 2, 1), date(2026, 2, 28)))
    ReasonCounts(0 of 0 orders cancelled, 0 items, 0 reasons, 0 findings)
    """

    whole: CancellationCount
    items: tuple[ReasonShare, ...]
    options: tuple[ReasonShare, ...]
    reasons: tuple[ReasonShare, ...]
    details: tuple[ReasonShare, ...]
    findings: tuple[Finding, ...] = ()

    def __repr__(self) -> str:
        return (
            f"ReasonCounts({self.whole.cancelled} of {self.whole.paid} orders cancelled, "
            f"{len(self.items)} items, {len(self.reasons)} reasons, {len(self.findings)} findings)"
        )


_NO_OPTION: Final = Text("no option", "オプションなし")
_OPTION_NOT_TOLD: Final = Text("option not told", "オプション不明")
_NO_REASON: Final = Text("no known reason", "理由不明")


def count_reasons(
    lines: Iterable[OrderLine],
    claims: Iterable[Claim],
    *,
    days: Days,
    rules: RuleBook = JAPAN,
) -> ReasonCounts:
    """
    Return the cancellations among the orders paid in *days*, by item, option and reason.

    Which orders count is decided as for the rate itself: paid and cancelled within *days*, not within
    six hours of ordering. The reason is the one that the claim names (see `faults.reason_in`); in one's
    own words it is not known. The orders and claims of all *days* must be there.

    Raises `InvalidTypeError` unless *days* are `Days`.

    >>> from datetime import date, datetime
    >>> from qoo10model.basics.periods import JST
    >>> from qoo10model.claims import Claim
    >>> from qoo10model.orders import OrderLine
    >>> at = datetime(2026, 2, 3, 12, 0, tzinfo=JST)
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  ordered_at=at, paid_at=at)
    >>> claim = Claim(order_no=1, status=ClaimStatus.CANCELLED, completed_on=date(2026, 2, 5), reason="在庫なし")
    >>> counted = count_reasons((line,), (claim,), days=Days(date(2026, 2, 1), date(2026, 2, 28)))
    >>> counted.reasons
    (ReasonShare('out of stock', 1 of 1 cancelled),)
    """
    if not isinstance(days, Days):
        raise InvalidTypeError(f"days must be Days such as month(2026, 2) (got {days!r})")
    rows, said = tuple(lines), tuple(claims)
    everything = tally(rows, said, known=days, rules=rules)
    whole = everything.count(days)
    groups = _Groups(rows, said)
    counts = {
        key: tally(own, about, known=days, rules=rules).count(days)
        for key, (own, about) in groups.parts.items()
    }
    shares = _Shares(whole, counts, groups.titles)
    return ReasonCounts(
        whole,
        shares.by(lambda key: (key[0], "", None), told=_ITEM),
        shares.by(lambda key: (key[0], key[1], None), told=_ITEM | _OPTION),
        shares.by(lambda key: ("", "", key[2]), told=_REASON),
        shares.by(lambda key: key, told=_ITEM | _OPTION | _REASON),
        everything.findings,
    )


_ITEM: Final = frozenset({"item_code"})
_OPTION: Final = frozenset({"option"})
_REASON: Final = frozenset({"reason"})


class _Groups:
    """
    Order lines and claims by item, option and reason: each order is in one group.
    """

    def __init__(self, lines: tuple[OrderLine, ...], claims: tuple[Claim, ...]) -> None:
        self.parts: dict[_Key, tuple[list[OrderLine], list[Claim]]] = {}
        self.titles: dict[str, str] = {}
        by_number: dict[int, list[Claim]] = {}
        for claim in claims:
            by_number.setdefault(claim.order_no, []).append(claim)
        met: set[Claim] = set()
        # A row that repeats an order counts as the last one does, so it goes where that goes.
        last = {(line.shop, line.order_no): line for line in lines}
        for line in last.values():
            own = [c for c in by_number.get(line.order_no, ()) if is_of_one_shop(c, line)]
            met.update(own)
            rows, about = self._part((line.item_code, line.option, _reason(own)), line.title)
            rows.append(line)
            about += own
        for group in by_number.values():
            alone = [claim for claim in group if claim not in met]
            for shop in dict.fromkeys(claim.shop for claim in alone):
                own = [claim for claim in alone if claim.shop == shop]
                first = own[0]
                _, about = self._part((first.item_code, None, _reason(own)), first.title)
                about += own

    def _part(self, key: _Key, title: str) -> tuple[list[OrderLine], list[Claim]]:
        if title:
            self.titles.setdefault(key[0], title)
        return self.parts.setdefault(key, ([], []))


class _Shares:
    """
    The counts of the groups, added up as is asked for.
    """

    def __init__(
        self,
        whole: CancellationCount,
        counts: dict[_Key, CancellationCount],
        titles: dict[str, str],
    ) -> None:
        self.whole = whole
        self.counts = counts
        self.titles = titles

    def by(
        self, key_of: Callable[[_Key], _Key], *, told: frozenset[str]
    ) -> tuple[ReasonShare, ...]:
        sums: dict[_Key, tuple[int, int]] = {}
        for key, count in self.counts.items():
            paid, cancelled = sums.get(key_of(key), (0, 0))
            sums[key_of(key)] = paid + count.paid, cancelled + count.cancelled
        by_reason = "reason" in told
        shares = (
            ReasonShare(
                self.whole,
                cancelled,
                None if by_reason else paid,
                item_code if "item_code" in told else None,
                option if "option" in told else None,
                option is not None,
                reason,
                self.titles.get(item_code, "") if "item_code" in told else "",
            )
            for (item_code, option, reason), (paid, cancelled) in sums.items()
            if cancelled or (paid and not by_reason)
        )
        return tuple(sorted(shares, key=_most_first))


def _most_first(share: ReasonShare) -> tuple[int, str]:
    return -share.cancelled, share.label.en


def _reason(claims: Iterable[Claim]) -> CancelReason | None:
    done = [
        (claim.completed_on, claim.reason)
        for claim in claims
        if claim.status is ClaimStatus.CANCELLED and claim.completed_on is not None
    ]
    return reason_in(min(done, key=_first)[1]) if done else None


def _first(done: tuple[date, str]) -> date:
    return done[0]


def _fraction(part: int, whole: int) -> Fraction | None:
    from fractions import Fraction

    return Fraction(part, whole) if whole else None
