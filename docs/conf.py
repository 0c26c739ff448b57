"""How the documentation is built: Sphinx, furo, MyST-NB; every example is executed, warnings are errors.

Pages that repeat what the library holds (names, rules, glossary) are written anew into `_generated/` by every build,
and included by pages that stand under version control.
"""

from __future__ import annotations

import dataclasses
import importlib.metadata
import inspect
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # the kernel otherwise warns about frozen modules

os.environ["IPYTHONDIR"] = str(HERE / "_generated" / "ipython")

project = "dangbo"
author = "dangbo contributors"
copyright = f"2026, {author}"  # noqa: A001 - the name Sphinx reads
release = importlib.metadata.version("dangbo")
version = release
language = "en"

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]
exclude_patterns = ["_build", "_generated/*.md", "**.ipynb_checkpoints"]  # pages of rules and papers stand below

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_execution_show_tb = True
nb_merge_streams = True
nb_render_error_lexer = "none"  # the messages are sentences

add_module_names = False
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
autodoc_type_aliases = {"Code": "Code", "Lang": "Lang"}  # shown by name, not as the list of their values
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True  # attributes are described once, in the docstring of their class
napoleon_use_rtype = False
suppress_warnings = ["ref.python"]  # a short name such as `Table` stands in two rooms; the link goes to the first
default_role = "py:obj"  # `Name` in a docstring links to what it names, and is code otherwise

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["wrap.css"]
html_title = f"dangbo {release}"
html_show_sourcelink = False
html_copy_source = False
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True


def write_generated_pages() -> None:
    """Write the API reference, the pages of rules, the tables of forms, terms and verbs in both languages."""
    from generate_api import write_api
    from generate_forms import forms_page
    from generate_glossary import glossary_page
    from generate_rules import write_rules
    from generate_verbs import verbs_table

    folder = HERE / "_generated"
    folder.mkdir(exist_ok=True)
    write_api(folder)
    write_rules(folder)
    for lang in ("en", "vi"):
        pages = (("forms", forms_page(lang)), ("glossary", glossary_page(lang)), ("verbs", verbs_table(lang)))
        for name, text in pages:
            path = folder / f"{name}.{lang}.md"
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8", newline="\n")


def configure_examples() -> None:
    """Let errors on purpose show their message, not the way they took."""
    profile = HERE / "_generated" / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    settings = 'c.InteractiveShell.xmode = "Minimal"\nc.HistoryManager.enabled = False\n'
    (profile / "ipython_config.py").write_text(settings, encoding="utf-8")


def markdown_to_rst(_app: Sphinx, what: str, _name: str, _thing: object, _options: object, lines: list[str]) -> None:
    """Let docstrings hold fenced drawings and tables as they read best in an editor."""
    result: list[str] = []
    fence: str | None = None  # its indentation
    table: list[str] = []
    for line in [*lines, ""]:
        indent = line[: len(line) - len(line.lstrip())]
        if line.lstrip().startswith("|") and fence is None:
            table.append(line.strip())
            continue
        if table:
            result += _list_table(table)
            table = []
        if line.lstrip().startswith("```"):
            result += ["", f"{indent}.. code-block:: text", ""] if fence is None else [""]
            fence = indent if fence is None else None
        else:
            result.append(f"    {line}" if fence is not None and line.strip() else line)
    if what == "property":
        result[:0] = ["..", ""]  # a comment; napoleon takes what stands before a colon on the first line for a type
    lines[:] = result


def _list_table(table: list[str]) -> list[str]:
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table]
    result = ["", ".. list-table::", "   :header-rows: 1", ""]
    for first, *others in rows[:1] + rows[2:]:
        result += [f"   * - {first}", *(f"     - {cell}" for cell in others)]
    return [*result, ""]


def record_signature(
    _app: Sphinx, what: str, _name: str, thing: object, _options: object, signature: str, returns: str
) -> tuple[str, str] | None:
    """Show the fields of a record where pydantic shows `*args, **kwargs`, and values as they are typed."""
    if what != "class" or not dataclasses.is_dataclass(thing) or "*args" not in signature:
        return (_as_typed(signature), _as_typed(returns)) if signature else None
    empty = inspect.Parameter.empty
    parameters = [
        inspect.Parameter(
            field.name,
            inspect.Parameter.POSITIONAL_OR_KEYWORD if not field.kw_only else inspect.Parameter.KEYWORD_ONLY,
            default=empty if field.default is dataclasses.MISSING else field.default,
        )
        for field in dataclasses.fields(thing)
        if field.init
    ]
    return _as_typed(str(inspect.Signature(parameters))), returns


def _as_typed(signature: str) -> str:
    """A signature without what Python shows for a default nobody can type, and with one name for a date."""
    for shown, typed in (("MappingProxyType({})", "{}"), ("<factory>", "..."), ("dt.date", "date")):
        signature = (signature or "").replace(shown, typed)
    return signature


def setup(app: Sphinx) -> None:
    """Write what is generated, and have docstrings read as they are written."""
    write_generated_pages()
    configure_examples()
    app.connect("autodoc-process-docstring", markdown_to_rst, priority=400)  # before napoleon
    app.connect("autodoc-process-signature", record_signature)
