from __future__ import annotations

import copy
import datetime as dt
import pickle
import subprocess
import sys

from datetime import date
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, UnknownNameError
from qoo10model.basics.money import WHOLE, ZERO, Rate, Rounding
from qoo10model.basics.sources import Confidence, Source, SourceKind
from qoo10model.basics.tables import Table
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules.book import JAPAN, RuleBook
from qoo10model.rules.discounts import DiscountKind
from qoo10model.rules.fees import ShippingCommission, TaxGrain
from qoo10model.rules.sellers import Grade
from tests.rule_sections import SECTIONS


NEW_YEAR = date(2026, 1, 1)
MAY = date(2026, 5, 30)
DEARER = JAPAN.fees.mega_surcharge.with_value(Rate.percent("1.5"), since=NEW_YEAR)
CHEAPER = JAPAN.wallet.payout_fee.with_value(100, since=NEW_YEAR)
SLOWER = JAPAN.settlements.waiting_days[Grade.POWER].with_value(9, since=NEW_YEAR)
NAMES: dict[str, Any] = {
    "Confidence": Confidence,
    "Dated": Dated,
    "Rate": Rate,
    "RuleBook": RuleBook,
    "Source": Source,
    "SourceKind": SourceKind,
    "Text": Text,
    "Timeline": Timeline,
    "datetime": dt,
}

# What stands in place of a rule, one for each, with the value it had.
changes = st.sampled_from(JAPAN.timelines).flatmap(
    lambda timeline: (
        st.sampled_from(timeline.entries)
        .flatmap(lambda entry: st.sampled_from((*entry.alternatives, entry.value)))
        .filter(lambda value: repr(value) != "UNDECIDED")
        .map(lambda value: timeline.with_value(value, since=NEW_YEAR))
    )
)


def fresh(code: str) -> str:
    """
    Return what *code* prints in a new interpreter.
    """
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return done.stdout.strip()


# What a book holds


def test_a_book_finds_its_rules_by_name() -> None:
    """
    Every timeline is found by its name, in the section and field that the name says.
    """
    for timeline in JAPAN.timelines:
        assert JAPAN.timeline(timeline.name) is timeline
    assert JAPAN.timeline("fees.tax_rate") is JAPAN.fees.tax_rate
    waiting = JAPAN.settlements.waiting_days
    assert JAPAN.timeline("settlements.waiting_days[POWER]") is waiting[Grade.POWER]


@pytest.mark.parametrize(
    "name, advice",
    [
        ("fees.tax_rat", "did you mean 'fees.tax_rate'"),
        ("fee.tax_rate", "did you mean 'fees.tax_rate'"),
        ("Fees.Tax_Rate", "did you mean 'fees.tax_rate'"),
        ("tax_rate", "did you mean 'fees.tax_rate'"),
        ("settlements.waiting_days", "did you mean 'settlements.waiting_days["),
        ("settlements.waiting_days[power]", "did you mean 'settlements.waiting_days[POWER]'"),
        ("events.mega_wari_calendar", "did you mean 'events.mega_wari_"),
        ("", "its sections are ads, "),
        ("x", "its sections are ads, "),
        ("fees.", "its sections are ads, "),
        ("fees", "its sections are ads, "),
        ("__class__", "its sections are ads, "),
    ],
)
def test_an_unknown_rule_is_an_error(name: str, advice: str) -> None:
    """
    A name that the book does not have is answered with the near ones, else with all.
    """
    with pytest.raises(UnknownNameError) as refusal:
        JAPAN.timeline(name)
    assert str(refusal.value).startswith(f"the rule book has no {name!r}: {advice}")


def test_the_timelines_are_those_of_all_sections() -> None:
    """
    The book lists what its sections hold, tables key by key, in their order.
    """
    listed: list[Timeline[Any]] = []
    for section in SECTIONS:
        rules = getattr(JAPAN, section)
        for field in attrs.fields(type(rules)):
            value = getattr(rules, field.name)
            if isinstance(value, Table):
                listed.extend(value.timelines)
            elif isinstance(value, Timeline):
                listed.append(value)
    assert list(JAPAN.timelines) == listed
    assert len(listed) > 60


def test_the_calendars_are_those_of_the_events() -> None:
    """
    The book lists both calendars.
    """
    events = JAPAN.events
    assert JAPAN.calendars == (events.mega_wari_calendar, events.mega_po_calendar)


# Changes


