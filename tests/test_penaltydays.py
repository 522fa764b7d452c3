from __future__ import annotations

import pickle

from datetime import date
from typing import Any

import pytest

from qoo10model import penaltychecks
from qoo10model.basics.periods import Days, month, quarter_of
from qoo10model.cancellationrates import CancellationCount
from qoo10model.penaltychecks import PenaltyCheck
from qoo10model.penaltydays import Penalty
from qoo10model.rules.book import JAPAN, RuleBook
from qoo10model.rules.penalties import Consequence, Lasting


BARRED = Consequence.BARRED_FROM_MEGA_WARI
CAPPED = Consequence.LISTINGS_CAPPED
STOPPED = Consequence.ACCOUNT_STOPPED


def check(count: CancellationCount, rules: RuleBook = JAPAN, **more: Any) -> PenaltyCheck:
    """
    The check of *count*.
    """
    return penaltychecks.check(count, rules=rules, **more)


def quarter(first: date, paid: int, cancelled: int) -> CancellationCount:
    """
    The counts of the quarter of *first*.
    """
    return CancellationCount(quarter_of(first), paid, cancelled)


def codes(found: PenaltyCheck) -> list[str]:
    """
    The codes of the findings, without their subject.
    """
    return [finding.code.partition(".")[2] for finding in found.findings]


def test_a_bar_names_the_mega_wari_that_it_hits() -> None:
    """
    Barred on 1 April 2026, the shop misses the mega-wari that opens on 29 May.
    """
    (bar,) = check(quarter(date(2026, 1, 1), 420, 44)).penalties
    assert (bar.consequence, bar.since, bar.until) == (BARRED, date(2026, 4, 1), date(2026, 6, 30))
    assert [event.span.first_day for event in bar.events] == [date(2026, 5, 29)]
    assert bar.events_are_known
    assert bar.payout_stop is None
    assert check(quarter(date(2026, 1, 1), 420, 44)).findings == ()


def test_a_bar_whose_end_is_open_hits_all_that_come() -> None:
    """
    If the bar lasts until it is lifted, every known mega-wari from then on is hit, and others may be.
    """
    longer = JAPAN.with_reading("penalties.lasting", Lasting.UNTIL_LIFTED)
    found = check(quarter(date(2026, 1, 1), 420, 44), longer)
    (bar,) = found.penalties
    assert bar.until is None
    assert bar.days == Days(date(2026, 4, 1), date.max)
    assert [event.span.first_day.month for event in bar.events] == [5, 8, 11]
    assert not bar.events_are_known
    assert codes(found) == ["events_not_known"]


@pytest.mark.parametrize(
    "first, months, known",
    [
        (date(2023, 7, 1), [], False),
        (date(2023, 10, 1), [3], True),
        (date(2026, 7, 1), [11], True),
        (date(2026, 10, 1), [], False),
    ],
)
def test_unknown_events_are_not_none(first: date, months: list[int], known: bool) -> None:
    """
    Where the calendar does not reach, no event is named and a finding says that there may be some.
    """
    found = check(quarter(first, 100, 11))
    (bar,) = found.penalties
    assert [event.span.first_day.month for event in bar.events] == months
    assert bar.events_are_known is known
    assert ("events_not_known" in codes(found)) is not known


def test_a_cap_is_of_500_listings() -> None:
    """
    Above 15 % at most 500 items may be listed until the next check.
    """
    _, cap = check(quarter(date(2026, 1, 1), 100, 16)).penalties
    assert (cap.consequence, cap.listings, cap.until) == (CAPPED, 500, date(2026, 6, 30))
    assert "penalties.listings_cap" in {used.rule for used in cap.rules}
    assert "penalties.lasting" in {used.rule for used in cap.rules}


def test_a_stop_has_no_known_end() -> None:
    """
    An account that is stopped pays nothing out from the day of the check on.
    """
    found = check(quarter(date(2026, 4, 1), 100, 16), previous=quarter(date(2026, 1, 1), 100, 16))
    assert found.consequences == (BARRED, CAPPED, STOPPED)
    stop = found.penalties[-1]
    assert (stop.since, stop.until) == (date(2026, 7, 1), None)
    assert stop.payout_stop == Days(date(2026, 7, 1), date.max)
    assert "penalties.two_quarters" in {used.rule for used in stop.rules}


def test_a_warning_is_of_one_day() -> None:
    """
    The mail comes on the 1st and stops nothing.
    """
    (mail,) = check(CancellationCount(month(2026, 2), 100, 8)).penalties
    assert mail.days == Days(date(2026, 3, 1), date(2026, 3, 1))
    assert mail.payout_stop is None


def test_a_penalty_is_a_value() -> None:
    """
    A penalty compares and pickles, and its repr leaves the rules out.
    """
    (bar,) = check(quarter(date(2026, 1, 1), 420, 44)).penalties
    assert pickle.loads(pickle.dumps(bar)) == bar
    assert repr(Penalty(BARRED, date(2026, 4, 1))) == (
        "Penalty(consequence=Consequence.BARRED_FROM_MEGA_WARI, since=datetime.date(2026, 4, 1), "
        "until=None, events=(), events_are_known=True, listings=None, cycle=None)"
    )
