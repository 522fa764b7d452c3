from __future__ import annotations

import datetime as dt
import itertools
import pickle

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    Qoo10ModelError,
    RuleNotKnownError,
    UnknownNameError,
)
from qoo10model.basics.money import Rate, Rounding
from qoo10model.costbooks import CostBook, Costing
from qoo10model.costs import (
    NO_TAX,
    AdCost,
    AgencyFee,
    Basis,
    Cost,
    CostKind,
    Exchange,
    Per,
    SalesBase,
    Tax,
    rounded,
)
from qoo10model.orders import OrderLine


NEW_YEAR = date(2026, 1, 1)
APRIL = date(2026, 4, 1)
MAY = date(2026, 5, 11)
TEN = Tax(Rate.percent("10"))
EIGHT = Tax(Rate.percent("8"))
WON = Exchange("KRW", Fraction("0.1085"), NEW_YEAR)


def cost(kind: CostKind = CostKind.GOODS, amount: Any = 700, **facts: Any) -> Cost:
    """
    A cost from New Year 2026 on, per unit, unless told otherwise.
    """
    facts = {"since": NEW_YEAR, **facts}
    return Cost(kind, amount, facts.pop("per", Per.UNIT), **facts)


def line(**facts: Any) -> OrderLine:
    """
    A line of one unit of item A.
    """
    plain = {"order_no": 1, "cart_no": 1, "item_code": "A", "unit_price": 1_000, "quantity": 1}
    return OrderLine(**{**plain, **facts})


def amounts(costing: Costing) -> list[Any]:
    """
    The amounts of the entries in force.
    """
    return [entry.amount for entry in costing.entries if isinstance(entry, Cost)]


# Consumption tax


@pytest.mark.parametrize(
    ("tax", "basis", "expected"),
    [
        (TEN, Basis.TAX_IN, Fraction(1_000)),
        (TEN, Basis.TAX_OUT, Fraction(1_000_000, 1_100)),
        (EIGHT, Basis.TAX_OUT, Fraction(100_000, 108)),
        (Tax(Rate.percent("10"), is_included=False), Basis.TAX_OUT, Fraction(1_000)),
        (Tax(Rate.percent("10"), is_included=False), Basis.TAX_IN, Fraction(1_100)),
        (Tax(Rate.percent("8"), is_included=False), Basis.TAX_IN, Fraction(1_080)),
        (NO_TAX, Basis.TAX_IN, Fraction(1_000)),
        (NO_TAX, Basis.TAX_OUT, Fraction(1_000)),
    ],
)
def test_a_price_with_and_without_tax(tax: Tax, basis: Basis, expected: Fraction) -> None:
    """
    1,000 yen are 1,100 with 10 % on top, and 909 and a bit without the 10 % inside.
    """
    assert tax.amount_in(Fraction(1_000), basis) == expected


@pytest.mark.parametrize(
    ("facts", "sold_at", "tells"),
    [
        ({}, None, False),
        ({"tax": TEN}, Rate.percent("10"), True),
        ({"tax": EIGHT}, Rate.percent("8"), True),
        ({"tax": NO_TAX}, None, False),
        ({"tax": NO_TAX, "sales_tax": Rate.percent("10")}, Rate.percent("10"), True),
        ({"tax": NO_TAX, "sales_tax": Rate.percent("0")}, Rate.percent("0"), True),
        ({"tax": TEN, "sales_tax": Rate.percent("8")}, Rate.percent("8"), True),
        ({"sales_tax": Rate.percent("10")}, Rate.percent("10"), False),
    ],
)
def test_what_goods_are_sold_at(facts: dict[str, Any], sold_at: Rate | None, tells: bool) -> None:
    """
    Goods are sold at the rate they say, else at that of their own tax; without any it is open.
    """
    assert (cost(**facts).sold_at, cost(**facts).tells_tax) == (sold_at, tells)


