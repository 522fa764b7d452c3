"""
Sources (出典): where a rule was read, on which day, and how sure that makes it.
"""

from __future__ import annotations

import functools

from datetime import date
from typing import Final

import attrs

from qoo10model.basics.texts import Labelled, Text


__all__ = ("OWN_FIGURES", "WHAT_IF", "Confidence", "Source", "SourceKind")


@functools.total_ordering
class Confidence(Labelled):
    """
    How sure a rule is (確度): LOW below MEDIUM below HIGH.

    >>> min(Confidence.HIGH, Confidence.LOW), Confidence.MEDIUM >= Confidence.LOW
    (Confidence.LOW, True)
    """

    LOW = Text("low", "低")
    MEDIUM = Text("medium", "中")
    HIGH = Text("high", "高")

    def __lt__(self, other: Confidence) -> bool:
        if type(other) is not Confidence:
            return NotImplemented
        order = tuple(Confidence)
        return order.index(self) < order.index(other)


class SourceKind(Labelled):
    """
    What kind of source a rule rests on (出典の種類).

    >>> SourceKind.OFFICIAL.label.ja
    '公式'
    """

    OFFICIAL = Text("official", "公式")
    MEASURED = Text("measured", "実測")
    SECONDARY = Text("secondary", "二次情報")
    ASSUMPTION = Text("assumption", "仮定")
    WHAT_IF = Text("what if", "仮の値")


@attrs.frozen
class Source:
    """
    Where a rule was read (出典): its *title*, its *kind*, and the day it was read last.

    *read_on* is None for what nobody publishes: a what-if, or the seller's own figures. *note* says
    what else to know of it, such as when it was published.

    >>> Source("Fee guide", SourceKind.OFFICIAL, date(2026, 8, 13), "https://example.invalid/fees").title
    'Fee guide'
    """

    title: str
    kind: SourceKind
    read_on: date | None = None
    address: str = ""
    note: str = ""


WHAT_IF: Final = Source("the caller's what-if", SourceKind.WHAT_IF)
"""
The source of a value that the caller put in place of a rule.
"""

OWN_FIGURES: Final = Source("the seller's own figures", SourceKind.MEASURED)
"""
The source of what a seller knows of the own shop: rates, grade.
"""
