from __future__ import annotations

import struct
import warnings
import zlib

from typing import Any

import pytest

from PIL import Image, ImageCms

from qoo10model.formats import pictures
from tests.formats import picturefiles as files
from tests.formats.picturefiles import WHITE


CYAN, PAPER, BLACK = (255, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 255)
STANDARD = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
BUILT_IN = "sRGB built-in".encode("utf-16-be")
MIDDLE = (400, 400)


def profile(colours: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    """
    A colour profile put together byte by byte.
    """
    at, table, body = 132 + 12 * len(tags), b"", b""
    for name, data in tags.items():
        table += name + struct.pack(">II", at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(
        ">4sI4s4s4s12s4s", b"test", 0x02100000, b"scnr", colours, connection, b"", b"acsp"
    )
    head += bytes(64 - len(head)) + struct.pack(">3i", 63_190, 65_536, 54_061)
    head += bytes(124 - len(head))
    return struct.pack(">I", at + len(body)) + head + struct.pack(">I", len(tags)) + table + body


def for_print() -> bytes:
    """
    A profile of four inks that takes cyan for red, whatever else there is but black.
    """
    ramp = bytes(range(256))
    table = b"mft1" + bytes(4) + bytes((4, 3, 2, 0))
    table += struct.pack(">9i", 65_536, 0, 0, 0, 65_536, 0, 0, 0, 65_536) + 4 * ramp
    for corner in range(16):
        cyan, black = corner & 8, corner & 1
        table += bytes((0, 128, 128) if black else (136, 208, 195) if cyan else (255, 128, 128))
    return profile(b"CMYK", b"Lab ", {b"A2B0": table + 3 * ramp})


def for_grey() -> bytes:
    """
    A profile of greys that are as light as their number says, which those of the web are not.
    """
    white = b"XYZ " + bytes(4) + struct.pack(">3i", 63_190, 65_536, 54_061)
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, 256)
    return profile(b"GRAY", b"XYZ ", {b"wtpt": white, b"kTRC": curve})


def seen(image: Image.Image, kind: str, **more: Any) -> tuple[tuple[int, ...], list[str]]:
    """
    The colour in the middle of the picture made ready, and the codes of what is said about it.
    """
    made = pictures.prepare(files.saved(image, kind, **{**files.best(kind), **more}))
    return files.colour_at(made.data, MIDDLE), [finding.code for finding in made.findings]


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_a_profile_for_print_is_applied(kind: str) -> None:
    """
    Four inks become what their profile says: cyan in one that takes it for red is red.
    """
    for ink, wanted in ((CYAN, (250, 0, 9)), (PAPER, WHITE), (BLACK, (0, 0, 0))):
        image = Image.new("CMYK", (800, 800), ink)
        colour, found = seen(image, kind, icc_profile=for_print())
        assert max(abs(a - b) for a, b in zip(colour, wanted, strict=True)) < 6
        assert found == []


@pytest.mark.parametrize(
    "kind, mode, value",
    [
        ("JPEG", "L", 100),
        ("PNG", "L", 100),
        ("TIFF", "L", 100),
        ("PNG", "LA", (100, 255)),
        ("PNG", "I;16", 25_700),
    ],
)
def test_a_profile_for_grey_is_applied(kind: str, mode: str, value: Any) -> None:
    """
    Of a light in proportion to the number 100 of 255 is 168 on the web: 255 × f(100 / 255).

    f(x) = 1.055 × x ** (1 / 2.4) - 0.055 is the curve of sRGB.
    """
    image = Image.new(mode, (800, 800), value)
    assert seen(image, kind, icc_profile=for_grey()) == ((168, 168, 168), [])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_damaged_exif_data_change_nothing(kind: str) -> None:
    """
    A photo with EXIF data that end too early, or point outside, is made ready without a warning.
    """
    image = files.quarters(800, 800)
    outside = struct.pack("<4sIHHHII", b"II*", 8, 5, 0x011A, 5, 1, 9_999)
    wanted = pictures.prepare(files.saved(image, kind, **files.best(kind))).data
    for exif in (files.exif(1)[:30], outside):
        damaged = (b"Exif\0\0" if kind == "JPEG" else b"") + exif
        data = files.saved(image, kind, exif=damaged, **files.best(kind))
        with warnings.catch_warnings(action="error"):
            made = pictures.prepare(data)
        assert (made.data, made.findings) == (wanted, ())


@pytest.mark.parametrize("count", [1, 2])
def test_further_pictures_of_a_phone_are_left_alone(count: int) -> None:
    """
    A photo with a list of further pictures is made ready without a warning, right or wrong the list.
    """
    entry = struct.pack("<HHII", 0xB001, 4, 1, count)
    told = b"MPF\0II*\0" + struct.pack("<IH", 8, 1) + entry + bytes(4)
    photo = files.saved(files.quarters(800, 800), "JPEG")
    made = pictures.prepare(photo[:2] + files.segment(0xE2, told) + photo[2:])
    assert made.data == pictures.prepare(photo).data


def test_exif_data_of_a_png_that_begin_like_those_of_a_jpeg() -> None:
    """
    The chunk of a PNG with the six letters of a JPEG stays as it is, or its checksum were wrong.
    """
    data = files.saved(files.quarters(800, 800), "PNG")
    chunk = files.chunk(b"eXIf", b"Exif\0\0" + files.exif(1))
    assert pictures.prepare(data[:33] + chunk + data[33:]).data == pictures.prepare(data).data


def test_what_is_transparent_and_grey_is_white() -> None:
    """
    Below what is transparent no grey is seen, with a profile for grey as well.
    """
    clear = Image.new("LA", (800, 800), (100, 0))
    assert seen(clear, "PNG", icc_profile=for_grey()) == (WHITE, [])
    half = Image.new("LA", (800, 800), (0, 128))
    assert seen(half, "PNG") == ((127, 127, 127), [])
    named = Image.new("L", (800, 800), 100)
    assert seen(named, "PNG", icc_profile=for_grey(), transparency=100) == (WHITE, [])


@pytest.mark.parametrize("bits, step", [(2, 85), (4, 17), (8, 1)])
@pytest.mark.parametrize("clear", [0, 1, 3])
def test_one_of_few_greys_is_transparent(bits: int, step: int, clear: int) -> None:
    """
    A drawing of 4 or 16 greys can have one that is transparent, as of one of 256: it is white.
    """
    for value, wanted in ((clear, 255), (2, 2 * step)):
        pixel = sum(value << at for at in range(0, 8, bits))
        pixels = zlib.compress((b"\0" + bytes((pixel,)) * (100 * bits)) * 800)
        header = struct.pack(">IIBBBBB", 800, 800, bits, 0, 0, 0, 0)
        parts = (b"IHDR", header), (b"tRNS", struct.pack(">H", clear)), (b"IDAT", pixels)
        data = b"\x89PNG\r\n\x1a\n" + b"".join(files.chunk(*part) for part in parts)
        made = pictures.prepare(data + files.chunk(b"IEND", b""))
        assert files.colour_at(made.data, MIDDLE) == (wanted,) * 3


@pytest.mark.parametrize(
    "kind, pixel, clear, wanted",
    [
        (0, (25_700,), (25_700,), 255),
        (0, (25_700,), (25_701,), 100),
        (0, (25_700,), (25_699,), 100),
        (0, (0,), (65_535,), 0),
        (0, (65_535,), (0,), 255),
        (2, (0x6464,) * 3, (0x6464,) * 3, 255),
        (2, (0x6464,) * 3, (0x6464, 0x6464, 0x6564), 100),
    ],
)
def test_one_of_very_many_colours_is_transparent(
    kind: int, pixel: tuple[int, ...], clear: tuple[int, ...], wanted: int
) -> None:
    """
    With 16 bits a channel one grey or colour can be transparent: it is white, its neighbours stay.
    """
    row = struct.pack(f">{len(pixel)}H", *pixel) * 800
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 800, 800, 16, kind, 0, 0, 0)),
        (b"tRNS", struct.pack(f">{len(clear)}H", *clear)),
        (b"IDAT", zlib.compress((b"\0" + row) * 800)),
        (b"IEND", b""),
    )
    made = pictures.prepare(b"\x89PNG\r\n\x1a\n" + b"".join(files.chunk(*one) for one in parts))
    assert files.colour_at(made.data, MIDDLE) == (wanted,) * 3


@pytest.mark.parametrize("mode, value", [("L", 100), ("LA", (100, 255))])
def test_a_grey_picture_in_a_profile_for_colours(mode: str, value: Any) -> None:
    """
    Grey with the usual profile of colours, as many programs write it, stays what it is.
    """
    image = Image.new(mode, (800, 800), value)
    assert seen(image, "PNG", icc_profile=STANDARD) == ((100, 100, 100), [])


@pytest.mark.parametrize("name", ["sRGB linear  ", "not the sRGB "])
def test_the_name_of_the_standard_within_another_name(name: str) -> None:
    """
    A profile that has sRGB in its name and other colours is applied.
    """
    swapped = STANDARD.replace(BUILT_IN, name.encode("utf-16-be"))
    head, tags = swapped[:500], swapped[500:]
    head = head.replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")
    (red, green, _), found = seen(
        Image.new("RGB", (800, 800), (255, 0, 0)), "PNG", icc_profile=head + tags
    )
    assert (red, found) == (0, [])
    assert green > 200
