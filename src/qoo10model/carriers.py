"""
Carriers and tracking numbers (配送会社・送り状番号): names, forms, check digits.

A check never blocks: it answers with a `Verdict` and says what is odd. Which carrier a number
belongs to cannot be told from the number, since several share one scheme, and is not guessed.

Of the schemes here `python-stdnum` knows none (as of its version 2.2).
"""

from __future__ import annotations

import re
import unicodedata

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, all_of
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Labelled, Text
from qoo10model.orders import OrderLine
from qoo10model.rules.book import JAPAN
from qoo10model.rules.carriers import Carrier, Scheme
from qoo10model.rules.orders import OrderStatus


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from qoo10model.rules.book import RuleBook
    from qoo10model.rules.carriers import Form

__all__ = (
    "Carrier",
    "Scheme",
    "TrackingCheck",
    "Verdict",
    "check",
    "check_digit",
    "check_lines",
    "name_of",
    "named",
    "normalised",
    "same_name",
)


class Verdict(Labelled):
    """
    What a check of a tracking number came to (判定).

    >>> Verdict.BAD_CHECK_DIGIT.label.ja
    'チェックデジット不一致'
    """

    OK = Text("the check digit fits", "チェックデジット一致")
    BAD_CHECK_DIGIT = Text("the check digit does not fit", "チェックデジット不一致")
    UNKNOWN_SCHEME = Text("of no scheme that is known", "体系不明")


@attrs.frozen
class TrackingCheck:
    """
    What can be told of a tracking number (送り状番号の確認).

    *number* is the number without hyphens and blanks. *carrier* is the one that was named, if it is
    known. *scheme* and *service* are what the number itself tells. *suggestion* is the number with
    letters read as the digits they look like, where that makes a good one. *finding* says what is
    odd, None where nothing is.

    >>> from datetime import date

    >>> check("4055-4842-4886", "ゆうパック", on=date(2026, 5, 11)).verdict
    Verdict.OK
    """

    number: str
    verdict: Verdict
    carrier: Carrier | None = None
    scheme: Scheme | None = None
    service: Text | None = None
    grouped: str = ""
    suggestion: str = ""
    finding: Finding | None = None

    @property
    def is_ok(self) -> bool:
        """
        Whether the check digit fits.
        """
        return self.verdict is Verdict.OK


_BAD_DIGIT: Final = Message(
    "carriers.bad_check_digit",
    Severity.WARNING,
    Text(
        "tracking number {number} ends in {got} where {expected} would fit ({scheme}); "
        "compare it with the slip",
        "送り状番号{number}の検査数字が{got}（計算上は{expected}、{scheme}）。伝票を確認してください",
    ),
)
_OTHER_FORM: Final = Message(
    "carriers.other_form",
    Severity.WARNING,
    Text(
        "tracking number {number} has {count} characters; those of {carrier} are: {scheme}{hint}",
        "送り状番号{number}は{count}文字。{carrier}の番号は{scheme}{hint}",
    ),
)
_NO_FORM: Final = Message(
    "carriers.unknown_scheme",
    Severity.ADVICE,
    Text(
        "tracking number {number} has {count} characters and is of no scheme that is known{hint}",
        "送り状番号{number}（{count}文字）は既知の体系に当てはまらない{hint}",
    ),
)
_MISSING: Final = Message(
    "carriers.number_missing",
    Severity.WARNING,
    Text("no tracking number is given", "送り状番号がない"),
)
_HINT: Final = Text("; is it {number}?", "。{number}ではありませんか")
_NO_HINT: Final = Text("", "")

_SPECIAL_DASHES: Final = frozenset("ー−─━_'’")
_DROPPED: Final = frozenset({"Pd", "Zs", "Zl", "Zp", "Cc", "Cf"})
_LOOKALIKES: Final = str.maketrans("OQDIL", "00011")


def normalised(number: str) -> str:
    """
    Return a tracking number as the platform takes it: no hyphens, blanks and full-width letters.

    Letters become capitals; apart from that nothing is changed, so an O stays an O. Raises
    `InvalidTypeError` for what is no text: a number has lost the zeros it began with.

    >>> normalised(" ４０５５－４８４２‐4886 "), normalised("eg473124829jp")
    ('405548424886', 'EG473124829JP')
    """
    if not isinstance(number, str):
        msg = f"a tracking number must be a text (got {number!r}); as int it may lose its zeros"
        raise InvalidTypeError(msg)
    folded = unicodedata.normalize("NFKC", number).upper()
    return "".join(
        char
        for char in folded
        if char not in _SPECIAL_DASHES and unicodedata.category(char) not in _DROPPED
    )


