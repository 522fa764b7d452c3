"""
The checks of the project, each in an environment of its own.

``nox`` runs all but the slow ones, ``nox -s demo`` and ``nox -s tests`` only what they say,
``nox -t checks`` all but the tests, ``nox -l`` lists everything.
"""

from __future__ import annotations

import pathlib
import shutil
import sys

import nox


nox.needs_version = ">=2025.5.1"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.error_on_external_run = True
# Whoever has one Python can run everything; the others are skipped by name. With CI=true nox would
# fail on each that is missing.
nox.options.error_on_missing_interpreters = False

ROOT = pathlib.Path(__file__).parent
DIST = ROOT / "dist"
PYPROJECT = nox.project.load_toml(ROOT / "pyproject.toml")

RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"
SUPPORTED = nox.project.python_versions(PYPROJECT)
# The running one is always tested, also when it is newer than the classifiers know.
PYTHONS = [*SUPPORTED, *({RUNNING} - set(SUPPORTED))]

# What a stranger does first with the wheel. Kept to what the README promises.
FIRST_STEPS = """
import importlib.metadata, importlib.resources
from datetime import date, datetime
import qoo10model

assert importlib.resources.files("qoo10model").joinpath("py.typed").is_file()
for name in qoo10model.__all__:
    getattr(qoo10model, name)

from qoo10model import JST, Grade, OrderLine, Rate, Seller, settlements

seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
line = OrderLine(order_no=1062428737, cart_no=93001122, item_code="100000001",
                 unit_price=1_326, quantity=2,
                 paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST),
                 delivered_on=date(2026, 5, 14))
result = settlements.settle(line, seller)
assert (result.gross, result.buyer_paid, result.net) == (2_652, 2_652, 2_359), result
print("qoo10model", importlib.metadata.version("qoo10model"), "settles:", result)
"""


def install_group(session: nox.Session, *groups: str) -> None:
    """
    Install dependency groups; not `--group`, which the pip of an older Python does not know.
    """
    session.install(*nox.project.dependency_groups(PYPROJECT, *groups))


def install_wheel(session: nox.Session, *extras: str) -> None:
    """
    Build the wheel of the tree as it is now and install it, also over one of the same version.

    pip builds a folder anew each time; uv does because [tool.uv] in pyproject.toml says so.
    """
    session.install(f".[{','.join(extras)}]" if extras else ".")


@nox.session(tags=["checks"])
def demo(session: nox.Session) -> None:
    """
    Settle the month of orders in examples/ and print what it pays, when and why.
    """
    install_wheel(session)
    session.run("python", "examples/month.py", *session.posargs)


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """
    Run the tests against the built wheel, on every Python that is found.

    The one that runs nox measures the coverage as well; no line is for one version alone.
    """
    install_group(session, "tests", "coverage")
    install_wheel(session, "ical")
    # A choice of tests says nothing about the coverage, and a further Python need not.
    if session.posargs or session.python != RUNNING:
        few = {} if session.python == RUNNING else {"FEW_EXAMPLES": "1"}
        session.run("python", "-m", "pytest", *session.posargs, env=few)
        return
    # Whether each line is reached must not hang on the examples that are drawn this time.
    session.run("coverage", "run", "-m", "pytest", env={"REPEATABLE_TESTS": "1"})
    session.notify("coverage")


@nox.session(default=False)
def coverage(session: nox.Session) -> None:
    """
    Fail on any line or branch that no test ran.
    """
    install_group(session, "coverage")
    session.run("coverage", "report")


@nox.session(tags=["checks"])
def lint(session: nox.Session) -> None:
    """
    Check style and format; `-- --fix` mends what can be mended.
    """
    install_group(session, "lint")
    if "--fix" in session.posargs:
        session.run("ruff", "check", "--fix", ".")
        session.run("ruff", "format", ".")
        return
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session(tags=["checks"])
def types(session: nox.Session) -> None:
    """
    Check the types with mypy and pyright, both strict, and that every public name has one.
    """
    install_group(session, "types")
    install_wheel(session, "frames", "charts", "ical")
    session.run("mypy")
    session.run("pyright")
    session.run("pyright", "--ignoreexternal", "--verifytypes", "qoo10model")


@nox.session(tags=["checks"])
def imports(session: nox.Session) -> None:
    """
    Check who imports whom: the contracts stand in pyproject.toml.
    """
    install_group(session, "imports")
    session.run("lint-imports", env={"PYTHONPATH": "src"})


@nox.session(tags=["checks"])
def docs(session: nox.Session) -> None:
    """
    Build the documentation, a warning is an error, and run every example in it.
    """
    install_group(session, "docs")
    install_wheel(session, "frames", "charts", "ical")
    session.run(
        "sphinx-build", "-q", "-T", "-W", "--keep-going", "-b", "html", "docs", "docs/_build/html"
    )
    session.run("python", "-m", "pytest", "docs", "README.md", "-p", "no:cacheprovider")
    session.run("python", "-m", "pytest", "--doctest-modules", "--pyargs", "qoo10model")


@nox.session(tags=["checks"])
def rules(session: nox.Session) -> None:
    """
    Check that docs/rules/ tells what the rules say; `-- --write` writes it anew.
    """
    install_wheel(session)
    if "--write" in session.posargs:
        session.run("python", "docs/generate_rules.py")
        return
    if not any((ROOT / "docs" / "rules").glob("*.md")):
        session.error(
            "docs/rules/ is empty: run `nox -s rules -- --write` and commit what it writes"
        )
    session.run("python", "docs/generate_rules.py", "--check")


@nox.session(tags=["checks"])
def package(session: nox.Session) -> None:
    """
    Build what would be published, inspect it, and take the first steps in an empty environment.
    """
    install_group(session, "package")
    shutil.rmtree(DIST, ignore_errors=True)
    session.run("python", "-m", "build", "--outdir", str(DIST))
    built = sorted(map(str, DIST.iterdir()))
    wheel = next(name for name in built if name.endswith(".whl"))
    session.run("twine", "check", "--strict", *built)
    session.run("check-wheel-contents", wheel)

    empty = pathlib.Path(session.create_tmp()) / "empty"
    shutil.rmtree(empty, ignore_errors=True)
    session.run("python", "-m", "venv", str(empty))
    python = str(empty / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
    session.run(python, "-m", "pip", "install", "--quiet", wheel, external=True)
    session.run(python, "-m", "pip", "check", external=True)
    session.run(python, "-I", "-W", "error", "-c", FIRST_STEPS, external=True)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """
    Time the library beside its peers and beside the bare arithmetic.
    """
    install_group(session, "bench")
    install_wheel(session)
    session.run("python", "benchmarks/run.py", *session.posargs)


@nox.session(default=False)
def mutants(session: nox.Session) -> None:
    """
    Break the calculations one at a time and see which breaks no test notices.
    """
    install_group(session, "mutants")
    install_wheel(session)
    session.run("mutmut", "run", *session.posargs)
    session.run("mutmut", "results")