def test_a_replaced_rule_holds_from_its_day_on() -> None:
    """
    The changed rule answers anew from its day on, all other rules are the same objects.
    """
    dearer = JAPAN.replacing(DEARER)
    assert dearer.fees.mega_surcharge.on(MAY) == Rate.percent("1.5")
    assert dearer.fees.mega_surcharge.on(date(2025, 12, 31)) == Rate.percent("1")
    assert dearer.fees.tax_rate is JAPAN.fees.tax_rate
    assert dearer.wallet is JAPAN.wallet
    assert dearer.calendars == JAPAN.calendars
    assert JAPAN.fees.mega_surcharge.on(MAY) == Rate.percent("1")


def test_a_rule_of_a_table_can_be_replaced() -> None:
    """
    One key of a table changes, the others do not.
    """
    slower = JAPAN.replacing(SLOWER).settlements.waiting_days
    assert slower[Grade.POWER].on(MAY) == 9
    assert slower[Grade.GENERAL].on(MAY) == 15
    assert slower.name == "settlements.waiting_days"
    assert list(slower) == list(Grade)


def test_several_rules_are_replaced_at_once_or_one_after_the_other() -> None:
    """
    The order in which rules are replaced does not matter.
    """
    at_once = JAPAN.replacing(DEARER, CHEAPER, SLOWER)
    assert at_once.fees.mega_surcharge is DEARER
    assert at_once.wallet.payout_fee is CHEAPER
    assert at_once.settlements.waiting_days[Grade.POWER] is SLOWER
    one_by_one = JAPAN.replacing(SLOWER).replacing(DEARER).replacing(CHEAPER)
    assert one_by_one == at_once
    assert hash(one_by_one) == hash(at_once)
    assert JAPAN.replacing() == JAPAN


def test_the_last_change_of_a_rule_stands() -> None:
    """
    A rule that is replaced twice is what it was replaced with last.
    """
    again = DEARER.with_value(Rate.percent("2"), since=NEW_YEAR)
    assert JAPAN.replacing(DEARER, again) == JAPAN.replacing(again)
    assert JAPAN.replacing(again).replacing(DEARER) == JAPAN.replacing(DEARER)


def test_a_changed_book_lists_the_changed_rule() -> None:
    """
    The list and the look-up by name see the change.
    """
    dearer = JAPAN.replacing(DEARER)
    assert dearer.timeline("fees.mega_surcharge") is DEARER
    assert DEARER in dearer.timelines
    assert len(dearer.timelines) == len(JAPAN.timelines)


@pytest.mark.parametrize(
    "change",
    [
        Rate.percent("1.5"),
        "fees.mega_surcharge",
        None,
        1.5,
        {"fees.mega_surcharge": 1.5},
        DEARER.entries[0],
        JAPAN.fees,
        JAPAN.fees.commission,
        JAPAN.events.mega_po_calendar.occasions,
        JAPAN,
    ],
    ids=["rate", "text", "none", "float", "dict", "entry", "section", "table", "occasions", "book"],
)
def test_what_is_no_timeline_is_refused(change: Any) -> None:
    """
    Only a timeline can stand in place of a timeline, and the error shows how to make one.
    """
    list_of_one: Any = [DEARER]
    message = r"must be a tuple of Timeline, such as \(JAPAN\.fees\.mega_surcharge\.with_value"
    with pytest.raises(InvalidTypeError, match=message):
        JAPAN.replacing(change)
    with pytest.raises(InvalidTypeError, match=message):
        JAPAN.replacing(DEARER, change)
    with pytest.raises(InvalidTypeError, match=message):
        RuleBook((change,))
    with pytest.raises(InvalidTypeError, match=message):
        RuleBook(change)
    with pytest.raises(InvalidTypeError, match=message):
        RuleBook(list_of_one)


@pytest.mark.parametrize(
    "name, advice",
    [
        ("fees.mega_surcharg", "did you mean 'fees.mega_surcharge'"),
        ("mega_surcharge", "did you mean 'fees.mega_surcharge'"),
        ("fees.commission[cosmetics]", "did you mean 'fees.commission"),
        ("my rate", "its sections are "),
    ],
)
def test_a_misspelt_change_is_refused(name: str, advice: str) -> None:
    """
    A change whose name the book does not have would change nothing, so it is an error.
    """
    misspelt = attrs.evolve(DEARER, name=name)
    with pytest.raises(UnknownNameError) as refusal:
        JAPAN.replacing(misspelt)
    assert f"has no {name!r}: {advice}" in str(refusal.value)
    with pytest.raises(UnknownNameError):
        RuleBook((misspelt,))


# Readings


