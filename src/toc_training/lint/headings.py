"""The anatomy of a finished lesson and of a finished exercise: fixed headings, in their order."""
# ruff: noqa: D401  the docstring of a rule is the rule

from __future__ import annotations

import re
from collections.abc import Iterator

from toc_training.lint.material import Material, Rule
from toc_training.lint.notebook import Notebook
from toc_training.lint.numerals import plural
from toc_training.model import Module
from toc_training.problem import Problem

LESSON = (
    "Before you start",
    "Measures for your own plan",
    "Exercises",
    "Since publication",
    "Knowledge check",
    "Reflection",
    "Review in a week",
    "Key points",
    "Further reading",
)
EXERCISE = ("Decision track", "Analyst track", "What to take back to work")
HEADING = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
TITLE = re.compile(r"# +\S")
FIGURES = 3


def lesson_headings(material: Material) -> Iterator[Problem]:
    """A finished lesson has the headings of the author guide."""
    for module in material.course.modules:
        lesson = material.lesson(module)
        if module.finished and lesson is not None:
            yield from _in_order(lesson, _wanted(material, module))


def exercise_headings(material: Material) -> Iterator[Problem]:
    """A finished exercise has both tracks and a last word."""
    for exercise in material.course.exercises:
        solution = material.notebooks.get(f"solutions/{exercise.id}.ipynb")
        if exercise.finished and solution is not None:
            yield from _in_order(solution, list(EXERCISE))


def title_first(material: Material) -> Iterator[Problem]:
    """A notebook begins with its title."""
    for notebook in material.notebooks.values():
        first = notebook.cells[0] if notebook.cells else None
        if first is None or first.kind != "markdown" or not TITLE.match(first.source):
            what = "the notebook does not begin with its title"
            remedy = "Begin its first cell, a Markdown cell, with `# Title`."
            yield Problem(notebook.file, 0, "", what, remedy)


def enough_figures(material: Material) -> Iterator[Problem]:
    """A finished lesson has three figures."""
    for module in material.course.modules:
        lesson = material.lesson(module)
        if not module.finished or lesson is None:
            continue
        count = sum("figure" in cell.tags for cell in lesson.code)
        if count < FIGURES:
            what = f"it has {plural(count, 'figure')}"
            remedy = f"Draw at least {FIGURES}, in cells tagged `figure`."
            yield Problem(lesson.file, 0, "", what, remedy)


def _wanted(material: Material, module: Module) -> list[str]:
    left_out = set()
    if not material.measures_of(module):
        left_out.add("Measures for your own plan")
    if not module.exercises:
        left_out.add("Exercises")
    if not any(entry.kind == "since" for entry in material.entries_of(module)):
        left_out.add("Since publication")
    return [heading for heading in LESSON if heading not in left_out]


def _in_order(notebook: Notebook, wanted: list[str]) -> Iterator[Problem]:
    found = [text for cell in notebook.prose for text in HEADING.findall(cell.source)]
    for heading in wanted:
        if heading not in found:
            what = f"the heading “{heading}” is missing"
            remedy = f"Add `## {heading}`, worded exactly so."
            yield Problem(notebook.file, 0, "", what, remedy)
    present = [heading for heading in wanted if heading in found]
    places = [found.index(heading) for heading in present]
    for before, after in zip(range(len(present)), range(1, len(present)), strict=False):
        if places[before] > places[after]:
            what = f"“{present[after]}” stands before “{present[before]}”"
            remedy = f"The order is: {', '.join(wanted)}."
            yield Problem(notebook.file, 0, "", what, remedy)


RULES: tuple[Rule, ...] = (lesson_headings, exercise_headings, title_first, enough_figures)
