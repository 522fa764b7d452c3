from __future__ import annotations

import pickle
import tomllib

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import imagemessages, images
from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    Qoo10ModelError,
    RuleNotKnownError,
)
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import Rate
from qoo10model.basics.texts import Text
from qoo10model.images import (
    AcceptedFormats,
    ColourMode,
    GalleryScope,
    ImageFacts,
    ImageFormat,
    Orientation,
    Route,
)
from qoo10model.rules.book import JAPAN


DAY = date(2026, 5, 12)
WORKED = tomllib.loads(
    (Path(__file__).parent / "worked" / "images.toml").read_text(encoding="utf-8")
)
PICTURES = [pytest.param(case, id=case["name"]) for case in WORKED["picture"]]
MESSAGES = [value for value in vars(imagemessages).values() if isinstance(value, Message)]

sides = st.integers(0, 5_000)
facts = st.builds(
    ImageFacts,
    size=st.none() | st.tuples(sides, sides),
    weight=st.integers(0, 3_000_000),
    format=st.none() | st.sampled_from(ImageFormat),
    filename=st.text(max_size=12),
    colour=st.none() | st.sampled_from(ColourMode),
    frames=st.none() | st.integers(1, 600),
    orientation=st.sampled_from(Orientation),
    is_deep=st.booleans(),
)


def picture(**more: Any) -> ImageFacts:
    """
    A picture with nothing to be said about it, but for *more*.
    """
    return ImageFacts(**{"size": (800, 800), "weight": 1, "format": ImageFormat.JPEG, **more})


def of_case(case: dict[str, Any]) -> ImageFacts:
    """
    The facts of a worked case.
    """
    return ImageFacts(
        tuple(case["size"]) if "size" in case else None,
        case["weight"],
        ImageFormat[case["format"]] if "format" in case else None,
        case["filename"],
        ColourMode[case.get("colour", "RGB")],
        case.get("frames", 1),
        Orientation(case.get("orientation", 1)),
        case.get("is_deep", False),
    )


def codes(*given_: ImageFacts, **more: Any) -> list[str]:
    """
    The codes of what is found about pictures.
    """
    return [finding.code for finding in images.check(given_, **{"on": DAY, **more})]


def totals(*weights: int) -> list[ImageFacts]:
    """
    Pictures of these weights.
    """
    return [picture(weight=weight) for weight in weights]


# One picture


@pytest.mark.parametrize("case", PICTURES)
def test_worked_pictures(case: dict[str, Any]) -> None:
    """
    Each picture that was worked out by hand has the findings that the guide gives it.
    """
    assert codes(of_case(case)) == case["found"]


def test_a_picture_of_the_north_star() -> None:
    """
    Too heavy, not square and with a sign in its name: three findings that say what to do.
    """
    heavy = ImageFacts((1_200, 900), 1_204_331, ImageFormat.JPEG, "夏#1.jpg")
    found = images.check([heavy], on=DAY)
    assert [(f.severity.name, f.code) for f in found] == [
        ("WARNING", "images.not_square"),
        ("ERROR", "images.too_heavy"),
        ("WARNING", "images.name_characters"),
    ]
    assert found[0].text.en == (
        "main picture (夏#1.jpg): 1,200 × 900 pixels is wider than tall, a near-square picture is "
        "asked for and this one may be refused: crop it, or pad it with white"
    )
    assert found[1].text.ja == (
        "メイン画像（夏#1.jpg）：1,204,331バイト。1,048,576バイトを超えると登録できません"
        "（1,000,000バイト以下なら確実）。サイズか画質を下げて保存してください"
    )
    assert found[2].text.en.endswith("has #, with which an upload may fail: call it 夏_1.jpg")


def test_the_row_of_a_finding_is_the_picture() -> None:
    """
    A finding names its picture by index, place and file name, and by its place alone without one.
    """
    good, bad = picture(), picture(size=(300, 300))
    found = images.check([good, bad, attrs.evolve(bad, filename="a/b/back.jpg")], on=DAY)
    assert [f.row for f in found] == [1, 2]
    assert found[0].text.en.startswith("extra picture 1: 300 × 300")
    assert found[1].text.ja.startswith("追加画像2（back.jpg）：300×300px")


