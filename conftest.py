"""
Lets pytest run the examples of the README and of the pages in docs/: ``pytest docs README.md``.
"""

from __future__ import annotations

from doctest import ELLIPSIS, NORMALIZE_WHITESPACE
from typing import TYPE_CHECKING

from sybil import Sybil
from sybil.evaluators.doctest import DocTestEvaluator
from sybil.parsers.abstract import DocTestStringParser
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser, SkipParser


if TYPE_CHECKING:
    from collections.abc import Iterator

    from sybil import Document, Region

FLAGS = ELLIPSIS | NORMALIZE_WHITESPACE


class SessionParser:
    """
    Finds the ``>>>`` lines in blocks that are marked as ``pycon``.
    """

    def __init__(self) -> None:
        self.blocks = CodeBlockParser("pycon", DocTestEvaluator(FLAGS))
        self.lines = DocTestStringParser(DocTestEvaluator(FLAGS))

    def __call__(self, document: Document) -> Iterator[Region]:
        """
        Yield each line to run with what it should print.
        """
        for block in self.blocks(document):
            for line in self.lines(block.parsed, document.path):
                line.adjust(block, block.parsed)
                yield line


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=FLAGS), SessionParser(), SkipParser()],
    patterns=["*.md"],
).pytest()
