"""
Faults (責任の所在): which reason a claim gives, and whose fault that is.

Whose fault a cancellation is decides what the seller has to do, and who pays for a return. It does not
matter for the cancellation rate.
"""

from __future__ import annotations

import unicodedata

from typing import TYPE_CHECKING

import attrs

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.timelines import Evidence
from qoo10model.claimrecords import Claim
from qoo10model.rules.book import JAPAN
from qoo10model.rules.cancellations import REASON_WORDS, CancelReason, Party
from qoo10model.rules.claims import ClaimStatus


if TYPE_CHECKING:
    from datetime import date

    from qoo10model.rules.book import RuleBook

__all__ = ("CancelReason", "Fault", "Party", "fault_of", "reason_in")


@attrs.frozen
class Fault:
    """
    Whose fault a reason is (責任の所在): *party*, None where nobody can say, and the rule behind it.

    >>> from datetime import date
    >>> fault_of(CancelReason.SHIPPING_DELAY, on=date(2026, 5, 12)).party
    Party.SELLER
    """

    party: Party | None
    reason: CancelReason | None = None
    evidence: Evidence | None = attrs.field(default=None, repr=False)

    @property
    def is_confirmed(self) -> bool:
        """
        Whether it is known, and by a rule that is sure.
        """
        return self.evidence is not None and not self.evidence.entry.is_doubtful


def reason_in(text: str) -> CancelReason | None:
    """
    Return the reason that the free *text* of a claim names; None for none, or for more than one.

    Letter case, full-width forms and what else the text says do not count.

    >>> reason_in("在庫なし"), reason_in("ＯＵＴ ＯＦ ＳＴＯＣＫ"), reason_in("気が変わった")
    (CancelReason.OUT_OF_STOCK, CancelReason.OUT_OF_STOCK, None)
    """
    if not isinstance(text, str):
        raise InvalidTypeError(f"text must be a text, such as claim.reason (got {text!r})")
    written = unicodedata.normalize("NFKC", text).casefold()
    found = {reason for words, reason in REASON_WORDS if words in written}
    return found.pop() if len(found) == 1 else None


def fault_of(
    reason: CancelReason | Claim, *, on: date | None = None, rules: RuleBook = JAPAN
) -> Fault:
    """
    Return whose fault a *reason* is on the day *on*, or the reason that a claim gives.

    The day of a claim is the one on which it was asked for, else completed, where *on* is not given.
    An order that lapsed unpaid is the buyer's. Where a claim names no known reason, or has no day,
    nobody can say. Raises `InvalidTypeError` for what is neither, and for a reason without a day.

    >>> from qoo10model.claimrecords import Claim
    >>> from datetime import date
    >>> fault_of(Claim(order_no=1, reason="注文変更"), on=date(2026, 5, 12)).party
    Party.BUYER
    """
    if isinstance(reason, CancelReason):
        if on is None:
            raise InvalidTypeError("a reason has no day of its own: pass on=date(2026, 5, 12)")
        entry = rules.cancellations.fault[reason].entry_on(on)
        evidence = Evidence(rules.cancellations.fault[reason], entry)
        return Fault(rules.cancellations.fault[reason].decided(entry), reason, evidence)
    if not isinstance(reason, Claim):
        raise InvalidTypeError(f"reason must be a CancelReason or a Claim (got {reason!r})")
    named, day = reason_in(reason.reason), on or _day_of(reason)
    if named is not None and day is not None:
        return fault_of(named, on=day, rules=rules)
    lapsed = reason.status is ClaimStatus.UNPAID_CANCELLED
    return Fault(Party.BUYER if lapsed else None, named)


def _day_of(claim: Claim) -> date | None:
    return claim.completed_on if claim.requested_at is None else claim.requested_at.date()
