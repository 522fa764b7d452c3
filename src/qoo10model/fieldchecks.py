"""
Fields of a listing (登録項目) beside the limits of the platform.

A field that is against a limit under every reading of it is an error, under one a warning.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, TypeVar

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Text, yen_text
from qoo10model.listingfields import Listing, Option
from qoo10model.listingtitles import check_title, readings_of_length, words_of
from qoo10model.pricechecks import outside_limits
from qoo10model.rules.book import JAPAN
from qoo10model.rules.listings import Field, TitleContent
from qoo10model.titlemessages import NOT_CHECKED
from qoo10model.titletexts import folded, invisible_in, is_broken, printable


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from qoo10model.rules.book import RuleBook

__all__ = ("batches", "check")

T = TypeVar("T")

_TEXTS: Final = (
    (Field.PROMOTION_NAME, "promotion_name"),
    (Field.SELLER_CODE, "seller_code"),
    (Field.BRAND_NO, "brand_no"),
    (Field.MODEL, "model"),
    (Field.MATERIAL, "material"),
    (Field.CONTACT, "contact"),
    (Field.IMAGE_URL, "image_url"),
    (Field.VIDEO_URL, "video_url"),
    (Field.DESCRIPTION, "description"),
)
_OPTION_TEXTS: Final = (
    (Field.OPTION_NAME, "name"),
    (Field.OPTION_VALUE, "value"),
    (Field.OPTION_CODE, "code"),
)


def _message(code: str, severity: Severity, en: str, ja: str) -> Message:
    return Message(f"listings.{code}", severity, Text(en, ja))


_TOO_LONG: Final = _message(
    "too_long",
    Severity.ERROR,
    "{field}: {length} characters ({unit}), {limit} are taken",
    "{field}: {length}文字（{unit}）。上限は{limit}文字です",
)
_MAYBE_TOO_LONG: Final = _message(
    "maybe_too_long",
    Severity.WARNING,
    "{field}: {length} characters if they are counted as {unit}, {limit} are taken; how they are "
    "counted is not said",
    "{field}: {unit}では{length}文字になり、上限の{limit}文字を超える。数え方は公表されていない",
)
_BROKEN: Final = _message(
    "broken_character",
    Severity.ERROR,
    "{field}: it holds half of a character, as text has that was decoded wrongly: write it anew",
    "{field}: 壊れた文字（サロゲートの片割れ）がある。入力し直すこと",
)
_QUANTITY: Final = _message(
    "quantity_outside",
    Severity.ERROR,
    "{field}: {quantity:,} units, {highest:,} at most are taken",
    "{field}: {quantity:,}個。上限は{highest:,}個",
)
_TOO_MANY_WORDS: Final = _message(
    "too_many_search_words",
    Severity.ERROR,
    "{count} search words, {limit} are taken: leave out {over}",
    "検索ワードが{count}個。上限は{limit}個。{over}個減らすこと",
)
_BLANK_WORD: Final = _message(
    "blank_search_word", Severity.WARNING, "a search word is empty", "空の検索ワードがある"
)
_WORD_TWICE: Final = _message(
    "search_word_twice",
    Severity.WARNING,
    "the search word ‘{word}’ is given more than once",
    "検索ワード「{word}」が重複している",
)
_WORD_IN_TITLE: Final = _message(
    "search_word_in_title",
    Severity.ADVICE,
    "the search word ‘{word}’ stands in the title already: another one would be found as well",
    "検索ワード「{word}」は商品名にもある。別の単語のほうが検索に有利",
)
_SURCHARGE: Final = _message(
    "surcharge_outside",
    Severity.ERROR,
    "{option}: a surcharge of {surcharge} yen is more than {rate} of the price of {price} yen, up or "
    "down",
    "{option}: 追加金{surcharge}円は商品価格{price}円の±{rate}を超える",
)
_SURCHARGE_UNCHECKED: Final = _message(
    "surcharge_unchecked",
    Severity.WARNING,
    "{option}: its surcharge could not be checked, as the listing has no price",
    "{option}: 商品価格がないため追加金を確認できない",
)
_OPTION_TWICE: Final = _message(
    "option_twice",
    Severity.WARNING,
    "{option}: name and value stand in the list more than once",
    "{option}: オプション名と値の組み合わせが重複している",
)
_TOO_MANY_OPTIONS: Final = _message(
    "too_many_options",
    Severity.ERROR,
    "{count} options, a fashion item (MOVE) has {limit} at most",
    "オプションが{count}個。ファッション商品（MOVE）の上限は{limit}個",
)
_TOO_MANY_IMAGES: Final = _message(
    "too_many_option_images",
    Severity.ERROR,
    "{option}: {count} extra pictures, an option of a fashion item (MOVE) has {limit} at most",
    "{option}: 追加画像が{count}枚。ファッション商品（MOVE）の上限は{limit}枚",
)
_ORDER_LIMIT: Final = _message(
    "order_limit_above_stock",
    Severity.ADVICE,
    "the limit of {units} units {kind} limits nothing: the stock is {quantity}",
    "{kind}{units}個の購入制限は在庫{quantity}個を超えており意味がない",
)
_OPTION: Final = Text("option {n} ({name}: {value})", "オプション{n}（{name}: {value}）")
_OF_OPTION: Final = Text("{option}, {field}", "{option}の{field}")
_PRICE_FIELD: Final = Text("price", "販売価格")
_RETAIL_FIELD: Final = Text("retail price", "参考価格")
_SEARCH_WORD: Final = Text("search word", "検索ワード")
_QUANTITY_FIELD: Final = Text("quantity", "在庫数量")


def check(
    listing: Listing,
    *,
    on: date,
    brand: str | tuple[str, ...] | None = None,
    shop: str | tuple[str, ...] | None = None,
    same_meaning: Iterable[tuple[str, ...]] = (),
    rules: RuleBook = JAPAN,
) -> tuple[Finding, ...]:
    """
    Return what is wrong with *listing*, published on the Japanese day *on* (登録内容チェック).

    The title comes first; *brand*, *shop* and *same_meaning* are those of `check_title`, which also
    says where in the title each thing stands; that brand or shop were not told is said, too. The *row*
    of a finding is the index of its option.

    Raises `InvalidTypeError` for what is no listing, and what `check_title` raises.

    >>> from datetime import date
    >>> listing = Listing("美容液 30ml", price=1_000, options=(Option("量", "60ml", surcharge=501),))
    >>> [finding.code for finding in check(listing, on=date(2026, 5, 12), brand=(), shop=())]
    ['listings.surcharge_outside']
    """
    if not isinstance(listing, Listing):
        raise InvalidTypeError(f"listing must be a Listing (got {listing!r})")
    title = check_title(
        listing.title, on=on, brand=brand, shop=shop, same_meaning=same_meaning, rules=rules
    )
    policy = rules.listings.title_policy.on(on)
    told = ((TitleContent.BRAND_NAME, brand), (TitleContent.SHOP_NAME, shop))
    untold = (one for one, name in told if name is None and one in policy)
    return (
        *title.findings,
        *(NOT_CHECKED.finding(what=one.label) for one in untold),
        *(f for field, name in _TEXTS for f in _of_text(getattr(listing, name), field, on, rules)),
        *_of_numbers(listing, on, rules),
        *_of_words(listing, on, rules),
        *_of_options(listing, on, rules),
    )


def batches(rows: Iterable[T], *, on: date, rules: RuleBook = JAPAN) -> tuple[tuple[T, ...], ...]:
    """
    Return *rows* of prices or options as files that the bulk upload takes (一括登録の分割).

    Raises `InvalidTypeError` for what holds no rows.

    >>> from datetime import date
    >>> [len(file) for file in batches(range(1_001), on=date(2026, 5, 12))]
    [500, 500, 1]
    """
    if not isinstance(rows, Iterable):
        raise InvalidTypeError(f"rows must be those of a file, as in a tuple (got {rows!r})")
    given, most = tuple(rows), rules.listings.bulk_rows.on(check_day(on, "on"))
    return tuple(given[start : start + most] for start in range(0, len(given), most))


def _of_text(
    text: str,
    field: Field,
    on: date,
    rules: RuleBook,
    where: Text | None = None,
    row: int | None = None,
) -> Iterator[Finding]:
    name = field.label if where is None else _OF_OPTION.filled(option=where, field=field.label)
    if any(map(is_broken, text)):
        yield _BROKEN.finding(row=row, field=name)
    limit = rules.listings.longest[field].on(on)
    lengths = readings_of_length(text, on, rules)
    over = [(unit, length) for unit, length in lengths if length > limit]
    if over:
        unit, length = max(over, key=lambda one: one[1])
        message = _TOO_LONG if len(over) == len(lengths) else _MAYBE_TOO_LONG
        facts: dict[str, Any] = {"field": name, "length": f"{length:,}", "limit": f"{limit:,}"}
        yield message.finding(row=row, unit=unit.label, **facts)


def _of_numbers(listing: Listing, on: date, rules: RuleBook) -> Iterator[Finding]:
    for price, field in (
        (listing.price, _PRICE_FIELD),
        (listing.retail_price, _RETAIL_FIELD),
    ):
        if price is not None:
            yield from outside_limits(price, field, on=on, rules=rules)
    yield from _of_quantity(listing.quantity, _QUANTITY_FIELD, on, rules)
    limit, quantity = listing.order_limit, listing.quantity
    if limit is not None and quantity is not None and limit.units > quantity:
        yield _ORDER_LIMIT.finding(units=limit.units, kind=limit.kind.label, quantity=quantity)


def _of_quantity(
    quantity: int | None, field: Text, on: date, rules: RuleBook, row: int | None = None
) -> Iterator[Finding]:
    highest = rules.listings.highest_quantity.on(on)
    if quantity is not None and quantity > highest:
        yield _QUANTITY.finding(row=row, field=field, quantity=quantity, highest=highest)


def _of_words(listing: Listing, on: date, rules: RuleBook) -> Iterator[Finding]:
    words, limit = listing.search_words, rules.listings.search_words.on(on)
    if len(words) > limit:
        yield _TOO_MANY_WORDS.finding(count=len(words), limit=limit, over=len(words) - limit)
    seen: dict[str, int] = {}
    in_title = {*folded(listing.title).text.split(), *words_of(listing.title)}
    for word in words:
        plain = _plain(word)
        seen[plain] = seen.get(plain, 0) + 1
        if seen[plain] == 1 and any(map(is_broken, word)):
            yield _BROKEN.finding(field=_SEARCH_WORD)
        if all(char.isspace() or invisible_in(char) for char in word):
            yield _BLANK_WORD.finding()
        elif seen[plain] == 2:
            yield _WORD_TWICE.finding(word=printable(word))
        elif seen[plain] == 1 and plain in in_title and rules.listings.words_differ.on(on):
            yield _WORD_IN_TITLE.finding(word=printable(word))


def _of_options(listing: Listing, on: date, rules: RuleBook) -> Iterator[Finding]:
    options, book = listing.options, rules.listings
    most, most_images = book.fashion_options.on(on), book.fashion_option_images.on(on)
    if listing.is_fashion and len(options) > most:
        yield _TOO_MANY_OPTIONS.finding(count=len(options), limit=most)
    seen: set[tuple[str, str]] = set()
    for row, option in enumerate(options):
        where = _OPTION.filled(
            n=row + 1, name=printable(option.name), value=printable(option.value)
        )
        for field, name in _OPTION_TEXTS:
            yield from _of_text(getattr(option, name), field, on, rules, where, row)
        yield from _of_quantity(option.quantity, where, on, rules, row)
        yield from _of_surcharge(listing.price, option, where, row, on, rules)
        if listing.is_fashion and option.extra_images > most_images:
            facts: dict[str, Any] = {"count": option.extra_images, "limit": most_images}
            yield _TOO_MANY_IMAGES.finding(row=row, option=where, **facts)
        key = _plain(option.name), _plain(option.value)
        if key in seen:
            yield _OPTION_TWICE.finding(row=row, option=where)
        seen.add(key)


def _plain(text: str) -> str:
    return " ".join(folded(text).text.split())


def _of_surcharge(
    price: int | None, option: Option, where: Text, row: int, on: date, rules: RuleBook
) -> Iterator[Finding]:
    if not option.surcharge:
        return
    if price is None:
        yield _SURCHARGE_UNCHECKED.finding(row=row, option=where)
        return
    rate = rules.listings.option_surcharge.on(on)
    if abs(option.surcharge) > rate.fraction * price:
        surcharge = yen_text(option.surcharge, sign=True)
        facts: dict[str, Any] = {
            "surcharge": surcharge,
            "rate": str(rate),
            "price": yen_text(price),
        }
        yield _SURCHARGE.finding(row=row, option=where, **facts)
