from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, RuleNotKnownError
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST
from qoo10model.inferences import KeyKind, RateGroup, infer_rates, row_rate
from qoo10model.orders import OrderLine
from qoo10model.reports import SellingReport, SellingRow
from qoo10model.sellers import Grade, PayoutAccount, Seller
from qoo10model.settlements import settle


MAY = date(2026, 5, 11)
JUNE = date(2026, 6, 11)


def row(order_no: int = 1, **facts: Any) -> SellingRow:
    """
    Return a row of 1,326 yen × 2 at 10 %: 133 a unit.
    """
    plain: dict[str, Any] = {
        "item_code": "A",
        "paid_on": MAY,
        "quantity": 2,
        "goods_amount": 2_652,
        "service_fee": 266,
    }
    return SellingRow(order_no=order_no, **{**plain, **facts})


def percents(rates: tuple[Rate, ...]) -> list[str]:
    """
    Return *rates* as text.
    """
    return [str(rate) for rate in rates]


@pytest.mark.parametrize(
    "facts, candidates",
    [
        ({}, ["10 %"]),
        ({"service_fee": 238}, ["9 %"]),  # 1,326 × 0.91 = 1,206.66 → 1,207: 119 a unit
        ({"service_fee": 212}, ["8 %"]),  # 1,219.92 → 1,220: 106 a unit
        ({"service_fee": 160}, ["6 %"]),  # 1,246.44 → 1,246: 80 a unit
        ({"service_fee": 265}, []),
        ({"goods_amount": 1_005, "quantity": 1, "service_fee": 101}, []),  # 904.5 → 905: 100
        ({"service_fee": 292}, []),  # 11 % lies outside the range
        (
            {"goods_amount": 10, "quantity": 1, "service_fee": 1},
            ["6 %", "7 %", "8 %", "9 %", "10 %"],
        ),
        # 2,452 after 200 of the seller's own: 10 % of either base
        ({"goods_amount": 2_452, "seller_discount": 200}, ["10 %"]),
        # 1,226 × 0.9 = 1,103.4 → 1,103: 123 a unit
        ({"goods_amount": 2_452, "seller_discount": 200, "service_fee": 246}, ["10 %"]),
        # an external ad: 133 + 13 a unit
        ({"external_ad": True, "service_fee": 292}, ["10 %"]),
        ({"external_ad": True}, []),
        # mega: 2,358 + 590 = 2,948: 295, with the extra 29 more
        (
            {"goods_amount": 2_358, "compensation": 590, "quantity": 1, "service_fee": 324},
            ["10 %"],
        ),
        (
            {"goods_amount": 2_358, "compensation": 590, "quantity": 1, "service_fee": 295},
            ["10 %"],  # without the extra; 9 % with it would be 265 + 29 = 294
        ),
    ],
)
def test_only_rates_that_give_the_fee_to_the_yen_are_candidates(
    facts: dict[str, Any], candidates: list[str]
) -> None:
    """
    Whole per cents from 6 to 10 are tried, per unit, with the extras that the row's sort has.
    """
    assert percents(row_rate(row(**facts)).candidates) == candidates


@pytest.mark.parametrize(
    "facts, group",
    [
        ({}, RateGroup.ORDINARY),
        ({"compensation": 0, "is_mega": False, "external_ad": False}, RateGroup.ORDINARY),
        ({"is_mega": True}, RateGroup.MEGA),
        ({"compensation": 590}, RateGroup.MEGA),
        ({"external_ad": True}, RateGroup.EXTERNAL_AD),
        ({"external_ad": True, "is_mega": True}, RateGroup.MEGA),
    ],
)
def test_mega_and_ad_rows_stand_apart(facts: dict[str, Any], group: RateGroup) -> None:
    """
    Only ordinary rows make the table; the others keep their own effective rate.
    """
    inferred = infer_rates(SellingReport(rows=(row(**facts),)))
    assert inferred.rows[0].group is group
    assert bool(inferred.months) is (group is RateGroup.ORDINARY)
    assert set(inferred.effective) == {group}


def test_the_effective_rate_is_exact() -> None:
    """
    Fees by goods over all rows: (266 + 238) / (2 × 2,652), a fraction.
    """
    inferred = infer_rates(SellingReport(rows=(row(1), row(2, service_fee=238))))
    assert inferred.effective == {RateGroup.ORDINARY: Rate(504, 5_304)}
    assert inferred.rows[0].effective == Rate(266, 2_652)


