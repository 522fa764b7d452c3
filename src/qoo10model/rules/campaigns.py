"""
Other events (その他のイベント) by name: what one brand's list shows of them, and a seller's own.

Who bears what in them nobody published. For most, the list tells days and no year.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.periods import Days, Span
from qoo10model.basics.sources import OWN_FIGURES, Confidence, Source
from qoo10model.basics.tables import Table
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules import sources


__all__ = ("CAMPAIGNS", "SEEN", "Campaign", "CampaignName", "Campaigns")

MEDIUM: Final = Confidence.MEDIUM
LISTED: Final = date(2025, 1, 1)


class CampaignName(Labelled):
    """
    The other events that a list names (イベント名).

    >>> CampaignName.BRAND_WEEK.label.ja
    'ブランドウィーク'
    """

    FIRST_SALE = Text("first sale of the year", "初売り")
    NEW_YEAR_SPECIAL = Text("new year special", "新年特価")
    BRAND_WEEK = Text("brand week", "ブランドウィーク")
    VALENTINE = Text("Valentine", "バレンタイン")
    CLEARANCE = Text("clearance", "クリアランス")
    NEW_LIFE = Text("new life", "新生活")
    GOLDEN_WEEK = Text("Golden Week", "GW")
    EARLY_SUMMER = Text("early summer", "初夏")
    MARINE_DAY = Text("Marine Day", "海の日")
    OBON = Text("Obon", "お盆")
    SPORTS_DAY = Text("Sports Day", "スポーツの日")
    YEAR_END = Text("year end", "年末")


@attrs.frozen
class Campaign:
    """
    One event that is neither mega-wari nor mega-po: its *name* and its half-open *span* in JST.

    >>> from qoo10model.basics.periods import month
    >>> Campaign.own("our anniversary", month(2027, 3).span).title.en
    'our anniversary'
    """

    name: Text
    span: Span
    confidence: Confidence
    sources: tuple[Source, ...]
    note: str = ""

    @classmethod
    def own(cls, name: str | Text, span: Span, *, note: str = "") -> Campaign:
        """
        Return an event that the seller knows of himself (自社イベント).

        Raises `InvalidTypeError` for a name that is no text and for a span that is none,
        `InvalidValueError` for an empty name.
        """
        for value, expected in ((name, str | Text), (span, Span)):
            if not isinstance(value, expected):
                raise InvalidTypeError(f"an event needs a name and a Span (got {value!r})")
        text = Text(name, name) if isinstance(name, str) else name
        if not text.en or not text.ja:
            msg = f"the name of an event must not be empty (got {name!r})"
            raise InvalidValueError(msg)
        return cls(text, span, Confidence.HIGH, (OWN_FIGURES,), note)

    @property
    def title(self) -> Text:
        """
        Its name, for people.
        """
        return self.name


@attrs.frozen
class Campaigns:
    """
    Events by name whose year is known, in order; there may always be others.

    >>> CAMPAIGNS.campaigns[0].span.first_day
    datetime.date(2025, 4, 23)
    """

    name: str
    title: Text
    campaigns: tuple[Campaign, ...]

    def with_campaign(self, campaign: Campaign) -> Campaigns:
        """
        Return the list with *campaign* as well; for `RuleBook.replacing`.

        >>> from qoo10model.basics.periods import month
        >>> own = Campaign.own("our anniversary", month(2027, 3).span)
        >>> CAMPAIGNS.with_campaign(own).campaigns[-1] is own
        True
        """
        if not isinstance(campaign, Campaign):
            msg = f"campaign must be a Campaign, as Campaign.own makes it (got {campaign!r})"
            raise InvalidTypeError(msg)
        kept = (one for one in self.campaigns if one != campaign)
        return attrs.evolve(self, campaigns=tuple(sorted((*kept, campaign), key=_start)))


def _start(campaign: Campaign) -> tuple[object, str]:
    return campaign.span.start, campaign.name.en


def _listed(name: CampaignName, first: date, last: date) -> Campaign:
    return Campaign(name.label, Days(first, last).span, MEDIUM, (sources.BRAND_EVENT_LIST,))


CAMPAIGNS: Final = Campaigns(
    "events.campaigns",
    Text("other events with a known year", "その他のイベント（年の分かるもの）"),
    (
        _listed(CampaignName.GOLDEN_WEEK, date(2025, 4, 23), date(2025, 4, 29)),
        _listed(CampaignName.NEW_YEAR_SPECIAL, date(2026, 1, 9), date(2026, 1, 16)),
        _listed(CampaignName.GOLDEN_WEEK, date(2026, 4, 13), date(2026, 4, 22)),
    ),
)
"""
The other events whose year the list tells.
"""


def _seen(name: CampaignName, days: str) -> tuple[CampaignName, Timeline[str]]:
    return name, Timeline(
        f"events.seen[{name.name}]",
        (
            Dated(
                LISTED,
                days,
                MEDIUM,
                (sources.BRAND_EVENT_LIST,),
                since_is_exact=False,
                note="of 2025 or 2026; the list tells no year",
            ),
        ),
        Text(f"days on which it was seen: {name.label.en}", f"開催実績の日付（{name.label.ja}）"),
    )


SEEN: Final = Table(
    "events.seen",
    (
        _seen(CampaignName.FIRST_SALE, "1/1–1/7"),
        _seen(CampaignName.BRAND_WEEK, "1/19–1/26, 5/14–5/19, 9/18–9/24"),
        _seen(CampaignName.VALENTINE, "2/9–2/14, 2/10–2/15"),
        _seen(CampaignName.CLEARANCE, "3/17–3/24"),
        _seen(CampaignName.NEW_LIFE, "4/11–4/18"),
        _seen(CampaignName.EARLY_SUMMER, "5/11–5/17"),
        _seen(CampaignName.MARINE_DAY, "7/13–7/20"),
        _seen(CampaignName.OBON, "8/10–8/17"),
        _seen(CampaignName.SPORTS_DAY, "10/11–10/13"),
        _seen(CampaignName.YEAR_END, "12/5–12/14"),
    ),
)
"""
The days, as month/day, on which the other events were seen in a year that the list does not tell.
"""
