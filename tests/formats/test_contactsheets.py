from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from PIL import Image, ImageFont

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.formats import contactsheets, pictures
from qoo10model.images import Route
from tests.formats import picturefiles as files
from tests.formats.picturefiles import BLUE


if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = date(2026, 5, 12)
AMBER, CRIMSON, FINE, ADVICE = (178, 106, 0), (198, 40, 40), (46, 125, 50), (21, 101, 192)
GOOD = files.saved(files.quarters(800, 800), quality=95)
OUTER = contactsheets.THUMBNAIL + 12


def font() -> bytes:
    """
    The bytes of the font that comes with Pillow; it has Latin letters.
    """
    face = ImageFont.load_default(20)
    assert isinstance(face, ImageFont.FreeTypeFont)
    return face.font_bytes


FONT = font()


def sheet(*given: tuple[str, bytes], **more: Any) -> Image.Image:
    """
    The sheet of pictures, decoded.
    """
    options = {"on": DAY, "font": FONT, "language": "en", **more}
    return files.opened(pictures.contact_sheet(given, **options))


def frames(image: Image.Image) -> list[Any]:
    """
    The colours of the frames of the first row, from left to right.
    """
    top = next(
        y
        for y in range(image.height)
        if image.getpixel((30, y)) != (255, 255, 255)
        and all(image.getpixel((x, y)) == image.getpixel((30, y)) for x in range(24, 300))
    )
    return [image.getpixel((x, top + 2)) for x in range(30, image.width - 24, OUTER + 20)]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """
    What is written on a sheet, line by line.
    """
    texts: list[str] = []
    write = contactsheets._write

    def watched(pen: Any, x: int, y: int, lines: Any) -> None:
        texts.extend(line.text for line in lines)
        write(pen, x, y, lines)

    monkeypatch.setattr(contactsheets, "_write", watched)
    return texts


def test_frames_have_the_colour_of_the_worst() -> None:
    """
    Green for nothing, blue for an advice, amber for a warning, red for an error.
    """
    advised = files.saved(files.quarters(700, 700))
    image = sheet(("a.jpg", GOOD), ("b.jpg", advised), ("c#.jpg", advised), ("d#.jpg", b""))
    assert frames(image) == [FINE, ADVICE, AMBER, CRIMSON]


def test_pictures_are_seen_upright() -> None:
    """
    A picture is drawn inside its frame as it will be seen, on white.
    """
    tall = files.turned(Image.new("RGB", (400, 200), BLUE), 6, "PNG")
    image = sheet(("a.png", tall))
    middle = 24 + 6 + contactsheets.THUMBNAIL // 2
    column = [image.getpixel((middle, y)) for y in range(image.height)]
    row_at = column.index(BLUE) + 100
    assert column.count(BLUE) == contactsheets.THUMBNAIL
    row = [image.getpixel((x, row_at)) for x in range(image.width)]
    assert row.count(BLUE) == contactsheets.THUMBNAIL // 2


def test_what_is_written(written: list[str]) -> None:
    """
    Above all: how many, how heavy, what was found; below each: place, name, facts, findings.
    """
    sheet(("photos/a.jpg", GOOD), ("b.txt", b"hello"), ("", GOOD))
    weight = 2 * len(GOOD) + 5
    assert written[:2] == [f"3 pictures, {weight:,} bytes", "errors 1 · warnings 0 · advice 0"]
    assert written[2:5] == ["main a.jpg", f"800 × 800 px  JPEG  {len(GOOD):,} B", "nothing found"]
    assert written[5:7] == ["extra 1 b.txt", "size unknown  no picture  5 B"]
    told = " ".join(written[7:])
    assert told.startswith(
        "■ error: the file is no picture, it looks like a text: take the picture"
    )
    assert written[-3:] == ["extra 2", f"800 × 800 px  JPEG  {len(GOOD):,} B", "nothing found"]


def test_findings_stand_worst_first_and_without_their_place(written: list[str]) -> None:
    """
    Below a picture errors come before warnings, and its name is not said again.
    """
    small = files.saved(files.quarters(390, 300))
    sheet(("x: y#.png", small))
    told = " ".join(written[written.index("main x: y#.png") + 2 :])
    assert told.startswith("■ error: 390 × 300 pixels, at least 400")
    assert told.index("■ error") < told.index("■ warning: 390 × 300")
    assert "main picture" not in told


def test_what_cannot_be_decoded_is_said(written: list[str]) -> None:
    """
    A file whose head is sound and whose pixels are not has a red frame that says so.
    """
    image = sheet(("a.png", files.png(800, 800)), ("b.jpg", GOOD))
    assert frames(image) == [CRIMSON, FINE]
    assert "■ error: the pixels cannot be read" in " ".join(written)


def test_pictures_of_a_sheet_are_taken_one_by_one() -> None:
    """
    The next file is asked for when the last one is drawn, so a generator keeps memory small.
    """
    order: list[str] = []

    def read() -> Iterator[tuple[str, bytes]]:
        for at in range(2):
            order.append(f"read {at}")
            yield f"{at}.jpg", GOOD
            order.append(f"done {at}")

    pictures.contact_sheet(read(), on=DAY, font=FONT, language="en")
    assert order == ["read 0", "done 0", "read 1", "done 1"]