@pytest.mark.parametrize(
    "facts",
    [
        {"goods_amount": None},
        {"goods_amount": 0},
        {"service_fee": None},
        {"quantity": None},
        {"quantity": 0},
        {"quantity": -1},
        {"paid_on": None},
    ],
    ids=repr,
)
def test_a_row_without_its_figures_tells_nothing(facts: dict[str, Any]) -> None:
    """
    Without goods, fee, quantity or day a row has no rate, and a finding counts it.
    """
    inferred = infer_rates(SellingReport(rows=(row(**facts),)))
    assert (inferred.rows[0].effective, inferred.months, inferred.effective) == (None, (), {})
    (finding,) = inferred.findings
    assert finding.code == "inferences.row_unused"
    assert finding.text.en.startswith("1 sales lack")


def test_what_is_taken_back_and_totals_do_not_count() -> None:
    """
    A cancellation and a total row are no sales.
    """
    rows = (row(), row(goods_amount=-2_652, service_fee=-266), SellingRow(order_no=None))
    assert len(infer_rates(SellingReport(rows=rows)).rows) == 1


def test_the_table_is_dated() -> None:
    """
    10 % in May and 9 % from June become a timeline; before May nothing is known.
    """
    rows = (
        row(1),
        row(2),
        row(3, paid_on=JUNE, service_fee=238),
        row(4, paid_on=date(2026, 7, 1), service_fee=238),
    )
    inferred = infer_rates(SellingReport(rows=rows))
    rate = inferred.commissions().items["A"]
    assert not isinstance(rate, Rate)
    assert [entry.since for entry in rate.entries] == [date(2026, 5, 1), date(2026, 6, 1)]
    assert rate.on(date(2026, 5, 31)) == Rate.percent("10")
    assert rate.on(date(2026, 6, 1)) == rate.on(date(2026, 12, 1)) == Rate.percent("9")
    with pytest.raises(RuleNotKnownError):
        rate.on(date(2026, 4, 30))
    assert [one.count for one in inferred.of(KeyKind.SHOP)] == [2, 1, 1]
    assert repr(inferred) == "<InferredRates: 4 rows, 6 months of rates>"


def test_outliers_are_named() -> None:
    """
    Two rows at 10 % and one at 9 % give 10 %, count 2, and name the third order.
    """
    rows = (row(1), row(2), row(3, service_fee=238))
    inferred = infer_rates(SellingReport(rows=rows))
    (one,) = inferred.of(KeyKind.ITEM, "A")
    assert (one.rate, one.count, one.outliers) == (Rate.percent("10"), 2, (3,))
    assert (one.lowest, one.highest) == (Rate(238, 2_652), Rate(266, 2_652))
    (finding,) = inferred.findings
    assert finding.text.en == "item A, 2026-05: 10 % fits 2 rows but not orders 3"


@pytest.mark.parametrize(
    "rows, said",
    [
        ((row(1, goods_amount=10, quantity=1, service_fee=1),), "6 % / 7 % / 8 % / 9 % / 10 %"),
        ((row(1), row(2, service_fee=238)), "9 % / 10 %"),
        ((row(1, service_fee=271),), "no rate of the known range fits"),
    ],
)
def test_no_rate_is_guessed(rows: tuple[SellingRow, ...], said: str) -> None:
    """
    Where rows allow several rates equally, or none, the table has no rate and a finding says so.
    """
    inferred = infer_rates(SellingReport(rows=rows))
    (one,) = inferred.of(KeyKind.ITEM, "A")
    assert one.rate is None
    assert inferred.commissions().by_item == ()
    (finding,) = inferred.findings
    assert finding.code == "inferences.undecided"
    assert said in finding.text.en


def test_small_prices_are_settled_by_large_ones() -> None:
    """
    A row that allows every rate does not stand against the one that allows a single one.
    """
    rows = (row(1, goods_amount=10, quantity=1, service_fee=1), row(2, service_fee=238))
    (one,) = infer_rates(SellingReport(rows=rows)).of(KeyKind.ITEM, "A")
    assert (one.rate, one.count, one.outliers) == (Rate.percent("9"), 2, ())


