from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

from toc_training import check, dataset, hint, record
from toc_training.exercise import CourseMessage, Hint, Notice
from toc_training.statement import response_of

COURSE = """
title: A course
modules:
  - id: border-management
    folder: 12-border-management
    title: Border management
    sections: ["6.8"]
    boxes: [box-8a]
    minutes: 90
    pass_mark: 0.7
    finished: false
    exercises: [8a-container-control]
    outcomes:
      - {id: "12.1", text: Choose containers}
exercises:
  - id: 8a-container-control
    title: Which
    module: border-management
    box: box-8a
    minutes: 60
    finished: false
"""
TASKS = """
- id: hit-rate-random
  covers: [box-8a]
  ask: What share holds contraband?
  answer: {number: 0.042, tolerance: 0.002}
  hint: Divide what was found by what was opened.
  right: Few boxes hold anything.
  wrong: Look at the denominator.
"""
TASK = "8a-container-control/hit-rate-random"


@pytest.fixture(autouse=True)
def curriculum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "curriculum"
    data = root / "exercises" / "8a-container-control" / "data"
    data.mkdir(parents=True)
    (data / "containers.csv").write_text("id\n1\n")
    (data.parent / "tasks.yaml").write_text(TASKS)
    lesson = root / "modules" / "12-border-management"
    lesson.mkdir(parents=True)
    (lesson / "actors.csv").write_text("actor\ncustoms\n")
    (root / "modules" / "course.yaml").write_text(COURSE)
    monkeypatch.setenv("TOC_TRAINING_CURRICULUM", str(root))
    monkeypatch.setenv("TOC_TRAINING_HOME", str(tmp_path / "home"))
    return root


@pytest.mark.parametrize(
    ("answer", "heading"),
    [
        (..., "Not answered yet."),
        (0.042, "✓ Right. Few boxes hold anything."),
        (np.float64(4.2), "✗ Not yet. The calculation is right, but this is per cent"),
        (0.9, "✗ Not yet. Look at the denominator."),
        ("0.042", "This cannot be marked. This is text"),
    ],
    ids=str,
)
def test_check_says_how_it_stands(
    answer: object, heading: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(TASK, answer) is None
    assert capsys.readouterr().out.startswith(heading)


def test_only_answers_are_kept_and_the_same_one_once() -> None:
    for answer in (..., "text", 0.9, 0.9, np.float64(0.9), 0.042, 0.9):
        check(TASK, answer)
    kept = record.current().about(f"task/{TASK}")
    assert [response_of(s) for s in kept] == ["0.9", "0.042", "0.9"]
    assert [s["result"]["success"] for s in kept] == [False, True, False]
    assert {s["verb"]["display"]["en"] for s in kept} == {"answered"}


def test_an_answer_that_cannot_be_kept_is_marked_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a-file").write_text("")
    monkeypatch.setenv("TOC_TRAINING_HOME", str(tmp_path / "a-file"))
    check(TASK, 0.042)
    said = capsys.readouterr().out
    assert said.startswith("✓ Right.")
    assert "marked but not kept" in said


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ("8a-container-control/hit-rate-randon", f"Perhaps you mean: {TASK}."),
        ("8a-container-contrl/hit-rate-random", "Perhaps you mean: 8a-container-control."),
        ("hit-rate-random", f"Perhaps you mean: {TASK}."),
        ("8a-container-control", TASK),
        ("zzz/zzz", "There are: 8a-container-control."),
        ("../secrets", "There is no exercise '..'"),
        (7, "A task is named by text"),
    ],
)
def test_an_unknown_task_gives_a_sentence_with_the_nearest(
    task: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    check(task, 1)
    hint(task)
    checked, hinted = capsys.readouterr().out.splitlines()
    assert said in checked
    assert said in hinted


def test_hint(capsys: pytest.CaptureFixture[str]) -> None:
    hint(TASK)
    assert capsys.readouterr().out == "Hint. Divide what was found by what was opened.\n"


def test_a_hint_stays_folded_on_the_page() -> None:
    assert Hint("Use `<`, **not** >.")._repr_mimebundle_() == {
        "text/html": "<details><summary>Show a hint</summary>"
        "<p>Use <code>&lt;</code>, <strong>not</strong> &gt;.</p></details>",
        "text/plain": "Hint. Use `<`, **not** >.",
    }


def test_broken_content_is_said_in_words(
    curriculum: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = curriculum / "exercises" / "8a-container-control" / "tasks.yaml"
    path.write_text(TASKS.replace("hint:", "hind:"))
    check(TASK, 1)
    assert "The tasks of 8a-container-control cannot be read." in capsys.readouterr().out
    path.unlink()
    check(TASK, 1)
    assert "the file is missing" in capsys.readouterr().out


def test_no_curriculum_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TOC_TRAINING_CURRICULUM", str(tmp_path / "nowhere"))
    check(TASK, 1)
    assert "The course cannot be read." in capsys.readouterr().out


def test_dataset_finds_the_files_of_exercises_and_modules() -> None:
    assert dataset("8a-container-control", "containers.csv").read_text() == "id\n1\n"
    assert dataset("border-management", "actors.csv").read_text() == "actor\ncustoms\n"


@pytest.mark.parametrize(
    ("owner", "name", "said"),
    [
        ("8a-container-control", "boxes.csv", "It has: containers.csv."),
        ("8a-container-contrl", "containers.csv", "Perhaps you mean: 8a-container-control."),
        ("border-management", "../../modules/course.yaml", "It has: actors.csv."),
    ],
)
def test_a_missing_data_file_is_answered_with_those_there_are(
    owner: str, name: str, said: str
) -> None:
    with pytest.raises(CourseMessage, match=said):
        dataset(owner, name)


def test_a_notebook_shows_a_course_message_without_a_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shell = InteractiveShell()
    shell.run_cell("from toc_training import dataset\ndataset('8a-container-control', 'x.csv')")
    said = capsys.readouterr().out
    assert "8a-container-control has no data file 'x.csv'" in said
    assert "Traceback" not in said
    assert "line" not in said


def test_what_a_notebook_shows_is_text_and_stable() -> None:
    notice = Notice("✓ Right", "Yes.", "It could not be kept.")
    assert notice._repr_mimebundle_() == {
        "text/markdown": "**✓ Right.** Yes.\n\nIt could not be kept.",
        "text/plain": "✓ Right. Yes.\nIt could not be kept.",
    }
