from __future__ import annotations

import copy
import datetime as dt
import pickle

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from hypothesis import given

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.basics.findings import Severity
from qoo10model.basics.money import Rate
from qoo10model.basics.sources import Confidence, Source, SourceKind
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules.book import JAPAN
from qoo10model.sellers import (
    Commissions,
    Establishment,
    Grade,
    PayoutAccount,
    Seller,
    check,
    rate_on,
)
from tests.strategies import commissions, days, sellers


if TYPE_CHECKING:
    from collections.abc import Callable

MAY = date(2026, 5, 11)
EIGHT, NINE, TEN, ELEVEN = (Rate.percent(n) for n in (8, 9, 10, 11))
GROWING = Timeline.own("my rate", (date(2025, 1, 1), NINE), (date(2026, 1, 1), TEN))
GROWN = Timeline.own("my grade", (date(2025, 1, 1), Grade.GENERAL), (date(2026, 1, 1), Grade.POWER))
NAMES = {
    kind.__name__: kind
    for kind in (
        Commissions,
        Confidence,
        Dated,
        Establishment,
        Grade,
        PayoutAccount,
        Rate,
        Seller,
        Source,
        SourceKind,
        Text,
        Timeline,
    )
} | {"datetime": dt}
"""
What the repr of a seller needs to evaluate.
"""


def shop(commission: Any = TEN, **facts: Any) -> Seller:
    """
    A power seller who pays *commission*.
    """
    return Seller(**{"grade": Grade.POWER, "commission": commission, **facts})


# What a seller states


def test_a_seller_is_in_japan_unless_said() -> None:
    """
    Establishment and payout account are in Japan, and what is not stated is not known.
    """
    seller = Seller(grade=Grade.GENERAL)
    assert seller.establishment is Establishment.JAPAN
    assert seller.payout_account is PayoutAccount.JAPAN
    assert (seller.commission, seller.fee_tax, seller.payment_service_fee) == (None, None, None)
    assert seller.shop == ""


@pytest.mark.parametrize(
    "day, grade, rate",
    [
        (date(2025, 1, 1), Grade.GENERAL, NINE),
        (date(2025, 12, 31), Grade.GENERAL, NINE),
        (date(2026, 1, 1), Grade.POWER, TEN),
        (date(2026, 12, 31), Grade.POWER, TEN),
    ],
)
def test_grade_and_commission_may_be_dated(day: date, grade: Grade, rate: Rate) -> None:
    """
    From its first day on a new grade or rate holds, and until the day before it the old one.
    """
    assert shop(GROWING, grade=GROWN).grade_on(day) is grade
    assert rate_on(GROWING, day) == rate


def test_one_grade_and_one_rate_hold_on_all_days() -> None:
    """
    What has no days holds always.
    """
    for day in (date(1990, 1, 1), MAY):
        assert shop().grade_on(day) is Grade.POWER
        assert rate_on(TEN, day) == TEN


def test_before_the_first_day_given_nothing_is_known() -> None:
    """
    A timeline that begins later is no guess about the days before.
    """
    for use in (
        lambda: shop(grade=GROWN).grade_on(date(2024, 12, 31)),
        lambda: rate_on(GROWING, date(2024, 12, 31)),
    ):
        with pytest.raises(RuleNotKnownError, match="is not known before 2025-01-01"):
            use()


@pytest.mark.parametrize(
    "table",
    [
        {"b": NINE, "a": TEN},
        {"a": TEN, "b": NINE},
        (("b", NINE), ("a", TEN)),
        [("a", TEN), ("b", NINE)],
        iter([("b", NINE), ("a", TEN)]),
    ],
    ids=["mapping", "mapping in order", "pairs", "list", "iterator"],
)
def test_rates_come_as_a_mapping_or_as_pairs(table: Any) -> None:
    """
    Rates are kept by key, however they came.
    """
    rates = Commissions(by_item=table)
    assert rates.by_item == (("a", TEN), ("b", NINE))
    assert rates == Commissions(by_item={"a": TEN, "b": NINE})
    assert hash(rates) == hash(Commissions(by_item={"b": NINE, "a": TEN}))


def test_rates_are_looked_up_by_key() -> None:
    """
    The look-ups say what the rows say, and cannot be changed.
    """
    rates = Commissions(by_item={"100000001": NINE}, by_category={"food": GROWING}, otherwise=TEN)
    assert dict(rates.items) == {"100000001": NINE}
    assert dict(rates.categories) == {"food": GROWING}
    for table in (rates.items, rates.categories):
        assert isinstance(table, MappingProxyType)
    assert dict(Commissions().items) == dict(Commissions().categories) == {}


# What is odd


