"""
Picture files (画像ファイル): what they are, made ready for upload, and side by side on one sheet.

`inspect` has Pillow open the head of a file and decodes nothing; `images.check` judges what it found.
`prepare` makes the square JPEG that a listing takes, `prepare_gallery` all those of a listing, one
after the other. Files come and go as bytes: reading and writing them is the caller's.
"""

from __future__ import annotations

import math

from collections.abc import Iterable, Sized
from io import BytesIO
from typing import TYPE_CHECKING, Final, cast

import attrs

from qoo10model import images
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Finding, Severity
from qoo10model.formats import picturefitting as fitting
from qoo10model.formats import preparedpictures as say
from qoo10model.formats.bareheads import colour_of
from qoo10model.formats.jpegqualities import LOWEST, best_that_fits
from qoo10model.formats.pictureheads import MOST_PIXELS, about_size, broken
from qoo10model.formats.picturekinds import read_head
from qoo10model.formats.pictureparts import Box, Fit, part_of, stored_box
from qoo10model.formats.preparedpictures import Prepared, PreparedGallery
from qoo10model.imagefacts import ImageFacts, Orientation
from qoo10model.imagenames import free_name, safe_name
from qoo10model.rules.book import JAPAN
from qoo10model.rules.images import ImageFormat, Route


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

    from qoo10model.basics.texts import Language
    from qoo10model.rules.book import RuleBook

__all__ = (
    "MOST_PIXELS",
    "Box",
    "Fit",
    "Prepared",
    "PreparedGallery",
    "contact_sheet",
    "inspect",
    "prepare",
    "prepare_gallery",
)

_READ: Final = frozenset(
    {
        ImageFormat.JPEG,
        ImageFormat.PNG,
        ImageFormat.GIF,
        ImageFormat.WEBP,
        ImageFormat.BMP,
        ImageFormat.TIFF,
    }
)
_DOES_NOT_OPEN: Final = (
    "its head is damaged or of a kind that decoders do not open",
    "ヘッダーが壊れているか、対応していない形式です",
)
_SIDE: Final = 800
_LIMIT: Final = 1_000_000
_LOW_QUALITY: Final = 75
_MOST_SIDE: Final = 8_000
_EDGES: Final = 4


def inspect(data: bytes, filename: str = "") -> ImageFacts:
    """
    Return the facts of the picture file *data*, called *filename*, from its head alone.

    Nothing is decoded, so a file of any size costs some microseconds and next to no memory. Of JPEG
    and PNG Pillow opens the head, without metadata and whatever the size, and says how its colours
    are stored. What is wrong with the file is in the findings of the facts: empty, no picture,
    broken, cut off, without a pixel, made to fill the memory, two kinds of file at once. The size is
    None where it cannot be known. A GIF that moves ``is_animated``; its frames are not counted and None.

    Raises `InvalidTypeError` for data that is not bytes.

    >>> facts = inspect(b"GIF89a" + bytes((16, 0, 9, 0, 0, 0, 0)), "front.gif")
    >>> facts.size, [finding.code for finding in facts.findings]
    ((16, 9), ['pictures.truncated'])
    """
    if type(data) is not bytes:
        kind = type(cast("object", data)).__name__
        msg = f"data must be the bytes of the file (got a {kind}); open it in binary mode"
        raise InvalidTypeError(msg)
    head = read_head(data)
    colour, findings = head.colour, about_size(head.size, len(data))
    if head.format is not None and head.bare:
        colour = colour_of(head.bare, head.format)
        if colour is None:
            findings += (broken(head.format, *_DOES_NOT_OPEN),)
    return ImageFacts(
        head.size,
        len(data),
        head.format,
        filename,
        colour,
        head.frames,
        head.orientation,
        head.is_deep,
        findings + head.findings,
        is_animated=head.is_animated,
    )


