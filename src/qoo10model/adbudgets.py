"""
Budgets for ads (広告予算): which place of which keyword to bid for, so that the whole earns most.

Of each keyword at most one place is taken, and all together stay within the budget. This is the
multiple-choice knapsack (`qoo10model.basics.knapsack`), solved in plain Python. Each answer carries the
most that any other could earn, so that it says itself whether it is the best or how far it may be off.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import attrs

from qoo10model.adbids import RankChoice
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, check_tuple
from qoo10model.basics.knapsack import choose
from qoo10model.basics.money import check_yen
from qoo10model.basics.texts import Text, align, yen_text


if TYPE_CHECKING:
    from collections.abc import Iterable

    from qoo10model.basics.texts import Language

__all__ = ("BudgetPlan", "Keyword", "Pick", "Place", "keyword_of", "plan_budget")


@attrs.frozen
class Place:
    """
    A place that could be bid for: its *rank*, its *price* and the *profit* expected after it, in yen a day.

    Raises `InvalidTypeError` for what is not int, `InvalidValueError` for a rank or price below 1.

    >>> Place(rank=2, price=3_100, profit=1_460).price
    3100
    """

    rank: int
    price: int
    profit: int

    def __attrs_post_init__(self) -> None:
        if (
            type(self.rank) is not int
            or type(self.price) is not int
            or type(self.profit) is not int
        ):
            check_yen(self.price, "price")
            check_yen(self.profit, "profit")
            raise InvalidTypeError(f"rank must be a whole number as int (got {self.rank!r})")
        if self.rank < 1 or self.price < 1:
            msg = f"rank and price must be at least 1 (got {self.rank}, {self.price})"
            raise InvalidValueError(msg)


@attrs.frozen
class Keyword:
    """
    A keyword (or category) and the *places* of it that could be bid for; at most one is taken.

    >>> Keyword("リップ", (Place(2, 3_100, 1_460),)).name
    'リップ'
    """

    name: str
    places: tuple[Place, ...]

    def __attrs_post_init__(self) -> None:
        if type(self.name) is not str:
            raise InvalidTypeError(f"name must be text (got {self.name!r})")
        check_tuple(self.places, Place, "places", "(Place(2, 3_100, 1_460),)")


@attrs.frozen
class Pick:
    """
    A place that was chosen, and the *keyword* it belongs to.

    >>> Pick("リップ", Place(2, 3_100, 1_460)).place.price
    3100
    """

    keyword: str
    place: Place


@attrs.frozen(repr=False)
class BudgetPlan:
    """
    What to bid for: the *picks* in the order of the keywords, and what they cost and earn in yen a day.

    No choice within the *budget* is expected to earn more than *upper_bound*.
    """

    picks: tuple[Pick, ...]
    cost: int
    profit: int
    upper_bound: int
    budget: int

    @property
    def gap(self) -> int:
        """
        The most, in yen, that another choice could earn beyond this one; 0 for the best.
        """
        return self.upper_bound - self.profit

    @property
    def is_optimal(self) -> bool:
        """
        Whether it is proved that no choice earns more.
        """
        return not self.gap

    def explain(self, language: Language = "en") -> str:
        """
        Return the plan as a text table in *language*.
        """
        heading = tuple(text.in_(language) for text in _HEADINGS)
        rows = [
            (
                pick.keyword,
                str(pick.place.rank),
                yen_text(pick.place.price),
                yen_text(pick.place.profit),
            )
            for pick in self.picks
        ]
        whole = (_TOTAL.in_(language), "", yen_text(self.cost), yen_text(self.profit))
        table = align((heading, *rows, whole), right=frozenset(range(1, len(heading))))
        proof = _BEST if self.is_optimal else _GAP.filled(yen=yen_text(self.gap))
        return f"{table}\n{proof.in_(language)}"

    def __str__(self) -> str:
        proof = "optimal" if self.is_optimal else f"at most {yen_text(self.gap)} below the best"
        return (
            f"{len(self.picks)} places for {yen_text(self.cost)} of {yen_text(self.budget)} yen: "
            f"{yen_text(self.profit)} yen a day expected, {proof}"
        )

    def __repr__(self) -> str:
        return f"<BudgetPlan: {self}>"


_HEADINGS = (
    Text("keyword", "キーワード"),
    Text("rank", "順位"),
    Text("bid", "入札額"),
    Text("expected profit", "見込み利益"),
)
_TOTAL = Text("total", "合計")
_BEST = Text("no choice is expected to earn more", "これを上回る組み合わせはない")
_GAP = Text(
    "no choice is expected to earn {yen} yen more than this",
    "最適解との差は最大{yen}円",
)


def keyword_of(name: str, choice: RankChoice) -> Keyword:
    """
    Return the keyword *name* with the offers of *choice* that are safe and earn something.

    >>> from fractions import Fraction
    >>> from qoo10model.adbids import RankOffer
    >>> offer = RankOffer(rank=2, bid=3_100, clicks=Fraction(60), value=4_560, is_safe=True)
    >>> keyword_of("リップ", RankChoice((offer,), offer)).places
    (Place(rank=2, price=3100, profit=1460),)
    """
    if not isinstance(choice, RankChoice):
        msg = f"choice must be a RankChoice, as best_rank returns (got {choice!r})"
        raise InvalidTypeError(msg)
    return Keyword(
        name,
        tuple(
            Place(offer.rank, offer.bid, offer.profit)
            for offer in choice.offers
            if offer.is_safe and offer.profit > 0
        ),
    )


def plan_budget(keywords: Iterable[Keyword], budget: int, *, exact: bool = True) -> BudgetPlan:
    """
    Return which place of which keyword to bid for with *budget* yen a day.

    Places that earn nothing are never taken. The answer is the best there is wherever that is proved in
    a bounded amount of work, which is nearly always; else it is the best found, with the gap that may be
    left. Without *exact* it is the quick answer, with its gap.

    Raises `InvalidTypeError` for what is no keyword and a budget that is not an int,
    `InvalidValueError` for a negative budget and for two keywords of one name.

    >>> words = (Keyword("リップ", (Place(1, 5_100, 900), Place(2, 3_100, 1_460))),
    ...          Keyword("導入美容液", (Place(1, 2_000, 1_200), Place(3, 1_500, 400))))
    >>> print(plan_budget(words, 4_700))
    2 places for 4,600 of 4,700 yen: 1,860 yen a day expected, optimal
    """
    check_yen(budget, "budget", minimum=0)
    words = _checked(keywords)
    groups = [
        [(place.price, place.profit, at) for at, place in enumerate(word.places)] for word in words
    ]
    found = choose(groups, budget, exact=exact)
    picks = tuple(
        Pick(word.name, word.places[at])
        for word, at in zip(words, found.choices, strict=True)
        if at is not None
    )
    return BudgetPlan(picks, found.cost, found.value, found.bound, budget)


def _checked(keywords: Iterable[Keyword]) -> tuple[Keyword, ...]:
    words = tuple(keywords)
    for word in words:
        if not isinstance(word, Keyword):
            raise InvalidTypeError(f"keywords must be Keyword values (got {word!r})")
    if len({word.name for word in words}) < len(words):
        ((name, count), *_) = Counter(word.name for word in words).most_common(1)
        msg = (
            f"each keyword must be given once, with all its places (got {name!r} {count} times); "
            "where they are different ones, name them apart"
        )
        raise InvalidValueError(msg)
    return words