def test_tall_and_wide_are_told_apart() -> None:
    """
    What is not square is said to be taller than wide or wider than tall, as it is seen.
    """
    tall, wide = picture(size=(800, 1_200)), picture(size=(1_200, 800))
    turned = attrs.evolve(wide, orientation=Orientation.QUARTER_LEFT)
    texts = [images.check([one], on=DAY)[0].text for one in (tall, wide, turned)]
    assert ["taller than wide" in text.en for text in texts] == [True, False, True]
    assert ["横長" in text.ja for text in texts] == [False, True, False]


@pytest.mark.parametrize("code", range(2, 9))
def test_every_way_to_turn_is_told(code: int) -> None:
    """
    Any orientation but upright is a warning; a square stays square.
    """
    assert codes(picture(orientation=Orientation(code))) == ["images.turned"]


@pytest.mark.parametrize("kind", ImageFormat)
def test_only_three_formats_are_taken(kind: ImageFormat) -> None:
    """
    JPEG, PNG and GIF are taken, nothing else, and an ending fits its own format only.
    """
    taken = kind in {ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.GIF}
    expected = [] if taken else ["images.format_refused"]
    for ending in kind.extensions:
        assert codes(picture(format=kind, filename=f"a.{ending.upper()}")) == expected
    assert codes(picture(format=kind, filename="a.xyz")) == [*expected, "images.name_extension"]
    assert codes(picture(format=kind, filename="a")) == [
        *expected,
        "images.name_without_extension",
    ]


def test_an_ending_is_not_compared_with_an_unknown_format() -> None:
    """
    Where the format is not known, the ending of the name can be neither right nor wrong.
    """
    assert codes(picture(format=None, filename="a.png")) == ["images.format_unknown"]


def test_characters_are_shown_so_that_they_can_be_found() -> None:
    """
    Characters that cannot be seen alone are shown by their code point.
    """
    found = images.check([picture(filename="か\u3099\u00a0①.jpg")], on=DAY)
    assert "has U+3099 U+00A0 ①, with" in found[0].text.en
    assert found[0].text.en.endswith("call it が 1.jpg")


def test_what_a_reader_found_comes_first() -> None:
    """
    The findings of the facts are passed on with the row of the picture, before our own.
    """
    told = Finding("pictures.truncated", Severity.ERROR, Text("cut off", "途中"))
    found = images.check([picture(), picture(size=(1, 1), findings=(told,))], on=DAY)
    assert [(f.code, f.row) for f in found] == [
        ("pictures.truncated", 1),
        ("images.too_small", 1),
    ]


@pytest.mark.parametrize("severity", Severity)
def test_what_is_explained_is_not_said_twice(severity: Severity) -> None:
    """
    Where an error says already why nothing is known, no warning says that it is not.
    """
    told = Finding("x", severity, Text("x", "x"))
    unknown = ImageFacts(None, 1, None, colour=None, frames=None, findings=(told,))
    more = ["images.size_unknown", "images.format_unknown"]
    assert codes(unknown) == (["x"] if severity is Severity.ERROR else ["x", *more])
    assert codes(ImageFacts(None, 1, ImageFormat.SVG)) == ["images.format_refused"]


# All pictures


def test_a_listing_needs_a_picture() -> None:
    """
    No picture at all is an error without a row.
    """
    (found,) = images.check([], on=DAY)
    assert (found.code, found.severity, found.row) == ("images.none", Severity.ERROR, None)


@pytest.mark.parametrize("case", WORKED["count"])
def test_how_many_pictures_there_may_be(case: dict[str, Any]) -> None:
    """
    The form takes 1 and 20, the API 1 and 50; one more is an error.
    """
    route, on, most = Route[case["route"]], case["on"], case["most"]
    sure = case.get("sure", most)
    assert codes(*[picture()] * sure, route=route, on=on) == []
    (found,) = images.check([picture()] * (most + 2), route=route, on=on)
    assert (found.code, found.severity, found.row) == ("images.too_many", Severity.ERROR, None)
    assert found.text.en.startswith(f"{most + 2} pictures, ")
    assert found.text.en.endswith(f"takes the main one and {most - 1} more: leave out 2")


