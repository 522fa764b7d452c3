"""
What kind of file something is (ファイルの種類), by its first bytes, whatever it is called.

`read_head` finds the kind and reads the head. JPEG, PNG and GIF have modules of their own; of the
others, which a listing does not take, little more than the size is read.
"""

from __future__ import annotations

import struct

from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.texts import Text
from qoo10model.formats.gifheads import read_gif
from qoo10model.formats.jpegheads import read_jpeg
from qoo10model.formats.pictureheads import (
    EMPTY,
    NOT_A_PICTURE,
    Head,
    hidden_in,
    truncated,
)
from qoo10model.formats.pngheads import read_png
from qoo10model.formats.tiffheads import read_tiff
from qoo10model.formats.webpheads import read_webp
from qoo10model.imagefacts import ColourMode
from qoo10model.rules.images import ImageFormat


if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ("read_head",)

_BMP_CORE: Final = struct.Struct("<HH")
_BMP_SIZE: Final = struct.Struct("<ii")
_BMP_CORE_LENGTH, _BMP_INFO_AT, _BMP_SIZE_AT = 12, 14, 18
_BMP_LENGTH: Final = struct.Struct("<I")
_BMP_LENGTHS: Final = frozenset((_BMP_CORE_LENGTH, 16, 40, 52, 56, 64, 108, 124))
_PSD: Final = struct.Struct(">IIHH")
_PSD_AT, _PSD_CMYK, _PSD_RGB = 14, 4, 3
_BOX_SIZE: Final = struct.Struct(">II")
_BOX_LENGTH: Final = 8
_BOXES_WITHIN: Final = 65_536
_BRANDS_WITHIN: Final = 40
_TEXT_WITHIN: Final = 4_096
_NOT_IN_TEXTS: Final = (b"\0", b"\xff")  # of UTF-8 and the Japanese encodings
_JPEG_XL_BOX: Final = b"\0\0\0\x0cJXL \r\n\x87\n"

_HEIC_BRANDS: Final = frozenset(
    (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
)
_AVIF_BRANDS: Final = frozenset((b"avif", b"avis"))

_WEB_PAGE: Final = Text("a web page", "Webページ")
_ARCHIVE: Final = Text("a ZIP archive or an Office file", "ZIP書庫またはOfficeファイル")
_VIDEO: Final = Text("a video", "動画")
_TEXT: Final = Text("a text", "テキスト")
_UNKNOWN: Final = Text("no kind of file known here", "不明な形式")


def read_head(data: bytes) -> Head:
    """
    Return the head of the file *data*, of whatever kind it is.

    >>> read_head(b"GIF89a").format
    ImageFormat.GIF
    >>> read_head(b"<html>")
    Head(format=None, ...
    """
    for mark, read in _READERS:
        if data.startswith(mark):
            head = read(data)
            break
    else:
        return _cut_in_its_mark(data) or _by_look(data)
    if head.findings:
        return head
    hidden = hidden_in(data, head.format) if head.format is not None else ()
    return attrs.evolve(head, findings=hidden) if hidden else head


def _read_bmp(data: bytes) -> Head:
    try:
        length = _BMP_LENGTH.unpack_from(data, _BMP_INFO_AT)[0]
        if length not in _BMP_LENGTHS:  # a text can begin with BM as well
            return _by_look(data)
        if length == _BMP_CORE_LENGTH:
            width, height = _BMP_CORE.unpack_from(data, _BMP_SIZE_AT)
        else:
            width, height = _BMP_SIZE.unpack_from(data, _BMP_SIZE_AT)
    except struct.error:
        return Head(ImageFormat.BMP, findings=(truncated(),))
    size = abs(width), abs(height)  # a negative height means that rows run downwards
    return Head(ImageFormat.BMP, size, ColourMode.RGB)


def _read_psd(data: bytes) -> Head:
    try:
        height, width, _, mode = _PSD.unpack_from(data, _PSD_AT)
    except struct.error:
        return Head(ImageFormat.PSD, findings=(truncated(),))
    colours = {_PSD_CMYK: ColourMode.CMYK, _PSD_RGB: ColourMode.RGB}
    return Head(ImageFormat.PSD, (width, height), colours.get(mode, ColourMode.OTHER))


def _read_boxes(data: bytes) -> Head:
    """
    Return the head of a file in boxes: HEIC and AVIF tell the sizes of all their parts.
    """
    brands = {data[at : at + 4] for at in range(8, _BRANDS_WITHIN, 4)}
    if brands & _AVIF_BRANDS:
        kind = ImageFormat.AVIF
    elif brands & _HEIC_BRANDS:
        kind = ImageFormat.HEIC
    else:
        return _nothing(_VIDEO)
    sizes: list[tuple[int, int]] = []
    at = data.find(b"ispe", 0, _BOXES_WITHIN)
    while at >= 0 and at + _BOX_LENGTH + _BOX_SIZE.size <= len(data):
        sizes.append(_BOX_SIZE.unpack_from(data, at + _BOX_LENGTH))
        at = data.find(b"ispe", at + 1, _BOXES_WITHIN)
    size = max(sizes, key=lambda one: one[0] * one[1], default=None)
    return Head(kind, size, ColourMode.RGB if size else None)


def _read_nothing_of(kind: ImageFormat) -> Callable[[bytes], Head]:
    return lambda _: Head(kind, frames=None)


def _cut_in_its_mark(data: bytes) -> Head | None:
    if len(data) > 1 and any(mark.startswith(data) for mark, _ in _READERS):
        return Head(None, frames=None, findings=(truncated(),))
    return None


def _by_look(data: bytes) -> Head:
    if data[4:8] == b"ftyp":
        return _read_boxes(data)
    if not data:
        return Head(None, frames=None, findings=(EMPTY.finding(),))
    start = data[:_TEXT_WITHIN].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"<svg") or (
        start.startswith((b"<?xml", b"<!doctype svg", b"<!--")) and b"<svg" in start
    ):
        return Head(ImageFormat.SVG, frames=None)
    if start.startswith((b"<!doctype html", b"<html")):
        return _nothing(_WEB_PAGE)
    if start.startswith(b"pk\x03\x04"):
        return _nothing(_ARCHIVE)
    is_text = start and not any(byte in start for byte in _NOT_IN_TEXTS)
    return _nothing(_TEXT if is_text else _UNKNOWN)


def _nothing(what: Text) -> Head:
    return Head(None, frames=None, findings=(NOT_A_PICTURE.finding(what=what),))


_READERS: Final[tuple[tuple[bytes, Callable[[bytes], Head]], ...]] = (
    (b"\xff\xd8\xff", read_jpeg),
    (b"\x89PNG\r\n\x1a\n", read_png),
    (b"GIF87a", read_gif),
    (b"GIF89a", read_gif),
    (b"RIFF", read_webp),
    (b"BM", _read_bmp),
    (b"II*\0", read_tiff),
    (b"MM\0*", read_tiff),
    (b"8BPS", _read_psd),
    (b"%PDF-", _read_nothing_of(ImageFormat.PDF)),
    (b"\xff\x0a", _read_nothing_of(ImageFormat.JPEG_XL)),
    (_JPEG_XL_BOX, _read_nothing_of(ImageFormat.JPEG_XL)),
)
