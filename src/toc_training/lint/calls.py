"""The calls of toc_training's functions in a cell."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from toc_training.lint.notebook import Cell

WIDGETS = ("quiz", "pretest", "knowledge_check", "review", "measures", "scenario")
NAMES = (*WIDGETS, "check", "hint", "dataset", "figure")


@dataclass(frozen=True)
class Call:
    """A call; an argument that is no plain text is None."""

    name: str
    args: tuple[str | None, ...]


def calls(cell: Cell) -> list[Call]:
    """Return a cell's calls, written `quiz(...)` or `toc_training.quiz(...)`."""
    tree = cell.tree()
    if tree is None:
        return []
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = _name(node.func)
            if name in NAMES:
                args = tuple(_literal(arg) for arg in node.args)
                found.append(Call(name, args))
    return found


def _name(func: ast.expr) -> str:
    if isinstance(func, ast.Name):
        return func.id
    if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name):
        return func.attr if func.value.id == "toc_training" else ""
    return ""


def _literal(arg: ast.expr) -> str | None:
    return arg.value if isinstance(arg, ast.Constant) and isinstance(arg.value, str) else None
