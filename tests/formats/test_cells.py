from __future__ import annotations

import contextlib
import copy
import pickle

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidValueError
from qoo10model.basics.periods import JST
from qoo10model.basics.texts import Text
from qoo10model.formats import cells
from qoo10model.formats.cells import UnreadableError


class Flag(int):
    """
    A kind of whole number that JSON does not know.
    """


BLANKS = (None, "", " ", "\t\n", "　")


@pytest.mark.parametrize("cell", BLANKS, ids=repr)
def test_a_blank_tells_nothing(cell: object) -> None:
    """
    None and texts without a visible character are blank, in every reading.
    """
    assert cells.is_blank(cell)
    assert cells.text(cell) == ""
    assert cells.phone(cell) == ""
    assert cells.whole(cell) is None
    assert cells.wholes(cell) == ()
    assert cells.moment(cell) is None
    assert cells.day(cell) is None
    assert cells.code_in(cell) is None


@pytest.mark.parametrize("cell", [0, False, "0", [], {}, 0.0, "-"], ids=repr)
def test_zero_and_empty_lists_are_no_blanks(cell: object) -> None:
    """
    Zero says something, and an empty list is something else than nothing.
    """
    assert not cells.is_blank(cell)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("SKU-A", "SKU-A"),
        ("  SKU-A ", "SKU-A"),
        ("　見本　商品　", "見本　商品"),
        (100_000_001, "100000001"),
        (0, "0"),
        (-5, "-5"),
        (100_000_001.0, "100000001"),
        (1.5, "1.5"),
        (1e300, "1e+300"),
        (Flag(3), "3"),
    ],
    ids=repr,
)
def test_texts_are_stripped_and_numbers_written_out(cell: object, text: str) -> None:
    """
    An item code that comes as a number is the same text, without a point.
    """
    assert cells.text(cell) == text


@pytest.mark.parametrize(
    "cell",
    [True, False, [], ["a"], {}, {"a": 1}, (), b"a", Decimal(1), 10**15, -(10**15)],
    ids=repr,
)
def test_what_is_no_text_is_unreadable(cell: object) -> None:
    """
    Truth values, lists, objects and endless numbers are no texts.
    """
    with pytest.raises(UnreadableError):
        cells.text(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("+81-90-0000-0001", "+81-90-0000-0001"),
        (" 03-0000-0001 ", "03-0000-0001"),
        (9_000_000_001, "9000000001"),
        ("110", "110"),
        ("+81--", ""),
        ("+82--", ""),
        ("+1--", ""),
        ("+81-", ""),
        ("+81", ""),
        ("-", ""),
        ("--", ""),
        ("+81-90--", "+81-90--"),
    ],
    ids=repr,
)
def test_phone_numbers_without_digits_are_missing(cell: object, number: str) -> None:
    """
    A country code alone, or dashes, is how the platform writes that there is no number.
    """
    assert cells.phone(cell) == number


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (0, 0),
        (1500, 1500),
        (-1500, -1500),
        (1500.0, 1500),
        (-0.0, 0),
        (Flag(7), 7),
        (Decimal("1500.00"), 1500),
        (10**15 - 1, 10**15 - 1),
        ("0", 0),
        ("1500", 1500),
        ("1,500", 1500),
        ("12,345,678", 12_345_678),
        ("999,999,999,999,999", 10**15 - 1),
        ("1500.0", 1500),
        ("1,500.00", 1500),
        ("1500.", 1500),
        ("+1500", 1500),
        ("-1500", -1500),
        ("−1500", -1500),
        ("－１，５００", -1500),
        ("１５００", 1500),
        ("１５００．００", 1500),
        ("  1500　", 1500),
        ("007", 7),
    ],
    ids=repr,
)
def test_whole_numbers_in_all_their_spellings(cell: object, number: int) -> None:
    """
    int, integral float and decimal, text with sign, commas, a point with zeros, full-width digits.
    """
    read = cells.whole(cell)
    assert read == number
    assert type(read) in {int, Flag}


