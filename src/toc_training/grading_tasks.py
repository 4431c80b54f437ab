"""Marking an analyst task: pure, from the task and what the trainee's code came to."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from toc_training.answers import (
    UnreadableError,
    plain_word,
    read_members,
    read_number,
    read_table,
    read_text,
)
from toc_training.model import Task, TaskAnswer

State = Literal["unanswered", "right", "mistake", "wrong", "unreadable"]

ROUNDING = 1e-9
PER_CENT = 100.0
PER_CENT_TOLERANCE = 0.1


@dataclass(frozen=True, slots=True)
class TaskResult:
    """How an answer was marked, and what to tell the trainee.

    `mistake` is a wrong answer that the course knows the reason of; `unreadable` is not the kind
    of thing that is asked for and does not count as an attempt.
    """

    state: State
    text: str


def grade_task(task: Task, answer: object) -> TaskResult:
    """Mark `answer`.

    Examples
    --------
    An answer that is still ``...`` is neither right nor wrong.

    >>> from toc_training.model import Place, TaskAnswer
    >>> task = Task("t", "e", (), "?", TaskAnswer(number=0.04, tolerance=0.002), (), "", "Yes.",
    ...             "Look again.", Place("tasks.yaml", 1))
    >>> grade_task(task, ...).state, grade_task(task, 0.0412).state, grade_task(task, 4).state
    ('unanswered', 'right', 'mistake')
    """
    if answer is ...:
        return TaskResult("unanswered", "Put your answer in the place of the three dots.")
    try:
        if _fits(task.answer, answer):
            return TaskResult("right", task.right)
    except UnreadableError as error:
        return TaskResult("unreadable", str(error))
    for mistake in task.mistakes:
        try:
            if _fits(mistake, answer):
                return TaskResult("mistake", mistake.feedback)
        except UnreadableError:
            continue
    confusion = _per_cent_confusion(task.answer, answer)
    if confusion:
        return TaskResult("mistake", confusion)
    return TaskResult("wrong", " ".join([*_what_differs(task.answer, answer), task.wrong]))


def _fits(expected: TaskAnswer, answer: object) -> bool:
    if expected.number is not None:
        return _near(read_number(answer), expected.number, expected.tolerance)
    if expected.texts:
        return read_text(answer) in {plain_word(text) for text in expected.texts}
    if expected.members:
        return read_members(answer) == _words(expected.members)
    given, table = read_table(answer), _table(expected)
    return given.keys() == table.keys() and all(
        _near(given[key], number, expected.tolerance) for key, number in table.items()
    )


def _near(given: float, expected: float, tolerance: float) -> bool:
    return abs(given - expected) <= tolerance + ROUNDING * max(1.0, abs(expected))


def _per_cent_confusion(expected: TaskAnswer, answer: object) -> str:
    """Say so if every number is right but for a factor of a hundred."""
    if expected.number is not None:
        pairs = [(read_number(answer), expected.number)]
    elif expected.table is not None:
        given, table = read_table(answer), _table(expected)
        if given.keys() != table.keys():
            return ""
        pairs = [(given[key], number) for key, number in table.items() if number]
    else:
        return ""
    if not pairs:
        return ""

    def fits(factor: float) -> bool:
        return all(
            abs(given * factor - number)
            <= min(expected.tolerance, PER_CENT_TOLERANCE * abs(number)) + ROUNDING * abs(number)
            for given, number in pairs
        )

    if fits(1 / PER_CENT):
        if all(abs(number) <= 1 for _, number in pairs):
            return (
                "The calculation is right, but this is per cent; a share from 0 to 1 is expected. "
                "Leave out the multiplication by 100."
            )
        return "This is a hundred times too large. Was something multiplied by 100 on the way?"
    if fits(PER_CENT):
        if all(abs(given) <= 1 for given, _ in pairs):
            return (
                "The calculation is right, but this is a share from 0 to 1; per cent is expected. "
                "Multiply by 100."
            )
        return "This is a hundred times too small. Was something divided by 100 on the way?"
    return ""


def _what_differs(expected: TaskAnswer, answer: object) -> list[str]:
    if expected.members:
        return _what_differs_in_words(read_members(answer), _words(expected.members))
    if expected.table is not None:
        return _what_differs_in_table(read_table(answer), expected)
    return []


def _what_differs_in_words(given: frozenset[str], expected: frozenset[str]) -> list[str]:
    found = len(given & expected)
    parts = [f"{found} of the {len(expected)} expected are there"]
    if given - expected:
        parts.append(f"{_count(len(given - expected), 'other')} not expected")
    return ["; ".join(parts) + "."]


def _what_differs_in_table(given: dict[str, float], expected: TaskAnswer) -> list[str]:
    table = _table(expected)
    sentences = []
    missing, extra = [k for k in table if k not in given], [k for k in given if k not in table]
    if missing:
        sentences.append(f"Missing: {', '.join(missing)}.")
    if extra:
        sentences.append(f"Not expected: {', '.join(extra)}.")
    empty = [key for key in table if key in given and math.isnan(given[key])]
    if empty:
        sentences.append(f"Without a value (NaN): {', '.join(empty)}.")
    off = [
        key
        for key, number in table.items()
        if key in given and key not in empty and not _near(given[key], number, expected.tolerance)
    ]
    if off:
        sentences.append(f"Not right yet: {', '.join(off)}.")
    return sentences


def _count(number: int, noun: str) -> str:
    return f"1 {noun} is" if number == 1 else f"{number} {noun}s are"


def _words(members: tuple[str, ...]) -> frozenset[str]:
    return frozenset(plain_word(member) for member in members)


def _table(expected: TaskAnswer) -> dict[str, float]:
    return {plain_word(key): number for key, number in (expected.table or {}).items()}
