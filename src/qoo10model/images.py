"""
Pictures of a listing (商品画像): will the platform take them, and what to do where it will not.

`check` looks at facts alone (`ImageFacts`), so it needs no picture and no Pillow. What is against
the guide under every reading of it is an error, what is against it under one reading a warning, and
what is merely better otherwise an advice.
"""

from __future__ import annotations

import unicodedata

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import attrs

from qoo10model import imagemessages as say
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Message, Severity
from qoo10model.imagefacts import ColourMode, ImageFacts, Orientation
from qoo10model.imagenames import extension_of, refused_in, safe_name
from qoo10model.rules.book import JAPAN
from qoo10model.rules.images import AcceptedFormats, GalleryScope, ImageFormat, Route


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from qoo10model.basics.findings import Finding
    from qoo10model.basics.timelines import Timeline
    from qoo10model.rules.book import RuleBook

__all__ = (
    "AcceptedFormats",
    "ColourMode",
    "GalleryScope",
    "ImageFacts",
    "ImageFormat",
    "Orientation",
    "Route",
    "check",
    "safe_name",
)


@attrs.frozen
class _Limits:
    """
    What holds for each picture on one day.
    """

    minimum: int
    recommended: int
    longest: int
    shortest: int
    accepted: AcceptedFormats
    safe_weight: int
    weight: int


def check(
    images: Iterable[ImageFacts],
    *,
    on: date,
    route: Route = Route.FORM,
    stored: int | None = None,
    rules: RuleBook = JAPAN,
) -> tuple[Finding, ...]:
    """
    Return what is wrong with the pictures of one listing, the main one first (画像チェック).

    *on* is the Japanese day of the upload, *route* the way of it. *stored* are the bytes of all other
    pictures of the shop, in case the total weight is meant to be the shop's. The *row* of a finding
    is the index of its picture, 0 is the main one; a finding about all of them has none. What a
    reader found in a file comes first.

    Raises `InvalidTypeError` for what are no facts and for *stored* that is no int,
    `InvalidValueError` for a negative one, `RuleNotKnownError` for a day before the rules.

    >>> from datetime import date
    >>> photo = ImageFacts((800, 800), 1_204_331, ImageFormat.JPEG, "front#1.jpg")
    >>> for finding in check([photo], on=date(2026, 5, 12)):
    ...     print(finding.severity, finding.code)
    error images.too_heavy
    warning images.name_characters
    """
    given = _given(images, route, stored)
    limits = _limits(on, rules)
    found = list(_of_gallery(given, on, route, stored, rules))
    for row, facts in enumerate(given):
        begins = say.beginning(row, facts.filename)
        found.extend(attrs.evolve(finding, row=row) for finding in facts.findings)
        for message, more in (
            *_of_sides(facts, limits),
            *_of_file(facts, limits),
            *_of_name(facts, on, rules),
            *_of_look(facts),
        ):
            found.append(message.finding(row=row, begins=begins, **more))
    return tuple(found)


_Found = tuple[Message, dict[str, Any]]


def _given(
    images: Iterable[ImageFacts], route: Route, stored: int | None
) -> tuple[ImageFacts, ...]:
    several: object = images
    if not isinstance(several, Iterable):
        msg = f"images must be several, the main one first: pass [facts] (got {several!r})"
        raise InvalidTypeError(msg)
    given = tuple(images)
    for facts in given:
        if type(facts) is not ImageFacts:
            msg = f"images must be ImageFacts, such as pictures.inspect gives (got {facts!r})"
            raise InvalidTypeError(msg)
    if type(route) is not Route:
        msg = f"route must be Route.FORM or Route.API (got {route!r})"
        raise InvalidTypeError(msg)
    if stored is not None and type(stored) is not int:
        msg = f"stored must be bytes as an int, or None where it is not known (got {stored!r})"
        raise InvalidTypeError(msg)
    if stored is not None and stored < 0:
        msg = f"stored must be at least 0 bytes (got {stored})"
        raise InvalidValueError(msg)
    return given


def _limits(on: date, rules: RuleBook) -> _Limits:
    images = rules.images
    near = images.near_square.on(on).fraction
    safe, weight = _ends(images.image_weight, on)
    return _Limits(
        images.minimum_side.on(on),
        images.recommended_side.on(on),
        near.denominator + near.numerator,
        near.denominator,
        images.accepted_formats.on(on),
        safe,
        weight,
    )


def _ends(rule: Timeline[int], on: date) -> tuple[int, int]:
    entry = rule.entry_on(on)
    readings = (rule.decided(entry), *entry.alternatives)
    return min(readings), max(readings)


