from __future__ import annotations

import pickle

from datetime import date
from itertools import product
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.adbids import best_rank
from qoo10model.adbudgets import BudgetPlan, Keyword, Pick, Place, keyword_of, plan_budget
from qoo10model.auctions import Auction
from qoo10model.basics import knapsack
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import Rate
from qoo10model.displaydays import display_day


WORDS = (
    Keyword("リップ", (Place(1, 5_100, 900), Place(2, 3_100, 1_460), Place(4, 1_600, 1_060))),
    Keyword("導入美容液", (Place(1, 2_000, 1_200), Place(3, 1_500, 400))),
    Keyword("化粧水", (Place(1, 9_900, -300),)),
)

# Budget → what is taken of each keyword: its rank. Worked by hand from the table above.
PLANS = [
    (0, {}, 0, 0),
    (1_499, {}, 0, 0),
    (1_500, {"導入美容液": 3}, 1_500, 400),
    (1_600, {"リップ": 4}, 1_600, 1_060),
    (2_000, {"導入美容液": 1}, 2_000, 1_200),
    (3_099, {"導入美容液": 1}, 2_000, 1_200),
    (3_100, {"リップ": 4, "導入美容液": 3}, 3_100, 1_460),
    (3_599, {"リップ": 4, "導入美容液": 3}, 3_100, 1_460),
    (3_600, {"リップ": 4, "導入美容液": 1}, 3_600, 2_260),
    (5_099, {"リップ": 4, "導入美容液": 1}, 3_600, 2_260),
    (5_100, {"リップ": 2, "導入美容液": 1}, 5_100, 2_660),
    (100_000, {"リップ": 2, "導入美容液": 1}, 5_100, 2_660),
]

places = st.builds(
    Place, st.integers(1, 16), st.integers(1, 30).map(lambda n: 100 * n), st.integers(-500, 3_000)
)
keywords = st.lists(st.lists(places, max_size=4).map(tuple), max_size=5).map(
    lambda lists: [Keyword(str(at), some) for at, some in enumerate(lists)]
)


@pytest.mark.parametrize("budget, ranks, cost, profit", PLANS)
def test_plans_by_hand(budget: int, ranks: dict[str, int], cost: int, profit: int) -> None:
    """
    At most one place a keyword, within the budget, with the highest profit; what loses is left.
    """
    plan = plan_budget(WORDS, budget)
    assert (plan.cost, plan.profit, plan.upper_bound, plan.gap) == (cost, profit, profit, 0)
    assert plan.is_optimal
    taken = {pick.keyword: pick.place.rank for pick in plan.picks}
    if budget in {3_100, 3_599}:  # 2 of リップ alone leaves as much
        assert taken in (ranks, {"リップ": 2})
    else:
        assert taken == ranks


@given(keywords, st.integers(0, 9_000))
def test_a_plan_is_the_best_of_all_choices(words: list[Keyword], budget: int) -> None:
    """
    Compared with every choice there is, none within the budget earns more.
    """
    every = product(*((None, *word.places) for word in words))
    best = max(
        sum(place.profit for place in one if place)
        for one in every
        if sum(place.price for place in one if place) <= budget
    )
    plan = plan_budget(words, budget)
    assert (plan.profit, plan.is_optimal) == (best, True)
    assert plan.cost == sum(pick.place.price for pick in plan.picks) <= budget
    assert plan.profit == sum(pick.place.profit for pick in plan.picks)
    quick = plan_budget(words, budget, exact=False)
    assert quick.profit <= best <= quick.upper_bound


