"""
Looking at the pictures of a listing, and making one ready, beside Pillow alone.

Goals: 21 inspections at most 1.2 times `PIL.Image.open` on the same bytes, of files that end with their
picture (in one that is cut off, or has a video behind it, the end has to be looked for, which Pillow
leaves out); `prepare` of a photo at most 0.75 times decoding, fitting and encoding it plainly; the
quality that fits into a limit at most 0.45 times a binary search for it.
"""

from __future__ import annotations

import random

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

from harness import compare, show
from PIL import Image, ImageDraw, ImageOps

from qoo10model.formats import pictures
from qoo10model.formats.jpegqualities import HIGHEST, LOWEST, best_that_fits


if TYPE_CHECKING:
    from collections.abc import Callable

REPEATS = 200
SIDE, LIMIT = 800, 1_000_000
OPENED = "PIL.Image.open"
INSPECTED = "qoo10model, inspect"
PLAIN = "open, transpose, pad, save"
PREPARED = "qoo10model, prepare"
BINARY = "binary search"
OURS = "qoo10model, best_that_fits"


def drawn(width: int, height: int, seed: int = 7) -> Image.Image:
    """
    Return something between a photo and a poster: soft noise with boxes on it.
    """
    chance = random.Random(seed)
    bands = [Image.effect_noise((width // 8, height // 8), 60) for _ in range(3)]
    picture = Image.merge("RGB", bands).resize((width, height), Image.Resampling.BICUBIC)
    pen = ImageDraw.Draw(picture)
    for _ in range(60):
        left, top = chance.randrange(width), chance.randrange(height)
        colour = tuple(chance.randrange(256) for _ in range(3))
        pen.rectangle((left, top, left + width // 9, top + height // 15), fill=colour)
    return picture


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    stream = BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def exif() -> bytes:
    """
    Return what a phone writes: a maker, a model, a way to turn the picture, a resolution.
    """
    tags = Image.Exif()
    tags.update({0x010F: "Maker", 0x0110: "Phone", 0x0112: 6, 0x011A: 72.0, 0x0128: 2})
    return tags.tobytes()


def open_all(files: list[bytes], kinds: tuple[str, ...]) -> list[tuple[int, int]]:
    return [Image.open(BytesIO(data), formats=kinds).size for data in files * REPEATS]


def inspect_all(files: list[bytes]) -> list[object]:
    return [pictures.inspect(data).size for data in files * REPEATS]


def plain(data: bytes) -> bytes:
    image = Image.open(BytesIO(data), formats=("JPEG", "PNG"))
    turned = ImageOps.exif_transpose(image).convert("RGB")
    padded = ImageOps.pad(turned, (SIDE, SIDE), Image.Resampling.LANCZOS, "white")
    return saved(padded, "JPEG", quality=HIGHEST, subsampling=0)


def binary(encode: Callable[[int], bytes], limit: int) -> int:
    low, high = LOWEST, HIGHEST
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if len(encode(middle)) <= limit else (low, middle - 1)
    return low


def inspections() -> None:
    photo = drawn(4_000, 3_000)
    phone = saved(photo, "JPEG", exif=exif())
    plain_photo = saved(photo, "JPEG")
    small = saved(drawn(800, 800), "PNG")
    large = saved(photo, "PNG", compress_level=1)
    still = saved(drawn(400, 400), "GIF")
    frames = [drawn(200, 200, seed) for seed in range(20)]
    moving = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    galleries = {
        "21 photos of a phone, 4000 × 3000": [phone] * 21,
        "21 JPEG, 4000 × 3000": [plain_photo] * 21,
        "21 PNG, 4000 × 3000": [large] * 21,
        "11 photos, 6 PNG, 3 JPEG, 1 GIF of 400 × 400": [
            *[phone] * 11,
            *[small] * 6,
            *[plain_photo] * 3,
            still,
        ],
        "21 PNG of 21 sizes": [saved(drawn(800, 780 + at), "PNG") for at in range(21)],
        f"21 GIF of one frame, {len(still):,} bytes": [still] * 21,
        f"21 GIF of 20 frames, {len(moving):,} bytes": [moving] * 21,
        "21 JPEG cut off": [plain_photo[:-9]] * 21,
        "21 PNG cut off": [large[:-9]] * 21,
        "21 GIF cut off": [still[:-9]] * 21,
        "21 GIF of 20 frames, cut off": [moving[:-9]] * 21,
    }
    for name, files in galleries.items():
        candidates: dict[str, Callable[[], object]] = {
            OPENED: partial(open_all, files, ("JPEG", "PNG", "GIF")),
            INSPECTED: partial(inspect_all, files),
        }
        goal = "" if "cut off" in name else "; goal 1.2"
        print(f"{name}, ratios to {OPENED}{goal}")
        show(compare(candidates, OPENED, rounds=11), 1e6 / REPEATS / len(files), "µs a picture")


def preparing() -> None:
    for name, data in (
        ("JPEG of a phone, 4000 × 3000", saved(drawn(4_000, 3_000), "JPEG", exif=exif())),
        ("JPEG, 1600 × 1600", saved(drawn(1_600, 1_600), "JPEG")),
        ("PNG, 1600 × 1600", saved(drawn(1_600, 1_600), "PNG", compress_level=1)),
    ):
        candidates: dict[str, Callable[[], object]] = {
            PLAIN: partial(plain, data),
            PREPARED: partial(pictures.prepare, data),
        }
        goal = "; goal 0.75" if "4000" in name else ""
        print(f"{name}, ratios to: {PLAIN}{goal}")
        show(compare(candidates, PLAIN, rounds=11), 1e3, "ms")


def searching() -> None:
    noise = Image.merge("RGB", [Image.effect_noise((SIDE, SIDE), 90) for _ in range(3)])
    corpus = {
        "noise": noise,
        "half noise": Image.blend(noise, drawn(SIDE, SIDE), 0.5),
        "boxes": drawn(SIDE, SIDE),
    }

    def search_all(search: Callable[[Callable[[int], bytes], int], object]) -> None:
        for picture, limit in cases:
            search(lambda quality, one=picture: saved(one, "JPEG", quality=quality), limit)

    cases = []
    for picture in corpus.values():
        top = len(saved(picture, "JPEG", quality=HIGHEST))
        cases += [(picture, top * share // 100) for share in (101, 80, 60, 40)]
    candidates: dict[str, Callable[[], object]] = {
        BINARY: partial(search_all, binary),
        OURS: partial(search_all, best_that_fits),
    }
    print(f"{len(cases)} searches for the quality that fits, ratios to a {BINARY}; goal 0.45")
    show(compare(candidates, BINARY, rounds=5), 1e3 / len(cases), "ms a picture")
    tries = []
    for picture, limit in cases:
        ours = best_that_fits(lambda q, one=picture: saved(one, "JPEG", quality=q), limit)
        best = binary(lambda q, one=picture: saved(one, "JPEG", quality=q), limit)
        assert ours is not None
        tries.append((ours.encodes, best - ours.quality))
    print(f"  encodes, and points of quality left: {tries}")


def main() -> None:
    """
    Print the three tables.
    """
    inspections()
    preparing()
    searching()


if __name__ == "__main__":
    main()
