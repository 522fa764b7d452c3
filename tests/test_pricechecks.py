from __future__ import annotations

import re
import tomllib

from datetime import date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import losschecks, pricechecks
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.basics.findings import Message, Severity
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import Days
from qoo10model.discounts import DiscountKind
from qoo10model.pricechecks import PriceDraft, check_event_price, check_price, is_digit_off
from qoo10model.rules.book import JAPAN
from qoo10model.rules.calendars import MEGA_WARI
from qoo10model.rules.eventgates import PriceCeiling


DAY = date(2026, 5, 12)
JUNE = MEGA_WARI.occasions[9]  # 29 May to 10 June 2026
WATCHED = Days(date(2026, 5, 1), date(2026, 5, 28))
EARLIER = ((date(2026, 3, 1), 2_980), (date(2026, 4, 20), 2_480))
WORKED = tomllib.loads(
    (Path(__file__).parent / "worked" / "listings.toml").read_text(encoding="utf-8")
)
MESSAGES = [
    value
    for module in (pricechecks, losschecks)
    for value in vars(module).values()
    if isinstance(value, Message)
]


def found(price: int, sale_price: int | None = None, **more: Any) -> list[str]:
    """
    The codes of what looks like a slip, beside the earlier prices 2,980 and 2,480.
    """
    draft = PriceDraft(price, sale_price, prices=more.pop("prices", EARLIER))
    findings = check_price(draft, **{"on": DAY, **more})
    return [finding.code.removeprefix("listings.") for finding in findings]


# A digit off


@pytest.mark.parametrize("case", WORKED["digit"])
def test_worked_digits(case: dict[str, Any]) -> None:
    """
    One digit more or less is a digit off, and nothing else is.
    """
    assert is_digit_off(case["price"], case["known"]) is case["is_off"]
    assert is_digit_off(case["known"], case["price"]) is case["is_off"]


@given(st.integers(1, 10**9), st.integers(0, 9), st.data())
def test_a_digit_typed_too_often_is_found(price: int, digit: int, data: st.DataObject) -> None:
    """
    Wherever a digit slips in, the price is a digit off.
    """
    text = str(price)
    at = data.draw(st.integers(1, len(text)))
    assert is_digit_off(int(f"{text[:at]}{digit}{text[at:]}"), price)
    assert not is_digit_off(price, price)


@pytest.mark.parametrize(
    "price, expected",
    [
        (2_980, []),
        (2_480, []),
        (2_700, []),
        (298, ["digit_off"]),
        (24_800, ["digit_off"]),
        (1_240, []),
        (1_239, ["far_from_history"]),
        (4_470, []),
        (4_471, ["far_from_history"]),
        (248, ["digit_off"]),
        (100, ["far_from_history"]),
    ],
)
def test_a_price_beside_its_history(price: int, expected: list[str]) -> None:
    """
    A digit off by ten times is an error; more than half below the lowest or above the highest a warning.
    """
    assert found(price) == expected


@pytest.mark.parametrize("case", WORKED["slip"], ids=count())
def test_worked_slips(case: dict[str, Any]) -> None:
    """
    A digit off is an error from five times on and below it a warning, for it may be a cut of the price.
    """
    earlier = tuple((date(2026, 1, 1 + at), yen) for at, yen in enumerate(case["earlier"]))
    findings = check_price(PriceDraft(case["price"], prices=earlier), on=DAY)
    assert [f.code.removeprefix("listings.") for f in findings] == [case["found"]][: len(findings)]
    assert bool(findings) is bool(case["found"])
    for finding in findings:
        is_error = case["found"] == "digit_off"
        assert finding.severity is (Severity.ERROR if is_error else Severity.WARNING)
        assert case.get("slip", "far from what it was before") in finding.text.en


@given(st.integers(1, 99_999), st.integers(1, 3))
def test_zeros_too_many_or_too_few_are_a_slip(price: int, zeros: int) -> None:
    """
    A price ten, a hundred or a thousand times an earlier one is an error, and the other way round.
    """
    shifted = price * 10**zeros
    for known, typed in ((price, shifted), (shifted, price)):
        assert found(typed, prices=((date(2026, 1, 1), known),)) == ["digit_off"]


