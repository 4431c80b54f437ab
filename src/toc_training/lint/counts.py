"""How many items a finished module has, of which use, type and level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from toc_training.lint.material import Material, Rule, marked
from toc_training.lint.numerals import per_cent, plural
from toc_training.model import Use
from toc_training.problem import Problem

ALL = 24
LEAST: dict[Use, int] = {"pretest": 3, "check": 7, "review": 4, "exam": 10}
TYPES = 5
HIGHER = ("apply", "analyse", "evaluate")
HIGHER_SHARE = 0.45


def enough_items(material: Material) -> Iterator[Problem]:
    """Twenty-four items, and of each use as many as the lesson needs."""
    for module in material.course.modules:
        items = material.items.get(module.id)
        if not module.finished or items is None:
            continue
        file = f"modules/{module.folder}/quiz.yaml"
        if len(items) < ALL:
            what = f"the module has {plural(len(items), 'item')}"
            yield Problem(file, 0, "", what, f"Write at least {ALL}.")
        uses = Counter(item.use for item in items)
        for use, least in LEAST.items():
            if uses[use] < least:
                what = f"the module has {plural(uses[use], 'item')} with `use: {use}`"
                yield Problem(file, 0, "", what, f"Write at least {least}.")
        types = sorted({item.type for item in items})
        if len(types) < TYPES:
            what = f"the items are of {len(types)} types ({', '.join(types)})"
            yield Problem(file, 0, "", what, f"Use at least {TYPES}.")


def enough_judgement(material: Material) -> Iterator[Problem]:
    """Nearly half the marked items ask for more than a fact."""
    for module in material.course.modules:
        items = marked(material.items.get(module.id, ()))
        if not module.finished or not items:
            continue
        higher = sum(item.level in HIGHER for item in items)
        if higher < HIGHER_SHARE * len(items):
            share = per_cent(higher, len(items))
            what = f"{higher} of {len(items)} marked items ({share}) are at apply or above"
            remedy = "Raise it to 45 %: ask for decisions rather than facts."
            yield Problem(items[0].place.file, 0, "", what, remedy)


RULES: tuple[Rule, ...] = (enough_items, enough_judgement)
