"""A start brings the course up to date and leaves alone what the trainee changed."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from small_course import LESSON, TABLE, Curriculum, notebook, saved_by_lab
from toc_training import workspace as module
from toc_training.curriculum import find_curriculum
from toc_training.model import Course, Exercise, Module, Place
from toc_training.workspace import WorkspaceError, course_files

PLACE = Place("modules/course.yaml", 1)


@pytest.fixture
def curriculum(tmp_path: Path) -> Curriculum:
    curriculum = Curriculum(tmp_path)
    curriculum.publish(LESSON, notebook("one"))
    curriculum.publish(TABLE, b"a,b\n")
    return curriculum


def test_a_second_start_changes_nothing(curriculum):
    assert curriculum.start().written == (LESSON, TABLE)
    second = curriculum.start()
    assert (second.written, second.removed, second.sentences) == ((), (), ())


def test_what_autosave_changed_is_refreshed(curriculum):
    curriculum.start()
    curriculum.write(LESSON, saved_by_lab(curriculum.read(LESSON)))
    curriculum.publish(LESSON, notebook("two"))
    assert curriculum.start().written == (LESSON,)
    assert curriculum.read(LESSON) == notebook("two")


def test_a_new_picture_reaches_an_untouched_lesson(curriculum):
    curriculum.start()
    curriculum.publish(LESSON, notebook("one", output="a better chart"))
    curriculum.start()
    assert curriculum.read(LESSON) == notebook("one", output="a better chart")


def test_a_changed_lesson_stays_and_the_new_version_is_put_beside_it_once(curriculum):
    curriculum.start()
    curriculum.write(LESSON, notebook("mine"))
    assert curriculum.start().sentences == ()
    curriculum.publish(LESSON, notebook("two"))
    (sentence,) = curriculum.start().sentences
    assert sentence == (
        f"You have changed {LESSON}, so it stays as it is; "
        f"the course's new version is beside it: 12-x.new-version.ipynb."
    )
    assert curriculum.read(LESSON) == notebook("mine")
    assert curriculum.read("modules/12-x/12-x.new-version.ipynb") == notebook("two")
    (curriculum.workspace / "modules/12-x/12-x.new-version.ipynb").unlink()
    assert curriculum.start().written == ()


def test_a_still_newer_version_replaces_the_one_beside_unless_that_was_changed_too(curriculum):
    beside = "modules/12-x/12-x.new-version.ipynb"
    curriculum.start()
    curriculum.write(LESSON, notebook("mine"))
    curriculum.publish(LESSON, notebook("two"))
    curriculum.start()
    curriculum.publish(LESSON, notebook("three"))
    curriculum.start()
    assert curriculum.read(beside) == notebook("three")
    curriculum.write(beside, notebook("three, and mine"))
    curriculum.publish(LESSON, notebook("four"))
    curriculum.start()
    assert curriculum.read(beside) == notebook("three, and mine")
    assert curriculum.read("modules/12-x/12-x.new-version-2.ipynb") == notebook("four")


def test_who_takes_the_new_version_over_is_rid_of_its_copy(curriculum):
    curriculum.start()
    curriculum.write(LESSON, notebook("mine"))
    curriculum.publish(LESSON, notebook("two"))
    curriculum.start()
    curriculum.write(LESSON, notebook("two"))
    assert curriculum.start().removed == ("modules/12-x/12-x.new-version.ipynb",)
    curriculum.publish(LESSON, notebook("three"))
    assert curriculum.start().written == (LESSON,)


def test_a_deleted_file_is_laid_out_again_and_said(curriculum):
    curriculum.start()
    (curriculum.workspace / LESSON).unlink()
    assert curriculum.start().sentences == (
        f"{LESSON} was not there any more and is laid out again.",
    )
    assert curriculum.read(LESSON) == notebook("one")


def test_what_leaves_the_course_is_removed_unless_it_was_changed(curriculum):
    curriculum.start()
    curriculum.write(LESSON, notebook("mine"))
    curriculum.publish(LESSON, None)
    curriculum.publish(TABLE, None)
    done = curriculum.start()
    assert done.removed == (TABLE,)
    assert curriculum.read(LESSON) == notebook("mine")
    assert "you have changed it, so it stays" in done.sentences[0]


def test_a_damaged_manifest_is_set_aside_and_differing_files_count_as_touched(curriculum):
    curriculum.start()
    manifest = curriculum.workspace / ".toc-training" / "manifest.json"
    manifest.write_text('{"format": 1, "files": {"../../etc')
    curriculum.write(TABLE, b"mine\n")
    done = curriculum.start()
    assert "manifest.damaged.json" in done.sentences[0]
    assert curriculum.read(TABLE) == b"mine\n"
    assert done.written == ("modules/12-x/table.new-version.csv",)


def test_a_manifest_that_points_outside_the_workspace_is_not_followed(curriculum):
    curriculum.start()
    outside = curriculum.workspace.parent / "outside.csv"
    outside.write_bytes(b"a,b\n")
    manifest = curriculum.workspace / ".toc-training" / "manifest.json"
    content = json.loads(manifest.read_text())
    content["files"]["../outside.csv"] = content["files"][TABLE]
    manifest.write_text(json.dumps(content))
    curriculum.start()
    assert outside.exists()


@pytest.mark.parametrize("after", range(4))
def test_a_layout_that_was_cut_off_is_completed(curriculum, monkeypatch, after):
    whole, calls = module.write_whole, []

    def cut_off(*arguments):
        calls.append(arguments)
        if len(calls) > after:
            raise KeyboardInterrupt
        whole(*arguments)

    monkeypatch.setattr(module, "write_whole", cut_off)
    with pytest.raises(KeyboardInterrupt):
        curriculum.start()
    monkeypatch.undo()
    assert curriculum.start().sentences == ()
    curriculum.publish(TABLE, b"a,b\n1,2\n")
    assert curriculum.start().written == (TABLE,)


def test_a_file_saved_in_the_meantime_is_left_alone(curriculum, monkeypatch):
    curriculum.start()
    curriculum.publish(TABLE, b"new\n")
    planned = module.plan

    def plan_then_save(*arguments):
        result = planned(*arguments)
        curriculum.write(TABLE, b"mine\n")
        return result

    monkeypatch.setattr(module, "plan", plan_then_save)
    assert "was saved while" in curriculum.start().sentences[0]
    assert curriculum.read(TABLE) == b"mine\n"


def test_a_full_disk_is_told_in_one_sentence(curriculum, monkeypatch):
    def full(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(module, "write_whole", full)
    with pytest.raises(WorkspaceError, match="is full: free some space and start again"):
        curriculum.start()


def test_something_in_the_way_is_named(curriculum):
    curriculum.workspace.mkdir(parents=True)
    (curriculum.workspace / "modules").write_text("notes")
    with pytest.raises(WorkspaceError, match=r"modules.* in the way"):
        curriculum.start()


def course(*, finished: bool) -> Course:
    lesson = Module("x", "12-x", "X", ("1",), (), 60, 0.7, finished, (), ("8a-x",), PLACE)
    exercise = Exercise("8a-x", "X", "x", "box-1", 60, finished, PLACE)
    return Course("C", (lesson,), (exercise,))


FILES = [
    "exercises/8a-x/8a-x.ipynb",
    "exercises/8a-x/data/a.csv",
    "exercises/8a-x/make_data.py",
    "exercises/8a-x/scenario.yaml",
    "exercises/8a-x/tasks.yaml",
    "modules/12-x/.ipynb_checkpoints/12-x-checkpoint.ipynb",
    "modules/12-x/12-x.ipynb",
    "modules/12-x/fig.csv",
    "modules/12-x/measures.yaml",
    "modules/12-x/quiz.yaml",
    "modules/12-x/session.md",
    "modules/course.yaml",
    "modules/guidance/6.8.md",
    "modules/guidance/items.yaml",
    "solutions/8a-x.ipynb",
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path in FILES:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    return tmp_path


def test_keys_and_run_sheets_do_not_lie_beside_the_lesson(root):
    assert sorted(course_files(root, course(finished=True))) == [
        "exercises/8a-x/8a-x.ipynb",
        "exercises/8a-x/data/a.csv",
        "modules/12-x/12-x.ipynb",
        "modules/12-x/fig.csv",
        "modules/guidance/6.8.md",
        "solutions/8a-x.ipynb",
    ]


def test_solutions_can_be_left_out_and_run_sheets_added(root):
    files = course_files(root, course(finished=True), solutions=False, instructor=True)
    assert "solutions/8a-x.ipynb" not in files
    assert "modules/12-x/session.md" in files


def test_what_is_not_finished_is_not_laid_out(root):
    assert list(course_files(root, course(finished=False))) == ["modules/guidance/6.8.md"]


def test_the_real_course_lays_out_no_keys():
    from toc_training.content import load_course

    root = find_curriculum()
    names = {Path(path).name for path in course_files(root, load_course(root))}
    assert not {name for name in names if name.endswith((".yaml", ".py"))}
