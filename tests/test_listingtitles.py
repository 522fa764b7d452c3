from __future__ import annotations

import pickle
import re
import tomllib

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import titlemessages
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.basics.findings import Message, Severity
from qoo10model.basics.texts import columns_of
from qoo10model.listingtitles import TitleCheck, check_title, readings_of_length, words_of
from qoo10model.rules.book import JAPAN
from qoo10model.rules.listings import LengthUnit, TitleContent, TitlePolicy, TitleWords
from qoo10model.titletexts import characters
from tests.test_titletexts import nasty


DAY = date(2026, 5, 12)
WORKED = tomllib.loads(
    (Path(__file__).parent / "worked" / "listings.toml").read_text(encoding="utf-8")
)
TITLES = [pytest.param(case, id=case["name"]) for case in WORKED["title"]]
MESSAGES = [value for value in vars(titlemessages).values() if isinstance(value, Message)]
TOLD: dict[str, Any] = {
    "brand": ("Nike", "ナイキ"),
    "shop": "Beauty shop",
    "same_meaning": (("化粧水", "トナー"),),
}


def check(title: str, **more: Any) -> TitleCheck:
    """
    What is said about a title of a shop and brand that are known.
    """
    return check_title(title, **{"on": DAY, **TOLD, **more})


def marks(title: str, **more: Any) -> list[tuple[str, str]]:
    """
    The codes and texts of what is found.
    """
    found = check(title, **more).marks
    return [(mark.finding.code.removeprefix("listings.title_"), mark.text) for mark in found]


# What is found, and where


@pytest.mark.parametrize("case", TITLES)
def test_worked_titles(case: dict[str, Any]) -> None:
    """
    Each title that was worked out by hand has the marks that the policy and the guides give it.
    """
    assert marks(case["title"]) == [tuple(mark) for mark in case["marks"]]


def test_a_mark_says_where_and_what_to_do() -> None:
    """
    Brand, shipping and sign: three findings, each with its stretch of the title.
    """
    found = check("Nike スニーカー 送料無料★")
    assert [(m.start, m.end, m.content) for m in found.marks] == [
        (0, 4, TitleContent.BRAND_NAME),
        (11, 15, TitleContent.SHIPPING),
        (15, 16, None),
    ]
    assert [f.severity for f in found.findings] == [
        Severity.WARNING,
        Severity.WARNING,
        Severity.ADVICE,
    ]
    assert found.findings[0].text.en == (
        "‘Nike’ in the title is the brand, which is shown before the title anyway: leave it out"
    )
    assert found.findings[1].text.ja == (
        "商品名の「送料無料」は送料・配送の情報です。削除してください"
    )
    assert repr(found) == "<TitleCheck: 3 marks on 'Nike スニーカー 送料無料★'>"


def test_a_word_of_the_same_meaning_names_the_other() -> None:
    """
    The later one is marked, and the finding names the first; the same word twice is another matter.
    """
    (mark,) = check("トナー 化粧水 パッド").marks
    assert (mark.text, mark.content) == ("化粧水", TitleContent.SAME_MEANING)
    assert "the same as ‘トナー’" in mark.finding.text.en
    assert marks("化粧水 さっぱり化粧水") == [("repeated", "化粧水")]
    assert marks("化粧水", same_meaning=((),)) == []


def test_without_groups_only_the_same_word_is_found() -> None:
    """
    No list of words of the same meaning was published, so none is invented.
    """
    assert marks("化粧水 トナー", same_meaning=()) == []


def test_the_marks_of_a_name_are_longest_first() -> None:
    """
    Of two spellings that begin alike the longer one is marked.
    """
    assert marks("ABC DEF パック", brand=("ABC", "ABC DEF")) == [("brand", "ABC DEF")]
    assert marks("A.B+C D パック", brand="a.b+c") == [("brand", "A.B+C")]
    assert marks("AXBC パック", brand="A.BC") == []


