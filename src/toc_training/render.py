"""Running notebooks and keeping what they show: the outputs in the repository are made here."""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from toc_training.curriculum import VARIABLE as CURRICULUM_VARIABLE
from toc_training.curriculum import find_curriculum
from toc_training.notebook_form import Notebook, canonical, comparable_outputs, joined, serialise

FOLDERS = ("modules", "exercises", "solutions")
KERNEL = "python3"
CELL_SECONDS = 60
AT_ONCE = 2
HIDING_TAGS = ("raises-exception", "skip-execution")
_NOT_INHERITED = ("MPLBACKEND", "PYTHONWARNINGS", "PYTHONSTARTUP")


class RunError(Exception):
    """A notebook did not run to its end; the message names the cell and says what went wrong."""


def render(paths: Sequence[Path], check: bool) -> list[str]:
    """Run notebooks and bring them into the form the repository keeps, or only compare.

    Parameters
    ----------
    paths
        Notebooks and folders of notebooks; none means all of modules, exercises and solutions.
    check
        Write nothing; return a message for each difference instead.

    Returns
    -------
    list of str
        What is wrong, in sentences; empty when all is well. A notebook that does not run is left
        as it was.
    """
    files, messages = _notebooks(paths)
    _build_font_cache()
    for found in asyncio.run(_render_all(files, check)):
        messages += found
    return messages


async def run(notebook: Notebook, folder: Path, home: Path) -> Notebook:
    """Return `notebook` in canonical form, with the outputs of a fresh run.

    Parameters
    ----------
    notebook
        The notebook; it is not changed.
    folder
        Where the kernel works.
    home
        An empty folder for the learning record, so that nobody's own shows in an output.

    Raises
    ------
    RunError
        A cell failed, took too long, or printed a warning.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    node = nbformat.reads(  # type: ignore[no-untyped-call]
        serialise(canonical(notebook)), as_version=4
    )
    current = "?"

    def remember(cell: Any, **_: object) -> None:
        nonlocal current
        current = cell["id"]

    client = NotebookClient(
        node,
        timeout=CELL_SECONDS,
        kernel_name=KERNEL,
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],
        on_cell_start=remember,
    )
    try:
        await client.async_execute(env=_environment(folder, home))
    except CellTimeoutError as error:
        raise RunError(f"cell {current}: it took longer than {CELL_SECONDS} seconds.") from error
    except CellExecutionError as error:
        raise RunError(f"cell {current}: {error.ename}: {_last_line(error.evalue)}") from error
    except DeadKernelError as error:
        raise RunError(f"cell {current}: the kernel died while running it.") from error
    result = canonical(json.loads(json.dumps(node)))
    for cell in result["cells"]:
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                raise RunError(f"cell {cell['id']}: it warns: {_last_line(joined(output['text']))}")
    return result


def differences(committed: Notebook, fresh: Notebook) -> list[str]:
    """Return the ids of the cells of `fresh` that show something else than in `committed`.

    Both are canonical, and of the same cells.
    """
    return [
        str(new["id"])
        for old, new in zip(committed["cells"], fresh["cells"], strict=True)
        if comparable_outputs(old) != comparable_outputs(new)
    ]


async def _render_all(files: list[Path], check: bool) -> list[list[str]]:
    places = asyncio.Semaphore(AT_ONCE)

    async def in_turn(path: Path) -> list[str]:
        async with places:
            return await _render_file(path, check)

    return await asyncio.gather(*(in_turn(path) for path in files))


async def _render_file(path: Path, check: bool) -> list[str]:
    name = _shown(path)
    try:
        before = path.read_text(encoding="utf-8")
        notebook = json.loads(before)
        committed = canonical(notebook)
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [f"{name}: this is not a notebook that can be read ({error})."]
    messages = [f"{name}, {problem}" for problem in _cell_problems(committed)]
    if messages:
        return messages
    with tempfile.TemporaryDirectory(prefix="toc-training-") as home:
        try:
            fresh = await run(notebook, path.parent, Path(home))
        except RunError as error:
            return [f"{name}, {error}"]
    if check:
        remedy = f"Run toc-training render {name}."
        if before != serialise(committed):
            messages.append(f"{name}: it is not in the repository's form. {remedy}")
        if differ := differences(committed, fresh):
            cells = f"cell {differ[0]}" if len(differ) == 1 else f"cells {', '.join(differ)}"
            messages.append(f"{name}, {cells}: a fresh run shows something else. {remedy}")
    elif (text := serialise(fresh)) != before:
        path.write_text(text, encoding="utf-8", newline="\n")
    return messages


def _cell_problems(notebook: Notebook) -> list[str]:
    ids = Counter(cell["id"] for cell in notebook["cells"])
    problems = [
        f"cell {name}: {count} cells have this id. Give each its own."
        for name, count in ids.items()
        if count > 1
    ]
    for cell in notebook["cells"]:
        problems += [
            f"cell {cell['id']}: the tag {tag!r} hides what goes wrong. Remove it."
            for tag in cell["metadata"].get("tags", [])
            if tag in HIDING_TAGS
        ]
    return problems


def _environment(folder: Path, home: Path) -> dict[str, str]:
    """Return an environment in which a run shows the same for everyone.

    The kernel imports the library that renders, reads the curriculum the notebook belongs to, and
    finds neither a learning record nor anybody's IPython settings.
    """
    library = str(Path(__file__).resolve().parents[1])
    search = os.pathsep.join(p for p in (library, os.environ.get("PYTHONPATH", "")) if p)
    environment = {k: v for k, v in os.environ.items() if k not in _NOT_INHERITED}
    environment |= {
        "IPYTHONDIR": str(home / "ipython"),
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": search,
        "TOC_TRAINING_HOME": str(home / "record"),
    }
    for place in folder.resolve().parents:
        if (place / "modules" / "course.yaml").is_file():
            environment[CURRICULUM_VARIABLE] = str(place)
            break
    return environment


def _notebooks(paths: Sequence[Path]) -> tuple[list[Path], list[str]]:
    messages: list[str] = []
    if not paths:
        try:
            root = find_curriculum()
        except FileNotFoundError as error:
            return [], [str(error)]
        paths = [root / folder for folder in FOLDERS if (root / folder).is_dir()]
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += _below(path)
        elif path.suffix == ".ipynb" and path.is_file():
            files.append(path)
        else:
            messages.append(f"{_shown(path)}: there is no such notebook or folder.")
    return list(dict.fromkeys(files)), messages


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*.ipynb")):
        if not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _build_font_cache() -> None:
    """Let Matplotlib look for fonts here: on a new machine it says so, and that is no warning."""
    import matplotlib.font_manager  # noqa: F401


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1].strip() if lines else "no message"


def _shown(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
