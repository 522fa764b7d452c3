"""
The exceptions of the library.

A mistake of the caller is an exception; a refusal by the platform is a value (`Finding`). Every
exception here is a `Qoo10ModelError` and also the builtin that fits, so that ``except ValueError``
and ``except LookupError`` work as people expect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar


if TYPE_CHECKING:
    from collections.abc import Iterable

    from qoo10model.basics.texts import Text

__all__ = (
    "InvalidTypeError",
    "InvalidValueError",
    "Qoo10ModelError",
    "RuleNotKnownError",
    "RuleUndecidedError",
    "UnknownNameError",
    "all_of",
    "check_count",
    "check_tuple",
    "did_you_mean",
)

T = TypeVar("T")


class Qoo10ModelError(Exception):
    """
    Whatever this library raises on purpose.

    >>> issubclass(InvalidValueError, Qoo10ModelError)
    True
    """


class InvalidTypeError(Qoo10ModelError, TypeError):
    """
    A value is of a kind that is refused here, such as a float for money.

    >>> issubclass(InvalidTypeError, TypeError)
    True
    """


class InvalidValueError(Qoo10ModelError, ValueError):
    """
    A value is of the right kind but impossible, such as a quantity of zero or a naive datetime.

    >>> issubclass(InvalidValueError, ValueError)
    True
    """


class UnknownNameError(Qoo10ModelError, LookupError):
    """
    A name is not in a table: a misspelt category, rule or option.

    >>> issubclass(UnknownNameError, LookupError)
    True
    """


class RuleNotKnownError(Qoo10ModelError, LookupError):
    """
    Nobody knows what the rule was on that day: it lies before the first entry or after the end.

    >>> issubclass(RuleNotKnownError, LookupError)
    True
    """


class RuleUndecidedError(Qoo10ModelError, LookupError):
    """
    The rule decides the money, is open, and was not chosen by the caller.

    *rule* is its name in the rule book, *question* what is open (in both languages), *candidates*
    the answers that are possible (for a range: its two ends) and *advice* how to supply the answer
    (in both languages).

    >>> from qoo10model.basics.texts import Text
    >>> question, advice = Text("is it 6 or 10 %?", "6%か10%か"), Text("pass x=", "x=を渡す")
    >>> error = RuleUndecidedError("fees.x", question, (6, 10), advice)
    >>> str(error)
    'fees.x is undecided: is it 6 or 10 %? Possible: 6, 10. To decide: pass x='
    """

    def __init__(
        self, rule: str, question: Text, candidates: tuple[object, ...], advice: Text
    ) -> None:
        super().__init__(rule, question, candidates, advice)
        self.rule = rule
        self.question = question
        self.candidates = candidates
        self.advice = advice

    def __str__(self) -> str:
        possible = ", ".join(str(candidate) for candidate in self.candidates)
        return (
            f"{self.rule} is undecided: {self.question.en} Possible: {possible}. "
            f"To decide: {self.advice.en}"
        )


def check_tuple(
    values: tuple[object, ...], kind: type, field: str, example: str = "(one,)"
) -> None:
    """
    Raise `InvalidTypeError` unless *values* is a tuple of *kind*; *field* names it, *example* helps.

    >>> check_tuple((1, 2), int, "numbers")
    >>> check_tuple([1, 2], int, "numbers")
    Traceback (most recent call last):
    qoo10model.basics.errors.InvalidTypeError: numbers must be a tuple of int, such as (one,) (got [1, 2])
    """
    if type(values) is tuple and all(isinstance(one, kind) for one in values):
        return
    expected = "a tuple" if kind is object else f"a tuple of {kind.__name__}"
    msg = f"{field} must be {expected}, such as {example} (got {values!r})"
    raise InvalidTypeError(msg)


def check_count(value: object, field: str, *, minimum: int = 0) -> int:
    """
    Return *value* if it is a whole number of at least *minimum*; *field* names it in errors.

    Raises `InvalidTypeError` for what is no `int`, `InvalidValueError` below *minimum*.

    >>> check_count(3, "clicks")
    3
    >>> check_count(2.5, "clicks")
    Traceback (most recent call last):
    qoo10model.basics.errors.InvalidTypeError: clicks must be a whole number as int (got 2.5)
    """
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidTypeError(f"{field} must be a whole number as int (got {value!r})")
    if value < minimum:
        raise InvalidValueError(f"{field} must be at least {minimum} (got {value})")
    return value


def all_of(values: Iterable[T], kind: type[T], field: str) -> tuple[T, ...]:
    """
    Return *values* as a tuple if all are of *kind*, else raise `InvalidTypeError`; *field* names them.

    The error shows no value, for a row that was passed unread may hold data about people.

    >>> all_of([1, 2], int, "numbers")
    (1, 2)
    >>> all_of([1, "2"], int, "numbers")
    Traceback (most recent call last):
    qoo10model.basics.errors.InvalidTypeError: numbers must be int values (got a str among them)
    """
    try:
        found = tuple(values)
    except TypeError:
        msg = (
            f"{field} must be {kind.__name__} values, as in a tuple (got a {type(values).__name__})"
        )
        raise InvalidTypeError(msg) from None
    for value in found:
        if not isinstance(value, kind):
            msg = (
                f"{field} must be {kind.__name__} values (got a {type(value).__name__} among them)"
            )
            raise InvalidTypeError(msg)
    return found


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """
    Return the sentence that helps with a misspelt *name*: the near names, else all that are known.

    Letter case does not count.

    >>> did_you_mean("beuty", ("BEAUTY", "FOOD"))
    "did you mean 'BEAUTY'?"
    """
    import difflib  # only a mistake pays for loading it

    names = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(name.casefold(), names, n=3)
    if near:
        return f"did you mean {' or '.join(repr(names[one]) for one in near)}?"
    return f"known: {', '.join(names.values()) or 'none'}"
