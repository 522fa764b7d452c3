"""
Write the JSON Schemas (draft 2020-12) in docs/schemas/ from the classes, as ``formats.plain`` lays them out.

``python docs/generate_schemas.py`` writes them, ``--check`` names those that differ and exits with 1.
"""

from __future__ import annotations

import argparse
import inspect
import json
import pathlib
import sys

from datetime import date, datetime, time
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from qoo10model.basics.money import Rate
from qoo10model.formats import plain
from qoo10model.formats.codecs import writer
from qoo10model.formats.kinds import form_of, name_of, tags
from qoo10model.formats.scalars import (
    DAY_PATTERN,
    EXACT_PATTERN,
    MOMENT_PATTERN,
    RATE_PATTERN,
    TIME_PATTERN,
)
from qoo10model.formats.shapes import (
    Choice,
    Fixed,
    Keyed,
    Record,
    Scalar,
    Sequence,
    Tagged,
    fields_of,
    shape_of,
)
from qoo10model.months import Month
from qoo10model.orders import OrderLine
from qoo10model.proceeds import Settlement


if TYPE_CHECKING:
    from collections.abc import Sequence as Arguments

    from qoo10model.formats.shapes import Field, Shape

SCHEMAS = pathlib.Path(__file__).parent / "schemas"
PUBLISHED: tuple[type, ...] = (Month, OrderLine, Settlement)

DRAFT = "https://json-schema.org/draft/2020-12/schema"

