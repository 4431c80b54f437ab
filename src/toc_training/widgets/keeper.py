"""Keep what is answered: in the learning record, or in memory while that cannot be written."""

from __future__ import annotations

import uuid
from functools import cache
from typing import Any

from toc_training import record
from toc_training.statement import Statement, new_statement, object_of


class Keeper:
    """A record that a lesson can go on with even when it cannot be written.

    Parameters
    ----------
    kept
        The record; what it refuses is remembered here and tried again at the next answer.
    """

    def __init__(self, kept: record.Record) -> None:
        self._kept = kept
        self._waiting: dict[str, tuple[Statement, dict[str, Any]]] = {}

    @property
    def learner(self) -> str:
        """The learner's id."""
        return self._kept.learner

    def statements(self) -> tuple[Statement, ...]:
        """Return every statement, kept or waiting, oldest first."""
        kept = self._kept.statements()
        known = {statement["id"] for statement in kept}
        return (*kept, *(s for s, _ in self._waiting.values() if s["id"] not in known))

    def about(self, object_id: str) -> tuple[Statement, ...]:
        """Return the statements about one activity, kept or waiting, oldest first."""
        kept = self._kept.about(object_id)
        known = {statement["id"] for statement in kept}
        waiting = [s for s, _ in self._waiting.values() if object_of(s) == object_id]
        return (*kept, *(s for s in waiting if s["id"] not in known))

    def append(self, verb: str, object_id: str, **fields: Any) -> tuple[Statement, str]:
        """Add a statement and return it, with a notice for the trainee if it is in memory only.

        `fields` are those of `toc_training.record.Record.append`. A statement id that is known
        already changes nothing.
        """
        identifier = fields.setdefault("statement_id", str(uuid.uuid4()))
        try:
            self._try_again()
            statement = self._kept.append(verb, object_id, **fields)
        except record.RecordError as error:
            if identifier not in self._waiting:
                statement = new_statement(self.learner, verb, object_id, **fields)
                self._waiting[identifier] = (
                    statement,
                    {"verb": verb, "object_id": object_id, **fields},
                )
            return self._waiting[identifier][0], str(error)
        return statement, ""

    def notice(self, statement: Statement) -> str:
        """Return a sentence for the trainee if this statement is in memory only."""
        if statement["id"] not in self._waiting:
            return ""
        return "This answer is not saved yet. It is tried again with your next answer."

    def _try_again(self) -> None:
        for identifier, (_, fields) in list(self._waiting.items()):
            self._kept.append(**fields)
            del self._waiting[identifier]


def keeper() -> Keeper:
    """Return the keeper of the current record; all widgets of a kernel share it."""
    return _keeper_of(record.current())


@cache
def _keeper_of(kept: record.Record) -> Keeper:
    return Keeper(kept)
