"""
Write the pages in docs/rules/ from the rules: what holds, since when, how sure, and who says so.

``python docs/generate_rules.py`` writes them, ``--check`` names those that differ and exits with 1.
What nobody knows at all is no rule; it is read from ``docs/unknown_rules.toml``.
"""

from __future__ import annotations

import argparse
import pathlib
import re
import sys
import tomllib

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from qoo10model.basics.sources import SourceKind
from qoo10model.basics.timelines import UNDECIDED, reading_text
from qoo10model.rules import claims, orders, sources
from qoo10model.rules.book import JAPAN


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qoo10model.basics.sources import Source
    from qoo10model.basics.texts import Text
    from qoo10model.basics.timelines import Dated, Timeline
    from qoo10model.rules.calendars import Calendar
    from qoo10model.rules.campaigns import Campaigns

DOCS = pathlib.Path(__file__).parent
PAGES = DOCS / "rules"
UNKNOWN = DOCS / "unknown_rules.toml"

HEAD = "% Written by docs/generate_rules.py from the rules: change those and run it again.\n\n"

# Section of the rule book → heading. A new section has its own name until it gets one here.
SECTIONS = {
    "fees": "Fees (手数料)",
    "discounts": "Discounts (割引)",
    "coupons": "Coupons and benefits (クーポン・特典)",
    "timesales": "Time sales (タイムセール)",
    "pricing": "Prices (販売価格)",
    "events": "Events (イベント)",
    "eventgates": "Joining an event (イベント参加条件)",
    "sellers": "Sellers (販売者)",
    "settlements": "Settlement (精算)",
    "carriers": "Carriers (配送会社)",
    "shipping": "Shipping (発送・配送遅延)",
    "wallet": "Wallet and payouts (Qサイフ・出金)",
    "plusdisplay": "Plus display (プラス展示)",
    "ads": "Ads (広告)",
    "images": "Pictures (商品画像)",
    "listings": "Listings (商品登録)",
    "orders": "Orders (注文)",
    "claims": "Claims (クレーム)",
    "cancellations": "Cancellations (キャンセル)",
    "penalties": "Penalties (ペナルティ)",
    "exports": "Exports (出力ファイル)",
    "statements": "Statements (販売内訳)",
    "analytics": "Analytics (Q-Analytics)",
    "storefront": "Storefront (店舗運営)",
}

# Rule whose value is a plain number → what it counts.
UNITS = {
    "events.mega_wari_cap": "yen",
    "events.mega_wari_rounds": "coupons",
    "events.mega_po_coupon_cap": "yen",
    "events.mega_po_minimum_order": "yen",
    "events.mega_po_points_cap": "points",
    "sellers.reach_sales": "yen",
    "sellers.keep_sales": "yen",
    "settlements.waiting_days": "days",
    "penalties.grace_hours": "hours",
    "penalties.listings_cap": "items",
    "penalties.few_orders": "orders a month",
    "cancellations.return_days": "days",
    "cancellations.message_length": "characters",
    "shipping.estimate_after": "days",
    "shipping.estimate_within": "days",
    "shipping.notice_day": "business days",
    "shipping.notice_points": "points",
    "shipping.points_within": "business days",
    "shipping.delay_points": "points",
    "shipping.stop_within": "business days",
    "shipping.stop_length": "days",
    "shipping.reserved_stop_after": "days",
    "shipping.reserved_stop_length": "days",
    "coupons.pushes": "pushes",
    "coupons.push_days": "days",
    "ads.daily_price": "yen",
    "plusdisplay.display_hours": "hours",
    "plusdisplay.winners": "places",
    "plusdisplay.bid_unit": "yen",
    "pricing.highest_price": "yen",
    "pricing.lowest_price": "yen",
    "plusdisplay.mega_earlier_events": "events",
    "images.minimum_side": "pixels",
    "images.recommended_side": "pixels",
    "images.image_weight": "bytes",
    "images.gallery_weight": "bytes",
    "images.extra_images": "pictures",
    "listings.longest": "characters",
    "listings.search_words": "words",
    "listings.highest_quantity": "units",
    "listings.fashion_options": "options",
    "listings.fashion_option_images": "pictures",
    "listings.order_limit_code": "(code)",
    "listings.bulk_rows": "rows",
    "listings.app_title": "characters",
    "listings.far_above_cost": "times",
    "listings.sure_slip": "times",
    "analytics.week_days": "days",
    "storefront.low_stock": "pieces",
    "storefront.ends_within": "days",
    "wallet.payout_fee": "yen",
    "wallet.payout_floor": "yen",
    "wallet.cycle_days": "days",
}

