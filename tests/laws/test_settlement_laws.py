from __future__ import annotations

import itertools

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import attrs

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qoo10model.basics.errors import Qoo10ModelError, RuleUndecidedError
from qoo10model.basics.money import Rounding
from qoo10model.basics.periods import JST
from qoo10model.basics.texts import columns_of
from qoo10model.breakdowns import ORDINARY, breakdown_of
from qoo10model.discounts import Discount, DiscountKind, mega_wari
from qoo10model.doubts import Outcome, doubts_of
from qoo10model.entries import EntryKind, by_kind
from qoo10model.ledgers import entries_of, was_settled
from qoo10model.orders import OrderLine, OrderStatus, SendType
from qoo10model.proceeds import settle, settle_share
from qoo10model.questions import Case, questions_of
from qoo10model.rules.book import JAPAN
from qoo10model.rules.commissions import CommissionBase, OptionCommission, ShippingCommission
from qoo10model.rules.fees import OverseasScope, SurchargeBase, TaxGrain
from qoo10model.rules.settlements import CompensationSize, OnHoliday, OnWednesday, PromotionDay
from qoo10model.sellers import Establishment, Grade, PayoutAccount, Seller
from qoo10model.settlements import CartSplit, settle_all
from tests.settlement_cases import CHOSEN, POWER, mega, paid
from tests.strategies import (
    carts,
    commission_rates,
    grains,
    lines,
    odd_yens,
    rates,
    sellers,
)


if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from qoo10model.proceeds import Settlement
    from qoo10model.rules.book import RuleBook

KINDS = tuple(kind for kind in DiscountKind if kind is not DiscountKind.UNATTRIBUTED)
HOLIDAYS = tuple(date(2024, 1, 3) + timedelta(weeks=3 * at) for at in range(52))
"""
Every third Wednesday of three years.
"""

READINGS: dict[str, Any] = {
    "fees.commission_base": st.sampled_from(CommissionBase),
    "fees.commission_on_options": st.sampled_from(OptionCommission),
    "fees.commission_on_shipping": st.sampled_from(ShippingCommission),
    "fees.settle_price_rounding": st.sampled_from((Rounding.HALF_UP, Rounding.HALF_DOWN)),
    "fees.surcharge_base": st.sampled_from(SurchargeBase),
    "fees.surcharge_rounding": st.sampled_from(Rounding),
    "fees.overseas_scope": st.sampled_from(OverseasScope),
    "fees.tax_rounding": st.sampled_from(Rounding),
    "fees.tax_grain": st.sampled_from(TaxGrain),
    "fees.fees_exclude_tax": st.booleans(),
    "fees.payment_service_fee": rates,
    "discounts.odd_yen": odd_yens,
    "discounts.coupon_grain": grains,
    "settlements.compensation": st.sampled_from(CompensationSize),
    "settlements.mega_po_coupon_day": st.sampled_from(PromotionDay),
    "settlements.mega_po_points_day": st.sampled_from(PromotionDay),
    "settlements.due_on_wednesday": st.sampled_from(OnWednesday),
    "settlements.on_holiday": st.sampled_from(OnHoliday),
}


@st.composite
def rule_books(draw: DrawFn) -> RuleBook:
    """
    A rule book that decides what a line may need, and reads some other rules otherwise.
    """
    rules = CHOSEN
    for rule in draw(st.lists(st.sampled_from(sorted(READINGS)), max_size=6, unique=True)):
        rules = rules.with_reading(rule, draw(READINGS[rule]))
    return rules


