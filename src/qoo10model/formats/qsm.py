"""
QSM (販売者管理画面): its exports become order lines and settlement reports, and what goes back to it.

Pass a file as bytes or text, or its rows as an Excel reader gives them. The encoding is found by
itself (UTF-8 with or without a byte order mark, cp932), the columns by their headers, Japanese or
Korean, in any order. Nothing is dropped in silence: what cannot be read is a finding with the index
of its row (0 is the first under the header), and columns that nobody has named are kept by header in
`unread`. What an export does not have is not known; it is never a zero that somebody wrote.
"""

from __future__ import annotations

from qoo10model.formats.adfiles import read_ad_report
from qoo10model.formats.deliveryfiles import Shipment, read_orders, read_shipments
from qoo10model.formats.readings import Reading
from qoo10model.formats.salesfiles import ReportReading, read_selling_report
from qoo10model.formats.settlementfiles import (
    read_cart_discounts,
    read_deductions,
    read_mega_wari_deductions,
    read_promotions,
    read_smart_sales,
)
from qoo10model.formats.trafficfiles import (
    read_channel_traffic,
    read_item_traffic,
    read_keyword_traffic,
    read_shop_traffic,
)
from qoo10model.formats.uploads import fill_tracking, ship_date_rows


__all__ = (
    "Reading",
    "ReportReading",
    "Shipment",
    "fill_tracking",
    "read_ad_report",
    "read_cart_discounts",
    "read_channel_traffic",
    "read_deductions",
    "read_item_traffic",
    "read_keyword_traffic",
    "read_mega_wari_deductions",
    "read_orders",
    "read_promotions",
    "read_selling_report",
    "read_shipments",
    "read_shop_traffic",
    "read_smart_sales",
    "ship_date_rows",
)
