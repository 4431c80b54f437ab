"""The measures explorer: what the guidance proposes, to search, read and mark for one's plan."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from toc_training.content import load_measures
from toc_training.curriculum import find_curriculum
from toc_training.finding import find_module
from toc_training.model import Measure
from toc_training.statement import response_of
from toc_training.widgets.base import LessonWidget, Message
from toc_training.widgets.keeper import keeper
from toc_training.widgets.notice import Notice, or_notice

MARKED, UNMARKED = "marked", "unmarked"


def measures(module_id: str) -> MeasuresExplorer | Notice:
    """Draw the measures of a module, with those the trainee marked before still marked.

    Parameters
    ----------
    module_id
        The module's id in course.yaml, for instance ``border-management``.
    """

    def draw() -> MeasuresExplorer:
        module = find_module(module_id)
        return MeasuresExplorer(module.title, load_measures(find_curriculum(), module))

    return or_notice("These measures", draw)


class MeasuresExplorer(LessonWidget):
    """Measures to filter in the page; only the marks come to the kernel and into the record.

    Parameters
    ----------
    title
        What the measures are about, usually the module's title.
    shown
        The measures.

    Examples
    --------
    >>> m = measures("border-management")  # doctest: +SKIP
    >>> m.mark("6.8-O1")  # doctest: +SKIP
    For your plan:
      6.8-O1: Connect and equip forward operating bases
    """

    page_files: ClassVar[tuple[str, ...]] = ("measures.js", "measures.css")

    def __init__(self, title: str, shown: Sequence[Measure]) -> None:
        self._title = title
        self._measures = {measure.id: measure for measure in shown}
        self._notice = ""
        super().__init__(self._view())

    def refresh(self) -> None:
        """Show the marks the record holds now."""
        self.view = self._view()

    @property
    def marked(self) -> tuple[str, ...]:
        """The ids of the marked measures, in the order in which they are shown."""
        return tuple(id_ for id_ in self._measures if _last_response(id_) == MARKED)

    def mark(self, measure_id: str) -> None:
        """Mark a measure for the plan, and print the marked ones."""
        self._set_and_print(measure_id, marked=True)

    def unmark(self, measure_id: str) -> None:
        """Take a measure out of the plan, and print the marked ones."""
        self._set_and_print(measure_id, marked=False)

    def as_markdown(self) -> str:
        """Return every measure with its text."""
        return "\n\n".join(
            f"**{m.title}** ({m.kind}, {m.theme.lower()}) [{m.id}]\n\n{m.text}\n\n"
            f"*Watch:* {m.watch}\n\n*Ask yourself:* {m.ask}"
            for m in self._measures.values()
        )

    def summary(self) -> str:
        """Return one stable line that says what this is."""
        return f"Measures explorer: {self._title}, {len(self._measures)} measures"

    def reply_to(self, name: str, message: Message) -> Message:
        """Mark or unmark a measure."""
        if name != "mark":
            raise ValueError(f"the measures explorer has no {name!r}")
        self._set(str(message["id"]), bool(message["marked"]), str(message["statement"]))
        return {}

    def _set(self, measure_id: str, marked: bool, statement_id: str) -> None:
        if measure_id not in self._measures:
            known = ", ".join(self._measures)
            raise ValueError(f"there is no measure {measure_id!r} here; there are: {known}")
        _, self._notice = keeper().append(
            "interacted",
            f"measure/{measure_id}",
            response=MARKED if marked else UNMARKED,
            statement_id=statement_id,
        )
        self.refresh()

    def _set_and_print(self, measure_id: str, *, marked: bool) -> None:
        try:
            self._set(measure_id, marked, str(uuid.uuid4()))
        except ValueError as error:
            print(f"This is not possible: {error}.")
            return
        lines = [f"  {id_}: {self._measures[id_].title}" for id_ in self.marked]
        print(
            "\n".join(["For your plan:", *lines] if lines else ["Nothing is marked for your plan."])
        )
        if self._notice:
            print(f"\n{self._notice}")

    def _view(self) -> dict[str, Any]:
        return {
            "title": self._title,
            "measures": [_as_view(measure) for measure in self._measures.values()],
            "marked": list(self.marked),
            "notice": self._notice,
        }


def _last_response(measure_id: str) -> Any:
    statements = keeper().about(f"measure/{measure_id}")
    return response_of(statements[-1]) if statements else None


def _as_view(measure: Measure) -> dict[str, str]:
    return {
        "id": measure.id,
        "kind": measure.kind,
        "title": measure.title,
        "theme": measure.theme,
        "text": measure.text,
        "watch": measure.watch,
        "ask": measure.ask,
    }
