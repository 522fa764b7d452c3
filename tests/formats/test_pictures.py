from __future__ import annotations

import inspect as python
import tracemalloc
import zlib

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from hypothesis import given
from hypothesis import strategies as st
from PIL import GifImagePlugin, Image, ImageCms, ImageFile

from qoo10model import images
from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    Qoo10ModelError,
    RuleNotKnownError,
)
from qoo10model.basics.findings import Severity
from qoo10model.formats import picturefitting, pictures
from qoo10model.formats.bareheads import colour_of
from qoo10model.formats.picturekinds import read_head
from qoo10model.formats.pictureparts import part_of, stored_box
from qoo10model.formats.pictures import Fit, Prepared
from qoo10model.imagefacts import ColourMode, Orientation
from qoo10model.rules.book import JAPAN
from qoo10model.rules.images import ImageFormat
from tests.formats import picturefiles as files
from tests.formats.picturefiles import BLUE, GREEN, RED, WHITE


if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = date(2026, 5, 12)
PAD, CROP = Fit.PAD, Fit.CROP
RGB_ALWAYS = GifImagePlugin.LoadingStrategy.RGB_ALWAYS
CORNERS = ((100, 100), (700, 100), (100, 700), (700, 700))


def near(seen: Any, wanted: tuple[int, int, int], off: int = 12) -> bool:
    """
    Whether a colour is another but for what JPEG does to it.
    """
    return all(abs(a - b) <= off for a, b in zip(seen, wanted, strict=True))


def looks(data: bytes, *wanted: tuple[tuple[int, int], tuple[int, int, int]], **more: Any) -> bool:
    """
    Whether the picture made from *data* has these colours at these places.
    """
    seen = files.opened(pictures.prepare(data, **more).data)
    return all(near(seen.getpixel(at), colour) for at, colour in wanted)


def codes(made: Prepared) -> list[str]:
    """
    The codes of what is said about a picture that was made ready.
    """
    return [finding.code for finding in made.findings]


def swapped_profile() -> bytes:
    """
    A colour profile that takes red for green: that of sRGB with two of its tags exchanged.
    """
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = profile.replace("sRGB".encode("utf-16-be"), "xRGB".encode("utf-16-be"))
    head, tags = profile[:500], profile[500:]
    head = head.replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")
    return head + tags


# Inspecting


