from __future__ import annotations

import pickle
import tomllib

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import carriers
from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    RuleNotKnownError,
    UnknownNameError,
)
from qoo10model.basics.periods import JST
from qoo10model.carriers import Carrier, Scheme, TrackingCheck, Verdict
from qoo10model.orders import Delivery, OrderLine, OrderStatus
from qoo10model.rules import sources
from qoo10model.rules.book import JAPAN
from qoo10model.rules.carriers import Spellings


DAY = date(2026, 5, 11)
WORKED = tomllib.loads(
    (Path(__file__).parent / "worked" / "shipping.toml").read_text(encoding="utf-8")
)

NUMERIC = st.sampled_from((Scheme.SEVEN_12, Scheme.SEVEN_11))
LENGTHS = {Scheme.SEVEN_12: 11, Scheme.SEVEN_11: 10, Scheme.S10: 8}


def check(number: str, carrier: str = "") -> TrackingCheck:
    """
    The check of a number on a day of 2026.
    """
    return carriers.check(number, carrier, on=DAY)


def code(result: TrackingCheck) -> str:
    """
    The code of what is odd, ``""`` where nothing is.
    """
    return "" if result.finding is None else result.finding.code


def line(**more: Any) -> OrderLine:
    """
    An order line.
    """
    facts: dict[str, Any] = {
        "order_no": 7,
        "cart_no": 1,
        "item_code": "A",
        "unit_price": 1,
        "quantity": 1,
    }
    return OrderLine(**{**facts, **more})


# Numbers


@pytest.mark.parametrize("case", WORKED["number"], ids=lambda case: case["number"])
def test_published_numbers_are_good(case: dict[str, str]) -> None:
    """
    The numbers that were published with their check digits pass, with and without their carrier.
    """
    assert hasattr(sources, case["source"])
    for carrier in {case["carrier"], ""}:
        result = check(case["number"], carrier)
        assert result.verdict is Verdict.OK
        assert result.is_ok
        assert result.scheme is Scheme[case["scheme"]]
        assert result.finding is None
        assert result.number == case["number"].replace("-", "").replace(" ", "")


@pytest.mark.parametrize(
    "number, carrier, verdict, found",
    [
        # One digit off: every other last digit, of which 7, 8 and 9 never stand there.
        *(
            (f"40554842488{n}", "ゆうパック", Verdict.BAD_CHECK_DIGIT, "bad_check_digit")
            for n in "012345789"
        ),
        ("40554842488", "ゆうパック", Verdict.UNKNOWN_SCHEME, "other_form"),
        ("4055484248861", "ゆうパック", Verdict.UNKNOWN_SCHEME, "other_form"),
        # Without a carrier 11 digits are taken for registered mail.
        ("13112383852", "", Verdict.OK, ""),
        ("40554842488", "", Verdict.BAD_CHECK_DIGIT, "bad_check_digit"),
        ("4055484248861", "", Verdict.UNKNOWN_SCHEME, "unknown_scheme"),
        ("1234567890", "", Verdict.UNKNOWN_SCHEME, "unknown_scheme"),
        # The platform's own example follows no scheme.
        ("A1234567890", "Qxpress", Verdict.UNKNOWN_SCHEME, "other_form"),
        ("A1234567890", "", Verdict.UNKNOWN_SCHEME, "unknown_scheme"),
        # Nobody described these carriers' numbers: nothing is said, good digits or not.
        ("405548424886", "福山通運", Verdict.UNKNOWN_SCHEME, ""),
        ("405548424887", "西濃運輸", Verdict.UNKNOWN_SCHEME, ""),
        ("405548424887", "コンビニ等受取", Verdict.UNKNOWN_SCHEME, ""),
        ("405548424887", "赤帽", Verdict.UNKNOWN_SCHEME, ""),
        ("EG473124829JP", "EMS（国際スピード郵便）", Verdict.OK, ""),
        ("EG473124829KR", "", Verdict.OK, ""),
        ("EG473124828JP", "", Verdict.BAD_CHECK_DIGIT, "bad_check_digit"),
        ("EG473124829J", "", Verdict.UNKNOWN_SCHEME, "unknown_scheme"),
        ("13112383852", "特定記録", Verdict.OK, ""),
        ("131123838520", "書留", Verdict.UNKNOWN_SCHEME, "other_form"),
        ("", "佐川急便", Verdict.UNKNOWN_SCHEME, "number_missing"),
        (" ー ", "", Verdict.UNKNOWN_SCHEME, "number_missing"),
        ("٤٠٥٥٤٨٤٢٤٨٨٦", "", Verdict.UNKNOWN_SCHEME, "unknown_scheme"),
        ("送り状なし", "佐川急便", Verdict.UNKNOWN_SCHEME, "other_form"),
    ],
)
def test_verdicts(number: str, carrier: str, verdict: Verdict, found: str) -> None:
    """
    A verdict says ok, bad check digit or unknown scheme, and never raises for a bad number.
    """
    result = check(number, carrier)
    assert result.verdict is verdict
    assert code(result) == (f"carriers.{found}" if found else "")
    assert (result.scheme is None) is (verdict is Verdict.UNKNOWN_SCHEME)


