"""
The rules of listings written down a second time, by hand, from the notes they were made from.
"""

from __future__ import annotations

import re

from datetime import date, timedelta
from typing import Any

import pytest

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.basics.money import Rate
from qoo10model.basics.sources import Confidence, SourceKind
from qoo10model.rules import sources
from qoo10model.rules.book import JAPAN
from qoo10model.rules.listings import (
    Field,
    LengthUnit,
    OrderLimitKind,
    TitleContent,
    TitlePolicy,
    TitleWords,
)


LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH
START, REFERENCE = date(2018, 9, 1), date(2026, 1, 1)
BRAND, CAMPAIGN, POINTS = date(2021, 7, 20), date(2021, 7, 27), date(2022, 2, 7)
GUIDES = date(2024, 1, 1)
HALF = Rate.percent("50")


def of_api(value: int) -> list[tuple[date, Any, tuple[Any, ...], Confidence]]:
    """
    The entries of a limit that the API reference of 2026 gives.
    """
    return [(START, value, (), LOW), (REFERENCE, value, (), HIGH)]


# Rule: first day, value, other readings, confidence of each entry.
ENTRIES: dict[str, list[tuple[date, Any, tuple[Any, ...], Confidence]]] = {
    "listings.longest[TITLE]": of_api(100),
    "listings.longest[PROMOTION_NAME]": of_api(20),
    "listings.longest[SELLER_CODE]": of_api(100),
    "listings.longest[BRAND_NO]": of_api(10),
    "listings.longest[MODEL]": of_api(30),
    "listings.longest[MATERIAL]": of_api(500),
    "listings.longest[CONTACT]": of_api(100),
    "listings.longest[IMAGE_URL]": of_api(200),
    "listings.longest[VIDEO_URL]": of_api(200),
    "listings.longest[DESCRIPTION]": of_api(262_144),
    "listings.longest[OPTION_NAME]": of_api(50),
    "listings.longest[OPTION_VALUE]": of_api(50),
    "listings.longest[OPTION_CODE]": of_api(50),
    "listings.length_unit": [(START, LengthUnit.UTF16_UNITS, (LengthUnit.CODE_POINTS,), LOW)],
    "listings.search_words": of_api(10),
    "listings.highest_quantity": of_api(2**31 - 1),
    "listings.option_surcharge": [(START, HALF, (), LOW), (CAMPAIGN, HALF, (), MEDIUM)],
    "listings.fashion_options": of_api(20),
    "listings.fashion_option_images": of_api(10),
    "listings.order_limit_code[PER_PURCHASE]": of_api(0),
    "listings.order_limit_code[PER_PERSON]": of_api(1),
    "listings.bulk_rows": of_api(500),
    "listings.title_policy": [
        (START, TitlePolicy(()), (), LOW),
        (BRAND, TitlePolicy((TitleContent.BRAND_NAME,)), (), HIGH),
        (CAMPAIGN, TitlePolicy(tuple(TitleContent)), (), HIGH),
    ],
    "listings.title_points": [(START, False, (), LOW), (POINTS, True, (), HIGH)],
    "listings.avoided_characters": [(START, "★♥※!?", (), LOW), (GUIDES, "★♥※!?", (), MEDIUM)],
    "listings.avoids_emoji": [(START, True, (), LOW), (GUIDES, True, (), MEDIUM)],
    "listings.app_title": [(START, 20, (30,), LOW), (GUIDES, 20, (30,), MEDIUM)],
    "listings.words_differ": [(START, True, (), LOW), (GUIDES, True, (), MEDIUM)],
    "listings.far_from_history": [(START, HALF, (Rate.percent("30"),), LOW)],
    "listings.far_above_cost": [(START, 10, (), LOW)],
    "listings.sure_slip": [(START, 5, (), LOW)],
}
WORDS = ("PRICE", "SHIPPING", "PROMOTION")


def test_every_rule_of_listings_is_written_down_here() -> None:
    """
    A new rule of listings, or a new entry of an old one, is written down here as well.
    """
    here = {
        one.name: len(one.entries) for one in JAPAN.timelines if one.name.startswith("listings.")
    }
    expected = {name: len(entries) for name, entries in ENTRIES.items()}
    assert here == {**expected, **{f"listings.title_words[{name}]": 1 for name in WORDS}}


@pytest.mark.parametrize("name", ENTRIES)
def test_each_rule_holds_what_was_found(name: str) -> None:
    """
    Value, readings and confidence are as found on the first and on the last day of each entry.
    """
    timeline, entries = JAPAN.timeline(name), ENTRIES[name]
    ends = [since - timedelta(days=1) for since, *_ in entries[1:]]
    for (since, value, others, confidence), last in zip(
        entries, [*ends, date(2030, 1, 1)], strict=True
    ):
        for day in (since, last):
            entry = timeline.entry_on(day)
            found = (entry.since, entry.value, entry.alternatives, entry.confidence)
            assert found == (since, value, others, confidence)
            assert type(entry.value) is type(value)
    with pytest.raises(RuleNotKnownError):
        timeline.on(START - timedelta(days=1))


@pytest.mark.parametrize("name", WORDS)
def test_words_are_ours_and_say_so(name: str) -> None:
    """
    No source lists the words: they are an assumption with low confidence.
    """
    (entry,) = JAPAN.timeline(f"listings.title_words[{name}]").entries
    assert (entry.confidence, entry.since_is_exact) == (LOW, False)
    assert entry.sources == (sources.ASSUMPTION,)


def test_what_is_sure_is_official() -> None:
    """
    HIGH rests on the API reference or on the campaign, and the campaign's days are exact.
    """
    for timeline in JAPAN.timelines:
        for entry in timeline.entries if timeline.name.startswith("listings.") else ():
            if entry.confidence is HIGH:
                assert {source.kind for source in entry.sources} == {SourceKind.OFFICIAL}
            assert entry.since_is_exact is (entry.since in {BRAND, CAMPAIGN, POINTS})


def test_every_field_and_kind_has_its_rule() -> None:
    """
    No field is without a longest length, no order limit without a code, each named in both languages.
    """
    assert set(JAPAN.listings.longest) == set(Field)
    assert set(JAPAN.listings.order_limit_code) == set(OrderLimitKind)
    for labelled in (Field, LengthUnit, OrderLimitKind, TitleContent):
        assert len({one.label for one in labelled}) == len(labelled)
        assert all(one.label.en and one.label.ja for one in labelled)


# The same without types, for what they forbid.
TitleWords_: Any = TitleWords


@pytest.mark.parametrize(
    "make, error, said",
    [
        (lambda: TitleWords_(["a"]), InvalidTypeError, "patterns must be a tuple of str"),
        (lambda: TitleWords_("送料"), InvalidTypeError, "patterns must be a tuple of str, such"),
        (lambda: TitleWords_(("(",)), InvalidValueError, "patterns must be regular expressions"),
        (lambda: TitleWords_(("a*",)), InvalidValueError, "must not match an empty text"),
    ],
)
def test_words_that_cannot_be_looked_for_are_refused(
    make: Any, error: type[Exception], said: str
) -> None:
    """
    A pattern is an expression that matches something.
    """
    with pytest.raises(error, match=re.escape(said)):
        make()


def test_policies_and_words_read_as_text() -> None:
    """
    The rule tables show what they hold.
    """
    assert str(TitlePolicy(())) == "nothing"
    assert str(TitlePolicy((TitleContent.PRICE, TitleContent.SHIPPING))) == "price, shipping"
    assert str(TitleWords(("即納",))) == "即納"
    assert TitleContent.PRICE not in TitlePolicy(())
