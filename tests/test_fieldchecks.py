from __future__ import annotations

import re

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import fieldchecks
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import Rate
from qoo10model.fieldchecks import batches, check
from qoo10model.listingfields import Listing, Option, OrderLimit
from qoo10model.rules.book import JAPAN
from qoo10model.rules.listings import LengthUnit, OrderLimitKind


DAY = date(2026, 5, 12)
GOOD = Listing("うるおい美容液", price=1_000, quantity=10)
MESSAGES = [value for value in vars(fieldchecks).values() if isinstance(value, Message)]


def look(listing: Listing, **more: Any) -> tuple[Finding, ...]:
    """
    What is found about a listing of a shop and brand that are known.
    """
    return check(listing, **{"on": DAY, "brand": (), "shop": (), **more})


def codes(listing: Listing, **more: Any) -> list[str]:
    """
    The codes of what is found about a listing.
    """
    return [finding.code for finding in look(listing, **more)]


def changed(value: Any, /, **facts: Any) -> Any:
    """
    The value with *facts*, whatever their kind.
    """
    return attrs.evolve(value, **facts)


def found(**facts: Any) -> list[str]:
    """
    The codes of a listing that is good but for *facts*.
    """
    return codes(attrs.evolve(GOOD, **facts))


# Lengths


@pytest.mark.parametrize(
    "field, limit, en",
    [
        ("promotion_name", 20, "promotion name"),
        ("seller_code", 100, "seller code"),
        ("brand_no", 10, "brand number"),
        ("model", 30, "model name"),
        ("material", 500, "material"),
        ("contact", 100, "contact"),
        ("image_url", 200, "address of the main picture"),
        ("video_url", 200, "address of the video"),
        ("description", 262_144, "description"),
    ],
)
def test_how_long_each_field_may_be(field: str, limit: int, en: str) -> None:
    """
    Each field takes its limit and not one character more.
    """
    assert found(**{field: "あ" * limit}) == []
    (finding,) = look(changed(GOOD, **{field: "あ" * (limit + 1)}))
    assert (finding.code, finding.severity) == ("listings.too_long", Severity.ERROR)
    assert finding.text.en.startswith(f"{en}: {limit + 1:,} characters (UTF-16")
    assert f"上限は{limit:,}文字" in finding.text.ja


@pytest.mark.parametrize("field, limit", [("name", 50), ("value", 50), ("code", 50)])
def test_how_long_an_option_may_be(field: str, limit: int) -> None:
    """
    Names, values and codes of options take 50 characters; the finding has the row of the option.
    """
    first, good = Option("色", "青"), Option("色", "赤")
    long = changed(good, **{field: "a" * limit})
    assert found(options=(first, long)) == []
    longer = changed(good, **{field: "a" * (limit + 1)})
    (finding,) = look(attrs.evolve(GOOD, options=(first, longer)))
    assert (finding.code, finding.row) == ("listings.too_long", 1)
    assert finding.text.en.startswith("option 2 (")


def test_a_field_that_is_too_long_in_one_way_only_is_a_warning() -> None:
    """
    Eleven emoji are 22 UTF-16 units and 11 characters; 20 are taken.
    """
    assert found(promotion_name="💄" * 10) == []
    (finding,) = look(attrs.evolve(GOOD, promotion_name="💄" * 11))
    assert (finding.code, finding.severity) == ("listings.maybe_too_long", Severity.WARNING)
    assert "22 characters if they are counted as UTF-16 units" in finding.text.en
    assert found(promotion_name="💄" * 21) == ["listings.too_long"]
    sure = JAPAN.with_reading("listings.length_unit", LengthUnit.CODE_POINTS)
    assert codes(attrs.evolve(GOOD, promotion_name="💄" * 11), rules=sure) == []


def test_halves_of_characters_are_found_in_every_text() -> None:
    """
    A wrongly decoded text is an error where it stands, and the finding can be printed.
    """
    bad = "\ud83d"
    listing = attrs.evolve(
        GOOD, material=bad, options=(Option(bad, "赤"),), search_words=(bad, bad)
    )
    findings = look(listing)
    assert [f.code for f in findings] == [
        "listings.broken_character",
        "listings.broken_character",
        "listings.search_word_twice",
        "listings.broken_character",
    ]
    assert findings[1].text.en.startswith("search word: it holds half of a character")
    assert findings[3].text.en.startswith("option 1 (?: 赤), option name: ")
    assert all(f.in_("ja").encode("utf-8") for f in findings)


