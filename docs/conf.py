"""
How Sphinx builds these pages.
"""

from __future__ import annotations

import ast
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

# Two modules may have a class of one name; an annotation that names it leads to either.
suppress_warnings = ["ref.python"]

html_theme = "furo"
html_title = "qoo10model"
# Tables with Japanese line up where a letter of it is as wide as two others.
html_theme_options = {
    "light_css_variables": {
        "font-stack--monospace": (
            "'Noto Sans Mono CJK JP', 'BIZ UDGothic', 'MS Gothic', 'Osaka-Mono', monospace"
        ),
    },
}
html_static_path = ["_static"]
html_css_files = ["tables.css"]


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


def offered_again(module: str) -> dict[str, str]:
    """
    Return the names that *module* offers although they have their home elsewhere, with that home.
    """
    path = PACKAGE.parent.joinpath(*module.split(".")).with_suffix(".py")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    offered = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    )
    return {
        name.name: node.module or ""
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qoo10model")
        for name in node.names
        if name.name in offered
    }


def api_page(module: str) -> str:
    """
    Return the page of *module*: all that has its home there, and where the rest of it stands.
    """
    again = offered_again(module)
    lines = [f"# {module}", "", "```{eval-rst}", f".. automodule:: {module}"]
    if again:
        lines.append(f"   :exclude-members: __init__, __new__, {', '.join(again)}")
    lines += ["```", ""]
    if again:
        homes = (f"{{py:obj}}`~{home}.{name}`" for name, home in again.items())
        lines += [f"Offered here as well: {', '.join(homes)}.", ""]
    return "\n".join(lines)


def write_api_pages() -> None:
    """
    Write a page for each public module, and forget the pages of modules that are gone.
    """
    API.mkdir(exist_ok=True)
    pages = {f"{name}.md": api_page(name) for name in public_modules()}
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
