from __future__ import annotations

import datetime as dt
import pickle

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    RuleNotKnownError,
    RuleUndecidedError,
)
from qoo10model.basics.money import WHOLE, ZERO, Rate, Rounding
from qoo10model.basics.periods import JST
from qoo10model.basics.sources import OWN_FIGURES, WHAT_IF, Confidence, Source, SourceKind
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import (
    UNDECIDED,
    Dated,
    Evidence,
    RateRange,
    Timeline,
    Undecided,
    reading_text,
)


if TYPE_CHECKING:
    from collections.abc import Iterable

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH
PAGE = Source("a page", SourceKind.OFFICIAL, date(2026, 8, 13))
OLD_PAGE = Source("an old page", SourceKind.SECONDARY, date(2018, 6, 26))
GUESS = Source("a guess", SourceKind.ASSUMPTION)

TAX = Timeline(
    "fees.tax",
    (Dated(date(2014, 4, 1), 8, HIGH, (PAGE,)), Dated(date(2019, 10, 1), 10, HIGH, (PAGE,))),
    Text("tax", "消費税"),
)
OPEN = Timeline(
    "fees.base",
    (
        Dated(date(2018, 9, 1), UNDECIDED, LOW, (GUESS,), (Rounding.DOWN, Rounding.UP)),
        Dated(date(2026, 1, 1), Rounding.DOWN, MEDIUM, (PAGE,), (Rounding.UP,)),
    ),
    Text("is it down or up", "切り捨てか切り上げか"),
    advice="replace it",
)
ENDED = Timeline(
    "fees.old",
    (Dated(date(2015, 1, 1), 1, HIGH, (PAGE,)), Dated(date(2016, 1, 1), 2, HIGH, (PAGE,))),
    ended=date(2018, 9, 1),
)
NAMES = {
    "Confidence": Confidence,
    "Dated": Dated,
    "Evidence": Evidence,
    "Rate": Rate,
    "RateRange": RateRange,
    "Rounding": Rounding,
    "Source": Source,
    "SourceKind": SourceKind,
    "Text": Text,
    "Timeline": Timeline,
    "UNDECIDED": UNDECIDED,
    "datetime": dt,
}

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
starts = st.lists(days, min_size=1, max_size=12, unique=True).map(sorted)
one_day = timedelta(days=1)


class CountingDay(date):
    """
    A day that counts how often it is compared.
    """

    comparisons = 0

    def __lt__(self, other: date) -> bool:
        type(self).comparisons += 1
        return super().__lt__(other)


def numbered(first_days: Iterable[date], ended: date | None = None) -> Timeline[int]:
    """
    A timeline whose values are 0, 1, 2 and so on.
    """
    entries = tuple(Dated(day, at, HIGH, (PAGE,)) for at, day in enumerate(first_days))
    return Timeline("fees.x", entries, ended=ended)


# Entries


@pytest.mark.parametrize(
    "confidence, alternatives, is_open, is_doubtful",
    [
        (HIGH, (), False, False),
        (MEDIUM, (), False, True),
        (LOW, (), False, True),
        (HIGH, (2,), True, True),
        (LOW, (2, 3), True, True),
    ],
)
def test_an_entry_is_doubtful_below_high_or_with_other_readings(
    confidence: Confidence, alternatives: tuple[int, ...], is_open: bool, is_doubtful: bool
) -> None:
    """
    An entry is open if there are other readings, doubtful if open or not sure.
    """
    entry = Dated(date(2026, 1, 1), 1, confidence, (PAGE,), alternatives)
    assert entry.is_open is is_open
    assert entry.is_doubtful is is_doubtful


@pytest.mark.parametrize(
    "sources, read_on",
    [
        ((PAGE,), date(2026, 8, 13)),
        ((OLD_PAGE,), date(2018, 6, 26)),
        ((OLD_PAGE, PAGE), date(2026, 8, 13)),
        ((PAGE, OLD_PAGE, GUESS), date(2026, 8, 13)),
        ((GUESS,), None),
        ((OWN_FIGURES, WHAT_IF), None),
    ],
)
def test_an_entry_was_read_when_its_last_source_was(
    sources: tuple[Source, ...], read_on: date | None
) -> None:
    """
    The latest reading of all sources counts; what nobody publishes was never read.
    """
    assert Dated(date(2014, 1, 1), 1, HIGH, sources).read_on == read_on


