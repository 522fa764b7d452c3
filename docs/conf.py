"""
How Sphinx builds these pages.
"""

from __future__ import annotations

import pathlib
import tomllib

from importlib import metadata


DOCS = pathlib.Path(__file__).parent
PACKAGE = DOCS.parent / "src" / "qoo10model"
API = DOCS / "api" / "modules"

project = "qoo10model"
author = "the qoo10model authors"
copyright = f"2026, {author}"
release = metadata.version("qoo10model")
version = release

extensions = ["myst_nb", "sphinx.ext.autodoc"]
exclude_patterns = ["_build", "jupyter_execute", "decisions/template.md"]

myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3
# Pages that are notebooks run when the documentation is built; one that fails is an error.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120

autodoc_default_options = {
    "members": True,
    "undoc-members": True,
    "member-order": "bysource",
    "exclude-members": "__init__, __new__",
}
autodoc_typehints_format = "short"
maximum_signature_line_length = 88

# What a subject offers of its rules (`events.Occasion`) stands on both pages; a link may lead to either.
suppress_warnings = ["ref.python"]

html_theme = "furo"
html_title = "qoo10model"


def layers() -> tuple[str, ...]:
    """
    Return the parts of the package from the lowest to the highest, as import-linter knows them.
    """
    pyproject = tomllib.loads((DOCS.parent / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = pyproject["tool"]["importlinter"]["contracts"]
    rows = next(c["layers"] for c in contracts if c["id"] == "layers")
    return tuple(
        name.strip(" ()") for row in reversed(rows) for name in sorted(row.split("|"), reverse=True)
    )


def public_modules() -> tuple[str, ...]:
    """
    Return every public module that exists, in the order of the layers; one without a place is last.
    """
    places = {name: place for place, name in enumerate(layers())}
    paths = sorted(
        (
            path.relative_to(PACKAGE.parent).with_suffix("")
            for path in PACKAGE.rglob("*.py")
            if not path.stem.startswith("_")
        ),
        key=lambda path: (places.get(path.parts[1], len(places)), path),
    )
    return tuple(".".join(path.parts) for path in paths)


def write_api_pages() -> None:
    """
    Write a page for each public module, and forget the pages of modules that are gone.
    """
    API.mkdir(exist_ok=True)
    pages = {
        f"{name}.md": f"# {name}\n\n```{{eval-rst}}\n.. automodule:: {name}\n```\n"
        for name in public_modules()
    }
    pages["index.md"] = "\n".join(
        (
            "# Module by module",
            "",
            "From what everything stands on to what stands on everything.",
            "",
            "```{toctree}",
            ":maxdepth: 1",
            "",
            *pages,
            "```",
            "",
        )
    )
    for page in API.glob("*.md"):
        if page.name not in pages:
            page.unlink()
    for name, text in pages.items():
        page = API / name
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")


write_api_pages()
