from __future__ import annotations

import contextlib
import functools
import importlib
import io
import json
import re

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from qoo10model.basics.texts import columns_of


if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

EXAMPLES = Path(__file__).parents[1] / "examples"
WRITTEN = ("orders_2026_05.json", "orders_2026_05_v3.json", "claims_2026_05.json")

SECTIONS = {
    "en": (
        "What the shop chose (at the top of month.py)",
        "What was read",
        "What the month pays",
        "Cash calendar, by Wednesday",
        "Bank payouts",
        "Money that waits for a delivery",
        "One mega-wari order, line by line",
        "Findings",
        "Orders that wait for a choice",
        "Doubts, by their effect in yen",
        "A sample reply of the API, settled the same way",
        "A sample reply of the API, settled the same way",
        "The month in short",
    ),
    "ja": (
        "ショップの指定（month.pyの冒頭）",
        "読み込んだデータ",
        "今月の精算額",
        "入金カレンダー（水曜日ごと）",
        "銀行への出金",
        "配送完了待ちの金額",
        "メガ割の注文1件の精算明細",
        "指摘",
        "選択待ちの注文",
        "未確定事項（影響額順）",
        "API応答のサンプルの精算",
        "API応答のサンプルの精算",
        "今月のまとめ",
    ),
}

# The rates below are the ones month.py chooses or Qoo10 publishes, written out a second time.
COMMISSION = {
    "beauty": 10,
    "ladies_fashion": 10,
    "entertainment": 10,
    "food": 8,
    "electronics": 8,
    "mobile": 8,
    "daily_goods": 6,
}
MEGA_PO_DAYS = ("2026-05-01 00:00:00", "2026-05-10 00:00:00")
MEGA_WARI_DAYS = ("2026-05-29 17:00:00", "2026-06-11 00:00:00")


