"""
The rule book: every dated rule by subject, and the changes that a caller makes to it.

A `RuleBook` holds only its changes, so it is small, hashable and quick to pickle; a section is read
when it is first asked for.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeGuard, TypeVar, cast

import attrs

from qoo10model.basics.errors import UnknownNameError, check_tuple, did_you_mean
from qoo10model.basics.tables import Table
from qoo10model.basics.timelines import Timeline


if TYPE_CHECKING:
    from qoo10model.rules.ads import AdRules
    from qoo10model.rules.analytics import AnalyticsRules
    from qoo10model.rules.cancellations import CancellationRules
    from qoo10model.rules.carriers import CarrierRules
    from qoo10model.rules.coupons import CouponRules
    from qoo10model.rules.discounts import DiscountRules
    from qoo10model.rules.eventgates import GateRules
    from qoo10model.rules.events import Calendar, Campaigns, EventRules
    from qoo10model.rules.fees import FeeRules
    from qoo10model.rules.images import ImageRules
    from qoo10model.rules.listings import ListingRules
    from qoo10model.rules.penalties import PenaltyRules
    from qoo10model.rules.plusdisplay import PlusDisplayRules
    from qoo10model.rules.pricing import PriceRules
    from qoo10model.rules.sellers import SellerRules
    from qoo10model.rules.settlements import SettlementRules
    from qoo10model.rules.shipping import ShippingRules
    from qoo10model.rules.storefront import StorefrontRules
    from qoo10model.rules.timesales import TimeSaleRules
    from qoo10model.rules.wallet import WalletRules

__all__ = ("JAPAN", "RuleBook")

S = TypeVar("S")

_SECTIONS: Final = (
    "ads",
    "analytics",
    "cancellations",
    "carriers",
    "coupons",
    "discounts",
    "eventgates",
    "events",
    "fees",
    "images",
    "listings",
    "penalties",
    "plusdisplay",
    "pricing",
    "sellers",
    "settlements",
    "shipping",
    "storefront",
    "timesales",
    "wallet",
)


@attrs.frozen(cache_hash=True)
class RuleBook:
    """
    The rules that a calculation uses (ルールブック), by subject: ``rules.fees.tax_rate.on(day)``.

    The book is dated itself, so that one book serves all years. *changes* are the timelines that
    stand in place of the book's own, and calendars of events likewise; make them with `replacing`.

    Raises `UnknownNameError` for a change whose name the book does not have, `InvalidTypeError`
    unless *changes* is a tuple of timelines and calendars.

    >>> from datetime import date
    >>> from qoo10model.basics.money import Rate
    >>> dearer = JAPAN.replacing(
    ...     JAPAN.fees.mega_surcharge.with_value(Rate.percent("1.5"), since=date(2026, 1, 1)))
    >>> str(dearer.fees.mega_surcharge.on(date(2026, 5, 30)))
    '1.5 %'
    """

    changes: tuple[Timeline[Any] | Calendar | Campaigns, ...] = ()

    def __attrs_post_init__(self) -> None:
        changes: object = self.changes
        if type(changes) is not tuple or not all(map(_is_change, self.changes)):
            check_tuple(
                self.changes, Timeline, "changes", "(JAPAN.fees.mega_surcharge.with_value(…),)"
            )
        for change in self.changes:
            if _is_timeline(change):
                self.timeline(change.name)
            else:
                _check_calendar(change)

    @cached_property
    def ads(self) -> AdRules:
        """
        Prices of ads.
        """
        from qoo10model.rules.ads import ADS

        return self._section("ads", ADS)

    @cached_property
    def analytics(self) -> AnalyticsRules:
        """
        Windows, channels, what to try where an item sells too little.
        """
        from qoo10model.rules.analytics import ANALYTICS

        return self._section("analytics", ANALYTICS)

    @cached_property
    def cancellations(self) -> CancellationRules:
        """
        Who may cancel when, whose fault a reason is, what may be refused.
        """
        from qoo10model.rules.cancellations import CANCELLATIONS

        return self._section("cancellations", CANCELLATIONS)

    @cached_property
    def carriers(self) -> CarrierRules:
        """
        Names of carriers, schemes of tracking numbers.
        """
        from qoo10model.rules.carriers import CARRIERS

        return self._section("carriers", CARRIERS)

    @cached_property
    def coupons(self) -> CouponRules:
        """
        Benefits of a buyer, which coupons go together, pushes to followers.
        """
        from qoo10model.rules.coupons import COUPONS

        return self._section("coupons", COUPONS)

    @cached_property
    def discounts(self) -> DiscountRules:
        """
        Kinds of discount and who bears each.
        """
        from qoo10model.rules.discounts import DISCOUNTS

        return self._section("discounts", DISCOUNTS)

    @cached_property
    def eventgates(self) -> GateRules:
        """
        What an item needs to join an event.
        """
        from qoo10model.rules.eventgates import GATES

        return self._section("eventgates", GATES)

    @cached_property
    def events(self) -> EventRules:
        """
        Terms and calendars of mega-wari and mega-po.
        """
        from qoo10model.rules.events import EVENTS

        return self._section("events", EVENTS)

    @cached_property
    def fees(self) -> FeeRules:
        """
        Commission, extras, tax on fees.
        """
        from qoo10model.rules.fees import FEES

        return self._section("fees", FEES)

    @cached_property
    def images(self) -> ImageRules:
        """
        Size, weight, format, count and names of pictures.
        """
        from qoo10model.rules.images import IMAGES

        return self._section("images", IMAGES)

    @cached_property
    def listings(self) -> ListingRules:
        """
        Lengths of fields, what titles must not have, options, bulk files.
        """
        from qoo10model.rules.listings import LISTINGS

        return self._section("listings", LISTINGS)

    @cached_property
    def penalties(self) -> PenaltyRules:
        """
        What follows from too many cancellations.
        """
        from qoo10model.rules.penalties import PENALTIES

        return self._section("penalties", PENALTIES)

    @cached_property
    def plusdisplay(self) -> PlusDisplayRules:
        """
        The auction of Plus display.
        """
        from qoo10model.rules.plusdisplay import PLUS_DISPLAY

        return self._section("plusdisplay", PLUS_DISPLAY)

    @cached_property
    def pricing(self) -> PriceRules:
        """
        How low and how high an item may be listed.
        """
        from qoo10model.rules.pricing import PRICING

        return self._section("pricing", PRICING)

    @cached_property
    def sellers(self) -> SellerRules:
        """
        Grades.
        """
        from qoo10model.rules.sellers import SELLERS

        return self._section("sellers", SELLERS)

    @cached_property
    def settlements(self) -> SettlementRules:
        """
        Waiting days, Wednesdays, compensation.
        """
        from qoo10model.rules.settlements import SETTLEMENTS

        return self._section("settlements", SETTLEMENTS)

    @cached_property
    def shipping(self) -> ShippingRules:
        """
        Ready-to-ship settings, planned days, penalties for late shipping.
        """
        from qoo10model.rules.shipping import SHIPPING

        return self._section("shipping", SHIPPING)

    @cached_property
    def storefront(self) -> StorefrontRules:
        """
        Check lists, tiles of the dashboard.
        """
        from qoo10model.rules.storefront import STOREFRONT

        return self._section("storefront", STOREFRONT)

    @cached_property
    def timesales(self) -> TimeSaleRules:
        """
        Slots, smallest discount, daily specials.
        """
        from qoo10model.rules.timesales import TIME_SALES

        return self._section("timesales", TIME_SALES)

    @cached_property
    def wallet(self) -> WalletRules:
        """
        Payouts to the bank.
        """
        from qoo10model.rules.wallet import WALLET

        return self._section("wallet", WALLET)

    @property
    def timelines(self) -> tuple[Timeline[Any], ...]:
        """
        Every timeline of the book, by section and field.

        >>> len({timeline.name for timeline in JAPAN.timelines}) == len(JAPAN.timelines)
        True
        """
        return tuple(
            timeline for name in _SECTIONS for timeline in _timelines_of(getattr(self, name))
        )

    @property
    def calendars(self) -> tuple[Calendar, ...]:
        """
        The calendars of the events.

        >>> [calendar.name for calendar in JAPAN.calendars]
        ['events.mega_wari_calendar', 'events.mega_po_calendar']
        """
        return self.events.mega_wari_calendar, self.events.mega_po_calendar

    def timeline(self, name: str) -> Timeline[Any]:
        """
        Return the timeline called *name*, such as ``"fees.tax_rate"``.

        Raises `UnknownNameError`, with near names or else the sections, where there is none.

        >>> JAPAN.timeline("fees.tax_rate") is JAPAN.fees.tax_rate
        True
        """
        section = name.partition(".")[0]
        if section in _SECTIONS:
            for timeline in _timelines_of(getattr(self, section)):
                if timeline.name == name:
                    return timeline
        near = did_you_mean(name, (timeline.name for timeline in self.timelines))
        advice = near if near.endswith("?") else f"its sections are {', '.join(_SECTIONS)}"
        raise UnknownNameError(f"the rule book has no {name!r}: {advice}")

    def replacing(self, *timelines: Timeline[Any] | Calendar | Campaigns) -> RuleBook:
        """
        Return the book with *timelines* in place of those of the same names, and calendars likewise.

        Where two have the same name, the later one stands. Raises `UnknownNameError` for a name
        that the book does not have, `InvalidTypeError` for what is neither timeline nor calendar.

        >>> from datetime import date
        >>> same_fee = JAPAN.wallet.payout_fee.with_value(150, since=date(2026, 1, 1))
        >>> JAPAN.replacing(same_fee).wallet.payout_fee is same_fee
        True
        """
        given = RuleBook(timelines).changes
        changes = {timeline.name: timeline for timeline in (*self.changes, *given)}
        return RuleBook(tuple(changes[name] for name in sorted(changes)))

    def with_reading(self, name: str, value: object) -> RuleBook:
        """
        Return the book in which the rule *name* reads *value* on every day.

        This is how doubts are worked out; the book keeps what it made, so asking again is cheap.

        Raises `UnknownNameError` for a name that the book does not have, `InvalidTypeError` for a
        value of a kind that the rule never had.

        >>> from datetime import date
        >>> from qoo10model.rules.fees import TaxGrain
        >>> JAPAN.with_reading("fees.tax_grain", TaxGrain.UNIT).fees.tax_grain.on(date(2026, 5, 11))
        TaxGrain.UNIT
        """
        made, key = self._readings, (name, type(value), value)  # True is no 1 here
        if key not in made:
            timeline = self.timeline(name)
            since = timeline.entries[0].since
            made[key] = self.replacing(timeline.with_value(value, since=since))
        return made[key]

    @cached_property
    def _readings(self) -> dict[tuple[str, type, object], RuleBook]:
        return {}

    def _section(self, name: str, section: S) -> S:
        changed: dict[str, Any] = {c.name: c for c in self.changes if c.name.startswith(f"{name}.")}
        if not changed:
            return section
        fields = {field: _with_changes(value, changed) for field, value in _fields_of(section)}
        return cast(S, attrs.evolve(cast(Any, section), **fields))


def _fields_of(section: Any) -> tuple[tuple[str, Any], ...]:
    fields = attrs.fields(section.__class__)
    return tuple((field.name, getattr(section, field.name)) for field in fields)


def _timelines_of(section: object) -> tuple[Timeline[Any], ...]:
    found: list[Timeline[Any]] = []
    for _, value in _fields_of(section):
        if _is_table(value):
            found.extend(value.timelines)
        elif _is_timeline(value):
            found.append(value)
    return tuple(found)


def _with_changes(value: Any, changed: dict[str, Any]) -> Any:
    if not _is_table(value):
        return changed.get(value.name, value)
    rows = tuple((key, changed.get(timeline.name, timeline)) for key, timeline in value.rows)
    return Table(value.name, rows)


def _is_table(value: object) -> TypeGuard[Table[Any, Any]]:
    return isinstance(value, Table)


def _is_change(value: object) -> bool:
    if _is_timeline(value):
        return True
    from qoo10model.rules.calendars import Calendar
    from qoo10model.rules.campaigns import Campaigns

    return isinstance(value, Calendar | Campaigns)


def _check_calendar(change: Any) -> None:
    from qoo10model.rules.events import EVENTS

    own = (EVENTS.mega_wari_calendar, EVENTS.mega_po_calendar, EVENTS.campaigns)
    known = {one.name: type(one) for one in own}
    if known.get(change.name) is not type(change):
        msg = f"the rule book has no calendar {change.name!r}: {did_you_mean(change.name, known)}"
        raise UnknownNameError(msg)


def _is_timeline(value: object) -> TypeGuard[Timeline[Any]]:
    return isinstance(value, Timeline)


JAPAN: Final = RuleBook()
"""
The rules of Qoo10 Japan, as far as they are known.
"""
