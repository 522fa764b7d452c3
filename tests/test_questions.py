from __future__ import annotations

import itertools

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST
from qoo10model.basics.sources import Confidence
from qoo10model.breakdowns import breakdown_of
from qoo10model.discounts import Discount, DiscountKind
from qoo10model.orders import SendType
from qoo10model.proceeds import Settlement, settle
from qoo10model.questions import Case, questions_of
from qoo10model.rules.book import JAPAN
from qoo10model.rules.commissions import ShippingCommission
from qoo10model.sellers import PayoutAccount
from qoo10model.settlements import settle_all
from tests.settlement_cases import (
    MEGA_DAY,
    MEGA_PO_DAY,
    POWER,
    SILENT,
    mega,
    off,
    paid,
    rules_of,
    told,
)


FACTS = ["orders.external_ad", "orders.send_type", "orders.destination"]
ALWAYS = [
    "fees.settle_price_rounding",
    "fees.payment_service_fee",
    "fees.fees_exclude_tax",
    "fees.tax_rounding",
    "fees.tax_grain",
]


def asked(settlement: Settlement) -> dict[str, Any]:
    """
    The questions of *settlement* by their rule.
    """
    case = Case(settlement.line, settlement.terms, settlement.context)
    return {question.rule: question for question in questions_of(case, settlement._parts)}


def readings(question: Any) -> list[str]:
    """
    The answer taken and the others, in English.
    """
    return [str(answer.reading) for answer in (question.taken, *question.others)]


def net_of(case: Case) -> int:
    """
    The net of a case.
    """
    return settle(case.line, case.terms.seller, case.terms.rules).net


# What is asked


def test_a_line_that_tells_everything_asks_about_rules_only() -> None:
    """
    Where the row tells the facts, only the rules below high confidence are open.
    """
    assert list(asked(settle(told(), POWER))) == ALWAYS


def test_a_line_that_tells_nothing_asks_for_the_facts() -> None:
    """
    Ad, kind of dispatch and destination are asked where the row does not tell.
    """
    assert list(asked(settle(paid(), POWER))) == ALWAYS + FACTS


@pytest.mark.parametrize(
    ("fact", "rule"),
    [
        ({"external_ad": None}, "orders.external_ad"),
        ({"send_type": None}, "orders.send_type"),
        ({"destination": None}, "orders.destination"),
    ],
)
def test_each_fact_is_asked_by_itself(fact: dict[str, Any], rule: str) -> None:
    """
    Each fact that is left out is one question, answered no, of low confidence.
    """
    question = asked(settle(told(**fact), POWER))[rule]

    assert readings(question) == ["no", "yes"]
    assert question.confidence is Confidence.LOW
    assert str(question.sources[0].title)
    assert question.title.ja.endswith("（データに記載なし）")


@pytest.mark.parametrize(
    ("facts", "rules"),
    [
        ({"shipping": None}, ["orders.shipping"]),
        ({"cart_discount_seller": None}, ["orders.cart_discounts"]),
        ({"cart_discount_qoo10": None}, ["orders.cart_discounts"]),
        (
            {"shipping": None, "cart_discount_seller": None, "cart_discount_qoo10": None},
            ["orders.shipping", "orders.cart_discounts"],
        ),
    ],
)
def test_what_the_row_does_not_tell_of_its_cart_is_a_doubt(
    facts: dict[str, Any], rules: list[str]
) -> None:
    """
    A fee or a discount that nobody told counts as none, and nobody can say what it would change.
    """
    settled = settle(paid(1_326, 2, **facts), POWER)
    assert settled.net == settle(paid(1_326, 2), POWER).net
    found = [doubt for doubt in settled.doubts if doubt.rule in rules]
    assert [doubt.rule for doubt in found] == rules
    assert all(doubt.effect_is_unknown for doubt in found)
    assert [str(doubt.taken) for doubt in found] == ["none"] * len(rules)
    assert settled.net_range == settle(paid(1_326, 2), POWER).net_range


