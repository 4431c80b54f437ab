"""Find items by their ids, reading no more of the course than is needed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from toc_training.model import AnyItem, Course, Module

_HEADING = re.compile(r"^##\s+(\S.*?)\s*$")
_CITED = re.compile(r"\]\([^)\s]*guidance/[^)\s]*#([^)\s]+)\)")
# Where a lesson repeats what its own sections teach, or asks about it.
_NOT_TAUGHT = (
    "Before you start",
    "Measures",
    "Exercises",
    "Since publication",
    "Knowledge check",
    "Reflection",
    "Review",
    "Key points",
    "Further reading",
)
_TOP_ID = re.compile(r"""^-\s+id:\s*["']?([\w.-]+)""", re.MULTILINE)


class NotFoundError(LookupError):
    """The course has no such item or module; the message names the nearest there are."""


def course() -> Course:
    """Return the course."""
    root = _root()
    return _course(root, _age(root / "modules" / "course.yaml"))


def find_module(id: str) -> Module:  # noqa: A002  the field's word for it
    """Return a module.

    Raises
    ------
    NotFoundError
        There is none of this id.
    """
    modules = {module.id: module for module in course().modules}
    if id not in modules:
        raise NotFoundError(_unknown("module", id, modules))
    return modules[id]


def module_items(module: Module) -> tuple[AnyItem, ...]:
    """Return the items of a module, in the order they are written in."""
    root = _root()
    return _items(root, module, _age(root / "modules" / module.folder / "quiz.yaml"))


def find_items(ids: Iterable[str]) -> tuple[AnyItem, ...]:
    """Return the items of these ids, wherever in the course they stand.

    Raises
    ------
    NotFoundError
        There is none of one of these ids.
    """
    home: dict[str, Module] = {}
    for module in course().modules:
        home |= dict.fromkeys(_ids_in(module), module)
    found = []
    for id_ in ids:
        items = {item.id: item for item in module_items(home[id_])} if id_ in home else {}
        if id_ not in items:
            raise NotFoundError(_unknown("question", id_, home))
        found.append(items[id_])
    return tuple(found)


def lesson_headings(module: Module) -> dict[str, str]:
    """Return under which heading of a module's lesson each id of the guidance is taught."""
    path = _root() / "modules" / module.folder / f"{module.folder}.ipynb"
    return _headings(path, _age(path))


def headings_of(texts: Iterable[str]) -> dict[str, str]:
    """Return the heading under which each id is cited most, the first of equals.

    Parameters
    ----------
    texts
        The Markdown of a lesson, in its order. What comes before the first second-level heading
        is left out, and so are the headings that only repeat, ask or lead elsewhere.
    """
    counts: dict[str, dict[str, int]] = {}
    heading = ""
    for line in (line for text in texts for line in text.splitlines()):
        if found := _HEADING.match(line):
            heading = "" if found[1].startswith(_NOT_TAUGHT) else found[1]
        elif heading:
            for id_ in _CITED.findall(line):
                counts.setdefault(id_, {}).setdefault(heading, 0)
                counts[id_][heading] += 1
    return {id_: max(under, key=under.__getitem__) for id_, under in counts.items()}


def nearest(wanted: str, known: Iterable[str]) -> list[str]:
    """Return up to three ids that look like the one wanted."""
    from difflib import get_close_matches

    return get_close_matches(wanted, list(known), n=3, cutoff=0.4)


def _unknown(kind: str, wanted: str, known: Iterable[str]) -> str:
    known = list(known)
    near = nearest(wanted, known)
    hint = f" The nearest: {', '.join(near)}." if near else ""
    return f"There is no {kind} “{wanted}” in the course.{hint}"


def _ids_in(module: Module) -> list[str]:
    """Return the ids a module's quiz.yaml seems to hold, without reading it as YAML."""
    path = _root() / "modules" / module.folder / "quiz.yaml"
    return _TOP_ID.findall(path.read_text(encoding="utf-8")) if path.is_file() else []


def _root() -> Path:
    from toc_training.curriculum import find_curriculum

    return find_curriculum()


def _age(path: Path) -> int:
    return path.stat().st_mtime_ns if path.is_file() else 0


@cache
def _course(root: Path, _changed: int) -> Course:
    from toc_training.content import load_course

    return load_course(root)


@cache
def _items(root: Path, module: Module, _changed: int) -> tuple[AnyItem, ...]:
    from toc_training.content import load_items

    return load_items(root, module)


@cache
def _headings(path: Path, _changed: int) -> dict[str, str]:
    """Return the headings of a lesson; none where it cannot be read: a result goes without."""
    import json

    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    except (OSError, ValueError, LookupError, TypeError):
        return {}
    return headings_of(texts)
