from __future__ import annotations

from datetime import date

from qoo10model.basics.effects import doubts_of, unweighed
from qoo10model.basics.sources import OWN_FIGURES, Confidence
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import Dated, Evidence, Timeline


DAY = date(2026, 7, 10)


def used(confidence: Confidence, *alternatives: int) -> Evidence:
    """
    A rule of 5 that could read otherwise.
    """
    entry = Dated(DAY, 5, confidence, (OWN_FIGURES,), alternatives)
    return Evidence(Timeline("x.y", (entry,), Text("five", "五")), entry)


def test_an_open_rule_is_a_doubt_with_its_effects() -> None:
    """
    Each other reading has what it would change.
    """
    (doubt,) = doubts_of((used(Confidence.HIGH, 6, 3),), lambda _, value: value - 5)
    assert (doubt.rule, doubt.taken.en, doubt.question.ja) == ("x.y", "5", "五")
    assert [(a.reading.en, a.net_change) for a in doubt.alternatives] == [("6", 1), ("3", -2)]


def test_a_reading_that_changes_nothing_stays_beside_one_that_does() -> None:
    """
    All readings are listed as soon as one of them matters.
    """
    (doubt,) = doubts_of((used(Confidence.LOW, 6, 3),), lambda _, value: max(0, value - 5))
    assert [a.net_change for a in doubt.alternatives] == [1, 0]


def test_what_changes_nothing_is_no_doubt() -> None:
    """
    Neither is a rule that is HIGH and has no other reading.
    """
    assert doubts_of((used(Confidence.LOW, 6, 3),), lambda _, __: 0) == ()
    assert doubts_of((used(Confidence.HIGH),), lambda _, __: 1) == ()


def test_a_weak_rule_without_other_readings_is_of_unknown_effect() -> None:
    """
    Below HIGH nobody can say by how much it is off.
    """
    (doubt,) = doubts_of((used(Confidence.MEDIUM),), lambda _, __: 0)
    assert doubt.effect_is_unknown


def test_rules_below_high_are_doubts_without_an_effect() -> None:
    """
    A doubt that nobody weighed names the rule and the reading taken, and no other.
    """
    (doubt,) = unweighed((used(Confidence.HIGH), used(Confidence.LOW, 6)))

    assert (doubt.rule, doubt.taken.en, doubt.confidence) == ("x.y", "5", Confidence.LOW)
    assert doubt.effect_is_unknown
