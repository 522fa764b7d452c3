from __future__ import annotations

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import eventgates, penalties
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Severity
from qoo10model.basics.periods import Days, month
from qoo10model.eventgates import Candidate, Gate, Ground, Verdict
from qoo10model.eventphases import Campaign
from qoo10model.penaltydays import Penalty
from qoo10model.rules import sources
from qoo10model.rules.book import JAPAN
from qoo10model.rules.calendars import MEGA_PO, MEGA_WARI
from qoo10model.rules.eventgates import PriceCeiling
from qoo10model.rules.penalties import Consequence


JUNE = MEGA_WARI.occasions[9]  # 29 May to 10 June 2026
MAY_PO, JULY_PO = MEGA_PO.occasions[-3:-1]  # 1 to 9 May and July 2026
WATCHED = Days(date(2026, 5, 1), date(2026, 5, 28))
PASSES, STOPS, NOT_KNOWN = Verdict.PASSES, Verdict.STOPS, Verdict.NOT_KNOWN
ITEM = Candidate(
    "100000001",
    2_980,
    stock=40,
    has_discount=True,
    stops=(),
    prices=((date(2026, 4, 1), 2_980),),
)


def gate(event: Any = JUNE, **facts: Any) -> Gate:
    """
    The gate of an item that nothing stops, but for *facts*; the shop has no penalty.
    """
    asked: dict[str, Any] = {"penalties": (), "watched": WATCHED}
    asked.update({key: facts.pop(key) for key in ("penalties", "watched", "rules") if key in facts})
    return eventgates.check(attrs.evolve(ITEM, **facts), event, **asked)


def verdict(found: Gate, ground: Ground) -> Verdict:
    """
    What one ground says.
    """
    (one,) = (check for check in found.checks if check.ground is ground)
    return one.verdict


# The whole


def test_an_item_that_nothing_stops_may_join() -> None:
    """
    Every ground passes, each with its rule and a text in both languages.
    """
    found = gate()
    assert found.may_join is True
    assert (found.stops, found.findings) == ((), ())
    assert [one.ground for one in found.checks] == list(Ground)
    assert [[used.rule for used in one.rules] for one in found.checks] == [
        ["penalties.bar_rate"],
        ["eventgates.delay_stop_bars"],
        ["eventgates.price_ceiling"],
        ["eventgates.needs_discount"],
        ["eventgates.needs_stock"],
    ]
    assert {one.finding.severity for one in found.checks} == {Severity.ADVICE}
    assert found.checks[4].finding.text.ja == "商品100000001: 問題なし（在庫）"


def test_several_grounds_are_all_told() -> None:
    """
    An item that is dear, without stock and stopped hears of all three.
    """
    found = gate(price=3_000, stock=0, stops=(month(2026, 6),))
    assert found.may_join is False
    assert [one.ground for one in found.stops] == [Ground.DELAY, Ground.PRICE, Ground.STOCK]
    assert [f.code for f in found.findings] == [
        "eventgates.item_stopped",
        "eventgates.price_raised",
        "eventgates.no_stock",
    ]
    assert found.findings[1].text.en == (
        "item 100000001: 3,000 yen is above the 2,980 yen of the watched days"
    )


@pytest.mark.parametrize(
    "unknown, ground",
    [
        ({"stock": None}, Ground.STOCK),
        ({"has_discount": None}, Ground.DISCOUNT),
        ({"stops": None}, Ground.DELAY),
        ({"prices": ()}, Ground.PRICE),
        ({"penalties": None}, Ground.CANCELLATIONS),
    ],
)
def test_what_is_not_told_is_not_known(unknown: dict[str, Any], ground: Ground) -> None:
    """
    A fact that is missing is no permission: the answer is open, and the finding names it.
    """
    found = gate(**unknown)
    assert (found.may_join, verdict(found, ground)) == (None, NOT_KNOWN)
    assert [f.code for f in found.findings] == ["eventgates.not_known"]
    assert ground.label.ja in found.findings[0].text.ja
    # What stops it stops it all the same.
    known = {"stock": 0} if ground is not Ground.STOCK else {"has_discount": False}
    assert gate(**unknown, **known).may_join is False


