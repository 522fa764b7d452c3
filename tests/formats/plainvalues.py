"""
What Hypothesis draws for each type that the dict form knows, and documents of an order line gone wrong.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from hypothesis import strategies as st

from qoo10model import penalties, profit, settlements
from qoo10model.adestimates import ClicksPrior, ConversionPrior
from qoo10model.admetrics import AdFigures
from qoo10model.auctionlogs import (
    AuctionState,
    Bid,
    Repayment,
    StandingBid,
    StartPriceSet,
    auction_after,
)
from qoo10model.auctionlogs import Cancellation as BidCancellation
from qoo10model.auctionlogs import Change as BidChange
from qoo10model.auctions import Auction
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST, Days, Span, month_of, quarter_of
from qoo10model.basics.timelines import UNDECIDED, Dated, Evidence, RateRange, Timeline
from qoo10model.benefits import Benefit, benefit
from qoo10model.bookkeeping import JournalRow
from qoo10model.cancellationrates import CancellationCount
from qoo10model.carts import Cart, carts_of
from qoo10model.cartstacking import CartItem
from qoo10model.claimrecords import OrderAndClaim
from qoo10model.claims import Claim
from qoo10model.costbooks import CostBook
from qoo10model.costs import YEN, AdCost, AgencyFee, Cost, CostKind, Exchange, Per, Tax
from qoo10model.dashboards import ShopItem
from qoo10model.deliveries import Delivery, Person
from qoo10model.discounts import Discount, DiscountKind
from qoo10model.displaydays import DisplayDay, display_day
from qoo10model.eventcurves import Curve
from qoo10model.eventgates import Candidate
from qoo10model.eventphases import Event
from qoo10model.eventsales import EventSales, days_of
from qoo10model.exportrows import CartDiscountRow
from qoo10model.externalads import ExternalAd
from qoo10model.fetching import Window
from qoo10model.forecasts import Lead
from qoo10model.formats.kinds import members, tags, types
from qoo10model.formats.shapes import (
    Choice,
    Field,
    Fixed,
    Keyed,
    Scalar,
    Sequence,
    Tagged,
    fields_of,
    shape_of,
)
from qoo10model.headrooms import Headroom, Limit
from qoo10model.imagefacts import ImageFacts
from qoo10model.inflowwords import KeywordRow
from qoo10model.linecosts import Method, Returned
from qoo10model.months import Month
from qoo10model.orders import OrderLine, OrderStatus, SendType
from qoo10model.penalties import PenaltyHistory
from qoo10model.penaltychecks import PenaltyCheck
from qoo10model.pricechecks import PriceDraft
from qoo10model.pricetasks import PriceEnds
from qoo10model.proceeds import Settlement
from qoo10model.profitgroups import Profit
from qoo10model.readytoship import ReadyToShip
from qoo10model.regimes import Regime
from qoo10model.rules.benefits import BenefitKind
from qoo10model.rules.book import JAPAN, RuleBook
from qoo10model.rules.plusdisplay import PlaceKind
from qoo10model.sellers import Commissions, Seller
from qoo10model.shopcoupons import ShopCoupon
from qoo10model.stocks import Shelf
from qoo10model.timesaleoffers import Offer
from qoo10model.traffic import ItemDay
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

_SCALARS: dict[Any, SearchStrategy[Any]] = {
    int: numbers,
    str: texts,
    bool: st.booleans(),
    date: days,
    datetime: moments,
    time: st.times(),
    Fraction: st.fractions(max_denominator=10**6),
    Fraction | int: numbers | st.fractions(max_denominator=10**6),
    Rate | int: numbers | rates,
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
    if isinstance(shape, Tagged) and shape.kinds:
        return st.one_of(*(drawn(shape_of(kind)) for kind in shape.kinds))
    assert not isinstance(shape, Keyed | Tagged)
    kind: Any = shape.kind
    return st.deferred(lambda: VALUES[kind])


def built(kind: type, **own: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """
    Draw values of a class whose fields do not depend on each other, those in *own* as said there.
    """
    fields = {field.name: _of_field(field) for field in fields_of(kind)}
    return st.builds(kind, **{**fields, **own})


def _of_field(field: Field) -> SearchStrategy[Any]:
    if field.minimum is None:
        return drawn(field.shape)
    number = st.integers(field.minimum, 10**12)
    return st.none() | number if isinstance(field.shape, Choice) else number


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
    st.times(),
    moments.map(lambda moment: moment.astimezone(JST)),
    rates,
    st.sampled_from(
        [
            member
            for kind in members()
            if kind.__name__ in tags()
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
        "shipping": draw(st.sampled_from((line.shipping, None))),
        "cart_discount_seller": draw(st.sampled_from((0, 100, None))),
        "cart_discount_qoo10": draw(st.sampled_from((0, 100, None))),
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


@st.composite
def _profits(draw: DrawFn) -> Profit[Any]:
    by: Any = draw(
        st.sampled_from(
            (profit.by_order, profit.by_item, profit.by_sku, profit.by_event, profit.by_month)
        )
    )
    ad = draw(VALUES[AdCost])
    ads = draw(st.sampled_from(((), (ad,), (ad, ad), (ad, attrs.evolve(ad, item=None)))))
    method = Method(returned=draw(st.sampled_from(Returned)))
    found: Profit[Any] = by(draw(_months()), draw(_cost_books()), ads=ads, method=method)
    return found


# Values of later subjects: made by their own functions where their fields depend on each other.


@st.composite
def _settings(draw: DrawFn) -> ReadyToShip:
    send_type = draw(st.sampled_from(SendType))
    if send_type is SendType.SAME_DAY:
        return ReadyToShip(send_type, cutoff=draw(st.times()))
    if send_type is SendType.RELEASE_DATE:
        return ReadyToShip(send_type, release_on=draw(st.dates(date(1, 1, 1), date(9998, 12, 31))))
    return ReadyToShip(send_type, days=draw(st.integers(1, 60)))


@st.composite
def _counts(draw: DrawFn, days: Days | None = None) -> CancellationCount:
    numbers = [draw(st.integers(0, 10**6)) for _ in range(4)]
    cancelled, left, unclear, later = numbers
    return CancellationCount(
        draw(VALUES[Days]) if days is None else days,
        cancelled + left,
        cancelled,
        min(unclear, cancelled),
        min(later, left),
        draw(st.booleans()),
    )


@st.composite
def _checks(draw: DrawFn) -> PenaltyCheck:
    first = draw(st.sampled_from((date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1))))
    by_quarter = draw(st.booleans())
    count = draw(_counts((quarter_of if by_quarter else month_of)(first)))
    before = draw(st.none() | _counts(quarter_of(first - timedelta(1)))) if by_quarter else None
    expected = draw(st.none() | st.integers(count.paid, 10**7))
    book = draw(st.sampled_from(_BOOKS))
    return penalties.assess(count, previous=before, expected=expected, rules=book)


_firsts = st.sets(
    st.sampled_from([date(2026, month, 1) for month in range(1, 10)]), min_size=1, max_size=3
)
_histories: SearchStrategy[PenaltyHistory] = _firsts.flatmap(
    lambda firsts: st.tuples(*(_counts(month_of(first)) for first in sorted(firsts)))
).map(penalties.assess_all)


@st.composite
def _event_sales(draw: DrawFn) -> EventSales:
    event = draw(st.sampled_from(_EVENTS))
    each = st.none() | st.integers(0, 10**9)
    count = days_of(event).count
    return EventSales(event, tuple(draw(st.lists(each, min_size=count, max_size=count))))


_curves = st.lists(st.integers(1, 10**6), min_size=1, max_size=12).map(
    lambda parts: Curve(tuple(Fraction(one, sum(parts)) for one in parts))
)
_EVENTS: tuple[Event, ...] = (
    *JAPAN.events.mega_wari_calendar.occasions[-2:],
    *JAPAN.events.mega_po_calendar.occasions[-2:],
    *JAPAN.events.campaigns.campaigns[:3],
)
_day_prices = st.dictionaries(days, st.integers(0, 10**9), max_size=3).map(
    lambda prices: tuple(sorted(prices.items()))
)


@st.composite
def _shop_coupons(draw: DrawFn) -> ShopCoupon:
    value = draw(st.integers(0, 10**6) | _whole_rates)
    cap = draw(st.none() | _yen) if isinstance(value, Rate) else None
    return ShopCoupon(value, draw(_yen), cap, draw(st.booleans()), draw(st.none() | _spans()))


_display_days = st.builds(
    display_day,
    st.dates(date(2026, 6, 1), date(2026, 8, 1)),
    st.sampled_from(PlaceKind),
    rules=st.sampled_from(_BOOKS),
)


@st.composite
def _auction_states(draw: DrawFn) -> AuctionState:
    day = display_day(draw(st.dates(date(2026, 6, 1), date(2026, 8, 1))))
    at = st.integers(0, 2_000).map(lambda minutes: day.bidding.start + timedelta(minutes=minutes))
    bidder = st.sampled_from(("A", "B", "C"))
    amount = st.integers(10, 90).map(lambda hundreds: hundreds * day.terms.unit)
    actions = st.one_of(
        st.builds(Bid, at, bidder, amount, st.booleans()),
        st.builds(BidChange, at, bidder, amount),
        st.builds(BidCancellation, at, bidder),
        st.builds(StartPriceSet, at, amount),
    )
    log = sorted(draw(st.lists(actions, max_size=5)), key=lambda action: action.at)
    return auction_after(day, log, start_price=1_500)


_priors = st.tuples(_parts, _parts).map(
    lambda both: ConversionPrior(both[0], both[0] + both[1]),
)
_offs = st.none() | _whole_rates | st.integers(0, 10**6)
_words = st.sampled_from(("リップ", "Lip 2", "x"))


@st.composite
def _external_ads(draw: DrawFn) -> ExternalAd:
    net = draw(st.none() | _yen)
    figures = draw(VALUES[AdFigures])
    if net is not None and figures.cost is not None:
        net = min(net, figures.cost)
    return ExternalAd(draw(texts), figures, net)


@st.composite
def _both(draw: DrawFn) -> OrderAndClaim:
    line, claim = draw(_lines()), draw(_claims())
    which = draw(st.integers(0, 2))
    if which == 0:
        return OrderAndClaim(line, order_type=draw(texts))
    if which == 1:
        return OrderAndClaim(None, claim)
    return OrderAndClaim(line, attrs.evolve(claim, order_no=line.order_no))


@st.composite
def _shelves(draw: DrawFn) -> Shelf:
    key = {draw(st.sampled_from(("sku", "item_code"))): draw(_words)}
    return Shelf(draw(_yen), shown=draw(st.none() | _yen), reserve=draw(_yen), **key)


@st.composite
def _ends(draw: DrawFn) -> PriceEnds:
    every = draw(st.integers(1, 10**6))
    ends = draw(st.lists(st.integers(0, every - 1), min_size=1, max_size=3))
    return PriceEnds(every, tuple(ends))


_sides = st.integers(0, 30_000)
_in_jst = moments.map(lambda moment: moment.astimezone(JST))
_stored_images: SearchStrategy[ImageFacts] = built(
    ImageFacts, size=st.none() | st.tuples(_sides, _sides), is_animated=st.none(), frames=st.none()
)


@st.composite
def _cart_items(draw: DrawFn) -> CartItem:
    price = draw(_yen)
    return CartItem(
        price,
        draw(st.integers(1, 99)),
        draw(st.none() | st.integers(0, price)),
        draw(st.sampled_from((DiscountKind.ITEM, DiscountKind.TIME_SALE))),
        draw(st.booleans()),
    )


@st.composite
def _image_facts(draw: DrawFn) -> ImageFacts:
    facts = draw(_stored_images)
    frames = draw(st.none() | st.integers(1, 99))
    if frames is None:
        return attrs.evolve(facts, is_animated=draw(st.none() | st.booleans()))
    return attrs.evolve(facts, frames=frames, is_animated=frames > 1)


def _has_headroom(check: PenaltyCheck) -> bool:
    return bool(check.headroom)


def _kind(name: str) -> type:
    return next(kind for kind in types() if kind.__name__ == name)


VALUES: dict[type, SearchStrategy[Any]] = {
    **{kind: st.sampled_from(list(kind)) for kind in members()},
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
    Profit: _profits(),
    CartDiscountRow: built(
        CartDiscountRow, order_nos=st.lists(numbers, min_size=1, max_size=3).map(tuple)
    ),
    ReadyToShip: _settings(),
    OrderAndClaim: _both(),
    CancellationCount: _counts(),
    PenaltyCheck: _checks(),
    PenaltyHistory: _histories,
    Limit: _checks().filter(_has_headroom).map(lambda check: check.headroom[0].limit),
    Headroom: _checks().filter(_has_headroom).map(lambda check: check.headroom[-1]),
    EventSales: _event_sales(),
    Curve: _curves,
    Candidate: built(Candidate, price=_yen, prices=_day_prices),
    ShopCoupon: _shop_coupons(),
    CartItem: _cart_items(),
    Benefit: st.builds(
        benefit, st.sampled_from(BenefitKind), on=st.dates(date(2026, 6, 1), date(2026, 8, 1))
    ),
    Offer: built(Offer, item=st.text(min_size=1, max_size=6)),
    DisplayDay: _display_days,
    Auction: built(Auction, bids=st.lists(st.integers(1, 10**6), max_size=3).map(tuple)),
    AuctionState: _auction_states(),
    ConversionPrior: _priors,
    ClicksPrior: built(ClicksPrior, clicks=_parts, days=_parts),
    ExternalAd: _external_ads(),
    Shelf: _shelves(),
    ImageFacts: _image_facts(),
    Bid: built(Bid, bidder=_words),
    BidChange: built(BidChange, bidder=_words),
    BidCancellation: built(BidCancellation, bidder=_words),
    StandingBid: built(StandingBid, since=_in_jst),
    Repayment: built(Repayment, at=_in_jst),
    ItemDay: built(ItemDay, item_code=st.text(min_size=1, max_size=6)),
    KeywordRow: built(KeywordRow, keyword=_words),
    ShopItem: built(ShopItem, item_code=st.text(min_size=1, max_size=6)),
    Regime: built(Regime, cut=_offs, shop_coupon=_offs, cut_kind=st.just(DiscountKind.GROUP_BUY)),
    PriceEnds: _ends(),
    PriceDraft: built(
        PriceDraft,
        prices=_day_prices,
        sale_kind=st.sampled_from((DiscountKind.ITEM, DiscountKind.TIME_SALE)),
    ),
    Window: built(Window, statuses=st.just((OrderStatus.ON_REQUEST,))),
    Month: _months(),
    Settlement: _months(1).filter(len).map(lambda month: month.settlements[-1]),
}
"""
A strategy for every type of the dict form.
"""
_OF_BOOK = [v for t in JAPAN.timelines for e in t.entries for v in (e.value, *e.alternatives)]
# A rule's own class may ask more than its fields show, so that the book's values are drawn.
VALUES.update(
    {
        kind: st.sampled_from([value for value in _OF_BOOK if type(value) is kind])
        for kind in {type(value) for value in _OF_BOOK}.intersection(types()).difference(VALUES)
    }
)
VALUES.update({kind: built(kind) for kind in types() if kind not in VALUES})
_findings = VALUES[_kind("Finding")]
