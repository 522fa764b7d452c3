"""
A contact sheet (一覧シート): the pictures of a listing side by side, with what was found about each.
"""

from __future__ import annotations

import re

from typing import TYPE_CHECKING, Final, NamedTuple

from PIL import Image, ImageDraw

from qoo10model.basics.findings import Severity
from qoo10model.basics.texts import Text
from qoo10model.imagemessages import beginning
from qoo10model.imagenames import base_name


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from PIL.ImageFont import FreeTypeFont

    from qoo10model.basics.findings import Finding
    from qoo10model.basics.texts import Language
    from qoo10model.imagefacts import ImageFacts

__all__ = ("THUMBNAIL", "Cell", "drawn")

THUMBNAIL: Final = 280
"""
How wide and high a picture is drawn, in pixels.
"""

_MARGIN, _GAP, _FRAME = 24, 20, 6
_SMALL, _USUAL, _LARGE = 15, 18, 26
_LEADING: Final = 1.45
_PAPER, _INK, _GREY, _EMPTY = "#ffffff", "#222222", "#666666", "#e8e8e8"
_COLOURS: Final = {
    Severity.ERROR: "#c62828",
    Severity.WARNING: "#b26a00",
    Severity.ADVICE: "#1565c0",
    None: "#2e7d32",
}
_WORST_FIRST: Final = (Severity.ERROR, Severity.WARNING, Severity.ADVICE)

# A word of Latin letters or one other letter, with the marks that may not begin or end a line.
_WORDS: Final = re.compile(r"[（「]*(?:[!-~×–]+|.)[、。）：」]*\s*")

_TITLE: Final = Text("{count} pictures, {weight:,} bytes", "画像{count}枚、合計{weight:,}バイト")
_COUNTS: Final = Text(
    "errors {errors} · warnings {warnings} · advice {advice}",
    "エラー{errors}件 · 警告{warnings}件 · 助言{advice}件",
)
_MAIN: Final = Text("main", "メイン")
_EXTRA: Final = Text("extra {n}", "追加{n}")
_SIZE: Final = Text("{width:,} × {height:,} px", "{width:,}×{height:,}px")
_NO_SIZE: Final = Text("size unknown", "サイズ不明")
_NO_FORMAT: Final = Text("no picture", "画像以外")
_UNSEEN: Final = Text("cannot be shown", "表示できません")
_NOT_DRAWN: Final = "\N{REPLACEMENT CHARACTER}"
_FINE: Final = Text("nothing found", "問題なし")


class Cell(NamedTuple):
    """
    One picture of the sheet: its facts, and its pixels where they can be seen.
    """

    facts: ImageFacts
    pixels: Image.Image | None


class _Faces(NamedTuple):
    small: FreeTypeFont
    usual: FreeTypeFont
    large: FreeTypeFont


class _Line(NamedTuple):
    text: str
    face: FreeTypeFont
    colour: str

    @property
    def height(self) -> int:
        """
        How far below it the next line stands.
        """
        return round(self.face.size * _LEADING)


