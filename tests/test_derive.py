from __future__ import annotations

import ast
import json
import re
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toc_training.derive import (
    DeriveError,
    derive_all,
    derive_code,
    derive_notebook,
    moved_one_folder_down,
)
from toc_training.notebook_form import canonical, joined, serialise
from toc_training.solution_markers import BEGIN, END, MarkerError, marker_like, without_solutions

GOLDEN = sorted((Path(__file__).parent / "golden" / "derive").iterdir())
ROOT = Path(__file__).parents[1]
SOLUTIONS = sorted((ROOT / "solutions").glob("*.ipynb"))
HIDDEN = "s3cr3t"


@pytest.mark.parametrize("case", GOLDEN, ids=lambda path: path.name)
def test_golden(case: Path, update_golden: bool) -> None:
    solution = json.loads((case / "solution.ipynb").read_text(encoding="utf-8"))
    try:
        name, result = "exercise.ipynb", serialise(derive_notebook(solution, "solutions/x.ipynb"))
    except DeriveError as error:
        name, result = "refused.txt", f"{error}\n"
    expected = case / name
    if update_golden:
        expected.write_text(result, encoding="utf-8")
    assert [p.name for p in case.iterdir() if p.name != "solution.ipynb"] == [name]
    assert result == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "# Begin Solution",
        "### begin solution",
        "###BEGIN SOLUTION",
        "## BEGIN SOLUTION",
        "#### BEGIN SOLUTION",
        "###  BEGIN  SOLUTION",
        "### BEGIN SOLUTION ",
        "### BEGIN SOLUTION\r",
        "### BEGIN SOLUTION\u00a0",
        "### BEGIN_SOLUTION",
        "### BEGIN SOLUTIONS",
        "### BEGIN SOLUTION NO PROMPT",
        "### BEGIN SOLUTOIN",
        "### BEGIN",
        "### BEGIN HIDDEN TESTS",
        "### SOLUTION",
        "# SOLUTION",
        "x = 1  ### BEGIN SOLUTION",
        "x = 1  # SOLUTION",
        "### START SOLUTION",
        "# --- begin solution ---",
        "# # BEGIN SOLUTION",
        "### END",
        "### end solution",
        "# Solution ends",
        "### END  SOLUTION",
        "### \uff25\uff2e\uff24 SOLUTION",
    ],
)
def test_what_resembles_a_marker_is_refused_with_the_text_to_write(line: str) -> None:
    wanted = END if re.search("end|\uff25\uff2e\uff24", line, re.I) else BEGIN
    with pytest.raises(MarkerError) as caught:
        without_solutions(["a = 1", line])
    ((number, text),) = caught.value.problems
    assert number == 2
    assert repr(wanted) in text


@pytest.mark.parametrize(
    "line",
    [
        "# Task 3: count the containers",
        "# The end of the week is when most arrive",
        "# One solution among several is a joint list",
        "## Start with the shipping lines",
        "### End of the first shift",
        "### Begin here",
        "colour = '#bea000'",
        "url = 'https://example.org/#end-of-list'",
        "print('begin solution')",
    ],
)
def test_ordinary_comments_are_left_alone(line: str) -> None:
    assert marker_like(line) is None
    assert without_solutions([line]) == [line]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([BEGIN, "x"], (1, "never ends")),
        (["x", END], (2, "never began")),
        ([BEGIN, BEGIN, END], (2, "begins inside the one that begins in line 1")),
    ],
)
def test_markers_come_in_pairs(lines: list[str], said: tuple[int, str]) -> None:
    with pytest.raises(MarkerError) as caught:
        without_solutions(lines)
    number, text = caught.value.problems[0]
    assert (number, said[1] in text) == (said[0], True)


def test_links_climb_one_folder_more() -> None:
    assert moved_one_folder_down("[a](../b) [c](d)") == "[a](../../b) [c](d)"
    assert moved_one_folder_down('<a href="../b">') == '<a href="../../b">'
    assert moved_one_folder_down("../b stays, as does [a](https://x/../y)").count("../") == 2


