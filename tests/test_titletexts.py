from __future__ import annotations

import unicodedata

from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import titletexts
from qoo10model.basics.errors import InvalidTypeError
from qoo10model.rules.listings import LengthUnit
from qoo10model.titletexts import characters, folded, length_of


FAMILY = "👨‍👩‍👧‍👦"
nasty = st.text(
    st.sampled_from("aA か\u3099\u200d👩🔬🏽🇯🇵ｶﾞ\u3000ﾟ각\u1100\u1161\u11a8\ufe0f\u20e31\ud83d\n")
    | st.characters(),
    max_size=12,
)


# Lengths


@pytest.mark.parametrize(
    "text, utf16, points, halves",
    [
        ("", 0, 0, 0),
        ("abc", 3, 3, 3),
        ("美容液", 3, 3, 6),
        ("ｶﾞ", 2, 2, 2),
        ("か\u3099", 2, 2, 4),
        ("が", 1, 1, 2),
        ("\ufffd", 1, 1, 2),
        ("\U00010000", 2, 1, 1),
        ("𠮷野", 3, 2, 4),
        ("😀", 2, 1, 2),
        (FAMILY, 11, 7, 11),
        ("\ud83d\ude00", 2, 2, 2),
        ("\u3000", 1, 1, 2),
        ("①", 1, 1, 2),
    ],
)
def test_lengths_by_each_way_of_counting(text: str, utf16: int, points: int, halves: int) -> None:
    """
    Emoji and rare kanji count two UTF-16 units, full-width characters two half widths.
    """
    units = (LengthUnit.UTF16_UNITS, LengthUnit.CODE_POINTS, LengthUnit.HALF_WIDTHS)
    assert [length_of(text, unit) for unit in units] == [utf16, points, halves]


@given(nasty)
def test_the_utf16_length_is_that_of_the_encoding(text: str) -> None:
    """
    Encoded as UTF-16, a text has two bytes for each unit.
    """
    encoded = text.encode("utf-16-le", "surrogatepass")
    assert length_of(text, LengthUnit.UTF16_UNITS) == len(encoded) // 2


@given(nasty, nasty, st.sampled_from(LengthUnit))
def test_lengths_add_up(one: str, other: str, unit: LengthUnit) -> None:
    """
    The length of two texts together is the sum of theirs.
    """
    assert length_of(one + other, unit) == length_of(one, unit) + length_of(other, unit)


# Characters


@pytest.mark.parametrize(
    "text, parts",
    [
        ("", []),
        ("ab", ["a", "b"]),
        ("か\u3099き", ["か\u3099", "き"]),
        ("\u3099か", ["\u3099", "か"]),
        ("ｶﾞﾊﾟｱ", ["ｶﾞ", "ﾊﾟ", "ｱ"]),
        (f"a{FAMILY}b", ["a", FAMILY, "b"]),
        ("👍🏽👍", ["👍🏽", "👍"]),
        ("🇯🇵🇰🇷🇯", ["🇯🇵", "🇰🇷", "🇯"]),
        ("a🇯b🇵", ["a", "🇯", "b", "🇵"]),
        ("1️⃣2", ["1️⃣", "2"]),
        ("\u1112\u1161\u11abᄒ", ["\u1112\u1161\u11ab", "ᄒ"]),
        ("🏴\U000e0067\U000e007f!", ["🏴\U000e0067\U000e007f", "!"]),
        ("辻\U000e0100子", ["辻\U000e0100", "子"]),
        ("a\u200d b", ["a\u200d", " ", "b"]),
        ("\ud83dx", ["\ud83d", "x"]),
    ],
)
def test_what_a_reader_sees_as_one_character(text: str, parts: list[str]) -> None:
    """
    Marks, joined emoji, flags, keycaps and Korean syllables taken apart are one character each.
    """
    assert [text[start:end] for start, end in characters(text)] == parts


@given(nasty)
def test_characters_make_up_the_text(text: str) -> None:
    """
    Nothing is lost between characters, and none is empty.
    """
    assert "".join(text[start:end] for start, end in characters(text)) == text
    assert all(start < end for start, end in characters(text))