@pytest.fixture(scope="module", name="scripts")
def _scripts() -> Iterator[dict[str, ModuleType]]:
    """
    The scripts in examples/, imported as Python does when it runs one of them.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(EXAMPLES))
        scripts = {name: importlib.import_module(name) for name in ("generate", "report", "month")}
        # Doubts take their time; a month keeps those that it has worked out.
        patch.setattr(scripts["month"], "settle", functools.cache(scripts["month"].settle))
        yield scripts


@pytest.fixture(scope="module", name="printed", params=["en", "ja"])
def _printed(scripts: dict[str, ModuleType], request: pytest.FixtureRequest) -> tuple[str, str]:
    """
    What the demo prints: the language and the text.
    """
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        scripts["month"].main(*(["--ja"] if request.param == "ja" else []))
    return request.param, text.getvalue()


@pytest.fixture(scope="module", name="month")
def _month(scripts: dict[str, ModuleType]) -> Any:
    """
    The month as the demo settles it.
    """
    script = scripts["month"]
    with contextlib.redirect_stdout(io.StringIO()):
        lines, _ = script.read(script.ORDERS, script.CLAIMS, scripts["report"].Report("en"))
    return script.settle(lines)


def rows_of(name: str) -> list[dict[str, Any]]:
    """
    Return the rows of the reply in the file *name*.
    """
    reply = json.loads((EXAMPLES / name).read_text(encoding="utf-8"))
    rows: list[dict[str, Any]] = reply["ResultObject"]
    return rows


def section(text: str, heading: str) -> list[str]:
    """
    Return the lines under *heading*, up to the next one.
    """
    body = re.split(r"\n(?=[^\n]+\n─{20,}\n)", text)
    return next(part for part in body if part.startswith(heading)).splitlines()[2:]


def yen(text: str) -> int:
    """
    Return the first signed amount in *text*, as the report writes it.
    """
    found = re.search(r"[+−][\d,]+", text)
    assert found is not None, text
    return int(found[0].replace("−", "-").replace(",", ""))


def part(amount: int, percent: int) -> int:
    """
    Return *percent* of *amount*, half a yen up.
    """
    return (amount * percent + 50) // 100


# What the files hold


def test_the_generator_writes_the_same_bytes_again(scripts: dict[str, ModuleType]) -> None:
    """
    Running the generator again gives the files in the project, byte for byte.
    """
    files = scripts["generate"].files()

    assert tuple(files) == WRITTEN
    for name, text in files.items():
        assert (EXAMPLES / name).read_bytes() == text.encode(), f"run examples/generate.py: {name}"


def test_the_month_is_as_large_and_as_mixed_as_a_real_one() -> None:
    """
    The month has 500 lines and more, all five statuses, carts of 1 to 4 lines, both events, coupons.
    """
    rows = [{key.lower(): value for key, value in row.items()} for row in rows_of(WRITTEN[0])]
    statuses = {row["shippingstatus"][-3:] for row in rows}
    carts = [row["relatedorder"].count(",") + 1 for row in rows]
    paid = [str(row["paymentdate"]).replace("/", "-") for row in rows]

    assert len(rows) >= 500
    assert all(len(row) >= 66 for row in rows)
    assert statuses >= {"(1)", "(2)", "(3)", "(4)", "(5)"}
    assert set(carts) == {1, 2, 3, 4}
    assert any(MEGA_PO_DAYS[0] <= moment < MEGA_PO_DAYS[1] for moment in paid)
    assert any(MEGA_WARI_DAYS[0] <= moment < MEGA_WARI_DAYS[1] for moment in paid)
    assert min(filter(None, paid)) < "2026-05-01"
    assert max(paid) > "2026-06-01"
    assert any(row["sellerdiscount"] for row in rows)
    assert any(row["cart_discount_qoo10"] for row in rows)


def test_the_newer_reply_holds_preorders() -> None:
    """
    The rows of the v3 reply have the 58 keys of the reference, and some are pre-orders.
    """
    rows = rows_of(WRITTEN[1])

    assert {len(row) for row in rows} == {58}
    assert {row["AvailableSendType"] for row in rows} == {"0", "1", "2"}


def test_shipping_stands_on_every_row_of_a_cart() -> None:
    """
    All rows of a cart say the same shipping fee, as the platform does.
    """
    fees: dict[int, set[int]] = {}
    for row in rows_of(WRITTEN[1]):
        fees.setdefault(row["PackNo"], set()).add(row["ShippingRate"])

    assert all(len(amounts) == 1 for amounts in fees.values())
    assert {fee for amounts in fees.values() for fee in amounts} == {0, 500}


@pytest.mark.parametrize("name", WRITTEN)
def test_all_people_are_invented(name: str) -> None:
    """
    Names, addresses, telephones and mails of the made-up rows could be nobody's.
    """
    for row in rows_of(name):
        known = {key.lower(): str(value) for key, value in row.items()}
        assert known["buyer"] == known["receiver"] == "架空 太郎"
        assert known["buyermobile"] == "+81-90-0000-0001"
        assert known["zipcode"] == "000-0000"
        assert known.get("buyeremail", "buyer1@example.invalid") == "buyer1@example.invalid"


# What the demo prints


def test_the_demo_prints_every_section(printed: tuple[str, str]) -> None:
    """
    In both languages the demo prints all its sections, in order.
    """
    language, text = printed

    assert tuple(re.findall(r"\n([^\n]+)\n─{20,}\n", text)) == SECTIONS[language]


def test_the_demo_fits_a_terminal(printed: tuple[str, str]) -> None:
    """
    No line is wider than 110 columns or ends in a blank, and no value is printed by its repr.
    """
    _, text = printed

    assert [line for line in text.splitlines() if columns_of(line) > 110] == []
    assert [line for line in text.splitlines() if line != line.rstrip()] == []
    assert not re.search(
        r"<\w|object at 0x|datetime\.|\bNone\b|\bText\(|Finding\(|[A-Z]\w+\.[A-Z]+: ", text
    )


def test_the_printed_kinds_sum_to_the_printed_net(printed: tuple[str, str]) -> None:
    """
    The amounts by kind sum to the net that is printed under them.
    """
    language, text = printed
    table = [line for line in section(text, SECTIONS[language][2]) if re.search(r"[+−]\d", line)]
    *kinds, net = map(yen, table)

    assert sum(kinds) == net > 0


def test_the_calendar_sums_to_the_printed_net(printed: tuple[str, str]) -> None:
    """
    What is settled on each Wednesday and what waits for a day sum to the net.
    """
    language, text = printed
    _, *days, waiting, net = section(text, SECTIONS[language][3])

    assert len(days) >= 7
    assert {date.fromisoformat(day[:10]).weekday() for day in days} == {2}
    assert sum(map(yen, days)) + yen(waiting) == yen(net)


def test_each_payout_costs_150_yen(printed: tuple[str, str]) -> None:
    """
    A payout of the wallet reaches the bank less 150 yen, and the last row sums them up.
    """
    language, text = printed
    _, *rows = section(text, SECTIONS[language][4])
    amounts = [
        [int(cell.replace(",", "").replace("−", "-")) for cell in row.split()[1:]] for row in rows
    ]

    assert all(withdrawn + fee == credited for withdrawn, fee, credited in amounts)
    assert {fee for _, fee, _ in amounts[:-1]} == {-150}
    assert [sum(column) for column in zip(*amounts[:-1], strict=True)] == amounts[-1]


def test_the_explained_order_sums_to_its_net(printed: tuple[str, str]) -> None:
    """
    The entries of the explained order, pre-deduction and compensation among them, sum to its net.
    """
    language, text = printed
    rows = section(text, SECTIONS[language][6])
    *entries, net = (yen(row) for row in rows if re.match(r" *[+−]\d", row))

    assert len(entries) >= 6
    assert sum(entries) == net
    assert entries[0] < 0


def test_doubts_come_by_their_effect(printed: tuple[str, str]) -> None:
    """
    The doubt that could change most stands first, those of unknown effect last.
    """
    language, text = printed
    heads = re.compile(r" *(−?[\d,]+|\?) +(−?[\d,]+|\?) ")
    rows = map(heads.match, section(text, SECTIONS[language][9]))
    cells = [row.groups() for row in rows if row]
    known = [
        max(abs(int(cell.replace(",", "").replace("−", "-"))) for cell in pair)
        for pair in cells
        if pair[0] != "?"
    ]

    assert known == sorted(known, reverse=True)
    assert known[0] > 10_000
    assert [pair[0] for pair in cells[len(known) :]] == ["?"] * (len(cells) - len(known))


# What the demo works out


def test_each_line_pays_what_plain_arithmetic_gives(month: Any) -> None:
    """
    The net of each line, its part of shipping aside, is to the yen what whole numbers give.
    """
    nets = {one.line.order_no: one.net - one.shipping for one in month if not one.is_cancelled}
    worked = {
        row["orderNo"]: net_of(row)
        for name in WRITTEN[:2]
        for row in map(plain, rows_of(name))
        if row
    }
    compared = nets.keys() & worked.keys()

    assert len(compared) > 550
    assert {number: nets[number] for number in compared} == {
        number: worked[number] for number in compared
    }


def test_delivered_lines_move_on_the_wednesday_after_five_days(month: Any) -> None:
    """
    The sale of a power seller moves on the first Wednesday after the fifth day from the delivery.
    """
    for one in month:
        if one.line.delivered_on and not one.is_cancelled:
            end = one.line.delivered_on + timedelta(5)
            wednesday = next(
                day for day in (end + timedelta(n) for n in range(1, 8)) if day.weekday() == 2
            )
            assert {e.on for e in one.entries if e.kind.name == "SALE"} == {wednesday}


def test_shipping_is_counted_once_a_cart(month: Any) -> None:
    """
    The shipping of the month is the fee of each cart that has a line settled, once.
    """
    fees = {
        (one.line.shop, one.line.cart_no): one.line.shipping
        for one in month
        if not one.is_cancelled
    }

    assert sum(one.shipping for one in month) == sum(fees.values())


def test_cancelled_lines_net_to_zero(month: Any) -> None:
    """
    A line cancelled before its pre-deduction never moved a yen; later ones move it back.
    """
    cancelled = [one for one in month if one.is_cancelled]
    never = [one for one in cancelled if not one.entries]

    assert {one.net for one in cancelled} == {0}
    assert all(sum(entry.amount for entry in one.entries) == 0 for one in cancelled)
    assert len(never) == 2
    assert len(cancelled) == 6


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """
    Return *row* with the keys of v2, or nothing where it is one of the odd rows.
    """
    names = {
        "ItemNo": "itemCode",
        "OrderNo": "orderNo",
        "OrderPrice": "orderPrice",
        "OrderQty": "orderQty",
        "Discount": "discount",
        "Option": "option",
    }
    row = {names.get(key, key): value for key, value in row.items()}
    numbers = (row["orderNo"], row["orderPrice"], row["orderQty"], row["discount"])
    if not all(type(number) is int for number in numbers) or not row.get("PaymentDate"):
        return {}
    return row


def net_of(row: dict[str, Any]) -> int:
    """
    Return what the line of *row* pays without shipping, worked out by hand for each kind of day.
    """
    items = json.loads((EXAMPLES / "shop.json").read_text(encoding="utf-8"))["items"]
    category = {item["code"]: item["category"] for item in items}[row["itemCode"]]
    option = re.search(r"\(\+(\d+)円\)", row["option"])
    unit: int = row["orderPrice"] + (int(option[1]) if option else 0)
    own: int = row["SellerDiscount"]
    quantity: int = row["orderQty"]
    paid: str = row["PaymentDate"]
    coupon = (row["discount"] - own) // quantity

    commission = unit - part(unit, 100 - COMMISSION[category])
    extras = part(unit, 2) if row.get("AvailableSendType", "0") in {"1", "2"} else 0
    borne = 0
    if coupon and MEGA_WARI_DAYS[0] <= paid < MEGA_WARI_DAYS[1]:
        assert coupon == part(unit, 20)
        extras += part(unit, 1)
        borne = (coupon + 1) // 2
    elif MEGA_PO_DAYS[0] <= paid < MEGA_PO_DAYS[1] and coupon:
        assert coupon == part(unit, 10)
        borne = (coupon + 1) // 2 + (part(unit - coupon, 10) + 1) // 2
    fees = (commission + extras) * quantity
    return unit * quantity - own - borne * quantity - fees - part(fees, 10)
