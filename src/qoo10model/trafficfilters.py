"""
Filters (絞り込み): the five of Q-Analytics, on rows of items.

They are product type, status, category, registration date, and a keyword in the name of the item. A
row that does not tell what is asked for is neither in nor out: it is kept apart.
"""

from __future__ import annotations

import unicodedata

from typing import TYPE_CHECKING

import attrs

from qoo10model.basics.errors import InvalidTypeError, all_of
from qoo10model.basics.periods import Days
from qoo10model.traffic import ItemDay


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ("ItemFilter", "Selection", "folded_words", "select")


@attrs.frozen(kw_only=True)
class ItemFilter:
    """
    Which items to look at; what is empty or None asks for nothing.

    *product_type*, *status* and *category* must be the same as in the row, *keyword* stands in the
    name of the item; letter case and width do not count. *registered* are the days of registration.

    >>> from qoo10model.traffic import Traffic
    >>> ItemFilter(keyword="リップ").allows(ItemDay("A", Traffic(), title="架空ﾘｯﾌﾟ"))
    True
    """

    product_type: str = ""
    status: str = ""
    category: str = ""
    registered: Days | None = None
    keyword: str = ""

    def __attrs_post_init__(self) -> None:
        for field in ("product_type", "status", "category", "keyword"):
            if type(getattr(self, field)) is not str:
                raise InvalidTypeError(f"{field} must be a text (got {getattr(self, field)!r})")
        if self.registered is not None and not isinstance(self.registered, Days):
            msg = f"registered must be Days, such as month(2026, 7), or None (got {self.registered!r})"
            raise InvalidTypeError(msg)

    def allows(self, row: ItemDay) -> bool | None:
        """
        Whether *row* passes; None where it does not tell, and nothing that it tells decides.
        """
        answers = tuple(self._answers(row))
        if False in answers:
            return False
        return None if None in answers else True

    def _answers(self, row: ItemDay) -> Iterator[bool | None]:
        for asked, told in (
            (self.product_type, row.product_type),
            (self.status, row.status),
            (self.category, row.category),
        ):
            if asked:
                yield folded_words(asked) == folded_words(told) if told else None
        if self.registered is not None:
            yield None if row.registered_on is None else row.registered_on in self.registered
        if self.keyword:
            yield folded_words(self.keyword) in folded_words(row.title) if row.title else None


@attrs.frozen
class Selection:
    """
    The *rows* that pass a filter, and those that do not tell what it asks for (*not_told*).
    """

    rows: tuple[ItemDay, ...]
    not_told: tuple[ItemDay, ...] = ()


def select(rows: Iterable[ItemDay], by: ItemFilter) -> Selection:
    """
    Return the *rows* that pass the filter *by*, in their order.

    >>> from qoo10model.traffic import Traffic
    >>> rows = (ItemDay("A", Traffic(), category="ビューティー"), ItemDay("B", Traffic()))
    >>> found = select(rows, ItemFilter(category="ビューティー"))
    >>> [row.item_code for row in found.rows], [row.item_code for row in found.not_told]
    (['A'], ['B'])
    """
    if not isinstance(by, ItemFilter):
        raise InvalidTypeError(f"by must be an ItemFilter (got {by!r})")
    passing: list[ItemDay] = []
    open_: list[ItemDay] = []
    for row in all_of(rows, ItemDay, "rows"):
        answer = by.allows(row)
        if answer is not False:
            (open_ if answer is None else passing).append(row)
    return Selection(tuple(passing), tuple(open_))


def folded_words(text: str) -> str:
    """
    Return *text* as words are compared: plain width, no letter case, single spaces.

    >>> folded_words(" ＣＣ　クリーム ")
    'cc クリーム'
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
