"""
Discounts (割引): what the buyer did not pay, who bears it, and what several come to together.

A `Discount` of an order line is a kind and an amount, and `stack` works out what a buyer pays with
coupons, points and a sale at once. Here stand the names; they are made in
`qoo10model.reductions`, `qoo10model.shopcoupons`, `qoo10model.stacking` and `qoo10model.cartstacking`.
"""

from __future__ import annotations

from qoo10model.reductions import (
    SELLER_KINDS,
    SHARED_KINDS,
    Discount,
    DiscountKind,
    mega_po,
    mega_po_points,
    mega_wari,
    part_taker,
    seller_part,
    shop_coupon,
)


# Settling needs none of these, and their rules are slow to load: each is loaded when it is used.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from qoo10model.cartstacking import CartItem, CartStack, stack_cart
    from qoo10model.shopcoupons import CartCoupon, ShopCoupon
    from qoo10model.stacking import Share, Stack, stack
else:
    _HOME_OF = {
        "CartCoupon": "shopcoupons",
        "CartItem": "cartstacking",
        "CartStack": "cartstacking",
        "Share": "stacking",
        "ShopCoupon": "shopcoupons",
        "Stack": "stacking",
        "stack": "stacking",
        "stack_cart": "cartstacking",
    }

    def __getattr__(name):
        import importlib

        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f"qoo10model.{_HOME_OF[name]}"), name)
        globals()[name] = value
        return value

    def __dir__():
        return sorted({*globals(), *__all__})


__all__ = (
    "SELLER_KINDS",
    "SHARED_KINDS",
    "CartCoupon",
    "CartItem",
    "CartStack",
    "Discount",
    "DiscountKind",
    "Share",
    "ShopCoupon",
    "Stack",
    "mega_po",
    "mega_po_points",
    "mega_wari",
    "part_taker",
    "seller_part",
    "shop_coupon",
    "stack",
    "stack_cart",
)
