from __future__ import annotations

import re

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import images, shopchecks
from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    RuleNotKnownError,
    UnknownNameError,
)
from qoo10model.basics.findings import Finding, Severity
from qoo10model.basics.texts import Text
from qoo10model.imagefacts import ImageFacts
from qoo10model.orders import Delivery, OrderLine, OrderStatus
from qoo10model.rules.book import JAPAN
from qoo10model.rules.images import ImageFormat
from qoo10model.shopchecks import (
    CheckList,
    Outcome,
    Profile,
    go_through,
    image_answers,
    order_answers,
    profile_answers,
)


DAY = date(2026, 7, 1)
IDS = {
    kind: tuple(check.id for check in JAPAN.storefront.check_lists[kind].on(DAY).checks)
    for kind in CheckList
}
ASKED = [pytest.param(kind, id=kind.name) for kind in CheckList]
LOGGING_IN = IDS[CheckList.LOG_IN]


@given(answers=st.dictionaries(st.sampled_from(LOGGING_IN), st.sampled_from([True, False, None])))
def test_each_check_comes_out_as_it_was_answered(answers: dict[str, bool | None]) -> None:
    """
    True is fine, False fails, and None or no answer is not known; no check is lost.
    """
    report = go_through(CheckList.LOG_IN, answers, on=DAY)
    assert tuple(result.id for result in report.results) == LOGGING_IN
    for result in report.results:
        answer = answers.get(result.id)
        expected = {True: Outcome.OK, False: Outcome.FAIL, None: Outcome.UNKNOWN}[answer]
        assert result.outcome is expected
        assert (result.advice is None) is (answer is True)
    failing = [name for name in LOGGING_IN if answers.get(name) is False]
    unknown = [name for name in LOGGING_IN if answers.get(name) is None]
    expected_next = next(iter((*failing, *unknown)), None)
    assert (None if report.next_step is None else report.next_step.id) == expected_next
    assert report.is_fine is (expected_next is None)


@pytest.mark.parametrize("kind", ASKED)
def test_a_list_goes_from_its_first_check_to_its_last(kind: CheckList) -> None:
    """
    Whoever does each next step in turn goes through the list in order, and then all is fine.
    """
    answers: dict[str, bool | None] = {}
    for name in IDS[kind]:
        step = go_through(kind, answers, on=DAY).next_step
        assert step is not None
        assert (step.id, step.outcome) == (name, Outcome.UNKNOWN)
        answers[name] = True
    report = go_through(kind, answers, on=DAY)
    assert (report.is_fine, report.next_step) == (True, None)
    assert [evidence.rule for evidence in report.rules] == [f"storefront.check_lists[{kind.name}]"]


def test_what_fails_comes_before_what_is_not_known() -> None:
    """
    A check known to fail is the next step, though one before it was never answered.
    """
    report = go_through(CheckList.APP_NOTICE, {"logged_in": False, "permission": None}, on=DAY)
    assert report.next_step is not None
    assert report.next_step.id == "app_notice.logged_in"
    assert [result.id for result in report.of(Outcome.FAIL)] == ["app_notice.logged_in"]


def test_an_id_with_and_without_its_list() -> None:
    """
    The part before the dot may be left out.
    """
    short = go_through(CheckList.LOG_IN, {"cache": True}, on=DAY)
    assert short == go_through(CheckList.LOG_IN, {"log_in.cache": True}, on=DAY)


@pytest.mark.parametrize("name", ["cach", "slowness.cache", "", "size", 5, None])
def test_an_id_of_no_check(name: Any) -> None:
    """
    A misspelt check and one of another list are refused, with near names.
    """
    with pytest.raises(UnknownNameError, match="the list has no check"):
        go_through(CheckList.LOG_IN, {name: True}, on=DAY)


@pytest.mark.parametrize("answer", [1, 0, "yes", "", Outcome.OK])
def test_an_answer_that_is_none(answer: Any) -> None:
    """
    An answer is True, False or None.
    """
    with pytest.raises(InvalidTypeError, match="cache must be True, False or None"):
        go_through(CheckList.LOG_IN, {"cache": answer}, on=DAY)