def named(name: str, *, on: date, rules: RuleBook = JAPAN) -> Carrier | None:
    """
    Return the carrier called *name*, None where it is not known; width, case and blanks do not count.

    Known are the names that the platform takes on that day, and those of our labels in both languages.

    >>> from datetime import date

    >>> named("sagawa", on=date(2026, 5, 11)), named("赤帽", on=date(2026, 5, 11))
    (Carrier.SAGAWA, None)
    """
    if not isinstance(name, str):
        raise InvalidTypeError(f"the name of a carrier must be a text (got {name!r})")
    wanted = _key(name)
    for carrier in Carrier:
        known = (
            rules.carriers.names[carrier].on(on).names if carrier in rules.carriers.names else ()
        )
        if wanted in map(_key, (*known, carrier.label.ja, carrier.label.en)):
            return carrier
    return None


def same_name(name: str, other: str, *, on: date | None = None, rules: RuleBook = JAPAN) -> bool:
    """
    Whether two names of carriers are the same but for width, letter case and blanks.

    With the day *on*, two names by which one carrier is known that day are the same as well.

    >>> from datetime import date
    >>> same_name("Ｑｘｐｒｅｓｓ", "qxpress"), same_name("Sagawa", "佐川急便")
    (True, False)
    >>> same_name("Sagawa", "佐川急便", on=date(2026, 5, 11))
    True
    """
    if _key(name) == _key(other):
        return True
    carrier = None if on is None else named(name, on=on, rules=rules)
    return on is not None and carrier is not None and named(other, on=on, rules=rules) is carrier


def name_of(carrier: Carrier, *, on: date, rules: RuleBook = JAPAN) -> str:
    """
    Return the name by which the platform takes *carrier* (ShippingCorp).

    Raises `InvalidValueError` for a carrier whose name there was never seen: its list of names is
    not public.

    >>> from datetime import date

    >>> name_of(Carrier.SAGAWA, on=date(2026, 5, 11))
    '佐川急便'
    """
    if type(carrier) is not Carrier:
        msg = f"carrier must be a Carrier such as Carrier.SAGAWA (got {carrier!r})"
        raise InvalidTypeError(msg)
    if carrier not in rules.carriers.names:
        msg = (
            f"how the platform calls {carrier} is not known; look up the name in QSM and pass it "
            "as a text"
        )
        raise InvalidValueError(msg)
    return rules.carriers.names[carrier].on(on).names[0]


def check_digit(body: str, scheme: Scheme, *, on: date, rules: RuleBook = JAPAN) -> str:
    """
    Return the check digit for the digits *body* of a number, the check digit itself left out.

    Raises `InvalidValueError` for a body of another length or with anything but digits.

    >>> from datetime import date

    >>> check_digit("12345678901", Scheme.SEVEN_12, on=date(2026, 5, 11))
    '3'
    >>> check_digit("47312482", Scheme.S10, on=date(2026, 5, 11))
    '9'
    """
    form = rules.carriers.forms[scheme].on(on)
    digits = normalised(body)
    expected = _body_length(form)
    if not (digits.isascii() and digits.isdigit() and len(digits) == expected):
        msg = f"the body of a number must be {expected} digits, without letters (got {body!r})"
        raise InvalidValueError(msg)
    return _digit(digits, form)


