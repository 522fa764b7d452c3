"""
Inflow (流入): through which channels visitors came, from inside Qoo10 and from outside.

From outside are the external channels, addresses typed in, and others; inside is the total less these.
Search and external come as sums, as parts, or as both: nobody is counted twice.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, all_of
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import Evidence
from qoo10model.dayreadings import ask
from qoo10model.exportrows import check_texts
from qoo10model.rules.analytics import Channel, Channels
from qoo10model.rules.book import JAPAN
from qoo10model.traffic import Metric, Traffic
from qoo10model.trafficdays import each_once, mixed_levels


if TYPE_CHECKING:
    from collections.abc import Iterable

    from qoo10model.rules.book import RuleBook

__all__ = ("Channel", "ChannelInflow", "ChannelRow", "Channels", "Inflow", "inflow")


@attrs.frozen
class ChannelRow:
    """
    The figures of one channel (流入経路), of the day *on* or, where that is None, of a window.

    *name* is what the export calls it; *channel* is None where nobody knows that name. *item_code* is
    empty where the row is about the whole shop.

    >>> ChannelRow(Channel.LINE, Traffic(visitors=12)).figures.visitors
    12
    """

    channel: Channel | None
    figures: Traffic
    on: date | None = None
    name: str = ""
    item_code: str = ""
    row: int | None = attrs.field(default=None, eq=False)
    unread: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)

    def __attrs_post_init__(self) -> None:
        if self.channel is not None and type(self.channel) is not Channel:
            msg = f"channel must be such as Channel.LINE, or None (got {self.channel!r})"
            raise InvalidTypeError(msg)
        if not isinstance(self.figures, Traffic):
            raise InvalidTypeError(f"figures must be Traffic (got {self.figures!r})")
        if self.on is not None:
            check_day(self.on, "on")
        check_texts(self, "name", "item_code")


@attrs.frozen
class ChannelInflow:
    """
    How many came through one *channel*, and which part of the total that is.
    """

    channel: Channel
    count: int
    share: Fraction | None


@attrs.frozen
class Inflow:
    """
    How many came in all, from outside and from inside, and channel by channel.

    *unplaced* came through channels of unknown name: they are in the total and on neither side.
    Numbers are None where a channel that they need does not tell its own.
    *external_under* has the number from outside under each other reading of the rule.
    """

    metric: Metric
    total: int | None
    external: int | None
    unplaced: int | None
    channels: tuple[ChannelInflow, ...]
    external_under: tuple[tuple[Channels, int | None], ...] = ()
    findings: tuple[Finding, ...] = ()
    rules: tuple[Evidence, ...] = ()

    @property
    def internal(self) -> int | None:
        """
        The number from inside: the total less what came from outside (内部流入).

        None also where the total given is less than that.
        """
        if self.total is None or self.external is None or self.unplaced is None:
            return None
        rest = self.total - self.external - self.unplaced
        return rest if rest >= 0 else None

    @property
    def external_share(self) -> Fraction | None:
        """
        The part that came from outside (外部流入率), None where more did than the total given.
        """
        if self.external is None or not self.total or self.external > self.total:
            return None
        return Fraction(self.external, self.total)


_UNKNOWN: Final = Message(
    "analytics.channel_unknown",
    Severity.WARNING,
    Text(
        "nobody knows the channel “{name}”; its {n} are on neither side",
        "未知の流入経路「{name}」（{n}）は内部・外部のどちらにも数えない",
    ),
)
_NOT_GIVEN: Final = Message(
    "analytics.channel_not_given",
    Severity.WARNING,
    Text(
        "{metric} of {name} is not given, so the sums are not known",
        "{name}の{metric}が不明のため合計も不明",
    ),
)
_PARTS: Final = Message(
    "analytics.parts_differ",
    Severity.WARNING,
    Text(
        "the parts of {name} sum to {parts}, not to its {whole}; the sum given counts",
        "{name}の内訳の合計は{parts}で、{whole}と一致しない。合計欄の値を使った",
    ),
)
_TOTAL: Final = Message(
    "analytics.total_differs",
    Severity.WARNING,
    Text(
        "the channels sum to {summed}, not to the total of {total}; the total given counts",
        "経路の合計は{summed}で、総数{total}と一致しない。総数の値を使った",
    ),
)
_COUNTED: Final = (
    Metric.VISITORS,
    Metric.VIEWS,
    Metric.CARTS,
    Metric.FAVOURITES,
    Metric.ORDERS,
    Metric.SALES,
)


def inflow(
    rows: Iterable[ChannelRow],
    *,
    on: date,
    metric: Metric = Metric.VISITORS,
    total: int | None = None,
    rules: RuleBook = JAPAN,
) -> Inflow:
    """
    Return how many came from outside and from inside, by the rules of the Japanese day *on*.

    *rows* may be of several days or items, which are added; a day that comes twice counts once.
    *metric* is the figure to count, sales in yen. *total* is that of the export where it has one;
    without it, the channels are added.

    Raises `InvalidTypeError` for what is no channel row, `InvalidValueError` for a metric that cannot
    be added, and for a total below 0, `RuleNotKnownError` for a day before the rules.

    >>> rows = (ChannelRow(Channel.PLAIN_SEARCH, Traffic(visitors=70)),
    ...         ChannelRow(Channel.LINE, Traffic(visitors=20)),
    ...         ChannelRow(Channel.URL_DIRECT, Traffic(visitors=10)))
    >>> found = inflow(rows, on=date(2026, 7, 1))
    >>> found.external, found.internal, found.external_share
    (30, 70, Fraction(3, 10))
    """
    if metric not in _COUNTED:
        names = ", ".join(one.name for one in _COUNTED)
        raise InvalidValueError(f"metric must be one of {names} (got {metric!r})")
    if total is not None and (type(total) is not int or total < 0):
        raise InvalidValueError(f"total must be a whole number of at least 0 (got {total!r})")
    findings: list[Finding] = []
    counts, unplaced = _counts(rows, metric, findings)
    whole = _whole(counts, unplaced)
    if total is not None:
        if whole is not None and whole != total:
            findings.append(_TOTAL.finding(summed=whole, total=total))
        whole = total
    used: list[Evidence] = []
    outside = ask(rules.analytics.external, check_day(on, "on"), used)
    others = used[0].entry.alternatives
    return Inflow(
        metric=metric,
        total=whole,
        external=_external(counts, outside),
        unplaced=unplaced,
        channels=tuple(
            ChannelInflow(channel, count, Fraction(count, whole) if whole else None)
            for channel, count in sorted(counts.items(), key=lambda one: _ORDER[one[0]])
            if count is not None
        ),
        external_under=tuple((other, _external(counts, other)) for other in others),
        findings=tuple(findings),
        rules=tuple(used),
    )


_ORDER: Final = {channel: place for place, channel in enumerate(Channel)}
_SUMS: Final = (Channel.SEARCH, Channel.EXTERNAL)


def _counts(
    rows: Iterable[ChannelRow], metric: Metric, findings: list[Finding]
) -> tuple[dict[Channel, int | None], int | None]:
    # A sum and its parts belong together on each day of each item: another day may have only one of them.
    places: dict[tuple[date | None, str], dict[Channel, int | None]] = {}
    unplaced: list[int | None] = []
    given = all_of(rows, ChannelRow, "rows")
    days, doubled = each_once(given, about=_about, figures=_figures, name=_name)
    findings += (finding for _, finding in doubled)
    for row in days:
        count = row.figures.of(metric)
        number = count if isinstance(count, int) else None
        if row.channel is None:
            unplaced.append(number)
            shown = _NOT_KNOWN if number is None else number
            findings.append(_UNKNOWN.finding(row=row.row, name=row.name, n=shown))
            continue
        if number is None:
            label = row.channel.label
            findings.append(_NOT_GIVEN.finding(row=row.row, metric=metric.label, name=label))
        _add(places.setdefault((row.on, row.item_code), {}), row.channel, number)
    findings += mixed_levels({row.item_code for row in days})
    counts: dict[Channel, int | None] = {}
    for (day, _), place in places.items():
        for group in _SUMS:
            _check_parts(group, place, day, findings)
        for channel, count in place.items():
            _add(counts, channel, count)
    return counts, _sum(unplaced)


def _add(counts: dict[Channel, int | None], channel: Channel, number: int | None) -> None:
    before = counts.get(channel, 0)
    counts[channel] = None if before is None or number is None else before + number


def _about(row: ChannelRow) -> tuple[object, ...]:
    return row.channel or row.name, row.item_code


def _figures(row: ChannelRow) -> Traffic:
    return row.figures


def _name(row: ChannelRow) -> str | Text:
    return row.name if row.channel is None else row.channel.label


_NOT_KNOWN: Final = Text("unknown number", "数不明")
_ON_DAY: Final = Text("{name} on {day}", "{day}の{name}")


def _check_parts(
    group: Channel,
    counts: dict[Channel, int | None],
    day: date | None,
    findings: list[Finding],
) -> None:
    parts = [count for channel, count in counts.items() if channel.group is group]
    summed = _sum(parts)
    if not parts:
        return
    whole = counts.setdefault(group, summed)
    if whole is not None and summed is not None and whole != summed:
        name = group.label if day is None else _ON_DAY.filled(name=group.label, day=day)
        findings.append(_PARTS.finding(name=name, parts=summed, whole=whole))


def _whole(counts: dict[Channel, int | None], unplaced: int | None) -> int | None:
    if not counts and not unplaced:
        return None
    alone = [count for channel, count in counts.items() if channel.group is None]
    return _sum([*alone, unplaced])


def _external(counts: dict[Channel, int | None], outside: Channels) -> int | None:
    if not counts:
        return None
    return _sum([count for channel, count in counts.items() if channel in outside])


def _sum(counts: list[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None
