"""
Titles of listings (商品名): what the platform does not want in one, and what is only unwise.

Each thing found is a mark on the title: a finding with the stretch of text that it means. What the
policy names is a warning, for nobody published what happens to a title that breaks it, but for the
points it misses; what guides advise is an advice. A title that is empty or too long is refused.
"""

from __future__ import annotations

import re

from collections.abc import Iterable
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

import attrs

from qoo10model import titlemessages as say
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, check_tuple
from qoo10model.basics.findings import Finding, Severity
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import columns_of
from qoo10model.rules.book import JAPAN
from qoo10model.rules.listings import Field, LengthUnit, TitleContent
from qoo10model.titletexts import (
    Folded,
    characters,
    composed,
    folded,
    invisible_in,
    is_broken,
    is_pictograph,
    length_of,
    printable,
)


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from qoo10model.basics.findings import Message
    from qoo10model.basics.texts import Language
    from qoo10model.rules.book import RuleBook

__all__ = ("Mark", "TitleCheck", "check_title", "readings_of_length", "words_of")

_KANA: Final = "ァ-ヺーヽヾ"
_WORDS: Final = re.compile(
    rf"(?P<kana>[{_KANA}]+)"
    "|(?P<kanji>[々㐀-鿿豈-﫿\U00020000-\U0003ffff]+)"
    "|(?P<hiragana>[ぁ-ゖ]+)"
    "|(?P<korean>[가-힣]+)"
    "|(?P<other>[^\\W_ぁ-ヺーヽヾ々㐀-鿿豈-﫿가-힣\U00020000-\U0003ffff]+)"
)
# A word of one or two letters says nothing: of, ml, が.
_SHORT: Final = ("hiragana", "other")
_LETTER: Final = re.compile("[a-z0-9]")
_SPELLINGS: Final = '("NIKE", "ナイキ")'
_GROUP: Final = '("化粧水", "トナー")'
_NAMED_BY_WORDS: Final = (TitleContent.PRICE, TitleContent.SHIPPING, TitleContent.PROMOTION)
_BY_CONTENT: Final = {
    TitleContent.BRAND_NAME: say.BRAND_NAME,
    TitleContent.SHOP_NAME: say.SHOP_NAME,
    TitleContent.PRICE: say.PRICE,
    TitleContent.SHIPPING: say.SHIPPING,
    TitleContent.PROMOTION: say.PROMOTION,
}


@attrs.frozen
class Mark:
    """
    A *finding* on a title, and the stretch of *text* that it means: from *start* up to *end*.

    *content* is what of the policy it is against, None where it is against none.

    >>> from datetime import date
    >>> mark = check_title("美容液 送料無料", on=date(2026, 5, 12)).marks[0]
    >>> mark.content, mark.start, mark.end, mark.text
    (TitleContent.SHIPPING, 4, 8, '送料無料')
    """

    finding: Finding
    start: int
    end: int
    text: str
    content: TitleContent | None = None


@attrs.frozen(repr=False)
class TitleCheck:
    """
    A *title* with its *marks* in the order of the text (商品名チェック).

    *lengths* are its lengths by each way of counting that is possible, the likeliest first; *shown* is
    what the app shows of it, by each reading of how much that is. *conforms* is False where something
    is against the policy, None where that cannot be said because brand or shop were not given, else
    True: nothing was found. *gains_points* says that a fitting title is ranked higher on that day.
    """

    title: str
    marks: tuple[Mark, ...]
    lengths: tuple[tuple[LengthUnit, int], ...]
    shown: tuple[str, ...]
    conforms: bool | None
    gains_points: bool

    @property
    def length(self) -> int:
        """
        The length by the likeliest way of counting.
        """
        return self.lengths[0][1]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """
        The findings of all marks.
        """
        return tuple(mark.finding for mark in self.marks)

    def explain(self, language: Language = "en") -> str:
        """
        Return the title with each mark drawn below it, and what it says, in *language*.

        >>> from datetime import date
        >>> print(check_title("美容液 送料無料", on=date(2026, 5, 12)).explain("ja"))
        美容液 送料無料
               ^^^^^^^^ 警告 listings.title_shipping: 商品名の「送料無料」は送料・配送の情報です。削除してください
        """
        rows = [printable(self.title)]
        for mark in self.marks:
            before = " " * columns_of(self.title[: mark.start])
            signs = "^" * max(1, columns_of(mark.text))
            rows.append(f"{before}{signs} {mark.finding.in_(language)}")
        return "\n".join(rows)

    def __repr__(self) -> str:
        return f"<TitleCheck: {len(self.marks)} marks on {self.title!r}>"


