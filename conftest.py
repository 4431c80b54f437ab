"""What `pytest --nbval` needs to know about this repository's notebooks."""

from __future__ import annotations

import os
import tempfile

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Give the notebooks an empty learning record: nobody's own shows in, or changes, an output."""
    if config.getoption("nbval", False):
        home = tempfile.TemporaryDirectory(prefix="toc-training-")
        config.add_cleanup(home.cleanup)
        os.environ["TOC_TRAINING_HOME"] = home.name


def pytest_itemcollected(item: pytest.Item) -> None:
    """Have every cell compared: nbval refuses or passes over those without an execution count.

    Counts are left out of the repository, where they would differ in every diff.
    """
    cell = getattr(item, "cell", None)
    if cell is not None and cell.get("execution_count", 0) is None:
        cell["execution_count"] = 1
