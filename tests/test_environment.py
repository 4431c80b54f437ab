"""conda and pip are told the same requirements."""

from __future__ import annotations

import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
CONDA_NAMES = {"matplotlib-base": "matplotlib"}
CONDA_ONLY = {"python", "pip", "hatchling", "editables"}


def pip_requirements() -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    found = map(Requirement, project["dependencies"])
    return {canonicalize_name(one.name): str(one.specifier) for one in found}


def conda_entries() -> list[object]:
    entries = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    assert isinstance(entries, list)
    return entries


def conda_requirements() -> dict[str, str]:
    found = [Requirement(entry) for entry in conda_entries() if isinstance(entry, str)]
    return {CONDA_NAMES.get(one.name, one.name): str(one.specifier) for one in found}


def test_conda_has_every_requirement_of_pip():
    conda = conda_requirements()
    assert {name: conda.get(name) for name in pip_requirements()} == pip_requirements()


def test_conda_has_nothing_that_pip_has_not():
    assert conda_requirements().keys() - CONDA_ONLY == pip_requirements().keys()


def test_conda_installs_the_course_without_a_second_set_of_requirements():
    (pip,) = [entry["pip"] for entry in conda_entries() if isinstance(entry, dict)]
    assert {"--no-deps", "-e ."} <= set(pip)


def test_both_ask_for_the_same_python():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert conda_requirements()["python"] == project["requires-python"]
