"""
Reasons (理由): what an error says, for findings, in both languages.
"""

from __future__ import annotations

from typing import Final

from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    Qoo10ModelError,
    RuleNotKnownError,
    RuleUndecidedError,
    UnknownNameError,
)
from qoo10model.basics.texts import Text


__all__ = ("reason_of",)

_KINDS: Final[dict[type[Qoo10ModelError], str]] = {
    InvalidTypeError: "データの種類が正しくない",
    InvalidValueError: "値が正しくない",
    RuleNotKnownError: "その日に適用されるルールが分からない",
    UnknownNameError: "登録されていない名前がある",
}


def reason_of(error: Qoo10ModelError) -> Text:
    """
    Return what *error* says; the Japanese names its kind and leaves the particulars in English.

    >>> reason_of(InvalidValueError("quantity must be at least 1 (got 0)")).ja
    '値が正しくない（quantity must be at least 1 (got 0)）'
    """
    if isinstance(error, RuleUndecidedError):
        return Text(str(error), f"{error.question.ja}指定方法: {error.advice.ja}")
    kind = next(japanese for kind, japanese in _KINDS.items() if isinstance(error, kind))
    return Text(str(error), f"{kind}（{error}）")