@pytest.mark.parametrize(
    "sources, day, stale",
    [
        ((PAGE,), date(2026, 8, 12), False),
        ((PAGE,), date(2026, 8, 13), False),
        ((PAGE,), date(2026, 8, 14), True),
        ((GUESS,), date(2100, 1, 1), False),
    ],
)
def test_an_entry_is_stale_after_its_last_reading(
    sources: tuple[Source, ...], day: date, stale: bool
) -> None:
    """
    On the day of the reading a rule still holds as read; the day after it may have changed.
    """
    assert Dated(date(2014, 1, 1), 1, HIGH, sources).is_stale_on(day) is stale


@pytest.mark.parametrize(
    "fields, error, message",
    [
        (("2026-01-01", 1, HIGH, (PAGE,)), InvalidTypeError, "since must be a date"),
        ((datetime(2026, 1, 1), 1, HIGH, (PAGE,)), InvalidTypeError, "since must be a date"),
        ((None, 1, HIGH, (PAGE,)), InvalidTypeError, "since must be a date"),
        ((date(2026, 1, 1), 1, "high", (PAGE,)), InvalidTypeError, "confidence must be such as"),
        ((date(2026, 1, 1), 1, None, (PAGE,)), InvalidTypeError, "confidence must be such as"),
        ((date(2026, 1, 1), 1, HIGH, PAGE), InvalidTypeError, "sources must be a tuple of Source"),
        ((date(2026, 1, 1), 1, HIGH, [PAGE]), InvalidTypeError, "sources must be a tuple"),
        ((date(2026, 1, 1), 1, HIGH, ("a page",)), InvalidTypeError, "sources must be a tuple"),
        ((date(2026, 1, 1), 1, HIGH, None), InvalidTypeError, "sources must be a tuple"),
        ((date(2026, 1, 1), 1, HIGH, ()), InvalidValueError, "needs at least one source"),
        ((date(2026, 1, 1), 1, HIGH, (PAGE,), 2), InvalidTypeError, "alternatives must be a tuple"),
        (
            (date(2026, 1, 1), 1, HIGH, (PAGE,), [2]),
            InvalidTypeError,
            "alternatives must be a tuple",
        ),
        (
            (date(2026, 1, 1), UNDECIDED, LOW, (PAGE,)),
            InvalidValueError,
            "needs its possible answers",
        ),
        ((date(2026, 1, 1), UNDECIDED, LOW, (PAGE,), ()), InvalidValueError, "needs its possible"),
    ],
)
def test_an_impossible_entry_is_refused(
    fields: tuple[Any, ...], error: type[Exception], message: str
) -> None:
    """
    An entry has a day, a confidence and sources; an undecided one has its possible answers.
    """
    with pytest.raises(error, match=message):
        Dated(*fields)


# Timelines


@pytest.mark.parametrize(
    "day, value",
    [
        (date(2014, 4, 1), 8),
        (date(2014, 4, 2), 8),
        (date(2019, 9, 30), 8),
        (date(2019, 10, 1), 10),
        (date(2019, 10, 2), 10),
        (date(2100, 1, 1), 10),
    ],
)
def test_a_value_holds_from_its_first_day_to_the_next_entry(day: date, value: int) -> None:
    """
    On 30 September 2019 the tax is 8 %, on 1 October it is 10 %.
    """
    assert TAX.on(day) == value
    assert TAX.entry_on(day).value == value


@pytest.mark.parametrize("day", [date(2014, 3, 31), date(2000, 1, 1), date.min])
def test_before_the_first_entry_nothing_is_known(day: date) -> None:
    """
    A day before the first entry is refused, with both days in the error.
    """
    message = rf"fees\.tax is not known before 2014-04-01 \(asked for {day}\)"
    with pytest.raises(RuleNotKnownError, match=message):
        TAX.on(day)
    with pytest.raises(RuleNotKnownError, match=message):
        TAX.entry_on(day)


