"""
Kinds (型) of values that our own dict form knows: which types, and by which names.

How each is laid out is said by `qoo10model.formats.shapes`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from qoo10model import (
    bookkeeping,
    costs,
    discrepancies,
    exportrows,
    inferences,
    journals,
    linecosts,
    orderchecks,
    receivables,
)
from qoo10model.basics import findings, money, periods, sources, texts, timelines
from qoo10model.breakdowns import Breakdown, Context
from qoo10model.carts import Cart
from qoo10model.claims import Claim, ClaimedLines
from qoo10model.costbooks import CostBook, Costing, Gap
from qoo10model.deliveries import Delivery, Person
from qoo10model.discounts import Discount
from qoo10model.entries import Entry, EntryKind
from qoo10model.fees import Fees, Surcharge
from qoo10model.forecasts import Lead
from qoo10model.formats.stored import StoredMonth, StoredSettlement
from qoo10model.grades import Outlook, Upkeep
from qoo10model.identities import PeriodIdentity
from qoo10model.months import Month
from qoo10model.orders import OrderLine
from qoo10model.proceeds import Settlement
from qoo10model.rates import FoundRate, RateBasis
from qoo10model.reports import SellingReport
from qoo10model.rules import (
    calendars,
    claims,
    discounts,
    fees,
    orders,
    sellers,
    settlements,
    statements,
    wallet,
)
from qoo10model.rules.book import RuleBook
from qoo10model.sellers import Commissions, Seller
from qoo10model.settlements import CartSplit
from qoo10model.statements import DayCheck, Reconciliation
from qoo10model.wallet import Payout, Payouts, Request, WalletDay


if TYPE_CHECKING:
    import enum

__all__ = ("FORMS", "MEMBERS", "TAGS", "TYPES")

_OF_RULES: Final[tuple[type[enum.Enum], ...]] = (
    CartSplit,
    EntryKind,
    RateBasis,
    calendars.EventKind,
    claims.ClaimGroup,
    claims.ClaimStatus,
    claims.Undoing,
    discounts.CouponGrain,
    discounts.DiscountKind,
    discounts.OddYen,
    fees.CommissionBase,
    fees.OptionCommission,
    fees.OverseasScope,
    fees.ShippingCommission,
    fees.SurchargeBase,
    fees.TaxGrain,
    findings.Severity,
    money.Rounding,
    orders.OrderStatus,
    orders.SendType,
    sellers.Establishment,
    sellers.Grade,
    sellers.PayoutAccount,
    settlements.CompensationSize,
    settlements.OnHoliday,
    settlements.OnWednesday,
    settlements.PromotionDay,
    sources.Confidence,
    sources.SourceKind,
    timelines.Undecided,
    wallet.Cycle,
    wallet.OnRequest,
    wallet.OnSameDay,
)

MEMBERS: Final[tuple[type[enum.Enum], ...]] = (
    *_OF_RULES,
    bookkeeping.TaxStyle,
    costs.Basis,
    costs.CostKind,
    costs.Per,
    costs.SalesBase,
    discrepancies.CauseKind,
    discrepancies.Part,
    exportrows.DateBasis,
    exportrows.DeductionFile,
    inferences.KeyKind,
    inferences.RateGroup,
    linecosts.Returned,
    orderchecks.Outcome,
    statements.Account,
    statements.RowReason,
    statements.TaxCode,
)
"""
The enums that the dict form knows, each member by its name.
"""

_RECORDS: Final[tuple[type, ...]] = (
    Breakdown,
    Cart,
    Claim,
    ClaimedLines,
    Commissions,
    Context,
    CostBook,
    Costing,
    DayCheck,
    Delivery,
    Discount,
    Entry,
    Fees,
    FoundRate,
    Gap,
    Lead,
    Month,
    OrderLine,
    Outlook,
    Payout,
    Payouts,
    PeriodIdentity,
    Person,
    Reconciliation,
    Request,
    RuleBook,
    Seller,
    SellingReport,
    Settlement,
    Surcharge,
    Upkeep,
    WalletDay,
    bookkeeping.JournalRow,
    calendars.Calendar,
    calendars.Occasion,
    costs.AdCost,
    costs.AgencyFee,
    costs.Cost,
    costs.Exchange,
    costs.Tax,
    discrepancies.Cause,
    discrepancies.Comparison,
    exportrows.CartDiscountRow,
    exportrows.DeductionRow,
    exportrows.PromotionRow,
    exportrows.SellingRow,
    exportrows.SmartSalesRow,
    findings.Alternative,
    findings.Doubt,
    findings.Finding,
    findings.Move,
    inferences.InferredRates,
    inferences.MonthlyRate,
    inferences.RowRate,
    journals.ImportSheet,
    linecosts.LineCost,
    linecosts.Method,
    orderchecks.OrderCheck,
    periods.Days,
    periods.Span,
    receivables.Balance,
    receivables.FeeReceipt,
    receivables.Movement,
    receivables.Receivables,
    sources.Source,
    statements.Chart,
    texts.Text,
    timelines.Dated,
    timelines.Evidence,
    timelines.RateRange,
    timelines.Timeline,
)

TYPES: Final[tuple[type, ...]] = tuple(
    sorted((money.Rate, *MEMBERS, *_RECORDS), key=lambda kind: kind.__name__)
)
"""
The types of the values that the dict form knows.
"""

TAGS: Final[dict[str, type]] = {
    kind.__name__: kind
    for kind in (
        *_OF_RULES,
        date,
        datetime,
        money.Rate,
        periods.Days,
        periods.Span,
        texts.Text,
        timelines.RateRange,
    )
}
"""
What the values of a timeline may be, by the name that tags them.
"""

FORMS: Final[dict[type, type]] = {Settlement: StoredSettlement, Month: StoredMonth}
"""
The values that are kept in another form than their own fields.
"""