def test_of_older_days_two_counts_are_told() -> None:
    """
    By the API 11 or 50 extra pictures were taken in older days: in between is a warning.
    """
    old: dict[str, Any] = {"route": Route.API, "on": date(2024, 12, 31)}
    for count, found in ((12, []), (13, ["images.many"]), (51, ["images.many"])):
        assert codes(*[picture()] * count, **old) == found
    assert codes(*[picture()] * 52, **old) == ["images.too_many"]
    (found_,) = images.check([picture()] * 13, **old)
    assert found_.severity is Severity.WARNING
    assert found_.text.en.endswith("the main one and 11 more are safe, so leave out 1")
    assert "追加画像11枚までなら確実です。1枚減らしてください" in found_.text.ja
    decided = JAPAN.with_reading("images.extra_images[API]", 50)
    assert codes(*[picture()] * 51, **old, rules=decided) == []


@pytest.mark.parametrize("case", WORKED["total"])
def test_how_heavy_all_may_be(case: dict[str, Any]) -> None:
    """
    Under every reading of 40 MB an error, under one a warning.
    """
    whole, rest = divmod(case["weight"], 1_000_000)
    given_ = totals(*[1_000_000] * whole, *[rest] * (rest > 0))
    found = codes(*given_, stored=case.get("stored"), route=Route.API)
    assert found == case["found"]


def test_the_two_readings_of_the_total_are_an_option() -> None:
    """
    Counted over one listing the shop's other pictures do not matter, over the shop they do.
    """
    one = totals(1_000_000)
    listing = JAPAN.with_reading("images.gallery_scope", GalleryScope.LISTING)
    shop = JAPAN.with_reading("images.gallery_scope", GalleryScope.SHOP)
    assert codes(*one, stored=900_000_000, rules=listing) == []
    assert codes(*one, stored=900_000_000, rules=shop) == ["images.gallery_too_heavy"]
    assert codes(*one, stored=39_000_000, rules=shop) == []
    assert codes(*one, stored=40_000_000, rules=shop) == ["images.gallery_heavy"]
    (found,) = images.check(one, on=DAY, stored=39_500_000)
    assert "counted over the whole shop, the pictures have 40,500,000 bytes" in found.text.en


def test_the_shop_s_total_is_not_taken_for_zero() -> None:
    """
    If the shop's total counts and is not passed, that is said; if only the listing's counts, not.
    """
    shop = JAPAN.with_reading("images.gallery_scope", GalleryScope.SHOP)
    assert codes(picture(), rules=shop) == ["images.shop_weight_unknown"]
    assert codes(picture(), rules=shop, stored=0) == []
    assert codes(picture()) == []
    heavy = totals(*[1_000_000] * 42)
    assert codes(*heavy, rules=shop, route=Route.API) == [
        "images.gallery_too_heavy",
        "images.shop_weight_unknown",
    ]


# Rules


def test_rules_can_be_replaced() -> None:
    """
    Each limit is a rule of the book: another one gives other findings.
    """
    since = date(2018, 9, 1)
    rules = JAPAN.images
    other = JAPAN.replacing(
        rules.minimum_side.with_value(900, since=since),
        rules.recommended_side.with_value(1_000, since=since),
        rules.near_square.with_value(Rate.percent("0"), since=since),
        rules.accepted_formats.with_value(AcceptedFormats((ImageFormat.WEBP,)), since=since),
        rules.image_weight.with_value(10, since=since),
        rules.gallery_weight.with_value(15, since=since),
        rules.extra_images[Route.FORM].with_value(0, since=since),
        rules.refused_characters.with_value("x", since=since),
    )
    small = picture(size=(900, 899), weight=11, filename="#x.jpg")
    assert codes(small, small, rules=other) == [
        "images.too_many",
        "images.gallery_too_heavy",
        *[
            "images.too_small",
            "images.not_square",
            "images.format_refused",
            "images.too_heavy",
            "images.name_characters",
        ]
        * 2,
    ]
    assert codes(picture(size=(900, 900), weight=10), rules=other)[0] == "images.below_recommended"


def test_a_decided_megabyte_leaves_no_warning() -> None:
    """
    Who knows how 1 MB is counted sets it, and is then told an error or nothing.
    """
    binary = JAPAN.with_reading("images.image_weight", 1_048_576)
    assert codes(picture(weight=1_048_576), rules=binary) == []
    assert codes(picture(weight=1_048_577), rules=binary) == ["images.too_heavy"]


