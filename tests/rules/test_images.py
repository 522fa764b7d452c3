"""
The rules of pictures written down a second time, by hand, from the notes they were made from.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from qoo10model.basics.errors import RuleNotKnownError
from qoo10model.basics.money import Rate
from qoo10model.basics.sources import Confidence
from qoo10model.rules import sources
from qoo10model.rules.book import JAPAN
from qoo10model.rules.images import AcceptedFormats, GalleryScope, ImageFormat, Route


LOW, MEDIUM = Confidence.LOW, Confidence.MEDIUM
START, MANUAL = date(2018, 9, 1), date(2025, 1, 1)
THREE = AcceptedFormats((ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.GIF))

# Rule: first day, value, other readings, confidence of each entry. The manual quotes the guide and is
# marked M–H, so its entries are MEDIUM; it has no date, so what is said for older days is LOW.
ENTRIES: dict[str, list[tuple[date, Any, tuple[Any, ...], Confidence]]] = {
    "images.minimum_side": [(START, 400, (), LOW), (MANUAL, 400, (), MEDIUM)],
    "images.recommended_side": [(START, 800, (), LOW), (MANUAL, 800, (), MEDIUM)],
    "images.near_square": [
        (START, Rate.percent("10"), (Rate.percent("0"), Rate.percent("33")), LOW)
    ],
    "images.accepted_formats": [(START, THREE, (), LOW), (MANUAL, THREE, (), MEDIUM)],
    "images.image_weight": [
        (START, 1_000_000, (1_024 * 1_024,), LOW),
        (MANUAL, 1_000_000, (1_024 * 1_024,), MEDIUM),
    ],
    "images.gallery_weight": [
        (START, 40_000_000, (40 * 1_024 * 1_024,), LOW),
        (MANUAL, 40_000_000, (40 * 1_024 * 1_024,), MEDIUM),
    ],
    "images.gallery_scope": [(START, GalleryScope.LISTING, (GalleryScope.SHOP,), LOW)],
    "images.extra_images[FORM]": [(START, 20, (), LOW), (MANUAL, 20, (), MEDIUM)],
    "images.extra_images[API]": [(START, 11, (50,), LOW), (MANUAL, 50, (), MEDIUM)],
    "images.refused_characters": [(START, "#&", (), LOW), (MANUAL, "#&", (), MEDIUM)],
}


def test_every_rule_of_pictures_is_written_down_here() -> None:
    """
    A new rule of pictures, or a new entry of an old one, is written down here as well.
    """
    here = {one.name: len(one.entries) for one in JAPAN.timelines if one.name.startswith("images.")}
    assert here == {name: len(entries) for name, entries in ENTRIES.items()}


@pytest.mark.parametrize("name", ENTRIES)
def test_each_rule_holds_what_was_found(name: str) -> None:
    """
    Value, readings and confidence are as found on the first and on the last day of each entry.
    """
    timeline, entries = JAPAN.timeline(name), ENTRIES[name]
    ends = [*(first - timedelta(days=1) for first, *_ in entries[1:]), date(2027, 1, 1)]
    for (first, value, others, confidence), last in zip(entries, ends, strict=True):
        for day in (first, last):
            entry = timeline.entry_on(day)
            assert (entry.value, entry.alternatives) == (value, others)
            assert type(entry.value) is type(value)
            assert (entry.confidence, entry.since_is_exact) == (confidence, False)
    with pytest.raises(RuleNotKnownError):
        timeline.entry_on(START - timedelta(days=1))


@pytest.mark.parametrize("name", ENTRIES)
def test_rules_rest_on_the_manual(name: str) -> None:
    """
    The manual that quotes the guide stands behind all rules but those of the API.
    """
    for entry in JAPAN.timeline(name).entries:
        said_by_tools = name == "images.extra_images[API]"
        assert (sources.SHOP_MANUAL in entry.sources) != said_by_tools
        assert (sources.LISTING_TOOLS in entry.sources) == said_by_tools


def test_each_format_has_its_own_endings() -> None:
    """
    No ending of a file name belongs to two formats.
    """
    endings = [ending for kind in ImageFormat for ending in kind.extensions]
    assert len(set(endings)) == len(endings)
    assert all(ending == ending.lower() and "." not in ending for ending in endings)
    assert list(JAPAN.images.extra_images) == list(Route)