# The shop


def test_a_barred_shop_joins_no_mega_wari() -> None:
    """
    44 of 420 cancelled in the first quarter: no mega-wari in June, but mega-po in July.
    """
    q = penalties.assess_quarter(first=date(2026, 1, 1), paid=420, cancelled=44)
    found = gate(penalties=q.penalties)
    assert (found.may_join, [one.ground for one in found.stops]) == (False, [Ground.CANCELLATIONS])
    assert "penalties.bar_rate" in {used.rule for used in found.stops[0].rules}
    assert "barred from mega-wari" in found.findings[0].text.en
    assert gate(JULY_PO, penalties=q.penalties).may_join is True
    # Mega-po is not barred on the very days of the bar, either.
    assert verdict(gate(MAY_PO, penalties=q.penalties), Ground.CANCELLATIONS) is PASSES


@pytest.mark.parametrize(
    "consequence, since, until, expected",
    [
        (Consequence.BARRED_FROM_MEGA_WARI, date(2026, 4, 1), date(2026, 6, 30), STOPS),
        (Consequence.BARRED_FROM_MEGA_WARI, date(2026, 4, 1), date(2026, 5, 28), PASSES),
        (Consequence.BARRED_FROM_MEGA_WARI, date(2026, 4, 1), date(2026, 5, 29), STOPS),
        (Consequence.BARRED_FROM_MEGA_WARI, date(2026, 6, 10), None, STOPS),
        (Consequence.BARRED_FROM_MEGA_WARI, date(2026, 6, 11), None, PASSES),
        (Consequence.ACCOUNT_STOPPED, date(2026, 4, 1), None, STOPS),
        (Consequence.LISTINGS_CAPPED, date(2026, 4, 1), date(2026, 6, 30), PASSES),
        (Consequence.WARNING_MAIL, date(2026, 6, 1), date(2026, 6, 1), PASSES),
        (Consequence.PAYOUT_CYCLE_LENGTHENED, date(2026, 4, 1), None, PASSES),
    ],
)
def test_which_penalty_stops_an_item(
    consequence: Consequence, since: date, until: date | None, expected: Verdict
) -> None:
    """
    A bar and a stopped account do, on the days of the event; a cap of listings does not.
    """
    found = gate(penalties=iter([Penalty(consequence, since, until)]))
    assert verdict(found, Ground.CANCELLATIONS) is expected


def test_a_stopped_account_joins_no_mega_po_either() -> None:
    """
    All sales are stopped with the account.
    """
    stop = Penalty(Consequence.ACCOUNT_STOPPED, date(2026, 7, 1))
    assert gate(JULY_PO, penalties=(stop,), watched=month(2026, 6)).may_join is False


# The item


@pytest.mark.parametrize(
    "stop, expected",
    [
        (Days(date(2026, 4, 29), date(2026, 5, 28)), PASSES),
        (Days(date(2026, 4, 30), date(2026, 5, 29)), STOPS),
        (Days(date(2026, 6, 10), date(2026, 7, 9)), STOPS),
        (Days(date(2026, 6, 11), date(2026, 7, 10)), PASSES),
    ],
)
def test_a_stop_for_late_shipping_counts_on_the_days_of_the_event(
    stop: Days, expected: Verdict
) -> None:
    """
    Thirty days that end the day before, or begin the day after, leave the event alone.
    """
    found = gate(stops=(month(2025, 1), stop))
    assert verdict(found, Ground.DELAY) is expected
    (used,) = found.checks[1].rules
    assert sources.DELAY_GUIDE_2023 in used.entry.sources