def test_categories_and_items_can_be_passed_in() -> None:
    """
    Item numbers by order and categories by item give rates where the export has neither.
    """
    rows = (row(1, item_code=""), row(2, item_code=""), row(3, item_code="B", service_fee=212))
    bare = infer_rates(SellingReport(rows=rows))
    (finding,) = bare.findings
    assert finding.text.en.startswith("2 rows name no item")
    assert [one.key for one in bare.months if one.kind is KeyKind.ITEM] == ["B"]
    inferred = infer_rates(
        SellingReport(rows=rows), items={1: "A", 2: "A"}, categories={"A": "beauty"}
    )
    table = inferred.commissions(otherwise=Rate.percent("8"))
    assert [key for key, _ in table.by_item] == ["A", "B"]
    assert [key for key, _ in table.by_category] == ["beauty"]
    assert table.otherwise == Rate.percent("8")
    assert inferred.findings == ()
    assert row_rate(rows[0], item="A").item == "A"


def test_another_thing_is_refused() -> None:
    """
    What is no report raises.
    """
    rows: Any = 5
    with pytest.raises(InvalidTypeError, match="SellingReport"):
        infer_rates(rows)
    account: Any = "KR"
    with pytest.raises(InvalidTypeError, match="OUTSIDE_JAPAN"):
        infer_rates((), account=account)
    assert infer_rates([row()]) == infer_rates(SellingReport(rows=(row(),)))


@pytest.mark.parametrize(
    "facts, candidates",
    [
        ({"service_fee": 266 + 54}, ["10 %"]),  # 26.52 → 27 a unit on top
        ({"service_fee": 238 + 54}, ["9 %"]),
        ({"service_fee": 266}, ["8 %"]),  # 106 and 27 a unit: as much as 10 % without it
        ({"service_fee": 266 + 54 + 26, "external_ad": True}, ["10 %"]),
        ({"service_fee": 266 + 54 + 26, "is_mega": True}, ["10 %"]),  # 13.26 → 13 a unit
        ({"service_fee": 266 + 54, "is_mega": True}, ["10 %"]),
        ({"service_fee": 240}, ["7 %"]),  # 1,233.18 → 1,233: 93 and 27 a unit
        ({"service_fee": 238}, []),
    ],
)
def test_a_seller_abroad_pays_the_extra_for_it(
    facts: dict[str, Any], candidates: list[str]
) -> None:
    """
    With a bank account outside Japan 2 % of each fee are no commission.
    """
    found = row_rate(row(**facts), account=PayoutAccount.OUTSIDE_JAPAN)
    assert percents(found.candidates)[-1:] == candidates
    inferred = infer_rates((row(**facts),), account=PayoutAccount.OUTSIDE_JAPAN)
    assert inferred.rows == (found,)


@given(
    percent=st.integers(6, 10),
    prices=st.lists(st.integers(1_000, 50_000), min_size=1, max_size=5),
    quantity=st.integers(1, 5),
    day=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    account=st.sampled_from(PayoutAccount),
)
def test_a_seller_learns_the_own_rate(
    percent: int, prices: list[int], quantity: int, day: date, account: PayoutAccount
) -> None:
    """
    Rows made at a rate give that rate back, and settle to the same fees with it.
    """
    seller = Seller(grade=Grade.POWER, commission=Rate.percent(percent), payout_account=account)
    paid = datetime.combine(day, time(12), tzinfo=JST)
    orders = [
        OrderLine(
            order_no=at,
            cart_no=at,
            item_code="A",
            unit_price=price,
            quantity=quantity,
            paid_at=paid,
        )
        for at, price in enumerate(prices, start=1)
    ]
    rows = tuple(
        row(
            o.order_no,
            paid_on=day,
            quantity=quantity,
            goods_amount=o.gross,
            service_fee=settle(o, seller).service_fee,
        )
        for o in orders
    )
    inferred = infer_rates(SellingReport(rows=rows), account=account)
    assert all(Rate.percent(percent) in one.candidates for one in inferred.rows)
    learnt = attrs.evolve(seller, commission=inferred.commissions())
    assert [settle(o, learnt).net for o in orders] == [settle(o, seller).net for o in orders]
