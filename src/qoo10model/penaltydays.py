"""
The days of a penalty (ペナルティの期間): from which day to which, and which mega-wari it hits.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from qoo10model.basics.periods import Days, quarter_of
from qoo10model.basics.timelines import Evidence, Timeline
from qoo10model.rules.calendars import Occasion
from qoo10model.rules.penalties import Consequence, Lasting
from qoo10model.rules.wallet import Cycle


if TYPE_CHECKING:
    from qoo10model.headrooms import Limit
    from qoo10model.rules.book import RuleBook

__all__ = ("Penalty", "penalty_of")


@attrs.frozen
class Penalty:
    """
    One penalty with its days (ペナルティ): the *consequence*, from *since* to *until*, both included.

    *until* is None where nobody can say when it ends. *events* are the mega-wari that a bar hits, as
    far as they are known; *events_are_known* says whether these are all. *listings* is the most items
    that may be listed, *cycle* the longer payout cycle where the seller knows it. *rules* are the
    dated rules it rests on.

    >>> Penalty(Consequence.ACCOUNT_STOPPED, date(2026, 4, 1)).payout_stop.first
    datetime.date(2026, 4, 1)
    """

    consequence: Consequence
    since: date
    until: date | None = None
    events: tuple[Occasion, ...] = ()
    events_are_known: bool = True
    listings: int | None = None
    cycle: Cycle | None = None
    rules: tuple[Evidence, ...] = attrs.field(default=(), repr=False)

    @property
    def days(self) -> Days:
        """
        The days on which it holds; the last that Python knows where the end is not known.
        """
        return Days(self.since, self.until or date.max)

    @property
    def payout_stop(self) -> Days | None:
        """
        The days without payouts, None where it does not stop them; `wallet.payouts` takes them.

        >>> print(Penalty(Consequence.WARNING_MAIL, date(2026, 4, 1)).payout_stop)
        None
        """
        return self.days if self.consequence is Consequence.ACCOUNT_STOPPED else None


def penalty_of(limit: Limit, on: date, rules: RuleBook) -> Penalty:
    """
    Return what follows where *limit* was exceeded on the day *on* of a check.

    >>> from qoo10model.basics.money import Rate
    >>> from qoo10model.headrooms import Limit
    >>> from qoo10model.rules.book import JAPAN
    >>> limit = Limit(Consequence.LISTINGS_CAPPED, Rate.percent("15"), 30, Rate.percent("50"))
    >>> penalty_of(limit, date(2026, 4, 1), JAPAN).until
    datetime.date(2026, 6, 30)
    """
    consequence, book = limit.consequence, rules.penalties
    if consequence is Consequence.WARNING_MAIL:
        return Penalty(consequence, on, on, rules=limit.rules)
    if consequence is Consequence.ACCOUNT_STOPPED:
        return Penalty(consequence, on, rules=limit.rules)
    used = (*limit.rules, _used(book.lasting, on))
    lasts = book.lasting.on(on) is Lasting.UNTIL_NEXT_CHECK
    until = quarter_of(on).last if lasts else None
    if consequence is Consequence.LISTINGS_CAPPED:
        most = book.listings_cap
        return Penalty(consequence, on, until, listings=most.on(on), rules=(*used, _used(most, on)))
    calendar = rules.events.mega_wari_calendar
    barred = Days(on, until or date.max)
    return Penalty(
        consequence,
        on,
        until,
        tuple(o for o in calendar.occasions if _touches(o, barred)),
        calendar.known_from <= barred.first and barred.last <= calendar.known_to,
        rules=used,
    )


def _touches(occasion: Occasion, days: Days) -> bool:
    return Days(occasion.span.first_day, occasion.span.last_day).overlaps(days)


def _used(timeline: Timeline[Any], day: date) -> Evidence:
    return Evidence(timeline, timeline.entry_on(day))
