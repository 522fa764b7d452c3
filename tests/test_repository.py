from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import source_rules


if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "qoo10model"


def named(paths: list[Path]) -> list[object]:
    """
    Return *paths* as parameters that are called by their place in the project.
    """
    return [pytest.param(path, id=path.relative_to(ROOT).as_posix()) for path in sorted(paths)]


MODULES = named([*PACKAGE.rglob("*.py")])
PUBLIC = named([p for p in PACKAGE.rglob("*.py") if not p.stem.startswith("_")])
SUBJECTS = named([p for p in PACKAGE.glob("*.py") if not p.stem.startswith("_")])
RULES = named([*(PACKAGE / "rules").glob("*.py")])
NOT_RULES = named([p for p in PACKAGE.rglob("*.py") if p.parent.name != "rules"])
# A picture arrives as bytes, and Pillow reads from a stream: these two modules import io.
STREAMING = {PACKAGE / "formats" / name for name in ("pictures.py", "bareheads.py")}
PURE = named([p for p in PACKAGE.rglob("*.py") if p not in STREAMING])
TESTS = named([*(ROOT / "tests").rglob("*.py")])
PYTHON = named(
    [
        ROOT / "noxfile.py",
        ROOT / "conftest.py",
        *(p for d in ("src", "tests", "docs", "examples") for p in (ROOT / d).rglob("*.py")),
    ]
)


def problems(check: Callable[[str], list[str]], path: Path) -> list[str]:
    """
    Return what *check* finds in the file at *path*.
    """
    return check(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SUBJECTS)
def test_subjects_hold_no_numbers_of_qoo10(path: Path) -> None:
    """
    A subject module writes out no rate, no day, no float and no whole number but −1, 0, 1 and 2.
    """
    assert problems(source_rules.numbers_of_qoo10, path) == []


def test_one_module_pauses_the_collector() -> None:
    """
    The garbage collector is the whole interpreter's: only the making of many values touches it.
    """
    touching = [
        path.stem for path in PACKAGE.rglob("*.py") if "import gc\n" in path.read_text("utf-8")
    ]

    assert touching == ["making"]


@pytest.mark.parametrize("path", RULES)
def test_rule_modules_only_select(path: Path) -> None:
    """
    A rule module calculates nothing.
    """
    assert problems(source_rules.arithmetic, path) == []


@pytest.mark.parametrize("path", PUBLIC)
def test_public_modules_say_what_they_hold(path: Path) -> None:
    """
    A public module has a docstring and an `__all__` that lists all its public names.
    """
    assert problems(source_rules.outline, path) == []


@pytest.mark.parametrize("path", NOT_RULES)
def test_modules_are_short(path: Path) -> None:
    """
    A module outside the rules ends by line 400.
    """
    assert problems(source_rules.length, path) == []


@pytest.mark.parametrize("path", PURE)
def test_the_package_touches_nothing_outside(path: Path) -> None:
    """
    The package uses no clock, file, network, environment, chance, console or logging.
    """
    assert problems(source_rules.ambient, path) == []


@pytest.mark.parametrize("path", MODULES)
def test_values_are_frozen_to_the_bottom(path: Path) -> None:
    """
    Values are frozen, hold no lists, dicts or sets, and do not inherit from each other.
    """
    assert problems(source_rules.values, path) == []


@pytest.mark.parametrize("path", [*MODULES, *TESTS])
def test_docstrings_have_their_quotes_on_their_own_lines(path: Path) -> None:
    """
    Docstrings start on the line after their quotes.
    """
    assert problems(source_rules.docstrings, path) == []


@pytest.mark.parametrize("path", TESTS)
def test_tests_say_their_facts(path: Path) -> None:
    """
    Every test is a function whose docstring is a sentence.
    """
    assert problems(source_rules.facts, path) == []


@pytest.mark.parametrize("path", PYTHON)
def test_no_check_is_switched_off(path: Path) -> None:
    """
    No line asks a tool to look away, and none is marked as unfinished.
    """
    assert problems(source_rules.marks, path) == []


def test_the_project_is_found() -> None:
    """
    The checks above look at the package and at the tests, not at empty lists.
    """
    assert all((MODULES, PUBLIC, SUBJECTS, RULES, NOT_RULES, PURE, TESTS, PYTHON))


