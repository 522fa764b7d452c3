"""
Ad spend (広告費の運用): what ads brought, what a place is worth, where the budget goes.

The parts are modules of their own and stand here under one name: metrics (`qoo10model.admetrics`),
estimates from few figures (`qoo10model.adestimates`), bids worth making (`qoo10model.adbids`), budgets
over many keywords (`qoo10model.adbudgets`), ad products and their cost in the wallet
(`qoo10model.adproducts`, `qoo10model.adcosts`), Smart Sales (`qoo10model.smartsales`), ads outside Qoo10
(`qoo10model.externalads`).
"""

from __future__ import annotations

from qoo10model.adbids import (
    RankChoice,
    RankOffer,
    best_rank,
    expected_contribution,
    max_daily_bid,
)
from qoo10model.adbudgets import BudgetPlan, Keyword, Pick, Place, keyword_of, plan_budget
from qoo10model.adcosts import AdCost, DeductedAds, ad_costs, ad_entries, deducted_ads
from qoo10model.adestimates import (
    ClicksPrior,
    ConversionPrior,
    End,
    Estimate,
    RankClicks,
    clicks_by_rank,
    conversion,
    daily_clicks,
)
from qoo10model.admetrics import (
    AdFigures,
    AdRow,
    BreakEven,
    break_even,
    break_even_of,
    by_day,
    by_item,
    by_product,
    by_week,
    total,
)
from qoo10model.adproducts import (
    PRODUCTS,
    AdGroup,
    AdProduct,
    AdTerms,
    Charge,
    DailyPrice,
    daily_price,
    product_called,
    terms_of,
)
from qoo10model.externalads import ExternalAd, FunnelStep, planned_cost
from qoo10model.smartsales import SmartSale, smart_sale, smart_sales_costs


__all__ = (
    "PRODUCTS",
    "AdCost",
    "AdFigures",
    "AdGroup",
    "AdProduct",
    "AdRow",
    "AdTerms",
    "BreakEven",
    "BudgetPlan",
    "Charge",
    "ClicksPrior",
    "ConversionPrior",
    "DailyPrice",
    "DeductedAds",
    "End",
    "Estimate",
    "ExternalAd",
    "FunnelStep",
    "Keyword",
    "Pick",
    "Place",
    "RankChoice",
    "RankClicks",
    "RankOffer",
    "SmartSale",
    "ad_costs",
    "ad_entries",
    "best_rank",
    "break_even",
    "break_even_of",
    "by_day",
    "by_item",
    "by_product",
    "by_week",
    "clicks_by_rank",
    "conversion",
    "daily_clicks",
    "daily_price",
    "deducted_ads",
    "expected_contribution",
    "keyword_of",
    "max_daily_bid",
    "plan_budget",
    "planned_cost",
    "product_called",
    "smart_sale",
    "smart_sales_costs",
    "terms_of",
    "total",
)
