from __future__ import annotations

import copy
import pickle

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from hypothesis import given, settings
from hypothesis import strategies as st

from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST
from qoo10model.discounts import DiscountKind
from qoo10model.entries import EntryKind
from qoo10model.months import Month, on_invoices
from qoo10model.proceeds import settle
from qoo10model.rules.book import JAPAN
from qoo10model.rules.fees import TaxGrain
from qoo10model.settlements import settle_all
from tests.settlement_cases import POWER, ZERO, mega, off, paid, rules_of, told
from tests.strategies import lines, simple_sellers


DELIVERED: dict[str, Any] = {"delivered_on": date(2026, 5, 14)}
INVOICE = rules_of({"fees.tax_grain": "INVOICE"})
# Delivered on these days, a line of a power seller settles on 20 May and on 17 June.
MAY: dict[str, Any] = {"delivered_on": date(2026, 5, 14)}
JUNE: dict[str, Any] = {"delivered_on": date(2026, 6, 11)}


def month_of(*given: Any, rules: Any = JAPAN) -> Month:
    """
    The month of these lines, numbered as they come.
    """
    numbered = (attrs.evolve(line, order_no=at, cart_no=at) for at, line in enumerate(given))
    return settle_all(numbered, POWER, rules)


# Sums


def test_a_month_sums_its_lines() -> None:
    """
    Net, kinds and days are those of all lines together.
    """
    month = month_of(paid(1_326, 2, **DELIVERED), mega(2_948, 590, delivered_on=date(2026, 6, 4)))

    assert month.net == 2_359 + 2_297
    assert month.by_kind() == {
        EntryKind.SALE: 2_652 + 2_358,
        EntryKind.COMPENSATION: 590,
        EntryKind.PRE_DEDUCTION: -295,
        EntryKind.COMMISSION: -266 - 295,
        EntryKind.SURCHARGE: -29,
        EntryKind.FEE_TAX: -27 - 32,
    }
    assert month.by_day() == {
        date(2026, 5, 20): 2_359,
        date(2026, 6, 3): -295,
        date(2026, 6, 10): 2_592,
    }
    assert month.net_range == (2_212 + 1_821, 2_386 + 2_358)
    assert [e.on for e in month.entries] == sorted(e.on for e in month.entries if e.on)


def test_what_waits_for_its_delivery() -> None:
    """
    Lines whose money has no day yet are waiting; those that were cancelled or free are not.
    """
    month = month_of(
        paid(**DELIVERED), paid(), mega(), paid(0), paid(cancelled_on=date(2026, 5, 12))
    )

    assert [one.line.order_no for one in month.waiting] == [1, 2]
    assert month.by_day()[None] == 890 + 879


def test_a_month_is_walked_and_counted() -> None:
    """
    A month has the length of its settlements and walks through them.
    """
    month = month_of(paid(), paid(2_000))

    assert len(month) == 2
    assert [one.net for one in month] == [890, 1_780]
    assert [one.net for one in month.of(1)] == [1_780]
    assert month.of(99) == ()


def test_a_month_in_a_line() -> None:
    """
    The repr of a month is one short line.
    """
    month = month_of(paid(), paid(shipping=300))

    assert str(month) == "1 line, net 890 yen, 1 finding"
    assert repr(month) == "<Month: 1 line, net 890 yen, 1 finding>"
    assert str(month_of()) == "0 lines, net 0 yen, 0 findings"
    assert month.refused_range == (1_157, 1_190)


def test_a_summary_lines_up_in_both_languages() -> None:
    """
    The totals by kind end with the net.
    """
    month = month_of(paid())

    assert month.summary() == (
        "paid by the buyer for the item  +1,000\n"
        "commission                        −100\n"
        "consumption tax on fees            −10\n"
        "net                               +890"
    )
    # The longest label has 12 letters of two columns; 精算額 has three of them.
    assert month.summary("ja").splitlines()[-1] == "精算額" + " " * (24 - 6) + "  " + "  +890"


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))])
def test_a_month_travels(copied: Any) -> None:
    """
    A month is equal to its copies, also after its figures were asked.
    """
    month = month_of(paid(**DELIVERED), mega())
    assert month.doubts
    assert copied(month) == month
    assert copied(month).net_range == month.net_range


