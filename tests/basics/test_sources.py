from __future__ import annotations

import datetime as dt
import itertools
import pickle

from datetime import date
from typing import Any

import pytest

from qoo10model.basics.sources import OWN_FIGURES, WHAT_IF, Confidence, Source, SourceKind


LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH


@pytest.mark.parametrize("lower, higher", [(LOW, MEDIUM), (LOW, HIGH), (MEDIUM, HIGH)])
def test_confidences_rise(lower: Confidence, higher: Confidence) -> None:
    """
    LOW lies below MEDIUM, and both below HIGH, by every comparison.
    """
    assert lower < higher
    assert lower <= higher
    assert higher > lower
    assert higher >= lower
    assert not higher < lower
    assert not higher <= lower
    assert not lower > higher
    assert not lower >= higher


@pytest.mark.parametrize("one", Confidence)
def test_a_confidence_equals_itself(one: Confidence) -> None:
    """
    A confidence is neither above nor below itself.
    """
    assert one <= one
    assert one >= one
    assert not one < one
    assert not one > one


def test_confidences_sort_whatever_their_order() -> None:
    """
    Sorting, the lowest and the highest do not depend on the order given.
    """
    for order in itertools.permutations(Confidence):
        assert sorted(order) == [LOW, MEDIUM, HIGH]
        assert min(order) is LOW
        assert max(order) is HIGH


@pytest.mark.parametrize("other", ["low", 1, None, SourceKind.OFFICIAL, 2.0])
def test_a_confidence_compares_with_confidences_only(other: Any) -> None:
    """
    Comparing with anything else is a TypeError, as it is for Python's own values.
    """
    with pytest.raises(TypeError, match="not supported between"):
        assert other < LOW
    with pytest.raises(TypeError, match="not supported between"):
        assert LOW < other
    assert LOW != other


def test_a_source_needs_a_title_and_a_kind() -> None:
    """
    The day of reading, the address and the note may be missing.
    """
    source = Source("a page", SourceKind.SECONDARY)
    assert (source.read_on, source.address, source.note) == (None, "", "")
    too_few: Any = ("a page",)
    with pytest.raises(TypeError, match="kind"):
        Source(*too_few)


def test_sources_are_values() -> None:
    """
    A source can be compared, hashed, pickled, and written down by its repr.
    """
    source = Source(
        "a page", SourceKind.OFFICIAL, date(2026, 8, 13), "https://example.invalid", "n"
    )
    assert pickle.loads(pickle.dumps(source)) == source
    assert hash(pickle.loads(pickle.dumps(source))) == hash(source)
    assert (
        eval(repr(source), {"Source": Source, "SourceKind": SourceKind, "datetime": dt}) == source
    )
    for field in ("title", "kind", "read_on", "address", "note"):
        with pytest.raises(AttributeError):
            setattr(source, field, None)


def test_what_nobody_publishes_was_never_read() -> None:
    """
    A what-if and a seller's own figures have no day of reading, so they are never stale.
    """
    assert WHAT_IF.kind is SourceKind.WHAT_IF
    assert OWN_FIGURES.kind is SourceKind.MEASURED
    assert WHAT_IF.read_on is None
    assert OWN_FIGURES.read_on is None