def test_the_carrier_is_not_guessed() -> None:
    """
    Yamato, Sagawa and Japan Post share a scheme, so a number alone names no carrier.
    """
    assert check("4055-4842-4886").carrier is None
    for name, carrier in (
        ("ヤマト宅急便", Carrier.TAKKYUBIN),
        ("佐川急便", Carrier.SAGAWA),
        ("ゆうパック", Carrier.YU_PACK),
    ):
        assert check("4055-4842-4886", name).carrier is carrier
        assert check("4055-4842-4886", name).is_ok


@pytest.mark.parametrize(
    "number, meant",
    [
        ("4O55-4842-4886", "405548424886"),
        ("4o55-4842-4886", "405548424886"),
        ("４Ｏ５５－４８４２－４８８６", "405548424886"),
        ("I3I-I2-38385-2", "13112383852"),
        ("4O55-4842-4887", ""),
        ("4X55-4842-4886", ""),
    ],
)
def test_letters_that_look_like_digits(number: str, meant: str) -> None:
    """
    A letter is no digit; where reading it as one gives a good number, that number is suggested.
    """
    result = check(number)
    assert result.verdict is Verdict.UNKNOWN_SCHEME
    assert result.suggestion == meant
    assert result.finding is not None
    assert (meant in result.finding.text.en) is True
    assert ("ではありませんか" in result.finding.text.ja) is bool(meant)


@pytest.mark.parametrize(
    "number, service, grouped",
    [
        # A thousand million leaves 6 when divided by 7: n of them leave 6 n.
        ("13112383852", "一般書留", "131-12-38385-2"),
        ("20000000005", "現金書留", "200-00-00000-5"),
        ("30000000004", "簡易書留", "300-00-00000-4"),
        ("40000000003", "簡易書留", "400-00-00000-3"),
        ("50000000002", "特定記録", "500-00-00000-2"),
        ("60000000001", "特定記録", "600-00-00000-1"),
        ("70000000000", "代引書留", "700-00-00000-0"),
        ("80000000006", "代引簡易書留", "800-00-00000-6"),
        ("90000000005", None, "900-00-00000-5"),
        ("CP473124829JP", "国際小包", "CP-473-124-829-JP"),
        ("RR473124829JP", "書留", "RR-473-124-829-JP"),
        ("LX473124829JP", "eパケットライト・速達", "LX-473-124-829-JP"),
        ("UA473124829JP", "書留なし", "UA-473-124-829-JP"),
        ("VA473124829JP", "保険付", "VA-473-124-829-JP"),
        ("ZZ473124829JP", None, "ZZ-473-124-829-JP"),
        ("405548424886", None, "4055-4842-4886"),
    ],
)
def test_what_a_number_tells_of_its_service(number: str, service: str | None, grouped: str) -> None:
    """
    The first character of mail tells its service, and numbers are written in their groups.
    """
    result = check(number)
    assert result.is_ok
    assert (result.service and result.service.ja) == service
    assert result.grouped == grouped