@pytest.mark.parametrize("around", ["{}シューズ", "ザ{}", "ザ{}シューズ"])
def test_a_name_inside_a_longer_kana_word_is_only_a_guess(around: str) -> None:
    """
    A brand in katakana that runs on in katakana may be another word: an advice, and not against it.
    """
    found = check(around.format("ナイキ"))
    assert [m.finding.code for m in found.marks] == ["listings.title_maybe_name"]
    assert found.marks[0].finding.severity is Severity.ADVICE
    assert "brand name" in found.marks[0].finding.text.en
    assert found.conforms is True


# Length


@pytest.mark.parametrize(
    "title, found",
    [
        ("あ" * 100, None),
        ("あ" * 101, "too_long"),
        ("a" * 98 + "😀", None),
        ("a" * 99 + "😀", "maybe_too_long"),
        ("😀" * 50, None),
        ("😀" * 51, "maybe_too_long"),
        ("😀" * 100, "maybe_too_long"),
        ("😀" * 101, "too_long"),
        ("\u3000" * 99 + "a", None),
        ("\u3000" * 100 + "a", "too_long"),
        ("か\u3099" * 50, None),
        ("か\u3099" * 51, "too_long"),
    ],
)
def test_how_long_a_title_may_be(title: str, found: str | None) -> None:
    """
    One hundred are taken; too long in one way of counting only is a warning, in all an error.
    """
    codes = [code for code, _ in marks(title) if code.endswith("too_long")]
    assert codes == ([found] if found else [])


def test_what_is_too_much_is_marked_in_whole_characters() -> None:
    """
    The mark begins with the first character that does not fit, and cuts no emoji.
    """
    family = "👨‍👩‍👧‍👦"
    (mark,) = (m for m in check("a" * 95 + family).marks if "too_long" in m.finding.code)
    assert (mark.start, mark.text) == (95, family)
    assert mark.finding.severity is Severity.ERROR
    assert "106 characters long (UTF-16 units" in mark.finding.text.en
    assert "leave out 6" in mark.finding.text.en
    (mark,) = (m for m in check("😀" * 51).marks if "too_long" in m.finding.code)
    assert (mark.start, mark.text) == (50, "😀")
    assert "上限の100文字" in mark.finding.text.ja
    (mark,) = (m for m in check("😀" * 101).marks if "too_long" in m.finding.code)
    assert (mark.start, mark.end) == (50, 101)


def test_a_title_of_any_length_has_an_answer() -> None:
    """
    What is far too long is looked through once, not once for each of its figures.
    """
    for title in ("1," * 20_000, "1" * 40_000, "か\u3099" * 20_000, "¥ " * 20_000):
        assert "listings.title_too_long" in [f.code for f in check(title).findings]


def test_lengths_stand_beside_the_title() -> None:
    """
    The likeliest way of counting comes first; the caller may choose another.
    """
    found = check("美容液😀")
    assert found.lengths == ((LengthUnit.UTF16_UNITS, 5), (LengthUnit.CODE_POINTS, 4))
    assert found.length == 5
    rules = JAPAN.with_reading("listings.length_unit", LengthUnit.HALF_WIDTHS)
    assert readings_of_length("美容液😀", DAY, rules) == ((LengthUnit.HALF_WIDTHS, 8),)
    assert [c for c, _ in marks("あ" * 51, rules=rules) if "long" in c] == ["too_long"]


@pytest.mark.parametrize("title", ["", " ", "\u3000\u3000", "\u200b\ufeff", "\n\t \u3000"])
def test_a_title_that_shows_nothing_is_empty(title: str) -> None:
    """
    Spaces of any width and hidden characters are no title.
    """
    first = check(title).marks[0]
    assert (first.finding.code, first.finding.severity) == ("listings.title_blank", Severity.ERROR)
    assert (first.start, first.end) == (0, len(title))


# The app


@pytest.mark.parametrize("length, cut", [(19, False), (20, False), (21, True), (30, True)])
def test_what_the_app_cuts_off_is_marked(length: int, cut: bool) -> None:
    """
    Beyond twenty characters the rest may not show; both readings of how much does are given.
    """
    title = "".join(chr(0x3042 + at) for at in range(length))
    found = check(title)
    assert [m.start for m in found.marks] == ([20] if cut else [])
    assert found.shown == (title[:20], title[:30])
    if cut:
        assert title[:20] in found.findings[0].text.ja