@attrs.frozen
class _Wish:
    fit: Fit
    box: Box | None
    side: int
    limit: int

    def __attrs_post_init__(self) -> None:
        if type(self.fit) is not Fit:
            msg = f"fit must be Fit.PAD or Fit.CROP (got {self.fit!r})"
            raise InvalidTypeError(msg)
        for field, value in (("side", self.side), ("limit", self.limit)):
            if type(value) is not int:
                msg = f"{field} must be an int (got {value!r})"
                raise InvalidTypeError(msg)
        if not 1 <= self.side <= _MOST_SIDE:
            msg = f"side must be 1 to {_MOST_SIDE} pixels (got {self.side})"
            raise InvalidValueError(msg)
        if self.limit < 1:
            msg = f"limit must be at least 1 byte (got {self.limit})"
            raise InvalidValueError(msg)
        if self.box is not None:
            _check_box(self.box)


def prepare(
    data: bytes,
    filename: str = "",
    *,
    fit: Fit = Fit.PAD,
    box: Box | None = None,
    side: int = _SIDE,
    limit: int = _LIMIT,
) -> Prepared:
    """
    Return the picture *data* as a square JPEG that a listing takes (画像の加工).

    It is turned the right way up, put on white where it is transparent, converted to sRGB, made
    *side* pixels wide and high, and saved without metadata at the best quality that keeps it within
    *limit* bytes, as near as three encodes come to it. *fit* says what happens to what is not square. *box* takes a part only: left, top,
    right and bottom in pixels of the picture as it is seen. The same data give the same bytes, with
    one version of Pillow. JPEG, PNG, GIF (the first frame), WebP, BMP and TIFF are read.

    The defaults are those that the guide recommends; ``JAPAN.images`` has what holds on a day.

    Raises `InvalidValueError` for a file that cannot be read, with what to do about it, and for a
    box outside the picture; `InvalidTypeError` for arguments of the wrong kind.

    >>> from PIL import Image
    >>> stream = BytesIO()
    >>> Image.new("CMYK", (900, 1200)).save(stream, "JPEG")
    >>> made = prepare(stream.getvalue())
    >>> made.facts.size, made.facts.weight <= 1_000_000, made.quality
    ((800, 800), True, 95)
    """
    done = _prepared(inspect(data, filename), data, _Wish(fit, box, side, limit))
    if isinstance(done, Finding):
        name = f"{filename}: " if filename else ""
        raise InvalidValueError(f"{name}{done.text.en}")
    return done


def prepare_gallery(
    pictures: Iterable[tuple[str, bytes]],
    *,
    on: date,
    fit: Fit = Fit.PAD,
    progress: Callable[[int, int | None], None] | None = None,
    rules: RuleBook = JAPAN,
) -> PreparedGallery:
    """
    Return all *pictures* of a listing, pairs of file name and data, made ready for upload.

    Size, weight and the names come from the rules of the Japanese day *on*. One picture is taken,
    made ready and let go before the next is asked for, so a generator that reads files keeps the
    memory small. After each one *progress* is called with how many are done and how many there are
    (None where *pictures* does not say). A file that cannot be read is a finding and stops nothing.

    Raises `InvalidTypeError` for what are no pairs and for arguments of the wrong kind,
    `RuleNotKnownError` for a day before the rules.

    >>> from datetime import date
    >>> gallery = prepare_gallery([("front.jpg", b"GIF89a")], on=date(2026, 5, 12))
    >>> [(finding.row, finding.code) for finding in gallery.findings]
    [(0, 'pictures.truncated')]
    """
    side, limit = rules.images.recommended_side.on(on), rules.images.image_weight.on(on)
    wish = _Wish(fit, None, side, limit)
    total = len(pictures) if isinstance(pictures, Sized) else None
    made: list[Prepared] = []
    found: list[Finding] = []
    names: set[str] = set()
    for row, (name, data) in enumerate(_pairs(pictures)):
        done = _prepared(inspect(data, name), data, wish)
        if isinstance(done, Finding):
            found.append(attrs.evolve(done, row=row))
        else:
            found.extend(attrs.evolve(finding, row=row) for finding in done.findings)
            free = free_name(safe_name(name, ImageFormat.JPEG, on=on, rules=rules), names)
            names.add(free)
            made.append(attrs.evolve(done, filename=free))
        if progress is not None:
            progress(row + 1, total)
    return PreparedGallery(tuple(made), tuple(found))


