"""Everything `toc-training check` looks at, read once; what cannot be read is already a problem."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from toc_training.content import (
    load_course,
    load_inventory,
    load_items,
    load_measures,
    load_scenario,
    load_tasks,
)
from toc_training.lint.notebook import Notebook, read_notebook
from toc_training.model import AnyItem, Course, Entry, Measure, Module, Scenario, SurveyItem, Task
from toc_training.problem import ContentError, Problem

T = TypeVar("T")


@dataclass
class Material:
    """The curriculum as the rules see it.

    Items and measures are keyed by module id, scenarios and tasks by exercise id, notebooks by
    their path. What is not there is in no dictionary; nor is what cannot be read, which `unread`
    names (by path), so that rules keep silent about all that would follow from it.
    """

    root: Path
    course: Course
    inventory: dict[str, Entry] = field(default_factory=dict)
    items: dict[str, tuple[AnyItem, ...]] = field(default_factory=dict)
    measures: dict[str, tuple[Measure, ...]] = field(default_factory=dict)
    scenarios: dict[str, Scenario] = field(default_factory=dict)
    tasks: dict[str, tuple[Task, ...]] = field(default_factory=dict)
    notebooks: dict[str, Notebook] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def all_items(self) -> Iterator[AnyItem]:
        """Return the items of all modules."""
        for items in self.items.values():
            yield from items

    def could_not_read(self, name: str) -> bool:
        """Tell whether a file of this name, in any folder, could not be read."""
        return any(path.endswith(f"/{name}") for path in self.unread)

    def lesson(self, module: Module) -> Notebook | None:
        """Return a module's notebook."""
        return self.notebooks.get(f"modules/{module.folder}/{module.folder}.ipynb")

    def entries_of(self, module: Module) -> list[Entry]:
        """Return what a module has to cover: its sections, its boxes and the notes on both."""
        return [
            entry
            for entry in self.inventory.values()
            if entry.id in module.boxes
            or (entry.kind != "box" and entry.section in (*module.sections, *module.boxes))
        ]

    def measures_of(self, module: Module) -> list[Entry]:
        """Return the strategic and operational measures of a module's sections."""
        entries = self.entries_of(module)
        return [entry for entry in entries if entry.kind in ("strategic", "operational")]


Rule = Callable[[Material], Iterator[Problem]]


def marked(items: tuple[AnyItem, ...]) -> list[AnyItem]:
    """Return the items that are marked: all but surveys."""
    return [item for item in items if not isinstance(item, SurveyItem)]


def gather(root: Path) -> Material:
    """Read the whole curriculum.

    Raises
    ------
    ContentError
        course.yaml itself cannot be read.
    """
    material = Material(root, load_course(root))
    problems = material.problems

    def attempt(load: Callable[[], T], into: dict[str, T], key: str) -> None:
        try:
            into[key] = load()
        except ContentError as error:
            problems.extend(error.problems)
            material.unread.update(problem.file for problem in error.problems)

    inventory: dict[str, dict[str, Entry]] = {}
    attempt(partial(load_inventory, root), inventory, "")
    material.inventory = inventory.get("", {})
    for module in material.course.modules:
        folder = root / "modules" / module.folder
        if module.finished or (folder / "quiz.yaml").is_file():
            attempt(partial(load_items, root, module), material.items, module.id)
        wanted = module.finished and bool(material.measures_of(module))
        if wanted or (folder / "measures.yaml").is_file():
            attempt(partial(load_measures, root, module), material.measures, module.id)
    for exercise in material.course.exercises:
        folder = root / "exercises" / exercise.id
        if exercise.finished or (folder / "scenario.yaml").is_file():
            attempt(partial(load_scenario, root, exercise.id), material.scenarios, exercise.id)
        if exercise.finished or (folder / "tasks.yaml").is_file():
            attempt(partial(load_tasks, root, exercise.id), material.tasks, exercise.id)
    for path in notebook_paths(root):
        name = path.relative_to(root).as_posix()
        attempt(partial(read_notebook, path, name), material.notebooks, name)
    return material


def notebook_paths(root: Path) -> list[Path]:
    """Return every notebook of the curriculum."""
    patterns = ("modules/*/*.ipynb", "exercises/*/*.ipynb", "solutions/*.ipynb")
    return sorted(path for pattern in patterns for path in root.glob(pattern))