COLUMNS: Sequence[str] = (
    "Value",
    "Since",
    "Until",
    "Confidence",
    "Read on",
    "Other readings",
    "Sources",
    "Note",
)

INDEX = """\
# The rule tables

Every number of Qoo10's that the library uses stands in these tables, with its first day, how sure it
is, and who says so. They are written from the rules themselves. In code a rule is reached by its
name: `fees.tax_rate` is `JAPAN.fees.tax_rate`, and `JAPAN.timeline("fees.tax_rate")` finds it too.

| Column | What it says |
| --- | --- |
| Value | the value, in English and Japanese; *undecided* where the library refuses to answer for you |
| Since | the first day, in Japan; *not exact* where the rule was only first seen then, or the day is the earliest one that is plausible |
| Until | the last day; empty where it still holds |
| Confidence | *high* (高): official, or measured on real data. *medium* (中): one good source, or a sound inference. *low* (低): one weak or contradicted source, or an assumption |
| Read on | the last day on which one of the sources was read; a rule used for a later day is stale |
| Other readings | what else it could be, the likeliest first |

```{{toctree}}
:maxdepth: 1

{pages}
```
"""

UNKNOWN_INTRO = """\
# What is not known (不明点)

Not known is never zero. Where only a day or a rounding is open, the library takes the likeliest
reading and says so as a doubt, with what the others would change. Where the money itself would be
invented, it refuses and says how to supply the answer.
"""


def escaped(text: str) -> str:
    """
    Return *text* as one line of a table cell that reads as it stands.
    """
    return re.sub(r"([\\`*_{}\[\]<>|$~#])", r"\\\1", " ".join(text.split()))


def both(text: Text) -> str:
    """
    Return *text* in English and Japanese, once where they are the same.
    """
    return escaped(text.en if text.en == text.ja else f"{text.en} · {text.ja}")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """
    Return a table; its cells are text that is escaped already.
    """
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def value_text(name: str, value: object) -> str:
    """
    Return a *value* of the rule *name* for people, with its unit.
    """
    unit = UNITS.get(name.partition("[")[0], "") if type(value) is int else ""
    return f"{both(reading_text(value))} {unit}".strip()


def source_text(source: Source) -> str:
    """
    Return the title of *source*, a link where it has an address.
    """
    title = escaped(source.title)
    return f"[{title}]({source.address})" if source.address else title


def row(timeline: Timeline[Any], entry: Dated[Any]) -> list[str]:
    """
    Return the cells of one *entry* of *timeline*.
    """
    until = timeline.until(entry)
    return [
        value_text(timeline.name, entry.value),
        f"{entry.since}{'' if entry.since_is_exact else ' (not exact)'}",
        "" if until is None else str(until - timedelta(days=1)),
        entry.confidence.label.en,
        "" if entry.read_on is None else str(entry.read_on),
        "; ".join(value_text(timeline.name, other) for other in entry.alternatives),
        "; ".join(source_text(source) for source in entry.sources),
        escaped(entry.note),
    ]


def rule_block(name: str, timelines: Sequence[Timeline[Any]]) -> str:
    """
    Return heading and table of the rule *name*: of one timeline, or of one for each key.
    """
    first = timelines[0]
    parts = [f"({anchor(name)})=\n## {name}\n"]
    if first.name == name:
        columns, rows = COLUMNS, [row(first, entry) for entry in first.entries]
        parts.append(f"{both(first.title)}\n")
    else:
        columns = ("Key", "What it is", *COLUMNS)
        rows = [
            [escaped(key_of(timeline)), both(timeline.title), *row(timeline, entry)]
            for timeline in timelines
            for entry in timeline.entries
        ]
    if first.advice:
        parts.append(f"To decide it: `{first.advice}`\n")
    return "\n".join((*parts, table(columns, rows)))