def test_another_line_of_the_cart_may_tell() -> None:
    """
    What one row tells of the cart is known of all its lines.
    """
    told = paid(1_326, 2, order_no=1, shipping=500, cart_discount_qoo10=10, cart_discount_seller=0)
    silent = attrs.evolve(
        told, order_no=2, shipping=None, cart_discount_qoo10=None, cart_discount_seller=None
    )
    book = JAPAN.replacing(
        JAPAN.fees.commission_on_shipping.with_value(
            ShippingCommission.NONE, since=date(2018, 9, 1)
        )
    )
    _, second = settle_all((told, silent), POWER, book)
    assert second.line is silent
    assert not {"orders.shipping", "orders.cart_discounts"} & asked(second).keys()


def test_a_seller_who_states_the_payment_fee_is_not_asked() -> None:
    """
    What the seller states is not in question.
    """
    stated = attrs.evolve(POWER, payment_service_fee=Rate.percent("0"))

    assert "fees.payment_service_fee" not in asked(settle(told(), stated))


def test_a_decided_rule_is_not_asked() -> None:
    """
    What the caller decided is not in question.
    """
    rules = rules_of({"fees.tax_grain": "LINE", "fees.tax_rounding": "DOWN"})

    assert not {"fees.tax_grain", "fees.tax_rounding"} & {*asked(settle(told(), POWER, rules))}


def test_mega_wari_asks_about_its_open_rules() -> None:
    """
    Odd yen, compensation, extras and their base are asked of a line in mega-wari.
    """
    found = asked(
        settle(mega(external_ad=False, send_type=SendType.GENERAL, destination="JP"), POWER)
    )

    assert set(found) - set(ALWAYS) == {
        "discounts.odd_yen",
        "settlements.compensation",
        "fees.mega_surcharge",
        "fees.mega_support_fee",
        "fees.surcharge_rounding",
        "fees.surcharge_base",
    }
    assert readings(found["fees.mega_support_fee"]) == ["0 %", "0.5 %"]
    assert found["fees.mega_surcharge"].confidence is Confidence.MEDIUM


def test_the_extra_of_mega_wari_was_less_sure_in_2024() -> None:
    """
    The extra of 1 % was first seen in 2026; for the years before it is of low confidence.
    """
    line = mega(paid_at=datetime(2024, 6, 3, 9, tzinfo=JST))
    question = asked(settle(line, POWER))["fees.mega_surcharge"]

    assert question.confidence is Confidence.LOW
    assert readings(question) == ["1 %", "0 %"]


def test_mega_po_asks_about_its_days() -> None:
    """
    Whether the shares of mega-po come early is asked of each by itself.
    """
    line = told(discounts=off(DiscountKind.MEGA_PO, 100), paid_at=MEGA_PO_DAY)
    found = asked(settle(line, POWER))

    for rule in ("settlements.mega_po_coupon_day", "settlements.mega_po_points_day"):
        assert readings(found[rule]) == [
            "with the order's own settlement",
            "the Wednesday after payment",
        ]


def test_cancelled_lines_are_asked_about_rules_only() -> None:
    """
    Of what was undone no fact of the row matters.
    """
    line = mega(delivered_on=date(2026, 6, 4), cancelled_on=date(2026, 6, 11))

    assert not set(FACTS) & set(asked(settle(line, POWER)))


# What was inferred


def test_an_inferred_rate_is_asked() -> None:
    """
    A rate from the row's SettlePrice may be another of the known range.
    """
    found = asked(settle(told(platform_settle_price=920), SILENT))
    question = found["sellers.commission"]

    assert readings(question) == ["8 %", "10 %", "6 %"]
    assert question.confidence is Confidence.MEDIUM
    # Every step within the range is a whole per cent: an assumption, so it is asked, too.
    assert found["fees.commission_step"].others == ()


def test_an_inferred_rate_is_asked_within_its_category() -> None:
    """
    Where the category is known, the other rates are those of the category.
    """
    result = settle(told(platform_settle_price=910), SILENT, categories={"A": "baby_kids"})

    assert readings(asked(result)["sellers.commission"]) == ["9 %", "10 %"]


