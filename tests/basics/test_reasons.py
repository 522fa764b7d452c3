from __future__ import annotations

import pytest

from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    Qoo10ModelError,
    RuleNotKnownError,
    RuleUndecidedError,
    UnknownNameError,
)
from qoo10model.basics.reasons import reason_of
from qoo10model.basics.texts import Text


@pytest.mark.parametrize(
    ("error", "japanese"),
    [
        (InvalidTypeError("x must be int"), "データの種類が正しくない（x must be int）"),
        (InvalidValueError("x must be 1"), "値が正しくない（x must be 1）"),
        (RuleNotKnownError("before x"), "その日に適用されるルールが分からない（before x）"),
        (UnknownNameError("no x"), "登録されていない名前がある（no x）"),
        (
            RuleUndecidedError("x", Text("x or y?", "xかyか？"), (), Text("pass x", "xを渡す")),
            "xかyか？指定方法: xを渡す",
        ),
    ],
)
def test_a_reason_is_said_in_both_languages(error: Qoo10ModelError, japanese: str) -> None:
    """
    English says what the error says, Japanese of which kind it is, with the same particulars.
    """
    reason = reason_of(error)

    assert (reason.en, reason.ja) == (str(error), japanese)