@pytest.fixture
def decoders(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """
    The decoders that Pillow is asked for, since this fixture was asked for.
    """
    asked: list[str] = []
    give = Image._getdecoder

    def note(mode: str, name: str, *rest: Any) -> object:
        asked.append(name)
        return give(mode, name, *rest)

    monkeypatch.setattr(Image, "_getdecoder", note)
    colour_of.cache_clear()
    return asked


@pytest.mark.parametrize("kind, name", [("JPEG", "jpeg"), ("PNG", "zip"), ("GIF", "gif")])
def test_inspecting_decodes_no_pixel(kind: str, name: str, decoders: list[str]) -> None:
    """
    Of 21 pictures that are inspected Pillow decodes none; `prepare` does decode.
    """
    data = files.saved(files.quarters(), kind)
    for _ in range(21):
        assert pictures.inspect(data).size == (80, 60)
    assert decoders == []
    pictures.prepare(data)
    assert decoders == [name]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_no_metadata_reach_pillow(kind: str) -> None:
    """
    A bare head has one pixel, and none of what is told beside the pixels.
    """
    told = {"comment": b"secret" * 999, "dpi": (300, 300), "exif": files.exif(6)}
    whole = files.saved(files.noise(60, 50), kind, **told)
    bare = read_head(whole).bare
    seen = Image.open(BytesIO(bare), formats=(kind,))
    assert seen.size == (1, 1)
    assert b"secret" not in bare
    assert not {"comment", "dpi", "exif"} & set(seen.info)
    assert len(bare) < 50


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize(
    "more",
    [
        {"subsampling": 0},
        {"subsampling": 2},
        {"progressive": True},
        {"restart_marker_blocks": 1},
        {"icc_profile": bytes(200_000)},
    ],
    ids=str,
)
def test_pillow_opens_a_bare_jpeg_as_the_whole_one(mode: str, more: Any) -> None:
    """
    However a JPEG is coded, its bare head has the mode of the whole file.
    """
    whole = files.saved(files.noise(61, 47).convert(mode), **more)
    assert same_to_pillow(whole, "JPEG")


@pytest.mark.parametrize(
    "kind, depths",
    [(0, (1, 2, 4, 8, 16)), (2, (8, 16)), (3, (1, 2, 4, 8)), (4, (8, 16)), (6, (8, 16))],
)
def test_pillow_opens_a_bare_png_as_the_whole_one(kind: int, depths: tuple[int, ...]) -> None:
    """
    Each kind of pixels that a PNG can have leads to the same mode without the rest.
    """
    palette = files.chunk(b"PLTE", bytes(range(6)))
    for bits in depths:
        assert same_to_pillow(files.png(61, 47, palette, bits=bits, kind=kind), "PNG")


def same_to_pillow(whole: bytes, kind: str) -> bool:
    """
    Whether Pillow sees one mode in a file and in its bare head, and we its size and no flaw.
    """
    seen, bare = (
        Image.open(BytesIO(data), formats=(kind,)) for data in (whole, read_head(whole).bare)
    )
    facts = pictures.inspect(whole)
    return (seen.mode, seen.size, facts.findings) == (bare.mode, facts.size, ())


def test_a_bare_head_is_short_whatever_the_file_says() -> None:
    """
    A frame header of 60,000 bytes, which no decoder takes, is cut, so that little is kept of it.
    """
    start = b"\xff\xd8" + files.segment(0xC0, b"\x08\0\x07\0\x09\x03" + bytes(60_000))
    data = start + files.segment(0xDA, bytes(6)) + b"\x12\x34\xff\xd9"
    assert len(read_head(data).bare) < 1_100
    assert [finding.code for finding in pictures.inspect(data).findings] == ["pictures.broken"]


def test_settings_of_the_program_around_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A program that tells Pillow to open small pictures only, or GIF as RGB, gets the same facts.
    """
    data = [
        *(files.saved(files.quarters(), kind) for kind in ("JPEG", "PNG", "GIF")),
        files.gif(files.gif_frame(40, 30), width=1, height=1),
        files.gif(files.gif_frame(), width=0, height=0),
        files.gif(files.gif_frame(1, 2, left=65_535), width=9, height=9),
    ]
    facts = [pictures.inspect(one) for one in data]
    assert [one.findings for one in facts] == [()] * 6
    assert [one.size for one in facts[3:]] == [(40, 30), (16, 9), (65_536, 9)]
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 10)
    monkeypatch.setattr(GifImagePlugin, "LOADING_STRATEGY", RGB_ALWAYS)
    colour_of.cache_clear()
    assert [pictures.inspect(one) for one in data] == facts
    colour_of.cache_clear()


def bad_files() -> Iterator[bytes]:
    """
    Yield files that make careless programs take all the memory there is.
    """
    text = files.chunk(b"zTXt", b"a\0\0" + bytes(100_000))
    yield files.png(30_000, 30_000)
    yield files.png(2**31 - 1, 2**31 - 1)
    yield files.png(800, 800, *[text] * 200)
    packed = files.chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(1_000_000)))
    yield files.png(800, 800, *[packed] * 60)
    yield files.jpeg(65_535, 65_535)
    yield files.jpeg(800, 800, *[files.segment(0xE2, bytes(65_000))] * 300)
    yield files.jpeg(800, 800, *[files.segment(0xE1, b"Exif\0\0" + files.exif(6))] * 5_000)
    yield files.jpeg(800, 800, end=b"\xff\xd9" + bytes(20_000_000))
    yield files.jpeg(800, 800, end=bytes(20_000_000))
    yield files.gif(files.gif_frame(65_535, 65_535), width=1, height=1)
    yield files.gif(*[files.gif_frame(65_535, 65_535)] * 500)
    yield files.gif(files.gif_frame(size=10_000_000))
    yield files.webp(files.webp_chunk(b"VP8X", bytes(4) + b"\xff" * 6), bytes(20_000_000))
    yield b"II*\0\x08\0\0\0\xff\xff" + b"\x00\x01\x04\x00\x01\0\0\0\xff\xff\xff\xff" * 500_000
    yield bytes(20_000_000)
    yield b" " * 20_000_000
    yield b"<" * 20_000_000


def test_inspecting_takes_next_to_no_memory() -> None:
    """
    No file, however made, takes more than a megabyte beside its own bytes: 50 are promised.

    What is in the file is looked at in Python, so that tracemalloc sees all that is made of it.
    """
    for data in bad_files():
        colour_of.cache_clear()
        tracemalloc.start()
        try:
            facts = pictures.inspect(data, "a.jpg")
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert peak < 1_000_000
        assert facts.weight == len(data)


def test_pillow_never_sees_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Of what has too many pixels Pillow sees the kind of one pixel, in `prepare` as well.
    """
    seen: list[tuple[int, int]] = []
    start = ImageFile.ImageFile.__init__

    def noted(image: ImageFile.ImageFile, *rest: Any) -> None:
        start(image, *rest)
        seen.append(image.size)

    monkeypatch.setattr(ImageFile.ImageFile, "__init__", noted)
    colour_of.cache_clear()
    with pytest.raises(InvalidValueError, match="30,000 × 30,000 pixels"):
        pictures.prepare(files.png(30_000, 30_000), "bomb.png")
    assert seen == [(1, 1)]
    with pytest.raises(InvalidValueError, match="not decoded here"):
        pictures.prepare(files.gif(files.gif_frame(9_000, 9_000)))
    assert seen == [(1, 1)]
    pictures.prepare(files.saved(files.quarters(), "PNG"))
    assert seen == [(1, 1), (80, 60)]


def test_all_sizes_are_one_kind_of_pixels() -> None:
    """
    Pictures of any sizes ask Pillow once, so that each is as cheap as the next.
    """
    colour_of.cache_clear()
    for size in range(1, 22):
        assert pictures.inspect(files.png(size, 9)).colour is ColourMode.RGB
        assert pictures.inspect(files.jpeg(size, 9)).colour is ColourMode.RGB
    assert colour_of.cache_info().misses == 2


@pytest.mark.parametrize("data", [None, "GIF89a", bytearray(b"GIF89a"), memoryview(b"x"), 5])
def test_only_bytes_are_inspected(data: Any) -> None:
    """
    What is not bytes is refused, with how to get them.
    """
    with pytest.raises(InvalidTypeError, match="open it in binary mode"):
        pictures.inspect(data)
    with pytest.raises(InvalidTypeError, match="open it in binary mode"):
        pictures.prepare(data)


def test_the_north_star() -> None:
    """
    A heavy photo that is not square, with a sign in its name: found, and made ready.
    """
    data = files.saved(files.noise(1_500, 1_000), quality=95)
    facts = pictures.inspect(data, filename="夏#1.jpg")
    assert [finding.code for finding in images.check([facts], on=DAY)] == [
        "images.not_square",
        "images.too_heavy",
        "images.name_characters",
    ]
    made = pictures.prepare(data)
    assert images.check([made.facts], on=DAY) == ()


# Making ready


def test_the_defaults_are_the_rules_of_today() -> None:
    """
    Side and weight that `prepare` takes by itself are the recommended side and the safe weight.
    """
    parameters = python.signature(pictures.prepare).parameters
    assert parameters["side"].default == JAPAN.images.recommended_side.entries[-1].value
    assert parameters["limit"].default == JAPAN.images.image_weight.entries[-1].value


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("code", range(1, 9))
def test_orientation_is_applied(kind: str, code: int) -> None:
    """
    However a picture is stored, its red quarter comes out at the upper left.
    """
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # the transposes that undo each
    upright = files.quarters(80, 80)
    stored = upright if code == 1 else upright.transpose(Image.Transpose(back[code]))
    data = files.turned(stored, code, kind)
    wanted = zip(CORNERS, (RED, GREEN, BLUE, WHITE), strict=True)
    assert looks(data, *wanted)
    made = files.opened(pictures.prepare(data).data)
    assert (made.getexif(), made.info.get("exif")) == ({}, None)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "RGB", "1"])
