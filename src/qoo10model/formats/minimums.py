"""
The least that numbers may be (最小値), as the constructors of our values ask.

The dict form asks it once more, so that everything wrong is told at once and the JSON Schema has it.
"""

from __future__ import annotations

from typing import Final


__all__ = ("MINIMUMS",)

MINIMUMS: Final[dict[str, dict[str, int]]] = {
    "adbudgets.Place": {"rank": 1, "price": 1},
    "adestimates.RankClicks": {"rank": 1, "clicks": 0, "days": 1},
    "admetrics.AdFigures": {
        "cost": 0,
        "impressions": 0,
        "clicks": 0,
        "carts": 0,
        "purchases": 0,
        "sales": 0,
    },
    "auctionlogs.StartPriceSet": {"amount": 1},
    "auctions.Auction": {"start_price": 1},
    "bidding.DayBid": {"amount": 1},
    "bookkeeping.JournalRow": {"amount": 1},
    "cancellationrates.CancellationCount": {
        "paid": 0,
        "cancelled": 0,
        "unclear": 0,
        "unclear_later": 0,
    },
    "cartstacking.CartItem": {"price": 0, "quantity": 1},
    "costs.AdCost": {"amount": 0},
    "dashboards.ShopItem": {"stock": 0},
    "eventgates.Candidate": {"price": 0, "stock": 0},
    "externalads.ExternalAd": {"net_cost": 0},
    "forecasts.Lead": {"after_payment": 0, "after_shipping": 0},
    "formats.bulkrequests.SellerCheck": {"order_no": 1},
    "formats.bulkrequests.SendingInfo": {"order_no": 1},
    "imagefacts.ImageFacts": {"weight": 0, "frames": 1},
    "inflowwords.KeywordRow": {"visits": 0, "orders": 0, "sales": 0},
    "listingfields.Listing": {"price": 0, "retail_price": 0, "quantity": 0},
    "listingfields.Option": {"quantity": 0, "extra_images": 0},
    "listingfields.OrderLimit": {"units": 1},
    "orders.OrderLine": {
        "quantity": 1,
        "unit_price": 0,
        "shipping": 0,
        "cart_discount_seller": 0,
        "cart_discount_qoo10": 0,
    },
    "passbooks.Request": {"amount": 1},
    "pricechecks.PriceDraft": {"price": 0, "sale_price": 0},
    "pricetasks.PriceEnds": {"every": 1},
    "readytoship.ReadyToShip": {"days": 1},
    "reductions.Discount": {"amount": 0},
    "shopcoupons.CartCoupon": {"amount": 0, "minimum_order": 0},
    "shopcoupons.ShopCoupon": {"minimum_order": 0, "cap": 0},
    "stocks.Shelf": {"on_hand": 0, "shown": 0, "reserve": 0},
    "timesaleoffers.Offer": {
        "displayed_price": 0,
        "sale_price": 0,
        "reference_price": 0,
        "registered_price": 0,
        "stock": 0,
    },
    "traffic.Traffic": {
        "visitors": 0,
        "views": 0,
        "favourites": 0,
        "carts": 0,
        "orders": 0,
        "sales": 0,
        "customers": 0,
        "new_customers": 0,
    },
}
"""
The least of each field, by the class.
"""