def test_other_costs_need_no_rate_of_sale() -> None:
    """
    Packing, an agency and an ad tell enough about tax with their own.
    """
    packing = cost(CostKind.PACKING, 60)
    assert (packing.tells_tax, attrs.evolve(packing, tax=NO_TAX).tells_tax) == (False, True)
    fee = AgencyFee(Rate.percent("5"), SalesBase.NET, since=NEW_YEAR)
    assert (fee.tells_tax, attrs.evolve(fee, tax=TEN).tells_tax) == (False, True)
    ad = AdCost(MAY, 300)
    assert (ad.tells_tax, attrs.evolve(ad, tax=TEN).tells_tax) == (False, True)


@pytest.mark.parametrize(
    ("amount", "up", "down"),
    [
        (Fraction(0), 0, 0),
        (Fraction(49, 100), 0, 0),
        (Fraction(1, 2), 1, 0),
        (Fraction(51, 100), 1, 0),
        (Fraction(1), 1, 1),
        (Fraction(-1, 2), -1, 0),
    ],
)
def test_an_exact_amount_is_rounded_by_name(amount: Fraction, up: int, down: int) -> None:
    """
    Half a yen goes away from zero or toward it, as asked.
    """
    assert rounded(amount, Rounding.HALF_UP) == up
    assert rounded(amount, Rounding.DOWN) == down


# Which cost a line has


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"seller_code": "Sku-A"}, 100),
        ({"seller_code": "SKU-A"}, 100),
        ({"seller_code": "SKU-A", "option_code": "sku-a-RED"}, 110),
        ({"seller_code": "SKU-A", "option_code": "other"}, 200),
        ({"seller_code": "other"}, 200),
        ({}, 200),
        ({"item_code": "B"}, 300),
        ({"item_code": "B", "seller_code": "sku-a"}, 100),
        ({"item_code": "a"}, 300),
    ],
)
def test_the_closest_cost_counts(facts: dict[str, Any], expected: int) -> None:
    """
    A SKU's cost comes before its item's, and that before the one for everything; letter case of a SKU
    does not count.
    """
    book = CostBook(
        (
            cost(amount=300),
            cost(amount=200, item="A"),
            cost(amount=100, sku="sku-a"),
            cost(amount=110, sku="SKU-A-red"),
        )
    )
    assert amounts(book.costing(line(**facts), MAY)) == [expected]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 12, 31), []),
        (NEW_YEAR, [100]),
        (date(2026, 3, 31), [100]),
        (APRIL, [120]),
        (date(2030, 1, 1), [120]),
    ],
)
def test_a_cost_holds_until_the_next(day: date, expected: list[int]) -> None:
    """
    A cost holds from its first day to the day before the next one, in whatever order they are given.
    """
    book = CostBook((cost(amount=120, since=APRIL), cost(amount=100)))
    assert amounts(book.costing(line(), day)) == expected


def test_what_begins_together_holds_together() -> None:
    """
    Packing per unit and per cart from one day on add up; packing from a later day replaces both.
    """
    packing = CostKind.PACKING
    book = CostBook(
        (
            cost(),
            cost(packing, 30),
            cost(packing, 80, per=Per.CART),
            cost(packing, 100, per=Per.LINE, since=APRIL),
        )
    )
    assert amounts(book.costing(line(), NEW_YEAR)) == [700, 30, 80]
    assert amounts(book.costing(line(), APRIL)) == [700, 100]


def test_a_closer_cost_stands_in_for_the_cart() -> None:
    """
    A bulky SKU that has postage of its own takes no part in the postage of the cart.
    """
    postage = CostKind.POSTAGE
    book = CostBook((cost(), cost(postage, 520, per=Per.CART), cost(postage, 1_200, sku="SOFA")))
    assert amounts(book.costing(line(seller_code="sofa"), MAY)) == [700, 1_200]
    assert amounts(book.costing(line(seller_code="cup"), MAY)) == [700, 520]


