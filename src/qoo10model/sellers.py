"""
Sellers (販売者): a shop, its grade, what commission it pays, and where it is established.

Commission is by category and published only as ranges, so a seller states it: one rate, dated
rates, or rates by item and by category.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import WHOLE, ZERO, Rate, check_yen
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import Timeline
from qoo10model.rules.book import JAPAN
from qoo10model.rules.sellers import Establishment, Grade, PayoutAccount


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from qoo10model.rules.book import RuleBook

__all__ = (
    "Commissions",
    "DatedRate",
    "Establishment",
    "Grade",
    "GradeOutlook",
    "PayoutAccount",
    "Seller",
    "check",
    "grade_outlook",
    "rate_on",
)

DatedRate: TypeAlias = Rate | Timeline[Rate]
"""
A rate for all days, or a timeline of rates.
"""

_Rows: TypeAlias = tuple[tuple[str, DatedRate], ...]


def _checked_rate(rate: object, what: str) -> None:
    rates = (rate,)
    if type(rate) is Timeline:
        rates = tuple(entry.value for entry in rate.entries)
    for one in rates:
        if type(one) is not Rate:
            msg = (
                f"{what} must be a Rate such as Rate.percent('10') or a Timeline of rates "
                f"(got {one!r})"
            )
            raise InvalidTypeError(msg)
        if not ZERO <= one <= WHOLE:
            msg = f"{what} must lie from 0 % to 100 % (got {one})"
            raise InvalidValueError(msg)


def _rows(table: Mapping[str, DatedRate] | Iterable[tuple[str, DatedRate]]) -> _Rows:
    rows = tuple(table.items()) if isinstance(table, Mapping) else tuple(table)
    for key, rate in rows:
        _checked_rate(rate, f"the commission of {key!r}")
    return rows


@attrs.frozen(cache_hash=True)
class Commissions:
    """
    Commission rates by item number, by category, and otherwise (販売手数料率).

    *by_item* and *by_category* take a mapping or pairs; an item's own rate comes before its
    category's. Each rate may be a `Timeline`, as a shop's rates change.

    >>> rates = Commissions(by_category={"food": Rate.percent("8")}, otherwise=Rate.percent("10"))
    >>> rates.by_category
    (('food', Rate.percent("8")),)
    """

    by_item: _Rows = attrs.field(default=(), converter=_rows)
    by_category: _Rows = attrs.field(default=(), converter=_rows)
    otherwise: DatedRate | None = None

    def __attrs_post_init__(self) -> None:
        if self.otherwise is not None:
            _checked_rate(self.otherwise, "otherwise")

    @cached_property
    def items(self) -> dict[str, DatedRate]:
        """
        The rates by item number, for look-ups.
        """
        return dict(self.by_item)

    @cached_property
    def categories(self) -> dict[str, DatedRate]:
        """
        The rates by category, for look-ups.
        """
        return dict(self.by_category)


@attrs.frozen(kw_only=True, cache_hash=True)
class Seller:
    """
    A seller as a calculation needs it: *grade*, *commission*, establishment, payout account.

    *commission* is one rate, a timeline of rates, or `Commissions`; None where it is not known.
    *fee_tax* states the consumption tax on fees of a seller outside Japan, which nobody published.
    *payment_service_fee* is a rate of the price, where the seller knows of one.

    >>> Seller(grade=Grade.POWER, commission=Rate.percent("10")).grade
    Grade.POWER
    """

    grade: Grade | Timeline[Grade]
    commission: DatedRate | Commissions | None = None
    establishment: Establishment = Establishment.JAPAN
    payout_account: PayoutAccount = PayoutAccount.JAPAN
    fee_tax: Rate | None = None
    payment_service_fee: Rate | None = None
    shop: str = ""

    def __attrs_post_init__(self) -> None:
        _expect(self.grade, (Grade, Timeline), "grade", "a Grade such as Grade.POWER")
        _expect(self.establishment, (Establishment,), "establishment", "an Establishment")
        _expect(self.payout_account, (PayoutAccount,), "payout_account", "a PayoutAccount")
        if self.commission is not None and type(self.commission) is not Commissions:
            _checked_rate(self.commission, "commission")
        if self.fee_tax is not None:
            _checked_rate(self.fee_tax, "fee_tax")
        if self.payment_service_fee is not None:
            _checked_rate(self.payment_service_fee, "payment_service_fee")

    def grade_on(self, day: date) -> Grade:
        """
        Return the grade on *day*; `RuleNotKnownError` before the first one given.

        >>> from datetime import date
        >>> grown = Timeline.own("grade", (date(2025, 1, 1), Grade.GENERAL),
        ...                      (date(2026, 1, 1), Grade.POWER))
        >>> Seller(grade=grown).grade_on(date(2025, 12, 31))
        Grade.GENERAL
        """
        return self.grade.on(day) if isinstance(self.grade, Timeline) else self.grade


@attrs.frozen
class GradeOutlook:
    """
    Where a shop stands: the grade its sales reach, the next one, and the yen still missing to it.

    *next_grade* and *missing* are None at the top. *condition* names what else the next grade asks
    for and nobody published; it is empty where nothing is known to be asked.

    >>> grade_outlook(1_200_000, on=__import__("datetime").date(2026, 5, 11)).missing
    3800000
    """

    reached: Grade
    next_grade: Grade | None
    missing: int | None
    condition: Text


_RATE_OUTSIDE: Final = Message(
    "sellers.rate_outside_range",
    Severity.WARNING,
    Text(
        "the commission of {what}, {rate}, lies outside the known range {range}",
        "{what}の販売手数料率{rate}は、知られている範囲{range}の外",
    ),
)
_POINTS: Final = Text(
    "service points as well; how many is not published", "サービスポイントの条件もある（基準は非公開）"
)
_NONE: Final = Text("", "")


def rate_on(rate: DatedRate, day: date) -> Rate:
    """
    Return *rate* on *day*: itself, or the value of its timeline.

    >>> from datetime import date
    >>> str(rate_on(Rate.percent("9"), date(2026, 1, 1)))
    '9 %'
    """
    return rate.on(day) if isinstance(rate, Timeline) else rate


def check(seller: Seller, *, on: date, rules: RuleBook = JAPAN) -> tuple[Finding, ...]:
    """
    Return a finding for each commission of *seller* that lies outside what is known on the day *on*.

    Raises `UnknownNameError` for a category that the rule book does not have.

    >>> from datetime import date
    >>> seller = Seller(grade=Grade.GENERAL, commission=Rate.percent("11"))
    >>> [finding.code for finding in check(seller, on=date(2026, 5, 11))]
    ['sellers.rate_outside_range']
    """
    anything = rules.fees.commission_range.on(on)
    shop = Text("the shop", "ショップ")
    commission = seller.commission
    if commission is None:
        return ()
    if not isinstance(commission, Commissions):
        commission = Commissions(otherwise=commission)
    known = [(Text(f"item {key}", f"商品{key}"), rate, anything) for key, rate in commission.by_item]
    for key, rate in commission.by_category:
        timeline = rules.fees.commission[key]
        known.append((timeline.title, rate, timeline.on(on)))
    if commission.otherwise is not None:
        known.append((shop, commission.otherwise, anything))
    return tuple(
        _RATE_OUTSIDE.finding(what=what, rate=rate_on(rate, on), range=limits)
        for what, rate, limits in known
        if rate_on(rate, on) not in limits
    )


def grade_outlook(sales: int, *, on: date, rules: RuleBook = JAPAN) -> GradeOutlook:
    """
    Return the grade that *sales*, yen of the last 12 months, reach on the day *on*, and what is next.

    >>> from datetime import date
    >>> grade_outlook(5_000_000, on=date(2026, 5, 11)).reached
    Grade.POWER
    """
    check_yen(sales, "sales", minimum=0)
    reached = Grade.GENERAL
    for grade in rules.sellers.reach_sales:
        needed = rules.sellers.reach_sales[grade].on(on)
        if sales < needed:
            condition = _POINTS if grade is Grade.POWER else _NONE
            return GradeOutlook(reached, grade, needed - sales, condition)
        reached = grade
    return GradeOutlook(reached, None, None, _NONE)


def _expect(value: object, kinds: tuple[type, ...], field: str, expected: str) -> None:
    if not isinstance(value, kinds):
        msg = f"{field} must be {expected} (got {value!r}, a {type(value).__name__})"
        raise InvalidTypeError(msg)