def test_a_reading_holds_on_every_day() -> None:
    """
    A book with another reading reads so from the first entry of the rule on.
    """
    book = JAPAN.with_reading("fees.tax_grain", TaxGrain.UNIT)
    assert book.fees.tax_grain.on(date(2018, 9, 1)) is TaxGrain.UNIT
    assert book.fees.tax_grain.on(MAY) is TaxGrain.UNIT
    assert JAPAN.fees.tax_grain.on(MAY) is TaxGrain.LINE


def test_the_book_keeps_its_readings() -> None:
    """
    Asking again gives the same book, another reading another one.
    """
    unit = JAPAN.with_reading("fees.tax_grain", TaxGrain.UNIT)
    assert JAPAN.with_reading("fees.tax_grain", TaxGrain.UNIT) is unit
    assert JAPAN.with_reading("fees.tax_grain", TaxGrain.INVOICE) is not unit
    assert JAPAN.with_reading("fees.tax_rounding", Rounding.UP) is not unit
    both = unit.with_reading("fees.tax_rounding", Rounding.UP)
    assert unit.with_reading("fees.tax_rounding", Rounding.UP) is both
    assert both.fees.tax_grain.on(MAY) is TaxGrain.UNIT


def test_an_undecided_rule_can_be_read() -> None:
    """
    A reading decides what the book refuses to answer.
    """
    book = JAPAN.with_reading("fees.commission_on_shipping", ShippingCommission.NONE)
    assert book.fees.commission_on_shipping.on(MAY) is ShippingCommission.NONE


@pytest.mark.parametrize(
    "name, value, error",
    [
        ("fees.tax_grane", TaxGrain.UNIT, UnknownNameError),
        ("tax_grain", TaxGrain.UNIT, UnknownNameError),
        ("", TaxGrain.UNIT, UnknownNameError),
        ("fees.tax_grain", "UNIT", InvalidTypeError),
        ("fees.tax_grain", Rounding.UP, InvalidTypeError),
        ("fees.tax_grain", None, InvalidTypeError),
        ("fees.tax_rate", 0.1, InvalidTypeError),
        ("fees.tax_rate", "10", InvalidTypeError),
        ("wallet.payout_fee", 150.0, InvalidTypeError),
        ("wallet.payout_fee", True, InvalidTypeError),
        ("fees.preparation_is_preorder", 1, InvalidTypeError),
        ("fees.preparation_is_preorder", 0, InvalidTypeError),
    ],
)
def test_an_impossible_reading_is_refused(name: str, value: object, error: type[Exception]) -> None:
    """
    A reading has the name of a rule and a value of its kind; 1 is not yes.
    """
    JAPAN.with_reading("fees.preparation_is_preorder", True)
    JAPAN.with_reading("fees.preparation_is_preorder", False)
    with pytest.raises(error):
        JAPAN.with_reading(name, value)


@pytest.mark.parametrize("timeline", JAPAN.timelines, ids=lambda timeline: timeline.name)
def test_every_alternative_can_be_read(timeline: Timeline[Any]) -> None:
    """
    Each other reading of each rule makes a book that reads so.
    """
    for entry in timeline.entries:
        for value in entry.alternatives:
            book = JAPAN.with_reading(timeline.name, value)
            assert book.timeline(timeline.name).on(entry.since) == value


# Books as values


@given(st.lists(changes, max_size=4))
def test_books_are_values(replaced: list[Timeline[Any]]) -> None:
    """
    A book can be compared, hashed, pickled and copied, whatever was read from it before.
    """
    book = JAPAN.replacing(*replaced)
    used = JAPAN.replacing(*replaced)
    for section in SECTIONS:
        getattr(used, section)
    used.with_reading("fees.tax_grain", TaxGrain.UNIT)
    for again in (used, pickle.loads(pickle.dumps(used)), copy.copy(used), copy.deepcopy(used)):
        assert again == book
        assert hash(again) == hash(book)
        for timeline in replaced[-1:]:
            assert again.timeline(timeline.name) == timeline


def test_books_that_differ_are_unequal() -> None:
    """
    Books are equal if their changes are.
    """
    books = {
        JAPAN,
        JAPAN.replacing(DEARER),
        JAPAN.replacing(CHEAPER),
        JAPAN.replacing(DEARER, CHEAPER),
    }
    assert len(books) == 4
    assert JAPAN.replacing(DEARER) in books
    assert RuleBook() == JAPAN
    assert JAPAN != "JAPAN"


