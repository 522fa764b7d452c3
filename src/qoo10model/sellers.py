"""
Sellers (販売者): a shop, its grade, what commission it pays, and where it is established.

Commission is by category and published only as ranges, so a seller states it: one rate, dated
rates, or rates by item and by category.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias, cast

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import WHOLE, ZERO, Rate
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import Timeline
from qoo10model.rules.book import JAPAN
from qoo10model.rules.sellers import Establishment, Grade, PayoutAccount


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from qoo10model.basics.timelines import RateRange
    from qoo10model.rules.book import RuleBook

__all__ = (
    "Commissions",
    "DatedRate",
    "Establishment",
    "Grade",
    "PayoutAccount",
    "Seller",
    "check",
    "rate_on",
)

DatedRate: TypeAlias = Rate | Timeline[Rate]
"""
A rate for all days, or a timeline of rates.
"""

_Rows: TypeAlias = tuple[tuple[str, DatedRate], ...]


def _values(dated: object) -> tuple[object, ...]:
    if isinstance(dated, Timeline):
        return tuple(entry.value for entry in cast("Timeline[object]", dated).entries)
    return (dated,)


def _check_rate(rate: object, what: str) -> None:
    for value in _values(rate):
        if not isinstance(value, Rate):
            raise InvalidTypeError(
                f"{what} must be a Rate such as Rate.percent('10') or a Timeline of rates "
                f"(got {value!r})"
            )
        if not ZERO <= value <= WHOLE:
            raise InvalidValueError(f"{what} must lie from 0 % to 100 % (got {value})")


def _rows(table: Mapping[str, DatedRate] | Iterable[tuple[str, DatedRate]]) -> _Rows:
    rows: dict[str, DatedRate] = {}
    for key, rate in _pairs(table):
        if key in rows:
            raise InvalidValueError(f"{key!r} must have one rate (got two); a Timeline dates them")
        _check_rate(rate, f"the commission of {key!r}")
        rows[key] = rate
    return tuple(sorted(rows.items(), key=lambda row: row[0]))


def _pairs(table: object) -> Iterator[tuple[str, DatedRate]]:
    if isinstance(table, Mapping):
        table = tuple(cast("Mapping[object, object]", table).items())
    if not isinstance(table, Iterable):
        raise InvalidTypeError(f"rates must be a mapping or pairs of key and rate (got {table!r})")
    for pair in cast("Iterable[object]", table):
        if not isinstance(pair, tuple) or len(cast("tuple[object, ...]", pair)) != 2:
            raise InvalidTypeError(f"rates must be pairs of key and rate (got {pair!r})")
        key, rate = cast("tuple[object, DatedRate]", pair)
        if not isinstance(key, str) or not key:
            raise InvalidTypeError(f"an item number or a category must be text (got {key!r})")
        yield key, rate


@attrs.frozen(cache_hash=True)
class Commissions:
    """
    Commission rates by item number, by category, and otherwise (販売手数料率).

    *by_item* and *by_category* take a mapping or pairs and keep them by key; an item's own rate
    comes before its category's. Each rate may be a `Timeline`, as a shop's rates change.

    Raises `InvalidTypeError` for what is no rate and for keys that are no text,
    `InvalidValueError` for a rate beyond 0 to 100 % and for a key with two rates.

    >>> rates = Commissions(by_category={"food": Rate.percent("8")}, otherwise=Rate.percent("10"))
    >>> rates.by_category
    (('food', Rate.percent("8")),)
    """

    by_item: _Rows = attrs.field(default=(), converter=_rows)
    by_category: _Rows = attrs.field(default=(), converter=_rows)
    otherwise: DatedRate | None = None

    def __attrs_post_init__(self) -> None:
        if self.otherwise is not None:
            _check_rate(self.otherwise, "otherwise")

    @cached_property
    def items(self) -> Mapping[str, DatedRate]:
        """
        The rates by item number, for look-ups.
        """
        return MappingProxyType(dict(self.by_item))

    @cached_property
    def categories(self) -> Mapping[str, DatedRate]:
        """
        The rates by category, for look-ups.
        """
        return MappingProxyType(dict(self.by_category))


@attrs.frozen(kw_only=True, cache_hash=True)
class Seller:
    """
    A seller as a calculation needs it: *grade*, *commission*, establishment, payout account.

    *commission* is one rate, a timeline of rates, or `Commissions`; None where it is not known.
    *fee_tax* states the consumption tax on fees of a seller outside Japan, which nobody published.
    *payment_service_fee* is a rate of the price, where the seller knows of one.

    Raises `InvalidTypeError` for a field of another kind, `InvalidValueError` for a rate beyond 0
    to 100 %.

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
        for grade in _values(self.grade):
            _expect(grade, Grade, "grade", "a Grade such as Grade.POWER, or a Timeline of grades")
        _expect(self.establishment, Establishment, "establishment", "an Establishment")
        _expect(self.payout_account, PayoutAccount, "payout_account", "a PayoutAccount")
        _expect(self.shop, str, "shop", "text")
        if self.commission is not None and not isinstance(self.commission, Commissions):
            _check_rate(self.commission, "commission")
        for name in ("fee_tax", "payment_service_fee"):
            rate = getattr(self, name)
            if rate is not None:
                _expect(rate, Rate, name, "one Rate such as Rate.percent('10')")
                _check_rate(rate, name)

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


