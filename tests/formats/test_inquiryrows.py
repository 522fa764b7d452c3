from __future__ import annotations

import json

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.periods import JST
from qoo10model.formats import qapi
from qoo10model.inquiries import Inquiry, InquiryKind, InquiryStatus


ROW: dict[str, Any] = {
    "INQ_TYPE": "MSG",
    "SEQ_NO": 1,
    "QUESTION_NO": "100001",
    "INQ_DT": "2026-05-02 10:00:00",
    "CUST_NM": "架空 太郎",
    "CATE_NM": "配送",
    "CATE_CD": "",
    "TITLE": "いつ届きますか",
    "CONTENTS": "発送予定を教えてください。",
    "GD_NO": "100000002",
    "GD_NM": "見本商品B",
    "CONTR_NO": 1000000004,
    "CLAIM_YN": "N",
    "STATUS": "S1",
}
READ = Inquiry(
    "100001",
    seq_no=1,
    kind=InquiryKind.MESSAGE,
    status=InquiryStatus.UNANSWERED,
    asked_at=datetime(2026, 5, 2, 10, 0, tzinfo=JST),
    category="配送",
    item_code="100000002",
    item_title="見本商品B",
    order_no=1000000004,
    is_claim=False,
    customer="架空 太郎",
    title="いつ届きますか",
    contents="発送予定を教えてください。",
)


def reply(*rows: Any) -> dict[str, Any]:
    """
    The answer of the API with *rows*.
    """
    return {"ResultObject": list(rows), "ResultCode": 0, "ResultMsg": "SUCCESS"}


def codes(reading: Any) -> list[tuple[str, int | None]]:
    """
    The codes of what was found, with their rows.
    """
    return [(finding.code, finding.row) for finding in reading.findings]


def test_the_published_fields() -> None:
    """
    Every field of the reference is read into its own.
    """
    reading = qapi.read_inquiries(reply(ROW))
    assert reading.values == (READ,)
    assert (reading.findings, reading.unknown_keys) == ((), ())


def test_the_sample_of_the_reference() -> None:
    """
    The reply that was put together from the reference gives the same inquiry.
    """
    path = Path(__file__).parent / "data" / "inquiry_message_reconstructed.json"
    reading = qapi.read_inquiries(json.loads(path.read_text(encoding="utf-8")))
    assert reading.values == (READ,)
    assert reading.findings == ()


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        str.upper,
        lambda key: key.replace("_", ""),
        lambda key: key.title(),
    ],
    ids=["lower", "upper", "joined", "title"],
)
def test_keys_in_any_case(change: Any) -> None:
    """
    Letter case and underscores of keys do not count.
    """
    row = {change(key): cell for key, cell in ROW.items()}
    assert qapi.read_inquiries([row]).values == (READ,)


@pytest.mark.parametrize(
    "cell, status",
    [
        ("S1", InquiryStatus.UNANSWERED),
        (" s2 ", InquiryStatus.IN_PROGRESS),
        ("Ｓ３", InquiryStatus.DONE),
        ("未回答", InquiryStatus.UNANSWERED),
        ("処理中", InquiryStatus.IN_PROGRESS),
        ("完了", InquiryStatus.DONE),
    ],
)
def test_statuses_as_code_or_name(cell: str, status: InquiryStatus) -> None:
    """
    A status comes as its code, in any width, or as its name.
    """
    reading = qapi.read_inquiries([ROW | {"STATUS": cell}])
    assert (reading.values[0].status, reading.values[0].status_text) == (status, "")
    assert codes(reading) == []


@pytest.mark.parametrize("cell", ["S4", "S0", "done?", "発送予定を教えて"])
def test_a_status_that_nobody_knows(cell: str) -> None:
    """
    It is None with its text kept and a finding; words that may be a buyer's never show in that.
    """
    reading = qapi.read_inquiries([ROW | {"STATUS": cell}])
    (row,) = reading.values
    assert (row.status, row.status_text) == (None, cell)
    assert codes(reading) == [("rows.cell_left_out", 0)]
    assert "発送" not in str(reading.findings[0])


@pytest.mark.parametrize("cell", [None, "", "  "])
def test_a_status_that_is_blank(cell: Any) -> None:
    """
    A blank status is not known, and a finding says so; so is one without its key.
    """
    reading = qapi.read_inquiries([ROW | {"STATUS": cell}])
    assert (reading.values[0].status, reading.values[0].status_text) == (None, "")
    assert codes(reading) == [("qapi.inquiry_status_missing", 0)]
    bare = {key: ROW[key] for key in ROW if key != "STATUS"}
    assert codes(qapi.read_inquiries([bare])) == [("qapi.inquiry_status_missing", 0)]


