"""
The rules that can be read off the source: each check takes a text and returns what breaks it.

Ruff and import-linter check what they can; here is what they cannot know, such as that a subject
holds no numbers of Qoo10's.
"""

from __future__ import annotations

import ast
import re

from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_LINES = 400

ENUMS = ("Enum", "Flag", "Labelled")
ROOTS = frozenset({"Generic", "Protocol"})
MUTABLE = frozenset({"list", "dict", "set", "bytearray", "List", "Dict", "Set", "defaultdict"})
SUMS = frozenset({"sum", "round", "divmod", "pow", "abs", "timedelta", "relativedelta"})
AMBIENT_MODULES = frozenset(
    {
        "asyncio",
        "glob",
        "http",
        "io",
        "json",
        "locale",
        "logging",
        "os",
        "pathlib",
        "platform",
        "random",
        "requests",
        "secrets",
        "shutil",
        "socket",
        "sqlite3",
        "subprocess",
        "tempfile",
        "threading",
        "time",
        "urllib",
        "uuid",
        "warnings",
        "zoneinfo",
    }
)
AMBIENT_CALLS = frozenset({"open", "print", "input", "breakpoint", "eval", "exec"})
CLOCK_CALLS = frozenset({"today", "now", "utcnow"})
# Put together here, so that this file is not found itself.
MARKS = re.compile(
    "|".join(
        (
            "no" + "qa",
            "type: " + "ignore",
            "pyright: " + "ignore",
            "pragma: " + "no cover",
            "TO" + "DO",
        )
    )
)


def at(node: ast.AST, message: str) -> str:
    """
    Return *message* with the line of *node*.
    """
    return f"line {getattr(node, 'lineno', 0)}: {message}"


def name_of(node: ast.AST) -> str:
    """
    Return the dotted name of *node*, ``""`` for what has none.
    """
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}"
    if isinstance(node, ast.Subscript | ast.Call):
        return name_of(node.value if isinstance(node, ast.Subscript) else node.func)
    return ""


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """
    Yield *node* and all below it but decorators and the bodies of enums: those may name numbers.
    """
    yield node
    if isinstance(node, ast.ClassDef) and any(name_of(base).endswith(ENUMS) for base in node.bases):
        below: list[ast.AST] = [s for s in node.body if isinstance(s, ast.FunctionDef)]
    else:
        below = list(ast.iter_child_nodes(node))
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    for child in below:
        if child not in decorators:
            yield from walk(child)


def literals(nodes: list[ast.expr]) -> bool:
    """
    Say whether any of *nodes* is written out as a literal.
    """
    return any(isinstance(n, ast.Constant | ast.UnaryOp | ast.JoinedStr) for n in nodes)


def numbers_of_qoo10(source: str) -> list[str]:
    """
    A subject: whole numbers are −1, 0, 1 or 2; no float, no written-out day, no written-out rate.
    """
    found: list[str] = []
    tree = ast.parse(source)
    minus_one = {
        id(node.operand)
        for node in ast.walk(tree)
        if isinstance(node, ast.UnaryOp)
        and isinstance(node.op, ast.USub)
        and isinstance(node.operand, ast.Constant)
        and node.operand.value == 1
    }
    negated = {
        id(node.operand)
        for node in ast.walk(tree)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)
    } - minus_one
    for node in walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) in {int, float, complex}:
            small = type(node.value) is int and node.value in {0, 1, 2}
            if not small or id(node) in negated:
                found.append(at(node, f"the number {node.value!r}"))
        elif isinstance(node, ast.Call):
            found.extend(at(node, message) for message in written_out(node))
    return found


def written_out(call: ast.Call) -> Iterator[str]:
    """
    Yield what is wrong with a *call* that makes a day or a rate of literals.
    """
    name = name_of(call.func)
    arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
    if name in {"date", "datetime", "datetime.date", "datetime.datetime"}:
        yield f"the day {name}(…)"
    if name.endswith((".fromisoformat", ".strptime")) and literals(arguments):
        yield f"the day {name}(…)"
    if name.split(".")[-2:][0] == "Rate" and literals(arguments):
        yield f"the rate {name}(…)"
    if name.split(".")[-1] in {"int", "float", "Fraction", "Decimal"} and literals(arguments):
        yield f"the number {name}(…)"


