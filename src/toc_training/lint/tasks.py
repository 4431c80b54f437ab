"""tasks.yaml: four to eight tasks, whose known mistakes can be met."""
# ruff: noqa: D401  the docstring of a rule is the rule

from __future__ import annotations

from collections.abc import Iterator

from toc_training.lint.material import Material, Rule
from toc_training.lint.numerals import plural
from toc_training.model import Task, TaskAnswer
from toc_training.problem import Problem


def enough(material: Material) -> Iterator[Problem]:
    """A finished exercise has four to eight tasks."""
    for exercise in material.course.exercises:
        tasks = material.tasks.get(exercise.id)
        if exercise.finished and tasks and not 4 <= len(tasks) <= 8:
            file = tasks[0].place.file
            what = f"it has {plural(len(tasks), 'task')}"
            yield Problem(file, 0, "", what, "Give it four to eight.")


def mistakes_can_be_met(material: Material) -> Iterator[Problem]:
    """A mistake has the form of the answer and is not accepted as right."""
    for tasks in material.tasks.values():
        for task in tasks:
            for number, mistake in enumerate(task.mistakes, 1):
                if _form(mistake) != _form(task.answer):
                    what = (
                        f"mistake {number} is a {_form(mistake)}, the answer a {_form(task.answer)}"
                    )
                    yield _problem(task, what, "Give it the form of the answer.")
                elif _accepted(mistake, task.answer):
                    what = f"mistake {number} is accepted as right"
                    yield _problem(task, what, "Narrow the answer's tolerance, or change it.")


def _form(answer: TaskAnswer) -> str:
    if answer.number is not None:
        return "number"
    if answer.table is not None:
        return "table"
    return "set" if answer.members else "text"


def _accepted(mistake: TaskAnswer, answer: TaskAnswer) -> bool:
    if mistake.number is not None and answer.number is not None:
        return abs(mistake.number - answer.number) <= answer.tolerance
    if mistake.table is not None and answer.table is not None:
        right = answer.table
        return mistake.table.keys() == right.keys() and all(
            abs(value - right[key]) <= answer.tolerance for key, value in mistake.table.items()
        )
    if mistake.members:
        return set(mistake.members) == set(answer.members)
    return bool({t.casefold() for t in mistake.texts} & {t.casefold() for t in answer.texts})


def _problem(task: Task, what: str, remedy: str) -> Problem:
    return Problem(task.place.file, task.place.line, task.id, what, remedy)


RULES: tuple[Rule, ...] = (enough, mistakes_can_be_met)
