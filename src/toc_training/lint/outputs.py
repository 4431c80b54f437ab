"""What is committed with a notebook: outputs that can be compared, read aloud and shown."""
# ruff: noqa: D401  the docstring of a rule is the rule

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from toc_training.lint.calls import WIDGETS, calls
from toc_training.lint.material import Material, Rule
from toc_training.lint.notebook import RENDER
from toc_training.problem import Problem

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{6,}|\b0x[0-9a-fA-F]{8,}")
IMG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
ALT = re.compile(r"""\balt\s*=\s*(["'])\s*[^"'\s]""", re.IGNORECASE)
PICTURE = re.compile(r"!\[\s*\]\(([^)]*)\)")


def canonical(material: Material) -> Iterator[Problem]:
    """No live widgets, no execution counts, no addresses, no errors."""
    for notebook in material.notebooks.values():
        for cell in notebook.code:
            counts = [cell.execution_count, *(o.get("execution_count") for o in cell.outputs)]
            if any(count is not None for count in counts):
                yield notebook.problem(cell, "an execution count is left", RENDER)
            for output in cell.outputs:
                if output["output_type"] == "error":
                    what = f"the cell fails: {output.get('ename')}"
                    yield notebook.problem(cell, what, "Mend the cell, then render again.")
                if WIDGET_VIEW in output.get("data", {}):
                    what = "the output holds a live widget, shown as an error without a kernel"
                    yield notebook.problem(cell, what, RENDER)
                address = ADDRESS.search(_text_of(output))
                if address:
                    what = f"the output holds a memory address ({address[0]})"
                    remedy = "Print what a reader can read: it is another one at each run."
                    yield notebook.problem(cell, what, remedy)


def drawn(material: Material) -> Iterator[Problem]:
    """What draws something shows it without a kernel."""
    for notebook in material.notebooks.values():
        own = notebook.file.startswith("exercises/")  # there a figure may wait for the trainee
        drawing = WIDGETS if own else (*WIDGETS, "figure")
        bare = [
            cell
            for cell in notebook.code
            if not cell.outputs and any(call.name in drawing for call in calls(cell))
        ]
        if bare:
            what = f"no output is kept of what is drawn by {', '.join(cell.id for cell in bare)}"
            yield Problem(notebook.file, bare[0].line, "", what, RENDER)


def alternative_text(material: Material) -> Iterator[Problem]:
    """Every picture says in words what it shows."""
    remedy = "Say in words what it shows: `![A truck at a gate](...)`."
    for notebook in material.notebooks.values():
        for cell in notebook.prose:
            for found in PICTURE.finditer(cell.source):
                what = f"the picture {found[1]} has no alternative text"
                yield notebook.problem(cell, what, remedy)
            if _silent(cell.source):
                what = "an <img> has no alternative text"
                yield notebook.problem(cell, what, 'Add alt="what it shows".')
        for cell in notebook.code:
            for output in cell.outputs:
                data = output.get("data", {})
                page = _joined(data.get("text/html", ""))
                pictures = [mime for mime in data if mime.startswith("image/")]
                if _silent(page) or (pictures and not ALT.search(page)):
                    what = "the output is a picture without alternative text"
                    yield notebook.problem(cell, what, 'Draw it with figure(fig, alt="...").')


def _silent(page: str) -> bool:
    return any(not ALT.search(tag) for tag in IMG.findall(page))


def _text_of(output: dict[str, Any]) -> str:
    """Return what an output says, without its pictures."""
    data = {k: v for k, v in output.get("data", {}).items() if not k.startswith("image/")}
    said = json.dumps([_joined(value) for value in data.values()])
    said += _joined(output.get("text", ""))
    return re.sub(r"base64,[A-Za-z0-9+/=\s\\]+", "", said)


def _joined(text: Any) -> str:
    return "".join(text) if isinstance(text, list) else str(text)


RULES: tuple[Rule, ...] = (canonical, drawn, alternative_text)
