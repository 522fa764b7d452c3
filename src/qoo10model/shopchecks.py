"""
Shop checks (店舗チェック): the check lists answered: what is fine, what fails, what to try next.

Answers are True, False or None for each check; one that nobody answered is not known. Some lists answer
themselves from what is known elsewhere: a profile, an order line, the findings on images.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    UnknownNameError,
    all_of,
    check_tuple,
    did_you_mean,
)
from qoo10model.basics.findings import Finding, Severity
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Labelled, Text, align
from qoo10model.basics.timelines import Evidence
from qoo10model.dayreadings import ask
from qoo10model.orders import OrderLine, OrderStatus
from qoo10model.rules.book import JAPAN
from qoo10model.rules.checklists import Check, CheckList


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from qoo10model.basics.texts import Language
    from qoo10model.rules.book import RuleBook

__all__ = (
    "Check",
    "CheckList",
    "CheckReport",
    "CheckResult",
    "Outcome",
    "Profile",
    "go_through",
    "image_answers",
    "order_answers",
    "profile_answers",
)


class Outcome(Labelled):
    """
    How a check came out (判定結果).

    >>> Outcome.FAIL.label.ja
    '要対応'
    """

    OK = Text("fine", "問題なし")
    FAIL = Text("fails", "要対応")
    UNKNOWN = Text("not known", "不明")


@attrs.frozen
class CheckResult:
    """
    One check with its outcome.
    """

    check: Check
    outcome: Outcome

    @property
    def id(self) -> str:
        """
        The id of the check, such as ``"log_in.cache"``.
        """
        return self.check.id

    @property
    def advice(self) -> Text | None:
        """
        What to do about it, None where it is fine.
        """
        return None if self.outcome is Outcome.OK else self.check.advice


@attrs.frozen
class CheckReport:
    """
    A list gone through: a result for each check, in the order of the list.
    """

    check_list: CheckList
    results: tuple[CheckResult, ...]
    rules: tuple[Evidence, ...] = ()

    def of(self, outcome: Outcome) -> tuple[CheckResult, ...]:
        """
        Return the results that came out so.
        """
        return tuple(result for result in self.results if result.outcome is outcome)

    @property
    def next_step(self) -> CheckResult | None:
        """
        What to try next: the first check that fails, else the first that nobody answered.
        """
        return next(iter((*self.of(Outcome.FAIL), *self.of(Outcome.UNKNOWN))), None)

    @property
    def is_fine(self) -> bool:
        """
        Whether every check is known to be fine.
        """
        return all(result.outcome is Outcome.OK for result in self.results)

    def explain(self, language: Language = "en") -> str:
        """
        Return the list as a table in *language*: outcome, fact, what to do.
        """
        return align(
            [
                (
                    result.outcome.label.in_(language),
                    result.check.fact.in_(language),
                    "" if result.advice is None else result.advice.in_(language),
                )
                for result in self.results
            ]
        )


@attrs.frozen(repr=False, kw_only=True)
class Profile:
    """
    What a shop says of itself (ショップの基本情報); None for what is not known, empty for what is not set.

    *contact* is how buyers reach customer service, *notifications* the names of those switched on,
    *staff* who is in charge. Addresses and people never show in a repr.

    >>> Profile(shop_name="架空ショップ", contact="000-0000-0000")
    Profile(shop_name='架空ショップ')
    """

    shop_name: str | None = None
    has_logo: bool | None = None
    address: str | None = None
    contact: str | None = None
    notifications: tuple[str, ...] | None = None
    staff: str | None = None

    def __attrs_post_init__(self) -> None:
        for field in ("shop_name", "address", "contact", "staff"):
            if getattr(self, field) is not None and type(getattr(self, field)) is not str:
                raise InvalidTypeError(f"{field} must be a text or None")
        if self.has_logo is not None and type(self.has_logo) is not bool:
            msg = f"has_logo must be True, False or None (got {self.has_logo!r})"
            raise InvalidTypeError(msg)
        if self.notifications is not None:
            check_tuple(self.notifications, str, "notifications", '("注文",)')

    def __repr__(self) -> str:
        return f"Profile(shop_name={self.shop_name!r})"


def go_through(
    check_list: CheckList,
    answers: Mapping[str, bool | None],
    *,
    on: date,
    rules: RuleBook = JAPAN,
) -> CheckReport:
    """
    Return how each check of a list comes out, given *answers* by its id, on the Japanese day *on*.

    The part of the id before the dot may be left out. An answer of None is the same as none.

    Raises `UnknownNameError`, with near names, for an id that the list does not have,
    `InvalidTypeError` for an answer that is neither True nor False nor None and for answers that are
    no mapping, `InvalidValueError` for a check that is answered in two ways, `RuleNotKnownError` for
    a day before the lists.

    >>> from datetime import date
    >>> report = go_through(CheckList.LOG_IN, {"id_and_password": True, "cache": False},
    ...                     on=date(2026, 7, 1))
    >>> [len(report.of(outcome)) for outcome in Outcome], report.next_step.id
    ([1, 1, 7], 'log_in.cache')
    """
    if type(check_list) is not CheckList:
        msg = f"check_list must be such as CheckList.LOG_IN (got {check_list!r})"
        raise InvalidTypeError(msg)
    used: list[Evidence] = []
    checks = ask(rules.storefront.check_lists[check_list], check_day(on, "on"), used).checks
    told = _told(checks, answers)
    results = tuple(CheckResult(check, _OUTCOMES[told.get(check.id)]) for check in checks)
    return CheckReport(check_list, results, tuple(used))


def profile_answers(profile: Profile) -> dict[str, bool | None]:
    """
    Return what a profile answers on the list `CheckList.PROFILE`.

    >>> profile_answers(Profile(shop_name="架空ショップ", address=""))["profile.address"]
    False
    """
    if not isinstance(profile, Profile):
        raise InvalidTypeError("profile must be a Profile")
    return {
        "profile.shop_name": _is_set(profile.shop_name),
        "profile.logo": profile.has_logo,
        "profile.address": _is_set(profile.address),
        "profile.contact": _is_set(profile.contact),
        "profile.notifications": None
        if profile.notifications is None
        else bool(profile.notifications),
        "profile.staff": _is_set(profile.staff),
    }


def order_answers(line: OrderLine) -> dict[str, bool | None]:
    """
    Return what an order line answers on the list `CheckList.ORDER_FLOW`.

    Whether somebody looked at it again, no row tells.

    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  status=OrderStatus.SELLER_CONFIRMED)
    >>> order_answers(line)["order_flow.confirmed"], order_answers(line)["order_flow.on_delivery"]
    (True, False)
    """
    if not isinstance(line, OrderLine):
        raise InvalidTypeError(f"line must be an OrderLine (got {line!r})")
    status, delivery = line.status, line.delivery
    return {
        "order_flow.confirmed": None if status is None else status in _CONFIRMED,
        "order_flow.planned_day": None if delivery is None else delivery.planned_on is not None,
        "order_flow.carrier": None if delivery is None else _is_set(delivery.carrier),
        "order_flow.tracking_no": None if delivery is None else _is_set(delivery.tracking_no),
        "order_flow.on_delivery": None if status is None else status in _SENT,
    }


def image_answers(findings: Iterable[Finding]) -> dict[str, bool | None]:
    """
    Return what the findings of `images.check` answer on the list `CheckList.IMAGE_UPLOAD`.

    An error or a warning fails its check, without one the check is fine; advice leaves it so. What
    could not be told, such as a size and with it the shape, is not known. A file that cannot be read
    as a picture fails by its format, and its size and shape are not known.

    >>> from qoo10model.basics.findings import Finding, Severity
    >>> found = Finding("images.too_heavy", Severity.ERROR, Text("too heavy", "容量超過"))
    >>> image_answers((found,))["image_upload.weight"], image_answers(())["image_upload.weight"]
    (False, True)
    """
    answers: dict[str, bool | None] = dict.fromkeys(_IMAGE_CHECKS.values(), True)
    for finding in all_of(findings, Finding, "findings"):
        if finding.severity is Severity.ADVICE:
            continue
        if finding.code in _IMAGE_CHECKS:
            answers[_IMAGE_CHECKS[finding.code]] = False
        for check in _NOT_TOLD.get(finding.code, ()):
            if answers[check]:
                answers[check] = None
    return answers


_OUTCOMES: Final = {True: Outcome.OK, False: Outcome.FAIL, None: Outcome.UNKNOWN}
_SENT: Final = (OrderStatus.ON_DELIVERY, OrderStatus.DELIVERED)
_CONFIRMED: Final = (OrderStatus.SELLER_CONFIRMED, *_SENT)
_UNREADABLE: Final = (
    "pictures.broken",
    "pictures.empty",
    "pictures.format_not_read",
    "pictures.not_a_picture",
    "pictures.not_decoded",
    "pictures.truncated",
)
_IMAGE_CHECKS: Final = {
    "images.too_small": "image_upload.size",
    "images.too_heavy": "image_upload.weight",
    "images.heavy": "image_upload.weight",
    "images.gallery_too_heavy": "image_upload.weight",
    "images.gallery_heavy": "image_upload.weight",
    "images.format_refused": "image_upload.format",
    "images.cmyk": "image_upload.format",
    "images.not_square": "image_upload.shape",
    "images.name_characters": "image_upload.file_name",
    "images.name_extension": "image_upload.file_name",
    "images.name_without_extension": "image_upload.file_name",
    "images.too_many": "image_upload.count",
    "images.many": "image_upload.count",
    "images.none": "image_upload.count",
    "pictures.no_area": "image_upload.size",
    "pictures.hides_another": "image_upload.format",
    **dict.fromkeys(_UNREADABLE, "image_upload.format"),
}
_NOT_TOLD: Final = {
    "images.size_unknown": ("image_upload.size", "image_upload.shape"),
    "images.format_unknown": ("image_upload.format",),
    "images.shop_weight_unknown": ("image_upload.weight",),
    "pictures.too_many_pixels": ("image_upload.size",),
    # Of these nothing is said about a size that could not be read: the error explains it.
    **dict.fromkeys(
        ("images.format_refused", *_UNREADABLE), ("image_upload.size", "image_upload.shape")
    ),
}


def _told(checks: tuple[Check, ...], answers: Mapping[str, bool | None]) -> dict[str, bool | None]:
    if not isinstance(answers, Mapping):
        msg = f'answers must be a mapping of ids, such as {{"cache": True}} (got {answers!r})'
        raise InvalidTypeError(msg)
    known = {check.id: check.id for check in checks}
    known |= {check.id.partition(".")[2]: check.id for check in checks}
    told: dict[str, bool | None] = {}
    for name, answer in answers.items():
        if name not in known:
            msg = f"the list has no check {name!r}: {did_you_mean(str(name), known)}"
            raise UnknownNameError(msg)
        if answer is not None and type(answer) is not bool:
            raise InvalidTypeError(f"{name} must be True, False or None (got {answer!r})")
        if told.setdefault(known[name], answer) is not answer:
            msg = f"{name} is answered twice, and not in the same way; give one answer"
            raise InvalidValueError(msg)
    return told


def _is_set(text: str | None) -> bool | None:
    return None if text is None else bool(text.strip())
