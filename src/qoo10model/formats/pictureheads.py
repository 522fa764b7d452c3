"""
The head of a picture file (画像ヘッダー): what its first bytes say, and what can be wrong with a file.

Readers of one format each (`jpegheads`, `pngheads`, …) return a `Head`. They look at some hundred
bytes of the file, copy next to nothing of it and decode no pixel, so that a picture made to fill the
memory of whoever opens it does no harm here. Where a format has many kinds of pixels, JPEG and PNG, they
put together the bare head, for Pillow to open.
"""

from __future__ import annotations

from typing import Final

import attrs

from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.texts import Text
from qoo10model.imagefacts import ColourMode, Orientation
from qoo10model.rules.images import ImageFormat


__all__ = (
    "BROKEN",
    "EMPTY",
    "HIDES_ANOTHER",
    "MOST_PIXELS",
    "MOST_STEPS",
    "NOT_A_PICTURE",
    "NO_AREA",
    "TOO_MANY_PIXELS",
    "TRAILING",
    "TRUNCATED",
    "Head",
    "about_size",
    "broken",
    "hidden_in",
    "orientation_of",
    "truncated",
    "what_follows",
)

MOST_PIXELS: Final = 64_000_000
"""
The most pixels that are decoded: above all cameras of common phones, below Pillow's own limit.
"""

MOST_STEPS: Final = 4_096
"""
The most parts of a header that are looked at; real ones have some dozen.
"""

EMPTY: Final = Message(
    "pictures.empty",
    Severity.ERROR,
    Text(
        "the file has no bytes: copy or download it again",
        "ファイルが空です。もう一度コピーまたはダウンロードしてください",
    ),
)
NOT_A_PICTURE: Final = Message(
    "pictures.not_a_picture",
    Severity.ERROR,
    Text(
        "the file is no picture, it looks like {what}: take the picture itself",
        "画像ファイルではありません（{what}のようです）。画像そのものを指定してください",
    ),
)
BROKEN: Final = Message(
    "pictures.broken",
    Severity.ERROR,
    Text(
        "the file starts like a {format} and cannot be read as one: {why}; save it anew from the "
        "program that made it",
        "{format}として読めません（{why}）。元のソフトで保存し直してください",
    ),
)
TRUNCATED: Final = Message(
    "pictures.truncated",
    Severity.ERROR,
    Text(
        "the file ends before the picture does: copy or download it again",
        "画像が途中で切れています。もう一度コピーまたはダウンロードしてください",
    ),
)
TOO_MANY_PIXELS: Final = Message(
    "pictures.too_many_pixels",
    Severity.ERROR,
    Text(
        "{width:,} × {height:,} pixels in {weight:,} bytes: more than {most:,} pixels are not "
        "decoded here, since such a file can fill the memory; save it smaller",
        "{width:,}×{height:,}px（{weight:,}バイト）。メモリ保護のため{most:,}画素を超える画像は"
        "開きません。小さく保存し直してください",
    ),
)
NO_AREA: Final = Message(
    "pictures.no_area",
    Severity.ERROR,
    Text(
        "the picture is {width} × {height} pixels, so there is nothing in it: take another one",
        "画像が{width}×{height}pxで中身がありません。別の画像にしてください",
    ),
)
HIDES_ANOTHER: Final = Message(
    "pictures.hides_another",
    Severity.WARNING,
    Text(
        "the file is a {format} and {what} at once, which scanners refuse: save it anew",
        "{format}ですが{what}としても読めるため、ウイルス検査などで拒否されることがあります。"
        "保存し直してください",
    ),
)
TRAILING: Final = Message(
    "pictures.trailing_data",
    Severity.ADVICE,
    Text(
        "{count:,} bytes ({what}) follow the end of the picture and only add weight: save it anew",
        "画像の後ろに余分なデータ（{what}、{count:,}バイト）があります。保存し直すと軽くなります",
    ),
)

_UPRIGHT: Final = Orientation.UPRIGHT
_ORIENTATIONS: Final = {one.value: one for one in Orientation}

_ZIP: Final = Text("a ZIP archive", "ZIP書庫")
_ARCHIVE: Final = Text("an archive", "圧縮書庫")
_PROGRAM: Final = Text("a program", "実行プログラム")
_PDF: Final = Text("a PDF", "PDF")
_SCRIPT: Final = Text("a page with a script", "スクリプトを含むページ")
_VIDEO: Final = Text("a video, as of a motion photo", "モーションフォトなどの動画")
_UNKNOWN: Final = Text("of no known kind", "種類不明")

