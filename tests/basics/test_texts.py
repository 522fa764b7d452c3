from __future__ import annotations

import copy
import enum
import pickle

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import UnknownNameError
from qoo10model.basics.texts import Coded, Labelled, Text, align, columns_of, decimal_text, yen_text


if TYPE_CHECKING:
    from collections.abc import Sequence

COMMISSION = Text("commission", "販売手数料")

cells = st.text(alphabet="abc 12,円手数料ｱﾊﾟか\u3099−", max_size=8)


class Fruit(Labelled):
    """
    An enum to try.
    """

    PEACH = Text("peach", "桃")
    PLUM = Text("plum", "梅")


class Basket(Coded):
    """
    An enum of codes to try.
    """

    SMALL = "S1", Text("small", "小")
    LARGE = "S2", Text("large", "大")


class Blossom(Labelled):
    """
    Another enum with one of the same texts.
    """

    PLUM = Text("plum", "梅")


# Texts


def test_a_text_is_said_in_the_language_asked_for() -> None:
    """
    English and Japanese are one text.
    """
    assert COMMISSION.in_("en") == "commission"
    assert COMMISSION.in_("ja") == "販売手数料"
    assert str(COMMISSION) == f"{COMMISSION}" == "commission"


@pytest.mark.parametrize("language", ["EN", "jp", "ko", "", "japanese", None, 1, b"en"])
def test_another_language_is_refused(language: Any) -> None:
    """
    A language that is neither "en" nor "ja" is an error that says so.
    """
    with pytest.raises(UnknownNameError, match=r"must be 'en' or 'ja' \(got "):
        COMMISSION.in_(language)


@pytest.mark.parametrize(
    "text, facts, english, japanese",
    [
        (Text("{n} rows", "{n}行"), {"n": 3}, "3 rows", "3行"),
        (Text("{n:,} yen", "{n:,}円"), {"n": 1_234}, "1,234 yen", "1,234円"),
        # A fact that is a text is put in its language.
        (
            Text("{what} of {shop}", "{shop}の{what}"),
            {"what": COMMISSION, "shop": "A"},
            "commission of A",
            "Aの販売手数料",
        ),
        # A language need not use every fact.
        (Text("on {day}", "その日"), {"day": "2026-05-11"}, "on 2026-05-11", "その日"),
        (Text("nothing", "なし"), {}, "nothing", "なし"),
        (Text("{{n}}", "{{n}}"), {"n": 1}, "{n}", "{n}"),
        (Text("{self}", "{self}"), {"self": 1}, "1", "1"),
    ],
)
def test_placeholders_are_filled(
    text: Text, facts: dict[str, object], english: str, japanese: str
) -> None:
    """
    Facts are put into both languages.
    """
    assert text.filled(**facts) == Text(english, japanese)


def test_a_missing_fact_is_an_error() -> None:
    """
    A placeholder without its fact never reaches a reader.
    """
    with pytest.raises(LookupError):
        Text("{n} rows", "{n}行").filled(m=3)


def test_texts_are_values() -> None:
    """
    A text can be compared, hashed, pickled, and written down by its repr.
    """
    assert Text("commission", "販売手数料") == COMMISSION != Text("commission", "手数料")
    assert hash(Text("commission", "販売手数料")) == hash(COMMISSION)
    assert pickle.loads(pickle.dumps(COMMISSION)) == COMMISSION
    assert eval(repr(COMMISSION)) == COMMISSION
    for language in ("en", "ja"):
        with pytest.raises(AttributeError):
            setattr(COMMISSION, language, "fee")


# Names for people


def test_a_member_is_named_in_both_languages() -> None:
    """
    The label is the text, the member itself reads as English, its repr as code.
    """
    assert Fruit.PEACH.label == Text("peach", "桃")
    assert str(Fruit.PEACH) == f"{Fruit.PEACH}" == "peach"
    assert repr(Fruit.PEACH) == "Fruit.PEACH"
    assert eval(repr(Fruit.PEACH)) is Fruit.PEACH
    assert Fruit["PLUM"] is Fruit.PLUM


def test_members_of_two_enums_differ() -> None:
    """
    The same text in another enum is another thing.
    """
    assert Fruit.PLUM.label == Blossom.PLUM.label
    assert Fruit.PLUM != Blossom.PLUM


@pytest.mark.parametrize("name", ["peach", "", "CHERRY"])
def test_members_have_no_other_names(name: str) -> None:
    """
    A misspelt member is a LookupError.
    """
    with pytest.raises(LookupError):
        Fruit[name]


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_members_are_pickled_by_name(protocol: int) -> None:
    """
    A pickle holds the name and not the text, so that a better text breaks no old pickle.
    """
    data = pickle.dumps(Severe.WORST, protocol)
    assert pickle.loads(data) is Severe.WORST
    assert b"WORST" in data
    assert b"the worst of all" not in data


def test_copies_of_a_member_are_the_member() -> None:
    """
    Copying a value that holds a member keeps the one member.
    """
    assert copy.copy(Fruit.PEACH) is Fruit.PEACH
    assert copy.deepcopy([Fruit.PEACH])[0] is Fruit.PEACH
    assert len({Fruit.PEACH, copy.copy(Fruit.PEACH), Fruit.PLUM}) == 2


