"""
Texts for people, in English and Japanese, and their layout in aligned columns.

A sentence that a seller reads exists in both languages or not at all. Japanese characters take two
columns of a terminal, so alignment counts columns, not characters.
"""

from __future__ import annotations

import enum
import unicodedata

from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias

import attrs

from qoo10model.basics.errors import UnknownNameError


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

__all__ = (
    "Coded",
    "Labelled",
    "Language",
    "Text",
    "align",
    "columns_of",
    "decimal_text",
    "yen_text",
)

Language: TypeAlias = Literal["en", "ja"]
"""
The language of a text: English or Japanese.
"""


@attrs.frozen
class Text:
    """
    One meaning in English and Japanese.

    >>> Text("commission", "販売手数料").in_("ja")
    '販売手数料'
    """

    en: str
    ja: str

    def in_(self, language: Language) -> str:
        """
        Return the text in *language*, ``"en"`` or ``"ja"``; another one raises `UnknownNameError`.

        >>> Text("commission", "販売手数料").in_("en")
        'commission'
        """
        if language == "en":
            return self.en
        if language == "ja":
            return self.ja
        msg = f"language must be 'en' or 'ja' (got {language!r})"
        raise UnknownNameError(msg)

    def filled(self, /, **facts: object) -> Text:
        """
        Return the text with its ``{placeholders}`` replaced by *facts*.

        A fact that is a `Text` is put in its language, any other is the same in both.

        >>> Text("{n} rows, {how}", "{n}行、{how}").filled(n=3, how=Text("new", "新規")).ja
        '3行、新規'
        """
        english = {name: f.en if isinstance(f, Text) else f for name, f in facts.items()}
        japanese = {name: f.ja if isinstance(f, Text) else f for name, f in facts.items()}
        return Text(self.en.format(**english), self.ja.format(**japanese))

    def __str__(self) -> str:
        return self.en


class Labelled(enum.Enum):
    """
    An enum whose members are named for people: each value is a `Text`.

    The repr evaluates. Members are found, and pickled, by name: a better text breaks no old pickle.

    >>> class Fruit(Labelled):
    ...     PEACH = Text("peach", "桃")
    >>> Fruit.PEACH, Fruit.PEACH.label.ja
    (Fruit.PEACH, '桃')
    """

    _value_: Text
    if TYPE_CHECKING:
        pass
    else:
        # Each member is one object; an enum's own hash is many times slower.
        __hash__ = object.__hash__

    @property
    def label(self) -> Text:
        """
        The name for people.
        """
        return self._value_

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return getattr, (type(self), self.name)

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"

    def __str__(self) -> str:
        return self.label.en


class Coded(enum.Enum):
    """
    An enum of the platform's codes, named for people: each member is written as its code and a `Text`.

    The value is the code, and the repr evaluates.

    >>> class Fruit(Coded):
    ...     PEACH = "P1", Text("peach", "桃")
    >>> Fruit("P1"), Fruit.PEACH.value, Fruit.PEACH.label.ja
    (Fruit.PEACH, 'P1', '桃')
    """

    label: Text
    """
    The name for people.
    """

    def __new__(cls, *code_and_label: Any) -> Self:
        """
        Return the member whose value is the code.
        """
        member = object.__new__(cls)
        member._value_, member.label = code_and_label
        return member

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"


def columns_of(text: str) -> int:
    """
    Return how many terminal columns *text* takes: two for a wide character, none for a mark.

    >>> columns_of("補償金 1")
    8
    """
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def yen_text(amount: int, *, sign: bool = False) -> str:
    """
    Return *amount* in yen for people: grouped by thousands, a true minus, a plus if *sign* asks.

    >>> yen_text(-1234), yen_text(1234, sign=True)
    ('−1,234', '+1,234')
    """
    return f"{amount:+,}".replace("-", "−") if sign else f"{amount:,}".replace("-", "−")


def decimal_text(amount: Fraction, places: int) -> str:
    """
    Return *amount* with so many decimal *places* for people, exactly rounded, half to even.

    >>> from fractions import Fraction
    >>> decimal_text(Fraction(-24_691, 20), 1), decimal_text(Fraction(1, 3), 2)
    ('−1,234.6', '0.33')
    """
    shift = 10**places
    number = round(amount * shift)
    whole, rest = divmod(abs(number), shift)
    return f"{'−' if number < 0 else ''}{whole:,}.{rest:0{places}}"


def align(rows: Iterable[Sequence[str]], *, right: frozenset[int] = frozenset()) -> str:
    """
    Return *rows* as lines whose columns line up; those numbered in *right* are set to the right.

    >>> print(align([("販売", "12"), ("fee", "3")], right=frozenset({1})))
    販売  12
    fee    3
    """
    table = [tuple(row) for row in rows]
    if not table:
        return ""
    widths = [
        max(columns_of(row[at]) for row in table if at < len(row))
        for at in range(max(len(row) for row in table))
    ]
    lines: list[str] = []
    for row in table:
        cells: list[str] = []
        for at, cell in enumerate(row):
            fill = " " * (widths[at] - columns_of(cell))
            cells.append(fill + cell if at in right else cell + fill)
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
