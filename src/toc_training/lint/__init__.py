"""`toc-training check`: the whole curriculum, validated.

A rule is a function from the material to problems; each file here holds the rules of one kind.
"""

from __future__ import annotations

from pathlib import Path

from toc_training.lint import (
    citations,
    counts,
    coverage,
    cues,
    files,
    headings,
    ids,
    items,
    markers,
    measures,
    outputs,
    scenarios,
    sources,
    tasks,
    uses,
    wording,
)
from toc_training.lint.material import Rule, gather
from toc_training.lint.numerals import plural
from toc_training.problem import ContentError, Problem

RULES: tuple[Rule, ...] = (
    *files.RULES,
    *ids.RULES,
    *items.RULES,
    *wording.RULES,
    *cues.RULES,
    *measures.RULES,
    *scenarios.RULES,
    *tasks.RULES,
    *sources.RULES,
    *outputs.RULES,
    *markers.RULES,
    *uses.RULES,
    *citations.RULES,
    *headings.RULES,
    *counts.RULES,
    *coverage.RULES,
)


def check_curriculum(root: Path) -> list[Problem]:
    """Return every problem of the curriculum in `root`, sorted by file and line."""
    try:
        material = gather(root)
    except ContentError as error:
        return list(error.problems)
    found = list(material.problems)
    for rule in RULES:
        found.extend(rule(material))
    return sorted(found, key=lambda p: (p.file, p.line, p.id, p.what))


def main(root: Path) -> int:
    """Print every problem and a summary; return 1 if there is an error, else 0."""
    found = check_curriculum(root)
    for problem in found:
        print(problem)
    errors = sum(problem.severity == "error" for problem in found)
    print(f"{plural(errors, 'error')}, {plural(len(found) - errors, 'warning')}")
    return 1 if errors else 0