# Doubts


def test_doubts_of_a_month_are_summed() -> None:
    """
    Each rule stands once with the changes of all lines, the largest first.
    """
    month = month_of(paid(1_326, 2), paid(1_326, 2))
    by_rule = {doubt.rule: doubt for doubt in month.doubts}

    assert by_rule["orders.external_ad"].alternatives[0].net_change == 2 * -28
    assert by_rule["orders.external_ad"].lines == 2
    assert by_rule["fees.fees_exclude_tax"].alternatives[0].net_change == 2 * 27
    assert [doubt.effect_is_unknown for doubt in month.doubts][-1]
    assert not month.is_confirmed


def test_a_month_without_doubts_is_confirmed() -> None:
    """
    Where every rule is decided and every fact told, nothing is in doubt.
    """
    rules = rules_of(
        {
            "fees.settle_price_rounding": "HALF_UP",
            "fees.fees_exclude_tax": True,
            "fees.tax_rounding": "HALF_UP",
            "fees.tax_grain": "LINE",
            "fees.payment_service_fee": "0",
        }
    )
    month = month_of(told(), told(1_326, 2), rules=rules)

    assert month.is_confirmed
    assert month.net_range == (month.net, month.net)


# Tax on invoices


def test_the_invoice_is_a_doubt_of_the_month_alone() -> None:
    """
    Ten fees of 15 yen bear 1.5 → 2 yen of tax each, 20 in all; on an invoice of 150 it is 15.
    """
    # 150 yen each: 90 % is 135, so the commission is 15.
    month = month_of(*(told(150, **MAY) for _ in range(10)))
    (doubt,) = (one for one in month.doubts if one.rule == "fees.tax_grain")

    assert all(d.rule != "fees.tax_grain" for one in month for d in one.doubts)
    assert [(a.reading, a.net_change) for a in doubt.alternatives] == [(TaxGrain.INVOICE.label, 5)]
    assert doubt.taken == TaxGrain.LINE.label
    assert doubt.lines == 10


def test_the_invoice_joins_the_doubt_of_the_lines() -> None:
    """
    Where lines doubt the unit and the line already, the invoice stands beside them, once.
    """
    # 2 × 1,326: 27 once a line, 26 by the unit; three lines: 81, on an invoice 79.8 → 80
    month = month_of(*(told(1_326, 2, **MAY) for _ in range(3)))
    (doubt,) = (one for one in month.doubts if one.rule == "fees.tax_grain")

    assert {str(a.reading): a.net_change for a in doubt.alternatives} == {
        "on each unit": 3,
        "once on the month's invoice": 1,
    }
    assert doubt.lines == 3


def test_an_invoice_has_a_month_and_a_rate() -> None:
    """
    Fees of two months of settlement, of two rates of tax and of open days are on four invoices.
    """
    # 15 yen of fee each. May: 2 lines, 3 tax instead of 4. June: one, 2 either way. Open: 2 lines.
    months = month_of(told(150, **MAY), told(150, **MAY), told(150, **JUNE), told(150), told(150))
    assert effect(months) == 1 + 0 + 1

    # Paid at 8 % and at 10 %, settled on Wed 9 October 2019: 1.2 → 1 and 1.5 → 2, each by itself.
    last, first = datetime(2019, 9, 30, tzinfo=JST), datetime(2019, 10, 1, tzinfo=JST)
    both: dict[str, Any] = {"delivered_on": date(2019, 10, 3)}
    rates = month_of(*(told(150, paid_at=day, **both) for day in (last, last, first, first, first)))
    # 8 % of 30 is 2.4 → 2 instead of 1 + 1; 10 % of 45 is 4.5 → 5 instead of 2 + 2 + 2
    assert effect(rates) == 0 + 1


def effect(month: Month) -> int:
    """
    What the reading of one invoice would change.
    """
    found = (a for d in month.doubts if d.rule == "fees.tax_grain" for a in d.alternatives)
    return sum(a.net_change for a in found if a.reading == TaxGrain.INVOICE.label)


