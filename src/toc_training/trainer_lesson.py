"""What a lesson's notebook shows to a class: its checks by their names, and its pictures."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from toc_training.lint.notebook import Cell
from toc_training.notebook_form import joined

_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")


@dataclass(frozen=True, slots=True)
class Check:
    """A `quiz(...)` of the lesson: the name above its questions, its cell, its items' ids."""

    name: str
    cell: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure of the lesson as its cell's output holds it; `source` is a data address."""

    cell: str
    source: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """The checks and the pictures of a lesson, in its order."""

    checks: tuple[Check, ...] = ()
    pictures: tuple[Picture, ...] = ()


def lesson_of(cells: Iterable[Cell]) -> Lesson:
    """Return what the cells of a lesson show to a class."""
    code = [cell for cell in cells if cell.kind == "code"]
    return Lesson(
        tuple(check for cell in code for check in _checks(cell)),
        tuple(picture for cell in code for picture in _pictures(cell)),
    )


def _checks(cell: Cell) -> Iterator[Check]:
    for node in ast.walk(cell.tree() or ast.Module([], [])):
        if isinstance(node, ast.Call) and _is_quiz(node.func):
            ids = tuple(text for text in map(_text, node.args) if text)
            named = (_text(word.value) for word in node.keywords if word.arg == "name")
            name = next(named, "") or cell.id.replace("-", " ").capitalize()
            yield Check(name, cell.id, ids)


def _is_quiz(called: ast.expr) -> bool:
    return (isinstance(called, ast.Name) and called.id == "quiz") or (
        isinstance(called, ast.Attribute) and called.attr == "quiz"
    )


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _pictures(cell: Cell) -> Iterator[Picture]:
    for output in cell.outputs:
        html = joined(output.get("data", {}).get("text/html", ""))
        if "<figure" in html:
            reader = _FigureReader()
            reader.feed(html)
            if _PICTURE.fullmatch(reader.source):
                caption = " ".join(reader.caption.split())
                yield Picture(cell.id, reader.source, reader.alt, caption)


class _FigureReader(HTMLParser):
    """Take from a figure what is wanted; whatever else stands in it is left behind."""

    def __init__(self) -> None:
        super().__init__()
        self.source = self.alt = self.caption = ""
        self._in_caption = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            given = dict(attrs)
            self.source, self.alt = given.get("src") or "", given.get("alt") or ""
        self._in_caption |= tag == "figcaption"

    def handle_endtag(self, tag: str) -> None:
        self._in_caption &= tag != "figcaption"

    def handle_data(self, data: str) -> None:
        if self._in_caption:
            self.caption += data
