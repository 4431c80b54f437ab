"""measures.yaml: every measure of the module's sections once, in the lengths the explorer wants."""

from __future__ import annotations

from collections.abc import Iterator

from toc_training.lint.material import Material, Rule
from toc_training.lint.numerals import plural
from toc_training.model import Measure
from toc_training.problem import Problem

TITLE_WORDS = 10
LENGTHS = {"text": (30, 70), "watch": (15, 50)}


def complete(material: Material) -> Iterator[Problem]:
    """Each strategic and operational measure of the module's sections stands there."""
    for module in material.course.modules:
        listed = material.measures.get(module.id)
        if listed is None or not material.inventory:
            continue
        file = f"modules/{module.folder}/measures.yaml"
        wanted = {entry.id: entry for entry in material.measures_of(module)}
        for measure in listed:
            if measure.id not in wanted:
                what = f"{measure.id} is no measure of the sections {', '.join(module.sections)}"
                yield _problem(measure, what, "Take it out, or correct its id.")
        have = {measure.id for measure in listed}
        lacking = [id_ for id_ in wanted if id_ not in have]
        if lacking:
            what = f"{', '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} missing"
            yield Problem(file, 0, "", what, "Add an entry for each.")


def lengths(material: Material) -> Iterator[Problem]:
    """Titles and texts fit the explorer."""
    for listed in material.measures.values():
        for measure in listed:
            words = len(measure.title.split())
            if words > TITLE_WORDS:
                what = f"its title has {words} words"
                yield _problem(measure, what, f"Use at most {TITLE_WORDS}.")
            for key, (least, most) in LENGTHS.items():
                words = len(str(getattr(measure, key)).split())
                if not least <= words <= most:
                    what = f"`{key}` has {words} words"
                    yield _problem(measure, what, f"Write {least} to {most}.")
            if not measure.ask.endswith("?"):
                yield _problem(measure, "`ask` is no question", "End it with a question mark.")


def themes(material: Material) -> Iterator[Problem]:
    """Two to five themes a module, or filtering by theme is of no use."""
    for module in material.course.modules:
        listed = material.measures.get(module.id, ())
        found = sorted({measure.theme for measure in listed})
        if module.finished and listed and not 2 <= len(found) <= 5:
            what = f"it has {plural(len(found), 'theme')} ({', '.join(found)})"
            yield Problem(listed[0].place.file, 0, "", what, "Use two to five.")


def _problem(measure: Measure, what: str, remedy: str) -> Problem:
    return Problem(measure.place.file, measure.place.line, measure.id, what, remedy)


RULES: tuple[Rule, ...] = (complete, lengths, themes)
