from __future__ import annotations

import tomllib

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.adbids import RankOffer, best_rank, expected_contribution, max_daily_bid
from qoo10model.adestimates import ClicksPrior, ConversionPrior, End, conversion, daily_clicks
from qoo10model.auctions import Auction
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import ZERO, Rate
from qoo10model.displaydays import PlaceKind, display_day
from qoo10model.rules.book import JAPAN


ON = date(2026, 7, 10)
AUCTION = Auction(display_day(ON), 1_500, (5_000, 3_000, 3_000, 1_500))
EIGHT = Rate.percent("8")
FEW = conversion(20, 2, prior=ConversionPrior.of_shop(clicks=10_000, purchases=300))
WORKED: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "worked" / "ads.toml").read_text(encoding="utf-8")
)["max_bid"]

contributions = st.integers(-500, 5_000)
shares = st.integers(0, 10_000).map(Rate.basis_points)


def highest(**fields: Any) -> int:
    """
    The highest bid, of the north star but for some fields.
    """
    usual: dict[str, Any] = {"clicks": 60, "conversion": EIGHT, "contribution": 950, "on": ON}
    return max_daily_bid(**(usual | fields))


def choice(*clicks: tuple[int, Any], **fields: Any) -> Any:
    """
    The best rank, with the conversion and contribution of the north star but for some fields.
    """
    usual: dict[str, Any] = {"conversion": EIGHT, "contribution": 950}
    return best_rank(fields.pop("auction", AUCTION), clicks, **(usual | fields))


@pytest.mark.parametrize("case", WORKED, ids=lambda case: case["source"])
def test_worked_bids(case: dict[str, Any]) -> None:
    """
    The highest bid is the expected contribution, floored to the unit, and never below 0.
    """
    found = highest(
        clicks=case["clicks"],
        conversion=Rate.percent(case["conversion"]),
        contribution=case["contribution"],
        reserve=Rate.percent(case.get("reserve", "0")),
    )
    assert found == case["bid"]


@given(st.integers(0, 2_000), shares, contributions, shares)
def test_the_highest_bid_is_the_last_that_loses_nothing(
    clicks: int, share: Rate, contribution: int, reserve: Rate
) -> None:
    """
    It is a multiple of the unit within the worth; one unit more is beyond.
    """
    bid = highest(clicks=clicks, conversion=share, contribution=contribution, reserve=reserve)
    kept = reserve.complement.fraction * expected_contribution(clicks, share, contribution)
    assert bid % 100 == 0
    assert bid == 0 or bid <= kept
    assert bid + 100 > kept


@given(st.integers(0, 500), st.integers(0, 500), shares, st.integers(0, 5_000))
def test_more_clicks_never_lower_a_bid(clicks: int, more: int, share: Rate, left: int) -> None:
    """
    The bid rises with the clicks.
    """
    fields: dict[str, Any] = {"conversion": share, "contribution": left}
    assert highest(clicks=clicks, **fields) <= highest(clicks=clicks + more, **fields)


def test_the_unit_is_that_of_the_day() -> None:
    """
    Under a what-if with a unit of 50 the bid is 4,550.
    """
    rules = JAPAN.replacing(JAPAN.plusdisplay.bid_unit.with_value(50, since=ON))
    assert highest(rules=rules) == 4_550
    assert highest(kind=PlaceKind.CATEGORY) == 4_500


def test_estimates_count_at_the_end_that_is_chosen() -> None:
    """
    With two orders in twenty clicks the lower end is the careful bid.
    """
    low, mean, high = (highest(conversion=FEW, end=end) for end in (End.LOW, End.MEAN, End.HIGH))
    assert mean == 3_200  # 60 × 9/160 × 950 = 3,206.25
    assert low == 900
    assert high == 6_500
    assert highest(conversion=FEW) == mean
    assert highest(clicks=Fraction("12.5"), conversion=Fraction(1, 5)) == 2_300  # 2,375
    clicks = daily_clicks(180, 3, prior=ClicksPrior.of_shop(clicks=1_200, days=30))  # 55
    assert highest(clicks=clicks) == 4_100  # 4,180
    assert highest(clicks=clicks, end=End.LOW) == 3_700  # 49.05 × 76


def test_contribution_is_exact() -> None:
    """
    A third of an order of 1,000 yen is a third of 1,000.
    """
    assert expected_contribution(1, Rate(1, 3), 1_000) == Fraction(1_000, 3)
    assert expected_contribution(0, EIGHT, 950) == 0


# Ranks


