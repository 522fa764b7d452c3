from __future__ import annotations

import pytest

from qoo10model.rules.claims import ClaimGroup, ClaimStatus, Undoing


CANCEL, RETURN, EXCHANGE = ClaimGroup.CANCEL, ClaimGroup.RETURN, ClaimGroup.EXCHANGE
NOT_RECEIVED = ClaimGroup.NON_RECEIPT
NOTHING, PART, WHOLE = Undoing.NOTHING, Undoing.PART, Undoing.WHOLE


@pytest.mark.parametrize(
    ("code", "name", "group", "undoing"),
    [
        (1, "キャンセル要請", CANCEL, NOTHING),
        (2, "キャンセル中", CANCEL, NOTHING),
        (3, "キャンセル完了", CANCEL, WHOLE),
        (4, "返品要請", RETURN, NOTHING),
        (5, "返品中", RETURN, NOTHING),
        (6, "返品完了", RETURN, WHOLE),
        (11, "交換申請", EXCHANGE, NOTHING),
        (12, "交換承認", EXCHANGE, NOTHING),
        (13, "再配送中", EXCHANGE, NOTHING),
        (14, "未受取返金完了", NOT_RECEIVED, WHOLE),
        (15, "未受取部分返金完了", NOT_RECEIVED, PART),
        (16, "未納の注文のキャンセル", CANCEL, WHOLE),
    ],
)
def test_each_status_has_code_name_group_and_effect(
    code: int, name: str, group: ClaimGroup, undoing: Undoing
) -> None:
    """
    Completed cancellations, returns and refunds undo the sale, a partial refund a part of it.
    """
    status = ClaimStatus(code)
    assert (status.value, status.label.ja) == (code, name)
    assert (status.group, status.undoing) == (group, undoing)
    assert status.undoes_sale is (undoing is WHOLE)
    assert status.is_terminal is (undoing is not NOTHING)
    assert eval(repr(status), {"ClaimStatus": ClaimStatus}) is status


def test_there_are_twelve_statuses() -> None:
    """
    No status but those of the table, and each has a name of its own in both languages.
    """
    assert len(ClaimStatus) == 12
    assert len({status.label.en for status in ClaimStatus}) == 12
    for code in (0, 7, 10, 17):
        with pytest.raises(ValueError, match=str(code)):
            ClaimStatus(code)


def test_groups_and_effects_are_named_for_people() -> None:
    """
    Groups and effects have names in both languages and reprs that evaluate.
    """
    for member in (*ClaimGroup, *Undoing):
        assert member.label.en
        assert member.label.ja
        assert eval(repr(member), {"ClaimGroup": ClaimGroup, "Undoing": Undoing}) is member
