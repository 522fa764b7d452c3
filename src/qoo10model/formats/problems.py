"""
Problems of our own dict form: what was expected at which path, and what came instead.

Everything wrong with a document is told at once. Data about people is never repeated.
"""

from __future__ import annotations

import re

from typing import TYPE_CHECKING, Final, cast

import attrs

from cattrs.errors import BaseValidationError, ClassValidationError, ForbiddenExtraKeysError

from qoo10model.basics.errors import Qoo10ModelError, did_you_mean
from qoo10model.formats.kinds import place_of


if TYPE_CHECKING:
    from collections.abc import Iterator, Sized

__all__ = ("WRONG", "PartsError", "PlainError", "Problem", "UnfitError", "problems_of", "shown")

_GOT: Final = re.compile(r"(?P<before>.*) \(got (?P<got>.*)\)(?P<after>[^)]*)", re.DOTALL)
_WORD: Final = re.compile(r"\w+")
_LONGEST: Final = 40
_PRIVATE: Final = frozenset({"deliveries.Person", "shopchecks.Profile"})


@attrs.frozen
class Problem:
    """
    One thing wrong with a document: the *path* to it, what was *expected* there, what it *got*.

    >>> print(Problem("lines[3].unit_price", "a whole number as int", "1.5, a float"))
    lines[3].unit_price: expected a whole number as int (got 1.5, a float)
    """

    path: str
    expected: str
    got: str

    def __str__(self) -> str:
        return f"{self.path}: expected {self.expected} (got {self.got})"


class PlainError(Qoo10ModelError, ValueError):
    """
    A document is not in our dict form; *problems* holds everything that is wrong with it.

    >>> PlainError((Problem("value", "a rate such as '10%'", "0.1, a float"),)).problems[0].path
    'value'
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        count = len(self.problems)
        lines = (f"- {problem}" for problem in self.problems)
        return "\n".join((f"{count} {'problem' if count == 1 else 'problems'}", *lines))


class UnfitError(Exception):
    """
    A *value* inside a document is not what is *expected*; it never leaves this package.

    >>> UnfitError("text", 5).expected
    'text'
    """

    def __init__(self, expected: str, value: object) -> None:
        super().__init__(expected)
        self.expected = expected
        self.value = value


class PartsError(Exception):
    """
    Several parts of a document are wrong: pairs of the step to each and its error.

    A step is a position, a key in brackets, or the name of a field.

    >>> PartsError(((0, UnfitError("text", 5)),)).parts[0][0]
    0
    """

    def __init__(self, parts: tuple[tuple[int | str, Exception], ...]) -> None:
        super().__init__(parts)
        self.parts = parts


WRONG: Final[tuple[type[Exception], ...]] = (
    Qoo10ModelError,
    UnfitError,
    PartsError,
    BaseValidationError,
    ForbiddenExtraKeysError,
    KeyError,
    TypeError,
    AttributeError,
)
"""
What reading a wrong document raises inside: ours, those of cattrs, and those of the code it makes.
"""


def shown(value: object, *, hidden: bool = False) -> str:
    """
    Return *value* as an error shows it: short, and nothing of it where it is *hidden*.

    >>> shown(1.5), shown([1, 2]), shown("090-0000-0000", hidden=True)
    ('1.5, a float', 'a list of 2', 'a str, not shown here')
    """
    if value is None:
        return "None"
    kind = type(value).__name__
    kind = f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
    if isinstance(value, list | dict):
        return f"{kind} of {len(cast('Sized', value))}"
    if hidden or not isinstance(value, str | int | float):
        return f"{kind}, not shown here"
    text = repr(value)
    return f"{text if len(text) <= _LONGEST else text[:_LONGEST] + '…'}, {kind}"


def problems_of(error: Exception, path: str = "", *, hidden: bool = False) -> Iterator[Problem]:
    """
    Yield what is wrong at *path* and below it, where *error* was raised.

    >>> print(*problems_of(PartsError(((2, UnfitError("text", 5)),)), "lines"))
    lines[2]: expected text (got 5, an int)
    """
    if isinstance(error, ClassValidationError):
        yield from _of_class(error, path, hidden=hidden)
    elif isinstance(error, PartsError):
        for step, part in error.parts:
            yield from problems_of(part, _joined(path, step), hidden=hidden)
    elif isinstance(error, UnfitError):
        yield Problem(path or "value", error.expected, shown(error.value, hidden=hidden))
    elif isinstance(error, KeyError):
        yield Problem(path, "a value, for there is no default", "nothing")
    else:
        yield _refused(error, path, (), hidden=hidden)


def _of_class(error: ClassValidationError, path: str, *, hidden: bool) -> Iterator[Problem]:
    fields = {field.name: field for field in attrs.fields(error.cl)}
    private = hidden or place_of(error.cl) in _PRIVATE
    in_fields, others = error.group_exceptions()
    for part, note in in_fields:
        covered = private or not fields[note.name].repr
        yield from problems_of(part, _joined(path, note.name), hidden=covered)
    for other in others:
        if isinstance(other, ForbiddenExtraKeysError):
            for key in sorted(map(str, other.extra_fields)):
                near = did_you_mean(key, tuple(name for name in fields if fields[name].init))
                yield Problem(_joined(path, key), f"no such key; {near}", "an unknown key")
        else:
            yield _refused(other, path, tuple(fields), hidden=private)


def _refused(error: Exception, path: str, fields: tuple[str, ...], *, hidden: bool) -> Problem:
    # The messages of our constructors begin with the field and say what came in brackets.
    message = str(error)
    found = _GOT.fullmatch(message)
    first = _WORD.match(message)
    if first is not None and first[0] in fields:
        path = _joined(path, first[0])
    if found is None:
        return Problem(path or "value", message, "something else")
    got = "something not shown here" if hidden else found["got"]
    return Problem(path or "value", found["before"] + found["after"], got)


def _joined(path: str, step: int | str) -> str:
    if isinstance(step, int):
        return f"{path}[{step}]"
    return f"{path}.{step}" if path and not step.startswith("[") else f"{path}{step}"