def key_of(timeline: Timeline[Any]) -> str:
    """
    Return what stands in brackets at the end of the name of *timeline*.
    """
    return timeline.name.partition("[")[2].rstrip("]")


def anchor(name: str) -> str:
    """
    Return the link target of the rule or calendar *name*.
    """
    return "rule-" + re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def calendar_block(calendar: Calendar) -> str:
    """
    Return heading and table of *calendar*.
    """
    rows = [
        [
            f"{occasion.span.start:%Y-%m-%d %H:%M}",
            f"{occasion.span.end - timedelta(seconds=1):%Y-%m-%d %H:%M:%S}",
            occasion.confidence.label.en,
            "; ".join(source_text(source) for source in occasion.sources),
            escaped(occasion.note),
        ]
        for occasion in calendar.occasions
    ]
    return "\n".join(
        (
            f"({anchor(calendar.name)})=\n## {calendar.name}\n",
            f"{both(calendar.title)}\n",
            f"Complete from {calendar.known_from} to {calendar.known_to}. Times are JST.\n",
            table(("Start", "Last second", "Confidence", "Sources", "Note"), rows),
        )
    )


def campaigns_block(campaigns: Campaigns) -> str:
    """
    Return heading and table of the events with names of their own.
    """
    rows = [
        [
            both(one.title),
            f"{one.span.start:%Y-%m-%d %H:%M}",
            f"{one.span.end - timedelta(seconds=1):%Y-%m-%d %H:%M:%S}",
            one.confidence.label.en,
            "; ".join(source_text(source) for source in one.sources),
        ]
        for one in campaigns.campaigns
    ]
    return "\n".join(
        (
            f"({anchor(campaigns.name)})=\n## {campaigns.name}\n",
            f"{both(campaigns.title)}\n",
            "There were, and will be, others. Times are JST.\n",
            table(("Event", "Start", "Last second", "Confidence", "Sources"), rows),
        )
    )


def source_block(used: Iterable[Source]) -> str:
    """
    Return heading and table of the sources *used*, each once, by title.
    """
    rows = [
        [
            source_text(source),
            both(source.kind.label),
            "" if source.read_on is None else str(source.read_on),
            escaped(source.note),
        ]
        for source in sorted(set(used), key=lambda one: (one.title, one.address))
    ]
    return "## Sources\n\n" + table(("Source", "Kind", "Read on", "Note"), rows)


def by_rule(timelines: Iterable[Timeline[Any]]) -> dict[str, list[Timeline[Any]]]:
    """
    Return the *timelines* by the name of their rule, without the keys.
    """
    rules: dict[str, list[Timeline[Any]]] = {}
    for timeline in timelines:
        rules.setdefault(timeline.name.partition("[")[0], []).append(timeline)
    return rules


def section_page(section: str) -> str:
    """
    Return the page of one *section* of the rule book.
    """
    timelines = [t for t in JAPAN.timelines if t.name.startswith(f"{section}.")]
    calendars = [c for c in JAPAN.calendars if c.name.startswith(f"{section}.")]
    used = [s for timeline in timelines for entry in timeline.entries for s in entry.sources]
    used += [s for calendar in calendars for one in calendar.occasions for s in one.sources]
    blocks = [rule_block(name, group) for name, group in by_rule(timelines).items()]
    blocks += [calendar_block(calendar) for calendar in calendars]
    if section == "events":
        blocks.append(campaigns_block(JAPAN.events.campaigns))
    return "\n".join((f"# {SECTIONS.get(section, section)}\n", *blocks, source_block(used)))


def orders_page() -> str:
    """
    Return the page of the order statuses and of the ways to send; they are no dated rules.
    """
    statuses = [[str(one.value), escaped(one.name), both(one.label)] for one in orders.OrderStatus]
    steps = [[both(before.label), both(after.label)] for before, after in orders.TRANSITIONS]
    kinds = [[escaped(one.name), both(one.label)] for one in orders.SendType]
    return "\n".join(
        (
            f"# {SECTIONS['orders']}\n",
            "## Statuses (配送状態)\n",
            "A cancelled line has none: it leaves the list of orders and turns up as a claim.\n",
            table(("Code", "Name", "Status"), statuses),
            "## Steps from status to status\n",
            "No other step exists, and none leads back.\n",
            table(("From", "To"), steps),
            "## Ways to send (発送区分)\n",
            table(("Name", "Way to send"), kinds),
            source_block([sources.QAPI_REFERENCE]),
        )
    )