def test_the_title_is_checked_with_what_is_told() -> None:
    """
    Brand, shop and words of the same meaning reach the check of the title.
    """
    listing = attrs.evolve(GOOD, title="NIKE 靴 スニーカー B店")
    told = {"brand": "Nike", "shop": "B店", "same_meaning": (("靴", "スニーカー"),)}
    assert codes(listing) == []
    assert codes(listing, **told) == [
        "listings.title_brand",
        "listings.title_same_meaning",
        "listings.title_shop",
    ]


def test_a_brand_or_shop_that_was_not_told_is_said() -> None:
    """
    Nobody can say that a title does without a name that is not known, once the policy asks.
    """
    untold = {"brand": None, "shop": None}
    found_ = look(GOOD, **untold)
    assert [(f.code, f.text.ja.partition(": ")[2]) for f in found_] == [
        ("listings.not_checked", "ブランド名"),
        ("listings.not_checked", "ショップ名"),
    ]
    assert {f.severity for f in found_} == {Severity.ADVICE}
    assert codes(GOOD, on=date(2021, 7, 26), **untold) == ["listings.not_checked"]
    assert codes(GOOD, on=date(2021, 7, 19), **untold) == []


# Numbers


@pytest.mark.parametrize("field", ["price", "retail_price"])
@pytest.mark.parametrize(
    "price, good", [(0, False), (1, True), (999_999_999, True), (1_000_000_000, False)]
)
def test_which_prices_are_taken(field: str, price: int, good: bool) -> None:
    """
    From 1 to 999,999,999 yen, for the price and the retail price.
    """
    assert found(**{field: price}) == ([] if good else ["listings.price_outside"])


@pytest.mark.parametrize(
    "quantity, good", [(0, True), (2_147_483_647, True), (2_147_483_648, False)]
)
def test_which_quantities_are_taken(quantity: int, good: bool) -> None:
    """
    Up to 2,147,483,647 units, for the listing and for an option.
    """
    expected = [] if good else ["listings.quantity_outside"]
    assert found(quantity=quantity) == expected
    assert found(options=(Option("色", "赤", quantity=quantity),)) == expected


@pytest.mark.parametrize(
    "price, surcharge, good",
    [
        (1_000, 500, True),
        (1_000, 501, False),
        (1_000, -500, True),
        (1_000, -501, False),
        (1_001, 500, True),
        (1_001, 501, False),
        (1, 0, True),
        (1, 1, False),
    ],
)
def test_how_large_a_surcharge_may_be(price: int, surcharge: int, good: bool) -> None:
    """
    Half of the price, up or down; not a yen more.
    """
    expected = [] if good else ["listings.surcharge_outside"]
    assert found(price=price, options=(Option("量", "大", surcharge=surcharge),)) == expected


def test_a_surcharge_names_its_option_and_the_limit() -> None:
    """
    The finding says which option, how much, and of which price.
    """
    option = Option("量", "大", surcharge=-501)
    (finding,) = look(attrs.evolve(GOOD, options=(Option("量", "小"), option)))
    assert finding.row == 1
    assert finding.text.en == (
        "option 2 (量: 大): a surcharge of −501 yen is more than 50 % of the price of 1,000 yen, "
        "up or down"
    )
    rules = JAPAN.with_reading("listings.option_surcharge", Rate.percent("60"))
    assert codes(attrs.evolve(GOOD, options=(option,)), rules=rules) == []


def test_a_surcharge_without_a_price_is_not_checked_and_that_is_said() -> None:
    """
    Not known is no permission.
    """
    assert found(price=None, options=(Option("量", "大", surcharge=1),)) == [
        "listings.surcharge_unchecked"
    ]
    assert found(price=None, options=(Option("量", "大"),)) == []


@pytest.mark.parametrize(
    "is_fashion, options, pictures, expected",
    [
        (True, 20, 10, []),
        (True, 21, 10, ["listings.too_many_options"]),
        (True, 20, 11, ["listings.too_many_option_images"] * 20),
        (False, 21, 11, []),
        (None, 21, 11, []),
    ],
)
def test_fashion_items_have_limits_of_their_own(
    is_fashion: bool | None, options: int, pictures: int, expected: list[str]
) -> None:
    """
    Twenty options of ten extra pictures each, for fashion items only.
    """
    given_ = tuple(Option("色", str(at), extra_images=pictures) for at in range(options))
    assert found(is_fashion=is_fashion, options=given_) == expected