def arithmetic(source: str) -> list[str]:
    """
    A rule module: nothing is calculated; methods only select.
    """
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.BinOp | ast.AugAssign) and not isinstance(node.op, ast.BitOr):
            found.append(at(node, f"calculates with {type(node.op).__name__}"))
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            if not isinstance(node.operand, ast.Constant):
                found.append(at(node, "turns a sign"))
        elif isinstance(node, ast.Call) and name_of(node.func).split(".")[-1] in SUMS:
            found.append(at(node, f"calculates with {name_of(node.func)}()"))
        elif isinstance(node, ast.While):
            found.append(at(node, "runs a loop"))
        elif isinstance(node, ast.Import | ast.ImportFrom) and imported(node) & {
            "math",
            "operator",
        }:
            found.append(at(node, "imports a library to calculate with"))
    return found


def imported(node: ast.Import | ast.ImportFrom) -> set[str]:
    """
    Return the top-level modules that *node* imports.
    """
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").split(".")[0]}
    return {alias.name.split(".")[0] for alias in node.names}


def ambient(source: str) -> list[str]:
    """
    The package: no clock, file, network, environment, chance, console or logging.
    """
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            found.extend(at(node, f"imports {name}") for name in imported(node) & AMBIENT_MODULES)
        elif isinstance(node, ast.Call):
            name = name_of(node.func)
            if name in AMBIENT_CALLS or ("." in name and name.split(".")[-1] in CLOCK_CALLS):
                found.append(at(node, f"calls {name}()"))
    return found


def outline(source: str) -> list[str]:
    """
    A public module: it says what it is and lists its public names, all of them and no others.
    """
    tree = ast.parse(source)
    found = [] if ast.get_docstring(tree) else ["line 1: has no docstring"]
    listed = listed_names(tree)
    if listed is None:
        if len(tree.body) > 1:  # a package may hold nothing but its docstring
            found.append("line 1: has no __all__ that is a tuple of names")
        return found
    defined = [s for s in tree.body if isinstance(s, ast.ClassDef | ast.FunctionDef)]
    found.extend(
        at(node, f"{node.name} is public and not in __all__")
        for node in defined
        if not node.name.startswith("_") and node.name not in listed
    )
    return found


def listed_names(tree: ast.Module) -> set[str] | None:
    """
    Return the names in ``__all__``, ``None`` where it is missing or no tuple of texts.
    """
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
        if [name_of(target) for target in targets] != ["__all__"]:
            continue
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        if not isinstance(value, ast.Tuple):
            return None
        names = [e.value if isinstance(e, ast.Constant) else None for e in value.elts]
        return {n for n in names if isinstance(n, str)} if all(names) else None
    return None


def values(source: str) -> list[str]:
    """
    A value: frozen, nothing inside that can change, and no parent but ``Generic``.
    """
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.ClassDef):
            continue
        made_by = {name_of(decorator) for decorator in node.decorator_list}
        if made_by & {"attrs.define", "attrs.mutable", "attr.s", "dataclass", "define"}:
            found.append(at(node, f"{node.name} is not frozen"))
        if not made_by & {"attrs.frozen", "frozen"}:
            continue
        found.extend(
            at(base, f"{node.name} inherits from {name_of(base)}")
            for base in node.bases
            if name_of(base).split(".")[-1] not in ROOTS
        )
        found.extend(
            at(field, f"{node.name} holds a {', '.join(sorted(kinds))}")
            for field in node.body
            if isinstance(field, ast.AnnAssign)
            and (kinds := {name_of(n) for n in ast.walk(field.annotation)} & MUTABLE)
        )
    return found


def docstrings(source: str) -> list[str]:
    """
    A docstring: its quotes stand on lines of their own.
    """
    kinds = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    return [
        at(node, f"the docstring of {getattr(node, 'name', 'the module')} starts beside its quotes")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, kinds)
        and (text := ast.get_docstring(node, clean=False)) is not None
        and not text.startswith("\n")
    ]


def facts(source: str) -> list[str]:
    """
    A test module: each test is a function and says its fact.
    """
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            found.append(at(node, f"{node.name} is a class"))
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            text = ast.get_docstring(node)
            if not text:
                found.append(at(node, f"{node.name} does not say its fact"))
            elif not text.endswith((".", "。")):
                found.append(at(node, f"the fact of {node.name} is no sentence"))
    return found


def length(source: str) -> list[str]:
    """
    A module: not so long that it holds two subjects.
    """
    lines = len(source.splitlines())
    return [f"line {MOST_LINES}: goes on to line {lines}"] if lines > MOST_LINES else []


def marks(source: str) -> list[str]:
    """
    Any file: no mark that switches a check off, and none for work left over.
    """
    return [
        f"line {number}: {match[0]}"
        for number, line in enumerate(source.splitlines(), start=1)
        if (match := MARKS.search(line))
    ]