def test_transparent_parts_become_white(mode: str) -> None:
    """
    What is transparent in a PNG is white, whichever way the PNG says so.
    """
    image = (
        files.quarters(80, 80, "L").convert("RGBA")
        if mode != "RGBA"
        else files.quarters(80, 80, "RGBA")
    )
    options: dict[str, Any] = {}
    if mode in {"RGBA", "LA"}:
        image = image.convert(mode)
        image.putalpha(Image.new("L", (80, 80), 0))
    elif mode == "P":
        image = image.convert("P")
        options = {"transparency": bytes(256)}
    else:
        image = Image.new(mode, (80, 80), 0)
        options = {"transparency": (0, 0, 0) if mode == "RGB" else 0}
    assert looks(files.saved(image, "PNG", **options), *((at, WHITE) for at in CORNERS))


def test_half_transparent_red_on_white() -> None:
    """
    Half transparent red becomes the pink that it is on white.
    """
    image = Image.new("RGBA", (80, 80), (255, 0, 0, 128))
    assert looks(files.saved(image, "PNG"), ((400, 400), (255, 127, 127)))


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_becomes_rgb(kind: str) -> None:
    """
    A picture for print keeps its colours on the screen, near enough.
    """
    data = files.saved(files.quarters(80, 80, "CMYK"), kind, **files.best(kind))
    assert looks(data, *zip(CORNERS, (RED, GREEN, BLUE, WHITE), strict=True))
    assert pictures.prepare(data).source.colour is ColourMode.CMYK


def test_a_profile_is_applied() -> None:
    """
    Colours are what their profile says: red in one that takes red for green is green.
    """
    data = files.saved(
        Image.new("RGB", (80, 80), RED), icc_profile=swapped_profile(), **files.best("JPEG")
    )
    made = pictures.prepare(data)
    red, green, _ = files.colour_at(made.data, (400, 400))
    assert green > 200
    assert red < 100
    assert files.opened(made.data).info.get("icc_profile") is None
    assert codes(made) == ["pictures.enlarged"]


