from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qoo10model.basics.money import Rate
from qoo10model.basics.sources import Confidence
from qoo10model.basics.timelines import RateRange
from qoo10model.rules.analytics import Channel, Channels, LastWeek, Step, Steps
from qoo10model.rules.book import JAPAN
from qoo10model.rules.checklists import CheckList
from qoo10model.rules.claims import ClaimStatus
from qoo10model.rules.orders import OrderStatus
from qoo10model.rules.storefront import ItemStatus, Statuses, Tile


LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH
REFORM, READ = date(2018, 9, 1), date(2026, 1, 1)
SCREENS = date(2026, 3, 11)

OUTSIDE = Channels((Channel.EXTERNAL, Channel.URL_DIRECT, Channel.OTHER))
STEPS = Steps((Step.PAGE, Step.PRICE_AND_SHIPPING, Step.SHOP_COUPON, Step.FOLLOWER_COUPON_AND_PUSH))

# Rule: first day, value, confidence of each entry; then the other readings.
ENTRIES: dict[str, tuple[list[tuple[date, Any, Confidence]], tuple[Any, ...]]] = {
    "analytics.last_week": (
        [(REFORM, LastWeek.UP_TO_YESTERDAY, LOW)],
        (LastWeek.INCLUDING_TODAY,),
    ),
    "analytics.week_days": ([(REFORM, 7, LOW), (READ, 7, MEDIUM)], ()),
    "analytics.external": (
        [(REFORM, OUTSIDE, LOW), (READ, OUTSIDE, MEDIUM)],
        (Channels((Channel.EXTERNAL, Channel.URL_DIRECT)),),
    ),
    "analytics.next_steps": ([(REFORM, STEPS, LOW), (READ, STEPS, MEDIUM)], ()),
    "analytics.claimed_conversion": (
        [(REFORM, RateRange(Rate.percent("2"), Rate.percent("4")), LOW)],
        (),
    ),
    "storefront.low_stock": ([(REFORM, 10, LOW), (SCREENS, 10, HIGH)], ()),
    "storefront.ends_within": ([(REFORM, 7, LOW), (SCREENS, 7, HIGH)], ()),
    "storefront.sold_out_is_low": ([(REFORM, False, LOW)], (True,)),
}

# Tile: what it counts, the confidence, and the other readings.
COUNTED: dict[Tile, tuple[tuple[Any, ...], Confidence, tuple[tuple[Any, ...], ...]]] = {
    Tile.ON_SALE: ((ItemStatus.ON_SALE,), MEDIUM, ()),
    Tile.APPROVAL_WAITING: (
        (ItemStatus.UNDER_INSPECTION,),
        LOW,
        ((ItemStatus.UNDER_INSPECTION, ItemStatus.WAITING),),
    ),
    Tile.APPROVAL_REJECTED: ((ItemStatus.REJECTED,), MEDIUM, ()),
    Tile.PAYMENT_WAITING: ((OrderStatus.AWAITING_PAYMENT,), MEDIUM, ()),
    Tile.NEW_ORDER: ((OrderStatus.ON_REQUEST,), MEDIUM, ()),
    Tile.SHIP_REQUEST: (
        (OrderStatus.SELLER_CONFIRMED,),
        LOW,
        (
            (OrderStatus.ON_REQUEST,),
            (OrderStatus.ON_REQUEST, OrderStatus.SELLER_CONFIRMED),
        ),
    ),
    Tile.CANCEL_REQUEST: ((ClaimStatus.CANCEL_REQUESTED,), MEDIUM, ()),
    Tile.RETURN_REQUEST: ((ClaimStatus.RETURN_REQUESTED,), MEDIUM, ()),
    Tile.EXCHANGE_REQUEST: ((ClaimStatus.EXCHANGE_REQUESTED,), MEDIUM, ()),
    Tile.CLAIM_IN_PROGRESS: (
        (
            ClaimStatus.CANCEL_IN_PROGRESS,
            ClaimStatus.RETURN_IN_PROGRESS,
            ClaimStatus.EXCHANGE_APPROVED,
            ClaimStatus.BEING_REDELIVERED,
        ),
        LOW,
        ((ClaimStatus.CANCEL_IN_PROGRESS, ClaimStatus.RETURN_IN_PROGRESS),),
    ),
}

