"""The learning record: one file, one xAPI statement a line, only ever appended to.

A line that was acknowledged is on the disk: it was written, flushed and synced under a lock. A line
that was cut off (power, kill -9) is set aside by the next append, reported, and never fatal.
"""

from __future__ import annotations

import json
import os
import uuid
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path

from toc_training.statement import Statement, learner_of, new_statement, object_of

FILE_NAME = "record.jsonl"
TORN_NAME = "record.torn.txt"
LOCK_SECONDS = 5.0


class RecordError(Exception):
    """The record could not be written; the message is for the trainee."""


class Record:
    """The statements in one file, read once and then kept up with.

    Parameters
    ----------
    path
        The file; it and its folder are made at the first append.

    Attributes
    ----------
    problems : list of str
        What was found wrong with the file, in sentences for the trainee.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[str] = []
        self._learner: str | None = None
        self._by_id: dict[str, Statement] = {}
        self._by_object: dict[str, list[Statement]] = {}
        self._offset = 0
        self._line_number = 0

    @property
    def learner(self) -> str:
        """The learner's id: that of the file's first statement, made with it if there is none."""
        self._catch_up()
        if self._learner is None:
            try:
                self.append("initialized", "course")
            except RecordError as error:
                self._report(str(error))
        self._learner = self._learner or str(uuid.uuid4())
        return self._learner

    def statements(self) -> tuple[Statement, ...]:
        """Return every statement in the file, oldest first, each id once."""
        self._catch_up()
        return tuple(self._by_id.values())

    def about(self, object_id: str) -> tuple[Statement, ...]:
        """Return the statements about one activity, for instance ``item/pcu-composition``."""
        self._catch_up()
        return tuple(self._by_object.get(object_id, ()))

    def append(
        self,
        verb: str,
        object_id: str,
        *,
        response: object = None,
        score: float | None = None,
        success: bool | None = None,
        extensions: dict[str, object] | None = None,
        statement_id: str | None = None,
    ) -> Statement:
        """Add a statement and return it once it is safely on the disk.

        The parameters are those of `toc_training.statement.new_statement`. A `statement_id` that
        the record holds already changes nothing and returns the statement it holds.

        Raises
        ------
        RecordError
            The file cannot be written, or another program holds it for too long.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with _lock(self.path):
                self._set_torn_line_aside()
                self._catch_up()
                if statement_id in self._by_id:
                    return self._by_id[str(statement_id)]
                if self._learner is None:
                    self._learner = str(uuid.uuid4())
                statement = new_statement(
                    self._learner,
                    verb,
                    object_id,
                    response=response,
                    score=score,
                    success=success,
                    extensions=extensions,
                    statement_id=statement_id,
                )
                line = json.dumps(statement, ensure_ascii=False, separators=(",", ":")) + "\n"
                _write_through(self.path, line.encode())
        except TimeoutError as error:
            raise RecordError(
                f"What you do is marked but not kept: another program has held {self.path} for "
                f"{LOCK_SECONDS:.0f} seconds. Close other copies of the course. "
                f"You can go on with the lesson."
            ) from error
        except OSError as error:
            raise RecordError(
                f"What you do is marked but not kept: {self.path} cannot be written "
                f"({error.strerror or error}). Free some space or set TOC_TRAINING_HOME to a "
                f"folder you may write to. You can go on with the lesson."
            ) from error
        self._catch_up()
        return statement

    def _forget(self) -> None:
        """Start again with a file that is gone or was replaced; the learner stays who they are."""
        self._offset = 0
        self._line_number = 0
        self._by_id.clear()
        self._by_object.clear()

    def _catch_up(self) -> None:
        """Read the whole lines that were added since the last look."""
        try:
            size = self.path.stat().st_size
            if size < self._offset:
                self._forget()
            if size == self._offset:
                return
            with self.path.open("rb") as file:
                file.seek(self._offset)
                whole, newline, _torn = file.read().rpartition(b"\n")
        except FileNotFoundError:
            self._forget()
            return
        except OSError as error:
            self._report(f"{self.path} cannot be read ({error.strerror or error}).")
            return
        self._offset += len(whole) + len(newline)
        for line in whole.split(b"\n") if newline else ():
            self._line_number += 1
            self._take_in(line)

    def _take_in(self, line: bytes) -> None:
        try:
            statement = json.loads(line)
            identifier, about = str(statement["id"]), object_of(statement)
            learner = learner_of(statement)
        except (ValueError, KeyError, TypeError):
            self._report(
                f"Line {self._line_number} of {self.path} cannot be read. "
                f"It is left as it is; all other lines count."
            )
            return
        if identifier in self._by_id:
            return
        self._learner = self._learner or learner
        self._by_id[identifier] = statement
        self._by_object.setdefault(about, []).append(statement)

    def _set_torn_line_aside(self) -> None:
        if not self.path.exists():
            return
        with self.path.open("r+b") as file:
            end = file.seek(0, os.SEEK_END)
            if end == 0:
                return
            file.seek(end - 1)
            if file.read(1) == b"\n":
                return
            file.seek(0)
            content = file.read()
            whole = content.rfind(b"\n") + 1
            aside = self.path.with_name(TORN_NAME)
            _write_through(aside, content[whole:] + b"\n")
            file.truncate(whole)
            file.flush()
            os.fsync(file.fileno())
        self._report(
            f"The last line of {self.path} was cut off, perhaps by a power failure. "
            f"It is kept in {aside.name}; everything before it is whole."
        )

    def _report(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)


def record_folder() -> Path:
    """Return the folder of the learning record: ``TOC_TRAINING_HOME``, else the platform's own."""
    home = os.environ.get("TOC_TRAINING_HOME")
    if home:
        return Path(home).expanduser()
    from platformdirs import user_data_path

    return user_data_path("toc-training", appauthor=False)


def current() -> Record:
    """Return the record of whoever works here; the same object for the same file.

    A quiz asks for it several times an item at every answer, so the way to a named folder is
    worked out once.
    """
    home = os.environ.get("TOC_TRAINING_HOME")
    return _record_in(home) if home else _record_at(record_folder() / FILE_NAME)


@cache
def _record_in(_home: str) -> Record:
    return _record_at(record_folder() / FILE_NAME)


@cache
def _record_at(path: Path) -> Record:
    return Record(path)


def _lock(path: Path) -> AbstractContextManager[object]:
    """Hold the record against other processes, where the platform can."""
    try:
        from filelock import FileLock
    except ImportError:  # the browser edition has one process and no locks
        return nullcontext()
    return FileLock(f"{path}.lock", timeout=LOCK_SECONDS)


def _write_through(path: Path, data: bytes) -> None:
    """Append `data` and return when the disk has it; on a short write leave the file as it was."""
    with path.open("ab", buffering=0) as file:
        before = file.seek(0, os.SEEK_END)
        try:
            if file.write(data) != len(data):
                raise OSError(28, "No space left on device")
            os.fsync(file.fileno())
        except OSError:
            file.truncate(before)
            raise
