from __future__ import annotations

import ast
import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from toc_training.content import load_tasks
from toc_training.notebook_form import Notebook, joined
from toc_training.render import FOLDERS, run

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted(
    path
    for folder in FOLDERS
    for path in (ROOT / folder).rglob("*.ipynb")
    if ".ipynb_checkpoints" not in path.parts
)
SOLUTIONS = [path for path in NOTEBOOKS if path.parent.name == "solutions"]


@pytest.fixture(scope="module", autouse=True)
def _fonts_are_known() -> None:
    """Keep Matplotlib's remark that it looks for fonts, on a new machine, out of the outputs."""
    import matplotlib.font_manager  # noqa: F401


def nbval(path: Path, home: Path) -> subprocess.CompletedProcess[str]:
    search = os.pathsep.join(p for p in (str(ROOT / "src"), os.environ.get("PYTHONPATH", "")) if p)
    environment = {k: v for k, v in os.environ.items() if k != "MPLBACKEND"} | {
        "IPYTHONDIR": str(home),
        "PYTHONPATH": search,
        "TOC_TRAINING_CURRICULUM": str(ROOT),
    }
    options = ["--nbval", "--nbval-cell-timeout", "60", "-p", "no:cacheprovider", "-q"]
    sanitize = ["--nbval-sanitize-with", str(ROOT / "tests" / "nbval-sanitize.cfg")]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, *sanitize, str(path)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_a_fresh_run_shows_what_is_committed(path: Path, tmp_path: Path) -> None:
    result = nbval(path, tmp_path)
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-1000:]


def texts(notebook: Notebook) -> list[tuple[dict, str]]:
    """Return the data of every output that shows text, and the kind of text to read."""
    return [
        (output["data"], kind)
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        for kind in ("text/markdown", "text/plain")
        if kind in output.get("data", {})
    ]


def test_an_edited_output_is_caught(tmp_path: Path) -> None:
    smallest_first = sorted(NOTEBOOKS, key=lambda path: path.stat().st_size)
    notebooks = (json.loads(path.read_text(encoding="utf-8")) for path in smallest_first)
    notebook = next((nb for nb in notebooks if texts(nb)), None)
    if notebook is None:
        pytest.skip("no notebook has outputs yet")
    shutil.copy(ROOT / "conftest.py", tmp_path)
    copy = tmp_path / "copy.ipynb"
    copy.write_text(json.dumps(notebook), encoding="utf-8")
    assert nbval(copy, tmp_path / "before").returncode == 0
    data, kind = texts(notebook)[0]
    data[kind] = joined(data[kind]) + " Edited."
    copy.write_text(json.dumps(notebook), encoding="utf-8")
    result = nbval(copy, tmp_path / "after")
    assert result.returncode == 1
    assert "Edited." in result.stdout


def checked(notebook: Notebook) -> list[tuple[str, str]]:
    """Return the task of every `check` in a notebook and what it says."""
    found: list[tuple[str, str]] = []
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        source = re.sub(r"^\s*[%!].*$", "", joined(cell["source"]), flags=re.MULTILINE)
        tasks = [
            str(ast.literal_eval(node.args[0]))
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "check"
        ]
        said = [
            joined(output["data"]["text/plain"])
            for output in cell["outputs"]
            if output["output_type"] == "display_data" and "text/markdown" in output["data"]
        ]
        if tasks:
            assert len(tasks) == len(said), f"cell {cell['id']}"
            found += zip(tasks, said, strict=True)
    return found


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_a_solution_answers_every_task_right(path: Path, tmp_path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    results = checked(asyncio.run(run(notebook, path.parent, tmp_path)))
    assert [said for _, said in results if not said.startswith("✓ Right.")] == []
    tasks = {f"{path.stem}/{task.id}" for task in load_tasks(ROOT, path.stem)}
    assert {task for task, _ in results} == tasks


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_an_exercise_shows_that_nothing_is_answered_yet(path: Path) -> None:
    """The outputs are those of a fresh run: see `test_a_fresh_run_shows_what_is_committed`."""
    exercise = ROOT / "exercises" / path.stem / path.name
    results = checked(json.loads(exercise.read_text(encoding="utf-8")))
    assert results
    assert [said for _, said in results if not said.startswith("Not answered yet.")] == []