@pytest.mark.parametrize(
    "prices, price, expected, is_open",
    [
        # One price all along.
        (((date(2026, 4, 1), 2_980),), 2_980, PASSES, False),
        (((date(2026, 4, 1), 2_980),), 2_981, STOPS, False),
        (((date(2026, 5, 1), 2_980),), 2_980, PASSES, False),
        # Lowered within the watched days: above the lowest, not above the highest.
        (((date(2026, 4, 1), 2_980), (date(2026, 5, 20), 2_500)), 2_500, PASSES, False),
        (((date(2026, 4, 1), 2_980), (date(2026, 5, 20), 2_500)), 2_980, STOPS, True),
        (((date(2026, 4, 1), 2_980), (date(2026, 5, 20), 2_500)), 2_981, STOPS, False),
        # Prices before and after the watched days do not count.
        (((date(2026, 3, 1), 1_000), (date(2026, 4, 1), 2_980)), 2_980, PASSES, False),
        (((date(2026, 4, 1), 2_980), (date(2026, 5, 29), 1_000)), 2_980, PASSES, False),
        (((date(2026, 4, 1), 2_980), (date(2026, 5, 28), 1_000)), 2_980, STOPS, True),
        # The first watched days are not known.
        (((date(2026, 5, 2), 2_980),), 2_980, NOT_KNOWN, True),
        (((date(2026, 5, 2), 2_980),), 2_981, STOPS, True),
        (((date(2026, 5, 29), 2_980),), 2_980, NOT_KNOWN, False),
    ],
)
def test_the_price_beside_the_watched_days(
    prices: tuple[tuple[date, int], ...], price: int, expected: Verdict, is_open: bool
) -> None:
    """
    Above the lowest price of the watched days it is stopped; read otherwise, above the highest.
    """
    found = gate(prices=prices, price=price)
    (check,) = (one for one in found.checks if one.ground is Ground.PRICE)
    assert (check.verdict, check.is_open) == (expected, is_open)
    highest = JAPAN.with_reading("eventgates.price_ceiling", PriceCeiling.HIGHEST)
    other = verdict(gate(prices=prices, price=price, rules=highest), Ground.PRICE)
    assert (other is not expected) is is_open


def test_without_the_watched_days_only_a_low_price_is_safe() -> None:
    """
    How long prices are watched nobody published: at or below every known price an item passes.
    """
    prices = ((date(2026, 1, 1), 2_500), (date(2026, 4, 1), 2_980))
    assert verdict(gate(prices=prices, price=2_500, watched=None), Ground.PRICE) is PASSES
    found = gate(prices=prices, price=2_501, watched=None)
    assert verdict(found, Ground.PRICE) is NOT_KNOWN
    assert "pass watched=" in found.findings[0].text.en
    assert found.findings[0].severity is Severity.WARNING


@pytest.mark.parametrize(
    "facts, ground",
    [({"has_discount": False}, Ground.DISCOUNT), ({"stock": 0}, Ground.STOCK)],
)
def test_an_item_needs_a_discount_and_stock(facts: dict[str, Any], ground: Ground) -> None:
    """
    Without a discount, or without a unit, it does not join.
    """
    found = gate(**facts)
    assert [one.ground for one in found.stops] == [ground]
    assert gate(stock=1).may_join is True


def test_a_rule_that_no_longer_holds_is_not_asked() -> None:
    """
    If an event asks for neither discount nor stock, and a delay bars nothing, these are not checked.
    """
    since = date(2026, 1, 1)
    book = JAPAN.eventgates
    free = JAPAN.replacing(
        book.needs_discount.with_value(False, since=since),
        book.needs_stock.with_value(False, since=since),
        book.delay_stop_bars.with_value(False, since=since),
    )
    found = gate(stock=0, has_discount=False, stops=(JUNE_DAYS,), rules=free)
    assert [one.ground for one in found.checks] == [Ground.CANCELLATIONS, Ground.PRICE]
    assert found.may_join is True


JUNE_DAYS = month(2026, 6)


