"""
Statements (販売内訳): the words of the settlement exports, and names that accounting programs take.

The words are those seen in public tools and exports. Account and tax names are defaults of the
programs; whoever keeps other books passes other names.
"""

from __future__ import annotations

from typing import Final

import attrs

from qoo10model.basics.money import Rate
from qoo10model.basics.texts import Labelled, Text


__all__ = (
    "CHART",
    "FREEE",
    "MONEYFORWARD",
    "PURCHASE_CODES",
    "REASON_WORDS",
    "SALES_CODES",
    "YAYOI",
    "YAYOI_NET",
    "Account",
    "Chart",
    "Program",
    "RowReason",
    "TaxCode",
)


class RowReason(Labelled):
    """
    Why a row stands in the sales report (発生の理由).

    >>> RowReason.CANCELLATION.label.ja
    'キャンセル'
    """

    ORDER = Text("order", "注文")
    CANCELLATION = Text("cancellation", "キャンセル")
    RETURN = Text("return", "返品")
    REFUND = Text("refund", "払い戻し")


REASON_WORDS: Final = (
    ("キャンセル", RowReason.CANCELLATION),
    ("取消", RowReason.CANCELLATION),
    ("취소", RowReason.CANCELLATION),
    ("返品", RowReason.RETURN),
    ("반품", RowReason.RETURN),
    ("払い戻し", RowReason.REFUND),
    ("払戻", RowReason.REFUND),
    ("戻し", RowReason.REFUND),
    ("返金", RowReason.REFUND),
    ("환불", RowReason.REFUND),
    ("注文", RowReason.ORDER),
    ("주문", RowReason.ORDER),
)
"""
Words of the column 発生の理由, Japanese and Korean; the first one that a text contains decides.
"""


class Account(Labelled):
    """
    The part that an account plays in the books of a shop (勘定科目の役割).

    >>> Account.SALES
    Account.SALES
    """

    RECEIVABLE = Text("receivable from the platform", "売掛金")
    WALLET = Text("balance at the platform", "販売者Qサイフ残高")
    SALES = Text("sales", "売上")
    SHIPPING = Text("shipping charged to buyers", "送料収入")
    COMPENSATION = Text("compensation of mega-wari and mega-po", "補償金")
    PROMOTION = Text("the seller's share of coupons", "クーポン負担")
    POINTS = Text("the seller's share of points", "ポイント負担")
    FEES = Text("fees of the platform", "手数料")
    TAX_RECEIVED = Text("consumption tax received", "仮受消費税")
    TAX_PAID = Text("consumption tax paid", "仮払消費税")
    ROUNDING = Text("differences of rounding", "端数差額")


@attrs.frozen
class Chart:
    """
    The names of the accounts (勘定科目), as pairs of part and name; every part has one.

    >>> CHART.name_of(Account.SALES)
    '売上高'
    """

    names: tuple[tuple[Account, str], ...]

    def name_of(self, account: Account) -> str:
        """
        Return the name of *account*.
        """
        return dict(self.names)[account]


CHART: Final = Chart(
    (
        (Account.RECEIVABLE, "売掛金"),
        (Account.WALLET, "預け金"),
        (Account.SALES, "売上高"),
        (Account.SHIPPING, "売上高"),
        (Account.COMPENSATION, "売上高"),
        (Account.PROMOTION, "売上値引高"),
        (Account.POINTS, "販売促進費"),
        (Account.FEES, "支払手数料"),
        (Account.TAX_RECEIVED, "仮受消費税"),
        (Account.TAX_PAID, "仮払消費税"),
        (Account.ROUNDING, "雑損失"),
    )
)
"""
A chart as a small Japanese shop has it. Which account compensation and the share of coupons belong
to is for the shop and its tax adviser to say.
"""


class TaxCode(Labelled):
    """
    The consumption tax of a booking (税区分).

    >>> TaxCode.SALES_REDUCED.label.ja
    '課税売上8%（軽減）'
    """

    SALES = Text("taxable sales 10 %", "課税売上10%")
    SALES_REDUCED = Text("taxable sales 8 % (reduced)", "課税売上8%（軽減）")
    SALES_OLD = Text("taxable sales 8 % (until September 2019)", "課税売上8%")
    PURCHASES = Text("taxable purchases 10 %", "課税仕入10%")
    PURCHASES_OLD = Text("taxable purchases 8 % (until September 2019)", "課税仕入8%")
    NONE = Text("out of scope", "対象外")


_TEN, _EIGHT = Rate.percent("10"), Rate.percent("8")

SALES_CODES: Final = (
    (_TEN, _TEN, TaxCode.SALES),
    (_TEN, _EIGHT, TaxCode.SALES_REDUCED),
    (_EIGHT, _EIGHT, TaxCode.SALES_OLD),
)
"""
The standard rate of the day, the rate of the goods, and the code of such sales.
"""

PURCHASE_CODES: Final = ((_TEN, TaxCode.PURCHASES), (_EIGHT, TaxCode.PURCHASES_OLD))
"""
The rate of the tax on fees, and the code of such purchases.
"""