GOOD = (
    (source_rules.numbers_of_qoo10, "x = f(-1, 0, 1, 2, True, None, 'a 10 b')"),
    (source_rules.numbers_of_qoo10, "x = f'{y:>12}'"),
    (source_rules.numbers_of_qoo10, "class Status(enum.IntEnum):\n    SENT = 4"),
    (source_rules.numbers_of_qoo10, "class Status(Labelled):\n    SENT = Text('a', 'b'), 4"),
    (source_rules.numbers_of_qoo10, "@lru_cache(maxsize=512)\ndef f(): ..."),
    (source_rules.numbers_of_qoo10, "x = moment.date()"),
    (source_rules.numbers_of_qoo10, "x: date = datetime.combine(day, noon)"),
    (source_rules.numbers_of_qoo10, "x = Rate.percent(text)"),
    (source_rules.numbers_of_qoo10, "x = int(text)"),
    (source_rules.arithmetic, "x: int | None = table[key]"),
    (source_rules.arithmetic, "x = -1"),
    (
        source_rules.arithmetic,
        "def f(self):\n    for a in self.b:\n        if a.c:\n            return a",
    ),
    (source_rules.ambient, "import math\nfrom qoo10model.basics import timelines"),
    (source_rules.ambient, "x = rule.now"),
    (source_rules.outline, "'''\nDoc.\n'''"),
    (source_rules.outline, "'''\nDoc.\n'''\n__all__ = ('f',)\ndef f(): ...\ndef _g(): ..."),
    (source_rules.outline, "'''\nDoc.\n'''\n__all__: tuple[str, ...] = ('f',)\ndef f(): ..."),
    (source_rules.values, "@attrs.frozen\nclass A(Generic[T]):\n    b: tuple[int, ...] = ()"),
    (source_rules.values, "@attrs.frozen(slots=False)\nclass A:\n    b: int"),
    (source_rules.values, "class A(ValueError):\n    b: list[int]"),
    (source_rules.docstrings, "def f():\n    '''\n    Text.\n    '''"),
    (source_rules.docstrings, "def f(): ..."),
    (source_rules.facts, "def test_f():\n    '''\n    A is b.\n    '''"),
    (source_rules.facts, "def helper(): ..."),
    (source_rules.length, "\n" * 400),
    (source_rules.marks, "x = 1  # the yen has no smaller coin"),
)