def test_the_best_rank_of_the_north_star() -> None:
    """
    Rank 1 costs 5,100 for 80 clicks, rank 2 3,100 for 60, rank 4 1,600 for 35: rank 2 leaves most.
    """
    found = choice((1, 80), (2, 60), (4, 35))
    assert [(o.rank, o.bid, o.value, o.profit) for o in found.offers] == [
        (1, 5_100, 6_080, 980),
        (2, 3_100, 4_560, 1_460),
        (4, 1_600, 2_660, 1_060),
    ]
    assert found.best == RankOffer(2, 3_100, Fraction(60), 4_560, is_safe=True)
    assert found.findings == ()
    assert str(found) == "rank 2 for 3,100 yen: +1,460 yen a day expected"
    assert repr(found) == f"<RankChoice: {found}>"


def test_a_rank_that_no_bid_reaches_has_no_offer() -> None:
    """
    Between two bids of 3,000 there is no third place: the bid that passes one passes both.
    """
    found = choice((2, 60), (3, 50))
    assert [offer.rank for offer in found.offers] == [2]
    (told,) = found.findings
    assert told.code == "adspend.rank_passed"
    assert told.text.en == "no bid has rank 3: the lowest that is good enough for it has rank 2"


def test_a_margin_of_safety() -> None:
    """
    A bid of 3,100 is more than two thirds of 4,560, so with a third kept back rank 4 is the best.
    """
    found = choice((2, 60), (4, 35), reserve=Rate(1, 3))
    assert [offer.is_safe for offer in found.offers] == [False, True]
    assert found.best.rank == 4


def test_nothing_is_worth_its_bid() -> None:
    """
    Where every place costs more than it brings, none is best.
    """
    found = choice((1, 10), (2, 5))
    assert found.best is None
    assert found.doubts == ()
    assert str(found) == "none of 2 ranks is worth its bid"


def test_equal_profits_go_to_the_cheaper_bid() -> None:
    """
    Of two ranks that leave the same, the one that risks less is taken.
    """
    auction = Auction(display_day(ON), 100, (1_000,))
    found = choice(
        (1, 1_200), (2, 200), auction=auction, conversion=Rate.percent("100"), contribution=1
    )
    assert [offer.profit for offer in found.offers] == [100, 100]
    assert found.best.rank == 2


def test_the_tie_is_in_doubt() -> None:
    """
    If the later of equal bids ranked first, 3,000 would do for rank 2.
    """
    (doubt,) = choice((2, 60)).doubts
    assert doubt.rule == "plusdisplay.equal_bids"
    assert doubt.highest_change == 100


def test_odd_figures_are_findings() -> None:
    """
    Clicks that grow with a worse rank, ranks beyond the places, and no clicks at all are said.
    """
    growing = choice((1, 50), (2, 60))
    assert [f.code for f in growing.findings] == ["adspend.clicks_grow"]
    assert "rank 2 has more clicks (60) than rank 1 (50)" in growing.findings[0].text.en
    assert choice((1, 50), (2, 50)).findings == ()
    outside = choice((5, 50), (17, 40))
    assert [f.code for f in outside.findings] == ["adspend.rank_outside"]
    assert [o.rank for o in outside.offers] == [5]
    for clicks in ((), ((1, 0), (2, 0))):
        none = choice(*clicks)
        assert [f.code for f in none.findings] == ["adspend.no_clicks"]
        assert none.best is None


def test_an_empty_auction() -> None:
    """
    The start price is the bid for the first place, and no other place can be reached.
    """
    found = choice((1, 80), (2, 60), auction=Auction(display_day(ON), 1_500))
    assert [(o.rank, o.bid) for o in found.offers] == [(1, 1_500)]
    assert [finding.code for finding in found.findings] == ["adspend.rank_passed"]


amounts = st.lists(st.integers(1, 60).map(lambda n: 100 * n), max_size=18).map(tuple)
by_rank = st.lists(st.integers(0, 300), min_size=1, max_size=17).map(
    lambda clicks: tuple(enumerate(sorted(clicks, reverse=True), 1))
)


@given(amounts, by_rank, shares, contributions)
def test_no_offer_beats_the_best(bids: Any, clicks: Any, share: Rate, contribution: int) -> None:
    """
    Each offer's bid reaches its rank, and the best earns at least as much as any other.
    """
    auction = Auction(display_day(ON), 1_000, bids)
    found = best_rank(auction, clicks, conversion=share, contribution=contribution)
    for offer in found.offers:
        assert auction.rank_of(offer.bid) == offer.rank
        assert offer.profit <= 0 or (found.best and offer.profit <= found.best.profit)
    if found.best is not None:
        assert found.best.bid <= max_daily_bid(
            clicks=found.best.clicks, conversion=share, contribution=contribution, on=ON
        )


