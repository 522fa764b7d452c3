"""
Analytics (Q-Analytics): visitors, views, carts and orders, and what they say about items and words.

Here stand the names. Figures and rates are made in `qoo10model.traffic`, windows and growth in
`qoo10model.trafficwindows`, filters in `qoo10model.trafficfilters`, channels in `qoo10model.inflows`,
keywords in `qoo10model.inflowwords`, and the diagnosis in `qoo10model.conversions`. The exports are
read by `qoo10model.formats.qsm`.
"""

from __future__ import annotations

from qoo10model.conversions import Diagnosis, ItemConversion, NextStep, Step, Verdict, diagnose
from qoo10model.inflows import Channel, ChannelInflow, ChannelRow, Channels, Inflow, inflow
from qoo10model.inflowwords import KeywordRow, Standing, Word, WordReport, words
from qoo10model.traffic import ItemDay, Metric, ShopDay, Traffic, check, total
from qoo10model.trafficfilters import ItemFilter, Selection, select
from qoo10model.trafficwindows import (
    Change,
    Growth,
    LastWeek,
    Totals,
    Window,
    WindowDays,
    by_item,
    growth,
    totals,
    window,
)


__all__ = (
    "Change",
    "Channel",
    "ChannelInflow",
    "ChannelRow",
    "Channels",
    "Diagnosis",
    "Growth",
    "Inflow",
    "ItemConversion",
    "ItemDay",
    "ItemFilter",
    "KeywordRow",
    "LastWeek",
    "Metric",
    "NextStep",
    "Selection",
    "ShopDay",
    "Standing",
    "Step",
    "Totals",
    "Traffic",
    "Verdict",
    "Window",
    "WindowDays",
    "Word",
    "WordReport",
    "by_item",
    "check",
    "diagnose",
    "growth",
    "inflow",
    "select",
    "total",
    "totals",
    "window",
    "words",
)
