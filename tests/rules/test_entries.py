from __future__ import annotations

import enum
import importlib
import pkgutil

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

import qoo10model
import qoo10model.rules

from qoo10model.basics.errors import RuleNotKnownError, RuleUndecidedError
from qoo10model.basics.sources import Confidence, Source, SourceKind
from qoo10model.basics.tables import Table
from qoo10model.basics.texts import Labelled
from qoo10model.basics.timelines import UNDECIDED, Dated, Timeline, reading_text
from qoo10model.rules import sources
from qoo10model.rules.book import JAPAN
from qoo10model.rules.calendars import Calendar
from tests.rule_sections import SECTIONS


if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

MODULES = tuple(
    importlib.import_module(f"qoo10model.rules.{found.name}")
    for found in pkgutil.iter_modules(qoo10model.rules.__path__)
)
TIMELINES = [pytest.param(timeline, id=timeline.name) for timeline in JAPAN.timelines]
ENTRIES = [
    pytest.param(timeline, entry, id=f"{timeline.name} {entry.since}")
    for timeline in JAPAN.timelines
    for entry in timeline.entries
]
LABELLED = [
    pytest.param(kind, id=f"{module.__name__.rpartition('.')[2]}.{kind.__name__}")
    for module in MODULES
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Labelled) and kind is not Labelled
    if kind.__module__ == module.__name__
]

# Rules whose first entry is above LOW although nobody knows the day they began: a source speaks for
# the whole time ("always", "until 2018-08-31"), or only the day within a month is open.
VOUCHED_FROM_THE_START = {
    *(
        timeline.name
        for timeline in JAPAN.coupons.benefits.timelines
        if timeline.name not in {"coupons.benefits[SET_DISCOUNT]", "coupons.benefits[GIFT]"}
    ),
    "coupons.item_discount_rates",
    "discounts.seller_share[ITEM]",
    "discounts.seller_share[TIME_SALE]",
    "discounts.seller_share[GROUP_BUY]",
    "discounts.seller_share[SHOP_COUPON]",
    "discounts.seller_share[CART_SELLER]",
    "discounts.seller_share[CART_COUPON]",
    "discounts.seller_share[MEGA_PO]",
    "events.mega_po_coupon",
    "events.mega_po_coupon_cap",
    "events.mega_po_minimum_order",
    "events.mega_po_points",
    "events.mega_po_points_cap",
    *(f"events.seen[{name.name}]" for name in JAPAN.events.seen),
    "sellers.reach_sales[EXCELLENT]",
    "sellers.reach_sales[POWER]",
    "sellers.keep_sales[EXCELLENT]",
    "sellers.keep_sales[POWER]",
    "settlements.waiting_days[GENERAL]",
    "settlements.waiting_days[EXCELLENT]",
    "settlements.waiting_days[POWER]",
    "wallet.on_request",
    "wallet.payout_fee",
}

one_day = timedelta(days=1)


def rules_in(value: Any) -> Iterator[Timeline[Any] | Calendar]:
    """
    Yield the timelines and calendars in *value*, a global of a rule module.
    """
    if isinstance(value, Timeline | Calendar):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from rules_in(one)
    elif isinstance(value, dict):
        yield from rules_in(list(value.values()))
    elif isinstance(value, Table):
        yield from value.timelines
    elif attrs.has(type(value)) and not isinstance(value, type):
        for field in attrs.fields(type(value)):
            yield from rules_in(getattr(value, field.name))


def lists_of(calendars: tuple[Calendar, ...]) -> list[Source]:
    """
    All sources of all occasions.
    """
    return [s for calendar in calendars for one in calendar.occasions for s in one.sources]


# Every rule can be found


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_every_rule_is_reached_from_japan(module: ModuleType) -> None:
    """
    No rule module holds a timeline or a calendar that the rule book does not.
    """
    reached = {id(rule) for rule in (*JAPAN.timelines, *JAPAN.calendars)}
    astray = {
        rule.name
        for name, value in vars(module).items()
        if not name.startswith("__")
        for rule in rules_in(value)
        if id(rule) not in reached
    }
    assert astray == set()


