"""
What is kept (保存対象): the classes that our own dict form knows, by the modules where they stand.

A value has a form when the library cannot work it out again: what a seller states (costs, offers, coupons,
bids), what was read or answered from outside (orders, claims, rows of exports, checks of numbers), and
what goes on from one run to the next or has to be shown later (snapshots, months, penalty checks). The
values of rules have one by the rule book. A result of kept values has none.
"""

from __future__ import annotations

from typing import Final


__all__ = ("KEPT", "LATE", "NAMED_APART", "STORED")

KEPT: Final[dict[str, tuple[str, ...]]] = {
    "adbudgets": ("Keyword", "Place"),
    "adestimates": ("ClicksPrior", "ConversionPrior", "RankClicks"),
    "admetrics": ("AdFigures", "AdRow"),
    "amounts": ("Context",),
    "auctionlogs": (
        "AuctionState",
        "Bid",
        "Cancellation",
        "Change",
        "Repayment",
        "StandingBid",
        "StartPriceSet",
    ),
    "auctions": ("Auction",),
    "basics.findings": ("Finding", "Severity"),
    "basics.money": ("Rate", "Rounding"),
    "basics.periods": ("Days", "Span"),
    "basics.sources": ("Confidence", "Source", "SourceKind"),
    "basics.texts": ("Text",),
    "basics.timelines": ("Dated", "Evidence", "RateRange", "Timeline", "Undecided"),
    "basics.uncertainty": ("Alternative", "Doubt", "Move"),
    "benefits": ("Benefit",),
    "bidding": ("DayBid",),
    "bookkeeping": ("JournalRow", "TaxStyle"),
    "breakdowns": ("Breakdown",),
    "cancellationrates": ("CancellationCount",),
    "carriers": ("TrackingCheck", "Verdict"),
    "carts": ("Cart",),
    "cartstacking": ("CartItem",),
    "changes": ("Change", "ChangeKind"),
    "claimedlines": ("ClaimedLines",),
    "claimrecords": ("Claim", "OrderAndClaim"),
    "contributions": ("Contribution",),
    "costbooks": ("CostBook", "Costing", "Gap"),
    "costs": (
        "AdCost",
        "AgencyFee",
        "Basis",
        "Cost",
        "CostKind",
        "Exchange",
        "Per",
        "SalesBase",
        "Tax",
    ),
    "dashboards": ("ShopItem",),
    "deliveries": ("Delivery", "Person"),
    "discrepancies": ("Cause", "CauseKind", "Comparison", "Part"),
    "displaydays": ("AuctionTerms", "DisplayDay"),
    "entries": ("Entry", "EntryKind"),
    "eventcurves": ("Curve",),
    "eventgates": ("Candidate",),
    "eventsales": ("EventSales",),
    "exportrows": (
        "CartDiscountRow",
        "DateBasis",
        "DeductionFile",
        "DeductionRow",
        "PromotionRow",
        "SellingRow",
        "SmartSalesRow",
    ),
    "externalads": ("ExternalAd",),
    "fees": ("Fees", "Surcharge"),
    "fetching": ("Window",),
    "forecasts": ("Lead",),
    "formats.bulkreplies": ("RowResult",),
    "formats.bulkrequests": ("SellerCheck", "SendingInfo"),
    "formats.deliveryfiles": ("Shipment",),
    "grades": ("Outlook", "Upkeep"),
    "headrooms": ("Headroom", "Limit"),
    "identities": ("PeriodIdentity", "RowIdentity"),
    "imagefacts": ("ColourMode", "ImageFacts", "Orientation"),
    "inferences": ("InferredRates", "KeyKind", "MonthlyRate", "RateGroup", "RowRate"),
    "inflows": ("ChannelRow",),
    "inflowwords": ("KeywordRow",),
    "inquiries": ("Inquiry",),
    "journals": ("ImportSheet",),
    "linecosts": ("LineCost", "Method", "Returned"),
    "listingfields": ("Listing", "Option", "OrderLimit"),
    "margins": ("Margin", "MarginBase"),
    "months": ("Month",),
    "orderchecks": ("OrderCheck", "Outcome"),
    "orders": ("OrderLine",),
    "passbooks": ("Payout", "Payouts", "Request", "WalletDay"),
    "penalties": ("PenaltyHistory",),
    "penaltychecks": ("Otherwise", "PenaltyCheck"),
    "penaltydays": ("Penalty",),
    "pricechecks": ("PriceDraft",),
    "pricetasks": ("PriceEnds",),
    "proceeds": ("Settlement",),
    "profitgroups": ("Profit",),
    "rates": ("FoundRate", "RateBasis"),
    "readytoship": ("ReadyToShip",),
    "receivables": ("Balance", "FeeReceipt", "Movement", "Receivables"),
    "reductions": ("Discount",),
    "regimes": ("Regime", "Sale"),
    "reports": ("SellingReport",),
    "rules.ads": ("AdProduct",),
    "rules.benefits": ("BenefitKind",),
    "rules.book": ("RuleBook",),
    "rules.calendars": ("Calendar", "EventKind", "Occasion"),
    "rules.campaigns": ("Campaign", "Campaigns"),
    "rules.carriers": ("Carrier",),
    "rules.claims": ("ClaimGroup", "ClaimStatus", "Undoing"),
    "rules.discounts": ("DiscountKind",),
    "rules.listings": ("OrderLimitKind",),
    "rules.orders": ("OrderStatus", "SearchDate", "SendType"),
    "rules.penalties": ("Consequence",),
    "rules.plusdisplay": ("PlaceKind",),
    "rules.sellers": ("Establishment", "Grade", "PayoutAccount"),
    "rules.shipping": ("DelayType",),
    "rules.statements": ("Account", "Chart", "RowReason", "TaxCode"),
    "rules.storefront": ("InquiryKind", "InquiryStatus"),
    "rules.wallet": ("Cycle",),
    "sellers": ("Commissions", "Seller"),
    "shares": ("CartSplit",),
    "shopchecks": ("Profile",),
    "shopcoupons": ("CartCoupon", "ShopCoupon"),
    "snapshots": ("Presence", "Snapshot", "Tracked"),
    "statements": ("DayCheck", "Reconciliation"),
    "stocks": ("Shelf",),
    "timesaleoffers": ("Offer",),
    "timesaleslots": ("Slot",),
    "traffic": ("ItemDay", "ShopDay", "Traffic"),
    "trafficfilters": ("ItemFilter",),
}
"""
The names of the classes by the modules of the package; only those that are used are loaded.
"""

NAMED_APART: Final[dict[str, str]] = {"auctionlogs.Change": "BidChange"}
"""
The names in documents of classes whose own name another class has.
"""

STORED: Final[dict[str, tuple[str, str, str, str]]] = {
    "months.Month": ("stored", "StoredMonth", "stored_month", "month_of"),
    "proceeds.Settlement": (
        "stored",
        "StoredSettlement",
        "stored_settlement",
        "settlement_of",
    ),
    "profitgroups.Profit": ("storedprofits", "StoredProfit", "stored_profit", "profit_of"),
}
"""
The classes that are kept in another form than their own fields: where it stands, its class, the
function that makes it, and the one that makes the value of it again.
"""

LATE: Final[dict[str, str]] = {
    "Calendar": "rules.calendars",
    "Campaigns": "rules.campaigns",
    "Occasion": "rules.calendars",
}
"""
The classes that a module names to type checkers alone, so that a first settlement does not load them.
"""
