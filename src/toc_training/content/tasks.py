"""tasks.yaml: the answers and hints of an exercise's analyst track."""

from __future__ import annotations

from pathlib import Path

from toc_training.model import Task, TaskAnswer
from toc_training.reading import Fields, list_of
from toc_training.sheet import Sheet

FORMS = ("number", "text", "set", "table")


def load_tasks(root: Path, exercise_id: str) -> tuple[Task, ...]:
    """Read an exercise's tasks.yaml.

    Raises
    ------
    ContentError
        Something is wrong in the file; it lists everything found.
    """
    sheet = Sheet(root, f"exercises/{exercise_id}/tasks.yaml")
    tasks = tuple(_task(f, exercise_id) for f in list_of(sheet, "task"))
    sheet.close()
    return tasks


def _task(f: Fields, exercise_id: str) -> Task:
    f.only(("id", "covers", "ask", "answer", "mistakes", "hint", "right", "wrong"))
    key = f.part("answer")
    return Task(
        id=f.ident(),
        exercise=exercise_id,
        covers=f.texts("covers"),
        ask=f.text("ask"),
        answer=_answer(key) if key else TaskAnswer(),
        mistakes=tuple(_answer(m, True) for m in f.entries("mistakes", "mistake", False)),
        hint=f.text("hint"),
        right=f.text("right"),
        wrong=f.text("wrong"),
        place=f.place,
    )


def _answer(f: Fields, mistake: bool = False) -> TaskAnswer:
    forms = [form for form in FORMS if f.has(form)]
    if len(forms) != 1:
        f.problem(
            f"an answer has one form, and this has {len(forms)}",
            "Keep exactly one of: number, text, set, table.",
        )
        return TaskAnswer()
    form = forms[0]
    measured = form in ("number", "table")
    f.only([form, *(["tolerance"] if measured else []), *(["feedback"] if mistake else [])])
    tolerance = f.number("tolerance", 0.0) if measured else 0.0
    if tolerance < 0:
        line = f.line_of("tolerance")
        f.problem("`tolerance` is below zero", "Write how far off an answer may be: 0.01.", line)
    table = f.part("table") if form == "table" else None
    return TaskAnswer(
        number=f.number("number") if form == "number" else None,
        texts=f.texts("text") if form == "text" else (),
        members=f.texts("set") if form == "set" else (),
        table=table.numbers() if table else None,
        tolerance=tolerance,
        feedback=f.text("feedback") if mistake else "",
    )
