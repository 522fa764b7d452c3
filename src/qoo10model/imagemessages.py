"""
What can be said about the pictures of a listing, in both languages (商品画像の指摘文).

Each message has its code and severity, and says what to do. `images.check` fills them in.
"""

from __future__ import annotations

from typing import Final

from qoo10model.basics.findings import Message, Severity
from qoo10model.basics.texts import Text
from qoo10model.imagenames import base_name


__all__ = (
    "ANIMATED",
    "BELOW_RECOMMENDED",
    "CMYK",
    "DEEP",
    "FORMAT_REFUSED",
    "FORMAT_UNKNOWN",
    "FRAMES",
    "GALLERY_HEAVY",
    "GALLERY_TOO_HEAVY",
    "HEAVY",
    "MANY",
    "NAME_CHARACTERS",
    "NAME_EXTENSION",
    "NAME_WITHOUT_EXTENSION",
    "NEARLY_SQUARE",
    "NONE",
    "NOT_SQUARE",
    "SHOP_WEIGHT_UNKNOWN",
    "SIZE_UNKNOWN",
    "TALL",
    "TOO_HEAVY",
    "TOO_MANY",
    "TOO_SMALL",
    "TURNED",
    "WIDE",
    "beginning",
)

TALL: Final = Text("taller than wide", "縦長")
WIDE: Final = Text("wider than tall", "横長")
FRAMES: Final = Text(" ({count} frames)", "（{count}コマ）")

