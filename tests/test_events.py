from __future__ import annotations

import tomllib

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest

from hypothesis import assume, given
from hypothesis import strategies as st

from qoo10model import events
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Severity
from qoo10model.basics.periods import JST
from qoo10model.discounts import Discount, DiscountKind, mega_po, mega_wari
from qoo10model.events import EventKind
from qoo10model.orders import OrderLine
from qoo10model.rules import sources
from qoo10model.rules.book import JAPAN, RuleBook
from qoo10model.rules.discounts import CouponGrain
from tests.strategies import lines, paid_moments, prices, quantities


MEGA_WARI, MEGA_PO = EventKind.MEGA_WARI, EventKind.MEGA_PO
WORKED = tomllib.loads(
    (Path(__file__).parent / "worked" / "events.toml").read_text(encoding="utf-8")
)
EVENTS = [pytest.param(e, id=f"{e['kind']} {e['start']:%Y-%m}") for e in WORKED["event"]]
TICK = timedelta(microseconds=1)

kinds = st.sampled_from(EventKind)


def jst(*parts: int) -> datetime:
    """
    The moment with these parts in JST.
    """
    year, month, day, hour, minute = (*parts, 0, 0)[:5]
    return datetime(year, month, day, hour, minute, tzinfo=JST)


def paid(
    moment: datetime | None, unit_price: int = 1_500, quantity: int = 2, **facts: Any
) -> OrderLine:
    """
    A line of 1,500 yen × 2 that was paid at *moment*.
    """
    return OrderLine(7, 1, "A", unit_price, quantity, moment, **facts)


def unknown(amount: int) -> tuple[Discount, ...]:
    """
    One discount as the order API gives it, without its kind.
    """
    return (Discount(DiscountKind.UNATTRIBUTED, amount),)


def both_events_in(month: int) -> RuleBook:
    """
    The rules of Japan with a mega-po during the mega-wari of that *month* of 2026, which never was.
    """
    terms = JAPAN.events
    mega_wari_then = next(
        o
        for o in terms.mega_wari_calendar.occasions
        if o.span.last_day.replace(day=1) == date(2026, month, 1)
    )
    beside = attrs.evolve(mega_wari_then, kind=MEGA_PO)
    return JAPAN.replacing(attrs.evolve(terms.mega_po_calendar, occasions=(beside,)))


# When events were


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_begins_and_ends_when_the_lists_say(event: dict[str, Any]) -> None:
    """
    The first moment and the last microsecond are in the event, the ones beside them are not.
    """
    start, end, kind = event["start"], event["end"], EventKind[event["kind"]]
    (first,) = events.at(start)
    assert events.at(end - TICK) == (first,)
    assert (first.kind, first.span.start, first.span.end) == (kind, start, end)
    assert kind not in {o.kind for o in (*events.at(start - TICK), *events.at(end))}


def test_no_event_is_missing_or_added() -> None:
    """
    The calendars hold the events of the lists and no others, in order.
    """
    for kind, calendar in (
        (MEGA_WARI, JAPAN.events.mega_wari_calendar),
        (MEGA_PO, JAPAN.events.mega_po_calendar),
    ):
        starts = [e["start"] for e in WORKED["event"] if e["kind"] == kind.name]
        assert [o.span.start for o in calendar.occasions] == starts == sorted(starts)


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=str(case["at"])) for case in WORKED["moment"]]
)
def test_which_event_a_moment_falls_in(case: dict[str, Any]) -> None:
    """
    The same instant falls in the same event in every time zone.
    """
    assert [o.kind.name for o in events.at(case["at"])] == case["kinds"]


def test_worked_events_name_their_source() -> None:
    """
    Every event rests on a source that the rules know.
    """
    assert {event["source"] for event in WORKED["event"]} <= set(sources.__all__)


