"""
The report that month.py prints: a month on the terminal, in English or Japanese.
"""

from __future__ import annotations

import re

from typing import TYPE_CHECKING, Any

from qoo10model import EntryKind, OrderStatus, Severity, Text, entries
from qoo10model.basics.texts import align, columns_of, yen_text
from qoo10model.basics.timelines import Timeline, reading_text


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qoo10model import Commissions, Doubt, Entry, Finding, OrderLine, RuleBook, Settlement
    from qoo10model.basics.texts import Language
    from qoo10model.formats.readings import Reading
    from qoo10model.months import Month
    from qoo10model.wallet import Cycle, Payouts

WIDTH = 108


class Report:
    """
    Prints what was settled, section by section, in one language.
    """

    def __init__(self, language: Language) -> None:
        self.language = language

    def read(self, readings: Iterable[tuple[str, Reading[Any]]]) -> None:
        """
        Print how much of each file was read.
        """
        rows = [self.row("file|ファイル", "read|件数", "findings|指摘", "unknown keys|未知の項目")]
        for name, reading in readings:
            amounts = (str(len(reading.values)), str(len(reading.findings)))
            rows.append((name, *amounts, ", ".join(reading.unknown_keys)))
        self.table(rows, 1, 2)

    def choices(self, rates: Commissions, rules: RuleBook, cycle: Cycle) -> None:
        """
        Print what the shop states itself, for nobody published it.
        """
        chosen: list[tuple[Text, object]] = [
            (rules.fees.commission[key].title, rate) for key, rate in rates.by_category
        ]
        changes = (one for one in rules.changes if isinstance(one, Timeline))
        chosen += [(changed.title, changed.entries[-1].value) for changed in changes]
        chosen.append((Text("payouts of the wallet", "入金サイクル"), cycle))
        language = self.language
        self.table([(what.in_(language), reading_text(v).in_(language)) for what, v in chosen])

    def totals(self, lines: Sequence[OrderLine], month: Month) -> None:
        """
        Print what the lines pay, by kind.
        """
        back, others = sum(one.is_cancelled for one in month), len(lines) - len(month)
        self.text(
            f"{len(lines)} order lines: {len(month)} settled, {back} of them cancelled or returned; "
            f"{others} not settled (the findings say why).",
            f"注文{len(lines)}件のうち{len(month)}件を精算（キャンセル・返品{back}件を含む）。"
            f"{others}件は未精算（理由は指摘を参照）。",
        )
        print(f"\n{month.summary(self.language)}\n")
        low, high = map(yen_text, month.net_range)
        gross = sum(one.gross for one in month)
        shipping = month.by_kind().get(EntryKind.SHIPPING, 0)
        share = f"{100 * (month.net - shipping) / gross:.1f}"
        self.text(
            f"The goods sold for {yen_text(gross)} yen at list prices; of each 100 yen {share} "
            f"arrive. Should every doubt fall out worst, the net is {low} yen; should all fall out "
            f"best, {high} yen.",
            f"商品の定価合計は{yen_text(gross)}円で、100円あたり{share}円が入る。"
            f"未確定事項がすべて最悪なら精算額は{low}円、すべて最良なら{high}円。",
        )

    def calendar(self, month: Month, payouts: Payouts) -> None:
        """
        Print the wallet by Wednesday: what moves, what is left, and what it is for.
        """
        heads = ("day|日付", "settled|精算", "to the bank|出金", "balance|残高", "for|内訳")
        rows = [self.row(*heads)]
        for day in payouts.days:
            moved = [entry for entry in month.entries if entry.on == day.on]
            paid = yen_text(-day.withdrawn) if day.withdrawn else ""
            settled, balance = yen_text(day.settled, sign=True), yen_text(day.balance)
            rows.append((str(day.on), settled, paid, balance, self.contents(moved)))
        waiting = self.say("{n} orders that are not delivered yet", "配送完了前の注文{n}件")
        for label, yen, what in (
            (self.say("open", "未定"), payouts.waiting, waiting.format(n=len(month.waiting))),
            (self.say("net", "精算額"), month.net, ""),
        ):
            rows.append((label, yen_text(yen, sign=True), "", "", what))
        self.table(rows, 1, 2, 3)

    def contents(self, moved: Sequence[Entry]) -> str:
        """
        Return in words what the entries of one day are.
        """
        standing = [entry for entry in moved if not entry.reverses]
        sold = [entry for entry in standing if entry.kind is EntryKind.SALE]
        early = [entry for entry in standing if entry.kind is EntryKind.PRE_DEDUCTION]
        undone = [entry for entry in moved if entry.reverses]
        parts = (
            (sold, self.say("{n} orders", "注文{n}件")),
            (early, self.say("{n} pre-deductions {yen}", "先差引{n}件 {yen}")),
            (undone, self.say("cancelled {yen}", "キャンセル・返品 {yen}")),
        )
        return ", ".join(
            words.format(n=len(some), yen=yen_text(entries.total(some), sign=True))
            for some, words in parts
            if some
        )

    def bank(self, payouts: Payouts) -> None:
        """
        Print what reaches the bank.
        """
        rows = [self.row("day|日付", "from the wallet|出金額", "fee|手数料", "to the bank|入金額")]
        for one in payouts.payouts:
            amounts = (one.withdrawn, -one.fee, one.credited)
            rows.append((str(one.on), *map(yen_text, amounts)))
        sums = (payouts.withdrawn, -payouts.fees, payouts.credited)
        rows.append((self.say("sum", "合計"), *map(yen_text, sums)))
        print(align(rows, right=frozenset({1, 2, 3})))

    def waiting(self, month: Month) -> None:
        """
        Print the money whose day is open, by the status of its orders.
        """
        rows = [self.row("status|配送状態", "orders|注文", "yen|金額")]
        for status in (*OrderStatus, None):
            some = [one for one in month.waiting if one.line.status is status]
            yen = entries.total(e for one in some for e in one.entries if e.on is None)
            label = status.label.in_(self.language) if status else self.say("not known", "不明")
            if some:
                rows.append((label, str(len(some)), yen_text(yen)))
        print(align(rows, right=frozenset({1, 2})))

    def explained(self, one: Settlement) -> None:
        """
        Print each entry of an order and under it the rules it rests on, each rule once.
        """
        line, price = one.line, yen_text(one.gross)
        self.text(
            f"Order {line.order_no}: {line.title} × {line.quantity}, list price {price} yen.",
            f"注文番号{line.order_no}: {line.title} × {line.quantity}、定価{price}円。",
        )
        print()
        rows: list[Sequence[str]] = []
        said: set[str] = set()
        for entry in one.entries:
            label = entry.label.in_(self.language)
            rows.append((yen_text(entry.amount, sign=True), str(entry.on), label))
            for rule in entry.evidence:
                if rule.rule not in said:
                    said.add(rule.rule)
                    title = rule.timeline.title.in_(self.language)
                    value = reading_text(rule.entry.value).in_(self.language)
                    sure = rule.entry.confidence.label.in_(self.language)
                    who = "; ".join(source.title for source in rule.entry.sources)
                    rows.append(("", "", f"  {title}: {value} [{sure}: {who}]"))
        low, high = map(yen_text, one.net_range)
        ends = self.say(f"net; at both ends {low} to {high}", f"精算額（幅 {low}〜{high}）")
        self.table([*rows, (yen_text(one.net, sign=True), "", ends)], 0)

    def findings(self, findings: Iterable[Finding]) -> None:
        """
        Print how often each thing was found, and its first case; the gravest come first.
        """
        groups: dict[str, list[Finding]] = {}
        for finding in findings:
            groups.setdefault(finding.code, []).append(finding)
        order = list(Severity)
        rows = [self.row("times|件数", "severity|重要度", "code and first case|コードと最初の例")]
        for some in sorted(groups.values(), key=lambda some: order.index(some[0].severity)):
            severity, _, example = some[0].in_(self.language).partition(" ")
            rows.append((f"{len(some)} ×", severity, example))
        self.table(rows, 0)

    def refused(self, month: Month) -> None:
        """
        Print the lines that wait for a choice, with their net at both ends.
        """
        rows = [self.row("lowest|最低", "highest|最高", "order and choice|注文と選択肢")]
        for finding in month.findings:
            if finding.net_range:
                low, high = map(yen_text, finding.net_range)
                rows.append((low, high, f"{finding.order_no}: {finding.text.in_(self.language)}"))
        low, high = map(yen_text, month.refused_range)
        rows.append(
            (low, high, self.say("sum; no part of the net above", "合計（精算額には含まない）"))
        )
        self.table(rows, 0, 1)

    def doubts(self, doubts: Iterable[Doubt]) -> None:
        """
        Print the open rules that the results rest on, by what other readings would change.
        """
        rows = [self.row("worst|最悪", "best|最良", "orders|注文", "doubt|未確定事項")]
        for doubt in sorted(doubts, key=_effect):
            low, high = map(yen_text, (doubt.lowest_change, doubt.highest_change))
            if doubt.effect_is_unknown:
                low = high = "?"
            orders = "" if doubt.rule.startswith("wallet.") else str(doubt.lines)
            rows.append((low, high, orders, "\n".join(self.readings(doubt))))
        self.table(rows, 0, 1, 2)

    def readings(self, doubt: Doubt) -> Iterator[str]:
        """
        Yield what is open and how it was read, and each other reading with its yen.
        """
        taken, sure = doubt.taken.in_(self.language), doubt.confidence.label.in_(self.language)
        yield f"{doubt.question.in_(self.language)}: {taken} [{sure}]"
        for other in doubt.alternatives:
            yen = yen_text(other.net_change, sign=True)
            effect = yen if other.net_change else self.say("another day", "日付が変わる")
            yield f"  {self.say('else', 'または')} {other.reading.in_(self.language)}: {effect}"

    def in_short(self, month: Month, payouts: Payouts) -> None:
        """
        Print the figures to remember.
        """
        rows = (
            ("net of the settled orders|精算額", yen_text(month.net), month.net_range),
            ("reaches the bank|銀行に入る額", yen_text(payouts.credited), None),
            ("waits for a delivery|配送完了待ち", yen_text(payouts.waiting), None),
            ("waits for a choice|選択待ち", "", month.refused_range),
        )
        self.table(
            [
                (*self.row(label), yen, " … ".join(map(yen_text, ends)) if ends else "")
                for label, yen, ends in rows
            ],
            1,
        )

    def say(self, en: str, ja: str) -> str:
        """
        Return the text in the language of the report.
        """
        return Text(en, ja).in_(self.language)

    def row(self, *cells: str) -> tuple[str, ...]:
        """
        Return the headings of a table, each given as English|Japanese.
        """
        return tuple(self.say(*cell.split("|")) for cell in cells)

    def head(self, en: str, ja: str) -> None:
        """
        Print the heading of a section.
        """
        print(f"\n{self.say(en, ja)}\n{'─' * WIDTH}")

    def text(self, en: str, ja: str) -> None:
        """
        Print a paragraph.
        """
        print("\n".join(_wrapped(self.say(en, ja), WIDTH)))

    def table(self, rows: Sequence[Sequence[str]], *right: int) -> None:
        """
        Print *rows* in columns, those numbered in *right* set to the right, the last one wrapped.
        """
        starts = align([row[:-1] for row in rows], right=frozenset(right)).split("\n")
        width = max(columns_of(start) for start in starts) + 2
        for start, row in zip(starts, rows, strict=True):
            first, *more = _wrapped(row[-1], WIDTH - width)
            print(f"{start}{' ' * (width - columns_of(start))}{first}".rstrip())
            for line in more:
                print(f"{' ' * width}{line}")


def _wrapped(text: str, width: int) -> Iterator[str]:
    """
    Yield *text* in lines of at most *width*, broken between words or Japanese letters.
    """
    for paragraph in text.split("\n"):
        indent = " " * (len(paragraph) - len(paragraph.lstrip()))
        line = indent
        for piece in re.findall(r"[^\s\u3000-\uffff]+|.", paragraph.lstrip()):
            if columns_of(line + piece) > width:
                yield line.rstrip()
                line = (indent and f"{indent}  ") + piece.lstrip()
            else:
                line += piece
        yield line


def _effect(doubt: Doubt) -> tuple[bool, int]:
    return doubt.effect_is_unknown, -max(-doubt.lowest_change, doubt.highest_change)