def drawn(
    cells: Sequence[Cell],
    findings: Sequence[Finding],
    face: Callable[[int], FreeTypeFont],
    language: Language,
    columns: int,
) -> Image.Image:
    """
    Return the sheet of *cells* in rows of *columns*, written with *face* of some sizes.

    A finding stands below the picture of its row; those without a row stand above all.
    """
    faces = _Faces(face(_SMALL), face(_USUAL), face(_LARGE))
    columns = max(1, min(columns, len(cells)))
    outer = THUMBNAIL + 2 * _FRAME
    width = 2 * _MARGIN + columns * outer + (columns - 1) * _GAP
    least = width if columns > 1 else max(width, 2 * outer)
    head = list(_head(cells, findings, faces, language, least - 2 * _MARGIN))
    blocks = [
        list(_below(at, cell, [f for f in findings if f.row == at], faces, language))
        for at, cell in enumerate(cells)
    ]
    rows = [range(at, min(at + columns, len(cells))) for at in range(0, len(cells), columns)]
    heights = [outer + _GAP // 2 + max(_height(blocks[at]) for at in row) + _GAP for row in rows]
    top = _MARGIN + _height(head) + _GAP
    sheet = Image.new("RGB", (least, top + sum(heights) + _MARGIN), _PAPER)
    pen = ImageDraw.Draw(sheet)
    _write(pen, _MARGIN, _MARGIN, head)
    for row, height in zip(rows, heights, strict=True):
        for at in row:
            x = _MARGIN + (at - row.start) * (outer + _GAP)
            _show(
                sheet,
                pen,
                (x, top),
                cells[at],
                _severest(f for f in findings if f.row == at),
                faces,
                language,
            )
            _write(pen, x, top + outer + _GAP // 2, blocks[at])
        top += height
    return sheet


def _head(
    cells: Sequence[Cell],
    findings: Sequence[Finding],
    faces: _Faces,
    language: Language,
    width: int,
) -> Iterator[_Line]:
    weight = sum(cell.facts.weight for cell in cells)
    title = _TITLE.filled(count=len(cells), weight=weight).in_(language)
    yield from _wrapped(title, faces.large, _INK, width)
    errors, warnings, advice = (
        sum(finding.severity is severity for finding in findings) for severity in _WORST_FIRST
    )
    counts = _COUNTS.filled(errors=errors, warnings=warnings, advice=advice).in_(language)
    yield from _wrapped(counts, faces.usual, _COLOURS[_severest(findings)], width)
    for finding in findings:
        if finding.row is None:
            yield from _found(finding, faces, language, width)


def _below(
    at: int, cell: Cell, findings: Sequence[Finding], faces: _Faces, language: Language
) -> Iterator[_Line]:
    """
    Yield the lines below a picture: its place and name, its facts, what was found.
    """
    width, facts = THUMBNAIL + 2 * _FRAME, cell.facts
    place = (_EXTRA.filled(n=at) if at else _MAIN).in_(language)
    name = base_name(facts.filename)
    yield from _wrapped(f"{place} {name}".rstrip(), faces.usual, _INK, width)
    size = _NO_SIZE
    if facts.shown_size is not None:
        shown = {"width": facts.shown_size[0], "height": facts.shown_size[1]}
        size = _SIZE.filled(**shown)
    kind = _NO_FORMAT if facts.format is None else facts.format.label
    told = f"{size.in_(language)}  {kind.in_(language)}  {facts.weight:,} B"
    yield from _wrapped(told, faces.small, _GREY, width)
    stood = beginning(at, facts.filename).in_(language)  # what stands above is not said again
    if not findings:
        yield from _wrapped(_FINE.in_(language), faces.small, _COLOURS[None], width)
    for severity in _WORST_FIRST:
        for finding in findings:
            if finding.severity is severity:
                yield from _found(finding, faces, language, width, stood)


def _found(
    finding: Finding, faces: _Faces, language: Language, width: int, place: str = ""
) -> Iterator[_Line]:
    label = finding.severity.label.in_(language)
    text = f"■ {label}: {finding.text.in_(language).removeprefix(place)}"
    yield from _wrapped(text, faces.small, _COLOURS[finding.severity], width)


def _wrapped(text: str, face: FreeTypeFont, colour: str, width: int) -> Iterator[_Line]:
    """
    Yield *text* in lines of at most *width* pixels, where one letter is not wider than that.
    """
    line = ""
    for word in _WORDS.findall("".join(map(_drawable, text))):
        for part in (word,) if face.getlength(word.rstrip()) <= width else word:
            if face.getlength((line + part).rstrip()) > width:
                yield _Line(line.rstrip(), face, colour)
                line = ""
            line += part
    yield _Line(line.rstrip(), face, colour)


def _drawable(char: str) -> str:
    """
    Return *char*, a space for any other space, and a mark for what nobody can see.
    """
    if char.isspace():
        return " "
    return char if char.isprintable() else _NOT_DRAWN


def _show(
    sheet: Image.Image,
    pen: ImageDraw.ImageDraw,
    at: tuple[int, int],
    cell: Cell,
    worst: Severity | None,
    faces: _Faces,
    language: Language,
) -> None:
    """
    Draw the picture of *cell* in a frame in the colour of the *worst* that was found.
    """
    x, y = at
    outer = THUMBNAIL + 2 * _FRAME
    pen.rectangle((x, y, x + outer - 1, y + outer - 1), fill=_COLOURS[worst])
    inner = x + _FRAME, y + _FRAME
    if cell.pixels is not None:
        sheet.paste(cell.pixels, inner)
        return
    end = x + _FRAME + THUMBNAIL - 1, y + _FRAME + THUMBNAIL - 1
    pen.rectangle((*inner, *end), fill=_EMPTY)
    unseen = _UNSEEN.in_(language)
    left = x + (outer - faces.usual.getlength(unseen)) / 2
    pen.text((left, y + outer / 2 - _USUAL / 2), unseen, _GREY, faces.usual)


def _write(pen: ImageDraw.ImageDraw, x: int, y: int, lines: Sequence[_Line]) -> None:
    for line in lines:
        pen.text((x, y), line.text, line.colour, line.face)
        y += line.height


def _height(lines: Sequence[_Line]) -> int:
    return sum(line.height for line in lines)


def _severest(findings: Iterable[Finding]) -> Severity | None:
    there = {finding.severity for finding in findings}
    return next((severity for severity in _WORST_FIRST if severity in there), None)