def test_findings_about_all_stand_above(written: list[str]) -> None:
    """
    What is said about the whole listing is in the head of the sheet.
    """
    sheet(*[("a.jpg", files.saved(files.quarters(800, 800)))] * 22, columns=7)
    assert written[2].startswith("■ error: 22 pictures, the form of QSM takes the main one")
    written.clear()
    sheet(route=Route.API)
    assert written[0] == "0 pictures, 0 bytes"
    assert " ".join(written[2:]) == "■ error: there is no picture: a listing needs a main picture"


def test_japanese_is_the_usual_language(written: list[str]) -> None:
    """
    Without a language the sheet is in Japanese, wrapped between letters.
    """
    sheet(("a.jpg", GOOD), ("b.png", GOOD), language="ja")
    assert written[:2] == [f"画像2枚、合計{2 * len(GOOD):,}バイト", "エラー0件 · 警告1件 · 助言0件"]
    assert "メイン a.jpg" in written
    assert "問題なし" in written
    told = "".join(written[written.index("追加1 b.png") + 2 :])
    assert told == "■ 警告: 拡張子は.pngですが中身はJPEGです。b.jpgに変えてください"


def test_columns_and_rows() -> None:
    """
    Pictures stand in as many columns as asked for, and in no more than there are pictures.
    """
    given = [("a.jpg", GOOD)] * 5
    widths = {n: sheet(*given, columns=n).width for n in (1, 2, 4, 5, 9)}
    assert widths[2] == 48 + 2 * OUTER + 20
    assert widths[4] == 48 + 4 * OUTER + 3 * 20
    assert widths[5] == widths[9] == 48 + 5 * OUTER + 4 * 20
    assert widths[1] == 2 * OUTER  # so that the head has room
    one, two = (sheet(*given, columns=n).height for n in (1, 2))
    assert one > 1.5 * two


@pytest.mark.parametrize(
    "text",
    [
        "one two three four five six seven eight nine ten eleven twelve",
        "a-word-that-is-much-longer-than-any-line-of-the-sheet-can-be-and-has-no-space-in-it",
        "長い日本語の文章は、文字と文字の間で折り返される（行頭の句読点は前の行に残る）。" * 3,
        "x",
        "",
    ],
)
@pytest.mark.parametrize("width", [60, 150, 292])
def test_lines_are_wrapped(text: str, width: int) -> None:
    """
    No line is wider than it may be, no letter is lost, and no line begins with a closing mark.
    """
    face = pictures._face(FONT, 15)
    lines = [line.text for line in contactsheets._wrapped(text, face, "#000000", width)]
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert face.getlength(line) <= width
        assert not line.startswith(("、", "。", "）"))
        assert not line.endswith("（")
    assert [line for line in lines if not line] == ([] if text else [""])


def test_the_same_pictures_give_the_same_sheet() -> None:
    """
    A sheet can be compared with the last one, byte for byte.
    """
    assert pictures.contact_sheet([("a.jpg", GOOD)], on=DAY, font=FONT) == pictures.contact_sheet(
        (one for one in [("a.jpg", GOOD)]), on=DAY, font=FONT
    )


@pytest.mark.parametrize(
    "more, error, said",
    [
        ({"font": "Arial"}, InvalidTypeError, "bytes of a font file"),
        ({"font": None}, InvalidTypeError, "bytes of a font file"),
        ({"font": b""}, InvalidValueError, "TrueType or OpenType"),
        ({"font": b"nonsense"}, InvalidValueError, "got 8 bytes"),
        ({"columns": 0}, InvalidValueError, "at least 1"),
        ({"columns": 2.0}, InvalidValueError, "at least 1"),
        ({"columns": True}, InvalidValueError, "at least 1"),
        ({"language": "ko"}, LookupError, "'en' or 'ja'"),
        ({"route": None}, InvalidTypeError, "Route.FORM"),
        ({"on": None}, InvalidTypeError, "day"),
    ],
)
def test_impossible_sheets_are_refused(more: Any, error: type[Exception], said: str) -> None:
    """
    Without a font that can be read, a column, a language or a day there is no sheet.
    """
    with pytest.raises(error, match=said):
        sheet(("a.jpg", GOOD), **more)


@pytest.mark.parametrize(
    "name, shown",
    [
        ("a\nb\tc.jpg", "a b c.jpg"),
        ("夏\u3000物\u00a0.jpg", "夏 物 .jpg"),
        ("half\ud83d.jpg", "half\ufffd.jpg"),
        ("\u202egpj.exe", "\ufffdgpj.exe"),
        ("\0.jpg", "\ufffd.jpg"),
    ],
)
def test_names_that_no_font_can_draw(name: str, shown: str, written: list[str]) -> None:
    """
    Line breaks, tabs and other spaces are spaces, and what cannot be seen is a mark.
    """
    sheet((name, GOOD))
    assert f"main {shown}" in written


@pytest.mark.parametrize("given", [5, None, [5], ["ab"], [("a",)], [(1, b"")], [["a", b""]]])
def test_what_are_no_pairs_is_refused(given: Any) -> None:
    """
    Anything but pairs of name and bytes is refused by an error that says so.
    """
    with pytest.raises(InvalidTypeError, match="must be pairs of file name and bytes"):
        pictures.contact_sheet(given, on=DAY, font=FONT)
    with pytest.raises(InvalidTypeError, match="must be pairs of file name and bytes"):
        pictures.prepare_gallery(given, on=DAY)
