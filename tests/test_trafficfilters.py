from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import trafficfilters
from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.periods import Days
from qoo10model.traffic import ItemDay, ShopDay, Traffic
from qoo10model.trafficfilters import ItemFilter, folded_words, select


ROW = ItemDay(
    "A",
    Traffic(),
    title="架空 ＣＣクリーム SPF50",
    product_type="一般",
    status="取引可能",
    category="ビューティー",
    registered_on=date(2026, 5, 11),
)
BARE = ItemDay("B", Traffic())
MAY = Days(date(2026, 5, 11), date(2026, 5, 11))
ROWS = st.builds(
    ItemDay,
    st.just("A"),
    st.just(Traffic()),
    title=st.sampled_from(["", "リップ", "架空リップ"]),
    status=st.sampled_from(["", "取引可能", "取引中止"]),
    category=st.sampled_from(["", "a", "b"]),
)
FILTERS = st.builds(
    ItemFilter,
    keyword=st.sampled_from(["", "架空"]),
    status=st.sampled_from(["", "取引可能"]),
    category=st.sampled_from(["", "a"]),
)


@pytest.mark.parametrize(
    "asked, passes",
    [
        (ItemFilter(), True),
        (ItemFilter(product_type="一般"), True),
        (ItemFilter(product_type="予約"), False),
        (ItemFilter(status="取引可能"), True),
        (ItemFilter(status="取引"), False),
        (ItemFilter(category="ﾋﾞｭｰﾃｨｰ"), True),
        (ItemFilter(category="食品"), False),
        (ItemFilter(registered=MAY), True),
        (ItemFilter(registered=MAY.shifted(1)), False),
        (ItemFilter(registered=MAY.shifted(-1)), False),
        (ItemFilter(keyword="ccクリーム"), True),
        (ItemFilter(keyword="spf50"), True),
        (ItemFilter(keyword="リップ"), False),
        (ItemFilter(category="ビューティー", keyword="リップ"), False),
    ],
)
def test_the_five_filters(asked: ItemFilter, passes: bool) -> None:
    """
    Each filter lets pass what it asks for and nothing else; width and case do not count.
    """
    assert asked.allows(ROW) is passes
    assert select([ROW], asked).rows == ((ROW,) if passes else ())


@pytest.mark.parametrize(
    "asked",
    [
        ItemFilter(product_type="一般"),
        ItemFilter(status="取引可能"),
        ItemFilter(category="食品"),
        ItemFilter(registered=MAY),
        ItemFilter(keyword="リップ"),
    ],
)
def test_a_row_that_does_not_tell_is_kept_apart(asked: ItemFilter) -> None:
    """
    What a row does not tell is not taken for a no; with another no it is out all the same.
    """
    found = select([BARE, ROW], asked)
    assert BARE not in found.rows
    assert found.not_told == (BARE,)
    titled = ItemDay("C", Traffic(), title="架空ティント")
    assert ItemFilter(keyword="リップ", category="食品").allows(titled) is False


@given(rows=st.lists(ROWS), asked=FILTERS)
def test_every_row_is_in_out_or_open(rows: list[ItemDay], asked: ItemFilter) -> None:
    """
    The rows in and the open ones keep their order, and none of them is refused by the filter.
    """
    found = select(rows, asked)
    assert list(found.rows) == [row for row in rows if asked.allows(row) is True]
    assert list(found.not_told) == [row for row in rows if asked.allows(row) is None]
    assert select(found.rows, asked).rows == found.rows


@pytest.mark.parametrize(
    "text, words",
    [(" ＡＢＣ　ﾘｯﾌﾟ ", "abc リップ"), ("", ""), ("が", "が"), ("①", "1")],
)
def test_how_words_are_compared(text: str, words: str) -> None:
    """
    Width, case, composed marks and outer spaces do not tell words apart.
    """
    assert folded_words(text) == words


raw: Any = trafficfilters  # a caller without types

REFUSED: dict[str, Any] = {
    "keyword": lambda: raw.ItemFilter(keyword=None),
    "category": lambda: raw.ItemFilter(category=1),
    "registered": lambda: raw.ItemFilter(registered=date(2026, 5, 11)),
    "rows": lambda: raw.select([ShopDay(date(2026, 5, 11), Traffic())], raw.ItemFilter()),
    "one number": lambda: raw.select(5, raw.ItemFilter()),
    "filter": lambda: raw.select([], {"keyword": "リップ"}),
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_what_is_refused(make: Any) -> None:
    """
    What is no filter and no row of an item is refused.
    """
    with pytest.raises(InvalidTypeError):
        make()