@pytest.mark.parametrize(
    "cell",
    [
        True,
        False,
        1200.5,
        float("nan"),
        float("inf"),
        float("-inf"),
        1e15,
        10**15,
        -(10**15),
        Decimal("1200.5"),
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("1e40"),
        "1200.5",
        "1,5",
        "15,00",
        "1,5000",
        ",500",
        "1500,",
        "1.500",
        "1e3",
        "1_500",
        "0x10",
        "1 500",
        "--5",
        "+-5",
        "¥1500",
        "1500円",
        "千五百",
        "٣",
        "1²",
        "½",
        "null",
        "1" * 16,
        "9" * 10_000,
        b"1500",
        [1500],
        {"yen": 1500},
        (),
        object(),
    ],
    ids=lambda cell: repr(cell)[:20],
)
def test_what_is_no_whole_number_is_unreadable(cell: object) -> None:
    """
    Nothing is rounded and nothing guessed: a comma in the wrong place may be a decimal comma.
    """
    with pytest.raises(UnreadableError, match="a whole number was expected"):
        cells.whole(cell)


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("12345432, 12343212, 12323232", (12345432, 12343212, 12323232)),
        ("1,2", (1, 2)),
        (" 1 , 2 ", (1, 2)),
        ("１，２", (1, 2)),
        ("1、2", (1, 2)),
        (5, (5,)),
        (5.0, (5,)),
    ],
    ids=repr,
)
def test_numbers_with_commas_between_them(cell: object, numbers: tuple[int, ...]) -> None:
    """
    The orders of a cart stand in one text.
    """
    assert cells.wholes(cell) == numbers


@pytest.mark.parametrize(
    "cell", ["1,,2", ",", "1,", "a", "1;2", "-1", "1.0", "1 2", "1" * 16, True, [1], 1.5], ids=repr
)
def test_other_lists_are_unreadable(cell: object) -> None:
    """
    A gap in the list may be a number that got lost.
    """
    with pytest.raises(UnreadableError):
        cells.wholes(cell)


NOON = datetime(2026, 5, 11, 12, 0, 0, tzinfo=JST)
MIDNIGHT = datetime(2026, 5, 11, tzinfo=JST)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-05-11 12:00:00", NOON),
        ("2026-05-11T12:00:00", NOON),
        ("2026-05-11 12:00", NOON),
        ("2026-05-11T12:00", NOON),
        ("2026/05/11 12:00:00", NOON),
        ("2026.05.11 12:00", NOON),
        ("2026-5-11 12:00:00", NOON),
        ("2026/5/11 12:00", NOON),
        ("2026-05-11  12:00:00", NOON),
        ("2026-05-11 12:00:00.000", NOON),
        (" 2026-05-11 12:00:00 ", NOON),
        ("２０２６－０５－１１　１２：００：００", NOON),
        ("20260511120000", NOON),
        ("202605111200", NOON),
        ("20260511 120000", NOON),
        ("20260511 12:00:00", NOON),
        (20260511120000, NOON),
        ("2026-05-11T12:00:00+09:00", NOON),
        ("2026-05-11T03:00:00Z", NOON),
        ("2026-05-10T22:00:00-05:00", NOON),
        ("2026-05-11", MIDNIGHT),
        ("2026-05-11 ", MIDNIGHT),
        ("2026/5/11", MIDNIGHT),
        ("20260511", MIDNIGHT),
        (20260511, MIDNIGHT),
        ("2024-02-29", datetime(2024, 2, 29, tzinfo=JST)),
        ("2026-05-11 9:05", datetime(2026, 5, 11, 9, 5, tzinfo=JST)),
    ],
    ids=repr,
)
def test_moments_in_all_their_forms(cell: object, moment: datetime) -> None:
    """
    A text without an offset is Japanese time; one with an offset is that moment in Japan.
    """
    read = cells.moment(cell)
    assert read == moment
    assert read is not None
    assert read.tzinfo is JST
    assert cells.day(cell) == moment.date()


@pytest.mark.parametrize(
    "cell",
    [
        "12:00",
        "18:00~20:00",
        "2026-05-06 14:00~16:00",
        "2026-13-01",
        "2026-02-29",
        "2026-05-11 24:00:00",
        "2026-05-11 12:60:00",
        "0000-00-00 00:00:00",
        "2026-05",
        "2026",
        "26-05-11",
        "11/05/2026",
        "2026-05/11 noon",
        "2026-W20-1",
        "2026-131",
        "2026051112",
        "2026051",
        "today",
        "令和8年5月11日",
        "9999-12-31T23:00:00-12:00",
        True,
        1.5,
        2026.0,
        20260511.0,
        10**20,
        [],
        {},
        date(2026, 5, 11),
    ],
    ids=repr,
)
def test_what_is_no_date_is_unreadable(cell: object) -> None:
    """
    Times alone, days that do not exist, weeks, words and numbers of another length are no dates.
    """
    with pytest.raises(UnreadableError, match="date"):
        cells.moment(cell)
    with pytest.raises(UnreadableError, match="date"):
        cells.day(cell)