def test_the_walk_finds_the_rules() -> None:
    """
    The walk through the modules finds what the book holds, so that it would find a stray one.
    """
    found = {
        rule.name
        for module in MODULES
        for value in vars(module).values()
        for rule in rules_in(value)
    }
    assert {timeline.name for timeline in JAPAN.timelines} <= found
    assert {calendar.name for calendar in JAPAN.calendars} <= found
    assert [r.name for r in rules_in({"a": [JAPAN.fees.commission, (JAPAN.events,)]})][:1] == [
        "fees.commission[ladies_fashion]"
    ]


def test_names_are_unique() -> None:
    """
    A rule is known by its name.
    """
    names = [timeline.name for timeline in JAPAN.timelines]
    names += [calendar.name for calendar in JAPAN.calendars]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("section", SECTIONS)
def test_names_say_where_a_rule_stands(section: str) -> None:
    """
    A rule is called section.field, a rule of a table section.field[key].
    """
    rules = getattr(JAPAN, section)
    for field in attrs.fields(type(rules)):
        value, name = getattr(rules, field.name), f"{section}.{field.name}"
        assert value.name == name
        if isinstance(value, Table):
            for key, timeline in value.rows:
                shown = key.name if isinstance(key, enum.Enum) else key
                assert timeline.name == f"{name}[{shown}]"


def test_the_sections_are_all_of_the_book() -> None:
    """
    The book's rules lie in the sections looked at here.
    """
    assert {timeline.name.partition(".")[0] for timeline in JAPAN.timelines} == set(SECTIONS)
    assert {calendar.name.partition(".")[0] for calendar in JAPAN.calendars} == {"events"}


# Every rule is named and sourced


@pytest.mark.parametrize("timeline", TIMELINES)
def test_every_rule_has_a_title_in_both_languages(timeline: Timeline[Any]) -> None:
    """
    The Japanese title is Japanese, the English one is not, and neither ends like a sentence.
    """
    english, japanese = timeline.title.en, timeline.title.ja
    assert english.isascii()
    assert english.strip() == english != ""
    assert japanese.strip() == japanese != ""
    assert any(ord(char) > 0x3000 for char in japanese)
    assert not english.endswith((".", "?"))
    assert not japanese.endswith(("。", "？"))


def test_titles_tell_rules_apart() -> None:
    """
    No two rules have the same title in either language.
    """
    for language in ("en", "ja"):
        titles = [timeline.title.in_(language) for timeline in JAPAN.timelines]
        assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("timeline, entry", ENTRIES)
def test_every_entry_has_sources_that_were_read(timeline: Timeline[Any], entry: Dated[Any]) -> None:
    """
    An entry names sources by title and day of reading, none of them twice, none a what-if.
    """
    assert entry in timeline.entries
    assert entry.sources
    assert len(set(entry.sources)) == len(entry.sources)
    for source in entry.sources:
        assert source.title
        assert source.read_on is not None
        assert source.kind is not SourceKind.WHAT_IF


@pytest.mark.parametrize("timeline, entry", ENTRIES)
def test_no_entry_begins_after_it_was_read(timeline: Timeline[Any], entry: Dated[Any]) -> None:
    """
    What was read on a day began by then.
    """
    assert entry.read_on is not None, timeline.name
    assert entry.since <= entry.read_on


@pytest.mark.parametrize("timeline, entry", ENTRIES)
def test_nothing_above_low_rests_on_an_assumption_alone(
    timeline: Timeline[Any], entry: Dated[Any]
) -> None:
    """
    Where no source says a thing, it is LOW.
    """
    said = [source for source in entry.sources if source.kind is not SourceKind.ASSUMPTION]
    if not said:
        assert entry.confidence is Confidence.LOW, timeline.name


@pytest.mark.parametrize("timeline", TIMELINES)
def test_a_rule_first_seen_late_starts_low(timeline: Timeline[Any]) -> None:
    """
    A first entry whose day is not exact is LOW, but for the rules that a source vouches for.
    """
    first = timeline.entries[0]
    late = not first.since_is_exact and first.confidence is not Confidence.LOW
    assert late == (timeline.name in VOUCHED_FROM_THE_START)


# Open rules


@pytest.mark.parametrize("timeline, entry", ENTRIES)
def test_other_readings_are_others(timeline: Timeline[Any], entry: Dated[Any]) -> None:
    """
    Alternatives are of the kind of the value, differ from it and from each other.
    """
    readings = [*entry.alternatives]
    if entry.value is not UNDECIDED:
        readings.insert(0, entry.value)
    assert len(set(readings)) == len(readings)
    kinds = {type(reading) for reading in readings} - {type(None)}
    assert len(kinds) <= 1, timeline.name


