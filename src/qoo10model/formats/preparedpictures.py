"""
Pictures made ready for upload (加工済み画像), and what has to be said about them.
"""

from __future__ import annotations

from typing import Final

import attrs

from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.texts import Text
from qoo10model.imagefacts import ColourMode, ImageFacts
from qoo10model.rules.images import ImageFormat


__all__ = (
    "DOES_NOT_FIT",
    "ENLARGED",
    "FIRST_FRAME",
    "FORMAT_NOT_READ",
    "LOW_QUALITY",
    "NOT_DECODED",
    "PROFILE_UNUSED",
    "Prepared",
    "PreparedGallery",
)

FORMAT_NOT_READ: Final = Message(
    "pictures.format_not_read",
    Severity.ERROR,
    Text(
        "{format} files are not read here: save it as JPEG first (photos of an iPhone: Settings, "
        "Camera, Formats, Most Compatible)",
        "{format}は開けません。先にJPEGで保存してください（iPhoneは設定→カメラ→フォーマット→互換性優先）",
    ),
)
NOT_DECODED: Final = Message(
    "pictures.not_decoded",
    Severity.ERROR,
    Text(
        "the pixels cannot be read ({why}): save the picture anew from the program that made it",
        "画像データを読めません（{why}）。元のソフトで保存し直してください",
    ),
)
DOES_NOT_FIT: Final = Message(
    "pictures.does_not_fit",
    Severity.ERROR,
    Text(
        "at {side} × {side} pixels the picture does not fit into {limit:,} bytes, not even at "
        "quality {quality}: pass a smaller side or a larger limit",
        "{side}×{side}pxでは画質{quality}でも{limit:,}バイトに収まりません。"
        "サイズを下げるか上限を上げてください",
    ),
)
ENLARGED: Final = Message(
    "pictures.enlarged",
    Severity.ADVICE,
    Text(
        "the part taken has {width:.0f} × {height:.0f} pixels, was made larger and looks soft: use "
        "a larger original",
        "元が{width:.0f}×{height:.0f}pxのため拡大しました。ぼやけるので大きい原画をお使いください",
    ),
)
FIRST_FRAME: Final = Message(
    "pictures.first_frame",
    Severity.ADVICE,
    Text(
        "it moves, and only its first frame is left: a JPEG does not move",
        "アニメーションの1コマ目だけを使いました（JPEGは静止画です）",
    ),
)
PROFILE_UNUSED: Final = Message(
    "pictures.profile_unused",
    Severity.ADVICE,
    Text(
        "its colour profile cannot be used, so that colours may be a little off: compare them",
        "カラープロファイルを適用できませんでした。色味を確認してください",
    ),
)
LOW_QUALITY: Final = Message(
    "pictures.low_quality",
    Severity.ADVICE,
    Text(
        "it fits only at quality {quality}: look at it closely before you use it",
        "容量に収めるため画質を{quality}まで下げました。見た目を確認してください",
    ),
)


@attrs.frozen(repr=False)
class Prepared:
    """
    A picture ready for upload (加工済み画像): the *data* of a JPEG file, *side* pixels wide and high.

    *quality* is its JPEG quality, found in *encodes* tries. *source* are the facts of the picture it
    was made from, *findings* what was lost or changed on the way.

    >>> made = Prepared(b"...", "front.jpg", 800, 95, 1, ImageFacts(None, 3, None))
    >>> made.facts.size, made.facts.weight
    ((800, 800), 3)
    """

    data: bytes
    filename: str
    side: int
    quality: int
    encodes: int
    source: ImageFacts
    findings: tuple[Finding, ...] = ()

    @property
    def facts(self) -> ImageFacts:
        """
        The facts of the new picture, for `images.check`.
        """
        size = self.side, self.side
        return ImageFacts(size, len(self.data), ImageFormat.JPEG, self.filename, ColourMode.RGB)

    def __repr__(self) -> str:
        return (
            f"Prepared({self.filename!r}, {self.side} × {self.side}, quality {self.quality}, "
            f"{len(self.data):,} bytes, {len(self.findings)} findings)"
        )


@attrs.frozen(repr=False)
class PreparedGallery:
    """
    The pictures of a listing that could be made ready, in order, and *findings* about all of them.

    The *row* of a finding is the index of the picture as it was passed. One that could not be made
    ready is a finding with the severity ERROR and no picture.

    >>> PreparedGallery(())
    PreparedGallery(0 pictures, 0 bytes, 0 findings)
    """

    pictures: tuple[Prepared, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def weight(self) -> int:
        """
        The bytes of all the pictures together.
        """
        return sum(len(one.data) for one in self.pictures)

    def __repr__(self) -> str:
        return (
            f"PreparedGallery({len(self.pictures)} pictures, {self.weight:,} bytes, "
            f"{len(self.findings)} findings)"
        )