def test_from_when_a_digit_is_a_slip_for_sure_is_a_rule() -> None:
    """
    A caller who never cuts a price by half says so, and the price that lost its first digit is an error.
    """
    strict = JAPAN.with_reading("listings.sure_slip", 2)
    earlier = ((date(2026, 1, 1), 1_980),)
    assert found(980, prices=earlier, rules=strict) == ["digit_off"]
    assert found(980, prices=earlier) == ["maybe_digit_off"]
    wide = JAPAN.with_reading("listings.far_from_history", Rate.percent("60"))
    assert found(980, prices=earlier, rules=wide) == []
    assert found(198, prices=earlier, rules=wide) == ["digit_off"]
    # However far is allowed, a price ten times lower is not near the one that it slipped from.
    any_price = JAPAN.with_reading("listings.far_from_history", Rate.percent("95"))
    assert found(198, prices=earlier, rules=any_price) == ["digit_off"]


def test_a_sale_at_half_the_price_is_asked_about_and_no_error() -> None:
    """
    1,980 yen at 980 in a sale is as likely meant as not.
    """
    (finding,) = check_price(PriceDraft(1_980, 980), on=DAY)
    assert finding.severity is Severity.WARNING
    assert finding.text.ja == (
        "セール価格: 980円は1,980円と比べて1桁少ない。意図した価格変更か、入力間違いかを確認すること"
    )


def test_the_finding_names_the_price_that_was_meant() -> None:
    """
    Of several earlier prices the latest that fits is named, and which way the digit slipped.
    """
    draft = PriceDraft(248, prices=((date(2026, 1, 1), 2_480), (date(2026, 2, 1), 2_048)))
    (finding,) = check_price(draft, on=DAY)
    assert finding.severity is Severity.ERROR
    assert finding.text.en == ("price: 248 yen is 2,048 yen with a digit missing: is it meant?")
    (finding,) = check_price(attrs.evolve(draft, price=24_800), on=DAY)
    assert finding.text.ja == (
        "販売価格: 24,800円は2,480円と比べて1桁多い。入力間違いがないか確認すること"
    )


def test_what_a_price_is_far_from_is_named() -> None:
    """
    One earlier price is named alone, several from the lowest to the highest.
    """
    (one,) = check_price(PriceDraft(100, prices=EARLIER[:1]), on=DAY)
    assert one.text.en == ("price: 100 yen is far from what it was before, 2,980 yen: is it meant?")
    (several,) = check_price(PriceDraft(100, prices=EARLIER), on=DAY)
    assert several.text.ja == (
        "販売価格: 100円は過去の価格（2,480〜2,980円）から大きく離れている。確認すること"
    )


def test_prices_of_later_days_are_no_history() -> None:
    """
    Only what was charged by the day of publishing counts; that day itself does.
    """
    later = ((date(2026, 5, 13), 2_980),)
    assert found(298, prices=later) == []
    assert found(298, prices=later, on=date(2026, 5, 13)) == ["digit_off"]


def test_how_far_is_far_is_a_rule() -> None:
    """
    A caller who wants to be asked sooner says so.
    """
    sooner = JAPAN.with_reading("listings.far_from_history", Rate.percent("30"))
    assert found(1_736, rules=sooner) == []
    assert found(1_735, rules=sooner) == ["far_from_history"]
    assert found(1_735) == []


# The cost


@pytest.mark.parametrize(
    "price, cost, expected",
    [
        (1_300, 1_300, []),
        (1_299, 1_300, ["below_cost"]),
        (13_000, 1_300, []),
        (13_001, 1_300, ["far_above_cost"]),
        (500, 0, []),
        (500, None, []),
    ],
)
def test_a_price_beside_its_cost(price: int, cost: int | None, expected: list[str]) -> None:
    """
    Below the cost is an error, more than ten times the cost a warning; free goods have no such limit.
    """
    assert found(price, prices=(), unit_cost=cost) == expected


# The sale price


@pytest.mark.parametrize(
    "price, sale, expected",
    [
        (2_980, 2_979, []),
        (2_980, 2_980, ["sale_not_cheaper"]),
        (2_980, 3_100, ["sale_not_cheaper"]),
        (2_980, 268, ["far_from_history"]),
        (2_980, 298, ["digit_off"]),
        (2_980, 0, ["price_outside", "far_from_history"]),
        (0, 0, ["price_outside", "far_from_history", "price_outside", "sale_not_cheaper"]),
        (1_000_000_000, 2_480, ["price_outside", "far_from_history"]),
    ],
)
def test_a_sale_price_beside_the_price(price: int, sale: int, expected: list[str]) -> None:
    """
    A sale price must be below the price and near what was.
    """
    assert found(price, sale) == expected