@pytest.mark.parametrize("timeline, entry", ENTRIES)
def test_an_undecided_rule_can_be_decided(timeline: Timeline[Any], entry: Dated[Any]) -> None:
    """
    An undecided entry is LOW, has two answers or more and an advice, and each answer can be put in.
    """
    if entry.value is not UNDECIDED:
        assert timeline.decided(entry) == entry.value
        return
    assert entry.confidence is Confidence.LOW
    assert len(entry.alternatives) > 1
    assert timeline.advice.startswith("JAPAN.replacing(JAPAN.") or "pass " in timeline.advice
    assert timeline.name in timeline.advice
    with pytest.raises(RuleUndecidedError, match=timeline.name):
        timeline.on(entry.since)
    for answer in entry.alternatives:
        assert timeline.with_value(answer, since=entry.since).on(entry.since) is answer


@pytest.mark.parametrize("timeline, entry", ENTRIES)
def test_every_reading_has_a_text(timeline: Timeline[Any], entry: Dated[Any]) -> None:
    """
    Each value and each other reading can be told to people in both languages.
    """
    for value in (entry.value, *entry.alternatives):
        text = reading_text(value)
        assert text.en.strip(), timeline.name
        assert text.ja.strip()
        assert "=" not in text.en
        assert not text.en.startswith("<")


# Days


@pytest.mark.parametrize("timeline", TIMELINES)
def test_each_entry_holds_on_both_sides_of_its_bounds(timeline: Timeline[Any]) -> None:
    """
    On its first day an entry holds, the day before it the one before; before the first, none.
    """
    before = None
    for entry in timeline.entries:
        assert timeline.entry_on(entry.since) is entry
        if before is None:
            with pytest.raises(RuleNotKnownError):
                timeline.entry_on(entry.since - one_day)
        else:
            assert timeline.entry_on(entry.since - one_day) is before
        before = entry
    assert timeline.entry_on(date(2100, 1, 1)) is before
    assert timeline.ended is None


@pytest.mark.parametrize("timeline", TIMELINES)
def test_no_entry_says_what_the_one_before_said(timeline: Timeline[Any]) -> None:
    """
    A new entry brings another value, another confidence or other readings.
    """
    said = [(entry.value, entry.confidence, entry.alternatives) for entry in timeline.entries]
    assert all(before != after for before, after in pairwise(said))


# Sources and words


def test_sources_are_listed() -> None:
    """
    The module lists its sources, all of them and nothing else.
    """
    defined = {name for name, value in vars(sources).items() if isinstance(value, Source)}
    assert set(sources.__all__) == defined


@pytest.mark.parametrize("name", sources.__all__)
def test_every_source_is_used(name: str) -> None:
    """
    A source supports a rule, a date of a calendar, or a subject.
    """
    source = getattr(sources, name)
    used = [s for timeline in JAPAN.timelines for entry in timeline.entries for s in entry.sources]
    package = Path(qoo10model.__file__).parent
    subjects = "".join(path.read_text(encoding="utf-8") for path in package.glob("*.py"))
    assert source in (*used, *lists_of(JAPAN.calendars)) or f"sources.{name}" in subjects


@pytest.mark.parametrize("name", sources.__all__)
def test_every_source_can_be_found_again(name: str) -> None:
    """
    A source has an address, or a note or title that says what it is; no two have one title.
    """
    source = getattr(sources, name)
    assert source.address == "" or source.address.startswith("https://")
    titles = [getattr(sources, other).title for other in sources.__all__]
    assert titles.count(source.title) == 1


@pytest.mark.parametrize("kind", LABELLED)
def test_words_are_named_in_both_languages(kind: type[Labelled]) -> None:
    """
    Each member of an enum has a label in both languages, no two the same, so none is an alias.
    """
    assert len(kind.__members__) == len(kind)
    for member in kind:
        assert member.label.en.strip()
        assert member.label.ja.strip()
    assert len({member.label.en for member in kind}) == len(kind)
    assert len({member.label.ja for member in kind}) == len(kind)
