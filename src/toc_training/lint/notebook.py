"""A notebook as the rules see it: cells with the line their id stands in."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toc_training.problem import ContentError, Problem

RENDER = "Run `toc-training render` on it."


@dataclass(frozen=True)
class Cell:
    """A cell; `line` is where its id stands in the file."""

    id: str
    line: int
    kind: str
    source: str
    metadata: dict[str, Any]
    outputs: list[dict[str, Any]]
    execution_count: int | None

    @property
    def tags(self) -> list[str]:
        """The tags an author gave it."""
        return list(self.metadata.get("tags", []))

    @property
    def hidden(self) -> bool:
        """Whether its source is folded away."""
        return bool(self.metadata.get("jupyter", {}).get("source_hidden"))

    def tree(self) -> ast.Module | None:
        """Return the source's syntax tree, None where it is no Python."""
        try:
            return ast.parse(self.source)
        except SyntaxError:
            return None


@dataclass(frozen=True)
class Notebook:
    """A notebook; `file` is its path in the curriculum."""

    file: str
    cells: tuple[Cell, ...]

    @property
    def code(self) -> Iterator[Cell]:
        """Its code cells."""
        return (cell for cell in self.cells if cell.kind == "code")

    @property
    def prose(self) -> Iterator[Cell]:
        """Its Markdown cells."""
        return (cell for cell in self.cells if cell.kind == "markdown")

    def problem(self, cell: Cell, what: str, remedy: str) -> Problem:
        """Return a problem of one of its cells."""
        return Problem(self.file, cell.line, cell.id, what, remedy)


def read_notebook(path: Path, file: str) -> Notebook:
    """Read a notebook in the current notebook format.

    Raises
    ------
    ContentError
        It is no JSON, or no notebook in format 4.5.
    """
    try:
        text = path.read_bytes().decode("utf-8")
        raw = json.loads(text)
    except UnicodeDecodeError:
        what, remedy = "the file is not UTF-8", "Save it again in JupyterLab."
        raise ContentError([Problem(file, 0, "", what, remedy)]) from None
    except json.JSONDecodeError as error:
        what = f"the notebook is broken: this is not JSON ({error.msg})"
        remedy = "Look for merge marks (<<<<<<<) here, or take the last version from git."
        raise ContentError([Problem(file, error.lineno, "", what, remedy)]) from None
    _validate(raw, file)
    lines = text.splitlines()
    return Notebook(file, tuple(_cell(cell, lines) for cell in raw["cells"]))


def _validate(raw: Any, file: str) -> None:
    """Refuse what is no notebook; nbformat says the details, but trips over the grossest."""
    cells = raw.get("cells") if isinstance(raw, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise _refused(file, "this is not a notebook")
    if raw.get("nbformat") != 4 or raw.get("nbformat_minor") not in range(5, 100):
        what = "the notebook is not in format 4.5, in which cells have ids"
        remedy = "Open it in JupyterLab, change something and save it."
        raise ContentError([Problem(file, 1, "", what, remedy)])
    ids = [cell.get("id") for cell in cells]
    for number, id_ in enumerate(ids, 1):
        if not isinstance(id_, str):
            what = f"cell {number} has no id"
            remedy = "Give it one (JupyterLab: the cell's advanced tools)."
            raise ContentError([Problem(file, 0, "", what, remedy)])
        if ids.count(id_) > 1:
            what = "two cells have this id"
            remedy = "Give the second one another id (JupyterLab: the cell's advanced tools)."
            raise ContentError([Problem(file, 0, id_, what, remedy)])
    import nbformat

    try:
        nbformat.validate(raw)
    except nbformat.ValidationError as error:
        said = str(error).splitlines()[0].rstrip(".")
        raise _refused(file, f"this is not a valid notebook ({said})") from None
    except (TypeError, KeyError, AttributeError):
        raise _refused(file, "this is not a valid notebook") from None


def _refused(file: str, what: str) -> ContentError:
    return ContentError([Problem(file, 0, "", what, "Take the last version from git.")])


def _cell(raw: dict[str, Any], lines: list[str]) -> Cell:
    mark = f'"id": "{raw["id"]}"'
    line = next((number for number, text in enumerate(lines, 1) if mark in text), 0)
    source = raw["source"]
    return Cell(
        id=raw["id"],
        line=line,
        kind=raw["cell_type"],
        source=source if isinstance(source, str) else "".join(source),
        metadata=raw["metadata"],
        outputs=raw.get("outputs", []),
        execution_count=raw.get("execution_count"),
    )