@pytest.mark.parametrize(
    "day, value", [(date(2015, 12, 31), 1), (date(2016, 1, 1), 2), (date(2018, 8, 31), 2)]
)
def test_an_ended_rule_holds_until_the_day_before(day: date, value: int) -> None:
    """
    A rule that ended on 1 September holds on 31 August.
    """
    assert ENDED.on(day) == value


@pytest.mark.parametrize("day", [date(2018, 9, 1), date(2018, 9, 2), date(2026, 1, 1)])
def test_an_ended_rule_is_gone_from_its_end(day: date) -> None:
    """
    A rule that ended on 1 September is not known on that day nor later.
    """
    with pytest.raises(RuleNotKnownError, match=r"ended: it held until the day before 2018-09-01"):
        ENDED.on(day)


@pytest.mark.parametrize(
    "day",
    ["2026-01-01", datetime(2026, 1, 1, tzinfo=JST), datetime(2026, 1, 1), None, 20260101, 1.5],
)
def test_what_is_no_day_is_refused(day: Any) -> None:
    """
    A text, a moment or a number is no day.
    """
    for timeline in (TAX, ENDED, OPEN):
        with pytest.raises(InvalidTypeError, match="day must be a date"):
            timeline.on(day)
        with pytest.raises(InvalidTypeError, match="day must be a date"):
            timeline.entry_on(day)


@given(starts, days)
def test_lookup_equals_a_linear_scan(first_days: list[date], day: date) -> None:
    """
    The entry in force is the last one that has begun.
    """
    timeline = numbered(first_days)
    begun = [at for at, first in enumerate(first_days) if first <= day]
    if begun:
        assert timeline.on(day) == begun[-1]
        assert timeline.entry_on(day) is timeline.entries[begun[-1]]
    else:
        with pytest.raises(RuleNotKnownError):
            timeline.on(day)


@given(starts, st.integers(1, 400), days)
def test_an_end_cuts_and_changes_nothing_else(
    first_days: list[date], length: int, day: date
) -> None:
    """
    Before its end an ended rule answers as one without an end, from then on not at all.
    """
    ended = first_days[-1] + timedelta(days=length)
    timeline, endless = numbered(first_days, ended), numbered(first_days)
    for asked in (day, ended - one_day, ended):
        if first_days[0] <= asked < ended:
            assert timeline.on(asked) == endless.on(asked)
        else:
            with pytest.raises(RuleNotKnownError):
                timeline.on(asked)


