from __future__ import annotations

import struct

from typing import Any

import pytest

from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from qoo10model.basics.findings import Severity
from qoo10model.formats import gifheads, pictures
from qoo10model.formats.pictureheads import MOST_PIXELS, MOST_STEPS
from qoo10model.formats.tiffheads import tags_in
from qoo10model.imagefacts import ColourMode, ImageFacts, Orientation
from qoo10model.rules.images import ImageFormat
from tests.formats import picturefiles as files


GREY, RGB, PALETTE, CMYK = ColourMode.GREY, ColourMode.RGB, ColourMode.PALETTE, ColourMode.CMYK
OTHER = ColourMode.OTHER
UNOPENED = "its head is damaged or of a kind that decoders do not open"

# Kind, mode → how it is stored.
KINDS = [
    ("JPEG", "L", GREY),
    ("JPEG", "RGB", RGB),
    ("JPEG", "CMYK", CMYK),
    ("PNG", "1", GREY),
    ("PNG", "L", GREY),
    ("PNG", "LA", GREY),
    ("PNG", "P", PALETTE),
    ("PNG", "RGB", RGB),
    ("PNG", "RGBA", RGB),
    ("GIF", "P", PALETTE),
    ("WEBP", "RGB", RGB),
    ("WEBP", "RGBA", RGB),
    ("BMP", "RGB", RGB),
    ("TIFF", "L", GREY),
    ("TIFF", "RGB", RGB),
    ("TIFF", "P", PALETTE),
    ("TIFF", "CMYK", CMYK),
    ("TIFF", "LAB", OTHER),
]
WHOLE = {
    "JPEG": files.saved(files.quarters()),
    "JPEG progressive": files.saved(files.noise(60, 60), progressive=True),
    "JPEG of a phone": files.turned(files.quarters(), 6),
    "PNG": files.saved(files.noise(60, 60), "PNG"),
    "GIF": files.saved(files.noise(60, 60), "GIF"),
    "WEBP": files.saved(files.noise(60, 60), "WEBP"),
}


def codes(data: bytes) -> list[str]:
    """
    The codes of what is found in a file.
    """
    return [finding.code for finding in pictures.inspect(data).findings]


def why(data: bytes) -> str:
    """
    The text of the only thing that is found in a file.
    """
    (finding,) = pictures.inspect(data).findings
    return finding.text.en


# Beside Pillow


@pytest.mark.parametrize("kind, mode, colour", KINDS)
@pytest.mark.parametrize("size", [(1, 1), (1, 300), (257, 2), (80, 60)])
def test_a_head_says_what_pillow_says(
    kind: str, mode: str, colour: ColourMode, size: tuple[int, int]
) -> None:
    """
    Format, size and colours are those that Pillow sees when it opens the file.
    """
    image = Image.new(mode, size)
    data = files.saved(image, kind)
    facts = pictures.inspect(data, "a")
    seen = files.opened(data)
    assert facts.format is ImageFormat[kind]
    assert seen.format == kind
    assert facts.size == seen.size == size
    assert facts.colour is colour
    assert (facts.weight, facts.filename) == (len(data), "a")
    assert (facts.findings, facts.is_deep) == ((), False)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("code", range(1, 9))
def test_orientation_is_read(kind: str, code: int) -> None:
    """
    Each of the eight orientations is read from the EXIF data, wherever the format keeps them.
    """
    facts = pictures.inspect(files.turned(files.quarters(), code, kind))
    assert facts.orientation is Orientation(code)
    assert facts.size == (80, 60)
    assert facts.shown_size == ((60, 80) if code >= 5 else (80, 60))


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
@pytest.mark.parametrize("frames", [1, 2, 3, 17])
def test_frames_are_those_that_pillow_finds(kind: str, frames: int) -> None:
    """
    What moves is told, with as many frames as Pillow finds by going through them, but for a GIF.
    """
    first, *rest = (Image.new("RGB", (8, 8), (at * 9, 0, 0)) for at in range(frames))
    data = files.saved(first, kind, save_all=True, append_images=rest)
    facts = pictures.inspect(data)
    assert getattr(files.opened(data), "n_frames", 1) == frames
    assert facts.frames == (None if kind == "GIF" and frames > 1 else frames)
    assert facts.is_animated is (frames > 1)
    assert facts.findings == ()


