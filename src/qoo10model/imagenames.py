"""
File names of pictures (画像のファイル名): what in them makes an upload fail, and a name that is safe.

A character is platform-dependent (機種依存文字) here if the Japanese standard set of characters (JIS X
0208, with ASCII and half-width kana) does not have it, or Windows has another one in its place: ①, Ⅲ,
㈱, 髙, emoji, either of the two wave dashes, and the halves into which Macs take が apart.
"""

from __future__ import annotations

import unicodedata

from itertools import chain, count
from typing import TYPE_CHECKING, Final

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.rules.book import JAPAN
from qoo10model.rules.images import ImageFormat


if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from datetime import date

    from qoo10model.rules.book import RuleBook

__all__ = ("base_name", "extension_of", "free_name", "refused_in", "safe_name")

_STANDARDS: Final = ("shift_jis", "cp932")
_STEM: Final = "image"
_IN_THE_PLACE: Final = "_"
_NOT_IN_NAMES: Final = frozenset('\\/:*?"<>|')


def base_name(filename: str) -> str:
    r"""
    Return the last part of *filename*, of a path of Windows or any other system.

    >>> base_name("C:\\photos\\front.jpg"), base_name("photos/front.jpg")
    ('front.jpg', 'front.jpg')
    """
    return filename.replace("\\", "/").rpartition("/")[2]


def extension_of(filename: str) -> str:
    """
    Return the extension of *filename* in lower case and without its dot, "" where there is none.

    >>> extension_of("front.JPG"), extension_of("front"), extension_of(".jpg")
    ('jpg', '', '')
    """
    stem, dot, extension = base_name(filename).rpartition(".")
    return extension.lower() if dot and stem else ""


def refused_in(filename: str, *, on: date, rules: RuleBook = JAPAN) -> tuple[str, ...]:
    """
    Return the characters of *filename* with which an upload may fail, each once, in order.

    The rules of the Japanese day *on* hold. Raises `RuleNotKnownError` where they hold nothing.

    >>> from datetime import date
    >>> refused_in("夏#1①.jpg", on=date(2026, 5, 12))
    ('#', '①')
    """
    named = rules.images.refused_characters.on(on)
    return tuple(c for c in dict.fromkeys(base_name(filename)) if _is_refused(c, named))


def safe_name(
    filename: str, image_format: ImageFormat, *, on: date, rules: RuleBook = JAPAN
) -> str:
    """
    Return *filename* with what may be refused written otherwise, and the extension of the format.

    ① becomes 1 and ㈱ (株); what has no other form becomes an underscore. Raises `InvalidTypeError`
    for what is no text or no format.

    >>> from datetime import date
    >>> safe_name("夏#1①.png", ImageFormat.JPEG, on=date(2026, 5, 12))
    '夏_11.jpg'
    """
    if type(filename) is not str or type(image_format) is not ImageFormat:
        msg = (
            "safe_name takes a text and a format such as ImageFormat.JPEG "
            f"(got {filename!r} and {image_format!r})"
        )
        raise InvalidTypeError(msg)
    name = base_name(filename)
    stem = name.rpartition(".")[0] if extension_of(name) else name.strip(".")
    plain = unicodedata.normalize("NFKC", stem)
    named = {*rules.images.refused_characters.on(on), *_NOT_IN_NAMES}
    kept = "".join(_IN_THE_PLACE if _is_refused(c, named) else c for c in plain).strip()
    return f"{kept or _STEM}.{image_format.extensions[0]}"


def free_name(filename: str, taken: Iterable[str]) -> str:
    """
    Return *filename*, with a number where one of the names *taken* is the same but for capitals.

    Windows and Macs keep only one of two files whose names differ in nothing else.

    >>> free_name("front.jpg", ["Front.JPG", "front_2.jpg"])
    'front_3.jpg'
    """
    same = {name.casefold() for name in taken}
    stem, dot, extension = filename.rpartition(".")
    stem, ending = (stem, dot + extension) if stem else (filename, "")
    numbered = (f"{stem}_{number}{ending}" for number in count(2))
    return next(name for name in chain((filename,), numbered) if name.casefold() not in same)


def _is_refused(char: str, named: Container[str]) -> bool:
    if char in named:
        return True
    if unicodedata.category(char).startswith("C"):
        return True
    try:
        return any(char.encode(code).decode(code) != char for code in _STANDARDS)
    except UnicodeEncodeError:
        return True
