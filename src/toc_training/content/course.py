"""course.yaml: the order of everything."""

from __future__ import annotations

from pathlib import Path

from toc_training.content.inventory import section_name
from toc_training.model import Course, Exercise, Module, Outcome
from toc_training.reading import Fields, keys_of
from toc_training.sheet import Sheet

FILE = "modules/course.yaml"
MODULE_KEYS = (
    "id",
    "folder",
    "title",
    "sections",
    "boxes",
    "minutes",
    "pass_mark",
    "finished",
    "outcomes",
    "exercises",
)
EXERCISE_KEYS = ("id", "title", "module", "box", "minutes", "finished")


def load_course(root: Path) -> Course:
    """Read modules/course.yaml.

    Raises
    ------
    ContentError
        Something is wrong in the file; it lists everything found.
    """
    sheet = Sheet(root, FILE)
    top = keys_of(sheet)
    course = Course("", (), ())
    if top:
        top.only(("title", "modules", "exercises"))
        course = Course(
            title=top.text("title"),
            modules=tuple(_module(f) for f in top.entries("modules", "module")),
            exercises=tuple(_exercise(f) for f in top.entries("exercises", "exercise", False)),
        )
        _cross_check(sheet, course)
    sheet.close()
    return course


def _module(f: Fields) -> Module:
    f.only(MODULE_KEYS)
    pass_mark = f.number("pass_mark")
    if not 0 <= pass_mark <= 1:
        line = f.line_of("pass_mark")
        f.problem(f"`pass_mark: {pass_mark:g}` is not a share", "Write 0.7 for 70 per cent.", line)
    return Module(
        id=f.ident(),
        folder=f.ident("folder"),
        title=f.text("title"),
        sections=tuple(section_name(name) for name in f.texts("sections", ())),
        boxes=f.texts("boxes", ()),
        minutes=f.whole("minutes"),
        pass_mark=pass_mark,
        finished=f.flag("finished"),
        outcomes=tuple(_outcome(o) for o in f.entries("outcomes", "outcome", False)),
        exercises=f.texts("exercises", ()),
        place=f.place,
    )


def _outcome(f: Fields) -> Outcome:
    f.only(("id", "text"))
    return Outcome(f.ident(), f.text("text"))


def _exercise(f: Fields) -> Exercise:
    f.only(EXERCISE_KEYS)
    return Exercise(
        id=f.ident(),
        title=f.text("title"),
        module=f.ident("module"),
        box=f.text("box", ""),
        minutes=f.whole("minutes"),
        finished=f.flag("finished"),
        place=f.place,
    )


def _cross_check(sheet: Sheet, course: Course) -> None:
    """Report two modules in one folder, doubled outcome ids, and exercises not named both ways."""
    folders: dict[str, str] = {}
    outcomes: dict[str, str] = {}
    for module in course.modules:
        line = module.place.line
        if module.folder in folders:
            what = f"its folder {module.folder} is also that of {folders[module.folder]}"
            sheet.report(line, module.id, what, "Give each module its own folder.")
        folders.setdefault(module.folder, module.id)
        for outcome in module.outcomes:
            if outcomes.get(outcome.id, module.id) != module.id:
                what = f"outcome {outcome.id} is also one of {outcomes[outcome.id]}"
                sheet.report(line, module.id, what, "Give each outcome its own id.")
            outcomes.setdefault(outcome.id, module.id)
    listed = {exercise.id: exercise for exercise in course.exercises}
    for module in course.modules:
        for name in module.exercises:
            if name not in listed:
                what = f"its exercise {name} is not listed under `exercises`"
                sheet.report(module.place.line, module.id, what, "List it there, or take it out.")
    for exercise in course.exercises:
        owners = [m.id for m in course.modules if exercise.id in m.exercises]
        if owners != [exercise.module]:
            by = " and ".join(owners) or "none"
            what = f"it says module {exercise.module}, and is listed by {by}"
            remedy = "Name it under `exercises:` of that one module."
            sheet.report(exercise.place.line, exercise.id, what, remedy)