def test_a_profile_is_applied_below_what_is_transparent() -> None:
    """
    In a transparent picture the colours are converted, and white stays white.
    """
    image = Image.new("RGBA", (80, 80), (*RED, 255))
    image.paste((0, 0, 0, 0), (0, 0, 40, 80))
    data = files.saved(image, "PNG", icc_profile=swapped_profile())
    made = pictures.prepare(data).data
    assert near(files.colour_at(made, (100, 400)), WHITE)
    assert files.colour_at(made, (700, 400))[1] > 200


def test_the_standard_profile_changes_nothing() -> None:
    """
    A picture in sRGB that says so looks like one that does not.
    """
    standard = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = files.noise(80, 80)
    told = pictures.prepare(files.saved(image, "PNG", icc_profile=standard))
    assert told.data == pictures.prepare(files.saved(image, "PNG")).data
    assert codes(told) == ["pictures.enlarged"]


@pytest.mark.parametrize(
    "mode, profile", [("RGB", b"nonsense"), ("L", b"nonsense"), ("CMYK", None)]
)
def test_a_profile_that_cannot_be_used(mode: str, profile: bytes | None) -> None:
    """
    A broken profile, or one for other colours, is left out, and that is said.
    """
    data = files.saved(
        files.quarters(900, 900, mode), icc_profile=profile or swapped_profile(), quality=95
    )
    made = pictures.prepare(data)
    assert codes(made) == ["pictures.profile_unused"]
    assert made.findings[0].severity is Severity.ADVICE


@pytest.mark.parametrize(
    "mode, value, seen",
    [
        ("I;16", 65_535, 255),
        ("I;16", 32_896, 128),
        ("I;16", 255, 1),
        ("I;16", 0, 0),
    ],
)
def test_sixteen_bits_become_eight(mode: str, value: int, seen: int) -> None:
    """
    A grey of 16 bits is as light as before, not cut off at 255.
    """
    data = files.saved(Image.new(mode, (80, 80), value), "PNG")
    assert looks(data, ((400, 400), (seen, seen, seen)))


@pytest.mark.parametrize("value", [0, 1, 128, 129, 255, 256, 257, 32_895, 65_406, 65_407, 65_535])
def test_sixteen_bits_are_rounded(value: int) -> None:
    """
    Of 65,536 greys each becomes the nearest of 256.
    """
    image = Image.new("I;16", (4, 4), value)
    small = picturefitting.fitted(image, (0, 0, 4, 4), 4)
    assert small.getpixel((1, 1)) == (value + 128) // 257


def test_floats_and_wide_integers_of_a_tiff() -> None:
    """
    A TIFF of 32 bits a pixel can be read as well.
    """
    for mode, value in (("F", 200.0), ("I", 200 * 257)):
        data = files.saved(Image.new(mode, (80, 80), value), "TIFF")
        assert looks(data, ((400, 400), (200, 200, 200)))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"])
def test_formats_that_are_read(kind: str) -> None:
    """
    Six formats can be made ready.
    """
    data = files.saved(files.quarters(80, 80), kind, **files.best(kind))
    assert looks(data, *zip(CORNERS, (RED, GREEN, BLUE, WHITE), strict=True))


def test_of_an_animation_the_first_frame_is_left() -> None:
    """
    A GIF that moves becomes its first frame, and that is said.
    """
    frames = [Image.new("RGB", (800, 800), colour) for colour in (RED, GREEN, BLUE)]
    data = files.saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert looks(data, ((400, 400), RED))
    made = pictures.prepare(data)
    assert codes(made) == ["pictures.first_frame"]
    assert "only its first frame is left" in made.findings[0].text.en


# Fitting


@pytest.mark.parametrize(
    "size, inside, outside",
    [
        ((400, 300), ((10, 400), (790, 400), (400, 110), (400, 690)), ((400, 90), (400, 710))),
        ((300, 400), ((400, 10), (400, 790), (110, 400), (690, 400)), ((90, 400), (710, 400))),
        ((1_600, 200), ((10, 400), (790, 400), (400, 360), (400, 440)), ((400, 340), (400, 460))),
    ],
)
def test_padding_keeps_all(size: Any, inside: Any, outside: Any) -> None:
    """
    A padded picture is seen whole, in the middle, with white at two sides.
    """
    data = files.saved(Image.new("RGB", size, BLUE), "PNG")
    assert looks(data, *((at, BLUE) for at in inside), *((at, WHITE) for at in outside))


def test_cropping_takes_the_middle() -> None:
    """
    A cropped picture fills the square with its middle.
    """
    image = Image.new("RGB", (1_200, 400), RED)
    image.paste(GREEN, (400, 0, 800, 400))
    middle = ((10, 10), (790, 10), (10, 790), (790, 790))
    assert looks(files.saved(image, "PNG"), *((at, GREEN) for at in middle), fit=CROP)
    assert looks(
        files.saved(image.transpose(Image.Transpose.ROTATE_90), "PNG"),
        *((at, GREEN) for at in middle),
        fit=CROP,
    )