def test_a_farther_cost_serves_before_a_closer_one_begins() -> None:
    """
    Before a SKU's own cost begins, the cost for everything holds.
    """
    book = CostBook((cost(amount=300), cost(amount=100, sku="SKU-A", since=APRIL)))
    assert amounts(book.costing(line(seller_code="SKU-A"), date(2026, 3, 31))) == [300]
    assert amounts(book.costing(line(seller_code="SKU-A"), APRIL)) == [100]


def test_a_kind_without_any_entry_is_no_cost() -> None:
    """
    A book with goods alone is complete; so is one where a cost has ended with 0 yen.
    """
    costing = CostBook((cost(),)).costing(line(), MAY)
    assert costing.is_complete
    assert amounts(CostBook((cost(amount=0),)).costing(line(), MAY)) == [0]


@pytest.mark.parametrize(
    ("entries", "facts", "kind", "reason"),
    [
        ((), {}, CostKind.GOODS, "the line has no SKU"),
        (
            (),
            {"seller_code": "SKU-A"},
            CostKind.GOODS,
            "the book has none for SKU 'SKU-A', item 'A'",
        ),
        (
            (cost(sku="SKU-B"),),
            {"seller_code": "SKU-A"},
            CostKind.GOODS,
            "the book has none for SKU 'SKU-A', item 'A'",
        ),
        ((cost(since=date(2026, 5, 12)),), {}, CostKind.GOODS, "holds from 2026-05-12 on"),
        (
            (cost(since=date(2026, 5, 13)), cost(since=date(2026, 5, 12), item="A")),
            {},
            CostKind.GOODS,
            "holds from 2026-05-12 on",
        ),
        (
            (cost(), cost(CostKind.POSTAGE, 520, per=Per.CART, since=date(2026, 5, 12))),
            {},
            CostKind.POSTAGE,
            "holds from 2026-05-12 on",
        ),
        (
            (cost(currency="USD"),),
            {},
            CostKind.GOODS,
            "exchange rate of USD holds from 2026-05-12 on",
        ),
    ],
)
def test_what_a_book_does_not_know_is_a_gap(
    entries: tuple[Cost, ...], facts: dict[str, Any], kind: CostKind, reason: str
) -> None:
    """
    A missing cost, one that begins later and one without an exchange rate of the day are gaps, with why.
    """
    book = CostBook(entries, (Exchange("USD", 150, date(2026, 5, 12)),))
    costing = book.costing(line(**facts), MAY)
    (gap,) = costing.gaps
    assert gap.kind is kind
    assert reason in gap.reason.en
    assert gap.reason.ja
    assert not costing.is_complete
    assert kind not in {entry.kind for entry in costing.entries}


# Currencies


def test_a_foreign_cost_is_known_from_the_first_day_of_its_rate() -> None:
    """
    On the first day of the exchange rate the cost is known, the day before it is a gap.
    """
    book = CostBook((cost(currency="USD"),), (Exchange("USD", 150, MAY),))
    assert book.costing(line(), MAY).is_complete
    assert not book.costing(line(), date(2026, 5, 10)).is_complete


def test_a_foreign_cost_is_rounded_once() -> None:
    """
    Two units of 8,500 won at 0.1085 are 1,844.5 yen: 1,845, and not twice 922.
    """
    won = cost(amount=8_500, currency="KRW", tax=NO_TAX)
    book = CostBook((won,), (WON,))
    assert book.yen(won, MAY, Basis.TAX_IN) == 922
    assert book.yen(won, MAY, Basis.TAX_IN, times=2) == 1_845
    down = attrs.evolve(book, rounding=Rounding.DOWN)
    assert down.yen(won, MAY, Basis.TAX_IN, times=2) == 1_844


