"""What a notebook cell may call; each name is imported when it is first used.

Importing the package costs next to nothing: a lesson's first widget must not wait for the parts
that a later cell needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toc_training.exercise import check, dataset, hint
    from toc_training.figures import figure, plot_style
    from toc_training.widgets.measures import measures
    from toc_training.widgets.quiz import knowledge_check, pretest, quiz, review
    from toc_training.widgets.scenario import scenario

__all__ = [
    "check",
    "dataset",
    "figure",
    "hint",
    "knowledge_check",
    "measures",
    "plot_style",
    "pretest",
    "quiz",
    "review",
    "scenario",
]

_HOME = {
    "check": "exercise",
    "dataset": "exercise",
    "figure": "figures",
    "hint": "exercise",
    "knowledge_check": "widgets.quiz",
    "measures": "widgets.measures",
    "plot_style": "figures",
    "pretest": "widgets.quiz",
    "quiz": "widgets.quiz",
    "review": "widgets.quiz",
    "scenario": "widgets.scenario",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"toc_training has no {name!r}. It has: {', '.join(__all__)}.")
    return getattr(import_module(f"toc_training.{_HOME[name]}"), name)