@pytest.mark.parametrize(
    "moment, kind, last, coming",
    [
        # Before, at the start of, within, at the end of and after the mega-wari of June 2026.
        (jst(2026, 5, 29, 16, 59), MEGA_WARI, date(2026, 2, 27), date(2026, 5, 29)),
        (jst(2026, 5, 29, 17, 0), MEGA_WARI, date(2026, 2, 27), date(2026, 8, 28)),
        (jst(2026, 6, 1), MEGA_WARI, date(2026, 2, 27), date(2026, 8, 28)),
        (jst(2026, 6, 10, 23, 59), MEGA_WARI, date(2026, 2, 27), date(2026, 8, 28)),
        (jst(2026, 6, 11), MEGA_WARI, date(2026, 5, 29), date(2026, 8, 28)),
        # 8:00 UTC is 17:00 in Japan.
        (datetime(2026, 5, 29, 7, 59, tzinfo=UTC), MEGA_WARI, date(2026, 2, 27), date(2026, 5, 29)),
        (datetime(2026, 5, 29, 8, 0, tzinfo=UTC), MEGA_WARI, date(2026, 2, 27), date(2026, 8, 28)),
        # Mega-po around the same days.
        (jst(2026, 6, 1), MEGA_PO, date(2026, 5, 1), date(2026, 7, 1)),
        (jst(2026, 5, 9, 23, 59), MEGA_PO, date(2026, 4, 1), date(2026, 7, 1)),
        (jst(2026, 5, 10), MEGA_PO, date(2026, 5, 1), date(2026, 7, 1)),
        # Before the first and after the last that is known.
        (jst(2023, 12, 31), MEGA_WARI, None, date(2024, 3, 1)),
        (jst(2026, 11, 20, 17, 0), MEGA_WARI, date(2026, 8, 28), None),
        (jst(2027, 1, 1), MEGA_WARI, date(2026, 11, 20), None),
        (jst(2027, 1, 1), MEGA_PO, date(2026, 8, 1), None),
    ],
)
def test_the_event_before_and_the_next(
    moment: datetime, kind: EventKind, last: date | None, coming: date | None
) -> None:
    """
    The previous event has ended, the following one has not begun; the one between is neither.
    """
    before, after = events.previous(moment, kind), events.following(moment, kind)
    assert (None if before is None else before.span.first_day) == last
    assert (None if after is None else after.span.first_day) == coming
    assert {o.kind for o in (before, after) if o is not None} <= {kind}


@pytest.mark.parametrize(
    "kind, first, last",
    [
        (MEGA_WARI, date(2024, 1, 1), date(2026, 12, 31)),
        (MEGA_PO, date(2025, 1, 1), date(2026, 8, 13)),
    ],
)
def test_where_no_event_is_an_answer(kind: EventKind, first: date, last: date) -> None:
    """
    A calendar covers whole Japanese days; the day before and the day after, nobody can say.
    """
    midnight = datetime.combine(first, datetime.min.time(), JST)
    end = datetime.combine(last, datetime.min.time(), JST) + timedelta(days=1)
    assert [events.is_known(m, kind) for m in (midnight - TICK, midnight)] == [False, True]
    assert [events.is_known(m, kind) for m in (end - TICK, end)] == [True, False]
    assert events.is_known(midnight.astimezone(UTC), kind)


@given(paid_moments, kinds)
def test_a_moment_is_in_an_event_or_between_two(moment: datetime, kind: EventKind) -> None:
    """
    Previous, current and following event of a kind follow one another and lose none.
    """
    before, after = events.previous(moment, kind), events.following(moment, kind)
    now = tuple(o for o in events.at(moment) if o.kind is kind)
    calendar = (
        JAPAN.events.mega_wari_calendar if kind is MEGA_WARI else JAPAN.events.mega_po_calendar
    )
    found = tuple(o for o in (before, *now, after) if o is not None)
    at = calendar.occasions.index(found[0])
    assert calendar.occasions[at : at + len(found)] == found
    assert at == 0 or before is not None
    assert at + len(found) == len(calendar.occasions) or after is not None
    assert len(now) <= 1


@given(paid_moments)
def test_a_time_zone_changes_no_event(moment: datetime) -> None:
    """
    An instant has its events whatever clock it is read from.
    """
    assert (
        events.at(moment) == events.at(moment.astimezone(UTC)) == events.at(moment.astimezone(JST))
    )


# Whose a discount of the order API is