def test_an_option_that_comes_again_is_told() -> None:
    """
    Name and value together tell options apart.
    """
    red = Option("色", "赤")
    assert found(options=(red, Option("柄", "赤"), Option("色", "青"))) == []
    again = attrs.evolve(GOOD, options=(red, attrs.evolve(red, code="B")))
    assert [(f.code, f.row) for f in look(again)] == [("listings.option_twice", 1)]


@pytest.mark.parametrize("value", ["Ｓ", "s", " S", "S\u3000"])
def test_an_option_that_looks_the_same_is_told(value: str) -> None:
    """
    Width, case and outer spaces do not tell options apart for a buyer.
    """
    assert found(options=(Option("Size", "S"), Option("Size ", value))) == ["listings.option_twice"]


@pytest.mark.parametrize(
    "units, quantity, told", [(10, 10, False), (11, 10, True), (11, None, False)]
)
def test_a_limit_above_the_stock_limits_nothing(
    units: int, quantity: int | None, told: bool
) -> None:
    """
    More than there is nobody can order anyway.
    """
    limit = OrderLimit(OrderLimitKind.PER_PERSON, units)
    expected = ["listings.order_limit_above_stock"] if told else []
    assert found(order_limit=limit, quantity=quantity) == expected


# Search words


def test_how_many_search_words_there_may_be() -> None:
    """
    Ten are taken.
    """
    words = tuple(f"語{at}" for at in range(12))
    assert found(search_words=words[:10]) == []
    (finding,) = look(attrs.evolve(GOOD, search_words=words))
    assert (finding.code, finding.severity) == ("listings.too_many_search_words", Severity.ERROR)
    assert finding.text.en == "12 search words, 10 are taken: leave out 2"


@pytest.mark.parametrize(
    "words, expected",
    [
        ((), []),
        (("保湿",), []),
        (("",), ["blank_search_word"]),
        (("\u3000",), ["blank_search_word"]),
        (("\u200b", "\u3164 "), ["blank_search_word", "blank_search_word"]),
        (("か\u3099らす", "がらす"), ["search_word_twice"]),
        (("", ""), ["blank_search_word", "blank_search_word"]),
        (("保湿", "保湿", "保湿"), ["search_word_twice"]),
        (("Ｓｅｒｕｍ", "serum "), ["search_word_twice"]),
        (("美容液",), ["search_word_in_title"]),
        (("うるおい",), ["search_word_in_title"]),
        (("うるおい美容液",), ["search_word_in_title"]),
        (("美容",), []),
    ],
)
def test_search_words_that_bring_nothing(words: tuple[str, ...], expected: list[str]) -> None:
    """
    Empty words, the same again, and words that stand in the title bring no further visitors.
    """
    assert found(search_words=words) == [f"listings.{code}" for code in expected]


def test_that_words_differ_is_a_rule() -> None:
    """
    Who finds otherwise switches the advice off.
    """
    rules = JAPAN.with_reading("listings.words_differ", False)
    assert codes(attrs.evolve(GOOD, search_words=("美容液",)), rules=rules) == []


# Files


@given(st.integers(0, 2_300))
def test_files_lose_no_row(rows: int) -> None:
    """
    All rows are there in order; each file but the last is full.
    """
    files = batches(iter(range(rows)), on=DAY)
    assert [row for file in files for row in file] == list(range(rows))
    assert all(len(file) == 500 for file in files[:-1])
    assert all(0 < len(file) <= 500 for file in files)


# Values


@pytest.mark.parametrize(
    "kind, code", [(OrderLimitKind.PER_PURCHASE, 0), (OrderLimitKind.PER_PERSON, 1)]
)
def test_codes_of_order_limits(kind: OrderLimitKind, code: int) -> None:
    """
    The API says 0 for a limit per purchase and 1 for one per person.
    """
    assert OrderLimit(kind, 2).code(on=DAY) == code