@pytest.mark.parametrize("padding", [b"", b"\0", b"PK\x03\x04"])
def test_a_gif_of_five_hundred_frames(padding: bytes) -> None:
    """
    All 500 frames are counted if the file has something behind its end; else it is known to move.
    """
    frames = [files.gif_frame(colours=at % 3) for at in range(500)]
    facts = pictures.inspect(files.gif(*frames) + padding)
    assert facts.is_animated is True
    assert facts.frames == (500 if padding else None)
    assert [finding.code for finding in facts.findings] == (
        ["pictures.hides_another"] if padding.startswith(b"PK") else []
    )


def test_a_gif_is_not_looked_at_beyond_its_second_frame() -> None:
    """
    Of a GIF that moves and ends as it should, the frames after the second one may be anything.
    """
    frame = files.gif_frame()
    facts = pictures.inspect(files.gif(frame, frame, b"?nonsense", b"\0"))
    assert (facts.is_animated, facts.frames, facts.findings) == (True, None, ())
    facts = pictures.inspect(files.gif(frame, b"?nonsense", b"\0"))
    assert [finding.code for finding in facts.findings] == ["pictures.broken"]


@pytest.mark.parametrize("tenth", range(1, 10))
def test_an_animation_that_is_cut_off(tenth: int) -> None:
    """
    Cut off at any tenth, a GIF that moves is cut off; how many frames it had nobody knows.
    """
    whole = files.gif(*[files.gif_frame(size=700 + at) for at in range(10)])
    facts = pictures.inspect(whole[: len(whole) * tenth // 10])
    assert [finding.code for finding in facts.findings] == ["pictures.truncated"]
    assert facts.frames is None
    assert facts.is_animated is (True if tenth > 2 else None)


def test_a_semicolon_does_not_end_an_animation() -> None:
    """
    A file that is cut off just behind a byte that looks like the end mark is cut off all the same.
    """
    frame = files.gif_frame()
    assert codes(files.gif(frame, frame[:-5] + b"\x01", end=b";")) == ["pictures.truncated"]


@given(st.lists(st.integers(1, 255), max_size=900), st.integers(0, 3))
def test_blocks_of_any_length_are_passed(lengths: list[int], frames: int) -> None:
    """
    However the data of frames are cut into blocks, as many frames are found as there are.
    """
    blocks = b"".join(bytes((length,)) + b"," * length for length in lengths)
    frame = files.gif_frame(size=0)[:-1] + blocks + b"\0"
    data = files.gif(*[frame] * frames, end=b";\0")
    facts = pictures.inspect(data)
    assert facts.frames == (frames or None)
    assert [finding.code for finding in facts.findings] == ([] if frames else ["pictures.broken"])


@pytest.mark.parametrize("length", [1, 254, 255])
@pytest.mark.parametrize("count", [1, 255, 256, 257, 512, 513])
def test_many_blocks_of_one_length(length: int, count: int) -> None:
    """
    Blocks of one length are passed together, wherever the steps in which that is done end.
    """
    frame = files.gif_frame(size=0)[:-1] + (bytes((length,)) + b"\xff" * length) * count + b"\0"
    assert pictures.inspect(files.gif(frame)).frames == 1
    assert pictures.inspect(files.gif(frame, frame, end=b";\0")).frames == 2


def test_sixteen_bits_are_deep() -> None:
    """
    A PNG with 16 bits a channel is told from one with 8.
    """
    facts = pictures.inspect(files.saved(Image.new("I;16", (5, 4)), "PNG"))
    assert (facts.size, facts.colour, facts.is_deep) == ((5, 4), GREY, True)
    assert pictures.inspect(files.jpeg(5, 4, bits=12)).is_deep
    assert not pictures.inspect(files.jpeg(5, 4, bits=8)).is_deep


@pytest.mark.parametrize("size", [(1, 1), (300, 77), (77, 300), (16_383, 2)])
def test_the_size_of_a_webp_without_loss(size: tuple[int, int]) -> None:
    """
    A WebP without loss packs its size into 28 bits.
    """
    data = files.saved(Image.new("RGB", size), "WEBP", lossless=True)
    assert pictures.inspect(data).size == size


# What kind of file it is


@pytest.mark.parametrize(
    "data, kind, size",
    [
        (files.heic(b"heic", (512, 512), (4032, 3024), (320, 240)), ImageFormat.HEIC, (4032, 3024)),
        (files.heic(b"mif1"), ImageFormat.HEIC, None),
        (files.heic(b"heix", (1, 2))[:-1], ImageFormat.HEIC, None),
        (files.heic(b"avif", (640, 480)), ImageFormat.AVIF, (640, 480)),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avis", ImageFormat.AVIF, None),
        (b"<svg xmlns='x' width='9'/>", ImageFormat.SVG, None),
        (b"\xef\xbb\xbf \r\n<?xml version='1.0'?>\n<!-- x --><SVG>", ImageFormat.SVG, None),
        (b"<!-- drawn --><svg>", ImageFormat.SVG, None),
        (b"8BPS\0\1" + bytes(8) + struct.pack(">IIHH", 7, 9, 8, 3), ImageFormat.PSD, (9, 7)),
        (b"%PDF-1.7\n", ImageFormat.PDF, None),
        (b"\xff\x0a\xfa\x1f", ImageFormat.JPEG_XL, None),
        (b"\0\0\0\x0cJXL \r\n\x87\n", ImageFormat.JPEG_XL, None),
        (b"BM" + bytes(12) + struct.pack("<Iii", 40, 9, -7), ImageFormat.BMP, (9, 7)),
        (b"BM" + bytes(12) + struct.pack("<IHH", 12, 9, 7), ImageFormat.BMP, (9, 7)),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_formats_that_a_listing_does_not_take(
    data: bytes, kind: ImageFormat, size: tuple[int, int] | None
) -> None:
    """
    Other formats are known by their first bytes; the size is told where it stands in the head.
    """
    facts = pictures.inspect(data, "front.jpg")
    assert (facts.format, facts.size, facts.findings) == (kind, size, ())


@pytest.mark.parametrize(
    "data, what",
    [
        (b"hello, this is a text", "a text"),
        ("品名,価格\n".encode("cp932"), "a text"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b"\n<HTML lang='ja'>", "a web page"),
        (b"<?xml version='1.0'?><rss>", "a text"),
        (b"PK\x03\x04" + bytes(30), "a ZIP archive or an Office file"),
        (b"\0\0\0\x18ftypisom" + bytes(12), "a video"),
        (b"RIFF\x04\0\0\0WAVEfmt ", "a sound or a video"),
        (b"\0\1\2\3", "no kind of file known here"),
        (b"BMW 320i, white, 2019 model\n", "a text"),
        (b"BM" + bytes(40), "no kind of file known here"),
        (b" \n\t", "no kind of file known here"),
        (b"\xff\xd8\xfe", "no kind of file known here"),
        (b"G", "a text"),
    ],
)
def test_what_is_no_picture(data: bytes, what: str) -> None:
    """
    What is no picture is said to be none, and what it looks like.
    """
    facts = pictures.inspect(data, "front.jpg")
    assert (facts.format, facts.size, facts.colour, facts.frames) == (None, None, None, None)
    assert why(data) == f"the file is no picture, it looks like {what}: take the picture itself"


def test_nothing_is_no_picture() -> None:
    """
    A file without a byte is empty.
    """
    assert codes(b"") == ["pictures.empty"]
    assert pictures.inspect(b"").weight == 0


@pytest.mark.parametrize("make", [files.png, files.jpeg, lambda w, h: files.gif(width=w, height=h)])
@pytest.mark.parametrize("size", [(0, 0), (0, 5), (5, 0)])
def test_a_picture_without_a_pixel(make: Any, size: tuple[int, int]) -> None:
    """
    A picture of no width or no height is an error, with the size that it has.
    """
    facts = pictures.inspect(make(*size))
    assert facts.size == size
    assert facts.findings[0].code == "pictures.no_area"
    assert facts.findings[0].severity is Severity.ERROR


# Files that are cut off or broken


@pytest.mark.parametrize("data", [b"\xff\xd8", b"\x89PNG", b"GIF8", b"RIF", b"II"])
def test_a_file_that_is_cut_off_within_its_first_mark(data: bytes) -> None:
    """
    A file that ends within the mark of its kind is cut off, and its kind is not known.
    """
    assert codes(data) == ["pictures.truncated"]
    assert pictures.inspect(data).format is None


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_file_that_is_cut_off(name: str, tenth: int) -> None:
    """
    Cut off at any tenth, a file is said to be cut off, and has its true size or none.
    """
    data = WHOLE[name]
    facts = pictures.inspect(data[: len(data) * tenth // 10])
    assert [finding.code for finding in facts.findings] == ["pictures.truncated"]
    assert facts.size in {None, pictures.inspect(data).size}


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_is_cut_off_anywhere(name: str) -> None:
    """
    Whatever byte a file ends at, it is no picture or cut off, and never whole.
    """
    data = WHOLE[name]
    for length in [*range(700), *range(len(data) - 40, len(data))]:
        if length < len(data):
            (found,) = pictures.inspect(data[:length]).findings
            assert found.severity is Severity.ERROR


def test_the_preview_inside_a_photo_does_not_make_it_whole() -> None:
    """
    The end mark of a preview in the EXIF data is not the end of the photo.
    """
    preview = files.saved(files.quarters(16, 12))
    inside = files.segment(0xE1, b"Exif\0\0" + files.exif(6) + preview)
    cut = files.jpeg(800, 600, inside, end=b"")
    facts = pictures.inspect(cut)
    assert facts.size == (800, 600)
    assert facts.orientation is Orientation.QUARTER_RIGHT
    assert [finding.code for finding in facts.findings] == ["pictures.truncated"]


@pytest.mark.parametrize(
    "data, reason, size",
    [
        (b"\xff\xd8\xff\xd9", "it has no pixels", None),
        (b"\xff\xd8" + files.segment(0xDA, b"") + b"\xff\xd9", "its size is not in it", None),
        (
            b"\xff\xd8" + files.segment(0xFE, b"") * (MOST_STEPS + 1) + b"\xff\xd9",
            "its header never ends",
            None,
        ),
        (b"\xff\xd8" + b"\xff" * (MOST_STEPS + 9), "its header never ends", None),
        (files.jpeg(9, 7, files.segment(0x02, b"x")), "a segment in it is of no known kind", None),
        (files.jpeg(9, 7, files.segment(0xBF, b"x")), "a segment in it is of no known kind", None),
        (
            files.png(5, 4, files.chunk(b"tE\xd8t", b"x")),
            "a chunk in it is of no known kind",
            (5, 4),
        ),
        (files.png(5, 4, files.chunk(b"    ", b"x")), "a chunk in it is of no known kind", (5, 4)),
        (
            files.png(5, 4)[:8] + files.chunk(b"tEXt", bytes(50)),
            "its size does not come first",
            None,
        ),
        (files.png(5, 4).replace(b"\0\0\0\x05", b"\0\0\0\x06", 1), "its header is damaged", (6, 4)),
        (files.png(5, 4, kind=5), UNOPENED, (5, 4)),
        (files.jpeg(9, 7, bits=12), UNOPENED, (9, 7)),
        (files.jpeg(9, 7, channels=2), UNOPENED, (9, 7)),
        (files.jpeg(9, 7, channels=255), UNOPENED, (9, 7)),
        (files.jpeg(9, 7).replace(b"\xff\xc0\0\x11", b"\xff\xc0\0\x0f"), UNOPENED, (9, 7)),
        (
            files.png(5, 4)[:33] + files.chunk(b"IEND", b""),
            "it has no pixels",
            (5, 4),
        ),
        (
            files.png(5, 4, *[files.chunk(b"tEXt", b"")] * MOST_STEPS),
            "its header never ends",
            (5, 4),
        ),
        (files.gif(), "it has no pixels", (16, 9)),
        (files.gif(b"?"), "a block in it is of no known kind", (16, 9)),
        (files.webp(files.webp_chunk(b"ICCP", b"abc")), "its size is not in it", None),
        (
            files.webp(*[files.webp_chunk(b"ICCP", b"")] * (MOST_STEPS + 1)),
            "its size is not in it",
            None,
        ),
        (b"II*\0" + bytes(20), "its size is not in it", None),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_files_that_are_broken(data: bytes, reason: str, size: tuple[int, int] | None) -> None:
    """
    A file that begins well and makes no sense is broken, with the reason.
    """
    assert codes(data) == ["pictures.broken"]
    assert f"cannot be read as one: {reason};" in why(data)
    assert pictures.inspect(data).size == size


@pytest.mark.parametrize(
    "data",
    [
        b"BM",
        b"BM" + bytes(12) + b"\x28\0\0\0" + bytes(7),
        b"8BPS" + bytes(9),
        b"RIFF\xff\xff\xff\0WEBP" + files.webp_chunk(b"VP8L", bytes(9)),
        files.webp(files.webp_chunk(b"VP8 ", b"")),
        files.webp(files.webp_chunk(b"VP8L", bytes(5)))[:-2],
    ],
)
def test_heads_of_other_formats_that_are_cut_off(data: bytes) -> None:
    """
    The formats that a listing does not take are said to be cut off as well.
    """
    assert codes(data) == ["pictures.truncated"]


def test_what_decoders_forgive_is_forgiven() -> None:
    """
    Junk between segments, fill bytes and lone markers of a JPEG, and zeros in a GIF, do no harm.
    """
    junk = (
        files.segment(0xFE, b"y")
        + b"junk"
        + b"\xff\xff\xff"
        + files.segment(0xFE, b"x")[1:]
        + b"\xff\x01\xff\x00\xff\xd0"
    )
    facts = pictures.inspect(files.jpeg(9, 7, junk))
    assert (facts.size, facts.findings) == ((9, 7), ())
    frame = files.gif_frame()
    blocks = b"\0\0", frame, b"\0", b"!\xfe\x03abc\0", frame
    facts = pictures.inspect(files.gif(*blocks, end=b";\0"))
    assert (facts.frames, facts.findings) == (2, ())
    assert pictures.inspect(files.gif(*blocks)).is_animated is True


@pytest.mark.parametrize("marker", [0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC9, 0xCD, 0xCF])
def test_all_kinds_of_jpeg_have_a_size(marker: int) -> None:
    """
    Baseline, progressive, lossless or arithmetic: each kind of frame has the size.
    """
    tables = files.segment(0xC4, bytes(20)), files.segment(0xCC, bytes(20))
    assert pictures.inspect(files.jpeg(9, 7, *tables, marker=marker)).size == (9, 7)


@pytest.mark.parametrize("channels, colour", [(1, GREY), (3, RGB), (4, CMYK)])
def test_channels_are_colours(channels: int, colour: ColourMode) -> None:
    """
    The channels of a JPEG tell how its colours are stored.
    """
    assert pictures.inspect(files.jpeg(9, 7, channels=channels)).colour is colour


@pytest.mark.parametrize("mode, colour", [(3, RGB), (4, CMYK), (9, OTHER)])
def test_colours_of_photoshop(mode: int, colour: ColourMode) -> None:
    """
    A Photoshop file for print is told from one for screens.
    """
    data = b"8BPS\0\1" + bytes(8) + struct.pack(">IIHH", 7, 9, 8, mode)
    assert pictures.inspect(data).colour is colour


def test_a_frame_larger_than_its_screen() -> None:
    """
    The first frame of a GIF counts where it is larger than the screen, a later one does not.
    """
    small, large = files.gif_frame(4, 3), files.gif_frame(40, 30)
    assert pictures.inspect(files.gif(large)).size == (40, 30)
    assert pictures.inspect(files.gif(large, small)).size == (40, 30)
    assert pictures.inspect(files.gif(small, large)).size == (16, 9)


# EXIF


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("kind", [3, 4])
@pytest.mark.parametrize("code", [1, 8])
def test_exif_in_either_order(order: str, kind: int, code: int) -> None:
    """
    Tags are read in both byte orders, as short and as long numbers.
    """
    data = files.exif(code, order, kind)
    assert tags_in(data, 0, len(data)) == {0x0112: code}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"II*\0",
        b"II*\0\xff\xff\xff\xff",
        b"II*\0\x08\0\0\0",
        b"II*\0\x08\0\0\0\x05\0",
        b"MM\0*\0\0\0\x08\xff\xff" + bytes(5),
        b"XX*\0" + bytes(30),
        files.exif(6).replace(b"\x12\x01\x03", b"\x13\x01\x03"),
        files.exif(6).replace(b"\x12\x01\x03", b"\x12\x01\x05"),
    ],
)
def test_exif_that_makes_no_sense(data: bytes) -> None:
    """
    EXIF data that make no sense have no tags, and the photo is upright.
    """
    assert tags_in(data, 0, len(data)) == {}
    photo = files.jpeg(9, 7, files.segment(0xE1, b"Exif\0\0" + data))
    assert pictures.inspect(photo).orientation is Orientation.UPRIGHT
    assert pictures.inspect(photo).findings == ()


@pytest.mark.parametrize("code", [0, 9, 65535])
def test_an_orientation_that_does_not_exist(code: int) -> None:
    """
    A code that is not 1 to 8 means upright.
    """
    assert pictures.inspect(files.turned(files.quarters(), code)).orientation is Orientation.UPRIGHT


def test_tags_of_another_segment_are_left_alone() -> None:
    """
    Only EXIF data are read, and only to the end of their segment.
    """
    exif = files.segment(0xE1, b"Exif\0\0" + files.exif(6))
    other = files.segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + bytes(20))
    for segments in ((exif, other), (other, exif)):
        facts = pictures.inspect(files.jpeg(9, 7, *segments))
        assert facts.orientation is Orientation.QUARTER_RIGHT
    short, rest = files.segment(0xE1, b"Exif\0\0" + files.exif(6)[:22]), files.exif(6)[22:]
    assert pictures.inspect(files.jpeg(9, 7, short, rest)).orientation is Orientation.UPRIGHT


# Where a file ends


@pytest.mark.parametrize("pixels", [b"\x12\xff\x00\x34", b"\xff\xd0\xff\x00\xff\xd7\x12\xff\x00"])
@pytest.mark.parametrize("last", [b"", b"\xff", b"\x00"])
def test_a_file_that_ends_in_pixels_is_cut_off(pixels: bytes, last: bytes) -> None:
    """
    Pixels at the very end, with or without marks to restart, are cut off, whatever ends before them.

    So it is where the second picture of a photo of two is cut off.
    """
    assert codes(files.jpeg(9, 7, end=pixels * 2_000 + last)) == ["pictures.truncated"]
    second = b"\xff\xd9" + pixels * 2_000 + last
    assert codes(files.jpeg(9, 7, end=second)) == ["pictures.truncated"]


@pytest.mark.parametrize("count", [0, 1, 4, 7, 20])
@pytest.mark.parametrize("behind", [b"\xff\x00", b"\xff\x00\x01", b"\xff\x00\xff\xd3"])
def test_what_follows_a_photo_is_not_taken_for_pixels(count: int, behind: bytes) -> None:
    """
    The end mark is seen where it is near, whatever stands behind it.
    """
    data = files.jpeg(9, 7, end=b"\xff\xd9" + b"\0\0\0\x18ftypmp42" + behind * count)
    assert codes(data) == ["pictures.trailing_data"]


def test_a_video_behind_a_photo_is_found() -> None:
    """
    A motion photo is whole, however far its end is from that of the file.
    """
    video = b"\0\0\0\x18ftypmp42" + files.noise(90, 90).tobytes()
    facts = pictures.inspect(WHOLE["JPEG of a phone"] + video)
    (found,) = facts.findings
    assert found.code == "pictures.trailing_data"
    assert "a video, as of a motion photo" in found.text.en


@pytest.mark.parametrize("parts", [1, 2, 50, MOST_STEPS, MOST_STEPS + 1])
def test_the_chunks_of_a_png_lead_to_its_end(parts: int) -> None:
    """
    However many chunks the pixels are in, an end in one of them is not the end of the file.
    """
    end = files.chunk(b"IEND", b"")
    pixels = files.chunk(b"IDAT", bytes(9) if parts > MOST_STEPS else end) * parts
    head = files.png(5, 4)[:33]
    assert codes(head + pixels + end + b"\0\0") == []
    assert codes(head + pixels + end + b"PK\x03\x04") == ["pictures.hides_another"]
    for cut in (1, 5, 12, 13):
        assert codes((head + pixels + end)[:-cut]) == ["pictures.truncated"]


@pytest.mark.parametrize("frames, known", [(MOST_STEPS - 1, True), (MOST_STEPS, False)])
def test_a_webp_of_very_many_frames(frames: int, known: bool) -> None:
    """
    Of a WebP with more parts than are looked at the number of frames is not known.
    """
    size = files.webp_chunk(b"VP8X", bytes(4) + b"\x08\0\0\x06\0\0")
    facts = pictures.inspect(files.webp(size, *[files.webp_chunk(b"ANMF", b"")] * frames))
    assert facts.frames == (frames if known else None)
    assert facts.is_animated is True
    assert (facts.size, facts.findings) == ((9, 7), ())


# Bombs, and two kinds at once


def test_a_picture_made_to_fill_the_memory() -> None:
    """
    30,000 × 30,000 pixels in 4 KB are told from the head, with their size.
    """
    facts = pictures.inspect(files.png(30_000, 30_000))
    assert facts.size == (30_000, 30_000)
    (found,) = facts.findings
    assert (found.code, found.severity) == ("pictures.too_many_pixels", Severity.ERROR)
    assert found.text.en.startswith("30,000 × 30,000 pixels in 4,057 bytes")


@pytest.mark.parametrize(
    "make", [files.png, files.jpeg, lambda w, h: files.gif(files.gif_frame(w, h))]
)
def test_the_most_pixels(make: Any) -> None:
    """
    64 million pixels are no bomb, one column more is.
    """
    assert codes(make(8_000, 8_000)) == []
    assert codes(make(8_001, 8_000)) == ["pictures.too_many_pixels"]
    assert MOST_PIXELS == 64_000_000
    assert Image.MAX_IMAGE_PIXELS is not None
    assert MOST_PIXELS < Image.MAX_IMAGE_PIXELS


@pytest.mark.parametrize(
    "data, what",
    [
        (WHOLE["JPEG"] + b"PK\x03\x04" + bytes(99), "a ZIP archive"),
        (WHOLE["PNG"] + b"\0\0PK\x03\x04", "a ZIP archive"),
        (WHOLE["GIF"] + b"Rar!\x1a\x07\0", "an archive"),
        (WHOLE["GIF"] + b"7z\xbc\xaf\x27\x1c", "an archive"),
        (WHOLE["JPEG"] + b"MZ\x90", "a program"),
        (WHOLE["JPEG"] + b"\x7fELF", "a program"),
        (WHOLE["PNG"] + b"%PDF-1.7", "a PDF"),
        (WHOLE["GIF"] + b"<script>", "a page with a script"),
        (files.jpeg(9, 7, files.segment(0xFE, b"<script>alert(1)")), "a page with a script"),
        (files.png(9, 7, files.chunk(b"tEXt", b"a\0<?php x")), "a page with a script"),
        (files.jpeg(9, 7, files.segment(0xFE, b"%PDF-1.4")), "a PDF"),
        (files.jpeg(9, 7, end=b"PK\x05\x06" + bytes(18) + b"\xff\xd9"), "a ZIP archive"),
        (WHOLE["WEBP"] + b"PK\x05\x06" + bytes(18), "a ZIP archive"),
    ],
)
def test_two_kinds_of_file_at_once(data: bytes, what: str) -> None:
    """
    A picture that is something else as well is a warning that says what.
    """
    facts = pictures.inspect(data)
    (found,) = facts.findings
    assert (found.code, found.severity) == ("pictures.hides_another", Severity.WARNING)
    assert f"and {what} at once" in found.text.en
    assert facts.size is not None


@pytest.mark.parametrize("name", ["JPEG", "PNG", "GIF"])
def test_what_follows_a_picture(name: str) -> None:
    """
    Padding after a picture is nothing, a video or anything else is weight that nobody sees.
    """
    data = WHOLE[name]
    for padding in (b"\0", b"\r\n", b"\xff\xff", bytes(5_000)):
        assert codes(data + padding) == []
    assert codes(data + b"\0\0\0\x18ftypmp42") == ["pictures.trailing_data"]
    assert "12 bytes (a video, as of a motion photo) follow" in why(
        data + b"\0\0\0\x18ftypmp42"[-12:]
    )
    assert "13 bytes (of no known kind) follow" in why(data + b"SEFH" + bytes(range(1, 10)))


def test_the_middle_of_a_file_makes_it_nothing_else() -> None:
    """
    What stands deep inside a picture is no second kind of file: nothing would read it as one.
    """
    for inside in (b"PK\x05\x06", b"%PDF-1.7", b"<script>"):
        around = files.segment(0xFE, bytes(1_100))
        data = files.jpeg(9, 7, around, files.segment(0xFE, inside), around)
        assert codes(data) == []


def test_a_photo_of_two_pictures_is_whole() -> None:
    """
    Phones put a second JPEG after the first; such a file ends well.
    """
    assert codes(WHOLE["JPEG"] + WHOLE["JPEG of a phone"]) == []


# Any bytes at all


@given(st.binary(max_size=300))
def test_any_bytes_have_facts(data: bytes) -> None:
    """
    Whatever the bytes are, there are facts, and a finding where there is no size.
    """
    facts = pictures.inspect(data)
    assert facts.weight == len(data)
    no_size_is_known = {ImageFormat.SVG, ImageFormat.PDF, ImageFormat.JPEG_XL, ImageFormat.HEIC}
    assert facts.size or facts.findings or facts.format in no_size_is_known


@given(
    st.sampled_from(
        [
            b"\xff\xd8\xff",
            b"\x89PNG\r\n\x1a\n",
            b"GIF89a",
            b"RIFF\xff\0\0\0WEBP",
            b"BM",
            b"II*\0",
            b"MM\0*",
            b"8BPS",
            b"\0\0\0\x18ftypheic",
        ]
    ),
    st.binary(max_size=200),
)
def test_any_bytes_after_a_signature_have_facts(mark: bytes, data: bytes) -> None:
    """
    A signature with anything behind it has facts of that format.
    """
    assert type(pictures.inspect(mark + data)) is ImageFacts


@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_damaged_files_have_facts(name: str, draw: st.DataObject) -> None:
    """
    A file with bytes changed, left out or put in has facts, whatever comes of it.
    """
    data = bytearray(WHOLE[name])
    for _ in range(draw.draw(st.integers(1, 8))):
        at = draw.draw(st.integers(0, min(len(data) - 1, 900)))
        data[at : at + draw.draw(st.integers(0, 3))] = draw.draw(st.binary(max_size=3))
    facts = pictures.inspect(bytes(data))
    assert facts.weight == len(data)


@given(st.integers(1, 9_999), st.integers(1, 6_400))
@example(65_535, 1)
@example(1, 65_535)
def test_any_size_is_read(width: int, height: int) -> None:
    """
    Width and height come out of a head as they went in, in each format.
    """
    for data in (
        files.jpeg(width, height),
        files.png(width, height),
        files.gif(files.gif_frame(1, 1), width=width, height=height),
    ):
        assert pictures.inspect(data).size == (width, height)
        assert pictures.inspect(data).findings == ()


def test_a_gif_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A GIF of more blocks than any real one is left, also in the middle of one frame.
    """
    monkeypatch.setattr(gifheads, "_MOST_STEPS", 50)
    assert codes(files.gif(*[files.gif_frame(size=255)] * 15, end=b";\0")) == []
    many_small_frames = files.gif(*[files.gif_frame(size=255)] * 30, end=b";\0")
    uneven = b"".join(bytes((1 + at % 2,)) + bytes(1 + at % 2) for at in range(60))
    one_large_frame = files.gif(files.gif_frame(size=0)[:-1] + uneven + b"\0")
    for data in (many_small_frames, one_large_frame):
        assert codes(data) == ["pictures.broken"]
        assert "it never ends" in why(data)
    assert codes(one_large_frame[:60]) == ["pictures.truncated"]


def test_exif_of_a_webp_with_and_without_its_name() -> None:
    """
    Some programs put the six letters of a JPEG's EXIF before that of a WebP.
    """
    size = files.webp_chunk(b"VP8X", bytes(4) + b"\x08\0\0\x06\0\0")
    for name in (b"", b"Exif\0\0"):
        data = files.webp(size, files.webp_chunk(b"EXIF", name + files.exif(6)))
        assert pictures.inspect(data).orientation is Orientation.QUARTER_RIGHT
        assert pictures.inspect(data).size == (9, 7)