def test_other_mistakes() -> None:
    """
    A list by its name, a day that is none, and a day before the lists are refused.
    """
    raw: Any = shopchecks
    with pytest.raises(InvalidTypeError):
        raw.go_through("log_in", {}, on=DAY)
    with pytest.raises(InvalidTypeError):
        raw.go_through(CheckList.LOG_IN, {}, on="2026-07-01")
    with pytest.raises(RuleNotKnownError):
        go_through(CheckList.LOG_IN, {}, on=date(2018, 8, 31))
    with pytest.raises(InvalidTypeError, match="answers must be a mapping"):
        raw.go_through(CheckList.LOG_IN, [("cache", True)], on=DAY)
    with pytest.raises(InvalidTypeError, match="findings must be Finding values"):
        raw.image_answers(5)
    with pytest.raises(InvalidTypeError, match="findings must be Finding values"):
        raw.image_answers(["images.too_heavy"])
    with pytest.raises(InvalidValueError, match="answered twice"):
        go_through(CheckList.LOG_IN, {"cache": True, "log_in.cache": False}, on=DAY)
    with pytest.raises(InvalidValueError, match="answered twice"):
        go_through(CheckList.LOG_IN, {"cache": None, "log_in.cache": False}, on=DAY)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_table(language: Any) -> None:
    """
    The table has a line for each check, with what to do where it is not fine.
    """
    report = go_through(CheckList.LOG_IN, {"cache": True, "notices": False}, on=DAY)
    lines = report.explain(language).splitlines()
    assert len(lines) == len(LOGGING_IN)
    assert lines[2].startswith(Outcome.OK.label.in_(language))
    assert report.results[2].check.advice.in_(language) not in lines[2]
    assert lines[6].startswith(Outcome.FAIL.label.in_(language))
    assert report.results[6].check.advice.in_(language) in lines[6]


# The lists that answer themselves


FULL = Profile(
    shop_name="架空ショップ",
    has_logo=True,
    address="架空県架空市1-2",
    contact="000-0000-0000",
    notifications=("注文", "問い合わせ"),
    staff="架空 太郎",
)


def test_a_profile_answers_its_list() -> None:
    """
    A full profile is fine; what is empty fails, what is None is not known.
    """
    assert go_through(CheckList.PROFILE, profile_answers(FULL), on=DAY).is_fine
    half = Profile(shop_name=" ", has_logo=False, address="", notifications=(), staff=None)
    report = go_through(CheckList.PROFILE, profile_answers(half), on=DAY)
    assert [result.id.partition(".")[2] for result in report.of(Outcome.FAIL)] == [
        "shop_name",
        "logo",
        "address",
        "notifications",
    ]
    assert [result.id.partition(".")[2] for result in report.of(Outcome.UNKNOWN)] == [
        "contact",
        "staff",
    ]
    nothing = go_through(CheckList.PROFILE, profile_answers(Profile()), on=DAY)
    assert len(nothing.of(Outcome.UNKNOWN)) == 6


def test_a_profile_shows_no_people() -> None:
    """
    Address, contact and staff are in no repr and in no error.
    """
    assert repr(FULL) == "Profile(shop_name='架空ショップ')"
    assert eval(repr(FULL)) == Profile(shop_name="架空ショップ")
    raw: Any = shopchecks
    with pytest.raises(InvalidTypeError) as caught:
        raw.Profile(address=("架空県",))
    assert "架空県" not in str(caught.value)


@pytest.mark.parametrize(
    "facts",
    [
        {"shop_name": 1},
        {"staff": b""},
        {"has_logo": 1},
        {"notifications": ["注文"]},
        {"notifications": (5,)},
    ],
    ids=str,
)
def test_profiles_that_cannot_be(facts: Any) -> None:
    """
    Facts of another kind are refused.
    """
    with pytest.raises(InvalidTypeError):
        Profile(**facts)


@pytest.mark.parametrize("function", [profile_answers, order_answers])
def test_only_its_own_value_answers(function: Any) -> None:
    """
    A dict is neither a profile nor an order line.
    """
    with pytest.raises(InvalidTypeError):
        function({})


def line(status: OrderStatus | None, delivery: Delivery | None = None) -> OrderLine:
    """
    An order in a status.
    """
    return OrderLine(
        order_no=1,
        cart_no=1,
        item_code="A",
        unit_price=500,
        quantity=1,
        status=status,
        delivery=delivery,
    )


SENT = Delivery(carrier="佐川急便", tracking_no="500000000010", planned_on=date(2026, 7, 2))


@pytest.mark.parametrize(
    "order, answers",
    [
        (line(None), (None, None, None, None, None)),
        (line(OrderStatus.ON_REQUEST, Delivery()), (False, False, False, False, False)),
        (line(OrderStatus.SELLER_CONFIRMED, SENT), (True, True, True, True, False)),
        (line(OrderStatus.ON_DELIVERY, SENT), (True, True, True, True, True)),
        (line(OrderStatus.DELIVERED), (True, None, None, None, True)),
    ],
    ids=str,
)
def test_an_order_answers_its_list(order: OrderLine, answers: tuple[bool | None, ...]) -> None:
    """
    Confirmed, planned, carrier, number and on delivery follow from the row; a second look does not.
    """
    found = order_answers(order)
    assert tuple(found.values()) == answers
    report = go_through(CheckList.ORDER_FLOW, found, on=DAY)
    assert report.results[-1].outcome is Outcome.UNKNOWN