@pytest.mark.parametrize(
    "moment, unit_price, quantity, amount, kind",
    [
        # The measured order: 1,500 × 2 with 600 off, in the mega-wari of June 2026.
        (jst(2026, 6, 1, 10), 1_500, 2, 600, MEGA_WARI),
        (jst(2026, 6, 1, 10), 1_500, 2, 599, None),
        (jst(2026, 6, 1, 10), 1_500, 2, 601, None),
        (jst(2026, 6, 1, 10), 1_500, 2, 300, None),
        (jst(2026, 6, 1, 10), 1_500, 2, 0, None),
        # 20 % of 2,948 is 589.6.
        (jst(2026, 5, 30), 2_948, 1, 590, MEGA_WARI),
        (jst(2026, 5, 30), 2_948, 1, 589, None),
        (jst(2026, 5, 30), 2_948, 2, 1_180, MEGA_WARI),
        # At the ends of the event.
        (jst(2026, 5, 29, 16, 59), 1_500, 2, 600, None),
        (jst(2026, 5, 29, 17), 1_500, 2, 600, MEGA_WARI),
        (jst(2026, 6, 10, 23, 59), 1_500, 2, 600, MEGA_WARI),
        (jst(2026, 6, 11), 1_500, 2, 600, None),
        # Mega-po gives 10 %.
        (jst(2026, 8, 3), 2_980, 1, 298, MEGA_PO),
        (jst(2026, 8, 3), 2_980, 1, 596, None),
        (jst(2026, 8, 9, 23, 59), 1_500, 2, 300, MEGA_PO),
        (jst(2026, 8, 10), 1_500, 2, 300, None),
        # An order below 100 yen has no coupon, and none is 0 yen.
        (jst(2026, 8, 3), 99, 1, 10, None),
        (jst(2026, 8, 3), 99, 1, 0, None),
        (jst(2026, 8, 3), 100, 1, 10, MEGA_PO),
        # 10 % of 100,010 is capped; whether 20 % of 60,000 is, nobody published.
        (jst(2026, 8, 3), 100_010, 1, 10_000, MEGA_PO),
        (jst(2026, 8, 3), 100_010, 1, 10_001, None),
        (jst(2026, 6, 1), 60_000, 1, 12_000, MEGA_WARI),
        (jst(2026, 6, 1), 60_000, 1, 10_000, MEGA_WARI),
        (jst(2026, 6, 1), 60_000, 1, 11_000, None),
        # An ordinary day.
        (jst(2026, 5, 20), 1_500, 2, 600, None),
        (None, 1_500, 2, 600, None),
    ],
)
def test_which_event_a_discount_fits(
    moment: datetime | None, unit_price: int, quantity: int, amount: int, kind: EventKind | None
) -> None:
    """
    A discount fits the event of its payment if it is that coupon to the yen.
    """
    occasion = events.fitting_kind(paid(moment, unit_price, quantity), amount)
    assert (None if occasion is None else occasion.kind) is kind


def test_options_are_part_of_the_price_of_a_coupon() -> None:
    """
    With options of 200 yen on two units at 1,500 the coupon is 20 % of 1,600, twice.
    """
    assert events.fitting_kind(paid(jst(2026, 6, 1), option_price=200), 640)
    assert not events.fitting_kind(paid(jst(2026, 6, 1), option_price=200), 600)


def test_options_that_do_not_divide_fit_no_event() -> None:
    """
    Options of 699 yen on two units leave no price of one unit, so that no coupon can be compared.
    """
    assert events.fitting_kind(paid(jst(2026, 6, 1), option_price=699), 740) is None


@pytest.mark.parametrize(
    "ordered, moment, fits",
    [
        # Ordered in the last minute of the mega-wari and paid at a shop the day after.
        (jst(2026, 6, 10, 23, 59), jst(2026, 6, 11, 9), True),
        (jst(2026, 6, 11, 0, 0), jst(2026, 6, 11, 9), False),
        (jst(2026, 5, 29, 16, 59), jst(2026, 5, 29, 17), True),
        (jst(2026, 6, 1, 9), jst(2026, 6, 1, 10), True),
        (jst(2026, 5, 29, 16, 0), jst(2026, 5, 29, 16, 59), False),
    ],
)
def test_an_order_may_be_paid_after_its_event(
    ordered: datetime, moment: datetime, fits: bool
) -> None:
    """
    The coupon is spent with the order, so that a later payment still fits the event.
    """
    occasion = events.fitting_kind(paid(moment, ordered_at=ordered), 600)
    assert (occasion is not None) is fits


