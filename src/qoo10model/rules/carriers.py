"""
Carriers (配送会社): their names as the platform takes them, and how their tracking numbers are made.

The platform takes a name, not a code, and its full list is not public. Where nobody told how a
carrier makes its numbers, there is no entry, and such numbers are not checked.
"""

from __future__ import annotations

from datetime import date
from typing import Final, TypeVar

import attrs

from qoo10model.basics.sources import Confidence, Source
from qoo10model.basics.tables import Table
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules import sources


__all__ = ("CARRIERS", "Carrier", "CarrierRules", "Form", "Scheme", "Spellings")

T = TypeVar("T")

LOW, HIGH = Confidence.LOW, Confidence.HIGH

PLAUSIBLE: Final = date(2018, 9, 1)
IN_USE: Final = date(2021, 1, 1)
READ: Final = date(2026, 1, 1)


class Carrier(Labelled):
    """
    A carrier or one of its services (配送会社); the Japanese label is the name in common use.

    >>> Carrier.SAGAWA.label.ja
    '佐川急便'
    """

    TAKKYUBIN = Text("Yamato Takkyubin", "ヤマト宅急便")
    NEKOPOS = Text("Yamato Nekopos", "ネコポス")
    DM_BIN = Text("Yamato DM-bin", "クロネコDM便")
    SAGAWA = Text("Sagawa", "佐川急便")
    QXPRESS = Text("Qxpress", "Qxpress")
    YU_PACK = Text("Japan Post Yu-Pack", "ゆうパック")
    YU_PACKET = Text("Japan Post Yu-Packet", "ゆうパケット")
    CLICK_POST = Text("Japan Post Click Post", "クリックポスト")
    LETTER_PACK = Text("Japan Post Letter Pack", "レターパック")
    REGISTERED_MAIL = Text("Japan Post registered mail", "書留")
    RECORDED_MAIL = Text("Japan Post recorded mail", "特定記録")
    EMS = Text("EMS", "EMS（国際スピード郵便）")
    STORE_PICKUP = Text("pick-up at a convenience store", "コンビニ等受取")
    FUKUYAMA = Text("Fukuyama Transporting", "福山通運")
    SEINO = Text("Seino Transportation", "西濃運輸")


class Scheme(Labelled):
    """
    How a tracking number is made (送り状番号の体系); 7DR is the remainder by 7.

    >>> Scheme.SEVEN_12.label.ja
    '12桁（7DR）'
    """

    SEVEN_12 = Text("12 digits, the last one a remainder by 7", "12桁（7DR）")
    SEVEN_11 = Text("11 digits, the last one a remainder by 7", "11桁（7DR）")
    S10 = Text("13 characters of the postal standard S10", "国際郵便の13桁（S10）")


@attrs.frozen
class Spellings:
    """
    The spellings of a carrier's name that the platform takes (配送会社名), the usual one first.

    >>> str(Spellings(("佐川急便", "Sagawa")))
    '佐川急便 / Sagawa'
    """

    names: tuple[str, ...]

    def __str__(self) -> str:
        return " / ".join(self.names)


@attrs.frozen
class Form:
    """
    How the numbers of a scheme look, and how their check digit is found.

    *length* counts characters, and *pattern* is the regular expression of the whole number; its
    groups ``body`` and ``check`` are the digits that are checked and the check digit. With *weights*
    the digits of the body are multiplied and added up; without, they are read as one number. The
    remainder of that by the length of *check_digits* picks the check digit. *groups* is how people
    write the number. *services* says what its first character tells.

    >>> CARRIERS.forms[Scheme.S10].on(READ).service_of("EG000000000JP").en
    'EMS'
    """

    length: int
    pattern: str
    weights: tuple[int, ...]
    check_digits: tuple[int, ...]
    groups: tuple[int, ...]
    services: tuple[tuple[str, Text], ...] = ()

    def service_of(self, number: str) -> Text | None:
        """
        Return what the first character of *number* tells about its service, None if nothing.
        """
        for first, service in self.services:
            if number.startswith(first):
                return service
        return None

    def __str__(self) -> str:
        how = "a weighted sum" if self.weights else "the digits as one number"
        digits = " ".join(map(str, self.check_digits))
        return f"{self.pattern}; by the remainder of {how}: {digits}"


@attrs.frozen(eq=False, repr=False)
class CarrierRules:
    """
    The rules of carriers: *names* that the platform takes, the scheme of their *numbers*, its *forms*.

    A carrier without an entry in *names* was never seen at the platform under a certain name; one
    without an entry in *numbers* makes its numbers in a way that nobody told.

    >>> from qoo10model.rules.book import JAPAN
    >>> JAPAN.carriers.numbers[Carrier.YU_PACK].on(date(2026, 5, 11))
    Scheme.SEVEN_12
    """

    names: Table[Carrier, Spellings]
    numbers: Table[Carrier, Scheme]
    forms: Table[Scheme, Form]


def _vouched(name: str, title: Text, value: T, since: date, who: tuple[Source, ...]) -> Timeline[T]:
    return Timeline(
        name,
        (
            Dated(PLAUSIBLE, value, LOW, who, since_is_exact=False),
            Dated(since, value, HIGH, who, since_is_exact=False),
        ),
        title,
    )


