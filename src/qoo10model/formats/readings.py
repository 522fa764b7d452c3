"""
Readings (読み込み結果): what reading rows from outside gave, and what was odd about them.
"""

from __future__ import annotations

from typing import Generic, TypeVar

import attrs

from qoo10model.basics.findings import Finding


__all__ = ("Reading",)

T_co = TypeVar("T_co", covariant=True)


@attrs.frozen(repr=False)
class Reading(Generic[T_co]):
    """
    The *values* that were read, the *findings* about the rows, and the *unknown_keys* they had.

    A finding has the index of its row. A row that could not be read is a finding and no value. The
    keys are those that nobody told the reader about, each once and sorted; what stood there is kept
    in the values.

    >>> Reading(values=("a", "b"), findings=(), unknown_keys=("OrderType",))
    Reading(2 values, 0 findings, unknown_keys=('OrderType',))
    """

    values: tuple[T_co, ...]
    findings: tuple[Finding, ...] = ()
    unknown_keys: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return (
            f"Reading({len(self.values)} values, {len(self.findings)} findings, "
            f"unknown_keys={self.unknown_keys!r})"
        )