def test_a_discount_that_fits_two_events_has_no_answer() -> None:
    """
    One yen off 5 yen is the coupon of a mega-wari and of a mega-po at once: 1 and 0.5, rounded up.
    """
    book = both_events_in(6)
    line = paid(jst(2026, 6, 1), 5, 20)
    running = events.at(jst(2026, 6, 1), rules=book)
    assert [occasion.kind for occasion in running] == [MEGA_WARI, MEGA_PO]
    assert events.fitting_kind(line, 20) == running[0]
    assert events.fitting_kind(line, 20, rules=book) is None
    # 400 of 2,000 is the mega-wari's alone, 200 the mega-po's.
    dearer = paid(jst(2026, 6, 1), 1_000, 2)
    fitting = [events.fitting_kind(dearer, amount, rules=book) for amount in (400, 200)]
    assert fitting == list(running)


def test_the_rule_book_decides_what_fits() -> None:
    """
    With coupons rounded once a line, 1,179 yen off 2,948 × 2 is the mega-wari's, and 1,180 is not.
    """
    per_line = JAPAN.with_reading("discounts.coupon_grain", CouponGrain.LINE)
    line = paid(jst(2026, 6, 1), 2_948, 2)
    assert events.fitting_kind(line, 1_179, rules=per_line)
    assert not events.fitting_kind(line, 1_180, rules=per_line)
    assert not events.fitting_kind(line, 1_179)


@given(
    st.sampled_from((jst(2026, 6, 1), jst(2025, 9, 1), jst(2026, 8, 3), jst(2025, 10, 5))),
    prices,
    quantities,
)
def test_every_coupon_of_an_event_fits_it(moment: datetime, unit_price: int, quantity: int) -> None:
    """
    What an event gives is recognised as its own again.
    """
    (occasion,) = events.at(moment)
    make = mega_wari if occasion.kind is MEGA_WARI else mega_po
    coupon = make(unit_price, on=moment.date(), quantity=quantity)
    assume(coupon.amount)
    line = paid(moment, unit_price, quantity, discounts=unknown(coupon.amount))
    assert events.fitting_kind(line, coupon.amount) == occasion
    assert events.attributed(line, occasion).discounts == (coupon,)
    assert events.check(line) == ()


# Attribution and what stays open


def test_an_attributed_line_differs_in_the_kind_alone() -> None:
    """
    The discount of unknown kind becomes the event's coupon; amounts and other discounts stay.
    """
    own = Discount(DiscountKind.ITEM, 100)
    line = paid(jst(2026, 6, 1), discounts=(own, *unknown(500)))
    (occasion,) = events.at(jst(2026, 6, 1))
    after = events.attributed(line, occasion)
    assert after.discounts == (own, Discount(DiscountKind.MEGA_WARI, 500))
    assert attrs.evolve(after, discounts=line.discounts) == line


@pytest.mark.parametrize(
    "line, possible",
    [
        (paid(jst(2026, 6, 1)), ("MEGA_WARI",)),
        (paid(jst(2026, 8, 3)), ("MEGA_PO",)),
        (paid(jst(2026, 5, 20)), ()),
        # Paid after the mega-wari in which it was ordered.
        (paid(jst(2026, 6, 11), ordered_at=jst(2026, 6, 10)), ("MEGA_WARI",)),
        # Nobody knows when mega-po was in September 2026, or what was when in 2027.
        (paid(jst(2026, 9, 20)), ("MEGA_PO",)),
        (paid(jst(2027, 1, 5)), ("MEGA_WARI", "MEGA_PO")),
        (paid(None), ("MEGA_WARI", "MEGA_PO")),
    ],
)
def test_what_an_open_discount_may_be(line: OrderLine, possible: tuple[str, ...]) -> None:
    """
    An item discount, a shop coupon, a cart coupon, or the coupon of an event that can have been.
    """
    always = ("ITEM", "SHOP_COUPON", "CART_COUPON")
    assert tuple(kind.name for kind in events.choices(line)) == (*always, *possible)