@given(st.integers(0, 5_000), st.integers(0, 5_000))
def test_a_lower_price_never_hurts(one: int, other: int) -> None:
    """
    What joins at a price joins at any lower one.
    """
    low, high = sorted((one, other))
    if gate(price=high).may_join:
        assert gate(price=low).may_join


def test_many_items_keep_their_order() -> None:
    """
    The penalties are given once and hold for all of them.
    """
    items = (ITEM, attrs.evolve(ITEM, item_code="2", stock=0))
    q = penalties.assess_quarter(first=date(2026, 1, 1), paid=420, cancelled=44)
    found = eventgates.check_all(items, JUNE, penalties=iter(q.penalties), watched=WATCHED)
    assert [one.item.item_code for one in found] == ["100000001", "2"]
    assert [len(one.stops) for one in found] == [1, 2]
    assert eventgates.check_all(items, JUNE)[0].may_join is None


# Bad input


@pytest.mark.parametrize(
    "facts, error, words",
    [
        ({"price": 2_980.0}, InvalidTypeError, "price must"),
        ({"price": -1}, InvalidValueError, "price must"),
        ({"price": True}, InvalidTypeError, "price must"),
        ({"stock": -1}, InvalidValueError, "stock must not be negative"),
        ({"stock": 1.0}, InvalidTypeError, "stock must be a number of units"),
        ({"stock": True}, InvalidTypeError, "stock must be a number of units"),
        ({"has_discount": 1}, InvalidTypeError, "has_discount must be True, False or None"),
        ({"has_discount": 0.0}, InvalidTypeError, "has_discount must be"),
        ({"stops": JUNE_DAYS}, InvalidTypeError, "stops must be a tuple of Days"),
        ({"prices": ((date(2026, 5, 1), 2_980.0),)}, InvalidTypeError, "prices must"),
        ({"prices": (("2026-05-01", 2_980),)}, InvalidTypeError, "prices must be a date"),
        ({"prices": ((date(2026, 5, 1),),)}, InvalidTypeError, "prices must be pairs"),
        ({"prices": ((date(2026, 5, 1), 1, 2),)}, InvalidTypeError, "prices must be pairs"),
        ({"prices": [(date(2026, 5, 1), 1)]}, InvalidTypeError, "prices must be a tuple"),
        (
            {"prices": ((date(2026, 5, 1), 1), (date(2026, 5, 1), 2))},
            InvalidValueError,
            "days of prices must rise",
        ),
        (
            {"prices": ((date(2026, 5, 2), 1), (date(2026, 5, 1), 2))},
            InvalidValueError,
            "days of prices must rise",
        ),
        ({"item_code": 100000001}, InvalidTypeError, "item_code must be text"),
    ],
)
def test_an_item_that_cannot_be_is_refused(
    facts: dict[str, Any], error: type[Exception], words: str
) -> None:
    """
    Yen and units are whole numbers, and the days of the prices follow each other.
    """
    with pytest.raises(error, match=words):
        attrs.evolve(ITEM, **facts)


@pytest.mark.parametrize(
    "asked, words",
    [
        ({"item": "100000001"}, "item must be a Candidate"),
        ({"event": None}, "event must be an Occasion"),
        (
            {"event": Campaign.own("our anniversary", month(2027, 3).span)},
            "what other events ask is not known",
        ),
        ({"penalties": (Consequence.ACCOUNT_STOPPED,)}, "penalties must be Penalty values"),
        ({"penalties": Consequence.ACCOUNT_STOPPED}, "penalties must be Penalty values"),
        ({"watched": date(2026, 5, 1)}, "watched must be Days"),
        ({"watched": datetime(2026, 5, 1)}, "watched must be Days"),
    ],
)
def test_a_question_that_cannot_be_is_refused(asked: dict[str, Any], words: str) -> None:
    """
    An event that does not exist has no gate, and neither has one whose terms nobody knows.
    """
    given: dict[str, Any] = {"item": ITEM, "event": JUNE, **asked}
    with pytest.raises(InvalidTypeError, match=words):
        eventgates.check(**given)