_PADDING: Final = b"\0\xff \r\n\t"
_HEAD_LENGTH: Final = 1_024
_IN_HEAD: Final = (
    (b"%PDF-", _PDF),
    (b"<script", _SCRIPT),
    (b"<?php", _SCRIPT),
)
_END_OF_ZIP: Final = b"PK\x05\x06"
_BEHIND: Final = (
    (b"PK\x03\x04", _ZIP),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
    (b"%PDF-", _PDF),
    (b"<", _SCRIPT),
)


@attrs.frozen
class Head:
    """
    What the head of a file says, and *findings* about it; None is not known.

    *moves* says that there are several frames although they were not counted. *bare* is a file of
    one pixel with the same head otherwise, from which the colours can be told.

    >>> Head(ImageFormat.PNG, (800, 800)).frames
    1
    """

    format: ImageFormat | None
    size: tuple[int, int] | None = None
    colour: ColourMode | None = None
    frames: int | None = 1
    orientation: Orientation = _UPRIGHT
    is_deep: bool = False
    findings: tuple[Finding, ...] = ()
    moves: bool = False
    bare: bytes = b""

    @property
    def is_animated(self) -> bool | None:
        """
        Whether there is more than one frame.
        """
        if self.frames is not None:
            return self.frames > 1
        return True if self.moves else None


def orientation_of(code: int) -> Orientation:
    """
    Return the orientation with this *code*; one that does not exist is upright, as decoders take it.

    >>> orientation_of(6), orientation_of(0)
    (Orientation.QUARTER_RIGHT, Orientation.UPRIGHT)
    """
    return _ORIENTATIONS.get(code, _UPRIGHT)


def about_size(size: tuple[int, int] | None, weight: int) -> tuple[Finding, ...]:
    """
    Return the finding that a picture of *size* has no pixel, or too many to be decoded.

    >>> about_size((30_000, 30_000), 4_057)[0].code, about_size((800, 800), 90_000)
    ('pictures.too_many_pixels', ())
    """
    width, height = size or (1, 1)
    if not width * height:
        return (NO_AREA.finding(width=width, height=height),)
    if width * height > MOST_PIXELS:
        return (
            TOO_MANY_PIXELS.finding(width=width, height=height, weight=weight, most=MOST_PIXELS),
        )
    return ()


def broken(image_format: ImageFormat, en: str, ja: str) -> Finding:
    """
    Return the finding that a file cannot be read as *image_format*, with the reason.

    >>> broken(ImageFormat.PNG, "no size", "サイズがない").code
    'pictures.broken'
    """
    return BROKEN.finding(format=image_format.label, why=Text(en, ja))


def truncated() -> Finding:
    """
    Return the finding that a file is cut off.

    >>> truncated().code
    'pictures.truncated'
    """
    return TRUNCATED.finding()


def what_follows(data: bytes, end: int, image_format: ImageFormat) -> tuple[Finding, ...]:
    r"""
    Return what is to be said about *data* after the *end* of the picture; padding is nothing.

    >>> what_follows(b"picture\0\0", 7, ImageFormat.PNG)
    ()
    >>> what_follows(b"picturePK\x03\x04", 7, ImageFormat.PNG)[0].code
    'pictures.hides_another'
    """
    start = data[end : end + _HEAD_LENGTH].lstrip(_PADDING)
    if not start:
        return ()
    for mark, what in _BEHIND:
        if start.startswith(mark):
            return (HIDES_ANOTHER.finding(format=image_format.label, what=what),)
    what = _VIDEO if b"ftyp" in start[:8] else _UNKNOWN
    return (TRAILING.finding(count=len(data) - end, what=what),)


def hidden_in(data: bytes, image_format: ImageFormat) -> tuple[Finding, ...]:
    """
    Return the finding that the first or last 1,024 bytes make the file something else as well.

    >>> hidden_in(b"GIF89a..%PDF-1.7", ImageFormat.GIF)[0].text.en[:32]
    'the file is a GIF and a PDF at o'
    """
    if data.rfind(_END_OF_ZIP, max(0, len(data) - _HEAD_LENGTH)) >= 0:
        return (HIDES_ANOTHER.finding(format=image_format.label, what=_ZIP),)
    for mark, what in _IN_HEAD:
        if data.find(mark, 1, _HEAD_LENGTH) >= 0:
            return (HIDES_ANOTHER.finding(format=image_format.label, what=what),)
    return ()