@pytest.mark.parametrize("code", range(1, 9))
@pytest.mark.parametrize("fit", Fit)
def test_a_box_is_taken_of_what_is_seen(code: int, fit: Fit) -> None:
    """
    A box means the same part of a picture, however the picture is stored.
    """
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    upright = files.quarters(200, 120)
    stored = upright if code == 1 else upright.transpose(Image.Transpose(back[code]))
    data = files.turned(stored, code, "PNG")
    for box, colour in (
        ((0, 0, 60, 60), RED),
        ((130, 10, 180, 60), GREEN),
        ((40, 60, 100, 120), BLUE),
        ((140, 60, 200, 120), WHITE),
    ):
        assert looks(data, *((at, colour) for at in CORNERS), box=box, fit=fit)


def test_a_box_that_is_not_square_is_fitted() -> None:
    """
    A box that is not square is padded, or its middle is taken.
    """
    data = files.saved(files.quarters(400, 400), "PNG")
    box = (0, 0, 200, 100)
    assert looks(data, ((10, 400), RED), ((400, 100), WHITE), box=box)
    assert looks(data, ((10, 10), RED), ((400, 790), RED), box=box, fit=CROP)


def test_a_box_of_a_large_photo() -> None:
    """
    A box works where a photo is decoded at a fraction of its size, to the pixel of the result.
    """
    image = Image.new("RGB", (4_001, 3_001), RED)
    image.paste(GREEN, (2_000, 1_000, 4_001, 3_001))
    data = files.saved(image, **files.best("JPEG"))
    box = (1_500.5, 500.5, 3_500.5, 2_500.5)
    at_the_edge = ((190, 500), RED), ((210, 500), GREEN), ((500, 190), RED), ((500, 210), GREEN)
    assert looks(data, *at_the_edge, box=box)


@pytest.mark.parametrize("fit", Fit)
@pytest.mark.parametrize("size", [(1, 1), (1, 3_000), (3_000, 1), (799, 801), (801, 800)])
def test_any_shape_becomes_square(fit: Fit, size: tuple[int, int]) -> None:
    """
    A pixel, a line, or nearly a square: the result has the side that was asked for.
    """
    made = pictures.prepare(files.saved(Image.new("RGB", size, BLUE), "PNG"), fit=fit, side=97)
    assert files.opened(made.data).size == made.facts.size == (97, 97)
    seen = files.opened(made.data).getpixel((48, 48))
    assert seen != WHITE


def test_what_is_too_small_is_enlarged_and_said() -> None:
    """
    A part smaller than the result is made larger, and an advice says from what.
    """
    made = pictures.prepare(files.saved(files.quarters(300, 200), "PNG"))
    assert made.findings[0].text.en.startswith("the part taken has 300 × 200 pixels")
    assert codes(pictures.prepare(files.saved(files.quarters(800, 9), "PNG"))) == []
    large = files.saved(files.quarters(900, 900), "PNG")
    assert codes(pictures.prepare(large)) == []
    assert codes(pictures.prepare(large, box=(0, 0, 799, 799))) == ["pictures.enlarged"]


# The file


def test_the_same_data_give_the_same_bytes() -> None:
    """
    Preparing is repeatable, and a prepared picture stays within the limits when done again.
    """
    data = files.turned(files.noise(1_000, 700), 6)
    once = pictures.prepare(data)
    assert once == pictures.prepare(data)
    again = pictures.prepare(once.data)
    assert again.facts.size == (800, 800)