def test_exchange_rates_are_dated() -> None:
    """
    A rate holds from its first day until the next one of its currency, and not before.
    """
    dollars = cost(amount=Fraction("12.50"), currency="USD")
    rates = (Exchange("USD", Fraction("155.2"), APRIL), Exchange("USD", 150, NEW_YEAR), WON)
    book = CostBook((dollars,), rates)
    assert book.yen(dollars, date(2026, 3, 31), Basis.TAX_IN) == 1_875
    assert book.yen(dollars, APRIL, Basis.TAX_IN) == 1_940
    with pytest.raises(RuleNotKnownError, match="USD has no exchange rate before 2026-01-01"):
        book.yen(dollars, date(2025, 12, 31), Basis.TAX_IN)


# The values


def test_values_evaluate_and_travel() -> None:
    """
    The repr of a cost book is the code that makes it, and it survives pickling.
    """
    fee = AgencyFee(Rate.percent("5"), SalesBase.NET, since=NEW_YEAR, item="A", tax=TEN)
    book = CostBook((cost(tax=TEN, sku="A"), fee, cost(amount=8_500, currency="KRW")), (WON,))
    names = {name: value for name, value in globals().items() if name[0].isupper()}
    assert eval(repr(book), {**names, "datetime": dt}) == book
    assert pickle.loads(pickle.dumps(book)) == book
    assert hash(book) == hash(attrs.evolve(book))
    assert str(book) == "3 costs, 1 exchange rates"
    ad = AdCost(MAY, 300, "A", "note", TEN)
    assert eval(repr(ad), {**names, "datetime": dt}) == ad


@given(
    amount=st.integers(0, 1_000_000),
    times=st.integers(1, 20),
    rounding=st.sampled_from(Rounding),
    percent=st.sampled_from(("0", "8", "10")),
    included=st.booleans(),
)
def test_tax_is_never_lost(
    amount: int, times: int, rounding: Rounding, percent: str, included: bool
) -> None:
    """
    With and without tax differ by the tax to the yen, and neither by a yen or more from exact.
    """
    tax = Tax(Rate.percent(percent), included)
    one = cost(amount=amount, tax=tax)
    book = CostBook((one,), rounding=rounding)
    gross, net = (book.yen(one, MAY, basis, times=times) for basis in Basis)
    exact = Fraction(amount * times)
    factor = 1 + tax.rate.fraction
    assert abs(gross - (exact if included else exact * factor)) < 1
    assert abs(net - (exact / factor if included else exact)) < 1
    assert net <= gross


# Bad input