@pytest.mark.parametrize(
    "commission, found",
    [
        (None, []),
        # All commissions lie from 6 to 10 %.
        (Rate.percent("6"), []),
        (TEN, []),
        (Rate.percent("5.99"), ["rate_outside_range"]),
        (Rate.percent("10.01"), ["rate_outside_range"]),
        (Rate.percent("0"), ["rate_outside_range"]),
        (Rate.percent("100"), ["rate_outside_range"]),
        (GROWING, []),
        (Timeline.own("r", (date(2025, 1, 1), TEN), (MAY, ELEVEN)), ["rate_outside_range"]),
        (Timeline.own("r", (date(2025, 1, 1), ELEVEN), (MAY, TEN)), []),
        (Commissions(), []),
        (Commissions(otherwise=ELEVEN), ["rate_outside_range"]),
        (Commissions(by_item={"A": Rate.percent("6"), "B": TEN}), []),
        (Commissions(by_item={"A": ELEVEN, "B": TEN}), ["rate_outside_range"]),
        # Beauty pays 10 %, electronics 8 to 10 %, food 6 to 10 %.
        (Commissions(by_category={"beauty": TEN, "electronics": EIGHT, "food": EIGHT}), []),
        (Commissions(by_category={"beauty": Rate.percent("9.99")}), ["rate_outside_range"]),
        (Commissions(by_category={"electronics": Rate.percent("7.99")}), ["rate_outside_range"]),
        (Commissions(by_category={"food": Rate.percent("5.99")}), ["rate_outside_range"]),
        (Commissions(by_category={"beauty": GROWING}), []),
        # A category of the seller's own, or one that is misspelt.
        (Commissions(by_category={"beuty": TEN}), ["category_not_published"]),
        (
            Commissions(by_category={"300000123": ELEVEN}),
            ["category_not_published", "rate_outside_range"],
        ),
        # A timeline that does not reach the day.
        (Timeline.own("r", (date(2026, 5, 12), TEN)), ["not_given"]),
        (Commissions(by_item={"A": Timeline.own("r", (date(2026, 5, 12), TEN))}), ["not_given"]),
        (
            Commissions(by_item={"A": ELEVEN}, by_category={"beuty": EIGHT}, otherwise=ELEVEN),
            ["category_not_published", "rate_outside_range", "rate_outside_range"],
        ),
    ],
)
def test_what_is_odd_about_rates(commission: Any, found: list[str]) -> None:
    """
    A rate outside the range that is known on the day is a finding, and so is one that is not given.
    """
    codes = [finding.code for finding in check(shop(commission), on=MAY)]
    assert codes == [f"sellers.{code}" for code in found]


@pytest.mark.parametrize("day, found", [(date(2024, 12, 31), 1), (date(2025, 1, 1), 0)])
def test_a_grade_that_is_not_given_is_odd(day: date, found: int) -> None:
    """
    A grade that begins after the day is a finding.
    """
    assert [f.code for f in check(shop(grade=GROWN), on=day)] == ["sellers.not_given"] * found


@pytest.mark.parametrize(
    "seller, severity, en, ja",
    [
        (
            shop(ELEVEN),
            Severity.WARNING,
            "commission of the shop: the seller's 11 % lies outside the known range, 6 % – 10 %",
            "販売手数料（ショップ）: 販売者の料率11 %は、知られている範囲6 % – 10 %の外",
        ),
        (
            shop(Commissions(by_item={"A-1": ELEVEN})),
            Severity.WARNING,
            "commission of item A-1: the seller's 11 % lies outside the known range, 6 % – 10 %",
            "販売手数料（商品A-1）: 販売者の料率11 %は、知られている範囲6 % – 10 %の外",
        ),
        (
            shop(Commissions(by_category={"beauty": NINE})),
            Severity.WARNING,
            "commission of beauty: the seller's 9 % lies outside the known range, 10 %",
            "販売手数料（ビューティー・コスメ）: 販売者の料率9 %は、知られている範囲10 %の外",
        ),
        (
            shop(Commissions(by_category={"beuty": TEN})),
            Severity.ADVICE,
            (
                "'beuty' is none of the published categories (ladies_fashion, beauty, mens_sports, "
                "electronics, mobile, daily_goods, food, baby_kids, entertainment): "
                "only the seller's rate is known"
            ),
            (
                "「beuty」は公表されたカテゴリ（ladies_fashion, beauty, mens_sports, electronics, mobile, "
                "daily_goods, food, baby_kids, entertainment）にない。販売者の料率だけで計算する"
            ),
        ),
        (
            shop(Timeline.own("r", (date(2027, 1, 1), TEN))),
            Severity.WARNING,
            "the seller gives no commission of the shop for 2026-05-11",
            "2026-05-11の販売手数料（ショップ）が指定されていない",
        ),
        (
            shop(grade=Timeline.own("g", (date(2027, 1, 1), Grade.POWER))),
            Severity.WARNING,
            "the seller gives no grade for 2026-05-11",
            "2026-05-11のグレードが指定されていない",
        ),
    ],
)
def test_a_finding_says_what_in_both_languages(
    seller: Seller, severity: Severity, en: str, ja: str
) -> None:
    """
    What is odd is said in English and Japanese.
    """
    (finding,) = check(seller, on=MAY)
    assert (finding.severity, finding.text.en, finding.text.ja) == (severity, en, ja)


