"""
The sources (出典) that the rules of Qoo10 Japan rest on, with the day each was read last.

Public tools of other sellers are named by what they are; pages by their title and address.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from qoo10model.basics.sources import Source, SourceKind


__all__ = (
    "AD_MENU_GUIDE",
    "AGENCY_CANCELLATIONS",
    "AGENCY_CANCEL_REQUESTS",
    "AGENCY_COUPONS",
    "AGENCY_DELAYS",
    "AGENCY_EVENT_LISTS",
    "AGENCY_GRADES",
    "AGENCY_MEGAPO",
    "AGENCY_MEGAPO_PRICES",
    "AGENCY_RANKUP_2024",
    "API_CLIENT",
    "ASSUMPTION",
    "AUCTION_SCREENS_2026",
    "BRAND_EVENT_LIST",
    "BUYER_GUIDE",
    "CANCELLATION_NOTICE",
    "CHECK_DIGIT_NOTES",
    "CONVERSION_CLAIM",
    "DAILY_DEAL_ARTICLE",
    "DELAY_GUIDE_2023",
    "DELAY_GUIDE_2024",
    "DISCOVERY_2019",
    "EVENT_LIST_PLANNED",
    "FAQ_2026",
    "FEE_GUIDE_2025",
    "FEE_REFORM_2018",
    "FEE_REFORM_TRADE_NEWS",
    "GLOBAL_FAQ",
    "GRADE_GUIDE",
    "LISTING_CAMPAIGN",
    "LISTING_TOOLS",
    "LIVE_CHECKS",
    "MARGIN_TOOL",
    "MEASURED_ORDERS",
    "MEASURED_RECEIPTS",
    "MEGAPO_GUIDE_2023",
    "MEGAPO_GUIDE_2024",
    "MEGAWARI_SETTLEMENT_GUIDE",
    "ORDER_TOOL_ABROAD",
    "POINT_SITE_2025",
    "PREMIUM_SLOT_GUIDE",
    "PRICE_TOOL",
    "PRICE_WATCH_GUIDE",
    "QAPI_REFERENCE",
    "QCASH_GUIDE",
    "RANKING_PAGES_2026",
    "SALES_CURVES",
    "SELLER_ARTICLES_2024",
    "SETTLEMENT_JOURNAL_TOOL",
    "SHOP_FIGURES_2026",
    "SHOP_MANUAL",
    "SINGLE_ONE_TOOL",
    "SMART_SALES_GUIDE",
    "TAX_LAW",
    "TITLE_GUIDES",
    "TITLE_LENGTHS",
    "UNIVERSITY_DIGEST_2025",
    "UPU_S10",
    "WAREHOUSE_TOOL",
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
LISTING_TOOLS: Final = Source(
    "Public tools that write listings through the API",
    SourceKind.SECONDARY,
    _READ,
    note="older ones stop at 11 extra pictures, current ones at 50",
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
SHOP_FIGURES_2026: Final = Source(
    "Daily figures of a brand's shop, with the ways its visitors came",
    SourceKind.MEASURED,
    _READ,
    note="as of 2026-08-11",
)
CONVERSION_CLAIM: Final = Source(
    "A claim about the usual conversion, of unknown origin", SourceKind.SECONDARY, _READ
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
AGENCY_CANCELLATIONS: Final = Source(
    "Agency column on requests to cancel",
    SourceKind.SECONDARY,
    _READ,
    "https://pureflat.co.jp/column/qoo10/cancellation-request",
)
AGENCY_DELAYS: Final = Source(
    "Agency magazine on late shipping",
    SourceKind.SECONDARY,
    _READ,
    "https://bxo.co.jp/magazine/15555",
)
BUYER_GUIDE: Final = Source(
    "Qoo10: guide for buyers, cancellation and returns",
    SourceKind.OFFICIAL,
    _READ,
    "https://www.qoo10.jp/gmkt.inc/CS/NHelpTopicList.aspx?kind=BU&viewno=583",
    note="undated",
)
GLOBAL_FAQ: Final = Source(
    "Qoo10 outside Japan: questions and answers",
    SourceKind.OFFICIAL,
    _READ,
    "https://www.qoo10.com/",
    note="of another region of the platform",
)
ORDER_TOOL_ABROAD: Final = Source(
    "Public order tool for another region of the platform",
    SourceKind.SECONDARY,
    _READ,
    note="the codes of QSM's own screens; not seen in Japan",
)
DELAY_GUIDE_2023: Final = Source(
    "Qoo10 University: penalties for late shipping",
    SourceKind.OFFICIAL,
    _READ,
    "https://university.qoo10.jp/article/07",
    note="updated 2023-05-10",
)
DELAY_GUIDE_2024: Final = Source(
    "Qoo10 University: how to avoid a stop for late shipping",
    SourceKind.OFFICIAL,
    _READ,
    "https://university.qoo10.jp/article/84",
    note="updated 2024-07-16",
)
CHECK_DIGIT_NOTES: Final = Source(
    "Public notes on the check digits of Japanese carriers",
    SourceKind.SECONDARY,
    _READ,
    "https://gyomu.org/faq/view/7dr",
    note="samples of Yamato, Sagawa and Japan Post recomputed",
)
UPU_S10: Final = Source(
    "UPU standard S10 for postal items",
    SourceKind.SECONDARY,
    _READ,
    note="through public descriptions and open code that agree; a published number recomputed",
)
WAREHOUSE_TOOL: Final = Source(
    "Public order tool of a Japanese warehouse",
    SourceKind.SECONDARY,
    _READ,
    note="in production in 2021",
)
LIVE_CHECKS: Final = Source(
    "Public tool of a Korean seller in Japan, checked on the live platform",
    SourceKind.MEASURED,
    _READ,
    note="2026-04 and 2026-05",
)
API_CLIENT: Final = Source(
    "Public client of the API",
    SourceKind.SECONDARY,
    _READ,
    note="its own assumption, not the platform's word",
)
AGENCY_CANCEL_REQUESTS: Final = Source(
    "Agency magazine on requests to cancel",
    SourceKind.SECONDARY,
    _READ,
    "https://bxo.co.jp/magazine/15551",
)
CANCELLATION_NOTICE: Final = Source(
    "Seller blog that quotes Qoo10's notice on the cancellation rate",
    SourceKind.SECONDARY,
    _READ,
    "https://noetenbai.com/archives/4519",
    note="the part on weeks breaks off",
)
AUCTION_SCREENS_2026: Final = Source(
    "Guide and screens of Plus display in a public bidding tool",
    SourceKind.MEASURED,
    _READ,
    note="screens of QSM of 2026-03-11 and 2026-03-16, tool as of 2026-04-12",
)
AD_MENU_GUIDE: Final = Source(
    "Qoo10 University: ads in search results and on special pages",
    SourceKind.OFFICIAL,
    _READ,
    "https://university.qoo10.jp/article/51",
    note="only its opening could be read",
)
PREMIUM_SLOT_GUIDE: Final = Source(
    "Qoo10 University: premium slots and analytics",
    SourceKind.OFFICIAL,
    _READ,
    "https://university.qoo10.jp/article/53",
    note="only its opening could be read",
)
SMART_SALES_GUIDE: Final = Source(
    "Qoo10 University: Smart Sales",
    SourceKind.OFFICIAL,
    _READ,
    "https://university.qoo10.jp/article/58",
    note="only its opening could be read",
)
QCASH_GUIDE: Final = Source(
    "Qoo10 University: buying Qcash",
    SourceKind.OFFICIAL,
    _READ,
    "https://university.qoo10.jp/article/50",
    note="of 2023-12-12; only its opening could be read",
)
AGENCY_RANKUP_2024: Final = Source(
    "Two agencies on Power Rankup",
    SourceKind.SECONDARY,
    _READ,
    note="ec-supporterz and jagoo, about 2024",
)
UNIVERSITY_DIGEST_2025: Final = Source(
    "Public digest of Qoo10 University",
    SourceKind.SECONDARY,
    _READ,
    note="as of 2025-26, in Korean",
)
DAILY_DEAL_ARTICLE: Final = Source(
    "Agency article on the daily special",
    SourceKind.SECONDARY,
    _READ,
    "https://q-ecmallconsulting.co.jp/qoo10-ad-kyonotokka",
    note="undated, of about 2024",
)
SINGLE_ONE_TOOL: Final = Source(
    "Agency queries for dashboards of SingleOne AD",
    SourceKind.SECONDARY,
    _READ,
    note="public code of 2024-25",
)
PRICE_WATCH_GUIDE: Final = Source(
    "Qoo10 University: prices before an event",
    SourceKind.OFFICIAL,
    _READ,
    "https://university.qoo10.jp/article/43",
    note="of about the end of 2023; only its opening could be read",
)
LISTING_CAMPAIGN: Final = Source(
    "Qoo10: campaign for clean listings",
    SourceKind.OFFICIAL,
    _READ,
    "https://qsm.qoo10.jp/GMKT.INC.Gsm.Web/Guide/qsm_campaign.html",
    note="its rules are of 2021-07 and 2022-02",
)
TITLE_GUIDES: Final = Source(
    "Qoo10 University and agencies on titles",
    SourceKind.SECONDARY,
    _READ,
    "https://university.qoo10.jp/article/43",
    note="of about the end of 2023; of the official page only its opening could be read",
)
TITLE_LENGTHS: Final = Source(
    "Help page of a listing tool: longest titles by mall",
    SourceKind.SECONDARY,
    date(2026, 11, 22),
    "https://wasabi-inc.biz/help/manual/tmpl_ex",
    note="100 characters at Qoo10, where it gives half widths for other malls",
)
