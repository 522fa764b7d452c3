from __future__ import annotations

import importlib

import pytest

from qoo10model import adspend, plusdisplay


PARTS = {
    "adspend": (
        "adbids",
        "adbudgets",
        "adcosts",
        "adestimates",
        "admetrics",
        "adproducts",
        "externalads",
        "smartsales",
    ),
    "plusdisplay": ("auctionlogs", "auctions", "bidding", "displaydays", "startprices"),
}
NOT_OFFERED = {"Clicks", "Conversion", "bid_findings"}
"""
What only the parts need, or the types of arguments.
"""


@pytest.mark.parametrize("whole, parts", PARTS.items(), ids=PARTS)
def test_a_subject_offers_what_its_parts_do(whole: str, parts: tuple[str, ...]) -> None:
    """
    Every public name of the parts stands in the subject, and each is the same object.
    """
    subject = {"adspend": adspend, "plusdisplay": plusdisplay}[whole]
    modules = [importlib.import_module(f"qoo10model.{part}") for part in parts]
    names = {name for module in modules for name in module.__all__} - NOT_OFFERED
    assert set(subject.__all__) == names
    for name in names:
        owners = [module for module in modules if name in module.__all__]
        assert all(getattr(subject, name) is getattr(owner, name) for owner in owners)