def test_a_listing_shows_itself_as_it_was_built() -> None:
    """
    The repr evaluates; the description, which is long, does not show.
    """
    limit = OrderLimit(OrderLimitKind.PER_PERSON, 2)
    listing = Listing("美容液", price=980, options=(Option("色", "赤"),), order_limit=limit)
    names = {"Listing": Listing, "Option": Option, "OrderLimit": OrderLimit}
    names["OrderLimitKind"] = OrderLimitKind
    assert eval(repr(listing), names) == listing
    assert "<p>" not in repr(attrs.evolve(listing, description="<p>"))


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.code)
def test_every_message_is_in_both_languages(message: Message) -> None:
    """
    English and Japanese have the same facts.
    """
    facts = [set(re.findall(r"\{(\w+)", text)) for text in (message.text.en, message.text.ja)]
    assert facts[0] == facts[1]
    assert any(ord(char) > 0x3000 for char in message.text.ja)


# The same without types, for what they forbid.
Listing_: Any = Listing
Option_: Any = Option
OrderLimit_: Any = OrderLimit
check_: Any = check
batches_: Any = batches


@pytest.mark.parametrize(
    "make, error, said",
    [
        (lambda: Listing_(None), InvalidTypeError, "title must be a text"),
        (lambda: Listing_("a", material=5), InvalidTypeError, "material must be a text"),
        (lambda: Listing_("a", description=b"x"), InvalidTypeError, "description must be a text"),
        (lambda: Listing_("a", price=9.8), InvalidTypeError, "price must be whole yen"),
        (lambda: Listing_("a", price=True), InvalidTypeError, "price must be whole yen"),
        (lambda: Listing_("a", price="980"), InvalidTypeError, "price must be whole yen"),
        (lambda: Listing_("a", retail_price=Decimal(5)), InvalidTypeError, "retail_price must be"),
        (lambda: Listing_("a", price=-1), InvalidValueError, "price must be at least 0"),
        (lambda: Listing_("a", quantity=1.0), InvalidTypeError, "quantity must be a whole number"),
        (lambda: Listing_("a", quantity=-1), InvalidValueError, "quantity must be at least 0"),
        (
            lambda: Listing_("a", search_words=["x"]),
            InvalidTypeError,
            "search_words must be a tuple",
        ),
        (
            lambda: Listing_("a", search_words="保湿"),
            InvalidTypeError,
            "search_words must be a tuple",
        ),
        (lambda: Listing_("a", options=[Option_("a", "b")]), InvalidTypeError, "options must be a"),
        (
            lambda: Listing_("a", options=("red",)),
            InvalidTypeError,
            "options must be a tuple of Option",
        ),
        (
            lambda: Listing_("a", order_limit=2),
            InvalidTypeError,
            "order_limit must be an OrderLimit",
        ),
        (lambda: Listing_("a", is_fashion=1), InvalidTypeError, "is_fashion must be True, False"),
        (lambda: Option_("色", None), InvalidTypeError, "value must be a text"),
        (
            lambda: Option_("色", "赤", surcharge=0.5),
            InvalidTypeError,
            "surcharge must be whole yen",
        ),
        (
            lambda: Option_("色", "赤", quantity=-1),
            InvalidValueError,
            "quantity must be at least 0",
        ),
        (
            lambda: Option_("色", "赤", extra_images=-1),
            InvalidValueError,
            "extra_images must be at",
        ),
        (
            lambda: Option_("色", "赤", extra_images=True),
            InvalidTypeError,
            "extra_images must be a",
        ),
        (
            lambda: Option_("色", "赤", extra_images=None),
            InvalidTypeError,
            "extra_images must be a",
        ),
        (lambda: OrderLimit_("person", 2), InvalidTypeError, "kind must be such as OrderLimitKind"),
        (
            lambda: OrderLimit_(OrderLimitKind.PER_PERSON, 0),
            InvalidValueError,
            "units must be at least 1",
        ),
        (
            lambda: OrderLimit_(OrderLimitKind.PER_PERSON, None),
            InvalidTypeError,
            "units must be a whole number",
        ),
        (lambda: check_("美容液", on=DAY), InvalidTypeError, "listing must be a Listing"),
        (lambda: batches_(5, on=DAY), InvalidTypeError, "rows must be those of a file"),
        (lambda: check_(GOOD, on=date(2018, 8, 31)), RuleNotKnownError, "not known before"),
    ],
    ids=count(),
)
def test_bad_fields_are_refused(make: Any, error: type[Exception], said: str) -> None:
    """
    Each error says what was expected.
    """
    with pytest.raises(error, match=re.escape(said)):
        make()
