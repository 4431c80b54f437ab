"""A sentence in place of a widget that cannot be shown, so that the rest of the lesson goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Widget = TypeVar("Widget")


class Notice:
    """What a cell shows when its widget cannot be drawn.

    Parameters
    ----------
    text
        What is wrong, in words for the trainee.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, str]:
        return {"text/plain": self.text, "text/markdown": f"> {self.text}".replace("\n", "\n> ")}


def or_notice(what: str, draw: Callable[[], Widget]) -> Widget | Notice:
    """Return what `draw` draws, or a sentence that says why `what` cannot be shown."""
    from toc_training.finding import NotFoundError
    from toc_training.problem import ContentError

    try:
        return draw()
    except (NotFoundError, FileNotFoundError) as error:
        return Notice(str(error))
    except ContentError as error:
        return Notice(f"{what} cannot be shown: the course’s content has a fault.\n{error}")
