"""
Coupons (クーポン): their values, what goes together, and the push that announces them to followers.

Here stand the names; they are made in `qoo10model.shopcoupons`, `qoo10model.benefits` and
`qoo10model.followerpush`. What coupons come to on a price is `discounts.stack`.
"""

from __future__ import annotations

from qoo10model.benefits import (
    Benefit,
    BenefitBase,
    BenefitKind,
    Condition,
    SetBy,
    all_benefits,
    benefit,
    check_together,
)
from qoo10model.followerpush import PushPlan, PushWeek
from qoo10model.followerpush import is_free as is_push_free
from qoo10model.followerpush import next_free as next_free_push
from qoo10model.followerpush import plan as plan_pushes
from qoo10model.rules.coupons import Combining
from qoo10model.shopcoupons import CartCoupon, ShopCoupon, refusals


__all__ = (
    "Benefit",
    "BenefitBase",
    "BenefitKind",
    "CartCoupon",
    "Combining",
    "Condition",
    "PushPlan",
    "PushWeek",
    "SetBy",
    "ShopCoupon",
    "all_benefits",
    "benefit",
    "check_together",
    "is_push_free",
    "next_free_push",
    "plan_pushes",
    "refusals",
)
