from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import inflowwords
from qoo10model.basics.binomials import interval
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import Rate
from qoo10model.inflowwords import KeywordRow, Standing, Word, words


NOW = (
    KeywordRow("リップ", visits=120, orders=3, sales=6_000, row=0),
    KeywordRow("ﾘｯﾌﾟ ", visits=30, orders=0, sales=0, row=1),
    KeywordRow("ティント", visits=50, orders=1, sales=1_500, row=2),
)
BEFORE = (KeywordRow("リップ", visits=100, orders=2), KeywordRow("グロス", visits=10, orders=0))
ROWS = st.lists(
    st.builds(
        KeywordRow,
        st.sampled_from(["リップ", "ティント", "グロス"]),
        visits=st.integers(0, 10**6),
        orders=st.integers(0, 1_000),
    )
)


def named(report: Any) -> dict[str, Word]:
    """
    The words by their keyword.
    """
    return {word.keyword: word for word in report.words}


def test_words_worked_by_hand() -> None:
    """
    Of 200 visits 150 came by one word in two spellings: 75 %, half more than before.
    """
    report = words(NOW, before=BEFORE)
    found = named(report)
    assert list(found) == ["リップ", "ティント", "グロス"]
    assert (report.visits, report.orders) == (200, 4)
    lip = found["リップ"]
    assert (lip.visits, lip.orders, lip.sales) == (150, 3, 6_000)
    assert (lip.share, lip.growth) == (Fraction(3, 4), Fraction(1, 2))
    assert lip.conversion == interval(3, 150)
    assert lip.standing is Standing.KEPT
    assert [word.keyword for word in report.new] == ["ティント"]
    assert found["ティント"].growth is None
    assert [word.keyword for word in report.lost] == ["グロス"]
    gone = found["グロス"]
    assert (gone.visits, gone.visits_before, gone.growth) == (0, 10, Fraction(-1))
    assert (gone.conversion, gone.sales, gone.share) == (None, None, Fraction(0))


def test_without_an_earlier_window_nothing_is_new() -> None:
    """
    With nothing to compare no word is new; beside an empty window all are.
    """
    alone = words(NOW)
    assert {word.standing for word in alone.words} == {None}
    assert {word.growth for word in alone.words} == {None}
    assert {word.standing for word in words(NOW, before=()).words} == {Standing.NEW}
    assert words(()).words == ()


@given(now=ROWS, before=ROWS)
def test_every_word_is_there_once(now: list[KeywordRow], before: list[KeywordRow]) -> None:
    """
    The words are those of both windows, the shares make 1, and new ones come back as lost.
    """
    report = words(now, before=before)
    keys = [word.keyword for word in report.words]
    assert sorted(keys) == sorted({row.keyword for row in (*now, *before)})
    assert report.visits == sum(row.visits or 0 for row in now)
    if report.visits:
        assert sum(word.share or 0 for word in report.words) == 1
    back = words(before, before=now)
    assert {word.keyword for word in report.new} == {word.keyword for word in back.lost}
    living = [word.visits or 0 for word in report.words if word.standing is not Standing.LOST]
    assert living == sorted(living, reverse=True)


def test_titles_that_have_the_word() -> None:
    """
    A title has a word in any width and case.
    """
    titles = (("A", "架空ﾘｯﾌﾟ"), ("B", "架空ティント"), ("C", "リップ＆ティント"))
    found = named(words(NOW, titles=titles))
    assert found["リップ"].in_titles == ("A", "C")
    assert found["ティント"].in_titles == ("B", "C")


def test_a_keyword_of_several_words_stands_in_any_order() -> None:
    """
    A title has a keyword of two words if it has both, wherever they stand.
    """
    titles = (("A", "リップ 落ちない 韓国コスメ"), ("B", "韓国 マスク"), ("C", "韓国リップ"))
    (word,) = words((KeywordRow("韓国　ﾘｯﾌﾟ", 5, 1),), titles=titles).words
    assert word.in_titles == ("A", "C")


@pytest.mark.parametrize(
    "now, before, standing",
    [
        (0, 100, Standing.LOST),
        (1, 0, Standing.NEW),
        (1, 1, Standing.KEPT),
        (0, 0, None),
        (None, 0, Standing.NEW),
        (0, None, Standing.LOST),
    ],
)
def test_a_word_without_visits_brought_nobody(
    now: int | None, before: int | None, standing: Standing | None
) -> None:
    """
    A row with 0 visits is as none; one that does not tell its visits stands for some.
    """
    report = words((KeywordRow("a", visits=now),), before=(KeywordRow("a", visits=before),))
    assert [word.standing for word in report.words] == [standing]


