from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from qoo10model.basics.sources import OWN_FIGURES, Confidence
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import Dated, Evidence, Timeline
from qoo10model.dayreadings import ask, doubts_about
from qoo10model.rules.book import JAPAN
from qoo10model.rules.shipping import DayCount


if TYPE_CHECKING:
    from qoo10model.dayreadings import Facts
    from qoo10model.rules.book import RuleBook

DAY = date(2026, 5, 11)
RULE = JAPAN.shipping.same_day_count
WHAT = Text("day", "日")


def test_a_rule_is_noted_once() -> None:
    """
    Asking a rule twice gives one piece of evidence.
    """
    used: list[Evidence] = []
    assert ask(RULE, DAY, used) is ask(RULE, DAY, used)
    assert [one.rule for one in used] == ["shipping.same_day_count"]


def facts(rules: RuleBook) -> Facts:
    """
    A day, a number and a further day that only one of the readings has.
    """
    if rules.shipping.same_day_count.on(DAY) is DayCount.CALENDAR:
        return ((WHAT, date(2026, 5, 11)), (Text("points", "点"), 0))
    return ((WHAT, date(2026, 5, 12)), (Text("more", "他"), date(2026, 5, 13)))


def test_what_moves_is_named() -> None:
    """
    A doubt has the reading taken, the other one, and each day that moves, appears or goes.
    """
    used: list[Evidence] = []
    ask(RULE, DAY, used)
    ask(JAPAN.shipping.general_count, DAY, used)
    (doubt,) = doubts_about(used, facts(JAPAN), facts, JAPAN)
    assert (doubt.rule, doubt.taken.ja, doubt.confidence) == (
        "shipping.same_day_count",
        "暦日",
        Confidence.LOW,
    )
    (other,) = doubt.alternatives
    assert (other.reading.en, other.net_change) == ("business days", 0)
    assert [(move.what.en, move.day, move.instead) for move in other.moves] == [
        ("day", date(2026, 5, 11), date(2026, 5, 12)),
        ("more", None, date(2026, 5, 13)),
    ]


def test_a_change_that_is_no_day_is_a_doubt_without_moves() -> None:
    """
    Where another reading changes a number, the doubt says that it does and moves nothing.
    """
    used: list[Evidence] = []
    ask(RULE, DAY, used)

    def numbers(rules: RuleBook) -> Facts:
        return ((WHAT, rules.shipping.same_day_count.on(DAY).name),)

    (doubt,) = doubts_about(used, numbers(JAPAN), numbers, JAPAN)
    assert doubt.alternatives[0].moves == ()


def test_a_rule_without_other_readings_is_of_unknown_effect() -> None:
    """
    A rule below HIGH that names no other reading is a doubt all the same.
    """
    entry = Dated(DAY, 3, Confidence.LOW, (OWN_FIGURES,))
    timeline = Timeline("shipping.x", (entry,), Text("x", "x"))
    (doubt,) = doubts_about((Evidence(timeline, entry),), facts(JAPAN), facts, JAPAN)
    assert doubt.effect_is_unknown


def test_rules_that_change_nothing_are_no_doubts() -> None:
    """
    An open rule whose readings agree here is not mentioned.
    """
    used: list[Evidence] = []
    ask(RULE, DAY, used)
    assert doubts_about(used, ((WHAT, DAY),), lambda _: ((WHAT, DAY),), JAPAN) == ()