def _is_explained(facts: ImageFacts, limits: _Limits) -> bool:
    """
    Return whether an error says already why something about a picture is not known.
    """
    refused = facts.format is not None and facts.format not in limits.accepted
    return refused or any(finding.severity is Severity.ERROR for finding in facts.findings)


def _of_sides(facts: ImageFacts, limits: _Limits) -> Iterator[_Found]:
    if facts.shown_size is None:
        if not _is_explained(facts, limits):
            yield say.SIZE_UNKNOWN, {}
        return
    width, height = facts.shown_size
    short, long = sorted((width, height))
    sides: dict[str, object] = {"width": f"{width:,}", "height": f"{height:,}"}
    if short < limits.minimum:
        yield say.TOO_SMALL, {**sides, "side": limits.minimum}
    elif short < limits.recommended:
        yield say.BELOW_RECOMMENDED, {**sides, "side": limits.recommended}
    if long * limits.shortest > short * limits.longest:
        yield say.NOT_SQUARE, {**sides, "how": say.TALL if height > width else say.WIDE}
    elif long > short:
        yield say.NEARLY_SQUARE, sides


def _of_file(facts: ImageFacts, limits: _Limits) -> Iterator[_Found]:
    accepted = str(limits.accepted)
    if facts.format is None and not _is_explained(facts, limits):
        yield say.FORMAT_UNKNOWN, {"accepted": accepted}
    if facts.format is not None and facts.format not in limits.accepted:
        yield say.FORMAT_REFUSED, {"format": facts.format.label, "accepted": accepted}
    if facts.weight > limits.weight:
        yield (
            say.TOO_HEAVY,
            {"weight": facts.weight, "safe": limits.safe_weight, "limit": limits.weight},
        )
    elif facts.weight > limits.safe_weight:
        yield say.HEAVY, {"weight": facts.weight, "safe": limits.safe_weight}


def _of_name(facts: ImageFacts, on: date, rules: RuleBook) -> Iterator[_Found]:
    if not facts.filename:
        return
    kind = facts.format
    better = safe_name(facts.filename, kind or ImageFormat.JPEG, on=on, rules=rules)
    refused = refused_in(facts.filename, on=on, rules=rules)
    if refused:
        shown = " ".join(_shown(char) for char in refused)
        yield say.NAME_CHARACTERS, {"characters": shown, "name": better}
    ending = extension_of(facts.filename)
    if not ending:
        yield say.NAME_WITHOUT_EXTENSION, {"name": better}
    elif kind is not None and ending not in kind.extensions:
        yield say.NAME_EXTENSION, {"ending": f".{ending}", "format": kind.label, "name": better}


def _shown(char: str) -> str:
    alone = char.isprintable() and not char.isspace() and not unicodedata.combining(char)
    return char if alone else f"U+{ord(char):04X}"


def _of_look(facts: ImageFacts) -> Iterator[_Found]:
    if facts.is_animated:
        frames = say.FRAMES.filled(count=facts.frames) if facts.frames else ""
        yield say.ANIMATED, {"frames": frames}
    if facts.colour is ColourMode.CMYK:
        yield say.CMYK, {}
    if facts.orientation is not Orientation.UPRIGHT:
        yield say.TURNED, {}
    if facts.is_deep:
        yield say.DEEP, {}


def _of_gallery(
    given: tuple[ImageFacts, ...], on: date, route: Route, stored: int | None, rules: RuleBook
) -> Iterator[Finding]:
    if not given:
        yield say.NONE.finding()
        return
    extra = len(given) - 1
    safe, most = _ends(rules.images.extra_images[route], on)
    if extra > safe:
        message, limit = (say.TOO_MANY, most) if extra > most else (say.MANY, safe)
        yield message.finding(count=len(given), route=route.label, extra=limit, over=extra - limit)
    yield from _of_total(sum(facts.weight for facts in given), on, stored, rules)


def _of_total(total: int, on: date, stored: int | None, rules: RuleBook) -> Iterator[Finding]:
    rule = rules.images.gallery_scope
    entry = rule.entry_on(on)
    scopes = (rule.decided(entry), *entry.alternatives)
    safe, limit = _ends(rules.images.gallery_weight, on)
    weights = {GalleryScope.LISTING: total, GalleryScope.SHOP: total + (stored or 0)}
    scope = max(scopes, key=weights.__getitem__)
    least = min(weights[one] for one in scopes)
    if least > limit:
        yield say.GALLERY_TOO_HEAVY.finding(weight=least, limit=limit)
    elif weights[scope] > safe:
        yield say.GALLERY_HEAVY.finding(scope=scope.label, weight=weights[scope], safe=safe)
    if stored is None and GalleryScope.LISTING not in scopes:
        yield say.SHOP_WEIGHT_UNKNOWN.finding()