def test_a_book_pickles_only_its_changes() -> None:
    """
    The pickle of JAPAN is under 200 bytes and that of a book with a change under 5,000.
    """
    book = JAPAN.replacing(DEARER)
    before = len(pickle.dumps(book))
    for one in (JAPAN, book):
        one.fees.mega_surcharge.on(MAY)
        one.with_reading("fees.tax_grain", TaxGrain.UNIT)
    assert len(pickle.dumps(JAPAN)) < 200
    assert len(pickle.dumps(book)) == before < 5_000


@pytest.mark.parametrize("timeline", JAPAN.timelines, ids=lambda timeline: timeline.name)
def test_a_change_of_any_rule_pickles_small(timeline: Timeline[Any]) -> None:
    """
    Whatever rule is changed, the pickle stays under 5,000 bytes.
    """
    entry = timeline.entries[-1]
    value = entry.alternatives[0] if entry.alternatives else entry.value
    book = JAPAN.replacing(timeline.with_value(value, since=NEW_YEAR))
    data = pickle.dumps(book)
    assert len(data) < 5_000
    assert pickle.loads(data) == book


@pytest.mark.parametrize(
    "book",
    [JAPAN, JAPAN.replacing(DEARER), JAPAN.replacing(CHEAPER, SLOWER)],
    ids=["japan", "one", "two"],
)
def test_the_repr_of_a_book_evaluates(book: RuleBook) -> None:
    """
    A book can be written down as code.
    """
    assert eval(repr(book), dict(NAMES)) == book
    assert repr(JAPAN) == "RuleBook(changes=())"


def test_a_book_cannot_be_changed() -> None:
    """
    A book with other rules is another book.
    """
    for field in ("changes", "fees", "anything"):
        with pytest.raises(AttributeError):
            setattr(JAPAN, field, ())


# Loading


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_is_loaded_when_it_is_asked_for(section: str) -> None:
    """
    The book loads no section by itself, and touching one loads none that it does not need.
    """
    code = (
        "import sys\nfrom qoo10model.rules.book import JAPAN\n"
        f"def loaded():\n    return sorted(s for s in {SECTIONS} if 'qoo10model.rules.' + s in sys.modules)\n"
        f"print(loaded())\nJAPAN.{section}\nprint(loaded())"
    )
    needs = {"settlements": ["sellers", "settlements"]}.get(section, [section])
    assert fresh(code) == f"[]\n{needs}"


def test_a_change_loads_its_own_section_only() -> None:
    """
    Replacing a fee does not load the events.
    """
    code = (
        "import sys\nfrom datetime import date\nfrom qoo10model.basics.money import Rate\n"
        "from qoo10model.rules.book import JAPAN\n"
        "fee = JAPAN.fees.mega_surcharge\n"
        "book = JAPAN.replacing(fee.with_value(Rate.percent('1.5'), since=date(2026, 1, 1)))\n"
        "book.fees\nprint('qoo10model.rules.events' in sys.modules)"
    )
    assert fresh(code) == "False"


def test_a_book_from_another_process_is_the_same() -> None:
    """
    A pickled book is equal, and hashes alike, in a process that has loaded no rules yet.
    """
    data = pickle.dumps(JAPAN.replacing(DEARER))
    code = (
        "import pickle\nfrom datetime import date\n"
        f"book = pickle.loads({data!r})\n"
        "from qoo10model.basics.money import Rate\n"
        "from qoo10model.rules.book import JAPAN\n"
        "change = JAPAN.fees.mega_surcharge.with_value(Rate.percent('1.5'), since=date(2026, 1, 1))\n"
        "same = JAPAN.replacing(change)\n"
        "print(book == same, hash(book) == hash(same), book.fees.mega_surcharge.on(date(2026, 5, 30)))"
    )
    assert fresh(code) == "True True 1.5 %"


# What the rules come to together


def test_shares_are_parts_of_the_whole() -> None:
    """
    Every kind of discount but the unknown has a share from 0 to 100 %, on every day since 2024.
    """
    shares = JAPAN.discounts.seller_share
    assert set(shares) == set(DiscountKind) - {DiscountKind.UNATTRIBUTED}
    for timeline in shares.timelines:
        for day in (date(2024, 1, 1), MAY):
            assert ZERO <= timeline.on(day) <= WHOLE
    with pytest.raises(UnknownNameError, match=r"has no DiscountKind\.UNATTRIBUTED"):
        shares[DiscountKind.UNATTRIBUTED]


def test_every_range_lies_in_the_range_of_all() -> None:
    """
    No group of categories leaves the range of all commissions.
    """
    everything = JAPAN.fees.commission_range.on(MAY)
    for timeline in JAPAN.fees.commission.timelines:
        limits = timeline.on(MAY)
        assert limits.lowest in everything
        assert limits.highest in everything