@pytest.mark.parametrize("on", [date(2018, 9, 1), date(2024, 12, 31), date(2025, 1, 1), DAY])
def test_the_rules_hold_since_september_2018(on: date) -> None:
    """
    Pictures of any day of the rule book are judged.
    """
    assert codes(picture(weight=1_048_577), on=on) == ["images.too_heavy"]


def test_before_the_rules_nothing_is_judged() -> None:
    """
    The day before the rules begin is refused.
    """
    with pytest.raises(RuleNotKnownError):
        images.check([picture()], on=date(2018, 8, 31))


# Properties


@given(st.lists(facts, max_size=4))
def test_any_facts_are_judged(given_: list[ImageFacts]) -> None:
    """
    No facts make the check fail, each finding has a text in both languages, and rows that exist.
    """
    found = images.check(given_, on=DAY)
    assert found == images.check(iter(given_), on=DAY)
    for finding in found:
        assert finding.code.startswith("images.")
        assert finding.text.en
        assert finding.text.ja
        assert finding.row is None or 0 <= finding.row < len(given_)


@given(facts, st.integers(1, 10_000))
def test_a_heavier_picture_is_never_better(one: ImageFacts, more: int) -> None:
    """
    Weight that is added never takes a finding of weight away or makes it milder.
    """
    order = {"images.heavy": 1, "images.too_heavy": 2}
    before, after = (
        max((order.get(code, 0) for code in codes(each)), default=0)
        for each in (one, attrs.evolve(one, weight=one.weight + more))
    )
    assert before <= after


@given(st.integers(1, 4_000), st.integers(1, 4_000))
def test_turning_changes_no_judgement_of_size(width: int, height: int) -> None:
    """
    A picture and the same on its side have the same findings of size and shape.
    """
    assert codes(picture(size=(width, height))) == codes(picture(size=(height, width)))


@given(facts)
def test_facts_come_back_from_their_repr_and_pickle(one: ImageFacts) -> None:
    """
    The repr of facts evaluates to them, and so do their pickles.
    """
    assert eval(repr(one)) == one
    assert pickle.loads(pickle.dumps(one)) == one
    assert hash(one) == hash(eval(repr(one)))


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.code)
def test_every_message_is_whole(message: Message) -> None:
    """
    Messages have both languages with the same places to fill, and codes of their own.
    """
    assert message.code.startswith("images.")
    fields = [
        {part.split("}")[0].split(":")[0] for part in text.split("{")[1:]}
        for text in (message.text.en, message.text.ja)
    ]
    assert fields[0] == fields[1]
    assert [one.code for one in MESSAGES].count(message.code) == 1


# Bad input


@pytest.mark.parametrize(
    "given_, more, error, said",
    [
        (picture(), {}, InvalidTypeError, "pass \\[facts\\]"),
        ([(800, 800)], {}, InvalidTypeError, "must be ImageFacts"),
        ([None], {}, InvalidTypeError, "must be ImageFacts"),
        (None, {}, InvalidTypeError, "pass \\[facts\\] \\(got None\\)"),
        ([b"..."], {}, InvalidTypeError, "pictures.inspect"),
        ([picture()], {"route": "FORM"}, InvalidTypeError, "Route.FORM"),
        ([picture()], {"stored": 1.0}, InvalidTypeError, "stored"),
        ([picture()], {"stored": True}, InvalidTypeError, "stored"),
        ([picture()], {"stored": "1"}, InvalidTypeError, "stored"),
        ([picture()], {"stored": -1}, InvalidValueError, "at least 0"),
        ([picture()], {"on": "2026-05-12"}, InvalidTypeError, "day"),
        ([picture()], {"on": None}, InvalidTypeError, "day"),
    ],
)
def test_bad_arguments_are_refused(
    given_: Any, more: dict[str, Any], error: type[Exception], said: str
) -> None:
    """
    What cannot be judged is refused with what was expected.
    """
    with pytest.raises(error, match=said) as caught:
        images.check(given_, **{"on": DAY, **more})
    assert isinstance(caught.value, Qoo10ModelError)