def test_a_published_rate_that_is_less_sure_is_asked() -> None:
    """
    The published rate of a category holds since 2025; before, it is a doubt of unknown effect.
    """
    old = told(paid_at=datetime(2024, 12, 31, tzinfo=JST))
    new = told(paid_at=datetime(2025, 1, 1, tzinfo=JST))
    categories = {"A": "beauty"}

    assert asked(settle(old, SILENT, categories=categories))["fees.commission[beauty]"].others == ()
    assert "fees.commission[beauty]" not in asked(settle(new, SILENT, categories=categories))


def test_an_inferred_owner_is_asked() -> None:
    """
    A discount that fits its event may still be Qoo10's or the seller's own, on either base.
    """
    line = told(1_500, 2, discounts=off(DiscountKind.UNATTRIBUTED, 600), paid_at=MEGA_DAY)
    question = asked(settle(line, POWER))["events.attribution"]

    assert readings(question) == [
        "mega-wari",
        "cart coupon of Qoo10",
        "item discount, commission on the price before the seller's discount",
        "item discount, commission on the price after the seller's discount",
    ]
    assert question.confidence is Confidence.MEDIUM
    assert question.others[1].reading.ja == "商品割引・手数料は販売店負担割引前の価格"


def test_what_each_owner_of_the_discount_would_mean() -> None:
    """
    Each answer about the owner settles the line as if its kind had been told.
    """
    # As mega-wari 2,337. Qoo10's: 3,000 − 300 − 30. The seller's: 2,400 less 330, or less 240 + 24.
    line = paid(1_500, 2, discounts=off(DiscountKind.UNATTRIBUTED, 600), paid_at=MEGA_DAY)
    result = settle(line, POWER)
    (doubt,) = (one for one in result.doubts if one.rule == "events.attribution")

    assert result.net == 2_337
    assert [result.net + a.net_change for a in doubt.alternatives] == [2_670, 2_070, 2_136]


def test_the_confidence_of_the_event_limits_that_of_the_owner() -> None:
    """
    An event that is hardly sure itself makes a weak guess.
    """
    # The mega-wari of November 2024 is of low confidence.
    line = told(
        discounts=off(DiscountKind.UNATTRIBUTED, 200), paid_at=datetime(2024, 11, 20, tzinfo=JST)
    )

    assert asked(settle(line, POWER))["events.attribution"].confidence is Confidence.LOW


# Answers


@pytest.mark.parametrize("rule", ["fees.tax_grain", "fees.tax_rounding", "fees.fees_exclude_tax"])
def test_an_answer_settles_as_the_book_with_that_reading(rule: str) -> None:
    """
    An answer about a rule is the line settled under the book with that reading.
    """
    result = settle(paid(1_326, 2), POWER)
    case = Case(result.line, result.terms, result.context)
    question = asked(result)[rule]

    entry = JAPAN.timeline(rule).entry_on(date(2026, 5, 11))
    answers, values = (question.taken, *question.others), (entry.value, *entry.alternatives)

    for answer, value in zip(answers, values, strict=True):
        expected = settle(result.line, POWER, JAPAN.with_reading(rule, value)).net
        assert net_of(answer.change(case)) == expected


def test_answers_leave_the_rest_of_a_case_alone() -> None:
    """
    Two answers after each other both hold.
    """
    result = settle(paid(), POWER)
    case = Case(result.line, result.terms, result.context)
    found = asked(result)

    both = (
        found["orders.external_ad"]
        .others[0]
        .change(found["fees.fees_exclude_tax"].others[0].change(case))
    )
    # 1,000 − 100 − 10, no tax
    assert net_of(both) == 890
    assert both.line.external_ad is True


# Ends: the answers that pay least and most, whatever else holds


ENDS = {
    "fees.settle_price_rounding": ["half toward zero", "half away from zero"],
    "fees.surcharge_rounding": ["away from zero", "toward zero"],
    "fees.tax_rounding": ["away from zero", "toward zero"],
    "fees.fees_exclude_tax": ["yes", "no"],
    "fees.preparation_is_preorder": ["yes", "no"],
    "fees.overseas_scope": ["once for each", "only an account"],
    "fees.mega_surcharge": ["1 %", "0 %"],
    "fees.mega_support_fee": ["0.5 %", "0 %"],
    "orders.external_ad": ["yes", "no"],
    "sellers.commission": ["10 %", "6 %"],
}