@pytest.mark.parametrize(
    ("facts", "error", "words"),
    [
        ({"amount": -1}, InvalidValueError, "at least 0 yen"),
        ({"amount": 700.0}, InvalidTypeError, "pass 700"),
        ({"amount": True}, InvalidTypeError, "whole yen"),
        ({"amount": None}, InvalidTypeError, "never taken as 0"),
        ({"amount": "700"}, InvalidTypeError, "whole yen"),
        ({"amount": Decimal(700)}, InvalidTypeError, "whole yen"),
        ({"amount": Fraction(1, 2)}, InvalidTypeError, "whole yen"),
        ({"amount": -1, "currency": "KRW"}, InvalidValueError, "negative"),
        ({"amount": Fraction(-1, 2), "currency": "USD"}, InvalidValueError, "negative"),
        ({"amount": 12.5, "currency": "USD"}, InvalidTypeError, r"write Fraction\('12.50'\)"),
        ({"amount": True, "currency": "USD"}, InvalidTypeError, "int or a Fraction"),
        ({"amount": Decimal("12.5"), "currency": "USD"}, InvalidTypeError, "int or a Fraction"),
        ({"amount": "12.5", "currency": "USD"}, InvalidTypeError, "int or a Fraction"),
        ({"currency": "usd"}, InvalidValueError, "three letters"),
        ({"currency": "YE"}, InvalidValueError, "three letters"),
        ({"currency": "ＵＳＤ"}, InvalidValueError, "three letters"),
        ({"currency": "US1"}, InvalidValueError, "three letters"),
        ({"currency": None}, InvalidTypeError, "currency must be text"),
        ({"kind": "goods"}, InvalidTypeError, "CostKind.GOODS"),
        ({"per": "unit"}, InvalidTypeError, "Per.UNIT"),
        ({"per": Per.CART}, InvalidValueError, "per unit or per line"),
        ({"kind": CostKind.INBOUND, "per": Per.CART}, InvalidValueError, "per unit or per line"),
        (
            {"kind": CostKind.POSTAGE, "per": Per.CART, "sku": "A"},
            InvalidValueError,
            "cannot be of one SKU",
        ),
        (
            {"kind": CostKind.POSTAGE, "per": Per.CART, "item": "A"},
            InvalidValueError,
            "cannot be of one SKU",
        ),
        ({"sku": "A", "item": "B"}, InvalidValueError, "not both"),
        ({"sku": 1}, InvalidTypeError, "sku must be text"),
        ({"item": 100000001}, InvalidTypeError, "item must be text"),
        ({"note": None}, InvalidTypeError, "note must be text"),
        ({"since": "2026-01-01"}, InvalidTypeError, "since must be a date"),
        ({"since": datetime(2026, 1, 1)}, InvalidTypeError, "since must be a date"),
        ({"tax": Rate.percent("10")}, InvalidTypeError, "tax must be such as"),
        ({"tax": "10"}, InvalidTypeError, "tax must be such as"),
        ({"sales_tax": "10"}, InvalidTypeError, "sales_tax must be such as"),
        ({"sales_tax": Rate.percent("101")}, InvalidValueError, "0 % to 100 %"),
        (
            {"kind": CostKind.PACKING, "sales_tax": Rate.percent("10")},
            InvalidValueError,
            "by the cost of the goods",
        ),
    ],
    ids=map(str, itertools.count()),
)
def test_a_bad_cost_is_refused(
    facts: dict[str, Any], error: type[Qoo10ModelError], words: str
) -> None:
    """
    A cost that cannot be is an error that says what was expected.
    """
    with pytest.raises(error, match=words):
        cost(**facts)


