"""What has to be there, what nobody knows about, and how large it may be."""
# ruff: noqa: D401  the docstring of a rule is the rule

from __future__ import annotations

from collections.abc import Iterator

from toc_training.lint.material import Material, Rule
from toc_training.problem import Problem

COURSE = "modules/course.yaml"
LIMITS = (  # kB, see the author guide
    ("modules/*/*.ipynb", 150, "Draw its figures smaller or with fewer colours."),
    ("exercises/*/*.ipynb", 400, "Draw its figures smaller or with fewer colours."),
    ("solutions/*.ipynb", 400, "Draw its figures smaller or with fewer colours."),
    ("modules/*/*.csv", 200, "Keep fewer rows or columns."),
    ("exercises/*/data/*", 200, "Let make_data.py make fewer rows."),
)


def missing(material: Material) -> Iterator[Problem]:
    """A finished module has a lesson and a run sheet; a finished exercise has its parts."""
    for module in material.course.modules:
        folder = f"modules/{module.folder}"
        if module.finished:
            wanted = (f"{folder}/{module.folder}.ipynb", f"{folder}/session.md")
            yield from _absent(material, module.id, module.place.line, wanted)
    for exercise in material.course.exercises:
        id_ = exercise.id
        if exercise.finished:
            wanted = (f"solutions/{id_}.ipynb", f"exercises/{id_}/{id_}.ipynb")
            yield from _absent(material, id_, exercise.place.line, wanted)
            if (material.root / f"exercises/{id_}/data").is_dir():
                script = (f"exercises/{id_}/make_data.py",)
                yield from _absent(material, id_, exercise.place.line, script)


def _absent(material: Material, id_: str, line: int, wanted: tuple[str, ...]) -> Iterator[Problem]:
    for name in wanted:
        if not (material.root / name).is_file():
            what = f"it is finished, and {name} is missing"
            yield Problem(COURSE, line, id_, what, "Write it, or set `finished: false`.")


def unlisted(material: Material) -> Iterator[Problem]:
    """Every folder is one that course.yaml lists."""
    course = material.course
    known = {
        "modules": {"guidance", *(module.folder for module in course.modules)},
        "exercises": {exercise.id for exercise in course.exercises},
        "solutions": {f"{exercise.id}.ipynb" for exercise in course.exercises},
    }
    remedy = "List it there, or remove it."
    for place, names in known.items():
        for path in sorted((material.root / place).glob("*")):
            is_content = path.suffix == ".ipynb" if place == "solutions" else path.is_dir()
            if is_content and path.name not in names and not path.name.startswith((".", "_")):
                what = "course.yaml does not list it"
                yield Problem(f"{place}/{path.name}", 0, "", what, remedy)


def too_large(material: Material) -> Iterator[Problem]:
    """Notebooks and data files stay small enough for a poor connection."""
    for pattern, limit, remedy in LIMITS:
        for path in sorted(material.root.glob(pattern)):
            size = path.stat().st_size / 1000
            if path.is_file() and size > limit:
                name = path.relative_to(material.root).as_posix()
                what = f"it has {size:.0f} kB, and {limit} kB is the limit"
                yield Problem(name, 0, "", what, remedy)


RULES: tuple[Rule, ...] = (missing, unlisted, too_large)