def check_title(
    title: str,
    *,
    on: date,
    brand: str | tuple[str, ...] | None = None,
    shop: str | tuple[str, ...] | None = None,
    same_meaning: Iterable[tuple[str, ...]] = (),
    rules: RuleBook = JAPAN,
) -> TitleCheck:
    """
    Return what is to be said about *title*, published on the Japanese day *on* (商品名チェック).

    *brand* and *shop* are names, or several spellings of one; () says that there is none, None that it
    is not known. *same_meaning* are groups of words that mean the same, such as
    ``("化粧水", "トナー")``: no list of them was published, so without it only words that are written
    the same are found.

    Raises `InvalidTypeError` for what is no text, `InvalidValueError` for a blank name or word,
    `RuleNotKnownError` for a day before the rules.

    >>> from datetime import date
    >>> check = check_title("ＮＩＫＥ スニーカー ★", on=date(2026, 5, 12), brand="Nike", shop=())
    >>> [(mark.text, mark.finding.code) for mark in check.marks]
    [('ＮＩＫＥ', 'listings.title_brand'), ('★', 'listings.title_symbol')]
    """
    if not isinstance(title, str):
        raise InvalidTypeError(f"title must be a text (got {title!r})")
    text, day = folded(title), check_day(on, "on")
    names = {
        TitleContent.BRAND_NAME: _names(brand, "brand"),
        TitleContent.SHOP_NAME: _names(shop, "shop"),
    }
    if not isinstance(same_meaning, Iterable):
        raise InvalidTypeError(f"same_meaning must hold tuples of words (got {same_meaning!r})")
    groups = tuple(_texts(group, "each group of same_meaning", _GROUP) for group in same_meaning)
    policy = rules.listings.title_policy.on(day)
    is_blank = all(char.isspace() or invisible_in(char) for char in title)
    found = [
        *([_mark(say.BLANK, title, (0, len(title)))] if is_blank else ()),
        *_of_length(title, day, rules),
        *(() if is_blank else _of_characters(title, day, rules)),
        *_of_app(title, day, rules),
    ]
    for content in policy.contents:
        if content in names:
            found.extend(_of_names(title, text, names[content] or (), content))
        elif content in _NAMED_BY_WORDS:
            pattern = "|".join(rules.listings.title_words[content].on(day).patterns)
            found.extend(_of_pattern(title, text, pattern, content))
        else:
            found.extend(_of_repeated(title, text))
            found.extend(_of_same_meaning(title, text, groups))
    marks = tuple(sorted(found, key=_place))
    untold = any(names[one] is None for one in names if one in policy)
    against = any(mark.content is not None for mark in marks)
    return TitleCheck(
        title,
        marks,
        readings_of_length(title, day, rules),
        tuple(_head(title, count) for count in _readings_of_app(day, rules)),
        False if against else None if untold else True,
        rules.listings.title_points.on(day),
    )


def readings_of_length(
    text: str, on: date, rules: RuleBook = JAPAN
) -> tuple[tuple[LengthUnit, int], ...]:
    """
    Return the length of *text* by each way of counting that is possible, the likeliest first.

    >>> from datetime import date
    >>> readings_of_length("リップ💄", date(2026, 5, 12))
    ((LengthUnit.UTF16_UNITS, 5), (LengthUnit.CODE_POINTS, 4))
    """
    rule = rules.listings.length_unit
    entry = rule.entry_on(on)
    units = (rule.decided(entry), *entry.alternatives)
    return tuple((unit, length_of(text, unit)) for unit in units)


def words_of(text: str) -> tuple[str, ...]:
    """
    Return the words of *text*, folded: runs of one script, as Japanese puts no spaces between words.

    What is too short to mean anything, a number, and what follows one at once (枚, ml) are left out.

    >>> words_of("韓国コスメ リップティント 3.5g 10枚入")
    ('韓国', 'コスメ', 'リップティント')
    """
    return tuple(match[0] for match in _words(folded(text)))


def _words(text: Folded) -> Iterator[re.Match[str]]:
    for match in _WORDS.finditer(text.text):
        word, start = match[0], match.start()
        least = 2 + (match.lastgroup in _SHORT)
        follows_number = text.text[start - 1 : start].isdigit()
        if len(word) >= least and not word[0].isdigit() and not follows_number:
            yield match


def _of_length(title: str, on: date, rules: RuleBook) -> Iterator[Mark]:
    limit = rules.listings.longest[Field.TITLE].on(on)
    lengths = readings_of_length(title, on, rules)
    over = [(unit, length) for unit, length in lengths if length > limit]
    if over:
        unit, length = max(over, key=lambda one: one[1])
        start = min(_first_beyond(title, limit, unit) for unit, _ in over)
        message = say.TOO_LONG if len(over) == len(lengths) else say.MAYBE_TOO_LONG
        facts: dict[str, Any] = {
            "length": length,
            "limit": limit,
            "unit": unit.label,
            "over": length - limit,
        }
        yield _mark(message, title, (start, len(title)), **facts)


def _first_beyond(title: str, limit: int, unit: LengthUnit) -> int:
    places = characters(title)
    lengths = accumulate(length_of(title[start:end], unit) for start, end in places)
    return next(start for (start, _), length in zip(places, lengths, strict=True) if length > limit)


