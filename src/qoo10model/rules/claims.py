"""
Claims (クレーム): the statuses of a cancellation, return, exchange or non-receipt.

The codes are those of the third version of the platform's claim list; an older one gave 14 and 15
another meaning.
"""

from __future__ import annotations

import enum

from typing import Final

from qoo10model.basics.texts import Labelled, Text


__all__ = ("ClaimGroup", "ClaimStatus", "NonReceipt", "Remedy", "Undoing")


class ClaimGroup(Labelled):
    """
    What a claim is about (クレーム区分).

    >>> ClaimGroup.NON_RECEIPT.label.ja
    '未受取'
    """

    CANCEL = Text("cancellation", "キャンセル")
    RETURN = Text("return", "返品")
    EXCHANGE = Text("exchange", "交換")
    NON_RECEIPT = Text("non-receipt", "未受取")


class Undoing(Labelled):
    """
    How much of a sale a claim undoes (取消範囲).

    >>> ClaimStatus.NON_RECEIPT_PARTLY_REFUNDED.undoing
    Undoing.PART
    """

    NOTHING = Text("nothing", "なし")
    PART = Text("a part of the sale", "販売の一部")
    WHOLE = Text("the whole sale", "販売の全部")


class NonReceipt(enum.Enum):
    """
    What did not arrive (未受取対象, nrDutyTarget), by the code that the platform uses.

    >>> NonReceipt("SL"), NonReceipt("SL").label.ja
    (NonReceipt.PART, '一部未受取')
    """

    WHOLE = "SC"
    PART = "SL"

    @property
    def label(self) -> Text:
        """
        The name for people.
        """
        return _MISSED[self]

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"


_MISSED: Final = {
    NonReceipt.WHOLE: Text("nothing was received", "未受取"),
    NonReceipt.PART: Text("a part was not received", "一部未受取"),
}


class Remedy(enum.Enum):
    """
    What is done about what did not arrive (未受取の処理方法, nrSolType), by the platform's code.

    >>> Remedy("ND"), Remedy("ND").label.ja
    (Remedy.REDELIVERY, '再配送')
    """

    REDELIVERY = "ND"
    REFUND = "NC"

    @property
    def label(self) -> Text:
        """
        The name for people.
        """
        return _REMEDIES[self]

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"


_REMEDIES: Final = {
    Remedy.REDELIVERY: Text("delivered again", "再配送"),
    Remedy.REFUND: Text("refunded", "返金"),
}


class ClaimStatus(enum.Enum):
    """
    The status of a claim (クレーム状態), by the code that the platform uses.

    >>> ClaimStatus(3), ClaimStatus(3).label.ja
    (ClaimStatus.CANCELLED, 'キャンセル完了')
    """

    CANCEL_REQUESTED = 1
    CANCEL_IN_PROGRESS = 2
    CANCELLED = 3
    RETURN_REQUESTED = 4
    RETURN_IN_PROGRESS = 5
    RETURNED = 6
    EXCHANGE_REQUESTED = 11
    EXCHANGE_APPROVED = 12
    BEING_REDELIVERED = 13
    NON_RECEIPT_REFUNDED = 14
    NON_RECEIPT_PARTLY_REFUNDED = 15
    UNPAID_CANCELLED = 16

    @property
    def label(self) -> Text:
        """
        The name for people.
        """
        return _FACTS[self][0]

    @property
    def group(self) -> ClaimGroup:
        """
        What the claim is about.

        >>> ClaimStatus.UNPAID_CANCELLED.group
        ClaimGroup.CANCEL
        """
        return _FACTS[self][1]

    @property
    def undoing(self) -> Undoing:
        """
        How much of the sale is undone; nothing while the claim is open.

        >>> ClaimStatus.RETURN_IN_PROGRESS.undoing
        Undoing.NOTHING
        """
        return _FACTS[self][2]

    @property
    def undoes_sale(self) -> bool:
        """
        Whether the whole sale is undone; a partial refund leaves the sale standing.

        >>> ClaimStatus.RETURNED.undoes_sale, ClaimStatus.NON_RECEIPT_PARTLY_REFUNDED.undoes_sale
        (True, False)
        """
        return self.undoing is Undoing.WHOLE

    @property
    def is_terminal(self) -> bool:
        """
        Whether nothing more happens to the claim.

        Redelivery counts as open: that it arrived is told by no later status.

        >>> ClaimStatus.CANCELLED.is_terminal, ClaimStatus.BEING_REDELIVERED.is_terminal
        (True, False)
        """
        return self.undoing is not Undoing.NOTHING

    @property
    def is_last_step(self) -> bool:
        """
        Whether no later status follows: the terminal ones, and redelivery.

        >>> ClaimStatus.BEING_REDELIVERED.is_last_step, ClaimStatus.EXCHANGE_APPROVED.is_last_step
        (True, False)
        """
        return self.is_terminal or self is ClaimStatus.BEING_REDELIVERED

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"


_FACTS: Final = {
    ClaimStatus.CANCEL_REQUESTED: (
        Text("cancellation requested", "キャンセル要請"),
        ClaimGroup.CANCEL,
        Undoing.NOTHING,
    ),
    ClaimStatus.CANCEL_IN_PROGRESS: (
        Text("being cancelled", "キャンセル中"),
        ClaimGroup.CANCEL,
        Undoing.NOTHING,
    ),
    ClaimStatus.CANCELLED: (
        Text("cancelled", "キャンセル完了"),
        ClaimGroup.CANCEL,
        Undoing.WHOLE,
    ),
    ClaimStatus.RETURN_REQUESTED: (
        Text("return requested", "返品要請"),
        ClaimGroup.RETURN,
        Undoing.NOTHING,
    ),
    ClaimStatus.RETURN_IN_PROGRESS: (
        Text("being returned", "返品中"),
        ClaimGroup.RETURN,
        Undoing.NOTHING,
    ),
    ClaimStatus.RETURNED: (
        Text("returned", "返品完了"),
        ClaimGroup.RETURN,
        Undoing.WHOLE,
    ),
    ClaimStatus.EXCHANGE_REQUESTED: (
        Text("exchange requested", "交換申請"),
        ClaimGroup.EXCHANGE,
        Undoing.NOTHING,
    ),
    ClaimStatus.EXCHANGE_APPROVED: (
        Text("exchange approved", "交換承認"),
        ClaimGroup.EXCHANGE,
        Undoing.NOTHING,
    ),
    ClaimStatus.BEING_REDELIVERED: (
        Text("being delivered again", "再配送中"),
        ClaimGroup.EXCHANGE,
        Undoing.NOTHING,
    ),
    ClaimStatus.NON_RECEIPT_REFUNDED: (
        Text("not received and refunded", "未受取返金完了"),
        ClaimGroup.NON_RECEIPT,
        Undoing.WHOLE,
    ),
    ClaimStatus.NON_RECEIPT_PARTLY_REFUNDED: (
        Text("partly not received and refunded", "未受取部分返金完了"),
        ClaimGroup.NON_RECEIPT,
        Undoing.PART,
    ),
    ClaimStatus.UNPAID_CANCELLED: (
        Text("cancelled because it was not paid", "未納の注文のキャンセル"),
        ClaimGroup.CANCEL,
        Undoing.WHOLE,
    ),
}
