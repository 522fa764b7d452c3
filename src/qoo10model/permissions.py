"""
Permissions (キャンセル可否): the answers to who may cancel, and what may be refused, with their reasons.

`qoo10model.cancellations` gives them.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from qoo10model.basics.findings import Finding
from qoo10model.basics.periods import check_day
from qoo10model.basics.sources import Confidence
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import Evidence
from qoo10model.rules.cancellations import Leave, Party, RefusalGround, Situation


__all__ = ("WHY", "Permission", "Refusal", "ReturnTerm")


@attrs.frozen
class Permission:
    """
    Whether *party* may cancel (キャンセル可否): the *answer*, the *situation* it rests on, and *why*.

    *alternatives* are the other answers that nobody could rule out, *evidence* the rules it rests on.
    *findings* say which facts were taken for granted because nobody told them.

    >>> situation = Situation.SHIPPED
    >>> print(Permission(Party.BUYER, Leave.NOT, situation, WHY[Party.BUYER, situation]))
    the buyer: not possible (shipped: it can only be returned after it has arrived)
    """

    party: Party
    answer: Leave
    situation: Situation
    why: Text = attrs.field(repr=False)
    alternatives: tuple[Leave, ...] = ()
    evidence: tuple[Evidence, ...] = attrs.field(default=(), repr=False)
    findings: tuple[Finding, ...] = attrs.field(default=(), repr=False)

    @property
    def confidence(self) -> Confidence:
        """
        How sure the answer is, what it took for granted aside; LOW where it is not known.
        """
        if self.answer is Leave.NOT_KNOWN:
            return Confidence.LOW
        return min((Confidence.HIGH, *(one.entry.confidence for one in self.evidence)))

    @property
    def text(self) -> Text:
        """
        The answer and why, for people.
        """
        return _PERMISSION.filled(
            party=self.party.label,
            answer=self.answer.label,
            situation=self.situation.label,
            why=self.why,
        )

    def __str__(self) -> str:
        return self.text.en


@attrs.frozen
class Refusal:
    """
    Whether the seller may refuse a buyer's request to cancel (拒否の可否), and on which *grounds*.

    *may_refuse* is None where no ground is known but some fact is not told; *findings* say which.

    >>> print(Refusal(True, (RefusalGround.SHIPPED,), RefusalGround.SHIPPED.label))
    may be refused: it is shipped
    """

    may_refuse: bool | None
    grounds: tuple[RefusalGround, ...]
    why: Text = attrs.field(repr=False)
    evidence: tuple[Evidence, ...] = attrs.field(default=(), repr=False)
    findings: tuple[Finding, ...] = attrs.field(default=(), repr=False)

    @property
    def text(self) -> Text:
        """
        The answer and why, for people.
        """
        return _REFUSAL[self.may_refuse].filled(why=self.why)

    def __str__(self) -> str:
        return self.text.en


@attrs.frozen
class ReturnTerm:
    """
    Until when a delivered order may be returned (返品期限): *last_day*, with that day itself.

    *alternatives* are the other days that nobody could rule out.

    >>> ReturnTerm(date(2026, 5, 21)).is_open_on(date(2026, 5, 22))
    False
    """

    last_day: date
    alternatives: tuple[date, ...] = ()
    evidence: tuple[Evidence, ...] = attrs.field(default=(), repr=False)

    def is_open_on(self, day: date) -> bool:
        """
        Whether the term is not over on *day*.

        >>> ReturnTerm(date(2026, 5, 21)).is_open_on(date(2026, 5, 21))
        True
        """
        return check_day(day, "day") <= self.last_day


_REFUSAL: Final = {
    True: Text("may be refused: {why}", "拒否できる: {why}"),
    False: Text("may not be refused: {why}", "拒否できない: {why}"),
    None: Text("not known whether it may be refused: {why}", "拒否の可否は不明: {why}"),
}
_PERMISSION: Final = Text(
    "{party}: {answer} ({situation}: {why})", "{party}: {answer}（{situation}: {why}）"
)
WHY: Final[dict[tuple[Party, Situation], Text]] = {
    (Party.BUYER, Situation.UNPAID): Text(
        "it lapses by itself if it is not paid", "入金がなければ自動的に取り消される"
    ),
    (Party.BUYER, Situation.NOT_CONFIRMED): Text(
        "no planned day of shipping is entered, so nobody needs to agree",
        "発送予定日の入力前のため、承認なしでキャンセルできる",
    ),
    (Party.BUYER, Situation.CONFIRMED): Text(
        "the buyer asks, and the seller approves or refuses",
        "購入者が要請し、販売者が承認または拒否する",
    ),
    (Party.BUYER, Situation.PLAN_PASSED): Text(
        "it is labelled late, so nobody needs to agree",
        "配送遅延と表示され、承認なしでキャンセルできる",
    ),
    (Party.BUYER, Situation.REQUESTED): Text(
        "the buyer has asked and may withdraw; the seller decides",
        "要請済み。販売者の承認待ちで、購入者は撤回もできる",
    ),
    (Party.BUYER, Situation.SHIPPED): Text(
        "it can only be returned after it has arrived", "到着後の返品のみ"
    ),
    (Party.BUYER, Situation.DELIVERED): Text(
        "it can only be returned, unopened and within some days",
        "未開封など条件付きで、期間内の返品のみ",
    ),
    (Party.BUYER, Situation.PREORDER): Text(
        "pre-orders are not cancellable", "予約商品はキャンセルできない"
    ),
    (Party.BUYER, Situation.PREORDER_PLAN_PASSED): Text(
        "pre-orders are not cancellable; whether that holds when one is late is not known",
        "予約商品はキャンセルできない。遅延時の扱いは不明",
    ),
    (Party.BUYER, Situation.CLEARANCE): Text(
        "clearance items are not cancellable", "クリアランス商品はキャンセルできない"
    ),
    (Party.SELLER, Situation.UNPAID): Text(
        "no way for the seller is known; it lapses if it is not paid",
        "販売者による方法は不明。入金がなければ自動的に取り消される",
    ),
    (Party.SELLER, Situation.NOT_CONFIRMED): Text(
        "in QSM, with a reason", "QSMの販売キャンセルで理由を付けて行う"
    ),
    (Party.SELLER, Situation.CONFIRMED): Text(
        "in QSM, with a reason", "QSMの販売キャンセルで理由を付けて行う"
    ),
    (Party.SELLER, Situation.PLAN_PASSED): Text(
        "in QSM, with a reason; the delay is the seller's fault",
        "QSMの販売キャンセルで理由を付けて行う。遅延は販売者の責任",
    ),
    (Party.SELLER, Situation.REQUESTED): Text(
        "by approving the request in QSM", "QSMで要請を承認する"
    ),
    (Party.SELLER, Situation.SHIPPED): Text(
        "it is refunded when the goods are back", "商品の返送後に返金する"
    ),
    (Party.SELLER, Situation.DELIVERED): Text(
        "it is refunded when the goods are back", "商品の返送後に返金する"
    ),
    (Party.SELLER, Situation.PREORDER): Text(
        "in QSM, with a reason, as any other order", "他の注文と同じくQSMで理由を付けて行う"
    ),
    (Party.SELLER, Situation.PREORDER_PLAN_PASSED): Text(
        "in QSM, with a reason, as any other order", "他の注文と同じくQSMで理由を付けて行う"
    ),
    (Party.SELLER, Situation.CLEARANCE): Text(
        "in QSM, with a reason, as any other order", "他の注文と同じくQSMで理由を付けて行う"
    ),
    **{
        (party, situation): why
        for party in Party
        for situation, why in (
            (
                Situation.CANCELLED,
                Text("there is nothing left to cancel", "キャンセルするものがない"),
            ),
            (Situation.UNKNOWN, Text("the answer hangs on the status", "可否は配送状態による")),
        )
    },
}
"""
Why each party may or may not cancel in each situation.
"""