given_text = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=25)
given_lines = st.lists(
    given_text.filter(
        lambda t: marker_like(t) is None and t.lstrip(" \t") not in {BEGIN, END} and HIDDEN not in t
    ).map(lambda t: (False, t)),
    max_size=4,
)
secret_lines = st.lists(
    given_text.map(lambda t: f"{HIDDEN} {t.replace('#', '')}").map(lambda t: (True, t)), max_size=4
)
indent = st.sampled_from(["", "    ", "\t"])


@st.composite
def marked_cell(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Return a cell's source and the lines of it that are given."""
    lines: list[str] = []
    kept: list[str] = []
    for _ in range(draw(st.integers(0, 3))):
        for _, line in draw(given_lines):
            lines.append(line)
            kept.append(line)
        space = draw(indent)
        block = [line for _, line in draw(secret_lines)]
        lines += [space + BEGIN, *block, space + END]
    for _, line in draw(given_lines):
        lines.append(line)
        kept.append(line)
    return "\n".join(lines), kept


@given(st.lists(marked_cell(), min_size=1, max_size=3), st.booleans())
def test_no_secret_line_is_derived_and_every_given_line_is_in_order(
    cells: list[tuple[str, list[str]]], tagged: bool
) -> None:
    solution = {
        "cells": [
            {
                "cell_type": "code",
                "id": f"c{n}",
                "metadata": {HIDDEN: "editor"},
                "outputs": [{"output_type": "stream", "name": "stdout", "text": HIDDEN}],
                "source": source,
            }
            for n, (source, _) in enumerate(cells)
        ],
        "metadata": {},
    }
    if tagged:
        for kind in ("markdown", "code"):
            solution["cells"].append(
                {
                    "cell_type": kind,
                    "id": kind,
                    "metadata": {"tags": ["solution-only"]},
                    "source": HIDDEN,
                }
            )
    exercise = derive_notebook(solution, "solutions/x.ipynb")
    assert HIDDEN not in serialise(exercise)
    for cell, (_, kept) in zip(exercise["cells"], cells, strict=True):
        lines = joined(cell["source"]).split("\n")
        wanted = iter(kept)
        expected = next(wanted, None)
        for line in lines:
            if line == expected:
                expected = next(wanted, None)
            else:
                assert line.strip() in {"...", ""}
        assert expected is None
    assert derive_notebook(exercise, "solutions/x.ipynb") == exercise


statement = st.sampled_from(["x = 1", "y = [\n    1,\n]", "print('a: b')", "z = {1: 2}  # z:"])
header = st.sampled_from(
    ["if x:", "for i in y:  # each", "while False:", "def f(\n    a,\n):", "with z as w:"]
)


def marked(entries: list[tuple[bool, str]]) -> str:
    return "\n".join(
        f"{BEGIN}\n# {HIDDEN}\n{text}\n{END}" if hidden else text for hidden, text in entries
    )


entries = st.recursive(
    statement,
    lambda inner: st.builds(
        lambda head, body: f"{head}\n{textwrap.indent(body, '    ')}",
        header,
        st.lists(st.tuples(st.booleans(), inner), min_size=1, max_size=3).map(
            lambda body: marked([(hidden and BEGIN not in text, text) for hidden, text in body])
        ),
    ),
    max_leaves=8,
)


@given(st.lists(entries, min_size=1, max_size=3).map("\n".join))
def test_what_is_left_of_valid_python_is_valid_python(source: str) -> None:
    ast.parse(source)
    derived = derive_code(source)
    ast.parse(derived)
    assert HIDDEN not in derived
    assert derive_code(derived) == derived


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_no_solution_line_stands_in_its_exercise(path: Path) -> None:
    solution = json.loads(path.read_text(encoding="utf-8"))
    exercise = derive_notebook(solution, f"solutions/{path.name}")
    given_source: list[str] = []
    secret: list[str] = []
    for cell in solution["cells"]:
        hidden = "solution-only" in cell["metadata"].get("tags", [])
        for line in joined(cell["source"]).split("\n"):
            bare = line.strip()
            if bare in {BEGIN, END}:
                hidden = bare == BEGIN
                continue
            (secret if hidden else given_source).append(bare)
    left = {line.strip() for c in exercise["cells"] for line in joined(c["source"]).split("\n")}
    assert secret
    assert not {line for line in secret if line} & left - set(given_source)


@pytest.fixture
def curriculum(tmp_path: Path) -> Path:
    guidance = tmp_path / "modules" / "guidance"
    guidance.mkdir(parents=True)
    for name in ("items", "boxes", "since-publication", "glossary"):
        (guidance / f"{name}.yaml").write_text("[]\n")
    (tmp_path / "solutions").mkdir()
    source = (GOLDEN[0].parent / "task" / "solution.ipynb").read_text(encoding="utf-8")
    (tmp_path / "solutions" / "8a-x.ipynb").write_text(source, encoding="utf-8")
    assert derive_all(tmp_path, check=False) == []
    return tmp_path


def test_derive_all_writes_what_check_then_accepts(curriculum: Path) -> None:
    path = curriculum / "exercises" / "8a-x" / "8a-x.ipynb"
    before = path.read_bytes()
    assert derive_all(curriculum, check=True) == []
    assert derive_all(curriculum, check=False) == []
    assert path.read_bytes() == before


def test_outputs_outlive_derivation_where_the_source_is_unchanged(curriculum: Path) -> None:
    path = curriculum / "exercises" / "8a-x" / "8a-x.ipynb"
    nb = json.loads(path.read_text(encoding="utf-8"))
    output = {"name": "stdout", "output_type": "stream", "text": ["Not answered yet\n"]}
    nb["cells"][1]["outputs"] = [output]
    path.write_text(serialise(canonical(nb)), encoding="utf-8")
    assert derive_all(curriculum, check=True) == []
    assert derive_all(curriculum, check=False) == []
    assert json.loads(path.read_text(encoding="utf-8"))["cells"][1]["outputs"] == [output]
    solution = curriculum / "solutions" / "8a-x.ipynb"
    solution.write_text(solution.read_text(encoding="utf-8").replace("Task 2", "Task 3"))
    (message,) = derive_all(curriculum, check=True)
    assert "exercises/8a-x/8a-x.ipynb, cell task-2: its source" in message
    assert derive_all(curriculum, check=False) == []
    assert json.loads(path.read_text(encoding="utf-8"))["cells"][1]["outputs"] == []


def test_an_edited_missing_or_orphaned_exercise_is_reported(curriculum: Path) -> None:
    path = curriculum / "exercises" / "8a-x" / "8a-x.ipynb"
    text = path.read_text(encoding="utf-8")
    nb = json.loads(text)
    nb["cells"].append(nb["cells"][0] | {"id": "added"})
    nb["metadata"] = {}
    path.write_text(json.dumps(nb), encoding="utf-8")
    metadata, cells = derive_all(curriculum, check=True)
    assert "its metadata differ" in metadata
    assert "its cells (added) are not those" in cells
    path.unlink()
    (missing,) = derive_all(curriculum, check=True)
    assert "missing" in missing
    orphan = curriculum / "exercises" / "9-y" / "9-y.ipynb"
    orphan.parent.mkdir()
    orphan.write_text(text, encoding="utf-8")
    (orphaned,) = derive_all(curriculum, check=False)
    assert "there is no solutions/9-y.ipynb" in orphaned
    assert orphan.exists()


def test_a_refused_solution_leaves_its_exercise_as_it_was(curriculum: Path) -> None:
    path = curriculum / "exercises" / "8a-x" / "8a-x.ipynb"
    before = path.read_bytes()
    solution = curriculum / "solutions" / "8a-x.ipynb"
    leaking = solution.read_text(encoding="utf-8").replace("### BEGIN", "# Begin")
    solution.write_text(leaking, encoding="utf-8")
    messages = derive_all(curriculum, check=False)
    assert "solutions/8a-x.ipynb, cell 'task-2', line 3: '# Begin SOLUTION'" in messages[0]
    assert "write exactly '### BEGIN SOLUTION'" in messages[0]
    assert path.read_bytes() == before
