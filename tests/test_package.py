"""The package carries the whole course, and nothing that was left lying about."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from toc_training.content import load_course
from toc_training.workspace import course_files

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def test_the_package_carries_every_page_of_the_course(names):
    pages = course_files(ROOT, load_course(ROOT), instructor=True)
    assert {f"toc_training/curriculum/{path}" for path in pages} <= names
    assert "toc_training/curriculum/modules/course.yaml" in names


def test_the_package_carries_the_extension_and_labs_settings(names):
    data = "toc_training-0.1.0.data/data/share/jupyter"
    assert f"{data}/labextensions/toc-training/package.json" in names
    assert f"{data}/labextensions/toc-training/static/remoteEntry.js" in names
    assert f"{data}/lab/settings/overrides.d/toc_training.json" in names


def test_nothing_that_was_left_lying_about_is_packed(names):
    assert not [n for n in names if ".ipynb_checkpoints" in n or "__pycache__" in n]


def test_the_licences_are_packed(names):
    assert {n.rpartition("/")[2] for n in names if "/licenses/" in n} == {
        "LICENSE",
        "LICENSE-curriculum",
    }
