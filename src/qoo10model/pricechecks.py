"""
Prices before they are published (価格の二重チェック): a digit off, far from what was, raised.

Nothing here refuses a price that the platform takes: it asks once more where one looks like a slip.
Whether a price loses money is asked in `qoo10model.losschecks`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import attrs

from qoo10model import eventgates
from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import check_yen
from qoo10model.basics.periods import Days, check_day
from qoo10model.basics.texts import Text, yen_text
from qoo10model.discounts import DiscountKind
from qoo10model.eventgates import Candidate, Ground, Verdict
from qoo10model.regimes import Regime
from qoo10model.rules.book import JAPAN


if TYPE_CHECKING:
    from collections.abc import Iterator

    from qoo10model.rules.book import RuleBook
    from qoo10model.rules.calendars import Occasion

__all__ = (
    "PriceDraft",
    "check_event_price",
    "check_price",
    "is_digit_off",
    "outside_limits",
)


def _message(code: str, severity: Severity, en: str, ja: str) -> Message:
    return Message(f"listings.{code}", severity, Text(en, ja))


_OUTSIDE: Final = _message(
    "price_outside",
    Severity.ERROR,
    "{field}: {price} yen, {lowest} to {highest} are taken",
    "{field}: {price}円。{lowest}〜{highest}円の範囲で入力すること",
)
_NOT_CHEAPER: Final = _message(
    "sale_not_cheaper",
    Severity.ERROR,
    "the sale price of {sale} yen is not below the price of {price} yen",
    "セール価格{sale}円が販売価格{price}円を下回っていない",
)
_DIGIT: Final = _message(
    "digit_off",
    Severity.ERROR,
    "{field}: {price} yen is {known} yen with {slip}: is it meant?",
    "{field}: {price}円は{known}円と{slip}。入力間違いがないか確認すること",
)
_MAYBE_DIGIT: Final = _message(
    "maybe_digit_off",
    Severity.WARNING,
    "{field}: {price} yen is {known} yen with {slip}, or a large change of the price: is it meant?",
    "{field}: {price}円は{known}円と{slip}。意図した価格変更か、入力間違いかを確認すること",
)
_FAR: Final = _message(
    "far_from_history",
    Severity.WARNING,
    "{field}: {price} yen is far from what it was before, {known} yen: is it meant?",
    "{field}: {price}円は過去の価格（{known}円）から大きく離れている。確認すること",
)
_BELOW_COST: Final = _message(
    "below_cost",
    Severity.ERROR,
    "{field}: {price} yen is below what the goods cost, {cost} yen, even without any fee",
    "{field}: {price}円は手数料を引く前から原価{cost}円を下回る",
)
_FAR_ABOVE_COST: Final = _message(
    "far_above_cost",
    Severity.WARNING,
    "{field}: {price} yen is more than {times} times what the goods cost, {cost} yen: is it meant?",
    "{field}: {price}円は原価{cost}円の{times}倍を超える。確認すること",
)
_BINDS: Final = _message(
    "binds_event_price",
    Severity.ADVICE,
    "{price} yen is below every earlier price: in {event} the item must then not cost more",
    "{price}円は過去最安値。{event}ではこれより高く販売できなくなる",
)
_RANGE: Final = Text("{low} to {high}", "{low}〜{high}")
_MISSING: Final = Text("a digit missing", "比べて1桁少ない")
_TOO_MANY: Final = Text("a digit too many", "比べて1桁多い")
_MORE_MISSING: Final = Text("{n} digits missing", "比べて{n}桁少ない")
_MORE_TOO_MANY: Final = Text("{n} digits too many", "比べて{n}桁多い")
_PRICE_FIELD: Final = Text("price", "販売価格")
_SALE_FIELD: Final = Text("sale price", "セール価格")


@attrs.frozen
class PriceDraft:
    """
    A *price* in yen that is about to be published (公開前の価格), and what is known of the item.

    *sale_price* is what it sells at in a sale of *sale_kind*; *prices* are its earlier prices as pairs
    of first day and yen, in order, as in `eventgates.Candidate`. *item_code* and *sku* find its costs and
    commission where these differ.

    Raises `InvalidTypeError` for money that is no int and for fields of another kind,
    `InvalidValueError` for a negative price and for days of prices that do not rise.

    >>> PriceDraft(2_980, sale_price=2_480).selling
    2480
    """

    price: int
    sale_price: int | None = None
    prices: tuple[tuple[date, int], ...] = ()
    item_code: str = ""
    sku: str = ""
    sale_kind: DiscountKind = DiscountKind.TIME_SALE

    def __attrs_post_init__(self) -> None:
        Candidate(self.item_code, self.price, prices=self.prices)  # refuses what cannot be
        if self.sale_price is not None:
            check_yen(self.sale_price, "sale_price", minimum=0)
        if not isinstance(self.sku, str):
            raise InvalidTypeError(f"sku must be text (got {self.sku!r})")
        Regime(cut=0, cut_kind=self.sale_kind)

    @property
    def selling(self) -> int:
        """
        What a unit sells at, before coupons: the sale price where there is one.
        """
        return self.price if self.sale_price is None else self.sale_price

    def known_on(self, day: date) -> tuple[int, ...]:
        """
        Return the earlier prices up to the Japanese *day*, in order.
        """
        return tuple(yen for first, yen in self.prices if first <= check_day(day, "day"))


def outside_limits(
    price: int, field: Text, *, on: date, rules: RuleBook = JAPAN
) -> tuple[Finding, ...]:
    """
    Return the finding that *price* in yen cannot be listed, or nothing where it can; *field* names it.

    >>> from datetime import date
    >>> [finding.code for finding in outside_limits(0, Text("price", "販売価格"), on=date(2026, 5, 12))]
    ['listings.price_outside']
    """
    lowest, highest = rules.pricing.lowest_price.on(on), rules.pricing.highest_price.on(on)
    if lowest <= price <= highest:
        return ()
    ends: dict[str, Any] = {"lowest": yen_text(lowest), "highest": yen_text(highest)}
    return (_OUTSIDE.finding(field=field, price=yen_text(price), **ends),)


def is_digit_off(price: int, known: int) -> bool:
    """
    Whether *price* is the *known* one with one digit too many, or one missing (桁間違い).

    >>> is_digit_off(298, 2_980), is_digit_off(12_980, 2_980), is_digit_off(3_980, 2_980)
    (True, True, False)
    """
    short, long = sorted((str(price), str(known)), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def check_price(
    draft: PriceDraft, *, on: date, unit_cost: int | None = None, rules: RuleBook = JAPAN
) -> tuple[Finding, ...]:
    """
    Return what looks like a slip in the prices of *draft*, published on the Japanese day *on*.

    Each is looked at beside earlier prices and *unit_cost*, what the goods cost in yen; the sale price
    beside the price, too. What is near a price that was charged before is none.

    A digit or zeros too many or too few are an error where the price then is at least five times higher
    or lower, else a warning: 1,980 yen that became 980 may be a slip or half the price. How far is far
    is no rule of the platform: ``rules.listings.far_from_history``, ``sure_slip`` and
    ``far_above_cost`` say it.

    Raises `InvalidTypeError` for arguments of another kind, `InvalidValueError` for a negative cost.

    >>> from datetime import date
    >>> draft = PriceDraft(298, prices=((date(2026, 4, 1), 2_980),))
    >>> print(check_price(draft, on=date(2026, 5, 12))[0])
    error listings.digit_off: price: 298 yen is 2,980 yen with a digit missing: is it meant?
    """
    if not isinstance(draft, PriceDraft):
        raise InvalidTypeError(f"draft must be such as PriceDraft(2_980) (got {draft!r})")
    if unit_cost is not None:
        check_yen(unit_cost, "unit_cost", minimum=0)
    known, sale = draft.known_on(check_day(on, "on")), draft.sale_price
    found = [
        *outside_limits(draft.price, _PRICE_FIELD, on=on, rules=rules),
        *_beside(draft.price, _PRICE_FIELD, known, on, rules),
        *_beside_cost(draft.price, _PRICE_FIELD, unit_cost, on, rules),
    ]
    if sale is not None:
        found += outside_limits(sale, _SALE_FIELD, on=on, rules=rules)
        if sale >= draft.price:
            found.append(_NOT_CHEAPER.finding(sale=yen_text(sale), price=yen_text(draft.price)))
        found += _beside(sale, _SALE_FIELD, (*known, draft.price), on, rules)
        found += _beside_cost(sale, _SALE_FIELD, unit_cost, on, rules)
    return tuple(found)


def check_event_price(
    draft: PriceDraft,
    event: Occasion,
    *,
    on: date,
    watched: Days | None = None,
    rules: RuleBook = JAPAN,
) -> tuple[Finding, ...]:
    """
    Return whether the prices of *draft* are above what *event* allows after the days before it.

    That is what `eventgates.check` says on the price; *watched* are the monitored days
    (モニタリング期間), None where they are not known. A price below all earlier ones, published before
    the event, binds it: that is an advice.

    >>> from datetime import date
    >>> from qoo10model.rules.calendars import MEGA_WARI
    >>> draft = PriceDraft(3_200, prices=((date(2026, 4, 1), 2_980),))
    >>> days = Days(date(2026, 5, 1), date(2026, 5, 28))
    >>> found = check_event_price(draft, MEGA_WARI.occasions[9], on=date(2026, 5, 12), watched=days)
    >>> [finding.code for finding in found]
    ['eventgates.price_raised']
    """
    if not isinstance(draft, PriceDraft):
        raise InvalidTypeError(f"draft must be such as PriceDraft(2_980) (got {draft!r})")
    known = draft.known_on(check_day(on, "on"))
    name = draft.item_code or draft.sku or "–"
    item = Candidate(name, draft.selling, prices=draft.prices[: len(known)])
    gate = eventgates.check(item, event, watched=watched, rules=rules)
    (price,) = (one for one in gate.checks if one.ground is Ground.PRICE)
    found: list[Finding] = []
    if price.verdict is not Verdict.PASSES:
        severity = Severity.WARNING if price.is_open else price.finding.severity
        found.append(attrs.evolve(price.finding, severity=severity))
    last = event.span.first_day if watched is None else watched.last
    if known and draft.selling < min(known) and on < event.span.first_day and on <= last:
        found.append(_BINDS.finding(price=yen_text(draft.selling), event=event.kind.label))
    return tuple(found)


def _beside(
    price: int, field: Text, known: tuple[int, ...], on: date, rules: RuleBook
) -> Iterator[Finding]:
    if not known:
        return
    rate, times = rules.listings.far_from_history.on(on).fraction, rules.listings.sure_slip.on(on)
    slips = [one for one in reversed(known) if _digits_off(price, one)]
    sure = [one for one in slips if max(price, one) >= times * min(price, one)]
    # What is near an earlier price is no slip of another one.
    if any(abs(price - one) <= rate * one and one not in sure for one in known):
        return
    facts: dict[str, Any] = {"field": field, "price": yen_text(price)}
    low, high = min(known), max(known)
    if slips:
        message, one = (_DIGIT, sure[0]) if sure else (_MAYBE_DIGIT, slips[0])
        yield message.finding(known=yen_text(one), slip=_slip(_digits_off(price, one)), **facts)
    elif price < low or price > high:
        ends = {"low": yen_text(low), "high": yen_text(high)}
        yield _FAR.finding(known=ends["low"] if low == high else _RANGE.filled(**ends), **facts)


def _digits_off(price: int, known: int) -> int:
    """
    Return how many digits *price* has too many (below 0: too few) if it is *known* with a slip, else 0.
    """
    short, long = sorted((str(price), str(known)), key=len)
    if is_digit_off(price, known) or long == short.ljust(len(long), "0"):
        return len(str(price)) - len(str(known))
    return 0


def _slip(digits: int) -> Text:
    if abs(digits) == 1:
        return _MISSING if digits < 0 else _TOO_MANY
    return (_MORE_MISSING if digits < 0 else _MORE_TOO_MANY).filled(n=abs(digits))


def _beside_cost(
    price: int, field: Text, cost: int | None, on: date, rules: RuleBook
) -> Iterator[Finding]:
    if cost is None:
        return
    times = rules.listings.far_above_cost.on(on)
    facts: dict[str, Any] = {"field": field, "price": yen_text(price), "cost": yen_text(cost)}
    if price < cost:
        yield _BELOW_COST.finding(**facts)
    elif price > times * cost > 0:
        yield _FAR_ABOVE_COST.finding(times=times, **facts)