def test_a_sale_price_is_looked_at_beside_the_price_even_without_history() -> None:
    """
    A new item has its own price beside the sale price, and the cost below both.
    """
    assert found(2_980, 298, prices=()) == ["digit_off"]
    assert found(2_980, 1_489, prices=()) == ["far_from_history"]
    assert found(2_980, 1_490, prices=()) == []
    assert found(2_980, 2_000, prices=(), unit_cost=2_500) == ["below_cost"]


# The event


def event(draft: PriceDraft, **more: Any) -> list[tuple[str, Severity]]:
    """
    What the mega-wari of June says about a price.
    """
    findings = check_event_price(draft, JUNE, **{"on": DAY, "watched": WATCHED, **more})
    return [(finding.code, finding.severity) for finding in findings]


@pytest.mark.parametrize(
    "price, expected",
    [
        (2_480, []),
        (2_481, [("eventgates.price_raised", Severity.ERROR)]),
        (2_479, [("listings.binds_event_price", Severity.ADVICE)]),
    ],
)
def test_a_price_beside_the_watched_days(price: int, expected: list[tuple[str, Severity]]) -> None:
    """
    Above the price of the watched days the event is closed; below every earlier one it binds.
    """
    assert event(PriceDraft(price, prices=EARLIER)) == expected


def test_the_sale_price_is_what_the_event_sees() -> None:
    """
    What a unit sells at counts.
    """
    assert event(PriceDraft(2_980, 2_480, prices=EARLIER)) == []


def test_where_the_readings_differ_it_is_a_warning() -> None:
    """
    Which of several watched prices counts nobody said: above the lowest only is a warning.
    """
    earlier = ((date(2026, 3, 1), 2_480), (date(2026, 5, 5), 2_980), (date(2026, 5, 9), 2_480))
    draft = PriceDraft(2_700, prices=earlier)
    assert event(draft) == [("eventgates.price_raised", Severity.WARNING)]
    sure = JAPAN.with_reading("eventgates.price_ceiling", PriceCeiling.LOWEST)
    assert event(draft, rules=sure) == [("eventgates.price_raised", Severity.ERROR)]


def test_without_history_or_watched_days_the_event_is_not_known() -> None:
    """
    What is not given is a warning and no permission; without history nothing can be bound.
    """
    assert event(PriceDraft(2_480)) == [("eventgates.not_known", Severity.WARNING)]
    codes = event(PriceDraft(2_900, prices=EARLIER), watched=None)
    assert codes == [("eventgates.watched_days_not_known", Severity.WARNING)]


@pytest.mark.parametrize(
    "on, watched, binds",
    [
        (date(2026, 5, 28), WATCHED, True),
        (date(2026, 5, 29), WATCHED, False),
        (date(2026, 5, 28), None, True),
        (date(2026, 5, 29), None, False),
        (date(2026, 5, 20), Days(date(2026, 5, 1), date(2026, 5, 20)), True),
        (date(2026, 5, 21), Days(date(2026, 5, 1), date(2026, 5, 20)), False),
    ],
)
def test_until_when_a_low_price_binds(on: date, watched: Days | None, binds: bool) -> None:
    """
    Up to the last watched day, and before the event at all events.
    """
    codes = [code for code, _ in event(PriceDraft(2_000, prices=EARLIER), on=on, watched=watched)]
    assert ("listings.binds_event_price" in codes) is binds


def test_the_day_of_publishing_decides_what_is_earlier() -> None:
    """
    A price that begins after it does not count as earlier.
    """
    draft = PriceDraft(2_900, prices=((date(2026, 4, 1), 2_980), (date(2026, 5, 20), 2_000)))
    assert event(draft, on=date(2026, 5, 12)) == [("listings.binds_event_price", Severity.ADVICE)]
    assert event(draft, on=date(2026, 5, 20))[0][0] == "eventgates.price_raised"


# Values and mistakes