def test_an_invoice_that_changes_nothing_is_no_doubt() -> None:
    """
    Fees of 100 and 200 yen bear the same tax on one paper as on two.
    """
    month = month_of(told(), told(2_000))

    assert all(doubt.rule != "fees.tax_grain" for doubt in month.doubts)
    assert effect(month_of(told(cancelled_on=date(2026, 5, 12)), told(0))) == 0


def test_the_range_holds_the_invoice() -> None:
    """
    The ends of the month hold what the invoice would change, also where the rounding is decided.
    """
    rules = rules_of({"fees.tax_rounding": "HALF_UP", "fees.fees_exclude_tax": True})
    month = month_of(*(told(150, **MAY) for _ in range(10)), rules=rules)

    assert month.net_range[1] >= month.net + 5
    assert month.net_range[0] <= month.net


def test_tax_decided_on_invoices_is_rounded_there() -> None:
    """
    Where the invoice is decided, the lines of a month share its tax, and their entries sum to it.
    """
    month = month_of(*(told(150, **MAY) for _ in range(10)), rules=INVOICE)

    assert [one.fee_tax for one in month] == [2, 2, 2, 2, 2, 1, 1, 1, 1, 1]
    assert month.net == 10 * (150 - 15) - 15
    assert month.by_kind()[EntryKind.FEE_TAX] == -15
    assert all(sum(e.amount for e in one.entries) == one.net for one in month)
    assert all(one.service_fee == 15 for one in month)
    assert not any(doubt.rule == "fees.tax_grain" for doubt in month.doubts)


def test_on_invoices_leaves_other_lines_alone() -> None:
    """
    Lines whose tax is rounded otherwise are the very same settlements.
    """
    settlements = tuple(settle(told(150), POWER) for _ in range(2))

    assert all(a is b for a, b in zip(on_invoices(settlements), settlements, strict=True))
    assert on_invoices(()) == ()


@settings(max_examples=50)
@given(st.lists(lines(shipping=0, cancelled_on=None), max_size=6), simple_sellers)
def test_the_effect_of_the_invoice_is_that_of_deciding_it(given_lines: Any, seller: Any) -> None:
    """
    What the doubt says of the invoice is what deciding it brings, and the tax is rounded once.
    """
    open_rules = rules_of({"fees.commission_base": "LIST_PRICE"})
    decided = open_rules.with_reading("fees.tax_grain", TaxGrain.INVOICE)
    before = settle_all(given_lines, seller, open_rules)
    after = settle_all(given_lines, seller, decided)

    assert after.net - before.net == effect(before)
    groups: dict[Any, list[Any]] = {}
    for one in after:
        day = one.entries[-1].on if one.entries else None
        groups.setdefault((day and (day.year, day.month), one.terms.tax_rate), []).append(one)
    for group in groups.values():
        whole = sum(one.service_fee for one in group)
        assert sum(one.fee_tax for one in group) == group[0].terms.tax_of(whole)
        for one in group:
            exact = Rate.percent("10") if one.terms.tax_rate != ZERO else ZERO
            assert abs(one.fee_tax * 10 - one.service_fee) < 10 or exact == ZERO


@settings(max_examples=50)
@given(st.lists(lines(shipping=0), max_size=5), simple_sellers)
def test_the_range_of_a_month_holds_every_doubt(given_lines: Any, seller: Any) -> None:
    """
    Each single change of each doubt lies between the ends, and so does the net.
    """
    month = settle_all(given_lines, seller, rules_of({"fees.commission_base": "LIST_PRICE"}))
    low, high = month.net_range

    assert low <= month.net <= high
    for doubt in month.doubts:
        assert low <= month.net + doubt.lowest_change
        assert month.net + doubt.highest_change <= high


def test_lines_on_invoices_know_why() -> None:
    """
    A line whose tax was split off an invoice keeps what the invoice added.
    """
    month = month_of(
        *(told(150, discounts=off(DiscountKind.CART_COUPON, 10)) for _ in range(3)), rules=INVOICE
    )

    # 45 yen of fees: 4.5 → 5, split 2, 2, 1
    assert [one.context.invoice_tax for one in month] == [0, 0, -1]
    assert [one.with_invoice_tax(0).fee_tax for one in month] == [2, 2, 2]
