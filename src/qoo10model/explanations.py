"""
Explanations (精算の説明): a settlement as a table for people, with its rules and sources.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qoo10model.basics.texts import Text, align, yen_text
from qoo10model.basics.timelines import reading_text


if TYPE_CHECKING:
    from collections.abc import Iterable

    from qoo10model.basics.findings import Doubt
    from qoo10model.basics.texts import Language
    from qoo10model.basics.timelines import Evidence
    from qoo10model.entries import Entry

__all__ = ("explained",)

_AMOUNT, _RIGHT = 1, frozenset({1})
_NET = Text("net", "精算額")
_RANGE = Text("net at both ends", "精算額の幅")
_DOUBTS = Text("doubts", "未確定事項")
_OPEN_DAY = Text("day open", "日付未定")
_RESTS_ON = Text("the rules it rests on", "根拠となるルール")
_SINCE = Text("since", "適用開始")


def explained(
    heading: str,
    entries: Iterable[Entry],
    evidence: Iterable[Evidence],
    doubts: Iterable[Doubt],
    net_range: tuple[int, int],
    language: Language,
) -> str:
    """
    Return the table of a settlement: entries and net, the rules with sources, the doubts.

    The columns line up on a terminal, in Japanese as well.
    """
    entries = tuple(entries)
    net = sum(entry.amount for entry in entries)
    low, high = net_range
    rows = [
        (
            entry.label.in_(language),
            yen_text(entry.amount, sign=True),
            _OPEN_DAY.in_(language) if entry.on is None else f"{entry.on:%Y-%m-%d}",
            _rule_of(entry, language),
        )
        for entry in entries
    ]
    rows.append((_NET.in_(language), yen_text(net, sign=True), "", ""))
    rows.append((_RANGE.in_(language), f"{yen_text(low)} … {yen_text(high)}", "", ""))
    blocks = [heading, align(rows, right=_RIGHT), _rules_block(evidence, language)]
    lines = [f"- {doubt.in_(language)}" for doubt in doubts]
    if lines:
        blocks.append("\n".join((f"{_DOUBTS.in_(language)}:", *lines)))
    return "\n\n".join(blocks)


def _rule_of(entry: Entry, language: Language) -> str:
    if not entry.evidence:
        return ""
    first = entry.evidence[0]
    reading = reading_text(first.entry.value).in_(language)
    return f"{first.timeline.title.in_(language)}: {reading}"


def _rules_block(evidence: Iterable[Evidence], language: Language) -> str:
    rows = [
        (
            f"- {one.timeline.title.in_(language)}",
            reading_text(one.entry.value).in_(language),
            f"{_SINCE.in_(language)} {one.entry.since}",
            one.entry.confidence.label.in_(language),
            "; ".join(source.title for source in one.entry.sources),
        )
        for one in evidence
    ]
    return "\n".join((f"{_RESTS_ON.in_(language)}:", align(rows)))
