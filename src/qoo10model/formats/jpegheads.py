"""
The head of a JPEG file: its segments up to the first scan.
"""

from __future__ import annotations

import re
import struct

from typing import TYPE_CHECKING, Final

from qoo10model.formats.pictureheads import MOST_STEPS, Head, broken, truncated, what_follows
from qoo10model.formats.tiffheads import orientation_in
from qoo10model.imagefacts import Orientation
from qoo10model.rules.images import ImageFormat


if TYPE_CHECKING:
    from collections.abc import Iterator

    from qoo10model.basics.findings import Finding

__all__ = ("read_jpeg",)

_JPEG: Final = ImageFormat.JPEG
_LENGTH: Final = struct.Struct(">H")
_FRAME: Final = struct.Struct(">BHH")
_MOST_OF_FRAME: Final = 1_024
_ONE_PIXEL: Final = b"\0\1\0\1"
_FRAMES: Final = frozenset(
    (*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), 0xCD, 0xCE, 0xCF)
)
_WITHOUT_LENGTH: Final = frozenset((0x00, 0x01, *range(0xD0, 0xD9)))
_UNKNOWN: Final = range(0x02, 0xC0)
_APP1, _SCAN, _END, _FILL = 0xE1, 0xDA, 0xD9, 0xFF
_LAST: Final = frozenset((_SCAN, _END))
_EXIF: Final = b"Exif\0\0"
_START_MARK: Final = b"\xff\xd8"
_NO_SCAN: Final = b"\xff\xda\0\2"
_END_MARK: Final = b"\xff\xd9"
_TAIL: Final = 4_096
_NOT_IN_SCANS: Final = re.compile(rb"\xff[^\x00\xd0-\xd7]")
_STUFFED: Final = b"\xff\0"
_ENOUGH_STUFFED: Final = 8
_EIGHT_BITS: Final = 8

_Frame = tuple[int, int, int]


def read_jpeg(data: bytes) -> Head:
    r"""
    Return the head of a JPEG file.

    A file without its end mark is cut off: it opens everywhere, and fails when it is shown.

    >>> read_jpeg(b"\xff\xd8\xff").findings[0].code
    'pictures.truncated'
    """
    frame: _Frame | None = None
    bare = b""
    orientation = Orientation.UPRIGHT
    findings: tuple[Finding, ...] | None = None
    try:
        for marker, at, end in _segments(data):
            if marker in _FRAMES:
                frame = _FRAME.unpack_from(data, at)
                if end <= len(data):
                    bare = _bare(data, at, min(end, at + _MOST_OF_FRAME))
            elif marker == _APP1 and data.startswith(_EXIF, at):
                orientation = orientation_in(data, at + len(_EXIF), end)
            elif marker in _LAST:
                findings = _after(data, at, marker, frame)
            elif marker in _UNKNOWN:
                what = "a segment in it is of no known kind", "不明なセグメントがあります"
                findings = (broken(_JPEG, *what),)
                break
    except (IndexError, ValueError, struct.error):
        findings = (truncated(),)
    if findings is None:
        findings = (broken(_JPEG, "its header never ends", "ヘッダーが終わりません"),)
    if frame is None:
        return Head(_JPEG, None, None, 1, orientation, findings=findings)
    bits, height, width = frame
    is_deep = bits > _EIGHT_BITS
    return Head(_JPEG, (width, height), None, 1, orientation, is_deep, findings, bare=bare)


def _bare(data: bytes, at: int, end: int) -> bytes:
    """
    Return a JPEG of one pixel with the frame header that stands *at* this place, up to its *end*.
    """
    return _START_MARK + data[at - 4 : at + 1] + _ONE_PIXEL + data[at + 5 : end] + _NO_SCAN


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """
    Yield the marker of each segment, where it begins and ends; the first scan is the last one.
    """
    at = 2
    for _ in range(MOST_STEPS):
        at = data.index(b"\xff", at)  # junk between segments is skipped, as decoders do
        marker = data[at + 1]
        if marker == _FILL:
            at += 1
        elif marker in _WITHOUT_LENGTH:
            at += 2
        elif marker in _LAST:
            yield marker, at, at
            return
        else:
            end = at + 2 + _LENGTH.unpack_from(data, at + 2)[0]
            yield marker, at + 4, end
            at = end


def _after(data: bytes, at: int, marker: int, frame: _Frame | None) -> tuple[Finding, ...]:
    if marker == _END:
        return (broken(_JPEG, "it has no pixels", "画像データがありません"),)
    if frame is None:
        return (broken(_JPEG, "its size is not in it", "サイズの情報がありません"),)
    if data.endswith(_END_MARK):
        return ()
    if _ends_in_scan(data):
        return (truncated(),)
    end = data.find(_END_MARK, at)
    return (truncated(),) if end < 0 else what_follows(data, end + len(_END_MARK), _JPEG)


def _ends_in_scan(data: bytes) -> bool:
    """
    Return whether the last bytes can be nothing but pixels: a scan writes each 0xFF with a zero.

    So most files that are cut off need not be searched for an end that they do not have.
    """
    tail = data[-_TAIL:]
    return tail.count(_STUFFED) >= _ENOUGH_STUFFED and _NOT_IN_SCANS.search(tail) is None