def contact_sheet(
    pictures: Iterable[tuple[str, bytes]],
    *,
    on: date,
    font: bytes,
    language: Language = "ja",
    columns: int = 4,
    route: Route = Route.FORM,
    rules: RuleBook = JAPAN,
) -> bytes:
    r"""
    Return a PNG that shows *pictures*, pairs of file name and data, with what `images.check` finds.

    Frames are red for an error, amber for a warning, blue for an advice, green for none. *font* are
    the bytes of a TrueType or OpenType font file that has the letters of *language*; none comes with
    the library.

    Raises `InvalidTypeError` for what are no pairs or no bytes, `InvalidValueError` for a font that
    cannot be read and for no columns, and what `images.check` raises.

    >>> from datetime import date
    >>> from PIL import ImageFont
    >>> latin = ImageFont.load_default(20).font_bytes
    >>> contact_sheet([("front.jpg", b"")], on=date(2026, 5, 12), font=latin, language="en")[:4]
    b'\x89PNG'
    """
    from qoo10model.formats.contactsheets import THUMBNAIL, Cell, drawn

    if type(font) is not bytes:
        kind = type(cast("object", font)).__name__
        msg = f"font must be the bytes of a font file (got a {kind}); open it in binary mode"
        raise InvalidTypeError(msg)
    if type(columns) is not int or columns < 1:
        msg = f"columns must be an int of at least 1 (got {columns!r})"
        raise InvalidValueError(msg)
    wish = _Wish(Fit.PAD, None, THUMBNAIL, _LIMIT)
    cells = tuple(Cell(*_seen(*pair, wish)) for pair in _pairs(pictures))
    findings = images.check((cell.facts for cell in cells), on=on, route=route, rules=rules)
    sheet = drawn(cells, findings, lambda size: _face(font, size), language, columns)
    stream = BytesIO()
    sheet.save(stream, "PNG")
    return stream.getvalue()


def _seen(name: str, data: bytes, wish: _Wish) -> tuple[ImageFacts, Image | None]:
    """
    Return the facts of a picture and its pixels; that they cannot be read is among the facts.
    """
    facts = inspect(data, name)
    made = _square(facts, data, wish)
    if not isinstance(made, Finding):
        return facts, made[0]
    if made.code == say.NOT_DECODED.code:
        facts = attrs.evolve(facts, findings=(*facts.findings, made))
    return facts, None


def _prepared(facts: ImageFacts, data: bytes, wish: _Wish) -> Prepared | Finding:
    made = _square(facts, data, wish)
    if isinstance(made, Finding):
        return made
    square, findings = made
    best = best_that_fits(lambda quality: _jpeg(square, quality), wish.limit)
    if best is None:
        return say.DOES_NOT_FIT.finding(side=wish.side, limit=wish.limit, quality=LOWEST)
    if best.quality < _LOW_QUALITY:
        findings = (*findings, say.LOW_QUALITY.finding(quality=best.quality))
    return Prepared(
        best.data, facts.filename, wish.side, best.quality, best.encodes, facts, findings
    )


