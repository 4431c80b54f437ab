"""A finished module teaches everything its sections say, and assesses its measures and outcomes."""

from __future__ import annotations

from collections.abc import Iterator

from toc_training.lint.citations import cited
from toc_training.lint.material import Material, Rule, marked
from toc_training.model import Module
from toc_training.problem import Problem

COURSE = "modules/course.yaml"


def inventory_covered(material: Material) -> Iterator[Problem]:
    """Every id of the module's sections is cited in its lesson or covered elsewhere in it."""
    for module in _readable(material):
        taught = _assessed(material, module)
        taught |= {measure.id for measure in material.measures.get(module.id, ())}
        for exercise in module.exercises:
            scenario = material.scenarios.get(exercise)
            taught |= set(scenario.covers) if scenario else set()
            for task in material.tasks.get(exercise, ()):
                taught |= set(task.covers)
        lesson = material.lesson(module)
        if lesson is not None:
            taught |= cited(lesson)
        for entry in material.entries_of(module):
            if entry.id not in taught:
                what = f"nothing in the module covers {entry.id} ({entry.kind})"
                remedy = f"Teach it and cite it; see {entry.place.file}, line {entry.place.line}."
                yield Problem(COURSE, module.place.line, module.id, what, remedy)


def measures_assessed(material: Material) -> Iterator[Problem]:
    """Every strategic and operational measure is asked for by an item or met at a decision."""
    for module in _readable(material):
        assessed = _assessed(material, module)
        for entry in material.measures_of(module):
            if entry.id not in assessed:
                what = f"no item and no decision assesses the {entry.kind} measure {entry.id}"
                remedy = "Write an item that covers it, or name it in a decision's advice."
                yield Problem(COURSE, module.place.line, module.id, what, remedy)


def outcomes_assessed(material: Material) -> Iterator[Problem]:
    """Every outcome of a finished module is assessed."""
    for module in _readable(material):
        asked = {item.outcome for item in marked(material.items.get(module.id, ()))}
        for outcome in module.outcomes:
            if outcome.id not in asked:
                what = f"no item assesses outcome {outcome.id}"
                remedy = "Write an item for it, or drop the outcome."
                yield Problem(COURSE, module.place.line, module.id, what, remedy)


def sections_taught(material: Material) -> Iterator[Problem]:
    """Each section and box has one module at most; a box goes with one that teaches its section."""
    homes: dict[str, list[str]] = {}
    for module in material.course.modules:
        for name in (*module.sections, *module.boxes):
            homes.setdefault(name, []).append(module.id)
    for name, owners in homes.items():
        if len(owners) > 1:
            what = f"{name} is taught by {' and '.join(owners)}"
            place = material.course.module(owners[1]).place
            yield Problem(COURSE, place.line, owners[1], what, "List it once.")


def _readable(material: Material) -> Iterator[Module]:
    """Return the finished modules of which every part could be read."""
    for module in material.course.modules:
        folders = {f"modules/{module.folder}", *(f"exercises/{e}" for e in module.exercises)}
        broken = any(path.rpartition("/")[0] in folders for path in material.unread)
        if module.finished and not broken:
            yield module


def _assessed(material: Material, module: Module) -> set[str]:
    ids = {id_ for item in marked(material.items.get(module.id, ())) for id_ in item.covers}
    for exercise in module.exercises:
        scenario = material.scenarios.get(exercise)
        for node in scenario.nodes.values() if scenario else ():
            ids |= set(node.advice.covers) if node.advice else set()
    return ids


RULES: tuple[Rule, ...] = (inventory_covered, measures_assessed, outcomes_assessed, sections_taught)
