"""
Plus display (プラス展示): the daily auction of places beside keywords and categories.

`display_day` says when a place is bid for and shown, `Auction` what the visible bids mean for the next
one, `check_bid` whether a bid would be accepted. `auction_after` plays a list of timed actions through.
What a place is worth to you is in `qoo10model.adspend`.
"""

from __future__ import annotations

from qoo10model.auctionlogs import (
    AuctionState,
    Bid,
    Cancellation,
    Change,
    Repayment,
    StandingBid,
    StartPriceSet,
    auction_after,
)
from qoo10model.auctions import Auction, Winner
from qoo10model.bidding import (
    DayBid,
    Refund,
    RefundReason,
    check_bid,
    daily_bids,
    refund,
    required_qcash,
)
from qoo10model.displaydays import (
    AuctionTerms,
    ChangedBid,
    DisplayDay,
    EqualBids,
    LosingBid,
    Permission,
    Phase,
    PlaceKind,
    display_day,
    open_day,
)
from qoo10model.startprices import StartPrice, mega_wari_start_price


__all__ = (
    "Auction",
    "AuctionState",
    "AuctionTerms",
    "Bid",
    "Cancellation",
    "Change",
    "ChangedBid",
    "DayBid",
    "DisplayDay",
    "EqualBids",
    "LosingBid",
    "Permission",
    "Phase",
    "PlaceKind",
    "Refund",
    "RefundReason",
    "Repayment",
    "StandingBid",
    "StartPrice",
    "StartPriceSet",
    "Winner",
    "auction_after",
    "check_bid",
    "daily_bids",
    "display_day",
    "mega_wari_start_price",
    "open_day",
    "refund",
    "required_qcash",
)
