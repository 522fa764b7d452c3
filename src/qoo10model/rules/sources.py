"""
The sources (出典) that the rules of Qoo10 Japan rest on, with the day each was read last.

Public tools of other sellers are named by what they are; pages by their title and address.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from qoo10model.basics.sources import Source, SourceKind


__all__ = (
    "AGENCY_COUPONS",
    "AGENCY_EVENT_LISTS",
    "AGENCY_GRADES",
    "AGENCY_MEGAPO",
    "AGENCY_MEGAPO_PRICES",
    "ASSUMPTION",
    "BRAND_EVENT_LIST",
    "DISCOVERY_2019",
    "EVENT_LIST_PLANNED",
    "FAQ_2026",
    "FEE_GUIDE_2025",
    "FEE_REFORM_2018",
    "FEE_REFORM_TRADE_NEWS",
    "GRADE_GUIDE",
    "MARGIN_TOOL",
    "MEASURED_ORDERS",
    "MEASURED_RECEIPTS",
    "MEGAPO_GUIDE_2023",
    "MEGAPO_GUIDE_2024",
    "MEGAWARI_SETTLEMENT_GUIDE",
    "POINT_SITE_2025",
    "PRICE_TOOL",
    "QAPI_REFERENCE",
    "RANKING_PAGES_2026",
    "SALES_CURVES",
    "SELLER_ARTICLES_2024",
    "SETTLEMENT_JOURNAL_TOOL",
    "SHOP_MANUAL",
    "TAX_LAW",
)

_READ: Final = date(2026, 8, 13)

ASSUMPTION: Final = Source(
    "our own assumption",
    SourceKind.ASSUMPTION,
    _READ,
    note="no source says it; the likeliest reading",
)
TAX_LAW: Final = Source(
    "Consumption Tax Act of Japan (消費税法)",
    SourceKind.OFFICIAL,
    _READ,
    note="8 % from 2014-04-01, 10 % from 2019-10-01",
)
FEE_REFORM_2018: Final = Source(
    "News of the fee reform of September 2018",
    SourceKind.SECONDARY,
    _READ,
    "https://netshop.impress.co.jp/node/5597",
    note="published 2018-06",
)
FEE_REFORM_TRADE_NEWS: Final = Source(
    "Trade news of the same reform",
    SourceKind.SECONDARY,
    _READ,
    "https://urerunet.shop/faq/faq180626",
    note="published 2018-06",
)
FEE_GUIDE_2025: Final = Source(
    "Qoo10 University: guide to fees",
    SourceKind.OFFICIAL,
    _READ,
    "https://article-university.qoo10.jp/entry/130",
    note="read through a public Korean digest of January 2026, as of 2025",
)
FAQ_2026: Final = Source(
    "Qoo10 University: questions and answers",
    SourceKind.OFFICIAL,
    _READ,
    "https://university.qoo10.jp/faq/",
    note="read second-hand, through a research note that cites it",
)
MEGAWARI_SETTLEMENT_GUIDE: Final = Source(
    "Qoo10 University: settlement of mega-wari",
    SourceKind.OFFICIAL,
    _READ,
    "https://article-university.qoo10.jp/entry/152",
    note="the text that could be read breaks off",
)
MEGAPO_GUIDE_2023: Final = Source(
    "Qoo10 University: start of mega-po",
    SourceKind.OFFICIAL,
    _READ,
    "https://university.qoo10.jp/article/14",
    note="of 2023; only its opening could be read",
)
MEGAPO_GUIDE_2024: Final = Source(
    "Qoo10 University: renewal of mega-po",
    SourceKind.OFFICIAL,
    _READ,
    "https://university.qoo10.jp/article/72",
    note="dated 2024-04-11; only its opening could be read",
)
GRADE_GUIDE: Final = Source(
    "Qoo10 University: seller grades",
    SourceKind.OFFICIAL,
    _READ,
    "https://university.qoo10.jp/article/62",
    note="undated; the condition on service points could not be read",
)
MEASURED_ORDERS: Final = Source(
    "687 orders of one shop over a year, SettlePrice against the unit price",
    SourceKind.MEASURED,
    _READ,
    note="public accounting tool of a Japanese seller, as of 2026-05; all at 10 %, none sent abroad",
)
MEASURED_RECEIPTS: Final = Source(
    "26 monthly fee receipts of one shop against its sales, 2022-07 to 2024-08",
    SourceKind.MEASURED,
    _READ,
    note="11.1 to 11.5 % of sales in 23 of 26 months",
)
SETTLEMENT_JOURNAL_TOOL: Final = Source(
    "Public tool that books Qoo10 settlement files",
    SourceKind.SECONDARY,
    _READ,
    note="as of 2025-08-01",
)
MARGIN_TOOL: Final = Source("Public margin calculator of 2026-07", SourceKind.SECONDARY, _READ)
PRICE_TOOL: Final = Source(
    "Public price tool of Korean sellers, 2026-06",
    SourceKind.SECONDARY,
    _READ,
    note="charges its rate on the price and on the shipping that the buyer pays",
)
AGENCY_MEGAPO: Final = Source(
    "Agency column on mega-po",
    SourceKind.SECONDARY,
    _READ,
    "https://pureflat.co.jp/column/qoo10/megapo",
    note="updated 2025-10-24",
)
AGENCY_MEGAPO_PRICES: Final = Source(
    "Agency article on prices in mega-po",
    SourceKind.SECONDARY,
    _READ,
    "https://success.chlngers.com/insight/megapo_price",
)
AGENCY_COUPONS: Final = Source(
    "Agency magazine on coupons",
    SourceKind.SECONDARY,
    _READ,
    "https://bxo.co.jp/magazine/15526",
)
AGENCY_GRADES: Final = Source(
    "Agency article on seller grades",
    SourceKind.SECONDARY,
    _READ,
    "https://finner.co.jp/?p=6693",
    note="of 2024",
)
AGENCY_EVENT_LISTS: Final = Source("Agencies' lists of past events", SourceKind.SECONDARY, _READ)
SHOP_MANUAL: Final = Source(
    "Agency manual of QSM",
    SourceKind.SECONDARY,
    _READ,
    "https://bxo.co.jp/magazine/15535",
)
DISCOVERY_2019: Final = Source(
    "Seller blog on withdrawals",
    SourceKind.SECONDARY,
    _READ,
    "https://www.discovery-10.com/blog/qoo10-withdrawal/",
    note="published 2019",
)
QAPI_REFERENCE: Final = Source(
    "QAPI reference (order and claim methods)",
    SourceKind.OFFICIAL,
    _READ,
    note="public transcriptions of the official reference, 2026",
)
RANKING_PAGES_2026: Final = Source(
    "Saved ranking pages of the mega-po of July and August 2026",
    SourceKind.MEASURED,
    _READ,
    note="2026-07-07 to 2026-08-09; coupon, points and effective price of 447 items recomputed",
)
BRAND_EVENT_LIST: Final = Source(
    "Event list and daily sales of a brand", SourceKind.MEASURED, _READ, note="as of 2026-08-11"
)
SALES_CURVES: Final = Source(
    "Daily sales of a shop around the event",
    SourceKind.MEASURED,
    _READ,
    note="eleven mega-po: high on the first and last day, 10 to 22 % of that the day after; "
    "six mega-wari day by day: at most 1.5 % of the sales fall on the day after",
)
POINT_SITE_2025: Final = Source(
    "Consumer point site on the mega-wari of March 2025",
    SourceKind.SECONDARY,
    _READ,
    "https://hapitas.jp/special/Qoo10Megawari202503",
)
SELLER_ARTICLES_2024: Final = Source(
    "Korean sellers' articles on the mega-wari of 2024",
    SourceKind.SECONDARY,
    _READ,
    "https://brunch.co.kr/@goodrain04/78",
)
EVENT_LIST_PLANNED: Final = Source("One public list of planned events", SourceKind.SECONDARY, _READ)
