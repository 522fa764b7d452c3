"""
Kinds of exports (出力ファイルの種類): which columns a kind has, and how headers are compared.
"""

from __future__ import annotations

import re
import unicodedata

from collections.abc import Mapping
from typing import Final

import attrs

from qoo10model.basics.texts import Text


__all__ = ("Export", "header_key")

_INVISIBLE: Final = re.compile("[\u200b-\u200f\u2060\ufeff]")
_SPACE: Final = re.compile(r"[\s_]+")
_UNIT: Final = re.compile(r"\((?:yyyy/mm/dd|円|jpy|엔|人|件|回|個|名|명|건|회|개)\)$")

_Fields = tuple[tuple[str, str], ...]


@attrs.frozen
class Export:
    """
    One kind of export: its *name*, the *reader* for it, and its *fields* with the headers they have.

    Only exports of this kind have all fields of one of the *signs*. Rows cannot do without the
    *needed* fields; *expected* are the others that each export of this kind should have. *kept* are
    headers whose cells are kept as they are, for no field of a value holds them.
    """

    name: Text
    reader: str
    fields: _Fields
    signs: tuple[tuple[str, ...], ...]
    needed: tuple[str, ...]
    expected: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    names: Mapping[str, str] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        names = {
            header_key(header): field
            for field, headers in self.fields
            for header in headers.split(", ")
        }
        object.__setattr__(self, "names", names)

    def headers_of(self, field: str) -> str:
        """
        Return the headers that *field* may have.

        >>> sample = Export(Text("sample", "例"), "read_x", (("on", "日付, 날짜"),), (), ())
        >>> sample.headers_of("on")
        '日付, 날짜'
        """
        return dict(self.fields)[field]

    def keeps(self, header: str) -> bool:
        """
        Whether *header* is a known column whose cells are kept as they are.

        >>> Export(Text("sample", "例"), "read_x", (), (), (), kept=("備考",)).keeps("備考 ")
        True
        """
        return header_key(header) in map(header_key, self.kept)


def header_key(header: str) -> str:
    """
    Return *header* as headers are compared: plain letters, nothing invisible, no unit behind it.

    >>> header_key("할인액 "), header_key("購入者の決済日 （YYYY/MM/DD）"), header_key("UV（人）")
    ('할인액', '購入者の決済日', 'uv')
    """
    # Hangul must stay composed and half-width kana become whole: NFKC does both.
    key = unicodedata.normalize("NFKC", _INVISIBLE.sub("", header)).replace("\u2044", "/")
    return _UNIT.sub("", _SPACE.sub("", key).casefold())
