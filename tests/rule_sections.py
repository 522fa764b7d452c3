"""
The sections of the rule book, as the tests expect them.
"""

from __future__ import annotations


SECTIONS = (
    "ads",
    "analytics",
    "cancellations",
    "carriers",
    "coupons",
    "discounts",
    "eventgates",
    "events",
    "fees",
    "images",
    "listings",
    "penalties",
    "plusdisplay",
    "pricing",
    "sellers",
    "settlements",
    "shipping",
    "storefront",
    "timesales",
    "wallet",
)
# What stands on pages of its own, or among what is not known, without being in the book.
APART = ("orders", "claims", "exports", "statements")