def test_the_rule_book_decides_what_is_odd() -> None:
    """
    In a book whose range ends at 12 %, a commission of 11 % is not odd.
    """
    limits = JAPAN.fees.commission_range
    wider = attrs.evolve(limits.on(MAY), highest=Rate.percent("12"))
    rules = JAPAN.replacing(limits.with_value(wider, since=date(2026, 1, 1)))
    assert check(shop(ELEVEN), on=MAY, rules=rules) == ()
    assert check(shop(ELEVEN), on=date(2025, 12, 31), rules=rules) != ()


def test_before_the_first_rules_nothing_is_checked() -> None:
    """
    Until August 2018 commission went by grade and price, so that no range can be asked.
    """
    assert check(shop(), on=date(2018, 9, 1)) == ()
    with pytest.raises(RuleNotKnownError, match="is not known before 2018-09-01"):
        check(shop(), on=date(2018, 8, 31))


@given(sellers, days)
def test_rates_in_the_published_range_are_odd_in_their_category_only(
    seller: Seller, day: date
) -> None:
    """
    Rates from 6 to 10 % can be odd only where a category is known more narrowly.
    """
    for finding in check(seller, on=day):
        assert finding.code == "sellers.rate_outside_range"
        assert "item" not in finding.text.en
        assert "shop" not in finding.text.en


# Values


@given(sellers)
def test_a_seller_is_a_value(seller: Seller) -> None:
    """
    A seller survives pickling, copying and its own repr, and equal ones have one hash.
    """
    again = eval(repr(seller), NAMES)
    assert pickle.loads(pickle.dumps(seller)) == copy.deepcopy(seller) == again == seller
    assert hash(again) == hash(seller) == hash(pickle.loads(pickle.dumps(seller)))
    assert isinstance(again.grade_on(MAY), Grade)


@given(commissions)
def test_commissions_are_a_value(rates: Commissions) -> None:
    """
    Rates survive pickling, copying and their own repr, also after they were looked up.
    """
    looked_up = (rates.items, rates.categories, hash(rates))
    again = pickle.loads(pickle.dumps(rates))
    assert again == copy.deepcopy(rates) == eval(repr(rates), NAMES) == rates
    assert (again.items, again.categories, hash(again)) == looked_up


@pytest.mark.parametrize(
    "value", [shop(), Commissions(otherwise=TEN)], ids=["Seller", "Commissions"]
)
def test_both_are_frozen(value: Any) -> None:
    """
    No field can be set.
    """
    for field in attrs.fields(type(value)):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, field.name, None)


def test_a_repr_is_what_builds_the_value() -> None:
    """
    The repr of rates and of a seller is the code that a user would write.
    """
    rates = Commissions(by_item={"A": NINE}, otherwise=TEN)
    assert repr(rates) == (
        "Commissions(by_item=(('A', Rate.percent(\"9\")),), by_category=(), "
        'otherwise=Rate.percent("10"))'
    )
    assert repr(Seller(grade=Grade.POWER, commission=TEN, shop="shop-a")) == (
        'Seller(grade=Grade.POWER, commission=Rate.percent("10"), establishment=Establishment.JAPAN, '
        "payout_account=PayoutAccount.JAPAN, fee_tax=None, payment_service_fee=None, shop='shop-a')"
    )


# Bad input

NO_RATE = [0.1, 10, True, "10 %", Decimal("0.1"), Fraction(1, 10), Grade.POWER, (TEN,)]


def uses(rate: Any) -> tuple[Callable[[], object], ...]:
    """
    Every place where a seller states a rate.
    """
    return (
        lambda: shop(rate),
        lambda: shop(fee_tax=rate),
        lambda: shop(payment_service_fee=rate),
        lambda: Commissions(otherwise=rate),
        lambda: Commissions(by_item={"A": rate}),
        lambda: Commissions(by_category={"food": rate}),
    )


@pytest.mark.parametrize("rate", NO_RATE, ids=repr)
def test_a_rate_is_a_rate(rate: Any) -> None:
    """
    A float, a whole number or a text is no rate, wherever one is stated.
    """
    for use in uses(rate):
        with pytest.raises(InvalidTypeError, match=r"must be .*Rate.* such as Rate\.percent"):
            use()


