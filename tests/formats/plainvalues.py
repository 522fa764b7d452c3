"""
What Hypothesis draws for each type that the dict form knows, and documents of an order line gone wrong.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from hypothesis import strategies as st

from qoo10model import settlements
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST, Days, Span
from qoo10model.basics.timelines import UNDECIDED, Dated, Evidence, RateRange, Timeline
from qoo10model.bookkeeping import JournalRow
from qoo10model.carts import Cart, carts_of
from qoo10model.claims import Claim
from qoo10model.costbooks import CostBook
from qoo10model.costs import YEN, AdCost, AgencyFee, Cost, CostKind, Exchange, Per, Tax
from qoo10model.deliveries import Delivery, Person
from qoo10model.discounts import Discount
from qoo10model.exportrows import CartDiscountRow
from qoo10model.forecasts import Lead
from qoo10model.formats.kinds import MEMBERS, TAGS, TYPES
from qoo10model.formats.shapes import (
    Choice,
    Fixed,
    Keyed,
    Scalar,
    Sequence,
    Tagged,
    fields_of,
)
from qoo10model.months import Month
from qoo10model.orders import OrderLine
from qoo10model.proceeds import Settlement
from qoo10model.rules.book import JAPAN, RuleBook
from qoo10model.sellers import Commissions, Seller
from qoo10model.wallet import Request
from tests import strategies


if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from qoo10model.formats.shapes import Shape

texts = st.text(max_size=6)
numbers = st.integers(-(10**12), 10**12)
rates = st.builds(Rate, st.integers(-(10**9), 10**9), st.integers(1, 10**6))
days = st.dates(date(1, 1, 1), date(9999, 12, 31))
moments = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=strategies.zones)

_SCALARS: dict[type, SearchStrategy[Any]] = {
    int: numbers,
    str: texts,
    bool: st.booleans(),
    date: days,
    datetime: moments,
    Fraction: numbers | st.fractions(max_denominator=10**6),
}


def drawn(shape: Shape) -> SearchStrategy[Any]:
    """
    Draw what a field of *shape* may hold.
    """
    if isinstance(shape, Scalar) and shape.kind in _SCALARS:
        return _SCALARS[shape.kind]
    if isinstance(shape, Sequence):
        return st.lists(drawn(shape.item), max_size=2).map(tuple)
    if isinstance(shape, Fixed):
        return st.tuples(*map(drawn, shape.items))
    if isinstance(shape, Choice):
        none = (st.none(),) if shape.optional else ()
        return st.one_of(*none, *map(drawn, shape.options))
    assert not isinstance(shape, Keyed | Tagged)
    return st.deferred(lambda: VALUES[shape.kind])


def built(kind: type, **own: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """
    Draw values of a class whose fields do not depend on each other, those in *own* as said there.
    """
    fields = {field.name: drawn(field.shape) for field in fields_of(kind)}
    return st.builds(kind, **{**fields, **own})


@st.composite
def _spans(draw: DrawFn) -> Span:
    start = draw(moments)
    return Span(start, start + draw(st.timedeltas(timedelta(microseconds=1), timedelta(days=9))))


tagged = st.one_of(
    st.none(),
    st.booleans(),
    numbers,
    texts,
    days,
    moments.map(lambda moment: moment.astimezone(JST)),
    rates,
    st.sampled_from(
        [
            member
            for kind in MEMBERS
            if kind.__name__ in TAGS
            for member in kind
            if member is not UNDECIDED
        ]
    ),
    st.builds(Days, st.just(date(2026, 7, 1)), st.dates(date(2026, 7, 1), date(2026, 8, 1))),
    _spans(),
    st.integers(0, 50).map(lambda n: RateRange(Rate.percent(n), Rate.percent(50))),
)
"""
What a value of a timeline may be.
"""


@st.composite
def _entries(draw: DrawFn, since: date | None = None) -> Dated[Any]:
    alternatives = draw(st.lists(tagged, max_size=2).map(tuple))
    source = draw(VALUES[_kind("Source")])
    return Dated(
        draw(days) if since is None else since,
        draw(tagged if not alternatives else tagged | st.just(UNDECIDED)),
        draw(VALUES[_kind("Confidence")]),
        (source,),
        alternatives,
        draw(st.booleans()),
        draw(texts),
    )


@st.composite
def _timelines(draw: DrawFn) -> Timeline[Any]:
    first = sorted(
        draw(st.sets(st.dates(date(2018, 1, 1), date(2026, 1, 1)), min_size=1, max_size=2))
    )
    ended = draw(st.none() | st.dates(date(2026, 1, 2), date(2027, 1, 1)))
    entries = tuple(draw(_entries(since)) for since in first)
    return Timeline(draw(texts), entries, draw(VALUES[_kind("Text")]), ended, draw(texts))


_BOOKS = (
    JAPAN,
    JAPAN.replacing(JAPAN.fees.mega_surcharge.with_value(Rate(1, 300), since=date(2026, 1, 1))),
    JAPAN.with_reading("fees.tax_grain", JAPAN.fees.tax_grain.entries[0].alternatives[0]),
    JAPAN.with_reading("events.mega_wari_cap", None),
)


@st.composite
def _lines(draw: DrawFn) -> OrderLine:
    line = draw(strategies.lines())
    facts: dict[str, Any] = {
        "delivery": draw(st.none() | built(Delivery)),
        "buyer": draw(st.none() | built(Person)),
        "receiver": draw(st.none() | built(Person)),
        "unread": draw(st.lists(st.tuples(texts, texts), max_size=2).map(tuple)),
        "related": draw(st.lists(numbers, max_size=2).map(tuple)),
        "platform_total": draw(st.none() | numbers),
        "title": draw(texts),
        "cart_discount_seller": draw(st.sampled_from((0, 0, 100))),
    }
    assert line.paid_on is not None
    if line.delivered_on is None and draw(st.booleans()):
        facts["cancelled_on"] = line.paid_on + timedelta(days=9)
    return attrs.evolve(line, **facts)


@st.composite
def _months(draw: DrawFn, least: int = 0) -> Month:
    count = draw(st.integers(least, 3))
    lines = [draw(strategies.lines(order_no=number + 1, shipping=0)) for number in range(count)]
    month = settlements.settle_all(
        lines,
        draw(strategies.simple_sellers),
        draw(st.sampled_from(_BOOKS)),
        holidays=draw(st.sampled_from(((), (date(2026, 5, 6), date(2026, 1, 1))))),
    )
    return attrs.evolve(month, findings=(*month.findings, *draw(st.lists(_findings, max_size=1))))


@st.composite
def _evidence(draw: DrawFn) -> Evidence:
    timeline = draw(_timelines())
    return Evidence(timeline, draw(st.sampled_from(timeline.entries)))


@st.composite
def _leads(draw: DrawFn) -> Lead:
    whole = draw(st.integers(0, 90))
    return Lead(whole, draw(st.integers(0, whole)))


@st.composite
def _claims(draw: DrawFn) -> Claim:
    claim = draw(_plain_claims)
    moment = draw(st.none() | moments)
    return attrs.evolve(claim, completed_at=moment, completed_on=None if moment else draw(days))


_plain_claims: SearchStrategy[Claim] = st.builds(
    Claim,
    **{
        field.name: drawn(field.shape)
        for field in fields_of(Claim)
        if field.name not in {"completed_at", "completed_on"}
    },
)


@st.composite
def _costs(draw: DrawFn) -> Cost:
    kind = draw(st.sampled_from(CostKind))
    per = draw(st.sampled_from(Per))
    if per is Per.CART and kind in {CostKind.GOODS, CostKind.INBOUND}:
        per = Per.LINE
    currency = draw(st.sampled_from((YEN, "KRW")))
    scope = {} if per is Per.CART else draw(_scopes)
    return Cost(
        kind,
        draw(_yen if currency == YEN else _yen | _parts),
        per,
        since=draw(days),
        tax=draw(st.none() | _taxes),
        sales_tax=draw(st.none() | _whole_rates) if kind is CostKind.GOODS else None,
        currency=currency,
        note=draw(texts),
        **scope,
    )


_yen = st.integers(0, 10**9)
_parts = st.fractions(Fraction(1, 10**6), 10**6, max_denominator=10**6)
_whole_rates = st.integers(0, 100).map(Rate.percent)
_taxes: SearchStrategy[Tax] = built(Tax, rate=_whole_rates)
_scopes: SearchStrategy[dict[str, Any]] = st.sampled_from(
    ({}, {"sku": "TEA-500"}, {"sku": "緑茶"}, {"item": "100000001"})
)
_agency_fees: SearchStrategy[AgencyFee] = st.tuples(
    built(AgencyFee, rate=_whole_rates, sku=st.just(""), item=st.just("")), _scopes
).map(lambda both: attrs.evolve(both[0], **both[1]))


@st.composite
def _cost_books(draw: DrawFn) -> CostBook:
    # One entry of each kind, so that none is given twice.
    entries = draw(st.lists(_costs() | _agency_fees, max_size=3, unique_by=lambda one: one.kind))
    rates = (Exchange("KRW", draw(_parts), draw(days)), Exchange("USD", 150, draw(days)))
    return CostBook(tuple(entries), rates, draw(VALUES[_kind("Rounding")]))


def _kind(name: str) -> type:
    return next(kind for kind in TYPES if kind.__name__ == name)


VALUES: dict[type, SearchStrategy[Any]] = {
    **{kind: st.sampled_from(list(kind)) for kind in MEMBERS},
    Rate: rates,
    Days: st.tuples(days, days).map(lambda pair: Days(min(pair), max(pair))),
    Span: _spans(),
    RateRange: st.tuples(rates, rates).map(lambda pair: RateRange(min(pair), max(pair))),
    Dated: _entries(),
    Timeline: _timelines(),
    Evidence: _evidence(),
    RuleBook: st.sampled_from(_BOOKS),
    Discount: strategies.discounts,
    OrderLine: _lines(),
    Cart: st.lists(_lines(), min_size=1, max_size=3).map(lambda lines: carts_of(lines)[0]),
    Claim: _claims(),
    Commissions: strategies.commissions,
    Seller: strategies.sellers,
    Request: st.builds(Request, days, st.none() | st.integers(1, 10**9)),
    Lead: _leads(),
    JournalRow: built(JournalRow, amount=st.integers(1, 10**9)),
    Tax: _taxes,
    Cost: _costs(),
    AgencyFee: _agency_fees,
    AdCost: built(AdCost, amount=_yen, item=st.none() | st.text(min_size=1, max_size=6)),
    Exchange: built(Exchange, currency=st.sampled_from(("KRW", "USD")), yen=_parts | st.just(150)),
    CostBook: _cost_books(),
    CartDiscountRow: built(
        CartDiscountRow, order_nos=st.lists(numbers, min_size=1, max_size=3).map(tuple)
    ),
    Month: _months(),
    Settlement: _months(1).filter(len).map(lambda month: month.settlements[-1]),
}
"""
A strategy for every type of the dict form.
"""
VALUES.update({kind: built(kind) for kind in TYPES if kind not in VALUES})
_findings = VALUES[_kind("Finding")]