def _names(carrier: Carrier, *names: str) -> tuple[Carrier, Timeline[Spellings]]:
    accepted = len(names) > 1 or carrier is Carrier.QXPRESS
    return carrier, _vouched(
        f"carriers.names[{carrier.name}]",
        Text(f"name of the carrier: {carrier.label.en}", f"配送会社名（{carrier.label.ja}）"),
        Spellings(names),
        IN_USE,
        (sources.QAPI_REFERENCE, sources.LIVE_CHECKS) if accepted else (sources.WAREHOUSE_TOOL,),
    )


def _numbers(carrier: Carrier, scheme: Scheme) -> tuple[Carrier, Timeline[Scheme]]:
    return carrier, _vouched(
        f"carriers.numbers[{carrier.name}]",
        Text(f"numbers of {carrier.label.en}", f"送り状番号の体系（{carrier.label.ja}）"),
        scheme,
        READ,
        (sources.UPU_S10 if scheme is Scheme.S10 else sources.CHECK_DIGIT_NOTES,),
    )


def _form(scheme: Scheme, form: Form) -> tuple[Scheme, Timeline[Form]]:
    return scheme, _vouched(
        f"carriers.forms[{scheme.name}]",
        Text(f"form of numbers: {scheme.label.en}", f"送り状番号の形式（{scheme.label.ja}）"),
        form,
        READ,
        (sources.UPU_S10 if scheme is Scheme.S10 else sources.CHECK_DIGIT_NOTES,),
    )


CARRIERS: Final = CarrierRules(
    names=Table(
        "carriers.names",
        (
            _names(Carrier.TAKKYUBIN, "ヤマト宅急便"),
            _names(Carrier.NEKOPOS, "ネコポス"),
            _names(Carrier.DM_BIN, "クロネコDM便"),
            _names(Carrier.SAGAWA, "佐川急便", "Sagawa"),
            _names(Carrier.QXPRESS, "Qxpress"),
            _names(Carrier.YU_PACK, "ゆうパック"),
            _names(Carrier.YU_PACKET, "ゆうパケット"),
            _names(Carrier.CLICK_POST, "クリックポスト"),
            _names(Carrier.STORE_PICKUP, "コンビニ等受取"),
            _names(Carrier.FUKUYAMA, "福山通運"),
            _names(Carrier.SEINO, "西濃運輸"),
        ),
    ),
    numbers=Table(
        "carriers.numbers",
        (
            _numbers(Carrier.TAKKYUBIN, Scheme.SEVEN_12),
            _numbers(Carrier.NEKOPOS, Scheme.SEVEN_12),
            _numbers(Carrier.DM_BIN, Scheme.SEVEN_12),
            _numbers(Carrier.SAGAWA, Scheme.SEVEN_12),
            _numbers(Carrier.QXPRESS, Scheme.SEVEN_12),
            _numbers(Carrier.YU_PACK, Scheme.SEVEN_12),
            _numbers(Carrier.YU_PACKET, Scheme.SEVEN_12),
            _numbers(Carrier.CLICK_POST, Scheme.SEVEN_12),
            _numbers(Carrier.LETTER_PACK, Scheme.SEVEN_12),
            _numbers(Carrier.REGISTERED_MAIL, Scheme.SEVEN_11),
            _numbers(Carrier.RECORDED_MAIL, Scheme.SEVEN_11),
            _numbers(Carrier.EMS, Scheme.S10),
        ),
    ),
    forms=Table(
        "carriers.forms",
        (
            _form(
                Scheme.SEVEN_12,
                Form(
                    12,
                    r"(?P<body>[0-9]{11})(?P<check>[0-9])",
                    (),
                    (0, 1, 2, 3, 4, 5, 6),
                    (4, 4, 4),
                ),
            ),
            _form(
                Scheme.SEVEN_11,
                Form(
                    11,
                    r"(?P<body>[0-9]{10})(?P<check>[0-9])",
                    (),
                    (0, 1, 2, 3, 4, 5, 6),
                    (3, 2, 5, 1),
                    (
                        ("1", Text("registered mail", "一般書留")),
                        ("2", Text("registered mail for cash", "現金書留")),
                        ("3", Text("simplified registered mail", "簡易書留")),
                        ("4", Text("simplified registered mail", "簡易書留")),
                        ("5", Text("recorded mail", "特定記録")),
                        ("6", Text("recorded mail", "特定記録")),
                        ("7", Text("registered mail, cash on delivery", "代引書留")),
                        ("8", Text("simplified registered mail, cash on delivery", "代引簡易書留")),
                    ),
                ),
            ),
            _form(
                Scheme.S10,
                Form(
                    13,
                    r"[A-Z]{2}(?P<body>[0-9]{8})(?P<check>[0-9])[A-Z]{2}",
                    (8, 6, 4, 2, 3, 5, 9, 7),
                    (5, 0, 9, 8, 7, 6, 5, 4, 3, 2, 1),
                    (2, 3, 3, 3, 2),
                    (
                        ("E", Text("EMS", "EMS")),
                        ("C", Text("international parcel", "国際小包")),
                        ("R", Text("registered", "書留")),
                        ("L", Text("e-packet light or express", "eパケットライト・速達")),
                        ("U", Text("not registered", "書留なし")),
                        ("V", Text("insured", "保険付")),
                    ),
                ),
            ),
        ),
    ),
)
"""
The carriers that sellers on Qoo10 Japan use.
"""