@st.composite
def discounted(draw: DrawFn, /, **fixed: Any) -> OrderLine:
    """
    A line with up to three discounts of any known kinds, alone in its cart.
    """
    line = draw(lines(discounts=(), **fixed))
    left, discounts = line.gross, list[Discount]()
    for kind in draw(st.lists(st.sampled_from(KINDS), max_size=3)):
        amount = draw(st.integers(0, left))
        left -= amount
        discounts.append(Discount(kind, amount))
    seller, qoo10 = (draw(st.integers(0, left // 2)) for _ in range(2))
    return attrs.evolve(
        line,
        discounts=tuple(discounts),
        cart_discount_seller=seller,
        cart_discount_qoo10=qoo10,
        related=(),
    )


stating = st.builds(
    Seller,
    grade=st.sampled_from(Grade),
    commission=rates,
    payout_account=st.sampled_from(PayoutAccount),
    payment_service_fee=st.none() | rates,
    fee_tax=st.none() | rates,
)
"""
Sellers with one rate of 0 to 100 %, in Japan and abroad.
"""


@st.composite
def undone(draw: DrawFn) -> OrderLine:
    """
    A line that was cancelled or returned some days after its payment.
    """
    line = draw(discounted())
    assert line.paid_on is not None
    return attrs.evolve(line, cancelled_on=line.paid_on + timedelta(draw(st.integers(0, 60))))


# Conservation


@given(discounted(), stating, rule_books())
def test_buyer_seller_and_qoo10_bear_the_price_together(
    line: OrderLine, seller: Seller, rules: RuleBook
) -> None:
    """
    What the buyer paid and what seller and Qoo10 bore is the price, for any discounts and readings.
    """
    result = settle(line, seller, rules)

    assert result.buyer_paid + result.borne_by_seller + result.borne_by_qoo10 == result.gross
    assert result.buyer_paid >= 0
    assert result.gross == line.gross


@given(discounted(), stating, rule_books())
def test_points_are_granted_by_both_sides(line: OrderLine, seller: Seller, rules: RuleBook) -> None:
    """
    The points granted are the seller's share and Qoo10's.
    """
    result = settle(line, seller, rules)

    assert result.points == result.points_by_seller + result.points_by_qoo10
    assert 0 <= result.points_by_seller <= result.points
    assert result.points_by_seller - result.points_by_qoo10 in range(
        -line.quantity, line.quantity + 1
    )


@given(discounted(), stating, rule_books())
def test_a_half_is_off_by_a_yen_a_unit_at_most(
    line: OrderLine, seller: Seller, rules: RuleBook
) -> None:
    """
    The halves of a mega-po coupon differ by the odd yen of each unit, and by no more.
    """
    parts = settle(line, seller, rules)._parts
    coupons = sum(d.kind is DiscountKind.MEGA_PO for d in line.discounts)

    assert abs(2 * parts.coupon_share - parts.mega_po) <= coupons * line.quantity
    assert parts.mega_wari >= parts.pre_deduction >= 0


@given(discounted(), stating, rule_books())
def test_entries_sum_to_the_net(line: OrderLine, seller: Seller, rules: RuleBook) -> None:
    """
    The entries of a line sum to its net, and those of each kind to its amount.
    """
    result = settle(line, seller, rules)
    sums = by_kind(result.entries)

    assert sum(entry.amount for entry in result.entries) == result.net
    assert sums.get(EntryKind.SALE, 0) == result.buyer_paid
    assert sums.get(EntryKind.SHIPPING, 0) == result.shipping == line.shipping
    assert -sums.get(EntryKind.COMMISSION, 0) == result.commission
    assert -sums.get(EntryKind.SURCHARGE, 0) == result.surcharge
    assert -sums.get(EntryKind.PAYMENT_FEE, 0) == result.payment_fee
    assert -sums.get(EntryKind.FEE_TAX, 0) == result.fee_tax
    assert -sums.get(EntryKind.POINTS_SHARE, 0) == result.points_by_seller
    assert all(entry.amount for entry in result.entries)


@given(discounted(), stating, rule_books())
def test_the_net_is_the_sum_of_its_parts(line: OrderLine, seller: Seller, rules: RuleBook) -> None:
    """
    The net is the price less what the seller bears, the fees and the tax, with the shipping.
    """
    result = settle(line, seller, rules)
    kept = result.borne_by_seller + result.points_by_seller + result.service_fee + result.fee_tax

    assert result.net == result.gross + result.shipping - kept
    assert result.net == breakdown_of(result.line, result.terms, result.context).net


@given(discounted(), stating, rule_books(), st.sets(st.dates(date(2024, 1, 1), date(2027, 1, 31))))
def test_days_follow_what_causes_them(
    line: OrderLine, seller: Seller, rules: RuleBook, holidays: set[date]
) -> None:
    """
    The coupon's half moves after the payment, everything else after the delivery or not at all.
    """
    result = settle(line, seller, rules, holidays=tuple(sorted(holidays)))
    early = {EntryKind.PRE_DEDUCTION, EntryKind.COUPON_SHARE, EntryKind.POINTS_SHARE}

    assert line.paid_on is not None
    for entry in result.entries:
        if entry.kind is EntryKind.PRE_DEDUCTION:
            assert entry.on is not None
        elif entry.kind not in early:
            assert (entry.on is None) is (line.delivered_on is None)
        if entry.on is not None:
            assert entry.on >= line.paid_on


# Cancellation


@given(undone(), stating, rule_books())
def test_a_cancelled_line_pays_nothing(line: OrderLine, seller: Seller, rules: RuleBook) -> None:
    """
    What was sold and undone comes to 0 yen, and so does each kind of entry.
    """
    result = settle(line, seller, rules)

    assert result.net == 0
    assert set(by_kind(result.entries).values()) <= {0}
    assert result.net_range == (0, 0)
    assert all(a.net_change == 0 for doubt in result.doubts for a in doubt.alternatives)


@given(undone(), stating, rule_books())
def test_cancelling_undoes_exactly_what_had_moved(
    line: OrderLine, seller: Seller, rules: RuleBook
) -> None:
    """
    What had moved by the day of the cancellation moved as in a line that stands, and moves back.
    """
    standing = settle(attrs.evolve(line, cancelled_on=None), seller, rules).entries
    result = settle(line, seller, rules).entries
    cancelled_on = line.cancelled_on
    assert cancelled_on is not None

    went = [(e.kind, e.amount, e.on, e.label) for e in result if not e.reverses]
    back = [(e.kind, -e.amount) for e in result if e.reverses]
    moved = [e for e in standing if e.on is not None and e.on <= cancelled_on]
    assert went == [(e.kind, e.amount, e.on, e.label) for e in moved]
    assert sorted(back, key=repr) == sorted(((e.kind, e.amount) for e in moved), key=repr)
    assert all(e.on is not None and e.on >= cancelled_on for e in result if e.reverses)


# The short way and the general one


@given(lines(cancelled_on=None) | discounted(), stating, rule_books())
def test_every_line_settles_the_same_both_ways(
    line: OrderLine, seller: Seller, rules: RuleBook
) -> None:
    """
    The short way through `settle` gives what the general one gives, to the last field.
    """
    alone = attrs.evolve(line, shipping=0, cart_discount_seller=0, cart_discount_qoo10=0)

    assert settle(alone, seller, rules) == settle_share(alone, seller, rules, ORDINARY)


@given(lines(discounts=(), option_price=0, shipping=0, cancelled_on=None), commission_rates)
def test_an_ordinary_line_is_the_bare_arithmetic(line: OrderLine, rate: Any) -> None:
    """
    A plain line is unit price × (1 − rate) half up, times the quantity, less a tenth of the rest.
    """
    assume(not line.external_ad and line.destination != "KR")
    assume(line.send_type in {None, SendType.GENERAL, SendType.SAME_DAY})
    exact = line.unit_price * (1 - rate.fraction)
    unit = int(exact + (1 - exact.__class__(1, 2)))
    commission = (line.unit_price - unit) * line.quantity
    tax = (commission + 5) // 10

    result = settle(line, Seller(grade=Grade.POWER, commission=rate))

    assert result.settle_price == unit * line.quantity
    assert (result.commission, result.fee_tax) == (commission, tax)
    assert result.net == line.gross - commission - tax


@given(discounted(), stating, rule_books())
def test_settling_twice_gives_the_same(line: OrderLine, seller: Seller, rules: RuleBook) -> None:
    """
    A settlement depends on its arguments alone.
    """
    assert settle(line, seller, rules) == settle(line, seller, rules)
    assert settle(line, seller, rules).entries == settle(line, seller, rules).entries


# Ends


def small_lines() -> st.SearchStrategy[OrderLine]:
    """
    Cheap lines, where each yen of rounding shows, with every kind of thing to ask about.
    """
    return st.builds(
        paid,
        st.integers(0, 60) | st.integers(0, 2_000),
        st.integers(1, 3),
        option_price=st.sampled_from((0, 0, 7)),
        external_ad=st.none() | st.booleans(),
        send_type=st.sampled_from((None, SendType.GENERAL, SendType.PREPARATION)),
        destination=st.sampled_from((None, "JP", "KR")),
    )


@st.composite
def small_cases(draw: DrawFn) -> Settlement:
    """
    A settlement with few enough open answers to try all their combinations.
    """
    line = draw(small_lines())
    kind = draw(
        st.sampled_from((None, DiscountKind.MEGA_WARI, DiscountKind.MEGA_PO, DiscountKind.ITEM))
    )
    if kind is not None:
        day = date(2026, 8, 3) if kind is DiscountKind.MEGA_PO else date(2026, 5, 30)
        discounts = (Discount(kind, draw(st.integers(0, line.gross))),)
        paid_at = datetime(day.year, day.month, day.day, 9, tzinfo=JST)
        line = attrs.evolve(line, discounts=discounts, paid_at=paid_at)
    rules = CHOSEN
    for rule in draw(st.sets(st.sampled_from(sorted(READINGS)), min_size=2, max_size=6)):
        rules = rules.with_reading(rule, draw(READINGS[rule]))
    account = draw(st.sampled_from(PayoutAccount))
    return settle(line, attrs.evolve(POWER, payout_account=account), rules)


@settings(max_examples=60)
@given(small_cases())
def test_the_range_is_that_of_all_combinations(result: Settlement) -> None:
    """
    The ends of the net are those of the worst and the best combination of all answers.
    """
    case = Case(result.line, result.terms, result.context)
    questions = questions_of(case, result._parts)
    combinations = 1
    for question in questions:
        combinations *= 1 + len(question.others)
    assume(combinations <= 1_000)

    nets: list[int] = []
    for way in itertools.product(*((q.taken, *q.others) for q in questions)):
        changed = case
        for answer in way:
            changed = answer.change(changed)
        nets.append(breakdown_of(changed.line, changed.terms, changed.context).net)

    assert result.net_range == (min(nets), max(nets))
    assert result.net in nets


@settings(max_examples=60)
@given(discounted(), stating, rule_books())
def test_the_range_holds_the_net_and_every_doubt(
    line: OrderLine, seller: Seller, rules: RuleBook
) -> None:
    """
    The net, and the net with each single change of each doubt, lie between the ends.
    """
    result = settle(line, seller, rules)
    low, high = result.net_range

    assert low <= result.net <= high
    for doubt in result.doubts:
        assert low <= result.net + doubt.lowest_change
        assert result.net + doubt.highest_change <= high


@settings(max_examples=60)
@given(discounted(), stating, rule_books())
def test_every_open_rule_that_matters_is_a_doubt(
    line: OrderLine, seller: Seller, rules: RuleBook
) -> None:
    """
    Whatever other reading of whatever rule changes the net is a doubt with that change, and no more.
    """
    result = settle(line, seller, rules)
    found = {doubt.rule: doubt for doubt in result.doubts}
    assert line.paid_on is not None

    for timeline in rules.timelines:
        if timeline.entries[0].since > line.paid_on:
            continue
        entry = timeline.entry_on(line.paid_on)
        nets = [
            settle(line, seller, rules.with_reading(timeline.name, value)).net
            for value in entry.alternatives
        ]
        if any(net != result.net for net in nets):
            changes = [a.net_change for a in found[timeline.name].alternatives]
            assert changes == [net - result.net for net in nets], timeline.name
        elif timeline.name in found and entry.alternatives:
            moves = [a.moves for a in found[timeline.name].alternatives]
            assert any(moves), timeline.name


@settings(max_examples=60)
@given(discounted() | undone(), stating, rule_books(), st.sampled_from(((), HOLIDAYS)))
def test_the_doubts_are_those_of_all_entries_side_by_side(
    line: OrderLine, seller: Seller, rules: RuleBook, holidays: Any
) -> None:
    """
    No doubt gets lost, or a move of one, because entries are worked out only where days may differ.
    """

    def whole(case: Case) -> Outcome:
        charged = was_settled(case.line, case.terms)
        parts = breakdown_of(case.line, case.terms, case.context, charged=charged)
        entries = entries_of(case.line, case.terms, case.context, parts)
        return Outcome(sum(entry.amount for entry in entries), lambda: entries)

    result = settle(line, seller, rules, holidays=holidays)
    case = Case(result.line, result.terms, result.context)

    assert result.doubts == doubts_of(case, questions_of(case, result._parts), whole)


# Many lines


moments = st.datetimes(datetime(2016, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@st.composite
def odd_lines(draw: DrawFn) -> OrderLine:
    """
    A line as rows really come: unpaid, too old, in another currency, with anybody's discount.
    """
    price, quantity = draw(st.integers(0, 10**9)), draw(st.integers(1, 10**4))
    paid_at = draw(st.none() | moments)
    facts: dict[str, Any] = {
        "order_no": draw(st.integers(-1, 3)),
        "cart_no": draw(st.integers(-1, 2)),
        "item_code": draw(st.sampled_from(("A", "B", ""))),
        "unit_price": price,
        "quantity": quantity,
        "paid_at": paid_at,
        "option_price": draw(st.integers(-price * quantity, 10**6)),
        "status": draw(st.none() | st.sampled_from(OrderStatus)),
        "shop": draw(st.sampled_from(("", "s"))),
        "external_ad": draw(st.none() | st.booleans()),
        "send_type": draw(st.none() | st.sampled_from(SendType)),
        "destination": draw(st.sampled_from((None, "JP", "kr", "ZZ"))),
        "shipping": draw(st.sampled_from((0, 1, 10**9))),
        "cart_discount_seller": draw(st.sampled_from((0, 0, 1, 10**9))),
        "cart_discount_qoo10": draw(st.sampled_from((0, 0, 1, 10**9))),
        "platform_settle_price": draw(st.none() | st.integers(-5, 10**9)),
        "related": draw(st.sampled_from(((), (1,), (1, 2, 99)))),
        "currency": draw(st.sampled_from(("JPY", "JPY", "JPY", "USD", ""))),
    }
    if paid_at is not None:
        day = paid_at.astimezone(JST).date()
        last = date(9999, 12, 31)
        later = st.none() | st.dates(day, day + timedelta(400)) | st.just(last)
        facts |= {"delivered_on": draw(later), "cancelled_on": draw(later)}
    line = OrderLine(**facts)
    left, discounts = line.gross, list[Discount]()
    for kind in draw(st.lists(st.sampled_from(DiscountKind), max_size=2)):
        discounts.append(Discount(kind, draw(st.integers(0, left))))
        left -= discounts[-1].amount
    if not discounts and paid_at is not None and draw(st.booleans()):
        day, unit = facts["paid_at"].date(), line.gross // quantity
        if day > date(2019, 1, 1):
            yen = min(left, mega_wari(unit, on=day, quantity=quantity).amount)
            discounts.append(Discount(DiscountKind.UNATTRIBUTED, yen))
    return attrs.evolve(line, discounts=tuple(discounts))


odd_sellers = sellers | st.builds(
    Seller,
    grade=st.sampled_from(Grade),
    commission=st.none(),
    establishment=st.sampled_from(Establishment),
)
odd_categories = st.none() | st.dictionaries(
    st.sampled_from(("A", "B", "")), st.sampled_from(("beauty", "food", "beuty", ""))
)


@settings(max_examples=200)
@given(
    st.lists(odd_lines(), max_size=6),
    odd_sellers,
    odd_categories,
    st.sampled_from(CartSplit),
    st.lists(st.dates(date(2016, 1, 1), date(2030, 1, 1)), max_size=3),
)
def test_settle_all_never_raises_for_a_line(
    given_lines: list[OrderLine],
    seller: Seller,
    categories: dict[str, str] | None,
    split_by: CartSplit,
    holidays: list[date],
) -> None:
    """
    Whatever the lines are, each is settled or found, and the month answers everything it is asked.
    """
    month = settle_all(
        given_lines, seller, categories=categories, split_by=split_by, holidays=holidays
    )

    keys = [(line.shop, line.order_no) for line in given_lines]
    settled = [(one.line.shop, one.line.order_no) for one in month]
    found = {finding.order_no for finding in month.findings}
    assert settled == [key for key in dict.fromkeys(keys) if key in settled]
    assert all(key in settled or key[1] in found for key in keys)
    assert len(month.findings) >= len(keys) - len(settled)
    assert sum(entry.amount for entry in month.entries) == month.net == sum(month.by_day().values())
    assert month.net_range[0] <= month.net <= month.net_range[1]
    assert month.refused_range[0] <= month.refused_range[1]
    assert isinstance(month.is_confirmed, bool)
    assert month.summary("ja")
    for one in month:
        assert one.explain("ja")
        assert isinstance(one.is_stale, bool)


@settings(max_examples=200)
@given(st.lists(odd_lines(), max_size=4), odd_sellers)
def test_settle_all_and_settle_agree(given_lines: list[OrderLine], seller: Seller) -> None:
    """
    A line that is alone settles in a month exactly if it settles by itself, and to the same.
    """
    for line in given_lines:
        alone = attrs.evolve(line, related=())
        month = settle_all((alone,), seller)
        try:
            expected = settle(alone, seller)
            assert expected.entries is not None
        except RuleUndecidedError:
            assert not month.settlements
            assert any(
                f.code in {"settlements.undecided", "settlements.not_settled", "settlements.unpaid"}
                for f in month.findings
            )
        except Qoo10ModelError:
            assert not month.settlements
        else:
            told = alone.currency == "JPY" and alone.status is not OrderStatus.AWAITING_PAYMENT
            assert month.settlements == ((expected,) if told else ())


@given(st.lists(lines(shipping=0), max_size=6, unique_by=lambda one: one.order_no), st.randoms())
def test_the_order_of_the_rows_changes_no_yen(rows: list[OrderLine], random: Any) -> None:
    """
    Rows may come in any order: each line pays the same, and the same is found.
    """
    shuffled = list(rows)
    random.shuffle(shuffled)
    first, second = settle_all(rows, POWER, CHOSEN), settle_all(shuffled, POWER, CHOSEN)

    assert {one.line.order_no: one.net for one in first} == {
        one.line.order_no: one.net for one in second
    }
    assert sorted(map(str, first.findings)) == sorted(map(str, second.findings))
    assert first.by_day() == second.by_day()


@given(carts(), st.sampled_from(CartSplit))
def test_a_cart_pays_its_shipping_once(rows: Any, split_by: CartSplit) -> None:
    """
    The shipping of a cart is paid once and whole, however it is split.
    """
    month = settle_all(rows, POWER, CHOSEN, split_by=split_by)
    assume(not any(f.code.startswith("settlements.") for f in month.findings))

    assert sum(one.shipping for one in month) == rows[0].shipping
    assert (
        sum(one.buyer_paid + one.borne_by_seller + one.borne_by_qoo10 - one.gross for one in month)
        == 0
    )


# Texts


@settings(max_examples=50)
@given(discounted(), stating, rule_books(), st.sampled_from(("en", "ja")))
def test_amounts_end_in_one_column(
    line: OrderLine, seller: Seller, rules: RuleBook, language: Any
) -> None:
    """
    In any explanation the amounts end in one column of the terminal.
    """
    table = settle(line, seller, rules).explain(language).split("\n\n")[1].splitlines()
    ends: set[int] = set()
    for row in table:
        amount = next(cell for cell in row.split() if cell[0] in "+−" or cell == "0")
        ends.add(columns_of(row[: row.index(amount) + len(amount)]))

    assert len(ends) == 1


def test_the_strategies_draw_what_they_should() -> None:
    """
    The laws speak of lines of every sort.
    """
    assert set(KINDS) == {*DiscountKind} - {DiscountKind.UNATTRIBUTED}
    assert mega().discounts[0].kind is DiscountKind.MEGA_WARI
    assert all(JAPAN.timeline(rule) for rule in READINGS)