# Folding


@pytest.mark.parametrize(
    "text, plain",
    [
        ("ＭＥＧＡ　ｶﾞﾗｽ", "mega ガラス"),
        ("か\u3099", "が"),
        ("ｾｰﾙ", "セール"),
        ("１,９８０円", "1,980円"),
        ("㈱", "(株)"),
        ("Straße", "strasse"),
        ("\u1112\u1161\u11ab", "한"),
    ],
)
def test_what_is_the_same_folds_to_the_same(text: str, plain: str) -> None:
    """
    Case, width, and marks apart make no difference.
    """
    assert folded(text).text == plain


@given(nasty)
def test_every_folded_place_knows_its_original(text: str) -> None:
    """
    The places are whole characters of the original, in order, one for each folded character.
    """
    found = folded(text)
    assert len(found.places) == len(found.text)
    assert list(found.places) == sorted(found.places)
    assert set(found.places) <= set(characters(text))
    if text:
        assert found.span(0, len(found.text)) == (0, len(text))


def test_a_span_covers_whole_characters() -> None:
    """
    One letter of what folds to several stands for the whole of it.
    """
    assert folded("a㈱b").span(2, 3) == (1, 2)
    assert folded("ｶﾞｽ").span(0, 1) == (0, 2)


# Kinds of characters


@pytest.mark.parametrize("char", ["👩‍🔬", "☆", "✨", "⭐", "⌚", "1️⃣", "🇯🇵", "♪", "\U0001faff"])
def test_pictographs(char: str) -> None:
    """
    Emoji and symbols drawn like them are pictographs, and hide nothing.
    """
    assert titletexts.is_pictograph(char)
    assert titletexts.invisible_in(char) == ""


@pytest.mark.parametrize("char", ["美", "a", "々", "※", "①", "！", " ", "𠮷", "\u22ff", "\u27c0"])
def test_what_is_no_pictograph(char: str) -> None:
    """
    Letters, figures and punctuation are no pictographs.
    """
    assert not titletexts.is_pictograph(char)


@pytest.mark.parametrize(
    "char",
    ["\n", "\t", "\u200b", "\ufeff", "\u00ad", "\ue000", "\x00", *"\u115f\u1160\u2800\u3164\uffa0"],
)
def test_what_shows_nothing(char: str) -> None:
    """
    Line ends, spaces without width, Korean fillers and private characters show nothing; spaces are none.
    """
    assert titletexts.invisible_in(char) == char
    assert titletexts.invisible_in("a\u200d") == "\u200d"
    assert titletexts.invisible_in("\u3000") == ""


@given(nasty)
def test_what_is_printable_can_be_encoded(text: str) -> None:
    """
    Halves of characters become question marks, line ends and tabs open boxes; nothing else changes.
    """
    shown = titletexts.printable(text)
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert len(shown) == len(text)
    signs = {"Cs": "?", "Cc": "␣", "Zl": "␣", "Zp": "␣"}
    kinds = [unicodedata.category(char) for char in text]
    assert shown == "".join(signs.get(kind, char) for kind, char in zip(kinds, text, strict=True))
    assert ("Cs" in kinds) is titletexts.is_broken(text)
    assert len(shown.splitlines()) <= 1


@pytest.mark.parametrize("value", [None, 5, b"abc", ["a"], 1.5])
def test_what_is_no_text_is_refused(value: Any) -> None:
    """
    Lengths and characters are asked of texts only.
    """
    for function in (
        characters,
        folded,
        lambda text: length_of(text, LengthUnit.CODE_POINTS),
    ):
        with pytest.raises(InvalidTypeError, match="must be str"):
            function(value)


@pytest.mark.parametrize("unit", [None, "CODE_POINTS", 1, LengthUnit])
def test_what_is_no_unit_is_refused(unit: Any) -> None:
    """
    A length is counted in a unit that there is.
    """
    with pytest.raises(InvalidTypeError, match=r"unit must be such as LengthUnit\.CODE_POINTS"):
        length_of("美容液", unit)
