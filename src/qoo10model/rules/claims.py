"""
Claims (クレーム): the statuses of a cancellation, return, exchange or non-receipt.

The codes are those of the third version of the platform's claim list; an older one gave 14 and 15
another meaning.
"""

from __future__ import annotations

from typing import Final

from qoo10model.basics.texts import Coded, Labelled, Text


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


class NonReceipt(Coded):
    """
    What did not arrive (未受取対象, nrDutyTarget), by the code that the platform uses.

    >>> NonReceipt("SL"), NonReceipt("SL").label.ja
    (NonReceipt.PART, '一部未受取')
    """

    WHOLE = "SC", Text("nothing was received", "未受取")
    PART = "SL", Text("a part was not received", "一部未受取")


class Remedy(Coded):
    """
    What is done about what did not arrive (未受取の処理方法, nrSolType), by the platform's code.

    >>> Remedy("ND"), Remedy("ND").label.ja
    (Remedy.REDELIVERY, '再配送')
    """

    REDELIVERY = "ND", Text("delivered again", "再配送")
    REFUND = "NC", Text("refunded", "返金")


class ClaimStatus(Coded):
    """
    The status of a claim (クレーム状態), by the code that the platform uses.

    >>> ClaimStatus(3), ClaimStatus(3).label.ja
    (ClaimStatus.CANCELLED, 'キャンセル完了')
    """

    CANCEL_REQUESTED = 1, Text("cancellation requested", "キャンセル要請")
    CANCEL_IN_PROGRESS = 2, Text("being cancelled", "キャンセル中")
    CANCELLED = 3, Text("cancelled", "キャンセル完了")
    RETURN_REQUESTED = 4, Text("return requested", "返品要請")
    RETURN_IN_PROGRESS = 5, Text("being returned", "返品中")
    RETURNED = 6, Text("returned", "返品完了")
    EXCHANGE_REQUESTED = 11, Text("exchange requested", "交換申請")
    EXCHANGE_APPROVED = 12, Text("exchange approved", "交換承認")
    BEING_REDELIVERED = 13, Text("being delivered again", "再配送中")
    NON_RECEIPT_REFUNDED = 14, Text("not received and refunded", "未受取返金完了")
    NON_RECEIPT_PARTLY_REFUNDED = 15, Text("partly not received and refunded", "未受取部分返金完了")
    UNPAID_CANCELLED = 16, Text("cancelled because it was not paid", "未納の注文のキャンセル")

    @property
    def group(self) -> ClaimGroup:
        """
        What the claim is about.

        >>> ClaimStatus.UNPAID_CANCELLED.group
        ClaimGroup.CANCEL
        """
        return _FACTS[self][0]

    @property
    def undoing(self) -> Undoing:
        """
        How much of the sale is undone; nothing while the claim is open.

        >>> ClaimStatus.RETURN_IN_PROGRESS.undoing
        Undoing.NOTHING
        """
        return _FACTS[self][1]

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


_FACTS: Final = {
    ClaimStatus.CANCEL_REQUESTED: (ClaimGroup.CANCEL, Undoing.NOTHING),
    ClaimStatus.CANCEL_IN_PROGRESS: (ClaimGroup.CANCEL, Undoing.NOTHING),
    ClaimStatus.CANCELLED: (ClaimGroup.CANCEL, Undoing.WHOLE),
    ClaimStatus.RETURN_REQUESTED: (ClaimGroup.RETURN, Undoing.NOTHING),
    ClaimStatus.RETURN_IN_PROGRESS: (ClaimGroup.RETURN, Undoing.NOTHING),
    ClaimStatus.RETURNED: (ClaimGroup.RETURN, Undoing.WHOLE),
    ClaimStatus.EXCHANGE_REQUESTED: (ClaimGroup.EXCHANGE, Undoing.NOTHING),
    ClaimStatus.EXCHANGE_APPROVED: (ClaimGroup.EXCHANGE, Undoing.NOTHING),
    ClaimStatus.BEING_REDELIVERED: (ClaimGroup.EXCHANGE, Undoing.NOTHING),
    ClaimStatus.NON_RECEIPT_REFUNDED: (ClaimGroup.NON_RECEIPT, Undoing.WHOLE),
    ClaimStatus.NON_RECEIPT_PARTLY_REFUNDED: (ClaimGroup.NON_RECEIPT, Undoing.PART),
    ClaimStatus.UNPAID_CANCELLED: (ClaimGroup.CANCEL, Undoing.WHOLE),
}
