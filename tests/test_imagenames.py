from __future__ import annotations

import unicodedata

from datetime import date
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, RuleNotKnownError
from qoo10model.imagenames import base_name, extension_of, free_name, refused_in, safe_name
from qoo10model.rules.book import JAPAN
from qoo10model.rules.images import ImageFormat


DAY = date(2026, 5, 12)
JPEG, PNG = ImageFormat.JPEG, ImageFormat.PNG


@pytest.mark.parametrize(
    "filename, name, extension",
    [
        ("front.jpg", "front.jpg", "jpg"),
        ("FRONT.JPEG", "FRONT.JPEG", "jpeg"),
        ("a.tar.gz", "a.tar.gz", "gz"),
        ("photos/夏/front.png", "front.png", "png"),
        ("C:\\写真\\front.png", "front.png", "png"),
        ("front", "front", ""),
        (".jpg", ".jpg", ""),
        ("front.", "front.", ""),
        ("folder.d/front", "front", ""),
        ("folder/", "", ""),
        ("", "", ""),
    ],
)
def test_name_and_extension(filename: str, name: str, extension: str) -> None:
    """
    Of a path the last part counts; an extension is what follows the last dot of a name.
    """
    assert base_name(filename) == name
    assert extension_of(filename) == extension


@pytest.mark.parametrize(
    "filename, refused",
    [
        ("front.jpg", ""),
        ("夏のワンピース 青（大）・ﾅﾂ_01-a.jpg", ""),
        ("a#b.jpg", "#"),
        ("a&b.jpg", "&"),
        ("#&#.jpg", "#&"),
        ("①②.jpg", "①②"),
        ("Ⅲ型㈱№.jpg", "Ⅲ㈱№"),
        ("髙島﨑.jpg", "髙﨑"),
        ("夏～秋〜冬.jpg", "～〜"),
        ("1−2－3-4ー.jpg", "−－"),
        ("\u00a5￥.jpg", "\u00a5"),
        ("ハート♥😀.jpg", "♥😀"),
        ("か\u3099.jpg", "\u3099"),
        ("tab\t.jpg", "\t"),
        ("zwj\u200d.jpg", "\u200d"),
        ("half\ud83d.jpg", "\ud83d"),
        ("a#b/front.jpg", ""),
        ("", ""),
    ],
)
def test_characters_that_may_be_refused(filename: str, refused: str) -> None:
    """
    The two that the guide names, and what the Japanese standard set or Windows does not have.
    """
    assert refused_in(filename, on=DAY) == tuple(refused)


@pytest.mark.parametrize(
    "filename, kind, safe",
    [
        ("front.jpg", JPEG, "front.jpg"),
        ("front.JPEG", JPEG, "front.jpg"),
        ("front.png", JPEG, "front.jpg"),
        ("front", PNG, "front.png"),
        ("夏#1①.png", JPEG, "夏_11.jpg"),
        ("㈱か\u3099.jpg", JPEG, "(株)が.jpg"),
        ("a b\u3000c.jpg", JPEG, "a b c.jpg"),
        ("😀.jpg", JPEG, "_.jpg"),
        ("a℀#b.jpg", JPEG, "aa_c_b.jpg"),
        ("a:b*?.jpg", JPEG, "a_b__.jpg"),
        ("x/y/z.gif", ImageFormat.GIF, "z.gif"),
        (".jpg", JPEG, "jpg.jpg"),
        ("...", JPEG, "image.jpg"),
        ("  .jpg", JPEG, "image.jpg"),
        ("", PNG, "image.png"),
    ],
)
def test_a_safe_name(filename: str, kind: ImageFormat, safe: str) -> None:
    """
    What may be refused gets another form, or an underscore, and the extension fits the format.
    """
    assert safe_name(filename, kind, on=DAY) == safe


@given(st.text(), st.sampled_from(ImageFormat))
def test_a_safe_name_is_safe(filename: str, kind: ImageFormat) -> None:
    """
    Nothing in a safe name may be refused, its extension fits, and it is its own safe name.
    """
    name = safe_name(filename, kind, on=DAY)
    assert refused_in(name, on=DAY) == ()
    assert extension_of(name) == kind.extensions[0]
    assert base_name(name) == name
    assert safe_name(name, kind, on=DAY) == name


@given(st.text(alphabet="aあ漢ア1_-", min_size=1))
def test_what_is_safe_stays(stem: str) -> None:
    """
    Japanese and Latin letters and digits are kept as they are.
    """
    assert safe_name(f"{stem}.jpg", JPEG, on=DAY) == f"{stem}.jpg"
    assert unicodedata.normalize("NFKC", stem) == stem


def test_the_named_characters_are_a_rule() -> None:
    """
    Another list of characters is minded, and none is known before the rules.
    """
    other = JAPAN.with_reading("images.refused_characters", "x")
    assert refused_in("x#.jpg", on=DAY, rules=other) == ("x",)
    assert safe_name("x#.jpg", JPEG, on=DAY, rules=other) == "_#.jpg"
    with pytest.raises(RuleNotKnownError):
        refused_in("x", on=date(2018, 8, 31))


@pytest.mark.parametrize("filename, kind", [(None, JPEG), (b"b.jpg", JPEG), ("a.jpg", "JPEG")])
def test_what_is_no_name_is_refused(filename: Any, kind: Any) -> None:
    """
    A name is text and a format a format.
    """
    with pytest.raises(InvalidTypeError, match=r"ImageFormat\.JPEG"):
        safe_name(filename, kind, on=DAY)


@pytest.mark.parametrize(
    "filename, taken, free",
    [
        ("front.jpg", (), "front.jpg"),
        ("front.jpg", ("back.jpg", "front.png", "front"), "front.jpg"),
        ("front.jpg", ("front.jpg",), "front_2.jpg"),
        ("Front.jpg", ("front.JPG",), "Front_2.jpg"),
        ("front.jpg", ("FRONT.jpg", "Front_2.jpg", "front_3.jpg"), "front_4.jpg"),
        ("夏.v1.jpg", ("夏.v1.jpg",), "夏.v1_2.jpg"),
        ("front", ("front",), "front_2"),
        (".jpg", (".jpg",), ".jpg_2"),
    ],
)
def test_a_name_is_numbered_where_it_is_taken(
    filename: str, taken: tuple[str, ...], free: str
) -> None:
    """
    A name that another file has, in whatever capitals, gets the next free number.
    """
    assert free_name(filename, taken) == free
