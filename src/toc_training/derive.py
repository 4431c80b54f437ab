"""Exercises made from solutions, and readable guidance pages made from the inventory."""

from __future__ import annotations

import ast
import copy
import json
import re
from pathlib import Path
from typing import Any

from toc_training.notebook_form import OWN_KEY, Notebook, canonical, joined, serialise
from toc_training.solution_markers import MarkerError, marker_like, without_solutions

SOLUTION_ONLY = "solution-only"
DERIVED_FROM = "derived_from"

_LINK_UP = re.compile(r"""(\]\(<?|^ {0,3}\[[^\]]+\]:\s+<?|\b(?:href|src)=["'])(?=\.\./)""", re.M)


class DeriveError(ValueError):
    """A solution from which no exercise can be made; one sentence for each reason.

    Attributes
    ----------
    problems : tuple of str
    """

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def derive_notebook(solution: Notebook, source: str) -> Notebook:
    """Return the exercise that `solution` holds, without outputs, in canonical form.

    Parameters
    ----------
    solution
        The solution notebook.
    source
        Its path in the repository, for instance ``solutions/8a-container-control.ipynb``.

    Raises
    ------
    DeriveError
        A marker or tag is not as it must be, or what is left is not valid Python.
    """
    problems: list[str] = []
    cells: list[dict[str, Any]] = []
    moved_already = DERIVED_FROM in solution.get("metadata", {}).get(OWN_KEY, {})
    for number, cell in enumerate(solution["cells"], start=1):
        where = f"{source}, cell {cell.get('id') or number!r}"
        tags = cell.get("metadata", {}).get("tags", [])
        problems += [f"{where}: {text}" for text in _tag_problems(tags)]
        if SOLUTION_ONLY in tags:
            continue
        derived = copy.deepcopy(cell)
        text = joined(cell["source"])
        if cell["cell_type"] == "code":
            derived["outputs"] = []
            try:
                text = derive_code(text)
            except MarkerError as error:
                problems += [f"{where}, line {line}: {reason}." for line, reason in error.problems]
        else:
            problems += [f"{where}, {problem}" for problem in _markdown_problems(text)]
            text = text if moved_already else moved_one_folder_down(text)
        derived["source"] = text
        cells.append(derived)
    if problems:
        raise DeriveError(problems)
    metadata = solution.get("metadata", {})
    own = metadata.get(OWN_KEY, {}) | {DERIVED_FROM: source}
    return canonical({"cells": cells, "metadata": metadata | {OWN_KEY: own}})


def derive_code(source: str) -> str:
    """Return a code cell's source without its solutions.

    Raises
    ------
    MarkerError
        See `toc_training.solution_markers.without_solutions`; or what is left is not valid Python
        though the whole cell is.
    """
    given = "\n".join(without_solutions(source.split("\n")))
    if _is_python(source) and not _is_python(given):
        what = "what the exercise keeps of this cell is not valid Python"
        raise MarkerError([(1, f"{what}; let each solution block hold whole statements")])
    return given


def moved_one_folder_down(markdown: str) -> str:
    """Return `markdown` with its relative links mended: an exercise lies one folder deeper."""
    return _LINK_UP.sub(r"\1../", markdown)


def derive_all(root: Path, check: bool) -> list[str]:
    """Write every exercise and every readable guidance page, or only look for differences.

    Parameters
    ----------
    root
        The curriculum: the folder with ``modules``, ``exercises`` and ``solutions``.
    check
        Write nothing; return a message for each difference instead.

    Returns
    -------
    list of str
        What is wrong, in sentences; empty when all is well.
    """
    from toc_training.guidance_pages import write_pages

    messages: list[str] = []
    solutions = sorted((root / "solutions").glob("*.ipynb"))
    for path in solutions:
        messages += _derive_file(root, path, check)
    slugs = {path.stem for path in solutions}
    for path in sorted((root / "exercises").glob("*/*.ipynb")):
        if path.stem == path.parent.name and path.stem not in slugs:
            messages.append(
                f"{_name(root, path)}: there is no solutions/{path.name} that it is derived from. "
                f"Write the solution or delete the exercise."
            )
    messages += write_pages(root, check)
    return messages


def _derive_file(root: Path, path: Path, check: bool) -> list[str]:
    source = _name(root, path)
    target = root / "exercises" / path.stem / path.name
    try:
        exercise = derive_notebook(json.loads(path.read_text(encoding="utf-8")), source)
    except DeriveError as error:
        return list(error.problems)
    except (ValueError, KeyError, TypeError) as error:
        return [f"{source}: this is not a notebook that can be read ({error})."]
    before = target.read_text(encoding="utf-8") if target.exists() else None
    try:
        existing = canonical(json.loads(before)) if before is not None else None
    except (ValueError, KeyError, TypeError):
        existing = None
    if check:
        return _differences(_name(root, target), source, exercise, existing)
    text = serialise(with_outputs_of(exercise, existing) if existing else exercise)
    if text != before:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    return []


def with_outputs_of(exercise: Notebook, existing: Notebook) -> Notebook:
    """Return `exercise` with the outputs that `existing` has for cells whose source is the same."""
    outputs = {
        cell["id"]: (cell["source"], cell["outputs"])
        for cell in existing["cells"]
        if cell["cell_type"] == "code"
    }
    result = copy.deepcopy(exercise)
    for cell in result["cells"]:
        source, kept = outputs.get(cell["id"], (None, []))
        if cell["cell_type"] == "code" and source == cell["source"]:
            cell["outputs"] = copy.deepcopy(kept)
    return result


def _differences(
    target: str, source: str, exercise: Notebook, existing: Notebook | None
) -> list[str]:
    remedy = f"Change {source}, then run toc-training derive."
    if existing is None:
        return [f"{target}: it is missing or cannot be read. Run toc-training derive."]
    messages: list[str] = []
    if exercise["metadata"] != existing["metadata"]:
        messages.append(f"{target}: its metadata differ from what {source} gives. {remedy}")
    wanted, found = [c["id"] for c in exercise["cells"]], [c["id"] for c in existing["cells"]]
    if wanted != found:
        odd = [*(i for i in wanted if i not in found), *(i for i in found if i not in wanted)]
        which = f" ({', '.join(odd)})" if odd else ""
        messages.append(f"{target}: its cells{which} are not those that {source} gives. {remedy}")
        return messages
    for new, old in zip(exercise["cells"], existing["cells"], strict=True):
        for part in ("cell_type", "source", "metadata", "attachments"):
            if new.get(part) != old.get(part):
                messages.append(
                    f"{target}, cell {new['id']}: its {part.replace('_', ' ')} is not what "
                    f"{source} gives. {remedy}"
                )
    return messages


def _tag_problems(tags: list[str]) -> list[str]:
    return [
        f"the tag {tag!r} looks like {SOLUTION_ONLY!r} and is not; write exactly {SOLUTION_ONLY!r}."
        for tag in tags
        if tag != SOLUTION_ONLY and re.search("solution", tag, re.IGNORECASE)
    ]


def _markdown_problems(text: str) -> list[str]:
    return [
        f"line {number}: {line.strip()!r} looks like a solution marker, and markers work in code "
        f"cells only; give this cell the tag {SOLUTION_ONLY!r}, or word the line differently."
        for number, line in enumerate(text.split("\n"), start=1)
        if re.match(r"\s*(#|<!--)", line) and marker_like(line.replace("<!--", "#"))
    ]


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    return True


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