def test_a_plan_that_is_not_proved_says_its_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where the work is capped, the gap is told in yen, in both languages.
    """
    words = [
        Keyword(str(at), tuple(Place(rank, cost, cost + 10) for rank, cost in enumerate(costs, 1)))
        for at, costs in enumerate([(4_901, 3_003), (4_603, 2_707), (5_501, 1_999), (3_301, 2_203)])
    ]
    assert plan_budget(words, 11_000).is_optimal
    monkeypatch.setattr(knapsack, "_MOST_WORK", 1)
    plan = plan_budget(words, 11_000)
    assert plan.gap > 0
    assert not plan.is_optimal
    assert f"at most {plan.gap:,} below the best" in str(plan)
    assert f"no choice is expected to earn {plan.gap:,} yen more" in plan.explain()
    assert f"最適解との差は最大{plan.gap:,}円" in plan.explain("ja")


def test_a_plan_explains_itself() -> None:
    """
    The table has a line for each place and the sum, and says that no choice earns more.
    """
    plan = plan_budget(WORDS, 5_100)
    assert str(plan) == "2 places for 5,100 of 5,100 yen: 2,660 yen a day expected, optimal"
    assert repr(plan) == f"<BudgetPlan: {plan}>"
    lines = plan.explain("ja").splitlines()
    assert [line.split()[0] for line in lines[:-1]] == [
        "キーワード",
        "リップ",
        "導入美容液",
        "合計",
    ]
    assert lines[-1] == "これを上回る組み合わせはない"


def test_keywords_of_rank_choices() -> None:
    """
    The offers that are safe and earn something become the places of a keyword.
    """
    auction = Auction(display_day(date(2026, 7, 10)), 1_500, (5_000, 3_000, 3_000, 1_500))
    clicks = ((1, 80), (2, 60), (4, 35), (5, 10))
    found = best_rank(
        auction, clicks, conversion=Rate.percent("8"), contribution=950, reserve=Rate.percent("20")
    )
    word = keyword_of("リップ", found)
    assert word == Keyword("リップ", (Place(2, 3_100, 1_460), Place(4, 1_600, 1_060)))
    plan = plan_budget((word,), 3_000)
    assert plan.picks == (Pick("リップ", Place(4, 1_600, 1_060)),)


def test_nothing_to_choose_from() -> None:
    """
    No keywords, keywords without places, and no budget give an empty plan that is optimal.
    """
    for words in ((), (Keyword("空", ()),), WORDS):
        plan = plan_budget(words, 0)
        assert (plan.picks, plan.cost, plan.profit, plan.is_optimal) == ((), 0, 0, True)


def test_twenty_thousand_keywords() -> None:
    """
    Many keywords are planned, and the answer is proved.
    """
    words = [
        Keyword(str(at), (Place(1, 100 * (2 + at % 50), at % 997), Place(2, 100, at % 313)))
        for at in range(20_000)
    ]
    plan = plan_budget(iter(words), 10_000_000)
    assert plan.is_optimal
    assert plan.cost <= 10_000_000


def test_values() -> None:
    """
    Keywords are equal by content, survive pickling, and their repr evaluates.
    """
    assert pickle.loads(pickle.dumps(WORDS)) == WORDS
    assert eval(repr(WORDS[0]), {"Keyword": Keyword, "Place": Place}) == WORDS[0]
    plan = plan_budget(WORDS, 5_100)
    assert pickle.loads(pickle.dumps(plan)) == plan
    assert hash(plan) == hash(plan_budget(WORDS, 5_100))
    assert type(plan) is BudgetPlan


# Bad input


@pytest.mark.parametrize("wrong", [1.5, "100", True, None])
def test_places_hold_ints(wrong: Any) -> None:
    """
    A float or a text is no price, no profit and no rank.
    """
    for fields, match in (
        ((1, wrong, 100), "price must be whole yen"),
        ((1, 100, wrong), "profit must be whole yen"),
        ((wrong, 100, 100), "rank must be a whole number"),
    ):
        with pytest.raises(InvalidTypeError, match=match):
            Place(*fields)


@pytest.mark.parametrize("fields", [(0, 100, 1), (-1, 100, 1), (1, 0, 1), (1, -100, 1)])
def test_places_have_a_rank_and_a_price(fields: Any) -> None:
    """
    Both count from 1; a profit may be negative.
    """
    with pytest.raises(InvalidValueError, match="rank and price must be at least 1"):
        Place(*fields)
    assert Place(1, 100, -5).profit == -5


def test_keywords_hold_places() -> None:
    """
    A list, a pair and a number as a name are refused.
    """
    many: Any = [Place(1, 100, 1)]
    pair: Any = ((1, 100),)
    number: Any = 7
    with pytest.raises(InvalidTypeError, match="places must be a tuple of Place"):
        Keyword("k", many)
    with pytest.raises(InvalidTypeError, match="places must be a tuple of Place"):
        Keyword("k", pair)
    with pytest.raises(InvalidTypeError, match="name must be text"):
        Keyword(number, ())


@pytest.mark.parametrize("wrong", [5_000.0, "5000", True, None])
def test_a_budget_is_int(wrong: Any) -> None:
    """
    A float or a text is no budget.
    """
    with pytest.raises(InvalidTypeError, match="budget must be whole yen"):
        plan_budget(WORDS, wrong)


def test_other_bad_arguments() -> None:
    """
    A negative budget, what is no keyword and what is no choice are refused.
    """
    with pytest.raises(InvalidValueError, match="budget must be at least 0 yen"):
        plan_budget(WORDS, -1)
    with pytest.raises(InvalidValueError, match=r"given once.*\(got '化粧水' 2 times\)"):
        plan_budget((*WORDS, WORDS[2]), 100)
    word: Any = "リップ"
    with pytest.raises(InvalidTypeError, match="keywords must be Keyword values"):
        plan_budget((word,), 100)
    with pytest.raises(InvalidTypeError, match="choice must be a RankChoice"):
        keyword_of("リップ", word)