# The same, for what a type checker would not let pass.
untyped: Any = SimpleNamespace(
    Tax=Tax, AgencyFee=AgencyFee, Exchange=Exchange, AdCost=AdCost, CostBook=CostBook
)


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: untyped.Tax("10"), InvalidTypeError, "rate must be such as"),
        (lambda: untyped.Tax(Rate.percent("-1")), InvalidValueError, "0 % to 100 %"),
        (lambda: untyped.Tax(Rate.percent("10"), 1), InvalidTypeError, "True or False"),
        (
            lambda: untyped.AgencyFee(0.05, SalesBase.NET, since=MAY),
            InvalidTypeError,
            "rate must be",
        ),
        (
            lambda: untyped.AgencyFee(Rate.percent("101"), SalesBase.NET, since=MAY),
            InvalidValueError,
            "0 % to 100 %",
        ),
        (
            lambda: untyped.AgencyFee(Rate.percent("5"), "NET", since=MAY),
            InvalidTypeError,
            "SalesBase",
        ),
        (
            lambda: untyped.AgencyFee(
                Rate.percent("5"), SalesBase.NET, since=MAY, sku="A", item="B"
            ),
            InvalidValueError,
            "not both",
        ),
        (lambda: untyped.Exchange("KRW", 0, MAY), InvalidValueError, "above 0"),
        (lambda: untyped.Exchange("KRW", Fraction(-1, 10), MAY), InvalidValueError, "above 0"),
        (lambda: untyped.Exchange("KRW", 0.1085, MAY), InvalidTypeError, "int or a Fraction"),
        (lambda: untyped.Exchange("KRW", True, MAY), InvalidTypeError, "int or a Fraction"),
        (lambda: untyped.Exchange("JPY", 1, MAY), InvalidValueError, "another one than JPY"),
        (lambda: untyped.Exchange("won", 1, MAY), InvalidValueError, "three letters"),
        (lambda: untyped.Exchange("KRW", 1, None), InvalidTypeError, "since must be a date"),
        (lambda: untyped.AdCost(MAY, -1), InvalidValueError, "at least 0 yen"),
        (lambda: untyped.AdCost(MAY, 300.0), InvalidTypeError, "pass 300"),
        (lambda: untyped.AdCost("2026-05-11", 300), InvalidTypeError, "on must be a date"),
        (lambda: untyped.AdCost(MAY, 300, 100000001), InvalidTypeError, "item must be text"),
        (lambda: untyped.AdCost(MAY, 300, ""), InvalidValueError, "item number or None"),
        (lambda: untyped.AdCost(MAY, 300, note=1), InvalidTypeError, "note must be text"),
        (lambda: untyped.AdCost(MAY, 300, tax="10"), InvalidTypeError, "tax must be such as"),
        (lambda: untyped.CostBook([cost()]), InvalidTypeError, "entries must be a tuple"),
        (lambda: untyped.CostBook(cost()), InvalidTypeError, "entries must be a tuple"),
        (
            lambda: untyped.CostBook(((("A", 700)),)),
            InvalidTypeError,
            "must hold Cost and AgencyFee",
        ),
        (lambda: untyped.CostBook((cost(),), [WON]), InvalidTypeError, "exchange must be a tuple"),
        (lambda: untyped.CostBook((cost(),), ("KRW",)), InvalidTypeError, "must hold Exchange"),
        (
            lambda: untyped.CostBook((cost(),), rounding="down"),
            InvalidTypeError,
            "Rounding.HALF_UP",
        ),
        (
            lambda: untyped.CostBook((cost(), cost(amount=800))),
            InvalidValueError,
            "two costs of the same",
        ),
        (
            lambda: untyped.CostBook((cost(sku="a"), cost(amount=800, sku="A"))),
            InvalidValueError,
            r"goods, each unit, a, 2026-01-01, twice",
        ),
        (
            lambda: untyped.CostBook((AgencyFee(Rate.percent("5"), SalesBase.NET, since=MAY),) * 2),
            InvalidValueError,
            "two costs of the same",
        ),
        (
            lambda: untyped.CostBook((), (WON, Exchange("KRW", 1, NEW_YEAR))),
            InvalidValueError,
            "two exchange rates of the same",
        ),
        (lambda: untyped.CostBook((cost(currency="KRW"),)), UnknownNameError, "known: none"),
        (
            lambda: untyped.CostBook((cost(currency="KRV"),), (WON,)),
            UnknownNameError,
            "did you mean 'KRW'",
        ),
        (
            lambda: untyped.CostBook((cost(tax=TEN), cost(tax=EIGHT, per=Per.LINE))),
            InvalidValueError,
            "one tax rate .got 10 %, 8 % from 2026-01-01 on",
        ),
        (
            lambda: untyped.CostBook(()).costing(line(), "2026-05-11"),
            InvalidTypeError,
            "on must be a date",
        ),
    ],
    ids=map(str, itertools.count()),
)
def test_what_cannot_be_is_refused(make: Any, error: type[Qoo10ModelError], words: str) -> None:
    """
    Bad taxes, fees, rates, ads and books are errors that say what was expected.
    """
    with pytest.raises(error, match=words):
        make()


def test_costs_that_differ_in_something_stand_side_by_side() -> None:
    """
    Another kind, SKU, item, unit, base or day is no duplicate.
    """
    fee = AgencyFee(Rate.percent("5"), SalesBase.NET, since=NEW_YEAR)
    book = CostBook(
        (
            cost(),
            cost(per=Per.LINE),
            cost(sku="A"),
            cost(item="A"),
            cost(since=APRIL),
            cost(CostKind.OTHER),
            fee,
            attrs.evolve(fee, of=SalesBase.GROSS),
        )
    )
    assert len(book.entries) == 8
    assert book.without_tax == book.entries
    assert CostBook((cost(tax=TEN), attrs.evolve(fee, tax=NO_TAX))).without_tax == ()
