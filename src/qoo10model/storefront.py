"""
The storefront (店舗運営): profile and check lists, inquiries, and the dashboard of QSM.

Here stand the names. Inquiries and their ages are in `qoo10model.inquiries`, check lists in
`qoo10model.shopchecks`, the tiles of the dashboard in `qoo10model.dashboards`. Inquiries are read by
`qoo10model.formats.qapi`.
"""

from __future__ import annotations

from qoo10model.dashboards import (
    Dashboard,
    ItemStatus,
    ShopItem,
    Tile,
    TileCount,
    TileReading,
    dashboard,
)
from qoo10model.inquiries import (
    Inquiry,
    InquiryKind,
    InquiryList,
    InquiryStatus,
    Waiting,
    waiting,
)
from qoo10model.shopchecks import (
    Check,
    CheckList,
    CheckReport,
    CheckResult,
    Outcome,
    Profile,
    go_through,
    image_answers,
    order_answers,
    profile_answers,
)


__all__ = (
    "Check",
    "CheckList",
    "CheckReport",
    "CheckResult",
    "Dashboard",
    "Inquiry",
    "InquiryKind",
    "InquiryList",
    "InquiryStatus",
    "ItemStatus",
    "Outcome",
    "Profile",
    "ShopItem",
    "Tile",
    "TileCount",
    "TileReading",
    "Waiting",
    "dashboard",
    "go_through",
    "image_answers",
    "order_answers",
    "profile_answers",
    "waiting",
)