@pytest.mark.parametrize("count, most", [(1, 1), (2, 2), (10, 4), (1_000, 10), (4_000, 12)])
def test_lookup_halves_the_entries(count: int, most: int) -> None:
    """
    Of a thousand entries ten are looked at, wherever the day falls.
    """
    first = date(2000, 1, 1)
    timeline = numbered(first + timedelta(days=at) for at in range(count))
    for at in {0, count // 3, count - 1}:
        CountingDay.comparisons = 0
        day = first + timedelta(days=at)
        assert timeline.on(CountingDay(day.year, day.month, day.day)) == at
        assert CountingDay.comparisons <= most


@pytest.mark.parametrize(
    "fields, error, message",
    [
        (("x", ()), InvalidValueError, "'x' needs at least one entry"),
        (
            ("x", TAX.entries[0]),
            InvalidTypeError,
            "entries of 'x' must be a tuple of Dated, such as",
        ),
        (("x", list(TAX.entries)), InvalidTypeError, "entries of 'x' must be a tuple of Dated"),
        (("x", (8, 10)), InvalidTypeError, "entries of 'x' must be a tuple of Dated"),
        (("x", None), InvalidTypeError, "entries of 'x' must be a tuple of Dated"),
        (
            ("x", TAX.entries[::-1]),
            InvalidValueError,
            r"rising first days \(got 2019-10-01, 2014-04-01\)",
        ),
        (
            ("x", TAX.entries[:1] * 2),
            InvalidValueError,
            r"rising first days \(got 2014-04-01, 2014-04-01\)",
        ),
        (
            ("x", TAX.entries, Text("", ""), date(2019, 10, 1)),
            InvalidValueError,
            "must end after its last",
        ),
        (
            ("x", TAX.entries, Text("", ""), date(2015, 1, 1)),
            InvalidValueError,
            "must end after its last",
        ),
        (("x", TAX.entries, Text("", ""), "2026-01-01"), InvalidTypeError, "ended must be a date"),
        (
            ("x", TAX.entries, Text("", ""), datetime(2026, 1, 1)),
            InvalidTypeError,
            "ended must be a date",
        ),
    ],
)
def test_an_impossible_timeline_is_refused(
    fields: tuple[Any, ...], error: type[Exception], message: str
) -> None:
    """
    Entries are a tuple with rising first days, and a rule ends after the last of them.
    """
    with pytest.raises(error, match=message):
        Timeline(*fields)


def test_a_rule_may_end_the_day_after_its_last_entry_began() -> None:
    """
    The shortest entry holds for one day.
    """
    timeline = numbered([date(2026, 1, 1)], date(2026, 1, 2))
    assert timeline.on(date(2026, 1, 1)) == 0


# Undecided rules


@pytest.mark.parametrize("day", [date(2018, 9, 1), date(2025, 12, 31)])
def test_an_undecided_rule_refuses(day: date) -> None:
    """
    Where nobody chose, the refusal has the question, the candidates and the advice.
    """
    with pytest.raises(RuleUndecidedError) as refusal:
        OPEN.on(day)
    error = refusal.value
    assert error.rule == "fees.base"
    assert error.question == Text("is it down or up?", "切り捨てか切り上げか？")
    assert error.candidates == (Rounding.DOWN, Rounding.UP)
    assert error.advice == Text("replace it", "replace it")
    assert OPEN.entry_on(day).value is UNDECIDED


def test_an_undecided_rule_without_advice_says_how_to_replace_it() -> None:
    """
    The general advice names the rule as it stands in the rule book.
    """
    with pytest.raises(RuleUndecidedError, match=r"rules\.fees\.base\.with_value\(…, since=…\)"):
        Timeline("fees.base", OPEN.entries).on(date(2020, 1, 1))


def test_a_decided_entry_answers() -> None:
    """
    A rule that was settled later answers from then on, and any entry can be asked by itself.
    """
    assert OPEN.on(date(2026, 1, 1)) is Rounding.DOWN
    assert OPEN.decided(OPEN.entries[1]) is Rounding.DOWN
    with pytest.raises(RuleUndecidedError):
        OPEN.decided(OPEN.entries[0])


def test_there_is_one_undecided() -> None:
    """
    UNDECIDED is one value in every process, and its repr evaluates.
    """
    assert pickle.loads(pickle.dumps(UNDECIDED)) is UNDECIDED
    assert repr(UNDECIDED) == "UNDECIDED"
    assert list(Undecided) == [UNDECIDED]


# A caller's own values


def test_own_figures_are_a_timeline() -> None:
    """
    What a seller knows of the own shop is HIGH, without doubt, and never stale.
    """
    own = Timeline.own("my rate", (date(2025, 1, 1), 9), (date(2026, 1, 1), 10))
    assert own.on(date(2025, 12, 31)) == 9
    assert own.on(date(2026, 1, 1)) == 10
    assert not any(entry.is_doubtful for entry in own.entries)
    assert all(entry.sources == (OWN_FIGURES,) for entry in own.entries)
    assert not own.entries[0].is_stale_on(date(2100, 1, 1))


@pytest.mark.parametrize(
    "values, error",
    [
        ((), InvalidValueError),
        (((date(2026, 1, 1), 1), (date(2025, 1, 1), 2)), InvalidValueError),
        (((date(2026, 1, 1), 1), (date(2026, 1, 1), 2)), InvalidValueError),
        ((("2026-01-01", 1),), InvalidTypeError),
    ],
)
def test_impossible_own_figures_are_refused(
    values: tuple[tuple[Any, int], ...], error: type[Exception]
) -> None:
    """
    Own figures need a rising first day each.
    """
    with pytest.raises(error):
        Timeline.own("my rate", *values)


@pytest.mark.parametrize(
    "since, expected",
    [
        # Before the first entry: only the new value is left.
        (date(2010, 1, 1), {date(2009, 12, 31): None, date(2010, 1, 1): 5, date(2020, 1, 1): 5}),
        # On a first day: in place of that entry.
        (date(2014, 4, 1), {date(2014, 3, 31): None, date(2014, 4, 1): 5, date(2019, 10, 1): 5}),
        # Between two: the earlier one is kept, the later one gone.
        (
            date(2016, 1, 1),
            {date(2014, 4, 1): 8, date(2015, 12, 31): 8, date(2016, 1, 1): 5, date(2019, 10, 1): 5},
        ),
        (date(2019, 10, 1), {date(2019, 9, 30): 8, date(2019, 10, 1): 5}),
        # After all: both are kept.
        (date(2026, 1, 1), {date(2019, 9, 30): 8, date(2025, 12, 31): 10, date(2026, 1, 1): 5}),
    ],
)
def test_a_what_if_holds_from_its_day_on(since: date, expected: dict[date, int | None]) -> None:
    """
    What a caller puts in holds from that day on for good; earlier days stay as they were.
    """
    changed = TAX.with_value(5, since=since)
    for day, value in expected.items():
        if value is None:
            with pytest.raises(RuleNotKnownError):
                changed.on(day)
        else:
            assert changed.on(day) == value
    assert (changed.name, changed.title, changed.advice) == (TAX.name, TAX.title, TAX.advice)


def test_a_what_if_is_sure_and_says_whose_it_is() -> None:
    """
    The caller's value is no doubt of his, and its source says that he put it there.
    """
    entry = TAX.with_value(5, since=date(2026, 1, 1)).entries[-1]
    assert entry == Dated(date(2026, 1, 1), 5, HIGH, (WHAT_IF,))
    assert not entry.is_doubtful


def test_a_better_source_can_be_given() -> None:
    """
    Whoever knows a rule gives it with a confidence and sources.
    """
    changed = TAX.with_value(5, since=date(2026, 1, 1), confidence=MEDIUM, sources=(PAGE,))
    assert changed.entries[-1] == Dated(date(2026, 1, 1), 5, MEDIUM, (PAGE,))


def test_a_timeline_is_not_changed_by_a_what_if() -> None:
    """
    A what-if is another timeline.
    """
    TAX.with_value(5, since=date(2014, 4, 1))
    assert TAX.on(date(2014, 4, 1)) == 8


def test_a_decision_takes_the_place_of_the_open_rule() -> None:
    """
    Whoever decides an undecided rule from its first day gets that answer on all days.
    """
    decided = OPEN.with_value(Rounding.UP, since=date(2018, 9, 1))
    assert decided.on(date(2018, 9, 1)) is Rounding.UP
    assert decided.on(date(2026, 5, 11)) is Rounding.UP


@given(starts, days, st.integers(100, 999), days)
def test_a_what_if_changes_no_day_before_it(
    first_days: list[date], since: date, value: int, day: date
) -> None:
    """
    From its day on the new value holds, before it the timeline answers as it did.
    """
    timeline = numbered(first_days)
    changed = timeline.with_value(value, since=since)
    if day >= since:
        assert changed.on(day) == value
    elif day >= first_days[0]:
        assert changed.on(day) == timeline.on(day)
    else:
        with pytest.raises(RuleNotKnownError):
            changed.on(day)


@pytest.mark.parametrize("since", [date(2016, 6, 1), date(2018, 8, 31), date(2018, 9, 1)])
def test_a_what_if_revives_an_ended_rule(since: date) -> None:
    """
    A value from before the end, or from the end itself, holds for good.
    """
    revived = ENDED.with_value(3, since=since)
    assert revived.on(since - one_day) == 2
    assert revived.on(since) == revived.on(date(2026, 1, 1)) == 3


def test_a_what_if_long_after_the_end_is_refused() -> None:
    """
    The days between the end and the new value would have no value, which nothing can say.
    """
    with pytest.raises(InvalidValueError, match=r"ended on 2018-09-01.* from 2018-09-02 on"):
        ENDED.with_value(3, since=date(2018, 9, 2))


@pytest.mark.parametrize(
    "timeline, value, expected",
    [
        (TAX, 5.0, "must be int"),
        (TAX, "5", "must be int"),
        (TAX, True, "must be int"),
        (TAX, None, "must be int"),
        (TAX, Rate.percent("10"), "must be int"),
        (TAX, UNDECIDED, "must be int"),
        (OPEN, "down", "must be Rounding"),
        (OPEN, 0, "must be Rounding"),
        (
            Timeline.own("cap", (date(2023, 4, 1), None), (date(2024, 4, 1), 10_000)),
            1.5,
            "must be NoneType or int",
        ),
        (Timeline.own("rate", (date(2023, 4, 1), ZERO)), 0.1, "must be Rate"),
        (Timeline.own("yes", (date(2023, 4, 1), True)), 1, "must be bool"),
    ],
)
def test_a_what_if_of_another_kind_is_refused(
    timeline: Timeline[Any], value: Any, expected: str
) -> None:
    """
    A rule takes only values of the kinds that it has or could have had; a float is no rate.
    """
    with pytest.raises(InvalidTypeError, match=rf"a value of {timeline.name} {expected} \(got "):
        timeline.with_value(value, since=date(2026, 1, 1))


@pytest.mark.parametrize("since", ["2026-01-01", datetime(2026, 1, 1, tzinfo=JST), None, 2026])
def test_a_what_if_needs_a_day(since: Any) -> None:
    """
    The first day of a what-if is a day.
    """
    for timeline in (TAX, ENDED):
        with pytest.raises(InvalidTypeError, match="since must be a date"):
            timeline.with_value(5, since=since)


def test_a_what_if_may_take_any_kind_the_rule_had() -> None:
    """
    A cap may be lifted, or set where there was none.
    """
    cap = Timeline.own("cap", (date(2023, 4, 1), None), (date(2024, 4, 1), 10_000))
    assert cap.with_value(None, since=date(2026, 1, 1)).on(date(2026, 1, 1)) is None
    assert cap.with_value(5_000, since=date(2023, 4, 1)).on(date(2023, 4, 1)) == 5_000


# Until


@pytest.mark.parametrize(
    "timeline, at, until",
    [
        (TAX, 0, date(2019, 10, 1)),
        (TAX, 1, None),
        (ENDED, 0, date(2016, 1, 1)),
        (ENDED, 1, date(2018, 9, 1)),
    ],
)
def test_an_entry_holds_until_the_next_or_the_end(
    timeline: Timeline[int], at: int, until: date | None
) -> None:
    """
    The first day on which an entry no longer holds is the next one's, or the end.
    """
    assert timeline.until(timeline.entries[at]) == until


def test_an_entry_of_another_timeline_has_no_end_here() -> None:
    """
    An entry is looked for by what it is; one that is not there is an error.
    """
    assert TAX.until(pickle.loads(pickle.dumps(TAX.entries[0]))) == date(2019, 10, 1)
    with pytest.raises(
        InvalidValueError, match=r"fees\.tax has no such entry \(got one since 2015-01-01\)"
    ):
        TAX.until(ENDED.entries[0])


@given(starts)
def test_entries_follow_each_other_without_a_gap(first_days: list[date]) -> None:
    """
    Each entry holds until the day before the next begins.
    """
    timeline = numbered(first_days)
    for entry, later in zip(timeline.entries, timeline.entries[1:], strict=False):
        assert timeline.until(entry) == later.since
        assert timeline.entry_on(later.since - one_day) is entry


# Values


@pytest.mark.parametrize(
    "value",
    [
        TAX,
        OPEN,
        ENDED,
        TAX.entries[0],
        Evidence(TAX, TAX.entries[0]),
        RateRange(Rate.percent("6"), Rate.percent("10")),
    ],
)
def test_rules_are_values(value: object) -> None:
    """
    Entries, timelines and ranges can be compared, hashed, pickled, and written down by their repr.
    """
    for again in (pickle.loads(pickle.dumps(value)), eval(repr(value), dict(NAMES))):
        assert again == value
        assert hash(again) == hash(value)


@pytest.mark.parametrize(
    "value, field", [(TAX, "name"), (TAX.entries[0], "value"), (RateRange(ZERO, WHOLE), "lowest")]
)
def test_rules_cannot_be_changed(value: Any, field: str) -> None:
    """
    No field can be set anew.
    """
    with pytest.raises(AttributeError):
        setattr(value, field, None)


def test_timelines_that_differ_are_unequal() -> None:
    """
    Name, entries, title, end and advice all count.
    """
    others = (
        Timeline("fees.other", TAX.entries, TAX.title),
        Timeline("fees.tax", TAX.entries[:1], TAX.title),
        Timeline("fees.tax", TAX.entries, Text("tax", "税")),
        Timeline("fees.tax", TAX.entries, TAX.title, date(2030, 1, 1)),
        Timeline("fees.tax", TAX.entries, TAX.title, advice="ask"),
    )
    assert all(other != TAX for other in others)


# Ranges


@pytest.mark.parametrize(
    "rate, inside",
    [("5.99", False), ("6", True), ("8", True), ("10", True), ("10.01", False), ("0", False)],
)
def test_both_ends_of_a_range_are_possible(rate: str, inside: bool) -> None:
    """
    6 % and 10 % lie in the range from 6 to 10 %, what is beyond does not.
    """
    assert (Rate.percent(rate) in RateRange(Rate.percent("6"), Rate.percent("10"))) is inside


def test_a_range_of_one_rate_is_known() -> None:
    """
    A range whose ends are the same is one rate, and is written as such.
    """
    known = RateRange(Rate.percent("10"), Rate(1, 10))
    assert known.is_one_rate
    assert str(known) == "10 %"
    wide = RateRange(Rate.percent("6"), Rate.percent("10"))
    assert not wide.is_one_rate
    assert str(wide) == "6 % – 10 %"


@pytest.mark.parametrize(
    "lowest, highest, error",
    [
        (Rate.percent("10"), Rate.percent("6"), InvalidValueError),
        (Rate.percent("6.01"), Rate.percent("6"), InvalidValueError),
        (6, 10, InvalidTypeError),
        (Rate.percent("6"), 10, InvalidTypeError),
        (6, Rate.percent("10"), InvalidTypeError),
        (0.06, 0.1, InvalidTypeError),
        ("6 %", "10 %", InvalidTypeError),
        (None, None, InvalidTypeError),
    ],
)
def test_an_impossible_range_is_refused(lowest: Any, highest: Any, error: type[Exception]) -> None:
    """
    A range has two rates that rise.
    """
    with pytest.raises(error, match="a range of rates"):
        RateRange(lowest, highest)


@pytest.mark.parametrize("rate", [0.08, 8, "8 %", None])
def test_only_a_rate_can_lie_in_a_range(rate: Any) -> None:
    """
    Whether a number lies in a range of rates is no question.
    """
    with pytest.raises(InvalidTypeError):
        assert rate in RateRange(Rate.percent("6"), Rate.percent("10"))


# Evidence and texts


def test_evidence_names_its_rule() -> None:
    """
    What a result used is known by the name of the timeline.
    """
    assert Evidence(TAX, TAX.entries[1]).rule == "fees.tax"


@pytest.mark.parametrize(
    "value, english, japanese",
    [
        (True, "yes", "はい"),
        (False, "no", "いいえ"),
        (None, "none", "なし"),
        (UNDECIDED, "undecided", "未確定"),
        (SourceKind.OFFICIAL, "official", "公式"),
        (Rounding.DOWN, "toward zero", "切り捨て"),
        (Rate.percent("0.5"), "0.5 %", "0.5 %"),
        (RateRange(Rate.percent("6"), Rate.percent("10")), "6 % – 10 %", "6 % – 10 %"),
        (0, "0", "0"),
        (150, "150", "150"),
        (5_000_000, "5,000,000", "5,000,000"),
        (-1_000, "-1,000", "-1,000"),
        ("as it is", "as it is", "as it is"),
    ],
)
def test_readings_are_written_for_people(value: object, english: str, japanese: str) -> None:
    """
    The value of a rule has a text in both languages.
    """
    assert reading_text(value) == Text(english, japanese)
