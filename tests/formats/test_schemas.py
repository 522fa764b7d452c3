from __future__ import annotations

import copy
import functools
import json

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from docs import generate_schemas
from qoo10model.costs import Exchange
from qoo10model.formats import plain
from qoo10model.formats.kinds import name_of, tags
from qoo10model.orders import OrderLine
from qoo10model.rules.book import JAPAN
from qoo10model.sellers import Commissions, Grade, Seller
from tests.formats.plainvalues import VALUES
from tests.formats.test_plain import (
    BAD_LINES,
    IMPOSSIBLE_LINES,
    ORDINARY,
    ORDINARY_PLAIN,
    SETTLED_PLAIN,
    changed,
    document,
)


if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("month", "orderline", "settlement")


SCHEMAS: dict[str, Any] = {
    name: json.loads((generate_schemas.SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    for name in NAMES
}
VALIDATORS = {name: Draft202012Validator(schema) for name, schema in SCHEMAS.items()}


def test_the_schemas_are_up_to_date() -> None:
    """
    The files in docs/schemas/ are what the classes give; `docs/generate_schemas.py` writes them.
    """
    assert generate_schemas.differing(generate_schemas.SCHEMAS) == []
    assert sorted(path.name for path in generate_schemas.SCHEMAS.iterdir()) == [
        f"{name}.schema.json" for name in NAMES
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_schemas_are_schemas(name: str) -> None:
    """
    Each file is a JSON Schema of draft 2020-12.
    """
    schema = SCHEMAS[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("kind", generate_schemas.PUBLISHED)
@settings(max_examples=30)
@given(data=st.data())
def test_what_is_dumped_is_valid(kind: Any, data: st.DataObject) -> None:
    """
    Every document of one value, or of many, is valid.
    """
    values = data.draw(st.lists(VALUES[kind], min_size=1, max_size=2))
    check = VALIDATORS[kind.__name__.lower()]
    check.validate(plain.dump(values[0]))
    check.validate(plain.dump_all(values, kind))


@pytest.mark.parametrize("kind", plain.TYPES, ids=name_of)
@settings(max_examples=5)
@given(data=st.data())
def test_a_schema_can_be_made_of_other_types(kind: Any, data: st.DataObject) -> None:
    """
    What has no published schema has one all the same, and its documents are valid.
    """
    check = validator(kind)
    made = plain.dump(data.draw(VALUES[kind]))
    check.validate(made)
    if isinstance(made["value"], dict):
        made["value"]["nonsense"] = 1
        assert not check.is_valid(made)


@functools.cache
def validator(kind: type) -> Draft202012Validator:
    """
    Return what checks documents of *kind*.
    """
    return Draft202012Validator(generate_schemas.schema_for(kind))


@pytest.mark.parametrize(
    ("yen", "expected"),
    [(1, True), ("217/2000", True), ("0.1", True), (0.1, False), ("1e3", False), (None, False)],
)
def test_exact_numbers_in_a_schema(yen: object, expected: bool) -> None:
    """
    An exact number is whole or text of it; a float is none.
    """
    check = Draft202012Validator(generate_schemas.schema_for(Exchange))
    data = document("Exchange", {"currency": "KRW", "yen": yen, "since": "2026-01-01"})
    assert check.is_valid(data) is expected


@pytest.mark.parametrize("timeline", JAPAN.timelines, ids=lambda timeline: timeline.name)
def test_changes_of_every_rule_are_valid(timeline: Any) -> None:
    """
    A settlement by a book in which any rule is changed is valid.
    """
    rules = plain.dump(JAPAN.replacing(timeline))["value"]
    VALIDATORS["settlement"].validate(document("Settlement", {**SETTLED_PLAIN, "rules": rules}))


def test_sellers_of_every_sort_are_valid() -> None:
    """
    Rates by item and by category, dated or not, are valid.
    """
    rates = plain.load(
        document("Commissions", {"by_item": {"1": "9%"}, "by_category": {"food": "1/3"}}),
        as_=Commissions,
    )
    seller = plain.dump(Seller(grade=Grade.POWER, commission=rates))["value"]
    VALIDATORS["settlement"].validate(document("Settlement", {**SETTLED_PLAIN, "seller": seller}))


@pytest.mark.parametrize(("value", "_expected"), BAD_LINES)
def test_bad_lines_are_invalid(value: dict[str, Any], _expected: object) -> None:
    """
    What `plain.load` refuses of the layout of a line, the schema refuses, too.
    """
    assert not VALIDATORS["orderline"].is_valid(document("OrderLine", value))


@pytest.mark.parametrize(("value", "_path"), IMPOSSIBLE_LINES)
def test_impossible_lines_are_beyond_a_schema(value: dict[str, Any], _path: str) -> None:
    """
    What depends on several fields at once is for `plain.load` alone; the schema lets it pass.
    """
    assert VALIDATORS["orderline"].is_valid(document("OrderLine", value))


@pytest.mark.parametrize(
    "value",
    [
        *(changed(**{name: 1.5}) for name in ("order_no", "unit_price", "option_price")),
        *(changed(**{name: True}) for name in ("order_no", "unit_price", "shipping")),
        *(changed(**{name: "1"}) for name in ("quantity", "platform_total")),
        *({k: v for k, v in ORDINARY_PLAIN.items() if k != name} for name in list(ORDINARY_PLAIN)[:5]),
        changed(paid_at="2026-05-11T12:00:00"),
        changed(paid_at="2026-05-11 12:00:00+09:00"),
        changed(delivered_on="20260514"),
        changed(delivered_on="2026-05-14T00:00:00+09:00"),
        changed(send_type="FAST"),
        [],
        None,
    ],
    ids=str,
)  # fmt: skip
def test_other_bad_lines_are_invalid(value: object) -> None:
    """
    Numbers that are none, missing keys, naive moments and unknown members are invalid.
    """
    data = document("OrderLine", value)
    assert not VALIDATORS["orderline"].is_valid(data)
    with pytest.raises(plain.PlainError):
        plain.load(data, as_=OrderLine)


@pytest.mark.parametrize(
    "data",
    [
        {},
        [],
        ORDINARY_PLAIN,
        {**document("OrderLine", ORDINARY_PLAIN), "format": "qoo10model/2"},
        document("Order", ORDINARY_PLAIN),
        {"format": "qoo10model/1", "type": "OrderLine"},
        {**document("OrderLine", ORDINARY_PLAIN), "values": []},
        {**document("OrderLine", ORDINARY_PLAIN), "more": 1},
        {"format": "qoo10model/1", "type": "OrderLine", "values": {}},
    ],
    ids=str,
)
def test_bad_envelopes_are_invalid(data: object) -> None:
    """
    A document without its format, its type or its one content is invalid.
    """
    assert not VALIDATORS["orderline"].is_valid(data)


@pytest.mark.parametrize(
    "changes",
    [
        {"rate": 0.1},
        {"rate": "10"},
        {"rate": None},
        {"amounts": {}},
        {"amounts": {**SETTLED_PLAIN["amounts"], "net": 2359.5}},
        {"amounts": {**SETTLED_PLAIN["amounts"], "tax": 1}},
        {"seller": {}},
        {"seller": {"grade": "BEST"}},
        {"seller": {"grade": "POWER", "commission": 0.1}},
        {"seller": {"grade": "POWER", "commission": {"by_category": {"food": 8}}}},
        {"seller": {"grade": "POWER", "commission": {"by_categry": {}}}},
        {"rules": {"changes": [{"name": "fees.tax_rate"}]}},
        {"rules": []},
        {"holidays": ["20260506"]},
        {"holidays": "2026-05-06"},
        {"context": {"basis": "SELER"}},
        {"line": changed(quantity=0)},
        {"terms": {}},
    ],
    ids=str,
)
def test_bad_settlements_are_invalid(changes: dict[str, Any]) -> None:
    """
    A settlement with a part of the wrong kind, unknown or missing, is invalid.
    """
    data = document("Settlement", {**copy.deepcopy(SETTLED_PLAIN), **changes})
    assert not VALIDATORS["settlement"].is_valid(data)


@pytest.mark.parametrize("value", [1.5, [1], {}, {"Rate": 1}, {"Rate": "1%", "date": "2026-01-01"}])
def test_bad_values_of_a_timeline_are_invalid(value: object) -> None:
    """
    A value of a timeline that stands neither for itself nor for one type is invalid.
    """
    rules = plain.dump(
        JAPAN.replacing(JAPAN.wallet.payout_fee.with_value(200, since=date(2026, 1, 1)))
    )["value"]
    rules["changes"][0]["entries"][0]["value"] = value
    data = document("Settlement", {**SETTLED_PLAIN, "rules": rules})
    assert not VALIDATORS["settlement"].is_valid(data)


def test_the_schema_names_what_a_timeline_may_hold() -> None:
    """
    The types that a value of a timeline may name are those that are read.
    """
    tagged = SCHEMAS["settlement"]["$defs"]["Tagged"]["anyOf"][1]
    assert set(tagged["properties"]) == set(tags())


def test_defaults_stand_in_the_schema() -> None:
    """
    What a document leaves out has its default in the schema, for other languages.
    """
    fields = SCHEMAS["orderline"]["$defs"]["OrderLine"]["properties"]
    assert {
        name: fields[name]["default"] for name in ("shop", "shipping", "paid_at", "discounts")
    } == {
        "shop": "",
        "shipping": 0,
        "paid_at": None,
        "discounts": [],
    }
    assert "default" not in fields["unit_price"]
    assert ORDINARY.shop == ""


def test_the_check_tells_what_is_stale(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    `--check` writes nothing, names what is missing, stale or left over, and exits with 1 for any.
    """
    assert generate_schemas.main(["--check"], tmp_path) == 1
    assert "docs/schemas/orderline.schema.json is not what" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []

    assert generate_schemas.main([], tmp_path) == 0
    assert generate_schemas.main(["--check"], tmp_path) == 0
    assert capsys.readouterr().out == ""

    (tmp_path / "old.schema.json").write_text("{}", encoding="utf-8")
    (tmp_path / "month.schema.json").write_text("{}", encoding="utf-8")
    assert generate_schemas.main(["--check"], tmp_path) == 1
    assert capsys.readouterr().out.count("is not what the classes say") == 2
    assert generate_schemas.main([], tmp_path) == 0
    assert generate_schemas.main(["--check"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"{name}.schema.json" for name in NAMES
    ]
