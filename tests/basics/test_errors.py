from __future__ import annotations

import copy
import pickle

from typing import Any

import pytest

from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    Qoo10ModelError,
    RuleNotKnownError,
    RuleUndecidedError,
    UnknownNameError,
    all_of,
    check_count,
    check_tuple,
    did_you_mean,
)
from qoo10model.basics.texts import Text
from qoo10model.rules.fees import ShippingCommission


QUESTION = Text("is shipping charged?", "送料にかかるか")
ADVICE = Text("pass x=", "x=を渡す")
UNDECIDED_ERROR = RuleUndecidedError("fees.x", QUESTION, (6, 10), ADVICE)


@pytest.mark.parametrize(
    "kind, builtin",
    [
        (InvalidTypeError, TypeError),
        (InvalidValueError, ValueError),
        (UnknownNameError, LookupError),
        (RuleNotKnownError, LookupError),
        (RuleUndecidedError, LookupError),
    ],
)
def test_every_error_is_ours_and_a_builtin(kind: type[Exception], builtin: type[Exception]) -> None:
    """
    Each error can be caught as `Qoo10ModelError` and as the builtin that fits.
    """
    assert issubclass(kind, Qoo10ModelError)
    assert issubclass(kind, builtin)


@pytest.mark.parametrize(
    "error",
    [
        InvalidTypeError("amount must be int (got 1.0, a float)"),
        InvalidValueError("quantity must be at least 1 (got 0)"),
        UnknownNameError("no 'powr': did you mean 'power'?"),
        RuleNotKnownError("fees.x is not known before 2018-09-01"),
        UNDECIDED_ERROR,
    ],
)
@pytest.mark.parametrize("again", [lambda e: pickle.loads(pickle.dumps(e)), copy.copy])
def test_errors_survive_a_pickle_and_a_copy(error: Exception, again: object) -> None:
    """
    An error that comes back from another process says what it said there.
    """
    assert callable(again)
    back = again(error)
    assert type(back) is type(error)
    assert str(back) == str(error)
    assert back.args == error.args


def test_an_undecided_rule_tells_its_parts() -> None:
    """
    A refusal names the rule, the question in both languages, the candidates and what to do.
    """
    assert UNDECIDED_ERROR.rule == "fees.x"
    assert UNDECIDED_ERROR.question.ja == "送料にかかるか"
    assert UNDECIDED_ERROR.candidates == (6, 10)
    assert UNDECIDED_ERROR.advice == ADVICE
    back = pickle.loads(pickle.dumps(UNDECIDED_ERROR))
    assert (back.rule, back.question, back.candidates, back.advice) == UNDECIDED_ERROR.args


def test_the_text_of_a_refusal_is_one_line_with_readable_candidates() -> None:
    """
    Candidates that are named for people are written with their names.
    """
    candidates = tuple(ShippingCommission)
    error = RuleUndecidedError("fees.y", QUESTION, candidates, Text("replace it", "置き換える"))
    assert str(error) == (
        "fees.y is undecided: is shipping charged? Possible: no commission on shipping, "
        "the item's rate on shipping too. To decide: replace it"
    )


@pytest.mark.parametrize(
    "name, known, sentence",
    [
        ("beuty", ("beauty", "food"), "did you mean 'beauty'?"),
        ("beauty", ("beauty", "food"), "did you mean 'beauty'?"),
        # Letter case does not count, and the known spelling is shown.
        ("power", ("GENERAL", "POWER"), "did you mean 'POWER'?"),
        ("Beuty", ("BEAUTY",), "did you mean 'BEAUTY'?"),
        # The nearest comes first, three at most.
        (
            "fees.tax",
            ("fees.taxes", "fees.tax_rate"),
            "did you mean 'fees.taxes' or 'fees.tax_rate'?",
        ),
        ("abcd", ("abcx", "abcy", "abcz", "abcw"), "did you mean 'abcz' or 'abcy' or 'abcx'?"),
        # Nothing is near.
        ("xyz", ("beauty", "food"), "known: beauty, food"),
        ("", ("beauty", "food"), "known: beauty, food"),
        ("コスメ", ("beauty",), "known: beauty"),
        ("anything", (), "known: none"),
    ],
)
def test_a_misspelt_name_is_answered_with_near_ones(
    name: str, known: tuple[str, ...], sentence: str
) -> None:
    """
    A misspelt name is answered with the near names, else with all names.
    """
    assert did_you_mean(name, known) == sentence
    assert did_you_mean(name, iter(known)) == sentence


@pytest.mark.parametrize(
    "values, kind", [((), int), ((1,), int), ((1, "a"), object), (("a", "b"), str)]
)
def test_a_tuple_of_the_kind_passes(values: tuple[object, ...], kind: type) -> None:
    """
    A tuple may be empty; of the kind `object` it may hold anything.
    """
    check_tuple(values, kind, "values")


@pytest.mark.parametrize(
    "values, kind, message",
    [
        ([1], int, "values must be a tuple of int, such as (one,) (got [1])"),
        ((1, "a"), int, "values must be a tuple of int, such as (one,) (got (1, 'a'))"),
        ((None,), int, "values must be a tuple of int, such as (one,) (got (None,))"),
        ("ab", str, "values must be a tuple of str, such as (one,) (got 'ab')"),
        (1, int, "values must be a tuple of int, such as (one,) (got 1)"),
        (None, object, "values must be a tuple, such as (one,) (got None)"),
        ({1: 2}, object, "values must be a tuple, such as (one,) (got {1: 2})"),
    ],
)
def test_anything_but_a_tuple_of_the_kind_is_refused(values: Any, kind: type, message: str) -> None:
    """
    The error says what was expected, how one looks, and what came.
    """
    with pytest.raises(InvalidTypeError) as refusal:
        check_tuple(values, kind, "values")
    assert str(refusal.value) == message


@pytest.mark.parametrize("values", [(1, 2), [1, 2], iter((1, 2)), {1: "a", 2: "b"}])
def test_all_of_a_kind_become_a_tuple(values: Any) -> None:
    """
    Whatever can be walked through is taken.
    """
    assert all_of(values, int, "numbers") == (1, 2)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (5, r"^numbers must be int values, as in a tuple \(got a int\)$"),
        (None, r"^numbers must be int values, as in a tuple \(got a NoneType\)$"),
        ((1, "2"), r"^numbers must be int values \(got a str among them\)$"),
        ("12", r"^numbers must be int values \(got a str among them\)$"),
        # A row of the API is shown by its kind only: it holds data about people.
        (({"buyer": "架空 太郎"},), r"^numbers must be int values \(got a dict among them\)$"),
    ],
)
def test_what_is_not_all_of_a_kind_is_refused(values: Any, said: str) -> None:
    """
    The error names the field, the kind, and the kind of what came.
    """
    with pytest.raises(InvalidTypeError, match=said):
        all_of(values, int, "numbers")


def test_counts_are_whole_and_not_negative() -> None:
    """
    A count is an int of at least its least; what is none is refused with its name.
    """
    assert [check_count(count, "clicks") for count in (0, 7)] == [0, 7]
    assert check_count(1, "units", minimum=1) == 1
    for wrong in (None, True, 1.0, "1"):
        with pytest.raises(InvalidTypeError, match=r"^clicks must be a whole number as int"):
            check_count(wrong, "clicks")
    with pytest.raises(InvalidValueError, match=r"^clicks must be at least 0 \(got -1\)$"):
        check_count(-1, "clicks")
    with pytest.raises(InvalidValueError, match=r"^units must be at least 1 \(got 0\)$"):
        check_count(0, "units", minimum=1)