def test_real_findings_on_images_answer_their_list() -> None:
    """
    A heavy picture with a bad name fails in weight and name; a good one is fine in all six.
    """
    picture: Any = ImageFacts
    good = picture((1_000, 1_000), 400_000, ImageFormat.JPEG, "summer-1.jpg")
    bad = picture((1_000, 1_000), 3_000_000, ImageFormat.JPEG, "夏#1.jpg")
    fine = image_answers(images.check([good], on=DAY))
    assert set(fine.values()) == {True}
    assert len(fine) == 6
    found = image_answers(images.check([good, bad], on=DAY))
    failing = {name.partition(".")[2] for name, answer in found.items() if answer is False}
    assert failing == {"weight", "file_name"}
    report = go_through(CheckList.IMAGE_UPLOAD, found, on=DAY)
    assert report.next_step is not None
    assert report.next_step.id == "image_upload.weight"


def finding(code: str, severity: Severity = Severity.ERROR) -> Finding:
    """
    A finding with a code.
    """
    return Finding(code, severity, Text("a", "あ"))


@pytest.mark.parametrize(
    "codes, size",
    [
        ((), True),
        (("images.size_unknown",), None),
        (("images.size_unknown", "images.size_unknown"), None),
        (("images.too_small",), False),
        (("images.too_small", "images.size_unknown"), False),
        (("images.size_unknown", "images.too_small"), False),
        (("images.below_recommended", "other.code"), True),
    ],
)
def test_what_could_not_be_told_is_not_known(codes: tuple[str, ...], size: bool | None) -> None:
    """
    A failure outweighs what is not known, in any order; other findings answer nothing.
    """
    assert image_answers(map(finding, codes))["image_upload.size"] is size


@pytest.mark.parametrize(
    "code, answers",
    [
        ("images.size_unknown", {"size": None, "shape": None}),
        ("images.format_unknown", {"format": None}),
        ("images.shop_weight_unknown", {"weight": None}),
        ("images.heavy", {"weight": False}),
        ("images.gallery_heavy", {"weight": False}),
        ("images.many", {"count": False}),
        ("images.turned", {}),
        ("images.format_refused", {"format": False, "size": None, "shape": None}),
        ("pictures.not_a_picture", {"format": False, "size": None, "shape": None}),
        ("pictures.hides_another", {"format": False}),
        ("pictures.no_area", {"size": False}),
        ("pictures.too_many_pixels", {"size": None}),
    ],
)
def test_warnings_are_not_fine(code: str, answers: dict[str, bool | None]) -> None:
    """
    A picture that may be too heavy fails; what could not be told is not known, all else is fine.
    """
    found = image_answers([finding(code, Severity.WARNING)])
    changed = {name.partition(".")[2]: one for name, one in found.items() if one is not True}
    assert changed == answers


@pytest.mark.parametrize(
    "code",
    [
        "pictures.broken",
        "pictures.empty",
        "pictures.format_not_read",
        "pictures.not_a_picture",
        "pictures.not_decoded",
        "pictures.truncated",
    ],
)
def test_what_is_no_whole_picture_is_not_fine(code: str) -> None:
    """
    A text file or a picture cut short fails by its format, which is the next thing to mend.
    """
    broken = ImageFacts(None, 5, None, "a.jpg", findings=(finding(code),))
    answers = image_answers(images.check([broken], on=DAY))
    assert (answers["image_upload.size"], answers["image_upload.shape"]) == (None, None)
    report = go_through(CheckList.IMAGE_UPLOAD, answers, on=DAY)
    assert report.next_step is not None
    assert report.next_step.id == "image_upload.format"


def test_a_picture_between_the_two_megabytes() -> None:
    """
    1,000,000 bytes are safe; with one more the weight is the next thing to try.
    """
    for weight, fails in ((1_000_000, False), (1_000_001, True), (1_048_577, True)):
        picture = ImageFacts((1_000, 1_000), weight, ImageFormat.JPEG, "summer-1.jpg")
        answers = image_answers(images.check([picture], on=DAY))
        assert (answers["image_upload.weight"] is False) is fails


def test_advice_fails_no_check() -> None:
    """
    What is only advice leaves a check fine.
    """
    assert image_answers([finding("images.too_heavy", Severity.ADVICE)])["image_upload.weight"]


def test_the_codes_of_images_exist() -> None:
    """
    Each code that is looked for is one that the images have, and leads to a check that exists.
    """
    package = Path(shopchecks.__file__).parent
    names = ("imagemessages.py", "formats/pictureheads.py", "formats/preparedpictures.py")
    text = "".join((package / name).read_text(encoding="utf-8") for name in names)
    known = set(re.findall(r'"((?:images|pictures)\.\w+)"', text))
    assert {*shopchecks._IMAGE_CHECKS, *shopchecks._NOT_TOLD} <= known
    assert set(shopchecks._IMAGE_CHECKS.values()) <= set(IDS[CheckList.IMAGE_UPLOAD])
