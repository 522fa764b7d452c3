"""
Ad reports (広告レポート): what an export of ads says, as rows of figures.

A report has one row for an item and a kind of ad: cost, sales, impressions, clicks, cart adds,
purchases, and ratios of these. The ratios are worked out anew from the counts; one that the report
states otherwise is a finding. The export of Smart Sales, which lists orders, is read by
`qsm.read_smart_sales`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from qoo10model.admetrics import AdFigures, AdRow
from qoo10model.adproducts import product_called
from qoo10model.basics.findings import Message, Severity
from qoo10model.basics.texts import Text
from qoo10model.formats.cells import UnreadableError, plain, text, whole
from qoo10model.formats.columns import Memo
from qoo10model.formats.exportcells import money
from qoo10model.formats.exportcolumns import AD_REPORT
from qoo10model.formats.exportsheets import OpenExport
from qoo10model.formats.figurecells import figures_in
from qoo10model.formats.readings import Reading
from qoo10model.formats.settlementfiles import by_row, rows_made


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qoo10model.formats.exportfiles import ExportData
    from qoo10model.formats.sheets import Sheet

__all__ = ("read_ad_report",)

_DIFFERS: Final = Message(
    "qsm.ad_ratio_differs",
    Severity.WARNING,
    Text(
        "{key} is {stated} % in the report; its counts make {worked_out}",
        "{key}はレポートでは{stated}%だが、件数からは{worked_out}",
    ),
)
_UNDEFINED: Final = Text("an undefined ratio", "算出不可")
_PER_CENT: Final = Text("a number of per cent", "百分率")
_HALF: Final = Fraction(1, 2)
_HUNDRED: Final = 100
_MONEY: Final = ("cost", "sales")
_COUNTS: Final = ("impressions", "clicks", "carts", "purchases")
_RATIOS: Final = (("ctr", "ctr"), ("cart_rate", "cart_rate"), ("cvr", "cvr"), ("roas", "roas"))
_NO_RATIO: Final = frozenset({"", "-", "n/a", "nan", "∞", "inf", "infinity"})


def read_ad_report(data: ExportData) -> Reading[AdRow]:
    r"""
    Return the rows of the ad report (広告レポート) in *data*, in Japanese or Korean.

    A count that the report does not have is None. Rows of totals are left out, with a finding.

    >>> text = "商品コード,広告タイプ,広告費,販売金額,表示回数,クリック数,購入数\n" \
    ...        "100000001,プラス展示,\"3,100\",\"9,800\",3345,60,4\n"
    >>> row = read_ad_report(text).values[0]
    >>> row.product, row.figures.cpc, row.figures.carts
    (AdProduct.PLUS_KEYWORD, Fraction(155, 3), None)
    """
    opened = OpenExport(data, AD_REPORT)
    values = tuple(_rows(opened))
    return Reading(values, tuple(by_row(opened)), opened.unknown_keys)


def _rows(opened: OpenExport) -> Iterator[AdRow]:
    if opened.needs(AD_REPORT.needed, AD_REPORT.expected):
        amounts, counts, ratios = Memo(money), Memo(whole), Memo(_per_cent)
        fields = {**dict.fromkeys(_MONEY, amounts), **dict.fromkeys(_COUNTS, counts)}
        for sheet in opened.sheets():
            figures = figures_in(sheet, AdFigures, fields)
            _compare(sheet, figures, ratios)
            types = sheet.texts("ad_type")
            columns: dict[str, Sequence[Any]] = {
                "figures": figures,
                "item_code": sheet.texts("item_code"),
                "title": sheet.texts("title"),
                "ad_type": types,
                "product": [product_called(one) for one in types],
                "on": sheet.days("on"),
                "row": sheet.rows,
                "unread": sheet.unread(),
            }
            yield from rows_made(AdRow, sheet, columns)


def _compare(sheet: Sheet, made: list[AdFigures], memo: Memo[Fraction | None]) -> None:
    for field, name in _RATIOS:
        for at, stated in enumerate(sheet.read(field, memo, None)):
            figures = made[at]
            ratio: Fraction | None = getattr(figures, name)
            if stated is None or not _is_given(figures, name):
                continue
            # Reports round; half a point is within any rounding to whole per cent.
            if ratio is None or abs(ratio * _HUNDRED - stated) > _HALF:
                if ratio is None and not stated:
                    continue
                sheet.note(
                    at,
                    _DIFFERS,
                    key=sheet.key(field),
                    stated=f"{float(stated):g}",
                    worked_out=_UNDEFINED if ratio is None else f"{float(ratio * _HUNDRED):.2f} %",
                )


def _is_given(figures: AdFigures, name: str) -> bool:
    parts = {
        "ctr": (figures.clicks, figures.impressions),
        "cart_rate": (figures.carts, figures.clicks),
        "cvr": (figures.purchases, figures.clicks),
        "roas": (figures.sales, figures.cost),
    }
    return None not in parts[name]


def _per_cent(cell: object) -> Fraction | None:
    written = plain(text(cell)).removesuffix("%").replace(",", "").strip()
    if written.casefold() in _NO_RATIO:
        return None
    try:
        return Fraction(written)
    except (ValueError, ZeroDivisionError):
        raise UnreadableError(_PER_CENT) from None
