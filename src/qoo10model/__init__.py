"""
The seller's side of Qoo10 Japan: what an order pays, when the money comes, and by which rule.

Subjects are modules (``settlements``, ``wallet``, …); the values that everybody needs stand here.
Each is loaded when it is first used.
"""

from __future__ import annotations


TYPE_CHECKING = False

if TYPE_CHECKING:
    from qoo10model import (
        bookkeeping,
        breakdowns,
        carts,
        claims,
        contributions,
        costbooks,
        costs,
        cycles,
        deliveries,
        discounts,
        discrepancies,
        doubts,
        entries,
        events,
        explanations,
        exportrows,
        fees,
        forecasts,
        grades,
        identities,
        inferences,
        journals,
        ledgers,
        linecosts,
        months,
        orderchecks,
        orders,
        passbooks,
        proceeds,
        profit,
        profitgroups,
        questions,
        rates,
        receivables,
        reports,
        schedules,
        sellers,
        settlements,
        shares,
        statements,
        takings,
        terms,
        wallet,
    )
    from qoo10model.basics.errors import (
        InvalidTypeError,
        InvalidValueError,
        Qoo10ModelError,
        RuleNotKnownError,
        RuleUndecidedError,
        UnknownNameError,
    )
    from qoo10model.basics.findings import Doubt, Finding, Severity
    from qoo10model.basics.money import Rate, Rounding, Yen, split
    from qoo10model.basics.periods import JST, Days, Span
    from qoo10model.basics.sources import Confidence, Source, SourceKind
    from qoo10model.basics.texts import Text
    from qoo10model.basics.timelines import Dated, Timeline
    from qoo10model.discounts import Discount, DiscountKind
    from qoo10model.entries import Entry, EntryKind
    from qoo10model.orders import OrderLine, OrderStatus
    from qoo10model.proceeds import Settlement
    from qoo10model.rules.book import JAPAN, RuleBook
    from qoo10model.sellers import Commissions, Establishment, Grade, PayoutAccount, Seller
else:
    _SUBJECTS = (
        "bookkeeping",
        "breakdowns",
        "carts",
        "claims",
        "contributions",
        "costbooks",
        "costs",
        "cycles",
        "deliveries",
        "discounts",
        "discrepancies",
        "doubts",
        "entries",
        "events",
        "explanations",
        "exportrows",
        "fees",
        "forecasts",
        "grades",
        "identities",
        "inferences",
        "journals",
        "ledgers",
        "linecosts",
        "months",
        "orderchecks",
        "orders",
        "passbooks",
        "proceeds",
        "profit",
        "profitgroups",
        "questions",
        "rates",
        "receivables",
        "reports",
        "schedules",
        "sellers",
        "settlements",
        "shares",
        "statements",
        "takings",
        "terms",
        "wallet",
    )
    _HOMES = {
        "basics.errors": (
            "InvalidTypeError",
            "InvalidValueError",
            "Qoo10ModelError",
            "RuleNotKnownError",
            "RuleUndecidedError",
            "UnknownNameError",
        ),
        "basics.findings": ("Doubt", "Finding", "Severity"),
        "basics.money": ("Rate", "Rounding", "Yen", "split"),
        "basics.periods": ("JST", "Days", "Span"),
        "basics.sources": ("Confidence", "Source", "SourceKind"),
        "basics.texts": ("Text",),
        "basics.timelines": ("Dated", "Timeline"),
        "discounts": ("Discount", "DiscountKind"),
        "entries": ("Entry", "EntryKind"),
        "orders": ("OrderLine", "OrderStatus"),
        "proceeds": ("Settlement",),
        "rules.book": ("JAPAN", "RuleBook"),
        "sellers": ("Commissions", "Establishment", "Grade", "PayoutAccount", "Seller"),
    }
    _HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

    def __getattr__(name):
        import importlib

        if name in _SUBJECTS:
            value = importlib.import_module(f"{__name__}.{name}")
        elif name in _HOME_OF:
            value = getattr(importlib.import_module(f"{__name__}.{_HOME_OF[name]}"), name)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value
        return value

    def __dir__():
        return sorted({*globals(), *__all__})


__all__ = (
    "JAPAN",
    "JST",
    "Commissions",
    "Confidence",
    "Dated",
    "Days",
    "Discount",
    "DiscountKind",
    "Doubt",
    "Entry",
    "EntryKind",
    "Establishment",
    "Finding",
    "Grade",
    "InvalidTypeError",
    "InvalidValueError",
    "OrderLine",
    "OrderStatus",
    "PayoutAccount",
    "Qoo10ModelError",
    "Rate",
    "Rounding",
    "RuleBook",
    "RuleNotKnownError",
    "RuleUndecidedError",
    "Seller",
    "Settlement",
    "Severity",
    "Source",
    "SourceKind",
    "Span",
    "Text",
    "Timeline",
    "UnknownNameError",
    "Yen",
    "bookkeeping",
    "breakdowns",
    "carts",
    "claims",
    "contributions",
    "costbooks",
    "costs",
    "cycles",
    "deliveries",
    "discounts",
    "discrepancies",
    "doubts",
    "entries",
    "events",
    "explanations",
    "exportrows",
    "fees",
    "forecasts",
    "grades",
    "identities",
    "inferences",
    "journals",
    "ledgers",
    "linecosts",
    "months",
    "orderchecks",
    "orders",
    "passbooks",
    "proceeds",
    "profit",
    "profitgroups",
    "questions",
    "rates",
    "receivables",
    "reports",
    "schedules",
    "sellers",
    "settlements",
    "shares",
    "split",
    "statements",
    "takings",
    "terms",
    "wallet",
)
