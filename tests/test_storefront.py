from __future__ import annotations

import json

from datetime import date, datetime
from typing import Any

import pytest

from qoo10model import JST, storefront
from qoo10model.formats import qapi
from qoo10model.storefront import CheckList, InquiryStatus, Tile


@pytest.mark.parametrize("name", storefront.__all__)
def test_every_name_is_there(name: str) -> None:
    """
    The subject offers each name that it lists.
    """
    assert getattr(storefront, name) is not None


def test_from_the_reply_to_the_dashboard() -> None:
    """
    An inquiry of 2 May that nobody answered has waited for two days at noon of the 4th.
    """
    row: dict[str, Any] = {
        "INQ_TYPE": "MSG",
        "QUESTION_NO": "100001",
        "INQ_DT": "2026-05-02 10:00:00",
        "STATUS": "S1",
    }
    reply = json.loads(json.dumps({"ResultObject": [row], "ResultCode": 0}))
    reading = qapi.read_inquiries(reply)
    noon = datetime(2026, 5, 4, 12, 0, tzinfo=JST)
    listed = storefront.waiting(reading.values, at=noon)
    assert [(one.inquiry.status, one.hours) for one in listed.waiting] == [
        (InquiryStatus.UNANSWERED, 50)
    ]
    board = storefront.dashboard(at=noon, inquiries=reading.values)
    assert board.of(Tile.UNANSWERED_INQUIRY).count == 1


def test_the_lists_that_were_asked_for_are_there() -> None:
    """
    Log-in, slowness, image upload, app notices and order flow each have a first thing to try.
    """
    for kind in (
        CheckList.LOG_IN,
        CheckList.SLOWNESS,
        CheckList.IMAGE_UPLOAD,
        CheckList.APP_NOTICE,
        CheckList.ORDER_FLOW,
    ):
        step = storefront.go_through(kind, {}, on=date(2026, 7, 1)).next_step
        assert step is not None
        assert step.advice is not None
