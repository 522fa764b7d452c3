"""
The report that month.py prints: a month on the terminal, in English or Japanese.
"""

from __future__ import annotations

import re

from typing import TYPE_CHECKING, Any

from qoo10model import EntryKind, Severity, Text, entries
from qoo10model.basics.texts import align, columns_of, yen_text
from qoo10model.basics.timelines import reading_text


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qoo10model import Doubt, Entry, Finding, OrderLine, Settlement
    from qoo10model.basics.texts import Language
    from qoo10model.formats.qapi import Reading
    from qoo10model.settlements import Month
    from qoo10model.wallet import Payouts

WIDTH = 108


class Report:
    """
    Prints what was settled, section by section, in one language.
    """

    def __init__(self, language: Language) -> None:
        self.language = language

    def reading(self, name: str, reading: Reading[Any]) -> None:
        """
        Print how much of the file *name* was read.
        """
        unknown = ", ".join(reading.unknown_keys) or self.say("none", "なし")
        self.text(
            f"{name}: {len(reading.values)} read, {len(reading.findings)} findings, "
            f"unknown keys: {unknown}",
            f"{name}: {len(reading.values)}件を読み込み、指摘{len(reading.findings)}件、"
            f"未知の項目: {unknown}",
        )

    def totals(self, lines: Sequence[OrderLine], month: Month) -> None:
        """
        Print what the lines pay, by kind.
        """
        self.head("What the month pays", "今月の精算額")
        back, open_lines = sum(one.is_cancelled for one in month), len(lines) - len(month)
        self.text(
            f"{len(lines)} order lines: {len(month)} settled, {back} of them cancelled or returned; "
            f"{open_lines} not settled (the findings say why).\n",
            f"注文{len(lines)}件のうち{len(month)}件を精算（キャンセル・返品{back}件を含む）。"
            f"{open_lines}件は未精算（理由は指摘を参照）。\n",
        )
        print(month.summary(self.language))
        low, high = map(yen_text, month.net_range)
        share = f"{100 * month.net / sum(one.gross for one in month):.1f}"
        self.text(
            f"\nOf each 100 yen at list prices {share} yen arrive. Should every doubt below fall out "
            f"worst, the net is {low} yen; should all fall out best, {high} yen.",
            f"\n定価100円あたり{share}円が入る。下の未確定事項がすべて最悪なら{low}円、"
            f"すべて最良なら{high}円。",
        )

    def calendar(self, month: Month, payouts: Payouts) -> None:
        """
        Print the wallet by Wednesday: what moves, what is left, and what it is for.
        """
        self.head("Cash calendar, by Wednesday", "入金カレンダー（水曜日ごと）")
        rows = [self.row("day/日", "settled/精算", "to the bank/出金", "in the wallet/残高", "for/内訳")]
        for day in payouts.days:
            moved = [entry for entry in month.entries if entry.on == day.on]
            paid = yen_text(-day.withdrawn) if day.withdrawn else ""
            settled, balance = yen_text(day.settled, sign=True), yen_text(day.balance)
            rows.append((str(day.on), settled, paid, balance, self.contents(moved)))
        waiting = self.say("{n} orders that are not delivered yet", "配送完了前の注文{n}件")
        rows.append(
            (
                self.say("open", "未定"),
                yen_text(payouts.waiting, sign=True),
                "",
                "",
                waiting.format(n=len(month.waiting)),
            )
        )
        rows.append((self.say("net", "精算額"), yen_text(month.net, sign=True), "", "", ""))
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
            (undone, self.say("cancelled or returned {yen}", "キャンセル・返品 {yen}")),
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
        self.head("Bank payouts", "銀行への出金")
        rows = [self.row("day/日", "from the wallet/出金額", "fee/手数料", "to the bank/入金額")]
        for one in payouts.payouts:
            amounts = (one.withdrawn, -one.fee, one.credited)
            rows.append((str(one.on), *map(yen_text, amounts)))
        sums = (payouts.withdrawn, -payouts.fees, payouts.credited)
        rows.append((self.say("sum", "合計"), *map(yen_text, sums)))
        self.table(rows, 1, 2, 3)

    def waiting(self, month: Month) -> None:
        """
        Print the money whose day is open, by the status of its orders.
        """
        self.head("Money that waits for a delivery", "配送完了待ちの金額")
        sums: dict[str, list[int]] = {}
        for one in month.waiting:
            status = one.line.status
            label = status.label.in_(self.language) if status else self.say("unknown", "不明")
            yen = entries.total(entry for entry in one.entries if entry.on is None)
            sums.setdefault(label, []).append(yen)
        rows = [self.row("status/配送状態", "orders/注文", "yen/金額")]
        rows += [(label, str(len(yen)), yen_text(sum(yen))) for label, yen in sums.items()]
        self.table(rows, 1, 2)

    def explained(self, one: Settlement) -> None:
        """
        Print each entry of an order and under it the rules it rests on, each rule once.
        """
        self.head("One mega-wari order, line by line", "メガ割の注文1件の精算明細")
        line = one.line
        price = yen_text(one.gross)
        self.text(
            f"order {line.order_no}: {line.title} × {line.quantity}, list price {price} yen\n",
            f"注文番号{line.order_no}: {line.title} × {line.quantity}、定価{price}円\n",
        )
        said: set[str] = set()
        for entry in one.entries:
            label = entry.label.in_(self.language)
            print(f"{yen_text(entry.amount, sign=True):>8}  {entry.on}  {label}")
            for rule in entry.evidence:
                if rule.rule not in said:
                    said.add(rule.rule)
                    title = rule.timeline.title.in_(self.language)
                    value = reading_text(rule.entry.value).in_(self.language)
                    sure = rule.entry.confidence.label.in_(self.language)
                    who = "; ".join(source.title for source in rule.entry.sources)
                    self.wrap(f"{'':22}{title}: {value} [{sure}: {who}]", 24)
        low, high = map(yen_text, one.net_range)
        net, at_ends = self.say("net", "精算額"), self.say("at both ends", "幅")
        print(f"{yen_text(one.net, sign=True):>8}  {net}, {at_ends}: {low} … {high}")

    def findings(self, findings: Iterable[Finding]) -> None:
        """
        Print how often each thing was found, and its first case; the gravest come first.
        """
        self.head("Findings", "指摘")
        groups: dict[str, list[Finding]] = {}
        for finding in findings:
            groups.setdefault(finding.code, []).append(finding)
        order = list(Severity)
        for some in sorted(groups.values(), key=lambda some: order.index(some[0].severity)):
            self.wrap(f"{len(some):>4} × {some[0].in_(self.language)}", 7)

    def refused(self, month: Month) -> None:
        """
        Print the lines that wait for a choice, with their net at both ends.
        """
        self.head("Lines that wait for a choice, with their net", "選択待ちの注文と精算額の幅")
        for finding in month.findings:
            if finding.net_range:
                low, high = map(yen_text, finding.net_range)
                self.wrap(f"{low:>7} … {high:>7}  {finding.text.in_(self.language)}", 19)
        low, high = map(yen_text, month.refused_range)
        self.text(
            f"{low:>7} … {high:>7}  sum, not part of the net above",
            f"{low:>7} … {high:>7}  合計（上の精算額には含まない）",
        )

    def doubts(self, doubts: Iterable[Doubt]) -> None:
        """
        Print the open rules that the results rest on, by what other readings would change.
        """
        self.head("Doubts, by their effect in yen", "未確定事項（影響額順）")
        self.text("    worst      best  orders\n", "     最悪      最良    件数\n")
        for doubt in sorted(doubts, key=_effect):
            change = f"{yen_text(doubt.lowest_change):>9} {yen_text(doubt.highest_change):>9}"
            if doubt.effect_is_unknown:
                change = f"{'?':>9} {'?':>9}"
            self.wrap(f"{change} {doubt.lines:>7}  {doubt.in_(self.language)}", 29)

    def say(self, en: str, ja: str) -> str:
        """
        Return the text in the language of the report.
        """
        return Text(en, ja).in_(self.language)

    def row(self, *cells: str) -> tuple[str, ...]:
        """
        Return the headings of a table, each given as English/Japanese.
        """
        return tuple(self.say(*cell.split("/")) for cell in cells)

    def head(self, en: str, ja: str) -> None:
        """
        Print the heading of a section.
        """
        print(f"\n{self.say(en, ja)}\n{'─' * WIDTH}")

    def text(self, en: str, ja: str) -> None:
        """
        Print a paragraph.
        """
        self.wrap(self.say(en, ja), 0)

    def table(self, rows: Iterable[Sequence[str]], *right: int) -> None:
        """
        Print *rows* in columns; those numbered in *right* are set to the right.
        """
        print(align(rows, right=frozenset(right)))

    def wrap(self, text: str, indent: int) -> None:
        """
        Print *text* in lines that fit, broken between words or Japanese letters.
        """
        line = ""
        for piece in re.findall(r"[^\s\u3000-\uffff]+|.|\n", text):
            if piece == "\n" or columns_of(line + piece) > WIDTH:
                print(line.rstrip())
                line = " " * indent if piece.isspace() else " " * indent + piece
            else:
                line += piece
        print(line.rstrip())


def _effect(doubt: Doubt) -> tuple[bool, int]:
    return doubt.effect_is_unknown, -max(-doubt.lowest_change, doubt.highest_change)