@pytest.mark.parametrize(
    "written, number",
    [
        (" 4055-4842-4886\n", "405548424886"),
        ("４０５５－４８４２－４８８６", "405548424886"),
        ("4055ー4842−4886", "405548424886"),
        ("4055‐4842–4886", "405548424886"),
        ("4055―4842—4886", "405548424886"),
        ("4055─4842━4886", "405548424886"),
        ("4055ｰ4842　4886", "405548424886"),
        ("'405548424886", "405548424886"),
        ("\u200b4055 4842\u00a04886\ufeff", "405548424886"),
        ("0012-3456-7890", "001234567890"),
        ("eg473124829jp", "EG473124829JP"),
        ("ＥＧ４７３１２４８２９ＪＰ", "EG473124829JP"),
        ("4O55", "4O55"),
        ("", ""),
    ],
)
def test_numbers_are_normalised(written: str, number: str) -> None:
    """
    Width, dashes, blanks and letter case go; digits, zeros in front and letters stay.
    """
    assert carriers.normalised(written) == number


@pytest.mark.parametrize("number", [405548424886, None, 4055.0, b"40", ["40"]])
def test_numbers_must_be_texts(number: Any) -> None:
    """
    A number that came as int may have lost its zeros, so only texts are taken.
    """
    with pytest.raises(InvalidTypeError, match="must be a text"):
        check(number)


@pytest.mark.parametrize("on", [None, "2026-05-11", datetime(2026, 5, 11, tzinfo=JST)])
def test_the_day_must_be_a_day(on: Any) -> None:
    """
    A check takes a date, no moment.
    """
    with pytest.raises(InvalidTypeError, match="on must be a date"):
        carriers.check("405548424886", on=on)


def test_before_the_rules() -> None:
    """
    The rules of carriers begin in September 2018.
    """
    assert carriers.check("405548424886", on=date(2018, 9, 1)).is_ok
    with pytest.raises(RuleNotKnownError):
        carriers.check("405548424886", on=date(2018, 8, 31))


# Check digits


@given(st.data(), st.sampled_from(Scheme))
def test_a_number_with_its_own_check_digit_is_good(data: st.DataObject, scheme: Scheme) -> None:
    """
    The check digit of any digits makes a good number of them.
    """
    body = data.draw(st.text("0123456789", min_size=LENGTHS[scheme], max_size=LENGTHS[scheme]))
    digit = carriers.check_digit(body, scheme, on=DAY)
    number = f"EG{body}{digit}JP" if scheme is Scheme.S10 else body + digit
    result = check(number)
    assert (result.verdict, result.scheme) == (Verdict.OK, scheme)
    others = [d for d in "0123456789" if d != digit]
    for other in others:
        wrong = f"EG{body}{other}JP" if scheme is Scheme.S10 else body + other
        assert check(wrong).verdict is Verdict.BAD_CHECK_DIGIT


@given(st.text("0123456789", min_size=11, max_size=11))
def test_remainders_by_seven(body: str) -> None:
    """
    The check digit is what a division by hand, digit by digit, leaves over.
    """
    rest = 0
    for digit in body:
        rest = (rest * 10 + int(digit)) % 7
    assert carriers.check_digit(body, Scheme.SEVEN_12, on=DAY) == str(rest)


