"""
Replies (応答): the envelope around the API's rows, and its errors.

The API answers with HTTP 200 whether it succeeds or not; only the code in the envelope tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from qoo10model.basics.errors import InvalidTypeError, Qoo10ModelError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.texts import Text
from qoo10model.formats.cells import UnreadableError, is_blank, shown, text, whole
from qoo10model.formats.layouts import folded
from qoo10model.formats.resultcodes import meaning_of


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qoo10model.basics.texts import Language

__all__ = ("QapiError", "rows_in")

_LONGEST_MESSAGE: Final = 200


class QapiError(Qoo10ModelError, RuntimeError):
    """
    The API answered with an error: *method*, its *code*, and the *message* that came with it.

    >>> str(QapiError("GetShippingInfo", -90005, "expired"))
    'GetShippingInfo answered -90005: the seller authorization key has expired ("expired"). To do: ...'
    """

    def __init__(self, method: str, code: int, message: str = "") -> None:
        super().__init__(method, code, message)
        self.method = method
        self.code = code
        self.message = message

    @property
    def meaning(self) -> Text:
        """
        What the code means as an answer of the method.
        """
        return meaning_of(self.method, self.code).meaning

    @property
    def advice(self) -> Text:
        """
        What to do about it.
        """
        return meaning_of(self.method, self.code).advice

    def in_(self, language: Language) -> str:
        """
        Return the error as one line in *language*.

        >>> QapiError("GetClaimInfo_V3", -10003).in_("ja")
        'GetClaimInfo_V3の応答は-10003: 検索期間が90日を超えている。対処: 90日以内に分けて呼び出してください'
        """
        meaning, advice = self.meaning.in_(language), self.advice.in_(language)
        if language == "ja":
            said = f"（「{self.message}」）" if self.message else ""
            return f"{self.method}の応答は{self.code}: {meaning}{said}。対処: {advice}"
        said = f' ("{self.message}")' if self.message else ""
        return f"{self.method} answered {self.code}: {meaning}{said}. To do: {advice}"

    def __str__(self) -> str:
        return self.in_("en")


_NO_CODE: Final = Message(
    "qapi.result_code_missing",
    Severity.WARNING,
    Text(
        "the reply has no ResultCode, so whether the call succeeded is not known",
        "応答にResultCodeがなく、呼び出しの成否が分からない",
    ),
)
_NO_ROWS: Final = Message(
    "qapi.result_object_missing",
    Severity.WARNING,
    Text(
        "the reply has no ResultObject; replies of calls that write have none",
        "応答にResultObjectがない。書き込みの応答にはありません",
    ),
)
_ENVELOPE: Final = ("resultcode", "resultmsg", "resultobject", "errorcode", "errormsg")
_EXPECTED: Final = (
    "reply must be what json.loads made of the API's answer: "
    '{"ResultObject": [...], "ResultCode": 0}, a list of rows, or one row'
)


def rows_in(
    reply: object, method: str, meanings: Mapping[str, str]
) -> tuple[Sequence[object], tuple[Finding, ...]]:
    """
    Return the rows in *reply* and what is odd about its envelope.

    *reply* is an envelope, a list of rows, or one row, which is an object with keys of *meanings*.
    Raises `QapiError` where the envelope tells of an error, and `InvalidTypeError` for anything that
    is none of these.

    >>> rows_in({"ResultObject": None, "ResultCode": "0"}, "GetShippingInfo", {})
    ((), ())
    """
    if isinstance(reply, list | tuple):
        return cast("Sequence[object]", reply), ()
    if not isinstance(reply, dict):
        raise InvalidTypeError(f"{_EXPECTED} (got {shown(reply).en}, a {type(reply).__name__})")
    envelope = _envelope(cast("dict[object, object]", reply))
    if not envelope:
        if any(folded(key) in meanings for key in cast("dict[object, object]", reply)):
            return (cast("object", reply),), ()
        raise InvalidTypeError(f"{_EXPECTED} (got an object with other keys)")
    findings = _checked(envelope, method)
    if "resultobject" not in envelope:
        return (), (*findings, _NO_ROWS.finding())
    rows = envelope["resultobject"]
    if isinstance(rows, list | tuple):
        return cast("Sequence[object]", rows), findings
    if isinstance(rows, dict):
        return (cast("object", rows),), findings
    if is_blank(rows):
        return (), findings
    raise InvalidTypeError(
        f"ResultObject must be a list, an object or null (got {shown(rows).en}, "
        f"a {type(rows).__name__}); {_EXPECTED}"
    )


def _envelope(reply: dict[object, object]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, cell in reply.items():
        name = folded(key)
        if name in _ENVELOPE and is_blank(found.get(name)):
            found[name] = cell
    return found


def _checked(envelope: dict[str, Any], method: str) -> tuple[Finding, ...]:
    codes = [_code(envelope, name) for name in ("resultcode", "errorcode")]
    given = [code for code in codes if code is not None]
    for code in given:
        if code:
            said = envelope.get("resultmsg") or envelope.get("errormsg")
            raise QapiError(method, code, _message(said))
    return () if given else (_NO_CODE.finding(),)


def _code(envelope: dict[str, Any], name: str) -> int | None:
    cell = envelope.get(name)
    try:
        return whole(cell)
    except UnreadableError:
        raise InvalidTypeError(
            f"the code of the reply must be a whole number (got {shown(cell).en}); {_EXPECTED}"
        ) from None


def _message(cell: object) -> str:
    try:
        return text(cell)[:_LONGEST_MESSAGE]
    except UnreadableError:
        return ""
