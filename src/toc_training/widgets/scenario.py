"""The scenario: a case the trainee walks through, decision by decision, to a debrief."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from toc_training import walk_text
from toc_training.content import load_scenario
from toc_training.curriculum import find_curriculum
from toc_training.model import Scenario
from toc_training.walk import Walk, choose
from toc_training.walk_record import (
    choice_statement,
    ending_statement,
    endings_seen,
    newest_walk,
    start_statement,
)
from toc_training.widgets.base import LessonWidget, Message
from toc_training.widgets.keeper import keeper
from toc_training.widgets.notice import Notice, or_notice
from toc_training.widgets.scenario_view import view_of


def scenario(exercise_id: str) -> ScenarioWidget | Notice:
    """Draw the scenario of an exercise, going on where the trainee stopped.

    Parameters
    ----------
    exercise_id
        The exercise's folder, for instance ``8a-container-control``.
    """
    return or_notice(
        "This scenario", lambda: ScenarioWidget(load_scenario(find_curriculum(), exercise_id))
    )


class ScenarioWidget(LessonWidget):
    """One walk through a scenario, kept in the learning record at every choice.

    Parameters
    ----------
    case
        The scenario to walk through.

    Attributes
    ----------
    walk : Walk
        The walk so far.

    Examples
    --------
    >>> s = scenario("8a-container-control")  # doctest: +SKIP
    >>> s.choose("joint-list")  # doctest: +SKIP
    You decided: One list, made every morning at one table. ...
    """

    page_files: ClassVar[tuple[str, ...]] = ("scenario.js", "chart.js", "scenario.css")

    def __init__(self, case: Scenario) -> None:
        self.walk = Walk(case)
        self._walk_id = str(uuid.uuid4())
        self._told = False
        self._notice = ""
        self._go_on()
        super().__init__(self._view())

    def refresh(self) -> None:
        """Go on with the newest walk in the record, wherever it was walked."""
        self._go_on()
        self._show()

    def choose(self, choice_id: str) -> None:
        """Decide, and print what comes of it and what is to be decided next."""
        try:
            self._choose(choice_id, str(uuid.uuid4()))
        except ValueError as error:
            print(f"This is not possible: {error}.")
            return
        self._show()
        print(walk_text.last_step(self.walk))
        print()
        print(walk_text.current(self.walk))
        self._print_notice()

    def restart(self) -> None:
        """Begin a new walk, and print its beginning. The old one stays in the record."""
        self._restart()
        self._show()
        self.read()
        self._print_notice()

    def read(self) -> None:
        """Print where the walk stands."""
        print(walk_text.opening(self.walk.scenario))
        print()
        print(walk_text.current(self.walk))

    def as_markdown(self) -> str:
        """Return the scenario's beginning as text."""
        return walk_text.as_markdown(self.walk.scenario)

    def summary(self) -> str:
        """Return one stable line that says what this is."""
        return f"Scenario: {self.walk.scenario.title}"

    def reply_to(self, name: str, message: Message) -> Message:
        """Take a choice, show the next node, or start again.

        The page says which walk and step it stands at, so what arrives twice counts once.
        """
        if (message["walk"], message["step"]) == (self._walk_id, len(self.walk.steps)):
            if name == "choose":
                self._choose(str(message["choice"]), str(message["statement"]))
            elif name == "continue":
                self._told = False
            elif name == "restart":
                self._restart()
            else:
                raise ValueError(f"a scenario has no {name!r}")
            self._show()
        return {}

    def _go_on(self) -> None:
        found = newest_walk(self.walk.scenario, keeper().statements())
        if found and found != (self._walk_id, self.walk):
            self._walk_id, self.walk = found
            self._told = bool(self.walk.steps) and not self.walk.ended
        if self.walk.ended:
            self._note_ending()

    def _choose(self, choice_id: str, statement_id: str) -> None:
        self.walk = choose(self.walk, choice_id)
        self._told = True
        self._keep({**choice_statement(self.walk, self._walk_id), "statement_id": statement_id})
        if self.walk.ended:
            self._note_ending()

    def _restart(self) -> None:
        self.walk, self._walk_id, self._told = Walk(self.walk.scenario), str(uuid.uuid4()), False
        self._keep(start_statement(self.walk.scenario, self._walk_id))

    def _note_ending(self) -> None:
        """Keep that the walk has ended; what the record holds already changes nothing."""
        self._keep(ending_statement(self.walk, self._walk_id))

    def _keep(self, statement: dict[str, Any]) -> None:
        _, self._notice = keeper().append(**statement)

    def _show(self) -> None:
        self.view = self._view()

    def _view(self) -> dict[str, Any]:
        seen = endings_seen(self.walk.scenario, keeper().statements())
        return view_of(self.walk, self._walk_id, told=self._told, seen=seen, notice=self._notice)

    def _print_notice(self) -> None:
        if self._notice:
            print(f"\n{self._notice}")