def test_no_metadata_are_left() -> None:
    """
    Place, camera, comment and profile of a photo do not go along.
    """
    data = files.saved(
        files.quarters(900, 900),
        exif=b"Exif\0\0" + files.exif(3),
        comment=b"secret-comment",
        icc_profile=swapped_profile(),
        dpi=(300, 300),
        xmp=b"secret-xmp",
    )
    made = pictures.prepare(data).data
    assert b"secret" in data
    assert b"secret" not in made
    assert b"Exif" not in made
    assert b"ICC_PROFILE" not in made
    assert set(files.opened(made).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_what_hides_in_a_picture_is_left_behind() -> None:
    """
    A picture that is a ZIP archive as well comes out as a picture alone.
    """
    data = files.saved(files.quarters(900, 900)) + b"PK\x03\x04" + b"x" * 50
    made = pictures.prepare(data)
    assert [finding.code for finding in made.source.findings] == ["pictures.hides_another"]
    assert b"PK" not in made.data
    assert pictures.inspect(made.data).findings == ()


@pytest.mark.parametrize(
    "limit, most", [(2_000_000, 1), (1_000_000, 3), (600_000, 3), (400_000, 3)]
)
def test_the_limit_is_kept_at_the_best_quality(
    limit: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Noise fits in three encodes, and little more quality would not.
    """
    saves: list[int] = []
    squares: list[Image.Image] = []
    save = Image.Image.save

    def counted(self: Image.Image, *args: Any, **options: Any) -> None:
        saves.append(options["quality"])
        squares.append(self)
        save(self, *args, **options)

    data = files.saved(files.noise(1_600, 1_600), "PNG")
    monkeypatch.setattr(Image.Image, "save", counted)
    made = pictures.prepare(data, limit=limit)
    monkeypatch.undo()
    assert len(made.data) <= limit
    assert len(saves) == made.encodes <= most
    fitting = (
        quality
        for quality in range(95, 29, -1)
        if len(files.saved(squares[0], quality=quality, subsampling=0)) <= limit
    )
    assert next(fitting) - made.quality <= 2


def test_a_low_quality_is_said() -> None:
    """
    A picture that fits only at a low quality is to be looked at.
    """
    data = files.saved(files.noise(800, 800), "PNG")
    made = pictures.prepare(data, limit=450_000)
    assert made.quality < 75
    assert codes(made) == ["pictures.low_quality"]
    assert str(made.quality) in made.findings[0].text.ja


def test_what_does_not_fit_is_refused() -> None:
    """
    Where not even the lowest quality fits, the error says what to pass.
    """
    data = files.saved(files.noise(800, 800), "PNG")
    with pytest.raises(InvalidValueError, match="not even at quality 30: pass a smaller side"):
        pictures.prepare(data, limit=10_000)
    assert len(pictures.prepare(data, side=100, limit=10_000).data) <= 10_000


def test_formats_are_always_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Pillow is never left to guess what a file is; a JPEG is opened as one without being asked for.
    """
    colour_of.cache_clear()
    asked: list[Any] = []
    open_ = Image.open

    def watched(*args: Any, **options: Any) -> Any:
        asked.append(options.get("formats"))
        return open_(*args, **options)

    monkeypatch.setattr(Image, "open", watched)
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        pictures.prepare(files.saved(files.quarters(), kind))
    heads, whole = [("JPEG",), ("PNG",)], [("PNG",), ("GIF",), ("WEBP",)]
    assert sorted(asked) == sorted(heads + whole)


def test_a_large_photo_is_decoded_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Of a JPEG of 4,000 × 3,000 pixels a sixteenth is decoded, and never less than is needed.
    """
    decoded: list[tuple[int, int]] = []
    fitted = picturefitting.fitted

    def watched(image: Image.Image, *args: Any) -> Image.Image:
        decoded.append(image.size)
        return fitted(image, *args)

    monkeypatch.setattr(picturefitting, "fitted", watched)
    photo = files.saved(files.quarters(4_000, 3_000))
    pictures.prepare(photo)
    pictures.prepare(photo, fit=CROP)
    pictures.prepare(photo, box=(0, 0, 900, 900))
    pictures.prepare(files.saved(files.quarters(1_599, 1_599)))
    pictures.prepare(files.saved(files.quarters(2_120, 9)))
    pictures.prepare(files.saved(files.quarters(1_600, 1_600)))
    pictures.prepare(files.saved(files.quarters(4_000, 3_000), "PNG"))
    assert decoded == [
        (1_000, 750),
        (2_000, 1_500),
        (4_000, 3_000),
        (1_599, 1_599),
        (1_060, 5),
        (800, 800),
        (4_000, 3_000),
    ]


# Files that cannot be made ready


@pytest.mark.parametrize(
    "data, said",
    [
        (b"", "has no bytes"),
        (b"hello", "looks like a text"),
        (files.saved(files.quarters())[:-200], "ends before the picture does"),
        (files.saved(files.quarters(), "PNG")[:60], "ends before the picture does"),
        (b"II*\0" + bytes(20), "its size is not in it"),
        (files.heic(b"heic", (9, 9)), "HEIC files are not read here: save it as JPEG first"),
        (files.heic(b"heic"), "HEIC files are not read here"),
        (b"<svg/>", "SVG files are not read here"),
        (b"%PDF-1.7", "PDF files are not read here"),
        (files.png(0, 0), "0 × 0 pixels, so there is nothing in it"),
        (files.jpeg(0, 5), "0 × 5 pixels"),
        (files.jpeg(9, 7), "the pixels cannot be read"),
        (files.png(9, 7), "the pixels cannot be read"),
        (files.gif(files.gif_frame()), "the pixels cannot be read"),
        (files.webp(files.webp_chunk(b"VP8L", b"/" + bytes(9))), "the pixels cannot be read"),
    ],
)
def test_what_cannot_be_made_ready(data: bytes, said: str) -> None:
    """
    A file without pixels that can be read is refused, with the reason and with its name.
    """
    with pytest.raises(InvalidValueError, match=said) as caught:
        pictures.prepare(data)
    assert isinstance(caught.value, Qoo10ModelError)
    with pytest.raises(InvalidValueError, match=r"^front\.jpg: "):
        pictures.prepare(data, "front.jpg")


def test_a_file_that_says_two_sizes() -> None:
    """
    Where Pillow sees another size than the head has, the file is not trusted.
    """
    data = files.saved(files.quarters(), "TIFF")
    lies = files.png(9, 7, files.png(5, 4)[8:33])
    with pytest.raises(InvalidValueError, match="it is 5 × 4 pixels inside"):
        pictures.prepare(lies)
    assert pictures.prepare(data).source.size == (80, 60)


@pytest.mark.parametrize(
    "more, error, said",
    [
        ({"fit": "PAD"}, InvalidTypeError, "Fit.PAD or Fit.CROP"),
        ({"side": 800.0}, InvalidTypeError, "side must be an int"),
        ({"side": True}, InvalidTypeError, "side must be an int"),
        ({"side": 0}, InvalidValueError, "side must be 1 to 8000"),
        ({"side": 8_001}, InvalidValueError, "side must be 1 to 8000"),
        ({"limit": 1e6}, InvalidTypeError, "limit must be an int"),
        ({"limit": 0}, InvalidValueError, "at least 1 byte"),
        ({"box": [0, 0, 1, 1]}, InvalidTypeError, "left, top, right, bottom"),
        ({"box": (0, 0, 1)}, InvalidTypeError, "left, top, right, bottom"),
        ({"box": (0, 0, 1, "1")}, InvalidTypeError, "numbers of pixels"),
        ({"box": (0, 0, 1, True)}, InvalidTypeError, "numbers of pixels"),
        ({"box": (5, 0, 5, 1)}, InvalidValueError, "rising"),
        ({"box": (0, 5, 1, 4)}, InvalidValueError, "rising"),
        ({"box": (-1, 0, 1, 1)}, InvalidValueError, "not negative"),
        ({"box": (0, -1, 1, 1)}, InvalidValueError, "not negative"),
        ({"box": (0, 0, float("nan"), 1)}, InvalidValueError, "rising"),
        ({"box": (0, 0, 81, 60)}, InvalidValueError, "80 × 60 pixels as it is seen"),
        ({"box": (0, 0, 80, 61)}, InvalidValueError, "must lie in the picture"),
        ({"box": (0, 0, float("inf"), 1)}, InvalidValueError, "must lie in the picture"),
    ],
)
def test_impossible_wishes_are_refused(more: Any, error: type[Exception], said: str) -> None:
    """
    What cannot be done to any picture, or not to this one, is refused by its name.
    """
    with pytest.raises(error, match=said):
        pictures.prepare(files.saved(files.quarters()), **more)


# A whole listing


def test_a_gallery_is_made_ready() -> None:
    """
    All pictures of a listing come out in order, with names that can be uploaded, all different.
    """
    photo = files.saved(files.quarters(900, 900))
    seen: list[tuple[int, int | None]] = []
    gallery = pictures.prepare_gallery(
        [("夏#1.png", photo), ("夏_1.jpg", photo), ("a.jpg", photo[:-99]), ("a/夏＃1.jpg", photo)],
        on=DAY,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert [one.filename for one in gallery.pictures] == ["夏_1.jpg", "夏_1_2.jpg", "夏_1_3.jpg"]
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    (found,) = gallery.findings
    assert (found.row, found.code) == (2, "pictures.truncated")
    assert images.check([one.facts for one in gallery.pictures], on=DAY) == ()
    assert gallery.weight == sum(len(one.data) for one in gallery.pictures)
    assert repr(gallery).startswith("PreparedGallery(3 pictures, ")
    assert repr(gallery.pictures[0]).startswith("Prepared('夏_1.jpg', 800 × 800, quality 95, ")


def test_names_that_differ_in_capitals_alone_are_numbered() -> None:
    """
    Two files of which Windows would keep one get two names.
    """
    data = files.saved(files.quarters(800, 800))
    gallery = pictures.prepare_gallery([("a.jpg", data), ("A.JPG", data)], on=DAY)
    assert [one.filename for one in gallery.pictures] == ["a.jpg", "A_2.jpg"]


def test_findings_of_a_gallery_have_their_row() -> None:
    """
    What is said about one picture of a listing has the index at which it was passed.
    """
    small, large = (files.saved(files.quarters(side, side)) for side in (90, 900))
    gallery = pictures.prepare_gallery([("a", large), ("b", small), ("c", b"")], on=DAY)
    assert [(f.row, f.code) for f in gallery.findings] == [
        (1, "pictures.enlarged"),
        (2, "pictures.empty"),
    ]


def test_a_gallery_is_padded_or_cropped() -> None:
    """
    All pictures of a listing become square in the way that is asked for.
    """
    wide = files.saved(Image.new("RGB", (1_600, 800), BLUE))
    for fit, corner in ((PAD, WHITE), (CROP, BLUE)):
        (made,) = pictures.prepare_gallery([("a.jpg", wide)], on=DAY, fit=fit).pictures
        assert near(files.colour_at(made.data, (5, 5)), corner)


def test_a_gallery_takes_one_picture_after_the_other() -> None:
    """
    The next picture is asked for when the last one is done, so a generator keeps memory small.
    """
    order: list[str] = []

    def read() -> Iterator[tuple[str, bytes]]:
        for at in range(3):
            order.append(f"read {at}")
            yield f"{at}.jpg", files.saved(files.quarters())

    pictures.prepare_gallery(
        read(), on=DAY, progress=lambda done, total: order.append(f"done {done} of {total}")
    )
    assert order == [
        "read 0",
        "done 1 of None",
        "read 1",
        "done 2 of None",
        "read 2",
        "done 3 of None",
    ]


def test_a_gallery_obeys_the_rules_of_its_day() -> None:
    """
    Side and weight are those of the rule book, and before it nothing is made.
    """
    since = date(2018, 9, 1)
    rules = JAPAN.replacing(
        JAPAN.images.recommended_side.with_value(500, since=since),
        JAPAN.images.image_weight.with_value(200_000, since=since),
    )
    data = files.saved(files.noise(600, 600), "PNG")
    (made,) = pictures.prepare_gallery([("a.png", data)], on=DAY, rules=rules).pictures
    assert made.facts.size == (500, 500)
    assert len(made.data) <= 200_000 < len(pictures.prepare(data, side=500).data)
    with pytest.raises(RuleNotKnownError):
        pictures.prepare_gallery([("a.png", data)], on=date(2018, 8, 31))
    assert pictures.prepare_gallery([], on=DAY).pictures == ()


@pytest.mark.parametrize("pair", [b"GIF89a", ("a.gif",), ["a.gif", b""], (b"a", b""), "ab", None])
def test_what_is_no_pair_is_refused(pair: Any) -> None:
    """
    Pictures of a listing come with their names.
    """
    with pytest.raises(InvalidTypeError, match="pairs of file name and bytes"):
        pictures.prepare_gallery([pair], on=DAY)
    with pytest.raises(InvalidTypeError, match="pairs of file name and bytes"):
        pictures.contact_sheet([pair], on=DAY, font=b"")


# Properties


@given(
    st.tuples(*[st.integers(0, 90)] * 4).filter(lambda b: b[0] < b[2] and b[1] < b[3]),
    st.sampled_from(Orientation),
)
def test_a_box_and_back(box: tuple[int, int, int, int], orientation: Orientation) -> None:
    """
    The stored box has the area of the seen one, lies in the picture, and maps corner to corner.
    """
    size = (90, 120)
    shown = (120, 90) if orientation.swaps_sides else size
    inside = (min(box[0], shown[0] - 1), min(box[1], shown[1] - 1), min(box[2], shown[0]), box[3])
    left, top, right, bottom = stored_box(inside, size, orientation)
    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]
    area = (inside[2] - inside[0]) * (inside[3] - inside[1])
    assert (right - left) * (bottom - top) == area
    whole = (0, 0, *shown)
    assert stored_box(whole, size, orientation) == (0, 0, *size)


@given(st.integers(1, 500), st.integers(1, 500), st.integers(0, 99), st.integers(0, 99))
def test_the_part_of_a_box(width: int, height: int, left: int, top: int) -> None:
    """
    Padding takes the box itself, cropping the largest square in its middle.
    """
    box = (left, top, left + width, top + height)
    assert part_of(box, PAD) == box
    x, y, right, bottom = part_of(box, CROP)
    assert right - x == bottom - y == min(width, height)
    assert x - left == pytest.approx(left + width - right)
    assert y - top == pytest.approx(top + height - bottom)


@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from(Fit), st.integers(1, 60))
def test_any_picture_becomes_a_square(width: int, height: int, fit: Fit, side: int) -> None:
    """
    Whatever the shape and the side, the result is a JPEG of that side.
    """
    stream = BytesIO()
    Image.new("RGB", (width, height), BLUE).save(stream, "PNG")
    made = pictures.prepare(stream.getvalue(), fit=fit, side=side)
    again = pictures.inspect(made.data)
    assert (again.size, again.format, again.findings) == ((side, side), ImageFormat.JPEG, ())


@given(st.binary(max_size=60), st.integers(0, 400))
def test_damaged_pictures_are_refused_and_nothing_worse(noise: bytes, at: int) -> None:
    """
    A file with bytes overwritten is made ready or refused, and nothing else is raised.
    """
    for kind in ("JPEG", "PNG", "GIF"):
        data = bytearray(files.saved(files.quarters(40, 30), kind))
        data[at : at + len(noise)] = noise[: max(0, len(data) - at)]
        try:
            made = pictures.prepare(bytes(data), side=20)
        except InvalidValueError:
            continue
        assert made.facts.size == (20, 20)
