"""
The rule book: every dated rule by subject, and the changes that a caller makes to it.

A `RuleBook` holds only its changes, so it is small, hashable and quick to pickle; a section is read
when it is first asked for.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs

from qoo10model.basics.errors import InvalidTypeError, UnknownNameError, did_you_mean
from qoo10model.basics.timelines import Table, Timeline


if TYPE_CHECKING:
    from qoo10model.rules.discounts import DiscountRules
    from qoo10model.rules.events import EventRules
    from qoo10model.rules.fees import FeeRules
    from qoo10model.rules.sellers import SellerRules
    from qoo10model.rules.settlements import SettlementRules
    from qoo10model.rules.wallet import WalletRules

__all__ = ("JAPAN", "RuleBook")

S = TypeVar("S")

_SECTIONS: Final = ("discounts", "events", "fees", "sellers", "settlements", "wallet")


@attrs.frozen(cache_hash=True)
class RuleBook:
    """
    The rules that a calculation uses (ルールブック), by subject: ``rules.fees.tax_rate.on(day)``.

    The book is dated itself, so that one book serves all years. *changes* are the timelines that
    stand in place of the book's own; make them with `replacing`.

    >>> from datetime import date
    >>> from qoo10model.basics.money import Rate
    >>> dearer = JAPAN.replacing(
    ...     JAPAN.fees.mega_surcharge.with_value(Rate.percent("1.5"), since=date(2026, 1, 1)))
    >>> str(dearer.fees.mega_surcharge.on(date(2026, 5, 30)))
    '1.5 %'
    """

    changes: tuple[Timeline[Any], ...] = ()

    @cached_property
    def discounts(self) -> DiscountRules:
        """
        Kinds of discount and who bears each.
        """
        from qoo10model.rules.discounts import DISCOUNTS

        return self._section("discounts", DISCOUNTS)

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
        """
        return tuple(
            timeline for name in _SECTIONS for timeline in _timelines_of(getattr(self, name))
        )

    def timeline(self, name: str) -> Timeline[Any]:
        """
        Return the timeline called *name*, such as ``"fees.tax_rate"``.

        Raises `UnknownNameError`, with near names, where there is none.
        """
        section = name.partition(".")[0]
        if section in _SECTIONS:
            for timeline in _timelines_of(getattr(self, section)):
                if timeline.name == name:
                    return timeline
        known = tuple(timeline.name for timeline in self.timelines)
        msg = f"the rule book has no {name!r}: {did_you_mean(name, known)}"
        raise UnknownNameError(msg)

    def replacing(self, *timelines: Timeline[Any]) -> RuleBook:
        """
        Return the book with *timelines* in place of those of the same names.

        Raises `UnknownNameError` for a name that the book does not have, `InvalidTypeError` for
        what is not a timeline.
        """
        changes = {timeline.name: timeline for timeline in self.changes}
        for timeline in timelines:
            if not isinstance(timeline, Timeline):
                msg = (
                    "a change must be a Timeline, such as JAPAN.fees.mega_surcharge.with_value(…) "
                    f"(got {timeline!r})"
                )
                raise InvalidTypeError(msg)
            self.timeline(timeline.name)
            changes[timeline.name] = timeline
        return RuleBook(tuple(changes[name] for name in sorted(changes)))

    def with_reading(self, name: str, value: object) -> RuleBook:
        """
        Return the book in which the rule *name* reads *value* on every day.

        This is how doubts are worked out; the book keeps what it made, so asking again is cheap.

        >>> from qoo10model.rules.fees import TaxGrain
        >>> from datetime import date
        >>> JAPAN.with_reading("fees.tax_grain", TaxGrain.UNIT).fees.tax_grain.on(date(2026, 5, 11))
        TaxGrain.UNIT
        """
        made = self._readings
        if (name, value) not in made:
            timeline = self.timeline(name)
            since = timeline.entries[0].since
            made[name, value] = self.replacing(timeline.with_value(value, since=since))
        return made[name, value]

    @cached_property
    def _readings(self) -> dict[tuple[str, object], RuleBook]:
        return {}

    def _section(self, name: str, section: S) -> S:
        changed = {c.name: c for c in self.changes if c.name.startswith(f"{name}.")}
        if not changed:
            return section
        fields = {
            field.name: _with_changes(getattr(section, field.name), changed)
            for field in attrs.fields(type(section))
        }
        return attrs.evolve(section, **fields)


def _timelines_of(section: Any) -> tuple[Timeline[Any], ...]:
    values = (getattr(section, field.name) for field in attrs.fields(type(section)))
    return tuple(
        timeline
        for value in values
        for timeline in (value.timelines if isinstance(value, Table) else (value,))
        if isinstance(timeline, Timeline)
    )


def _with_changes(value: Any, changed: dict[str, Timeline[Any]]) -> Any:
    if isinstance(value, Table):
        rows = tuple((key, changed.get(timeline.name, timeline)) for key, timeline in value.rows)
        return Table(value.name, rows)
    return changed.get(value.name, value)


JAPAN: Final = RuleBook()
"""
The rules of Qoo10 Japan, as far as they are known.
"""