# What each list asks, in order.
CHECKS = {
    CheckList.PROFILE: "shop_name logo address contact notifications staff",
    CheckList.ORDER_FLOW: "confirmed planned_day carrier tracking_no on_delivery verified",
    CheckList.LOG_IN: (
        "id_and_password email_as_id cache other_browser private_mode newest_chrome notices app support"
    ),
    CheckList.SLOWNESS: "cache other_browser private_mode newest_chrome notices app support",
    CheckList.IMAGE_UPLOAD: "size weight format shape file_name count retried support",
    CheckList.APP_NOTICE: "permission in_app logged_in account reinstalled restarted",
    CheckList.CONDUCT: "no_cancel_asked no_bank_asked",
}


@pytest.mark.parametrize("name", ENTRIES)
def test_each_rule_as_the_notes_have_it(name: str) -> None:
    """
    Value, first day, confidence and other readings are those of the notes.
    """
    entries, readings = ENTRIES[name]
    timeline = JAPAN.timeline(name)
    assert [(e.since, e.value, e.confidence) for e in timeline.entries] == entries
    assert {entry.alternatives for entry in timeline.entries} == {readings}


@pytest.mark.parametrize("tile", COUNTED, ids=lambda tile: tile.name)
def test_what_each_tile_counts(tile: Tile) -> None:
    """
    A status of the tile's own name is MEDIUM; what the name leaves open is LOW and has other readings.
    """
    statuses, confidence, readings = COUNTED[tile]
    timeline = JAPAN.storefront.counted[tile]
    last = timeline.entries[-1]
    assert last.value == Statuses(statuses)
    assert last.confidence is confidence
    assert last.alternatives == tuple(map(Statuses, readings))
    assert timeline.entries[0].confidence is LOW
    assert all(status in Statuses(statuses) for status in statuses)


def test_the_table_of_tiles_is_whole() -> None:
    """
    Every rule of these sections is written down here a second time.
    """
    names = {t.name for t in JAPAN.timelines if t.name.startswith(("analytics.", "storefront."))}
    expected = set(ENTRIES)
    expected |= {f"storefront.counted[{tile.name}]" for tile in COUNTED}
    expected |= {f"storefront.check_lists[{kind.name}]" for kind in CHECKS}
    assert names == expected


@pytest.mark.parametrize("kind", CHECKS, ids=lambda kind: kind.name)
def test_the_check_lists(kind: CheckList) -> None:
    """
    Each list has its checks in order, told in both languages; slowness is an inference and LOW.
    """
    timeline = JAPAN.storefront.check_lists[kind]
    checks = timeline.on(date(2026, 7, 1)).checks
    section = kind.name.lower()
    assert [check.id for check in checks] == [f"{section}.{name}" for name in CHECKS[kind].split()]
    for check in checks:
        for text in (check.fact, check.advice):
            assert text.en.isascii()
            assert any(ord(char) > 0x3000 for char in text.ja)
            assert not text.en.endswith(".")
    assert timeline.entries[-1].confidence is (LOW if kind is CheckList.SLOWNESS else MEDIUM)
    assert len(timeline.on(date(2026, 7, 1))) == len(checks)
    assert checks[0].fact.en in str(timeline.on(date(2026, 7, 1)))


def test_the_parts_of_the_sums() -> None:
    """
    Three channels are parts of search, nine of external, the rest stand alone.
    """
    groups = [channel.group for channel in Channel]
    assert groups.count(Channel.SEARCH) == 3
    assert groups.count(Channel.EXTERNAL) == 9
    assert {channel.group for channel in (Channel.SEARCH, Channel.EXTERNAL, Channel.CART)} == {None}


@pytest.mark.parametrize(
    "kind, codes", [(ItemStatus, "S0 S1 S2 S3 S5 S8"), (Tile, None)], ids=["items", "tiles"]
)
def test_codes_and_names(kind: Any, codes: str | None) -> None:
    """
    Items have the codes of the reference; every member has a name in both languages.
    """
    if codes is not None:
        assert [member.value for member in kind] == codes.split()
        assert eval(repr(kind("S2")), {"ItemStatus": kind}) is kind("S2")
    assert all(member.label.en and member.label.ja for member in kind)
    labels = [member.label.ja for member in kind]
    assert len(set(labels)) == len(labels)


def test_values_of_rules_read_well() -> None:
    """
    What a rule says is a sentence for people, and tells what it holds.
    """
    assert str(OUTSIDE) == "external, URL typed in, other"
    assert Channel.OTHER in OUTSIDE
    assert Channel.SHOP not in OUTSIDE
    assert str(STEPS).startswith("the page: description and pictures; price and shipping;")


def test_channels_are_named_for_people() -> None:
    """
    Several channels stand one after the other, in each language with its own comma.
    """
    label = Channels((Channel.EXTERNAL, Channel.OTHER)).label

    assert (label.en, label.ja) == ("external, other", "外部、その他")