SIZE_UNKNOWN: Final = Message(
    "images.size_unknown",
    Severity.WARNING,
    Text(
        "{begins}width and height are not known, so size and shape were not checked: open "
        "the picture and look",
        "{begins}縦横のサイズが分からないため、サイズと形を確認できません。画像を開いて"
        "確認してください",
    ),
)
TOO_SMALL: Final = Message(
    "images.too_small",
    Severity.ERROR,
    Text(
        "{begins}{width} × {height} pixels, at least {side} × {side} are needed: take a larger "
        "picture",
        "{begins}{width}×{height}px。{side}×{side}px以上が必要です。大きい画像に差し替えてください",
    ),
)
BELOW_RECOMMENDED: Final = Message(
    "images.below_recommended",
    Severity.ADVICE,
    Text(
        "{begins}{width} × {height} pixels are taken, {side} × {side} are recommended: use a "
        "larger picture if there is one",
        "{begins}{width}×{height}px。登録できますが、推奨は{side}×{side}pxです。あれば大きい"
        "画像をお使いください",
    ),
)
NOT_SQUARE: Final = Message(
    "images.not_square",
    Severity.WARNING,
    Text(
        "{begins}{width} × {height} pixels is {how}, a near-square picture is asked for and this "
        "one may be refused: crop it, or pad it with white",
        "{begins}{width}×{height}pxは{how}です。正方形に近い画像が必要で、登録できないことがあります。"
        "切り抜くか余白を足してください",
    ),
)
NEARLY_SQUARE: Final = Message(
    "images.nearly_square",
    Severity.ADVICE,
    Text(
        "{begins}{width} × {height} pixels is nearly square, which should do; how much is "
        "allowed nobody says, so an exact square is safer",
        "{begins}{width}×{height}pxはほぼ正方形です。許容範囲は公表されていないため、"
        "正方形にすると確実です",
    ),
)
FORMAT_UNKNOWN: Final = Message(
    "images.format_unknown",
    Severity.WARNING,
    Text(
        "{begins}the format is not known and was not checked: make sure that it is one of "
        "{accepted}",
        "{begins}形式が分からないため確認できません。{accepted}のいずれかか確認してください",
    ),
)
FORMAT_REFUSED: Final = Message(
    "images.format_refused",
    Severity.ERROR,
    Text(
        "{begins}its format is {format}, only {accepted} are taken: save it as JPEG",
        "{begins}{format}形式です。対応形式は{accepted}です。JPEGで保存し直してください",
    ),
)
TOO_HEAVY: Final = Message(
    "images.too_heavy",
    Severity.ERROR,
    Text(
        "{begins}{weight:,} bytes, more than {limit:,} are refused and {safe:,} are safe: save it "
        "smaller or at a lower quality",
        "{begins}{weight:,}バイト。{limit:,}バイトを超えると登録できません（{safe:,}バイト以下なら確実）。"
        "サイズか画質を下げて保存してください",
    ),
)
HEAVY: Final = Message(
    "images.heavy",
    Severity.WARNING,
    Text(
        "{begins}{weight:,} bytes may be too many, since it is not said how 1 MB is counted: "
        "{safe:,} are safe, so save it a little smaller",
        "{begins}{weight:,}バイト。1MBの数え方が公表されておらず、超過とされることがあります。"
        "確実な{safe:,}バイト以下で保存し直してください",
    ),
)
NAME_CHARACTERS: Final = Message(
    "images.name_characters",
    Severity.WARNING,
    Text(
        "{begins}its file name has {characters}, with which an upload may fail: call it {name}",
        "{begins}ファイル名の{characters}は登録エラーの原因になります。{name}などに変えてください",
    ),
)
NAME_EXTENSION: Final = Message(
    "images.name_extension",
    Severity.WARNING,
    Text(
        "{begins}its name ends in {ending} but its format is {format}: {name} fits",
        "{begins}拡張子は{ending}ですが中身は{format}です。{name}に変えてください",
    ),
)
NAME_WITHOUT_EXTENSION: Final = Message(
    "images.name_without_extension",
    Severity.WARNING,
    Text(
        "{begins}its name has no extension: call it {name}",
        "{begins}ファイル名に拡張子がありません。{name}に変えてください",
    ),
)
ANIMATED: Final = Message(
    "images.animated",
    Severity.ADVICE,
    Text(
        "{begins}it moves{frames}, and no rule says whether that is shown: the first frame should do "
        "on its own",
        "{begins}アニメーション{frames}です。表示されるかの規定が見つかりません。"
        "1コマ目だけでも伝わる画像にしてください",
    ),
)
CMYK: Final = Message(
    "images.cmyk",
    Severity.WARNING,
    Text(
        "{begins}its colours are made for print (CMYK) and may be shown wrong or not at all: "
        "save it as RGB",
        "{begins}印刷用のCMYKカラーです。色がおかしくなるか表示されないことがあります。"
        "RGBで保存し直してください",
    ),
)
TURNED: Final = Message(
    "images.turned",
    Severity.WARNING,
    Text(
        "{begins}it is turned by a tag only and may be shown lying on its side or mirrored: turn "
        "the picture itself and save it",
        "{begins}向きがタグ（EXIF）だけで指定されており、横倒しや反転で表示されることがあります。"
        "画像そのものを回転して保存してください",
    ),
)
DEEP: Final = Message(
    "images.deep_colour",
    Severity.ADVICE,
    Text(
        "{begins}more than 8 bits a channel make it heavy and nobody sees them: save it with 8",
        "{begins}8ビットを超える色深度は容量が増えるだけです。8ビットで保存し直してください",
    ),
)
NONE: Final = Message(
    "images.none",
    Severity.ERROR,
    Text(
        "there is no picture: a listing needs a main picture",
        "画像がありません。メイン画像が1枚必要です",
    ),
)
TOO_MANY: Final = Message(
    "images.too_many",
    Severity.ERROR,
    Text(
        "{count} pictures, {route} takes the main one and {extra} more: leave out {over}",
        "画像が{count}枚あります。{route}ではメイン画像と追加画像{extra}枚までです。"
        "{over}枚減らしてください",
    ),
)
MANY: Final = Message(
    "images.many",
    Severity.WARNING,
    Text(
        "{count} pictures may be too many, since it is not said how many {route} took at that time: "
        "the main one and {extra} more are safe, so leave out {over}",
        "画像が{count}枚あります。当時の{route}の上限が確認できず、超過とされることがあります。"
        "メイン画像と追加画像{extra}枚までなら確実です。{over}枚減らしてください",
    ),
)
GALLERY_TOO_HEAVY: Final = Message(
    "images.gallery_too_heavy",
    Severity.ERROR,
    Text(
        "all pictures together have {weight:,} bytes, at most {limit:,} are taken: leave some out "
        "or save them smaller",
        "画像の合計は{weight:,}バイト。上限は{limit:,}バイトです。枚数か容量を減らしてください",
    ),
)
GALLERY_HEAVY: Final = Message(
    "images.gallery_heavy",
    Severity.WARNING,
    Text(
        "counted over {scope}, the pictures have {weight:,} bytes and may be too heavy, since it is "
        "not said how 40 MB is counted: {safe:,} are safe, so save some a little smaller",
        "{scope}で数えると画像の合計は{weight:,}バイトです。40MBの数え方が公表されておらず、"
        "超過とされることがあります。確実な{safe:,}バイト以下に減らしてください",
    ),
)
SHOP_WEIGHT_UNKNOWN: Final = Message(
    "images.shop_weight_unknown",
    Severity.WARNING,
    Text(
        "the total weight is counted over the whole shop, and what the shop's other pictures weigh "
        "is not known: pass it as stored",
        "合計容量はショップ全体で数えますが、他の画像の容量が分かりません。storedで渡してください",
    ),
)

_MAIN: Final = Text("main picture", "メイン画像")
_EXTRA: Final = Text("extra picture {n}", "追加画像{n}")


def beginning(row: int, filename: str) -> Text:
    """
    Return how the text about the picture at index *row* begins: its place, its name if it has one.

    >>> beginning(0, "front.jpg").en, beginning(2, "").ja
    ('main picture (front.jpg): ', '追加画像2：')
    """
    place, name = _EXTRA.filled(n=row) if row else _MAIN, base_name(filename)
    english, japanese = (f" ({name})", f"（{name}）") if name else ("", "")
    return Text(f"{place.en}{english}: ", f"{place.ja}{japanese}：")