@given(moment=st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31), timezones=st.just(JST)))
def test_written_moments_read_back(moment: datetime) -> None:
    """
    Every moment to the second reads back from the platform's forms.
    """
    second = moment.replace(microsecond=0)
    text = f"{second.replace(tzinfo=None).isoformat(' ')}"
    assert cells.moment(text) == second
    assert cells.moment(text.replace("-", "/")) == second
    assert cells.moment(text.replace("-", "").replace(":", "").replace(" ", "")) == second
    assert cells.day(text) == cells.day(text[:10]) == second.date()


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("On delivery(4)", 4),
        ("On delivery (4) ", 4),
        ("未受取（15）", 15),
        ("4", 4),
        ("４", 4),
        (" 4 ", 4),
        (4, 4),
        (4.0, 4),
        ("(4)", 4),
        ("Delivered", None),
        ("Delivered(5) late", None),
        ("Delivered(5", 5),
        ("4 5", None),
        ("A4", None),
        ("(1234)", None),
        ("-4", None),
    ],
    ids=repr,
)
def test_codes_stand_at_the_end(cell: object, code: int | None) -> None:
    """
    The code is what stands in parentheses at the end, or digits alone.
    """
    assert cells.code_in(cell) == code


@pytest.mark.parametrize(
    ("cell", "english", "japanese"),
    [
        ("1200.5", "'1200.5'", "「1200.5」"),
        ("2026-13-01 25:00", "'2026-13-01 25:00'", "「2026-13-01 25:00」"),
        ("架空 太郎", "a text of 5 characters", "5文字の文字列"),
        ("buyer1@example.invalid", "a text of 22 characters", "22文字の文字列"),
        ("+81-90-0000-0001", "a text of 16 characters", "16文字の文字列"),
        ("03-0000-0001", "a text of 12 characters", "12文字の文字列"),
        ("０３－００００－０００１", "a text of 12 characters", "12文字の文字列"),
        ("09000000001", "a text of 11 characters", "11文字の文字列"),
        ("'000-0001", "a text of 9 characters", "9文字の文字列"),
        ("1" * 40, f"'{'1' * 40}'", f"「{'1' * 40}」"),
        ("1" * 41, "a text of 41 characters", "41文字の文字列"),
        (1200.5, "1200.5", "1200.5"),
        (-3, "-3", "-3"),
        (float("nan"), "nan", "nan"),
        (True, "true", "true"),
        (10**15, "a number of more than 15 digits", "15桁を超える数"),
        (1e300, "a number of more than 15 digits", "15桁を超える数"),
        (None, "nothing", "空"),
        (["架空 太郎"], "a list", "リスト"),
        ((), "a list", "リスト"),
        ({"name": "架空 太郎"}, "an object", "オブジェクト"),
    ],
    ids=lambda cell: repr(cell)[:20],
)
def test_findings_show_figures_and_never_people(cell: object, english: str, japanese: str) -> None:
    """
    Figures are shown as they are; of a text with letters, a phone number or a postal code only its
    length.
    """
    assert cells.shown(cell) == Text(english, japanese)


@pytest.mark.parametrize(
    ("cell", "text"),
    [(" a ", "a"), (1.5, "1.5"), (None, "None"), (["a", 1], "['a', 1]"), (True, "True")],
    ids=repr,
)
def test_what_is_kept_is_a_text(cell: object, text: str) -> None:
    """
    A cell that could not be read is kept as Python writes it.
    """
    assert cells.kept(cell) == text


def test_an_unreadable_cell_is_an_error_that_says_what_was_expected() -> None:
    """
    It is a ValueError, and survives a copy and a pickle.
    """
    error = UnreadableError(Text("a date", "日付"), "soon")
    assert isinstance(error, InvalidValueError)
    for again in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert (again.expected, again.said) == (error.expected, "soon")
        assert str(again) == "a date was expected"


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(cell=JSON)
def test_no_cell_does_anything_but_read_or_refuse(cell: object) -> None:
    """
    Whatever JSON holds is read, or is an `UnreadableError`; it can always be shown and kept.
    """
    for read in (cells.text, cells.phone, cells.whole, cells.wholes, cells.moment, cells.day):
        with contextlib.suppress(UnreadableError):
            read(cell)
    assert cells.shown(cell).ja
    assert isinstance(cells.kept(cell), str)