def test_the_app_cuts_no_emoji_in_two() -> None:
    """
    Characters are counted as a reader sees them.
    """
    found = check("👍🏽" * 21, rules=JAPAN.with_reading("listings.avoids_emoji", False))
    assert [(m.start, m.text) for m in found.marks] == [(40, "👍🏽")]
    assert found.shown[0] == "👍🏽" * 20


# Whether it conforms


def test_what_conforms() -> None:
    """
    Nothing against the policy conforms; signs and a long title do not matter for that.
    """
    assert check("うるおい美容液★").conforms is True
    assert check("送料無料 美容液").conforms is False
    assert check("美容液 美容液").conforms is False


@pytest.mark.parametrize("unknown", ["brand", "shop"])
def test_without_brand_or_shop_nobody_can_say(unknown: str) -> None:
    """
    A brand or shop that was not told may be in the title; () says that there is none.
    """
    assert check("美容液", **{unknown: None}).conforms is None
    assert check("美容液", **{unknown: ()}).conforms is True
    assert check("送料無料", **{unknown: None}).conforms is False


@pytest.mark.parametrize(
    "on, expected",
    [
        (date(2018, 9, 1), []),
        (date(2021, 7, 19), []),
        (date(2021, 7, 20), ["brand"]),
        (date(2021, 7, 26), ["brand"]),
        (date(2021, 7, 27), ["brand", "shipping"]),
    ],
)
def test_the_policy_came_in_two_steps(on: date, expected: list[str]) -> None:
    """
    The brand from 20 July 2021 on, all else from 27 July on.
    """
    assert [code for code, _ in marks("Nike 送料無料", on=on)] == expected
    assert check("美容液", on=on, brand=None).conforms is (None if expected else True)


@pytest.mark.parametrize(
    "on, points", [(date(2022, 2, 6), False), (date(2022, 2, 7), True), (DAY, True)]
)
def test_since_when_a_fitting_title_gains_points(on: date, points: bool) -> None:
    """
    A fitting title is ranked higher from 7 February 2022 on.
    """
    assert check("美容液", on=on).gains_points is points


def test_policy_and_words_can_be_replaced() -> None:
    """
    Who knows better replaces the words, or what the policy names.
    """
    ours = JAPAN.with_reading("listings.title_words[PROMOTION]", TitleWords(("神コスメ",)))
    assert marks("神コスメ 大人気", rules=ours) == [("promotion", "神コスメ")]
    none = JAPAN.with_reading("listings.title_words[PROMOTION]", TitleWords(()))
    assert marks("神コスメ 大人気", rules=none) == []
    only = JAPAN.with_reading("listings.title_policy", TitlePolicy((TitleContent.PRICE,)))
    found = check("Nike 送料無料 980円", rules=only, brand=None)
    assert ([m.text for m in found.marks], found.conforms) == (["980円"], False)


def test_before_the_rules_there_is_no_answer() -> None:
    """
    The rules begin on 1 September 2018.
    """
    with pytest.raises(RuleNotKnownError):
        check("美容液", on=date(2018, 8, 31))


# Words


@pytest.mark.parametrize(
    "text, words",
    [
        ("", ()),
        ("保湿　化粧水", ("保湿", "化粧水")),
        ("リップティント", ("リップティント",)),
        ("Ｔｏｎｅｒ toner", ("toner", "toner")),
        ("50ml 10枚入 3in1", ()),
        ("50 ml of a", ()),
        ("うるおいのある肌", ("うるおいのある",)),
        ("코스메틱 립", ("코스메틱",)),
        ("𠮷野屋 人々", ("𠮷野屋", "人々")),
        ("крем hydro_gel", ("крем", "hydro", "gel")),
    ],
)
def test_words_are_runs_of_one_script(text: str, words: tuple[str, ...]) -> None:
    """
    Spaces of any width and changes of script part words; short words and amounts are none.
    """
    assert words_of(text) == words


# How it looks


def test_the_marks_are_drawn_below_the_title() -> None:
    """
    Full-width characters take two columns, so the signs stand below what they mean.
    """
    lines = check("美容液 送料無料 ★").explain("en").splitlines()
    assert lines[0] == "美容液 送料無料 ★"
    assert re.match(r" {7}\^{8} warning listings.title_shipping", lines[1])
    assert lines[2].startswith(" " * columns_of("美容液 送料無料 ") + "^ advice")
    assert check("").explain("ja").splitlines()[1].startswith("^ エラー")