@given(st.text("0123456789", min_size=8, max_size=8))
def test_the_weighted_sum_of_s10(body: str) -> None:
    """
    The check digit is 11 less the remainder of the weighted sum; 10 becomes 0 and 11 becomes 5.
    """
    total = 0
    for digit, weight in zip(body, "86423597", strict=True):
        total += int(digit) * int(weight)
    expected = {10: 0, 11: 5}.get(11 - total % 11, 11 - total % 11)
    assert carriers.check_digit(body, Scheme.S10, on=DAY) == str(expected)


@given(st.text("0123456789", min_size=12, max_size=12), st.lists(st.integers(0, 11), max_size=4))
def test_how_a_number_is_written_changes_nothing(number: str, cuts: list[int]) -> None:
    """
    Hyphens, blanks and full-width digits give the same check as the bare number.
    """
    written = "".join(
        f"{'－‐ -'[at % 4]}{chr(ord(digit) + 0xFEE0)}" if at in cuts else digit
        for at, digit in enumerate(number)
    )
    assert check(written) == check(number)


@given(st.text(max_size=20))
def test_normalising_twice_changes_nothing_and_no_text_is_refused(text: str) -> None:
    """
    Any text has a verdict, and its normal form is normal.
    """
    once = carriers.normalised(text)
    assert carriers.normalised(once) == carriers.normalised(carriers.normalised(once))
    assert check(text).verdict in Verdict


@pytest.mark.parametrize(
    "body, scheme", [("123", Scheme.SEVEN_12), ("1234567890A", Scheme.SEVEN_12), ("", Scheme.S10)]
)
def test_bodies_of_another_form_are_refused(body: str, scheme: Scheme) -> None:
    """
    A check digit belongs to digits of a certain length.
    """
    with pytest.raises(InvalidValueError, match=f"must be {LENGTHS[scheme]} digits"):
        carriers.check_digit(body, scheme, on=DAY)


def test_schemes_are_schemes() -> None:
    """
    A scheme that does not exist is an unknown name.
    """
    wrong: Any = "SEVEN_12"
    with pytest.raises(UnknownNameError):
        carriers.check_digit("12345678901", wrong, on=DAY)


# Names


@pytest.mark.parametrize("carrier", Carrier)
def test_carriers_are_found_by_their_names(carrier: Carrier) -> None:
    """
    Every name that the platform takes, and every label, leads back to its carrier.
    """
    names = JAPAN.carriers.names
    known = names[carrier].on(DAY).names if carrier in names else ()
    for name in (*known, carrier.label.ja, carrier.label.en):
        assert carriers.named(name, on=DAY) is carrier
        assert carriers.named(f" {name.lower()}　", on=DAY) is carrier


@pytest.mark.parametrize("name", ["", "ヤマト", "佐川", "DHL", "sagawa express", "ゆうパックス"])
def test_other_names_are_not_guessed(name: str) -> None:
    """
    A name that is only near to one is none.
    """
    assert carriers.named(name, on=DAY) is None


def test_names_that_the_platform_takes() -> None:
    """
    The name to send is the usual one; where none was seen, the error says what to do.
    """
    text: Any = "佐川急便"
    nothing: Any = None
    assert carriers.name_of(Carrier.TAKKYUBIN, on=DAY) == "ヤマト宅急便"
    assert carriers.name_of(Carrier.SAGAWA, on=DAY) == "佐川急便"
    assert carriers.name_of(Carrier.QXPRESS, on=DAY) == "Qxpress"
    with pytest.raises(InvalidValueError, match="look up the name in QSM"):
        carriers.name_of(Carrier.EMS, on=DAY)
    with pytest.raises(InvalidTypeError, match=r"such as Carrier\.SAGAWA"):
        carriers.name_of(text, on=DAY)
    with pytest.raises(InvalidTypeError, match="must be a text"):
        carriers.named(nothing, on=DAY)