def at_the_ends(question: Any) -> list[list[str]]:
    """
    The answers among which the one that pays least, and most, is looked for, in English.
    """
    return [[str(one.reading) for one in way] for way in (question.lowest, question.highest)]


@pytest.mark.parametrize(("rule", "ends"), ENDS.items(), ids=ENDS)
def test_where_the_order_is_known_each_end_has_one_answer(rule: str, ends: list[str]) -> None:
    """
    The dearer rate, the higher rounding of a fee, the wider scope pay less, whatever else holds.
    """
    line = mega(
        2_953,
        591,
        send_type=SendType.PREPARATION,
        destination="KR",
        platform_settle_price=2_717,
    )
    ways = at_the_ends(asked(settle(line, SILENT))[rule])

    assert [len(way) for way in ways] == [1, 1]
    assert all(part in way[0] for way, part in zip(ways, ends, strict=True))


def test_the_points_of_mega_po_have_their_ends() -> None:
    """
    More points and a higher cap pay the seller less.
    """
    # Until 2026-07 the cap of the points and their rounding are open.
    line = paid(
        discounts=off(DiscountKind.MEGA_PO, 100), paid_at=datetime(2026, 5, 1, 9, tzinfo=JST)
    )
    found = asked(settle(line, POWER))

    assert at_the_ends(found["events.mega_po_points_cap"]) == [["20,000"], ["10,000"]]
    assert at_the_ends(found["events.mega_po_rounding"]) == [
        ["to the nearest yen, half away from zero"],
        ["toward zero"],
    ]


def test_where_the_order_depends_any_answer_may_be_the_end() -> None:
    """
    How a coupon is rounded pays more or less depending on its halves.
    """
    found = asked(settle(mega(quantity=2), POWER))["discounts.coupon_grain"]

    assert found.others
    assert at_the_ends(found) == [[], []]


BASES = {"list": ("LIST_PRICE", True), "after the share": ("AFTER_SELLER_SHARE", False)}


@pytest.mark.parametrize(("base", "is_known"), BASES.values(), ids=BASES)
def test_the_worst_is_known_where_extras_are_of_the_list_price(base: str, is_known: bool) -> None:
    """
    No base is higher than the list price, and there nothing about the shares changes an extra.
    """
    rules = JAPAN if is_known else rules_of({"fees.surcharge_base": base})
    found = asked(settle(mega(quantity=2), POWER, rules))

    assert [
        len(found[rule].lowest) for rule in ("discounts.odd_yen", "settlements.compensation")
    ] == [
        int(is_known),
        int(is_known),
    ]
    assert ("fees.surcharge_base" in found) is is_known
    if is_known:
        low, high = at_the_ends(found["fees.surcharge_base"])
        assert len(low) == 1
        assert not set(low) & set(high)


def test_the_grain_of_tax_is_no_matter_of_one_unit() -> None:
    """
    Rounding by the unit, by the line and by the invoice are the same for one unit, not for two.
    """
    one, two = (asked(settle(mega(quantity=units), POWER))["fees.tax_grain"] for units in (1, 2))

    assert [len(one.lowest), len(one.highest)] == [1, 1]
    assert [len(two.lowest), len(two.highest)] == [2, 2]


def test_days_change_no_net() -> None:
    """
    Of readings that only move days the one that is taken stands for all.
    """
    found = asked(settle(paid(delivered_on=date(2026, 5, 15)), POWER))
    question = found["settlements.due_on_wednesday"]

    assert question.others
    assert question.lowest == question.highest == (question.taken,)


MATTERS = {
    "halves": ("discounts.odd_yen", mega(), True),
    "nobody's halves": ("discounts.odd_yen", told(), False),
    "grain": ("discounts.coupon_grain", mega(), True),
    "nothing to grind": ("discounts.coupon_grain", told(), False),
    "compensated": ("settlements.compensation", mega(), True),
    "nothing to compensate": ("settlements.compensation", told(), False),
    "an extra": ("fees.surcharge_base", mega(), True),
    "no extra": ("fees.surcharge_base", told(), False),
    "a tax": ("fees.tax_grain", told(), True),
}


