"""Solution markers: exact in solutions, nowhere else."""
# ruff: noqa: D401  the docstring of a rule is the rule

from __future__ import annotations

import re
from collections.abc import Iterator

from toc_training.lint.material import Material, Rule
from toc_training.problem import Problem
from toc_training.solution_markers import MarkerError, marker_like, without_solutions

SOLUTION_ONLY = "solution-only"


def exact(material: Material) -> Iterator[Problem]:
    """A marker that is not written exactly leaks the answer into the exercise."""
    for notebook in material.notebooks.values():
        if not notebook.file.startswith("solutions/"):
            continue
        for cell in notebook.code:
            try:
                without_solutions(cell.source.split("\n"))
            except MarkerError as error:
                for line, said in error.problems:
                    what, _, remedy = said.rpartition("; ")
                    remedy = f"{remedy[:1].upper()}{remedy[1:]}."
                    yield notebook.problem(cell, f"line {line} of the cell: {what}", remedy)


def none_elsewhere(material: Material) -> Iterator[Problem]:
    """An exercise or a lesson holds no marker: it would hold the solution with it."""
    for notebook in material.notebooks.values():
        solution = notebook.file.startswith("solutions/")
        for cell in notebook.cells:
            if not solution and SOLUTION_ONLY in cell.tags:
                what = f"the cell has the tag {SOLUTION_ONLY}"
                yield notebook.problem(cell, what, "Run `toc-training derive`.")
            if solution and cell.kind == "code":
                continue
            for line in cell.source.split("\n"):
                if re.match(r"\s*(#|<!--)", line) and marker_like(line.replace("<!--", "#")):
                    what = f"{line.strip()} looks like a solution marker"
                    remedy = (
                        f"Markers work in code only: tag the cell {SOLUTION_ONLY}, or reword it."
                        if solution
                        else "Change the solution, then run `toc-training derive`."
                    )
                    yield notebook.problem(cell, what, remedy)


RULES: tuple[Rule, ...] = (exact, none_elsewhere)