def test_a_name_can_be_replaced() -> None:
    """
    The rule book decides which names are known.
    """
    name = JAPAN.carriers.names[Carrier.SAGAWA]
    other = JAPAN.replacing(name.with_value(Spellings(("SGH",)), since=date(2026, 1, 1)))
    assert carriers.named("sgh", on=DAY, rules=other) is Carrier.SAGAWA
    assert carriers.named("sgh", on=DAY) is None
    assert carriers.check("405548424887", "SGH", on=DAY, rules=other).finding is not None
    assert carriers.check("405548424887", "SGH", on=DAY).finding is None


def test_same_names() -> None:
    """
    Width, case and blanks do not tell names apart.
    """
    assert carriers.same_name("Ｑｘｐｒｅｓｓ ", "qxpress")
    assert not carriers.same_name("ゆうパック", "ゆうパケット")


def test_two_names_of_one_carrier_are_the_same_on_a_day() -> None:
    """
    The day says which names a carrier has; names that nobody knows are never the same.
    """
    assert carriers.same_name("Sagawa", "佐川急便", on=DAY)
    assert not carriers.same_name("Sagawa", "佐川急便")
    assert not carriers.same_name("ネコポス", "ヤマト宅急便", on=DAY)
    assert not carriers.same_name("赤帽", "DHL", on=DAY)
    assert carriers.same_name("赤帽", "赤 帽", on=DAY)


def test_the_short_name_of_ems_has_its_scheme() -> None:
    """
    Sellers write EMS, not the long label; its numbers are checked then.
    """
    assert carriers.named("ems", on=DAY) is Carrier.EMS
    assert check("EG473124829JP", "EMS").verdict is Verdict.OK
    assert check("EG473124828JP", "EMS").verdict is Verdict.BAD_CHECK_DIGIT


def test_checks_are_values() -> None:
    """
    A check can be pickled, compared and hashed.
    """
    result = check("131-12-38385-3")
    assert pickle.loads(pickle.dumps(result)) == result
    assert hash(result) == hash(check("13112383853"))


# Lines


def test_lines_with_odd_numbers_are_named() -> None:
    """
    Findings carry the order number; a good number and a line that waits have none.
    """
    good = Delivery(carrier="佐川急便", tracking_no="5000-0000-0010")
    bad = Delivery(carrier="佐川急便", tracking_no="5000-0000-0011")
    found = carriers.check_lines(
        (
            line(order_no=1, delivery=good),
            line(order_no=2, delivery=bad),
            line(order_no=3),
            line(order_no=4, status=OrderStatus.SELLER_CONFIRMED, delivery=Delivery()),
            line(order_no=5, status=OrderStatus.ON_DELIVERY),
            line(order_no=6, status=OrderStatus.DELIVERED, delivery=Delivery(carrier="佐川急便")),
            line(order_no=8, shipped_on=date(2026, 5, 1)),
        ),
        on=DAY,
    )
    assert [(finding.order_no, finding.code) for finding in found] == [
        (2, "carriers.bad_check_digit"),
        (5, "carriers.number_missing"),
        (6, "carriers.number_missing"),
        (8, "carriers.number_missing"),
    ]


def test_findings_in_japanese() -> None:
    """
    A finding names number, digits and scheme in both languages.
    """
    finding = check("500000000011", "佐川急便").finding
    assert finding is not None
    assert finding.text.ja == (
        "送り状番号500000000011の検査数字が1（計算上は0、12桁（7DR））。伝票を確認してください"
    )
    finding = check("50000000001", "佐川急便").finding
    assert finding is not None
    assert finding.text.en == (
        "tracking number 50000000001 has 11 characters; those of Sagawa are: 12 digits, the last one "
        "a remainder by 7"
    )


def test_only_lines_have_numbers_to_check() -> None:
    """
    A tracking number alone is for `carriers.check`.
    """
    numbers: Any = ("4055-4842-4886",)
    with pytest.raises(InvalidTypeError, match="lines must be OrderLine values"):
        carriers.check_lines(numbers, on=DAY)