@pytest.mark.parametrize(("rule", "line", "matters"), MATTERS.values(), ids=MATTERS)
def test_a_question_says_which_cases_it_does_not_matter_to(
    rule: str, line: Any, matters: bool
) -> None:
    """
    Halves matter where a coupon is shared, the compensation in mega-wari, a base where extras are.
    """
    question = asked(settle(mega(quantity=2), POWER))[rule]
    one = settle(line, POWER)

    assert question.matters_to(Case(one.line, one.terms, one.context)) is matters


def brute_force(result: Settlement) -> tuple[int, int]:
    """
    The lowest and the highest net of all combinations of answers.
    """
    questions = asked(result).values()
    nets: list[int] = []
    for way in itertools.product(*((q.taken, *q.others) for q in questions)):
        case = Case(result.line, result.terms, result.context)
        for answer in way:
            case = answer.change(case)
        nets.append(breakdown_of(case.line, case.terms, case.context).net)
    return min(nets), max(nets)


# name, line, seller, readings that are decided so that few combinations are left
SMALL: dict[str, tuple[Any, Any, dict[str, Any]]] = {
    "nothing told": (paid(1_326, 2), POWER, {}),
    # At low prices an extra of 1 % is 0 yen until it is rounded up: two answers that count together.
    "10 yen": (told(10, external_ad=True), POWER, {}),
    "10 yen, nothing told": (paid(10, 3), POWER, {"fees.settle_price_rounding": "HALF_UP"}),
    "an option": (told(5, 3, option_price=7), POWER, {}),
    "a cheap option": (told(1_000, 2, option_price=-201), POWER, {}),
    "one yen of mega-wari": (
        mega(3, 1, external_ad=False, send_type=SendType.GENERAL, destination="JP"),
        POWER,
        {"fees.mega_surcharge": "1"},
    ),
    "two units of mega-wari": (
        mega(7, 3, quantity=2, external_ad=False, send_type=SendType.GENERAL, destination="JP"),
        POWER,
        {"fees.mega_surcharge": "1", "fees.mega_support_fee": "0"},
    ),
    "an extra on what is left after the seller's share": (
        mega(2_953, 591, external_ad=False, send_type=SendType.GENERAL, destination="JP"),
        POWER,
        {"fees.surcharge_base": "AFTER_SELLER_SHARE"},
    ),
    "an inferred rate": (told(1_005, 2, platform_settle_price=1_850), SILENT, {}),
    "an inferred owner": (
        told(15, 2, discounts=off(DiscountKind.UNATTRIBUTED, 6), paid_at=MEGA_DAY),
        POWER,
        {"fees.mega_support_fee": "0", "fees.surcharge_rounding": "HALF_UP"},
    ),
    "points": (
        told(discounts=off(DiscountKind.MEGA_PO, 101), paid_at=datetime(2026, 5, 1, tzinfo=JST)),
        POWER,
        {"fees.tax_grain": "LINE", "fees.tax_rounding": "HALF_UP"},
    ),
    "abroad, on a preparation": (
        paid(333, 2, external_ad=False, send_type=SendType.PREPARATION),
        attrs.evolve(POWER, payout_account=PayoutAccount.OUTSIDE_JAPAN),
        {"fees.tax_grain": "LINE"},
    ),
    "the seller's own discount": (
        told(1_005, 2, discounts=(Discount(DiscountKind.ITEM, 101),)),
        POWER,
        {"fees.commission_base": "AFTER_DISCOUNT"},
    ),
}


@pytest.mark.parametrize(("line", "seller", "decided"), SMALL.values(), ids=SMALL)
def test_the_range_is_that_of_all_combinations(
    line: Any, seller: Any, decided: dict[str, Any]
) -> None:
    """
    The ends of the net are the lowest and the highest of all combinations of answers.
    """
    result = settle(line, seller, rules_of(decided))

    assert result.net_range == brute_force(result)
