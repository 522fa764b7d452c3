from __future__ import annotations

import pytest

from qoo10model.formats.resultcodes import meaning_of


ORDERS, CLAIMS = "GetShippingInfo", "GetClaimInfo"
BOTH = "GetShippingAndClaimInfoByOrderNo"


@pytest.mark.parametrize(
    ("method", "code", "japanese"),
    [
        (ORDERS, -10000, "販売者認証キーが正しくない"),
        (ORDERS, -90001, "存在しないAPI"),
        (ORDERS, -90002, "このメソッドを呼ぶ権限がない"),
        (ORDERS, -90003, "このメソッドを呼ぶ権限がない"),
        (ORDERS, -90004, "販売者認証キーの有効期限切れ"),
        (CLAIMS, -90005, "販売者認証キーの有効期限切れ"),
        (ORDERS, -10001, "日付が正しくない"),
        (ORDERS, -10002, "検索期間が90日を超えている"),
        (ORDERS, -10003, "配送状態が正しくない"),
        (ORDERS, -10004, "配送状態と検索条件が合わない"),
        (CLAIMS, -10001, "販売者が存在しない"),
        (CLAIMS, -10002, "検索日が正しくない"),
        (CLAIMS, -10003, "検索期間が90日を超えている"),
        (BOTH, -10001, "販売者が存在しない"),
        (BOTH, -10002, "注文番号の形式が正しくない"),
        (BOTH, -10003, "注文が存在しない"),
        ("SetSellerCheckYN", -10001, "注文番号の形式が正しくない"),
        ("SetSellerCheckYNBulk", -10011, "500件を超えている"),
        ("SetSellerCheckYNBulk", -10012, "発注確認済み"),
        ("SetSellerCheckYNBulk", -10013, "配送要請の注文ではない"),
        ("SetSellerCheckYNBulk", -10016, "発送予定日がない"),
        ("SetSellerCheckYNBulk", -10017, "発送予定日が許容範囲より後"),
        ("SetSellerCheckYNBulk", -10018, "発送予定日が翌日以降ではない"),
        ("Claim.SetCancelProcess", -10001, "注文番号の形式が正しくない"),
        ("Claim.SetCancelProcess", -10002, "注文が存在しない"),
        ("Claim.SetCancelProcess", -10003, "他の販売者の注文"),
        ("Claim.SetCancelProcess", -10004, "キャンセルできない配送状態"),
        ("SetClaimAccept", -10001, "引数が正しくない"),
        ("SetClaimAccept", -10002, "注文が存在しない"),
        ("SetClaimRedelivery", -10003, "他の販売者の注文"),
        ("CSCenter.GetInquiryMessage", -10001, "引数が正しくない"),
        ("CSCenter.SetInquiryMessage", -10001, "引数が正しくない"),
    ],
)
def test_a_code_means_what_its_method_says(method: str, code: int, japanese: str) -> None:
    """
    Each documented code has its meaning for each method, and advice, in both languages.
    """
    found = meaning_of(method, code)
    assert found.meaning.ja == japanese
    assert all((found.meaning.en, found.advice.en, found.advice.ja))


@pytest.mark.parametrize(
    "name",
    [
        "GetShippingInfo",
        "GetShippingInfo_v2",
        "GetShippingInfo_V3",
        "getshippinginfo_v3",
        "ShippingBasic.GetShippingInfo_v3",
        " ShippingBasic.getShippingInfo ",
    ],
)
def test_a_method_is_known_with_or_without_service_and_version(name: str) -> None:
    """
    However the caller names the method, its codes mean the same.
    """
    assert meaning_of(name, -10002) == meaning_of(ORDERS, -10002)


@pytest.mark.parametrize(
    ("method", "code"),
    [(ORDERS, -10011), ("SetSendingInfoBulk", -10103), ("", -10001), (ORDERS, 7), ("x", 0)],
)
def test_an_undocumented_code_says_so(method: str, code: int) -> None:
    """
    A number that another method uses is not lent its meaning.
    """
    assert meaning_of(method, code).meaning.ja == "このメソッドでは文書化されていないコード"


def test_an_expired_key_says_to_issue_a_new_one() -> None:
    """
    After a year the key ends, and a new one from QSM is the way out.
    """
    for code in (-90004, -90005):
        assert "QSM" in meaning_of(ORDERS, code).advice.en
        assert "QSM" in meaning_of(ORDERS, code).advice.ja