class Severe(Labelled):
    """
    An enum with a text that would stand out in a pickle.
    """

    WORST = Text("the worst of all", "最悪")


# Layout


@pytest.mark.parametrize(
    "text, columns",
    [
        ("", 0),
        ("abc", 3),
        ("補償金", 6),
        ("補償金 1", 8),
        ("ｶﾅ", 2),  # half-width katakana
        ("１２", 4),  # full-width digits
        ("か\u3099", 2),  # a voiced mark of its own joins the kana
        ("e\u0301", 1),
        ("−1,234", 6),
        ("→", 1),
        ("（税）", 6),
    ],
)
def test_wide_characters_take_two_columns(text: str, columns: int) -> None:
    """
    Kanji, kana and full-width characters take two columns, marks none, all others one.
    """
    assert columns_of(text) == columns


@pytest.mark.parametrize(
    "amount, plain, signed",
    [
        (0, "0", "+0"),
        (1, "1", "+1"),
        (-1, "−1", "−1"),
        (999, "999", "+999"),
        (1_000, "1,000", "+1,000"),
        (-1_000, "−1,000", "−1,000"),
        (2_948_000_000, "2,948,000,000", "+2,948,000,000"),
    ],
)
def test_yen_are_grouped_by_thousands(amount: int, plain: str, signed: str) -> None:
    """
    Amounts have commas, a true minus, and a plus where it is asked for.
    """
    assert yen_text(amount) == plain
    assert yen_text(amount, sign=True) == signed


@given(st.integers())
def test_yen_texts_say_the_amount(amount: int) -> None:
    """
    The amount can be read back from its text.
    """
    for text in (yen_text(amount), yen_text(amount, sign=True)):
        assert int(text.replace(",", "").replace("−", "-")) == amount


@pytest.mark.parametrize(
    "rows, right, text",
    [
        ([], (), ""),
        ([()], (), ""),
        ([("a",)], (), "a"),
        ([("販売", "12"), ("fee", "3")], (1,), "販売  12\nfee    3"),
        ([("a", "b"), ("ccc", "d")], (), "a    b\nccc  d"),
        # Rows need not have the same length, and lines end without spaces.
        ([("a",), ("bbb", "c")], (), "a\nbbb  c"),
        ([("aaa", ""), ("b", "c")], (), "aaa\nb    c"),
        ([("1", "x"), ("200", "y")], (0,), "  1  x\n200  y"),
        ([("か\u3099", "1"), ("ab", "2")], (), "か\u3099  1\nab  2"),
    ],
)
def test_columns_line_up(rows: Sequence[Sequence[str]], right: tuple[int, ...], text: str) -> None:
    """
    Cells of a column start, or end, in the same column of the terminal.
    """
    assert align(rows, right=frozenset(right)) == text
    assert align(iter(rows), right=frozenset(right)) == text


@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=6), st.booleans())
def test_every_column_of_a_table_has_one_place(
    rows: list[tuple[str, str, str]], to_the_right: bool
) -> None:
    """
    What stands left of the last cell is equally wide in every line.
    """
    marked = [(*row, "|") for row in rows]
    right = frozenset({0, 1, 2}) if to_the_right else frozenset[int]()
    lines = align(marked, right=right).split("\n")
    assert len(lines) == len(rows)
    assert len({columns_of(line[: line.rindex("|")]) for line in lines}) == 1


def test_labelled_is_an_ordinary_enum() -> None:
    """
    Members are listed in the order they are written.
    """
    assert issubclass(Fruit, enum.Enum)
    assert list(Fruit) == [Fruit.PEACH, Fruit.PLUM]


def test_codes_are_values_and_have_names() -> None:
    """
    A member is found by its code, named in both languages, and written as it stands in the source.
    """
    assert [one.value for one in Basket] == ["S1", "S2"]
    assert Basket("S2") is Basket.LARGE
    assert (Basket.SMALL.label.en, Basket.SMALL.label.ja) == ("small", "小")
    assert repr(Basket.SMALL) == "Basket.SMALL"
    for same in (pickle.loads(pickle.dumps(Basket.SMALL)), copy.deepcopy(Basket.SMALL)):
        assert same is Basket.SMALL
    with pytest.raises(ValueError, match="S3"):
        Basket("S3")


@pytest.mark.parametrize(
    "amount, places, shown",
    [
        (Fraction(0), 1, "0.0"),
        (Fraction(75), 1, "75.0"),
        (Fraction(1, 20), 1, "0.0"),
        (Fraction(3, 20), 1, "0.2"),
        (Fraction(-1, 100), 1, "0.0"),
        (Fraction(-3, 20), 1, "−0.2"),
        (Fraction(1_999, 2_000), 2, "1.00"),
        (Fraction(10**18 * 10 + 1, 10), 1, "1,000,000,000,000,000,000.1"),
    ],
)
def test_decimals_are_exact(amount: Fraction, places: int, shown: str) -> None:
    """
    A part of a yen is rounded exactly, however large the number, and nothing is −0.0.
    """
    assert decimal_text(amount, places) == shown
