"""
Explanations (精算の説明): a settlement as a table for people, with its rules and sources.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qoo10model.basics.texts import Text, align, yen_text
from qoo10model.basics.timelines import reading_text


if TYPE_CHECKING:
    from collections.abc import Iterable

    from qoo10model.basics.findings import Doubt
    from qoo10model.basics.texts import Language
    from qoo10model.basics.timelines import Evidence
    from qoo10model.entries import Entry

__all__ = ("explained",)

_AMOUNTS: Final = frozenset({1})
_HEADING: Final = Text(
    "order {number}: net {net} yen of {gross}", "注文{number}: {gross}円のうち精算額{net}円"
)
_NET: Final = Text("net", "精算額")
_RANGE: Final = Text("net at both ends: {low} … {high} yen", "精算額の幅: {low}円 … {high}円")
_DOUBTS: Final = Text("doubts", "未確定事項")
_OPEN_DAY: Final = Text("day open", "日付未定")
_RESTS_ON: Final = Text("the rules it rests on", "根拠となるルール")
_SINCE: Final = Text("since", "適用開始")


def explained(
    order_no: int,
    gross: int,
    entries: Iterable[Entry],
    evidence: Iterable[Evidence],
    doubts: Iterable[Doubt],
    net_range: tuple[int, int],
    language: Language,
) -> str:
    """
    Return the table of a settlement: entries and net, the rules with sources, the doubts.

    Each entry stands beside the first rule that it rests on, with its source. *gross* is in yen. The
    columns line up on a terminal, in Japanese as well.
    """
    entries = tuple(entries)
    net = sum(entry.amount for entry in entries)
    low, high = map(yen_text, net_range)
    heading = _HEADING.filled(number=order_no, net=yen_text(net), gross=yen_text(gross))
    rows = [_row(entry, language) for entry in entries]
    rows.append((_NET.in_(language), yen_text(net, sign=bool(net))))
    blocks = [
        heading.in_(language),
        align(rows, right=_AMOUNTS),
        _RANGE.filled(low=low, high=high).in_(language),
        _rules_block(evidence, language),
        _doubts_block(doubts, language),
    ]
    return "\n\n".join(block for block in blocks if block)


def _row(entry: Entry, language: Language) -> tuple[str, ...]:
    label, amount = entry.label.in_(language), yen_text(entry.amount, sign=True)
    day = _OPEN_DAY.in_(language) if entry.on is None else str(entry.on)
    if not entry.evidence:
        return label, amount, day
    first = entry.evidence[0]
    rule, reading = first.timeline.title.in_(language), reading_text(first.entry.value)
    return label, amount, day, f"{rule}: {reading.in_(language)}", first.entry.sources[0].title


def _doubts_block(doubts: Iterable[Doubt], language: Language) -> str:
    lines = [f"- {doubt.in_(language)}" for doubt in doubts]
    return "\n".join((f"{_DOUBTS.in_(language)}:", *lines)) if lines else ""


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
    return "\n".join((f"{_RESTS_ON.in_(language)}:", align(rows))) if rows else ""
