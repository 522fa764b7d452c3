"""
Pictures of items (商品画像): what the platform takes in a listing, and where its guide is unclear.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from qoo10model.basics.money import Rate
from qoo10model.basics.sources import Confidence
from qoo10model.basics.tables import Table
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules import sources


__all__ = (
    "IMAGES",
    "AcceptedFormats",
    "GalleryScope",
    "ImageFormat",
    "ImageRules",
    "Route",
)

LOW, MEDIUM = Confidence.LOW, Confidence.MEDIUM

START: Final = date(2018, 9, 1)
MANUAL: Final = date(2025, 1, 1)
"""
The earliest day for which the manual that quotes the guide may speak; it has no date.
"""


class ImageFormat(Labelled):
    """
    What kind of file a picture really is, by its first bytes (画像形式).

    >>> ImageFormat.JPEG.extensions
    ('jpg', 'jpeg')
    """

    JPEG = Text("JPEG", "JPEG")
    PNG = Text("PNG", "PNG")
    GIF = Text("GIF", "GIF")
    WEBP = Text("WebP", "WebP")
    BMP = Text("BMP", "BMP")
    TIFF = Text("TIFF", "TIFF")
    HEIC = Text("HEIC", "HEIC")
    AVIF = Text("AVIF", "AVIF")
    JPEG_XL = Text("JPEG XL", "JPEG XL")
    SVG = Text("SVG", "SVG")
    PSD = Text("Photoshop (PSD)", "Photoshop（PSD）")
    PDF = Text("PDF", "PDF")

    @property
    def extensions(self) -> tuple[str, ...]:
        """
        The endings that file names of the format have, the usual one first, without the dot.
        """
        return _EXTENSIONS[self]


_EXTENSIONS: Final = {
    ImageFormat.JPEG: ("jpg", "jpeg"),
    ImageFormat.PNG: ("png",),
    ImageFormat.GIF: ("gif",),
    ImageFormat.WEBP: ("webp",),
    ImageFormat.BMP: ("bmp",),
    ImageFormat.TIFF: ("tif", "tiff"),
    ImageFormat.HEIC: ("heic", "heif"),
    ImageFormat.AVIF: ("avif",),
    ImageFormat.JPEG_XL: ("jxl",),
    ImageFormat.SVG: ("svg",),
    ImageFormat.PSD: ("psd",),
    ImageFormat.PDF: ("pdf",),
}


class Route(Labelled):
    """
    The way pictures get into a listing (登録方法).

    >>> Route.FORM
    Route.FORM
    """

    FORM = Text("the form of QSM", "QSMの商品登録画面")
    API = Text("the API", "API")


class GalleryScope(Labelled):
    """
    What the total weight of pictures is counted over: nobody could tell (合計容量の数え方).

    >>> GalleryScope.SHOP.label.ja
    'ショップ全体'
    """

    LISTING = Text("one listing", "1商品ごと")
    SHOP = Text("the whole shop", "ショップ全体")


@attrs.frozen
class AcceptedFormats:
    """
    The *formats* that a listing takes (対応形式).

    >>> ImageFormat.HEIC in AcceptedFormats((ImageFormat.JPEG, ImageFormat.PNG))
    False
    """

    formats: tuple[ImageFormat, ...]

    def __contains__(self, image_format: object) -> bool:
        return image_format in self.formats

    def __str__(self) -> str:
        return ", ".join(one.label.en for one in self.formats)


@attrs.frozen(eq=False, repr=False)
class ImageRules:
    """
    The rules of pictures; the day of the upload picks each. Sides are in pixels, weights in bytes.

    Of a weight with two readings the smaller one is taken and safe; what is above both is refused.
    *near_square* is how much longer the long side may be for a picture to pass as nearly square.

    >>> from qoo10model.rules.book import JAPAN
    >>> JAPAN.images.minimum_side.on(date(2026, 5, 12))
    400
    """

    minimum_side: Timeline[int]
    recommended_side: Timeline[int]
    near_square: Timeline[Rate]
    accepted_formats: Timeline[AcceptedFormats]
    image_weight: Timeline[int]
    gallery_weight: Timeline[int]
    gallery_scope: Timeline[GalleryScope]
    extra_images: Table[Route, int]
    refused_characters: Timeline[str]


IMAGES: Final = ImageRules(
    minimum_side=Timeline(
        "images.minimum_side",
        (
            Dated(START, 400, LOW, (sources.SHOP_MANUAL,), since_is_exact=False),
            Dated(MANUAL, 400, MEDIUM, (sources.SHOP_MANUAL,), since_is_exact=False),
        ),
        Text("smallest side of a picture", "画像の最小サイズ（一辺）"),
    ),
    recommended_side=Timeline(
        "images.recommended_side",
        (
            Dated(START, 800, LOW, (sources.SHOP_MANUAL,), since_is_exact=False),
            Dated(MANUAL, 800, MEDIUM, (sources.SHOP_MANUAL,), since_is_exact=False),
        ),
        Text("recommended side of a picture", "画像の推奨サイズ（一辺）"),
    ),
    near_square=Timeline(
        "images.near_square",
        (
            Dated(
                START,
                Rate.percent("10"),
                LOW,
                (sources.ASSUMPTION, sources.SHOP_MANUAL),
                (Rate.percent("0"), Rate.percent("33")),
                since_is_exact=False,
                note="the guide asks for a near-square shape and gives no number; the photos of "
                "phones that it says may be refused are 33 % longer than wide, or more",
            ),
        ),
        Text(
            "how much longer the long side of a nearly square picture is",
            "ほぼ正方形とみなす縦横差の上限",
        ),
    ),
    accepted_formats=Timeline(
        "images.accepted_formats",
        (
            Dated(
                START,
                AcceptedFormats((ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.GIF)),
                LOW,
                (sources.SHOP_MANUAL,),
                since_is_exact=False,
            ),
            Dated(
                MANUAL,
                AcceptedFormats((ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.GIF)),
                MEDIUM,
                (sources.SHOP_MANUAL,),
                since_is_exact=False,
            ),
        ),
        Text("formats of pictures that are taken", "対応している画像形式"),
    ),
    image_weight=Timeline(
        "images.image_weight",
        (
            Dated(
                START,
                1_000_000,
                LOW,
                (sources.SHOP_MANUAL,),
                (1_048_576,),
                since_is_exact=False,
                note="the guide says 1 MB: a million bytes, or 1,024 times 1,024",
            ),
            Dated(
                MANUAL,
                1_000_000,
                MEDIUM,
                (sources.SHOP_MANUAL,),
                (1_048_576,),
                since_is_exact=False,
                note="the guide says 1 MB: a million bytes, or 1,024 times 1,024",
            ),
        ),
        Text("largest weight of one picture", "画像1枚の容量の上限"),
    ),
    gallery_weight=Timeline(
        "images.gallery_weight",
        (
            Dated(
                START,
                40_000_000,
                LOW,
                (sources.SHOP_MANUAL,),
                (41_943_040,),
                since_is_exact=False,
                note="the guide says 40 MB",
            ),
            Dated(
                MANUAL,
                40_000_000,
                MEDIUM,
                (sources.SHOP_MANUAL,),
                (41_943_040,),
                since_is_exact=False,
                note="the guide says 40 MB",
            ),
        ),
        Text("largest weight of all pictures together", "画像の合計容量の上限"),
    ),
    gallery_scope=Timeline(
        "images.gallery_scope",
        (
            Dated(
                START,
                GalleryScope.LISTING,
                LOW,
                (sources.ASSUMPTION, sources.SHOP_MANUAL),
                (GalleryScope.SHOP,),
                since_is_exact=False,
                note="21 pictures of 1 MB fit into 40 MB; the guide does not say what it counts",
            ),
        ),
        Text("what the total weight of pictures is counted over", "画像の合計容量の数え方"),
    ),
    extra_images=Table(
        "images.extra_images",
        (
            (
                Route.FORM,
                Timeline(
                    "images.extra_images[FORM]",
                    (
                        Dated(START, 20, LOW, (sources.SHOP_MANUAL,), since_is_exact=False),
                        Dated(MANUAL, 20, MEDIUM, (sources.SHOP_MANUAL,), since_is_exact=False),
                    ),
                    Text(
                        "pictures beside the main one, by the form",
                        "追加画像の枚数（商品登録画面）",
                    ),
                ),
            ),
            (
                Route.API,
                Timeline(
                    "images.extra_images[API]",
                    (
                        Dated(
                            START,
                            11,
                            LOW,
                            (sources.LISTING_TOOLS,),
                            (50,),
                            since_is_exact=False,
                            note="older public tools stop at 11",
                        ),
                        Dated(
                            MANUAL,
                            50,
                            MEDIUM,
                            (sources.QAPI_REFERENCE, sources.LISTING_TOOLS),
                            since_is_exact=False,
                            note="fields EnlargedImage1 to EnlargedImage50; the day on which 11 "
                            "became 50 is not known",
                        ),
                    ),
                    Text("pictures beside the main one, by the API", "追加画像の枚数（API）"),
                ),
            ),
        ),
    ),
    refused_characters=Timeline(
        "images.refused_characters",
        (
            Dated(
                START,
                "#&",
                LOW,
                (sources.SHOP_MANUAL,),
                since_is_exact=False,
                note="named as examples of platform-dependent characters, with which errors may "
                "occur",
            ),
            Dated(
                MANUAL,
                "#&",
                MEDIUM,
                (sources.SHOP_MANUAL,),
                since_is_exact=False,
                note="named as examples of platform-dependent characters, with which errors may "
                "occur",
            ),
        ),
        Text("characters that file names should not have", "ファイル名に使えない文字"),
    ),
)
"""
The pictures of Qoo10 Japan.
"""