@pytest.mark.parametrize(
    "moment, discounts, codes",
    [
        (jst(2026, 6, 1), (), []),
        (jst(2026, 6, 1), unknown(600), []),
        (jst(2026, 6, 1), unknown(0), []),
        (jst(2026, 6, 1), unknown(500), ["events.discount_open"]),
        (jst(2026, 5, 20), unknown(600), ["events.discount_open"]),
        (None, unknown(600), ["events.discount_open"]),
        # Beside another discount nobody can tell, although 600 would fit.
        (
            jst(2026, 6, 1),
            (Discount(DiscountKind.ITEM, 100), *unknown(600)),
            ["events.discount_open"],
        ),
        (jst(2026, 5, 20), (Discount(DiscountKind.ITEM, 600),), []),
        # A coupon of an event that was running, was not, or that nobody knows of.
        (jst(2026, 6, 1), (Discount(DiscountKind.MEGA_WARI, 600),), []),
        (jst(2026, 6, 11), (Discount(DiscountKind.MEGA_WARI, 600),), ["events.not_running"]),
        (jst(2026, 6, 1), (Discount(DiscountKind.MEGA_PO, 300),), ["events.not_running"]),
        (jst(2026, 6, 11), (Discount(DiscountKind.MEGA_WARI, 0),), []),
        (jst(2027, 6, 11), (Discount(DiscountKind.MEGA_WARI, 600),), []),
        (None, (Discount(DiscountKind.MEGA_WARI, 600),), []),
    ],
)
def test_what_is_odd_about_discounts(
    moment: datetime | None, discounts: tuple[Discount, ...], codes: list[str]
) -> None:
    """
    A discount that no event explains is a finding, and so is a coupon without its event.
    """
    found = events.check(paid(moment, discounts=discounts))
    assert [finding.code for finding in found] == codes
    assert {finding.severity for finding in found} <= {Severity.WARNING}
    assert {finding.order_no for finding in found} <= {7}


def test_an_open_discount_is_told_in_both_languages() -> None:
    """
    The finding says the yen and names the choices in English and in Japanese.
    """
    (finding,) = events.check(paid(jst(2026, 8, 3), discounts=unknown(1_234)))
    assert finding.text.en.endswith(
        "1,234 yen is not the coupon of one event of its day; it may be: item discount, "
        "shop coupon, cart coupon of Qoo10, mega-po coupon"
    )
    assert finding.text.ja.startswith("割引1,234円")
    assert finding.text.ja.endswith(
        "商品割引、SHOPクーポン、カートクーポン（Qoo10負担）、メガポクーポン"
    )


def test_a_coupon_without_its_event_is_told_in_both_languages() -> None:
    """
    The finding says which coupon, how many yen and the day.
    """
    line = paid(jst(2026, 6, 11), discounts=(Discount(DiscountKind.MEGA_WARI, 600),))
    (finding,) = events.check(line)
    assert (
        finding.text.en
        == "mega-wari coupon of 600 yen, but no such event was running on 2026-06-11"
    )
    assert finding.text.ja == "メガ割クーポン600円があるが、2026-06-11に該当するイベントはない"


@given(lines())
def test_a_line_is_always_checked(line: OrderLine) -> None:
    """
    Any line has its findings and its choices, and only what it has can be odd.
    """
    codes = {finding.code for finding in events.check(line)}
    given_kinds = {d.kind for d in line.discounts if d.amount}
    assert codes <= {"events.not_running"}
    assert not codes or given_kinds & {DiscountKind.MEGA_WARI, DiscountKind.MEGA_PO}
    assert len(set(events.choices(line))) == len(events.choices(line))


# Bad input


@pytest.mark.parametrize(
    "moment, error",
    [
        (datetime(2026, 6, 1), InvalidValueError),
        (date(2026, 6, 1), InvalidTypeError),
        ("2026-06-01 10:00:00", InvalidTypeError),
        (None, InvalidTypeError),
        (1_780_000_000, InvalidTypeError),
        (datetime.max.replace(tzinfo=UTC), InvalidValueError),
    ],
)
def test_a_moment_is_aware(moment: Any, error: type[Exception]) -> None:
    """
    A naive moment, a day and a text do not say when something was.
    """
    for use in (
        lambda: events.at(moment),
        lambda: events.following(moment, MEGA_WARI),
        lambda: events.previous(moment, MEGA_WARI),
        lambda: events.is_known(moment, MEGA_WARI),
    ):
        with pytest.raises(error, match="moment"):
            use()


@pytest.mark.parametrize("kind", ["MEGA_WARI", "mega-wari", None, DiscountKind.MEGA_WARI, 1])
def test_a_kind_is_an_event_kind(kind: Any) -> None:
    """
    A kind that is none is never taken for one of the two.
    """
    for use in (
        lambda: events.following(jst(2026, 6, 1), kind),
        lambda: events.previous(jst(2026, 6, 1), kind),
        lambda: events.is_known(jst(2026, 6, 1), kind),
    ):
        with pytest.raises(InvalidTypeError, match=r"such as EventKind\.MEGA_WARI"):
            use()