@pytest.mark.parametrize(
    "row, visits, has_conversion",
    [
        (KeywordRow("a", visits=0, orders=0), 0, False),
        (KeywordRow("a", visits=None, orders=0), None, False),
        (KeywordRow("a", visits=5, orders=None), 5, False),
        (KeywordRow("a", visits=5, orders=5), 5, True),
    ],
)
def test_a_conversion_needs_both_figures(
    row: KeywordRow, visits: int | None, has_conversion: bool
) -> None:
    """
    Without visits or with figures that are not known there is no conversion, and no finding.
    """
    report = words([row])
    assert report.words[0].visits == report.visits == visits
    assert (report.words[0].conversion is not None) is has_conversion
    assert report.findings == ()


def test_more_orders_than_visits() -> None:
    """
    Such a word has no conversion, and a finding with its row.
    """
    report = words([KeywordRow("a", visits=1, orders=2, row=7)])
    assert report.words[0].conversion is None
    assert [(one.code, one.row) for one in report.findings] == [
        ("analytics.keyword_orders_above_visits", 7)
    ]


def test_the_level_widens_the_interval() -> None:
    """
    A surer interval is wider.
    """
    sure = words(NOW, level=Rate.percent("99")).words[0].conversion
    plain = words(NOW).words[0].conversion
    assert sure is not None
    assert plain is not None
    assert sure.high > plain.high


@pytest.mark.parametrize("language, heading", [("en", "keyword"), ("ja", "キーワード")])
def test_the_table(language: Any, heading: str) -> None:
    """
    The table has a line for each word, with shares and growth, in both languages.
    """
    unknown = KeywordRow("謎")
    lines = words((*NOW, unknown), before=BEFORE, titles=(("A", "リップ"),)).explain(language)
    assert lines.splitlines()[0].startswith(heading)
    assert len(lines.splitlines()) == 5
    # One word without known visits leaves all shares unknown.
    assert "+50.0%" in lines
    assert "75.0%" not in lines
    assert "75.0%" in words(NOW).explain(language)


raw: Any = inflowwords  # a caller without types

BAD: dict[str, tuple[Any, type[Exception]]] = {
    "empty": (lambda: raw.KeywordRow(" 　"), InvalidTypeError),
    "no text": (lambda: raw.KeywordRow(None), InvalidTypeError),
    "visits": (lambda: raw.KeywordRow("a", visits=1.0), InvalidTypeError),
    "below 0": (lambda: raw.KeywordRow("a", orders=-1), InvalidValueError),
    "sales": (lambda: raw.KeywordRow("a", sales="1"), InvalidTypeError),
    "sales below 0": (lambda: raw.KeywordRow("a", sales=-1), InvalidValueError),
    "day": (lambda: raw.KeywordRow("a", on="2026-07-01"), InvalidTypeError),
    "row": (lambda: raw.words(["リップ"]), InvalidTypeError),
    "rows": (lambda: raw.words(5), InvalidTypeError),
    "before": (lambda: raw.words(NOW, before=5), InvalidTypeError),
    "titles": (lambda: raw.words(NOW, titles=5), InvalidTypeError),
    "titles by number": (lambda: raw.words(NOW, titles={"A": "リップ"}), InvalidTypeError),
    "half a title": (lambda: raw.words(NOW, titles=(("A",),)), InvalidTypeError),
    "title of none": (lambda: raw.words(NOW, titles=(("A", None),)), InvalidTypeError),
    "item": (lambda: raw.KeywordRow("a", item_code=5), InvalidTypeError),
    "level": (lambda: raw.words(NOW, level=0.9), InvalidTypeError),
}


@pytest.mark.parametrize("make, error", BAD.values(), ids=BAD)
def test_what_is_refused(make: Any, error: type[Exception]) -> None:
    """
    An empty keyword, negative counts and rows of another kind are refused.
    """
    with pytest.raises(error):
        make()


def test_a_row_of_a_day() -> None:
    """
    A row may be of a day.
    """
    assert KeywordRow("a", on=date(2026, 7, 1)).on == date(2026, 7, 1)
