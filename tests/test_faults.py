from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qoo10model import InvalidTypeError, RuleNotKnownError
from qoo10model.faults import CancelReason, Party, fault_of, reason_in
from qoo10model.rules.cancellations import REASON_WORDS
from tests.claim_cases import ON, WORKED, claim, loosely


@pytest.mark.parametrize("case", WORKED["fault"], ids=lambda case: case["reason"])
def test_whose_fault_is_as_worked_by_hand(case: dict[str, Any]) -> None:
    """
    Each reason has its code in QSM and in the API, its party, and words by which it is known.
    """
    reason = CancelReason(case["reason"])
    assert reason.api_code == case.get("api")
    assert fault_of(reason, on=ON).party is Party[case["party"]]
    assert reason_in(reason.label.ja) is reason
    for words in case["words"]:
        assert reason_in(words) is reason
        assert fault_of(claim(3, reason=words)).party is Party[case["party"]]


def test_every_reason_is_worked() -> None:
    """
    The worked cases name all reasons, and the four codes of the API are those of its reference.
    """
    assert {case["reason"] for case in WORKED["fault"]} == {reason.value for reason in CancelReason}
    assert {reason.api_code for reason in CancelReason} == {"", "1", "2", "3", None}
    assert eval(repr(CancelReason.OUT_OF_STOCK)) is CancelReason.OUT_OF_STOCK


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", None),
        ("気が変わった", None),
        ("商品不良", None),
        ("配送遅延のため注文変更", None),
        ("在庫なし・品切れ", CancelReason.OUT_OF_STOCK),
        ("ＯＵＴ　ＯＦ　ＳＴＯＣＫ", CancelReason.OUT_OF_STOCK),
        ("out OF stock", CancelReason.OUT_OF_STOCK),
        ("発送が遅い（配送遅延）", CancelReason.SHIPPING_DELAY),
    ],
)
def test_a_text_has_a_reason_if_it_names_one_alone(text: str, reason: CancelReason | None) -> None:
    """
    A text that names two reasons, or none that is known, has none: it is not guessed.
    """
    assert reason_in(text) is reason


def test_the_words_are_written_as_they_are_looked_up() -> None:
    """
    No word stands twice, and each is in small letters.
    """
    words = [one for one, _ in REASON_WORDS]
    assert len(set(words)) == len(words)
    assert [one.casefold() for one in words] == words


def test_a_claim_has_the_day_of_its_request() -> None:
    """
    Else that of its completion, else the day that the caller gives; without any nobody can say.
    """
    told: dict[str, Any] = {"reason": "在庫なし"}
    for about in (claim(3, **told), claim(3, requested_at=None, completed_on=ON, **told)):
        fault = fault_of(about)
        assert (fault.party, fault.reason) == (Party.SELLER, CancelReason.OUT_OF_STOCK)
        assert fault.is_confirmed
    bare = claim(3, requested_at=None, **told)
    assert fault_of(bare).party is None
    assert fault_of(bare).reason is CancelReason.OUT_OF_STOCK
    assert fault_of(bare, on=ON).party is Party.SELLER
    assert not fault_of(claim(3, **told), on=date(2025, 12, 31)).is_confirmed


def test_an_order_that_lapsed_is_the_buyers() -> None:
    """
    Nobody else could have paid; other claims without a reason are nobody's.
    """
    assert fault_of(claim(16)).party is Party.BUYER
    assert fault_of(claim(3)).party is None
    assert not fault_of(claim(16)).is_confirmed


def test_how_sure_a_fault_is() -> None:
    """
    The wish of a customer is a code of another region, and LOW; so is everything before 2026.
    """
    assert fault_of(CancelReason.OUT_OF_STOCK, on=date(2026, 1, 1)).is_confirmed
    assert not fault_of(CancelReason.OUT_OF_STOCK, on=date(2025, 12, 31)).is_confirmed
    assert not fault_of(CancelReason.CUSTOMER_REQUEST, on=ON).is_confirmed


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda: loosely(reason_in)(None), InvalidTypeError, "claim.reason"),
        (lambda: loosely(fault_of)(CancelReason.OUT_OF_STOCK), InvalidTypeError, "pass on="),
        (lambda: loosely(fault_of)("NR", on=ON), InvalidTypeError, "CancelReason or a Claim"),
        (
            lambda: loosely(fault_of)(CancelReason.OUT_OF_STOCK, on=date(2018, 8, 31)),
            RuleNotKnownError,
            "2018-09-01",
        ),
    ],
)
def test_bad_input_is_refused(call: Any, error: type[Exception], said: str) -> None:
    """
    What is no text, reason or claim is an error that says what was expected.
    """
    with pytest.raises(error, match=said):
        call()
