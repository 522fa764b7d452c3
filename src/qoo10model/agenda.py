"""
Agenda (予定表): slots, bid closings, events, penalty checks, settlement days and deadlines in one list.

What nobody can say, such as an event beyond the known calendars, is among the findings; it is not
taken as "nothing happens".
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from qoo10model.basics.businessdays import is_business_day
from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    RuleNotKnownError,
    all_of,
)
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.periods import Days, Span, check_day, month_of, quarter_of, wednesdays
from qoo10model.basics.sources import Confidence
from qoo10model.basics.texts import Text
from qoo10model.delays import delays_of
from qoo10model.displaydays import display_day
from qoo10model.happenings import Agenda, Happening, HappeningKind
from qoo10model.orders import OrderLine
from qoo10model.rules.book import JAPAN
from qoo10model.rules.sellers import Grade
from qoo10model.schedules import pre_deduction_day
from qoo10model.timesaleslots import slots_on


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date, datetime

    from qoo10model.basics.businessdays import Holidays
    from qoo10model.rules.book import RuleBook
    from qoo10model.rules.events import Calendar, Campaign, Occasion
    from qoo10model.shipping import ReadyToShip

__all__ = ("Agenda", "Happening", "HappeningKind", "between")

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(weeks=1)
_FORTNIGHT: Final = timedelta(weeks=2)

_SLOT: Final = Text("time-sale slot {number} until {end}", "タイムセール第{number}枠（{end}まで）")
_BIDS: Final = Text("Plus display: bids close for {day}", "プラス展示: {day}展示分の入札締切")
_OPENS: Final = Text("{event} opens", "{event}開始")
_ENDS: Final = Text("{event} ends", "{event}終了")
_MONTHLY: Final = Text(
    "check of the cancellation rate of {month}", "キャンセル率の判定（{month}分）"
)
_QUARTERLY: Final = Text(
    "check of the cancellation rate of {first} to {last}",
    "四半期キャンセル率の判定（{first}〜{last}分）",
)
_SETTLED: Final = Text("settlement day", "精算日")
_MOVED: Final = Text(
    "Wednesday {day} is a holiday; what happens then is not known",
    "水曜日{day}が祝日のため（祝日の扱いは未確認）",
)
_SHIP: Final = Text(
    "order {number}: ship by now, else {stage}", "注文{number}: 発送しないと「{stage}」"
)
_SHIP_BY: Final = Text("order {number}: ready-to-ship day ends", "注文{number}: 発送可能日の期限")

_NO_CALENDAR: Final = Message(
    "agenda.events_not_known",
    Severity.WARNING,
    Text(
        "from {first} to {last} nobody has listed all: {calendar}; there may be others",
        "{first}〜{last}の{calendar}は未公表・未確認。ほかにも開催される可能性がある",
    ),
)
_NO_RULE: Final = Message(
    "agenda.rule_not_known",
    Severity.WARNING,
    Text("{kind}, {first} to {last}: {reason}", "{kind}（{first}〜{last}）は不明: {reason}"),
)


def between(
    span: Span | Days,
    *,
    kinds: Iterable[HappeningKind] = tuple(HappeningKind),
    lines: Iterable[OrderLine] = (),
    settings: Mapping[str, ReadyToShip] | None = None,
    holidays: Holidays | None = None,
    own_holidays: Holidays = (),
    rules: RuleBook = JAPAN,
) -> Agenda:
    """
    Return what happens in *span*, a `Span` or a run of Japanese days, in order of time.

    What begins belongs to it from the first moment on; what ends, such as bids and deadlines, if it
    ends by the last one. *kinds* restricts it. The deadlines are those of the *lines* that have not
    shipped, by the *settings* of their items (by item number); they need *holidays*, which settlement
    days take as well. Events of your own are those of the rule book: see
    `Calendar.with_occasion`, `Campaigns.with_campaign` and `RuleBook.replacing`.

    Raises `InvalidTypeError` for arguments of another kind, `InvalidValueError` for lines without
    holidays.

    >>> from datetime import date
    >>> found = between(Days(date(2026, 7, 9), date(2026, 7, 9)))
    >>> for happening in found:
    ...     print(happening)
    2026-07-09 00:00 time-sale slot 1 until 10:00
    2026-07-09 10:00 time-sale slot 2 until 17:00
    2026-07-09 17:00 time-sale slot 3 until 24:00
    2026-07-09 17:50 Plus display: bids close for 2026-07-09
    2026-07-09 24:00 mega-po ends
    """
    whole = span.span if isinstance(span, Days) else span
    if not isinstance(whole, Span):
        msg = f"span must be a Span, or Days such as Days(first, last) (got {span!r})"
        raise InvalidTypeError(msg)
    chosen, orders = all_of(kinds, HappeningKind, "kinds"), all_of(lines, OrderLine, "lines")
    if orders and holidays is None:
        msg = f"lines need holidays=, the public ones, for business days (got {len(orders)} lines)"
        raise InvalidValueError(msg)
    closed = tuple(check_day(day, "holidays") for day in holidays or ())
    found = _Found(whole, closed, rules)
    by_day: dict[HappeningKind, Callable[[date], Iterator[Happening]]] = {
        HappeningKind.SLOT: found.slots,
        HappeningKind.BID_CLOSING: found.bids,
        HappeningKind.PENALTY_CHECK: found.checks,
        HappeningKind.SETTLEMENT: found.settled,
    }
    for kind, happenings_on in by_day.items():
        if kind in chosen:
            found.day_by_day(kind, happenings_on)
    found.events(chosen)
    if HappeningKind.SHIP_BY in chosen:
        for line in orders:
            setting = None if settings is None else settings.get(line.item_code)
            found.deadlines(line, setting, own_holidays)
    return Agenda(whole, tuple(sorted(found.happenings, key=_place)), tuple(found.findings))


class _Found:
    """
    What was found so far in the span *whole*.
    """

    def __init__(self, whole: Span, holidays: tuple[date, ...], rules: RuleBook) -> None:
        self.whole = whole
        self.days = Days(whole.first_day, whole.last_day)
        self.rules = rules
        self.holidays = holidays
        self.happenings: list[Happening] = []
        self.findings: list[Finding] = []

    def add(self, one: Happening) -> None:
        start, end = self.whole.start, self.whole.end
        inside = start < one.at <= end if one.is_end else start <= one.at < end
        # Only days that the span touches are asked for what lasts all day.
        inside = inside or one.is_all_day
        if inside:
            self.happenings.append(one)

    def day_by_day(
        self, kind: HappeningKind, happenings_on: Callable[[date], Iterator[Happening]]
    ) -> None:
        unknown: list[date] = []
        reason = ""
        for day in self.days:
            try:
                for one in happenings_on(day):
                    self.add(one)
            except RuleNotKnownError as error:
                unknown.append(day)
                reason = str(error)
        if unknown:
            self.findings.append(
                _NO_RULE.finding(kind=kind.label, first=unknown[0], last=unknown[-1], reason=reason)
            )

    def slots(self, day: date) -> Iterator[Happening]:
        confidence = self.rules.timesales.slot_starts.entry_on(day).confidence
        for slot in slots_on(day, rules=self.rules):
            end = "24:00" if slot.end.date() > day else f"{slot.end:%H:%M}"
            title = _SLOT.filled(number=slot.number, end=end)
            yield Happening(HappeningKind.SLOT, slot.start, title, slot.end, confidence=confidence)

    def bids(self, day: date) -> Iterator[Happening]:
        shown = display_day(day, rules=self.rules)
        sure = min(one.entry.confidence for one in shown.evidence)
        title = _BIDS.filled(day=day)
        yield Happening(HappeningKind.BID_CLOSING, shown.bidding.end, title, confidence=sure)

    def checks(self, day: date) -> Iterator[Happening]:
        before = day - _DAY
        if day != month_of(day).first:
            return
        book, month, quarter = self.rules.penalties, month_of(before), quarter_of(before)
        title = _MONTHLY.filled(month=f"{month.first:%Y-%m}")
        yield self._check(day, title, book.warning_rate.entry_on(day).confidence)
        if quarter.last == before:
            title = _QUARTERLY.filled(first=quarter.first, last=quarter.last)
            yield self._check(day, title, book.bar_rate.entry_on(day).confidence)

    def settled(self, day: date) -> Iterator[Happening]:
        sure = self.rules.settlements.waiting_days[Grade.POWER].entry_on(day).confidence
        midnight = Days(day, day).span
        # A holiday may move a Wednesday by some days.
        for wednesday in wednesdays(Days(day - _FORTNIGHT, day + _FORTNIGHT)):
            if self._moved(wednesday) != day:
                continue
            is_open = is_business_day(wednesday, self.holidays)
            yield Happening(
                HappeningKind.SETTLEMENT,
                midnight.start,
                _SETTLED,
                midnight.end,
                is_all_day=True,
                confidence=sure if is_open else Confidence.LOW,
                note=None if is_open else _MOVED.filled(day=wednesday),
            )

    def _moved(self, wednesday: date) -> date:
        if is_business_day(wednesday, self.holidays):
            return wednesday
        # What was paid on the Thursday before is taken on this Wednesday, or where it moves to.
        paid = wednesday - _WEEK + _DAY
        return pre_deduction_day(paid, rules=self.rules, holidays=self.holidays)

    def events(self, chosen: tuple[HappeningKind, ...]) -> None:
        texts = {HappeningKind.EVENT_OPENING: _OPENS, HappeningKind.EVENT_END: _ENDS}
        wanted = {kind: text for kind, text in texts.items() if kind in chosen}
        if not wanted:
            return
        calendars = self.rules.calendars
        named: tuple[Occasion | Campaign, ...] = (
            *(one for held in calendars for one in held.occasions),
            *self.rules.events.campaigns.campaigns,
        )
        for kind, text in wanted.items():
            for one in named:
                self.add(_event(kind, text, one))
        for calendar in calendars:
            self.findings.extend(self._uncovered(calendar))

    def _uncovered(self, calendar: Calendar) -> Iterator[Finding]:
        first, last = self.days.first, self.days.last
        gaps = (
            (first, min(last, calendar.known_from - _DAY)),
            (max(first, calendar.known_to + _DAY), last),
        )
        for begin, end in gaps:
            if begin <= end:
                yield _NO_CALENDAR.finding(calendar=calendar.title, first=begin, last=end)

    def deadlines(
        self, line: OrderLine, setting: ReadyToShip | None, own_holidays: Holidays
    ) -> None:
        found = delays_of(
            line,
            setting,
            holidays=self.holidays,
            own_holidays=own_holidays,
            rules=self.rules,
        )
        self.findings.extend(found.findings)
        if found.is_closed:
            return
        sure = min((one.entry.confidence for one in found.rules), default=Confidence.LOW)
        due = None if found.ship_by is None else found.ship_by.ends_at
        if due is not None:
            self.add(_deadline(line, due, _SHIP_BY, sure))
        for stage in found.stages:
            text = _SHIP.filled(number=line.order_no, stage=stage.kind.label)
            self.add(_deadline(line, stage.ship_before, text, sure))

    def _check(self, day: date, title: Text, confidence: Confidence) -> Happening:
        midnight = Days(day, day).span
        return Happening(
            HappeningKind.PENALTY_CHECK,
            midnight.start,
            title,
            midnight.end,
            is_all_day=True,
            confidence=confidence,
        )


def _event(kind: HappeningKind, text: Text, occasion: Occasion | Campaign) -> Happening:
    span, title = occasion.span, text.filled(event=occasion.title)
    sure = occasion.confidence
    if kind is HappeningKind.EVENT_OPENING:
        return Happening(kind, span.start, title, span.end, confidence=sure)
    return Happening(kind, span.end, title, confidence=sure)


def _deadline(line: OrderLine, at: datetime, text: Text, sure: Confidence) -> Happening:
    title = text.filled(number=line.order_no)
    return Happening(HappeningKind.SHIP_BY, at, title, confidence=sure, order_no=line.order_no)


def _place(one: Happening) -> tuple[datetime, int, int]:
    # What ends at a moment comes before what begins at it; then the order of the kinds.
    return one.at, not one.is_end, tuple(HappeningKind).index(one.kind)
