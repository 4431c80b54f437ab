"""What the cells of an exercise's analyst track call: `check`, `hint` and `dataset`.

A trainee never sees a traceback from here: whatever is wrong is said in a sentence.
"""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toc_training.grading_tasks import State, TaskResult, grade_task
from toc_training.model import Course, Task

ATTEMPTS: tuple[State, ...] = ("right", "mistake", "wrong")
RESPONSE_LENGTH = 2000
HEADINGS: dict[State, str] = {
    "unanswered": "Not answered yet",
    "right": "✓ Right",
    "mistake": "✗ Not yet",
    "wrong": "✗ Not yet",
    "unreadable": "This cannot be marked",
}


class CourseMessage(Exception):  # noqa: N818  a message to the trainee, not a fault of the program
    """Something a trainee can put right; a notebook shows the sentence and no traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


@dataclass(frozen=True, slots=True)
class Notice:
    """A few sentences as a notebook, a terminal and a screen reader show them."""

    heading: str
    text: str
    afterwards: str = ""

    def __repr__(self) -> str:
        return "\n".join(part for part in (f"{self.heading}. {self.text}", self.afterwards) if part)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        paragraphs = (f"**{self.heading}.** {self.text}", self.afterwards)
        return {
            "text/markdown": "\n\n".join(part for part in paragraphs if part),
            "text/plain": repr(self),
        }


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint that stays folded until the trainee opens it."""

    text: str

    def __repr__(self) -> str:
        return f"Hint. {self.text}"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        page = html.escape(self.text, quote=False)
        for mark, tag in ((r"`([^`]+)`", "code"), (r"\*\*([^*]+)\*\*", "strong")):
            page = re.sub(mark, rf"<{tag}>\1</{tag}>", page)
        return {
            "text/html": f"<details><summary>Show a hint</summary><p>{page}</p></details>",
            "text/plain": repr(self),
        }


def check(task: str, answer: object) -> None:
    """Compare an answer with what is expected, explain, and keep the attempt.

    Parameters
    ----------
    task
        The exercise and the task: ``"8a-container-control/hit-rate-random"``.
    answer
        What was found; ``...`` while nothing is.
    """
    try:
        found = _find_task(task)
        result = grade_task(found, answer)
        afterwards = _keep(found, answer, result) if result.state in ATTEMPTS else ""
    except CourseMessage as message:
        _show(Notice("This cannot be checked", str(message)))
        return
    _show(Notice(HEADINGS[result.state], result.text, afterwards))


def hint(task: str) -> None:
    """Show what helps with a task without giving it away."""
    try:
        _show(Hint(_find_task(task).hint))
    except CourseMessage as message:
        _show(Notice("There is no such hint", str(message)))


def dataset(owner: str, name: str) -> Path:
    """Return the path of a data file.

    Parameters
    ----------
    owner
        An exercise, ``"8a-container-control"``, or a module, ``"border-management"``.
    name
        The file: ``"containers.csv"``.

    Raises
    ------
    CourseMessage
        There is no such exercise, module or file; the message names those there are.
    """
    root, course = _curriculum()
    folders = {
        exercise.id: root / "exercises" / exercise.id / "data" for exercise in course.exercises
    }
    folders |= {module.id: root / "modules" / module.folder for module in course.modules}
    if owner not in folders:
        raise CourseMessage(_no_such("exercise or module", owner, folders))
    path = folders[owner] / name
    if Path(name).name != name or not path.is_file():
        there = sorted(p.name for p in folders[owner].glob("*.csv"))
        raise CourseMessage(
            f"{owner} has no data file {name!r}. "
            + (f"It has: {', '.join(there)}." if there else "It has no data files.")
        )
    return path


def _find_task(task: object) -> Task:
    if not isinstance(task, str):
        raise CourseMessage(
            "A task is named by text, the exercise and the task with a slash between them: "
            "check('8a-container-control/hit-rate-random', answer)."
        )
    root, course = _curriculum()
    exercises = [exercise.id for exercise in course.exercises]
    exercise, slash, name = task.partition("/")
    if exercise not in exercises:
        if not slash:
            exercises = [i for e in exercises for i in _task_ids(root, e)] or exercises
            raise CourseMessage(_no_such("task", task, exercises))
        raise CourseMessage(_no_such("exercise", exercise, exercises))
    tasks = {found.id: found for found in _tasks(root, exercise)}
    if name not in tasks:
        raise CourseMessage(_no_such("task", task, [f"{exercise}/{i}" for i in tasks]))
    return tasks[name]


def _task_ids(root: Path, exercise: str) -> list[str]:
    try:
        return [f"{exercise}/{task.id}" for task in _tasks(root, exercise)]
    except CourseMessage:
        return []


def _no_such(kind: str, name: object, there: Iterable[str]) -> str:
    names = list(there)
    near = difflib.get_close_matches(str(name), names, n=3, cutoff=0.5)
    if near:
        return f"There is no {kind} {name!r}. Perhaps you mean: {', '.join(near)}."
    if names:
        return f"There is no {kind} {name!r}. There are: {', '.join(names)}."
    return f"There is no {kind} {name!r}."


def _curriculum() -> tuple[Path, Course]:
    from toc_training.curriculum import find_curriculum
    from toc_training.problem import ContentError

    try:
        root = find_curriculum()
        return root, _course(root)
    except (OSError, ContentError) as error:
        raise CourseMessage(f"The course cannot be read. {error}") from None


def _tasks(root: Path, exercise: str) -> tuple[Task, ...]:
    from toc_training.content import load_tasks
    from toc_training.problem import ContentError

    try:
        return load_tasks(root, exercise)
    except (OSError, ContentError) as error:
        raise CourseMessage(f"The tasks of {exercise} cannot be read. {error}") from None


@cache
def _course(root: Path) -> Course:
    from toc_training.content import load_course

    return load_course(root)


def _keep(task: Task, answer: object, result: TaskResult) -> str:
    """Write the attempt to the learning record; return what to tell the trainee if it cannot be.

    A cell that is run again with the same answer is no new attempt.
    """
    from toc_training.record import RecordError, current
    from toc_training.statement import response_of

    object_id = f"task/{task.exercise}/{task.id}"
    response = response_text(answer)
    right = result.state == "right"
    try:
        record = current()
        before = record.about(object_id)
        if before and response_of(before[-1]) == response:
            return ""
        record.append("answered", object_id, response=response, score=float(right), success=right)
    except RecordError as error:
        return str(error)
    return ""


def response_text(answer: object) -> str:
    """Return `answer` as the learning record keeps it: the same with and without NumPy, and short.

    Examples
    --------
    >>> response_text({"North ": 2}), response_text(["b", "a"]), response_text(0.5)
    ("{'north': 2.0}", 'a, b', '0.5')
    """
    from toc_training import answers

    for read in (answers.read_number, answers.read_text, answers.read_table):
        try:
            return str(read(answer))[:RESPONSE_LENGTH]
        except answers.UnreadableError:
            continue
    return ", ".join(sorted(answers.read_members(answer)))[:RESPONSE_LENGTH]


def _show(notice: Notice | Hint) -> None:
    from IPython.display import display

    display(notice)  # type: ignore[no-untyped-call]