# Bad input


@pytest.mark.parametrize("wrong", [1.5, "60", True, None, Decimal(60)])
def test_clicks_are_exact(wrong: Any) -> None:
    """
    A float is no number of clicks; the error says how to pass a half.
    """
    with pytest.raises(InvalidTypeError, match="clicks must be int, Fraction or Estimate"):
        highest(clicks=wrong)


@pytest.mark.parametrize("wrong", [0.08, "8 %", 8, None, Decimal("0.08")])
def test_a_conversion_is_a_rate(wrong: Any) -> None:
    """
    Neither a float nor a bare number is a conversion.
    """
    with pytest.raises(InvalidTypeError, match="conversion must be such as Rate"):
        highest(conversion=wrong)


@pytest.mark.parametrize("wrong", [Rate.percent("100.01"), Rate(-1, 100), Fraction(3, 2)])
def test_a_conversion_is_at_most_the_whole(wrong: Any) -> None:
    """
    More orders than clicks, or fewer than none, are no conversion.
    """
    with pytest.raises(InvalidValueError, match="conversion must be from 0 % to 100 %"):
        highest(conversion=wrong)
    assert highest(conversion=Rate.percent("100"), clicks=1) == 900
    assert highest(conversion=ZERO) == 0


@pytest.mark.parametrize("wrong", [950.0, "950", None, True])
def test_a_contribution_is_int(wrong: Any) -> None:
    """
    A float or a text is no money.
    """
    with pytest.raises(InvalidTypeError, match="contribution must be whole yen"):
        highest(contribution=wrong)


def test_clicks_are_not_negative() -> None:
    """
    Fewer than no clicks are none.
    """
    with pytest.raises(InvalidValueError, match="clicks must be at least 0"):
        highest(clicks=-1)


@pytest.mark.parametrize("wrong", [0.2, 20, None])
def test_a_reserve_is_a_rate(wrong: Any) -> None:
    """
    A float is no margin of safety.
    """
    with pytest.raises(InvalidTypeError, match="reserve must be a Rate"):
        highest(reserve=wrong)


@pytest.mark.parametrize("wrong", ["-1", "101"])
def test_a_reserve_is_a_part(wrong: str) -> None:
    """
    It is from 0 to 100 %.
    """
    with pytest.raises(InvalidValueError, match="reserve must be from 0 % to 100 %"):
        highest(reserve=Rate.percent(wrong))
    assert highest(reserve=Rate.percent("100")) == 0


@pytest.mark.parametrize("rank", [0, -1, 1.0, "1", None])
def test_ranks_count_from_1(rank: Any) -> None:
    """
    A rank is a whole number.
    """
    with pytest.raises(InvalidValueError, match="rank must be a whole number from 1"):
        choice((rank, 60))


def test_each_rank_is_given_once() -> None:
    """
    Two figures for one rank leave open which counts.
    """
    with pytest.raises(InvalidValueError, match="rank 2 is given twice"):
        choice((2, 60), (2, 50))


def test_an_auction_is_needed() -> None:
    """
    A tuple of bids is no auction.
    """
    with pytest.raises(InvalidTypeError, match="auction must be an Auction"):
        choice((1, 80), auction=(5_000, 3_000))


@pytest.mark.parametrize("wrong", [{1: 80, 2: 60}, (80, 60), ((1, 80, 2),), ([1, 80],), ("12",)])
def test_clicks_by_rank_are_pairs(wrong: Any) -> None:
    """
    A dict, bare numbers and longer rows are refused, with the form that would do.
    """
    with pytest.raises(InvalidTypeError, match=r"pairs such as \(\(1, 80\), \(2, 60\)\)"):
        best_rank(AUCTION, wrong, conversion=EIGHT, contribution=950)
    found = best_rank(AUCTION, {1: 80}.items(), conversion=EIGHT, contribution=950)
    assert [offer.rank for offer in found.offers] == [1]


@pytest.mark.parametrize("wrong", ["low", "LOW", None, 0])
def test_an_end_is_an_end(wrong: Any) -> None:
    """
    A misspelt end is refused with plain numbers, too, where it would change nothing.
    """
    with pytest.raises(InvalidTypeError, match=r"end must be such as End\.LOW"):
        expected_contribution(60, EIGHT, 950, end=wrong)
