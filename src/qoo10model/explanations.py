"""
Explanations (精算の説明): a settlement as a table for people, with its rules and sources.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qoo10model.basics.sources import OWN_FIGURES
from qoo10model.basics.texts import Text, align, yen_text
from qoo10model.basics.timelines import reading_text


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qoo10model.basics.sources import Source
    from qoo10model.basics.texts import Language
    from qoo10model.basics.timelines import Evidence
    from qoo10model.basics.uncertainty import Doubt
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
_STATED: Final = Text("as stated", "販売者の指定")
_SOURCES: Final = Text("sources", "出典")
_READ: Final = Text("read on", "確認日")


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
    Return the table of a settlement: entries and net, the rules, the doubts, the sources of all.

    Each entry stands beside the first rule that it rests on; numbers in brackets point to the
    sources. *gross* is in yen. The columns line up on a terminal, in Japanese as well.
    """
    entries, evidence = tuple(entries), tuple(evidence)
    numbers = _numbered(one for one in (*_first(entries), *evidence))
    net = sum(entry.amount for entry in entries)
    low, high = map(yen_text, net_range)
    heading = _HEADING.filled(number=order_no, net=yen_text(net), gross=yen_text(gross))
    rows = [_row(entry, numbers, language) for entry in entries]
    rows.append((_NET.in_(language), yen_text(net, sign=bool(net))))
    blocks = [
        heading.in_(language),
        align(rows, right=_AMOUNTS),
        _RANGE.filled(low=low, high=high).in_(language),
        _rules_block(evidence, numbers, language),
        _doubts_block(doubts, language),
        _sources_block(numbers, language),
    ]
    return "\n\n".join(block for block in blocks if block)


def _first(entries: Iterable[Entry]) -> Iterator[Evidence]:
    return (entry.evidence[0] for entry in entries if entry.evidence)


def _numbered(evidence: Iterable[Evidence]) -> dict[Source, int]:
    sources = dict.fromkeys(source for one in evidence for source in one.entry.sources)
    return {source: number for number, source in enumerate(sources, 1)}


def _marks(evidence: Evidence, numbers: dict[Source, int]) -> str:
    return "".join(f"[{numbers[source]}]" for source in evidence.entry.sources)


def _row(entry: Entry, numbers: dict[Source, int], language: Language) -> tuple[str, ...]:
    label, amount = entry.label.in_(language), yen_text(entry.amount, sign=True)
    day = _OPEN_DAY.in_(language) if entry.on is None else str(entry.on)
    if not entry.evidence:
        return label, amount, day
    first = entry.evidence[0]
    rule, reading = first.timeline.title.in_(language), reading_text(first.entry.value)
    return label, amount, day, f"{rule}: {reading.in_(language)}", _marks(first, numbers)


def _rules_block(
    evidence: Iterable[Evidence], numbers: dict[Source, int], language: Language
) -> str:
    rows = [
        (
            f"- {one.timeline.title.in_(language)}",
            reading_text(one.entry.value).in_(language),
            _since(one, language),
            one.entry.confidence.label.in_(language),
            _marks(one, numbers),
        )
        for one in evidence
    ]
    return _block(_RESTS_ON, align(rows).splitlines(), language)


def _since(evidence: Evidence, language: Language) -> str:
    # What the seller states has no day of its own.
    if evidence.entry.sources == (OWN_FIGURES,):
        return _STATED.in_(language)
    return f"{_SINCE.in_(language)} {evidence.entry.since}"


def _doubts_block(doubts: Iterable[Doubt], language: Language) -> str:
    return _block(_DOUBTS, [f"- {doubt.in_(language)}" for doubt in doubts], language)


def _sources_block(numbers: dict[Source, int], language: Language) -> str:
    lines: list[str] = []
    for source, number in numbers.items():
        facts = [source.kind.label.in_(language)]
        if source.read_on is not None:
            facts.append(f"{_READ.in_(language)} {source.read_on}")
        lines.append(f"[{number}] {source.title} ({', '.join(facts)}) {source.address}".rstrip())
    return _block(_SOURCES, lines, language)


def _block(title: Text, lines: list[str], language: Language) -> str:
    return "\n".join((f"{title.in_(language)}:", *lines)) if lines else ""
