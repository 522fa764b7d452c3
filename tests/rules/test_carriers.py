from __future__ import annotations

import re

from datetime import date

import pytest

from qoo10model.basics.sources import Confidence
from qoo10model.rules.book import JAPAN
from qoo10model.rules.carriers import Carrier, Scheme, Spellings


DAY = date(2026, 5, 11)


@pytest.mark.parametrize("scheme", Scheme)
def test_forms_agree_with_themselves(scheme: Scheme) -> None:
    """
    Groups, pattern, weights and length of a form speak of the same number of characters.
    """
    form = JAPAN.carriers.forms[scheme].on(DAY)
    letters = 2 if scheme is Scheme.S10 else 0
    number = "EG"[:letters] + "0" * (form.length - 2 * letters) + "JP"[:letters]
    found = re.fullmatch(form.pattern, number)
    assert found is not None
    assert sum(form.groups) == len(number) == form.length
    assert len(found["body"] + found["check"]) == form.length - 2 * letters
    assert not form.weights or len(form.weights) == len(found["body"])
    assert str(form.check_digits[0]) in "05"


@pytest.mark.parametrize(
    "scheme, digits, how",
    [
        (Scheme.SEVEN_12, "0 1 2 3 4 5 6", "the digits as one number"),
        (Scheme.SEVEN_11, "0 1 2 3 4 5 6", "the digits as one number"),
        (Scheme.S10, "5 0 9 8 7 6 5 4 3 2 1", "a weighted sum"),
    ],
)
def test_forms_are_told_to_people(scheme: Scheme, digits: str, how: str) -> None:
    """
    A form says how its check digit is found.
    """
    text = str(JAPAN.carriers.forms[scheme].on(DAY))
    assert text.endswith(f"by the remainder of {how}: {digits}")


def test_service_by_first_character() -> None:
    """
    Only the first character tells the service.
    """
    form = JAPAN.carriers.forms[Scheme.SEVEN_11].on(DAY)
    service = form.service_of("13112383852")
    assert service is not None
    assert service.ja == "一般書留"
    assert form.service_of("93112383852") is None
    assert JAPAN.carriers.forms[Scheme.SEVEN_12].on(DAY).service_of("405548424886") is None


def test_carriers_that_nobody_described_have_no_scheme() -> None:
    """
    Fukuyama, Seino and the pick-up at a store are not checked; what is described is HIGH in 2026.
    """
    numbers = JAPAN.carriers.numbers
    assert set(Carrier) - set(numbers) == {Carrier.FUKUYAMA, Carrier.SEINO, Carrier.STORE_PICKUP}
    assert {numbers[one].entry_on(DAY).confidence for one in numbers} == {Confidence.HIGH}


def test_names_seen_at_the_platform() -> None:
    """
    Eleven names were seen in use; of Sagawa the platform takes two.
    """
    names = JAPAN.carriers.names
    assert len(names) == 11
    assert names[Carrier.SAGAWA].on(DAY) == Spellings(("佐川急便", "Sagawa"))
    assert str(names[Carrier.SAGAWA].on(DAY)) == "佐川急便 / Sagawa"
    assert Carrier.EMS not in names
