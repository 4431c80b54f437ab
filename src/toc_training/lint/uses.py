"""Calls name what exists, and what exists is called."""
# ruff: noqa: D401  the docstring of a rule is the rule

from __future__ import annotations

from collections.abc import Iterator

from toc_training.lint.calls import NAMES, Call, calls
from toc_training.lint.material import Material, Rule
from toc_training.lint.notebook import Cell, Notebook
from toc_training.problem import Problem

OF_USE = {"pretest": "pretest", "knowledge_check": "exam", "review": "review"}
HOLDS = {
    "measures": "measures.yaml",
    "scenario": "scenario.yaml",
    "check": "tasks.yaml",
    "hint": "tasks.yaml",
    "dataset": "",
}
CHECKED = tuple(name for name in NAMES if name != "figure")


def calls_name_what_exists(material: Material) -> Iterator[Problem]:
    """A misspelt id would be found by the trainee."""
    for notebook, cell, call in _calls(material):
        if call.name not in CHECKED:
            continue
        if not call.args or None in call.args[: 1 if call.name == "check" else None]:
            what = f"{call.name}(...) is not given its ids as plain text"
            remedy = "Write the id itself between quotes, so that it can be checked."
            yield notebook.problem(cell, what, remedy)
            continue
        if material.could_not_read(HOLDS.get(call.name, "quiz.yaml")):
            continue
        for what in _unknown(material, call):
            yield notebook.problem(cell, what, "Correct the id, or write what it names.")


def _unknown(material: Material, call: Call) -> Iterator[str]:
    args = [arg or "" for arg in call.args]
    first = args[0]
    modules = {module.id: module for module in material.course.modules}
    if call.name == "quiz":
        known = {item.id for item in material.all_items()}
        yield from (f"there is no item {arg}" for arg in args if arg not in known)
    elif call.name in OF_USE:
        use = OF_USE[call.name]
        if first not in modules:
            yield f"there is no module {first}"
        elif not any(item.use == use for item in material.items.get(first, ())):
            yield f"module {first} has no items with `use: {use}`"
    elif call.name == "measures":
        if first not in material.measures:
            yield f"module {first} has no measures.yaml"
    elif call.name == "scenario":
        if first not in material.scenarios:
            yield f"exercise {first} has no scenario.yaml"
    elif call.name in ("check", "hint"):
        exercise, _, task = first.partition("/")
        if task not in {known.id for known in material.tasks.get(exercise, ())}:
            yield f"there is no task {first}"
    else:
        name = args[1] if len(args) > 1 else ""
        folder = (
            f"modules/{modules[first].folder}" if first in modules else f"exercises/{first}/data"
        )
        if not (material.root / folder / name).is_file():
            yield f"there is no data set {folder}/{name}"


def items_are_used(material: Material) -> Iterator[Problem]:
    """Every item of a module that has a lesson is shown somewhere."""
    asked = [call for _, _, call in _calls(material)]
    shown = {arg for call in asked if call.name == "quiz" for arg in call.args}
    drawn = {(OF_USE[c.name], c.args[0]) for c in asked if c.name in OF_USE and c.args}
    for module in material.course.modules:
        if material.lesson(module) is None:
            continue
        for item in material.items.get(module.id, ()):
            if item.id not in shown and (item.use, module.id) not in drawn:
                call = next((c for c, use in OF_USE.items() if use == item.use), "")
                wanted = f'{call}("{module.id}")' if call else f'quiz("{item.id}")'
                what = "no notebook shows this item"
                remedy = f"Add {wanted} to the lesson, or delete the item."
                yield Problem(item.place.file, item.place.line, item.id, what, remedy)


def tasks_are_used(material: Material) -> Iterator[Problem]:
    """Every task of an exercise that has a solution is checked there, and has a hint there."""
    asked = {(call.name, call.args[0]) for _, _, call in _calls(material) if call.args}
    for id_, tasks in material.tasks.items():
        if f"solutions/{id_}.ipynb" not in material.notebooks:
            continue
        for task in tasks:
            for name in ("check", "hint"):
                if (name, f"{id_}/{task.id}") not in asked:
                    what = f"the solution has no {name} of this task"
                    remedy = (
                        f'Add {name}("{id_}/{task.id}"{", answer" if name == "check" else ""}).'
                    )
                    yield Problem(task.place.file, task.place.line, task.id, what, remedy)


def _calls(material: Material) -> Iterator[tuple[Notebook, Cell, Call]]:
    for notebook in material.notebooks.values():
        for cell in notebook.code:
            for call in calls(cell):
                yield notebook, cell, call


RULES: tuple[Rule, ...] = (calls_name_what_exists, items_are_used, tasks_are_used)