def test_a_draft_sells_at_its_sale_price() -> None:
    """
    Without a sale it sells at its price; the repr evaluates.
    """
    draft = PriceDraft(2_980, 2_480, EARLIER, "A", "S", DiscountKind.ITEM)
    assert (draft.selling, PriceDraft(2_980).selling) == (2_480, 2_980)
    assert draft.known_on(date(2026, 4, 19)) == (2_980,)
    names = {
        "PriceDraft": PriceDraft,
        "DiscountKind": DiscountKind,
        "datetime": __import__("datetime"),
    }
    assert eval(repr(draft), names) == draft


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.code)
def test_every_message_is_in_both_languages(message: Message) -> None:
    """
    English and Japanese have the same facts.
    """
    facts = [set(re.findall(r"\{(\w+)", text)) for text in (message.text.en, message.text.ja)]
    assert facts[0] == facts[1]


def test_an_item_without_a_number_is_named_all_the_same() -> None:
    """
    Where the draft has no item number the finding names its SKU, and a dash where it has none.
    """
    later = ((date(2026, 5, 2), 2_000),)
    for draft, named in (
        (PriceDraft(2_100, prices=later, sku="TEA-500"), "item TEA-500: "),
        (PriceDraft(2_100, prices=later), "item –: "),
    ):
        (finding,) = check_event_price(draft, JUNE, on=DAY, watched=WATCHED)
        assert finding.text.en.startswith(named)


# The same without types, for what they forbid.
PriceDraft_: Any = PriceDraft
check_price_: Any = check_price
check_event_price_: Any = check_event_price


@pytest.mark.parametrize(
    "make, error, said",
    [
        (lambda: PriceDraft_(29.8), InvalidTypeError, "price must be whole yen"),
        (lambda: PriceDraft_(True), InvalidTypeError, "price must be whole yen"),
        (lambda: PriceDraft_("2980"), InvalidTypeError, "price must be whole yen"),
        (lambda: PriceDraft_(-1), InvalidValueError, "price must be at least 0"),
        (lambda: PriceDraft_(1, Decimal(1)), InvalidTypeError, "sale_price must be whole yen"),
        (lambda: PriceDraft_(1, -1), InvalidValueError, "sale_price must be at least 0"),
        (lambda: PriceDraft_(1, prices=[]), InvalidTypeError, "prices must be a tuple"),
        (lambda: PriceDraft_(1, prices=(("2026", 1),)), InvalidTypeError, "prices must be a date"),
        (lambda: PriceDraft_(1, prices=EARLIER[::-1]), InvalidValueError, "must rise"),
        (
            lambda: PriceDraft_(1, prices=((DAY, 1.5),)),
            InvalidTypeError,
            "prices must be whole yen",
        ),
        (lambda: PriceDraft_(1, item_code=5), InvalidTypeError, "item_code must be text"),
        (lambda: PriceDraft_(1, sku=5), InvalidTypeError, "sku must be text"),
        (lambda: PriceDraft_(1, sale_kind="item"), InvalidTypeError, "cut_kind must be such as"),
        (
            lambda: PriceDraft_(1, sale_kind=DiscountKind.SHOP_COUPON),
            InvalidValueError,
            "cut_kind must be TIME_SALE",
        ),
        (lambda: check_price_(2_980, on=DAY), InvalidTypeError, "draft must be such as PriceDraft"),
        (
            lambda: check_price_(PriceDraft_(1), on=DAY, unit_cost=1.5),
            InvalidTypeError,
            "unit_cost must be whole yen",
        ),
        (
            lambda: check_price_(PriceDraft_(1), on=DAY, unit_cost=-1),
            InvalidValueError,
            "unit_cost must be at least 0",
        ),
        (
            lambda: check_price_(PriceDraft_(1), on=datetime(2026, 5, 12)),
            InvalidTypeError,
            "must be a date",
        ),
        (
            lambda: check_price_(PriceDraft_(1), on=date(2018, 8, 31)),
            RuleNotKnownError,
            "not known before",
        ),
        (
            lambda: check_event_price_(2_980, JUNE, on=DAY),
            InvalidTypeError,
            "draft must be such as PriceDraft",
        ),
        (
            lambda: check_event_price_(PriceDraft_(1), "mega-wari", on=DAY),
            InvalidTypeError,
            "event must be an Occasion",
        ),
    ],
    ids=count(),
)
def test_bad_prices_are_refused(make: Any, error: type[Exception], said: str) -> None:
    """
    Each error says what was expected.
    """
    with pytest.raises(error, match=re.escape(said)):
        make()