@pytest.mark.parametrize(
    "key, cell, field, value, found",
    [
        ("INQ_TYPE", "item", "kind", InquiryKind.ITEM, 0),
        ("INQ_TYPE", "HELP", "kind", InquiryKind.HELP, 0),
        ("INQ_TYPE", "CHAT", "kind", None, 1),
        ("INQ_TYPE", "", "kind", None, 0),
        ("CLAIM_YN", "Y", "is_claim", True, 0),
        ("CLAIM_YN", "y", "is_claim", True, 0),
        ("CLAIM_YN", "", "is_claim", None, 0),
        ("CLAIM_YN", "?", "is_claim", None, 1),
        ("CONTR_NO", "1,000", "order_no", 1_000, 0),
        ("CONTR_NO", 0, "order_no", None, 0),
        ("CONTR_NO", None, "order_no", None, 0),
        ("CONTR_NO", "abc", "order_no", None, 1),
        ("SEQ_NO", "2", "seq_no", 2, 0),
        ("SEQ_NO", "", "seq_no", None, 0),
        ("QUESTION_NO", 100001, "question_no", "100001", 0),
        ("INQ_DT", "", "asked_at", None, 0),
        ("INQ_DT", "soon", "asked_at", None, 1),
        ("GD_NO", 100000002, "item_code", "100000002", 0),
    ],
)
def test_cells_as_they_really_come(
    key: str, cell: object, field: str, value: object, found: int
) -> None:
    """
    Numbers come as numbers or texts, and what cannot be read is not given and kept.
    """
    reading = qapi.read_inquiries([ROW | {key: cell}])
    assert getattr(reading.values[0], field) == value
    assert len(reading.findings) == found
    assert len(reading.values[0].unread) == found


@pytest.mark.parametrize("cell", [None, "", " "])
def test_an_inquiry_without_its_number(cell: Any) -> None:
    """
    It could not be answered: the row is a finding, and the others are read.
    """
    reading = qapi.read_inquiries(reply(ROW | {"QUESTION_NO": cell}, ROW))
    assert reading.values == (READ,)
    assert codes(reading) == [("rows.cell_missing", 0)]


def test_rows_that_are_none_and_keys_that_nobody_knows() -> None:
    """
    A row that is no object is a finding; an unknown key is said and kept.
    """
    reading = qapi.read_inquiries(reply("x", ROW | {"REPLY_DT": "2026-05-03"}))
    assert reading.unknown_keys == ("REPLY_DT",)
    assert reading.values[0].unread == (("REPLY_DT", "2026-05-03"),)
    assert codes(reading) == [("rows.not_an_object", 0)]


def test_rows_of_several_forms_keep_their_order() -> None:
    """
    Rows with different keys come out in the order in which they came.
    """
    rows = [ROW | {"QUESTION_NO": str(at)} | ({"X": 1} if at % 2 else {}) for at in range(5)]
    read = qapi.read_inquiries(rows).values
    assert [row.question_no for row in read] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("empty", [None, [], ""])
def test_no_inquiries(empty: Any) -> None:
    """
    No inquiry is no error.
    """
    reading = qapi.read_inquiries({"ResultObject": empty, "ResultCode": "0"})
    assert (reading.values, reading.findings) == ((), ())


def test_errors_of_the_reply() -> None:
    """
    An error of the platform is raised with its code and the name of the call; what is no reply, too.
    """
    with pytest.raises(qapi.QapiError, match=r"CSCenter.GetInquiryMessage"):
        qapi.read_inquiries({"ResultCode": -10000, "ResultMsg": "no key"})
    with pytest.raises(InvalidTypeError):
        qapi.read_inquiries("[]")


@given(
    row=st.dictionaries(
        st.sampled_from(sorted(ROW)),
        st.one_of(st.none(), st.integers(), st.text(max_size=8), st.floats(), st.booleans()),
    )
)
def test_no_row_is_lost_in_silence(row: dict[str, Any]) -> None:
    """
    Whatever the cells hold, the row is an inquiry or has a finding, and no finding tells of the buyer.
    """
    wording = "架空 花子さんの質問"
    reading = qapi.read_inquiries(
        [row | {"CUST_NM": wording, "TITLE": wording, "CONTENTS": wording}]
    )
    assert reading.values or reading.findings
    assert all(wording not in str(finding) for finding in reading.findings)
    assert all(wording not in repr(value) for value in reading.values)
