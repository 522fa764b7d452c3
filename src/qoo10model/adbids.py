"""
Bids worth making (入札額の検討): what a place is worth to you, and at which rank it pays best.

A place is worth the clicks that you expect there, times the conversion, times what an order leaves you
before ads. Clicks by rank and conversion are your own figures: Qoo10 publishes none. With estimates you
choose by which end to go; the lower one is the careful choice.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.auctions import Auction
from qoo10model.basics.credibles import End, Estimate
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import WHOLE, ZERO, Rate, check_yen
from qoo10model.basics.texts import Text, yen_text
from qoo10model.basics.uncertainty import Doubt
from qoo10model.displaydays import PlaceKind, display_day
from qoo10model.rules.book import JAPAN


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from qoo10model.rules.book import RuleBook

__all__ = (
    "Clicks",
    "Conversion",
    "RankChoice",
    "RankOffer",
    "best_rank",
    "expected_contribution",
    "max_daily_bid",
)

Clicks = int | Fraction | Estimate
"""
Clicks a day: a number, or an estimate of it.
"""

Conversion = Rate | Fraction | Estimate
"""
The share of clicks that become orders: a rate, a fraction, or an estimate of it.
"""

_GROWING: Final = Message(
    "adspend.clicks_grow",
    Severity.WARNING,
    Text(
        "rank {rank} has more clicks ({clicks}) than rank {better} ({fewer}): too few days were seen, "
        "or the figures are mixed up",
        "{rank}位のクリック数（{clicks}）が{better}位（{fewer}）を上回る。日数不足か入力の取り違え",
    ),
)
_NO_CLICKS: Final = Message(
    "adspend.no_clicks",
    Severity.ADVICE,
    Text(
        "no rank has any clicks, so no place is worth a bid",
        "クリックのある順位がなく、入札に値する枠がない",
    ),
)
_OUTSIDE: Final = Message(
    "adspend.rank_outside",
    Severity.WARNING,
    Text("rank {rank} is no place: there are {places}", "{rank}位は枠外（全{places}枠）"),
)
_PASSED: Final = Message(
    "adspend.rank_passed",
    Severity.ADVICE,
    Text(
        "no bid has rank {rank}: the lowest that is good enough for it has rank {reached}",
        "ちょうど{rank}位になる入札額はない（必要な最低額では{reached}位になる）",
    ),
)


@attrs.frozen
class RankOffer:
    """
    What a bid for one *rank* costs and promises: *bid* and *profit* in yen a day, *value* before the bid.

    *value* is the expected contribution before ads, rounded down; *is_safe* says whether the bid leaves
    the margin of safety that was asked for.

    >>> RankOffer(rank=2, bid=3_100, clicks=Fraction(60), value=4_560, is_safe=True).profit
    1460
    """

    rank: int
    bid: int
    clicks: Fraction
    value: int
    is_safe: bool

    @property
    def profit(self) -> int:
        """
        The expected contribution after the bid, in yen a day.
        """
        return self.value - self.bid


@attrs.frozen(repr=False)
class RankChoice:
    """
    The *offers* of an auction by rank, the *best* of them, and what was odd about the figures.

    *best* is None where no safe bid earns anything. *doubts* are about the bid of the best.
    """

    offers: tuple[RankOffer, ...]
    best: RankOffer | None
    findings: tuple[Finding, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def __str__(self) -> str:
        if self.best is None:
            return f"none of {len(self.offers)} ranks is worth its bid"
        best = self.best
        return (
            f"rank {best.rank} for {yen_text(best.bid)} yen: "
            f"{yen_text(best.profit, sign=True)} yen a day expected"
        )

    def __repr__(self) -> str:
        return f"<RankChoice: {self}>"


def expected_contribution(
    clicks: Clicks, conversion: Conversion, contribution: int, *, end: End = End.MEAN
) -> Fraction:
    """
    Return what so many *clicks* are expected to leave in yen, exactly: the orders times *contribution*.

    *contribution* is what one order leaves before ads, as `qoo10model.profit` works it out. Estimates
    count at their *end*.

    Raises `InvalidTypeError` for a float, `InvalidValueError` for negative clicks and for a conversion
    below 0 or above 100 %.

    >>> from qoo10model.basics.money import Rate
    >>> expected_contribution(60, Rate.percent("8"), 950)
    Fraction(4560, 1)
    """
    check_yen(contribution, "contribution")
    if type(end) is not End:
        raise InvalidTypeError(f"end must be such as End.LOW (got {end!r})")
    return _clicks(clicks, end) * _conversion(conversion, end) * contribution


def max_daily_bid(
    *,
    clicks: Clicks,
    conversion: Conversion,
    contribution: int,
    on: date,
    reserve: Rate = ZERO,
    end: End = End.MEAN,
    kind: PlaceKind = PlaceKind.KEYWORD,
    rules: RuleBook = JAPAN,
) -> int:
    """
    Return the highest bid for one day that loses nothing, in yen, in whole units of bids; 0 for none.

    It is the expected contribution of the day, less the *reserve* (a margin of safety), rounded down to
    the unit of the display day *on*. Whether it is enough for a place, `Auction.rank_of` tells.

    Raises what `expected_contribution` raises, and `InvalidValueError` for a reserve outside 0 to 100 %.

    >>> from datetime import date
    >>> from qoo10model.basics.money import Rate
    >>> max_daily_bid(clicks=60, conversion=Rate.percent("8"), contribution=950, on=date(2026, 7, 10))
    4500
    """
    unit = display_day(on, kind, rules=rules).terms.unit
    spent = _kept(reserve) * expected_contribution(clicks, conversion, contribution, end=end)
    return max(0, spent // unit * unit)


def best_rank(
    auction: Auction,
    clicks_by_rank: Iterable[tuple[int, Clicks]],
    *,
    conversion: Conversion,
    contribution: int,
    reserve: Rate = ZERO,
    end: End = End.MEAN,
) -> RankChoice:
    """
    Return the rank whose bid is expected to leave most, among the visible bids of *auction*.

    *clicks_by_rank* are your own figures; a rank without one has no offer. Nor has a rank that no bid
    has, as between two equal bids, and a finding says so. Take your own standing bid out of the
    auction first. A bid is safe if it leaves the *reserve* of the expected contribution.

    Raises what `expected_contribution` raises, and `InvalidValueError` for a rank that is given twice.

    >>> from datetime import date
    >>> from qoo10model.basics.money import Rate
    >>> auction = Auction(display_day(date(2026, 7, 10)), 1_500, (5_000, 3_000, 3_000, 1_500))
    >>> print(best_rank(auction, ((1, 80), (2, 60), (4, 35)), conversion=Rate.percent("8"), contribution=950))
    rank 2 for 3,100 yen: +1,460 yen a day expected
    """
    if not isinstance(auction, Auction):
        raise InvalidTypeError(f"auction must be an Auction (got {auction!r})")
    kept, places = _kept(reserve), auction.day.terms.places
    clicks = _by_rank(clicks_by_rank, end)
    offers: list[RankOffer] = []
    passed: list[Finding] = []
    for rank, number in clicks:
        if rank > places:
            continue
        bid = auction.bid_for_rank(rank)
        reached = auction.rank_of(bid)
        if reached != rank:
            passed.append(_PASSED.finding(rank=rank, reached=reached))
        else:
            value = expected_contribution(number, conversion, contribution, end=end)
            offers.append(RankOffer(rank, bid, number, value // 1, bid <= kept * value))
    earning = [offer for offer in offers if offer.is_safe and offer.profit > 0]
    best = max(earning, key=lambda offer: (offer.profit, -offer.bid), default=None)
    return RankChoice(
        tuple(offers),
        best,
        (*_oddities(clicks, places), *passed),
        () if best is None else auction.doubts_for(best.rank),
    )


def _by_rank(clicks_by_rank: Iterable[tuple[int, Clicks]], end: End) -> list[tuple[int, Fraction]]:
    found: dict[int, Fraction] = {}
    for pair in clicks_by_rank:
        if type(pair) is not tuple or len(pair) != 2:
            msg = f"clicks_by_rank must be pairs such as ((1, 80), (2, 60)) (got {pair!r})"
            raise InvalidTypeError(f"{msg}; of a dict pass its items()")
        rank, clicks = pair
        if type(rank) is not int or rank < 1:
            raise InvalidValueError(f"rank must be a whole number from 1 on (got {rank!r})")
        if rank in found:
            raise InvalidValueError(f"rank {rank} is given twice; pass each rank once")
        found[rank] = _clicks(clicks, end)
    return sorted(found.items())


def _oddities(clicks: list[tuple[int, Fraction]], places: int) -> Iterable[Finding]:
    if not any(number for _, number in clicks):
        yield _NO_CLICKS.finding()
    for at, (rank, number) in enumerate(clicks):
        if rank > places:
            yield _OUTSIDE.finding(rank=rank, places=places)
        if at and number > clicks[at - 1][1]:
            better, fewer = clicks[at - 1]
            yield _GROWING.finding(
                rank=rank, better=better, clicks=f"{float(number):g}", fewer=f"{float(fewer):g}"
            )


def _kept(reserve: object) -> Fraction:
    if not isinstance(reserve, Rate):
        msg = f"reserve must be a Rate such as Rate.percent('20') (got {reserve!r})"
        raise InvalidTypeError(msg)
    if not ZERO <= reserve <= WHOLE:
        raise InvalidValueError(f"reserve must be from 0 % to 100 % (got {reserve})")
    return reserve.complement.fraction


def _clicks(clicks: object, end: End) -> Fraction:
    if isinstance(clicks, Estimate):
        return clicks.at(end)
    if type(clicks) is int or type(clicks) is Fraction:
        if clicks < 0:
            raise InvalidValueError(f"clicks must be at least 0 (got {clicks})")
        return Fraction(clicks)
    msg = (
        f"clicks must be int, Fraction or Estimate (got {clicks!r}); for 12.5 pass Fraction('12.5')"
    )
    raise InvalidTypeError(msg)


def _conversion(conversion: object, end: End) -> Fraction:
    if isinstance(conversion, Estimate):
        found = conversion.at(end)
    elif isinstance(conversion, Rate):
        found = conversion.fraction
    elif type(conversion) is Fraction:
        found = conversion
    else:
        msg = f"conversion must be such as Rate.percent('8') or an Estimate (got {conversion!r})"
        raise InvalidTypeError(msg)
    if not 0 <= found <= 1:
        raise InvalidValueError(
            f"conversion must be from 0 % to 100 % (got {float(found):.1%}); "
            "more orders than clicks are no conversion of these clicks"
        )
    return found