@attrs.frozen
class Program:
    """
    An accounting program's import: its columns, and what it calls each tax code.

    *header_in_file* says whether the file starts with the column names.
    """

    columns: tuple[str, ...]
    tax_names: tuple[tuple[TaxCode, str], ...]
    header_in_file: bool

    def tax_name(self, code: TaxCode) -> str:
        """
        Return what the program calls *code*.

        >>> FREEE.tax_name(TaxCode.PURCHASES)
        '課対仕入10%'
        """
        return dict(self.tax_names)[code]


FREEE: Final = Program(
    (
        "[表題行]",
        "日付",
        "伝票番号",
        "決算整理仕訳",
        "借方勘定科目",
        "借方科目コード",
        "借方補助科目",
        "借方取引先",
        "借方取引先コード",
        "借方部門",
        "借方品目",
        "借方メモタグ",
        "借方セグメント1",
        "借方セグメント2",
        "借方セグメント3",
        "借方金額",
        "借方税区分",
        "借方税額",
        "貸方勘定科目",
        "貸方科目コード",
        "貸方補助科目",
        "貸方取引先",
        "貸方取引先コード",
        "貸方部門",
        "貸方品目",
        "貸方メモタグ",
        "貸方セグメント1",
        "貸方セグメント2",
        "貸方セグメント3",
        "貸方金額",
        "貸方税区分",
        "貸方税額",
        "摘要",
    ),
    (
        (TaxCode.SALES, "課税売上10%"),
        (TaxCode.SALES_REDUCED, "課税売上8%（軽）"),
        (TaxCode.SALES_OLD, "課税売上8%"),
        (TaxCode.PURCHASES, "課対仕入10%"),
        (TaxCode.PURCHASES_OLD, "課対仕入8%"),
        (TaxCode.NONE, "対象外"),
    ),
    header_in_file=True,
)
"""
freee: import of journals from other programs (振替伝票のインポート).
"""

MONEYFORWARD: Final = Program(
    (
        "取引No",
        "取引日",
        "借方勘定科目",
        "借方補助科目",
        "借方部門",
        "借方取引先",
        "借方税区分",
        "借方インボイス",
        "借方金額(円)",
        "借方税額",
        "貸方勘定科目",
        "貸方補助科目",
        "貸方部門",
        "貸方取引先",
        "貸方税区分",
        "貸方インボイス",
        "貸方金額(円)",
        "貸方税額",
        "摘要",
        "仕訳メモ",
        "タグ",
        "MF仕訳タイプ",
        "決算整理仕訳",
        "作成日時",
        "作成者",
        "最終更新日時",
        "最終更新者",
    ),
    (
        (TaxCode.SALES, "課税売上 10%"),
        (TaxCode.SALES_REDUCED, "課税売上 (軽)8%"),
        (TaxCode.SALES_OLD, "課税売上 8%"),
        (TaxCode.PURCHASES, "課税仕入 10%"),
        (TaxCode.PURCHASES_OLD, "課税仕入 8%"),
        (TaxCode.NONE, "対象外"),
    ),
    header_in_file=True,
)
"""
MoneyForward Cloud: import of the journal (仕訳帳のインポート).
"""

_YAYOI_COLUMNS: Final = (
    "識別フラグ",
    "伝票No.",
    "決算",
    "取引日付",
    "借方勘定科目",
    "借方補助科目",
    "借方部門",
    "借方税区分",
    "借方金額",
    "借方税金額",
    "貸方勘定科目",
    "貸方補助科目",
    "貸方部門",
    "貸方税区分",
    "貸方金額",
    "貸方税金額",
    "摘要",
    "番号",
    "期日",
    "タイプ",
    "生成元",
    "仕訳メモ",
    "付箋1",
    "付箋2",
    "調整",
)

YAYOI: Final = Program(
    _YAYOI_COLUMNS,
    (
        (TaxCode.SALES, "課税売上込10%"),
        (TaxCode.SALES_REDUCED, "課税売上込軽減8%"),
        (TaxCode.SALES_OLD, "課税売上込8%"),
        (TaxCode.PURCHASES, "課対仕入込10%"),
        (TaxCode.PURCHASES_OLD, "課対仕入込8%"),
        (TaxCode.NONE, "対象外"),
    ),
    header_in_file=False,
)
"""
Yayoi: import of journal data (仕訳データのインポート), which has no line of headings; tax inside.
"""

YAYOI_NET: Final = Program(
    _YAYOI_COLUMNS,
    (
        (TaxCode.SALES, "課税売上別10%"),
        (TaxCode.SALES_REDUCED, "課税売上別軽減8%"),
        (TaxCode.SALES_OLD, "課税売上別8%"),
        (TaxCode.PURCHASES, "課対仕入別10%"),
        (TaxCode.PURCHASES_OLD, "課対仕入別8%"),
        (TaxCode.NONE, "対象外"),
    ),
    header_in_file=False,
)
"""
The same for rows whose tax is booked apart (別記).
"""