SCALARS: dict[Any, dict[str, Any]] = {
    int: {"type": "integer"},
    str: {"type": "string"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date", "pattern": DAY_PATTERN},
    datetime: {"type": "string", "format": "date-time", "pattern": MOMENT_PATTERN},
    time: {"type": "string", "pattern": TIME_PATTERN},
    Rate: {"type": "string", "pattern": RATE_PATTERN},
    Rate | int: {"type": ["integer", "string"], "pattern": RATE_PATTERN},
    Fraction: {"type": ["integer", "string"], "pattern": EXACT_PATTERN},
    Fraction | int: {"type": ["integer", "string"], "pattern": EXACT_PATTERN},
}


class Definitions:
    """
    The named parts of one schema, filled while it is built.
    """

    def __init__(self) -> None:
        self.found: dict[str, dict[str, Any]] = {}

    def of(self, shape: Shape) -> dict[str, Any]:
        """
        Return the schema of *shape*; what has a name is a reference.
        """
        if isinstance(shape, Scalar):
            return self.scalar(shape.kind)
        if isinstance(shape, Sequence):
            return {"type": "array", "items": self.of(shape.item)}
        if isinstance(shape, Keyed):
            return {"type": "object", "additionalProperties": self.of(shape.item)}
        if isinstance(shape, Fixed | Choice):
            return self.several(shape)
        return self.record(shape.kind) if isinstance(shape, Record) else self.tagged(shape)

    def several(self, shape: Fixed | Choice) -> dict[str, Any]:
        """
        Return the schema of a list of a fixed length, or of a choice.
        """
        if isinstance(shape, Choice):
            options = [self.of(option) for option in shape.options]
            return {"anyOf": [*options, {"type": "null"}] if shape.optional else options}
        items, count = [self.of(item) for item in shape.items], len(shape.items)
        return {"type": "array", "prefixItems": items, "minItems": count, "maxItems": count}

    def record(self, kind: type) -> dict[str, Any]:
        """
        Return the reference to the class *kind*.
        """
        name = name_of(kind) or kind.__name__
        if name not in self.found:
            self.found[name] = {}  # its place, before that of its fields
            fields = fields_of(form_of(kind))
            self.found[name] |= {
                "type": "object",
                "description": summary(kind),
                "properties": {field.name: self.field(field) for field in fields},
                "required": [field.name for field in fields if field.is_required],
                "additionalProperties": False,
            }
        return {"$ref": f"#/$defs/{name}"}

    def field(self, field: Field) -> dict[str, Any]:
        """
        Return the schema of a *field* with its default and the least it may be.
        """
        schema = self.of(field.shape)
        if field.minimum is not None:
            number = schema["anyOf"][0] if "anyOf" in schema else schema
            number["minimum"] = field.minimum
        # A default that follows from the other fields is said by no constant.
        if not (field.is_required or hasattr(field.default, "factory")):
            schema["default"] = writer(field.shape)(field.default)
        return schema

    def scalar(self, kind: Any) -> dict[str, Any]:
        """
        Return the schema of a scalar; an enum, whose members are written by name, is a reference.
        """
        if kind in SCALARS:
            return dict(SCALARS[kind])
        name, members = name_of(kind), list(kind.__members__)
        self.found[f"{name}"] = {"description": summary(kind), "enum": members}
        return {"$ref": f"#/$defs/{name}"}

    def tagged(self, shape: Tagged) -> dict[str, Any]:
        """
        Return the reference to a value that names its own type.
        """
        if shape.kinds:
            named = {name_of(kind) or kind.__name__: kind for kind in shape.kinds}
            return one_key({name: self.of(shape_of(kind)) for name, kind in named.items()})
        if "Tagged" not in self.found:
            self.found["Tagged"] = {}
            values = {name: self.of(shape_of(kind)) for name, kind in tags().items()}
            self.found["Tagged"] |= {
                "description": summary(type(shape)),
                "anyOf": [
                    {"type": ["integer", "string", "boolean", "null"]},
                    one_key(values),
                ],
            }
        return {"$ref": "#/$defs/Tagged"}


def one_key(values: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """
    Return the schema of a dict with one of the keys of *values*, and its value.
    """
    return {
        "type": "object",
        "properties": values,
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }


def summary(kind: type) -> str:
    """
    Return the first sentence of the docstring of *kind* as plain text.
    """
    first = inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[0]
    return " ".join(first.replace("*", "").replace("`", "").split())


def schema_for(kind: type) -> dict[str, Any]:
    """
    Return the schema of the documents that `plain.dump` and `plain.dump_all` make of *kind*.
    """
    definitions = Definitions()
    value = definitions.of(shape_of(kind))
    return {
        "$schema": DRAFT,
        "title": kind.__name__,
        "description": f"One {kind.__name__} of qoo10model, or many, as formats.plain writes them.",
        "type": "object",
        "properties": {
            "format": {"const": plain.FORMAT},
            "type": {"const": name_of(kind)},
            "value": value,
            "values": {"type": "array", "items": value},
        },
        "required": ["format", "type"],
        "oneOf": [{"required": ["value"]}, {"required": ["values"]}],
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.found.items())),
    }


def texts() -> dict[str, str]:
    """
    Return the text of every schema by its file name.
    """
    return {
        f"{kind.__name__.lower()}.schema.json": json.dumps(
            schema_for(kind), ensure_ascii=False, indent=2
        )
        + "\n"
        for kind in PUBLISHED
    }


def differing(folder: pathlib.Path) -> list[str]:
    """
    Return the names of files in *folder* that are missing, stale, or left over.
    """
    wanted = texts()
    there = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}
    return [name for name in sorted({*wanted, *there}) if wanted.get(name) != there.get(name)]


def main(arguments: Arguments[str], folder: pathlib.Path = SCHEMAS) -> int:
    """
    Write the schemas into *folder*, or check them; return the exit code.
    """
    parser = argparse.ArgumentParser(description="Write docs/schemas/ from the classes.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if stale")
    stale = differing(folder)
    if parser.parse_args(arguments).check:
        for name in stale:
            print(f"docs/schemas/{name} is not what the classes say")
        if stale:
            print("run: python docs/generate_schemas.py")
        return 1 if stale else 0
    folder.mkdir(exist_ok=True)
    wanted = texts()
    for name in stale:
        if name in wanted:
            (folder / name).write_text(wanted[name], encoding="utf-8")
        else:
            (folder / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
