"""
Addresses (住所) as label printers and warehouses take them.
"""

from __future__ import annotations

import re

from typing import Final


__all__ = ("plain_address",)

# What label printers and warehouses refuse: dashes of print, blanks of print, zero-width characters,
# and ornaments such as ★ and ◆. The long vowel ー and the full-width － are ordinary letters.
_DASHES: Final = re.compile("[\u2010-\u2015\u2212]")
_BLANKS: Final = re.compile("[\u2000-\u200a\u202f\u205f\\s]+")
_MARKS: Final = re.compile(
    "[\u200b-\u200f\u2016-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u206f\u25a0-\u25ff\u2600-\u27bf\ufe00-\ufe0f\ufeff]"
)


def plain_address(address: str) -> str:
    """
    Return *address* with plain dashes and blanks, without invisible characters and ornaments.

    >>> plain_address("架空区　見本町1–2‑3\u200b ◆サンプル")
    '架空区 見本町1-2-3 サンプル'
    """
    return _BLANKS.sub(" ", _MARKS.sub("", _DASHES.sub("-", address))).strip()
