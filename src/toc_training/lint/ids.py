"""Ids: each stands once, and each that is named exists."""
# ruff: noqa: D401  the docstring of a rule is the rule

from __future__ import annotations

from collections.abc import Iterator

from toc_training.lint.material import Material, Rule, marked
from toc_training.model import Place
from toc_training.problem import Problem

COURSE = "modules/course.yaml"
VAGUE = ("understand", "know", "learn", "appreciate", "be ", "become", "gain", "get ")


def item_ids_once(material: Material) -> Iterator[Problem]:
    """An item's id is unique in the whole course, for the learning record is kept by it."""
    first: dict[str, Place] = {}
    for item in material.all_items():
        before = first.setdefault(item.id, item.place)
        if before.file != item.place.file:
            what = f"the id is also in {before.file}, line {before.line}"
            remedy = "Give this item another id; ids are never used twice."
            yield Problem(item.place.file, item.place.line, item.id, what, remedy)


def scenario_ids_once(material: Material) -> Iterator[Problem]:
    """A scenario's id is unique, too."""
    first: dict[str, str] = {}
    for scenario in material.scenarios.values():
        before = first.setdefault(scenario.id, scenario.place.file)
        if before != scenario.place.file:
            what = f"the id is also in {before}"
            yield Problem(scenario.place.file, 1, scenario.id, what, "Give one another id.")


def outcomes_exist(material: Material) -> Iterator[Problem]:
    """An item's outcome is one of its module's."""
    for module in material.course.modules:
        known = [outcome.id for outcome in module.outcomes]
        for item in marked(material.items.get(module.id, ())):
            if known and item.outcome not in known:
                what = f"`outcome: {item.outcome}` is no outcome of {module.id}"
                remedy = f"Write one of: {', '.join(known)}."
                yield Problem(item.place.file, item.place.line, item.id, what, remedy)


def outcomes_observable(material: Material) -> Iterator[Problem]:
    """A module with items has outcomes; each begins with something one can see done."""
    for module in material.course.modules:
        line = module.place.line
        asks = bool(marked(material.items.get(module.id, ())))
        if (module.finished or asks) and not module.outcomes:
            remedy = "Add `outcomes:`, three to six."
            yield Problem(COURSE, line, module.id, "it has no outcomes", remedy)
        for outcome in module.outcomes:
            if outcome.text.lower().startswith(VAGUE):
                what = f"outcome {outcome.id} begins with “{outcome.text.split()[0]}”"
                remedy = "Begin with what a trainee can be seen to do: choose, judge, design."
                yield Problem(COURSE, line, module.id, what, remedy, "warning")


def covers_exist(material: Material) -> Iterator[Problem]:
    """What `covers` names is in the inventory."""
    if not material.inventory:
        return
    for place, name, covers in _covers(material):
        for id_ in covers:
            if id_ not in material.inventory:
                what = f"`covers` names {id_}, which the inventory does not have"
                remedy = f"Correct it{_nearest(id_, material)}; ids are in modules/guidance."
                yield Problem(place.file, place.line, name, what, remedy)


def sections_exist(material: Material) -> Iterator[Problem]:
    """The sections and boxes of course.yaml are in the inventory."""
    if not material.inventory:
        return
    sections = {entry.section for entry in material.inventory.values()}
    boxes = {entry.id for entry in material.inventory.values() if entry.kind == "box"}
    remedy = "Write it as modules/guidance does."
    for module in material.course.modules:
        strange = [f"section {name}" for name in module.sections if name not in sections]
        strange += [f"box {name}" for name in module.boxes if name not in boxes]
        for name in strange:
            what = f"the inventory has no {name}"
            yield Problem(COURSE, module.place.line, module.id, what, remedy)
    for exercise in material.course.exercises:
        if exercise.box and exercise.box not in boxes:
            what = f"the inventory has no box {exercise.box}"
            yield Problem(COURSE, exercise.place.line, exercise.id, what, remedy)


def _covers(material: Material) -> Iterator[tuple[Place, str, tuple[str, ...]]]:
    for item in material.all_items():
        yield item.place, item.id, item.covers
    for scenario in material.scenarios.values():
        yield scenario.place, scenario.id, scenario.covers
        for node in scenario.nodes.values():
            if node.advice:
                yield node.place, node.id, node.advice.covers
    for tasks in material.tasks.values():
        for task in tasks:
            yield task.place, task.id, task.covers


def _nearest(id_: str, material: Material) -> str:
    import difflib

    letter = id_.replace("-0", "-O")  # a nought for the letter of operational measures
    if letter in material.inventory:
        return f" (is {letter} meant?)"
    near = difflib.get_close_matches(id_, material.inventory, 1, 0.75)
    return f" (is {near[0]} meant?)" if near else ""


RULES: tuple[Rule, ...] = (
    item_ids_once,
    scenario_ids_once,
    outcomes_exist,
    outcomes_observable,
    covers_exist,
    sections_exist,
)
