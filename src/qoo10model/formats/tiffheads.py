"""
Tags as TIFF and EXIF write them: the size of a TIFF picture, and how a photo is to be turned.
"""

from __future__ import annotations

import struct

from typing import Final

from qoo10model.formats.pictureheads import Head, broken, orientation_of
from qoo10model.imagefacts import ColourMode, Orientation
from qoo10model.rules.images import ImageFormat


__all__ = ("orientation_in", "read_tiff", "tags_in")

_WIDTH, _HEIGHT, _COLOURS, _ORIENTATION = 256, 257, 262, 274
_LAST_WANTED: Final = _ORIENTATION
_MOST_TAGS: Final = 256
_ENTRY_LENGTH: Final = 12

_FORMS: Final = {
    mark: (
        struct.Struct(f"{order}I"),
        struct.Struct(f"{order}H"),
        struct.Struct(f"{order}HHI4s"),
        {1: struct.Struct("B"), 3: struct.Struct(f"{order}H"), 4: struct.Struct(f"{order}I")},
    )
    for mark, order in ((b"II*\0", "<"), (b"MM\0*", ">"))
}
_BY_NUMBER: Final = {
    0: ColourMode.GREY,
    1: ColourMode.GREY,
    2: ColourMode.RGB,
    3: ColourMode.PALETTE,
    5: ColourMode.CMYK,
    6: ColourMode.RGB,
}


def tags_in(data: bytes, start: int, end: int) -> dict[int, int]:
    """
    Return the whole-number tags of the first directory of the TIFF data from *start* to *end*.

    Only tags up to the orientation (274) are looked at. Data that make no sense have none.

    >>> tags_in(b"no tags", 0, 7)
    {}
    """
    forms = _FORMS.get(data[start : start + 4])
    if forms is None:
        return {}
    long, short, entry, kinds = forms
    found: dict[int, int] = {}
    try:
        at = start + long.unpack_from(data, start + 4)[0]
        count = min(short.unpack_from(data, at)[0], _MOST_TAGS)
    except struct.error:
        return found
    stop = min(at + 2 + count * _ENTRY_LENGTH, end, len(data))
    whole = max(0, (stop - at - 2) // _ENTRY_LENGTH) * _ENTRY_LENGTH
    for tag, kind, _, value in entry.iter_unpack(data[at + 2 : at + 2 + whole]):
        if tag > _LAST_WANTED:
            break
        if kind in kinds:
            found[tag] = kinds[kind].unpack_from(value)[0]
    return found


def orientation_in(data: bytes, start: int, end: int) -> Orientation:
    """
    Return how the EXIF data from *start* to *end* say that the picture is to be turned.

    >>> tag = bytes.fromhex("01120003000000010006") + bytes(2)
    >>> exif = b"MM" + bytes((0, 42, 0, 0, 0, 8, 0, 1)) + tag
    >>> orientation_in(exif, 0, len(exif))
    Orientation.QUARTER_RIGHT
    """
    return orientation_of(tags_in(data, start, end).get(_ORIENTATION, 1))


def read_tiff(data: bytes) -> Head:
    """
    Return the head of a TIFF file; its number of pictures is not counted.

    >>> read_tiff(b"II*" + bytes(5)).findings[0].code
    'pictures.broken'
    """
    tags = tags_in(data, 0, len(data))
    if _WIDTH not in tags or _HEIGHT not in tags:
        missing = broken(ImageFormat.TIFF, "its size is not in it", "サイズの情報がありません")
        return Head(ImageFormat.TIFF, frames=None, findings=(missing,))
    return Head(
        ImageFormat.TIFF,
        (tags[_WIDTH], tags[_HEIGHT]),
        _BY_NUMBER.get(tags.get(_COLOURS, -1), ColourMode.OTHER),
        None,
        orientation_of(tags.get(_ORIENTATION, 1)),
    )
