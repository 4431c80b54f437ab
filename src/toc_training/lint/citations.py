"""Citations and links of notebooks lead somewhere."""
# ruff: noqa: D401  the docstring of a rule is the rule

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from toc_training.lint.material import Material, Rule
from toc_training.lint.notebook import Notebook
from toc_training.problem import Problem

LINK = re.compile(r"\[([^\]\[]*)\]\(<?([^)\s>]+)>?[^)]*\)")
GUIDANCE = re.compile(r"modules/guidance/([^/]+)\.md")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|#", re.IGNORECASE)


def cited(notebook: Notebook) -> set[str]:
    """Return the inventory ids that a notebook's text links to."""
    return {
        fragment
        for cell in notebook.prose
        for _, file, fragment in _links(notebook, cell.source)
        if fragment and GUIDANCE.fullmatch(file)
    }


def citations_known(material: Material) -> Iterator[Problem]:
    """A citation names an id of the inventory, and the same one in its text and its link."""
    for notebook in material.notebooks.values():
        for cell in notebook.prose:
            for text, file, fragment in _links(notebook, cell.source):
                if not GUIDANCE.fullmatch(file) or not fragment:
                    continue
                if material.inventory and fragment not in material.inventory:
                    what = f"the citation {fragment} is not in the inventory"
                    remedy = "Correct the id; ids are in modules/guidance."
                    yield notebook.problem(cell, what, remedy)
                elif text != fragment and text in material.inventory:
                    what = f"the citation says {text} and leads to {fragment}"
                    yield notebook.problem(cell, what, "Make the two agree.")


def links_lead_somewhere(material: Material) -> Iterator[Problem]:
    """A file that a notebook links to is there; each missing file is told once a notebook."""
    for notebook in material.notebooks.values():
        told: set[str] = set()
        for cell in notebook.prose:
            for _, file, _ in _links(notebook, cell.source):
                if file in told or (material.root / file).exists():
                    continue
                told.add(file)
                what = f"it links to {file}, which is missing"
                remedy = (
                    "Run `toc-training derive`; if it stays missing, correct the link."
                    if GUIDANCE.fullmatch(file)
                    else "Correct the link."
                )
                yield notebook.problem(cell, what, remedy)


def _links(notebook: Notebook, source: str) -> Iterator[tuple[str, str, str]]:
    """Return text, file (from the curriculum's folder) and fragment of each link to a file."""
    here = PurePosixPath(notebook.file).parent
    for text, target in LINK.findall(source):
        if not ELSEWHERE.match(target):
            path, _, fragment = unquote(target).partition("#")
            yield text, normpath(str(here / path)), fragment


RULES: tuple[Rule, ...] = (citations_known, links_lead_somewhere)
