"""
Inflow keywords (流入キーワード): the words that brought visitors, and what became of them.

The figures show which words may be worth a place in a title or a bid; the decision is the seller's.
Words are the same if they differ in width, letter case and spaces only.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.binomials import interval
from qoo10model.basics.credibles import NINE_IN_TEN, Estimate
from qoo10model.basics.errors import InvalidTypeError, all_of, check_count
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import Rate, check_yen
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Labelled, Text, align
from qoo10model.exportrows import check_texts
from qoo10model.trafficdays import each_once, mixed_levels
from qoo10model.trafficfilters import folded_words


if TYPE_CHECKING:
    from collections.abc import Iterable

    from qoo10model.basics.texts import Language

__all__ = ("KeywordRow", "Standing", "Word", "WordReport", "words")


class Standing(Labelled):
    """
    Whether a word brought visitors before and after (キーワードの増減区分).

    >>> Standing.LOST.label.ja
    '消失'
    """

    KEPT = Text("kept", "継続")
    NEW = Text("new", "新規")
    LOST = Text("lost", "消失")


@attrs.frozen
class KeywordRow:
    """
    The *visits* and *orders* that a *keyword* brought, of the day *on* or of a window.

    *sales* are in yen. None for what is not known.

    Raises `InvalidTypeError` for texts that are none, a keyword that is empty and counts that are not int,
    `InvalidValueError` for negative ones.

    >>> KeywordRow("リップ", visits=120, orders=3).orders
    3
    """

    keyword: str
    visits: int | None = None
    orders: int | None = None
    sales: int | None = None
    on: date | None = None
    item_code: str = ""
    row: int | None = attrs.field(default=None, eq=False)
    unread: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)

    def __attrs_post_init__(self) -> None:
        if type(self.keyword) is not str or not folded_words(self.keyword):
            msg = f"keyword must be a text that is not empty (got {self.keyword!r})"
            raise InvalidTypeError(msg)
        for field in ("visits", "orders"):
            if getattr(self, field) is not None:
                check_count(getattr(self, field), field)
        if self.sales is not None:
            check_yen(self.sales, "sales", minimum=0)
        if self.on is not None:
            check_day(self.on, "on")
        check_texts(self, "item_code")


@attrs.frozen
class Word:
    """
    One keyword: its figures now, its part of all visits, and what it was *before*.

    *conversion* is orders for each visit with the interval that holds the true rate; None without
    visits, without known orders, and where there are more orders than visits. *standing* is None
    where nothing was given to compare with, and for a word that brought nobody in either window.
    *in_titles* are the items whose title has the word, also as a part of a longer one; a keyword of
    several words is there if all of them are, in any order.
    """

    keyword: str
    visits: int | None
    orders: int | None
    sales: int | None
    share: Fraction | None
    visits_before: int | None
    standing: Standing | None
    conversion: Estimate | None
    in_titles: tuple[str, ...] = ()

    @property
    def growth(self) -> Fraction | None:
        """
        The growth of the visits as a part of those before (伸び率), None where that is undefined.
        """
        if self.visits is None or not self.visits_before:
            return None
        return Fraction(self.visits - self.visits_before, self.visits_before)


@attrs.frozen
class WordReport:
    """
    The *words*, those with the most visits first; lost ones stand at the end.

    *visits* and *orders* are the sums, None where a row does not tell.
    """

    words: tuple[Word, ...]
    visits: int | None
    orders: int | None
    findings: tuple[Finding, ...] = ()

    @property
    def new(self) -> tuple[Word, ...]:
        """
        The words that brought nobody before.
        """
        return tuple(word for word in self.words if word.standing is Standing.NEW)

    @property
    def lost(self) -> tuple[Word, ...]:
        """
        The words that bring nobody any more.
        """
        return tuple(word for word in self.words if word.standing is Standing.LOST)

    def explain(self, language: Language = "en") -> str:
        """
        Return the words as a table in *language*.
        """
        heading = tuple(text.in_(language) for text in _HEADING)
        rows = [_row(word, language) for word in self.words]
        return align((heading, *rows), right=frozenset(range(1, len(_HEADING) - 1)))


_HEADING: Final = (
    Text("keyword", "キーワード"),
    Text("visits", "流入数"),
    Text("share", "構成比"),
    Text("growth", "伸び率"),
    Text("orders", "注文数"),
    Text("lowest conversion", "転換率（下限）"),
    Text("highest", "（上限）"),
    Text("in titles", "商品名"),
    Text("standing", "区分"),
)
_MORE: Final = Message(
    "analytics.keyword_orders_above_visits",
    Severity.WARNING,
    Text(
        "“{keyword}” has more orders ({orders}) than visits ({visits}); no conversion is worked out",
        "「{keyword}」の注文数（{orders}）が流入数（{visits}）を上回るため、転換率は算出しない",
    ),
)


def words(
    rows: Iterable[KeywordRow],
    *,
    before: Iterable[KeywordRow] | None = None,
    titles: Iterable[tuple[str, str]] = (),
    level: Rate = NINE_IN_TEN,
) -> WordReport:
    """
    Return what each keyword of *rows* brought, beside the rows of a window as long *before* it.

    Rows of one word are added; a day of it that comes twice counts once. *titles* are pairs of item
    number and title, to see which words stand in a title already. *level* is the probability of each
    interval.

    Raises `InvalidTypeError` for rows of another kind, titles that are no such pairs and a level that is
    no rate, `InvalidValueError` for a level that is not between 0 % and 100 %.

    >>> report = words((KeywordRow("リップ", 120, 3), KeywordRow("ﾘｯﾌﾟ", 30, 0), KeywordRow("ティント", 50, 1)),
    ...                before=(KeywordRow("リップ", 100, 2), KeywordRow("グロス", 10, 0)),
    ...                titles=(("100000001", "架空リップ"),))
    >>> [(word.keyword, word.visits, word.standing.name, word.growth) for word in report.words]
    [('リップ', 150, 'KEPT', Fraction(1, 2)), ('ティント', 50, 'NEW', None), ('グロス', 0, 'LOST', Fraction(-1, 1))]
    >>> report.words[0].share, report.words[0].in_titles
    (Fraction(3, 4), ('100000001',))
    """
    findings: list[Finding] = []
    now = _grouped(rows, "rows", findings)
    earlier = None if before is None else _grouped(before, "before", findings)
    visits = _sum([row.visits for group in now.values() for row in group])
    orders = _sum([row.orders for group in now.values() for row in group])
    named = _named(titles)
    made: list[Word] = []
    for key in (*now, *(key for key in earlier or () if key not in now)):
        group, past = now.get(key, ()), None if earlier is None else earlier.get(key, ())
        made.append(_word(key, group, past, visits, named, level, findings))
    made.sort(key=_place)
    return WordReport(tuple(made), visits, orders, tuple(findings))


_Rows = tuple[KeywordRow, ...]


def _word(
    key: str,
    group: _Rows,
    past: _Rows | None,
    visits: int | None,
    titles: tuple[tuple[str, str], ...],
    level: Rate,
    findings: list[Finding],
) -> Word:
    count = _sum([row.visits for row in group])
    orders = _sum([row.orders for row in group])
    standing = None if past is None else _STANDINGS.get((_brought(past), _brought(group)))
    estimate = None
    if count and orders is not None and orders <= count:
        estimate = interval(orders, count, level=level)
    first = next(iter((*group, *(past or ()))))
    if count is not None and orders is not None and orders > count:
        found = _MORE.finding(row=first.row, keyword=first.keyword, orders=orders, visits=count)
        findings.append(found)
    return Word(
        keyword=first.keyword,
        visits=count,
        orders=orders,
        sales=_sum([row.sales for row in group]) if group else None,
        share=Fraction(count, visits) if visits and count is not None else None,
        visits_before=None if past is None else _sum([row.visits for row in past]),
        standing=standing,
        conversion=estimate,
        in_titles=tuple(
            code for code, title in titles if all(part in title for part in key.split())
        ),
    )


_STANDINGS: Final = {
    (True, True): Standing.KEPT,
    (False, True): Standing.NEW,
    (True, False): Standing.LOST,
}


def _brought(rows: _Rows) -> bool:
    # A word whose number is not known stands in the export because it brought somebody.
    return any(row.visits != 0 for row in rows)


def _grouped(rows: Iterable[KeywordRow], field: str, findings: list[Finding]) -> dict[str, _Rows]:
    given = all_of(rows, KeywordRow, field)
    days, doubled = each_once(given, about=_about, figures=_figures, name=_name)
    findings += (finding for _, finding in doubled)
    findings += mixed_levels({row.item_code for row in days})
    groups: dict[str, list[KeywordRow]] = {}
    for row in days:
        groups.setdefault(folded_words(row.keyword), []).append(row)
    return {key: tuple(group) for key, group in groups.items()}


def _named(titles: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    given = all_of(titles, tuple, "titles")
    for pair in given:
        if [type(one) for one in pair] != [str, str]:
            msg = f'titles must be pairs such as ("100000001", "リップ") (got {pair!r})'
            raise InvalidTypeError(msg)
    return tuple((code, folded_words(title)) for code, title in given)


def _about(row: KeywordRow) -> tuple[str, str]:
    # Spellings of one word come on rows of their own: the same spelling twice is the same row.
    return row.keyword.strip(), row.item_code


def _figures(row: KeywordRow) -> tuple[int | None, ...]:
    return row.visits, row.orders, row.sales


def _name(row: KeywordRow) -> str:
    return row.keyword


def _place(word: Word) -> tuple[bool, bool, int, str]:
    is_lost = word.standing is Standing.LOST
    count = word.visits_before if is_lost else word.visits
    return is_lost, count is None, -(count or 0), word.keyword


def _row(word: Word, language: Language) -> tuple[str, ...]:
    estimate = word.conversion
    return (
        word.keyword,
        _number(word.visits),
        _percent(word.share),
        _percent(word.growth, sign=True),
        _number(word.orders),
        "–" if estimate is None else f"{estimate.low:.2%}",
        "–" if estimate is None else f"{estimate.high:.2%}",
        str(len(word.in_titles)),
        "" if word.standing is None else word.standing.label.in_(language),
    )


def _number(count: int | None) -> str:
    return "–" if count is None else f"{count:,}"


def _percent(part: Fraction | None, *, sign: bool = False) -> str:
    if part is None:
        return "–"
    return f"{float(part):+.1%}" if sign else f"{float(part):.1%}"


def _sum(counts: list[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None