_RATE_OUTSIDE: Final = Message(
    "sellers.rate_outside_range",
    Severity.WARNING,
    Text(
        "{what}: the seller's {rate} lies outside the known range, {range}",
        "{what}: 販売者の料率{rate}は、知られている範囲{range}の外",
    ),
)
_NOT_GIVEN: Final = Message(
    "sellers.not_given",
    Severity.WARNING,
    Text("the seller gives no {what} for {day}", "{day}の{what}が指定されていない"),
)
_UNPUBLISHED: Final = Message(
    "sellers.category_not_published",
    Severity.ADVICE,
    Text(
        "{category!r} is none of the published categories ({known}): only the seller's rate is known",
        "「{category}」は公表されたカテゴリ（{known}）にない。販売者の料率だけで計算する",
    ),
)
_GRADE: Final = Text("grade", "グレード")


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
    Return what is odd about *seller* on the day *on*: rates outside what is known, or not given.

    A category that is not published may be the seller's own or misspelt, so it is a finding, too.
    Raises `RuleNotKnownError` for a day before the first rules.

    >>> from datetime import date
    >>> seller = Seller(grade=Grade.GENERAL, commission=Rate.percent("11"))
    >>> [finding.code for finding in check(seller, on=date(2026, 5, 11))]
    ['sellers.rate_outside_range']
    """
    return tuple(_oddities(seller, check_day(on, "on"), rules))


def _oddities(seller: Seller, day: date, rules: RuleBook) -> Iterator[Finding]:
    try:
        seller.grade_on(day)
    except RuleNotKnownError:
        yield _NOT_GIVEN.finding(what=_GRADE, day=day)
    commission = seller.commission
    if not isinstance(commission, Commissions):
        commission = Commissions(otherwise=commission)
    known = rules.fees.commission
    for category, _ in commission.by_category:
        if category not in known:
            yield _UNPUBLISHED.finding(category=category, known=", ".join(known))
    for what, dated, limits in _compared(commission, day, rules):
        try:
            rate = rate_on(dated, day)
        except RuleNotKnownError:
            yield _NOT_GIVEN.finding(what=what, day=day)
            continue
        if rate not in limits:
            yield _RATE_OUTSIDE.finding(what=what, rate=rate, range=limits)


def _compared(
    commission: Commissions, day: date, rules: RuleBook
) -> Iterator[tuple[Text, DatedRate, RateRange]]:
    known, anything = rules.fees.commission, rules.fees.commission_range.on(day)
    for item, rate in commission.by_item:
        yield Text(f"commission of item {item}", f"販売手数料（商品{item}）"), rate, anything
    for category, rate in commission.by_category:
        if category in known:
            yield known[category].title, rate, known[category].on(day)
        else:
            what = Text(f"commission of category {category}", f"販売手数料（カテゴリ{category}）")
            yield what, rate, anything
    if commission.otherwise is not None:
        yield (
            Text("commission of the shop", "販売手数料（ショップ）"),
            commission.otherwise,
            anything,
        )


def _expect(value: object, kind: type, field: str, expected: str) -> None:
    if not isinstance(value, kind):
        raise InvalidTypeError(
            f"{field} must be {expected} (got {value!r}, a {type(value).__name__})"
        )