@given(st.one_of(nasty, st.text(max_size=130)))
def test_any_text_has_an_answer(title: str) -> None:
    """
    Marks lie on whole characters in order, say what they mean, and everything can be printed.
    """
    found = check(title)
    places = {0, len(title), *(end for place in characters(title) for end in place)}
    assert [m.start for m in found.marks] == sorted(m.start for m in found.marks)
    for mark in found.marks:
        assert title[mark.start : mark.end] == mark.text
        assert {mark.start, mark.end} <= places
        assert (mark.start < mark.end) or not title
    assert all(title.startswith(head) for head in found.shown)
    for language in ("en", "ja"):
        assert found.explain(language).encode("utf-8")


@given(st.text("美容液ab ナイキ送料無料★", max_size=30))
def test_what_is_taken_out_is_not_found_again(title: str) -> None:
    """
    A title without its symbols has none left.
    """
    for mark in check(title).marks:
        if mark.finding.code == "listings.title_symbol":
            title = title.replace(mark.text, "")
    assert "symbol" not in [code for code, _ in marks(title)]


def test_halves_of_characters_are_found_and_do_not_break_the_text() -> None:
    """
    A wrongly decoded emoji is two errors; the findings can be printed all the same.
    """
    found = check("\ud83d\ude00 " + "美容液" * 10)
    assert [m.finding.code for m in found.marks][:2] == ["listings.title_broken_character"] * 2
    assert {m.finding.severity for m in found.marks[:2]} == {Severity.ERROR}
    assert "?? 美容液" in found.explain("ja")
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.code)
def test_every_message_is_in_both_languages(message: Message) -> None:
    """
    English and Japanese have the same facts.
    """
    facts = [set(re.findall(r"\{(\w+)", text)) for text in (message.text.en, message.text.ja)]
    assert facts[0] >= facts[1]
    assert any(ord(char) > 0x3000 for char in message.text.ja)
    assert message.code.startswith("listings.")


def test_a_line_end_does_not_break_the_drawing() -> None:
    """
    Title, line end and marks stay on lines of their own, each mark below what it means.
    """
    lines = check_title("美容液\n送料無料", on=DAY).explain("ja").splitlines()
    assert lines[0] == "美容液␣送料無料"
    assert [line.partition(" 警告")[0] for line in lines[1:]] == ["      ^", "       ^^^^^^^^"]


@pytest.mark.parametrize(
    "asked, error, said",
    [
        ({"title": None}, InvalidTypeError, "title must be a text"),
        ({"title": b"abc"}, InvalidTypeError, "title must be a text"),
        ({"title": 5}, InvalidTypeError, "title must be a text"),
        ({"brand": 5}, InvalidTypeError, "brand must be a tuple of str"),
        ({"brand": ["Nike"]}, InvalidTypeError, "brand must be a tuple of str"),
        ({"brand": ("Nike", None)}, InvalidTypeError, "brand must be a tuple of str"),
        ({"brand": ""}, InvalidValueError, "brand must hold no blank text"),
        ({"brand": ("Nike", "\u3000")}, InvalidValueError, "pass () where there is none"),
        ({"shop": " "}, InvalidValueError, "shop must hold no blank text"),
        (
            {"same_meaning": ("化粧水", "トナー")},
            InvalidTypeError,
            'each group of same_meaning must be a tuple of str, such as ("化粧水"',
        ),
        ({"same_meaning": 5}, InvalidTypeError, "same_meaning must hold tuples of words"),
        ({"same_meaning": (("化粧水", ""),)}, InvalidValueError, "same_meaning must hold no blank"),
        ({"on": "2026-05-12"}, InvalidTypeError, "on must be a date"),
    ],
)
def test_bad_arguments_are_refused(
    asked: dict[str, Any], error: type[Exception], said: str
) -> None:
    """
    Each error says what was expected.
    """
    with pytest.raises(error, match=re.escape(said)):
        check_title(**{"title": "美容液", "on": DAY, **asked})
