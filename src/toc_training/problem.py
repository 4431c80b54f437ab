"""What is wrong in the curriculum, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: where it is, what it is, and what to do about it.

    `file` is relative to the curriculum, `line` counts from 1 (0: the whole file). `id` names the
    entry, with a slash before a part of it (`pcu-composition/b`). `what` has no full stop at its
    end; `remedy` is whole sentences.
    """

    file: str
    line: int
    id: str
    what: str
    remedy: str
    severity: Severity = "error"

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        parts = [where, "warning" if self.severity == "warning" else "", self.id, self.what]
        return f"{': '.join(part for part in parts if part)}. {self.remedy}"


class ContentError(Exception):
    """A file of the curriculum cannot be used as it stands; `problems` says why.

    Parameters
    ----------
    problems
        Everything found in the file, not only the first.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
