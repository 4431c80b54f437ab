"""What stands in the code cells of a notebook."""
# ruff: noqa: D401  the docstring of a rule is the rule

from __future__ import annotations

import re
from collections.abc import Iterator

from toc_training.lint.calls import WIDGETS, calls
from toc_training.lint.material import Material, Rule
from toc_training.problem import Problem

MAGIC = re.compile(r"^\s*(%%?\w+|!\S+|\?\S+)", re.MULTILINE)
HIDING_TAGS = ("raises-exception", "skip-execution")
FOLD = 'Give it the metadata {"jupyter": {"source_hidden": true}, "tags": ["live"]}.'


def is_python(material: Material) -> Iterator[Problem]:
    """Plain Python: a test passes over everything that follows a magic it does not know."""
    for notebook in material.notebooks.values():
        for cell in notebook.code:
            if cell.tree() is not None:
                continue
            magic = MAGIC.search(cell.source)
            if magic:
                what = f"the cell has the magic {magic[1]}, and what follows it is never tested"
                yield notebook.problem(cell, what, "Write it in Python.")
            else:
                what = "the cell is not Python"
                yield notebook.problem(cell, what, "Run it in JupyterLab: it says where.")


def begins_with_comment(material: Material) -> Iterator[Problem]:
    """The first line shows even when a cell is folded."""
    for notebook in material.notebooks.values():
        for cell in notebook.code:
            if not re.match(r"# \w", cell.source):
                what = "the code cell does not begin with a comment"
                remedy = "Say in its first line what a trainee sees: `# Three questions`."
                yield notebook.problem(cell, what, remedy)


def no_hiding_tag(material: Material) -> Iterator[Problem]:
    """With these tags a cell passes whether or not it raises, or is never run."""
    for notebook in material.notebooks.values():
        for cell in notebook.cells:
            for tag in HIDING_TAGS:
                if tag in cell.tags:
                    what = f"the cell has the tag {tag}, which hides its faults"
                    remedy = "Take the tag away, and let the cell run without an error."
                    yield notebook.problem(cell, what, remedy)


def folded(material: Material) -> Iterator[Problem]:
    """What draws a widget or a figure runs by itself, with its code folded away."""
    for notebook in material.notebooks.values():
        lesson = notebook.file.startswith("modules/")
        for cell in notebook.code:
            names = {call.name for call in calls(cell)}
            widget = next((name for name in WIDGETS if name in names), None)
            if widget and "live" not in cell.tags:
                what = f"the cell calls {widget}(...) and has no tag `live`"
                yield notebook.problem(cell, what, FOLD)
            if "live" in cell.tags and not cell.hidden:
                yield notebook.problem(cell, "a live cell shows its source", FOLD)
            if lesson and "figure" in names and not ("figure" in cell.tags and cell.hidden):
                what = "the cell draws a figure, and is not tagged `figure` and folded"
                yield notebook.problem(cell, what, FOLD.replace("live", "figure"))


RULES: tuple[Rule, ...] = (is_python, begins_with_comment, no_hiding_tag, folded)