def _of_characters(title: str, on: date, rules: RuleBook) -> Iterator[Mark]:
    avoided = rules.listings.avoided_characters.on(on)
    no_emoji = rules.listings.avoids_emoji.on(on)
    apart: list[tuple[int, int]] = []
    for start, end in characters(title):
        char = title[start:end]
        if is_broken(char):
            yield _mark(say.BROKEN, title, (start, end))
        elif hidden := invisible_in(char):
            yield _mark(say.INVISIBLE, title, (start, end), code=f"U+{ord(hidden):04X}")
        elif char[0] in avoided or folded(char).text[0] in avoided:
            yield _mark(say.SYMBOL, title, (start, end))
        elif no_emoji and is_pictograph(char):
            yield _mark(say.EMOJI, title, (start, end))
        elif len(composed(char)) < len(char):
            apart.append((start, end))
    if apart:
        yield _mark(say.APART, title, apart[0], count=len(apart))


def _of_app(title: str, on: date, rules: RuleBook) -> Iterator[Mark]:
    counts = _readings_of_app(on, rules)
    head = _head(title, min(counts))
    if len(head) < len(title):
        facts: dict[str, Any] = {"head": head, "few": min(counts), "many": max(counts)}
        yield _mark(say.CUT_IN_APP, title, (len(head), len(title)), **facts)


def _readings_of_app(on: date, rules: RuleBook) -> tuple[int, ...]:
    rule = rules.listings.app_title
    entry = rule.entry_on(on)
    return rule.decided(entry), *entry.alternatives


def _head(title: str, count: int) -> str:
    places = characters(title)[:count]
    return title[: places[-1][1]] if places else ""


def _of_names(
    title: str, text: Folded, names: tuple[str, ...], content: TitleContent
) -> Iterator[Mark]:
    pattern = "|".join(sorted(map(_pattern_of, names), key=len, reverse=True))
    for match in re.finditer(pattern, text.text) if pattern else ():
        around = text.text[: match.start()][-1:], text.text[match.end() : match.end() + 1]
        partly = _is_inside(match[0], around)
        message = say.MAYBE_NAME if partly else _BY_CONTENT[content]
        span = text.span(match.start(), match.end())
        yield _mark(message, title, span, None if partly else content, what=content.label)


def _pattern_of(name: str) -> str:
    # A name in Latin letters is no part of a longer word: ON is not in LOTION.
    words = folded(name).text.split()
    first, last = words[0][0], words[-1][-1]
    before = "(?<![a-z0-9])" if _LETTER.match(first) else ""
    after = "(?![a-z0-9])" if _LETTER.match(last) else ""
    return before + r"\s*".join(map(re.escape, words)) + after


def _is_inside(name: str, around: tuple[str, str]) -> bool:
    kana = re.compile(f"[{_KANA}]")
    edges = (name[0], name[-1])
    return any(
        kana.match(edge) and kana.match(beside) for edge, beside in zip(edges, around, strict=True)
    )


def _of_pattern(title: str, text: Folded, pattern: str, content: TitleContent) -> Iterator[Mark]:
    for match in re.finditer(pattern, text.text) if pattern else ():
        span = text.span(match.start(), match.end())
        yield _mark(_BY_CONTENT[content], title, span, content)


def _of_repeated(title: str, text: Folded) -> Iterator[Mark]:
    seen: set[str] = set()
    for match in _words(text):
        if match[0] in seen:
            span = text.span(match.start(), match.end())
            yield _mark(say.REPEATED, title, span, TitleContent.SAME_MEANING)
        seen.add(match[0])


def _of_same_meaning(
    title: str, text: Folded, groups: tuple[tuple[str, ...], ...]
) -> Iterator[Mark]:
    for group in groups:
        pattern = "|".join(sorted(map(_pattern_of, group), key=len, reverse=True))
        matches = list(re.finditer(pattern, text.text)) if pattern else []
        for match in matches[1:]:
            first = matches[0]
            if match[0] == first[0]:
                continue  # the same word is found as repeated
            span = text.span(match.start(), match.end())
            start, end = text.span(first.start(), first.end())
            facts = {"other": title[start:end]}
            yield _mark(say.SAME_MEANING, title, span, TitleContent.SAME_MEANING, **facts)


def _mark(
    message: Message,
    title: str,
    span: tuple[int, int],
    content: TitleContent | None = None,
    **facts: Any,
) -> Mark:
    start, end = span
    text = title[start:end]
    shown: dict[str, Any] = {
        name: printable(one) if isinstance(one, str) else one for name, one in facts.items()
    }
    finding = message.finding(text=printable(text), **shown)
    return Mark(finding, start, end, text, content)


def _place(mark: Mark) -> tuple[int, int, bool]:
    return mark.start, mark.end, mark.finding.severity is Severity.ADVICE


def _names(names: str | tuple[str, ...] | None, field: str) -> tuple[str, ...] | None:
    if names is None:
        return None
    return _texts((names,) if isinstance(names, str) else names, field)


def _texts(texts: tuple[str, ...], field: str, example: str = _SPELLINGS) -> tuple[str, ...]:
    check_tuple(texts, str, field, example)
    for text in texts:
        if not text.strip():
            msg = f"{field} must hold no blank text; pass () where there is none (got {texts!r})"
            raise InvalidValueError(msg)
    return texts