def check(number: str, carrier: str = "", *, on: date, rules: RuleBook = JAPAN) -> TrackingCheck:
    """
    Return what can be told of the tracking *number*, sent with the *carrier* of that name.

    With the name of a carrier only its own scheme counts; a carrier that is not known, or whose
    numbers nobody described, gives `Verdict.UNKNOWN_SCHEME` and no finding. Without a name the form
    of the number decides. *on* is the Japanese day whose rules count. Never refuses a number; raises
    `InvalidTypeError` for what is no text and no day.

    >>> from datetime import date

    >>> check("4055-4842-4887", on=date(2026, 5, 11)).verdict
    Verdict.BAD_CHECK_DIGIT
    >>> check("A1234567890", "Qxpress", on=date(2026, 5, 11)).verdict
    Verdict.UNKNOWN_SCHEME
    """
    plain, day = normalised(number), check_day(on, "on")
    known = named(carrier, on=day, rules=rules) if carrier else None
    if not plain:
        return TrackingCheck(plain, Verdict.UNKNOWN_SCHEME, known, finding=_MISSING.finding())
    schemes = _schemes(known, rules, day) if known or not carrier.strip() else ()
    forms = tuple((scheme, rules.carriers.forms[scheme].on(day)) for scheme in schemes)
    for scheme, form in forms:
        found = re.fullmatch(form.pattern, plain)
        if found is not None:
            return _matched(plain, found, known, scheme, form)
    suggestion = _suggestion(plain, forms)
    hint = _HINT.filled(number=suggestion) if suggestion else _NO_HINT
    finding: Finding | None = None
    if known and schemes:
        finding = _OTHER_FORM.finding(
            number=plain,
            count=len(plain),
            carrier=known.label,
            scheme=schemes[0].label,
            hint=hint,
        )
    elif forms:
        finding = _NO_FORM.finding(number=plain, count=len(plain), hint=hint)
    return TrackingCheck(
        plain, Verdict.UNKNOWN_SCHEME, known, suggestion=suggestion, finding=finding
    )


def check_lines(
    lines: Iterable[OrderLine], *, on: date, rules: RuleBook = JAPAN
) -> tuple[Finding, ...]:
    """
    Return what is odd about the tracking numbers of *lines*, by order number.

    A line that is shipped without a tracking number is a finding, one that is not shipped is none.

    >>> from datetime import date

    >>> from qoo10model.orders import Delivery, OrderLine
    >>> line = OrderLine(order_no=7, cart_no=1, item_code="A", unit_price=1, quantity=1,
    ...                  delivery=Delivery(carrier="佐川急便", tracking_no="500000000011"))
    >>> print(*check_lines((line,), on=date(2026, 5, 11)))
    warning carriers.bad_check_digit (order 7): tracking number 500000000011 ends in 1 where 0 ...
    """
    return tuple(_findings(lines, on, rules))


def _findings(lines: Iterable[OrderLine], on: date, rules: RuleBook) -> Iterator[Finding]:
    for line in all_of(lines, OrderLine, "lines"):
        delivery = line.delivery
        number = "" if delivery is None else delivery.tracking_no
        carrier = "" if delivery is None else delivery.carrier
        shipped = line.status in _SHIPPED or line.shipped_on is not None
        if number or shipped:
            finding = check(number, carrier, on=on, rules=rules).finding
            if finding is not None:
                yield attrs.evolve(finding, order_no=line.order_no)


_SHIPPED: Final = (OrderStatus.ON_DELIVERY, OrderStatus.DELIVERED)


def _key(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _schemes(carrier: Carrier | None, rules: RuleBook, day: date) -> tuple[Scheme, ...]:
    if carrier is None:
        return tuple(rules.carriers.forms)
    if carrier not in rules.carriers.numbers:
        return ()
    return (rules.carriers.numbers[carrier].on(day),)


def _matched(
    number: str, found: re.Match[str], carrier: Carrier | None, scheme: Scheme, form: Form
) -> TrackingCheck:
    expected, got = _digit(found["body"], form), found["check"]
    finding = None
    if got != expected:
        finding = _BAD_DIGIT.finding(number=number, got=got, expected=expected, scheme=scheme.label)
    return TrackingCheck(
        number,
        Verdict.OK if got == expected else Verdict.BAD_CHECK_DIGIT,
        carrier,
        scheme,
        form.service_of(number),
        _grouped(number, form),
        finding=finding,
    )


def _digit(body: str, form: Form) -> str:
    if form.weights:
        total = sum(int(digit) * by for digit, by in zip(body, form.weights, strict=True))
    else:
        total = int(body)
    return str(form.check_digits[total % len(form.check_digits)])


def _body_length(form: Form) -> int:
    # Only numbers with weights have letters beside their digits.
    return len(form.weights) or form.length - 1


def _grouped(number: str, form: Form) -> str:
    ends = pairwise(accumulate((0, *form.groups)))
    return "-".join(number[start:end] for start, end in ends)


def _suggestion(number: str, forms: tuple[tuple[Scheme, Form], ...]) -> str:
    meant = number.translate(_LOOKALIKES)
    for _, form in forms:
        found = re.fullmatch(form.pattern, meant)
        if found is not None and found["check"] == _digit(found["body"], form):
            return meant
    return ""