@pytest.mark.parametrize(
    "field, value, error",
    [
        ("size", [800, 800], InvalidTypeError),
        ("size", (800,), InvalidTypeError),
        ("size", (800, 800, 3), InvalidTypeError),
        ("size", (800.0, 800), InvalidTypeError),
        ("size", (800, True), InvalidTypeError),
        ("size", ("800", "800"), InvalidTypeError),
        ("size", 800, InvalidTypeError),
        ("size", (-1, 800), InvalidValueError),
        ("size", (800, -1), InvalidValueError),
        ("weight", None, InvalidTypeError),
        ("weight", 1.5, InvalidTypeError),
        ("weight", Decimal(1), InvalidTypeError),
        ("weight", True, InvalidTypeError),
        ("weight", -1, InvalidValueError),
        ("format", "JPEG", InvalidTypeError),
        ("filename", None, InvalidTypeError),
        ("filename", b"a.jpg", InvalidTypeError),
        ("colour", "RGB", InvalidTypeError),
        ("frames", 0, InvalidValueError),
        ("frames", 1.0, InvalidTypeError),
        ("orientation", 1, InvalidTypeError),
        ("orientation", None, InvalidTypeError),
        ("is_deep", 1, InvalidTypeError),
        ("is_deep", None, InvalidTypeError),
        ("findings", [1], InvalidTypeError),
        ("findings", ("late",), InvalidTypeError),
        ("is_animated", 1, InvalidTypeError),
        ("is_animated", "yes", InvalidTypeError),
        ("is_animated", True, InvalidValueError),
        ("is_animated", None, InvalidValueError),
    ],
)
def test_impossible_facts_are_refused(field: str, value: Any, error: type[Exception]) -> None:
    """
    Facts of the wrong kind, and figures below what is possible, are refused by their name.
    """
    with pytest.raises(error, match=field) as caught:
        picture(**{field: value})
    assert isinstance(caught.value, Qoo10ModelError)


# Facts


@pytest.mark.parametrize("frames, animated", [(None, None), (1, False), (2, True), (500, True)])
def test_what_moves_follows_from_the_frames(frames: int | None, animated: bool | None) -> None:
    """
    More than one frame is an animation; where the frames are not known, that is not either.
    """
    assert picture(frames=frames).is_animated is animated
    assert codes(picture(frames=frames)) == (["images.animated"] if animated else [])


def test_what_moves_may_be_known_without_the_frames() -> None:
    """
    Facts can say that a picture moves without a number, and the text has none then.
    """
    moving = picture(frames=None, is_animated=True)
    (found,) = images.check([moving], on=DAY)
    assert found.text.en.startswith("main picture: it moves, and no rule says")
    assert found.text.ja.startswith("メイン画像：アニメーションです。")
    (found,) = images.check([picture(frames=12)], on=DAY)
    assert found.text.en.startswith("main picture: it moves (12 frames), and no rule")
    assert found.text.ja.startswith("メイン画像：アニメーション（12コマ）です。")
    assert codes(picture(frames=None, is_animated=False)) == []
    assert eval(repr(moving)) == moving
    assert pickle.loads(pickle.dumps(moving)) == moving


@pytest.mark.parametrize("orientation", Orientation)
def test_four_ways_to_turn_swap_the_sides(orientation: Orientation) -> None:
    """
    Orientations 5 to 8 are quarter turns: width and height are swapped when they are applied.
    """
    turned = picture(size=(3, 4), orientation=orientation)
    assert orientation.swaps_sides == (orientation.value >= 5)
    assert turned.shown_size == ((4, 3) if orientation.value >= 5 else (3, 4))
    assert turned.pixels == 12


def test_an_unknown_size_stays_unknown() -> None:
    """
    Without a size there are no pixels and nothing to turn.
    """
    unknown = picture(size=None, orientation=Orientation.HALF)
    assert (unknown.shown_size, unknown.pixels) == (None, None)
    assert picture(size=None, orientation=Orientation.QUARTER_LEFT).shown_size is None


def test_formats_print_as_people_list_them() -> None:
    """
    The formats taken are told one after the other, and can be asked for.
    """
    taken = JAPAN.images.accepted_formats.on(DAY)
    assert str(taken) == "JPEG, PNG, GIF"
    assert ImageFormat.GIF in taken
    assert ImageFormat.WEBP not in taken
    assert "JPEG" not in taken