def _square(
    facts: ImageFacts, data: bytes, wish: _Wish
) -> tuple[Image, tuple[Finding, ...]] | Finding:
    """
    Return the picture as a square of pixels and what is to be said about it, or why there is none.
    """
    if (why := _why_not(facts)) is not None:
        return why
    if facts.format is ImageFormat.TIFF:  # Pillow turns it when it decodes it
        facts = attrs.evolve(facts, size=facts.shown_size, orientation=Orientation.UPRIGHT)
    size, kind = cast("tuple[int, int]", facts.size), cast("ImageFormat", facts.format)
    part = part_of(_box_in(facts, wish.box), wish.fit)
    stored = stored_box(part, size, facts.orientation)
    longest = max(part[2] - part[0], part[3] - part[1])
    scale = min(1, wish.side / longest)
    wanted = math.ceil(scale * size[0]), math.ceil(scale * size[1])
    try:
        stream = BytesIO(fitting.without_exif(data, kind))
        image, factor = fitting.decoded(stream, kind, size, wanted)
    except fitting.FAILURES as error:
        why_not = str(error) or type(error).__name__
        return say.NOT_DECODED.finding(why=why_not)
    profile = image.info.get("icc_profile")
    drafted = cast("Box", tuple(edge * factor for edge in stored))
    small = fitting.fitted(image, drafted, wish.side)
    seen, used = fitting.colours_converted(small, BytesIO(profile) if profile else None)
    square = fitting.squared(fitting.turned(seen, facts.orientation), wish.side)
    return square, tuple(_changes(facts, part, wish.side, used))


def _changes(facts: ImageFacts, part: Box, side: int, profile_used: bool) -> Iterator[Finding]:
    left, top, right, bottom = part
    if max(right - left, bottom - top) < side:
        yield say.ENLARGED.finding(width=right - left, height=bottom - top)
    if facts.is_animated:
        yield say.FIRST_FRAME.finding()
    if not profile_used:
        yield say.PROFILE_UNUSED.finding()


def _why_not(facts: ImageFacts) -> Finding | None:
    for finding in facts.findings:
        if finding.severity is Severity.ERROR:
            return finding
    if facts.format is not None and facts.format not in _READ:
        return say.FORMAT_NOT_READ.finding(format=facts.format.label)
    return None


def _box_in(facts: ImageFacts, box: Box | None) -> Box:
    width, height = facts.shown_size or (0, 0)
    if box is None:
        return 0, 0, width, height
    if box[2] > width or box[3] > height:
        msg = f"box must lie in the picture, {width} × {height} pixels as it is seen (got {box!r})"
        raise InvalidValueError(msg)
    return box


def _check_box(box: Box) -> None:
    if type(box) is not tuple or len(box) != _EDGES:
        msg = f"box must be (left, top, right, bottom) in pixels (got {box!r})"
        raise InvalidTypeError(msg)
    if any(type(edge) not in {int, float} for edge in box):
        msg = f"the edges of box must be numbers of pixels (got {box!r})"
        raise InvalidTypeError(msg)
    left, top, right, bottom = box
    if not (0 <= left < right and 0 <= top < bottom):
        msg = f"box must be (left, top, right, bottom), rising and not negative (got {box!r})"
        raise InvalidValueError(msg)


def _jpeg(image: Image, quality: int) -> bytes:
    stream = BytesIO()
    # Colours in full resolution: halved, as is usual, red letters on white get blurred edges.
    image.save(stream, "JPEG", quality=quality, subsampling=0)
    return stream.getvalue()


def _face(font: bytes, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    try:
        return ImageFont.truetype(BytesIO(font), size)
    except OSError as error:
        msg = f"font must be a TrueType or OpenType font file (got {len(font)} bytes: {error})"
        raise InvalidValueError(msg) from None


def _pairs(pictures: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    several: object = pictures
    if not isinstance(several, Iterable):
        raise _no_pair(several)
    for pair in pictures:
        parts: tuple[object, ...] = pair if type(pair) is tuple else ()
        if len(parts) != 2 or type(parts[0]) is not str:
            raise _no_pair(pair)
        yield pair


def _no_pair(got: object) -> InvalidTypeError:
    return InvalidTypeError(f"pictures must be pairs of file name and bytes (got {got!r:.60})")
