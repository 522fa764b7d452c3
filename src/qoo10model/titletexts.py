"""
Texts of titles (文字の扱い): how long one is, what one character is, and how words are compared.

What a reader takes for one character may be several to a computer: an emoji of a family, a kana with
its mark apart, a flag. Spans never cut one of them. Words are compared without regard to case, width
and such marks, and every place in the folded text knows where it stands in the original.
"""

from __future__ import annotations

import re
import unicodedata

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.rules.listings import LengthUnit


if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = (
    "Folded",
    "characters",
    "composed",
    "folded",
    "invisible_in",
    "is_broken",
    "is_pictograph",
    "length_of",
    "printable",
)

_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_JOINER: Final = "\u200d"
_TWO_WIDE: Final = frozenset("WFA")
_HIDDEN: Final = frozenset({"Cc", "Cf", "Co"})
# Letters and a sign by their category, which show nothing: Korean fillers, the empty Braille pattern.
_BLANK: Final = "\u115f\u1160\u2800\u3164\uffa0"
_SURROGATE: Final = "Cs"
_LAST_OF_FIRST_PLANE: Final = "\uffff"
# What belongs to the character before it without being a mark: vowels and ends of Korean syllables
# taken apart, voiced marks in half width, colours of skin, the letters of flags of regions.
_FOLLOWING: Final = (
    ("\u1160", "\u11ff"),
    ("\uff9e", "\uff9f"),
    ("\U0001f3fb", "\U0001f3ff"),
    ("\U000e0020", "\U000e007f"),
)
_FLAG_LETTERS: Final = (("\U0001f1e6", "\U0001f1ff"),)
_PICTOGRAPHS: Final = (
    ("\u2300", "\u23ff"),
    ("\u2600", "\u27bf"),
    ("\u2b00", "\u2bff"),
    ("\U0001f000", "\U0001faff"),
    ("\ufe0f", "\ufe0f"),
    ("\u20e3", "\u20e3"),
)


@attrs.frozen
class Folded:
    """
    A text folded for comparing (比較用の表記): its *text*, and the *places* of it in the original.

    >>> folded("ＭＥＧＡ ｶﾞﾗｽ").text
    'mega ガラス'
    """

    text: str
    places: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """
        Return where the characters from *start* up to *end* stand in the original; *end* is after
        *start*.

        >>> folded("ｶﾞﾗｽ").span(0, 2)
        (0, 3)
        """
        return self.places[start][0], self.places[end - 1][1]


def length_of(text: str, unit: LengthUnit) -> int:
    """
    Return the length of *text*, counted in *unit*. Raises `InvalidTypeError` for what is no text or unit.

    >>> [length_of("美容液😀", unit) for unit in LengthUnit]
    [5, 4, 8]
    """
    _check_text(text)
    if type(unit) is not LengthUnit:
        raise InvalidTypeError(f"unit must be such as LengthUnit.CODE_POINTS (got {unit!r})")
    if unit is LengthUnit.CODE_POINTS:
        return len(text)
    if unit is LengthUnit.UTF16_UNITS:
        return len(text) + sum(char > _LAST_OF_FIRST_PLANE for char in text)
    wide = sum(unicodedata.east_asian_width(char) in _TWO_WIDE for char in text)
    return len(text) + wide


def characters(text: str) -> tuple[tuple[int, int], ...]:
    r"""
    Return where each character as a reader sees it starts and ends in *text* (書記素).

    >>> characters("か\u3099👩‍🔬")
    ((0, 2), (2, 5))
    """
    _check_text(text)
    return tuple(pairwise((*_starts(text), len(text))))


def folded(text: str) -> Folded:
    r"""
    Return *text* folded: small letters, usual widths, marks joined to their characters.

    >>> folded("か\u3099ラス").places
    ((0, 2), (2, 3), (3, 4))
    """
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end in characters(text):
        part = unicodedata.normalize("NFKC", text[start:end]).casefold()
        parts.append(part)
        places.extend(((start, end),) * len(part))
    return Folded("".join(parts), tuple(places))


def composed(text: str) -> str:
    r"""
    Return *text* with the marks that stand apart joined to their characters, where one exists.

    >>> len("か\u3099"), len(composed("か\u3099"))
    (2, 1)
    """
    return unicodedata.normalize("NFC", text)


def is_pictograph(character: str) -> bool:
    """
    Whether a *character* as a reader sees it is an emoji or another small picture.

    >>> is_pictograph("👩‍🔬"), is_pictograph("☆"), is_pictograph("美")
    (True, True, False)
    """
    return any(_is_among(char, _PICTOGRAPHS) for char in character)


def invisible_in(character: str) -> str:
    r"""
    Return what shows nothing in a *character* as a reader sees it, such as a line end, else "".

    The joiners inside an emoji belong to it.

    >>> invisible_in("\n"), invisible_in("\u200b"), invisible_in("\u3164"), invisible_in("👩‍🔬")
    ('\n', '\u200b', '\u3164', '')
    """
    if is_pictograph(character):
        return ""
    return next(filter(_is_hidden, character), "")


def is_broken(character: str) -> bool:
    r"""
    Whether a *character* is half of one, as wrongly decoded text has it (サロゲートの片割れ).

    >>> is_broken("\ud83d"), is_broken("😀")
    (True, False)
    """
    return any(unicodedata.category(char) == _SURROGATE for char in character)


def printable(text: str) -> str:
    r"""
    Return *text* for one line of print: ‘?’ for each half of a character, ‘␣’ for each line end or tab.

    >>> printable("\ud83d 美容液\n30ml")
    '? 美容液␣30ml'
    """
    return _CONTROLS.sub("␣", text.encode("utf-8", "replace").decode("utf-8"))


def _is_hidden(char: str) -> bool:
    return char in _BLANK or unicodedata.category(char) in _HIDDEN


def _starts(text: str) -> Iterator[int]:
    before, letters = "", 0
    for at, char in enumerate(text):
        is_letter = _is_among(char, _FLAG_LETTERS)
        letters = letters + 1 if is_letter else 0
        joined = before and not char.isspace() and (before == _JOINER or _follows(char))
        if not joined and not (is_letter and letters == 2):
            yield at
        letters = 0 if letters == 2 else letters
        before = char


def _follows(char: str) -> bool:
    if char == _JOINER or unicodedata.category(char).startswith("M"):
        return True
    return _is_among(char, _FOLLOWING)


def _is_among(char: str, ranges: tuple[tuple[str, str], ...]) -> bool:
    return any(first <= char <= last for first, last in ranges)


def _check_text(text: object) -> None:
    if not isinstance(text, str):
        raise InvalidTypeError(f"text must be str (got {text!r})")