def claims_page() -> str:
    """
    Return the page of the statuses of claims; they are no dated rules either.
    """
    rows = [
        [
            str(one.value),
            escaped(one.name),
            both(one.label),
            both(one.group.label),
            both(one.undoing.label),
            both(reading_text(one.is_terminal)),
        ]
        for one in claims.ClaimStatus
    ]
    return "\n".join(
        (
            f"# {SECTIONS['claims']}\n",
            "## Statuses (クレーム状態)\n",
            table(("Code", "Name", "Status", "About", "Undoes", "Closed"), rows),
            source_block([sources.QAPI_REFERENCE]),
        )
    )


def unknown_page() -> str:
    """
    Return the page of what is not known: rules that refuse, rules assumed, and what is no rule.
    """
    refused: list[list[str]] = []
    assumed: list[list[str]] = []
    for timeline in JAPAN.timelines:
        entry = timeline.entries[-1]
        name = f"[{escaped(timeline.name)}](#{anchor(timeline.name.partition('[')[0])})"
        readings = "; ".join(value_text(timeline.name, one) for one in entry.alternatives)
        if entry.value is UNDECIDED:
            refused.append([name, both(timeline.title), readings])
        elif all(source.kind is SourceKind.ASSUMPTION for source in entry.sources):
            taken = value_text(timeline.name, entry.value)
            assumed.append([name, both(timeline.title), taken, readings])
    return "\n".join(
        (
            UNKNOWN_INTRO,
            "## Refused until you choose\n",
            table(("Rule", "What is open", "Possible"), refused),
            "## Assumed: no source says it\n",
            table(("Rule", "What is open", "Taken", "Other readings"), assumed),
            "## Looked for and not found\n",
            *nowhere_blocks(),
        )
    )


def nowhere_blocks() -> list[str]:
    """
    Return heading and table of each subject in ``docs/unknown_rules.toml``.
    """
    blocks: list[str] = []
    for subject, things in tomllib.loads(UNKNOWN.read_text(encoding="utf-8")).items():
        rows = [[escaped(one[key]) for key in ("en", "ja", "answer")] for one in things]
        blocks.append(f"### {SECTIONS[subject]}\n")
        blocks.append(table(("Not known", "不明点", "What the library does"), rows))
    return blocks


def pages() -> dict[str, str]:
    """
    Return the text of every page by its file name.
    """
    found = dict.fromkeys(timeline.name.partition(".")[0] for timeline in JAPAN.timelines)
    sections = [s for s in SECTIONS if s in found] + [s for s in found if s not in SECTIONS]
    texts = {f"{section}.md": section_page(section) for section in sections}
    texts["orders.md"] = orders_page()
    texts["claims.md"] = claims_page()
    texts["unknown.md"] = unknown_page()
    texts["index.md"] = INDEX.format(pages="\n".join(name.removesuffix(".md") for name in texts))
    return {name: HEAD + text for name, text in texts.items()}


def differing(texts: dict[str, str], folder: pathlib.Path) -> list[str]:
    """
    Return the names of pages in *folder* that are missing, differ from *texts*, or are left over.
    """
    there = {page.name: page.read_text(encoding="utf-8") for page in folder.glob("*.md")}
    return [name for name in sorted({*texts, *there}) if texts.get(name) != there.get(name)]


def main(arguments: Sequence[str], folder: pathlib.Path = PAGES) -> int:
    """
    Write the pages into *folder*, or check them; return the exit code.
    """
    parser = argparse.ArgumentParser(description="Write docs/rules/ from the rules.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if stale")
    check = parser.parse_args(arguments).check
    texts = pages()
    stale = differing(texts, folder)
    if check:
        for name in stale:
            print(f"{folder.parent.name}/{folder.name}/{name} is not what the rules say")
        if stale:
            print("run: python docs/generate_rules.py")
        return 1 if stale else 0
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        if name in texts:
            (folder / name).write_text(texts[name], encoding="utf-8", newline="\n")
        elif (folder / name).read_text(encoding="utf-8").startswith(HEAD):
            (folder / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