@pytest.mark.parametrize(
    "rate", [Rate.percent("100.01"), Rate.percent("-0.01"), Rate(3, 1)], ids=str
)
def test_a_rate_lies_within_the_price(rate: Rate) -> None:
    """
    A commission is neither negative nor above 100 %.
    """
    for use in uses(rate):
        with pytest.raises(InvalidValueError, match="must lie from 0 % to 100 %"):
            use()


@pytest.mark.parametrize("rate", [Rate.percent("0"), Rate.percent("100")], ids=str)
def test_a_rate_may_be_nothing_or_all(rate: Rate) -> None:
    """
    0 % and 100 % are the ends of what can be stated.
    """
    for use in uses(rate):
        assert use()


@pytest.mark.parametrize(
    "timeline, error",
    [
        (Timeline.own("r", (date(2025, 1, 1), TEN), (MAY, 10)), InvalidTypeError),
        (Timeline.own("r", (date(2025, 1, 1), TEN), (MAY, Rate(2, 1))), InvalidValueError),
        (GROWN, InvalidTypeError),
    ],
    ids=["a number", "200 %", "grades"],
)
def test_every_entry_of_a_timeline_is_a_rate(timeline: Any, error: type[Exception]) -> None:
    """
    One wrong entry among dated rates is found when the seller is made, not on its day.
    """
    for use in (lambda: shop(timeline), lambda: Commissions(by_item={"A": timeline})):
        with pytest.raises(error, match="commission"):
            use()


@pytest.mark.parametrize("name", ["fee_tax", "payment_service_fee"])
def test_other_rates_have_no_days(name: str) -> None:
    """
    The tax on fees and the payment service fee are one rate each.
    """
    with pytest.raises(InvalidTypeError, match=f"{name} must be one Rate"):
        shop(**{name: GROWING})


@pytest.mark.parametrize(
    "facts, said",
    [
        ({"grade": "POWER"}, r"grade must be a Grade such as Grade\.POWER"),
        ({"grade": None}, "grade must be a Grade"),
        ({"grade": GROWING}, r"grade must be a Grade .* Timeline of grades \(got Rate"),
        ({"establishment": "JP"}, "establishment must be an Establishment"),
        ({"establishment": PayoutAccount.JAPAN}, "establishment must be an Establishment"),
        ({"payout_account": "JP"}, "payout_account must be a PayoutAccount"),
        ({"payout_account": Establishment.JAPAN}, "payout_account must be a PayoutAccount"),
        ({"shop": 5}, "shop must be text"),
        ({"shop": None}, "shop must be text"),
    ],
)
def test_facts_of_another_kind(facts: dict[str, Any], said: str) -> None:
    """
    A fact of another kind than said is refused with its name and what was expected.
    """
    with pytest.raises(InvalidTypeError, match=said):
        shop(**facts)


@pytest.mark.parametrize(
    "table, said",
    [
        (None, "must be a mapping or pairs"),
        (10, "must be a mapping or pairs"),
        (TEN, "must be a mapping or pairs"),
        (("A", TEN), r"must be pairs of key and rate \(got 'A'\)"),
        ((("A", TEN, MAY),), "must be pairs of key and rate"),
        ((("A",),), "must be pairs of key and rate"),
        ("A", "must be pairs of key and rate"),
        ((["A", TEN],), "must be pairs of key and rate"),
        ({100_000_001: TEN}, "an item number or a category must be text"),
        ({None: TEN}, "an item number or a category must be text"),
        ({"": TEN}, "an item number or a category must be text"),
    ],
    ids=repr,
)
def test_a_table_of_rates_is_pairs_of_text_and_rate(table: Any, said: str) -> None:
    """
    An item number as an int would never be met by an order's, so it is refused.
    """
    for name in ("by_item", "by_category"):
        with pytest.raises(InvalidTypeError, match=said):
            Commissions(**{name: table})


def test_one_key_has_one_rate() -> None:
    """
    Two rates for one item are a contradiction; rates that change are a timeline.
    """
    with pytest.raises(InvalidValueError, match=r"'A' must have one rate \(got two\); a Timeline"):
        Commissions(by_item=(("A", TEN), ("A", NINE)))


@pytest.mark.parametrize("day", [datetime(2026, 5, 11, tzinfo=UTC), "2026-05-11", None])
def test_a_day_is_a_date(day: Any) -> None:
    """
    A seller is checked on a Japanese day.
    """
    with pytest.raises(InvalidTypeError, match="on must be a date"):
        check(shop(), on=day)


@pytest.mark.parametrize("member", [*Grade, *Establishment, *PayoutAccount], ids=repr)
def test_grades_and_places_are_named(member: Any) -> None:
    """
    Grades and places have a name in both languages, and a repr that evaluates.
    """
    assert member.label.en
    assert member.label.ja
    assert eval(repr(member), NAMES) is member