BAD = (
    (source_rules.numbers_of_qoo10, "x = price * 3", "line 1: the number 3"),
    (source_rules.numbers_of_qoo10, "\nx = -2", "line 2: the number 2"),
    (source_rules.numbers_of_qoo10, "x = text[:10]", "line 1: the number 10"),
    (source_rules.numbers_of_qoo10, "def f(a=7): ...", "line 1: the number 7"),
    (source_rules.numbers_of_qoo10, "x = 0.1", "line 1: the number 0.1"),
    (source_rules.numbers_of_qoo10, "x = 1.0", "line 1: the number 1.0"),
    (source_rules.numbers_of_qoo10, "x = 1j", "line 1: the number 1j"),
    (source_rules.numbers_of_qoo10, "class A:\n    B = 15", "line 2: the number 15"),
    (
        source_rules.numbers_of_qoo10,
        "class A(Enum):\n    B = 15\n    def f(self):\n        return 15",
        "line 4: the number 15",
    ),
    (source_rules.numbers_of_qoo10, "x = date(y, 1, 1)", "line 1: the day date(…)"),
    (source_rules.numbers_of_qoo10, "x = datetime(y, 1, 1)", "line 1: the day datetime(…)"),
    (
        source_rules.numbers_of_qoo10,
        "x = datetime.date(y, 1, 1)",
        "line 1: the day datetime.date(…)",
    ),
    (
        source_rules.numbers_of_qoo10,
        "x = date.fromisoformat('2026-05-11')",
        "line 1: the day date.fromisoformat(…)",
    ),
    (source_rules.numbers_of_qoo10, "x = Rate.percent('10')", "line 1: the rate Rate.percent(…)"),
    (
        source_rules.numbers_of_qoo10,
        "x = money.Rate.percent('10')",
        "line 1: the rate money.Rate.percent(…)",
    ),
    (source_rules.numbers_of_qoo10, "x = Rate(1)", "line 1: the rate Rate(…)"),
    (source_rules.numbers_of_qoo10, "x = Fraction('0.1')", "line 1: the number Fraction(…)"),
    (source_rules.numbers_of_qoo10, "x = int('150')", "line 1: the number int(…)"),
    (source_rules.arithmetic, "x = a + b", "line 1: calculates with Add"),
    (source_rules.arithmetic, "x = a - b", "line 1: calculates with Sub"),
    (source_rules.arithmetic, "x = a * b", "line 1: calculates with Mult"),
    (source_rules.arithmetic, "x = a / b", "line 1: calculates with Div"),
    (source_rules.arithmetic, "x = a // b", "line 1: calculates with FloorDiv"),
    (source_rules.arithmetic, "x = a % b", "line 1: calculates with Mod"),
    (source_rules.arithmetic, "x = a ** b", "line 1: calculates with Pow"),
    (source_rules.arithmetic, "for a in b:\n    x += a", "line 2: calculates with Add"),
    (source_rules.arithmetic, "x = -a", "line 1: turns a sign"),
    (source_rules.arithmetic, "x = sum(a)", "line 1: calculates with sum()"),
    (source_rules.arithmetic, "while a:\n    pass", "line 1: runs a loop"),
    (
        source_rules.arithmetic,
        "from operator import add",
        "line 1: imports a library to calculate with",
    ),
    (source_rules.ambient, "import os", "line 1: imports os"),
    (source_rules.ambient, "from os.path import join", "line 1: imports os"),
    (source_rules.ambient, "def f():\n    import logging", "line 2: imports logging"),
    (source_rules.ambient, "import attrs, json", "line 1: imports json"),
    (source_rules.ambient, "x = date.today()", "line 1: calls date.today()"),
    (source_rules.ambient, "x = datetime.now(tz=JST)", "line 1: calls datetime.now()"),
    (source_rules.ambient, "x = open('f')", "line 1: calls open()"),
    (source_rules.ambient, "print(1)", "line 1: calls print()"),
    (source_rules.outline, "x = 1\n__all__ = ('x',)", "line 1: has no docstring"),
    (
        source_rules.outline,
        "'''\nDoc.\n'''\nx = 1",
        "line 1: has no __all__ that is a tuple of names",
    ),
    (
        source_rules.outline,
        "'''\nDoc.\n'''\n__all__ = ['x']",
        "line 1: has no __all__ that is a tuple of names",
    ),
    (
        source_rules.outline,
        "'''\nDoc.\n'''\n__all__ = ()\ndef f(): ...",
        "line 5: f is public and not in __all__",
    ),
    (source_rules.values, "@attrs.define\nclass A:\n    b: int", "line 2: A is not frozen"),
    (source_rules.values, "@attrs.frozen\nclass A:\n    b: list[int]", "line 3: A holds a list"),
    (
        source_rules.values,
        "@attrs.frozen\nclass A:\n    b: tuple[dict[str, int], ...]",
        "line 3: A holds a dict",
    ),
    (source_rules.values, "@attrs.frozen\nclass A(B): ...", "line 2: A inherits from B"),
    (
        source_rules.docstrings,
        "def f():\n    '''Text.'''",
        "line 1: the docstring of f starts beside its quotes",
    ),
    (
        source_rules.docstrings,
        "'''Text.'''",
        "line 0: the docstring of the module starts beside its quotes",
    ),
    (source_rules.facts, "def test_f(): ...", "line 1: test_f does not say its fact"),
    (
        source_rules.facts,
        "def test_f():\n    '''\n    A\n    '''",
        "line 1: the fact of test_f is no sentence",
    ),
    (source_rules.facts, "class TestF: ...", "line 1: TestF is a class"),
    (source_rules.length, "\n" * 401, "line 400: goes on to line 401"),
    (source_rules.marks, "x = 1  # no" + "qa", "line 1: no" + "qa"),
    (source_rules.marks, "\nx = 1  # type: " + "ignore[arg]", "line 2: type: " + "ignore"),
    (source_rules.marks, "x = 1  # pyright: " + "ignore", "line 1: pyright: " + "ignore"),
    (source_rules.marks, "# TO" + "DO later", "line 1: TO" + "DO"),
)


@pytest.mark.parametrize(("check", "source"), GOOD)
def test_the_checks_let_good_code_pass(check: Callable[[str], list[str]], source: str) -> None:
    """
    None of the checks finds fault with code as the house writes it.
    """
    assert check(source) == []


@pytest.mark.parametrize(("check", "source", "found"), BAD)
def test_the_checks_can_fail(check: Callable[[str], list[str]], source: str, found: str) -> None:
    """
    Each of the checks finds the fault in code that breaks its rule, and says where it is.
    """
    assert check(source) == [found]
