from __future__ import annotations

import subprocess
import sys

import pytest

import qoo10model


HEAVY = ("attr", "attrs", "cattrs", "PIL", "dateutil", "json", "logging")


def fresh(code: str) -> str:
    """
    Return what *code* prints in a new interpreter that has loaded nothing else.
    """
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{code}"],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def test_the_import_loads_no_library() -> None:
    """
    `import qoo10model` loads none of the libraries that its subjects use.
    """
    code = f"import qoo10model\nprint([name for name in {HEAVY} if name in sys.modules])"
    assert fresh(code) == "[]"


def test_a_fresh_interpreter_shows_what_is_loaded() -> None:
    """
    The look into a fresh interpreter sees a library that is loaded.
    """
    code = f"import attrs\nprint('attrs' in [name for name in {HEAVY} if name in sys.modules])"
    assert fresh(code) == "True"


def test_the_import_loads_no_subject() -> None:
    """
    `import qoo10model` loads no module of the package but itself.
    """
    code = "import qoo10model\nprint([n for n in sys.modules if n.startswith('qoo10model.')])"
    assert fresh(code) == "[]"


@pytest.mark.parametrize("name", qoo10model.__all__)
def test_every_public_name_resolves(name: str) -> None:
    """
    Every name in `__all__` can be taken from the package, and is the same one each time.
    """
    assert getattr(qoo10model, name) is getattr(qoo10model, name)


def test_public_names_are_listed() -> None:
    """
    `dir()` shows every public name, also before it is first used.
    """
    assert set(qoo10model.__all__) <= set(dir(qoo10model))
    code = "import qoo10model\nprint(set(qoo10model.__all__) <= set(dir(qoo10model)))"
    assert fresh(code) == "True"


def test_a_star_import_brings_the_public_names() -> None:
    """
    `from qoo10model import *` brings all names of `__all__`.
    """
    code = (
        "import qoo10model\nnames = qoo10model.__all__\nfrom qoo10model import *\n"
        "print(set(names) <= set(globals()))"
    )
    assert fresh(code) == "True"


@pytest.mark.parametrize("name", ["nonsense", "settlement", "json", "__wrapped__", ""])
def test_a_misspelt_name_is_an_error(name: str) -> None:
    """
    A name that the package does not have is an `AttributeError` that names both.
    """
    with pytest.raises(AttributeError, match=rf"'qoo10model' has no attribute '{name}'"):
        getattr(qoo10model, name)


def test_a_misspelt_import_is_an_error() -> None:
    """
    Importing a name that the package does not have is an `ImportError`.
    """
    code = (
        "try:\n    from qoo10model import nonsense\n"
        "except ImportError as error:\n    print(type(error).__name__, 'nonsense' in str(error))"
    )
    assert fresh(code) == "ImportError True"
